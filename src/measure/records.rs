//! Records: each row of an extract about a member, once; or each row, or sequence of rows, that is about nobody.

use std::sync::Arc;

use chrono::NaiveDate;
use polars::prelude::{Column, DataFrame};

use super::Sources;
use crate::calendar::Month;
use crate::cohort::{Columns, Population, Records, Rows, Sql, Window, Windows};
use crate::diagnostic::{Code, Finding};
use crate::observation::{Label, Left, Lineage, Names, Numbers, Observations, Units};
use crate::spec::{self, Placed, Timeline};

/// One observation a row, of the value 1.
pub(super) fn records(
    wanted: &spec::Rows,
    placed: Option<&Placed>,
    population: Option<&Arc<Population>>,
    sources: &Sources<'_>,
) -> Result<Observations, Finding> {
    let sql = Sql::of(sources.data.spec);
    let mut observations = if let Some(population) = population {
        of_members(wanted, population, sources, sql)?
    } else {
        let rows = Rows::read(wanted, sources.data, sources.as_of, sql)?;
        Observations {
            columns: Columns::of_rows(rows.frame.clone()),
            units: Units::Named(Names::of_columns(rows.names.texts(sources.data.spec.report.language))),
            values: Numbers::One,
            lineage: Lineage::shared(rows.rows.clone()),
            ..Observations::default()
        }
    };
    observations.note_left(Left::NoRows);
    match placed {
        Some(placed) => place(observations, placed, sources, sql),
        None => Ok(observations),
    }
}

fn of_members(
    wanted: &spec::Rows,
    population: &Arc<Population>,
    sources: &Sources<'_>,
    sql: Sql<'_>,
) -> Result<Observations, Finding> {
    let people = (&**sources.states.people(), population.whom);
    let records = Records::read(wanted, (&population.frame, &population.members), people, sources.data, sql)?;
    let (of, index, columns, file) = (population.clone(), records.member, records.columns, records.file);
    Ok(Observations {
        columns,
        units: Units::Members { of: population.clone(), index, families: false },
        values: Numbers::One,
        lineage: Lineage::found(move |columns, at, rows| {
            rows.extend([of.members[columns.at(index).of(at) as usize].row, file.row(columns, at)]);
        }),
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
    let mut observations = observations;
    // A month is the start of its days' text, so a day and a month are told alike.
    let texts = observations.columns.ask(&placed.date, sql, |frame| sql.texts(&placed.date, frame))?;
    // A month lies in no one week.
    let in_days = matches!(placed.over.timeline, Timeline::Weeks(_));
    let day = |text: &str| -> Option<NaiveDate> {
        if in_days {
            return text.get(..10)?.parse().ok();
        }
        let month: Month = text.get(..7)?.parse().ok()?;
        Some(month.first_day())
    };
    if in_days && texts.rows().iter().flatten().any(|text| day(text).is_none()) {
        return Err(Finding::error(Code::BadValue, "weeks are of days, and this gives months")
            .at(sql.file, placed.date.span.clone(), "no days")
            .help("name a column with days, or count by months: over = \"months\""));
    }
    let window = |text: &str| -> Option<u32> {
        let day = day(text)?;
        let inside = |window: &&Window| (window.first..=window.last).contains(&day);
        windows.all().iter().find(inside).map(|window| window.x)
    };
    let found = texts.map(|text| text.as_deref().and_then(window));
    let found: Vec<Option<u32>> = (0..observations.count()).map(|at| *found.of(at)).collect();
    // What is outside all windows is left out below, so its place is never asked for.
    let index = observations.columns.index(found.iter().map(|x| x.unwrap_or_default()).collect());
    let periods = vec![Column::new("period".into(), windows.labels.clone())];
    let periods = DataFrame::new(windows.labels.len(), periods).expect("one column");
    observations.columns.lay(periods, Some(index));
    observations.labels.push(("period".to_owned(), windows.labels.iter().map(Label::declared).collect()));
    observations.keep(&found.iter().map(Option::is_some).collect::<Vec<bool>>());
    Ok(observations)
}
