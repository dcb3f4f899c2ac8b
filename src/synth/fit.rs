//! What rows are drawn from, where real ones are there to learn from.
//!
//! Of real rows no more is kept than how often labels occur, the means of groups of people along a scale, and how labels of
//! two columns that the spec uses together occur beside each other; each for at least as many people as the limit says.
//! Whatever is about fewer is not there, and takes part in what is most common.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use polars::prelude::{AnyValue, DataFrame};

use super::cell::Cell;
use super::draw::beside_person;
use super::guess::{count, in_key, is_birth};
use super::model::{Labels, Model, Source};
use super::{Asked, Real};
use crate::calendar::Month;
use crate::schema::{Field, Kind, Schema};

/// A scale is told by at most so many groups.
const GROUPS: usize = 20;
/// So many different whole numbers are labels, as grades are.
const GRADES: usize = 12;
/// More different texts are no labels.
const MOST_LABELS: usize = 60;

/// The real rows of an extract, and whom each is about.
pub(super) struct Rows<'a> {
    frame: &'a DataFrame,
    /// A number for whoever or whatever the row is about.
    about: Vec<usize>,
    minimum: usize,
}

impl<'a> Rows<'a> {
    /// The rows; where a layout tells of nobody, each is about itself.
    pub(super) fn of(real: Real<'a>, schema: &Schema, minimum: usize) -> Self {
        let field = schema.fields.iter().find(|field| field.person);
        let field = field.or_else(|| schema.fields.iter().find(|field| field.personal && field.kind == Kind::Text));
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let about = match field {
            None => (0..real.frame.height()).collect(),
            Some(field) => cells(real.frame, field)
                .iter()
                .enumerate()
                .map(|(row, cell)| {
                    let name = if cell.is_empty() { format!("row {row}") } else { format!("= {cell}") };
                    let next = known.len();
                    *known.entry(name).or_insert(next)
                })
                .collect(),
        };
        Self { frame: real.frame, about, minimum }
    }

    /// How many they are about.
    pub(super) fn people(&self) -> usize {
        self.about.iter().collect::<BTreeSet<_>>().len()
    }

    fn enough(&self, rows: impl Iterator<Item = usize>) -> bool {
        rows.map(|row| self.about[row]).collect::<BTreeSet<_>>().len() >= self.minimum
    }

    /// The rows that fewer people have than the limit says, as [`beside_person`] writes them.
    pub(super) fn rare(&self, asked: &Asked<'_>) -> BTreeSet<String> {
        let columns: Vec<Vec<Cell>> = asked.schema.fields.iter().map(|field| cells(self.frame, field)).collect();
        let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for row in 0..self.frame.height() {
            let cells: Vec<Cell> = columns.iter().map(|column| column[row].clone()).collect();
            same.entry(beside_person(&cells, asked)).or_default().push(row);
        }
        same.retain(|_, rows| !self.enough(rows.iter().copied()));
        same.into_keys().collect()
    }

    /// How often each label occurs among some rows, those of too few people taken for the most common; none where all are of
    /// too few.
    fn labels(&self, cells: &[Cell], among: impl Fn(usize) -> bool) -> Labels {
        let mut rows: BTreeMap<String, (Cell, Vec<usize>)> = BTreeMap::new();
        for (row, cell) in cells.iter().enumerate().filter(|(row, cell)| !cell.is_empty() && among(*row)) {
            rows.entry(cell.to_string()).or_insert_with(|| (cell.clone(), Vec::new())).1.push(row);
        }
        let (kept, rare): (Vec<_>, Vec<_>) =
            rows.into_values().partition(|(_, rows)| self.enough(rows.iter().copied()));
        let mut labels: Labels = kept.into_iter().map(|(cell, rows)| (cell, rows.len() as f64)).collect();
        let merged: usize = rare.iter().map(|(_, rows)| rows.len()).sum();
        if let Some((_, weight)) = labels.iter_mut().max_by(|(_, one), (_, other)| one.total_cmp(other)) {
            *weight += merged as f64;
        }
        labels
    }

    /// The means of groups of enough people along a scale; fewer than two where there are too few people.
    fn between(&self, values: &[Option<f64>]) -> Vec<f64> {
        let mut known: Vec<(f64, usize)> =
            values.iter().enumerate().filter_map(|(row, value)| Some(((*value)?, self.about[row]))).collect();
        known.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        let least = known.len().div_ceil(GROUPS).max(self.minimum);
        let mut means = Vec::new();
        let (mut group, mut people): (Vec<f64>, BTreeSet<usize>) = Default::default();
        for (value, about) in known {
            group.push(value);
            people.insert(about);
            if group.len() >= least && people.len() >= self.minimum {
                means.push(group.iter().sum::<f64>() / group.len() as f64);
                group.clear();
                people.clear();
            }
        }
        means
    }
}

/// Fits a model that was guessed to real rows.
pub(super) fn fit(model: &mut Model, asked: &Asked<'_>, rows: &Rows<'_>, pairs: &BTreeSet<(usize, usize)>) {
    let schema = asked.schema;
    let columns: Vec<Vec<Cell>> = schema.fields.iter().map(|field| cells(rows.frame, field)).collect();
    for (at, field) in schema.fields.iter().enumerate() {
        let all = 0..rows.frame.height();
        let (empty, filled): (Vec<usize>, Vec<usize>) = all.partition(|row| columns[at][*row].is_empty());
        let column = &mut model.columns[at];
        column.empty = match (rows.enough(empty.iter().copied()), rows.enough(filled.iter().copied())) {
            (true, true) => empty.len() as f64 / rows.frame.height() as f64,
            (true, false) => 1.0,
            _ => 0.0,
        };
        if field.person || field.personal || is_birth(field, asked) || in_key(schema, field) && field.kind == Kind::Text
        {
            continue;
        }
        if let Source::After(from, _) = column.source {
            let lasts = lasts(&columns[from], &columns[at]);
            let between = rows.between(&lasts);
            if between.len() > 1 {
                column.source = Source::After(from, between);
            }
            continue;
        }
        if is_label(field, &columns[at]) {
            let labels = rows.labels(&columns[at], |_| true);
            if !labels.is_empty() {
                column.source = Source::Labels(labels);
            }
            continue;
        }
        let between = rows.between(&columns[at].iter().map(scale).collect::<Vec<_>>());
        if between.len() > 1 && !matches!(field.kind, Kind::Text) {
            column.source = Source::Between(between, decimals(&columns[at]));
        }
    }
    for (one, other) in pairs {
        pair(model, rows, &columns, (*one, *other));
    }
}

/// Lets the labels of a column depend on those of another, where both have labels and neither depends already.
fn pair(model: &mut Model, rows: &Rows<'_>, columns: &[Vec<Cell>], (one, other): (usize, usize)) {
    let (Source::Labels(first), Source::Labels(all)) = (&model.columns[one].source, &model.columns[other].source)
    else {
        return;
    };
    let beside = first.iter().filter_map(|(label, _)| {
        let labels = rows.labels(&columns[other], |row| columns[one][row] == *label);
        (!labels.is_empty()).then(|| (label.clone(), labels))
    });
    let beside: Vec<(Cell, Labels)> = beside.collect();
    let else_ = all.clone();
    model.columns[other].source = Source::Given { of: one, beside, else_ };
}

fn is_label(field: &Field, cells: &[Cell]) -> bool {
    let different = || cells.iter().map(ToString::to_string).collect::<BTreeSet<_>>().len();
    match field.kind {
        Kind::Boolean(_) => true,
        Kind::Text => {
            field.constraints.codes.is_some() || field.constraints.pattern.is_none() && different() <= MOST_LABELS
        }
        Kind::Integer | Kind::Year => field.constraints.codes.is_some() || different() <= GRADES,
        Kind::Month(_) | Kind::Date(_) | Kind::Number(_) => false,
    }
}

/// How many days lie between the days of two columns.
fn lasts(from: &[Cell], to: &[Cell]) -> Vec<Option<f64>> {
    let days = from.iter().zip(to).map(|(from, to)| match (from, to) {
        (Cell::Day(from), Cell::Day(to)) => Some((*to - *from).num_days() as f64),
        _ => None,
    });
    days.collect()
}

/// A cell's place on its scale.
fn scale(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Day(day) => Some(f64::from(day.num_days_from_ce())),
        Cell::Whole(number) => Some(*number as f64),
        Cell::Number(number, _) => Some(*number),
        Cell::Text(text) => text.parse::<Month>().ok().map(count),
        Cell::Empty | Cell::Truth(_) => None,
    }
}

fn decimals(cells: &[Cell]) -> usize {
    let is_whole = |cell: &Cell| !matches!(cell, Cell::Number(number, _) if number.fract() != 0.0);
    if cells.iter().all(is_whole) { 0 } else { 2 }
}

/// The cells of a column that was read.
pub(super) fn cells(frame: &DataFrame, field: &Field) -> Vec<Cell> {
    let column = frame.column(&field.name).expect("a frame has its layout's fields");
    let cell = |value: AnyValue<'_>| match value {
        AnyValue::String(text) => Cell::Text(text.to_owned()),
        AnyValue::StringOwned(text) => Cell::Text(text.to_string()),
        AnyValue::Date(day) => chrono::NaiveDate::from_epoch_days(day).map_or(Cell::Empty, Cell::Day),
        AnyValue::Int64(number) => Cell::Whole(number),
        AnyValue::Float64(number) => Cell::Number(number, 2),
        AnyValue::Boolean(truth) => Cell::Truth(truth),
        _ => Cell::Empty,
    };
    column.as_materialized_series().iter().map(cell).collect()
}
