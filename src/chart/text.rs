//! Text on a chart: its sizes, how wide it is and how it breaks into lines.
//!
//! Widths come from the fonts shipped with the program, so that a chart is laid out alike on every machine; no system
//! font is ever asked.

use std::sync::OnceLock;

use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};

use crate::locale::Language;

/// Ticks, x labels, axis titles and numbers in the figure, in points.
pub(crate) const SMALL: f64 = 7.4;
/// Names of series and facets, in points.
pub(crate) const BODY: f64 = 8.0;
/// The distance between baselines, as a multiple of the size.
const LEADING: f64 = 1.28;
/// The height of digits and capitals, as a multiple of the size.
const CAP: f64 = 0.727;
/// The descent of letters such as g, as a multiple of the size.
pub(crate) const DESCENT: f64 = 0.21;
/// A font's ascent and descent together as a multiple of its em: what plotters takes for the size of a text when it
/// measures (2728 + 680 units of 2816).
const LINE_PER_EM: f64 = 3408.0 / 2816.0;
/// Room for what measuring by advances leaves out: kerning and contextual alternates.
const SLACK: f64 = 1.01;

/// The weights in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// For nearly everything.
    Regular,
    /// For numbers in the figure and names of facets.
    SemiBold,
}

impl Weight {
    /// The family under which plotters knows the weight; it has no weights of its own besides bold.
    pub(crate) fn family(self) -> &'static str {
        match self {
            Self::Regular => "Inter",
            Self::SemiBold => "Inter SemiBold",
        }
    }

    /// The weight as CSS counts it, from the family's name.
    pub(crate) fn css(family: &str) -> u16 {
        if family == Self::SemiBold.family() { 600 } else { 400 }
    }
}

/// Makes the fonts known to plotters, once.
fn register() {
    static DONE: OnceLock<()> = OnceLock::new();
    DONE.get_or_init(|| {
        let fonts: [(Weight, &'static [u8]); 2] = [
            (Weight::Regular, include_bytes!("../../templates/fonts/Inter-Regular.otf")),
            (Weight::SemiBold, include_bytes!("../../templates/fonts/Inter-SemiBold.otf")),
        ];
        for (weight, bytes) in fonts {
            let known = register_font(weight.family(), FontStyle::Normal, bytes).is_ok();
            assert!(known, "the fonts compiled into the program are fonts");
        }
    });
}

/// A font at a size; `size` in the unit that the answer of a measurement shall have.
fn font(size: f64, weight: Weight) -> FontDesc<'static> {
    register();
    FontDesc::new(FontFamily::Name(weight.family()), size, FontStyle::Normal)
}

/// How wide a text is, in points.
pub(crate) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    // Plotters answers in whole units, so it is asked in hundredths.
    let (wide, _) = font(size * LINE_PER_EM * 100.0, weight).box_size(text).expect("the font is registered");
    f64::from(wide) / 100.0 * SLACK
}

/// How high `lines` lines are from the top of the first line's capitals to the last baseline.
pub(crate) fn height(lines: usize, size: f64) -> f64 {
    cap(size) + (lines.max(1) - 1) as f64 * leading(size)
}

/// The height of digits and capitals.
pub(crate) fn cap(size: f64) -> f64 {
    size * CAP
}

/// The distance between baselines.
pub(crate) fn leading(size: f64) -> f64 {
    size * LEADING
}

/// The text in lines no wider than `room`, broken at spaces; a word wider than a line is broken between syllables, and
/// where even a syllable is too wide, wherever it must be.
pub(crate) fn wrap(language: Language, text: &str, size: f64, weight: Weight, room: f64) -> Vec<String> {
    let fits = |line: &str| width(line, size, weight) <= room;
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if fits(&joined) {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        if fits(word) {
            word.clone_into(&mut line);
            continue;
        }
        let pieces: Vec<String> = if syllables(language, word).all(|piece| fits(&format!("{piece}-"))) {
            syllables(language, word).map(str::to_owned).collect()
        } else {
            word.chars().map(String::from).collect()
        };
        let last = pieces.len() - 1;
        for (at, piece) in pieces.into_iter().enumerate() {
            let hyphen = if at == last || piece.ends_with('-') { "" } else { "-" };
            if !line.is_empty() && !fits(&format!("{line}{piece}{hyphen}")) {
                lines.push(if line.ends_with('-') { line } else { format!("{line}-") });
                line = String::new();
            }
            line.push_str(&piece);
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// The text on one line, ended by an ellipsis where it is wider than `room`.
pub(crate) fn fit(text: &str, size: f64, weight: Weight, room: f64) -> String {
    if width(text, size, weight) <= room {
        return text.to_owned();
    }
    let mut short: String = text.to_owned();
    while !short.is_empty() && width(&format!("{short}…"), size, weight) > room {
        short.pop();
    }
    format!("{}…", short.trim_end())
}

/// Whether the text can stand in a room of that width with words broken at most between syllables.
pub(crate) fn fits_in(language: Language, text: &str, size: f64, weight: Weight, room: f64) -> bool {
    let fits = |text: &str| width(text, size, weight) <= room;
    words(text).all(|word| fits(word) || syllables(language, word).all(|piece| fits(&format!("{piece}-"))))
}

/// The words of a text. A space that must not break is part of its word.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty())
}

/// The pieces of a word between which a line may break: after a hyphen of its own, else between syllables of the language, so
/// that at least four letters stand on each side; signs such as a colon do not count.
fn syllables(language: Language, word: &str) -> impl Iterator<Item = &str> {
    word.split_inclusive('-').flat_map(move |part| {
        let sign = |letter: char| !letter.is_alphanumeric();
        let letters = part.trim_start_matches(sign);
        let before = part.len() - letters.len();
        let pieces = hyphenated(language, letters.trim_end_matches(sign));
        // The signs stay with the first and the last piece.
        let mut ends: Vec<usize> = pieces
            .into_iter()
            .map(str::len)
            .scan(before, |at, len| {
                *at += len;
                Some(*at)
            })
            .collect();
        ends.pop();
        let starts: Vec<usize> = std::iter::once(0).chain(ends).collect();
        let ends = starts[1..].iter().copied().chain([part.len()]);
        starts.iter().zip(ends).map(|(from, to)| &part[*from..to]).collect::<Vec<_>>()
    })
}

/// A word's pieces by the language's patterns; whole in a language that has none.
fn hyphenated(language: Language, word: &str) -> Vec<&str> {
    let patterns = <[u8; 2]>::try_from(language.code().as_bytes()).ok().and_then(hypher::Lang::from_iso);
    match patterns {
        Some(patterns) => hypher::hyphenate_bounded(word, patterns, 4, 4).collect(),
        None => vec![word],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_as_wide_as_the_font_says() {
        // Advance of `n` in Inter Regular, in units of 2816 an em, from the font's own hmtx table.
        let expected = 10.0 * f64::from(N_ADVANCE) / 2816.0 * 10.0 * SLACK;
        assert!((width("nnnnnnnnnn", 10.0, Weight::Regular) - expected).abs() < 0.05);
    }

    /// See the test above.
    const N_ADVANCE: u16 = 1648;

    #[test]
    fn lines_break_at_spaces_and_never_at_a_fixed_space() {
        let room = width("Virksomhedsrettet", 8.0, Weight::Regular);
        assert_eq!(
            wrap(Language::default(), "Virksomhedsrettet  indsats", 8.0, Weight::Regular, room),
            ["Virksomhedsrettet", "indsats"]
        );
        let room = width("29\u{a0}%", 8.0, Weight::Regular);
        assert_eq!(
            wrap(Language::default(), "alle 29\u{a0}% her", 8.0, Weight::Regular, room),
            ["alle", "29\u{a0}%", "her"]
        );
        assert_eq!(wrap(Language::default(), "", 8.0, Weight::Regular, 10.0), [""]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken_and_nothing_is_lost() {
        let lines = wrap(Language::default(), "Beskæftigelsesrettede", 8.0, Weight::Regular, 40.0);
        assert!(lines.len() > 1 && lines.iter().all(|line| width(line, 8.0, Weight::Regular) <= 40.0));
        let joined: String = lines.iter().map(|line| line.trim_end_matches('-')).collect();
        assert_eq!(joined, "Beskæftigelsesrettede");
    }

    #[test]
    fn a_word_is_broken_only_where_four_letters_stand_on_each_side() {
        // Without the bound the Danish patterns break `foranstaltnin-ger`, and before the colon.
        for word in ["foranstaltninger:", "(foranstaltninger)", "familie-og", "aktivitet", "Åben", ""] {
            let pieces: Vec<&str> = syllables(Language::default(), word).collect();
            assert_eq!(pieces.concat(), word);
            let letters = |piece: &&str| piece.chars().filter(|letter| letter.is_alphabetic()).count();
            let own = word.contains('-');
            let ends = [pieces.first(), pieces.last()];
            assert!(own || pieces.len() < 2 || ends.into_iter().flatten().all(|end| letters(end) >= 4), "{pieces:?}");
        }
        assert!(syllables(Language::default(), "foranstaltninger:").count() > 1, "it can be broken at all");
        assert_eq!(syllables(Language::default(), "familie-og").collect::<Vec<_>>(), ["familie-", "og"]);
    }
}
