//! What takes an output that has been built: whoever checks it, compares it, signs it off or hands it on.
#![allow(clippy::doc_markdown, reason = "the help shows these comments as they are")]

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::ReportArguments;
use crate::calendar::Month;
use crate::office::Format;

/// `sporbar verify`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar verify out/my-report
  sporbar verify out/my-report --report reports/my-report --extracts /data/2018
  sporbar verify out/my-report --since published/2018-09

The output is built again, in memory, from the report as it stands, which must be what the manifest says it was built \
from, and compared byte for byte. Then the numbers are read back from the PDF: each one that was computed must stand on \
its page as it was written, and no other may. What an output tells of changes since an earlier release is computed again \
if that release is named with --since, and else taken from the output's own audit/since.json.

Exit status: 0 if all is as it was built; 1 if a file, an input or a number is not; 2 if there is nothing to verify, or it \
could not be done.")]
pub(in crate::cli) struct VerifyArguments {
    /// Output folders of reports, such as out/my-report.
    #[arg(required = true, value_name = "OUT")]
    pub(in crate::cli) outputs: Vec<PathBuf>,
    /// The report's folder [default: reports/NAME, here or above the output].
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) report: Option<PathBuf>,
    /// Read the extracts from another folder with the same file names.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) extracts: Option<PathBuf>,
    /// The earlier release that the output tells of changes since: its output folder, or the folder that holds it.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) since: Option<PathBuf>,
    /// An earlier output that the output was protected beside, as its disclosure.json names them.
    #[arg(long, value_name = "OUT")]
    pub(in crate::cli) earlier: Vec<PathBuf>,
    /// Compute values, up to 50 of an exhibit, again from nothing but the extract rows that each names.
    #[arg(long)]
    pub(in crate::cli) lineage: bool,
    /// The file with the key that pseudonyms are made with [or the environment variable SPORBAR_PSEUDONYM_KEY].
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) pseudonym_key: Option<PathBuf>,
}

/// `sporbar attack`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar attack out/my-report
  sporbar attack out/my-report --earlier published/2018-09/my-report
  sporbar attack out/my-report --disclosure suppress
  sporbar attack reports/my-report --disclosure suppress --suggest

What the output's tables show is held to the limits of its policy: which numbers of few people are shown, can be computed, or \
can be known too closely. The report's own extracts are needed, as it says which numbers follow from which. With --suggest it \
is told instead what the policy hides, exhibit by exhibit, and what each would hide in larger groups: each is computed and \
protected as a build would, together with all other exhibits.

Exit status: 0 if all that the limits protect is protected, or what was asked was told; 1 if not; 2 if it could not be done.")]
pub(in crate::cli) struct AttackArguments {
    /// Output folders of reports, such as out/my-report; with --suggest also reports.
    #[arg(required = true, value_name = "OUT")]
    pub(in crate::cli) outputs: Vec<PathBuf>,
    /// Tell what is hidden and in which larger groups less would be, instead of attacking.
    #[arg(long)]
    pub(in crate::cli) suggest: bool,
    /// Earlier outputs of the report that readers have: what they show is known, and what they and this one differ by.
    #[arg(long, value_name = "OUT")]
    pub(in crate::cli) earlier: Vec<PathBuf>,
    /// The policy whose limits the output is held to [default: the one it was built with].
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) disclosure: Option<String>,
    /// The report's folder [default: reports/NAME, here or above the output].
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) report: Option<PathBuf>,
    /// Read the extracts from another folder with the same file names.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) extracts: Option<PathBuf>,
    /// The file with the key that pseudonyms are made with [or the environment variable SPORBAR_PSEUDONYM_KEY].
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) pseudonym_key: Option<PathBuf>,
}

/// `sporbar bundle`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar bundle out/my-report
  sporbar bundle out/a out/b --to /srv/archive

The archive NAME-YYYY-MM.zip holds the publication, the figures, the values, the audit book and the manifest, and the \
extracts' SHA-256s, but never the extracts. It has the same bytes each time. An earlier bundle of the report with the same \
status month is replaced, and nothing else.")]
pub(in crate::cli) struct BundleArguments {
    /// Output folders of reports, such as out/my-report.
    #[arg(required = true, value_name = "OUT")]
    pub(in crate::cli) outputs: Vec<PathBuf>,
    /// The folder that the archive is put in.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(in crate::cli) to: PathBuf,
}

/// `sporbar export`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar export reports/my-report --pptx
  sporbar export reports/my-report --docx --pptx --out /srv/drafts
  sporbar export reports/my-report --pptx --disclosure suppress

The files NAME-YYYY-MM.docx and NAME-YYYY-MM.pptx are for others to go on writing in: headings are headings, tables are tables, \
charts are pictures with a text that says what they show. A slide shows an exhibit, under the heading that it has in the \
publication. They hold what the publication shows, and nothing more; the same input gives the same bytes. An earlier export \
that nobody has changed is replaced, and nothing else.

Exit status: 0 written, warnings told; 1 an extract is not valid, and nothing is written, or a claim or a check does not hold, \
and all is written, the sentence marked; 2 it could not be done.")]
pub(in crate::cli) struct ExportArguments {
    /// Reports: folders, or their report.toml.
    #[arg(required = true, value_name = "REPORT")]
    pub(in crate::cli) reports: Vec<PathBuf>,
    /// Write a document for Word and its like.
    #[arg(long, required_unless_present = "pptx")]
    pub(in crate::cli) docx: bool,
    /// Write slides for PowerPoint and its like.
    #[arg(long)]
    pub(in crate::cli) pptx: bool,
    /// The folder that the files are put in [default: out].
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// How to read the reports.
    #[command(flatten)]
    pub(in crate::cli) report: ReportArguments,
}

impl ExportArguments {
    /// The forms that are asked for.
    pub(in crate::cli) fn formats(&self) -> Vec<Format> {
        let all = [(self.docx, Format::Docx), (self.pptx, Format::Pptx)];
        all.into_iter().filter(|(is_asked, _)| *is_asked).map(|(_, format)| format).collect()
    }
}

/// `sporbar approve`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar approve reports/my-report my-figure --by 'Anna Jensen'
  sporbar approve reports/my-report 'Figur 1' --by 'Anna Jensen' --note 'by hand'
  sporbar approve reports/my-report --all --by 'Anna Jensen' --date 2019-02-01

The sign-off stands in review.toml beside the spec, bound to the hash of the exhibit's values and to that of its \
definition. It lapses when either changes, and only then.")]
pub(in crate::cli) struct ApproveArguments {
    /// The report: its folder, or its report.toml.
    #[arg(value_name = "REPORT")]
    pub(in crate::cli) path: PathBuf,
    /// The exhibits' ids, or their numbers as they are printed: `Figur 1`.
    #[arg(value_name = "EXHIBIT", required_unless_present = "all")]
    pub(in crate::cli) exhibits: Vec<String>,
    /// All exhibits of the report.
    #[arg(long, conflicts_with = "exhibits")]
    pub(in crate::cli) all: bool,
    /// Who signs off.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) by: String,
    /// What others should know of it.
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) note: Option<String>,
    /// The day; without it none is recorded, so that the file does not depend on the clock.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(in crate::cli) date: Option<chrono::NaiveDate>,
    /// How to read the report.
    #[command(flatten)]
    pub(in crate::cli) report: ReportArguments,
}

/// `sporbar review`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar review out/my-report
  sporbar review out/my-report --complete

Exit status: 0 all stand; 1 if a sign-off has lapsed, or, with --complete, if an exhibit has none; 2 if it cannot be \
told.")]
pub(in crate::cli) struct ReviewArguments {
    /// The output folder of a report that has been built.
    #[arg(value_name = "OUT")]
    pub(in crate::cli) out: PathBuf,
    /// The report's folder, where review.toml is [default: the one of its name below reports/].
    #[arg(long, value_name = "REPORT")]
    pub(in crate::cli) report: Option<PathBuf>,
    /// Fail also where an exhibit has not been signed off.
    #[arg(long)]
    pub(in crate::cli) complete: bool,
}

/// `sporbar diff`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar diff old/my-report out/my-report        two outputs
  sporbar diff out/my-report reports/my-report    what a build would change now
  sporbar diff reports/my-report@2018-09 reports/my-report@2018-12
  sporbar diff reports/my-report --as-of 2018-09 --as-of 2018-12
  sporbar diff old/my-report out/my-report --format md > changes.md

Each change is split into new periods, late corrections in rows of old periods, people who entered or left, a changed \
definition in the spec, and changed assumptions; the parts sum to the change. How is told in docs/audit.md. Text and \
Markdown stop where they get too long to read and say how much is left; --all shows it. JSON has everything.

Exit status: 0 nothing differs; 1 something does; 2 the two could not be compared.")]
pub(in crate::cli) struct DiffArguments {
    /// The old release: an output folder, or a report, with the status month if not its own: REPORT@YYYY-MM.
    #[arg(value_name = "OLD")]
    pub(in crate::cli) old: String,
    /// The new release.
    #[arg(value_name = "NEW")]
    pub(in crate::cli) new: Option<String>,
    /// The two status months of one report, instead of two releases.
    #[arg(long, value_name = "YYYY-MM")]
    pub(in crate::cli) as_of: Vec<Month>,
    /// Text for people, JSON for programs, or Markdown for a merge request.
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(in crate::cli) format: DiffFormat,
    /// Show everything, however long.
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// Compare what readers see: without what is hidden, and without the rows of people.
    #[arg(long)]
    pub(in crate::cli) public: bool,
    /// Protect the people behind the numbers by another of the spec's policies than its first.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) disclosure: Option<String>,
    /// Read the extracts of a report from another folder with the same file names.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) extracts: Option<PathBuf>,
    /// The file with the key that pseudonyms are made with [or the environment variable SPORBAR_PSEUDONYM_KEY].
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) pseudonym_key: Option<PathBuf>,
}

/// How a difference is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DiffFormat {
    /// Text for people.
    Text,
    /// JSON.
    Json,
    /// Markdown, with a folded table for each exhibit.
    Md,
}
