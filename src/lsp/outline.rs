//! What stands where in a TOML text, also in one that is being written and is no TOML yet.

use std::ops::Range;

use toml_parser::decoder::Encoding;
use toml_parser::parser::{EventReceiver, parse_document};
use toml_parser::{ErrorSink, Raw, Source, Span};

/// The keys and values of a text, each with its place.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// Every part of every key, in headers too.
    pub(super) keys: Vec<KeyAt>,
    /// Every value that holds no others.
    pub(super) values: Vec<ValueAt>,
    /// The tables: where each begins, and ends where it is an inline one.
    tables: Vec<TableAt>,
}

/// A part of a key.
#[derive(Debug)]
pub(super) struct KeyAt {
    /// The keys from the text's root to it, itself the last.
    pub(super) path: Vec<String>,
    /// Its bytes, with quotes where it has some.
    pub(super) span: Range<usize>,
}

/// A value that holds no others.
#[derive(Debug)]
pub(super) struct ValueAt {
    /// The keys from the text's root to it.
    pub(super) path: Vec<String>,
    /// What it says: a text without its quotes.
    pub(super) text: String,
    /// Whether it is a text.
    pub(super) is_text: bool,
    /// Its bytes, with quotes where it has some.
    pub(super) span: Range<usize>,
    /// Which of the tables in lists it belongs to, counted over the text.
    pub(super) instance: usize,
}

/// A table: from its header on, or in its brackets.
#[derive(Debug)]
struct TableAt {
    path: Vec<String>,
    span: Range<usize>,
    instance: usize,
}

impl Outline {
    pub(super) fn of(text: &str) -> Self {
        let source = Source::new(text);
        let tokens = source.lex().into_vec();
        let mut reader = Reader {
            source,
            outline: Self::default(),
            header: None,
            open: Vec::new(),
            parts: Vec::new(),
            at: Vec::new(),
            instance: 0,
        };
        parse_document(&tokens, &mut reader, &mut ());
        reader.outline
    }

    /// The table in which a byte stands, by its keys, and which of those in lists it is.
    pub(super) fn table_at(&self, offset: usize) -> (&[String], usize) {
        let around = self.tables.iter().rev().find(|table| table.span.contains(&offset));
        around.map_or((&[], 0), |table| (&table.path, table.instance))
    }

    /// The value in which a byte stands.
    pub(super) fn value_at(&self, offset: usize) -> Option<&ValueAt> {
        self.values.iter().find(|value| value.span.start < offset && offset < value.span.end)
    }
}

struct Reader<'a> {
    source: Source<'a>,
    outline: Outline,
    /// Where the header began that is being read, and whether of a table in a list.
    header: Option<(usize, bool)>,
    /// The brackets that are open: the keys of what is in them, whether they are a table, and which one.
    open: Vec<(Vec<String>, Option<usize>)>,
    /// The parts of the key that is being read.
    parts: Vec<(String, Span)>,
    /// The keys of the table whose header stood last.
    at: Vec<String>,
    instance: usize,
}

impl Reader<'_> {
    /// The keys of the table that is being read.
    fn table(&self) -> &[String] {
        self.open.last().map_or(&self.at, |(path, _)| path)
    }

    fn is_in_list(&self) -> bool {
        self.open.last().is_some_and(|(_, table)| table.is_none())
    }

    /// The keys of the value that begins: of a list's own, where it stands in a list.
    fn begin_value(&mut self) -> Vec<String> {
        let mut path = self.table().to_vec();
        let parts = std::mem::take(&mut self.parts);
        if !self.is_in_list() {
            path.extend(parts.into_iter().map(|(name, _)| name));
        }
        path
    }

    fn decoded(&self, span: Span, encoding: Option<Encoding>, is_key: bool) -> String {
        let raw = self.source.get(span).map_or("", |raw| raw.as_str());
        let mut text = String::new();
        if is_key {
            Raw::new_unchecked(raw, encoding, span).decode_key(&mut text, &mut ());
        } else {
            let _kind = Raw::new_unchecked(raw, encoding, span).decode_scalar(&mut text, &mut ());
        }
        text
    }

    fn header(&mut self, end: usize) {
        let Some((start, is_list)) = self.header.take() else { return };
        if is_list {
            self.instance += 1;
        }
        self.at = std::mem::take(&mut self.parts).into_iter().map(|(name, _)| name).collect();
        // The last table's end is where the next begins; the first of them that holds a byte is looked for from behind.
        let span = start.max(end)..usize::MAX;
        self.outline.tables.push(TableAt { path: self.at.clone(), span, instance: self.instance });
    }

    fn open(&mut self, start: usize, is_table: bool) {
        let path = self.begin_value();
        let table = is_table.then(|| {
            self.outline.tables.push(TableAt {
                path: path.clone(),
                span: start + 1..usize::MAX,
                instance: self.instance,
            });
            self.outline.tables.len() - 1
        });
        self.open.push((path, table));
    }

    fn close(&mut self, end: usize) {
        self.parts.clear();
        if let Some((_, Some(table))) = self.open.pop() {
            self.outline.tables[table].span.end = end;
        }
    }
}

impl EventReceiver for Reader<'_> {
    fn std_table_open(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.parts.clear();
        self.header = Some((span.start(), false));
    }

    fn std_table_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.header(span.end());
    }

    fn array_table_open(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.parts.clear();
        self.header = Some((span.start(), true));
    }

    fn array_table_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.header(span.end());
    }

    fn inline_table_open(&mut self, span: Span, _: &mut dyn ErrorSink) -> bool {
        self.open(span.start(), true);
        true
    }

    fn inline_table_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.close(span.start() + 1);
    }

    fn array_open(&mut self, span: Span, _: &mut dyn ErrorSink) -> bool {
        self.open(span.start(), false);
        true
    }

    fn array_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.close(span.end());
    }

    fn simple_key(&mut self, span: Span, encoding: Option<Encoding>, _: &mut dyn ErrorSink) {
        let name = self.decoded(span, encoding, true);
        let mut path = if self.header.is_some() { Vec::new() } else { self.table().to_vec() };
        path.extend(self.parts.iter().map(|(name, _)| name.clone()));
        path.push(name.clone());
        self.parts.push((name, span));
        self.outline.keys.push(KeyAt { path, span: span.start()..span.end() });
    }

    fn scalar(&mut self, span: Span, encoding: Option<Encoding>, _: &mut dyn ErrorSink) {
        let text = self.decoded(span, encoding, false);
        let path = self.begin_value();
        let (span, instance) = (span.start()..span.end(), self.instance);
        self.outline.values.push(ValueAt { path, text, is_text: encoding.is_some(), span, instance });
    }

    fn value_sep(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.parts.clear();
    }

    fn newline(&mut self, _: Span, _: &mut dyn ErrorSink) {
        if self.open.is_empty() && self.header.is_none() {
            self.parts.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Outline;

    const TEXT: &str = r#"
[report]
title = "A"
[populations.alle.columns]
voksen.rows = 'indsatser'
[[exhibit]]
id = "b"
parts = [{ population = "alle", x = { "Ja" = "a" } }, "c"]
[exhibit.chart]
kind = 'bars'
[[exhibit]]
id = "d"
"#;

    #[test]
    fn keys_and_values_are_known_by_their_places() {
        let outline = Outline::of(TEXT);
        let values: Vec<_> =
            outline.values.iter().map(|value| (value.path.join("/"), value.text.as_str(), value.instance)).collect();
        let expected = [
            ("report/title", "A", 0),
            ("populations/alle/columns/voksen/rows", "indsatser", 0),
            ("exhibit/id", "b", 1),
            ("exhibit/parts/population", "alle", 1),
            ("exhibit/parts/x/Ja", "a", 1),
            ("exhibit/parts", "c", 1),
            ("exhibit/chart/kind", "bars", 1),
            ("exhibit/id", "d", 2),
        ];
        let expected: Vec<_> = expected.map(|(path, text, at)| (path.to_owned(), text, at)).to_vec();
        assert_eq!(values, expected);
        let key = |name: &str| outline.keys.iter().find(|key| key.path.join("/") == name).expect("the key");
        assert_eq!(&TEXT[key("populations/alle").span.clone()], "alle");
        assert_eq!(&TEXT[key("exhibit/parts/x/Ja").span.clone()], "\"Ja\"");
    }

    #[test]
    fn a_text_that_is_no_toml_yet_has_its_tables_all_the_same() {
        let at = |text: &str, mark: &str| {
            let outline = Outline::of(text);
            let (path, instance) = outline.table_at(text.find(mark).expect("the mark"));
            (path.join("/"), instance)
        };
        assert_eq!(at(TEXT, "title"), ("report".to_owned(), 0));
        assert_eq!(at(TEXT, "kind"), ("exhibit/chart".to_owned(), 1));
        assert_eq!(at(TEXT, "\"Ja\""), ("exhibit/parts/x".to_owned(), 1));
        assert_eq!(at(TEXT, "\"d\""), ("exhibit".to_owned(), 2));
        let broken = "[report]\nti\n[populations]\nalle = { whe\n";
        assert_eq!(at(broken, "ti"), ("report".to_owned(), 0));
        assert_eq!(at(broken, "whe"), ("populations/alle".to_owned(), 0));
    }
}
