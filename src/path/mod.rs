//! Names that become paths: of files and folders that are read or written by a name from a spec, a schema or a manifest.
//!
//! Such a name goes through [`FileName`], which is one step below a folder and nothing else, on every system that the files
//! may be copied to; a path below a folder is a [`FilePath`], steps that are each such a name. So no name, whoever wrote it,
//! leads out of its folder, and no two names that some system takes for one are written beside each other.

use std::collections::BTreeMap;
use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// The longest name in bytes: file systems take 255, and some room is left for `.csv` and for what stands before a name while
/// its files are being written.
const LONGEST: usize = 200;

/// Names that Windows keeps for its devices, with any ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
/// The same with a digit behind them.
const NUMBERED: [&str; 2] = ["com", "lpt"];

/// A name of a file or a folder, which is one step below the folder it is in: in NFC, and a name on every system.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName(String);

/// Why a text is not a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAName {
    /// There is nothing in it.
    Empty,
    /// It is longer than file systems take.
    Long,
    /// It has a letter that separates folders, or that some system has another use for.
    Letter(char),
    /// It has a control character, or one that is not seen.
    Unseen,
    /// It begins with a dot: it is hidden, or leads to the folder above.
    Dot,
    /// It begins or ends with a blank, or ends with a dot, which some systems leave out.
    Edge,
    /// Windows keeps it for a device.
    Device,
}

impl fmt::Display for NotAName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("it is empty"),
            Self::Long => write!(f, "it is longer than {LONGEST} bytes"),
            Self::Letter('/' | '\\') => f.write_str("it leads to another folder"),
            Self::Letter(letter) => write!(f, "no file name has a `{letter}` on every system"),
            Self::Unseen => f.write_str("it has a character that is not seen"),
            Self::Dot => f.write_str("it begins with a dot"),
            Self::Edge => f.write_str("it begins or ends with a blank, or ends with a dot"),
            Self::Device => f.write_str("Windows keeps that name for a device"),
        }
    }
}

impl std::error::Error for NotAName {}

impl FileName {
    /// The name that a text is.
    ///
    /// # Errors
    /// Why it is none.
    pub fn new(text: &str) -> Result<Self, NotAName> {
        let name: String = text.nfc().collect();
        if name.is_empty() {
            return Err(NotAName::Empty);
        }
        if let Some(letter) = name.chars().find(|letter| r#"/\:*?"<>|"#.contains(*letter)) {
            return Err(NotAName::Letter(letter));
        }
        if name.chars().any(is_unseen) {
            return Err(NotAName::Unseen);
        }
        if name.starts_with('.') {
            return Err(NotAName::Dot);
        }
        if name.trim() != name || name.ends_with('.') {
            return Err(NotAName::Edge);
        }
        if name.len() > LONGEST {
            return Err(NotAName::Long);
        }
        if is_device(&name) { Err(NotAName::Device) } else { Ok(Self(name)) }
    }

    /// The name as a text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<std::path::Path> for FileName {
    fn as_ref(&self) -> &std::path::Path {
        self.0.as_ref()
    }
}

/// Characters that nobody sees and that turn what is seen: controls, soft hyphens, joiners, marks of direction.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let digit = |text: &str| matches!(text.chars().collect::<Vec<_>>()[..], ['0'..='9' | '¹' | '²' | '³']);
    let numbered = NUMBERED.iter().any(|word| stem.strip_prefix(word).is_some_and(digit));
    numbered || DEVICES.contains(&stem.as_str())
}

/// A text as systems compare names that do not tell small letters from capitals, or `å` from `a` with a ring above it.
pub fn folded(text: &str) -> String {
    text.nfc().flat_map(char::to_lowercase).nfc().collect()
}

/// A path below a folder: names with `/` between them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FilePath(Vec<FileName>);

impl FilePath {
    /// The path that a text with `/` is.
    ///
    /// # Errors
    /// Why one of its steps is not a name.
    pub fn parse(text: &str) -> Result<Self, NotAName> {
        text.split('/').map(FileName::new).collect::<Result<_, _>>().map(Self)
    }

    /// Its steps: folders, and the file last.
    pub fn steps(&self) -> &[FileName] {
        &self.0
    }

    /// The folders it lies in, the outermost first.
    pub fn folders(&self) -> impl Iterator<Item = Self> + '_ {
        (1..self.0.len()).map(|count| Self(self.0[..count].to_vec()))
    }

    /// Where it is below `folder`.
    pub fn below(&self, folder: &std::path::Path) -> std::path::PathBuf {
        self.0.iter().fold(folder.to_path_buf(), |path, step| path.join(step))
    }
}

impl fmt::Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let steps: Vec<&str> = self.0.iter().map(FileName::as_str).collect();
        f.write_str(&steps.join("/"))
    }
}

/// The first two texts that some system takes for the same name.
pub fn same_name<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<(&'a str, &'a str)> {
    let mut seen = BTreeMap::new();
    names.into_iter().find_map(|name| seen.insert(folded(name), name).map(|first| (first, name)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_one_step_on_every_system() {
        for good in
            ["plot-01", "borgere.csv", "Udgifter 2018.xlsx", "forsørgelse.xlsx", "com", "com10", "console.csv", "a..b"]
        {
            assert_eq!(FileName::new(good).map(|name| name.0), Ok(good.to_owned()));
        }
        for (wrong, why) in [
            ("", NotAName::Empty),
            (".", NotAName::Dot),
            ("..", NotAName::Dot),
            (".git", NotAName::Dot),
            ("../x", NotAName::Letter('/')),
            ("a/b", NotAName::Letter('/')),
            ("/etc/passwd", NotAName::Letter('/')),
            ("a\\b", NotAName::Letter('\\')),
            ("C:x", NotAName::Letter(':')),
            ("a*", NotAName::Letter('*')),
            ("a\0b", NotAName::Unseen),
            ("a\nb", NotAName::Unseen),
            ("fig\u{ad}01", NotAName::Unseen),
            ("\u{202e}vsc.csv", NotAName::Unseen),
            ("a.", NotAName::Edge),
            ("a ", NotAName::Edge),
            (" a", NotAName::Edge),
            ("\u{a0}a", NotAName::Edge),
            ("con", NotAName::Device),
            ("NUL.csv", NotAName::Device),
            ("Aux.tar.gz", NotAName::Device),
            ("com1", NotAName::Device),
            ("LPT².txt", NotAName::Device),
            ("con .csv", NotAName::Device),
        ] {
            assert_eq!(FileName::new(wrong), Err(why), "{wrong:?}");
        }
        assert_eq!(FileName::new(&"x".repeat(200)).map(|name| name.0.len()), Ok(200));
        assert_eq!(FileName::new(&"å".repeat(101)), Err(NotAName::Long));
    }

    #[test]
    fn a_name_is_the_same_however_its_letters_are_put_together() {
        assert_eq!(FileName::new("aar\u{30a}.csv"), Ok(FileName("aa\u{72}\u{30a}.csv".nfc().collect())));
        assert_eq!(FileName::new("a\u{30a}r.csv"), FileName::new("år.csv"));
        assert_eq!(same_name(["a.csv", "b.csv", "A.csv"]), Some(("a.csv", "A.csv")));
        assert_eq!(same_name(["år", "A\u{30a}R"]), Some(("år", "A\u{30a}R")));
        assert_eq!(same_name(["a", "b"]), None);
    }

    #[test]
    fn a_path_is_steps_below_a_folder() {
        let path = FilePath::parse("audit/record/index.js").expect("a path");
        assert_eq!(path.to_string(), "audit/record/index.js");
        assert_eq!(path.folders().map(|folder| folder.to_string()).collect::<Vec<_>>(), ["audit", "audit/record"]);
        assert_eq!(path.below(std::path::Path::new("out/x")), std::path::Path::new("out/x/audit/record/index.js"));
        for wrong in ["../x", "a/../b", "a//b", "/a", "a/", "a/./b", "a\\..\\b"] {
            assert!(FilePath::parse(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn no_text_that_is_a_path_leaves_its_folder(text in "[./\\\\a-z: ]{0,12}|\\PC{0,12}") {
            if let Ok(path) = FilePath::parse(&text) {
                let below = path.below(std::path::Path::new("folder"));
                prop_assert!(below.starts_with("folder") && below.components().count() == path.steps().len() + 1);
                prop_assert!(below.components().all(|step| matches!(step, std::path::Component::Normal(_))));
            }
        }
    }
}
