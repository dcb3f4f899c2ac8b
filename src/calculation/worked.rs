//! A number of a calculation worked out: what its formula comes to step by step, down to the rows that state assumptions.
//!
//! A step is a quantity at a place, with the other steps that its formula reaches, or an assumption with the rows that state it.
//! Formulas are worked out in the same way as they are computed (`figures`, `function`), but kept open: what reaches over years
//! and labels names them, so that others can compute every step again.

use std::collections::BTreeMap;

use super::function::payback;
use super::{Cell, Figures};
use crate::cohort::RowRef;
use crate::estimate::{present_value_of, sum};
use crate::formula::{Formula, Function, Node, Operator};
use crate::spec::Calculation;

/// What a formula comes to at a place.
#[derive(Debug, Clone, PartialEq)]
pub enum Term {
    /// A number that the formula states.
    Number(f64),
    /// What the step at that place comes to.
    Step(usize),
    /// Parts, and what is done with them.
    Of(Doing, Vec<Self>),
}

/// What is done with the parts of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// The one part with the other sign.
    Negative,
    /// The first and the second added.
    Plus,
    /// The second taken from the first.
    Minus,
    /// Multiplied.
    Times,
    /// The first divided by the second.
    Over,
    /// All added.
    Sum,
    /// The yearly amounts, each discounted from the end of its year to the beginning of the first; the rate is the last part.
    PresentValue,
    /// The first year at whose end the yearly amounts have summed to 0 or above; the first part is the first year.
    PaybackYear,
    /// The time until then.
    PaybackTime,
}

impl Doing {
    /// What it comes to with these parts; none where there are too few, and no number where there is none.
    pub fn with(self, parts: &[f64]) -> Option<f64> {
        let first = || parts.first().copied();
        let second = || parts.get(1).copied();
        Some(match self {
            Self::Negative => -first()?,
            Self::Plus => first()? + second()?,
            Self::Minus => first()? - second()?,
            Self::Times => first()? * second()?,
            Self::Over => first()? / second()?,
            Self::Sum => sum(parts.iter().copied()),
            Self::PresentValue => {
                let (rate, yearly) = parts.split_last()?;
                present_value_of(yearly, *rate)
            }
            Self::PaybackYear => {
                let (year, yearly) = parts.split_first()?;
                payback(yearly).map_or(f64::NAN, |(at, _)| year + at)
            }
            Self::PaybackTime => payback(parts).map_or(f64::NAN, |(_, time)| time),
        })
    }
}

/// An assumption or a quantity at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What readers call it.
    pub label: String,
    /// The labels and the year of the place.
    pub place: String,
    /// What it comes to.
    pub value: f64,
    /// What it is made of; none of an assumption.
    pub term: Option<Term>,
    /// The rows that state it, of an assumption; more than one are added up.
    pub rows: Vec<RowRef>,
}

/// Numbers of a calculation worked out.
pub struct Working<'a> {
    calculation: &'a Calculation,
    figures: &'a Figures,
    /// Each step behind those that it is made of.
    steps: Vec<Step>,
    known: BTreeMap<(String, Cell), usize>,
}

impl<'a> Working<'a> {
    /// Nothing yet.
    pub fn new(calculation: &'a Calculation, figures: &'a Figures) -> Self {
        Self { calculation, figures, steps: Vec::new(), known: BTreeMap::new() }
    }

    /// The steps, each behind those that it is made of.
    pub fn steps(self) -> Vec<Step> {
        self.steps
    }

    /// The place of the step that an assumption or quantity is at a cell; none where an assumption that it needs is not given.
    pub fn step(&mut self, name: &str, at: &Cell) -> Option<usize> {
        let cell = self.figures.cell(name, at)?;
        let key = (name.to_owned(), cell);
        if let Some(known) = self.known.get(&key) {
            return Some(*known);
        }
        let (name, cell) = &key;
        let calculation = self.calculation;
        let figure = self.figures.figure(name, cell)?;
        let quantity = calculation.quantities.iter().find(|quantity| quantity.name.value == *name);
        let term = match quantity {
            Some(quantity) => Some(self.term(&quantity.formula, cell)?),
            None => None,
        };
        let rows = if term.is_none() { figure.rows.clone() } else { Vec::new() };
        let value = figure.value;
        let label = calculation.label(name).to_owned();
        self.steps.push(Step { label, place: self.figures.place(cell).join(", "), value, term, rows });
        self.known.insert(key, self.steps.len() - 1);
        Some(self.steps.len() - 1)
    }

    fn term(&mut self, formula: &Formula, cell: &Cell) -> Option<Term> {
        Some(match &formula.node {
            Node::Number(value, _) => Term::Number(*value),
            Node::Name(name) => Term::Step(self.step(name, cell)?),
            Node::Negative(inner) => Term::Of(Doing::Negative, vec![self.term(inner, cell)?]),
            Node::Binary(operator, left, right) => {
                let doing = match operator {
                    Operator::Plus => Doing::Plus,
                    Operator::Minus => Doing::Minus,
                    Operator::Times => Doing::Times,
                    Operator::Over => Doing::Over,
                };
                Term::Of(doing, vec![self.term(left, cell)?, self.term(right, cell)?])
            }
            Node::Call(function, parts) => self.call(*function, parts, cell)?,
        })
    }

    fn call(&mut self, function: Function, parts: &[Formula], cell: &Cell) -> Option<Term> {
        let x = &parts[0];
        let year = cell.year.unwrap_or(0);
        let last = self.figures.years.len();
        Some(match function {
            Function::Lag if year == 0 => Term::Number(0.0),
            Function::Lag => self.in_year(x, cell, year - 1)?,
            Function::Cumulate => Term::Of(Doing::Sum, self.years(x, cell, year + 1)?),
            Function::Hold => (0..=year).rev().find_map(|year| self.in_year(x, cell, year))?,
            Function::Across => self.term(x, cell)?,
            Function::Sum => {
                let Node::Name(name) = &parts[1].node else { return None };
                let index = self.figures.indexes.iter().position(|(known, _)| known == name);
                let Some(index) = index else { return Some(Term::Of(Doing::Sum, self.years(x, cell, last)?)) };
                let mut terms = Vec::new();
                for label in 0..self.figures.indexes[index].1.len() {
                    let mut cell = cell.clone();
                    cell.labels[index] = Some(label);
                    terms.push(self.term(x, &cell)?);
                }
                Term::Of(Doing::Sum, terms)
            }
            Function::PaybackYear => {
                let first = self.figures.years.first().map_or(f64::NAN, |first| *first as f64);
                let mut terms = vec![Term::Number(first)];
                terms.extend(self.years(x, cell, last)?);
                Term::Of(Doing::PaybackYear, terms)
            }
            Function::PaybackTime => Term::Of(Doing::PaybackTime, self.years(x, cell, last)?),
            Function::PresentValue => {
                let mut terms = self.years(x, cell, last)?;
                terms.push(self.term(&parts[1], cell)?);
                Term::Of(Doing::PresentValue, terms)
            }
        })
    }

    fn in_year(&mut self, formula: &Formula, cell: &Cell, year: usize) -> Option<Term> {
        self.term(formula, &Cell { year: Some(year), ..cell.clone() })
    }

    /// The formula in every year before `end`.
    fn years(&mut self, formula: &Formula, cell: &Cell, end: usize) -> Option<Vec<Term>> {
        (0..end).map(|year| self.in_year(formula, cell, year)).collect()
    }
}
