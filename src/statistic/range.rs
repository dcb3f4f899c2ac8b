//! Every month or year from the first to the last.

use crate::cohort::Month;

/// The longest axis: longer ones come of a mistyped year.
const MOST: i32 = 1200;

/// Texts that are not all months, or not all years, or lie too far apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotARange;

/// All months (`2018-12`) or years (`2018`) from the first to the last of `texts`, and at which each text stands. Nothing is
/// told by a text that is not there.
pub(super) fn every(texts: &[Option<String>]) -> Result<(Vec<String>, Vec<Vec<usize>>), NotARange> {
    let month = |text: &str| text.parse::<Month>().ok().map(|month| month.since(Month::default()));
    let year = |text: &str| (text.len() == 4).then(|| text.parse::<i32>().ok()).flatten();
    let read = |one: &dyn Fn(&str) -> Option<i32>| -> Option<Vec<Option<i32>>> {
        texts.iter().map(|text| text.as_deref().map_or(Some(None), |text| one(text).map(Some))).collect()
    };
    let name_month = |number: i32| Month::default().plus(number).to_string();
    let name_year = |number: i32| format!("{number:04}");
    let (numbers, name): (_, &dyn Fn(i32) -> String) = match (read(&month), read(&year)) {
        (Some(months), _) => (months, &name_month),
        (None, Some(years)) => (years, &name_year),
        (None, None) => return Err(NotARange),
    };
    let there = || numbers.iter().flatten().copied();
    let Some((first, last)) = there().min().zip(there().max()) else { return Ok((Vec::new(), vec![Vec::new(); texts.len()])) };
    if last - first >= MOST {
        return Err(NotARange);
    }
    let place = |number: i32| usize::try_from(number - first).into_iter().collect();
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
        let (labels, fits) = every(&texts(&["2018-02", "2017-11", "-", "2018-02"])).expect("months");
        assert_eq!(labels, ["2017-11", "2017-12", "2018-01", "2018-02"]);
        assert_eq!(fits, [vec![3], vec![0], vec![], vec![3]]);
        assert_eq!(every(&texts(&["2016", "2018"])).expect("years").0, ["2016", "2017", "2018"]);
        assert_eq!(every(&texts(&["-"])).expect("nothing").0, Vec::<String>::new());
    }

    #[test]
    fn other_texts_are_no_places() {
        for wrong in [&["2018-13"][..], &["2018", "2018-02"], &["næste år"], &["0018", "2018"]] {
            assert_eq!(every(&texts(wrong)), Err(NotARange), "{wrong:?}");
        }
    }
}
