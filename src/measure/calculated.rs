//! Calculations: each number of a quantity is an observation, which rests on assumption rows.

use polars::prelude::*;

use super::rows::SPLIT;
use super::{Sources, labels};
use crate::calculation::Working;
use crate::cohort::{Columns, RowLists};
use crate::diagnostic::{Code, Finding};
use crate::observation::{Label, Lineage, Names, Numbers, Observations, Units, Worked};
use crate::spec::{Part, ShownQuantities};

/// The column with the year.
const YEAR: &str = "year";

/// One observation a cell of each quantity. Its columns are `split` (what the quantity is called), `year`, and the indexes.
pub(super) fn calculated(shown: &ShownQuantities, part: &Part, sources: &Sources<'_>) -> Result<Observations, Finding> {
    let figures = sources.calculations.get(shown.calculation.as_str()).expect("the spec's names are resolved");
    let calculation = sources.data.spec.calculations.iter().find(|one| one.name.value == shown.calculation.value);
    let mut working = Working::new(calculation.expect("the spec's names are resolved"), figures);
    let (mut split, mut years) = (Vec::new(), Vec::new());
    let mut indexes: Vec<Vec<Option<String>>> = vec![Vec::new(); figures.indexes.len()];
    let (mut units, mut values, mut rows, mut steps) = (Vec::new(), Vec::new(), RowLists::default(), Vec::new());
    for (label, name) in &shown.show {
        for (cell, figure) in figures.cells(name.as_str()) {
            let year = cell.year.map(|at| figures.years[at].to_string());
            let place = figures.place(&cell);
            let own = |(at, place): (usize, &Option<usize>)| place.map(|place| figures.indexes[at].1[place].clone());
            let of_index: Vec<Option<String>> = cell.labels.iter().enumerate().map(own).collect();
            let (Some(figure), Some(step)) = (figure, working.step(name.as_str(), &cell)) else {
                let message = format!("`{}` lacks an assumption for {}", name.value, place.join(", "));
                return Err(Finding::error(Code::MissingAssumption, message)
                    .at(&sources.data.spec.file, name.span.clone(), "cannot be computed there")
                    .help("add the row to the assumptions, or let the formula hold the last level: hold(x)"));
            };
            units.push(std::iter::once(label.value.clone()).chain(place).collect::<Vec<_>>().join(", "));
            steps.push(step);
            values.push(figure.value);
            rows.push(figure.rows.iter().copied());
            split.push(label.value.clone());
            for (column, label) in indexes.iter_mut().zip(of_index) {
                column.push(label);
            }
            years.push(year);
        }
    }
    let declared = |labels: Vec<String>| labels.into_iter().map(Label::declared).collect::<Vec<_>>();
    let mut known = vec![
        (SPLIT.to_owned(), declared(shown.show.iter().map(|(label, _)| label.value.clone()).collect())),
        (YEAR.to_owned(), declared(figures.years.iter().map(i64::to_string).collect())),
    ];
    let mut columns = vec![Column::new(SPLIT.into(), split), Column::new(YEAR.into(), years)];
    for ((name, labels), column) in figures.indexes.iter().zip(indexes) {
        known.push((name.clone(), declared(labels.clone())));
        columns.push(Column::new(PlSmallStr::from_str(name), column));
    }
    let frame = DataFrame::new(values.len(), columns).expect("the columns are of one length and of different names");
    let labels = labels::of_axes(part, &frame, known, |_| None, sources)?;
    Ok(Observations {
        columns: Columns::of_rows(frame),
        units: Units::Named(Names::plain(units)),
        values: Numbers::Each(values),
        lineage: Lineage::kept(rows),
        labels,
        worked: Some(Worked { steps: working.steps().into(), of: steps }),
        ..Observations::default()
    })
}
