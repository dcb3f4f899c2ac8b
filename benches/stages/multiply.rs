//! More people: extracts in which everybody stands several times, each time under other numbers.
//!
//! A copy's people have the same dates of birth and other serial numbers, its families and cases other names; all else is
//! as it was, so that all values but the counts stay the same.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use rust_xlsxwriter::{Format, Workbook};

/// Writes the extracts of folder `from` into folder `to`, with `times` as many people.
pub(crate) fn folder(from: &Path, to: &Path, times: usize) {
    fs::create_dir_all(to).expect("room for extracts");
    let files: BTreeMap<_, _> = fs::read_dir(from)
        .expect("a folder of extracts")
        .map(|entry| entry.expect("an extract"))
        .map(|entry| (entry.file_name(), fs::read(entry.path()).expect("an extract that can be read")))
        .collect();
    let mut names = Names::default();
    let mut multiply = |name: &OsStr, bytes: &[u8], times: usize| {
        if Path::new(name).extension() == Some(OsStr::new("xlsx")) {
            workbook(bytes, times, &mut names)
        } else {
            text(bytes, times, &mut names)
        }
    };
    // The first copy keeps its numbers, so all of them are taken before the next ones look for numbers that are free.
    for (name, bytes) in &files {
        multiply(name, bytes, 1);
    }
    for (name, bytes) in &files {
        fs::write(to.join(name), multiply(name, bytes, times)).expect("room for extracts");
    }
}

/// Who is called what in which copy.
#[derive(Default)]
struct Names {
    people: BTreeMap<(usize, Vec<u8>), Vec<u8>>,
    taken: BTreeSet<Vec<u8>>,
}

impl Names {
    /// The number of a person in a copy; the first copy keeps its own.
    fn person(&mut self, copy: usize, cpr: &[u8]) -> Vec<u8> {
        if let Some(known) = self.people.get(&(copy, cpr.to_vec())) {
            return known.clone();
        }
        let serial = cpr[7..].iter().fold(0, |serial, digit| serial * 10 + usize::from(digit - b'0'));
        let number = (0..10_000)
            .map(|step| [&cpr[..7], format!("{:04}", (serial + copy * 101 + step) % 10_000).as_bytes()].concat())
            .find(|number| copy == 0 || !self.taken.contains(number))
            .expect("fewer people than serial numbers");
        self.taken.insert(number.clone());
        self.people.insert((copy, cpr.to_vec()), number.clone());
        number
    }

    /// A line with the people, families and cases of a copy.
    fn line(&mut self, copy: usize, line: &[u8]) -> Vec<u8> {
        let mut renamed = Vec::with_capacity(line.len() + 8);
        let mut at = 0;
        while at < line.len() {
            let rest = &line[at..];
            let digits = |from: usize| rest.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
            let name = |before: &[u8]| copy > 0 && rest.starts_with(before) && digits(before.len()) > 0;
            if digits(0) == 6 && rest.get(6) == Some(&b'-') && digits(7) == 4 {
                renamed.extend(self.person(copy, &rest[..11]));
                at += 11;
            } else if name(b"JF-") || name(b"DUBU-") {
                let end = rest.iter().position(|byte| *byte == b'-').expect("a hyphen") + 1;
                renamed.extend_from_slice(&rest[..end]);
                renamed.extend_from_slice(format!("{copy}.").as_bytes());
                at += end;
            } else {
                let run = digits(0).max(1);
                renamed.extend_from_slice(&rest[..run]);
                at += run;
            }
        }
        renamed
    }
}

fn text(bytes: &[u8], times: usize, names: &mut Names) -> Vec<u8> {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let mut more = lines.next().expect("a header").to_vec();
    let lines: Vec<&[u8]> = lines.collect();
    for copy in 0..times {
        for line in &lines {
            more.extend(names.line(copy, line));
        }
    }
    more
}

fn workbook(bytes: &[u8], times: usize, names: &mut Names) -> Vec<u8> {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let title = workbook.sheet_names()[0].clone();
    let range = workbook.worksheet_range(&title).expect("its sheet");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name(&title).expect("the sheet's own name");
    let date = Format::new().set_num_format("dd-mm-yyyy");
    let header = range.rows().take(1).map(|row| (0, row));
    let rows = (0..times).flat_map(|copy| range.rows().skip(1).map(move |row| (copy, row)));
    for (at, (copy, row)) in (0u32..).zip(header.chain(rows)) {
        for (column, cell) in (0u16..).zip(row) {
            match cell {
                Data::Empty => continue,
                Data::String(text) => {
                    let text = String::from_utf8(names.line(copy, text.as_bytes())).expect("only digits are changed");
                    sheet.write_string(at, column, text)
                }
                Data::DateTime(day) => sheet.write_number_with_format(at, column, day.as_f64(), &date),
                other => panic!("a cell that is not expected in an extract: {other:?}"),
            }
            .expect("room in the sheet");
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}
