//! What holds and what does not, as readers call it: a label of an axis is a word of the report's language, and not of SQL.

use super::Spec;
use crate::locale::say;

/// The words of a language for what holds and for what does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Truths {
    yes: String,
    no: String,
}

impl Spec {
    /// What readers call what holds, and what does not.
    pub fn truths(&self) -> Truths {
        let language = self.report.language;
        Truths { yes: say!(language, "spec-true"), no: say!(language, "spec-false") }
    }
}

impl Truths {
    /// What readers call a truth that SQL writes so.
    pub fn called(&self, text: String) -> String {
        match text.as_str() {
            "true" => self.yes.clone(),
            "false" => self.no.clone(),
            _ => text,
        }
    }

    /// Whether a text is how SQL writes one.
    pub fn writes(text: &str) -> bool {
        ["true", "false"].contains(&text)
    }

    /// Puts what holds before what does not.
    pub fn in_order<T>(&self, all: &mut [T], name: impl Fn(&T) -> &str) {
        all.sort_by_key(|one| name(one) != self.yes);
    }
}
