//! Views without SQL: what each rule makes of rows that can be counted by hand, and what it says of those it cannot take.

use super::views::with;
use crate::pages::blocks;
use crate::support::{Project, repository};

const SPEC: &str = "reports/lille/report.toml";

/// Answers in two waves: A answered twice in the first, B has gone after it, C said "don't know" and answers after the status month.
const ANSWERS: &str = "navn,boelge,dato,helbred,mod,vurdering\nA,1,2018-01-05,3,5,God\nA,1,2018-02-01,4,5,God\nA,2,2018-08-01,6,99,Ringe\nB,1,2018-01-09,2,7,Ved ikke\nC,1,2018-01-07,99,4,God\nC,2,2019-02-01,8,4,God\n";
const ENTRIES: &str = "navn,dato,beloeb\nA,2016-03-01,100\nB,2017-03-01,101.4\nA,2018-12-31,50\nA,2019-01-01,7\n";
const INDEX: &str = "aar,tal\n2016,100\n2017,101.4\n2018,102.7\n";
const GOALS: &str = "maal,vaerdi,fra,til\nM1,1,2016-01,2017-12\nM1,2,2018-01,\nM2,3,2019-01,\n";
const SPELLS: &str = "navn,fra_uge,til_uge\nA,2018W02,2018W04\nB,2018W03,\n";

/// The small report with these tables and a view.
fn project(view: &str) -> Project {
    let project = with(view, "");
    let field = |(name, kind): &(&str, &str)| format!("{{\"name\": \"{name}\", \"type\": \"{kind}\"}}");
    let mut extracts = String::new();
    for (name, text, fields) in [
        (
            "svar",
            ANSWERS,
            &[
                ("navn", "string"),
                ("boelge", "integer"),
                ("dato", "date"),
                ("helbred", "integer"),
                ("mod", "integer"),
                ("vurdering", "string"),
            ][..],
        ),
        ("bog", ENTRIES, &[("navn", "string"), ("dato", "date"), ("beloeb", "number")]),
        ("indeks", INDEX, &[("aar", "year"), ("tal", "number")]),
        ("maal", GOALS, &[("maal", "string"), ("vaerdi", "integer"), ("fra", "yearmonth"), ("til", "yearmonth")]),
        ("forloeb", SPELLS, &[("navn", "string"), ("fra_uge", "string"), ("til_uge", "string")]),
    ] {
        let fields = fields.iter().map(field).collect::<Vec<_>>().join(", ");
        project.write(
            &format!("data-schema/{name}.json"),
            format!("{{\"fields\": [{fields}], \"missingValues\": [\"\"]}}"),
        );
        project.write(&format!("reports/lille/extracts/{name}.csv"), text);
        extracts.push_str(&format!("{name} = {{ file = \"{name}.csv\", schema = \"{name}\" }}\n"));
    }
    project.edit(
        SPEC,
        "[extracts]\n",
        &format!("[periods]\nuger = {{ of = \"weeks\", since = \"2018-01\" }}\n[extracts]\n{extracts}"),
    );
    project
}

/// The rows of the view `v`, each as its cells.
fn told(view: &str, select: &str) -> Vec<String> {
    let project = project(&format!("[views.v]\n{view}"));
    let run = project.sporbar(&["query", &project.report, &format!("SELECT {select} FROM v")]).ends(0);
    let lines = run.out.lines().skip(2).take_while(|line| !line.trim().is_empty());
    lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list of rules, each with what it makes of the rows")]
fn each_rule_makes_of_the_rows_what_it_says() {
    for (view, select, rows) in [
        // The last row is from after the status month.
        ("of = 'svar'\nknown-from = 'dato'\nwhere = \"boelge = 2\"", "navn, helbred", &["A 6"][..]),
        ("of = 'svar'\nknown-from = 'EXTRACT(YEAR FROM dato)'\nwhere = \"boelge = 2\"", "navn", &["A"]),
        (
            "of = 'svar'\nlater-is-empty = { dato = ['helbred'] }\nwhere = \"boelge = 2\"",
            "navn, dato IS NULL AS intet, helbred IS NULL AS heller_ikke",
            &["A false false", "C true true"],
        ),
        ("of = 'svar'\nlater-is-empty = ['dato']\nwhere = \"dato IS NULL\"", "navn, helbred", &["C 8"]),
        ("of = 'maal'\nkey = ['maal']\nholds = { from = 'fra', to = 'til' }", "maal, vaerdi", &["M1 2"]),
        (
            "of = 'svar'\nmissing-codes = { helbred = ['99'], vurdering = ['Ved ikke'] }\nwhere = 'helbred IS NULL OR vurdering IS NULL'",
            "navn",
            &["B", "C"],
        ),
        (
            "of = 'svar'\nkeep = { per = ['navn', 'boelge'], latest = 'dato' }\nwhere = 'boelge = 1'",
            "navn, helbred",
            &["A 4", "B 2", "C 99"],
        ),
        ("of = 'svar'\nkeep = { per = 'navn', least = ['boelge', 'dato'] }", "navn, helbred", &["A 3", "B 2", "C 99"]),
        ("of = 'svar'\nkeep = { per = 'navn', latest = 'mod', least = 'dato' }", "navn, mod", &["A 99", "B 7", "C 4"]),
        // Three weeks, and of the open spell those that are over: from the third to the last of the year, which ends on the 30th.
        (
            "of = 'forloeb'\neach = { periods = 'uger', from = 'fra_uge', to = 'til_uge', take = { uge = 'period' } }\nwhere = \"navn = 'A'\"",
            "navn, uge",
            &["A 2018W02", "A 2018W03", "A 2018W04"],
        ),
        // The Friday of the first week; the weeks around it.
        (
            "of = 'svar'\nwhere = \"navn = 'A' AND helbred = 3\"\neach = { periods = 'uger', around = 'dato', first = 0, last = 2, as = 'k', take = { uge = 'period' } }",
            "uge, k",
            &["2018W01 0", "2018W02 1", "2018W03 2"],
        ),
        (
            "of = 'svar'\nwhere = \"navn = 'A' AND helbred = 4\"\neach = { periods = 'uger', around = 'dato', first = -2, last = -1, as = 'k' }",
            "k",
            &["-2", "-1"],
        ),
        (
            "of = 'bog'\nknown-from = 'dato'\njoin = [{ table = 'uger', day = 'dato', take = { uge = 'period' }, unmatched = 'keep' }]",
            "navn, uge IS NULL AS ingen",
            &["A true", "B true", "A true"],
        ),
        (
            "of = 'forloeb'\njoin = [{ table = 'uger', by = { fra_uge = 'period' }, take = ['number'] }, { table = 'maal', by = { navn = 'maal' }, unmatched = 'drop' }]",
            "navn",
            &[],
        ),
        // 100 of 2016 are 102.7 of 2018, 101.4 of 2017 too, and those of 2018 are what they were.
        (
            "of = 'bog'\nknown-from = 'dato'\nprices = { amount = 'beloeb', date = 'dato', index = 'indeks', year = 'aar', value = 'tal', as = 'fast' }",
            "navn, ROUND(fast, 6) AS fast",
            &["A 102.7", "B 102.7", "A 50"],
        ),
        (
            "of = 'bog'\nwhere = \"navn = 'B'\"\nprices = { amount = 'beloeb', date = 'dato', index = 'indeks', year = 'aar', value = 'tal', of = 2016, as = 'fast' }",
            "ROUND(fast, 6) AS fast",
            &["100"],
        ),
        (
            "of = 'svar'\nwhere = \"navn = 'B'\"\ncolumns = { dobbelt = 'helbred * 2', helbred = 'dobbelt + 1' }",
            "dobbelt, helbred",
            &["4 5"],
        ),
        (
            "of = 'svar'\nwhere = \"navn = 'B'\"\nlong = { columns = { 'Helbred' = 'helbred', 'Mod' = 'mod' }, name = 'hvad', value = 'svar' }",
            "navn, hvad, svar",
            &["B Helbred 2", "B Mod 7"],
        ),
        (
            "of = 'svar'\nwhere = 'boelge = 1'\nclasses = { klasse = { of = 'helbred', limits = [3, 5] } }",
            "navn, klasse",
            &["A 3-4", "A 3-4", "B Under 3", "C 5 og derover"],
        ),
        (
            "of = 'svar'\nwhere = \"navn = 'A'\"\nmissing-codes = { mod = ['99'] }\nclasses = { klasse = { of = 'mod', limits = [6], labels = ['lav', 'høj'] } }",
            "mod IS NULL AS intet, klasse IS NULL AS ingen",
            &["false false", "false false", "true true"],
        ),
        // B has no second wave, and C's is not known yet; A's later answer in the first counts.
        (
            "of = 'svar'\nknown-from = 'dato'\nkeep = { per = ['navn', 'boelge'], latest = 'dato' }\npairs = { wave = 'boelge', per = 'navn', value = 'helbred' }",
            "navn, pair, before, after",
            &["A 1-2 4 6"],
        ),
        (
            "of = 'svar'\nwhere = \"navn = 'C'\"\nmissing-codes = { helbred = ['99'] }\npairs = { wave = 'boelge', per = 'navn', value = 'helbred' }",
            "navn",
            &[],
        ),
        (
            "of = 'svar'\nwhere = \"navn = 'C'\"\npairs = { wave = 'boelge', per = 'navn', value = 'mod', from = '2' }",
            "navn",
            &[],
        ),
    ] {
        assert_eq!(told(view, select), rows, "{view}");
    }
    assert_eq!(
        told(
            "of = 'forloeb'\nwhere = \"navn = 'B'\"\neach = { periods = 'uger', from = 'fra_uge', to = 'til_uge' }",
            "COUNT(*) AS uger"
        ),
        ["50"]
    );
}

#[test]
fn a_row_of_such_a_view_is_followed_to_the_rows_behind_it() {
    let view = "[views.v]\nof = 'svar'\nknown-from = 'dato'\nkeep = { per = ['navn', 'boelge'], latest = 'dato' }\npairs = { wave = 'boelge', per = 'navn', value = 'helbred' }\nkey = ['navn', 'pair']";
    let project = project(view);
    let spec = project.text(SPEC);
    let exhibit = "[[exhibit]]\nid = 'par'\ntitle = 'Par'\nmeasure = { kind = 'rows', of = 'v', value = 'after - before' }\nseries = { 'Ændring' = 'TRUE' }\nunit = 'point'\nstat = 'mean'\nshow = 'table'\nsource = 'Prøve'\n";
    project.write(SPEC, format!("{spec}\n{exhibit}"));
    project.edit("reports/lille/tekst.typ", "vis(\"personer\")", "vis(\"personer\") }} {{ vis(\"par\")");
    project.build();
    assert!(
        project.text("out/lille/data/par.csv").contains(",mean,2,,,1,"),
        "{}",
        project.text("out/lille/data/par.csv")
    );
    let run = project.sporbar(&["trace", &project.report, "par", "--format", "csv"]).ends(0);
    // The answer of February and that of August: the third and the fourth line of the file, and none of the others.
    let rows: Vec<&str> = run.out.lines().filter(|line| line.contains("svar.csv")).collect();
    assert_eq!(rows.len(), 2, "{}", run.out);
    assert!(rows[0].contains('3') && rows[1].contains('4'), "{rows:?}");
    // What the view rests on is what the exhibit rests on.
    let hash = |text: &str| sporbar::audit::definitions(text)["par"].sha256();
    let spec = project.text(SPEC);
    assert_ne!(hash(&spec), hash(&spec.replace("latest = 'dato'", "least = 'dato'")));
    assert_ne!(hash(&spec), hash(&spec.replace("schema = \"svar\"", "schema = \"bog\"")), "the extract below the view");
    assert_eq!(hash(&spec), hash(&spec.replace("schema = \"bog\"", "schema = \"svar\"")), "another extract");
}

#[test]
fn what_a_rule_cannot_take_is_told_where_it_stands() {
    for (view, code, said) in [
        ("of = 'svaret'", "unknown-name", "did you mean `svar`?"),
        ("of = 'svar'\nquery = 'SELECT navn FROM svar'", "bad-value", "says both `query` and `of`"),
        (
            "query = 'SELECT navn FROM svar'\nkeep = { per = 'navn', latest = 'navn' }",
            "bad-value",
            "this view is a query",
        ),
        ("of = 'svar'\nkept = 1", "unknown-key", "did you mean `keeps`?"),
        ("of = 'svar'\nknown-from = 'navn'", "sql-type", "cannot be held against the status month"),
        ("of = 'svar'\nknown-from = 'datoen'", "sql-column", "did you mean dato?"),
        ("of = 'svar'\nlater-is-empty = ['vurdering']", "sql-type", "neither a day, a month nor a year"),
        ("of = 'svar'\nlater-is-empty = { dato = ['helbrd'] }", "sql-column", "did you mean `helbred`?"),
        ("of = 'svar'\nmissing-codes = { helbred = ['ved ikke'] }", "sql-type", "the column holds a whole number"),
        ("of = 'borgere'\nmissing-codes = { Rolle = ['Mor'] }", "sql-never-true", "did you mean 'mor'?"),
        ("of = 'svar'\nwhere = \"helbred\"", "sql-type", "neither true nor false"),
        ("of = 'svar'\nwhere = \"vurdering <> 'God'\"", "sql-empty-dropped", "vurdering"),
        ("of = 'svar'\nkeep = { latest = 'dato' }", "missing-key", "`per`"),
        ("of = 'svar'\nkeep = { per = 'navn' }", "missing-key", "`latest`"),
        ("of = 'svar'\nkeep = { per = [], latest = 'dato' }", "bad-value", "names no column"),
        (
            "of = 'svar'\nkeep = { per = 'navn', least = 'boelge' }",
            "undecided-row",
            "1 of 3 have several rows that are equal by `boelge`",
        ),
        ("of = 'maal'\nkeep = { per = 'til', latest = 'fra' }", "empty-key", "is empty in 2 of 3 rows"),
        ("of = 'svar'\neach = { periods = 'bog', around = 'dato', as = 'k' }", "sql-column", "is no table of periods"),
        ("of = 'svar'\neach = { periods = 'uger', around = 'navn', as = 'k' }", "sql-type", "and no days"),
        (
            "of = 'svar'\neach = { periods = 'uger', from = 'dato', to = 'navn' }",
            "sql-type",
            "no spell runs between them",
        ),
        ("of = 'svar'\neach = { periods = 'uger', from = 'dato' }", "missing-key", "`to`"),
        (
            "of = 'svar'\njoin = [{ table = 'bog', by = ['navn'], take = ['beloeb'] }]",
            "not-unique",
            "has several rows for one",
        ),
        (
            "of = 'forloeb'\njoin = [{ table = 'maal', by = { navn = 'maal' } }]",
            "view-rows",
            "has no row for 2 of 2 rows",
        ),
        ("of = 'svar'\njoin = [{ table = 'bog', by = ['navn'] }]", "double-name", "a column `dato` already"),
        ("of = 'svar'\njoin = [{ table = 'bog', by = ['boelge'] }]", "sql-column", "there is no column `boelge`"),
        ("of = 'svar'\njoin = [{ table = 'bog', by = { boelge = 'navn' }, take = ['beloeb'] }]", "sql-type", "number"),
        ("of = 'svar'\njoin = [{ table = 'bog', by = ['navn'], unmatched = 'skip' }]", "bad-value", "cannot be `skip`"),
        (
            "of = 'bog'\nprices = { amount = 'beloeb', date = 'dato', index = 'indeks', year = 'aar', value = 'tal', as = 'fast' }",
            "view-rows",
            "has no number for 2019",
        ),
        (
            "of = 'bog'\nknown-from = 'dato'\nprices = { amount = 'beloeb', date = 'dato', index = 'indeks', year = 'aar', value = 'tal', of = 2030, as = 'fast' }",
            "view-rows",
            "has no number for the year whose prices are wanted",
        ),
        (
            "of = 'bog'\nprices = { amount = 'beloeb', date = 'navn', index = 'indeks', year = 'aar', value = 'tal', as = 'fast' }",
            "sql-type",
            "neither days nor years",
        ),
        (
            "of = 'bog'\nknown-from = 'dato'\nprices = { amount = 'beloeb', date = 'dato', index = 'maal', year = 'vaerdi', value = 'maal', as = 'fast' }",
            "sql-type",
            "must hold numbers",
        ),
        (
            "of = 'svar'\nlong = { columns = ['helbred', 'vurdering'], name = 'hvad', value = 'svar' }",
            "sql-not-offered",
            "a whole number in one query and a text in the other",
        ),
        (
            "of = 'svar'\nlong = { columns = ['helbred', 'mod'], name = 'navn', value = 'svar' }",
            "double-name",
            "a column `navn` already",
        ),
        (
            "of = 'svar'\nclasses = { klasse = { of = 'helbred', limits = [5], least = 3 } }",
            "undeclared-category",
            "1 of 6 rows are below 3",
        ),
        ("of = 'svar'\nclasses = { klasse = { of = 'navn', limits = [5] } }", "sql-type", "neither a number"),
        ("of = 'svar'\nclasses = { klasse = { of = 'helbred' } }", "missing-key", "`limits`"),
        ("of = 'svar'\npairs = { wave = 'boelge', per = 'navn', value = 'helbred' }", "not-unique", "in the same wave"),
        (
            "of = 'svar'\npairs = { wave = 'boelge', per = 'navn', value = 'helbred' }\nlong = { columns = ['mod'], name = 'a', value = 'b' }",
            "bad-value",
            "says both `long` and `pairs`",
        ),
    ] {
        let uses = "\n[[exhibit]]\nid = 'v'\ntitle = 'V'\nmeasure = { kind = 'sql', query = 'SELECT 1 AS unit, 1 AS value FROM v' }\nstat = 'count'\nshow = 'table'\nsource = 'Prøve'\n";
        let project = project(&format!("[views.v]\n{view}"));
        let spec = project.text(SPEC);
        project.write(SPEC, format!("{spec}{uses}"));
        let run = project.sporbar(&["check", &project.report]).run();
        assert!(run.err.contains(&format!("error[{code}]")) && run.err.contains(said), "{view}:\n{}", run.err);
        assert_ne!(run.status, 0);
    }
}

#[test]
fn a_group_is_told_by_the_limits_of_a_number() {
    let group = |keys: &str| {
        let exhibit = "[[exhibit]]\nid = 'tid'\ntitle = 'Tid'\npopulation = 'projekt'\nmeasure = { kind = 'tally' }\nseries = 'tid'\nstat = 'count'\nshow = 'table'\nsource = 'Prøve'\n";
        with("", &format!("[groups.tid]\nof = 'projekt'\ncolumn = 'project_months'\n{keys}\n{exhibit}"))
    };
    // Three came in January and are there still, two were there from March to October.
    for (keys, low, high) in [
        ("limits = [8]\nstep = 1", "Under 8", "8 og derover"),
        ("limits = [8]\nlabels = ['Kort', 'Lang']", "Kort", "Lang"),
    ] {
        let project = group(keys);
        project.edit("reports/lille/tekst.typ", "vis(\"personer\")", "vis(\"personer\") }} {{ vis(\"tid\")");
        project.build();
        let data = project.text("out/lille/data/tid.csv");
        assert!(data.contains(&format!(",{low},,count,2,")) && data.contains(&format!(",{high},,count,3,")), "{data}");
    }
    for (keys, code, said) in [
        ("limits = [8]", "missing-key", "step = 1 for whole ones"),
        ("limits = [8]\nstep = 1\nleast = 0", "bad-value", "has a `least`"),
        ("limits = [8, 6]\nstep = 1", "bad-value", "does not lie above"),
    ] {
        let project = group(keys);
        let run = project.sporbar(&["check", &project.report]).ends(2);
        assert!(run.err.contains(&format!("error[{code}]")) && run.err.contains(said), "{keys}:\n{}", run.err);
    }
}

#[test]
fn rows_that_say_the_same_are_one_and_the_first_of_them_is_kept() {
    let project = project("[views.v]\nof = 'bog'\nkeep = { per = 'navn', latest = 'dato' }");
    project.write("reports/lille/extracts/bog.csv", "navn,dato,beloeb\nA,2016-03-01,100\nA,2016-03-01,100\n");
    let run = project.sporbar(&["query", &project.report, "SELECT COUNT(*) AS antal FROM v"]).ends(0);
    assert!(run.out.lines().any(|line| line.trim() == "1"), "{}", run.out);
}

#[test]
fn the_examples_of_the_page_are_views_whose_values_others_have_computed() {
    let read = |path: &str| std::fs::read_to_string(repository().join(path)).expect("a text");
    let (page, spec) = (read("docs/views.md"), read("reports/jobcenter-effekt/report.toml"));
    let examples: Vec<String> = blocks(&page).into_iter().map(|block| block.text).collect();
    assert!(examples.len() >= 8, "{} examples", examples.len());
    for example in examples {
        assert!(spec.contains(&example), "not in the report's spec:\n{example}");
    }
}
