//! What builds take, and what asks how builds stand.
#![allow(clippy::doc_markdown, reason = "the help shows these comments as they are")]

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::ReportArguments;
use crate::calendar::Month;
use crate::pipeline::Figures;

/// `sporbar build`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar build reports/my-report
  sporbar build reports/a reports/b --out /srv/publications
  sporbar build reports/my-report --as-of 2018-09 --extracts extracts/2018-09
  sporbar build reports/my-report --since published/2018-09
  sporbar build reports/my-report --locked
  sporbar build reports/my-report --png
  sporbar build reports/my-report --timings

The output of a report is the folder DIR/<name>/ with report.pdf, figures/, data/, audit/ and manifest.json. It is \
written beside and swapped in whole: a build that fails leaves earlier output as it was. Only an earlier output of the \
same report is replaced. Output that was built from the same files by the same program, and that nobody has changed since, is \
left as it stands, and what was found when it was built is told again (see --force).

Exit status: 0 built, warnings told; 1 an extract is not valid or not as locked, and nothing is written, or a claim or a \
check does not hold, and all is written, the sentence marked; 2 it could not be done: the call or the spec could not be \
understood, or the machine refused.")]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the call")]
pub(in crate::cli) struct BuildArguments {
    /// Reports: folders, or their report.toml.
    #[arg(required = true, value_name = "REPORT")]
    pub(in crate::cli) reports: Vec<PathBuf>,
    /// How to read them.
    #[command(flatten)]
    pub(in crate::cli) report: ReportArguments,
    /// The folder in which each report's output folder is made [default: out].
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// What typesets the PDF: the library in the program, or the `typst` program of the same version.
    #[arg(long, value_enum, default_value_t = TypesetterName::Library)]
    pub(in crate::cli) typesetter: TypesetterName,
    /// How many reports to build at a time [default: as many as the machine has processors].
    #[arg(long, value_name = "N")]
    pub(in crate::cli) jobs: Option<NonZeroUsize>,
    /// Stop if anything differs from what the report's report.lock says, and name it.
    #[arg(long)]
    pub(in crate::cli) locked: bool,
    /// Let the publication tell what has changed since an earlier release: its output folder, or the folder that holds it.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) since: Option<PathBuf>,
    /// An earlier output of the report that readers have, or the folder that holds it: what they could tell by holding this one beside
    /// it is hidden as well.
    #[arg(long, value_name = "OUT")]
    pub(in crate::cli) earlier: Vec<PathBuf>,
    /// Stop if a value would have been another, had nothing been known but what was known by the status month.
    #[arg(long)]
    pub(in crate::cli) hindsight: bool,
    /// Write the full audit book, with the rows behind every value and all that is hidden from readers, below another folder:
    /// outside the output, and never to be published.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) internal: Option<PathBuf>,
    /// Write the figures as images too, in print's 300 pixels an inch, for Word and PowerPoint.
    #[arg(long, help_heading = "Figures")]
    pub(in crate::cli) png: bool,
    /// Write the figures' texts as outlines, for programs that do not heed the fonts in an SVG; they can no longer be searched.
    #[arg(long, help_heading = "Figures")]
    pub(in crate::cli) outlines: bool,
    /// Build also what stands already as the same call would make it.
    #[arg(long)]
    pub(in crate::cli) force: bool,
    /// Tell how long each stage took.
    #[arg(long)]
    pub(in crate::cli) timings: bool,
}

impl BuildArguments {
    /// In which forms figures are written.
    pub(in crate::cli) fn figures(&self) -> Figures {
        Figures { png: self.png, outlines: self.outlines }
    }

    /// How many reports are built at a time.
    pub(in crate::cli) fn jobs(&self) -> usize {
        self.jobs.map_or_else(|| std::thread::available_parallelism().map_or(1, NonZeroUsize::get), NonZeroUsize::get)
    }
}

/// The typesetters by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TypesetterName {
    /// The library in the program.
    Library,
    /// The `typst` program found in the path.
    Cli,
}

/// `sporbar check`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar check reports/my-report
  sporbar check reports/my-report --extracts /data/2019-q1
  sporbar check reports/my-report --message-format json")]
pub(in crate::cli) struct CheckArguments {
    /// Reports: folders, or their report.toml.
    #[arg(required = true, value_name = "REPORT")]
    pub(in crate::cli) reports: Vec<PathBuf>,
    /// How to read them.
    #[command(flatten)]
    pub(in crate::cli) report: ReportArguments,
}

/// `sporbar lock`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar lock reports/my-report
  sporbar lock reports/a reports/b

report.lock stands beside the spec and is kept with it: a line for each file that is read and each exhibit, with \
SHA-256s. What has changed since the lock before is told. `sporbar build --locked` holds a build against it.")]
pub(in crate::cli) struct LockArguments {
    /// Reports: folders, or their report.toml.
    #[arg(required = true, value_name = "REPORT")]
    pub(in crate::cli) reports: Vec<PathBuf>,
    /// How to read them.
    #[command(flatten)]
    pub(in crate::cli) report: ReportArguments,
}

/// `sporbar status`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar status
  sporbar status reports/my-report --out /srv/publications

Exit status: 0 if all are as they would be built now; 1 if a report was never built, is stale, or is not as its \
report.lock says; 2 if it cannot be told.")]
pub(in crate::cli) struct StatusArguments {
    /// Reports: folders, or their report.toml [default: all below reports/].
    #[arg(value_name = "REPORT")]
    pub(in crate::cli) reports: Vec<PathBuf>,
    /// Another status month than the spec's.
    #[arg(long, value_name = "YYYY-MM")]
    pub(in crate::cli) as_of: Option<Month>,
    /// Another folder of extracts with the same file names.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) extracts: Option<PathBuf>,
    /// The folder in which the reports' output folders are [default: out].
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
}
