//! What a report is made from, read from its folders: every file once. What is hashed and what is built from are therefore
//! the same bytes, whoever writes to the folders meanwhile.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::inputs::Told;
use super::project;
use super::releases::{self, Release};
use super::reviewed::asked_review;
use super::swap::{Kept, keep_apart, projects_around};
use super::{Failure, FailureKind, Request, Unsaved};
use crate::audit::{Input, Review, definitions, sha256};
use crate::calendar::Month;
use crate::diagnostic::{Code, Finding, Findings, Sources};
use crate::document::{self, REPORT, Templates};
use crate::letters::{self, Written};
use crate::parallel;
use crate::register::{Files, Folder, PseudonymKey};
use crate::schema;
use crate::spec::{self, Spec};

/// A report's spec read, and all files that it is made from.
#[derive(Debug)]
pub struct Material {
    /// The report's name: its folder's.
    pub name: String,
    /// The spec's text, in the normal form.
    pub(super) text: String,
    /// The same as its file has it.
    pub(super) bytes: Vec<u8>,
    /// The spec.
    pub(super) spec: Spec,
    /// The status month: the call's, or else the spec's.
    pub(super) as_of: Month,
    /// The user's key for pseudonyms.
    pub(super) key: Option<PseudonymKey>,
    /// The report's folder.
    pub folder: PathBuf,
    /// The project's folder, which may hold layouts and templates of its own.
    pub(super) root: PathBuf,
    /// The texts that findings point into.
    pub(super) sources: Sources,
    /// The extracts that the spec names.
    pub(super) extracts: Extracts,
    /// The names of those that are read; none where that is all of them.
    pub(super) wanted: Option<BTreeSet<String>>,
    /// All layouts there are, by their files' names, and those that could not be read.
    pub(super) schemas: (schema::Texts, Findings),
    /// The prose and the templates, or why they could not be read.
    pub(super) templates: Result<Templates, Findings>,
    /// The sign-offs with their file, where the report prints them, or why they could not be read.
    pub(super) review: Result<Option<(Review, Option<Input>)>, Finding>,
    /// The earlier releases that the policy names, or why they could not be read.
    pub(super) earlier: Result<Vec<Release>, Findings>,
}

/// Reads the spec of the report that `request` names, and all files that it is made from.
///
/// # Errors
/// Everything that is wrong with the spec, or that the call names a folder of extracts that is not there. What other files
/// could not be read, or are wrong, is told when they are used.
pub fn material(request: &Request) -> Result<Material, Failure> {
    material_unsaved(request, &Unsaved::default())
}

/// The same, where some of the files have texts that are not saved yet. Extracts are always those on disk.
///
/// # Errors
/// The same.
pub fn material_unsaved(request: &Request, unsaved: &Unsaved) -> Result<Material, Failure> {
    let Located { name, text, bytes, mut spec, folder, root, sources } = locate(request, unsaved)?;
    if let Some(wanted) = &request.disclosure {
        spec.disclosure.choose(wanted).map_err(|finding| misread(finding.into(), &sources))?;
    }
    if spec.disclosure.limits().is_some() {
        spec = spec.told_in_larger_groups().unwrap_or(spec);
        let would_tell = spec.would_tell();
        if !would_tell.is_empty() {
            return Err(misread(would_tell, &sources));
        }
    }
    if let Some(month) = request.as_of.filter(|month| !spec::can_be_about(*month)) {
        let finding = Finding::error(Code::BadValue, format!("no report can be as of {month}"));
        return Err(misread(finding.help("see that --as-of has the year that was meant").into(), &sources));
    }
    let extracts = Extracts::of(request, &folder, &spec);
    if let (Some(named), Some(missing)) = (&request.extracts, extracts.missing()) {
        let help = "name the folder that has the extracts' files";
        return Err(misread(missing.in_cell(&named.display().to_string(), None, None).help(help).into(), &sources));
    }
    Ok(Material {
        as_of: request.as_of.unwrap_or(spec.report.as_of),
        key: request.key.clone(),
        extracts,
        wanted: None,
        schemas: project::layouts(&root, unsaved),
        templates: project::templates(spec.report.template.value.as_str(), &root, &folder, unsaved),
        review: asked_review(&spec, &folder),
        earlier: releases::named(&spec, &folder, &name),
        name,
        text,
        bytes,
        spec,
        folder,
        root,
        sources,
    })
}

impl Material {
    /// The same for one of its exhibits alone, if it has one of that id: with nothing in the spec that the exhibit does not rest
    /// on and that could not be made of its extracts, which are all that will be read.
    #[must_use]
    pub fn for_exhibit(mut self, id: &str) -> Self {
        let Some(definition) = definitions(&self.text).remove(id) else { return self };
        let spec = &mut self.spec;
        let uses = |section: &str, name: &str| {
            let own = format!("{section}.{name}");
            definition
                .pieces()
                .keys()
                .any(|piece| piece.strip_prefix(&own).is_some_and(|rest| !rest.starts_with(is_more)))
        };
        spec.exhibits.retain(|exhibit| exhibit.id.value == id);
        // A calculation is worked out whole, with all that it rests on, however little of it the exhibit shows.
        if spec.calculations.iter().any(|calculation| uses("calculations", calculation.name.as_str())) {
            return self;
        }
        spec.calculations.clear();
        // Of views that stand where extracts do people are drawn and states are told, whether the exhibit asks for them or not.
        if !spec.views.iter().any(|view| spec.stands(view)) {
            spec.views.retain(|view| uses("views", view.name.as_str()));
            // Everyone there is, and which rows are about whom, is known before anybody is counted.
            let tables: BTreeSet<&str> = spec.tables().map(|(_, table)| table.extract.as_str()).collect();
            let names = spec.extracts.iter().map(|extract| extract.name.as_str());
            let wanted = names.filter(|name| uses("extracts", name) || tables.contains(name));
            self.wanted = Some(wanted.map(str::to_owned).collect());
        }
        self
    }

    /// Every file, as an input, the extracts told of as readers may know them.
    pub(super) fn inputs(&self) -> Vec<Input> {
        let synthetic = self.spec.disclosure.synthetic.then(PseudonymKey::synthetic_default);
        self.inputs_told(&Told::of(&self.spec, self.key.as_ref().or(synthetic.as_ref())))
    }

    /// Whether every file that the spec asks for could be read.
    pub(super) fn is_whole(&self) -> bool {
        let is_read = |extract: &spec::Extract| self.extracts.bytes(extract.file.value.as_str()).is_ok();
        self.schemas.1.is_empty()
            && self.templates.is_ok()
            && self.review.is_ok()
            && self.earlier.is_ok()
            && parallel::map(&self.spec.extracts, is_read).into_iter().all(|is_read| is_read)
    }

    /// Every file, as an input. One that is not there is left out, and is known by that.
    pub(super) fn inputs_told(&self, told: &Told<'_>) -> Vec<Input> {
        let mut inputs = vec![Input::new("spec", "report.toml", &self.bytes)];
        let extracts = self.spec.extracts.iter().map(|extract| extract.file.value.as_str());
        let is_read = |file: &&str| self.wanted.is_none() || self.extracts.is_read(file);
        let extracts: Vec<&str> = extracts.filter(is_read).collect();
        let told_of = |file: &&str| Some(told.input(file, &self.extracts.bytes(file).ok()?, &self.extracts));
        inputs.extend(parallel::map(&extracts, told_of).into_iter().flatten());
        let schemas = self.spec.extracts.iter().map(|extract| format!("{}.json", extract.schema.value));
        inputs.extend(schemas.filter_map(|file| Some(Input::schema(&file, self.schemas.0.get(&file)?))));
        inputs.extend(self.review.iter().flatten().filter_map(|(_, input)| input.clone()));
        for (name, template) in self.templates.iter().flat_map(Templates::iter) {
            let kind = if name.starts_with(REPORT) { "text" } else { "template" };
            inputs.push(Input::new(kind, name, &template.bytes));
        }
        inputs.extend(document::FONTS.iter().map(|(name, bytes)| Input::new("font", *name, bytes)));
        inputs.sort();
        inputs.dedup();
        inputs
    }

    /// Each earlier release that the policy names: its status month, and its files by their hashes.
    pub(super) fn earlier_told(&self) -> Vec<String> {
        let releases = self.earlier.iter().flatten();
        let file = |(path, bytes): (&String, &Vec<u8>)| format!("{path:?} {}", sha256(bytes));
        let told = |release: &Release| {
            format!("{} {}", release.as_of, release.files.iter().map(file).collect::<Vec<_>>().join(" "))
        };
        releases.map(told).collect()
    }

    /// The folder in which output is made where the call names none: `out`, here; or the project's, where that would be among
    /// what people write, as it is for one who stands in the report's own folder.
    pub fn usual_out(&self) -> PathBuf {
        let here = PathBuf::from("out");
        if self.may_write(&here).is_ok() { here } else { self.root.join("out") }
    }

    /// Sees that output may be written into the folder `out`: not among what people write, here or in another project.
    ///
    /// # Errors
    /// Whose folder it is.
    pub fn may_write(&self, out: &Path) -> Result<(), Failure> {
        let mut kept = Kept::of_project(&self.root);
        kept.push(Kept::new("the report's folder", &self.folder));
        kept.extend(self.extracts.folder.iter().map(|folder| Kept::new("the folder of extracts", folder)));
        kept.extend(projects_around(out));
        keep_apart(out, &kept, true).map_err(|finding| self.fails(finding.into()))
    }

    /// A failure of the spec or of the call.
    pub(super) fn fails(&self, findings: Findings) -> Failure {
        misread(findings, &self.sources)
    }
}

/// Whether a name goes on with this letter.
fn is_more(letter: char) -> bool {
    letter != '.'
}

/// The extracts that a spec names, in memory once somebody has asked for them.
#[derive(Debug)]
pub(super) struct Extracts {
    /// The folder, where it is one.
    folder: Result<PathBuf, String>,
    disk: Folder,
    files: BTreeMap<String, Read>,
    names: Vec<String>,
}

/// A file that is read once, and hashed once, when somebody asks.
#[derive(Debug, Default)]
struct Read {
    bytes: OnceLock<io::Result<Vec<u8>>>,
    sha256: OnceLock<String>,
}

impl Extracts {
    fn of(request: &Request, folder: &Path, spec: &Spec) -> Self {
        let path = request.extracts.clone().unwrap_or_else(|| folder.join("extracts"));
        let disk = Folder(path.clone());
        let mut files = BTreeMap::new();
        let outside = request.extracts.is_none() && leads_out(&path, folder);
        for file in spec.extracts.iter().map(|extract| extract.file.value.as_str()).filter(|_| !outside) {
            files.insert(file.to_owned(), Read::default());
        }
        let folder = match fs::metadata(&path) {
            Ok(found) if found.is_dir() && outside => {
                Err("is a link to a place outside the report's folder".to_owned())
            }
            Ok(found) if found.is_dir() => Ok(path),
            Ok(_) => Err("is a file and not a folder".to_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err("is not there".to_owned()),
            Err(error) => Err(format!("cannot be looked into: {error}")),
        };
        Self { folder, files, names: disk.names(), disk }
    }

    /// The files for whoever is the last to read them, without those that are still to be asked for: each is let go of when it has been read
    /// as often as the spec names it, so that not all of them take up room until the last is read.
    pub(super) fn last(&mut self, spec: &Spec) -> Last {
        let times = |file: &String| spec.extracts.iter().filter(|extract| extract.file.value.as_str() == file).count();
        let files = std::mem::take(&mut self.files).into_iter().map(|(file, read)| {
            let bytes = read.bytes.into_inner().unwrap_or_else(|| self.disk.bytes(&file).map(Cow::into_owned));
            let left = Left { times: times(&file), bytes: Some(bytes) };
            (file, (Mutex::new(left), read.sha256))
        });
        Last { files: files.collect(), names: self.names.clone() }
    }

    /// Whether a file has been read.
    fn is_read(&self, file: &str) -> bool {
        self.files.get(file).is_some_and(|read| read.bytes.get().is_some())
    }

    /// That there is no folder of extracts, where there is none.
    pub(super) fn missing(&self) -> Option<Finding> {
        let why = self.folder.as_ref().err()?;
        Some(Finding::error(Code::MissingFile, format!("the folder of extracts {why}")))
    }
}

/// Files that are read for the last time.
pub(super) struct Last {
    files: BTreeMap<String, (Mutex<Left>, OnceLock<String>)>,
    names: Vec<String>,
}

/// A file, and how many times it will be read.
struct Left {
    times: usize,
    bytes: Option<io::Result<Vec<u8>>>,
}

impl Files for Last {
    fn bytes(&self, file: &str) -> io::Result<Cow<'_, [u8]>> {
        let (left, _) = self.files.get(file).ok_or(io::ErrorKind::NotFound)?;
        let mut left = left.lock().unwrap_or_else(PoisonError::into_inner);
        left.times = left.times.saturating_sub(1);
        let bytes = if left.times == 0 { left.bytes.take() } else { left.bytes.as_ref().map(copied) };
        bytes.unwrap_or_else(|| Err(io::ErrorKind::NotFound.into())).map(Cow::Owned)
    }

    fn sha256(&self, file: &str, bytes: &[u8]) -> String {
        let hash = || sha256(bytes);
        self.files.get(file).map_or_else(hash, |(_, known)| known.get_or_init(hash).clone())
    }

    fn names(&self) -> Vec<String> {
        self.names.clone()
    }
}

/// The same bytes, or why there are none, once more.
fn copied(bytes: &io::Result<Vec<u8>>) -> io::Result<Vec<u8>> {
    match bytes {
        Ok(bytes) => Ok(bytes.clone()),
        Err(error) => Err(io::Error::new(error.kind(), error.to_string())),
    }
}

/// Whether a folder that stands in another is a link to a place outside it.
fn leads_out(path: &Path, folder: &Path) -> bool {
    matches!((fs::canonicalize(path), fs::canonicalize(folder)), (Ok(path), Ok(folder)) if !path.starts_with(&folder))
}

impl Files for Extracts {
    fn bytes(&self, file: &str) -> io::Result<Cow<'_, [u8]>> {
        let read = self.files.get(file).ok_or(io::ErrorKind::NotFound)?;
        match read.bytes.get_or_init(|| self.disk.bytes(file).map(Cow::into_owned)) {
            Ok(bytes) => Ok(Cow::Borrowed(bytes)),
            Err(error) => Err(io::Error::new(error.kind(), error.to_string())),
        }
    }

    fn sha256(&self, file: &str, bytes: &[u8]) -> String {
        let hash = || sha256(bytes);
        self.files.get(file).map_or_else(hash, |read| read.sha256.get_or_init(hash).clone())
    }

    fn names(&self) -> Vec<String> {
        self.names.clone()
    }
}

/// A report's spec read, and where it stands.
struct Located {
    name: String,
    text: String,
    bytes: Vec<u8>,
    spec: Spec,
    folder: PathBuf,
    root: PathBuf,
    sources: Sources,
}

/// Reads the spec of the report that `request` names.
fn locate(request: &Request, unsaved: &Unsaved) -> Result<Located, Failure> {
    let mut sources = Sources::default();
    let is_folder = request.report.is_dir();
    let path = if is_folder { request.report.join("report.toml") } else { request.report.clone() };
    let file = path.display().to_string();
    let bytes = unsaved.read(&path).map_err(|error| misread(unreadable(&file, &error).into(), &sources))?;
    let text =
        letters::text(&bytes).map_err(|written| misread(misencoded(&file, written).into(), &sources))?.into_owned();
    sources.insert(file.clone(), text.clone());
    let spec = spec::parse(&file, &text).map_err(|findings| misread(findings, &sources))?;
    // A file that is named alone stands in the folder that one is in.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (name, root) = place(folder, &file).map_err(|finding| misread(finding.into(), &sources))?;
    Ok(Located { name, text, bytes, spec, folder: folder.to_path_buf(), root, sources })
}

/// A failure of the spec or the call.
fn misread(findings: Findings, sources: &Sources) -> Failure {
    Failure { kind: FailureKind::Call, findings, sources: sources.clone() }
}

fn misencoded(file: &str, written: Written) -> Finding {
    Finding::error(Code::SpecUnreadable, format!("the spec is {}, and not UTF-8", written.name()))
        .in_cell(file, None, None)
        .help("save it as UTF-8: most editors have the choice where they save, and Notepad has it beside the name")
}

fn unreadable(file: &str, error: &io::Error) -> Finding {
    Finding::error(Code::SpecUnreadable, format!("the spec could not be read: {error}"))
        .in_cell(file, None, None)
        .help("name a report's folder or its report.toml, such as reports/my-report")
}

/// The report's name, and the project around it.
fn place(folder: &Path, file: &str) -> Result<(String, PathBuf), Finding> {
    let whole = fs::canonicalize(folder).map_err(|error| unreadable(file, &error))?;
    let name = whole.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok((name, project::around(&whole)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_let_go_of_when_it_has_been_read_as_often_as_it_is_named() {
        let left = |times, bytes: io::Result<Vec<u8>>| Mutex::new(Left { times, bytes: Some(bytes) });
        let missing = Err(io::ErrorKind::PermissionDenied.into());
        let files =
            [("a.csv", left(1, Ok(b"a".to_vec()))), ("b.csv", left(2, Ok(b"b".to_vec()))), ("c.csv", left(1, missing))];
        let files = files.map(|(name, left)| (name.to_owned(), (left, OnceLock::new())));
        let last = Last { files: files.into(), names: Vec::new() };
        let held = |file: &str| last.files[file].0.lock().expect("nobody panics").bytes.is_some();
        let read = |file: &str| last.bytes(file).map(Cow::into_owned).map_err(|error| error.kind());
        assert_eq!((read("a.csv"), held("a.csv")), (Ok(b"a".to_vec()), false));
        assert_eq!((read("b.csv"), held("b.csv")), (Ok(b"b".to_vec()), true), "another extract has the same file");
        assert_eq!((read("b.csv"), held("b.csv")), (Ok(b"b".to_vec()), false));
        assert_eq!(read("c.csv"), Err(io::ErrorKind::PermissionDenied));
        assert_eq!(read("d.csv"), Err(io::ErrorKind::NotFound));
    }
}
