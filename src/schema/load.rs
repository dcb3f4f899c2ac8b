//! The schemas of a folder: the one place where this room touches the disk.

use std::path::Path;

use super::{Schemas, parse};
use crate::diagnostic::{Code, Finding, Findings};

/// Reads every `*.json` of a folder; a schema with something wrong is left out and reported.
pub fn load(folder: &Path) -> (Schemas, Findings) {
    let mut schemas = Schemas::new();
    let mut findings = Findings::new();
    let unreadable = |what: &str, error: &std::io::Error| {
        Finding::error(Code::SchemaInvalid, format!("the schema could not be read: {error}")).in_cell(what, None, None)
    };
    let shown = folder.display().to_string();
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let finding = Finding::error(Code::SchemaInvalid, format!("the schemas could not be read: {error}"))
                .in_cell(&shown, None, None)
                .help("the schemas stand as JSON files in a folder");
            return (schemas, finding.into());
        }
    };
    let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    for path in paths {
        let (Some(name), Some(file)) = (path.file_stem(), path.file_name()) else { continue };
        let (name, file) = (name.to_string_lossy(), file.to_string_lossy());
        match std::fs::read(&path) {
            Err(error) => findings.push(unreadable(&file, &error)),
            Ok(bytes) => match String::from_utf8(bytes) {
                Err(_) => findings
                    .push(Finding::error(Code::SchemaInvalid, "the schema is not UTF-8").in_cell(&file, None, None)),
                Ok(text) => match parse(&name, &file, &text) {
                    Ok(schema) => drop(schemas.insert(name.into_owned(), schema)),
                    Err(wrong) => findings.extend(wrong),
                },
            },
        }
    }
    (schemas, findings)
}
