//! Columns that say what others of the same row say, as an age group says what an age does: they are mixed together.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::{Extract, Mixing, ROW};

/// In bits, how unlikely it must be that columns which have nothing to do with one another agree so. There are thousands of pairs and
/// threes of columns to ask of, so that it is a million times less likely than it looks that one is tied for nothing.
const EVIDENCE: f64 = 30.0;

/// So many rows are asked: a tie that breaks in others is taken for one.
const MOST_ROWS: usize = 2_000;

/// No column says this.
const UNSAID: u32 = u32::MAX;

/// What a column says in the rows that are asked.
struct Said<'a> {
    name: &'a str,
    /// A number for each different thing, row by row; nothing is one of them.
    codes: Vec<u32>,
    different: usize,
    /// How probable each of them is.
    shares: Vec<f64>,
    /// The different things in order, where they are numbers or days.
    order: Option<Vec<u32>>,
}

impl<'a> Mixing<'a> {
    /// The same, with columns that say what others do in the blocks of those. What is said by columns that stay stays.
    #[must_use]
    pub fn tied(mut self, extract: &'a Extract) -> Self {
        let columns = said(extract, self.who);
        // Which columns move together, by a number for each block: the first for those that stay.
        let block_of = |name: &str| {
            let block = self.together.iter().position(|block| block.contains(&name));
            if self.keep.contains(&name) { Some(0) } else { block.map(|at| at + 1) }
        };
        let begun = self.together.len() + 1;
        let mut blocks: Vec<usize> =
            (0..columns.len()).map(|at| block_of(columns[at].name).unwrap_or(begun + at)).collect();
        let says: Vec<Vec<bool>> = columns.iter().map(|by| columns.iter().map(|of| by.says(of)).collect()).collect();
        for (one, by) in columns.iter().enumerate() {
            for (other, of) in columns.iter().enumerate() {
                if says[one][other] || by.implies(of) {
                    join(&mut blocks, one, other);
                }
            }
        }
        // What two say together, and neither alone.
        for (one, by) in columns.iter().enumerate() {
            for (second, and) in columns.iter().enumerate().skip(one + 1) {
                let Some(both) = by.with(and) else { continue };
                for (other, of) in columns.iter().enumerate() {
                    let is_new = ![one, second].contains(&other) && !says[one][other] && !says[second][other];
                    if is_new && both.says(of) {
                        join(&mut blocks, one, other);
                        join(&mut blocks, second, other);
                    }
                }
            }
        }
        let already = self.keep.clone();
        let mut members: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for (block, column) in blocks.iter().zip(&columns) {
            members.entry(*block).or_default().push(column.name);
        }
        let stays = members.remove(&0).unwrap_or_default();
        self.keep.extend(stays.into_iter().filter(|name| !already.contains(name)));
        // A column by itself is mixed by itself.
        self.together = members.into_iter().filter(|(at, of)| *at < begun || of.len() > 1).map(|(_, of)| of).collect();
        self
    }
}

/// The blocks of two columns become one: that which comes first.
fn join(blocks: &mut [usize], one: usize, other: usize) {
    let (first, second) = (blocks[one].min(blocks[other]), blocks[one].max(blocks[other]));
    blocks.iter_mut().filter(|block| **block == second).for_each(|block| *block = first);
}

/// What the columns of an extract say in rows that are about somebody.
fn said<'a>(extract: &'a Extract, who: &str) -> Vec<Said<'a>> {
    let Ok(about) = extract.frame.column(who).map(Column::is_not_null) else { return Vec::new() };
    let rows: Vec<usize> = (0..).zip(about.iter()).filter(|(_, said)| *said == Some(true)).map(|(at, _)| at).collect();
    let rows: Vec<usize> = rows.iter().copied().step_by(rows.len().div_ceil(MOST_ROWS).max(1)).collect();
    let columns = extract.frame.columns().iter().filter(|column| column.name() != ROW && column.name() != who);
    columns.filter_map(|column| Said::of(column, &rows)).collect()
}

impl<'a> Said<'a> {
    fn of(column: &'a Column, rows: &[usize]) -> Option<Self> {
        let texts = column.strict_cast(&DataType::String).ok()?;
        let texts = texts.str().ok()?;
        let mut known: BTreeMap<Option<&str>, u32> = BTreeMap::new();
        let mut first: Vec<usize> = Vec::new();
        let mut codes = Vec::with_capacity(rows.len());
        for at in rows {
            let next = u32::try_from(first.len()).ok()?;
            let code = *known.entry(texts.get(*at)).or_insert(next);
            if code == next {
                first.push(*at);
            }
            codes.push(code);
        }
        let kind = column.dtype();
        let order = (kind.is_numeric() || kind.is_temporal()).then(|| in_order(column, &first)).flatten();
        Some(Self::new(column.name(), codes, first.len(), order))
    }

    fn new(name: &'a str, codes: Vec<u32>, different: usize, order: Option<Vec<u32>>) -> Self {
        let mut shares = vec![0.0; different];
        for code in &codes {
            shares[*code as usize] += 1.0 / codes.len() as f64;
        }
        Self { name, codes, different, shares, order }
    }

    /// Two columns as one that says both; none where they say so many different things that nothing can be learnt of them.
    fn with(&self, other: &Self) -> Option<Self> {
        let most = self.different * other.different;
        if most > self.codes.len() {
            return None;
        }
        let wide = u32::try_from(other.different).ok()?;
        let codes = self.codes.iter().zip(&other.codes).map(|(one, two)| one * wide + two).collect();
        Some(Self { name: self.name, codes, different: most, shares: Vec::new(), order: None })
    }

    /// Whether who knows this column's cell knows the other's.
    fn says(&self, other: &Self) -> bool {
        let mut first = vec![UNSAID; self.different];
        let mut again = 0.0;
        for (own, theirs) in self.codes.iter().zip(&other.codes) {
            let known = &mut first[*own as usize];
            if *known == UNSAID {
                *known = *theirs;
            } else if known == theirs {
                again += 1.0;
            } else {
                return false;
            }
        }
        let alike: f64 = other.shares.iter().map(|share| share * share).sum();
        let classes = self.order.as_ref().map_or(0.0, |order| as_classes(order, &first));
        classes - again * libm::log2(alike) >= EVIDENCE
    }

    /// Whether one of the things that this column says goes with one thing of the other, as an answer with the question that it was asked
    /// after.
    fn implies(&self, other: &Self) -> bool {
        let mut first = vec![Some(UNSAID); self.different];
        let mut times = vec![0.0; self.different];
        for (own, theirs) in self.codes.iter().zip(&other.codes) {
            let known = &mut first[*own as usize];
            *known = known.filter(|known| *known == UNSAID || known == theirs).map(|_| *theirs);
            times[*own as usize] += 1.0;
        }
        let evidence = |(first, times): (&Option<u32>, &f64)| {
            first.filter(|known| *known != UNSAID).map(|known| -times * libm::log2(other.shares[known as usize]))
        };
        first.iter().zip(&times).filter_map(evidence).any(|bits| bits >= EVIDENCE)
    }
}

/// The things of a column in order, those that are nothing left out.
fn in_order(column: &Column, first: &[usize]) -> Option<Vec<u32>> {
    let numbers = column.to_physical_repr().cast(&DataType::Float64).ok()?;
    let numbers = numbers.f64().ok()?;
    let of = |(code, at): (u32, &usize)| Some((numbers.get(*at)?, code));
    let mut all: Vec<(f64, u32)> = (0..).zip(first).filter_map(of).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    Some(all.into_iter().map(|(_, code)| code).collect())
}

/// In bits, how unlikely it is that what goes with things in order stands in runs, one for each, as ages in age groups; nothing where it
/// does not.
fn as_classes(order: &[u32], first: &[u32]) -> f64 {
    let mut sizes: BTreeMap<u32, f64> = BTreeMap::new();
    let mut runs = 0;
    let mut last = UNSAID;
    for class in order.iter().map(|code| first[*code as usize]) {
        *sizes.entry(class).or_default() += 1.0;
        runs += usize::from(class != last);
        last = class;
    }
    if runs != sizes.len() {
        return 0.0;
    }
    // Of all orders of n things in classes, those in runs: n! / (m1! m2! .. k!) to one.
    let log_factorial = |n: f64| libm::lgamma(n + 1.0) / core::f64::consts::LN_2;
    let within: f64 = sizes.values().map(|size| log_factorial(*size)).sum();
    log_factorial(order.len() as f64) - within - log_factorial(sizes.len() as f64)
}

#[cfg(test)]
mod tests {
    use polars::prelude::*;

    use super::{Extract, Mixing};
    use crate::random::Random;

    const ROWS: usize = 200;

    /// An extract of so many people, of whom a column each is said.
    fn extract(columns: Vec<Column>) -> Extract {
        let rows = columns[0].len();
        let who: Vec<String> = (0..rows).map(|at| at.to_string()).collect();
        let columns: Vec<Column> = std::iter::once(Column::new("no".into(), who)).chain(columns).collect();
        let frame = DataFrame::new(rows, columns).expect("columns");
        let [name, file, schema, sha256] = ["people", "", "", ""].map(str::to_owned);
        Extract { name, file, schema, sha256, row_count: rows, frame }
    }

    /// One of so many answers each, by chance.
    fn answers(random: &mut Random, count: usize) -> Vec<i64> {
        (0..ROWS).map(|_| i64::try_from(random.below(count)).expect("few")).collect()
    }

    fn texts(name: &str, said: impl Iterator<Item = Option<String>>) -> Column {
        Column::new(name.into(), said.collect::<Vec<_>>())
    }

    fn together(extract: &Extract, keep: &[&'static str]) -> (Vec<String>, Vec<Vec<String>>) {
        let mixing = Mixing { extract: "people", who: "no", keep: keep.to_vec(), together: Vec::new() };
        let tied = mixing.tied(extract);
        let owned = |names: &Vec<&str>| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        (owned(&tied.keep), tied.together.iter().map(owned).collect())
    }

    #[test]
    fn what_is_made_of_one_column_or_of_two_moves_with_them() {
        let mut random = Random(1);
        let mut age: Vec<i64> = (0..i64::try_from(ROWS).expect("few")).map(|at| at * 7).collect();
        random.shuffle(&mut age);
        let group = age.iter().map(|age| Some(format!("from {}", age / 300 * 300)));
        let place = answers(&mut random, 30);
        let office = place.iter().map(|place| Some(format!("office {}", (place * 7) % 5)));
        let (one, two) = (answers(&mut random, 2), answers(&mut random, 2));
        let unlike = one.iter().zip(&two).map(|(one, two)| Some((one != two).to_string()));
        let asked = answers(&mut random, 2);
        let answer = answers(&mut random, 4);
        let answered =
            asked.iter().zip(&answer).map(|(asked, answer)| (*asked == 1).then(|| format!("answer {answer}")));
        let extract = extract(vec![
            Column::new("age".into(), &age),
            texts("group", group),
            Column::new("place".into(), &place),
            texts("office", office),
            Column::new("one".into(), &one),
            Column::new("two".into(), &two),
            texts("unlike", unlike),
            Column::new("asked".into(), &asked),
            texts("answered", answered),
            Column::new("other".into(), answers(&mut random, 4)),
        ]);
        let (keep, blocks) = together(&extract, &[]);
        assert!(keep.is_empty());
        let blocks: Vec<Vec<&str>> = blocks.iter().map(|block| block.iter().map(String::as_str).collect()).collect();
        let expected: Vec<Vec<&str>> = vec![
            vec!["age", "group"],
            vec!["place", "office"],
            vec!["one", "two", "unlike"],
            vec!["asked", "answered"],
        ];
        assert_eq!(blocks, expected);
        // What is said by what stays stays.
        let (keep, blocks) = together(&extract, &["place"]);
        assert_eq!((keep, blocks.len()), (vec!["place".to_owned(), "office".to_owned()], 3));
    }

    #[test]
    fn what_agrees_by_chance_is_not_tied() {
        let mut random = Random(2);
        let names: Vec<String> = (0..25).map(|at| format!("q{at}")).collect();
        let columns: Vec<Column> = names
            .iter()
            .map(|name| {
                // Two in five say the first thing.
                let said = answers(&mut random, 5).into_iter().map(|said| said.max(1)).collect::<Vec<_>>();
                Column::new(name.as_str().into(), said)
            })
            .collect();
        assert_eq!(together(&extract(columns), &[]), (Vec::new(), Vec::new()));
        // Of eight people each of whom says something else of everything, nothing is known.
        let each = |name: &str| Column::new(name.into(), (0..8i64).collect::<Vec<_>>());
        assert_eq!(
            together(&extract(vec![each("one"), texts("two", (0..8).map(|at| Some(at.to_string())))]), &[]).1.len(),
            0
        );
    }
}
