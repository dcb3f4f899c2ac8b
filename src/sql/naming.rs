//! Whether SQL that is wrong names a person.
//!
//! SQL that is right is judged by what its expressions mean. Where something is wrong with it no more may be known than its words, and what is
//! wrong is told with its line: a text that stands beside a personal field is found in the words themselves, before the line is shown.

use sqlparser::tokenizer::{Token, TokenWithSpan, Word};

use super::typing::is_day;
use super::{Column, Columns};
use crate::diagnostic::{Code, Finding};
use crate::dialect::Text;

/// The words that set a text against a field.
const COMPARING: [&str; 6] = ["LIKE", "ILIKE", "IN", "BETWEEN", "DISTINCT", "WHEN"];
/// The words that may stand between the two.
const BETWEEN: [&str; 6] = ["NOT", "IS", "FROM", "AND", "DATE", "THEN"];
/// How many words and signs may.
const MOST: usize = 200;

impl Text<'_> {
    /// What is told of SQL that is wrong: before all else that it names a person, where a text stands beside a personal field of these
    /// columns.
    pub(super) fn naming_first<'c>(&self, columns: impl IntoIterator<Item = &'c Columns>, found: Finding) -> Finding {
        if found.code == Code::PersonalWritten {
            return found;
        }
        let personal: Vec<&Column> = columns
            .into_iter()
            .flat_map(|columns| columns.0.iter())
            .filter(|column| column.personal.is_some())
            .collect();
        if personal.is_empty() {
            return found;
        }
        let Some(tokens) = self.words() else {
            // A text that does not end may be anything.
            let named = personal.iter().find(|column| names_one(column) && self.sql.value.contains(&column.name));
            return match named {
                Some(column) if self.sql.value.contains('\'') => self.named(column, 0..self.sql.value.len()),
                _ => found,
            };
        };
        let field = |word: &Word| personal.iter().find(|column| column.name == word.value).copied();
        for (at, token) in tokens.iter().enumerate() {
            let Token::SingleQuotedString(text) = &token.token else { continue };
            let before = beside(tokens[..at].iter().rev(), &field);
            let after = beside(tokens[at + 1..].iter(), &field);
            let names =
                |column: &&Column| (names_one(column) && text.chars().any(char::is_alphanumeric)) || is_day(text);
            if let Some(column) = [before, after].into_iter().flatten().find(names) {
                return self.named(column, self.range(token.span));
            }
        }
        found
    }

    fn named(&self, column: &Column, place: std::ops::Range<usize>) -> Finding {
        let field = column.personal.as_ref().map_or(column.name.as_str(), |personal| &personal.field);
        let message = format!("what is written out beside the personal field `{field}` may name one person");
        self.wrong(Code::PersonalWritten, message, place, "would stand in the audit book")
            .help("let it be told by what the register says of several: a class, a month, a code of the layout's code list")
            .help("something else is wrong with this SQL too, and is told when nobody is named in it any more")
    }
}

fn names_one(column: &Column) -> bool {
    column.personal.as_ref().is_some_and(|personal| personal.names_one)
}

/// The personal field that stands behind a comparison on one side of a text, read away from the text.
fn beside<'t, 'c>(
    tokens: impl Iterator<Item = &'t TokenWithSpan>,
    field: &impl Fn(&Word) -> Option<&'c Column>,
) -> Option<&'c Column> {
    let mut compared = false;
    let mut tokens = tokens.take(MOST).peekable();
    while let Some(token) = tokens.next() {
        match &token.token {
            Token::Eq | Token::Neq | Token::Lt | Token::Gt | Token::LtEq | Token::GtEq => compared = true,
            Token::SingleQuotedString(_)
            | Token::Comma
            | Token::Period
            | Token::LParen
            | Token::RParen
            | Token::Number(..) => {}
            Token::Word(word) => {
                let upper = word.value.to_uppercase();
                let is_plain = word.quote_style.is_none();
                if is_plain && COMPARING.contains(&upper.as_str()) {
                    compared = true;
                } else if let Some(found) = field(word).filter(|_| compared) {
                    return Some(found);
                } else if !(is_plain && BETWEEN.contains(&upper.as_str())) {
                    // A name of a table, or a function around the field; any other field ends it.
                    let goes_on = matches!(tokens.peek().map(|next| &next.token), Some(Token::Period | Token::LParen));
                    if !(goes_on && is_plain) {
                        return None;
                    }
                }
            }
            _ => return None,
        }
    }
    None
}
