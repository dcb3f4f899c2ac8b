//! The record of a release, from its stages.

use std::fs;
use std::path::Path;

use super::disclosed::wordless;
use super::{Disclosed, Prepared, draft};
use crate::audit::record::{FOLDER, Most, Selection};
use crate::audit::{self, Audience, Listed, Record, Release, Rows};
use crate::cohort::Cohorts;
use crate::diagnostic::{Code, Finding};
use crate::document::Publication;
use crate::statistic::Computed;

/// The record of the release of `prepared` that `publication` tells of, drawn or not; with what the values rest on where that
/// may be known.
pub fn record(prepared: &Prepared, disclosed: &Disclosed<'_>, publication: &Publication) -> Record {
    let counts: Vec<&[usize]> = disclosed.exhibits.iter().map(|exhibit| exhibit.counts.as_slice()).collect();
    let rows = match disclosed.microdata {
        Some(computed) => Rows::All(computed, disclosed.audience),
        None => Rows::None(&counts),
    };
    record_of(prepared, rows, publication, Listed::Most(Most::OF_A_RELEASE))
}

/// The same without the publication's words, so that values can be followed while its texts are still wrong, and with all
/// that it is asked to list.
pub fn wordless_record(prepared: &Prepared, computed: &[Computed], most: Most) -> Record {
    wordless_listing(prepared, computed, Listed::Most(most))
}

/// The same of the selected values of one exhibit: with what they rest on, and nothing else.
pub fn record_of_values(prepared: &Prepared, computed: &[Computed], exhibit: &str, selection: &Selection) -> Record {
    wordless_listing(prepared, computed, Listed::Values { exhibit, selection })
}

fn wordless_listing(prepared: &Prepared, computed: &[Computed], listed: Listed<'_>) -> Record {
    let publication = draft::publication(prepared, &wordless(prepared, computed));
    record_of(prepared, Rows::All(computed, Audience::Internal), &publication, listed)
}

fn record_of(prepared: &Prepared, rows: Rows<'_>, publication: &Publication, listed: Listed<'_>) -> Record {
    let nobody = Cohorts::default();
    audit::record(&Release {
        data: prepared.data(),
        // They have been drawn before, without a mistake.
        cohorts: prepared.cohorts().unwrap_or(&nobody),
        text: &prepared.text,
        key: &prepared.key,
        rows,
        as_of: prepared.as_of,
        publication,
        listed,
    })
}

/// Whether a folder is a report's output, with the record of its release.
pub fn is_output(folder: &Path) -> bool {
    folder.join(FOLDER).is_dir()
}

/// The record in a report's output folder.
///
/// # Errors
/// A finding where it cannot be read.
pub fn recorded(folder: &Path) -> Result<Record, Finding> {
    Record::read(&|path| fs::read(folder.join(path))).map_err(|unreadable| {
        Finding::error(Code::RecordUnreadable, unreadable.to_string())
            .in_cell(&folder.display().to_string(), None, None)
            .help("name the output folder of a report, and build it again if another version of the program wrote it")
    })
}
