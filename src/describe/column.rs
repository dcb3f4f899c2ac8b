//! What the cells of one column are likely to be.

use std::collections::{BTreeMap, BTreeSet};

use super::key::kind;
use super::personal::why_named;
use super::raw::Cell;
use super::{Column, Evidence, Guess, time};
use crate::schema::{DateFormat, MonthFormat, Period};

/// A code list has at most so many values,
const MOST_CODES: usize = 20;
/// each of which stands in so many rows on average,
const ROWS_A_CODE: usize = 4;
/// and is at most so many characters long.
const LONGEST_CODE: usize = 60;
/// The longest unit that stands behind numbers; what is longer may be a name.
const LONGEST_UNIT: usize = 3;
/// What says in front of a number that it is money.
const MONEY: [&str; 3] = ["kr", "dkk", "€"];
/// In fewer rows than these nothing but a person's number is taken for a key.
const LEAST_KEYS: usize = 10;

/// Guesses a column, with what somebody should look at; `list` is what can stand in it, where its file says so.
pub(super) fn guess(name: String, cells: &[Cell], list: Option<&Vec<String>>) -> (Column, Option<String>) {
    let filled: Vec<&Cell> = cells.iter().filter(|cell| **cell != Cell::Empty).collect();
    let texts: Option<Vec<&str>> =
        filled.iter().map(|cell| if let Cell::Text(text) = cell { Some(text.as_str()) } else { None }).collect();
    let (guess, holds, doubt) = match texts {
        _ if filled.is_empty() => (Guess::Text, 0, Some("er tom i alle rækker".to_owned())),
        Some(texts) => of_texts(&name, &texts),
        None => of_typed(&name, &filled),
    };
    let values: Vec<Option<String>> = cells.iter().map(|cell| value(cell, &guess)).collect();
    let distinct: BTreeSet<&String> = values.iter().flatten().collect();
    // Amounts and names may differ by chance; a key has a name that says so, and enough rows to tell.
    let is_named = matches!(guess, Guess::Text | Guess::Integer)
        && filled.len() >= LEAST_KEYS
        && (why_named(&name).is_some() || numbers_papers(&name));
    let may_be_key = guess == Guess::Person || is_named;
    let unique = may_be_key && filled.len() > 1 && distinct.len() == filled.len();
    let short = |value: &&String| value.chars().count() <= LONGEST_CODE && !has_number_of_person(value);
    let few = distinct.len() <= MOST_CODES && distinct.len() * ROWS_A_CODE <= filled.len();
    let is_list = guess == Guess::Text && few && !distinct.is_empty() && distinct.iter().all(short);
    let declared =
        list.filter(|list| guess == Guess::Text && list.len() <= MOST_CODES && list.iter().all(|label| short(&label)));
    let codes = match declared {
        Some(list) => list.clone(),
        None if is_list => listed(&values),
        None => Vec::new(),
    };
    let is_time = matches!(guess, Guess::Day(_) | Guess::Month(_) | Guess::Year);
    let span = is_time.then(|| Some(((*distinct.first()?).clone(), (*distinct.last()?).clone()))).flatten();
    let column = Column {
        evidence: Evidence { holds, of: filled.len() },
        filled: filled.len(),
        unique,
        codes,
        scale: None,
        personal: None,
        required: !cells.is_empty() && filled.len() == cells.len(),
        span,
        name,
        guess,
        values,
    };
    (column, doubt)
}

/// The values in the order of how often they stand, the most frequent first; equals in the order of the alphabet. Numbers and periods
/// stand in their own order.
fn listed(values: &[Option<String>]) -> Vec<String> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for value in values.iter().flatten() {
        *counts.entry(value).or_default() += 1;
    }
    let mut codes: Vec<(&String, usize)> = counts.into_iter().collect();
    codes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    if codes.iter().all(|(code, _)| Period::read(code).is_some()) {
        codes.sort_by_key(|(code, _)| Period::read(code).map(|period| (period.last, period.first)));
    } else if codes.iter().all(|(code, _)| code.parse::<u64>().is_ok()) {
        codes.sort_by_key(|(code, _)| code.parse::<u64>().ok());
    }
    codes.into_iter().map(|(code, _)| code.clone()).collect()
}

/// A cell in a form that can be compared and ordered.
fn value(cell: &Cell, guess: &Guess) -> Option<String> {
    Some(match (cell, guess) {
        (Cell::Empty, _) => return None,
        (Cell::Text(text), Guess::Day(form)) => DateFormat::new(form)?.parse(text)?.format("%Y-%m-%d").to_string(),
        (Cell::Text(text), Guess::Month(form)) => MonthFormat::new(form)?.parse(text)?,
        (Cell::Text(text), _) => text.clone(),
        (Cell::Day(day), _) => day.format("%Y-%m-%d").to_string(),
        (Cell::Number(number), Guess::Person) => format!("{number:0>10}"),
        (Cell::Number(number), Guess::Day(form)) => {
            DateFormat::new(form)?.parse_number(*number)?.format("%Y-%m-%d").to_string()
        }
        (Cell::Number(number), Guess::Month(form)) => MonthFormat::new(form)?.parse(&number.to_string())?,
        (Cell::Number(number), _) => number.to_string(),
        (Cell::Truth(truth), _) => truth.to_string(),
    })
}

fn of_typed(name: &str, cells: &[&Cell]) -> (Guess, usize, Option<String>) {
    let count = |is: fn(&Cell) -> bool| cells.iter().filter(|cell| is(cell)).count();
    let all = cells.len();
    let (days, numbers) = (count(|cell| matches!(cell, Cell::Day(_))), count(|cell| matches!(cell, Cell::Number(_))));
    let is_whole = |cell: &Cell| matches!(cell, Cell::Number(number) if libm::trunc(*number).total_cmp(number).is_eq());
    if days == all {
        (Guess::Day("%Y-%m-%d".to_owned()), all, None)
    } else if count(|cell| matches!(cell, Cell::Truth(_))) == all {
        (Guess::Boolean, all, None)
    } else if count(is_whole) == all {
        let texts: Vec<String> = cells.iter().filter_map(|cell| of_number(cell)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let is_person = |text: &&str| is_bare_cpr(&format!("{text:0>10}"));
        if says_person(name) && texts.iter().all(is_person) {
            let doubt = "CPR-numrene står som tal; et nul foran, som er gået tabt, læses med".to_owned();
            return (Guess::Person, all, Some(doubt));
        }
        let whole = || (Guess::Integer, time::counted_days(name, &texts));
        let (guess, doubt) = time::of_digits(name, &texts).unwrap_or_else(whole);
        (guess, all, doubt)
    } else if numbers == all {
        (Guess::Number { decimal: '.', group: None, trailing_minus: false }, all, None)
    } else {
        let texts = count(|cell| matches!(cell, Cell::Text(_)));
        (Guess::Text, texts, Some(format!("har celler af flere slags; {texts} af {all} er tekster")))
    }
}

fn of_texts(name: &str, texts: &[&str]) -> (Guess, usize, Option<String>) {
    let all = texts.len();
    let count = |is: &dyn Fn(&str) -> bool| texts.iter().filter(|text| is(text)).count();
    let (hyphened, bare) = (count(&is_cpr), count(&is_bare_cpr));
    // Ten digits alone may be something else.
    let bare = if hyphened > 0 || says_person(name) { bare } else { 0 };
    let people = hyphened + bare;
    if people * 2 > all {
        let mut doubts = Vec::new();
        if people < all {
            doubts.push(format!("{people} af {all} er CPR-numre; resten må rettes i udtrækket"));
        }
        if hyphened > 0 && bare > 0 {
            doubts.push(format!("{bare} af {people} CPR-numre står uden bindestreg; de læses som de andre"));
        }
        return (Guess::Person, people, (!doubts.is_empty()).then(|| doubts.join("; ")));
    }
    if let Some((guess, doubt)) = time::of_digits(name, texts) {
        return (guess, all, doubt);
    }
    if let Some((form, doubt)) = time::day(texts) {
        return (Guess::Day(form), all, doubt);
    }
    if let Some((guess, doubt)) = time::month(texts) {
        return (guess, all, doubt);
    }
    if count(&is_whole) == all {
        return (Guess::Integer, all, time::counted_days(name, texts));
    }
    for decimal in [',', '.'] {
        if count(&|text| is_number(text, decimal)) == all {
            return number(texts, decimal);
        }
    }
    let doubt = unit(texts).map(|(front, behind)| {
        let said = [(front, "foran"), (behind, "bagefter")].into_iter().filter(|(sign, _)| !sign.is_empty());
        let said: Vec<String> = said.map(|(sign, place)| format!("`{sign}` {place}")).collect();
        format!("er tal med {}; der kan regnes med dem, når udtrækket har tallene alene", said.join(" og "))
    });
    (Guess::Text, all, doubt)
}

/// What stands around all of what are numbers without it: a sign of money in front, and a unit such as `%` or `kr.`, or `,-`, behind.
fn unit<'a>(texts: &[&'a str]) -> Option<(&'a str, &'a str)> {
    let split = |text: &'a str| {
        let start = text.find(|char: char| char.is_ascii_digit())?;
        let start = if text[..start].ends_with('-') { start - 1 } else { start };
        let end = text.rfind(|char: char| char.is_ascii_digit())? + 1;
        let (front, number, behind) = (text[..start].trim(), &text[start..end], text[end..].trim());
        let is_number = [',', '.'].iter().any(|decimal| is_number(number, *decimal));
        is_number.then_some((front, behind))
    };
    let (front, behind) = texts.first().and_then(|text| split(text))?;
    let is_money = front.is_empty() || MONEY.contains(&front.trim_end_matches('.').to_lowercase().as_str());
    let is_unit = is_money && behind.chars().count() <= LONGEST_UNIT && !(front.is_empty() && behind.is_empty());
    (is_unit && texts.iter().all(|text| split(text) == Some((front, behind)))).then_some((front, behind))
}

/// A whole number in digits.
fn of_number(cell: &Cell) -> Option<String> {
    if let Cell::Number(number) = cell { Some(number.to_string()) } else { None }
}

fn number(texts: &[&str], decimal: char) -> (Guess, usize, Option<String>) {
    let group = if decimal == ',' { '.' } else { ',' };
    let grouped = texts.iter().any(|text| text.contains(group));
    let trailing_minus = texts.iter().any(|text| text.ends_with('-'));
    // `1.234` alone may be a thousand and more, or one and a bit.
    let doubt = (grouped && !texts.iter().any(|text| text.contains(decimal)))
        .then(|| format!("`{group}` er læst som tusindtalsskilletegn; ingen tal har decimaler"));
    (Guess::Number { decimal, group: grouped.then_some(group), trailing_minus }, texts.len(), doubt)
}

/// Whether a text is a CPR number: a day, or a day with 60 added, a month, and four digits behind a hyphen.
pub(super) fn is_cpr(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_digit);
    if bytes.len() != 11 || bytes[6] != b'-' || !digits(0..6) || !digits(7..11) {
        return false;
    }
    let two = |at: usize| u32::from(bytes[at] - b'0') * 10 + u32::from(bytes[at + 1] - b'0');
    let (day, month) = (two(0), two(2));
    (1..=12).contains(&month) && ((1..=31).contains(&day) || (61..=91).contains(&day))
}

/// Whether a text is a CPR number without its hyphen.
pub(super) fn is_bare_cpr(text: &str) -> bool {
    let is_digits = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits && is_cpr(&format!("{}-{}", &text[..6], &text[6..]))
}

/// Whether the name of a column says that it numbers papers, each of which has a number of its own.
fn numbers_papers(name: &str) -> bool {
    let name = kind(name);
    ["bilag", "faktura", "skema", "postering"].iter().any(|word| name.starts_with(word)) && !name.ends_with("dato")
}

/// Whether the name of a column says that it has CPR numbers.
fn says_person(name: &str) -> bool {
    let name = name.to_lowercase();
    ["cpr", "personnr", "personnummer"].iter().any(|word| name.contains(word))
}

/// Whether a text has so many digits close together that they may be a person's number.
pub(super) fn has_number_of_person(text: &str) -> bool {
    let mut digits = 0;
    for char in text.chars() {
        match char {
            '0'..='9' => digits += 1,
            ' ' | '-' | '.' | '/' | '\u{a0}' | '–' => {}
            _ => digits = 0,
        }
        if digits >= 9 {
            return true;
        }
    }
    false
}

/// Whether a text is a whole number as the program reads them; digits with a zero in front are a name.
fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let named = digits.len() > 1 && digits.starts_with('0');
    !digits.is_empty() && digits.len() <= 15 && !named && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_number(text: &str, decimal: char) -> bool {
    let group = if decimal == ',' { '.' } else { ',' };
    let bare = text.strip_prefix('-').or_else(|| text.strip_suffix('-')).unwrap_or(text);
    let (whole, rest) = bare.split_once(decimal).map_or((bare, None), |(whole, rest)| (whole, Some(rest)));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = whole.split(group).collect();
    let grouped = parts.len() == 1 || (parts[0].len() <= 3 && parts[1..].iter().all(|part| part.len() == 3));
    let named = parts.len() == 1 && whole.len() > 1 && whole.starts_with('0');
    !named && grouped && parts.iter().all(|part| digits(part)) && rest.is_none_or(digits)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// What a column of these texts is guessed to be, and whether that is doubtful.
    pub(in crate::describe) fn of(texts: &[&str]) -> (Guess, bool) {
        let cells: Vec<Cell> = texts.iter().map(|text| Cell::Text((*text).to_owned())).collect();
        let (column, doubt) = guess("x".to_owned(), &cells, None);
        (column.guess, doubt.is_some())
    }

    #[test]
    fn kinds_are_known_by_all_cells() {
        assert_eq!(of(&["610169-1234", "010203-0001"]), (Guess::Person, false));
        assert_eq!(of(&["610169-1234", "010203-0001", "ukendt"]), (Guess::Person, true));
        assert_eq!(of(&["319999-1234", "x"]), (Guess::Text, false), "there is no month 99");
        assert_eq!(of(&["610169-1234", "0102030001", "0102030002"]), (Guess::Person, true), "two ways of writing them");
        assert_eq!(
            of(&["6101691234", "0102030001"]),
            (Guess::Text, false),
            "ten digits under a name that says nothing"
        );
        let numbers = [6_101_691_234.0, 102_030_001.0].map(Cell::Number);
        let (column, doubt) = guess("CPR-nr".to_owned(), &numbers, None);
        assert_eq!((column.guess, doubt.is_some()), (Guess::Person, true));
        assert_eq!(column.values[1].as_deref(), Some("0102030001"), "the zero that a number loses");
        let (column, _) = guess("CPR-nr".to_owned(), &[6_199_691_234.0].map(Cell::Number), None);
        assert_eq!(column.guess, Guess::Integer, "there is no month 99");
        assert_eq!(of(&["31-12-2018", "01-02-2018"]), (Guess::Day("%d-%m-%Y".to_owned()), false));
        assert_eq!(of(&["31-12-2018", "ultimo"]), (Guess::Text, false));
        for (texts, form) in [
            (["2018-12", "2018-01"], "%Y-%m"),
            (["12-2018", "01-2018"], "%m-%Y"),
            (["12/2018", "01/2018"], "%m/%Y"),
            (["12.2018", "01.2018"], "%m.%Y"),
            (["12-2018", "1-2018"], "%-m-%Y"),
            (["2018/12", "2018/01"], "%Y/%m"),
        ] {
            assert_eq!(of(&texts), (Guess::Month(form.to_owned()), false));
        }
        for texts in [
            ["2018-12", "2018-13"],
            ["12-2018", "00-2018"],
            ["12-2018", "01/2018"],
            ["12-18", "01-18"],
            ["jan-18", "x-18"],
            ["jan-18", "feb. 2018"],
        ] {
            assert_eq!(of(&texts), (Guess::Text, false));
        }
        assert_eq!(of(&["12.3018", "1.2018"]).0, Guess::Number { decimal: '.', group: None, trailing_minus: false });
        assert_eq!(of(&["2018", "1999"]), (Guess::Year, false));
        assert_eq!(of(&["2018", "7"]), (Guess::Integer, false));
        assert_eq!(of(&["0851", "0751"]), (Guess::Text, false), "a municipality's number keeps its zero");
    }

    #[test]
    fn the_forms_of_numbers_are_told_apart_or_doubted() {
        let number = |decimal, group, trailing_minus| Guess::Number { decimal, group, trailing_minus };
        assert_eq!(of(&["1.234,50", "7,00-"]), (number(',', Some('.'), true), false));
        assert_eq!(of(&["1,5", "2"]), (number(',', None, false), false));
        assert_eq!(of(&["1.5", "2"]), (number('.', None, false), false));
        assert_eq!(of(&["1.234", "2.500"]), (number(',', Some('.'), false), true));
        assert_eq!(of(&["5.57.73", "5.25.10"]), (Guess::Text, false), "an account is no number");
    }

    #[test]
    fn numbers_with_a_unit_are_doubted() {
        for texts in [["12,5 %", "7 %"], ["1.200 kr.", "35 kr."], ["7t", "3,5t"], ["kr. 3.000,-", "kr. -20,-"]] {
            assert_eq!(of(&texts), (Guess::Text, true));
        }
        for texts in [["12,5 %", "7 kr."], ["12 %", "%"], ["5 Hansen", "7 Hansen"], ["Vej 7 a", "Vej 9 a"]] {
            assert_eq!(of(&texts), (Guess::Text, false));
        }
    }

    #[test]
    fn a_list_of_codes_repeats_and_holds_no_persons_number() {
        let cells = |texts: &[&str], times: usize| -> Vec<Cell> {
            (0..times).flat_map(|_| texts.iter().map(|text| Cell::Text((*text).to_owned()))).collect()
        };
        assert_eq!(guess("x".to_owned(), &cells(&["far", "mor"], 4), None).0.codes, ["far", "mor"]);
        assert_eq!(guess("x".to_owned(), &cells(&["2018E", "2018F"], 4), None).0.codes, ["2018F", "2018E"]);
        assert!(guess("x".to_owned(), &cells(&["far", "mor"], 3), None).0.codes.is_empty(), "too few rows to say");
        assert!(guess("x".to_owned(), &cells(&["far 010203 0001", "mor"], 9), None).0.codes.is_empty());
    }
}
