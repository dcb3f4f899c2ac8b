//! Dates as a register writes them: digits between separators, of fixed width or, where the form says so, without leading zeros,
//! and months by their names.

use chrono::{Datelike, NaiveDate};

use super::month_name;

/// A form such as `%d-%m-%Y`, of day, month and year once each and text between them.
///
/// Reading is strict: `1-2-2018` is not of the form `%d-%m-%Y`, so that a file in another form is found and not guessed at. It is of
/// the form `%-d-%-m-%Y`, in which a day or a month has one digit or two, as offices that type dates write them. Names of months are
/// read as people write them, since no name is of two months: `%b` and `%B` read the same, in Danish and in English, and write the
/// short and the long name in Danish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateFormat {
    pattern: String,
    parts: Vec<Part>,
    /// The same where each part has its place, whatever the day.
    fixed: Option<Fixed>,
    /// The first of the hundred years that two digits can mean.
    years_from: u32,
}

/// A form of two digits for the day and the month, four for the year, and signs of one byte between them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fixed {
    length: usize,
    /// Where the digits begin.
    day: usize,
    month: usize,
    year: usize,
    /// The other signs, each with its place.
    signs: Vec<(usize, u8)>,
}

impl Fixed {
    fn of(parts: &[Part]) -> Option<Self> {
        let mut fixed = Self { length: 0, day: 0, month: 0, year: 0, signs: Vec::new() };
        for part in parts {
            let at = fixed.length;
            fixed.length += match part {
                Part::Day => {
                    fixed.day = at;
                    2
                }
                Part::Month => {
                    fixed.month = at;
                    2
                }
                Part::Year => {
                    fixed.year = at;
                    4
                }
                Part::Literal(sign) if sign.is_ascii() => {
                    fixed.signs.push((at, u8::try_from(*sign).ok()?));
                    1
                }
                _ => return None,
            };
        }
        Some(fixed)
    }

    fn parse(&self, text: &str) -> Option<NaiveDate> {
        let bytes = text.as_bytes();
        if bytes.len() != self.length || self.signs.iter().any(|(at, sign)| bytes[*at] != *sign) {
            return None;
        }
        let number = |from: usize, many: usize| {
            let mut digits = bytes[from..from + many].iter();
            digits.try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
        };
        let (day, month, year) = (number(self.day, 2)?, number(self.month, 2)?, number(self.year, 4)?);
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Day,
    Month,
    /// With one digit where one is enough.
    ShortDay,
    ShortMonth,
    /// By its name, short or long.
    Name {
        short: bool,
    },
    Year,
    /// By its last two digits.
    ShortYear,
    Literal(char),
}

impl DateFormat {
    /// The first of the hundred years that two digits mean where nobody says another, as POSIX has it: `69` is 1969, `68` is 2068.
    pub const YEARS_FROM: u32 = 1969;

    /// The standard's own form, `2018-12-31`.
    pub fn iso() -> Self {
        let parts = vec![Part::Year, Part::Literal('-'), Part::Month, Part::Literal('-'), Part::Day];
        Self { pattern: "%Y-%m-%d".to_owned(), fixed: Fixed::of(&parts), parts, years_from: Self::YEARS_FROM }
    }

    /// Reads a form in the notation of `strftime`; none if it has not a day, a month and a year once each: `%d` or `%-d`, one of `%m`,
    /// `%-m`, `%b` and `%B`, and `%Y` or `%y`.
    pub fn new(pattern: &str) -> Option<Self> {
        let mut parts = Vec::new();
        let mut chars = pattern.chars();
        while let Some(char) = chars.next() {
            parts.push(match char {
                '%' => match chars.next()? {
                    'd' => Part::Day,
                    'm' => Part::Month,
                    'b' => Part::Name { short: true },
                    'B' => Part::Name { short: false },
                    'Y' => Part::Year,
                    'y' => Part::ShortYear,
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
        let months = [Part::Month, Part::ShortMonth, Part::Name { short: true }, Part::Name { short: false }];
        let is_day = once(&[Part::Day, Part::ShortDay]) && once(&months) && once(&[Part::Year, Part::ShortYear]);
        // Without a separator nobody can tell where a day of one digit or two ends, nor where a name does.
        let is_open = |pair: &[Part]| match pair[0] {
            Part::ShortDay | Part::ShortMonth => !matches!(pair[1], Part::Literal(_) | Part::Name { .. }),
            Part::Name { .. } => matches!(pair[1], Part::Literal(letter) if letter.is_alphabetic()),
            _ => false,
        };
        let runs_on = parts.windows(2).any(is_open);
        let fixed = Fixed::of(&parts);
        (is_day && !runs_on).then(|| Self { pattern: pattern.to_owned(), fixed, parts, years_from: Self::YEARS_FROM })
    }

    /// Whether years have two digits only.
    pub fn has_short_years(&self) -> bool {
        self.parts.contains(&Part::ShortYear)
    }

    /// The same form, whose two digits mean one of the hundred years from this one on.
    #[must_use]
    pub fn with_years_from(self, years_from: u32) -> Self {
        Self { years_from, ..self }
    }

    /// The form in the notation of `strftime`.
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// The form as people write it: `dd-mm-yyyy`.
    pub fn for_people(&self) -> String {
        let short = self.pattern.replace("%-d", "d").replace("%-m", "m").replace("%y", "yy");
        let named = short.replace("%b", "mmm").replace("%B", "mmmm");
        named.replace("%d", "dd").replace("%m", "mm").replace("%Y", "yyyy")
    }

    /// The date that a text says, if it has the form and is a day of the calendar.
    pub fn parse(&self, text: &str) -> Option<NaiveDate> {
        self.fixed.as_ref().map_or_else(|| self.parse_parts(text), |fixed| fixed.parse(text))
    }

    /// The same, part by part.
    fn parse_parts(&self, text: &str) -> Option<NaiveDate> {
        let (mut day, mut month, mut year) = (0, 0, 0);
        let mut rest = text;
        let mut parts = self.parts.iter().peekable();
        while let Some(part) = parts.next() {
            rest = match part {
                Part::Day => digits(rest, 2, &mut day)?,
                Part::Month => digits(rest, 2, &mut month)?,
                Part::ShortDay => few_digits(rest, &mut day)?,
                Part::ShortMonth => few_digits(rest, &mut month)?,
                Part::Name { .. } => {
                    // May has no point in either language, whether the form has one or not.
                    parts.next_if_eq(&&Part::Literal('.'));
                    month_name::read(rest, &mut month)?
                }
                Part::Year => digits(rest, 4, &mut year)?,
                Part::ShortYear => {
                    let rest = digits(rest, 2, &mut year)?;
                    year += self.years_from / 100 * 100;
                    if year < self.years_from {
                        year += 100;
                    }
                    rest
                }
                Part::Literal(char) => rest.strip_prefix(*char)?,
            };
        }
        if !rest.is_empty() {
            return None;
        }
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
    }

    /// The date that a number says, where the form is digits alone: of a number the zeros in front are lost.
    pub fn parse_number(&self, number: f64) -> Option<NaiveDate> {
        let width = self.parts.iter().try_fold(0, |width, part| match part {
            Part::Day | Part::Month | Part::ShortYear => Some(width + 2),
            Part::Year => Some(width + 4),
            _ => None,
        })?;
        self.parse(&format!("{number:0>width$}"))
    }

    /// A date in the form. Of a year that two digits do not mean here, another year's are read back.
    pub fn format(&self, date: NaiveDate) -> String {
        let part = |part: &Part| match part {
            Part::Day => format!("{:02}", date.day()),
            Part::Month => format!("{:02}", date.month()),
            Part::ShortDay => date.day().to_string(),
            Part::ShortMonth => date.month().to_string(),
            Part::Name { short } => month_name::write(date.month0(), *short).to_owned(),
            Part::Year => format!("{:04}", date.year()),
            Part::ShortYear => format!("{:02}", date.year().rem_euclid(100)),
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
    use proptest::prelude::*;

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
            "%d-%m-%y-%Y",
            "%d-%m-%b-%Y",
            "%-d%y%m",
            "%d %Bs %Y",
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
    fn two_digits_mean_one_of_a_hundred_years() {
        let day = |year| NaiveDate::from_ymd_opt(year, 2, 1);
        let form = DateFormat::new("%d-%m-%y").expect("a form");
        assert!(form.has_short_years() && !DateFormat::iso().has_short_years());
        for (text, year) in
            [("01-02-18", 2018), ("01-02-68", 2068), ("01-02-69", 1969), ("01-02-99", 1999), ("01-02-00", 2000)]
        {
            assert_eq!(form.parse(text), day(year), "{text}");
            assert_eq!(form.format(day(year).expect("a day")), text);
        }
        let earlier = form.clone().with_years_from(1920);
        for (text, year) in [("01-02-19", 2019), ("01-02-20", 1920), ("01-02-45", 1945)] {
            assert_eq!(earlier.parse(text), day(year), "{text}");
        }
        let century = form.clone().with_years_from(1900);
        for (text, year) in [("01-02-00", 1900), ("01-02-99", 1999)] {
            assert_eq!(century.parse(text), day(year), "{text}");
        }
        assert_eq!(form.parse("01-02-2018"), None);
        assert_eq!(form.for_people(), "dd-mm-yy");
    }

    #[test]
    fn a_number_is_a_date_of_a_form_without_separators() {
        let second = NaiveDate::from_ymd_opt(2018, 2, 1);
        let of = |form: &str, number| DateFormat::new(form).expect(form).parse_number(number);
        assert_eq!(of("%Y%m%d", 20_180_201.0), second);
        assert_eq!(of("%d%m%Y", 1_022_018.0), second);
        assert_eq!(of("%d%m%y", 10_218.0), second);
        for number in [43_132.0, 20_180_231.0, 20_180_201.5, -20_180_201.0, 120_180_201.0, f64::NAN] {
            assert_eq!(of("%Y%m%d", number), None, "{number}");
        }
        assert_eq!(of("%d-%m-%Y", 1_022_018.0), None);
        assert_eq!(of("%-d.%m.%Y", 1_022_018.0), None);
    }

    #[test]
    fn months_are_read_by_their_names() {
        let day = |month, day| NaiveDate::from_ymd_opt(2018, month, day);
        for (form, text, date) in [
            ("%-d. %B %Y", "31. december 2018", day(12, 31)),
            ("%-d. %B %Y", "1. Maj 2018", day(5, 1)),
            ("%d-%b-%Y", "31-DEC-2018", day(12, 31)),
            ("%d-%b-%y", "01-may-18", day(5, 1)),
            ("%d%b%Y", "31DEC2018", day(12, 31)),
            ("%d. %b. %Y", "09. okt. 2018", day(10, 9)),
            ("%d. %b. %Y", "09. maj 2018", day(5, 9)),
            ("%d-%b-%Y", "31-foo-2018", None),
            ("%d-%b-%Y", "31-feb-2018", None),
            ("%d-%b-%Y", "31--2018", None),
        ] {
            assert_eq!(DateFormat::new(form).expect(form).parse(text), date, "{text}");
        }
        let form = DateFormat::new("%-d. %b. %Y").expect("a form");
        assert_eq!(day(3, 1).map(|day| form.format(day)).as_deref(), Some("1. mar. 2018"));
        assert_eq!(form.for_people(), "d. mmm. yyyy");
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

    proptest! {
        /// Dates of a fixed form are read by their places; they are the dates that are read part by part.
        #[test]
        fn a_fixed_form_is_read_as_its_parts_are(day in 0u32..34, month in 0u32..14, year in 1890u32..2110, text in "[0-9./ æ-]{8,12}") {
            for pattern in ["%d-%m-%Y", "%Y%m%d", "%m/%d/%Y", "d. %d %m %Y", "%Y-%m-%d"] {
                let form = DateFormat::new(pattern).expect("a form");
                prop_assert!(form.fixed.is_some());
                let written = pattern.replace("%d", &format!("{day:02}")).replace("%m", &format!("{month:02}")).replace("%Y", &year.to_string());
                for text in [&written, &text, &format!("{written} ")] {
                    prop_assert_eq!(form.parse(text), form.parse_parts(text), "{}", text);
                }
                prop_assert_eq!(form.parse(&written), NaiveDate::from_ymd_opt(year.cast_signed(), month, day));
            }
        }
    }
}
