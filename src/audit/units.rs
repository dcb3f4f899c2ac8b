//! What the values of an exhibit count in, in words: the same in the audit book and in the workbook.

use std::collections::BTreeMap;

use crate::calculation;
use crate::estimate::Scale;
use crate::spec::{Analysis, Calculation, ChartSpec, Exhibit, Measure, Shown};
use crate::value::{Key, Stat};

/// What is said of a value whose unit nobody states.
pub(super) const UNKNOWN: &str = "enhed ikke angivet";

/// The units of an exhibit.
pub(super) struct UnitWords<'a> {
    exhibit: &'a Exhibit,
    /// What the quantities of calculations count in, by what the exhibit calls them.
    quantities: BTreeMap<&'a str, String>,
    /// That of the only quantity, where its name is no key.
    only: Option<String>,
}

impl<'a> UnitWords<'a> {
    /// Those that an exhibit states, and those of the calculations that it shows.
    pub(super) fn of(exhibit: &'a Exhibit, calculations: &[Calculation]) -> Self {
        let mut quantities = BTreeMap::new();
        for part in &exhibit.parts {
            let (name, show) = match &part.measure {
                Measure::Analysis(Analysis::Calculation(shown)) => (&shown.calculation, &shown.show),
                Measure::Analysis(Analysis::Sensitivity(varied)) => (&varied.calculation, &varied.show),
                _ => continue,
            };
            let Some(calculation) = calculations.iter().find(|one| one.name.value == name.value) else { continue };
            for (called, quantity) in show {
                if let Some(unit) = calculation::unit_of(calculation, quantity.as_str()).filter(|unit| !unit.is_empty())
                {
                    quantities.insert(called.as_str(), unit);
                }
            }
        }
        let mut all = quantities.values();
        let first = all.next().cloned();
        let only = first.filter(|first| all.all(|unit| unit == first));
        Self { exhibit, quantities, only }
    }

    /// What is said behind a value: `kr. pr. barn`; of a share what it is of. None where nothing is, or nothing is known.
    pub(super) fn counted(&self, key: &Key) -> Option<&str> {
        let own =
            |named: &str| named == key.stat.name() || [&key.series, &key.x, &key.facet].iter().any(|one| *one == named);
        // What is said of a stat goes before what is said of keys: those of its values may hold others too.
        let said = |named: &str| own(named) && (named == key.stat.name() || key.stat.scale() == Scale::Own);
        if let Some((_, unit)) = self.exhibit.units.iter().find(|(named, _)| said(named.as_str())) {
            return Some(&unit.value);
        }
        let by_nature = match key.stat {
            Stat::PaybackTime | Stat::PaybackYear => Some("år"),
            Stat::Persons => Some("personer"),
            Stat::PersonYears => Some("årspersoner"),
            Stat::Effect | Stat::RelativeEffect => Some("standardafvigelser"),
            _ => None,
        };
        let measured = key.stat.scale() == Scale::Own;
        // Quantities of different units go before a chart's, which can only say what they have in common.
        let quantity = || {
            let keys = [&key.series, &key.x, &key.facet].into_iter();
            keys.filter(|_| measured && self.only.is_none()).find_map(|one| self.quantities.get(one.as_str()))
        };
        let only = || self.only.as_ref().filter(|_| measured).map(String::as_str);
        let stated = || Some(self.exhibit.unit.as_str()).filter(|unit| measured && !unit.is_empty());
        let quantity = by_nature.or_else(|| quantity().map(String::as_str));
        quantity.or_else(|| self.charted(key)).or_else(only).or_else(stated)
    }

    /// What the chart says of a value that it shows.
    fn charted(&self, key: &Key) -> Option<&str> {
        let chart = self.chart()?;
        let unit = if chart.line.as_ref().is_some_and(|line| line.value == key.series) {
            &chart.line_unit
        } else {
            let first = self.exhibit.parts.iter().find_map(|part| part.stats.first().copied());
            // The ends of a range, and what lies between them, are in the unit of what they are around.
            let around = first == Some(Stat::Base) && matches!(key.stat, Stat::Low | Stat::High | Stat::Span);
            if first != Some(key.stat) && !around && !chart.also.contains(&key.stat) {
                return None;
            }
            &chart.unit
        };
        Some(unit.as_str()).filter(|unit| !unit.is_empty())
    }

    fn chart(&self) -> Option<&'a ChartSpec> {
        match &self.exhibit.shown {
            Shown::Chart(chart) => Some(chart),
            Shown::Table(_) | Shown::Numbers => None,
        }
    }

    /// What a value counts in, as the head of a column says it: `andel af de voksne (%)`, `antal voksne`, `kr. pr. barn`.
    pub(super) fn measured(&self, key: &Key) -> String {
        let counted = self.counted(key);
        match (key.stat.scale(), counted) {
            (Scale::YesOrNo, _) => "ja eller nej".to_owned(),
            (Scale::Points, _) => "procentpoint".to_owned(),
            (Scale::Share, None | Some("%")) => "%".to_owned(),
            (Scale::Share, Some(of)) if of.starts_with("af ") => format!("andel {of} (%)"),
            (Scale::Share, Some(of)) => format!("andel af {of} (%)"),
            (Scale::Count, None) => "antal".to_owned(),
            (Scale::Count, Some(of)) if key.stat == Stat::Count && of != "antal" => format!("antal {of}"),
            (_, Some(unit)) => unit.to_owned(),
            (Scale::Bare, None) => "tal uden enhed".to_owned(),
            (_, None) => UNKNOWN.to_owned(),
        }
    }

    /// In what a figure writes its values, where in more than they count in.
    pub(super) fn drawn_in(&self) -> Option<&'a str> {
        self.chart()?.written.as_ref().map(|(name, _)| name.as_str())
    }
}
