//! Numbers of things in words that fit them.

/// `1 row`, `2 rows`: so many of what is called one thing alone, and another where there are none or several.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The same of an English word that takes an s.
pub fn several(count: usize, word: &str) -> String {
    counted(count, word, &format!("{word}s"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one_and_none_are_several() {
        assert_eq!([0, 1, 2].map(|count| several(count, "row")), ["0 rows", "1 row", "2 rows"]);
        assert_eq!([1, 3].map(|count| counted(count, "person", "people")), ["1 person", "3 people"]);
    }
}
