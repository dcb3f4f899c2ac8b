//! The names in SQL: parameters, and the tables of a query.

use std::ops::Range;

/// The parameters that an expression names, without their sign: `@graense`.
pub(super) fn parameters(sql: &str) -> Vec<(&str, Range<usize>)> {
    let signs = sql.match_indices('@').filter(|(at, _)| !sql[..*at].ends_with(is_of_word));
    let names = signs.map(|(at, _)| {
        let start = at + 1;
        let length =
            sql[start..].find(|letter: char| !(is_of_word(letter) || letter == '-')).unwrap_or(sql.len() - start);
        (&sql[start..start + length], start..start + length)
    });
    // A minus behind the name is no part of it where a space or nothing follows.
    names
        .map(|(name, span)| (name.trim_end_matches('-'), span.start..span.start + name.trim_end_matches('-').len()))
        .collect()
}

/// The tables that a query names: behind FROM and JOIN, and before the dot of a column.
pub(super) fn tables(sql: &str) -> Vec<(&str, Range<usize>)> {
    let words = words(sql);
    let behind = |at: usize| {
        at.checked_sub(1).is_some_and(|before| {
            let (word, _, is_quoted) = &words[before];
            !is_quoted && ["from", "join"].iter().any(|keyword| word.eq_ignore_ascii_case(keyword))
        })
    };
    let table = words.iter().enumerate().filter(|(at, (_, span, is_quoted))| {
        let end = span.end + usize::from(*is_quoted);
        behind(*at) || sql[end..].starts_with('.')
    });
    table.map(|(_, (word, span, _))| (*word, span.clone())).collect()
}

/// The words of SQL that may be names, with their bytes without quotes, and whether they have some. Texts and comments have none.
pub(super) fn words(sql: &str) -> Vec<(&str, Range<usize>, bool)> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(letter) = sql[at..].chars().next() {
        let rest = &sql[at..];
        let length = match letter {
            '\'' | '"' => {
                let inner = rest[1..].find(letter);
                if let (Some(inner), '"') = (inner, letter) {
                    words.push((&rest[1..=inner], at + 1..at + 1 + inner, true));
                }
                inner.map_or(rest.len(), |inner| inner + 2)
            }
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            letter if is_of_word(letter) => {
                let length = rest.find(|letter| !is_of_word(letter)).unwrap_or(rest.len());
                words.push((&rest[..length], at..at + length, false));
                length
            }
            letter => letter.len_utf8(),
        };
        at += length;
    }
    words
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told<'a>(found: Vec<(&'a str, Range<usize>)>, sql: &str) -> Vec<&'a str> {
        assert!(found.iter().all(|(name, span)| &sql[span.clone()] == *name));
        found.into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn parameters_stand_behind_their_sign() {
        let sql = "måned >= @mindste_tid AND x < -@b- 1 OR y = 'a@b' OR @c-d > 1";
        assert_eq!(told(parameters(sql), sql), ["mindste_tid", "b", "c-d"]);
    }

    #[test]
    fn tables_are_told_from_columns_and_texts() {
        let sql = "SELECT a.x, b, 'FROM c' FROM borgere AS a JOIN \"mine-sager\" USING (x) -- FROM d\nWHERE \"mine-sager\".y = b";
        assert_eq!(told(tables(sql), sql), ["a", "borgere", "mine-sager", "mine-sager"]);
    }
}
