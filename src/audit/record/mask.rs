//! What stands in the record for personal things: pseudonyms.
//!
//! The register has made pseudonyms of the CPR numbers. Other personal fields stay out of the record, but for those that
//! tell whose a row is, a family's number or a course's: a reader must see which rows belong together. They get
//! pseudonyms under the same key. Observations may be named by such a field: then their names are masked too, because of
//! where they come from and never because of how they look.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use polars::prelude::{Column, DataType};

use crate::cohort::Data;
use crate::diagnostic::Ranged;
use crate::observation::{Observations, Units};
use crate::register::{PseudonymKey, Register};
use crate::schema::{Field, Kind, Schemas};
use crate::spec::{self, Spec};

/// Where a population is, whether its families are named, and which of the texts are personal.
type Asked = (usize, bool, Vec<bool>);

/// What all of a population are called, once somebody has asked.
type Names = Arc<OnceLock<Arc<[String]>>>;

/// Who may be named, and what is said instead.
pub(super) struct Mask<'a> {
    key: &'a PseudonymKey,
    spec: &'a Spec,
    register: &'a Register,
    schemas: &'a Schemas,
    /// Names of personal fields that tell whose a row is.
    identifying: BTreeSet<&'a str>,
    /// The pseudonyms of what stands in the fields that tell whose a row is, where they are asked for again and again.
    pseudonyms: OnceLock<BTreeMap<String, String>>,
    /// What the members of populations are called, or their families.
    of_populations: Mutex<BTreeMap<Asked, Names>>,
}

impl<'a> Mask<'a> {
    /// The mask for the extracts of a report.
    pub(super) fn new(Data { spec, register, schemas, .. }: Data<'a>, key: &'a PseudonymKey) -> Self {
        let used = spec.extracts.iter().map(|extract| &schemas[extract.schema.value.as_str()]);
        let mut identifying: BTreeSet<&str> = used.flat_map(|schema| &schema.primary_key).map(String::as_str).collect();
        identifying.extend(spec.tables().filter_map(|(_, table)| Some(table.family.as_ref()?.as_str())));
        // Which unit a row is about must be seen, as whose it is.
        let of_units = |kind: &'a spec::UnitKind| {
            std::iter::once(&kind.table.id).chain(kind.rows.iter().map(|(_, column)| column))
        };
        identifying.extend(spec.units.iter().flat_map(of_units).map(Ranged::as_str));
        Self {
            key,
            spec,
            register,
            schemas,
            identifying,
            pseudonyms: OnceLock::new(),
            of_populations: Mutex::default(),
        }
    }

    /// Makes the pseudonyms of all that will be asked for, where that is every row of the extracts.
    pub(super) fn meet_everyone(&self) {
        self.pseudonyms.get_or_init(|| {
            let mut pseudonyms = BTreeMap::new();
            for (extract, declared) in self.register.iter().zip(&self.spec.extracts) {
                let fields = &self.schemas[declared.schema.value.as_str()].fields;
                for field in fields.iter().filter(|field| self.of(field, declared) == Shown::Masked) {
                    let column = extract.frame.column(&field.name).expect("the register gives every field its column");
                    let different = column.unique().expect("the register's columns are of known types");
                    for text in self::texts(&different).into_iter().flatten() {
                        pseudonyms.entry(text).or_insert_with_key(|text| self.key.mask(text));
                    }
                }
            }
            pseudonyms
        });
    }

    /// What becomes of a field of an extract. One that names no one, as the spec says, stands in rows as it stands in the names of
    /// observations and in labels.
    pub(super) fn of(&self, field: &Field, declared: &spec::Extract) -> Shown {
        let publishable = declared.publishable.iter().any(|(known, _)| known.value == field.name);
        match field {
            Field { person: true, .. } => Shown::Person,
            Field { key: Some(_), .. } => Shown::Coded,
            Field { name, .. } if publishable && self.identifying.contains(name.as_str()) => Shown::Named,
            Field { .. } if publishable => Shown::Plain,
            Field { personal: false, .. } => Shown::Plain,
            Field { name, kind: Kind::Text | Kind::Integer, .. } if self.identifying.contains(name.as_str()) => {
                Shown::Masked
            }
            Field { .. } => Shown::Not,
        }
    }

    /// The pseudonym of a value of a personal field.
    pub(super) fn pseudonym(&self, text: &str) -> String {
        let known = self.pseudonyms.get().and_then(|pseudonyms| pseudonyms.get(text));
        known.cloned().unwrap_or_else(|| self.key.mask(text))
    }

    /// What stands for what is withheld of a row, and for whose row it is: the same where these are the same.
    pub(super) fn seal<'t>(&self, texts: impl IntoIterator<Item = Option<&'t str>>) -> String {
        self.key.seal(texts)
    }

    /// The names of observations, each of so many texts, with pseudonyms for those texts that come from a personal field;
    /// what people are called is a pseudonym already. What only looks like such a text stays as it is.
    pub(super) fn names(&self, names: &[Vec<&str>], personal: &[bool]) -> Vec<String> {
        // Observations of one unit follow each other.
        let mut last: Option<(&Vec<&str>, String)> = None;
        let masked = names.iter().map(|name| {
            let known = last.take().filter(|(before, _)| *before == name);
            let (_, masked) = last.insert(known.unwrap_or_else(|| (name, self.name(name, personal))));
            masked.clone()
        });
        masked.collect()
    }

    /// The same of the units of what a part observed. Those of a population are made once, however many parts observe it.
    pub(super) fn units(&self, of: &Observations, personal: &[bool]) -> Arc<[String]> {
        let (population, families) = match &of.units {
            Units::Members { of, families, .. } => (Some(of), *families),
            Units::Named(_) => (None, false),
        };
        let masked = || self.names(&of.unit_names(), personal).into();
        let Some(population) = population else { return masked() };
        let known = (Arc::as_ptr(population).addr(), families, personal.to_vec());
        let own = {
            let mut made = self.of_populations.lock().unwrap_or_else(PoisonError::into_inner);
            made.entry(known).or_default().clone()
        };
        own.get_or_init(masked).clone()
    }

    /// Whether a text is what somebody is called.
    fn is_person(&self, text: &str) -> bool {
        self.register.pseudonyms().has(text)
    }

    fn name(&self, texts: &[&str], personal: &[bool]) -> String {
        let personal = personal.iter().copied().chain(std::iter::repeat(false));
        let said = texts.iter().zip(personal).filter(|(text, _)| !text.is_empty()).map(|(text, personal)| {
            if personal && !self.is_person(text) { self.pseudonym(text) } else { (*text).to_owned() }
        });
        said.collect::<Vec<_>>().join(", ")
    }
}

/// What becomes of a field in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// It stands there as it is.
    Plain,
    /// The register has put pseudonyms in the place of CPR numbers.
    Person,
    /// The register has put pseudonyms in the place of other keys.
    Coded,
    /// It stands there as it is, and tells whose a row is.
    Named,
    /// Pseudonyms stand for its values.
    Masked,
    /// It does not stand there.
    Not,
}

/// The cells of a column as texts: numbers as short as they read back, days as `2018-12-31`.
pub(super) fn texts(column: &Column) -> Vec<Option<String>> {
    let known = "the register's columns are of known types";
    if *column.dtype() == DataType::Float64 {
        let numbers = column.f64().expect(known).iter();
        return numbers.map(|number| number.map(crate::value::shortest)).collect();
    }
    let texts = column.cast(&DataType::String).expect(known);
    texts.str().expect(known).iter().map(|text| text.map(str::to_owned)).collect()
}
