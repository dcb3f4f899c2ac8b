//! SQL queries of the spec over extracts and populations.

use std::ops::Range;

use polars::prelude::*;
use polars::sql::SQLContext;

use super::Sql;
use crate::diagnostic::{Code, Finding, did_you_mean};
use crate::spec::Ranged;

/// A table that a query can use.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name in queries.
    pub name: String,
    /// Its rows.
    pub frame: DataFrame,
}

/// What a query gives.
///
/// # Errors
/// A finding at the place in the query: what is no SQL, a table or column that is not there, or a function that would read
/// a file, which the report's manifest would know nothing of.
pub fn query(text: &Ranged<String>, tables: &[Table], sql: Sql<'_>) -> Result<DataFrame, Finding> {
    const READERS: [&str; 6] = ["read_parquet", "read_csv", "read_ipc", "read_json", "read_ndjson", "scan_parquet"];
    let file = sql.file;
    let at = |part: Option<Range<usize>>| part.map_or_else(|| text.span.clone(), |part| text.part(part));
    let lower = text.value.to_ascii_lowercase();
    if let Some(reader) = READERS.into_iter().find(|reader| lower.contains(reader)) {
        let place = lower.find(reader).map(|start| start..start + reader.len());
        return Err(Finding::error(Code::SqlFailed, "a query cannot read files")
            .at(file, at(place), "reads a file")
            .help("declare the file in [extracts], and it is a table of that name"));
    }
    let filled = sql.filled(text)?;
    let mut context = SQLContext::new();
    for table in tables {
        context.register(&table.name, table.frame.clone().lazy());
    }
    context.execute(&filled).and_then(LazyFrame::collect).map_err(|error| {
        let (code, message, said) = explained(&error);
        let place = place(text.as_str(), &said);
        let word = place.clone().map(|place| &text.value[place]);
        let label = if code == Code::SqlColumn { "not a column of these tables" } else { said.as_str() };
        let finding = Finding::error(code, message).at(file, at(place), label);
        finding.help(help(&error, word, tables))
    })
}

/// The code, what is wrong, and what polars says, where that cannot quote a cell.
fn explained(error: &PolarsError) -> (Code, &'static str, String) {
    let said = || error.to_string().lines().next().unwrap_or_default().to_owned();
    match error {
        PolarsError::ColumnNotFound(_) => (Code::SqlColumn, "the query uses a column that is not there", said()),
        PolarsError::SQLInterface(_) if said().starts_with("no column") => {
            (Code::SqlColumn, "the query uses a column that is not there", said())
        }
        PolarsError::SQLInterface(_) | PolarsError::SQLSyntax(_) => {
            (Code::SqlSyntax, "this query cannot be understood", said())
        }
        PolarsError::InvalidOperation(_) | PolarsError::SchemaMismatch(_) | PolarsError::SchemaFieldNotFound(_) => {
            (Code::SqlFailed, "this query cannot be computed", said())
        }
        _ => {
            (Code::SqlFailed, "this query cannot be computed", "it cannot be computed for some of the rows".to_owned())
        }
    }
}

fn help(error: &PolarsError, word: Option<&str>, tables: &[Table]) -> String {
    let names = || tables.iter().map(|table| table.name.as_str());
    let columns = tables.iter().flat_map(|table| table.frame.get_column_names()).map(PlSmallStr::as_str);
    let known: Vec<&str> = names().chain(columns).collect();
    match word.and_then(|word| did_you_mean(word.rsplit('.').next().unwrap_or(word), known)) {
        Some(likely) if Some(likely) != word => format!("did you mean `{likely}`?"),
        _ if matches!(error, PolarsError::SQLSyntax(_) | PolarsError::SQLInterface(_)) => {
            format!(
                "the tables are {}; see docs/spec.md for what a query must give",
                names().collect::<Vec<_>>().join(", ")
            )
        }
        _ => "check that what is compared is of one type: texts in single quotes, numbers and dates without".to_owned(),
    }
}

/// The part of the query that a message is about: the line and column that it names, or the name that it quotes.
fn place(query: &str, message: &str) -> Option<Range<usize>> {
    if let Some((_, rest)) = message.split_once("at Line: ") {
        let (line, rest) = rest.split_once(", Column: ")?;
        let digits = rest.split(|letter: char| !letter.is_ascii_digit()).next()?;
        let (line, column): (usize, usize) = (line.parse().ok()?, digits.parse().ok()?);
        let before: usize = query.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
        let rest = query.get(before..)?;
        let start = before + rest.char_indices().nth(column.checked_sub(1)?).map_or(rest.len(), |(at, _)| at);
        return Some(word_at(query, start));
    }
    let mut quoted = message.split(['"', '\'', '`']).skip(1).step_by(2).filter(|name| !name.is_empty());
    quoted.find_map(|name| find_word(query, name))
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The word that begins at a place, or the one letter that stands there.
fn word_at(query: &str, start: usize) -> Range<usize> {
    let rest = &query[start..];
    let word = rest.find(|letter| !is_word(letter)).unwrap_or(rest.len());
    let one = rest.chars().next().map_or(0, char::len_utf8);
    start..start + word.max(one)
}

/// The first place where `name` stands as a whole word.
fn find_word(query: &str, name: &str) -> Option<Range<usize>> {
    let whole = |start: usize| {
        let end = start + name.len();
        !query[..start].ends_with(is_word) && !query[end..].starts_with(is_word)
    };
    let start = query.match_indices(name).map(|(start, _)| start).find(|start| whole(*start))?;
    Some(start..start + name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables() -> Vec<Table> {
        let frame = df!("antal" => [1i64, 2], "navn" => ["a", "b"]).expect("a frame");
        vec![Table { name: "rækker".to_owned(), frame }]
    }

    /// The code, and the part of the query that the finding points at.
    fn finding(sql: &str) -> (Code, String) {
        let spec = format!("query = \"\"\"\n{sql}\"\"\"");
        let text = Ranged::new(sql.to_owned(), 8..spec.len());
        let finding = query(&text, &tables(), Sql::default()).expect_err("no good query");
        let crate::diagnostic::Place::Text { span, .. } = &finding.places[0] else { panic!("{finding:?}") };
        (finding.code, spec[span.clone()].to_owned())
    }

    #[test]
    fn a_query_gives_a_frame() {
        let text = Ranged::new("SELECT SUM(antal) AS antal FROM \"rækker\"".to_owned(), 0..0);
        let frame = query(&text, &tables(), Sql::default()).expect("a good query");
        assert_eq!(frame.column("antal").and_then(|column| column.i64()).expect("a sum").get(0), Some(3));
    }

    #[test]
    fn a_finding_points_into_the_query() {
        assert_eq!(finding("SELECT antal\nFROM \"rækker\" WHER antal > 1"), (Code::SqlSyntax, "antal".to_owned()));
        assert_eq!(finding("SELECT antl\nFROM \"rækker\""), (Code::SqlColumn, "antl".to_owned()));
        assert_eq!(finding("SELECT 1 FROM andre"), (Code::SqlSyntax, "andre".to_owned()));
        assert_eq!(finding("SELECT * FROM read_parquet('x')").1, "read_parquet");
    }
}
