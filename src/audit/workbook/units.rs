//! What the quantities of calculations count in, in the words that the publication has for their units.

use std::collections::BTreeMap;

use crate::document::Publication;
use crate::spec::{Analysis, Exhibit, Measure, Spec};

/// Where the words for units stand.
#[derive(Clone, Copy)]
pub(super) struct Units<'a> {
    /// What the exhibits show.
    pub(super) spec: &'a Spec,
    /// The calculations as they are told of.
    pub(super) publication: &'a Publication,
}

impl<'a> Units<'a> {
    /// What each quantity that an exhibit shows counts in, by what the exhibit calls it; shares and the like have none.
    pub(super) fn of(self, exhibit: &'a Exhibit) -> BTreeMap<&'a str, &'a str> {
        let mut units = BTreeMap::new();
        for part in &exhibit.parts {
            let (calculation, show) = match &part.measure {
                Measure::Analysis(Analysis::Calculation(shown)) => (&shown.calculation, &shown.show),
                Measure::Analysis(Analysis::Sensitivity(varied)) => (&varied.calculation, &varied.show),
                _ => continue,
            };
            for (called, name) in show {
                if let Some(unit) = self.quantity(calculation.as_str(), name.as_str()) {
                    units.insert(called.as_str(), unit);
                }
            }
        }
        units
    }

    /// What a quantity or an assumption of a calculation counts in.
    fn quantity(self, calculation: &str, name: &str) -> Option<&'a str> {
        let declared = self.spec.calculations.iter().find(|one| one.name.value == calculation)?;
        let told = self.publication.calculations.iter().find(|one| one.name == calculation)?;
        let label = declared.label(name);
        let quantities = told.quantities.iter().map(|one| (&one.label, &one.unit));
        let all = quantities.chain(told.assumptions.iter().map(|one| (&one.label, &one.unit)));
        all.into_iter()
            .find(|(known, _)| *known == label)
            .map(|(_, unit)| unit.as_str())
            .filter(|unit| !unit.is_empty())
    }
}
