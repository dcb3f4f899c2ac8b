//! What is said of what one points at: a name with its definition and its value, a key, a column.

use std::ops::Range;

use super::complete::{Known, PROSE};
use super::names::{Kind, Place};
use super::query;
use crate::document::written;
use crate::locale::Language;
use crate::value::Disclosed;

/// How many values of an exhibit are shown.
const SHOWN: usize = 12;
/// How many lines of a definition are.
const LINES: usize = 16;

impl Known<'_> {
    /// What is said of what stands at a byte of a file, as Markdown, and the bytes it is about.
    pub(super) fn hover(&self, file: usize, offset: usize) -> Option<(String, Range<usize>)> {
        if let Some(place) = self.names.at(file, offset) {
            return Some((self.told(place), place.span.clone()));
        }
        if file > 0 {
            return None;
        }
        if self.world.outline.value_at(offset).is_some() {
            return self.column(offset);
        }
        let key = self.world.outline.keys.iter().find(|key| key.span.contains(&offset))?;
        Some((format!("`{}`: {}", key.path.last()?, self.grammar.says(&key.path)?), key.span.clone()))
    }

    /// A name, what it is, and what the spec says it is.
    fn told(&self, place: &Place) -> String {
        let mut text = format!("{} `{}`", place.kind.word(), place.name);
        if let Some(title) = self.title(place.kind, &place.name) {
            text.push_str(&format!(": {title}"));
        }
        if let Some(declaration) = self.names.declaration(place.kind, &place.name) {
            text.push_str(&format!("\n\n```toml\n{}\n```", self.definition(declaration)));
        }
        let values = self.values.iter().find(|(id, _)| place.kind == Kind::Exhibit && *id == place.name);
        if let Some((_, values)) = values {
            text.push_str(&shown(self.world.language(), values));
        }
        text
    }

    /// The lines of the spec that declare something: the statement, or the table from its header to the next.
    fn definition(&self, place: &Place) -> String {
        let text = self.world.spec_text();
        let line = text[..place.span.start].rfind('\n').map_or(0, |at| at + 1);
        let next_header = || text[place.span.start..].find("\n[").map_or(text.len(), |at| place.span.start + at);
        let path = self.world.outline.keys.iter().find(|key| key.span.contains(&place.span.start)).map(|key| &key.path);
        let (start, end) = match path {
            // By its id, somewhere below the header of its table.
            None => (text[..line].rfind(&format!("[[{}]]", place.kind.section())).unwrap_or(line), next_header()),
            Some(_) if text[line..].trim_start().starts_with('[') => (line, next_header()),
            Some(path) => {
                let own = self.world.outline.values.iter().filter(|value| value.path.starts_with(path));
                let last = own.map(|value| value.span.end).max().unwrap_or(place.span.end);
                (line, text[last..].find('\n').map_or(text.len(), |at| last + at))
            }
        };
        let lines: Vec<&str> = text[start..end.max(start)].trim_end().lines().collect();
        let more = if lines.len() > LINES { "\n…" } else { "" };
        lines[..lines.len().min(LINES)].join("\n") + more
    }

    /// The word of SQL at a byte of the spec, which may name a column, and its bytes.
    fn word_at(&self, offset: usize) -> Option<(&str, Range<usize>)> {
        let value = self.world.outline.value_at(offset).filter(|value| value.is_text)?;
        let key = value.path.last().map_or("", String::as_str);
        if PROSE.contains(&key) || key == "that" {
            return None;
        }
        let written = self.world.written(value);
        query::words(&value.text).into_iter().find_map(|(word, span, _)| {
            let place = written.place(&span);
            (place.start <= offset && offset <= place.end).then_some((word, place))
        })
    }

    /// The name of the column that stands at a byte of a file, where it may be one.
    pub(super) fn column_named(&self, file: usize, offset: usize) -> Option<String> {
        if file > 0 { None } else { self.word_at(offset).map(|(word, _)| word.to_owned()) }
    }

    /// A column in SQL, by its name.
    fn column(&self, offset: usize) -> Option<(String, Range<usize>)> {
        let value = self.world.outline.value_at(offset)?;
        let (word, span) = self.word_at(offset)?;
        let spec = crate::spec::parse("", self.readable).ok()?;
        let near = self.near(value);
        let mut tables = self.world.tables(&spec);
        tables.sort_by_key(|table| near.as_deref() != Some(table.name.as_str()));
        let found =
            tables.iter().find_map(|table| Some((table, table.columns.0.iter().find(|column| column.name == word)?)));
        let (table, column) = found?;
        let mut text = format!("column `{word}` of `{}`: {}", table.name, column.kind.in_words());
        if column.may_be_empty {
            text.push_str(", which may be empty");
        }
        if column.personal.is_some() {
            text.push_str("; personal");
        }
        let own =
            self.names.places.iter().find(|place| place.declares && place.kind == Kind::Column && place.name == word);
        if let Some(own) = own {
            text.push_str(&format!("\n\n```toml\n{}\n```", self.definition(own)));
        }
        Some((text, span))
    }
}

/// The first of an exhibit's values, as readers may see them.
fn shown(language: Language, values: &Disclosed) -> String {
    let mut text = "\n\n| | | | | |\n| --- | --- | --- | --- | ---: |\n".to_owned();
    for row in values.rows.iter().take(SHOWN) {
        let key = &row.key;
        let value = if row.suppressed { "hidden".to_owned() } else { written(language, row) };
        let cells = [&key.facet, &key.series, &key.x, key.stat.name(), &value].map(|cell| cell.replace('|', "\\|"));
        text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    match values.rows.len().checked_sub(SHOWN) {
        Some(more @ 1..) => text + &format!("\n{more} more"),
        _ => text,
    }
}
