//! The order of texts: as in a Danish dictionary, and the same on every machine.

use std::cmp::Ordering;

/// Which of two texts comes first. Letters count before their size, so that `ar`, `År` and `Bo` stand `ar`, `Bo`, `År`; of
/// texts that differ in size alone the capital comes first, as in PostgreSQL's Danish collation.
pub fn texts(one: &str, other: &str) -> Ordering {
    if one == other {
        return Ordering::Equal;
    }
    // What both begin with decides nothing; it ends where a letter begins in both.
    let same = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    let same = (0..=same).rev().find(|at| one.is_char_boundary(*at) && other.is_char_boundary(*at)).unwrap_or(0);
    one[same..].chars().map(place).cmp(other[same..].chars().map(place)).then_with(|| one.cmp(other))
}

/// Where a letter stands: `æ`, `ø` and `å` behind `z`, in that order.
fn place(letter: char) -> (u32, u32) {
    let behind_z = |nth: u32| (u32::from('z'), nth);
    match letter {
        'æ' | 'Æ' | 'ä' | 'Ä' => behind_z(1),
        'ø' | 'Ø' | 'ö' | 'Ö' => behind_z(2),
        'å' | 'Å' => behind_z(3),
        'é' | 'É' => (u32::from('e'), 1),
        'ü' | 'Ü' => (u32::from('y'), 1),
        letter if letter.is_ascii() => (u32::from(letter.to_ascii_lowercase()), 0),
        letter => (u32::from(letter.to_lowercase().next().unwrap_or(letter)), 0),
    }
}

#[cfg(test)]
mod tests {
    use super::texts;

    #[test]
    fn danish_letters_stand_last_and_size_counts_only_between_equals() {
        let mut words = ["Ål", "zebra", "øl", "Abe", "æg", "abe", "Zone", "2018-10", "2018-9"];
        words.sort_by(|one, other| texts(one, other));
        assert_eq!(words, ["2018-10", "2018-9", "Abe", "abe", "zebra", "Zone", "æg", "øl", "Ål"]);
    }
}
