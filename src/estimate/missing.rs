//! How many observations have no number.

use super::exact::sum;
use super::{Formula, Found, Gather, Refused, Sample, Scale, Statistic};

/// The observations without a number. Each has a 1 where its number is missing and a 0 where it is there.
pub(super) static MISSING: Statistic = Statistic {
    name: "missing",
    title: "estimate-missing-title",
    says: "estimate-missing-says",
    formula: Formula::Signs("u"),
    inputs: &["estimate-of-without"],
    source: "estimate-from-counted",
    scale: Scale::Count,
    needs: &[],
    intervals: &[],
    gather: Gather::Sample(missing),
    reckon: |inputs| inputs[0],
};

fn missing(sample: &Sample<'_>) -> Result<Found, Refused> {
    let without = sum(sample.seen.iter().map(|seen| seen.value));
    Ok(Found::of(&[without]).resting_on(sample.seen.len() as f64))
}

#[cfg(test)]
mod tests {
    use super::super::statistic::testing::{of, value};
    use super::MISSING;

    #[test]
    fn counted() {
        assert_eq!(value(&MISSING, &of(&[1.0, 0.0, 1.0])), Some(2.0));
        assert_eq!(value(&MISSING, &[]), Some(0.0));
    }
}
