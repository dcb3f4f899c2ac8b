//! Chance that falls the same way each time: a stream of numbers that follows from the seed alone, on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// A stream of chance.
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    /// The stream of a seed, apart from those of other names.
    pub(super) fn new(seed: u64, name: &str) -> Self {
        // What is drawn for one extract does not depend on how much was drawn for another.
        let apart = name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
        Self(ChaCha8Rng::seed_from_u64(seed ^ apart))
    }

    /// A number from 0 to below 1.
    pub(super) fn share(&mut self) -> f64 {
        // 53 bits are what such a number can hold.
        (self.0.next_u64() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    /// A number below `count`; 0 where there is none.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is below a count of things in memory"
    )]
    pub(super) fn below(&mut self, count: usize) -> usize {
        ((self.share() * count as f64) as usize).min(count.saturating_sub(1))
    }

    /// One of some things, by their weights.
    pub(super) fn weighted<'t, T>(&mut self, things: &'t [(T, f64)]) -> Option<&'t T> {
        let mut left = self.share() * things.iter().map(|(_, weight)| weight).sum::<f64>();
        let chosen = things.iter().find(|(_, weight)| {
            left -= weight;
            left < 0.0
        });
        chosen.or(things.last()).map(|(thing, _)| thing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_stream_and_another_seed_or_name_another() {
        let drawn = |seed, name| {
            let mut chance = Chance::new(seed, name);
            (0..5).map(|_| chance.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(drawn(1, "a"), drawn(1, "a"));
        assert_ne!(drawn(1, "a"), drawn(2, "a"));
        assert_ne!(drawn(1, "a"), drawn(1, "b"));
    }

    #[test]
    fn weights_are_followed() {
        let mut chance = Chance::new(7, "weights");
        let things = [("never", 0.0), ("one", 1.0), ("three", 3.0)];
        let drawn: Vec<&str> = (0..4000).filter_map(|_| chance.weighted(&things)).copied().collect();
        let count = |name| drawn.iter().filter(|drawn| **drawn == name).count();
        assert_eq!(count("never"), 0);
        // 3000 expected; five standard deviations are 137.
        assert!((2863..3137).contains(&count("three")), "{}", count("three"));
    }
}
