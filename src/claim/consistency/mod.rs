//! What must be so of any report's values, found without a word in the spec.
//!
//! Totals are the sum of their parts, shares and means follow from what they are counted from, what is shared out adds
//! up to the whole, the same people are as many wherever they are counted, and the N in a note is the N computed. A report
//! computes all of these from its extracts, so a finding here means that labels overlap or leave someone out, that a note
//! was typed by hand, or that a table taken in as it was disagrees with itself.

mod notes;
mod shares;
mod totals;

use super::Exhibit;
use crate::diagnostic::{Code, Finding, Findings};
use crate::value::Value;

/// What the checks came to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Consistency {
    /// What is wrong.
    pub findings: Findings,
    /// What is right and looks wrong to a reader who adds the printed numbers.
    pub rounding: Vec<Rounding>,
}

/// Shares that add up to one, whose whole percentages do not add up to 100.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rounding {
    /// The exhibit's id.
    pub exhibit: String,
    /// Where in it.
    pub facet: String,
    /// Where in it.
    pub x: String,
    /// What the printed percentages add up to.
    pub sum: i64,
}

/// Checks all exhibits; `file` is what messages call the spec.
pub fn consistency(file: &str, exhibits: &[Exhibit<'_>]) -> Consistency {
    let mut consistency = Consistency::default();
    for exhibit in exhibits {
        let report = Report { file, exhibit };
        shares::check(&report, &mut consistency);
        totals::check(&report, &mut consistency.findings);
        notes::check(&report, &mut consistency.findings);
    }
    notes::check_bases(file, exhibits, &mut consistency.findings);
    consistency
}

/// An exhibit and how a finding points at it.
struct Report<'a> {
    file: &'a str,
    exhibit: &'a Exhibit<'a>,
}

impl Report<'_> {
    fn error(&self, code: Code, message: impl Into<String>) -> Finding {
        Finding::error(code, message).at(self.file, self.exhibit.span.clone(), "this exhibit")
    }

    fn warning(&self, code: Code, message: impl Into<String>) -> Finding {
        Finding::warning(code, message).at(self.file, self.exhibit.span.clone(), "this exhibit")
    }

    /// `forsoergelse at SU, start`
    fn name(&self, value: &Value) -> String {
        at(self.exhibit.id, &[&value.key.facet, &value.key.series, &value.key.x])
    }
}

/// `forsoergelse` at those keys that are there.
fn at(id: &str, keys: &[&str]) -> String {
    let keys: Vec<&str> = keys.iter().copied().filter(|key| !key.is_empty()).collect();
    if keys.is_empty() { format!("`{id}`") } else { format!("`{id}` at {}", keys.join(", ")) }
}

/// The same sum whichever order the numbers come in.
fn sum(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers.iter().fold(0.0, |sum, number| sum + number)
}
