//! The order of what texts tell along an axis and in a view, what is told of a value under its own name, and gaps in time. All numbers
//! are worked by hand from the few rows here.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::{Project, Row, rows};

const SPEC: &str = "reports/lille/report.toml";

/// A half-year, a term, a year, a wave as a text, an amount and what it is about.
const ROWS: &str = "halvaar;termin;aar;nr;boelge;kode;beloeb\n\
    2023H1;2024E;2020;1;Før;2023E;100\n\
    2023H2;2023F;2021;2;Efter;2023F;300\n\
    2024H1;2023E;2023;10;Før;2023E;400\n\
    2024H2;2024F;2024;1;Efter;2023F;200\n\
    2025H1;2024F;2024;2;Før;2023E;600\n";

/// The small report with these rows, and exhibits and views over them.
fn project(spec: &str) -> Project {
    let project = Project::small();
    let text = |name: &str, more: &str| format!("{{\"name\": \"{name}\", \"type\": \"string\"{more}}}");
    let codes = ", \"constraints\": {\"enum\": [\"2023E\", \"2023F\"]}";
    let fields = [
        text("halvaar", ""),
        text("termin", ""),
        "{\"name\": \"aar\", \"type\": \"year\"}".to_owned(),
        text("nr", ""),
        text("boelge", ", \"constraints\": {\"enum\": [\"Før\", \"Efter\"]}"),
        text("kode", codes),
        "{\"name\": \"beloeb\", \"type\": \"integer\"}".to_owned(),
    ];
    let schema = format!("{{\"fields\": [{}], \"missingValues\": [\"\"]}}", fields.join(", "));
    project.write("data-schema/bog.json", schema);
    project.write("reports/lille/extracts/bog.csv", ROWS.replace(';', ","));
    project.edit(SPEC, "[extracts]\n", "[extracts]\nbog = { file = \"bog.csv\", schema = \"bog\" }\n");
    project.write(SPEC, format!("{}\n{spec}", project.text(SPEC)));
    project
}

/// An exhibit of sums along a column.
fn along(id: &str, x: &str, stat: &str) -> String {
    format!(
        "[[exhibit]]\nid = \"{id}\"\ntitle = \"{id}\"\nmeasure = {{ kind = \"rows\", of = \"bog\", value = \"beloeb\" }}\n\
         series = {{ \"Kr\" = \"TRUE\" }}\nx = {{ column = \"{x}\" }}\nunit = \"kr.\"\nshow = \"table\"\nsource = \"Bog\"\n\
         stat = {{ {stat} }}\n\n"
    )
}

/// What a check says.
fn said(spec: &str) -> String {
    let project = project(spec);
    let run = project.sporbar(&["check", &project.report]).run();
    format!("{}{}", run.out, run.err)
}

/// The values of a stat along x, in the order of the file.
fn told(csv: &[u8], stat: &str) -> Vec<(String, f64)> {
    let text = std::str::from_utf8(csv).expect("UTF-8");
    let values: BTreeMap<[String; 4], Row> = rows(csv);
    let mut order: Vec<([String; 4], f64, usize)> = values
        .into_iter()
        .filter(|(key, _)| key[3] == stat)
        .filter_map(|(key, row)| {
            let at = text.find(&format!(",Kr,{},", key[2]))?;
            Some((key, row.numbers[0]?, at))
        })
        .collect();
    order.sort_by_key(|(_, _, at)| *at);
    order.into_iter().map(|(key, value, _)| (key[2].clone(), value)).collect()
}

fn is(csv: &[u8], stat: &str, wanted: &[(&str, f64)]) {
    let found = told(csv, stat);
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, wanted.iter().map(|(name, _)| *name).collect::<Vec<_>>(), "{stat}");
    for ((name, found), (_, wanted)) in found.iter().zip(wanted) {
        assert!((found - wanted).abs() < 1e-9, "{stat} at {name}: {found}, {wanted}");
    }
}

#[test]
fn values_stand_in_the_order_of_time_and_are_told_of_what_stands_beside_them() {
    let spec = [
        // Two half-years together: 400, 700, 600, 800; from the same a year before.
        along(
            "rullende",
            "halvaar",
            "sum = { is = \"sum\", rolling = 2 }, change = { is = \"change\", of = \"sum\", steps = 2 }",
        ),
        // All that has come: 100, 400, 800, 1000, 1600.
        along(
            "samlet",
            "halvaar",
            "beloeb = { is = \"sum\", cumulated = true }, index = { is = \"index\", from = \"2023H1\" }, mm = { is = \"moving_mean\", of = \"beloeb\", rolling = 2, cumulated = false }",
        ),
        along("terminer", "termin", "sum = \"sum\", change = { is = \"change\", of = \"sum\", steps = 1 }"),
        along("koder", "kode", "sum = \"sum\""),
        along("numre", "nr", "sum = \"sum\""),
        along("aar", "aar", "sum = \"sum\", change = { is = \"change\", of = \"sum\", steps = 1 }"),
    ];
    let project = project(&spec.concat());
    let run = project.build();
    let output = project.output();
    let of = |id: &str| output[&format!("data/{id}.csv")].as_slice();
    is(of("rullende"), "sum", &[("2023H2", 400.0), ("2024H1", 700.0), ("2024H2", 600.0), ("2025H1", 800.0)]);
    is(of("rullende"), "change", &[("2024H2", 0.5), ("2025H1", 1.0 / 7.0)]);
    is(
        of("samlet"),
        "index",
        &[("2023H1", 100.0), ("2023H2", 400.0), ("2024H1", 800.0), ("2024H2", 1000.0), ("2025H1", 1600.0)],
    );
    is(of("samlet"), "mm", &[("2023H2", 200.0), ("2024H1", 350.0), ("2024H2", 300.0), ("2025H1", 400.0)]);
    is(of("terminer"), "sum", &[("2023F", 300.0), ("2023E", 400.0), ("2024F", 800.0), ("2024E", 100.0)]);
    is(of("terminer"), "change", &[("2023E", 1.0 / 3.0), ("2024F", 1.0), ("2024E", -0.875)]);
    is(of("koder"), "sum", &[("2023F", 500.0), ("2023E", 1100.0)]);
    is(of("numre"), "sum", &[("1", 300.0), ("2", 900.0), ("10", 400.0)]);
    // 2022 was not delivered: told, where places are counted.
    assert_eq!(run.err.matches("[gap-in-axis]").count(), 1, "{}", run.err);
    assert!(run.err.contains("along x of `aar` stands 2023 next to 2021"), "{}", run.err);
}

#[test]
fn a_period_without_anything_is_0_and_told_where_it_has_no_place() {
    let told = "x of `aar` has 2021 and 2023 and nothing between them: what was counted there is 0, and is left out";
    let sums = said(&along("aar", "aar", "sum = \"sum\""));
    assert!(sums.contains("warning[gap-in-axis]") && sums.contains(told), "{sums}");
    // By size the years stand in another order, and 2022 is left out all the same.
    let by_size =
        along("aar", "aar", "sum = \"sum\"").replace("{ column = \"aar\" }", "{ column = \"aar\", order = \"size\" }");
    assert!(said(&by_size).contains(told));
    // A mean of nothing is none, and half-years follow upon each other here.
    for silent in [along("aar", "aar", "mean = \"mean\""), along("halvaar", "halvaar", "sum = \"sum\"")] {
        let silent = said(&silent);
        assert!(!silent.contains("gap-in-axis"), "{silent}");
    }
}

#[test]
fn what_stands_by_value_stands_so_in_the_data_of_all_its_stats() {
    let by_value = along("efter", "termin", "sum = \"sum\", least = \"least\"")
        .replace("{ column = \"termin\" }", "{ column = \"termin\", order = \"value\" }");
    let project = project(&by_value);
    project.write("reports/lille/tekst.typ", project.text("reports/lille/tekst.typ") + "\n{{ vis(\"efter\") }}\n");
    project.build();
    let text = project.text("out/lille/data/efter.csv");
    // Sums 200 + 600, 400, 300 and 100; the least of each stand beside them, and not by their own size.
    let rows: Vec<&str> = text.lines().skip(1).collect();
    let wanted = [
        ",Kr,2024F,sum,800,,,2,",
        ",Kr,2023E,sum,400,,,1,",
        ",Kr,2023F,sum,300,,,1,",
        ",Kr,2024E,sum,100,,,1,",
        ",Kr,2024F,least,200,,,2,",
        ",Kr,2023E,least,400,,,1,",
        ",Kr,2023F,least,300,,,1,",
        ",Kr,2024E,least,100,,,1,",
    ];
    assert_eq!(rows, wanted);
}

#[test]
fn what_is_wrong_with_places_taken_together_is_told_where_it_is_said() {
    let wrong = |stat: &str, x: &str, key: &str, words: &str| {
        let exhibit = along("x", "halvaar", stat).replace("x = { column = \"halvaar\" }\n", x);
        let project = project(&exhibit);
        let spec = project.text(SPEC);
        // The value of the key, by its line and column.
        let at = spec.rfind(key).expect("the key") + key.len();
        let line = spec[..at].matches('\n').count() + 1;
        let column = spec[..at].rsplit('\n').next().expect("a line").chars().count() + 1;
        let said = project.sporbar(&["check", &project.report]).run().err;
        let place = format!("{SPEC}:{line}:{column}");
        assert!(said.contains(words) && said.contains(&place), "{place}: {said}");
    };
    let x = "x = { column = \"halvaar\" }\n";
    let both = "sum = { is = \"sum\", rolling = 2, cumulated = true }";
    wrong(both, x, "cumulated = ", "`rolling` and `cumulated` cannot both be");
    wrong("sum = { is = \"sum\", cumulated = true }", "", "cumulated = ", "there is no x to take together along");
    wrong("sum = { is = \"sum\", rolling = 2 }", "", "rolling = ", "there is no x to take together along");
    wrong("cumulative_present_value = \"cumulative_present_value\"", "", "stat = ", "there is no x to add up along");
}

#[test]
fn what_a_value_is_told_of_must_be_there() {
    for (stat, words) in [
        ("beloeb = \"sum\", mm = { is = \"moving_mean\", of = \"beloebet\", rolling = 2 }", "did you mean `beloeb`?"),
        ("sum = \"sum\", change = { is = \"change\", of = \"index\", steps = 1 }", "`index` is itself told against"),
        (
            "sum = { is = \"sum\", rolling = 2 }, index = { is = \"index\", from = \"2023H1\" }",
            "has no 2 places together",
        ),
        ("sum = \"sum\", index = { is = \"index\", from = \"2023K1\" }", "there is no `2023K1`"),
    ] {
        let said = said(&along("x", "halvaar", stat));
        assert!(said.contains(words) && !said.contains("unknown-key"), "{stat}: {said}");
    }
    // What has not come yet is no mistake.
    let later = said(&along("x", "halvaar", "sum = \"sum\", index = { is = \"index\", from = \"2026H1\" }"));
    assert!(later.contains("warning[no-window]") && later.contains("nothing can be told from it yet"), "{later}");
}

#[test]
fn rows_that_stand_in_the_order_of_a_text_need_one_that_tells_an_order() {
    let view = |rule: &str| format!("[views.v]\nof = \"bog\"\n{rule}\n");
    let sums = |select: &str, spec: &str| -> Vec<String> {
        let project = project(spec);
        let run = project.sporbar(&["query", &project.report, &format!("SELECT {select} FROM v")]).ends(0);
        let lines = run.out.lines().skip(2).take_while(|line| !line.trim().is_empty());
        lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    };
    // Of 1, 2 and 10 the last is the greatest, and of the terms 2024E the latest.
    assert_eq!(
        sums("beloeb", &view("where = \"beloeb IN (100, 300, 400)\"\nkeep = { per = \"boelge\", latest = \"nr\" }")),
        ["300", "400"]
    );
    assert_eq!(sums("termin", &view("where = \"nr = '1'\"\nkeep = { per = \"nr\", latest = \"termin\" }")), ["2024E"]);
    let next = "where = \"boelge = 'Før'\"\nnext = { rows = 2, per = \"boelge\", by = \"nr\", columns = { begge = \"SUM(beloeb)\" } }";
    assert_eq!(sums("nr, begge", &view(next)), ["1 700", "2 1000"]);
    let pairs = "where = \"boelge = 'Før'\"\npairs = { wave = \"nr\", per = [\"boelge\"], value = \"beloeb\" }";
    assert_eq!(sums("pair, after - before AS d", &view(pairs)), ["1-10 300", "1-2 500", "2-10 -200"]);
    let sequence = "[sequences.v]\nof = \"bog\"\nby = [\"kode\"]\norder = \"nr\"\ncolumns = { d = \"LAST(beloeb) - FIRST(beloeb)\" }\nwhere = \"boelge = 'Før'\"\n";
    assert_eq!(sums("d", sequence), ["300"]);
    for wrong in [
        view("keep = { per = \"kode\", latest = \"boelge\" }"),
        view("where = \"beloeb < 350\"\npairs = { wave = \"boelge\", per = [\"aar\"], value = \"beloeb\" }"),
        view("next = { rows = 2, per = \"kode\", by = [\"boelge\", \"nr\"], columns = { n = \"COUNT(*)\" } }"),
        sequence.replace("order = \"nr\"", "order = \"boelge\""),
    ] {
        let project = project(&wrong);
        let run = project.sporbar(&["query", &project.report, "SELECT COUNT(*) AS n FROM v"]).run();
        let said = format!("{}{}", run.out, run.err);
        assert!(said.contains("error[sql-type]") && said.contains("texts that have no order"), "{wrong}: {said}");
    }
}

#[test]
fn nothing_is_told_in_percent_of_what_is_below_zero() {
    let spec = along(
        "x",
        "aar",
        "sum = \"sum\", change = { is = \"change\", of = \"sum\", steps = 1 }, index = { is = \"index\", of = \"sum\", from = \"2020\" }",
    );
    let project = project(&spec);
    project.write("reports/lille/extracts/bog.csv", ROWS.replace(';', ",").replace(",100\n", ",-100\n"));
    project.build();
    let output = project.output();
    // From -100 to 300 is no change in percent; from 300 to 400 and to 800 is.
    is(&output["data/x.csv"], "change", &[("2023", 1.0 / 3.0), ("2024", 1.0)]);
    is(&output["data/x.csv"], "index", &[]);
    let part = along("x", "aar", "sum = \"sum\", share = { is = \"share_of\", of = \"sum\", from = \"I alt\" }")
        .replace("x = { column = \"aar\" }", "x = { \"Ind\" = \"beloeb > 0\", \"I alt\" = \"TRUE\" }");
    let project = self::project(&part);
    project.write("reports/lille/extracts/bog.csv", ROWS.replace(';', ",").replace(",100\n", ",-100\n"));
    let run = project.sporbar(&["check", &project.report]).run();
    // 1500 of 1400.
    assert!(run.err.contains("[impossible-value]") && run.err.contains("part of a whole"), "{}", run.err);
}

#[test]
fn a_place_without_rows_has_no_goal_of_the_others_and_a_ceiling_is_kept_or_passed() {
    let goals = along("x", "aar", "sum = \"sum\", target = { is = \"target\", of = \"sum\" }, met = { is = \"met\", of = \"sum\" }")
        .replace("x = { column = \"aar\" }", "x = { \"2020\" = \"aar = 2020\", \"2021\" = \"aar = 2021\", \"2022\" = \"aar = 2022\" }\nat-most = \"aar - 1850\"")
        .replace("unit = \"kr.\"\nshow = \"table\"", "chart = { kind = \"goals\", unit = \"kr.\" }");
    let project = project(&goals);
    project.edit("reports/lille/tekst.typ", "vis(\"personer\")", "vis(\"personer\") }} {{ vis(\"x\")");
    project.build();
    let output = project.output();
    // At most 170 and 171, of which 100 and 300 are spent.
    is(&output["data/x.csv"], "target", &[("2020", 170.0), ("2021", 171.0)]);
    is(&output["data/x.csv"], "met", &[("2020", 1.0), ("2021", 0.0)]);
    let figures = output.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|kind| kind == "svg"));
    let drawn: String = figures.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    for said in ["(loft 170", ", overholdt)", "(loft 171", ", overskredet)"] {
        assert!(drawn.contains(said), "{said}");
    }
    assert!(!drawn.contains("nået"));
}
