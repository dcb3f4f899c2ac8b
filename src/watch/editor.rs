//! An editor that opens a file at a line.

use std::path::Path;
use std::process::{Command, Stdio};

/// Editors that need a terminal of their own, which a server has none of.
const IN_TERMINALS: [&str; 14] =
    ["vi", "vim", "nvim", "nano", "pico", "hx", "helix", "kak", "micro", "emacs", "joe", "ne", "ed", "mcedit"];

/// What opens files, as the user's environment says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Editor {
    /// The program and what always stands behind it; empty where there is none.
    words: Vec<String>,
}

impl Editor {
    /// The one that a variable such as `VISUAL` names; none where it needs a terminal.
    pub fn named(visual: &str) -> Self {
        let words: Vec<String> = visual.split_whitespace().map(str::to_owned).collect();
        let name = words.first().map(|program| name_of(program)).unwrap_or_default();
        let windowless = name == "emacs" && !words.iter().any(|word| word == "-nw");
        let fits = windowless || !IN_TERMINALS.contains(&name.as_str());
        if fits { Self { words } } else { Self::default() }
    }

    /// Whether there is one.
    pub fn is_there(&self) -> bool {
        !self.words.is_empty()
    }

    /// Opens a file at a line.
    pub(super) fn open(&self, path: &Path, line: usize) -> std::io::Result<()> {
        let Some((program, before)) = self.words.split_first() else {
            return Err(std::io::ErrorKind::NotFound.into());
        };
        let mut command = Command::new(program);
        command.args(before).args(arguments(&name_of(program), path, line));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn()?;
        // Somebody must ask how it ended, or it stays in the system's table.
        std::thread::spawn(move || drop(child.wait()));
        Ok(())
    }
}

/// A program's name without its folder and its ending.
fn name_of(program: &str) -> String {
    Path::new(program).file_stem().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// How an editor is told of a file and a line in it.
fn arguments(name: &str, path: &Path, line: usize) -> Vec<String> {
    let path = path.display().to_string();
    match name {
        "code" | "code-insiders" | "codium" | "vscodium" | "cursor" | "windsurf" => {
            vec!["--goto".to_owned(), format!("{path}:{line}")]
        }
        "zed" | "zeditor" | "subl" | "sublime_text" => vec![format!("{path}:{line}")],
        "kate" | "kwrite" | "idea" | "pycharm" | "mate" => vec!["--line".to_owned(), line.to_string(), path],
        "gvim" | "mvim" | "emacs" | "emacsclient" | "gedit" | "mousepad" | "xed" | "geany" => {
            vec![format!("+{line}"), path]
        }
        _ => vec![path],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_told_of_the_line_in_its_own_way() {
        let told = |name: &str| arguments(name, Path::new("/r/report.toml"), 7).join(" ");
        assert_eq!(told("code"), "--goto /r/report.toml:7");
        assert_eq!(told("zed"), "/r/report.toml:7");
        assert_eq!(told("gvim"), "+7 /r/report.toml");
        assert_eq!(told("kate"), "--line 7 /r/report.toml");
        assert_eq!(told("notepad"), "/r/report.toml");
    }

    #[test]
    fn one_that_needs_a_terminal_is_none() {
        for visual in ["vim", "/usr/bin/nvim", "nano -w", "emacs -nw", "hx", ""] {
            assert!(!Editor::named(visual).is_there(), "{visual}");
        }
        for visual in ["code --wait", "emacs", "/opt/Zed/zed", "gvim -f"] {
            assert!(Editor::named(visual).is_there(), "{visual}");
        }
    }
}
