//! What rows and observations mean, worked by hand.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::cases::{Observed, exhibit, release, spells};
use super::cause::{Cause, Causes};
use super::{Difference, Incomparable, Parts, RowChange, diff};
use crate::audit::record::{Record, Role};

/// A release with persons and what they lived on.
fn with(as_of: &str, persons: &[[&str; 4]], rows: &[[&str; 4]]) -> Record {
    let mut record = release(as_of);
    record.extracts = vec![spells("borgere", Role::Persons, persons), spells("ydelser", Role::Events, rows)];
    record
}

const PERSONS: [[&str; 4]; 2] = [["P-A", "2018-01-05", "", "mor"], ["P-B", "2018-02-01", "", "far"]];

fn rows(old: &[[&str; 4]], new: &[[&str; 4]]) -> Vec<RowChange> {
    let difference = diff(&with("2018-09", &PERSONS, old), &with("2018-12", &PERSONS, new)).expect("comparable");
    difference.rows
}

/// The causes of the one change of a row.
fn causes(old: &[[&str; 4]], new: &[[&str; 4]]) -> Vec<Cause> {
    match rows(old, new).as_slice() {
        [change] => change.causes.iter().copied().collect(),
        changes => panic!("not one change: {changes:?}"),
    }
}

#[test]
fn a_spell_that_ends_behind_the_earlier_month_is_a_new_period() {
    let open = [["P-A", "2018-03-01", "", "SU"]];
    assert_eq!(causes(&open, &[["P-A", "2018-03-01", "2018-11-15", "SU"]]), [Cause::NewPeriods]);
    // It had ended when the old release was made, and nobody had said so.
    assert_eq!(causes(&open, &[["P-A", "2018-03-01", "2018-09-30", "SU"]]), [Cause::LateCorrections]);
    // It began otherwise, and ended since.
    assert_eq!(
        causes(&open, &[["P-A", "2018-03-15", "2018-11-15", "SU"]]),
        [Cause::NewPeriods, Cause::LateCorrections]
    );
    assert_eq!(causes(&open, &[["P-A", "2018-03-01", "", "Fleksjob"]]), [Cause::LateCorrections]);
}

#[test]
fn what_is_filled_in_beside_a_new_day_is_new_too() {
    let old = [["P-A", "2018-03-01", "", ""]];
    assert_eq!(causes(&old, &[["P-A", "2018-03-01", "2018-11-15", "Flyttet"]]), [Cause::NewPeriods]);
    assert_eq!(causes(&old, &[["P-A", "2018-03-01", "", "Flyttet"]]), [Cause::LateCorrections]);
}

#[test]
fn a_row_that_came_or_went_is_about_the_days_it_begins_with() {
    let spell = [["P-A", "2018-03-01", "2018-05-31", "SU"]];
    assert_eq!(causes(&[], &spell), [Cause::LateCorrections], "registered late");
    assert_eq!(causes(&spell, &[]), [Cause::LateCorrections], "taken back");
    assert_eq!(causes(&[], &[["P-A", "2018-10-01", "", "SU"]]), [Cause::NewPeriods]);
    assert_eq!(causes(&[], &[["P-A", "2018-09-30", "", "SU"]]), [Cause::LateCorrections]);
}

#[test]
fn rows_of_someone_who_came_or_went_mean_that() {
    let old = with("2018-12", &PERSONS[..1], &[]);
    let new = with("2018-12", &PERSONS, &[["P-B", "2018-03-01", "", "SU"], ["P-A", "2018-03-01", "", "SU"]]);
    let expected: Vec<Causes> =
        [Cause::Population, Cause::Population, Cause::LateCorrections].map(|cause| [cause].into()).to_vec();
    for (a, b) in [(&old, &new), (&new, &old)] {
        let changes = diff(a, b).expect("comparable").rows;
        assert_eq!(changes.into_iter().map(|change| change.causes).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn rows_are_matched_by_what_they_say_and_not_by_their_number() {
    let old = [
        ["P-A", "2018-01-01", "2018-02-28", "SU"],
        ["P-A", "2018-03-01", "2018-04-30", "Fleksjob"],
        ["P-B", "2018-03-01", "2018-04-30", "Fleksjob"],
    ];
    // The first has moved down, and of the second the last day is another.
    let new = [
        ["P-B", "2018-03-01", "2018-04-30", "Fleksjob"],
        ["P-A", "2018-03-01", "2018-05-31", "Fleksjob"],
        ["P-A", "2018-01-01", "2018-02-28", "SU"],
    ];
    let changes = rows(&old, &new);
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!((changes[0].old, changes[0].new), (Some(3), Some(3)));
    assert_eq!(changes[0].subject.as_deref(), Some("P-A"));
    assert_eq!(changes[0].fields.len(), 1);
    assert_eq!(changes[0].fields[0].new.as_deref(), Some("2018-05-31"));
    // Rows that have less than half in common are two.
    let changes =
        rows(&[["P-A", "2018-01-01", "2018-02-28", "SU"]], &[["P-A", "2018-03-01", "2018-04-30", "Fleksjob"]]);
    assert_eq!(changes.len(), 2, "{changes:?}");
}

#[test]
fn a_new_row_is_no_correction_of_an_old_one() {
    // Both are of one person and on one thing; one was taken back and the other came in a new month.
    let changes = rows(&[["P-A", "2018-03-01", "", "SU"]], &[["P-A", "2018-11-01", "", "SU"]]);
    let told: Vec<_> = changes.iter().map(|change| (change.old, change.new, change.causes.clone())).collect();
    assert_eq!(told, [(None, Some(2), [Cause::NewPeriods].into()), (Some(2), None, [Cause::LateCorrections].into())]);
}

#[test]
fn a_withheld_field_that_differs_is_a_correction_without_a_value() {
    let seal = |text: &str| {
        let mut record = with("2018-12", &PERSONS[..1], &[]);
        let cells = crate::audit::record::Cells::of([Some(text.to_owned())]);
        record.extracts[0].head.sha256 = text.to_owned();
        record.extracts[0].head.withheld = vec!["Fødselsdato".to_owned()];
        record.extracts[0].rows.sealed = Some(cells);
        record
    };
    let changes = diff(&seal("S-1"), &seal("S-2")).expect("comparable").rows;
    assert_eq!(changes.len(), 1);
    assert!(changes[0].withheld && changes[0].fields.is_empty());
    assert_eq!(changes[0].causes, [Cause::LateCorrections].into());
}

/// A release with one value over persons, each with one row.
fn value(as_of: &str, stat: &str, value: f64, persons: &[[&str; 4]], observed: &[Observed<'_>]) -> Record {
    let mut record = with(as_of, persons, &[]);
    record.exhibits = vec![exhibit(stat, value, observed)];
    record
}

fn parts(difference: &Difference) -> Parts {
    let (_, change) = difference.changes().next().expect("a value that differs");
    let sum: f64 = change.parts.values().sum();
    assert!(
        (sum - change.change().expect("two numbers")).abs() < 1e-12,
        "the parts do not sum to the change: {change:?}"
    );
    change.parts.clone()
}

fn assert_parts(parts: &Parts, expected: &[(Cause, f64)]) {
    let expected: BTreeMap<Cause, f64> = expected.iter().copied().collect();
    assert_eq!(parts.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{parts:?}");
    for (cause, part) in parts {
        assert!((part - expected[cause]).abs() < 1e-12, "{parts:?}");
    }
}

#[test]
fn a_share_is_split_by_averaging_over_the_orders() {
    // Of A and B only B counts. Then A's row is corrected, so that she counts, and C enters and counts: 1/2 becomes 1.
    let corrected = ["P-A", "2018-01-05", "", "andet"];
    let old = value("2018-12", "share", 0.5, &PERSONS, &[("P-A", 1.0, false, 2), ("P-B", 1.0, true, 3)]);
    let new = value(
        "2018-12",
        "share",
        1.0,
        &[corrected, PERSONS[1], ["P-C", "2018-03-01", "", "mor"]],
        &[("P-A", 1.0, true, 2), ("P-B", 1.0, true, 3), ("P-C", 1.0, true, 4)],
    );
    // Correction first: 1/2 -> 1 -> 1. Entry first: 1/2 -> 2/3 -> 1.
    let expected = [(Cause::LateCorrections, 5.0 / 12.0), (Cause::Population, 1.0 / 12.0)];
    assert_parts(&parts(&diff(&old, &new).expect("comparable")), &expected);
    let mirrored = expected.map(|(cause, part)| (cause, -part));
    assert_parts(&parts(&diff(&new, &old).expect("comparable")), &mirrored);
}

#[test]
fn what_two_causes_did_together_they_share() {
    // Her row began otherwise and has ended since; either may be why she no longer counts.
    let old = value("2018-09", "count", 2.0, &PERSONS, &[("P-A", 1.0, true, 2), ("P-B", 1.0, true, 3)]);
    let both = [["P-A", "2018-01-08", "2018-11-01", "mor"], PERSONS[1]];
    let new = value("2018-12", "count", 1.0, &both, &[("P-A", 1.0, false, 2), ("P-B", 1.0, true, 3)]);
    let parts = parts(&diff(&old, &new).expect("comparable"));
    assert_parts(&parts, &[(Cause::NewPeriods, -0.5), (Cause::LateCorrections, -0.5)]);
}

#[test]
fn orders_that_leave_nobody_are_left_out() {
    // A went because her row is gone; B came because time passed. A mean of nobody is none, so B must have come first.
    let old = value("2018-12", "mean", 4.0, &PERSONS[..1], &[("P-A", 4.0, true, 2)]);
    let corrected = ["P-B", "2018-02-02", "", "far"];
    let new = value("2018-12", "mean", 10.0, &[corrected], &[("P-B", 10.0, true, 2)]);
    let mut old = old;
    // B was in the extract before, with another first day, and not in the value.
    old.extracts = vec![spells("borgere", Role::Persons, &[PERSONS[0], PERSONS[1]])];
    let parts = parts(&diff(&old, &new).expect("comparable"));
    // B in first: 4 -> 7; then A out: 7 -> 10.
    assert_parts(&parts, &[(Cause::LateCorrections, 3.0), (Cause::Population, 3.0)]);
}

#[test]
fn who_comes_in_because_time_passed_has_entered() {
    let old = value("2018-09", "count", 1.0, &PERSONS, &[("P-A", 1.0, true, 2)]);
    let new = value("2018-12", "count", 2.0, &PERSONS, &[("P-A", 1.0, true, 2), ("P-B", 1.0, true, 3)]);
    assert_parts(&parts(&diff(&old, &new).expect("comparable")), &[(Cause::Population, 1.0)]);
    // Who is there in both and counts otherwise has seen a new period.
    let old = value("2018-09", "count", 1.0, &PERSONS, &[("P-A", 1.0, true, 2), ("P-B", 1.0, false, 3)]);
    assert_parts(&parts(&diff(&old, &new).expect("comparable")), &[(Cause::NewPeriods, 1.0)]);
}

#[test]
fn a_changed_definition_explains_what_no_row_does() {
    let observed = [("P-A", 1.0, true, 2), ("P-B", 1.0, false, 3)];
    let old = value("2018-12", "share", 0.5, &PERSONS, &observed);
    let mut new =
        value("2018-12", "share", 1.0, &PERSONS, &observed.map(|(unit, number, _, row)| (unit, number, true, row)));
    let unexplained = diff(&old, &new).expect("comparable");
    assert_parts(&parts(&unexplained), &[(Cause::Unexplained, 0.5)]);
    new.exhibits[0].head.definition.insert("populations.boern".to_owned(), "otherwise".to_owned());
    let explained = diff(&old, &new).expect("comparable");
    assert_parts(&parts(&explained), &[(Cause::Definition, 0.5)]);
    assert_eq!(explained.exhibits[0].redefined, ["populations.boern"]);
}

#[test]
fn a_value_that_its_observations_do_not_come_to_is_not_explained_away() {
    let observed = [("P-A", 1.0, true, 2)];
    let old = value("2018-12", "count", 1.0, &PERSONS, &observed);
    let new = value("2018-12", "count", 3.0, &PERSONS, &observed);
    assert_parts(&parts(&diff(&old, &new).expect("comparable")), &[(Cause::Unexplained, 2.0)]);
    // The last digits of the same sum are.
    let new = value("2018-12", "count", 1.0 + 1e-12, &PERSONS, &observed);
    let difference = diff(&old, &new).expect("comparable");
    let (_, change) = difference.changes().next().expect("another number");
    assert_eq!(change.causes, [Cause::Rounding]);
    assert!(change.is_hidden());
}

#[test]
fn rounding_is_what_the_shown_numbers_differ_by_more_than_the_numbers() {
    let observed = [("P-A", 1.0, true, 2), ("P-B", 1.0, false, 3)];
    let old = value("2018-12", "share", 0.124, &PERSONS, &observed);
    let new = value("2018-12", "share", 0.126, &PERSONS, &observed);
    let difference = diff(&old, &new).expect("comparable");
    let (_, change) = difference.changes().next().expect("another number");
    // 12 % and 13 % are shown: a point apart, of which 0.8 is rounding.
    assert!((change.shown_change().expect("shown") - 0.01).abs() < 1e-12);
    assert!((change.rounding().expect("shown") - 0.008).abs() < 1e-12);
}

#[test]
fn only_releases_of_one_report_under_one_key_are_compared() {
    let old = with("2018-12", &PERSONS, &[]);
    let mut other = old.clone();
    other.report.key_fingerprint = "another".to_owned();
    assert_eq!(diff(&old, &other), Err(Incomparable::Keys));
    other.report.name = "stor".to_owned();
    assert_eq!(diff(&old, &other), Err(Incomparable::Reports("lille".to_owned(), "stor".to_owned())));
}

/// What may become of a person between two releases.
#[derive(Debug, Clone, Copy)]
struct Fate {
    number: [u8; 2],
    counted: [bool; 2],
    there: [bool; 2],
    registered: [bool; 2],
    corrected: bool,
    ended: bool,
}

fn fate() -> impl Strategy<Value = Fate> {
    let pair = || any::<[bool; 2]>();
    (any::<[u8; 2]>(), pair(), pair(), pair(), any::<bool>(), any::<bool>()).prop_map(
        |(number, counted, there, registered, corrected, ended)| Fate {
            number,
            counted,
            there,
            registered,
            corrected,
            ended,
        },
    )
}

/// One side of some fates as a release with a value.
fn lived(fates: &[Fate], side: usize, stat: &str, as_of: &str) -> Record {
    let names: Vec<String> = (0..fates.len()).map(|at| format!("P-{at}")).collect();
    let mut persons: Vec<[&str; 4]> = Vec::new();
    let mut observed: Vec<Observed<'_>> = Vec::new();
    for (fate, name) in fates.iter().zip(&names).filter(|(fate, _)| fate.registered[side]) {
        let from = if fate.corrected && side == 1 { "2018-02-01" } else { "2018-01-01" };
        let to = if fate.ended && side == 1 { "2018-11-01" } else { "" };
        persons.push([name, from, to, "mor"]);
        if fate.there[side] {
            let row = u32::try_from(persons.len() + 1).expect("few persons");
            observed.push((name, f64::from(fate.number[side]), fate.counted[side], row));
        }
    }
    let numerator: f64 = observed.iter().filter(|one| one.2).map(|one| one.1).sum();
    let said = if stat == "sum" { numerator } else { numerator / observed.len() as f64 };
    let mut record = value(as_of, stat, said, &persons, &observed);
    if observed.is_empty() && stat != "sum" {
        record.exhibits[0].head.values[0].value = None;
    }
    record
}

proptest! {
    #[test]
    fn parts_sum_to_the_change_and_mirror(
        fates in prop::collection::vec(fate(), 0..8),
        stat in prop::sample::select(vec!["sum", "mean", "share"]),
        later in prop::sample::select(vec!["2018-09", "2018-12"]),
    ) {
        let (old, new) = (lived(&fates, 0, stat, "2018-09"), lived(&fates, 1, stat, later));
        let (there, back) = (diff(&old, &new).expect("comparable"), diff(&new, &old).expect("comparable"));
        prop_assert_eq!(there.rows.len(), back.rows.len());
        prop_assert_eq!(there.changes().count(), back.changes().count());
        for ((_, there), (_, back)) in there.changes().zip(back.changes()) {
            if let Some(change) = there.change() {
                let sum: f64 = there.parts.values().sum();
                prop_assert!((sum - change).abs() <= 1e-9 * change.abs().max(1.0), "{:?}", there);
                for (cause, part) in &there.parts {
                    prop_assert!((part + back.parts[cause]).abs() <= 1e-9 * part.abs().max(1.0), "{:?}", there);
                }
            } else {
                prop_assert_eq!(&there.causes, &back.causes);
            }
        }
        prop_assert!(diff(&old, &old).expect("comparable").is_empty());
    }

    #[test]
    fn the_order_of_rows_means_nothing(shuffled in Just((0..7).collect::<Vec<usize>>()).prop_shuffle()) {
        let all = [
            ["P-A", "2018-01-01", "2018-02-28", "SU"],
            ["P-A", "2018-01-01", "2018-02-28", "SU"],
            ["P-A", "2018-03-01", "", "SU"],
            ["P-B", "2018-03-01", "", "SU"],
            ["P-B", "", "", ""],
            ["", "2018-03-01", "", "SU"],
            ["", "", "", ""],
        ];
        let moved: Vec<[&str; 4]> = shuffled.into_iter().map(|at| all[at]).collect();
        prop_assert_eq!(rows(&all, &moved), Vec::new());
    }
}

/// The number is the same, and the interval around it another.
#[test]
fn another_interval_is_told() {
    let with = |ends: Option<(f64, f64)>, share: f64| {
        let mut record = release("2018-12");
        let mut exhibit = exhibit("share", share, &[("P-A", 1.0, true, 2), ("P-B", 1.0, false, 3)]);
        (exhibit.head.values[0].lower, exhibit.head.values[0].upper) = ends.unzip();
        record.exhibits = vec![exhibit];
        record
    };
    let told = |old, new| super::to_text(&diff(&old, &new).expect("comparable"), true);
    let same = told(with(Some((0.1, 0.9)), 0.5), with(Some((0.2, 0.8)), 0.5));
    assert!(same.contains("1 value of the same number, but of others, 1 with another interval"), "{same}");
    let moved = told(with(Some((0.1, 0.9)), 0.5), with(None, 0.25));
    assert!(moved.contains("[10,0 %; 90,0 %] -> (no interval)"), "{moved}");
    let alike = told(with(Some((0.1, 0.9)), 0.5), with(Some((0.1, 0.9)), 0.25));
    assert!(!alike.contains("interval"), "{alike}");
}
