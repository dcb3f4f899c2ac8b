//! The languages of publications: their words, each in a folder of its own.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{LazyLock, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::memoizer::MemoizerKind;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use intl_memoizer::Memoizable;
use unic_langid::LanguageIdentifier;

use super::number::{Marks, grouped};

/// The language of a publication, in which everything is said that its readers meet. Words of the author, of registers and of files
/// are as they stand.
#[derive(Clone, Copy)]
pub struct Language(&'static Tongue);

/// A language with its words.
struct Tongue {
    /// Its code in the spec, by BCP 47.
    code: &'static str,
    /// The messages of each room, in Fluent's notation.
    files: &'static [(&'static str, &'static str)],
    words: LazyLock<Words>,
    marks: OnceLock<Marks>,
}

/// The words of a language, ready to be said.
struct Words {
    bundle: FluentBundle<FluentResource>,
    /// The messages of each file, in their order.
    ids: Vec<(&'static str, Vec<String>)>,
}

/// A language with its files: one for each room that has words for readers.
macro_rules! tongue {
    ($static:ident, $code:literal, [$($file:literal),* $(,)?]) => {
        static $static: Tongue = Tongue {
            code: $code,
            files: &[$(($file, include_str!(concat!($code, "/", $file, ".ftl")))),*],
            words: LazyLock::new(|| Words::of(&$static)),
            marks: OnceLock::new(),
        };
    };
}

/// The languages, and the files that every one of them has.
macro_rules! languages {
    ([$($static:ident = $code:literal),*], $files:tt) => {
        $(tongue!($static, $code, $files);)*

        impl Language {
            /// Every language that a publication can be in, by its code; the first is the one where none is stated.
            pub const ALL: [(&'static str, Self); [$($code),*].len()] = [$(($code, Self(&$static))),*];
        }
    };
}

#[rustfmt::skip]
languages!([DANISH = "da", ENGLISH = "en"], [
    "book",
    "calculation",
    "chart",
    "diff",
    "document",
    "estimate",
    "numbers",
    "office",
    "page",
    "periods",
    "record",
    "spec",
    "words",
    "workbook",
]);

impl Language {
    /// Its code, as in `locale` of a spec and in a document's metadata.
    pub fn code(self) -> &'static str {
        self.0.code
    }

    /// A message in this language with its arguments; `say!` is how it is called where the message is known.
    ///
    /// That every message which the program asks for is there in every language, with the same arguments, is tested.
    pub fn say(self, id: &str, arguments: &[(&'static str, FluentValue<'_>)]) -> String {
        let mut given = FluentArgs::with_capacity(arguments.len());
        for (name, value) in arguments {
            given.set(*name, value.clone());
        }
        let mut faults = Vec::new();
        let said = self.0.words.said(id, Some(&given), &mut faults);
        assert!(faults.is_empty(), "the message {id} of {} is said with what it needs: {faults:?}", self.0.code);
        said
    }

    /// Every message of a file by its name without the file's, for a page that says them itself: an argument stands as `{name}`.
    pub fn all(self, file: &str) -> BTreeMap<String, String> {
        let ids = self.0.words.ids.iter().filter(|(name, _)| *name == file).flat_map(|(_, ids)| ids);
        ids.map(|id| {
            // What is lacking stands as `{$name}`, which is just what is wanted here.
            let said = self.0.words.said(id, None, &mut Vec::new());
            let name = id.strip_prefix(file).map_or(id.as_str(), |name| name.trim_start_matches('-'));
            (name.to_owned(), said.replace("{$", "{"))
        })
        .collect()
    }

    /// How numbers are written.
    pub(super) fn marks(self) -> &'static Marks {
        self.0.marks.get_or_init(|| Marks::of(self))
    }
}

impl Words {
    fn of(tongue: &Tongue) -> Self {
        let code: LanguageIdentifier = tongue.code.parse().expect("the code of a language");
        let mut bundle = FluentBundle::new_concurrent(vec![code]);
        // Marks around arguments are for text in two directions, and would stand in every PDF and file.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(number_in_words));
        let mut ids = Vec::new();
        for (name, text) in tongue.files {
            let file = FluentResource::try_new((*text).to_owned())
                .unwrap_or_else(|(_, faults)| panic!("{}/{name}.ftl is in Fluent's notation: {faults:?}", tongue.code));
            ids.push((*name, messages(&file)));
            bundle.add_resource(file).unwrap_or_else(|faults| panic!("{name}.ftl names nothing twice: {faults:?}"));
        }
        Self { bundle, ids }
    }

    fn said(
        &self,
        id: &str,
        arguments: Option<&FluentArgs<'_>>,
        faults: &mut Vec<fluent_bundle::FluentError>,
    ) -> String {
        let pattern = self.bundle.get_message(id).and_then(|message| message.value());
        let pattern = pattern.unwrap_or_else(|| panic!("the message {id} is there"));
        self.bundle.format_pattern(pattern, arguments, faults).into_owned()
    }
}

/// The names of the messages of a file.
fn messages(file: &FluentResource) -> Vec<String> {
    use fluent_syntax::ast::Entry;
    let name = |entry: &Entry<&str>| match entry {
        Entry::Message(message) => Some(message.id.name.to_owned()),
        _ => None,
    };
    file.entries().filter_map(name).collect()
}

/// A number within a message, with the separators of the message's language.
fn number_in_words<M: MemoizerKind>(value: &FluentValue<'_>, of: &M) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let written = |language: &Written| grouped(&format!("{}", number.value), language.0.marks());
    of.with_try_get_threadsafe::<Written, _, _>((), written).ok()
}

/// The language that a number is written in, as Fluent keeps it for each bundle.
struct Written(Language);

impl Memoizable for Written {
    type Args = ();
    type Error = ();

    fn construct(code: LanguageIdentifier, (): ()) -> Result<Self, ()> {
        let code = code.to_string();
        Language::ALL.into_iter().find(|(name, _)| *name == code).map(|(_, language)| Self(language)).ok_or(())
    }
}

impl Default for Language {
    fn default() -> Self {
        Self::ALL[0].1
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.0.code == other.0.code
    }
}

impl Eq for Language {}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code)
    }
}

/// A message in a language: `say!(language, "words-around-blocks", months = n)`.
macro_rules! say {
    ($language:expr, $id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $language.say($id, &[$((stringify!($name), fluent_bundle::FluentValue::from($value))),*])
    };
}
pub(crate) use say;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_same_messages() {
        let ids = |language: Language| -> Vec<(&str, Vec<String>)> {
            let mut ids = language.0.words.ids.clone();
            for (_, ids) in &mut ids {
                ids.sort();
            }
            ids
        };
        let [first, others @ ..] = Language::ALL;
        for (code, language) in others {
            assert_eq!(ids(language), ids(first.1), "{code}");
        }
    }

    #[test]
    fn messages_begin_with_the_name_of_their_file() {
        for (code, language) in Language::ALL {
            for (file, ids) in &language.0.words.ids {
                for id in ids {
                    assert!(id.starts_with(&format!("{file}-")), "{code}/{file}.ftl: {id}");
                }
            }
        }
    }

    #[test]
    fn a_count_is_written_with_separators_and_chooses_its_form() {
        for (language, few, many) in
            [("da", "1\u{a0}procentpoint", "1.234"), ("en", "1\u{a0}percentage point", "1,234")]
        {
            let language = Language::ALL.into_iter().find(|(code, _)| *code == language).expect("a language").1;
            assert_eq!(language.percentage_points(0.01, 0), few);
            assert_eq!(say!(language, "numbers-whole", number = 1_234), many);
        }
    }

    #[test]
    fn what_a_page_says_itself_has_places_for_its_arguments() {
        let all = Language::default().all("periods");
        assert_eq!(all.get("month").map(String::as_str), Some("{name} {year}"));
    }
}
