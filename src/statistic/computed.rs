//! What is known of an exhibit once it is computed: its values, and the observations that they rest on.

use super::Keyed;
use crate::observation::Observations;
use crate::spec::Among;
use crate::value::{Stat, Values};

/// An exhibit's values and the observations they rest on.
#[derive(Debug, Clone)]
pub struct Computed {
    /// The exhibit's id.
    pub id: String,
    /// Its values.
    pub values: Values,
    /// What they rest on, a part of the exhibit each.
    pub parts: Vec<ComputedPart>,
}

/// One part's observations and keys.
#[derive(Debug, Clone)]
pub struct ComputedPart {
    /// What was observed.
    pub observations: Observations,
    /// For each text that the units' names are made of, whether it comes from a personal field; what is not told of does not.
    pub personal_names: Vec<bool>,
    /// Whether the families' names do.
    pub personal_families: bool,
    /// Where each observation counts.
    pub keyed: Keyed,
    /// What a value is counted among.
    pub among: Among,
    /// What is said of the observations.
    pub stats: Vec<Stat>,
    /// How many values there are; they stand among the exhibit's behind those of the parts before.
    pub count: usize,
}
