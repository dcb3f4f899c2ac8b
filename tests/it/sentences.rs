//! What reports say: the published findings in this month, and in any earlier one no sentence with a hole in it.

use std::path::Path;

use sporbar::diagnostic::{Code, Findings};
use sporbar::document::{ClaimText, Showing};
use sporbar::pipeline::{self, Request, Stage, Watch};

use crate::support::{Project, repository};

const EFFECTS: &str = "reports/gladsaxe-helhedsindsats";
const SMALL: &str = "reports/lille/report.toml";

struct Nobody;

impl Watch for Nobody {
    fn begin(&mut self, _: Stage) {}
}

/// The sentences of a report at a month, and what is found of them.
fn said(report: &Path, as_of: Option<&str>) -> (Vec<ClaimText>, Findings) {
    let request = Request {
        report: report.to_path_buf(),
        as_of: as_of.map(|month| month.parse().expect("a month")),
        extracts: None,
        disclosure: None,
        key: None,
    };
    let prepared = pipeline::prepare(&request, &mut Nobody).expect("a good report");
    let computed = pipeline::compute(prepared.data(), prepared.as_of).expect("good exhibits");
    let disclosed = pipeline::disclosed(&prepared, &computed).expect("a policy that can be followed");
    let draft =
        pipeline::draft(&prepared, &disclosed).unwrap_or_else(|failure| panic!("{as_of:?}: {:?}", failure.findings));
    (draft.publication.claims, draft.findings)
}

/// What the publication says, as the catalogue of its values has it.
const PUBLISHED: [(&str, &[&str]); 24] = [
    ("familierne", &["56 familier", "56 mødre", "34 fædre", "79 børn"]),
    ("selvforsoergelse-foer-og-efter", &["54 %", "53 %"]),
    ("selvforsoergelse-proevet", &["kan ikke skelnes"]),
    ("selvforsoergelse-op-siden-start", &["større, end tilfældige udsving"]),
    ("moedre-op-siden-start", &["Mødrenes stigning", "hos fædrene kan ingen ændring"]),
    ("flere-med-sag", &["større, end tilfældige udsving"]),
    ("familiebehandling-proevet", &["kan ikke skelnes"]),
    ("lukkede-sager-proevet", &["kan ikke skelnes"]),
    ("selvforsoergelse-omkring-start", &["69 %", "24 måneder før", "46 %", "66 %"]),
    ("moedrenes-selvforsoergelse", &["23 %", "56 %"]),
    ("aktiveringsgrad", &["oftere", "46 %", "38 %"]),
    ("timer-i-dagtilbud", &["6,9 timer", "6,7"]),
    ("boern-med-sag", &["2017", "2019", "steget fra 56 % til 80 %"]),
    ("boern-med-sag-tidlige", &["faldet"]),
    ("lukkede-sager", &["21 af de 72 børn", "29 %"]),
    ("lukkede-sager-tidlige", &["46 %"]),
    ("fripladser", &["steget fra 5 % til 29 %"]),
    ("anbringelser", &["Fire børn", "fire i 2019"]),
    ("naaet-maalet", &["81 %", "67 %"]),
    ("projektets-udgifter", &["4.970.000 kr.", "4.022.000 kr."]),
    ("nutidsvaerdi", &["1.519.000 kr.", "4.674.000 kr.", "3.424.000 kr."]),
    ("oekonomi-kort", &["vurderer", "to anbringelser", "halvdelen af 2019", "1,5 mio. kr.", "potentiale"]),
    ("oekonomiens-praemis", &["to anbringelser", "fire år"]),
    ("tjent-hjem", &["2021", "4 år", "2025", "1.519.000 kr."]),
];

#[test]
fn the_evaluation_says_what_its_publication_says_and_all_of_it_holds() {
    let (claims, findings) = said(&repository().join(EFFECTS), None);
    assert!(findings.is_empty(), "{findings:?}");
    assert!(claims.iter().all(|claim| claim.showing == Showing::Plain));
    for (id, parts) in PUBLISHED {
        let claim = claims.iter().find(|claim| claim.id == id).unwrap_or_else(|| panic!("nothing says {id}"));
        let sentence = claim.sentence.replace('\u{a0}', " ");
        for part in parts {
            assert!(sentence.contains(part), "{id} does not say {part}: {sentence}");
        }
    }
}

#[test]
fn in_no_month_has_a_sentence_a_hole_in_it() {
    for month in ["2019-06", "2018-12", "2018-06", "2017-12", "2017-05", "2017-01", "2016-12", "2015-06"] {
        let (claims, _) = said(&repository().join(EFFECTS), Some(month));
        for claim in claims.iter().filter(|claim| claim.showing != Showing::Omitted) {
            let whole =
                claim.sentence.ends_with('.') && !claim.sentence.contains('–') && !claim.sentence.contains('\n');
            assert!(whole, "{month}, {}: {}", claim.id, claim.sentence);
        }
    }
}

/// The small report with a claim of these keys.
fn with_claim(keys: &str) -> Project {
    let project = Project::small();
    let spec = project.text(SMALL);
    project.write(SMALL, format!("{spec}\n[[claim]]\nid = \"en\"\n{keys}\n"));
    project
}

#[test]
fn a_name_in_a_sentence_that_is_left_out_is_looked_up_all_the_same() {
    let refuted = "that = 'personer[Voksne, I alt] > 99'\npolicy = \"omit\"\n";
    for (sentence, part) in [
        ("{{ v(\"persner\") }}", "did you mean `personer`?"),
        ("{{ v(\"personer\", series=\"Voxne\", x=\"I alt\") }}", "did you mean `Voksne`?"),
        ("{{ v(\"personer\", series=\"Voksne\", x=\"Ialt\") }}", "there is no x `Ialt`"),
        ("{{ parametr.x }}", "there is no `parametr`"),
    ] {
        let project = with_claim(&format!("{refuted}sentence = '{sentence}'"));
        let said = project.sporbar(&["check", "reports/lille"]).ends(2).err;
        assert!(said.contains(part), "{part} is not in:\n{said}");
    }
}

#[test]
fn a_month_that_is_not_reached_is_no_mistake_in_a_sentence_that_is_left_out() {
    let refuted = "that = 'personer[Voksne, I alt] > 99'\npolicy = \"omit\"\n";
    for sentence in [
        "{{ v(\"personer\", series=\"Voksne\", x=\"2031-01\") | antal }}",
        "{{ xs(\"personer\", series=[]) | last | periode }}",
    ] {
        let project = with_claim(&format!("{refuted}sentence = '{sentence}'"));
        project.sporbar(&["check", "reports/lille"]).ends(0);
    }
}

#[test]
fn a_sentence_that_comes_to_nothing_is_left_out_and_not_marked() {
    let sentence = "sentence = '{% if v(\"personer\", series=\"Voksne\", x=\"I alt\") is over(99) %}Mange.{% endif %}'";
    let project = with_claim(&format!("that = 'personer[Voksne, I alt] > 99'\npolicy = \"flag\"\n{sentence}"));
    let (claims, findings) = said(&project.path("reports/lille"), None);
    assert_eq!(claims[0].showing, Showing::Omitted);
    assert!(findings.iter().any(|finding| finding.code == Code::ClaimRefuted));
}

/// What `check` says of a claim that does not hold is what the document does with its sentence.
#[test]
fn a_warning_says_of_the_sentence_what_the_document_does() {
    let fixed = "Der er mange.";
    let follows = "{% if v(\"personer\", series=\"Voksne\", x=\"I alt\") is over(99) %}Mange.{% else %}Få.{% endif %}";
    for (policy, sentence, showing, says) in [
        ("flag", fixed, Showing::Marked, "its sentence is marked in the document: change"),
        ("flag", follows, Showing::Plain, "takes its words from the values and stands unmarked"),
        ("fail", follows, Showing::Marked, "its sentence is marked in the document, where its words come to any"),
        ("omit", follows, Showing::Omitted, "its sentence is left out of the document"),
    ] {
        let keys = format!("that = 'personer[Voksne, I alt] > 99'\npolicy = \"{policy}\"\nsentence = '{sentence}'");
        let project = with_claim(&keys);
        let (claims, _) = said(&project.path("reports/lille"), None);
        assert_eq!(claims[0].showing, showing, "{policy}: {sentence}");
        let run = project.sporbar(&["check", "reports/lille"]).run();
        assert!(run.err.contains(says), "{policy}: {says} is not in:\n{}", run.err);
        assert_eq!(run.err.contains("is marked"), showing == Showing::Marked, "{policy}: {}", run.err);
    }
}

#[test]
fn a_number_typed_into_the_spec_is_found_where_it_stands() {
    let project = Project::small();
    let note = "voksne har været i projektet.";
    project.edit(SMALL, note, "voksne har været i projektet, de fleste af de 3 siden januar 2018.");
    let sentence = "sentence = '''\nGruppe 1 har\nfire voksne. {# tal: et ordsprog #}\nOg fire børn.'''";
    let spec = project.text(SMALL);
    project.write(SMALL, format!("{spec}\n[[claim]]\nid = \"en\"\nthat = 'personer[Voksne, I alt] > 0'\n{sentence}\n"));
    let said = project.sporbar(&["check", "reports/lille"]).ends(0).err;
    let text = project.text(SMALL);
    for (numeral, before) in [("`3` is typed", "de fleste af de "), ("`fire` is typed", "Og ")] {
        assert!(said.contains(numeral), "{said}");
        let at = text.find(before).expect("the text is there") + before.len();
        let line = text[..at].matches('\n').count() + 1;
        let column = text[..at].rsplit('\n').next().expect("a line").chars().count() + 1;
        assert!(said.contains(&format!("report.toml:{line}:{column}")), "{line}:{column} is not in:\n{said}");
    }
    assert_eq!(said.matches("is typed into the text").count(), 2, "{said}");
}

#[test]
fn an_evaluation_is_typeset_whole_at_an_early_month() {
    let project = Project::with(EFFECTS);
    for month in ["2019-06", "2017-02"] {
        let run = project.sporbar(&["build", &project.report, "--as-of", month]).run();
        assert_eq!(run.status, 0, "{month}: {}", run.err);
        assert!(!run.err.contains("typed-numeral"), "{month}: {}", run.err);
        let document = &project.output()["report.pdf"];
        assert!(document.starts_with(b"%PDF"), "{month}");
    }
}
