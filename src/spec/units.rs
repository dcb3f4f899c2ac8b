//! `[units]`: kinds of things that are counted as persons are, such as jobcentres, questionnaires or courses, each with a table of
//! its own.

use super::people::table_of_units;
use super::reader::TableReader;
use super::{Persons, Population, Spec, State, StateRule, StepTest, View};
use crate::diagnostic::{Code, Ranged};

/// One of `[units]`.
#[derive(Debug, Clone)]
pub struct UnitKind {
    /// Its name, by which populations and states say what they are of.
    pub name: Ranged<String>,
    /// What readers call such units.
    pub noun: Noun,
    /// Who is protected where small numbers are hidden.
    pub protect: Protect,
    /// Their table.
    pub table: Persons,
    /// The column that says which unit a row is about, by extract or view; an extract whose layout has the key need not be named.
    pub rows: Vec<(Ranged<String>, Ranged<String>)>,
}

impl UnitKind {
    /// One of them in a finding. Findings are English and the noun is the report's own, so that the kind's name stands for it.
    pub fn unit(&self) -> String {
        format!("unit `{}`", self.name.value)
    }

    /// Several of them in a finding.
    pub fn units(&self) -> String {
        format!("units `{}`", self.name.value)
    }
}

/// Who is protected behind units of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Protect {
    /// The persons whom their rows are about; such a unit is one person's.
    Persons,
    /// The units themselves, as families are.
    Units,
    /// Nobody, unless rows about persons are counted: the units are public, for this reason.
    Public(String),
}

/// What is counted: the persons, or a kind of unit by its place in `[units]`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whom {
    /// `[persons]`.
    #[default]
    Persons,
    /// One of `[units]`.
    Unit(usize),
}

/// What readers call a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noun {
    /// Whether its article is `et`.
    pub neuter: bool,
    /// One of them.
    pub one: String,
    /// Several.
    pub many: String,
}

pub(super) fn units(root: &TableReader<'_>) -> Option<Vec<UnitKind>> {
    let kinds = root.named_tables("units").into_iter().map(|(name, table)| {
        let noun = noun(&table);
        let protect = protect(&table);
        let rows = table.opt_text_map("rows").unwrap_or_default();
        let own = table_of_units(&table);
        table.finish();
        Some(UnitKind { name, noun: noun?, protect: protect?, table: own?, rows })
    });
    kinds.collect::<Vec<_>>().into_iter().collect()
}

/// The articles that a noun may have, Danish ones and English ones, and whether it is neuter.
const ARTICLES: [(&str, bool); 4] = [("en ", false), ("et ", true), ("a ", false), ("an ", false)];

/// `noun`: one with its article, and several.
fn noun(table: &TableReader<'_>) -> Option<Noun> {
    let Some(words) = table.opt_texts("noun") else {
        table.text("noun");
        return None;
    };
    let told = match &words[..] {
        [one, many] => ARTICLES.into_iter().find_map(|(article, neuter)| {
            let (one, many) = (one.value.strip_prefix(article)?.trim(), many.value.trim());
            let said = !one.is_empty() && !many.is_empty();
            said.then(|| Noun { neuter, one: one.to_owned(), many: many.to_owned() })
        }),
        _ => None,
    };
    if told.is_none() {
        let span = words.first().map_or_else(|| table.span(), |word| word.span.clone());
        table.notes().error(
            Code::BadValue,
            span,
            format!("the noun of {} is not one with its article, and several", table.name()),
            "what readers call such a unit",
            "write it as it stands in a sentence: noun = [\"et spørgeskema\", \"spørgeskemaer\"]",
        );
    }
    told
}

/// `protect`, or `public` with the reason: who stands behind small numbers is stated, and never taken for granted.
fn protect(table: &TableReader<'_>) -> Option<Protect> {
    let stated = table.opt_choice("protect", &[("persons", Whom::Persons), ("units", Whom::Unit(0))]);
    let public = table.opt_text("public");
    let help = "say who is protected where small numbers are hidden: protect = \"persons\", those whom the rows are about; \
                protect = \"units\", the units as families are; or public = \"why such a unit may be known\"";
    match (stated, public) {
        (Some(Whom::Persons), None) => Some(Protect::Persons),
        (Some(Whom::Unit(_)), None) => Some(Protect::Units),
        (None, Some(reason)) if !reason.value.trim().is_empty() => Some(Protect::Public(reason.value)),
        (None, _) if table.has("protect") => None,
        (stated, public) => {
            let span = public.map_or_else(|| table.span(), |reason| reason.span);
            let message = match stated {
                Some(_) => format!("{} says both `protect` and `public`", table.name()),
                None => format!("{} does not say who is protected behind such units", table.name()),
            };
            table.notes().error(Code::MissingKey, span, message, "these units", help);
            None
        }
    }
}

impl Spec {
    /// What a population is of: what the first of those that it is drawn from says.
    pub fn whom(&self, population: &str) -> Whom {
        self.line(population).first().map_or(Whom::Persons, |first| self.named_unit(first.unit.as_ref()))
    }

    /// What a state is of: its own word, or that of the state that it merges.
    pub fn whom_of_state(&self, state: &State) -> Whom {
        let mut state = state;
        // No state is merged from more than there are.
        for _ in &self.states {
            match &state.rule {
                StateRule::Merged { of, .. } if state.unit.is_none() => {
                    match self.states.iter().find(|known| known.name.value == of.value) {
                        Some(other) => state = other,
                        None => break,
                    }
                }
                _ => break,
            }
        }
        self.named_unit(state.unit.as_ref())
    }

    /// The kind of that name; the persons where none is named, or there is none, which is told where names are resolved.
    fn named_unit(&self, name: Option<&Ranged<String>>) -> Whom {
        let place = name.and_then(|name| self.units.iter().position(|kind| kind.name.value == name.value));
        place.map_or(Whom::Persons, Whom::Unit)
    }

    /// A kind of unit; none of the persons.
    pub fn kind(&self, whom: Whom) -> Option<&UnitKind> {
        match whom {
            Whom::Persons => None,
            Whom::Unit(place) => self.units.get(place),
        }
    }

    /// The table of those who are counted.
    pub fn table(&self, whom: Whom) -> Option<&Persons> {
        match whom {
            Whom::Persons => self.persons.as_ref(),
            Whom::Unit(place) => self.units.get(place).map(|kind| &kind.table),
        }
    }

    /// All tables of those who are counted, the persons' first.
    pub fn tables(&self) -> impl Iterator<Item = (Whom, &Persons)> {
        let persons = self.persons.iter().map(|persons| (Whom::Persons, persons));
        persons.chain(self.units.iter().enumerate().map(|(place, kind)| (Whom::Unit(place), &kind.table)))
    }

    /// Those who are counted as a finding calls them: people, or units `skema`.
    pub fn counted(&self, whom: Whom) -> String {
        self.kind(whom).map_or_else(|| "people".to_owned(), UnitKind::units)
    }

    /// Where the spec has the table: `[units.skema]`.
    pub fn section(&self, whom: Whom) -> String {
        self.kind(whom).map_or_else(|| "[persons]".to_owned(), |kind| format!("[units.{}]", kind.name.value))
    }

    /// Whether a view says whom its rows are about, for those that `whom` is.
    pub(super) fn says_of_whom(&self, view: &View, whom: Whom) -> bool {
        match self.kind(whom) {
            None => view.person.is_some(),
            Some(kind) => {
                let is = |name: &Ranged<String>| name.value == view.name.value;
                is(&kind.table.extract) || kind.rows.iter().any(|(name, _)| is(name))
            }
        }
    }

    /// Whether a view stands where an extract does: its rows are about persons, or `[units]` rests on it.
    pub fn stands(&self, view: &View) -> bool {
        let is = |name: &Ranged<String>| name.value == view.name.value;
        let of_unit = |kind: &UnitKind| is(&kind.table.extract) || kind.rows.iter().any(|(name, _)| is(name));
        view.person.is_some() || self.units.iter().any(of_unit)
    }
}

/// What of the states that a step or a merged state names is of something else than the state itself.
pub(super) fn mixed<'s>(spec: &'s Spec, state: &'s State) -> Vec<&'s Ranged<String>> {
    let whom = spec.whom_of_state(state);
    let named: Vec<&Ranged<String>> = match &state.rule {
        StateRule::Spells { .. } => Vec::new(),
        StateRule::Merged { of, .. } => vec![of],
        StateRule::FirstOf(steps) => {
            let of = |step: &'s super::Step| match &step.test {
                StepTest::State { of, .. } => Some(of),
                StepTest::Spells(_) => None,
            };
            steps.iter().filter_map(of).collect()
        }
    };
    let other = |name: &&Ranged<String>| is_of_another(spec, name, whom);
    named.into_iter().filter(other).collect()
}

/// Whether a state is of something else; one that there is not is of nothing.
pub(super) fn is_of_another(spec: &Spec, state: &Ranged<String>, whom: Whom) -> bool {
    let found = spec.states.iter().find(|known| known.name.value == state.value);
    found.is_some_and(|found| spec.whom_of_state(found) != whom)
}

/// Whether a population says that it is of something else than the one that it is drawn from.
pub(super) fn turns(spec: &Spec, population: &Population) -> bool {
    let own = population.unit.as_ref().map(|name| spec.named_unit(Some(name)));
    population.from.is_some() && own.is_some_and(|own| own != spec.whom(population.name.as_str()))
}
