//! Rows: each row of an extract, or of a view, is a unit.

use polars::prelude::*;

use super::unknown::Lost;
use super::{Sources, labels, weights};
use crate::cohort::{CalledByRow, Columns, RowLists, RowRef, Source, Sql};
use crate::diagnostic::{Code, Finding, Ranged};
use crate::locale::{Language, say};
use crate::observation::{Label, Lineage, Names, Numbers, Observations, Units, Weights};
use crate::spec::{Among, ExtractRows, Interval, Part, Per, Spec, UnitKind, Whom};
use crate::sql::Table;

/// The column with the label of each of a row's values, or the part of a split.
pub(super) const SPLIT: &str = "split";

/// One observation a row and value. A row whose value is empty is not observed.
pub(super) fn rows(wanted: &ExtractRows, part: &Part, sources: &Sources<'_>) -> Result<Observations, Finding> {
    let sql = Sql::of(sources.data.spec);
    let view = sources.views.iter().find(|view| view.name == wanted.extract.value);
    let source = view.is_none().then(|| sources.data.source(&wanted.extract));
    let Picked { frame, units, rows } = match (view, source) {
        (Some(view), _) => of_view(view, wanted, sources)?,
        (None, Some(source)) => of_extract(source, wanted, sources)?,
        (None, None) => unreachable!("what is no view is an extract"),
    };
    let codes = |column: &str| match view {
        Some(view) => labels::codes_found(view, column),
        None => source?.codes(column).map(<[String]>::to_vec),
    };
    let units = if counts_units(part) { of_persons(&frame, wanted, part, sources)? } else { units };
    let weights = wanted.weight.as_ref().map(|weight| sql.numbers(weight, &frame)).transpose()?;
    let all = Columns::of_rows(frame.clone());
    // A row of which it is not known whether what a share asks holds is not left out in silence.
    let numbers = |text: &Ranged<String>| -> Result<Vec<Option<f64>>, Finding> {
        let values = numbers(text, &frame, sql)?;
        let behind = |at: usize| {
            let mut own = rows.of(at).to_vec();
            sources.data.made.behind().expand(&mut own, 0);
            own
        };
        Lost::of(text, &values, &all, sql)?.judge(part, sources, behind)?;
        Ok(values)
    };
    let (mut at, mut values, mut split) = (Vec::new(), Vec::new(), Vec::new());
    let mut take = |label: &str, found: Vec<Option<f64>>| {
        for (row, value) in (0..).zip(found) {
            if let Some(value) = value {
                at.push(row);
                values.push(value);
                split.push(label.to_owned());
            }
        }
    };
    match &wanted.value {
        Some(value) => take("", numbers(value)?),
        None if wanted.values.is_empty() => take("", vec![Some(1.0); frame.height()]),
        None => {
            for (label, value) in &wanted.values {
                take(label.as_str(), numbers(value)?);
            }
        }
    }
    if let (Some(text), Some(weights)) = (&wanted.weight, &weights) {
        let all = part.among != Among::Stated;
        weights::check(at.iter().map(|row| weights[*row as usize]), all, text, sql.file)?;
    }
    let index: IdxCa = at.iter().map(|at| Some(*at)).collect();
    let mut taken = frame.take(&index).expect("the places are the frame's own");
    let mut own = Vec::new();
    if !wanted.values.is_empty() {
        taken.with_column(Column::new(SPLIT.into(), split)).expect("the column is as long as the frame");
        own.push((SPLIT.to_owned(), wanted.values.iter().map(|(label, _)| Label::declared(label.as_str())).collect()));
    }
    // From all rows, so that one that states nothing has its place: it is shown that there is none.
    let labels = labels::of_axes(part, &frame, own, codes, sources)?;
    let of = |row: &IdxSize| *row as usize;
    Ok(Observations {
        units: Units::Named(units.take(at.iter().map(of))),
        values: Numbers::Each(values),
        weights: weights.map_or(Weights::One, |weights| Weights::Each(at.iter().map(|row| weights[of(row)]).collect())),
        lineage: Lineage::kept(at.iter().map(|row| rows.of(of(row)).to_vec()).collect()),
        columns: Columns::of_rows(taken),
        labels,
        ..Observations::default()
    })
}

/// Whether the part tells different units apart, and does not take each row by itself.
fn counts_units(part: &Part) -> bool {
    let clustered = part.interval == Some(Interval::Cluster) && part.beside.cluster.is_none();
    let greatest = part.leave_out.as_ref().is_some_and(|leave_out| !leave_out.families);
    part.per == Per::Unit || clustered || greatest
}

/// Whom each row is about: a person is one unit, however many rows there are. Where nothing says whom, each row by itself would
/// count for one in silence.
fn of_persons(frame: &DataFrame, wanted: &ExtractRows, part: &Part, sources: &Sources<'_>) -> Result<Names, Finding> {
    let (spec, sql) = (sources.data.spec, Sql::of(sources.data.spec));
    let view = spec.views.iter().find(|view| view.name.value == wanted.extract.value);
    let person = match view {
        Some(view) => view.person.as_ref().map(Ranged::as_str).or_else(|| of_kind(spec, &wanted.extract)),
        None => sources.data.about(&wanted.extract, Whom::Persons).or_else(|| of_kind(spec, &wanted.extract)),
    };
    let column = person.and_then(|person| Some((person, frame.column(person).ok()?.cast(&DataType::String).ok()?)));
    let Some((person, texts)) = column.as_ref().and_then(|(person, texts)| Some((person, texts.str().ok()?))) else {
        let message = format!("nothing says whom a row of `{}` is about", wanted.extract.value);
        return Err(Finding::error(Code::BadValue, message)
            .at(sql.file, part.span.clone(), "tells one from another: `per`, `leave-out`, or the interval `cluster`")
            .help("say it: a layout by `sporbar:person`, or by the same `sporbar:key` as [persons] has; a view by person = \"...\"")
            .help("an interval can name the column itself: cluster = \"...\"; where each row is one of its own, leave `per` out"));
    };
    let none = texts.null_count();
    if none > 0 {
        let message = format!("{none} of {} rows are about nobody: `{person}` is empty", frame.height());
        return Err(Finding::error(Code::UndeclaredCategory, message)
            .at(sql.file, part.span.clone(), "counts persons: they would together be one")
            .help("leave them out where it is seen: where = \"... IS NOT NULL\""));
    }
    Ok(Names::plain(texts.iter().flatten().map(str::to_owned).collect()))
}

/// The column that says which unit a row is about, where the rows are of one of `[units]`.
fn of_kind<'s>(spec: &'s Spec, name: &Ranged<String>) -> Option<&'s str> {
    let own = |kind: &'s UnitKind| (kind.table.extract.value == name.value).then_some(&kind.table.id);
    let rows = |kind: &'s UnitKind| kind.rows.iter().find(|(of, _)| of.value == name.value).map(|(_, column)| column);
    spec.units.iter().find_map(|kind| own(kind).or_else(|| rows(kind))).map(Ranged::as_str)
}

/// Rows to be observed.
struct Picked {
    frame: DataFrame,
    /// What each is called.
    units: Names,
    /// The extract rows behind each.
    rows: RowLists,
}

/// The rows of an extract for which the filter holds.
fn of_extract(source: Source<'_>, wanted: &ExtractRows, sources: &Sources<'_>) -> Result<Picked, Finding> {
    let frame = picked(source, wanted.filter.as_ref(), sources)?;
    let rows = places(source, &frame).into_iter().map(|row| [row]).collect();
    Ok(Picked { units: units(source, &frame, sources.data.spec.report.language), rows, frame })
}

/// The rows of a view for which the filter holds. They are called by the view's key.
fn of_view(view: &Table, wanted: &ExtractRows, sources: &Sources<'_>) -> Result<Picked, Finding> {
    let (spec, sql) = (sources.data.spec, Sql::of(sources.data.spec));
    let mut frame = view.frame.clone();
    frame.with_column(as_of(sources, frame.height())).expect("the column is as long as the frame");
    let mask = match &wanted.filter {
        Some(filter) => sql.mask(filter, &frame)?,
        None => vec![true; frame.height()],
    };
    let kept: Vec<usize> = mask.iter().enumerate().filter(|(_, keep)| **keep).map(|(at, _)| at).collect();
    if let Some(at) = kept.iter().find(|at| view.rows[**at].is_empty()) {
        let message = format!("row {} of the view `{}` came from no row of an extract", at + 1, view.name);
        return Err(Finding::error(Code::LineageLost, message)
            .at(&spec.file, wanted.extract.span.clone(), "each of its rows would be counted")
            .help("let every row of the view come from an extract, or let `where` leave out those that do not"));
    }
    let keys = spec.views.iter().find(|known| known.name.value == view.name).map_or(&[][..], |known| &known.key);
    let mut texts = Vec::new();
    for key in keys {
        let quoted = key.clone().map(|name| format!("\"{}\"", name.replace('"', "\"\"")));
        texts.push(sql.texts(&quoted, &frame)?);
    }
    let called = CalledByRow::new(|row| say!(spec.report.language, "record-row", row = row));
    let names = Names::keyed(&texts, mask.len(), |at| called.of(at + 1));
    let there: BooleanChunked = mask.iter().copied().map(Some).collect();
    Ok(Picked {
        units: names.take(kept.iter().copied()),
        rows: kept.iter().map(|at| view.rows[*at].iter().map(|row| RowRef::unpacked(*row))).collect(),
        frame: frame.filter(&there).expect("the mask is as long as the frame"),
    })
}

/// The rows of an extract for which the filter holds, with the status month beside them.
pub(super) fn picked(
    source: Source<'_>,
    filter: Option<&Ranged<String>>,
    sources: &Sources<'_>,
) -> Result<DataFrame, Finding> {
    let mut frame = source.extract.frame.clone();
    frame.with_column(as_of(sources, frame.height())).expect("the column is as long as the frame");
    let Some(filter) = filter else { return Ok(frame) };
    let mask = Sql::of(sources.data.spec).mask(filter, &frame)?;
    let mask: BooleanChunked = mask.into_iter().map(Some).collect();
    Ok(frame.filter(&mask).expect("the mask is as long as the frame"))
}

/// A column with the status month, `as_of`.
pub(super) fn as_of(sources: &Sources<'_>, height: usize) -> Column {
    let month = PlSmallStr::from_string(sources.as_of.to_string());
    Column::new_scalar("as_of".into(), Scalar::new(DataType::String, AnyValue::StringOwned(month)), height)
}

/// The number that an expression gives for each row; true is 1.
pub(super) fn numbers(text: &Ranged<String>, frame: &DataFrame, sql: Sql<'_>) -> Result<Vec<Option<f64>>, Finding> {
    sql.numbers(text, frame)
}

/// What each row is called: its key in the schema, or its place in the file.
pub(super) fn units(source: Source<'_>, frame: &DataFrame, language: Language) -> Names {
    let texts = |name: &str| -> Option<Vec<Option<String>>> {
        let column = frame.column(name).ok()?.cast(&DataType::String).ok()?;
        Some(column.str().ok()?.iter().map(|text| text.map(str::to_owned)).collect())
    };
    let keys: Vec<Vec<Option<String>>> = source.key().into_iter().filter_map(texts).collect();
    let places = places(source, frame);
    let called = CalledByRow::new(|row| say!(language, "record-row", row = row));
    Names::keyed(&keys, places.len(), |at| called.of(places[at].row))
}

/// The file's own row of each row.
pub(super) fn places(source: Source<'_>, frame: &DataFrame) -> Vec<RowRef> {
    let rows = frame.column("_row").and_then(|rows| rows.u32()).expect("the register gives every frame its rows");
    rows.iter().map(|row| RowRef { extract: source.number, row: row.unwrap_or_default() }).collect()
}
