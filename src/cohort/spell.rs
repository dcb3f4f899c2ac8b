//! Spells: closed intervals of days, each about a person, from the rows of an extract.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use polars::prelude::DataFrame;

use super::population::{days, rows};
use super::{Data, RowRef, Sql, Window};
use crate::diagnostic::{Code, Finding};
use crate::spec::{ActiveRule, Ranged, Spells};

/// One spell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spell {
    /// The first day.
    pub from: NaiveDate,
    /// The last day; none where the spell goes on.
    pub to: Option<NaiveDate>,
    /// What the spell is, where that was asked for.
    pub label: Option<String>,
    /// The row it stands in.
    pub row: RowRef,
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
}

/// The spells of an extract by person.
#[derive(Debug, Clone, Default)]
pub struct SpellTable {
    rule: Option<ActiveRule>,
    by_person: BTreeMap<String, Vec<Spell>>,
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
        sql: Sql<'_>,
    ) -> Result<Self, Finding> {
        let source = data.source(&wanted.extract);
        let (Some(person), Some(bounds)) = (source.person(), source.spell()) else {
            return Err(Finding::error(Code::BadValue, format!("`{}` has no spells", wanted.extract.value))
                .at(sql.file, wanted.extract.span.clone(), "not an extract with spells")
                .help(
                    "its schema must say whose a row is (sporbar:person) and where it starts and ends (sporbar:spell)",
                ));
        };
        let frame = &source.extract.frame;
        let mask = wanted.filter.as_ref().map(|filter| sql.mask(filter, frame)).transpose()?;
        let labels = label.map(|label| sql.texts(label, frame)).transpose()?;
        let (people, from, to, rows) = columns(frame, person, &bounds.from, &bounds.to);
        let mut by_person: BTreeMap<String, Vec<Spell>> = BTreeMap::new();
        for (at, (person, from)) in people.into_iter().zip(from).enumerate() {
            // A spell without a person or a beginning cannot be placed; the schema requires both, so there are none.
            let (Some(person), Some(from)) = (person, from) else { continue };
            if mask.as_ref().is_some_and(|mask| !mask[at]) {
                continue;
            }
            by_person.entry(person).or_default().push(Spell {
                from,
                to: to[at],
                label: labels.as_ref().and_then(|labels| labels[at].clone()),
                row: RowRef { extract: source.number, row: rows[at] },
            });
        }
        Ok(Self { rule: Some(wanted.rule), by_person })
    }

    /// The person's spells that count in a window, in the order of the file.
    pub fn counting<'a>(&'a self, person: &str, window: &'a Window) -> impl Iterator<Item = &'a Spell> {
        let spells = self.by_person.get(person).map_or(&[][..], Vec::as_slice);
        spells.iter().filter(move |spell| self.rule.is_some_and(|rule| spell.counts(rule, window)))
    }

    /// All spells.
    pub fn iter(&self) -> impl Iterator<Item = &Spell> {
        self.by_person.values().flatten()
    }
}

type Columns = (Vec<Option<String>>, Vec<Option<NaiveDate>>, Vec<Option<NaiveDate>>, Vec<u32>);

/// The four columns of spells; the register has made them of these types by the schema.
fn columns(frame: &DataFrame, person: &str, from: &str, to: &str) -> Columns {
    let typed = "the register types its frames by the schema";
    let people = frame.column(person).expect(typed).str().expect(typed);
    (
        people.iter().map(|person| person.map(str::to_owned)).collect(),
        days(frame.column(from).expect(typed)).expect(typed),
        days(frame.column(to).expect(typed)).expect(typed),
        rows(frame).expect(typed),
    )
}
