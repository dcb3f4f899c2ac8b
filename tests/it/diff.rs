//! What moved between two releases: every change is told, with the cause it has in the data.

mod assumptions;
mod made_again;
mod renamed;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use crate::support::{Project, Run};

/// A person of `borgere.csv` as the register has it: role, month of entry, month of exit.
struct Person {
    cpr: String,
    family: String,
    role: String,
    enters: i32,
    leaves: Option<i32>,
}

/// Months since the year 0 of a day `31-12-2018`.
fn month(day: &str) -> i32 {
    let parts: Vec<i32> = day.split('-').map(|part| part.parse().expect("a number")).collect();
    12 * parts[2] + parts[1] - 1
}

fn persons(project: &Project) -> Vec<Person> {
    let text = project.text("reports/assens-statusmaaling/extracts/borgere.csv");
    let lines = text.lines().skip(1).map(|line| line.split(';').collect::<Vec<_>>());
    lines
        .map(|cells| Person {
            cpr: cells[0].to_owned(),
            family: cells[1].to_owned(),
            role: cells[2].to_owned(),
            enters: month(cells[5]),
            leaves: (!cells[6].is_empty()).then(|| month(cells[6])),
        })
        .collect()
}

/// Whether a person is in the population `maalgruppe` as of a month: born, entered before, and six months in the project.
fn in_target_group(person: &Person, as_of: i32) -> bool {
    let latest = person.leaves.map_or(as_of, |leaves| leaves.min(as_of));
    person.role != "ufødt" && person.enters < as_of && latest - person.enters >= 6
}

fn json(run: &Run) -> Json {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}:\n{}", run.out))
}

fn list(json: &Json) -> &[Json] {
    json.as_array().expect("a list")
}

fn text(json: &Json) -> &str {
    json.as_str().expect("a text")
}

/// Every value that differs, with its exhibit's id.
fn changes(difference: &Json) -> Vec<(&str, &Json)> {
    let exhibits = list(&difference["exhibits"]).iter();
    exhibits.flat_map(|exhibit| list(&exhibit["changes"]).iter().map(|change| (text(&exhibit["id"]), change))).collect()
}

/// The change of one value.
fn change<'a>(difference: &'a Json, exhibit: &str, series: &str, x: &str) -> &'a Json {
    let found = |(id, change): &(&str, &Json)| *id == exhibit && change["series"] == series && change["x"] == x;
    changes(difference).into_iter().find(found).unwrap_or_else(|| panic!("{exhibit} {series} {x} does not differ")).1
}

fn parts(change: &Json) -> BTreeMap<String, f64> {
    let parts = change["parts"].as_object().expect("parts");
    parts.iter().map(|(cause, part)| (cause.clone(), part.as_f64().expect("a number"))).collect()
}

/// What must be so of every difference: nothing is unexplained, and the parts sum to the change.
fn assert_explained(difference: &Json) {
    for (id, change) in changes(difference) {
        assert!(!list(&change["causes"]).is_empty(), "{id}: {change}");
        assert!(!list(&change["causes"]).contains(&Json::from("unexplained")), "{id}: {change}");
        let sum: f64 = parts(change).values().sum();
        if let Some(whole) = change["change"].as_f64() {
            assert!((sum - whole).abs() <= 1e-9 * whole.abs().max(1.0), "{id}: {sum} is not {change}");
        }
    }
}

/// The units of the observations that moved a value by a cause.
fn units<'a>(change: &'a Json, cause: &str) -> BTreeSet<&'a str> {
    let of_cause = |observation: &&Json| list(&observation["causes"]).contains(&Json::from(cause));
    list(&change["observations"]).iter().filter(of_cause).map(|observation| text(&observation["unit"])).collect()
}

#[test]
fn a_quarter_later_time_has_passed_and_people_have_come_and_gone() {
    let project = Project::with("reports/assens-statusmaaling");
    let call = |months: [&str; 2]| {
        let [old, new] = months.map(|month| format!("{}@{month}", project.report));
        json(&project.sporbar(&["diff", &old, &new, "--format", "json"]).ends(1))
    };
    let difference = call(["2018-09", "2018-12"]);
    assert_explained(&difference);
    assert_eq!(difference["rows"], Json::from(Vec::<Json>::new()), "the extracts are the same");
    for (id, change) in changes(&difference) {
        for cause in list(&change["causes"]) {
            assert!(["new-periods", "population"].contains(&text(cause)), "{id}: {change}");
        }
    }

    // Counted in the register's own rows: who reached six months, and who of those there before has left since.
    let persons = persons(&project);
    let [old, new] = [month("30-09-2018"), month("31-12-2018")];
    let reached = persons.iter().filter(|person| in_target_group(person, new) && !in_target_group(person, old)).count();
    let left = |person: &&Person| {
        in_target_group(person, old) && person.leaves.is_some_and(|leaves| leaves > old && leaves <= new)
    };
    let left = persons.iter().filter(left).count();
    assert!(reached > 0 && left > 0, "the data have both");
    let all = change(&difference, "maalgruppe", "Borgere", "I alt");
    assert_eq!(parts(all), [("population".to_owned(), reached as f64)].into());
    assert_eq!(units(all, "population").len(), reached);
    let active = change(&difference, "maalgruppe", "Borgere", "Aktive");
    assert_eq!(
        parts(active),
        [("population".to_owned(), reached as f64), ("new-periods".to_owned(), -(left as f64))].into()
    );

    // The second half-year of 2018 was not over in September; of 2018-09 no project month later than 14 is common to all.
    let new_half_year = |(_, change): &(&str, &Json)| change["x"] == "2018H2";
    let new_half_year: Vec<(&str, &Json)> = changes(&difference).into_iter().filter(new_half_year).collect();
    assert!(new_half_year.len() > 10);
    for (id, change) in new_half_year {
        assert!(change["old"].is_null(), "{id}: {change}");
        assert_eq!(change["causes"], Json::from(vec!["new-periods"]), "{id}: {change}");
    }

    // The other way round it is the same with the opposite sign, and the month is named as people do it with one report.
    let back =
        project.sporbar(&["diff", &project.report, "--as-of", "2018-12", "--as-of", "2018-09", "--format", "json"]);
    let back = json(&back.ends(1));
    let key = |(id, change): &(&str, &Json)| {
        let names = ["facet", "series", "x", "stat"].map(|name| text(&change[name]).to_owned());
        ((*id).to_owned(), names)
    };
    let of = |difference: &Json| -> BTreeMap<_, BTreeMap<String, f64>> {
        changes(difference).iter().map(|change| (key(change), parts(change.1))).collect()
    };
    let (there, back) = (of(&difference), of(&back));
    assert_eq!(there.keys().collect::<Vec<_>>(), back.keys().collect::<Vec<_>>());
    for (key, parts) in there {
        for (cause, part) in parts {
            let mirrored = back[&key][&cause];
            assert!((part + mirrored).abs() <= 1e-9 * part.abs().max(1.0), "{key:?} {cause}: {part} and {mirrored}");
        }
    }
}

#[test]
fn a_corrected_row_and_a_new_person_are_told_apart() {
    let project = Project::with("reports/assens-statusmaaling");
    project.sporbar(&["build", &project.report, "--out", "old"]).run();
    // A booking of the first half-year of 2017 was too high: of a mother who is in the project, and was from January 2017, so
    // that she is in the first group. And a child of her family, who had been forgotten, was there from the first day.
    let bookings = "reports/assens-statusmaaling/extracts/udgifter.csv";
    let mother = persons(&project)
        .into_iter()
        .find(|person| person.role == "mor" && person.enters == month("01-01-2017") && person.leaves.is_none())
        .expect("a mother who entered in January 2017");
    let bytes = std::fs::read(project.path(bookings)).expect("the bookings");
    let (start, line) = {
        let begins = format!("{};", mother.cpr).into_bytes();
        let mut at = 0;
        let lines = bytes.split_inclusive(|byte| *byte == b'\n').map(|line| {
            at += line.len();
            (at - line.len(), line)
        });
        let of_spring =
            |line: &[u8]| line.starts_with(&begins) && line[begins.len() + 2..].starts_with(b".02.2017;5.57");
        let found = lines.into_iter().find(|(_, line)| of_spring(line)).expect("a booking of February 2017");
        (found.0, found.1.to_vec())
    };
    let amount = line.rsplit(|byte| *byte == b';').next().expect("an amount");
    let was: f64 = String::from_utf8_lossy(amount).trim().replace('.', "").replace(',', ".").parse().expect("a number");
    let mut corrected = bytes.clone();
    let end = start + line.len();
    corrected.splice(end - amount.len()..end, *b"1.000,00\n");
    project.write(bookings, corrected);
    let people = "reports/assens-statusmaaling/extracts/borgere.csv";
    let child =
        format!("{}\n710812-4009;{};barn;K;11-08-2012;16-01-2017;;\n", project.text(people).trim_end(), mother.family);
    project.write(people, child);
    project.sporbar(&["build", &project.report, "--out", "new"]).run();

    let outputs = ["old/assens-statusmaaling", "new/assens-statusmaaling"];
    let difference = json(&project.sporbar(&["diff", outputs[0], outputs[1], "--format", "json"]).ends(1));
    assert_explained(&difference);

    // Two rows differ: the child's, which is new, and the booking's, of which one field does.
    let rows = list(&difference["rows"]);
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!((&rows[0]["file"], &rows[0]["causes"]), (&Json::from("borgere.csv"), &Json::from(vec!["population"])));
    assert_eq!(rows[1]["causes"], Json::from(vec!["late-corrections"]));
    assert_eq!(rows[1]["old"], rows[1]["new"]);
    assert_eq!(rows[1]["fields"], serde_json::json!([{ "field": "Beløb", "old": format!("{was}"), "new": "1000" }]));
    let (child, mother) = (text(&rows[0]["subject"]), text(&rows[1]["subject"]));

    // Nothing else has happened to anybody, and each of the two for its own reason.
    for (id, change) in changes(&difference) {
        for observation in list(&change["observations"]) {
            let because = match text(&observation["unit"]) {
                unit if unit == child => "population",
                unit if unit == mother => "late-corrections",
                // Her family has one more member.
                unit if unit.starts_with("K-") => "population",
                unit => panic!("{id}: {unit} has not moved"),
            };
            assert_eq!(observation["causes"], Json::from(vec![because]), "{id}: {change}");
        }
    }
    let children = change(&difference, "maalgruppe", "Børn", "I alt");
    assert_eq!(parts(children), [("population".to_owned(), 1.0)].into());

    // Expenses a head of the adults of the first group: the child does not count among them, the correction is all.
    let adults = change(&difference, "fig-12", "Gruppe 1", "2017H1");
    let n = adults["new"]["n"].as_f64().expect("adults");
    let part = parts(adults)["late-corrections"];
    assert_eq!(parts(adults).len(), 1);
    assert!((part - (1000.0 - was) / n).abs() < 1e-6, "{part}");
    // Of all members: the correction is shared by n or by n + 1, on average over what came first.
    let members = change(&difference, "fig-11", "Gruppe 1", "2017H1");
    let n = members["old"]["n"].as_f64().expect("members");
    let part = parts(members)["late-corrections"];
    assert!((part - (1000.0 - was) * f64::midpoint(1.0 / n, 1.0 / (n + 1.0))).abs() < 1e-6, "{part}");
    // The child has cost nothing, so that she spreads the same expenses over one more.
    let expenses = members["old"]["numerator"].as_f64().expect("a sum");
    let spread = |expenses: f64| expenses / (n + 1.0) - expenses / n;
    let expected = f64::midpoint(spread(expenses), spread(expenses + 1000.0 - was));
    assert!((parts(members)["population"] - expected).abs() < 1e-6);
    // In other half-years nothing was corrected.
    assert_eq!(parts(change(&difference, "fig-11", "Gruppe 1", "2018H1")).keys().collect::<Vec<_>>(), ["population"]);

    // What is said to people names neither of them, nor the child's day of birth.
    for format in ["text", "md", "json"] {
        let out = project.sporbar(&["diff", outputs[0], outputs[1], "--format", format]).ends(1).out;
        for personal in ["710812", "11-08-2012", "2012-08-11", "JF-0"] {
            assert!(!out.contains(personal), "{format} has {personal}");
        }
    }
}

#[test]
fn a_release_does_not_differ_from_itself() {
    for report in ["tests/reports/lille", "tests/reports/effekter", "reports/silkeborg-businesscase"] {
        let project = Project::with(report);
        project.sporbar(&["build", &project.report]).run();
        let output = project.report.replace("reports/", "out/");
        // From the output, and as it would be built now: reading the record back loses nothing.
        for other in [&output, &project.report] {
            let run = project.sporbar(&["diff", &output, other]).ends(0);
            assert!(run.out.contains("\n0 of "), "{}", run.out);
        }
    }
}

#[test]
fn rows_in_another_order_change_no_value() {
    let project = Project::small();
    project.build();
    let path = "reports/lille/extracts/borgere.csv";
    let text = project.text(path);
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    project.write(path, lines.join("\n"));
    let run = project.sporbar(&["diff", "out/lille", "reports/lille"]).ends(0);
    assert!(run.out.contains("0 of 4 values changed; 0 claims changed; 0 extract rows differ"), "{}", run.out);
}

#[test]
fn a_changed_definition_is_named_by_its_place_in_the_spec() {
    let project = Project::small();
    project.build();
    // How it looks and what it is called decides no value.
    project.edit("reports/lille/report.toml", "Personer i projektet", "Projektets personer");
    project.sporbar(&["diff", "out/lille", "reports/lille"]).ends(0);
    // Three mothers, a father and two children entered; the third mother in December, whom only the new definition takes in.
    project.edit("reports/lille/report.toml", "start_month < as_of", "start_month <= as_of");
    let difference = json(&project.sporbar(&["diff", "out/lille", "reports/lille", "--format", "json"]).ends(1));
    assert_explained(&difference);
    assert_eq!(difference["exhibits"][0]["redefined"], Json::from(vec!["populations.projekt"]));
    let adults = change(&difference, "personer", "Voksne", "I alt");
    assert_eq!(parts(adults), [("definition".to_owned(), 1.0)].into());
}

#[test]
fn a_changed_assumption_is_the_cause_of_all_that_follows_from_it() {
    let project = Project::with("reports/silkeborg-businesscase");
    project.sporbar(&["build", &project.report]).run();
    let path = "reports/silkeborg-businesscase/extracts/parametre.csv";
    project.edit(path, "succesrate;0,3;", "succesrate;0,35;");
    let call = ["diff", "out/silkeborg-businesscase", &project.report, "--format", "json"];
    let difference = json(&project.sporbar(&call).ends(1));
    assert_explained(&difference);
    let rows = list(&difference["rows"]);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["fields"], serde_json::json!([{ "field": "vaerdi", "old": "0.3", "new": "0.35" }]));
    assert!(!changes(&difference).is_empty());
    for (id, change) in changes(&difference) {
        assert_eq!(change["causes"], Json::from(vec!["assumption"]), "{id}: {change}");
    }
}

#[test]
fn the_three_forms_of_a_small_difference() {
    let project = Project::small();
    project.build();
    // A father had another day of entry, a mother has left with her child, and a child has come.
    let path = "reports/lille/extracts/borgere.csv";
    project.edit(
        path,
        "620181-0001;JF-001;far;M;02-01-1981;05-01-2018;;",
        "620181-0001;JF-001;far;M;02-01-1981;05-12-2018;;",
    );
    let text = format!("{}\n670614-4007;JF-003;barn;K;07-06-2014;03-11-2018;;\n", project.text(path).trim_end());
    project.write(path, text);
    for format in ["text", "md", "json"] {
        let run = project.sporbar(&["diff", "out/lille", "reports/lille", "--format", format]).ends(1);
        assert_eq!(run.err, "");
        insta::assert_snapshot!(format!("difference-{format}"), run.out);
    }
}

#[test]
fn a_call_that_names_no_two_releases_is_told_how_to() {
    let project = Project::small();
    project.build();
    let effects = Project::with("tests/reports/effekter");
    effects.sporbar(&["build", &effects.report]).run();
    let other = effects.path("out/effekter").display().to_string();
    let spoilt = "out/spoilt/audit/record";
    std::fs::create_dir_all(project.path(spoilt)).expect("room in the scratch folder");
    project.write(&format!("{spoilt}/index.js"), "alert(1)");
    let calls: [(&[&str], &str); 7] = [
        (&["diff", "reports/lille"], "a comparison takes two releases"),
        (&["diff", "reports/lille", "--as-of", "2018-09"], "a comparison takes two releases"),
        (&["diff", "out/lille", "reports/lille", "--as-of", "2018-09"], "`--as-of` has nothing to say"),
        (&["diff", "out/lille", "reports/lille@2018-9"], "`2018-9` is not a month"),
        (&["diff", "out/lille", "out/spoilt"], "index.js is not a part of the record of a release"),
        (&["diff", "out/lille", "out/nowhere"], "the spec could not be read"),
        (&["diff", &other, "out/lille"], "these are two reports, `effekter` and `lille`"),
    ];
    for (call, says) in calls {
        let run = project.sporbar(call).ends(2);
        assert_eq!(run.out, "", "{call:?}");
        assert!(run.err.contains(says), "{call:?}:\n{}", run.err);
        assert!(run.err.contains("help"), "{call:?}:\n{}", run.err);
    }
    // The same data under another key: nobody is who they were.
    let key = "a key that is long enough for this";
    let run = project.sporbar(&["diff", "out/lille", "reports/lille"]).with("SPORBAR_PSEUDONYM_KEY", key).ends(2);
    assert!(run.err.contains("made with different keys"), "{}", run.err);
}

/// The text of the publication's page on what has changed, in one line; none where there is none.
fn page(project: &Project, pdf: &str) -> Option<String> {
    let bytes = std::fs::read(project.path(pdf)).expect("a publication");
    let pages = pdf_extract::extract_text_from_mem_by_pages(&bytes).expect("a PDF that can be read");
    let own = pages.into_iter().find(|page| page.contains("Her sammenlignes med"))?;
    Some(own.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn a_report_tells_what_has_changed_since_last_time_if_asked_to() {
    let project = Project::small();
    project.sporbar(&["build", &project.report, "--as-of", "2018-09", "--out", "old"]).ends(0);
    let without = project.build();
    assert_eq!(without.status, 0);
    assert_eq!(page(&project, "out/lille/report.pdf"), None, "nobody has asked");

    // In December a mother and her child had left since September; the third mother, of December, is not in the project yet.
    for since in ["old", "old/lille"] {
        project.sporbar(&["build", &project.report, "--since", since]).ends(0);
        let page = page(&project, "out/lille/report.pdf").expect("the page");
        for says in [
            "Her sammenlignes med udgaven pr. september 2018.",
            "Af de 4 tal bag rapportens figurer og tabeller er 2 ændret, kommet til eller udgået. Hovedårsagen er for 2 af dem, at der er \
             kommet nye perioder til.",
            "Voksne, Aktive 3 2 −1 −1 nye perioder",
        ] {
            assert!(page.contains(says), "{says:?} is not in\n{page}");
        }
        assert!(!page.contains("P-") && !page.contains("K-"), "{page}");
    }
    let first = project.output();
    let manifest: Json = serde_json::from_slice(&first["manifest.json"]).expect("JSON");
    let releases: Vec<&Json> = list(&manifest["inputs"]).iter().filter(|input| input["kind"] == "release").collect();
    let bytes = std::fs::read(project.path("old/lille/manifest.json")).expect("the old manifest");
    assert_eq!(releases.len(), 1);
    assert_eq!(releases[0]["sha256"], sporbar::audit::sha256(&bytes));
    // The same again, and not stale for having been compared.
    project.sporbar(&["build", &project.report, "--since", "old"]).ends(0);
    assert!(first == project.output(), "another publication");
    project.sporbar(&["status", &project.report]).ends(0);

    // It is what is built again: from the release, or, without it, from what the output has of the changes itself.
    let run = project.sporbar(&["verify", "out/lille"]).ends(0);
    assert!(run.err.contains("is its own: --since computes it again"), "{}", run.err);
    for since in ["old", "old/lille"] {
        let run = project.sporbar(&["verify", "out/lille", "--since", since]).ends(0);
        assert!(!run.err.contains("--since"), "{}", run.err);
    }
    // Not from another release, and not after what it says of the changes was altered.
    project.sporbar(&["build", &project.report, "--as-of", "2018-06", "--out", "older"]).ends(0);
    let run = project.sporbar(&["verify", "out/lille", "--since", "older"]).ends(1);
    assert!(
        run.err.contains("error[input-differs]: this is not the release that the output was compared with"),
        "{}",
        run.err
    );
    let changes = project.text("out/lille/audit/since.json");
    project.edit("out/lille/audit/since.json", "\"changed\": 2", "\"changed\": 1");
    let run = project.sporbar(&["verify", "out/lille"]).ends(1);
    assert!(run.err.contains("error[output-differs]: `report.pdf`"), "{}", run.err);
    project.write("out/lille/audit/since.json", changes);
    let run = project.sporbar(&["verify", "old/lille", "--since", "older"]).ends(2);
    assert!(run.err.contains("the output tells of no changes since an earlier release"), "{}", run.err);
    // A release that was altered since it was built is none to compare with.
    let file = "older/lille/audit/record/exhibit-personer.js";
    assert!(project.path(file).exists(), "{:?}", std::fs::read_dir(project.path("older/lille/audit/record")));
    project.write(file, project.text(file) + " ");
    let run = project.sporbar(&["build", &project.report, "--since", "older", "--out", "none"]).ends(2);
    assert!(run.err.contains("it is not as the manifest has it"), "{}", run.err);

    // Nothing has changed since itself.
    project.sporbar(&["build", &project.report, "--since", "out", "--out", "again"]).ends(0);
    let page = page(&project, "again/lille/report.pdf").expect("the page");
    assert!(page.contains("Ingen af de 4 tal bag rapportens figurer og tabeller er ændret."), "{page}");
    // No release there: nothing is built.
    let run = project.sporbar(&["build", &project.report, "--since", "nowhere", "--out", "none"]).ends(2);
    assert!(run.err.contains("[record-unreadable]"), "{}", run.err);
    assert!(!project.path("none").exists());
}

/// A share that the spec calls by a word of its own is rounded and told as a share: how many of three are mothers, and how many are not.
#[test]
fn a_share_by_a_name_of_its_own_is_told_as_a_share() {
    let project = Project::small();
    let spec = "reports/lille/report.toml";
    let exhibit = "[[exhibit]]\nid = 'egen'\ntitle = 'Egen'\npopulation = 'projekt'\nwhere = 'active'\nmeasure = { kind = 'tally' }\nx = { 'Aktive' = 'TRUE' }\nstat = { egne = { is = 'share', value = \"Rolle = 'mor'\" } }\nshow = 'table'\nsource = 'Prøve'\n";
    project.write(spec, format!("{}\n{exhibit}", project.text(spec)));
    project.sporbar(&["build", "reports/lille", "--out", "old"]).ends(0);
    project.edit(spec, "value = \"Rolle = 'mor'\"", "value = \"Rolle <> 'mor'\"");
    project.sporbar(&["build", "reports/lille", "--out", "new"]).ends(0);
    let run = project.sporbar(&["diff", "old/lille", "new/lille", "--format", "json"]).run();
    let difference = json(&run);
    let own = change(&difference, "egen", "", "Aktive");
    let number = |of: &Json| of.as_f64().expect("a number");
    let (old, new) = (number(&own["old"]["value"]), number(&own["new"]["value"]));
    let mut thirds = [old, new].map(|share| format!("{:.3}", share * 3.0));
    thirds.sort();
    assert_eq!(thirds, ["1.000", "2.000"], "{own}");
    // As the table prints them, in percent with a decimal: 33,3 % and 66,7 %.
    let rounded = |share: f64| (share * 1000.0).round() / 1000.0;
    let expected = rounded(new) - rounded(old) - (new - old);
    assert!((number(&own["rounding"]) - expected).abs() < 1e-12, "{own}");
    let said = project.sporbar(&["diff", "old/lille", "new/lille"]).run().out;
    assert!(said.contains("33,3 pp"), "{said}");
}
