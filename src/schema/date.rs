//! Dates as a register writes them: digits of fixed width between separators.

use chrono::{Datelike, NaiveDate};

/// A form such as `%d-%m-%Y`, of day, month and year once each and text between them.
///
/// Reading is strict: `1-2-2018` is not of the form `%d-%m-%Y`, so that a file in another form is found and not guessed at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateFormat {
    pattern: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Day,
    Month,
    Year,
    Literal(char),
}

impl DateFormat {
    /// The standard's own form, `2018-12-31`.
    pub fn iso() -> Self {
        let parts = vec![Part::Year, Part::Literal('-'), Part::Month, Part::Literal('-'), Part::Day];
        Self { pattern: "%Y-%m-%d".to_owned(), parts }
    }

    /// Reads a form in the notation of `strftime`; none if it is not one of `%d`, `%m` and `%Y` once each.
    pub fn new(pattern: &str) -> Option<Self> {
        let mut parts = Vec::new();
        let mut chars = pattern.chars();
        while let Some(char) = chars.next() {
            parts.push(match char {
                '%' => match chars.next()? {
                    'd' => Part::Day,
                    'm' => Part::Month,
                    'Y' => Part::Year,
                    _ => return None,
                },
                digit if digit.is_ascii_digit() => return None,
                literal => Part::Literal(literal),
            });
        }
        let once = |part: &Part| parts.iter().filter(|other| *other == part).count() == 1;
        (once(&Part::Day) && once(&Part::Month) && once(&Part::Year))
            .then(|| Self { pattern: pattern.to_owned(), parts })
    }

    /// The form in the notation of `strftime`.
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// The form as people write it: `dd-mm-yyyy`.
    pub fn for_people(&self) -> String {
        self.pattern.replace("%d", "dd").replace("%m", "mm").replace("%Y", "yyyy")
    }

    /// The date that a text says, if it has the form and is a day of the calendar.
    pub fn parse(&self, text: &str) -> Option<NaiveDate> {
        let (mut day, mut month, mut year) = (0, 0, 0);
        let mut rest = text;
        for part in &self.parts {
            rest = match part {
                Part::Day => digits(rest, 2, &mut day)?,
                Part::Month => digits(rest, 2, &mut month)?,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_has_day_month_and_year_once_each() {
        assert!(DateFormat::new("%d.%m.%Y").is_some());
        for wrong in ["", "%d-%m", "%d-%m-%y", "%d-%d-%m-%Y", "%Y-%m-%dT%H", "%", "%d1%m1%Y"] {
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
