//! Keys that are no CPR numbers: a case's number, a family's, that of a course or a questionnaire.

use std::borrow::Cow;

use super::json::{Object, Reader};
use super::{Constraints, Kind};

/// What a field's cells are keys of, and what of how they are written says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Key {
    /// What a key is of: the same text of the same kind is the same thing, in whatever field of whatever file.
    pub of: String,
    /// Whether blanks within it say nothing.
    pub without_blanks: bool,
    /// Whether zeros in front of it say nothing.
    pub without_zeros: bool,
}

impl Key {
    const BLANKS: &str = "no-blanks";
    const ZEROS: &str = "no-leading-zeros";

    /// The key as it is compared: without what the layout says means nothing.
    pub fn normal<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut text = Cow::Borrowed(text);
        if self.without_blanks && text.contains(char::is_whitespace) {
            text = Cow::Owned(text.split_whitespace().collect());
        }
        if self.without_zeros && text.starts_with('0') {
            let rest = text.trim_start_matches('0');
            // Zeros alone are the number nought.
            text = Cow::Owned(if rest.is_empty() { "0".to_owned() } else { rest.to_owned() });
        }
        text
    }
}

/// Reads what a field says of keys.
pub(super) fn read(
    reader: &mut Reader,
    object: &mut Object<'_>,
    (name, kind, constraints, person): (&str, &Kind, &Constraints, bool),
) -> Option<Key> {
    let of = object.text(reader, "sporbar:key");
    let form = object.texts(reader, "sporbar:keyForm");
    let Some(of) = of else {
        if form.is_some() {
            let help = "say what the cells are keys of: \"sporbar:key\": \"løbenr\"";
            reader.wrong(Some(name), "`sporbar:keyForm` without `sporbar:key`", help);
        }
        return None;
    };
    if of.trim().is_empty() {
        let help = "write what the keys are of, such as \"sag\": fields that say the same name the same things";
        reader.wrong(Some(name), "`sporbar:key` is empty", help);
    }
    if person {
        reader.wrong(Some(name), "both `sporbar:person` and `sporbar:key`", "a CPR number is a `sporbar:person` alone");
    }
    if *kind != Kind::Text || constraints.codes.is_some() {
        let help = "a key is a `string`, whatever digits it has; what is counted or ordered by is no key";
        reader.wrong(Some(name), "`sporbar:key` on a field that is not a plain text", help);
    }
    let mut key = Key { of, ..Key::default() };
    for word in form.unwrap_or_default() {
        match word.as_str() {
            Key::BLANKS => key.without_blanks = true,
            Key::ZEROS => key.without_zeros = true,
            other => {
                let help = format!("write a list of `{}` and `{}`", Key::BLANKS, Key::ZEROS);
                reader.wrong(Some(name), format!("`sporbar:keyForm` has `{other}`"), help);
            }
        }
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::Key;

    #[test]
    fn only_what_is_said_is_taken_off() {
        let key = |without_blanks, without_zeros| Key { of: "sag".to_owned(), without_blanks, without_zeros };
        for (text, plain, blanks, zeros, both) in [
            ("0042", "0042", "0042", "42", "42"),
            ("00 42", "00 42", "0042", " 42", "42"),
            ("A\u{a0}0042", "A\u{a0}0042", "A0042", "A\u{a0}0042", "A0042"),
            ("000", "000", "000", "0", "0"),
            ("0", "0", "0", "0", "0"),
            ("42", "42", "42", "42", "42"),
        ] {
            let said = [(false, false), (true, false), (false, true), (true, true)].map(|(b, z)| key(b, z));
            let got: Vec<_> = said.iter().map(|key| key.normal(text).into_owned()).collect();
            assert_eq!(got, [plain, blanks, zeros, both], "{text}");
        }
    }

    #[test]
    fn a_key_is_a_text_of_a_kind() {
        for (field, why) in [
            (r#""type": "integer", "sporbar:key": "sag""#, "on a field that is not a plain text"),
            (r#""constraints": {"enum": ["a"]}, "sporbar:key": "sag""#, "on a field that is not a plain text"),
            (r#""sporbar:person": true, "sporbar:key": "sag""#, "both `sporbar:person` and `sporbar:key`"),
            (r#""sporbar:key": " ""#, "is empty"),
            (r#""sporbar:keyForm": ["no-blanks"]"#, "without `sporbar:key`"),
            (r#""sporbar:key": "sag", "sporbar:keyForm": ["no-dots"]"#, "has `no-dots`"),
        ] {
            let text = format!(r#"{{"fields": [{{"name": "nr", {field}}}]}}"#);
            let found = parse("x", "x.json", &text).expect_err("it is wrong");
            assert!(found.iter().any(|finding| finding.message.contains(why)), "{field}: {found:?}");
        }
        let right = r#"{"fields": [{"name": "nr", "sporbar:key": "sag", "sporbar:keyForm": ["no-blanks", "no-leading-zeros"]}]}"#;
        let schema = parse("x", "x.json", right).expect("a schema");
        let field = &schema.fields[0];
        let key = Key { of: "sag".to_owned(), without_blanks: true, without_zeros: true };
        assert_eq!((field.key.as_ref(), field.personal, field.is_coded()), (Some(&key), true, true));
    }
}
