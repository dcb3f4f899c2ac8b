//! The value axis: round steps, and where a value lies between two edges.

/// A value axis.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scale {
    /// The lowest value.
    pub(crate) low: f64,
    /// The highest value.
    pub(crate) high: f64,
    /// Where there are lines and labels, from low to high.
    pub(crate) ticks: Vec<f64>,
    /// The distance between ticks.
    pub(crate) step: f64,
}

impl Scale {
    /// The axis for values from `low` to `high`, with about `wanted` steps of 1, 2 or 5 times a power of ten, at least
    /// `least` apart. It holds zero unless the caller leaves zero out of the stretch and says `from_zero` is false.
    pub(crate) fn round(low: f64, high: f64, wanted: usize, least: f64, from_zero: bool) -> Self {
        let (low, high) = if from_zero { (low.min(0.0), high.max(0.0)) } else { (low, high) };
        let spread = if high - low > f64::EPSILON * high.abs().max(low.abs()) { high - low } else { 0.0 };
        let (low, high, spread) = match (spread == 0.0, high == 0.0) {
            (false, _) => (low, high, spread),
            (true, true) => (0.0, least.max(f64::MIN_POSITIVE), least.max(f64::MIN_POSITIVE)),
            (true, false) => (low - low.abs() / 2.0, high + high.abs() / 2.0, high.abs()),
        };
        let step = round_step(spread / wanted.max(1) as f64).max(least);
        let bottom = (low / step + 1e-9).floor();
        let top = (high / step - 1e-9).ceil().max(bottom + 1.0);
        let count = (top - bottom) as usize;
        let ticks: Vec<f64> = (0..=count).map(|at| (bottom + at as f64) * step).collect();
        Self { low: bottom * step, high: top * step, ticks, step }
    }

    /// The same axis ending at `top`, which gets a tick of its own; ticks too near to it go. Where that leaves one beside the end
    /// it stands at (0, 20, 37), the eye has nothing to go by, and the step is finer, but not below `least`.
    pub(crate) fn ending_at(mut self, top: f64, least: f64) -> Self {
        loop {
            let below = |tick: &f64| *tick < top - 0.45 * self.step;
            let count = ((top - self.low) / self.step).floor() as usize;
            let ticks: Vec<f64> = (0..=count).map(|at| self.low + at as f64 * self.step).filter(below).collect();
            let finer = finer(self.step);
            let even = ticks.last().is_some_and(|last| ((top - last) / self.step - 1.0).abs() < 1e-6);
            if ticks.len() >= 3 || even || finer < least || ticks.is_empty() {
                self.ticks = ticks;
                self.ticks.push(top);
                self.high = top;
                return self;
            }
            self.step = finer;
        }
    }

    /// The same axis for shares that reach from `low` to `high`, of which none is below nothing or above everything: it has ticks
    /// from 0 to 100 % alone, and goes beyond only as far as the ends of intervals do.
    pub(crate) fn of_shares(mut self, low: f64, high: f64) -> Self {
        self.ticks.retain(|tick| (-1e-9..=1.0 + 1e-9).contains(tick));
        if self.low < 0.0 {
            self.low = low.min(0.0);
        }
        if self.high > 1.0 + 1e-9 {
            self.high = high.max(1.0);
        }
        self
    }

    /// The place of a value when `low` lies at one edge and `high` at the other.
    pub(crate) fn place(&self, value: f64, at_low: f64, at_high: f64) -> f64 {
        at_low + (value - self.low) / (self.high - self.low) * (at_high - at_low)
    }
}

/// The next smaller round step.
fn finer(step: f64) -> f64 {
    round_step(step / 2.0)
}

/// The 1, 2 or 5 times a power of ten that is nearest to `raw` in proportion.
fn round_step(raw: f64) -> f64 {
    let power = libm::pow(10.0, libm::log10(raw).floor());
    let away = |step: &f64| libm::log(step * power / raw).abs();
    let steps = [1.0, 2.0, 5.0, 10.0];
    steps.into_iter().min_by(|a, b| away(a).total_cmp(&away(b))).unwrap_or(1.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_hold_the_values() {
        assert_eq!(Scale::round(0.0, 37.0, 4, 1.0, true).ticks, [0.0, 10.0, 20.0, 30.0, 40.0]);
        assert_eq!(Scale::round(3.0, 47_546.8, 5, 0.0, true).ticks.last(), Some(&50_000.0));
        assert_eq!(Scale::round(-3.0, 7.0, 5, 0.0, true).ticks, [-4.0, -2.0, 0.0, 2.0, 4.0, 6.0, 8.0]);
        assert_eq!(Scale::round(0.0, 2.0, 5, 1.0, true).ticks, [0.0, 1.0, 2.0]);
        assert!((Scale::round(0.62, 0.71, 5, 0.0, false).low - 0.62).abs() < 1e-9);
    }

    #[test]
    fn an_axis_of_nothing_but_zeros_has_a_step() {
        assert_eq!(Scale::round(0.0, 0.0, 5, 1.0, true).ticks, [0.0, 1.0]);
    }

    #[test]
    fn an_axis_of_shares_has_no_ticks_beyond_none_and_all() {
        let axis = |low, high, from_zero| Scale::round(low, high, 4, 0.01, from_zero).of_shares(low, high);
        let rounded = |scale: &Scale| scale.ticks.iter().map(|tick| (tick * 100.0).round()).collect::<Vec<_>>();
        // Intervals within 0 and 100 %, and alike values without zero, of which half would reach to 135 %.
        let within = axis(0.02, 0.97, true);
        assert_eq!((within.low, rounded(&within)), (0.0, vec![0.0, 20.0, 40.0, 60.0, 80.0, 100.0]));
        assert!((within.high - 1.0).abs() < 1e-9);
        let alike = axis(0.9, 0.9, false);
        assert!((alike.high - 1.0).abs() < 1e-9 && alike.low <= 0.45, "{alike:?}");
        // Intervals that end beyond keep their ends.
        let beyond = axis(-0.05, 1.04, true);
        assert_eq!((beyond.low, beyond.high), (-0.05, 1.04));
        assert_eq!(rounded(&beyond), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
    }

    #[test]
    fn an_axis_can_end_at_the_total() {
        let scale = Scale::round(0.0, 37.0, 4, 1.0, true).ending_at(37.0, 1.0);
        assert_eq!(scale.ticks, [0.0, 10.0, 20.0, 30.0, 37.0]);
        assert_eq!(Scale::round(0.0, 33.0, 4, 1.0, true).ending_at(33.0, 1.0).ticks, [0.0, 10.0, 20.0, 33.0]);
        // A low panel has room for few ticks; one alone between the ends says too little.
        assert_eq!(Scale::round(0.0, 37.0, 2, 1.0, true).ending_at(37.0, 1.0).ticks, [0.0, 10.0, 20.0, 30.0, 37.0]);
        assert_eq!(Scale::round(0.0, 1.0, 2, 0.01, true).ending_at(1.0, 0.01).ticks, [0.0, 0.5, 1.0]);
        assert_eq!(Scale::round(0.0, 2.0, 2, 1.0, true).ending_at(2.0, 1.0).ticks, [0.0, 1.0, 2.0]);
    }
}
