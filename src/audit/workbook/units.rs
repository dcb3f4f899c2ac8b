//! What the numbers of a sheet count in: the line under its title, and what stands beside labels.

use std::collections::BTreeMap;

use super::Shown;
use crate::locale::{self, say};
use crate::value::Key;

/// What tells in which of several units a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Stat,
    Series,
    X,
    Facet,
}

/// The dimensions of keys.
const KEYS: [By; 3] = [By::Series, By::X, By::Facet];

impl By {
    const ALL: [Self; 4] = [Self::Series, Self::Stat, Self::X, Self::Facet];

    fn of(self, key: &Key) -> &str {
        match self {
            Self::Stat => key.stat.name(),
            Self::Series => &key.series,
            Self::X => &key.x,
            Self::Facet => &key.facet,
        }
    }
}

/// What tells the units of an exhibit's values apart; none where they are all in one, or nothing alone tells it.
pub(super) fn told_by(units: &[(&Key, String)]) -> Option<By> {
    if units.iter().all(|(_, unit)| *unit == units[0].1) {
        return None;
    }
    By::ALL.into_iter().find(|by| tells(units, |key| (by.of(key), "")))
}

/// Whether what is taken of keys tells their units.
fn tells<'a>(units: &'a [(&Key, String)], of: impl Fn(&'a Key) -> (&'a str, &'a str)) -> bool {
    let mut known: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    units.iter().all(|(key, unit)| *known.entry(of(key)).or_insert(unit) == unit)
}

impl Shown<'_> {
    /// What the numbers of the sheet count in, whatever they are.
    pub(super) fn unit_line(&self) -> String {
        let Some((_, first)) = self.units.first() else { return String::new() };
        let (language, drawn) = (self.language, self.unit.drawn_in());
        if self.units.iter().all(|(_, unit)| unit == first) {
            return match drawn {
                Some(drawn) => say!(language, "workbook-unit-drawn", unit = first.as_str(), drawn = drawn),
                None => say!(language, "workbook-unit", unit = first.as_str()),
            };
        }
        // Each unit with what is in it, in the order in which they first stand there.
        let mut told: Vec<(&str, Vec<String>)> = Vec::new();
        // Where nothing alone tells the unit, a key and what is said there do, or else all keys.
        let mut alone = KEYS.into_iter().filter(|by| tells(&self.units, |key| (by.of(key), key.stat.name())));
        let beside = alone.next().map_or_else(|| KEYS.to_vec(), |by| vec![by]);
        for (key, unit) in &self.units {
            let of = match self.told_by {
                Some(By::Stat) => self.stat(key.stat),
                Some(by) => self.under_head(by.of(key)),
                None => {
                    let labels = beside.iter().map(|by| by.of(key)).filter(|label| !label.is_empty());
                    let labels: String = labels.map(|label| self.under_head(label) + ", ").collect();
                    format!("{labels}{}", locale::uncapitalised(&self.stat(key.stat)))
                }
            };
            match told.iter_mut().find(|(known, _)| known == unit) {
                Some((_, all)) if all.contains(&of) => {}
                Some((_, all)) => all.push(of),
                None => told.push((unit, vec![of])),
            }
        }
        let told = told.into_iter().map(|(unit, of)| format!("{unit} ({})", of.join(", ")));
        let units = told.collect::<Vec<_>>().join("; ");
        match drawn {
            Some(drawn) => say!(language, "workbook-units-drawn", units = units, drawn = drawn),
            None => say!(language, "workbook-units", units = units),
        }
    }

    /// What a key's numbers count in, where it tells.
    pub(super) fn unit_of(&self, key: &str) -> Option<&str> {
        let by = self.told_by.filter(|by| *by != By::Stat)?;
        self.units.iter().find(|(own, _)| by.of(own) == key).map(|(_, unit)| unit.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::{By, told_by};
    use crate::value::{Key, Stat};

    #[test]
    fn units_are_told_by_what_they_differ_with() {
        let key = |series: &str, stat| Key { facet: String::new(), series: series.to_owned(), x: String::new(), stat };
        let keys = [key("Udgift", Stat::Sum), key("Tid", Stat::Sum), key("Udgift", Stat::Mean)];
        let units = |of: [&str; 3]| {
            let told: Vec<(&Key, String)> = keys.iter().zip(of.map(str::to_owned)).collect();
            told_by(&told)
        };
        assert_eq!(units(["kr.", "kr.", "kr."]), None);
        assert_eq!(units(["kr.", "år", "kr."]), Some(By::Series));
        assert_eq!(units(["kr.", "kr.", "år"]), Some(By::Stat));
        assert_eq!(units(["kr.", "år", "måneder"]), None);
    }
}
