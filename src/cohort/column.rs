//! Columns told of the members of a population, and the rows that tell them.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::lineage::in_order;
use super::population::Told;
use super::records::Records;
use super::{Data, Head, Member, RowLists, Sql, States, Window};
use crate::calendar::Month;
use crate::diagnostic::{Finding, Ranged};
use crate::parallel;
use crate::spec::{ColumnRule, Rows, Tell, Whom};

/// How many members are looked at together on one core.
const TOGETHER: usize = 1 << 12;

/// What columns are told from.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    pub(super) data: Data<'a>,
    pub(super) states: &'a States,
    pub(super) sql: Sql<'a>,
    /// What the members are.
    pub(super) whom: Whom,
}

/// The members so far: their columns and who they are.
pub(super) struct Drawn<'a> {
    pub(super) frame: &'a DataFrame,
    pub(super) members: &'a [Member],
    pub(super) told: &'a Told,
    pub(super) membership: &'a RowLists,
}

impl Teller<'_> {
    /// The column, and for each member the rows it rests on beside the person's own.
    pub(super) fn tell(&self, rule: &ColumnRule, drawn: &Drawn<'_>) -> Result<(Column, RowLists), Finding> {
        match rule {
            ColumnRule::Sql(text) => {
                let rows = drawn.told.of_columns(&self.sql.names(text, &Head::of(drawn.frame))?, drawn.members.len());
                Ok((self.sql.column(text, drawn.frame)?, rows))
            }
            ColumnRule::Family(text) => self.family(text, drawn),
            ColumnRule::State { state, tell, labels } => Ok(self.state(state, *tell, labels, drawn.members)),
            ColumnRule::Rows(rows) => self.rows(rows, drawn),
        }
    }

    /// An aggregate over each family rests on all its members: their own rows, what is told of them, and what made them members.
    fn family(&self, text: &Ranged<String>, drawn: &Drawn<'_>) -> Result<(Column, RowLists), Finding> {
        let names = drawn.frame.column("family").and_then(|families| families.str()).expect("everyone has a family");
        let mut families = BTreeMap::<&str, usize>::new();
        let mut members: Vec<Vec<usize>> = Vec::new();
        let mut places = Vec::with_capacity(drawn.members.len());
        for (at, family) in names.iter().map(Option::unwrap_or_default).enumerate() {
            let place = *families.entry(family).or_insert(members.len());
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
        let of_one = |at: &usize| {
            let behind = own.of(*at).iter().chain(drawn.membership.of(*at)).copied();
            std::iter::once(drawn.members[*at].row).chain(behind).collect::<Vec<_>>()
        };
        let of = |place: &usize| members[*place].iter().flat_map(of_one).collect::<Vec<_>>();
        Ok((column, places.iter().map(of).collect()))
    }

    fn state(
        &self,
        state: &Ranged<String>,
        tell: Tell,
        labels: &[Ranged<String>],
        members: &[Member],
    ) -> (Column, RowLists) {
        let state = self.states.get(state.as_str());
        let names = state.names();
        let in_month = |month: Month| Window { x: 0, first: month.first_day(), last: month.last_day() };
        let mut rows = RowLists::default();
        if matches!(tell, Tell::AtStart | Tell::AtLatest) {
            let window = |member: &Member| {
                let start = (tell == Tell::AtStart).then_some(member.start).flatten();
                in_month(start.unwrap_or(member.latest))
            };
            let stretch = |members: &[Member]| {
                let told = |member: &Member| state.told(member.person, &window(member));
                let mut rows = RowLists::default();
                for member in members {
                    rows.push_with(|rows| state.rows(member.person, &window(member), rows));
                }
                (members.iter().map(told).collect::<Vec<u32>>(), rows)
            };
            let stretches: Vec<&[Member]> = members.chunks(TOGETHER).collect();
            let mut codes = Vec::with_capacity(members.len());
            for (own, lists) in parallel::stretches(&stretches, |members| stretch(members)) {
                codes.extend(own);
                rows.append(&lists);
            }
            // Each label is kept once, however many are in that state.
            let labels: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
            let codes = IdxCa::from_vec("codes".into(), codes);
            let column = Column::new("state".into(), labels).take(&codes).expect("each code is a label's");
            return (column, rows);
        }
        let fits: Vec<bool> = names.iter().map(|name| labels.iter().any(|known| known.value == **name)).collect();
        // From the latest month back to the month of entry, as long as the labels fit.
        let since = |member: &Member, rows: &mut RowLists| {
            let start = member.start.unwrap_or(member.latest);
            let months: Vec<Window> = (0..=member.latest.since(start)).map(|by| in_month(start.plus(by))).collect();
            let told = state.told_in(member.person, &months);
            let run = told.iter().rev().take_while(|code| fits[**code as usize]).count();
            let run = &months[months.len() - run..];
            rows.push_with(|rows| {
                let from = rows.len();
                for month in run {
                    state.rows(member.person, month, rows);
                }
                in_order(rows, from);
            });
            run.first().map(|window| Month::of(window.first))
        };
        let first: Vec<Option<Month>> = members.iter().map(|member| since(member, &mut rows)).collect();
        if tell == Tell::EveryMonth {
            let every = first.iter().zip(members).map(|(since, member)| since.is_some() && *since == member.start);
            return (Column::new("every".into(), every.collect::<Vec<bool>>()), rows);
        }
        let texts: Vec<Option<String>> = first.iter().map(|month| month.map(|month| month.to_string())).collect();
        (Column::new("state".into(), texts), rows)
    }

    fn rows(&self, wanted: &Rows, drawn: &Drawn<'_>) -> Result<(Column, RowLists), Finding> {
        let people = (&**self.states.people(), self.whom);
        let records = Records::read(wanted, (drawn.frame, drawn.members), people, self.data, self.sql)?;
        let mut counts = vec![0i64; drawn.members.len()];
        for member in records.members().iter() {
            // Signed, so that an expression may subtract.
            counts[member as usize] += 1;
        }
        let counted = records.by_member(drawn.members.len());
        // Which rows count may be told by the person's columns.
        let Some(filter) = &wanted.filter else { return Ok((Column::new("rows".into(), counts), counted)) };
        let told = drawn.told.of_columns(&self.sql.names(filter, records.columns.head())?, drawn.members.len());
        Ok((Column::new("rows".into(), counts), counted.with(&told)))
    }
}
