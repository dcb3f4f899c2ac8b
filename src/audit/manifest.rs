//! `manifest.json`: the hash of everything that went in and of everything that came out.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// What was built from what.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Manifest {
    /// The report's name.
    pub report: String,
    /// The program that built it.
    pub program: Program,
    /// What the call set, and what the spec declares.
    pub parameters: Parameters,
    /// Every file that was read, by kind and name.
    pub inputs: Vec<Input>,
    /// Every file that was written, by path.
    pub outputs: Vec<Output>,
}

/// The program and what in it decides the bytes.
#[derive(Debug, Clone, Serialize)]
pub struct Program {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The typesetter's version.
    pub typst: String,
}

/// What the call set, and what the spec declares.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Parameters {
    /// The status month.
    pub as_of: String,
    /// Whose key the pseudonyms were made with: `synthetic` or `own`.
    pub pseudonym_key: &'static str,
    /// The spec's parameters, in its order.
    pub declared: Vec<Declared>,
}

/// A parameter that the spec declares.
#[derive(Debug, Clone, Serialize)]
pub struct Declared {
    /// Its name.
    pub name: String,
    /// What it is set to.
    pub value: serde_json::Value,
    /// What a number counts in.
    pub unit: String,
    /// Why it is so, or who says it.
    pub source: String,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Input {
    /// `spec`, `text`, `template`, `schema`, `extract` or `font`.
    pub kind: &'static str,
    /// Its name, below the folder for its kind.
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl Input {
    /// A file of a kind, from its bytes.
    pub fn new(kind: &'static str, name: impl Into<String>, bytes: &[u8]) -> Self {
        Self { kind, name: name.into(), sha256: sha256(bytes) }
    }
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Output {
    /// Its path below the report's output folder, with `/`.
    pub path: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: usize,
}

impl Output {
    /// A file at `path`, from its bytes.
    pub fn new(path: &str, bytes: &[u8]) -> Self {
        Self { path: path.to_owned(), sha256: sha256(bytes), bytes: bytes.len() }
    }
}

impl Manifest {
    /// The manifest as JSON text, its lists sorted.
    pub fn to_json(mut self) -> String {
        self.inputs.sort();
        self.outputs.sort();
        let mut text = serde_json::to_string_pretty(&self).expect("a manifest holds only texts and numbers");
        text.push('\n');
        text
    }
}

/// The SHA-256 of `bytes`, in hexadecimal: of a file, or of an exhibit's values as `data/<id>.csv` has them.
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
