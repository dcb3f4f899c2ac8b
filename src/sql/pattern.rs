//! Patterns of `LIKE`: `%` for any letters, `_` for one, a backslash before either for itself.

/// A pattern, taken apart once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    parts: Vec<Part>,
    any_size: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Letter(char),
    One,
    Any,
}

impl Pattern {
    /// Reads a pattern; none where it ends with a lone backslash.
    pub(super) fn new(text: &str, any_size: bool) -> Option<Self> {
        let mut parts = Vec::new();
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            let part = match letter {
                '%' => Part::Any,
                '_' => Part::One,
                '\\' => Part::Letter(letters.next()?),
                letter => Part::Letter(letter),
            };
            if part != Part::Any || parts.last() != Some(&Part::Any) {
                parts.push(part);
            }
        }
        Some(Self { parts, any_size })
    }

    /// Whether the whole text is like it.
    pub(super) fn fits(&self, text: &str) -> bool {
        let same =
            |one: char, other: char| one == other || (self.any_size && one.to_lowercase().eq(other.to_lowercase()));
        let (mut letters, mut at) = (text.chars(), 0);
        // The last `%` and what was left of the text there: where it goes on from when the rest does not fit.
        let mut back: Option<(usize, std::str::Chars<'_>)> = None;
        loop {
            let fits = match self.parts.get(at) {
                Some(Part::Any) => {
                    back = Some((at, letters.clone()));
                    at += 1;
                    continue;
                }
                Some(Part::One) => letters.next().is_some(),
                Some(Part::Letter(known)) => letters.next().is_some_and(|letter| same(letter, *known)),
                None if letters.as_str().is_empty() => return true,
                None => false,
            };
            if fits {
                at += 1;
                continue;
            }
            let Some((any, mut rest)) = back.take() else { return false };
            if rest.next().is_none() {
                return false;
            }
            letters = rest.clone();
            back = Some((any, rest));
            at = any + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn patterns_fit_as_in_postgresql() {
        for (pattern, text, fits) in [
            ("5.28.%", "5.28.21", true),
            ("5.28.%", "5.2", false),
            ("%ydelse", "Ledighedsydelse", true),
            ("%e%e%", "Fleksjob", false),
            ("%ab%c", "abxabc", true),
            ("_ø_", "søn", true),
            ("", "", true),
            ("%", "", true),
            ("_", "", false),
            ("100\\%", "100%", true),
            ("100\\%", "1000", false),
        ] {
            assert_eq!(Pattern::new(pattern, false).expect("a pattern").fits(text), fits, "{text} LIKE {pattern}");
        }
        assert!(Pattern::new("ÅRSAG%", true).expect("a pattern").fits("årsagen"));
        assert!(Pattern::new("a\\", false).is_none());
    }
}
