//! A flow: columns of boxes with words and arrows from each column to the next, such as a theory of change.
//!
//! Input: a [`Flow`], words only; output: a drawing as that of a chart, or findings of the code `chart-unfit`. All boxes have
//! the same size, so that none seems to weigh more than another. Where arrows meet at a box they are set apart in the order
//! of their other ends. It knows nothing of values.

use super::accounted::Says;
use super::canvas::{Area, Canvas, Side, Type};
use super::format;
use super::frame::{self, Sheet};
use super::grid::unfit;
use super::model::Drawing;
use super::palette::{self, INK, MUTED, Tone};
use super::text::{self, BODY, SMALL, Weight};
use crate::diagnostic::{Finding, Findings};
use crate::locale::{Language, say};

/// The fewest and the most columns.
const COLUMNS: (usize, usize) = (2, 6);
/// The most boxes in a column.
const MOST_BOXES: usize = 7;
/// The most lines of a column's name and of a box.
const MOST_LINES: (usize, usize) = (3, 9);
/// Between columns, where the arrows are.
const GAP: f64 = 34.0;
/// Between boxes of a column.
const BETWEEN: f64 = 9.0;
/// Within a box, from its edge to its words.
const PAD: (f64, f64) = (8.0, 7.0);
/// The bar at a box's edge in the column's colour.
const BAR: f64 = 2.6;
/// How far a column's head points to the next.
const POINT: f64 = 7.0;
/// Under the heads of columns.
const UNDER: f64 = 12.0;
/// An arrow's head: its length and half its height.
const HEAD: (f64, f64) = (4.6, 2.6);
/// The narrowest box.
const NARROWEST: f64 = 54.0;
/// In how many pieces an arrow's curve is drawn.
const PIECES: u32 = 18;
/// About how many letters a reader listens to.
const LONGEST: usize = 1400;

/// A flow as the spec asks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// The language of what is said of it.
    pub language: Language,
    /// Its id; it makes the ids in the SVG unique in a page with several.
    pub id: String,
    /// What the figure shows, in words: the SVG's title and the beginning of the alt text.
    pub title: String,
    /// The columns from the left.
    pub columns: Vec<FlowColumn>,
    /// From which box to which: each by its column and its place in it. They go from a column to the next.
    pub arrows: Vec<[(usize, usize); 2]>,
    /// The width in millimetres.
    pub width_mm: f64,
}

/// A column of a flow.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowColumn {
    /// What its boxes are: `Aktiviteter`.
    pub name: String,
    /// Its colour.
    pub tone: Tone,
    /// The words of its boxes from the top.
    pub boxes: Vec<String>,
}

/// Where everything stands.
struct Layout {
    /// The heads' lines, and their height.
    heads: (Vec<Vec<String>>, f64),
    /// The boxes of each column with their lines.
    boxes: Vec<Vec<(Area, Vec<String>)>>,
    width: f64,
    height: f64,
}

/// The flow as SVG, with its alt text.
///
/// # Errors
/// Findings of the code `chart-unfit` where there are too few columns or too many, an empty one, words without room, or an
/// arrow that does not lead to a box of the next column.
pub fn draw(flow: &Flow) -> Result<Drawing, Findings> {
    if !flow.width_mm.is_finite() || !(60.0..=400.0).contains(&flow.width_mm) {
        return Err(unfit("the flow's width is outside 60-400 mm").into());
    }
    if !(COLUMNS.0..=COLUMNS.1).contains(&flow.columns.len()) {
        let message = format!("a flow has {}-{} columns, not {}", COLUMNS.0, COLUMNS.1, flow.columns.len());
        return Err(unfit(message).into());
    }
    for column in &flow.columns {
        if !(1..=MOST_BOXES).contains(&column.boxes.len()) {
            let message =
                format!("the column `{}` has {} boxes, not 1-{MOST_BOXES}", start(&column.name), column.boxes.len());
            return Err(unfit(message).into());
        }
    }
    let is_box = |(column, at): (usize, usize)| flow.columns.get(column).is_some_and(|column| at < column.boxes.len());
    if flow.arrows.iter().any(|[from, to]| !is_box(*from) || !is_box(*to) || to.0 != from.0 + 1) {
        return Err(unfit("an arrow does not lead from a box to one of the next column").into());
    }
    let layout = layout(flow)?;
    let Flow { language, id, title, width_mm, .. } = flow;
    let sheet = Sheet { language: *language, id, title, width_mm: *width_mm };
    Ok(frame::document(&sheet, alt(flow), layout.width, layout.height, |canvas| {
        for (at, column) in flow.columns.iter().enumerate() {
            let last = at + 1 == flow.columns.len();
            head(canvas, column.tone, &layout.heads.0[at], (layout.boxes[at][0].0, layout.heads.1), last);
            for (area, lines) in &layout.boxes[at] {
                draw_box(canvas, column.tone, *area, lines);
            }
        }
        for (from, to) in ports(flow, &layout) {
            arrow(canvas, from, to);
        }
    }))
}

/// The first letters of words in a finding.
fn start(words: &str) -> String {
    words.chars().take(40).collect()
}

fn layout(flow: &Flow) -> Result<Layout, Findings> {
    let width = frame::from_mm(flow.width_mm);
    let count = flow.columns.len();
    let wide = (width - GAP * (count - 1) as f64) / count as f64;
    if wide < NARROWEST {
        let finding = unfit("the columns of the flow have no room beside each other");
        return Err(finding.help("make it wider, or join some of its columns").into());
    }
    let mut findings = Findings::new();
    let mut wrap = |words: &str, (size, weight): (f64, Weight), room: f64, most: usize| {
        let lines = text::wrap(flow.language, words, size, weight, room);
        if lines.len() > most || words.trim().is_empty() {
            findings.push(no_room(words));
        }
        lines
    };
    let head_room = wide - 2.0 * PAD.0 - POINT;
    let heads: Vec<Vec<String>> = flow
        .columns
        .iter()
        .map(|column| wrap(&column.name, (BODY, Weight::SemiBold), head_room, MOST_LINES.0))
        .collect();
    let box_room = wide - 2.0 * PAD.0 - BAR;
    let words: Vec<Vec<Vec<String>>> = flow
        .columns
        .iter()
        .map(|column| {
            let lines = |words: &String| wrap(words, (SMALL, Weight::Regular), box_room, MOST_LINES.1);
            column.boxes.iter().map(lines).collect()
        })
        .collect();
    if !findings.is_empty() {
        return Err(findings);
    }
    let deepest = |all: &mut dyn Iterator<Item = usize>| all.max().unwrap_or(1);
    let head_height = text::height(deepest(&mut heads.iter().map(Vec::len)), BODY) + 2.0 * PAD.1;
    let box_height = text::height(deepest(&mut words.iter().flatten().map(Vec::len)), SMALL) + 2.0 * PAD.1;
    let stack = |boxes: usize| boxes as f64 * (box_height + BETWEEN) - BETWEEN;
    let tall = stack(words.iter().map(Vec::len).max().unwrap_or(1));
    let top = head_height + UNDER;
    let boxes = words.into_iter().enumerate().map(|(at, column)| {
        let left = at as f64 * (wide + GAP);
        // Columns with fewer boxes spread them over the same height.
        let spare = (tall - stack(column.len())) / column.len() as f64;
        let place = |(row, lines): (usize, Vec<String>)| {
            let top = top + spare / 2.0 + row as f64 * (box_height + BETWEEN + spare);
            (Area { left, right: left + wide, top, bottom: top + box_height }, lines)
        };
        column.into_iter().enumerate().map(place).collect()
    });
    Ok(Layout { boxes: boxes.collect(), heads: (heads, head_height), width, height: top + tall + 1.0 })
}

fn no_room(words: &str) -> Finding {
    if words.trim().is_empty() {
        return unfit("a box or a column of the flow has no words").help("say what it is, or take it out");
    }
    unfit(format!("the words «{}» of the flow are too long for their box", start(words)))
        .help("say it shorter, or make the flow wider")
}

/// A column's head, which points to the next column.
fn head(canvas: &mut Canvas<'_>, tone: Tone, lines: &[String], (under, height): (Area, f64), last: bool) {
    let (left, right, middle) = (under.left, under.right, height / 2.0);
    let mut corners = vec![(left, 0.0), (right, 0.0), (right, height), (left, height)];
    if !last {
        corners.splice(1..3, [(right - POINT, 0.0), (right, middle), (right - POINT, height)]);
    }
    canvas.polygon(&corners, tone.fill());
    let look =
        Type { size: BODY, weight: Weight::SemiBold, color: tone.on_fill(), side: Side::Start, says: Says::Name };
    let baseline = middle - text::height(lines.len(), BODY) / 2.0 + text::cap(BODY);
    canvas.lines(lines, left + PAD.0, baseline, look);
}

fn draw_box(canvas: &mut Canvas<'_>, tone: Tone, area: Area, lines: &[String]) {
    canvas.fill(area, palette::lighten(tone.stroke(), 0.9));
    canvas.fill(Area { right: area.left + BAR, ..area }, tone.stroke());
    let look = Type { size: SMALL, weight: Weight::Regular, color: INK, side: Side::Start, says: Says::Name };
    let middle = f64::midpoint(area.top, area.bottom);
    let baseline = middle - text::height(lines.len(), SMALL) / 2.0 + text::cap(SMALL);
    canvas.lines(lines, area.left + BAR + PAD.0, baseline, look);
}

/// Where each arrow leaves its box and reaches the other.
fn ports(flow: &Flow, layout: &Layout) -> Vec<((f64, f64), (f64, f64))> {
    let area = |(column, row): (usize, usize)| layout.boxes[column][row].0;
    // The place of an arrow among those at the same end of it, by where their other ends are.
    let height = |end: usize, at: usize| {
        let own = flow.arrows[at][end];
        let mut others: Vec<usize> = (0..flow.arrows.len()).filter(|other| flow.arrows[*other][end] == own).collect();
        others.sort_by_key(|other| (flow.arrows[*other][1 - end], *other));
        let place = others.iter().position(|other| *other == at).unwrap_or(0);
        let share = (place + 1) as f64 / (others.len() + 1) as f64;
        let area = area(own);
        // Nearer the middle than the corners.
        f64::midpoint(area.top, area.bottom) + (share - 0.5) * area.height() * 0.8
    };
    let ends = |at: usize| {
        let [from, to] = flow.arrows[at].map(area);
        ((from.right + 1.5, height(0, at)), (to.left - 1.5, height(1, at)))
    };
    (0..flow.arrows.len()).map(ends).collect()
}

/// A curve that leaves and arrives level, with a head.
fn arrow(canvas: &mut Canvas<'_>, from: (f64, f64), to: (f64, f64)) {
    let neck = (to.0 - HEAD.0, to.1);
    let middle = f64::midpoint(from.0, neck.0);
    let along = |at: u32| {
        let t = f64::from(at) / f64::from(PIECES);
        let rest = 1.0 - t;
        let weights = [rest * rest * rest, 3.0 * rest * rest * t, 3.0 * rest * t * t, t * t * t];
        let sum = |[a, b, c, d]: [f64; 4]| weights[0] * a + weights[1] * b + weights[2] * c + weights[3] * d;
        (sum([from.0, middle, middle, neck.0]), sum([from.1, from.1, neck.1, neck.1]))
    };
    let curve: Vec<(f64, f64)> = (0..=PIECES).map(along).collect();
    canvas.line(&curve, 0.9, MUTED);
    canvas.polygon(&[to, (neck.0, to.1 - HEAD.1), (neck.0, to.1 + HEAD.1)], MUTED);
}

/// The flow in words: its columns, and what leads to what; without the latter where it would be too long to listen to.
fn alt(flow: &Flow) -> String {
    let bare = |words: &str| words.trim().trim_end_matches('.').to_owned();
    let language = flow.language;
    let count = language.in_words(flow.columns.len() as u64);
    let title = format::opening(&flow.title);
    let opening = title.into_iter().chain([say!(language, "chart-words-opening", count = count)]);
    let mut text = opening.collect::<Vec<_>>().join(" ");
    for column in &flow.columns {
        let boxes: Vec<String> = column.boxes.iter().map(|words| bare(words)).collect();
        text += " ";
        text += &format::ended(format!("{}: {}", bare(&column.name), boxes.join("; ")));
    }
    let quoted = |words: &str| say!(language, "chart-words-quoted", words = bare(words));
    let mut led = String::new();
    for (number, column) in flow.columns.iter().enumerate() {
        for (row, words) in column.boxes.iter().enumerate() {
            let next = flow.arrows.iter().filter(|[from, _]| *from == (number, row));
            let to: Vec<String> = next.map(|[_, to]| quoted(&flow.columns[to.0].boxes[to.1])).collect();
            if !to.is_empty() {
                led += " ";
                led += &say!(language, "chart-words-lead-to", from = quoted(words), to = language.listed(&to));
            }
        }
    }
    match led.is_empty() {
        true => text,
        false if text.chars().count() + led.chars().count() <= LONGEST => text + &led,
        false => format!("{text} {}", say!(language, "chart-words-arrows")),
    }
}
