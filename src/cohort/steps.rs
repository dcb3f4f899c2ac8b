//! The way to a population: everyone of the persons' extract, and at which condition each was left out.

use polars::prelude::DataFrame;

use super::lineage::in_order;
use super::population::rows;
use super::{Cohorts, Data, Head, RowLists, RowRef, Sql};
use crate::diagnostic::{Code, Finding, Ranged};
use crate::spec::{self, Disposition};

/// The way to one population.
#[derive(Debug, Clone)]
pub struct Way {
    /// Each person's own row, in the order of the extract.
    pub rows: Vec<RowRef>,
    /// At which of the conditions ([`spec::Spec::conditions`]) each was left out, from 1 on; one more than there are for those
    /// who were not.
    pub left_out_at: Vec<u32>,
    /// What stands in `left_out_at` for those who are left.
    pub last: u32,
    /// The rows, beside the own, that tell the columns by which the conditions decided that each came to.
    decided: Vec<Vec<RowRef>>,
}

impl Way {
    /// Asks the conditions of everyone, each of those whom the ones before left.
    ///
    /// # Errors
    /// A condition that cannot be understood; or those who are left are not the population's members.
    pub fn to(population: &Ranged<String>, data: Data<'_>, cohorts: &Cohorts) -> Result<Self, Finding> {
        let (sql, resolved) = (Sql::of(data.spec), "the spec's names are resolved");
        let whom = data.spec.whom(population.as_str());
        let table = data.spec.table(whom).expect(resolved);
        let everyone = cohorts.everyone(whom).expect(resolved);
        let failed = |message: String| {
            Finding::error(Code::SqlFailed, "the way to the population cannot be told").at(
                &data.spec.file,
                population.span.clone(),
                message,
            )
        };
        let numbers = |frame: &DataFrame| rows(frame).map_err(|error| failed(error.to_string()));
        let own = numbers(&everyone.frame)?;
        let mut places = vec![0; own.iter().max().map_or(0, |last| *last as usize + 1)];
        own.iter().enumerate().for_each(|(at, row)| places[*row as usize] = at);
        let conditions = data.spec.conditions(population.as_str());
        let last = u32::try_from(conditions.len() + 1).expect("there are not so many conditions");
        let mut left_out_at = vec![last; own.len()];
        let mut decided: Vec<Vec<RowRef>> = vec![Vec::new(); own.len()];
        let mut together = String::new();
        let mut asked_by = "";
        for (step, (asks, condition)) in (1..).zip(&conditions) {
            // Each with those before it, as the population asks them: one may see to what the next needs.
            let before = if asked_by == asks { format!("{together} AND ") } else { String::new() };
            together = format!("{before}({}\n)", condition.value);
            asked_by = asks;
            let so_far = Ranged::new(together.clone(), condition.span.clone());
            let is = |population: &&spec::Population| population.name.value == *asks;
            let from = data.spec.populations.iter().find(is).and_then(|population| population.from.as_ref());
            let source = from.map_or(everyone, |from| cohorts.get(from.as_str()).expect(resolved));
            let numbers = numbers(&source.frame)?;
            let told = source.told.of_columns(&sql.names(condition, &Head::of(&source.frame))?, numbers.len());
            let fits = sql.mask(&so_far, &source.frame)?;
            for ((row, fits), told) in numbers.iter().zip(fits).zip(told.iter()) {
                let place = places[*row as usize];
                if left_out_at[place] != last {
                    continue;
                }
                decided[place].extend_from_slice(told);
                if !fits {
                    left_out_at[place] = step;
                }
            }
        }
        let members = cohorts.get(population.as_str()).expect(resolved);
        let mut is: Vec<u32> = members.members.iter().map(|member| member.row.row).collect();
        is.sort_unstable();
        let left = own.iter().zip(&left_out_at).filter(|(_, at)| **at == last);
        let mut left: Vec<u32> = left.map(|(row, _)| *row).collect();
        left.sort_unstable();
        if is != left {
            let (left, is) = (left.len(), is.len());
            return Err(failed(format!("its conditions one by one leave {left} of them, and it has {is} members")));
        }
        let extract = data.source(&table.extract).number;
        let rows = own.into_iter().map(|row| RowRef { extract, row }).collect();
        Ok(Self { rows, left_out_at, last, decided })
    }
}

/// Everyone, where each was left out on the way to a population, and who is in those at its end.
#[derive(Debug, Clone)]
pub struct Steps {
    /// One row a person: the register's columns and those told of everyone.
    pub frame: DataFrame,
    /// Each person's own row.
    pub rows: Vec<RowRef>,
    /// At which condition each was left out, as [`Way::left_out_at`].
    pub left_out_at: Vec<u32>,
    /// For each end who is in it.
    pub ends: Vec<Vec<bool>>,
    /// The rows, beside the own, that tell the columns by which those conditions decided that each of them came to.
    pub decided: RowLists,
}

impl Steps {
    /// Asks the conditions on the way to the population and to those at its end.
    ///
    /// # Errors
    /// As [`Way::to`].
    pub fn take(wanted: &Disposition, data: Data<'_>, cohorts: &Cohorts) -> Result<Self, Finding> {
        let Way { rows, left_out_at, mut decided, .. } = Way::to(&wanted.population, data, cohorts)?;
        let mut ends = Vec::new();
        for (end, _) in &wanted.ends {
            let way = Way::to(end, data, cohorts)?;
            for (decided, further) in decided.iter_mut().zip(way.decided) {
                decided.extend(further);
            }
            ends.push(way.left_out_at.iter().map(|at| *at == way.last).collect());
        }
        for rows in &mut decided {
            in_order(rows, 0);
        }
        let everyone = cohorts.everyone(data.spec.whom(wanted.population.as_str())).expect("a way was told");
        Ok(Self { frame: everyone.frame.clone(), rows, left_out_at, ends, decided: decided.into_iter().collect() })
    }
}
