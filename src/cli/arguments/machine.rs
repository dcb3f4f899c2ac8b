//! What takes the machine that the program runs on.
#![allow(clippy::doc_markdown, reason = "the help shows these comments as they are")]

use std::path::PathBuf;

use clap::Args;

use super::ReportArguments;

/// `sporbar doctor`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar doctor
  sporbar doctor reports/my-report")]
pub(in crate::cli) struct DoctorArguments {
    /// The folder that outputs are to be written in.
    #[arg(value_name = "DIR", default_value = ".")]
    pub(in crate::cli) folder: PathBuf,
}

/// `sporbar lsp`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar lsp
  sporbar lsp --pseudonym-key key.txt

Editors start it themselves: docs/editor.md has the settings.")]
pub(in crate::cli) struct LspArguments {
    /// Which report, the editor's files say.
    #[command(flatten)]
    pub(in crate::cli) report: ReportArguments,
    /// Nothing but standard input and output is spoken on, as some editors ask for.
    #[arg(long, hide = true)]
    pub(in crate::cli) stdio: bool,
}

/// `sporbar watch`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar watch reports/my-report
  sporbar watch reports/my-report --port 8000
  sporbar watch reports/my-report --poll               where the report is on a network drive
  VISUAL=code sporbar watch reports/my-report          a click on a figure opens its lines of the spec there

Open the address that is written in a browser on this machine. Whatever is saved in the report's folder, its extracts, the \
layouts or the designs is built and shown at once, where one was reading; while there are errors the last good pages stay. \
What is shown is what `build` would publish, and nothing is written. Only who has the address can see it. Ctrl-C ends it.")]
pub(in crate::cli) struct WatchArguments {
    /// The report: its folder, or its report.toml.
    #[arg(value_name = "REPORT")]
    pub(in crate::cli) path: PathBuf,
    #[command(flatten)]
    pub(in crate::cli) report: ReportArguments,
    /// The port on 127.0.0.1 to listen on [default: one that is free].
    #[arg(long, value_name = "N")]
    pub(in crate::cli) port: Option<u16>,
    /// Look for changes every second: for folders of other machines, of whose changes this one's system does not tell.
    #[arg(long)]
    pub(in crate::cli) poll: bool,
}

/// `sporbar completions`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar completions bash > ~/.local/share/bash-completion/completions/sporbar
  sporbar completions fish > ~/.config/fish/completions/sporbar.fish
  sporbar completions zsh > ~/.zfunc/_sporbar          with ~/.zfunc in $fpath before compinit runs
  sporbar completions powershell >> $PROFILE")]
pub(in crate::cli) struct CompletionsArguments {
    /// The shell.
    #[arg(value_name = "SHELL")]
    pub(in crate::cli) shell: clap_complete::Shell,
}

/// `sporbar man`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  sporbar man > ~/.local/share/man/man1/sporbar.1
  sporbar man build > ~/.local/share/man/man1/sporbar-build.1")]
pub(in crate::cli) struct ManArguments {
    /// The command; without it, the page is of the whole program.
    #[arg(value_name = "COMMAND")]
    pub(in crate::cli) command: Option<String>,
}
