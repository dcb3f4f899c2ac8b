//! Who is counted: populations and the columns told of their members.

use super::Told;
use crate::diagnostic::Ranged;
use crate::locale::{capitalised, say};
use crate::spec::{ColumnRule, Part, Persons, Population, Tell};

impl Told<'_> {
    /// The population of a part, from the widest it is drawn from; and the columns that its expressions name.
    pub(super) fn people(&mut self, part: &Part) {
        let Some(name) = &part.population else { return };
        let mut line: Vec<&Population> = Vec::new();
        let mut next = Some(name.as_str());
        while let Some(population) =
            next.and_then(|name| self.spec.populations.iter().find(|known| known.name.value == name))
        {
            line.push(population);
            next = population.from.as_ref().map(Ranged::as_str);
        }
        if let Some(persons) = self.spec.table(self.whom) {
            self.say(capitalised(&self.called.many), self.all_in(persons));
        }
        for population in line.iter().rev() {
            let topic = say!(self.language, "words-population-topic", name = &population.name.value);
            let all = match &population.from {
                Some(from) => say!(self.language, "words-the-population", name = &from.value),
                None => self.called.all.clone(),
            };
            match &population.filter {
                Some(filter) => {
                    let text = say!(self.language, "words-those-of", all = all, whom = self.whom());
                    self.say_as(topic, text, filter);
                }
                None => self.say(topic, say!(self.language, "words-it-is", all = all)),
            }
        }
        let written = format!("{part:?}{:?}", line.iter().map(|population| &population.filter).collect::<Vec<_>>());
        for population in line.iter().rev() {
            for (column, rule) in &population.columns {
                if named(&written, column.as_str()) {
                    self.column(column.as_str(), rule);
                }
            }
        }
        for group in &self.spec.groups {
            if named(&written, group.name.as_str()) {
                self.group(group.name.as_str());
            }
        }
    }

    /// Everybody whom populations are drawn from, with the days that say when they enter and leave.
    fn all_in(&self, persons: &Persons) -> String {
        let (language, each) = (self.language, &self.called.each);
        let table = match self.spec.views.iter().find(|view| view.name.value == persons.extract.value) {
            Some(view) => say!(language, "words-the-view", name = &view.name.value),
            None => self.file(persons.extract.as_str()).to_owned(),
        };
        let day = |day: &Option<Ranged<String>>| day.as_ref().map(|day| day.value.clone());
        match (day(&persons.enters), day(&persons.leaves)) {
            (None, None) => say!(language, "words-all-in", table = table, each = each),
            (Some(enters), None) => {
                say!(language, "words-all-in-entering", table = table, each = each, enters = enters)
            }
            (None, Some(leaves)) => say!(language, "words-all-in-leaving", table = table, each = each, leaves = leaves),
            (Some(enters), Some(leaves)) => {
                say!(language, "words-all-in-between", table = table, each = each, enters = enters, leaves = leaves)
            }
        }
    }

    fn column(&mut self, name: &str, rule: &ColumnRule) {
        let language = self.language;
        let topic = say!(language, "words-column-topic", name = name);
        match rule {
            ColumnRule::Sql(code) => {
                let text = say!(language, "words-for-each", each = &self.called.each);
                self.say_as(topic, text, code);
            }
            ColumnRule::Family(code) => self.say_as(topic, self.word("words-for-each-family"), code),
            ColumnRule::State { state, tell, labels } => {
                let (state, labels) = (state.as_str(), self.named(labels));
                let text = match tell {
                    Tell::AtStart => say!(language, "words-state-at-start", state = state),
                    Tell::AtLatest => say!(language, "words-state-at-latest", state = state),
                    Tell::EveryMonth => say!(language, "words-state-every-month", state = state, labels = labels),
                    Tell::UnbrokenSince => say!(language, "words-state-unbroken", state = state, labels = labels),
                };
                self.say(topic, text);
                self.state(state);
            }
            ColumnRule::Rows(rows) => {
                let (the, file) = (&self.called.the, self.file(rows.extract.as_str()));
                if let Some(filter) = &rows.filter {
                    let text = say!(language, "words-how-many-rows-if", the = the, file = file);
                    self.say_as(topic, text, filter);
                } else {
                    let text = say!(language, "words-how-many-rows", the = the, file = file);
                    self.say(topic, text);
                }
            }
        }
    }
}

/// Whether a text names a column as a word.
fn named(text: &str, name: &str) -> bool {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}
