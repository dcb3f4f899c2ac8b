//! How a calculation's number was worked out, for people at a terminal: its formula in words and in numbers, and below it each step that it
//! is made of, down to the assumptions and the rows that state them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Observation, Row};
use crate::audit::record::{Observations, Record, Step, Term, Worked};
use crate::value::shortest;

/// What has been told of the steps of a part.
pub(super) struct Working<'a> {
    record: &'a Record,
    worked: Option<&'a Worked>,
    told: BTreeSet<usize>,
}

impl<'a> Working<'a> {
    /// Nothing told yet.
    pub(super) fn new(record: &'a Record, part: &'a Observations) -> Self {
        Self { record, worked: part.worked.as_ref(), told: BTreeSet::new() }
    }

    /// Tells of the step that an observation is, and of all behind it that have not been told of; at most so many of these.
    pub(super) fn write(&mut self, text: &mut String, observation: &Observation<'_>, most: usize) {
        let (Some(worked), Some(step)) = (self.worked, observation.step) else { return };
        let mut left = vec![step];
        let (mut told, mut more) = (0, 0);
        while let Some(at) = left.pop() {
            let Some(step) = worked.steps.get(at) else { continue };
            if !self.told.insert(at) {
                continue;
            }
            if told > most {
                more += 1;
            } else {
                told += 1;
                self.step(text, worked, step);
            }
            let mut parts = Vec::new();
            step.term.iter().for_each(|term| behind(term, &mut parts));
            left.extend(parts.into_iter().rev());
        }
        if more > 0 {
            let _ = writeln!(text, "      and {more} steps more: --all shows them");
        }
    }

    fn step(&self, text: &mut String, worked: &Worked, step: &Step) {
        let named = |step: &Step| match step.place.as_str() {
            "" => step.label.clone(),
            place => format!("{} ({place})", step.label),
        };
        let name = named(step);
        let value = number(step.value);
        let Some(term) = &step.term else {
            let rows: Vec<String> = step.rows.0.iter().map(u32::to_string).collect();
            let head = step.extract.and_then(|extract| Row::of(self.record, extract, 0));
            let file = head.map_or("", |row| row.head.file.as_str());
            let _ = writeln!(text, "      {name} = {value}   {file} {}", rows.join(", "));
            return;
        };
        let of = |at: usize, tell: &dyn Fn(&Step) -> String| worked.steps.get(at).map(tell).unwrap_or_default();
        let words = written(term, &|at| of(at, &named));
        let _ = writeln!(text, "      {name} = {words}");
        let numbers = written(term, &|at| of(at, &|step| number(step.value)));
        // A number that the formula states has been written.
        if !matches!(term, Term::Number(_)) {
            let indent = " ".repeat(name.chars().count());
            let last = if numbers == value { String::new() } else { format!(" = {value}") };
            let _ = writeln!(text, "      {indent} = {numbers}{last}");
        }
    }
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "none".to_owned(), shortest)
}

/// The steps that a term names, in order.
fn behind(term: &Term, steps: &mut Vec<usize>) {
    match term {
        Term::Number(_) => {}
        Term::Step(at) => steps.push(*at),
        Term::Of(_, parts) => parts.iter().for_each(|part| behind(part, steps)),
    }
}

/// A term with what `tell` says of each step.
fn written(term: &Term, tell: &dyn Fn(usize) -> String) -> String {
    let (doing, parts) = match term {
        Term::Number(value) => return number(*value),
        Term::Step(at) => return tell(*at),
        Term::Of(doing, parts) => (doing.as_str(), parts),
    };
    let part = |at: usize| {
        let Some(part) = parts.get(at) else { return String::new() };
        let text = written(part, tell);
        let below_zero = at > 0 && text.starts_with('-');
        if below_zero || needs_brackets(doing, at, part) { format!("({text})") } else { text }
    };
    let all: Vec<String> = (0..parts.len()).map(part).collect();
    match doing {
        "negative" => format!("-{}", all.concat()),
        "plus" | "sum" => {
            if all.is_empty() {
                "0".to_owned()
            } else {
                all.join(" + ")
            }
        }
        "minus" => all.join(" - "),
        "times" => all.join(" * "),
        "over" => all.join(" / "),
        doing => format!("{doing}({})", all.join(", ")),
    }
}

/// Whether a part must stand in brackets, because what is done with it holds tighter than what it is made of.
fn needs_brackets(doing: &str, at: usize, part: &Term) -> bool {
    let Term::Of(inner, parts) = part else { return false };
    let sum = matches!(inner.as_str(), "plus" | "minus") || (inner == "sum" && parts.len() > 1);
    let product = matches!(inner.as_str(), "times" | "over");
    match doing {
        "minus" => at > 0 && sum,
        "times" => sum,
        "over" => sum || (at > 0 && product),
        "negative" => sum || product || inner == "negative",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::written;
    use crate::audit::record::Term;

    fn of(doing: &str, parts: &[Term]) -> Term {
        Term::Of(doing.to_owned(), parts.to_vec())
    }

    #[test]
    fn brackets_stand_where_the_numbers_would_come_to_something_else() {
        let [a, b, c] = [0, 1, 2].map(Term::Step);
        let tell = |at: usize| ["8", "-3", "2"][at].to_owned();
        for (term, text) in [
            (of("minus", &[a.clone(), of("plus", &[a.clone(), c.clone()])]), "8 - (8 + 2)"),
            (of("minus", &[a.clone(), b.clone()]), "8 - (-3)"),
            (of("times", &[of("sum", &[a.clone(), c.clone()]), b.clone()]), "(8 + 2) * (-3)"),
            (of("over", &[a.clone(), of("times", &[a.clone(), c.clone()])]), "8 / (8 * 2)"),
            (of("negative", &[of("minus", &[a.clone(), c.clone()])]), "-(8 - 2)"),
            (of("present-value", &[a, c, Term::Number(Some(0.04))]), "present-value(8, 2, 0.04)"),
            (of("sum", &[]), "0"),
        ] {
            assert_eq!(written(&term, &tell), text);
        }
    }
}
