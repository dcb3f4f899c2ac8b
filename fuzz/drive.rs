//! What is fuzzed: each function takes any bytes and must return, whatever they are.
//!
//! The fuzz targets beside this file call these functions with bytes that the fuzzer makes; `tests/it/fuzzed.rs` calls
//! them with the kept corpus. What a function holds of its outcome is checked here, so both check the same.

use std::collections::BTreeMap;

use sporbar::audit::record::Record;
use sporbar::claim::{Expression, Written};
use sporbar::diagnostic::{Findings, Format, Sources, render};
use sporbar::formula::Formula;
use sporbar::register::{self, Memory, PseudonymKey};
use sporbar::{schema, spec};

/// The layouts that extracts are read by: a CSV, a workbook and a Parquet file, each with every type of field.
const LAYOUTS: [(&str, &str, &str); 3] = [
    ("csv", "extract.csv", include_str!("schemas/csv.json")),
    ("xlsx", "extract.xlsx", include_str!("schemas/xlsx.json")),
    ("parquet", "extract.parquet", include_str!("schemas/parquet.json")),
];

/// A target: its name, which is its corpus's folder too, and what it does with bytes.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// All targets.
pub(crate) const TARGETS: [Target; 8] = [
    ("spec", spec_text),
    ("schema", schema_text),
    ("claim", claim),
    ("formula", formula),
    ("csv", csv),
    ("xlsx", xlsx),
    ("parquet", parquet),
    ("record", record),
];

/// Runs the target of that name.
pub(crate) fn drive(name: &str, bytes: &[u8]) {
    let (_, target) = TARGETS.iter().find(|(known, _)| *known == name).expect("a target has the name of its file");
    target(bytes);
}

/// Findings can be written in every form, and point into the text they are about.
fn told(findings: &Findings, file: &str, text: &str) {
    let mut sources = Sources::default();
    sources.insert(file, text);
    for format in [Format::Human { colour: false }, Format::Json] {
        render(findings, &sources, format);
    }
}

fn spec_text(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Err(findings) = spec::parse("report.toml", text) {
        assert!(findings.has_errors(), "a spec that is refused says why");
        told(&findings, "report.toml", text);
    }
}

fn schema_text(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Err(findings) = schema::parse("layout", "layout.json", text) {
        assert!(findings.has_errors(), "a layout that is refused says why");
        told(&findings, "layout.json", text);
    }
}

fn claim(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Err(mistake) = Expression::parse(Written::plain(text, 0)) {
        assert!(text.get(mistake.span).is_some(), "a mistake stands in the claim");
    }
}

fn formula(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Err(mistake) = Formula::parse(text) {
        assert!(text.get(mistake.at).is_some(), "a mistake stands in the formula");
    }
}

fn csv(bytes: &[u8]) {
    extract(&LAYOUTS[0], bytes);
}

fn xlsx(bytes: &[u8]) {
    extract(&LAYOUTS[1], bytes);
}

fn parquet(bytes: &[u8]) {
    extract(&LAYOUTS[2], bytes);
}

fn extract((name, file, layout): &(&str, &str, &str), bytes: &[u8]) {
    let schema = schema::parse(name, &format!("{name}.json"), layout).expect("the layouts are right");
    let files: Memory = BTreeMap::from([((*file).to_owned(), bytes.to_vec())]);
    let requests = [register::Request { name, file, schema: &schema }];
    let (register, findings) = register::read(&requests, &PseudonymKey::synthetic_default(), &files);
    told(&findings, file, "");
    if !findings.has_errors() {
        let extract = register.get(name).expect("an extract without a finding has been read");
        assert_eq!(extract.row_count, extract.frame.height(), "rows are counted as they are read");
    }
}

/// The bytes are the files of a record, each behind its path on a line of its own and before a line `---`.
fn record(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let files: BTreeMap<&str, &str> = text.split("\n---\n").filter_map(|part| part.split_once('\n')).collect();
    let read = Record::read(&|path| {
        files.get(path).map(|text| text.as_bytes().to_vec()).ok_or_else(|| std::io::ErrorKind::NotFound.into())
    });
    if let Ok(record) = read {
        record.files();
    }
}
