//! A JSON object read key by key, so that every key is either understood or reported.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::diagnostic::{Code, Finding, Findings, did_you_mean};
use crate::keys::{Keys, Kind, below};

/// Collects what is wrong with one schema.
pub(super) struct Reader {
    file: String,
    pub(super) findings: Findings,
    /// What has been asked for, by place.
    pub(super) keys: Keys,
}

impl Reader {
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), findings: Findings::new(), keys: Keys::default() }
    }

    /// Reports something wrong, in a field of the schema if `field` is stated.
    pub(super) fn wrong(&mut self, field: Option<&str>, message: impl Into<String>, help: impl Into<String>) {
        self.wrong_at(None, field, message, help);
    }

    /// The same, at a line of the file.
    pub(super) fn wrong_at(
        &mut self,
        line: Option<u64>,
        field: Option<&str>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let finding = Finding::error(Code::SchemaInvalid, message).in_cell(&self.file, line, field).help(help);
        self.findings.push(finding);
    }
}

/// An object of the schema and the keys that have been asked for.
pub(super) struct Object<'a> {
    map: &'a Map<String, Value>,
    /// What it is, in messages.
    what: String,
    /// Where it stands among the layout's keys: `fields[]/constraints`.
    place: String,
    field: Option<String>,
    asked: BTreeSet<&'static str>,
    /// What the values of keys can be.
    kinds: BTreeSet<(&'static str, Kind)>,
}

impl<'a> Object<'a> {
    /// `value` as an object; reports it if it is something else.
    pub(super) fn new(reader: &mut Reader, value: &'a Value, what: &str, place: &str) -> Option<Self> {
        Self::of_field(reader, value, what, place, None)
    }

    fn of_field(reader: &mut Reader, value: &'a Value, what: &str, place: &str, field: Option<&str>) -> Option<Self> {
        let Some(map) = value.as_object() else {
            reader.wrong(field, format!("{what} is {}", kind(value)), "write an object, `{ ... }`");
            return None;
        };
        Some(Self {
            map,
            what: what.to_owned(),
            place: place.to_owned(),
            field: field.map(str::to_owned),
            asked: BTreeSet::new(),
            kinds: BTreeSet::new(),
        })
    }

    /// Puts a field's name on the findings to come.
    pub(super) fn in_field(&mut self, field: &str) {
        self.field = Some(field.to_owned());
        self.what = format!("field `{field}`");
    }

    /// The value of a key.
    pub(super) fn value(&mut self, key: &'static str) -> Option<&'a Value> {
        self.asked.insert(key);
        self.map.get(key)
    }

    /// The object at a key.
    pub(super) fn object(&mut self, reader: &mut Reader, key: &'static str) -> Option<Object<'a>> {
        self.kinds.insert((key, Kind::Table));
        let value = self.value(key)?;
        let place = below(&self.place, key, Kind::Table);
        Object::of_field(reader, value, &format!("`{key}`"), &place, self.field.as_deref())
    }

    /// The text at a key.
    pub(super) fn text(&mut self, reader: &mut Reader, key: &'static str) -> Option<String> {
        self.kinds.insert((key, Kind::Text));
        let value = self.value(key)?;
        let text = value.as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong_kind(reader, key, value, "a text");
        }
        text
    }

    /// The text or the object at a key.
    pub(super) fn text_or_object(
        &mut self,
        reader: &mut Reader,
        key: &'static str,
    ) -> Option<(Option<String>, Option<Object<'a>>)> {
        self.kinds.insert((key, Kind::Text));
        self.kinds.insert((key, Kind::Table));
        match self.value(key)? {
            Value::String(text) => Some((Some(text.clone()), None)),
            Value::Object(_) => Some((None, self.object(reader, key))),
            value => {
                self.wrong_kind(reader, key, value, "a text or an object");
                None
            }
        }
    }

    /// Whether there is anything at a key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    /// The single character at a key.
    pub(super) fn char(&mut self, reader: &mut Reader, key: &'static str) -> Option<char> {
        let text = self.text(reader, key)?;
        let mut chars = text.chars();
        let only = chars.next().filter(|_| chars.next().is_none());
        if only.is_none() {
            reader.wrong(self.field.as_deref(), format!("`{key}` is `{text}`"), "write one character");
        }
        only
    }

    /// The truth value at a key.
    pub(super) fn flag(&mut self, reader: &mut Reader, key: &'static str) -> Option<bool> {
        self.kinds.insert((key, Kind::Truth));
        let value = self.value(key)?;
        let flag = value.as_bool();
        if flag.is_none() {
            self.wrong_kind(reader, key, value, "`true` or `false`");
        }
        flag
    }

    /// The whole number at a key.
    pub(super) fn count(&mut self, reader: &mut Reader, key: &'static str) -> Option<usize> {
        self.kinds.insert((key, Kind::Whole));
        let value = self.value(key)?;
        let count = value.as_u64().and_then(|count| usize::try_from(count).ok());
        if count.is_none() {
            self.wrong_kind(reader, key, value, "a whole number");
        }
        count
    }

    /// The texts at a key.
    pub(super) fn texts(&mut self, reader: &mut Reader, key: &'static str) -> Option<Vec<String>> {
        self.kinds.insert((key, Kind::Texts));
        let value = self.value(key)?;
        let texts = value
            .as_array()
            .and_then(|list| list.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>());
        if texts.is_none() {
            self.wrong_kind(reader, key, value, "a list of texts");
        }
        texts
    }

    /// The name or names at a key: the standard takes a text for a list of one.
    pub(super) fn names(&mut self, reader: &mut Reader, key: &'static str) -> Option<Vec<String>> {
        self.kinds.insert((key, Kind::Text));
        match self.value(key)? {
            Value::String(name) => Some(vec![name.clone()]),
            _ => self.texts(reader, key),
        }
    }

    /// The list of objects at a key.
    pub(super) fn list(&mut self, key: &'static str) -> Option<&'a Value> {
        self.kinds.insert((key, Kind::Tables));
        self.value(key)
    }

    /// Reports every key that nobody has asked for.
    pub(super) fn finish(self, reader: &mut Reader) {
        for key in &self.asked {
            reader.keys.asked(&self.place, key);
        }
        for (key, kind) in &self.kinds {
            reader.keys.asked(&self.place, key).can_be(*kind);
        }
        for key in self.map.keys().filter(|key| !self.asked.contains(key.as_str())) {
            // The standard leaves other prefixes to other tools.
            if key.contains(':') && !key.starts_with("sporbar:") {
                continue;
            }
            let help = match did_you_mean(key, self.asked.iter().copied()) {
                Some(known) => format!("did you mean `{known}`?"),
                None => "leave it out: Sporbar would not do what it asks for".to_owned(),
            };
            reader.wrong(self.field.as_deref(), format!("`{key}` in {} is not supported", self.what), help);
        }
    }

    fn wrong_kind(&self, reader: &mut Reader, key: &str, value: &Value, wanted: &str) {
        reader.wrong(self.field.as_deref(), format!("`{key}` is {}", kind(value)), format!("write {wanted}"));
    }
}

/// What a JSON value is, in words.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
