//! `sporbar completions` and `sporbar man`: what a shell and its manual know of the program, made from its arguments.

use clap::CommandFactory;

use super::Outcome;
use super::arguments::{Arguments, CompletionsArguments, ManArguments};
use super::console::Console;
use super::misunderstood;
use crate::diagnostic::{Code, Finding};

/// Writes the script by which a shell completes calls.
pub(super) fn completions(arguments: &CompletionsArguments, console: &Console) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "sporbar", &mut script);
    console.result(&script);
    Outcome::Done
}

/// Writes a page of the manual: of the program, or of one of its commands.
pub(super) fn man(arguments: &ManArguments, console: &Console) -> Outcome {
    match page(arguments.command.as_deref()) {
        Ok(page) => {
            console.result(&page);
            Outcome::Done
        }
        Err(finding) => {
            let failure = misunderstood(finding);
            console.failure(&failure);
            failure.kind.into()
        }
    }
}

fn page(command: Option<&str>) -> Result<Vec<u8>, Finding> {
    // Built, so that a command knows its whole name (`sporbar build`) and the options that all commands share.
    let mut program = Arguments::command();
    program.build();
    let page = match command {
        None => program,
        Some(name) => {
            let Some(found) = program.find_subcommand(name).filter(|found| found.get_name() != "help") else {
                let names = program.get_subcommands().map(clap::Command::get_name).filter(|name| *name != "help");
                let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
                return Err(Finding::error(Code::CallMisunderstood, format!("there is no command `{name}`"))
                    .help(format!("the commands are {}", names.join(", "))));
            };
            found.clone()
        }
    };
    let mut bytes = Vec::new();
    clap_mangen::Man::new(page).render(&mut bytes).expect("a list of bytes takes all that is written to it");
    Ok(bytes)
}
