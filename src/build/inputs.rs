//! What a report is made from: the files by their hashes, for the manifest, the lock, and whoever asks whether anything has
//! changed.
//!
//! [`standing`] reads what stands in the folders now and nothing else: it does not look into the extracts, so that it can
//! tell in a moment what differs from an earlier build.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{Failure, Material, Prepared};
use crate::audit::{
    Declared, Definition, ExhibitHashes, Input, Manifest, Output, Parameters, Program, definitions, sha256,
};
use crate::cohort::Month;
use crate::document;
use crate::spec::{ParameterSpec, Setting};
use crate::statistic::Computed;
use crate::value::to_csv;

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

/// Every exhibit's definition and values, as hashes.
pub(super) fn exhibits(prepared: &Prepared, computed: &[Computed]) -> Vec<ExhibitHashes> {
    let definitions = definitions(&prepared.text);
    let hashes = computed.iter().map(|exhibit| ExhibitHashes {
        id: exhibit.id.clone(),
        definition: definitions.get(&exhibit.id).map(Definition::sha256).unwrap_or_default(),
        values: sha256(&to_csv(&exhibit.values)),
    });
    hashes.collect()
}

/// This program.
fn program() -> Program {
    Program::this(document::typst_version())
}

/// The manifest of a build that wrote `files`.
pub(super) fn manifest(prepared: &Prepared, computed: &[Computed], files: &[(String, Vec<u8>)]) -> Manifest {
    Manifest {
        report: prepared.name.clone(),
        program: program(),
        parameters: Parameters {
            as_of: prepared.as_of.to_string(),
            pseudonym_key: if prepared.own_key { "own" } else { "synthetic" }.into(),
            declared: prepared.spec.parameters.iter().map(declared).collect(),
        },
        inputs: prepared.inputs.clone(),
        exhibits: exhibits(prepared, computed),
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
