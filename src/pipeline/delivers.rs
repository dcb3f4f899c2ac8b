//! Whether everybody delivers who is in an extract: a municipality that stops sending rows, or left out some months, tells that nothing
//! happened there, and every total that it is in falls.

use polars::prelude::StringChunked;

use super::delivered::{HARDLY, MANY, Time, gaps, is_yearly};
use crate::cohort::Data;
use crate::diagnostic::{Code, Finding, Findings, Ranged};
use crate::dictionary::{Dictionary, Words};
use crate::register::{Extract, NAMELESS};
use crate::schema::{Field, Kind, Period, Schema};
use crate::spec::Whom;

/// So many months in a row with many rows are a delivery that goes on. A round of questionnaires is over sooner.
const STEADY: usize = 6;
/// More labels than this are names of single things, and no places that deliver.
const LABELS: usize = 150;

/// The label of a row that has none.
const NONE: u8 = u8::MAX;
const _: () = assert!(LABELS < NONE as usize, "every label has a number of its own");

/// A column that says of each row which of a few it is of.
#[derive(Clone)]
struct Labels {
    column: String,
    names: Vec<String>,
    of: Vec<u8>,
}

/// Which of a few each person, or each of a kind of units, is of: columns of an extract in which everyone stands once.
pub(super) struct Whose<'f> {
    extract: &'f str,
    whom: Whom,
    rows: Own<'f>,
    labels: Vec<Labels>,
}

/// The row of each of those who stand in a column once.
enum Own<'f> {
    /// By the numbers of their pseudonyms; [`NAMELESS`] for who has none.
    Numbers(Vec<u32>),
    /// By their names.
    Names(Dictionary<&'f str>, Vec<u32>),
}

/// What the extracts say of people, and of other units, that rows about them can be told apart by.
pub(super) fn whose(data: Data<'_>) -> Vec<Whose<'_>> {
    let mut all = Vec::new();
    for (declared, extract) in data.spec.extracts.iter().zip(data.register.iter()) {
        let Some(schema) = data.schemas.get(declared.schema.value.as_str()) else { continue };
        let own = |(whom, _)| Some((whom, Own::of(extract, data.about(&declared.name, whom)?, data)?));
        let once: Vec<(Whom, Own<'_>)> = data.spec.tables().filter_map(own).collect();
        if once.is_empty() {
            continue;
        }
        let labels: Vec<Labels> = labels(extract, schema, data)
            .map(|labels| Labels { column: format!("{} of {}", labels.column, extract.file), ..labels })
            .collect();
        for (whom, rows) in once.into_iter().filter(|_| !labels.is_empty()) {
            all.push(Whose { extract: &extract.name, whom, rows, labels: labels.clone() });
        }
    }
    all
}

impl<'f> Own<'f> {
    /// None where somebody stands in the column twice, who may be of two.
    fn of(extract: &'f Extract, column: &str, data: Data<'f>) -> Option<Self> {
        if let Some(numbers) = data.register.numbers(&extract.name, column) {
            let mut rows = vec![NAMELESS; data.register.pseudonyms().len()];
            for (row, number) in (0..).zip(numbers).filter(|(_, number)| **number != NAMELESS) {
                if std::mem::replace(&mut rows[*number as usize], row) != NAMELESS {
                    return None;
                }
            }
            return Some(Self::Numbers(rows));
        }
        let (mut names, mut rows) = (Dictionary::new(), Vec::new());
        for (row, name) in (0..).zip(texts(extract, column)?.iter()) {
            if let Some(name) = name {
                names.number(name);
                rows.push(row);
                if names.len() < rows.len() {
                    return None;
                }
            }
        }
        Some(Self::Names(names, rows))
    }

    /// The row of whom each row of another column is about; [`NAMELESS`] where it is about nobody known.
    fn rows_of(&self, extract: &Extract, column: &str, data: Data<'_>) -> Option<Vec<u32>> {
        match self {
            // What has no pseudonyms names nobody who has one.
            Self::Numbers(rows) => {
                let own = |number: &u32| rows.get(*number as usize).copied().unwrap_or(NAMELESS);
                Some(data.register.numbers(&extract.name, column)?.iter().map(own).collect())
            }
            Self::Names(names, rows) => {
                let own = |name: Option<&str>| Some(rows[names.known(name?)? as usize]);
                Some(texts(extract, column)?.iter().map(|name| own(name).unwrap_or(NAMELESS)).collect())
            }
        }
    }
}

/// Labels of an extract's columns, or of whom its rows are about, whose rows stop or have a gap while those of the others go on. Only
/// columns that the report names are asked: what it does not tell apart may come and go.
pub(super) fn stopped(
    (called, extract): (&Ranged<String>, &Extract),
    schema: &Schema,
    time: &Time<'_>,
    whose: &[Whose<'_>],
    data: Data<'_>,
) -> Findings {
    let mut findings = Findings::new();
    let mut look = |labels: &Labels| {
        findings.extend(told(labels, extract, time).map(Findings::from).unwrap_or_default());
    };
    labels(extract, schema, data).for_each(|labels| look(&labels));
    for known in whose.iter().filter(|known| known.extract != extract.name) {
        let about = data.about(called, known.whom);
        let Some(rows) = about.and_then(|column| known.rows.rows_of(extract, column, data)) else { continue };
        for Labels { column, names, of } in &known.labels {
            let of = rows.iter().map(|row| of.get(*row as usize).copied().unwrap_or(NONE)).collect();
            look(&Labels { column: column.clone(), names: names.clone(), of });
        }
    }
    findings
}

impl Labels {
    fn of(extract: &Extract, field: &Field) -> Option<Self> {
        let texts = texts(extract, &field.name)?;
        let (mut names, mut of) = (Words::new(), Vec::with_capacity(texts.len()));
        for label in texts.iter() {
            of.push(label.map_or(Some(NONE), |label| u8::try_from(names.number(label)).ok())?);
            if names.len() > LABELS {
                return None;
            }
        }
        let names: Vec<String> = names.into_texts().iter().map(str::to_owned).collect();
        // Terms and years are over when they are.
        let some = names.len() > 1 && !names.iter().any(|name| Period::numbered(name).is_some());
        some.then(|| Self { column: format!("`{}`", field.name), names, of })
    }
}

/// The columns with few texts, which name no one and which the report uses.
fn labels(extract: &Extract, schema: &Schema, data: Data<'_>) -> impl Iterator<Item = Labels> {
    let text = &data.spec.text;
    let fields = schema.fields.iter().filter(move |field| {
        matches!(field.kind, Kind::Text) && !field.personal && !field.person && text.contains(&field.name)
    });
    fields.filter_map(|field| Labels::of(extract, field))
}

fn texts<'f>(extract: &'f Extract, column: &str) -> Option<&'f StringChunked> {
    extract.frame.column(column).ok()?.str().ok()
}

/// Those of the labels that lack rows, while the others go on.
fn told(Labels { column, names, of }: &Labels, extract: &Extract, time: &Time<'_>) -> Option<Finding> {
    let rows = time.rows(of.iter().map(|of| (*of != NONE).then_some(u32::from(*of))), names.len());
    let all: Vec<u32> = (0..time.months).map(|at| rows.iter().map(|rows| rows[at]).sum()).collect();
    let lacks = rows.iter().zip(names).filter_map(|(rows, name)| Some((lack(rows, &all, time)?, name.as_str(), rows)));
    let mut lacks: Vec<(Lack, &str, &Vec<u32>)> = lacks.collect();
    lacks.sort_by_key(|(lack, name, _)| (lack.from, *name));
    // Where most stop, stopping is what they do.
    let (Lack { from, until }, name, rows) = lacks.first().filter(|_| lacks.len() * 2 <= names.len())?;
    let (from, end) = (*from, until.unwrap_or(time.months));
    let since = if until.is_none() && from + 1 < end { " and since" } else { "" };
    let when = if since.is_empty() { time.named(from, end) } else { time.named(from, from + 1) };
    let after = until.map(|until| format!(" and {} in the month after", rows[until])).unwrap_or_default();
    let most = rows[from..end].iter().max().filter(|most| **most > 0);
    let lacks_what = most.map_or_else(|| "no row".to_owned(), |most| format!("at most {most} of the rows"));
    let more = match lacks.len() - 1 {
        0 => String::new(),
        more => format!("; {more} more of the {} lack some too", names.len()),
    };
    let before = rows[from - 1];
    let message = format!(
        "{lacks_what} of \"{name}\" ({column}) in {when}{since}, {before} in the month before{after}, and the others go on{more}"
    );
    Some(Finding::warning(Code::StaleExtract, message).in_cell(&extract.file, None, Some(time.column)).help(
        "was that delivered? Draw the extract again; if nothing happened there then, allow it in the spec, and say why",
    ))
}

/// Months that lack rows.
struct Lack {
    from: usize,
    /// The month after them; none where they last.
    until: Option<usize>,
}

/// The first months that lack a label's rows, and not those of the others.
fn lack(rows: &[u32], all: &[u32], time: &Time<'_>) -> Option<Lack> {
    let go_on = |from: usize| (all[from] - rows[from]) * 2 >= all[from - 1] - rows[from - 1];
    let first = rows.iter().position(|rows| *rows > 0)?;
    let last = rows.iter().rposition(|rows| *rows > 0)?;
    let begun = time.first.plus(i32::try_from(first).unwrap_or(0));
    let gaps = gaps(begun, &rows[first..=last]).into_iter().map(|(from, until)| (from + first, until + first));
    let mut gaps = gaps.filter(|(from, _)| go_on(*from));
    if let Some((from, until)) = gaps.next() {
        return Some(Lack { from, until: Some(until) });
    }
    let hardly = |from: usize| rows[from..].iter().all(|lacks| lacks * HARDLY <= rows[from - 1]);
    let from = (first + STEADY..rows.len()).find(|from| rows[from - 1] >= MANY && hardly(*from))?;
    let steady = rows[from - STEADY..from].iter().all(|rows| *rows >= MANY);
    let closed = (from..rows.len()).all(|at| is_yearly(time.first, rows, at));
    (steady && go_on(from) && !closed).then_some(Lack { from, until: None })
}
