//! The numbers on the pages of a PDF held against those that were laid out there, and those against what was computed.
//!
//! A page of the PDF must show each number that was laid out on it, as it was written, as often, and no other. And a number
//! that was laid out must come from somewhere: from a text that the program wrote (values as their templates write them,
//! labels of charts, names in the spec), from a number that a template states and accounts for, or from the document's own
//! counting of pages, figures and tables.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::Reading;

/// What comes of holding the numbers of a PDF against those that were computed for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Numbers {
    /// How many numbers were read on the pages.
    pub read: usize,
    /// Those that were laid out on a page, counted from 1, and do not stand there.
    pub missing: Vec<(usize, String)>,
    /// Those that stand on a page and were not laid out there.
    pub unexpected: Vec<(usize, String)>,
    /// Those that were laid out on a page though nothing computed or declared them.
    pub unaccounted: Vec<(usize, String)>,
    /// Those that were written into the text, to be seen, and stand on no page.
    pub unshown: Vec<String>,
}

/// Holds the words that were read on the pages of a PDF against how it was laid out.
pub fn numbers(pages: &[Vec<String>], reading: &Reading) -> Numbers {
    let mut found = Numbers::default();
    let nothing = Vec::new();
    for at in 0..pages.len().max(reading.pages.len()) {
        let read = count(pages.get(at).unwrap_or(&nothing));
        let laid = reading.pages.get(at).map(|page| [page.runs.as_slice(), &page.labels].concat()).unwrap_or_default();
        let laid = count(&laid);
        found.read += read.values().sum::<usize>();
        let more = |a: &BTreeMap<String, usize>, b: &BTreeMap<String, usize>| -> Vec<(usize, String)> {
            let times = |number: &str, times: usize| times.saturating_sub(b.get(number).copied().unwrap_or(0));
            let list = a.iter().flat_map(|(number, count)| vec![(at + 1, number.clone()); times(number, *count)]);
            list.collect()
        };
        found.missing.extend(more(&laid, &read));
        found.unexpected.extend(more(&read, &laid));
    }
    let written: BTreeSet<String> = reading.written.iter().flat_map(|text| numerals(text)).collect();
    let stated: BTreeSet<String> = reading.stated.iter().flat_map(|text| numerals(text)).collect();
    let mut laid_out = BTreeSet::new();
    for (at, page) in reading.pages.iter().enumerate() {
        for run in page.runs.iter().chain(&page.labels) {
            for number in numerals(run) {
                let counted = is_counted(run, &number, reading);
                if !(counted || written.contains(&number) || stated.contains(&number)) {
                    found.unaccounted.push((at + 1, number.clone()));
                }
                laid_out.insert(number);
            }
        }
    }
    let shown: BTreeSet<String> = reading.shown.iter().flat_map(|text| numerals(text)).collect();
    found.unshown = shown.into_iter().filter(|number| !laid_out.contains(number)).collect();
    found
}

fn count(texts: &[String]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for number in texts.iter().flat_map(|text| numerals(text)) {
        *counts.entry(number).or_default() += 1;
    }
    counts
}

/// Whether a number is the document's own: of a page, a figure, a table or a heading, standing alone or behind its name.
fn is_counted(run: &str, number: &str, reading: &Reading) -> bool {
    let of_page = number.parse::<usize>().is_ok_and(|number| (1..=reading.pages.len()).contains(&number));
    let of_text = reading.exhibits.iter().chain(&reading.headings).any(|counted| counted == number);
    let counted = of_page || of_text;
    let rest = run.replacen(number, "", 1);
    let words = rest.trim_matches(|letter: char| letter.is_whitespace() || ".:·".contains(letter));
    counted && (words.is_empty() || NAMES.iter().any(|name| words.starts_with(name)))
}

/// What the document counts.
const NAMES: [&str; 4] = ["Figur", "Tabel", "Side", "Kapitel"];

/// The numbers in a text as they are written: digits with their points, commas and minus.
pub(super) fn numerals(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let mut numerals = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let mut end = at;
        while digit(end) || (matches!(letters.get(end), Some('.' | ',')) && digit(end + 1)) {
            end += 1;
        }
        let minus = at > 0 && letters[at - 1] == '\u{2212}';
        numerals.push(letters[at - usize::from(minus)..end].iter().collect());
        at = end;
    }
    numerals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Page;

    #[test]
    fn numerals_are_read_as_they_are_written() {
        let numerals = numerals("Fra 1.234,5 kr. i 2018 til \u{2212}0,5\u{a0}%, jf. figur 3. Trin 4-6: 5.28.21");
        assert_eq!(numerals, ["1.234,5", "2018", "\u{2212}0,5", "3", "4", "6", "5.28.21"]);
    }

    fn reading(pages: &[&str], written: &[&str]) -> Reading {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let page = |page: &&str| Page { runs: texts(&page.split(' ').collect::<Vec<_>>()), labels: Vec::new() };
        let pages = pages.iter().map(page).collect();
        Reading {
            pages,
            written: texts(written),
            shown: texts(written),
            stated: texts(&["trin 4"]),
            exhibits: texts(&["1"]),
            headings: texts(&["2.4"]),
        }
    }

    #[test]
    fn each_number_stands_on_its_page_and_no_other_does() {
        let laid = reading(&["74 af 135", "12 2"], &["74", "135", "12", "9"]);
        let pages = |pages: &[&str]| pages.iter().map(|page| vec![(*page).to_owned()]).collect::<Vec<_>>();
        let found = numbers(&pages(&["74 135", "2 12"]), &laid);
        assert_eq!(found, Numbers { read: 4, unshown: vec!["9".to_owned()], ..Numbers::default() });
        let found = numbers(&pages(&["47 135 135"]), &laid);
        assert_eq!(found.missing, [(1, "74".to_owned()), (2, "12".to_owned()), (2, "2".to_owned())]);
        assert_eq!(found.unexpected, [(1, "135".to_owned()), (1, "47".to_owned())]);
    }

    #[test]
    fn a_number_that_nothing_computed_is_told() {
        let laid = reading(&["40 trin 4 1 2.4", "Figur\u{a0}1. 3"], &[]);
        assert_eq!(numbers(&[], &laid).unaccounted, [(1, "40".to_owned()), (2, "3".to_owned())]);
    }
}
