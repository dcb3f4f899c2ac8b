//! The functions that expressions can use: each with what it takes and gives, what it is, and an example that a test runs.

pub(super) mod day;
mod general;
pub(super) mod number;
mod text;

use super::{Kind, Value};

pub(super) use day::{DATE_PART, INTERVAL, UNITS as DAY_UNITS};
pub(super) use general::{CAST_DAY, CAST_NUMBER, CAST_TEXT, CAST_TRUTH, CAST_WHOLE, JOINED};

/// Why a function gives nothing for some row. Never holds a value of it: that may be personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Failure(pub(super) &'static str);

type Computed = Result<Value<'static>, Failure>;

/// One function.
pub(super) struct Function {
    /// Its name.
    pub(super) name: &'static str,
    /// Other names that it has in PostgreSQL.
    pub(super) also: &'static [&'static str],
    /// What it takes.
    pub(super) takes: &'static [Taken],
    /// How many of them must be given.
    pub(super) least: usize,
    /// Whether the last may be repeated.
    pub(super) more: bool,
    /// What it gives.
    pub(super) gives: Gives,
    /// Whether it gives NULL as soon as something it takes is NULL.
    pub(super) strict: bool,
    /// Its value.
    pub(super) compute: fn(&[Value<'_>]) -> Computed,
    /// How it is called, for people.
    pub(super) call: &'static str,
    /// What it is, for people.
    #[cfg_attr(not(test), expect(dead_code, reason = "for the page docs/sql.md, which a test holds to it"))]
    pub(super) doc: &'static str,
    /// An example and what it gives.
    #[cfg_attr(not(test), expect(dead_code, reason = "for the page docs/sql.md, which a test holds to it"))]
    pub(super) example: (&'static str, &'static str),
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl std::fmt::Debug for Function {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name)
    }
}

/// What a function takes at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    Text,
    Whole,
    Number,
    Day,
    /// A text or a number or a day: what is joined to a text.
    Written,
    /// Whatever belongs together with the others.
    Alike,
}

impl Taken {
    pub(super) fn takes(self, kind: Kind) -> bool {
        kind == Kind::Nothing
            || match self {
                Self::Text => kind.is_text(),
                Self::Whole => kind == Kind::Whole,
                Self::Number => kind.is_number(),
                Self::Day => kind == Kind::Day,
                Self::Written => kind != Kind::Truth,
                Self::Alike => true,
            }
    }

    pub(super) fn in_words(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Whole => "a whole number",
            Self::Number => "a number",
            Self::Day => "a day",
            Self::Written => "a text, a number or a day",
            Self::Alike => "what is like the others",
        }
    }
}

/// The kind that a function gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gives {
    Always(Kind),
    /// The kind of the first that it takes.
    First,
    /// The kind that all it takes can be had in.
    Common,
}

/// All functions that have a name of their own, in the order of the documentation.
pub(super) fn all() -> impl Iterator<Item = &'static Function> {
    text::ALL.iter().chain(number::ALL).chain(day::ALL).chain(general::ALL)
}

/// The function of that name.
pub(super) fn named(name: &str) -> Option<&'static Function> {
    let is = |known: &&str| known.eq_ignore_ascii_case(name);
    all().find(|function| is(&function.name) || function.also.iter().any(is))
}

/// Functions of other systems, and what is meant by them here.
pub(super) const ELSEWHERE: &[(&str, &str)] = &[
    ("IFNULL", "COALESCE(a, b)"),
    ("NVL", "COALESCE(a, b)"),
    ("ISNULL", "COALESCE(a, b), or a IS NULL"),
    ("IF", "CASE WHEN ... THEN ... ELSE ... END"),
    ("IIF", "CASE WHEN ... THEN ... ELSE ... END"),
    ("YEAR", "EXTRACT(YEAR FROM day)"),
    ("MONTH", "EXTRACT(MONTH FROM day)"),
    ("DAY", "EXTRACT(DAY FROM day)"),
    ("WEEK", "EXTRACT(WEEK FROM day)"),
    ("QUARTER", "EXTRACT(QUARTER FROM day)"),
    ("DATEDIFF", "one day minus the other: the days between them"),
    ("DATE_DIFF", "one day minus the other: the days between them"),
    ("DATEADD", "day + INTERVAL '3 months'"),
    ("DATE_ADD", "day + INTERVAL '3 months'"),
    ("AGE", "one day minus the other, or the column age_at_start"),
    ("STRPTIME", "TO_DATE(text, 'DD-MM-YYYY')"),
    ("STRFTIME", "TO_CHAR(day, 'YYYY-MM')"),
    ("FORMAT", "TO_CHAR(day, 'YYYY-MM')"),
    ("LEN", "LENGTH(text)"),
    ("CHARINDEX", "POSITION('part' IN text)"),
    ("INSTR", "POSITION('part' IN text)"),
    ("CONTAINS", "text LIKE '%part%'"),
    ("ENDS_WITH", "text LIKE '%part'"),
    ("REGEXP_LIKE", "LIKE"),
    ("NOW", "as_of_end: a report knows no clock, only its status month"),
    ("CURRENT_DATE", "as_of_end: a report knows no clock, only its status month"),
    ("CURRENT_TIMESTAMP", "as_of_end: a report knows no clock, only its status month"),
    ("GETDATE", "as_of_end: a report knows no clock, only its status month"),
    ("TODAY", "as_of_end: a report knows no clock, only its status month"),
    ("RANDOM", "nothing: what is drawn by chance cannot be made again"),
    ("RAND", "nothing: what is drawn by chance cannot be made again"),
    ("GROUP_CONCAT", "STRING_AGG(text, ', ')"),
    ("LISTAGG", "STRING_AGG(text, ', ')"),
    ("MEAN", "AVG(number)"),
    ("AVERAGE", "AVG(number)"),
    ("STDEV", "STDDEV_SAMP(number)"),
    ("STD", "STDDEV_SAMP(number)"),
    ("QUANTILE", "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY number)"),
    ("QUANTILE_CONT", "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY number)"),
    ("QUANTILE_DISC", "PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY number)"),
    ("ARRAY_AGG", "nothing: the program carries the rows of a query itself"),
    ("ANY_VALUE", "MIN(...), or FIRST(... ORDER BY ...)"),
    ("POWER", "a product: powers differ between machines in the last digit"),
    ("POW", "a product: powers differ between machines in the last digit"),
    ("EXP", "nothing: it differs between machines in the last digit"),
    ("LN", "nothing: it differs between machines in the last digit"),
    ("LOG", "nothing: it differs between machines in the last digit"),
    ("READ_CSV", "a table of [extracts]: a query cannot read files"),
    ("READ_PARQUET", "a table of [extracts]: a query cannot read files"),
    ("READ_JSON", "a table of [extracts]: a query cannot read files"),
    ("SCAN_PARQUET", "a table of [extracts]: a query cannot read files"),
];

const NOTHING: Computed = Ok(Value::Nothing);

#[expect(clippy::unnecessary_wraps, reason = "it is the end of functions that may fail")]
fn text(value: String) -> Computed {
    Ok(Value::text(value))
}
