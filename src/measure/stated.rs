//! Intervals that rows state around their numbers.

use super::refine::numbers;
use crate::cohort::Sql;
use crate::diagnostic::{Code, Finding, Ranged};
use crate::observation::Observations;

/// The ends of each observation's interval: both or neither.
pub(super) fn ends(
    texts: &[Ranged<String>; 2],
    observations: &Observations,
    sql: Sql<'_>,
) -> Result<Vec<[Option<f64>; 2]>, Finding> {
    let [lower, upper] = [numbers(&texts[0], observations, sql)?, numbers(&texts[1], observations, sql)?];
    let ends: Vec<[Option<f64>; 2]> = lower.into_iter().zip(upper).map(|(lower, upper)| [lower, upper]).collect();
    let count = ends.len();
    for (at, name) in ["lower", "upper"].into_iter().enumerate() {
        let lacking = ends.iter().filter(|ends| ends[at].is_none() && ends[1 - at].is_some()).count();
        if lacking > 0 {
            let message = format!("{lacking} of {count} observations have no `{name}`, but the other end");
            return Err(Finding::error(Code::ImpossibleValue, message)
                .at(sql.file, texts[at].span.clone(), "this end")
                .help("let a row state both ends of its interval, or neither"));
        }
    }
    Ok(ends)
}
