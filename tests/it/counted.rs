//! What a value counts: things and persons, each once, and never what has no name, no weight or no order.

use crate::support::{Project, Row, rows};

const SPEC: &str = "reports/lille/report.toml";

/// Seven measurements of three persons in two rounds; what is empty is not known.
const ROWS: &str = "\
cpr;runde;hold;point;vaegt\n\
610180-0002;1;A;1;1\n\
610180-0002;2;A;4;2\n\
620181-0001;1;B;3;1\n\
620181-0001;1;B;5;1\n\
640382-0004;1;A;2;3\n\
640382-0004;2;;;1\n\
640382-0004;;A;3;\n\
";

/// The small report with the measurements and this after its last exhibit.
fn project(extract: &str, more: &str) -> Project {
    let project = Project::small();
    project.write("data-schema/maalinger.json", include_str!("counted/maalinger.json"));
    project.write("reports/lille/extracts/maalinger.csv", extract);
    project.edit(
        SPEC,
        "[extracts]\n",
        "[extracts]\nmaalinger = { file = \"maalinger.csv\", schema = \"maalinger\" }\n",
    );
    project.write(SPEC, format!("{}\n{more}", project.text(SPEC)));
    project
}

/// An exhibit that is made so.
fn exhibit(keys: &str) -> String {
    format!("[[exhibit]]\nid = \"proeve\"\ntitle = \"En prøve\"\nshow = \"table\"\nsource = \"Registeret\"\n{keys}\n")
}

fn refused(extract: &str, more: &str, code: &str, said: &[&str]) {
    let project = project(extract, more);
    let run = project.sporbar(&["build", &project.report]).run();
    assert!((1..=2).contains(&run.status) && run.err.contains(&format!("error[{code}]")), "{}", run.err);
    for said in said {
        assert!(run.err.contains(said), "{said}:\n{}", run.err);
    }
    assert!(!project.path("out/lille").exists(), "nothing is written");
}

fn row(keys: &str, stat: &str) -> Row {
    let project = project(ROWS, &exhibit(keys));
    project.sporbar(&["build", &project.report]).ends(0);
    let found = rows(&project.output()["data/proeve.csv"]);
    let key = ["", "Alle", "", stat].map(str::to_owned);
    found.get(&key).unwrap_or_else(|| panic!("there is no {key:?}")).clone()
}

#[test]
fn numbers_are_not_added_up_under_the_name_of_a_count() {
    let of = |value: &str, stat: &str| {
        exhibit(&format!(
            "measure = {{ kind = \"rows\", of = \"maalinger\", value = \"{value}\" }}\nseries = {{ \"Alle\" = \"TRUE\" }}\nstat = {stat}"
        ))
    };
    // Of the six with points one has 1, and five have more.
    let beside = ["5 of 6 observations", "told beside it", "`sum`", "is = \"count\""];
    refused(ROWS, &of("point", "[\"count\", \"mean\"]"), "impossible-value", &beside);
    refused(ROWS, &of("point", "{ count = \"count\", median = \"median\" }"), "impossible-value", &beside);
    refused(ROWS, &of("point - 2", "\"count\""), "impossible-value", &["1 of 6 observations is no number of things"]);
    refused(ROWS, &of("point / 2.0", "\"count\""), "impossible-value", &["4 of 6 observations is no number of things"]);
}

#[test]
fn those_that_have_a_number_are_counted_as_the_message_says() {
    let keys = "measure = { kind = \"rows\", of = \"maalinger\", value = \"point\" }\nseries = { \"Alle\" = \"TRUE\" }\n\
                stat = { count = { is = \"count\", value = \"1\" }, mean = \"mean\", sum = \"sum\" }";
    // 1 + 4 + 3 + 5 + 2 + 3 = 18.
    assert_eq!(row(keys, "count").numbers[0], Some(6.0));
    assert_eq!(row(keys, "mean").numbers[0], Some(3.0));
    assert_eq!(row(keys, "sum").numbers[0], Some(18.0));
}

#[test]
fn what_rows_tell_the_number_of_is_counted() {
    let keys = "measure = { kind = \"rows\", of = \"maalinger\", value = \"point\" }\nseries = { \"Alle\" = \"TRUE\" }\nstat = \"count\"";
    assert_eq!(row(keys, "count").numbers[0], Some(18.0));
}

#[test]
fn per_unit_counts_the_persons_whom_rows_are_about() {
    let keys = "measure = { kind = \"rows\", of = \"maalinger\", value = \"point\" }\nseries = { \"Alle\" = \"TRUE\" }\n\
                stat = \"mean\"\nper = \"unit\"";
    // 18 points of three persons.
    let row = row(keys, "mean");
    assert_eq!((row.numbers[0], row.n.as_str()), (Some(6.0), "3"));
    let nobody = ROWS.replace("640382-0004;;", ";;");
    refused(&nobody, &exhibit(keys), "undeclared-category", &["1 of 7 rows are about nobody", "`cpr`"]);
}

#[test]
fn per_unit_is_told_where_it_means_nothing() {
    let of = |rest: &str| {
        exhibit(&format!(
            "measure = {{ kind = \"rows\", of = \"maalinger\", value = \"point\" }}\nseries = {{ \"Alle\" = \"TRUE\" }}\n{rest}"
        ))
    };
    // The excerpt shows the key.
    refused(ROWS, &of("stat = \"sum\"\nper = \"unit\""), "bad-value", &["nothing here uses `per`", "per = \"unit\""]);
    for stat in ["\"median\"", "[\"mean\", \"median\"]"] {
        let said = ["`median` is of the observations themselves, and not per anything", "per = \"unit\"", "(`group`)"];
        refused(ROWS, &of(&format!("stat = {stat}\nper = \"unit\"")), "bad-value", &said);
    }
    // 18 points of three persons; of 1, 2, 3, 3, 4, 5 the middle is 3.
    let keys = "measure = { kind = \"rows\", of = \"maalinger\", value = \"point\" }\nseries = { \"Alle\" = \"TRUE\" }\n\
                stat = { mean = { is = \"mean\", per = \"unit\" }, median = \"median\" }";
    let (mean, median) = (row(keys, "mean"), row(keys, "median"));
    assert_eq!((mean.numbers[0], mean.n.as_str()), (Some(6.0), "3"));
    assert_eq!((median.numbers[0], median.n.as_str()), (Some(3.0), "6"));
}

#[test]
fn rows_of_which_nothing_says_whom_they_are_about_are_not_taken_for_persons() {
    let of = |view: &str, asked: &str| {
        let keys = format!(
            "measure = {{ kind = \"rows\", of = \"malt\", value = \"point\" }}\nseries = {{ \"Alle\" = \"TRUE\" }}\nstat = \"mean\"\n{asked}"
        );
        format!("{}\n[views.malt]\nof = \"maalinger\"\nwhere = \"point IS NOT NULL\"\n{view}\n", exhibit(&keys))
    };
    let said = ["nothing says whom a row of `malt` is about", "person = \"...\""];
    for asked in ["per = \"unit\"", "interval = \"cluster\"", "leave-out = { greatest = 1 }"] {
        refused(ROWS, &of("", asked), "bad-value", &said);
    }
    // 18 points of three persons, once the view says who they are.
    let project = project(ROWS, &of("person = \"cpr\"", "per = \"unit\""));
    project.sporbar(&["build", &project.report]).ends(0);
    let found = rows(&project.output()["data/proeve.csv"]);
    let row = &found[&["", "Alle", "", "mean"].map(str::to_owned)];
    assert_eq!((row.numbers[0], row.n.as_str()), (Some(6.0), "3"));
    // The interval can name what rows resemble each other in.
    let named = of("", "interval = \"cluster\"\ncluster = \"hold\"");
    let project = self::project(&ROWS.replace("640382-0004;2;;;1\n", ""), &named);
    project.sporbar(&["build", &project.report]).ends(0);
}

#[test]
fn what_a_measure_leaves_out_is_not_counted_as_missing() {
    let of = |measure: &str| {
        format!(
            "measure = {{ kind = \"rows\", of = \"maalinger\"{measure} }}\nseries = {{ \"Alle\" = \"TRUE\" }}\n\
             stat = {{ missing = {{ is = \"missing\", value = \"point\" }} }}"
        )
    };
    let said = ["nothing can be missing", "beside the measure"];
    refused(ROWS, &exhibit(&of(", value = \"point\"")), "bad-value", &said);
    refused(ROWS, &exhibit(&of(", values = { \"Point\" = \"point\" }")), "bad-value", &said);
    // One of the seven has no points.
    let row = row(&of(""), "missing");
    assert_eq!((row.numbers[0], row.n.as_str()), (Some(1.0), "7"));
}

#[test]
fn sums_over_rows_can_ask_for_the_status_month() {
    let keys = "measure = { kind = \"totals\", per = \"hold\", by = \"hold\", of = \"maalinger\", value = \"CASE WHEN as_of = '2018-12' THEN point ELSE 100 END\", \
                split = { \"Nu\" = \"as_of >= '2018-12'\", \"Siden\" = \"as_of > '2018-12'\" } }\nfacet = \"split\"\nseries = { \"Alle\" = \"TRUE\" }\nstat = \"sum\"";
    let project = project(ROWS, &exhibit(keys));
    let layout = include_str!("counted/maalinger.json").replace("\"maalinger\"", "\"hold\"");
    let fields = layout.find("\"fields\"").expect("a layout has fields");
    let fields = format!("{}\"fields\": [{{ \"name\": \"hold\", \"type\": \"string\" }}]\n}}\n", &layout[..fields]);
    project.write("data-schema/hold.json", fields);
    project.write("reports/lille/extracts/hold.csv", "hold\nA\nB\n");
    project.edit(SPEC, "[extracts]\n", "[extracts]\nhold = { file = \"hold.csv\", schema = \"hold\" }\n");
    project.sporbar(&["build", &project.report]).ends(0);
    let found = rows(&project.output()["data/proeve.csv"]);
    let sum = |facet: &str| found[&[facet, "Alle", "", "sum"].map(str::to_owned)].numbers[0];
    // 1 + 4 + 2 + 3 of A and 3 + 5 of B.
    assert_eq!((sum("Nu"), sum("Siden")), (Some(18.0), Some(0.0)));
}

#[test]
fn a_view_whose_key_stands_twice_names_the_rows() {
    let view = "[views.malt]\nof = \"maalinger\"\nwhere = \"runde IS NOT NULL\"\nkey = [\"cpr\", \"runde\"]\n";
    let keys = "measure = { kind = \"rows\", of = \"malt\" }\nseries = { \"Alle\" = \"TRUE\" }\nstat = \"count\"\namong = \"series\"";
    // The second person has two of the first round, on lines 4 and 5.
    let rows = ["not unique: 1 stand", "maalinger.csv, row 4", "maalinger.csv, row 5"];
    refused(ROWS, &format!("{}\n{view}", exhibit(keys)), "not-unique", &rows);
    // A row that both are joined with is not one of them.
    let joined = view.replace(
        "key =",
        "join = [{ table = \"borgere\", by = { cpr = \"CPR-nr.\" }, take = [\"Rolle\"], unmatched = \"keep\" }]\nkey =",
    );
    refused(ROWS, &format!("{}\n{joined}", exhibit(keys)), "not-unique", &rows);
}

#[test]
fn weights_are_there_and_not_below_zero() {
    for weight in [
        "measure = { kind = \"rows\", of = \"maalinger\", value = \"point\", weight = \"vaegt\" }",
        "weight = \"vaegt\"\nmeasure = { kind = \"rows\", of = \"maalinger\", value = \"point\" }",
    ] {
        let of = exhibit(&format!("{weight}\nseries = {{ \"Alle\" = \"TRUE\" }}\nstat = \"mean\""));
        // The seventh has points and no weight; what has no points needs none.
        refused(ROWS, &of, "sql-failed", &["`weight` is empty in 1 rows that have a value"]);
        let negative = of.replace("\"vaegt\"", "\"COALESCE(vaegt, -1)\"");
        refused(ROWS, &negative, "sql-failed", &["`weight` is below zero in 1 rows"]);
    }
}

#[test]
fn those_without_a_family_are_not_one_together() {
    let keys = exhibit(
        "population = \"projekt\"\nmeasure = { kind = \"tally\", unit = \"family\" }\nseries = { \"Alle\" = \"TRUE\" }\nstat = \"count\"",
    );
    let project = project(ROWS, &keys);
    let borgere = "reports/lille/extracts/borgere.csv";
    project.edit(borgere, "610180-0002;JF-001", "610180-0002;");
    let required = "medlemmer.\",\n      \"constraints\": {\n        \"required\": true\n      },";
    project.edit("data-schema/projektregister-borgere.json", required, "medlemmer.\",");
    let run = project.sporbar(&["build", &project.report]).ends(1);
    for said in ["error[undeclared-category]", "1 of 3 observations are of people without a family"] {
        assert!(run.err.contains(said), "{said}:\n{}", run.err);
    }
}

#[test]
fn what_has_no_unit_is_not_one_with_others() {
    let keys = exhibit(
        "measure = { kind = \"sql\", query = \"SELECT hold AS unit, runde AS value FROM maalinger\" }\nseries = { \"Alle\" = \"TRUE\" }\n\
         stat = \"mean\"\nper = \"unit\"",
    );
    refused(ROWS, &keys, "sql-failed", &["`unit` is empty in 1 of 6 rows that have a value"]);
}

/// Sequences of the measurements, and the mean of what is told of them.
fn sequences(filter: &str, told: &str) -> String {
    let keys = exhibit(
        "measure = { kind = \"records\", of = \"forloeb\" }\nvalue = \"tal\"\nseries = { \"Alle\" = \"TRUE\" }\nstat = \"mean\"",
    );
    format!(
        "[sequences.forloeb]\nof = \"maalinger\"\nwhere = \"{filter}\"\nby = [\"hold\"]\norder = \"runde\"\ncolumns = {{ tal = \"{told}\" }}\n\n{keys}"
    )
}

#[test]
fn a_sequence_has_a_name_and_an_order() {
    refused(ROWS, &sequences("TRUE", "COUNT(*)"), "undeclared-category", &["1 of 7 rows have no `hold`"]);
    // The two of hold B are of one round, with 3 and 5 points.
    let tied = ["`runde` stands the same in rows 4 and 5 of `maalinger`", "does not tell which of them comes first"];
    refused(ROWS, &sequences("hold = 'B'", "LAST(point)"), "sql-failed", &tied);
    // The last of hold A is of no round.
    let empty = ["`runde` is empty in row 8 of `maalinger`"];
    refused(
        ROWS,
        &sequences("hold = 'A' AND cpr IS NOT NULL AND (point = 4 OR runde IS NULL)", "LAST(point)"),
        "sql-failed",
        &empty,
    );
}

#[test]
fn what_no_order_decides_needs_none() {
    let project = project(ROWS, &sequences("hold IS NOT NULL", "SUM(point)"));
    project.build();
    let found = rows(&project.output()["data/proeve.csv"]);
    // 10 points of hold A and 8 of hold B.
    assert_eq!(found[&["", "Alle", "", "mean"].map(str::to_owned)].numbers[0], Some(9.0));
}

#[test]
fn what_no_label_beside_a_total_knows_is_told() {
    let classes = |uoplyst: &str| {
        exhibit(&format!(
            "measure = {{ kind = \"rows\", of = \"maalinger\" }}\namong = \"counted\"\nstat = \"count\"\n\
             series = {{ \"Under 3\" = \"point < 3\", \"3 og over\" = \"point >= 3\", {uoplyst}\"Alle\" = \"TRUE\" }}"
        ))
    };
    refused(ROWS, &classes(""), "not-a-partition", &["1 of 7 observations are in `Alle` alone"]);
    let project = project(ROWS, &classes("\"Uoplyst\" = \"point IS NULL\", "));
    project.build();
    let found = rows(&project.output()["data/proeve.csv"]);
    let of = |series: &str| found[&["", series, "", "count"].map(str::to_owned)].numbers[0];
    assert_eq!(["Under 3", "3 og over", "Uoplyst", "Alle"].map(of), [2.0, 4.0, 1.0, 7.0].map(Some));
}

#[test]
fn an_empty_cell_of_a_funnel_is_told_where_it_stands() {
    let steps = |more: &str| {
        exhibit(&format!(
            "measure = {{ kind = \"rows\", of = \"maalinger\" }}\namong = \"counted\"\n{more}\
             series = {{ \"Målt\" = \"TRUE\", \"3 og over\" = \"point >= 3\", \"5 og over\" = \"point >= 5\" }}\n\
             [exhibit.stat]\ncount = \"count\"\nshare = {{ is = \"share_of\", of = \"count\", steps = 1, along = \"series\" }}"
        ))
    };
    let said = [
        "whether the step `3 og over` was taken is not known of 1 of 7 observations: `point` is empty",
        "maalinger.csv, row 7, column point",
    ];
    refused(ROWS, &steps(""), "undeclared-category", &said);
    let project = project(ROWS, &steps("where = \"point IS NOT NULL\"\n"));
    project.build();
    let found = rows(&project.output()["data/proeve.csv"]);
    let of = |series: &str, stat: &str| found[&["", series, "", stat].map(str::to_owned)].numbers[0];
    assert_eq!(["Målt", "3 og over", "5 og over"].map(|step| of(step, "count")), [6.0, 4.0, 1.0].map(Some));
    assert_eq!(of("5 og over", "share"), Some(0.25));
}

#[test]
fn of_whom_a_share_asks_something_it_is_known_or_told() {
    const MEASURE: &str = "kind = \"rows\", of = \"maalinger\"";
    let all = |measure: &str, more: &str| {
        format!("measure = {{ {measure} }}\nseries = {{ \"Alle\" = \"TRUE\" }}\namong = \"counted\"\n{more}")
    };
    let share = |value: &str| all(MEASURE, &format!("value = \"{value}\"\nstat = \"share\""));
    let query = "SELECT 'Måling' AS unit, point >= 3 AS value FROM maalinger";
    let as_numbers = "CASE WHEN point >= 3 THEN 1 WHEN point < 3 THEN 0 END";
    // Of the seven six have points, and four of them three or more: 4 of 6 or 4 of 7, which must be said.
    let places = [
        "whether this holds is not known of 1 of 7 observations: `point` is empty",
        "maalinger.csv, row 7, column point",
    ];
    for (keys, said) in [
        (share("point >= 3"), &places[..]),
        (share(as_numbers), &places),
        (share("point >= 3").replace("\"share\"", "\"mean\""), &places),
        (
            share("point >= 3")
                .replace("\"share\"", "{ d = { is = \"difference\", of = \"share\", from = \"Alle\" } }"),
            &places,
        ),
        (
            share("point >= 3")
                .replace("stat", "versus = \"runde IS NOT NULL\"\nstat")
                .replace("\"share\"", "\"odds_ratio\""),
            &places,
        ),
        (share("point >= 3").replace("\"rows\"", "\"records\""), &places),
        (all(&format!("{MEASURE}, value = \"point >= 3\""), "stat = \"share\""), &places),
        (all(&format!("{MEASURE}, values = {{ \"Tre\" = \"point >= 3\" }}"), "stat = \"share\""), &places),
        (
            all(&format!("kind = \"sql\", query = \"{query}\""), "stat = \"share\""),
            &["not known of 1 of 7 observations", "row 7"],
        ),
        // Without points in the second round it does not hold all the same; with three points in a round that nobody wrote down it is not known.
        (
            share("point >= 3 AND runde = 1"),
            &["not known of 1 of 7 observations: `runde` is empty", "maalinger.csv, row 8, column runde"],
        ),
    ] {
        refused(ROWS, &exhibit(&keys), "undeclared-category", said);
    }
    let persons = "population = \"projekt\"\nmeasure = { kind = \"tally\" }\nvalue = \"\\\"Udtrædelsesårsag\\\" = 'Flyttet'\"\n\
                   series = { \"Alle\" = \"TRUE\" }\namong = \"counted\"\nstat = \"share\"";
    refused(ROWS, &exhibit(persons), "undeclared-category", &["`Udtrædelsesårsag` is empty", "borgere.csv"]);
    for (keys, wanted) in [
        (share("COALESCE(point >= 3, FALSE)"), (4.0 / 7.0, "7")),
        (share("point IS NOT NULL AND point >= 3"), (4.0 / 7.0, "7")),
        (share("CASE WHEN point IS NOT NULL THEN point >= 3 END"), (4.0 / 6.0, "6")),
        (share("point >= 3").replace("stat", "where = \"point IS NOT NULL\"\nstat"), (4.0 / 6.0, "6")),
        (
            all(&format!("{MEASURE}, where = \"point IS NOT NULL\", value = \"point >= 3\""), "stat = \"share\""),
            (4.0 / 6.0, "6"),
        ),
        (
            all(&format!("{MEASURE}, value = \"point >= 3\""), "where = \"point IS NOT NULL\"\nstat = \"share\""),
            (4.0 / 6.0, "6"),
        ),
        (share("point >= 3").replace("\"TRUE\"", "\"point > 0\""), (4.0 / 6.0, "6")),
        (
            share("point >= 3")
                .replace("\"share\"", "{ share = \"share\", missing = { is = \"missing\", value = \"point\" } }"),
            (4.0 / 6.0, "6"),
        ),
    ] {
        let row = row(&keys, "share");
        assert_eq!((row.numbers[0], row.n.as_str()), (Some(wanted.0), wanted.1), "{keys}");
    }
    // A mean of numbers is of those that there are, and `n` says how many.
    assert_eq!(row(&share("point").replace("\"share\"", "\"mean\""), "mean").numbers[0], Some(3.0));
}

#[test]
fn labels_that_are_one_word_to_a_reader_are_told() {
    let told = |rows: &str, x: &str, layout: (&str, &str)| {
        let measure = "measure = { kind = \"rows\", of = \"maalinger\" }\namong = \"counted\"\nstat = \"count\"";
        let project = project(
            rows,
            &exhibit(&format!(
                "{measure}\nwhere = \"hold IS NOT NULL\"\nseries = {{ \"Alle\" = \"TRUE\" }}\nx = {x}\n"
            )),
        );
        project.edit("data-schema/maalinger.json", layout.0, layout.1);
        project.sporbar(&["check", &project.report]).ends(0).err
    };
    let same = ("\"fields\"", "\"fields\"");
    let found =
        ["{ column = \"hold\" }", "\"hold\"", "{ column = \"hold\", order = \"size\", top = 1, rest = \"Øvrige\" }"];
    // One hold of the two B's is called otherwise, and in the end is a place to nobody but the program.
    for (one, other) in [("Nord", "nord"), ("Aarhus", "Århus"), ("Nord øst", "Nordøst"), ("Nord", "N\u{43e}rd")] {
        let rows = ROWS.replacen(";B;", &format!(";{one};"), 1).replacen(";B;", &format!(";{other};"), 1);
        let mut words = [one, other];
        words.sort_unstable();
        let said = format!(
            "warning[spelled-alike]: x of `proeve` counts apart what is only written differently: `{}` and `{}`\n",
            words[0], words[1]
        );
        for x in found {
            let told = told(&rows, x, same);
            assert!(told.contains(&said), "{x}: {told}");
            assert_eq!(told.contains("they look alike: at letter 2 one has"), other.contains('\u{43e}'), "{told}");
        }
        // A view, or an expression, that writes them as one mends it; and a code list says that they are two.
        let mended = format!("{{ of = \"CASE WHEN hold = '{other}' THEN '{one}' ELSE hold END\" }}");
        assert!(!told(&rows, &mended, same).contains("spelled-alike"), "{one}");
        let list = format!("\"hold\", \"constraints\": {{ \"enum\": [\"A\", \"{one}\", \"{other}\"] }}");
        if other != "N\u{43e}rd" {
            assert!(!told(&rows, found[0], ("\"hold\"", list.as_str())).contains("spelled-alike"), "{one}");
        }
    }
    for x in found {
        assert!(!told(ROWS, x, same).contains("spelled-alike"), "{x}");
    }
}

#[test]
fn whoever_fits_no_class_is_told() {
    let told = |x: &str, more: &str| {
        let measure = "measure = { kind = \"rows\", of = \"maalinger\" }\namong = \"counted\"\nstat = \"count\"";
        let project =
            project(ROWS, &exhibit(&format!("{measure}\nseries = {{ \"Alle\" = \"TRUE\" }}\nx = {{ {x} }}\n{more}")));
        project.sporbar(&["check", &project.report]).ends(0).err
    };
    // Of the points 1, 4, 3, 5, 2, none and 3 the two threes.
    let gap = told("\"Under 3\" = \"point < 3\", \"4 og over\" = \"point >= 4\"", "");
    let said = "warning[in-no-class]: 2 of 7 observations fit none of the classes of x in `proeve` by `point`, most of them between `Under 3` and `4 og over`";
    assert!(gap.contains(said), "{gap}");
    // The five lies outside of classes that are closed.
    let above = told("\"Under 3\" = \"point < 3\", \"3-4\" = \"point BETWEEN 3 AND 4\"", "");
    assert!(
        above.contains("1 of 7 observations fits none of the classes of x in `proeve` by `point`, above `3-4`"),
        "{above}"
    );
    // Three values share out; the four and the five are of none.
    let values = told("\"Et\" = \"point = 1\", \"To\" = \"point = 2\", \"Tre\" = \"point = 3\"", "");
    assert!(
        values.contains(
            "2 of 7 observations fit none of the classes of x in `proeve` by `point`, most of them above `Tre`"
        ),
        "{values}"
    );
    // What is meant is not told, nor classes of which everyone fits one, nor whom nothing is known of, nor what only picks.
    for (x, more) in [
        (
            "\"Under 3\" = \"point < 3\", \"4 og over\" = \"point >= 4\"",
            "selects = \"de midterste er hverken lave eller høje\"",
        ),
        ("\"Under 3\" = \"point < 3\", \"3 og over\" = \"point >= 3\"", ""),
        ("\"Et\" = \"point = 1\", \"To\" = \"point = 2\"", ""),
        ("\"Lav\" = \"point < 2\", \"Hold B\" = \"hold = 'B'\"", ""),
        // Steps from everyone on: who takes none of them is in the first.
        (
            "\"Alle\" = \"TRUE\", \"Mindst 3\" = \"point >= 3\", \"Mindst 5\" = \"point >= 5\"",
            "where = \"point IS NOT NULL\"",
        ),
    ] {
        assert!(!told(x, more).contains("in-no-class"), "{x}");
    }
    // Beside a total classes share out all the same, and so do steps that do not begin with everyone.
    for x in [
        "\"Alle\" = \"TRUE\", \"Under 3\" = \"point < 3\", \"4 og over\" = \"point >= 4\"",
        "\"Mindst 3\" = \"point >= 3\", \"Mindst 5\" = \"point >= 5\"",
    ] {
        assert!(told(x, "where = \"point IS NOT NULL\"").contains("in-no-class"), "{x}");
    }
}

#[test]
fn where_small_numbers_are_hidden_no_number_tells_of_those_without_a_class() {
    let project = project(
        ROWS,
        &exhibit(
            "measure = { kind = \"rows\", of = \"maalinger\" }\namong = \"counted\"\nstat = \"count\"\n\
             x = { \"Under 3\" = \"point < 3\", \"4 og over\" = \"point >= 4\" }",
        ),
    );
    let suppress = "policy    = \"suppress\"\nminimum = 5\nunanimous = \"show\"\ndifferences = \"show\"";
    project.edit(SPEC, "policy    = \"publish-all\"", suppress);
    let run = project.sporbar(&["check", &project.report]).run();
    let said = "some observations fit none of the classes of x in `proeve` by `point`, most of them between";
    assert!(run.err.contains(said) && !run.err.contains("2 of 7"), "{}", run.err);
}

#[test]
fn a_share_of_rows_says_what_it_is_of() {
    let share = |among: &str| {
        exhibit(&format!(
            "measure = {{ kind = \"rows\", of = \"maalinger\" }}\nseries = {{ \"Alle\" = \"hold = 'A'\" }}\n{among}stat = \"share\""
        ))
    };
    refused(ROWS, &share(""), "bad-value", &["100 % everywhere", "among"]);
    let project = project(ROWS, &share("among = \"all-at-x\"\n"));
    project.build();
    let found = rows(&project.output()["data/proeve.csv"]);
    // Four of the seven.
    assert_eq!(found[&["", "Alle", "", "share"].map(str::to_owned)].numbers[0], Some(4.0 / 7.0));
}

#[test]
fn every_end_is_told_among_all() {
    let of = |filter: &str| {
        exhibit(&format!(
            "measure = {{ kind = \"rows\", of = \"maalinger\", value = \"point\" }}\nevent = \"hold\"\nstat = \"incidence\"\n\
             x = {{ first = 0, last = 5 }}\nseries = {{ \"A\" = \"{filter}\", \"B\" = \"TRUE\" }}"
        ))
    };
    refused(ROWS, &of("hold = 'A'"), "bad-value", &["the series leave out 2 observations", "TRUE"]);
    let project = project(ROWS, &of("TRUE"));
    project.build();
    let found = rows(&project.output()["data/proeve.csv"]);
    let of =
        |series: &str, x: &str| found[&["", series, x, "incidence"].map(str::to_owned)].numbers[0].expect("a share");
    // Six, followed for 1, 2, 3, 3, 4, 5: A ends at 1, 2, 3 and 4, B at 3 and 5. So A comes to 4/6 and B to 2/6.
    assert!((of("A", "5") - 4.0 / 6.0).abs() < 1e-12 && (of("B", "5") - 2.0 / 6.0).abs() < 1e-12);
}

#[test]
fn an_extract_that_ends_before_a_whole_half_year_is_told() {
    let amount = exhibit(
        "population = \"projekt\"\nseries = { \"Alle\" = \"TRUE\" }\nx = \"period\"\nstat = \"sum\"\n\
         measure = { kind = \"amount\", of = \"bogfoert\", amount = \"kr\", date = \"dato\", over = \"half-years\", since = \"2018-01\" }",
    );
    for (day, told) in [("30-06-2018", true), ("01-07-2018", false)] {
        let project = project(ROWS, &amount);
        project.write("data-schema/bogfoert.json", include_str!("counted/bogfoert.json"));
        project.write("reports/lille/extracts/bogfoert.csv", format!("cpr;dato;kr\n610180-0002;{day};100\n"));
        project.edit(
            SPEC,
            "[extracts]\n",
            "[extracts]\nbogfoert = { file = \"bogfoert.csv\", schema = \"bogfoert\" }\n",
        );
        let run = project.build();
        let says = run.err.contains("the newest `dato` is from 2018-06, and `proeve` tells of 2018H2");
        assert_eq!(says, told, "{day}: {}", run.err);
    }
}

/// The sum of nothing is 0, as a register without bookings has spent 0 kr.; its mean is none. SQL's own SUM of nothing is empty,
/// and a row without a value is not observed, so that an exhibit says the same of it.
#[test]
fn a_sum_over_nobody_is_nought_and_a_mean_is_none_whatever_measures_them() {
    let series = "series = { \"A\" = \"hold = 'A'\", \"C\" = \"hold = 'C'\", \"Uden\" = \"hold IS NULL\" }\nstat = [\"sum\", \"mean\"]\n\
                  among = \"counted\"";
    let query = "SELECT cpr AS unit, hold, SUM(point) AS value FROM maalinger GROUP BY cpr, hold";
    // In A are 1, 4, 2 and 3: by row their mean is 2.5; by person there are 5 and 5. The only row without `hold` has no points.
    for (measure, mean) in [
        ("kind = \"rows\", of = \"maalinger\", value = \"point\"".to_owned(), 2.5),
        (format!("kind = \"sql\", query = \"{query}\""), 5.0),
    ] {
        let project = project(ROWS, &exhibit(&format!("measure = {{ {measure} }}\n{series}")));
        project.sporbar(&["build", &project.report]).ends(0);
        let found = rows(&project.output()["data/proeve.csv"]);
        let value = |series: &str, stat: &str| found[&["", series, "", stat].map(str::to_owned)].numbers[0];
        let all = ["A", "C", "Uden"].map(|series| [value(series, "sum"), value(series, "mean")]);
        assert_eq!(all, [[Some(10.0), Some(mean)], [Some(0.0), None], [Some(0.0), None]], "{measure}");
    }
}
