//! What is shown of each exhibit, in words and in a picture or a table: the same for a page and for a slide.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Unwritten;
use crate::document::{Exhibit, ExhibitKind, Grid, Passage, Publication, full_stop, natures_told};
use crate::locale::{Language, say};
use crate::picture;

/// An exhibit or a figure of words.
#[derive(Debug)]
pub(super) struct Exhibited {
    /// Its id.
    pub(super) id: String,
    /// The chapter that it stands in; may be empty.
    pub(super) chapter: String,
    /// What it shows: the heading that it stands under, or its title.
    pub(super) headline: String,
    /// What readers know it by, `Figur 3`; may be empty.
    pub(super) name: String,
    /// The caption.
    pub(super) caption: String,
    /// The language it is written in.
    pub(super) language: Language,
    /// Its source and its notes, a paragraph each: a name and the text.
    pub(super) notes: Vec<(String, String)>,
    /// What is to be seen.
    pub(super) body: Body,
}

/// What is to be seen of an exhibit.
#[derive(Debug)]
pub(super) enum Body {
    Picture(Picture),
    Table(Grid),
}

/// An image.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) png: Vec<u8>,
    /// What it shows, for those who do not see it.
    pub(super) alt: String,
    /// Its size in print, in millimetres.
    pub(super) size: (f64, f64),
}

/// Whether an exhibit or a drawing.
type Shown<'a> = (bool, &'a str);

/// The exhibits and drawings that the publication shows, in its order.
pub(super) fn exhibited(
    publication: &Publication,
    passages: &[Passage],
    language: Language,
) -> Result<Vec<Exhibited>, Unwritten> {
    let (mut chapter, mut heading) = (String::new(), String::new());
    let mut places: Vec<(Shown<'_>, String, String)> = Vec::new();
    for passage in passages {
        match passage {
            Passage::Heading(1, text) => (chapter, heading) = (text.clone(), String::new()),
            Passage::Heading(2, text) => heading.clone_from(text),
            Passage::Exhibit(id) => places.push(((true, id), chapter.clone(), heading.clone())),
            Passage::Drawing(id) => places.push(((false, id), chapter.clone(), heading.clone())),
            _ => {}
        }
    }
    let exhibits: BTreeMap<&str, &Exhibit> =
        publication.exhibits.iter().map(|exhibit| (exhibit.id.as_str(), exhibit)).collect();
    let made = places.into_par_iter().filter_map(|((is_exhibit, id), chapter, heading)| {
        let made = if is_exhibit {
            exhibit(publication, exhibits.get(id)?, language)
        } else {
            drawing(publication, id, language)?
        };
        Some(made.map(|made| {
            let headline = if heading.is_empty() { made.headline } else { heading };
            Exhibited { chapter, headline, ..made }
        }))
    });
    made.collect()
}

fn exhibit(publication: &Publication, exhibit: &Exhibit, language: Language) -> Result<Exhibited, Unwritten> {
    let number = exhibit.number.as_str();
    let (body, name) = match (&exhibit.svg, exhibit.kind) {
        (Some(svg), _) => {
            (Body::Picture(image(&exhibit.id, svg, &exhibit.alt)?), say!(language, "office-figure", number = number))
        }
        (None, ExhibitKind::Table) => (Body::Table(Grid::of(exhibit)), say!(language, "office-table", number = number)),
        (None, _) => (Body::Table(Grid::of(exhibit)), String::new()),
    };
    let name = if number.is_empty() { String::new() } else { name };
    let mut notes = Vec::new();
    if let Body::Table(grid) = &body {
        notes.extend(grid.notes.clone());
    }
    if !exhibit.source.is_empty() {
        notes.push(source_told(&exhibit.source, language));
    }
    let natures = natures_told(exhibit);
    let note: Vec<&str> = [exhibit.note.as_str()].into_iter().chain(natures.iter().map(String::as_str)).collect();
    let note = note.join(" ").trim().to_owned();
    if !note.is_empty() {
        notes.push((say!(language, "office-note"), note));
    }
    for premise in publication.premises.iter().filter(|premise| exhibit.premises.contains(&premise.name)) {
        let name = say!(language, "office-premise", mark = premise.mark.as_str());
        notes.push((name, format!("{} ({}).", premise.text, premise.source)));
    }
    Ok(Exhibited {
        id: exhibit.id.clone(),
        chapter: String::new(),
        headline: exhibit.title.clone(),
        name,
        language,
        caption: exhibit.caption.clone(),
        notes,
        body,
    })
}

/// A source as designs print it: a sentence.
fn source_told(source: &str, language: Language) -> (String, String) {
    (say!(language, "office-source"), full_stop(source))
}

fn drawing(publication: &Publication, id: &str, language: Language) -> Option<Result<Exhibited, Unwritten>> {
    let drawing = publication.drawings.iter().find(|drawing| drawing.id == id)?;
    let source = (!drawing.source.is_empty()).then(|| source_told(&drawing.source, language));
    let number = drawing.number.as_str();
    let name = if number.is_empty() { String::new() } else { say!(language, "office-figure", number = number) };
    Some(image(id, &drawing.svg, &drawing.alt).map(|picture| Exhibited {
        id: id.to_owned(),
        chapter: String::new(),
        headline: drawing.title.clone(),
        name,
        language,
        caption: drawing.title.clone(),
        notes: source.into_iter().collect(),
        body: Body::Picture(picture),
    }))
}

fn image(id: &str, svg: &str, alt: &str) -> Result<Picture, Unwritten> {
    let png = picture::png(svg).map_err(|why| Unwritten::Figure(id.to_owned(), why))?;
    // A PNG's width and height stand in its first chunk.
    let number = |at: usize| png.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(1, u32::from_be_bytes);
    let millimetres = |pixels: u32| f64::from(pixels) / f64::from(picture::PIXELS_PER_INCH) * 25.4;
    let size = (millimetres(number(16)), millimetres(number(20)));
    Ok(Picture { png, alt: alt.to_owned(), size })
}

impl Exhibited {
    /// Whether a paragraph that follows the exhibit on the page has nothing but what is told of it here already: its caption, its source
    /// and notes, and of large numbers the names and numbers of the table that stands for them.
    pub(super) fn says(&self, paragraph: &str) -> bool {
        // Signs and blanks are the typesetter's.
        let plain =
            |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase();
        let signs = say!(self.language, "office-signs");
        let mut known: Vec<String> = signs.split('|').chain([self.caption.as_str()]).map(plain).collect();
        known.extend(self.notes.iter().flat_map(|(sign, text)| [plain(sign), plain(text)]));
        if let Body::Table(grid) = &self.body {
            known.extend(grid.heads.iter().map(|head| plain(&head.name)));
            known.extend(grid.rows.iter().flat_map(|row| row.cells.iter().chain([&row.name])).map(|text| plain(text)));
        }
        known.sort_by_key(|text| std::cmp::Reverse(text.len()));
        let mut rest = plain(paragraph);
        for text in known.iter().filter(|text| !text.is_empty()) {
            rest = rest.replace(text.as_str(), "");
        }
        rest.is_empty()
    }

    /// Whether a text is the caption with what readers know it by.
    pub(super) fn is_captioned(&self, text: &str) -> bool {
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        let (name, caption) = self.captioned();
        plain(text) == plain(&format!("{name}{caption}"))
    }

    /// The caption behind what readers know it by.
    pub(super) fn captioned(&self) -> (String, &str) {
        (if self.name.is_empty() { String::new() } else { format!("{}.", self.name) }, &self.caption)
    }
}
