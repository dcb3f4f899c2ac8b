//! What of populations, states and tables is the same as it was drawn of another register for the same month, as far as anything that looks no
//! farther than to the end of that month can tell.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::BooleanChunked;

use super::{Cohorts, Data, Earlier, NOBODY, Population, States};
use crate::calendar::Month;
use crate::diagnostic::Ranged;
use crate::register::{Extract, ROW};
use crate::spec::Spec;
use crate::sql::Table;

/// Populations and states.
#[derive(Clone, Copy)]
pub struct Drawn<'a> {
    /// The populations.
    pub cohorts: &'a Cohorts,
    /// The states.
    pub states: &'a States,
}

/// What is the same.
pub struct Unchanged<'a> {
    now: Drawn<'a>,
    then: Drawn<'a>,
    /// For each person's code the one of then.
    codes: Vec<u32>,
    /// The names of extracts, views and sequences whose rows are the same.
    tables: BTreeSet<&'a str>,
    /// Extracts that lack rows and are else the same: which, by their numbers in the file.
    cut: BTreeMap<&'a str, (u16, BTreeSet<u32>)>,
    spec: &'a Spec,
    as_of: Month,
}

impl<'a> Unchanged<'a> {
    /// What of `data`, with the views made and all else drawn of it `now`, is as it was `then`.
    pub fn of(
        (now, views): (Drawn<'a>, &[Table]),
        (then, earlier): (Drawn<'a>, Earlier<'_>),
        data: Data<'a>,
        as_of: Month,
    ) -> Self {
        let extracts = data.register.iter().zip(earlier.register);
        let same = extracts.filter(|(own, then)| own.name == then.name && own.frame.equals_missing(&then.frame));
        let mut tables: BTreeSet<&str> = same.map(|(own, _)| own.name.as_str()).collect();
        let is_same = |name: &str| {
            let of = |views: &'_ [Table]| views.iter().position(|view| view.name == name);
            let (Some(own), Some(then)) = (of(views), of(earlier.views)) else { return false };
            let (own, then) = (&views[own], &earlier.views[then]);
            own.frame.equals_missing(&then.frame) && own.rows == then.rows
        };
        tables.extend(data.spec.views.iter().map(|view| view.name.as_str()).filter(|name| is_same(name)));
        for sequence in &data.spec.sequences {
            if tables.contains(sequence.extract.as_str()) {
                tables.insert(sequence.name.as_str());
            }
        }
        let other = (0u16..).zip(data.register.iter().zip(earlier.register));
        let other = other.filter(|(_, (own, then))| own.name == then.name && !tables.contains(own.name.as_str()));
        let cut = other.filter_map(|(number, (own, then))| Some((own.name.as_str(), (number, lacking(own, then)?))));
        let cut = cut.collect();
        let codes = now.states.people().by(then.states.people());
        Self { now, then, codes, tables, cut, spec: data.spec, as_of }
    }

    /// Whether the rows of an extract, a view or a sequence are the same.
    pub fn table(&self, name: &str) -> bool {
        self.tables.contains(name)
    }

    /// The rows that an extract lacks which is else the same, with its place among the extracts.
    pub fn only_cut(&self, name: &str) -> Option<(u16, &BTreeSet<u32>)> {
        self.cut.get(name).map(|(number, rows)| (*number, rows))
    }

    /// Whether a population has the same members, and tells the same of them by the columns that may be asked for: those that `asks` speaks of, a text
    /// in small letters. A word that is no column's but has one's name in it only asks for more.
    pub fn population(&self, name: &str, asks: &str) -> bool {
        let (Some(own), Some(then)) = (self.now.cohorts.get(name), self.then.cohorts.get(name)) else { return false };
        let code = |person: u32| self.codes.get(person as usize).copied().unwrap_or(NOBODY);
        let same_members = own.members.len() == then.members.len()
            && own.members.iter().zip(&then.members).all(|(own, then)| {
                let of = |member: &super::Member| (member.start, member.latest, member.reached, member.row);
                of(own) == of(then) && code(own.person) == then.person
            });
        let names = own.frame.get_column_names();
        // The day of birth is read where ages are asked for.
        let born = self.spec.table(own.whom).and_then(|table| table.born.as_ref()).map(Ranged::as_str);
        let asked = |name: &str| {
            // As the text has it, which was written for programmers.
            let written = format!("{name:?}").to_lowercase();
            ["person", "unit", "family"].contains(&name)
                || born == Some(name)
                || asks.contains(written.trim_matches('"'))
        };
        let same_column = |name: &str| match (own.frame.column(name), then.frame.column(name)) {
            (Ok(own), Ok(then)) => own.as_materialized_series().equals_missing(then.as_materialized_series()),
            _ => false,
        };
        same_members
            && names == then.frame.get_column_names()
            && names.into_iter().all(|name| !asked(name) || same_column(name))
    }

    /// Whether a state of a population's members is the same in all windows that end no later than the status month.
    pub fn state(&self, population: &str, state: &str) -> bool {
        let Some(own) = self.now.cohorts.get(population) else { return false };
        let code = |person: u32| self.codes.get(person as usize).copied().unwrap_or(NOBODY);
        let people: Vec<(u32, u32)> = own.members.iter().map(|member| (member.person, code(member.person))).collect();
        let day = self.as_of.last_day();
        begun(own, self.as_of) && self.now.states.is_as(self.then.states, state, &people, day)
    }
}

/// The numbers of the rows that were there then; none where what is there now was another.
fn lacking(now: &Extract, then: &Extract) -> Option<BTreeSet<u32>> {
    let rows = |extract: &Extract| -> Option<Vec<u32>> {
        Some(extract.frame.column(ROW).ok()?.u32().ok()?.iter().flatten().collect())
    };
    let kept: BTreeSet<u32> = rows(now)?.into_iter().collect();
    let then_rows = rows(then)?;
    let mask: BooleanChunked = then_rows.iter().map(|row| Some(kept.contains(row))).collect();
    let left = then.frame.filter(&mask).ok()?;
    left.equals_missing(&now.frame).then(|| then_rows.into_iter().filter(|row| !kept.contains(row)).collect())
}

/// Whether everyone has entered by a month, so that none of the windows that begin with that can be later.
fn begun(population: &Population, month: Month) -> bool {
    population.members.iter().all(|member| member.start.is_none_or(|start| start <= month) && member.latest <= month)
}
