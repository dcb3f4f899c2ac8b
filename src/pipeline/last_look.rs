//! A last look at the files of a publication, before any of them is written: none may hold the CPR number of a person of the
//! register, in whatever spelling, whichever way it came there.

use std::io::{Cursor, Read};

use rayon::prelude::*;

use crate::audit::read_pdf;
use crate::diagnostic::{Code, Finding, Findings};
use crate::register::People;

/// The files in which a number of one of the people stands, and those that could not be looked through.
pub(super) fn last_look(people: &People, files: &[(String, Vec<u8>)]) -> Findings {
    let mut findings = Findings::new();
    let seen: Vec<Seen> = files.par_iter().map(|(path, bytes)| look(people, path, bytes)).collect();
    for ((path, _), seen) in files.iter().zip(seen) {
        let (message, row, help) = match seen {
            Seen::Nothing => continue,
            Seen::Number(line) => (
                "the file would hold the CPR number of a person of the register, and nothing was written",
                (line > 0).then_some(line),
                "look for it in the spec, the prose and the layouts; if it is a value that has a person's ten digits by chance, \
                 show it in thousands or millions",
            ),
            Seen::Unread => (
                "the file could not be looked through for CPR numbers, and nothing was written",
                None,
                "it is a mistake of Sporbar's: tell those who make it what the report has that others do not",
            ),
        };
        findings.push(Finding::error(Code::CprInOutput, message).in_cell(path, row, None).help(help));
    }
    findings
}

/// What was seen in a file.
enum Seen {
    /// No number of a person's.
    Nothing,
    /// One, in this line; 0 where a file has no lines.
    Number(u64),
    /// It could not be read.
    Unread,
}

fn look(people: &People, path: &str, bytes: &[u8]) -> Seen {
    let any = |mut texts: Box<dyn Iterator<Item = String>>| {
        if texts.any(|text| people.first_in(&text).is_some()) { Seen::Number(0) } else { Seen::Nothing }
    };
    let extension = path.rsplit('.').next().unwrap_or_default();
    match extension {
        "pdf" => {
            read_pdf(bytes).map_or(Seen::Unread, |pages| any(Box::new(pages.into_iter().map(|words| words.join(" ")))))
        }
        "xlsx" | "docx" | "pptx" => {
            texts_of_workbook(bytes).map_or(Seen::Unread, |texts| any(Box::new(texts.into_iter())))
        }
        _ => {
            let text = String::from_utf8_lossy(bytes);
            let place = people.first_in(&text).map(|place| text[..place].matches('\n').count() as u64 + 1);
            // A drawing sets a long label in lines, each an element of its own.
            let drawn = || {
                let drawn = matches!(extension, "svg" | "html");
                drawn.then(|| people.first_in(&without_tags(&text)).map(|_| 1)).flatten()
            };
            place.or_else(drawn).map_or(Seen::Nothing, Seen::Number)
        }
    }
}

/// The texts that a workbook keeps, and its sheets; none where they cannot be read.
fn texts_of_workbook(bytes: &[u8]) -> Option<Vec<String>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let count = archive.len();
    let text = |at| {
        let mut text = Vec::new();
        archive.by_index(at).ok()?.read_to_end(&mut text).ok()?;
        Some(String::from_utf8_lossy(&text).into_owned())
    };
    (0..count).map(text).collect()
}

/// A page's text with a blank for each of its tags.
fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for (at, part) in text.split('<').enumerate() {
        if at == 0 {
            plain.push_str(part);
        } else {
            plain.push(' ');
            plain.push_str(part.split_once('>').map_or("", |(_, behind)| behind));
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_in_two_lines_is_read_as_one() {
        assert_eq!(without_tags("<svg><text x=\"1\">a</text><text>b</text></svg>"), "  a  b  ");
    }

    #[test]
    fn what_cannot_be_looked_through_is_told() {
        let files = [("report.pdf", "no pdf"), ("figurdata.xlsx", "no workbook"), ("data/a.csv", "no number")];
        let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
        let findings = last_look(&People::default(), &files);
        assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::CprInOutput; 2]);
    }
}
