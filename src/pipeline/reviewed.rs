//! `review.toml` of a report: what there is to sign off, and how the sign-offs stand, for whoever prints them.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::Disclosed;
use super::swap::write_file;
use crate::audit::{ExhibitHashes, Input, REVIEW_FILE, Review, Signed};
use crate::diagnostic::{Code, Finding};
use crate::document::{SignOffState, SignOffText, SignedExhibit};
use crate::spec::Spec;

/// Every exhibit as a sign-off is bound to it: what readers see of it, and its definition.
pub fn signable(disclosed: &Disclosed<'_>) -> Vec<ExhibitHashes> {
    disclosed.hashes.clone()
}

/// The sign-offs in a report's folder; none where there is no file.
///
/// # Errors
/// It cannot be read.
pub fn read_review(folder: &Path) -> Result<Review, Finding> {
    read(folder).map(|(review, _)| review)
}

/// The sign-offs of a report that prints them, with the file as an input if it is there. To a report that does not print
/// them they are nothing that it is made from: a new sign-off must not make its output stale.
pub(super) fn asked_review(spec: &Spec, folder: &Path) -> Result<Option<(Review, Option<Input>)>, Finding> {
    if spec.report.quality_log { read(folder).map(Some) } else { Ok(None) }
}

/// Changes the sign-offs in a report's folder; whoever does so at the same time waits.
///
/// # Errors
/// What stands there cannot be read, or the disk refuses; it is then as it was.
pub fn write_review(folder: &Path, change: impl FnOnce(&mut Review)) -> Result<(), Finding> {
    let path = folder.join(REVIEW_FILE);
    write_file(&path, |standing| {
        let mut review = standing.map(|bytes| parse(&path, &bytes)).transpose()?.unwrap_or_default();
        change(&mut review);
        Ok(review.to_text().into_bytes())
    })
}

fn read(folder: &Path) -> Result<(Review, Option<Input>), Finding> {
    let path = folder.join(REVIEW_FILE);
    match fs::read(&path) {
        Ok(bytes) => Ok((parse(&path, &bytes)?, Some(Input::new("review", REVIEW_FILE, &bytes)))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok((Review::default(), None)),
        Err(error) => Err(invalid(&path, format!("the sign-offs could not be read: {error}"))),
    }
}

fn parse(path: &Path, bytes: &[u8]) -> Result<Review, Finding> {
    let parsed = std::str::from_utf8(bytes).map_err(|_| "the file is not UTF-8".to_owned()).and_then(Review::parse);
    parsed.map_err(|error| invalid(path, format!("these are no sign-offs: {error}")))
}

fn invalid(path: &Path, message: String) -> Finding {
    Finding::error(Code::ReviewInvalid, message)
        .in_cell(&path.display().to_string(), None, None)
        .help("take it from the project's history again; `sporbar approve` writes it")
}

/// How the sign-offs stand with the exhibits as they are now, for readers.
pub(super) fn signed(review: &Review, now: &[ExhibitHashes]) -> Vec<SignedExhibit> {
    let reviewed = review.of(now).into_iter().map(|one| SignedExhibit {
        exhibit: one.exhibit.to_owned(),
        gone: !now.iter().any(|exhibit| exhibit.id == one.exhibit),
        sign_offs: one
            .sign_offs
            .into_iter()
            .map(|(by, sign_off, standing)| SignOffText {
                by: in_a_line(by),
                date: in_a_line(sign_off.date.as_deref().unwrap_or_default()),
                note: in_a_line(sign_off.note.as_deref().unwrap_or_default()),
                state: match standing {
                    Signed::Approved => SignOffState::Approved,
                    Signed::ValuesChanged => SignOffState::Values,
                    Signed::DefinitionChanged => SignOffState::Definition,
                    Signed::BothChanged => SignOffState::Both,
                    Signed::Gone => SignOffState::Gone,
                },
            })
            .collect(),
    });
    reviewed.collect()
}

/// A text that people wrote, without the line breaks and control characters that no font can show.
fn in_a_line(text: &str) -> String {
    text.split(|letter: char| letter.is_control() || letter.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
