//! From the exhibits to the mask.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Cell, Cells, Same};
use super::exceptions::Exceptions;
use super::facts;
use super::first::First;
use super::judge::judged;
use super::lines::lines;
use super::nested::{Nested, Samples};
use super::relations::{Related, relations};
use super::second::{Done, Second};
use super::span::Span;
use super::tally::{Says, Side, Slots, Statement, Tallies, Vector, less};
use super::units::unprotectable;
use super::{Audit, Earlier, Hidden, Mask, Rule, Why};
use crate::cohort::Data;
use crate::diagnostic::{Code, Finding, Findings};
use crate::spec::Limits;
use crate::statistic::Computed;

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
pub struct Shuffled(Slots);

impl Shuffled {
    /// Those of the exhibits that were computed from it, at this month and at those of earlier releases.
    pub fn of(computed: &[Computed], earlier: &[&[Computed]], data: Data<'_>) -> Self {
        Self(Tallies::of(computed, earlier, data).slots.into_iter().collect())
    }
}

/// Registers of other people, from which the tallies of some exhibits are asked. One in which they cannot be computed is left out.
pub trait Others {
    /// Those in which rows are about other people: what follows from the definitions holds there, too. Where rows would be the same
    /// whoever has them, as one extract alone is about people, they say what others say instead. So many tallies are asked.
    fn shuffled(&self, exhibits: &BTreeSet<usize>, tallies: usize) -> Vec<Shuffled>;

    /// Those in which rows also say other things: where a count is nothing there, too, it is so by definition. Where not all people are in
    /// each, these are before others.
    fn mixed(&self, exhibits: &BTreeSet<usize>, people: &BTreeSet<String>) -> Vec<Shuffled>;
}

/// What must be hidden of the exhibits' values, by the policy that the spec uses, from readers who have the `earlier` releases.
///
/// # Errors
/// What the policy says that cannot be done.
pub fn protect(
    data: Data<'_>,
    computed: &[Computed],
    earlier: &[Earlier],
    others: &dyn Others,
) -> Result<Protected, Findings> {
    let (protected, failed) = proposed(data, computed, earlier, others)?;
    if failed.has_errors() { Err(failed) } else { Ok(protected) }
}

/// The same, and what readers could tell all the same: what would be hidden where nothing may be published.
///
/// # Errors
/// What the policy says that cannot be done.
pub fn proposed(
    data: Data<'_>,
    computed: &[Computed],
    earlier: &[Earlier],
    others: &dyn Others,
) -> Result<(Protected, Findings), Findings> {
    let Some(limits) = data.spec.disclosure.limits() else { return Ok((Protected::default(), Findings::new())) };
    let unprotectable = unprotectable(computed, data);
    if unprotectable.has_errors() {
        return Err(unprotectable);
    }
    let tallies = all_told(data, computed, earlier)?;
    let exceptions = Exceptions::of(limits, computed, data.spec)?;
    let shuffled = slots(others.shuffled(&tallies.exhibits(), tallies.slots.len()));
    let found = Found::of(limits, &tallies, &shuffled, &exceptions);
    let mut facts = facts::found(&found, (&tallies, &exceptions), &shuffled, &|people| {
        slots(others.mixed(&tallies.exhibits(), people))
    });
    if let Some((facts, _)) = &mut facts {
        facts.hide_besides(&found, &tallies, &exceptions);
    }
    let registers = shuffled.len();
    drop(shuffled);
    let both = (&found, facts.as_ref().map(|(facts, _)| facts));
    let mask = masked(computed, &First { limits, tallies: &tallies }, both, &exceptions);
    // Whatever chose it, it is held against all that was found once more.
    let (mut audit, _, failed) = judged(data.spec, (computed, earlier, &tallies), &exceptions, both, &mask);
    audit.registers = registers;
    audit.mixed = facts.map(|(_, mixed)| mixed);
    Ok((Protected { mask, audit }, failed))
}

/// What someone who has a publication and its definitions can tell of few people. Of each value of `seen` they do not see what is
/// hidden there, and see all others; and they have the `earlier` releases.
///
/// # Errors
/// What the policy says that cannot be done, or there is none to hold the publication to.
pub fn attack(
    data: Data<'_>,
    computed: &[Computed],
    earlier: &[Earlier],
    others: &dyn Others,
    seen: &Mask,
) -> Result<(Audit, Findings), Findings> {
    let Some(limits) = data.spec.disclosure.limits() else { return Ok((Audit::default(), Findings::new())) };
    let unprotectable = unprotectable(computed, data);
    if unprotectable.has_errors() {
        return Err(unprotectable);
    }
    let tallies = all_told(data, computed, earlier)?;
    let exceptions = Exceptions::of(limits, computed, data.spec)?;
    let shuffled = slots(others.shuffled(&tallies.exhibits(), tallies.slots.len()));
    let found = Found::known(limits, &tallies, &shuffled, &exceptions);
    let facts = facts::found(&found, (&tallies, &exceptions), &shuffled, &|people| {
        slots(others.mixed(&tallies.exhibits(), people))
    });
    let both = (&found, facts.as_ref().map(|(facts, _)| facts));
    let (mut audit, done, findings) = judged(data.spec, (computed, earlier, &tallies), &exceptions, both, seen);
    audit.registers = shuffled.len();
    audit.mixed = facts.as_ref().map(|(_, mixed)| *mixed);
    audit.close = found.second(&tallies, &exceptions).close(&found.first(), &done);
    Ok((audit, findings))
}

fn slots(registers: Vec<Shuffled>) -> Vec<Slots> {
    registers.into_iter().map(|Shuffled(slots)| slots).collect()
}

/// The tallies of all that readers are told, by this release or by an earlier one.
///
/// # Errors
/// An exhibit that says of how many a value is, where that is none of its tallies: nothing could be promised of it.
fn all_told(data: Data<'_>, computed: &[Computed], earlier: &[Earlier]) -> Result<Tallies, Findings> {
    let before: Vec<&[Computed]> = earlier.iter().map(|earlier| earlier.computed.as_slice()).collect();
    let mut tallies = Tallies::of(computed, &before, data);
    tallies.told_by(earlier);
    let mut findings = Findings::new();
    for exhibit in tallies.unlike.iter().map(|exhibit| &data.spec.exhibits[*exhibit]) {
        let message = format!("the n of `{}` cannot be protected: it is not known whom it counts", exhibit.id.value);
        findings.push(
            Finding::error(Code::UnitsUnprotected, message)
                .at(&data.spec.file, exhibit.id.span.clone(), "this exhibit")
                .help("tell another statistic of the same, or leave the exhibit out of what is published; and tell the makers of Sporbar"),
        );
    }
    if findings.has_errors() { Err(findings) } else { Ok(tallies) }
}

/// What was found of the tallies of a publication.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) limits: Limits,
    pub(super) cells: Cells,
    /// Which of them lie within which.
    pub(super) nested: Nested,
    /// The cells that tell of few people themselves, and why.
    pub(super) why: BTreeMap<usize, Why>,
    /// Why each statement tells of few people, where it does.
    pub(super) rules: Vec<Option<Rule>>,
    /// The cells that nobody printed: the few between two groups, and those.
    pub(super) differences: Vec<(usize, usize, usize)>,
    pub(super) related: Related,
    /// Those of few people that earlier releases tell by themselves: nothing that is hidden now takes that back.
    pub(super) already: BTreeSet<usize>,
    /// What is hidden.
    pub(super) done: Done,
}

impl Found {
    /// What must be hidden of the tallies.
    pub(super) fn of(limits: &Limits, tallies: &Tallies, shuffled: &[Slots], exceptions: &Exceptions) -> Self {
        let mut found = Self::known(limits, tallies, shuffled, exceptions);
        found.hide(tallies, exceptions, &BTreeSet::new());
        found
    }

    /// Hides what must be besides cells that are hidden already.
    pub(super) fn hide(&mut self, tallies: &Tallies, exceptions: &Exceptions, before: &BTreeSet<usize>) {
        self.done = self.second(tallies, exceptions).hide(&self.first(), before);
        // What earlier releases tell is not said once more.
        let stated = published(&tallies.statements, &self.cells);
        let again = self.already.iter().filter(|cell| self.why.contains_key(cell) && stated.contains(cell));
        self.done.hidden.extend(again);
    }

    /// What can be known of the tallies; nothing is hidden yet.
    pub(super) fn known(limits: &Limits, tallies: &Tallies, shuffled: &[Slots], exceptions: &Exceptions) -> Self {
        let mut cells = Cells::new(tallies, shuffled);
        let first = First { limits, tallies };
        let rules: Vec<_> = tallies.statements.iter().map(|statement| rule(&first, &cells, statement)).collect();
        let told = told_before(tallies, &cells);
        let why = primary(&first, &cells, (&rules, exceptions), &told);
        let differences =
            if limits.differences { add_differences(&first, &mut cells, (&why, &told)) } else { Vec::new() };
        Self::with(limits, tallies, cells, (why, rules), differences)
    }

    /// The same of cells of which it is known which tell of few people.
    pub(super) fn with(
        limits: &Limits,
        tallies: &Tallies,
        mut cells: Cells,
        (why, rules): (BTreeMap<usize, Why>, Vec<Option<Rule>>),
        differences: Vec<(usize, usize, usize)>,
    ) -> Self {
        let alike = alike(tallies, &cells, limits.minimum as usize);
        let lines = lines(tallies, &cells);
        let related = relations(&mut cells, &lines, &differences, &alike);
        let told = told_before(tallies, &cells);
        let mut before = Span::new(&related.relations);
        for cell in &told {
            before.publish(*cell);
        }
        let few = why.keys().copied().chain(differences.iter().map(|(few, _, _)| *few));
        let already = few.filter(|cell| before.tells(*cell)).collect();
        let nested = Nested::new(&cells, &Samples::of(&cells));
        Self { limits: limits.clone(), cells, nested, why, rules, differences, related, already, done: Done::default() }
    }

    /// What chooses what is hidden besides, and judges it.
    pub(super) fn second<'a>(&'a self, tallies: &Tallies, exceptions: &Exceptions) -> Second<'a> {
        Second::new(&self.limits, tallies, (&self.cells, &self.nested), &self.related.relations, exceptions)
    }

    /// Whether a tally is hidden.
    pub(super) fn is_hidden(&self, tally: usize) -> bool {
        self.done.hidden.contains(&self.cells.of_tally[tally])
    }

    /// Why a tally tells of few people itself, if it does.
    fn why(&self, tally: usize) -> Option<Why> {
        self.why.get(&self.cells.of_tally[tally]).copied()
    }

    /// The cells that are to be protected: those that are hidden first, and are not told already.
    pub(super) fn first(&self) -> BTreeSet<usize> {
        let all = self.why.keys().copied().chain(self.differences.iter().map(|(few, _, _)| *few));
        all.filter(|cell| !self.already.contains(cell)).collect()
    }
}

/// Why a statement tells of few people. What is none or all by definition tells nothing of anybody.
fn rule(first: &First<'_>, cells: &Cells, statement: &Statement) -> Option<Rule> {
    let counted = cells.of_tally[statement.counted];
    let base = statement.over.or(statement.n).map(|base| cells.of_tally[base]);
    // What was published is judged no more.
    if statement.release > 0 {
        return None;
    }
    let by_definition = cells.all[counted].is_nothing() || base == Some(counted);
    first.value(statement).filter(|rule| !(by_definition && *rule == Rule::Unanimous))
}

/// The cells that tell of few people themselves, and why.
fn primary(
    first: &First<'_>,
    cells: &Cells,
    (rules, exceptions): (&[Option<Rule>], &Exceptions),
    told: &BTreeSet<usize>,
) -> BTreeMap<usize, Why> {
    let mut why: BTreeMap<usize, Why> = BTreeMap::new();
    let mut shown = BTreeSet::new();
    for (statement, rule) in first.tallies.statements.iter().zip(rules) {
        if statement.release > 0 {
            continue;
        }
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
        if exceptions.hide.contains(&at) && statement.says != Says::OfSet && !statement.made_of {
            note(counted, Why::ByException);
        }
        if let Some(rule) = rule.filter(|_| statement.says != Says::OfSet) {
            note(counted, Why::First(rule));
            // Where the counted are known, the others are known by what they are counted among.
            let base = statement.over.or(statement.n).map(|base| cells.of_tally[base]);
            if let Some(base) = base.filter(|base| told.contains(&counted) && !told.contains(base)) {
                note(base, Why::First(rule));
            }
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

/// Two published groups, or sums of amounts, of which one is within the other, with few between: the few are a group that nobody
/// printed. They become cells of their own, which are hidden: each with the greater and the lesser of the two groups.
fn add_differences(
    first: &First<'_>,
    cells: &mut Cells,
    (why, told): (&BTreeMap<usize, Why>, &BTreeSet<usize>),
) -> Vec<(usize, usize, usize)> {
    let mut known = Same::default();
    for (at, cell) in cells.all.iter().enumerate() {
        known.insert(&cell.vectors, at);
    }
    let printed = cells.all.len();
    let samples = Samples::of(cells);
    let mut found = Vec::new();
    let published: BTreeSet<usize> = published(&first.tallies.statements, cells);
    let eligible: Vec<usize> = (0..printed)
        .filter(|at| {
            let cell = &cells.all[*at];
            cell.positive && !cell.real().is_empty() && !why.contains_key(at) && published.contains(at)
        })
        .collect();
    let sizes: Vec<(bool, usize)> = cells.all.iter().map(|cell| (cell.counts, cell.real().len())).collect();
    for one in &eligible {
        let (counts, size) = sizes[*one];
        for other in eligible.iter().filter(|other| *other != one) {
            // Those who are in the one alone are some of those who differ.
            let more = sizes[*other].1.checked_sub(size);
            if sizes[*other].0 != counts || more.is_none_or(|more| more >= first.limits.minimum as usize) {
                continue;
            }
            let (lesser, greater) = (&cells.all[*one], &cells.all[*other]);
            if !samples.is_within(cells, *one, *other) || !first.few(&less(greater.real(), lesser.real())) {
                continue;
            }
            // What earlier releases differ by is known, whatever is hidden now.
            if told.contains(one) && told.contains(other) {
                continue;
            }
            let vectors: Vec<Vector> = greater
                .vectors
                .iter()
                .zip(&lesser.vectors)
                .map(|(greater, lesser)| Vector::new(less(greater, lesser)))
                .collect();
            let at = known.find(&cells.all, &vectors).unwrap_or(cells.all.len());
            if at == cells.all.len() {
                let amount = greater.amount || lesser.amount;
                known.insert(&vectors, at);
                cells.all.push(Cell { vectors, counts, amount, positive: true });
            }
            // A group that somebody printed is judged as such.
            if at >= printed {
                found.push((at, *other, *one));
            }
        }
    }
    found
}

/// Two numbers each of which readers take for one: those of two lines that are of the same units at each label that the lines share,
/// though no definition says so, as where two extracts tell of one thing. Readers who see that the two agree wherever both are shown, in
/// this release or in others, have the one with the other. Lines that differ somewhere have numbers of the same few by chance, which
/// nobody knows. A line is what is counted at the labels along x, or what that is counted among: the children in an effort are the ones
/// that somebody else's shares are of.
fn alike(tallies: &Tallies, cells: &Cells, minimum: usize) -> Vec<(usize, usize)> {
    let mut same: BTreeMap<&Vector, usize> = BTreeMap::new();
    let mut units_of = Vec::with_capacity(cells.all.len());
    for cell in &cells.all {
        let next = same.len();
        units_of.push(*same.entry(cell.real()).or_insert(next));
    }
    let mut by_place: BTreeMap<_, Line<'_>> = BTreeMap::new();
    for (at, (((release, exhibit), part, [facet, series, x], side), _)) in tallies.slots.iter().enumerate() {
        if *release == 0 && matches!(side, Side::Counted | Side::Base) && !x.is_empty() {
            let line = by_place.entry((*exhibit, *part, facet, series, *side == Side::Base)).or_default();
            line.insert(x, cells.of_tally[at]);
        }
    }
    // Series that are counted among the same have one line of those.
    let mut lines: BTreeSet<(usize, bool, &Line<'_>, Option<&Line<'_>>)> = BTreeSet::new();
    for ((exhibit, part, facet, series, base), line) in &by_place {
        let among = by_place.get(&(*exhibit, *part, *facet, *series, true)).filter(|_| !base);
        lines.insert((*exhibit, *base, line, among));
    }
    let lines: Vec<_> = lines.into_iter().collect();
    // Only those that have a number of somebody in common can agree.
    let mut having: BTreeMap<(&String, usize), Vec<usize>> = BTreeMap::new();
    for (at, (_, _, line, _)) in lines.iter().enumerate() {
        for (x, cell) in line.iter().filter(|(_, cell)| !cells.all[**cell].real().is_empty()) {
            having.entry((*x, units_of[*cell])).or_default().push(at);
        }
    }
    let both = |at: &Vec<usize>| {
        let pairs = at.iter().enumerate().flat_map(|(next, one)| at[next + 1..].iter().map(|other| (*one, *other)));
        pairs.filter(|(one, other)| lines[*one].0 != lines[*other].0).collect::<Vec<_>>()
    };
    let sharing: BTreeSet<(usize, usize)> = having.values().flat_map(both).collect();
    let mut pairs = BTreeSet::new();
    for (one, other) in sharing {
        let [(_, one_base, one, one_among), (_, other_base, other, other_among)] = [lines[one], lines[other]];
        let shared: Vec<_> = one.iter().filter_map(|(x, cell)| Some((*x, *cell, *other.get(x)?))).collect();
        if !shared.iter().all(|(_, one, other)| units_of[*one] == units_of[*other]) {
            continue;
        }
        // Beside what others are counted among, only where it is seen: it is of no few, and not all of its own are counted.
        let seen = |(x, cell, _): &(&String, usize, usize)| {
            let all = [one_among, other_among].into_iter().flatten().filter_map(|among| among.get(x));
            cells.all[*cell].real().len() >= minimum && all.into_iter().all(|among| units_of[*among] != units_of[*cell])
        };
        if (one_base || other_base) && !shared.iter().any(seen) {
            continue;
        }
        let differ = shared.into_iter().filter(|(_, one, other)| one != other && !cells.all[*one].real().is_empty());
        pairs.extend(differ.map(|(_, one, other)| (one, other)));
    }
    pairs.into_iter().collect()
}

/// The cell at each label along x.
type Line<'a> = BTreeMap<&'a String, usize>;

/// The cells that an earlier release states.
pub(super) fn told_before(tallies: &Tallies, cells: &Cells) -> BTreeSet<usize> {
    let before: Vec<Statement> = tallies.statements.iter().filter(|statement| statement.release > 0).cloned().collect();
    published(&before, cells)
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
    (found, facts): (&Found, Option<&Found>),
    exceptions: &Exceptions,
) -> Mask {
    let tallies = first.tallies;
    let both = || std::iter::once(found).chain(facts);
    let mut mask = Mask::default();
    let statements = tallies.statements.iter().zip(&found.rules);
    for (statement, rule) in statements.filter(|(statement, _)| statement.release == 0) {
        let is_hidden = |tally: usize| both().any(|found| found.is_hidden(tally));
        let n = statement.n.is_some_and(is_hidden);
        let over = statement.over.is_some_and(is_hidden);
        let by_set = statement.says == Says::OfSet && !exceptions.show.contains(&(statement.exhibit, statement.place));
        let of_set = rule.filter(|_| by_set);
        // No count tells it, so it is hidden itself.
        let excepted = statement.says == Says::OfSet && exceptions.hide.contains(&(statement.exhibit, statement.place));
        let divided = matches!(statement.says, Says::Share | Says::Mean);
        let told = statement.says != Says::OfSet && is_hidden(statement.counted);
        // A share tells its denominator, and so does a mean of whole numbers: where the one goes, the other goes too.
        // So does a number that says of how few it is.
        let n = n || (of_set.is_some() && statement.of.is_some_and(|of| of < f64::from(first.limits.minimum)));
        let value = told || over || (n && divided) || of_set.is_some() || (n && by_set) || excepted;
        if !(value || n) {
            continue;
        }
        let reason = |tally: usize| both().filter(|found| found.is_hidden(tally)).find_map(|found| found.why(tally));
        let own = rule.map(Why::First).filter(|_| value);
        let because = own
            .or_else(|| reason(statement.counted))
            .or_else(|| statement.n.into_iter().chain(statement.over).find_map(reason))
            .or(of_set.map(Why::First))
            .unwrap_or(if excepted { Why::ByException } else { Why::Besides });
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
