//! The findings of one file, in the order of its rows, with no more of a kind than a person would read.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Finding, Findings, Severity};

/// How many findings of a kind are shown for a file.
pub(super) const SHOWN: usize = 10;

/// Errors after which rows or columns of the file are missing, or their texts are only guessed at.
const LOSES_ROWS: [Code; 7] = [
    Code::MissingFile,
    Code::FileUnreadable,
    Code::MissingColumn,
    Code::DoubleColumn,
    Code::WrongEncoding,
    Code::RaggedRow,
    Code::UnclosedQuote,
];

/// Where findings of a file are put.
pub(super) struct Sink<'a> {
    file: &'a str,
    found: Vec<(u64, usize, Finding)>,
    counts: BTreeMap<Code, usize>,
    incomplete: bool,
}

/// A column of the schema: its number and its name.
pub(super) type Column<'a> = (usize, &'a str);

impl<'a> Sink<'a> {
    pub(super) fn new(file: &'a str) -> Self {
        Self { file, found: Vec::new(), counts: BTreeMap::new(), incomplete: false }
    }

    /// An error of a rule. `make` gives the sentence and what to do, and is asked only for findings that are shown.
    pub(super) fn error(
        &mut self,
        code: Code,
        row: Option<u64>,
        column: Option<Column<'_>>,
        make: impl FnOnce() -> (String, String),
    ) {
        self.incomplete |= LOSES_ROWS.contains(&code);
        self.add(Severity::Error, code, row, column, make);
    }

    /// The same as a warning.
    pub(super) fn warning(
        &mut self,
        code: Code,
        row: Option<u64>,
        column: Option<Column<'_>>,
        make: impl FnOnce() -> (String, String),
    ) {
        self.add(Severity::Warning, code, row, column, make);
    }

    fn add(
        &mut self,
        severity: Severity,
        code: Code,
        row: Option<u64>,
        column: Option<Column<'_>>,
        make: impl FnOnce() -> (String, String),
    ) {
        let count = self.counts.entry(code).or_default();
        *count += 1;
        if *count > SHOWN {
            return;
        }
        let (message, help) = make();
        let finding = Finding { severity, ..Finding::error(code, message) }
            .in_cell(self.file, row, column.map(|(_, name)| name))
            .help(help);
        self.found.push((row.unwrap_or(0), column.map_or(0, |(at, _)| at + 1), finding));
    }

    /// Whether an error among them means that rows or columns are missing from what has been read.
    pub(super) fn is_incomplete(&self) -> bool {
        self.incomplete
    }

    /// The findings by row and column, and behind them how many more there are of each kind.
    pub(super) fn finish(mut self) -> Findings {
        self.found.sort_by_key(|(row, column, _)| (*row, *column));
        let mut findings = Findings::new();
        for (_, _, finding) in self.found {
            findings.push(finding);
        }
        for (code, count) in self.counts.into_iter().filter(|(_, count)| *count > SHOWN) {
            let severity = if code == Code::ExtraColumn { Severity::Warning } else { Severity::Error };
            let message = format!("{} more findings of the kind {code}", count - SHOWN);
            findings.push(
                Finding { severity, ..Finding::error(Code::MoreFindings, message) }
                    .in_cell(self.file, None, None)
                    .help("mend those shown; it is often one mistake made many times"),
            );
        }
        findings
    }
}
