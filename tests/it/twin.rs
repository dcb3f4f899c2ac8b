//! Nothing that is hidden shows through: with other numbers in the place of hidden ones, whatever they are, every public file is
//! the same, byte for byte. The masks here are drawn at random, and rest on no statistics: what may be seen must not depend on why.

use std::collections::BTreeMap;

use sporbar::chart::ChartKind;
use sporbar::diagnostic::Code;
use sporbar::disclosure::{Hidden, Mask, Rule, Why};
use sporbar::office::Format;
use sporbar::pipeline::{self, Failure, Prepared, Request, Stage, Typesetter, Watch};
use sporbar::spec::{Exhibit, Shown};
use sporbar::statistic::Computed;

use crate::support::repository;

struct Nobody;

impl Watch for Nobody {
    fn begin(&mut self, _: Stage) {}
}

fn prepared(report: &str) -> (Prepared, Vec<Computed>) {
    let report = repository().join(report);
    let request = Request { report, as_of: None, extracts: None, disclosure: None, key: None };
    let prepared = pipeline::prepare(&request, &mut Nobody).expect("a report that can be read");
    let computed = pipeline::computed(&prepared).expect("values");
    (prepared, computed)
}

/// Numbers that look random and are the same each time.
fn random(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    }
}

/// A mask that hides about every fourth value, with its n or without, and now and then only an n. Exhibits of `spared` are left
/// as they are.
fn mask(computed: &[Computed], seed: u64, spared: &[&str]) -> Mask {
    let mut next = random(seed);
    let mut mask = Mask::default();
    for exhibit in computed {
        for place in 0..exhibit.values.rows.len() {
            let (value, n) = match next() % 12 {
                0 | 1 => (true, true),
                2 => (true, false),
                3 => (false, true),
                _ => continue,
            };
            if !spared.contains(&exhibit.id.as_str()) {
                mask.hide(&exhibit.id, place, Hidden { why: Why::First(Rule::FewCounted), value, n });
            }
        }
    }
    mask
}

/// The charts that are refused where any of their values is hidden.
fn refused(prepared: &Prepared) -> Vec<&str> {
    let is = |exhibit: &&Exhibit| match &exhibit.shown {
        Shown::Chart(chart) => matches!(chart.kind, ChartKind::Waterfall | ChartKind::Tornado),
        Shown::Table(_) | Shown::Numbers => false,
    };
    prepared.spec.exhibits.iter().filter(is).map(|exhibit| exhibit.id.value.as_str()).collect()
}

type Files = BTreeMap<String, Vec<u8>>;

fn published(prepared: &Prepared, computed: &[Computed], mask: &Mask) -> Result<Files, Failure> {
    let disclosed = pipeline::masked(prepared, computed, mask);
    let draft = pipeline::draft(prepared, &disclosed)?;
    let published = pipeline::publish(prepared, &disclosed, draft, &Typesetter::Library, &mut Nobody)?;
    // What others go on writing in is made for readers, too.
    let draft = pipeline::draft(prepared, &disclosed)?;
    let exported = pipeline::export(prepared, draft, &[Format::Docx, Format::Pptx], &mut Nobody)?;
    Ok(published.files.into_iter().chain(exported.files).collect())
}

/// Publishes a report and its twin under a mask: the same files, or the same refusal. How many files there are.
fn holds(prepared: &Prepared, computed: &[Computed], mask: &Mask, seed: u64) -> usize {
    // Of a few values now and then none is hidden.
    if mask.is_empty() {
        return 0;
    }
    let twin = pipeline::twin(computed, mask);
    assert_ne!(
        computed.iter().map(|exhibit| &exhibit.values).collect::<Vec<_>>(),
        twin.iter().map(|exhibit| &exhibit.values).collect::<Vec<_>>()
    );
    match (published(prepared, computed, mask), published(prepared, &twin, mask)) {
        (Ok(one), Ok(other)) => {
            let names: Vec<&String> = one.keys().collect();
            for kind in [".pdf", ".csv", ".xlsx", ".js", ".json", ".docx", ".pptx"] {
                assert!(names.iter().any(|name| name.ends_with(kind)), "{kind} is one of {names:?}");
            }
            assert_eq!(names, other.keys().collect::<Vec<_>>(), "seed {seed}");
            for (path, bytes) in &one {
                assert!(other[path] == *bytes, "seed {seed}: {path} shows what is hidden");
            }
            one.len()
        }
        (Err(one), Err(other)) => {
            let said = |failure: &Failure| format!("{:?}", failure.findings);
            assert_eq!(said(&one), said(&other), "seed {seed}");
            assert!(one.findings.iter().any(|finding| finding.code == Code::ChartHidesTooMuch), "{}", said(&one));
            0
        }
        (one, other) => panic!("seed {seed}: one is refused: {:?} {:?}", one.err(), other.err()),
    }
}

#[test]
fn no_hidden_number_shows_through_in_a_small_report() {
    let (prepared, computed) = prepared("tests/reports/lille");
    let made: usize = (1..=24).map(|seed| holds(&prepared, &computed, &mask(&computed, seed, &[]), seed)).sum();
    assert!(made > 0, "some of them are published");
}

#[test]
fn no_hidden_number_shows_through_in_the_reports_about_people() {
    for report in ["assens-statusmaaling", "gladsaxe-helhedsindsats", "koebenhavn-udsatte-familier"] {
        let (prepared, computed) = prepared(&format!("reports/{report}"));
        let refused = refused(&prepared);
        for seed in 1..=2 {
            let made = holds(&prepared, &computed, &mask(&computed, seed, &refused), seed);
            assert!(made > 0, "{report}: it is published");
        }
    }
}

#[test]
fn what_is_hidden_stands_in_no_file_at_all() {
    let (prepared, mut computed) = prepared("tests/reports/lille");
    // A number that nothing else is.
    let row = &mut computed[0].values.rows[0];
    (row.value, row.numerator, row.n) = (Some(73_913.0), Some(73_913.0), Some(73_913));
    let mut mask = Mask::default();
    mask.hide(&computed[0].id, 0, Hidden { why: Why::First(Rule::FewCounted), value: true, n: true });
    let files = published(&prepared, &computed, &mask).expect("a report that can be published");
    let data = String::from_utf8(files[&format!("data/{}.csv", computed[0].id)].clone()).expect("text");
    assert!(data.lines().nth(1).expect("a row").ends_with(",count,,,,,suppressed"), "{data}");
    for (path, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("73913") && !text.contains("73.913"), "{path}");
    }
    // Nor are there rows of people, or what stands in for them.
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("audit/record/")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("P-") && !text.contains("K-"), "{path} has a pseudonym");
    }
}
