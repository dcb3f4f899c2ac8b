//! A report's output as one archive: the same bytes each time, for whoever is to keep it or to check it.
//!
//! Input: a manifest and the files it tells of. Output: a ZIP with all of them, and a list of the extracts' hashes in the form
//! that `sha256sum --check` reads. The extracts themselves are never in it.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::{Input, MANIFEST_FILE, Manifest};

/// The list of the extracts' hashes in a bundle.
pub const EXTRACTS_FILE: &str = "extracts.sha256";

/// What a bundle of a report's output is called: `my-report-2018-12.zip`.
pub fn bundle_name(manifest: &Manifest) -> String {
    format!("{}.zip", folder(manifest))
}

/// The archive of the files that `manifest` tells of, and of the manifest itself; `files` has them by their path.
///
/// # Errors
/// What could not be written into the archive.
pub fn bundle(manifest: &Manifest, files: &BTreeMap<String, Vec<u8>>) -> std::io::Result<Vec<u8>> {
    // One that is sealed has no hash to check.
    let extracts = manifest.inputs.iter().filter(|input| input.kind == Input::EXTRACT && input.hmac.is_none());
    let hashes: BTreeMap<&str, &str> =
        extracts.map(|extract| (extract.name.as_str(), extract.sha256.as_str())).collect();
    let lines: Vec<String> = hashes.into_iter().map(|(name, hash)| format!("{hash}  {name}\n")).collect();
    let hashes = lines.concat().into_bytes();

    let told = manifest.outputs.iter().map(|output| output.path.as_str()).chain([MANIFEST_FILE]);
    let mut all: BTreeMap<&str, &[u8]> = told.filter_map(|path| Some((path, files.get(path)?.as_slice()))).collect();
    all.insert(EXTRACTS_FILE, &hashes);

    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // Nothing of the machine or the moment: the first time that the format knows, and the permissions of a file to read.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (path, bytes) in all {
        archive.start_file(format!("{}/{path}", folder(manifest)), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// Whether a file is a bundle of the report that `manifest` is of, with the same status month.
pub fn is_bundle(manifest: &Manifest, bytes: &[u8]) -> bool {
    let of_report = |archive: ZipArchive<Cursor<&[u8]>>| {
        let before = format!("{}/", folder(manifest));
        let names: Vec<String> = archive.file_names().map(|name| name.unwrap_or_default().into_owned()).collect();
        names.contains(&format!("{before}{MANIFEST_FILE}")) && names.iter().all(|name| name.starts_with(&before))
    };
    ZipArchive::new(Cursor::new(bytes)).is_ok_and(of_report)
}

fn folder(manifest: &Manifest) -> String {
    format!("{}-{}", manifest.report, manifest.parameters.as_of)
}
