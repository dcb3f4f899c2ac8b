//! Numbers are read to their last digit, or are an error.

use polars::df;
use polars::prelude::DataFrame;
use polars_io::prelude::ParquetWriter;
use rust_xlsxwriter::Workbook;
use sporbar::diagnostic::Severity;
use sporbar::schema::Schema;

use super::{human, in_short, read_one, schema};

fn layout(format: &str, fields: &str) -> Schema {
    schema("t", &format!(r#"{{"sporbar:dialect":{{{format}}},"fields":[{fields}]}}"#))
}

fn parquet(mut frame: DataFrame) -> Vec<u8> {
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut frame).expect("memory");
    bytes
}

/// The same table as CSV and by pyarrow, where `sag` is of the type `decimal128(18, 0)`, `beloeb` of `decimal128(18, 2)`,
/// `timer` a float of 32 bits, and `trin` of `decimal128(10, 2)`.
#[test]
fn decimals_of_parquet_are_the_numbers_that_csv_has() {
    let fields = r#"{"name":"sag","type":"string"},{"name":"beloeb","type":"number","decimalChar":","},
        {"name":"timer","type":"number","decimalChar":","},{"name":"trin","type":"integer"}"#;
    let text = "sag;beloeb;timer;trin\n900719925474099301;0,10;0,1;3\n900719925474099302;1234567,89;2,7;4\n\
                7;-2,25;37,5;-5\n123456789012345678;999999999999,99;1,3;0\n";
    let read = |file: &str, bytes: Vec<u8>, format: &str| {
        let (register, findings) = read_one(file, bytes, &layout(format, fields));
        assert!(findings.is_empty(), "{}", human(&findings));
        register.get("t").expect("read").frame.drop("_row").expect("a column")
    };
    let from_text = read("t.csv", text.into(), r#""delimiter":";""#);
    let bytes = include_bytes!("../../data/decimaler.parquet").to_vec();
    let from_parquet = read("t.parquet", bytes, r#""format":"parquet""#);
    let expected = df!(
        "sag" => ["900719925474099301", "900719925474099302", "7", "123456789012345678"],
        "beloeb" => [0.1, 1_234_567.89, -2.25, 999_999_999_999.99],
        "timer" => [0.1, 2.7, 37.5, 1.3],
        "trin" => [3i64, 4, -5, 0],
    )
    .expect("a frame");
    assert!(from_text.equals_missing(&expected), "{from_text:?}");
    assert!(from_parquet.equals_missing(&expected), "{from_parquet:?}");
}

/// 2 to the 53rd is 9007199254740992: it and the number above it are the same float.
#[test]
fn whole_numbers_that_are_not_kept_are_errors_with_their_place() {
    let fields = r#"{"name":"a","type":"integer"},{"name":"b","type":"number"},{"name":"c","type":"string"},
        {"name":"d","type":"number"},{"name":"e","type":"integer"}"#;
    let bytes = parquet(
        df!(
            "a" => [9_007_199_254_740_991i64, 9_007_199_254_740_993],
            "b" => [-9_007_199_254_740_993i64, 9_007_199_254_740_991],
            "c" => [9_007_199_254_740_993i64, i64::MAX],
            // 2 to the 24th, from where on a float of 32 bits has lost whole numbers.
            "d" => [16_777_215.0f32, 16_777_216.0],
            "e" => [9_007_199_254_740_992.0, 5.0],
        )
        .expect("a frame"),
    );
    let (_, findings) = read_one("t.parquet", bytes, &layout(r#""format":"parquet""#, fields));
    assert_eq!(
        in_short(&findings),
        [
            "error cell-type t.parquet 1 b",
            "error cell-type t.parquet 1 e",
            "error cell-type t.parquet 2 a",
            "error cell-type t.parquet 2 d",
        ]
    );
    assert!(human(&findings).contains("the number has more digits than are kept"), "{}", human(&findings));
    let text = "a,b,c,d,e\n9007199254740993,1.5,9007199254740993,2,3\n4,99999999999999.99,99999999999999999999,2,\
                99999999999999999999\n";
    let (_, findings) = read_one("t.csv", text, &layout(r#""format":"csv""#, fields));
    assert_eq!(
        in_short(&findings),
        ["error cell-type t.csv 2 a", "error cell-type t.csv 3 b", "error cell-type t.csv 3 e"]
    );
}

/// Excel keeps fifteen digits: two case numbers of sixteen that differ in the last are the same cell.
#[test]
fn numbers_of_more_digits_than_a_sheet_keeps_are_errors() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Ark1").expect("a name");
    for (row, (case, amount)) in
        [("sag", "beløb"), ("999999999999999", "1.25"), ("1000000000000000", "-2000000000000000")]
            .into_iter()
            .enumerate()
    {
        for (column, text) in [case, amount].into_iter().enumerate() {
            let (row, column) = (u32::try_from(row).expect("small"), u16::try_from(column).expect("small"));
            match text.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number),
                Err(_) => sheet.write(row, column, text),
            }
            .expect("a cell");
        }
    }
    let bytes = book.save_to_buffer().expect("memory");
    let fields = r#"{"name":"sag","type":"string"},{"name":"beløb","type":"number"}"#;
    let (_, findings) = read_one("t.xlsx", bytes, &layout(r#""format":"xlsx","sheetName":"Ark1""#, fields));
    assert_eq!(in_short(&findings), ["error cell-type t.xlsx 3 sag", "error cell-type t.xlsx 3 beløb"]);
}

/// With and without a hyphen, and as a number that has lost the zero in front, a CPR number is one person's.
#[test]
fn a_person_is_the_same_in_every_form_that_the_layout_allows() {
    let read = |file: &str, bytes: Vec<u8>, format: &str, form: &str| {
        let field = format!(r#"{{"name":"nr","type":"string","sporbar:person":true,"sporbar:personForm":"{form}"}}"#);
        let (register, findings) = read_one(file, bytes, &layout(format, &field));
        // Of numbers that living people can have it is told that the key is public.
        assert!(!findings.has_errors(), "{form}: {}", human(&findings));
        register.get("t").expect("read").frame.drop("_row").expect("a column")
    };
    let (csv, own) = (r#""delimiter":";""#, r#""format":"parquet""#);
    let hyphened = read("t.csv", "nr\n610169-0001\n010203-0002\n".into(), csv, "ddmmyy-xxxx");
    let bare = read("t.csv", "nr\n6101690001\n0102030002\n".into(), csv, "ddmmyyxxxx");
    let mixed = read("t.csv", "nr\n610169-0001\n0102030002\n".into(), csv, "either");
    let numbers = || parquet(df!("nr" => [6_101_690_001_i64, 102_030_002]).expect("a frame"));
    for other in
        [&bare, &mixed, &read("t.parquet", numbers(), own, "ddmmyyxxxx"), &read("t.parquet", numbers(), own, "either")]
    {
        assert!(other.equals_missing(&hyphened), "{other:?}");
    }
    let field = r#"{"name":"nr","type":"string","sporbar:person":true,"sporbar:personForm":"either"}"#;
    let (_, findings) = read_one("t.csv", "nr\n102030002\nukendt\n610169-0001\n", &layout(csv, field));
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    assert_eq!(errors, 2, "what is no number in any form is an error: {}", human(&findings));
}

/// Days and months without separators are numbers in a workbook, and years of two digits are of the hundred that the layout says.
#[test]
fn days_and_months_are_read_in_the_forms_of_offices() {
    let fields = r#"{"name":"dag","type":"date","format":"%Y%m%d"},{"name":"maaned","type":"yearmonth","format":"%Y%m"},
        {"name":"foedt","type":"date","format":"%d-%m-%y","sporbar:yearsFrom":1930},{"name":"navngivet","type":"yearmonth","format":"%b-%y"}"#;
    let days = df!("dag" => [20_181_231.0, 20_170_101.0], "maaned" => [201_812_i64, 201_701], "foedt" => ["01-02-45", "31-12-29"],
        "navngivet" => ["maj-18", "Oct-17"])
    .expect("a frame");
    let (register, findings) = read_one("t.parquet", parquet(days), &layout(r#""format":"parquet""#, fields));
    assert!(findings.is_empty(), "{}", human(&findings));
    let frame = &register.get("t").expect("read").frame;
    let cells = |name: &str| {
        let column = frame.column(name).expect("a column").cast(&polars::prelude::DataType::String).expect("texts");
        let texts = column.str().expect("texts");
        texts.iter().map(|text| text.expect("filled").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(cells("dag"), ["2018-12-31", "2017-01-01"]);
    assert_eq!(cells("maaned"), ["2018-12", "2017-01"]);
    assert_eq!(cells("foedt"), ["1945-02-01", "2029-12-31"]);
    assert_eq!(cells("navngivet"), ["2018-05", "2017-10"]);
    let (_, findings) = read_one(
        "t.parquet",
        parquet(df!("dag" => [20_181_331.0]).expect("a frame")),
        &layout(r#""format":"parquet""#, r#"{"name":"dag","type":"date","format":"%Y%m%d"}"#),
    );
    assert!(!findings.is_empty(), "there is no month 13");
}
