//! What cells say of time: the forms of days and months, of years of two digits, and of digits alone.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::Guess;
use super::personal::why_named;
use crate::schema::{DateFormat, MonthFormat};

/// The forms of days that registers write, the likeliest in Denmark first.
///
/// Those without leading zeros come behind those with: they hold all that the others do.
const DAYS: [&str; 24] = [
    "%Y-%m-%d",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%Y/%m/%d",
    "%m/%d/%Y",
    "%-d-%-m-%Y",
    "%-d.%-m.%Y",
    "%-d/%-m/%Y",
    "%-m/%-d/%Y",
    "%d-%m-%y",
    "%d.%m.%y",
    "%d/%m/%y",
    "%y-%m-%d",
    "%m/%d/%y",
    "%-d-%-m-%y",
    "%-d.%-m.%y",
    "%-d/%-m/%y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d%b%Y",
    "%d. %b %Y",
    "%-d. %b %Y",
    "%-d %b %Y",
];
/// The forms of months that registers write.
const MONTHS: [&str; 14] = [
    MonthFormat::KEPT,
    "%m-%Y",
    "%m/%Y",
    "%m.%Y",
    "%Y/%m",
    "%Y.%m",
    "%-m-%Y",
    "%-m/%Y",
    "%-m.%Y",
    "%YM%m",
    "%b-%y",
    "%b %y",
    "%b-%Y",
    "%b %Y",
];
/// The forms of days and months that are digits alone.
const BARE_DAYS: [&str; 2] = ["%Y%m%d", "%d%m%Y"];
const BARE_MONTH: &str = "%Y%m";
/// Words in the name of a column that has days or months.
const TIMES: [&str; 14] = [
    "dato", "date", "dag", "day", "måned", "maaned", "mnd", "mdr", "month", "periode", "period", "født", "foedt",
    "fødsel",
];
/// Words in the name of a column that has the first or the last day of something.
const BOUNDS: [&str; 4] = ["start", "slut", "ophør", "afsluttet"];
/// The days from 1954 to 2064, as spreadsheets count them.
const COUNTED: std::ops::Range<u32> = 20_000..60_200;
/// So many different values tell digits of days and months from other numbers, where the name of their column does not.
const LEAST_TIMES: usize = 3;

/// The form of days that all texts have, and what is doubtful about it.
pub(super) fn day(texts: &[&str]) -> Option<(String, Option<String>)> {
    let fits = |pattern: &&str| {
        // An account such as `5.10.12` is no day: some day or month has two digits.
        let is_typed = pattern.starts_with("%-d") && pattern.ends_with("%y");
        let is_wide = |text: &&str| text.len() == "31.12.18".len();
        DateFormat::new(pattern).is_some_and(|form| texts.iter().all(|text| form.parse(text).is_some()))
            && (!is_typed || texts.iter().any(is_wide))
    };
    let mut fitting = DAYS.into_iter().filter(fits);
    let form = fitting.next()?;
    let order = |form: &str| -> String { form.chars().filter(|char| char.is_alphabetic()).collect() };
    // The years of a register are fewer than its days.
    let different = |cut: fn(&str) -> Option<&str>| texts.iter().map(|text| cut(text)).collect::<BTreeSet<_>>().len();
    let has_fewer_years = different(|text| text.get(text.len().saturating_sub(2)..)) < different(|text| text.get(..2));
    let is_order = |other: &&str| order(other) != order(form) && !(has_fewer_years && other.starts_with("%y"));
    let other = fitting.find(is_order);
    let mut doubts = Vec::new();
    match other.map(order).as_deref() {
        None => {}
        Some("mdY" | "mdy") => doubts.push("dag og måned kan være byttet om: ingen dag er over 12".to_owned()),
        Some(_) => doubts.push("dag og år kan være byttet om: ingen af dem er over 31".to_owned()),
    }
    doubts.extend(DateFormat::new(form).filter(DateFormat::has_short_years).map(|_| short_years()));
    Some((form.to_owned(), (!doubts.is_empty()).then(|| doubts.join("; "))))
}

/// What is doubtful about years of two digits.
fn short_years() -> String {
    let from = DateFormat::YEARS_FROM;
    format!(
        "to cifre er læst som et årstal fra {from} til {}; passer det ikke, så skriv det første af de hundrede år som \
         `sporbar:yearsFrom`",
        from + 99
    )
}

/// What digits alone say of time: years, or days and months without separators, which may be other numbers.
pub(super) fn of_digits(name: &str, texts: &[&str]) -> Option<(Guess, Option<String>)> {
    if texts.iter().any(|text| text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    if texts.iter().all(|text| text.len() == 4 && ("1900"..="2100").contains(text)) {
        return Some((Guess::Year, None));
    }
    let lower = name.to_lowercase();
    let says_time = TIMES.iter().any(|word| lower.contains(word));
    let different: BTreeSet<&&str> = texts.iter().collect();
    if !says_time && (different.len() < LEAST_TIMES || why_named(name).is_some()) {
        return None;
    }
    let doubt = || (!says_time).then(|| "cifrene er læst som tid; de kan også være andre tal".to_owned());
    // No eight digits are a day in both ways, of such years.
    let day = BARE_DAYS.into_iter().find(|pattern| {
        let of_register =
            |form: &DateFormat, text: &str| form.parse(text).is_some_and(|day| (1900..=2100).contains(&day.year()));
        DateFormat::new(pattern).is_some_and(|form| texts.iter().all(|text| of_register(&form, text)))
    });
    if let Some(form) = day {
        return Some((Guess::Day(form.to_owned()), doubt()));
    }
    let form = MonthFormat::new(BARE_MONTH).filter(|form| are_months(form, texts))?;
    Some((Guess::Month(form.pattern().to_owned()), doubt()))
}

/// What is doubtful about whole numbers in a column of days: spreadsheets keep days as numbers, and a file may have these.
pub(super) fn counted_days(name: &str, texts: &[&str]) -> Option<String> {
    let name = name.to_lowercase();
    let says_day = TIMES.iter().chain(&BOUNDS).any(|word| name.contains(word));
    let is_recent = |text: &&str| text.parse().is_ok_and(|number: u32| COUNTED.contains(&number));
    (says_day && texts.iter().all(is_recent)).then(|| {
        "tallene kan være dage, som regneark tæller dem (44562 er 1. januar 2022); gem kolonnen som dage i udtrækket".to_owned()
    })
}

/// The form of months that all texts have, and what is doubtful about it.
pub(super) fn month(texts: &[&str]) -> Option<(Guess, Option<String>)> {
    MONTHS.into_iter().find_map(|pattern| {
        let form = MonthFormat::new(pattern).filter(|form| are_months(form, texts))?;
        Some((Guess::Month(pattern.to_owned()), form.has_short_years().then(short_years)))
    })
}

/// Whether all texts are months of a form, of years that a register tells of.
fn are_months(form: &MonthFormat, texts: &[&str]) -> bool {
    texts.iter().all(|text| form.parse(text).is_some_and(|month| ("1900".."2101").contains(&month.as_str())))
}

#[cfg(test)]
mod tests {
    use super::super::column::guess;
    use super::super::column::tests::of;
    use super::super::raw::Cell;
    use super::*;

    #[test]
    fn months_by_their_names_are_found() {
        let month = |form: &str| Guess::Month(form.to_owned());
        assert_eq!(
            of(&["jan-18", "Maj-18", "DEC-17"]),
            (month("%b-%y"), true),
            "two digits may be another hundred years"
        );
        assert_eq!(of(&["Oct-18", "May-18"]), (month("%b-%y"), true));
        assert_eq!(of(&["jan. 2018", "maj 2018"]), (month("%b %Y"), false));
        assert_eq!(of(&["Januar 2018", "marts 2018"]), (month("%b %Y"), false));
        assert_eq!(of(&["2018M12", "2018M01"]), (month("%YM%m"), false));
        assert_eq!(of(&["31-DEC-2018", "01-jan-2017"]), (Guess::Day("%d-%b-%Y".to_owned()), false));
        assert_eq!(of(&["1. maj 2018", "31. december 2018"]), (Guess::Day("%-d. %b %Y".to_owned()), false));
    }

    #[test]
    fn digits_alone_are_time_where_they_can_be_and_the_name_does_not_say_otherwise() {
        let of = |name: &str, texts: &[&str]| {
            let cells = |cell: &dyn Fn(&str) -> Cell| texts.iter().map(|text| cell(text)).collect::<Vec<_>>();
            let told = |cells: &[Cell]| {
                let (column, doubt) = guess(name.to_owned(), cells, None);
                (column.guess, doubt.is_some(), column.values)
            };
            let as_text = told(&cells(&|text| Cell::Text(text.to_owned())));
            // A workbook has them as numbers.
            let number = |text: &str| Cell::Number(text.parse().expect("digits"));
            if texts.iter().all(|text| !text.starts_with('0')) {
                assert_eq!(as_text, told(&cells(&number)), "{name}");
            }
            (as_text.0, as_text.1)
        };
        let (month, day) = (|form: &str| Guess::Month(form.to_owned()), |form: &str| Guess::Day(form.to_owned()));
        assert_eq!(of("Periode", &["201812", "201701"]), (month("%Y%m"), false));
        assert_eq!(of("x", &["201812", "201701", "201702"]), (month("%Y%m"), true), "it may be a number");
        assert_eq!(of("x", &["201812", "201701"]), (Guess::Integer, false), "two are too few to say");
        assert_eq!(of("Sagsnr", &["201812", "201701", "201702"]), (Guess::Integer, false));
        assert_eq!(of("Periode", &["201812", "201713"]), (Guess::Integer, false), "there is no month 13");
        assert_eq!(of("Dato", &["20181231", "20170101"]), (day("%Y%m%d"), false));
        assert_eq!(of("Dato", &["31122018", "01012017"]), (day("%d%m%Y"), false));
        assert_eq!(of("År", &["2018", "2017"]), (Guess::Year, false));
    }

    #[test]
    fn days_that_a_spreadsheet_counted_are_told() {
        let told = |name: &str, texts: &[&str]| {
            let cells: Vec<Cell> = texts.iter().map(|text| Cell::Text((*text).to_owned())).collect();
            let (column, doubt) = guess(name.to_owned(), &cells, None);
            assert_eq!(column.guess, Guess::Integer);
            doubt.is_some_and(|doubt| doubt.contains("regneark"))
        };
        assert!(told("Startdato", &["44562", "44565"]) && told("Slut", &["44562", "36526"]));
        assert!(!told("Beløb", &["44562", "44565"]), "an amount");
        assert!(!told("Startdato", &["44562", "7"]), "the day 7 is in 1900");
        let cells = [44_562.0, 44_565.0].map(Cell::Number);
        assert!(guess("Dato".to_owned(), &cells, None).1.is_some(), "as numbers of a workbook, too");
    }

    #[test]
    fn years_of_two_digits_are_doubted() {
        let day = |form: &str| Guess::Day(form.to_owned());
        assert_eq!(of(&["31-12-18", "01-02-17"]), (day("%d-%m-%y"), true));
        assert_eq!(of(&["31/12/18", "01/02/17"]), (day("%d/%m/%y"), true));
        assert_eq!(of(&["1.2.18", "24.12.17"]), (day("%-d.%-m.%y"), true));
        assert_eq!(of(&["5.10.12", "5.11.10"]), (Guess::Text, false), "an account is no day");
        let cells = ["01-02-03", "04-05-06"].map(|text| Cell::Text(text.to_owned()));
        let (column, doubt) = guess("x".to_owned(), &cells, None);
        assert_eq!(column.guess, day("%d-%m-%y"));
        assert!(doubt.is_some_and(|doubt| doubt.contains("byttet om") && doubt.contains("1969")));
        assert_eq!(column.span, Some(("2003-02-01".to_owned(), "2006-05-04".to_owned())));
    }

    #[test]
    fn day_and_month_that_may_be_swapped_are_doubted() {
        assert_eq!(of(&["01/02/2018", "03/04/2018"]), (Guess::Day("%d/%m/%Y".to_owned()), true));
        assert_eq!(of(&["13/02/2018", "03/04/2018"]), (Guess::Day("%d/%m/%Y".to_owned()), false));
        assert_eq!(of(&["24.5.2018", "1.12.2018"]), (Guess::Day("%-d.%-m.%Y".to_owned()), false));
        assert_eq!(of(&["1/2/2018"]), (Guess::Day("%-d/%-m/%Y".to_owned()), true));
        assert_eq!(of(&["02/13/2018"]), (Guess::Day("%m/%d/%Y".to_owned()), false));
    }
}
