//! From the exhibits to the mask.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Cell, Cells};
use super::exceptions::Exceptions;
use super::first::First;
use super::relations::{Relation, relations};
use super::second::{Done, Second};
use super::span::Span;
use super::tally::{Says, Slot, Statement, Tallies, Vector, less};
use super::{Audit, Hidden, Mask, Rule, Why};
use crate::cohort::Data;
use crate::diagnostic::{Code, Finding, Findings};
use crate::spec::{Limits, Spec};
use crate::statistic::Computed;
use crate::value::Key;

/// What readers may not see, and what is told of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Protected {
    /// What is hidden.
    pub mask: Mask,
    /// What that rests on.
    pub audit: Audit,
}

/// The tallies of a register in which rows are about other people.
#[derive(Debug)]
pub struct Shuffled(BTreeMap<Slot, Vector>);

impl Shuffled {
    /// Those of the exhibits that were computed from it.
    pub fn of(computed: &[Computed], data: Data<'_>) -> Self {
        Self(Tallies::of(computed, data).slots.into_iter().collect())
    }
}

/// What must be hidden of the exhibits' values, by the policy that the spec uses. What follows from the definitions holds in
/// the `shuffled` registers too.
///
/// # Errors
/// What the policy says that cannot be done.
pub fn protect(data: Data<'_>, computed: &[Computed], shuffled: Vec<Shuffled>) -> Result<Protected, Findings> {
    let Some(limits) = data.spec.disclosure.limits() else { return Ok(Protected::default()) };
    let tallies = Tallies::of(computed, data);
    let exceptions = Exceptions::of(limits, computed, data.spec)?;
    let registers = shuffled.len();
    let shuffled: Vec<_> = shuffled.into_iter().map(|Shuffled(slots)| slots).collect();
    let found = Found::of(limits, &tallies, &shuffled, &exceptions);
    drop(shuffled);
    let Found { cells, differences, related, done, .. } = &found;
    let mask = masked(computed, &First { limits, tallies: &tallies }, &found, &exceptions);
    let failed = held(data.spec, &tallies, &mask, &found);
    if !failed.is_empty() {
        return Err(failed);
    }
    let values = computed.iter().map(|exhibit| exhibit.values.rows.len()).sum();
    let mut audit = Audit::of(&mask, values);
    audit.cells = cells.all.len();
    audit.relations = related.len();
    audit.odd_relations = related.iter().filter(|relation| relation.small.is_none()).count();
    audit.registers = registers;
    audit.differences = differences.len();
    audit.protected = done.protected;
    audit.unprotected = done.unprotected.len();
    audit.not_people = tallies.not_people.iter().map(|exhibit| computed[*exhibit].id.clone()).collect();
    Ok(Protected { mask, audit })
}

/// What was found of the tallies of a publication.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) cells: Cells,
    /// The cells that tell of few people themselves, and why.
    pub(super) why: BTreeMap<usize, Why>,
    /// Why each statement tells of few people, where it does.
    pub(super) rules: Vec<Option<Rule>>,
    /// The cells that nobody printed: the few between two groups.
    pub(super) differences: BTreeSet<usize>,
    pub(super) related: Vec<Relation>,
    /// What is hidden.
    pub(super) done: Done,
}

impl Found {
    /// What must be hidden of the tallies.
    pub(super) fn of(
        limits: &Limits,
        tallies: &Tallies,
        shuffled: &[BTreeMap<Slot, Vector>],
        exceptions: &Exceptions,
    ) -> Self {
        let mut cells = Cells::new(tallies, shuffled);
        let first = First { limits, tallies };
        let rules: Vec<_> = tallies.statements.iter().map(|statement| rule(&first, &cells, statement)).collect();
        let why = primary(&first, &cells, (&rules, exceptions));
        let differences = if limits.differences { add_differences(&first, &mut cells, &why) } else { BTreeSet::new() };
        let related = relations(&cells);
        let second = Second::new(limits, tallies, &cells, &related, exceptions);
        let done = second.hide(&why.keys().copied().chain(differences.iter().copied()).collect());
        Self { cells, why, rules, differences, related, done }
    }
}

/// What is still told, exactly or too closely, by what the mask leaves: looked for once more from the mask itself, over the
/// whole publication, whatever chose it.
fn held(spec: &Spec, tallies: &Tallies, mask: &Mask, found: &Found) -> Findings {
    let Found { cells, why, related, done, .. } = found;
    let hidden_of =
        |statement: &Statement| mask.of(&spec.exhibits[statement.exhibit].id.value, statement.place).copied();
    let mut readable: BTreeSet<usize> = BTreeSet::new();
    for statement in &tallies.statements {
        let hidden = hidden_of(statement);
        let own = hidden.is_none_or(|hidden| !hidden.value) && statement.says != Says::OfSet;
        let n = hidden.is_none_or(|hidden| !hidden.n);
        readable.extend(statement.n.filter(|_| n).into_iter().map(|n| cells.of_tally[n]));
        if own {
            readable.insert(cells.of_tally[statement.counted]);
            readable.extend(statement.over.map(|over| cells.of_tally[over]));
        }
    }
    let all: Vec<usize> = (0..cells.all.len()).collect();
    let mut span = Span::new(&all, &related.iter().collect::<Vec<_>>(), &[]);
    for cell in &readable {
        span.publish(*cell);
    }
    let mut findings = Findings::new();
    let mut told = BTreeSet::new();
    for statement in &tallies.statements {
        let cell = cells.of_tally[statement.counted];
        if statement.says == Says::OfSet || !why.contains_key(&cell) || !told.insert(cell) {
            continue;
        }
        let (code, what) = if span.tells(cell) {
            (Code::ValueRecoverable, "can be computed from what is published")
        } else if done.unprotected.contains(&cell) {
            (Code::ValueTooClose, "can be known too closely from what is published, whatever else is hidden")
        } else {
            continue;
        };
        let Key { facet, series, x, stat } = &statement.key;
        let key: Vec<&str> = [facet, series, x].into_iter().map(String::as_str).filter(|key| !key.is_empty()).collect();
        let exhibit = &spec.exhibits[statement.exhibit];
        let message = format!("`{}` [{}] {} is hidden and {what}", exhibit.id.value, key.join(", "), stat.name());
        let help = "take out an exception that shows what gives it away, or tell the exhibit in coarser groups";
        findings.push(Finding::error(code, message).at(&spec.file, exhibit.id.span.clone(), "this exhibit").help(help));
    }
    findings
}

/// Why a statement tells of few people. What is none or all by definition tells nothing of anybody.
fn rule(first: &First<'_>, cells: &Cells, statement: &Statement) -> Option<Rule> {
    let counted = cells.of_tally[statement.counted];
    let base = statement.over.or(statement.n).map(|base| cells.of_tally[base]);
    let by_definition = cells.all[counted].is_nothing() || base == Some(counted);
    first.value(statement).filter(|rule| !(by_definition && *rule == Rule::Unanimous))
}

/// The cells that tell of few people themselves, and why.
fn primary(
    first: &First<'_>,
    cells: &Cells,
    (rules, exceptions): (&[Option<Rule>], &Exceptions),
) -> BTreeMap<usize, Why> {
    let mut why: BTreeMap<usize, Why> = BTreeMap::new();
    let mut shown = BTreeSet::new();
    for (statement, rule) in first.tallies.statements.iter().zip(rules) {
        let counted = cells.of_tally[statement.counted];
        let at = (statement.exhibit, statement.place);
        if exceptions.show.contains(&at) {
            shown.insert(counted);
            shown.extend(statement.n.map(|n| cells.of_tally[n]));
            continue;
        }
        let mut note = |cell: usize, reason: Why| {
            let known = why.entry(cell).or_insert(reason);
            *known = (*known).min(reason);
        };
        if exceptions.hide.contains(&at) {
            note(counted, Why::ByException);
        }
        if let Some(rule) = rule.filter(|_| statement.says != Says::OfSet) {
            note(counted, Why::First(rule));
        }
        for tally in statement.n.into_iter().chain(statement.over) {
            if let Some(rule) = first.n(tally) {
                note(cells.of_tally[tally], Why::First(rule));
            }
        }
    }
    why.retain(|cell, _| !shown.contains(cell) && !cells.all[*cell].is_nothing());
    why
}

/// Two published groups of which one is within the other, with few between: the few are a group that nobody printed. They
/// become cells of their own, which are hidden.
fn add_differences(first: &First<'_>, cells: &mut Cells, why: &BTreeMap<usize, Why>) -> BTreeSet<usize> {
    let mut known: BTreeSet<Vec<Vector>> = cells.all.iter().map(|cell| cell.vectors.clone()).collect();
    let mut few = Vec::new();
    let groups: Vec<&Cell> = cells.all.iter().collect();
    let published: BTreeSet<usize> = published(&first.tallies.statements, cells);
    let eligible: Vec<usize> = (0..groups.len())
        .filter(|at| {
            groups[*at].counts && !groups[*at].real().is_empty() && !why.contains_key(at) && published.contains(at)
        })
        .collect();
    for one in &eligible {
        for other in &eligible {
            let (lesser, greater) = (groups[*one], groups[*other]);
            let between = greater.real().len().saturating_sub(lesser.real().len());
            if one == other || between == 0 || between >= first.limits.minimum as usize || !lesser.within(greater) {
                continue;
            }
            let vectors: Vec<Vector> = greater
                .vectors
                .iter()
                .zip(&lesser.vectors)
                .map(|(greater, lesser)| Vector::new(less(greater, lesser)))
                .collect();
            if known.insert(vectors.clone()) {
                few.push(Cell { vectors, counts: true, positive: true });
            }
        }
    }
    let from = cells.all.len();
    cells.all.extend(few);
    (from..cells.all.len()).collect()
}

/// The cells that some number states, alone or with another.
pub(super) fn published(statements: &[Statement], cells: &Cells) -> BTreeSet<usize> {
    let of = |statement: &Statement| {
        let counted = (statement.says != Says::OfSet).then_some(statement.counted);
        let tallies = counted.into_iter().chain(statement.over).chain(statement.n);
        tallies.map(|tally| cells.of_tally[tally]).collect::<Vec<_>>()
    };
    statements.iter().flat_map(of).collect()
}

/// What is hidden of each value, when these cells are.
fn masked(
    computed: &[Computed],
    first: &First<'_>,
    Found { cells, why, rules, done: Done { hidden, .. }, .. }: &Found,
    exceptions: &Exceptions,
) -> Mask {
    let tallies = first.tallies;
    let mut mask = Mask::default();
    for (statement, rule) in tallies.statements.iter().zip(rules) {
        let is_hidden = |tally: usize| hidden.contains(&cells.of_tally[tally]);
        let n = statement.n.is_some_and(is_hidden);
        let over = statement.over.is_some_and(is_hidden);
        let by_set = statement.says == Says::OfSet && !exceptions.show.contains(&(statement.exhibit, statement.place));
        let of_set = rule.filter(|_| by_set);
        let divided = matches!(statement.says, Says::Share | Says::Mean);
        let told = statement.says != Says::OfSet && is_hidden(statement.counted);
        // A share tells its denominator, and so does a mean of whole numbers: where the one goes, the other goes too.
        let value = told || over || (n && divided) || of_set.is_some() || (n && by_set);
        if !(value || n) {
            continue;
        }
        let reason = |tally: usize| why.get(&cells.of_tally[tally]).copied().filter(|_| is_hidden(tally));
        let own = rule.map(Why::First).filter(|_| value);
        let because = own
            .or_else(|| reason(statement.counted))
            .or_else(|| statement.n.into_iter().chain(statement.over).find_map(reason))
            .or(of_set.map(Why::First))
            .unwrap_or(Why::Besides);
        let id = &computed[statement.exhibit].id;
        mask.hide(id, statement.place, Hidden { why: because, value, n });
    }
    mask
}

impl Why {
    /// The rule, where it is one.
    pub fn rule(self) -> Option<Rule> {
        match self {
            Self::First(rule) => Some(rule),
            Self::Besides | Self::ByException => None,
        }
    }
}
