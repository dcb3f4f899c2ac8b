//! The values of an exhibit by where they stand in its table, gone through once: a table of many rows looks each cell up.

use std::collections::{BTreeMap, BTreeSet};

use crate::value::{Stat, Value};

/// Amounts from this on have no decimals: they would say more than is known, and fill the page.
const LARGE: f64 = 1000.0;

/// A facet, or all of them together.
type Facet<'a> = Option<&'a str>;

/// The values by their places.
pub(super) struct Found<'a> {
    cells: BTreeMap<(&'a str, &'a str, &'a str, Stat), &'a Value>,
    /// The stats of what stands across, each with whether it has an interval, in the order they first stand there.
    across: BTreeMap<(Facet<'a>, &'a str), Vec<(Stat, bool)>>,
    /// The stats of what goes down, in the same order.
    down: BTreeMap<(Facet<'a>, &'a str), Vec<Stat>>,
    /// What the amounts of one stat are in a column.
    columns: BTreeMap<(Facet<'a>, &'a str, Stat), Size>,
    /// The same in a row.
    rows: BTreeMap<(&'a str, Stat), Size>,
    /// The facets in which a key has more than one stat.
    several: BTreeSet<&'a str>,
}

/// Along what the amounts of a table are of one kind, as far as their decimals tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alike {
    /// Down its columns.
    Columns,
    /// Along its rows.
    Rows,
    /// That cannot be told.
    Unknown,
}

/// How large some amounts are.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Size {
    /// Whether one is so large that it has no decimals.
    pub(super) large: bool,
    /// Whether one has decimals.
    pub(super) broken: bool,
    /// How many are not so large.
    pub(super) small: usize,
    /// The greatest of them and of the ends of their intervals, whatever their signs.
    pub(super) greatest: f64,
}

impl Size {
    /// Takes an amount in.
    pub(super) fn add(&mut self, value: &Value) {
        let Some(number) = value.value else { return };
        let all = [Some(number), value.lower, value.upper].into_iter().flatten();
        self.greatest = all.fold(self.greatest, |most, number| most.max(number.abs()));
        self.large |= number.abs() >= LARGE;
        self.small += usize::from(number.abs() < LARGE);
        self.broken |= number.fract() != 0.0 && number.abs() < LARGE;
    }

    /// Whether there are several, all whole: they count something that has no parts. One alone is whole by chance.
    fn whole(self) -> bool {
        self.small > 1 && !self.broken
    }
}

impl<'a> Found<'a> {
    /// Goes through the values; in a `turned` table the series stand across.
    pub(super) fn new(rows: &'a [Value], turned: bool) -> Self {
        let mut found = Self {
            cells: BTreeMap::new(),
            across: BTreeMap::new(),
            down: BTreeMap::new(),
            columns: BTreeMap::new(),
            rows: BTreeMap::new(),
            several: BTreeSet::new(),
        };
        let mut keys = BTreeSet::new();
        for value in rows {
            let key = &value.key;
            let (facet, stat) = (key.facet.as_str(), key.stat);
            let (down, across) = if turned { (&key.x, &key.series) } else { (&key.series, &key.x) };
            found.cells.entry((facet, down, across, stat)).or_insert(value);
            if !keys.insert((facet, down, across)) {
                found.several.insert(facet);
            }
            found.rows.entry((down, stat)).or_default().add(value);
            for facet in [Some(facet), None] {
                let stats = found.across.entry((facet, across)).or_default();
                let interval = value.lower.is_some();
                match stats.iter_mut().find(|(known, _)| *known == stat) {
                    Some((_, has)) => *has |= interval,
                    None => stats.push((stat, interval)),
                }
                let stats = found.down.entry((facet, down)).or_default();
                if !stats.contains(&stat) {
                    stats.push(stat);
                }
                found.columns.entry((facet, across, stat)).or_default().add(value);
            }
        }
        found
    }

    /// The value of a cell.
    pub(super) fn cell(&self, facet: &str, down: &str, across: &str, stat: Stat) -> Option<&'a Value> {
        self.cells.get(&(facet, down, across, stat)).copied()
    }

    /// The stats of what stands across, each with whether it has an interval.
    pub(super) fn across(&self, facet: Facet<'a>, key: &'a str) -> &[(Stat, bool)] {
        self.across.get(&(facet, key)).map_or(&[], Vec::as_slice)
    }

    /// The stats of what goes down.
    pub(super) fn down(&self, facet: Facet<'a>, key: &'a str) -> &[Stat] {
        self.down.get(&(facet, key)).map_or(&[], Vec::as_slice)
    }

    /// How large the amounts of a stat are in a column of one facet, or of all.
    pub(super) fn column(&self, facet: Facet<'_>, across: &str, stat: Stat) -> Size {
        self.columns.get(&(facet, across, stat)).copied().unwrap_or_default()
    }

    /// Along what the amounts of a stat are of one kind. Whole columns tell that it is down the columns, even where a row is whole
    /// too: readers compare down a column.
    pub(super) fn alike(&self, stat: Stat) -> Alike {
        let mut columns = self.columns.iter().filter(|((facet, _, of), _)| facet.is_none() && *of == stat);
        let mut rows = self.rows.iter().filter(|((_, of), _)| *of == stat);
        if columns.any(|(_, size)| size.whole()) {
            Alike::Columns
        } else if rows.any(|(_, size)| size.whole()) {
            Alike::Rows
        } else {
            Alike::Unknown
        }
    }

    /// Whether no key has more than one stat, so that stats can share a column.
    pub(super) fn each_has_one_stat(&self, facet: Facet<'_>) -> bool {
        facet.map_or(self.several.is_empty(), |facet| !self.several.contains(facet))
    }
}
