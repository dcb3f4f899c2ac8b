//! What stands on a slide, as `DrawingML`.

use std::ops::Range;

use super::fit::{self, Divided, INSET};
use super::parts::{
    Area, DEEP, Holder, INK, MUTED, NUMBER_HOLDER, STRIPE, TITLE_HOLDER, emu, masters_colours, no_insets, number_field,
    place, rectangle, slide_root, solid, tree,
};
use super::xml::{Element, el};
use crate::document::{Grid, RowKind};
use crate::locale::{Language, say};

/// A run of text: the text, and whether it is bold.
pub(super) type Run<'a> = (&'a str, bool);

/// A slide that is being filled.
pub(super) struct Slide {
    language: Language,
    lang: String,
    shapes: Vec<Element>,
    next: u32,
    /// The image on it, by its number among all.
    pub(super) image: Option<usize>,
}

impl Slide {
    pub(super) fn new(language: Language) -> Self {
        Self { language, lang: say!(language, "office-language"), shapes: Vec::new(), next: 2, image: None }
    }

    /// The slide as a part.
    pub(super) fn part(self) -> Element {
        slide_root("p:sld").put(el("p:cSld").put(tree(self.shapes))).put(masters_colours())
    }

    /// The name by which programs know a shape, and what it shows to those who do not see it.
    fn named(&mut self, name: &str, alt: &str) -> Element {
        self.next += 1;
        let named = el("p:cNvPr").set("id", self.next - 1).set("name", name);
        if alt.is_empty() { named } else { named.set("descr", alt) }
    }

    /// Paragraphs in a box that programs know by the words of `name`; `holder` says which of the layout's places it takes, if one.
    pub(super) fn text(
        &mut self,
        name: &'static str,
        holder: Holder,
        area: Area,
        size: f64,
        colour: &str,
        paragraphs: &[Vec<Run<'_>>],
    ) {
        let lang = self.lang.clone();
        let run = |(text, bold): &Run<'_>| {
            el("a:r").put(letters("a:rPr", &lang, size, *bold, colour)).put(el("a:t").text(text))
        };
        let paragraphs: Vec<Element> = paragraphs.iter().map(|runs| el("a:p").all(runs.iter().map(run))).collect();
        self.shape(&self.language.say(name, &[]), holder, area, paragraphs);
    }

    /// The slide's number.
    pub(super) fn number(&mut self, area: Area, number: usize) {
        let field = number_field(letters("a:rPr", &self.lang, 9.0, false, MUTED), &number.to_string());
        let content = el("a:p").put(el("a:pPr").set("algn", "r")).put(field);
        self.shape(&say!(self.language, "office-part-number"), NUMBER_HOLDER, area, vec![content]);
    }

    fn shape(&mut self, name: &str, holder: Holder, area: Area, paragraphs: Vec<Element>) {
        let (is_box, is_title) = (holder.is_empty(), holder == TITLE_HOLDER);
        let kind = if is_box { el("p:cNvSpPr").set("txBox", 1) } else { el("p:cNvSpPr") };
        let held = (!is_box).then(|| el("p:ph").set_all(holder));
        let own = el("p:nvSpPr").put(self.named(name, "")).put(kind).put(el("p:nvPr").all(held));
        let looks = el("p:spPr").put(place("a:xfrm", area)).put(rectangle()).put(el("a:noFill"));
        let body = no_insets(el("a:bodyPr").set("wrap", "square")).set("anchor", if is_title { "b" } else { "t" });
        let body = el("p:txBody").put(body.put(el("a:noAutofit"))).put(el("a:lstStyle")).all(paragraphs);
        self.shapes.push(el("p:sp").put(own).put(looks).put(body));
    }

    /// The image that the slide refers to as `rId2`.
    pub(super) fn picture(&mut self, name: &str, alt: &str, area: Area) {
        let locks = el("p:cNvPicPr").put(el("a:picLocks").set("noChangeAspect", 1));
        let own = el("p:nvPicPr").put(self.named(name, alt)).put(locks).put(el("p:nvPr"));
        let image = el("a:blip").set("r:embed", "rId2");
        let fill = el("p:blipFill").put(image).put(el("a:stretch").put(el("a:fillRect")));
        let looks = el("p:spPr").put(place("a:xfrm", area)).put(rectangle());
        self.shapes.push(el("p:pic").put(own).put(fill).put(looks));
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
        let (columns, rows) = piece;
        let (first, each) = divided.widths;
        let named = self.named(name, alt);
        let writer = Writer { lang: &self.lang, grid, divided, columns };
        let (heads, heads_high) = writer.heads();
        let (body, body_high) = writer.rows(rows);
        let widths = std::iter::once(first).chain(columns.clone().map(|_| each));
        let widths = widths.map(|width| el("a:gridCol").set("w", emu(width)));
        let area = (at.0, at.1, first + each * columns.len() as f64, heads_high + body_high);
        let locks = el("p:cNvGraphicFramePr").put(el("a:graphicFrameLocks").set("noGrp", 1));
        let own = el("p:nvGraphicFramePr").put(named).put(locks).put(el("p:nvPr"));
        let table = el("a:tbl")
            .put(el("a:tblPr").set("firstRow", 1).set("firstCol", 1))
            .put(el("a:tblGrid").all(widths))
            .all(heads)
            .all(body);
        let data = el("a:graphicData").set("uri", "http://schemas.openxmlformats.org/drawingml/2006/table").put(table);
        let frame = el("p:graphicFrame").put(own).put(place("p:xfrm", area)).put(el("a:graphic").put(data));
        self.shapes.push(frame);
    }
}

/// How letters look, as an element of this name.
fn letters(name: &'static str, lang: &str, size: f64, bold: bool, colour: &str) -> Element {
    el(name).set("lang", lang).set("sz", hundredths(size)).set("b", u8::from(bold)).put(solid(colour))
}

#[allow(clippy::cast_possible_truncation, reason = "hundredths of a few points")]
fn hundredths(size: f64) -> i64 {
    (size * 100.0).round() as i64
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
    /// The rows of heads, and how high they are together.
    fn heads(&self) -> (Vec<Element>, f64) {
        let (levels, columns) = (self.grid.levels.max(1), self.columns.len());
        let merged = |across: bool| self.empty().set(if across { "hMerge" } else { "vMerge" }, 1);
        let mut cells: Vec<Vec<Option<Element>>> = vec![vec![None; columns + 1]; levels];
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
        let mut rows = Vec::new();
        for (level, cells) in cells.into_iter().enumerate() {
            let (size, each) = (self.divided.size, self.divided.widths.1);
            let row = fit::level_height(self.grid, level, self.columns, size, each);
            high += row;
            let cells = cells.into_iter().map(|cell| cell.unwrap_or_else(|| self.empty()));
            rows.push(el("a:tr").set("h", emu(row)).all(cells));
        }
        (rows, high)
    }

    fn rows(&self, rows: &Range<usize>) -> (Vec<Element>, f64) {
        let (mut written, mut high, mut striped) = (Vec::new(), 0.0, false);
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
            let cells = self.columns.clone().map(|column| {
                if is_head {
                    return self.empty().set("hMerge", 1);
                }
                let number = row.cells.get(column).map_or("", String::as_str);
                let bold = row.kind == RowKind::Total || self.grid.totals.get(column).is_some_and(|total| *total);
                self.cell(&Cell { text: number, sign: "", bold, right: true, indent: false, ..name })
            });
            written.push(el("a:tr").set("h", emu(row_high)).put(self.cell(&name)).all(cells));
        }
        (written, high)
    }

    fn cell(&self, cell: &Cell<'_>) -> Element {
        let (across, down) = cell.over;
        let colour = if cell.ruled { DEEP } else { INK };
        let letters = |name| letters(name, self.lang, self.divided.size, cell.bold, colour);
        let run =
            |text: &str, letters: Element| (!text.is_empty()).then(|| el("a:r").put(letters).put(el("a:t").text(text)));
        let align = match cell.right {
            true if across > 1 => "ctr",
            true => "r",
            false => "l",
        };
        let left = INSET.0 + if cell.indent { self.divided.size } else { 0.0 };
        let rule = cell.ruled.then(|| el("a:lnB").set("w", 9525).put(solid(DEEP)));
        let paragraph = el("a:p")
            .put(el("a:pPr").set("algn", align))
            .all(run(cell.text, letters("a:rPr")))
            .all(run(cell.sign, letters("a:rPr").set("baseline", 30_000)))
            .put(letters("a:endParaRPr"));
        let looks = el("a:tcPr")
            .set("marL", emu(left))
            .set("marR", emu(INSET.0))
            .set("marT", emu(INSET.1))
            .set("marB", emu(INSET.1))
            .set("anchor", if cell.ruled { "b" } else { "ctr" })
            .all(rule)
            .put(cell.fill.map_or_else(|| el("a:noFill"), solid));
        let mut written = el("a:tc");
        for (name, count) in [("rowSpan", down), ("gridSpan", across)] {
            if count > 1 {
                written = written.set(name, count);
            }
        }
        written.put(el("a:txBody").put(el("a:bodyPr")).put(el("a:lstStyle")).put(paragraph)).put(looks)
    }

    fn empty(&self) -> Element {
        let letters = letters("a:endParaRPr", self.lang, self.divided.size, false, INK);
        let body = el("a:txBody").put(el("a:bodyPr")).put(el("a:lstStyle")).put(el("a:p").put(letters));
        el("a:tc").put(body).put(el("a:tcPr"))
    }
}
