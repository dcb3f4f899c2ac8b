//! How a calculation's numbers were worked out: steps that can be computed again from the rows that state assumptions.

use serde::{Deserialize, Serialize};

use super::Ints;
use crate::calculation::{self, Doing};
use crate::observation;

/// The steps behind the observations of a part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Worked {
    /// The steps, each behind those that it is made of.
    pub steps: Vec<Step>,
    /// The step that each observation is.
    pub of: Ints,
}

/// An assumption or a quantity at a place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What readers call it.
    pub label: String,
    /// The labels and the year of the place.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// What it comes to; none where that is no number (what is never paid back).
    #[serde(with = "super::exact::option")]
    pub value: Option<f64>,
    /// What it is made of; none of an assumption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// The place of the extract whose rows state it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extract: Option<usize>,
    /// Those rows; what several state is added up.
    #[serde(default, skip_serializing_if = "Ints::is_empty")]
    pub rows: Ints,
}

/// What a formula comes to at a place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Term {
    /// A number that the formula states; none where it is none.
    Number(#[serde(with = "super::exact::option")] Option<f64>),
    /// What the step at that place comes to.
    Step(usize),
    /// What is done (`negative`, `plus`, `minus`, `times`, `over`, `sum`, `present-value`, `payback-year`, `payback-time`), and
    /// the parts that it is done with.
    Of(String, Vec<Self>),
}

/// The names of what is done with parts.
const DOINGS: [(Doing, &str); 9] = [
    (Doing::Negative, "negative"),
    (Doing::Plus, "plus"),
    (Doing::Minus, "minus"),
    (Doing::Times, "times"),
    (Doing::Over, "over"),
    (Doing::Sum, "sum"),
    (Doing::PresentValue, "present-value"),
    (Doing::PaybackYear, "payback-year"),
    (Doing::PaybackTime, "payback-time"),
];

impl Term {
    /// What it comes to where `of` tells what each step comes to; none where the record has something that this program does not
    /// know.
    pub fn with(&self, of: &dyn Fn(usize) -> Option<f64>) -> Option<f64> {
        match self {
            Self::Number(number) => Some(number.unwrap_or(f64::NAN)),
            Self::Step(at) => of(*at),
            Self::Of(doing, parts) => {
                let (doing, _) = DOINGS.iter().find(|(_, name)| name == doing)?;
                let parts: Option<Vec<f64>> = parts.iter().map(|part| part.with(of)).collect();
                doing.with(&parts?)
            }
        }
    }
}

/// The steps, and which of them the observations at these places are.
pub(super) fn worked(of: &observation::Worked, places: &[usize]) -> Worked {
    Worked { steps: of.steps.iter().map(step).collect(), of: Ints::of(places.iter().map(|at| of.of[*at])) }
}

fn step(of: &calculation::Step) -> Step {
    Step {
        label: of.label.clone(),
        place: of.place.clone(),
        value: Some(of.value).filter(|value| value.is_finite()),
        term: of.term.as_ref().map(term),
        extract: of.rows.first().map(|row| usize::from(row.extract)),
        rows: Ints(of.rows.iter().map(|row| row.row).collect()),
    }
}

fn term(of: &calculation::Term) -> Term {
    match of {
        calculation::Term::Number(number) => Term::Number(Some(*number).filter(|number| number.is_finite())),
        calculation::Term::Step(at) => Term::Step(*at),
        calculation::Term::Of(doing, parts) => {
            let name = DOINGS.iter().find(|(known, _)| known == doing).map(|(_, name)| (*name).to_owned());
            Term::Of(name.unwrap_or_default(), parts.iter().map(term).collect())
        }
    }
}
