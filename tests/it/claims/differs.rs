//! Differences that are told from chance, and those that no test fits.
//!
//! Probabilities are scipy's: `binomtest(6, 23, 0.5).pvalue` is 0.0347 and `binomtest(2, 8, 0.5).pvalue` 0.2891;
//! `fisher_exact([[7, 3], [2, 10]]).pvalue` is 0.0274 and `fisher_exact([[8, 30], [6, 32]]).pvalue` 0.7683.

use sporbar::claim::{Check, Ends, Exhibit, Expression, Part, Policy, Verdict, Written, judge};
use sporbar::value::{Disclosed, Stat, Value};

use super::{messages, value, values, verdict};

fn count(series: &str, x: &str, k: f64, n: u64) -> Value {
    value(["", series, x], Stat::Count, k, n)
}

fn share(series: &str, x: &str, k: f64, n: u64) -> Value {
    value(["", series, x], Stat::Share, k, n)
}

/// Counts of people who went up and down, and shares of two groups.
fn all() -> Vec<(String, Disclosed)> {
    let of = |id: &str, rows: Vec<Value>| (id.to_owned(), values(rows));
    vec![
        of("veje", vec![count("Op", "", 17.0, 45), count("Ned", "", 6.0, 45)]),
        of("faa", vec![count("Op", "", 6.0, 45), count("Ned", "", 2.0, 45)]),
        of("andre", vec![count("Ned", "", 6.0, 40)]),
        of("grupper", vec![share("Med", "", 7.0, 10), share("Uden", "", 2.0, 12)]),
        of("ens", vec![share("Med", "", 8.0, 38), share("Uden", "", 6.0, 38)]),
        of("tid", vec![share("Alle", "2018", 7.0, 10), share("Alle", "2019", 2.0, 10)]),
        of("snit", vec![value(["", "A", ""], Stat::Mean, 40.0, 10), value(["", "B", ""], Stat::Mean, 20.0, 10)]),
    ]
}

#[test]
fn a_difference_is_told_from_chance_by_the_test_that_fits() {
    let all = all();
    let seen = super::seen(&all);
    for holds in [
        "veje[Op] differs from veje[Ned] paired",
        "not (faa[Op] differs from faa[Ned] paired)",
        "grupper[Med] differs from grupper[Uden]",
        "grupper[Med] > grupper[Uden] and grupper[Med] differs from grupper[Uden]",
        "not (ens[Med] differs from ens[Uden])",
    ] {
        assert_eq!(verdict(holds, &seen), Verdict::Holds, "{holds}");
    }
    let Verdict::Refuted { reasons } = verdict("ens[Med] differs from ens[Uden]", &seen) else {
        panic!("it is chance")
    };
    assert!(reasons[0].contains("p = 0.7683 (Fisher's exact test; 8 of 38 against 6 of 38)"), "{reasons:?}");
    let Verdict::Refuted { reasons } = verdict("faa[Op] differs from faa[Ned] paired", &seen) else { panic!("chance") };
    assert!(reasons[0].contains("p = 0.2891 (exact sign test; 6 against 2)"), "{reasons:?}");
}

/// What is said of an expression that no test fits.
fn unfit(text: &str, exhibits: &[Exhibit<'_>]) -> String {
    let that = Expression::parse(Written::plain(text, 0)).unwrap_or_else(|mistake| panic!("{}", mistake.message));
    let check = Check { id: "det".to_owned(), span: 0..0, that, because: None, policy: Policy::Fail };
    messages(&judge("report.toml", &[], &[check], exhibits).expect_err("no test fits"))
}

#[test]
fn what_no_test_fits_is_a_mistake() {
    let all = all();
    let mut seen = super::seen(&all);
    for (text, says) in [
        ("snit[A] differs from snit[B]", "is neither a count nor a share"),
        ("tid[Alle, 2018] differs from tid[Alle, 2019]", "at two times is of the same people"),
        ("veje[Op] differs from andre[Ned] paired", "45 and 40 people are not the same people"),
        ("veje[Op] + 1 differs from veje[Ned] paired", "a test needs the counts themselves"),
        ("all(veje[*] differs from veje[Op] paired)", "a test needs the counts themselves"),
    ] {
        let tid = all.iter().position(|(id, _)| id == "tid").expect("it is there");
        let part = Part {
            rows: 0..2,
            stated: false,
            weighted: false,
            repeated: false,
            ends: Ends::None,
            shared_out: false,
            adds_up: None,
            totals: Vec::new(),
            base: None,
        };
        seen[tid].parts = vec![part];
        let said = unfit(text, &seen);
        assert!(said.contains(says), "{text}: {said}");
    }
    let groups = all.iter().position(|(id, _)| id == "grupper").expect("it is there");
    let part = Part {
        rows: 0..2,
        stated: false,
        weighted: false,
        repeated: true,
        ends: Ends::None,
        shared_out: false,
        adds_up: None,
        totals: Vec::new(),
        base: None,
    };
    for (part, says) in [
        (part.clone(), "counts the same people several times"),
        (Part { repeated: false, weighted: true, ..part.clone() }, "counts for other than one"),
        (Part { repeated: false, base: Some("alle".to_owned()), ..part.clone() }, "the people of `alle` stand on both"),
        (Part { repeated: false, shared_out: true, ..part }, "both sides are shares of the same people"),
    ] {
        seen[groups].parts = vec![part];
        let said = unfit("grupper[Med] differs from grupper[Uden]", &seen);
        assert!(said.contains(says), "{said}");
    }
}

#[test]
fn a_number_that_is_hidden_decides_nothing() {
    let hidden = Value { suppressed: true, value: None, numerator: None, ..share("Med", "", 7.0, 10) };
    let rows = values(vec![hidden, share("Uden", "", 2.0, 12)]);
    let all = vec![("grupper".to_owned(), rows)];
    let told = verdict("grupper[Med] differs from grupper[Uden]", &super::seen(&all));
    assert!(matches!(told, Verdict::NeedsHidden { .. }), "{told:?}");
}

/// Fifteen of twenty are Wilson's 0.5313 to 0.8881; the score test of a half is z = 0.25 / √(0.25 / 20) = 2.24, above 1.96, and that of 0.55 is
/// 0.20 / √(0.2475 / 20) = 1.80, below it.
#[test]
fn a_number_with_an_interval_differs_from_a_stated_one_by_the_test_of_its_interval() {
    let with = |value: Value| Value { lower: Some(0.531_3), upper: Some(0.888_1), ..value };
    let rows = values(vec![with(share("Med", "", 15.0, 20)), share("Uden", "", 2.0, 12)]);
    let all = vec![("grupper".to_owned(), rows)];
    let mut seen = super::seen(&all);
    assert!(matches!(verdict("grupper[Med] differs from 50 %", &seen), Verdict::Holds));
    assert!(matches!(verdict("not (grupper[Med] differs from 55 %)", &seen), Verdict::Holds));
    let Verdict::Refuted { reasons } = verdict("grupper[Med] differs from 55 %", &seen) else {
        panic!("55 % is within the interval")
    };
    let said = "does not differ from 55 % by more than chance gives: its 95 % interval, 0.5313 to 0.8881, holds it";
    assert!(reasons[0].contains(said), "{reasons:?}");

    for (text, says) in [
        ("grupper[Uden] differs from 50 %", "has no interval"),
        ("grupper[Med] differs from 50 % paired", "a stated number is of no people"),
    ] {
        let said = unfit(text, &seen);
        assert!(said.contains(says), "{text}: {said}");
    }
    let part = Part {
        rows: 0..2,
        stated: false,
        weighted: false,
        repeated: true,
        ends: Ends::Stated,
        shared_out: false,
        adds_up: None,
        totals: Vec::new(),
        base: None,
    };
    seen[0].parts = vec![Part { ends: Ends::Computed, ..part.clone() }];
    let Verdict::Undecidable { reasons } = verdict("grupper[Uden] differs from 50 %", &seen) else {
        panic!("there is no interval to say so")
    };
    assert!(reasons[0].contains("too little is observed for an interval"), "{reasons:?}");
    seen[0].parts = vec![part];
    let said = unfit("grupper[Med] differs from 50 %", &seen);
    assert!(said.contains("is stated by the data"), "{said}");
}
