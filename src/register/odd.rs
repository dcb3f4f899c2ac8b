//! What is odd about an extract that has been read: it may be right, and then the spec allows it and says why.
//!
//! Each is told once for a file, with how many rows it is about and where the first of them stands.

use std::collections::BTreeSet;

use polars::prelude::{Column, DataType};

use super::sink::Sink;
use super::table::Finished;
use super::texts::Texts;
use crate::diagnostic::{Code, counted};
use crate::dictionary::Words;
use crate::schema::{Field, Kind, Schema};
use crate::{letters, parallel};

/// So many different rows in a row that stand elsewhere too are no chance.
const BLOCK: usize = 3;

/// In fewer rows than these cells may all differ by chance.
const LEAST_KEYS: usize = 10;

/// What a row is called that adds up others.
const TOTALS: [&str; 9] =
    ["i alt", "ialt", "total", "totalt", "sum", "hovedtotal", "subtotal", "sum i alt", "total i alt"];

/// What programs write where there is nothing, or where a formula fails.
const NOTHING: [&str; 20] = [
    "NULL",
    "null",
    "Null",
    "(null)",
    "NaN",
    "nan",
    "NaT",
    "N/A",
    "n/a",
    "<NA>",
    "#N/A",
    "#I/T",
    "None",
    "undefined",
    "(tom)",
    "(blank)",
    "#REF!",
    "#VALUE!",
    "#VÆRDI!",
    "#NAVN?",
];
/// More different texts than this are no labels.
const MOST_ALIKE: usize = 100_000;
/// Texts longer than this, in bytes, are prose.
const LONGEST_LABEL: usize = 120;

const ALLOW: &str = "or allow it in the spec, and say why";

/// Tells what is odd about a table.
pub(super) fn check(table: &Finished, schema: &Schema, sink: &mut Sink<'_>) {
    if table.rows.is_empty() {
        sink.warning(Code::NoRows, None, None, || {
            (
                "the extract has a header and no rows".to_owned(),
                format!("see whether it was drawn for the right people and period; {ALLOW}"),
            )
        });
        return;
    }
    for (at, field) in schema.fields.iter().enumerate().filter(|(at, _)| table.present[*at]) {
        let column = table.frame.column(&field.name).expect("a frame has its fields");
        let is_free = field.kind == Kind::Text && !field.is_coded() && field.constraints.codes.is_none();
        if let Some(texts) = table.texts[at].as_ref().filter(|_| is_free) {
            let texts = Told::of(texts, &table.rows);
            totals(at, field, &texts, sink);
            mangled(at, field, &texts, sink);
            alike(at, field, &texts, sink);
            says_nothing(at, field, &texts, sink);
        }
        if field.person && !field.constraints.required && field.optional_when.is_none() {
            nobody(at, field, column, table, sink);
        }
    }
    if schema.primary_key.is_empty() && schema.fields.iter().all(|field| !field.constraints.unique) {
        let hashes = hashes(table);
        let again = again(&hashes);
        if again.is_empty() || doubles(table, &hashes, &again, sink) {
            return;
        }
        if schema.spell.is_some() {
            double_spells(table, again, sink);
        } else {
            double_keys(table, schema, again, sink);
        }
    }
}

/// Tells what is odd about keys, before pseudonyms stand for them.
pub(super) fn of_key(at: usize, field: &Field, texts: &Texts, rows: &[u32], sink: &mut Sink<'_>) {
    if !sink.is_incomplete() {
        let texts = Told::of(texts, rows);
        totals(at, field, &texts, sink);
        mangled(at, field, &texts, sink);
        says_nothing(at, field, &texts, sink);
    }
}

/// The different texts of a column, which are looked at once each.
struct Told<'t> {
    /// In the order in which they are met, each with the first of its rows and how many there are.
    all: Vec<(&'t str, u32, usize)>,
    /// The first row that has none.
    empty: Option<u32>,
}

impl<'t> Told<'t> {
    fn of(texts: &'t Texts, rows: &[u32]) -> Self {
        let mut empty = None;
        let mut all: Vec<(&str, u32, usize)> = texts.all.iter().map(|text| (text, 0, 0)).collect();
        for (place, row) in texts.of_rows.iter().zip(rows) {
            let Some(place) = place else {
                empty = empty.or(Some(*row));
                continue;
            };
            let (_, first, count) = &mut all[place as usize];
            if *count == 0 {
                *first = *row;
            }
            *count += 1;
        }
        Self { all, empty }
    }

    /// The rows where a text is so; how many, and the first.
    fn rows_where(&self, is: impl Fn(&str) -> bool) -> (usize, u64) {
        let mut found = self.all.iter().filter(|(text, ..)| is(text));
        match found.next() {
            Some((_, first, count)) => (count + found.map(|(_, _, count)| count).sum::<usize>(), u64::from(*first)),
            None => (0, 0),
        }
    }
}

fn totals(at: usize, field: &Field, texts: &Told<'_>, sink: &mut Sink<'_>) {
    let is_total = |text: &str| {
        // Long texts and short are no such word.
        (3..=14).contains(&text.len())
            && TOTALS.iter().any(|total| text.trim_end_matches([':', '.', ' ']).eq_ignore_ascii_case(total))
    };
    let (count, first) = texts.rows_where(is_total);
    if count > 0 {
        sink.warning(Code::TotalRow, Some(first), Some((at, &field.name)), || {
            (
                format!("{} to be a sum of others, by `{}`", counted(count, "row seems", "rows seem"), field.name),
                format!("take sums out of the extract: what they add up would be counted twice; {ALLOW}"),
            )
        });
    }
}

fn mangled(at: usize, field: &Field, texts: &Told<'_>, sink: &mut Sink<'_>) {
    let (count, first) = texts.rows_where(is_exponent);
    if count > 0 {
        sink.warning(Code::MangledNumber, Some(first), Some((at, &field.name)), || {
            (
                format!(
                    "`{}` has been written as a power of ten in {}, as Excel does with long numbers: digits are lost",
                    field.name,
                    counted(count, "row", "rows")
                ),
                format!("draw the extract again, with the column as text; {ALLOW}"),
            )
        });
    }
}

/// Texts that readers take for the same, and that would be two labels, or two families.
fn alike(at: usize, field: &Field, texts: &Told<'_>, sink: &mut Sink<'_>) {
    // Prose is written in many ways, and nobody is counted by it.
    if texts.all.len() > MOST_ALIKE || texts.all.iter().any(|(text, ..)| text.len() > LONGEST_LABEL) {
        return;
    }
    let mut first: Vec<(&str, u32)> = texts.all.iter().map(|(text, row, _)| (*text, *row)).collect();
    if let Some(row) = texts.empty {
        match first.iter_mut().find(|(text, _)| text.is_empty()) {
            Some((_, first)) => *first = row.min(*first),
            None => first.push(("", row)),
        }
    }
    first.sort_unstable();
    let (mut seen, mut rows) = (Words::new(), Vec::new());
    let mut pairs = Vec::new();
    for (text, row) in first {
        let number = seen.number(&letters::seen(text).to_lowercase()) as usize;
        match rows.get_mut(number) {
            Some(other) => {
                pairs.push((row.min(*other), row.max(*other)));
                *other = row;
            }
            None => rows.push(row),
        }
    }
    let Some((one, other)) = pairs.iter().min().copied() else { return };
    sink.warning(Code::AlikeTexts, Some(u64::from(other)), Some((at, &field.name)), || {
        let more = if pairs.len() > 1 { format!("; so do {} more", pairs.len() - 1) } else { String::new() };
        (
            format!("the text looks like the one in row {one} and is another: they differ in capitals or in what nobody sees{more}"),
            format!("write both the same in the register: they are counted apart; {ALLOW}"),
        )
    });
}

/// Texts that are no texts: what a program wrote for an empty cell or a mistake, and signs that nobody sees.
fn says_nothing(at: usize, field: &Field, texts: &Told<'_>, sink: &mut Sink<'_>) {
    let unseen = |text: &str| text.chars().any(|char| char.is_control() && !matches!(char, '\t' | '\n' | '\r'));
    let (count, first) = texts.rows_where(|text| NOTHING.contains(&text) || unseen(text));
    if count > 0 {
        sink.warning(Code::OddText, Some(first), Some((at, &field.name)), || {
            (
                format!(
                    "`{}` has in {} what a program writes for an empty cell or a mistake, or a control sign",
                    field.name,
                    counted(count, "row", "rows")
                ),
                format!(
                    "leave the cell empty in the extract, or name the word among the layout's `missingValues`; {ALLOW}"
                ),
            )
        });
    }
}

/// Whether a text is a number as Excel writes long ones: `1,00E+05`.
fn is_exponent(text: &str) -> bool {
    let Some((number, power)) = text.split_once(['E', 'e']) else { return false };
    let Some((whole, decimals)) = number.split_once([',', '.']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole.trim_start_matches('-')) && digits(decimals) && power.strip_prefix(['+', '-']).is_some_and(digits)
}

fn nobody(at: usize, field: &Field, column: &Column, table: &Finished, sink: &mut Sink<'_>) {
    let empty = column.is_null();
    // A cell that did not fit has been told of.
    let unfilled = |row: &u32| !table.flawed.contains(row);
    let mut found =
        empty.iter().zip(&table.rows).filter(|(empty, row)| *empty == Some(true) && unfilled(row)).map(|(_, row)| *row);
    if let Some(first) = found.next() {
        let count = 1 + found.count();
        sink.warning(Code::EmptyKey, Some(u64::from(first)), Some((at, &field.name)), || {
            (
                format!("{} about nobody: `{}` is empty", counted(count, "row is", "rows are"), field.name),
                format!(
                    "no figure over people counts them: fill it in in the register, or let the layout say `required`; {ALLOW}"
                ),
            )
        });
    }
}

/// Blocks of rows that stand twice, as when an extract has been pasted behind itself; whether there are any.
fn doubles(table: &Finished, hashes: &[u64], again: &[Again], sink: &mut Sink<'_>) -> bool {
    let mut again = again.iter().peekable();
    // How far back the block that is being followed stands, and where it began.
    let mut following: Option<(usize, usize)> = None;
    let mut blocks: Vec<(usize, usize, usize)> = Vec::new();
    for at in 0..=hashes.len() {
        if let Some((back, from)) = following {
            if at < hashes.len() && hashes[at] == hashes[at - back] {
                continue;
            }
            // A row that stands twice inside the block has been led astray; the block began before it.
            let from = (back..from).rev().take_while(|row| hashes[*row] == hashes[row - back]).last().unwrap_or(from);
            let mut different = hashes[from..at].to_vec();
            different.sort_unstable();
            different.dedup();
            if different.len() >= BLOCK {
                blocks.push((from, at, back));
            }
        }
        // Those that were passed over stand in the block that was followed.
        while again.next_if(|(own, _)| *own < at).is_some() {}
        following = again.peek().filter(|(own, _)| *own == at).map(|(_, earlier)| (at - earlier, at));
    }
    let Some(&(from, end, back)) = blocks.iter().max_by_key(|(from, end, _)| (end - from, usize::MAX - from)) else {
        return false;
    };
    sink.warning(Code::DoubleBlock, Some(u64::from(table.rows[from])), None, || {
        let rows = |from: usize, end: usize| format!("{}-{}", table.rows[from], table.rows[end - 1]);
        let more = match blocks.len() - 1 {
            0 => String::new(),
            more => format!("; {} twice", counted(more, "more block stands", "more blocks stand")),
        };
        (
            format!(
                "rows {} are the same as rows {}, in the same order{more}",
                rows(from, end),
                rows(from - back, end - back)
            ),
            format!("has the extract been put together from parts, and one of them twice? Draw it again; {ALLOW}"),
        )
    });
    true
}

/// Spells that stand twice: nobody can be in the same spell twice over, but each would be counted.
fn double_spells(table: &Finished, again: Vec<Again>, sink: &mut Sink<'_>) {
    // A cell that does not fit is empty in the frame, and so its row may only seem to be another's.
    let is_whole = |at: usize| !table.flawed.contains(&table.rows[at]);
    let mut again = again.into_iter().filter(|(at, earlier)| is_whole(*at) && is_whole(*earlier));
    let Some((at, earlier)) = again.next() else { return };
    let more = again.count();
    sink.warning(Code::DoubleBlock, Some(u64::from(table.rows[at])), None, || {
        let more = match more {
            0 => String::new(),
            more => format!("; {} twice", counted(more, "more spell stands", "more spells stand")),
        };
        (
            format!("row {} is the same spell as row {}, cell for cell{more}", table.rows[at], table.rows[earlier]),
            "take the second out, which `level` would count once more; or if they are two, allow it in the spec, and say why"
                .to_owned(),
        )
    });
}

/// Rows that stand twice where a column tells all other rows apart, as the numbers of vouchers do: they are booked twice.
fn double_keys(table: &Finished, schema: &Schema, again: Vec<Again>, sink: &mut Sink<'_>) {
    let is_whole = |at: usize| !table.flawed.contains(&table.rows[at]);
    let is_first = |at: &usize| again.binary_search_by_key(at, |(own, _)| *own).is_err();
    let first: Vec<usize> = (0..table.rows.len()).filter(is_first).collect();
    let mut again = again.into_iter().filter(|(at, earlier)| is_whole(*at) && is_whole(*earlier));
    // Few rows may differ by chance.
    let (Some((at, earlier)), true) = (again.next(), first.len() >= LEAST_KEYS) else { return };
    let tells_apart = |column: &Column| {
        let cells = column.cast(&DataType::String).ok()?;
        let mut seen = BTreeSet::new();
        first
            .iter()
            .all(|at| cells.str().is_ok_and(|cells| cells.get(*at).is_some_and(|cell| seen.insert(cell))))
            .then_some(())
    };
    // Amounts and days may differ by chance too.
    let is_key = |field: &&Field| matches!(field.kind, Kind::Text | Kind::Integer);
    let mut columns = schema.fields.iter().filter(is_key);
    let key = columns.find(|field| table.frame.column(&field.name).ok().and_then(tells_apart).is_some());
    let Some(key) = key else { return };
    let more = again.count();
    sink.warning(Code::DoubleBlock, Some(u64::from(table.rows[at])), None, || {
        let more = match more {
            0 => String::new(),
            more => format!("; {} twice", counted(more, "more row stands", "more rows stand")),
        };
        (
            format!(
                "row {} is the same as row {}, cell for cell, and `{}` tells all other rows apart{more}",
                table.rows[at], table.rows[earlier], key.name
            ),
            format!("take the second out, which would be counted once more, and let the layout say `unique` of `{}`; {ALLOW}", key.name),
        )
    });
}

/// A row that is the same as one above, by their places, and the nearest such.
type Again = (usize, usize);

/// Of so many drawers a row puts a mark into one, which few others share with it.
const DRAWERS_A_ROW: usize = 8;

/// A drawer's marks: it is not empty, and it has more than one.
const ONE: u64 = 1;
const MORE: u64 = 2;

/// The rows that are the same as one above, in order. Nearly no extract has any: so each row first marks the drawer that its number says,
/// and only rows that share a drawer are compared, by their numbers. Each core has drawers of its own.
fn again(hashes: &[u64]) -> Vec<Again> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from).next_power_of_two();
    let many = (hashes.len() * DRAWERS_A_ROW / cores).next_power_of_two().max(64);
    // The numbers' first bits say which core's, and the next which of its drawers; there are two bits for each.
    let (first, next) = (cores.trailing_zeros(), many.trailing_zeros());
    let place = |hash: u64| {
        let drawer = (hash << first) >> (64 - next);
        (usize::try_from(drawer / 32).unwrap_or_default(), drawer % 32 * 2)
    };
    let of_core = |core: &u64| {
        let own = || (0..).zip(hashes).filter(|(_, hash)| hash.rotate_left(first) & (cores as u64 - 1) == *core);
        let mut drawers = vec![0u64; many / 32];
        for (_, hash) in own() {
            let (word, bit) = place(*hash);
            let is_marked = drawers[word] >> bit & ONE;
            drawers[word] |= (ONE | (is_marked * MORE)) << bit;
        }
        let shares = |hash: u64| {
            let (word, bit) = place(hash);
            drawers[word] >> bit & MORE != 0
        };
        let mut order: Vec<(u64, usize)> =
            own().filter(|(_, hash)| shares(**hash)).map(|(at, hash)| (*hash, at)).collect();
        order.sort_unstable();
        let pairs = order.windows(2).filter(|pair| pair[0].0 == pair[1].0);
        pairs.map(|pair| (pair[1].1, pair[0].1)).collect::<Vec<Again>>()
    };
    let all: Vec<u64> = (0..cores as u64).collect();
    let mut again: Vec<Again> = parallel::map(&all, of_core).into_iter().flatten().collect();
    again.sort_unstable();
    again
}

/// So many rows are looked at one behind the other.
const STRETCH: usize = 1 << 16;

/// A number for each row that is the same for the same cells.
fn hashes(table: &Finished) -> Vec<u64> {
    let columns = table.frame.columns();
    // Each different text is looked at once.
    let of_texts = |texts: &Texts| texts.all.iter().map(|text| mixed(0, text.as_bytes())).collect::<Vec<u64>>();
    let texts: Vec<Option<Vec<u64>>> = table.texts.iter().map(|texts| texts.as_ref().map(of_texts)).collect();
    let mut hashes = vec![0u64; table.rows.len()];
    parallel::each(hashes.chunks_mut(STRETCH).enumerate().collect(), |(at, hashes)| {
        // The last column is the row's number.
        for (column, (texts, of_texts)) in columns[..columns.len() - 1].iter().zip(table.texts.iter().zip(&texts)) {
            let (from, many) = (i64::try_from(at * STRETCH).unwrap_or(i64::MAX), hashes.len());
            let known = "the register gives its columns one of these types";
            if let (Some(texts), Some(of_texts)) = (texts, of_texts) {
                stir(hashes, texts.of_rows.slice(from, many).iter(), |place| of_texts[place as usize]);
                continue;
            }
            let column = column.slice(from, many);
            match column.dtype() {
                DataType::Float64 => stir(hashes, column.f64().expect(known).iter(), f64::to_bits),
                DataType::Int64 => stir(hashes, column.i64().expect(known).iter(), i64::cast_unsigned),
                DataType::Date => {
                    let days = column.date().expect(known).physical().iter();
                    stir(hashes, days, |days| u64::from(days.cast_unsigned()));
                }
                _ => stir(hashes, column.bool().expect(known).iter(), u64::from),
            }
        }
    });
    hashes
}

/// Stirs a column's cells into the rows' numbers.
fn stir<T>(hashes: &mut [u64], cells: impl Iterator<Item = Option<T>>, bits: impl Fn(T) -> u64) {
    for (hash, cell) in hashes.iter_mut().zip(cells) {
        *hash = mix(*hash, cell.map_or(u64::MAX, &bits));
    }
}

fn mixed(hash: u64, bytes: &[u8]) -> u64 {
    let hash = bytes.chunks(8).fold(hash, |hash, chunk| {
        let mut eight = [0; 8];
        eight[..chunk.len()].copy_from_slice(chunk);
        mix(hash, u64::from_le_bytes(eight))
    });
    mix(hash, bytes.len() as u64)
}

/// Stirs a number into another.
fn mix(hash: u64, value: u64) -> u64 {
    let stirred = (hash.rotate_left(5) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    stirred ^ (stirred >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_excel_has_rounded_are_known_by_their_form() {
        for text in ["1,00E+05", "6,10169E+09", "1.5e-3", "-2,0E+10"] {
            assert!(is_exponent(text), "{text}");
        }
        for text in ["1E5", "E+05", "1,00E05", "Etage 1", "1,00", "2E+05", "æE+1"] {
            assert!(!is_exponent(text), "{text}");
        }
    }

    #[test]
    fn a_row_knows_the_nearest_same_row_above() {
        assert_eq!(again(&[7, 8, 7, 9, 7]), [(2, 0), (4, 2)]);
        assert!(again(&[7, 8, 9]).is_empty());
        // All share a drawer, as numbers that are not drawn do; and then all in drawers of their own, but for those that are the same.
        for spread in [1, 0x9e37_79b9_7f4a_7c15u64] {
            let many: Vec<u64> =
                (0..10_000).chain(0..5_000).chain([20_000]).map(|number: u64| number.wrapping_mul(spread)).collect();
            let found = again(&many);
            assert_eq!((found.len(), found[0], found[4_999]), (5_000, (10_000, 0), (14_999, 4_999)));
        }
        assert!(again(&[]).is_empty());
    }

    #[test]
    fn texts_are_told_apart_and_so_are_nothing_and_an_empty_text() {
        let texts: [&[u8]; 5] = [b"", b"a", b"a\0", b"12345678", b"123456789"];
        let mut all: Vec<u64> = texts.iter().map(|text| mixed(0, text)).collect();
        all.push(mix(0, u64::MAX));
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 6);
    }
}
