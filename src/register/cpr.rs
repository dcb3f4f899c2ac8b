//! CPR numbers: their form, and how to keep them out of sight.

use chrono::NaiveDate;

/// What stands in a message for digits that could be a CPR number.
const MASK: &str = "******";
/// A text is cut to this many characters in messages.
const QUOTED: usize = 40;
/// So many digits in a row, separators between them not counted, could be a CPR number with one left out.
const SUSPICIOUS_DIGITS: usize = 9;

/// What people and programs write between the date of birth and the rest.
const SEPARATORS: [&str; 4] = ["-", " ", "\u{2013}", "\u{2011}"];

/// What is wrong with the form of a cell that should be a CPR number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
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
    pub(super) fn message(self) -> (String, String) {
        let (message, help) = match self {
            Self::NoHyphen => ("the CPR number has no hyphen", "have the register write `ddmmyy-xxxx`"),
            Self::LostZero => (
                "the CPR number has nine digits",
                "a program has taken it for a number and dropped the zero in front: draw the extract again, with the column as text",
            ),
            Self::NoSuchDay => (
                "the CPR number does not start with a day of the calendar",
                "look it up: the first six digits are a date of birth, in replacement numbers with 60 added to the day",
            ),
            Self::Form => ("the cell is not a CPR number", "a CPR number is written `ddmmyy-xxxx`"),
        };
        (message.to_owned(), help.to_owned())
    }
}

/// Checks that a text is `ddmmyy-xxxx` and starts with a day, or with a day + 60 as replacement numbers do.
pub(super) fn check(text: &str) -> Result<(), Wrong> {
    let bytes = text.as_bytes();
    let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    if bytes.len() == 11 && bytes[6] == b'-' && digits == 10 {
        return if is_day(&bytes[..6]) { Ok(()) } else { Err(Wrong::NoSuchDay) };
    }
    Err(match (digits, bytes.len()) {
        (10, 10) => Wrong::NoHyphen,
        (9, 9) => Wrong::LostZero,
        _ => Wrong::Form,
    })
}

/// Whether `ddmmyy` is a day of some century. The year 2000 stands for all of them: it makes years with yy divisible by
/// four leap years, which is right but for 1900, and nobody born then needs a register any more.
fn is_day(ddmmyy: &[u8]) -> bool {
    let two = |at: usize| u32::from(ddmmyy[at] - b'0') * 10 + u32::from(ddmmyy[at + 1] - b'0');
    let (day, month, year) = (two(0), two(2), two(4));
    let day = if day > 60 { day - 60 } else { day };
    NaiveDate::from_ymd_opt(2000 + i32::try_from(year).unwrap_or(0), month, day).is_some()
}

/// Whether a CPR number stands somewhere in a text: six digits that are a day and four more, with a hyphen, a dash or
/// a space between them or, if `bare`, with nothing.
pub(super) fn holds(text: &str, bare: bool) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() < 10 {
        return false;
    }
    let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut at = 0;
    while at + 10 <= bytes.len() {
        let run = digits(at);
        if run == 0 {
            at += 1;
            continue;
        }
        let six = &bytes[at..(at + 6).min(bytes.len())];
        let separator = SEPARATORS.iter().find(|separator| bytes[at + run..].starts_with(separator.as_bytes()));
        let parted = run == 6
            && separator.is_some_and(|separator| {
                let rest = at + run + separator.len();
                digits(rest) == 4
            });
        if (parted || (bare && run == 10)) && is_day(six) {
            return true;
        }
        at += run;
    }
    false
}

/// A cell's text as it may stand in a message: shortened, and without digits that could be a CPR number.
pub(super) fn quoted(text: &str) -> String {
    let mut shown = String::new();
    let mut run = String::new();
    // A run is digits and single separators between them.
    let flush = |run: &mut String, shown: &mut String| {
        let digits = run.chars().filter(|char| char.is_numeric()).count();
        shown.push_str(if digits >= SUSPICIOUS_DIGITS { MASK } else { run });
        run.clear();
    };
    for char in text.chars() {
        let separator = !char.is_alphanumeric() && !run.is_empty();
        if char.is_numeric() || (separator && run.ends_with(char::is_numeric)) {
            run.push(char);
        } else {
            flush(&mut run, &mut shown);
            shown.push(if char.is_control() { ' ' } else { char });
        }
    }
    flush(&mut run, &mut shown);
    if shown.chars().count() > QUOTED {
        shown = shown.chars().take(QUOTED - 1).collect();
        shown.push('…');
    }
    format!("`{}`", shown.replace('`', "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn a_cpr_number_is_found_inside_a_text() {
        for text in ["010169-1234", "mor til 610169-1234, flyttet", "(010169 1234)", "æ010169–1234æ"] {
            assert!(holds(text, false), "{text}");
        }
        assert!(holds("sag 0101691234", true));
        for text in
            ["0101691234", "DUBU-20007", "01-01-1969", "1010169-1234", "010169-12345", "990169-1234", "2015-W01", ""]
        {
            assert!(!holds(text, false), "{text}");
        }
        assert!(!holds("9999999999", true));
    }

    #[test]
    fn a_quoted_value_never_shows_what_could_be_a_cpr_number() {
        assert_eq!(quoted("Trin 7"), "`Trin 7`");
        assert_eq!(quoted("31-02-2018"), "`31-02-2018`");
        assert_eq!(quoted("1.234,56-"), "`1.234,56-`");
        for text in ["010169-1234", "0101691234", "01 01 69 1234", "010169–123", "O10169-1234", "x010169-1234y"] {
            let shown = quoted(text);
            assert!(shown.contains(MASK) && !shown.contains("69"), "{text} became {shown}");
        }
        assert_eq!(quoted(&"æ".repeat(50)).chars().count(), QUOTED + 2);
    }
}
