//! Texts and hidden numbers: whatever is done with one but printing it is an error at its place, unless the text says first what
//! stands there then.

use sporbar::diagnostic::{Code, Place};
use sporbar::document::{ClaimText, Publication, Showing, TextPlace, render, render_text};

use super::{example, with_report};
use crate::support::change;

/// The example with the counts of `Med` hidden, and their N.
fn veiled() -> Publication {
    let mut publication = example();
    change(&mut publication.exhibits[1].values, |values| {
        for row in values.rows.iter_mut().filter(|row| row.key.series == "Med") {
            (row.suppressed, row.hidden_n, row.value, row.n, row.numerator) = (true, true, None, None, None);
        }
    });
    let claim = |id: &str, sentence: &str, showing| ClaimText {
        id: id.to_owned(),
        sentence: sentence.to_owned(),
        showing,
        premises: Vec::new(),
        mentions: Vec::new(),
    };
    publication.claims = vec![
        claim("kendt", "Det er så.", Showing::Plain),
        claim("udgaaet", "", Showing::Omitted),
        claim("skjult", "", Showing::Hidden),
        claim("erstattet", "I stedet.", Showing::Hidden),
    ];
    publication
}

fn text(template: &str) -> String {
    let at = TextPlace { file: "report.toml", start: 0 };
    render_text(template, at, None, &veiled()).unwrap_or_else(|findings| panic!("{template}: {findings:?}"))
}

/// The code of each finding in a text, and the stretch of the text that it points at.
fn wrong(template: &str) -> Vec<(Code, String)> {
    let findings = render(&veiled(), &with_report(template)).expect_err(template);
    let at = |place: Option<&Place>| match place {
        Some(Place::Text { span, .. }) => template[span.clone()].to_owned(),
        _ => String::new(),
    };
    findings.iter().map(|finding| (finding.code, at(finding.places.first()))).collect()
}

#[test]
fn nothing_can_be_done_with_a_hidden_number_but_printing_it() {
    let (hidden, shown) = ("v('antal', series='Med', x=3)", "v('antal', series='Uden', x=3)");
    for decision in [
        format!("{{% if {hidden} is findes %}}a{{% endif %}}"),
        format!("{{% if {hidden} is over({shown}) %}}a{{% endif %}}"),
        format!("{{% if {shown} is under({hidden}) %}}a{{% endif %}}"),
        format!("{{% if {shown} is paa({hidden}) %}}a{{% else %}}b{{% endif %}}"),
        format!("{{% if {hidden} %}}a{{% else %}}ingen{{% endif %}}"),
        format!("{{% if not {hidden} %}}ingen{{% endif %}}"),
        format!("{{% if {hidden}.antal %}}a{{% endif %}}"),
        format!("{{% if {hidden}.n %}}a{{% endif %}}"),
        format!("{{% if {hidden} == {shown} %}}a{{% endif %}}"),
        format!("{{% if {shown} < {hidden} %}}a{{% endif %}}"),
        format!("{{% if ({hidden} | pct) == ({hidden} | antal) %}}a{{% endif %}}"),
        format!("{{{{ 'a' if {hidden} else 'b' }}}}"),
        format!("{{% set x = {hidden} %}}{{% if x and {shown} %}}a{{% endif %}}"),
        format!("{{{{ retning({shown}, {hidden}) }}}}"),
        format!("{{{{ udvikling({hidden}, {shown}) }}}}"),
        format!("{{{{ efter_art({hidden}, 'er', 'skønnes', 'ventes') }}}}"),
        format!(
            "{{% if {hidden}.art == 'opgjort' %}}a{{% endif %}}{{{{ {hidden}.art }}}}{{{{ {hidden} | maskintal }}}}"
        ),
        format!("{{% if aendring({shown}, {hidden}) %}}a{{% endif %}}"),
        format!("{{% if summen({shown}, {hidden}) is over(1) %}}a{{% endif %}}"),
        format!("{{% if andel({shown}, {hidden}) is findes %}}a{{% endif %}}"),
        "{% if not n_of('Med', 'antal') %}ingen{% endif %}".to_owned(),
        "{{ hoejest('antal', series='Med').x }}".to_owned(),
        "{% if hoejest('antal', series=['Med', 'Uden']).tal is over(1) %}a{% endif %}".to_owned(),
        "{{ foerst('antal', series='Med', mindst=1).foer }}".to_owned(),
        "{{ forloeb('antal', series='Med').ord }}".to_owned(),
        "{% for s in rangering('antal', x=3) %}{{ s.navn }}{% endfor %}".to_owned(),
        "{{ (rangering('antal', x=3) | first).navn }}".to_owned(),
        "{{ rangering('antal', x=3) | length }}".to_owned(),
        "{% if siger('skjult') %}a{% else %}b{% endif %}".to_owned(),
        "{% if siger('erstattet') %}a{% endif %}".to_owned(),
        "{% if not siger_alle(['udgaaet', 'skjult']) %}intet{% endif %}".to_owned(),
        "{% if paastand('skjult').showing == 'plain' %}a{% endif %}{{ paastand('skjult').sentence }}".to_owned(),
    ] {
        let found = wrong(&decision);
        assert!(found.iter().all(|(code, _)| *code == Code::TextNeedsHidden), "{decision}: {found:?}");
        assert!(found.iter().all(|(_, at)| !at.is_empty()), "{decision}: {found:?}");
    }
}

#[test]
fn every_place_where_a_text_decides_is_found_in_one_go() {
    let template = "{% set a = v('antal', series='Med', x=1) %}{{ a }}\n{% set b = v('antal', series='Med', x=2) %}\n\
        {% if b %}x{% endif %}{% if a is findes %}y{% endif %}\n{% if v('antal', series='Med', x=3) %}z{% endif %}";
    let found = wrong(template);
    let at: Vec<&str> = found.iter().map(|(_, at)| at.as_str()).collect();
    // What is only printed is not among them. What the engine does not stop at is told where the number is looked up.
    assert_eq!(at.len(), 3, "{found:?}");
    assert!(at.contains(&"findes"), "{found:?}");
    assert!(at.iter().any(|at| at.contains("x=2")) && at.iter().any(|at| at.contains("x=3")), "{found:?}");
}

#[test]
fn a_text_says_first_what_stands_there_then() {
    let (hidden, shown) = ("v('antal', series='Med', x=3)", "v('antal', series='Uden', x=3)");
    let guarded = format!("{{% if {hidden} is skjult %}}skjult{{% elif {hidden} is over(1) %}}over{{% endif %}}");
    assert_eq!(text(&guarded), "skjult");
    assert_eq!(text(&format!("{{% if [{shown}, {hidden}] is skjult %}}en{{% else %}}ingen{{% endif %}}")), "en");
    assert_eq!(text(&format!("{{% if [{shown}] is skjult %}}en{{% else %}}ingen{{% endif %}}")), "ingen");
    assert_eq!(text(&format!("{{% if andel({shown}, {hidden}) is skjult %}}ja{{% endif %}}")), "ja");
    assert_eq!(text(&format!("{{{{ udvikling({hidden}, {shown}, skjult='kan ikke vises') }}}}")), "kan ikke vises");
    assert_eq!(text(&format!("{{{{ retning({hidden}, {shown}, skjult='kan ikke vises') }}}}")), "kan ikke vises");
    assert_eq!(text(&format!("{{{{ {hidden} | maskintal(skjult=0) }}}}")), "0");
    assert_eq!(text(&format!("{{{{ {hidden} | pct | skjult('et antal') }}}}")), "et antal");
    assert_eq!(text("{% if hoejest('antal', series='Med') is skjult %}ja{% endif %}"), "ja");
    assert_eq!(text("{% if hoejest('antal', series='Uden') is skjult %}ja{% else %}nej{% endif %}"), "nej");
    assert_eq!(text("{{ hoejest('antal', series='Uden').x }}"), "2");
    assert_eq!(text("{% if siger('skjult') is skjult %}ja{% endif %}{{ siger('skjult') }}"), "ja");
    assert_eq!(text("{% if paastand('kendt') is skjult %}ja{% else %}nej{% endif %}"), "nej");
}

#[test]
fn what_is_printed_of_a_hidden_number_tells_nothing_of_it() {
    let hidden = "v('antal', series='Med', x=3)";
    for filter in ["pct", "pp", "kr", "tal", "cirka(1)", "andel", "antal"] {
        assert_eq!(text(&format!("{{{{ {hidden} | {filter} }}}}")), "•", "{filter}");
    }
    assert_eq!(text(&format!("{{{{ {hidden} | antal('barn', 'børn') }}}}")), "•\u{a0}børn");
    assert_eq!(text(&format!("{{{{ {hidden} | antal('barn', 'børn', ord=true) | stort }}}}")), "•\u{a0}børn");
    assert_eq!(text(&format!("{{{{ {hidden} | bojet('barn', 'børn') }}}}")), "børn");
}

#[test]
fn a_claim_that_is_said_is_said_whatever_else_is_hidden() {
    assert_eq!(text("{{ siger('kendt') }}|{{ siger('udgaaet') }}|{{ siger('erstattet') }}"), "Det er så.||I stedet.");
    assert_eq!(text("{% if siger_alle(['skjult', 'kendt']) %}ja{% endif %}"), "ja");
    assert_eq!(text("{% if siger('udgaaet') %}ja{% else %}nej{% endif %}"), "nej");
}
