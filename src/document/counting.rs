//! What the numbers of a text count in, and which of them can meet: shares and kroner are never held against each other, nor
//! written as one another. What fits is judged as in claims.

use std::fmt;

use minijinja::{Error, ErrorKind};

use super::number::Number;
use super::publication::Exhibit;
use crate::value::{Arithmetic, Stat, Unit, Value, doubled};

/// What to do about numbers that do not fit; travels as the error's source.
#[derive(Debug)]
pub(crate) struct Misfit(pub(crate) &'static str);

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Misfit {}

fn misfit(message: String, help: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOperation, message).with_source(Misfit(help))
}

/// The unit that two numbers have in common; `done` says what is done with them.
pub(crate) fn met(a: &Number, b: &Number, done: &str) -> Result<Unit, Error> {
    a.counts.meet(&b.counts).ok_or_else(|| {
        let message = format!("{} is {done} {}", a.counts.describe(), b.counts.describe());
        misfit(message, "name values of the same unit")
    })
}

/// The unit of a difference.
pub(crate) fn apart(a: &Number, b: &Number) -> Result<Unit, Error> {
    met(a, b, "set against")?;
    Ok(a.counts.combine(Arithmetic::Minus, &b.counts).unwrap_or(Unit::Any))
}

/// The unit of a number over another: a share, or, of what is measured over what is counted, so much for each (kroner a family).
pub(crate) fn over(part: &Number, whole: &Number) -> Result<Unit, Error> {
    let money = Unit::named("kr");
    let counted = match &whole.counts {
        Unit::Count(_) => true,
        named @ Unit::Named(_) => *named != money,
        _ => false,
    };
    let measured = matches!(part.counts, Unit::Amount(_)) || part.counts == money;
    if measured && counted && part.counts.meet(&whole.counts).is_none() {
        return Ok(part.counts.clone());
    }
    met(part, whole, "taken as a part of")?;
    // Of sums whose unit nobody states only the text knows whether one is a part of the other, or so much for each.
    let unknown = [part, whole].iter().any(|number| number.counts == Unit::Amount(None));
    Ok(if unknown { Unit::Any } else { Unit::Share })
}

/// How a filter writes numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// In percent, or in words for a fraction.
    Share,
    /// In percentage points.
    Points,
    /// As money.
    Money,
    /// As so many whole things.
    Whole,
}

/// Sees that a number may be written so by the filter of a name.
pub(crate) fn fits(number: &Number, form: Form, filter: &str) -> Result<(), Error> {
    // A dash and the sign for what is hidden are the same in every form.
    if number.value.is_none() {
        return Ok(());
    }
    let counts = &number.counts;
    let right = match (form, counts) {
        // How many times as many (`1 ud af 30`) is no share.
        (Form::Whole, Unit::Share) => number.value.is_none_or(|value| value > 1.0),
        (Form::Whole, _) => *counts != Unit::Points,
        // A number without a unit may be a fraction, or be in a unit that only the text knows of.
        (Form::Share, _) => matches!(counts, Unit::Any | Unit::Share | Unit::Points | Unit::Number),
        (Form::Points, _) => matches!(counts, Unit::Any | Unit::Share | Unit::Points),
        (Form::Money, _) => !matches!(counts, Unit::Share | Unit::Points),
    };
    if right {
        return Ok(());
    }
    let help = "shares are written by `pct`, differences of shares by `pp`, money by `kr` and `mio`, counts by `antal`";
    Err(misfit(format!("`{filter}` does not write {}", counts.describe()), help))
}

/// What a value of an exhibit counts in.
pub(crate) fn of(exhibit: &Exhibit, row: &Value) -> Unit {
    let own = exhibit.counting.series_units.iter().find(|(series, _)| *series == row.key.series);
    let word = own.map_or(exhibit.counting.unit.as_str(), |(_, unit)| unit.as_str());
    Unit::of_stat(row.key.stat, Some(word).filter(|word| !word.is_empty()))
}

/// Sees that values can be added: none twice, none that another holds already, and averages only where they are of the same units.
pub(crate) fn addable(
    exhibit: &Exhibit,
    (series, xs): (&[String], &[String]),
    (stat, rows): (Stat, &[&Value]),
) -> Result<(), Error> {
    let values = &exhibit.values;
    for (labels, named) in [(&values.series, series), (&values.xs, xs)] {
        if let Some(message) = doubled(labels, named.iter().map(String::as_str)) {
            return Err(misfit(message, "name each once, and totals without their parts"));
        }
    }
    // A mean of several things may be of the same people; N tells.
    let is_average = stat == Stat::Share || stat.name().starts_with("mean");
    let [first, others @ ..] = rows else { return Ok(()) };
    if !is_average || others.is_empty() {
        return Ok(());
    }
    let help = "add counts, or say each by itself";
    let places = &values.rows;
    let apart = super::lookup::place(places, first)
        .and_then(|place| exhibit.counting.apart.iter().find(|apart| apart.rows.contains(&place)));
    if let Some(apart) = apart.filter(|_| stat == Stat::Share)
        && (apart.series == Some(true) && series.len() > 1 || apart.xs == Some(true) && xs.len() > 1)
    {
        return Err(misfit("averages over different people cannot be added".to_owned(), help));
    }
    // Whom a hidden value is of is not said; what is added to it is hidden too.
    let sizes: Vec<u64> = rows.iter().filter(|row| !row.hidden_n).filter_map(|row| row.n).collect();
    match sizes.iter().find(|n| **n != sizes[0]) {
        Some(other) => {
            let message = format!("averages over different people ({} and {other}) cannot be added", sizes[0]);
            Err(misfit(message, help))
        }
        None => Ok(()),
    }
}
