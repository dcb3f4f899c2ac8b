//! Long lists of whole numbers as short texts.
//!
//! Lists of places, rows and dictionary numbers are long and regular: they climb by one, or stay the same for a while. A
//! list is written as its numbers (`=`) or as the steps from each to the next (`+`), whichever is shorter, and a token
//! that stands several times in a row is written once with how often: `+2 1*77993` are the rows 2 to 77995.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A list of whole numbers that is written in short.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ints(pub Vec<u32>);

impl Ints {
    /// A list of places.
    ///
    /// # Panics
    /// Where a place is beyond four thousand million: no list here is that long.
    pub fn of(places: impl IntoIterator<Item = usize>) -> Self {
        Self(places.into_iter().map(|at| u32::try_from(at).expect("lists are shorter than that")).collect())
    }

    /// Whether it lists nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The list in short.
    pub fn encode(&self) -> String {
        let plain = || self.0.iter().map(|number| i64::from(*number));
        let steps = || {
            let mut last = 0;
            plain().map(move |number| number - std::mem::replace(&mut last, number))
        };
        let (as_they_are, as_steps) = (length(plain()), length(steps()));
        if as_they_are <= as_steps { written('=', plain(), as_they_are) } else { written('+', steps(), as_steps) }
    }

    /// The list that a text says; none where it says none.
    pub fn decode(text: &str) -> Option<Self> {
        let (steps, tokens) = match text.split_at_checked(1)? {
            ("=", rest) => (false, rest),
            ("+", rest) => (true, rest),
            _ => return None,
        };
        let mut list = Vec::new();
        let mut last = 0i64;
        for token in tokens.split(' ').filter(|token| !token.is_empty()) {
            let (number, times) = token.split_once('*').unwrap_or((token, "1"));
            let number: i64 = number.parse().ok()?;
            for _ in 0..times.parse::<u32>().ok()? {
                last = if steps { last.checked_add(number)? } else { number };
                list.push(u32::try_from(last).ok()?);
            }
        }
        Some(Self(list))
    }
}

/// Tells each number with how many times it stands in a row.
fn runs(mut numbers: impl Iterator<Item = i64>, mut tell: impl FnMut(i64, usize)) {
    let Some(mut number) = numbers.next() else { return };
    let mut times = 1;
    for next in numbers {
        if next == number {
            times += 1;
        } else {
            tell(number, times);
            (number, times) = (next, 1);
        }
    }
    tell(number, times);
}

/// How many letters the numbers take as they are written.
fn length(numbers: impl Iterator<Item = i64>) -> usize {
    let digits = |number: u64| number.checked_ilog10().map_or(1, |power| power as usize + 1);
    let mut length = 0;
    runs(numbers, |number, times| {
        // A sign before it (`=`, `+`, or the blank behind another) and a minus.
        length += 1 + usize::from(number < 0) + digits(number.unsigned_abs());
        if times > 1 {
            length += 1 + digits(times as u64);
        }
    });
    length
}

fn written(sign: char, numbers: impl Iterator<Item = i64>, length: usize) -> String {
    let mut text = String::with_capacity(length.max(1));
    text.push(sign);
    let (mut own, mut count) = (itoa::Buffer::new(), itoa::Buffer::new());
    runs(numbers, |number, times| {
        if text.len() > 1 {
            text.push(' ');
        }
        text.push_str(own.format(number));
        if times > 1 {
            text.push('*');
            text.push_str(count.format(times));
        }
    });
    text
}

impl Serialize for Ints {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.encode())
    }
}

impl<'de> Deserialize<'de> for Ints {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::decode(&text).ok_or_else(|| serde::de::Error::custom("not a list of whole numbers"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Ints, length};

    #[test]
    fn what_climbs_or_stays_is_short() {
        assert_eq!(Ints((2..=77_995).collect()).encode(), "+2 1*77993");
        assert_eq!(Ints(vec![7; 500]).encode(), "=7*500");
        assert_eq!(Ints::default().encode(), "=");
        assert_eq!(Ints(vec![5, 3]).encode(), "=5 3");
    }

    #[test]
    fn what_is_no_list_is_refused() {
        for wrong in ["", "1 2", "=a", "=-1", "+1 -2", "=1*x", "=4294967296"] {
            assert_eq!(Ints::decode(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn a_list_is_read_as_it_was(list in prop::collection::vec(0..6u32, 0..40)) {
            let list = Ints(list);
            prop_assert_eq!(Ints::decode(&list.encode()), Some(list));
        }

        /// Whichever way is taken, it is the shorter, and as long as was said before it was written.
        #[test]
        fn a_list_takes_the_room_it_was_given(list in prop::collection::vec(0..300_000u32, 1..20)) {
            let plain = || list.iter().map(|number| i64::from(*number));
            let last = std::iter::once(0).chain(plain());
            let steps = plain().zip(last).map(|(number, last)| number - last);
            let shorter = length(plain()).min(length(steps));
            prop_assert_eq!(Ints(list.clone()).encode().len(), shorter);
        }
    }
}
