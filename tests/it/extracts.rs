//! Extracts as a report uses them: where they lie, what is odd about them, what the spec allows of them, and that nobody's number
//! gets into an output.

use std::fs;

use crate::support::Project;

const SPEC: &str = "reports/lille/report.toml";
const BORGERE: &str = "borgere = { file = \"borgere.csv\", schema = \"projektregister-borgere\" }";

/// The small report with an extract of bookings beside its people: `rows` are `cpr;dd.mm.yyyy;text;amount`.
fn with_bookings(rows: &[&str], allow: &str) -> Project {
    let project = Project::small();
    let mut bytes = b"Registrant;Bogf\xf8ringsdato;Funktion;Funktionsnavn;Bel\xf8b\n".to_vec();
    for row in rows {
        let cells: Vec<&str> = row.split(';').collect();
        bytes.extend(format!("{};{};5.57.73;{};{}\n", cells[0], cells[1], cells[2], cells[3]).bytes());
    }
    project.write("reports/lille/extracts/udgifter.csv", bytes);
    let extract = format!("{BORGERE}\nudgifter = {{ file = \"udgifter.csv\", schema = \"opus-udgifter\"{allow} }}");
    project.edit(SPEC, BORGERE, &extract);
    project
}

#[test]
fn an_extract_about_nobody_of_the_report_is_told_and_can_be_allowed_with_a_reason() {
    let rows = ["710180-0002;15.02.2018;Ydelse;1,00"];
    let run = with_bookings(&rows, "").sporbar(&["check", "reports/lille"]).ends(0);
    assert!(run.err.contains("warning[nobody-matched]: none of the 1 people in it"), "{}", run.err);

    let allow = ", allow = { nobody-matched = \"udgifterne er en anden kommunes\" }";
    let run = with_bookings(&rows, allow).sporbar(&["check", "reports/lille"]).ends(0);
    assert!(!run.err.contains("nobody-matched"), "{}", run.err);

    let run =
        with_bookings(&["610180-0002;15.02.2018;Ydelse;1,00"], allow).sporbar(&["check", "reports/lille"]).ends(0);
    assert!(run.err.contains("warning[allowance-unused]"), "{}", run.err);
    assert!(run.err.contains("report.toml:"), "at its place: {}", run.err);
}

#[test]
fn an_allowance_names_what_can_be_allowed_and_says_why() {
    let rows = ["610180-0002;15.02.2018;Ydelse;1,00"];
    let run = with_bookings(&rows, ", allow = { dobbelt-block = \"sådan er det\" }")
        .sporbar(&["check", "reports/lille"])
        .ends(2);
    assert!(run.err.contains("did you mean `double-block`?"), "{}", run.err);
    let run =
        with_bookings(&rows, ", allow = { cpr-form = \"sådan er det\" }").sporbar(&["check", "reports/lille"]).ends(2);
    assert!(run.err.contains("nothing that can be allowed"), "{}", run.err);
    let run = with_bookings(&rows, ", allow = { double-block = \"\" }").sporbar(&["check", "reports/lille"]).ends(2);
    assert!(run.err.contains("error["), "{}", run.err);
}

#[test]
fn an_extract_that_ends_long_before_the_status_month_is_told() {
    let rows = ["610180-0002;15.02.2017;Ydelse;1,00"];
    let run = with_bookings(&rows, "").sporbar(&["check", "reports/lille"]).ends(0);
    assert!(
        run.err.contains("warning[stale-extract]: the newest row is from 2017-02, 22 months before"),
        "{}",
        run.err
    );
    let rows = ["610180-0002;15.02.2018;Ydelse;1,00"];
    let run = with_bookings(&rows, "").sporbar(&["check", "reports/lille"]).ends(0);
    assert!(!run.err.contains("stale-extract"), "{}", run.err);
}

#[test]
fn days_years_behind_the_status_month_are_told_but_not_planned_ends() {
    let row = "620181-0001;JF-001;far;M;02-01-1981;05-01-2018;;";
    let with = |row_now: &str| {
        let project = Project::small();
        project.edit("reports/lille/extracts/borgere.csv", row, row_now);
        project
    };
    let run = with("620181-0001;JF-001;far;M;02-01-1981;05-01-2081;;").sporbar(&["check", "reports/lille"]).ends(0);
    let said = "warning[future-date]: in 1 row `Indvisiteret` is more than 5 years after the status month";
    assert!(run.err.contains(said) && run.err.contains("borgere.csv, row 3, column Indvisiteret"), "{}", run.err);
    // Drawn later than the status month, and an end that is planned.
    for fine in ["05-01-2023;;", "05-01-2018;31-12-2099;Flyttet"] {
        let row = format!("620181-0001;JF-001;far;M;02-01-1981;{fine}");
        let run = with(&row).sporbar(&["check", "reports/lille"]).ends(0);
        assert!(!run.err.contains("future-date"), "{fine}: {}", run.err);
    }
}

#[test]
fn entry_and_exit_that_the_spec_takes_for_each_other_are_told() {
    let project = Project::small();
    project.edit(
        SPEC,
        "enters  = \"Indvisiteret\"\nleaves  = \"Udtrådt\"",
        "enters  = \"Udtrådt\"\nleaves  = \"Indvisiteret\"",
    );
    let run = project.sporbar(&["check", "reports/lille"]).ends(1);
    assert!(run.err.contains("error[spell-ends-before-start]: `Indvisiteret` is before `Udtrådt`"), "{}", run.err);
    assert!(run.err.contains("warning[empty-key]: 4 rows have no `Udtrådt`"), "{}", run.err);
}

#[test]
fn one_file_under_two_names_is_told() {
    let project = Project::small();
    project.write("reports/lille/extracts/mere.csv", project.text("reports/lille/extracts/borgere.csv"));
    project.edit(
        SPEC,
        BORGERE,
        &format!("{BORGERE}\nmere = {{ file = \"mere.csv\", schema = \"projektregister-borgere\" }}"),
    );
    let run = project.sporbar(&["check", "reports/lille"]).ends(0);
    let said = "warning[double-block]: the extract `mere` is the same as `borgere`, to the byte";
    assert!(run.err.contains(said), "{}", run.err);
}

#[test]
fn extracts_lie_in_their_folder_and_no_message_quotes_another_file() {
    let project = Project::small();
    project.write("hemmeligt.csv", "Navn;Hemmelighed\nx;y\n");
    project.edit(SPEC, "file = \"borgere.csv\"", "file = \"../../../hemmeligt.csv\"");
    let run = project.sporbar(&["check", "reports/lille"]).ends(2);
    assert!(!run.err.contains("Hemmelighed"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_folder_unless_the_call_says_so() {
    use std::os::unix::fs::symlink;

    let project = Project::small();
    let (own, aside) = (project.path("reports/lille/extracts"), project.path("aside"));
    fs::create_dir(&aside).expect("a folder");
    fs::rename(own.join("borgere.csv"), aside.join("borgere.csv")).expect("moved");
    symlink(aside.join("borgere.csv"), own.join("borgere.csv")).expect("a link");
    // Nothing is known of what it holds: it is nobody's mistake in the data.
    let run = project.sporbar(&["check", "reports/lille"]).ends(2);
    assert!(run.err.contains("error[file-refused]"), "{}", run.err);
    assert!(run.err.contains("a link to a place outside the folder of extracts"), "{}", run.err);
    project.sporbar(&["check", "reports/lille", "--extracts", "aside"]).ends(0);

    // The folder itself may not lead out of the report's either.
    fs::remove_dir_all(&own).expect("removed");
    symlink(&aside, &own).expect("a link");
    let run = project.sporbar(&["check", "reports/lille"]).ends(1);
    assert!(run.err.contains("outside the report's folder"), "{}", run.err);
}

#[test]
fn a_person_s_number_gets_into_no_file_of_the_output() {
    for spelling in ["610180-0002", "610180 0002", "6101800002"] {
        let project = Project::small();
        project.edit(SPEC, "publisher = \"", &format!("publisher = \"{spelling} "));
        let run = project.sporbar(&["build", "reports/lille"]).ends(1);
        assert!(run.err.contains("error[cpr-in-output]") && run.err.contains("report.pdf"), "{}", run.err);
        assert!(!run.err.contains(spelling), "{}", run.err);
        assert!(!project.path("out/lille").exists(), "nothing is written");
    }
    // A number that nobody of the register has is none of its business.
    let project = Project::small();
    project.edit(SPEC, "publisher = \"", "publisher = \"610180-0003 ");
    assert!(!project.build().err.contains("cpr-in-output"));
}

#[test]
fn a_spec_is_read_in_the_normal_form_and_named_where_it_is_not_utf_8() {
    let project = Project::small();
    let text = project.text(SPEC);
    project.write(SPEC, text.replace("å", "a\u{30a}"));
    project.sporbar(&["check", "reports/lille"]).ends(0);
    let ansi: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect();
    project.write(SPEC, ansi);
    let run = project.sporbar(&["check", "reports/lille"]).ends(2);
    assert!(run.err.contains("the spec is Windows-1252 (\"ANSI\" in Windows), and not UTF-8"), "{}", run.err);
    let wide: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    project.write(SPEC, wide);
    let run = project.sporbar(&["check", "reports/lille"]).ends(2);
    assert!(run.err.contains("the spec is UTF-16"), "{}", run.err);
}
