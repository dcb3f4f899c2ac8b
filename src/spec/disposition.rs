//! Dispositions: everyone of the persons' extract, by the condition of a population that left them out.
//!
//! The steps follow from the populations, and an exhibit's series from the steps: a label for all, one for those whom each
//! condition leaves out, and one for those who are left when a population has asked all of its own.

use super::reader::{Notes, TableReader};
use super::{Analysis, Axis, Measure, Part, Ranged, Spec};
use crate::diagnostic::{Code, did_you_mean};
use crate::sql;
use crate::value::Stat;

/// The column of the observations that says at which condition someone was left out, from 1 on; one more than there are
/// conditions for those who never were.
pub const LEFT_OUT_AT: &str = "left_out_at";

/// What everyone is called.
const ALL: &str = "I alt i udtrækket";

/// Who was left out of a population, and at which of its conditions.
#[derive(Debug, Clone)]
pub struct Disposition {
    /// The population whose members remain.
    pub population: Ranged<String>,
    /// What conditions and populations are called, by the conditions' SQL and the populations' names.
    pub called: Vec<(Ranged<String>, Ranged<String>)>,
    /// The conditions in the order in which they are asked, each with the population that asks it.
    pub conditions: Vec<(String, Ranged<String>)>,
}

/// `measure = { kind = "disposition", steps = { "condition" = "label" } }`; the rest is said by the spec's populations.
pub(super) fn disposition(table: &TableReader<'_>) -> Disposition {
    let called = table.opt_text_map("steps").unwrap_or_default();
    Disposition { population: Ranged::new(String::new(), table.span()), called, conditions: Vec::new() }
}

/// Gives every disposition its conditions and labels, now that all populations are read.
pub(super) fn resolve(spec: &mut Spec, notes: &Notes<'_>) {
    let mut exhibits = std::mem::take(&mut spec.exhibits);
    for exhibit in &mut exhibits {
        let instead = exhibit.when_suppressed.as_deref_mut().map(|instead| &mut instead.parts);
        for part in exhibit.parts.iter_mut().chain(instead.into_iter().flatten()) {
            one(part, spec, notes);
        }
    }
    spec.exhibits = exhibits;
}

fn one(part: &mut Part, spec: &Spec, notes: &Notes<'_>) {
    let Measure::Analysis(Analysis::Disposition(own)) = &mut part.measure else { return };
    let wrong = |message: &str, label: &str, help: &str| {
        notes.error(Code::BadValue, part.span.clone(), message, label, help);
    };
    if part.series.is_some() {
        wrong("the series of a disposition are its steps", "`series` stands here", "take `series` out; say `x`");
    }
    if part.told.is_some() || part.stats.iter().any(|stat| !matches!(stat, Stat::Count | Stat::Share)) {
        wrong("a disposition counts people", "another `stat` here", "it takes stat = \"count\" and \"share\"");
    }
    if part.value.is_some() || part.weight.is_some() {
        wrong("a disposition counts everyone once", "`value` or `weight` here", "take it out");
    }
    let line = spec.line(own.population.as_str());
    own.conditions = line.iter().flat_map(|population| asked(population)).collect();
    own.unknown(notes);
    let mut labels: Vec<(String, String)> = vec![(ALL.to_owned(), "TRUE".to_owned())];
    let mut at = 0;
    for population in line {
        let name = population.name.as_str();
        for (_, condition) in own.conditions.iter().filter(|(of, _)| of == name) {
            at += 1;
            let mut label = format!("Udeladt: {}", own.named(condition.as_str()));
            // Two populations of a line may ask the same.
            if labels.iter().any(|(known, _)| *known == label) {
                label = format!("{label} ({})", own.named(name));
            }
            labels.push((label, format!("{LEFT_OUT_AT} = {at}")));
        }
        labels.push((own.named(name).clone(), format!("{LEFT_OUT_AT} > {at}")));
    }
    for (at, (label, _)) in labels.iter().enumerate() {
        if labels[..at].iter().any(|(known, _)| known == label) {
            let message = format!("two steps are called «{label}»");
            let help = "let `steps` give each a name of its own";
            notes.error(Code::DoubleName, own.population.span.clone(), message, "of this population", help);
        }
    }
    let span = &own.population.span;
    let labels = labels.into_iter().map(|(label, filter)| {
        let ranged = |text| Ranged::new(text, span.clone());
        (ranged(label), ranged(filter))
    });
    part.series = Some(Axis::Labels(labels.collect()));
}

/// The conditions of a population's own filter.
fn asked(population: &super::Population) -> Vec<(String, Ranged<String>)> {
    let filter = population.filter.iter();
    let conditions = filter.flat_map(|filter| {
        let parts = sql::conditions(filter.as_str());
        parts.into_iter().map(|part| Ranged::new(filter.value[part.clone()].to_owned(), filter.part(part)))
    });
    conditions.map(|condition| (population.name.value.clone(), condition)).collect()
}

/// SQL without what is only layout.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Disposition {
    /// What a condition or a population is called.
    fn named(&self, step: &str) -> String {
        let step = plain(step);
        let called = self.called.iter().find(|(of, _)| plain(of.as_str()) == step);
        called.map_or(step, |(_, label)| label.value.clone())
    }

    /// Notes what `steps` names and the population does not ask.
    fn unknown(&self, notes: &Notes<'_>) {
        let mut known: Vec<String> = Vec::new();
        for (population, condition) in &self.conditions {
            known.extend([plain(condition.as_str()), population.clone()]);
        }
        known.push(self.population.value.clone());
        for (step, _) in &self.called {
            if known.contains(&plain(step.as_str())) {
                continue;
            }
            let message = format!("no condition on the way to `{}` is `{}`", self.population.value, step.value);
            let help = match did_you_mean(step.as_str(), known.iter().map(String::as_str)) {
                Some(likely) => format!("did you mean `{likely}`?"),
                None => format!("the steps are {}", known.join(", ")),
            };
            notes.error(Code::UnknownName, step.span.clone(), message, "not one of its steps", &help);
        }
    }
}
