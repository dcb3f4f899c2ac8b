//! Who is counted: populations and the columns told of their members.

use super::{Told, capital, listed};
use crate::diagnostic::Ranged;
use crate::spec::{ColumnRule, Part, Population, Tell, Whom};

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
            let of = match self.spec.views.iter().find(|view| view.name.value == persons.extract.value) {
                Some(view) => format!("visningen «{}»", view.name.value),
                None => self.file(persons.extract.as_str()).to_owned(),
            };
            let days = [("indtræden", &persons.enters), ("udtræden", &persons.leaves)];
            let told =
                days.into_iter().filter_map(|(what, day)| Some(format!("for {what} i «{}»", day.as_ref()?.value)));
            let days = told.collect::<Vec<_>>().join(" og ");
            let days = if days.is_empty() { days } else { format!(", med dagen {days}") };
            self.say(capital(&self.noun.many), format!("Alle i {of}: en række for {}{days}.", self.noun.each()));
        }
        for population in line.iter().rev() {
            let topic = format!("Populationen «{}»", population.name.value);
            let of = match &population.from {
                Some(from) => format!("populationen «{}»", from.value),
                None => self.noun.all.clone(),
            };
            match &population.filter {
                Some(filter) => self.say_as(topic, format!("De af {of}, for {} dette gælder:", self.hvem()), filter),
                None => self.say(topic, format!("Det er {of}.")),
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

    /// «De, for hvem», of things «for hvilke».
    pub(super) fn hvem(&self) -> &'static str {
        if self.whom == Whom::Persons { "hvem" } else { "hvilke" }
    }

    fn column(&mut self, name: &str, rule: &ColumnRule) {
        let topic = format!("Oplysningen «{name}»");
        match rule {
            ColumnRule::Sql(code) => self.say_as(topic, format!("For {}:", self.noun.each()), code),
            ColumnRule::Family(code) => {
                self.say_as(topic, "For hver familie, over dens medlemmer i populationen:", code);
            }
            ColumnRule::State { state, tell, labels } => {
                let labels = listed(labels.iter().map(Ranged::as_str));
                let state = state.as_str();
                let text = match tell {
                    Tell::AtStart => format!("Tilstanden «{state}» i måneden for indtræden."),
                    Tell::AtLatest => format!("Tilstanden «{state}» i den seneste måned."),
                    Tell::EveryMonth => {
                        format!("Om tilstanden «{state}» er {labels} i hver måned fra indtræden til den seneste.")
                    }
                    Tell::UnbrokenSince => format!(
                        "Den første måned i den ubrudte række af måneder med tilstanden «{state}» {labels}, som slutter med den seneste måned."
                    ),
                };
                self.say(topic, text);
                self.state(state);
            }
            ColumnRule::Rows(rows) => {
                let text =
                    format!("Hvor mange rækker om {} der er i {}", self.noun.the, self.file(rows.extract.as_str()));
                match &rows.filter {
                    Some(filter) => self.say_as(topic, format!("{text}, for hvilke dette gælder:"), filter),
                    None => self.say(topic, format!("{text}.")),
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
