//! That no CPR number, and no other personal value, leaves the register room.

use std::fs;

use polars::prelude::DataType;
use polars_io::prelude::ParquetWriter;
use sporbar::diagnostic::{Format, Sources, render};

use super::{cases, human, read_case, read_one, root, schema};

/// Whether six digits, at most one sign and four digits stand anywhere in a text.
fn looks_like_a_cpr_number(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let digits = |from: usize, count: usize| {
        chars.get(from..from + count).is_some_and(|part| part.iter().all(char::is_ascii_digit))
    };
    (0..chars.len()).any(|at| digits(at, 6) && (digits(at + 6, 4) || digits(at + 7, 4)))
}

#[test]
fn the_test_can_see_a_cpr_number() {
    for text in ["610169-1234", "row 7: 6101691234", "x610169 1234x", "610169–1234"] {
        assert!(looks_like_a_cpr_number(text), "{text}");
    }
    assert!(!looks_like_a_cpr_number("31-12-2018, row 12345, P-ZYZ7-YZ5N-TFKR"));
}

#[test]
fn no_message_holds_anything_like_a_cpr_number() {
    for case in cases() {
        let (_, findings) = read_case(&case);
        for format in [Format::Human { colour: false }, Format::Human { colour: true }, Format::Json] {
            let text = render(&findings, &Sources::default(), format);
            assert!(!looks_like_a_cpr_number(&text), "{}\n{text}", case.display());
        }
        let debug = format!("{findings:?}");
        assert!(!looks_like_a_cpr_number(&debug), "{}\n{debug}", case.display());
    }
}

#[test]
fn no_frame_holds_anything_like_a_cpr_number() {
    let mut texts = 0;
    // A frame with errors in it is not to be used, and still must not leak.
    for case in cases() {
        let (register, _) = read_case(&case);
        for extract in &register {
            for column in extract.frame.columns() {
                let column = column.cast(&DataType::String).expect("any column can be written");
                for text in column.str().expect("text").iter().flatten() {
                    assert!(!looks_like_a_cpr_number(text), "{} {}: {text}", case.display(), column.name());
                    texts += 1;
                }
            }
        }
    }
    assert!(texts > 100);
}

#[test]
fn the_value_of_a_personal_field_is_never_shown() {
    let case = root().join("tests/broken/cell-type");
    let broken = fs::read_to_string(case.join("borgere.csv")).expect("the extract");
    assert!(broken.contains(";31-02-1969;") && broken.contains(";2-7-2018;"));
    let text = human(&read_case(&case).1);
    assert!(!text.contains("31-02-1969"), "a date of birth:\n{text}");
    assert!(text.contains("`2-7-2018`"), "a date that is not personal is quoted:\n{text}");
}

#[test]
fn a_value_that_has_strayed_into_a_number_or_a_header_is_masked() {
    let layout = schema(
        "s",
        r#"{"fields":[{"name":"n","type":"number"},{"name":"i","type":"integer","constraints":{"maximum":9}}]}"#,
    );
    let (_, findings) = read_one("s.csv", "n,i,610169-1234\n610169-1234,6101691234,\n", &layout);
    let text = human(&findings);
    assert_eq!(findings.len(), 3, "{text}");
    assert!(!looks_like_a_cpr_number(&text), "{text}");
}

#[test]
fn a_cpr_number_in_a_parquet_file_is_replaced_too() {
    let layout = schema(
        "s",
        r#"{"sporbar:dialect":{"format":"parquet"},"fields":[{"name":"cpr","sporbar:person":true},{"name":"note"}]}"#,
    );
    let mut frame =
        polars::df!("cpr" => ["610169-1234", "6202755678"], "note" => ["ok", "se 610169-1234"]).expect("a frame");
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut frame).expect("memory");
    let (register, findings) = read_one("s.parquet", bytes, &layout);
    assert_eq!(super::in_short(&findings), ["error cpr-form s.parquet 2 cpr", "error cpr-form s.parquet 2 note"]);
    let frame = &register.get("s").expect("read").frame;
    assert!(!looks_like_a_cpr_number(&format!("{frame:?}\n{}", human(&findings))));
}
