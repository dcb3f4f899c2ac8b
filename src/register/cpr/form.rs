//! The form of a CPR number where the layout says that there is one.

use chrono::NaiveDate;

/// What is wrong with the form of a cell that should be a CPR number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Wrong {
    /// Ten digits that would be right with a hyphen.
    NoHyphen,
    /// Nine digits: a program took the text for a number and dropped the zero in front.
    LostZero,
    /// The right digits, but no such day.
    NoSuchDay,
    /// Something else.
    Form,
}

impl Wrong {
    /// The sentence and what to do.
    pub(in super::super) fn message(self) -> (String, String) {
        let (message, help) = match self {
            Self::NoHyphen => (
                "the CPR number has no hyphen",
                "say in the layout that the register writes ten digits: \"sporbar:personForm\": \"ddmmyyxxxx\", or \"either\" where both forms stand; or have it write `ddmmyy-xxxx`",
            ),
            Self::LostZero => (
                "the CPR number has nine digits",
                "a program has taken it for a number and dropped the zero in front: draw the extract again, with the column as text",
            ),
            Self::NoSuchDay => (
                "the CPR number does not start with a day of the calendar",
                "look it up: the first six digits are a date of birth, in replacement numbers with 60 added to the day",
            ),
            Self::Form => (
                "the cell is not a CPR number",
                "a CPR number is written `ddmmyy-xxxx`, or `ddmmyyxxxx` where the layout's `sporbar:personForm` says so; \
                 a key that is no CPR number is a `string` with `sporbar:key`, and not `sporbar:person`",
            ),
        };
        (message.to_owned(), help.to_owned())
    }
}

/// Checks that a text is `ddmmyy-xxxx` and starts with a day, or with a day + 60 as replacement numbers do.
pub(in super::super) fn check(text: &str) -> Result<(), Wrong> {
    let bytes = text.as_bytes();
    let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    if bytes.len() == 11 && bytes[6] == b'-' && digits == 10 {
        let day = text[..6].parse().is_ok_and(is_day);
        return if day { Ok(()) } else { Err(Wrong::NoSuchDay) };
    }
    Err(match (digits, bytes.len()) {
        (10, 10) => Wrong::NoHyphen,
        (9, 9) => Wrong::LostZero,
        _ => Wrong::Form,
    })
}

/// Ten digits as `ddmmyy-xxxx`, so that a person is the same however a register writes the number.
pub(in super::super) fn with_hyphen(text: &str) -> Option<String> {
    let digits = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| format!("{}-{}", &text[..6], &text[6..]))
}

/// The day that a CPR number begins with, as `ddmmyy`, without what replacement numbers add to it.
pub(in super::super) fn day(number: &str) -> Option<u32> {
    let ddmmyy: u32 = number.get(..6)?.parse().ok()?;
    Some(if ddmmyy > 600_000 { ddmmyy - 600_000 } else { ddmmyy })
}

/// Whether `ddmmyy` is a day of some century. The year 2000 stands for all of them: it makes years with yy divisible by
/// four leap years, which is right but for 1900, and nobody born then needs a register any more.
pub(super) fn is_day(ddmmyy: u64) -> bool {
    let (day, month, year) = (ddmmyy / 10_000, ddmmyy / 100 % 100, ddmmyy % 100);
    let day = if day > 60 { day - 60 } else { day };
    let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    NaiveDate::from_ymd_opt(2000 + i32::try_from(year).unwrap_or(0), small(month), small(day)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_digits_get_their_hyphen_and_nothing_else_does() {
        assert_eq!(with_hyphen("6101691234").as_deref(), Some("610169-1234"));
        for other in ["610169-1234", "610169123", "61016912345", "61016912３", "61016 1234"] {
            assert_eq!(with_hyphen(other), None, "{other}");
        }
    }

    #[test]
    fn the_form_is_a_day_a_hyphen_and_four_digits() {
        for right in ["010169-1234", "610169-1234", "290200-1234", "911299-0000", "310316-4444"] {
            assert_eq!(check(right), Ok(()), "{right}");
        }
        for (text, wrong) in [
            ("0101691234", Wrong::NoHyphen),
            ("101691234", Wrong::LostZero),
            ("320169-1234", Wrong::NoSuchDay),
            ("600169-1234", Wrong::NoSuchDay),
            ("290201-1234", Wrong::NoSuchDay),
            ("311369-1234", Wrong::NoSuchDay),
            ("010169 1234", Wrong::Form),
            ("010169–1234", Wrong::Form),
            ("010169-123", Wrong::Form),
            ("010169-12345", Wrong::Form),
            ("01o169-1234", Wrong::Form),
            ("K0001", Wrong::Form),
        ] {
            assert_eq!(check(text), Err(wrong), "{text}");
        }
    }
}
