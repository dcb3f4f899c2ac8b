//! Statistics: what can be said of a sample, each in a file of its own with its name, its words, its formula, its source, its
//! interval and its tests.
//!
//! Input: what is known of each observation at a place ([`Seen`]). Output: the few numbers that the last step of the formula
//! takes, and the interval ([`Found`]). The last step is a function of those numbers alone ([`Statistic::reckon`]), so that
//! whoever is shown them can do it again. This room knows nothing of ours.

#![expect(clippy::unnecessary_wraps, reason = "all statistics are gathered alike, and some refuse")]

mod alike;
mod cluster;
mod compared;
mod concentration;
mod correlation;
mod differences;
mod exact;
mod goals;
mod interval;
mod missing;
mod odds;
mod present;
mod quantiles;
mod ratio;
mod registry;
mod significance;
mod spread;
mod standardised;
mod statistic;
mod student;
mod survival;
mod weighted;
mod wilson;

pub use alike::{descending, exceeds};
pub use cluster::{Clusters, OfUnit};
pub use exact::{Exact, sum};
pub use interval::{IntervalKind, t_interval};
pub use present::{present_value, present_value_of};
pub use quantiles::below;
pub use registry::{REGISTRY, named};
pub use significance::{LEVEL, fisher_test, sign_test, whole};
pub use statistic::{Compared, Formula, Found, Gather, Inputs, Need, Refused, Sample, Scale, Seen, Statistic};
pub use wilson::wilson_interval;

/// The quantile of the normal distribution that a 95 % interval reaches to on each side.
pub const Z: f64 = 1.959_963_984_540_054;
