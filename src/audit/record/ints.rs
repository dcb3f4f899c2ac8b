//! Long lists of whole numbers as short texts.
//!
//! Lists of places, rows and dictionary numbers are long and regular: they climb by one, or stay the same for a while. A
//! list is written as its numbers (`=`) or as the steps from each to the next (`+`), whichever is shorter, and a token
//! that stands several times in a row is written once with how often: `+2 1*77993` are the rows 2 to 77995.

use std::fmt::Write;

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
        let plain = runs('=', self.0.iter().map(|number| i64::from(*number)));
        let mut last = 0;
        let steps = runs(
            '+',
            self.0.iter().map(|number| {
                let step = i64::from(*number) - last;
                last = i64::from(*number);
                step
            }),
        );
        if plain.len() <= steps.len() { plain } else { steps }
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

fn runs(sign: char, numbers: impl Iterator<Item = i64>) -> String {
    let mut text = String::from(sign);
    let mut run: Option<(i64, usize)> = None;
    let mut put = |run: Option<(i64, usize)>| {
        let Some((number, times)) = run else { return };
        if text.len() > 1 {
            text.push(' ');
        }
        let room = "a text in memory takes all";
        write!(text, "{number}").expect(room);
        if times > 1 {
            write!(text, "*{times}").expect(room);
        }
    };
    for number in numbers {
        run = match run {
            Some((same, times)) if same == number => Some((same, times + 1)),
            other => {
                put(other);
                Some((number, 1))
            }
        };
    }
    put(run);
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

    use super::Ints;

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
    }
}
