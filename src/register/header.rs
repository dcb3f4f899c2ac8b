//! The header: which of the file's columns is which of the schema's.

use super::cell::trim;
use super::cpr;
use super::sink::Sink;
use crate::diagnostic::{Code, did_you_mean};
use crate::schema::Schema;

/// Where each of the schema's fields stands in the file, if it does.
pub(super) type Places = Vec<Option<usize>>;

/// Finds the schema's fields in the header that stands in `row`. Columns may stand in any order.
pub(super) fn find(header: &[&str], row: Option<u64>, schema: &Schema, sink: &mut Sink<'_>) -> Places {
    let header: Vec<&str> = header.iter().map(|name| trim(name)).collect();
    let fields = || schema.fields.iter().map(|field| field.name.as_str());
    let mut places = Vec::new();
    for (at, name) in fields().enumerate() {
        let mut found = header.iter().enumerate().filter(|(_, cell)| **cell == name).map(|(place, _)| place);
        let place = found.next();
        if place.is_none() {
            sink.error(Code::MissingColumn, row, Some((at, name)), || {
                let spare = header.iter().copied().filter(|cell| !fields().any(|field| field == *cell));
                let help = match did_you_mean(name, spare.filter(|cell| !cell.is_empty())) {
                    Some(cell) => format!("the file has {}: is it the same?", cpr::quoted(cell)),
                    None => "draw the extract again with the column, or correct the schema".to_owned(),
                };
                (format!("the column `{name}` is missing"), help)
            });
        } else if found.next().is_some() {
            sink.error(Code::DoubleColumn, row, Some((at, name)), || {
                (format!("the column `{name}` stands twice"), "take the one away that is not meant".to_owned())
            });
        }
        places.push(place);
    }
    for (place, name) in header.iter().enumerate().filter(|(_, name)| !fields().any(|field| field == **name)) {
        sink.warning(Code::ExtraColumn, row, None, || {
            let what = if name.is_empty() { "has no name".to_owned() } else { cpr::quoted(name) };
            (
                format!("column {}, {what}, is not in the schema and is not used", place + 1),
                "leave it out of the extract: what is not needed should not be there".to_owned(),
            )
        });
    }
    places
}
