//! Disclosure: which of the published numbers would tell of few people, and which others would give those away.
//!
//! Input: the exhibits with their observations, and the spec's limits. Output: a [`Mask`] that says of each value whether
//! readers see it. This room hides nothing itself and prints nothing.

mod audit;
mod mask;
mod protect;

pub use audit::Audit;
pub use mask::{Hidden, Mask, Rule, Why};
pub use protect::{Protected, protect};
