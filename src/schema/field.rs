//! Fields: what a column holds and what its cells may be.

use chrono::NaiveDate;
use regex::Regex;
use serde_json::Value;

use super::date::DateFormat;
use super::json::{Object, Reader, kind};
use super::key::{self, Key};
use super::known::{self, KnownFrom};
use super::month::MonthFormat;

/// A column of an extract.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The header's text; the column's name in frames.
    pub name: String,
    /// The name for people, if it has another.
    pub title: String,
    /// What it holds.
    pub description: String,
    /// The type of its cells.
    pub kind: Kind,
    /// What its cells may be.
    pub constraints: Constraints,
    /// Whether its cells say something of a person that must never stand in a message.
    pub personal: bool,
    /// Whether its cells are CPR numbers, which are replaced by pseudonyms; then it is personal too.
    pub person: bool,
    /// How the file writes them.
    pub person_form: PersonForm,
    /// What they are keys of where they are others, which are replaced by pseudonyms too; then it is personal too.
    pub key: Option<Key>,
    /// When it may be empty although it is else required.
    pub optional_when: Option<OptionalWhen>,
    /// From when its cell is known, where that does not follow from a spell or from `together`.
    pub known_from: Option<KnownFrom>,
}

impl Field {
    /// Whether pseudonyms stand for its cells.
    pub fn is_coded(&self) -> bool {
        self.person || self.key.is_some()
    }
}

/// The type of a field's cells.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Text as it stands.
    Text,
    /// A day.
    Date(DateFormat),
    /// A month, kept as text: `2018-12`.
    Month(MonthFormat),
    /// A whole number.
    Integer,
    /// A year, kept as a whole number.
    Year,
    /// A number with decimals.
    Number(NumberFormat),
    /// One of two words.
    Boolean(BooleanWords),
}

impl Kind {
    /// What a cell should be, in words.
    pub fn for_people(&self) -> String {
        match self {
            Self::Text => "a text".to_owned(),
            Self::Date(format) => format!("a date, {}", format.for_people()),
            Self::Month(format) => format!("a month, {}", format.for_people()),
            Self::Integer | Self::Year => "a whole number".to_owned(),
            Self::Number(format) => format!("a number such as `{}`", format.example()),
            Self::Boolean(words) => format!("`{}` or `{}`", words.yes.join("`, `"), words.no.join("`, `")),
        }
    }
}

/// How numbers are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberFormat {
    /// What stands before the decimals.
    pub decimal: char,
    /// What stands between thousands.
    pub group: Option<char>,
    /// Whether a number below zero may have its minus behind, as KMD Opus and SAP write it.
    pub trailing_minus: bool,
}

impl NumberFormat {
    /// A number in the format.
    fn example(&self) -> String {
        let group = self.group.map(String::from).unwrap_or_default();
        format!("1{group}234{}56{}", self.decimal, if self.trailing_minus { "-" } else { "" })
    }
}

/// The words for true and false.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BooleanWords {
    /// Words that mean true.
    pub yes: Vec<String>,
    /// Words that mean false.
    pub no: Vec<String>,
}

/// What the cells of a field may be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Constraints {
    /// Whether a cell must be filled in.
    pub required: bool,
    /// Whether a value may stand once only.
    pub unique: bool,
    /// The only values there are.
    pub codes: Option<Codes>,
    /// A regular expression that the whole text matches.
    pub pattern: Option<String>,
    /// The least value.
    pub minimum: Option<Bound>,
    /// The greatest value.
    pub maximum: Option<Bound>,
    /// The least number of characters.
    pub min_length: Option<usize>,
    /// The greatest number of characters.
    pub max_length: Option<usize>,
}

/// A code list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Codes {
    /// Of texts.
    Text(Vec<String>),
    /// Of whole numbers.
    Integer(Vec<i64>),
}

/// The end of a range, itself allowed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// Of numbers.
    Number(f64),
    /// Of days.
    Date(NaiveDate),
}

/// A field that may be empty in rows where another field has one of some values, and only there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionalWhen {
    /// The other field.
    pub field: String,
    /// Its values.
    pub values: Vec<String>,
}

/// How a file writes CPR numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PersonForm {
    /// With a hyphen before the last four digits.
    #[default]
    Hyphen,
    /// As ten digits; of a number the zero in front may be lost.
    Bare,
    /// Now this way, now that.
    Either,
}

/// Reads one of the schema's `fields`.
pub(super) fn read(reader: &mut Reader, number: usize, value: &Value) -> Option<Field> {
    let mut object = Object::new(reader, value, &format!("field {number}"), "fields[]")?;
    let Some(name) = object.text(reader, "name").filter(|name| !name.trim().is_empty()) else {
        reader.wrong(None, format!("field {number} has no name"), "write `name`: the column's header");
        return None;
    };
    object.in_field(&name);
    if name.starts_with('_') {
        reader.wrong(Some(&name), format!("the name `{name}` starts with `_`"), "such names are Sporbar's own");
    }
    let kind = read_kind(reader, &name, &mut object);
    let constraints = match object.object(reader, "constraints") {
        Some(constraints) => read_constraints(reader, &name, &kind, constraints),
        None => Constraints::default(),
    };
    let person = object.flag(reader, "sporbar:person").unwrap_or(false);
    if person && (kind != Kind::Text || constraints.codes.is_some()) {
        reader.wrong(Some(&name), "`sporbar:person` on a field that is not a plain text", "a CPR number is a `string`");
    }
    let person_form = match object.text(reader, "sporbar:personForm").as_deref() {
        None | Some("ddmmyy-xxxx") => PersonForm::Hyphen,
        Some("ddmmyyxxxx") if person => PersonForm::Bare,
        Some("either") if person => PersonForm::Either,
        Some(other) => {
            let message = format!("`sporbar:personForm` is `{other}`");
            let help = "write `ddmmyyxxxx`, `ddmmyy-xxxx` or `either`, in a field with `sporbar:person`";
            reader.wrong(Some(&name), message, help);
            PersonForm::Hyphen
        }
    };
    let key = key::read(reader, &mut object, (&name, &kind, &constraints, person));
    let personal = object.flag(reader, "sporbar:personal").unwrap_or(false) || person || key.is_some();
    let optional_when = object.object(reader, "sporbar:optionalWhen").and_then(|mut when| {
        let field = when.text(reader, "field");
        let values = when.texts(reader, "values");
        when.finish(reader);
        if field.is_none() || values.is_none() {
            reader.wrong(Some(&name), "`sporbar:optionalWhen` lacks something", "write `field` and `values`");
        }
        Some(OptionalWhen { field: field?, values: values? })
    });
    if optional_when.is_some() && constraints.required {
        reader.wrong(Some(&name), "both `required` and `sporbar:optionalWhen`", "write only the latter");
    }
    let known_from = known::read(reader, Some(&name), &mut object);
    let title = object.text(reader, "title").unwrap_or_else(|| name.clone());
    let description = object.text(reader, "description").unwrap_or_default();
    // For people and other tools; Sporbar does not read them.
    object.value("example");
    object.value("rdfType");
    object.finish(reader);
    Some(Field {
        name,
        title,
        description,
        kind,
        constraints,
        personal,
        person,
        person_form,
        key,
        optional_when,
        known_from,
    })
}

fn read_kind(reader: &mut Reader, name: &str, object: &mut Object<'_>) -> Kind {
    let word = object.text(reader, "type").unwrap_or_else(|| "string".to_owned());
    let format = object.text(reader, "format");
    let kind = match word.as_str() {
        "string" => Kind::Text,
        "yearmonth" => {
            let form = match format.as_deref() {
                None | Some("default") => MonthFormat::kept(),
                Some(pattern) => MonthFormat::new(pattern).unwrap_or_else(|| {
                    reader.wrong(
                        Some(name),
                        format!("the form `{pattern}` of months is not supported"),
                        "write a month and a year once each, such as `%m-%Y`, `%-m/%Y` for months without leading zeros, or `%b-%y` for \
                         `dec-18`",
                    );
                    MonthFormat::kept()
                }),
            };
            let years_from = read_years_from(reader, name, object, form.has_short_years());
            return Kind::Month(form.with_years_from(years_from));
        }
        "integer" | "year" => {
            no_bare_number(reader, name, object);
            if word == "year" { Kind::Year } else { Kind::Integer }
        }
        "date" => {
            let form = match format.as_deref() {
                None | Some("default") => DateFormat::iso(),
                Some(pattern) => DateFormat::new(pattern).unwrap_or_else(|| {
                    reader.wrong(
                        Some(name),
                        format!("the date format `{pattern}` is not supported"),
                        "write a day, a month and a year once each, such as `%d-%m-%Y`, `%-d.%-m.%Y` for days without leading zeros, or \
                         `%d-%m-%y` for years of two digits",
                    );
                    DateFormat::iso()
                }),
            };
            let years_from = read_years_from(reader, name, object, form.has_short_years());
            return Kind::Date(form.with_years_from(years_from));
        }
        "number" => {
            let decimal = object.char(reader, "decimalChar").unwrap_or('.');
            let group = object.char(reader, "groupChar");
            if group == Some(decimal) {
                reader.wrong(Some(name), "`decimalChar` and `groupChar` are the same", "leave `groupChar` out");
            }
            no_bare_number(reader, name, object);
            let trailing_minus = object.flag(reader, "sporbar:trailingMinus").unwrap_or(false);
            Kind::Number(NumberFormat { decimal, group, trailing_minus })
        }
        "boolean" => {
            let standard = |words: [&str; 4]| words.map(str::to_owned).to_vec();
            let yes = object.texts(reader, "trueValues");
            let no = object.texts(reader, "falseValues");
            Kind::Boolean(BooleanWords {
                yes: yes.unwrap_or_else(|| standard(["true", "True", "TRUE", "1"])),
                no: no.unwrap_or_else(|| standard(["false", "False", "FALSE", "0"])),
            })
        }
        other => {
            reader.wrong(
                Some(name),
                format!("the type `{other}` is not supported"),
                "write `string`, `date`, `yearmonth`, `integer`, `year`, `number` or `boolean`",
            );
            Kind::Text
        }
    };
    if let Some(format) = format.filter(|format| format != "default") {
        reader.wrong(Some(name), format!("the format `{format}` of a `{word}` is not supported"), "leave it out");
    }
    kind
}

/// The first of the hundred years that two digits can mean.
fn read_years_from(reader: &mut Reader, name: &str, object: &mut Object<'_>, has_short_years: bool) -> u32 {
    let Some(stated) = object.count(reader, "sporbar:yearsFrom") else { return DateFormat::YEARS_FROM };
    let year = u32::try_from(stated).ok().filter(|year| has_short_years && (1800..=2100).contains(year));
    year.unwrap_or_else(|| {
        reader.wrong(
            Some(name),
            format!("`sporbar:yearsFrom` is {stated}"),
            "write the first of the hundred years that two digits can mean, such as 1930, in a field whose `format` has `%y`",
        );
        DateFormat::YEARS_FROM
    })
}

/// Units around a number would be thrown away unseen: Sporbar asks for numbers without.
fn no_bare_number(reader: &mut Reader, name: &str, object: &mut Object<'_>) {
    if object.flag(reader, "bareNumber") == Some(false) {
        reader.wrong(Some(name), "`bareNumber` is false", "only numbers without units are supported");
    }
}

fn read_constraints(reader: &mut Reader, name: &str, kind: &Kind, mut object: Object<'_>) -> Constraints {
    let required = object.flag(reader, "required").unwrap_or(false);
    let unique = object.flag(reader, "unique").unwrap_or(false);
    let codes = object.value("enum").and_then(|list| read_codes(reader, name, kind, list));
    let minimum = object.value("minimum").and_then(|value| read_bound(reader, name, kind, "minimum", value));
    let maximum = object.value("maximum").and_then(|value| read_bound(reader, name, kind, "maximum", value));
    let pattern = object.text(reader, "pattern");
    let min_length = object.count(reader, "minLength");
    let max_length = object.count(reader, "maxLength");
    if *kind != Kind::Text && (pattern.is_some() || min_length.is_some() || max_length.is_some()) {
        reader.wrong(Some(name), "a pattern or a length on a field that is not a `string`", "leave it out");
    }
    if pattern.as_deref().is_some_and(|pattern| !is_pattern(pattern)) {
        reader.wrong(Some(name), "`pattern` is not a regular expression", "see the syntax of Rust's `regex`");
    }
    object.finish(reader);
    Constraints { required, unique, codes, pattern, minimum, maximum, min_length, max_length }
}

/// Whether the engine that will match the pattern takes it.
fn is_pattern(pattern: &str) -> bool {
    Regex::new(pattern).is_ok()
}

fn read_codes(reader: &mut Reader, name: &str, kind: &Kind, list: &Value) -> Option<Codes> {
    let items = list.as_array().filter(|items| !items.is_empty());
    let texts = |items: &Vec<Value>| items.iter().map(|item| item.as_str().map(str::to_owned)).collect();
    let codes = match kind {
        Kind::Text => items.and_then(texts).map(Codes::Text),
        // In the field's own form, and compared as they are kept.
        Kind::Month(format) => {
            let months = |items: &Vec<Value>| items.iter().map(|item| format.parse(item.as_str()?)).collect();
            items.and_then(months).map(Codes::Text)
        }
        Kind::Integer | Kind::Year => {
            items.and_then(|items| items.iter().map(Value::as_i64).collect()).map(Codes::Integer)
        }
        _ => {
            reader.wrong(Some(name), "`enum` on this type is not supported", "it is for texts and whole numbers");
            return None;
        }
    };
    if codes.is_none() {
        reader.wrong(Some(name), "`enum` is not a list of values of the field's type", "write them in `[ ]`");
    }
    codes
}

fn read_bound(reader: &mut Reader, name: &str, of: &Kind, key: &str, value: &Value) -> Option<Bound> {
    let bound = match of {
        Kind::Integer | Kind::Year | Kind::Number(_) => value.as_f64().map(Bound::Number),
        Kind::Date(format) => value.as_str().and_then(|text| format.parse(text)).map(Bound::Date),
        _ => {
            reader.wrong(Some(name), format!("`{key}` on this type is not supported"), "it is for numbers and dates");
            return None;
        }
    };
    if bound.is_none() {
        let message = format!("`{key}` is {} that does not fit the field's type", kind(value));
        reader.wrong(Some(name), message, format!("write {}", of.for_people()));
    }
    bound
}
