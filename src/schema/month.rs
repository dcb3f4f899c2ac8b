//! Months as a register writes them.

use chrono::NaiveDate;

use super::date::DateFormat;

/// A form such as `%m-%Y`, of month and year once each and text between them. Reading is as strict as that of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthFormat(DateFormat);

/// A day of every month stands in front, since a month alone is no day of the calendar.
const DAY: (&str, &str) = ("%d ", "01 ");

impl MonthFormat {
    /// The form in which months are kept, `2018-12`.
    pub const KEPT: &str = "%Y-%m";

    /// That form.
    pub fn kept() -> Self {
        Self::new(Self::KEPT).expect("it has a month and a year")
    }

    /// Reads a form in the notation of `strftime`; none if it has not a month and a year once each, as a [`DateFormat`] has them.
    pub fn new(pattern: &str) -> Option<Self> {
        DateFormat::new(&format!("{}{pattern}", DAY.0)).map(Self)
    }

    /// Whether years have two digits only.
    pub fn has_short_years(&self) -> bool {
        self.0.has_short_years()
    }

    /// The same form, whose two digits mean one of the hundred years from this one on.
    #[must_use]
    pub fn with_years_from(self, years_from: u32) -> Self {
        Self(self.0.with_years_from(years_from))
    }

    /// The form in the notation of `strftime`.
    pub fn pattern(&self) -> &str {
        &self.0.pattern()[DAY.0.len()..]
    }

    /// The form as people write it: `mm-yyyy`.
    pub fn for_people(&self) -> String {
        self.0.for_people()["dd ".len()..].to_owned()
    }

    /// The month that a text of this form says, as it is kept: `12-2018` is `2018-12`.
    pub fn parse(&self, text: &str) -> Option<String> {
        let day = self.0.parse(&format!("{}{text}", DAY.1))?;
        Some(day.format(Self::KEPT).to_string())
    }

    /// A month as it is kept in this form; none where it is no month.
    pub fn format(&self, kept: &str) -> Option<String> {
        let day = NaiveDate::parse_from_str(&format!("{kept}-01"), "%Y-%m-%d").ok()?;
        Some(self.0.format(day)[DAY.1.len()..].to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_has_month_and_year_once_each() {
        for (pattern, people) in [
            ("%Y-%m", "yyyy-mm"),
            ("%m-%Y", "mm-yyyy"),
            ("%m/%Y", "mm/yyyy"),
            ("%-m.%Y", "m.yyyy"),
            ("%Y%m", "yyyymm"),
            ("%b-%y", "mmm-yy"),
            ("%B %Y", "mmmm yyyy"),
        ] {
            let form = MonthFormat::new(pattern).expect(pattern);
            assert_eq!((form.pattern(), form.for_people().as_str()), (pattern, people));
        }
        for wrong in ["", "%m", "%Y", "%d-%m-%Y", "%m-%m-%Y", "%-m%Y", "%m-%b-%Y", "%B"] {
            assert!(MonthFormat::new(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn reading_is_strict_and_writing_is_its_opposite() {
        for (pattern, text) in [("%m-%Y", "02-2018"), ("%m/%Y", "02/2018"), ("%-m.%Y", "2.2018"), ("%Y-%m", "2018-02")]
        {
            let form = MonthFormat::new(pattern).expect(pattern);
            assert_eq!(form.parse(text).as_deref(), Some("2018-02"), "{pattern}");
            assert_eq!(form.format("2018-02").as_deref(), Some(text), "{pattern}");
        }
        let form = MonthFormat::new("%m-%Y").expect("a form");
        for wrong in ["", "2018-02", "2-2018", "13-2018", "00-2018", "02/2018", "02-18", "01-02-2018", " 02-2018"] {
            assert_eq!(form.parse(wrong), None, "{wrong}");
        }
        assert_eq!(form.format("2018-13"), None);
    }

    #[test]
    fn names_and_years_of_two_digits_are_read_as_they_are_in_days() {
        for (pattern, text, kept) in [
            ("%Y%m", "201812", "2018-12"),
            ("%b-%y", "dec-18", "2018-12"),
            ("%b-%y", "Okt-18", "2018-10"),
            ("%b %Y", "jan. 2018", "2018-01"),
            ("%b. %Y", "maj 2018", "2018-05"),
            ("%B %Y", "Marts 2018", "2018-03"),
        ] {
            let form = MonthFormat::new(pattern).expect(pattern);
            assert_eq!(form.parse(text).as_deref(), Some(kept), "{text}");
        }
        let form = MonthFormat::new("%b-%y").expect("a form");
        assert_eq!(form.format("2018-12").as_deref(), Some("dec-18"));
        assert_eq!(form.with_years_from(1900).parse("dec-18").as_deref(), Some("1918-12"));
    }
}
