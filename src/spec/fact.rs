//! `[facts]`: numbers that the prose carries over from elsewhere, each typed once with its unit and where it is from.
//!
//! Nothing computes a fact, and nothing is computed with one: it is only said (`{{ fact('name') }}`). So the prose itself
//! needs no typed numbers, and whoever doubts one finds its source.

use super::reader::TableReader;
use crate::diagnostic::{Code, Finding, Findings, Ranged};

/// One of `[facts]`.
#[derive(Debug, Clone, PartialEq)]
pub struct FactSpec {
    /// The name it is called for by.
    pub name: Ranged<String>,
    /// The number as its source writes it: 12 where that says 12 %.
    pub value: f64,
    /// What it counts in.
    pub unit: String,
    /// What it is the number of, in a few words; may be empty.
    pub of: String,
    /// With how many decimals it is written; none where it has those that it is stated with.
    pub decimals: Option<usize>,
    /// Where it is from.
    pub source: String,
}

/// `[facts]`.
pub(super) fn facts(root: &TableReader<'_>) -> Option<Vec<FactSpec>> {
    let facts = root.named_tables("facts").into_iter().map(|(name, table)| {
        let value = table.opt_number("value").map(|value| value.value);
        if !table.has("value") {
            let message = format!("the fact `{}` does not say its `value`", name.value);
            let help = "write the number as the source does: value = 12, unit = \"%\"";
            table.notes().error(Code::MissingKey, name.span.clone(), message, "`value` is missing here", help);
        }
        let unit = table.text("unit").map(|unit| unit.value);
        let of = table.opt_text("of").map(|of| of.value).unwrap_or_default();
        let decimals = table.opt_integer("decimals").map(|digits| match usize::try_from(digits.value) {
            Ok(digits) if digits <= 6 => Some(digits),
            _ => {
                table.notes().error(Code::BadValue, digits.span, "a number has from 0 to 6 decimals", "", "");
                None
            }
        });
        let source = source(&table, "the fact", &name);
        table.finish();
        let decimals = match decimals {
            None => None,
            Some(digits) => Some(digits?),
        };
        Some(FactSpec { name, value: value?, unit: unit?, of, decimals, source: source? })
    });
    // Collected twice so that every fact is read, also after one that is wrong.
    facts.collect::<Vec<_>>().into_iter().collect()
}

/// The source of `what`, without which nobody could see whether it is so.
pub(super) fn source(table: &TableReader<'_>, what: &str, name: &Ranged<String>) -> Option<String> {
    let stated = table.opt_text("source").filter(|source| !source.value.trim().is_empty());
    if stated.is_none() {
        table.notes().error(
            Code::Unsourced,
            name.span.clone(),
            format!("{what} `{}` does not say where it is from", name.value),
            "without a source",
            "state it: source = \"Title and year, s. 4\"",
        );
    }
    stated.map(|source| source.value)
}

/// A warning for each fact that says what another says: the same number of the same thing from the same place.
pub fn doubled_facts(file: &str, facts: &[FactSpec]) -> Findings {
    let mut findings = Findings::new();
    for (at, fact) in facts.iter().enumerate() {
        #[allow(clippy::float_cmp, reason = "the same number is typed the same")]
        let same = |other: &&FactSpec| {
            (other.value, &other.unit, &other.of, &other.source) == (fact.value, &fact.unit, &fact.of, &fact.source)
        };
        if let Some(first) = facts[..at].iter().find(same) {
            let message = format!("the facts `{}` and `{}` say the same", first.name.value, fact.name.value);
            findings.push(
                Finding::warning(Code::FactDoubled, message)
                    .at(file, fact.name.span.clone(), "says it again")
                    .at(file, first.name.span.clone(), "says it first")
                    .help("keep one of them; if they are of different things, say of what: of = \"families at the start\""),
            );
        }
    }
    findings
}
