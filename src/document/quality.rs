//! The quality log: who has signed off which exhibit, and whether it still holds, as plain data.

use serde::Serialize;

/// An exhibit and all who have signed it off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignedExhibit {
    /// The exhibit's id.
    pub exhibit: String,
    /// Whether the report has it no more.
    pub gone: bool,
    /// The sign-offs in the order of the names; none where nobody has signed it off.
    pub sign_offs: Vec<SignOffText>,
}

/// A sign-off as readers see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignOffText {
    /// Who signed off.
    pub by: String,
    /// The day, as it was given; may be empty.
    pub date: String,
    /// What the reviewer wants known; may be empty.
    pub note: String,
    /// Whether it holds.
    pub state: SignOffState,
}

/// Whether a sign-off holds, or why it has lapsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SignOffState {
    /// The exhibit is as it was signed off.
    Approved,
    /// Its values have changed.
    Values,
    /// Its definition has changed.
    Definition,
    /// Both have changed.
    Both,
    /// The report has it no more.
    Gone,
}
