//! What happens around a start: a report small enough that every value is counted by hand here.
//!
//! Of the four people, the father turns 18 on 1 April 2018 and the second mother, born on 29 February, on 1 March; the fifth starts
//! after the status month. The mother of the first family is in need of help in January and from April, and supports
//! herself one day in February; in March she has no spell.

use std::collections::BTreeMap;

use crate::support::{Project, Row, rows};

const REPORT: &str = "tests/reports/effekter";
const SPEC: &str = "reports/effekter/report.toml";

/// Student's t at 0.975 with one and two degrees of freedom, from their closed forms tan(0.475π) and 0.95·√(2/(1-0.95²)).
const T1: f64 = 12.706_204_736_174_69;
const T2: f64 = 4.302_652_729_749_46;

fn built() -> BTreeMap<String, Vec<u8>> {
    let project = Project::with(REPORT);
    project.build();
    project.output()
}

/// The row at a key of an exhibit.
fn row(output: &BTreeMap<String, Vec<u8>>, id: &str, series: &str, x: &str, stat: &str) -> Row {
    let found = rows(&output[&format!("data/{id}.csv")]);
    let key = ["", series, x, stat].map(str::to_owned);
    found.get(&key).unwrap_or_else(|| panic!("{id} has no {key:?}")).clone()
}

fn is(row: &Row, value: Option<f64>, n: &str) {
    interval(row, [value, None, None], n);
}

fn interval(row: &Row, numbers: [Option<f64>; 3], n: &str) {
    let expected = Row { numbers, n: n.to_owned(), flag: String::new() };
    assert!(row.agrees_with(&expected), "expected {expected:?}, got {row:?}");
}

#[test]
fn people_are_followed_as_long_as_they_can_be_and_from_18() {
    let output = built();
    let share = |x: &str| row(&output, "maaneder", "Voksne", x, "share");
    is(&share("-2"), Some(0.5), "2");
    is(&share("-1"), Some(1.0), "2");
    is(&share("0"), Some(1.0), "2");
    is(&share("1"), Some(1.0 / 3.0), "3");
    is(&share("2"), Some(0.5), "2");
}

#[test]
fn shares_of_months_have_intervals_that_know_the_people() {
    let output = built();
    let share = |x: &str| row(&output, "foer-og-efter", "Voksne", x, "share");
    // 0, 1 and 1, 1: residuals of ½ to each side, so the variance is 2/1 · ½ / 16.
    let half = T1 * (1.0_f64 / 16.0).sqrt();
    interval(&share("før"), [Some(0.75), Some(0.75 - half), Some(0.75 + half)], "4");
    // 0, 0 and 1, 1 and 0: residuals of -0.8, 1.2 and -0.4, so the variance is 3/2 · 2.24 / 25.
    let half = T2 * (1.5_f64 * 2.24 / 25.0).sqrt();
    interval(&share("efter"), [Some(0.4), Some(0.4 - half), Some(0.4 + half)], "5");
}

#[test]
fn a_month_counts_at_each_series_and_a_mean_is_per_person() {
    let output = built();
    // The mother in January, February, April and May, and the other one in December: five months of three people.
    is(&row(&output, "ydelser", "På en ydelse", "", "mean"), Some(5.0 / 3.0), "3");
    // Of two spells that start on the same day the one that is listed first decides: April and May.
    is(&row(&output, "ydelser", "Ledig", "", "mean"), Some(2.0 / 3.0), "3");
}

#[test]
fn a_case_counts_in_every_year_that_it_touches() {
    let output = built();
    is(&row(&output, "sager", "Børn", "2017", "share"), None, "0");
    // Of one among one Wilson's interval goes from 1/(1+z²) to 1.
    let lower = 1.0 / (1.0 + 1.959_963_984_540_054_f64.powi(2));
    interval(&row(&output, "sager", "Børn", "2018", "share"), [Some(1.0), Some(lower), Some(1.0)], "1");
    assert_eq!(rows(&output["data/sager.csv"]).len(), 2);
}

#[test]
fn costs_are_told_from_each_ones_own_start() {
    let output = built();
    let mean = |x: &str| row(&output, "udgift", "Alle", x, "mean");
    is(&mean("-1"), Some(25.0), "4");
    is(&mean("1"), Some(19.0), "3");
    is(&mean("2"), None, "0");
    is(&row(&output, "aaret-foer", "Familier", "", "sum"), Some(150.0), "2");
    is(&row(&output, "aaret-foer", "Familier", "", "mean"), Some(75.0), "2");
}

#[test]
fn sequences_have_a_first_and_a_last_session() {
    let output = built();
    is(&row(&output, "effekt", "Første", "", "mean"), Some(74.0 / 3.0), "3");
    is(&row(&output, "effekt", "Nået", "", "share"), Some(1.0), "2");
    // Changes of 6 and -2 from 20 and 30, whose standard deviation is √50.
    let effect = 2.0 / 50.0_f64.sqrt();
    is(&row(&output, "effekt", "Ændring", "", "effect"), Some(effect), "2");
    is(&row(&output, "effekt", "Ændring", "", "relative_effect"), Some(effect - 0.2), "2");
    is(&row(&output, "effekt", "Kun én session", "", "effect"), None, "1");
    // 59 and 151 days.
    is(&row(&output, "effekt", "Længde", "", "mean_maaneder"), Some(105.0 / 30.4375), "2");
}

#[test]
fn means_of_whole_groups_are_weighted() {
    let output = built();
    is(&row(&output, "timer", "Alle", "2018H1", "mean"), None, "0");
    is(&row(&output, "timer", "Alle", "2018H2", "mean"), Some(6.65), "400");
}

#[test]
fn flows_are_discounted_and_added_up() {
    let output = built();
    let until = |x: &str| row(&output, "netto", "Netto", x, "cumulative_present_value");
    is(&until("2018"), Some(-100.0), "1");
    is(&until("2019"), Some(0.0), "2");
    is(&until("2020"), Some(0.0), "2");
    is(&until("2021"), Some(100.0), "3");
    is(&row(&output, "netto", "Netto", "I alt", "present_value"), Some(100.0), "3");
    is(&row(&output, "stroemme", "Alle", "2020", "sum"), Some(0.0), "0");
    assert_eq!(rows(&output["data/stroemme.csv"]).len(), 3);
}

#[test]
fn every_month_from_the_first_to_the_last_is_shown() {
    let output = built();
    let found = rows(&output["data/familier.csv"]);
    assert_eq!(found.len(), 9);
    is(&row(&output, "familier", "Familier", "2018-03", "count"), Some(1.0), "2");
    is(&row(&output, "familier", "Familier", "2018-07", "count"), Some(0.0), "2");
    is(&row(&output, "familier", "Familier", "2018-11", "count"), Some(1.0), "2");
}

#[test]
fn ages_are_in_whole_years() {
    let output = built();
    for (series, count) in [("Under 18", 1.0), ("18 og over", 2.0), ("Endnu ikke født", 1.0)] {
        is(&row(&output, "aldre", series, "", "count"), Some(count), "4");
        is(&row(&output, "aldre", series, "", "share"), Some(count / 4.0), "4");
    }
}

#[test]
fn a_report_from_before_anyone_started_says_that_there_is_nothing() {
    let project = Project::with(REPORT);
    project.sporbar(&["build", &project.report, "--as-of", "2018-01"]).ends(0);
    let output = project.output();
    is(&row(&output, "maaneder", "Voksne", "0", "share"), None, "0");
    assert_eq!(rows(&output["data/familier.csv"]).len(), 0);
}

#[test]
fn the_rows_of_a_sequence_can_be_traced() {
    let project = Project::with(REPORT);
    let run = project.sporbar(&["trace", &project.report, "effekt", "--series", "Længde", "--format", "csv"]).ends(0);
    for line in ["fit.csv,2", "fit.csv,3", "fit.csv,4", "fit.csv,5"] {
        assert_eq!(run.out.matches(line).count(), 1, "{line} in\n{}", run.out);
    }
    assert_eq!(run.out.matches("fit.csv").count(), 4, "{}", run.out);
}

/// What `sporbar check` says of the spec with one text replaced; the exit status must be 2.
fn said(old: &str, new: &str) -> String {
    let project = Project::with(REPORT);
    project.edit(SPEC, old, new);
    project.sporbar(&["check", &project.report]).ends(2).err
}

#[test]
fn what_does_not_fit_together_is_a_finding() {
    for (old, new, code, word) in [
        ("baseline = \"foerste\"\nnorm ", "norm ", "error[missing-key]", "baseline"),
        ("norm     = 0.2\n", "", "error[missing-key]", "norm"),
        ("value  = \"foerste\"\n", "value  = \"foerste\"\nbaseline = \"foerste\"\n", "error[bad-value]", "baseline"),
        ("per        = \"unit\"", "interval = \"wilson\"", "error[bad-value]", "interval"),
        ("offsets = [-1, 1, 2]", "offsets = [-1, 0, 1]", "error[bad-value]", "block 0"),
        ("months = 6", "months = 0", "error[bad-value]", "months"),
        ("born    = \"Fødselsdato\"\n", "", "error[missing-key]", "born"),
        ("x-until = \"2020\"", "x = { \"I alt\" = \"TRUE\" }", "error[bad-value]", "x-range"),
        ("over = \"half-years\", since", "over = \"start-and-latest\", since", "error[bad-value]", "calendar"),
        ("x-range = \"aar\"\nx-until", "x-range = \"omraade\"\nx-until", "error[sql-failed]", "months nor years"),
        ("\"FIRST(ors)\"", "\"ors\"", "error[sql-column]", "a value for each row"),
        ("\"FIRST(ors)\"", "\"FIRST(orss)\"", "error[sql-column]", "ors"),
        ("of    = \"fit\"", "of    = \"fitt\"", "error[unknown-name]", "fit"),
        ("of = \"serier\"", "of = \"serie\"", "error[unknown-name]", "serie"),
        ("also = [\"paa_ydelse\"]", "also = [\"paa_ydelsen\"]", "error[unknown-name]", "paa_ydelse"),
        ("rate = 0.035", "rate = -1", "error[bad-value]", "rate"),
        ("weight  = \"boern\"", "weight  = \"-boern\"", "error[sql-failed]", "weight"),
        ("value   = \"timer_pr_dag\"", "value   = \"maaned\"", "error[sql-type]", "number"),
        (
            "series     = { \"Alle\" = \"TRUE\" }\nx          = \"period\"",
            "series     = { \"Alle\" = \"TRUE\" }\nx          = \"periode\"",
            "error[unknown-name]",
            "period",
        ),
    ] {
        let said = said(old, new);
        assert!(said.contains(code) && said.contains(word), "{old} -> {new}:\n{said}");
    }
}

#[test]
fn weights_with_decimals_do_not_make_a_share_that_does_not_follow() {
    let project = Project::small();
    let spec = project.text("reports/lille/report.toml");
    let exhibit = r#"
[[exhibit]]
id      = "vaegtet"
title   = "Vægtet"
measure = { kind = "rows", of = "borgere" }
value   = "CASE WHEN Rolle = 'barn' THEN 0.25 ELSE 0.125 END"
weight  = "CASE WHEN Køn = 'K' THEN 0.3 ELSE 0.45 END"
series  = { "Kvinder" = "Køn = 'K'", "Mænd" = "Køn = 'M'" }
stat    = ["sum", "share"]
show    = "table"
source  = "Projektregisteret"
"#;
    project.write("reports/lille/report.toml", format!("{spec}{exhibit}"));
    let run = project.sporbar(&["build", "reports/lille"]).ends(0);
    assert!(!run.err.contains("share-mismatch"), "{}", run.err);
    // Four women: (3 * 0.125 + 0.25) * 0.3 = 0.1875 over 4 * 0.3 = 1.2. Two men: (0.125 + 0.25) * 0.45 = 0.16875 over 0.9. The
    // numbers of units, 1 and 1, are rounded, and no share follows from them.
    let csv = project.text("out/lille/data/vaegtet.csv");
    for line in [",Kvinder,,sum,0.1875,,,1,", ",Kvinder,,share,0.15625,,,1,", ",Mænd,,share,0.1875,,,1,"] {
        assert!(csv.lines().any(|own| own == line), "{line}:\n{csv}");
    }
}
