//! The order of texts: as in a Danish dictionary, and the same on every machine; and the order of what they tell, where all of them are
//! numbers or periods of time.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::schema::Period;

/// Where each of some texts stands in the order of what they tell: of numbers, or of periods of time. Equal ones stand at the same place,
/// and what is empty at none. None where they are of no such kind: then their letters say nothing of which comes first.
pub fn places(texts: &[Option<String>]) -> Option<Vec<Option<i64>>> {
    let all: BTreeSet<&str> = texts.iter().flatten().map(String::as_str).collect();
    let told = Told::of(all.iter().copied())?;
    let mut sorted: Vec<&str> = all.into_iter().collect();
    sorted.sort_by(|one, other| told.order(one, other));
    let mut numbered: BTreeMap<&str, i64> = BTreeMap::new();
    let mut place = 0;
    for (at, text) in sorted.iter().enumerate() {
        place += i64::from(at > 0 && told.order(sorted[at - 1], text).is_ne());
        numbered.insert(text, place);
    }
    Some(texts.iter().map(|text| numbered.get(text.as_deref()?).copied()).collect())
}

/// Puts things in the order of what they are called: numbers by their size, periods in time, and other names by their letters, in which a
/// number counts as a whole: `Trin 2` stands before `Trin 10`.
pub fn by_name<T>(things: &mut [T], name: impl Fn(&T) -> &str) {
    match Told::of(things.iter().map(&name)) {
        Some(told) => {
            things.sort_by(|one, other| told.order(name(one), name(other)).then_with(|| texts(name(one), name(other))));
        }
        None => things.sort_by(|one, other| whole_numbers(name(one), name(other))),
    }
}

/// Puts periods in the order of time; other things stay as they stand.
pub fn in_time<T>(things: &mut [T], name: impl Fn(&T) -> &str) {
    if things.iter().all(|thing| Period::read(name(thing)).is_some()) {
        by_name(things, name);
    }
}

/// Whether a period lies behind all of these, where they are periods.
pub fn lies_behind<'t>(text: &str, mut others: impl Iterator<Item = &'t str>) -> bool {
    let Some(own) = Period::read(text) else { return false };
    others.all(|other| Period::read(other).is_some_and(|other| other.last < own.first))
}

/// Whether a text tells something that has an order: a number or a period.
pub(super) fn tells(text: &str) -> bool {
    number(text).is_some() || Period::read(text).is_some()
}

/// What texts tell, where all of them tell the same kind of thing.
#[derive(Clone, Copy)]
enum Told {
    Numbers,
    Periods,
}

impl Told {
    fn of<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> Option<Self> {
        if texts.clone().all(|text| number(text).is_some()) {
            return Some(Self::Numbers);
        }
        texts.clone().all(|text| Period::read(text).is_some()).then_some(Self::Periods)
    }

    fn order(self, one: &str, other: &str) -> Ordering {
        match self {
            Self::Numbers => number(one).unwrap_or_default().total_cmp(&number(other).unwrap_or_default()),
            Self::Periods => {
                let ends = |text| Period::read(text).map(|period| (period.last, period.first));
                ends(one).cmp(&ends(other))
            }
        }
    }
}

/// A number as a register writes it in a text: digits, a sign and a decimal comma. With a point it may be a day or a chapter.
fn number(text: &str) -> Option<f64> {
    let plain = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = plain.split_once(',').unwrap_or((plain, "0"));
    let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(decimals) {
        return None;
    }
    // Below zero and zero are the same number.
    text.replace(',', ".").parse::<f64>().ok().map(|number| number + 0.0)
}

/// Which of two names comes first when each run of digits in them counts as a number.
fn whole_numbers(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one, other);
    loop {
        let (Some(a), Some(b)) = (left.chars().next(), right.chars().next()) else {
            return left.len().cmp(&right.len()).then_with(|| texts(one, other));
        };
        let order = if a.is_ascii_digit() && b.is_ascii_digit() {
            let (a, b) = (digits(&mut left).trim_start_matches('0'), digits(&mut right).trim_start_matches('0'));
            a.len().cmp(&b.len()).then_with(|| a.cmp(b))
        } else {
            (left, right) = (&left[a.len_utf8()..], &right[b.len_utf8()..]);
            place(a).cmp(&place(b))
        };
        if order.is_ne() {
            return order;
        }
    }
}

/// Takes the digits that a text begins with.
fn digits<'t>(text: &mut &'t str) -> &'t str {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    *text = rest;
    digits
}

/// Which of two texts comes first. Letters count before their size, so that `ar`, `År` and `Bo` stand `ar`, `Bo`, `År`; of
/// texts that differ in size alone the capital comes first, as in PostgreSQL's Danish collation.
pub fn texts(one: &str, other: &str) -> Ordering {
    if one == other {
        return Ordering::Equal;
    }
    // What both begin with decides nothing; it ends where a letter begins in both.
    let same = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    let same = (0..=same).rev().find(|at| one.is_char_boundary(*at) && other.is_char_boundary(*at)).unwrap_or(0);
    one[same..].chars().map(place).cmp(other[same..].chars().map(place)).then_with(|| one.cmp(other))
}

/// Where a letter stands: `æ`, `ø` and `å` behind `z`, in that order.
fn place(letter: char) -> (u32, u32) {
    let behind_z = |nth: u32| (u32::from('z'), nth);
    match letter {
        'æ' | 'Æ' | 'ä' | 'Ä' => behind_z(1),
        'ø' | 'Ø' | 'ö' | 'Ö' => behind_z(2),
        'å' | 'Å' => behind_z(3),
        'é' | 'É' => (u32::from('e'), 1),
        'ü' | 'Ü' => (u32::from('y'), 1),
        letter if letter.is_ascii() => (u32::from(letter.to_ascii_lowercase()), 0),
        letter => (u32::from(letter.to_lowercase().next().unwrap_or(letter)), 0),
    }
}

#[cfg(test)]
mod tests {
    use super::{by_name, in_time, lies_behind, places, texts};

    #[test]
    fn danish_letters_stand_last_and_size_counts_only_between_equals() {
        let mut words = ["Ål", "zebra", "øl", "Abe", "æg", "abe", "Zone", "2018-10", "2018-9"];
        words.sort_by(|one, other| texts(one, other));
        assert_eq!(words, ["2018-10", "2018-9", "Abe", "abe", "zebra", "Zone", "æg", "øl", "Ål"]);
    }

    fn sorted(mut names: Vec<&str>) -> Vec<&str> {
        by_name(&mut names, |name| name);
        names
    }

    #[test]
    fn names_that_tell_numbers_or_periods_stand_in_the_order_of_these() {
        assert_eq!(sorted(vec!["10", "2", "-3", "1", "1,5"]), ["-3", "1", "1,5", "2", "10"]);
        assert_eq!(sorted(vec!["2024E", "2023E", "2024F", "2023F"]), ["2023F", "2023E", "2024F", "2024E"]);
        assert_eq!(sorted(vec!["2018U10", "2017U52", "2018U02"]), ["2017U52", "2018U02", "2018U10"]);
        assert_eq!(sorted(vec!["Trin 10", "Trin 2", "Andet", "trin 3"]), ["Andet", "Trin 2", "trin 3", "Trin 10"]);
        assert_eq!(sorted(vec!["10-14 år", "5-9 år", "5-09 år", "5"]), ["5", "5-09 år", "5-9 år", "10-14 år"]);
        assert_eq!(sorted(vec!["1-10", "2-10", "1-2"]), ["1-2", "1-10", "2-10"]);
        let mut codes = vec!["Ja", "Nej", "2"];
        in_time(&mut codes, |code| code);
        assert_eq!(codes, ["Ja", "Nej", "2"], "a code list stands as it is written");
    }

    #[test]
    fn a_period_lies_behind_those_that_are_over_before_it() {
        let behind = |text: &str, others: &[&str]| lies_behind(text, others.iter().copied());
        assert!(behind("2024H1", &["2023H1", "2023H2"]) && behind("2024H1", &[]));
        assert!(
            !behind("2023H1", &["2023H1", "2023H2"]) && !behind("2024H1", &["2023H1", "I alt"]) && !behind("S", &[])
        );
    }

    #[test]
    fn texts_have_places_only_where_they_tell_an_order() {
        let of = |texts: &[&str]| {
            places(&texts.iter().map(|text| (!text.is_empty()).then(|| (*text).to_owned())).collect::<Vec<_>>())
        };
        assert_eq!(of(&["1", "10", "", "2", "01"]), Some(vec![Some(0), Some(2), None, Some(1), Some(0)]));
        assert_eq!(of(&["2018E", "2018F"]), Some(vec![Some(1), Some(0)]));
        assert_eq!(of(&["Før", "Efter"]), None);
        assert_eq!(of(&["31-01-2024", "01-12-2024"]), None);
        assert_eq!(of(&["1.2", "1.10"]), None);
        assert_eq!(of(&[]), Some(vec![]));
    }
}
