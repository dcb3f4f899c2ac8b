//! A part of an exhibit in words: who is counted, what is observed of them and when, and what is said of it.
//!
//! Input: the typed spec. Output: [`Statement`]s in Danish, in the order in which a reader asks; the spec's expressions stand
//! beside the words as they are, with parameters filled in. Nothing is read but the spec, so that a definition cannot depend
//! on the data. The audit book and `trace` show the same statements.

mod measure;
mod people;
mod statistic;
mod time;
mod view;

use crate::calendar::Month;
use crate::cohort::Sql;
use crate::diagnostic::Ranged;
use crate::spec::{Analysis, Measure, Noun, Part, Spec, Whom};

/// Something that is said of how a value is made.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Statement {
    /// What it is about, a word or two.
    pub topic: String,
    /// What is said, in whole sentences.
    pub text: String,
    /// The expression that decides, where one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// How the values of a part are made.
pub fn statements(part: &Part, spec: &Spec, as_of: Month) -> Vec<Statement> {
    let population = part.population.as_ref().or(match &part.measure {
        Measure::Analysis(Analysis::Disposition(of)) => Some(&of.population),
        _ => None,
    });
    let whom = population.map_or(Whom::Persons, |population| spec.whom(population.as_str()));
    let mut told = Told { spec, as_of, whom, noun: spec.noun(whom), statements: Vec::new() };
    told.people(part);
    told.measure(part);
    told.keys(part);
    told.statistic(part);
    told.disclosure();
    told.looks_ahead(part);
    told.statements
}

/// What has been told so far.
struct Told<'a> {
    spec: &'a Spec,
    as_of: Month,
    /// What is counted, and what readers call it.
    whom: Whom,
    noun: Noun,
    statements: Vec<Statement>,
}

impl<'a> Told<'a> {
    /// Why the part's exhibit tells of what became known after the status month, where it does.
    fn looks_ahead(&mut self, part: &Part) {
        let exhibits = self.spec.exhibits.iter();
        let own = exhibits.filter(|exhibit| exhibit.parts.iter().any(|own| own.span == part.span));
        for because in own.filter_map(|exhibit| exhibit.looks_ahead.as_ref()) {
            self.say("Ser frem", format!("Bruger også, hvad der er sket efter statusmåneden: {}.", because.value));
        }
    }

    /// Says something; never the same twice.
    fn say(&mut self, topic: impl Into<String>, text: impl Into<String>) {
        self.put(Statement { topic: topic.into(), text: text.into(), code: None });
    }

    /// Says something that an expression decides.
    fn say_as(&mut self, topic: impl Into<String>, text: impl Into<String>, code: &Ranged<String>) {
        let code = Some(self.filled(code));
        self.put(Statement { topic: topic.into(), text: text.into(), code });
    }

    /// The same where there may be no expression.
    fn say_if(&mut self, topic: &str, text: &str, code: Option<&Ranged<String>>) {
        if let Some(code) = code {
            self.say_as(topic, text, code);
        }
    }

    fn put(&mut self, statement: Statement) {
        if !self.statements.contains(&statement) {
            self.statements.push(statement);
        }
    }

    /// An expression with its parameters filled in.
    fn filled(&self, code: &Ranged<String>) -> String {
        Sql::of(self.spec).shown(code)
    }

    /// The file of an extract.
    fn file(&self, extract: &str) -> &'a str {
        let found = self.spec.extracts.iter().find(|known| known.name.value == extract);
        found.map_or("", |extract| extract.file.value.as_str())
    }
}

/// A sentence's beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// «personens», «kursus'».
fn possessive(word: &str) -> String {
    format!("{word}{}", if word.ends_with(['s', 'x', 'z']) { "'" } else { "s" })
}

/// Names as a list in a sentence: «a», «b» og «c».
fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("«{name}»")).collect();
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} og {last}", first.join(", ")),
    }
}
