//! TOML tables read key by key, every mistake noted and none fatal.
//!
//! A [`TableReader`] remembers the keys it was asked for: those are the keys that exist at that place, so an unknown key
//! can be met with the likeliest of them.

mod several;

use std::cell::{Cell, RefCell};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{ParameterSpec, Setting};
use crate::diagnostic::{Code, Finding, Findings, Ranged, did_you_mean};
use crate::keys::{Keys, Kind, below};
use crate::locale::Language;
use crate::path::FileName;

/// Things by name, in the order of the file.
type Named<T> = Vec<(Ranged<String>, T)>;

/// The findings of one spec while it is read.
#[derive(Debug)]
pub(super) struct Notes<'a> {
    file: &'a str,
    findings: RefCell<Findings>,
    /// The spec's parameters, once they have been read.
    parameters: RefCell<Vec<ParameterSpec>>,
    /// The report's language, once it has been read.
    language: Cell<Language>,
    /// What has been asked for, by place.
    keys: RefCell<Keys>,
}

impl<'a> Notes<'a> {
    pub(super) fn new(file: &'a str) -> Self {
        Self {
            file,
            findings: RefCell::default(),
            parameters: RefCell::default(),
            language: Cell::default(),
            keys: RefCell::default(),
        }
    }

    /// Notes an error at `span`, with what to do unless that is empty.
    pub(super) fn error(&self, code: Code, span: Range<usize>, message: impl Into<String>, label: &str, help: &str) {
        let mut finding = Finding::error(code, message).at(self.file, span, label);
        if !help.is_empty() {
            finding = finding.help(help);
        }
        self.findings.borrow_mut().push(finding);
    }

    /// Lets numbers be stated by these parameters from now on.
    pub(super) fn know(&self, parameters: Vec<ParameterSpec>) {
        *self.parameters.borrow_mut() = parameters;
    }

    /// Lets the labels that the program gives be in this language from now on.
    pub(super) fn speak(&self, language: Language) {
        self.language.set(language);
    }

    /// The report's language.
    pub(super) fn language(&self) -> Language {
        self.language.get()
    }

    /// What has been asked for.
    pub(super) fn take_keys(&self) -> Keys {
        self.keys.take()
    }

    pub(super) fn into_findings(self) -> Findings {
        // Keys that several parts share are read for each of them.
        self.findings.into_inner().once()
    }
}

/// A value under a free key.
pub(super) enum Entry<'a> {
    /// A text.
    Text(Ranged<String>),
    /// A table.
    Table(TableReader<'a>),
}

/// One table of the spec.
pub(super) struct TableReader<'a> {
    notes: &'a Notes<'a>,
    /// How the table is named in messages: `[report]`.
    name: String,
    /// What stands before the names of its tables in their headers: nothing of the spec; none where it is one of a list.
    header: Option<String>,
    /// Where it stands among the spec's keys, whatever it is called there: `exhibit[]/chart`.
    place: String,
    span: Range<usize>,
    table: &'a DeTable<'a>,
    /// What says what this table does not say itself, but for keys that it leaves out.
    base: Option<(&'a DeTable<'a>, Vec<String>)>,
    asked: RefCell<Vec<&'static str>>,
}

impl<'a> TableReader<'a> {
    /// The whole spec.
    pub(super) fn root(notes: &'a Notes<'a>, table: &'a DeTable<'a>) -> Self {
        let root = Self::new(notes, "the spec".to_owned(), String::new(), 0..0, table);
        Self { header: Some(String::new()), ..root }
    }

    fn new(notes: &'a Notes<'a>, name: String, place: String, span: Range<usize>, table: &'a DeTable<'a>) -> Self {
        Self { notes, name, header: None, place, span, table, base: None, asked: RefCell::default() }
    }

    /// Notes what the value of a key can be, and which words it takes.
    fn can_be<T>(&self, key: &'static str, kind: Kind, words: &[(&str, T)]) {
        let mut keys = self.notes.keys.borrow_mut();
        let words = words.iter().map(|(word, _)| (*word).to_owned());
        keys.asked(&self.place, key).can_be(kind).extend(words);
    }

    fn is_kind(&self, key: &'static str, kind: Kind) {
        self.can_be::<()>(key, kind, &[]);
    }

    /// This table before another, which says what this one does not: all but the keys `without`.
    pub(super) fn before(self, base: &Self, without: Vec<String>) -> Self {
        Self { name: base.name.clone(), base: Some((base.table, without)), ..self }
    }

    pub(super) fn notes(&self) -> &'a Notes<'a> {
        self.notes
    }

    pub(super) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Whether `key` is there, whatever it holds.
    pub(super) fn has(&self, key: &'static str) -> bool {
        self.look(key).is_some()
    }

    /// Where the value of a key stands; where the table is named, if it has no such key.
    pub(super) fn place_of(&self, key: &'static str) -> Range<usize> {
        self.look(key).map_or_else(|| self.span(), Spanned::span)
    }

    /// Whether the table says something under a name.
    pub(super) fn says(&self, name: &str) -> bool {
        self.table.iter().any(|(key, _)| key.get_ref() == name)
    }

    fn look(&self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        let mut asked = self.asked.borrow_mut();
        if !asked.contains(&key) {
            asked.push(key);
            self.notes.keys.borrow_mut().asked(&self.place, key);
        }
        let of = |table: &'a DeTable<'a>| table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value);
        let base = self.base.as_ref().filter(|(_, without)| !without.iter().any(|name| name == key));
        of(self.table).or_else(|| of(base?.0))
    }

    fn need<T>(&self, key: &'static str, found: Option<T>) -> Option<T> {
        if found.is_none() && self.look(key).is_none() {
            self.notes.error(
                Code::MissingKey,
                self.span(),
                format!("{} does not say `{key}`", self.name),
                &format!("`{key}` is missing here"),
                "",
            );
        }
        found
    }

    fn wrong(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) {
        let is = value.get_ref().type_str();
        self.notes.error(
            Code::WrongType,
            value.span(),
            format!("`{key}` of {} must be {wanted}", self.name),
            &format!("this is of the type {is}"),
            "",
        );
    }

    pub(super) fn opt_text(&self, key: &'static str) -> Option<Ranged<String>> {
        self.is_kind(key, Kind::Text);
        let value = self.look(key)?;
        let text = text_of(value);
        if text.is_none() {
            self.wrong(key, value, "a text in quotes");
        }
        text
    }

    pub(super) fn text(&self, key: &'static str) -> Option<Ranged<String>> {
        self.need(key, self.opt_text(key))
    }

    /// The name of a file or a folder.
    pub(super) fn file_name(&self, key: &'static str) -> Option<Ranged<FileName>> {
        let text = self.text(key)?;
        let name = FileName::new(text.as_str()).map_err(|why| {
            let message = format!("`{key}` of {} cannot be the name of a file: {why}", self.name);
            let help = "write the name alone, without the folder it is in";
            self.notes.error(Code::BadValue, text.span.clone(), message, "not a name", help);
        });
        Some(Ranged::new(name.ok()?, text.span))
    }

    /// An id, which names files: a word of small letters, digits and hyphens.
    pub(super) fn id(&self) -> Option<Ranged<String>> {
        let id = self.text("id")?;
        let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        let why = match FileName::new(id.as_str()) {
            Ok(_) if id.value.chars().all(plain) => return Some(id),
            Ok(_) => String::new(),
            Err(why) => format!(": {why}"),
        };
        let message = format!("`{}` cannot be an id{why}", id.value.escape_debug());
        let help = "use the letters a-z, digits and hyphens";
        self.notes.error(Code::BadValue, id.span.clone(), message, "the id names files", help);
        None
    }

    pub(super) fn opt_bool(&self, key: &'static str) -> Option<bool> {
        self.is_kind(key, Kind::Truth);
        let value = self.look(key)?;
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.wrong(key, value, "true or false");
        }
        found
    }

    pub(super) fn opt_number(&self, key: &'static str) -> Option<Ranged<f64>> {
        self.is_kind(key, Kind::Number);
        self.number_of(key, self.look(key)?)
    }

    /// A list of numbers.
    pub(super) fn opt_numbers(&self, key: &'static str) -> Option<Vec<Ranged<f64>>> {
        self.is_kind(key, Kind::Numbers);
        let value = self.look(key)?;
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(key, value, "a list of numbers");
            return None;
        };
        // All are read, so that all that are wrong are told.
        let numbers: Vec<Option<Ranged<f64>>> = array.iter().map(|item| self.number_of(key, item)).collect();
        numbers.into_iter().collect()
    }

    fn number_of(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<Ranged<f64>> {
        if let Some(text) = names_parameter(value) {
            return self.of_parameter(text);
        }
        let text = match value.get_ref() {
            DeValue::Integer(integer) => Some(integer.as_str().replace('_', "")),
            DeValue::Float(float) => Some(float.as_str().replace('_', "")),
            _ => None,
        };
        let number = text.and_then(|text| text.parse().ok()).filter(|number: &f64| number.is_finite());
        if number.is_none() {
            self.wrong(key, value, "a number");
        }
        number.map(|number| Ranged::new(number, value.span()))
    }

    /// The number of the parameter that a text such as `@rente` or `-@maaneder` names.
    fn of_parameter(&self, text: Ranged<String>) -> Option<Ranged<f64>> {
        let (sign, name) = match text.value.strip_prefix('-') {
            Some(name) => (-1.0, name),
            None => (1.0, text.as_str()),
        };
        let name = name.trim_start_matches('@');
        let parameters = self.notes.parameters.borrow();
        let wrong = |message: String, help: &str| {
            self.notes.error(Code::UnknownName, text.span.clone(), message, "no number of this spec", help);
            None
        };
        match parameters.iter().find(|parameter| parameter.name.value == name).map(|parameter| &parameter.value) {
            Some(Setting::Number(number)) => Some(Ranged::new(sign * number, text.span)),
            Some(Setting::Text(_)) => wrong(format!("the parameter `{name}` is a text and not a number"), ""),
            None => {
                let names = parameters.iter().map(|parameter| parameter.name.as_str());
                let help = match did_you_mean(name, names) {
                    Some(likely) => format!("did you mean `@{likely}`?"),
                    None => "declare it in [parameters]".to_owned(),
                };
                wrong(format!("there is no parameter `{name}`"), &help)
            }
        }
    }

    /// A text that readers know something by, and that may not be empty.
    pub(super) fn opt_label(&self, key: &'static str) -> Option<Ranged<String>> {
        self.opt_text(key).inspect(|label| self.says_something(key, label))
    }

    /// Notes it if a label or a name is empty: nobody could tell what is meant by it.
    pub(super) fn says_something(&self, key: &str, text: &Ranged<String>) {
        if text.value.trim().is_empty() {
            let message = format!("`{key}` of {} has an empty text", self.name);
            let help = "write what readers are to see, or take it out";
            self.notes.error(Code::BadValue, text.span.clone(), message, "nothing stands here", help);
        }
    }

    /// One of the words in `choices`, with what each means.
    pub(super) fn opt_choice<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        self.can_be(key, Kind::Text, choices);
        let word = self.opt_text(key)?;
        self.choose(key, &word, choices)
    }

    pub(super) fn choice<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        self.can_be(key, Kind::Text, choices);
        let word = self.text(key)?;
        self.choose(key, &word, choices)
    }

    /// One word or a list of them.
    pub(super) fn opt_choices<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> Option<Vec<T>> {
        self.can_be(key, Kind::Text, choices);
        self.can_be(key, Kind::Texts, choices);
        let words = match self.look(key)?.get_ref() {
            DeValue::Array(_) => self.opt_texts(key)?,
            _ => vec![self.opt_text(key)?],
        };
        words.iter().map(|word| self.choose(key, word, choices)).collect()
    }

    fn choose<T: Copy>(&self, key: &str, word: &Ranged<String>, choices: &[(&str, T)]) -> Option<T> {
        let found = choices.iter().find(|(name, _)| *name == word.value).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            self.unknown(key, word, &names);
        }
        found
    }

    /// Notes that `word` is none of `names`.
    fn unknown(&self, key: &str, word: &Ranged<String>, names: &[&str]) {
        let help = match did_you_mean(&word.value, names.iter().copied()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("it takes {}", list(names)),
        };
        self.notes.error(
            Code::BadValue,
            word.span.clone(),
            format!("`{key}` of {} cannot be `{}`", self.name, word.value),
            "not one that it takes",
            &help,
        );
    }

    pub(super) fn opt_texts(&self, key: &'static str) -> Option<Vec<Ranged<String>>> {
        self.is_kind(key, Kind::Texts);
        let value = self.look(key)?;
        let texts = value.get_ref().as_array().and_then(|array| array.iter().map(text_of).collect());
        if texts.is_none() {
            self.wrong(key, value, "a list of texts");
        }
        for text in texts.iter().flatten() {
            self.says_something(key, text);
        }
        texts
    }

    pub(super) fn opt_table(&self, key: &'static str) -> Option<TableReader<'a>> {
        self.is_kind(key, Kind::Table);
        self.table_of(key, Kind::Table)
    }

    /// The table at a key, as one of a kind.
    fn table_of(&self, key: &'static str, kind: Kind) -> Option<TableReader<'a>> {
        let value = self.look(key)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(key, value, "a table");
        }
        let place = below(&self.place, key, kind);
        let header = self.header.as_ref().map(|before| format!("{before}{key}."));
        let name = format!("`{key}` of {}", self.name);
        table.map(|table| TableReader { header, ..TableReader::new(self.notes, name, place, value.span(), table) })
    }

    pub(super) fn table(&self, key: &'static str) -> Option<TableReader<'a>> {
        self.need(key, self.opt_table(key))
    }

    /// The tables of a list of tables; none where there is no such key.
    pub(super) fn tables(&self, key: &'static str) -> Vec<TableReader<'a>> {
        self.is_kind(key, Kind::Tables);
        let Some(value) = self.look(key) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(key, value, "a list of tables");
            return Vec::new();
        };
        let tables = array.iter().enumerate().filter_map(|(at, item)| {
            let table = item.get_ref().as_table();
            if table.is_none() {
                self.wrong(key, item, "a list of tables");
            }
            let name = format!("number {} of `{key}`", at + 1);
            let place = below(&self.place, key, Kind::Tables);
            table.map(|table| TableReader::new(self.notes, name, place, item.span(), table))
        });
        tables.collect()
    }

    /// The tables of a table of tables, each with its name, in the order of the file.
    pub(super) fn named_tables(&self, key: &'static str) -> Vec<(Ranged<String>, TableReader<'a>)> {
        self.is_kind(key, Kind::NamedTables);
        let Some(outer) = self.table_of(key, Kind::NamedTables) else { return Vec::new() };
        outer
            .under_free_keys()
            .into_iter()
            .filter_map(|(name, value)| {
                let table = value.get_ref().as_table();
                if table.is_none() {
                    outer.wrong(&name.value, value, "a table");
                }
                let title = outer.header.as_ref().map(|before| format!("{before}{}", name.value));
                let header = title.as_ref().map(|title| format!("{title}."));
                let title = title.map_or_else(|| format!("[{key}.{}]", name.value), |title| format!("[{title}]"));
                let table = TableReader::new(self.notes, title, outer.place.clone(), value.span(), table?);
                Some((name, TableReader { header, ..table }))
            })
            .collect()
    }

    /// A whole number.
    pub(super) fn opt_integer(&self, key: &'static str) -> Option<Ranged<i32>> {
        self.is_kind(key, Kind::Whole);
        let value = self.look(key)?;
        if let Some(text) = names_parameter(value) {
            let number = self.of_parameter(text)?;
            let whole = number.value.fract() == 0.0 && number.value.abs() <= f64::from(i32::MAX);
            if !whole {
                self.wrong(key, value, "a whole number, and the parameter is not");
            }
            #[allow(clippy::cast_possible_truncation, reason = "it is whole and within bounds")]
            return Some(Ranged::new(number.value as i32, number.span)).filter(|_| whole);
        }
        let number = value.get_ref().as_integer().and_then(|integer| integer.as_str().parse().ok());
        if number.is_none() {
            self.wrong(key, value, "a whole number");
        }
        number.map(|number| Ranged::new(number, value.span()))
    }

    /// A list of whole numbers.
    pub(super) fn opt_integers(&self, key: &'static str) -> Option<Vec<i32>> {
        self.is_kind(key, Kind::Wholes);
        let value = self.look(key)?;
        let number = |item: &Spanned<DeValue<'_>>| item.get_ref().as_integer()?.as_str().parse().ok();
        let numbers = value.get_ref().as_array().and_then(|array| array.iter().map(number).collect());
        if numbers.is_none() {
            self.wrong(key, value, "a list of whole numbers");
        }
        numbers
    }

    /// Whether `key` holds a text (and not a table).
    pub(super) fn is_text(&self, key: &'static str) -> bool {
        self.look(key).is_some_and(|value| value.get_ref().is_str())
    }

    /// Whether a key is there and its value is a table of numbers from a first one on.
    pub(super) fn is_numbers(&self, key: &'static str) -> bool {
        let table = self.look(key).and_then(|value| value.get_ref().as_table());
        table.and_then(|table| table.get("first")).is_some_and(|first| first.get_ref().as_integer().is_some())
    }

    /// Whether `key` holds a table that says what it is made `of`, and not one whose keys are free.
    pub(super) fn is_classes(&self, key: &'static str) -> bool {
        self.look(key).and_then(|value| value.get_ref().as_table()).is_some_and(|table| {
            let has = |wanted: &str| table.iter().any(|(name, _)| name.get_ref() == wanted);
            let says = ["labels", "total", "order", "top", "rest", "limits", "missing"].iter().any(|key| has(key));
            (has("of") || has("column")) && (table.len() == 1 || says)
        })
    }

    /// Whether `key` holds a list.
    pub(super) fn is_list(&self, key: &'static str) -> bool {
        self.look(key).is_some_and(|value| value.get_ref().is_array())
    }

    /// Keys and values by place: the parser sorts tables by key, and the author's order is the reading order.
    fn in_file_order(&self) -> Vec<(Ranged<String>, &'a Spanned<DeValue<'a>>)> {
        let mut entries: Vec<_> = self
            .table
            .iter()
            .map(|(name, value)| (Ranged::new(name.get_ref().to_string(), name.span()), value))
            .collect();
        entries.sort_by_key(|(name, _)| name.span.start);
        entries
    }

    /// What stands under free keys, in the order of the file. A key that is empty names nothing.
    fn under_free_keys(&self) -> Vec<(Ranged<String>, &'a Spanned<DeValue<'a>>)> {
        let entries = self.in_file_order();
        for (name, _) in entries.iter().filter(|(name, _)| name.value.trim().is_empty()) {
            let message = format!("{} has an empty name", self.name);
            let help = "write what readers are to see, or take it out";
            self.notes.error(Code::BadValue, name.span.clone(), message, "nothing stands here", help);
        }
        entries
    }

    /// Notes every key that nothing asked for. To be called when all that the table may hold has been asked for.
    pub(super) fn finish(&self) {
        let asked = self.asked.borrow();
        for (name, _) in self.in_file_order() {
            if asked.contains(&name.value.as_str()) {
                continue;
            }
            let help = match did_you_mean(&name.value, asked.iter().copied()) {
                Some(known) => format!("did you mean `{known}`?"),
                None => format!("it may hold {}", list(&asked)),
            };
            self.notes.error(
                Code::UnknownKey,
                name.span.clone(),
                format!("{} has no key `{}`", self.name, name.value),
                "unknown key",
                &help,
            );
        }
    }
}

fn text_of(value: &Spanned<DeValue<'_>>) -> Option<Ranged<String>> {
    value.get_ref().as_str().map(|text| Ranged::new(text.to_owned(), value.span()))
}

/// A text that names a parameter where a number is wanted.
fn names_parameter(value: &Spanned<DeValue<'_>>) -> Option<Ranged<String>> {
    text_of(value).filter(|text| text.value.trim_start_matches('-').starts_with('@'))
}

/// `a`, `b` and `c`
fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => "nothing".to_owned(),
    }
}
