//! What is told of days, worked out once a day: a register has many rows of few days.

/// So many days in a row are worked out ahead at the most, which are more than two centuries; what lies behind them is when it is asked for.
const AHEAD: usize = 80_000;

/// Something that is told of each day, where days are counted from 1 January 1970.
pub struct ByDay<T, F> {
    first: i32,
    ahead: Vec<T>,
    tell: F,
}

impl<T: Copy, F: Fn(i32) -> T> ByDay<T, F> {
    /// What `tell` tells, worked out ahead for the days from the first of these to the last.
    pub fn of(days: impl Iterator<Item = i32>, tell: F) -> Self {
        let (first, last) = days.fold((i32::MAX, i32::MIN), |(first, last), day| (first.min(day), last.max(day)));
        let ahead = (first..=last).take(AHEAD).map(&tell).collect();
        Self { first, ahead, tell }
    }

    /// What is told of a day.
    pub fn get(&self, day: i32) -> T {
        let place = usize::try_from(i64::from(day) - i64::from(self.first)).ok();
        place.and_then(|place| self.ahead.get(place)).copied().unwrap_or_else(|| (self.tell)(day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_told_of_as_if_it_had_been_asked_for_alone() {
        let tell = |day: i32| i64::from(day) * 3;
        // The last is what registers write for a day that has not come.
        let days = [-40_000, 7, -3, 2_932_896];
        let by_day = ByDay::of(days.into_iter(), tell);
        for day in days.into_iter().chain([0, 39_999, 40_000, i32::MIN, i32::MAX]) {
            assert_eq!(by_day.get(day), tell(day), "{day}");
        }
        assert_eq!(ByDay::of(std::iter::empty(), tell).get(5), 15);
    }
}
