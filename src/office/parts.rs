//! Parts that are the same in every file: colours and fonts, styles, the slides' master.

use super::xml::{Element, el};
use crate::locale::{Language, say};

/// The font that is asked for: every office program has it, or one with the same widths.
pub(super) const FONT: &str = "Arial";
/// The colour of titles, heads and rules.
pub(super) const DEEP: &str = "0F4C5C";
/// The colour of text.
pub(super) const INK: &str = "1D2B33";
/// The colour of notes.
pub(super) const MUTED: &str = "56666E";
/// The colour of every other row of a table.
pub(super) const STRIPE: &str = "F4F6F6";

const A: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const P: &str = "http://schemas.openxmlformats.org/presentationml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const WP: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
/// The space of names of pictures, which also says that something is one.
pub(super) const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";

/// The root of a part of slides.
pub(super) fn slide_root(name: &'static str) -> Element {
    el(name).set("xmlns:a", A).set("xmlns:r", R).set("xmlns:p", P)
}

/// The root of a part of a document.
pub(super) fn word_root(name: &'static str) -> Element {
    el(name).set("xmlns:w", W).set("xmlns:r", R).set("xmlns:a", A).set("xmlns:wp", WP).set("xmlns:pic", PICTURE)
}

/// An element that has nothing but a value.
pub(super) fn val(name: &'static str, value: impl ToString) -> Element {
    let is_word = name.starts_with("w:");
    el(name).set(if is_word { "w:val" } else { "val" }, value)
}

/// A plain colour.
pub(super) fn solid(colour: &str) -> Element {
    el("a:solidFill").put(val("a:srgbClr", colour))
}

/// Colours and fonts.
pub(super) fn theme() -> Element {
    let colours = [
        ("a:dk1", INK),
        ("a:lt1", "FFFFFF"),
        ("a:dk2", DEEP),
        ("a:lt2", "EEF4F4"),
        ("a:accent1", DEEP),
        ("a:accent2", "3F8A94"),
        ("a:accent3", "8FC1C4"),
        ("a:accent4", "E3B566"),
        ("a:accent5", "CFD4D6"),
        ("a:accent6", "B5533C"),
        ("a:hlink", DEEP),
        ("a:folHlink", MUTED),
    ];
    let colours = colours.map(|(name, value)| el(name).put(val("a:srgbClr", value)));
    let font = |name| {
        let faces = [("a:latin", FONT), ("a:ea", ""), ("a:cs", "")];
        el(name).all(faces.map(|(name, face)| el(name).set("typeface", face)))
    };
    let fill = || el("a:solidFill").put(val("a:schemeClr", "phClr"));
    let fills = |name| el(name).all([fill(), fill(), fill()]);
    let line = || el("a:ln").set("w", 6350).put(fill());
    let effect = || el("a:effectStyle").put(el("a:effectLst"));
    let elements = el("a:themeElements")
        .put(el("a:clrScheme").set("name", "Sporbar").all(colours))
        .put(el("a:fontScheme").set("name", "Sporbar").put(font("a:majorFont")).put(font("a:minorFont")))
        .put(
            el("a:fmtScheme")
                .set("name", "Sporbar")
                .put(fills("a:fillStyleLst"))
                .put(el("a:lnStyleLst").all([line(), line(), line()]))
                .put(el("a:effectStyleLst").all([effect(), effect(), effect()]))
                .put(fills("a:bgFillStyleLst")),
        );
    el("a:theme").set("xmlns:a", A).set("name", "Sporbar").put(elements)
}

/// Shapes as a tree: a group of shapes must say something of itself though it says nothing.
pub(super) fn tree(shapes: impl IntoIterator<Item = Element>) -> Element {
    let nothing = |name, keys: [&'static str; 2]| el(name).set(keys[0], 0).set(keys[1], 0);
    let place = el("a:xfrm")
        .put(nothing("a:off", ["x", "y"]))
        .put(nothing("a:ext", ["cx", "cy"]))
        .put(nothing("a:chOff", ["x", "y"]))
        .put(nothing("a:chExt", ["cx", "cy"]));
    let own =
        el("p:nvGrpSpPr").put(el("p:cNvPr").set("id", 1).set("name", "")).put(el("p:cNvGrpSpPr")).put(el("p:nvPr"));
    el("p:spTree").put(own).put(el("p:grpSpPr").put(place)).all(shapes)
}

/// That a slide has its master's colours.
pub(super) fn masters_colours() -> Element {
    el("p:clrMapOvr").put(el("a:masterClrMapping"))
}

/// The slides' master, of which all slides' layouts are.
pub(super) fn master(language: Language) -> Element {
    const LEVELS: [&str; 9] = [
        "a:lvl1pPr",
        "a:lvl2pPr",
        "a:lvl3pPr",
        "a:lvl4pPr",
        "a:lvl5pPr",
        "a:lvl6pPr",
        "a:lvl7pPr",
        "a:lvl8pPr",
        "a:lvl9pPr",
    ];
    let body = |name| el(name).all(LEVELS.map(|name| level(name, 14, false, INK)));
    let plain = el("a:solidFill").put(val("a:schemeClr", "bg1"));
    let background = el("p:bg").put(el("p:bgPr").put(plain).put(el("a:effectLst")));
    let map = [
        ("bg1", "lt1"),
        ("tx1", "dk1"),
        ("bg2", "lt2"),
        ("tx2", "dk2"),
        ("accent1", "accent1"),
        ("accent2", "accent2"),
        ("accent3", "accent3"),
        ("accent4", "accent4"),
        ("accent5", "accent5"),
        ("accent6", "accent6"),
        ("hlink", "hlink"),
        ("folHlink", "folHlink"),
    ];
    let layouts = el("p:sldLayoutIdLst").put(el("p:sldLayoutId").set("id", 2_147_483_649_u32).set("r:id", "rId1"));
    let styles = el("p:txStyles")
        .put(el("p:titleStyle").put(level(LEVELS[0], 28, true, DEEP)))
        .put(body("p:bodyStyle"))
        .put(body("p:otherStyle"));
    slide_root("p:sldMaster")
        .put(el("p:cSld").put(background).put(tree(placeholders(language))))
        .put(el("p:clrMap").set_all(&map))
        .put(layouts)
        .put(styles)
}

/// The layout of every slide: a title, and below it room for an exhibit.
pub(super) fn layout(language: Language) -> Element {
    slide_root("p:sldLayout")
        .set("type", "titleOnly")
        .set("preserve", 1)
        .put(el("p:cSld").set("name", say!(language, "office-layout")).put(tree(placeholders(language))))
        .put(masters_colours())
}

fn level(name: &'static str, size: u32, bold: bool, colour: &str) -> Element {
    let letters = el("a:defRPr").set("sz", size * 100).set("b", u8::from(bold));
    el(name)
        .set("marL", 0)
        .set("indent", 0)
        .set("algn", "l")
        .put(el("a:spcBef").put(val("a:spcPts", 0)))
        .put(el("a:buNone"))
        .put(letters.put(solid(colour)).put(el("a:latin").set("typeface", "+mn-lt")))
}

/// Where a slide has its title, its foot and its number: left, top, width and height in points.
pub(super) const TITLE: Area = (40.0, 36.0, 880.0, 64.0);
pub(super) const FOOT: Area = (40.0, 514.0, 800.0, 16.0);
pub(super) const NUMBER: Area = (860.0, 514.0, 60.0, 16.0);

/// Left, top, width and height, in points.
pub(super) type Area = (f64, f64, f64, f64);

/// A length in points as office programs count.
#[allow(clippy::cast_possible_truncation, reason = "a page is some millions of them")]
pub(super) fn emu(points: f64) -> i64 {
    (points * 12_700.0).round() as i64
}

/// Where something stands, as an element of this name.
pub(super) fn place(name: &'static str, (x, y, wide, high): Area) -> Element {
    el(name)
        .put(el("a:off").set("x", emu(x)).set("y", emu(y)))
        .put(el("a:ext").set("cx", emu(wide)).set("cy", emu(high)))
}

/// What a shape is: a rectangle.
pub(super) fn rectangle() -> Element {
    el("a:prstGeom").set("prst", "rect").put(el("a:avLst"))
}

/// Which of a layout's places a shape takes.
pub(super) type Holder = &'static [(&'static str, &'static str)];
pub(super) const TITLE_HOLDER: Holder = &[("type", "title")];
pub(super) const FOOT_HOLDER: Holder = &[("type", "ftr"), ("sz", "quarter"), ("idx", "11")];
pub(super) const NUMBER_HOLDER: Holder = &[("type", "sldNum"), ("sz", "quarter"), ("idx", "12")];

/// A text box without margins of its own.
pub(super) fn no_insets(body: Element) -> Element {
    ["lIns", "tIns", "rIns", "bIns"].into_iter().fold(body, |body, side| body.set(side, 0))
}

/// The slide's number, which the program that shows it counts.
pub(super) fn number_field(letters: Element, shown: &str) -> Element {
    el("a:fld")
        .set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
        .set("type", "slidenum")
        .put(letters)
        .put(el("a:t").text(shown))
}

fn placeholders(language: Language) -> [Element; 3] {
    let lang = say!(language, "office-language");
    let title_name = say!(language, "office-part-title");
    let shape = |id: u32, name: &str, holder: Holder, area: Area, content: Element| {
        let own = el("p:nvSpPr")
            .put(el("p:cNvPr").set("id", id).set("name", name))
            .put(el("p:cNvSpPr").put(el("a:spLocks").set("noGrp", 1)))
            .put(el("p:nvPr").put(el("p:ph").set_all(holder)));
        let body = el("p:txBody").put(no_insets(el("a:bodyPr"))).put(el("a:lstStyle")).put(content);
        el("p:sp").put(own).put(el("p:spPr").put(place("a:xfrm", area)).put(rectangle())).put(body)
    };
    let letters = |name| el(name).set("lang", &lang);
    let title = el("a:r").put(letters("a:rPr")).put(el("a:t").text(&title_name));
    let number = number_field(letters("a:rPr").set("sz", 900), &say!(language, "office-number-sign"));
    [
        shape(2, &title_name, TITLE_HOLDER, TITLE, el("a:p").put(title)),
        shape(
            3,
            &say!(language, "office-part-foot"),
            FOOT_HOLDER,
            FOOT,
            el("a:p").put(letters("a:endParaRPr").set("sz", 900)),
        ),
        shape(
            4,
            &say!(language, "office-part-number"),
            NUMBER_HOLDER,
            NUMBER,
            el("a:p").put(el("a:pPr").set("algn", "r")).put(number),
        ),
    ]
}

/// How large letters are, in half points.
pub(super) fn half_points(size: i64) -> [Element; 2] {
    [val("w:sz", size), val("w:szCs", size)]
}

/// The styles of a document. Headings are those that office programs know by name.
pub(super) fn styles(language: Language) -> Element {
    let lang = &say!(language, "office-language");
    let faces = el("w:rFonts").set("w:ascii", FONT).set("w:hAnsi", FONT).set("w:cs", FONT);
    let spoken = el("w:lang").set("w:val", lang).set("w:eastAsia", lang).set("w:bidi", "ar-SA");
    let letters = el("w:rPr").put(faces).put(val("w:color", INK)).all(half_points(20)).put(spoken);
    let spacing = el("w:spacing").set("w:after", 140).set("w:line", 276).set("w:lineRule", "auto");
    let defaults =
        el("w:docDefaults").put(el("w:rPrDefault").put(letters)).put(el("w:pPrDefault").put(el("w:pPr").put(spacing)));
    let default = |kind: &str, id: &str| el("w:style").set("w:type", kind).set("w:default", 1).set("w:styleId", id);
    let normal = default("paragraph", "Normal").put(val("w:name", "Normal")).put(el("w:qFormat"));
    let wide = |name, twips: u32| el(name).set("w:w", twips).set("w:type", "dxa");
    let margins = [("w:top", 0), ("w:left", 90), ("w:bottom", 0), ("w:right", 90)];
    let margins = el("w:tblCellMar").all(margins.map(|(side, twips)| wide(side, twips)));
    let table = default("table", "TableNormal")
        .put(val("w:name", "Normal Table"))
        .put(val("w:uiPriority", 99))
        .put(el("w:tblPr").put(wide("w:tblInd", 0)).put(margins));
    word_root("w:styles").put(defaults).put(normal).put(table).all(own_styles(language))
}

fn own_styles(language: Language) -> Vec<Element> {
    let style = |id: &str, name: &str, next: &str, paragraph: Vec<Element>, letters: Vec<Element>| {
        el("w:style")
            .set("w:type", "paragraph")
            .set("w:styleId", id)
            .put(val("w:name", name))
            .put(val("w:basedOn", "Normal"))
            .put(val("w:next", next))
            .put(el("w:qFormat"))
            .put(el("w:pPr").all(paragraph))
            .put(el("w:rPr").all(letters))
    };
    let letters = |size: i64, bold: bool, colour: &str| {
        let mut letters: Vec<Element> = bold.then(|| el("w:b")).into_iter().collect();
        letters.push(val("w:color", colour));
        letters.extend(half_points(size));
        letters
    };
    let spaced = |before: u32, after: u32| el("w:spacing").set("w:before", before).set("w:after", after);
    let heading = |level: u32, size: i64, before: u32| {
        let paragraph = vec![el("w:keepNext"), el("w:keepLines"), spaced(before, 120), val("w:outlineLvl", level - 1)];
        let (id, name) = (format!("Heading{level}"), format!("heading {level}"));
        style(&id, &name, "Normal", paragraph, letters(size, true, DEEP))
    };
    let bullets = vec![el("w:numPr").put(val("w:numId", 1)), el("w:spacing").set("w:after", 60)];
    let cell = spaced(30, 30).set("w:line", 240).set("w:lineRule", "auto");
    let to_the_right = el("w:tabs").put(val("w:tab", "right").set("w:pos", 9354));
    vec![
        style("Title", "Title", "Subtitle", vec![spaced(2400, 240)], letters(56, true, DEEP)),
        style("Subtitle", "Subtitle", "Normal", vec![spaced(0, 160)], letters(26, false, MUTED)),
        heading(1, 40, 480),
        heading(2, 28, 320),
        heading(3, 24, 240),
        style("Caption", "caption", "Normal", vec![el("w:keepNext"), spaced(120, 80)], letters(17, false, INK)),
        style("Note", "Note", "Note", vec![spaced(0, 60)], letters(16, false, MUTED)),
        style(
            "Label",
            &say!(language, "office-style-label"),
            "Normal",
            vec![el("w:keepNext"), spaced(160, 40)],
            letters(16, true, MUTED),
        ),
        style("Cell", &say!(language, "office-style-cell"), "Cell", vec![cell], Vec::new()),
        style("ListBullet", "List Bullet", "ListBullet", bullets, Vec::new()),
        style("Footer", "footer", "Footer", vec![to_the_right], letters(16, false, MUTED)),
    ]
}

/// The one kind of list there is: bullets.
pub(super) fn numbering() -> Element {
    let indent = el("w:ind").set("w:left", 340).set("w:hanging", 240);
    let bullet = el("w:lvl")
        .set("w:ilvl", 0)
        .put(val("w:start", 1))
        .put(val("w:numFmt", "bullet"))
        .put(val("w:lvlText", "•"))
        .put(val("w:lvlJc", "left"))
        .put(el("w:pPr").put(indent));
    word_root("w:numbering")
        .put(el("w:abstractNum").set("w:abstractNumId", 0).put(val("w:multiLevelType", "singleLevel")).put(bullet))
        .put(el("w:num").set("w:numId", 1).put(val("w:abstractNumId", 0)))
}
