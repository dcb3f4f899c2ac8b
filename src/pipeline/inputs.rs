//! What a report is made from: the files by their hashes, for the manifest, the lock, and whoever asks whether anything has
//! changed.
//!
//! [`standing`] reads what stands in the folders now and nothing else: it does not look into the extracts, so that it can
//! tell in a moment what differs from an earlier build.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{Disclosed, Failure, Material, Prepared};
use crate::audit::{Declared, Definition, ExhibitHashes, Input, Manifest, Output, Parameters, Program, definitions};
use crate::calendar::Month;
use crate::document;
use crate::register::{Files, PseudonymKey};
use crate::spec::{ParameterSpec, Setting, Spec};

/// A report as it stands in its folders.
#[derive(Debug)]
pub struct Standing {
    /// Its name.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// The folder in which a build would make its output.
    pub usual_out: PathBuf,
    /// The status month of a build by the same call.
    pub as_of: Month,
    /// Every file that a build would read.
    pub inputs: Vec<Input>,
    /// The program that would build it.
    pub program: Program,
    /// What decides each exhibit's values, by the exhibit's id.
    pub definitions: BTreeMap<String, Definition>,
}

/// What stands in a report's folders, as it was read.
///
/// # Errors
/// Templates that cannot be read.
pub fn standing(material: &Material) -> Result<Standing, Failure> {
    if let Err(findings) = &material.templates {
        return Err(material.fails(findings.clone()));
    }
    Ok(Standing {
        name: material.name.clone(),
        folder: material.folder.clone(),
        usual_out: material.usual_out(),
        as_of: material.as_of,
        inputs: material.inputs(),
        program: program(),
        definitions: definitions(&material.text),
    })
}

/// This program.
fn program() -> Program {
    Program::this(document::typst_version())
}

/// The manifest of a build that wrote `files`.
pub(super) fn manifest(prepared: &Prepared, disclosed: &Disclosed<'_>, files: &[(String, Vec<u8>)]) -> Manifest {
    Manifest {
        report: prepared.name.clone(),
        program: program(),
        parameters: Parameters {
            as_of: prepared.as_of.to_string(),
            pseudonym_key: if prepared.own_key { "own" } else { "synthetic" }.into(),
            disclosure: prepared.spec.disclosure.other_name(),
            figures: prepared.figures.names(),
            declared: prepared.spec.parameters.iter().map(declared).collect(),
        },
        inputs: prepared.inputs.clone(),
        exhibits: disclosed.hashes.iter().map(ExhibitHashes::public).collect(),
        outputs: files.iter().map(|(path, bytes)| Output::new(path, bytes)).collect(),
    }
}

fn declared(parameter: &ParameterSpec) -> Declared {
    let value = match &parameter.value {
        Setting::Number(number) => (*number).into(),
        Setting::Text(text) => text.as_str().into(),
    };
    let (name, unit, source) = (parameter.name.value.clone(), parameter.unit.clone(), parameter.source.clone());
    Declared { name, value, unit, source }
}

/// How extracts are told of to readers.
///
/// The plain hash of a file is told only where its rows may be published too: a small extract can be guessed, and its hash
/// says when the guess is right. Else it is sealed with the key.
pub(super) enum Told<'k> {
    /// By their hash.
    Plain,
    /// By a seal that only the key can make; nothing without the key.
    Sealed(Option<&'k PseudonymKey>),
}

impl<'k> Told<'k> {
    /// As the spec allows.
    pub(super) fn of(spec: &Spec, key: Option<&'k PseudonymKey>) -> Self {
        if spec.disclosure.publishes_rows() { Self::Plain } else { Self::Sealed(key) }
    }

    /// An extract as an input.
    pub(super) fn input(&self, file: &str, bytes: &[u8], files: &dyn Files) -> Input {
        match self {
            Self::Plain => Input::hashed(Input::EXTRACT, file, files.sha256(file, bytes)),
            Self::Sealed(key) => Input::sealed(file, key.map(|key| key.seal_bytes(bytes))),
        }
    }
}

/// What is printed of an extract's hash.
pub(super) fn in_print(inputs: &[Input], file: &str) -> String {
    let input = inputs.iter().find(|input| input.kind == Input::EXTRACT && input.name == file);
    input.map(|input| input.mark().to_owned()).unwrap_or_default()
}
