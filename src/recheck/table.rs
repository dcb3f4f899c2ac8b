//! A table as someone made it: CSV with commas, semicolons or tabs, Markdown, or a sheet of a workbook.

use super::number::{Language, Printed, power};
use super::sheet;
use crate::diagnostic::{Code, Finding};

/// Cells as they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// The columns' heads.
    pub(super) heads: Vec<String>,
    /// The rows below, each with its line in the file.
    pub(super) rows: Vec<(u64, Vec<String>)>,
}

impl Table {
    /// Reads the table of the file named `file`.
    pub(super) fn read(file: &str, bytes: &[u8], (sheet, language): (Option<&str>, Language)) -> Result<Self, Finding> {
        let unreadable = |message: &str, row| Finding::error(Code::TableUnreadable, message).in_cell(file, row, None);
        let lines = if bytes.starts_with(b"PK\x03\x04") {
            sheet::read(bytes, sheet, language).map_err(|(message, help)| unreadable(&message, None).help(help))?
        } else {
            if sheet.is_some() {
                return Err(unreadable("a text has no sheets", None).help("leave out --sheet"));
            }
            let text = std::str::from_utf8(bytes)
                .map_err(|_| unreadable("the text is not UTF-8", None).help("save it as CSV in UTF-8"))?;
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            let Some(first) = text.lines().find(|line| !line.trim().is_empty()) else {
                return Err(unreadable("the table is empty", None));
            };
            let lines = if first.trim_start().starts_with('|') { Ok(markdown(text)) } else { delimited(text, first) };
            lines.map_err(|error| unreadable(&error, None))?
        };
        let mut lines = lines.into_iter();
        let (_, heads) = lines.next().ok_or_else(|| unreadable("the table is empty", None))?;
        let rows: Vec<_> = lines.collect();
        if let Some((line, row)) = rows.iter().find(|(_, row)| row.len() != heads.len()) {
            let message = format!("the row has {} cells, and the heads are {}", row.len(), heads.len());
            return Err(unreadable(&message, Some(*line)).help("put a cell that has the delimiter in it in quotes"));
        }
        if rows.is_empty() {
            return Err(unreadable("the table has heads and no rows", None));
        }
        for (at, head) in heads.iter().enumerate() {
            if heads.iter().take(at).any(|other| other == head) {
                return Err(unreadable(&format!("two columns have the head `{head}`"), Some(1))
                    .help("give each column a head of its own"));
            }
        }
        Ok(Self { heads, rows })
    }

    /// Whether all numbers of a column lie from 0 to 1, and not all are 0 or 1.
    pub(super) fn is_of_fractions(&self, column: usize, language: Language) -> bool {
        let cells = self.rows.iter().filter_map(|(_, row)| Printed::read(row.get(column)?, language));
        let numbers: Vec<Printed> = cells.collect();
        let inside = |number: &Printed| (0..=power(number.decimals)).contains(&number.units);
        let parted = |number: &Printed| number.units % power(number.decimals) != 0;
        numbers.iter().all(inside) && numbers.iter().any(parted)
    }

    /// All cells below the heads but those of the first column, which names the rows.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> + Clone {
        self.rows.iter().flat_map(|(_, row)| row.iter().skip(1).map(String::as_str))
    }
}

pub(super) type Lines = Vec<(u64, Vec<String>)>;

fn delimited(text: &str, first: &str) -> Result<Lines, String> {
    let delimiter = if first.contains('\t') {
        b'\t'
    } else if first.contains(';') {
        b';'
    } else {
        b','
    };
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let line = record.position().map_or(0, csv::Position::line);
        lines.push((line, record.iter().map(|cell| cell.trim().to_owned()).collect()));
    }
    Ok(lines)
}

/// The rows between bars, without the one that only draws a line.
fn markdown(text: &str) -> Lines {
    let numbered = (1_u64..).zip(text.lines().map(str::trim)).filter(|(_, line)| !line.is_empty());
    let rows = numbered.map(|(at, line)| {
        let line = line.strip_prefix('|').unwrap_or(line);
        let line = line.strip_suffix('|').unwrap_or(line);
        (at, line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>())
    });
    let draws = |row: &[String]| row.iter().all(|cell| cell.contains('-') && cell.trim_matches([':', '-']).is_empty());
    rows.filter(|(_, row)| !draws(row)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_table_in_every_form() {
        let wanted = [(2, vec!["Mødre".to_owned(), "1,5".to_owned()])];
        for text in ["\u{feff}Hvem;Tal\nMødre;1,5\n", "Hvem\tTal\nMødre\t1,5", "Hvem,Tal\nMødre,\"1,5\"\n"] {
            assert_eq!(Table::read("t", text.as_bytes(), (None, Language::Danish)).expect(text).rows, wanted);
        }
        let table =
            Table::read("t", "| Hvem | Tal |\n|---|--:|\n| Mødre | 1,5 |\n".as_bytes(), (None, Language::Danish))
                .expect("Markdown");
        assert_eq!(table.rows, [(3, vec!["Mødre".to_owned(), "1,5".to_owned()])]);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        for text in ["", "a,b", "a,b\n1,2,3\n", "a,a\n1,2\n", "PK\u{3}\u{4}rest"] {
            assert_eq!(
                Table::read("t", text.as_bytes(), (None, Language::Danish)).expect_err(text).code,
                Code::TableUnreadable
            );
        }
        assert!(Table::read("t", b"a,b\n\xff,1\n", (None, Language::Danish)).is_err());
    }
}
