//! Rows drawn from a model, so that every rule of the layout holds.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::cell::{Cell, whole};
use super::chance::Chance;
use super::guess::{bound, in_key, is_birth, once};
use super::model::{Model, Source};
use super::person::Person;
use super::refer::Reference;
use super::{Asked, DAYS_A_MONTH, Plan, pattern};
use crate::calendar::Month;
use crate::schema::{Constraints, Field, Kind, PersonForm, Schema};

/// How often a row that breaks a rule is drawn again; then there is one fewer.
pub(super) const TRIES: usize = 60;

/// What has been drawn for an extract.
#[derive(Debug)]
pub(super) struct Drawn<'a> {
    /// Its layout.
    pub(super) schema: &'a Schema,
    /// The rows.
    pub(super) rows: Vec<Vec<Cell>>,
}

impl Drawn<'_> {
    /// What stands in these columns, of the rows that have something in all of them.
    pub(super) fn cells(&self, columns: &[usize]) -> Vec<Vec<&Cell>> {
        let rows = self.rows.iter().map(|row| columns.iter().map(|at| &row[*at]).collect::<Vec<_>>());
        rows.filter(|cells| !cells.iter().any(|cell| cell.is_empty())).collect()
    }
}

/// One that draws the rows of an extract.
pub(super) struct Drawing<'a> {
    pub(super) asked: &'a Asked<'a>,
    pub(super) plan: &'a Plan<'a>,
    pub(super) model: &'a Model,
    pub(super) people: &'a [Person],
    /// Their places by their numbers.
    pub(super) numbers: &'a BTreeMap<&'a str, usize>,
    /// What is taken from the extracts that were drawn before.
    pub(super) references: &'a [Reference<'a>],
    /// The real rows that too few people have, without their numbers; none of them may be drawn.
    pub(super) real: &'a BTreeSet<String>,
}

impl Drawing<'_> {
    /// The rows.
    pub(super) fn rows(&self, chance: &mut Chance) -> Vec<Vec<Cell>> {
        let keys = self.keys();
        let mut seen: Vec<BTreeSet<String>> = vec![BTreeSet::new(); keys.len()];
        let mut rows = Vec::with_capacity(self.model.rows);
        for number in 0..self.model.rows {
            for attempt in 0..TRIES {
                let Some(row) = self.row((number, attempt), chance) else { continue };
                let marks: Vec<Option<String>> = keys.iter().map(|key| mark(&row, key)).collect();
                let is_new =
                    marks.iter().zip(&seen).all(|(mark, seen)| mark.as_ref().is_none_or(|mark| !seen.contains(mark)));
                if !is_new || self.real.contains(&beside_person(&row, self.asked)) {
                    continue;
                }
                for (mark, seen) in marks.into_iter().zip(&mut seen) {
                    seen.extend(mark);
                }
                rows.push(row);
                break;
            }
        }
        rows
    }

    fn schema(&self) -> &Schema {
        self.asked.schema
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.schema().fields.iter().position(|field| field.name == name)
    }

    /// The columns that together may stand once only; all together, where none else do.
    fn keys(&self) -> Vec<Vec<usize>> {
        let fields = &self.schema().fields;
        let mut keys: Vec<Vec<usize>> =
            (0..fields.len()).filter(|at| fields[*at].constraints.unique).map(|at| vec![at]).collect();
        let together = std::iter::once(&self.schema().primary_key).chain(self.asked.keys);
        keys.extend(together.filter_map(|key| key.iter().map(|name| self.place(name)).collect::<Option<Vec<_>>>()));
        keys.retain(|key| !key.is_empty());
        if keys.is_empty() { vec![(0..fields.len()).collect()] } else { keys }
    }

    /// A row; none where the rules leave no room for one.
    fn row(&self, (number, attempt): (usize, usize), chance: &mut Chance) -> Option<Vec<Cell>> {
        let fields = &self.schema().fields;
        let mut row: Vec<Option<Cell>> = vec![None; fields.len()];
        let mut given = BTreeMap::new();
        for reference in self.references {
            reference.take((number, attempt), &mut row, &mut given, chance)?;
        }
        let person = self.whose(number, &row, chance);
        let mut together: BTreeMap<usize, bool> = BTreeMap::new();
        for at in self.order() {
            if row[at].is_some() {
                continue;
            }
            let field = &fields[at];
            let may_be_empty = match &field.optional_when {
                _ if field.constraints.required || in_key(self.schema(), field) => false,
                Some(when) => {
                    let other = self.place(&when.field).and_then(|other| row[other].as_ref());
                    // What need not be there is not there.
                    if other.is_some_and(|other| when.values.contains(&other.to_string())) {
                        row[at] = Some(Cell::Empty);
                        continue;
                    }
                    false
                }
                None => !field.person,
            };
            let group = self.schema().together.iter().position(|group| group.contains(&field.name));
            let empty = chance.share() < self.model.columns[at].empty;
            let empty = match group {
                Some(group) => *together.entry(group).or_insert_with(|| empty && self.may_be_empty(group)),
                None => empty && may_be_empty,
            };
            row[at] = Some(match given.remove(&at) {
                _ if empty => Cell::Empty,
                Some(key) => key,
                None => self.cell(at, number, &row, person, chance)?,
            });
        }
        row.into_iter().collect()
    }

    /// Whether fields that stand together may all be empty.
    fn may_be_empty(&self, group: usize) -> bool {
        let fields = self.schema().together[group].iter().filter_map(|name| self.schema().field(name));
        { fields }.all(|field| !field.constraints.required && field.optional_when.is_none())
    }

    /// The columns in the order in which they can be drawn: what depends on others behind them.
    fn order(&self) -> Vec<usize> {
        let depends = |at: usize| {
            let on_source = match self.model.columns[at].source {
                Source::Given { .. } => 1,
                Source::After(..) => 2,
                _ => 0,
            };
            if self.schema().fields[at].optional_when.is_some() { 3 + on_source } else { on_source }
        };
        let mut order: Vec<usize> = (0..self.schema().fields.len()).collect();
        order.sort_by_key(|at| depends(*at));
        order
    }

    /// The person that the row is about.
    fn whose(&self, number: usize, row: &[Option<Cell>], chance: &mut Chance) -> Option<usize> {
        let (at, field) = self.schema().fields.iter().enumerate().find(|(_, field)| field.person)?;
        if let Some(Some(cell)) = row.get(at) {
            let mut number = cell.to_string();
            if number.len() == 10 {
                number.insert(6, '-');
            }
            return self.numbers.get(number.as_str()).copied();
        }
        Some(if once(self.schema(), field) {
            number % self.people.len().max(1)
        } else {
            chance.below(self.people.len())
        })
    }

    fn cell(
        &self,
        at: usize,
        number: usize,
        row: &[Option<Cell>],
        person: Option<usize>,
        chance: &mut Chance,
    ) -> Option<Cell> {
        let field = &self.schema().fields[at];
        let whose = || person.and_then(|person| self.people.get(person));
        Some(match &self.model.columns[at].source {
            Source::Person => {
                let number = &whose()?.number;
                Cell::Text(if field.person_form == PersonForm::Bare { number.replace('-', "") } else { number.clone() })
            }
            Source::Born => Cell::Day(within(whose()?.born, &field.constraints)),
            Source::Labels(labels) => chance.weighted(labels)?.clone(),
            Source::Given { of, beside, else_ } => {
                let labels = beside.iter().find(|(label, _)| Some(label) == row[*of].as_ref());
                chance.weighted(labels.map_or(else_, |(_, labels)| labels))?.clone()
            }
            Source::Between(places, decimals) => self.scaled(field, between(places, chance), *decimals),
            Source::After(from, places) => match row[*from].as_ref()? {
                Cell::Day(from) => {
                    let days = whole_number(between(places, chance)).max(0);
                    let day = from.checked_add_days(Days::new(days.unsigned_abs()))?;
                    Cell::Day(within(day, &field.constraints).max(*from))
                }
                _ => Cell::Empty,
            },
            Source::Serial(word) => Cell::Text(of_length(&format!("{word}-{:05}", number + 1), &field.constraints)),
            Source::Word(word, count) => {
                Cell::Text(of_length(&format!("{word} {:03}", chance.below(*count) + 1), &field.constraints))
            }
            Source::Form(form) => Cell::Text(pattern::text(form, chance)),
        })
    }

    /// What stands at a place of a field's scale, within its bounds; days and months moved with the status month.
    fn scaled(&self, field: &Field, place: f64, decimals: usize) -> Cell {
        let moved = f64::from(if self.asked.real.is_some() { self.plan.moved } else { 0 });
        let bounded = |value: f64| {
            let value = bound(field.constraints.maximum).map_or(value, |most| value.min(most));
            bound(field.constraints.minimum).map_or(value, |least| value.max(least))
        };
        match field.kind {
            Kind::Date(_) => {
                let days = i32::try_from(whole_number(bounded(place + moved * DAYS_A_MONTH))).unwrap_or(0);
                NaiveDate::from_num_days_from_ce_opt(days).map_or(Cell::Empty, Cell::Day)
            }
            Kind::Month(_) => {
                let number = i32::try_from(whole_number(place + moved)).unwrap_or(0);
                Cell::Text(Month::numbered(number).to_string())
            }
            Kind::Year => Cell::Whole(whole_number(bounded(place + (moved / 12.0).trunc()))),
            Kind::Integer => Cell::Whole(whole_number(bounded(place))),
            _ => {
                let power = (0..decimals).fold(1.0, |power, _| power * 10.0);
                Cell::Number(bounded((place * power).round() / power), decimals)
            }
        }
    }
}

/// A row in one text without what may tell of its person.
pub(super) fn beside_person(row: &[Cell], asked: &Asked<'_>) -> String {
    let fields = asked.schema.fields.iter();
    let stays = fields
        .zip(row)
        .map(|(field, cell)| if field.personal || is_birth(field, asked) { Cell::Empty } else { cell.clone() });
    whole(&stays.collect::<Vec<_>>())
}

fn mark(row: &[Cell], key: &[usize]) -> Option<String> {
    let cells: Vec<Cell> = key.iter().map(|at| row[*at].clone()).collect();
    // A key of one field that is empty is none.
    (cells.len() > 1 || !cells[0].is_empty()).then(|| whole(&cells))
}

/// A place between two neighbours, all stretches alike.
fn between(places: &[f64], chance: &mut Chance) -> f64 {
    match places {
        [] => 0.0,
        [one] => *one,
        _ => {
            let at = chance.below(places.len() - 1);
            places[at] + chance.share() * (places[at + 1] - places[at])
        }
    }
}

#[allow(clippy::cast_possible_truncation, reason = "it is a day, a year or a number of a register")]
fn whole_number(value: f64) -> i64 {
    value.round() as i64
}

fn within(day: NaiveDate, constraints: &Constraints) -> NaiveDate {
    use crate::schema::Bound::Date;
    let day = if let Some(Date(most)) = constraints.maximum { day.min(most) } else { day };
    if let Some(Date(least)) = constraints.minimum { day.max(least) } else { day }
}

/// A text cut or filled up to the length that a field asks for; its end, which tells it from others, stays.
fn of_length(text: &str, constraints: &Constraints) -> String {
    let letters: Vec<char> = text.chars().collect();
    let most = constraints.max_length.unwrap_or(usize::MAX);
    let cut: String = letters[letters.len().saturating_sub(most)..].iter().collect();
    let missing = constraints.min_length.unwrap_or(0).saturating_sub(cut.chars().count());
    format!("{}{cut}", "x".repeat(missing))
}
