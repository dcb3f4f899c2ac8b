//! Words that documents and slides share.

use super::package::Core;
use crate::document::{Meta, Publication};
use crate::locale::{Language, say};

/// The status month in words.
pub(super) fn month(meta: &Meta, language: Language) -> String {
    language.month(&meta.as_of).unwrap_or_else(|| meta.as_of.clone())
}

/// What stands below every page and slide: which publication this is from.
pub(super) fn reference(meta: &Meta, language: Language) -> String {
    let subtitle = if meta.subtitle.is_empty() { String::new() } else { format!(". {}", meta.subtitle) };
    let client = if meta.client.is_empty() { String::new() } else { format!(" · {}", meta.client) };
    format!("{}{subtitle}, {}{client}", meta.title, month(meta, language))
}

/// Who is behind it, each once.
pub(super) fn makers(meta: &Meta) -> Vec<String> {
    let mut makers: Vec<String> = Vec::new();
    for maker in [&meta.client].into_iter().chain(&meta.authors).chain([&meta.publisher]) {
        if !maker.is_empty() && !makers.contains(maker) {
            makers.push(maker.clone());
        }
    }
    makers
}

/// What must be known of the numbers: paragraphs.
pub(super) fn about(publication: &Publication, language: Language) -> Vec<String> {
    let meta = &publication.meta;
    let mut about = Vec::new();
    if meta.synthetic {
        about.push(say!(language, "office-synthetic"));
    }
    if !publication.disclosure.is_empty() {
        about.push(publication.disclosure.clone());
    }
    about.push(say!(language, "office-look-up"));
    let tool = &publication.tool;
    about.push(say!(language, "office-written-with", program = tool.name.as_str(), version = tool.version.as_str()));
    about
}

/// What a file says of itself.
pub(super) fn core(publication: &Publication, day: &str, language: Language) -> Core {
    let meta = &publication.meta;
    let subtitle = if meta.subtitle.is_empty() { String::new() } else { format!(". {}", meta.subtitle) };
    Core {
        title: format!("{}{subtitle}, {}", meta.title, month(meta, language)),
        subject: meta.client.clone(),
        authors: if meta.authors.is_empty() { vec![meta.publisher.clone()] } else { meta.authors.clone() },
        lang: say!(language, "office-language"),
        day: day.to_owned(),
        program: publication.tool.name.clone(),
    }
}
