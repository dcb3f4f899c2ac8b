//! Tracing: from a value to its definition, to its observations, and from each to the extract rows it came from.
//!
//! Input: the [`Record`] of a release, which the audit book shows too, so that both say the same. Output: the selected values of one
//! exhibit, and the forms in which they are told: text for people, CSV to compute with, JSON with all of it. Nothing here
//! knows more of people than the record does.

mod csv;
mod json;
mod text;
mod working;

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::record::{ELSEWHERE, Exhibit, ExtractHead, Observations, Record, Value};
use crate::locale::say;
use crate::value::Calculation;

pub use super::record::Selection;
pub use csv::to_csv;
pub use json::to_json;
pub use text::to_text;

/// Values of one exhibit, and what they rest on.
#[derive(Debug, Clone)]
pub struct Trace<'a> {
    record: &'a Record,
    exhibit: &'a Exhibit,
    values: Vec<Traced<'a>>,
}

/// A value and the observations it rests on.
#[derive(Debug, Clone)]
struct Traced<'a> {
    value: &'a Value,
    /// The place of the part whose observations they are.
    part: usize,
    /// Those counted first, then those it is counted among, then what else a share is taken of.
    observations: Vec<Observation<'a>>,
    /// Whom the part has observed, and who is not among these, by reason.
    elsewhere: Vec<Elsewhere<'a>>,
}

/// Those who are observed and left out of a value for one reason.
#[derive(Debug, Clone)]
struct Elsewhere<'a> {
    /// The reason in words, as the audit book has it.
    reason: String,
    /// Whom or what: pseudonyms or names, each once, in the order of the observations.
    units: Vec<&'a str>,
}

/// An observation behind a value.
#[derive(Debug, Clone)]
struct Observation<'a> {
    /// Who or what it is about: a pseudonym or a name.
    unit: &'a str,
    number: Option<f64>,
    /// What it counts for in the denominator, where that is said.
    weight: Option<f64>,
    /// The score that its number is a change from, where it is one.
    baseline: Option<f64>,
    /// Whether it is counted in the value.
    counted: bool,
    /// Whether it is among those that the value is counted among.
    among: bool,
    /// Whether it is part of what a share is taken of, where that is something else.
    whole: bool,
    /// The step of a calculation that it is, where it is one.
    step: Option<usize>,
    /// The extract rows it rests on, its own first.
    rows: Vec<Row<'a>>,
    /// Those beside these that decided that whom it is about is counted at all.
    membership: Vec<Row<'a>>,
}

/// A row of an extract.
#[derive(Debug, Clone, Copy)]
struct Row<'a> {
    /// The extract's place.
    extract: usize,
    head: &'a ExtractHead,
    /// Its number in the file.
    number: u32,
}

/// The selected values of the exhibit with that id; none where the record has no such exhibit, or that no such value.
pub fn trace<'a>(record: &'a Record, exhibit: &str, selection: &Selection) -> Option<Trace<'a>> {
    let exhibit = record.exhibits.iter().find(|known| known.head.id == exhibit)?;
    let values = exhibit.head.values.iter().enumerate().filter(|(_, value)| selection.takes(value));
    let values: Vec<Traced<'_>> = values.filter_map(|(at, value)| traced(record, exhibit, at, value)).collect();
    (!values.is_empty()).then_some(Trace { record, exhibit, values })
}

fn traced<'a>(record: &'a Record, exhibit: &'a Exhibit, at: usize, value: &'a Value) -> Option<Traced<'a>> {
    let basis = exhibit.basis.bases.get(at)?;
    let part = exhibit.basis.parts.get(basis.part)?;
    let list = |at: usize| exhibit.basis.lists.get(at).map_or(&[][..], |list| list.0.as_slice());
    let lists @ [counted, among, whole] = [list(basis.counted), list(basis.among), basis.whole.map_or(&[][..], list)];
    let mut told = BTreeSet::new();
    let observations = lists.into_iter().flatten().filter(|at| told.insert(**at)).map(|at| {
        let place = *at as usize;
        // The lists are in the observations' order.
        let stands = |list: &[u32]| list.binary_search(at).is_ok();
        Observation {
            unit: record.unit(part, place).unwrap_or_default(),
            number: part.numbers.get(place),
            weight: part.weights.as_ref().and_then(|weights| weights.get(place)),
            baseline: part.baselines.as_ref().and_then(|scores| scores.get(place)),
            counted: stands(counted),
            among: stands(among),
            whole: stands(whole),
            step: part.worked.as_ref().and_then(|worked| worked.of.0.get(place)).map(|step| *step as usize),
            rows: part.lineage(place).filter_map(|(extract, row)| Row::of(record, extract, row)).collect(),
            membership: part.membership(place).filter_map(|(extract, row)| Row::of(record, extract, row)).collect(),
        }
    });
    let unit = |place: &u32| record.unit(part, *place as usize).unwrap_or_default();
    let elsewhere = ELSEWHERE.into_iter().zip(basis.elsewhere.into_iter().flatten().map(list));
    let elsewhere = elsewhere.map(|(message, own)| Elsewhere {
        reason: record.report.language.say(message, &[]),
        units: own.iter().map(unit).collect(),
    });
    let elsewhere = elsewhere.filter(|left| !left.units.is_empty()).collect();
    let observations = observations.collect();
    Some(Traced { value, part: basis.part, observations, elsewhere })
}

impl<'a> Trace<'a> {
    /// The parts that the values are of, each with its place; a part's values follow each other.
    fn parts(&self) -> impl Iterator<Item = (usize, &'a Observations)> {
        let places: BTreeSet<usize> = self.values.iter().map(|traced| traced.part).collect();
        places.into_iter().map(|place| (place, &self.exhibit.basis.parts[place]))
    }

    /// The extracts that rows are told of.
    fn extracts(&self) -> Vec<&'a ExtractHead> {
        let observations = self.values.iter().flat_map(|traced| &traced.observations);
        let rows = observations.flat_map(|observation| observation.rows.iter().chain(&observation.membership));
        let ranked = self.parts().flat_map(|(_, part)| part.ranked()).map(|(extract, _)| extract);
        let excluded = self.parts().flat_map(|(_, part)| &part.excluded).map(|excluded| excluded.extract);
        let places: BTreeSet<usize> = rows.map(|row| row.extract).chain(ranked).chain(excluded).collect();
        places.into_iter().filter_map(|place| Some(&self.record.extracts.get(place)?.head)).collect()
    }
}

impl Traced<'_> {
    /// The denominator of a share or a mean, as it was computed.
    fn denominator(&self) -> Option<f64> {
        match self.value.calculation {
            Calculation::Quotient { denominator, .. } => Some(denominator),
            _ if self.value.stat == "share" || self.value.stat.starts_with("mean") => self.value.denominator,
            _ => None,
        }
    }
}

impl<'a> Observation<'a> {
    /// What it is called. A name that is the place of its row says whose row that is, as where a row is left out.
    fn called(&self, record: &'a Record) -> Cow<'a, str> {
        let is_place =
            |row: &&Row| say!(record.report.language, "record-row", row = row.number.to_string()) == self.unit;
        let whose = self.rows.first().filter(is_place);
        match whose.and_then(|row| row.subject(record)) {
            Some(subject) => format!("{} ({subject})", self.unit).into(),
            None => self.unit.into(),
        }
    }
}

impl<'a> Row<'a> {
    /// Those that decided together which units of a part are among the greatest, which are left out.
    fn ranked(record: &'a Record, part: &'a Observations) -> Vec<Self> {
        part.ranked().filter_map(|(extract, row)| Self::of(record, extract, row)).collect()
    }

    fn of(record: &'a Record, extract: usize, row: u32) -> Option<Self> {
        Some(Self { extract, head: &record.extracts.get(extract)?.head, number: row })
    }

    /// Whom it is about.
    fn subject(&self, record: &'a Record) -> Option<&'a str> {
        let extract = &record.extracts[self.extract];
        extract.subject(extract.place(self.number)?)
    }

    /// Its fields that are not personal, by name; pseudonyms for whose it is.
    fn fields(&self, record: &'a Record) -> impl Iterator<Item = (&'a str, Option<&'a str>)> {
        let extract = &record.extracts[self.extract];
        let place = extract.place(self.number);
        let cells = self.head.fields.iter().zip(&extract.rows.cells);
        cells.map(move |(field, cells)| (field.name.as_str(), place.and_then(|place| cells.get(place))))
    }
}
