//! An exhibit in larger groups: what an author could write where small numbers are hidden.

use std::fmt;

use super::{Around, Axis, Exhibit, Follow, Measure, Over, Part, Timeline};
use crate::diagnostic::Ranged;
use crate::value::Dimension;

/// A way to tell an exhibit in larger groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coarser {
    /// Without one of its axes.
    Without(Dimension),
    /// With some labels of an axis as one.
    Together(Dimension, Together),
    /// In blocks of three months around an event.
    Blocks,
    /// In quarters of the calendar.
    Quarters,
    /// In half-years of the calendar.
    HalfYears,
    /// In years of the calendar.
    Years,
    /// Of the same people in all windows around an event.
    Whole,
}

/// Labels that become one, and all that the axis has now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// The labels.
    pub labels: Vec<String>,
    /// All of the axis, in reading order.
    pub of: Vec<String>,
}

impl fmt::Display for Coarser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Without(axis) => write!(f, "without {}", axis.name()),
            Self::Together(axis, Together { labels, .. }) => {
                let labels: Vec<String> = labels.iter().map(|label| format!("«{label}»")).collect();
                write!(f, "{} {} as one", axis.name(), labels.join(" and "))
            }
            Self::Blocks => f.write_str("three months at a time"),
            Self::Quarters => f.write_str("quarters instead of months"),
            Self::HalfYears => f.write_str("half-years instead of shorter periods"),
            Self::Years => f.write_str("years instead of shorter periods"),
            Self::Whole => f.write_str("of those only who are followed in all of the windows"),
        }
    }
}

impl Exhibit {
    /// The exhibit told so; none where that cannot be, or is what it is already.
    pub fn coarser(&self, by: &Coarser) -> Option<Self> {
        let mut exhibit = self.clone();
        let mut changed = false;
        for part in &mut exhibit.parts {
            changed |= match by {
                // What a share is of would be gone.
                Coarser::Without(Dimension::Series) | Coarser::Together(Dimension::Series, _)
                    if part.share_of.is_some() =>
                {
                    return None;
                }
                Coarser::Without(axis) => own(*axis, part).take().is_some(),
                Coarser::Together(axis, labels) => together(own(*axis, part), labels),
                Coarser::Blocks | Coarser::Quarters | Coarser::HalfYears | Coarser::Years | Coarser::Whole => {
                    longer(part, by)
                }
            };
        }
        changed.then_some(exhibit)
    }
}

/// Makes one label of several; whether the axis has them.
fn together(axis: &mut Option<Axis>, Together { labels, of }: &Together) -> bool {
    let Some(all) = axis.as_ref().and_then(|axis| by_filters(axis, of)) else { return false };
    let is_one = |(label, _): &(Ranged<String>, Ranged<String>)| labels.contains(&label.value);
    let one: Vec<_> = all.iter().filter(|label| is_one(label)).cloned().collect();
    let [(label, filter), _, ..] = one.as_slice() else { return false };
    let any: Vec<String> = one.iter().map(|(_, filter)| format!("({})", filter.value)).collect();
    let name = Ranged::new(labels.join(" / "), label.span.clone());
    let merged = (name, Ranged::new(any.join(" OR "), filter.span.clone()));
    let first = all.iter().position(is_one);
    let told = all.into_iter().enumerate().filter_map(|(at, label)| {
        if Some(at) == first { Some(merged.clone()) } else { (!is_one(&label)).then_some(label) }
    });
    *axis = Some(Axis::Labels(told.collect()));
    true
}

/// An axis as labels with filters; none where that says something else.
fn by_filters(axis: &Axis, labels: &[String]) -> Option<Vec<(Ranged<String>, Ranged<String>)>> {
    let by = |of: &str, span: &std::ops::Range<usize>| {
        let each = labels.iter().map(|label| {
            let filter = format!("{of} = '{}'", label.replace('\'', "''"));
            (Ranged::new(label.clone(), span.clone()), Ranged::new(filter, span.clone()))
        });
        Some(each.collect())
    };
    match axis {
        Axis::Labels(labels) => Some(labels.clone()),
        Axis::Column(name) if name.value != "period" => by(&name.value, &name.span),
        Axis::States(states) => by("state", &states.first()?.span),
        // A total counts all of them once more.
        Axis::Classes(classes) if classes.total.is_none() => by(&format!("({})", classes.of.value), &classes.of.span),
        Axis::Column(_) | Axis::Classes(_) | Axis::Range { .. } => None,
    }
}

/// Takes longer windows of time; whether there are some.
fn longer(part: &mut Part, by: &Coarser) -> bool {
    if let Some(Axis::Range { of, until }) = part.x.as_mut().filter(|_| *by == Coarser::Years) {
        for text in std::iter::once(of).chain(until) {
            text.value = format!("LEFT(CAST(({}) AS VARCHAR), 4)", text.value);
        }
        return true;
    }
    let Some(over) = over(&mut part.measure) else { return false };
    if let (
        Timeline::MonthsAround(around) | Timeline::HalfYearsAround(around) | Timeline::BlocksAround(around, _),
        Coarser::Whole,
    ) = (&mut over.timeline, by)
    {
        return std::mem::replace(&mut around.follow, Follow::Whole) == Follow::Each;
    }
    let longer = match (&over.timeline, by) {
        (Timeline::Months(since), Coarser::Quarters) => Timeline::Quarters(*since),
        (Timeline::Weeks(since) | Timeline::Months(since) | Timeline::Quarters(since), Coarser::HalfYears) => {
            Timeline::HalfYears(*since)
        }
        (
            Timeline::Weeks(since) | Timeline::Months(since) | Timeline::Quarters(since) | Timeline::HalfYears(since),
            Coarser::Years,
        ) => Timeline::Years(*since),
        (Timeline::MonthsAround(around), Coarser::Blocks) => match blocks_of_three(&around.offsets) {
            blocks if blocks.is_empty() => return false,
            offsets => Timeline::BlocksAround(Around { offsets, ..around.clone() }, 3),
        },
        _ => return false,
    };
    over.timeline = longer;
    true
}

/// The blocks of three months, all of which are among these: block 1 begins with the event's month, and block -1 ends before it.
fn blocks_of_three(offsets: &[i32]) -> Vec<i32> {
    let all = |from: i32| (from..from + 3).all(|month| offsets.contains(&month));
    let (first, last) = (offsets.iter().min().copied().unwrap_or(0), offsets.iter().max().copied().unwrap_or(0));
    let before = (first / 3..0).filter(|block| all(block * 3));
    before.chain((1..=last / 3 + 1).filter(|block| all((block - 1) * 3))).collect()
}

fn over(measure: &mut Measure) -> Option<&mut Over> {
    match measure {
        Measure::Composition { over, .. } | Measure::Level { over, .. } | Measure::Amount { over, .. } => Some(over),
        Measure::Records { placed, .. } => placed.as_mut().map(|placed| &mut placed.over),
        Measure::Tally { .. } | Measure::Transition { .. } | Measure::Analysis(_) => None,
    }
}

/// A part's axis along a dimension.
fn own(dimension: Dimension, part: &mut Part) -> &mut Option<Axis> {
    match dimension {
        Dimension::Facet => &mut part.facet,
        Dimension::Series => &mut part.series,
        Dimension::X => &mut part.x,
    }
}
