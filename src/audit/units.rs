//! What the values of an exhibit count in, in words: the same in the audit book and in the workbook.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::calculation;
use crate::estimate::Scale;
use crate::locale::{Language, say};
use crate::spec::{Analysis, Calculation, ChartSpec, Exhibit, Measure, Shown};
use crate::value::{Key, Stat};

/// The units of an exhibit.
pub(super) struct UnitWords<'a> {
    exhibit: &'a Exhibit,
    language: Language,
    /// What the quantities of calculations count in, by what the exhibit calls them.
    quantities: BTreeMap<&'a str, String>,
    /// That of the only quantity, where its name is no key.
    only: Option<String>,
}

impl<'a> UnitWords<'a> {
    /// Those that an exhibit states, and those of the calculations that it shows.
    pub(super) fn of(exhibit: &'a Exhibit, calculations: &[Calculation], language: Language) -> Self {
        let mut quantities = BTreeMap::new();
        for part in &exhibit.parts {
            let (name, show) = match &part.measure {
                Measure::Analysis(Analysis::Calculation(shown)) => (&shown.calculation, &shown.show),
                Measure::Analysis(Analysis::Sensitivity(varied)) => (&varied.calculation, &varied.show),
                _ => continue,
            };
            let Some(calculation) = calculations.iter().find(|one| one.name.value == name.value) else { continue };
            for (called, quantity) in show {
                if let Some(unit) =
                    calculation::unit_of(calculation, quantity.as_str(), language).filter(|unit| !unit.is_empty())
                {
                    quantities.insert(called.as_str(), unit);
                }
            }
        }
        let mut all = quantities.values();
        let first = all.next().cloned();
        let only = first.filter(|first| all.all(|unit| unit == first));
        Self { exhibit, language, quantities, only }
    }

    /// What is said behind a value: `kr. pr. barn`; of a share what it is of. None where nothing is, or nothing is known.
    pub(super) fn counted(&self, key: &Key) -> Option<Cow<'_, str>> {
        let own =
            |named: &str| named == key.stat.name() || [&key.series, &key.x, &key.facet].iter().any(|one| *one == named);
        // What is said of a stat goes before what is said of keys: those of its values may hold others too.
        let said = |named: &str| own(named) && (named == key.stat.name() || key.stat.scale() == Scale::Own);
        if let Some((_, unit)) = self.exhibit.units.iter().find(|(named, _)| said(named.as_str())) {
            return Some(unit.value.as_str().into());
        }
        let by_nature = match key.stat {
            Stat::PaybackTime | Stat::PaybackYear => Some("record-unit-years"),
            Stat::Persons => Some("record-unit-persons"),
            Stat::PersonYears => Some("record-unit-person-years"),
            Stat::Effect | Stat::RelativeEffect => Some("record-unit-standard-deviations"),
            _ => None,
        };
        if let Some(message) = by_nature {
            return Some(self.word(message).into());
        }
        let measured = key.stat.scale() == Scale::Own;
        // Quantities of different units go before a chart's, which can only say what they have in common.
        let quantity = || {
            let keys = [&key.series, &key.x, &key.facet].into_iter();
            keys.filter(|_| measured && self.only.is_none()).find_map(|one| self.quantities.get(one.as_str()))
        };
        let only = || self.only.as_ref().filter(|_| measured).map(String::as_str);
        let stated = || Some(self.exhibit.unit.as_str()).filter(|unit| measured && !unit.is_empty());
        let quantity = quantity().map(String::as_str);
        quantity.or_else(|| self.charted(key)).or_else(only).or_else(stated).map(Cow::from)
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
        let (language, counted) = (self.language, self.counted(key));
        match (key.stat.scale(), counted.as_deref()) {
            (Scale::YesOrNo, _) => self.word("record-unit-yes-or-no"),
            (Scale::Points, _) => self.word("record-unit-percentage-points"),
            (Scale::Share, None | Some("%")) => "%".to_owned(),
            (Scale::Share, Some(of)) if of.starts_with(&format!("{} ", self.word("record-of"))) => {
                say!(language, "record-unit-share-of", of = of)
            }
            (Scale::Share, Some(of)) => say!(language, "record-unit-share", of = of),
            (Scale::Count, None) => self.word("record-unit-number"),
            (Scale::Count, Some(of)) if key.stat == Stat::Count && of != self.word("record-unit-number") => {
                say!(language, "record-unit-number-of", of = of)
            }
            (_, Some(unit)) => unit.to_owned(),
            (Scale::Bare, None) => self.word("record-unit-bare"),
            (_, None) => self.word("record-unit-unknown"),
        }
    }

    /// A message that takes nothing.
    fn word(&self, message: &str) -> String {
        self.language.say(message, &[])
    }

    /// In what a figure writes its values, where in more than they count in.
    pub(super) fn drawn_in(&self) -> Option<&'a str> {
        self.chart()?.written.as_ref().map(|(name, _)| name.as_str())
    }
}
