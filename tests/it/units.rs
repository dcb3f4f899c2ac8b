//! What the numbers of a text count in: shares, counts and money are not held against each other, nor written as one another.

use crate::support::Project;

/// A report with shares and amounts by group: at `x` two bookings (1000 and 2500), of which one is a hit; at `y` two (700000 and 3), both.
fn project(text: &str) -> Project {
    let project = Project::small();
    project.write("data-schema/t.json", SCHEMA);
    project.write("reports/lille/extracts/t.csv", "id;grp;hit;v\na;x;1;1000\nb;x;0;2500\nc;y;1;700000\nd;y;1;3\n");
    let spec = project.text("reports/lille/report.toml").replacen(
        "[extracts]",
        "[extracts]\nt = { file = \"t.csv\", schema = \"t\" }",
        1,
    );
    project.write("reports/lille/report.toml", format!("{spec}{EXHIBITS}"));
    let whole = project.text("reports/lille/tekst.typ");
    project
        .write("reports/lille/tekst.typ", format!("{whole}\n{{{{ vis(\"s\") }}}}\n{{{{ vis(\"v\") }}}}\n\n{text}\n"));
    project
}

const SCHEMA: &str = r#"{
  "name": "t", "title": "Bevillinger", "description": "Bevillinger efter gruppe.", "version": "1.0.0",
  "sporbar:dialect": { "format": "csv", "encoding": "utf-8", "delimiter": ";", "lineTerminator": "\n" },
  "fields": [
    { "name": "id", "type": "string", "constraints": { "required": true } },
    { "name": "grp", "type": "string", "constraints": { "required": true } },
    { "name": "hit", "type": "integer" },
    { "name": "v", "type": "number" }
  ],
  "missingValues": [""]
}
"#;

const EXHIBITS: &str = r#"
[[exhibit]]
id = "s"
title = "Truffet"
measure = { kind = "rows", of = "t", value = "hit" }
x = { column = "grp", order = "name", total = "I alt" }
among = "counted"
stat = ["share", "count"]
show = "table"
source = "S"

[[exhibit]]
id = "v"
title = "Beløb"
measure = { kind = "rows", of = "t", value = "v" }
x = { column = "grp", order = "name", total = "I alt" }
among = "counted"
stat = ["sum", "mean"]
show = "table"
source = "S"
"#;

#[test]
fn numbers_of_different_units_do_not_meet_in_a_text() {
    let share = r#"v("s", x="y", stat="share")"#;
    let sum = r#"v("v", x="x", stat="sum")"#;
    let wrong = [
        (format!("{{{{ {sum} | pct }}}}"), "`pct` does not write an amount"),
        (r#"{{ v("s", x="y", stat="count") | pct }}"#.to_owned(), "`pct` does not write a count"),
        (format!("{{{{ {share} | kr }}}}"), "`kr` does not write a share (%)"),
        (format!("{{{{ {share} | antal }}}}"), "`antal` does not write a share (%)"),
        (
            r#"{{ v("s", x=["x", "y"], stat="share") | pct }}"#.to_owned(),
            "averages over different people cannot be added",
        ),
        (r#"{{ v("v", x=["x", "x"], stat="sum") | kr }}"#.to_owned(), "`x` would be added twice"),
        (
            r#"{{ v("v", x=["x", "I alt"], stat="sum") | kr }}"#.to_owned(),
            "`x` is part of `I alt`, and would be added twice",
        ),
        (format!("{{{{ retning({share}, {sum}) }}}}"), "a share (%) is set against an amount"),
        (format!("{{{{ udvikling({share}, {sum}) }}}}"), "a share (%) is set against an amount"),
        (format!("{{{{ forskel({share}, {sum}) }}}}"), "a share (%) is set against an amount"),
        (format!("{{{{ andel({share}, {sum}) | pct }}}}"), "a share (%) is taken as a part of an amount"),
        (format!("{{{{ summen({share}, {sum}) }}}}"), "a share (%) is added to an amount"),
        (format!("{{% if {share} is over({sum}) %}}mere{{% endif %}}"), "a share (%) is compared with an amount"),
    ];
    for (text, told) in wrong {
        let run = project(&text).sporbar(&["check", "reports/lille"]).ends(2);
        assert_eq!(run.err.matches("error[").count(), 1, "{text}: {}", run.err);
        assert!(run.err.contains(&format!("error[claim-units]: {told}")), "{text}: {}", run.err);
        assert!(run.err.contains("reports/lille/tekst.typ:"), "{text}: {}", run.err);
    }
    let right = format!(
        "{{{{ {share} | pct }}}}, {{{{ {sum} | kr }}}}, {{{{ summen({sum}, {sum}) | mio(2) }}}}, {{{{ forskel({share}, {share}) | pp }}}}, \
         {{{{ v(\"v\", x=[\"x\", \"y\"], stat=\"sum\") | kr }}}}, {{% if {share} is over(0.5) %}}over halvdelen{{% endif %}}, \
         {{{{ {share}.antal | antal }}}}, {{{{ andel({sum}, v(\"s\", x=\"x\", stat=\"count\")) | kr }}}} hver"
    );
    project(&right).build();
}

#[test]
fn a_fact_and_a_value_of_another_unit_do_not_meet() {
    let facts = "\n[facts]\nmaal = { value = 30, unit = \"%\", source = \"X, s. 1\" }\ngrad = { value = 30, unit = \"kr.\", source = \"X, s. 1\" }\n";
    let text = |name: &str| {
        format!(
            "{{{{ retning(v(\"s\", x=\"x\", stat=\"share\"), fact(\"{name}\")) }}}} mod {{{{ fact(\"maal\") }}}} og {{{{ fact(\"grad\") }}}}"
        )
    };
    let with = |name: &str| {
        let project = project(&text(name));
        let spec = project.text("reports/lille/report.toml").replacen("[extracts]", &format!("{facts}\n[extracts]"), 1);
        project.write("reports/lille/report.toml", spec);
        project
    };
    with("maal").build();
    let run = with("grad").sporbar(&["check", "reports/lille"]).ends(2);
    assert!(run.err.contains("error[claim-units]: a share (%) is set against a number of kr"), "{}", run.err);
}

#[test]
fn a_part_is_not_told_from_its_total_by_chance() {
    let share = |x: &str| format!("v(\"s\", x=\"{x}\", stat=\"share\")");
    let run = project(&format!("{{{{ udsving({}, {}) }}}}", share("x"), share("I alt")))
        .sporbar(&["check", "reports/lille"])
        .ends(2);
    assert!(run.err.contains("the same people are counted on both sides"), "{}", run.err);
    project(&format!("{{{{ udsving({}, {}) }}}}", share("x"), share("y"))).build();
    let claim = |other: &str| {
        let project = project("{{ siger(\"c\") }}");
        let spec = project.text("reports/lille/report.toml");
        let claim = format!(
            "[[claim]]\nid = \"c\"\nthat = \"not (s[x].share differs from s[{other}].share)\"\nsentence = \"Ingen forskel.\"\n"
        );
        project.write("reports/lille/report.toml", format!("{spec}\n{claim}"));
        project
    };
    claim("y").build();
    let run = claim("I alt").sporbar(&["check", "reports/lille"]).ends(2);
    assert!(run.err.contains("error[claim-meaning]: one side is counted on the other too"), "{}", run.err);
}

#[test]
fn names_that_are_not_there_are_told_whatever_asks() {
    for (text, told) in [
        (r#"{{ n("s", x="qq") }}"#, "there is no x `qq`"),
        (r#"{{ n("s", stat="mean") }}"#, "there is no stat `mean`"),
        (r#"{{ xs("s", series="q") | length }}"#, "there is no series `q`"),
        (r#"{{ hoejest("s", series="q", stat="count").x }}"#, "there is no series `q`"),
        (r#"{{ hoejest("s", facet="q", stat="count").x }}"#, "there is no facet `q`"),
    ] {
        let run = project(text).sporbar(&["check", "reports/lille"]).ends(2);
        assert!(run.err.contains(&format!("error[template-undefined]: {told}")), "{text}: {}", run.err);
    }
    project(r#"{{ n("s", x="sidste") }} af {{ xs("s") | length }}"#).build();
}
