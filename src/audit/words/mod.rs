//! A part of an exhibit in words: who is counted, what is observed of them and when, and what is said of it.
//!
//! Input: the typed spec. Output: [`Statement`]s in the report's language, in the order in which a reader asks; the spec's expressions
//! stand beside the words as they are, with parameters filled in. Nothing is read but the spec, so that a definition cannot depend
//! on the data. The audit book and `trace` show the same statements.

mod measure;
mod people;
mod statistic;
mod time;
mod view;

use crate::calendar::Month;
use crate::cohort::Sql;
use crate::diagnostic::Ranged;
use crate::locale::{Language, capitalised, say};
use crate::spec::{Analysis, Measure, Part, Spec, Whom};

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
    let language = spec.report.language;
    let mut told = Told { spec, language, as_of, whom, called: Called::of(spec, whom), statements: Vec::new() };
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
    language: Language,
    as_of: Month,
    /// What is counted, and what readers call it.
    whom: Whom,
    called: Called,
    statements: Vec<Statement>,
}

/// What those who are counted are called in a sentence.
struct Called {
    /// «personer».
    many: String,
    /// «hver person», «hvert spørgeskema».
    each: String,
    /// «personen», «det pågældende spørgeskema».
    the: String,
    /// «alle personerne».
    all: String,
}

impl Called {
    fn of(spec: &Spec, whom: Whom) -> Self {
        let language = spec.report.language;
        let word = |message: &str| language.say(message, &[]);
        let Some(noun) = spec.kind(whom).map(|kind| &kind.noun) else {
            return Self {
                many: word("words-persons"),
                each: say!(language, "words-each", neuter = "no", one = word("words-person")),
                the: word("words-the-person"),
                all: word("words-all-persons"),
            };
        };
        let neuter = if noun.neuter { "yes" } else { "no" };
        Self {
            many: noun.many.clone(),
            each: say!(language, "words-each", neuter = neuter, one = &noun.one),
            the: say!(language, "words-the", neuter = neuter, one = &noun.one),
            all: say!(language, "words-all", many = &noun.many),
        }
    }
}

impl<'a> Told<'a> {
    /// Why the part's exhibit tells of what became known after the status month, where it does.
    fn looks_ahead(&mut self, part: &Part) {
        let exhibits = self.spec.exhibits.iter();
        let own = exhibits.filter(|exhibit| exhibit.parts.iter().any(|own| own.span == part.span));
        for because in own.filter_map(|exhibit| exhibit.looks_ahead.as_ref()) {
            let text = say!(self.language, "words-looks-ahead", because = &because.value);
            self.say(self.word("words-looks-ahead-topic"), text);
        }
    }

    /// A message that takes nothing.
    fn word(&self, message: &str) -> String {
        self.language.say(message, &[])
    }

    /// Says something; never the same twice.
    fn say(&mut self, topic: String, text: String) {
        self.put(Statement { topic, text, code: None });
    }

    /// Says something that takes nothing, by its messages.
    fn tell(&mut self, topic: &str, text: &str) {
        self.say(self.word(topic), self.word(text));
    }

    /// Says something that an expression decides.
    fn say_as(&mut self, topic: String, text: String, code: &Ranged<String>) {
        let code = Some(self.filled(code));
        self.put(Statement { topic, text, code });
    }

    /// The same by its messages.
    fn tell_as(&mut self, topic: &str, text: &str, code: &Ranged<String>) {
        self.say_as(self.word(topic), self.word(text), code);
    }

    /// The same where there may be no expression.
    fn tell_if(&mut self, topic: &str, text: &str, code: Option<&Ranged<String>>) {
        if let Some(code) = code {
            self.tell_as(topic, text, code);
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

    /// «De, for hvem», of things «for hvilke».
    fn whom(&self) -> &'static str {
        if self.whom == Whom::Persons { "persons" } else { "things" }
    }

    /// «Hver persons», «Hvert kursus'».
    fn whose(&self, who: &str) -> String {
        let sibilant = if who.ends_with(['s', 'x', 'z']) { "yes" } else { "no" };
        capitalised(&say!(self.language, "words-whose", sibilant = sibilant, who = who))
    }

    /// Names as a list in a sentence: «a», «b» og «c».
    fn listed<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> String {
        let named = |name: &'n str| say!(self.language, "words-named", name = name);
        self.language.listed(&names.into_iter().map(named).collect::<Vec<_>>())
    }

    /// The same of what the spec names.
    fn named<'n>(&self, names: impl IntoIterator<Item = &'n Ranged<String>>) -> String {
        self.listed(names.into_iter().map(Ranged::as_str))
    }

    /// Rules that are asked one after the other.
    fn in_turn(&self, rules: impl IntoIterator<Item = String>) -> Option<String> {
        rules.into_iter().reduce(|first, next| say!(self.language, "words-then", first = first, next = next))
    }

    /// A number with all its decimals, as far as anybody writes them.
    fn exact(&self, number: f64) -> String {
        const MOST: usize = 6;
        let is = |digits: &usize| (crate::locale::rounded(number, *digits) - number).abs() < 1e-9;
        self.language.decimal(number, (0..MOST).find(is).unwrap_or(MOST))
    }
}
