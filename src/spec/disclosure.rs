//! `[disclosure]`: how the people behind the numbers are protected.
//!
//! What is a choice has no default: the limits and what is done about unanimous groups and about small differences are the
//! author's to state. A report may state several policies; a call chooses one of them by its name.

use std::ops::Range;

use super::reader::TableReader;
use crate::claim::{Expression, Written};
use crate::diagnostic::{Code, Finding, Ranged, did_you_mean};

/// `[disclosure]`.
#[derive(Debug, Clone)]
pub struct Disclosure {
    /// Whether the data are made up, so that pseudonyms need no secret key.
    pub synthetic: bool,
    /// The policies, the one that is used unless the call names another first.
    pub policies: Vec<DisclosurePolicy>,
    /// Which of them is used.
    pub chosen: usize,
}

impl Disclosure {
    /// The policy that is used.
    pub fn used(&self) -> &DisclosurePolicy {
        &self.policies[self.chosen]
    }

    /// The name of the policy that is used, where the call chose another than the first.
    pub fn other_name(&self) -> Option<String> {
        (self.chosen > 0).then(|| self.used().name.value.clone())
    }

    /// Whether the output may hold the rows of people and what stands in for them: only where they are made up, and nothing is
    /// hidden.
    pub fn publishes_rows(&self) -> bool {
        self.synthetic && self.limits().is_none()
    }

    /// Uses the policy of that name.
    ///
    /// # Errors
    /// There is none.
    pub fn choose(&mut self, name: &str) -> Result<(), Finding> {
        let names = || self.policies.iter().map(|policy| policy.name.as_str());
        let Some(found) = names().position(|known| known == name) else {
            let help = match did_you_mean(name, names()) {
                Some(likely) => format!("did you mean `{likely}`?"),
                None => format!("it has {}", names().collect::<Vec<_>>().join(", ")),
            };
            let message = format!("the spec has no disclosure policy `{name}`");
            return Err(Finding::error(Code::UnknownName, message).help(help));
        };
        self.chosen = found;
        Ok(())
    }

    /// The limits of the policy that is used; none where everything is published.
    pub fn limits(&self) -> Option<&Limits> {
        match &self.used().policy {
            Policy::PublishAll => None,
            Policy::Suppress(limits) => Some(limits),
        }
    }
}

/// One policy.
#[derive(Debug, Clone)]
pub struct DisclosurePolicy {
    /// What a call names it by.
    pub name: Ranged<String>,
    /// What is done about small numbers.
    pub policy: Policy,
    /// Why it is right for this report; printed in it.
    pub because: String,
}

/// What is done about small numbers.
#[derive(Debug, Clone)]
pub enum Policy {
    /// All values are shown, however few people they are about.
    PublishAll,
    /// What would tell of few people is hidden.
    Suppress(Box<Limits>),
}

/// When a number tells of few people.
#[derive(Debug, Clone)]
pub struct Limits {
    /// The fewest people behind anything that is said.
    pub minimum: u32,
    /// Where that is stated.
    pub minimum_span: Range<usize>,
    /// The fewest families; without it, families are not counted.
    pub families: Option<u32>,
    /// So many percent: nobody's amount may be known more closely by whoever has the second greatest.
    pub amounts: Option<f64>,
    /// Whether 0 % and 100 % of a group are hidden.
    pub unanimous: bool,
    /// Whether the few by whom two published groups differ are protected.
    pub differences: bool,
    /// The outputs of earlier releases that readers have, as folders seen from the report's.
    pub releases: Vec<Ranged<String>>,
    /// What is done otherwise.
    pub exceptions: Vec<DisclosureException>,
}

/// One of `exception`: values for which the rules are set aside.
#[derive(Debug, Clone)]
pub struct DisclosureException {
    /// Which values, as a claim selects them.
    pub at: Expression,
    /// What is done with them.
    pub act: Act,
    /// Why; printed.
    pub because: String,
}

/// What an exception does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// The values are shown though they are small.
    Show,
    /// They are hidden though they are not.
    Hide,
    /// They are shown where they may, and others are hidden in their place.
    Keep,
}

impl Act {
    /// The names in the spec.
    pub const NAMES: [(&str, Self); 3] = [("show", Self::Show), ("hide", Self::Hide), ("keep", Self::Keep)];
}

/// Reads `[disclosure]`; `source` is the spec's whole text.
pub(super) fn disclosure(table: &TableReader<'_>, source: &str) -> Option<Disclosure> {
    let synthetic = table.opt_bool("synthetic").unwrap_or(false);
    let own = policy(table, None, source);
    let mut others = Vec::new();
    for (name, other) in table.named_tables("other") {
        others.push(policy(&other, Some(name), source));
        other.finish();
    }
    table.finish();
    let policies: Vec<DisclosurePolicy> = std::iter::once(own).chain(others).collect::<Option<_>>()?;
    for (at, policy) in policies.iter().enumerate() {
        if policies[..at].iter().any(|before| before.name.value == policy.name.value) {
            table.notes().error(
                Code::DoubleName,
                policy.name.span.clone(),
                format!("there are two policies `{}`", policy.name.value),
                "stands again here",
                "the policy of [disclosure] itself is called as it says in `policy`: give each other a name of its own",
            );
        }
    }
    Some(Disclosure { synthetic, policies, chosen: 0 })
}

/// One policy; the first has the name of what it does.
fn policy(table: &TableReader<'_>, name: Option<Ranged<String>>, source: &str) -> Option<DisclosurePolicy> {
    let word = table.text("policy");
    let suppress = table.choice("policy", &[("publish-all", false), ("suppress", true)]);
    let because = table.text("because");
    let policy = match suppress {
        Some(true) => limits(table, source).map(|limits| Policy::Suppress(Box::new(limits))),
        Some(false) => Some(Policy::PublishAll),
        None => None,
    };
    Some(DisclosurePolicy { name: name.or(word)?, policy: policy?, because: because?.value })
}

fn limits(table: &TableReader<'_>, source: &str) -> Option<Limits> {
    let minimum = whole(table, "minimum", 1);
    if !table.has("minimum") {
        unsaid(table, "minimum", "the fewest people behind anything that is said, such as: minimum = 5");
    }
    let families = whole(table, "families", 1);
    let amounts = table.opt_number("amounts");
    if let Some(percent) = amounts.as_ref().filter(|percent| !(percent.value > 0.0 && percent.value <= 100.0)) {
        let message = format!("`amounts` of {} must be a percentage above 0 and up to 100", table.name());
        table.notes().error(
            Code::BadValue,
            percent.span.clone(),
            message,
            "not such a percentage",
            "such as: amounts = 10",
        );
    }
    let unanimous = choice(table, "unanimous", "whether 0 % and 100 % of a group are told: \"hide\" or \"show\"");
    let differences = choice(
        table,
        "differences",
        "whether the few by whom two published groups differ are protected: \"hide\" or \"show\"",
    );
    let releases = table.opt_texts("releases").unwrap_or_default();
    let exceptions: Vec<_> = table.tables("exception").iter().map(|one| exception(one, source)).collect();
    let minimum = minimum?;
    Some(Limits {
        minimum: minimum.value,
        minimum_span: minimum.span,
        families: families.map(|families| families.value),
        amounts: amounts.map(|amounts| amounts.value),
        unanimous: unanimous?,
        differences: differences?,
        releases,
        exceptions: exceptions.into_iter().collect::<Option<_>>()?,
    })
}

/// A whole number, of at least `least`.
fn whole(table: &TableReader<'_>, key: &'static str, least: u32) -> Option<Ranged<u32>> {
    let number = table.opt_integer(key)?;
    let found = u32::try_from(number.value).ok().filter(|found| *found >= least);
    if found.is_none() {
        let message = format!("`{key}` of {} cannot be {}", table.name(), number.value);
        table.notes().error(
            Code::BadValue,
            number.span.clone(),
            message,
            "too few",
            "write how many there must at least be",
        );
    }
    found.map(|found| Ranged::new(found, number.span))
}

/// Whether something is hidden; a choice that must be stated.
fn choice(table: &TableReader<'_>, key: &'static str, what: &str) -> Option<bool> {
    if !table.has(key) {
        unsaid(table, key, what);
        return None;
    }
    table.opt_choice(key, &[("hide", true), ("show", false)])
}

fn unsaid(table: &TableReader<'_>, key: &str, what: &str) {
    table.notes().error(
        Code::DisclosureUnsaid,
        table.span(),
        format!("{} suppresses, and does not say `{key}`", table.name()),
        &format!("`{key}` is missing here"),
        &format!("state {what}"),
    );
}

fn exception(table: &TableReader<'_>, source: &str) -> Option<DisclosureException> {
    let at = expression(table, "at", source, Expression::parse_selection);
    let act = table.choice("do", &Act::NAMES);
    let because = reason(table);
    table.finish();
    Some(DisclosureException { at: at?, act: act?, because: because? })
}

/// A reason that says something.
fn reason(table: &TableReader<'_>) -> Option<String> {
    let because = table.text("because")?;
    if because.value.trim().is_empty() {
        let message = format!("`because` of {} is empty", table.name());
        table.notes().error(Code::BadValue, because.span.clone(), message, "no reason", "say why: it is printed");
        return None;
    }
    Some(because.value)
}

/// The expression under `key`, or its first mistake at its place.
fn expression(
    table: &TableReader<'_>,
    key: &'static str,
    source: &str,
    parse: impl Fn(Written) -> Result<Expression, crate::claim::Mistake>,
) -> Option<Expression> {
    let text = table.text(key)?;
    let read = parse(Written::in_toml(&text.value, source, text.span.clone()));
    if let Err(mistake) = &read {
        let (span, message) = (mistake.span.clone(), mistake.message.as_str());
        table.notes().error(Code::ClaimSyntax, span, message, "this cannot be read", &mistake.help);
    }
    read.ok()
}
