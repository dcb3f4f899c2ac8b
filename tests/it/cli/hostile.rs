//! Whatever is done to a report, the program answers with findings or with a document: it never panics, and a panic is
//! what every call in these tests is checked for.

use rust_xlsxwriter::Workbook;

use crate::support::{Project, Run, files, rows};

const REPORT: &str = "reports/assens-statusmaaling";
/// The extract of the report that is no text.
const WORKBOOK: &str = "forsoergelse.xlsx";

/// A call that ended badly says why.
fn answered(run: &Run) {
    assert!((0..=2).contains(&run.status), "{run:?}");
    assert!(run.status == 0 || run.err.contains("error"), "{run:?}");
}

/// An extract with its header and nothing else.
fn only_header(name: &str, bytes: &[u8]) -> Vec<u8> {
    if name != WORKBOOK {
        return bytes.split_inclusive(|byte| *byte == b'\n').next().expect("a header").to_vec();
    }
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Forsørgelse").expect("a name");
    for (column, title) in (0u16..).zip(["CPR-nr.", "Ydelsestype", "Startdato", "Slutdato"]) {
        sheet.write_string(0, column, title).expect("room");
    }
    workbook.save_to_buffer().expect("a workbook")
}

#[test]
fn a_report_on_nobody_is_built_with_zeros() {
    let project = Project::small();
    let header = only_header("borgere.csv", project.text("reports/lille/extracts/borgere.csv").as_bytes());
    project.write("reports/lille/extracts/borgere.csv", header);
    project.build();
    for (key, row) in rows(project.text("out/lille/data/personer.csv").as_bytes()) {
        assert_eq!((row.numbers[0], row.n.as_str()), (Some(0.0), "0"), "{key:?}");
    }
}

#[test]
fn extracts_with_only_a_header_are_answered_one_by_one_and_all_together() {
    let all = Project::with(REPORT);
    for (name, bytes) in files(&all.path(&format!("{REPORT}/extracts"))) {
        let place = format!("{REPORT}/extracts/{name}");
        let one = Project::with(REPORT);
        one.write(&place, only_header(&name, &bytes));
        answered(&one.sporbar(&["build", REPORT]).run());
        all.write(&place, only_header(&name, &bytes));
    }
    answered(&all.sporbar(&["build", REPORT]).run());
}

#[test]
fn missing_cut_and_foreign_extracts_are_findings() {
    let project = Project::with(REPORT);
    for (name, bytes) in files(&project.path(&format!("{REPORT}/extracts"))) {
        let place = format!("{REPORT}/extracts/{name}");
        std::fs::remove_file(project.path(&place)).expect("it is there");
        let run = project.sporbar(&["build", REPORT]).ends(1);
        assert!(run.err.contains("error[missing-file]") && run.err.contains(&name), "{}", run.err);
        let noise: Vec<u8> = (0..=255).cycle().take(4096).collect();
        for broken in [&b""[..], b"\n\n\n", &bytes[..bytes.len() / 2], &noise, b"PK\x03\x04", "æ;ø;å\r\n".as_bytes()]
        {
            project.write(&place, broken);
            answered(&project.sporbar(&["check", REPORT]).run());
        }
        std::fs::remove_file(project.path(&place)).expect("it is there");
        std::fs::create_dir(project.path(&place)).expect("room");
        answered(&project.sporbar(&["check", REPORT]).ends(1));
        std::fs::remove_dir(project.path(&place)).expect("it is there");
        project.write(&place, bytes);
    }
    project.build();
}

#[test]
fn months_far_away_are_answered() {
    let small = Project::small();
    for month in ["1900-01", "2018-01", "2100-02", "2199-12"] {
        small.sporbar(&["build", &small.report, "--as-of", month]).ends(0);
    }
    for month in ["0001-01", "1899-12", "2200-01", "9999-12"] {
        small.sporbar(&["build", &small.report, "--as-of", month]).ends(2);
    }
    // Where everybody is new there is nothing to follow; where nobody is left, months after the last.
    let project = Project::with(REPORT);
    for month in ["1999-12", "2017-01", "2017-02", "2022-06"] {
        answered(&project.sporbar(&["build", REPORT, "--as-of", month]).run());
    }
}

#[test]
fn a_spec_that_is_empty_cut_or_not_text_is_2() {
    let project = Project::small();
    let spec = project.text("reports/lille/report.toml");
    for cut in (0..spec.len()).step_by(61).filter(|at| spec.is_char_boundary(*at)) {
        project.write("reports/lille/report.toml", &spec[..cut]);
        project.sporbar(&["check", "reports/lille"]).ends(2);
    }
    for bytes in [&b"\xff\xfe\x00"[..], b"\xef\xbb\xbf", b"[[[[", b"a = 1e999\nb = 99999999999999999999\n"] {
        project.write("reports/lille/report.toml", bytes);
        project.sporbar(&["check", "reports/lille"]).ends(2);
    }
}

#[test]
fn lines_left_out_of_a_spec_are_findings() {
    let project = Project::small();
    let spec = project.text("reports/lille/report.toml");
    for left_out in 0..spec.lines().count() {
        let kept = spec.lines().enumerate().filter(|(number, _)| *number != left_out).map(|(_, line)| line);
        project.write("reports/lille/report.toml", kept.collect::<Vec<_>>().join("\n"));
        answered(&project.sporbar(&["build", "reports/lille"]).run());
    }
}

#[test]
fn text_from_outside_is_never_run() {
    let project = Project::small();
    let hostile = r#"#panic(\"run\") {{ 1/0 }} $x$ *_`<a>@b\\ // "#;
    project.edit("reports/lille/report.toml", "Ingen Kommune", &hostile.replace("{{ 1/0 }}", ""));
    project.edit("reports/lille/extracts/borgere.csv", "JF-003", "#panic() {{ 1/0 }}");
    project.build();
    project.sporbar(&["trace", "reports/lille", "personer"]).ends(0);
}

#[test]
fn a_project_with_broken_schemas_is_2() {
    let project = Project::small();
    for broken in ["", "{", "[]", "{\"fields\": 3}", "{\"fields\": [{\"name\": \"a\", \"type\": \"nothing\"}]}"] {
        project.write("data-schema/projektregister-borgere.json", broken);
        project.sporbar(&["build", "reports/lille"]).ends(2);
    }
}
