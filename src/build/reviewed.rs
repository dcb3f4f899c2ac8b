//! `review.toml` of a report, and what there is to sign off.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::Prepared;
use super::inputs::exhibits;
use crate::audit::{ExhibitHashes, REVIEW_FILE, Review};
use crate::diagnostic::{Code, Finding};
use crate::statistic::Computed;

/// Every exhibit as a sign-off is bound to it.
pub fn signable(prepared: &Prepared, computed: &[Computed]) -> Vec<ExhibitHashes> {
    exhibits(prepared, computed)
}

/// The sign-offs in a report's folder; none where there is no file.
///
/// # Errors
/// It cannot be read.
pub fn read_review(folder: &Path) -> Result<Review, Finding> {
    let path = folder.join(REVIEW_FILE);
    let invalid = |message: String| {
        Finding::error(Code::ReviewInvalid, message)
            .in_cell(&path.display().to_string(), None, None)
            .help("take it from the project's history again; `sporbar approve` writes it")
    };
    match fs::read_to_string(&path) {
        Ok(text) => Review::parse(&text).map_err(|error| invalid(format!("these are no sign-offs: {error}"))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Review::default()),
        Err(error) => Err(invalid(format!("the sign-offs could not be read: {error}"))),
    }
}
