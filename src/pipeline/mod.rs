//! A report's whole way: the stages in order, from the spec to the files of the publication.
//!
//! [`prepare`] reads spec, schemas and extracts; [`compute`] makes the exhibits' values; [`draft`] writes
//! the words and holds them against the values; [`publish`] draws and typesets
//! them; [`swap_in`] puts the finished files in place. Each stage says in its [`Failure`] whether the spec or the data is to
//! be mended. This room prints nothing and asks no clock: who watches is told by [`Watch`].

mod bounds;
mod checked;
mod checks;
mod compute;
mod delivered;
mod delivers;
mod desk;
mod disclosed;
mod draft;
mod draw;
mod eject;
mod extracts;
mod facts;
mod figures;
mod formulas;
mod gaps;
mod hindsight;
mod inputs;
mod internal;
mod journey;
mod judge;
mod labels;
mod last_look;
mod layout;
mod lineage;
mod locked;
mod matched;
mod material;
mod moods;
mod named;
mod natures;
mod nothing;
mod office;
mod premises;
mod prepare;
mod project;
mod protect;
mod publish;
mod query;
mod record;
mod registers;
mod releases;
mod reviewed;
mod since;
mod spelled;
mod suggest;
mod swap;
mod synth;
mod tones;
mod twin;
mod unchanged;
mod unclassed;
mod units;
mod unprinted;
mod unsaved;
mod uses;

use std::path::PathBuf;

pub use checked::{Checked, checked};
pub use compute::{compute, computed};
pub use desk::{Asked, Desk, Look, Read};
pub use disclosed::{DISCLOSURE_FILE, Disclosed, DisclosedExhibit, disclosed, masked, whole};
pub use draft::{Draft, draft};
pub use eject::{EJECTED, Override, eject, ejectable, overrides, project_around};
pub use figures::Figures;
pub use hindsight::{hindsight, without_hindsight};
pub use inputs::{Standing, standing};
pub use internal::internal;
pub use journey::{RowsOf, journey, row_named, rows_of_person};
pub use lineage::sufficiency;
pub use locked::{lock, locked, read_lock, values_as_locked, write_lock};
pub use material::{Material, material, material_unsaved};
pub use named::exhibit_named;
pub use office::{Exported, export};
pub use prepare::{Prepared, prepare};
pub use project::{DESIGNS, LAYOUTS, is_project, project_of, texts_around, write_all_new};
pub use protect::{attack, protect};
pub use publish::{Published, publish};
pub use query::asked;
pub use record::{is_output, record, record_of_values, recorded, wordless_record};
pub use releases::{Release, release};
pub use reviewed::{read_review, signable, write_review};
pub use since::{SINCE_FILE, since, since_as_told};
pub use suggest::{Hides, Instead, Suggested, Suggestions, suggest};
pub use swap::{
    Disk, Kept, Real, keep_apart, projects_around, read_output, swap_in, swap_in_on, write_file, write_file_on,
};
pub use synth::{Synthesis, Synthetic, synthetic};
pub use twin::{shows_through, twin};
pub use unchanged::{Cause, Said, took};
pub use unsaved::Unsaved;

use crate::calendar::Month;
use crate::diagnostic::{Code, Findings, Severity, Sources};
use crate::register::PseudonymKey;

/// What a call asks for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The report's folder or its `report.toml`, as the user wrote it.
    pub report: PathBuf,
    /// Another status month than the spec's.
    pub as_of: Option<Month>,
    /// Another folder of extracts than the report's own.
    pub extracts: Option<PathBuf>,
    /// Another of the spec's disclosure policies than its first.
    pub disclosure: Option<String>,
    /// The user's key for pseudonyms.
    pub key: Option<PseudonymKey>,
}

/// A stage of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The spec, the schemas and the prose are read.
    Spec,
    /// The extracts are read and checked.
    Register,
    /// The exhibits are computed.
    Compute,
    /// The exhibits are held against what was known by the status month.
    Hindsight,
    /// Values are computed again from the rows they name.
    Lineage,
    /// The charts are drawn.
    Charts,
    /// The templates are filled in.
    Text,
    /// The PDF is typeset.
    Typeset,
    /// What the values rest on is written down.
    Audit,
    /// The files are written.
    Write,
}

impl Stage {
    /// The stage in a word or two, for progress and timings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Spec => "read the spec",
            Self::Register => "read the extracts",
            Self::Compute => "compute the exhibits",
            Self::Hindsight => "look for hindsight",
            Self::Lineage => "follow the lineage",
            Self::Charts => "draw the charts",
            Self::Text => "fill in the text",
            Self::Typeset => "typeset the PDF",
            Self::Audit => "make the audit book",
            Self::Write => "write the files",
        }
    }
}

/// Someone who wants to know how far a build is.
pub trait Watch {
    /// A stage begins; the one before has ended.
    fn begin(&mut self, stage: Stage);
}

/// Why a stage stopped.
#[derive(Debug, Clone)]
pub struct Failure {
    /// Whose mistake it is.
    pub kind: FailureKind,
    /// What is wrong.
    pub findings: Findings,
    /// The texts that the findings point into.
    pub sources: Sources,
}

/// Whose mistake it is that a stage stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// The call, the spec, a schema or a template cannot be understood.
    Call,
    /// An extract is not valid.
    Data,
}

impl FailureKind {
    /// Whose mistake the findings of the computation are: the data's where every error is about what stands in an extract.
    pub fn of(findings: &Findings) -> Self {
        let of_data = |code| {
            use Code::{AssumptionRange, MissingAssumption, NotUnique, UndeclaredCategory};
            matches!(code, AssumptionRange | MissingAssumption | NotUnique | UndeclaredCategory)
        };
        let mut errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
        if errors.all(|finding| of_data(finding.code)) { Self::Data } else { Self::Call }
    }
}

/// What typesets the publication; all give the same bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Typesetter {
    /// The library in the program.
    #[default]
    Library,
    /// A `typst` program, by name or path.
    Program(PathBuf),
}
