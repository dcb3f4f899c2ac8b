//! Records: each row of an extract about a member, once.

use super::{Observations, Sources, Weights};
use crate::cohort::{Population, Records, Sql};
use crate::diagnostic::{Code, Finding};
use crate::spec::{Ranged, Rows, Years};

/// One observation a row: 1, or the years that it tells of. A row that tells of none (a day is missing) is not observed.
pub(super) fn records(
    rows: &Rows,
    years: Option<&Years>,
    population: &Population,
    sources: &Sources<'_>,
) -> Result<Observations, Finding> {
    let sql = Sql { file: &sources.data.spec.file };
    let records = Records::read(rows, &population.frame, sources.data, sql)?;
    let values = match years {
        None => vec![Some(1.0); records.rows.len()],
        Some(years) => lengths(years, &records, sql)?,
    };
    let there: polars::prelude::BooleanChunked = values.iter().map(|value| Some(value.is_some())).collect();
    let frame = records.frame.filter(&there).expect("the mask is as long as the frame");
    let kept = || records.members.iter().zip(&records.rows).zip(&values).filter(|(_, value)| value.is_some());
    Ok(Observations {
        frame,
        units: kept().map(|((member, _), _)| population.members[*member].id.clone()).collect(),
        members: kept().map(|((member, _), _)| *member).collect(),
        values: values.iter().flatten().copied().collect(),
        rows: kept().map(|((member, row), _)| vec![population.members[*member].row, *row]).collect(),
        weights: Weights::One,
        labels: Vec::new(),
        ends: Vec::new(),
    })
}

/// Days between the two dates over 365.25.
fn lengths(years: &Years, records: &Records, sql: Sql<'_>) -> Result<Vec<Option<f64>>, Finding> {
    let days = |text: &Ranged<String>| {
        let column = sql.evaluate(sql.expression(text, &records.frame)?, text, &records.frame)?;
        let days = column.date().map_err(|_| {
            Finding::error(Code::SqlFailed, "this is not a day")
                .at(sql.file, text.span.clone(), format!("gives {}", column.dtype()))
                .help("name a column with days, or pick one with CASE WHEN ... THEN ... ELSE ... END")
        })?;
        Ok::<_, Finding>(days.as_date_iter().collect::<Vec<_>>())
    };
    let (from, to) = (days(&years.from)?, days(&years.to)?);
    let between = |(from, to): (Option<chrono::NaiveDate>, Option<chrono::NaiveDate>)| {
        Some((to? - from?).num_days() as f64 / 365.25)
    };
    Ok(from.into_iter().zip(to).map(between).collect())
}
