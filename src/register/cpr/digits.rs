//! The digits of a text, in groups, with what stands between them.
//!
//! People and programs write digits in many ways: full width, with no-break spaces or dashes of every kind between them, with
//! signs inside that nobody sees, or as `&#160;` and `\u00a0`. Here all of them are the same.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Digits further apart than this many signs do not belong together.
const FURTHEST: u8 = 4;
/// So many groups are remembered: ten digits cannot be in more.
const MOST: usize = 12;
/// A longer group is not told apart from one of this length.
const LONGEST: u32 = 13;

/// The zeros of the scripts whose digits are not the common ones in disguise; the other nine follow each.
const ZEROS: [u32; 58] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
    0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
    0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450,
    0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50,
    0x1e140, 0x1e2f0, 0x1e950,
];

/// Whether a byte may be a digit, or the beginning of one: by itself, or written as a sign that stands for it.
static MAY_BE_DIGIT: [bool; 256] = {
    let mut may = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        may[byte] = matches!(byte, 0x30..=0x39 | 0x80.. | 0x5c | 0x26 | 0x5f);
        byte += 1;
    }
    may
};

/// Digits side by side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Group {
    /// The byte where it starts.
    pub(super) start: usize,
    /// The byte behind it.
    pub(super) end: usize,
    /// How many digits it has.
    pub(super) length: u32,
    /// The number that it says.
    pub(super) value: u64,
    /// What stands between it and the group before.
    pub(super) gap: Gap,
}

/// What stands between two groups.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Gap {
    /// How many signs, those not counted that nobody sees.
    signs: u8,
    /// The sign, where there is one only.
    pub(super) only: Option<char>,
    /// Whether a sign is among them that files set between values.
    pub(super) structure: bool,
}

impl Gap {
    fn add(&mut self, sign: char) {
        self.only = (self.signs == 0).then_some(sign);
        self.signs = self.signs.saturating_add(1);
        self.structure |= matches!(sign, '"' | '[' | ']' | '{' | '}' | '<' | '>');
    }
}

/// What a character is to whoever looks for digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Digit(u32),
    /// Nobody sees it.
    Nothing,
    Between(char),
    Letter,
}

/// Calls `see` for each group of digits of a text, with the groups before it that it could belong to; it is the last.
pub(super) fn each_group(text: &str, mut see: impl FnMut(&[Group])) {
    let bytes = text.as_bytes();
    let mut chain = Chain::default();
    let mut open: Option<Group> = None;
    let mut gap = Gap::default();
    let mut at = 0;
    while at < bytes.len() {
        if chain.groups().is_empty() && open.is_none() {
            // Nothing that stands before the first digit says anything.
            at += bytes[at..].iter().position(|byte| MAY_BE_DIGIT[usize::from(*byte)]).unwrap_or(bytes.len() - at);
            if at == bytes.len() {
                break;
            }
        }
        let (sign, length) = sign_at(text, at);
        if let Sign::Digit(digit) = sign {
            let group = open.get_or_insert_with(|| Group { start: at, gap, ..Group::default() });
            group.end = at + length;
            if group.length < LONGEST {
                group.length += 1;
                group.value = group.value * 10 + u64::from(digit);
            }
        } else if sign != Sign::Nothing {
            if let Some(group) = open.take() {
                chain.push(group);
                see(chain.groups());
                gap = Gap::default();
            }
            match sign {
                Sign::Between(sign) if !chain.groups().is_empty() => {
                    gap.add(sign);
                    if gap.signs > FURTHEST {
                        chain.clear();
                    }
                }
                _ => chain.clear(),
            }
        }
        at += length;
    }
    if let Some(group) = open {
        chain.push(group);
        see(chain.groups());
    }
}

/// The last groups, with room for as many behind them, so that those that are remembered move once for so many that come.
#[derive(Default)]
struct Chain {
    all: [Group; 2 * MOST],
    begin: usize,
    end: usize,
}

impl Chain {
    fn groups(&self) -> &[Group] {
        &self.all[self.begin..self.end]
    }

    fn clear(&mut self) {
        (self.begin, self.end) = (0, 0);
    }

    fn push(&mut self, group: Group) {
        if self.end == self.all.len() {
            self.all.copy_within(self.begin.., 0);
            (self.begin, self.end) = (0, self.end - self.begin);
        }
        self.all[self.end] = group;
        self.end += 1;
        self.begin = self.begin.max(self.end.saturating_sub(MOST));
    }
}

/// The sign at a byte of a text, and how many bytes it takes.
fn sign_at(text: &str, at: usize) -> (Sign, usize) {
    let bytes = text.as_bytes();
    match bytes[at] {
        byte @ b'0'..=b'9' => (Sign::Digit(u32::from(byte - b'0')), 1),
        b'\\' => escaped(&bytes[at..]).unwrap_or((Sign::Between('\\'), 1)),
        b'&' => entity(&bytes[at..]).unwrap_or((Sign::Between('&'), 1)),
        b'_' => workbook_escape(&bytes[at..]).unwrap_or((Sign::Between('_'), 1)),
        byte if byte.is_ascii_alphabetic() => (Sign::Letter, 1),
        byte if byte.is_ascii() => (Sign::Between(char::from(byte)), 1),
        _ => text[at..].chars().next().map_or((Sign::Letter, 1), |char| (of(char), char.len_utf8())),
    }
}

/// `\n`, `\u00a0` and their like, as JSON and scripts write them.
fn escaped(bytes: &[u8]) -> Option<(Sign, usize)> {
    match bytes.get(1)? {
        b'n' | b'r' | b't' => Some((Sign::Between(' '), 2)),
        b'u' => Some((of(hexadecimal(bytes.get(2..6)?)?), 6)),
        _ => None,
    }
}

/// `&#160;`, `&#xA0;` and `&nbsp;`, as pages write them.
fn entity(bytes: &[u8]) -> Option<(Sign, usize)> {
    let end = bytes.iter().take(10).position(|byte| *byte == b';')?;
    let inner = &bytes[1..end];
    let sign = match inner {
        [b'#', b'x' | b'X', digits @ ..] => of(hexadecimal(digits)?),
        [b'#', digits @ ..] => of(char::from_u32(std::str::from_utf8(digits).ok()?.parse().ok()?)?),
        b"shy" | b"zwnj" | b"zwj" => Sign::Nothing,
        _ if !inner.is_empty() && inner.iter().all(u8::is_ascii_alphabetic) => Sign::Between(' '),
        _ => return None,
    };
    Some((sign, end + 1))
}

/// `_x00A0_`, as workbooks write them.
fn workbook_escape(bytes: &[u8]) -> Option<(Sign, usize)> {
    let (b'x', digits, b'_') = (*bytes.get(1)?, bytes.get(2..6)?, *bytes.get(6)?) else { return None };
    Some((of(hexadecimal(digits)?), 7))
}

fn hexadecimal(digits: &[u8]) -> Option<char> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    char::from_u32(u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?)
}

fn of(char: char) -> Sign {
    let (mut plain, mut several) = (None, false);
    decompose_compatible(char, |part| {
        several |= plain.is_some();
        plain = plain.or(Some(part));
    });
    let plain = if several { char } else { plain.unwrap_or(char) };
    if let Some(digit) = digit(plain) {
        Sign::Digit(digit)
    } else if is_unseen(plain) {
        Sign::Nothing
    } else if plain.is_alphanumeric() {
        Sign::Letter
    } else {
        Sign::Between(if plain.is_whitespace() { ' ' } else { plain })
    }
}

fn digit(char: char) -> Option<u32> {
    let code = u32::from(char);
    let of_script = || ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)).map(|zero| code - zero);
    char.to_digit(10).or_else(|| if char.is_numeric() { of_script() } else { None })
}

/// Whether a character takes no room: a soft hyphen, a joiner, a mark of direction, a byte order mark, an accent.
pub(super) fn is_unseen(char: char) -> bool {
    let unseen = matches!(u32::from(char),
        0xad | 0x34f | 0x61c | 0x115f..=0x1160 | 0x17b4..=0x17b5 | 0x180b..=0x180e | 0x200b..=0x200f
        | 0x202a..=0x202e | 0x2060..=0x206f | 0xfe00..=0xfe0f | 0xfeff | 0xfff9..=0xfffb | 0xe0000..=0xe0fff);
    unseen || is_combining_mark(char)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(text: &str) -> Vec<(u32, u64)> {
        let mut last = Vec::new();
        each_group(text, |chain| last = chain.iter().map(|group| (group.length, group.value)).collect());
        last
    }

    #[test]
    fn digits_are_digits_however_they_are_written() {
        for text in ["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "⁰¹²³⁴⁵⁶⁷⁸⁹", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"]
        {
            assert_eq!(groups(text), [(10, 123_456_789)], "{text}");
        }
    }

    /// Wherever a list of numbers begins, behind however many of another, the twelve last of its own are remembered, and no more.
    #[test]
    fn the_last_groups_are_remembered_and_none_from_before_a_letter() {
        for before in 0..30 {
            let numbers = |from: usize, count: usize| (from..from + count).map(|n| n.to_string()).collect::<Vec<_>>();
            let text = format!("{} x {}", numbers(500, before).join(" "), numbers(100, 40).join(" "));
            let mut seen = Vec::new();
            each_group(&text, |chain| seen.push(chain.iter().map(|group| group.value).collect::<Vec<u64>>()));
            assert_eq!(seen.len(), before + 40);
            for (first, part, count) in [(500, &seen[..before], before), (100, &seen[before..], 40)] {
                for (nth, chain) in (1..=count).zip(part) {
                    let own = (first..).skip(nth.saturating_sub(12)).take(nth.min(12));
                    assert!(chain.iter().copied().eq(own), "{before}: {nth} of {first}: {chain:?}");
                }
            }
        }
    }

    #[test]
    fn what_nobody_sees_parts_nothing() {
        for text in ["12\u{ad}34", "12\u{200b}34", "1\u{301}2\u{feff}34", "12\\u00ad34", "12&shy;34", "12&#8203;34"] {
            assert_eq!(groups(text), [(4, 1234)], "{text:?}");
        }
    }

    #[test]
    fn what_stands_between_keeps_groups_together_and_letters_part_them() {
        for text in
            ["12 34", "12\u{a0}-\u{a0}34", "12\\n34", "12&nbsp;34", "12&#xA0;34", "12_34", "12_x00A0_34", "12 – 34"]
        {
            assert_eq!(groups(text), [(2, 12), (2, 34)], "{text:?}");
        }
        for text in ["12a34", "12 og 34", "12.....34", "x34"] {
            assert_eq!(groups(text), [(2, 34)], "{text:?}");
        }
    }

    #[test]
    fn a_group_knows_where_it_stands_and_what_is_before_it() {
        let mut seen = Vec::new();
        each_group("æ1-2", |chain| seen.push(*chain.last().expect("the group")));
        let gaps: Vec<_> = seen.iter().map(|group| (group.start, group.end, group.gap.only)).collect();
        assert_eq!(gaps, [(2, 3, None), (4, 5, Some('-'))]);
    }

    #[test]
    fn a_long_number_is_one_group_and_many_groups_are_no_trouble() {
        assert_eq!(groups(&"9".repeat(40)).first().map(|group| group.0), Some(LONGEST));
        assert_eq!(groups(&"1 ".repeat(40)).len(), MOST);
        assert_eq!(groups("\\u12"), [(2, 12)]);
        assert_eq!(groups("1\\"), [(1, 1)]);
    }
}
