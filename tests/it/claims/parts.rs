//! Shares, means and totals beside what they are made of, numbers that claims work out, and whose people stand on two sides:
//! each by hand.

use sporbar::claim::{Exhibit, Part, Policy, Verdict};
use sporbar::diagnostic::{Code, Severity};
use sporbar::value::{Disclosed, Stat, Value};

use super::consistent::{found, part, printed};
use super::{judged, messages, refuted, value, values, verdict};

const ALL: &str = "I alt";

fn count(facet: &str, series: &str, number: u32) -> Value {
    value([facet, series, ""], Stat::Count, f64::from(number), 99)
}

/// The findings of values whose totals are the sums of the labels beside them, if `adds_up`.
fn of_totals(rows: Vec<Value>, adds_up: Option<bool>) -> Vec<(Severity, Code, String)> {
    let table = values(rows);
    let all = 0..table.rows.len();
    found(Exhibit { parts: vec![Part { adds_up, ..part(all) }], ..Exhibit::new("tab", &table) })
}

#[test]
fn a_share_of_an_amount_is_part_of_it() {
    for (share, is_part) in [(1.0, true), (0.0, true), (1.2, false), (-0.1, false)] {
        let table = values(vec![
            value(["", "BUF", ""], Stat::Sum, 1_000.5, 612),
            printed(["", "BUF", ""], Stat::Share, share, 1_000.5, 612),
        ]);
        let found = found(Exhibit::new("fig", &table));
        let told = matches!(&found[..], [(Severity::Error, Code::ImpossibleValue, said)] if said.contains("and part of a whole"));
        assert!(if is_part { found.is_empty() } else { told }, "{share}: {found:?}");
    }
}

#[test]
fn a_mean_follows_from_its_sum_and_a_share_from_whole_people() {
    let alone = |row: Value, weighted: bool| {
        let table = values(vec![row]);
        found(Exhibit { parts: vec![Part { weighted, ..part(0..1) }], ..Exhibit::new("fig", &table) })
    };
    assert_eq!(alone(printed(["", "A", ""], Stat::Mean, 4.0, 12.0, 3), false), []);
    let mean = alone(printed(["", "A", ""], Stat::Mean, 5.0, 12.0, 3), false);
    let [(Severity::Error, Code::ShareMismatch, said)] = &mean[..] else { panic!("{mean:?}") };
    assert!(said.starts_with("`fig` at A is 5, and 12 over 3 is 4"), "{said}");
    // Two of seven are 28.6 %, three are 42.9 %: none are 30 %, unless they count for other than one.
    for (share, weighted, possible) in [(0.3, false, false), (0.3, true, true), (2.0 / 7.0, false, true)] {
        let found = alone(printed(["", "A", ""], Stat::Share, share, 3.0, 7), weighted);
        let [(Severity::Error, Code::ShareMismatch, said)] = &found[..] else { panic!("{found:?}") };
        assert_eq!(!said.contains("no whole number of 7 is"), possible, "{share} {weighted}: {said}");
    }
    // Nobody of ten is a share like any other.
    assert_eq!(alone(value(["", "A", ""], Stat::Share, 0.0, 10), false), []);
}

#[test]
fn a_total_along_x_is_the_sum_of_the_places_beside_it() {
    let row = |x: &str, sum: f64| value(["", "A", x], Stat::Sum, sum, 1);
    assert_eq!(of_totals(vec![row("2017", 3.0), row("2018", 4.0), row(ALL, 7.0)], Some(true)), []);
    let wrong = of_totals(vec![row("2017", 3.0), row("2018", 4.0), row(ALL, 8.0)], Some(true));
    let [(Severity::Error, Code::TotalMismatch, said)] = &wrong[..] else { panic!("{wrong:?}") };
    assert!(said.contains("is 8, and its parts add up to 7"), "{said}");
}

#[test]
fn a_total_far_off_is_doubted_where_as_many_others_hold() {
    let facet = |facet: &str, all: u32| vec![count(facet, "x", 1), count(facet, "y", 2), count(facet, ALL, all)];
    let doubted = of_totals([facet("A", 3), facet("B", 9)].concat(), None);
    let [(Severity::Warning, Code::TotalMismatch, said)] = &doubted[..] else { panic!("{doubted:?}") };
    assert!(said.contains("B, I alt is 9, and its parts add up to 3"), "{said}");
    assert_eq!(of_totals([facet("A", 3), facet("B", 9), facet("C", 8)].concat(), None), []);
    assert_eq!(of_totals(facet("B", 9), None), []);
}

#[test]
fn parts_of_another_kind_and_averages_of_others_add_up_to_nothing() {
    let both = |series: &str, number: u32| {
        let sum = value(["", series, ""], Stat::Sum, f64::from(number) * 10.0, 99);
        vec![count("", series, number), sum]
    };
    assert_eq!(of_totals([both("x", 1), both("y", 2), both(ALL, 3)].concat(), Some(true)), []);
    let mean = |series: &str, sum: f64, n: u64| value(["", series, ""], Stat::Mean, sum, n);
    assert_eq!(of_totals(vec![mean("x", 20.0, 10), mean("y", 60.0, 20), mean(ALL, 80.0, 30)], Some(true)), []);
    // A part that is not there is not known to be nothing.
    let whole = vec![count("A", "x", 1), count("A", "y", 2), count("A", ALL, 3)];
    let lacks = vec![count("B", "x", 1), count("B", ALL, 3)];
    assert_eq!(of_totals([whole, lacks].concat(), Some(true)), []);
}

/// Numbers of one series at the years from 2016.
fn years(numbers: &[f64]) -> Disclosed {
    let row = |(at, number): (usize, &f64)| value(["", "", &(2016 + at).to_string()], Stat::Sum, *number, 1);
    values(numbers.iter().enumerate().map(row).collect())
}

#[test]
fn numbers_of_several_are_worked_whatever_their_order() {
    let falls = years(&[105.0, 100.0, 95.0, 80.0]);
    let exhibits = [Exhibit::new("fig", &falls)];
    for text in [
        "max(fig[*]) = 105",
        "min(fig[*]) = 80",
        "sum(fig[*]) = 380",
        "mean(fig[*]) = 95",
        "fig[first] ≈ 100 within 5 %",
        "not (fig[first] ≈ 99 within 5 %)",
        "change(fig[first], fig[last]) < -23.8 %",
        "change(fig[first], fig[last]) > -23.9 %",
    ] {
        assert_eq!(verdict(text, &exhibits), Verdict::Holds, "{text}");
    }
    let shares = values(vec![value(["", "A", ""], Stat::Share, 29.0, 100)]);
    let exhibits = [Exhibit::new("fig", &shares)];
    assert_eq!(verdict("round(fig[A], 5 pp) = 30 %", &exhibits), Verdict::Holds);
    let wrong = judged("round(fig[A], 0 pp) = 30 %", &exhibits, Policy::Fail).expect_err("no step");
    assert!(messages(&wrong).contains("the step to round to is not above zero"), "{}", messages(&wrong));
}

#[test]
fn a_place_among_the_numbers_of_another_exhibit_is_shared_with_its_equal_there() {
    let own = values(vec![count("", "A", 5), count("", "B", 3)]);
    let nothing = |row: Value| Value { value: None, ..row };
    let none = values(vec![nothing(count("", "A", 5)), nothing(count("", "B", 3))]);
    let exhibits = [Exhibit::new("fig", &own), Exhibit::new("other", &own), Exhibit::new("none", &none)];
    assert_eq!(verdict("fig[A] is highest of fig[*]", &exhibits), Verdict::Holds);
    let why = refuted("fig[A] is highest of other[*]", &exhibits);
    assert!(why.contains("number 1 from the highest, with 1 as high: A 5; B 3"), "{why}");
    let why = refuted("fig[A] is lowest of fig[*]", &exhibits);
    assert!(why.contains("`fig[A]` is 5, number 2 from the lowest: A 5; B 3"), "{why}");
    assert!(matches!(verdict("fig[A] is highest of none[*]", &exhibits), Verdict::Undecidable { .. }));
    // What binary arithmetic makes of 0.3 is 0.3, once.
    let rows = [("A", 0.3), ("B", 0.1 + 0.2), ("C", 5.0)];
    let noisy = values(rows.iter().map(|(series, number)| value(["", series, ""], Stat::Sum, *number, 1)).collect());
    let exhibits = [Exhibit::new("fig", &noisy)];
    for text in
        ["fig[B] is in bottom 2 of fig[*]", "fig[A] is in top 3 of fig[*]", "not (fig[A] is in top 2 of fig[*])"]
    {
        assert_eq!(verdict(text, &exhibits), Verdict::Holds, "{text}");
    }
}

#[test]
fn a_share_of_another_series_may_be_more_than_all_of_it() {
    let of = |share: f64| values(vec![printed(["", "A", ""], Stat::Share, share, 1.0, 1)]);
    let (part, more) = (of(0.9), of(1.3));
    let exhibits = [Exhibit::new("part", &part), Exhibit::new("more", &more)];
    assert_eq!(verdict("more[A] > 110 %", &exhibits), Verdict::Holds);
    let wrong = judged("part[A] > 110 %", &exhibits, Policy::Fail).expect_err("no share is that");
    assert!(messages(&wrong).contains("this is never so whatever the values are"), "{}", messages(&wrong));
}

#[test]
fn what_a_series_falls_to_between_its_ends_is_told() {
    let dip = years(&[11.0, 2.0, 10.0]);
    let judged = judged("fig[last] < fig[first]", &[Exhibit::new("fig", &dip)], Policy::Flag).expect("names");
    let [seen] = &judged.checks[0].turns_between[..] else { panic!("{judged:?}") };
    assert!(seen.ends_with("is 11 at 2016 and 10 at 2018, and between them it falls to 2 at 2017"), "{seen}");
}

/// Whether two sides can be tested against each other, or why not.
fn testable(text: &str, exhibits: &[Exhibit<'_>]) -> Result<(), String> {
    judged(text, exhibits, Policy::Fail).map(|_| ()).map_err(|findings| messages(&findings))
}

#[test]
fn shares_of_one_whole_are_of_the_same_people_and_those_of_others_are_not() {
    let share = |keys: [&str; 3], k: f64| value(keys, Stat::Share, k, 20);
    let groups = values(vec![
        share(["Mor", "Ja", ""], 15.0),
        share(["Mor", "Nej", ""], 5.0),
        share(["Far", "Ja", ""], 4.0),
        share(["Far", "Nej", ""], 16.0),
    ]);
    let two = values(vec![share(["", "A", ""], 15.0), share(["", "B", ""], 4.0)]);
    let sexes = values(vec![share(["", "A", "mand"], 15.0), share(["", "A", "kvinde"], 4.0)]);
    let times = values(vec![share(["", "A", "2018"], 15.0), share(["", "B", "2019"], 4.0)]);
    let shared_out = |rows| Part { shared_out: true, ..part(rows) };
    let with = |id, values, parts| Exhibit { parts, ..Exhibit::new(id, values) };
    let exhibits = [
        with("groups", &groups, vec![shared_out(0..4)]),
        with("apart", &two, vec![shared_out(0..1), shared_out(1..2)]),
        with("other", &two, vec![shared_out(0..2)]),
        with("loose", &two, vec![part(0..2)]),
        with("sexes", &sexes, vec![part(0..2)]),
        with("times", &times, vec![part(0..2)]),
        with("based", &groups, vec![Part { base: Some("alle".to_owned()), ..part(0..4) }]),
    ];
    for (text, why) in [
        ("groups[Mor, Ja] differs from groups[Mor, Nej]", "both sides are shares of the same people"),
        ("other[A] differs from other[B]", "both sides are shares of the same people"),
        ("based[Mor, Ja] differs from based[Mor, Nej]", "the people of `alle` stand on both sides"),
    ] {
        let told = testable(text, &exhibits).expect_err(text);
        assert!(told.contains(why), "{text}: {told}");
    }
    for text in [
        "groups[Mor, Ja] differs from groups[Far, Ja]",
        "apart[A] differs from apart[B]",
        "other[A] differs from apart[B]",
        "loose[A] differs from loose[B]",
        "sexes[A, mand] differs from sexes[A, kvinde]",
        "times[A, 2018] differs from times[B, 2019]",
        "based[Mor, Ja] differs from based[Far, Ja]",
    ] {
        assert_eq!(testable(text, &exhibits), Ok(()), "{text}");
    }
}
