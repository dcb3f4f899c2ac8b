//! What a value's stat is called, and what a value rests on: the one place that knows how values are keyed.

use crate::value::{Key, Value};

/// The stat of a key as `data/<id>.csv` has it.
pub(super) fn stat_name(key: &Key) -> &str {
    key.stat.name()
}

/// The number of units that a value rests on, where there is such a number.
#[expect(clippy::unnecessary_wraps, reason = "a value that is calculated over assumptions rests on no units")]
pub(super) fn n_of(value: &Value) -> Option<u64> {
    Some(value.n)
}

/// Whether values of the stat are each over their own units, so that only those over the same ones can be added.
pub(super) fn is_average(stat: &str) -> bool {
    stat == "share" || stat.starts_with("mean")
}
