//! How the numbers of a sheet are shown: with how many decimals, and whether in percent.

use std::collections::BTreeMap;
use std::io::Cursor;

use zip::ZipArchive;

use super::workbook::package::{attribute, each_element, part, path_of};

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberFormat {
    /// How many decimals it has.
    pub decimals: u32,
    /// Whether a hundred times the number is shown, with a sign of percent.
    pub percent: bool,
}

impl NumberFormat {
    /// The format that a code says, as far as it is one of plain numbers: `#,##0.0`, `0%`. Days, fractions and powers of ten are none.
    pub fn of(code: &str) -> Option<Self> {
        // What follows is for numbers below zero, and for none.
        let code = code.split(';').next()?;
        let mut plain = String::new();
        let mut letters = code.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '"' => letters.by_ref().take_while(|letter| *letter != '"').for_each(drop),
                '[' => letters.by_ref().take_while(|letter| *letter != ']').for_each(drop),
                // The letter behind these is shown, is as wide as, or fills the cell.
                '\\' | '_' | '*' => drop(letters.next()),
                letter => plain.push(letter),
            }
        }
        let shown = |letter: char| matches!(letter, '0' | '#' | '?');
        if !plain.chars().any(shown) || !plain.chars().all(|letter| shown(letter) || " .,%-+()$€".contains(letter)) {
            return None;
        }
        let decimals = plain.split_once('.').map_or(0, |(_, behind)| behind.chars().filter(|own| shown(*own)).count());
        Some(Self { decimals: u32::try_from(decimals).ok()?, percent: plain.contains('%') })
    }

    /// That of a format that every workbook has, by its number.
    fn built_in(number: u32) -> Option<Self> {
        let (decimals, percent) = match number {
            1 | 3 | 37 | 38 => (0, false),
            2 | 4 | 39 | 40 => (2, false),
            9 => (0, true),
            10 => (2, true),
            _ => return None,
        };
        Some(Self { decimals, percent })
    }
}

/// How the cells of a sheet are shown, by row and column from 0; those that are shown as they are stored are not there, and none of a
/// workbook that is out of order.
pub fn number_formats(bytes: &[u8], sheet: &str) -> BTreeMap<(u32, u32), NumberFormat> {
    read(bytes, sheet).unwrap_or_default()
}

fn read(bytes: &[u8], sheet: &str) -> Option<BTreeMap<(u32, u32), NumberFormat>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let (mut own, mut styles, mut inside) = (BTreeMap::new(), Vec::new(), false);
    each_element(&part(&mut archive, "xl/styles.xml")?, |element| match element.local_name().as_ref() {
        "numFmt" => {
            let number = attribute(element, "numFmtId").and_then(|number| number.parse::<u32>().ok());
            if let Some((number, code)) = number.zip(attribute(element, "formatCode")) {
                own.insert(number, NumberFormat::of(&code));
            }
        }
        "cellXfs" => inside = true,
        "cellStyles" | "dxfs" => inside = false,
        "xf" if inside => {
            let number = attribute(element, "numFmtId").and_then(|number| number.parse::<u32>().ok()).unwrap_or(0);
            styles.push(own.get(&number).copied().unwrap_or_else(|| NumberFormat::built_in(number)));
        }
        _ => {}
    })?;
    let path = path_of(&mut archive, sheet)?;
    let mut cells = BTreeMap::new();
    each_element(&part(&mut archive, &path)?, |element| {
        if element.local_name().as_ref() == "c"
            && let Some(place) = attribute(element, "r").and_then(|name| place(&name))
            && let Some(style) = attribute(element, "s").and_then(|style| style.parse::<usize>().ok())
            && let Some(Some(format)) = styles.get(style)
        {
            cells.insert(place, *format);
        }
    })?;
    Some(cells)
}

/// Row and column from 0 of a cell's name: `B3` is (2, 1).
fn place(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    let mut column = 0u32;
    for letter in letters.bytes() {
        if !letter.is_ascii_uppercase() {
            return None;
        }
        column = column.checked_mul(26)?.checked_add(u32::from(letter - b'A') + 1)?;
    }
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::{NumberFormat, place};

    #[test]
    fn codes_say_decimals_and_percent() {
        for (code, decimals, percent) in [
            ("0", 0, false),
            ("#,##0.0", 1, false),
            ("0.0%", 1, true),
            ("#,##0.00\\ \"kr.\";[Red]-#,##0.00", 2, false),
            ("_-* #,##0_-;-* #,##0_-", 0, false),
            ("0.0\" %\"", 1, false),
        ] {
            assert_eq!(NumberFormat::of(code), Some(NumberFormat { decimals, percent }), "{code}");
        }
        for code in ["General", "dd-mm-yyyy", "0.00E+00", "# ?/?", "@"] {
            assert_eq!(NumberFormat::of(code), None, "{code}");
        }
    }

    #[test]
    fn names_are_places() {
        assert_eq!(
            [place("A1"), place("B3"), place("AA10"), place("1"), place("a1")],
            [Some((0, 0)), Some((2, 1)), Some((9, 26)), None, None]
        );
    }
}
