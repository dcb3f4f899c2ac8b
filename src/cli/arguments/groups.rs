//! The commands in groups, by what one wants to do: clap lists them in one row.

use clap::{CommandFactory, FromArgMatches};

use super::Arguments;

/// The groups, each with its commands in the order in which one meets them.
const GROUPS: [(&str, &[&str]); 6] = [
    ("Begin a report", &["new", "describe", "eject", "synth"]),
    ("Write it", &["watch", "check", "fmt", "query", "lsp", "explain"]),
    ("Build it", &["build", "lock", "status"]),
    ("Follow its numbers", &["trace", "diff", "recheck"]),
    ("Release it", &["verify", "attack", "review", "approve", "bundle", "export"]),
    ("The program itself", &["doctor", "schema", "completions", "man"]),
];

/// The widest that help is written, as clap is told for all else.
const WIDEST: usize = 100;

/// The arguments of the process, or what clap has to say in their place.
pub(in crate::cli) fn parsed() -> Result<Arguments, clap::Error> {
    let template = format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{}Options:\n{{options}}{{after-help}}",
        listed(width())
    );
    let called = Arguments::command().help_template(template).try_get_matches()?;
    let mut arguments = Arguments::from_arg_matches(&called)?;
    arguments.command.reports_alone();
    Ok(arguments)
}

/// How wide the terminal is; where there is none, as wide as help gets.
fn width() -> usize {
    terminal_size::terminal_size().map_or(WIDEST, |(width, _)| usize::from(width.0).clamp(40, WIDEST))
}

/// The commands and what each does, in groups, in lines of at most `width` letters.
fn listed(width: usize) -> String {
    let program = Arguments::command();
    let indent = 2 + GROUPS.iter().flat_map(|(_, names)| *names).map(|name| name.len()).max().unwrap_or_default() + 2;
    let mut text = String::new();
    for (heading, names) in GROUPS {
        text.push_str(&format!("{heading}:\n"));
        for name in names {
            let about = program.find_subcommand(name).and_then(clap::Command::get_about);
            let about = about.map(ToString::to_string).unwrap_or_default();
            let lines = lines(&about, width.saturating_sub(indent)).join(&format!("\n{:indent$}", ""));
            text.push_str(&format!("{:<indent$}{lines}\n", format!("  {name}")));
        }
        text.push('\n');
    }
    text
}

/// A text in lines, broken at spaces.
fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is a line from the beginning");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_stands_in_one_group() {
        let mut listed: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let program = Arguments::command();
        let mut all: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
        listed.sort_unstable();
        all.sort_unstable();
        assert_eq!(listed, all);
    }

    #[test]
    fn no_line_is_wider_than_the_terminal_and_no_word_is_lost() {
        for width in [40, 60, 80, 100] {
            let text = listed(width);
            assert!(text.lines().all(|line| line.chars().count() <= width), "{width}:\n{text}");
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(words(&text), words(&listed(1000)));
        }
    }
}
