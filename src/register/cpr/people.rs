//! The register's own people, for the last look at what is written.

use std::fmt;

use super::digits::each_group;
use super::find::written;

/// The CPR numbers of the people in a register. They cannot be had back: it can only be asked whether a text holds one.
#[derive(Clone, Default)]
pub struct People {
    /// As numbers of ten digits, ascending.
    numbers: Vec<u64>,
}

impl People {
    /// The people whose numbers are written `ddmmyy-xxxx`.
    pub(in super::super) fn new<'a>(numbers: impl Iterator<Item = &'a str>) -> Self {
        let digits =
            |text: &str| text.bytes().filter(u8::is_ascii_digit).fold(0, |n, byte| n * 10 + u64::from(byte - b'0'));
        let mut numbers: Vec<u64> = numbers.map(digits).collect();
        numbers.sort_unstable();
        numbers.dedup();
        Self { numbers }
    }

    /// The people of several registers.
    pub(in super::super) fn together(registers: Vec<Self>) -> Self {
        let mut numbers: Vec<u64> = registers.into_iter().flat_map(|register| register.numbers).collect();
        numbers.sort_unstable();
        numbers.dedup();
        Self { numbers }
    }

    /// Whether a number is a person's.
    pub(in super::super) fn have(&self, number: u64) -> bool {
        self.numbers.binary_search(&number).is_ok()
    }

    /// The byte where the first number of a person stands in the text of a file that is to be written, however it is spelt.
    pub fn first_in(&self, text: &str) -> Option<usize> {
        let mut first = None;
        each_group(text, |chain| {
            if first.is_none()
                && let Some((at, number)) = written(chain)
                && self.have(number)
            {
                first = Some(at);
            }
        });
        first
    }
}

impl fmt::Debug for People {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "People({})", self.numbers.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_those_who_are_in_the_register_are_found_and_none_is_shown() {
        let people = People::new(["610169-1234", "010203-0004", "610169-1234"].into_iter());
        assert_eq!(people.first_in("æ: 610169 1234 og 610169-1235"), Some(4));
        assert_eq!(people.first_in("0102030004"), Some(0));
        assert_eq!(people.first_in("610169-1235"), None);
        assert_eq!(format!("{people:?}"), "People(2)");
        let more = People::together(vec![people, People::new(["010203-0004", "311299-4321"].into_iter())]);
        assert_eq!(format!("{more:?}"), "People(3)");
        assert!([6_101_691_234, 102_030_004, 3_112_994_321].into_iter().all(|number| more.have(number)));
    }
}
