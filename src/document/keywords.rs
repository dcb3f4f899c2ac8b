//! What templates write and ask by name, like the names of functions: the same in every language.

use crate::value::Nature;

/// The first, the last and the last but one place along the axis that a series has, as `x` of a value.
pub(super) const PLACES: [&str; 3] = ["første", "sidste", "næstsidste"];

/// A nature, as the `art` of a number.
pub(super) fn nature(nature: Nature) -> &'static str {
    match nature {
        Nature::Observed => "opgjort",
        Nature::Estimated => "skønnet",
        Nature::Forecast => "ventet",
    }
}
