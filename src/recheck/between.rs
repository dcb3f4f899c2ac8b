//! What a printed number can have been before it was rounded.

use super::number::{Printed, power};

/// What a number can have been before it was rounded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Between {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Between {
    pub(super) fn of(printed: Printed) -> Self {
        let unit = power(printed.decimals) as f64;
        Self { low: (printed.units as f64 - 0.5) / unit, high: (printed.units as f64 + 0.5) / unit }
    }

    /// From the least to the most of some numbers.
    fn all(numbers: [f64; 4]) -> Self {
        let (low, high) = (f64::INFINITY, f64::NEG_INFINITY);
        let (low, high) = numbers.iter().fold((low, high), |(low, high), one| (low.min(*one), high.max(*one)));
        Self { low, high }
    }

    pub(super) fn minus(self, other: Self) -> Self {
        Self { low: self.low - other.high, high: self.high - other.low }
    }

    /// The quotient; none where what it is divided by can be nothing.
    pub(super) fn over(self, other: Self) -> Option<Self> {
        if other.low <= 0.0 && other.high >= 0.0 {
            return None;
        }
        let (a, b) = (self, other);
        Some(Self::all([a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high]))
    }

    pub(super) fn times(self, factor: f64) -> Self {
        Self { low: self.low * factor, high: self.high * factor }
    }

    pub(super) fn meets(self, other: Self) -> bool {
        // What is computed with rounded numbers is off by their last digits.
        let slack = 1e-9 * self.high.abs().max(self.low.abs()).max(1.0);
        self.low - slack <= other.high && other.low <= self.high + slack
    }

    pub(super) fn middle(self) -> f64 {
        f64::midpoint(self.low, self.high)
    }
}
