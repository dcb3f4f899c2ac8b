//! Files of statistical packages. `svar.*` are one questionnaire written by `ReadStat` (through pyreadstat 1.3) as SPSS and Stata
//! write it; `airline.sas7bdat` and what stands in it are of pandas' own tests.

use chrono::NaiveDate;
use polars::df;

use super::{in_short, read_one, schema};

const SPSS: &[u8] = include_bytes!("../../data/svar.sav");
const PACKED: &[u8] = include_bytes!("../../data/svar.zsav");
const STATA: &[u8] = include_bytes!("../../data/svar.dta");
const SAS: &[u8] = include_bytes!("../../data/airline.sas7bdat");

/// The questionnaire, its texts in fields of text and a scale, whose ends have labels, in a field of numbers.
fn questionnaire(format: &str) -> sporbar::schema::Schema {
    schema(
        "t",
        &format!(
            r#"{{"sporbar:dialect":{{"format":"{format}"}},"fields":[
                {{"name":"CPR","type":"string","sporbar:person":true,"constraints":{{"required":true}}}},
                {{"name":"Dato","type":"date"}},
                {{"name":"Trivsel","type":"integer"}},
                {{"name":"Bor","type":"string","constraints":{{"enum":["Egen bolig","Hos forældre","På gaden"]}}}},
                {{"name":"Svar","type":"boolean","trueValues":["Ja"],"falseValues":["Nej"]}},
                {{"name":"Timer","type":"number"}},
                {{"name":"Bemærkning","type":"string"}}]}}"#
        ),
    )
}

#[test]
fn values_are_labels_in_texts_codes_in_numbers_and_nothing_where_they_are_declared_missing() {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
    let expected = df!(
        "Dato" => [day(2018, 3, 1), day(2018, 2, 28), None, day(2016, 2, 29)],
        "Trivsel" => [Some(7i64), Some(0), Some(10), None],
        "Bor" => ["Egen bolig", "Hos forældre", "På gaden", "Egen bolig"],
        // 9 is "Uoplyst", and `.a` in Stata, which the file declares as missing.
        "Svar" => [Some(true), None, Some(false), None],
        "Timer" => [Some(3.25), None, Some(0.1), Some(100.0)],
        "Bemærkning" => [Some("Blåbær æ ø å"), None, Some("Ingen"), Some("x")],
        "_row" => [1u32, 2, 3, 4],
    )
    .expect("a frame");
    for (file, format, bytes) in [("t.sav", "sav", SPSS), ("t.zsav", "sav", PACKED), ("t.dta", "dta", STATA)] {
        let (register, findings) = read_one(file, bytes, &questionnaire(format));
        // The tests have no key of their own.
        assert!(
            in_short(&findings).iter().all(|told| told.contains("pseudonym-key")),
            "{file}: {:?}",
            in_short(&findings)
        );
        let frame = register.get("t").expect("read").frame.drop("CPR").expect("a column");
        assert!(frame.equals_missing(&expected), "{file}: {frame:?}");
    }
}

#[test]
fn a_coded_answer_is_its_code_in_a_field_of_numbers() {
    let layout = |format: &str| {
        schema(
            "t",
            &format!(
                r#"{{"sporbar:dialect":{{"format":"{format}"}},"fields":[{{"name":"Bor","type":"integer"}},{{"name":"Trivsel"}}]}}"#
            ),
        )
    };
    // What has no label in a field of text is what stands there.
    let expected = df!(
        "Bor" => [1i64, 2, 3, 1],
        "Trivsel" => [Some("7"), Some("Slet ikke"), Some("Fuldt ud"), None],
        "_row" => [1u32, 2, 3, 4],
    )
    .expect("a frame");
    for (format, bytes) in [("sav", SPSS), ("dta", STATA)] {
        let (register, findings) = read_one("t", bytes, &layout(format));
        let told = in_short(&findings);
        assert!(told.iter().all(|line| line.contains("extra-column")), "{told:?}");
        let frame = &register.get("t").expect("read").frame;
        assert!(frame.equals_missing(&expected), "{frame:?}");
    }
}

#[test]
fn a_sas_file_has_what_stands_in_it() {
    let layout = schema(
        "t",
        r#"{"sporbar:dialect":{"format":"sas7bdat"},"fields":[{"name":"YEAR","type":"number"},{"name":"Y","type":"number"},{"name":"W","type":"number"},
            {"name":"R","type":"number"},{"name":"L","type":"number"},{"name":"K","type":"number"}]}"#,
    );
    let (register, findings) = read_one("t.sas7bdat", SAS, &layout);
    assert!(findings.is_empty(), "{:?}", in_short(&findings));
    let frame = &register.get("t").expect("read").frame;
    let text = include_str!("../../data/airline.csv");
    let (names, rows) = text.split_once('\n').expect("a header");
    assert_eq!(frame.height(), rows.lines().count());
    for (place, name) in names.trim().split(',').enumerate() {
        let column = frame.column(name).expect("a column").f64().expect("numbers");
        for (row, line) in rows.lines().enumerate() {
            let stated: f64 = line.trim().split(',').nth(place).expect("a cell").parse().expect("a number");
            let own = column.get(row).expect("a number");
            // The CSV has twelve digits, and widened floats.
            assert!((own - stated).abs() <= 1e-6 * stated.abs().max(1.0), "{name} {row}: {own} {stated}");
        }
    }
}

#[test]
fn no_damage_ends_the_program_and_half_a_file_is_none() {
    let layouts = [("sav", SPSS), ("sav", PACKED), ("dta", STATA), ("sas7bdat", SAS)];
    for (format, bytes) in layouts {
        let layout = questionnaire(format);
        for whole in [Vec::new(), bytes[..bytes.len() / 2].to_vec(), b"a;b\n1;2\n".to_vec()] {
            let (_, findings) = read_one("t", whole, &layout);
            assert_eq!(in_short(&findings), ["error file-unreadable t - -"], "{format}");
        }
        for at in (0..bytes.len()).step_by(7) {
            let mut damaged = bytes.to_vec();
            damaged[at] ^= 0xff;
            let (register, findings) = read_one("t", damaged, &layout);
            assert!(findings.has_errors() || register.get("t").is_some(), "{format}: byte {at}");
        }
    }
}

#[test]
fn a_file_of_another_package_is_none_of_the_layouts() {
    for (format, bytes) in [("sav", STATA), ("dta", SAS), ("sas7bdat", SPSS), ("csv", SPSS)] {
        let (_, findings) = read_one("t", bytes, &questionnaire(format));
        assert!(findings.has_errors(), "{format}");
        assert!(
            in_short(&findings).iter().any(|line| line.contains("file-unreadable") || line.contains("encoding")),
            "{format}: {:?}",
            in_short(&findings)
        );
    }
}

#[test]
fn a_file_that_nobody_has_described_is_read_by_the_layout_that_is_guessed_of_it() {
    for (file, bytes) in [("svar.sav", SPSS), ("svar.dta", STATA), ("airline.sas7bdat", SAS)] {
        let described = sporbar::describe::describe(file, bytes).expect("a table");
        let text = sporbar::describe::layout(&described, "t", &[]);
        let layout = schema("t", &text);
        let (_, findings) = read_one(file, bytes, &layout);
        assert!(
            in_short(&findings).iter().all(|told| told.contains("pseudonym-key")),
            "{file}: {:?}",
            in_short(&findings)
        );
        // The labels in the order of their codes, though few rows say which there are; a scale of which only the ends have
        // labels is of numbers.
        let codes =
            |name: &str| described.columns.iter().find(|column| column.name == name).map(|column| column.codes.clone());
        if file != "airline.sas7bdat" {
            assert_eq!(codes("Bor"), Some(vec!["Egen bolig".into(), "Hos forældre".into(), "På gaden".into()]));
            assert_eq!(codes("Trivsel"), Some(Vec::new()));
            let told = sporbar::describe::told(&described);
            assert!(told.contains("Svar: 1 værdi er efter filen manglende"), "{told}");
        }
    }
}
