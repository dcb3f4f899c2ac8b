//! What happens to the sentences when the data turn: benefits change hands in a copy of the extracts.

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Format, Workbook};

use crate::support::Project;

const REPORT: &str = "reports/assens-statusmaaling";
const FILE: &str = "reports/assens-statusmaaling/extracts/forsoergelse.xlsx";

/// Writes the benefits again with the persons of all rows told by `who`.
fn rewrite(project: &Project, who: impl Fn(&str) -> String) {
    let mut book: Xlsx<_> = open_workbook(project.path(FILE)).expect("the workbook");
    let sheet = book.worksheet_range("Forsørgelse").expect("the sheet");
    let mut new = Workbook::new();
    let out = new.add_worksheet();
    out.set_name("Forsørgelse").expect("a name");
    let day = Format::new().set_num_format("dd-mm-yyyy");
    for (row, cells) in (0..).zip(sheet.rows()) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Data::String(text) if row > 0 && column == 0 => out.write(row, column, who(text)),
                Data::String(text) => out.write(row, column, text),
                Data::DateTime(date) => out.write_with_format(row, column, date.as_f64(), &day),
                _ => continue,
            }
            .expect("a cell");
        }
    }
    new.save(project.path(FILE)).expect("room in the scratch folder");
}

/// The person whose row in `borgere.csv` stands at a line.
fn person(project: &Project, line: usize) -> String {
    let text = project.text("reports/assens-statusmaaling/extracts/borgere.csv");
    text.lines().nth(line - 1).and_then(|line| line.split(';').next()).expect("a person").to_owned()
}

/// The lines of those whom a trace counts: `+ P-… 1 borgere.csv 12; …`.
fn counted(project: &Project, series: &str) -> Vec<usize> {
    let run = project.sporbar(&["trace", REPORT, "fig-02", "--series", series]).ends(0);
    let line = |row: &str| row.split("borgere.csv ").nth(1)?.split(';').next()?.trim().parse().ok();
    run.out.lines().filter(|row| row.starts_with("  + ")).filter_map(line).collect()
}

#[test]
fn a_workbook_written_again_changes_nothing() {
    let project = Project::with(REPORT);
    project.build();
    let before = project.output();
    rewrite(&project, str::to_owned);
    project.build();
    let after = project.output();
    assert_eq!(before["data/fig-01.csv"], after["data/fig-01.csv"]);
    assert_eq!(before["data/fig-02.csv"], after["data/fig-02.csv"]);
}

#[test]
fn turned_benefits_turn_the_sentences_and_refute_the_claims() {
    let project = Project::with(REPORT);
    let (came, stayed) = (counted(&project, "Progression"), counted(&project, "Uændret, offentlig forsørgelse"));
    assert!(!came.is_empty() && !stayed.is_empty());
    // Those who came into self-support lose their spells to one who has been on benefits all the time.
    let gone: Vec<String> = came.iter().map(|line| person(&project, *line)).collect();
    let taker = person(&project, stayed[0]);
    rewrite(&project, |cpr| if gone.iter().any(|one| one == cpr) { taker.clone() } else { cpr.to_owned() });
    let run = project.sporbar(&["build", REPORT]).run();
    for claim in ["selvforsoergelse", "frem-og-tilbage"] {
        assert!(run.err.contains(&format!("the claim `{claim}` does not hold")), "{claim}:\n{}", run.err);
    }
    // What was not touched still holds.
    for claim in ["lukkede-boernesager", "hjemtaget-og-anbragt", "udgift-pr-medlem"] {
        assert!(!run.err.contains(&format!("the claim `{claim}`")), "{claim}:\n{}", run.err);
    }
    assert!(project.output().contains_key("report.pdf"), "everything is written all the same");
}

#[test]
fn two_adults_benefits_exchanged_refute_what_rests_on_them_and_no_more() {
    let project = Project::with(REPORT);
    // An active adult who came onto SU, in a family with a closed child case, and one who has left the project.
    let (came, left) = (person(&project, 25), person(&project, 20));
    assert!(counted(&project, "Progression").contains(&25));
    rewrite(&project, |cpr| match cpr {
        one if one == came => left.clone(),
        one if one == left => came.clone(),
        other => other.to_owned(),
    });
    let run = project.sporbar(&["check", REPORT]).ends(0);
    let mut refuted: Vec<&str> = run
        .err
        .lines()
        .filter_map(|line| line.split_once("the claim `")?.1.split_once("` does not hold"))
        .map(|found| found.0)
        .collect();
    refuted.sort_unstable();
    // SU no longer grows most; one more is passive at the end; one closed case fewer is in a family with progression.
    // What is said across the chapters rests on the same two.
    let across = ["samlet-familien-sager", "samlet-indsatser"];
    let own = ["lukkede-sager-og-progression", "passive", "su-vokser-mest"];
    assert_eq!(refuted, [own[0], own[1], across[0], across[1], own[2]], "{}", run.err);
}
