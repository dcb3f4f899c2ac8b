//! A value told against others: its rank, its difference, its index, its change, its part of the step before.

use super::alike::exceeds;
use super::{Compared, Formula, Gather, Inputs, Need, Scale, Statistic};

fn both(of: &Compared<'_>) -> Option<Inputs> {
    Some(Inputs::of(&[of.own?, of.from?]))
}

/// The same where the other is above zero: of nothing, or of less, nothing is a part, and no change can be told in percent.
fn of_more_than_nothing(of: &Compared<'_>) -> Option<Inputs> {
    both(&Compared { from: of.from.filter(|from| *from > 0.0), ..*of })
}

/// How many of all values are on one side.
fn beyond(of: &Compared<'_>, is_beyond: impl Fn(f64) -> bool) -> Inputs {
    Inputs::of(&[of.all.iter().filter(|other| is_beyond(**other)).count() as f64])
}

/// The place among the values along the axis, the greatest first; equal ones share it.
pub(super) static RANK: Statistic = Statistic {
    name: "rank",
    title: "estimate-rank-title",
    says: "estimate-rank-says",
    formula: Formula::Signs("1 + s"),
    inputs: &["estimate-of-larger"],
    source: "estimate-from-counted",
    scale: Scale::Count,
    needs: &[],
    intervals: &[],
    gather: Gather::Among(|of| of.own.map(|own| beyond(of, |other| exceeds(other, own)))),
    reckon: |inputs| 1.0 + inputs[0],
};

/// The same, the least first.
pub(super) static RANK_LEAST: Statistic = Statistic {
    name: "rank_least",
    title: "estimate-rank-least-title",
    says: "estimate-rank-least-says",
    formula: Formula::Signs("1 + m"),
    inputs: &["estimate-of-smaller"],
    source: "estimate-from-counted",
    scale: Scale::Count,
    needs: &[],
    intervals: &[],
    gather: Gather::Among(|of| of.own.map(|own| beyond(of, |other| exceeds(own, other)))),
    reckon: |inputs| 1.0 + inputs[0],
};

/// How far the value is from another one.
pub(super) static DIFFERENCE: Statistic = Statistic {
    name: "difference",
    title: "estimate-difference-title",
    says: "estimate-difference-says",
    formula: Formula::Signs("v − u"),
    inputs: &["estimate-of-value", "estimate-of-other"],
    source: "estimate-from-rule",
    scale: Scale::Apart,
    needs: &[Need::From],
    intervals: &[],
    gather: Gather::Values(both),
    reckon: |inputs| inputs[0] - inputs[1],
};

/// The value with another one as 100.
pub(super) static INDEX: Statistic = Statistic {
    name: "index",
    title: "estimate-index-title",
    says: "estimate-index-says",
    formula: Formula::Signs("100 · v / u"),
    inputs: &["estimate-of-value", "estimate-of-is-100"],
    source: "estimate-from-rule",
    scale: Scale::Bare,
    needs: &[Need::From],
    intervals: &[],
    gather: Gather::Values(of_more_than_nothing),
    // At the base itself, whatever its last digits.
    reckon: |inputs| if inputs[0].to_bits() == inputs[1].to_bits() { 100.0 } else { 100.0 * inputs[0] / inputs[1] },
};

/// How much the value has changed, as a part of what it was.
pub(super) static CHANGE: Statistic = Statistic {
    name: "change",
    title: "estimate-change-title",
    says: "estimate-change-says",
    formula: Formula::Signs("v / u − 1"),
    inputs: &["estimate-of-value", "estimate-of-earlier"],
    source: "estimate-from-rule",
    scale: Scale::Share,
    needs: &[Need::Steps],
    intervals: &[],
    gather: Gather::Values(of_more_than_nothing),
    reckon: |inputs| inputs[0] / inputs[1] - 1.0,
};

/// The value as a part of another one: of the step before it in a funnel, of the total.
pub(super) static SHARE_OF: Statistic = Statistic {
    name: "share_of",
    title: "estimate-share-of-title",
    says: "estimate-share-of-says",
    formula: Formula::Signs("v / u"),
    inputs: &["estimate-of-value", "estimate-of-whole"],
    source: "estimate-from-rule",
    scale: Scale::Share,
    needs: &[Need::From],
    intervals: &[],
    gather: Gather::Values(of_more_than_nothing),
    reckon: |inputs| inputs[0] / inputs[1],
};

/// What comes together in several places along the axis, for each of them.
pub(super) static MOVING_MEAN: Statistic = Statistic {
    name: "moving_mean",
    title: "estimate-moving-mean-title",
    says: "estimate-moving-mean-says",
    formula: Formula::Signs("v / k"),
    inputs: &["estimate-of-value", "estimate-of-places"],
    source: "estimate-from-rule",
    scale: Scale::Own,
    needs: &[Need::Rolling],
    intervals: &[],
    gather: Gather::Values(|of| Some(Inputs::of(&[of.own?, of.places?]))),
    reckon: |inputs| inputs[0] / inputs[1],
};

#[cfg(test)]
mod tests {
    use super::*;

    fn value(statistic: &Statistic, own: f64, from: Option<f64>, all: &[f64]) -> Option<f64> {
        let (Gather::Values(gather) | Gather::Among(gather)) = statistic.gather else { panic!("of a sample") };
        gather(&Compared { own: Some(own), from, all, goal: None, places: Some(4.0) })
            .and_then(|inputs| statistic.value(&inputs))
    }

    #[test]
    fn worked_by_hand() {
        let all = [0.5, 0.25, 0.5, 0.75];
        assert_eq!(all.map(|own| value(&RANK, own, None, &all)), [Some(2.0), Some(4.0), Some(2.0), Some(1.0)]);
        assert_eq!(all.map(|own| value(&RANK_LEAST, own, None, &all)), [Some(2.0), Some(1.0), Some(2.0), Some(4.0)]);
        // The mean of three times 0.1 is more than 0.1 as numbers are kept, and no other number.
        let tenths = [0.1, (0.1 + 0.1 + 0.1) / 3.0, 0.2];
        assert_eq!(tenths.map(|own| value(&RANK, own, None, &tenths)), [Some(2.0), Some(2.0), Some(1.0)]);
        assert_eq!(tenths.map(|own| value(&RANK_LEAST, own, None, &tenths)), [Some(1.0), Some(1.0), Some(3.0)]);
        let told = |statistic: &Statistic| value(statistic, 6.0, Some(4.0), &[]);
        assert_eq!([&DIFFERENCE, &INDEX, &CHANGE, &SHARE_OF].map(told), [Some(2.0), Some(150.0), Some(0.5), Some(1.5)]);
        assert_eq!(value(&INDEX, 1.0 / 3.0, Some(1.0 / 3.0), &[]), Some(100.0));
        assert_eq!(value(&MOVING_MEAN, 6.0, None, &[]), Some(1.5));
        // From 4 to -6 is a fall of two and a half times as much; from -4 to 6 is no change in percent.
        assert_eq!(value(&CHANGE, -6.0, Some(4.0), &[]), Some(-2.5));
        for statistic in [&CHANGE, &INDEX, &SHARE_OF] {
            assert_eq!([0.0, -0.0, -4.0].map(|from| value(statistic, 6.0, Some(from), &[])), [None; 3]);
        }
        assert_eq!(value(&DIFFERENCE, 6.0, Some(-4.0), &[]), Some(10.0));
        assert_eq!(value(&DIFFERENCE, 6.0, None, &[]), None);
    }
}
