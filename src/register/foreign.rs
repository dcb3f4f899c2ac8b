//! Foreign keys: rows that refer to rows of another extract.

use std::sync::Arc;

use super::one::Outcome;
use super::sink::Sink;
use super::{Extract, ROW, Request, rules};
use crate::diagnostic::{Code, Findings};
use crate::dictionary::Dictionary;
use crate::schema::ForeignKey;

/// Checks all foreign keys; the findings are one for each request.
pub(super) fn check(requests: &[Request<'_>], outcomes: &[Arc<Outcome>]) -> Vec<Findings> {
    requests
        .iter()
        .zip(outcomes)
        .map(|(request, outcome)| {
            let file = outcome.extract.as_ref().map_or(request.file, |extract| &extract.file);
            let mut sink = Sink::new(file);
            for key in &request.schema.foreign_keys {
                check_key(key, request, outcome, requests, outcomes, &mut sink);
            }
            sink.finish()
        })
        .collect()
}

fn check_key(
    key: &ForeignKey,
    request: &Request<'_>,
    outcome: &Outcome,
    requests: &[Request<'_>],
    outcomes: &[Arc<Outcome>],
    sink: &mut Sink<'_>,
) {
    let Some(first) = request.schema.fields.iter().position(|field| field.name == key.fields[0]) else { return };
    let column = Some((first, key.fields[0].as_str()));
    let targets: Vec<_> = requests.iter().zip(outcomes).filter(|(other, _)| other.schema.name == key.schema).collect();
    if targets.is_empty() {
        sink.warning(Code::ForeignKey, None, column, || {
            (
                format!(
                    "the report has no extract of the layout `{}`, so that references to it are not checked",
                    key.schema
                ),
                "add the extract to the spec, or take the foreign key out of the schema".to_owned(),
            )
        });
        return;
    }
    if let Some((other, name)) = targets.iter().find_map(|(other, _)| {
        key.reference.iter().find(|name| other.schema.field(name).is_none()).map(|name| (other, name))
    }) {
        sink.error(Code::SchemaInvalid, None, column, || {
            (
                format!("the foreign key names `{name}`, which `{}` does not have", other.schema.name),
                "correct the schema".to_owned(),
            )
        });
        return;
    }
    let Some(extract) = &outcome.extract else { return };
    let mut known = Dictionary::new();
    for (_, target) in &targets {
        // References into a file that could not be read whole would be missing without being wrong.
        let Some(rows) = target.extract.as_ref().filter(|_| target.whole) else { return };
        for (value, row) in rules::keys(&rows.frame, &key.reference).into_iter().zip(rows_of(rows)) {
            match value {
                Some(value) => {
                    known.number(value);
                }
                None if target.flawed.contains(&row) => return,
                None => {}
            }
        }
    }
    for (value, row) in rules::keys(&extract.frame, &key.fields).into_iter().zip(rows_of(extract)) {
        if value.is_some_and(|value| !known.has(&value)) {
            sink.error(Code::ForeignKey, Some(u64::from(row)), column, || {
                let what = key.fields.join("` and `");
                let file = targets.first().map_or("", |(other, _)| other.file);
                (
                    format!("`{what}` refers to a row that `{file}` does not have"),
                    "draw both extracts on the same day, or correct the reference".to_owned(),
                )
            });
        }
    }
}

/// The place of each row in its file.
fn rows_of(extract: &Extract) -> impl Iterator<Item = u32> {
    let rows = extract.frame.column(ROW).and_then(|rows| rows.u32()).expect("every frame has its rows");
    rows.iter().flatten()
}
