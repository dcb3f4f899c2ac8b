//! What a mask, whoever chose it, leaves for readers to find out: looked for over the whole publication.

use std::collections::BTreeSet;

use super::exceptions::Exceptions;
use super::protect::Found;
use super::second::Done;
use super::span::Span;
use super::tally::{Says, Statement, Tallies};
use super::{Audit, Earlier, Mask};
use crate::diagnostic::{Code, Finding, Findings};
use crate::spec::Spec;
use crate::statistic::Computed;
use crate::value::Key;

/// What a mask comes to, and all that is still told, exactly or too closely: of what is found, and of the zeros that are facts.
pub(super) fn judged(
    spec: &Spec,
    (computed, earlier, tallies): (&[Computed], &[Earlier], &Tallies),
    exceptions: &Exceptions,
    (found, facts): (&Found, Option<&Found>),
    mask: &Mask,
) -> (Audit, Done, Findings) {
    let mut findings = Findings::new();
    let mut already = Vec::new();
    let look = Look::new(spec, tallies, (found, exceptions), mask);
    let mut told = look.statements((spec, earlier, tallies), &mut already, &mut findings);
    let facts = facts.map(|facts| Look::new(spec, tallies, (facts, exceptions), mask));
    if let Some(facts) = &facts {
        facts.statements((spec, earlier, tallies), &mut already, &mut findings);
    }
    let Look { span, done, .. } = look;
    let mut excepted = BTreeSet::new();
    for (statement, rule) in tallies.statements.iter().zip(&found.rules) {
        let at = (statement.exhibit, statement.place);
        if statement.release == 0 && rule.is_some() && exceptions.show.contains(&at) && excepted.insert(at) {
            let message =
                format!("{} tells of few people, and is published by exception", named(spec, earlier, statement));
            findings.push(Finding::warning(Code::SmallGroupShown, message).at(
                &spec.file,
                spec.exhibits[statement.exhibit].id.span.clone(),
                "this exhibit",
            ));
        }
        // What only the set of units decides is no tally: it is shown, or it is not.
        let id = &spec.exhibits[statement.exhibit].id.value;
        let shown = mask.of(id, statement.place).is_none_or(|hidden| !hidden.value);
        let excepted = exceptions.show.contains(&(statement.exhibit, statement.place));
        if statement.says == Says::OfSet && statement.release == 0 && rule.is_some() && shown && !excepted {
            let message = format!("{} tells of few people, and is published", named(spec, earlier, statement));
            findings.push(finding(spec, (Code::ValueRecoverable, message), statement));
        }
    }
    for (few, greater, lesser) in &found.differences {
        let closely = done.beyond.contains(few) && !span.tells(*few);
        let is_told = found.already.contains(few) || span.tells(*few) || done.unprotected.contains(few) || closely;
        if !told.insert(*few) || !is_told {
            continue;
        }
        let of = |cell: usize| {
            tallies.statements.iter().find(|statement| {
                let tallies = std::iter::once(statement.counted).chain(statement.n).chain(statement.over);
                tallies.map(|tally| found.cells.of_tally[tally]).any(|known| known == cell)
            })
        };
        let (Some(greater), Some(lesser)) = (of(*greater), of(*lesser)) else { continue };
        if found.already.contains(few) || closely {
            let [greater, lesser] = [greater, lesser].map(|statement| named(spec, earlier, statement));
            let what = format!("the few by whom the groups of {greater} and of {lesser} differ");
            // The counted and those they are counted among may differ by few each.
            if !already.contains(&what) {
                already.push(what);
            }
            continue;
        }
        let message = format!(
            "the groups of {} and of {} differ by few people, and readers can tell",
            named(spec, earlier, greater),
            named(spec, earlier, lesser)
        );
        let before = greater.release + lesser.release > 0;
        let code = if before { Code::ReleaseDiffersByFew } else { Code::ValueRecoverable };
        findings.push(finding(spec, (code, message), greater));
    }

    for what in &already {
        // That an earlier release tells it is proven, that no hiding helps is only what was found.
        let message = format!(
            "an earlier release tells {what} by itself or closely, or nothing was found that could be hidden now to protect it: few people"
        );
        findings.push(Finding::warning(Code::ReleaseDiffersByFew, message));
    }

    let values = computed.iter().map(|exhibit| exhibit.values.rows.len()).sum();
    let mut audit = Audit::of(mask, values);
    audit.earlier = earlier.iter().map(|earlier| (earlier.name.clone(), earlier.unused)).collect();
    let few = found.differences.iter().map(|(few, _, _)| few);
    audit.cells = found.cells.of_tally.iter().chain(few).collect::<BTreeSet<_>>().len();
    // Of each margin one equation says what it is: that is none between what is printed.
    audit.relations = found.related.relations.len() - (found.cells.all.len() - audit.cells);
    audit.odd_relations = found.related.odd;
    audit.differences = found.differences.iter().map(|(few, _, _)| *few).collect::<BTreeSet<_>>().len();
    let done_of_facts = || facts.iter().map(|facts| &facts.done);
    audit.protected = done.protected + done_of_facts().map(|done| done.protected).sum::<usize>();
    audit.unprotected = done.unprotected.len() + done_of_facts().map(|done| done.unprotected.len()).sum::<usize>();
    audit.already = already;
    audit.not_people = tallies.not_people.iter().map(|exhibit| computed[*exhibit].id.clone()).collect();
    (audit, done, findings)
}

/// What readers of what a mask leaves have.
struct Look<'a> {
    found: &'a Found,
    /// The cells that they read.
    readable: BTreeSet<usize>,
    /// What they can compute.
    span: Span,
    /// Which cells of few have two worlds.
    done: Done,
}

impl<'a> Look<'a> {
    fn new(spec: &Spec, tallies: &Tallies, (found, exceptions): (&'a Found, &Exceptions), mask: &Mask) -> Self {
        let readable = readable(spec, tallies, found, mask);
        let mut span = Span::new(&found.related.relations);
        for cell in &readable {
            span.publish(*cell);
        }
        let hidden = (0..found.cells.all.len()).filter(|cell| !readable.contains(cell)).collect();
        let done = found.second(tallies, exceptions).judge(&found.first(), hidden, &found.done.worlds);
        Self { found, readable, span, done }
    }

    /// What statements tell of few people. What earlier releases tell joins `already`. Which cells were looked at.
    fn statements(
        &self,
        (spec, earlier, tallies): (&Spec, &[Earlier], &Tallies),
        already: &mut Vec<String>,
        findings: &mut Findings,
    ) -> BTreeSet<usize> {
        let Self { found, readable, span, done } = self;
        let mut told = BTreeSet::new();
        for statement in &tallies.statements {
            let cell = found.cells.of_tally[statement.counted];
            if statement.says == Says::OfSet || !found.why.contains_key(&cell) || !told.insert(cell) {
                continue;
            }
            let named = |statement: &Statement| named(spec, earlier, statement);
            let closely = done.beyond.contains(&cell) && !span.tells(cell);
            let (code, what) = if found.already.contains(&cell) || closely {
                already.push(named(statement));
                continue;
            } else if readable.contains(&cell) {
                (Code::ValueRecoverable, "tells of few people, and is published")
            } else if span.tells(cell) {
                (Code::ValueRecoverable, "is hidden and can be computed from what is published")
            } else if done.unprotected.contains(&cell) {
                (Code::ValueTooClose, "is hidden and can be known too closely from what is published")
            } else {
                continue;
            };
            findings.push(finding(spec, (code, format!("{} {what}", named(statement))), statement));
        }
        told
    }
}

/// The cells that a reader of what the mask leaves knows.
fn readable(spec: &Spec, tallies: &Tallies, found: &Found, mask: &Mask) -> BTreeSet<usize> {
    let of_tally = &found.cells.of_tally;
    let mut readable = BTreeSet::new();
    for statement in &tallies.statements {
        // Of earlier releases only that is there which their readers have.
        let of_now = (statement.release == 0).then_some(mask);
        let hidden =
            of_now.and_then(|mask| mask.of(&spec.exhibits[statement.exhibit].id.value, statement.place).copied());
        let own = hidden.is_none_or(|hidden| !hidden.value) && statement.says != Says::OfSet;
        let n = hidden.is_none_or(|hidden| !hidden.n);
        readable.extend(statement.n.filter(|_| n).into_iter().map(|n| of_tally[n]));
        if own {
            readable.insert(of_tally[statement.counted]);
            readable.extend(statement.over.map(|over| of_tally[over]));
        }
    }
    readable
}

fn named(spec: &Spec, earlier: &[Earlier], statement: &Statement) -> String {
    let Key { facet, series, x, stat } = &statement.key;
    let key: Vec<&str> = [facet, series, x].into_iter().map(String::as_str).filter(|key| !key.is_empty()).collect();
    let release = statement.release.checked_sub(1).and_then(|at| earlier.get(at));
    let release = release.map(|earlier| format!(" in the release of {}", earlier.name)).unwrap_or_default();
    format!("`{}` [{}] {}{release}", spec.exhibits[statement.exhibit].id.value, key.join(", "), stat.name())
}

fn finding(spec: &Spec, (code, message): (Code, String), statement: &Statement) -> Finding {
    let exhibit = &spec.exhibits[statement.exhibit];
    let help = if code == Code::ReleaseDiffersByFew {
        "an earlier release shows one of the two: wait until more have come or gone, tell the exhibit in larger groups (`attack --suggest` \
         with `--earlier`), or leave it out of this release"
    } else {
        "take out an exception that shows what gives it away, or tell the exhibit in coarser groups"
    };
    Finding::error(code, message).at(&spec.file, exhibit.id.span.clone(), "this exhibit").help(help)
}
