//! The same report gives the same bytes: again, elsewhere, in another place on earth, and with its rows in another order.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use rust_xlsxwriter::{Format, Workbook};

use crate::support::{Project, differences, rows};

const REPORT: &str = "reports/assens-statusmaaling";

fn built() -> Project {
    let project = Project::with(REPORT);
    project.build();
    project
}

#[test]
fn a_second_build_gives_the_same_bytes() {
    let project = built();
    let first = project.output();
    assert!(first.len() > 10, "only {:?}", first.keys());
    for _ in 0..3 {
        project.build();
        assert_same(&first, &project);
    }
}

#[test]
fn another_folder_zone_and_language_give_the_same_bytes() {
    let first = built().output();
    let other = Project::with(REPORT);
    let working_folder = tempfile::tempdir().expect("a scratch folder");
    let absolute = |path: &str| other.path(path).to_str().expect("a path in UTF-8").to_owned();
    for (zone, language) in [("Pacific/Kiritimati", "tr_TR.UTF-8"), ("America/Los_Angeles", "da_DK.UTF-8"), ("", "C")] {
        let (report, out) = (absolute(REPORT), absolute("out"));
        let call = other.sporbar(&["build", &report, "--out", &out]).from(working_folder.path());
        let call = call.with("TZ", zone).with("LANG", language).with("LC_ALL", language).with("HOME", "/nowhere");
        call.with("SOURCE_DATE_EPOCH", "0").with("RAYON_NUM_THREADS", "1").with("POLARS_MAX_THREADS", "1").ends(0);
        assert_same(&first, &other);
    }
}

#[test]
fn rows_in_another_order_give_the_same_values() {
    let project = built();
    let before = project.output();
    for (name, bytes) in crate::support::files(&project.path(&format!("{REPORT}/extracts"))) {
        let shuffled = if name.contains(".xlsx") { shuffle_sheet(&bytes) } else { shuffle_lines(&bytes) };
        assert!(shuffled != bytes, "{name} is as it was");
        project.write(&format!("{REPORT}/extracts/{name}"), shuffled);
    }
    project.build();
    let after = project.output();
    let mut wrong = String::new();
    for (path, bytes) in
        before.iter().filter(|(path, _)| path.starts_with("data/") && path.strip_suffix(".csv").is_some())
    {
        for difference in differences(&rows(bytes), &rows(&after[path])) {
            wrong.push_str(&format!("{path}: {difference}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn assert_same(first: &std::collections::BTreeMap<String, Vec<u8>>, project: &Project) {
    let second = project.output();
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (path, bytes) in first {
        assert!(*bytes == second[path], "{path} has other bytes");
    }
}

/// The places of `count` things, shuffled the same way each time.
fn shuffled(count: usize) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    // A step that hits every place once, as it is a prime that does not divide the count.
    let step = [7919, 104_729].into_iter().find(|step| !count.is_multiple_of(*step)).expect("fewer rows than that");
    for (at, place) in places.iter_mut().enumerate() {
        *place = (at * step + count / 2) % count;
    }
    places
}

/// The lines of a text but for its header, in another order.
fn shuffle_lines(bytes: &[u8]) -> Vec<u8> {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let mut text = lines.next().expect("a header").to_vec();
    let lines: Vec<&[u8]> = lines.collect();
    for place in shuffled(lines.len()) {
        text.extend_from_slice(lines[place]);
    }
    assert_eq!(text.len(), bytes.len());
    text
}

/// The rows of a workbook's first sheet but for its header, in another order.
fn shuffle_sheet(bytes: &[u8]) -> Vec<u8> {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let name = workbook.sheet_names()[0].clone();
    let range = workbook.worksheet_range(&name).expect("its sheet");
    let rows: Vec<&[Data]> = range.rows().collect();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name(&name).expect("the sheet's own name");
    let date = Format::new().set_num_format("dd-mm-yyyy");
    let order = shuffled(rows.len() - 1).into_iter().map(|place| place + 1);
    for (at, place) in std::iter::once(0).chain(order).enumerate() {
        for (column, cell) in rows[place].iter().enumerate() {
            let (at, column) = (u32::try_from(at).expect("few rows"), u16::try_from(column).expect("few columns"));
            match cell {
                Data::Empty => continue,
                Data::String(text) => sheet.write_string(at, column, text),
                Data::DateTime(day) => sheet.write_number_with_format(at, column, day.as_f64(), &date),
                other => panic!("a cell that this test does not know: {other:?}"),
            }
            .expect("room in the sheet");
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}
