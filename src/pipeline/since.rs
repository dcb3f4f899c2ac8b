//! The page about what has changed since another release: what stands on it, from the difference of the two.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Disclosed, Draft, Failure, Prepared, record};
use crate::audit::diff::{self, Cause, Difference, ExhibitChange, Only, ValueChange};
use crate::audit::{Input, MANIFEST_FILE, Manifest, Record, sha256};
use crate::diagnostic::{Code, Finding};
use crate::document::{CauseCount, Corrections, Greatest, PartOfChange, Since};
use crate::locale::say;

/// How many exhibits the page shows a change of.
const MOST: usize = 10;

/// What a release tells of changes, as data, in its output; so that it can be built again without the other release.
pub const SINCE_FILE: &str = "audit/since.json";

/// Compares the release that is being made with the one in `folder`, and lets the publication tell of it. The folder is the
/// report's output, or holds it under the report's name. Its manifest becomes an input of this release: by the hashes in it,
/// which the files that are read are held against, it stands for all that the other release is.
///
/// # Errors
/// There is no such release, it is not as it was built, or it cannot be compared with this one.
pub fn since(
    folder: &Path,
    prepared: &mut Prepared,
    disclosed: &Disclosed<'_>,
    draft: &mut Draft,
) -> Result<(), Failure> {
    let folder = output(folder, &prepared.name);
    let fails = |finding: Finding| prepared.fails(finding.into());
    let (manifest, old) = released(&folder).map_err(fails)?;
    let new = record(prepared, disclosed, &draft.publication);
    let difference = diff::diff(&old, &new).map_err(|apart| {
        fails(
            Finding::error(Code::ReleasesApart, apart.to_string())
                .in_cell(&folder.display().to_string(), None, None)
                .help("name the output of an earlier build of this report, with the same key for pseudonyms"),
        )
    })?;
    draft.publication.since = Some(told(&difference));
    prepared.inputs.push(Input::new(Input::RELEASE, MANIFEST_FILE, &manifest));
    Ok(())
}

/// Lets the publication tell of the changes that an output's own `audit/since.json` has, since the release that its manifest
/// names as `release`.
///
/// # Errors
/// The file is not one that a build writes.
pub fn since_as_told(file: &[u8], release: &Input, prepared: &mut Prepared, draft: &mut Draft) -> Result<(), Finding> {
    let told: Since = serde_json::from_slice(file)
        .map_err(|error| Finding::error(Code::OutputUnreadable, format!("`{SINCE_FILE}` cannot be read: {error}")))?;
    draft.publication.since = Some(told);
    prepared.inputs.push(release.clone());
    Ok(())
}

/// The file with what a publication tells of changes, if it does.
pub(super) fn since_file(since: Option<&Since>) -> Option<(String, Vec<u8>)> {
    let text = serde_json::to_string_pretty(since?).expect("it holds only texts and numbers");
    Some((SINCE_FILE.to_owned(), format!("{text}\n").into_bytes()))
}

/// A release's manifest and its record, whose files are those that the manifest names.
fn released(folder: &Path) -> Result<(Vec<u8>, Record), Finding> {
    let unreadable = |message: String| {
        Finding::error(Code::RecordUnreadable, message)
            .in_cell(&folder.display().to_string(), None, None)
            .help("name the whole output folder of an earlier release, as a build has written it")
    };
    let bytes = fs::read(folder.join(MANIFEST_FILE))
        .map_err(|error| unreadable(format!("the manifest of the earlier release could not be read: {error}")))?;
    let manifest = Manifest::from_json(&String::from_utf8_lossy(&bytes))
        .map_err(|error| unreadable(format!("{MANIFEST_FILE} is none that this program writes: {error}")))?;
    let file = |path: &str| {
        let bytes = fs::read(folder.join(path))?;
        let hash = sha256(&bytes);
        let as_written = manifest.outputs.iter().any(|output| output.path == path && output.sha256 == hash);
        if as_written { Ok(bytes) } else { Err(io::Error::other("it is not as the manifest has it")) }
    };
    let record = Record::read(&file).map_err(|error| unreadable(error.to_string()))?;
    Ok((bytes, record))
}

fn output(folder: &Path, name: &str) -> PathBuf {
    if super::is_output(folder) { folder.to_owned() } else { folder.join(name) }
}

/// What the page tells of a difference.
fn told(difference: &Difference) -> Since {
    let changed: Vec<&ValueChange> =
        difference.changes().map(|(_, change)| change).filter(|change| !change.has_same_number()).collect();
    let mut counts: BTreeMap<Cause, usize> = BTreeMap::new();
    for change in &changed {
        *counts.entry(change.main_cause()).or_default() += 1;
    }
    let mut causes: Vec<(Cause, usize)> = counts.into_iter().collect();
    causes.sort_by_key(|(cause, count)| (usize::MAX - count, *cause));
    let mut corrections: BTreeMap<&str, usize> = BTreeMap::new();
    for row in difference.rows.iter().filter(|row| row.causes.contains(&Cause::LateCorrections)) {
        *corrections.entry(&row.file).or_default() += 1;
    }
    let (mut lost, mut regained, mut reworded) = (Vec::new(), Vec::new(), 0);
    for claim in &difference.claims {
        match (&claim.old, &claim.new) {
            (Some(old), new) if old.holds && new.as_ref().is_some_and(|new| !new.holds) => {
                lost.push(old.sentence.clone());
            }
            (Some(old), Some(new)) if !old.holds && new.holds => regained.push(new.sentence.clone()),
            _ => reworded += 1,
        }
    }
    let exhibits =
        |wanted: &dyn Fn(&&ExhibitChange) -> bool| difference.exhibits.iter().filter(wanted).collect::<Vec<_>>();
    let ids = |exhibits: Vec<&ExhibitChange>| exhibits.into_iter().map(|exhibit| exhibit.id.clone()).collect();
    Since {
        month: difference.old.as_of.clone(),
        values: difference.values,
        changed: changed.len(),
        hidden: changed.iter().filter(|change| change.is_hidden()).count(),
        causes: causes.into_iter().map(|(cause, count)| CauseCount { cause: cause.id().to_owned(), count }).collect(),
        greatest: greatest(difference),
        lost,
        regained,
        reworded,
        corrections: corrections.into_iter().map(|(file, rows)| Corrections { file: file.to_owned(), rows }).collect(),
        redefined: ids(exhibits(&|exhibit| exhibit.only.is_none() && !exhibit.redefined.is_empty())),
        added: ids(exhibits(&|exhibit| exhibit.only == Some(Only::New))),
        removed: exhibits(&|exhibit| exhibit.only == Some(Only::Old))
            .into_iter()
            .map(|exhibit| exhibit.title.clone())
            .collect(),
    }
}

/// The greatest change of each exhibit, of those exhibits where it weighs most against the greatest value beside it.
fn greatest(difference: &Difference) -> Vec<Greatest> {
    let mut found: Vec<(f64, usize, &ExhibitChange, &ValueChange)> = Vec::new();
    for (at, exhibit) in difference.exhibits.iter().enumerate() {
        let seen = |change: &&ValueChange| change.change().is_some_and(|change| change != 0.0) && !change.is_hidden();
        let Some(change) = exhibit.changes.iter().find(seen) else { continue };
        let beside = exhibit.changes.iter().filter(|other| other.key.stat == change.key.stat);
        let sizes = beside.flat_map(|other| [&other.old, &other.new]).flatten().filter_map(|figure| figure.value);
        let most = sizes.map(f64::abs).fold(0.0, f64::max);
        found.push((change.change().unwrap_or_default().abs() / most, at, exhibit, change));
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found.truncate(MOST);
    found.sort_by_key(|(_, at, ..)| *at);
    found.into_iter().map(|(_, _, exhibit, change)| one(exhibit, change)).collect()
}

fn one(exhibit: &ExhibitChange, change: &ValueChange) -> Greatest {
    let points = say!(change.language, "diff-points");
    let key = &change.key;
    let shown = |figure: &Option<diff::Figure>| figure.as_ref().map_or_else(String::new, |figure| figure.shown.clone());
    let part = |cause: &Cause| {
        // What causes only share says nothing of any of them.
        let part = *change.parts.get(cause).filter(|part| **part != 0.0 && !change.shared)?;
        Some(PartOfChange { cause: cause.id().to_owned(), part: diff::signed(change, part, &points) })
    };
    Greatest {
        exhibit: exhibit.id.clone(),
        names: [&key.facet, &key.series, &key.x].into_iter().filter(|name| !name.is_empty()).cloned().collect(),
        old: shown(&change.old),
        new: shown(&change.new),
        change: diff::signed(change, change.change().unwrap_or_default(), &points),
        parts: change.causes.iter().filter_map(part).collect(),
    }
}
