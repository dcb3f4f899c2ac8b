//! What is being typed, by the letters before it: half a name, and where it stands.

/// What is typed in a template's code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    /// What there is of it.
    pub(super) begun: String,
    /// Where it stands.
    pub(super) place: Place,
}

/// A place in a template's code at which a name can stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// Behind `parameter.`.
    Parameter,
    /// In the quotes of an argument without a name.
    Argument { function: String, at: usize },
    /// In the quotes of one with a name; `first` is the call's first argument.
    Named { function: String, name: String, first: Option<String> },
}

pub(super) fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '-')
}

/// The name at the end of a text.
pub(super) fn name_at_end(text: &str) -> &str {
    &text[text.trim_end_matches(is_of_name).len()..]
}

/// What there is of a key or a word at the end of a line, with a quote where it begins with one.
pub(super) fn key_at_end(text: &str) -> &str {
    let start = text.trim_end_matches(is_of_name);
    let start = start.strip_suffix('"').unwrap_or(start);
    &text[start.len()..]
}

/// Whether a text ends within a template's code.
pub(super) fn is_open(before: &str) -> bool {
    code_start(before).is_some()
}

fn code_start(before: &str) -> Option<usize> {
    let opened = |open: &str, close: &str| {
        let at = before.rfind(open)? + open.len();
        (!before[at..].contains(close)).then_some(at)
    };
    opened("{{", "}}").max(opened("{%", "%}"))
}

/// A call that is open.
#[derive(Debug, Clone, Default)]
struct Call {
    function: String,
    at: usize,
    name: Option<String>,
    first: Option<String>,
    /// Whether it is a list, whose members stand where the list does.
    is_list: bool,
}

/// What is typed at the end of a text, where that is within code and a name can stand there.
pub(super) fn code(before: &str) -> Option<Typed> {
    let code = &before[code_start(before)?..];
    let mut calls: Vec<Call> = Vec::new();
    let mut letters = code.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' | '\'' => {
                let rest = &code[at + 1..];
                let Some(end) = rest.find(letter) else { return in_quotes(calls, rest) };
                if let Some(call) = calls.last_mut().filter(|call| call.at == 0 && call.name.is_none() && !call.is_list)
                {
                    call.first.get_or_insert_with(|| rest[..end].to_owned());
                }
                letters = code[..].char_indices();
                letters.by_ref().find(|(next, _)| *next == at + 1 + end);
            }
            '(' => calls.push(Call { function: word_at_end(&code[..at]).to_owned(), ..Call::default() }),
            '[' => {
                let around = calls.last().cloned().unwrap_or_default();
                calls.push(Call { is_list: true, ..around });
            }
            ')' | ']' => drop(calls.pop()),
            ',' => {
                if let Some(call) = calls.last_mut().filter(|call| !call.is_list) {
                    call.at += 1;
                    call.name = None;
                }
            }
            '=' => {
                if let Some(call) = calls.last_mut() {
                    call.name = Some(word_at_end(code[..at].trim_end()).to_owned());
                }
            }
            _ => {}
        }
    }
    let begun = word_at_end(code);
    let ahead = &code[..code.len() - begun.len()];
    ahead.ends_with("parameter.").then(|| Typed { begun: begun.to_owned(), place: Place::Parameter })
}

fn word_at_end(text: &str) -> &str {
    &text[text.trim_end_matches(|letter: char| letter.is_alphanumeric() || letter == '_').len()..]
}

fn in_quotes(mut calls: Vec<Call>, begun: &str) -> Option<Typed> {
    let Call { function, at, name, first, .. } = calls.pop()?;
    let place = match name {
        Some(name) => Place::Named { function, name, first },
        None => Place::Argument { function, at },
    };
    Some(Typed { begun: begun.to_owned(), place })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn argument(function: &str, at: usize) -> Place {
        Place::Argument { function: function.to_owned(), at }
    }

    #[test]
    fn it_is_known_what_is_typed_in_code() {
        let named = |name: &str| Place::Named {
            function: "v".to_owned(),
            name: name.to_owned(),
            first: Some("fig-1".to_owned()),
        };
        let cases = [
            (r#"Ø {{ v("fi"#, "fi", argument("v", 0)),
            (r#"{{ v("fig-1", series=""#, "", named("series")),
            (r#"{{ v('fig-1', x=["1", "2"#, "2", named("x")),
            (r#"{{ n_of("SU", "a"#, "a", argument("n_of", 1)),
            (r#"{% if forskel(v("a"), v("b"#, "b", argument("v", 0)),
            (r#"{{ siger_alle(["a", "b"#, "b", argument("siger_alle", 0)),
            ("{{ parameter.ti", "ti", Place::Parameter),
        ];
        for (text, begun, place) in cases {
            assert_eq!(code(text), Some(Typed { begun: begun.to_owned(), place }), "{text}");
        }
        for text in ["", "v(\"", "{{ v(\"a\") }} og \"", "{{ v", "{{ \"a"] {
            assert_eq!(code(text), None, "{text}");
        }
    }
}
