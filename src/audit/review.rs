//! `review.toml`: who has signed off which exhibit, bound to what the exhibit said and how it was defined.
//!
//! A sign-off holds as long as the exhibit's values and definition are those that were signed off, and no longer: its words,
//! its looks, the prose and the other exhibits may change. The file is a text that people read in the differences between two
//! versions of a project: sorted, a table a sign-off, and the same from the same sign-offs. It has no time but one that is given.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::ExhibitHashes;

/// The file, beside the spec.
pub const REVIEW_FILE: &str = "review.toml";

const HEAD: &str =
    "# Written by `sporbar approve`. A sign-off lapses when the exhibit's values or definition change.\n";

/// The sign-offs of a report: by exhibit and by reviewer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Review {
    exhibits: BTreeMap<String, BTreeMap<String, SignOff>>,
}

/// What one reviewer has signed off.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// The day, where it was given.
    pub date: Option<String>,
    /// What the reviewer wants known.
    pub note: Option<String>,
    /// The hash of the exhibit's definition.
    pub definition: String,
    /// The hash of its values.
    pub values: String,
}

/// How an exhibit stands with a reviewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Signed {
    /// It is as it was signed off.
    Approved,
    /// Its values have changed.
    ValuesChanged,
    /// Its definition has changed, and its values are the same.
    DefinitionChanged,
    /// Both have changed.
    BothChanged,
    /// The report has no such exhibit any more.
    Gone,
}

impl Signed {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::ValuesChanged => "lapsed: the values have changed",
            Self::DefinitionChanged => "lapsed: the definition has changed",
            Self::BothChanged => "lapsed: the values and the definition have changed",
            Self::Gone => "lapsed: the exhibit is gone",
        }
    }
}

/// An exhibit and how it stands with each who has signed it off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed<'a> {
    /// The exhibit's id.
    pub exhibit: &'a str,
    /// The reviewers in the order of their names.
    pub sign_offs: Vec<(&'a str, &'a SignOff, Signed)>,
}

impl Review {
    /// The sign-offs that a text holds.
    ///
    /// # Errors
    /// What is wrong with it, in a line.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.message().lines().collect::<Vec<_>>().join(", "))
    }

    /// The text.
    pub fn to_text(&self) -> String {
        let mut text = HEAD.to_owned();
        for (exhibit, sign_offs) in &self.exhibits {
            for (by, sign_off) in sign_offs {
                text.push_str(&format!("\n[{}.{}]\n", quoted(exhibit), quoted(by)));
                let SignOff { date, note, definition, values } = sign_off;
                let stated = [("date", date.as_ref()), ("note", note.as_ref())];
                let hashes = [("definition", Some(definition)), ("values", Some(values))];
                for (key, value) in stated.into_iter().chain(hashes) {
                    if let Some(value) = value {
                        text.push_str(&format!("{key} = {}\n", quoted(value)));
                    }
                }
            }
        }
        text
    }

    /// Notes that `by` signs off an exhibit as it is; an earlier sign-off by the same reviewer is replaced.
    pub fn approve(&mut self, exhibit: &ExhibitHashes, by: &str, date: Option<&str>, note: Option<&str>) {
        let sign_off = SignOff {
            date: date.map(str::to_owned),
            note: note.map(str::to_owned),
            definition: exhibit.definition.clone(),
            values: exhibit.values.clone(),
        };
        self.exhibits.entry(exhibit.id.clone()).or_default().insert(by.to_owned(), sign_off);
    }

    /// How the exhibits stand, in their order, and behind them those that are signed off and gone.
    pub fn of<'a>(&'a self, exhibits: &'a [ExhibitHashes]) -> Vec<Reviewed<'a>> {
        let gone = self.exhibits.keys().filter(|id| !exhibits.iter().any(|exhibit| exhibit.id == **id));
        let ids = exhibits.iter().map(|exhibit| (exhibit.id.as_str(), Some(exhibit)));
        let ids = ids.chain(gone.map(|id| (id.as_str(), None)));
        ids.map(|(id, now)| {
            let own = self.exhibits.get(id).into_iter().flatten();
            let sign_offs = own.map(|(by, sign_off)| (by.as_str(), sign_off, standing(sign_off, now))).collect();
            Reviewed { exhibit: id, sign_offs }
        })
        .collect()
    }
}

fn standing(sign_off: &SignOff, now: Option<&ExhibitHashes>) -> Signed {
    let Some(now) = now else { return Signed::Gone };
    match (sign_off.values == now.values, sign_off.definition == now.definition) {
        (true, true) => Signed::Approved,
        (false, true) => Signed::ValuesChanged,
        (true, false) => Signed::DefinitionChanged,
        (false, false) => Signed::BothChanged,
    }
}

/// A text or a name in TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::{Review, Signed};
    use crate::audit::ExhibitHashes;

    fn exhibit(id: &str, definition: &str, values: &str) -> ExhibitHashes {
        ExhibitHashes { id: id.to_owned(), definition: definition.to_owned(), values: values.to_owned(), sealed: None }
    }

    #[test]
    fn what_is_written_is_read_again_whatever_the_names() {
        let mut review = Review::default();
        review.approve(&exhibit("voksne", "d", "v"), "Bo \"B\" \\ Ø\n\u{7f}", None, Some("to\nlinjer ]"));
        review.approve(&exhibit("boern", "d", "v"), "Bo", Some("2019-02-01"), None);
        review.approve(&exhibit("boern", "d", "v"), "Anna", None, None);
        let text = review.to_text();
        assert_eq!(Review::parse(&text).as_ref(), Ok(&review), "{text}");
        let places: Vec<usize> = ["[\"boern\".\"Anna\"]", "[\"boern\".\"Bo\"]", "[\"voksne\"."]
            .map(|head| text.find(head).expect(head))
            .into();
        assert!(places.is_sorted(), "{text}");
        assert_eq!(Review::parse(""), Ok(Review::default()));
        assert!(Review::parse("[boern.Bo]\nvalues = 3\n").is_err());
        assert!(Review::parse("[boern.Bo]\nvalues = \"v\"\ndefinition = \"d\"\nwhen = \"now\"\n").is_err());
    }

    #[test]
    fn a_sign_off_lapses_by_what_it_is_bound_to_and_by_nothing_else() {
        let mut review = Review::default();
        review.approve(&exhibit("boern", "d", "v"), "Anna", None, None);
        let standing = |now: &[ExhibitHashes]| review.of(now).last().and_then(|one| Some(one.sign_offs.first()?.2));
        assert_eq!(standing(&[exhibit("boern", "d", "v")]), Some(Signed::Approved));
        assert_eq!(standing(&[exhibit("boern", "d", "w")]), Some(Signed::ValuesChanged));
        assert_eq!(standing(&[exhibit("boern", "e", "v")]), Some(Signed::DefinitionChanged));
        assert_eq!(standing(&[exhibit("boern", "e", "w")]), Some(Signed::BothChanged));
        assert_eq!(standing(&[exhibit("voksne", "d", "v")]), Some(Signed::Gone));
        let two = [exhibit("boern", "d", "v"), exhibit("voksne", "x", "y")];
        assert_eq!(standing(&two), None);
        // A new sign-off by the same reviewer takes the place of the old one; another's stands beside.
        review.approve(&exhibit("boern", "e", "w"), "Anna", None, None);
        review.approve(&exhibit("boern", "d", "v"), "Bo", None, None);
        let now = [exhibit("boern", "e", "w")];
        let of: Vec<Signed> = review.of(&now)[0].sign_offs.iter().map(|(_, _, standing)| *standing).collect();
        assert_eq!(of, [Signed::Approved, Signed::BothChanged]);
    }
}
