//! What rows and observations mean, worked by hand.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::cases::{Observed, exhibit, release, spells};
use super::cause::{Cause, Causes};
use super::{Difference, Incomparable, Parts, RowChange, Unsplit, diff};
use crate::audit::record::{Record, Role};
use crate::estimate::IntervalKind;

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

#[test]
fn a_part_of_another_value_is_told_over_that_and_not_over_a_number_of_rows() {
    // 50 kroner of 200, then 60 of 200; behind the 200 are three rows.
    let with = |as_of: &str, name: &str, inputs: &[f64]| {
        let observed = [("P-A", inputs[0], true, 2), ("P-B", 100.0, false, 3), ("P-A", 40.0, false, 2)];
        let mut record = value(as_of, "share", inputs[0] / inputs[1], &PERSONS, &observed);
        let of = crate::estimate::named(name).expect("a statistic");
        let inputs = crate::estimate::Inputs::of(inputs);
        record.exhibits[0].head.values[0].calculation = crate::value::Calculation::Statistic { of, inputs };
        record
    };
    let told = |name: &str, old: &[f64], new: &[f64]| {
        let difference = diff(&with("2018-09", name, old), &with("2018-12", name, new)).expect("comparable");
        super::to_text(&difference, false)
    };
    let text = told("share_of", &[50.0, 200.0], &[60.0, 200.0]);
    assert!(text.contains("(50 of 200 -> 60 of 200)"), "{text}");
    // A statistic that is not one number over another rests on so many.
    let text = told("standardised_share", &[50.0, 200.0, 1.0], &[60.0, 200.0, 1.0]);
    assert!(text.contains("(n 3 -> 3)"), "{text}");
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

/// A release with one value and an interval of a kind around it.
fn around(
    (stat, kind): (&str, Option<IntervalKind>),
    (said, ends): (f64, Option<(f64, f64)>),
    persons: &[[&str; 4]],
    observed: &[Observed<'_>],
) -> Record {
    let mut record = value("2018-12", stat, said, persons, observed);
    let exhibit = &mut record.exhibits[0];
    (exhibit.head.values[0].lower, exhibit.head.values[0].upper) = ends.unzip();
    exhibit.basis.recipes[0].interval = kind;
    record
}

/// What the causes brought to the ends of the one interval, and that it is the change of each.
#[expect(clippy::panic_in_result_fn, reason = "what cannot be split is an answer, no failure")]
fn ends(old: &Record, new: &Record) -> Result<[Parts; 2], Unsplit> {
    let difference = diff(old, new).expect("comparable");
    let (_, change) = difference.changes().next().expect("a value that differs");
    let ends = change.ends.clone().expect("another interval")?;
    let at = |record: &Record| {
        let value = &record.exhibits[0].head.values[0];
        [value.lower.expect("an end"), value.upper.expect("an end")]
    };
    for ((parts, old), new) in ends.iter().zip(at(old)).zip(at(new)) {
        let sum: f64 = parts.values().sum();
        assert!((sum - (new - old)).abs() < 1e-12, "{parts:?} do not sum to {}", new - old);
    }
    Ok(ends)
}

const CORRECTED: [&str; 4] = ["P-A", "2018-01-05", "", "andet"];
const ENTERED: [&str; 4] = ["P-C", "2018-03-01", "", "mor"];

/// What late corrections and who entered brought to the lower and to the upper end, to ten decimals.
fn assert_ends(old: &Record, new: &Record, corrections: [f64; 2], population: [f64; 2]) {
    let ends = ends(old, new).expect("the observations are on record");
    for (end, parts) in ends.iter().enumerate() {
        let expected = [(Cause::LateCorrections, corrections[end]), (Cause::Population, population[end])];
        let near = |(cause, part): (Cause, f64)| (parts[&cause] - part).abs() < 1e-10;
        assert!(parts.len() == 2 && expected.into_iter().all(near), "{parts:?} is not {expected:?}");
    }
    let mirrored = self::ends(new, old).expect("the observations are on record");
    for (there, back) in ends.iter().zip(&mirrored) {
        assert!(there.iter().all(|(cause, part)| (part + back[cause]).abs() < 1e-12), "{there:?} {back:?}");
    }
}

/// As in the example of a share: A is corrected so that she counts, and C enters and counts. By scipy 1.17,
/// `binomtest(k, n).proportion_ci(method="wilson")`: 1 of 2 is 0.0945312057 to 0.9054687943, 2 of 2 0.3423802275 to 1, 2 of 3
/// 0.2076596008 to 0.9385080553, 3 of 3 0.4385029682 to 1; the parts are the averages over both orders.
#[test]
fn the_ends_of_wilsons_interval_are_split_as_the_share_is() {
    let kind = ("share", Some(IntervalKind::Wilson));
    let old_ends = (0.094_531_205_734_230_74, 0.905_468_794_265_769_3);
    let old = around(kind, (0.5, Some(old_ends)), &PERSONS, &[("P-A", 1.0, false, 2), ("P-B", 1.0, true, 3)]);
    let new = around(
        kind,
        (1.0, Some((0.438_502_968_244_954_6, 1.0))),
        &[CORRECTED, PERSONS[1], ENTERED],
        &[("P-A", 1.0, true, 2), ("P-B", 1.0, true, 3), ("P-C", 1.0, true, 4)],
    );
    assert_ends(&old, &new, [0.239_346_194_6, 0.078_011_575_2], [0.104_625_567_9, 0.016_519_630_5]);
    let text = super::to_text(&diff(&old, &new).expect("comparable"), true);
    assert!(text.contains("lower end +34,4 pp: +23,9 pp late corrections, +10,5 pp people entered or left"), "{text}");
    assert!(text.contains("upper end +9,5 pp: +7,8 pp late corrections, +1,7 pp people entered or left"), "{text}");
    let markdown = super::to_markdown(&diff(&old, &new).expect("comparable"), true);
    assert!(markdown.contains("lower end +34,4 pp: +23,9 pp late corrections"), "{markdown}");
    let json: serde_json::Value =
        serde_json::from_str(&super::to_json(&diff(&old, &new).expect("comparable"))).expect("JSON");
    let lower = &json["exhibits"][0]["changes"][0]["interval"]["lower"]["late-corrections"];
    assert!((lower.as_f64().expect("a number") - 0.239_346_194_6).abs() < 1e-10, "{json}");
}

/// Of 4, 6 and 7 the 4 is corrected to 10, and a 9 enters. By scipy 1.17, `t.interval(0.95, n - 1, mean, s / sqrt(n))` of the four sets.
#[test]
fn the_ends_of_students_interval_are_split() {
    let kind = ("mean", Some(IntervalKind::T));
    let third = ["P-D", "2018-01-01", "", "far"];
    let persons = [PERSONS[0], PERSONS[1], third];
    let observed = [("P-A", 4.0, true, 2), ("P-B", 6.0, true, 3), ("P-D", 7.0, true, 4)];
    let old = around(kind, (17.0 / 3.0, Some((1.872_083_633_069_907_5, 9.461_249_700_263_426))), &persons, &observed);
    let new = around(
        kind,
        (8.0, Some((5.094_837_284_245_235, 10.905_162_715_754_765))),
        &[CORRECTED, PERSONS[1], third, ENTERED],
        &[("P-A", 10.0, true, 2), ("P-B", 6.0, true, 3), ("P-D", 7.0, true, 4), ("P-C", 9.0, true, 5)],
    );
    assert_ends(&old, &new, [1.265_335_219_9, 2.234_664_780_1], [1.957_418_431_3, -0.790_751_764_6]);
}

/// Of A's two observations one counts, of B's both; then A's other counts, too, and C enters and does not. By statsmodels 0.15, `OLS` on a
/// constant, `cov_type="cluster"`, `use_t=True`, of the four sets.
#[test]
fn the_ends_of_an_interval_over_clusters_are_split() {
    let kind = ("share", Some(IntervalKind::Cluster));
    let a = |from: &'static str, what: &'static str| ["P-A", from, "", what];
    let b = |from: &'static str| ["P-B", from, "", "far"];
    let seen = |second: bool| {
        vec![("P-A", 1.0, true, 2), ("P-A", 1.0, second, 3), ("P-B", 1.0, true, 4), ("P-B", 1.0, true, 5)]
    };
    let old = around(
        kind,
        (0.75, Some((-2.426_551_184_043_673_5, 3.926_551_184_043_673_5))),
        &[a("2018-01-05", "mor"), a("2018-02-05", "mor"), b("2018-01-05"), b("2018-02-05")],
        &seen(false),
    );
    let observed: Vec<Observed<'_>> = seen(true).into_iter().chain([("P-C", 1.0, false, 6)]).collect();
    let new = around(
        kind,
        (0.8, Some((-0.232_636_655_139_870_64, 1.832_636_655_139_870_3))),
        &[a("2018-01-05", "mor"), a("2018-02-05", "andet"), b("2018-01-05"), b("2018-02-05"), ENTERED],
        &observed,
    );
    assert_ends(&old, &new, [1.834_358_418_2, -1.384_358_418_2], [0.359_556_110_8, -0.709_556_110_8]);
}

/// Where what is on record does not give an interval again, that is said, and nothing is made up.
#[test]
fn an_interval_that_cannot_be_split_says_why() {
    let one =
        |kind, ends| around(("share", kind), (0.5, ends), &PERSONS, &[("P-A", 1.0, false, 2), ("P-B", 1.0, true, 3)]);
    let other = |kind, ends| {
        around(
            ("share", kind),
            (0.0, ends),
            &[CORRECTED, PERSONS[1]],
            &[("P-A", 1.0, false, 2), ("P-B", 1.0, false, 3)],
        )
    };
    let (before, after) = (Some((0.1, 0.9)), Some((0.0, 0.7)));
    for (kind, why) in [
        (None, Unsplit::Unnamed),
        (Some(IntervalKind::Stated), Unsplit::Beyond),
        (Some(IntervalKind::Wilson), Unsplit::Beyond),
        (Some(IntervalKind::Newcombe), Unsplit::Beyond),
    ] {
        assert_eq!(ends(&one(kind, before), &other(kind, after)), Err(why));
    }
    let wilson = Some(IntervalKind::Wilson);
    assert_eq!(ends(&one(wilson, before), &other(wilson, None)), Err(Unsplit::OneSided));
    let mut unlisted = other(wilson, after);
    unlisted.exhibits[0].basis.parts[0].unlisted = true;
    assert_eq!(ends(&one(wilson, before), &unlisted), Err(Unsplit::Unlisted));
    let text = super::to_text(&diff(&one(wilson, before), &unlisted).expect("comparable"), true);
    assert!(text.contains("not split by cause: the observations do not stand in the record"), "{text}");
}

/// A value that one release hides has no interval to tell of, whatever the other shows.
#[test]
fn of_a_hidden_value_no_interval_is_told() {
    let shown = around(
        ("share", Some(IntervalKind::Wilson)),
        (0.5, Some((0.1, 0.9))),
        &PERSONS,
        &[("P-A", 1.0, false, 2), ("P-B", 1.0, true, 3)],
    );
    let mut hidden = shown.clone();
    let value = &mut hidden.exhibits[0].head.values[0];
    (value.suppressed, value.value, value.lower, value.upper, value.n) = (true, None, None, None, None);
    for (old, new) in [(&shown, &hidden), (&hidden, &shown)] {
        let difference = diff(old, new).expect("comparable");
        let (_, change) = difference.changes().next().expect("a value that differs");
        assert!(change.ends.is_none() && change.parts.is_empty(), "{change:?}");
        for told in [super::to_text(&difference, true), super::to_markdown(&difference, true)] {
            assert!(!told.contains("interval") && !told.contains("end "), "{told}");
        }
    }
}

/// A statistic that takes nothing of an observation but its number is told again of some of them, and not shared out.
#[test]
fn a_median_is_split_by_what_it_would_have_been() {
    let median = crate::estimate::named("median").expect("a statistic");
    let with = |said: f64, persons: &[[&str; 4]], observed: &[Observed<'_>]| {
        let mut record = value("2018-12", "median", said, persons, observed);
        let inputs = crate::estimate::Inputs::of(&[said, said, 0.0]);
        record.exhibits[0].head.values[0].calculation = crate::value::Calculation::Statistic { of: median, inputs };
        record
    };
    let third = ["P-D", "2018-01-01", "", "far"];
    let old = with(
        6.0,
        &[PERSONS[0], PERSONS[1], third],
        &[("P-A", 4.0, true, 2), ("P-B", 6.0, true, 3), ("P-D", 7.0, true, 4)],
    );
    let new = with(
        8.0,
        &[CORRECTED, PERSONS[1], third, ENTERED],
        &[("P-A", 10.0, true, 2), ("P-B", 6.0, true, 3), ("P-D", 7.0, true, 4), ("P-C", 9.0, true, 5)],
    );
    // 4 6 7 has 6; with the correction 6 7 10 has 7; with the entry 4 6 7 9 has 6.5; with both 6 7 9 10 has 8.
    let expected = [(Cause::LateCorrections, 1.25), (Cause::Population, 0.75)];
    assert_parts(&parts(&diff(&old, &new).expect("comparable")), &expected);
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
    assert!(same.contains("  the same number"), "{same}");
    assert!(same.contains("[10,0 %; 90,0 %] -> [20,0 %; 80,0 %]"), "{same}");
    let moved = told(with(Some((0.1, 0.9)), 0.5), with(None, 0.25));
    assert!(moved.contains("[10,0 %; 90,0 %] -> (no interval)"), "{moved}");
    let alike = told(with(Some((0.1, 0.9)), 0.5), with(Some((0.1, 0.9)), 0.25));
    assert!(!alike.contains("interval"), "{alike}");
}
