//! Registers in which rows are about other people: what still holds in them follows from the definitions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use polars::prelude::*;

use super::Register;
use crate::dictionary::Dictionary;
use crate::random::Random;

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

    /// How many people there are.
    pub fn people(&self) -> usize {
        self.names.len()
    }

    /// The same extracts with the rows of each given to other people, whole: what one person's rows say, another's say now.
    ///
    /// The rows of the first extract stay; those of each other move among the people who are in the same extracts, so that children's
    /// rows stay with children. With more people than `most`, some of them are taken, those who are `asked` for before others. The same
    /// `seed` gives the same.
    #[must_use]
    pub fn shuffled(&self, (most, asked): (usize, &BTreeSet<String>), seed: u64) -> Register {
        let mut random = Random(seed);
        let mut kept = vec![self.names.len() <= most; self.names.len()];
        if self.names.len() > most {
            let mut everyone: Vec<usize> = (0..self.names.len()).collect();
            random.shuffle(&mut everyone);
            everyone.sort_by_key(|place| !asked.contains(&self.names[*place]));
            everyone.into_iter().take(most).for_each(|place| kept[place] = true);
        }
        // Other people have other numbers.
        let mut shuffled = Register { numbers: Arc::default(), ..self.register.clone() };
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

fn texts_of(frame: &DataFrame, column: &str) -> Option<Column> {
    frame.column(column).ok()?.strict_cast(&DataType::String).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use polars::prelude::*;

    use super::About;
    use crate::register::{Extract, Register};

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
        let after = About::of(&before, &people).shuffled((200, &BTreeSet::new()), 1);
        let who = |register: &Register, extract: &str| {
            let column = register.get(extract).expect("an extract").frame.column("no").expect("a column").clone();
            column.cast(&DataType::Int64).expect("numbers").i64().expect("numbers").to_vec()
        };
        assert_eq!(who(&after, "people"), who(&before, "people"), "those who tell who there is stay");
        assert_ne!(who(&after, "benefits"), who(&before, "benefits"));
        let mut sorted = who(&after, "benefits");
        sorted.sort_unstable();
        assert_eq!(sorted, who(&before, "benefits"), "and nobody is lost");
        let asked = BTreeSet::from(["3".to_owned(), "11".to_owned()]);
        for seed in 1..=8 {
            let few = About::of(&before, &people).shuffled((3, &asked), seed);
            assert_eq!(who(&few, "benefits").len(), 3);
            assert!(
                [3, 11].iter().all(|asked| who(&few, "people").contains(&Some(*asked))),
                "{:?}",
                who(&few, "people")
            );
        }
    }
}
