//! A publication as slides: one an exhibit, with what it shows as the title.
//!
//! Nothing runs over a slide's edge: letters are fitted, long tables go on on further slides with their heads, and notes that
//! have no room have a slide of their own.

use super::exhibited::{Body, Exhibited, Picture};
use super::fit;
use super::package::Package;
use super::parts::{self, Area, DEEP, FOOT, FOOT_HOLDER, INK, MUTED, NUMBER, TITLE, TITLE_HOLDER};
use super::slide::{Run, Slide};
use super::text;
use super::xml::el;
use crate::document::Publication;
use crate::locale::{Language, say};

/// The slide's text is this wide, and begins this far from the left.
const WIDE: f64 = 880.0;
const LEFT: f64 = 40.0;
/// Where the title ends and the foot begins.
const TOP: f64 = 104.0;
const BOTTOM: f64 = 506.0;
/// The highest that notes may be beside what is shown.
const NOTES: f64 = 120.0;
/// A picture is not drawn larger than this many times its size in print: it would get coarse.
const LARGEST: f64 = 1.8;
const POINTS_PER_MM: f64 = 72.0 / 25.4;

/// The slides as a package.
pub(super) fn slides(publication: &Publication, exhibits: &[Exhibited], language: Language, day: &str) -> Package {
    let mut deck = Deck { language, foot: text::reference(&publication.meta, language), slides: Vec::new() };
    deck.front(publication);
    let mut images = Vec::new();
    for exhibit in exhibits {
        deck.exhibit(exhibit, &mut images);
    }
    deck.last(publication);
    packed(publication, deck.slides, &images, language, day)
}

struct Deck {
    language: Language,
    foot: String,
    slides: Vec<Slide>,
}

impl Deck {
    /// A slide with a title and a foot; `id` is the short name of what it shows.
    fn slide(&mut self, chapter: &str, title: &str, id: &str) -> Slide {
        let mut slide = Slide::new(self.language);
        let size = fit::size(title, &[28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0], (WIDE, TITLE.3));
        slide.text("office-part-title", TITLE_HOLDER, TITLE, size, DEEP, &[vec![(title, true)]]);
        if !chapter.is_empty() {
            let size = fit::size(chapter, &[11.0, 10.0, 9.0, 8.0], (WIDE, 14.0));
            slide.text("office-part-chapter", &[], (LEFT, 20.0, WIDE, 14.0), size, MUTED, &[vec![(chapter, false)]]);
        }
        let foot = if id.is_empty() { self.foot.clone() } else { format!("{id} · {}", self.foot) };
        let size = fit::size(&foot, &[9.0, 8.0, 7.0, 6.0], (FOOT.2, FOOT.3));
        slide.text("office-part-foot", FOOT_HOLDER, FOOT, size, MUTED, &[vec![(&foot, false)]]);
        slide.number(NUMBER, self.slides.len() + 1);
        slide
    }

    fn front(&mut self, publication: &Publication) {
        let meta = &publication.meta;
        let mut slide = Slide::new(self.language);
        let title: Area = (80.0, 120.0, 800.0, 130.0);
        let size = fit::size(&meta.title, &[44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0], (title.2, title.3));
        slide.text("office-part-title", TITLE_HOLDER, title, size, DEEP, &[vec![(&meta.title, true)]]);
        let month = text::month(meta, self.language);
        let below = if meta.subtitle.is_empty() { month } else { format!("{}, {month}", meta.subtitle) };
        let makers = text::makers(meta).join(" · ");
        let all: Vec<&str> =
            [below.as_str(), &makers, &meta.edition].into_iter().filter(|text| !text.is_empty()).collect();
        let size = size_of(&all, &[18.0, 16.0, 14.0, 12.0, 10.0, 9.0], (800.0, 200.0));
        let paragraphs: Vec<Vec<Run<'_>>> = all.iter().map(|text| vec![(*text, false)]).collect();
        slide.text("office-part-subtitle", &[], (80.0, 268.0, 800.0, 200.0), size, INK, &paragraphs);
        self.slides.push(slide);
    }

    fn last(&mut self, publication: &Publication) {
        let mut slide = self.slide("", &say!(self.language, "office-about"), "");
        let about = text::about(publication, self.language);
        let all: Vec<&str> = about.iter().map(String::as_str).collect();
        let size = size_of(&all, &[16.0, 14.0, 12.0, 11.0, 10.0, 9.0, 8.0], (WIDE, BOTTOM - TOP));
        let paragraphs: Vec<Vec<Run<'_>>> = all.iter().map(|text| vec![(*text, false)]).collect();
        slide.text("office-about", &[], (LEFT, TOP, WIDE, BOTTOM - TOP), size, INK, &paragraphs);
        self.slides.push(slide);
    }

    fn exhibit<'a>(&mut self, exhibit: &'a Exhibited, images: &mut Vec<&'a Picture>) {
        let (name, caption) = exhibit.captioned();
        let captioned = format!("{name} {caption}");
        let caption_size = size_of(&[&captioned], &[12.0, 11.0, 10.0, 9.0], (WIDE, 34.0));
        let caption_high = high_of(&[&captioned], caption_size, WIDE);
        let from = TOP + caption_high + 6.0;
        let written: Vec<String> = exhibit.notes.iter().map(|(name, text)| format!("{name} {text}")).collect();
        let notes: Vec<&str> = written.iter().map(String::as_str).collect();
        let size = size_of(&notes, &[10.0, 9.0, 8.0], (WIDE, NOTES));
        // What has no room beside the exhibit comes on a slide of its own.
        let fitting = (0..=notes.len()).rev().find(|count| high_of(&notes[..*count], size, WIDE) <= NOTES).unwrap_or(0);
        let notes_high = high_of(&notes[..fitting], size, WIDE);
        let room = (WIDE, BOTTOM - from - notes_high - 8.0);
        let divided = match &exhibit.body {
            Body::Table(grid) => Some((grid, fit::divided(grid, room, &fit::ON_SLIDES))),
            Body::Picture(_) => None,
        };
        let pieces = divided.as_ref().map_or(1, |(_, divided)| divided.pieces.len());
        for piece in 0..pieces {
            let headline = exhibit.headline.as_str();
            let title = match piece {
                0 => headline.to_owned(),
                _ => say!(self.language, "office-continued", headline = headline),
            };
            let mut slide = self.slide(&exhibit.chapter, &title, &exhibit.id);
            slide.text(
                "office-part-caption",
                &[],
                (LEFT, TOP, WIDE, caption_high),
                caption_size,
                INK,
                &[vec![(&name, true), (" ", false), (caption, false)]],
            );
            match (&exhibit.body, &divided) {
                (Body::Picture(picture), _) => {
                    images.push(picture);
                    slide.image = Some(images.len());
                    slide.picture(&exhibit.id, &picture.alt, centred(picture, from, room));
                }
                (_, Some((grid, divided))) => {
                    slide.table(&exhibit.id, caption, grid, divided, &divided.pieces[piece], (LEFT, from));
                }
                _ => {}
            }
            if fitting > 0 {
                let area = (LEFT, BOTTOM - notes_high, WIDE, notes_high);
                slide.text("office-part-notes", &[], area, size, MUTED, &runs(&exhibit.notes[..fitting]));
            }
            self.slides.push(slide);
        }
        if fitting < notes.len() {
            let title = say!(self.language, "office-notes-of", headline = exhibit.headline.as_str());
            let mut slide = self.slide(&exhibit.chapter, &title, &exhibit.id);
            let room = (WIDE, BOTTOM - TOP);
            let size = size_of(&notes[fitting..], &[14.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0], room);
            slide.text(
                "office-part-notes",
                &[],
                (LEFT, TOP, room.0, room.1),
                size,
                INK,
                &runs(&exhibit.notes[fitting..]),
            );
            self.slides.push(slide);
        }
    }
}

fn runs(notes: &[(String, String)]) -> Vec<Vec<Run<'_>>> {
    notes.iter().map(|(name, text)| vec![(name.as_str(), true), (" ", false), (text.as_str(), false)]).collect()
}

/// How high paragraphs are.
fn high_of(texts: &[&str], size: f64, wide: f64) -> f64 {
    fit::height(texts.iter().map(|text| fit::lines(text, size, wide)).sum(), size)
}

/// The first size in which paragraphs fit, else the last.
fn size_of(texts: &[&str], sizes: &[f64], (wide, high): (f64, f64)) -> f64 {
    let fits = |size: &&f64| high_of(texts, **size, wide) <= high;
    sizes.iter().find(fits).or(sizes.last()).copied().unwrap_or(10.0)
}

/// Where a picture stands: as large as there is room, in the middle.
fn centred(picture: &Picture, from: f64, (wide, high): (f64, f64)) -> Area {
    let (own_wide, own_high) = (picture.size.0 * POINTS_PER_MM, picture.size.1 * POINTS_PER_MM);
    let scale = (wide / own_wide).min(high / own_high).min(LARGEST);
    let (own_wide, own_high) = (own_wide * scale, own_high * scale);
    (LEFT + (wide - own_wide) / 2.0, from, own_wide, own_high)
}

fn packed(
    publication: &Publication,
    slides: Vec<Slide>,
    images: &[&Picture],
    language: Language,
    day: &str,
) -> Package {
    let main = "ppt/presentation.xml";
    let kind = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";
    let mut package = Package::new(text::core(publication, day, language), main, kind);
    let list = (0..slides.len()).map(|at| el("p:sldId").set("id", 256 + at).set("r:id", format!("rId{}", at + 3)));
    let master = el("p:sldMasterId").set("id", 2_147_483_648_u32).set("r:id", "rId1");
    let size = |name, wide: u32, high: u32| el(name).set("cx", wide).set("cy", high);
    let presentation = parts::slide_root("p:presentation")
        .put(el("p:sldMasterIdLst").put(master))
        .put(el("p:sldIdLst").all(list))
        .put(size("p:sldSz", 12_192_000, 6_858_000))
        .put(size("p:notesSz", 6_858_000, 9_144_000));
    package.put(main, &presentation);
    let mut targets =
        vec![("slideMaster", "slideMasters/slideMaster1.xml".to_owned()), ("theme", "theme/theme1.xml".to_owned())];
    targets.extend((1..=slides.len()).map(|at| ("slide", format!("slides/slide{at}.xml"))));
    package.refer(main, &targets);
    package.add("ppt/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml", &parts::theme());
    package.add(
        "ppt/slideMasters/slideMaster1.xml",
        "application/vnd.openxmlformats-officedocument.presentationml.slideMaster+xml",
        &parts::master(language),
    );
    let of_master =
        [("slideLayout", "../slideLayouts/slideLayout1.xml".to_owned()), ("theme", "../theme/theme1.xml".to_owned())];
    package.refer("ppt/slideMasters/slideMaster1.xml", &of_master);
    package.add(
        "ppt/slideLayouts/slideLayout1.xml",
        "application/vnd.openxmlformats-officedocument.presentationml.slideLayout+xml",
        &parts::layout(language),
    );
    package
        .refer("ppt/slideLayouts/slideLayout1.xml", &[("slideMaster", "../slideMasters/slideMaster1.xml".to_owned())]);
    for (at, slide) in slides.into_iter().enumerate() {
        let path = format!("ppt/slides/slide{}.xml", at + 1);
        let image = slide.image;
        package.add(&path, "application/vnd.openxmlformats-officedocument.presentationml.slide+xml", &slide.part());
        let mut targets = vec![("slideLayout", "../slideLayouts/slideLayout1.xml".to_owned())];
        targets.extend(image.map(|image| ("image", format!("../media/image{image}.png"))));
        package.refer(&path, &targets);
    }
    for (at, picture) in images.iter().enumerate() {
        package.image(&format!("ppt/media/image{}.png", at + 1), &picture.png);
    }
    package
}
