//! A package: named parts, what each is, and which refer to which, in one ZIP with the same bytes each time.
//!
//! A package carries the hash of its own parts. So an export that nobody has touched can be replaced by the next, and one that
//! somebody has gone on writing in never is.

use std::io::{Cursor, Read, Write};

use quick_xml::escape::unescape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::xml::{Element, el};
use crate::audit::sha256;

/// The part with the title, the language and so on.
const CORE: &str = "docProps/core.xml";
/// The part with the program's name.
const APP: &str = "docProps/app.xml";
/// What stands around the hash in the first of them.
const SEAL: (&str, &str) = ("<dc:identifier>", "</dc:identifier>");

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";

/// What a package says of itself.
#[derive(Debug, Default)]
pub(super) struct Core {
    pub(super) title: String,
    pub(super) subject: String,
    pub(super) authors: Vec<String>,
    /// As `da-DK`.
    pub(super) lang: String,
    /// As `2018-12-31`.
    pub(super) day: String,
    /// The program that made it.
    pub(super) program: String,
}

/// Parts, in the order they are packed.
#[derive(Debug, Default)]
pub(super) struct Package {
    core: Core,
    parts: Vec<(String, Vec<u8>)>,
    /// The parts that are of another kind than their name's end says, and which.
    kinds: Vec<(String, &'static str)>,
}

impl Package {
    /// A package whose main part is `main`, of this kind.
    pub(super) fn new(core: Core, main: &str, kind: &'static str) -> Self {
        let mut package = Self { core, kinds: vec![(main.to_owned(), kind)], ..Self::default() };
        let metadata = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
        let related = |id: &str, kind: &str, target: &str| {
            el("Relationship").set("Id", id).set("Type", kind).set("Target", target)
        };
        let relations = el("Relationships")
            .set("xmlns", RELATIONS)
            .put(related("rId1", &format!("{OFFICE}/officeDocument"), main))
            .put(related("rId2", metadata, CORE))
            .put(related("rId3", &format!("{OFFICE}/extended-properties"), APP));
        package.put("_rels/.rels", &relations);
        let app = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
        let kind = "application/vnd.openxmlformats-officedocument.extended-properties+xml";
        let program = el("Application").text(&package.core.program);
        package.add(APP, kind, &el("Properties").set("xmlns", app).put(program));
        package
    }

    /// Adds a part of a kind of its own.
    pub(super) fn add(&mut self, path: &str, kind: &'static str, content: &Element) {
        self.kinds.push((path.to_owned(), kind));
        self.put(path, content);
    }

    /// Adds the part that the package was made for.
    pub(super) fn put(&mut self, path: &str, content: &Element) {
        self.parts.push((path.to_owned(), content.file()));
    }

    /// Adds an image.
    pub(super) fn image(&mut self, path: &str, png: &[u8]) {
        self.parts.push((path.to_owned(), png.to_vec()));
    }

    /// Says what a part refers to: the kind of reference and the target, as `rId1`, `rId2` and so on.
    pub(super) fn refer(&mut self, from: &str, targets: &[(&str, String)]) {
        let (folder, name) = from.rsplit_once('/').unwrap_or(("", from));
        let mut relations = el("Relationships").set("xmlns", RELATIONS);
        for (at, (kind, target)) in targets.iter().enumerate() {
            let relation = el("Relationship").set("Id", format!("rId{}", at + 1));
            relations = relations.put(relation.set("Type", format!("{OFFICE}/{kind}")).set("Target", target));
        }
        self.put(&format!("{folder}/_rels/{name}.rels"), &relations);
    }

    /// The package's bytes; `report` is whose it is.
    pub(super) fn packed(mut self, report: &str) -> std::io::Result<Vec<u8>> {
        let types = self.types();
        let core = self.core(report);
        self.parts.push((CORE.to_owned(), core));
        // What the parts are comes first: there programs look for it.
        self.parts.insert(0, ("[Content_Types].xml".to_owned(), types));
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        for (path, bytes) in &self.parts {
            archive.start_file(path.as_str(), options)?;
            archive.write_all(bytes)?;
        }
        Ok(archive.finish()?.into_inner())
    }

    fn types(&self) -> Vec<u8> {
        let usual = [
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("png", "image/png"),
        ];
        let usual = usual.map(|(ending, kind)| el("Default").set("Extension", ending).set("ContentType", kind));
        let core = (CORE.to_owned(), "application/vnd.openxmlformats-package.core-properties+xml");
        let own = self.kinds.iter().chain([&core]);
        let own = own.map(|(path, kind)| el("Override").set("PartName", format!("/{path}")).set("ContentType", kind));
        el("Types").set("xmlns", TYPES).all(usual).all(own).file()
    }

    fn core(&self, report: &str) -> Vec<u8> {
        let Core { title, subject, authors, lang, day, .. } = &self.core;
        let seal = seal(report, self.parts.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
        let time = |name| el(name).set("xsi:type", "dcterms:W3CDTF").text(&format!("{day}T00:00:00Z"));
        el("cp:coreProperties")
            .set("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties")
            .set("xmlns:dc", "http://purl.org/dc/elements/1.1/")
            .set("xmlns:dcterms", "http://purl.org/dc/terms/")
            .set("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
            .put(el("dc:title").text(title))
            .put(el("dc:subject").text(subject))
            .put(el("dc:creator").text(&authors.join("; ")))
            .put(el("dc:language").text(lang))
            .put(el("dc:identifier").text(&seal))
            .put(time("dcterms:created"))
            .put(time("dcterms:modified"))
            .file()
    }
}

/// Whose a package is, and the hash of its parts.
fn seal<'a>(report: &str, parts: impl Iterator<Item = (&'a str, &'a [u8])>) -> String {
    let mut lines: Vec<String> = parts.map(|(path, bytes)| format!("{}  {path}\n", sha256(bytes))).collect();
    lines.sort();
    format!("sporbar {report} {}", sha256(lines.concat().as_bytes()))
}

/// The parts of a package; none where it is none.
fn parts(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let count = archive.len();
    let part = |at| {
        let mut file = archive.by_index(at).ok()?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).ok()?;
        Some((file.name().ok()?.into_owned(), bytes))
    };
    (0..count).map(part).collect()
}

/// Whether a file is an export of the report that nobody has changed since it was written.
pub fn is_untouched(report: &str, bytes: &[u8]) -> bool {
    let Some(parts) = parts(bytes) else { return false };
    let said = parts.iter().find(|(path, _)| path == CORE).and_then(|(_, core)| {
        let core = String::from_utf8_lossy(core).into_owned();
        let behind = core.split_once(SEAL.0)?.1;
        Some(unescape(behind.split_once(SEAL.1)?.0).ok()?.into_owned())
    });
    let sealed = parts.iter().filter(|(path, _)| path != CORE && path != "[Content_Types].xml");
    let is = seal(report, sealed.map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
    said.is_some_and(|said| said == is)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(name: &'static str) -> Vec<u8> {
        let mut package = Package::new(Core::default(), "word/document.xml", "a/kind");
        package.put("word/document.xml", &el(name));
        package.packed("små & store").expect("a package")
    }

    #[test]
    fn the_same_parts_are_the_same_bytes() {
        assert_eq!(packed("a"), packed("a"));
        assert_ne!(packed("a"), packed("b"));
    }

    #[test]
    fn what_somebody_has_changed_is_not_untouched() {
        let ours = packed("a");
        assert!(is_untouched("små & store", &ours));
        assert!(!is_untouched("stor", &ours));
        assert!(!is_untouched("små & store", b"a text"));
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (path, bytes) in parts(&ours).expect("parts") {
            archive.start_file(path.as_str(), SimpleFileOptions::default()).expect("a part");
            let bytes = String::from_utf8(bytes).expect("text").replace("<a/>", "<b/>");
            archive.write_all(bytes.as_bytes()).expect("its bytes");
        }
        assert!(!is_untouched("små & store", &archive.finish().expect("a package").into_inner()));
    }
}
