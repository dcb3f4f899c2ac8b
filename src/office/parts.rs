//! Parts that are the same in every file: colours and fonts, styles, the slides' master.

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

/// The spaces of names that slides use, as attributes.
pub(super) fn slide_spaces() -> String {
    format!("xmlns:a=\"{A}\" xmlns:r=\"{R}\" xmlns:p=\"{P}\"")
}

/// The spaces of names that documents use, as attributes.
pub(super) fn word_spaces() -> String {
    let drawing = "http://schemas.openxmlformats.org/drawingml/2006";
    format!(
        "xmlns:w=\"{W}\" xmlns:r=\"{R}\" xmlns:a=\"{A}\" xmlns:wp=\"{drawing}/wordprocessingDrawing\" xmlns:pic=\"{drawing}/picture\""
    )
}

/// Colours and fonts.
pub(super) fn theme() -> String {
    let colour = |name: &str, value: &str| format!("<a:{name}><a:srgbClr val=\"{value}\"/></a:{name}>");
    let colours: String = [
        ("dk1", INK),
        ("lt1", "FFFFFF"),
        ("dk2", DEEP),
        ("lt2", "EEF4F4"),
        ("accent1", DEEP),
        ("accent2", "3F8A94"),
        ("accent3", "8FC1C4"),
        ("accent4", "E3B566"),
        ("accent5", "CFD4D6"),
        ("accent6", "B5533C"),
        ("hlink", DEEP),
        ("folHlink", MUTED),
    ]
    .map(|(name, value)| colour(name, value))
    .concat();
    let font = format!("<a:latin typeface=\"{FONT}\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/>");
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>".repeat(3);
    let line = "<a:ln w=\"6350\"><a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill></a:ln>".repeat(3);
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>".repeat(3);
    format!(
        "<a:theme xmlns:a=\"{A}\" name=\"Sporbar\"><a:themeElements><a:clrScheme name=\"Sporbar\">{colours}</a:clrScheme>\
         <a:fontScheme name=\"Sporbar\"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>\
         <a:fmtScheme name=\"Sporbar\"><a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst>\
         <a:effectStyleLst>{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme>\
         </a:themeElements></a:theme>"
    )
}

/// What a group of shapes must say of itself though it says nothing.
pub(super) const GROUP: &str = "<p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>\
    <a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/><a:chOff x=\"0\" y=\"0\"/><a:chExt cx=\"0\" cy=\"0\"/></a:xfrm></p:grpSpPr>";

/// The slides' master, of which all slides' layouts are.
pub(super) fn master() -> String {
    let title = level("lvl1pPr", 28, true, DEEP);
    let body: String = (1..=9).map(|number| level(&format!("lvl{number}pPr"), 14, false, INK)).collect();
    format!(
        "<p:sldMaster {}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>\
         <p:spTree>{GROUP}{}</p:spTree></p:cSld><p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" accent2=\"accent2\" \
         accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/>\
         <p:sldLayoutIdLst><p:sldLayoutId id=\"2147483649\" r:id=\"rId1\"/></p:sldLayoutIdLst><p:txStyles><p:titleStyle>{title}</p:titleStyle>\
         <p:bodyStyle>{body}</p:bodyStyle><p:otherStyle>{body}</p:otherStyle></p:txStyles></p:sldMaster>",
        slide_spaces(),
        placeholders(),
    )
}

/// The layout of every slide: a title, and below it room for an exhibit.
pub(super) fn layout() -> String {
    format!(
        "<p:sldLayout {} type=\"titleOnly\" preserve=\"1\"><p:cSld name=\"Titel og opstilling\"><p:spTree>{GROUP}{}</p:spTree></p:cSld>\
         <p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>",
        slide_spaces(),
        placeholders(),
    )
}

fn level(name: &str, size: u32, bold: bool, colour: &str) -> String {
    format!(
        "<a:{name} marL=\"0\" indent=\"0\" algn=\"l\"><a:spcBef><a:spcPts val=\"0\"/></a:spcBef><a:buNone/><a:defRPr sz=\"{}\" b=\"{}\">\
         <a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill><a:latin typeface=\"+mn-lt\"/></a:defRPr></a:{name}>",
        size * 100,
        u8::from(bold),
    )
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

/// Where something stands.
pub(super) fn place((x, y, wide, high): Area, space: &str) -> String {
    format!(
        "<{space}:xfrm><a:off x=\"{}\" y=\"{}\"/><a:ext cx=\"{}\" cy=\"{}\"/></{space}:xfrm>",
        emu(x),
        emu(y),
        emu(wide),
        emu(high)
    )
}

fn placeholders() -> String {
    let shape = |id: u32, name: &str, kind: &str, area: Area, content: &str| {
        format!(
            "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{name}\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>\
             <p:spPr>{}<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\"/>\
             <a:lstStyle/><a:p>{content}</a:p></p:txBody></p:sp>",
            place(area, "a")
        )
    };
    [
        shape(2, "Titel", "type=\"title\"", TITLE, "<a:r><a:rPr lang=\"da-DK\"/><a:t>Titel</a:t></a:r>"),
        shape(3, "Fod", "type=\"ftr\" sz=\"quarter\" idx=\"11\"", FOOT, "<a:endParaRPr lang=\"da-DK\" sz=\"900\"/>"),
        shape(
            4,
            "Nummer",
            "type=\"sldNum\" sz=\"quarter\" idx=\"12\"",
            NUMBER,
            "<a:pPr algn=\"r\"/><a:fld id=\"{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}\" type=\"slidenum\"><a:rPr lang=\"da-DK\" sz=\"900\"/>\
             <a:t>‹nr.›</a:t></a:fld>",
        ),
    ]
    .concat()
}

/// The styles of a document. Headings are those that office programs know by name.
pub(super) fn styles(lang: &str) -> String {
    let style = |id: &str, name: &str, next: &str, paragraph: &str, run: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"{next}\"/>\
             <w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )
    };
    let run = |size: u32, bold: bool, colour: &str| {
        let bold = if bold { "<w:b/>" } else { "" };
        format!("{bold}<w:color w:val=\"{colour}\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>")
    };
    let spaced = |before: u32, after: u32| format!("<w:spacing w:before=\"{before}\" w:after=\"{after}\"/>");
    let heading = |level: u32, size: u32, before: u32| {
        let paragraph =
            format!("<w:keepNext/><w:keepLines/>{}<w:outlineLvl w:val=\"{}\"/>", spaced(before, 120), level - 1);
        style(&format!("Heading{level}"), &format!("heading {level}"), "Normal", &paragraph, &run(size, true, DEEP))
    };
    let styles = [
        style("Title", "Title", "Subtitle", &spaced(2400, 240), &run(56, true, DEEP)),
        style("Subtitle", "Subtitle", "Normal", &spaced(0, 160), &run(26, false, MUTED)),
        heading(1, 40, 480),
        heading(2, 28, 320),
        heading(3, 24, 240),
        style("Caption", "caption", "Normal", &format!("<w:keepNext/>{}", spaced(120, 80)), &run(17, false, INK)),
        style("Note", "Note", "Note", &spaced(0, 60), &run(16, false, MUTED)),
        style("Label", "Etiket", "Normal", &format!("<w:keepNext/>{}", spaced(160, 40)), &run(16, true, MUTED)),
        style(
            "Cell",
            "Tabeltekst",
            "Cell",
            "<w:spacing w:before=\"30\" w:after=\"30\" w:line=\"240\" w:lineRule=\"auto\"/>",
            "",
        ),
        style(
            "ListBullet",
            "List Bullet",
            "ListBullet",
            "<w:numPr><w:numId w:val=\"1\"/></w:numPr><w:spacing w:after=\"60\"/>",
            "",
        ),
        style(
            "Footer",
            "footer",
            "Footer",
            "<w:tabs><w:tab w:val=\"right\" w:pos=\"9354\"/></w:tabs>",
            &run(16, false, MUTED),
        ),
    ]
    .concat();
    format!(
        "<w:styles {}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"{FONT}\" w:hAnsi=\"{FONT}\" w:cs=\"{FONT}\"/><w:color w:val=\"{INK}\"/>\
         <w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/><w:lang w:val=\"{lang}\" w:eastAsia=\"{lang}\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>\
         <w:spacing w:after=\"140\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>\
         <w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"90\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/>\
         <w:right w:w=\"90\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>{styles}</w:styles>",
        word_spaces()
    )
}

/// The one kind of list there is: bullets.
pub(super) fn numbering() -> String {
    format!(
        "<w:numbering {}><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
         <w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"340\" w:hanging=\"240\"/></w:pPr></w:lvl></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>",
        word_spaces()
    )
}
