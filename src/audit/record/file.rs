//! The record as files: scripts that a browser can load from a disk, and that this room can read back.
//!
//! A page that is opened as a file may not fetch other files, but it may load scripts. So each file is one call,
//! `sporbar.put("name", {...});`, and what stands in the parentheses is JSON.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::model::{Claim, Exhibit, ExhibitHead, Extract, ExtractHead, Fact, Parameter, Premise, Record, Report, Said};
use crate::parallel;

/// The folder of the record in a report's output.
pub const FOLDER: &str = "audit/record";
/// The version of the form; a record of another is not read.
const FORMAT: u32 = 2;

#[derive(Serialize, Deserialize)]
struct Index<R, E, X, C, F, S, W, P, L> {
    format: u32,
    report: R,
    extracts: Vec<E>,
    exhibits: Vec<X>,
    claims: C,
    #[serde(default)]
    facts: F,
    #[serde(default)]
    parameters: S,
    #[serde(default)]
    said: W,
    #[serde(default)]
    premises: P,
    labels: L,
}

/// The index as it is read back.
type IndexRead = Index<
    Report,
    ExtractHead,
    ExhibitHead,
    Vec<Claim>,
    Vec<Fact>,
    Vec<Parameter>,
    Vec<Said>,
    Vec<Premise>,
    BTreeMap<String, String>,
>;

/// Why a record cannot be read.
#[derive(Debug)]
pub enum Unreadable {
    /// A file is not there or cannot be read.
    File(String, std::io::Error),
    /// A file is not a part of a record.
    Form(String),
    /// The record was written by a program whose form is another.
    Format(u32),
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(file, error) => write!(f, "{file} could not be read: {error}"),
            Self::Form(file) => write!(f, "{file} is not a part of the record of a release"),
            Self::Format(format) => write!(f, "the record has form {format}, and this program reads form {FORMAT}"),
        }
    }
}

impl std::error::Error for Unreadable {}

impl Record {
    /// The record's files: path below the report's output folder, and bytes.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let index = Index {
            format: FORMAT,
            report: &self.report,
            extracts: self.extracts.iter().map(|extract| &extract.head).collect(),
            exhibits: self.exhibits.iter().map(|exhibit| &exhibit.head).collect(),
            claims: &self.claims,
            facts: &self.facts,
            parameters: &self.parameters,
            said: &self.said,
            premises: &self.premises,
            labels: &self.labels,
        };
        let mut files = vec![written("index", &index)];
        let extracts: Vec<_> = self.extracts.iter().enumerate().collect();
        files.extend(parallel::map(&extracts, |(at, extract)| written(&of_extract(*at), &extract.rows)));
        let of_exhibit = |exhibit: &Exhibit| written(&of_exhibit(&exhibit.head.id), &exhibit.basis);
        files.extend(parallel::map(&self.exhibits, of_exhibit));
        files
    }

    /// Reads a record; `file` gives the bytes of the file at a path below the report's output folder.
    ///
    /// # Errors
    /// The first file that is not there, or is not what it should be.
    pub fn read(file: &dyn Fn(&str) -> std::io::Result<Vec<u8>>) -> Result<Self, Unreadable> {
        let index: IndexRead = part(file, "index")?;
        if index.format != FORMAT {
            return Err(Unreadable::Format(index.format));
        }
        let extracts = index.extracts.into_iter().enumerate();
        let extracts = extracts.map(|(at, head)| Ok(Extract { head, rows: part(file, &of_extract(at))? }));
        let exhibits = index.exhibits.into_iter().map(|head| {
            let basis = part(file, &of_exhibit(&head.id))?;
            Ok(Exhibit { head, basis })
        });
        Ok(Self {
            report: index.report,
            extracts: extracts.collect::<Result<_, Unreadable>>()?,
            exhibits: exhibits.collect::<Result<_, Unreadable>>()?,
            claims: index.claims,
            facts: index.facts,
            parameters: index.parameters,
            said: index.said,
            premises: index.premises,
            labels: index.labels,
        })
    }
}

/// Extracts are told apart by their places: their names may hold what file names may not.
fn of_extract(at: usize) -> String {
    format!("extract-{}", at + 1)
}

fn of_exhibit(id: &str) -> String {
    format!("exhibit-{id}")
}

fn path(name: &str) -> String {
    format!("{FOLDER}/{name}.js")
}

fn written(name: &str, content: &impl Serialize) -> (String, Vec<u8>) {
    let mut bytes = format!("sporbar.put(\"{name}\", ").into_bytes();
    serde_json::to_writer(&mut bytes, content).expect("a record holds only texts and numbers");
    bytes.extend_from_slice(b");\n");
    (path(name), bytes)
}

fn part<T: DeserializeOwned>(file: &dyn Fn(&str) -> std::io::Result<Vec<u8>>, name: &str) -> Result<T, Unreadable> {
    let path = path(name);
    let bytes = file(&path).map_err(|error| Unreadable::File(path.clone(), error))?;
    let json = std::str::from_utf8(&bytes).ok().and_then(|text| {
        let call = text.strip_prefix("sporbar.put(\"")?.strip_prefix(name)?;
        call.strip_prefix("\", ")?.trim_end().strip_suffix(");")
    });
    json.and_then(|json| serde_json::from_str(json).ok()).ok_or(Unreadable::Form(path))
}
