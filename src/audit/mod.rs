//! What an auditor asks for: the observations behind a value, and what was built from what.

mod manifest;
mod trace;

pub use manifest::{Input, Manifest, Output, Parameters, Program};
pub use trace::{Selection, Traced, TracedRow, to_csv, trace};
