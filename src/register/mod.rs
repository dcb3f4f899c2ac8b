//! The register room: extracts in, typed frames out, with everything that is wrong with them.
//!
//! An extract and its schema become an [`Extract`]: a frame with the schema's columns, typed, and a column [`ROW`] with
//! each row's place in the file, so that every later number can be followed back. On the way in
//! - the bytes are hashed and decoded,
//! - every rule of the schema is checked, and all breaches of all files are reported at once,
//! - CPR numbers and other keys are replaced by pseudonyms, made with the user's [`PseudonymKey`].
//!
//! No CPR number leaves this room: not in a frame, not in a finding and not in `Debug` output. What leaves it is
//! [`People`], of whom it can only be asked whether a text holds the number of one of them. Nor does any other value
//! of a field that the schema calls personal stand in a finding. The room must not know what a report does with the rows;
//! it reads all of them. Files come through [`Files`]; only [`Folder`] touches the disk.

mod alike;
mod birth;
mod by_day;
mod cell;
mod coded;
mod column;
mod cpr;
mod csv;
pub mod dataset;
mod encoding;
mod extent;
mod files;
mod foreign;
mod formats;
mod header;
mod mix;
mod number;
mod numbered;
mod odd;
mod one;
mod pages;
mod parquet;
mod pseudonym;
mod quote;
mod records;
mod rules;
mod shuffle;
mod sink;
mod strayed;
mod table;
mod texts;
mod tied;
mod unpack;
mod values;
mod workbook;

use std::sync::Arc;

use polars::prelude::DataFrame;

pub use alike::{Alike, Groups, alike};
pub use by_day::ByDay;
pub use cpr::People;
pub use csv::Lines;
pub use extent::join;
pub use files::{Files, Folder, Memory};
pub use formats::{NumberFormat, number_formats};
pub use mix::Mixing;
pub use numbered::NAMELESS;
pub(crate) use parquet::{columns as parquet_columns, local as local_moment};
pub use pseudonym::{PseudonymKey, is_pseudonym};
pub use shuffle::About;
pub use unpack::unpacked;
pub use workbook::{Cells, is_workbook, open};

use crate::diagnostic::Findings;
use crate::dictionary::Words;
use crate::reuse::{Kept, Key};
use crate::schema::Schema;
use numbered::{Numbered, Numbers};

/// The column with each row's place in its file, a `u32`: the line of a text where the row starts, the sheet's own row of
/// a workbook, both with the header counted; of a Parquet file, which has no lines, the row's number from 1.
pub const ROW: &str = "_row";

/// An extract to read.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// What the spec calls it.
    pub name: &'a str,
    /// The file's name.
    pub file: &'a str,
    /// How it is laid out.
    pub schema: &'a Schema,
}

/// An extract that has been read.
#[derive(Debug, Clone)]
pub struct Extract {
    /// What the spec calls it.
    pub name: String,
    /// The file's name, without folders.
    pub file: String,
    /// The name of the schema it was read by.
    pub schema: String,
    /// The SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// How many rows there are.
    pub row_count: usize,
    /// The schema's columns in its order, and [`ROW`]. Types are String (texts, months), Date, Int64, Float64 and
    /// Boolean; an empty cell is null. The rows stand in the file's order.
    pub frame: DataFrame,
}

/// The extracts of a report.
#[derive(Debug, Clone, Default)]
pub struct Register {
    extracts: Vec<Extract>,
    people: People,
    called: Arc<Words>,
    numbers: Arc<Numbers>,
}

impl Register {
    /// The extract that the spec calls `name`.
    pub fn get(&self, name: &str) -> Option<&Extract> {
        self.extracts.iter().find(|extract| extract.name == name)
    }

    /// Whoever is in them, for the last look at what is written.
    pub fn people(&self) -> &People {
        &self.people
    }

    /// What the people in them are called: the pseudonyms that stand where their numbers did, and other keys.
    pub fn pseudonyms(&self) -> &Words {
        &self.called
    }

    /// For each row of an extract the number of the pseudonym in a column of pseudonyms: among all [`Register::pseudonyms`], so that it
    /// is the same wherever the same one stands; [`NAMELESS`] where the cell is empty. None where the column has no pseudonyms, or the
    /// rows are others than those that were read. To compare numbers takes no look at any text.
    pub fn numbers(&self, extract: &str, column: &str) -> Option<&[u32]> {
        self.numbers.of(extract, column)
    }

    /// The same extracts with other rows: what `frame` makes of each one's.
    #[must_use]
    pub fn with_frames(&self, mut frame: impl FnMut(&Extract) -> DataFrame) -> Self {
        let with = |extract: &Extract| {
            let frame = frame(extract);
            Extract { row_count: frame.height(), frame, ..extract.clone() }
        };
        Self {
            extracts: self.extracts.iter().map(with).collect(),
            people: self.people.clone(),
            called: self.called.clone(),
            // Other rows are about others.
            numbers: Arc::default(),
        }
    }

    /// The extracts in the order asked for.
    pub fn iter(&self) -> std::slice::Iter<'_, Extract> {
        self.extracts.iter()
    }
}

impl<'a> IntoIterator for &'a Register {
    type Item = &'a Extract;
    type IntoIter = std::slice::Iter<'a, Extract>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Extracts that were read before, by their bytes and all else that decides what comes of reading them.
#[derive(Debug, Default)]
pub struct Known(Kept<one::Outcome>);

impl Known {
    /// A round of work has ended: forgets the extracts that the last rounds did not use.
    pub fn end_round(&self) {
        self.0.end_round();
    }

    /// How many extracts it knows.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What comes of an extract.
    fn read(&self, request: &Request<'_>, key: &PseudonymKey, files: &dyn Files) -> Arc<one::Outcome> {
        let read = || one::read(request, key, files);
        // What is not there may be there the next time.
        let Ok(bytes) = files.bytes(request.file) else { return Arc::new(read()) };
        let whose = key.seal_bytes(b"whose");
        let layout = format!("{:?}", request.schema);
        let parts = [request.name.as_bytes(), request.file.as_bytes(), whose.as_bytes(), layout.as_bytes(), &bytes];
        let key = Key::of("extract", parts);
        self.0.get(key).unwrap_or_else(|| self.0.keep(key, read()))
    }
}

/// Reads all extracts, with the findings of all of them in the order asked for.
///
/// Where the findings have an error, the frames are not to be used: rows and cells that could not be read are missing.
pub fn read(requests: &[Request<'_>], key: &PseudonymKey, files: &dyn Files) -> (Register, Findings) {
    read_some(requests, |_| true, key, files)
}

/// The same of those extracts alone that are wanted, by their names; the others have no row, and are not checked.
pub fn read_some(
    requests: &[Request<'_>],
    wanted: impl Fn(&str) -> bool + Sync,
    key: &PseudonymKey,
    files: &dyn Files,
) -> (Register, Findings) {
    together(requests, key, |request| {
        let is_wanted = wanted(request.name);
        Arc::new(if is_wanted { one::read(request, key, files) } else { one::unread(request, key) })
    })
}

/// The same, but for those that are `known`.
pub fn read_again(
    requests: &[Request<'_>],
    key: &PseudonymKey,
    files: &dyn Files,
    known: &Known,
) -> (Register, Findings) {
    together(requests, key, |request| known.read(request, key, files))
}

fn together(
    requests: &[Request<'_>],
    key: &PseudonymKey,
    read: impl Fn(&Request<'_>) -> Arc<one::Outcome> + Sync,
) -> (Register, Findings) {
    let read = &read;
    let outcomes: Vec<Arc<one::Outcome>> = std::thread::scope(|scope| {
        let threads: Vec<_> = requests.iter().map(|request| scope.spawn(move || read(request))).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    let mut findings = Findings::new();
    let foreign = foreign::check(requests, &outcomes);
    for (outcome, foreign) in outcomes.iter().zip(foreign) {
        findings.extend(outcome.findings.clone());
        findings.extend(foreign);
    }
    let Numbered { called, numbers, sharing, people } = numbered::all(requests, &outcomes);
    let whose = outcomes.iter().map(|outcome| &outcome.whose.people).zip(sharing);
    findings.extend(pseudonym::check(key, requests, whose));
    findings.extend(strayed::check(requests, &outcomes, &people));
    let extracts = outcomes.iter().filter_map(|outcome| outcome.extract.clone()).collect();
    (Register { extracts, people, called: Arc::new(called), numbers: Arc::new(numbers) }, findings)
}
