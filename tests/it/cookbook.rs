//! The cookbooks' examples give values, in the report whose extracts and views they are over; and that report is as short as they are.

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
        // What tells of a kind of unit is said once, for all exhibits of it.
        let most = if example.contains("\n[units.") { ADVANCED } else { MOST_LINES };
        assert!(lines <= most, "{id} has {lines} lines");
        let values = rows(&output[&format!("data/{id}.csv")]);
        let told = values.values().filter(|row| row.numbers[0].is_some()).count();
        assert!(told > 0 && 2 * told >= values.len(), "{id} has {told} values at {} keys", values.len());
    }
    // Participants by jobcentre, and these by cluster: Bøgelund 38, Uldum Bro 0, Klitgård 19 and Engsø 22; Fjordby 52, Hedeholm 40 and Åmose 17;
    // Lindevang 24 and Nordstrand 34; Vindinge Hede 0. By a program of its own over the extracts (Python with nothing but its standard library).
    let centres = rows(&output["data/kog-enheder.csv"]);
    for (x, mean, median) in [
        ("Klynge 1", 19.75, 20.5),
        ("Klynge 2", 109.0 / 3.0, 40.0),
        ("Klynge 3", 29.0, 29.0),
        ("Klynge 4", 0.0, 0.0),
        ("I alt", 24.6, 23.0),
    ] {
        for (stat, expected) in [("mean", mean), ("median", median)] {
            let told = centres[&["", "", x, stat].map(str::to_owned)].numbers[0].expect("a number");
            assert!((told - expected).abs() <= 1e-9, "{x} {stat}: {told}");
        }
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

/// What each view of the cookbook comes to: its rows, and the sum of one of its columns. The numbers are those of a program of its own
/// over the report's extracts (Python with nothing but its standard library).
const OF_VIEWS: [(&str, usize, &str, f64); 24] = [
    ("kog_kendte", 597, "1", 597.0),
    ("kog_afsluttede", 194, "1", 194.0),
    ("kog_vurderinger", 587, "1", 587.0),
    ("kog_seneste", 588, "1", 588.0),
    ("kog_foerste", 639, "1", 639.0),
    ("kog_egne_svar", 218, "1", 218.0),
    ("kog_baggrund", 579, "1", 579.0),
    ("kog_kvartaler", 12, "bilag", 2299.0),
    ("kog_uger", 48_640, "1", 48_640.0),
    ("kog_maaneder", 1541, "1", 1541.0),
    ("kog_den_15", 1324, "1", 1324.0),
    ("kog_ugegrad", 48_249, "fuldtid", 4_467_560.0),
    ("kog_omkring", 6360, "1", 6360.0),
    ("kog_etaar", 334, "1", 334.0),
    ("kog_halvaar", 1476, "1", 1476.0),
    ("kog_bilag", 246, "bilag", 1906.0),
    ("kog_faste", 2299, "fast", 25_436_731.670_965_366),
    ("kog_klasser", 3, "deltagere", 246.0),
    ("kog_spoergsmaal", 729, "1", 729.0),
    ("kog_naeste", 302, "dage", 31_618.0),
    ("kog_par", 290, "1", 290.0),
    ("kog_maal", 3, "1", 3.0),
    ("kog_varighed", 2434, "aar", 4_907_226.0),
    ("kog_gaeldende", 595, "1", 595.0),
];

#[test]
fn the_views_give_what_another_program_counts() {
    let page = std::fs::read_to_string(repository().join("docs/cookbook-views.md")).expect("the page");
    let views: Vec<String> =
        blocks(&page).into_iter().filter(|block| block.language == "toml").map(|block| block.text).collect();
    let named: Vec<&str> = views.iter().filter_map(|view| view.strip_prefix("[views.")?.split(']').next()).collect();
    assert_eq!(named, OF_VIEWS.map(|(name, ..)| name), "a task has one view, and each is computed elsewhere");
    assert_eq!(views.len(), page.matches("\n## ").count());

    let project = Project::with("reports/jobcenter-effekt");
    let spec = project.text(SPEC);
    let (head, _) = spec.split_once("[[exhibit]]").expect("exhibits");
    let exhibits = OF_VIEWS.map(|(name, _, value, _)| {
        format!(
            "[[exhibit]]\nid = \"{}\"\ntitle = \"Rækker\"\nmeasure = {{ kind = \"rows\", of = \"{name}\", value = \"{value}\" }}\n\
             stat = \"sum\"\nunit = \"i alt\"\nshow = \"table\"\nsource = \"Opdigtede data\"\n",
            name.replace('_', "-")
        )
    });
    project.write(SPEC, format!("{head}{}\n\n{}", views.join("\n\n"), exhibits.join("\n")));
    let shown = OF_VIEWS.map(|(name, ..)| format!("{{{{ vis(\"{}\") }}}}", name.replace('_', "-")));
    let prose = format!("#kapitel([Opskrifter], indledning: [Kort.])\n{}\n", shown.join("\n"));
    project.write("reports/jobcenter-effekt/tekst.typ", prose);
    project.write("reports/jobcenter-effekt/sammenfatning.typ", "Kort.\n");
    project.build();
    let output = project.output();
    for (name, count, value, sum) in OF_VIEWS {
        let values = rows(&output[&format!("data/{}.csv", name.replace('_', "-"))]);
        let told = &values[&["", "", "", "sum"].map(str::to_owned)];
        let number = told.numbers[0].expect("a sum");
        assert!((number - sum).abs() <= 1e-9 * sum, "{name} {value}: {number}, {sum}");
        assert_eq!(told.n, count.to_string(), "{name}");
    }
}

/// Ordinary exhibits take at most fifteen lines; these, which are left to a program elsewhere, at most so many.
const ADVANCED: usize = 25;
const LONGER: [(&str, &str); 6] = [
    ("afgang-proevet", "three shares, each of those who are followed long enough for it"),
    ("fig-tilgang", "rolling sums, moving means and the change from the year before"),
    ("tab-did", "difference in differences with clusters"),
    ("tab-odds", "five statistics of two groups, with three kinds of interval"),
    ("tab-selvvurdering", "four things of each pair of waves, with an interval"),
    ("tab-survey", "weighted answers with effective sample size and linearised interval"),
];

#[test]
fn an_evaluation_takes_few_lines() {
    let spec = std::fs::read_to_string(repository().join(SPEC)).expect("the spec");
    let mut longer = Vec::new();
    let exhibits: Vec<&str> = spec.split("[[exhibit]]\n").skip(1).collect();
    // What is there for a claim alone, and is not printed, is none of the evaluation's own.
    let printed = |exhibit: &&&str| !exhibit.lines().any(|line| line.replace(' ', "") == "printed=false");
    assert_eq!(exhibits.iter().filter(printed).count(), 31);
    for exhibit in exhibits {
        let id = exhibit.split('"').nth(1).expect("an id");
        // The line that begins it is one of its own.
        let lines = 1 + exhibit.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).count();
        assert!(lines <= ADVANCED, "{id} has {lines} lines");
        longer.extend((lines > MOST_LINES).then_some(id));
    }
    longer.sort_unstable();
    assert_eq!(longer, LONGER.map(|(id, _)| id));
    // A query stands once, and only where no rule says it.
    let mut queries: Vec<&str> =
        spec.split("query = '''").skip(1).filter_map(|query| query.split("'''").next()).collect();
    assert_eq!(queries.len(), 3);
    queries.sort_unstable();
    queries.dedup();
    assert_eq!(queries.len(), 3);
}
