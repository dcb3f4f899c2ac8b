//! Totals: for each row of an extract, a unit, the sum over its rows in another.

use polars::prelude::*;

use super::rows::{SPLIT, as_of, numbers, picked, places, units};
use super::{Sources, labels};
use crate::cohort::{Columns, Sql};
use crate::diagnostic::{Code, Finding};
use crate::dictionary::Dictionary;
use crate::estimate::Exact;
use crate::observation::{Label, Lineage, Numbers, Observations, Units};
use crate::spec::{Part, Totals};

/// One observation a unit and part of the split: without rows it is 0. Rows of other units are left out.
pub(super) fn totals(wanted: &Totals, part: &Part, sources: &Sources<'_>) -> Result<Observations, Finding> {
    let sql = Sql::of(sources.data.spec);
    let source = sources.data.source(&wanted.per);
    let frame = picked(source, wanted.filter.as_ref(), sources)?;
    let added = sources.data.source(&wanted.extract);
    let by = wanted.by.as_str();
    let column = |frame: &DataFrame, file: &str| {
        frame.column(by).cloned().map_err(|_| {
            Finding::error(Code::UnknownName, format!("there is no column `{by}` in {file}"))
                .at(sql.file, wanted.by.span.clone(), "must be a column of both extracts")
                .help("name the column that says which unit a row is of")
        })
    };
    let unit = column(&frame, &source.extract.file)?;
    if unit.n_unique().is_ok_and(|unique| unique != frame.height()) {
        return Err(Finding::error(
            Code::NotUnique,
            format!("`{by}` stands more than once in {}", source.extract.file),
        )
        .at(sql.file, wanted.by.span.clone(), "does not tell one unit from all others")
        .help("name a column that has each value once"));
    }
    let whose = column(&added.extract.frame, &added.extract.file)?;
    if unit.dtype() != whose.dtype() {
        return Err(Finding::error(Code::SqlFailed, "the rows cannot be laid beside their units")
            .at(sql.file, wanted.by.span.clone(), "of two types")
            .help("the column must be of one type in both schemas"));
    }
    let (mut rows, of_unit) = of_units(&unit, &whose, &added.extract.frame);
    rows.with_column(as_of(sources, rows.height())).expect("the column is as long as the frame");

    let amounts = numbers(&wanted.value, &rows, sql)?;
    let own_places = places(added, &rows);
    let masks: Vec<Vec<bool>> =
        wanted.split.iter().map(|(_, filter)| sql.mask(filter, &rows)).collect::<Result<_, _>>()?;
    let parts = wanted.split.len().max(1);
    let mut cells = vec![Exact::default(); frame.height() * parts];
    let own = places(source, &frame);
    let mut lineage: Vec<_> = (0..cells.len()).map(|cell| vec![own[cell / parts]]).collect();
    for (at, unit) in of_unit.iter().enumerate() {
        let Some(amount) = amounts[at] else { continue };
        for part in (0..parts).filter(|part| masks.get(*part).is_none_or(|mask| mask[at])) {
            let cell = *unit as usize * parts + part;
            cells[cell].add(amount);
            lineage[cell].push(own_places[at]);
        }
    }

    let of_cell = |cell: usize| cell / parts;
    let index: IdxCa = (0..cells.len()).map(|cell| IdxSize::try_from(of_cell(cell)).ok()).collect();
    let mut frame = frame.take(&index).expect("the places are the frame's own");
    let mut known = Vec::new();
    if !wanted.split.is_empty() {
        let names: Vec<&str> = (0..cells.len()).map(|cell| wanted.split[cell % parts].0.as_str()).collect();
        frame.with_column(Column::new(SPLIT.into(), names)).expect("the column is as long as the frame");
        known.push((SPLIT.to_owned(), wanted.split.iter().map(|(label, _)| Label::declared(label.as_str())).collect()));
    }
    let labels = labels::of_axes(part, &frame, known, |column| source.codes(column).map(<[String]>::to_vec), sources)?;
    Ok(Observations {
        units: Units::Named(units(source, &frame, sources.data.spec.report.language)),
        values: Numbers::Each(cells.iter().map(Exact::value).collect()),
        lineage: Lineage::kept(lineage.into_iter().collect()),
        columns: Columns::of_rows(frame),
        labels,
        ..Observations::default()
    })
}

/// The rows that are of a unit, in their order, and the place of each row's unit among the units, which are all different. A row
/// that says no unit is of none.
fn of_units(units: &Column, whose: &Column, frame: &DataFrame) -> (DataFrame, Vec<u32>) {
    let units = units.as_materialized_series();
    let whose = whose.as_materialized_series();
    let known: Dictionary<AnyValue<'_>> = units.iter().collect();
    let of = |value: &AnyValue<'_>| (!value.is_null()).then(|| known.known(value)).flatten();
    let (index, of_unit): (Vec<IdxSize>, Vec<u32>) =
        (0..).zip(whose.iter()).filter_map(|(at, value)| Some((at, of(&value)?))).unzip();
    let index = IdxCa::from_vec("".into(), index);
    (frame.take(&index).expect("the places are the frame's own"), of_unit)
}
