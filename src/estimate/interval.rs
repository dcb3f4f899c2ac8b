//! The kinds of 95 % intervals, and those that several statistics share.

use super::exact::sum;
use super::student::t_quantile;
use super::{Formula, Statistic};

/// A kind of interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntervalKind {
    /// Wilson's, of a share of observations that say nothing of each other.
    Wilson,
    /// Robust to several observations of one unit resembling each other.
    Cluster,
    /// Student's, of a mean.
    T,
    /// On the logarithm of a ratio: Woolf's of odds, Katz's of risks.
    Log,
    /// Newcombe's, of a difference of two shares.
    Newcombe,
    /// Greenwood's, of a survival.
    Greenwood,
    /// Greenwood's on the scale of log(-log S), which stays between 0 and 1.
    LogLog,
    /// Linearised: of a weighted mean, from its residuals.
    Linearised,
    /// Of a weighted share, with the effective number of answers.
    Effective,
    /// Of a standardised share, from the variances of its classes.
    Normal,
    /// What the data state themselves, of a value that is one row's.
    Stated,
}

/// What records call an interval that the data state.
const STATED: &str = "stated";

impl IntervalKind {
    /// The names in the spec; a stated one has none, it is said by its ends.
    pub const NAMES: [(&str, Self); 10] = [
        ("wilson", Self::Wilson),
        ("cluster", Self::Cluster),
        ("t", Self::T),
        ("log", Self::Log),
        ("newcombe", Self::Newcombe),
        ("greenwood", Self::Greenwood),
        ("log-log", Self::LogLog),
        ("linearised", Self::Linearised),
        ("effective", Self::Effective),
        ("z", Self::Normal),
    ];

    /// Its name in records.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or(STATED, |(name, _)| name)
    }

    /// That of a name in a record.
    pub fn named(name: &str) -> Option<Self> {
        let known = Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind);
        known.or_else(|| (name == STATED).then_some(Self::Stated))
    }

    /// The message that says what the interval is, and its formula, around what `statistic` tells, or around a share or a mean where
    /// it is none of the registry's.
    pub fn words(self, statistic: Option<&Statistic>) -> (&'static str, Formula) {
        match (self, statistic.map(|statistic| statistic.name)) {
            (Self::Cluster, Some("mean_difference")) => return super::differences::CLUSTER,
            (Self::Linearised, Some("ratio")) => return super::ratio::LINEARISED,
            _ => {}
        }
        let (says, signs) = match self {
            Self::Wilson => ("estimate-interval-wilson", "(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)"),
            Self::Cluster => ("estimate-interval-cluster", "var = G/(G−1) · Σ(Σe)² / N²"),
            Self::T => ("estimate-interval-t", "m ± t · s/√n"),
            Self::Log => ("estimate-interval-log", "exp(ln R ± z·√var)"),
            Self::Newcombe => {
                return ("estimate-interval-newcombe", Formula::Said("estimate-interval-newcombe-formula"));
            }
            Self::Greenwood => ("estimate-interval-greenwood", "S ± z·S·√Σ d/(r(r−d))"),
            Self::LogLog => ("estimate-interval-log-log", "S^exp(±z·√Σ d/(r(r−d)) / |ln S|)"),
            Self::Linearised => ("estimate-interval-linearised", "m ± z·√(n/(n−1) · Σ w²(y−m)²) / Σw"),
            Self::Effective => ("estimate-interval-effective", "p ± z·√(p(1−p)/n_eff), n_eff = (Σw)²/Σw²"),
            Self::Stated => return ("estimate-interval-stated", Formula::Said("estimate-interval-stated-formula")),
            Self::Normal => ("estimate-interval-normal", "p ± z·√Σ w²·p(1−p)/n"),
        };
        (says, Formula::Signs(signs))
    }
}

/// The 95 % interval of a mean of observations that say nothing of each other: `mean ± t(n-1) s/√n`. None of fewer than two.
///
/// Student, *The Probable Error of a Mean*, Biometrika 6 (1908), 1-25.
pub fn t_interval(values: &[f64]) -> Option<(f64, f64)> {
    let n = values.len() as f64;
    if values.len() < 2 {
        return None;
    }
    let mean = sum(values.iter().copied()) / n;
    let squares = sum(values.iter().map(|value| (value - mean) * (value - mean)));
    let half = t_quantile(0.975, n - 1.0) * (squares / (n - 1.0) / n).sqrt();
    Some((mean - half, mean + half))
}

#[cfg(test)]
mod tests {
    use super::t_interval;

    #[test]
    fn students_sleep() {
        // R, `t.test(extra, data = subset(sleep, group == 1))`: mean 0.75, 95 percent interval -0.5297804 to 2.0297804.
        let extra = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        let (lower, upper) = t_interval(&extra).expect("ten people");
        assert!((lower + 0.529_780_4).abs() < 1e-7 && (upper - 2.029_780_4).abs() < 1e-7, "{lower} {upper}");
        assert_eq!(t_interval(&[1.0]), None);
    }
}
