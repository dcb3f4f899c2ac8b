//! The columns of persons and of each population.

use std::collections::BTreeMap;

use super::Scope;
use crate::diagnostic::{Code, Finding, Ranged};
use crate::spec::{ColumnRule, Persons, Protect, Rows, Tell, Whom};
use crate::sql::{Column, Columns, Kind, Known, Personal, Wanted};

impl Scope<'_> {
    /// Judges populations and groups, each after the one it is drawn from.
    pub(super) fn people(&mut self) {
        let all: BTreeMap<Whom, Columns> =
            self.spec.tables().filter_map(|(whom, table)| Some((whom, self.everyone(whom, table)?))).collect();
        for (whom, columns) in &all {
            self.is_public(*whom, columns);
        }
        let mut waiting: Vec<_> = self.spec.populations.iter().collect();
        while !waiting.is_empty() {
            let known = |from: &Ranged<String>| self.populations.contains_key(from.as_str());
            let (ready, rest): (Vec<_>, Vec<_>) =
                waiting.into_iter().partition(|population| population.from.as_ref().is_none_or(known));
            if ready.is_empty() {
                break;
            }
            for population in ready {
                let source = population.from.as_ref().and_then(|from| self.populations.get(from.as_str()));
                let everyone = all.get(&self.spec.whom(population.name.as_str()));
                let Some(mut columns) = source.or(everyone).cloned() else { continue };
                self.filters(&population.filter, &columns);
                for (name, rule) in &population.columns {
                    let column = self.told(name, rule, &columns);
                    columns.set(column);
                }
                for group in self.spec.groups.iter().filter(|group| group.of.value == population.name.value) {
                    self.filters(group.labels.iter().map(|(_, filter)| filter), &columns);
                    let labels = group.labels.iter().map(|(label, _)| label.value.clone()).collect();
                    columns.set(Column::labelled(group.name.as_str(), labels).or_empty());
                }
                self.populations.insert(population.name.as_str(), columns);
            }
            waiting = rest;
        }
    }

    /// All persons of the register, or all units of a kind, with what is told of each.
    pub(super) fn everyone(&self, whom: Whom, persons: &Persons) -> Option<Columns> {
        let mut columns = self.extract(&persons.extract)?;
        let personal = |name: &Ranged<String>| columns.named(name.as_str()).and_then(|column| column.personal.clone());
        let number = match whom {
            Whom::Persons => Some(Personal::naming(persons.id.as_str())),
            Whom::Unit(_) => personal(&persons.id),
        };
        // Without families everyone is one, and is called as the person is.
        let family = match &persons.family {
            None if whom != Whom::Persons => None,
            None => number.clone(),
            Some(family) => self.family_is_personal(persons, family).then(|| personal(family)).flatten(),
        };
        // Where nothing tells a day of entry, nothing is told of the time since.
        let entered = persons.enters.is_some();
        let born = persons.born.as_ref().filter(|_| entered).map(personal);
        columns.set(Column::new(if whom == Whom::Persons { "person" } else { "unit" }, Kind::Text).made_of(number));
        if entered {
            columns.set(Column::new("start_month", Kind::Month));
            columns.set(Column::new("project_months", Kind::Whole));
            columns.set(Column::new("reached_months", Kind::Whole));
        }
        for column in [
            Column::new("exit_month", Kind::Month).or_empty(),
            Column::new("latest_month", Kind::Month),
            Column::new("active", Kind::Truth),
            Column::new("as_of", Kind::Month),
            Column::new("as_of_end", Kind::Day),
        ] {
            columns.set(column);
        }
        if whom == Whom::Persons || persons.family.is_some() {
            columns.set(Column::new("family", Kind::Text).made_of(family));
        }
        if let Some(born) = born {
            columns.set(Column::new("age_at_start", Kind::Whole).or_empty().made_of(born));
        }
        Some(columns)
    }

    /// Units that are public have a name that is.
    fn is_public(&mut self, whom: Whom, columns: &Columns) {
        let Some(kind) = self.spec.kind(whom).filter(|kind| matches!(kind.protect, Protect::Public(_))) else { return };
        let personal = columns.named("unit").and_then(|column| column.personal.as_ref());
        if let Some(Personal { field, .. }) = personal {
            let message =
                format!("{} are said to be public, and `{field}`, which names them, is personal", kind.units());
            let help = "say who is protected: protect = \"units\" or \"persons\"; or see the layout, if the field names no one";
            self.findings.push(
                Finding::error(Code::BadValue, message)
                    .at(&self.spec.file, kind.table.id.span.clone(), "names them")
                    .help(help),
            );
        }
    }

    /// Whether a layout says that the family's name is personal; of a view the column knows it.
    fn family_is_personal(&self, persons: &Persons, family: &Ranged<String>) -> bool {
        match self.schema(persons.extract.as_str()) {
            Some(schema) => schema.field(family.as_str()).is_some_and(|field| field.personal),
            None => true,
        }
    }

    fn told(&mut self, name: &Ranged<String>, rule: &ColumnRule, columns: &Columns) -> Column {
        let made = |known: Option<Known>| match known {
            Some(known) => of_known(name.as_str(), known),
            // What is wrong has been noted; what is made of it is not to be told off too.
            None => Column::new(name.as_str(), Kind::Nothing),
        };
        match rule {
            ColumnRule::Sql(text) => made(self.judge(text, columns, Wanted::Any)),
            ColumnRule::Family(text) => {
                let judged = self.sql.check_grouped(text, columns, &["family"]);
                made(self.noted(judged))
            }
            ColumnRule::State { state, tell, labels } => {
                self.of_state(state, labels);
                match tell {
                    Tell::AtStart | Tell::AtLatest => {
                        Column::labelled(name.as_str(), self.state_labels(state.as_str()))
                    }
                    Tell::EveryMonth => Column::new(name.as_str(), Kind::Truth),
                    Tell::UnbrokenSince => Column::new(name.as_str(), Kind::Month).or_empty(),
                }
            }
            ColumnRule::Rows(rows) => {
                if let Some(columns) = self.beside(rows, columns) {
                    self.filters(&rows.filter, &columns);
                }
                Column::new(name.as_str(), Kind::Whole)
            }
        }
    }

    /// The columns of an extract's rows beside those of the persons they are about.
    pub(super) fn beside(&self, rows: &Rows, persons: &Columns) -> Option<Columns> {
        let mut columns = self.extract(&rows.extract)?;
        for column in persons.iter().filter(|column| column.name != "person") {
            let name = &column.name;
            let taken = columns.named(name).is_some();
            let name = if taken { format!("{name}_right") } else { name.clone() };
            columns.set(Column { name, ..column.clone() });
        }
        Some(columns)
    }
}

/// A column of what is known of an expression.
pub(super) fn of_known(name: &str, known: Known) -> Column {
    let column = Column::new(name, known.kind).made_of(known.personal);
    Column { codes: known.codes, may_be_empty: known.may_be_empty, ..column }
}
