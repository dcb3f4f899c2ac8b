//! Queries: the tables they can use, and what they must give.

use super::Scope;
use crate::diagnostic::{Code, Finding, Ranged, did_you_mean};
use crate::spec::{Making, PeriodKind, View};
use crate::sql::{Column, Columns, Kind, Table};

impl Scope<'_> {
    /// Finds the tables of the spec, and judges the views among them, each after those it is made from.
    pub(super) fn tables(&mut self) {
        let mut tables: Vec<Table> = Vec::new();
        let mut add = |name: &str, columns: Option<Columns>| {
            if let Some(columns) = columns.filter(|_| !tables.iter().any(|table| table.name == name)) {
                tables.push(Table::empty(name, columns));
            }
        };
        for extract in &self.spec.extracts {
            add(extract.name.as_str(), self.dated(&extract.name));
        }
        for (name, columns) in &self.populations {
            add(name, Some(columns.clone()));
        }
        for sequence in &self.spec.sequences {
            add(sequence.name.as_str(), self.records_of(sequence));
        }
        for periods in &self.spec.periods {
            if self.is_new(&periods.name, &tables) {
                tables.push(Table::empty(periods.name.as_str(), period_columns(periods.of)));
            }
        }
        for view in &self.spec.views {
            self.view(view, &mut tables);
        }
        self.tables = tables;
    }

    /// Finds the columns of views that stand where extracts do: they are made before anybody is counted. What else is wrong with
    /// them is told where all views are judged.
    pub(super) fn early(&mut self) {
        let needed = self.sql.views_of_people(self.spec);
        if needed.is_empty() {
            return;
        }
        let mut tables: Vec<Table> = Vec::new();
        for extract in &self.spec.extracts {
            tables.extend(self.dated(&extract.name).map(|columns| Table::empty(extract.name.as_str(), columns)));
        }
        for sequence in &self.spec.sequences {
            tables.extend(self.records_of(sequence).map(|columns| Table::empty(sequence.name.as_str(), columns)));
        }
        for periods in &self.spec.periods {
            tables.push(Table::empty(periods.name.as_str(), period_columns(periods.of)));
        }
        for view in self.spec.views.iter().filter(|view| needed.contains(view.name.as_str())) {
            let spoken_of = self.sql.tables_of_view(view);
            let population = self.spec.populations.iter().find(|one| spoken_of.contains(one.name.as_str()));
            if let Some(population) = population.filter(|one| !tables.iter().any(|table| table.name == one.name.value))
            {
                let message = format!(
                    "the view `{}` stands where an extract does, and rests on the population `{}`",
                    view.name.value, population.name.value
                );
                self.findings.push(
                    Finding::error(Code::CircularDefinition, message)
                        .at(&self.spec.file, view.place(), "is made before populations are drawn")
                        .help("make it from extracts, sequences, periods and other such views; draw the population from it"),
                );
                continue;
            }
            let Ok(answer) = self.sql.judged_view(view, &tables) else { continue };
            for name in view.person.iter().chain(view.spell.iter().flatten()) {
                self.named(name, &answer.columns);
            }
            tables.push(Table::empty(view.name.as_str(), answer.columns.clone()));
            if self.spec.stands(view) {
                self.early.insert(view.name.value.clone(), answer.columns);
            }
        }
    }

    /// Whether no table has the name yet; one that has it is told of.
    fn is_new(&mut self, name: &Ranged<String>, tables: &[Table]) -> bool {
        let taken = tables.iter().any(|table| table.name == name.value);
        if taken {
            self.findings.push(
                Finding::error(Code::DoubleName, format!("there is a table `{}` already", name.value))
                    .at(&self.spec.file, name.span.clone(), "an extract, a population, a sequence, periods or a view")
                    .help("give it a name of its own"),
            );
        }
        !taken
    }

    fn view(&mut self, view: &View, tables: &mut Vec<Table>) {
        if !self.is_new(&view.name, tables) {
            return;
        }
        let file = &self.spec.file;
        let extracts = || self.spec.extracts.iter().map(|extract| extract.name.as_str());
        if let Some(keeps) = view.keeps.as_ref().filter(|keeps| !extracts().any(|name| name == keeps.value)) {
            let finding = Finding::error(Code::UnknownName, format!("there is no extract `{}`", keeps.value)).at(
                file,
                keeps.span.clone(),
                "not an extract of this spec",
            );
            let finding = match did_you_mean(keeps.as_str(), extracts()) {
                Some(likely) => finding.help(format!("did you mean `{likely}`?")),
                None => finding.help(format!("the extracts are {}", extracts().collect::<Vec<_>>().join(", "))),
            };
            self.findings.push(finding);
        }
        if let Some((name, place)) = self.stands_below(view) {
            let finding = Finding::error(Code::UnknownName, format!("the view `{name}` stands further down"))
                .at(file, place, "not a table that is there before this view")
                .help(format!(
                    "write [views.{name}] above [views.{}]: a view is made of those above it",
                    view.name.value
                ));
            self.findings.push(finding);
            self.broken.insert(view.name.value.clone());
            return;
        }
        match self.sql.judged_view(view, tables) {
            Ok(answer) => {
                for name in &view.key {
                    self.named(name, &answer.columns);
                }
                tables.push(Table::empty(view.name.as_str(), answer.columns));
            }
            Err(finding) => {
                // What is made from a broken view is broken by that one.
                if self.sql.tables_of_view(view).is_disjoint(&self.broken) {
                    self.findings.push(finding);
                }
                self.broken.insert(view.name.value.clone());
            }
        }
    }

    /// A view that a view is made of and that stands below it, with the place where it is named.
    fn stands_below(&self, view: &View) -> Option<(String, std::ops::Range<usize>)> {
        let own = self.spec.views.iter().position(|known| known.name.value == view.name.value)?;
        let spoken_of = self.sql.tables_of_view(view);
        let below = self.spec.views[own + 1..].iter().find(|below| spoken_of.contains(below.name.as_str()))?;
        let place = match &view.making {
            Making::Ruled(ruled) => {
                ruled.tables().into_iter().find(|table| table.value == below.name.value)?.span.clone()
            }
            Making::Query(_) => view.place(),
        };
        Some((below.name.value.clone(), place))
    }

    /// Judges a query that gives observations; their columns.
    pub(super) fn queried(&mut self, text: &Ranged<String>) -> Option<Columns> {
        let columns = match self.sql.query(text, &self.tables) {
            Ok(answer) => answer.columns,
            Err(finding) => {
                if self.sql.tables_of(text).is_disjoint(&self.broken) {
                    self.findings.push(finding);
                }
                return None;
            }
        };
        let wrong = |code: Code, message: String, help: &str| {
            Finding::error(code, message).at(&self.spec.file, text.span.clone(), "this query").help(help)
        };
        let mut found = Vec::new();
        match columns.named("unit").map(|column| column.kind) {
            None => {
                let help = "it must give what is counted: a column AS unit";
                found.push(wrong(Code::SqlColumn, "the query does not give `unit`".to_owned(), help));
            }
            Some(Kind::Day | Kind::Truth | Kind::Nothing) => {
                let help = "a unit is called by a text or a number";
                found.push(wrong(Code::SqlType, "the query gives a `unit` that is no name".to_owned(), help));
            }
            Some(_) => {}
        }
        for (name, must) in [("value", true), ("weight", false)] {
            match columns.named(name).map(|column| column.kind) {
                None if must => {
                    let help = "it must give each observation's number: 1 AS value to count them";
                    found.push(wrong(Code::SqlColumn, format!("the query does not give `{name}`"), help));
                }
                Some(kind) if !kind.is_number() && kind != Kind::Truth => {
                    let message = format!("the query gives a `{name}` that is {}", kind.in_words());
                    found.push(wrong(Code::SqlType, message, "it must be a column of numbers"));
                }
                _ => {}
            }
        }
        for name in ["lower", "upper"] {
            if columns.named(name).is_some() && !self.stating.contains(&text.span.start) {
                let message = format!("the query gives `{name}`, and nothing takes it");
                let help = "say that they are the interval of the row's value: interval = { lower = \"lower\", upper = \"upper\" }";
                found.push(wrong(Code::SqlFunction, message, help));
            }
        }
        let is_wrong = !found.is_empty();
        for finding in found {
            self.findings.push(finding);
        }
        (!is_wrong).then_some(columns)
    }
}

/// The columns of a table of periods.
fn period_columns(of: PeriodKind) -> Columns {
    let period = if of == PeriodKind::Months { Kind::Month } else { Kind::Text };
    let kinds = [
        ("period", period),
        ("number", Kind::Whole),
        ("ago", Kind::Whole),
        ("first_day", Kind::Day),
        ("last_day", Kind::Day),
        ("month", Kind::Month),
        ("quarter", Kind::Text),
        ("half_year", Kind::Text),
        ("year", Kind::Whole),
        ("whole_quarter", Kind::Truth),
        ("whole_half_year", Kind::Truth),
        ("whole_year", Kind::Truth),
        ("as_of", Kind::Month),
        ("as_of_end", Kind::Day),
    ];
    Columns(kinds.into_iter().map(|(name, kind)| Column::new(name, kind)).collect())
}
