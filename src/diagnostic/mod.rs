//! Findings: what is wrong, where, and what to do about it.
//!
//! Every stage reports by returning [`Findings`]; only `cli` prints them. A finding never holds a personal value: the
//! stage that makes it masks the value first.

mod code;
mod counted;
mod explain;
mod ranged;
mod render;

use std::collections::BTreeMap;
use std::ops::Range;

pub use code::Code;
pub use counted::{counted, several};
pub use ranged::Ranged;
pub use render::{Format, line_and_column, render};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The work goes on and the result stands.
    Warning,
    /// The work stops, or its result must not be used as it is.
    Error,
}

/// Where a finding stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Place {
    /// A stretch of a text file that Sporbar has read whole, such as a spec or a template.
    Text {
        /// The file as the user named it; its text is looked up in [`Sources`].
        file: String,
        /// Byte offsets in the file.
        span: Range<usize>,
        /// What to say at the place.
        label: String,
    },
    /// A row or a cell of an extract.
    Cell {
        /// The file's name.
        file: String,
        /// The file's own line or the sheet's own row, counted from 1.
        row: Option<u64>,
        /// The column's name as the schema has it.
        column: Option<String>,
    },
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Finding {
    /// Which rule was broken.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where; the first place is the one to mend.
    pub places: Vec<Place>,
    /// What to do.
    pub help: Vec<String>,
}

impl Finding {
    /// An error of the kind `code`.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, message: message.into(), places: Vec::new(), help: Vec::new() }
    }

    /// A warning of the kind `code`.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// Adds a place in a text file.
    #[must_use]
    pub fn at(mut self, file: &str, span: Range<usize>, label: impl Into<String>) -> Self {
        self.places.push(Place::Text { file: file.to_owned(), span, label: label.into() });
        self
    }

    /// Adds a place in an extract.
    #[must_use]
    pub fn in_cell(mut self, file: &str, row: Option<u64>, column: Option<&str>) -> Self {
        self.places.push(Place::Cell { file: file.to_owned(), row, column: column.map(str::to_owned) });
        self
    }

    /// Adds a hint at what to do.
    #[must_use]
    pub fn help(mut self, hint: impl Into<String>) -> Self {
        self.help.push(hint.into());
        self
    }
}

/// The findings of a stage, in the order found.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Adds those of another stage behind these.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The same, each finding once: what several parts share is wrong in one place.
    #[must_use]
    pub fn once(self) -> Self {
        let mut once = Self::new();
        for finding in self.0 {
            if !once.0.contains(&finding) {
                once.push(finding);
            }
        }
        once
    }

    /// The same, every warning an error.
    #[must_use]
    pub fn denied(mut self) -> Self {
        self.0.iter_mut().for_each(|finding| finding.severity = Severity::Error);
        self
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|f| f.severity == Severity::Error)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The same findings, but of those that say the same no more than the first few; the last of them says how many more
    /// there are. One mistake that shows in many places is told like that.
    #[must_use]
    pub fn few_alike(self) -> Self {
        const FEW: usize = 3;
        let alike = |one: &Finding| (one.code, one.severity, one.message.clone());
        let mut counts: BTreeMap<_, usize> = BTreeMap::new();
        for finding in &self.0 {
            *counts.entry(alike(finding)).or_default() += 1;
        }
        let mut told: BTreeMap<_, usize> = BTreeMap::new();
        let mut few = Self::new();
        for mut finding in self.0 {
            let told = told.entry(alike(&finding)).or_default();
            *told += 1;
            let more = counts[&alike(&finding)].saturating_sub(FEW);
            if *told == FEW && more > 0 {
                finding.help.push(format!("the same is so at {}", counted(more, "more place", "more places")));
            }
            if *told <= FEW {
                few.push(finding);
            }
        }
        few
    }

    /// They, one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.0.iter()
    }
}

impl From<Finding> for Findings {
    fn from(finding: Finding) -> Self {
        Self(vec![finding])
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The text files that findings can point into, by the name the findings use.
#[derive(Debug, Clone, Default)]
pub struct Sources(BTreeMap<String, String>);

impl Sources {
    /// Remembers a file's text.
    pub fn insert(&mut self, file: impl Into<String>, text: impl Into<String>) {
        self.0.insert(file.into(), text.into());
    }

    /// A file's text.
    pub fn get(&self, file: &str) -> Option<&str> {
        self.0.get(file).map(String::as_str)
    }

    /// Where a stretch of text stands first: the file, and the bytes.
    pub fn find(&self, stretch: &str) -> Option<(&str, Range<usize>)> {
        self.0.iter().find_map(|(file, text)| {
            let start = text.find(stretch)?;
            Some((file.as_str(), start..start + stretch.len()))
        })
    }
}

/// The name in `known` that `typed` was probably meant to be: a slip away from it. A name with another number is another
/// name, not a slip.
pub fn did_you_mean<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let near = |name: &'a str| {
        let lower = name.to_lowercase();
        let longer = typed.chars().count().max(lower.chars().count());
        let slips = strsim::damerau_levenshtein(&typed, &lower);
        let likeness = strsim::jaro_winkler(&typed, &lower);
        let same_numbers = numbers(&typed) == numbers(&lower);
        (likeness > 0.8 && 2 * slips < longer && same_numbers).then_some((likeness, name))
    };
    known.into_iter().filter_map(near).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}

/// So many of the names in `known` that are most like `typed`, where none is near enough to be meant.
pub fn most_like<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>, count: usize) -> Vec<&'a str> {
    let typed = typed.to_lowercase();
    let likeness = |name: &'a str| (strsim::jaro_winkler(&typed, &name.to_lowercase()), name);
    let mut likely: Vec<(f64, &str)> = known.into_iter().map(likeness).collect();
    likely.sort_by(|one, other| other.0.total_cmp(&one.0));
    likely.into_iter().take(count).map(|(_, name)| name).collect()
}

/// The numbers in a name, as they are counted: `plot-01` has 1.
fn numbers(name: &str) -> Vec<&str> {
    let digits = name.split(|letter: char| !letter.is_ascii_digit()).filter(|digits| !digits.is_empty());
    digits.map(|digits| digits.trim_start_matches('0')).collect()
}

#[cfg(test)]
mod tests {
    use super::{Code, Finding, Findings, did_you_mean};

    #[test]
    fn only_what_is_near_is_suggested() {
        let ids = ["plot-01", "plot-10", "plot-19", "maalgruppe", "skema-4-1"];
        let meant = |typed| did_you_mean(typed, ids);
        assert_eq!(meant("maalgrupe"), Some("maalgruppe"));
        assert_eq!(meant("MAALGRUPPE"), Some("maalgruppe"));
        assert_eq!(meant("plot-1"), Some("plot-01"));
        assert_eq!(meant("polt-19"), Some("plot-19"));
        assert_eq!(meant("Plots 1"), Some("plot-01"));
        for far in ["Plots 2", "plot-2", "plot-21", "skema-4-2", "grupper", "x", "", "maal"] {
            assert_eq!(meant(far), None, "{far}");
        }
    }

    #[test]
    fn of_findings_that_say_the_same_a_few_are_told_and_the_rest_counted() {
        let mut findings = Findings::new();
        for _ in 0..7 {
            findings.push(Finding::error(Code::TemplateUndefined, "there is no `x`"));
        }
        findings.push(Finding::error(Code::TemplateUndefined, "there is no `y`"));
        let few = findings.few_alike();
        let told: Vec<(&str, usize)> = few.iter().map(|one| (one.message.as_str(), one.help.len())).collect();
        let (x, y) = ("there is no `x`", "there is no `y`");
        assert_eq!(told, [(x, 0), (x, 0), (x, 1), (y, 0)]);
        assert_eq!(few.0[2].help, ["the same is so at 4 more places"]);
    }
}
