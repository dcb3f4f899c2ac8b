//! A last look at the files of a publication, before any of them is written: none may hold the CPR number of a person of the
//! register, in whatever spelling, whichever way it came there.

use std::io::{Cursor, Read};

use crate::audit::read_pdf;
use crate::diagnostic::{Code, Finding, Findings};
use crate::register::People;

/// The files in which a number of one of the people stands.
pub(super) fn last_look(people: &People, files: &[(String, Vec<u8>)]) -> Findings {
    let mut findings = Findings::new();
    for (path, bytes) in files {
        if let Some(line) = first_in(people, path, bytes) {
            let row = (line > 0).then_some(line);
            let number = "the file would hold the CPR number of a person of the register, and nothing was written";
            findings.push(Finding::error(Code::CprInOutput, number).in_cell(path, row, None).help(
                "look for it in the spec, the prose and the layouts; if it is a value that has a person's ten digits by chance, \
                 show it in thousands or millions",
            ));
        }
    }
    findings
}

/// The line in which a file holds a person's number; 0 where it has no lines.
fn first_in(people: &People, path: &str, bytes: &[u8]) -> Option<u64> {
    let extension = path.rsplit('.').next().unwrap_or_default();
    match extension {
        "pdf" => {
            let pages = read_pdf(bytes).unwrap_or_default();
            pages.iter().any(|words| people.first_in(&words.join(" ")).is_some()).then_some(0)
        }
        "xlsx" => texts_of_workbook(bytes).iter().any(|text| people.first_in(text).is_some()).then_some(0),
        _ => {
            let text = String::from_utf8_lossy(bytes);
            let place = people.first_in(&text).or_else(|| {
                // A drawing sets a long label in lines, each an element of its own.
                let drawn = matches!(extension, "svg" | "html");
                drawn.then(|| people.first_in(&without_tags(&text)).map(|_| 0)).flatten()
            })?;
            let breaks = text[..place].matches('\n').count();
            Some(breaks as u64 + 1)
        }
    }
}

/// The texts that a workbook keeps, and its sheets.
fn texts_of_workbook(bytes: &[u8]) -> Vec<String> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let mut texts = Vec::new();
    for at in 0..archive.len() {
        let mut text = Vec::new();
        if archive.by_index(at).is_ok_and(|mut file| file.read_to_end(&mut text).is_ok()) {
            texts.push(String::from_utf8_lossy(&text).into_owned());
        }
    }
    texts
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
}
