//! A calculation in words: each quantity with its unit and formula, and each assumption with the rows and sources it rests on.

use super::Calculations;
use crate::cohort::{Data, RowRef, Sql};
use crate::diagnostic::Finding;
use crate::spec::Calculation;

/// A quantity and what it is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// Its name in formulas.
    pub name: String,
    /// What it is measured in.
    pub unit: String,
    /// The formula as the spec has it; none of an assumption.
    pub formula: Option<String>,
    /// The rows that state it; none of what a formula gives.
    pub assumptions: Vec<Assumption>,
}

/// A row that states an assumption.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumption {
    /// The row.
    pub row: RowRef,
    /// What was stated, after the spec's expression; for a sum over rows, the sum.
    pub value: f64,
    /// Where it is from, as the extract says.
    pub source: String,
}

impl Calculations {
    /// The calculation's assumptions and then its quantities, each as the spec declares it.
    ///
    /// # Errors
    /// A finding where the column of sources is not there.
    pub fn explain(&self, calculation: &Calculation, data: Data<'_>) -> Result<Vec<Explained>, Finding> {
        let mut explained = Vec::new();
        for input in &calculation.inputs {
            let source = data.source(&input.extract);
            let frame = &source.extract.frame;
            let rows =
                frame.column("_row").and_then(|rows| rows.u32()).expect("the register gives every frame its rows");
            let sources = match &calculation.source {
                Some(column) => Sql::of(data.spec).texts(column, frame)?,
                None => vec![None; frame.height()],
            };
            let said = |row: RowRef| {
                let at = rows.iter().position(|known| known == Some(row.row));
                at.and_then(|at| sources[at].clone()).unwrap_or_default()
            };
            let cells = self.get(calculation.name.as_str()).map(|figures| figures.cells(input.name.as_str()));
            let stated = cells.unwrap_or_default().into_iter().filter_map(|(_, figure)| figure);
            let assumptions = stated.flat_map(|figure| {
                figure.rows.iter().map(|row| Assumption { row: *row, value: figure.value, source: said(*row) })
            });
            explained.push(Explained {
                name: input.name.value.clone(),
                unit: input.unit.to_string(),
                formula: None,
                assumptions: assumptions.collect(),
            });
        }
        explained.extend(calculation.quantities.iter().map(|quantity| Explained {
            name: quantity.name.value.clone(),
            unit: quantity.unit.value.to_string(),
            formula: Some(quantity.text.value.clone()),
            assumptions: Vec::new(),
        }));
        Ok(explained)
    }
}
