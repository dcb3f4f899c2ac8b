//! The numbers on the pages of a PDF held against those that were laid out there, and those against what was computed.
//!
//! A page of the PDF must show each number that was laid out on it, as it was written, as often, and no other. And a number
//! that was laid out must come from somewhere, which is told with how it was laid out.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{self, Reading};

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
    let runs = reading.pages.iter().flat_map(|page| page.runs.iter().chain(&page.labels));
    let laid_out: BTreeSet<String> = runs.flat_map(|run| numerals(run)).collect();
    found.unaccounted.clone_from(&reading.unaccounted);
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

/// The numbers in a text as they are written.
pub(super) fn numerals(text: &str) -> impl Iterator<Item = String> {
    document::numerals(text).into_iter().map(|(_, number)| number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Page;

    fn reading(pages: &[&str], written: &[&str]) -> Reading {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let page = |page: &&str| Page { runs: texts(&page.split(' ').collect::<Vec<_>>()), labels: Vec::new() };
        let pages = pages.iter().map(page).collect();
        Reading { pages, shown: texts(written), stated: Vec::new(), unaccounted: vec![(2, "7".to_owned())] }
    }

    #[test]
    fn each_number_stands_on_its_page_and_no_other_does() {
        let laid = reading(&["74 af 135", "12 2"], &["74", "135", "12", "9"]);
        let pages = |pages: &[&str]| pages.iter().map(|page| vec![(*page).to_owned()]).collect::<Vec<_>>();
        let found = numbers(&pages(&["74 135", "2 12"]), &laid);
        let unaccounted = vec![(2, "7".to_owned())];
        assert_eq!(found, Numbers { read: 4, unshown: vec!["9".to_owned()], unaccounted, ..Numbers::default() });
        let found = numbers(&pages(&["47 135 135"]), &laid);
        assert_eq!(found.missing, [(1, "74".to_owned()), (2, "12".to_owned()), (2, "2".to_owned())]);
        assert_eq!(found.unexpected, [(1, "135".to_owned()), (1, "47".to_owned())]);
    }
}
