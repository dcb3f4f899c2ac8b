//! Families, where they are what is counted: everyone must be of one.

use std::ops::Range;

use crate::diagnostic::{Code, Finding};
use crate::observation::{Observations, Units};
use crate::spec::Whom;

/// Those without a family would together be one.
///
/// # Errors
/// Observations of people whose family is empty.
pub(super) fn known(observations: &Observations, span: &Range<usize>, file: &str) -> Result<(), Finding> {
    let none = observations.without_family();
    if none == 0 {
        return Ok(());
    }
    let of_units = matches!(&observations.units, Units::Members { of, .. } if of.whom != Whom::Persons);
    let (of, table) = if of_units { ("units", "[units]") } else { ("people", "[persons]") };
    let message = format!("{none} of {} observations are of {of} without a family", observations.count());
    Err(Finding::error(Code::UndeclaredCategory, message)
        .at(file, span.clone(), "counts families: they would together be one")
        .help("leave them out where it is seen: where = \"... IS NOT NULL\"")
        .help(format!("or let `{table}` rest on a view that gives each a family of their own: COALESCE(family, id)")))
}
