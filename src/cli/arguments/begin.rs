//! What takes files that a report is begun with and written in.
#![allow(clippy::doc_markdown, reason = "the help shows these comments as they are")]

use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::calendar::Month;

/// `sporbar new`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar new my-report --from extracts/
  sporbar new my-report --from extracts/ --as-of 2018-12

Writes reports/NAME/ with a spec, a text and copies of the extracts, and a layout for each extract in data-schema/, into the \
project one stands in, or else this folder; then checks the report. What was guessed has its evidence beside it, and what \
somebody should look at is marked `tjek:`. Nothing that is there already is written over, and nothing personal is shown.")]
pub(in crate::cli) struct NewArguments {
    /// What the report is to be called: small letters, digits and hyphens.
    #[arg(value_name = "NAME")]
    pub(in crate::cli) name: String,
    /// The folder with its extracts.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) from: PathBuf,
    /// The status month [default: the latest that the extracts tell of].
    #[arg(long, value_name = "YYYY-MM")]
    pub(in crate::cli) as_of: Option<Month>,
    /// The file with the key that pseudonyms are made with [or the environment variable SPORBAR_PSEUDONYM_KEY].
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) pseudonym_key: Option<PathBuf>,
}

/// `sporbar describe`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar describe extracts/udgifter.csv
  sporbar describe extracts/*

Each guess stands with its evidence, and what somebody should look at is marked `tjek:`. The extract is then read by the \
layout that was guessed, and what is found is told. Nothing personal is shown, and nothing is written.

Exit status: 0 the layout reads the extract; 1 it finds something wrong in it; 2 the file could not be read as a table.")]
pub(in crate::cli) struct DescribeArguments {
    /// Extracts: CSV, Excel workbooks (.xlsx) or Parquet.
    #[arg(required = true, value_name = "FILE")]
    pub(in crate::cli) files: Vec<PathBuf>,
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
pub(in crate::cli) struct EjectArguments {
    /// A layout, a design, or one of the designs' files.
    #[arg(value_name = "NAME")]
    pub(in crate::cli) name: Option<String>,
}

/// `sporbar fmt`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar fmt reports/*
  sporbar fmt --check reports/*                        ends with 1 where one is not in its form")]
pub(in crate::cli) struct FormatArguments {
    /// Reports: folders, or their report.toml.
    #[arg(value_name = "REPORT", required = true)]
    pub(in crate::cli) reports: Vec<PathBuf>,
    /// Write nothing, and say which are not in their form.
    #[arg(long)]
    pub(in crate::cli) check: bool,
}

/// `sporbar schema`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar schema > reports/report.schema.json          a spec whose first line is `#:schema ../report.schema.json` is then
                                                       completed and explained by editors with Taplo
  sporbar schema layout")]
pub(in crate::cli) struct SchemaArguments {
    /// Of what.
    #[arg(value_name = "FILE", value_enum, default_value_t = SchemaOf::Report)]
    pub(in crate::cli) of: SchemaOf,
}

/// What has a schema.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum SchemaOf {
    /// A report's spec, `report.toml`.
    Report,
    /// The layout of an extract, `data-schema/*.json`.
    Layout,
}

/// `sporbar synth`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar synth reports/my-report --to made-up
  sporbar synth reports/my-report --to many --people 100000 --seed 7
  sporbar synth reports/my-report --to later --fit --as-of 2019-06

The extracts have the report's own layouts, and all rules of those hold, so that `sporbar check reports/my-report --extracts made-up` \
reads them. Without --fit nothing but the layouts is read. With it, what is made is like the real extracts: how often labels \
occur, alone and beside each other where the spec uses them together, and means along scales, each of at least as many \
people as --minimum says. No row is copied, and no rare value kept. The same call gives the same bytes.")]
pub(in crate::cli) struct SynthArguments {
    /// The report: its folder, or its report.toml.
    #[arg(value_name = "REPORT")]
    pub(in crate::cli) path: PathBuf,
    /// The folder that the extracts are written to; nothing that is there is written over.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) to: PathBuf,
    /// How many people to make up.
    #[arg(long, value_name = "N", default_value = "200")]
    pub(in crate::cli) people: NonZeroU32,
    /// What chance follows from: another seed makes up other people.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(in crate::cli) seed: u64,
    /// Make what is like the report's extracts.
    #[arg(long)]
    pub(in crate::cli) fit: bool,
    /// The fewest people behind anything that is kept of the report's extracts [default: what the spec's disclosure says, or 5].
    #[arg(long, value_name = "N")]
    pub(in crate::cli) minimum: Option<NonZeroU32>,
    /// Make up extracts of another status month than the spec's.
    #[arg(long, value_name = "YYYY-MM")]
    pub(in crate::cli) as_of: Option<Month>,
    /// Be like the extracts in another folder with the same file names.
    #[arg(long, value_name = "DIR", requires = "fit")]
    pub(in crate::cli) extracts: Option<PathBuf>,
    /// The file with the key that pseudonyms are made with [or the environment variable SPORBAR_PSEUDONYM_KEY].
    #[arg(long, value_name = "FILE", requires = "fit")]
    pub(in crate::cli) pseudonym_key: Option<PathBuf>,
}
