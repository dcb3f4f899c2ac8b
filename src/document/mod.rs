//! A publication: values, texts and charts to an accessible PDF.
//!
//! Input is plain data ([`Publication`]) and templates ([`Templates`]); output is a PDF. In between:
//!
//! 1. [`render`]: the design's template and the report's own text become Typst source. Every value is looked up, written
//!    and put in here, and text from outside can never become Typst code. Mistakes are findings at the template's line.
//! 2. [`typeset`]: the source becomes a PDF with the built-in compiler, or with the `typst` program ([`typeset_with`]);
//!    both give the same bytes.
//!
//! A number that a template or a text of the spec states by itself is a doubt ([`typed_numerals`], [`typed_numerals_in`]),
//! which comes as a warning.
//!
//! This room sees values, never frames; it reads no clock and no system fonts, and computes nothing that an exhibit does
//! not hold, but for sums, differences and shares of its values.

mod accounted;
mod chance;
mod compared;
mod counting;
mod creator;
mod engine;
mod escape;
mod external;
mod facts;
mod filters;
mod fonts;
mod functions;
mod keywords;
mod legible;
mod links;
mod lookup;
mod mention;
mod named;
mod natures;
mod number;
mod numerals;
mod pages;
mod passages;
mod premises;
mod publication;
mod quality;
mod reading;
mod render;
mod said;
mod saying;
mod since;
mod source;
mod standing;
mod syntax;
mod table;
mod templates;
mod typed;
mod typeset;
mod unwritable;
mod veil;
mod words;
mod world;

pub use crate::locale::numerals;
pub use external::{typeset_with, typst_version};
pub use facts::{facts_said, facts_said_in};
pub use filters::full_stop;
pub use fonts::FILES as FONTS;
pub use mention::{Mention, Source, Told};
pub use named::{NAMING, Named};
pub use natures::told_of as natures_told;
pub use number::{nature_word, quoted, stated, written};
pub use numerals::{typed_numerals, typed_numerals_in};
pub use pages::PageShown;
pub use passages::{Passage, TextCell, TextTable, passages};
pub use premises::LeftOut;
pub use publication::{
    Apart, AssumptionText, CalculationText, ClaimText, Counting, Exhibit, ExhibitKind, ExtractUse, FactText,
    FormulaPiece, Layout, Meta, Original, Parameter, ParameterValue, PremiseText, Protection, PseudonymKey,
    Publication, QuantityText, Showing, StatedText, Tool, WordFigure,
};
pub use quality::{SignOffState, SignOffText, SignedExhibit};
pub use reading::{Page, Reading, reading};
pub use render::{TextPlace, check_text, render, render_sentence, render_text, render_told};
pub use saying::Saying;
pub use since::{CauseCount, Corrections, Greatest, PartOfChange, Since};
pub use source::TypstSource;
pub use table::{Grid, GridHead, GridRow, RowKind, printed, stat_word};
pub use templates::{REPORT, SHARED, Template, Templates};
pub use typeset::{Laid, Typeset, forget, lay_out, timestamp, typeset};
pub use unwritable::letters_told;
pub use world::Parsed;
