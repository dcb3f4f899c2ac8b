//! Claims that are wrong, undecidable or not to be understood: what is said of them, and where.

use sporbar::claim::{Check, Claim, Exhibit, Expression, Policy, Showing, Verdict, Written, judge};
use sporbar::diagnostic::{Code, Format, Severity, Sources, render};
use sporbar::spec;
use sporbar::value::{Disclosed, Stat, Value};

use super::{errors, expected, expression, judged, messages, refuted, seen, value, values, verdict};

fn report() -> Vec<(String, Disclosed)> {
    expected("assens-statusmaaling")
}

/// What is found wrong with an expression: code, the text it points at, and all that is said.
fn found(text: &str) -> (Code, String, String) {
    let exhibits = report();
    let findings = match Expression::parse(Written::plain(text, 0)) {
        Err(mistake) => {
            return (
                Code::ClaimSyntax,
                text[mistake.span.clone()].to_owned(),
                format!("{} {}", mistake.message, mistake.help),
            );
        }
        Ok(that) => {
            let check = Check { id: "det".to_owned(), span: 0..0, that, because: None, policy: Policy::Fail };
            judge("report.toml", &[], &[check], &seen(&exhibits)).expect_err("something is wrong")
        }
    };
    assert_eq!(errors(&findings), findings.len());
    let first = findings.iter().next().expect("a finding");
    let sporbar::diagnostic::Place::Text { span, .. } = &first.places[0] else { panic!("a place in the spec") };
    (first.code, text[span.clone()].to_owned(), messages(&findings))
}

#[test]
fn names_that_are_not_there_are_met_with_the_likeliest() {
    let cases = [
        ("tal-lukede[Lukkede].count > 0", "tal-lukede", "did you mean `tal-lukkede`?"),
        ("fig-01[Beskæftigelse + Su, start] > 0", "Su", "did you mean `SU`?"),
        ("fig-01[SU, senest] > 0", "senest", "did you mean `seneste`?"),
        ("tal-lukkede[Lukkede].shares > 0", "shares", "did you mean `.share`?"),
        ("tal-lukkede[Lukkede] > 0", "tal-lukkede[Lukkede]", "say which behind the keys: `.count`"),
        ("fig-03[Passiv] > 0", "fig-03[Passiv]", "write `fig-03[series, x]`"),
        ("fig-03[Passiv, 1, 2] > 0", "fig-03[Passiv, 1, 2]", "found by series, x; 3 keys are said"),
        ("fig-14[5.57, last] > 0", "fig-14[5.57, last]", "found by facet, series, x"),
        ("fig-05[x = last] > 0", "fig-05[x = last]", "found by series, x; one key is said"),
        (
            "tal-effekt[Kommet i selvforsørgelse, Med løntimer og praktik] > 0",
            "tal-effekt[Kommet i selvforsørgelse, Med løntimer og praktik]",
            "has no value at",
        ),
    ];
    for (text, at, said) in cases {
        let (code, place, message) = found(text);
        assert_eq!((code, place.as_str()), (Code::UnknownName, at), "{text}: {message}");
        assert!(message.contains(said), "{text}: {message}");
    }
}

#[test]
fn what_has_one_answer_whatever_the_values_are_is_found() {
    let (a, b) = ("fig-01[SU, start]", "fig-01[SU, seneste]");
    let cases = [
        (format!("{a} >= {a}"), "both sides are the same"),
        (format!("{a} = fig-01[ SU,start ]"), "both sides are the same"),
        (format!("{b} > 0 % and not ({a} < {a})"), "both sides are the same"),
        ("29 % = 29 %".to_owned(), "both sides are stated"),
        (format!("{a} > {b} or {a} <= {b}"), "one part is so exactly where another is not"),
        (format!("{a} > {b} and {b} >= {a}"), "one part is so exactly where another is not"),
        (format!("{a} > {b} or not {a} > {b}"), "one part is so exactly where another is not"),
        (format!("{a} <= 100 %"), "this is so whatever the values are: a share lies between 0 and 100 %"),
        (format!("{b} > {a} and 150 % > {a}"), "this is so whatever the values are: a share lies between 0 and 100 %"),
        (format!("{a} > 120 %"), "this is never so whatever the values are: a share lies between 0 and 100 %"),
        (format!("{a} >= 0"), "this is so whatever the values are: a share lies between 0 and 100 %"),
        ("all(fig-01[*, start] < 101 %)".to_owned(), "a share lies between 0 and 100 %"),
        ("max(fig-01[*, start]) != 130 %".to_owned(), "a share lies between 0 and 100 %"),
        ("fig-03[Passiv, 1] >= 0".to_owned(), "this is so whatever the values are: a count is never below 0"),
        ("fig-03[Passiv, 1] = -1".to_owned(), "this is never so whatever the values are: a count is never below 0"),
    ];
    for (text, said) in cases {
        let (code, _, message) = found(&text);
        assert!(code == Code::ClaimMeaning && message.contains(said), "{text}: {code:?} {message}");
    }
    // What values decide, though it looks alike.
    let exhibits = report();
    let decided = [
        format!("{a} < {b} or {b} < {a}"),
        format!("{a} >= {b} or {a} <= {b}"),
        format!("{a} != {b}"),
        format!("{a} > 0 and {a} < 100 %"),
        format!("{b} - {a} > -120 pp"),
        "fig-03[Passiv, 1] > 0".to_owned(),
    ];
    for text in decided {
        let that = Expression::parse(Written::plain(&text, 0)).expect("an expression");
        let check = Check { id: "det".to_owned(), span: 0..0, that, because: None, policy: Policy::Fail };
        assert!(judge("report.toml", &[], &[check], &seen(&exhibits)).is_ok(), "{text}");
    }
}

#[test]
fn units_that_cannot_meet_are_found() {
    let cases = [
        (
            "fig-01[SU, start] + fig-11[Gruppe 1, last] > 0",
            "fig-01[SU, start] + fig-11[Gruppe 1, last]",
            "a share (%) is added to an amount",
        ),
        ("fig-01[SU, start] > 0.29", "fig-01[SU, start] > 0.29", "a share is written in percent"),
        (
            "fig-01[SU, seneste] - fig-01[SU, start] = 11 %",
            "fig-01[SU, seneste] - fig-01[SU, start] = 11 %",
            "percentage points",
        ),
        (
            "fig-03[Passiv, 1] > fig-05[Gruppe 1, 1]",
            "fig-03[Passiv, 1] > fig-05[Gruppe 1, 1]",
            "a count is compared with an amount",
        ),
        ("fig-05[Gruppe 1 + Gruppe 2, 1] > 0", "fig-05[Gruppe 1 + Gruppe 2, 1]", "different people (16 and 17)"),
        ("sum(fig-05[*, 1]) > 0", "sum(fig-05[*, 1])", "different people (16 and 17)"),
        ("fig-01[SU, start] ≈ 7 % within 0.02", "0.02", "shares are near each other by `2 pp`"),
        ("fig-03[Passiv, 1] * fig-03[Passiv, 2] > 0", "fig-03[Passiv, 1] * fig-03[Passiv, 2]", "multiplied by"),
    ];
    for (text, at, said) in cases {
        let (_, place, message) = found(text);
        assert_eq!(place, at, "{message}");
        assert!(message.contains(said), "{text}: {message}");
    }
}

#[test]
fn an_exhibit_that_names_its_unit_is_held_to_it() {
    let exhibits = report();
    let mut seen = seen(&exhibits);
    for exhibit in &mut seen {
        match exhibit.id {
            "fig-03" => exhibit.unit = Some("voksne"),
            "fig-11" => exhibit.unit = Some("kr. pr. familiemedlem"),
            "fig-18" => {
                exhibit.series_units = vec![
                    ("Indsatser pr. barn".to_owned(), "indsatser".to_owned()),
                    ("Udgift pr. barn".to_owned(), "kr.".to_owned()),
                ];
            }
            _ => {}
        }
    }
    assert_eq!(verdict("fig-03[Passiv, 1] = 11 voksne and fig-11[Gruppe 1, last] > 39_000 DKK", &seen), Verdict::Holds);
    for wrong in [
        "fig-03[Passiv, 1] = 11 børn",
        "fig-11[Gruppe 1, last] > 3 år",
        "fig-18[Indsatser pr. barn, last] < fig-11[Gruppe 1, last]",
        "fig-18[Indsatser pr. barn, last] + fig-18[Udgift pr. barn, last] > 0",
    ] {
        let findings = judged(wrong, &seen, Policy::Fail).expect_err(wrong);
        assert_eq!(findings.iter().next().map(|finding| finding.code), Some(Code::ClaimUnits), "{wrong}");
    }
}

#[test]
fn what_has_no_meaning_is_found_with_a_way_out() {
    let cases = [
        ("fig-03[Passiv, *] > 5", Code::ClaimMeaning, "`all(…)`, `any(…)` or `none(…)`"),
        ("fig-03[Passiv, 1]", Code::ClaimMeaning, "nothing is said of it"),
        ("fig-03[Passiv, 1] rises", Code::ClaimMeaning, "several values are needed"),
        ("all(fig-03[Passiv, 1] > 5)", Code::ClaimMeaning, "about one value only"),
        ("max(fig-03[Passiv, 1]) > 5", Code::ClaimMeaning, "is of several values"),
        ("fig-03[Passiv, 1] = fig-03[Passiv, 2] as printed", Code::ClaimMeaning, "only a stated number"),
        ("(fig-03[Passiv, 1] > 1) + 1 > 2", Code::ClaimMeaning, "a number is needed here, not a statement"),
        ("all(fig-03[Passiv, *] > fig-11[Gruppe 1, *].n)", Code::ClaimMeaning, "stand at different keys"),
        ("1 < fig-03[Passiv, 1] < 20", Code::ClaimSyntax, "join two comparisons with `and`"),
        ("fig-03[Passiv, 1] ≈ 11", Code::ClaimSyntax, "add how near"),
        ("fig-03[Passiv, 1] > 1,2", Code::ClaimSyntax, "a decimal sign is a point"),
        ("fig-03[Passiv, 1 > 5", Code::ClaimSyntax, "`]` is needed"),
        ("summ(fig-03[*, 1]) > 5", Code::ClaimSyntax, "did you mean `sum`?"),
        ("fig-03 > 5", Code::ClaimSyntax, "an exhibit is followed by its keys"),
        ("fig-05[Gruppe 1, 3..1] rises", Code::UnknownName, "write `1..3`"),
        ("", Code::ClaimSyntax, "a value is needed"),
    ];
    for (text, code, said) in cases {
        let (found, _, message) = found(text);
        assert_eq!(found, code, "{text}: {message}");
        assert!(message.contains(said), "{text}: {message}");
    }
}

#[test]
fn all_that_is_wrong_with_a_claim_is_told_at_once() {
    let (_, _, message) = found("tal-lukede[SU] > 0 and fig-01[Su, start] > 0 and fig-01[SU, start] > 3");
    assert!(
        message.contains("`tal-lukkede`?") && message.contains("`SU`?") && message.contains("in percent"),
        "{message}"
    );
}

#[test]
fn a_mistake_in_the_spec_stands_at_its_line_and_column() {
    let exhibits = report();
    let text = "[[claim]]\nid = \"a\"\nthat = \"fig-02[\\\"Uændret, selvforsørgende\\\"] > 0 and fig-01[Su, start] > 0\"\nsentence = \"-\"\n\
                [[check]]\nid = \"b\"\nthat = '''\nfig-03[Passiv, 1] > 0 and\nfig-03[Pasiv, 1] > 0'''\n";
    let text = format!("{}\n{text}", base());
    let spec = spec::parse("report.toml", &text).unwrap_or_else(|findings| panic!("{}", messages(&findings)));
    let findings = judge("report.toml", &spec.claims, &spec.checks, &seen(&exhibits)).expect_err("two names are wrong");
    let mut sources = Sources::default();
    sources.insert("report.toml", text.clone());
    let json = render(&findings, &sources, Format::Json);
    let line = |part: &str| text.lines().position(|line| line.contains(part)).expect("the line") + 1;
    assert!(json.contains(&format!("\"line\":{},\"column\":61", line("fig-01[Su"))), "{json}");
    assert!(json.contains(&format!("\"line\":{},\"column\":8", line("fig-03[Pasiv"))), "{json}");
}

/// A report without claims and checks.
fn base() -> String {
    let text = std::fs::read_to_string(super::repository().join("reports/assens-statusmaaling/report.toml"))
        .expect("the report");
    let end = text.find("[[claim]]").unwrap_or(text.len());
    text[..end].to_owned()
}

#[test]
fn a_text_that_cannot_be_read_is_a_mistake_of_the_spec() {
    let text = format!(
        "{}\n[[claim]]\nid = \"a\"\nthat = 'fig-01[SU, start] >'\nsentence = \"-\"\npolicy = \"fial\"\n",
        base()
    );
    let findings = spec::parse("report.toml", &text).expect_err("two mistakes");
    let said = messages(&findings);
    assert!(
        said.contains("claim-syntax: a value is needed, not the end") && said.contains("did you mean `fail`?"),
        "{said}"
    );
    let text = format!("{}{}", base(), "\n[[claim]]\nid = \"a\"\nthat = '1 > 0'\nsentence = \"-\"\n".repeat(2));
    assert!(messages(&spec::parse("report.toml", &text).expect_err("twice")).contains("there are two claims `a`"));
}

/// Answers of which one is held back, and one is of nobody.
fn holes() -> Vec<(String, Disclosed)> {
    let rows = vec![
        Value { suppressed: true, value: None, ..value(["", "Far", ""], Stat::Share, 2.0, 3) },
        value(["", "Mor", ""], Stat::Share, 30.0, 50),
        value(["", "Andre", ""], Stat::Share, 0.0, 0),
    ];
    let months = ["2018-01", "2018-02", "2018-03"].map(|x| value(["", "Børn", x], Stat::Mean, 4.0, 4)).to_vec();
    vec![("svar".to_owned(), values(rows)), ("maaneder".to_owned(), values(months))]
}

#[test]
fn a_claim_over_a_missing_value_is_neither_true_nor_false() {
    let exhibits = holes();
    let seen = seen(&exhibits);
    for text in [
        "svar[Far] > 50 %",
        "svar[Far] = svar[Mor]",
        "svar[Far].n > 1",
        "svar[Andre] = 0 %",
        "svar[Mor] > 50 % and svar[Far] > 50 %",
        "svar[Mor] is highest of svar[*]",
        "sum(svar[* - Andre]) = 1",
        "maaneder[2018-12] > 0",
        "maaneder[2018-03..2018-12] never falls",
        "svar[Mor] / svar[Andre].n > 0 %",
    ] {
        match judged(text, &seen, Policy::Fail) {
            Ok(judged) => {
                // That of the fathers is held back; of the others there is none.
                let hidden = text.contains("Far") || text.contains('*');
                let code = match judged.checks[0].verdict {
                    Verdict::NeedsHidden { .. } if hidden => Code::ClaimNeedsHidden,
                    Verdict::Undecidable { .. } if !hidden => Code::ClaimUndecidable,
                    _ => panic!("{text}: {judged:?}"),
                };
                let finding = judged.findings.iter().next().expect("a finding");
                assert_eq!((finding.code, finding.severity), (code, Severity::Warning), "{text}");
                // What is held back stays so: 2 of 3.
                assert!(!messages(&judged.findings).contains("66"), "{text}");
            }
            Err(findings) => {
                assert!(text.contains("= 1") || text.contains(".n > 0"), "{text}: {}", messages(&findings));
            }
        }
    }
    // What is there can decide it alone.
    assert!(matches!(verdict("svar[Far] > 50 % and svar[Mor] < 50 %", &seen), Verdict::Refuted { .. }));
    assert_eq!(verdict("svar[Far] > 50 % or svar[Mor] > 50 %", &seen), Verdict::Holds);
    assert_eq!(verdict("any(svar[*] > 50 %)", &seen), Verdict::Holds);
}

#[test]
fn the_policy_decides_how_much_a_refuted_claim_weighs_and_how_its_sentence_is_shown() {
    let exhibits = holes();
    let claim = |that: &str, policy| Claim {
        id: "det".to_owned(),
        span: 0..0,
        that: expression(that),
        sentence: String::new(),
        sentence_start: 0,
        policy,
        mood: sporbar::claim::Mood::Result,
        ends: false,
        when_suppressed: None,
        premises: Vec::new(),
    };
    let of = |that: &str, policy| {
        let judged = judge("report.toml", &[claim(that, policy)], &[], &seen(&exhibits)).expect("the names are there");
        (errors(&judged.findings), judged.findings.len(), judged.claims[0].showing())
    };
    assert_eq!(of("svar[Mor] > 50 %", Policy::Fail), (0, 0, Showing::Plain));
    assert_eq!(of("svar[Mor] < 50 %", Policy::Fail), (1, 1, Showing::Marked));
    assert_eq!(of("svar[Mor] < 50 %", Policy::Flag), (0, 1, Showing::Marked));
    assert_eq!(of("svar[Mor] < 50 %", Policy::Omit), (0, 1, Showing::Omitted));
    assert_eq!(of("svar[Andre] < 50 %", Policy::Fail), (0, 1, Showing::Marked));
    assert_eq!(of("svar[Andre] < 50 %", Policy::Omit), (0, 1, Showing::Omitted));
    // What needs a value that readers may not see is never marked, whatever is done about what does not hold.
    for policy in [Policy::Fail, Policy::Flag, Policy::Omit] {
        assert_eq!(of("svar[Far] < 50 %", policy), (0, 1, Showing::Hidden));
    }
    let told = Claim { when_suppressed: Some((String::new(), 0)), ..claim("svar[Far] < 50 %", Policy::Fail) };
    let judged = judge("report.toml", &[told], &[], &seen(&exhibits)).expect("the names are there");
    assert!(judged.findings.is_empty(), "the author has said what stands there: {judged:?}");
}

#[test]
fn a_finding_shows_the_numbers_that_refute() {
    let exhibits = report();
    let seen: Vec<Exhibit<'_>> = seen(&exhibits);
    // The catalogue: 13 % moved forward; fig-08 rises and falls again; 10 closed cases.
    assert_eq!(refuted("fig-02[Progression] > 20 %", &seen), "`fig-02[Progression]` is 13.3 %, not above 20 %");
    assert!(
        refuted("fig-08[*] rises", &seen).contains("`fig-08[*]` falls from 1.6 to 1.4 between 2018-05 and 2018-06")
    );
    let judged =
        judged("tal-lukkede[Lukkede].share = 19 % as printed", &seen, Policy::Fail).expect("the names are there");
    let said = messages(&judged.findings);
    assert!(said.contains("is 18.2 %, not equal to 19 % when it is rounded"), "{said}");
    assert!(said.contains("is 18.18 % (10 of 55)"), "{said}");
    let operand = &judged.checks[0].operands[0];
    assert_eq!((operand.exhibit.as_str(), operand.values[0].0.series.as_str()), ("tal-lukkede", "Lukkede"));
}
