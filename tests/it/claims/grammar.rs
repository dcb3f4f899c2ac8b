//! The grammar: every example of the documentation is true, and no text can break the reading of expressions.

use std::fs;

use proptest::prelude::*;
use sporbar::claim::{Check, Exhibit, Expression, Policy, Verdict, Written, judge};
use sporbar::spec;
use sporbar::value::{Disclosed, Stat};

use super::{expected, messages, repository, seen, value, values, verdict};
use crate::support::change;

/// The blocks of `docs/claims.md` in a language.
fn blocks(language: &str) -> Vec<String> {
    let text = fs::read_to_string(repository().join("docs/claims.md")).expect("the documentation");
    let fence = format!("```{language}\n");
    text.split(fence.as_str()).skip(1).map(|rest| rest.split("```").next().expect("an end").to_owned()).collect()
}

#[test]
fn every_expression_of_the_documentation_is_true() {
    let exhibits = expected("assens-statusmaaling");
    let seen = seen(&exhibits);
    let blocks = blocks("claim");
    let lines: Vec<&str> = blocks.iter().flat_map(|block| block.lines()).collect();
    assert!(lines.len() >= 45, "only {} examples were found", lines.len());
    for line in lines {
        assert_eq!(verdict(line, &seen), Verdict::Holds, "{line}");
    }
}

#[test]
fn the_toml_of_the_documentation_is_understood_and_true() {
    let exhibits = expected("assens-statusmaaling");
    let [claim, check] = &blocks("toml")[..] else { panic!("there are two TOML examples") };
    // Read as the spec reads them, but without a report around them.
    for (example, kind) in [(claim, "claim"), (check, "check")] {
        let table: toml::Table = toml::from_str(example).expect("TOML");
        let that = table[kind][0]["that"].as_str().expect("an expression");
        assert_eq!(verdict(that, &seen(&exhibits)), Verdict::Holds, "{that}");
        let report =
            fs::read_to_string(repository().join("reports/assens-statusmaaling/report.toml")).expect("the report");
        let example =
            example.replace("id       = \"", "id       = \"eksempel-").replace("id      = \"", "id      = \"eksempel-");
        let spec = spec::parse("report.toml", &format!("{report}\n{example}"));
        let spec = spec.unwrap_or_else(|findings| panic!("{}", messages(&findings)));
        let mut ids = spec.claims.iter().map(|claim| &claim.id).chain(spec.checks.iter().map(|check| &check.id));
        assert!(ids.any(|id| id.starts_with("eksempel-")), "{example}");
    }
}

/// Two groups over four half-years, and shares of two series.
fn small() -> Vec<(String, Disclosed)> {
    let rows = |numbers: &[(&str, [f64; 4])]| {
        let xs = ["2017H1", "2017H2", "2018H1", "2018H2"];
        let row = |(series, numbers): &(&str, [f64; 4])| {
            xs.iter()
                .zip(*numbers)
                .map(|(x, number)| value(["", series, x], Stat::Mean, number * 4.0, 4))
                .collect::<Vec<_>>()
        };
        values(numbers.iter().flat_map(row).collect())
    };
    let shares = values(vec![value(["", "Ja", ""], Stat::Share, 3.0, 4), value(["", "Nej", ""], Stat::Share, 1.0, 4)]);
    vec![
        ("udgift".to_owned(), rows(&[("A", [10.0, 12.0, 12.0, 15.0]), ("B", [9.0, 9.0, 9.0, 9.0])])),
        ("svar".to_owned(), shares),
    ]
}

#[test]
fn trends_ranks_and_tolerances_mean_what_their_words_mean() {
    let exhibits = small();
    let seen = seen(&exhibits);
    let holding = [
        "udgift[A, *] never falls",
        "udgift[A, first..2017H2] rises",
        "udgift[B, *] is constant within 0 %",
        "udgift[B, *] never rises and udgift[B, *] never falls",
        "udgift[A, last] is highest of udgift[*, last]",
        "udgift[A, last] is number 1 of udgift[A, *]",
        "udgift[A, 2017H1] is lowest of udgift[A, *]",
        "udgift[A, 2017H1] is in bottom 1 of udgift[A, *]",
        "udgift[A, last] ≈ 14 within 1",
        "udgift[A, last] ≈ 14 within 8 %",
        "udgift[A, last] just over 14.5 within 0.5",
        "svar[Ja] ≈ 73 % within 2 pp",
        "svar[Ja] - svar[Nej] = 50 pp",
        "svar[Ja] + svar[Nej] = 100 %",
        "svar[Ja] = 3/4",
        "change(udgift[A, first], udgift[A, last]) = half",
        "none(udgift[*, *] > 15)",
        "any(udgift[A, *] = 12) and not all(udgift[A, *] = 12)",
        "mean(udgift[A, *]) = 12.25",
        "-udgift[B, last] < 0 kr",
        "2 * (udgift[A, first] - 4) = 12",
    ];
    for text in holding {
        assert_eq!(verdict(text, &seen), Verdict::Holds, "{text}");
    }
    let refuted = [
        "udgift[A, *] rises",
        "udgift[A, *] falls",
        "udgift[A, *] is constant within 15 %",
        "udgift[A, 2017H2] is number 2 of udgift[A, *]",
        "udgift[B, first] is highest of udgift[B, *]",
        "udgift[A, 2017H2] is in top 2 of udgift[A, *]",
        "udgift[A, last] ≈ 14 within 7 %",
        "udgift[A, last] just under 15 within 1",
        "svar[Ja] ≈ 73 % within 1 pp",
        "svar[Ja] = 74 % as printed",
        "udgift[A, last] = 15 and udgift[B, last] = 10",
        "not (udgift[A, last] = 15)",
    ];
    for text in refuted {
        assert!(matches!(verdict(text, &seen), Verdict::Refuted { .. }), "{text}");
    }
}

#[test]
fn a_number_is_printed_as_readers_round() {
    let half =
        values(vec![value(["", "A", ""], Stat::Share, 57.0, 200), value(["", "B", ""], Stat::Share, 143.0, 200)]);
    let exhibits = vec![("tal".to_owned(), half)];
    // 28.5 % becomes 29 %.
    assert_eq!(verdict("tal[A] = 29 % as printed", &seen(&exhibits)), Verdict::Holds);
    assert_eq!(verdict("tal[A] = 28.5 % as printed", &seen(&exhibits)), Verdict::Holds);
    assert!(matches!(verdict("tal[A] = 28 % as printed", &seen(&exhibits)), Verdict::Refuted { .. }));
}

/// Texts made of the pieces of expressions, likely to be nearly right.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "fig",
        "udgift[A, *]",
        "svar[Ja]",
        "udgift[",
        "A",
        "]",
        ",",
        "..",
        "*",
        "+",
        "-",
        "(",
        ")",
        "all(",
        "max(",
        "and",
        "or",
        "not",
        ">",
        "≈",
        "=",
        "within",
        "2 pp",
        "5 %",
        "12",
        "1.5",
        "first",
        "last",
        "rises",
        "is highest of",
        "is",
        "number 2",
        "of",
        "as printed",
        "\"",
        "æ",
        ".n",
        ".share",
        "half",
        "/",
        "0",
        "999999999999999999999",
        "previous",
        "never",
    ]);
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.join(" "))
}

/// Reads and judges a text; whatever it is, there is an answer, and every place is inside the text.
fn survives(text: &str) -> Result<(), TestCaseError> {
    let exhibits = small();
    let within = |span: &std::ops::Range<usize>| span.start <= span.end && span.end <= text.len();
    match Expression::parse(Written::plain(text, 0)) {
        Err(mistake) => prop_assert!(within(&mistake.span) && !mistake.message.is_empty(), "{mistake:?}"),
        Ok(that) => {
            let check = Check { id: "det".to_owned(), span: 0..0, that, because: None, policy: Policy::Fail };
            match judge("report.toml", &[], &[check], &seen(&exhibits)) {
                Ok(judged) => prop_assert_eq!(judged.checks.len(), 1),
                Err(findings) => prop_assert!(findings.has_errors()),
            }
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in ".*") {
        survives(&text)?;
    }

    #[test]
    fn any_pieces_are_judged_or_refused(text in pieces()) {
        survives(&text)?;
    }

    #[test]
    fn verdicts_do_not_depend_on_the_order_of_values(order in Just((0..8).collect::<Vec<usize>>()).prop_shuffle()) {
        let exhibits = small();
        let mut shuffled = exhibits.clone();
        change(&mut shuffled[0].1, |values| values.rows = order.iter().map(|at| exhibits[0].1.rows[*at].clone()).collect());
        let (before, after): (Vec<Exhibit<'_>>, Vec<Exhibit<'_>>) = (seen(&exhibits), seen(&shuffled));
        for text in ["udgift[A, *] never falls", "udgift[A, *] rises", "sum(udgift[*, *]) = 85", "udgift[A, last] is number 2 of udgift[*, *]"] {
            prop_assert_eq!(verdict(text, &before), verdict(text, &after));
        }
    }
}

#[test]
fn a_text_as_deep_as_one_likes_is_refused_not_fatal() {
    for text in [
        "(".repeat(100_000),
        "not ".repeat(100_000),
        "-".repeat(100_000),
        format!("1{} = 1", " + 1".repeat(100_000)),
        "max(".repeat(50_000),
    ] {
        assert!(Expression::parse(Written::plain(&text, 0)).is_err());
    }
}
