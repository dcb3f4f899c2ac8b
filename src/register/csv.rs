//! Reads delimited text.

use std::borrow::Cow;
use std::ops::Range;

use super::cell::{Cell, trim};
use super::extent::{self, End};
use super::header::Places;
use super::records::{self, Place, Records};
use super::sink::Sink;
use super::table::Table;
use super::{encoding, header, quote};
use crate::diagnostic::Code;
use crate::dictionary::TOGETHER;
use crate::schema::{CsvDialect, Ends, Extent, Schema};
use crate::{letters, parallel};

/// Reads a file's bytes; nothing where there is no table to speak of. What is wrong is reported to `sink`.
pub(super) fn read<'s>(
    bytes: &[u8],
    dialect: &CsvDialect,
    schema: &'s Schema,
    sink: &mut Sink<'_>,
) -> Option<Table<'s>> {
    let text = encoding::decode(bytes, dialect, sink)?;
    let text = letters::nfc(&text);
    let mut text: &str = &text;
    let mut lines = Lines::new(text);
    if let Some(opened) = quote::unclosed(text, dialect.delimiter) {
        let line = Lines::new(text).at(opened);
        sink.error(Code::UnclosedQuote, Some(line), None, || {
            (
                "a quote opens a field in this line and does not close it before the next delimiter".to_owned(),
                "double a quote that belongs to the text, as in `\"Støtte; \"\"småjob\"\"\"`; rows from here on are not checked"
                    .to_owned(),
            )
        });
        // What stands before the quote's line can still be checked.
        text = &text[..text[..opened].rfind(['\n', '\r']).map_or(0, |end| end + 1)];
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(dialect.delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    // The text has been decoded and memory does not fail, so that reading a record cannot.
    if !matches!(reader.read_record(&mut record), Ok(true)) {
        if !sink.is_incomplete() {
            sink.error(Code::FileUnreadable, None, None, || {
                (
                    "the file is empty".to_owned(),
                    "draw the extract again; one without rows has a header still".to_owned(),
                )
            });
        }
        return None;
    }
    let extent = &dialect.extent;
    let (head, header_line) = head(&mut reader, record, &mut lines, extent, sink)?;
    let mut record = csv::StringRecord::new();
    let width = head.iter().map(csv::StringRecord::len).max().unwrap_or(0);
    let rows: Vec<Vec<&str>> = head.iter().map(|row| row.iter().collect()).collect();
    let joined = extent::join(&rows, &extent.header_join);
    let names: Vec<&str> = joined.iter().map(String::as_str).collect();
    if let Some(other) = other_delimiter(&names, dialect.delimiter, schema) {
        sink.error(Code::FileUnreadable, Some(header_line), None, || {
            let ours = char::from(dialect.delimiter);
            (
                format!("the header has one column; it looks delimited by {other}, the schema says `{ours}`"),
                "draw the extract with the schema's delimiter, or correct the schema".to_owned(),
            )
        });
        return None;
    }
    if !header::is_header(&names, schema) {
        let below = (0..header::SEARCHED).find_map(|_| {
            let more = matches!(reader.read_record(&mut record), Ok(true));
            let is_header = more && header::is_header(&record.iter().collect::<Vec<_>>(), schema);
            is_header.then(|| lines.of(&record))
        });
        header::report_none(&names, Some(header_line), below, schema, sink);
        return None;
    }
    let places = header::find(&names, Some(header_line), schema, sink);
    let rows = Rows { dialect, schema, width };
    let start = lines.behind_head(&reader);
    let parts = records::parts(&text[start..], dialect.delimiter, many(extent), lines.at(start));
    let part = |(range, line): &(Range<usize>, u64)| {
        let text = &text[start..][range.clone()];
        // What is read of the other parts is put behind the first.
        let room = if range.start == 0 { parts.len() } else { 1 };
        let (mut table, mut sink) = (rows.table(places.clone(), text, room), sink.apart());
        let mut end = End::new(extent, &names);
        let mut records = Records::new(text, dialect.delimiter, *line);
        let mut some: Vec<(Option<Place>, Vec<Cow<'_, str>>)> = vec![(None, Vec::new()); TOGETHER];
        let mut is_over = false;
        while !is_over {
            for (place, fields) in &mut some {
                *place = records.next(fields);
                is_over |= place.is_none();
            }
            let read = || some.iter().map_while(|(place, fields)| Some(((*place)?, fields.as_slice())));
            table.fetch(|at| read().filter_map(move |(_, fields)| fields.get(at).map(|field| &**field)));
            for (place, fields) in read() {
                rows.add(place, fields, &mut table, &mut end, &mut sink);
            }
        }
        end.tell(&mut sink);
        (table, sink)
    };
    let (tables, found): (Vec<_>, Vec<_>) = parallel::map(&parts, part).into_iter().unzip();
    for found in found {
        sink.append(found);
    }
    Table::joined(tables)
}

/// In how many parts a file is read: where a row may end the table, what stands behind it is known only when all before it is read.
fn many(extent: &Extent) -> usize {
    if extent.ends == Ends::File { std::thread::available_parallelism().map_or(1, usize::from) } else { 1 }
}

/// How the rows below the head are read.
#[derive(Clone, Copy)]
struct Rows<'d, 's> {
    dialect: &'d CsvDialect,
    schema: &'s Schema,
    /// How many fields the head has.
    width: usize,
}

impl<'s> Rows<'_, 's> {
    /// A table with room for so many times as many rows as a text has lines, so that no column is moved as it grows.
    fn table(&self, places: Places, text: &str, times: usize) -> Table<'s> {
        let lines = usize::try_from(encoding::count(text.as_bytes(), b'\n')).unwrap_or_default() + 1;
        // Parts of as many bytes have nearly as many lines.
        Table::new(self.schema, places, if times == 1 { lines } else { times * (lines + lines / 32) })
    }

    /// Adds a record, if it is a row of the table.
    fn add(
        &self,
        place: Place,
        fields: &[Cow<'_, str>],
        table: &mut Table<'s>,
        end: &mut End<'_>,
        sink: &mut Sink<'_>,
    ) {
        let Place { line, is_behind_blank } = place;
        if is_behind_blank {
            end.blank();
        }
        // Rows that were once filled in are written as delimiters alone.
        let mut filled = fields.iter().filter(|field| !trim(field).is_empty());
        let Some(first) = filled.next() else {
            end.blank();
            return;
        };
        if end.is_over(line, Some(first), || 1 + filled.count(), sink) {
            return;
        }
        let (count, width) = (fields.len(), self.width);
        if count == width {
            let cell = |place: usize| Cell::text(&fields[place], &self.schema.missing_values);
            table.push_row(u32::try_from(line).unwrap_or(u32::MAX), sink, cell);
            return;
        }
        let ends = count == width + 1 && trim(&fields[width]).is_empty();
        sink.error(Code::RaggedRow, Some(line), None, || {
            let delimiter = char::from(self.dialect.delimiter);
            if ends {
                return (
                    format!("the row ends in a `{delimiter}` behind its last field, and the header does not"),
                    "have the register end all lines alike, the header too".to_owned(),
                );
            }
            let help = format!("a field with `{delimiter}`, a quote or a line break in it must be quoted");
            (format!("the row has {count} fields, the header {width}"), help)
        });
    }
}

/// The records of the head, and the line of the last, if they are where the layout says; `first` is the file's first record.
fn head(
    reader: &mut csv::Reader<&[u8]>,
    first: csv::StringRecord,
    lines: &mut Lines<'_>,
    extent: &Extent,
    sink: &mut Sink<'_>,
) -> Option<(Vec<csv::StringRecord>, u64)> {
    let mut line = lines.of(&first);
    let mut record = first;
    let mut next = |record: &mut csv::StringRecord, line: &mut u64| {
        let is_there = matches!(reader.read_record(record), Ok(true));
        if is_there {
            *line = lines.of(record);
        }
        is_there
    };
    while line < u64::from(extent.first()) && next(&mut record, &mut line) {}
    let mut head = vec![record.clone()];
    while line < u64::from(extent.last()) && next(&mut record, &mut line) {
        head.push(record.clone());
    }
    // Blank lines may stand above a head that the layout says nothing of.
    if extent.last() > 1 && line != u64::from(extent.last()) {
        sink.error(Code::FileUnreadable, Some(u64::from(extent.last())), None, || {
            (
                format!("the file has no header in line {}", extent.last()),
                "the schema's `headerRows` says where it should be".to_owned(),
            )
        });
        return None;
    }
    Some((head, line))
}

/// What a header of one column seems to be delimited by, if more columns were to be expected.
fn other_delimiter(names: &[&str], ours: u8, schema: &Schema) -> Option<&'static str> {
    let [only] = names else { return None };
    if schema.fields.len() < 2 {
        return None;
    }
    [(b';', "`;`"), (b',', "`,`"), (b'\t', "tabs"), (b'|', "`|`")]
        .into_iter()
        .find(|(byte, _)| *byte != ours && only.contains(char::from(*byte)))
        .map(|(_, name)| name)
}

/// The lines of a text, counted as one goes forward. The `csv` crate counts too, but says for a record behind a
/// blank line, or behind CRLF, the line before it.
pub struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    /// Those of a text whose records are read from its start.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// The line of a byte that is not before the last one asked for.
    fn at(&mut self, byte: usize) -> u64 {
        // A CRLF is never cut in two: a record ends behind it.
        self.line += encoding::breaks(&self.text.as_bytes()[self.at..byte]);
        self.at = byte;
        self.line
    }

    /// The byte at which the line begins that is below what a reader has read.
    fn behind_head(&self, reader: &csv::Reader<&[u8]>) -> usize {
        let at = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX).min(self.text.len());
        let bytes = self.text.as_bytes();
        // A record ends behind the first half of a CRLF.
        at + usize::from(at > 0 && bytes[at - 1] == b'\r' && bytes[at..].starts_with(b"\n"))
    }

    /// The line in which a record starts: its position is where the one before it ended.
    pub fn of(&mut self, record: &csv::StringRecord) -> u64 {
        let (from, blank) = self.before(record);
        self.at(from + blank)
    }

    /// Whether a blank line stands above a record.
    pub fn is_behind_blank(&self, record: &csv::StringRecord) -> bool {
        let (from, blank) = self.before(record);
        let bytes = self.text.as_bytes();
        // A record ends behind the first half of a CRLF.
        let is_cut = from > 0 && bytes[from - 1] == b'\r' && bytes[from..].starts_with(b"\n");
        encoding::breaks(&bytes[from..from + blank]) > u64::from(is_cut)
    }

    /// Where the record before ended, and how many bytes of line breaks follow.
    fn before(&self, record: &csv::StringRecord) -> (usize, usize) {
        let from = record.position().map_or(0, csv::Position::byte);
        let from = usize::try_from(from).unwrap_or(usize::MAX).min(self.text.len());
        let blank = self.text.as_bytes()[from..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        (from, blank)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::diagnostic::{Code, Place};
    use crate::register::{Memory, PseudonymKey, ROW, Request, read};
    use crate::schema;

    /// How many rows the file has: so many bytes that it is read in parts.
    const ROWS: u32 = 150_000;

    /// A row's number, a name that many rows have, a day and an amount.
    fn file(end: &str, quoted: bool) -> String {
        let mut text = format!("nr;navn;dag;beløb{end}");
        for nr in 0..ROWS {
            let day = if [70_000, 100_000, ROWS - 1].contains(&nr) { "31-02-2018" } else { "28-02-2018" };
            let more = if nr == 120_000 { ";" } else { "" };
            // A blank line behind the first rows moves all that are below it.
            let blank = if nr == 10 { end } else { "" };
            text += &format!("{nr};Ærø {};{day};{},25{more}{end}{blank}", nr % 777, nr % 1000);
        }
        if quoted { text.replace("Ærø 5;", "\"Ærø 5\";") } else { text }
    }

    fn line_of(nr: u32) -> u32 {
        nr + 2 + u32::from(nr > 10)
    }

    #[test]
    fn rows_and_findings_keep_their_lines_however_a_file_is_read() {
        let layout = r#"{"fields":[{"name":"nr","type":"integer"},{"name":"navn","type":"string"},
            {"name":"dag","type":"date","format":"%d-%m-%Y"},{"name":"beløb","type":"number","decimalChar":","}],
            "sporbar:dialect":{"format":"csv","encoding":"utf-8","delimiter":";"}}"#;
        let layout = schema::parse("s", "s.json", layout).expect("a layout");
        for (end, quoted) in [("\n", false), ("\r\n", false), ("\r", false), ("\n", true), ("\r\n", true)] {
            let files: Memory = BTreeMap::from([("a.csv".to_owned(), file(end, quoted).into_bytes())]);
            let request = Request { name: "a", file: "a.csv", schema: &layout };
            let (register, findings) = read(&[request], &PseudonymKey::synthetic_default(), &files);
            let told: Vec<(Code, Option<u64>)> = findings
                .iter()
                .map(|finding| {
                    let Some(Place::Cell { row, .. }) = finding.places.first() else { panic!("a cell") };
                    (finding.code, *row)
                })
                .collect();
            let at = |nr: u32| Some(u64::from(line_of(nr)));
            let expected = [
                (Code::CellType, at(70_000)),
                (Code::CellType, at(100_000)),
                (Code::RaggedRow, at(120_000)),
                (Code::CellType, at(ROWS - 1)),
            ];
            assert_eq!(told, expected, "{end:?} {quoted}");
            let frame = &register.get("a").expect("it was read").frame;
            let kept = || (0..ROWS).filter(|nr| *nr != 120_000);
            let column = |name: &str| frame.column(name).expect("a column").clone();
            let rows = column(ROW);
            assert!(rows.u32().expect("numbers").iter().eq(kept().map(|nr| Some(line_of(nr)))), "{end:?} {quoted}");
            let numbers = column("nr");
            assert!(numbers.i64().expect("numbers").iter().eq(kept().map(|nr| Some(i64::from(nr)))));
            let names: Vec<String> = kept().map(|nr| format!("Ærø {}", nr % 777)).collect();
            assert!(column("navn").str().expect("texts").iter().eq(names.iter().map(|name| Some(name.as_str()))));
            let amounts = column("beløb");
            assert!(amounts.f64().expect("numbers").iter().eq(kept().map(|nr| Some(f64::from(nr % 1000) + 0.25))));
            assert_eq!(column("dag").null_count(), 3);
        }
    }
}
