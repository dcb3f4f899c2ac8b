//! Where observations fit: for each of them its places among an axis's labels.

use std::collections::BTreeSet;

use crate::cohort::Spread;
use crate::dictionary::Dictionary;

/// The places that observations fit, told once for each row that they are told by.
#[derive(Debug, Clone)]
pub(super) struct Fits {
    /// For each row where its places begin and end.
    bounds: Spread<(u32, u32)>,
    places: Vec<u32>,
}

impl Fits {
    /// All observations fit one place.
    pub(super) fn all_at(place: u32) -> Self {
        Self { bounds: Spread::one((0, 1)), places: vec![place] }
    }

    /// The places that `fit` says of each answer.
    pub(super) fn by<T, P: IntoIterator<Item = usize>>(answers: &Spread<T>, mut fit: impl FnMut(&T) -> P) -> Self {
        let rows: Vec<P> = answers.rows().iter().map(&mut fit).collect();
        Self::like(answers, rows)
    }

    /// Places for each row of answers.
    fn like<T, P: IntoIterator<Item = usize>>(answers: &Spread<T>, rows: impl IntoIterator<Item = P>) -> Self {
        let (mut places, mut bounds) = (Vec::new(), Vec::new());
        for row in rows {
            let begin = number(places.len());
            places.extend(row.into_iter().map(number));
            bounds.push((begin, number(places.len())));
        }
        Self { bounds: answers.like(bounds), places }
    }

    /// For so many observations the places whose filter holds.
    pub(super) fn by_filters(filters: &[Spread<bool>], height: usize) -> Self {
        let holds = |row: usize| {
            let all = filters.iter().enumerate();
            let fits = move |(place, filter): (usize, &Spread<bool>)| {
                let rows = filter.rows();
                // What holds of all has one row.
                rows.get(row).or(rows.first()).is_some_and(|holds| *holds).then_some(place)
            };
            all.filter_map(fits)
        };
        let own = filters.iter().find(|filter| !filter.is_one());
        let Some(model) = own.or(filters.first()) else { return Self::by(&Spread::one(()), |()| None) };
        if filters.iter().all(|filter| filter.is_one() || filter.is_told_like(model)) {
            return Self::like(model, (0..model.rows().len()).map(holds));
        }
        let each = Spread::each(vec![(); height]);
        let of = |at: usize| (0..filters.len()).filter(move |place| *filters[*place].of(at));
        Self::like(&each, (0..height).map(of))
    }

    /// The places of an observation.
    pub(super) fn of(&self, at: usize) -> &[u32] {
        let (begin, end) = *self.bounds.of(at);
        &self.places[begin as usize..end as usize]
    }

    /// For each row a number for its places, the same for rows that fit the same ones; and how many numbers there are.
    pub(super) fn classes(&self) -> (Spread<u32>, usize) {
        let mut known = Dictionary::new();
        let own = |(begin, end): &(u32, u32)| known.number(&self.places[*begin as usize..*end as usize]);
        let of_row = self.bounds.rows().iter().map(own).collect();
        (self.bounds.like(of_row), known.len())
    }

    /// The same where each place has moved to the one that `moved` names for it.
    pub(super) fn moved(&mut self, moved: &[usize]) {
        for place in &mut self.places {
            *place = number(moved[*place as usize]);
        }
        for (begin, end) in self.bounds.rows() {
            self.places[*begin as usize..*end as usize].sort_unstable();
        }
    }

    /// What fits a place fits those behind it too, so many places in all, as far as there are any.
    pub(super) fn reach_on(&mut self, places: usize, count: usize) {
        let rows = self.bounds.rows().iter();
        let own = |(begin, end): &(u32, u32)| self.places[*begin as usize..*end as usize].to_vec();
        let rows: Vec<BTreeSet<usize>> = rows
            .map(|bounds| {
                own(bounds).into_iter().flat_map(|first| first as usize..(first as usize + places).min(count)).collect()
            })
            .collect();
        *self = Self::like(&self.bounds, rows);
    }

    /// What fits a place fits all later ones of so many too.
    pub(super) fn add_up(&mut self, count: usize) {
        let rows = self.bounds.rows().iter();
        let firsts: Vec<Option<u32>> =
            rows.map(|(begin, end)| self.places[*begin as usize..*end as usize].iter().min().copied()).collect();
        let later = |first: Option<u32>| first.map_or(0..0, |first| first as usize..count);
        *self = Self::like(&self.bounds, firsts.into_iter().map(later));
    }
}

fn number(place: usize) -> u32 {
    u32::try_from(place).expect("an exhibit has not so many keys")
}

#[cfg(test)]
mod tests {
    use super::Fits;
    use crate::cohort::Spread;

    #[test]
    fn filters_are_laid_beside_each_other() {
        let each = |of: &[bool]| Spread::each(of.to_vec());
        let fits = Fits::by_filters(&[each(&[true, false]), Spread::one(true), each(&[true, true])], 2);
        assert_eq!((fits.of(0), fits.of(1)), (&[0, 1, 2][..], &[1, 2][..]));
        let never = Fits::by_filters(&[Spread::one(false)], 2);
        assert!(never.of(1).is_empty());
    }

    #[test]
    fn what_fits_a_place_fits_all_later_ones() {
        let mut fits = Fits::by(&Spread::each(vec![Some(1), None, Some(2)]), |place| *place);
        fits.add_up(4);
        assert_eq!((fits.of(0), fits.of(1), fits.of(2)), (&[1, 2, 3][..], &[][..], &[2, 3][..]));
    }
}
