//! Which of the values readers may not see.

use super::{Failure, Prepared};
use crate::disclosure::{self, Protected};
use crate::statistic::Computed;

/// What must be hidden of the values, by the policy that the spec uses; nothing, where everything is published.
///
/// # Errors
/// What the policy says that cannot be done.
pub fn protect(prepared: &Prepared, computed: &[Computed]) -> Result<Protected, Failure> {
    disclosure::protect(&prepared.spec, computed).map_err(|findings| prepared.fails(findings))
}
