//! The findings of one file, in the order of its rows, with no more of a kind than a person would read.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Finding, Findings, Severity};

/// How many findings of a kind are shown for a file.
pub(super) const SHOWN: usize = 10;

/// Errors after which rows or columns of the file are missing, or their texts are only guessed at.
const LOSES_ROWS: [Code; 9] = [
    Code::MissingFile,
    Code::FileUnreadable,
    Code::FileRefused,
    Code::MissingColumn,
    Code::DoubleColumn,
    Code::WrongEncoding,
    Code::RaggedRow,
    Code::UnclosedQuote,
    Code::RowsBelow,
];

/// Where findings of a file are put.
pub(super) struct Sink<'a> {
    file: &'a str,
    found: Vec<(u64, usize, Finding)>,
    counts: BTreeMap<Code, usize>,
    incomplete: bool,
    suspects: Vec<Suspect>,
}

/// Ten digits of a cell that would be a CPR number if one of the register's people had it.
#[derive(Debug, Clone)]
pub(super) struct Suspect {
    pub(super) number: u64,
    pub(super) row: u32,
    /// The column's number in the schema.
    pub(super) column: usize,
}

/// A column of the schema: its number and its name.
pub(super) type Column<'a> = (usize, &'a str);

impl<'a> Sink<'a> {
    pub(super) fn new(file: &'a str) -> Self {
        Self { file, found: Vec::new(), counts: BTreeMap::new(), incomplete: false, suspects: Vec::new() }
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

    /// One for a part of the same file that is looked at apart.
    pub(super) fn apart(&self) -> Self {
        Self { incomplete: self.incomplete, ..Self::new(self.file) }
    }

    /// Adds what was found apart, behind all that has been found, as if it had been found here.
    pub(super) fn append(&mut self, behind: Self) {
        for found in behind.found {
            let shown = self.found.iter().filter(|(.., own)| own.code == found.2.code).count();
            if shown < SHOWN {
                self.found.push(found);
            }
        }
        for (code, count) in behind.counts {
            *self.counts.entry(code).or_default() += count;
        }
        self.incomplete |= behind.incomplete;
        self.suspects.extend(behind.suspects);
    }

    /// Remembers digits that may turn out to be a person's when all extracts are read.
    pub(super) fn suspect(&mut self, number: u64, row: u32, column: usize) {
        self.suspects.push(Suspect { number, row, column });
    }

    /// Those remembered.
    pub(super) fn take_suspects(&mut self) -> Vec<Suspect> {
        std::mem::take(&mut self.suspects)
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
        // Of what is only odd a file has one finding of a kind.
        for (code, count) in self.counts.into_iter().filter(|(_, count)| *count > SHOWN) {
            let message = format!("{} more findings of the kind {code}", count - SHOWN);
            findings.push(
                Finding::error(Code::MoreFindings, message)
                    .in_cell(self.file, None, None)
                    .help("mend those shown; it is often one mistake made many times"),
            );
        }
        findings
    }
}
