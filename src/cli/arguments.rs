//! The arguments, declared once: clap makes the help from the same lines.
#![allow(clippy::doc_markdown, reason = "the help shows these comments as they are")]

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::cohort::Month;
use crate::recheck::Role;

/// Reproducible reports from register extracts, in which every number can be followed to the rows it came from.
#[derive(Debug, Parser)]
#[command(name = "sporbar", version, max_term_width = 100, after_help = EXAMPLES, arg_required_else_help = true)]
pub(super) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Command,
    /// How to tell of it.
    #[command(flatten)]
    pub(super) output: OutputArguments,
}

const EXAMPLES: &str = "Examples:
  sporbar build reports/my-report                  make it, in out/my-report/
  sporbar build reports/my-report --as-of 2018-09  as it was in September 2018
  sporbar check reports/my-report --extracts new/  is the new data all right?
  sporbar trace reports/my-report my-figure --x 1  the rows behind its values
  sporbar diff old/my-report out/my-report         what moved since, and why

Exit status: 0 done, warnings told; 1 the work was done and found something wrong; 2 it could not be done: the call or \
the spec could not be understood, or the machine refused.";

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Build whole reports: PDF, figures, data and manifest.
    Build(BuildArguments),
    /// Check the spec and the extracts; write nothing.
    Check(CheckArguments),
    /// Write down what a report is made from and what it says, in its report.lock.
    Lock(LockArguments),
    /// Say which reports' output is stale, and why.
    Status(StatusArguments),
    /// Build a report's output again, compare every byte, and read the numbers in its PDF back.
    Verify(VerifyArguments),
    /// Say what an outsider who knows the definitions can tell of few people from an output.
    Attack(AttackArguments),
    /// Pack a report's output into one archive.
    Bundle(BundleArguments),
    /// Sign off exhibits as they are.
    Approve(ApproveArguments),
    /// List how the exhibits of a build stand: signed off, lapsed or open.
    Review(ReviewArguments),
    /// Show what an exhibit's values rest on, from definition to extract rows.
    Trace(TraceArguments),
    /// Show what a SQL query over a report's tables gives.
    Query(QueryArguments),
    /// Test whether the numbers of a table that someone else made can be so.
    Recheck(RecheckArguments),
    /// Show what differs between two releases of a report, and why.
    Diff(DiffArguments),
    /// Explain a finding: what it means, why it matters, how to mend it.
    Explain(ExplainArguments),
    /// Copy a layout, a design or a template out of the program, to change it.
    Eject(EjectArguments),
    /// Begin a report from a folder of extracts: layouts, spec and prose.
    New(NewArguments),
    /// Say what extracts are likely to be, each guess with its evidence.
    Describe(DescribeArguments),
    /// Write specs in the form that every editor reads, TOML 1.0.
    Fmt(FormatArguments),
    /// Tell what the machine has of what the program can use.
    Doctor(DoctorArguments),
    /// Write the JSON Schema of a report's spec or of a layout, for editors.
    Schema(SchemaArguments),
    /// Write the script by which a shell completes calls of the program.
    Completions(CompletionsArguments),
    /// Write a page of the manual, of the program or of one of its commands.
    Man(ManArguments),
}

/// What every command on a report takes.
#[derive(Debug, Args)]
pub(super) struct ReportArguments {
    /// Move the status month, and with it everything that depends on it.
    #[arg(long, value_name = "YYYY-MM")]
    pub(super) as_of: Option<Month>,
    /// Read the extracts from another folder with the same file names.
    #[arg(long, value_name = "DIR")]
    pub(super) extracts: Option<PathBuf>,
    /// Protect the people behind the numbers by another of the spec's policies than its first.
    #[arg(long, value_name = "NAME")]
    pub(super) disclosure: Option<String>,
    /// The file with the key that pseudonyms are made with [or the environment variable SPORBAR_PSEUDONYM_KEY].
    #[arg(long, value_name = "FILE")]
    pub(super) pseudonym_key: Option<PathBuf>,
}

/// `sporbar build`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar build reports/my-report
  sporbar build reports/a reports/b --out /srv/publications
  sporbar build reports/my-report --as-of 2018-09 --extracts extracts/2018-09
  sporbar build reports/my-report --since published/2018-09
  sporbar build reports/my-report --locked
  sporbar build reports/my-report --timings

The output of a report is the folder DIR/<name>/ with report.pdf, figures/, data/, audit/ and manifest.json. It is \
written beside and swapped in whole: a build that fails leaves earlier output as it was. Only an earlier output of the \
same report is replaced. Output that was built with nothing to tell, from the same files by the same program, and that \
nobody has changed since, is left as it stands (see --force).

Exit status: 0 built, warnings told; 1 an extract is not valid or not as locked, and nothing is written, or a claim or a \
check does not hold, and all is written, the sentence marked; 2 it could not be done: the call or the spec could not be \
understood, or the machine refused.")]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of the call")]
pub(super) struct BuildArguments {
    /// Reports: folders, or their report.toml.
    #[arg(required = true, value_name = "REPORT")]
    pub(super) reports: Vec<PathBuf>,
    /// How to read them.
    #[command(flatten)]
    pub(super) report: ReportArguments,
    /// The folder in which each report's output folder is made [default: out].
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// What typesets the PDF: the library in the program, or the `typst` program of the same version.
    #[arg(long, value_enum, default_value_t = TypesetterName::Library)]
    pub(super) typesetter: TypesetterName,
    /// How many reports to build at a time [default: as many as the machine has processors].
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
    /// Stop if anything differs from what the report's report.lock says, and name it.
    #[arg(long)]
    pub(super) locked: bool,
    /// Let the publication tell what has changed since an earlier release: its output folder, or the folder that holds it.
    #[arg(long, value_name = "DIR")]
    pub(super) since: Option<PathBuf>,
    /// Stop if a value would have been another, had nothing been known but what was known by the status month.
    #[arg(long)]
    pub(super) hindsight: bool,
    /// Write the full audit book, with the rows behind every value and all that is hidden from readers, below another folder:
    /// outside the output, and never to be published.
    #[arg(long, value_name = "DIR")]
    pub(super) internal: Option<PathBuf>,
    /// Build also what stands already as the same call would make it.
    #[arg(long)]
    pub(super) force: bool,
    /// Tell how long each stage took.
    #[arg(long)]
    pub(super) timings: bool,
}

impl BuildArguments {
    /// How many reports are built at a time.
    pub(super) fn jobs(&self) -> usize {
        self.jobs.map_or_else(|| std::thread::available_parallelism().map_or(1, NonZeroUsize::get), NonZeroUsize::get)
    }
}

/// The typesetters by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TypesetterName {
    /// The library in the program.
    Library,
    /// The `typst` program found in the path.
    Cli,
}

/// `sporbar query`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar query reports/my-report \"SELECT Rolle, COUNT(*) AS antal FROM borgere GROUP BY Rolle\"
  sporbar query reports/my-report \"SELECT * FROM my_view\" --rows 100

The tables are the extracts, populations, sequences and views of the spec; docs/sql.md says what a query may have.
What is made of a personal field is shown as a pseudonym.")]
pub(super) struct QueryArguments {
    /// The report: its folder, or its report.toml.
    #[arg(value_name = "REPORT")]
    pub(super) path: PathBuf,
    /// The query.
    #[arg(value_name = "SQL")]
    pub(super) query: String,
    /// How to read the report.
    #[command(flatten)]
    pub(super) report: ReportArguments,
    /// How many rows to show.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(super) rows: usize,
}

/// `sporbar recheck`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar recheck table.csv
  sporbar recheck table.csv --numbers english --column Score=mean --n 57
  sporbar recheck - < pasted.txt

The table is CSV in UTF-8 (commas, semicolons or tabs), Markdown or a workbook (.xlsx); docs/recheck.md says what is tested. What each column \
is follows from its head or from --column; the roles are n, count, percent, mean, number and other.

Exit status: 0 if all that was tested can be so; 1 if something cannot; 2 if the table could not be read or nothing in it \
can be tested.")]
pub(super) struct RecheckArguments {
    /// The table's file, or - for standard input.
    #[arg(value_name = "TABLE")]
    pub(super) table: PathBuf,
    /// How the table writes its numbers [default: as all of them can be read].
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    pub(super) numbers: Option<NumbersName>,
    /// What a column is, such as Pct.=percent; again for each column.
    #[arg(long = "column", value_name = "HEAD=ROLE", value_parser = super::recheck::column)]
    pub(super) columns: Vec<(String, Role)>,
    /// The N of all rows, where the table has no column of it.
    #[arg(long, value_name = "N")]
    pub(super) n: Option<u64>,
    /// The sheet of a workbook [default: the first].
    #[arg(long, value_name = "NAME")]
    pub(super) sheet: Option<String>,
    /// What kind the intervals of the shares are; then they are computed.
    #[arg(long, value_enum, value_name = "KIND")]
    pub(super) interval: Option<IntervalName>,
}

/// A kind of interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum IntervalName {
    /// Wilson's, 95 %.
    Wilson,
    /// The share and 1.96 standard errors on both sides.
    Wald,
}

/// How numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum NumbersName {
    /// As 1.234,5.
    Danish,
    /// As 1,234.5.
    English,
}

/// `sporbar check`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar check reports/my-report
  sporbar check reports/my-report --extracts /data/2019-q1
  sporbar check reports/my-report --message-format json")]
pub(super) struct CheckArguments {
    /// Reports: folders, or their report.toml.
    #[arg(required = true, value_name = "REPORT")]
    pub(super) reports: Vec<PathBuf>,
    /// How to read them.
    #[command(flatten)]
    pub(super) report: ReportArguments,
}

/// `sporbar lock`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar lock reports/my-report
  sporbar lock reports/a reports/b

report.lock stands beside the spec and is kept with it: a line for each file that is read and each exhibit, with \
SHA-256s. What has changed since the lock before is told. `sporbar build --locked` holds a build against it.")]
pub(super) struct LockArguments {
    /// Reports: folders, or their report.toml.
    #[arg(required = true, value_name = "REPORT")]
    pub(super) reports: Vec<PathBuf>,
    /// How to read them.
    #[command(flatten)]
    pub(super) report: ReportArguments,
}

/// `sporbar status`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar status
  sporbar status reports/my-report --out /srv/publications

Exit status: 0 if all are as they would be built now; 1 if a report was never built, is stale, or is not as its \
report.lock says; 2 if it cannot be told.")]
pub(super) struct StatusArguments {
    /// Reports: folders, or their report.toml [default: all below reports/].
    #[arg(value_name = "REPORT")]
    pub(super) reports: Vec<PathBuf>,
    /// Another status month than the spec's.
    #[arg(long, value_name = "YYYY-MM")]
    pub(super) as_of: Option<Month>,
    /// Another folder of extracts with the same file names.
    #[arg(long, value_name = "DIR")]
    pub(super) extracts: Option<PathBuf>,
    /// The folder in which the reports' output folders are [default: out].
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
}

/// `sporbar approve`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar approve reports/my-report my-figure --by 'Anna Jensen'
  sporbar approve reports/my-report 'Figur 1' --by 'Anna Jensen' --note 'by hand'
  sporbar approve reports/my-report --all --by 'Anna Jensen' --date 2019-02-01

The sign-off stands in review.toml beside the spec, bound to the hash of the exhibit's values and to that of its \
definition. It lapses when either changes, and only then.")]
pub(super) struct ApproveArguments {
    /// The report: its folder, or its report.toml.
    #[arg(value_name = "REPORT")]
    pub(super) path: PathBuf,
    /// The exhibits' ids, or their numbers as they are printed: `Figur 1`.
    #[arg(value_name = "EXHIBIT", required_unless_present = "all")]
    pub(super) exhibits: Vec<String>,
    /// All exhibits of the report.
    #[arg(long, conflicts_with = "exhibits")]
    pub(super) all: bool,
    /// Who signs off.
    #[arg(long, value_name = "NAME")]
    pub(super) by: String,
    /// What others should know of it.
    #[arg(long, value_name = "TEXT")]
    pub(super) note: Option<String>,
    /// The day; without it none is recorded, so that the file does not depend on the clock.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) date: Option<chrono::NaiveDate>,
    /// How to read the report.
    #[command(flatten)]
    pub(super) report: ReportArguments,
}

/// `sporbar review`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar review out/my-report
  sporbar review out/my-report --complete

Exit status: 0 all stand; 1 if a sign-off has lapsed, or, with --complete, if an exhibit has none; 2 if it cannot be \
told.")]
pub(super) struct ReviewArguments {
    /// The output folder of a report that has been built.
    #[arg(value_name = "OUT")]
    pub(super) out: PathBuf,
    /// The report's folder, where review.toml is [default: the one of its name below reports/].
    #[arg(long, value_name = "REPORT")]
    pub(super) report: Option<PathBuf>,
    /// Fail also where an exhibit has not been signed off.
    #[arg(long)]
    pub(super) complete: bool,
}

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
pub(super) struct VerifyArguments {
    /// Output folders of reports, such as out/my-report.
    #[arg(required = true, value_name = "OUT")]
    pub(super) outputs: Vec<PathBuf>,
    /// The report's folder [default: reports/NAME, here or above the output].
    #[arg(long, value_name = "DIR")]
    pub(super) report: Option<PathBuf>,
    /// Read the extracts from another folder with the same file names.
    #[arg(long, value_name = "DIR")]
    pub(super) extracts: Option<PathBuf>,
    /// The earlier release that the output tells of changes since: its output folder, or the folder that holds it.
    #[arg(long, value_name = "DIR")]
    pub(super) since: Option<PathBuf>,
    /// Compute values, up to 50 of an exhibit, again from nothing but the extract rows that each names.
    #[arg(long)]
    pub(super) lineage: bool,
    /// The file with the key that pseudonyms are made with [or the environment variable SPORBAR_PSEUDONYM_KEY].
    #[arg(long, value_name = "FILE")]
    pub(super) pseudonym_key: Option<PathBuf>,
}

/// `sporbar attack`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar attack out/my-report
  sporbar attack out/my-report --earlier published/2018-09/my-report
  sporbar attack out/my-report --disclosure suppress

What the output's tables show is held to the limits of its policy: which numbers of few people are shown, can be computed, or \
can be known too closely. The report's own extracts are needed, as it says which numbers follow from which.

Exit status: 0 if all that the limits protect is protected; 1 if not; 2 if it could not be done.")]
pub(super) struct AttackArguments {
    /// Output folders of reports, such as out/my-report.
    #[arg(required = true, value_name = "OUT")]
    pub(super) outputs: Vec<PathBuf>,
    /// Earlier outputs of the report that readers have: what they show and this one hides is known.
    #[arg(long, value_name = "OUT")]
    pub(super) earlier: Vec<PathBuf>,
    /// The policy whose limits the output is held to [default: the one it was built with].
    #[arg(long, value_name = "NAME")]
    pub(super) disclosure: Option<String>,
    /// The report's folder [default: reports/NAME, here or above the output].
    #[arg(long, value_name = "DIR")]
    pub(super) report: Option<PathBuf>,
    /// Read the extracts from another folder with the same file names.
    #[arg(long, value_name = "DIR")]
    pub(super) extracts: Option<PathBuf>,
    /// The file with the key that pseudonyms are made with [or the environment variable SPORBAR_PSEUDONYM_KEY].
    #[arg(long, value_name = "FILE")]
    pub(super) pseudonym_key: Option<PathBuf>,
}

/// `sporbar bundle`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar bundle out/my-report
  sporbar bundle out/a out/b --to /srv/archive

The archive NAME-YYYY-MM.zip holds the publication, the figures, the values, the audit book and the manifest, and the \
extracts' SHA-256s, but never the extracts. It has the same bytes each time. An earlier bundle of the report with the same \
status month is replaced, and nothing else.")]
pub(super) struct BundleArguments {
    /// Output folders of reports, such as out/my-report.
    #[arg(required = true, value_name = "OUT")]
    pub(super) outputs: Vec<PathBuf>,
    /// The folder that the archive is put in.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) to: PathBuf,
}

/// `sporbar trace`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar trace reports/my-report my-figure --series SU --x start
  sporbar trace reports/my-report my-figure --series SU --x start --rows
  sporbar trace reports/my-report 'Figur 1' --facet A --format csv > rows.csv
  sporbar trace reports/my-report my-figure --x 2018 --format json > values.json
  sporbar trace reports/my-report --row borgere.csv:12
  sporbar trace reports/my-report --person P-774K-SW82-05CY

A dimension that is not named takes all its keys. The table stops where it gets too long to read and says how much is left; \
--all shows it. CSV and JSON have everything.")]
pub(super) struct TraceArguments {
    /// The report: its folder, or its report.toml.
    #[arg(value_name = "REPORT")]
    pub(super) path: PathBuf,
    /// The exhibit's id, or its number as it is printed: `Figur 1`.
    #[arg(required_unless_present_any = ["row", "person"])]
    pub(super) exhibit: Option<String>,
    /// The other way round: which populations and numbers a row takes part in, such as borgere.csv:12.
    #[arg(long, value_name = "FILE:ROW", conflicts_with_all = ["exhibit", "person", "facet", "series", "x", "format", "rows"])]
    pub(super) row: Option<String>,
    /// The same for all rows about a person.
    #[arg(long, value_name = "PSEUDONYM", conflicts_with_all = ["exhibit", "facet", "series", "x", "format", "rows"])]
    pub(super) person: Option<String>,
    /// Only values of this facet.
    #[arg(long)]
    pub(super) facet: Option<String>,
    /// Only values of this series.
    #[arg(long)]
    pub(super) series: Option<String>,
    /// Only values at this place along the axis.
    #[arg(long)]
    pub(super) x: Option<String>,
    /// A table for people, rows to compute with, or everything for other programs.
    #[arg(long, value_enum, default_value_t = TraceFormat::Table)]
    pub(super) format: TraceFormat,
    /// In the table, show the fields of every row, without the personal ones.
    #[arg(long)]
    pub(super) rows: bool,
    /// In the table, show everything, however long.
    #[arg(long)]
    pub(super) all: bool,
    /// How to read the report.
    #[command(flatten)]
    pub(super) report: ReportArguments,
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
pub(super) struct DiffArguments {
    /// The old release: an output folder, or a report, with the status month if not its own: REPORT@YYYY-MM.
    #[arg(value_name = "OLD")]
    pub(super) old: String,
    /// The new release.
    #[arg(value_name = "NEW")]
    pub(super) new: Option<String>,
    /// The two status months of one report, instead of two releases.
    #[arg(long, value_name = "YYYY-MM")]
    pub(super) as_of: Vec<Month>,
    /// Text for people, JSON for programs, or Markdown for a merge request.
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(super) format: DiffFormat,
    /// Show everything, however long.
    #[arg(long)]
    pub(super) all: bool,
    /// Compare what readers see: without what is hidden, and without the rows of people.
    #[arg(long)]
    pub(super) public: bool,
    /// Protect the people behind the numbers by another of the spec's policies than its first.
    #[arg(long, value_name = "NAME")]
    pub(super) disclosure: Option<String>,
    /// Read the extracts of a report from another folder with the same file names.
    #[arg(long, value_name = "DIR")]
    pub(super) extracts: Option<PathBuf>,
    /// The file with the key that pseudonyms are made with [or the environment variable SPORBAR_PSEUDONYM_KEY].
    #[arg(long, value_name = "FILE")]
    pub(super) pseudonym_key: Option<PathBuf>,
}

/// How a difference is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DiffFormat {
    /// Text for people.
    Text,
    /// JSON.
    Json,
    /// Markdown, with a folded table for each exhibit.
    Md,
}

/// `sporbar explain`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar explain claim-refuted
  sporbar explain                 all codes")]
pub(super) struct ExplainArguments {
    /// The code in the brackets of a finding; without it all codes are listed.
    #[arg(value_name = "CODE")]
    pub(super) code: Option<String>,
}

/// `sporbar eject`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar eject                      what there is
  sporbar eject opus-udgifter        a layout, into data-schema/
  sporbar eject statusmaaling        a design, into templates/
  sporbar eject faelles/makroer.typ  one template

The copy goes into the project one stands in, and is used there in the place of the program's. A file that is there \
already is never replaced.")]
pub(super) struct EjectArguments {
    /// A layout, a design, or one of the designs' files.
    #[arg(value_name = "NAME")]
    pub(super) name: Option<String>,
}

/// `sporbar new`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar new my-report --from extracts/
  sporbar new my-report --from extracts/ --as-of 2018-12

Writes reports/NAME/ with a spec, a text and copies of the extracts, and a layout for each extract in data-schema/, into the \
project one stands in, or else this folder; then checks the report. What was guessed has its evidence beside it, and what \
somebody should look at is marked `tjek:`. Nothing that is there already is written over, and nothing personal is shown.")]
pub(super) struct NewArguments {
    /// What the report is to be called: small letters, digits and hyphens.
    #[arg(value_name = "NAME")]
    pub(super) name: String,
    /// The folder with its extracts.
    #[arg(long, value_name = "DIR")]
    pub(super) from: PathBuf,
    /// The status month [default: the latest that the extracts tell of].
    #[arg(long, value_name = "YYYY-MM")]
    pub(super) as_of: Option<Month>,
    /// The file with the key that pseudonyms are made with [or the environment variable SPORBAR_PSEUDONYM_KEY].
    #[arg(long, value_name = "FILE")]
    pub(super) pseudonym_key: Option<PathBuf>,
}

/// `sporbar describe`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar describe extracts/udgifter.csv
  sporbar describe extracts/*

Each guess stands with its evidence, and what somebody should look at is marked `tjek:`. The extract is then read by the \
layout that was guessed, and what is found is told. Nothing personal is shown, and nothing is written.

Exit status: 0 the layout reads the extract; 1 it finds something wrong in it; 2 the file could not be read as a table.")]
pub(super) struct DescribeArguments {
    /// Extracts: CSV, Excel workbooks (.xlsx) or Parquet.
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
}

/// How observations are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TraceFormat {
    /// A table for people.
    Table,
    /// RFC 4180, one row an extract row.
    Csv,
    /// Everything, in the form described in docs/audit.md.
    Json,
}

/// How to tell of the work.
#[derive(Debug, Args)]
pub(super) struct OutputArguments {
    /// Say nothing but what is wrong.
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// Say more: every file that is written.
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(super) verbose: bool,
    /// How findings are written.
    #[arg(long, global = true, value_enum, default_value_t = MessageFormat::Human)]
    pub(super) message_format: MessageFormat,
    /// Make every warning an error, which ends with status 1.
    #[arg(long, global = true)]
    pub(super) deny_warnings: bool,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// For people, with the line they are about.
    Human,
    /// One JSON object a line, on standard error, in the form described in docs/messages.md.
    Json,
}

/// `sporbar completions`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar completions bash > ~/.local/share/bash-completion/completions/sporbar
  sporbar completions fish > ~/.config/fish/completions/sporbar.fish
  sporbar completions zsh > ~/.zfunc/_sporbar          with ~/.zfunc in $fpath before compinit runs
  sporbar completions powershell >> $PROFILE")]
pub(super) struct CompletionsArguments {
    /// The shell.
    #[arg(value_name = "SHELL")]
    pub(super) shell: clap_complete::Shell,
}

/// `sporbar man`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar man > ~/.local/share/man/man1/sporbar.1
  sporbar man build > ~/.local/share/man/man1/sporbar-build.1")]
pub(super) struct ManArguments {
    /// The command; without it, the page is of the whole program.
    #[arg(value_name = "COMMAND")]
    pub(super) command: Option<String>,
}

/// `sporbar schema`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar schema > reports/report.schema.json          a spec whose first line is `#:schema ../report.schema.json` is then
                                                       completed and explained by editors with Taplo
  sporbar schema layout")]
pub(super) struct SchemaArguments {
    /// Of what.
    #[arg(value_name = "FILE", value_enum, default_value_t = SchemaOf::Report)]
    pub(super) of: SchemaOf,
}

/// What has a schema.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum SchemaOf {
    /// A report's spec, `report.toml`.
    Report,
    /// The layout of an extract, `data-schema/*.json`.
    Layout,
}

/// `sporbar fmt`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar fmt reports/*
  sporbar fmt --check reports/*                        ends with 1 where one is not in its form")]
pub(super) struct FormatArguments {
    /// Reports: folders, or their report.toml.
    #[arg(value_name = "REPORT", required = true)]
    pub(super) reports: Vec<PathBuf>,
    /// Write nothing, and say which are not in their form.
    #[arg(long)]
    pub(super) check: bool,
}

/// `sporbar doctor`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar doctor
  sporbar doctor reports/my-report")]
pub(super) struct DoctorArguments {
    /// The folder that outputs are to be written in.
    #[arg(value_name = "DIR", default_value = ".")]
    pub(super) folder: PathBuf,
}
