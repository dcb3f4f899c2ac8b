//! Texts that look the same and are not.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters of other scripts that look like ours.
const TWINS: [(&str, &str); 2] = [
    ("АВЕЗКМНОРСТХУІЈЅаеорсухіјѕԁһԛԝ", "AB\u{45}3KMHOPCTXYIJSaeopcyxijsdhqw"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοινρ", "ABEZHIKMNOPTYXoivp"),
];

/// Where two texts differ that look the same to a reader, or nearly so; nothing if they are equal, or differ to the eye.
pub fn difference(ours: &str, theirs: &str) -> Option<String> {
    if ours == theirs || seen(ours) != seen(theirs) {
        return None;
    }
    let (mut left, mut right) = (ours.chars(), theirs.chars());
    let mut place = 0;
    loop {
        place += 1;
        let (one, other) = (left.next(), right.next());
        if one != other {
            let named = |char: Option<char>| char.map_or_else(|| "nothing".to_owned(), named);
            return Some(format!(
                "they look alike: at letter {place} one has {}, the other {}",
                named(one),
                named(other)
            ));
        }
        one?;
    }
}

/// A character so that it can be told from its like.
fn named(char: char) -> String {
    let word = match char {
        ' ' => "a blank",
        '\u{a0}' => "a no-break space",
        '\t' => "a tab",
        '\n' | '\r' => "a line break",
        '\u{ad}' => "a soft hyphen",
        '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' => "a sign that nobody sees",
        '\u{2010}'..='\u{2015}' | '\u{2212}' => "a dash",
        '-' => "a hyphen",
        _ if is_combining_mark(char) => "an accent by itself",
        _ if char.is_whitespace() => "a space of another width",
        _ => return format!("`{char}` (U+{:04X})", u32::from(char)),
    };
    format!("{word} (U+{:04X})", u32::from(char))
}

/// What different ways to write one word have in common: no capitals, no spaces, no form of a letter, and `aa`, `ae`, `oe` for `å`, `æ`, `ø`.
pub fn word(text: &str) -> String {
    let plain = seen(text).to_lowercase().replace('å', "aa").replace('æ', "ae").replace('ø', "oe");
    plain.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// A text as it reads whatever the capitals, the blanks and the zeros in front.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut before = None;
    for char in seen(text).to_lowercase().chars().filter(|char| !char.is_whitespace()) {
        // A zero in front of digits says nothing; one behind a point does.
        if char.is_ascii_digit() && before == Some('0') && (folded == "0" || ends_in_zero_behind_a_word(&folded)) {
            folded.pop();
        }
        folded.push(char);
        before = Some(char);
    }
    folded
}

fn ends_in_zero_behind_a_word(text: &str) -> bool {
    text.chars().rev().nth(1).is_some_and(|char| !char.is_ascii_digit() && !matches!(char, '.' | ','))
}

/// What a reader sees of a text: no signs without width, one kind of space and of dash, and our letters for their twins.
pub fn seen(text: &str) -> String {
    // Of what everybody's keyboard has only the spaces look alike.
    if text.is_ascii() {
        return text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let unseen = |char: &char| !matches!(char, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let mut seen = String::new();
    for char in text.nfkc().filter(unseen) {
        let twin = TWINS.iter().find_map(|(theirs, ours)| {
            theirs.chars().zip(ours.chars()).find(|(their, _)| *their == char).map(|(_, our)| our)
        });
        match twin.unwrap_or(char) {
            char if char.is_whitespace() => {
                if !seen.ends_with(' ') {
                    seen.push(' ');
                }
            }
            '\u{2010}'..='\u{2015}' | '\u{2212}' => seen.push('-'),
            '\u{2018}' | '\u{2019}' => seen.push('\''),
            '\u{201c}' | '\u{201d}' => seen.push('"'),
            char => seen.push(char),
        }
    }
    seen.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_alike_whatever_the_capitals_the_blanks_and_the_zeros_in_front() {
        for (one, other) in [("K3", "k3"), ("k04", "k4"), ("k 5", "k5"), ("0101", "101"), ("007", "7"), ("A-01", "a-1")]
        {
            assert_eq!(folded(one), folded(other));
        }
        for (one, other) in [("k10", "k1"), ("1.05", "1.5"), ("101", "11"), ("0", ""), ("100", "1"), ("k30", "k3")] {
            assert_ne!(folded(one), folded(other));
        }
    }

    #[test]
    fn texts_that_look_alike_are_told_apart_by_the_letter() {
        for (ours, theirs, place, what) in [
            ("Start dato", "Start\u{a0}dato", "letter 6", "no-break space"),
            ("Ydelsestype", "Ydelses\u{ad}type", "letter 8", "soft hyphen"),
            ("Start dato", "Start  dato", "letter 7", "a blank"),
            ("CPR-nr.", "CPR\u{2011}nr.", "letter 4", "a dash (U+2011)"),
            ("Rolle", "R\u{43e}lle", "letter 2", "U+043E"),
            ("mor", "mor ", "letter 4", "nothing"),
            ("Smått", "Sma\u{30a}tt", "letter 3", "`å` (U+00E5)"),
        ] {
            let told = difference(ours, theirs).expect(ours);
            assert!(told.contains(place) && told.contains(what), "{told}");
        }
    }

    #[test]
    fn texts_that_are_equal_or_differ_to_the_eye_are_not() {
        for (ours, theirs) in [("mor", "mor"), ("mor", "Mor"), ("mor", "far"), ("Trin 1", "Trin 2"), ("", "x")] {
            assert_eq!(difference(ours, theirs), None, "{ours} {theirs}");
        }
    }

    #[test]
    fn a_word_is_one_however_it_is_written() {
        for other in
            ["aalborg", " Aalborg ", "AALBORG", "Ålborg", "A\u{30a}lborg", "Aal\u{ad}borg", "Aal borg", "Аalborg"]
        {
            assert_eq!(word("Aalborg"), word(other), "{other}");
        }
        for (one, other) in [("Ja", "Nej"), ("Trin 1", "Trin 2"), ("0-4", "04"), ("A+", "A"), ("Nord", "Nør")] {
            assert_ne!(word(one), word(other), "{one} {other}");
        }
    }

    #[test]
    fn spaces_are_one_space_and_none_at_the_ends() {
        for text in ["Trin 1", " Trin \t 1\n", "Trin\r\n1 ", "Trin\u{a0}1", "\u{ad} Trin\u{2003} 1"] {
            assert_eq!(seen(text), "Trin 1", "{text:?}");
        }
        assert_eq!((seen(""), seen(" \t"), seen("a\u{1f}b")), (String::new(), String::new(), "a\u{1f}b".to_owned()));
    }

    #[test]
    fn every_twin_has_its_own() {
        for (theirs, ours) in TWINS {
            assert_eq!(theirs.chars().count(), ours.chars().count(), "{theirs}");
        }
    }
}
