//! Numbers, months and small words as Danish readers write them.
//!
//! Pure functions from values to text, shared by `chart` and `document`, so that a number looks the same wherever it stands.

mod numerals;

pub use numerals::numerals;

/// What is said of numbers that are hidden.
pub const HIDDEN: &str = "Skjult af hensyn til de personer, tallet handler om.";
/// The space between a number and its unit, which never breaks.
pub const NBSP: char = '\u{a0}';
/// The sign before a number below zero.
pub const MINUS: char = '\u{2212}';

const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
];

/// Ten to the power of a number of digits; exact as long as anybody writes numbers with so many.
pub(crate) fn ten_to_the(digits: usize) -> f64 {
    (0..digits).fold(1.0, |power, _| power * 10.0)
}

/// A number rounded half away from zero to `digits` decimals, as [`decimal`] writes it.
pub fn rounded(value: f64, digits: usize) -> f64 {
    // The shift by a hair undoes the binary error of a decimal half (0.285 is a little less), as a reader would round it.
    let scale = ten_to_the(digits);
    (value * scale * (1.0 + 4.0 * f64::EPSILON)).round() / scale
}

/// A number with `digits` decimals, rounded half away from zero: `1.234,5`.
pub fn decimal(value: f64, digits: usize) -> String {
    let rounded = rounded(value, digits);
    let text = format!("{:.digits$}", rounded.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    if rounded < 0.0 {
        out.push(MINUS);
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

/// How many decimals numbers below 1 need so that they are told apart: two digits of the greatest of them. None where a number is
/// 1 or more, or all are nothing.
pub fn small_digits(greatest: f64) -> Option<usize> {
    const MOST: usize = 6;
    let below_one = greatest.abs() > 0.0 && rounded(greatest.abs(), 2) < 1.0;
    below_one.then(|| (2..MOST).find(|digits| greatest.abs() * ten_to_the(*digits) >= 9.5).unwrap_or(MOST))
}

/// A share (a fraction 0-1) in percent: `29 %`.
pub fn percent(share: f64, digits: usize) -> String {
    format!("{}{NBSP}%", decimal(share * 100.0, digits))
}

/// An interval whose ends are written `from` and `to`: `59–78 %`; with a word between them where the lower end, `low`, has
/// a sign.
pub fn interval(low: f64, from: &str, to: &str) -> String {
    let bare = from.trim_end_matches(['%', NBSP]);
    if low < 0.0 { format!("{bare} til {to}") } else { format!("{bare}–{to}") }
}

/// Whether a sentence says that what it tells is not seen but judged or expected.
pub fn hedges(sentence: &str) -> bool {
    const WORDS: [&str; 9] =
        ["vente", "forvent", "skøn", "anslå", "prognose", "fremskriv", "regnes med", "regner med", "vurder"];
    let sentence = sentence.to_lowercase();
    WORDS.iter().any(|word| sentence.contains(word))
}

/// Whether a sentence tells how something has developed.
pub fn tells_development(sentence: &str) -> bool {
    const WORDS: [&str; 8] = ["stige", "steget", "stigning", "falde", "uændret", "vokse", "udvikl", "gået fra"];
    let sentence = sentence.to_lowercase();
    WORDS.iter().any(|word| sentence.contains(word))
}

/// A month `2018-12` in words: `december 2018`; none where it is not a month.
pub fn month(month: &str) -> Option<String> {
    let (year, number) = month.split_once('-')?;
    // A label such as `1-2` is no month: all digits of a year and of a month must be there.
    if !digits(year, 4) || !digits(number, 2) {
        return None;
    }
    let name = MONTHS.get(number.parse::<usize>().ok()?.checked_sub(1)?)?;
    Some(format!("{name} {year}"))
}

/// Whether a text is so many digits.
fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A month `2018-12` as short as on an axis: `dec. 18`; none where it is not a month.
pub fn month_short(key: &str) -> Option<String> {
    let long = month(key)?;
    let (name, year) = long.split_once(' ')?;
    let year = year.get(year.len().saturating_sub(2)..)?;
    // May is no longer than its abbreviation would be.
    if name == "maj" { Some(format!("maj{NBSP}{year}")) } else { Some(format!("{}.{NBSP}{year}", name.get(..3)?)) }
}

/// A half-year `2018H2` in words: `2. halvår 2018`; none where it is not a half-year.
pub fn half_year(half_year: &str) -> Option<String> {
    let (year, half) = half_year.split_once('H')?;
    (digits(year, 4) && matches!(half, "1" | "2")).then(|| format!("{half}. halvår {year}"))
}

/// A quarter `2018K4` in words: `4. kvartal 2018`; none where it is not a quarter.
pub fn quarter(key: &str) -> Option<String> {
    let (year, quarter) = key.split_once('K')?;
    (digits(year, 4) && matches!(quarter, "1" | "2" | "3" | "4")).then(|| format!("{quarter}. kvartal {year}"))
}

/// A quarter `2018K4` as short as on an axis: `4. kv. 18`; none where it is not a quarter.
pub fn quarter_short(key: &str) -> Option<String> {
    quarter(key)?;
    let (year, quarter) = key.split_once('K')?;
    Some(format!("{quarter}.{NBSP}kv. {}", year.get(2..)?))
}

/// A week `2015-W07` or `2015W07` in words: `uge 7 i 2015`; none where it is not a week.
pub fn week(week: &str) -> Option<String> {
    let (year, _) = week.split_once("-W").or_else(|| week.split_once('W'))?;
    Some(format!("{} i {year}", week_short(week)?))
}

/// A week in short: `uge 7`; none where it is not a week.
pub fn week_short(week: &str) -> Option<String> {
    let (year, number) = week.split_once("-W").or_else(|| week.split_once('W'))?;
    let number = number.parse::<u8>().ok().filter(|week| digits(number, 2) && (1..=53).contains(week))?;
    if !digits(year, 4) {
        return None;
    }
    Some(format!("uge{NBSP}{number}"))
}

/// A day `2016-04-01` in words: `1. april 2016`; none where it is not a day.
pub fn day(day: &str) -> Option<String> {
    let (rest, number) = day.rsplit_once('-')?;
    let number = number.parse::<u8>().ok().filter(|day| number.len() == 2 && (1..=31).contains(day))?;
    Some(format!("{number}.{NBSP}{}", month(rest)?))
}

/// A difference of shares (fractions 0-1): `11 procentpoint`.
pub fn percentage_points(difference: f64, digits: usize) -> String {
    format!("{}{NBSP}procentpoint", decimal(difference * 100.0, digits))
}

/// A year, which is no amount.
pub fn year(value: f64) -> String {
    format!("{value:.0}")
}

/// Whether something is so, of a number that is 1 or 0.
pub fn yes_or_no(value: f64) -> &'static str {
    if value > 0.5 { "ja" } else { "nej" }
}

/// An amount of money: `39.301 kr.`
pub fn kroner(amount: f64) -> String {
    format!("{}{NBSP}kr.", decimal(amount, 0))
}

/// An amount of money in millions: `16,3 mio. kr.`
pub fn millions(amount: f64, digits: usize) -> String {
    format!("{}{NBSP}mio.{NBSP}kr.", decimal(amount / 1e6, digits))
}

/// A unit of a formula in words, as far as they are known: `kr`, `years`, `share`; `*` and `/` become `·` and `pr.`.
pub fn unit(unit: &str) -> String {
    let word = |word: &str| match word {
        "share" => "andel".to_owned(),
        "kr" => "kr.".to_owned(),
        "years" => "år".to_owned(),
        "months" => "måneder".to_owned(),
        other => other.to_owned(),
    };
    let factors = |part: &str| part.split('*').map(word).collect::<Vec<_>>().join("\u{a0}· ");
    unit.split('/').map(factors).collect::<Vec<_>>().join(" pr. ")
}

/// A day, a month, a quarter, a half-year, a week or a year in words; none where it is none of them.
pub fn period(period: &str) -> Option<String> {
    let year = || (period.len() == 4 && period.bytes().all(|byte| byte.is_ascii_digit())).then(|| period.to_owned());
    day(period)
        .or_else(|| month(period))
        .or_else(|| quarter(period))
        .or_else(|| half_year(period))
        .or_else(|| week(period))
        .or_else(year)
}

/// A list as a sentence has it: `a, b og c`; empty where it has nothing.
pub fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} og {last}", first.join(", ")),
    }
}

/// The text with a capital first letter.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The text with a small first letter, unless its first word is all capitals or the name of whom a statistic is named after.
pub fn uncapitalised(text: &str) -> String {
    const NAMES: [&str; 3] = ["Gini", "Pearson", "Spearman"];
    let word = text.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    if NAMES.contains(&word.strip_suffix('s').unwrap_or(word)) {
        return text.to_owned();
    }
    let mut letters = text.chars();
    let first = letters.next();
    match first {
        Some(first) if !letters.clone().next().is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

/// A whole number in words up to ten, in digits above: `fem`, `14`.
pub fn in_words(number: u64) -> String {
    const WORDS: [&str; 11] = ["nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti"];
    usize::try_from(number)
        .ok()
        .and_then(|at| WORDS.get(at))
        .map_or_else(|| decimal(number as f64, 0), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_abbreviations_keep_their_capitals() {
        for (text, within) in [
            ("Andel", "andel"),
            ("Ændring", "ændring"),
            ("FIT’s effekt", "FIT’s effekt"),
            ("Pearson", "Pearson"),
            ("Spearmans rho", "Spearmans rho"),
            ("Ginikoefficient", "ginikoefficient"),
        ] {
            assert_eq!(uncapitalised(text), within);
        }
    }

    #[test]
    fn numbers_have_danish_separators_and_a_real_minus() {
        assert_eq!(decimal(1_234.5, 1), "1.234,5");
        assert_eq!(decimal(-1_234_567.0, 0), "\u{2212}1.234.567");
        assert_eq!(decimal(-0.04, 1), "0,0");
        assert_eq!(decimal(999.96, 1), "1.000,0");
        assert_eq!(percent(13.0 / 45.0, 0), "29\u{a0}%");
    }

    #[test]
    fn small_numbers_are_told_apart() {
        let greatest = [0.0, 1.0, 0.999, 0.12, 0.097, 0.0326, 0.002, 1e-12, -0.5];
        let digits = [None, None, None, Some(2), Some(2), Some(3), Some(4), Some(6), Some(2)];
        assert_eq!(greatest.map(small_digits), digits);
    }

    #[test]
    fn units_stand_behind_a_space_that_does_not_break() {
        assert_eq!(percentage_points(0.111, 0), "11\u{a0}procentpoint");
        assert_eq!(percentage_points(-0.0555, 1), "\u{2212}5,6\u{a0}procentpoint");
        assert_eq!(kroner(39_300.9), "39.301\u{a0}kr.");
        assert_eq!(millions(16_285_000.0, 1), "16,3\u{a0}mio.\u{a0}kr.");
    }

    #[test]
    fn units_of_formulas_have_danish_words() {
        assert_eq!(unit("share"), "andel");
        assert_eq!(unit("kr/years"), "kr. pr. år");
        assert_eq!(unit("timer*years"), "timer\u{a0}· år");
    }

    #[test]
    fn a_decimal_half_is_rounded_away_from_zero() {
        assert_eq!(decimal(0.285, 2), "0,29");
        assert_eq!(decimal(2.5, 0), "3");
        assert_eq!(decimal(-2.5, 0), "\u{2212}3");
    }

    #[test]
    fn periods_in_words() {
        assert_eq!(month("2018-12").as_deref(), Some("december 2018"));
        assert_eq!(month("2018-13"), None);
        // Labels that have a hyphen in them.
        assert_eq!(["1-2", "0-4", "2018-1", "25-34", "18-05"].map(period), [const { None }; 5]);
        assert_eq!([half_year("18H1"), week("15W07"), week("2015W54")], [const { None }; 3]);
        assert_eq!(week("2018W07").as_deref(), Some("uge\u{a0}7 i 2018"));
        assert_eq!(month_short("2018-12").as_deref(), Some("dec.\u{a0}18"));
        assert_eq!(month_short("2017-05").as_deref(), Some("maj\u{a0}17"));
        assert_eq!(month_short("2017"), None);
        assert_eq!(half_year("2018H2").as_deref(), Some("2. halvår 2018"));
        assert_eq!(half_year("2018H3"), None);
        assert_eq!(period("2018K4").as_deref(), Some("4. kvartal 2018"));
        assert_eq!(quarter_short("2018K4").as_deref(), Some("4.\u{a0}kv. 18"));
        assert_eq!(["2018K5", "18K1", "K1"].map(quarter), [const { None }; 3]);
        assert_eq!(period("2018").as_deref(), Some("2018"));
        assert_eq!(period("5.68"), None);
        assert_eq!(period("2016-04-01").as_deref(), Some("1.\u{a0}april 2016"));
        assert_eq!(day("2016-04-32"), None);
        assert_eq!(week("2015-W07").as_deref(), Some("uge\u{a0}7 i 2015"));
        assert_eq!(week_short("2015-W54"), None);
        assert_eq!(week_short("2015-W7"), None);
        assert_eq!(in_words(7), "syv");
        assert_eq!(in_words(11), "11");
    }
}
