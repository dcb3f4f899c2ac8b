//! Dialects: the same table, however it is written, is the same frame.

use chrono::NaiveDate;
use polars::df;
use polars::prelude::DataFrame;
use polars_io::prelude::ParquetWriter;
use proptest::prelude::*;

use super::{human, in_short, read_one, schema};

/// A schema of the table below in a dialect.
fn layout(dialect: &str, date: &str, decimal: &str, group: &str, trailing: bool) -> sporbar::schema::Schema {
    let number = if decimal.is_empty() {
        String::new()
    } else {
        let group = if group.is_empty() { String::new() } else { format!(r#","groupChar":"{group}""#) };
        format!(r#","decimalChar":"{decimal}"{group},"sporbar:trailingMinus":{trailing}"#)
    };
    schema(
        "t",
        &format!(
            r#"{{"sporbar:dialect":{{{dialect}}},"fields":[
                {{"name":"Navn","type":"string"}},
                {{"name":"Dag","type":"date","format":"{date}"}},
                {{"name":"Beløb","type":"number"{number}}},
                {{"name":"Trin","type":"integer"}},
                {{"name":"Måned","type":"yearmonth"}},
                {{"name":"Ja","type":"boolean","trueValues":["ja","true"],"falseValues":["nej","false"]}}]}}"#
        ),
    )
}

fn table() -> DataFrame {
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
    df!(
        "Navn" => [Some("Støtte; \"småjob\", delt"), Some("Ærø"), None],
        "Dag" => [day(2018, 12, 31), day(2016, 2, 29), None],
        "Beløb" => [Some(-1_234_567.25), Some(0.5), None],
        "Trin" => [Some(3i64), Some(-4), None],
        "Måned" => [Some("2018-12"), Some("2016-02"), None],
        "Ja" => [Some(true), Some(false), None],
        "_row" => [2u32, 3, 4],
    )
    .expect("a frame")
}

fn assert_reads(bytes: Vec<u8>, layout: &sporbar::schema::Schema) {
    let (register, findings) = read_one("t.csv", bytes, layout);
    assert!(findings.is_empty(), "{}", human(&findings));
    let frame = &register.get("t").expect("read").frame;
    // The line of delimiters alone is no row.
    assert!(frame.equals_missing(&table().head(Some(2))), "{frame:?}");
    assert_eq!(frame.schema(), table().schema());
}

#[test]
fn every_dialect_reads_to_the_same_frame() {
    let danish = "Navn;Dag;Beløb;Trin;Måned;Ja\n\"Støtte; \"\"småjob\"\", delt\";31-12-2018;-1234567,25;3;2018-12;ja\nÆrø;29-02-2016;0,5;-4;2016-02;nej\n;;;;;\n";
    let semicolon = r#""delimiter":";""#;
    // UTF-8, with a byte order mark and without, LF and CRLF, with a last line break and without.
    let plain = layout(semicolon, "%d-%m-%Y", ",", "", false);
    assert_reads(danish.into(), &plain);
    assert_reads(danish.trim_end_matches('\n').into(), &plain);
    assert_reads(danish.replace('\n', "\r\n").into(), &plain);
    let bom = layout(r#""delimiter":";","bom":true"#, "%d-%m-%Y", ",", "", false);
    assert_reads(format!("\u{feff}{danish}").into(), &bom);
    assert_reads(danish.into(), &bom);
    // Windows-1252 with dots in dates, thousands and the minus behind.
    let opus = danish
        .replace("31-12-2018", "31.12.2018")
        .replace("29-02-2016", "29.02.2016")
        .replace("-1234567,25", "1.234.567,25-");
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&opus);
    let windows = r#""delimiter":";","encoding":"windows-1252""#;
    assert_reads(bytes.to_vec(), &layout(windows, "%d.%m.%Y", ",", ".", true));
    // UTF-16, either byte first, and without a mark the low one.
    let wide = layout(r#""delimiter":";","encoding":"utf-16""#, "%d-%m-%Y", ",", "", false);
    let low: Vec<u8> = danish.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let high: Vec<u8> = danish.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_reads([&b"\xff\xfe"[..], &low].concat(), &wide);
    assert_reads([&b"\xfe\xff"[..], &high].concat(), &wide);
    assert_reads(low.clone(), &wide);
    let described = sporbar::describe::describe("t.txt", &[&b"\xff\xfe"[..], &low].concat()).expect("a table");
    assert!(sporbar::describe::layout(&described, "t", &[]).contains("\"utf-16\""));
    // What is cut within a letter, and what is no UTF-16 at all.
    for (bytes, what) in [(low[..low.len() - 1].to_vec(), "no character"), (danish.into(), "the file is not UTF-16")] {
        let (_, findings) = read_one("t.csv", bytes, &wide);
        assert!(human(&findings).contains(what), "{}", human(&findings));
    }
    // The standard's own: commas, ISO dates, decimal point.
    let iso = "Navn,Dag,Beløb,Trin,Måned,Ja\n\"Støtte; \"\"småjob\"\", delt\",2018-12-31,-1234567.25,3,2018-12,true\nÆrø,2016-02-29,0.5,-4,2016-02,false\n,,,,,\n";
    assert_reads(iso.into(), &layout("", "default", "", "", false));
    // Other orders of columns, spaces around names and cells, and tabs.
    let moved = "Dag\tNavn \t Beløb\tJa\tTrin\tMåned\n31-12-2018\t\"Støtte; \"\"småjob\"\", delt\"\t-1234567,25 \tja\t3\t2018-12\n29-02-2016\tÆrø\t\u{a0}0,5\tnej\t-4\t2016-02\n\t\t\t\t\t\n";
    assert_reads(moved.into(), &layout(r#""delimiter":"\t""#, "%d-%m-%Y", ",", "", false));
}

#[test]
fn parquet_reads_to_the_same_frame_with_rows_counted_from_one() {
    let mut bytes = Vec::new();
    let mut written = table().drop("_row").expect("a column");
    ParquetWriter::new(&mut bytes).finish(&mut written).expect("memory");
    let (register, findings) =
        read_one("t.parquet", bytes, &layout(r#""format":"parquet""#, "%d-%m-%Y", ",", "", false));
    assert!(findings.is_empty(), "{}", human(&findings));
    let mut expected = table();
    expected.with_column(polars::prelude::Column::new("_row".into(), [1u32, 2, 3])).expect("a column");
    let frame = &register.get("t").expect("read").frame;
    assert!(frame.equals_missing(&expected), "{frame:?}");
}

#[test]
fn the_small_types_of_parquet_become_the_schemas_and_others_are_refused() {
    let layout = schema(
        "t",
        r#"{"sporbar:dialect":{"format":"parquet"},"fields":[{"name":"a","type":"integer"},{"name":"b","type":"number"},{"name":"c","type":"integer"}]}"#,
    );
    let mut bytes = Vec::new();
    let mut frame = df!("a" => [7u32, 8], "b" => [1i64, 2], "c" => [1.0, 1.5]).expect("a frame");
    ParquetWriter::new(&mut bytes).finish(&mut frame).expect("memory");
    let (register, findings) = read_one("t.parquet", bytes, &layout);
    assert_eq!(in_short(&findings), ["error cell-type t.parquet 2 c"]);
    let expected =
        df!("a" => [7i64, 8], "b" => [1.0, 2.0], "c" => [Some(1i64), None], "_row" => [1u32, 2]).expect("a frame");
    assert!(register.get("t").expect("read").frame.equals_missing(&expected));
}

#[test]
fn a_damaged_parquet_file_is_reported() {
    let layout = schema("t", r#"{"sporbar:dialect":{"format":"parquet"},"fields":[{"name":"a","type":"integer"}]}"#);
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut df!("a" => [7u32, 8]).expect("a frame")).expect("memory");
    let half = bytes[..bytes.len() / 2].to_vec();
    for damaged in [Vec::new(), half, b"a\n7\n8\n".to_vec(), b"PAR1 not really PAR1".to_vec()] {
        let (_, findings) = read_one("t.parquet", damaged, &layout);
        assert_eq!(in_short(&findings), ["error file-unreadable t.parquet - -"]);
    }
}

#[test]
fn no_damage_to_a_parquet_file_ends_the_program() {
    let layout = schema(
        "t",
        r#"{"sporbar:dialect":{"format":"parquet"},"fields":[{"name":"a","type":"integer"},{"name":"b","type":"string"}]}"#,
    );
    let numbers: Vec<u32> = (0..300).map(|at| at * 7 % 90).collect();
    let words: Vec<String> = numbers.iter().map(|number| format!("ord {}", number % 11)).collect();
    let mut bytes = Vec::new();
    let mut frame = df!("a" => numbers, "b" => words).expect("a frame");
    ParquetWriter::new(&mut bytes).finish(&mut frame).expect("memory");
    // Every byte of the pages and of what describes them, once with all its bits turned and once with one.
    for at in 0..bytes.len() {
        for bits in [0xff, 0x04] {
            let mut damaged = bytes.clone();
            damaged[at] ^= bits;
            let (register, findings) = read_one("t.parquet", damaged, &layout);
            assert!(findings.has_errors() || register.get("t").is_some(), "byte {at}");
        }
    }
}

#[test]
fn a_row_is_the_line_where_it_starts() {
    let layout = schema("t", r#"{"fields":[{"name":"a"},{"name":"b"}]}"#);
    let rows = |text: &str| -> Vec<u32> {
        let (register, findings) = read_one("t.csv", text, &layout);
        assert!(findings.is_empty(), "{}", human(&findings));
        let frame = &register.get("t").expect("read").frame;
        frame.column("_row").expect("rows").u32().expect("u32").iter().flatten().collect()
    };
    let text = "a,b\n1,x\n2,\"to\nlinjer\"\n3,x\n\n\n4,x\n\"5\n\n5\",x\n6,x";
    assert_eq!(rows(text), [2, 3, 5, 8, 9, 12]);
    assert_eq!(rows(&text.replace('\n', "\r\n")), [2, 3, 5, 8, 9, 12]);
    assert_eq!(rows("\n\na,b\n1,x\n"), [4]);
}

proptest! {
    #[test]
    fn any_day_is_read_back_in_any_form(days in -25_000i32..47_000, form in prop::sample::select(vec!["%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%d-%b-%Y", "%d%b%Y", "%d. %B %Y", "%Y%m%d"])) {
        let date = NaiveDate::from_epoch_days(days).expect("a day");
        let written = date.format(form).to_string();
        let layout = schema("t", &format!(r#"{{"fields":[{{"name":"d","type":"date","format":"{form}"}}]}}"#));
        let (register, findings) = read_one("t.csv", format!("d\n{written}\n"), &layout);
        prop_assert!(findings.is_empty());
        let frame = &register.get("t").expect("read").frame;
        let read = frame.column("d").expect("d").cast(&polars::prelude::DataType::Int32).expect("days");
        prop_assert_eq!(read.i32().expect("days").get(0), Some(days));
    }

    #[test]
    fn any_bytes_are_read_or_reported(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let layout = layout(r#""delimiter":";","encoding":"windows-1252""#, "%d.%m.%Y", ",", ".", true);
        let _ = read_one("t.csv", bytes.clone(), &layout);
        let utf8 = schema("t", r#"{"fields":[{"name":"d","type":"date"}]}"#);
        let _ = read_one("t.csv", bytes, &utf8);
    }
}

/// A file by pyarrow: categories, decimals and moments, of which the last is not at midnight.
#[test]
fn categories_decimals_and_midnights_of_parquet_are_read() {
    let layout = schema(
        "t",
        r#"{"sporbar:dialect":{"format":"parquet"},"fields":[{"name":"rolle"},{"name":"beloeb","type":"number"},{"name":"dag","type":"date"},{"name":"zone","type":"date"}]}"#,
    );
    let bytes = include_bytes!("../../data/typer.parquet");
    let (register, findings) = read_one("t.parquet", bytes, &layout);
    assert_eq!(in_short(&findings), ["error cell-type t.parquet 3 dag"]);
    let day = |month, day| chrono::NaiveDate::from_ymd_opt(2018, month, day);
    let expected = df!(
        "rolle" => ["mor", "far", "må"],
        "beloeb" => [Some(1.5), Some(-2.25), None],
        "dag" => [day(1, 1), day(6, 2), None],
        // Midnight in Copenhagen, in winter and in summer.
        "zone" => [day(1, 1), day(6, 2), None],
        "_row" => [1u32, 2, 3],
    )
    .expect("a frame");
    let frame = &register.get("t").expect("read").frame;
    assert!(frame.equals_missing(&expected), "{frame:?}");
}

/// Files by pyarrow, of a record within a cell and of a number of sixty digits.
#[test]
fn a_column_of_parquet_of_a_type_that_is_not_read_is_named_with_its_type() {
    let layout = schema("t", r#"{"sporbar:dialect":{"format":"parquet"},"fields":[{"name":"rolle"}]}"#);
    for (bytes, message, help) in [
        (
            include_bytes!("../../data/struktur.parquet").as_slice(),
            "the column `adresse` is of the type struct, which is not read",
            "with each part of it as a column of its own",
        ),
        (
            include_bytes!("../../data/cifre.parquet").as_slice(),
            "the column `beloeb` is of the type decimal256(60, 2), which is not read",
            "at most 38 digits",
        ),
    ] {
        let (_, findings) = read_one("t.parquet", bytes, &layout);
        assert_eq!(in_short(&findings), ["error file-unreadable t.parquet - -"]);
        let said = human(&findings);
        assert!(said.contains(message) && said.contains(help), "{said}");
    }
}

/// A file by pyarrow: midnight in UTC, then the midnights of Copenhagen in winter and in summer, written in UTC.
#[test]
fn a_moment_of_parquet_in_utc_is_a_day_at_midnight_in_utc_alone() {
    let layout = schema("t", r#"{"sporbar:dialect":{"format":"parquet"},"fields":[{"name":"dag","type":"date"}]}"#);
    let bytes = include_bytes!("../../data/utc.parquet");
    let (register, findings) = read_one("t.parquet", bytes, &layout);
    assert_eq!(in_short(&findings), ["error cell-type t.parquet 2 dag", "error cell-type t.parquet 3 dag"]);
    let days = register.get("t").expect("read").frame.column("dag").expect("a column").clone();
    let first = df!("dag" => [NaiveDate::from_ymd_opt(2018, 1, 1)]).expect("a frame");
    assert_eq!(days.get(0).expect("a row"), first.column("dag").expect("a column").get(0).expect("a row"));
}
