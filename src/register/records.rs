//! The records of a text, which are its lines but for what stands in quotes; parts of the text can be read apart.

use std::borrow::Cow;
use std::ops::Range;

use super::encoding::breaks;
use super::quote;

/// So many bytes are read apart at the least; of fewer it takes longer to put the parts together again.
const LEAST: usize = 1 << 20;

/// Records, read one after the other. A quote that opens a field must be closed.
pub(super) struct Records<'t> {
    text: &'t str,
    delimiter: u8,
    at: usize,
    line: u64,
    /// Where fields may end among so many bytes, of which the first is one of a multiple of [`BLOCK`].
    ends: Ends,
}

/// So many bytes are looked at together.
const BLOCK: usize = 64;

/// Among the bytes of a block a bit for each delimiter and each that ends a line, that of the first byte last.
#[derive(Clone, Copy)]
struct Ends {
    /// Where the block begins; none has been looked at where it begins nowhere.
    block: usize,
    bits: u64,
}

impl Ends {
    fn of(text: &[u8], block: usize, delimiter: u8) -> Self {
        let rest = &text[block..];
        let mut padded = [0; BLOCK];
        let bytes = if let Some(bytes) = rest.first_chunk() {
            bytes
        } else {
            padded[..rest.len()].copy_from_slice(rest);
            &padded
        };
        let signs = [delimiter, b'\n', b'\r'].map(|sign| u64::from_le_bytes([sign; 8]));
        let mut bits = 0;
        for (at, eight) in bytes.as_chunks::<8>().0.iter().enumerate() {
            let eight = u64::from_le_bytes(*eight);
            // The first bit of each byte that is not zero; and so of a byte that is no sign, for each of the signs.
            let not_zero = |bytes: u64| ((bytes & LOWER) + LOWER) | bytes;
            let others = signs.iter().fold(u64::MAX, |others, sign| others & not_zero(eight ^ sign));
            // The eight bits, which stand eight apart, side by side.
            let found = (!others & !LOWER) >> 7;
            bits |= (found.wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * at);
        }
        Self { block, bits }
    }
}

/// Of each of eight bytes all bits but the first.
const LOWER: u64 = 0x7f7f_7f7f_7f7f_7f7f;

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: u64,
    /// Whether a blank line stands above it.
    pub(super) is_behind_blank: bool,
}

impl<'t> Records<'t> {
    /// Those of a text that begins with a line of that number.
    pub(super) fn new(text: &'t str, delimiter: u8, line: u64) -> Self {
        Self { text, delimiter, at: 0, line, ends: Ends { block: usize::MAX, bits: 0 } }
    }

    /// The fields of the next record, and where it stands; none at the end.
    pub(super) fn next(&mut self, fields: &mut Vec<Cow<'t, str>>) -> Option<Place> {
        let before = self.line;
        while self.end_line() {}
        if self.at == self.text.len() {
            return None;
        }
        let place = Place { line: self.line, is_behind_blank: self.line > before };
        fields.clear();
        fields.push(self.field());
        while self.text.as_bytes().get(self.at) == Some(&self.delimiter) {
            self.at += 1;
            fields.push(self.field());
        }
        self.end_line();
        Some(place)
    }

    /// The field that begins here.
    fn field(&mut self) -> Cow<'t, str> {
        if self.text.as_bytes().get(self.at) == Some(&b'"') { self.quoted() } else { Cow::Borrowed(self.plain()) }
    }

    /// What stands here before the next delimiter or the end of the line. A quote within it is a letter like others.
    fn plain(&mut self) -> &'t str {
        let from = self.at;
        self.at = self.end(from);
        &self.text[from..self.at]
    }

    /// The next place from there on where a field may end.
    fn end(&mut self, from: usize) -> usize {
        let mut at = from;
        while at < self.text.len() {
            let block = at - at % BLOCK;
            if block != self.ends.block {
                self.ends = Ends::of(self.text.as_bytes(), block, self.delimiter);
            }
            let ahead = self.ends.bits >> (at % BLOCK);
            if ahead != 0 {
                return at + ahead.trailing_zeros() as usize;
            }
            at = block + BLOCK;
        }
        self.text.len()
    }

    /// What stands in the quotes that open here, in which a doubled quote is one; and what follows them, as blanks do.
    fn quoted(&mut self) -> Cow<'t, str> {
        let bytes = self.text.as_bytes();
        let (mut from, mut before) = (self.at + 1, String::new());
        let mut at = from;
        while let Some(byte) = bytes.get(at) {
            let next = bytes.get(at + 1);
            match byte {
                b'"' if next == Some(&b'"') => {
                    before.push_str(&self.text[from..=at]);
                    from = at + 2;
                    at += 1;
                }
                b'"' => break,
                b'\n' => self.line += 1,
                b'\r' if next != Some(&b'\n') => self.line += 1,
                _ => {}
            }
            at += 1;
        }
        let inner = &self.text[from..at];
        self.at = (at + 1).min(bytes.len());
        let behind = self.plain();
        if before.is_empty() && behind.is_empty() {
            return Cow::Borrowed(inner);
        }
        Cow::Owned(before + inner + behind)
    }

    /// Goes over the end of a line, if one stands here: LF, CRLF, or CR alone.
    fn end_line(&mut self) -> bool {
        let width = match self.text.as_bytes()[self.at..] {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => return false,
        };
        self.at += width;
        self.line += 1;
        true
    }
}

/// A text in so many parts of whole records, or in fewer where it is short; each with the number of its first line, if that of the text's
/// own first is `line`.
pub(super) fn parts(text: &str, delimiter: u8, many: usize, line: u64) -> Vec<(Range<usize>, u64)> {
    let bytes = text.as_bytes();
    let many = many.min(bytes.len() / LEAST).max(1);
    let about: Vec<usize> = (1..many).map(|part| bytes.len() / many * part).collect();
    let mut starts = vec![0];
    starts.extend(quote::lines_behind(text, delimiter, &about));
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    let ranges: Vec<Range<usize>> = starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
    let mut line = line;
    let lines: Vec<u64> = crate::parallel::map(&ranges, |range| breaks(&bytes[range.clone()]));
    let numbered = ranges.into_iter().zip(lines).map(|(range, lines)| {
        let first = line;
        line += lines;
        (range, first)
    });
    numbered.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Record = (u64, bool, Vec<String>);

    fn records(text: &str, line: u64) -> Vec<Record> {
        let (mut records, mut fields) = (Records::new(text, b';', line), Vec::new());
        let mut all = Vec::new();
        while let Some(place) = records.next(&mut fields) {
            let fields = fields.iter().map(|field| field.clone().into_owned()).collect();
            all.push((place.line, place.is_behind_blank, fields));
        }
        all
    }

    #[test]
    fn each_line_is_a_record_and_blank_ones_are_none() {
        let record = |line, blank, fields: &[&str]| -> Record {
            (line, blank, fields.iter().map(|field| (*field).to_owned()).collect())
        };
        let expected = [record(2, false, &["a", "æ"]), record(3, false, &["", ""]), record(5, true, &["b"])];
        for end in ["\n", "\r\n", "\r"] {
            let text = format!("a;æ{end};{end}{end}b");
            assert_eq!(records(&text, 2), expected, "{end:?}");
            assert_eq!(records(&format!("{text}{end}{end}"), 2), expected, "{end:?}");
        }
        assert_eq!(records("\na", 1), [record(2, true, &["a"])]);
        assert!(records("", 1).is_empty());
    }

    #[test]
    fn parts_are_whole_lines_with_their_numbers() {
        // Lines of every length, some of them blank.
        let lines: Vec<String> = (0..400_000).map(|at| "æ;".repeat(at % 5)).collect();
        for text in [lines.join("\r\n"), lines.join("\"a\r\n\"\"b\n\";c\r\n")] {
            are_whole(&text);
        }
        assert_eq!(super::parts("a\nb\n", b';', 3, 7), [(0..4, 7)], "a short text is one part");
        assert_eq!(super::parts(&"a".repeat(3 << 20), b';', 3, 1).len(), 3, "a line is never cut");
    }

    fn are_whole(text: &str) {
        let parts = parts(text, b';', 3, 7);
        assert_eq!((parts.len(), parts[0].0.start, parts[2].0.end), (3, 0, text.len()));
        assert!(parts.windows(2).all(|pair| pair[0].0.end == pair[1].0.start));
        let apart: Vec<Vec<Record>> = parts.iter().map(|(range, line)| records(&text[range.clone()], *line)).collect();
        assert!(apart.iter().all(|part| part.len() > 100_000));
        let fields = |records: Vec<Record>| records.into_iter().map(|(line, _, fields)| (line, fields));
        assert!(apart.into_iter().flat_map(fields).eq(fields(records(text, 7))));
    }

    /// Every byte by itself, at every place of a block, and of two of them: also those that differ from a sign in one bit.
    #[test]
    fn a_field_ends_at_a_delimiter_and_at_the_end_of_a_line_and_nowhere_else() {
        for byte in 0..0x80u8 {
            for at in 0..2 * BLOCK + 3 {
                let mut bytes = vec![b'a'; 2 * BLOCK + 3];
                bytes[at] = byte;
                let text = String::from_utf8(bytes).expect("letters");
                let ends = matches!(byte, b';' | b'\n' | b'\r');
                let mut records = Records::new(&text, b';', 1);
                assert_eq!(records.end(0), if ends { at } else { text.len() }, "{byte} {at}");
                assert_eq!(records.end(at), if ends { at } else { text.len() }, "{byte} {at}");
                assert_eq!(records.end(at + 1), text.len(), "{byte} {at}");
            }
        }
    }

    proptest! {
        /// Independently: the `csv` crate, which counts lines too where none is blank and none ends in two characters.
        #[test]
        fn records_are_those_of_the_csv_crate(text in "[aæ;\n\r\" ]{0,40}") {
            prop_assume!(quote::unclosed(&text, b';').is_none());
            let reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).flexible(true).from_reader(text.as_bytes());
            let theirs: Vec<(u64, Vec<String>)> = reader
                .into_records()
                .map(|record| record.expect("a text"))
                .map(|record| (record.position().expect("a place").line(), record.iter().map(str::to_owned).collect()))
                .collect();
            let ours: Vec<(u64, Vec<String>)> = records(&text, 1).into_iter().map(|(line, _, fields)| (line, fields)).collect();
            let fields = |all: &[(u64, Vec<String>)]| all.iter().map(|(_, fields)| fields.clone()).collect::<Vec<_>>();
            prop_assert_eq!(fields(&ours), fields(&theirs));
            if !text.contains('\r') && !text.starts_with('\n') && !text.contains("\n\n") {
                prop_assert_eq!(ours, theirs);
            }
        }
    }
}
