//! The test that nothing hidden shows through: were the hidden numbers others, every public file would still be the same, byte
//! for byte.

use super::{Disclosed, Failure, Prepared, Published, Typesetter, Watch, draft, masked, publish};
use crate::audit::differences;
use crate::diagnostic::{Code, Finding, Findings};
use crate::disclosure::Mask;
use crate::document::Since;
use crate::statistic::Computed;
use crate::value::{Calculation, Value};

/// Publishes once more, with other numbers in the place of those that `disclosed` hides, and says in which files that shows.
/// `since` is what the publication tells of changes.
///
/// # Errors
/// The publication with other numbers cannot be made, which the one that was made could.
pub fn shows_through(
    prepared: &Prepared,
    computed: &[Computed],
    disclosed: &Disclosed<'_>,
    (published, since): (&Published, Option<&Since>),
    watch: &mut dyn Watch,
) -> Result<Findings, Failure> {
    if disclosed.mask.is_empty() {
        return Ok(Findings::new());
    }
    let twin = twin(computed, &disclosed.mask);
    let disclosed = Disclosed { audit: disclosed.audit.clone(), ..masked(prepared, &twin, &disclosed.mask) };
    let mut draft = draft(prepared, &disclosed)?;
    draft.publication.since = since.cloned();
    let other = publish(prepared, &disclosed, draft, &Typesetter::Library, watch)?;
    let by_path = |published: &Published| published.files.iter().cloned().collect();
    let mut findings = Findings::new();
    for (path, _) in differences(&by_path(published), &by_path(&other)) {
        let message = "the file would be another if a number that is hidden were another";
        findings.push(Finding::error(Code::HiddenShowsThrough, message).in_cell(&path, None, None).help(
            "do not publish it; this is a mistake in the program: tell its makers which kind of exhibit the report has",
        ));
    }
    Ok(findings)
}

/// The same exhibits with other numbers wherever one is hidden. Which observations there are is not changed: nothing public may
/// be made of them.
pub fn twin(computed: &[Computed], mask: &Mask) -> Vec<Computed> {
    let mut twin = computed.to_vec();
    for exhibit in &mut twin {
        for (place, row) in exhibit.values.rows.iter_mut().enumerate() {
            let Some(hidden) = mask.of(&exhibit.id, place) else { continue };
            if hidden.value {
                change_value(row, place);
            }
            if hidden.n {
                change_n(row, place);
            }
        }
    }
    twin
}

/// Another number, of another size, with another interval, made of others.
fn change_value(row: &mut Value, place: usize) {
    let other = |number: f64| number * 3.0 + 1.25 + place as f64;
    row.value = Some(other(row.value.unwrap_or_default()));
    row.numerator = Some(other(row.numerator.unwrap_or_default()));
    (row.lower, row.upper) = (row.value.map(|value| value - 0.5), row.value.map(|value| value + 40.0));
    // As many decimals, zeros and signs as there can be.
    if place.is_multiple_of(3) {
        row.value = row.value.map(|value| 0.0 - value);
    }
    row.calculation = Calculation::Quotient { numerator: other(1.0), denominator: 7.0 };
}

fn change_n(row: &mut Value, place: usize) {
    let other = 1000 + place as u64;
    (row.n, row.denominator) = (Some(other), Some(other as f64));
    (row.lower, row.upper) = (row.lower.map(|end| end / 2.0), row.upper.map(|end| end * 2.0));
    if !matches!(row.calculation, Calculation::Sum { .. }) {
        row.numerator = row.numerator.map(|numerator| numerator + 11.0);
    }
}
