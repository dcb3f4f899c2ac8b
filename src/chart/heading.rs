//! What stands over upright panels: the title of the value axis, what is hidden, and what intervals look like.

use super::canvas::{Canvas, Side};
use super::certainty;
use super::format;
use super::frame::{Scene, quiet};
use super::interval::{self, Look};
use super::text::{self, SMALL, Weight};

/// What stands over the panels: the title of the value axis, and what intervals look like.
pub(crate) struct Heading {
    lines: Vec<String>,
    interval: Option<interval::Key>,
    certainty: Option<certainty::Key>,
    /// Where the key stands, if not on a line of its own.
    beside: Option<f64>,
}

impl Heading {
    /// The heading of a chart whose page is `room` wide.
    pub(crate) fn of(scene: &Scene<'_>, look: Option<Look>, room: f64) -> Self {
        Self::telling(scene, look, None, room)
    }

    /// The same with words that say of values that are not drawn why.
    pub(crate) fn telling(scene: &Scene<'_>, look: Option<Look>, unplaced: Option<&str>, room: f64) -> Self {
        let language = scene.chart.language;
        let title = format::y_title(scene.chart);
        let mut lines =
            if title.is_empty() { Vec::new() } else { text::wrap(language, &title, SMALL, Weight::Regular, room) };
        lines.extend(scene.key_to_hidden());
        lines.extend(unplaced.iter().flat_map(|words| text::wrap(language, words, SMALL, Weight::Regular, room)));
        lines.extend(scene.unseen().iter().flat_map(|words| text::wrap(language, words, SMALL, Weight::Regular, room)));
        let interval = interval::Key::of(scene, look);
        let end = lines.last().map(|line| text::width(line, SMALL, Weight::Regular) + 16.0);
        let beside = end.filter(|end| interval.as_ref().is_some_and(|key| end + key.width() <= room));
        Self { lines, interval, certainty: certainty::Key::of(scene), beside }
    }

    /// The lines of text, the key's own among them.
    fn count(&self) -> usize {
        let own = [self.interval.is_some() && self.beside.is_none(), self.certainty.is_some()];
        self.lines.len() + own.into_iter().filter(|line| *line).count()
    }

    /// The height with the room under it.
    pub(crate) fn height(&self) -> f64 {
        if self.count() == 0 { 0.0 } else { text::height(self.count(), SMALL) + 5.0 }
    }

    /// Draws it from `top`.
    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>, scene: &Scene<'_>, top: f64) {
        let first = top + text::cap(SMALL) + 1.0;
        canvas.lines(&self.lines, 0.0, first, quiet(Side::Start));
        if let Some(key) = &self.interval {
            key.draw(
                canvas,
                scene,
                self.beside.unwrap_or(0.0),
                first + (self.count() - 1 - usize::from(self.certainty.is_some())) as f64 * text::leading(SMALL),
            );
        }
        if let Some(key) = &self.certainty {
            key.draw(canvas, 0.0, first + (self.count() - 1) as f64 * text::leading(SMALL));
        }
    }
}
