//! A calculation as its readers meet it: each assumption with what states it, and each quantity with its formula in words.

use super::words::{self, Called, Piece};
use super::{Calculations, Cell, Figures, StatedRow};
use crate::cohort::{Data, RowRef, Sql};
use crate::diagnostic::Finding;
use crate::formula::{Node, Unit};
use crate::locale::{Language, NBSP, say};
use crate::spec::{Calculation, Input};

/// A calculation explained.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// What readers call it.
    pub title: String,
    /// Its first and last year.
    pub years: (i64, i64),
    /// Its assumptions, as the spec declares them.
    pub assumptions: Vec<ExplainedAssumption>,
    /// Its quantities, as the spec declares them.
    pub quantities: Vec<ExplainedQuantity>,
}

/// An assumption and what states it.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplainedAssumption {
    /// Its name in formulas.
    pub name: String,
    /// What readers call it.
    pub label: String,
    /// What it is measured in, in words.
    pub unit: String,
    /// How far it may be off, in a few words, where it can be said of all of its rows at once.
    pub range: Option<String>,
    /// Why it may be so far off.
    pub because: Option<String>,
    /// What is stated. Rows that state the same of one year after the other stand together.
    pub stated: Vec<ExplainedRows>,
}

/// Rows that state the same.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplainedRows {
    /// Of what and of which years.
    pub of: String,
    /// The value, with its sign of percent where it is a share.
    pub value: String,
    /// What it would be at the low and at the high end.
    pub range: Option<(String, String)>,
    /// Where it is from, as the extract says.
    pub source: String,
    /// The rows, in order.
    pub rows: Vec<RowRef>,
}

/// A quantity and its formula.
#[derive(Debug, Clone, PartialEq)]
pub struct ExplainedQuantity {
    /// Its name in formulas.
    pub name: String,
    /// What readers call it.
    pub label: String,
    /// What it is measured in, in words.
    pub unit: String,
    /// The formula in words.
    pub formula: Vec<Piece>,
}

impl Calculations {
    /// A calculation of the spec, explained.
    ///
    /// # Errors
    /// A finding where the column of sources is not there.
    pub fn explain(&self, calculation: &Calculation, data: Data<'_>) -> Result<Explained, Finding> {
        let figures = self.get(calculation.name.as_str()).expect("every calculation of the spec is computed");
        let assumptions = calculation.inputs.iter().map(|input| assumption(input, calculation, figures, data));
        let label = |name: &str| calculation.label(name).to_owned();
        let language = data.spec.report.language;
        let unit = |unit: &Unit| unit_in_words(unit, calculation, language);
        let called = Called { label: &label, unit: &unit, language };
        let quantities = calculation.quantities.iter().map(|quantity| ExplainedQuantity {
            name: quantity.name.value.clone(),
            label: label(quantity.name.as_str()),
            unit: unit(&quantity.unit.value),
            formula: match quantity.formula.node {
                // A share that the formula states is read as one.
                Node::Number(value, _) if quantity.unit.value == Unit::default() => {
                    vec![Piece::Text(words::percent(value, language))]
                }
                _ => words::in_words(&quantity.formula, &called),
            },
        });
        let ends = figures.years.first().copied().zip(figures.years.last().copied());
        Ok(Explained {
            title: calculation.title.clone().unwrap_or_else(|| calculation.name.value.clone()),
            years: ends.expect("a calculation has years"),
            assumptions: assumptions.collect::<Result<_, _>>()?,
            quantities: quantities.collect(),
        })
    }
}

fn assumption(
    input: &Input,
    calculation: &Calculation,
    figures: &Figures,
    data: Data<'_>,
) -> Result<ExplainedAssumption, Finding> {
    let source = data.source(&input.extract);
    let frame = &source.extract.frame;
    let numbers = frame.column("_row").and_then(|rows| rows.u32()).expect("the register gives every frame its rows");
    let sources = match &calculation.source {
        Some(column) => Sql::of(data.spec).texts(column, frame)?,
        None => vec![None; frame.height()],
    };
    let said = |row: RowRef| {
        let at = numbers.iter().position(|known| known == Some(row.row));
        at.and_then(|at| sources[at].clone()).unwrap_or_default()
    };
    let mut rows: Vec<&StatedRow> = figures.stated(input.name.as_str()).iter().collect();
    rows.sort_by(|one, other| {
        (&one.cell.labels, one.cell.year, one.row).cmp(&(&other.cell.labels, other.cell.year, other.row))
    });
    let language = data.spec.report.language;
    let write = |value: f64| amount(value, &input.unit, language);
    let mut stated: Vec<(Vec<&StatedRow>, ExplainedRows)> = Vec::new();
    for row in rows {
        let (value, source) = (write(row.value), said(row.row));
        let range = row.range.map(|(low, high)| amounts(low, high, &input.unit, language));
        if let Some((same, last)) = stated.last_mut()
            && (&last.value, &last.source, &last.range) == (&value, &source, &range)
            && same.last().is_some_and(|before| follows(&before.cell, &row.cell))
        {
            same.push(row);
            continue;
        }
        stated.push((vec![row], ExplainedRows { of: String::new(), value, range, source, rows: Vec::new() }));
    }
    let stated = stated.into_iter().map(|(same, rows)| ExplainedRows {
        of: of(&same, figures),
        rows: same.iter().map(|row| row.row).collect(),
        ..rows
    });
    let stated: Vec<ExplainedRows> = stated.collect();
    Ok(ExplainedAssumption {
        name: input.name.value.clone(),
        label: calculation.label(input.name.as_str()).to_owned(),
        unit: unit_in_words(&input.unit, calculation, language),
        range: range(figures.stated(input.name.as_str()), &input.unit, calculation, language),
        because: calculation.range(input.name.as_str()).and_then(|range| range.because.clone()),
        stated,
    })
}

/// Whether a cell is that of the year after, or of the same.
fn follows(before: &Cell, cell: &Cell) -> bool {
    let next = match (before.year, cell.year) {
        (Some(before), Some(year)) => year == before + 1,
        _ => false,
    };
    next && before.labels == cell.labels
}

/// Of what rows state something: labels, and the years from the first to the last.
fn of(rows: &[&StatedRow], figures: &Figures) -> String {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return String::new() };
    let label = |(at, place): (usize, &Option<usize>)| place.map(|place| figures.indexes[at].1[place].clone());
    let mut words: Vec<String> = first.cell.labels.iter().enumerate().filter_map(label).collect();
    let year = |row: &StatedRow| row.cell.year.map(|at| figures.years[at]);
    if let Some((first, last)) = year(first).zip(year(last)) {
        words.push(if first == last { first.to_string() } else { format!("{first}–{last}") });
    }
    words.join(", ")
}

/// How far an assumption may be off: the ends of the one row that states it, else by how much all rows differ alike.
fn range(rows: &[StatedRow], unit: &Unit, calculation: &Calculation, language: Language) -> Option<String> {
    if let [row] = rows {
        let (low, high) = row.range?;
        let (low, high) = amounts(low, high, unit, language);
        let low = low.trim_end_matches(['%', NBSP]);
        // What it is per is said where it stands.
        let words = unit_in_words(unit, calculation, language);
        let per = format!(" {} ", say!(language, "calculation-per"));
        let word = words.split(&per).next().filter(|_| *unit != Unit::default());
        return Some(word.map_or_else(|| format!("{low}–{high}"), |word| format!("{low}–{high}{NBSP}{word}")));
    }
    let ratio = |row: &StatedRow| {
        let (low, high) = row.range?;
        Some((low / row.value - 1.0, high / row.value - 1.0))
    };
    // Of nothing there is no more and no less.
    let mut ratios = rows.iter().filter(|row| row.value != 0.0).map(ratio);
    let (low, high) = ratios.next()??;
    let near = |one: f64, other: f64| (one - other).abs() < 1e-9;
    let alike = ratios.all(|other| other.is_some_and(|(l, h)| near(l, low) && near(h, high)));
    let cleared = |share: f64| if near(share, 0.0) { 0.0 } else { share };
    let signed = |share: f64, text: String| if share > 1e-9 { format!("+{text}") } else { text };
    let (from, to) = words::percents(cleared(low), cleared(high), language);
    alike.then(|| say!(language, "calculation-from-to", low = signed(low, from), high = signed(high, to)))
}

/// A value as it is written: a share in percent.
fn amount(value: f64, unit: &Unit, language: Language) -> String {
    if *unit == Unit::default() { words::percent(value, language) } else { words::number(value, language) }
}

/// The ends of a range, as they are written.
fn amounts(low: f64, high: f64, unit: &Unit, language: Language) -> (String, String) {
    if *unit == Unit::default() { words::percents(low, high, language) } else { words::numbers(low, high, language) }
}

/// What a quantity or an assumption of a calculation counts in, as readers call it; none where it has no such name.
pub fn unit_of(calculation: &Calculation, name: &str, language: Language) -> Option<String> {
    let quantity = calculation.quantities.iter().find(|one| one.name.value == name).map(|one| &one.unit.value);
    let input = || calculation.inputs.iter().find(|one| one.name.value == name).map(|one| &one.unit);
    Some(unit_in_words(quantity.or_else(input)?, calculation, language))
}

/// What readers call a unit.
fn unit_in_words(unit: &Unit, calculation: &Calculation, language: Language) -> String {
    if let Some((_, words)) = calculation.units.iter().find(|(known, _)| known.value == *unit) {
        return words.clone();
    }
    language.unit(&unit.to_string())
}
