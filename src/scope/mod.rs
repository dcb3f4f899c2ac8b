//! Which columns every expression of a spec can use, as far as layouts and spec tell, and all expressions judged by that before
//! any extract is read.
//!
//! Input: the spec and the schemas. Output: what is wrong, at its word in the spec, and which values are made of personal
//! fields. The rooms that compute meet the same columns as frames; here they are known with their codes, whether they may be
//! empty, and whether they are personal.

mod calculation;
mod disposition;
mod measure;
mod naming;
mod part;
mod people;
mod query;
mod states;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Finding, Findings, Ranged};
use crate::estimate::below;
use crate::schema::{Schema, Schemas};
use crate::spec::{Analysis, Exhibit, Extract, Measure, Spec};
use crate::sql::{Column, Columns, Kind, Known, Personal, Sql, Table, Wanted};
use crate::value::Stat;

/// What the judging of a spec came to.
#[derive(Debug, Default)]
pub struct Judged {
    /// What is wrong.
    pub findings: Findings,
    /// The parts of exhibits whose observations have a value made of a personal field: the exhibit's place in the spec, and
    /// the part's in it.
    pub personal_values: BTreeSet<(usize, usize)>,
    /// What the observations of each of these parts are called.
    pub names: BTreeMap<(usize, usize), Naming>,
}

/// Which of the names of observations are made of a personal field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Naming {
    /// For each text that a unit's name is made of; what is not told of is not.
    pub units: Vec<bool>,
    /// The names of families.
    pub families: bool,
}

/// Judges all expressions of a spec.
pub fn judge(spec: &Spec, schemas: &Schemas) -> Judged {
    let mut scope = Scope::of(spec, schemas);
    scope.states();
    scope.calculations();
    let (mut personal_values, mut names) = (BTreeSet::new(), BTreeMap::new());
    for (number, exhibit) in spec.exhibits.iter().enumerate() {
        for (place, part) in exhibit.parts.iter().enumerate() {
            names.insert((number, place), scope.naming(part));
            if let Some(Personal { field, .. }) = scope.part(part) {
                personal_values.insert((number, place));
                let extreme = |stat: &&Stat| below(stat.name()).is_some_and(|below| below <= 0.0 || below >= 1.0);
                if let Some(stat) = part.stats.iter().find(extreme) {
                    scope.extreme(exhibit, *stat, &field);
                }
            }
        }
    }
    scope.dispositions();
    Judged { findings: scope.findings.once(), personal_values, names }
}

/// All tables that a query of the spec can use, without rows: what is known of their columns.
pub fn tables(spec: &Spec, schemas: &Schemas) -> Vec<Table> {
    Scope::of(spec, schemas).tables
}

/// The columns of a spec, found so far, and what is wrong.
struct Scope<'a> {
    spec: &'a Spec,
    schemas: &'a Schemas,
    sql: Sql<'a>,
    populations: BTreeMap<&'a str, Columns>,
    /// The columns of views that stand where extracts do.
    early: BTreeMap<String, Columns>,
    /// The tables of queries.
    tables: Vec<Table>,
    /// The extracts and views that are no tables, because something is wrong with them.
    broken: BTreeSet<String>,
    /// Where the queries begin whose rows state intervals.
    stating: BTreeSet<usize>,
    findings: Findings,
}

impl<'a> Scope<'a> {
    /// Judges who there is and which tables.
    fn of(spec: &'a Spec, schemas: &'a Schemas) -> Self {
        let (populations, tables) = (BTreeMap::new(), Vec::new());
        // Of an extract whose layout is not there, or is wrong, that alone is told, and not that there is no such table.
        let laid_out = |extract: &&Extract| schemas.contains_key(extract.schema.value.as_str());
        let without = spec.extracts.iter().filter(|extract| !laid_out(extract));
        let broken = without.map(|extract| extract.name.value.clone()).collect();
        let findings = Findings::new();
        let early = BTreeMap::new();
        let parts = spec.exhibits.iter().flat_map(|exhibit| &exhibit.parts).filter(|part| part.beside.ends.is_some());
        let stating = parts.filter_map(|part| match &part.measure {
            Measure::Analysis(Analysis::Sql(query)) => Some(query.span.start),
            _ => None,
        });
        let stating = stating.collect();
        let mut scope =
            Self { spec, schemas, sql: Sql::of(spec), populations, early, tables, broken, stating, findings };
        scope.publishable();
        scope.early();
        scope.people();
        // What is wrong with a population has been told: no query is told off for naming it.
        let told = spec.populations.iter().map(|population| population.name.value.clone());
        let told: Vec<String> = told.filter(|name| !scope.populations.contains_key(name.as_str())).collect();
        scope.broken.extend(told);
        scope.sequences();
        scope.tables();
        scope
    }

    /// Judges an expression; none where it is wrong, which is then noted.
    fn judge(&mut self, text: &Ranged<String>, columns: &Columns, wanted: Wanted) -> Option<Known> {
        let judged = self.sql.check(text, columns, wanted);
        self.noted(judged)
    }

    fn noted(&mut self, judged: Result<Known, Finding>) -> Option<Known> {
        judged.map_err(|finding| self.findings.push(finding)).ok()
    }

    /// Judges filters.
    fn filters<'t>(&mut self, filters: impl IntoIterator<Item = &'t Ranged<String>>, columns: &Columns) {
        for filter in filters {
            self.judge(filter, columns, Wanted::Condition);
        }
    }

    /// Judges the name of a column.
    fn named(&mut self, name: &Ranged<String>, columns: &Columns) -> Option<Known> {
        let quoted = name.clone().map(|name| format!("\"{}\"", name.replace('"', "\"\"")));
        self.judge(&quoted, columns, Wanted::Any)
    }

    fn schema(&self, extract: &str) -> Option<&'a Schema> {
        let extract = self.spec.extracts.iter().find(|known| known.name.value == extract)?;
        self.schemas.get(extract.schema.value.as_str())
    }

    /// The columns of an extract; those that the spec says are harmless are not personal.
    fn extract(&self, name: &Ranged<String>) -> Option<Columns> {
        if let Some(view) = self.early.get(name.as_str()) {
            return Some(view.clone());
        }
        let schema = self.schema(name.as_str())?;
        let extract = self.spec.extracts.iter().find(|known| known.name.value == name.value)?;
        let harmless = |field: &str| extract.publishable.iter().any(|(known, _)| known.value == field);
        let names = |field: &str| {
            let families = self.spec.tables().filter_map(|(_, table)| table.family.as_ref());
            let mut told = families.chain(self.spec.units.iter().map(|kind| &kind.table.id));
            told.any(|name| name.value == field)
        };
        let columns = schema.fields.iter().map(|field| {
            let column = Column::of(field);
            if harmless(&field.name) && !field.is_coded() {
                column.made_of(None)
            } else if field.personal && (schema.primary_key.contains(&field.name) || names(&field.name)) {
                let naming = Personal::naming(field.name.as_str());
                column.made_of(Some(Personal { coded: field.is_coded(), ..naming }))
            } else {
                column
            }
        });
        Some(Columns(columns.collect()))
    }

    /// The same with the status month beside them.
    fn dated(&self, name: &Ranged<String>) -> Option<Columns> {
        let mut columns = self.extract(name)?;
        columns.set(Column::new("as_of", Kind::Month));
        columns.set(Column::new("as_of_end", Kind::Day));
        Some(columns)
    }

    /// What the spec says may be published must be a field, and not a person's number.
    fn publishable(&mut self) {
        for extract in &self.spec.extracts {
            let Some(schema) = self.schemas.get(extract.schema.value.as_str()) else { continue };
            for (name, _) in &extract.publishable {
                let wrong = match schema.field(name.as_str()) {
                    None => "is not a field of this layout",
                    Some(field) if field.person => "is a person's number, which is never published",
                    Some(field) if field.is_coded() => "is a key that pseudonyms stand for, which are never published",
                    Some(field) if !field.personal => "is not personal: nothing need be said of it",
                    Some(_) => continue,
                };
                self.findings.push(
                    Finding::error(Code::BadValue, format!("`{}` {wrong}", name.value))
                        .at(&self.spec.file, name.span.clone(), "may not be published by this")
                        .help("name a field that the layout calls personal (sporbar:personal), and say why it names no one"),
                );
            }
        }
    }

    /// Tells off a statistic that is one person's own number, however many there are.
    fn extreme(&mut self, exhibit: &Exhibit, stat: Stat, field: &str) {
        let name = stat.name();
        let message = format!("`{name}` of the personal field `{field}` would be the number of one person");
        self.findings.push(
            Finding::error(Code::PersonalPublished, message)
                .at(&self.spec.file, exhibit.id.span.clone(), "this exhibit")
                .help("take a mean, or quantiles of many: `median`, `p10`, `p90`")
                .help(format!(
                    "if it names no one, say so where the extract is declared: publishable = {{ \"{field}\" = \"why\" }}"
                )),
        );
    }

    /// Tells off what would publish a personal field.
    fn published(&mut self, personal: Option<&Personal>, at: &Ranged<String>, what: &str) {
        let Some(Personal { field, .. }) = personal else { return };
        let label = if at.value.contains(&**field) {
            what.to_owned()
        } else {
            format!("{what}, made of the personal field `{field}`")
        };
        self.findings.push(
            Finding::error(Code::PersonalPublished, format!("the personal field `{field}` would be published"))
                .at(&self.spec.file, at.span.clone(), label)
                .help("let it decide in which class someone is counted: { \"Under 18\" = \"age_at_start < 18\", ... }")
                .help(format!(
                    "if it names no one, say so where the extract is declared: publishable = {{ \"{field}\" = \"why\" }}"
                )),
        );
    }
}
