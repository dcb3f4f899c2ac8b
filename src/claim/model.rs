//! What comes into the room and what goes out of it.

use std::ops::Range;

use super::syntax::Expression;
use crate::diagnostic::Findings;
use crate::value::{Disclosed, Key};

/// A sentence of the report and what must be so for it to stand there.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Its name in the spec, by which the report's text calls for it.
    pub id: String,
    /// Where the spec states it.
    pub span: Range<usize>,
    /// What must be so.
    pub that: Expression,
    /// The sentence: a small template over the values.
    pub sentence: String,
    /// The byte of the spec at which the sentence begins, behind its quotes.
    pub sentence_start: usize,
    /// What is done when it is not so.
    pub policy: Policy,
    /// How the sentence is worded.
    pub mood: Mood,
    /// Whether a development is meant by its ends alone.
    pub ends: bool,
    /// What stands in the sentence's place where it needs a value that readers may not see, and the byte at which that begins;
    /// an empty one says that nothing does.
    pub when_suppressed: Option<(String, usize)>,
    /// What it must not be read without, and where the spec says so.
    pub premises: Vec<(String, Range<usize>)>,
}

impl Claim {
    /// Whether the sentence takes its words from the values, so that it is so whatever they are.
    pub fn follows(&self) -> bool {
        const CHOOSING: [&str; 4] = ["retning(", "udvikling(", "forloeb(", "{% if "];
        CHOOSING.iter().any(|word| self.sentence.contains(word))
    }
}

/// Something that must be so of the values, whatever the report says.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// Its name in the spec.
    pub id: String,
    /// Where the spec states it.
    pub span: Range<usize>,
    /// What must be so.
    pub that: Expression,
    /// Why, for those who meet the finding.
    pub because: Option<String>,
    /// Whether it stops the work or only warns.
    pub policy: Policy,
}

/// What is done about a claim that does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Policy {
    /// The build has found something wrong; the sentence is marked in the document.
    #[default]
    Fail,
    /// A warning; the sentence is marked in the document, unless its words follow the values.
    Flag,
    /// A warning; the sentence is left out.
    Omit,
}

impl Policy {
    /// The names in the spec.
    pub const NAMES: [(&str, Self); 3] = [("fail", Self::Fail), ("flag", Self::Flag), ("omit", Self::Omit)];
}

/// How a sentence is worded: as what is seen, as what somebody has judged, or as what is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Mood {
    /// It is so.
    #[default]
    Result,
    /// It is judged to be so.
    Estimate,
    /// It is expected to become so.
    Expected,
}

impl Mood {
    /// The names in the spec.
    pub const NAMES: [(&str, Self); 3] =
        [("result", Self::Result), ("estimate", Self::Estimate), ("expected", Self::Expected)];

    /// The name in the spec.
    pub fn name(self) -> &'static str {
        match self {
            Self::Result => "result",
            Self::Estimate => "estimate",
            Self::Expected => "expected",
        }
    }
}

/// An exhibit as this room sees it.
#[derive(Debug, Clone)]
pub struct Exhibit<'a> {
    /// Its id.
    pub id: &'a str,
    /// Where the spec states it.
    pub span: Range<usize>,
    /// Its values.
    pub values: &'a Disclosed,
    /// What its values count or are measured in, as it says itself: `kr. pr. familiemedlem`.
    pub unit: Option<&'a str>,
    /// The same for series that have a unit of their own.
    pub series_units: Vec<(String, String)>,
    /// What is known of how its values were made, a stretch of the values each; empty where nothing is.
    pub parts: Vec<Part>,
    /// The note as readers see it.
    pub note: Option<&'a str>,
}

impl<'a> Exhibit<'a> {
    /// An exhibit of which no more is known than its values.
    pub fn new(id: &'a str, values: &'a Disclosed) -> Self {
        Self { id, span: 0..0, values, unit: None, series_units: Vec::new(), parts: Vec::new(), note: None }
    }
}

/// What is known of how some of an exhibit's values were made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is known of the values by itself")]
pub struct Part {
    /// Which of the values' rows.
    pub rows: Range<usize>,
    /// Whether the source states the values, so that they do not follow from what is counted here.
    pub stated: bool,
    /// Whether what is counted counts for other than one, so that counts need not be whole.
    pub weighted: bool,
    /// Whether the same people can be counted several times at a key.
    pub repeated: bool,
    /// Where the ends of its intervals come from.
    pub ends: Ends,
    /// Whether the series share out what is counted at each facet and x, each thing once.
    pub shared_out: bool,
    /// Whether a total (`I alt`) is the sum of the labels beside it; none where it is not known.
    pub adds_up: Option<bool>,
    /// The labels that hold all others beside them.
    pub totals: Vec<String>,
    /// Who is counted, where every one of them is counted at each facet and x: parts with the same base have the same N.
    pub base: Option<String>,
}

/// Where the ends of intervals come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ends {
    /// There are no intervals.
    #[default]
    None,
    /// They are computed, where enough is observed.
    Computed,
    /// The source states them, and nothing says how they were made.
    Stated,
}

/// What came of a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// The claim's or the check's id.
    pub id: String,
    /// Whether it holds.
    pub verdict: Verdict,
    /// What is done when it does not.
    pub policy: Policy,
    /// Whether the claim's sentence takes its words from the values.
    pub follows: bool,
    /// The values that it is about, in the order in which it names them.
    pub operands: Vec<Operand>,
    /// Where it looks at the ends of series that go further between them: what one sees there.
    pub turns_between: Vec<String>,
}

impl Judgement {
    /// How the claim's sentence is shown.
    pub fn showing(&self) -> Showing {
        match (&self.verdict, self.policy) {
            (Verdict::Holds, _) => Showing::Plain,
            (Verdict::NeedsHidden { .. }, _) => Showing::Hidden,
            (_, Policy::Omit) => Showing::Omitted,
            // Words that follow the values are so whatever those are.
            (_, Policy::Flag) if self.follows => Showing::Plain,
            (Verdict::Refuted { .. } | Verdict::Undecidable { .. }, _) => Showing::Marked,
        }
    }
}

/// Whether a claim holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It does not.
    Refuted {
        /// What refutes it, one comparison each.
        reasons: Vec<String>,
    },
    /// There is no value where it needs one.
    Undecidable {
        /// What is missing.
        reasons: Vec<String>,
    },
    /// A value that it needs is hidden from readers, so that they could not tell whether it is so.
    NeedsHidden {
        /// What is missing.
        reasons: Vec<String>,
    },
}

/// How a sentence is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Showing {
    /// As it is.
    Plain,
    /// Marked as one that does not hold or cannot be decided.
    Marked,
    /// Not at all.
    Omitted,
    /// Not, as it needs a hidden value: what stands in for it does.
    Hidden,
}

/// Values that a claim is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Operand {
    /// As the claim names them: `forsoergelse[SU, seneste]`.
    pub text: String,
    /// Their bytes in the spec.
    pub span: Range<usize>,
    /// The exhibit's id.
    pub exhibit: String,
    /// The keys and what stood at them; none where it was suppressed or where there was nothing to say.
    pub values: Vec<(Key, Option<f64>)>,
    /// Their value as a finding shows it.
    pub shown: String,
}

/// What came of all claims and checks of a report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Judged {
    /// A judgement a claim, in their order.
    pub claims: Vec<Judgement>,
    /// A judgement a check, in their order.
    pub checks: Vec<Judgement>,
    /// A finding for each that does not hold or cannot be decided.
    pub findings: Findings,
}
