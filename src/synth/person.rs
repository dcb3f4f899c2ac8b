//! People who do not exist: numbers that nobody can hold, each with a day of birth.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};

use super::chance::Chance;
use crate::register::People;

/// Somebody who is made up.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// The number, with its hyphen: 60 is added to the day of birth, as in numbers that are given in the place of others, and
    /// never to a living person's own.
    pub(super) number: String,
    /// The day of birth.
    pub(super) born: NaiveDate,
}

/// The oldest that people are made.
const OLDEST: usize = 70;

/// So many people, born before `day`, none of whom is among the real ones.
pub(super) fn people(count: usize, day: NaiveDate, real: Option<&People>, chance: &mut Chance) -> Vec<Person> {
    let mut taken = BTreeSet::new();
    let mut people = Vec::with_capacity(count);
    while people.len() < count {
        let age = Days::new(chance.below(OLDEST * 365) as u64 + 1);
        let born = day.checked_sub_days(age).unwrap_or(day);
        let (date, month, year) = (born.day() + 60, born.month(), born.year().rem_euclid(100));
        let number = format!("{date:02}{month:02}{year:02}-{:04}", chance.below(10_000));
        let is_real = real.is_some_and(|real| real.first_in(&number).is_some());
        if !is_real && taken.insert(number.clone()) {
            people.push(Person { number, born });
        }
    }
    people
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_living_has_the_number_and_it_begins_with_the_day_of_birth() {
        let day = NaiveDate::from_ymd_opt(2018, 12, 31).expect("a day");
        let made = people(500, day, None, &mut Chance::new(1, "people"));
        let numbers: BTreeSet<&str> = made.iter().map(|person| person.number.as_str()).collect();
        assert_eq!(numbers.len(), 500);
        for person in &made {
            let date: u32 = person.number[..2].parse().expect("digits");
            assert_eq!(date, person.born.day() + 60);
            assert!(person.born < day);
        }
    }
}
