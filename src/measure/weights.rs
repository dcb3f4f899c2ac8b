//! Weights: how many units an observation stands for.

use crate::diagnostic::{Code, Finding, Ranged};

/// Every observation counts for something, and for no less than nothing. Where the source states what it was counted among, `all` need
/// not say so.
///
/// # Errors
/// Weights that are empty or below zero.
pub(super) fn check(
    weights: impl Iterator<Item = Option<f64>>,
    all: bool,
    text: &Ranged<String>,
    file: &str,
) -> Result<(), Finding> {
    let (mut empty, mut negative) = (0, 0);
    for weight in weights {
        empty += usize::from(weight.is_none() && all);
        negative += usize::from(weight.is_some_and(|weight| weight < 0.0));
    }
    let message = match (empty, negative) {
        (0, 0) => return Ok(()),
        (0, negative) => format!("`weight` is below zero in {negative} rows that have a value"),
        (empty, _) => format!("`weight` is empty in {empty} rows that have a value"),
    };
    Err(Finding::error(Code::SqlFailed, message)
        .at(file, text.span.clone(), "gives the weights")
        .help("a weight is how many units a row stands for; leave rows out that stand for none: IS NOT NULL where they are picked"))
}
