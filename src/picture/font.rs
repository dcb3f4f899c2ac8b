//! A font of a few letters.
//!
//! What makes a font small was made for PDF, where letters are asked for by number; a browser asks by character, and wants the
//! tables that say so. They are added here: the map from characters ([`cmap`]) and the measures of the whole font.

use std::collections::BTreeSet;

use subsetter::GlyphRemapper;
use ttf_parser::{Face, Tag};

/// The font with no more than these letters; none where the bytes are no font. A letter that it does not have is left out, as it
/// would be in the whole font.
pub(super) fn of(whole: &[u8], letters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let face = Face::parse(whole, 0).ok()?;
    let mut glyphs = GlyphRemapper::new();
    let has = letters.iter().filter_map(|letter| Some((*letter, face.glyph_index(*letter)?.0)));
    let map: Vec<(char, u16)> = has.map(|(letter, glyph)| (letter, glyphs.remap(glyph))).collect();
    let small = subsetter::subset(whole, 0, &glyphs).ok()?;
    let mut tables: Vec<(Tag, Vec<u8>)> = tables(&small)?;
    tables.push((Tag::from_bytes(b"cmap"), cmap(&map)));
    tables.push((Tag::from_bytes(b"OS/2"), face.raw_face().table(Tag::from_bytes(b"OS/2"))?.to_vec()));
    tables.sort_by_key(|(tag, _)| tag.to_bytes());
    Some(file(tables))
}

/// The tables of a font file.
fn tables(bytes: &[u8]) -> Option<Vec<(Tag, Vec<u8>)>> {
    let face = ttf_parser::RawFace::parse(bytes, 0).ok()?;
    let records = face.table_records.into_iter();
    records.map(|record| Some((record.tag, face.table(record.tag)?.to_vec()))).collect()
}

/// The table that says which glyph a character has, in format 12 (a line for each character), for Unicode and for Windows.
fn cmap(map: &[(char, u16)]) -> Vec<u8> {
    let mut table = Vec::new();
    let short = |table: &mut Vec<u8>, values: &[u16]| values.iter().for_each(|value| table.extend(value.to_be_bytes()));
    let long = |table: &mut Vec<u8>, values: &[u32]| values.iter().for_each(|value| table.extend(value.to_be_bytes()));
    short(&mut table, &[0, 2]);
    for (platform, encoding) in [(0, 4), (3, 10)] {
        short(&mut table, &[platform, encoding]);
        long(&mut table, &[20]);
    }
    let count = length(map.len());
    short(&mut table, &[12, 0]);
    long(&mut table, &[16 + 12 * count, 0, count]);
    for (letter, glyph) in map {
        let letter = u32::from(*letter);
        long(&mut table, &[letter, letter, u32::from(*glyph)]);
    }
    table
}

/// A font file of `tables`, which are in the order of their tags.
fn file(tables: Vec<(Tag, Vec<u8>)>) -> Vec<u8> {
    let count = u16::try_from(tables.len()).expect("a font has a few tables");
    let power = count.ilog2();
    let range = 16 << power;
    let mut out = b"OTTO".to_vec();
    for value in [count, range, u16::try_from(power).expect("a small number"), 16 * count - range] {
        out.extend(value.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    let mut body = Vec::new();
    let mut head = None;
    for (tag, mut bytes) in tables {
        if tag == Tag::from_bytes(b"head") {
            // The sum of the whole file is reckoned as if its own place were empty.
            bytes[8..12].fill(0);
            head = Some(offset + 8);
        }
        out.extend(tag.to_bytes());
        for value in [sum(&bytes), length(offset), length(bytes.len())] {
            out.extend(value.to_be_bytes());
        }
        bytes.resize(bytes.len().next_multiple_of(4), 0);
        offset += bytes.len();
        body.extend(bytes);
    }
    out.extend(body);
    if let Some(at) = head {
        let whole = 0xB1B0_AFBA_u32.wrapping_sub(sum(&out));
        out[at..at + 4].copy_from_slice(&whole.to_be_bytes());
    }
    out
}

/// The sum by which a font's table is known to be whole.
fn sum(bytes: &[u8]) -> u32 {
    let four = |part: &[u8]| (0..4).fold(0u32, |word, at| (word << 8) | u32::from(part.get(at).copied().unwrap_or(0)));
    bytes.chunks(4).fold(0u32, |sum, part| sum.wrapping_add(four(part)))
}

fn length(value: usize) -> u32 {
    u32::try_from(value).expect("a font of a few letters is small")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::FONTS;

    #[test]
    fn the_letters_are_as_wide_as_in_the_whole_font_and_there_are_no_others() {
        for (name, whole) in FONTS {
            let letters: BTreeSet<char> = "Østre å %,1–".chars().collect();
            let small = of(whole, &letters).expect("a font");
            let (small, whole) = (Face::parse(&small, 0).expect(name), Face::parse(whole, 0).expect(name));
            assert_eq!(small.units_per_em(), whole.units_per_em());
            for letter in letters {
                let width = |face: &Face<'_>| face.glyph_hor_advance(face.glyph_index(letter)?);
                assert_eq!(width(&small), width(&whole), "{name} {letter}");
                assert!(width(&small).is_some());
            }
            assert_eq!(small.glyph_index('x'), None);
        }
    }

    #[test]
    fn the_file_sums_to_what_the_format_asks() {
        let (_, whole) = FONTS[0];
        let small = of(whole, &BTreeSet::from(['a', 'b'])).expect("a font");
        // OpenType, `head`: the sum of the whole file with `checkSumAdjustment` in it is 0xB1B0AFBA.
        assert_eq!(sum(&small), 0xB1B0_AFBA);
    }

    #[test]
    fn what_is_no_font_gives_none() {
        assert_eq!(of(b"no font", &BTreeSet::from(['a'])), None);
    }
}
