//! In what encoding bytes are, where they are not what they should be.

use std::borrow::Cow;

/// The characters of code page 850 from byte 0x80 on.
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// So many letters are enough to know an encoding by.
const SAMPLE: usize = 4_000;

/// An encoding that a text can be in without meaning to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// UTF-16, which Windows calls Unicode.
    Utf16,
    /// Windows-1252, which Windows calls ANSI.
    Windows1252,
    /// Code page 850, of DOS and of programs from then.
    Cp850,
    /// Mac OS Roman, of older Macintosh programs.
    MacRoman,
}

impl Written {
    /// The encoding's name, with what programs call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf16 => "UTF-16 (\"Unicode\" in Windows)",
            Self::Windows1252 => "Windows-1252 (\"ANSI\" in Windows)",
            Self::Cp850 => "code page 850 (\"MS-DOS\" in Excel)",
            Self::MacRoman => "Mac OS Roman (\"Macintosh\" in Excel)",
        }
    }

    /// The text that bytes in this encoding say.
    pub fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Utf16 if bytes.starts_with(b"\xfe\xff") => encoding_rs::UTF_16BE.decode(bytes).0,
            Self::Utf16 => encoding_rs::UTF_16LE.decode(bytes).0,
            Self::Windows1252 => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
            Self::MacRoman => encoding_rs::MACINTOSH.decode_without_bom_handling(bytes).0,
            Self::Cp850 => {
                let high: Vec<char> = CP850.chars().collect();
                let of = |byte: &u8| if byte.is_ascii() { char::from(*byte) } else { high[usize::from(byte - 0x80)] };
                Cow::Owned(bytes.iter().map(of).collect())
            }
        }
    }
}

/// The encoding that bytes are in which are not UTF-8. For one byte a letter it is the one in which most of them make Danish
/// words: letters among letters.
pub fn recognise(bytes: &[u8]) -> Written {
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || (zeros(0) + zeros(1)) * 3 > bytes.len() {
        return Written::Utf16;
    }
    let all: Vec<u8> = (0..=u8::MAX).collect();
    let score = |written: Written| {
        let characters: Vec<char> = written.decode(&all).chars().collect();
        let mut score = 0i64;
        for at in (0..bytes.len()).filter(|at| !bytes[*at].is_ascii()).take(SAMPLE) {
            let of = |at: usize| characters.get(usize::from(bytes[at])).copied();
            let neighbour = |at: Option<usize>| at.filter(|at| *at < bytes.len()).and_then(of);
            let (before, after) = (neighbour(at.checked_sub(1)), neighbour(at.checked_add(1)));
            let lower = |char: Option<char>| char.is_some_and(char::is_lowercase);
            let letter = |char: Option<char>| char.is_some_and(char::is_alphabetic);
            score += match of(at) {
                Some('æ' | 'ø' | 'å') if letter(before) || letter(after) => 3,
                // A capital does not stand behind a small letter.
                Some('Æ' | 'Ø' | 'Å') if !lower(before) && letter(after) => 3,
                Some('é' | 'ü' | 'ö' | 'ä' | 'É' | 'Ö' | 'Ü' | 'Ä') if letter(before) || letter(after) => 1,
                // Quotes, dashes and signs of money are what Windows has where others have letters.
                Some('‘' | '’' | '“' | '”' | '–' | '—' | '…' | '§' | '€' | '·' | '•' | '\u{a0}' | '½' | '°')
                    if written == Written::Windows1252 =>
                {
                    1
                }
                _ => -1,
            };
        }
        score
    };
    let mut best = (Written::Windows1252, score(Written::Windows1252));
    for other in [Written::Cp850, Written::MacRoman] {
        let score = score(other);
        if score > best.1 {
            best = (other, score);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written by Python: `text.encode("cp850")`, `"mac_roman"` and `"cp1252"`.
    const SAMPLES: [(Written, &[u8]); 6] = [
        (Written::Cp850, b"Bogf\x9bringsdato;Bel\x9bb\nHj\x91lp;\x8fr"),
        (Written::MacRoman, b"Bogf\xbfringsdato;Bel\xbfb\nHj\xbelp;\x81r"),
        (Written::Windows1252, b"Bogf\xf8ringsdato;Bel\xf8b\nHj\xe6lp;\xc5r"),
        (Written::Windows1252, b"\x93St\xf8tte\x94 \x96 barn\x92s \x91behov\x92"),
        (Written::Windows1252, b"\x93Job\x94 \x96 barn\x92s \x91behov\x92"),
        (Written::Cp850, b"Udtr\x86dt \x9bst"),
    ];

    #[test]
    fn danish_words_give_the_encoding_away() {
        for (written, bytes) in SAMPLES {
            assert_eq!(recognise(bytes), written, "{bytes:?}");
        }
        assert_eq!(Written::Cp850.decode(SAMPLES[0].1), "Bogføringsdato;Beløb\nHjælp;År");
        assert_eq!(Written::MacRoman.decode(SAMPLES[1].1), "Bogføringsdato;Beløb\nHjælp;År");
        assert_eq!(recognise(b"\xff\xfea\0"), Written::Utf16);
        assert_eq!(recognise(b"a\0b\0c\0"), Written::Utf16);
    }

    #[test]
    fn code_page_850_has_a_character_for_every_byte() {
        assert_eq!(CP850.chars().count(), 128);
    }
}
