//! The kinds of measure: from the people and their registers to observations.
//!
//! Input: a part of an exhibit, the populations, states and extracts. Output: [`Observations`](crate::observation::Observations), one row a counted unit,
//! with the extract rows it came from. A measure only observes: what is said of the observations is `statistic`'s.

mod amount;
mod analysis;
mod calculated;
mod disposition;
mod families;
mod labels;
mod ledger;
mod observe;
mod people;
mod records;
mod refine;
mod rows;
mod sensitivity;
mod sql;
mod stated;
mod tally;
mod totals;
mod unchanged;
mod unknown;
mod weights;

use std::sync::Arc;

use crate::calculation::Calculations;
use crate::calendar::Month;
use crate::cohort::{Cohorts, Data, States};
use crate::sql::Table;

pub use ledger::Ledgers;
pub use observe::observe;
pub use unchanged::observes_the_same;

/// What measures are made from.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// The spec and its extracts.
    pub data: Data<'a>,
    /// The populations.
    pub cohorts: &'a Cohorts,
    /// The states.
    pub states: &'a Arc<States>,
    /// The calculations.
    pub calculations: &'a Calculations,
    /// The views, made.
    pub views: &'a [Table],
    /// Bookings, once a measure has asked for them.
    pub ledgers: &'a Ledgers,
    /// The status month.
    pub as_of: Month,
    /// Whether rows are about other people than in the extracts: those of whom something is not known are left out then, and not refused.
    pub of_others: bool,
}
