//! Registers in which rows are about other people: what still holds in them follows from the definitions.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::{Extract, ROW, Register};
use crate::dictionary::Dictionary;
use crate::schema::{Codes, Field, Kind, Schema};

/// Whom the rows of a register's extracts are about: read once for all registers in which they are about others.
#[derive(Debug)]
pub struct About<'a> {
    register: &'a Register,
    /// The extract whose rows stay.
    stays: Option<&'a str>,
    /// Who there is, in order.
    names: Vec<String>,
    /// The extracts that are about people, each with the column that says whom, and for each of its rows the place of a name.
    extracts: Vec<(&'a str, &'a str, Vec<Option<u32>>)>,
    /// The people who are in the same extracts.
    groups: BTreeMap<Vec<&'a str>, Vec<u32>>,
}

impl<'a> About<'a> {
    /// `people` names the extracts that are about people, each with its column that says whom.
    pub fn of(register: &'a Register, people: &'a [(String, String)]) -> Self {
        let read = |(extract, column): &'a (String, String)| {
            let texts = texts_of(&register.get(extract)?.frame, column)?;
            let mut known = Dictionary::new();
            let own: Vec<Option<u32>> = texts.str().ok()?.iter().map(|text| Some(known.number(text?))).collect();
            let known: Vec<String> = known.into_things().into_iter().map(str::to_owned).collect();
            Some((extract.as_str(), column.as_str(), own, known))
        };
        let read: Vec<_> = people.iter().filter_map(read).collect();
        let mut present: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (extract, _, _, known) in &read {
            for name in known {
                present.entry(name).or_default().push(*extract);
            }
        }
        let names: Vec<String> = present.keys().map(|name| (*name).to_owned()).collect();
        let place = |name: &String| names.binary_search(name).ok().and_then(|place| u32::try_from(place).ok());
        let extracts: Vec<_> = read
            .iter()
            .map(|(extract, column, own, known)| {
                let places: Vec<Option<u32>> = known.iter().map(place).collect();
                (*extract, *column, own.iter().map(|own| places[(*own)? as usize]).collect())
            })
            .collect();
        let mut groups: BTreeMap<Vec<&str>, Vec<u32>> = BTreeMap::new();
        for (place, extracts) in (0..).zip(present.into_values()) {
            groups.entry(extracts).or_default().push(place);
        }
        let stays = people.first().map(|(extract, _)| extract.as_str());
        Self { register, stays, names, extracts, groups }
    }

    /// The same extracts with the rows of each given to other people, whole: what one person's rows say, another's say now.
    ///
    /// The rows of the first extract stay; those of each other move among the people who are in the same extracts, so that children's
    /// rows stay with children. With more people than `most`, some of them are taken. The same `seed` gives the same.
    #[must_use]
    pub fn shuffled(&self, most: usize, seed: u64) -> Register {
        let mut random = Random(seed);
        let mut kept = vec![self.names.len() <= most; self.names.len()];
        if self.names.len() > most {
            let mut everyone: Vec<usize> = (0..self.names.len()).collect();
            random.shuffle(&mut everyone);
            everyone.into_iter().take(most).for_each(|place| kept[place] = true);
        }
        let mut shuffled = self.register.clone();
        for (name, column, places) in &self.extracts {
            let Some(extract) = shuffled.extracts.iter_mut().find(|extract| extract.name == *name) else { continue };
            let mut other: Vec<Option<u32>> = vec![None; self.names.len()];
            for (_, group) in self.groups.iter().filter(|(extracts, _)| extracts.contains(name)) {
                let group: Vec<u32> = group.iter().copied().filter(|place| kept[*place as usize]).collect();
                let mut others = group.clone();
                if self.stays != Some(*name) {
                    random.shuffle(&mut others);
                }
                group.iter().zip(others).for_each(|(own, instead)| other[*own as usize] = Some(instead));
            }
            let moved = |place: &Option<u32>| other[(*place)? as usize];
            let named = |place: &Option<u32>| moved(place).map(|place| self.names[place as usize].as_str());
            // A column of the same name, type and length takes the other's place.
            let Ok(kind) = extract.frame.column(column).map(|known| known.dtype().clone()) else { continue };
            let texts: Vec<Option<&str>> = places.iter().map(named).collect();
            let column = Column::new((*column).into(), texts).strict_cast(&kind);
            let stays = |place: &Option<u32>| place.is_none() || moved(place).is_some();
            let all_stay = places.iter().all(stays);
            let mask: BooleanChunked = places.iter().map(|place| Some(all_stay || stays(place))).collect();
            if let Ok(column) = column
                && extract.frame.with_column(column).is_ok()
                && !all_stay
                && let Ok(frame) = extract.frame.filter(&mask)
            {
                extract.row_count = frame.height();
                extract.frame = frame;
            }
        }
        shuffled
    }
}

/// An extract that says what people are.
#[derive(Debug)]
pub struct Own<'a> {
    /// Which.
    pub extract: &'a str,
    /// Its columns that stay: first the one that says whom a row is about.
    pub keep: Vec<&'a str>,
    /// What its cells may be.
    pub schema: &'a Schema,
}

impl Extract {
    /// Whether nobody of a column has two rows.
    pub fn has_one_row_each(&self, column: &str) -> bool {
        let Some(texts) = texts_of(&self.frame, column) else { return false };
        let Ok(texts) = texts.str() else { return false };
        let said: Vec<&str> = texts.iter().flatten().collect();
        said.iter().collect::<BTreeSet<_>>().len() == said.len()
    }
}

impl Register {
    /// The same rows with what some extracts say, but for the columns to be kept, of others: a cell that says something is any of its code
    /// list where it has one, and else what another row says there. What none of a group are only because of their own columns, some
    /// are then. The same `seed` gives the same.
    #[must_use]
    pub fn mixed(&self, own: &[Own<'_>], seed: u64) -> Self {
        let mut random = Random(seed);
        self.with_frames(|known| {
            let mut frame = known.frame.clone();
            let Some(own) = own.iter().find(|own| own.extract == known.name) else { return frame };
            let who = own.keep.first().and_then(|who| known.frame.column(who).ok()).map(Column::is_not_null);
            let who: Vec<bool> = who.iter().flat_map(|who| who.iter().map(|said| said == Some(true))).collect();
            for column in known.frame.columns() {
                let name = column.name().as_str();
                if name == ROW || own.keep.contains(&name) {
                    continue;
                }
                // Of nobody nothing is said.
                let said = column.is_not_null();
                let said = said.iter().zip(&who).map(|(said, who)| said == Some(true) && *who);
                let said: Vec<bool> = said.collect();
                let codes = own.schema.field(name).and_then(codes);
                if let Some(mixed) = random.mixed(column, codes.as_ref(), &said) {
                    // A column of the same name, type and length takes the other's place.
                    let _ = frame.with_column(mixed);
                }
            }
            frame
        })
    }
}

/// What a cell of a field may say, where that is a list: also what no cell says.
fn codes(field: &Field) -> Option<Column> {
    match (&field.kind, &field.constraints.codes) {
        (_, Some(Codes::Text(codes))) if !codes.is_empty() => Some(Column::new("".into(), codes)),
        (_, Some(Codes::Integer(codes))) if !codes.is_empty() => Some(Column::new("".into(), codes)),
        (Kind::Boolean(_), _) => Some(Column::new("".into(), [false, true])),
        _ => None,
    }
}

fn texts_of(frame: &DataFrame, column: &str) -> Option<Column> {
    frame.column(column).ok()?.strict_cast(&DataType::String).ok()
}

/// Numbers that follow no order but are the same each time: `SplitMix64` (G. L. Steele, D. Lea and C. H. Flood, *Fast
/// Splittable Pseudorandom Number Generators*, OOPSLA 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One of so many.
    fn below(&mut self, count: usize) -> usize {
        let count = u64::try_from(count.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.next() % count).unwrap_or_default()
    }

    /// A column of which some cells say something else: one of these, or else what another of them says.
    fn mixed(&mut self, column: &Column, codes: Option<&Column>, said: &[bool]) -> Option<Column> {
        let mut from: Vec<IdxSize> = (0..).take(said.len()).collect();
        let mut pool = column.clone();
        let rows: Vec<usize> = (0..said.len()).filter(|at| said[*at]).collect();
        if let Some(codes) = codes {
            pool.append(&codes.strict_cast(column.dtype()).ok()?).ok()?;
            for at in rows {
                from[at] = IdxSize::try_from(said.len() + self.below(codes.len())).ok()?;
            }
        } else {
            let mut others: Vec<IdxSize> = rows.iter().map(|at| from[*at]).collect();
            self.shuffle(&mut others);
            for (at, other) in rows.into_iter().zip(others) {
                from[at] = other;
            }
        }
        pool.take(&IdxCa::from_vec("".into(), from)).ok()
    }

    /// Puts a list in another order.
    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            let with = self.below(at + 1);
            list.swap(at, with);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use polars::prelude::*;

    use super::{About, Own};
    use crate::register::{Extract, Register};
    use crate::schema::Schema;

    /// Twelve people with a row each, whose numbers are whole numbers in one extract and texts in the other.
    fn register() -> Register {
        let numbers: Vec<i64> = (1..=12).collect();
        let texts: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        let extract = |name: &str, who: Column| Extract {
            name: name.to_owned(),
            file: String::new(),
            schema: String::new(),
            sha256: String::new(),
            row_count: 12,
            frame: DataFrame::new(12, vec![who, Column::new("amount".into(), numbers.clone())]).expect("columns"),
        };
        let extracts = vec![
            extract("people", Column::new("no".into(), texts)),
            extract("benefits", Column::new("no".into(), numbers.clone())),
        ];
        Register { extracts, ..Register::default() }
    }

    #[test]
    fn rows_move_whatever_the_type_of_a_number_is() {
        let people = [("people".to_owned(), "no".to_owned()), ("benefits".to_owned(), "no".to_owned())];
        let before = register();
        let after = About::of(&before, &people).shuffled(200, 1);
        let who = |register: &Register, extract: &str| {
            let column = register.get(extract).expect("an extract").frame.column("no").expect("a column").clone();
            column.cast(&DataType::Int64).expect("numbers").i64().expect("numbers").to_vec()
        };
        assert_eq!(who(&after, "people"), who(&before, "people"), "those who tell who there is stay");
        assert_ne!(who(&after, "benefits"), who(&before, "benefits"));
        let mut sorted = who(&after, "benefits");
        sorted.sort_unstable();
        assert_eq!(sorted, who(&before, "benefits"), "and nobody is lost");
        assert_eq!(About::of(&before, &people).shuffled(5, 1).get("benefits").expect("an extract").frame.height(), 5);
    }

    /// The layout of people of whom a role is said.
    fn layout() -> Schema {
        let text = r#"{ "name": "people", "title": "People", "version": "1.0.0",
            "sporbar:dialect": { "format": "csv", "encoding": "utf-8", "delimiter": ";", "header": true },
            "fields": [
              { "name": "no", "type": "string", "sporbar:personal": true },
              { "name": "role", "type": "string", "constraints": { "enum": ["mother", "child"] } } ] }"#;
        crate::schema::parse("people", "people.json", text).expect("a layout")
    }

    #[test]
    fn what_is_said_of_people_is_mixed_among_those_of_whom_it_is_said() {
        let register = register();
        let born = Column::new(
            "born".into(),
            [None, Some(1i64), Some(2), Some(3), None, Some(5), Some(6), Some(7), Some(8), Some(9), Some(10), Some(11)],
        );
        let register = register.with_frames(|extract| {
            let mut frame = extract.frame.clone();
            frame.with_column(born.clone()).expect("as many");
            let role = [None].into_iter().chain(std::iter::repeat_n(Some("child"), 11)).collect::<Vec<_>>();
            frame.with_column(Column::new("role".into(), role)).expect("as many");
            frame
        });
        let schema = layout();
        let mixed = register.mixed(&[Own { extract: "people", keep: vec!["no"], schema: &schema }], 1);
        let column = |register: &Register, extract: &str, name: &str| {
            register.get(extract).expect("an extract").frame.column(name).expect("a column").clone()
        };
        assert_eq!(column(&mixed, "people", "no"), column(&register, "people", "no"), "who there is stays");
        assert_eq!(column(&mixed, "benefits", "amount"), column(&register, "benefits", "amount"), "and all else");
        let role = column(&mixed, "people", "role");
        let roles: BTreeSet<Option<&str>> = role.str().expect("texts").iter().collect();
        assert_eq!(roles, BTreeSet::from([None, Some("child"), Some("mother")]), "what no row says is said, too");
        assert_eq!(role.null_count(), 1, "and of whom nothing is said nothing is");
        let numbers = |register: &Register| column(register, "people", "born").i64().expect("numbers").to_vec();
        let (before, after) = (numbers(&register), numbers(&mixed));
        assert_ne!(after, before);
        assert!(before.iter().zip(&after).all(|(before, after)| before.is_some() == after.is_some()), "{after:?}");
        let sorted = |mut numbers: Vec<Option<i64>>| {
            numbers.sort_unstable();
            numbers
        };
        assert_eq!(sorted(after), sorted(before));
    }
}
