//! Reading what a report is made of: spec, schemas, prose and extracts.

use std::fs;
use std::path::{Path, PathBuf};

use super::reviewed::asked_review;
use super::{Failure, FailureKind, Request, Stage, Watch};
use crate::audit::{Input, Review};
use crate::cohort::{Data, Month};
use crate::diagnostic::{Code, Finding, Findings, Sources, did_you_mean};
use crate::register::{self, Folder, PseudonymKey, Register};
use crate::schema::{self, Schemas};
use crate::spec::{self, Spec};

/// A report read, its extracts valid.
#[derive(Debug)]
pub struct Prepared {
    /// The report's name: its folder's.
    pub name: String,
    /// The spec.
    pub spec: Spec,
    /// The spec's text.
    pub text: String,
    /// The status month: the call's, or else the spec's.
    pub as_of: Month,
    /// The extracts.
    pub register: Register,
    /// Their layouts.
    pub schemas: Schemas,
    /// The key that the pseudonyms were made with.
    pub key: PseudonymKey,
    /// Whether it is the user's own.
    pub own_key: bool,
    /// What is odd but stops nothing.
    pub warnings: Findings,
    /// The texts that findings point into.
    pub sources: Sources,
    /// The report's folder.
    pub folder: PathBuf,
    /// The project's folder, which holds `data-schema` and `templates`.
    pub root: PathBuf,
    /// The sign-offs, where the report prints them.
    pub review: Option<Review>,
    /// What was read so far.
    pub inputs: Vec<Input>,
}

/// A report's spec read, and where it stands.
#[derive(Debug)]
pub(super) struct Located {
    /// The report's name: its folder's.
    pub(super) name: String,
    /// The spec's text.
    pub(super) text: String,
    /// The spec.
    pub(super) spec: Spec,
    /// The report's folder.
    pub(super) folder: PathBuf,
    /// The project's folder, which holds `data-schema` and `templates`.
    pub(super) root: PathBuf,
    /// The texts that findings point into.
    pub(super) sources: Sources,
}

/// Reads the spec of the report that `request` names.
///
/// # Errors
/// Everything that is wrong with it.
pub(super) fn locate(request: &Request) -> Result<Located, Failure> {
    let mut sources = Sources::default();
    let is_folder = request.report.is_dir();
    let path = if is_folder { request.report.join("report.toml") } else { request.report.clone() };
    let file = path.display().to_string();
    let text = fs::read_to_string(&path).map_err(|error| misread(unreadable(&file, &error).into(), &sources))?;
    sources.insert(file.clone(), text.clone());
    let spec = spec::parse(&file, &text).map_err(|findings| misread(findings, &sources))?;
    let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
    let (name, root) = place(&folder, &file).map_err(|finding| misread(finding.into(), &sources))?;
    Ok(Located { name, text, spec, folder, root, sources })
}

/// A failure of the spec or the call.
fn misread(findings: Findings, sources: &Sources) -> Failure {
    Failure { kind: FailureKind::Call, findings, sources: sources.clone() }
}

/// The folder that a call takes extracts from.
pub(super) fn extracts_folder(request: &Request, folder: &Path) -> PathBuf {
    request.extracts.clone().unwrap_or_else(|| folder.join("extracts"))
}

/// The layouts of the extracts, as inputs; one that is not there is known by that.
pub(super) fn schema_inputs(spec: &Spec, root: &Path) -> Vec<Input> {
    let files = spec.extracts.iter().map(|extract| format!("{}.json", extract.schema.value));
    files.filter_map(|file| Some(Input::schema(&file, &fs::read(root.join("data-schema").join(&file)).ok()?))).collect()
}

/// Reads the report that `request` names.
///
/// # Errors
/// Everything that is wrong with the spec and the schemas, or else everything that is wrong with the extracts.
pub fn prepare(request: &Request, watch: &mut dyn Watch) -> Result<Prepared, Failure> {
    watch.begin(Stage::Spec);
    let Located { name, text, spec, folder, root, sources } = locate(request)?;
    let (schemas, mut findings) = schema::load(&root.join("data-schema"));
    findings.extend(unknown_schemas(&spec, &schemas));
    let mut key = request.key.clone();
    let own_key = key.is_some();
    if key.is_none() && spec.disclosure.synthetic {
        key = Some(PseudonymKey::synthetic_default());
    }
    if key.is_none() {
        findings.push(no_key());
    }
    let review = asked_review(&spec, &folder).unwrap_or_else(|finding| {
        findings.push(finding);
        None
    });
    let (false, Some(key)) = (findings.has_errors(), key) else { return Err(misread(findings, &sources)) };

    watch.begin(Stage::Register);
    let extracts = Folder(extracts_folder(request, &folder));
    let requests: Vec<register::Request<'_>> = spec
        .extracts
        .iter()
        .map(|extract| register::Request {
            name: extract.name.as_str(),
            file: extract.file.value.as_str(),
            schema: &schemas[extract.schema.value.as_str()],
        })
        .collect();
    let (register, found) = register::read(&requests, &key, &extracts);
    findings.extend(found);
    if findings.has_errors() {
        return Err(Failure { kind: FailureKind::Data, findings, sources });
    }
    let mut inputs = vec![Input::new("spec", "report.toml", text.as_bytes())];
    for extract in &register {
        inputs.push(Input::hashed("extract", &extract.file, extract.sha256.clone()));
    }
    inputs.extend(schema_inputs(&spec, &root));
    let (review, read) = review.unzip();
    inputs.extend(read.flatten());
    inputs.sort();
    inputs.dedup();
    let as_of = request.as_of.unwrap_or(spec.report.as_of);
    Ok(Prepared {
        name,
        spec,
        text,
        as_of,
        register,
        schemas,
        key,
        own_key,
        warnings: findings,
        sources,
        folder,
        root,
        review,
        inputs,
    })
}

fn unreadable(file: &str, error: &std::io::Error) -> Finding {
    Finding::error(Code::SpecUnreadable, format!("the spec could not be read: {error}"))
        .in_cell(file, None, None)
        .help("name a report's folder or its report.toml, such as reports/my-report")
}

/// The report's name, and the nearest folder above it that holds the schemas and templates.
fn place(folder: &Path, file: &str) -> Result<(String, PathBuf), Finding> {
    let whole = fs::canonicalize(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
        .map_err(|error| unreadable(file, &error))?;
    let name = whole.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let root = whole.ancestors().find(|above| above.join("data-schema").is_dir() && above.join("templates").is_dir());
    match root {
        Some(root) => Ok((name, root.to_path_buf())),
        None => {
            Err(Finding::error(Code::SchemaInvalid, "no folder above the report has `data-schema` and `templates`")
                .in_cell(file, None, None)
                .help("keep reports in a project: a folder with data-schema/, templates/ and reports/"))
        }
    }
}

fn unknown_schemas(spec: &Spec, schemas: &Schemas) -> Findings {
    let mut findings = Findings::new();
    for extract in spec.extracts.iter().filter(|extract| !schemas.contains_key(extract.schema.value.as_str())) {
        let names = || schemas.keys().map(String::as_str);
        let help = match did_you_mean(extract.schema.value.as_str(), names()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("data-schema/ has {}", names().collect::<Vec<_>>().join(", ")),
        };
        findings.push(
            Finding::error(Code::UnknownName, format!("there is no schema `{}`", extract.schema.value))
                .at(&spec.file, extract.schema.span.clone(), "not in data-schema/")
                .help(help),
        );
    }
    findings
}

fn no_key() -> Finding {
    Finding::error(Code::PseudonymKey, "there is no key to make pseudonyms with")
        .help("set the environment variable SPORBAR_PSEUDONYM_KEY, or name a file with --pseudonym-key")
        .help("only for synthetic data: say `synthetic = true` in [disclosure], and a key that everyone knows is used")
}

impl Prepared {
    /// The spec with its extracts, as measures use them.
    pub fn data(&self) -> Data<'_> {
        Data { spec: &self.spec, register: &self.register, schemas: &self.schemas }
    }

    /// A failure that is not the data's, with the texts its findings point into.
    pub(super) fn fails(&self, findings: Findings) -> Failure {
        Failure { kind: FailureKind::Call, findings, sources: self.sources.clone() }
    }
}
