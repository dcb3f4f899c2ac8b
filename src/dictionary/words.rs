//! Numbers for texts: of a column of texts each different one is kept once, and looked up as often as there are rows.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;

/// Texts up to so many bytes are told apart by their [`Mark`] alone, so that they are looked up without a look at the text itself,
/// which lies elsewhere in memory.
const SHORT: usize = 16;

/// So many texts are looked up one right behind the other, so that the memory that each of them needs is waited for together.
pub const TOGETHER: usize = 64;

/// So few places are near at hand anyhow.
const FEW: usize = 1 << 12;

/// The number of a place where no text is.
const FREE: u32 = u32::MAX;

/// Different texts, each with the number of those that were met before it.
#[derive(Debug, Clone, Default)]
pub struct Words {
    texts: Texts,
    /// The marks of the texts, each at the first free place from where its spread says; a power of two of them, or none at all.
    places: Vec<(Mark, u32)>,
}

/// Texts one behind the other, each at the place of its number.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    all: String,
    ends: Vec<usize>,
}

/// What a text is known by: a short text by its first bytes, its last bytes, which may be some of the first again, and how many it has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Mark {
    first: u64,
    last: u64,
    length: u32,
}

impl Words {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of a text, which is met now or was before.
    pub fn number(&mut self, text: &str) -> u32 {
        // A quarter of the places stays free, so that a free one is near.
        if (self.texts.len() + 1) * 4 > self.places.len() * 3 {
            self.grow();
        }
        let mark = Mark::of(text);
        match self.find(mark, text) {
            Ok(number) => number,
            Err(place) => {
                let number = u32::try_from(self.texts.len()).expect("no column has so many rows");
                self.texts.push(text);
                self.places[place] = (mark, number);
                number
            }
        }
    }

    /// The number of a text that was met before.
    pub fn known(&self, text: &str) -> Option<u32> {
        if self.places.is_empty() { None } else { self.find(Mark::of(text), text).ok() }
    }

    /// The numbers of texts that are met now or were before.
    pub fn numbers<'t>(&mut self, texts: impl Iterator<Item = &'t str>) -> Vec<u32> {
        let mut numbers = Vec::with_capacity(texts.size_hint().0);
        each_few(texts, |few| {
            self.fetch(few.iter().copied());
            numbers.extend(few.iter().map(|text| self.number(text)));
        });
        numbers
    }

    /// The numbers of texts that were met before, and of others none.
    pub fn known_of<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Vec<Option<u32>> {
        let mut numbers = Vec::with_capacity(texts.size_hint().0);
        each_few(texts, |few| {
            self.fetch(few.iter().copied());
            numbers.extend(few.iter().map(|text| self.known(text)));
        });
        numbers
    }

    /// Looks at the places of texts that are about to be looked up, a few of them. Nothing comes of it but that they are near then:
    /// no look waits for the one before.
    pub fn fetch<'t>(&self, texts: impl Iterator<Item = &'t str>) {
        if self.places.len() > FEW {
            let last = self.places.len() - 1;
            std::hint::black_box(texts.fold(0, |any, text| any ^ self.places[Mark::of(text).spread() & last].1));
        }
    }

    /// Whether a text was met.
    pub fn has(&self, text: &str) -> bool {
        self.known(text).is_some()
    }

    /// How many different texts were met.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether none was met.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The texts, each at the place of its number.
    pub fn into_texts(self) -> Texts {
        self.texts
    }

    /// The number of a text, or the free place where it belongs.
    fn find(&self, mark: Mark, text: &str) -> Result<u32, usize> {
        let last = self.places.len() - 1;
        let mut place = mark.spread() & last;
        loop {
            let (own, number) = self.places[place];
            if number == FREE {
                return Err(place);
            }
            if own == mark && (text.len() <= SHORT || self.texts.get(number) == text) {
                return Ok(number);
            }
            place = (place + 1) & last;
        }
    }

    fn grow(&mut self) {
        let room = (self.places.len() * 2).max(16);
        let before = std::mem::replace(&mut self.places, vec![(Mark::default(), FREE); room]);
        for (mark, number) in before.into_iter().filter(|(_, number)| *number != FREE) {
            let mut place = mark.spread() & (room - 1);
            while self.places[place].1 != FREE {
                place = (place + 1) & (room - 1);
            }
            self.places[place] = (mark, number);
        }
    }
}

/// Gives texts a few at a time.
fn each_few<'t>(mut texts: impl Iterator<Item = &'t str>, mut see: impl FnMut(&[&'t str])) {
    let mut few = Vec::with_capacity(TOGETHER);
    loop {
        few.extend(texts.by_ref().take(TOGETHER));
        if few.is_empty() {
            return;
        }
        see(&few);
        few.clear();
    }
}

impl Texts {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text of a number.
    pub fn get(&self, number: u32) -> &str {
        let at = number as usize;
        let from = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.all[from..self.ends[at]]
    }

    /// Each in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let mut from = 0;
        self.ends.iter().map(move |end| &self.all[std::mem::replace(&mut from, *end)..*end])
    }

    /// Adds others behind them.
    pub fn append(&mut self, others: Self) {
        if self.is_empty() {
            *self = others;
            return;
        }
        let before = self.all.len();
        self.all.push_str(&others.all);
        self.ends.extend(others.ends.into_iter().map(|end| before + end));
    }

    /// Adds one behind them.
    pub fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len());
    }
}

impl Mark {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let wide = |bytes: &[u8; 4]| u64::from(u32::from_le_bytes(*bytes));
        let (first, last) = if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
            let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
            if bytes.len() > SHORT { (FixedState::default().hash_one(text), last) } else { (first, last) }
        } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
            (wide(first), wide(last))
        } else {
            (bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)), 0)
        };
        Self { first, last, length: u32::try_from(bytes.len()).unwrap_or(u32::MAX) }
    }

    /// A number whose last bits are as good as drawn for it.
    #[expect(clippy::cast_possible_truncation, reason = "the last bits are meant")]
    fn spread(self) -> usize {
        // The halves of a product mix all bits of both factors, which are any with bits of every kind.
        let first = self.first ^ 0x9e37_79b9_7f4a_7c15;
        let last = self.last.rotate_left(32) ^ u64::from(self.length) ^ 0xd1b5_4a32_d192_ed03;
        let product = u128::from(first) * u128::from(last);
        (product as u64 ^ (product >> 64) as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Dictionary;

    #[test]
    fn equal_texts_have_one_number_and_numbers_follow_the_order_of_meeting() {
        let mut words = Words::new();
        assert_eq!(words.known("mor"), None);
        let numbers: Vec<u32> =
            ["mor", "barn", "mor", "", "barn", ""].into_iter().map(|text| words.number(text)).collect();
        assert_eq!(numbers, [0, 1, 0, 2, 1, 2]);
        assert_eq!((words.known("barn"), words.known("bror")), (Some(1), None));
        assert!(words.has("mor") && !words.has("bror") && !words.is_empty());
        assert_eq!(words.len(), 3);
        let texts = words.into_texts();
        assert_eq!((texts.len(), texts.get(0), texts.get(1), texts.get(2)), (3, "mor", "barn", ""));
        assert!(texts.iter().eq(["mor", "barn", ""]) && !texts.is_empty());
        let mut more = Texts::default();
        more.append(texts.clone());
        more.append(texts);
        assert!(more.iter().eq(["mor", "barn", "", "mor", "barn", ""]) && more.get(4) == "barn");
    }

    /// Of every length around those at which a text is known by other bytes: texts that differ in one letter or in their length alone.
    #[test]
    fn texts_that_are_nearly_the_same_are_not() {
        let mut all = vec![String::new()];
        for length in 1..40 {
            all.push("a".repeat(length));
            all.push("\0".repeat(length));
            for at in 0..length {
                let mut letters = vec![b'a'; length];
                letters[at] = b'b';
                all.push(String::from_utf8(letters).expect("letters"));
            }
        }
        let mut words = Words::new();
        for (number, text) in (0..).zip(&all) {
            assert_eq!((words.known(text), words.number(text)), (None, number), "{text:?}");
        }
        for (number, text) in (0..).zip(&all) {
            assert_eq!((words.known(text), words.number(text)), (Some(number), number), "{text:?}");
        }
    }

    /// Independently: the dictionary of the standard library's.
    #[test]
    fn many_texts_have_the_numbers_that_a_dictionary_gives_them() {
        let (mut words, mut dictionary) = (Words::new(), Dictionary::new());
        for number in 0..200_000u32 {
            let drawn = number.wrapping_mul(2_654_435_761) >> 15;
            for text in [format!("{drawn:06}-1234"), drawn.to_string(), format!("Ærø {drawn} ved vandet")] {
                assert_eq!(words.number(&text), dictionary.number(text));
            }
        }
        let texts = words.into_texts();
        assert!(texts.iter().eq(dictionary.into_things().iter().map(String::as_str)));
        let mut again = Words::new();
        again.number("Ærø");
        let numbers = again.numbers(texts.iter());
        assert!(numbers.iter().copied().eq(1..=u32::try_from(texts.len()).expect("not so many")));
        assert_eq!(again.numbers(texts.iter()), numbers, "they are known now");
        let known = again.known_of(texts.iter().chain(["Ærø", "Als"]));
        assert!(known.into_iter().eq(numbers.into_iter().map(Some).chain([Some(0), None])));
    }
}
