//! Totals: for each row of an extract, a unit, the sum over its rows in another.

use polars::prelude::*;

use super::rows::{SPLIT, numbers, picked, places, units};
use super::{Sources, labels};
use crate::cohort::{Columns, Sql};
use crate::diagnostic::{Code, Finding};
use crate::estimate::Exact;
use crate::observation::{Label, Lineage, Numbers, Observations, Units};
use crate::spec::{Part, Totals};

/// The column with a unit's place.
const UNIT: &str = "_unit";

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
    column(&added.extract.frame, &added.extract.file)?;
    if unit.n_unique().is_ok_and(|unique| unique != frame.height()) {
        return Err(Finding::error(
            Code::NotUnique,
            format!("`{by}` stands more than once in {}", source.extract.file),
        )
        .at(sql.file, wanted.by.span.clone(), "does not tell one unit from all others")
        .help("name a column that has each value once"));
    }
    let failed = |error: PolarsError| {
        Finding::error(Code::SqlFailed, "the rows cannot be laid beside their units")
            .at(
                sql.file,
                wanted.by.span.clone(),
                if error.to_string().contains("datatypes") { "of two types" } else { "" },
            )
            .help("the column must be of one type in both schemas")
    };
    let numbered: Vec<u32> = (0..).take(frame.height()).collect();
    let keys = DataFrame::new(frame.height(), vec![unit, Column::new(UNIT.into(), numbered)]).map_err(failed)?;
    let arguments = JoinArgs { maintain_order: MaintainOrderJoin::Left, ..JoinArgs::new(JoinType::Inner) };
    let rows = added.extract.frame.join(&keys, [by], [by], arguments, None).map_err(failed)?;

    let amounts = numbers(&wanted.value, &rows, sql)?;
    let own_places = places(added, &rows);
    let of_unit = rows.column(UNIT).and_then(|units| units.u32()).expect("the join made the column");
    let masks: Vec<Vec<bool>> =
        wanted.split.iter().map(|(_, filter)| sql.mask(filter, &rows)).collect::<Result<_, _>>()?;
    let parts = wanted.split.len().max(1);
    let mut cells = vec![Exact::default(); frame.height() * parts];
    let own = places(source, &frame);
    let mut lineage: Vec<_> = (0..cells.len()).map(|cell| vec![own[cell / parts]]).collect();
    for (at, unit) in of_unit.iter().enumerate() {
        let (Some(unit), Some(amount)) = (unit, amounts[at]) else { continue };
        for part in (0..parts).filter(|part| masks.get(*part).is_none_or(|mask| mask[at])) {
            let cell = unit as usize * parts + part;
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
        units: Units::Named(units(source, &frame)),
        values: Numbers::Each(cells.iter().map(Exact::value).collect()),
        lineage: Lineage::kept(lineage.into_iter().collect()),
        columns: Columns::of_rows(frame),
        labels,
        ..Observations::default()
    })
}
