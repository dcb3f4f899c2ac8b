//! Earlier releases: what readers have already, and can hold beside what is published now.

use super::Mask;
use crate::statistic::Computed;

/// An earlier release.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// What it is called: its status month.
    pub name: String,
    /// What the exhibits come to at its month, by the definitions and extracts of now.
    pub computed: Vec<Computed>,
    /// Which of these values its readers do not have: they were hidden, were not there, or were others then.
    pub unseen: Mask,
    /// How many values it shows that are not used: by the definitions and extracts of now they are others, or are not there, and what
    /// they tell beside those of now is not known.
    pub unused: usize,
}
