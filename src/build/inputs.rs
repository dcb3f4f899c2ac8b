//! What a report is made from: the files by their hashes, for the manifest, the lock, and whoever asks whether anything has
//! changed.
//!
//! [`standing`] reads what stands in the folders now and nothing else: it does not look into the extracts, so that it can
//! tell in a moment what differs from an earlier build.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::prepare::{Located, extracts_folder, locate, schema_inputs};
use super::reviewed::review_input;
use super::{Failure, FailureKind, Prepared, Request};
use crate::audit::{
    Declared, Definition, ExhibitHashes, Input, Manifest, Output, Parameters, Program, REVIEW_FILE, definitions, sha256,
};
use crate::cohort::Month;
use crate::diagnostic::Findings;
use crate::document::{self, REPORT, SHARED, Templates};
use crate::spec::{ParameterSpec, Setting, Spec};
use crate::statistic::Computed;
use crate::value::to_csv;

/// A report as it stands in its folders.
#[derive(Debug)]
pub struct Standing {
    /// Its name.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// The status month of a build by the same call.
    pub as_of: Month,
    /// Every file that a build would read.
    pub inputs: Vec<Input>,
    /// The program that would build it.
    pub program: Program,
    /// What decides each exhibit's values, by the exhibit's id.
    pub definitions: BTreeMap<String, Definition>,
}

/// What stands in the folders of the report that `request` names. A file that is not there is left out.
///
/// # Errors
/// Everything that is wrong with the spec, or templates that cannot be read.
pub fn standing(request: &Request) -> Result<Standing, Failure> {
    let Located { name, text, spec, folder, root, sources } = locate(request)?;
    let templates =
        templates(&spec, &root, &folder).map_err(|findings| Failure { kind: FailureKind::Call, findings, sources })?;
    let extracts = extracts_folder(request, &folder);
    let mut inputs = vec![Input::new("spec", "report.toml", text.as_bytes())];
    for file in spec.extracts.iter().map(|extract| extract.file.value.as_str()) {
        inputs.extend(fs::read(extracts.join(file)).ok().map(|bytes| Input::new("extract", file, &bytes)));
    }
    inputs.extend(schema_inputs(&spec, &root));
    if spec.report.quality_log {
        inputs.extend(fs::read(folder.join(REVIEW_FILE)).ok().map(|bytes| review_input(&bytes)));
    }
    inputs.extend(shipped(&templates));
    inputs.sort();
    inputs.dedup();
    let as_of = request.as_of.unwrap_or(spec.report.as_of);
    Ok(Standing { name, folder, as_of, inputs, program: program(), definitions: definitions(&text) })
}

/// What the designs share, the design's own templates, and the report's prose.
pub(super) fn templates(spec: &Spec, root: &Path, folder: &Path) -> Result<Templates, Findings> {
    let mut templates = Templates::new();
    let mut findings = Findings::new();
    for part in [SHARED, spec.report.template.value.as_str()] {
        let shown = format!("templates/{part}");
        findings.extend(templates.read_folder(part, &root.join(&shown), &shown).err().unwrap_or_default());
    }
    let shown = folder.display().to_string();
    findings.extend(templates.read_folder(REPORT, folder, &shown).err().unwrap_or_default());
    if findings.is_empty() { Ok(templates) } else { Err(findings) }
}

/// The inputs that typeset: prose, templates and fonts.
fn shipped(templates: &Templates) -> Vec<Input> {
    let read = templates.names().filter_map(|name| {
        let kind = if name.starts_with(REPORT) { "text" } else { "template" };
        Some(Input::new(kind, name, templates.get(name)?.text.as_bytes()))
    });
    read.chain(document::FONTS.iter().map(|(name, bytes)| Input::new("font", *name, bytes))).collect()
}

/// Every file that a build of `prepared` reads.
pub(super) fn inputs(prepared: &Prepared, templates: &Templates) -> Vec<Input> {
    prepared.inputs.iter().cloned().chain(shipped(templates)).collect()
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
pub(super) fn manifest(
    prepared: &Prepared,
    computed: &[Computed],
    templates: &Templates,
    files: &[(String, Vec<u8>)],
) -> Manifest {
    Manifest {
        report: prepared.name.clone(),
        program: program(),
        parameters: Parameters {
            as_of: prepared.as_of.to_string(),
            pseudonym_key: if prepared.own_key { "own" } else { "synthetic" }.into(),
            declared: prepared.spec.parameters.iter().map(declared).collect(),
        },
        inputs: inputs(prepared, templates),
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
