//! What stands in the place of a figure that has no value to show: because the status month is too early for it, because all
//! of them are hidden, or because they are 0 throughout and a stack of nothing is not seen.

use super::model::{Chart, ChartKind, Drawing};
use super::text::{Weight, leading, wrap};
use crate::locale::{Language, say, uncapitalised};
use crate::value::Values;

/// Points in a millimetre.
const POINTS: f64 = 72.0 / 25.4;
/// The height in millimetres: room for one line.
const HEIGHT_MM: f64 = 14.0;
/// The size of the words in points.
const SIZE: f64 = 9.0;

/// A figure that says that it has nothing to show yet, as wide as the chart would be.
pub fn empty(language: Language, width_mm: f64) -> Drawing {
    saying(language, &say!(language, "chart-none-yet"), width_mm)
}

/// A figure that says that all its values are hidden.
pub fn all_hidden(language: Language, width_mm: f64) -> Drawing {
    saying(language, &say!(language, "chart-all-hidden"), width_mm)
}

/// A figure that says that its numbers are 0 throughout: a stack of them could not be seen. None for any other figure.
pub fn all_zero(chart: &Chart, values: &Values) -> Option<Drawing> {
    let is_shown = |stat| stat == chart.stat || chart.also.contains(&stat);
    let drawn = || values.rows.iter().filter(|row| is_shown(row.key.stat));
    let zero = chart.kind == ChartKind::StackedColumns
        && drawn().any(|row| row.value.is_some())
        && drawn().all(|row| !row.suppressed && row.value.is_none_or(|value| value == 0.0));
    let nobody = drawn().all(|row| row.n == Some(0) && !row.hidden_n);
    let language = chart.language;
    let words = || if nobody { say!(language, "chart-nobody") } else { say!(language, "chart-all-zero") };
    zero.then(|| saying(language, &words(), chart.width_mm))
}

fn saying(language: Language, words: &str, width_mm: f64) -> Drawing {
    let (width, height) = (width_mm * POINTS, HEIGHT_MM * POINTS);
    // A narrow figure has the words on more lines, around the same middle.
    let lines = wrap(language, words, SIZE, Weight::Regular, width);
    let first = height / 2.0 - leading(SIZE) * (lines.len() - 1) as f64 / 2.0;
    let text: String = lines
        .iter()
        .enumerate()
        .map(|(at, line)| format!("<tspan x=\"0\" y=\"{:.2}\">{line}</tspan>", leading(SIZE).mul_add(at as f64, first)))
        .collect::<Vec<_>>()
        .join(" ");
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width_mm}mm\" height=\"{HEIGHT_MM}mm\" viewBox=\"0 0 {width:.2} {height:.2}\" \
         role=\"img\">\n<title>{words}</title>\n<text font-family=\"Inter, sans-serif\" font-size=\"{SIZE}\" \
         fill=\"#5b6b73\">{text}</text>\n</svg>\n",
    );
    Drawing {
        svg,
        alt: say!(language, "chart-empty", why = uncapitalised(words)),
        width_mm,
        height_mm: HEIGHT_MM,
        zones: Vec::new(),
        otherwise: None,
        labels: Vec::new(),
        strays: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_keep_within_the_figure() {
        let danish = Language::default();
        let lines = |width_mm| all_hidden(danish, width_mm).svg.matches("<tspan").count();
        assert_eq!((lines(165.0), lines(79.0)), (1, 2));
        for (_, language) in Language::ALL {
            for id in ["chart-none-yet", "chart-all-hidden", "chart-all-zero", "chart-nobody"] {
                for line in wrap(language, &language.say(id, &[]), SIZE, Weight::Regular, 79.0 * POINTS) {
                    assert!(crate::chart::text::width(&line, SIZE, Weight::Regular) <= 79.0 * POINTS, "{line}");
                }
            }
        }
    }
}
