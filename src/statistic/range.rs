//! Every month or year from the first to the last.

use crate::calendar::Month;

/// The longest axis: longer ones come of a mistyped year.
const MOST: i32 = 1200;

/// Texts that are not all months, or not all years, or lie too far apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotARange;

/// From a text to its number, and back.
type Read<'a> = &'a dyn Fn(&str) -> Option<i32>;
type Name<'a> = &'a dyn Fn(i32) -> String;

/// All months (`2018-12`) or years (`2018`) from the first to the last of `texts`, or to the last of `until`, and at which each
/// text stands. Nothing is told by a text that is not there.
pub(super) fn every(
    texts: &[Option<String>],
    until: Option<&[Option<String>]>,
) -> Result<(Vec<String>, Vec<Vec<usize>>), NotARange> {
    let month = |text: &str| text.parse::<Month>().ok().map(|month| month.since(Month::default()));
    let year = |text: &str| (text.len() == 4).then(|| text.parse::<i32>().ok()).flatten();
    let name_month = |number: i32| Month::default().plus(number).to_string();
    let name_year = |number: i32| format!("{number:04}");
    let all = || texts.iter().chain(until.unwrap_or_default()).flatten();
    let (read, name): (Read<'_>, Name<'_>) =
        if all().all(|text| month(text).is_some()) { (&month, &name_month) } else { (&year, &name_year) };
    if all().any(|text| read(text).is_none()) {
        return Err(NotARange);
    }
    let numbers: Vec<Option<i32>> = texts.iter().map(|text| text.as_deref().and_then(read)).collect();
    let there = || numbers.iter().flatten().copied();
    let limit = until.and_then(|until| until.iter().flatten().filter_map(|text| read(text)).max());
    let (first, last) = (there().min().unwrap_or(0), there().max().unwrap_or(-1));
    let last = limit.map_or(last, |limit| limit.min(last));
    if last - first >= MOST {
        return Err(NotARange);
    }
    let place =
        |number: i32| if number <= last { usize::try_from(number - first).into_iter().collect() } else { Vec::new() };
    let fits = numbers.iter().map(|number| number.map(place).unwrap_or_default()).collect();
    Ok(((first..=last).map(name).collect(), fits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Vec<Option<String>> {
        texts.iter().map(|text| (*text != "-").then(|| (*text).to_owned())).collect()
    }

    #[test]
    fn months_and_years_between_are_there_too() {
        let (labels, fits) = every(&texts(&["2018-02", "2017-11", "-", "2018-02"]), None).expect("months");
        assert_eq!(labels, ["2017-11", "2017-12", "2018-01", "2018-02"]);
        assert_eq!(fits, [vec![3], vec![0], vec![], vec![3]]);
        assert_eq!(every(&texts(&["2016", "2018"]), None).expect("years").0, ["2016", "2017", "2018"]);
        assert_eq!(every(&texts(&["-"]), None).expect("nothing").0, Vec::<String>::new());
    }

    #[test]
    fn a_limit_hides_what_is_later_and_not_what_is_missing() {
        let until = |year: &str| every(&texts(&["2016", "2017", "2019"]), Some(&texts(&[year, year, year])));
        let (labels, fits) = until("2018").expect("years");
        assert_eq!(labels, ["2016", "2017", "2018"]);
        assert_eq!(fits, [vec![0], vec![1], vec![]]);
        assert_eq!(until("2024").expect("years").0.len(), 4);
        assert_eq!(until("2015").expect("years").0, Vec::<String>::new());
    }

    #[test]
    fn other_texts_are_no_places() {
        for wrong in [&["2018-13"][..], &["2018", "2018-02"], &["næste år"], &["0018", "2018"]] {
            assert_eq!(every(&texts(wrong), None), Err(NotARange), "{wrong:?}");
        }
    }
}
