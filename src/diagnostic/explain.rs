//! What a code means at length: its section of `docs/findings.md`, which is built into the program.
//!
//! The page is the one place where codes are explained, so that it and the program cannot differ.

use super::Code;

/// The page, a section for each code.
const PAGE: &str = include_str!("../../docs/findings.md");

impl Code {
    /// The code of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id() == id)
    }

    /// What it means, why it matters, an example and how to mend it: Markdown, without the heading.
    pub fn section(self) -> &'static str {
        let heading = format!("\n## {}\n", self.id());
        let Some((_, rest)) = PAGE.split_once(heading.as_str()) else { return "" };
        rest.split_once("\n## ").map_or(rest, |(section, _)| section).trim()
    }
}
