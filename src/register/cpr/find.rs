//! Which digits of a text could be a CPR number.
//!
//! Two questions are asked. Of a text that nobody has vouched for: does it hold what looks like a CPR number, of anybody? It
//! must be a number of the usual form, and start with a day. And of every text: which numbers could it mean, if one of the
//! register's people has one of them? Here any grouping of the digits will do, since chance does not hit a person's number.

use super::digits::{Group, each_group};
use super::form::is_day;

/// What ten digits must look like to be a CPR number for certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Certain {
    /// Nobody has said what the digits of the field are: a day and four more digits, in the usual groups or in none.
    Anything,
    /// The layout says by a pattern what the digits are: only the very form of a CPR number, `ddmmyy-xxxx`, is one.
    Hyphen,
}

/// Whether a text holds what looks like a CPR number.
pub(in super::super) fn looks_like(text: &str, certain: Certain) -> bool {
    let (mut found, mut in_twos) = (false, false);
    if has_ten_digits(text) {
        each_group(text, |chain| {
            // Groups of two that go on behind the tenth digit are a period, such as `01.02.18-05.06.18`, or a time.
            found |= in_twos && !(chain.len() > 1 && chain[chain.len() - 1].length == 2);
            in_twos = false;
            let Some(digits) = ending(chain, 10).filter(|digits| starts_with_day(number(digits))) else { return };
            match certain {
                Certain::Hyphen => found |= are(digits, &[6, 4]) && digits[1].gap.only == Some('-'),
                Certain::Anything if are(digits, &[2; 5]) => {
                    in_twos = chain.len() == 5 || chain[chain.len() - 6].length != 2;
                }
                Certain::Anything => {
                    found |= are(digits, &[10]) || begin(digits, &[6]) || begin(digits, &[2, 2, 2]);
                }
            }
        });
    }
    found || in_twos
}

/// Whether a text can have ten digits; most have not, and need not be looked at closer.
fn has_ten_digits(text: &str) -> bool {
    // Digits that are not the common ones take two bytes or more.
    text.len() >= 10 && text.bytes().filter(|byte| byte.is_ascii_digit() || !byte.is_ascii()).count() >= 10
}

/// Whether a number column's number is ten digits that look like a CPR number.
pub(in super::super) fn number_looks_like(number: f64) -> bool {
    let [whole, ..] = numbers_of_number(number);
    number >= 1e9 && whole.is_some_and(starts_with_day)
}

/// The numbers that a text could mean, should one of the register's people have one of them.
pub(in super::super) fn numbers_of_text(text: &str, mut see: impl FnMut(u64)) {
    if !has_ten_digits(text) {
        return;
    }
    each_group(text, |chain| {
        if let Some(digits) = ending(chain, 10) {
            see(number(digits));
        }
        if let Some(number) = with_century(chain) {
            see(number);
        }
    });
}

/// The same of a number: its ten digits, a zero in front lost or not; and six before the decimals and four behind.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "they are whole and between 0 and ten digits"
)]
pub(in super::super) fn numbers_of_number(number: f64) -> [Option<u64>; 2] {
    let whole = |number: f64| (number.fract() == 0.0 && (1e8..1e10).contains(&number)).then_some(number as u64);
    let moved = (number * 10_000.0).round();
    let parted = ((moved / 10_000.0 - number).abs() < 1e-9).then(|| whole(moved)).flatten();
    [whole(number), parted.filter(|_| number.fract() != 0.0)]
}

/// The numbers that a written file could mean: in the groups that people write them in, and not across what files set between
/// values, nor the decimals of a number.
pub(super) fn written(chain: &[Group]) -> Option<(usize, u64)> {
    // Whichever way it is written, four digits stand last, or all of them together; in most files most numbers are shorter.
    if !matches!(chain.last()?.length, 4 | 10) {
        return None;
    }
    let apart = |digits: &[Group]| digits[1..].iter().any(|group| group.gap.structure || group.gap.only == Some(','));
    let is_decimals = |digits: &[Group]| chain.len() > digits.len() && matches!(digits[0].gap.only, Some('.' | ','));
    if let Some(digits) = ending(chain, 10) {
        let written = are(digits, &[10]) || are(digits, &[6, 4]) || are(digits, &[2, 2, 2, 4]);
        return (written && !apart(digits) && !is_decimals(digits)).then(|| (digits[0].start, number(digits)));
    }
    let digits = ending(chain, 12)?;
    let number = with_century(chain)?;
    let written = are(digits, &[8, 4]) || are(digits, &[2, 2, 4, 4]);
    (written && !apart(digits)).then(|| (digits[0].start, number))
}

/// The last groups that have so many digits together.
fn ending(chain: &[Group], digits: u32) -> Option<&[Group]> {
    let mut sum = 0;
    let from = chain.iter().rposition(|group| {
        sum += group.length;
        sum >= digits
    })?;
    (sum == digits).then(|| &chain[from..])
}

/// Whether the groups are of these lengths.
fn are(digits: &[Group], lengths: &[u32]) -> bool {
    digits.len() == lengths.len() && begin(digits, lengths)
}

/// Whether the first groups are of these lengths.
fn begin(digits: &[Group], lengths: &[u32]) -> bool {
    digits.len() >= lengths.len() && digits.iter().zip(lengths).all(|(group, length)| group.length == *length)
}

fn number(digits: &[Group]) -> u64 {
    digits.iter().fold(0, |number, group| number * 10u64.pow(group.length) + group.value)
}

/// The number behind `ddmmyyyy-xxxx`.
fn with_century(chain: &[Group]) -> Option<u64> {
    let digits = ending(chain, 12)?;
    let mut sum = 0;
    let parted = digits.iter().any(|group| {
        sum += group.length;
        sum == 8
    });
    let number = number(digits);
    let century = number / 1_000_000 % 100;
    (parted && (18..=20).contains(&century)).then(|| number / 100_000_000 * 1_000_000 + number % 1_000_000)
}

fn starts_with_day(number: u64) -> bool {
    is_day(number / 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A person's number, spelt in every way that has been seen or thought of.
    const SPELLINGS: [&str; 33] = [
        "610169-1234",
        "6101691234",
        "610169 1234",
        "610169  1234",
        "610169 - 1234",
        "610169\u{a0}1234",
        "610169.1234",
        "610169/1234",
        "610169_1234",
        "610169:1234",
        "610169,1234",
        "610169(1234)",
        "610169\n1234",
        "610169\t1234",
        "610169\u{2010}1234",
        "610169\u{2011}1234",
        "610169\u{2012}1234",
        "610169\u{2013}1234",
        "610169\u{2014}1234",
        "610169\u{2015}1234",
        "610169\u{2212}1234",
        "610169\u{fe63}1234",
        "610169\u{ff0d}1234",
        "610169\u{ad}1234",
        "610169\u{200b}1234",
        "610169\u{ad}-1234",
        "61 01 69 12 34",
        "61.01.69-1234",
        "61-01-69 1234",
        "610169 12 34",
        "６１０１６９-１２３４",
        "６１０１６９１２３４",
        "610169&nbsp;1234",
    ];

    #[test]
    fn a_number_is_found_in_every_spelling_and_inside_a_text() {
        for spelling in SPELLINGS {
            for text in [spelling.to_owned(), format!("mor til {spelling}, flyttet"), format!("æ{spelling}æ")] {
                assert!(looks_like(&text, Certain::Anything), "{text:?}");
                let mut numbers = Vec::new();
                numbers_of_text(&text, |number| numbers.push(number));
                assert!(numbers.contains(&6_101_691_234), "{text:?}: {numbers:?}");
            }
        }
    }

    #[test]
    fn the_register_s_own_numbers_are_found_in_groups_that_are_less_usual() {
        for text in
            ["6101 69 1234", "61-01-1969-1234", "61011969-1234", "61 0169 1234", "6 1 0 1 6 9 1 2 3 4", "6101691 234"]
        {
            let mut numbers = Vec::new();
            numbers_of_text(text, |number| numbers.push(number));
            assert!(numbers.contains(&6_101_691_234), "{text:?}: {numbers:?}");
        }
    }

    #[test]
    fn what_only_resembles_one_is_not_one() {
        for text in [
            "",
            "DUBU-20007",
            "01-01-1969",
            "1010169-1234",
            "010169-12345",
            "990169-1234",
            "2015-W01",
            "01-02-2018 12:30",
            "2012-05-03 10:15",
            "01.02.18-05.06.18",
            "05.06.08-07.09.18",
            "kl. 12.30, den 01.02.18",
            "+45 12 34 56 78",
            "tlf. 12345678",
            "9999999999",
            "5.57.73.001.01",
            "1.234.567,89",
            "36 41 88 17 og 36 41 88 18",
        ] {
            assert!(!looks_like(text, Certain::Anything), "{text:?}");
        }
    }

    #[test]
    fn a_pattern_vouches_for_all_but_the_very_form() {
        assert!(looks_like("sag 610169-1234", Certain::Hyphen));
        for text in ["6101691234", "610169 1234", "61.01.69-1234"] {
            assert!(!looks_like(text, Certain::Hyphen), "{text}");
        }
    }

    #[test]
    fn numbers_of_ten_digits_look_like_one_where_they_start_with_a_day() {
        assert!(number_looks_like(6_101_691_234.0));
        for number in
            [101_691_234.0, 9_999_999_999.0, 6_101_691_234.5, -6_101_691_234.0, 16_101_691_234.0, 1_234.0, f64::MAX]
        {
            assert!(!number_looks_like(number), "{number}");
        }
        assert_eq!(numbers_of_number(101_691_234.0), [Some(101_691_234), None], "the zero in front is lost");
        assert_eq!(numbers_of_number(610_169.123_4), [None, Some(6_101_691_234)]);
    }

    #[test]
    fn a_file_s_own_signs_part_numbers() {
        let found = |text: &str| {
            let mut found = Vec::new();
            each_group(text, |chain| found.extend(written(chain).map(|(_, number)| number)));
            found
        };
        for text in [
            "610169-1234",
            "[\"610169 1234\"]",
            "x;6101691234;y",
            "61-01-69 1234",
            "61011969-1234",
            "610169\\u00a01234",
        ] {
            assert!(found(text).contains(&6_101_691_234), "{text}");
        }
        for text in ["610169,1234", "[\"610169\",\"1234\"]", "0.6101691234", "61,01,69,1234", "61 01 69 12 34"] {
            assert!(!found(text).contains(&6_101_691_234), "{text}");
        }
    }
}
