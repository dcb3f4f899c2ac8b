//! The record's part on an extract: every row, with the fields that are not personal.

use std::collections::BTreeMap;

use super::Ints;
use super::mask::{Mask, Shown, texts};
use super::model::{Cells, Extract, ExtractHead, ExtractRows, Field, FieldKind};
use crate::register;
use crate::schema::{Kind, Schema};

/// What is recorded of an extract.
pub(super) fn extract(extract: &register::Extract, schema: &Schema, mask: &Mask<'_>) -> Extract {
    let known = "the register gives every field its column";
    let (mut fields, mut cells, mut withheld) = (Vec::new(), Vec::new(), Vec::new());
    let (mut person, mut masked) = (None, None);
    for field in &schema.fields {
        let shown = mask.of(field);
        match shown {
            Shown::Not => {
                withheld.push(field.name.clone());
                continue;
            }
            Shown::Person => person = person.or(Some(fields.len())),
            Shown::Masked => masked = masked.or(Some(fields.len())),
            Shown::Plain => {}
        }
        let texts = texts(extract.frame.column(&field.name).expect(known));
        let mut column = Cells::of(texts);
        if shown == Shown::Masked {
            column.texts = column.texts.iter().map(|text| mask.pseudonym(text)).collect();
        }
        cells.push(column);
        fields.push(Field {
            name: field.name.clone(),
            title: field.title.clone(),
            kind: kind(&field.kind, shown),
            masked: matches!(shown, Shown::Person | Shown::Masked),
        });
    }
    let rows = extract.frame.column(register::ROW).and_then(|rows| rows.u32()).expect(known);
    Extract {
        head: ExtractHead {
            name: extract.name.clone(),
            file: extract.file.clone(),
            sha256: extract.sha256.clone(),
            schema: schema.name.clone(),
            register: schema.title.clone(),
            count: extract.row_count,
            fields,
            subject: person.or(masked),
            withheld,
        },
        rows: ExtractRows { rows: Ints(rows.iter().flatten().collect()), cells },
    }
}

fn kind(kind: &Kind, shown: Shown) -> FieldKind {
    match kind {
        _ if shown != Shown::Plain => FieldKind::Text,
        Kind::Text => FieldKind::Text,
        Kind::Date(_) => FieldKind::Date,
        Kind::Month => FieldKind::Month,
        Kind::Integer => FieldKind::Integer,
        Kind::Number(_) => FieldKind::Number,
        Kind::Boolean(_) => FieldKind::Boolean,
    }
}

impl Cells {
    /// A column in short.
    pub(super) fn of(texts: impl IntoIterator<Item = Option<String>>) -> Self {
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let places = texts.into_iter().map(|text| {
            let Some(text) = text else { return 0 };
            let next = known.len() + 1;
            *known.entry(text).or_insert(next)
        });
        let at = Ints::of(places);
        let mut texts = vec![String::new(); known.len()];
        for (text, place) in known {
            texts[place - 1] = text;
        }
        Self { texts, at }
    }
}
