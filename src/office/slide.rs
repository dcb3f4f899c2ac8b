//! What stands on a slide, as `DrawingML`.

use std::ops::Range;

use super::fit::{self, Divided, INSET};
use super::parts::{Area, DEEP, GROUP, INK, MUTED, STRIPE, emu, place, slide_spaces};
use super::xml;
use crate::document::{Grid, RowKind};

/// A run of text: the text, and whether it is bold.
pub(super) type Run<'a> = (&'a str, bool);

/// A slide that is being filled.
pub(super) struct Slide {
    lang: String,
    shapes: String,
    next: u32,
    /// The image on it, by its number among all.
    pub(super) image: Option<usize>,
}

impl Slide {
    pub(super) fn new(lang: &str) -> Self {
        Self { lang: lang.to_owned(), shapes: String::new(), next: 2, image: None }
    }

    /// The slide as a part.
    pub(super) fn part(&self) -> String {
        format!(
            "<p:sld {}><p:cSld><p:spTree>{GROUP}{}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>",
            slide_spaces(),
            self.shapes
        )
    }

    fn id(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    /// Paragraphs in a box; `holder` says which of the layout's places it takes, if one.
    pub(super) fn text(
        &mut self,
        name: &str,
        holder: &str,
        area: Area,
        size: f64,
        colour: &str,
        paragraphs: &[Vec<Run<'_>>],
    ) {
        let id = self.id();
        let lang = &self.lang;
        let run = |(text, bold): &Run<'_>| {
            format!("<a:r>{}<a:t>{}</a:t></a:r>", letters("rPr", lang, size, *bold, colour), xml::text(text))
        };
        let paragraphs =
            xml::joined(paragraphs.iter().map(|runs| format!("<a:p>{}</a:p>", xml::joined(runs.iter().map(run)))));
        self.shape(id, name, holder, area, &paragraphs);
    }

    /// The slide's number.
    pub(super) fn number(&mut self, area: Area, number: usize) {
        let id = self.id();
        let letters = letters("rPr", &self.lang, 9.0, false, MUTED);
        let content = format!(
            "<a:p><a:pPr algn=\"r\"/><a:fld id=\"{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}\" type=\"slidenum\">{letters}<a:t>{number}</a:t></a:fld></a:p>"
        );
        self.shape(id, "Nummer", "type=\"sldNum\" sz=\"quarter\" idx=\"12\"", area, &content);
    }

    fn shape(&mut self, id: u32, name: &str, holder: &str, area: Area, paragraphs: &str) {
        let (is_box, holder) = if holder.is_empty() {
            (" txBox=\"1\"", "<p:nvPr/>".to_owned())
        } else {
            ("", format!("<p:nvPr><p:ph {holder}/></p:nvPr>"))
        };
        let anchor = if holder.contains("title") { "b" } else { "t" };
        self.shapes.push_str(&format!(
            "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{name}\"/><p:cNvSpPr{is_box}/>{holder}</p:nvSpPr><p:spPr>{}<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>\
             <a:noFill/></p:spPr><p:txBody><a:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"{anchor}\"><a:noAutofit/></a:bodyPr>\
             <a:lstStyle/>{paragraphs}</p:txBody></p:sp>",
            place(area, "a")
        ));
    }

    /// The image that the slide refers to as `rId2`.
    pub(super) fn picture(&mut self, name: &str, alt: &str, area: Area) {
        let id = self.id();
        self.shapes.push_str(&format!(
            "<p:pic><p:nvPicPr><p:cNvPr id=\"{id}\" name=\"{}\" descr=\"{}\"/><p:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>\
             <p:blipFill><a:blip r:embed=\"rId2\"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>{}<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr></p:pic>",
            xml::text(name),
            xml::text(alt),
            place(area, "a")
        ));
    }

    /// A piece of a table, with its heads.
    pub(super) fn table(
        &mut self,
        name: &str,
        alt: &str,
        grid: &Grid,
        divided: &Divided,
        piece: &(Range<usize>, Range<usize>),
        at: (f64, f64),
    ) {
        let id = self.id();
        let (columns, rows) = piece;
        let (first, each) = divided.widths;
        let writer = Writer { lang: &self.lang, grid, divided, columns };
        let (heads, mut high) = writer.heads();
        let (body, body_high) = writer.rows(rows);
        high += body_high;
        let widths = std::iter::once(first).chain(columns.clone().map(|_| each));
        let widths = xml::joined(widths.map(|width| format!("<a:gridCol w=\"{}\"/>", emu(width))));
        let area = (at.0, at.1, first + each * columns.len() as f64, high);
        self.shapes.push_str(&format!(
            "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"{id}\" name=\"{}\" descr=\"{}\"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp=\"1\"/></p:cNvGraphicFramePr><p:nvPr/>\
             </p:nvGraphicFramePr>{}<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl>\
             <a:tblPr firstRow=\"1\" firstCol=\"1\"/><a:tblGrid>{widths}</a:tblGrid>{heads}{body}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>",
            xml::text(name),
            xml::text(alt),
            place(area, "p")
        ));
    }
}

/// How letters look, as an element of this name.
fn letters(element: &str, lang: &str, size: f64, bold: bool, colour: &str) -> String {
    #[allow(clippy::cast_possible_truncation, reason = "hundredths of a few points")]
    let size = (size * 100.0).round() as i64;
    format!(
        "<a:{element} lang=\"{lang}\" sz=\"{size}\" b=\"{}\"><a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill></a:{element}>",
        u8::from(bold)
    )
}

/// A cell as it looks.
#[expect(clippy::struct_excessive_bools, reason = "each is one way in which a cell can look, beside the others")]
struct Cell<'a> {
    text: &'a str,
    sign: &'a str,
    bold: bool,
    right: bool,
    /// Over how many columns and rows it goes.
    over: (usize, usize),
    /// Whether the line below it is drawn, and how the cell is filled.
    ruled: bool,
    fill: Option<&'static str>,
    indent: bool,
}

struct Writer<'a> {
    lang: &'a str,
    grid: &'a Grid,
    divided: &'a Divided,
    columns: &'a Range<usize>,
}

impl Writer<'_> {
    fn heads(&self) -> (String, f64) {
        let (levels, columns) = (self.grid.levels.max(1), self.columns.len());
        let merged =
            |across: bool| format!("<a:tc {}=\"1\">{}</a:tc>", if across { "hMerge" } else { "vMerge" }, self.empty());
        let mut cells: Vec<Vec<Option<String>>> = vec![vec![None; columns + 1]; levels];
        let plain = Cell {
            text: &self.grid.corner,
            sign: "",
            bold: true,
            right: false,
            over: (1, levels),
            ruled: true,
            fill: None,
            indent: false,
        };
        cells[0][0] = Some(self.cell(&plain));
        for row in &mut cells[1..] {
            row[0] = Some(merged(false));
        }
        for head in &self.grid.heads {
            let over = head.columns.start.max(self.columns.start)..head.columns.end.min(self.columns.end);
            if over.is_empty() {
                continue;
            }
            let at = over.start - self.columns.start + 1;
            let cell = Cell {
                text: &head.name,
                sign: &head.sign,
                right: true,
                over: (over.len(), head.levels.len()),
                ..plain
            };
            for level in head.levels.clone() {
                for (column, cell) in cells[level][at..at + over.len()].iter_mut().enumerate() {
                    *cell = Some(merged(column > 0));
                }
            }
            cells[head.levels.start][at] = Some(self.cell(&cell));
        }
        let mut high = 0.0;
        let mut rows = String::new();
        for (level, cells) in cells.into_iter().enumerate() {
            let (size, each) = (self.divided.size, self.divided.widths.1);
            let row = fit::level_height(self.grid, level, self.columns, size, each);
            high += row;
            let cells: String = cells
                .into_iter()
                .map(|cell| cell.unwrap_or_else(|| format!("<a:tc>{}</a:tc>", self.empty())))
                .collect();
            rows.push_str(&format!("<a:tr h=\"{}\">{cells}</a:tr>", emu(row)));
        }
        (rows, high)
    }

    fn rows(&self, rows: &Range<usize>) -> (String, f64) {
        let (mut text, mut high, mut striped) = (String::new(), 0.0, false);
        for row in &self.grid.rows[rows.clone()] {
            let (first, each) = self.divided.widths;
            let row_high = fit::row_height(row, self.divided.size, first, each);
            high += row_high;
            let is_head = row.kind == RowKind::Head;
            striped = !is_head && !striped;
            let fill = (striped && !is_head).then_some(STRIPE);
            let name = Cell {
                text: &row.name,
                sign: &row.sign,
                bold: is_head || row.kind == RowKind::Total,
                right: false,
                over: (if is_head { self.columns.len() + 1 } else { 1 }, 1),
                ruled: false,
                fill,
                indent: row.kind == RowKind::Part,
            };
            let mut cells = self.cell(&name);
            for column in self.columns.clone() {
                if is_head {
                    cells.push_str(&format!("<a:tc hMerge=\"1\">{}</a:tc>", self.empty()));
                    continue;
                }
                let number = row.cells.get(column).map_or("", String::as_str);
                let bold = row.kind == RowKind::Total || self.grid.totals.get(column).is_some_and(|total| *total);
                cells.push_str(&self.cell(&Cell { text: number, sign: "", bold, right: true, indent: false, ..name }));
            }
            text.push_str(&format!("<a:tr h=\"{}\">{cells}</a:tr>", emu(row_high)));
        }
        (text, high)
    }

    fn cell(&self, cell: &Cell<'_>) -> String {
        let (across, down) = cell.over;
        let over = |name: &str, count: usize| if count > 1 { format!(" {name}=\"{count}\"") } else { String::new() };
        let colour = if cell.ruled { DEEP } else { INK };
        let letters = letters("rPr", self.lang, self.divided.size, cell.bold, colour);
        let run = |text: &str, letters: &str| {
            if text.is_empty() { String::new() } else { format!("<a:r>{letters}<a:t>{}</a:t></a:r>", xml::text(text)) }
        };
        let raised = letters.replacen(" b=", " baseline=\"30000\" b=", 1);
        let align = match cell.right {
            true if across > 1 => "ctr",
            true => "r",
            false => "l",
        };
        let left = INSET.0 + if cell.indent { self.divided.size } else { 0.0 };
        let rule = if cell.ruled {
            format!("<a:lnB w=\"9525\"><a:solidFill><a:srgbClr val=\"{DEEP}\"/></a:solidFill></a:lnB>")
        } else {
            String::new()
        };
        let fill = cell
            .fill
            .map_or("<a:noFill/>".to_owned(), |fill| format!("<a:solidFill><a:srgbClr val=\"{fill}\"/></a:solidFill>"));
        format!(
            "<a:tc{}{}><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn=\"{align}\"/>{}{}{}</a:p></a:txBody>\
             <a:tcPr marL=\"{}\" marR=\"{}\" marT=\"{}\" marB=\"{}\" anchor=\"{}\">{rule}{fill}</a:tcPr></a:tc>",
            over("rowSpan", down),
            over("gridSpan", across),
            run(cell.text, &letters),
            run(cell.sign, &raised),
            letters.replace("a:rPr", "a:endParaRPr"),
            emu(left),
            emu(INSET.0),
            emu(INSET.1),
            emu(INSET.1),
            if cell.ruled { "b" } else { "ctr" },
        )
    }

    fn empty(&self) -> String {
        let letters = letters("endParaRPr", self.lang, self.divided.size, false, INK);
        format!("<a:txBody><a:bodyPr/><a:lstStyle/><a:p>{letters}</a:p></a:txBody><a:tcPr/>")
    }
}
