//! What a publication says, passage by passage, in the order that it is read: for programs that take text and no pages.
//!
//! The typeset document tells where a heading, a list's item, a cell or an exhibit begins and ends, and where each line stands; so
//! every design can be read, whatever its macros are called. What is beside each other is read cell by cell, as the PDF is read
//! aloud. What is there for the page alone (heads and feet, contents, ornaments) is passed over; how letters look is not carried
//! along.

mod logical;
mod told;

use typst_layout::PagedDocument;

use super::publication::Publication;
use super::source::TypstSource;
use super::typeset::compile;
use crate::diagnostic::Findings;

/// A stretch of what a publication says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passage {
    /// A heading: its level from 1, and the text.
    Heading(usize, String),
    /// A word or two in capitals, as designs set over a box.
    Label(String),
    /// A paragraph.
    Text(String),
    /// An item of a list with bullets.
    Item(String),
    /// A table that is no exhibit.
    Table(TextTable),
    /// The exhibit with this id.
    Exhibit(String),
    /// The figure of words with this id.
    Drawing(String),
    /// A picture that only the page has: what it shows, in words.
    Untaken(String),
}

/// A table of texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextTable {
    /// How many columns it has.
    pub columns: usize,
    /// How many of its rows are heads.
    pub heads: usize,
    /// Its cells, row by row.
    pub rows: Vec<Vec<TextCell>>,
}

/// A cell of a table of texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextCell {
    /// Its first column, from 0.
    pub column: usize,
    /// Over how many columns and rows it goes.
    pub over: (usize, usize),
    /// What stands in it, a paragraph each.
    pub paragraphs: Vec<String>,
}

/// The passages of a publication, in order; an exhibit where it is first shown.
///
/// # Errors
/// The source cannot be compiled.
pub fn passages(source: &TypstSource, created: i64, publication: &Publication) -> Result<Vec<Passage>, Findings> {
    let document: PagedDocument = compile(source, created)?;
    let drawings = publication.drawings.iter().map(|drawing| (drawing.svg.as_bytes(), drawing.id.as_str()));
    let exhibits = publication.exhibits.iter().map(|exhibit| exhibit.id.as_str()).collect();
    let logical = logical::read(&document, exhibits, drawings.collect());
    Ok(told::told(publication.meta.language, &logical))
}
