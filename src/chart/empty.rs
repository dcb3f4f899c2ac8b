//! What stands in the place of a figure that has no value to show: because the status month is too early for it, because all
//! of them are hidden, or because they are 0 throughout and a stack of nothing is not seen.

use super::model::{Chart, ChartKind, Drawing};
use super::text::{Weight, leading, wrap};
use crate::value::Values;

/// What a figure says of which no value is there yet, in the picture and in its alt text.
const NONE_YET: &str = "Der er endnu ingen tal at vise.";
/// What one says of which all values are hidden.
const ALL_HIDDEN: &str = "Alle tal er skjult af hensyn til de personer, de handler om.";
/// What one says whose numbers are 0 throughout, where that would be seen as nothing.
const ALL_ZERO: &str = "Alle tal i figuren er 0.";
/// The same where there is nobody of whom they could tell.
const NOBODY: &str = "Alle tal i figuren er 0, for der er ingen at tælle (N = 0).";
/// Points in a millimetre.
const POINTS: f64 = 72.0 / 25.4;
/// The height in millimetres: room for one line.
const HEIGHT_MM: f64 = 14.0;
/// The size of the words in points.
const SIZE: f64 = 9.0;

/// A figure that says that it has nothing to show yet, as wide as the chart would be.
pub fn empty(width_mm: f64) -> Drawing {
    saying(NONE_YET, width_mm)
}

/// A figure that says that all its values are hidden.
pub fn all_hidden(width_mm: f64) -> Drawing {
    saying(ALL_HIDDEN, width_mm)
}

/// A figure that says that its numbers are 0 throughout: a stack of them could not be seen. None for any other figure.
pub fn all_zero(chart: &Chart, values: &Values) -> Option<Drawing> {
    let is_shown = |stat| stat == chart.stat || chart.also.contains(&stat);
    let drawn = || values.rows.iter().filter(|row| is_shown(row.key.stat));
    let zero = chart.kind == ChartKind::StackedColumns
        && drawn().any(|row| row.value.is_some())
        && drawn().all(|row| !row.suppressed && row.value.is_none_or(|value| value == 0.0));
    let nobody = drawn().all(|row| row.n == Some(0) && !row.hidden_n);
    zero.then(|| saying(if nobody { NOBODY } else { ALL_ZERO }, chart.width_mm))
}

fn saying(words: &str, width_mm: f64) -> Drawing {
    let (width, height) = (width_mm * POINTS, HEIGHT_MM * POINTS);
    // A narrow figure has the words on more lines, around the same middle.
    let lines = wrap(words, SIZE, Weight::Regular, width);
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
        alt: format!("Figuren er tom: {}", words.replacen('D', "d", 1).replacen('A', "a", 1)),
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
        let lines = |width_mm| all_hidden(width_mm).svg.matches("<tspan").count();
        assert_eq!((lines(165.0), lines(79.0)), (1, 2));
        for words in [NONE_YET, ALL_HIDDEN, ALL_ZERO, NOBODY] {
            for line in wrap(words, SIZE, Weight::Regular, 79.0 * POINTS) {
                assert!(crate::chart::text::width(&line, SIZE, Weight::Regular) <= 79.0 * POINTS, "{line}");
            }
        }
    }
}
