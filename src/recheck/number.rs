//! Numbers as they are printed: their digits, and how many of them stand behind the decimal sign.

/// How a table writes its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// `1.234,5`
    Danish,
    /// `1,234.5`
    English,
}

impl Language {
    fn signs(self) -> (char, char) {
        match self {
            Self::Danish => (',', '.'),
            Self::English => ('.', ','),
        }
    }
}

/// A number as it is printed, exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Printed {
    /// The number times ten to the power of `decimals`.
    pub(super) units: i128,
    /// How many digits stand behind the decimal sign.
    pub(super) decimals: u32,
}

impl Printed {
    /// The number that a cell shows, if it shows one in that language; a percent sign and spaces do not count.
    pub(super) fn read(cell: &str, language: Language) -> Option<Self> {
        let (point, group) = language.signs();
        let text = bare(cell);
        let (negative, text) = text.strip_prefix(['-', '−']).map_or((false, text.as_str()), |rest| (true, rest));
        let (whole, fraction) = text.split_once(point).map_or((text, None), |(whole, rest)| (whole, Some(rest)));
        let fraction = match fraction {
            Some(digits) if digits.is_empty() || digits.len() > 9 => return None,
            digits => digits.unwrap_or_default(),
        };
        let mut groups = whole.split(group);
        let first = groups.next()?;
        let grouped = whole.contains(group);
        if first.is_empty() || (grouped && first.len() > 3) || groups.any(|digits| digits.len() != 3) {
            return None;
        }
        let digits: String = whole.chars().filter(|letter| *letter != group).chain(fraction.chars()).collect();
        if digits.len() > 15 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let units: i128 = digits.parse().ok()?;
        Some(Self { units: if negative { -units } else { units }, decimals: u32::try_from(fraction.len()).ok()? })
    }

    /// A number as it is printed with that many decimals.
    pub(super) fn rounded(number: f64, decimals: u32) -> Self {
        let text = format!("{number:.*}", decimals as usize);
        Self { units: text.replace('.', "").parse().unwrap_or_default(), decimals }
    }

    /// The number in units of ten to the power of minus `decimals`, which must be no fewer than its own.
    pub(super) fn at(self, decimals: u32) -> i128 {
        self.units * power(decimals - self.decimals)
    }

    /// The number as the language writes it, without groups.
    pub(super) fn written(self, language: Language) -> String {
        let (point, _) = language.signs();
        let sign = if self.units < 0 { "−" } else { "" };
        let (whole, fraction) = (self.units.abs() / power(self.decimals), self.units.abs() % power(self.decimals));
        if self.decimals == 0 {
            return format!("{sign}{whole}");
        }
        format!("{sign}{whole}{point}{fraction:0width$}", width = self.decimals as usize)
    }
}

/// The language in which all numbers of a table can be read, if there is one and only one, or if both say the same.
pub(super) fn language<'a>(cells: impl Iterator<Item = &'a str> + Clone) -> Result<Language, String> {
    // What is a number in one language only speaks for it.
    let speaks = |one: Language, other: Language| {
        let mut own = cells.clone().filter(|cell| Printed::read(cell, one).is_some());
        own.find(|cell| Printed::read(cell, other).is_none()).map(str::to_owned)
    };
    let danish = speaks(Language::Danish, Language::English);
    let english = speaks(Language::English, Language::Danish);
    match (danish, english) {
        (Some(danish), Some(english)) => {
            Err(format!("`{danish}` is a number in Danish only, and `{english}` in English only"))
        }
        (Some(_), None) => Ok(Language::Danish),
        (None, Some(_)) => Ok(Language::English),
        (None, None) => {
            let differs = |cell: &&str| Printed::read(cell, Language::Danish) != Printed::read(cell, Language::English);
            cells.clone().find(differs).map_or(Ok(Language::Danish), |cell| {
                Err(format!("`{cell}` is one number in Danish and another in English, and no other cell tells which"))
            })
        }
    }
}

/// Ten to a power.
pub(super) fn power(decimals: u32) -> i128 {
    10_i128.pow(decimals)
}

fn bare(cell: &str) -> String {
    let cell = cell.trim();
    let cell = cell.strip_suffix('%').unwrap_or(cell).trim_end();
    cell.chars().filter(|letter| !matches!(letter, '\u{a0}' | '\u{202f}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_decimals() {
        let read = |cell, language| Printed::read(cell, language).map(|number| (number.units, number.decimals));
        assert_eq!(read("1.234,50", Language::Danish), Some((123_450, 2)));
        assert_eq!(read("1,234.50", Language::English), Some((123_450, 2)));
        assert_eq!(read(" −4,3 % ", Language::Danish), Some((-43, 1)));
        for none in ["", "-", "12-14", "1.23,4", "010190-1234", "1,", ",5", "12.34.567"] {
            assert_eq!(read(none, Language::Danish), None, "{none}");
        }
        assert_eq!(Printed { units: -5, decimals: 2 }.written(Language::Danish), "−0,05");
    }

    #[test]
    fn the_language_is_what_the_cells_speak() {
        assert_eq!(language(["5,1", "1.234"].into_iter()), Ok(Language::Danish));
        assert_eq!(language(["5.1", "1,234"].into_iter()), Ok(Language::English));
        assert_eq!(language(["12", "Mødre"].into_iter()), Ok(Language::Danish));
        assert!(language(["5,1", "5.1"].into_iter()).is_err());
        assert!(language(["1.234"].into_iter()).is_err());
    }
}
