//! The value of an expression for one row after the other. Only what decides a value is looked at: a branch of `CASE` that is
//! not taken cannot fail.

use std::cmp::Ordering;
use std::ops::Range;

use polars::prelude::*;

use super::function::{Failure, day, number};
use super::tree::{Comparison, Node, Operator, Typed};
use super::{Kind, Value};

/// Why there is no value, and at which part of the SQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failed {
    pub(super) why: &'static str,
    pub(super) place: Range<usize>,
}

type Computed<'a> = Result<Value<'a>, Failed>;

/// The cells of a column, of the type of its kind.
#[derive(Debug, Clone)]
pub(super) enum Cells {
    Text(StringChunked),
    Whole(Int64Chunked),
    Number(Float64Chunked),
    Day(Int32Chunked),
    Truth(BooleanChunked),
    Nothing,
}

impl Cells {
    /// Those of a column; none where its type is not one of an expression's.
    pub(super) fn of(column: &Column) -> Option<Self> {
        let kind = Kind::of(column.dtype())?;
        let column = column.as_materialized_series();
        Some(match kind {
            Kind::Text | Kind::Month => Self::Text(column.str().ok()?.clone()),
            Kind::Whole => Self::Whole(column.cast(&DataType::Int64).ok()?.i64().ok()?.clone()),
            Kind::Number => Self::Number(column.cast(&DataType::Float64).ok()?.f64().ok()?.clone()),
            Kind::Day => Self::Day(column.date().ok()?.physical().clone()),
            Kind::Truth => Self::Truth(column.bool().ok()?.clone()),
            Kind::Nothing => Self::Nothing,
        })
    }

    /// The same cells as a column of `height` rows.
    pub(super) fn column(&self, name: &str, height: usize) -> Column {
        let name = PlSmallStr::from_str(name);
        let series = match self {
            Self::Text(cells) => cells.clone().into_series(),
            Self::Whole(cells) => cells.clone().into_series(),
            Self::Number(cells) => cells.clone().into_series(),
            Self::Day(cells) => cells.clone().into_date().into_series(),
            Self::Truth(cells) => cells.clone().into_series(),
            Self::Nothing => return Column::full_null(name, height, &DataType::String),
        };
        series.with_name(name).into_column()
    }

    /// What `make` makes of each cell; none where nothing is known of the cells.
    pub(super) fn all<T>(&self, make: impl Fn(Value<'_>) -> T) -> Option<Vec<T>> {
        fn of<'a, C, T>(cell: Option<C>, value: impl Fn(C) -> Value<'a>, make: impl Fn(Value<'a>) -> T) -> T {
            make(cell.map_or(Value::Nothing, value))
        }
        Some(match self {
            Self::Text(cells) => cells.iter().map(|cell| of(cell, Value::text, &make)).collect(),
            Self::Whole(cells) => cells.iter().map(|cell| of(cell, Value::Whole, &make)).collect(),
            Self::Number(cells) => cells.iter().map(|cell| of(cell, Value::Number, &make)).collect(),
            Self::Truth(cells) => cells.iter().map(|cell| of(cell, Value::Truth, &make)).collect(),
            Self::Day(cells) => (0..cells.len()).map(|at| make(self.get(at))).collect(),
            Self::Nothing => return None,
        })
    }

    pub(super) fn get(&self, at: usize) -> Value<'_> {
        let value = match self {
            Self::Text(cells) => cells.get(at).map(Value::text),
            Self::Whole(cells) => cells.get(at).map(Value::Whole),
            Self::Number(cells) => cells.get(at).map(Value::Number),
            Self::Day(cells) => cells.get(at).and_then(chrono::NaiveDate::from_epoch_days).map(Value::Day),
            Self::Truth(cells) => cells.get(at).map(Value::Truth),
            Self::Nothing => None,
        };
        value.unwrap_or(Value::Nothing)
    }
}

/// Where the values of columns and slots are.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    /// The columns that are used, by their place.
    pub(super) cells: Vec<Option<Cells>>,
    /// What was computed before, by its number.
    pub(super) slots: Vec<Vec<Value<'static>>>,
}

impl Rows {
    /// The columns of `frame` at `places` of `names` that `used` asks for.
    pub(super) fn of<'n>(
        frame: &DataFrame,
        names: impl Iterator<Item = &'n str>,
        used: &std::collections::BTreeSet<usize>,
    ) -> Self {
        let cells = names.enumerate().map(|(at, name)| {
            let column = frame.column(name).ok().filter(|_| used.contains(&at))?;
            Some(Cells::of(column).unwrap_or(Cells::Nothing))
        });
        Self { cells: cells.collect(), slots: Vec::new() }
    }

    /// The cell of a column at a row.
    pub(super) fn cell(&self, column: usize, at: usize) -> Value<'_> {
        // A column that was not asked for is a mistake of ours, and must not pass for an empty one.
        self.cells[column].as_ref().expect("a column that is used was asked for").get(at)
    }

    /// The value of `typed` at a row.
    pub(super) fn value<'a>(&'a self, typed: &'a Typed, at: usize) -> Computed<'a> {
        let truth = |typed: &'a Typed| self.value(typed, at).map(|value| value.truth());
        Ok(match &typed.node {
            Node::Column(column) => self.cell(*column, at),
            Node::Slot(slot) => self.slots[*slot][at].clone(),
            Node::Literal(value) => value.clone(),
            Node::Not(one) => known(truth(one)?.map(|is| !is)),
            Node::And(all) => self.joined(all, at, false)?,
            Node::Or(all) => self.joined(all, at, true)?,
            Node::Compare(how, one, other) => {
                let order = self.value(one, at)?.order(&self.value(other, at)?);
                known(order.map(|order| how.holds(order)))
            }
            Node::Distinct(one, other, differs) => {
                let (one, other) = (self.value(one, at)?, self.value(other, at)?);
                let same = match one.order(&other) {
                    Some(order) => order.is_eq(),
                    None => one.is_nothing() && other.is_nothing(),
                };
                Value::Truth(same != *differs)
            }
            Node::Empty(one, is) => Value::Truth(self.value(one, at)?.is_nothing() == *is),
            Node::Is(one, wanted, is) => Value::Truth((truth(one)? == Some(*wanted)) == *is),
            Node::In(one, all, is) => self.is_in(one, all, *is, at)?,
            Node::Like(one, pattern, is) => {
                let value = self.value(one, at)?;
                known(value.letters().map(|text| pattern.fits(text) == *is))
            }
            Node::Arithmetic(operator, one, other) => {
                let (one, other) = (self.value(one, at)?, self.value(other, at)?);
                arithmetic(*operator, &one, &other).map_err(|failure| failed(failure, typed))?
            }
            Node::Negative(one) => match self.value(one, at)? {
                Value::Whole(whole) => {
                    whole.checked_neg().map(Value::Whole).ok_or_else(|| failed(number::TOO_LARGE, typed))?
                }
                Value::Number(number) => Value::Number(-number + 0.0),
                other => other,
            },
            Node::Case(whens, otherwise) => {
                for (when, then) in whens {
                    if truth(when)? == Some(true) {
                        return self.value(then, at);
                    }
                }
                match otherwise {
                    Some(otherwise) => self.value(otherwise, at)?,
                    None => Value::Nothing,
                }
            }
            Node::Coalesce(all) => {
                for one in all {
                    let value = self.value(one, at)?;
                    if !value.is_nothing() {
                        return Ok(value);
                    }
                }
                Value::Nothing
            }
            Node::Call(function, taken) => {
                let taken: Vec<Value<'_>> = taken.iter().map(|one| self.value(one, at)).collect::<Result<_, _>>()?;
                if function.strict && taken.iter().any(Value::is_nothing) {
                    return Ok(Value::Nothing);
                }
                (function.compute)(&taken).map_err(|failure| failed(failure, typed))?
            }
        })
    }

    /// `AND`, which is decided by a false, or `OR`, which is decided by a true.
    fn joined<'a>(&'a self, all: &'a [Typed], at: usize, decides: bool) -> Computed<'a> {
        let mut unknown = false;
        for one in all {
            match self.value(one, at)?.truth() {
                Some(is) if is == decides => return Ok(Value::Truth(decides)),
                Some(_) => {}
                None => unknown = true,
            }
        }
        Ok(if unknown { Value::Nothing } else { Value::Truth(!decides) })
    }

    fn is_in<'a>(&'a self, one: &'a Typed, all: &'a [Typed], is: bool, at: usize) -> Computed<'a> {
        let one = self.value(one, at)?;
        if one.is_nothing() {
            return Ok(Value::Nothing);
        }
        let mut unknown = false;
        for other in all {
            match one.order(&self.value(other, at)?) {
                Some(Ordering::Equal) => return Ok(Value::Truth(is)),
                Some(_) => {}
                None => unknown = true,
            }
        }
        Ok(if unknown { Value::Nothing } else { Value::Truth(!is) })
    }
}

fn failed(failure: Failure, typed: &Typed) -> Failed {
    Failed { why: failure.0, place: typed.place.clone() }
}

fn known(truth: Option<bool>) -> Value<'static> {
    truth.map_or(Value::Nothing, Value::Truth)
}

fn arithmetic<'a>(operator: Operator, one: &Value<'a>, other: &Value<'a>) -> Result<Value<'a>, Failure> {
    const NO_DAY: Failure = Failure("a day is moved beyond the calendar");
    Ok(match (operator, one, other) {
        (_, Value::Nothing, _) | (_, _, Value::Nothing) => Value::Nothing,
        (Operator::Minus, Value::Day(one), Value::Day(other)) => Value::Whole((*one - *other).num_days()),
        (Operator::Plus, Value::Day(day), Value::Whole(days))
        | (Operator::Plus, Value::Whole(days), Value::Day(day)) => Value::Day(day::later(*day, *days).ok_or(NO_DAY)?),
        (Operator::Minus, Value::Day(day), Value::Whole(days)) => {
            let back = days.checked_neg().ok_or(NO_DAY)?;
            Value::Day(day::later(*day, back).ok_or(NO_DAY)?)
        }
        (operator, Value::Whole(one), Value::Whole(other)) => {
            let value = match operator {
                Operator::Plus => one.checked_add(*other),
                Operator::Minus => one.checked_sub(*other),
                Operator::Times => one.checked_mul(*other),
                Operator::Over | Operator::Rest if *other == 0 => return Err(BY_ZERO),
                Operator::Over => one.checked_div(*other),
                Operator::Rest => one.checked_rem(*other),
            };
            Value::Whole(value.ok_or(number::TOO_LARGE)?)
        }
        (operator, one, other) => {
            let (Some(one), Some(other)) = (one.number(), other.number()) else { return Ok(Value::Nothing) };
            if matches!(operator, Operator::Over | Operator::Rest) && other == 0.0 {
                return Err(BY_ZERO);
            }
            if let Some(value) = number::decimal(operator, one, other) {
                return Ok(Value::Number(value));
            }
            let value = match operator {
                Operator::Plus => one + other,
                Operator::Minus => one - other,
                Operator::Times => one * other,
                Operator::Over => one / other,
                Operator::Rest => one % other,
            };
            if !value.is_finite() {
                return Err(Failure("a number is too large to be written"));
            }
            Value::Number(value)
        }
    })
}

const BY_ZERO: Failure = Failure("it is divided by zero");

/// Values as a column of the type of their kind.
pub(super) fn column(name: &str, kind: Kind, values: &[Value<'_>]) -> Column {
    let name = PlSmallStr::from_str(name);
    match kind {
        Kind::Text | Kind::Month => Column::new(name, values.iter().map(Value::letters).collect::<Vec<_>>()),
        Kind::Day => Column::new(name, values.iter().map(Value::day).collect::<Vec<_>>()),
        Kind::Whole => Column::new(name, values.iter().map(Value::whole).collect::<Vec<_>>()),
        Kind::Number => Column::new(name, values.iter().map(Value::number).collect::<Vec<_>>()),
        Kind::Truth => Column::new(name, values.iter().map(Value::truth).collect::<Vec<_>>()),
        Kind::Nothing => Column::full_null(name, values.len(), &DataType::String),
    }
}

/// Whether two values in that order are as the comparison asks, where both are there.
pub(super) fn holds(how: Comparison, one: &Value<'_>, other: &Value<'_>) -> Option<bool> {
    one.order(other).map(|order| how.holds(order))
}
