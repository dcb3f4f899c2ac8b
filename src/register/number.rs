//! Numbers as registers write them.

use crate::schema::NumberFormat;

/// The number that a text says in the format. Strict: thousands are grouped by three or not at all, so that the `1.5` of
/// a decimal point is not read as 15 where the dot is for thousands.
pub(super) fn parse(text: &str, format: &NumberFormat) -> Option<f64> {
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
    // A minus before nothing but zeros is a zero like any other.
    let number = plain.parse::<f64>().ok().filter(|number| number.is_finite());
    number.map(|number| if number == 0.0 { 0.0 } else { number })
}

/// The whole number that a text says.
pub(super) fn parse_integer(text: &str) -> Option<i64> {
    are_digits(text.strip_prefix(['-', '+']).unwrap_or(text)).then(|| text.parse().ok()).flatten()
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
    fn whole_numbers() {
        assert_eq!(parse_integer("-12"), Some(-12));
        for wrong in ["", "-", "1.0", "1,0", "--1", "99999999999999999999"] {
            assert_eq!(parse_integer(wrong), None, "{wrong}");
        }
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

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,12}") {
            let _ = parse(&text, &opus());
            let _ = parse_integer(&text);
        }
    }
}
