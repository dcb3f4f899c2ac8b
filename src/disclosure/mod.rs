//! Disclosure: which of the published numbers would tell of few people, and which others would give those away.
//!
//! Input: the exhibits with their observations, and the spec's limits. Output: a [`Mask`] that says of each value whether
//! readers see it. This room hides nothing itself and prints nothing.

mod audit;
mod basis;
mod cells;
mod earlier;
mod exceptions;
mod facts;
mod field;
mod first;
mod judge;
mod known;
mod lines;
mod made;
mod marked;
mod mask;
mod nested;
mod protect;
mod rank;
mod relations;
mod ripple;
mod second;
mod simplex;
mod span;
mod summary;
mod tally;
mod twins;
mod units;
mod worlds;

#[cfg(test)]
mod tests;

pub use audit::Audit;
pub use earlier::Earlier;
pub use mask::{Hidden, Mask, Rule, Why};
pub use protect::{Others, Protected, Shuffled, attack, proposed, protect};
pub use summary::{Beside, Cost, Rules, SetAside, Summary};
pub use units::identity;
