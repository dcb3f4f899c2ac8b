//! Dates as a register writes them: digits between separators, of fixed width or, where the form says so, without leading zeros.

use chrono::{Datelike, NaiveDate};

/// A form such as `%d-%m-%Y`, of day, month and year once each and text between them.
///
/// Reading is strict: `1-2-2018` is not of the form `%d-%m-%Y`, so that a file in another form is found and not guessed at. It is of
/// the form `%-d-%-m-%Y`, in which a day or a month has one digit or two, as offices that type dates write them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateFormat {
    pattern: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Day,
    Month,
    /// With one digit where one is enough.
    ShortDay,
    ShortMonth,
    Year,
    Literal(char),
}

impl DateFormat {
    /// The standard's own form, `2018-12-31`.
    pub fn iso() -> Self {
        let parts = vec![Part::Year, Part::Literal('-'), Part::Month, Part::Literal('-'), Part::Day];
        Self { pattern: "%Y-%m-%d".to_owned(), parts }
    }

    /// Reads a form in the notation of `strftime`; none if it is not one of `%d`, `%m` and `%Y` once each, the first two perhaps as
    /// `%-d` and `%-m`.
    pub fn new(pattern: &str) -> Option<Self> {
        let mut parts = Vec::new();
        let mut chars = pattern.chars();
        while let Some(char) = chars.next() {
            parts.push(match char {
                '%' => match chars.next()? {
                    'd' => Part::Day,
                    'm' => Part::Month,
                    'Y' => Part::Year,
                    '-' => match chars.next()? {
                        'd' => Part::ShortDay,
                        'm' => Part::ShortMonth,
                        _ => return None,
                    },
                    _ => return None,
                },
                digit if digit.is_ascii_digit() => return None,
                literal => Part::Literal(literal),
            });
        }
        let once = |of: &[Part]| parts.iter().filter(|part| of.contains(part)).count() == 1;
        let is_day =
            once(&[Part::Day, Part::ShortDay]) && once(&[Part::Month, Part::ShortMonth]) && once(&[Part::Year]);
        // Without a separator nobody can tell where a day of one digit or two ends.
        let runs_on = parts
            .windows(2)
            .any(|pair| matches!(pair[0], Part::ShortDay | Part::ShortMonth) && !matches!(pair[1], Part::Literal(_)));
        (is_day && !runs_on).then(|| Self { pattern: pattern.to_owned(), parts })
    }

    /// The form in the notation of `strftime`.
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// The form as people write it: `dd-mm-yyyy`.
    pub fn for_people(&self) -> String {
        let short = self.pattern.replace("%-d", "d").replace("%-m", "m");
        short.replace("%d", "dd").replace("%m", "mm").replace("%Y", "yyyy")
    }

    /// The date that a text says, if it has the form and is a day of the calendar.
    pub fn parse(&self, text: &str) -> Option<NaiveDate> {
        let (mut day, mut month, mut year) = (0, 0, 0);
        let mut rest = text;
        for part in &self.parts {
            rest = match part {
                Part::Day => digits(rest, 2, &mut day)?,
                Part::Month => digits(rest, 2, &mut month)?,
                Part::ShortDay => few_digits(rest, &mut day)?,
                Part::ShortMonth => few_digits(rest, &mut month)?,
                Part::Year => digits(rest, 4, &mut year)?,
                Part::Literal(char) => rest.strip_prefix(*char)?,
            };
        }
        if !rest.is_empty() {
            return None;
        }
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
    }

    /// A date in the form.
    pub fn format(&self, date: NaiveDate) -> String {
        let part = |part: &Part| match part {
            Part::Day => format!("{:02}", date.day()),
            Part::Month => format!("{:02}", date.month()),
            Part::ShortDay => date.day().to_string(),
            Part::ShortMonth => date.month().to_string(),
            Part::Year => format!("{:04}", date.year()),
            Part::Literal(char) => char.to_string(),
        };
        self.parts.iter().map(part).collect()
    }
}

/// Takes exactly `count` digits off the front.
fn digits<'a>(text: &'a str, count: usize, value: &mut u32) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(count)?;
    *value = head.bytes().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))?;
    Some(rest)
}

/// Takes one digit or two off the front.
fn few_digits<'a>(text: &'a str, value: &mut u32) -> Option<&'a str> {
    let count = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    if count == 0 { None } else { digits(text, count, value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_has_day_month_and_year_once_each() {
        assert!(DateFormat::new("%d.%m.%Y").is_some());
        assert!(DateFormat::new("%-d.%-m.%Y").is_some());
        for wrong in [
            "%-d%-m%Y",
            "%-Y.%m.%d",
            "%-d.%d.%m.%Y",
            "",
            "%d-%m",
            "%d-%m-%y",
            "%d-%d-%m-%Y",
            "%Y-%m-%dT%H",
            "%",
            "%d1%m1%Y",
        ] {
            assert!(DateFormat::new(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn the_iso_form_is_the_one_that_its_pattern_says() {
        assert_eq!(Some(DateFormat::iso()), DateFormat::new("%Y-%m-%d"));
        let day = NaiveDate::from_ymd_opt(2016, 2, 9).expect("a day");
        assert_eq!(DateFormat::iso().format(day), "2016-02-09");
    }

    #[test]
    fn a_day_of_one_digit_is_read_where_the_form_has_it() {
        let typed = DateFormat::new("%-d.%-m.%Y").expect("a form");
        let second = NaiveDate::from_ymd_opt(2018, 2, 1).expect("a day");
        for text in ["1.2.2018", "01.02.2018", "1.02.2018"] {
            assert_eq!(typed.parse(text), Some(second), "{text}");
        }
        assert_eq!(typed.parse("24.12.2018"), NaiveDate::from_ymd_opt(2018, 12, 24));
        for wrong in ["", "001.2.2018", ".2.2018", "1.2.18", "31.2.2018", "1.2.2018 "] {
            assert_eq!(typed.parse(wrong), None, "{wrong}");
        }
        assert_eq!((typed.format(second).as_str(), typed.for_people().as_str()), ("1.2.2018", "d.m.yyyy"));
    }

    #[test]
    fn reading_is_strict() {
        let danish = DateFormat::new("%d-%m-%Y").expect("a form");
        assert_eq!(danish.parse("29-02-2016"), NaiveDate::from_ymd_opt(2016, 2, 29));
        for wrong in [
            "",
            "29-02-2017",
            "1-2-2018",
            "01-02-18",
            "01.02.2018",
            "01-02-2018 ",
            "+1-02-2018",
            "2018-02-01",
            "æ1-02-2018",
        ] {
            assert_eq!(danish.parse(wrong), None, "{wrong}");
        }
    }
}
