//! The schemas of a folder: the one place where this room touches the disk.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Schemas, parse};
use crate::diagnostic::{Code, Finding, Findings};
use crate::letters;

/// The bytes of schemas, by their files' names.
pub type Texts = BTreeMap<String, Vec<u8>>;

/// Reads every `*.json` of a folder, each once; what cannot be read is reported.
pub fn read_folder(folder: &Path) -> (Texts, Findings) {
    let (mut texts, mut findings) = (Texts::new(), Findings::new());
    let unreadable = |file: &str, what: &str, error: &std::io::Error| {
        Finding::error(Code::SchemaInvalid, format!("{what} could not be read: {error}")).in_cell(file, None, None)
    };
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let finding = unreadable(&folder.display().to_string(), "the schemas", &error);
            return (texts, finding.help("the schemas stand as JSON files in a folder").into());
        }
    };
    let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    for path in paths {
        let Some(file) = path.file_name().map(|file| file.to_string_lossy().into_owned()) else { continue };
        match std::fs::read(&path) {
            Err(error) => findings.push(unreadable(&file, "the schema", &error)),
            Ok(bytes) => drop(texts.insert(file, bytes)),
        }
    }
    (texts, findings)
}

/// The schemas that texts are, each by its file's name without its ending; one with something wrong is left out and reported.
pub fn parse_all(texts: &Texts) -> (Schemas, Findings) {
    let (mut schemas, mut findings) = (Schemas::new(), Findings::new());
    for (file, bytes) in texts {
        let name = file.strip_suffix(".json").unwrap_or(file);
        match letters::text(bytes) {
            Err(written) => findings.push(
                Finding::error(Code::SchemaInvalid, format!("the schema is {}, and not UTF-8", written.name()))
                    .in_cell(file, None, None)
                    .help("save it as UTF-8"),
            ),
            Ok(text) => match parse(name, file, &text) {
                Ok(schema) => drop(schemas.insert(name.to_owned(), schema)),
                Err(wrong) => findings.extend(wrong),
            },
        }
    }
    (schemas, findings)
}

/// Reads every schema of a folder.
pub fn load(folder: &Path) -> (Schemas, Findings) {
    let (texts, mut findings) = read_folder(folder);
    let (schemas, wrong) = parse_all(&texts);
    findings.extend(wrong);
    (schemas, findings)
}
