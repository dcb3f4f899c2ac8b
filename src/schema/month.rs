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

    /// Reads a form in the notation of `strftime`; none if it is not one of `%m` and `%Y` once each, the month perhaps as `%-m`.
    pub fn new(pattern: &str) -> Option<Self> {
        DateFormat::new(&format!("{}{pattern}", DAY.0)).map(Self)
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
        for (pattern, people) in
            [("%Y-%m", "yyyy-mm"), ("%m-%Y", "mm-yyyy"), ("%m/%Y", "mm/yyyy"), ("%-m.%Y", "m.yyyy"), ("%Y%m", "yyyymm")]
        {
            let form = MonthFormat::new(pattern).expect(pattern);
            assert_eq!((form.pattern(), form.for_people().as_str()), (pattern, people));
        }
        for wrong in ["", "%m", "%Y", "%d-%m-%Y", "%m-%m-%Y", "%-m%Y", "%m-%y", "%B %Y"] {
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
}
