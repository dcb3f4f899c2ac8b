//! Sensitivity: what is varied must have a range, and what it is held against must be one number in one unit.

use super::Checker;
use crate::diagnostic::{Code, Ranged};
use crate::spec::{Calculation, VariedAssumptions, formulas};

impl Checker<'_> {
    /// The names of a sensitivity, and whether its outcomes can stand beside each other.
    pub(super) fn sensitivity(&mut self, varied: &VariedAssumptions) {
        let spec = self.spec;
        let known = spec.calculations.iter().map(|calculation| calculation.name.as_str());
        self.resolve("calculation", &varied.calculation, known);
        let found = spec.calculations.iter().find(|known| known.name.value == varied.calculation.value);
        let Some(calculation) = found else { return };
        self.quantities(calculation, &varied.show);
        self.outcomes(calculation, &varied.show);
        for name in varied.vary.iter().flatten() {
            self.resolve("assumption", name, calculation.inputs.iter().map(|input| input.name.as_str()));
            let is_there = calculation.inputs.iter().any(|input| input.name.value == name.value);
            if is_there && calculation.range(name.as_str()).is_none() {
                self.error(
                    Code::AssumptionRange,
                    name.span.clone(),
                    format!("`{}` has no range to be varied in", name.value),
                    "no range",
                    format!("declare it: [calculations.{}.ranges]", calculation.name.value),
                );
            }
        }
        if varied.vary.is_none() && calculation.ranges.is_empty() {
            self.error(
                Code::AssumptionRange,
                varied.calculation.span.clone(),
                format!("no assumption of `{}` has a range to be varied in", calculation.name.value),
                "no ranges",
                format!("declare them: [calculations.{}.ranges]", calculation.name.value),
            );
        }
    }

    /// Outcomes are told once for all years, and all in one unit.
    fn outcomes(&mut self, calculation: &Calculation, show: &[(Ranged<String>, Ranged<String>)]) {
        let Ok(dims) = formulas(calculation, &self.spec.file) else { return };
        let unit = |name: &str| {
            let input = calculation.inputs.iter().find(|input| input.name.value == name).map(|input| &input.unit);
            let quantities = || calculation.quantities.iter().find(|quantity| quantity.name.value == name);
            input.or_else(|| quantities().map(|quantity| &quantity.unit.value))
        };
        let mut first = None;
        for (_, name) in show {
            if dims.get(name.as_str()).is_some_and(|dims| dims.year) {
                self.error(
                    Code::BadValue,
                    name.span.clone(),
                    format!("`{}` differs by the year, and an outcome is one number", name.value),
                    "differs by the year",
                    format!("let a quantity sum it: sum({}, year)", name.value),
                );
            }
            let Some(unit) = unit(name.as_str()) else { continue };
            let first = first.get_or_insert(unit);
            if *first != unit {
                self.error(
                    Code::UnitMismatch,
                    name.span.clone(),
                    format!("one outcome is in {first} and another in {unit}"),
                    &format!("is in {unit}"),
                    "show each unit in a part of its own".to_owned(),
                );
            }
        }
    }
}
