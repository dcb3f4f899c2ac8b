//! What is observed beside people: rows of extracts, queries and calculations.

use super::{Sources, calculated, disposition, rows, sensitivity, sql, totals};
use crate::diagnostic::Finding;
use crate::observation::Observations;
use crate::spec::{Analysis, Part};

/// Observes what `analysis` measures for `part`.
pub(super) fn observe(analysis: &Analysis, part: &Part, sources: &Sources<'_>) -> Result<Observations, Finding> {
    match analysis {
        Analysis::Rows(wanted) => rows::rows(wanted, part, sources),
        Analysis::Totals(wanted) => totals::totals(wanted, part, sources),
        Analysis::Sql(query) => sql::sql(query, part, sources),
        Analysis::Calculation(shown) => calculated::calculated(shown, part, sources),
        Analysis::Sensitivity(wanted) => sensitivity::varied(wanted, part, sources),
        Analysis::Disposition(wanted) => disposition::disposition(wanted, part, sources),
    }
}
