//! Calls that cannot be understood, told as findings are; and help, which is told in the same way by clap.

use clap::error::ErrorKind;

use super::Outcome;
use super::arguments::MessageFormat;
use super::console::Console;
use crate::diagnostic::{Code, Finding, Sources};
use crate::pipeline::{Failure, FailureKind};

/// Tells what clap has to say in the place of arguments: help that was asked for, or what is wrong with the call.
pub(super) fn tell(told: &clap::Error) -> Outcome {
    let format = asked_format(std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()));
    let is_help = match told.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => true,
        // A call of nothing is met with the help, by a program with a finding.
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => format == MessageFormat::Human,
        _ => false,
    };
    if is_help {
        // Whoever has closed the other end has seen enough.
        let _ = told.print();
        return if told.exit_code() == 0 { Outcome::Done } else { Outcome::Misunderstood };
    }
    let finding = finding(told);
    Console::of_format(format).failure(&Failure {
        kind: FailureKind::Call,
        findings: finding.into(),
        sources: Sources::default(),
    });
    Outcome::Misunderstood
}

/// How findings are to be written, in a call that could not be understood as a whole.
fn asked_format(arguments: impl Iterator<Item = String>) -> MessageFormat {
    let arguments: Vec<String> = arguments.take_while(|argument| argument != "--").collect();
    let apart = arguments.windows(2).any(|pair| pair == ["--message-format", "json"]);
    let json = apart || arguments.iter().any(|argument| argument == "--message-format=json");
    if json { MessageFormat::Json } else { MessageFormat::Human }
}

/// What is wrong with the call: clap's first paragraph is the mistake, and the others say what to do.
fn finding(told: &clap::Error) -> Finding {
    if told.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return Finding::error(Code::CallMisunderstood, "the call names no command")
            .help("`sporbar --help` tells which there are");
    }
    let text = told.render().to_string();
    let mut paragraphs = text.split("\n\n").map(|paragraph| {
        paragraph.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
    });
    let first = paragraphs.next().unwrap_or_default();
    let message = first.strip_prefix("error: ").unwrap_or(&first).to_owned();
    let help = paragraphs.filter(|paragraph| !paragraph.is_empty());
    help.fold(Finding::error(Code::CallMisunderstood, message), |finding, help| {
        finding.help(help.strip_prefix("tip: ").unwrap_or(&help))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_is_known_of_a_call_that_is_not() {
        let format = |call: &str| asked_format(call.split(' ').map(str::to_owned));
        for json in ["--message-format json", "build --nix --message-format=json", "--message-format json build"] {
            assert_eq!(format(json), MessageFormat::Json, "{json}");
        }
        for human in ["build --nix", "--message-format", "--message-format human", "build -- --message-format json"] {
            assert_eq!(format(human), MessageFormat::Human, "{human}");
        }
    }
}
