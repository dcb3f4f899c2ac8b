//! A publication as a document or slides that others go on writing in: docx for Word, pptx for `PowerPoint` and their like.
//!
//! Both are packages of XML files as ECMA-376 (Office Open XML) has them, built up here element by element: the library for documents
//! that is kept best, `docx-rs`, writes no text beside a picture, and those for slides, `pptx` and `ppt-rs`, are in their first
//! versions. Headings are headings, tables are tables, pictures say what they show; the same publication gives the same bytes, whatever the
//! clock says.
//!
//! Only what readers may see comes in: a [`Publication`]'s values are disclosed ones.

mod deck;
mod exhibited;
mod fit;
mod package;
mod parts;
mod slide;
mod text;
mod word;
mod xml;

use crate::document::{Passage, Publication};
use crate::picture::Undrawable;
use exhibited::exhibited;
pub use package::is_untouched;

/// What a publication can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A document.
    Docx,
    /// Slides.
    Pptx,
}

impl Format {
    /// How the file's name ends.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pptx => "pptx",
        }
    }
}

/// Why a publication could not be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unwritten {
    /// The figure with this id could not be made an image.
    Figure(String, Undrawable),
    /// The package could not be packed.
    Package(String),
}

/// The file in a form, of what a publication says passage by passage. `day` is the day it says it was made, `2018-12-31`.
///
/// # Errors
/// A figure cannot be made an image.
pub fn office(
    format: Format,
    publication: &Publication,
    passages: &[Passage],
    day: &str,
) -> Result<Vec<u8>, Unwritten> {
    let language = publication.meta.language;
    let exhibits = exhibited(publication, passages, language)?;
    let package = match format {
        Format::Docx => word::document(publication, &exhibits, passages, language, day),
        Format::Pptx => deck::slides(publication, &exhibits, language, day),
    };
    package.packed(&publication.meta.id).map_err(|error| Unwritten::Package(error.to_string()))
}
