//! The ways in which observations fit the labels of all axes: there are many observations, and few ways. What is told of the places that an
//! observation is counted at is the same for all that fit in one way.

use super::fits::Fits;
use crate::cohort::Index;
use crate::dictionary::Dictionary;
use crate::parallel;

/// How many observations are looked at together on one core.
const TOGETHER: usize = 1 << 14;
/// So many ways have a place each in a list, whether an observation fits so or not.
const LISTED: usize = 1 << 22;

/// In which way each observation fits.
#[derive(Debug, Clone)]
pub(super) struct Ways {
    of: Index,
    /// For each way the first observation that fits so, and how many do.
    firsts: Vec<(u32, u32)>,
}

impl Ways {
    /// Those of so many observations that fit the labels of three axes so; none where nearly every observation fits in a way of its own.
    pub(super) fn of(axes: [&Fits; 3], count: usize) -> Option<Self> {
        let [(one, _), (two, twos), (three, threes)] = axes.map(Fits::classes);
        let (twos, threes) = (u32::try_from(twos).ok()?, u32::try_from(threes).ok()?);
        let all = u64::try_from(one.rows().iter().max().map_or(0, |last| *last as usize + 1)).ok()?;
        let all = u32::try_from(all * u64::from(twos) * u64::from(threes)).ok()? as usize;
        let way = |at: usize| (*one.of(at) * twos + *two.of(at)) * threes + *three.of(at);
        let mut of = parallel::numbered(count, TOGETHER, way);
        let mut firsts: Vec<(u32, u32)> = Vec::new();
        // Ways are numbered as they are met.
        let (mut listed, mut known) = (vec![u32::MAX; if all <= LISTED { all } else { 0 }], Dictionary::new());
        for (at, way) in (0u32..).zip(&mut of) {
            let next = u32::try_from(firsts.len()).expect("there are no more than observations");
            let number = match listed.get_mut(*way as usize) {
                Some(number) if *number == u32::MAX => {
                    *number = next;
                    next
                }
                Some(number) => *number,
                None => known.number(*way),
            };
            if number == next {
                firsts.push((at, 0));
            }
            firsts[number as usize].1 += 1;
            *way = number;
        }
        (firsts.len() <= count / 16).then(|| Self { of: of.into(), firsts })
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.firsts.len()
    }

    /// The way of an observation.
    pub(super) fn way(&self, at: usize) -> usize {
        self.of.of(at) as usize
    }

    /// An observation of each way, and how many there are of it.
    pub(super) fn each(&self) -> impl Iterator<Item = (usize, usize)> {
        self.firsts.iter().map(|(at, number)| (*at as usize, *number as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::{Fits, Ways};
    use crate::cohort::Spread;

    #[test]
    fn observations_that_fit_the_same_labels_share_a_way() {
        // 96 observations: of two facets, the second in no series and all others in both or one, at one x.
        let facet = Fits::by(&Spread::each((0..96).collect()), |at: &usize| [at % 2]);
        let series = Fits::by(&Spread::each((0..96).collect()), |at: &usize| (0..at % 3).collect::<Vec<_>>());
        let x = Fits::all_at(0);
        let ways = Ways::of([&facet, &series, &x], 96).expect("few ways");
        assert_eq!(ways.count(), 6);
        assert_eq!(ways.each().collect::<Vec<_>>(), (0..6).map(|at| (at, 16)).collect::<Vec<_>>());
        assert!((0..96).all(|at| ways.way(at) == at % 6), "the remainder by six says both");
        assert!(Ways::of([&facet, &series, &x], 90).is_none(), "with fifteen of each it is not worth it");
    }
}
