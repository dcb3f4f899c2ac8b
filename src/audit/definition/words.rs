//! The words of an expression, in SQL or in a calculation's formula: what it may name.

use std::collections::BTreeSet;

/// The names in an expression: its words, and what stands in double quotes. A text in single quotes names nothing.
///
/// Where rows stand beside persons, `name_right` is the person's column `name`, so that both are named.
pub(super) fn named(expression: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut rest = expression.chars().peekable();
    while let Some(letter) = rest.next() {
        if letter == '\'' {
            let _ = quoted(&mut rest, '\'');
        } else if letter == '"' {
            names.insert(quoted(&mut rest, '"'));
        } else if letter.is_alphanumeric() || letter == '_' {
            let mut word = String::from(letter);
            while let Some(next) = rest.next_if(|next| next.is_alphanumeric() || *next == '_') {
                word.push(next);
            }
            names.insert(word);
        }
    }
    let stems: Vec<String> = names.iter().filter_map(|name| name.strip_suffix("_right")).map(str::to_owned).collect();
    names.extend(stems);
    names
}

/// The parameters that a text uses: the words behind an `@`. What stands in quotes may be counted too.
pub(super) fn parameters(text: &str) -> BTreeSet<String> {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let words = text.split('@').skip(1).map(|rest| rest.split(|letter| !is_word(letter)).next().unwrap_or_default());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether a query takes all columns of a table: `SELECT *` or `t.*`, but not `COUNT(*)` or `a * b`.
pub(super) fn takes_all(query: &str) -> bool {
    query.match_indices('*').any(|(at, _)| {
        let before = query[..at].trim_end();
        let word = before.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
        before.ends_with(['.', ',']) || ["SELECT", "DISTINCT", "ALL"].iter().any(|key| word.eq_ignore_ascii_case(key))
    })
}

/// The expression with one blank wherever white space stands outside quotes.
///
/// An expression with a comment is left as it is: there a line's end has a meaning.
pub(super) fn tidy(expression: &str) -> String {
    let trimmed = expression.trim();
    if trimmed.contains("--") || trimmed.contains("/*") {
        return trimmed.to_owned();
    }
    let mut tidy = String::with_capacity(trimmed.len());
    let mut quote = None;
    for letter in trimmed.chars() {
        match quote {
            Some(open) if open == letter => quote = None,
            None if letter == '\'' || letter == '"' => quote = Some(letter),
            _ => {}
        }
        if quote.is_none() && letter.is_whitespace() {
            if !tidy.ends_with(' ') {
                tidy.push(' ');
            }
        } else {
            tidy.push(letter);
        }
    }
    tidy
}

/// What stands before the quote that closes; a doubled one is part of it.
fn quoted(rest: &mut std::iter::Peekable<std::str::Chars<'_>>, close: char) -> String {
    let mut text = String::new();
    while let Some(letter) = rest.next() {
        if letter == close && rest.next_if_eq(&close).is_none() {
            break;
        }
        text.push(letter);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_and_what_stands_in_double_quotes() {
        let named = named(r#"CASE WHEN "Udtrådt i" > 2 AND Rolle = 'mor''s barn' THEN b.alder_right END"#);
        for name in ["Udtrådt i", "Rolle", "b", "alder_right", "alder"] {
            assert!(named.contains(name), "{name}: {named:?}");
        }
        for text in ["mor", "s", "barn"] {
            assert!(!named.contains(text), "{text}: {named:?}");
        }
    }

    #[test]
    fn white_space_counts_only_in_quotes() {
        assert_eq!(tidy("  a\n   AND  b = 'to  ord'\n"), "a AND b = 'to  ord'");
        assert_eq!(tidy("a -- om a\n AND b"), "a -- om a\n AND b");
    }

    #[test]
    fn a_star_that_takes_all_is_told_from_one_that_multiplies() {
        for query in
            ["SELECT * FROM a", "select distinct * from a", "SELECT a.*, 1 FROM a", "SELECT 1 AS value, * FROM a"]
        {
            assert!(takes_all(query), "{query}");
        }
        for query in ["SELECT COUNT(*) FROM a", "SELECT a * b FROM c"] {
            assert!(!takes_all(query), "{query}");
        }
    }
}
