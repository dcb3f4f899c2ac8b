//! Why an observation behind a value differs between two releases.
//!
//! The nearest evidence decides: what has become of the rows that the observation rests on; where they are the same, that
//! the definition changed or that the status month moved; where neither did, what has become of other rows about the same
//! person, then about the family, then of any row. What has several causes has them together.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::cause::{Cause, Causes};
use super::observed::{self, Both, Seen};
use super::rows::{RowChange, Rows};
use crate::audit::record::{Exhibit, Record};

/// What is known beside the rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Circumstances<'a> {
    /// The rows of both releases.
    pub(super) rows: &'a Rows,
    /// Whether the status month moved.
    pub(super) moved: bool,
    /// Whether the definition of the exhibit changed.
    pub(super) redefined: bool,
}

/// Whom the observations of each part of an exhibit are about.
#[derive(Debug, Default)]
pub(super) struct Units<'a>(Vec<BTreeSet<Cow<'a, str>>>);

impl<'a> Units<'a> {
    /// The units of an exhibit, as the release with the number `side` calls them.
    pub(super) fn of(record: &'a Record, exhibit: Option<&'a Exhibit>, side: usize, rows: &Rows) -> Self {
        let parts = exhibit.into_iter().flat_map(|exhibit| &exhibit.basis.parts);
        Self(
            parts
                .map(|part| {
                    (0..if part.unlisted { 0 } else { part.count })
                        .map(|at| observed::unit(record, part, at, side, rows))
                        .collect()
                })
                .collect(),
        )
    }

    fn has(&self, part: usize, unit: &str) -> bool {
        self.0.get(part).is_some_and(|units| units.contains(unit))
    }
}

impl Circumstances<'_> {
    /// Why the observation is not what it was; `others` are the units of the part in the release that may lack it.
    pub(super) fn why(&self, both: &Both<'_>, part: usize, units: &[Units<'_>; 2]) -> Causes {
        let (mut causes, mut decided) = (Causes::new(), false);
        let changes: Vec<&RowChange> = [&both.old, &both.new]
            .into_iter()
            .enumerate()
            .flat_map(|(side, seen)| seen.iter().flat_map(|seen| &seen.rows).map(move |row| (side, *row)))
            .filter_map(|(side, row)| Some(&self.rows.changes[self.rows.change(side, row)?]))
            .collect();
        // An observation of a person also rests on rows about others, as those of the family that tell its group; those about the
        // person say more.
        let unit = either(both).map(|seen| seen.unit.as_ref()).unwrap_or_default();
        let own = |change: &&&RowChange| change.subject.as_deref() == Some(unit);
        let nearest = if changes.iter().any(|change| own(&change)) {
            changes.iter().filter(own).copied().collect()
        } else {
            changes
        };
        for change in nearest {
            causes.extend(&change.causes);
            // Where a row was not there, the observation could not be: nothing else need be asked.
            decided |= change.old.is_none() || change.new.is_none();
        }
        let one_sided = self.is_one_sided(both, part, units);
        if causes.is_empty() {
            causes = self.without_rows(both);
        } else if self.redefined && !decided {
            causes.insert(Cause::Definition);
        }
        // Who came in or went out because time passed has entered or left.
        if one_sided && causes.remove(&Cause::NewPeriods) {
            causes.insert(Cause::Population);
        }
        if causes.contains(&Cause::Population) {
            causes.remove(&Cause::NewPeriods);
        }
        causes
    }

    /// Why an observation differs whose rows are the same.
    fn without_rows(&self, both: &Both<'_>) -> Causes {
        let mut causes = Causes::new();
        if self.redefined {
            causes.insert(Cause::Definition);
        }
        if self.moved {
            causes.insert(Cause::NewPeriods);
        }
        let unit = either(both).map(|seen| seen.unit.as_ref()).unwrap_or_default();
        let further = [Rows::about, Rows::about_kin];
        for about in further {
            if causes.is_empty() {
                causes = about(self.rows, unit);
            }
        }
        if causes.is_empty() {
            causes = self.rows.about_all();
        }
        if causes.is_empty() {
            causes.insert(Cause::Unexplained);
        }
        causes
    }

    /// Whether the observation is about a person or a family that the part does not know at all in the other release.
    fn is_one_sided(&self, both: &Both<'_>, part: usize, units: &[Units<'_>; 2]) -> bool {
        let other = match (&both.old, &both.new) {
            (Some(_), None) => &units[1],
            (None, Some(_)) => &units[0],
            _ => return false,
        };
        let unit = either(both).map(|seen| seen.unit.as_ref()).unwrap_or_default();
        self.rows.is_someone(unit) && !other.has(part, unit)
    }
}

/// The observation as one of the releases sees it.
pub(super) fn either<'a, 'b>(both: &'b Both<'a>) -> Option<&'b Seen<'a>> {
    both.new.as_ref().or(both.old.as_ref())
}
