//! Families, where they are what is counted: everyone must be of one.

use std::ops::Range;

use crate::diagnostic::{Code, Finding};
use crate::observation::Observations;

/// Those without a family would together be one.
///
/// # Errors
/// Observations of people whose family is empty.
pub(super) fn known(observations: &Observations, span: &Range<usize>, file: &str) -> Result<(), Finding> {
    let none = observations.without_family();
    if none == 0 {
        return Ok(());
    }
    let message = format!("{none} of {} observations are of people without a family", observations.count());
    Err(Finding::error(Code::UndeclaredCategory, message)
        .at(file, span.clone(), "counts families: they would together be one")
        .help("leave them out where it is seen: where = \"... IS NOT NULL\"")
        .help("or let `[persons]` rest on a view that gives each a family of their own: COALESCE(family, id)"))
}
