//! The header: which of the file's columns is which of the schema's.

use super::cell::trim;
use super::cpr;
use super::sink::Sink;
use crate::diagnostic::{Code, did_you_mean};
use crate::letters;
use crate::schema::Schema;

/// Where each of the schema's fields stands in the file, if it does.
pub(super) type Places = Vec<Option<usize>>;

/// How many rows below one that is not the header are searched for it.
pub(super) const SEARCHED: usize = 20;

/// Whether a row is the schema's header, or one that was meant to be: half the columns are there, or nearly there.
pub(super) fn is_header(cells: &[&str], schema: &Schema) -> bool {
    let cells: Vec<&str> = cells.iter().map(|cell| trim(cell)).collect();
    found(&cells, schema) * 2 >= schema.fields.len()
}

fn found(cells: &[&str], schema: &Schema) -> usize {
    let near = |name: &str, cell: &str| {
        cell == name || letters::difference(name, cell).is_some() || strsim::jaro_winkler(name, cell) > 0.9
    };
    schema.fields.iter().filter(|field| cells.iter().any(|cell| near(&field.name, cell))).count()
}

/// Says that `row` is not the header, and where the header is, if it is further down. Nothing of the row is quoted: it may be
/// the first person's.
pub(super) fn report_none(cells: &[&str], row: Option<u64>, below: Option<u64>, schema: &Schema, sink: &mut Sink<'_>) {
    let cells: Vec<&str> = cells.iter().map(|cell| trim(cell)).collect();
    let is_note = cells.first().is_some_and(|cell| cell.to_ascii_lowercase().starts_with("sep="));
    sink.error(Code::MissingColumn, row, None, || {
        let place = row.map_or_else(|| "the first row".to_owned(), |row| format!("row {row}"));
        let (found, all) = (found(&cells, schema), schema.fields.len());
        match below {
            _ if is_note => (
                format!("{place} is the note to Excel on what delimits fields, and not the header"),
                "take the line out, or draw the extract without it".to_owned(),
            ),
            Some(below) => (
                format!("{place} is a title and not the header, which stands in row {below}"),
                "take out what stands above the header; for a workbook `headerRows` in the layout can say where it is"
                    .to_owned(),
            ),
            None => (
                format!("{place} has {found} of the schema's {all} columns: it looks like data, and not like a header"),
                "draw the extract again with its header, by the layout that the spec names".to_owned(),
            ),
        }
    });
}

/// Finds the schema's fields in the header that stands in `row`. Columns may stand in any order.
pub(super) fn find(header: &[&str], row: Option<u64>, schema: &Schema, sink: &mut Sink<'_>) -> Places {
    let header: Vec<&str> = header.iter().map(|name| trim(name)).collect();
    let fields = || schema.fields.iter().map(|field| field.name.as_str());
    let spare: Vec<&str> =
        header.iter().copied().filter(|cell| !cell.is_empty() && !fields().any(|field| field == *cell)).collect();
    let mut places = Vec::new();
    for (at, name) in fields().enumerate() {
        let mut found = header.iter().enumerate().filter(|(_, cell)| **cell == name).map(|(place, _)| place);
        let place = found.next();
        if place.is_none() {
            sink.error(Code::MissingColumn, row, Some((at, name)), || {
                let alike = spare.iter().find_map(|cell| Some((*cell, letters::difference(name, cell)?)));
                let help = match (alike, did_you_mean(name, spare.iter().copied())) {
                    (Some((cell, difference)), _) => format!("the file has {}; {difference}", cpr::quoted(cell)),
                    (None, Some(cell)) => format!("the file has {}: is it the same?", cpr::quoted(cell)),
                    (None, None) => "draw the extract again with the column, or correct the schema".to_owned(),
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
    extra(&header, row, &spare, sink);
    places
}

/// Names all columns at once that are not used.
fn extra(header: &[&str], row: Option<u64>, spare: &[&str], sink: &mut Sink<'_>) {
    let nameless: Vec<usize> = (1..=header.len()).filter(|place| header[place - 1].is_empty()).collect();
    if spare.is_empty() && nameless.is_empty() {
        return;
    }
    sink.warning(Code::ExtraColumn, row, None, || {
        let are = |count: usize| if count == 1 { "is" } else { "are" };
        if spare.is_empty() && nameless.last() == Some(&header.len()) {
            let last = header.len() - header.iter().rev().take_while(|name| name.is_empty()).count();
            return (
                format!("the header ends in delimiters: behind its {last} names there are columns without a name"),
                "what stands there is not used; draw the extract without delimiters at the ends of its lines"
                    .to_owned(),
            );
        }
        let mut told: Vec<String> = spare.iter().map(|name| cpr::quoted(name)).collect();
        told.extend(nameless.iter().map(|place| format!("the nameless column {place}")));
        (
            format!("{} {} not in the schema and not used", told.join(", "), are(told.len())),
            "leave out of the extract what is not needed; or allow it in the spec, and say why".to_owned(),
        )
    });
}
