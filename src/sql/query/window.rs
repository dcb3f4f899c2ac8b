//! Windows: for each row a value told of the rows around it.

use std::collections::BTreeMap;

use super::super::Value;
use super::super::compute::Rows;
use super::super::group::{aggregated, compared, sort};
use super::super::typing::{Frame, WindowCall, Windowed};
use super::key::Key;
use super::relation::{Relation, in_order};
use super::{Engine, Lineage};
use crate::diagnostic::{Code, Finding};

/// How many rows the values of a window may look at in all.
const MOST_LOOKED_AT: usize = 20_000_000;

impl Engine<'_> {
    /// The value of a window at each row, and the rows that those came from which it looked at beside the row itself.
    pub(super) fn window(
        &self,
        call: &WindowCall,
        rows: &Rows,
        of: &Relation,
    ) -> Result<(Vec<Value<'static>>, Vec<Lineage>), Finding> {
        let height = of.height();
        let failed = |failed| self.sql.failed(self.text.sql, failed);
        let mut partitions: BTreeMap<Vec<Key>, Vec<usize>> = BTreeMap::new();
        for at in 0..height {
            let key = call.partition.iter().map(|part| rows.value(part, at).map(|value| Key::of(&value)));
            partitions.entry(key.collect::<Result<_, _>>().map_err(failed)?).or_default().push(at);
        }
        let mut values = vec![Value::Nothing; height];
        let mut looked_at: Vec<Lineage> = vec![Vec::new(); height];
        let mut looked = 0_usize;
        for mut partition in partitions.into_values() {
            sort(&mut partition, &call.order, rows).map_err(failed)?;
            let ends = self.peers(&partition, call, rows)?;
            for (place, at) in partition.iter().enumerate() {
                let (value, seen) = self.told(call, rows, &partition, &ends, place)?;
                values[*at] = value;
                looked += seen.len();
                if looked > MOST_LOOKED_AT {
                    let message = "the values of this window look at too many rows";
                    return Err(self
                        .text
                        .wrong(Code::SqlTooLong, message, call.place.clone(), "each row looks at all of these")
                        .help(
                            "gather the rows first (GROUP BY, a view), or say what the window goes over: PARTITION BY",
                        ));
                }
                looked_at[*at] = in_order(seen.iter().flat_map(|other| of.lineage(*other)));
            }
        }
        Ok((values, looked_at))
    }

    /// For each row of a partition where those end that the order holds to be equal to it.
    fn peers(&self, partition: &[usize], call: &WindowCall, rows: &Rows) -> Result<Vec<usize>, Finding> {
        let keys: Vec<Vec<Value<'_>>> = partition
            .iter()
            .map(|at| call.order.iter().map(|order| rows.value(&order.by, *at)).collect::<Result<_, _>>())
            .collect::<Result<_, _>>()
            .map_err(|failed| self.sql.failed(self.text.sql, failed))?;
        let mut ends = vec![partition.len(); partition.len()];
        for at in (0..partition.len().saturating_sub(1)).rev() {
            let same = compared(&keys[at], &keys[at + 1], &call.order).is_eq();
            ends[at] = if same { ends[at + 1] } else { at + 1 };
        }
        Ok(ends)
    }

    fn told(
        &self,
        call: &WindowCall,
        rows: &Rows,
        partition: &[usize],
        ends: &[usize],
        place: usize,
    ) -> Result<(Value<'static>, Vec<usize>), Finding> {
        let failed = |failed| self.sql.failed(self.text.sql, failed);
        let count = |number: usize| Value::Whole(i64::try_from(number).unwrap_or(i64::MAX));
        // Where those begin that the order holds to be equal to the row.
        let first = (0..place).rev().take_while(|before| ends[*before] == ends[place]).last().unwrap_or(place);
        let value_at = |of, at: Option<usize>| match at.and_then(|at| partition.get(at)) {
            Some(at) => rows.value(of, *at).map(|value| (value.owned(), vec![*at])).map_err(failed),
            None => Ok((Value::Nothing, Vec::new())),
        };
        let framed = || -> std::ops::Range<usize> {
            let last = partition.len();
            match call.frame {
                Frame::All => 0..last,
                Frame::Peers => 0..ends[place],
                Frame::Rows { before, behind } => {
                    let moved = |by: i64| {
                        let place = i64::try_from(place).unwrap_or(i64::MAX).saturating_add(by);
                        usize::try_from(place.max(0)).unwrap_or(last).min(last)
                    };
                    let from = before.map_or(0, |before| moved(-before));
                    let to = behind.map_or(last, |behind| moved(behind.saturating_add(1)));
                    from.min(to)..to
                }
            }
        };
        Ok(match &call.what {
            Windowed::RowNumber => (count(place + 1), Vec::new()),
            Windowed::Rank => (count(first + 1), Vec::new()),
            Windowed::DenseRank => {
                let before: std::collections::BTreeSet<usize> = ends[..first].iter().copied().collect();
                (count(before.len() + 1), Vec::new())
            }
            Windowed::Lag(of, by, otherwise) => {
                let at = i64::try_from(place).ok().and_then(|place| place.checked_sub(*by));
                let at = at.and_then(|at| usize::try_from(at).ok()).filter(|at| *at < partition.len());
                match (at, otherwise) {
                    (None, Some(otherwise)) => {
                        (rows.value(otherwise, partition[place]).map_err(failed)?.owned(), Vec::new())
                    }
                    (at, _) => value_at(of, at)?,
                }
            }
            Windowed::FirstValue(of) => {
                let frame = framed();
                value_at(of, Some(frame.start).filter(|_| !frame.is_empty()))?
            }
            Windowed::LastValue(of) => {
                let frame = framed();
                value_at(of, frame.end.checked_sub(1).filter(|_| !frame.is_empty()))?
            }
            Windowed::Aggregate(aggregate) => {
                let seen = partition[framed()].to_vec();
                (aggregated(aggregate, rows, &seen).map_err(failed)?, seen)
            }
        })
    }
}
