//! The normal form NFC.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// So many bytes are looked at together.
const STRETCH: usize = 1 << 12;

/// A text in the normal form NFC, in which a letter is one character where there is one for it.
pub fn nfc(text: &str) -> Cow<'_, str> {
    // No character below U+0300 is composed or moved, and in UTF-8 all of them start with a smaller byte.
    // The greatest of many bytes is found at once, where the first that is too great is looked for byte by byte.
    let mut stretches = text.as_bytes().chunks(STRETCH);
    let plain = stretches.all(|bytes| bytes.iter().fold(0, |most, byte| most.max(*byte)) < 0xcc);
    if plain || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        let normal: String = text.nfc().collect();
        if normal == text { Cow::Borrowed(text) } else { Cow::Owned(normal) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_one_character() {
        assert_eq!(nfc("Sma\u{30a}bo\u{308}rn"), "Småbörn");
        // The sign for ångström is the letter.
        assert_eq!(nfc("\u{212b}"), "Å");
        let long = "Småbørn ".repeat(1000);
        assert_eq!(nfc(&format!("{long}Sma\u{30a}børn")), format!("{long}Småbørn"));
        assert!(matches!(nfc(&long), Cow::Borrowed(_)));
        for text in ["", "Småbørn", "1–2 “ja”", "日本", "æøå ÆØÅ"] {
            assert!(matches!(nfc(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }
}
