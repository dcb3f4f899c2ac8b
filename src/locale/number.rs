//! Numbers, amounts and lists as readers of a language write them.

use super::language::{Language, say};
use super::{MINUS, NBSP};

/// How a language writes numbers.
pub(super) struct Marks {
    decimal: String,
    group: String,
}

impl Marks {
    pub(super) fn of(language: Language) -> Self {
        Self { decimal: say!(language, "numbers-decimal-mark"), group: say!(language, "numbers-group-mark") }
    }
}

/// Ten to the power of a number of digits; exact as long as anybody writes numbers with so many.
pub(crate) fn ten_to_the(digits: usize) -> f64 {
    (0..digits).fold(1.0, |power, _| power * 10.0)
}

/// A number rounded half away from zero to `digits` decimals, as [`Language::decimal`] writes it.
pub fn rounded(value: f64, digits: usize) -> f64 {
    // The shift by a hair undoes the binary error of a decimal half (0.285 is a little less), as a reader would round it.
    let scale = ten_to_the(digits);
    (value * scale * (1.0 + 4.0 * f64::EPSILON)).round() / scale
}

/// How many decimals numbers below 1 need so that they are told apart: two digits of the greatest of them. None where a number is
/// 1 or more, or all are nothing.
pub fn small_digits(greatest: f64) -> Option<usize> {
    const MOST: usize = 6;
    let below_one = greatest.abs() > 0.0 && rounded(greatest.abs(), 2) < 1.0;
    below_one.then(|| (2..MOST).find(|digits| greatest.abs() * ten_to_the(*digits) >= 9.5).unwrap_or(MOST))
}

/// A number in Rust's notation (`-1234.5`) with the marks of a language and a real minus.
pub(super) fn grouped(number: &str, marks: &Marks) -> String {
    let (sign, text) = number.strip_prefix('-').map_or((None, number), |text| (Some(MINUS), text));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut out: String = sign.into_iter().collect();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push_str(&marks.group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push_str(&marks.decimal);
        out.push_str(fraction);
    }
    out
}

/// A year, which is no amount.
pub fn year(value: f64) -> String {
    format!("{value:.0}")
}

impl Language {
    /// A number with `digits` decimals, rounded half away from zero: `1.234,5` in Danish.
    pub fn decimal(self, value: f64, digits: usize) -> String {
        let rounded = rounded(value, digits);
        let text = format!("{:.digits$}", rounded.abs());
        // Nothing is below zero once it is rounded to nothing.
        grouped(&if rounded < 0.0 { format!("-{text}") } else { text }, self.marks())
    }

    /// A share (a fraction 0-1) in percent: `29 %`.
    pub fn percent(self, share: f64, digits: usize) -> String {
        say!(self, "numbers-percent", number = self.decimal(share * 100.0, digits))
    }

    /// An interval whose ends are written `from` and `to`: `59–78 %`; with a word between them where the lower end, `low`, has
    /// a sign.
    pub fn interval(self, low: f64, from: &str, to: &str) -> String {
        let from = from.trim_end_matches(['%', NBSP]);
        if low < 0.0 {
            say!(self, "numbers-interval-signed", from = from, to = to)
        } else {
            say!(self, "numbers-interval", from = from, to = to)
        }
    }

    /// A difference of shares (fractions 0-1): `11 procentpoint`.
    pub fn percentage_points(self, difference: f64, digits: usize) -> String {
        let points = difference * 100.0;
        say!(
            self,
            "numbers-percentage-points",
            number = rounded(points, digits),
            written = self.decimal(points, digits)
        )
    }

    /// Whether something is so, of a number that is 1 or 0.
    pub fn yes_or_no(self, value: f64) -> String {
        if value > 0.5 { say!(self, "numbers-yes") } else { say!(self, "numbers-no") }
    }

    /// An amount of money: `39.301 kr.`
    pub fn kroner(self, amount: f64) -> String {
        say!(self, "numbers-kroner", number = self.decimal(amount, 0))
    }

    /// An amount of money in millions: `16,3 mio. kr.`
    pub fn millions(self, amount: f64, digits: usize) -> String {
        say!(self, "numbers-millions", number = self.decimal(amount / 1e6, digits))
    }

    /// A unit of a formula in words, as far as they are known: `kr`, `years`, `share`; `*` and `/` become `·` and `pr.`.
    pub fn unit(self, unit: &str) -> String {
        let word = |unit: &str| say!(self, "numbers-unit", unit = unit);
        let factors = |part: &str| part.split('*').map(word).collect::<Vec<_>>().join("\u{a0}· ");
        let mut parts = unit.split('/').map(factors);
        let first = parts.next().unwrap_or_default();
        parts.fold(first, |over, under| say!(self, "numbers-per", over = over, under = under))
    }

    /// A list as a sentence has it: `a, b og c`; empty where it has nothing.
    pub fn listed(self, words: &[String]) -> String {
        match words {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => say!(self, "numbers-and", first = first.join(", "), last = last.as_str()),
        }
    }

    /// A whole number in words up to ten, in digits above: `fem`, `14`.
    pub fn in_words(self, number: u64) -> String {
        say!(self, "numbers-in-words", number = number)
    }

    /// Whether a sentence says that what it tells is not seen but judged or expected.
    pub fn hedges(self, sentence: &str) -> bool {
        has_any(sentence, &say!(self, "numbers-hedging"))
    }

    /// Whether a sentence tells how something has developed.
    pub fn tells_development(self, sentence: &str) -> bool {
        has_any(sentence, &say!(self, "numbers-developing"))
    }
}

/// Whether a sentence has one of the words of a list with commas.
fn has_any(sentence: &str, words: &str) -> bool {
    let sentence = sentence.to_lowercase();
    words.split(',').any(|word| sentence.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DANISH: Language = Language::ALL[0].1;
    const ENGLISH: Language = Language::ALL[1].1;

    #[test]
    fn numbers_have_the_separators_of_their_language_and_a_real_minus() {
        for (language, written) in [
            (DANISH, ["1.234,5", "\u{2212}1.234.567", "0,0", "1.000,0", "29\u{a0}%"]),
            (ENGLISH, ["1,234.5", "\u{2212}1,234,567", "0.0", "1,000.0", "29%"]),
        ] {
            assert_eq!(language.decimal(1_234.5, 1), written[0]);
            assert_eq!(language.decimal(-1_234_567.0, 0), written[1]);
            assert_eq!(language.decimal(-0.04, 1), written[2]);
            assert_eq!(language.decimal(999.96, 1), written[3]);
            assert_eq!(language.percent(13.0 / 45.0, 0), written[4]);
        }
    }

    #[test]
    fn small_numbers_are_told_apart() {
        let greatest = [0.0, 1.0, 0.999, 0.12, 0.097, 0.0326, 0.002, 1e-12, -0.5];
        let digits = [None, None, None, Some(2), Some(2), Some(3), Some(4), Some(6), Some(2)];
        assert_eq!(greatest.map(small_digits), digits);
    }

    #[test]
    fn units_stand_where_their_language_has_them() {
        assert_eq!(DANISH.percentage_points(0.111, 0), "11\u{a0}procentpoint");
        assert_eq!(DANISH.percentage_points(-0.0555, 1), "\u{2212}5,6\u{a0}procentpoint");
        assert_eq!(DANISH.kroner(39_300.9), "39.301\u{a0}kr.");
        assert_eq!(DANISH.millions(16_285_000.0, 1), "16,3\u{a0}mio.\u{a0}kr.");
        assert_eq!(ENGLISH.kroner(39_300.9), "DKK\u{a0}39,301");
        assert_eq!(ENGLISH.millions(16_285_000.0, 1), "DKK\u{a0}16.3\u{a0}million");
    }

    #[test]
    fn an_interval_says_its_unit_once() {
        assert_eq!(DANISH.interval(0.59, "59\u{a0}%", "78\u{a0}%"), "59–78\u{a0}%");
        assert_eq!(DANISH.interval(-0.03, "\u{2212}3\u{a0}%", "5\u{a0}%"), "\u{2212}3 til 5\u{a0}%");
        assert_eq!(ENGLISH.interval(-0.03, "\u{2212}3%", "5%"), "\u{2212}3 to 5%");
    }

    #[test]
    fn units_of_formulas_have_words() {
        assert_eq!(DANISH.unit("share"), "andel");
        assert_eq!(DANISH.unit("kr/years"), "kr. pr. år");
        assert_eq!(DANISH.unit("timer*years"), "timer\u{a0}· år");
        assert_eq!(ENGLISH.unit("kr/years"), "DKK per years");
    }

    #[test]
    fn a_decimal_half_is_rounded_away_from_zero() {
        assert_eq!(DANISH.decimal(0.285, 2), "0,29");
        assert_eq!(DANISH.decimal(2.5, 0), "3");
        assert_eq!(DANISH.decimal(-2.5, 0), "\u{2212}3");
    }

    #[test]
    fn small_whole_numbers_are_words() {
        assert_eq!(DANISH.in_words(7), "syv");
        assert_eq!(DANISH.in_words(1_100), "1.100");
        assert_eq!(ENGLISH.in_words(7), "seven");
    }

    #[test]
    fn lists_have_a_word_before_the_last() {
        let words = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(DANISH.listed(&words), "a, b og c");
        assert_eq!(ENGLISH.listed(&words), "a, b and c");
        assert_eq!(ENGLISH.listed(&[]), "");
    }

    #[test]
    fn sentences_are_heard_in_their_own_language() {
        assert!(DANISH.hedges("Besparelsen skønnes til 3 mio. kr.") && !DANISH.hedges("Der er 45 familier."));
        assert!(ENGLISH.tells_development("The share rose.") && !ENGLISH.tells_development("Der er sket en stigning."));
    }
}
