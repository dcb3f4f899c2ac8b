//! Parameters of a spec: stated once, used in SQL, in numbers and in words, and told of in the manifest.

use crate::support::{Project, rows};

const SPEC: &str = "reports/lille/report.toml";
const EFFECTS: &str = "reports/effekter/report.toml";

/// A report of the tests with these parameters and this replacement in its spec.
fn with(report: &str, spec: &str, parameters: &str, (old, new): (&str, &str)) -> Project {
    let project = Project::with(report);
    project.edit(spec, "[extracts]", &format!("[parameters]\n{parameters}\n\n[extracts]"));
    project.edit(spec, old, new);
    project
}

#[test]
fn what_is_computed_and_what_is_said_come_from_one_place() {
    let fra = "fra = { value = \"2018-02\", source = \"projektet\" }";
    let filter =
        ("start_month < as_of\"", "start_month < as_of AND start_month >= @fra AND CONCAT(Rolle, '') <> '@fra'\"");
    let project = with("tests/reports/lille", SPEC, fra, filter);
    project.edit(SPEC, "voksne har været i projektet.", "voksne siden {{ parameter.fra | periode }}.");
    project.build();
    let output = project.output();
    // Of the two families before the status month one began after January: a mother and a child.
    let values = rows(&output["data/personer.csv"]);
    for series in ["Voksne", "Børn"] {
        let key = ["", series, "I alt", "count"].map(str::to_owned);
        assert_eq!(values[&key].numbers[0], Some(1.0), "{series}");
    }
    let manifest: serde_json::Value = serde_json::from_slice(&output["manifest.json"]).expect("JSON");
    let declared = &manifest["parameters"]["declared"];
    assert_eq!(declared.as_array().map(Vec::len), Some(1));
    assert_eq!(declared[0]["name"], "fra");
    assert_eq!(declared[0]["value"], "2018-02");
    assert_eq!(declared[0]["source"], "projektet");
}

#[test]
fn a_number_of_the_spec_can_be_a_parameter() {
    // Without interest the flows are only added: -100 + 103.5 + 110.8717875.
    let rate = "rente = { value = 0, unit = \"%\", source = \"prøve\" }";
    let project = with("tests/reports/effekter", EFFECTS, rate, ("rate = 0.035", "rate = \"@rente\""));
    project.build();
    let key = ["", "Netto", "2021", "cumulative_present_value"].map(str::to_owned);
    let value = rows(&project.output()["data/netto.csv"])[&key].numbers[0].expect("a value");
    assert!((value - 114.371_787_5).abs() < 1e-9, "{value}");

    let window = "vindue = { value = 2, unit = \"måneder\", source = \"prøve\" }";
    let spec = Project::with("tests/reports/effekter").text(EFFECTS);
    let (old, new) = ("from = -2", "from = \"-@vindue\"");
    assert!(spec.contains(old), "{spec}");
    let project = with("tests/reports/effekter", EFFECTS, window, (old, new));
    project.build();
    let key = ["", "Voksne", "-2", "share"].map(str::to_owned);
    assert_eq!(rows(&project.output()["data/maaneder.csv"])[&key].numbers[0], Some(0.5));
}

#[test]
fn a_mistake_is_told_at_its_place() {
    let good = "graense = { value = 1.5, unit = \"måneder\", source = \"projektet\" }\nord = { value = \"a\", source = \"b\" }";
    let rate = |new: &'static str| ("rate = 0.035", new);
    for (parameters, change, parts) in [
        (good, rate("rate = \"@grense\""), ["there is no parameter `grense`", "did you mean `@graense`?"]),
        (good, rate("rate = \"@ord\""), ["the parameter `ord` is a text and not a number", "unknown-name"]),
        (good, ("months = 6", "months = \"@graense\""), ["`months` of", "must be a whole number"]),
        (
            good,
            ("where = \"Rolle <> 'barn'\"", "where = \"Rolle <> @orde\""),
            ["no parameter `orde`", "did you mean @ord?"],
        ),
        (
            "Graense = { value = 1, unit = \"a\", source = \"b\" }",
            rate("rate = 0"),
            ["cannot be a parameter's name", "bad-value"],
        ),
        (
            "rente = { value = 3.5, unit = \"%\", source = \"b\" }",
            rate("rate = 0"),
            ["`rente` is 3.5 as a fraction, which is more than 100 %", "bad-value"],
        ),
        ("graense = { value = 1, source = \"b\" }", rate("rate = 0"), ["does not say `unit`", "missing-key"]),
        ("graense = { value = 1, unit = \"a\" }", rate("rate = 0"), ["does not say `source`", "missing-key"]),
        ("graense = { unit = \"a\", source = \"b\" }", rate("rate = 0"), ["does not say `value`", "missing-key"]),
    ] {
        let project = with("tests/reports/effekter", EFFECTS, parameters, change);
        let said = project.sporbar(&["check", "reports/effekter"]).ends(2).err;
        for part in parts {
            assert!(said.contains(part), "{part} is not in:\n{said}");
        }
    }
}
