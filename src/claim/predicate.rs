//! What can be said of numbers, and whether it is so: comparisons, trends, constancy, ranks.
//!
//! With a number missing a statement is neither true nor false, unless the numbers that are there refute it already.

use std::cmp::Ordering;

use super::number::{Cell, Number, Pair, same};
use super::syntax::{Literal, LiteralUnit, Op, Rank};
use crate::locale;
use crate::value::{Unit, shown};

/// Whether a statement is so of the numbers at some keys, and what one sees there.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Held {
    pub(super) at: Vec<String>,
    /// None where it cannot be decided.
    pub(super) so: Option<bool>,
    /// What one sees: why it is so, is not, or cannot be decided.
    pub(super) why: Vec<String>,
}

impl Held {
    /// A statement about all of several numbers.
    pub(super) fn of(so: Option<bool>, why: Vec<String>) -> Self {
        Self { at: Vec::new(), so, why }
    }

    fn seen(at: &[String], so: Option<bool>, why: String) -> Self {
        let why = if at.is_empty() { why } else { format!("{why} at {}", at.join(", ")) };
        Self { at: at.to_vec(), so, why: vec![why] }
    }
}

/// How near is near.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Tolerance {
    /// So much, in the numbers' own unit.
    Absolute(f64),
    /// This fraction of what it is compared with.
    Relative(f64),
}

impl Tolerance {
    pub(super) fn around(self, value: f64) -> f64 {
        match self {
            Self::Absolute(by) => by,
            Self::Relative(part) => part * value.abs(),
        }
    }
}

/// Two numbers to compare, with how they were written.
pub(super) struct Compared<'a> {
    pub(super) op: Op,
    pub(super) unit: &'a Unit,
    pub(super) tolerance: Option<Tolerance>,
    /// The literal that the left number is to be printed as.
    pub(super) printed: Option<&'a Literal>,
    pub(super) left: &'a str,
    pub(super) right: &'a str,
}

/// Whether a share of `n` can be printed as a literal says: whether some whole number of them is that share.
fn printable(wanted: f64, n: u64, literal: &Literal) -> bool {
    let nearest = (wanted * n as f64).round();
    [nearest - 1.0, nearest, nearest + 1.0].into_iter().any(|count| prints_as(count / n as f64, wanted, literal))
}

impl Compared<'_> {
    pub(super) fn judge(&self, pair: &Pair) -> Held {
        let at = &pair.at;
        let value = |cell: &Option<Cell>| cell.as_ref().and_then(|cell| cell.value);
        let (left, right) = (value(&pair.left), value(&pair.right));
        let (Some(a), Some(b)) = (left, right) else {
            let missing = if left.is_none() { self.left } else { self.right };
            return Held::seen(at, None, format!("there is no number for `{missing}`"));
        };
        let holds = match self.printed {
            Some(literal) => prints_as(a, b, literal),
            None => self.holds(a, b),
        };
        let (a_shown, b_shown) = self.both_shown(a, b);
        let says = if holds { "" } else { "not " };
        let n = pair.left.as_ref().and_then(|cell| cell.n).filter(|n| *n > 0 && *self.unit == Unit::Share);
        let how = match (self.printed, self.tolerance) {
            (Some(literal), _) => match n.filter(|n| !printable(b, *n, literal)) {
                Some(n) => format!(" when it is rounded; no whole number of {n} is"),
                None => " when it is rounded".to_owned(),
            },
            (None, Some(tolerance)) => {
                format!(" (within {})", shown(tolerance.around(b), &distance_unit(self.unit), 2))
            }
            (None, None) => String::new(),
        };
        let right = if self.right.starts_with(|first: char| first.is_ascii_digit()) {
            b_shown
        } else {
            format!("`{}`, which is {b_shown}", self.right)
        };
        Held::seen(at, Some(holds), format!("`{}` is {a_shown}, {says}{} {right}{how}", self.left, self.op.words()))
    }

    fn holds(&self, a: f64, b: f64) -> bool {
        let by = self.tolerance.map_or(0.0, |tolerance| tolerance.around(b));
        let above = a > b && !same(a, b);
        let below = a < b && !same(a, b);
        let near = (a - b).abs() <= by || same((a - b).abs(), by);
        match self.op {
            Op::Above => above,
            Op::Below => below,
            Op::AtLeast => !below,
            Op::AtMost => !above,
            Op::Equal => same(a, b),
            Op::Unequal => !same(a, b),
            Op::Near => near,
            Op::JustUnder => below && near,
            Op::JustOver => above && near,
        }
    }

    /// Both numbers with as many decimals as it takes to tell them apart.
    fn both_shown(&self, a: f64, b: f64) -> (String, String) {
        let with = |digits| (shown(a, self.unit, digits), shown(b, self.unit, digits));
        [1, 2, 4, 8].into_iter().map(with).find(|(a, b)| a != b).unwrap_or_else(|| with(2))
    }
}

/// The unit of the distance between two numbers of a unit.
pub(super) fn distance_unit(unit: &Unit) -> Unit {
    if *unit == Unit::Share { Unit::Points } else { unit.clone() }
}

/// Whether a number is printed as the literal stands, with the literal's decimals.
fn prints_as(value: f64, wanted: f64, literal: &Literal) -> bool {
    let scale = if matches!(literal.unit, LiteralUnit::Percent | LiteralUnit::Points) { 100.0 } else { 1.0 };
    let printed = |value: f64| locale::rounded(value * scale, literal.decimals);
    printed(value).partial_cmp(&printed(wanted)) == Some(Ordering::Equal)
}

/// Whether several numbers are all near their mean.
pub(super) fn constant(number: &Number, text: &str, tolerance: Tolerance) -> Held {
    let there: Vec<&Cell> = number.cells.iter().filter(|cell| cell.value.is_some()).collect();
    let complete = there.len() == number.cells.len() && there.len() > 1;
    if !complete {
        return Held::seen(&[], None, format!("`{text}` has not a number at every place, or fewer than two"));
    }
    let mut sorted: Vec<f64> = there.iter().filter_map(|cell| cell.value).collect();
    sorted.sort_by(f64::total_cmp);
    let mean = sorted.iter().sum::<f64>() / there.len() as f64;
    let by = tolerance.around(mean);
    let near = |value: f64| (value - mean).abs() <= by || same((value - mean).abs(), by);
    let say = |value: f64| shown(value, &number.unit, 2);
    let off: Vec<String> = there
        .iter()
        .filter_map(|cell| cell.value.filter(|value| !near(*value)).map(|value| (cell, value)))
        .map(|(cell, value)| {
            let by = shown(by, &distance_unit(&number.unit), 2);
            format!("`{text}` is {} at {}, not within {by} of its mean {}", say(value), cell.at.join(", "), say(mean))
        })
        .collect();
    if off.is_empty() {
        return Held::seen(&[], Some(true), format!("`{text}` stays near its mean {}", say(mean)));
    }
    Held { at: Vec::new(), so: Some(false), why: off }
}

/// Whether a number has a place among several. `itself` says that the number is one of them.
pub(super) fn rank(number: &Number, text: &str, rank: Rank, among: &Number, itself: bool) -> Held {
    let Some(value) = number.value() else {
        return Held::seen(&[], None, format!("there is no number for `{text}`"));
    };
    let there: Vec<(&Cell, f64)> = among.cells.iter().filter_map(|cell| Some((cell, cell.value?))).collect();
    let missing = among.cells.len() - there.len();
    let count = |test: &dyn Fn(f64) -> bool| there.iter().filter(|(_, other)| test(*other)).count();
    let above = count(&|other| other > value && !same(other, value));
    let below = count(&|other| other < value && !same(other, value));
    let equal = count(&|other| same(other, value)).saturating_sub(usize::from(itself));
    let (better, place) = match rank {
        Rank::Lowest | Rank::Bottom(_) => (below, "lowest"),
        _ => (above, "highest"),
    };
    let so = match rank {
        Rank::Highest | Rank::Lowest => {
            if better + equal > 0 {
                Some(false)
            } else {
                (missing == 0).then_some(true)
            }
        }
        Rank::Number(wanted) => {
            if missing > 0 {
                None
            } else {
                Some(above + 1 == wanted && equal == 0)
            }
        }
        Rank::Top(wanted) | Rank::Bottom(wanted) => {
            if better + equal >= wanted {
                Some(false)
            } else {
                (better + equal + missing < wanted).then_some(true)
            }
        }
    };
    if there.is_empty() || so.is_none() {
        return Held::seen(&[], None, format!("`{text}` is compared with values of which {missing} are missing"));
    }
    let tied = if equal > 0 { format!(", with {equal} as high") } else { String::new() };
    let numbers: Vec<String> = there
        .iter()
        .take(8)
        .map(|(cell, value)| format!("{} {}", cell.at.join(", "), shown(*value, &among.unit, 2)))
        .collect();
    let value = shown(value, &number.unit, 2);
    let why = format!("`{text}` is {value}, number {} from the {place}{tied}: {}", better + 1, numbers.join("; "));
    Held::seen(&[], so, why)
}

/// The first few: enough to see what is wrong.
pub(super) fn first(mut reasons: Vec<String>) -> Vec<String> {
    const SHOWN: usize = 4;
    if reasons.len() > SHOWN {
        let more = reasons.len() - SHOWN;
        reasons.truncate(SHOWN);
        reasons.push(format!("and {more} more"));
    }
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(op: Op, tolerance: Option<Tolerance>, a: f64, b: f64) -> bool {
        let unit = Unit::Number;
        Compared { op, unit: &unit, tolerance, printed: None, left: "a", right: "b" }.holds(a, b)
    }

    #[test]
    fn what_binary_arithmetic_does_to_a_number_makes_it_no_other() {
        let third = 0.1 + 0.2;
        for (op, so) in [
            (Op::Above, false),
            (Op::Below, false),
            (Op::AtLeast, true),
            (Op::AtMost, true),
            (Op::Equal, true),
            (Op::Unequal, false),
        ] {
            assert_eq!(holds(op, None, third, 0.3), so, "{op:?}");
            assert_eq!(holds(op, None, 0.3, third), so, "{op:?}");
        }
        for (op, over, under) in [
            (Op::Above, true, false),
            (Op::Below, false, true),
            (Op::AtLeast, true, false),
            (Op::AtMost, false, true),
            (Op::Equal, false, false),
            (Op::Unequal, true, true),
        ] {
            assert_eq!(holds(op, None, 0.301, 0.3), over, "{op:?}");
            assert_eq!(holds(op, None, 0.299, 0.3), under, "{op:?}");
        }
    }

    #[test]
    fn near_reaches_to_the_tolerance_and_just_under_and_over_are_a_side_of_it() {
        // The distance 0.30 - 0.28 is 0.020000000000000018 in binary.
        let points = Some(Tolerance::Absolute(0.02));
        for (a, near, under, over) in [
            (0.27, false, false, false),
            (0.28, true, true, false),
            (0.30, true, false, false),
            (0.32, true, false, true),
            (0.33, false, false, false),
        ] {
            assert_eq!(holds(Op::Near, points, a, 0.30), near, "{a}");
            assert_eq!(holds(Op::JustUnder, points, a, 0.30), under, "{a}");
            assert_eq!(holds(Op::JustOver, points, a, 0.30), over, "{a}");
        }
        // Five percent of what it is compared with, whatever its sign.
        let part = Some(Tolerance::Relative(0.05));
        for (a, b, near) in
            [(190.0, 200.0, true), (189.0, 200.0, false), (-210.0, -200.0, true), (-211.0, -200.0, false)]
        {
            assert_eq!(holds(Op::Near, part, a, b), near, "{a} {b}");
        }
    }

    fn several(values: &[Option<f64>]) -> Number {
        let cells = values.iter().map(|value| Cell { at: vec!["x".to_owned()], value: *value, n: None });
        Number { unit: Unit::Number, many: true, cells: cells.collect() }
    }

    #[test]
    fn a_place_is_shared_by_those_who_are_equal_and_left_open_by_those_who_are_missing() {
        let (so, not) = (Some(true), Some(false));
        let among = [Some(5.0), Some(3.0), Some(3.0), Some(1.0)];
        let open = [Some(5.0), None, Some(1.0)];
        for (value, wanted, others, itself, answer) in [
            (5.0, Rank::Highest, &among[..], true, so),
            (3.0, Rank::Highest, &among, true, not),
            (1.0, Rank::Lowest, &among, true, so),
            (3.0, Rank::Lowest, &among, true, not),
            (5.0, Rank::Number(1), &among, true, so),
            (5.0, Rank::Number(2), &among, true, not),
            // Two are second.
            (3.0, Rank::Number(2), &among, true, not),
            (1.0, Rank::Number(4), &among, true, so),
            (5.0, Rank::Top(1), &among, true, so),
            (3.0, Rank::Top(2), &among, true, not),
            (3.0, Rank::Top(3), &among, true, so),
            (1.0, Rank::Top(3), &among, true, not),
            (1.0, Rank::Bottom(1), &among, true, so),
            (3.0, Rank::Bottom(2), &among, true, not),
            (3.0, Rank::Bottom(3), &among, true, so),
            // Not one of them, and as high as one.
            (5.0, Rank::Highest, &among, false, not),
            (6.0, Rank::Highest, &among, false, so),
            (0.0, Rank::Lowest, &among, false, so),
            // One that is missing may be higher, but takes back no other that is.
            (5.0, Rank::Highest, &open, true, None),
            (1.0, Rank::Highest, &open, true, not),
            (5.0, Rank::Number(1), &open, true, None),
            (5.0, Rank::Top(1), &open, true, None),
            (5.0, Rank::Top(2), &open, true, so),
            (1.0, Rank::Bottom(2), &open, true, so),
            (5.0, Rank::Bottom(1), &open, true, not),
        ] {
            let number = Number::one(Some(value), Unit::Number);
            let held = rank(&number, "a", wanted, &several(others), itself);
            assert_eq!(held.so, answer, "{value} {wanted:?} of {others:?}: {:?}", held.why);
        }
        assert_eq!(rank(&Number::one(None, Unit::Number), "a", Rank::Highest, &several(&among), true).so, None);
    }

    #[test]
    fn what_is_constant_is_near_its_mean_at_every_place() {
        let constant = |values: &[Option<f64>], by: f64| constant(&several(values), "a", Tolerance::Absolute(by)).so;
        // The mean of 9, 10 and 11 is 10.
        assert_eq!(constant(&[Some(9.0), Some(11.0), Some(10.0)], 1.0), Some(true));
        assert_eq!(constant(&[Some(9.0), Some(11.0), Some(10.0)], 0.9), Some(false));
        assert_eq!(constant(&[Some(9.0), None, Some(10.0)], 1.0), None);
        assert_eq!(constant(&[Some(9.0)], 1.0), None);
    }

    #[test]
    fn of_many_reasons_four_are_told_and_how_many_more_there_are() {
        let reasons = |count: usize| first((1..=count).map(|n| n.to_string()).collect());
        assert_eq!(reasons(4), ["1", "2", "3", "4"]);
        assert_eq!(reasons(6), ["1", "2", "3", "4", "and 2 more"]);
    }
}
