//! Rules over several cells of an extract: values that stand once, spells, and fields that depend on each other.

use polars::prelude::{DataFrame, DataType};

use super::sink::Sink;
use super::table::Finished;
use crate::diagnostic::Code;
use crate::dictionary::Dictionary;
use crate::schema::Schema;

/// Checks a table that has been read.
pub(super) fn check(table: &Finished, schema: &Schema, sink: &mut Sink<'_>) {
    let rules = Rules { table, schema };
    for field in schema.fields.iter().filter(|field| field.constraints.unique) {
        rules.unique(std::slice::from_ref(&field.name), false, sink);
    }
    rules.unique(&schema.primary_key, true, sink);
    rules.spell(sink);
    rules.together(sink);
    rules.optional_when(sink);
}

/// The cells of a field as text, for comparing and never for showing.
pub(super) fn texts(frame: &DataFrame, field: &str) -> Vec<Option<String>> {
    let column = frame.column(field).and_then(|column| column.cast(&DataType::String)).expect("a frame has its fields");
    let texts = column.str().expect("it has been cast to text");
    texts.iter().map(|text| text.map(str::to_owned)).collect()
}

/// The cells of several fields as one text a row; none where one of them is empty.
pub(super) fn keys(frame: &DataFrame, fields: &[String]) -> Vec<Option<String>> {
    let columns: Vec<_> = fields.iter().map(|field| texts(frame, field)).collect();
    let key = |row: usize| -> Option<Vec<&str>> { columns.iter().map(|column| column[row].as_deref()).collect() };
    // No register writes the unit separator.
    (0..frame.height()).map(|row| key(row).map(|parts| parts.join("\u{1f}"))).collect()
}

struct Rules<'a> {
    table: &'a Finished,
    schema: &'a Schema,
}

impl<'a> Rules<'a> {
    /// A field's number and name, if the file has it.
    fn present(&self, name: &str) -> Option<(usize, &'a str)> {
        let at = self.schema.fields.iter().position(|field| field.name == name)?;
        self.table.present[at].then(|| (at, self.schema.fields[at].name.as_str()))
    }

    fn texts(&self, name: &str) -> Vec<Option<String>> {
        texts(&self.table.frame, name)
    }

    fn unique(&self, fields: &[String], is_primary: bool, sink: &mut Sink<'_>) {
        let Some(columns) = fields.iter().map(|name| self.present(name)).collect::<Option<Vec<_>>>() else { return };
        let Some(&first) = columns.first() else { return };
        if is_primary {
            self.filled(&columns, sink);
        }
        let (mut seen, mut first_rows) = (Dictionary::new(), Vec::new());
        for (key, row) in keys(&self.table.frame, fields).into_iter().zip(&self.table.rows) {
            let Some(key) = key else { continue };
            let number = seen.number(key) as usize;
            let Some(earlier) = first_rows.get(number).copied() else {
                first_rows.push(*row);
                continue;
            };
            sink.error(Code::NotUnique, Some(u64::from(*row)), Some(first), || {
                let what = fields.join("` and `");
                (
                    format!("the same `{what}` stands in row {earlier} already"),
                    "it tells rows apart: take the row out that is not meant".to_owned(),
                )
            });
        }
    }

    /// A primary key has no empty cells, whether its fields are called required or not.
    fn filled(&self, columns: &[(usize, &str)], sink: &mut Sink<'_>) {
        for &(at, name) in columns.iter().filter(|(at, _)| !self.schema.fields[*at].constraints.required) {
            for (text, row) in self.texts(name).iter().zip(&self.table.rows) {
                if text.is_none() && !self.table.flawed.contains(row) {
                    sink.error(Code::CellRequired, Some(u64::from(*row)), Some((at, name)), || {
                        (
                            format!("`{name}` is empty"),
                            "it is part of the primary key: fill it in in the register".to_owned(),
                        )
                    });
                }
            }
        }
    }

    fn spell(&self, sink: &mut Sink<'_>) {
        let Some(spell) = &self.schema.spell else { return };
        let (Some((_, from)), Some(to)) = (self.present(&spell.from), self.present(&spell.to)) else { return };
        let days = |name: &str| {
            let column = self.table.frame.column(name).and_then(|column| column.cast(&DataType::Int32));
            column.expect("a spell runs between dates, which are days counted")
        };
        let (first, last) = (days(from), days(to.1));
        let (first, last) = (first.i32().expect("just cast"), last.i32().expect("just cast"));
        for ((first, last), row) in first.iter().zip(last.iter()).zip(&self.table.rows) {
            if let (Some(first), Some(last)) = (first, last)
                && last < first
            {
                sink.error(Code::SpellEndsBeforeStart, Some(u64::from(*row)), Some(to), || {
                    (
                        format!("`{}` is before `{from}`", to.1),
                        "correct one of the two dates in the register".to_owned(),
                    )
                });
            }
        }
    }

    fn together(&self, sink: &mut Sink<'_>) {
        for group in &self.schema.together {
            let Some(columns) = group.iter().map(|name| self.present(name)).collect::<Option<Vec<_>>>() else {
                continue;
            };
            let cells: Vec<_> = columns.iter().map(|(_, name)| self.texts(name)).collect();
            for (at, row) in self.table.rows.iter().enumerate().filter(|(_, row)| !self.table.flawed.contains(row)) {
                let Some(filled) = cells.iter().position(|column| column[at].is_some()) else { continue };
                for (column, _) in columns.iter().zip(&cells).filter(|(_, cells)| cells[at].is_none()) {
                    sink.error(Code::CellRequired, Some(u64::from(*row)), Some(*column), || {
                        (
                            format!("`{}` is empty, but `{}` is filled in", column.1, columns[filled].1),
                            "fill in both or neither in the register".to_owned(),
                        )
                    });
                }
            }
        }
    }

    fn optional_when(&self, sink: &mut Sink<'_>) {
        for field in &self.schema.fields {
            let Some(when) = &field.optional_when else { continue };
            let (Some(column), Some((_, other))) = (self.present(&field.name), self.present(&when.field)) else {
                continue;
            };
            let (cells, conditions) = (self.texts(column.1), self.texts(other));
            for ((cell, condition), row) in cells.iter().zip(&conditions).zip(&self.table.rows) {
                let may_be_empty = condition.as_ref().is_some_and(|value| when.values.contains(value));
                if cell.is_none() && !may_be_empty && !self.table.flawed.contains(row) {
                    sink.error(Code::CellRequired, Some(u64::from(*row)), Some(column), || {
                        (
                            format!("`{}` is empty", column.1),
                            format!("it may be only where `{other}` is `{}`", when.values.join("` or `")),
                        )
                    });
                }
            }
        }
    }
}
