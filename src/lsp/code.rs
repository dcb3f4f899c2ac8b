//! The names in templates: what is called with which text, in prose and in the sentences of a spec.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use minijinja::machinery::{Token, tokenize};
use minijinja::syntax::SyntaxConfig;

use crate::document::{NAMING, Named};

/// A text, or the name of a parameter, in a template's code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// What it says.
    pub(super) text: String,
    /// Its bytes in the template, without quotes.
    pub(super) span: Range<usize>,
    /// What is done with it.
    pub(super) role: Role,
}

/// What is done with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// An argument of a function without a name, by its place; one of a list as the list.
    Argument(String, usize),
    /// An argument with a name.
    Named(String),
    /// It names a parameter.
    Parameter,
    /// Anything else.
    Other,
}

/// Which arguments of functions and macros name something.
#[derive(Debug, Clone, Default)]
pub(super) struct Naming(BTreeMap<(String, usize), BTreeSet<Named>>);

impl Naming {
    /// The program's functions, and the macros of templates: one that hands its argument on to a function that names something.
    pub(super) fn of<'a>(templates: impl IntoIterator<Item = &'a str>) -> Self {
        let known = NAMING.iter().map(|(name, at, what)| (((*name).to_owned(), *at), what.iter().copied().collect()));
        let mut naming = Self(known.collect());
        let passed: Vec<Passed> = templates.into_iter().flat_map(|text| read(text).passed).collect();
        // A macro may hand on to another, which is known only by then.
        loop {
            let before = naming.0.values().map(BTreeSet::len).sum::<usize>();
            for pass in &passed {
                if let Some(what) = naming.0.get(&pass.to).cloned() {
                    naming.0.entry(pass.from.clone()).or_default().extend(what);
                }
            }
            if naming.0.values().map(BTreeSet::len).sum::<usize>() == before {
                return naming;
            }
        }
    }

    /// What a text in that role may name.
    pub(super) fn named(&self, role: &Role) -> Vec<Named> {
        let Role::Argument(function, at) = role else { return Vec::new() };
        self.0.get(&(function.clone(), *at)).into_iter().flatten().copied().collect()
    }
}

/// A macro's parameter that is handed on: by the macro and its place, to a function and a place.
#[derive(Debug)]
struct Passed {
    from: (String, usize),
    to: (String, usize),
}

/// The words of a template's code, as far as it can be read.
pub(super) fn words(text: &str) -> Vec<Word> {
    read(text).words
}

/// What is open: a call with the name of its function, or any other bracket.
#[derive(Debug, Default)]
struct Open {
    function: Option<String>,
    argument: usize,
    named: Option<String>,
    /// Whether it is a subscript of the parameters.
    parameters: bool,
}

#[derive(Debug, Default)]
struct Read {
    words: Vec<Word>,
    passed: Vec<Passed>,
    open: Vec<Open>,
    /// The macro that is read, with its parameters; whether these are being declared.
    within: Option<(String, Vec<String>)>,
    declares: bool,
}

fn read(text: &str) -> Read {
    let mut read = Read::default();
    let tokens: Vec<(Token<'_>, Range<usize>)> = tokenize(text, false, SyntaxConfig::default())
        .map_while(Result::ok)
        .map(|(token, span)| (token, span.start_offset as usize..span.end_offset as usize))
        .collect();
    for at in 0..tokens.len() {
        read.token(text, &tokens, at);
    }
    read
}

impl Read {
    fn token(&mut self, text: &str, tokens: &[(Token<'_>, Range<usize>)], at: usize) {
        let (token, span) = &tokens[at];
        let before = |back: usize| at.checked_sub(back).map(|at| &tokens[at].0);
        let next = tokens.get(at + 1).map(|(token, _)| token);
        match token {
            // An expression ends, whatever it has left open.
            Token::VariableStart | Token::BlockStart => self.open.clear(),
            Token::BlockEnd => self.declares = false,
            Token::ParenOpen => {
                let function = match before(1) {
                    Some(Token::Ident(name)) => Some((*name).to_owned()),
                    _ => None,
                };
                self.open.push(Open { function, ..Open::default() });
            }
            Token::BracketOpen => {
                let parameters = matches!(before(1), Some(Token::Ident("parameter")));
                // The members of a list that is an argument are that argument.
                let around = self.open.last().filter(|_| matches!(before(1), Some(Token::ParenOpen | Token::Comma)));
                let (function, argument) = around.map_or((None, 0), |open| (open.function.clone(), open.argument));
                self.open.push(Open { function, argument, named: Some(String::new()), parameters });
            }
            Token::BraceOpen => self.open.push(Open::default()),
            Token::ParenClose | Token::BracketClose | Token::BraceClose => drop(self.open.pop()),
            Token::Comma => {
                if let Some(open) = self.open.last_mut().filter(|open| open.named.as_deref() != Some("")) {
                    open.argument += 1;
                    open.named = None;
                }
            }
            Token::Ident(name) => self.ident(name, span, (before(1), before(2), next)),
            Token::Str(_) | Token::String(_) => {
                let said = match token {
                    Token::Str(said) => (*said).to_owned(),
                    Token::String(said) => said.to_string(),
                    _ => String::new(),
                };
                let alone =
                    matches!(before(1), Some(Token::ParenOpen | Token::BracketOpen | Token::Comma | Token::Assign))
                        && matches!(next, Some(Token::ParenClose | Token::BracketClose | Token::Comma));
                let role = self.role(alone);
                let inner = span.start + 1..span.end.saturating_sub(1).max(span.start + 1);
                // A text with escapes is not its letters in the template.
                let role = if text.get(inner.clone()) == Some(said.as_str()) { role } else { Role::Other };
                self.words.push(Word { text: said, span: inner, role });
            }
            _ => {}
        }
    }

    fn ident(
        &mut self,
        name: &str,
        span: &Range<usize>,
        around: (Option<&Token<'_>>, Option<&Token<'_>>, Option<&Token<'_>>),
    ) {
        match around {
            (Some(Token::BlockStart), _, _) if name == "endmacro" => self.within = None,
            (Some(Token::Ident("macro")), Some(Token::BlockStart), _) => {
                self.within = Some((name.to_owned(), Vec::new()));
                self.declares = true;
            }
            (Some(Token::Dot), Some(Token::Ident("parameter")), _) => {
                self.words.push(Word { text: name.to_owned(), span: span.clone(), role: Role::Parameter });
            }
            (Some(Token::ParenOpen | Token::Comma), _, _) if self.declares => {
                if let (Some((_, parameters)), 1) = (&mut self.within, self.open.len()) {
                    parameters.push(name.to_owned());
                }
            }
            (Some(Token::ParenOpen | Token::Comma), _, Some(Token::Assign)) => {
                if let Some(open) = self.open.last_mut() {
                    open.named = Some(name.to_owned());
                }
            }
            (
                Some(Token::ParenOpen | Token::Comma | Token::BracketOpen),
                _,
                Some(Token::ParenClose | Token::Comma | Token::BracketClose),
            ) => {
                let Role::Argument(function, to) = self.role(true) else { return };
                let Some((within, parameters)) = &self.within else { return };
                if let Some(from) = parameters.iter().position(|parameter| parameter == name) {
                    self.passed.push(Passed { from: (within.clone(), from), to: (function, to) });
                }
            }
            _ => {}
        }
    }

    /// What is done with a text that stands `alone` between commas, or is part of something.
    fn role(&self, alone: bool) -> Role {
        match self.open.last() {
            Some(open) if alone && open.parameters => Role::Parameter,
            Some(Open { function: Some(function), argument, named, .. }) if alone => match named.as_deref() {
                Some(name) if !name.is_empty() => Role::Named(name.to_owned()),
                _ => Role::Argument(function.clone(), *argument),
            },
            _ => Role::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, Role)> {
        let words = words(text);
        assert!(words.iter().all(|word| word.role == Role::Other || text[word.span.clone()] == word.text));
        words.into_iter().map(|word| (word.text, word.role)).collect()
    }

    fn argument(text: &str, function: &str, at: usize) -> (String, Role) {
        (text.to_owned(), Role::Argument(function.to_owned(), at))
    }

    #[test]
    fn it_is_known_what_is_done_with_each_text() {
        let named = |text: &str, name: &str| (text.to_owned(), Role::Named(name.to_owned()));
        let other = |text: &str| (text.to_owned(), Role::Other);
        let text =
            r#"ø "a" {{ v("fig-1", series="SU", x=["1", "2"]) | antal("barn", "børn") }} {{ n_of("SU", "fig-2") }}"#;
        let expected = [
            argument("fig-1", "v", 0),
            named("SU", "series"),
            other("1"),
            other("2"),
            argument("barn", "antal", 0),
            argument("børn", "antal", 1),
            argument("SU", "n_of", 0),
            argument("fig-2", "n_of", 1),
        ];
        assert_eq!(told(text), expected);
        let text = r#"{{ siger_alle(["a", "b"]) }}{% set x = "c" %}{{ parameter.tid }}{{ parameter["tid"] }}{{ v("d" ~ "e") }}"#;
        let parameter = ("tid".to_owned(), Role::Parameter);
        let expected = [
            argument("a", "siger_alle", 0),
            argument("b", "siger_alle", 0),
            other("c"),
            parameter.clone(),
            parameter,
            other("d"),
            other("e"),
        ];
        assert_eq!(told(text), expected);
        // What cannot be read further is read so far.
        assert_eq!(told(r#"{{ v("a") }}{{ v("b"#), [argument("a", "v", 0)]);
    }

    #[test]
    fn a_macro_that_hands_a_name_on_names_it() {
        let first =
            r#"{% macro vis(id, hvor="x") %}{{ maerke(id) }}{% endmacro %}{% macro tom(id) %}{{ id }}{% endmacro %}"#;
        let second = "{% macro maerke(id) %}{% for f in premisser_mrk(id) %}{{ f }}{% endfor %}{% endmacro %}";
        let naming = Naming::of([first, second]);
        let named = |function: &str, at| naming.named(&Role::Argument(function.to_owned(), at));
        assert_eq!(named("vis", 0), [Named::Exhibit, Named::Claim]);
        assert_eq!(named("v", 0), [Named::Exhibit]);
        assert!(named("vis", 1).is_empty() && named("tom", 0).is_empty() && named("v", 1).is_empty());
    }
}
