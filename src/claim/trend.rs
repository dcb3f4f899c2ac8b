//! Whether numbers in their order go the way that a claim says: up, down, or up and then down.

use super::number::{Number, same};
use super::predicate::Held;
use super::syntax::Trend;
use crate::value::shown;

/// Which way a step goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
    Level,
}

/// A step from one number to the next, and what one sees there.
struct Step {
    way: Way,
    seen: String,
}

/// Whether several numbers, in their order, go as `trend` says.
pub(super) fn trend(number: &Number, text: &str, trend: Trend) -> Held {
    let mut steps = Vec::new();
    let mut missing = number.cells.len() < 2;
    for pair in number.cells.windows(2) {
        let (Some(a), Some(b)) = (pair[0].value, pair[1].value) else {
            missing = true;
            continue;
        };
        let (way, verb) = match (same(a, b), b > a) {
            (true, _) => (Way::Level, "stays"),
            (false, true) => (Way::Up, "rises"),
            (false, false) => (Way::Down, "falls"),
        };
        let (a, b) = (shown(a, &number.unit, 2), shown(b, &number.unit, 2));
        let numbers = if way == Way::Level { format!("at {a}") } else { format!("from {a} to {b}") };
        let (from, to) = (pair[0].at.join(", "), pair[1].at.join(", "));
        steps.push(Step { way, seen: format!("`{text}` {verb} {numbers} between {from} and {to}") });
    }
    let (so, why) = match trend {
        Trend::Rises => straight(&steps, |way| way == Way::Up),
        Trend::Falls => straight(&steps, |way| way == Way::Down),
        Trend::NeverFalls => straight(&steps, |way| way != Way::Down),
        Trend::NeverRises => straight(&steps, |way| way != Way::Up),
        Trend::Peaks => one_turn(&steps, Way::Up),
        Trend::Bottoms => one_turn(&steps, Way::Down),
        Trend::Turns => any_turn(&steps),
    };
    // What is missing can still make a turn where there is none yet, but takes none back.
    let settled = match trend {
        Trend::Turns => so,
        _ => !so && !why.is_empty(),
    };
    if missing && !settled {
        return Held::of(None, vec![format!("`{text}` has not a number at every place, or fewer than two")]);
    }
    if so || why.is_empty() {
        let ends = [number.cells.first(), number.cells.last()];
        let [from, to] = ends.map(|cell| shown(cell.and_then(|cell| cell.value).unwrap_or_default(), &number.unit, 2));
        return Held::of(Some(so), vec![format!("`{text}` goes from {from} to {to}{}", turns_seen(&steps))]);
    }
    Held::of(Some(false), why)
}

/// Where it turns, as a finding tells it.
fn turns_seen(steps: &[Step]) -> String {
    let moving: Vec<&Step> = steps.iter().filter(|step| step.way != Way::Level).collect();
    let turns = moving.windows(2).filter(|pair| pair[0].way != pair[1].way).count();
    match turns {
        0 => " without turning".to_owned(),
        1 => " and turns once".to_owned(),
        turns => format!(" and turns {turns} times"),
    }
}

/// Every step must fit; where it goes the other way says more than where it stays.
fn straight(steps: &[Step], fits: impl Fn(Way) -> bool) -> (bool, Vec<String>) {
    let mut breaks: Vec<&Step> = steps.iter().filter(|step| !fits(step.way)).collect();
    breaks.sort_by_key(|step| step.way == Way::Level);
    (breaks.is_empty(), breaks.into_iter().map(|step| step.seen.clone()).collect())
}

/// It goes one way first and the other way since, and both it does. What refutes it is a step that goes the first way again;
/// that it has not turned yet is no step, and refutes it only where no number is missing.
fn one_turn(steps: &[Step], first: Way) -> (bool, Vec<String>) {
    let moving: Vec<&Step> = steps.iter().filter(|step| step.way != Way::Level).collect();
    let turned = moving.iter().position(|step| step.way != first);
    let back: Vec<String> = match turned {
        Some(at) => moving[at..].iter().filter(|step| step.way == first).map(|step| step.seen.clone()).collect(),
        None => Vec::new(),
    };
    (turned.is_some_and(|at| at > 0) && back.is_empty(), back)
}

/// It goes up somewhere and down somewhere.
fn any_turn(steps: &[Step]) -> (bool, Vec<String>) {
    let goes = |way: Way| steps.iter().any(|step| step.way == way);
    (goes(Way::Up) && goes(Way::Down), Vec::new())
}
