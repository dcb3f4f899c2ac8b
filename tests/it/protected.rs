//! What a publication is under a policy that hides small numbers, from outside: exhibits in larger groups, claims that are left out,
//! and what is told of it.

use crate::support::Project;

const SMALL: &str = "reports/lille/report.toml";

/// The small report with a second policy that hides groups of fewer than `minimum`.
fn project(minimum: u32) -> Project {
    let project = Project::small();
    let because = "because   = \"Ingen levende personer indgår.\"\n";
    let other = format!(
        "{because}\n[disclosure.other.skjul]\npolicy = \"suppress\"\nbecause = \"Aftalt.\"\nminimum = {minimum}\n\
         unanimous = \"show\"\ndifferences = \"show\"\n"
    );
    project.edit(SMALL, because, &other);
    project
}

/// The x of the rows of the exhibit's data.
fn places(project: &Project) -> Vec<String> {
    let data = project.text("out/lille/data/personer.csv");
    data.lines().skip(1).filter_map(|line| line.split(',').nth(2).map(str::to_owned)).collect()
}

#[test]
fn which_groups_are_too_small_has_to_be_said() {
    for key in ["minimum", "unanimous", "differences"] {
        let project = project(5);
        let spec = project.text(SMALL);
        let unsaid: Vec<&str> = spec.lines().filter(|line| !line.starts_with(key)).collect();
        project.write(SMALL, unsaid.join("\n"));
        // Whichever policy is used.
        let run = project.sporbar(&["check", "reports/lille"]).ends(2);
        let told = "error[disclosure-unsaid]: [disclosure.other.skjul] suppresses, and does not say";
        assert!(run.err.contains(&format!("{told} `{key}`")), "{}", run.err);
        assert_eq!(run.err.matches("disclosure-unsaid").count(), 1, "{}", run.err);
    }
}

#[test]
fn an_exhibit_is_told_in_larger_groups_where_small_numbers_are_hidden() {
    let project = project(1);
    let measure = "measure    = { kind = \"tally\" }\n";
    let coarser = format!("{measure}when-suppressed = {{ x = {{ \"I alt\" = \"TRUE\" }} }}\n");
    project.edit(SMALL, measure, &coarser);
    project.sporbar(&["build", "reports/lille"]).ends(0);
    assert_eq!(places(&project), ["I alt", "I alt", "Aktive", "Aktive"]);
    project.sporbar(&["build", "reports/lille", "--disclosure", "skjul"]).ends(0);
    assert_eq!(places(&project), ["I alt", "I alt"]);
}

#[test]
fn a_label_that_the_larger_groups_lack_is_hidden_and_one_that_nothing_has_is_a_mistake() {
    let project = project(1);
    let measure = "measure    = { kind = \"tally\" }\n";
    project.edit(SMALL, measure, &format!("{measure}when-suppressed = {{ x = {{ \"I alt\" = \"TRUE\" }} }}\n"));
    let claim = "\n[[claim]]\nid = \"flest\"\nthat = 'personer[Voksne, Aktive] > personer[Børn, Aktive]'\npolicy = \"flag\"\n\
                 sentence = \"Der er flest aktive voksne.\"\n";
    let spec = project.text(SMALL);
    project.write(SMALL, format!("{spec}{claim}"));
    let asked = "{% if v(\"personer\", series=\"Voksne\", x=\"Aktive\") is skjult %}Kan ikke vises.{% else %}\
                 {{ v(\"personer\", series=\"Voksne\", x=\"Aktive\") | antal }} er aktive.{% endif %} {{ vis(\"personer\") }}";
    project.edit("reports/lille/tekst.typ", "{{ vis(\"personer\") }}", asked);
    let run = project.sporbar(&["build", "reports/lille"]).ends(0);
    assert!(!run.err.contains("claim-needs-hidden"), "{}", run.err);
    let run = project.sporbar(&["build", "reports/lille", "--disclosure", "skjul"]).ends(0);
    assert!(run.err.contains("warning[claim-needs-hidden]: the claim `flest` needs"), "{}", run.err);
    // What is said of several values has no meaning where none of them is there: it is hidden as well, and no mistake of the spec's.
    let several = format!(
        "{spec}{}",
        claim.replace("personer[Voksne, Aktive] > personer[Børn, Aktive]", "max(personer[*, Aktive]) > 0")
    );
    project.write(SMALL, several);
    project.sporbar(&["build", "reports/lille"]).ends(0);
    let run = project.sporbar(&["build", "reports/lille", "--disclosure", "skjul"]).ends(0);
    assert!(run.err.contains("warning[claim-needs-hidden]: the claim `flest` needs"), "{}", run.err);
    project.write(SMALL, format!("{spec}{claim}"));
    // Where the text takes it for known all the same, it is told so.
    project.edit("reports/lille/tekst.typ", "is skjult", "is over(2)");
    let run = project.sporbar(&["build", "reports/lille", "--disclosure", "skjul"]).ends(2);
    assert!(run.err.contains("error[text-needs-hidden]"), "{}", run.err);
    // A label of neither is found where nothing is hidden, also by a text that asks whether it is hidden.
    project.edit("reports/lille/tekst.typ", "x=\"Aktive\") is over(2)", "x=\"Ingen\") is skjult");
    let run = project.sporbar(&["build", "reports/lille"]).ends(2);
    assert!(run.err.contains("there is no x `Ingen`"), "{}", run.err);
}

#[test]
fn what_is_wrong_with_the_larger_groups_is_found_whatever_the_policy() {
    for (instead, code) in [
        ("{ id = \"andet\" }", "bad-value"),
        ("{ population = \"ingen\" }", "unknown-name"),
        ("{ without = [\"facet\"] }", "unknown-name"),
        ("{ without = [\"source\"] }", "missing-key"),
        ("{ serier = {} }", "unknown-key"),
        ("{ x = \"ja\" }", "unknown-name"),
    ] {
        let project = project(1);
        let measure = "measure    = { kind = \"tally\" }\n";
        project.edit(SMALL, measure, &format!("{measure}when-suppressed = {instead}\n"));
        let run = project.sporbar(&["check", "reports/lille"]).ends(2);
        assert!(run.err.contains(&format!("error[{code}]")), "{instead}: {}", run.err);
    }
}

#[test]
fn a_protected_publication_says_what_is_hidden_and_by_which_rule() {
    let project = project(1000);
    let run = project.sporbar(&["build", "reports/lille", "--disclosure", "skjul", "--internal", "internt"]).ends(0);
    // Four counts, all of fewer than a thousand.
    assert!(run.err.contains("4 of 4 values are hidden by `skjul` (limit 1000)"), "{}\n{}", run.out, run.err);
    let told: serde_json::Value = serde_json::from_str(&project.text("out/lille/disclosure.json")).expect("JSON");
    assert_eq!((&told["policy"], &told["because"]), (&"skjul".into(), &"Aftalt.".into()));
    assert_eq!((&told["rules"]["minimum"], &told["values"], &told["hidden"]), (&1000.into(), &4.into(), &4.into()));
    assert_eq!(told["exhibits"][0]["exhibit"], "personer");
    // Which of them were hidden first is for those who see everything.
    assert!(told["exhibits"][0].get("first").is_none() && told.get("reasons").is_none(), "{told}");
    let whole: serde_json::Value = serde_json::from_str(&project.text("internt/lille/disclosure.json")).expect("JSON");
    assert_eq!(
        whole["exhibits"][0]["first"].as_u64().zip(whole["exhibits"][0]["besides"].as_u64()).map(|(a, b)| a + b),
        Some(4)
    );
    project.sporbar(&["build", "reports/lille"]).ends(0);
    assert!(
        !project.path("out/lille/disclosure.json").exists(),
        "where everything is published there is nothing to tell"
    );
}

#[test]
fn a_sentence_that_needs_a_hidden_number_is_left_out_or_another_stands_there() {
    let project = project(1000);
    let claim = "\n[[claim]]\nid = \"flest\"\nthat = 'personer[Voksne, I alt] > personer[Børn, I alt]'\npolicy = \"flag\"\n\
                 sentence = \"Der er flest voksne.\"\n";
    let spec = project.text(SMALL);
    project.write(SMALL, format!("{spec}{claim}"));
    project.edit(
        "reports/lille/tekst.typ",
        "{{ vis(\"personer\") }}",
        "{{ siger(\"flest\") }} {{ vis(\"personer\") }}",
    );
    let sentence = |project: &Project| {
        let index = project.text("out/lille/audit/record/index.js");
        let json = index.trim_end().strip_prefix("sporbar.put(\"index\", ").and_then(|rest| rest.strip_suffix(");"));
        let index: serde_json::Value = serde_json::from_str(json.expect("one call")).expect("JSON");
        let claim = &index["claims"][0];
        (claim["sentence"].as_str().expect("a text").to_owned(), claim["showing"].clone())
    };
    project.sporbar(&["build", "reports/lille"]).ends(0);
    assert_eq!(sentence(&project), ("Der er flest voksne.".to_owned(), "plain".into()));
    let run = project.sporbar(&["build", "reports/lille", "--disclosure", "skjul"]).ends(0);
    assert!(run.err.contains("warning[claim-needs-hidden]"), "{}", run.err);
    assert_eq!(sentence(&project), (String::new(), "hidden".into()));
    // Its else would say that they are not.
    project.edit(
        "reports/lille/tekst.typ",
        "{{ siger(\"flest\") }}",
        "{% if siger(\"flest\") %}Ja{% else %}Nej{% endif %}",
    );
    let run = project.sporbar(&["build", "reports/lille", "--disclosure", "skjul"]).ends(2);
    assert!(run.err.contains("error[text-needs-hidden]: what the claim `flest` needs is hidden"), "{}", run.err);
    project.edit(
        "reports/lille/tekst.typ",
        "{% if siger(\"flest\") %}Ja{% else %}Nej{% endif %}",
        "{{ siger(\"flest\") }}",
    );
    project.edit(
        SMALL,
        "policy = \"flag\"\n",
        "policy = \"flag\"\nwhen-suppressed = \"Hvem der er flest af, kan ikke vises.\"\n",
    );
    let run = project.sporbar(&["build", "reports/lille", "--disclosure", "skjul"]).ends(0);
    assert!(!run.err.contains("claim-needs-hidden"), "{}", run.err);
    assert_eq!(sentence(&project).0, "Hvem der er flest af, kan ikke vises.");
}
