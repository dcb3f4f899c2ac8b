//! What rows are drawn from where there is nothing but the layout.

use chrono::Datelike;

use super::cell::Cell;
use super::model::{Column, Labels, Model, Source};
use super::{Asked, Plan, pattern};
use crate::calendar::Month;
use crate::schema::{Bound, Codes, Field, Kind, Schema};

/// How many rows there are about each person, where a layout lets there be several.
const ROWS_A_PERSON: usize = 3;
/// How many rows an extract has that is about nobody.
const ROWS_OF_NOBODY: usize = 24;
/// How many months back days are spread.
const MONTHS_BACK: i32 = 36;
/// How many people share a word, such as a family's.
const SHARE_A_WORD: usize = 3;
/// How often a cell that may be empty is.
const EMPTY: f64 = 0.15;
/// How often a spell is ongoing.
const ONGOING: f64 = 0.35;

/// The model of an extract.
pub(super) fn model(asked: &Asked<'_>, plan: &Plan<'_>) -> Model {
    let schema = asked.schema;
    let person = schema.fields.iter().find(|field| field.person);
    let rows = match person {
        Some(person) if once(schema, person) => plan.people,
        Some(_) => plan.people * ROWS_A_PERSON,
        None if schema.fields.iter().any(|field| field.personal) => plan.people,
        None => ROWS_OF_NOBODY,
    };
    let columns = schema.fields.iter().map(|field| {
        let is = |end: usize| spell(asked).is_some_and(|ends| ends[end] == field.name);
        // What the spec names as the first day is there, whatever the layout lets be empty.
        let begins = is(0) && schema.spell.is_none();
        let empty = if is(1) {
            ONGOING
        } else if begins {
            0.0
        } else {
            EMPTY
        };
        Column { empty, source: source(field, asked, plan, once(schema, field)) }
    });
    Model { rows, columns: columns.collect() }
}

fn source(field: &Field, asked: &Asked<'_>, plan: &Plan<'_>, once: bool) -> Source {
    let schema = asked.schema;
    if field.person {
        return Source::Person;
    }
    if is_birth(field, asked) {
        return Source::Born;
    }
    if let Some([from, _]) = spell(asked).filter(|[_, to]| *to == field.name)
        && let Some(from) = schema.fields.iter().position(|field| field.name == from)
    {
        return Source::After(from, vec![0.0, 30.0, 120.0, 400.0]);
    }
    match &field.constraints.codes {
        Some(Codes::Text(codes)) => return Source::Labels(even(codes.iter().map(|code| Cell::Text(code.clone())))),
        Some(Codes::Integer(codes)) => return Source::Labels(even(codes.iter().map(|code| Cell::Whole(*code)))),
        None => {}
    }
    let day = f64::from(plan.as_of.last_day().num_days_from_ce());
    let least = bound(field.constraints.minimum);
    let most = bound(field.constraints.maximum);
    let between = |low: f64, high: f64, decimals| {
        let low = most.map_or(low, |most| if low > most { most } else { low });
        let low = least.map_or(low, |least| low.max(least));
        Source::Between(vec![low, most.map_or(high.max(low), |most| high.max(low).min(most))], decimals)
    };
    match &field.kind {
        Kind::Text => match field.constraints.pattern.as_deref().and_then(pattern::parsed) {
            Some(form) => Source::Form(form),
            None if once || in_key(schema, field) => Source::Serial(word(field)),
            None if field.personal => Source::Word(word(field), plan.people.div_ceil(SHARE_A_WORD)),
            None => Source::Word(word(field), 6),
        },
        Kind::Boolean(_) => Source::Labels(even([Cell::Truth(true), Cell::Truth(false)].into_iter())),
        Kind::Date(_) => between(day - f64::from(MONTHS_BACK) * super::DAYS_A_MONTH, day, 0),
        Kind::Month(_) => between(count(plan.as_of.plus(1 - MONTHS_BACK)), count(plan.as_of), 0),
        Kind::Year => {
            let year = f64::from(plan.as_of.last_day().year());
            between(year - 4.0, year, 0)
        }
        Kind::Integer => between(least.unwrap_or(0.0), least.unwrap_or(0.0) + 1000.0, 0),
        Kind::Number(_) => between(least.unwrap_or(0.0), least.unwrap_or(0.0) + 1000.0, 2),
    }
}

/// The columns with the first and the last day of a row's spell: as the layout says, or else the spec.
fn spell<'a>(asked: &Asked<'a>) -> Option<[&'a str; 2]> {
    let of_layout = asked.schema.spell.as_ref().map(|spell| [spell.from.as_str(), spell.to.as_str()]);
    of_layout.or(asked.spell)
}

/// Whether a field is the day of birth of the row's person: the spec says so, or it is a day that is personal beside a person's number.
pub(super) fn is_birth(field: &Field, asked: &Asked<'_>) -> bool {
    let schema = asked.schema;
    let of_spell = spell(asked).is_some_and(|ends| ends.contains(&field.name.as_str()));
    let said = asked.born.is_some_and(|born| born == field.name);
    let beside = field.personal && schema.fields.iter().any(|field| field.person) && !of_spell;
    matches!(field.kind, Kind::Date(_)) && (said || beside)
}

/// Whether a field alone or with others tells a row from others.
pub(super) fn in_key(schema: &Schema, field: &Field) -> bool {
    schema.primary_key.contains(&field.name)
}

/// Whether a field's values stand once each.
pub(super) fn once(schema: &Schema, field: &Field) -> bool {
    field.constraints.unique || schema.primary_key == [field.name.clone()]
}

/// A month as a number.
pub(super) fn count(month: Month) -> f64 {
    f64::from(month.number())
}

/// An end of a range as a number; a day is counted.
pub(super) fn bound(bound: Option<Bound>) -> Option<f64> {
    bound.map(|bound| match bound {
        Bound::Number(number) => number,
        Bound::Date(day) => f64::from(day.num_days_from_ce()),
    })
}

/// Labels that are all drawn as often.
fn even(labels: impl Iterator<Item = Cell>) -> Labels {
    labels.map(|label| (label, 1.0)).collect()
}

/// What texts of a field begin with: the first letters of its name.
fn word(field: &Field) -> String {
    let letters: String = field.name.chars().filter(|letter| letter.is_alphabetic()).take(6).collect();
    letters.to_lowercase()
}
