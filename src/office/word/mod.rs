//! A publication as a document: its headings and paragraphs, and each exhibit in its place.
//!
//! Left out is what only a page has: contents, cover, colours and boxes, and what letters look like within a paragraph. A picture
//! that cannot come along is told of where it stands.

mod table;

use super::exhibited::{Body, Exhibited, Picture};
use super::fit;
use super::package::Package;
use super::parts::{self, MUTED, PICTURE, emu, rectangle, val, word_root};
use super::text;
use super::xml::{Element, el};
use crate::document::{Passage, Publication};
use crate::locale::{Language, say};

/// The text's width on paper, in points: that of the figures, 165 mm.
const WIDE: f64 = 165.0 * 72.0 / 25.4;
const POINTS_PER_MM: f64 = 72.0 / 25.4;

/// The document as a package.
pub(super) fn document(
    publication: &Publication,
    exhibits: &[Exhibited],
    passages: &[Passage],
    language: Language,
    day: &str,
) -> Package {
    let mut writer = Writer { body: Vec::new(), images: Vec::new() };
    writer.front(publication, language);
    // What stands before the first heading is the cover.
    let begin = passages.iter().position(|passage| matches!(passage, Passage::Heading(..))).unwrap_or(passages.len());
    let find = |id: &str| exhibits.iter().find(|exhibit| exhibit.id == id);
    let mut last: Option<&Exhibited> = None;
    for (at, passage) in passages.iter().enumerate().skip(begin) {
        let next = match passages.get(at + 1) {
            Some(Passage::Drawing(id)) => find(id),
            _ => None,
        };
        match passage {
            Passage::Text(said) | Passage::Label(said) if last.is_some_and(|exhibit| exhibit.says(said)) => continue,
            // The caption over a drawing stands with it.
            Passage::Text(said) if next.is_some_and(|exhibit| exhibit.is_captioned(said)) => continue,
            Passage::Exhibit(id) | Passage::Drawing(id) => {
                last = find(id);
                if let Some(exhibit) = last {
                    writer.exhibit(exhibit);
                }
                continue;
            }
            Passage::Heading(level, heading) => {
                writer.paragraph(&format!("Heading{}", level.min(&3)), &[(heading, Look::Plain)]);
            }
            Passage::Label(label) => writer.paragraph("Label", &[(label, Look::Plain)]),
            Passage::Text(said) => writer.paragraph("", &[(said, Look::Plain)]),
            Passage::Item(item) => writer.paragraph("ListBullet", &[(item, Look::Plain)]),
            Passage::Table(table) => {
                writer.body.push(table::of_texts(table));
                // Two tables that meet would become one.
                writer.paragraph("Note", &[]);
            }
            Passage::Untaken(shows) => {
                let told = say!(language, "office-untaken", shows = shows.as_str());
                writer.paragraph("Note", &[(&told, Look::Plain)]);
            }
        }
        last = None;
    }
    writer.paragraph("Heading1", &[(&say!(language, "office-about"), Look::Plain)]);
    for said in text::about(publication, language) {
        writer.paragraph("", &[(&said, Look::Plain)]);
    }
    packed(publication, writer, language, day)
}

/// What a run of letters looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Plain,
    Bold,
    Raised,
    Muted,
}

struct Writer<'a> {
    body: Vec<Element>,
    images: Vec<&'a Picture>,
}

impl<'a> Writer<'a> {
    /// A paragraph of a style, of runs that each have a look of their own.
    fn paragraph(&mut self, style: &str, runs: &[(&str, Look)]) {
        self.body.push(paragraph(style, None, runs, None));
    }

    fn front(&mut self, publication: &Publication, language: Language) {
        let meta = &publication.meta;
        self.paragraph("Title", &[(&meta.title, Look::Plain)]);
        let month = text::month(meta, language);
        let subtitle = if meta.subtitle.is_empty() { month } else { format!("{}, {month}", meta.subtitle) };
        for line in [subtitle, text::makers(meta).join(" · "), meta.edition.clone()] {
            if !line.is_empty() {
                self.paragraph("Subtitle", &[(&line, Look::Plain)]);
            }
        }
        self.body.push(el("w:p").put(el("w:r").put(el("w:br").set("w:type", "page"))));
    }

    fn exhibit(&mut self, exhibit: &'a Exhibited) {
        let (name, caption) = exhibit.captioned();
        let short = format!(" [{}]", exhibit.id);
        let apart = if name.is_empty() { "" } else { " " };
        let runs = [(name.as_str(), Look::Bold), (apart, Look::Plain), (caption, Look::Plain), (&short, Look::Muted)];
        self.paragraph("Caption", &runs);
        match &exhibit.body {
            Body::Picture(picture) => self.picture(exhibit, picture),
            Body::Table(grid) => {
                let divided = fit::divided(grid, (WIDE, f64::INFINITY), &fit::ON_PAPER);
                for (columns, _) in &divided.pieces {
                    self.body.push(table::of_numbers(caption, grid, &divided, columns));
                    // Two tables that meet would become one.
                    self.paragraph("Note", &[]);
                }
            }
        }
        for (name, note) in &exhibit.notes {
            self.paragraph("Note", &[(name, Look::Bold), (" ", Look::Plain), (note, Look::Plain)]);
        }
    }

    fn picture(&mut self, exhibit: &Exhibited, picture: &'a Picture) {
        self.images.push(picture);
        let number = self.images.len();
        let scale = (WIDE / (picture.size.0 * POINTS_PER_MM)).min(1.0);
        let size = |millimetres: f64| emu(millimetres * POINTS_PER_MM * scale);
        let sized = |name| el(name).set("cx", size(picture.size.0)).set("cy", size(picture.size.1));
        let named = |name| el(name).set("id", number).set("name", &exhibit.id).set("descr", &picture.alt);
        let locks = el("wp:cNvGraphicFramePr").put(el("a:graphicFrameLocks").set("noChangeAspect", 1));
        let own = el("pic:nvPicPr").put(named("pic:cNvPr")).put(el("pic:cNvPicPr"));
        let image = el("a:blip").set("r:embed", format!("rId{}", number + FIXED));
        let fill = el("pic:blipFill").put(image).put(el("a:stretch").put(el("a:fillRect")));
        let place = el("a:xfrm").put(el("a:off").set("x", 0).set("y", 0)).put(sized("a:ext"));
        let shown = el("pic:pic").put(own).put(fill).put(el("pic:spPr").put(place).put(rectangle()));
        let data = el("a:graphicData").set("uri", PICTURE).put(shown);
        let sides = ["distT", "distB", "distL", "distR"];
        let inline = sides.into_iter().fold(el("wp:inline"), |inline, side| inline.set(side, 0));
        let inline = inline.put(sized("wp:extent")).put(named("wp:docPr")).put(locks).put(el("a:graphic").put(data));
        let run = el("w:r").put(el("w:drawing").put(inline));
        self.body.push(el("w:p").put(el("w:pPr").put(el("w:keepNext"))).put(run));
    }
}

/// A paragraph; `align` is where its lines stand, and `size` how large its letters are, in half points.
fn paragraph(style: &str, align: Option<&str>, runs: &[(&str, Look)], size: Option<i64>) -> Element {
    let style = (!style.is_empty()).then(|| val("w:pStyle", style));
    let looks = el("w:pPr").all(style).all(align.map(|align| val("w:jc", align)));
    let runs = runs.iter().filter(|(text, _)| !text.is_empty()).map(|(text, look)| {
        // In the order that the format asks for: bold, colour, size, height.
        let letters = el("w:rPr")
            .all((*look == Look::Bold).then(|| el("w:b")))
            .all((*look == Look::Muted).then(|| val("w:color", MUTED)))
            .all(size.into_iter().flat_map(parts::half_points))
            .all((*look == Look::Raised).then(|| val("w:vertAlign", "superscript")));
        el("w:r").put(letters).put(el("w:t").set("xml:space", "preserve").text(text))
    });
    el("w:p").put(looks).all(runs)
}

/// A length in points as a document counts: in twentieths.
#[allow(clippy::cast_possible_truncation, reason = "some thousands on a page")]
fn twips(points: f64) -> i64 {
    (points * 20.0).round() as i64
}

/// How many parts the document refers to beside its images.
const FIXED: usize = 4;

fn packed(publication: &Publication, writer: Writer<'_>, language: Language, day: &str) -> Package {
    let main = "word/document.xml";
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let mut package = Package::new(text::core(publication, day, language), main, kind);
    let side = twips(22.5 * POINTS_PER_MM);
    let margins = [
        ("w:top", 1418),
        ("w:right", side),
        ("w:bottom", 1247),
        ("w:left", side),
        ("w:header", 709),
        ("w:footer", 567),
        ("w:gutter", 0),
    ];
    let margins = margins.into_iter().fold(el("w:pgMar"), |margins, (name, twips)| margins.set(name, twips));
    let section = el("w:sectPr")
        .put(el("w:footerReference").set("w:type", "default").set("r:id", "rId3"))
        .put(el("w:pgSz").set("w:w", 11_906).set("w:h", 16_838))
        .put(margins);
    package.put(main, &word_root("w:document").put(el("w:body").all(writer.body).put(section)));
    let mut targets = vec![
        ("styles", "styles.xml".to_owned()),
        ("numbering", "numbering.xml".to_owned()),
        ("footer", "footer1.xml".to_owned()),
        ("settings", "settings.xml".to_owned()),
    ];
    debug_assert_eq!(targets.len(), FIXED);
    targets.extend((1..=writer.images.len()).map(|number| ("image", format!("media/image{number}.png"))));
    package.refer(main, &targets);
    let lang = say!(language, "office-language");
    let others = [
        (
            "styles",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml",
            parts::styles(language),
        ),
        (
            "numbering",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml",
            parts::numbering(),
        ),
        (
            "footer1",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml",
            foot(&text::reference(&publication.meta, language)),
        ),
        ("settings", "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml", settings(&lang)),
    ];
    for (name, kind, content) in others {
        package.add(&format!("word/{name}.xml"), kind, &content);
    }
    for (at, picture) in writer.images.iter().enumerate() {
        package.image(&format!("word/media/image{}.png", at + 1), &picture.png);
    }
    package
}

/// What stands at the foot of every page: which publication it is, and the page's number.
fn foot(reference: &str) -> Element {
    let mark = |kind: &str| el("w:r").put(el("w:fldChar").set("w:fldCharType", kind));
    let asks = el("w:instrText").set("xml:space", "preserve").text(" PAGE ");
    let foot = paragraph("Footer", None, &[(reference, Look::Plain)], None)
        .put(el("w:r").put(el("w:tab")))
        .put(mark("begin"))
        .put(el("w:r").put(asks))
        .put(mark("separate"))
        .put(el("w:r").put(el("w:t").text("1")))
        .put(mark("end"));
    word_root("w:ftr").put(foot)
}

fn settings(lang: &str) -> Element {
    let version = el("w:compatSetting")
        .set("w:name", "compatibilityMode")
        .set("w:uri", "http://schemas.microsoft.com/office/word")
        .set("w:val", 15);
    word_root("w:settings")
        .put(val("w:defaultTabStop", 720))
        .put(el("w:compat").put(version))
        .put(val("w:themeFontLang", lang))
}
