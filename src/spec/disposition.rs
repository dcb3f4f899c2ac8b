//! Dispositions: everyone of the persons' extract, by the condition of a population that left them out.
//!
//! The steps follow from the populations, and an exhibit's series from the steps: a label for all, one for those whom each
//! condition leaves out, and one for those who are left when a population has asked all of its own. At the end stand populations
//! that are drawn from the last: how many of those left each analysis is of. In a flow those who are left are the sums.

use std::collections::BTreeSet;

use super::reader::{Notes, TableReader};
use super::{Analysis, Axis, Exhibit, Measure, Part, Population, Shown, Spec};
use crate::chart::ChartKind;
use crate::diagnostic::{Code, Finding, Findings, Ranged, did_you_mean};
use crate::dialect::conditions;
use crate::locale::{Language, say};
use crate::value::Stat;

/// The column of the observations that says at which condition someone was left out, from 1 on; one more than there are
/// conditions for those who never were.
pub const LEFT_OUT_AT: &str = "left_out_at";

/// The column of the observations that says whether someone is in the population of the end at this place, from 0 on.
pub fn in_end(at: usize) -> String {
    format!("in_end_{}", at + 1)
}

/// Who was left out of a population, and at which of its conditions.
#[derive(Debug, Clone)]
pub struct Disposition {
    /// The population whose members remain.
    pub population: Ranged<String>,
    /// What conditions and populations are called, by the conditions' SQL and the populations' names.
    pub called: Vec<(Ranged<String>, Ranged<String>)>,
    /// The conditions in the order in which they are asked, each with the population that asks it.
    pub conditions: Vec<(String, Ranged<String>)>,
    /// The view that everyone is drawn from, where it is one; what the way begins with can be called otherwise.
    pub from: Option<String>,
    /// The populations at the end, drawn from this one, with what each is called.
    pub ends: Vec<(Ranged<String>, Ranged<String>)>,
}

/// `measure = { kind = "disposition", steps = { "condition" = "label" }, ends = { population = "label" } }`; the rest is said by the spec's populations.
pub(super) fn disposition(table: &TableReader<'_>) -> Disposition {
    let called = table.opt_text_map("steps").unwrap_or_default();
    let ends = table.opt_text_map("ends").unwrap_or_default();
    Disposition {
        population: Ranged::new(String::new(), table.span()),
        called,
        conditions: Vec::new(),
        from: None,
        ends,
    }
}

/// Gives every disposition its conditions and labels, now that all populations are read.
pub(super) fn resolve(spec: &mut Spec, notes: &Notes<'_>) {
    let mut exhibits = std::mem::take(&mut spec.exhibits);
    for exhibit in &mut exhibits {
        of_exhibit(exhibit, spec, notes);
        if let Some(instead) = exhibit.when_suppressed.as_deref_mut() {
            of_exhibit(instead, spec, notes);
        }
    }
    spec.exhibits = exhibits;
}

fn of_exhibit(exhibit: &mut Exhibit, spec: &Spec, notes: &Notes<'_>) {
    let left: Vec<_> = exhibit.parts.iter_mut().flat_map(|part| one(part, spec, notes)).collect();
    match &mut exhibit.shown {
        Shown::Chart(chart) if chart.kind == ChartKind::Flow && chart.sums.is_empty() => chart.sums = left,
        _ => {}
    }
}

/// Resolves one part; the labels of those who are left.
fn one(part: &mut Part, spec: &Spec, notes: &Notes<'_>) -> Vec<Ranged<String>> {
    let Measure::Analysis(Analysis::Disposition(own)) = &mut part.measure else { return Vec::new() };
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
    own.conditions = spec.conditions(own.population.as_str());
    own.ends_elsewhere(spec, notes);
    let span = own.population.span.clone();
    let table = spec.table(spec.whom(own.population.as_str())).map(|table| table.extract.value.clone());
    own.from = table.filter(|table| spec.views.iter().any(|view| view.name.value == *table));
    let (language, all) = (spec.report.language, own.everyone(spec.report.language));
    let mut left = vec![Ranged::new(all.clone(), span.clone())];
    let mut labels: Vec<(String, String)> = vec![(all, "TRUE".to_owned())];
    let mut at = 0;
    for population in spec.line(own.population.as_str()) {
        let name = population.name.as_str();
        for (_, condition) in own.conditions.iter().filter(|(of, _)| of == name) {
            at += 1;
            let mut label = say!(language, "spec-left-out", condition = own.named(condition.as_str()));
            // Two populations of a line may ask the same.
            if labels.iter().any(|(known, _)| *known == label) {
                label = format!("{label} ({})", own.named(name));
            }
            labels.push((label, format!("{LEFT_OUT_AT} = {at}")));
        }
        labels.push((own.named(name).clone(), format!("{LEFT_OUT_AT} > {at}")));
        left.push(Ranged::new(own.named(name), span.clone()));
    }
    for (at, (_, label)) in own.ends.iter().enumerate() {
        labels.push((label.value.clone(), in_end(at)));
    }
    for (at, (label, _)) in labels.iter().enumerate() {
        if labels[..at].iter().any(|(known, _)| known == label) {
            let message = format!("two steps are called «{label}»");
            let help = "let `steps` give each a name of its own";
            notes.error(Code::DoubleName, own.population.span.clone(), message, "of this population", help);
        }
    }
    let labels = labels.into_iter().map(|(label, filter)| {
        let ranged = |text| Ranged::new(text, span.clone());
        (ranged(label), ranged(filter))
    });
    part.series = Some(Axis::Labels(labels.collect()));
    left
}

impl Spec {
    /// The conditions on the way to a population in the order in which they are asked, each with the population that asks it.
    pub fn conditions(&self, population: &str) -> Vec<(String, Ranged<String>)> {
        let line = self.line(population);
        let asked = |population: &&Population| {
            let name = population.name.value.clone();
            population.conditions().into_iter().map(move |condition| (name.clone(), condition)).collect::<Vec<_>>()
        };
        line.iter().flat_map(asked).collect()
    }
}

impl Population {
    /// The conditions of its own filter, in the order in which they are asked.
    fn conditions(&self) -> Vec<Ranged<String>> {
        let of = |filter: &Ranged<String>| {
            let parts = conditions(filter.as_str());
            let one =
                |part: std::ops::Range<usize>| Ranged::new(filter.value[part.clone()].to_owned(), filter.part(part));
            parts.into_iter().map(one).collect::<Vec<_>>()
        };
        self.filter.iter().flat_map(of).collect()
    }
}

/// SQL without what is only layout.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Disposition {
    /// What the way begins with is called. Where a view has left some of them out that is a finding, until the spec says what is begun
    /// with.
    fn everyone(&self, language: Language) -> String {
        let named = self.from.as_ref().filter(|_| self.names_its_beginning());
        named.map_or_else(|| say!(language, "spec-everyone"), |view| self.named(view))
    }

    /// Whether the spec says what is begun with, where that is a view.
    pub fn names_its_beginning(&self) -> bool {
        self.from.as_ref().is_some_and(|view| self.called.iter().any(|(of, _)| of.value == *view))
    }

    /// What a condition or a population is called.
    fn named(&self, step: &str) -> String {
        let step = plain(step);
        let called = self.called.iter().find(|(of, _)| plain(of.as_str()) == step);
        called.map_or(step, |(_, label)| label.value.clone())
    }

    /// Notes ends that are no populations drawn from this one: their people would not be among those who are left.
    fn ends_elsewhere(&self, spec: &Spec, notes: &Notes<'_>) {
        let from = self.population.as_str();
        let is_drawn = |name: &str| {
            let line = spec.line(name);
            line.iter().any(|known| known.name.value == from)
        };
        for (end, _) in self.ends.iter().filter(|(end, _)| !is_drawn(end.as_str())) {
            let known = spec.populations.iter().map(|population| population.name.as_str());
            let drawn: Vec<&str> = known.filter(|name| is_drawn(name)).collect();
            let message = format!("no population `{}` is drawn from `{from}`", end.value);
            let help = match did_you_mean(end.as_str(), drawn.iter().copied()) {
                Some(likely) => format!("did you mean `{likely}`?"),
                None => format!("an end is of those who are left; it can be {}", drawn.join(", ")),
            };
            notes.error(Code::UnknownName, end.span.clone(), message, "no end of this way", &help);
        }
    }

    /// What `steps` names and the population does not ask. The conditions are judged before: one that is wrong is mended first,
    /// and the step may well name it as it will be.
    pub fn unknown_steps(&self, file: &str) -> Findings {
        let mut findings = Findings::new();
        let mut known: Vec<String> = Vec::new();
        for (population, condition) in &self.conditions {
            known.extend([plain(condition.as_str()), population.clone()]);
        }
        known.push(self.population.value.clone());
        known.extend(self.from.clone());
        let mut seen = BTreeSet::new();
        known.retain(|step| seen.insert(step.clone()));
        for (step, _) in &self.called {
            if known.contains(&plain(step.as_str())) {
                continue;
            }
            let message = format!("no condition on the way to `{}` is `{}`", self.population.value, step.value);
            let help = match did_you_mean(step.as_str(), known.iter().map(String::as_str)) {
                Some(likely) => format!("did you mean `{likely}`?"),
                None => format!("the steps are {}", known.join(", ")),
            };
            findings.push(
                Finding::error(Code::UnknownName, message)
                    .at(file, step.span.clone(), "not one of its steps")
                    .help(help),
            );
        }
        findings
    }
}
