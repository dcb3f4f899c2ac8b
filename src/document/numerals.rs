//! Numerals typed into prose: a number that a template states by itself, and that no value stands behind.
//!
//! Input is the templates and the spec's small texts as they are written, output a warning for each typed numeral. What the template engine writes
//! (`{{ … }}`) is computed; what is code for Typst, such as a width, is no prose. The rest is read by Typst's own
//! parser, so that only what a reader sees is looked at.
//!
//! Names are no numbers: years, dates, `1. halvår`, `§ 52`, `gruppe 1`, `trin 4 til 6`, `5.28.21`, `SHA-256`. A number
//! that belongs in the prose is allowed by a comment that begins with `tal:` and says why, on its line, or on a line of
//! its own before it: `{# tal: projektets egen grænse #}`. This file must not judge values, and never changes a text.

use std::ops::Range;
use std::sync::Arc;

use typst::syntax::{LinkedNode, SyntaxKind, parse};

use super::render::TextPlace;
use super::templates::Templates;
use super::typed;
use crate::diagnostic::{Code, Finding, Findings};
use crate::locale::{self, Language, MINUS, say};

/// How a comment that allows a typed number begins.
const MARK: &str = "tal:";
/// Stands in for everything that is not prose.
const OTHER: char = '\u{1}';

/// A warning for every numeral that is typed into a text of the spec: a title, a note, a claim's sentence.
pub fn typed_numerals_in(language: Language, text: &str, at: TextPlace<'_>) -> Findings {
    let tags = tags(text);
    let mut prose = text.to_owned();
    for tag in &tags {
        let blot: String = tag.clone().map(|_| OTHER).collect();
        prose.replace_range(tag.clone(), &blot);
    }
    let typed = numerals(language, &prose).into_iter().chain(signs(&prose, text, &tags));
    let typed = typed.filter(|range| !allowed(text, &tags, range.start));
    let constants = typed::constants(language, [text]).into_iter().flatten();
    let constants = constants.filter(|range| !allowed(text, &tags, range.start));
    let mut findings = Findings::new();
    for range in typed.chain(constants) {
        findings.push(finding(at.file, &text[range.clone()], at.start + range.start..at.start + range.end));
    }
    findings
}

/// A warning for every numeral that is typed into the prose of the templates.
pub fn typed_numerals(language: Language, templates: &Templates) -> Findings {
    let mut findings = Findings::new();
    let constants = typed::constants(language, templates.iter().map(|(_, template)| template.text.as_str()));
    for ((_, template), mut constants) in templates.iter().zip(constants) {
        if !constants.is_empty() {
            let tags = tags(&template.text);
            constants.retain(|range| !allowed(&template.text, &tags, range.start));
        }
        for range in of_template(language.code(), &template.text).typed.iter().cloned().chain(constants) {
            findings.push(finding(&template.file, &template.text[range.clone()], range));
        }
    }
    findings
}

/// The numbers in the prose of a template.
struct InProse {
    /// Where one is typed that no comment allows, and where a sign is.
    typed: Vec<Range<usize>>,
    /// Those that are names, and all that a comment allows, be they in code.
    stated: Vec<String>,
}

fn language(code: &str) -> Option<Language> {
    Language::ALL.into_iter().find(|(known, _)| *known == code).map(|(_, language)| language)
}

/// Reads a template; one that was read a moment ago is not read again.
#[comemo::memoize]
fn of_template(code: &str, text: &str) -> Arc<InProse> {
    let tags = tags(text);
    let prose = prose(text, &tags);
    let all = language(code).map(|language| numerals(language, &prose)).unwrap_or_default();
    let is_typed = |range: &Range<usize>| !allowed(text, &tags, range.start);
    let typed = all.iter().cloned().chain(signs(&prose, text, &tags)).filter(is_typed).collect();

    let doubtful = |at: usize| all.iter().any(|range| range.contains(&at)) && !allowed(text, &tags, at);
    let numbers =
        tokens(&prose).into_iter().filter(|token| token.text.contains(|letter: char| letter.is_ascii_digit()));
    let names = numbers.filter(|token| !doubtful(token.range.start)).map(|token| token.text.to_owned());
    let in_tag = |at: usize| tags.iter().any(|tag| tag.contains(&at));
    let digits = locale::numerals(text).into_iter().filter(|(at, _)| !in_tag(*at));
    let in_code = digits.filter(|(at, _)| allowed(text, &tags, *at)).map(|(_, number)| number);
    Arc::new(InProse { typed, stated: names.chain(in_code).collect() })
}

/// The numbers in the prose of the templates that are names, and all that a comment allows, be they in code.
pub(crate) fn stated_numerals(language: Language, templates: &Templates) -> Vec<String> {
    let texts = templates.names().filter_map(|name| templates.get(name));
    texts.flat_map(move |template| of_template(language.code(), &template.text).stated.clone()).collect()
}

/// What to do about a number that is typed.
pub(super) const HELP: &str = "write a value, such as `{{ v(…) | antal }}`, a parameter or a fact, in its place; \
                               if it is no count, say so in a comment before it: `{# tal: why #}`";

fn finding(file: &str, numeral: &str, range: Range<usize>) -> Finding {
    if numeral.contains(MINUS) && locale::numerals(numeral).is_empty() {
        let message = "a minus is typed before a number: nothing computes that it is below zero";
        return Finding::warning(Code::TypedNumeral, message)
            .at(file, range, "typed")
            .help("write the number with the sign that it has, such as `{{ aendring(fra, til) | kr }}`");
    }
    Finding::warning(Code::TypedNumeral, format!("`{numeral}` is typed into the text: nothing computes it"))
        .at(file, range, "typed")
        .help(HELP)
}

/// The signs that are typed directly before what is computed, which then reads as another number.
fn signs(prose: &str, text: &str, tags: &[Range<usize>]) -> Vec<Range<usize>> {
    let expressions = tags.iter().filter(|tag| text[(*tag).clone()].starts_with("{{"));
    let before = expressions.filter(|tag| prose[..tag.start].ends_with(MINUS));
    before.map(|tag| tag.start - MINUS.len_utf8()..tag.start).collect()
}

/// Where the template engine's tags stand in a text: expressions, statements and comments.
pub(super) fn tags(text: &str) -> Vec<Range<usize>> {
    let mut tags = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find('{').map(|at| at + from) {
        let end = match text.as_bytes().get(start + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            _ => "",
        };
        from = start + 1;
        if let Some(length) = text[from..].find(end).filter(|_| !end.is_empty()) {
            from += length + end.len();
            tags.push(start..from);
        }
    }
    tags
}

/// The text with everything but prose blotted out, byte for byte as long.
fn prose(text: &str, tags: &[Range<usize>]) -> String {
    // An expression's stand-in is a name in code and a word in markup; statements and comments leave nothing.
    let mut masked = text.to_owned();
    for tag in tags {
        let fill = if text[tag.clone()].starts_with("{{") { 'x' } else { ' ' };
        let filled: String = text[tag.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { fill }).collect();
        masked.replace_range(tag.clone(), &filled);
    }
    let mut prose: String = text.bytes().map(|_| OTHER).collect();
    let tree = parse(&masked);
    keep(&LinkedNode::new(&tree), &masked, &mut prose);
    for tag in tags {
        let blot: String = tag.clone().map(|_| OTHER).collect();
        prose.replace_range(tag.clone(), &blot);
    }
    prose
}

/// Keeps the markup's own text of a node.
fn keep(node: &LinkedNode<'_>, text: &str, prose: &mut String) {
    let in_markup = node.parent_kind() == Some(SyntaxKind::Markup);
    let shown = matches!(
        node.kind(),
        SyntaxKind::Text | SyntaxKind::Space | SyntaxKind::Parbreak | SyntaxKind::Shorthand | SyntaxKind::SmartQuote
    );
    // What begins like a numbered list is a number too; a list's plain marker has no digits.
    let numbered = node.kind() == SyntaxKind::EnumMarker;
    if (in_markup && shown) || numbered {
        prose.replace_range(node.range(), &text[node.range()]);
    }
    for child in node.children() {
        keep(&child, text, prose);
    }
}

/// A word of prose, or a sign.
struct Token<'a> {
    text: &'a str,
    range: Range<usize>,
}

/// The typed numerals of a prose text.
pub(super) fn numerals(language: Language, prose: &str) -> Vec<Range<usize>> {
    let tokens = tokens(prose);
    let words = Words::of(language);
    let mut found = Vec::new();
    // Whether the last number was the name of something, and nothing but joining words came since.
    let mut named = false;
    for (at, token) in tokens.iter().enumerate() {
        let text = token.text.to_lowercase();
        let before = at.checked_sub(1).map(|at| tokens[at].text.to_lowercase()).unwrap_or_default();
        let after = |step: usize| tokens.get(at + step).map(|token| token.text.to_lowercase()).unwrap_or_default();
        let is_number = text.starts_with(|letter: char| letter.is_ascii_digit());
        if is_number {
            let joined = named && words.joins.has(&before);
            named = joined || words.named.has(&before);
            if !(named || words.is_name(&text, &after(1), &after(2))) {
                found.push(token.range.clone());
            }
        } else if words.numbers.has(&text) {
            found.push(token.range.clone());
            named = false;
        } else if !words.joins.has(&text) {
            named = false;
        }
    }
    found
}

/// Words that are looked for.
struct List(Vec<String>);

impl List {
    fn of(words: &str) -> Self {
        Self(words.split_whitespace().map(str::to_owned).collect())
    }

    fn has(&self, word: &str) -> bool {
        self.0.iter().any(|known| known == word)
    }
}

/// The words of a language by which numbers in prose are known.
struct Words {
    language: Language,
    /// Number words. `en` and `et` are articles more often than numbers.
    numbers: List,
    /// What numbers stand behind as names.
    named: List,
    /// What joins one such name to the next: `trin 4, 5 og 6`.
    joins: List,
    /// What an ordinal counts within a year.
    periods: List,
}

impl Words {
    fn of(language: Language) -> Self {
        Self {
            language,
            numbers: List::of(&say!(language, "document-number-words")),
            named: List::of(&say!(language, "document-named-by-number")),
            joins: List::of(&say!(language, "document-joining-words")),
            periods: List::of(&say!(language, "document-period-words")),
        }
    }

    /// Whether a number is a name by its own form or what follows: a year, a date, a half-year, an account.
    fn is_name(&self, number: &str, next: &str, after: &str) -> bool {
        let parts: Vec<&str> = number.split('.').collect();
        let digits =
            |part: &&str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        let year = parts.len() == 1 && digits(&number, 4) && (number.starts_with("19") || number.starts_with("20"));
        let account = parts.len() > 1 && digits(&parts[0], 1) && parts[1..].iter().all(|part| digits(part, 2));
        let dated = next == "." && (self.periods.has(after) || self.is_month(after));
        let lettered = number.chars().any(char::is_alphabetic);
        year || account || dated || (!self.points_days() && self.is_month(next)) || lettered
    }

    fn is_month(&self, word: &str) -> bool {
        (1..=12).any(|number| {
            let month = self.language.month(&format!("2000-{number:02}"));
            month.is_some_and(|month| month.split(' ').next().is_some_and(|name| name.to_lowercase() == word))
        })
    }

    /// Whether a day has a point behind it: `1. april`.
    fn points_days(&self) -> bool {
        self.language.day("2000-01-01").is_some_and(|day| day.starts_with("1."))
    }
}

/// The words and signs of a prose text: a number keeps its points and commas between digits, a word its hyphens.
fn tokens(prose: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = prose.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        // However much is no prose, it is one thing between two words.
        let goes_on = first == OTHER && prose[..start].ends_with(OTHER);
        if first.is_whitespace() || first == '~' || goes_on {
            continue;
        }
        let mut end = start + first.len_utf8();
        if first.is_alphanumeric() {
            while let Some((at, letter)) = rest.peek().copied() {
                let inner = "-.,".contains(letter)
                    && prose[at + 1..].starts_with(|next: char| {
                        if letter == '-' { next.is_alphanumeric() } else { next.is_ascii_digit() }
                    })
                    && (letter == '-' || prose[..at].ends_with(|before: char| before.is_ascii_digit()));
                if !(letter.is_alphanumeric() || inner) {
                    break;
                }
                end = at + letter.len_utf8();
                rest.next();
            }
        }
        tokens.push(Token { text: &prose[start..end], range: start..end });
    }
    tokens
}

/// Whether a comment allows a typed number at `at`: on its line, or alone on the line before it.
fn allowed(text: &str, tags: &[Range<usize>], at: usize) -> bool {
    let line = |at: usize| text[..at].matches('\n').count();
    tags.iter().filter(|tag| is_mark(&text[(*tag).clone()])).any(|tag| {
        let start = text[..tag.start].rfind('\n').map_or(0, |at| at + 1);
        let alone = text[start..tag.start].trim().is_empty()
            && text[tag.end..].lines().next().is_none_or(|rest| rest.trim().is_empty());
        let last = line(tag.end);
        line(at) == last || (alone && line(at) == last + 1)
    })
}

fn is_mark(tag: &str) -> bool {
    tag.strip_prefix("{#").is_some_and(|comment| comment.trim_start_matches('-').trim_start().starts_with(MARK))
}
