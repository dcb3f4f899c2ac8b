//! The extracts of the status report in the project: they are valid, and what is read is what stands in them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use sporbar::register::{self, Folder, PseudonymKey, ROW, Register, Request};

use super::{LAYOUTS, human, key, root, schemas, stem};

fn read(key: &PseudonymKey) -> Register {
    let schemas = schemas();
    let requests: Vec<Request<'_>> =
        LAYOUTS.iter().map(|(file, name)| Request { name: stem(file), file, schema: &schemas[*name] }).collect();
    let folder = Folder(root().join("reports/assens-statusmaaling/extracts"));
    let (register, findings) = register::read(&requests, key, &folder);
    assert!(findings.is_empty(), "{}", human(&findings));
    register
}

/// The column with CPR numbers of each file.
fn person_column(name: &str) -> &'static str {
    match name {
        "borgere" | "forsoergelse" | "beskaeftigelsesindsatser" => "CPR-nr.",
        "foranstaltninger" | "boernesager" => "Barn CPR",
        _ => "Registrant",
    }
}

fn texts(register: &Register, name: &str, column: &str) -> Vec<Option<String>> {
    let frame = &register.get(name).expect("an extract").frame;
    frame.column(column).expect("a column").str().expect("text").iter().map(|text| text.map(str::to_owned)).collect()
}

/// The figures were counted with Python's csv module and openpyxl.
#[test]
fn all_rows_are_read_and_typed() {
    let register = read(&key());
    let counts: BTreeMap<&str, usize> = register.iter().map(|e| (e.name.as_str(), e.row_count)).collect();
    let expected = [
        ("beskaeftigelsesindsatser", 92),
        ("boernesager", 94),
        ("borgere", 179),
        ("foranstaltninger", 199),
        ("forsoergelse", 153),
        ("udgifter", 6216),
    ];
    assert_eq!(counts, BTreeMap::from(expected));

    let frame = |name: &str| register.get(name).expect("an extract").frame.clone();
    let amounts = frame("udgifter");
    let amounts = amounts.column("Beløb").expect("a column").f64().expect("numbers");
    let sum: f64 = amounts.iter().flatten().sum();
    assert!((sum - 24_769_138.92).abs() < 0.005, "{sum}");
    assert_eq!(amounts.iter().flatten().filter(|amount| *amount < 0.0).count(), 86);

    let citizens = frame("borgere");
    assert_eq!(citizens.column("CPR-nr.").expect("a column").null_count(), 2);
    assert_eq!(citizens.column("Udtrådt").expect("a column").null_count(), 122);
    let steps = frame("foranstaltninger");
    let steps = steps.column("Trin").expect("a column").i64().expect("whole numbers");
    assert_eq!(steps.iter().flatten().filter(|step| *step >= 4).count(), 12);

    let measures = texts(&register, "beskaeftigelsesindsatser", "Indsats");
    let quoted = measures.iter().flatten().filter(|text| *text == "Praktik; \"småjob\", delt").count();
    assert_eq!(quoted, 12);

    let support = frame("forsoergelse");
    assert_eq!(support.column("Slutdato").expect("a column").null_count(), 89);
    assert_eq!(
        register.get("borgere").expect("read").sha256,
        "7b12459c8fb8a506426972b23f96a221c07036c1034ca4bee09e468a69c647f9"
    );
}

#[test]
fn a_row_can_be_followed_to_its_line_and_a_person_has_one_pseudonym_in_all_files() {
    let register = read(&key());
    let mut pseudonyms: BTreeMap<String, String> = BTreeMap::new();
    for (file, _) in LAYOUTS.iter().filter(|(file, _)| *file != "forsoergelse.xlsx") {
        let extract = register.get(stem(file)).expect("read");
        let bytes = fs::read(root().join("reports/assens-statusmaaling/extracts").join(file)).expect("the extract");
        // All letters that a CPR number has are the same in both encodings.
        let text = String::from_utf8_lossy(&bytes);
        let lines: Vec<&str> = text.lines().collect();
        let rows = extract.frame.column(ROW).expect("rows").u32().expect("u32").clone();
        for (row, pseudonym) in rows.iter().flatten().zip(texts(&register, stem(file), person_column(stem(file)))) {
            let cpr = lines[row as usize - 1].split(';').next().expect("the first field");
            assert_eq!(cpr.is_empty(), pseudonym.is_none(), "{file} row {row}");
            if let Some(pseudonym) = pseudonym {
                let known = pseudonyms.entry(cpr.to_owned()).or_insert_with(|| pseudonym.clone());
                assert_eq!(*known, pseudonym, "{file} row {row}");
            }
        }
    }
    let different: BTreeSet<&String> = pseudonyms.values().collect();
    assert_eq!(different.len(), pseudonyms.len(), "two people have one pseudonym");
    // The workbook's people are the same people.
    let in_workbook: BTreeSet<String> = texts(&register, "forsoergelse", "CPR-nr.").into_iter().flatten().collect();
    assert!(in_workbook.iter().filter(|pseudonym| different.contains(pseudonym)).count() > 40);
}

#[test]
fn another_key_gives_other_pseudonyms_and_the_same_key_the_same() {
    let own = PseudonymKey::new(b"a key that is kept in a safe place").expect("long enough");
    let [first, second, other] = [read(&own), read(&own), read(&key())].map(|r| texts(&r, "udgifter", "Registrant"));
    assert_eq!(first, second);
    assert!(first.iter().zip(&other).all(|(own, other)| own != other));
    let people = |texts: &[Option<String>]| texts.iter().flatten().collect::<BTreeSet<_>>().len();
    assert_eq!((people(&first), people(&other)), (191, 191));
}
