//! The record's part on an extract: every row, with the fields that are not personal.

use std::hash::Hash;

use polars::prelude::{Column, DataType, IdxCa};

use super::mask::{Mask, Shown, texts};
use super::model::{Cells, Extract, ExtractHead, ExtractRows, Field, FieldKind, Role};
use super::{Ints, Most};
use crate::diagnostic::Ranged;
use crate::dictionary::Dictionary;
use crate::document::ExtractUse;
use crate::register::{self, alike};
use crate::schema::{self, Kind, Schema};
use crate::spec::{self, Spec, UnitKind};

/// What is recorded of an extract.
pub(super) fn extract(
    extract: &register::Extract,
    (declared, schema): (&spec::Extract, &Schema),
    role: Role,
    most: Most,
    mask: &Mask<'_>,
) -> Extract {
    let unlisted = extract.row_count > most.rows;
    let known = "the register gives every field its column";
    let (mut fields, mut cells, mut withheld) = (Vec::new(), Vec::new(), Vec::new());
    let (mut person, mut masked) = (None, None);
    let mut sealed = Vec::new();
    for field in &schema.fields {
        let shown = mask.of(field, declared);
        match shown {
            Shown::Not => {
                withheld.push(field.name.clone());
                if !unlisted {
                    sealed.push(texts(extract.frame.column(&field.name).expect(known)));
                }
                continue;
            }
            Shown::Person => person = person.or(Some(fields.len())),
            Shown::Coded | Shown::Named | Shown::Masked => masked = masked.or(Some(fields.len())),
            Shown::Plain => {}
        }
        let column = extract.frame.column(&field.name).expect(known);
        let mut column = if unlisted { Cells::default() } else { Cells::of_column(column) };
        if shown == Shown::Masked {
            column.texts = column.texts.iter().map(|text| mask.pseudonym(text)).collect();
        }
        cells.push(column);
        fields.push(Field {
            name: field.name.clone(),
            title: field.title.clone(),
            kind: kind(&field.kind, shown),
            masked: matches!(shown, Shown::Person | Shown::Coded | Shown::Masked),
        });
    }
    let subject = person.or(masked);
    let sealed = (!sealed.is_empty()).then(|| {
        let whose: Option<&Cells> = subject.map(|field: usize| &cells[field]);
        let row = |at: usize| {
            let of_row = sealed.iter().map(|texts| texts[at].as_deref());
            Some(mask.seal(std::iter::once(whose.and_then(|cells| cells.get(at))).chain(of_row)))
        };
        Cells::of((0..extract.frame.height()).map(row))
    });
    let place = |name: &String| fields.iter().position(|field| field.name == *name);
    let key = |names: &[String]| -> Option<Vec<usize>> { names.iter().map(place).collect() };
    let unique = || schema.fields.iter().filter(|field| field.constraints.unique).find_map(|field| place(&field.name));
    let rows = extract.frame.column(register::ROW).and_then(|rows| rows.u32()).expect(known);
    Extract {
        head: ExtractHead {
            name: extract.name.clone(),
            file: extract.file.clone(),
            sha256: extract.sha256.clone(),
            schema: schema.name.clone(),
            register: schema.title.clone(),
            count: extract.row_count,
            unlisted,
            key: key(&schema.primary_key).filter(|key| !key.is_empty()).or_else(|| Some(vec![unique()?])),
            spell: schema.spell.as_ref().and_then(|spell| Some((place(&spell.from)?, place(&spell.to)?))),
            fields,
            role,
            noun: String::new(),
            subject,
            withheld,
            publishable: Vec::new(),
            allowed: Vec::new(),
        },
        rows: ExtractRows {
            rows: if unlisted { Ints::default() } else { Ints(rows.iter().flatten().collect()) },
            cells,
            sealed,
        },
    }
}

/// The extract with these of its rows alone, which are named by their numbers in order; how many it has is told of all.
pub(super) fn only(extract: &register::Extract, numbers: &[u32]) -> register::Extract {
    let rows = extract.frame.column(register::ROW).and_then(|rows| rows.u32());
    let rows = rows.expect("the register numbers its rows").iter();
    let kept = rows.map(|row| row.is_some_and(|row| numbers.binary_search(&row).is_ok()));
    let frame = extract.frame.filter(&kept.collect()).expect("the mask is as long as the frame");
    register::Extract { frame, ..extract.clone() }
}

/// What the spec says of the extract, with its reasons.
pub(super) fn stated(extract: Extract, declared: &crate::spec::Extract, spec: &Spec) -> Extract {
    let publishable =
        declared.publishable.iter().map(|(field, why)| (field.value.clone(), why.value.clone())).collect();
    let allowed = declared.allow.iter().map(|one| (one.code.id().to_owned(), one.because.clone())).collect();
    let noun = noun(&extract.head, spec);
    // A table of units has a row for each, whether its layout says so or not.
    let kind = spec.units.iter().find(|kind| kind.table.extract.value == extract.head.name);
    let id = kind.and_then(|kind| extract.head.fields.iter().position(|field| field.name == kind.table.id.value));
    let key = extract.head.key.clone().or_else(|| id.map(|id| vec![id]));
    Extract { head: ExtractHead { noun, key, publishable, allowed, ..extract.head }, ..extract }
}

/// What is recorded of an extract whose rows may not be known: how it is laid out, and what is printed of it.
pub(super) fn without_rows(told: &ExtractUse, schema: &Schema, role: Role) -> Extract {
    let (shown, withheld): (Vec<_>, Vec<_>) = schema.fields.iter().partition(|field| !field.personal);
    let field = |field: &&schema::Field| Field {
        name: field.name.clone(),
        title: field.title.clone(),
        kind: kind(&field.kind, Shown::Plain),
        masked: false,
    };
    Extract {
        head: ExtractHead {
            name: told.name.clone(),
            file: told.file.clone(),
            sha256: told.sha256.clone(),
            schema: schema.name.clone(),
            register: schema.title.clone(),
            count: 0,
            unlisted: true,
            key: None,
            spell: None,
            fields: shown.iter().map(field).collect(),
            role,
            noun: String::new(),
            subject: None,
            withheld: withheld.iter().map(|field| field.name.clone()).collect(),
            publishable: Vec::new(),
            allowed: Vec::new(),
        },
        rows: ExtractRows::default(),
    }
}

fn kind(kind: &Kind, shown: Shown) -> FieldKind {
    match kind {
        _ if !matches!(shown, Shown::Plain | Shown::Named) => FieldKind::Text,
        Kind::Text => FieldKind::Text,
        Kind::Date(_) => FieldKind::Date,
        Kind::Month(_) => FieldKind::Month,
        Kind::Integer => FieldKind::Integer,
        Kind::Year => FieldKind::Year,
        Kind::Number(_) => FieldKind::Number,
        Kind::Boolean(_) => FieldKind::Boolean,
    }
}

/// What the units are called whose table an extract is, or of which the spec says that its rows are about them.
fn noun(head: &ExtractHead, spec: &Spec) -> String {
    if head.role == Role::Persons {
        return String::new();
    }
    let is = |name: &Ranged<String>| name.value == head.name;
    let of = |kind: &&UnitKind| is(&kind.table.extract) || kind.rows.iter().any(|(name, _)| is(name));
    spec.units.iter().find(of).map_or_else(String::new, |kind| kind.noun.many.clone())
}

/// What the report takes an extract for.
pub(super) fn role(spec: &Spec, extract: &str) -> Role {
    let is = |name: &Ranged<String>| name.value == extract;
    if spec.persons.as_ref().is_some_and(|persons| is(&persons.extract)) {
        return Role::Persons;
    }
    if spec.units.iter().any(|kind| is(&kind.table.extract)) {
        return Role::Units;
    }
    let assumed = spec.calculations.iter().any(|calculation| {
        is(&calculation.years.extract)
            || calculation.indexes.iter().any(|(_, column)| is(&column.extract))
            || calculation.inputs.iter().any(|input| is(&input.extract))
    });
    if assumed { Role::Assumptions } else { Role::Events }
}

impl Cells {
    /// A column in short.
    pub fn of<T: Into<String> + Hash + Eq>(texts: impl IntoIterator<Item = Option<T>>) -> Self {
        let mut known = Dictionary::new();
        // 0 stands for an empty cell.
        let at = Ints(texts.into_iter().map(|text| text.map_or(0, |text| known.number(text) + 1)).collect());
        Self { texts: known.into_things().into_iter().map(Into::into).collect(), at }
    }

    /// A column of an extract in short: each value is written as text once.
    fn of_column(column: &Column) -> Self {
        let known = "the register's columns are of known types";
        let rows = if *column.dtype() == DataType::Float64 {
            // Numbers that are equal may be written in two ways.
            let bits =
                column.f64().expect(known).iter().map(|number| number.map(|number| number.to_bits().cast_signed()));
            alike(&[Column::new("bits".into(), bits.collect::<Vec<_>>())])
        } else {
            alike(std::slice::from_ref(column))
        };
        let firsts = IdxCa::from_vec("firsts".into(), rows.firsts);
        let different = texts(&column.take(&firsts).expect("each row is one of the column's"));
        let short = Self::of(different);
        let at = rows.of_rows.iter().map(|group| short.at.0[*group as usize]);
        Self { at: Ints(at.collect()), texts: short.texts }
    }
}
