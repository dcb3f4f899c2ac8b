//! `[periods]`: tables of the weeks, months, quarters, half-years or years of a report.

use super::reader::TableReader;
use super::{Ranged, month};
use crate::cohort::Month;

/// One of `[periods]`.
#[derive(Debug, Clone)]
pub struct Periods {
    /// Its name: that of a table in queries.
    pub name: Ranged<String>,
    /// What its rows are.
    pub of: PeriodKind,
    /// A month of the first of them; the last is the last that is over at the status month.
    pub since: Month,
}

/// What the rows of a table of periods are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodKind {
    /// ISO weeks: Monday to Sunday, each of the month, quarter and year of its Thursday.
    Weeks,
    /// Months.
    Months,
    /// Quarters.
    Quarters,
    /// Half-years.
    HalfYears,
    /// Years.
    Years,
}

impl PeriodKind {
    /// The names in the spec.
    pub const NAMES: [(&str, Self); 5] = [
        ("weeks", Self::Weeks),
        ("months", Self::Months),
        ("quarters", Self::Quarters),
        ("half-years", Self::HalfYears),
        ("years", Self::Years),
    ];

    /// How many months one has; none for weeks.
    pub fn months(self) -> Option<i32> {
        match self {
            Self::Weeks => None,
            Self::Months => Some(1),
            Self::Quarters => Some(3),
            Self::HalfYears => Some(6),
            Self::Years => Some(12),
        }
    }
}

/// `[periods]`.
pub(super) fn periods(root: &TableReader<'_>) -> Option<Vec<Periods>> {
    let periods = root.named_tables("periods").into_iter().map(|(name, table)| {
        let of = table.choice("of", &PeriodKind::NAMES);
        let since = table.text("since").and_then(|text| month(table.notes(), &text));
        table.finish();
        Some(Periods { name, of: of?, since: since? })
    });
    periods.collect::<Vec<_>>().into_iter().collect()
}
