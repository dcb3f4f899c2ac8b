//! The arithmetic of a table that someone else made: whether its numbers can be so.
//!
//! Nothing is known of where the numbers come from. What is tested follows from the table alone: a percentage or a mean is that of a whole
//! number over its N (`granular`), a standard deviation that of whole numbers with its mean (`spread`), a number lies in its interval (`interval`), changes
//! and indexes are those of their columns (`change`), an amount for each unit is the amount over N (`per`), and parts add up to their totals down (`totals`) and across (`across`), as far as
//! rounding lets them.

mod across;
mod between;
mod change;
mod granular;
mod interval;
mod number;
mod per;
mod roles;
mod sheet;
mod spread;
mod table;
mod totals;

pub use interval::Interval;
pub use number::Language;
pub use roles::Role;

use crate::diagnostic::{Code, Finding, Findings};
use granular::Quotient;
use number::Printed;
use table::Table;

/// How a table is meant, as far as it is told.
#[derive(Debug, Clone, Default)]
pub struct Meant {
    /// How it writes its numbers.
    pub language: Option<Language>,
    /// What columns are, by head.
    pub columns: Vec<(String, Role)>,
    /// The N of all rows.
    pub n: Option<u64>,
    /// The sheet of a workbook, where it is not the first.
    pub sheet: Option<String>,
    /// What kind the intervals of shares are.
    pub interval: Option<Interval>,
}

/// What was tested, and what is wrong.
#[derive(Debug, Clone)]
pub struct Rechecked {
    /// Each column's head, and what it was taken for.
    pub columns: Vec<(String, Role)>,
    /// How the numbers were read.
    pub language: Language,
    /// How many numbers were held against their N.
    pub of_n: usize,
    /// How many totals were added up.
    pub totals: usize,
    /// How many percentages, and amounts for each unit, were computed from what is beside them.
    pub shares: usize,
    /// How many standard deviations were held against their mean and N.
    pub spreads: usize,
    /// How many intervals were held against their numbers.
    pub intervals: usize,
    /// How many changes and indexes were computed from their columns.
    pub changes: usize,
    /// How many numbers could not be held against anything.
    pub untested: usize,
    /// How many totals could not be added up, because a part of them is no number or they are no sums.
    pub unsummed: usize,
    /// What cannot be so.
    pub findings: Findings,
}

/// Tests the table `bytes` of the file named `file`.
///
/// # Errors
/// It is no table that can be read, or it is not clear how.
pub fn recheck(file: &str, bytes: &[u8], meant: &Meant) -> Result<Rechecked, Finding> {
    let written = meant.language.unwrap_or(Language::Danish);
    let table = Table::read(file, bytes, (meant.sheet.as_deref(), written))?;
    let unclear = |message: String| Finding::error(Code::TableUnreadable, message).in_cell(file, None, None);
    for (at, (head, _)) in meant.columns.iter().enumerate() {
        if !table.heads.contains(head) {
            let heads = table.heads.iter().map(|head| format!("`{head}`")).collect::<Vec<_>>().join(", ");
            return Err(unclear(format!("no column has the head `{head}`")).help(format!("the heads are {heads}")));
        }
        if meant.columns.iter().take(at).any(|(other, _)| other == head) {
            return Err(unclear(format!("it is told twice what `{head}` is")));
        }
    }
    if meant.n == Some(0) {
        return Err(unclear("nothing can be a share or a mean of an N of 0".to_owned()));
    }
    let language = match meant.language {
        Some(language) => language,
        None => number::language(table.cells())
            .map_err(|why| unclear(why).help("say how it writes its numbers: --numbers danish or --numbers english"))?,
    };
    let role = |(at, head): (usize, &String)| {
        let told = meant.columns.iter().find(|(told, _)| told == head).map(|(_, role)| *role);
        let of_head = || if at == 0 { Role::Other } else { Role::of(head) };
        let fraction = |role: Role| {
            let fractions = role == Role::Percent && roles::may_be_share(head) && table.is_of_fractions(at, language);
            if fractions { Role::Share } else { role }
        };
        told.unwrap_or_else(|| fraction(of_head()))
    };
    let roles: Vec<Role> = table.heads.iter().enumerate().map(role).collect();
    let columns = table.heads.iter().cloned().zip(roles.iter().copied()).collect();
    let none = Rechecked {
        columns,
        language,
        of_n: 0,
        totals: 0,
        shares: 0,
        spreads: 0,
        intervals: 0,
        changes: 0,
        untested: 0,
        unsummed: 0,
        findings: Findings::new(),
    };
    let n = meant.n.map(i128::from);
    let named = table.heads.iter().map(|head| meant.columns.iter().any(|(told, _)| told == head)).collect();
    let mut sheet = Sheet { file, table, roles, named, n, interval: meant.interval, told: none };
    sheet.shares_and_totals();
    sheet.totals_across();
    sheet.quotients();
    sheet.of_counts();
    sheet.for_each();
    sheet.spreads();
    sheet.intervals();
    sheet.changes();
    Ok(sheet.told)
}

/// A table that is being tested.
struct Sheet<'a> {
    file: &'a str,
    table: Table,
    roles: Vec<Role>,
    /// Which of the columns were told what they are, and not taken so by their heads.
    named: Vec<bool>,
    n: Option<i128>,
    interval: Option<Interval>,
    told: Rechecked,
}

impl Sheet<'_> {
    /// The number of a cell.
    fn number(&self, row: usize, column: usize) -> Option<Printed> {
        let (_, cells) = self.table.rows.get(row)?;
        Printed::read(cells.get(column)?, self.told.language)
    }

    /// Something that cannot be in a cell.
    fn found(&mut self, code: Code, row: usize, column: usize, message: String, help: String) {
        let line = self.table.rows.get(row).map(|(line, _)| *line);
        let head = self.table.heads.get(column).map(String::as_str);
        self.told.findings.push(Finding::error(code, message).in_cell(self.file, line, head).help(help));
    }

    /// The N of a cell: that of the nearest column of N on its left, or else on its right, or else that of the table.
    fn n_of(&self, row: usize, column: usize) -> Option<i128> {
        let is_n = |at: &usize| self.roles.get(*at) == Some(&Role::N);
        let nearest = (0..column).rev().find(is_n).or_else(|| (column..self.roles.len()).find(is_n));
        let Some(at) = nearest else { return self.n };
        self.number(row, at).filter(|n| n.decimals == 0 && n.units > 0).map(|n| n.units)
    }

    /// Holds every percentage and mean against its N.
    fn quotients(&mut self) {
        for column in 0..self.roles.len() {
            let (scale, share) = match self.roles[column] {
                Role::Percent => (100, true),
                Role::Share => (1, true),
                Role::Mean => (1, false),
                _ => continue,
            };
            let from_counts = self.counts_of(column).is_some();
            for row in 0..self.table.rows.len() {
                let Some(printed) = self.number(row, column) else { continue };
                let Some(n) = self.n_of(row, column) else {
                    self.told.untested += usize::from(!from_counts);
                    continue;
                };
                self.told.of_n += 1;
                self.quotient(row, column, printed, Quotient { n, scale, share });
            }
        }
    }

    fn quotient(&mut self, row: usize, column: usize, printed: Printed, quotient: Quotient) {
        if quotient.can_be(printed) {
            return;
        }
        let (language, n) = (self.told.language, quotient.n);
        let kind = if quotient.share { "share" } else { "mean of whole numbers" };
        let unit = if quotient.scale == 100 { " %" } else { "" };
        let message = format!("{}{unit} cannot be a {kind} with N = {n}", printed.written(language));
        let near = quotient.instead(printed);
        let near = near.iter().map(|(k, value)| format!("{}{unit} ({k} / {n})", value.written(language)));
        let near = near.collect::<Vec<_>>().join(" or ");
        let odds = quotient.impossible(printed.decimals);
        let odds = odds.map_or(String::new(), |(cannot, all)| {
            format!("; of the {all} numbers with so many decimals {cannot} cannot be")
        });
        self.found(Code::RecheckGranularity, row, column, message, format!("nearest that can be: {near}{odds}"));
    }
}
