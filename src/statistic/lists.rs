//! Lists of observations by place, one behind the other.

/// For each of many places the observations there, in order.
pub(super) struct Lists {
    /// Where the list of each place begins; one more at the end.
    starts: Vec<usize>,
    observations: Vec<u32>,
}

impl Lists {
    /// The observations of so many places; `places` puts each observation at its places.
    pub(super) fn new(size: usize, count: usize, places: impl Fn(usize, &mut dyn FnMut(usize))) -> Self {
        let mut starts = vec![0; size + 1];
        for at in 0..count {
            places(at, &mut |place| starts[place + 1] += 1);
        }
        for place in 0..size {
            starts[place + 1] += starts[place];
        }
        let mut next = starts.clone();
        let mut observations = vec![0; starts[size]];
        for (at, number) in (0..count).zip(0u32..) {
            places(at, &mut |place| {
                observations[next[place]] = number;
                next[place] += 1;
            });
        }
        Self { starts, observations }
    }

    /// The observations at a place.
    pub(super) fn of(&self, place: usize) -> &[u32] {
        &self.observations[self.starts[place]..self.starts[place + 1]]
    }
}

#[cfg(test)]
mod tests {
    use super::Lists;

    #[test]
    fn observations_stand_at_each_of_their_places() {
        let places = [vec![1], vec![], vec![0, 1], vec![1]];
        let lists = Lists::new(3, 4, |at, put| places[at].iter().for_each(|place| put(*place)));
        assert_eq!((lists.of(0), lists.of(1), lists.of(2)), (&[2][..], &[0, 2, 3][..], &[][..]));
    }
}
