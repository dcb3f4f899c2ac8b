//! How numbers are shown: the number formats of cells, chosen by what is said and by the size of the numbers.
//!
//! The formats carry the Danish locale, so that a program that follows it writes `1.234,5` also on a machine that is set up
//! for another country. The numbers themselves are never rounded.

use std::collections::BTreeMap;

use super::Shown;
use crate::value::Stat;

/// A number format, as spreadsheets write them.
pub(super) type Notation = &'static str;

/// Whole things.
pub(super) const WHOLE: Notation = "[$-406]#,##0";
/// With one decimal.
const ONE: Notation = "[$-406]#,##0.0";
/// With two decimals.
const TWO: Notation = "[$-406]#,##0.00";
/// A share.
const PERCENT: Notation = "[$-406]0.0\\ %";
/// A year is no amount: it has no separator.
const YEAR: Notation = "0";
/// Whole kroner.
const KRONER: Notation = "[$-406]#,##0\\ \"kr.\"";
/// Amounts of a few kroner.
const KRONER_AND_OERE: Notation = "[$-406]#,##0.00\\ \"kr.\"";

/// The formats of an exhibit's values, the same for all of a stat and a series.
pub(super) struct Notations<'a>(BTreeMap<(Stat, &'a str), Notation>);

impl<'a> Notations<'a> {
    /// Chosen for the values of an exhibit.
    pub(super) fn of(shown: &Shown<'a>) -> Self {
        let mut numbers: BTreeMap<(Stat, &str), Vec<f64>> = BTreeMap::new();
        for row in &shown.exhibit.values.rows {
            let of = numbers.entry((row.key.stat, row.key.series.as_str())).or_default();
            of.extend([row.value, row.lower, row.upper].into_iter().flatten());
        }
        let chosen = numbers.into_iter().map(|((stat, series), numbers)| {
            let kroner = shown.unit(series).is_some_and(|unit| unit == "kr." || unit.starts_with("kr. "));
            ((stat, series), choose(stat, kroner, &numbers))
        });
        Self(chosen.collect())
    }

    /// The format of a stat of a series.
    pub(super) fn get(&self, stat: Stat, series: &str) -> Notation {
        self.0.get(&(stat, series)).copied().unwrap_or(TWO)
    }
}

fn choose(stat: Stat, kroner: bool, numbers: &[f64]) -> Notation {
    let whole = numbers.iter().all(|number| number.fract() == 0.0);
    let most = numbers.iter().fold(0.0_f64, |most, number| most.max(number.abs()));
    match stat {
        _ if stat.is_share() => PERCENT,
        Stat::PaybackYear => YEAR,
        Stat::Effect | Stat::RelativeEffect => TWO,
        _ if kroner && (whole || most >= 100.0) => KRONER,
        _ if kroner => KRONER_AND_OERE,
        Stat::Count if whole => WHOLE,
        _ if most >= 1000.0 || whole => WHOLE,
        _ if most >= 100.0 || stat == Stat::Count => ONE,
        _ => TWO,
    }
}

#[cfg(test)]
mod tests {
    use super::{KRONER, KRONER_AND_OERE, ONE, PERCENT, TWO, WHOLE, YEAR, choose};
    use crate::value::Stat;

    #[test]
    fn the_format_follows_what_is_said_and_how_large_it_is() {
        assert_eq!(choose(Stat::Count, false, &[3.0, 45_000.0]), WHOLE);
        assert_eq!(choose(Stat::Share, false, &[0.25]), PERCENT);
        assert_eq!(choose(Stat::Mean, true, &[39_300.9]), KRONER);
        assert_eq!(choose(Stat::Mean, true, &[12.5]), KRONER_AND_OERE);
        assert_eq!(choose(Stat::Mean, false, &[1.94, 0.9]), TWO);
        assert_eq!(choose(Stat::Mean, false, &[140.5]), ONE);
        assert_eq!(choose(Stat::Sum, false, &[1_292_721.4]), WHOLE);
        assert_eq!(choose(Stat::Expected, false, &[7.5, -3.0]), TWO);
        assert_eq!(choose(Stat::PaybackYear, false, &[2021.0]), YEAR);
        assert_eq!(choose(Stat::Effect, false, &[1.0]), TWO);
        assert_eq!(choose(Stat::Mean, false, &[]), WHOLE);
    }
}
