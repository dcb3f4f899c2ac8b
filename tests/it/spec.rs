//! The spec's grammar: every example of the documentation works, and every mistake is met with help.

use std::fs;

use crate::support::{Project, repository};

const REPORT: &str = "reports/assens-statusmaaling";
const SPEC: &str = "reports/assens-statusmaaling/report.toml";

/// The spec of a real report without its exhibits: people, groups and states that examples can use.
fn base(project: &Project) -> String {
    let text = project.text(SPEC);
    let end = text.find("[[exhibit]]").expect("an exhibit");
    text[..end].to_owned()
}

/// The TOML examples of the pages on the spec and on statistics, but for those they say are not run.
fn examples() -> Vec<String> {
    let page = |name: &str| fs::read_to_string(repository().join("docs").join(name)).expect("the documentation");
    let text = page("spec.md") + &page("spec-statistics.md");
    let mut examples = Vec::new();
    let mut before = "";
    let mut rest = text.as_str();
    while let Some((head, tail)) = rest.split_once("```toml\n") {
        let (example, after) = tail.split_once("```").expect("every example ends");
        let intro = if head.trim_end().is_empty() { before } else { head };
        if !intro.trim_end().ends_with("-->") {
            examples.push(example.to_owned());
        }
        before = head;
        rest = after;
    }
    examples
}

#[test]
fn every_example_of_the_documentation_works() {
    let project = Project::with(REPORT);
    let base = base(&project);
    // The report's prose names the exhibits that the examples take the place of.
    for file in fs::read_dir(project.path(REPORT)).expect("the report").flatten() {
        if file.path().extension().is_some_and(|extension| extension == "typ") {
            fs::write(file.path(), "").expect("a file of the test's own");
        }
    }
    let examples = examples();
    assert!(examples.len() >= 12, "only {} examples were found", examples.len());
    for example in examples {
        project.write(SPEC, format!("{base}\n{example}"));
        let run = project.sporbar(&["check", REPORT]).run();
        assert_eq!(run.status, 0, "this example is not understood:\n{example}\n{}", run.err);
        let exhibits = example.matches("[[exhibit]]").count();
        assert!(run.err.contains(&format!(": {exhibits} exhibit")), "{}", run.err);
    }
}

#[test]
fn an_exhibit_of_one_measure_takes_fifteen_lines_at_most() {
    for example in examples().iter().filter(|example| example.contains("[[exhibit]]") && !example.contains("part]]")) {
        let lines = example.lines().filter(|line| !line.trim().is_empty()).count();
        assert!(lines <= 15, "{lines} lines:\n{example}");
    }
}

/// What `sporbar check` says of a spec in which `old` is replaced by `new`; the exit status must be 2.
fn said(old: &str, new: &str) -> String {
    let project = Project::with(REPORT);
    project.edit(SPEC, old, new);
    project.sporbar(&["check", REPORT]).ends(2).err
}

#[test]
fn an_unknown_key_is_met_with_the_likeliest() {
    let said = said("publisher = ", "publihser = ");
    assert!(said.contains("error[missing-key]"), "{said}");
    assert!(said.contains("error[unknown-key]"), "{said}");
    assert!(said.contains("did you mean `publisher`?"), "{said}");
    assert!(said.contains("report.toml:7:1"), "{said}");
}

#[test]
fn all_mistakes_are_told_at_once() {
    let project = Project::with(REPORT);
    project.edit(SPEC, "as-of     = \"2018-12\"", "as-of     = \"december\"");
    project.edit(SPEC, "policy    = \"publish-all\"", "policy    = \"publish-some\"");
    project.edit(SPEC, "over = \"start-and-latest\"", "over = \"start-and-end\"");
    project.edit(SPEC, "stat       = \"share\"", "stat       = \"percent\"");
    let said = project.sporbar(&["check", REPORT]).ends(2).err;
    for part in ["`december` is not a month", "`publish-some`", "`start-and-end`", "`percent`"] {
        assert!(said.contains(part), "{part} is not in:\n{said}");
    }
}

#[test]
fn names_that_nothing_has_are_told() {
    let said = |old: &str, new: &str| said(old, new);
    let population = said(
        "population = \"aktive_voksne\"\nmeasure    = { kind = \"composition\"",
        "population = \"aktive_voxne\"\nmeasure    = { kind = \"composition\"",
    );
    assert!(population.contains("error[unknown-name]: there is no population `aktive_voxne`"), "{population}");
    assert!(population.contains("did you mean `aktive_voksne`?"), "{population}");
    let state = said("state = \"ydelse\"", "state = \"ydelser\"");
    assert!(state.contains("there is no state `ydelser`"), "{state}");
    let extract = said("spells  = \"foranstaltninger\"\nvalue", "spells  = \"foranstaltning\"\nvalue");
    assert!(extract.contains("there is no extract `foranstaltning`"), "{extract}");
    let schema = said("schema = \"opus-udgifter\"", "schema = \"opus-udgift\"");
    assert!(schema.contains("did you mean `opus-udgifter`?"), "{schema}");
    let group = said("series     = \"gruppe\"", "series     = \"grupper\"");
    assert!(group.contains("did you mean `gruppe`?"), "{group}");
}

#[test]
fn circles_and_doubles_are_told() {
    let circle = said("[populations.projekt]\n", "[populations.projekt]\nfrom = \"maalgruppe\"\n");
    assert!(circle.contains("error[circular-definition]"), "{circle}");
    let double = said("id         = \"fig-02\"", "id         = \"fig-01\"");
    assert!(double.contains("two exhibits have the id `fig-01`"), "{double}");
    assert!(double.contains("first stands here"), "{double}");
}

#[test]
fn a_name_that_becomes_a_path_stays_in_its_folder() {
    for (old, new) in [
        ("id         = \"fig-02\"", "id         = \"../fig\""),
        ("id         = \"fig-02\"", "id         = \"nul\""),
        ("id         = \"fig-02\"", "id         = \"Fig-02\""),
        ("id         = \"fig-02\"", "id         = \"\""),
        ("file = \"udgifter.csv\"", "file = \"../../hemmeligt.csv\""),
        ("file = \"udgifter.csv\"", "file = \"/etc/passwd\""),
        ("file = \"udgifter.csv\"", "file = \"..\""),
        ("file = \"udgifter.csv\"", "file = \"mappe\\\\udgifter.csv\""),
        ("schema = \"opus-udgifter\"", "schema = \"../extracts/opus\""),
        ("template  = \"statusmaaling\"", "template  = \"../reports\""),
    ] {
        let said = said(old, new);
        assert!(said.contains("error[bad-value]"), "{new}: {said}");
        assert!(said.contains("cannot be an id") || said.contains("cannot be the name of a file"), "{new}: {said}");
    }
}

#[test]
fn drawings_and_exhibits_share_their_ids_and_files_differ_by_more_than_capitals() {
    let drawing = |id: &str| {
        format!(
            "[[drawing]]\nid = \"{id}\"\ntitle = \"T\"\nkind = \"ladder\"\n[[drawing.step]]\nname = \"A\"\ntext = \"B\"\ntone = \"step-1\"\n\n[[exhibit]]\nid         = \"fig-02\""
        )
    };
    let escapes = said("[[exhibit]]\nid         = \"fig-02\"", &drawing("../../../x"));
    assert!(escapes.contains("`../../../x` cannot be an id: it leads to another folder"), "{escapes}");
    let double = said("[[exhibit]]\nid         = \"fig-02\"", &drawing("fig-02"));
    assert!(double.contains("an exhibit and a drawing have the id `fig-02`"), "{double}");
    let capitals = said("file = \"udgifter.csv\"", "file = \"Borgere.csv\"");
    assert!(capitals.contains("are the same file on some systems"), "{capitals}");
}

#[test]
fn sql_is_judged_at_its_place() {
    let syntax = said("where = \"NOT active AND project_months < @mindste_tid\"", "where = \"project_months >=\"");
    assert!(syntax.contains("error[sql-syntax]"), "{syntax}");
    let column = said("where = \"NOT active AND project_months < @mindste_tid\"", "where = \"projekt_months >= 6\"");
    assert!(column.contains("error[sql-column]: there is no column `projekt_months` here"), "{column}");
    assert!(column.contains("did you mean project_months?"), "{column}");
    let number = said("where = \"NOT active AND project_months < @mindste_tid\"", "where = \"project_months\"");
    assert!(number.contains("this filter is neither true nor false"), "{number}");
    let types =
        said("where = \"NOT active AND project_months < @mindste_tid\"", "where = \"project_months >= 'seks'\"");
    assert!(types.contains("error[sql-type]"), "{types}");
}

#[test]
fn categories_must_share_out_the_people() {
    let twice = said("\"Flyttet\"           = \"\\\"Udtrædelsesårsag\\\" = 'Flyttet'\"", "\"Flyttet\" = \"TRUE\"");
    assert!(twice.contains("error[not-a-partition]"), "{twice}");
    let left_out = said("series     = [\"Ingen indsats\", \"Trin 1\", ", "series     = [\"Ingen indsats\", ");
    assert!(left_out.contains("the list leaves out Trin 1"), "{left_out}");
    // A label that the state does not list is the extract's error until the spec lists it.
    let project = Project::with(REPORT);
    project.edit(SPEC, "order   = [\"Trin 6\", \"Trin 5\", ", "order   = [\"Trin 6\", ");
    let merged = project.sporbar(&["check", REPORT]).ends(2).err;
    assert!(merged.contains("the state `trin` has no label `Trin 5`"), "{merged}");
    project.edit(SPEC, "\"Trin 4\", \"Trin 5\", \"Trin 6\"", "\"Trin 4\", \"Trin 6\"");
    let unlisted = project.sporbar(&["check", REPORT]).ends(1).err;
    assert!(unlisted.contains("error[undeclared-category]"), "{unlisted}");
    assert!(unlisted.contains("foranstaltninger.csv, row "), "{unlisted}");
}

#[test]
fn broken_toml_is_told_with_its_place() {
    let said = said("[disclosure]", "[disclosure");
    assert!(said.contains("error[toml-syntax]"), "{said}");
    assert!(said.contains("report.toml:"), "{said}");
}

#[test]
fn what_a_chart_cannot_be_asked_for_is_told() {
    let said = said(
        r#"{ kind = "lines", unit = "kr. pr. familiemedlem""#,
        r#"{ kind = "lines", decimals = 9, in = { unit = "mio.", of = 0 }, axes = { series = "x", x = "x" }, unit = "kr.""#,
    );
    assert!(said.contains("a figure's numbers have at most four decimals"), "{said}");
    assert!(said.contains("a unit is of more than nothing"), "{said}");
    assert!(said.contains("a dimension stands on two axes"), "{said}");
}

#[test]
fn a_table_is_laid_out_by_keys_that_are_there() {
    let project = Project::with(REPORT);
    let table = |layout: &str| {
        let text = project.text(SPEC);
        let at = text.find("id         = \"udtraadte\"").expect("the exhibit");
        let (before, after) = text.split_at(at);
        let after = after.replacen("table      = { corner = \"Årsag\", wide = true }", layout, 1);
        let copy = Project::with(REPORT);
        copy.write(SPEC, format!("{before}{after}"));
        copy.sporbar(&["check", REPORT]).run()
    };
    let fine = table("table = { corner = \"Årsag\", totals = [\"Andre årsager\"], decimals = { count = 0 } }");
    assert_eq!(fine.status, 0, "{}", fine.err);
    for (layout, told) in [
        ("table = { totals = [\"Andre årsag\"] }", "did you mean `Andre årsager`?"),
        ("table = { decimals = { antal = 1 } }", "there is no stat `antal`"),
        ("table = { decimals = { count = 7 } }", "a number has from 0 to 6 decimals"),
        ("table = { stats = \"down\" }", "`columns`"),
        ("table = { hjoerne = \"x\" }", "error[unknown-key]"),
        ("table = {}\nshow = \"table\"", "`table`"),
        ("units = { \"Andre årsag\" = \"personer\" }\nshow = \"table\"", "did you mean `Andre årsager`?"),
        ("units = { count = 7 }\nshow = \"table\"", "must be a text in quotes"),
        ("unit = \"kr.\"\nchart = { kind = \"bars\", unit = \"personer\" }", "says both `chart` and `unit`"),
        ("table = { facets = \"rows\", row-groups = { \"A\" = [\"Flyttet\"] } }", "`row-groups`"),
    ] {
        let run = table(layout);
        assert_eq!(run.status, 2, "{layout}: {}", run.err);
        assert!(run.err.contains(told), "{layout}: {}", run.err);
    }
}

#[test]
fn two_exhibits_of_a_kind_have_two_numbers() {
    let project = Project::with(REPORT);
    project.edit(SPEC, "id         = \"fig-01\"", "id         = \"fig-01\"\nnumber     = \"1.1\"");
    project.edit(SPEC, "id         = \"udtraadte\"", "id         = \"udtraadte\"\nnumber     = \"1.1\"");
    project.sporbar(&["check", REPORT]).ends(0);
    project.edit(SPEC, "id         = \"fig-02\"", "id         = \"fig-02\"\nnumber     = \"1.1\"");
    let said = project.sporbar(&["check", REPORT]).ends(2).err;
    assert!(said.contains("two exhibits of a kind have the number 1.1"), "{said}");
}
