//! The cookbook's examples give values, in the report whose extracts and views they are over.

use crate::pages::blocks;
use crate::support::{Project, repository, rows};

const SPEC: &str = "reports/jobcenter-effekt/report.toml";
/// The most lines that an ordinary exhibit may take.
const MOST_LINES: usize = 15;

#[test]
fn the_examples_give_values() {
    let page = std::fs::read_to_string(repository().join("docs/cookbook.md")).expect("the page");
    let examples: Vec<String> =
        blocks(&page).into_iter().filter(|block| block.language == "toml").map(|block| block.text).collect();
    assert_eq!(examples.len(), page.matches("\n## ").count(), "a task has one example");
    assert!(examples.len() >= 20, "{} tasks", examples.len());
    let id = |example: &str| example.split('"').nth(1).expect("an id").to_owned();

    let project = Project::with("reports/jobcenter-effekt");
    let spec = project.text(SPEC);
    let (head, _) = spec.split_once("[[exhibit]]").expect("exhibits");
    project.write(SPEC, format!("{head}{}", examples.join("\n\n")));
    let shown: Vec<String> = examples.iter().map(|example| format!("{{{{ vis(\"{}\") }}}}", id(example))).collect();
    let prose = format!("#kapitel([Opskrifter], indledning: [Kort.])\n{}\n", shown.join("\n"));
    project.write("reports/jobcenter-effekt/tekst.typ", prose);
    project.write("reports/jobcenter-effekt/sammenfatning.typ", "Kort.\n");
    let run = project.build();
    assert!(!run.err.contains("warning"), "{}", run.err);

    let output = project.output();
    for example in &examples {
        let (id, lines) = (id(example), example.lines().count());
        assert!(lines <= MOST_LINES, "{id} has {lines} lines");
        let values = rows(&output[&format!("data/{id}.csv")]);
        let told = values.values().filter(|row| row.numbers[0].is_some()).count();
        assert!(told > 0 && 2 * told >= values.len(), "{id} has {told} values at {} keys", values.len());
    }
    // What the report itself tells of the same people, and other programs have computed.
    let same = |id: &str, example: &str| {
        let report = repository().join(format!("tests/expected/jobcenter-effekt/{id}.csv"));
        let expected = rows(&std::fs::read(&report).unwrap_or_else(|error| panic!("{}: {error}", report.display())));
        let values = rows(&output[&format!("data/{example}.csv")]);
        let common: Vec<_> = values.iter().filter_map(|(key, row)| Some((key, row, expected.get(key)?))).collect();
        assert!(common.len() > 2, "{example} tells nothing of {id}");
        for (key, row, expected) in common {
            let alike = match (row.numbers[0], expected.numbers[0]) {
                (Some(value), Some(expected)) => (value - expected).abs() <= 1e-9 * expected.abs().max(1.0),
                (value, expected) => value == expected,
            };
            assert!(alike, "{example} {key:?}: {:?}, {:?}", row.numbers, expected.numbers);
        }
    };
    for (id, example) in [
        ("fig-jobcentre", "kog-rang"),
        ("tab-krydstabel", "kog-kryds"),
        ("fig-top", "kog-stoerste"),
        ("fig-km", "kog-overlevelse"),
        ("tab-standard", "kog-standard"),
        ("tab-koncentration", "kog-fordeling"),
        ("tab-maal", "kog-maal"),
        ("fig-udgift", "kog-faste-priser"),
        ("fig-histogram", "kog-klasser"),
        ("fig-alder", "kog-alder"),
    ] {
        same(id, example);
    }
}
