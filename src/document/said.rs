//! What the report claims, in its text: `{{ siger("id") }}`, `{{ siger_alle(["id", "id"]) }}`.

use std::fmt;
use std::sync::Arc;

use minijinja::value::{Object, ObjectRepr};

use super::escape::Slots;
use super::mention::Told;
use super::publication::{ClaimText, PremiseText, Showing};
use super::veil::Veil;

/// The sentences of claims, one after the other. A text that asks whether anything is said (`{% if sagt %}`) is told so only where
/// that does not rest on hidden numbers.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) sentences: Vec<Sentence>,
    /// Whether a space stands behind each.
    pub(crate) spaced: bool,
}

/// A claim's sentence.
#[derive(Debug)]
pub(crate) struct Sentence {
    text: String,
    showing: Showing,
    /// The letters of the premises that it rests on.
    marks: Vec<String>,
    veil: Veil,
}

impl Sentence {
    pub(crate) fn of(claim: &ClaimText, premises: &[PremiseText], veil: Veil) -> Self {
        let own = premises.iter().filter(|premise| claim.premises.contains(&premise.name));
        Self {
            text: Told { text: claim.sentence.clone(), mentions: claim.mentions.clone() }.marked(),
            showing: claim.showing,
            marks: own.map(|premise| premise.mark.clone()).collect(),
            veil,
        }
    }

    /// Whether there is anything to print.
    fn printed(&self) -> bool {
        self.showing != Showing::Omitted && !self.text.is_empty()
    }
}

impl Said {
    /// Whether a sentence needs a number that readers may not see.
    pub(crate) fn veiled(&self) -> bool {
        self.sentences.iter().any(|sentence| sentence.showing == Showing::Hidden)
    }

    /// As Typst source, with marks where the words go.
    pub(crate) fn typst(&self, slots: &Slots) -> String {
        let mut typst = String::new();
        for sentence in self.sentences.iter().filter(|sentence| sentence.printed()) {
            let text = slots.reserve(sentence.text.clone());
            match sentence.showing {
                Showing::Marked => typst.push_str(&format!("#modsagt[{text}]")),
                Showing::Plain | Showing::Hidden | Showing::Omitted => typst.push_str(&text),
            }
            if !sentence.marks.is_empty() {
                let marks: String = sentence.marks.iter().map(|mark| slots.reserve(mark.clone()) + ",").collect();
                typst.push_str(&format!("#forudsaetningsmaerke({marks})"));
            }
            if self.spaced {
                typst.push(' ');
            }
        }
        typst
    }
}

impl Object for Said {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    /// Whether anything is said. Where all that is said stands in for a sentence that needs a hidden number, or nothing does, it
    /// cannot be told.
    fn is_true(self: &Arc<Self>) -> bool {
        let said = |sentence: &Sentence| matches!(sentence.showing, Showing::Plain | Showing::Marked);
        if self.sentences.iter().any(said) {
            return true;
        }
        if let Some(hidden) = self.sentences.iter().find(|sentence| sentence.showing == Showing::Hidden) {
            hidden.veil.asked();
        }
        false
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let printed: Vec<&str> = self
            .sentences
            .iter()
            .filter(|sentence| sentence.printed())
            .map(|sentence| sentence.text.as_str())
            .collect();
        f.write_str(&printed.join(" "))
    }
}
