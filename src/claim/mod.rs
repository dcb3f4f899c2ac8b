//! Claims: what the report says of its values, and whether it is so; and checks that the values agree with each other.
//!
//! Input: the exhibits' values and, from the spec, claims and checks whose expressions are understood already. Output: a
//! [`Judgement`] each, with the values it rests on, and findings; and what [`consistency`] finds by itself. This room is
//! pure and sees values only: no frames, no files, no text of the document. The grammar of expressions is in
//! `docs/claims.md`.
//!
//! The way of an expression: `scan` and `parse` make the tree of `syntax`; `place` and `select` meet its names with the
//! exhibits; `unit` says what can meet; `evaluate` and `predicate` decide, `fixed` finds what no value
//! decides; `judge` reports.

mod bounds;
mod consistency;
mod differs;
mod ends;
mod evaluate;
mod fixed;
mod judge;
mod model;
mod number;
mod parse;
mod place;
mod predicate;
mod scan;
mod select;
mod stat;
mod syntax;
mod trend;
mod written;

pub use consistency::{Consistency, Rounding, consistency};
pub use judge::judge;
pub use model::{Check, Claim, Ends, Exhibit, Judged, Judgement, Mood, Operand, Part, Policy, Showing, Verdict};
pub use parse::Mistake;
pub use select::selected;
pub use syntax::Expression;
pub use written::Written;
