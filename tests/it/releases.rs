//! Release after release: what readers tell who hold this one beside an earlier one.

use sporbar::calendar::Month;
use sporbar::pipeline::{self, Request, Stage, Watch};
use sporbar::register::PseudonymKey;
use sporbar::statistic::Computed;

use crate::support::{Project, repository};

struct Nobody;

impl Watch for Nobody {
    fn begin(&mut self, _: Stage) {}
}

const SMALL: &str = "reports/lille/report.toml";

/// A report about ten women who came in January and two who came in October, under a policy that hides fewer than three.
fn project() -> Project {
    let project = Project::small();
    let because = "because   = \"Ingen levende personer indgår.\"\n";
    let other = format!(
        "{because}\n[disclosure.other.skjul]\npolicy = \"suppress\"\nbecause = \"Aftalt.\"\nminimum = 3\n\
         unanimous = \"show\"\ndifferences = \"hide\"\n"
    );
    project.edit(SMALL, because, &other);
    let mut rows = "CPR-nr.;Familie-id;Rolle;Køn;Fødselsdato;Indvisiteret;Udtrådt;Udtrædelsesårsag\n".to_owned();
    for number in 1..=12 {
        let came = if number <= 10 { "05-01-2018" } else { "10-10-2018" };
        rows += &format!("61{number:02}80-0002;JF-{number:03};mor;K;01-{number:02}-1980;{came};;\n");
    }
    project.write("reports/lille/extracts/borgere.csv", rows);
    project
}

/// What the table of values shows of all adults: value and n.
fn adults(project: &Project, out: &str) -> (String, String) {
    let data = project.text(&format!("{out}/lille/data/personer.csv"));
    let row = data.lines().find(|line| line.starts_with(",Voksne,I alt,")).expect("a row");
    let fields: Vec<&str> = row.split(',').collect();
    (fields[4].to_owned(), fields[7].to_owned())
}

#[test]
fn the_two_who_came_between_two_releases_are_not_told_by_the_second() {
    let project = project();
    let build = |more: &[&str]| {
        let call = [&["build", "reports/lille", "--disclosure", "skjul"], more].concat();
        project.sporbar(&call).ends(0)
    };
    build(&["--as-of", "2018-09", "--out", "udgivet"]);
    assert_eq!(adults(&project, "udgivet"), ("10".to_owned(), "10".to_owned()));

    // Alone each of the two is harmless; together they tell of two women.
    build(&[]);
    assert_eq!(adults(&project, "out"), ("12".to_owned(), "12".to_owned()));
    project.sporbar(&["attack", "out/lille"]).ends(0);
    let run = project.sporbar(&["attack", "out/lille", "--earlier", "udgivet"]).ends(1);
    assert!(run.err.contains("error[release-differs-by-few]"), "{}", run.err);
    assert!(run.err.contains("in the release of 2018-09 differ by few people"), "{}", run.err);

    let run = build(&["--earlier", "udgivet"]);
    assert!(run.err.contains("beside the release of 2018-09; 0 of its values are others now"), "{}", run.err);
    assert_eq!(adults(&project, "out"), (String::new(), String::new()));
    let run = project.sporbar(&["attack", "out/lille", "--earlier", "udgivet/lille"]).ends(0);
    assert!(run.out.contains("beside the release of 2018-09"), "{}", run.out);

    // What it was protected beside is told, and is needed to make it again.
    let told: serde_json::Value = serde_json::from_str(&project.text("out/lille/disclosure.json")).expect("JSON");
    assert_eq!(told["releases"], serde_json::json!([{ "as-of": "2018-09", "unused": 0 }]));
    let run = project.sporbar(&["verify", "out/lille"]).ends(2);
    assert!(
        run.err.contains("error[releases-apart]: the output was protected beside the releases of 2018-09"),
        "{}",
        run.err
    );
    project.sporbar(&["verify", "out/lille", "--earlier", "udgivet"]).ends(0);
}

#[test]
fn a_policy_names_the_releases_that_readers_have() {
    let project = project();
    let call = ["build", "reports/lille", "--disclosure", "skjul"];
    project.sporbar(&[&call[..], &["--as-of", "2018-09", "--out", "udgivet"]].concat()).ends(0);
    project.edit(SMALL, "differences = \"hide\"\n", "differences = \"hide\"\nreleases = [\"../../udgivet\"]\n");
    project.sporbar(&call).ends(0);
    assert_eq!(adults(&project, "out"), (String::new(), String::new()));
    // Nothing more has to be said by whoever checks it.
    project.sporbar(&["verify", "out/lille"]).ends(0);
    let run = project.sporbar(&["attack", "out/lille"]).ends(0);
    assert!(run.out.contains("beside the release of 2018-09"), "{}", run.out);
    let run = project.sporbar(&["attack", "reports/lille", "--disclosure", "skjul", "--suggest"]).ends(0);
    assert!(run.out.contains("personer: "), "what is hidden beside the release: {}", run.out);
    project.edit(SMALL, "../../udgivet", "../../ingen");
    let run = project.sporbar(&call).ends(2);
    assert!(run.err.contains("named here as an earlier release"), "{}", run.err);
}

#[test]
fn what_is_proposed_is_proposed_beside_earlier_releases() {
    let project = project();
    let call = ["build", "reports/lille", "--disclosure", "skjul"];
    project.sporbar(&[&call[..], &["--as-of", "2018-09", "--out", "udgivet"]].concat()).ends(0);
    let suggest = ["attack", "reports/lille", "--disclosure", "skjul", "--suggest"];
    let alone = project.sporbar(&suggest).ends(0).out;
    assert!(alone.starts_with("lille: 0 of "), "{alone}");
    let beside = project.sporbar(&[&suggest[..], &["--earlier", "udgivet"]].concat()).ends(0).out;
    project.sporbar(&[&call[..], &["--earlier", "udgivet"]].concat()).ends(0);
    let told: serde_json::Value = serde_json::from_str(&project.text("out/lille/disclosure.json")).expect("JSON");
    assert!(
        beside.starts_with(&format!("lille: {} of {} values are hidden", told["hidden"], told["values"])),
        "{beside}"
    );
    assert_ne!(told["hidden"], 0);
}

#[test]
fn an_earlier_release_whose_numbers_are_others_by_now_is_told_to_be_of_no_use() {
    let project = project();
    let call = ["build", "reports/lille", "--disclosure", "skjul"];
    project.sporbar(&[&call[..], &["--as-of", "2018-09", "--out", "udgivet"]].concat()).ends(0);
    // One of the ten was registered wrongly: of 10, 10, 0 and 0 the first two are others now.
    project.edit("reports/lille/extracts/borgere.csv", "01-03-1980;05-01-2018", "01-03-1980;05-11-2018");
    let run = project.sporbar(&[&call[..], &["--earlier", "udgivet"]].concat()).ends(0);
    assert!(run.err.contains("beside the release of 2018-09; 2 of its values are others now"), "{}", run.err);
    let run = project.sporbar(&[&call[..], &["--earlier", "reports"]].concat()).ends(2);
    assert!(run.err.contains("there is no manifest.json"), "{}", run.err);
}

#[test]
fn what_turned_between_two_releases_is_told_as_readers_see_it() {
    let project = project();
    let build = |more: &[&str]| {
        project.sporbar(&[&["build", "reports/lille", "--disclosure", "skjul"], more].concat()).ends(0);
    };
    build(&["--as-of", "2018-09", "--out", "udgivet"]);
    build(&["--earlier", "udgivet", "--internal", "internt"]);
    let diff = |old: &str, new: &str, more: &[&str]| project.sporbar(&[&["diff", old, new, "--public"], more].concat());
    let run = diff("udgivet/lille", "out/lille", &[]).ends(1);
    assert!(run.out.contains("Voksne | I alt") && run.out.contains("10 -> •  hidden now"), "{}", run.out);
    // Twelve women are there, which no reader of the two can tell.
    assert!(!run.out.replace("2018-12", "").contains("12"), "{}", run.out);
    let run = diff("out/lille", "udgivet/lille", &["--format", "md"]).ends(1);
    assert!(run.out.contains("| • | 10 | shown now |  |"), "{}", run.out);
    let run = diff("udgivet/lille", "out/lille", &["--format", "json"]).ends(1);
    let told: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let changes = told["exhibits"][0]["changes"].as_array().expect("changes");
    assert!(
        changes.iter().all(|change| change["turned"] == "hidden now" && change["causes"] == serde_json::json!([])),
        "{changes:?}"
    );
    assert!(
        changes.iter().all(|change| change["new"]["value"].is_null() && change["new"]["numerator"].is_null()),
        "{changes:?}"
    );
    // The internal book is what no reader has.
    let run = diff("udgivet/lille", "internt/lille", &[]).ends(2);
    assert!(run.err.contains("error[releases-apart]: this is the internal audit book"), "{}", run.err);
}

#[test]
fn the_ends_of_an_earlier_interval_tell_what_its_release_leaves_empty() {
    let project = project();
    project.edit(
        SMALL,
        "stat       = \"count\"\namong      = \"counted\"",
        "stat       = \"share\"\namong      = \"all-at-x\"\ninterval   = \"wilson\"",
    );
    project.edit(SMALL, "unit = \"personer\"", "unit = \"%\"");
    project.edit(SMALL, "note       = \"{{ v(series='Voksne', x='I alt') }} voksne har været i projektet.\"", "");
    let call = ["build", "reports/lille", "--disclosure", "skjul"];
    project.sporbar(&[&call[..], &["--as-of", "2018-09", "--out", "udgivet"]].concat()).ends(0);
    project.sporbar(&call).ends(0);
    let path = "udgivet/lille/data/personer.csv";
    let data = project.text(path);
    let naive = |ends: bool| {
        let row = |line: &str| {
            let cells: Vec<&str> = line.split(',').collect();
            let ends = if ends { [cells[5], cells[6]] } else { ["", ""] };
            format!("{},,{},{},,suppressed", cells[..4].join(","), ends[0], ends[1])
        };
        let (head, rows) = data.split_once('\n').expect("a head");
        let rows: Vec<String> = rows.lines().map(row).collect();
        project.write(path, format!("{head}\n{}\n", rows.join("\n")));
        project.sporbar(&["attack", "out/lille", "--earlier", "udgivet"]).run()
    };
    // Ten of ten then and twelve of twelve now: Wilson's lower ends are 0.7225 and 0.7575.
    assert!(data.contains(",Voksne,I alt,share,1,0.722"), "{data}");
    let run = naive(true);
    assert!(run.status == 1 && run.err.contains("error[release-differs-by-few]"), "{}{}", run.out, run.err);
    let run = naive(false);
    assert!(run.status == 0, "what is not told is not used: {}{}", run.out, run.err);
}

/// Readers of two releases see that an interval moved; whom it moved by stands in no record that they have, and that is said.
#[test]
fn readers_are_told_that_an_interval_moved_and_not_by_whom() {
    let project = project();
    project.edit(
        SMALL,
        "stat       = \"count\"\namong      = \"counted\"",
        "stat       = \"share\"\namong      = \"all-at-x\"\ninterval   = \"wilson\"",
    );
    project.edit(SMALL, "unit = \"personer\"", "unit = \"%\"");
    project.edit(SMALL, "note       = \"{{ v(series='Voksne', x='I alt') }} voksne har været i projektet.\"", "");
    let diff = |more: &[&str]| {
        let call = ["diff", "reports/lille", "--as-of", "2018-09", "--as-of", "2018-12"];
        project.sporbar(&[&call[..], more].concat()).ends(1).out
    };
    let changes = |text: &str| -> Vec<serde_json::Value> {
        let told: serde_json::Value = serde_json::from_str(text).expect("JSON");
        let exhibits = told["exhibits"].as_array().expect("exhibits").clone();
        exhibits.iter().flat_map(|exhibit| exhibit["changes"].as_array().expect("changes").clone()).collect()
    };
    // All there is: every end that moved is split, or it is said why not.
    let all = changes(&diff(&["--format", "json"]));
    assert!(all.iter().any(|change| change["interval"]["lower"].is_object()), "{all:#?}");
    let public = ["--public", "--disclosure", "skjul", "--format", "json"];
    let seen = changes(&diff(&public));
    let moved: Vec<_> = seen.iter().filter(|change| !change["interval"].is_null()).collect();
    assert!(!moved.is_empty(), "no interval moved: {seen:#?}");
    for change in moved {
        assert_eq!(change["interval"], serde_json::json!({ "not-split": "not-listed" }), "{change:#}");
        assert_eq!(
            (&change["parts"], &change["observations"]),
            (&serde_json::json!({}), &serde_json::json!([])),
            "{change:#}"
        );
    }
}

/// What an earlier release told is computed as a build of its month computes it: also what is made of views and sequences, which know the
/// month beside their rows.
#[test]
fn another_month_is_computed_as_a_build_of_that_month_does() {
    let values = |computed: Vec<Computed>| -> Vec<_> {
        computed.into_iter().flat_map(|of| of.values.rows.into_iter().map(move |row| (of.id.clone(), row))).collect()
    };
    for (report, month) in [
        ("assens-statusmaaling", "2018-06"),
        ("gladsaxe-helhedsindsats", "2019-03"),
        ("jobcenter-effekt", "2018-06"),
        ("koebenhavn-udsatte-familier", "2014-06"),
    ] {
        let month: Month = month.parse().expect("a month");
        let at = |as_of| {
            let key = Some(PseudonymKey::synthetic_default());
            let report = repository().join("reports").join(report);
            let request = Request { report, as_of, extracts: None, disclosure: None, key };
            pipeline::prepare(&request, &mut Nobody).expect("a report that can be read")
        };
        let later = at(None);
        // First the report's own month, of which everything is kept that can be.
        let now = values(pipeline::computed(&later).expect("values"));
        let then = values(pipeline::compute(later.data(), month).expect("values"));
        assert!(then != now, "{report}: the month decides nothing");
        assert!(then == values(pipeline::computed(&at(Some(month))).expect("values")), "{report}");
    }
}
