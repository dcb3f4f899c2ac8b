//! What is known of a value that is made of a personal field.

use crate::schema::{Field, Kind};

/// The personal field that a value is, or is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Personal {
    /// The field's name.
    pub field: Box<str>,
    /// Whether one value names one person: it tells whose a row is, or is a text in which anything may stand. An age or a
    /// birthday of many names no one.
    pub names_one: bool,
    /// Whether a pseudonym stands for it, which has no order.
    pub coded: bool,
}

impl Personal {
    /// What is personal of a field.
    pub(super) fn of(field: &Field) -> Option<Self> {
        let names_one = field.is_coded() || (field.kind == Kind::Text && field.constraints.codes.is_none());
        field.personal.then(|| Self { field: field.name.as_str().into(), names_one, coded: field.is_coded() })
    }

    /// One that tells whose a row is.
    pub fn naming(field: impl Into<Box<str>>) -> Self {
        Self { field: field.into(), names_one: true, coded: false }
    }

    /// What is personal of a value that is made of several: what names a person goes before the rest.
    pub(super) fn of_all<'a>(all: impl IntoIterator<Item = &'a Option<Self>>) -> Option<Self> {
        let mut known: Vec<&Self> = all.into_iter().flatten().collect();
        known.sort_by_key(|one| !one.names_one);
        known.first().copied().cloned()
    }

    /// The same of a value that can name no one any more, such as the length of a name.
    pub(super) fn blurred(self) -> Self {
        Self { names_one: false, ..self }
    }
}
