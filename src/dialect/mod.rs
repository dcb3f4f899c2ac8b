//! The text of SQL: read by the kept parser, within bounds, and every part of it with its place in the spec.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, PoisonError, RwLock};

use sqlparser::ast::{Expr, Query};
use sqlparser::dialect::{Dialect, Precedence};
use sqlparser::keywords::Keyword;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Location, Span, Token, TokenWithSpan, Tokenizer, Whitespace};

use crate::diagnostic::{Code, Finding, Ranged};

/// How many words and signs SQL may have. What is longer is no longer read by people, and deep trees would not fit a
/// thread's stack.
const MOST_TOKENS: usize = 10_000;
/// How deep brackets and functions may be nested.
const MOST_NESTED: usize = 40;
/// How many operators may stand in a row, such as the terms of a sum.
const MOST_CHAINED: usize = 200;
/// The marks that word processors put in place of straight quotation marks.
const TYPOGRAPHIC: [char; 10] = ['‘', '’', '‚', '“', '”', '„', '«', '»', '´', '`'];

/// So many expressions are kept as they were read.
const MOST_READ: usize = 4096;
/// Expressions that were read, by their texts.
static READ: RwLock<BTreeMap<String, Arc<Expr>>> = RwLock::new(BTreeMap::new());

/// SQL as Sporbar reads it: PostgreSQL's, with `@name` for a parameter.
#[derive(Debug)]
struct Spoken;

impl Dialect for Spoken {
    fn is_identifier_start(&self, letter: char) -> bool {
        letter.is_alphabetic() || letter == '_' || letter == '@'
    }

    fn is_identifier_part(&self, letter: char) -> bool {
        letter.is_alphanumeric() || letter == '_'
    }

    fn is_delimited_identifier_start(&self, letter: char) -> bool {
        letter == '"'
    }

    fn supports_filter_during_aggregation(&self) -> bool {
        true
    }

    fn supports_group_by_expr(&self) -> bool {
        true
    }

    fn supports_window_clause_named_window_reference(&self) -> bool {
        true
    }

    /// `x IS DISTINCT FROM 'a' AND y`: the parser would take all that follows as what `x` is held against. In PostgreSQL it is
    /// what binds more tightly than `IS`, and `AND y` is another condition.
    fn parse_infix(&self, parser: &mut Parser<'_>, left: &Expr, _: u8) -> Option<Result<Expr, ParserError>> {
        let distinct = parser.parse_keywords(&[Keyword::IS, Keyword::DISTINCT, Keyword::FROM]);
        if !distinct && !parser.parse_keywords(&[Keyword::IS, Keyword::NOT, Keyword::DISTINCT, Keyword::FROM]) {
            return None;
        }
        let right = parser.parse_subexpr(self.prec_value(Precedence::Is));
        let kind = if distinct { Expr::IsDistinctFrom } else { Expr::IsNotDistinctFrom };
        Some(right.map(|right| kind(Box::new(left.clone()), Box::new(right))))
    }
}

/// A text with SQL, and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'a> {
    /// The spec's file as messages name it.
    pub(super) file: &'a str,
    /// The spec's whole text; empty where it is not at hand.
    pub(super) source: &'a str,
    /// The SQL.
    pub(super) sql: &'a Ranged<String>,
}

impl Text<'_> {
    /// The one expression that the text is.
    pub(super) fn expression(&self) -> Result<Arc<Expr>, Finding> {
        // What a text is depends on nothing else, and the same are read for every exhibit and every register.
        let known = READ.read().unwrap_or_else(PoisonError::into_inner).get(self.sql.as_str()).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let expression = Arc::new(self.parsed()?);
        let mut read = READ.write().unwrap_or_else(PoisonError::into_inner);
        if read.len() >= MOST_READ {
            read.clear();
        }
        read.insert(self.sql.value.clone(), Arc::clone(&expression));
        Ok(expression)
    }

    fn parsed(&self) -> Result<Expr, Finding> {
        let tokens = self.tokens()?;
        let mut parser = Parser::new(&Spoken).with_recursion_limit(4 * MOST_NESTED).with_tokens_with_locations(tokens);
        let expression = parser.parse_expr().map_err(|error| self.misread(&error, Wanted::Expression))?;
        self.ends(&parser, Wanted::Expression)?;
        Ok(expression)
    }

    /// The one query that the text is.
    pub(super) fn query(&self) -> Result<Query, Finding> {
        let tokens = self.tokens()?;
        let mut parser = Parser::new(&Spoken).with_recursion_limit(4 * MOST_NESTED).with_tokens_with_locations(tokens);
        let query = parser.parse_query().map_err(|error| self.misread(&error, Wanted::Query))?;
        self.ends(&parser, Wanted::Query)?;
        Ok(*query)
    }

    /// The words and signs of the text; none where it cannot be parted into such.
    pub(super) fn words(&self) -> Option<Vec<TokenWithSpan>> {
        let mut tokens = Tokenizer::new(&Spoken, self.sql.as_str()).tokenize_with_location().ok()?;
        tokens.retain(|token| !matches!(token.token, Token::Whitespace(_)));
        Some(tokens)
    }

    fn tokens(&self) -> Result<Vec<TokenWithSpan>, Finding> {
        let tokens = Tokenizer::new(&Spoken, self.sql.as_str()).tokenize_with_location().map_err(|error| {
            let place = self.word(self.offset(error.location).min(self.sql.value.len()));
            let place = if place.is_empty() { self.last_letter() } else { place };
            self.wrong(Code::SqlSyntax, "this is not SQL", place, error.message).help(
                "a text stands in single quotes, a name with other signs than letters and digits in double quotes",
            )
        })?;
        if let Some(comment) = tokens.iter().find(|token| {
            matches!(
                token.token,
                Token::Whitespace(Whitespace::SingleLineComment { .. } | Whitespace::MultiLineComment(_))
            )
        }) {
            // A line end of a TOML text may be gone, and then the comment would swallow what follows.
            return Err(self
                .wrong(Code::SqlSyntax, "SQL of a spec has no comments", self.range(comment.span), "a comment")
                .help("write it as a comment of the spec, behind #"));
        }
        self.bounded(&tokens)?;
        Ok(tokens)
    }

    /// A text that is too long or too deep is met before anything is made of it.
    fn bounded(&self, tokens: &[TokenWithSpan]) -> Result<(), Finding> {
        let (mut depth, mut chained, mut count) = (0_usize, vec![0_usize], 0_usize);
        let too_long = |token: &TokenWithSpan, message: &str, help: &str| {
            Err(self.wrong(Code::SqlTooLong, message, self.range(token.span), "here it is too much").help(help))
        };
        for token in tokens {
            count += usize::from(!matches!(token.token, Token::Whitespace(_)));
            match &token.token {
                Token::LParen | Token::LBracket => {
                    depth += 1;
                    chained.push(0);
                }
                Token::RParen | Token::RBracket => {
                    depth = depth.saturating_sub(1);
                    chained.pop();
                }
                Token::Word(word) if word.quote_style.is_none() => match word.value.to_ascii_uppercase().as_str() {
                    "CASE" => chained.push(0),
                    "END" => drop(chained.pop()),
                    "WHEN" | "THEN" | "ELSE" => restart(&mut chained),
                    "NOT" | "AND" | "OR" => lengthen(&mut chained),
                    _ => {}
                },
                Token::Comma => restart(&mut chained),
                Token::Plus
                | Token::Minus
                | Token::Mul
                | Token::Div
                | Token::Mod
                | Token::StringConcat
                | Token::DoubleColon => lengthen(&mut chained),
                _ => {}
            }
            if depth > MOST_NESTED {
                let message = format!("this SQL is nested more than {MOST_NESTED} deep");
                return too_long(token, &message, "make a column of the inner part, and use its name here");
            }
            if chained.iter().sum::<usize>() + chained.len() > MOST_CHAINED {
                let message = format!("this SQL has more than {MOST_CHAINED} operators in a row");
                let help = "write an IN list, or make columns of its parts and use their names here";
                return too_long(token, &message, help);
            }
            if count > MOST_TOKENS {
                let message = format!("this SQL has more than {MOST_TOKENS} words and signs");
                return too_long(token, &message, "make views or columns of its parts, and use their names here");
            }
        }
        Ok(())
    }

    fn ends(&self, parser: &Parser<'_>, wanted: Wanted) -> Result<(), Finding> {
        let next = parser.peek_token();
        if next.token == Token::EOF {
            return Ok(());
        }
        let label = match next.token {
            Token::SemiColon => "SQL of a spec has no semicolon",
            Token::Eq | Token::DoubleEq => "not readable from here: equal is one `=`",
            Token::SingleQuotedString(_) | Token::Number(..) => "nothing says what this is for: an operator is missing",
            _ => "not readable from here",
        };
        let place = self.range(next.span);
        let name = match &next.token {
            Token::Word(word) if word.quote_style.is_none() && word.keyword == Keyword::NoKeyword => {
                self.name_before(place.start).map(|before| format!("{before} {}", word.value))
            }
            _ => None,
        };
        let help = match name {
            Some(name) => format!("a name of several words stands in double quotes: \"{name}\""),
            None => self.help(wanted),
        };
        Err(self.wrong(Code::SqlSyntax, wanted.message(), place, label).help(help))
    }

    /// The name without quotes that ends before a byte, with nothing but blanks between.
    fn name_before(&self, byte: usize) -> Option<&str> {
        let before = self.sql.value[..byte].trim_end();
        let start = before
            .rfind(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
        Some(&before[start..]).filter(|name| name.starts_with(|letter: char| letter.is_alphabetic()))
    }

    /// What to do about SQL that cannot be read.
    fn help(&self, wanted: Wanted) -> String {
        match self.sql.value.chars().find(|letter| TYPOGRAPHIC.contains(letter)) {
            Some(mark) => format!("`{mark}` is a mark of typography: SQL has texts in straight ones, such as 'mor'"),
            None => wanted.help().to_owned(),
        }
    }

    fn misread(&self, error: &ParserError, wanted: Wanted) -> Finding {
        let said = match error {
            ParserError::TokenizerError(said) | ParserError::ParserError(said) => said.as_str(),
            ParserError::RecursionLimitExceeded => {
                let message = format!("this SQL is nested more than {MOST_NESTED} deep");
                return self
                    .wrong(Code::SqlTooLong, message, 0..self.sql.value.len(), "nested too deep")
                    .help("make a column of the inner part, and use its name here");
            }
        };
        let (said, location) = said.rsplit_once(" at Line: ").unwrap_or((said, ""));
        let end = self.sql.value.trim_end().len();
        let place = match location.split_once(", Column: ") {
            Some((line, column)) => match (line.parse(), column.trim().parse()) {
                (Ok(line), Ok(column)) => self.word(self.offset(Location { line, column })),
                _ => end..end,
            },
            None => end..end,
        };
        // Behind the end there is nothing to point at but the last letter.
        let place = if place.is_empty() { self.last_letter() } else { place };
        self.wrong(Code::SqlSyntax, wanted.message(), place, said.replace("EOF", "the end")).help(self.help(wanted))
    }

    /// A finding at a part of the SQL.
    pub(super) fn wrong(
        &self,
        code: Code,
        message: impl Into<String>,
        part: Range<usize>,
        label: impl Into<String>,
    ) -> Finding {
        Finding::error(code, message).at(self.file, self.place(part), label)
    }

    /// The place in the spec of a part of the SQL.
    pub(super) fn place(&self, part: Range<usize>) -> Range<usize> {
        let span = &self.sql.span;
        let part = part.start.min(self.sql.value.len())..part.end.min(self.sql.value.len());
        // Outside a spec the text is all there is.
        if span.len() == self.sql.value.len() {
            return span.start + part.start..span.start + part.end;
        }
        let raw = self.source.get(span.clone()).and_then(|raw| inside(raw, &self.sql.value));
        match raw {
            Some(places) => span.start + places[part.start]..span.start + places[part.end],
            None => self.sql.part(part),
        }
    }

    /// The place in the SQL of what the parser gave a span; all of it where it gave none.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        if span.start.line == 0 {
            return 0..self.sql.value.len();
        }
        let (start, end) = (self.offset(span.start), self.offset(span.end));
        if end > start { start..end } else { self.word(start) }
    }

    /// The byte at which a line's column stands; both count from 1, columns in letters.
    fn offset(&self, location: Location) -> usize {
        let text = self.sql.as_str();
        let line = usize::try_from(location.line).unwrap_or(usize::MAX).saturating_sub(1);
        let column = usize::try_from(location.column).unwrap_or(usize::MAX).saturating_sub(1);
        let before: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let rest = &text[before.min(text.len())..];
        before + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
    }

    /// The word that begins at a place, or the one sign that stands there.
    fn word(&self, start: usize) -> Range<usize> {
        let rest = &self.sql.value[start..];
        let word = rest.find(|letter: char| !(letter.is_alphanumeric() || letter == '_')).unwrap_or(rest.len());
        let one = rest.chars().next().map_or(0, char::len_utf8);
        start..start + if word == 0 { one } else { word }
    }

    fn last_letter(&self) -> Range<usize> {
        let text = self.sql.value.trim_end();
        text.char_indices().next_back().map_or(0..0, |(at, _)| at..text.len())
    }
}

/// The places of the conditions of a filter that must all hold, in their order: what `AND` ties together outermost. All of it is
/// one condition where it says `OR` there, or cannot be read.
pub fn conditions(filter: &str) -> Vec<Range<usize>> {
    let sql = Ranged::new(filter.to_owned(), 0..filter.len());
    let text = Text { file: "", source: "", sql: &sql };
    let all = trimmed(filter, 0..filter.len());
    let Ok(tokens) = text.tokens() else { return vec![all] };
    let (mut depth, mut between, mut from) = (0_usize, false, 0);
    let mut found = Vec::new();
    for token in &tokens {
        let keyword = if let Token::Word(word) = &token.token { word.keyword } else { Keyword::NoKeyword };
        match (&token.token, keyword) {
            (Token::LParen | Token::LBracket, _) | (_, Keyword::CASE) => depth += 1,
            (Token::RParen | Token::RBracket, _) | (_, Keyword::END) => depth = depth.saturating_sub(1),
            (_, Keyword::BETWEEN) if depth == 0 => between = true,
            (_, Keyword::AND) if depth == 0 && between => between = false,
            (_, Keyword::AND) if depth == 0 => {
                let word = text.range(token.span);
                found.push(trimmed(filter, from..word.start));
                from = word.end;
            }
            (_, Keyword::OR) if depth == 0 => return vec![all],
            _ => {}
        }
    }
    found.push(trimmed(filter, from..filter.len()));
    found
}

/// A place without the space at its ends.
fn trimmed(text: &str, place: Range<usize>) -> Range<usize> {
    let own = &text[place.clone()];
    let start = place.start + (own.len() - own.trim_start().len());
    start..start + own.trim().len()
}

fn lengthen(chained: &mut [usize]) {
    if let Some(last) = chained.last_mut() {
        *last += 1;
    }
}

fn restart(chained: &mut [usize]) {
    if let Some(last) = chained.last_mut() {
        *last = 0;
    }
}

/// What the text should be.
#[derive(Clone, Copy)]
enum Wanted {
    Expression,
    Query,
}

impl Wanted {
    fn message(self) -> &'static str {
        match self {
            Self::Expression => "this is not a SQL expression",
            Self::Query => "this query cannot be understood",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Expression => "a filter is what stands after WHERE, such as: Rolle IN ('mor', 'far') AND active",
            Self::Query => "a query is one SELECT; docs/sql.md lists what it may have",
        }
    }
}

/// For each byte of a TOML text, and for its end, where it stands in the text as it is written; none where `raw` is not
/// `text` written in TOML.
fn inside(raw: &str, text: &str) -> Option<Vec<usize>> {
    let (opening, escapes) = if raw.starts_with("\"\"\"") {
        (3, true)
    } else if raw.starts_with("'''") {
        (3, false)
    } else if raw.starts_with('"') {
        (1, true)
    } else if raw.starts_with('\'') {
        (1, false)
    } else {
        return None;
    };
    let mut at = opening;
    if opening == 3 {
        // A line's end right behind the quotes is not of the text.
        let rest = &raw[at..];
        at += if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
    }
    let mut places = Vec::with_capacity(text.len() + 1);
    for letter in text.chars() {
        // A backslash at a line's end takes with it all that is blank behind.
        while escapes && opening == 3 && raw[at..].starts_with('\\') {
            let rest = raw[at + 1..].trim_start_matches([' ', '\t']);
            if !rest.starts_with(['\n', '\r']) {
                break;
            }
            at = raw.len() - rest.trim_start().len();
        }
        for _ in 0..letter.len_utf8() {
            places.push(at);
        }
        let rest = raw.get(at..)?;
        let written = if escapes && rest.starts_with('\\') {
            match rest[1..].chars().next()? {
                'x' => 4,
                'u' => 6,
                'U' => 10,
                escaped => 1 + escaped.len_utf8(),
            }
        } else if rest.starts_with("\r\n") && letter == '\n' {
            2
        } else {
            letter.len_utf8()
        };
        at += written;
    }
    places.push(at);
    (at <= raw.len()).then_some(places)
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn a_filter_is_parted_where_all_must_hold() {
        let parted = |filter: &str| -> Vec<String> {
            super::conditions(filter).into_iter().map(|part| filter[part].to_owned()).collect()
        };
        assert_eq!(parted(" active "), ["active"]);
        assert_eq!(parted("a = 'x AND y' and\n NOT b"), ["a = 'x AND y'", "NOT b"]);
        assert_eq!(parted("n BETWEEN 1 AND 2 AND b"), ["n BETWEEN 1 AND 2", "b"]);
        assert_eq!(parted("(a AND b) AND f(c, d AND e)"), ["(a AND b)", "f(c, d AND e)"]);
        assert_eq!(parted("CASE WHEN a AND b THEN c END AND \"and\""), ["CASE WHEN a AND b THEN c END", "\"and\""]);
        assert_eq!(parted("a AND (b OR c)"), ["a", "(b OR c)"]);
        assert_eq!(parted("a AND b OR c"), ["a AND b OR c"]);
        assert_eq!(parted("a AND 'b"), ["a AND 'b"]);
    }

    #[test]
    fn a_place_in_a_text_is_found_where_it_was_written() {
        for (raw, text, part) in [
            (r#""a = 'b'""#, "a = 'b'", "b"),
            (r#""\"Årsag\" = 'b' AND x""#, "\"Årsag\" = 'b' AND x", "AND"),
            ("'\"Årsag\" = 1'", "\"Årsag\" = 1", "= 1"),
            ("\"\"\"\na = 1\nAND b\"\"\"", "a = 1\nAND b", "AND"),
            ("\"\"\"a \\\n   AND b\"\"\"", "a AND b", "AND"),
            (r#""\u00e5 = 1""#, "å = 1", "= 1"),
        ] {
            let places = inside(raw, text).expect("a text");
            let start = text.find(part).expect("a part");
            assert_eq!(&raw[places[start]..places[start + part.len()]], part, "{raw}");
        }
        assert!(inside("[1]", "1").is_none());
    }
}
