//! The calculations as a publication tells of them: what is assumed and from where, and how the rest follows.

use super::Prepared;
use crate::calculation::{Calculations, Explained, ExplainedAssumption, ExplainedQuantity, ExplainedRows, Piece};
use crate::diagnostic::Findings;
use crate::document::{AssumptionText, CalculationText, FormulaPiece, QuantityText, StatedText};
use crate::locale::say;

/// All calculations of the spec.
///
/// # Errors
/// A source that is not where the spec says.
pub(super) fn calculations(prepared: &Prepared) -> Result<Vec<CalculationText>, Findings> {
    if prepared.spec.calculations.is_empty() {
        return Ok(Vec::new());
    }
    let data = prepared.data();
    let computed = Calculations::read(data)?;
    let mut texts = Vec::new();
    for calculation in &prepared.spec.calculations {
        let explained = computed.explain(calculation, data)?;
        texts.push(text(calculation.name.value.clone(), explained, prepared));
    }
    Ok(texts)
}

fn text(name: String, explained: Explained, prepared: &Prepared) -> CalculationText {
    let (first, last) = explained.years;
    CalculationText {
        name,
        title: explained.title,
        years: if first == last { first.to_string() } else { format!("{first}–{last}") },
        assumptions: explained.assumptions.into_iter().map(|one| assumption(one, prepared)).collect(),
        quantities: explained.quantities.into_iter().map(quantity).collect(),
    }
}

fn assumption(one: ExplainedAssumption, prepared: &Prepared) -> AssumptionText {
    AssumptionText {
        label: one.label,
        unit: one.unit,
        range: one.range.unwrap_or_default(),
        because: one.because.unwrap_or_default(),
        stated: one.stated.into_iter().map(|rows| stated(rows, prepared)).collect(),
    }
}

fn stated(rows: ExplainedRows, prepared: &Prepared) -> StatedText {
    let language = prepared.spec.report.language;
    let extract = rows.rows.first().and_then(|row| prepared.spec.extracts.get(usize::from(row.extract)));
    StatedText {
        of: rows.of,
        value: rows.value,
        range: rows
            .range
            .map(|(low, high)| say!(language, "document-range", low = low, high = high))
            .unwrap_or_default(),
        source: rows.source,
        file: extract.map(|extract| extract.file.value.to_string()).unwrap_or_default(),
        rows: runs(&rows.rows.iter().map(|row| row.row).collect::<Vec<u32>>()),
    }
}

/// Row numbers with those that follow each other together: `2, 5–7`.
fn runs(rows: &[u32]) -> String {
    let mut sorted = rows.to_vec();
    sorted.sort_unstable();
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for row in sorted {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ => runs.push((row, row)),
        }
    }
    let run = |(first, last): (u32, u32)| if first == last { first.to_string() } else { format!("{first}–{last}") };
    runs.into_iter().map(run).collect::<Vec<_>>().join(", ")
}

fn quantity(one: ExplainedQuantity) -> QuantityText {
    let piece = |piece| match piece {
        Piece::Name(text) => FormulaPiece { kind: "name", text },
        Piece::Text(text) => FormulaPiece { kind: "text", text },
        Piece::Below(text) => FormulaPiece { kind: "below", text },
    };
    QuantityText { label: one.label, unit: one.unit, formula: one.formula.into_iter().map(piece).collect() }
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn rows_that_follow_each_other_stand_together() {
        assert_eq!(runs(&[7, 2, 5, 6]), "2, 5–7");
        assert_eq!(runs(&[3]), "3");
    }
}
