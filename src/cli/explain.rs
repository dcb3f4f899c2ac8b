//! `sporbar explain`.

use super::arguments::ExplainArguments;
use super::console::Console;
use super::{Outcome, misunderstood};
use crate::diagnostic::{Code, Finding, did_you_mean};

/// Explains a finding's code, or lists them all.
pub(super) fn run(arguments: &ExplainArguments, console: &Console) -> Outcome {
    let Some(name) = &arguments.code else {
        console.result(list().as_bytes());
        return Outcome::Done;
    };
    // A code is copied from a message with what stands around it there: error[claim-refuted].
    let name = name.trim().trim_start_matches("error").trim_start_matches("warning").trim_matches(['[', ']']);
    let Some(code) = Code::from_id(&name.to_lowercase()) else {
        let ids = Code::ALL.iter().map(|code| code.id());
        let help = match did_you_mean(name, ids) {
            Some(id) => format!("did you mean `{id}`?"),
            None => "`sporbar explain` lists them all".to_owned(),
        };
        let message = format!("there is no finding with the code `{name}`");
        console.failure(&misunderstood(Finding::error(Code::BadValue, message).help(help)));
        return Outcome::Misunderstood;
    };
    console.result(format!("{}\n\n{}\n{}\n", code.id(), code.explanation().trim(), plain(code.section())).as_bytes());
    Outcome::Done
}

/// Every code with its rule in a line.
fn list() -> String {
    let width = Code::ALL.iter().map(|code| code.id().len()).max().unwrap_or(0);
    let mut list = String::new();
    for code in Code::ALL {
        let rule = code.explanation().split_whitespace().collect::<Vec<_>>().join(" ");
        list.push_str(&format!("{:<width$}  {rule}\n", code.id()));
    }
    list
}

/// The section for a terminal: an example stands indented, with what it is of above it.
fn plain(section: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for line in section.lines() {
        match line.strip_prefix("```") {
            Some(_) if inside => inside = false,
            Some(opening) => {
                inside = true;
                if let Some((_, file)) = opening.split_once(' ') {
                    text.push_str(&format!("\n  {file}"));
                }
            }
            None if inside => text.push_str(&format!("\n    {line}")),
            None => text.push_str(&format!("\n{line}")),
        }
    }
    text
}
