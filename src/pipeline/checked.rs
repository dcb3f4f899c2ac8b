//! All that a build does, but for writing.

use super::desk::{Asked, Read};
use super::{Desk, Failure, Prepared, Request, Unsaved, Watch};
use crate::diagnostic::{Findings, Sources};
use crate::value;

/// A report that could be made.
#[derive(Debug)]
pub struct Checked {
    /// The report, with what is odd in its spec and extracts.
    pub prepared: Prepared,
    /// What readers may know of its exhibits, by their ids.
    pub values: Vec<(String, value::Disclosed)>,
    /// The publication's files: path below the output folder, and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// What the values do not bear out, and what is odd in what is made of them.
    pub findings: Findings,
    /// The texts that those findings point into.
    pub sources: Sources,
}

/// Checks the report that `request` names as a build would: spec, extracts, values, claims, charts, templates, prose and pages;
/// what is not saved yet stands before what is on disk. What `desk` knows is not made again.
///
/// # Errors
/// What stops a build.
pub fn checked(request: &Request, unsaved: &Unsaved, desk: &Desk, watch: &mut dyn Watch) -> Result<Checked, Failure> {
    desk.build(Read::of(request, unsaved), Asked { hindsight: true, look: &mut |_| () }, watch)
}
