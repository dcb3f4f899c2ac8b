//! The record of a release, from its stages.

use std::fs;
use std::path::Path;

use super::disclosed::whole;
use super::{Disclosed, Prepared, draft};
use crate::audit::record::{FOLDER, Most};
use crate::audit::{self, Audience, Record, Release, Rows};
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
    record_of(prepared, rows, publication, Most::OF_A_RELEASE)
}

/// The same without the publication's words, so that values can be followed while its texts are still wrong, and with all
/// that it is asked to list.
pub fn wordless_record(prepared: &Prepared, computed: &[Computed], most: Most) -> Record {
    record_of(
        prepared,
        Rows::All(computed, Audience::Internal),
        &draft::publication(prepared, &whole(prepared, computed)),
        most,
    )
}

fn record_of(prepared: &Prepared, rows: Rows<'_>, publication: &Publication, most: Most) -> Record {
    audit::record(&Release {
        spec: &prepared.spec,
        text: &prepared.text,
        register: &prepared.register,
        schemas: &prepared.schemas,
        key: &prepared.key,
        rows,
        as_of: prepared.as_of,
        publication,
        most,
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
