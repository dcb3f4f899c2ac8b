//! The form of a spec's text: TOML 1.0, which all editors and Python read. What people wrote stays as it is, but for what only TOML 1.1 allows
//! (line breaks, comments and a last comma in inline tables, and its escapes), blanks at the ends of lines, and how lines end.

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

/// The text in its form; nothing where it is no TOML, or where the form would not say the same.
pub fn formed(text: &str) -> Option<String> {
    let before: toml::Table = toml::from_str(text).ok()?;
    let formed = rewritten(text);
    let after: toml::Table = toml::from_str(&formed).ok()?;
    (before == after).then_some(formed)
}

/// The text as it is written so far.
#[derive(Default)]
struct Page {
    text: String,
    /// Where the statement began that is being written.
    statement: usize,
    /// Brackets that are open.
    open: Vec<TokenKind>,
}

fn rewritten(text: &str) -> String {
    // A mark at the start is for programs that do not know UTF-8 without it; a carriage return is Windows' habit.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let source = Source::new(&text);
    let mut page = Page::default();
    for token in source.lex() {
        let own = &text[token.span().start()..token.span().end()];
        page.put(token.kind(), own);
    }
    page.trim_line();
    let mut text = page.text.trim_end_matches('\n').to_owned();
    text.push('\n');
    text
}

impl Page {
    fn put(&mut self, kind: TokenKind, own: &str) {
        let is_in_table = self.open.last() == Some(&TokenKind::LeftCurlyBracket);
        match kind {
            TokenKind::Newline | TokenKind::Whitespace if is_in_table => self.space(),
            TokenKind::Newline => {
                self.trim_line();
                self.text.push('\n');
                if self.open.is_empty() {
                    self.statement = self.text.len();
                }
            }
            // A comment within a table has no place in a line: it goes above the statement.
            TokenKind::Comment if is_in_table => {
                self.text.insert_str(self.statement, &format!("{}\n", own.trim_end()));
                self.statement += own.trim_end().len() + 1;
            }
            TokenKind::LeftCurlyBracket | TokenKind::LeftSquareBracket => {
                self.open.push(kind);
                self.text.push_str(own);
            }
            TokenKind::RightCurlyBracket => {
                self.open.pop();
                self.close_table();
            }
            TokenKind::RightSquareBracket => {
                self.open.pop();
                self.text.push_str(own);
            }
            TokenKind::BasicString | TokenKind::MlBasicString => self.text.push_str(&escaped(own)),
            _ => self.text.push_str(own),
        }
    }

    /// A blank where there is none yet.
    fn space(&mut self) {
        if !self.text.ends_with([' ', '\t']) {
            self.text.push(' ');
        }
    }

    /// Ends an inline table: without a comma behind its last value.
    fn close_table(&mut self) {
        let kept = self.text.trim_end_matches([' ', '\t']).len();
        let has_blank = kept < self.text.len();
        self.text.truncate(kept);
        if self.text.ends_with(',') {
            self.text.pop();
        }
        if has_blank && !self.text.ends_with('{') {
            self.text.push(' ');
        }
        self.text.push('}');
    }

    /// Takes blanks off the end of the line. Those of a text in quotes of three stand within their token.
    fn trim_line(&mut self) {
        let kept = self.text.trim_end_matches([' ', '\t']).len();
        self.text.truncate(kept);
    }
}

/// A text in quotes without the escapes of TOML 1.1.
fn escaped(own: &str) -> String {
    let mut text = String::new();
    let mut letters = own.chars();
    while let Some(letter) = letters.next() {
        text.push(letter);
        if letter != '\\' {
            continue;
        }
        match letters.next() {
            Some('e') => text.push_str("u001B"),
            Some('x') => text.push_str("u00"),
            Some(other) => text.push(other),
            None => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::formed;

    #[test]
    fn what_only_the_newer_toml_allows_is_written_as_all_read_it() {
        for (newer, older) in [
            ("a = { b = 1,\n    c = [2,\n 3] }\n", "a = { b = 1, c = [2,\n 3] }\n"),
            ("a = {\n  b = 1, # hvorfor\n  c = 2,\n}\n", "# hvorfor\na = { b = 1, c = 2 }\n"),
            ("x = 1\na = [\n  { b = 1,\n }, # her\n]  \n", "x = 1\na = [\n  { b = 1 }, # her\n]\n"),
            ("a = \"\\x41\\e \\\\x\"", "a = \"\\u0041\\u001B \\\\x\"\n"),
            ("a = { }\n\n\n", "a = {}\n"),
            ("a = {b=1,}", "a = {b=1}\n"),
            ("\u{feff}a = 1\r\nb = 2\r\n", "a = 1\nb = 2\n"),
        ] {
            let formed = formed(newer).expect("TOML");
            assert_eq!(formed, older);
            assert!(toml_1_0::from_str::<toml_1_0::Table>(&formed).is_ok(), "{formed}");
            assert_eq!(super::formed(&formed).as_deref(), Some(older), "a second time nothing changes");
        }
    }

    #[test]
    fn what_is_in_its_form_stays_as_people_wrote_it() {
        let text = "# Til Børge\n[report]   # her\ntitle     = \"A  B\"\nnote = '''\n  to  \n  linjer'''\n\nb = [ 1,2,\n  # nr. tre\n  3 ]\n";
        assert_eq!(formed(text).as_deref(), Some(text));
        assert_eq!(formed("a = "), None);
    }
}
