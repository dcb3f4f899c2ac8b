//! `[[claim]]` and `[[check]]`: what the report says, what must be so, and what is done when it is not.

use super::reader::TableReader;
use crate::claim::{Check, Claim, Expression, Mood, Policy, Written};
use crate::diagnostic::{Code, Ranged};

/// The claims of the spec; `source` is its whole text.
pub(super) fn claims(root: &TableReader<'_>, source: &str) -> Option<Vec<Claim>> {
    let tables = root.tables("claim");
    let claims: Vec<Option<Claim>> = tables.iter().map(|table| claim(table, source)).collect();
    once(root, "claim", tables.iter().filter_map(|table| table.opt_text("id")));
    claims.into_iter().collect()
}

/// The checks of the spec.
pub(super) fn checks(root: &TableReader<'_>, source: &str) -> Option<Vec<Check>> {
    let tables = root.tables("check");
    let checks: Vec<Option<Check>> = tables.iter().map(|table| check(table, source)).collect();
    once(root, "check", tables.iter().filter_map(|table| table.opt_text("id")));
    checks.into_iter().collect()
}

fn claim(table: &TableReader<'_>, source: &str) -> Option<Claim> {
    let id = table.text("id");
    let that = that(table, source);
    let sentence = table.text("sentence");
    let policy = table.opt_choice("policy", &Policy::NAMES);
    let ends = table.opt_bool("ends").unwrap_or(false);
    let mood = table.opt_choice("mood", &Mood::NAMES);
    let when_suppressed = table.opt_text("when-suppressed");
    let premises = table.opt_texts("premises").unwrap_or_default();
    let premises = premises.into_iter().map(|name| (name.value, name.span)).collect();
    table.finish();
    let sentence = sentence?;
    let start = |text: &Ranged<String>| Written::in_toml(&text.value, source, text.span.clone()).place(&(0..0)).start;
    Some(Claim {
        id: id?.value,
        span: table.span(),
        that: that?,
        sentence_start: start(&sentence),
        when_suppressed: when_suppressed.map(|text| {
            let start = start(&text);
            (text.value, start)
        }),
        sentence: sentence.value,
        policy: policy.unwrap_or_default(),
        mood: mood.unwrap_or_default(),
        ends,
        premises,
    })
}

fn check(table: &TableReader<'_>, source: &str) -> Option<Check> {
    /// A check has no sentence that could be left out.
    const POLICIES: [(&str, Policy); 2] = [("fail", Policy::Fail), ("flag", Policy::Flag)];
    let id = table.text("id");
    let that = that(table, source);
    let because = table.opt_text("because");
    let policy = table.opt_choice("policy", &POLICIES);
    table.finish();
    Some(Check {
        id: id?.value,
        span: table.span(),
        that: that?,
        because: because.map(|because| because.value),
        policy: policy.unwrap_or_default(),
    })
}

/// The expression of `that`, or its first mistake at its place.
fn that(table: &TableReader<'_>, source: &str) -> Option<Expression> {
    let text = table.text("that")?;
    let written = Written::in_toml(&text.value, source, text.span.clone());
    let read = Expression::parse(written);
    if let Err(mistake) = &read {
        let (span, message) = (mistake.span.clone(), mistake.message.as_str());
        table.notes().error(Code::ClaimSyntax, span, message, "this cannot be read", &mistake.help);
    }
    read.ok()
}

/// Notes every id that stands again.
fn once(root: &TableReader<'_>, what: &str, ids: impl Iterator<Item = Ranged<String>>) {
    let mut seen: Vec<Ranged<String>> = Vec::new();
    for id in ids {
        if seen.iter().any(|known| known.value == id.value) {
            let message = format!("there are two {what}s `{}`", id.value);
            root.notes().error(
                Code::DoubleName,
                id.span.clone(),
                message,
                "stands again here",
                "give each an id of its own",
            );
        }
        seen.push(id);
    }
}
