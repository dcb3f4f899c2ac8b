//! Sensitivity: what a calculation comes to when one assumption at a time is taken at the ends of its range.

use polars::prelude::*;

use super::rows::SPLIT;
use super::{Sources, labels};
use crate::calculation::{Cell, Figures, Taken};
use crate::cohort::{self, RowLists, RowRef};
use crate::diagnostic::{Code, Finding, Ranged};
use crate::locale;
use crate::observation::{Label, Lineage, Names, Numbers, Observations, Units};
use crate::spec::{Calculation, Part, VariedAssumptions, rests_on};
use crate::value::Stat;

/// The column with the assumption that is varied.
const ASSUMPTION: &str = "assumption";

/// How an assumption is taken, which stat such an observation is for, and the message that says it.
const WAYS: [(Taken, Stat, &str); 3] = [
    (Taken::Base, Stat::Base, "calculation-as-stated"),
    (Taken::Low, Stat::Low, "calculation-low"),
    (Taken::High, Stat::High, "calculation-high"),
];

/// One observation a cell of each outcome, assumption and way to take it, the assumptions by how much they matter. Its
/// columns are `assumption`, `split` (what the outcome is called), and the indexes.
pub(super) fn varied(wanted: &VariedAssumptions, part: &Part, sources: &Sources<'_>) -> Result<Observations, Finding> {
    let resolved = "the spec's names are resolved";
    let name = wanted.calculation.as_str();
    let calculation = sources.data.spec.calculations.iter().find(|one| one.name.value == name).expect(resolved);
    let figures = sources.calculations.get(name).expect(resolved);
    let mut varied = Vec::new();
    for input in assumptions(wanted, calculation, figures) {
        varied.push(Varied::of(input, wanted, calculation, figures, sources)?);
    }
    // The sort is stable: of equals the first declared stands first.
    varied.sort_by(|one, other| other.influence().total_cmp(&one.influence()));

    let said = WAYS.map(|(_, _, message)| sources.data.spec.report.language.say(message, &[]));
    let mut columns = Columns::new(figures);
    for one in &varied {
        for outcome in &one.outcomes {
            for (((_, stat, _), word), (value, rows)) in WAYS.iter().zip(&said).zip(&outcome.taken) {
                columns.push(one, outcome, (*stat, word), *value, rows, figures);
            }
        }
    }
    let declared = |labels: Vec<String>| labels.into_iter().map(Label::declared).collect::<Vec<_>>();
    let mut known = vec![
        (ASSUMPTION.to_owned(), declared(varied.iter().map(|one| one.label.clone()).collect())),
        (SPLIT.to_owned(), declared(wanted.show.iter().map(|(label, _)| label.value.clone()).collect())),
    ];
    known.extend(figures.indexes.iter().map(|(name, labels)| (name.clone(), declared(labels.clone()))));
    columns.observations(known, part, sources)
}

/// The assumptions to vary, in the order declared: those asked for, or all that have a range and that an outcome rests on.
fn assumptions<'a>(wanted: &'a VariedAssumptions, calculation: &'a Calculation, figures: &Figures) -> Vec<&'a str> {
    if let Some(asked) = &wanted.vary {
        return asked.iter().map(Ranged::as_str).collect();
    }
    let ranged = calculation.ranges.iter().map(|(name, _)| name.as_str());
    let matters =
        |input: &&str| wanted.show.iter().any(|(_, name)| rests_on(calculation, name.as_str()).contains(input));
    let has_range = |input: &&str| figures.stated(input).iter().any(|row| row.range.is_some());
    ranged.filter(matters).filter(has_range).collect()
}

/// An assumption, and what the outcomes come to when it is taken in each way.
struct Varied {
    label: String,
    outcomes: Vec<Outcome>,
}

/// A cell of an outcome: what it comes to in each way, and the rows that it then rests on.
struct Outcome {
    label: String,
    cell: Cell,
    taken: Vec<(f64, Vec<RowRef>)>,
}

impl Varied {
    fn of(
        input: &str,
        wanted: &VariedAssumptions,
        calculation: &Calculation,
        figures: &Figures,
        sources: &Sources<'_>,
    ) -> Result<Self, Finding> {
        let by_way = WAYS.map(|(taken, _, _)| figures.with(calculation, input, taken));
        for way in &by_way {
            way.divided(calculation, &sources.data.spec.file)?;
        }
        let mut outcomes = Vec::new();
        for (label, name) in &wanted.show {
            for (cell, base) in figures.cells(name.as_str()) {
                let at = |figures: &Figures| {
                    let cells = figures.cells(name.as_str()).into_iter();
                    cells.filter(|(there, _)| *there == cell).find_map(|(_, figure)| figure.cloned())
                };
                let taken: Option<Vec<_>> =
                    by_way.iter().map(|way| at(way).map(|figure| (figure.value, figure.rows))).collect();
                let Some(taken) = base.and(taken) else {
                    return Err(Finding::error(
                        Code::MissingAssumption,
                        format!("`{}` lacks an assumption", name.value),
                    )
                    .at(&sources.data.spec.file, name.span.clone(), "cannot be computed")
                    .help("add the row to the assumptions, or let the formula hold the last level: hold(x)"));
                };
                outcomes.push(Outcome { label: label.value.clone(), cell, taken });
            }
        }
        Ok(Self { label: locale::capitalised(calculation.label(input)), outcomes })
    }

    /// How much the outcomes differ in all. What makes the difference between something and never matters most.
    fn influence(&self) -> f64 {
        let span = |outcome: &Outcome| {
            let (low, high) = (outcome.taken[1].0, outcome.taken[2].0);
            match (low.is_finite(), high.is_finite()) {
                (true, true) => (high - low).abs(),
                (false, false) => 0.0,
                _ => f64::INFINITY,
            }
        };
        self.outcomes.iter().map(span).sum()
    }
}

/// The observations while they are gathered.
struct Columns {
    assumption: Vec<String>,
    split: Vec<String>,
    indexes: Vec<(String, Vec<Option<String>>)>,
    units: Vec<String>,
    values: Vec<f64>,
    rows: RowLists,
    stats: Vec<Stat>,
}

impl Columns {
    fn new(figures: &Figures) -> Self {
        Self {
            assumption: Vec::new(),
            split: Vec::new(),
            indexes: figures.indexes.iter().map(|(name, _)| (name.clone(), Vec::new())).collect(),
            units: Vec::new(),
            values: Vec::new(),
            rows: RowLists::default(),
            stats: Vec::new(),
        }
    }

    fn push(
        &mut self,
        one: &Varied,
        outcome: &Outcome,
        (stat, word): (Stat, &str),
        value: f64,
        rows: &[RowRef],
        figures: &Figures,
    ) {
        let own = |(at, place): (usize, &Option<usize>)| place.map(|place| figures.indexes[at].1[place].clone());
        let labels: Vec<Option<String>> = outcome.cell.labels.iter().enumerate().map(own).collect();
        let mut unit = vec![outcome.label.as_str()];
        unit.extend(labels.iter().flatten().map(String::as_str));
        self.units.push(format!("{}: {} {word}", unit.join(", "), one.label));
        for ((_, column), label) in self.indexes.iter_mut().zip(labels) {
            column.push(label);
        }
        self.assumption.push(one.label.clone());
        self.split.push(outcome.label.clone());
        self.values.push(value);
        self.rows.push(rows.iter().copied());
        self.stats.push(stat);
    }

    fn observations(
        self,
        known: Vec<(String, Vec<Label>)>,
        part: &Part,
        sources: &Sources<'_>,
    ) -> Result<Observations, Finding> {
        let mut columns = vec![Column::new(ASSUMPTION.into(), self.assumption), Column::new(SPLIT.into(), self.split)];
        let indexes = self.indexes.into_iter();
        columns.extend(indexes.map(|(name, column)| Column::new(PlSmallStr::from_string(name), column)));
        let frame =
            DataFrame::new(self.values.len(), columns).expect("the columns are of one length and different names");
        let labels = labels::of_axes(part, &frame, known, |_| None, sources)?;
        Ok(Observations {
            columns: cohort::Columns::of_rows(frame),
            units: Units::Named(Names::plain(self.units)),
            values: Numbers::Each(self.values),
            lineage: Lineage::kept(self.rows),
            labels,
            stats: Some(self.stats),
            ..Observations::default()
        })
    }
}
