//! What an auditor asks for: the observations behind a value, what decides it, and what was built from what.

mod definition;
mod manifest;
pub mod record;
mod trace;
mod workbook;

pub use definition::{Definition, PRESENTATION, definitions};
pub use manifest::{Declared, Input, Manifest, Output, Parameters, Program, sha256};
pub use record::{Record, Release, record};
pub use trace::{Selection, Traced, TracedRow, to_csv, trace};
pub use workbook::workbook;
