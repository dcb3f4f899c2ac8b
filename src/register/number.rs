//! Numbers as registers write them.

use crate::schema::NumberFormat;

/// From 2 to the 53rd on a float no longer holds every whole number.
pub(super) const TOO_LARGE: f64 = 9_007_199_254_740_992.0;

/// So many digits a float holds, whatever they are; more only by luck.
const SURE_DIGITS: usize = 15;

/// Amounts have at most so many decimals. A number with more was computed, and its last digits are what its program rounded to.
const DECIMALS_OF_AMOUNTS: usize = 4;

/// The number that plain digits such as `-1234.50` say; nothing where it could not be told from one beside it, so that a
/// digit of it would be lost.
pub(super) fn kept(plain: &str) -> Option<f64> {
    let number = plain.parse::<f64>().ok().filter(|number| number.abs() < TOO_LARGE)?;
    // A minus before nothing but zeros is a zero like any other.
    let number = if number == 0.0 { 0.0 } else { number };
    if plain.len() <= SURE_DIGITS {
        return Some(number);
    }
    let plain = plain.trim_start_matches('-').trim_start_matches('0');
    let (whole, decimals) = plain.split_once('.').unwrap_or((plain, ""));
    let decimals = decimals.trim_end_matches('0');
    // What a float is written as is the shortest that is read as the same float again.
    let written = number.abs().to_string();
    let (own_whole, own_decimals) = written.split_once('.').unwrap_or((&written, ""));
    let same = own_whole.trim_start_matches('0') == whole && own_decimals == decimals;
    (same || decimals.len() > DECIMALS_OF_AMOUNTS).then_some(number)
}

/// The powers of ten that a float is, exactly, up to the decimals that a text of [`SURE_DIGITS`] can have.
const POWERS: [f64; SURE_DIGITS] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14];

/// The number that a short text says which is written without thousands, as most are; nothing where that is not so, whatever else it
/// is. Its digits and the power of ten below them are floats exactly, and of what they give the nearest float is taken: so it is the
/// number that [`plain`] and [`kept`] say.
pub(super) fn quick(text: &str, format: &NumberFormat) -> Option<f64> {
    let bytes = text.as_bytes();
    if bytes.len() > SURE_DIGITS || !format.decimal.is_ascii() {
        return None;
    }
    let (is_negative, digits) = match bytes {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let (mut number, mut point) = (0u64, None);
    for (at, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => number = number * 10 + u64::from(byte - b'0'),
            byte if char::from(*byte) == format.decimal && point.is_none() && at > 0 => point = Some(at),
            _ => return None,
        }
    }
    let decimals = point.map_or(0, |at| digits.len() - at - 1);
    if digits.is_empty() || point.is_some() && decimals == 0 {
        return None;
    }
    let number = number as f64 / POWERS[decimals];
    Some(if is_negative && number > 0.0 { -number } else { number })
}

/// The plain digits, such as `-1234.50`, of the number that a text says in the format. Strict: thousands are grouped by three
/// or not at all, so that the `1.5` of a decimal point is not read as 15 where the dot is for thousands.
pub(super) fn plain(text: &str, format: &NumberFormat) -> Option<String> {
    let (negative, digits) = match (text.strip_prefix('-'), text.strip_suffix('-')) {
        (Some(rest), None) => (true, rest),
        (None, Some(rest)) if format.trailing_minus => (true, rest),
        (_, Some(_)) => return None,
        (None, None) => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, decimals) = match digits.split_once(format.decimal) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (digits, None),
    };
    if decimals.is_some_and(|decimals| !are_digits(decimals)) {
        return None;
    }
    let mut plain = String::with_capacity(text.len() + 1);
    if negative {
        plain.push('-');
    }
    match format.group.filter(|group| whole.contains(*group)) {
        None if are_digits(whole) => plain.push_str(whole),
        None => return None,
        Some(group) => {
            for (at, part) in whole.split(group).enumerate() {
                let right_length = if at == 0 { (1..=3).contains(&part.len()) } else { part.len() == 3 };
                if !right_length || !are_digits(part) {
                    return None;
                }
                plain.push_str(part);
            }
        }
    }
    if let Some(decimals) = decimals {
        plain.push('.');
        plain.push_str(decimals);
    }
    Some(plain)
}

/// The whole number that a text says; one beyond all that are kept is the largest, or the least.
pub(super) fn parse_integer(text: &str) -> Option<i64> {
    let beyond = if text.starts_with('-') { i64::MIN } else { i64::MAX };
    are_digits(text.strip_prefix(['-', '+']).unwrap_or(text)).then(|| text.parse().unwrap_or(beyond))
}

/// Whether a whole number is among those that a float holds, each of them.
pub(super) fn is_kept(number: i64) -> bool {
    number.unsigned_abs() < 1 << 53
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str, format: &NumberFormat) -> Option<f64> {
        plain(text, format).and_then(|plain| kept(&plain))
    }

    fn opus() -> NumberFormat {
        NumberFormat { decimal: ',', group: Some('.'), trailing_minus: true }
    }

    #[test]
    fn amounts_as_opus_writes_them() {
        for (text, number) in [
            ("1.234,56-", -1234.56),
            ("-1.234,56", -1234.56),
            ("1.234,56", 1234.56),
            ("1234,56", 1234.56),
            ("1.234.567", 1_234_567.0),
            ("0,00", 0.0),
            ("+7", 7.0),
        ] {
            assert_eq!(parse(text, &opus()), Some(number), "{text}");
        }
        for wrong in [
            "",
            "-",
            "1.5",
            "1.23,4",
            "12.34.567",
            ".123",
            "1,",
            ",5",
            "-1-",
            "1,2,3",
            "1e5",
            "NaN",
            "1 234",
            "−5",
            "5 kr.",
        ] {
            assert_eq!(parse(wrong, &opus()), None, "{wrong}");
        }
        assert!(parse("0,00-", &opus()).is_some_and(f64::is_sign_positive));
    }

    #[test]
    fn a_minus_behind_is_for_those_who_asked_for_it() {
        let format = NumberFormat { decimal: '.', group: None, trailing_minus: false };
        assert_eq!(parse("5-", &format), None);
        assert_eq!(parse("-5.25", &format), Some(-5.25));
        assert_eq!(parse("1,234", &format), None);
    }

    #[test]
    fn what_can_be_read_quickly_is() {
        let format = NumberFormat { decimal: ',', group: None, trailing_minus: false };
        for (text, number) in [("5994,6", 5994.6), ("-0,00", 0.0), ("12", 12.0), ("-3,25", -3.25), ("0,1", 0.1)] {
            assert_eq!(quick(text, &format).map(f64::to_bits), Some(f64::to_bits(number)), "{text}");
        }
        for text in ["", "-", "1,", ",5", "1,2,3", "1.5", "5-", "--5", "æ", "1234567890123,45"] {
            assert_eq!(quick(text, &format), None, "{text}");
        }
    }

    #[test]
    fn whole_numbers() {
        assert_eq!(parse_integer("-12"), Some(-12));
        for wrong in ["", "-", "1.0", "1,0", "--1"] {
            assert_eq!(parse_integer(wrong), None, "{wrong}");
        }
        for (text, kept) in [
            ("9007199254740991", true),
            ("9007199254740992", false),
            ("-9007199254740992", false),
            ("99999999999999999999", false),
            ("-99999999999999999999", false),
        ] {
            assert_eq!(parse_integer(text).map(is_kept), Some(kept), "{text}");
        }
    }

    /// Which of them lie nearest to the same float as another number of as many decimals, by Python's `decimal`:
    /// floats lie 0.0078125 apart from 2 to the 45th (35 184 372 088 832), so that hundredths are told from each other below
    /// 2 to the 46th, and 0.015625 apart beyond it.
    #[test]
    fn a_number_is_kept_to_its_last_digit_or_not_at_all() {
        for text in [
            "0.10",
            "-0.00",
            "999999999999.99",
            "35184372088832.01",
            "70368744177663.99",
            "0000000000000000012.50",
            "12.500000000000000000",
            "9007199254740991",
            // Computed, and written to more digits than the float had.
            "0.10000000000000001",
            "0.333333333333333333333",
        ] {
            let number: f64 = text.parse().expect("a number");
            assert_eq!(kept(text), Some(number), "{text}");
        }
        for text in ["99999999999999.99", "-123456789012345.678", "9007199254740992", "9007199254740993.00", "1e300"] {
            assert_eq!(kept(text), None, "{text}");
        }
    }

    /// As the field of a table of money says: 0.1 is not kept as it is, but as the float that is written 0.1.
    #[test]
    fn a_decimal_is_the_float_that_its_text_is() {
        assert_eq!(kept("0.1"), parse("0,1", &opus()));
    }

    /// Øre as KMD Opus would print them.
    fn printed(cents: i32, group: bool) -> String {
        let (kroner, oere) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
        let digits = kroner.to_string();
        let mut whole = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if group && at > 0 && (digits.len() - at) % 3 == 0 {
                whole.push('.');
            }
            whole.push(digit);
        }
        format!("{whole},{oere:02}{}", if cents < 0 { "-" } else { "" })
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(cents: i32, group: bool) {
            let number = parse(&printed(cents, group), &opus()).expect("a number");
            prop_assert!((number * 100.0 - f64::from(cents)).abs() < 0.001, "{number} is not {cents} hundredths");
        }

        /// Bit for bit what the longer way says, which has the number from the standard library.
        #[test]
        fn a_number_that_is_read_quickly_is_the_same(text in "[-+]?[0-9]{0,9}[.,]?[0-9]{0,9}-?", point: bool, group: bool) {
            let (decimal, other) = if point { ('.', ',') } else { (',', '.') };
            let format = NumberFormat { decimal, group: group.then_some(other), trailing_minus: true };
            if let Some(number) = quick(&text, &format) {
                prop_assert_eq!(parse(&text, &format).map(f64::to_bits), Some(number.to_bits()));
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,12}") {
            let _ = parse(&text, &opus());
            let _ = parse_integer(&text);
        }
    }
}
