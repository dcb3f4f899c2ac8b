//! `sporbar diff`.

use std::path::{Path, PathBuf};

use super::arguments::{DiffArguments, DiffFormat, ReportArguments};
use super::console::Console;
use super::{Outcome, misunderstood, request};
use crate::audit::diff::{self, Difference};
use crate::audit::{Audience, Record};
use crate::calendar::Month;
use crate::diagnostic::{Code, Finding};
use crate::pipeline::{self, Failure, Stage, Watch};

/// Shows what differs between two releases, and why; both are read before anything is said.
pub(super) fn run(arguments: &DiffArguments, console: &Console) -> Outcome {
    match difference(arguments, console) {
        Ok(difference) => {
            let text = match arguments.format {
                DiffFormat::Text => diff::to_text(&difference, arguments.all),
                DiffFormat::Md => diff::to_markdown(&difference, arguments.all),
                DiffFormat::Json => diff::to_json(&difference),
            };
            console.result(text.as_bytes());
            if difference.is_empty() { Outcome::Done } else { Outcome::Found }
        }
        Err(failure) => {
            console.failure(&failure);
            failure.kind.into()
        }
    }
}

fn difference(arguments: &DiffArguments, console: &Console) -> Result<Difference, Failure> {
    let [old, new] = sides(arguments).map_err(misunderstood)?;
    let (old, new) = (old.record(arguments, console)?, new.record(arguments, console)?);
    diff::diff(&old, &new).map_err(|apart| {
        misunderstood(
            Finding::error(Code::ReleasesApart, apart.to_string())
                .help("compare two releases of one report, built with the same key for pseudonyms"),
        )
    })
}

/// A release as the call names it.
enum Side {
    /// The output of a build.
    Output(PathBuf),
    /// A report, to be computed as of a month.
    Report(PathBuf, Option<Month>),
}

/// The two releases that the call names.
fn sides(arguments: &DiffArguments) -> Result<[Side; 2], Finding> {
    let help = "name two output folders, two releases REPORT@YYYY-MM, or one report and two months: \
        sporbar diff REPORT --as-of 2018-09 --as-of 2018-12";
    match (&arguments.new, arguments.as_of.as_slice()) {
        (Some(new), []) => Ok([side(&arguments.old)?, side(new)?]),
        (None, [old, new]) => match side(&arguments.old)? {
            Side::Report(report, None) => Ok([*old, *new].map(|month| Side::Report(report.clone(), Some(month)))),
            _ => Err(Finding::error(Code::ReleasesApart, format!("`{}` has a status month already", arguments.old))
                .help(help)),
        },
        (Some(_), _) => {
            Err(Finding::error(Code::ReleasesApart, "with two releases named, `--as-of` has nothing to say").help(help))
        }
        (None, _) => Err(Finding::error(Code::ReleasesApart, "a comparison takes two releases").help(help)),
    }
}

fn side(text: &str) -> Result<Side, Finding> {
    let whole = Path::new(text);
    if pipeline::is_output(whole) {
        return Ok(Side::Output(whole.to_owned()));
    }
    match text.rsplit_once('@').filter(|_| !whole.exists()) {
        None => Ok(Side::Report(whole.to_owned(), None)),
        Some((report, month)) => match month.parse() {
            Ok(month) => Ok(Side::Report(report.into(), Some(month))),
            Err(wrong) => Err(Finding::error(Code::ReleasesApart, format!("`{month}` is {wrong}"))
                .help("write the release as REPORT@YYYY-MM")),
        },
    }
}

/// The record of an output; where readers' view is asked for, one that readers have.
fn recorded(folder: &Path, public: bool) -> Result<Record, Failure> {
    let record = pipeline::recorded(folder).map_err(misunderstood)?;
    if public && record.report.audience == Audience::Internal {
        let finding = Finding::error(Code::ReleasesApart, "this is the internal audit book, which no reader has")
            .in_cell(&folder.display().to_string(), None, None)
            .help("name the output that was published, or leave `--public` out");
        return Err(misunderstood(finding));
    }
    Ok(record)
}

impl Side {
    fn record(&self, arguments: &DiffArguments, console: &Console) -> Result<Record, Failure> {
        let (report, as_of) = match self {
            Self::Output(folder) => return recorded(folder, arguments.public),
            Self::Report(report, as_of) => (report, *as_of),
        };
        let how = ReportArguments {
            as_of,
            extracts: arguments.extracts.clone(),
            disclosure: arguments.disclosure.clone(),
            pseudonym_key: arguments.pseudonym_key.clone(),
        };
        let mut stages = console.stages(&report.display().to_string());
        let prepared = pipeline::prepare(&request(report, &how)?, &mut stages)?;
        stages.begin(Stage::Compute);
        let computed = pipeline::computed(&prepared)?;
        // What readers see, or all there is.
        let disclosed = if arguments.public {
            pipeline::disclosed(&prepared, &computed)?
        } else {
            pipeline::whole(&prepared, &computed)
        };
        let draft = pipeline::draft(&prepared, &disclosed)?;
        stages.end();
        Ok(pipeline::record(&prepared, &disclosed, &draft.publication))
    }
}
