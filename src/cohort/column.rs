//! Columns told of the members of a population, and the rows that tell them.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::population::Told;
use super::records::Records;
use super::{Data, Member, Month, RowRef, Sql, States, Window};
use crate::diagnostic::Finding;
use crate::spec::{ColumnRule, Ranged, Rows, Tell};

/// What columns are told from.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    pub(super) data: Data<'a>,
    pub(super) states: &'a States,
    pub(super) sql: Sql<'a>,
}

/// The members so far: their columns and who they are.
pub(super) struct Drawn<'a> {
    pub(super) frame: &'a DataFrame,
    pub(super) members: &'a [Member],
    pub(super) told: &'a Told,
}

impl Teller<'_> {
    /// The column, and for each member the rows it rests on beside the person's own.
    pub(super) fn tell(&self, rule: &ColumnRule, drawn: &Drawn<'_>) -> Result<(Column, Vec<Vec<RowRef>>), Finding> {
        match rule {
            ColumnRule::Sql(text) => {
                let rows = drawn.told.of_columns(&self.sql.names(text, drawn.frame)?, drawn.members.len());
                Ok((self.sql.column(text, drawn.frame)?, rows))
            }
            ColumnRule::Family(text) => self.family(text, drawn),
            ColumnRule::State { state, tell, labels } => Ok(self.state(state, *tell, labels, drawn.members)),
            ColumnRule::Rows(rows) => self.rows(rows, drawn),
        }
    }

    /// An aggregate over each family rests on what is told of all its members.
    fn family(&self, text: &Ranged<String>, drawn: &Drawn<'_>) -> Result<(Column, Vec<Vec<RowRef>>), Finding> {
        let mut families = BTreeMap::<&str, usize>::new();
        let mut members: Vec<Vec<usize>> = Vec::new();
        let mut places = Vec::with_capacity(drawn.members.len());
        for (at, member) in drawn.members.iter().enumerate() {
            let place = *families.entry(&member.family).or_insert(members.len());
            if place == members.len() {
                members.push(Vec::new());
            }
            members[place].push(at);
            places.push(place);
        }
        let of_family = self.sql.grouped(text, drawn.frame, &members, &["family"])?;
        let index: IdxCa = places.iter().map(|place| IdxSize::try_from(*place).ok()).collect();
        let column = of_family.take(&index).expect("the places are the families' own");
        let own = drawn.told.of_columns(&self.sql.grouped_names(text, drawn.frame)?, drawn.members.len());
        let rows = places.iter().map(|place| members[*place].iter().flat_map(|at| own[*at].iter().copied()).collect());
        Ok((column, rows.collect()))
    }

    fn state(
        &self,
        state: &Ranged<String>,
        tell: Tell,
        labels: &[Ranged<String>],
        members: &[Member],
    ) -> (Column, Vec<Vec<RowRef>>) {
        let status = |member: &Member, month: Month| {
            let window = Window { x: 0, first: month.first_day(), last: month.last_day() };
            self.states.status(state.as_str(), &member.id, &window)
        };
        let fits = |label: &str| labels.iter().any(|known| known.as_str() == label);
        let mut rows = Vec::new();
        let texts: Vec<Option<String>> = members
            .iter()
            .map(|member| {
                let month = if tell == Tell::AtStart { member.start } else { member.latest };
                if matches!(tell, Tell::AtStart | Tell::AtLatest) {
                    let status = status(member, month);
                    rows.push(status.rows);
                    return Some(status.label);
                }
                // From the latest month back to the month of entry, as long as the labels fit.
                let mut run = Vec::new();
                let mut since = None;
                let mut month = member.latest;
                while month >= member.start {
                    let status = status(member, month);
                    if !fits(&status.label) {
                        break;
                    }
                    run.extend(status.rows);
                    since = Some(month);
                    month = month.plus(-1);
                }
                run.sort_unstable();
                run.dedup();
                rows.push(run);
                since.map(|month| month.to_string())
            })
            .collect();
        if tell == Tell::EveryMonth {
            let every = texts.iter().zip(members).map(|(since, member)| *since == Some(member.start.to_string()));
            return (Column::new("every".into(), every.collect::<Vec<bool>>()), rows);
        }
        (Column::new("state".into(), texts), rows)
    }

    fn rows(&self, wanted: &Rows, drawn: &Drawn<'_>) -> Result<(Column, Vec<Vec<RowRef>>), Finding> {
        let records = Records::read(wanted, drawn.frame, self.data, self.sql)?;
        let mut rows = vec![Vec::new(); drawn.members.len()];
        for (member, row) in records.members.into_iter().zip(records.rows) {
            rows[member].push(row);
        }
        // Signed, so that an expression may subtract.
        let count = |rows: &Vec<RowRef>| i64::try_from(rows.len()).expect("no file has so many rows");
        let counts: Vec<i64> = rows.iter().map(count).collect();
        Ok((Column::new("rows".into(), counts), rows))
    }
}
