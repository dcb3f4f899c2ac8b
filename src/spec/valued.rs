//! What a part says of its observations beyond counting them: their value, what they weigh, and how sure it is.

use std::ops::Range;

use super::reader::TableReader;
use crate::diagnostic::{Code, Ranged};
pub use crate::estimate::IntervalKind as Interval;

/// An observation's value, where it is not the measure's own.
#[derive(Debug, Clone)]
pub enum Valued {
    /// An SQL expression over the observation's columns; true counts 1 and false 0.
    Sql(Ranged<String>),
    /// The length of time between two days.
    Length {
        /// The first day: SQL.
        from: Ranged<String>,
        /// The last day: SQL.
        to: Ranged<String>,
        /// In what it is told.
        unit: LengthUnit,
    },
    /// What an amount of one year is worth in another.
    Present(Present),
}

/// What a length of time is told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LengthUnit {
    /// Days over 365.25.
    Years,
    /// Days over 30.4375, a twelfth of that.
    Months,
}

impl LengthUnit {
    /// How many days one is.
    pub fn days(self) -> f64 {
        match self {
            Self::Years => 365.25,
            Self::Months => 30.4375,
        }
    }
}

/// A flow discounted to the prices and the time of one year.
#[derive(Debug, Clone)]
pub struct Present {
    /// The amount: SQL.
    pub of: Ranged<String>,
    /// The year it falls in: SQL.
    pub year: Ranged<String>,
    /// The yearly rate of discount, 0.035 for 3.5 %.
    pub rate: Ranged<f64>,
    /// The year whose value is told.
    pub to: Ranged<f64>,
}

/// The kind of an interval, and its ends where the data state them: `interval = { lower = "fra", upper = "til" }`.
pub(super) fn interval(table: &TableReader<'_>) -> (Option<Interval>, Option<[Ranged<String>; 2]>) {
    if table.is_text("interval") || !table.has("interval") {
        return (table.opt_choice("interval", &Interval::NAMES), None);
    }
    let Some(inner) = table.opt_table("interval") else { return (None, None) };
    let (lower, upper) = (inner.text("lower"), inner.text("upper"));
    inner.finish();
    match (lower, upper) {
        (Some(lower), Some(upper)) => (Some(Interval::Stated), Some([lower, upper])),
        _ => (None, None),
    }
}

/// What a mean is taken per, and what `n` counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// Each observation.
    Observation,
    /// Each unit observed, however many observations it has.
    Unit,
    /// Each family observed.
    Family,
}

impl Per {
    /// The names in the spec.
    pub const NAMES: [(&str, Self); 3] =
        [("observation", Self::Observation), ("unit", Self::Unit), ("family", Self::Family)];
}

/// Units that are left out, to see what rests on them alone.
#[derive(Debug, Clone, PartialEq)]
pub struct LeaveOut {
    /// Where it stands in the spec.
    pub span: Range<usize>,
    /// How many: those whose observations add up to the most.
    pub greatest: usize,
    /// Whether a unit is a family, and not what the observations are about.
    pub families: bool,
}

/// `leave-out`: how many of the greatest units.
pub(super) fn leave_out(table: &TableReader<'_>) -> Option<LeaveOut> {
    let table = table.opt_table("leave-out")?;
    let number = table.opt_integer("greatest");
    if !table.has("greatest") {
        table.text("greatest");
    }
    let families = table.opt_choice("of", &[("unit", false), ("family", true)]).unwrap_or(false);
    table.finish();
    let number = number?;
    let greatest = usize::try_from(number.value).ok().filter(|greatest| *greatest > 0);
    if greatest.is_none() {
        let help = "say how many of the greatest are left out, such as { greatest = 1 }";
        table.notes().error(Code::BadValue, number.span, "`greatest` must be 1 or more", "leaves nobody out", help);
    }
    Some(LeaveOut { span: table.span(), greatest: greatest?, families })
}

/// One of `[sequences]`: rows of an extract that belong together, as one record each.
#[derive(Debug, Clone)]
pub struct Sequence {
    /// Its name.
    pub name: Ranged<String>,
    /// The extract.
    pub extract: Ranged<String>,
    /// Which of its rows: SQL.
    pub filter: Option<Ranged<String>>,
    /// The columns whose values rows of one sequence share.
    pub by: Vec<Ranged<String>>,
    /// The column that the rows of a sequence are ordered by.
    pub order: Ranged<String>,
    /// What is told of a sequence: SQL aggregates over its rows in order.
    pub columns: Vec<(Ranged<String>, Ranged<String>)>,
}

/// `[sequences]`.
pub(super) fn sequences(root: &TableReader<'_>) -> Option<Vec<Sequence>> {
    let sequences = root.named_tables("sequences").into_iter().map(|(name, table)| {
        let extract = table.text("of");
        let filter = table.opt_text("where");
        let by = table.opt_texts("by");
        if !table.has("by") {
            table.text("by");
        }
        let order = table.text("order");
        let columns = table.opt_text_map("columns").unwrap_or_default();
        table.finish();
        Some(Sequence { name, extract: extract?, filter, by: by?, order: order?, columns })
    });
    sequences.collect::<Vec<_>>().into_iter().collect()
}

/// The kinds of value, by their names in the spec.
#[derive(Clone, Copy)]
enum Kind {
    Length(LengthUnit),
    Present,
}

const KINDS: [(&str, Kind); 3] = [
    ("years", Kind::Length(LengthUnit::Years)),
    ("months", Kind::Length(LengthUnit::Months)),
    ("present", Kind::Present),
];

/// `value`: a text with SQL, or a table that says what is told.
pub(super) fn valued(table: &TableReader<'_>) -> Option<Valued> {
    if table.is_text("value") {
        return table.opt_text("value").map(Valued::Sql);
    }
    let value = table.opt_table("value")?;
    let made = match value.choice("kind", &KINDS)? {
        Kind::Length(unit) => {
            let (from, to) = (value.text("from"), value.text("to"));
            from.zip(to).map(|(from, to)| Valued::Length { from, to, unit })
        }
        Kind::Present => present(&value).map(Valued::Present),
    };
    value.finish();
    made
}

fn present(table: &TableReader<'_>) -> Option<Present> {
    let (of, year) = (table.text("of"), table.text("year"));
    let number = |key: &'static str| {
        let number = table.opt_number(key);
        if !table.has(key) {
            table.text(key);
        }
        number
    };
    let (rate, to) = (number("rate"), number("to"));
    if let Some(rate) = rate.as_ref().filter(|rate| rate.value <= -1.0) {
        table.notes().error(
            Code::BadValue,
            rate.span.clone(),
            "a yearly rate of -1 or less leaves nothing to discount",
            "not a rate",
            "write 3.5 % as 0.035",
        );
    }
    Some(Present { of: of?, year: year?, rate: rate?, to: to? })
}
