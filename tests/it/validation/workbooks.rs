//! Excel workbooks: typed dates, dates as text, and what goes wrong in workbooks only.

use polars::df;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use sporbar::schema::Schema;

use super::{human, in_short, read_one, schemas};

fn facit() -> Schema {
    schemas()["facit-forsoergelse"].clone()
}

/// A workbook whose sheet has the header in row 1 and what `fill` writes.
fn workbook(sheet: &str, fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let worksheet = workbook.add_worksheet();
    worksheet.set_name(sheet).expect("a name");
    for (column, name) in (0..).zip(["CPR-nr.", "Ydelsestype", "Startdato", "Slutdato"]) {
        worksheet.write(0, column, name).expect("a cell");
    }
    fill(worksheet);
    workbook.save_to_buffer().expect("memory")
}

fn row(sheet: &mut Worksheet, at: u32, cpr: &str, kind: &str) {
    sheet.write(at, 0, cpr).expect("a cell");
    sheet.write(at, 1, kind).expect("a cell");
}

fn date(sheet: &mut Worksheet, row: u32, column: u16, text: &str) {
    let date = ExcelDateTime::parse_from_str(text).expect("a date");
    let format = Format::new().set_num_format(if text.contains('T') { "dd-mm-yyyy hh:mm" } else { "dd-mm-yyyy" });
    sheet.write_with_format(row, column, &date, &format).expect("a cell");
}

#[test]
fn typed_dates_and_dates_as_text_are_the_same_and_rows_are_the_sheets_own() {
    let bytes = workbook("Forsørgelse", |sheet| {
        row(sheet, 1, "610169-1234", "SU");
        date(sheet, 1, 2, "2018-02-01");
        date(sheet, 1, 3, "2018-03-31");
        // Sheet row 3 is empty.
        row(sheet, 3, " 620275-5678 ", "Fleksjob");
        sheet.write(3, 2, "01-02-2018").expect("a cell");
        // Formatted without a value, as where the register has no last day.
        sheet.write_blank(3, 3, &Format::new().set_num_format("dd-mm-yyyy")).expect("a cell");
        sheet.write_blank(9, 3, &Format::new().set_num_format("dd-mm-yyyy")).expect("a cell");
    });
    let (register, findings) = read_one("f.xlsx", bytes, &facit());
    assert!(findings.is_empty(), "{}", human(&findings));
    let extract = register.get("f").expect("read");
    let day = |y, m, d| chrono::NaiveDate::from_ymd_opt(y, m, d);
    let expected = df!(
        "Ydelsestype" => ["SU", "Fleksjob"],
        "Startdato" => [day(2018, 2, 1), day(2018, 2, 1)],
        "Slutdato" => [day(2018, 3, 31), None],
        "_row" => [2u32, 4],
    )
    .expect("a frame");
    assert!(extract.frame.drop("CPR-nr.").expect("a column").equals_missing(&expected), "{:?}", extract.frame);
    assert_eq!(extract.row_count, 2);
}

#[test]
fn what_goes_wrong_in_workbooks() {
    let bytes = workbook("Forsørgelse", |sheet| {
        row(sheet, 1, "610169-1234", "SU");
        date(sheet, 1, 2, "2018-02-01T10:30:00");
        row(sheet, 2, "610169-1234", "SU");
        sheet.write(2, 2, 43_132).expect("a cell");
        row(sheet, 3, "610169-1234", "S.U.");
        sheet.write(3, 2, "2018-02-01").expect("a cell");
        sheet.write(4, 0, 6_101_691_234_u64).expect("a cell");
        sheet.write(4, 1, "SU").expect("a cell");
        date(sheet, 4, 2, "2018-02-01");
        date(sheet, 4, 3, "2018-01-31");
        row(sheet, 5, "610169-1234", "SU");
        sheet.write(5, 2, true).expect("a cell");
    });
    let (_, findings) = read_one("f.xlsx", bytes, &facit());
    assert_eq!(
        in_short(&findings),
        [
            "error cell-type f.xlsx 2 Startdato",
            "error cell-type f.xlsx 3 Startdato",
            "error not-in-code-list f.xlsx 4 Ydelsestype",
            "error cell-type f.xlsx 4 Startdato",
            "error cpr-form f.xlsx 5 CPR-nr.",
            "error spell-ends-before-start f.xlsx 5 Slutdato",
            "error cell-type f.xlsx 6 Startdato",
        ]
    );
    assert!(!human(&findings).contains("6101691234"));
}

#[test]
fn another_sheet_or_no_header_is_said_with_what_there_is() {
    let (_, findings) = read_one("f.xlsx", workbook("Forsorgelse", |_| {}), &facit());
    assert_eq!(in_short(&findings), ["error file-unreadable f.xlsx - -"]);
    assert!(human(&findings).contains("did you mean `Forsorgelse`?"), "{}", human(&findings));

    let mut empty = Workbook::new();
    empty.add_worksheet().set_name("Forsørgelse").expect("a name").write(4, 0, "CPR-nr.").expect("a cell");
    let (_, findings) = read_one("f.xlsx", empty.save_to_buffer().expect("memory"), &facit());
    assert_eq!(in_short(&findings), ["error file-unreadable f.xlsx 1 -"]);

    let (register, findings) = read_one("f.xlsx", workbook("Forsørgelse", |_| {}), &facit());
    assert_eq!(in_short(&findings), ["warning no-rows f.xlsx - -"], "a table without rows is a table");
    assert_eq!(register.get("f").expect("read").row_count, 0);
}

#[test]
fn a_blank_in_the_farthest_cell_takes_no_room() {
    let bytes = workbook("Forsørgelse", |sheet| {
        row(sheet, 1, "610169-1234", "SU");
        date(sheet, 1, 2, "2018-02-01");
        sheet.write(1_048_575, 16_383, " ").expect("the last cell");
    });
    let (register, findings) = read_one("f.xlsx", bytes, &facit());
    assert!(findings.is_empty(), "{}", human(&findings));
    assert_eq!(register.get("f").expect("read").row_count, 1);
}

#[test]
fn a_value_beside_the_table_is_told_and_makes_no_row() {
    let bytes = workbook("Forsørgelse", |sheet| {
        row(sheet, 1, "610169-1234", "SU");
        date(sheet, 1, 2, "2018-02-01");
        sheet.write(7, 30, "husk").expect("a cell");
    });
    let (register, findings) = read_one("f.xlsx", bytes, &facit());
    assert_eq!(in_short(&findings), ["warning extra-column f.xlsx 8 -"]);
    assert!(human(&findings).contains("the first is AE8"), "{}", human(&findings));
    assert_eq!(register.get("f").expect("read").row_count, 1);
}

#[test]
fn merged_cells_are_named_and_nothing_is_guessed() {
    let bytes = workbook("Forsørgelse", |sheet| {
        sheet.merge_range(1, 0, 2, 0, "610169-1234", &Format::new()).expect("cells");
        for at in [1, 2] {
            sheet.write(at, 1, "SU").expect("a cell");
            date(sheet, at, 2, "2018-02-01");
        }
    });
    let (register, findings) = read_one("f.xlsx", bytes, &facit());
    assert_eq!(in_short(&findings), ["error cell-type f.xlsx 2 -"]);
    assert!(human(&findings).contains("A2:A3 are merged"), "{}", human(&findings));
    assert!(register.get("f").is_none());
}

#[test]
fn a_formula_without_a_value_is_named_and_one_with_an_empty_text_is_empty() {
    let formula = |result: &str| {
        let formula = rust_xlsxwriter::Formula::new("=IF(1=1,\"\",\"x\")").set_result(result);
        workbook("Forsørgelse", |sheet| {
            row(sheet, 1, "610169-1234", "SU");
            date(sheet, 1, 2, "2018-02-01");
            sheet.write(1, 3, &formula).expect("a cell");
        })
    };
    let (_, findings) = read_one("f.xlsx", formula(" "), &facit());
    assert!(findings.is_empty(), "{}", human(&findings));
    let without = without_value(&formula("7"));
    let (_, findings) = read_one("f.xlsx", without, &facit());
    assert_eq!(in_short(&findings), ["error cell-type f.xlsx 2 -"]);
    assert!(human(&findings).contains("the formula in D2 has no value stored"), "{}", human(&findings));
}

/// The workbook with the values taken out from behind its formulas, as programs leave it that compute nothing.
fn without_value(bytes: &[u8]) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a part");
        let (name, mut text) = (file.name().expect("a name").into_owned(), Vec::new());
        file.read_to_end(&mut text).expect("memory");
        let text = String::from_utf8(text).expect("XML");
        let text = text.replace("</f><v>7</v>", "</f>");
        written.start_file(name, zip::write::SimpleFileOptions::default()).expect("memory");
        written.write_all(text.as_bytes()).expect("memory");
    }
    written.finish().expect("memory").into_inner()
}

#[test]
fn hidden_rows_and_a_hidden_sheet_are_told() {
    let bytes = workbook("Forsørgelse", |sheet| {
        for at in 1..4 {
            row(sheet, at, "610169-1234", "SU");
            date(sheet, at, 2, &format!("2018-02-0{at}"));
        }
        sheet.set_row_hidden(2).expect("a row");
        sheet.set_row_hidden(9).expect("a row without cells");
    });
    let (register, findings) = read_one("f.xlsx", bytes, &facit());
    assert_eq!(in_short(&findings), ["warning hidden-in-workbook f.xlsx 3 -"]);
    assert!(human(&findings).contains("1 row is hidden"), "{}", human(&findings));
    assert_eq!(register.get("f").expect("read").row_count, 3);

    let mut hidden = Workbook::new();
    hidden.add_worksheet().set_name("Forside").expect("a name");
    let sheet = hidden.add_worksheet().set_name("Forsørgelse").expect("a name");
    for (column, name) in (0..).zip(["CPR-nr.", "Ydelsestype", "Startdato", "Slutdato"]) {
        sheet.write(0, column, name).expect("a cell");
    }
    row(sheet, 1, "610169-1234", "SU");
    date(sheet, 1, 2, "2018-02-01");
    sheet.set_hidden(true);
    let (_, findings) = read_one("f.xlsx", hidden.save_to_buffer().expect("memory"), &facit());
    assert_eq!(in_short(&findings), ["warning hidden-in-workbook f.xlsx - -"]);
}

#[test]
fn what_is_no_workbook_is_named_as_what_it_is() {
    let told = |bytes: &[u8]| human(&read_one("f.xlsx", bytes, &facit()).1);
    assert!(told(b"CPR-nr.;Ydelsestype\n610169-1234;SU\n").contains("is a text and not an Excel workbook"));
    let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".repeat(9);
    assert!(told(&old).contains("workbook of the old kind, .xls"));
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(told(&[old, locked].concat()).contains("has a password"));
}
