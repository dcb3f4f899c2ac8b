//! The record's part on where numbers are said: in the sentences of claims, the words of exhibits, and the prose.

use std::collections::BTreeMap;

use super::model::Said;
use crate::document::{self, Publication, Source, Told};

/// The values of each exhibit as it prints them.
type Tables<'a> = BTreeMap<&'a str, Vec<String>>;

/// Where the report says its numbers, each place once.
pub(super) fn said(publication: &Publication) -> Vec<Said> {
    let mut all: Vec<Said> = Vec::new();
    let tables: Tables =
        publication.exhibits.iter().map(|exhibit| (exhibit.id.as_str(), document::printed(exhibit))).collect();
    let mut add = |said: Said| {
        if !all.contains(&said) && !is_itself(&said, &tables) {
            all.push(said);
        }
    };
    for claim in &publication.claims {
        let told = Told { text: claim.sentence.clone(), mentions: claim.mentions.clone() };
        told.said().for_each(|said| add(Said { claim: claim.id.clone(), ..recorded(&said) }));
    }
    for exhibit in &publication.exhibits {
        exhibit.said.iter().for_each(|said| add(Said { exhibit: exhibit.id.clone(), ..recorded(said) }));
    }
    publication.said.iter().for_each(|said| add(recorded(said)));
    all
}

fn recorded(said: &document::Saying) -> Said {
    // In a table a sign may stand behind it.
    let text = said.text.trim_end_matches(['*', '°']);
    let alone = said.sentence.trim_end_matches(['*', '°']) == text;
    Said {
        text: text.to_owned(),
        sentence: if alone { String::new() } else { said.sentence.clone() },
        place: said.place.clone(),
        claim: String::new(),
        exhibit: String::new(),
        of: said.sources.iter().map(Source::to_string).collect(),
    }
}

/// Whether it is a value as it stands in its own exhibit's table: nothing more is told by it.
fn is_itself(said: &Said, tables: &Tables<'_>) -> bool {
    let [of] = &said.of[..] else { return false };
    let Some((place, id)) = of.strip_prefix('v').and_then(|of| of.split_once('@')) else { return false };
    let printed = tables.get(id).zip(place.parse::<usize>().ok()).and_then(|(table, place)| table.get(place));
    said.sentence.is_empty() && printed.is_some_and(|printed| *printed == said.text)
}
