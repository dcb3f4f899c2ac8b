//! Assumptions of a calculation that are lost, doubled or no shares, and what cannot be divided.

use crate::support::{Project, Run, rows};

const SPEC: &str = "reports/lille/report.toml";
const FILE: &str = "reports/lille/extracts/forudsaetninger.csv";

/// Two costs in two years, and the share that is paid back.
const ROWS: &str = "\
post;aar;udgift;andel\n\
loen;2018;100;\n\
loen;2019;120;\n\
lokaler;2018;20;\n\
refusion;2018;;0,5\n\
";

const CALCULATION: &str = r#"
[calculations.case]
years = { of = "aarene", column = "aar" }
[calculations.case.inputs]
udgift   = { of = "forudsaetninger", where = "post <> 'refusion'", value = "udgift", by = { year = "aar" }, unit = "kr", rows = "sum" }
refusion = { of = "forudsaetninger", where = "post = 'refusion'", value = "andel", unit = "share" }
[calculations.case.quantities]
netto   = { is = "udgift * (1 - refusion)", unit = "kr" }
gange   = { is = "udgift / refusion", unit = "kr" }
vaekst  = { is = "udgift / lag(udgift) - 1", unit = "share" }

[[exhibit]]
id      = "udgifter"
printed = false
title   = "Udgifterne"
measure = { kind = "calculation", of = "case", show = { "Netto" = "netto", "Gange" = "gange", "Vækst" = "vaekst" } }
series  = "split"
x       = "year"
stat    = "value"
show    = "table"
source  = "Forudsætningerne"
"#;

fn checked(extract: &str, status: i32) -> Run {
    let (_project, call) = project(extract);
    call.ends(status)
}

fn project(extract: &str) -> (Project, crate::support::Call) {
    let project = Project::small();
    project.write("data-schema/forudsaetninger.json", include_str!("counted/forudsaetninger.json"));
    project.write(FILE, extract);
    project.write("reports/lille/extracts/aarene.csv", "post;aar;udgift;andel\nregnskab;2018;;\nregnskab;2019;;\n");
    let extracts = "[extracts]\nforudsaetninger = { file = \"forudsaetninger.csv\", schema = \"forudsaetninger\" }\n\
                    aarene = { file = \"aarene.csv\", schema = \"forudsaetninger\" }\n";
    project.edit(SPEC, "[extracts]\n", extracts);
    project.write(SPEC, format!("{}\n{CALCULATION}", project.text(SPEC)));
    let call = project.sporbar(&["build", &project.report]);
    (project, call)
}

#[test]
fn all_is_well_and_a_growth_has_no_first_one() {
    let (project, call) = project(ROWS);
    let run = call.ends(0);
    assert!(!run.err.contains("warning"), "{}", run.err);
    let found = rows(&project.output()["data/udgifter.csv"]);
    let of = |series: &str, x: &str| found[&["", series, x, "value"].map(str::to_owned)].numbers[0];
    // 100 + 20 and 120; half of it is paid back.
    assert_eq!((of("Netto", "2018"), of("Gange", "2019")), (Some(60.0), Some(240.0)));
    assert_eq!((of("Vækst", "2018"), of("Vækst", "2019")), (None, Some(0.0)));
}

#[test]
fn a_row_of_a_year_that_the_calculation_lacks_is_told() {
    let run = checked(&ROWS.replace("lokaler;2018", "lokaler;1018"), 0);
    for said in ["warning[passed-over]", "1 rows of `udgift` are of years that `case` does not have", "row 4", "aar"] {
        assert!(run.err.contains(said), "{said}:\n{}", run.err);
    }
}

#[test]
fn a_row_that_is_added_up_twice_is_told_and_two_alike_costs_are_not() {
    let run = checked(&format!("{ROWS}loen;2019;120;\n"), 0);
    for said in ["warning[double-block]", "1 rows of `udgift` stand twice", "row 6"] {
        assert!(run.err.contains(said), "{said}:\n{}", run.err);
    }
    let run = checked(&format!("{ROWS}lokaler;2019;120;\n"), 0);
    assert!(!run.err.contains("warning"), "{}", run.err);
}

#[test]
fn a_share_outside_none_and_all_is_told() {
    for share in ["30", "-0,5"] {
        let run = checked(&ROWS.replace("0,5", share), 0);
        for said in ["warning[assumption-range]", "`refusion` is a share", "row 5"] {
            assert!(run.err.contains(said), "{said}:\n{}", run.err);
        }
    }
}

#[test]
fn a_division_by_zero_names_the_formula_and_the_year() {
    let (project, call) = project(&ROWS.replace("0,5", "0"));
    let run = call.run();
    for said in ["error[bad-value]", "`gange` divides by zero at 2018", "report.toml:"] {
        assert!(run.status != 0 && run.err.contains(said), "{said}:\n{}", run.err);
    }
    assert!(!project.path("out/lille").exists(), "nothing is written");
    // In the second year too, where the growth is of something.
    let none = ROWS.replace("loen;2018;100;", "loen;2018;0;").replace("lokaler;2018;20;", "lokaler;2018;0;");
    let (_project, call) = self::project(&none);
    let run = call.run();
    assert!(run.err.contains("`vaekst` divides by zero at 2019"), "{}", run.err);
}
