//! From the files that a report is made of to valid extracts.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::extracts;
use super::material::{Material, material};
use super::{Failure, FailureKind, Figures, Release, Request, Stage, Watch};
use crate::audit::{Definition, Input, Review, definitions};
use crate::calendar::Month;
use crate::cohort::{Cohorts, Data, Made, States};
use crate::diagnostic::{Code, Finding, Findings, Sources, did_you_mean};
use crate::document::Templates;
use crate::register::{self, PseudonymKey, Register};
use crate::schema::{self, Schemas};
use crate::scope;
use crate::spec::Spec;
use crate::sql::Table;

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
    /// The views that stand where extracts do.
    pub made: Made,
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
    /// The project's folder, which may hold layouts and templates of its own.
    pub root: PathBuf,
    /// The earlier releases that readers have: what is published now may tell nothing of few people beside them.
    pub earlier: Vec<Release>,
    /// The sign-offs, where the report prints them.
    pub review: Option<Review>,
    /// The prose and the templates, or why they could not be read; values can be computed without.
    pub(super) templates: Result<Templates, Findings>,
    /// Every file that was read.
    pub inputs: Vec<Input>,
    /// In which forms the figures are written.
    pub figures: Figures,
    /// What decides each exhibit's values, once somebody has asked.
    pub(super) definitions: OnceLock<BTreeMap<String, Definition>>,
    /// The spec's views, once the exhibits have been computed.
    pub(super) views: OnceLock<Vec<Table>>,
    /// The spec's populations, once the exhibits have been computed or somebody has asked.
    pub(super) cohorts: OnceLock<Cohorts>,
    /// Its states, with them.
    pub(super) states: OnceLock<Arc<States>>,
}

/// Reads the report that `request` names.
///
/// # Errors
/// Everything that is wrong with the spec and the schemas, or else everything that is wrong with the extracts.
pub fn prepare(request: &Request, watch: &mut dyn Watch) -> Result<Prepared, Failure> {
    watch.begin(Stage::Spec);
    material(request)?.prepare(watch)
}

/// What a report rests on: its extracts, read and valid.
#[derive(Debug, Clone)]
pub(super) struct Basis {
    register: Register,
    made: Made,
    schemas: Schemas,
    key: PseudonymKey,
    warnings: Findings,
}

/// What reads the extracts of a report.
type ReadAll<'a> = &'a dyn Fn(&[register::Request<'_>], &PseudonymKey) -> (Register, Findings);

impl Material {
    /// The report that is made from it.
    ///
    /// # Errors
    /// Everything that is wrong with the schemas, or else everything that is wrong with the extracts.
    pub fn prepare(mut self, watch: &mut dyn Watch) -> Result<Prepared, Failure> {
        // Which are read of some is known when they are.
        if self.wanted.is_some() {
            let basis = self.basis(None, watch)?;
            return Ok(self.on(basis));
        }
        // To hash the extracts is to read them, and takes the longer the larger they are.
        watch.begin(Stage::Register);
        let inputs = self.inputs();
        let files = self.extracts.last(&self.spec);
        let read = |requests: &[register::Request<'_>], key: &PseudonymKey| register::read(requests, key, &files);
        let basis = self.basis_read(&read, watch)?;
        Ok(self.made(basis, inputs))
    }

    /// What it rests on. Extracts that are known are not read again.
    ///
    /// # Errors
    /// Everything that is wrong with the schemas, or else everything that is wrong with the extracts.
    pub(super) fn basis(&self, known: Option<&register::Known>, watch: &mut dyn Watch) -> Result<Basis, Failure> {
        let is_wanted = |name: &str| self.wanted.as_ref().is_none_or(|wanted| wanted.contains(name));
        let read = |requests: &[register::Request<'_>], key: &PseudonymKey| match known {
            Some(known) => register::read_again(requests, key, &self.extracts, known),
            None => register::read_some(requests, is_wanted, key, &self.extracts),
        };
        self.basis_read(&read, watch)
    }

    /// The same, where `read` reads the extracts.
    fn basis_read(&self, read: ReadAll<'_>, watch: &mut dyn Watch) -> Result<Basis, Failure> {
        let (schemas, wrong) = schema::parse_all(&self.schemas.0);
        let mut findings = self.schemas.1.clone();
        findings.extend(wrong);
        findings.extend(unknown_schemas(&self.spec, &schemas, &self.schemas.0));
        findings.extend(scope::judge(&self.spec, &schemas).findings);
        // Where no extract has a person's number or another key, nothing is made with the key.
        let of_people = |schema: &schema::Schema| schema.fields.iter().any(schema::Field::is_coded);
        let layouts = self.spec.extracts.iter().filter_map(|extract| schemas.get(extract.schema.value.as_str()));
        let keyless = self.spec.disclosure.synthetic || !{ layouts }.any(of_people);
        let key = self.key.clone().or_else(|| keyless.then(PseudonymKey::synthetic_default));
        if key.is_none() {
            findings.push(no_key());
        }
        findings.extend(self.review.as_ref().err().cloned().map(Findings::from).unwrap_or_default());
        let (false, Some(key)) = (findings.has_errors(), key) else { return Err(self.fails(findings)) };

        watch.begin(Stage::Register);
        if let Some(missing) = self.extracts.missing().filter(|_| !self.spec.extracts.is_empty()) {
            let folder = self.folder.join("extracts").display().to_string();
            findings.push(
                missing
                    .in_cell(&folder, None, None)
                    .help("put the extracts there, or name their folder with --extracts"),
            );
            return Err(Failure { kind: FailureKind::Data, ..self.fails(findings) });
        }
        let requests: Vec<register::Request<'_>> = self
            .spec
            .extracts
            .iter()
            .map(|extract| register::Request {
                name: extract.name.as_str(),
                file: extract.file.value.as_str(),
                schema: &schemas[extract.schema.value.as_str()],
            })
            .collect();
        let (register, mut found) = read(&requests, &key);
        if !found.has_errors() {
            found.extend(extracts::odd(&self.spec, &register, &schemas, self.as_of));
            found = extracts::allowed(&found, &self.spec);
        }
        findings.extend(found);
        if findings.has_errors() {
            // What the machine does not let be read is nobody's mistake in the data.
            let refused = findings.iter().any(|finding| finding.code == Code::FileRefused);
            let kind = if refused { FailureKind::Call } else { FailureKind::Data };
            return Err(Failure { kind, ..self.fails(findings) });
        }
        let none = Made::default();
        let data = Data { spec: &self.spec, register: &register, schemas: &schemas, made: &none };
        let made = match Made::of(data, self.as_of) {
            Ok(made) => made,
            Err(found) => {
                findings.extend(found);
                return Err(Failure { kind: FailureKind::of(&findings), ..self.fails(findings) });
            }
        };
        for (whom, table) in self.spec.tables() {
            if let Some((_, view)) = made.get(table.extract.as_str()) {
                findings.extend(extracts::stays(&self.spec, whom, view));
            }
        }
        if findings.has_errors() {
            return Err(Failure { kind: FailureKind::Data, ..self.fails(findings) });
        }
        if let Err(found) = &self.earlier {
            return Err(self.fails(found.clone()));
        }
        Ok(Basis { register, made, schemas, key, warnings: findings })
    }

    /// The report on its basis.
    pub(super) fn on(self, basis: Basis) -> Prepared {
        let inputs = self.inputs();
        self.made(basis, inputs)
    }

    fn made(self, basis: Basis, inputs: Vec<Input>) -> Prepared {
        let Basis { register, made, schemas, key, warnings } = basis;
        Prepared {
            made,
            inputs,
            earlier: self.earlier.unwrap_or_default(),
            review: self.review.ok().flatten().map(|(review, _)| review),
            templates: self.templates,
            own_key: self.key.is_some(),
            name: self.name,
            spec: self.spec,
            text: self.text,
            as_of: self.as_of,
            register,
            schemas,
            key,
            warnings,
            sources: self.sources,
            folder: self.folder,
            root: self.root,
            figures: Figures::default(),
            definitions: OnceLock::new(),
            views: OnceLock::new(),
            cohorts: OnceLock::new(),
            states: OnceLock::new(),
        }
    }
}

/// The schemas that the spec names and nobody has. One that is there and wrong says itself what is wrong with it.
pub(super) fn unknown_schemas(spec: &Spec, schemas: &Schemas, texts: &schema::Texts) -> Findings {
    let mut findings = Findings::new();
    let is_there =
        |name: &str| schemas.contains_key(name) || texts.keys().any(|file| file.strip_suffix(".json") == Some(name));
    for extract in spec.extracts.iter().filter(|extract| !is_there(extract.schema.value.as_str())) {
        let names = || schemas.keys().map(String::as_str);
        let help = match did_you_mean(extract.schema.value.as_str(), names()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("there are {}", names().collect::<Vec<_>>().join(", ")),
        };
        findings.push(
            Finding::error(Code::UnknownName, format!("there is no schema `{}`", extract.schema.value))
                .at(&spec.file, extract.schema.span.clone(), "neither in data-schema/ nor in the program")
                .help(help),
        );
    }
    findings
}

fn no_key() -> Finding {
    Finding::error(Code::PseudonymKey, "there is no key to make pseudonyms with")
        .help("set the environment variable SPORBAR_PSEUDONYM_KEY, or name a file with --pseudonym-key; `openssl rand -hex 32` makes a key, which is kept outside the project")
        .help("only for synthetic data: say `synthetic = true` in [disclosure], and a key that everyone knows is used")
}

impl Prepared {
    /// The spec with its extracts, as measures use them.
    pub fn data(&self) -> Data<'_> {
        Data { spec: &self.spec, register: &self.register, schemas: &self.schemas, made: &self.made }
    }

    /// What decides each exhibit's values, by its id. Several ask for it, and it takes the whole spec to find.
    pub(super) fn definitions(&self) -> &BTreeMap<String, Definition> {
        self.definitions.get_or_init(|| definitions(&self.text))
    }

    /// The spec's populations.
    ///
    /// # Errors
    /// Filters that cannot be understood, which stop a computation too.
    pub(super) fn cohorts(&self) -> Result<&Cohorts, Findings> {
        if let Some(drawn) = self.cohorts.get() {
            return Ok(drawn);
        }
        let states = States::read(self.data())?;
        let drawn = Cohorts::draw(self.data(), &states, self.as_of)?;
        Ok(self.cohorts.get_or_init(|| drawn))
    }

    /// The prose and the templates.
    ///
    /// # Errors
    /// Those that could not be read.
    pub fn templates(&self) -> Result<&Templates, Failure> {
        self.templates.as_ref().map_err(|findings| self.fails(findings.clone()))
    }

    /// A failure that is not the data's, with the texts its findings point into.
    pub(super) fn fails(&self, findings: Findings) -> Failure {
        Failure { kind: FailureKind::Call, findings, sources: self.sources.clone() }
    }
}
