//! A publication as a document: its headings and paragraphs, and each exhibit in its place.
//!
//! Left out is what only a page has: contents, cover, colours and boxes; what letters look like within a paragraph; and tables that
//! are no exhibits, such as the list of extracts.

use std::ops::Range;

use super::exhibited::{Body, Exhibited, Picture};
use super::fit::{self, Divided};
use super::package::Package;
use super::parts::{self, DEEP, STRIPE, emu};
use super::text;
use super::xml;
use crate::document::{Grid, Passage, Publication, RowKind};

/// The text's width on paper, in points: that of the figures, 165 mm.
const WIDE: f64 = 165.0 * 72.0 / 25.4;
const POINTS_PER_MM: f64 = 72.0 / 25.4;

/// The document as a package.
pub(super) fn document(publication: &Publication, exhibits: &[Exhibited], passages: &[Passage], day: &str) -> Package {
    let mut writer = Writer { body: String::new(), images: Vec::new() };
    writer.front(publication);
    // What stands before the first heading is the cover.
    let begin = passages.iter().position(|passage| matches!(passage, Passage::Heading(..))).unwrap_or(passages.len());
    let mut last: Option<&Exhibited> = None;
    for passage in &passages[begin..] {
        match passage {
            Passage::Text(said) if last.is_some_and(|exhibit| exhibit.says(said)) => continue,
            Passage::Exhibit(id) | Passage::Drawing(id) => {
                last = exhibits.iter().find(|exhibit| exhibit.id == *id);
                if let Some(exhibit) = last {
                    writer.exhibit(exhibit);
                }
                continue;
            }
            Passage::Heading(level, heading) => {
                writer.paragraph(&format!("Heading{}", level.min(&3)), &[(heading, "")]);
            }
            Passage::Text(label) if is_label(label) => writer.paragraph("Label", &[(label, "")]),
            Passage::Text(said) => writer.paragraph("", &[(said, "")]),
            Passage::Item(item) => writer.paragraph("ListBullet", &[(item, "")]),
        }
        last = None;
    }
    writer.paragraph("Heading1", &[("Om tallene", "")]);
    for said in text::about(publication) {
        writer.paragraph("", &[(&said, "")]);
    }
    packed(publication, writer, day)
}

/// A word or two in capitals, as designs set over a box.
fn is_label(text: &str) -> bool {
    text.chars().count() < 60 && text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

const BOLD: &str = "<w:b/>";
const RAISED: &str = "<w:vertAlign w:val=\"superscript\"/>";

struct Writer<'a> {
    body: String,
    images: Vec<&'a Picture>,
}

impl<'a> Writer<'a> {
    /// A paragraph of a style, of runs that each have a look of their own.
    fn paragraph(&mut self, style: &str, runs: &[(&str, &str)]) {
        self.body.push_str(&paragraph(style, "", runs));
    }

    fn front(&mut self, publication: &Publication) {
        let meta = &publication.meta;
        self.paragraph("Title", &[(&meta.title, "")]);
        let month = text::month(meta);
        let subtitle = if meta.subtitle.is_empty() { month } else { format!("{}, {month}", meta.subtitle) };
        for line in [subtitle, text::makers(meta).join(" · "), meta.edition.clone()] {
            if !line.is_empty() {
                self.paragraph("Subtitle", &[(&line, "")]);
            }
        }
        self.body.push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>");
    }

    fn exhibit(&mut self, exhibit: &'a Exhibited) {
        let (name, caption) = exhibit.captioned();
        let short = format!(" [{}]", exhibit.id);
        self.paragraph("Caption", &[(&name, BOLD), (" ", ""), (caption, ""), (&short, "<w:color w:val=\"56666E\"/>")]);
        match &exhibit.body {
            Body::Picture(picture) => self.picture(exhibit, picture),
            Body::Table(grid) => {
                let divided = fit::divided(grid, (WIDE, f64::INFINITY), &fit::ON_PAPER);
                for (columns, _) in &divided.pieces {
                    self.body.push_str(&table(caption, grid, &divided, columns));
                    // Two tables that meet would become one.
                    self.paragraph("Note", &[]);
                }
            }
        }
        for (name, note) in &exhibit.notes {
            self.paragraph("Note", &[(name, BOLD), (" ", ""), (note, "")]);
        }
    }

    fn picture(&mut self, exhibit: &Exhibited, picture: &'a Picture) {
        self.images.push(picture);
        let number = self.images.len();
        let scale = (WIDE / (picture.size.0 * POINTS_PER_MM)).min(1.0);
        let size = |millimetres: f64| emu(millimetres * POINTS_PER_MM * scale);
        let (wide, high) = (size(picture.size.0), size(picture.size.1));
        let (id, alt) = (xml::text(&exhibit.id), xml::text(&picture.alt));
        self.body.push_str(&format!(
            "<w:p><w:pPr><w:keepNext/></w:pPr><w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{wide}\" cy=\"{high}\"/>\
             <wp:docPr id=\"{number}\" name=\"{id}\" descr=\"{alt}\"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr>\
             <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>\
             <pic:cNvPr id=\"{number}\" name=\"{id}\" descr=\"{alt}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rId{}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
             <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{wide}\" cy=\"{high}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>\
             </a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>",
            number + FIXED
        ));
    }
}

/// A paragraph; `more` is what else is said of it.
fn paragraph(style: &str, more: &str, runs: &[(&str, &str)]) -> String {
    let style = if style.is_empty() { String::new() } else { format!("<w:pStyle w:val=\"{style}\"/>") };
    let runs = runs.iter().filter(|(text, _)| !text.is_empty()).map(|(text, look)| {
        format!("<w:r><w:rPr>{look}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", xml::text(text))
    });
    format!("<w:p><w:pPr>{style}{more}</w:pPr>{}</w:p>", runs.collect::<String>())
}

/// A length in points as a document counts: in twentieths.
#[allow(clippy::cast_possible_truncation, reason = "some thousands on a page")]
fn twips(points: f64) -> i64 {
    (points * 20.0).round() as i64
}

/// A strip of a table's columns; its heads stand on each page that it goes on on.
fn table(caption: &str, grid: &Grid, divided: &Divided, columns: &Range<usize>) -> String {
    let (first, each) = divided.widths;
    #[allow(clippy::cast_possible_truncation, reason = "twice a few points")]
    let half_points = (divided.size * 2.0).round() as i64;
    let size = format!("<w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>");
    let cell = |properties: &str, align: &str, runs: &[(&str, &str)]| {
        let sized: Vec<(&str, String)> = runs.iter().map(|(text, look)| (*text, in_order(look, &size))).collect();
        let runs: Vec<(&str, &str)> = sized.iter().map(|(text, look)| (*text, look.as_str())).collect();
        let content = paragraph("Cell", &format!("<w:jc w:val=\"{align}\"/>"), &runs);
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
    };
    let width = |columns: f64, first: f64| format!("<w:tcW w:w=\"{}\" w:type=\"dxa\"/>", twips(first + columns * each));
    let span = |count: usize| if count > 1 { format!("<w:gridSpan w:val=\"{count}\"/>") } else { String::new() };
    let merge = |begins: bool, tall: bool| match (tall, begins) {
        (false, _) => "",
        (true, true) => "<w:vMerge w:val=\"restart\"/>",
        (true, false) => "<w:vMerge/>",
    };
    let rule =
        format!("<w:tcBorders><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"{DEEP}\"/></w:tcBorders>");
    let bottom = "<w:vAlign w:val=\"bottom\"/>";
    let levels = grid.levels.max(1);
    let mut rows = String::new();
    for level in 0..levels {
        let tall = levels > 1;
        let properties = format!("{}{}{rule}{bottom}", width(0.0, first), merge(level == 0, tall));
        let corner = if level == 0 { grid.corner.as_str() } else { "" };
        let mut cells = cell(&properties, "left", &[(corner, BOLD)]);
        let mut at = columns.start;
        while at < columns.end {
            let head = grid.heads.iter().find(|head| head.levels.contains(&level) && head.columns.contains(&at));
            let over = head.map_or(at..at + 1, |head| head.columns.start.max(at)..head.columns.end.min(columns.end));
            let tall = head.is_some_and(|head| head.levels.len() > 1);
            let begins = head.is_none_or(|head| head.levels.start == level);
            let properties =
                format!("{}{}{}{rule}{bottom}", width(over.len() as f64, 0.0), span(over.len()), merge(begins, tall));
            let align = if over.len() > 1 { "center" } else { "right" };
            let (name, sign) = head.filter(|_| begins).map_or(("", ""), |head| (&head.name, &head.sign));
            cells.push_str(&cell(&properties, align, &[(name, BOLD), (sign, RAISED)]));
            at = over.end.max(at + 1);
        }
        rows.push_str(&format!("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"));
    }
    let mut striped = false;
    for row in &grid.rows {
        let is_head = row.kind == RowKind::Head;
        striped = !is_head && !striped;
        let fill = if striped {
            format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{STRIPE}\"/>")
        } else {
            String::new()
        };
        let bold = |is: bool| if is { BOLD } else { "" };
        let over = if is_head { columns.len() } else { 0 };
        let properties = format!("{}{}{fill}", width(over as f64, first), span(over + 1));
        let indent = if row.kind == RowKind::Part { "   " } else { "" };
        let name =
            [(indent, ""), (row.name.as_str(), bold(is_head || row.kind == RowKind::Total)), (&row.sign, RAISED)];
        let mut cells = cell(&properties, "left", &name);
        for column in columns.clone().filter(|_| !is_head) {
            let number = row.cells.get(column).map_or("", String::as_str);
            let total = row.kind == RowKind::Total || grid.totals.get(column).is_some_and(|total| *total);
            cells.push_str(&cell(&format!("{}{fill}", width(1.0, 0.0)), "right", &[(number, bold(total))]));
        }
        rows.push_str(&format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"));
    }
    let widths = std::iter::once(first).chain(columns.clone().map(|_| each));
    let grid_columns = xml::joined(widths.map(|width| format!("<w:gridCol w:w=\"{}\"/>", twips(width))));
    let border = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"{DEEP}\"/>");
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblBorders>{}{}</w:tblBorders><w:tblLayout w:type=\"fixed\"/>\
         <w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>\
         <w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>{grid_columns}</w:tblGrid>{rows}</w:tbl>",
        twips(first + each * columns.len() as f64),
        border("top"),
        border("bottom"),
        xml::text(caption)
    )
}

/// A look together with the letters' size, in the order that the format asks for: bold, colour, size, height.
fn in_order(look: &str, size: &str) -> String {
    if look == RAISED { format!("{size}{look}") } else { format!("{look}{size}") }
}

/// How many parts the document refers to beside its images.
const FIXED: usize = 4;

fn packed(publication: &Publication, writer: Writer<'_>, day: &str) -> Package {
    let main = "word/document.xml";
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let mut package = Package::new(text::core(publication, day), main, kind);
    let spaces = parts::word_spaces();
    let side = twips(22.5 * POINTS_PER_MM);
    package.put(
        main,
        &format!(
            "<w:document {spaces}><w:body>{}<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
             <w:pgMar w:top=\"1418\" w:right=\"{side}\" w:bottom=\"1247\" w:left=\"{side}\" w:header=\"709\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
            writer.body
        ),
    );
    let mut targets = vec![
        ("styles", "styles.xml".to_owned()),
        ("numbering", "numbering.xml".to_owned()),
        ("footer", "footer1.xml".to_owned()),
        ("settings", "settings.xml".to_owned()),
    ];
    debug_assert_eq!(targets.len(), FIXED);
    targets.extend((1..=writer.images.len()).map(|number| ("image", format!("media/image{number}.png"))));
    package.refer(main, &targets);
    let kind = |name: &str| -> &'static str {
        match name {
            "styles" => "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml",
            "numbering" => "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml",
            "footer1" => "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml",
            _ => "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml",
        }
    };
    let lang = text::language(&publication.meta);
    let page = "<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>\
                <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
    let reference = text::reference(&publication.meta);
    let foot = paragraph("Footer", "", &[(&reference, "")]);
    let foot = format!("{}{page}", foot.trim_end_matches("</w:p>"));
    let others = [
        ("styles", parts::styles(&lang)),
        ("numbering", parts::numbering()),
        ("footer1", format!("<w:ftr {spaces}>{foot}</w:ftr>")),
        (
            "settings",
            format!(
                "<w:settings {spaces}><w:defaultTabStop w:val=\"720\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" \
             w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"{lang}\"/></w:settings>"
            ),
        ),
    ];
    for (name, content) in others {
        package.add(&format!("word/{name}.xml"), kind(name), &content);
    }
    for (at, picture) in writer.images.iter().enumerate() {
        package.image(&format!("word/media/image{}.png", at + 1), &picture.png);
    }
    package
}
