//! Registers in which people are others than they are: what none of a few are there as well, none are by definition.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use super::{Extract, ROW, Register};
use crate::random::Random;

/// A column that says no more different things than these is drawn from them, whatever is said how often.
const MOST_DRAWN: usize = 64;

/// How the columns of an extract are mixed.
#[derive(Debug)]
pub struct Mixing<'a> {
    /// The extract.
    pub extract: &'a str,
    /// The column that says whom a row is about. Rows about nobody stay as they are.
    pub who: &'a str,
    /// Columns that stay.
    pub keep: Vec<&'a str>,
    /// Columns that belong together: a row gets what another says in all of them.
    pub together: Vec<Vec<&'a str>>,
}

impl Register {
    /// The same rows, each with what others say in each column. A column that says few different things gets any of them, so that what
    /// is seldom said is tried as well; of all others each row gets what another row says. The same `seed` gives the same.
    #[must_use]
    pub fn mixed(&self, mixings: &[Mixing<'_>], seed: u64) -> Self {
        let mut random = Random(seed);
        self.with_frames(|extract| {
            let mut frame = extract.frame.clone();
            let Some(mixing) = mixings.iter().find(|mixing| mixing.extract == extract.name) else { return frame };
            let Ok(who) = extract.frame.column(mixing.who).map(Column::is_not_null) else { return frame };
            let rows: Vec<usize> =
                who.iter().enumerate().filter(|(_, said)| *said == Some(true)).map(|(at, _)| at).collect();
            let mut take = |column: &Column, from: &[IdxSize]| {
                let from = IdxCa::from_vec("".into(), from.to_vec());
                // A column of the same name, type and length takes the other's place.
                if let Ok(column) = column.take(&from) {
                    let _ = frame.with_column(column);
                }
            };
            for block in &mixing.together {
                let from = moved(&rows, extract.frame.height(), &mut random);
                let columns = block.iter().filter_map(|name| extract.frame.column(name).ok());
                columns.for_each(|column| take(column, &from));
            }
            let stays = |name: &str| name == ROW || name == mixing.who || mixing.keep.contains(&name);
            let is_free = |name: &str| !stays(name) && !mixing.together.iter().flatten().any(|other| *other == name);
            for column in extract.frame.columns().iter().filter(|column| is_free(column.name())) {
                let from = match different(column, &rows) {
                    Some(different) => drawn(&rows, extract.frame.height(), &different, &mut random),
                    None => moved(&rows, extract.frame.height(), &mut random),
                };
                take(column, &from);
            }
            frame
        })
    }
}

impl Extract {
    /// Whether nobody of a column has two rows.
    pub fn has_one_row_each(&self, who: &str) -> bool {
        let Ok(texts) = self.frame.column(who).and_then(|who| who.strict_cast(&DataType::String)) else { return false };
        let Ok(texts) = texts.str() else { return false };
        let mut seen = BTreeSet::new();
        texts.iter().flatten().all(|who| seen.insert(who))
    }
}

/// Every row's own place.
fn own(height: usize) -> Vec<IdxSize> {
    (0..).take(height).collect()
}

/// From which row each gets something: each of `rows` from another of them, and all else from itself.
fn moved(rows: &[usize], height: usize, random: &mut Random) -> Vec<IdxSize> {
    let mut from = own(height);
    let mut others: Vec<IdxSize> = rows.iter().map(|at| from[*at]).collect();
    random.shuffle(&mut others);
    rows.iter().zip(others).for_each(|(at, other)| from[*at] = other);
    from
}

/// The same where each of `rows` gets any of the different things.
fn drawn(rows: &[usize], height: usize, different: &[IdxSize], random: &mut Random) -> Vec<IdxSize> {
    let mut from = own(height);
    for at in rows {
        from[*at] = different[random.below(different.len())];
    }
    from
}

/// A row for each of the different things that a column says in some rows, nothing being one of them; none where there are many.
fn different(column: &Column, rows: &[usize]) -> Option<Vec<IdxSize>> {
    let texts = column.strict_cast(&DataType::String).ok()?;
    let texts = texts.str().ok()?;
    let mut first: BTreeMap<Option<&str>, IdxSize> = BTreeMap::new();
    for at in rows {
        first.entry(texts.get(*at)).or_insert(IdxSize::try_from(*at).ok()?);
        if first.len() > MOST_DRAWN {
            return None;
        }
    }
    Some(first.into_values().collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use polars::prelude::*;

    use super::Mixing;
    use crate::register::{Extract, Register};

    /// A hundred rows about people and one about nobody.
    fn register() -> Register {
        let who: Vec<Option<String>> = (0..100).map(|at| Some(at.to_string())).chain([None]).collect();
        let number = |by: i64| {
            Column::new(if by == 1 { "from" } else { "to" }.into(), (0..101).map(|at| at * by).collect::<Vec<_>>())
        };
        let role: Vec<Option<&str>> = (0..101)
            .map(|at| {
                if at == 0 {
                    None
                } else if at == 1 {
                    Some("mother")
                } else {
                    Some("child")
                }
            })
            .collect();
        let columns = vec![
            Column::new("no".into(), who),
            number(1),
            number(3),
            Column::new("role".into(), role),
            Column::new("family".into(), (0..101i64).collect::<Vec<_>>()),
        ];
        let extract = Extract {
            name: "people".to_owned(),
            file: String::new(),
            schema: String::new(),
            sha256: String::new(),
            row_count: 101,
            frame: DataFrame::new(101, columns).expect("columns"),
        };
        Register { extracts: vec![extract], ..Register::default() }
    }

    #[test]
    fn each_row_says_what_others_say() {
        let before = register();
        let mixing = Mixing { extract: "people", who: "no", keep: vec!["family"], together: vec![vec!["from", "to"]] };
        let after = before.mixed(std::slice::from_ref(&mixing), 1);
        let column =
            |register: &Register, name: &str| register.extracts[0].frame.column(name).expect("a column").clone();
        for name in ["no", "family"] {
            assert_eq!(column(&after, name), column(&before, name), "{name} stays");
        }
        let numbers = |name: &str| column(&after, name).i64().expect("numbers").into_no_null_iter().collect::<Vec<_>>();
        let (from, to) = (numbers("from"), numbers("to"));
        assert!(from.iter().zip(&to).all(|(from, to)| *to == from * 3), "what belongs together moves together");
        assert_ne!(from[..100], (0..100).collect::<Vec<_>>());
        assert_eq!(from.iter().collect::<BTreeSet<_>>().len(), 101, "and nothing is lost");
        assert_eq!(from[100], 100, "a row about nobody stays as it is");
        let role = column(&after, "role");
        let roles: Vec<Option<&str>> = role.str().expect("texts").iter().collect();
        for said in [None, Some("mother"), Some("child")] {
            let count = roles[..100].iter().filter(|role| **role == said).count();
            assert!((20..50).contains(&count), "{said:?} is one of three, however seldom it is said: {count}");
        }
        let again = before.mixed(std::slice::from_ref(&mixing), 1);
        assert_eq!(after.extracts[0].frame, again.extracts[0].frame, "the same seed gives the same");
    }
}
