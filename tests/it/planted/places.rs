//! One place at a time in which a hidden number could stand. Where nothing is hidden, that place tells two registers apart; under the
//! policy that hides, it does not, and neither does any other file.

use sporbar::pipeline;

use super::{Files, SMALL, exhibit, people, prepared, project, published, the_same_of_all};
use crate::workbook::parts;

type Register = ([u32; 3], [u32; 3]);

/// Three or two mothers, and fathers who make up for them.
const MOTHERS: [Register; 2] = [([3, 112, 0], [9, 8, 10]), ([2, 113, 0], [9, 8, 10])];

/// The report with this exhibit and text, published of each of the registers: what the place says, where it tells one from the other
/// if nothing is hidden and is the same if something is.
fn hidden_in(exhibits: &str, prose: &str, registers: [Register; 2], place: fn(&Files) -> String) -> String {
    let project = project(exhibits, prose);
    let (files, hidden) = the_same_of_all(&project, &registers);
    assert!(hidden > 0, "something is hidden");
    let spec = project.text(SMALL);
    let (before, after) = spec.split_once("policy    = \"suppress\"").expect("the policy");
    let (_, after) = after.split_once("differences = \"show\"").expect("its limits");
    project.write(SMALL, format!("{before}policy    = \"publish-all\"{after}"));
    let open = registers.map(|(active, left)| {
        people(&project, active, left);
        let (prepared, computed) = prepared(&project);
        let disclosed = pipeline::disclosed(&prepared, &computed).expect("nothing is hidden");
        place(&published(&prepared, &disclosed))
    });
    assert_ne!(open[0], open[1], "this place can tell");
    place(&files)
}

fn text(files: &Files, path: &str) -> String {
    let bytes = files.get(path).unwrap_or_else(|| panic!("{path} is one of {:?}", files.keys()));
    String::from_utf8_lossy(bytes).into_owned()
}

/// The document's bytes, as letters.
fn document(files: &Files) -> String {
    text(files, "report.pdf")
}

/// A chapter that shows the exhibits.
fn chapter(exhibits: &[&str]) -> String {
    let shown: Vec<String> = exhibits.iter().map(|id| format!("{{{{ vis('{id}') }}}}")).collect();
    format!("#kapitel([Personerne], indledning: [Kort.])\n{}\n", shown.join(" "))
}

fn chart(kind: &str) -> String {
    format!("chart = {{ kind = \"{kind}\", unit = \"personer\" }}")
}

#[test]
fn the_width_of_a_hidden_part_of_a_stacked_column() {
    let stacked = exhibit("stablet", "\"count\"", &chart("stacked-columns"));
    let drawn = hidden_in(&stacked, &chapter(&["stablet"]), MOTHERS, |files| text(files, "figures/stablet.svg"));
    assert!(drawn.contains("<svg"));
}

#[test]
fn the_ends_of_an_interval_beside_a_hidden_share() {
    let shares = exhibit("andele", "\"share\"", &format!("interval = \"wilson\"\n{}", chart("points")));
    let ends = |files: &Files| {
        let table = text(files, "data/andele.csv");
        let ends = |line: &str| line.split(',').skip(5).take(2).collect::<Vec<_>>().join(",");
        table.lines().map(ends).collect::<Vec<_>>().join("\n")
    };
    let ends = hidden_in(&shares, &chapter(&["andele"]), MOTHERS, ends);
    assert!(ends.contains("\n0.") && ends.contains("\n,\n"), "some have ends and some have none: {ends}");
}

#[test]
fn an_interval_that_is_drawn_around_a_hidden_share() {
    let shares = exhibit("andele", "\"share\"", &format!("interval = \"wilson\"\n{}", chart("points")));
    hidden_in(&shares, &chapter(&["andele"]), MOTHERS, |files| text(files, "figures/andele.svg"));
}

#[test]
fn a_claim_that_ranks_hidden_numbers() {
    // In the one there are fewer mothers than fathers, in the other more.
    let registers = [([3, 112, 0], [9, 8, 10]), ([112, 3, 0], [9, 8, 10])];
    let claim = "[[claim]]\nid = \"faerrest\"\nthat = 'tabel[Mødre, Aktive].count < tabel[Fædre, Aktive].count'\npolicy = \"flag\"\n\
                 sentence = \"Der er færrest mødre.\"\nwhen-suppressed = \"Hvem der er flest af, kan ikke vises.\"\n";
    let table = exhibit("tabel", "\"count\"", "show = \"table\"") + claim;
    let prose = chapter(&["tabel"]) + "{{ siger('faerrest') }}\n";
    let said = hidden_in(&table, &prose, registers, |files| text(files, "audit/record/index.js"));
    assert!(said.contains("kan ikke vises") && !said.contains("Der er færrest mødre"), "{said}");
}

#[test]
fn the_end_of_an_axis_that_only_a_hidden_number_reaches() {
    // The axis would end at 120 for the one, and further out for the other.
    let registers = [([4, 118, 0], [9, 8, 10]), ([1, 121, 0], [9, 8, 10])];
    let columns = exhibit("soejler", "\"count\"", &chart("grouped-columns"));
    let drawn = hidden_in(&columns, &chapter(&["soejler"]), registers, |files| text(files, "figures/soejler.svg"));
    assert!(drawn.contains("<svg"));
}

#[test]
fn the_words_that_stand_for_a_chart() {
    let columns = exhibit("soejler", "\"count\"", &chart("grouped-columns"));
    hidden_in(&columns, &chapter(&["soejler"]), MOTHERS, document);
}

/// A heading with a number that the exhibit's table does not show in the document.
const HEADING: &str = "#kapitel([{{ v('tabel', series='Mødre', x='Aktive', stat='count') | antal('mor', 'mødre') }}], indledning: [Kort.])\n";

#[test]
fn a_heading_and_with_it_the_documents_outline() {
    let table = exhibit("tabel", "\"count\"", "show = \"numbers\"");
    hidden_in(&table, HEADING, MOTHERS, document);
}

#[test]
fn what_the_document_says_of_itself() {
    // Its metadata have a name for the document that is made of all that is in it.
    let table = exhibit("tabel", "\"count\"", "show = \"numbers\"");
    let about = |files: &Files| {
        let document = document(files);
        let metadata = document.split_once("<x:xmpmeta").and_then(|(_, rest)| rest.split_once("</x:xmpmeta>"));
        metadata.expect("the document's metadata").0.to_owned()
    };
    hidden_in(&table, HEADING, MOTHERS, about);
}

#[test]
fn how_wide_the_columns_of_the_workbook_are() {
    let widths = |files: &Files| {
        let sheets = parts(&files["figurdata.xlsx"]);
        let sheets = sheets.into_iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet"));
        let widths: Vec<_> = sheets
            .map(|(name, text)| {
                let cols = text.split_once("<cols>").and_then(|(_, rest)| rest.split_once("</cols>"));
                (name, cols.map(|(cols, _)| cols.to_owned()))
            })
            .collect();
        assert!(widths.iter().any(|(_, cols)| cols.is_some()), "{widths:?}");
        widths
    };
    let table = exhibit("tabel", "\"count\"", "show = \"table\"");
    let project = project(&table, &chapter(&["tabel"]));
    the_same_of_all(&project, &MOTHERS);
    // A column is as wide for a number of three digits as for one of one.
    let of = |mothers: u32| {
        people(&project, [mothers, 112, 0], [9, 8, 10]);
        let (prepared, computed) = prepared(&project);
        let disclosed = pipeline::disclosed(&prepared, &computed).expect("all is protected");
        widths(&published(&prepared, &disclosed))
    };
    assert_eq!(of(6), of(150));
}
