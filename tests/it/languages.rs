//! Everything that is said to readers is said in every language, with the same arguments, and stands in the languages' own files.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use crate::support::{files, repository};

/// The messages of a language: the arguments of each, by its name.
fn messages(code: &str) -> BTreeMap<String, BTreeSet<String>> {
    let argument = Regex::new(r"\$([a-z]+)").expect("a pattern");
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, bytes) in files(&repository().join("src/locale").join(code)) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let mut name = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if !line.starts_with([' ', '}']) {
                line.split_once('=').map_or("", |(name, _)| name).trim().clone_into(&mut name);
            }
            let arguments = argument.captures_iter(line).map(|found| found[1].to_owned());
            messages.entry(name.clone()).or_default().extend(arguments);
        }
    }
    // A term (`-name`) is a part of messages, and an empty line is none.
    messages.retain(|name, _| !name.is_empty() && !name.starts_with('-'));
    messages
}

/// The texts of the program, each by its path: its code, and what it hands to browsers and to the typesetter.
fn sources(extensions: &[&str]) -> Vec<(String, String)> {
    let mut sources = Vec::new();
    for folder in ["src", "templates"] {
        for (path, bytes) in files(&repository().join(folder)) {
            if path.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension)) {
                sources.push((format!("{folder}/{path}"), String::from_utf8(bytes).expect("UTF-8")));
            }
        }
    }
    sources
}

/// What stands between the parenthesis that has just been opened and its end.
fn within(text: &str) -> &str {
    let (mut depth, mut quoted, mut escaped) = (1, false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
    }
    text
}

/// The arguments of a call, split at its own commas.
fn arguments(call: &str) -> Vec<&str> {
    let (mut parts, mut from, mut at) = (Vec::new(), 0, 0);
    while let Some(next) = call[at..].find([',', '(', '[', '{', '"']) {
        let here = at + next;
        if call[here..].starts_with(',') {
            parts.push(call[from..here].trim());
            from = here + 1;
            at = from;
        } else if call[here..].starts_with('"') {
            let end = call[here + 1..].split_inclusive('"').scan(0, |read, part| {
                *read += part.len();
                Some((*read, !part.ends_with("\\\"")))
            });
            at = here + 1 + end.into_iter().find(|(_, ends)| *ends).map_or(call.len() - here - 1, |(read, _)| read);
        } else {
            at = here + 1 + within(&call[here + 1..]).len() + 1;
        }
        at = at.min(call.len());
    }
    parts.push(call[from..].trim());
    parts
}

/// Every call of `say!` with the name of a message: where it stands, the name and its arguments.
fn said() -> Vec<(String, String, BTreeSet<String>)> {
    let mut calls = Vec::new();
    for (path, text) in sources(&["rs"]) {
        for call in text.split("say!(").skip(1) {
            let parts = arguments(within(call));
            let Some(id) = parts.get(1).and_then(|id| id.strip_prefix('"')?.strip_suffix('"')) else { continue };
            let named =
                parts[2..].iter().filter_map(|part| part.split_once('=')).map(|(name, _)| name.trim().to_owned());
            calls.push((path.clone(), id.to_owned(), named.collect()));
        }
    }
    calls
}

#[test]
fn every_message_has_the_same_arguments_wherever_it_is_called() {
    let (danish, english) = (messages("da"), messages("en"));
    let calls = said();
    assert!(calls.len() > 20, "calls are found: {}", calls.len());
    let mut wrong = Vec::new();
    for (path, id, given) in calls {
        let (Some(danish), Some(english)) = (danish.get(&id), english.get(&id)) else {
            wrong.push(format!("{path}: {id} is not there"));
            continue;
        };
        let wanted: BTreeSet<String> = danish | english;
        if given != wanted {
            wrong.push(format!("{path}: {id} is given {given:?} and says {wanted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_message_is_there_for_nobody() {
    let sources = sources(&["rs", "js", "typ", "html"]);
    // A page takes all messages of a file at once, and then names them without the file's name.
    let taken = Regex::new(r#"\.all\("([a-z]+)"\)"#).expect("a pattern");
    let whole: BTreeSet<&str> = sources
        .iter()
        .flat_map(|(_, text)| taken.captures_iter(text))
        .map(|found| found.get(1).expect("a file").as_str())
        .collect();
    let unused: Vec<String> = messages("da")
        .into_keys()
        .filter(|id| {
            let (file, name) = id.split_once('-').expect("the name of its file first");
            let name = if whole.contains(file) { format!("({id}|{name})") } else { id.clone() };
            let word = Regex::new(&format!(r"(^|[^a-z-]){name}($|[^a-z0-9-])")).expect("a pattern");
            !sources.iter().any(|(_, text)| word.is_match(text))
        })
        .collect();
    assert!(unused.is_empty(), "nothing says {unused:?}");
}

#[test]
fn calls_are_read_as_they_are_written() {
    let call = r#"language, "words-of", day = name(1, "a, b)"), count = [1, 2].len(), of = if a == b { "x" } else { "\"," }) + say!("#;
    let parts = arguments(within(call));
    assert_eq!(parts.len(), 5, "{parts:?}");
    assert_eq!(parts[1], "\"words-of\"");
    assert_eq!(parts[3], "count = [1, 2].len()");
}

/// A script names what it says by the message's name without the file's.
#[test]
fn every_message_that_a_page_says_is_there() {
    let mut danish: BTreeSet<String> = messages("da").into_keys().collect();
    // What the book calls as the record does is put beside its own messages.
    let beside = Regex::new(r#"words\.insert\("([a-z-]+)""#).expect("a pattern");
    for (_, text) in sources(&["rs"]).iter().filter(|(path, _)| path == "src/audit/book/mod.rs") {
        danish.extend(beside.captures_iter(text).map(|found| format!("book-{}", &found[1])));
    }
    // `phrase("name"`, `phrases("name"`, `counted(number, "one", "other"`.
    let said = Regex::new(r#"\b(?:phrases?\(|counted\([^"]*?)"([a-z0-9-]+)"(?:, "([a-z0-9-]+)")?"#).expect("a pattern");
    let mut wrong = Vec::new();
    let mut found = 0;
    for (path, text) in sources(&["js"]).into_iter().filter(|(path, _)| path.starts_with("src/audit/book/")) {
        for call in said.captures_iter(&text) {
            let counted = call[0].starts_with("counted");
            for name in call.iter().skip(1).take(if counted { 2 } else { 1 }).flatten() {
                found += 1;
                if !danish.contains(&format!("book-{}", name.as_str())) {
                    wrong.push(format!("{path}: {}", name.as_str()));
                }
            }
        }
    }
    assert!(found > 50 && wrong.is_empty(), "of {found} are not there: {wrong:?}");
}

/// Rooms whose Danish words are not the program's to its readers: what they are instead.
const OTHERS: [(&str, &str); 16] = [
    ("src/audit/diff/tests.rs", "tests"),
    ("src/audit/package.rs", "letters that names of files are written without"),
    ("src/cli/describe.rs", "what is proposed to authors, who write in Danish"),
    ("src/cli/new.rs", "letters that names of folders are written without"),
    ("src/describe/", "what is proposed to authors, who write in Danish"),
    ("src/document/keywords.rs", "what templates ask by name, in every language"),
    ("src/hindsight/", "names of columns that tell of a year"),
    ("src/letters/", "letters, and their encodings"),
    ("src/recheck/", "heads of tables that others made"),
    ("src/register/", "what spreadsheets write, and an example for whoever delivers"),
    ("src/schema/", "examples for authors of layouts"),
    ("src/spec/", "examples for authors of specs"),
    ("src/sql/function/", "examples of functions of texts"),
    ("src/synth/tests.rs", "tests"),
    ("src/value/unit.rs", "units that authors write"),
    ("src/watch/", "the page that an author works at"),
];

#[test]
fn no_danish_stands_in_the_code() {
    let literal = Regex::new(r#""(?:[^"\\\n]|\\.)*[æøåÆØÅ](?:[^"\\\n]|\\.)*""#).expect("a pattern");
    let (mut found, mut needed) = (Vec::new(), BTreeSet::new());
    for (path, text) in sources(&["rs", "js", "typ", "html"]) {
        let other = OTHERS.iter().find(|(other, _)| path.starts_with(other));
        // Tests show what Danish readers see.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (line, words) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            if let Some(words) = literal.find(words) {
                match other {
                    Some((other, _)) => _ = needed.insert(*other),
                    None => found.push(format!("{path}:{}: {}", line + 1, words.as_str())),
                }
            }
        }
    }
    assert!(found.is_empty(), "say these from src/locale:\n{}", found.join("\n"));
    assert_eq!(needed.len(), OTHERS.len(), "no longer needed: all but {needed:?}");
}
