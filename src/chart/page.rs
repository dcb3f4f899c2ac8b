//! The page: a plotters backend that writes SVG.
//!
//! Plotters' own SVG backend knows whole pixels, one bold weight and its own header. This one takes hundredths of a
//! point and writes points, so that a unit of the SVG is a point in print, and keeps text as text in its weight.
//! Coordinates of text are those of its baseline. It knows nothing of charts.

use std::convert::Infallible;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontTransform,
};

use super::text::Weight;

/// How many backend units there are to a point.
pub(crate) const PER_POINT: f64 = 100.0;

type Done = Result<(), DrawingErrorKind<Infallible>>;

/// A page that writes the elements drawn on it to `out`.
pub(crate) struct Page<'a> {
    out: &'a mut String,
    size: (u32, u32),
}

impl<'a> Page<'a> {
    /// A page of a size in backend units.
    pub(crate) fn new(out: &'a mut String, size: (u32, u32)) -> Self {
        Self { out, size }
    }

    /// Adds one line.
    fn add(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }
}

/// Backend units as points, with at most two decimals: `1234` is `12.34`.
pub(crate) fn points(units: i64) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:02}", units.abs() / 100, units.abs() % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn pt(units: i32) -> String {
    points(i64::from(units))
}

/// A text as XML content or attribute; characters that XML does not have are left out.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
    out
}

fn hex(color: BackendColor) -> String {
    let (red, green, blue) = color.rgb;
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// `fill` or `stroke` and `stroke-width`.
fn paint<S: BackendStyle>(style: &S, fill: bool) -> String {
    let color = hex(style.color());
    if fill {
        let alpha = style.color().alpha;
        let veil = if alpha < 1.0 { format!(" fill-opacity=\"{alpha:.2}\"") } else { String::new() };
        format!("fill=\"{color}\"{veil}")
    } else {
        let wide = points(i64::from(style.stroke_width()));
        format!("fill=\"none\" stroke=\"{color}\" stroke-width=\"{wide}\"")
    }
}

fn corner_list(path: impl IntoIterator<Item = BackendCoord>) -> String {
    path.into_iter().map(|(x, y)| format!("{},{}", pt(x), pt(y))).collect::<Vec<_>>().join(" ")
}

impl DrawingBackend for Page<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Done {
        Ok(())
    }

    fn present(&mut self) -> Done {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Done {
        let (x, y, color) = (pt(x), pt(y), hex(color));
        self.add(&format!("<rect x=\"{x}\" y=\"{y}\" width=\"0.01\" height=\"0.01\" fill=\"{color}\"/>"));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Done {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Done {
        let (x, y, paint) = (pt(from.0.min(to.0)), pt(from.1.min(to.1)), paint(style, fill));
        let (wide, high) = (pt((to.0 - from.0).abs()), pt((to.1 - from.1).abs()));
        self.add(&format!("<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\" {paint}/>"));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Done {
        let (corners, paint) = (corner_list(path), paint(style, false));
        self.add(&format!("<polyline points=\"{corners}\" {paint} stroke-linejoin=\"round\"/>"));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Done {
        let (corners, paint) = (corner_list(path), paint(style, true));
        self.add(&format!("<polygon points=\"{corners}\" {paint}/>"));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Done {
        let (x, y, radius, paint) = (pt(center.0), pt(center.1), points(i64::from(radius)), paint(style, fill));
        self.add(&format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {paint}/>"));
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Done {
        let (x, y, fill, text) = (pt(x), pt(y), hex(style.color()), escape(text));
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Right => " text-anchor=\"end\"",
            HPos::Center => " text-anchor=\"middle\"",
        };
        let weight = match Weight::css(style.family().as_str()) {
            400 => String::new(),
            heavy => format!(" font-weight=\"{heavy}\""),
        };
        let size = style.size() / PER_POINT;
        let turn = match style.transform() {
            FontTransform::None => String::new(),
            FontTransform::Rotate90 => format!(" transform=\"rotate(90 {x} {y})\""),
            FontTransform::Rotate180 => format!(" transform=\"rotate(180 {x} {y})\""),
            FontTransform::Rotate270 => format!(" transform=\"rotate(-90 {x} {y})\""),
        };
        let place = format!("x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight}{anchor}{turn}");
        self.add(&format!("<text {place} fill=\"{fill}\">{text}</text>"));
        Ok(())
    }
}
