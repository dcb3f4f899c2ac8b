//! The canvas: drawing in points with the elements of plotters, and a memory of where text stands.
//!
//! Input: shapes in points from the top left corner. Output: SVG elements. It decides no layout.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, DashedPathElement, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontFamily, FontTransform, IntoFont, RGBColor, ShapeStyle, TextStyle};

use super::accounted::{Counted, Label, Says, Told};
use super::model::Zone;
use super::page::{PER_POINT, Page};
use super::palette::{Rgb, WHITE};
use super::text::{self, Weight};

/// An upright rectangle in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub(crate) left: f64,
    pub(crate) right: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
}

impl Area {
    pub(crate) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(crate) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// The rectangle with `by` less on each side, down to its middle.
    pub(crate) fn shrunk(&self, by: f64) -> Self {
        let (x, y) = (by.min(self.width() / 2.0), by.min(self.height() / 2.0));
        Self { left: self.left + x, right: self.right - x, top: self.top + y, bottom: self.bottom - y }
    }

    /// Whether the two share more than an edge.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether the stretch between two points touches the rectangle.
    pub(crate) fn is_crossed_by(&self, from: (f64, f64), to: (f64, f64)) -> bool {
        // Liang-Barsky: the part of the stretch that lies inside all four edges.
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let edges = [
            (-dx, from.0 - self.left),
            (dx, self.right - from.0),
            (-dy, from.1 - self.top),
            (dy, self.bottom - from.1),
        ];
        let (mut enter, mut leave) = (0.0f64, 1.0f64);
        for (toward, room) in edges {
            if toward == 0.0 {
                if room < 0.0 {
                    return false;
                }
            } else if toward < 0.0 {
                enter = enter.max(room / toward);
            } else {
                leave = leave.min(room / toward);
            }
        }
        enter <= leave
    }
}

/// Which side of a text its x is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Type {
    pub(crate) size: f64,
    pub(crate) weight: Weight,
    pub(crate) color: Rgb,
    pub(crate) side: Side,
    pub(crate) says: Says,
}

impl Type {
    /// The room a text takes when it is set at a baseline, from capitals to baseline.
    pub(crate) fn room(&self, text: &str, x: f64, baseline: f64) -> Area {
        let wide = text::width(text, self.size, self.weight);
        let left = match self.side {
            Side::Start => x,
            Side::Middle => x - wide / 2.0,
            Side::End => x - wide,
        };
        let descent = text::DESCENT * self.size;
        Area { left, right: left + wide, top: baseline - text::cap(self.size) - 0.6, bottom: baseline + descent }
    }
}

/// A surface to draw on.
pub(crate) struct Canvas<'a> {
    area: DrawingArea<Page<'a>, Shift>,
    /// Where no more text should stand.
    taken: Vec<Area>,
    /// Where the marks of values stand.
    zones: Vec<Zone>,
    /// The texts, with what each says.
    labels: Vec<Label>,
    /// How many value axes there are so far.
    axes: usize,
}

/// The least side of a mark's zone, so that what is thin or small can still be pointed at.
const LEAST_ZONE: f64 = 5.0;

/// Writing to memory cannot fail, and the fonts are registered.
const DRAWN: &str = "a page in memory takes every element";

impl<'a> Canvas<'a> {
    /// A canvas of a size in points that writes to `out`.
    pub(crate) fn new(out: &'a mut String, width: f64, height: f64) -> Self {
        let size = (unsigned(width), unsigned(height));
        let area = Page::new(out, size).into_drawing_area();
        Self { area, taken: Vec::new(), zones: Vec::new(), labels: Vec::new(), axes: 0 }
    }

    /// A filled rectangle.
    pub(crate) fn fill(&mut self, area: Area, color: Rgb) {
        let corners = [units((area.left, area.top)), units((area.right, area.bottom))];
        self.area.draw(&Rectangle::new(corners, solid(color))).expect(DRAWN);
    }

    /// A line through points.
    pub(crate) fn line(&mut self, points: &[(f64, f64)], wide: f64, color: Rgb) {
        let path: Vec<_> = points.iter().copied().map(units).collect();
        self.area.draw(&PathElement::new(path, solid(color).stroke_width(unsigned(wide)))).expect(DRAWN);
    }

    /// A broken line through points.
    pub(crate) fn dashes(&mut self, points: &[(f64, f64)], wide: f64, color: Rgb) {
        let path: Vec<_> = points.iter().copied().map(units).collect();
        let (dash, gap) = (unsigned(wide * 2.2), unsigned(wide * 2.2));
        let style = solid(color).stroke_width(unsigned(wide));
        self.area.draw(&DashedPathElement::new(path, dash, gap, style)).expect(DRAWN);
    }

    /// Slanting lines over a rectangle, on one pattern for the whole page, so that neighbours run on.
    pub(crate) fn hatch(&mut self, area: Area, wide: f64, color: Rgb) {
        const APART: f64 = 3.4;
        let inner = area.shrunk(wide / 2.0);
        // On a line x + y is the same everywhere.
        let first = ((inner.left + inner.top) / APART).ceil() as i64;
        let last = ((inner.right + inner.bottom) / APART).floor() as i64;
        for sum in (first..=last).map(|at| at as f64 * APART) {
            let (low, high) = ((sum - inner.bottom).max(inner.left), (sum - inner.top).min(inner.right));
            if low < high {
                self.line(&[(low, sum - low), (high, sum - high)], wide, color);
            }
        }
    }

    /// A filled shape.
    pub(crate) fn polygon(&mut self, corners: &[(f64, f64)], color: Rgb) {
        let path: Vec<_> = corners.iter().copied().map(units).collect();
        self.area.draw(&Polygon::new(path, solid(color))).expect(DRAWN);
    }

    /// A filled shape through which what lies under it is seen; `share` of its colour is laid on.
    pub(crate) fn veil(&mut self, corners: &[(f64, f64)], rgb: Rgb, share: f64) {
        let path: Vec<_> = corners.iter().copied().map(units).collect();
        self.area.draw(&Polygon::new(path, color(rgb).mix(share).filled())).expect(DRAWN);
    }

    /// A filled circle.
    pub(crate) fn disc(&mut self, center: (f64, f64), radius: f64, color: Rgb) {
        self.area.draw(&Circle::new(units(center), unsigned(radius), solid(color))).expect(DRAWN);
    }

    /// One line of text, which is remembered.
    pub(crate) fn text(&mut self, text: &str, x: f64, baseline: f64, look: Type) {
        self.telling(Told::Words(look.says), text, (x, baseline), look);
    }

    /// A further value axis, to which the ticks belong that are drawn from here on.
    pub(crate) fn axis(&mut self) {
        self.axes += 1;
    }

    /// The label of a tick, which stands `along` its axis.
    pub(crate) fn tick(&mut self, text: &str, (x, baseline): (f64, f64), look: Type, along: f64) {
        self.telling(Told::Tick { axis: self.axes, along }, text, (x, baseline), look);
    }

    /// A text that says how many values rest on.
    pub(crate) fn n(&mut self, text: &str, at: (f64, f64), look: Type, counted: Counted) {
        self.telling(Told::N(counted), text, at, look);
    }

    fn telling(&mut self, told: Told, text: &str, (x, baseline): (f64, f64), look: Type) {
        if text.is_empty() {
            return;
        }
        self.labels.push(Label { text: text.to_owned(), told });
        self.keep_free(look.room(text, x, baseline));
        let side = match look.side {
            Side::Start => HPos::Left,
            Side::Middle => HPos::Center,
            Side::End => HPos::Right,
        };
        let font = (FontFamily::Name(look.weight.family()), look.size * PER_POINT).into_font();
        let color = color(look.color);
        let style = TextStyle::from(font).color(&color).pos(Pos::new(side, VPos::Bottom));
        self.area.draw(&Text::new(text, units((x, baseline)), style)).expect(DRAWN);
    }

    /// One line of text on end, which ends at `top` and is read from below; `x` is its baseline.
    pub(crate) fn text_on_end(&mut self, text: &str, x: f64, top: f64, look: Type) {
        let long = text::width(text, look.size, look.weight);
        self.labels.push(Label { text: text.to_owned(), told: Told::Words(look.says) });
        self.keep_free(Area { left: x - text::cap(look.size) - 0.6, right: x, top, bottom: top + long });
        let font = (FontFamily::Name(look.weight.family()), look.size * PER_POINT).into_font();
        let color = color(look.color);
        let style = TextStyle::from(font.transform(FontTransform::Rotate270)).color(&color);
        let style = style.pos(Pos::new(HPos::Right, VPos::Bottom));
        self.area.draw(&Text::new(text, units((x, top)), style)).expect(DRAWN);
    }

    /// One line of text on a patch of paper, so that no grid line runs through it.
    pub(crate) fn text_on_paper(&mut self, text: &str, x: f64, baseline: f64, look: Type) {
        let room = look.room(text, x, baseline);
        self.fill(Area { left: room.left - 1.0, right: room.right + 1.0, bottom: baseline + 0.8, ..room }, WHITE);
        self.text(text, x, baseline, look);
    }

    /// Lines of text one under the other, the first at `baseline`.
    pub(crate) fn lines(&mut self, lines: &[String], x: f64, baseline: f64, look: Type) {
        for (at, line) in lines.iter().enumerate() {
            self.text(line, x, baseline + at as f64 * text::leading(look.size), look);
        }
    }

    /// Keeps further text away.
    pub(crate) fn keep_free(&mut self, room: Area) {
        self.taken.push(room);
    }

    /// Notes where the mark of a value stands, by the value's place among those drawn.
    pub(crate) fn zone(&mut self, value: Option<usize>, area: Area) {
        let Some(value) = value else { return };
        let spread = |from: f64, to: f64| {
            let more = ((LEAST_ZONE - (to - from)) / 2.0).max(0.0);
            (from - more, to - from + 2.0 * more)
        };
        let ((left, width), (top, height)) = (spread(area.left, area.right), spread(area.top, area.bottom));
        self.zones.push(Zone { value, left, top, width, height });
    }

    /// The zones noted, in the order of the values, and the texts drawn.
    pub(crate) fn noted(mut self) -> (Vec<Zone>, Vec<Label>) {
        self.zones.sort_by_key(|zone| zone.value);
        (self.zones, self.labels)
    }

    /// Whether text may stand there.
    pub(crate) fn is_free(&self, room: &Area) -> bool {
        !self.taken.iter().any(|taken| taken.overlaps(room))
    }
}

fn color((red, green, blue): Rgb) -> RGBColor {
    RGBColor(red, green, blue)
}

fn solid(rgb: Rgb) -> ShapeStyle {
    color(rgb).filled()
}

fn units((x, y): (f64, f64)) -> (i32, i32) {
    ((x * PER_POINT).round() as i32, (y * PER_POINT).round() as i32)
}

fn unsigned(value: f64) -> u32 {
    (value * PER_POINT).round() as u32
}
