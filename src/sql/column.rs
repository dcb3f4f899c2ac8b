//! What is known of the columns that an expression can use, before any row is read.

use std::ops::Deref;

use polars::prelude::{Column as FrameColumn, DataFrame};

use super::{Kind, Personal};
use crate::schema::{self, Codes, Field};

/// A column, as far as it is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// The table it is of, where a query has several.
    pub table: String,
    /// What it holds.
    pub kind: Kind,
    /// The only values there are.
    pub codes: Option<Codes>,
    /// Whether a cell may be empty.
    pub may_be_empty: bool,
    /// The personal field that it is, or is made of.
    pub personal: Option<Personal>,
    /// Whether its values may be written out in the SQL, and come from no register: `SELECT 'a' AS x`.
    pub written: bool,
}

impl Column {
    /// A column that is always filled in and says nothing of one person.
    pub fn new(name: impl Into<String>, kind: Kind) -> Self {
        let (table, codes, personal) = (String::new(), None, None);
        Self { name: name.into(), table, kind, codes, may_be_empty: false, personal, written: false }
    }

    /// One of which all labels are known.
    pub fn labelled(name: impl Into<String>, labels: Vec<String>) -> Self {
        Self { codes: Some(Codes::Text(labels)), ..Self::new(name, Kind::Text) }
    }

    /// The same, with cells that may be empty.
    #[must_use]
    pub fn or_empty(mut self) -> Self {
        self.may_be_empty = true;
        self
    }

    /// The same, made of a personal field.
    #[must_use]
    pub fn made_of(mut self, personal: Option<Personal>) -> Self {
        self.personal = personal;
        self
    }

    /// A column of an extract, as its layout says.
    pub fn of(field: &Field) -> Self {
        let kind = match field.kind {
            schema::Kind::Text => Kind::Text,
            schema::Kind::Month(_) => Kind::Month,
            schema::Kind::Date(_) => Kind::Day,
            schema::Kind::Integer | schema::Kind::Year => Kind::Whole,
            schema::Kind::Number(_) => Kind::Number,
            schema::Kind::Boolean(_) => Kind::Truth,
        };
        Self {
            codes: field.constraints.codes.clone(),
            may_be_empty: !field.constraints.required,
            personal: Personal::of(field),
            ..Self::new(&field.name, kind)
        }
    }
}

/// The columns that an expression can use.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Columns(pub Vec<Column>);

/// The columns of frames as expressions find them, whichever rows there are: it is told once of what many expressions are about.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// Those that expressions can use.
    pub(super) columns: Columns,
    /// The names of those of other types.
    pub(super) unusable: Vec<String>,
}

impl Head {
    /// The columns of a frame.
    pub fn of(frame: &DataFrame) -> Self {
        Self::of_columns(frame.columns())
    }

    /// Columns that frames have. They do not tell which values may be empty, and say nothing of codes or persons.
    pub fn of_columns<'c>(columns: impl IntoIterator<Item = &'c FrameColumn>) -> Self {
        let mut head = Self::default();
        for column in columns.into_iter().filter(|column| !column.name().starts_with('_')) {
            let name = column.name().as_str();
            match Kind::of(column.dtype()) {
                Some(kind) => head.columns.0.push(Column::new(name, kind)),
                None => head.unusable.push(name.to_owned()),
            }
        }
        head
    }
}

impl Columns {
    /// Those of a frame.
    pub fn of_frame(frame: &DataFrame) -> Self {
        Head::of(frame).columns
    }

    /// The same, with what is known of the values there are.
    #[must_use]
    pub fn with_codes(mut self, codes: impl Fn(&str) -> Option<Codes>) -> Self {
        for column in &mut self.0 {
            column.codes = codes(&column.name);
        }
        self
    }

    /// The labels of a column of texts of which all values are known.
    pub fn labels(&self, name: &str) -> Option<&[String]> {
        match &self.named(name)?.codes {
            Some(Codes::Text(codes)) => Some(codes),
            _ => None,
        }
    }

    /// The column of that name.
    pub fn named(&self, name: &str) -> Option<&Column> {
        self.0.iter().find(|column| column.name == name)
    }

    /// Puts a column behind the others; one of the same name gives way.
    pub fn set(&mut self, column: Column) {
        match self.0.iter_mut().find(|known| known.name == column.name) {
            Some(known) => *known = column,
            None => self.0.push(column),
        }
    }
}

impl Deref for Columns {
    type Target = [Column];

    fn deref(&self) -> &[Column] {
        &self.0
    }
}

/// A column's name as SQL takes it.
pub(super) fn quoted(name: &str) -> String {
    let plain = name.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
        && !name.starts_with(|first: char| first.is_ascii_digit());
    if plain { name.to_owned() } else { format!("\"{name}\"") }
}

#[cfg(test)]
mod tests {
    use polars::prelude::*;

    use super::Head;
    use crate::diagnostic::Ranged;
    use crate::sql::Sql;

    /// Of columns of several tables, one of which no expression can use, and one of which none may speak.
    #[test]
    fn an_expression_names_columns_of_a_head() {
        let time = polars::prelude::Column::new("klokken".into(), [1i64]).cast(&DataType::Time).expect("a time of day");
        let (people, periods) = (df!("alder" => [1i64], "_row" => [2u32]), df!("period" => ["2018"]));
        let [people, periods] = [people, periods].map(|frame| frame.expect("a frame"));
        let head = Head::of_columns(people.columns().iter().chain([&time]).chain(periods.columns()));
        let named = |sql: &str| Sql::default().names(&Ranged::new(sql.to_owned(), 0..0), &head);
        let names = |sql: &str| named(sql).expect("it is understood");
        assert_eq!(names("period = '2018' AND alder > 1"), ["alder", "period"]);
        assert!(names("TRUE").is_empty());
        let refused = |sql: &str| named(sql).expect_err("it is not offered").message;
        assert_eq!(refused("klokken > 1"), "the column `klokken` is of a type that no expression can use");
        assert_ne!(refused("_row > 1"), "the column `_row` is of a type that no expression can use");
    }
}
