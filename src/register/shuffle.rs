//! Registers in which rows are about other people: what still holds in them follows from the definitions.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::Register;

impl Register {
    /// The same extracts with the rows of each given to other people, whole: what one person's rows say, another's say now.
    ///
    /// `people` names the extracts that are about people, each with its column that says whom. The rows of the first stay;
    /// those of each other move among the people who are in the same extracts, so that children's rows stay with children.
    /// With more people than `most`, some of them are taken. The same `seed` gives the same.
    #[must_use]
    pub fn shuffled(&self, people: &[(String, String)], most: usize, seed: u64) -> Self {
        let mut texts: BTreeMap<&str, Vec<Option<String>>> = BTreeMap::new();
        for (extract, column) in people {
            if let Some(found) = self.get(extract).and_then(|extract| texts_of(&extract.frame, column)) {
                texts.insert(extract, found);
            }
        }
        // In which extracts each person is.
        let mut present: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (extract, _) in people {
            let named: BTreeSet<&str> =
                texts.get(extract.as_str()).into_iter().flatten().flatten().map(String::as_str).collect();
            for person in named {
                present.entry(person).or_default().push(extract);
            }
        }
        let mut random = Random(seed);
        let kept: Option<BTreeSet<&str>> = (present.len() > most).then(|| {
            let mut everyone: Vec<&str> = present.keys().copied().collect();
            random.shuffle(&mut everyone);
            everyone.into_iter().take(most).collect()
        });
        let mut groups: BTreeMap<&[&str], Vec<&str>> = BTreeMap::new();
        for (person, extracts) in &present {
            if kept.as_ref().is_none_or(|kept| kept.contains(person)) {
                groups.entry(extracts.as_slice()).or_default().push(person);
            }
        }
        let mut shuffled = self.clone();
        for (at, (name, column)) in people.iter().enumerate() {
            let (Some(texts), Some(extract)) =
                (texts.get(name.as_str()), shuffled.extracts.iter_mut().find(|extract| extract.name == *name))
            else {
                continue;
            };
            let mut other: BTreeMap<&str, &str> = BTreeMap::new();
            for (_, group) in groups.iter().filter(|(extracts, _)| extracts.contains(&name.as_str())) {
                let mut others = group.clone();
                if at > 0 {
                    random.shuffle(&mut others);
                }
                other.extend(group.iter().copied().zip(others));
            }
            let moved: Vec<Option<&str>> =
                texts.iter().map(|text| text.as_deref().and_then(|text| other.get(text).copied())).collect();
            let mask: BooleanChunked =
                texts.iter().zip(&moved).map(|(text, moved)| Some(text.is_none() || moved.is_some())).collect();
            // A column of the same name, type and length takes the other's place.
            let Ok(kind) = extract.frame.column(column).map(|known| known.dtype().clone()) else { continue };
            let column = Column::new(column.as_str().into(), moved).strict_cast(&kind);
            if let Ok(column) = column
                && extract.frame.with_column(column).is_ok()
                && let Ok(frame) = extract.frame.filter(&mask)
            {
                extract.row_count = frame.height();
                extract.frame = frame;
            }
        }
        shuffled
    }
}

fn texts_of(frame: &DataFrame, column: &str) -> Option<Vec<Option<String>>> {
    let column = frame.column(column).ok()?.strict_cast(&DataType::String).ok()?;
    Some(column.str().ok()?.iter().map(|text| text.map(str::to_owned)).collect())
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

    /// Puts a list in another order.
    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            let below = u64::try_from(at + 1).unwrap_or(u64::MAX);
            let with = usize::try_from(self.next() % below).unwrap_or_default();
            list.swap(at, with);
        }
    }
}

#[cfg(test)]
mod tests {
    use polars::prelude::*;

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
        let after = before.shuffled(&people, 200, 1);
        let who = |register: &Register, extract: &str| {
            let column = register.get(extract).expect("an extract").frame.column("no").expect("a column").clone();
            column.cast(&DataType::Int64).expect("numbers").i64().expect("numbers").to_vec()
        };
        assert_eq!(who(&after, "people"), who(&before, "people"), "those who tell who there is stay");
        assert_ne!(who(&after, "benefits"), who(&before, "benefits"));
        let mut sorted = who(&after, "benefits");
        sorted.sort_unstable();
        assert_eq!(sorted, who(&before, "benefits"), "and nobody is lost");
        assert_eq!(before.shuffled(&people, 5, 1).get("benefits").expect("an extract").frame.height(), 5);
    }
}
