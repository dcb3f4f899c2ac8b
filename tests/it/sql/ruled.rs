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
    told_in(&project(&format!("[views.v]\n{view}")), select)
}

fn told_in(project: &Project, select: &str) -> Vec<String> {
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
        // Each of the two beside each of the three, whatever table they are of.
        (
            "of = 'forloeb'\neach = { periods = 'maal', take = { maal = 'maal', tal = 'vaerdi' } }",
            "navn, maal, tal",
            &["A M1 1", "A M1 2", "A M2 3", "B M1 1", "B M1 2", "B M2 3"],
        ),
        (
            "of = 'bog'\nknown-from = 'dato'\ngroup = { per = 'navn', columns = { i_alt = 'SUM(beloeb)', antal = 'COUNT(*)' } }",
            "navn, i_alt, antal",
            &["A 150 2", "B 101.4 1"],
        ),
        // Of C there is no entry: a count is none, and a sum is not known.
        (
            "of = 'svar'\nkeep = { per = 'navn', latest = 'dato' }\ngather = [{ table = 'bog', by = ['navn'], where = 'beloeb > 10', columns = { antal = 'COUNT(*)', i_alt = 'SUM(beloeb)' } }]\ncolumns = { nul = 'COALESCE(i_alt, 0)' }",
            "navn, antal, i_alt IS NULL AS ingen, nul",
            &["A 2 false 150", "B 1 false 101.4", "C 0 true 0"],
        ),
        (
            "of = 'forloeb'\nwhere = \"navn = 'A'\"\ngather = [{ table = 'bog', by = ['navn'], outside = 'kun A', columns = { antal = 'COUNT(*)' } }]",
            "navn, antal",
            &["A 3"],
        ),
        // A's three entries in order of days, and B's one, which none follows.
        (
            "of = 'bog'\nnext = { rows = 2, per = 'navn', by = 'dato', columns = { i_alt = 'SUM(beloeb)', sidst = 'MAX(dato)' } }",
            "navn, beloeb, i_alt, sidst",
            &["A 100 150 2018-12-31", "A 50 57 2019-01-01"],
        ),
        (
            "of = 'bog'\nnext = { rows = 3, per = 'navn', by = ['beloeb', 'dato'], columns = { foerst = 'FIRST(beloeb ORDER BY beloeb)', alle = 'BOOL_AND(beloeb > 5)' } }",
            "navn, beloeb, foerst, alle",
            &["A 7 7 true"],
        ),
        // The day of an expression.
        (
            "of = 'svar'\nwhere = \"navn = 'A' AND helbred = 3\"\njoin = [{ table = 'uger', day = 'dato + 7', take = { uge = 'period' } }]",
            "uge",
            &["2018W02"],
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
#[expect(clippy::too_many_lines, reason = "a table of what is refused")]
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
        ("of = 'svar'\neach = { periods = 'uger', to = 'dato' }", "missing-key", "`from`"),
        ("of = 'svar'\neach = { periods = 'uger', outside = 'x' }", "unknown-key", "`outside`"),
        ("of = 'maal'\nholds = { from = 'til', to = 'fra' }", "empty-key", "`til` is empty in 2 of 3 rows"),
        (
            "of = 'svar'\nknown-from = 'dato'\nkeep = { per = ['navn', 'boelge'], latest = 'dato' }\npairs = { wave = 'boelge', per = 'navn', value = 'mod', from = '3' }",
            "view-rows",
            "is of the wave `3`",
        ),
        ("of = 'maal'\njoin = [{ table = 'uger', day = 'maal' }]", "sql-type", "and no days"),
        ("of = 'svar'\njoin = [{ table = 'uger', day = 'datoen + 7' }]", "sql-column", "did you mean dato?"),
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
        (
            "of = 'svar'\neach = { periods = 'uger', take = { navn = 'period' } }",
            "double-name",
            "a column `navn` already",
        ),
        (
            "of = 'svar'\neach = { periods = 'uger', around = 'dato', first = 0, last = 0, as = 'navn' }",
            "double-name",
            "a column `navn` already",
        ),
        ("of = 'svar'\njoin = [{ table = 'bog', by = ['boelge'] }]", "sql-column", "there is no column `boelge`"),
        ("of = 'svar'\njoin = [{ table = 'bog', by = { boelge = 'navn' }, take = ['beloeb'] }]", "sql-type", "number"),
        ("of = 'svar'\njoin = [{ table = 'bog', by = ['navn'], unmatched = 'skip' }]", "bad-value", "cannot be `skip`"),
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
        (
            "of = 'forloeb'\nwhere = \"navn = 'A'\"\ngather = [{ table = 'bog', by = ['navn'], columns = { antal = 'COUNT(*)' } }]",
            "view-rows",
            "1 of 4 rows of `bog` belong to no row of the view `v`",
        ),
        (
            "of = 'svar'\ngather = [{ table = 'bog', by = { boelge = 'navn' }, columns = { antal = 'COUNT(*)' } }]",
            "sql-type",
            "is never the same",
        ),
        (
            "of = 'svar'\ngather = [{ table = 'bog', by = ['navn'], columns = { dato = 'MAX(dato)' } }]",
            "double-name",
            "a column `dato` already",
        ),
        ("of = 'svar'\ngather = [{ table = 'bog', by = ['navn'] }]", "missing-key", "`columns`"),
        (
            "of = 'svar'\ngather = [{ table = 'bog', by = ['navn'], columns = { sum = 'SUM(beloebb)' } }]",
            "sql-column",
            "did you mean beloeb?",
        ),
        (
            "of = 'svar'\nnext = { rows = 2, per = 'navn', by = 'boelge', columns = { antal = 'COUNT(*)' } }",
            "undecided-row",
            "1 rows stand at the same place as another of the same",
        ),
        (
            "of = 'maal'\nnext = { rows = 2, per = 'maal', by = 'til', columns = { antal = 'COUNT(*)' } }",
            "empty-key",
            "`til` is empty in 2 of 3 rows",
        ),
        (
            "of = 'bog'\nnext = { rows = 1, per = 'navn', by = 'dato', columns = { antal = 'COUNT(*)' } }",
            "bad-value",
            "of so few none follows",
        ),
        (
            "of = 'bog'\nnext = { rows = 2, per = 'navn', by = 'dato', columns = { beloeb = 'SUM(beloeb)' } }",
            "double-name",
            "a column `beloeb` already",
        ),
        (
            "of = 'bog'\nnext = { rows = 2, per = 'navn', by = 'datoo', columns = { i_alt = 'SUM(beloeb)' } }",
            "sql-column",
            "did you mean `dato`?",
        ),
        (
            "of = 'bog'\nnext = { per = 'navn', by = 'dato', columns = { i_alt = 'SUM(beloeb)' } }",
            "missing-key",
            "`rows`",
        ),
        (
            "of = 'maal'\ngroup = { per = 'til', columns = { antal = 'COUNT(*)' } }",
            "empty-key",
            "is empty in 2 of 3 rows",
        ),
        ("of = 'maal'\ngroup = { per = 'maal', columns = { maal = 'COUNT(*)' } }", "double-name", "grouped per `maal`"),
        ("of = 'maal'\ngroup = { per = [], columns = { antal = 'COUNT(*)' } }", "bad-value", "names no column"),
        ("of = 'svar'\nclasses = { klasse = { of = 'navn', limits = [5] } }", "sql-type", "neither a number"),
        ("of = 'svar'\nclasses = { klasse = { of = 'helbred' } }", "missing-key", "`limits`"),
        ("of = 'svar'\npairs = { wave = 'boelge', per = 'navn', value = 'helbred' }", "not-unique", "in the same wave"),
        (
            "of = 'svar'\npairs = { wave = 'boelge', per = 'navn', value = 'helbred' }\nlong = { columns = ['mod'], name = 'a', value = 'b' }",
            "bad-value",
            "says both `long` and `pairs`",
        ),
    ] {
        refuses(view, code, &[said]);
    }
}

/// That a check of the small report with this view ends with a finding that says so.
fn refuses(view: &str, code: &str, said: &[&str]) {
    refuses_in(&project(&format!("[views.v]\n{view}")), view, code, said);
}

fn refuses_in(project: &Project, view: &str, code: &str, said: &[&str]) {
    let uses = "\n[[exhibit]]\nid = 'v'\ntitle = 'V'\nmeasure = { kind = 'sql', query = 'SELECT 1 AS unit, 1 AS value FROM v' }\nstat = 'count'\nshow = 'table'\nsource = 'Prøve'\n";
    let spec = project.text(SPEC);
    project.write(SPEC, format!("{spec}{uses}"));
    let run = project.sporbar(&["check", &project.report]).run();
    let told = run.err.contains(&format!("error[{code}]")) && said.iter().all(|said| run.err.contains(said));
    assert!(told, "{view}: {said:?}\n{}", run.err);
    assert_ne!(run.status, 0);
}

/// Amounts in the prices of the status month's year.
const PRICES: &str =
    "prices = { amount = 'beloeb', date = 'dato', index = 'indeks', year = 'aar', value = 'tal', as = 'fast' }";

#[test]
fn amounts_are_told_in_the_prices_of_a_year_that_the_index_has() {
    let known = format!("of = 'bog'\nknown-from = 'dato'\n{PRICES}");
    // 100 of 2016 are 102.7 of 2018, 101.4 of 2017 too, and those of 2018 are what they were.
    assert_eq!(told(&known, "navn, ROUND(fast, 6) AS fast"), ["A 102.7", "B 102.7", "A 50"]);
    let of_2016 = known.replace("as = 'fast'", "of = 2016, as = 'fast'");
    assert_eq!(told(&of_2016, "ROUND(fast, 6) AS fast"), ["100", "100", "48.685492"]);
    for (view, code, said) in [
        (known.replace("known-from = 'dato'\n", ""), "view-rows", "has no number for 2019"),
        (known.replace("as = 'fast'", "of = 2030, as = 'fast'"), "view-rows", "the year whose prices are wanted"),
        (known.replace("date = 'dato'", "date = 'navn'"), "sql-type", "neither days nor years"),
        (
            known.replace("'indeks', year = 'aar', value = 'tal'", "'maal', year = 'vaerdi', value = 'maal'"),
            "sql-type",
            "must hold numbers",
        ),
    ] {
        refuses(&view, code, &[said]);
    }
    // Sums in fixed prices would lack an amount of which nobody knows the year, and those in current prices would not.
    let project = project(&format!("[views.v]\nof = 'bog'\n{PRICES}"));
    project.write("reports/lille/extracts/bog.csv", "navn,dato,beloeb\nA,2016-03-01,100\nB,,5\nC,,\n");
    refuses_in(&project, PRICES, "empty-key", &["is empty in 1 of 3 rows", "which have an amount", "bog.csv, row 3"]);
}

/// Spells and days at the ends of the weeks that there are, 2018W01 to 2018W52.
const AT_THE_ENDS: &str = "navn,fra_uge,til_uge,fra,til,dag\n\
    A,2017W50,2018W02,2017-12-11,2018-01-14,2017-12-11\n\
    B,2017W02,2017W03,2017-01-09,2017-01-22,2018-01-31\n\
    C,2018W51,,2018-12-17,,2018-12-31\n\
    D,2019W01,2019W02,2019-01-01,2019-01-13,2019-01-02\n";

/// The small report with a view of these rows, and a table of some of the weeks.
fn at_the_ends(rows: &str, view: &str) -> Project {
    let some = "[views.nogle]\nof = 'uger'\nwhere = \"period <= '2018W10'\"\n";
    let project = project(&format!("{some}[views.v]\nof = 'ender'\n{view}"));
    let field = |(name, kind): (&str, &str)| format!("{{\"name\": \"{name}\", \"type\": \"{kind}\"}}");
    let fields = [
        ("navn", "string"),
        ("fra_uge", "string"),
        ("til_uge", "string"),
        ("fra", "date"),
        ("til", "date"),
        ("dag", "date"),
    ];
    let fields = fields.map(field).join(", ");
    project.write("data-schema/ender.json", format!("{{\"fields\": [{fields}], \"missingValues\": [\"\"]}}"));
    project.write("reports/lille/extracts/ender.csv", rows);
    project.edit(SPEC, "[extracts]\n", "[extracts]\nender = { file = \"ender.csv\", schema = \"ender\" }\n");
    project
}

const SPELL: &str = "each = { periods = 'uger', from = 'fra_uge', to = 'til_uge', take = { uge = 'period' } }";
const DAYS: &str = "each = { periods = 'uger', from = 'fra', to = 'til', take = { uge = 'period' } }";
const AROUND: &str =
    "each = { periods = 'uger', around = 'dag', first = -1, last = 1, as = 'k', take = { uge = 'period' } }";

#[test]
fn periods_that_are_not_there_are_told_or_left_out_for_a_reason() {
    let meant = |each: &str| each.replacen("take", "outside = 'før projektet', take", 1);
    // A began before the first week and B ended before it; of D, which begins after the status month, nothing is known yet.
    let lost = [
        "2 of 4 rows of the view `v` have periods that `uger` lacks: 2 before its first, 2018W01",
        "ender.csv, row 2",
        "ender.csv, row 3",
        "outside = \"why\"",
    ];
    for spell in [SPELL, DAYS] {
        refuses_in(&at_the_ends(AT_THE_ENDS, spell), spell, "outside-periods", &lost);
        let kept = told_in(&at_the_ends(AT_THE_ENDS, &meant(spell)), "navn, uge");
        assert_eq!(kept, ["A 2018W01", "A 2018W02", "C 2018W51", "C 2018W52"], "{spell}");
    }
    // A's day lies before the first week. C's lies in the week that is running, so that the one before it is over; D's has not come.
    let lost =
        ["1 of 4 rows of the view `v` have periods that `uger` lacks: 1 before its first, 2018W01", "ender.csv, row 2"];
    refuses_in(&at_the_ends(AT_THE_ENDS, AROUND), AROUND, "outside-periods", &lost);
    let kept = told_in(&at_the_ends(AT_THE_ENDS, &meant(AROUND)), "navn, uge, k");
    assert_eq!(kept, ["B 2018W04 -1", "B 2018W05 0", "B 2018W06 1", "C 2018W52 -1"]);
    // A day in a week that is there loses those before the first; without a first one those of the table are the ends.
    let early = AROUND.replace("first = -1", "first = -5");
    let after = AT_THE_ENDS.replace("2017-12-11\n", "2018-03-01\n");
    refuses_in(
        &at_the_ends(&after, &early),
        &early,
        "outside-periods",
        &["1 of 4 rows", "1 before its first", "ender.csv, row 3"],
    );
    let open = AROUND.replace("first = -1, ", "");
    let open = format!(
        "{open}\ngroup = {{ per = 'navn', columns = {{ foerst = 'MIN(k)', sidst = 'MAX(k)', antal = 'COUNT(*)' }} }}"
    );
    let kept = told_in(&at_the_ends(&after, &open), "navn, foerst, sidst, antal");
    assert_eq!(kept, ["A -8 1 10", "B -4 1 6", "C -52 -1 52"]);
}

#[test]
fn a_table_that_ends_before_the_status_month_loses_what_comes_after_it() {
    let of_some = |each: &str| each.replace("'uger'", "'nogle'");
    let rows = "navn,fra_uge,til_uge,fra,til,dag\nA,2018W02,2018W03,2018-01-08,2018-01-21,2018-01-08\nB,2018W03,,2018-01-15,,2018-12-01\n";
    let some = |each: &str| at_the_ends(rows, &of_some(each));
    for each in [SPELL, DAYS, AROUND] {
        refuses_in(
            &some(each),
            each,
            "outside-periods",
            &["1 of 2 rows", "1 after its last, 2018W10", "ender.csv, row 3"],
        );
    }
    // A week in the middle is not there.
    let gap = |each: &str| {
        let project = some(each);
        project.edit(SPEC, "period <= '2018W10'", "period <> '2018W02'");
        project
    };
    for each in [SPELL, AROUND] {
        refuses_in(
            &gap(each),
            each,
            "outside-periods",
            &["1 of 2 rows", "1 between those that it has", "ender.csv, row 2"],
        );
    }
    // A spell of days has a day in the week after it.
    assert_eq!(told_in(&gap(DAYS), "navn, uge").first().map(String::as_str), Some("A 2018W03"));
}

#[test]
fn what_is_no_period_and_no_spell_is_told() {
    let changed = |from: &str, to: &str| {
        let rows = "navn,fra_uge,til_uge,fra,til,dag\nA,2018W02,2018W03,2018-01-08,2018-01-21,2018-01-08\n";
        assert!(rows.contains(from), "{from}");
        rows.replacen(from, to, 1)
    };
    for (each, rows, code, said) in [
        (SPELL, changed("2018W02", "2018-W2"), "outside-periods", "`fra_uge` is none of the periods in 1 of 1 rows"),
        // 2018 has 52 weeks.
        (SPELL, changed("2018W03", "2018W53"), "outside-periods", "`til_uge` is none of the periods"),
        (SPELL, changed("2018W03", "2018-05"), "outside-periods", "write it as in `2018W01`"),
        (
            SPELL,
            changed("2018W03", "2018W01"),
            "spell-ends-before-start",
            "`til_uge` comes before the beginning in 1 of 1",
        ),
        (SPELL, changed("2018W03", "2017W01"), "spell-ends-before-start", "`til_uge` comes before the beginning"),
        (DAYS, changed("2018-01-21", "2018-01-07"), "spell-ends-before-start", "`til` comes before the beginning"),
        (SPELL, changed("2018W02", ""), "empty-key", "`fra_uge` is empty in 1 of 1 rows"),
        (DAYS, changed("2018-01-08", ""), "empty-key", "`fra` is empty in 1 of 1 rows"),
        (AROUND, changed("2018-01-21,2018-01-08", "2018-01-21,"), "empty-key", "`dag` is empty in 1 of 1 rows"),
    ] {
        refuses_in(&at_the_ends(&rows, each), each, code, &[said, "ender.csv, row 2"]);
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
fn rows_that_a_rule_cannot_take_are_named() {
    for (view, code, rows) in [
        ("of = 'svar'\nkeep = { per = 'navn', least = 'boelge' }", "undecided-row", &["svar.csv, row 2"][..]),
        ("of = 'maal'\nkeep = { per = 'til', latest = 'fra' }", "empty-key", &["maal.csv, row 3", "maal.csv, row 4"]),
        (
            "of = 'svar'\njoin = [{ table = 'bog', by = ['navn'], take = ['beloeb'] }]",
            "not-unique",
            &["svar.csv, row 2"],
        ),
        (
            "of = 'forloeb'\njoin = [{ table = 'maal', by = { navn = 'maal' } }]",
            "view-rows",
            &["forloeb.csv, row 2", "forloeb.csv, row 3"],
        ),
        (
            "of = 'svar'\nclasses = { klasse = { of = 'helbred', limits = [5], least = 3 } }",
            "undeclared-category",
            &["svar.csv, row 5"],
        ),
        (
            "of = 'svar'\npairs = { wave = 'boelge', per = 'navn', value = 'helbred' }",
            "not-unique",
            &["svar.csv, row 3"],
        ),
        (
            "of = 'forloeb'\nwhere = \"navn = 'A'\"\ngather = [{ table = 'bog', by = ['navn'], columns = { antal = 'COUNT(*)' } }]",
            "view-rows",
            &["bog.csv, row 3"],
        ),
    ] {
        refuses(view, code, rows);
    }
    // Of many the first few, and how many more there are.
    let many = "of = 'bog'\njoin = [{ table = 'maal', by = { navn = 'maal' } }]";
    refuses(
        many,
        "view-rows",
        &["bog.csv, row 2", "bog.csv, row 3", "bog.csv, row 4", "the same is so of 1 more rows"],
    );
}

#[test]
fn what_rows_come_to_is_followed_to_each_of_them() {
    for (view, of, rows) in [
        (
            "of = 'bog'\nknown-from = 'dato'\ngroup = { per = 'navn', columns = { i_alt = 'SUM(beloeb)' } }",
            "A",
            &["2", "4"][..],
        ),
        (
            "of = 'forloeb'\ngather = [{ table = 'bog', by = ['navn'], where = 'beloeb > 10', columns = { i_alt = 'SUM(beloeb)' } }]",
            "A",
            &["2", "4"],
        ),
        (
            "of = 'bog'\nknown-from = 'dato'\nnext = { rows = 2, per = 'navn', by = 'dato', columns = { i_alt = 'SUM(beloeb)' } }",
            "A",
            &["2", "4"],
        ),
    ] {
        let project = project(&format!("[views.v]\n{view}"));
        let spec = project.text(SPEC);
        let exhibit = format!(
            "[[exhibit]]\nid = 'sum'\ntitle = 'Sum'\nmeasure = {{ kind = 'rows', of = 'v', value = 'i_alt', where = \"navn = '{of}'\" }}\nseries = {{ 'Sum' = 'TRUE' }}\nunit = 'kr.'\nstat = 'sum'\nshow = 'table'\nsource = 'Prøve'\n"
        );
        project.write(SPEC, format!("{spec}\n{exhibit}"));
        project.edit("reports/lille/tekst.typ", "vis(\"personer\")", "vis(\"personer\") }} {{ vis(\"sum\")");
        project.build();
        let data = project.text("out/lille/data/sum.csv");
        assert!(data.contains(",sum,150,"), "{data}");
        let run = project.sporbar(&["trace", &project.report, "sum", "--format", "csv"]).ends(0);
        let found: Vec<&str> = run.out.lines().filter(|line| line.contains("bog.csv")).collect();
        assert_eq!(found.len(), rows.len(), "{}", run.out);
        assert!(found.iter().zip(rows).all(|(line, row)| line.contains(row)), "{}", run.out);
        // What the rows come to is what the exhibit rests on: the extract and the SQL.
        let hash = |text: &str| sporbar::audit::definitions(text)["sum"].sha256();
        let spec = project.text(SPEC);
        assert_ne!(hash(&spec), hash(&spec.replace("schema = \"bog\"", "schema = \"maal\"")), "{view}");
        assert_ne!(hash(&spec), hash(&spec.replace("SUM(beloeb)", "MAX(beloeb)")), "{view}");
        assert_eq!(hash(&spec), hash(&spec.replace("schema = \"svar\"", "schema = \"maal\"")), "{view}");
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

#[test]
fn a_table_of_ones_own_is_one_of_periods() {
    // The terms of a school, of which one is not over; spells that lie in one, in two, and begin in the status month's.
    let halves = "[views.halvaar]\nof = 'terminer'\ncolumns = { period = 'Termin', number = 'Nr', first_day = 'Start', last_day = 'Slut' }\n";
    let days = "{ periods = 'halvaar', from = 'Fra', to = 'Til', take = { termin = 'period' } }";
    let project = project(&format!("{halves}[views.v]\nof = 'ophold'\neach = {days}"));
    for (name, fields, text) in [
        (
            "terminer",
            "\"Termin:string\" \"Nr:integer\" \"Start:date\" \"Slut:date\"",
            "Termin,Nr,Start,Slut\n2017E,1,2017-08-01,2018-01-31\n2018F,2,2018-02-01,2018-07-31\n2018E,3,2018-08-01,2019-01-31\n",
        ),
        (
            "ophold",
            "\"navn:string\" \"Fra:date\" \"Til:date\"",
            "navn,Fra,Til\nA,2018-01-10,2018-02-20\nB,2018-02-12,2018-06-30\nC,2018-09-01,\n",
        ),
    ] {
        let fields: Vec<String> = fields
            .split_whitespace()
            .filter_map(|field| field.trim_matches('"').split_once(':'))
            .map(|(name, kind)| format!("{{\"name\": \"{name}\", \"type\": \"{kind}\"}}"))
            .collect();
        let layout = format!("{{\"fields\": [{}], \"missingValues\": [\"\"]}}", fields.join(", "));
        project.write(&format!("data-schema/{name}.json"), layout);
        project.write(&format!("reports/lille/extracts/{name}.csv"), text);
        project.edit(
            SPEC,
            "[extracts]\n",
            &format!("[extracts]\n{name} = {{ file = \"{name}.csv\", schema = \"{name}\" }}\n"),
        );
    }
    let told = told_in(&project, "navn, termin");
    assert_eq!(told, ["A 2017E", "A 2018F", "B 2018F", "C 2018E"]);
}
