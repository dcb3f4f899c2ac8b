//! The greatest units left out: what is left is counted by hand here.
//!
//! The mother of the first family has 100 before the start and 57 after, her child 60 after, and the mother of the second
//! family, whose half-year after the start is not over, 30 before. The father has nothing.

use crate::support::{Project, Row, rows};

const REPORT: &str = "tests/reports/effekter";
const SPEC: &str = "reports/effekter/report.toml";
const BOOKINGS: &str = "reports/effekter/extracts/udgifter.csv";

/// The small report with the child's bookings of `child` kroner, and the exhibit of costs with one key more.
fn with(child: &str, key: &str) -> Project {
    let project = Project::with(REPORT);
    let mut bookings = std::fs::read(project.path(BOOKINGS)).expect("the bookings");
    bookings
        .extend(format!("700618-0003;01.04.2018;5.28.11;X;{child}\n890200-0004;01.06.2018;5.57.73;X;30,00\n").bytes());
    project.write(BOOKINGS, bookings);
    let (old, new) = ("id         = \"udgift\"\n", format!("id         = \"udgift\"\n{key}\n"));
    project.edit(SPEC, old, &new);
    project
}

/// The means before and after the start, each with the number of people it is of.
fn means(child: &str, key: &str) -> [(Option<f64>, String); 2] {
    let project = with(child, key);
    project.build();
    let values = rows(&project.output()["data/udgift.csv"]);
    ["-1", "1"].map(|x| {
        let Row { numbers, n, .. } = values[&["", "Alle", x, "mean"].map(str::to_owned)].clone();
        (numbers[0], n)
    })
}

fn is(before: (f64, &str), after: (f64, &str)) -> [(Option<f64>, String); 2] {
    [before, after].map(|(mean, n)| (Some(mean), n.to_owned()))
}

#[test]
fn the_greatest_are_left_out_above_and_below_the_line() {
    assert_eq!(means("60,00", ""), is((32.5, "4"), (39.0, "3")));
    assert_eq!(means("60,00", "leave-out = { greatest = 1 }"), is((10.0, "3"), (30.0, "2")));
    assert_eq!(means("60,00", "leave-out = { greatest = 2 }"), is((15.0, "2"), (0.0, "1")));
}

#[test]
fn who_shares_the_last_place_goes_with_it_and_who_has_nothing_stays() {
    // The child has 157 like the mother.
    assert_eq!(means("157,00", "leave-out = { greatest = 1 }"), is((15.0, "2"), (0.0, "1")));
    assert_eq!(means("60,00", "leave-out = { greatest = 9 }"), is((0.0, "1"), (0.0, "1")));
}

#[test]
fn a_family_is_left_out_whole() {
    let [before, after] = means("60,00", "leave-out = { greatest = 1, of = \"family\" }");
    assert_eq!(before, (Some(30.0), "1".to_owned()));
    assert_eq!(after, (None, "0".to_owned()), "nobody is left to take a mean of");
}

#[test]
fn those_left_out_are_not_among_the_observations() {
    let traced = |key: &str| {
        let project = with("60,00", key);
        let run = project.sporbar(&["trace", "reports/effekter", "udgift", "--x=-1", "--format", "csv"]).ends(0);
        let rows = run.out.lines().filter(|line| !line.ends_with(",ranking"));
        (rows.count(), run.out.contains(",100,"))
    };
    let ((all, mother), (left, gone)) = (traced(""), traced("leave-out = { greatest = 1 }"));
    assert!(mother && !gone && left < all, "{all} rows of observations, {left} without the mother's");
}

#[test]
fn what_cannot_be_left_out_is_told() {
    for (old, new, parts) in [
        (
            "stat       = \"mean\"",
            "stat       = \"mean\"\nleave-out  = { greatest = 0 }",
            ["`greatest` must be 1 or more", "bad-value"],
        ),
        (
            "stat       = \"mean\"",
            "stat       = \"mean\"\nleave-out  = { gretest = 1 }",
            ["did you mean `greatest`?", "missing-key"],
        ),
        (
            "stat       = \"mean\"",
            "stat       = \"mean\"\nleave-out  = { greatest = 1, of = \"house\" }",
            ["cannot be `house`", "bad-value"],
        ),
        (
            "value   = { kind = \"present\"",
            "leave-out = { greatest = 1, of = \"family\" }\nvalue   = { kind = \"present\"",
            ["not about people in families", "bad-value"],
        ),
        (
            "kind = \"tally\"",
            "kind = \"tally\" }\nleave-out = { greatest = 1",
            ["everyone counts for one here", "bad-value"],
        ),
    ] {
        let project = Project::with(REPORT);
        project.edit(SPEC, old, new);
        let said = project.sporbar(&["check", "reports/effekter"]).ends(2).err;
        for part in parts {
            assert!(said.contains(part), "{part} is not in:\n{said}");
        }
    }
}
