//! The arguments, declared once: clap makes the help, the manual and the shells' completions from the same lines.
#![allow(clippy::doc_markdown, reason = "the help shows these comments as they are")]

mod begin;
mod build;
mod groups;
mod machine;
mod number;
mod release;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub(super) use begin::{
    DescribeArguments, EjectArguments, FormatArguments, NewArguments, SchemaArguments, SchemaOf, SynthArguments,
};
pub(super) use build::{BuildArguments, CheckArguments, LockArguments, StatusArguments, TypesetterName};
pub(super) use groups::parsed;
pub(super) use machine::{CompletionsArguments, DoctorArguments, LspArguments, ManArguments, WatchArguments};
pub(super) use number::{
    ExplainArguments, IntervalName, NumbersName, QueryArguments, RecheckArguments, TraceArguments, TraceFormat,
};
pub(super) use release::{
    ApproveArguments, AttackArguments, BundleArguments, DiffArguments, DiffFormat, ExportArguments, ReviewArguments,
    VerifyArguments,
};

use crate::calendar::Month;

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
    /// Write reports as documents for Word or slides for PowerPoint.
    Export(ExportArguments),
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
    /// Make up extracts in a report's layouts, to develop, show and try it.
    Synth(SynthArguments),
    /// Write specs in the form that every editor reads, TOML 1.0.
    Fmt(FormatArguments),
    /// Tell what the machine has of what the program can use.
    Doctor(DoctorArguments),
    /// Write the JSON Schema of a report's spec or of a layout, for editors.
    Schema(SchemaArguments),
    /// Show a report in the browser while it is being written: its pages, what is wrong, and its audit book.
    Watch(WatchArguments),
    /// Serve an editor: findings as one types, completion, explanations, definitions, renaming.
    Lsp(LspArguments),
    /// Write the script by which a shell completes calls of the program.
    Completions(CompletionsArguments),
    /// Write a page of the manual, of the program or of one of its commands.
    Man(ManArguments),
}

/// The schema of specs that `new` puts beside the reports for editors.
pub(super) const SCHEMA: &str = "report.schema.json";

impl Command {
    /// Passes over the schema beside the reports where a call names all that is there: nobody means it by `reports/*`.
    fn reports_alone(&mut self) {
        let reports = match self {
            Self::Build(arguments) => &mut arguments.reports,
            Self::Check(arguments) => &mut arguments.reports,
            Self::Lock(arguments) => &mut arguments.reports,
            Self::Status(arguments) => &mut arguments.reports,
            Self::Export(arguments) => &mut arguments.reports,
            Self::Fmt(arguments) => &mut arguments.reports,
            _ => return,
        };
        if reports.len() > 1 {
            reports.retain(|report| report.file_name().is_none_or(|name| name != SCHEMA));
        }
    }
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
