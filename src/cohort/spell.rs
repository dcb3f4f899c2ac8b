//! Spells: closed intervals of days, each about a person, from the rows of an extract.

use std::collections::BTreeMap;
use std::ops::Range;

use super::by_person::ByPerson;
use super::people::People;
use super::population::{days, rows};
use super::{Data, Head, RowRef, Sql, Window};
use crate::calendar::Month;
use crate::diagnostic::{Code, Finding, Ranged};
use crate::register::{Alike, alike};
use crate::spec::{ActiveRule, Spells, Whom};
use chrono::NaiveDate;
use polars::prelude::{Column, DataFrame, IdxCa, PlSmallStr};

/// One spell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spell {
    /// The first day.
    pub from: NaiveDate,
    /// The last day; none where the spell goes on.
    pub to: Option<NaiveDate>,
    /// The place of its label among the table's; none where it has none, or none was asked for.
    pub label: Option<u16>,
    /// The row it stands in.
    pub row: u32,
}

impl Spell {
    /// Whether it counts in a window.
    pub fn counts(&self, rule: ActiveRule, window: &Window) -> bool {
        let not_before = match rule {
            ActiveRule::MonthEnd => window.last,
            ActiveRule::AnyDay => window.first,
        };
        self.from <= window.last && self.to.is_none_or(|to| to >= not_before)
    }

    /// The windows in which it counts, of windows in order of time.
    fn among(&self, rule: ActiveRule, windows: &[Window]) -> Range<usize> {
        let start = windows.partition_point(|window| window.last < self.from);
        let not_before = |window: &Window| match rule {
            ActiveRule::MonthEnd => window.last,
            ActiveRule::AnyDay => window.first,
        };
        let end = self.to.map_or(windows.len(), |to| windows.partition_point(|window| not_before(window) <= to));
        start..end.max(start)
    }
}

/// The spells of an extract by person.
#[derive(Debug, Clone)]
pub struct SpellTable {
    rule: ActiveRule,
    extract: u16,
    /// The labels that spells have, each with the first row that has it.
    labels: Vec<(String, u32)>,
    by_person: ByPerson<Spell>,
}

impl SpellTable {
    /// The spells that `wanted` picks, each labelled with `label` where that is given.
    ///
    /// # Errors
    /// A finding where the extract has no spells, or an expression cannot be understood.
    pub fn read(
        wanted: &Spells,
        label: Option<&Ranged<String>>,
        data: Data<'_>,
        (people, whom): (&People, Whom),
        sql: Sql<'_>,
    ) -> Result<Self, Finding> {
        let source = data.source(&wanted.extract);
        if data.about(&wanted.extract, whom).is_none() && whom != Whom::Persons {
            return Err(data.says_not(&wanted.extract, whom));
        }
        let (Some(_), Some([from, to])) = (data.about(&wanted.extract, whom), source.spell()) else {
            return Err(Finding::error(Code::BadValue, format!("`{}` has no spells", wanted.extract.value))
                .at(sql.file, wanted.extract.span.clone(), "not an extract with spells")
                .help(
                    "its schema must say whose a row is (sporbar:person) and where it starts and ends (sporbar:spell), a view `person` and `spell`",
                ));
        };
        let frame = &source.extract.frame;
        let typed = "the register types its frames by the schema";
        let mask = wanted.filter.as_ref().map(|filter| sql.mask(filter, frame)).transpose()?;
        let picked = |at: usize| mask.as_ref().is_none_or(|mask| mask[at]);
        let rows = rows(frame).expect(typed);
        let (labels, of_row) = match label {
            Some(label) => {
                let (told, texts) = told(label, frame, sql)?;
                let (labels, of_row) = dictionary(&texts, &told, &rows, picked).ok_or_else(|| {
                    Finding::error(Code::UndeclaredCategory, "the spells have more labels than a state can list")
                        .at(sql.file, label.span.clone(), "gives the label")
                        .help("let the expression give one of a few labels")
                })?;
                (labels, Some(of_row))
            }
            None => (Vec::new(), None),
        };
        let of = |name: &str| {
            let found = frame.column(name).and_then(days);
            found.map_err(|_| {
                Finding::error(Code::SqlType, format!("`{name}` is not a column of days"))
                    .at(sql.file, wanted.extract.span.clone(), "its spells run between days")
                    .help("let the query give days, such as CAST(... AS DATE)")
            })
        };
        let (from, to) = (of(from)?, of(to)?);
        let codes = people.rows(source, whom);
        // A spell without a beginning cannot be placed; the schema requires it, so there is none.
        let spell = |at: usize| {
            let from = from[at].filter(|_| picked(at))?;
            let label = of_row.as_ref().and_then(|labels: &Vec<Option<u16>>| labels[at]);
            Some(Spell { from, to: to[at], label, row: rows[at] })
        };
        let by_person = ByPerson::new(people.count(), &codes, spell);
        Ok(Self { rule: wanted.rule, extract: source.number, labels, by_person })
    }

    /// The labels that spells have, in the order of the file, each with the first row that has it.
    pub fn labels(&self) -> impl Iterator<Item = (&str, RowRef)> {
        self.labels.iter().map(|(label, row)| (label.as_str(), self.row(*row)))
    }

    /// A person's spells, in the order of the file until they are ranked.
    pub fn of(&self, person: u32) -> &[Spell] {
        self.by_person.of(person)
    }

    /// The person's spells that count in a window.
    pub fn counting<'a>(&'a self, person: u32, window: &'a Window) -> impl Iterator<Item = &'a Spell> {
        self.of(person).iter().filter(move |spell| spell.counts(self.rule, window))
    }

    /// Puts each person's spells in an order.
    #[must_use]
    pub(super) fn ranked<K: Ord>(mut self, key: impl Fn(&Spell) -> K) -> Self {
        self.by_person.sort_each(|spell| key(spell));
        self
    }

    /// Whether there can be a window in which two spells count both: at the end of a month they share that day, while
    /// windows are as long as the spec wants where any day of them will do.
    pub(super) fn count_together(&self, one: &Spell, other: &Spell) -> bool {
        let share_a_day = one.to.is_none_or(|to| to >= other.from) && other.to.is_none_or(|to| to >= one.from);
        self.rule == ActiveRule::AnyDay || share_a_day
    }

    /// For each of the person's spells, in their order, the windows in which it counts.
    pub(super) fn spread(&self, person: u32, windows: &[Window], mut tell: impl FnMut(&Spell, usize)) {
        let in_time = windows.is_sorted_by(|a, b| a.first <= b.first && a.last <= b.last);
        for spell in self.of(person) {
            if in_time {
                spell.among(self.rule, windows).for_each(|at| tell(spell, at));
            } else {
                let counts = |at: &usize| spell.counts(self.rule, &windows[*at]);
                (0..windows.len()).filter(counts).for_each(|at| tell(spell, at));
            }
        }
    }

    /// In how many months of a window the person's spells count, or in the window where that is shorter than a month, each spell by itself, and the rows of those that do, in
    /// order.
    pub fn months(&self, person: u32, window: &Window, rows: &mut Vec<RowRef>) -> u32 {
        let mut months = 0;
        if window.is_month() || window.is_short() {
            for spell in self.counting(person, window) {
                rows.push(self.row(spell.row));
                months += 1;
            }
            return months;
        }
        if let Some(own) = window.own_months() {
            for spell in self.of(person) {
                let count = own.iter().filter(|month| spell.counts(self.rule, month)).count();
                if count > 0 {
                    rows.push(self.row(spell.row));
                    months += u32::try_from(count).unwrap_or(u32::MAX);
                }
            }
            return months;
        }
        let (first, last) = (Month::of(window.first), Month::of(window.last));
        for spell in self.of(person) {
            // Only months that the spell touches can be months in which it counts.
            let from = Month::of(spell.from).max(first);
            let to = spell.to.map_or(last, |to| Month::of(to).min(last));
            let counts = |by: &i32| {
                let month = from.plus(*by);
                spell.counts(self.rule, &Window { x: 0, first: month.first_day(), last: month.last_day() })
            };
            let own = (0..=to.since(from)).filter(counts).count();
            if own > 0 {
                rows.push(self.row(spell.row));
                months += u32::try_from(own).unwrap_or(u32::MAX);
            }
        }
        months
    }

    /// A person's spells as they are seen in windows that end no later than a day, each with what `told` makes of its label: those that begin
    /// later count in none, and of one that ends later they do not tell that it does.
    pub(super) fn until<'a, T>(
        &'a self,
        person: u32,
        day: NaiveDate,
        told: impl Fn(Option<u16>) -> T + 'a,
    ) -> impl Iterator<Item = (NaiveDate, Option<NaiveDate>, T)> + 'a {
        let begun = self.of(person).iter().filter(move |spell| spell.from <= day);
        begun.map(move |spell| (spell.from, spell.to.filter(|to| *to <= day), told(spell.label)))
    }

    /// Whether spells count by the same rule.
    pub(super) fn counts_like(&self, other: &Self) -> bool {
        self.rule == other.rule
    }

    /// A row of the extract.
    pub(super) fn row(&self, row: u32) -> RowRef {
        RowRef { extract: self.extract, row }
    }
}

/// What an expression tells of each row: the number of its text, and the texts. It is computed once for rows that have the same in
/// the columns it asks for, of which most extracts have few.
fn told(label: &Ranged<String>, frame: &DataFrame, sql: Sql<'_>) -> Result<(Vec<u32>, Vec<Option<String>>), Finding> {
    let names = sql.names(label, &Head::of(frame))?;
    let columns: Vec<Column> = names.iter().filter_map(|name| frame.column(name).ok().cloned()).collect();
    // Numbers that are equal may be written in two ways; and what asks for no column is the same of all rows.
    if columns.is_empty() || columns.iter().any(|column| column.dtype().is_float()) {
        return Ok(((0..).take(frame.height()).collect(), sql.texts(label, frame)?));
    }
    let Alike { of_rows, firsts } = alike(&columns);
    let firsts = frame.take(&IdxCa::from_vec(PlSmallStr::EMPTY, firsts)).expect("the first rows are the frame's own");
    Ok((of_rows, sql.texts(label, &firsts)?))
}

/// Labels with the first row that has each, and for each row the place of its label.
type Dictionary = (Vec<(String, u32)>, Vec<Option<u16>>);

/// The labels that stand in picked rows; none where there are too many to tell apart. A text for each number that is told of a row.
fn dictionary(
    texts: &[Option<String>],
    told: &[u32],
    rows: &[u32],
    picked: impl Fn(usize) -> bool,
) -> Option<Dictionary> {
    let mut known: BTreeMap<&str, u16> = BTreeMap::new();
    let mut labels: Vec<(String, u32)> = Vec::new();
    // The place of each text's label, once a row has it.
    let mut places: Vec<Option<u16>> = vec![None; texts.len()];
    let mut of_row = Vec::with_capacity(told.len());
    for (at, number) in told.iter().map(|number| *number as usize).enumerate() {
        let Some(text) = texts[number].as_deref().filter(|_| picked(at)) else {
            of_row.push(None);
            continue;
        };
        if places[number].is_none() {
            let next = u16::try_from(labels.len()).ok();
            let place = known.get(text).copied().or(next)?;
            if known.insert(text, place).is_none() {
                labels.push((text.to_owned(), rows[at]));
            }
            places[number] = Some(place);
        }
        of_row.push(places[number]);
    }
    Some((labels, of_row))
}

#[cfg(test)]
mod tests {
    use polars::prelude::*;

    use super::{dictionary, told};
    use crate::cohort::Sql;
    use crate::diagnostic::Ranged;

    /// By hand: rows 2 to 7 of a file, of which row 4 is not picked and row 5 has no label.
    #[test]
    fn labels_stand_in_the_order_of_the_picked_rows() {
        let frame = df!("trin" => [Some(2i64), Some(1), Some(3), None, Some(2), Some(3)], "art" => ["b", "a", "b", "a", "a", "b"]);
        let frame = frame.expect("a frame");
        let labels = |sql: &str| {
            let label = Ranged::new(sql.to_owned(), 0..0);
            let (told, texts) = told(&label, &frame, Sql::default()).expect("labels");
            dictionary(&texts, &told, &[2, 3, 4, 5, 6, 7], |at| at != 2).expect("few labels")
        };
        let owned = |known: &[(&str, u32)]| -> Vec<(String, u32)> {
            known.iter().map(|(label, row)| ((*label).to_owned(), *row)).collect()
        };
        let of_trin = [Some(0), Some(1), None, None, Some(0), Some(2)].to_vec();
        assert_eq!(labels("CONCAT('Trin ', NULLIF(trin, 0))").0.len(), 4, "nothing is a text of no letters there");
        assert_eq!(labels("CAST(trin AS TEXT)"), (owned(&[("2", 2), ("1", 3), ("3", 7)]), of_trin));
        let of_both = [Some(0), Some(1), None, Some(1), Some(1), Some(0)].to_vec();
        assert_eq!(labels("CASE WHEN art = 'b' THEN 'x' ELSE 'y' END"), (owned(&[("x", 2), ("y", 3)]), of_both));
        assert_eq!(labels("'z'").0, owned(&[("z", 2)]));
    }
}
