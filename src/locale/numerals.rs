//! Numbers in a text, as they are written.

/// The numbers in a text as they are written, each with its first byte: digits with their points, commas and minus.
pub fn numerals(text: &str) -> Vec<(usize, String)> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let letter = |at: usize| letters.get(at).map(|(_, letter)| *letter);
    let digit = |at: usize| letter(at).is_some_and(|letter| letter.is_ascii_digit());
    let mut numerals = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let mut end = at;
        while digit(end) || (matches!(letter(end), Some('.' | ',')) && digit(end + 1)) {
            end += 1;
        }
        let minus = at > 0 && letter(at - 1) == Some('\u{2212}');
        let start = at - usize::from(minus);
        numerals.push((letters[start].0, letters[start..end].iter().map(|(_, letter)| *letter).collect()));
        at = end;
    }
    numerals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_read_as_they_are_written() {
        let numerals = numerals("På 1.234,5 kr. i 2018 til \u{2212}0,5\u{a0}%, jf. figur 3. Trin 4-6: 5.28.21");
        let numbers: Vec<&str> = numerals.iter().map(|(_, number)| number.as_str()).collect();
        assert_eq!(numbers, ["1.234,5", "2018", "\u{2212}0,5", "3", "4", "6", "5.28.21"]);
        assert_eq!(numerals[0].0, "På ".len());
    }
}
