//! The status report's own claims: all hold of the expected values, and say the numbers that the publication says.

use std::collections::BTreeMap;

use sporbar::claim::{Showing, judge};
use sporbar::document::{ExhibitKind, Meta, PseudonymKey, Publication, TextPlace, Tool, render_text};
use sporbar::spec;
use sporbar::value::Disclosed;

use super::{expected, holds, messages, repository, seen};
use crate::support::change;

const REPORT: &str = "assens-statusmaaling";

/// Each statement of the publication: the claim that makes it and the published numbers that it must say.
const STATEMENTS: [(&str, &[&str]); 23] = [
    ("selvforsoergelse", &["steget", "11 procentpoint", "29 %", "40 %"]),
    ("frem-og-tilbage", &["13 %", "2 %"]),
    ("progression-i-indsatser", &["48 %", "Knap halvdelen"]),
    ("selvforsoergede-maaned-for-maaned", &["9", "14", "steget"]),
    ("passive", &["nogenlunde det samme"]),
    ("virksomhedsrettet-foerst", &["Fem af de seks"]),
    ("loentimer-og-praktik", &["to"]),
    ("flere-foranstaltninger-pr-barn", &["begge grupper", "fra 1,0", "til 1,9"]),
    ("faerre-uden-foranstaltning", &["faldet fra 18", "til 7"]),
    ("plejefamilie-uaendret", &["hele vejen tre"]),
    ("lukkede-boernesager", &["Ti af målgruppens 55 børnesager", "18 %", "1,2 år"]),
    ("lukkede-sager-er-kortere", &["2,0 år", "3,6 år"]),
    ("hjemtaget-og-anbragt", &["Tre", "to"]),
    ("boern-naar-foraeldre-kommer-videre", &["1,1", "0,5", "færre"]),
    ("lukkede-sager-og-progression", &["Fem af de ti"]),
    ("udgift-pr-medlem", &["stort set fast"]),
    ("kontante-ydelser-falder", &["faldet halvår for halvår"]),
    ("ressourceforloeb-mv-stiger", &["steget halvår for halvår, mest i gruppe 1"]),
    ("familier-med-succes", &["11.000 kr. højere", "20.000 kr. lavere"]),
    ("su-vokser-mest", &["7 %", "16 %"]),
    ("virksomhedsrettede-indsatser", &["først", "siden er antallet faldet"]),
    ("fald-i-udgift-til-boern", &["Fra 2. halvår 2017 til 1. halvår 2018 faldt", "ligget stille"]),
    ("mest-de-voksne", &["mest hos de voksne"]),
];

fn text() -> String {
    std::fs::read_to_string(repository().join("reports").join(REPORT).join("report.toml")).expect("the report")
}

fn publication(exhibits: &[(String, Disclosed)]) -> Publication {
    let exhibit = |(id, values): &(String, Disclosed)| sporbar::document::Exhibit {
        language: sporbar::locale::Language::default(),
        id: id.clone(),
        kind: ExhibitKind::Table,
        number: "1".to_owned(),
        title: String::new(),
        caption: String::new(),
        note: String::new(),
        source: String::new(),
        premises: Vec::new(),
        said: Vec::new(),
        natures: std::collections::BTreeMap::new(),
        values: values.clone(),
        names: std::collections::BTreeMap::new(),
        counting: sporbar::document::Counting::default(),
        layout: sporbar::document::Layout::default(),
        labels: Vec::new(),
        svg: None,
        alt: String::new(),
    };
    Publication {
        meta: Meta { as_of: "2018-12".to_owned(), ..Meta::default() },
        facts: Vec::new(),
        premises: Vec::new(),
        parameters: Vec::new(),
        exhibits: exhibits.iter().map(exhibit).collect(),
        extracts: Vec::new(),
        drawings: Vec::new(),
        claims: Vec::new(),
        said: Vec::new(),
        calculations: Vec::new(),
        since: None,
        signed: None,
        protection: None,
        disclosure: String::new(),
        pseudonym_key: PseudonymKey::Synthetic,
        tool: Tool::default(),
    }
}

#[test]
fn all_claims_and_checks_hold_of_the_expected_values() {
    let exhibits = expected(REPORT);
    let spec = spec::parse("report.toml", &text()).unwrap_or_else(|findings| panic!("{}", messages(&findings)));
    let judged = judge("report.toml", &spec.claims, &spec.checks, &seen(&exhibits))
        .unwrap_or_else(|findings| panic!("{}", messages(&findings)));
    assert!(judged.findings.is_empty(), "{}", messages(&judged.findings));
    assert!(judged.claims.iter().chain(&judged.checks).all(holds));
    assert!(judged.claims.iter().all(|claim| claim.showing() == Showing::Plain && !claim.operands.is_empty()));
    let ids: Vec<&str> = judged.claims.iter().map(|claim| claim.id.as_str()).collect();
    for (id, _) in STATEMENTS {
        assert!(ids.contains(&id), "nothing claims {id}");
    }
    assert!(judged.checks.len() >= 10);
}

#[test]
fn the_sentences_say_the_published_numbers() {
    let exhibits = expected(REPORT);
    let publication = publication(&exhibits);
    let spec = spec::parse("report.toml", &text()).unwrap_or_else(|findings| panic!("{}", messages(&findings)));
    let mut said = BTreeMap::new();
    for claim in &spec.claims {
        let place = TextPlace { file: "report.toml", start: claim.sentence_start };
        let sentence = render_text(&claim.sentence, place, None, &publication)
            .unwrap_or_else(|findings| panic!("{}\n{}", claim.id, messages(&findings)));
        let sentence = sentence.replace('\u{a0}', " ").trim().to_owned();
        assert!(!sentence.contains('–'), "{}: {sentence}", claim.id);
        assert!(sentence.ends_with('.') && !sentence.contains('\n'), "{}: {sentence:?}", claim.id);
        said.insert(claim.id.clone(), sentence);
    }
    for (id, numbers) in STATEMENTS {
        for number in numbers {
            assert!(said[id].contains(number), "{id} does not say {number}: {}", said[id]);
        }
    }
}

#[test]
fn no_sentence_has_a_number_typed_in_it() {
    let spec = spec::parse("report.toml", &text()).unwrap_or_else(|findings| panic!("{}", messages(&findings)));
    for claim in &spec.claims {
        let mut typed = String::new();
        let mut rest = claim.sentence.as_str();
        while let Some(open) = rest.find('{') {
            typed.push_str(&rest[..open]);
            let close = if rest[open..].starts_with("{{") { "}}" } else { "%}" };
            rest = &rest[open + rest[open..].find(close).expect("every tag is closed") + 2..];
        }
        typed.push_str(rest);
        // The groups are called by a number.
        let typed = typed
            .to_lowercase()
            .replace("gruppe 1", "")
            .replace("gruppe 2", "")
            .replace("1 og 2", "")
            .replace(" og 2", "");
        assert!(!typed.contains(|letter: char| letter.is_ascii_digit()), "{}: {typed}", claim.id);
    }
}

#[test]
fn a_claim_that_the_values_refute_says_with_which() {
    let mut exhibits = expected(REPORT);
    let figure = exhibits.iter_mut().find(|(id, _)| id == "fig-01").expect("the figure");
    change(&mut figure.1, |values| {
        for row in &mut values.rows {
            if row.key.x == "seneste" && row.key.series == "SU" {
                (row.value, row.numerator) = (Some(0.0), Some(0.0));
            }
        }
    });
    let spec = spec::parse("report.toml", &text()).unwrap_or_else(|findings| panic!("{}", messages(&findings)));
    let judged = judge("report.toml", &spec.claims, &[], &seen(&exhibits)).expect("the names are there");
    let refuted: Vec<&str> =
        judged.claims.iter().filter(|claim| !holds(claim)).map(|claim| claim.id.as_str()).collect();
    assert_eq!(refuted, ["selvforsoergelse", "su-vokser-mest"]);
    let said = messages(&judged.findings);
    // 11 of 45 have a job, and nobody is on SU any more; at the start 10 and 3.
    assert!(said.contains("24.4 %") && said.contains("28.9 %"), "{said}");
}
