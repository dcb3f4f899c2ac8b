//! One extract: from its bytes to its frame.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;

use super::coded::Whose;
use super::pseudonym::PseudonymKey;
use super::sink::{Sink, Suspect};
use super::table::{Finished, Table};
use super::{Extract, Files, Request, birth, csv, dataset, odd, parquet, rules, unpack, workbook};
use crate::diagnostic::{Code, Findings, did_you_mean};
use crate::schema::{Dialect, Schema};
use crate::{letters, parallel};

/// What came of reading an extract.
pub(super) struct Outcome {
    pub(super) extract: Option<Extract>,
    /// Whether all rows and columns are there, so that a reference to a row that is not found is a real one.
    pub(super) whole: bool,
    /// Rows with a cell that did not fit and was left empty.
    pub(super) flawed: BTreeSet<u32>,
    pub(super) findings: Findings,
    /// The people in it, and what else pseudonyms stand for; they stay in this room.
    pub(super) whose: Whose,
    /// Digits that may be a person's.
    pub(super) suspects: Vec<Suspect>,
}

/// An extract that nobody asks for: with its columns and without a row. Nothing can be said against it, nor of what refers to it.
pub(super) fn unread(request: &Request<'_>, key: &PseudonymKey) -> Outcome {
    let mut sink = Sink::new(request.file);
    let nowhere = vec![None; request.schema.fields.len()];
    let finished = Table::new(request.schema, nowhere, 0).finish(request, key, &mut sink);
    Outcome {
        extract: Some(Extract {
            name: request.name.to_owned(),
            file: request.file.to_owned(),
            schema: request.schema.name.clone(),
            sha256: String::new(),
            row_count: 0,
            frame: finished.frame,
        }),
        whole: false,
        flawed: BTreeSet::new(),
        findings: Findings::new(),
        whose: Whose::default(),
        suspects: Vec::new(),
    }
}

/// Reads an extract and checks all that can be checked without the others.
pub(super) fn read(request: &Request<'_>, key: &PseudonymKey, files: &dyn Files) -> Outcome {
    let file = Path::new(request.file).file_name().map_or_else(|| request.file.into(), |name| name.to_string_lossy());
    let mut sink = Sink::new(&file);
    let nothing = |sink: Sink<'_>| Outcome {
        extract: None,
        whole: false,
        flawed: BTreeSet::new(),
        findings: sink.finish(),
        whose: Whose::default(),
        suspects: Vec::new(),
    };
    let bytes = match files.bytes(request.file) {
        Ok(bytes) => bytes,
        Err(error) => {
            missing(&error, request, files, &mut sink);
            return nothing(sink);
        }
    };
    let schema = request.schema;
    let sha256 = files.sha256(request.file, &bytes);
    let content = match unpack::unpacked(bytes) {
        Ok(content) => content,
        Err((message, help)) => {
            sink.error(Code::FileUnreadable, None, None, || (message, help.to_owned()));
            return nothing(sink);
        }
    };
    let table = match &schema.dialect {
        Dialect::Csv(dialect) => csv::read(&content, dialect, schema, &mut sink),
        Dialect::Sheet(dialect) => workbook::read(&content, dialect, schema, &mut sink),
        Dialect::Parquet => parquet::read(&content, schema, &mut sink),
        Dialect::Dataset(package) => dataset::read(&content, *package, schema, &mut sink),
    };
    // What is made of it from here on needs room of its own.
    drop(content);
    let Some(table) = table else { return nothing(sink) };
    let whole = !sink.is_incomplete();
    let finished = table.finish(request, key, &mut sink);
    let checks: [fn(&Finished, &Schema, &mut Sink<'_>); 3] = [rules::check, odd::check, birth::check];
    let found = parallel::map(if whole { &checks } else { &checks[..1] }, |check| {
        let mut sink = sink.apart();
        check(&finished, schema, &mut sink);
        sink
    });
    for found in found {
        sink.append(found);
    }
    let extract = Extract {
        name: request.name.to_owned(),
        file: file.clone().into_owned(),
        schema: schema.name.clone(),
        sha256,
        row_count: finished.frame.height(),
        frame: finished.frame,
    };
    Outcome {
        extract: Some(extract),
        whole,
        flawed: finished.flawed,
        whose: finished.whose,
        suspects: sink.take_suspects(),
        findings: sink.finish(),
    }
}

fn missing(error: &std::io::Error, request: &Request<'_>, files: &dyn Files, sink: &mut Sink<'_>) {
    if error.kind() == ErrorKind::NotFound {
        sink.error(Code::MissingFile, None, None, || {
            let names = files.names();
            let help = match did_you_mean(request.file, names.iter().map(String::as_str)) {
                _ if let Some((name, difference)) =
                    names.iter().find_map(|name| Some((name, letters::difference(request.file, name)?))) =>
                {
                    format!("there is `{name}`; {difference}")
                }
                Some(name) => format!("did you mean `{name}`?"),
                None => "put it among the extracts".to_owned(),
            };
            (format!("the extract `{}` is not there", request.file), help)
        });
    } else if error.kind() == ErrorKind::PermissionDenied {
        sink.error(Code::FileRefused, None, None, || {
            (
                "the file may not be read, or is a link to a place outside the folder of extracts".to_owned(),
                "see who may read it; a folder elsewhere is named in the call, with --extracts".to_owned(),
            )
        });
    } else if error.kind() == ErrorKind::InvalidInput {
        sink.error(Code::FileUnreadable, None, None, || {
            ("it is no file that can be read, but a folder or a device".to_owned(), "name a file".to_owned())
        });
    } else {
        let kind = error.kind();
        sink.error(Code::FileRefused, None, None, || {
            (format!("the file could not be read: {kind}"), "see that its disk or drive is in order".to_owned())
        });
    }
}
