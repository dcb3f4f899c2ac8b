//! Names: everything that is referred to must be there, once, and not in a circle.

mod hiding;
mod said;
mod sensitivity;
mod units;

use std::collections::BTreeSet;
use std::mem::discriminant;
use std::ops::Range;

use super::{
    Analysis, Axis, Calculation, ColumnRule, Exhibit, Making, Measure, Over, Part, Policy, Spec, Spells, StateRule,
    StepTest, Tell, Timeline, Whom, formulas,
};
use crate::diagnostic::{Code, Finding, Findings, Ranged, did_you_mean};
use crate::path::{FileName, folded};

/// The columns that measures make and keys can be taken from, beside the groups.
const STATE: &str = "state";
const PERIOD: &str = "period";
const SPLIT: &str = "split";

pub(super) fn check(spec: &Spec) -> Findings {
    let mut findings = Checker::of(spec).findings;
    findings.extend(super::premise::check(spec));
    findings
}

/// Every place at which a key of the spec names something, in the order in which they are looked at, whether it is there or not.
pub(super) fn uses(spec: &Spec) -> Vec<Use> {
    Checker::of(spec).uses
}

/// A place of the spec that names something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// What is named, as findings call it: `population`.
    pub what: String,
    /// The name.
    pub name: String,
    /// Its place, with its quotes where it has some.
    pub span: Range<usize>,
}

impl Use {
    /// That `what` is named.
    pub(super) fn of(what: &str, name: &str, span: Range<usize>) -> Self {
        Self { what: what.to_owned(), name: name.to_owned(), span }
    }
}

struct Checker<'a> {
    spec: &'a Spec,
    findings: Findings,
    uses: Vec<Use>,
}

impl<'a> Checker<'a> {
    fn of(spec: &'a Spec) -> Self {
        let mut checker = Self { spec, findings: Findings::new(), uses: Vec::new() };
        checker.files();
        checker.units();
        checker.people();
        checker.states();
        checker.calculations();
        checker.exhibits();
        checker.exceptions();
        checker.views();
        checker
    }
}

impl Checker<'_> {
    /// Notes the tables that rules of views name; whether they are there is told where views are judged.
    fn views(&mut self) {
        for view in &self.spec.views {
            if let Making::Ruled(ruled) = &view.making {
                ruled.tables().into_iter().for_each(|table| self.uses("table", table));
            }
        }
    }

    /// Notes that something is named.
    fn uses(&mut self, what: &str, name: &Ranged<String>) {
        self.uses.push(Use::of(what, name.as_str(), name.span.clone()));
    }

    fn error(&mut self, code: Code, span: Range<usize>, message: String, label: &str, help: String) {
        self.findings.push(Finding::error(code, message).at(&self.spec.file, span, label).help(help));
    }

    /// Notes it if `name` is none of the `known`.
    fn resolve<'n>(&mut self, what: &str, name: &Ranged<String>, known: impl Iterator<Item = &'n str>) {
        self.uses(what, name);
        let known: Vec<&str> = known.collect();
        if known.contains(&name.as_str()) {
            return;
        }
        let help = match did_you_mean(name.as_str(), known.iter().copied()) {
            Some(likely) => format!("did you mean `{likely}`?"),
            None if known.is_empty() => format!("the spec declares no {what}"),
            None => format!("there is {}", known.join(", ")),
        };
        let message = format!("there is no {what} `{}`", name.value);
        self.error(
            Code::UnknownName,
            name.span.clone(),
            message,
            &format!("no {what} of this spec is called so"),
            help,
        );
    }

    fn extract(&mut self, name: &Ranged<String>) {
        let spec = self.spec;
        self.resolve("extract", name, spec.extracts.iter().map(|extract| extract.name.as_str()));
    }

    /// An extract, or a view that says whom its rows are about, for those that `whom` is.
    fn about(&mut self, name: &Ranged<String>, whom: Whom) {
        let spec = self.spec;
        // An extract keeps its name to itself.
        if spec.extracts.iter().any(|extract| extract.name.value == name.value) {
            return self.uses("extract", name);
        }
        let is = |known: &Ranged<String>| known.value == name.value;
        if let Some(view) = spec.views.iter().find(|view| is(&view.name) && !spec.says_of_whom(view, whom)) {
            if let Some(kind) = spec.kind(whom) {
                return self.says_no_unit(&view.name, name, kind);
            }
            let message = format!("the view `{}` does not say whom a row is about", view.name.value);
            let help = "name the column in the view: person = \"CPR\"".to_owned();
            return self.error(
                Code::MissingKey,
                name.span.clone(),
                message,
                "stands where rows are about people",
                help,
            );
        }
        let extracts = spec.extracts.iter().map(|extract| extract.name.as_str());
        let views = spec.views.iter().map(|view| view.name.as_str());
        self.resolve("extract", name, extracts.chain(views));
    }

    fn state(&mut self, name: &Ranged<String>) {
        let spec = self.spec;
        self.resolve("state", name, spec.states.iter().map(|state| state.name.as_str()));
    }

    fn spells(&mut self, spells: &Spells, whom: Whom) {
        self.about(&spells.extract, whom);
    }

    /// Two files whose names some systems take for one cannot stand beside each other there.
    fn files(&mut self) {
        let spec = self.spec;
        let files: Vec<_> = spec.extracts.iter().map(|extract| &extract.file).collect();
        for (at, file) in files.iter().enumerate() {
            let alike = |other: &&&Ranged<FileName>| {
                other.value != file.value && folded(other.value.as_str()) == folded(file.value.as_str())
            };
            if let Some(first) = files[..at].iter().find(alike) {
                let message = format!("`{}` and `{}` are the same file on some systems", first.value, file.value);
                let help = "write the file's name alike, or give one of the files another name".to_owned();
                self.error(Code::DoubleName, file.span.clone(), message, "differs only in capitals", help);
            }
        }
    }

    fn people(&mut self) {
        let spec = self.spec;
        match &spec.persons {
            Some(persons) => self.about(&persons.extract, Whom::Persons),
            None => self.nobody(),
        }
        for sequence in &spec.sequences {
            self.extract(&sequence.extract);
        }
        let names = || spec.populations.iter().map(|population| population.name.as_str());
        for population in &spec.populations {
            if let Some(from) = &population.from {
                self.resolve("population", from, names());
            }
            let whom = spec.whom(population.name.as_str());
            for (name, rule) in &population.columns {
                match rule {
                    ColumnRule::State { state, tell, .. } => {
                        self.state_of(state, whom);
                        if *tell != Tell::AtLatest {
                            self.needs_entry(whom, name.span.clone());
                        }
                    }
                    ColumnRule::Rows(rows) => self.about(&rows.extract, whom),
                    ColumnRule::Family(_) => self.has_families(whom, name.span.clone()),
                    ColumnRule::Sql(_) => {}
                }
            }
        }
        let edges = |name: &str| {
            let found = spec.populations.iter().find(|population| population.name.as_str() == name);
            found.and_then(|population| population.from.as_ref()).map(Ranged::as_str).into_iter().collect()
        };
        for population in &spec.populations {
            self.circle("population", &population.name, edges);
        }
        for group in &spec.groups {
            self.resolve("population", &group.of, names());
        }
    }

    /// Without `[persons]` there is nobody whom populations could be drawn from, unless they are of something else.
    fn nobody(&mut self) {
        let spec = self.spec;
        let of_persons = |population: &str| spec.whom(population) == Whom::Persons;
        let mut populations = spec.populations.iter().map(|population| &population.name);
        let mut groups = spec.groups.iter().filter(|group| of_persons(group.of.as_str())).map(|group| &group.name);
        let mut states = spec.states.iter().filter(|state| spec.whom_of_state(state) == Whom::Persons);
        let first = populations.find(|name| of_persons(name.as_str())).or_else(|| groups.next());
        if let Some(name) = first.or_else(|| states.next().map(|state| &state.name)) {
            let message = format!("`{}` is about people, and the spec does not say who they are", name.value);
            let help = "add [persons]: the extract with one row a person and its columns".to_owned();
            self.error(Code::MissingKey, name.span.clone(), message, "about people", help);
        }
    }

    fn calculations(&mut self) {
        let spec = self.spec;
        for calculation in &spec.calculations {
            self.extract(&calculation.years.extract);
            for (_, column) in &calculation.indexes {
                self.extract(&column.extract);
            }
            for input in &calculation.inputs {
                self.extract(&input.extract);
            }
            if let Err(found) = formulas(calculation, &spec.file) {
                self.findings.extend(found);
            }
        }
    }

    /// The names of a measure that is not of people.
    fn analysis(&mut self, analysis: &Analysis) {
        let spec = self.spec;
        match analysis {
            Analysis::Rows(rows) => {
                let extracts = spec.extracts.iter().map(|extract| extract.name.as_str());
                let views = spec.views.iter().map(|view| view.name.as_str());
                self.resolve("extract or view", &rows.extract, extracts.chain(views));
            }
            Analysis::Totals(totals) => {
                self.extract(&totals.per);
                self.extract(&totals.extract);
            }
            Analysis::Sql(_) => {}
            Analysis::Calculation(shown) => {
                let known = spec.calculations.iter().map(|calculation| calculation.name.as_str());
                self.resolve("calculation", &shown.calculation, known);
                let found = spec.calculations.iter().find(|known| known.name.value == shown.calculation.value);
                if let Some(calculation) = found {
                    self.quantities(calculation, &shown.show);
                }
            }
            Analysis::Sensitivity(varied) => self.sensitivity(varied),
            Analysis::Disposition(of) => {
                let is_known = |name: &str| spec.populations.iter().any(|one| one.name.value == name);
                self.resolve("population", &of.population, spec.populations.iter().map(|one| one.name.as_str()));
                // Conditions are called by their SQL in the same table.
                for (name, _) in of.called.iter().chain(&of.ends).filter(|(name, _)| is_known(name.as_str())) {
                    self.uses("population", name);
                }
            }
        }
    }

    /// Quantities of a calculation by their names.
    fn quantities(&mut self, calculation: &Calculation, show: &[(Ranged<String>, Ranged<String>)]) {
        let inputs = calculation.inputs.iter().map(|input| input.name.as_str());
        let names = inputs.chain(calculation.quantities.iter().map(|quantity| quantity.name.as_str()));
        let names: Vec<&str> = names.collect();
        for (_, name) in show {
            self.resolve("quantity", name, names.iter().copied());
        }
    }

    fn states(&mut self) {
        let spec = self.spec;
        for state in &spec.states {
            let whom = spec.whom_of_state(state);
            match &state.rule {
                StateRule::Spells { spells, .. } => self.spells(spells, whom),
                StateRule::Merged { of, .. } => self.state(of),
                StateRule::FirstOf(steps) => {
                    for step in steps {
                        match &step.test {
                            StepTest::Spells(spells) => self.spells(spells, whom),
                            StepTest::State { of, .. } => self.state(of),
                        }
                    }
                }
            }
        }
        let edges = |name: &str| {
            let state = spec.states.iter().find(|state| state.name.as_str() == name);
            match state.map(|state| &state.rule) {
                Some(StateRule::Merged { of, .. }) => vec![of.as_str()],
                Some(StateRule::FirstOf(steps)) => steps
                    .iter()
                    .filter_map(|step| match &step.test {
                        StepTest::State { of, .. } => Some(of.as_str()),
                        StepTest::Spells(_) => None,
                    })
                    .collect(),
                _ => Vec::new(),
            }
        };
        for state in &spec.states {
            self.circle("state", &state.name, edges);
        }
    }

    /// Notes it if `name` can be reached from itself.
    fn circle<'n>(&mut self, what: &str, name: &'n Ranged<String>, edges: impl Fn(&'n str) -> Vec<&'n str>) {
        let mut seen = BTreeSet::new();
        let mut next = edges(name.as_str());
        while let Some(at) = next.pop() {
            if at == name.as_str() {
                let message = format!("the {what} `{}` is defined by way of itself", name.value);
                let help = "let one of them be defined without the others".to_owned();
                return self.error(Code::CircularDefinition, name.span.clone(), message, "part of a circle", help);
            }
            if seen.insert(at) {
                next.extend(edges(at));
            }
        }
    }

    fn exhibits(&mut self) {
        let spec = self.spec;
        let drawings = spec.drawings.iter().map(|drawing| ("drawings", &drawing.id));
        let ids: Vec<_> = spec.exhibits.iter().map(|exhibit| ("exhibits", &exhibit.id)).chain(drawings).collect();
        for (at, (what, id)) in ids.iter().enumerate() {
            let Some((other, first)) = ids[..at].iter().find(|(_, other)| other.value == id.value) else { continue };
            let both = if what == other { format!("two {what}") } else { "an exhibit and a drawing".to_owned() };
            self.findings.push(
                Finding::error(Code::DoubleName, format!("{both} have the id `{}`", id.value))
                    .at(&spec.file, id.span.clone(), "stands here again")
                    .at(&spec.file, first.span.clone(), "first stands here")
                    .help("an id names files, so each must be its own"),
            );
        }
        for (at, exhibit) in spec.exhibits.iter().enumerate() {
            for part in &exhibit.parts {
                self.part(part);
            }
            self.number(exhibit, &spec.exhibits[..at]);
        }
    }

    /// Exceptions of all policies: also those of a policy that only another call will choose.
    fn exceptions(&mut self) {
        let spec = self.spec;
        for policy in &spec.disclosure.policies {
            let Policy::Suppress(limits) = &policy.policy else { continue };
            for (name, span) in limits.exceptions.iter().flat_map(|exception| exception.at.exhibits()) {
                let ids = spec.exhibits.iter().map(|exhibit| exhibit.id.as_str());
                self.resolve("exhibit", &Ranged::new(name.to_owned(), span), ids);
            }
        }
    }

    /// Readers find an exhibit by its kind and number.
    fn number(&mut self, exhibit: &Exhibit, before: &[Exhibit]) {
        let Some(number) = &exhibit.number else { return };
        let same_kind = |other: &&Exhibit| discriminant(&other.shown) == discriminant(&exhibit.shown);
        let numbers = before.iter().filter(same_kind).filter_map(|other| other.number.as_ref());
        if let Some(first) = numbers.into_iter().find(|first| first.value == number.value) {
            self.findings.push(
                Finding::error(Code::DoubleName, format!("two exhibits of a kind have the number {}", number.value))
                    .at(&self.spec.file, number.span.clone(), "stands here again")
                    .at(&self.spec.file, first.span.clone(), "first stands here"),
            );
        }
    }

    fn part(&mut self, part: &Part) {
        let spec = self.spec;
        if let Some(population) = &part.population {
            self.resolve("population", population, spec.populations.iter().map(|one| one.name.as_str()));
        }
        said::check(part, spec, &mut self.findings);
        let whom = part.population.as_ref().map_or(Whom::Persons, |population| spec.whom(population.as_str()));
        if part.counts_families() {
            self.has_families(whom, part.span.clone());
        }
        let mut columns: Vec<&str> = spec.groups.iter().map(|group| group.name.as_str()).collect();
        match &part.measure {
            Measure::Tally { .. } => {}
            Measure::Analysis(analysis) => self.analysis(analysis),
            Measure::Transition { state } => {
                self.state_of(state, whom);
                self.needs_entry(whom, state.span.clone());
            }
            Measure::Composition { state, also, over } => {
                self.state_of(state, whom);
                self.over(over, whom);
                columns.extend([STATE, PERIOD]);
                for state in also {
                    self.state_of(state, whom);
                    columns.push(state.as_str());
                }
            }
            Measure::Level { spells, over } => {
                self.spells(spells, whom);
                self.over(over, whom);
                columns.push(PERIOD);
            }
            Measure::Records { rows, placed, .. } => {
                self.records(&rows.extract, part.population.as_ref().map(|_| whom));
                if placed.is_some() {
                    columns.push(PERIOD);
                }
            }
            Measure::Amount { bookings, over } => {
                self.about(&bookings.extract, whom);
                self.over(over, whom);
                columns.push(PERIOD);
                if !bookings.split.is_empty() {
                    columns.push(SPLIT);
                }
            }
        }
        // The columns of extracts and queries are known first when they are read.
        let of_people = !matches!(part.measure, Measure::Analysis(_));
        for axis in [&part.facet, &part.series, &part.x].into_iter().flatten() {
            match axis {
                Axis::Column(_) if !of_people => {}
                Axis::Column(name) => {
                    self.resolve("column with known labels", name, columns.iter().copied());
                    self.group_of(name, whom);
                }
                Axis::States(labels) if !columns.contains(&STATE) => self.error(
                    Code::BadValue,
                    labels.first().map_or_else(|| part.span.clone(), |label| label.span.clone()),
                    "a list of labels picks states, and this measure has no state".to_owned(),
                    "not labels of a state",
                    "name a column, or give each label a filter: { \"Mor\" = \"Rolle = 'mor'\" }".to_owned(),
                ),
                Axis::States(_) | Axis::Labels(_) | Axis::Classes(_) | Axis::Range { .. } => {}
            }
        }
    }

    /// Rows that are about nobody may also be sequences.
    fn records(&mut self, name: &Ranged<String>, about: Option<Whom>) {
        let spec = self.spec;
        if about.is_none() && spec.sequences.iter().any(|sequence| sequence.name.value == name.value) {
            return self.uses("sequence", name);
        }
        match about {
            Some(whom) => self.about(name, whom),
            None => self.extract(name),
        }
    }

    /// What is told from the day of entry on needs one.
    fn needs_entry(&mut self, whom: Whom, at: Range<usize>) {
        let spec = self.spec;
        if spec.table(whom).is_some_and(|table| table.enters.is_none()) {
            let message = format!("nothing tells when {} entered", spec.counted(whom));
            let help = format!("name the column in {}: enters = \"...\"", spec.section(whom));
            self.error(Code::MissingKey, at, message, "is told from the day of entry", help);
        }
    }

    fn over(&mut self, over: &Over, whom: Whom) {
        let spec = self.spec;
        if matches!(over.timeline, Timeline::StartAndLatest | Timeline::ProjectMonths) {
            self.needs_entry(whom, over.span.clone());
        }
        if let Some(age) =
            over.from_age.as_ref().filter(|_| spec.table(whom).is_none_or(|persons| persons.born.is_none()))
        {
            self.error(
                Code::MissingKey,
                age.span.clone(),
                format!("nothing tells how old {} are", spec.counted(whom)),
                "needs a day of birth",
                format!("name the column in {}, such as born = \"Fødselsdato\"", spec.section(whom)),
            );
        }
        if let Some(within) = &over.within {
            self.resolve("group", within, spec.groups.iter().map(|group| group.name.as_str()));
            self.group_of(within, whom);
        }
    }
}
