//! How calls are answered: mistakes in a call, findings as JSON in the form that is documented, warnings that are denied, and
//! help as wide as the terminal.

use serde_json::Value;

use crate::support::{Project, repository, sporbar};

/// What is wrong with a value by a JSON Schema, of which it knows the words that the schema of findings uses and no others.
fn against(schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for (word, says) in schema.as_object().expect("a schema is an object") {
        let fits = match word.as_str() {
            "$schema" | "title" | "description" => true,
            "const" => value == says,
            "enum" => says.as_array().expect("a list").contains(value),
            "type" => match says.as_str().expect("a type") {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "integer" => value.is_i64() || value.is_u64(),
                other => panic!("the type {other} is not known here"),
            },
            "minimum" => value.as_i64() >= says.as_i64(),
            "pattern" => {
                assert_eq!(says, "^[a-z]+(-[a-z]+)*$", "only this one is known here");
                let word = |word: &str| !word.is_empty() && word.bytes().all(|letter| letter.is_ascii_lowercase());
                value.as_str().is_some_and(|text| text.split('-').all(word))
            }
            "required" => says.as_array().expect("a list").iter().all(|key| value.get(key.as_str().expect("a key")).is_some()),
            "additionalProperties" => {
                assert_eq!(says, false, "only this is known here");
                value.as_object().is_none_or(|object| object.keys().all(|key| schema["properties"].get(key).is_some()))
            }
            "properties" => {
                for (key, schema) in says.as_object().expect("an object") {
                    wrong.extend(value.get(key).into_iter().flat_map(|value| against(schema, value, &format!("{at}/{key}"))));
                }
                true
            }
            "items" => {
                let items = value.as_array().into_iter().flatten().enumerate();
                wrong.extend(items.flat_map(|(n, item)| against(says, item, &format!("{at}/{n}"))));
                true
            }
            other => panic!("the word {other} is not known here"),
        };
        if !fits {
            wrong.push(format!("{at} is {value}, against {word}: {says}"));
        }
    }
    wrong
}

/// The findings in what the program wrote to standard error, each in the form that is documented.
fn findings(err: &str) -> Vec<Value> {
    let schema = std::fs::read(repository().join("docs/finding.schema.json")).expect("the schema");
    let schema = serde_json::from_slice(&schema).expect("JSON");
    let read = |line: &str| {
        let finding = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert_eq!(against(&schema, &finding, ""), Vec::<String>::new());
        finding
    };
    err.lines().map(read).collect()
}

#[test]
fn the_schema_of_findings_refuses_what_is_not_one() {
    let schema = std::fs::read(repository().join("docs/finding.schema.json")).expect("the schema");
    let schema = serde_json::from_slice(&schema).expect("JSON");
    let good = r#"{"version": 1, "code": "bad-value", "severity": "error", "message": "m", "places": [{"file": "f", "row": 1}], "help": []}"#;
    assert_eq!(against(&schema, &serde_json::from_str(good).expect("JSON"), ""), Vec::<String>::new());
    for (old, new) in [
        ("\"version\": 1", "\"version\": 2"),
        ("\"version\": 1, ", ""),
        ("\"error\"", "\"note\""),
        ("bad-value", "Bad value"),
        ("\"row\": 1", "\"row\": 0"),
        ("\"row\": 1", "\"rows\": 1"),
        ("\"help\": []", "\"help\": [1]"),
        ("\"help\": []", "\"help\": [], \"more\": 1"),
    ] {
        let wrong = serde_json::from_str(&good.replace(old, new)).expect("JSON");
        assert!(!against(&schema, &wrong, "").is_empty(), "{new}");
    }
}

#[test]
fn whatever_is_wrong_is_told_as_json_in_the_form_that_is_documented() {
    let project = Project::small();
    let project_with = |file: &str, old: &str, new: &str| {
        let project = Project::small();
        project.edit(&format!("reports/lille/{file}"), old, new);
        project
    };
    let of_extract = project_with("extracts/borgere.csv", ";far;", ";onkel;");
    let of_spec = project_with("report.toml", "kind = \"tally\"", "kind = \"taly\"");
    let of_toml = project_with("report.toml", "[persons]", "[persons");
    let of_text = project_with("tekst.typ", "personer", "person");
    let claim = "[[claim]]\nid = \"a\"\nthat = \"personer[Børn, I alt] > personer[Voksne, I alt]\"\ntext = \"Nej.\"\n\n[[exhibit]]";
    let of_claim = project_with("report.toml", "[[exhibit]]", claim);
    for (project, call, status) in [
        (&of_extract, &["build", "reports/lille"][..], 1),
        (&of_spec, &["check", "reports/lille"], 2),
        (&of_toml, &["build", "reports/lille"], 2),
        (&of_text, &["build", "reports/lille"], 2),
        (&of_claim, &["build", "reports/lille"], 1),
        (&project, &["build", "reports/nowhere"], 2),
        (&project, &["build", "reports/lille", "--extracts", "nowhere"], 2),
        (&project, &["build", "reports/lille", "--out", "reports"], 2),
        (&project, &["trace", "reports/lille", "person"], 2),
        (&project, &["verify", "out/nowhere"], 2),
        (&project, &["explain", "nothing"], 2),
        (&project, &["build"], 2),
        (&project, &["bild", "reports/lille"], 2),
        (&project, &["build", "reports/lille", "--as-of", "2018-13"], 2),
        (&project, &["build", "reports/lille", "--no-such"], 2),
        (&project, &[], 2),
    ] {
        for json in [&["--message-format", "json"][..], &["--message-format=json"]] {
            let run = project.sporbar(&[call, json].concat()).ends(status);
            let found = findings(&run.err);
            assert!(!found.is_empty() && run.out.is_empty(), "{call:?}: {}{}", run.out, run.err);
            assert!(found.iter().any(|finding| finding["severity"] == "error"), "{call:?}");
        }
    }
}

#[test]
fn a_call_that_cannot_be_understood_is_a_finding_that_says_what_was_meant() {
    for (call, message, help) in [
        (&["build", "r", "--as-off", "2018-09"][..], "unexpected argument '--as-off' found", "'--as-of'"),
        (&["bild", "r"], "unrecognized subcommand 'bild'", "'build'"),
        (&["build"], "the following required arguments were not provided: <REPORT>...", "Usage: sporbar build <REPORT>..."),
        (&["build", "r", "--as-of", "2018-13"], "invalid value '2018-13' for '--as-of <YYYY-MM>': not a month", "--help"),
        (&["trace", "r", "e", "--format", "xml"], "invalid value 'xml' for '--format <FORMAT>' [possible values: table, csv, json]", "--help"),
    ] {
        let human = sporbar(call).ends(2);
        assert!(human.err.starts_with(&format!("error[call-misunderstood]: {message}")), "{}", human.err);
        assert!(human.err.contains(help) && human.err.ends_with("\n1 error\n"), "{}", human.err);
        let json = sporbar(&[call, &["--message-format", "json"]].concat()).ends(2);
        let found = findings(&json.err);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0]["code"], "call-misunderstood");
        assert!(found[0]["message"].as_str().is_some_and(|said| said.starts_with(message)), "{}", found[0]);
        assert!(found[0]["help"].to_string().contains(help), "{}", found[0]);
    }
    // Help that is asked for is help, in any format.
    let help = sporbar(&["build", "--help", "--message-format", "json"]).ends(0);
    assert!(help.out.contains("Examples:") && help.err.is_empty());
    assert!(sporbar(&["--version"]).ends(0).out.starts_with("sporbar "));
    assert!(sporbar(&[]).ends(2).err.contains("Usage: sporbar"));
}

#[test]
fn a_folder_of_extracts_that_is_not_there_is_told_once() {
    let project = Project::small();
    for command in ["build", "check", "lock"] {
        let run = project.sporbar(&[command, "reports/lille", "--extracts", "nowhere"]).ends(2);
        assert!(run.err.starts_with("error[missing-file]: the folder of extracts is not there\n--> nowhere\n"), "{}", run.err);
        assert!(run.err.ends_with("\n1 error\n"), "{}", run.err);
    }
    let run = project.sporbar(&["check", "reports/lille", "--extracts", "reports/lille/report.toml"]).ends(2);
    assert!(run.err.contains("the folder of extracts is a file and not a folder"), "{}", run.err);
    project.sporbar(&["status", "--extracts", "nowhere"]).ends(2);
    // The report's own folder is data that has not come.
    std::fs::remove_dir_all(project.path("reports/lille/extracts")).expect("it is there");
    let run = project.sporbar(&["check", "reports/lille"]).ends(1);
    assert!(run.err.starts_with("error[missing-file]: the folder of extracts is not there\n--> reports/lille/extracts\n"), "{}", run.err);
    assert!(run.err.ends_with("\n1 error\n"), "{}", run.err);
}

#[test]
fn an_extract_is_found_however_the_letters_of_its_name_are_put_together() {
    let (one, two) = ("b\u{f8}rn-\u{e5}r.csv", "b\u{f8}rn-a\u{30a}r.csv");
    for (in_spec, on_disk) in [(one, two), (two, one), (one, one)] {
        let project = Project::small();
        let extracts = project.path("reports/lille/extracts");
        std::fs::rename(extracts.join("borgere.csv"), extracts.join(on_disk)).expect("a file");
        project.edit("reports/lille/report.toml", "\"borgere.csv\"", &format!("\"{in_spec}\""));
        project.build();
        project.sporbar(&["verify", "out/lille"]).ends(0);
    }
}

#[test]
fn warnings_that_are_denied_are_errors() {
    // A column that no layout names is a warning of the extracts.
    let project = Project::small();
    let extract = project.text("reports/lille/extracts/borgere.csv");
    let wider: String = extract.lines().map(|line| format!("{line};x\n")).collect();
    project.write("reports/lille/extracts/borgere.csv", wider);
    for command in ["build", "check", "lock"] {
        let run = project.sporbar(&[command, "reports/lille"]).ends(0);
        assert!(run.err.contains("warning[extra-column]"), "{}", run.err);
    }
    std::fs::remove_dir_all(project.path("out")).expect("it was built");
    std::fs::remove_file(project.path("reports/lille/report.lock")).expect("it was written");
    for command in ["build", "check", "lock"] {
        let run = project.sporbar(&[command, "reports/lille", "--deny-warnings"]).ends(1);
        assert!(run.err.contains("error[extra-column]") && !run.err.contains("warning"), "{}", run.err);
    }
    project.sporbar(&["approve", "reports/lille", "--all", "--by", "A", "--deny-warnings"]).ends(1);
    for path in ["out", "reports/lille/report.lock", "reports/lille/review.toml"] {
        assert!(!project.path(path).exists(), "an extract that is not valid writes nothing, and {path} is there");
    }
    // A claim that does not hold and may be flagged is a warning of what the report says: all is written.
    let project = Project::small();
    let claim = "[[claim]]\nid = \"a\"\nthat = \"personer[Børn, I alt] > personer[Voksne, I alt]\"\ntext = \"Nej.\"\npolicy = \"flag\"\n\n[[exhibit]]";
    project.edit("reports/lille/report.toml", "[[exhibit]]", claim);
    project.build();
    std::fs::remove_dir_all(project.path("out")).expect("it was built");
    let run = project.sporbar(&["build", "reports/lille", "--deny-warnings"]).ends(1);
    assert!(run.err.contains("error[claim-refuted]"), "{}", run.err);
    assert!(project.path("out/lille/report.pdf").exists());
    let json = project.sporbar(&["check", "reports/lille", "--deny-warnings", "--message-format", "json"]).ends(1);
    assert!(findings(&json.err).iter().all(|finding| finding["severity"] == "error"));
    // Where there are none, nothing is otherwise.
    let project = Project::small();
    for command in [&["build", "reports/lille"][..], &["verify", "out/lille"], &["status"]] {
        project.sporbar(&[command, &["--deny-warnings"]].concat()).ends(0);
    }
}

#[test]
fn help_is_as_wide_as_the_terminal() {
    let commands = ["build", "check", "lock", "status", "verify", "bundle", "approve", "review", "trace", "diff", "explain"];
    for width in [50, 80, 100] {
        for command in commands {
            let run = sporbar(&[command, "--help"]).with("COLUMNS", &width.to_string()).ends(0);
            for line in run.out.lines() {
                assert!(line.chars().count() <= width, "sporbar {command} --help at {width}: {line}");
            }
        }
    }
    // Examples stand whole in a usual terminal, and paragraphs are filled.
    let run = sporbar(&["build", "--help"]).with("COLUMNS", "80").ends(0);
    assert!(run.out.contains("\n  sporbar build reports/my-report --as-of 2018-09 --extracts extracts/2018-09\n"), "{}", run.out);
    let paragraph = run.out.split("\n\n").find(|text| text.starts_with("The output of a report")).expect("a paragraph");
    let lines: Vec<&str> = paragraph.lines().collect();
    let (_, full) = lines.split_last().expect("lines");
    assert!(full.iter().all(|line| line.chars().count() > 65), "{paragraph}");
}

#[test]
fn an_exhibit_is_named_by_the_number_that_is_printed() {
    let project = Project::small();
    let by_id = project.sporbar(&["trace", "reports/lille", "personer"]).ends(0).out;
    for named in ["Figur 1", "figur 1", "fig. 1", "Figur\u{a0}1", "1", "Figur 1:"] {
        assert_eq!(project.sporbar(&["trace", "reports/lille", named]).ends(0).out, by_id, "{named}");
    }
    for (named, told) in [
        ("Figur 2", "the exhibits are personer (Figur 1)"),
        ("Tabel 1", "the exhibits are personer (Figur 1)"),
        ("Bilag 1", "the exhibits are personer (Figur 1)"),
        ("persner", "did you mean `personer`?"),
    ] {
        let run = project.sporbar(&["trace", "reports/lille", named]).ends(2);
        assert!(run.err.contains("error[no-such-value]") && run.err.contains(told), "{named}: {}", run.err);
    }
    project.sporbar(&["approve", "reports/lille", "Figur 1", "--by", "A"]).ends(0);
    assert!(project.text("reports/lille/review.toml").contains("personer"));
    // A figure and a table can have the same number, and then it says which.
    let table = "[[exhibit]]\nid = \"tabel\"\ntitle = \"T\"\npopulation = \"projekt\"\nmeasure = { kind = \"tally\" }\nx = { \"I alt\" = \"TRUE\" }\nstat = \"count\"\nshow = \"table\"\nsource = \"P\"\n\n[[exhibit]]";
    project.edit("reports/lille/report.toml", "[[exhibit]]", table);
    let run = project.sporbar(&["trace", "reports/lille", "1"]).ends(2);
    assert!(run.err.contains("name one: tabel (Tabel 1), personer (Figur 1)"), "{}", run.err);
    project.sporbar(&["trace", "reports/lille", "Tabel 1"]).ends(0);
}

#[test]
fn a_trace_stops_where_it_is_too_long_and_says_how_to_see_the_rest() {
    let project = Project::small();
    // 300 women of as many families.
    let mut extract = "CPR-nr.;Familie-id;Rolle;Køn;Fødselsdato;Indvisiteret;Udtrådt;Udtrædelsesårsag\n".to_owned();
    for n in 0..300 {
        extract.push_str(&format!("61{:02}80-{n:04};JF-{n:03};mor;K;01-01-1980;05-01-2018;;\n", n % 12 + 1));
    }
    project.write("reports/lille/extracts/borgere.csv", extract);
    let call = ["trace", "reports/lille", "personer", "--series", "Voksne", "--x", "I alt"];
    let told = |run: &str| run.lines().filter(|line| line.starts_with("  + ")).count();
    let some = project.sporbar(&call).ends(0).out;
    assert_eq!(told(&some), 200);
    assert!(some.contains("\n  and 100 observations more: --all shows them\n"), "{some}");
    let all = project.sporbar(&[&call[..], &["--all"]].concat()).ends(0).out;
    assert_eq!(told(&all), 300);
    assert!(!all.contains(" more"), "{all}");
    // What programs read is whole.
    let csv = project.sporbar(&[&call[..], &["--format", "csv"]].concat()).ends(0).out;
    assert_eq!(csv.lines().count(), 301);
}

#[test]
fn windows_and_months_have_bounds_that_are_told_at_their_place() {
    let done = |measure: &str, status: i32| {
        let project = Project::small();
        project.edit("reports/lille/report.toml", "measure    = { kind = \"tally\" }", &format!("measure    = {{ {measure} }}"));
        project.edit("reports/lille/report.toml", "series     = { \"Voksne\" = \"Rolle IN ('mor', 'far')\", \"Børn\" = \"Rolle = 'barn'\" }\n", "series     = \"state\"\n");
        project.edit("reports/lille/report.toml", "x          = { \"I alt\" = \"TRUE\", \"Aktive\" = \"active\" }\n", "x          = \"period\"\n");
        let state = "[states.rolle]\nspells = { extract = \"borgere\", person = \"CPR-nr.\", from = \"Indvisiteret\", to = \"Udtrådt\" }\nvalue = \"Rolle\"\nrule = \"month-end\"\nties = [\"latest-start\", \"listed-first\"]\norder = [\"mor\", \"far\", \"barn\"]\nmissing = \"Ukendt\"\n\n[[exhibit]]";
        project.edit("reports/lille/report.toml", "[[exhibit]]", state);
        project.edit("reports/lille/report.toml", "note       = \"{{ v(series='Voksne', x='I alt') }} voksne har været i projektet.\"\n", "");
        project.sporbar(&["check", "reports/lille"]).ends(status).err
    };
    let said = |measure: &str| done(measure, 2);
    let of = |over: &str| said(&format!("kind = \"composition\", state = \"rolle\", {over}"));
    for since in ["0218-01", "1800-01", "1899-12", "2200-01"] {
        for over in ["months", "half-years", "years"] {
            let told = of(&format!("over = \"{over}\", since = \"{since}\""));
            let message = format!("error[bad-value]: `{since}` lies outside the years 1900 to 2199");
            assert!(told.contains(&message) && told.contains("report.toml:"), "{told}");
        }
    }
    // January 2019 is not over in December 2018, and so is the first half-year of 2019.
    for over in ["months", "half-years", "years"] {
        let told = done(&format!("kind = \"composition\", state = \"rolle\", over = \"{over}\", since = \"2019-01\""), 0);
        assert!(told.contains("warning[no-window]: there is no whole window of time up to the status month 2018-12"), "{told}");
    }
    // From January 1901 to December 2018 there are 118 years of 12 months.
    let told = of("over = \"months\", since = \"1901-01\"");
    assert!(told.contains("there are 1416 windows of time, and 600 are the most that can be"), "{told}");
    assert!(told.contains("report.toml:") && told.ends_with("\n1 error\n"), "{told}");
    for over in [
        "over = \"months-around\", around = \"start_month\", from = -2000000000, to = 2000000000",
        "over = \"months-around\", around = \"start_month\", offsets = [0, 2000000000]",
        "over = \"blocks-around\", around = \"start_month\", offsets = [1], months = 2000000000",
        "over = \"years-before\", day = \"\\\"Indvisiteret\\\"\", years = 2000000000",
    ] {
        let told = of(over);
        assert!(told.contains("2000000000, and 1200 is the most") && told.contains("report.toml:"), "{told}");
    }
    for month in ["0001-01", "1899-12", "2200-01", "9999-12"] {
        let project = Project::small();
        let run = project.sporbar(&["build", "reports/lille", "--as-of", month]).ends(2);
        assert!(run.err.contains(&format!("no report can be as of {month}")), "{}", run.err);
    }
}
