//! Conditions that share out one thing: classes of an age, an amount, a day.

use super::tree::{Comparison, Node, Typed};
use super::{Head, Kind, Sql};
use crate::diagnostic::Ranged;

/// What several conditions ask about.
#[derive(Debug, Clone)]
pub struct Divided {
    /// What each of them compares with what is written out: SQL.
    pub of: Ranged<String>,
    /// Its kind.
    pub kind: Kind,
    /// Whether one of them is a limit (`<`, `BETWEEN`), and not only what it is equal to.
    pub by_limits: bool,
    /// Whether all of them are limits on one side, so that each lies within another: steps, and no classes.
    pub steps: bool,
}

impl Sql<'_> {
    /// The one thing that all of the conditions compare with what is written out; none where they ask about different things,
    /// or something else of it.
    pub fn divided(&self, conditions: &[&Ranged<String>], head: &Head) -> Option<Divided> {
        let typed = |text: &Ranged<String>| self.typed_among(text, head).ok();
        let mut divided: Option<(Typed, Divided)> = None;
        let mut sides = Vec::new();
        for condition in conditions {
            let whole = typed(condition)?;
            let mut about = About::default();
            if !about.take(&whole) {
                return None;
            }
            let first = about.of.first()?;
            if about.of.iter().any(|of| of != first) {
                return None;
            }
            sides.push(about.side);
            match &mut divided {
                Some((of, divided)) if of == *first => divided.by_limits |= about.by_limits,
                Some(_) => return None,
                None => {
                    // What stands at its place must be it, and nothing that it is a part of. The place of a call leaves out the
                    // bracket at its end.
                    let written = |more: usize| {
                        let place = first.place.start..first.place.end + more;
                        let of = (*condition).clone().map(|text| text.get(place).unwrap_or_default().to_owned());
                        typed(&of).is_some_and(|of| of == **first).then_some(of)
                    };
                    let of = written(0).or_else(|| written(1))?;
                    divided = Some((
                        (*first).clone(),
                        Divided { of, kind: first.kind, by_limits: about.by_limits, steps: false },
                    ));
                }
            }
        }
        let side = sides.iter().copied().reduce(Side::and).unwrap_or(Side::Open);
        divided.map(|(_, divided)| Divided { steps: matches!(side, Side::Above | Side::Below), ..divided })
    }
}

/// On which side of its limits a condition holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Side {
    /// It has none: all that is known.
    #[default]
    Open,
    Above,
    Below,
    /// On both, between, or somewhere else.
    Other,
}

impl Side {
    /// That of two conditions together.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Open, side) | (side, Self::Open) => side,
            (one, other) if one == other => one,
            _ => Self::Other,
        }
    }
}

/// What a condition compares with what is written out.
#[derive(Default)]
struct About<'t> {
    of: Vec<&'t Typed>,
    by_limits: bool,
    side: Side,
}

impl<'t> About<'t> {
    /// Takes in what the condition compares; false where it asks something else.
    fn take(&mut self, typed: &'t Typed) -> bool {
        match &typed.node {
            Node::Not(one) => {
                self.side = Side::Other;
                self.take(one)
            }
            Node::And(all) | Node::Or(all) => all.iter().all(|one| self.take(one)),
            Node::Compare(how, one, other) => {
                self.by_limits |= !matches!(how, Comparison::Equal | Comparison::Unequal);
                // A limit that stands in front is asked the other way round.
                let how = if one.literal().is_some() { how.turned() } else { *how };
                self.side = self.side.and(match how {
                    Comparison::Greater | Comparison::AtLeast => Side::Above,
                    Comparison::Less | Comparison::AtMost => Side::Below,
                    Comparison::Equal | Comparison::Unequal => Side::Other,
                });
                self.compared(one, other)
            }
            Node::Distinct(one, other, _) => {
                self.side = Side::Other;
                self.compared(one, other)
            }
            Node::In(one, all, _) => {
                self.side = Side::Other;
                all.iter().all(|other| self.compared(one, other))
            }
            Node::Empty(one, wants_nothing) => {
                if *wants_nothing {
                    self.side = Side::Other;
                }
                self.of.push(one);
                true
            }
            _ => false,
        }
    }

    fn compared(&mut self, one: &'t Typed, other: &'t Typed) -> bool {
        let of = match (one.literal(), other.literal()) {
            (None, Some(_)) => one,
            (Some(_), None) => other,
            _ => return false,
        };
        self.of.push(of);
        true
    }
}

#[cfg(test)]
mod tests {
    use polars::prelude::*;

    use super::*;

    fn divided(conditions: &[&str]) -> Option<(String, bool)> {
        let frame = df!("alder" => [1i64], "Ind" => ["a"], "pris" => [0.5]).expect("a frame");
        let texts: Vec<Ranged<String>> = conditions.iter().map(|text| Ranged::new((*text).to_owned(), 0..0)).collect();
        let divided = Sql::default().divided(&texts.iter().collect::<Vec<_>>(), &Head::of(&frame))?;
        Some((divided.of.value, divided.by_limits))
    }

    #[test]
    fn classes_of_one_thing_are_found() {
        assert_eq!(divided(&["alder < 25", "alder BETWEEN 35 AND 44", "45 <= alder"]), Some(("alder".into(), true)));
        assert_eq!(divided(&["alder % 10 IN (1, 2)", "3 = alder % 10"]), Some(("alder % 10".into(), false)));
        let tens = "DIV(alder, 10)";
        assert_eq!(divided(&["(DIV(alder, 10)) IN (1, 2)", "DIV(alder, 10) = 3"]), Some((tens.into(), false)));
        assert_eq!(divided(&["alder >= 3 AND NOT (alder > 5)", "alder IS NULL"]), Some(("alder".into(), true)));
        assert_eq!(divided(&["\"Ind\" = 'a'", "Ind = 'b' OR Ind = 'c'"]), Some(("\"Ind\"".into(), false)));
    }

    #[test]
    fn steps_hold_on_one_side_of_their_limits() {
        let steps = |conditions: &[&str]| {
            let frame = df!("alder" => [1i64]).expect("a frame");
            let texts: Vec<Ranged<String>> =
                conditions.iter().map(|text| Ranged::new((*text).to_owned(), 0..0)).collect();
            Sql::default().divided(&texts.iter().collect::<Vec<_>>(), &Head::of(&frame)).expect("one thing").steps
        };
        assert!(steps(&["alder >= 25", "alder > 35", "45 <= alder"]));
        assert!(steps(&["alder IS NOT NULL", "alder < 25", "alder IS NOT NULL AND alder < 20"]));
        for classes in [
            &["alder >= 25", "alder < 20"][..],
            &["alder >= 25", "alder BETWEEN 30 AND 40"],
            &["alder >= 25", "alder = 30"],
            &["alder >= 25", "alder IS NULL"],
            &["alder >= 25", "NOT (alder >= 30)"],
            &["alder IN (1, 2)", "alder IS NOT NULL"],
        ] {
            assert!(!steps(classes), "{classes:?}");
        }
    }

    #[test]
    fn conditions_of_several_things_are_no_classes() {
        assert_eq!(divided(&["alder < 25", "pris >= 2"]), None);
        assert_eq!(divided(&["alder < 25 AND pris > 1", "alder >= 25"]), None);
        assert_eq!(divided(&["alder < pris", "alder >= 25"]), None);
        assert_eq!(divided(&["TRUE", "alder >= 25"]), None);
    }
}
