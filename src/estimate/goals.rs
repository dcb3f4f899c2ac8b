//! Goals: what was to be reached, and whether it was.

use super::alike::exceeds;
use super::{Compared, Formula, Gather, Inputs, Need, Scale, Statistic};

/// The goal itself.
pub(super) static TARGET: Statistic = Statistic {
    name: "target",
    title: "estimate-target-title",
    says: "estimate-target-says",
    formula: Formula::Signs("m"),
    inputs: &["estimate-of-goal"],
    source: "estimate-from-stated",
    scale: Scale::Same,
    needs: &[Need::Goal],
    intervals: &[],
    gather: Gather::Values(|of| of.goal.map(|(goal, _)| Inputs::of(&[goal]))),
    reckon: |inputs| inputs[0],
};

/// Whether the goal is met: 1 or 0. Reaching it exactly is meeting it.
pub(super) static MET: Statistic = Statistic {
    name: "met",
    title: "estimate-met-title",
    says: "estimate-met-says",
    formula: Formula::Said("estimate-met-formula"),
    inputs: &["estimate-of-value", "estimate-of-goal", "estimate-of-at-least"],
    source: "estimate-from-rule",
    scale: Scale::YesOrNo,
    needs: &[Need::Goal],
    intervals: &[],
    gather: Gather::Values(met),
    reckon: |inputs| {
        let [least, most] = if inputs[2] > 0.0 { [inputs[1], inputs[0]] } else { [inputs[0], inputs[1]] };
        f64::from(u8::from(!exceeds(least, most)))
    },
};

fn met(of: &Compared<'_>) -> Option<Inputs> {
    let (own, (goal, at_least)) = of.own.zip(of.goal)?;
    Some(Inputs::of(&[own, goal, f64::from(u8::from(at_least))]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reaching_it_exactly_is_met() {
        let told = |own: f64, at_least: bool| {
            let Gather::Values(gather) = MET.gather else { panic!("of a sample") };
            let inputs =
                gather(&Compared { own: Some(own), from: None, all: &[], goal: Some((0.75, at_least)), places: None })
                    .expect("a goal");
            MET.value(&inputs)
        };
        assert_eq!([0.7, 0.75, 0.8].map(|own| told(own, true)), [Some(0.0), Some(1.0), Some(1.0)]);
        assert_eq!([0.7, 0.75, 0.8].map(|own| told(own, false)), [Some(1.0), Some(1.0), Some(0.0)]);
        // A mean of three numbers of which each is a quarter of three, as numbers are kept: its last digit misses nothing.
        let kept = 0.75 * (1.0 + 2.0 * f64::EPSILON);
        assert_eq!((kept > 0.75, told(kept, false), told(1.5 - kept, true)), (true, Some(1.0), Some(1.0)));
    }
}
