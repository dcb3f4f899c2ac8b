//! Words that documents and slides share.

use super::package::Core;
use crate::document::{Meta, Publication};
use crate::locale;

/// The languages that publications are written in, as office programs name them.
pub(super) fn language(meta: &Meta) -> String {
    if meta.lang == "da" { "da-DK".to_owned() } else { meta.lang.clone() }
}

/// The status month in words.
pub(super) fn month(meta: &Meta) -> String {
    locale::month(&meta.as_of).unwrap_or_else(|| meta.as_of.clone())
}

/// What stands below every page and slide: which publication this is from.
pub(super) fn reference(meta: &Meta) -> String {
    let subtitle = if meta.subtitle.is_empty() { String::new() } else { format!(". {}", meta.subtitle) };
    let client = if meta.client.is_empty() { String::new() } else { format!(" · {}", meta.client) };
    format!("{}{subtitle}, {}{client}", meta.title, month(meta))
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
pub(super) fn about(publication: &Publication) -> Vec<String> {
    let meta = &publication.meta;
    let mut about = Vec::new();
    if meta.synthetic {
        about.push("Data er opdigtede: tallene handler ikke om virkelige personer.".to_owned());
    }
    if !publication.disclosure.is_empty() {
        about.push(publication.disclosure.clone());
    }
    about.push(
        "Hvert tal kan slås op i publikationens revisionsbog under det korte navn, der står ved det, og følges til de rækker, \
         det kommer fra. Rettes der i tallene her, passer de ikke længere med den."
            .to_owned(),
    );
    about.push(format!("Skrevet med {} {}.", publication.tool.name, publication.tool.version));
    about
}

/// What a file says of itself.
pub(super) fn core(publication: &Publication, day: &str) -> Core {
    let meta = &publication.meta;
    let subtitle = if meta.subtitle.is_empty() { String::new() } else { format!(". {}", meta.subtitle) };
    Core {
        title: format!("{}{subtitle}, {}", meta.title, month(meta)),
        subject: meta.client.clone(),
        authors: if meta.authors.is_empty() { vec![meta.publisher.clone()] } else { meta.authors.clone() },
        lang: language(meta),
        day: day.to_owned(),
        program: publication.tool.name.clone(),
    }
}
