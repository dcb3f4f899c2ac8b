//! Records: each row of an extract about a member, once; or each row, or sequence of rows, that is about nobody.

use polars::prelude::Column;

use super::{Label, Observations, Sources};
use crate::cohort::{Month, Population, Records, Rows, Sql, Windows};
use crate::diagnostic::Finding;
use crate::spec::{self, Placed};

/// One observation a row, of the value 1.
pub(super) fn records(
    wanted: &spec::Rows,
    placed: Option<&Placed>,
    population: Option<&Population>,
    sources: &Sources<'_>,
) -> Result<Observations, Finding> {
    let sql = Sql::of(sources.data.spec);
    let observations = if let Some(population) = population {
        of_members(wanted, population, sources, sql)?
    } else {
        let rows = Rows::read(wanted, sources.data, sources.as_of, sql)?;
        Observations {
            values: vec![1.0; rows.names.len()],
            frame: rows.frame,
            units: rows.names,
            rows: rows.rows,
            ..Observations::default()
        }
    };
    match placed {
        Some(placed) => place(observations, placed, sources, sql),
        None => Ok(observations),
    }
}

fn of_members(
    wanted: &spec::Rows,
    population: &Population,
    sources: &Sources<'_>,
    sql: Sql<'_>,
) -> Result<Observations, Finding> {
    let records = Records::read(wanted, &population.frame, sources.data, sql)?;
    let member = |at: &usize| &population.members[*at];
    Ok(Observations {
        units: records.members.iter().map(|at| member(at).id.clone()).collect(),
        values: vec![1.0; records.rows.len()],
        rows: records.members.iter().zip(&records.rows).map(|(at, row)| vec![member(at).row, *row]).collect(),
        members: records.members,
        frame: records.frame,
        ..Observations::default()
    })
}

/// Each row at the windows with its day or month; rows outside all windows are not observed.
fn place(
    observations: Observations,
    placed: &Placed,
    sources: &Sources<'_>,
    sql: Sql<'_>,
) -> Result<Observations, Finding> {
    let windows = Windows::calendar(&placed.over.timeline, sources.as_of);
    // A month is the start of its days' text, so a day and a month are told alike.
    let texts = sql.texts(&placed.date, &observations.frame)?;
    let window = |text: &str| -> Option<usize> {
        let month: Month = text.get(..7)?.parse().ok()?;
        let inside = |window: &&crate::cohort::Window| (window.first..=window.last).contains(&month.first_day());
        windows.of_member.first()?.iter().find(inside).map(|window| window.x)
    };
    let found: Vec<Option<usize>> = texts.iter().map(|text| text.as_deref().and_then(window)).collect();
    let periods: Vec<Option<&str>> = found.iter().map(|x| x.map(|x| windows.labels[x].as_str())).collect();
    let mut observations = observations;
    let column = Column::new("period".into(), periods);
    observations.frame.with_column(column).expect("the column is as long as the frame");
    observations.labels.push(("period".to_owned(), windows.labels.iter().map(Label::declared).collect()));
    observations.keep(&found.iter().map(Option::is_some).collect::<Vec<bool>>());
    Ok(observations)
}
