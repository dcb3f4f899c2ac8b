//! What an auditor asks for: the observations behind a value, what decides it, and what was built from what.

mod book;
mod bundle;
mod changes;
mod definition;
pub mod diff;
pub mod journey;
mod lock;
mod manifest;
mod object;
mod package;
pub mod record;
mod review;
mod status;
pub mod trace;
mod units;
mod verify;
mod words;
mod workbook;

pub use book::{DrawnChart, book};
pub use bundle::{EXTRACTS_FILE, bundle, bundle_name, is_bundle};
pub use changes::{Change, Changed, changes};
pub use definition::{Definition, PRESENTATION, definitions};
pub use lock::{ExhibitChange, LOCK_FILE, Lock, lock_file};
pub use manifest::{Declared, ExhibitHashes, Input, MANIFEST_FILE, Manifest, Output, Parameters, Program, sha256};
pub use object::{OBJECT_FILE, research_object};
pub use package::{PACKAGE_FILE, data_package};
pub use record::{Audience, Listed, Record, Release, Rows, record};
pub use review::{REVIEW_FILE, Review, Reviewed, SignOff, Signed};
pub use status::{Now, output_changes, stale, unlocked};
pub use verify::{Numbers, differences, numbers, read_pdf};
pub use words::{Statement, statements};
pub use workbook::workbook;
