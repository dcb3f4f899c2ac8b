//! Files as offices have them: other workbooks than Excel's, packed files, titles above a table and notes below. `tests/data/omraader` has
//! one small table in six files: the workbooks were saved by `LibreOffice`, the text was packed by gzip and zip.

use std::fs;

use polars::df;
use polars::prelude::DataFrame;
use sporbar::describe;
use sporbar::schema::Schema;

use super::{human, in_short, read_one, root, schema};

const FIELDS: &str = r#""fields": [
  { "name": "Område", "type": "string" },
  { "name": "Opgjort", "type": "date", "format": "FORM" },
  { "name": "2017 Personer", "type": "integer" },
  { "name": "2017 Andel", "type": "number", "decimalChar": "," },
  { "name": "2018 Personer", "type": "integer" },
  { "name": "2018 Andel", "type": "number", "decimalChar": "," }
]"#;

fn layout(dialect: &str) -> Schema {
    let form = if dialect.contains("csv") { "%d-%m-%Y" } else { "%Y-%m-%d" };
    let fields = FIELDS.replace("FORM", form);
    let fields = if dialect.contains("csv") { fields } else { fields.replace(r#", "decimalChar": ",""#, "") };
    schema("omraader", &format!(r#"{{ "sporbar:dialect": {{ {dialect} }}, {fields} }}"#))
}

const CSV: &str = r#""format": "csv", "delimiter": ";", "headerRows": [4, 5], "ends": ["Kilde:"]"#;

fn book(format: &str) -> String {
    format!(r#""format": "{format}", "sheetName": "Ledighed", "headerRows": [4, 5], "ends": "blank-row""#)
}

fn bytes(file: &str) -> Vec<u8> {
    fs::read(root().join("tests/data/omraader").join(file)).expect("the file")
}

/// What was typed into the workbook, and the rows it stands in.
fn typed() -> DataFrame {
    let day = |y, m, d| chrono::NaiveDate::from_ymd_opt(y, m, d);
    df!(
        "Område" => ["Nord", "Midt", "Midt", "Øst & Å"],
        "Opgjort" => [day(2018, 12, 31), day(2018, 12, 31), day(2018, 12, 31), day(2019, 1, 31)],
        "2017 Personer" => [412i64, 57, 57, 8],
        "2017 Andel" => [Some(0.125), Some(0.25), Some(0.25), None],
        "2018 Personer" => [398i64, 61, 61, 9],
        "2018 Andel" => [0.1175, 0.5, 0.5, 1.5],
        "_row" => [6u32, 7, 8, 9],
    )
    .expect("a frame")
}

#[test]
fn the_same_table_is_read_from_every_kind_of_file() {
    let over = |file: &str| format!("warning passed-over {file} 11 -");
    let hidden = |file: &str| format!("warning hidden-in-workbook {file} 7 -");
    for (file, dialect, told) in [
        ("omraader.csv", CSV.to_owned(), vec![over("omraader.csv")]),
        ("omraader.csv.gz", CSV.to_owned(), vec![over("omraader.csv.gz")]),
        ("omraader.zip", CSV.to_owned(), vec![over("omraader.zip")]),
        ("omraader.xlsx", book("xlsx"), vec![hidden("omraader.xlsx"), over("omraader.xlsx")]),
        ("omraader.ods", book("ods"), vec![hidden("omraader.ods"), over("omraader.ods")]),
        // The reader of the old kind does not tell which rows are hidden.
        ("omraader.xls", book("xls"), vec![over("omraader.xls")]),
    ] {
        let (register, findings) = read_one(file, bytes(file), &layout(&dialect));
        assert_eq!(in_short(&findings), told, "{file}: {}", human(&findings));
        let frame = &register.get("omraader").expect("read").frame;
        assert!(frame.equals_missing(&typed()), "{file}: {frame:?}");
    }
}

#[test]
fn what_describe_says_of_a_file_reads_it() {
    for file in ["omraader.csv", "omraader.csv.gz", "omraader.zip", "omraader.xlsx", "omraader.ods", "omraader.xls"] {
        let described = describe::describe(file, &bytes(file)).expect("a table");
        let layout = schema("omraader", &describe::layout(&described, "omraader", &[]));
        let (register, findings) = read_one(file, bytes(file), &layout);
        assert!(findings.iter().all(|finding| finding.severity != sporbar::diagnostic::Severity::Error));
        let frame = &register.get("omraader").expect("read").frame;
        assert!(frame.equals_missing(&typed()), "{file}: {frame:?}");
        assert!(described.doubts.iter().any(|doubt| doubt.contains("2 rækker under tabellen")), "{file}");
    }
}

#[test]
fn a_row_of_the_table_below_its_end_is_an_error_and_a_total_that_the_layout_names_is_none() {
    let text = String::from_utf8(bytes("omraader.csv")).expect("text");
    let cut = text.replace("Midt;31-12-2018;57;0,25;61;0,5\nØst", "\nMidt;31-12-2018;57;0,25;61;0,5\nØst");
    let layout = self::layout(&CSV.replace(r#"["Kilde:"]"#, r#""blank-row""#));
    let (_, findings) = read_one("o.csv", cut, &layout);
    assert_eq!(
        in_short(&findings),
        ["error rows-below o.csv 9 -", "warning passed-over o.csv 9 -", "error rows-below o.csv 10 -"]
    );
    let total = text.replace("\nKilde", "I alt;31-01-2019;534;0,5;529;0,5\nKilde");
    let (register, findings) = read_one("o.csv", total, &self::layout(&CSV.replace("[\"Kilde:\"]", "[\"I alt\"]")));
    assert_eq!(in_short(&findings), ["warning passed-over o.csv 10 -"]);
    assert_eq!(register.get("o").expect("read").row_count, 4);
}

#[test]
fn a_total_below_the_table_is_found_and_is_none_of_its_rows() {
    let text = String::from_utf8(bytes("omraader.csv")).expect("text");
    for total in ["I alt;31-01-2019;534;0,5;529;0,5", "Total:;;534;;529;", ";I alt;;;;"] {
        let text = text.replace("\nKilde", &format!("{total}\nKilde"));
        let described = describe::describe("o.csv", text.as_bytes()).expect("a table");
        assert_eq!(described.rows, 4, "{total}: {:?}", described.doubts);
        let layout = schema("o", &describe::layout(&described, "o", &[]));
        let (register, findings) = read_one("o.csv", text, &layout);
        assert_eq!(in_short(&findings), ["warning passed-over o.csv 10 -"], "{total}");
        assert_eq!(register.get("o").expect("read").row_count, 4, "{total}");
    }
}

#[test]
fn a_head_that_is_not_where_the_layout_says_is_told() {
    let (_, findings) = read_one("o.csv", bytes("omraader.csv"), &layout(&CSV.replace("[4, 5]", "[40, 41]")));
    assert_eq!(in_short(&findings), ["error file-unreadable o.csv 41 -"]);
    let (_, findings) = read_one("o.ods", bytes("omraader.ods"), &layout(&book("ods").replace("[4, 5]", "[40, 41]")));
    assert_eq!(in_short(&findings), ["error file-unreadable o.ods 40 -"]);
    let (_, findings) = read_one("o.ods", bytes("omraader.ods"), &layout(&book("ods").replace("[4, 5]", "[2, 3]")));
    assert!(human(&findings).contains("which stands in row 4"), "{}", human(&findings));
}

#[test]
fn a_file_of_another_kind_than_the_layout_says_is_named() {
    for (file, format, says) in [
        ("omraader.ods", "xlsx", "an OpenDocument sheet, .ods"),
        ("omraader.xls", "xlsx", "a workbook of the old kind, .xls"),
        ("omraader.xlsx", "ods", "an Excel workbook, .xlsx"),
        ("omraader.csv", "xls", "the file is a text"),
    ] {
        let (_, findings) = read_one(file, bytes(file), &layout(&book(format)));
        assert_eq!(in_short(&findings), [format!("error file-unreadable {file} - -")]);
        assert!(human(&findings).contains(says), "{}", human(&findings));
    }
}

#[test]
fn a_packed_file_that_is_damaged_or_holds_several_is_told() {
    let gzip = bytes("omraader.csv.gz");
    let zip = bytes("omraader.zip");
    let mut flipped = gzip.clone();
    // The checksum of the content.
    let at = flipped.len() - 6;
    flipped[at] ^= 1;
    let mut two = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["a.csv", "b.csv"] {
        two.start_file(name, zip::write::SimpleFileOptions::default()).expect("memory");
    }
    let two = two.finish().expect("memory").into_inner();
    for (content, says) in [
        (gzip[..gzip.len() / 2].to_vec(), "the gzip is damaged or not whole"),
        (flipped, "the gzip is damaged or not whole"),
        (two, "the zip has 2 files, and an extract is one"),
    ] {
        let (_, findings) = read_one("o.csv", content, &layout(CSV));
        assert_eq!(in_short(&findings), ["error file-unreadable o.csv - -"]);
        assert!(human(&findings).contains(says), "{}", human(&findings));
    }
    let (register, findings) = read_one("o.csv", &zip[..zip.len() / 2], &layout(CSV));
    assert!(findings.has_errors(), "half a zip is no text: {}", human(&findings));
    assert!(register.get("o").is_none());
}
