//! The pieces of a spec that an exhibit's values are made by, found by following names.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::canonical::{self, is_expression, is_labels};
use super::words::{named, parameters, takes_all};

/// Keys of an exhibit that say how it is told and shown, and decide no value.
pub const PRESENTATION: [&str; 14] = [
    "id", "number", "printed", "title", "caption", "note", "source", "premises", "names", "unit", "units", "chart",
    "table", "show",
];

/// Every exhibit's pieces, by the exhibit's id.
pub(super) fn all(root: &DeTable<'_>) -> BTreeMap<String, BTreeMap<String, String>> {
    let spec = Spec { root };
    tables(root, "exhibit")
        .filter_map(|exhibit| {
            let mut found = Found { spec, pieces: BTreeMap::new() };
            found.exhibit(exhibit);
            found.parameters();
            Some((text(exhibit, "id")?.to_owned(), found.pieces))
        })
        .collect()
}

/// The spec's tables.
#[derive(Clone, Copy)]
struct Spec<'a> {
    root: &'a DeTable<'a>,
}

impl<'a> Spec<'a> {
    /// `[section.name]`.
    fn named(self, section: &str, name: &str) -> Option<&'a DeTable<'a>> {
        table(table(self.root, section)?, name)
    }

    /// The rule of a column that a population has of its own.
    fn column(self, population: &str, name: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        table(self.named("populations", population)?, "columns")?.get(name)
    }

    /// A population and those it is drawn from, itself first.
    fn line(self, population: &str) -> Vec<&'a str> {
        let mut line: Vec<&'a str> = Vec::new();
        let mut next = Some(population);
        while let Some(name) = next {
            let known = table(self.root, "populations").and_then(|all| all.get_key_value(name));
            let Some((key, value)) = known else { break };
            // A circle is a mistake of the spec; here it only must come to an end.
            if line.contains(&&**key.get_ref()) {
                break;
            }
            line.push(key.get_ref());
            next = value.get_ref().as_table().and_then(|table| text(table, "from"));
        }
        line
    }
}

/// Where the columns that an expression names may be told.
#[derive(Clone, Default)]
struct Scope<'a> {
    /// Populations, each behind the one drawn from it.
    populations: Vec<&'a str>,
    /// A sequence whose columns stand beside.
    sequence: Option<&'a str>,
    /// A calculation whose indexes and quantities stand beside.
    calculation: Option<&'a str>,
}

/// The pieces found so far.
struct Found<'a> {
    spec: Spec<'a>,
    pieces: BTreeMap<String, String>,
}

impl<'a> Found<'a> {
    /// Notes a piece; whether it was not known yet, so that what it names must be followed.
    fn note(&mut self, name: String, canonical: impl FnOnce() -> String) -> bool {
        if self.pieces.contains_key(&name) {
            return false;
        }
        self.pieces.insert(name, canonical());
        true
    }

    fn exhibit(&mut self, exhibit: &'a DeTable<'a>) {
        self.note("exhibit".to_owned(), || canonical::table(exhibit, "exhibit", &PRESENTATION));
        if let Some(disclosure) = table(self.spec.root, "disclosure") {
            self.note("disclosure".to_owned(), || {
                canonical::table(disclosure, "disclosure", &["because", "synthetic", "other"])
            });
        }
        if !exhibit.contains_key("part") {
            self.part(exhibit, exhibit);
        }
        for part in tables(exhibit, "part") {
            self.part(part, exhibit);
        }
    }

    /// A part with its own keys, and those of the exhibit that it does not state itself.
    fn part(&mut self, own: &'a DeTable<'a>, exhibit: &'a DeTable<'a>) {
        let population = text(own, "population").or_else(|| text(exhibit, "population"));
        let measure = table(own, "measure").or_else(|| table(exhibit, "measure"));
        let mut scope = Scope::default();
        if let Some(population) = population {
            scope.populations = self.spec.line(population);
            self.population(population);
        }
        if let Some(measure) = measure {
            self.measure(measure, &mut scope);
        }
        for (key, value) in exhibit.iter().filter(|(key, _)| !own.contains_key(&**key.get_ref())).chain(own) {
            let key: &str = key.get_ref();
            if !PRESENTATION.contains(&key) && !["part", "population", "measure"].contains(&key) {
                self.expressions(value, key, &scope);
            }
        }
    }

    fn measure(&mut self, measure: &'a DeTable<'a>, scope: &mut Scope<'a>) {
        let kind = text(measure, "kind").unwrap_or_default();
        if let Some(of) = text(measure, "of") {
            if ["calculation", "sensitivity"].contains(&kind) {
                scope.calculation = Some(of);
                self.calculation(of);
            } else if self.spec.named("views", of).is_some() {
                self.query(of, scope);
            } else if self.spec.named("sequences", of).is_some() {
                scope.sequence = Some(of);
                self.sequence(of);
            } else {
                self.extract(of);
            }
        }
        if kind == "totals" {
            self.extract(text(measure, "per").unwrap_or_default());
        }
        if let Some(spells) = text(measure, "spells") {
            self.extract(spells);
        }
        if let Some(state) = text(measure, "state") {
            self.state(state);
        }
        for state in texts(measure, "also") {
            self.state(state);
        }
        if let Some(query) = text(measure, "query") {
            self.query(query, scope);
        }
        let followed = ["of", "spells", "state", "also", "query"];
        for (key, value) in measure {
            let key: &str = key.get_ref();
            let extract = kind == "totals" && key == "per";
            if !extract && !followed.contains(&key) {
                self.expressions(value, key, scope);
            }
        }
        if let Some(calculation) = scope.calculation.filter(|_| kind == "sensitivity") {
            self.ranges(calculation, &texts(measure, "vary").collect::<Vec<_>>());
        }
    }

    /// The ranges of the assumptions found so far, or of those that are to be varied.
    fn ranges(&mut self, calculation: &'a str, vary: &[&str]) {
        let Some(all) = self.spec.named("calculations", calculation) else { return };
        for name in names(all, "ranges").filter(|name| vary.is_empty() || vary.contains(name)) {
            if self.pieces.contains_key(&format!("calculations.{calculation}.inputs.{name}"))
                && let Some(range) = table(all, "ranges").and_then(|ranges| table(ranges, name))
            {
                self.note(format!("calculations.{calculation}.ranges.{name}"), || {
                    canonical::table(range, "", &["because"])
                });
            }
        }
    }

    /// A query's tables: all extracts, populations, sequences and views are there under their names.
    fn query(&mut self, query: &'a str, scope: &mut Scope<'a>) {
        let words = named(query);
        let tables = |section| names(self.spec.root, section).filter(|name| words.contains(*name)).collect::<Vec<_>>();
        let (extracts, populations) = (tables("extracts"), tables("populations"));
        for extract in extracts {
            self.extract(extract);
        }
        for view in tables("views") {
            let Some(table) = self.spec.named("views", view) else { continue };
            if self.note(format!("views.{view}"), || canonical::table(table, "", &[])) {
                self.view(table, scope);
            }
        }
        for periods in tables("periods") {
            if let Some(table) = self.spec.named("periods", periods) {
                self.note(format!("periods.{periods}"), || canonical::table(table, "", &[]));
            }
        }
        for sequence in tables("sequences") {
            self.sequence(sequence);
            let told = self.spec.named("sequences", sequence).into_iter();
            for column in told.flat_map(|sequence| names(sequence, "columns")) {
                self.sequence_column(sequence, column);
            }
        }
        for population in populations {
            self.population(population);
            scope.populations.extend(self.spec.line(population));
        }
        if takes_all(query) {
            for population in scope.populations.clone() {
                let told = self.spec.named("populations", population).into_iter();
                for column in told.flat_map(|population| names(population, "columns")) {
                    self.column(population, column);
                }
            }
        }
        self.columns(query, scope);
    }

    /// Follows what the expressions below `key` name.
    fn expressions(&mut self, value: &'a Spanned<DeValue<'a>>, key: &str, scope: &Scope<'a>) {
        match value.get_ref() {
            DeValue::String(text) if is_expression(key) => self.columns(text, scope),
            DeValue::Table(table) => {
                let labels = is_labels(table, key);
                for (name, value) in table {
                    self.expressions(value, if labels { "" } else { name.get_ref() }, scope);
                }
            }
            // Texts in a list are labels.
            DeValue::Array(array) => {
                for item in array.iter().filter(|item| item.get_ref().is_table()) {
                    self.expressions(item, key, scope);
                }
            }
            _ => {}
        }
    }

    /// Follows what an expression names: of two columns of one name, that of the nearest population.
    fn columns(&mut self, expression: &str, scope: &Scope<'a>) {
        for name in named(expression) {
            let tells = |population: &&&str| self.spec.column(population, &name).is_some();
            if let Some(population) = scope.populations.iter().find(tells) {
                self.column(population, &name);
            }
            if let Some(group) = self.spec.named("groups", &name) {
                let of = text(group, "of").unwrap_or_default();
                if scope.populations.contains(&of) {
                    self.group(&name, group);
                }
            }
            if let Some(sequence) = scope.sequence {
                self.sequence_column(sequence, &name);
            }
            if let Some(calculation) = scope.calculation {
                self.term(calculation, &name);
            }
        }
    }

    fn population(&mut self, name: &str) {
        let Some(population) = self.spec.named("populations", name) else { return };
        if !self.note(format!("populations.{name}"), || canonical::table(population, "", &["columns"])) {
            return;
        }
        let line = self.spec.line(name);
        match line.get(1) {
            Some(from) => self.population(from),
            None => match text(population, "unit") {
                Some(kind) => self.unit(kind),
                None => self.persons(),
            },
        }
        // A population's own columns are told of those who are in it already.
        let scope = Scope { populations: line.into_iter().skip(1).collect(), ..Scope::default() };
        self.columns(text(population, "where").unwrap_or_default(), &scope);
    }

    fn column(&mut self, population: &str, name: &str) {
        let Some(rule) = self.spec.column(population, name) else { return };
        if !self.note(format!("populations.{population}.columns.{name}"), || canonical::value(rule, "")) {
            return;
        }
        self.population(population);
        let scope = Scope { populations: self.spec.line(population), ..Scope::default() };
        let Some(table) = rule.get_ref().as_table() else { return self.expressions(rule, "", &scope) };
        if let Some(state) = text(table, "state") {
            self.state(state);
        }
        if let Some(extract) = text(table, "rows") {
            self.extract(extract);
        }
        for key in ["family", "where"] {
            self.columns(text(table, key).unwrap_or_default(), &scope);
        }
    }

    fn group(&mut self, name: &str, group: &'a DeTable<'a>) {
        if !self.note(format!("groups.{name}"), || canonical::table(group, "", &[])) {
            return;
        }
        let of = text(group, "of").unwrap_or_default();
        self.population(of);
        let scope = Scope { populations: self.spec.line(of), ..Scope::default() };
        if let Some(labels) = group.get("labels") {
            self.expressions(labels, "labels", &scope);
        }
    }

    /// A state's expressions are over the rows of its extracts, and name nothing else.
    fn state(&mut self, name: &str) {
        let Some(state) = self.spec.named("states", name) else { return };
        if !self.note(format!("states.{name}"), || canonical::table(state, "", &[])) {
            return;
        }
        if let Some(kind) = text(state, "unit") {
            self.unit(kind);
        }
        for step in std::iter::once(state).chain(tables(state, "first-of")) {
            for key in ["of", "state"] {
                self.state(text(step, key).unwrap_or_default());
            }
            self.extract(text(step, "spells").unwrap_or_default());
        }
    }

    fn sequence(&mut self, name: &str) {
        let Some(sequence) = self.spec.named("sequences", name) else { return };
        if self.note(format!("sequences.{name}"), || canonical::table(sequence, "", &["columns"])) {
            self.extract(text(sequence, "of").unwrap_or_default());
        }
    }

    /// A column of a sequence is an aggregate over its rows, and names nothing else.
    fn sequence_column(&mut self, sequence: &str, name: &str) {
        let columns = self.spec.named("sequences", sequence).and_then(|sequence| table(sequence, "columns"));
        if let Some(column) = columns.and_then(|columns| columns.get(name)) {
            self.note(format!("sequences.{sequence}.columns.{name}"), || canonical::value(column, ""));
        }
    }

    fn calculation(&mut self, name: &str) {
        let Some(years) = self.spec.named("calculations", name).and_then(|calculation| table(calculation, "years"))
        else {
            return;
        };
        if self.note(format!("calculations.{name}.years"), || canonical::table(years, "", &[])) {
            self.extract(text(years, "of").unwrap_or_default());
        }
    }

    /// What a name means in the formulas of a calculation: a quantity, an assumption or an index.
    fn term(&mut self, calculation: &'a str, name: &str) {
        let Some(all) = self.spec.named("calculations", calculation) else { return };
        for section in ["quantities", "inputs", "index"] {
            let Some(term) = table(all, section).and_then(|terms| table(terms, name)) else { continue };
            if !self.note(format!("calculations.{calculation}.{section}.{name}"), || canonical::table(term, "", &[])) {
                continue;
            }
            self.extract(text(term, "of").unwrap_or_default());
            let scope = Scope { calculation: Some(calculation), ..Scope::default() };
            self.columns(text(term, "is").unwrap_or_default(), &scope);
            for index in names(term, "by").filter(|index| *index != "year") {
                self.term(calculation, index);
            }
        }
    }

    /// An extract's definition is its layout: what its file is called decides nothing.
    fn extract(&mut self, name: &str) {
        if let Some(extract) = self.spec.named("extracts", name) {
            self.note(format!("extracts.{name}"), || canonical::table(extract, "", &["file"]));
        } else if let Some(view) = self.spec.named("views", name)
            && self.note(format!("views.{name}"), || canonical::table(view, "", &[]))
        {
            // A view may stand where an extract does.
            self.view(view, &mut Scope::default());
        }
    }

    /// What a view is made from: the tables of its query, or those that its rules name.
    fn view(&mut self, view: &'a DeTable<'a>, scope: &mut Scope<'a>) {
        let named = |key: &str, name: &str| table(view, key).and_then(|rule| text(rule, name));
        let rules = ["join", "gather"].into_iter().filter_map(|key| view.get(key)?.get_ref().as_array()).flatten();
        let joined = rules.filter_map(|rule| text(rule.get_ref().as_table()?, "table"));
        let others = [text(view, "query"), text(view, "of"), named("each", "periods"), named("prices", "index")];
        for of in others.into_iter().flatten().chain(joined) {
            self.query(of, scope);
        }
    }

    /// The parameters that the pieces found so far use, in SQL or for a number.
    fn parameters(&mut self) {
        let all = self.pieces.values().flat_map(|piece| parameters(piece)).collect::<BTreeSet<_>>();
        for name in all {
            if let Some(parameter) = self.spec.named("parameters", &name) {
                self.note(format!("parameters.{name}"), || canonical::table(parameter, "", &["unit", "source"]));
            }
        }
    }

    /// A kind of unit, with which rows are about which; what readers call them decides nothing.
    fn unit(&mut self, kind: &str) {
        let Some(units) = self.spec.named("units", kind) else { return };
        if self.note(format!("units.{kind}"), || canonical::table(units, "", &["noun", "protect", "public"])) {
            self.extract(text(units, "extract").unwrap_or_default());
        }
    }

    fn persons(&mut self) {
        let Some(persons) = table(self.spec.root, "persons") else { return };
        if self.note("persons".to_owned(), || canonical::table(persons, "", &[])) {
            self.extract(text(persons, "extract").unwrap_or_default());
        }
    }
}

fn table<'a>(within: &'a DeTable<'a>, key: &str) -> Option<&'a DeTable<'a>> {
    within.get(key)?.get_ref().as_table()
}

fn text<'a>(within: &'a DeTable<'a>, key: &str) -> Option<&'a str> {
    within.get(key)?.get_ref().as_str()
}

/// The names in the table under `key`.
fn names<'a>(within: &'a DeTable<'a>, key: &str) -> impl Iterator<Item = &'a str> {
    table(within, key).into_iter().flatten().map(|(name, _)| &**name.get_ref())
}

fn array<'a>(within: &'a DeTable<'a>, key: &str) -> impl Iterator<Item = &'a DeValue<'a>> {
    within.get(key).and_then(|value| value.get_ref().as_array()).into_iter().flatten().map(Spanned::get_ref)
}

fn texts<'a>(within: &'a DeTable<'a>, key: &str) -> impl Iterator<Item = &'a str> {
    array(within, key).filter_map(DeValue::as_str)
}

fn tables<'a>(within: &'a DeTable<'a>, key: &str) -> impl Iterator<Item = &'a DeTable<'a>> {
    array(within, key).filter_map(DeValue::as_table)
}
