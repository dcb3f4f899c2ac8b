//! `manifest.json`: the hash of everything that went in and of everything that came out.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::calendar::Month;
use crate::path::{FileName, FilePath};

/// The manifest's file in the output folder.
pub const MANIFEST_FILE: &str = "manifest.json";

/// What was built from what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Every exhibit, by id.
    pub exhibits: Vec<ExhibitHashes>,
    /// Every file that was written, by path.
    pub outputs: Vec<Output>,
}

/// The program and what in it decides the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// Its name.
    pub name: Cow<'static, str>,
    /// Its version.
    pub version: Cow<'static, str>,
    /// The typesetter's version.
    pub typst: String,
}

impl Program {
    /// This one.
    pub fn this(typst: &str) -> Self {
        Self { name: env!("CARGO_PKG_NAME").into(), version: env!("CARGO_PKG_VERSION").into(), typst: typst.to_owned() }
    }
}

/// What the call set, and what the spec declares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Parameters {
    /// The status month.
    pub as_of: String,
    /// Whose key the pseudonyms were made with: `synthetic` or `own`.
    pub pseudonym_key: Cow<'static, str>,
    /// The disclosure policy that the call chose, where it is not the spec's first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<String>,
    /// The forms that the call asked figures to be written in, besides the usual: `outlines`, `png`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<String>,
    /// The spec's parameters, in its order.
    pub declared: Vec<Declared>,
}

/// A parameter that the spec declares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Input {
    /// `spec`, `text`, `template`, `schema`, `extract` or `font`; `review` where the report prints its sign-offs; `release` for an earlier release that is compared with.
    pub kind: Cow<'static, str>,
    /// Its name, below the folder for its kind.
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal; empty where it is sealed instead.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sha256: String,
    /// The HMAC-SHA-256 of the bytes of an extract whose rows are not published, under the key for pseudonyms: a plain hash of a
    /// small file could be tried out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hmac: Option<String>,
    /// Its own version, where it states one, as schemas do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

impl Input {
    /// The kind of an earlier release that was compared with: it is no file of the report's folders.
    pub const RELEASE: &str = "release";
    /// The kind of an extract.
    pub const EXTRACT: &str = "extract";

    /// A file of a kind, from its bytes.
    pub fn new(kind: &'static str, name: impl Into<String>, bytes: &[u8]) -> Self {
        Self::hashed(kind, name, sha256(bytes))
    }

    /// A file of a kind whose bytes have been hashed already.
    pub fn hashed(kind: &'static str, name: impl Into<String>, sha256: String) -> Self {
        Self { kind: kind.into(), name: name.into(), sha256, hmac: None, version: None }
    }

    /// An extract of which no more is told than a seal of it; without the key there is none, and it can be compared with nothing.
    pub fn sealed(name: impl Into<String>, hmac: Option<String>) -> Self {
        Self { kind: Self::EXTRACT.into(), name: name.into(), sha256: String::new(), hmac, version: None }
    }

    /// What tells its bytes from others: its hash, or else its seal; empty where there is neither.
    pub fn mark(&self) -> &str {
        self.hmac.as_deref().unwrap_or(&self.sha256)
    }

    /// A schema, from its text.
    pub fn schema(name: impl Into<String>, bytes: &[u8]) -> Self {
        let schema: Option<serde_json::Value> = serde_json::from_slice(bytes).ok();
        let version = schema.as_ref().and_then(|schema| schema.get("version")?.as_str()).map(str::to_owned);
        Self { version, ..Self::new("schema", name, bytes) }
    }
}

/// What an exhibit says and what decides it, as hashes: a sign-off, a lock or a comparison can lapse by either.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ExhibitHashes {
    /// The exhibit's id.
    pub id: String,
    /// The SHA-256 of its [`Definition`](super::Definition), in hexadecimal.
    pub definition: String,
    /// The SHA-256 of its values as `data/<id>.csv` has them, in hexadecimal.
    pub values: String,
    /// Where some of them are hidden: the HMAC-SHA-256 of all values under the key for pseudonyms. It is nothing for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<String>,
}

impl ExhibitHashes {
    /// The same for readers.
    #[must_use]
    pub fn public(&self) -> Self {
        Self { sealed: None, ..self.clone() }
    }
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
        self.exhibits.sort();
        self.outputs.sort();
        let mut text = serde_json::to_string_pretty(&self).expect("a manifest holds only texts and numbers");
        text.push('\n');
        text
    }

    /// The manifest that a text is.
    ///
    /// # Errors
    /// What is wrong with it, in a few words.
    pub fn from_json(text: &str) -> Result<Self, String> {
        let manifest: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        // It names folders and files, so it must not lead anywhere.
        if FileName::new(&manifest.report).is_err() || manifest.parameters.as_of.parse::<Month>().is_err() {
            return Err("it does not say which report it is of, or as of when".to_owned());
        }
        match manifest.outputs.iter().find(|output| FilePath::parse(&output.path).is_err()) {
            Some(output) => Err(format!("it names a file that no build writes, `{}`", output.path.escape_debug())),
            None => Ok(manifest),
        }
    }
}

/// The SHA-256 of `bytes`, in hexadecimal: of a file, or of an exhibit's values as `data/<id>.csv` has them.
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
