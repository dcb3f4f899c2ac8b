//! Reading and validating extracts: each rule on a broken extract, each dialect, pseudonyms, and that nothing personal leaks.
//!
//! A broken extract is a folder of `tests/broken/`. Its files are read by the schemas of `data-schema/`, or by a schema of
//! the same name beside them. `expected.txt` says what is to be found, one finding a line in any order:
//! severity, code, file, row and column, with `-` for none.

mod datasets;
mod dialects;
mod digits;
mod extracts;
mod leaks;
mod odd;
mod offices;
mod rules;
mod schemas;
mod strayed;
mod workbooks;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sporbar::diagnostic::{Findings, Format, Place, Severity, Sources, render};
use sporbar::register::{self, Files, Folder, Memory, PseudonymKey, Register, Request};
use sporbar::schema::{self as room, Schema, Schemas};

/// The files of a status report and the schemas they are laid out by.
const LAYOUTS: [(&str, &str); 6] = [
    ("borgere.csv", "projektregister-borgere"),
    ("forsoergelse.xlsx", "facit-forsoergelse"),
    ("beskaeftigelsesindsatser.csv", "facit-beskaeftigelsesindsatser"),
    ("foranstaltninger.csv", "dubu-foranstaltninger"),
    ("boernesager.csv", "dubu-boernesager"),
    ("udgifter.csv", "opus-udgifter"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn stem(file: &str) -> &str {
    file.split('.').next().expect("a name")
}

/// The project's schemas, which are themselves without findings.
fn schemas() -> Schemas {
    let (schemas, findings) = room::load(&root().join("data-schema"));
    assert!(findings.is_empty(), "{}", human(&findings));
    schemas
}

fn schema(name: &str, json: &str) -> Schema {
    room::parse(name, &format!("{name}.json"), json).unwrap_or_else(|findings| panic!("{}", human(&findings)))
}

fn human(findings: &Findings) -> String {
    render(findings, &Sources::default(), Format::Human { colour: false })
}

fn key() -> PseudonymKey {
    PseudonymKey::synthetic_default()
}

/// Reads one file of memory.
fn read_one(file: &str, bytes: impl Into<Vec<u8>>, schema: &Schema) -> (Register, Findings) {
    let files = Memory::from([(file.to_owned(), bytes.into())]);
    register::read(&[Request { name: stem(file), file, schema }], &key(), &files)
}

/// `error cell-type borgere.csv 2 Fødselsdato`
fn in_short(findings: &Findings) -> Vec<String> {
    findings
        .iter()
        .map(|finding| {
            let severity = if finding.severity == Severity::Error { "error" } else { "warning" };
            let [Place::Cell { file, row, column }] = finding.places.as_slice() else {
                panic!("a finding on an extract has one place: {finding:?}")
            };
            let row = row.map_or_else(|| "-".to_owned(), |row| row.to_string());
            format!("{severity} {} {file} {row} {}", finding.code, column.as_deref().unwrap_or("-"))
        })
        .collect()
}

/// The broken extracts.
fn cases() -> Vec<PathBuf> {
    let folder = root().join("tests/broken");
    let mut cases: Vec<PathBuf> =
        fs::read_dir(folder).expect("the broken extracts").map(|entry| entry.expect("a folder").path()).collect();
    cases.sort();
    cases
}

/// The lines of `expected.txt`.
fn expected(case: &Path) -> Vec<String> {
    let text = fs::read_to_string(case.join("expected.txt")).expect("expected.txt");
    text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Reads all files that the case has or speaks of.
fn read_case(case: &Path) -> (Register, Findings) {
    let (own, wrong) = room::load(case);
    assert!(wrong.is_empty(), "{}", human(&wrong));
    let mut layouts: BTreeMap<String, Schema> =
        own.into_iter().map(|(name, schema)| (format!("{name}.csv"), schema)).collect();
    let schemas = schemas();
    let folder = Folder(case.to_owned());
    let expected = expected(case);
    for (file, schema) in LAYOUTS {
        if folder.names().iter().any(|name| name == file) || expected.iter().any(|line| line.contains(file)) {
            layouts.insert(file.to_owned(), schemas[schema].clone());
        }
    }
    let requests: Vec<Request<'_>> =
        layouts.iter().map(|(file, schema)| Request { name: stem(file), file, schema }).collect();
    register::read(&requests, &key(), &folder)
}

#[test]
fn every_rule_finds_what_is_broken_and_nothing_else() {
    let cases = cases();
    assert!(cases.len() >= 30, "some broken extracts are gone");
    let mut differences = Vec::new();
    for case in &cases {
        let (_, findings) = read_case(case);
        let (mut found, mut expected) = (in_short(&findings), expected(case));
        found.sort();
        expected.sort();
        if found != expected {
            differences.push(format!("{}\n expected {expected:#?}\n found {found:#?}", case.display()));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn findings_come_by_file_and_row_and_are_the_same_every_time() {
    let case = root().join("tests/broken/cell-type");
    let (_, findings) = read_case(&case);
    let found = in_short(&findings);
    let mut order: Vec<(String, u64)> = found
        .iter()
        .map(|line| {
            let words: Vec<&str> = line.split(' ').collect();
            (words[2].to_owned(), words[3].parse().expect("a row"))
        })
        .collect();
    let as_found = order.clone();
    order.sort();
    assert_eq!(as_found, order);
    for _ in 0..20 {
        assert_eq!(read_case(&case).1, findings);
    }
}

#[test]
fn a_finding_says_what_was_probably_meant() {
    for (case, hint) in [
        ("missing-file", "did you mean `borger.csv`?"),
        ("missing-column", "the file has `Fødselsdag`"),
        ("not-in-code-list", "did you mean `far`?"),
        ("unreadable-delimiter", "delimited by `,`, the schema says `;`"),
        ("wrong-encoding-windows-for-utf8", "the file seems to be Windows-1252"),
        ("cell-type", "`8428.26` is not a number such as `1.234,56-`"),
        ("cell-required", "`Udtrædelsesårsag` is empty, but `Udtrådt` is filled in"),
        ("not-unique", "stands in row 2 already"),
        ("more-findings", "15 more findings of the kind not-in-code-list"),
    ] {
        let text = human(&read_case(&root().join("tests/broken").join(case)).1);
        assert!(text.contains(hint), "{case}\n{text}");
    }
}

#[test]
fn a_finding_says_what_is_is_wrong_where_and_what_to_do() {
    let (_, findings) = read_case(&root().join("tests/broken/not-in-code-list"));
    insta::assert_snapshot!(human(&findings), @r#"
    error[not-in-code-list]: `Far` is not in the code list of `Rolle`
    --> borgere.csv, row 3, column Rolle
     = help: did you mean `far`?

    error[not-in-code-list]: `mand` is not in the code list of `Køn`
    --> borgere.csv, row 3, column Køn
     = help: the codes are `K`, `M`; add a new one to the schema

    error[not-in-code-list]: `7` is not in the code list of `Trin`
    --> foranstaltninger.csv, row 2, column Trin
     = help: the codes are `1`, `2`, `3`, `4`, `5`, `6`; add a new one to the schema
    "#);
    let (_, findings) = read_case(&root().join("tests/broken/cpr-form"));
    insta::assert_snapshot!(human(&findings), @r#"
    error[cpr-form]: the CPR number has no hyphen
    --> borgere.csv, row 2, column CPR-nr.
     = help: say in the layout that the register writes ten digits: "sporbar:personForm": "ddmmyyxxxx", or "either" where both forms stand; or have it write `ddmmyy-xxxx`

    error[cpr-form]: the CPR number has nine digits
    --> borgere.csv, row 3, column CPR-nr.
     = help: a program has taken it for a number and dropped the zero in front: draw the extract again, with the column as text

    error[cpr-form]: the CPR number does not start with a day of the calendar
    --> borgere.csv, row 4, column CPR-nr.
     = help: look it up: the first six digits are a date of birth, in replacement numbers with 60 added to the day

    error[cpr-form]: the cell is not a CPR number
    --> borgere.csv, row 5, column CPR-nr.
     = help: a CPR number is written `ddmmyy-xxxx`, or `ddmmyyxxxx` where the layout's `sporbar:personForm` says so; a key that is no CPR number is a `string` with `sporbar:key`, and not `sporbar:person`

    error[cpr-form]: `Familie-id` holds what looks like a CPR number
    --> borgere.csv, row 6, column Familie-id
     = help: only a field with `sporbar:person` may: take it out of the text, or see whether columns have moved; if it is something else, give the field a code list or a `pattern` that says what its digits are

    error[cpr-form]: `Rolle` holds what looks like a CPR number
    --> borgere.csv, row 7, column Rolle
     = help: only a field with `sporbar:person` may: take it out of the text, or see whether columns have moved; if it is something else, give the field a code list or a `pattern` that says what its digits are

    error[cpr-form]: `Funktionsnavn` holds what looks like a CPR number
    --> udgifter.csv, row 2, column Funktionsnavn
     = help: only a field with `sporbar:person` may: take it out of the text, or see whether columns have moved; if it is something else, give the field a code list or a `pattern` that says what its digits are

    error[cpr-form]: `Funktionsnavn` holds what looks like a CPR number
    --> udgifter.csv, row 3, column Funktionsnavn
     = help: only a field with `sporbar:person` may: take it out of the text, or see whether columns have moved; if it is something else, give the field a code list or a `pattern` that says what its digits are
    "#);
    let (_, findings) = read_case(&root().join("tests/broken/missing-column"));
    let json = render(&findings, &Sources::default(), Format::Json);
    insta::assert_snapshot!(json, @r#"
    {"version":1,"code":"extra-column","severity":"warning","message":"`Fødselsdag` is not in the schema and not used","places":[{"file":"borgere.csv","row":1}],"help":["leave out of the extract what is not needed; or allow it in the spec, and say why"]}
    {"version":1,"code":"missing-column","severity":"error","message":"the column `Fødselsdato` is missing","places":[{"file":"borgere.csv","row":1,"field":"Fødselsdato"}],"help":["the file has `Fødselsdag`: is it the same?"]}
    "#);
}
