//! What takes a number: where it comes from, and whether it can be so.
#![allow(clippy::doc_markdown, reason = "the help shows these comments as they are")]

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::ReportArguments;
use crate::recheck::Role;

/// `sporbar trace`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar trace reports/my-report my-figure --series SU --x start
  sporbar trace reports/my-report my-figure --series SU --x start --rows
  sporbar trace reports/my-report 'Figur 1' --facet A --format csv > rows.csv
  sporbar trace reports/my-report my-figure --x 2018 --format json > values.json
  sporbar trace reports/my-report --row borgere.csv:12
  sporbar trace reports/my-report --person P-774K-SW82-05CY

A dimension that is not named takes all its keys. The table stops where it gets too long to read and says how much is left; \
--all shows it. CSV and JSON have everything.")]
pub(in crate::cli) struct TraceArguments {
    /// The report: its folder, or its report.toml.
    #[arg(value_name = "REPORT")]
    pub(in crate::cli) path: PathBuf,
    /// The exhibit's id, or its number as it is printed: `Figur 1`.
    #[arg(required_unless_present_any = ["row", "person"])]
    pub(in crate::cli) exhibit: Option<String>,
    /// The other way round: which populations and numbers a row takes part in, such as borgere.csv:12.
    #[arg(long, value_name = "FILE:ROW", conflicts_with_all = ["exhibit", "person", "facet", "series", "x", "format", "rows"])]
    pub(in crate::cli) row: Option<String>,
    /// The same for all rows about a person, by the pseudonym, or about a unit of the report, by its name.
    #[arg(long, value_name = "PSEUDONYM", conflicts_with_all = ["exhibit", "facet", "series", "x", "format", "rows"])]
    pub(in crate::cli) person: Option<String>,
    /// Only values of this facet.
    #[arg(long)]
    pub(in crate::cli) facet: Option<String>,
    /// Only values of this series.
    #[arg(long)]
    pub(in crate::cli) series: Option<String>,
    /// Only values at this place along the axis.
    #[arg(long)]
    pub(in crate::cli) x: Option<String>,
    /// A table for people, rows to compute with, or everything for other programs.
    #[arg(long, value_enum, default_value_t = TraceFormat::Table)]
    pub(in crate::cli) format: TraceFormat,
    /// In the table, show the fields of every row, without the personal ones.
    #[arg(long)]
    pub(in crate::cli) rows: bool,
    /// In the table, show everything, however long.
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// How to read the report.
    #[command(flatten)]
    pub(in crate::cli) report: ReportArguments,
}

/// How observations are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TraceFormat {
    /// A table for people.
    Table,
    /// RFC 4180, one row an extract row.
    Csv,
    /// Everything, in the form described in docs/audit.md.
    Json,
}

/// `sporbar query`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar query reports/my-report \"SELECT Rolle, COUNT(*) AS antal FROM borgere GROUP BY Rolle\"
  sporbar query reports/my-report \"SELECT * FROM my_view\" --rows 100

The tables are the extracts, populations, sequences and views of the spec; docs/sql.md says what a query may have.
What is made of a personal field is shown as a pseudonym.")]
pub(in crate::cli) struct QueryArguments {
    /// The report: its folder, or its report.toml.
    #[arg(value_name = "REPORT")]
    pub(in crate::cli) path: PathBuf,
    /// The query.
    #[arg(value_name = "SQL")]
    pub(in crate::cli) query: String,
    /// How to read the report.
    #[command(flatten)]
    pub(in crate::cli) report: ReportArguments,
    /// How many rows to show.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(in crate::cli) rows: usize,
}

/// `sporbar recheck`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar recheck table.csv
  sporbar recheck table.csv --numbers english --column Score=mean --n 57
  sporbar recheck - < pasted.txt

The table is CSV in UTF-8 (commas, semicolons or tabs), Markdown or a workbook (.xlsx); docs/recheck.md says what is tested. What each column \
is follows from its head or from --column; the roles are n, count, percent, mean, number and other.

Exit status: 0 if all that was tested can be so; 1 if something cannot; 2 if the table could not be read or nothing in it \
can be tested.")]
pub(in crate::cli) struct RecheckArguments {
    /// The table's file, or - for standard input.
    #[arg(value_name = "TABLE")]
    pub(in crate::cli) table: PathBuf,
    /// How the table writes its numbers [default: as all of them can be read].
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    pub(in crate::cli) numbers: Option<NumbersName>,
    /// What a column is, such as Pct.=percent; again for each column.
    #[arg(long = "column", value_name = "HEAD=ROLE", value_parser = crate::cli::recheck::column)]
    pub(in crate::cli) columns: Vec<(String, Role)>,
    /// The N of all rows, where the table has no column of it.
    #[arg(long, value_name = "N")]
    pub(in crate::cli) n: Option<u64>,
    /// The sheet of a workbook [default: the first].
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) sheet: Option<String>,
    /// What kind the intervals of the shares are; then they are computed.
    #[arg(long, value_enum, value_name = "KIND")]
    pub(in crate::cli) interval: Option<IntervalName>,
}

/// A kind of interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum IntervalName {
    /// Wilson's, 95 %.
    Wilson,
    /// The share and 1.96 standard errors on both sides.
    Wald,
}

/// How numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum NumbersName {
    /// As 1.234,5.
    Danish,
    /// As 1,234.5.
    English,
}

/// `sporbar explain`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar explain claim-refuted
  sporbar explain                 all codes")]
pub(in crate::cli) struct ExplainArguments {
    /// The code in the brackets of a finding; without it all codes are listed.
    #[arg(value_name = "CODE")]
    pub(in crate::cli) code: Option<String>,
}
