//! Numbers for pseudonyms: the same for the same one in all extracts of a report, so that who stands in two of them is found without a
//! look at any text.

use std::collections::BTreeMap;
use std::sync::Arc;

use polars::prelude::IdxCa;

use super::Request;
use super::cpr::People;
use super::one::Outcome;
use super::pseudonym::Persons;
use crate::dictionary::{Texts, Words};
use crate::parallel;

/// The number of a row whose cell is empty.
pub const NAMELESS: u32 = u32::MAX;

/// Of the columns with pseudonyms of each extract the number of each row's.
#[derive(Debug, Default)]
pub(super) struct Numbers(BTreeMap<String, BTreeMap<String, Vec<u32>>>);

impl Numbers {
    /// Those of a column, where pseudonyms stand in it.
    pub(super) fn of(&self, extract: &str, column: &str) -> Option<&[u32]> {
        self.0.get(extract)?.get(column).map(Vec::as_slice)
    }
}

/// The pseudonyms of all extracts in the order in which they are first met, and whose each was then.
#[derive(Default)]
pub(super) struct Holders {
    pub(super) called: Words,
    held: Texts,
}

impl Holders {
    /// The numbers of the pseudonyms of some.
    pub(super) fn meet(&mut self, persons: &Persons) -> Vec<u32> {
        let numbers = self.called.numbers(persons.pseudonyms().iter());
        for (number, whom) in numbers.iter().zip(persons.whom()) {
            if *number as usize == self.held.len() {
                self.held.push(whom);
            }
        }
        numbers
    }

    /// How many of those whose pseudonyms have these numbers share them with another, whose they were first.
    pub(super) fn sharing(&self, persons: &Persons, numbers: &[u32]) -> usize {
        numbers.iter().zip(persons.whom()).filter(|(number, whom)| self.held.get(**number) != *whom).count()
    }
}

/// What the extracts of a report say together of whom their pseudonyms stand for.
pub(super) struct Numbered {
    /// The pseudonyms of all extracts.
    pub(super) called: Words,
    /// Where each stands.
    pub(super) numbers: Numbers,
    /// How many in each extract share one with another.
    pub(super) sharing: Vec<usize>,
    /// Everyone.
    pub(super) people: People,
}

/// Numbers the pseudonyms of all extracts.
pub(super) fn all(requests: &[Request<'_>], outcomes: &[Arc<Outcome>]) -> Numbered {
    let mut holders = Holders::default();
    let met = |outcome: &Arc<Outcome>| [&outcome.whose.people, &outcome.whose.keys].map(|all| holders.meet(all));
    let met: Vec<[Vec<u32>; 2]> = outcomes.iter().map(met).collect();
    let extracts: Vec<_> = requests.iter().zip(outcomes).zip(&met).collect();
    let told = parallel::map(&extracts, |((request, outcome), [people, keys])| {
        let whose = &outcome.whose;
        let mut own: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (of_all, columns) in [(people, &whose.of_rows), (keys, &whose.keys_of_rows)] {
            let of_column = |(at, (first, places)): (&usize, &(u32, IdxCa))| {
                let of_rows =
                    places.iter().map(|place| place.map_or(NAMELESS, |place| of_all[(first + place) as usize]));
                (request.schema.fields[*at].name.clone(), of_rows.collect())
            };
            own.extend(columns.iter().map(of_column));
        }
        let sharing = holders.sharing(&whose.people, people) + holders.sharing(&whose.keys, keys);
        ((request.name.to_owned(), own), sharing, People::new(whose.people.whom()))
    });
    let (mut numbers, mut sharing, mut people) = (BTreeMap::new(), Vec::new(), Vec::new());
    for ((name, own), shared, them) in told {
        numbers.insert(name, own);
        sharing.push(shared);
        people.push(them);
    }
    Numbered { called: holders.called, numbers: Numbers(numbers), sharing, people: People::together(people) }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use crate::register::{Memory, NAMELESS, PseudonymKey, Register, Request, read};
    use crate::schema;

    fn register() -> Register {
        let layout = |field: &str| {
            let text = format!(r#"{{"fields":[{{"name":"n","type":"integer"}},{field}]}}"#);
            schema::parse("s", "s.json", &text).expect("a layout")
        };
        let whom = r#"{"name":"cpr","type":"string","sporbar:person":true,"sporbar:personal":true}"#;
        let [people, rows] = [layout(whom), layout(whom)];
        let files: Memory = BTreeMap::from([
            ("people.csv".to_owned(), b"n,cpr\n1,610169-1234\n2,610169-1235\n".to_vec()),
            (
                "rows.csv".to_owned(),
                b"n,cpr\n1,610169-1235\n2,\n3,610169-1236\n4,610169-1235\n5,610169-1234\n".to_vec(),
            ),
        ]);
        let requests = [
            Request { name: "people", file: "people.csv", schema: &people },
            Request { name: "rows", file: "rows.csv", schema: &rows },
        ];
        read(&requests, &PseudonymKey::synthetic_default(), &files).0
    }

    #[test]
    fn whoever_stands_in_two_extracts_has_one_number() {
        let register = register();
        assert_eq!(register.numbers("people", "cpr"), Some(&[0, 1][..]));
        assert_eq!(register.numbers("rows", "cpr"), Some(&[1, NAMELESS, 2, 1, 0][..]));
        for (extract, column) in [("people", "n"), ("people", "x"), ("x", "cpr")] {
            assert_eq!(register.numbers(extract, column), None, "{extract} {column}");
        }
        let frame = &register.get("rows").expect("it was read").frame;
        let names = frame.column("cpr").and_then(|names| names.str().cloned()).expect("texts");
        let numbers: Vec<u32> = names
            .iter()
            .map(|name| name.map_or(NAMELESS, |name| register.pseudonyms().known(name).expect("met")))
            .collect();
        assert_eq!(register.numbers("rows", "cpr"), Some(numbers.as_slice()), "the number is that of the text");
    }

    #[test]
    fn other_rows_have_no_numbers() {
        let fewer = register().with_frames(|extract| extract.frame.head(Some(1)));
        assert_eq!(fewer.numbers("rows", "cpr"), None);
        let register = register();
        let people = ["people", "rows"].map(|name| (name.to_owned(), "cpr".to_owned()));
        let shuffled = crate::register::About::of(&register, &people).shuffled((200, &BTreeSet::new()), 1);
        assert_eq!(shuffled.numbers("rows", "cpr"), None);
    }
}
