//! How numbers are shown: the number formats of cells, which show each as the publication prints it.
//!
//! The formats carry the locale of the report's language, so that a program that follows it writes `1.234,5` in a Danish report
//! also on a machine that is set up for another country. The numbers themselves are never rounded.

use crate::estimate::Scale;
use crate::locale::{self, Language, MINUS, say};
use crate::value::Stat;

/// How a number is written: in what, and with how many decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Notation {
    form: Form,
    digits: usize,
    language: Language,
}

/// In what a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As it is.
    Plain,
    /// A fraction, in percent.
    Percent,
    /// A difference of fractions, in percentage points.
    Points,
    /// Whether something is so.
    YesOrNo,
    /// A year, which has no separator.
    Year,
}

impl Notation {
    /// Whole things.
    pub(super) fn whole(language: Language) -> Self {
        Self { form: Form::Plain, digits: 0, language }
    }

    /// That in which a value of a stat is `printed`.
    pub(super) fn of(stat: Stat, printed: &str, language: Language) -> Self {
        let number = printed.trim_start_matches(|letter: char| !letter.is_ascii_digit());
        let decimals = number.split_once(&say!(language, "numbers-decimal-mark")).map_or("", |(_, decimals)| decimals);
        let digits = decimals.chars().take_while(char::is_ascii_digit).count();
        let form = match stat.scale() {
            _ if stat == Stat::PaybackYear => Form::Year,
            Scale::YesOrNo => Form::YesOrNo,
            _ if printed.ends_with('%') => Form::Percent,
            Scale::Points => Form::Points,
            _ => Form::Plain,
        };
        Self { form, digits, language }
    }

    /// The number format that writes a number so, as spreadsheets write it. They would put a hyphen before a negative number, and one
    /// before what is rounded to zero.
    pub(super) fn format(self, number: f64) -> String {
        let decimals = if self.digits == 0 { String::new() } else { format!(".{}", "0".repeat(self.digits)) };
        let language = self.language;
        let (form, shift) = match self.form {
            Form::YesOrNo => {
                let [yes, no] = [1.0, 0.0].map(|so| language.yes_or_no(so));
                return format!("\"{yes}\";\"{yes}\";\"{no}\"");
            }
            Form::Year => return "0".to_owned(),
            Form::Plain => (format!("#,##0{decimals}"), 0),
            Form::Percent => (format!("#,##0{decimals}{}", say!(language, "workbook-percent-format")), 2),
            Form::Points => (format!("#,##0{decimals}{}", say!(language, "workbook-points-format")), 2),
        };
        let minus = if locale::rounded(number, self.digits + shift) < 0.0 { MINUS.to_string() } else { String::new() };
        let minus = if minus.is_empty() { minus } else { format!("\"{minus}\"") };
        let own = say!(language, "workbook-number-locale");
        if number < 0.0 { format!("{own}{form};{own}{minus}{form}") } else { format!("{own}{form}") }
    }
}

#[cfg(test)]
mod tests {
    use super::Notation;
    use crate::estimate::Scale;
    use crate::locale::Language;
    use crate::value::{Means, Stat};

    #[test]
    fn a_cell_shows_what_is_printed() {
        let format =
            |stat: Stat, printed: &str, number: f64| Notation::of(stat, printed, Language::default()).format(number);
        assert_eq!(format(Stat::Count, "45.000", 45_000.0), "[$-406]#,##0");
        assert_eq!(format(Stat::Share, "13\u{a0}%", 0.1333), "[$-406]#,##0\\ %");
        assert_eq!(format(Stat::Share, "13,3\u{a0}%", 0.1333), "[$-406]#,##0.0\\ %");
        assert_eq!(format(Stat::Mean, "1.234,50", 1234.5), "[$-406]#,##0.00");
        assert_eq!(format(Stat::PaybackYear, "2021", 2021.0), "0");
        let minus = "[$-406]#,##0.0;[$-406]\"\u{2212}\"#,##0.0";
        assert_eq!(format(Stat::Sum, "\u{2212}0,5", -0.5), minus);
        // What is rounded to zero has no sign.
        assert_eq!(format(Stat::Sum, "0,0", -0.04), "[$-406]#,##0.0;[$-406]#,##0.0");
        let named =
            |name: &str, is: &'static str, scale| Stat::from_name(name).expect("a name").meaning(Means { is, scale });
        let met = named("met", "met", Scale::YesOrNo);
        assert_eq!(format(met, "ja", 1.0), "\"ja\";\"ja\";\"nej\"");
        let difference = named("forskel", "difference", Scale::Points);
        assert_eq!(format(difference, "14,92", 0.1492), "[$-406]#,##0.00\\ %\"-point\"");
        assert_eq!(format(difference, "6,4\u{a0}procentpoint", 0.064), "[$-406]#,##0.0\\ %\"-point\"");
        assert_eq!(format(difference, "6\u{a0}%", 0.064), "[$-406]#,##0\\ %");
    }
}
