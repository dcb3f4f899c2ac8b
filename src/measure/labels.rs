//! The labels of keys that are made from columns of extracts and queries.

use std::collections::BTreeSet;

use chrono::{Datelike, Days};
use polars::prelude::*;

use super::Sources;
use crate::calendar::Month;
use crate::cohort::{Sql, by_name, in_time, tables};
use crate::diagnostic::{Code, Finding, Ranged, did_you_mean};
use crate::observation::Label;
use crate::spec::{Analysis, Axis, ClassLabels, FoundLabels, LabelOrder, LabelsOf, Measure, Part};
use crate::sql::Table;
use crate::value::shortest;

/// So many labels a page can show in some way, and a program compute for each of an exhibit's other labels.
const MOST: usize = 2_000;

/// The columns that the axes of `part` name, with their labels in reading order: periods in time, a code list in its order, numbers and
/// days ascending, other texts by name; those of a query, and where it is asked for, in the order of the rows. `own` are labels that the
/// measure knows, `codes` the lists of columns.
///
/// # Errors
/// A finding where an axis names a column that is not there.
pub(super) fn of_axes(
    part: &Part,
    frame: &DataFrame,
    own: Vec<(String, Vec<Label>)>,
    codes: impl Fn(&str) -> Option<Vec<String>>,
    sources: &Sources<'_>,
) -> Result<Vec<(String, Vec<Label>)>, Finding> {
    let mut labels = own;
    for axis in [&part.facet, &part.series, &part.x].into_iter().flatten() {
        let by_query = matches!(part.measure, Measure::Analysis(Analysis::Sql(_)));
        let (name, must_be, stated) = match axis {
            Axis::Column(name) => (name, true, by_query),
            Axis::Classes(classes) => {
                let as_stated = Some(LabelOrder::AsStated);
                let asked = matches!(&classes.labels, ClassLabels::Found(found) if found.order == as_stated);
                match &classes.labels {
                    ClassLabels::WeeksOfYear => labels.push((classes.of.value.clone(), weeks(sources.as_of))),
                    ClassLabels::Found(FoundLabels { within: Some(within), .. }) => {
                        labels.push((classes.of.value.clone(), of_table(within, sources)?));
                    }
                    // They are made of the limits, however many numbers there are.
                    ClassLabels::Limits(_) => continue,
                    ClassLabels::Found(_) | ClassLabels::Listed(_) => {}
                }
                (&classes.of, false, by_query || asked)
            }
            Axis::States(_) | Axis::Labels(_) | Axis::Range { .. } => continue,
        };
        if labels.iter().any(|(known, _)| known == name.as_str()) {
            continue;
        }
        // A name in quotes is a column's too.
        let plain = name.value.strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
        let named = plain.map_or_else(|| name.value.clone(), |inner| inner.replace("\"\"", "\""));
        match frame.column(&named) {
            Ok(column) => {
                let found = match codes(&named) {
                    Some(codes) => {
                        let mut labels: Vec<Label> = codes.into_iter().map(Label::declared).collect();
                        // Time has one direction, whatever order the periods were met in.
                        in_time(&mut labels, |label| &label.name);
                        labels
                    }
                    None => of_column(column, stated, sources),
                };
                if found.len() > MOST {
                    return Err(too_many(name, found.len(), &sources.data.spec.file));
                }
                labels.push((name.value.clone(), found));
            }
            Err(_) if must_be => return Err(unknown(name, frame, &sources.data.spec.file)),
            // An expression over columns; what it gives is seen when it is computed.
            Err(_) => {}
        }
    }
    Ok(labels)
}

fn too_many(name: &Ranged<String>, count: usize, file: &str) -> Finding {
    Finding::error(
        Code::BadValue,
        format!("`{}` has {count} different values, and an axis has {MOST} labels at most", name.value),
    )
    .at(file, name.span.clone(), "too many to be told apart")
    .help("gather them in classes, or name the few that are to be shown")
}

fn unknown(name: &Ranged<String>, frame: &DataFrame, file: &str) -> Finding {
    let names = || frame.get_column_names().into_iter().map(PlSmallStr::as_str).filter(|name| !name.starts_with('_'));
    let help = match did_you_mean(name.as_str(), names()) {
        Some(likely) => format!("did you mean `{likely}`?"),
        None => format!("the columns are {}", names().collect::<Vec<_>>().join(", ")),
    };
    Finding::error(Code::SqlColumn, format!("there is no column `{}` here", name.value))
        .at(file, name.span.clone(), "not a column of the observations")
        .help(help)
}

/// The weeks of the status month's year whose Sunday is over when the month is: an axis that went on would be empty there.
/// December has all 52. A week 53 is left to the report to ask for.
fn weeks(as_of: Month) -> Vec<Label> {
    let (year, last) = (as_of.year_name(), as_of.last_day());
    let sunday = last - Days::new(u64::from(last.weekday().num_days_from_sunday()));
    let count = if last.month() == 12 { 52 } else { sunday.iso_week().week() };
    (1..=count).map(|week| Label::declared(format!("{year}-W{week:02}"))).collect()
}

/// The codes that stand in a view's column, in the order of the list that it has from an extract; none where it has none.
pub(super) fn codes_found(view: &Table, column: &str) -> Option<Vec<String>> {
    let codes = view.columns.labels(column)?;
    let cells = view.frame.column(column).ok()?.unique().ok()?;
    let found: BTreeSet<&str> = cells.str().ok()?.iter().flatten().collect();
    // Whatever is not among them would be lost.
    let all = found.iter().all(|found| codes.iter().any(|code| code == found));
    all.then(|| codes.iter().filter(|code| found.contains(code.as_str())).cloned().collect())
}

/// What stands in a column of another table, in the order of its rows where these are periods, else of its code list, and without one by name.
fn of_table(wanted: &LabelsOf, sources: &Sources<'_>) -> Result<Vec<Label>, Finding> {
    let spec = sources.data.spec;
    let name = wanted.table.as_str();
    let tables = tables(name, sources.data, sources.cohorts, sources.as_of, sources.views)?;
    let Table { mut frame, columns, .. } =
        tables.into_iter().find(|table| table.name == name).expect("the spec's names are resolved");
    if let Some(filter) = &wanted.filter {
        let mask = Sql::of(spec).mask(filter, &frame)?;
        let mask: BooleanChunked = mask.into_iter().map(Some).collect();
        frame = frame.filter(&mask).expect("the mask is as long as the frame");
    }
    let column = frame.column(wanted.column.as_str()).expect("the spec's names are resolved");
    let mut found = of_column(column, true, sources);
    if found.len() > MOST {
        return Err(too_many(&wanted.column, found.len(), &spec.file));
    }
    if !spec.periods.iter().any(|periods| periods.name.value == name) && !is_ordered(column) {
        by_name(&mut found, |label| &label.name);
        let codes = columns.labels(wanted.column.as_str()).unwrap_or_default();
        found.sort_by_key(|label| codes.iter().position(|code| *code == label.name).unwrap_or(codes.len()));
        in_time(&mut found, |label| &label.name);
    }
    Ok(found)
}

/// Whether a column's values have an order of their own.
fn is_ordered(column: &Column) -> bool {
    column.dtype().is_numeric() || column.dtype().is_temporal()
}

/// What stands in a column, each once; texts in the order of the rows if that is `stated`, else by name, so that the same rows in
/// another order give the same. What holds or does not is called so in the report's language.
fn of_column(column: &Column, stated: bool, sources: &Sources<'_>) -> Vec<Label> {
    let unique = if is_ordered(column) {
        column.unique().and_then(|unique| unique.sort(SortOptions::default()))
    } else {
        column.unique_stable()
    };
    let mut labels: Vec<Label> = if let Ok(Ok(numbers)) = unique.as_ref().map(|unique| unique.f64()) {
        // A number with decimals is called what it is as text: 1, where a frame would write 1.0.
        numbers.iter().flatten().map(|number| Label::declared(shortest(number))).collect()
    } else {
        let texts = unique.and_then(|unique| unique.cast(&DataType::String));
        let texts = texts.as_ref().ok().and_then(|texts| texts.str().ok());
        texts.into_iter().flat_map(|texts| texts.iter().flatten().map(Label::declared)).collect()
    };
    if !stated && !is_ordered(column) {
        by_name(&mut labels, |label| &label.name);
    }
    if column.dtype() == &DataType::Boolean {
        let truths = sources.data.spec.truths();
        labels = labels.into_iter().map(|label| Label::declared(truths.called(label.name))).collect();
        if !stated {
            truths.in_order(&mut labels, |label| &label.name);
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    // By the calendar: 28 June and 31 May 2015 are Sundays, of weeks 26 and 22; 1 January 2017 is the Sunday of week 52 of 2016.
    #[test]
    fn the_weeks_of_a_year_go_as_far_as_the_status_month() {
        let last = |month: &str| {
            let weeks = weeks(month.parse().expect("a month"));
            (weeks.len(), weeks.last().map(|label| label.name.clone()).unwrap_or_default())
        };
        assert_eq!(last("2015-06"), (26, "2015-W26".to_owned()));
        assert_eq!(last("2015-05"), (22, "2015-W22".to_owned()));
        assert_eq!(last("2015-12"), (52, "2015-W52".to_owned()));
        assert_eq!(last("2016-12"), (52, "2016-W52".to_owned()));
    }
}
