//! Calculations: yearly tables over assumptions, such as a business case.
//!
//! Input: the spec's `[calculations]` and the extracts that state the assumptions. Output: [`Figures`], in which every cell
//! of every quantity has a value and the assumption rows it rests on. The formulas are the spec's; this room knows only
//! the general operators: sums over years and labels, the year before, levels held, payback and present value.
//!
//! A quantity has a unit, and differs by the year, by indexes (a line of cost, a scenario), by both or by none. Formulas
//! are checked when the spec is read, before any extract is: names, units, and that nothing rests on itself in the same
//! year. The language is described in `docs/calculations.md`.

mod assumption;
mod doubts;
mod explain;
mod figures;
mod function;
mod words;
mod worked;

pub use assumption::{StatedRow, Taken};
pub use doubts::doubts;
pub use explain::{Explained, ExplainedAssumption, ExplainedQuantity, ExplainedRows, unit_of};
pub use figures::{Calculations, Cell, Figure, Figures};
pub use words::Piece;
pub use worked::{Doing, Step, Term, Working};
