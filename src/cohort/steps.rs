//! The way to a population: everyone of the persons' extract, and at which condition each was left out.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use super::lineage::in_order;
use super::population::rows;
use super::{Cohorts, Data, RowLists, RowRef, Sql};
use crate::diagnostic::{Code, Finding};
use crate::spec::{self, Disposition};

/// Everyone, and where each was left out.
#[derive(Debug, Clone)]
pub struct Steps {
    /// One row a person: the register's columns and those told of everyone.
    pub frame: DataFrame,
    /// Each person's own row.
    pub rows: Vec<RowRef>,
    /// At which condition each was left out, from 1 on; one more than there are for those who were not.
    pub left_out_at: Vec<u32>,
    /// The rows, beside the own, that tell the columns by which those conditions decided that each of them came to.
    pub decided: RowLists,
}

impl Steps {
    /// Asks the conditions of everyone, each of those whom the ones before left.
    ///
    /// # Errors
    /// A condition that cannot be understood; or those who are left are not the population's members.
    pub fn take(wanted: &Disposition, data: Data<'_>, cohorts: &Cohorts) -> Result<Self, Finding> {
        let (sql, resolved) = (Sql::of(data.spec), "the spec's names are resolved");
        let persons = data.spec.persons.as_ref().expect(resolved);
        let everyone = cohorts.everyone().expect(resolved);
        let failed = |message: String| {
            Finding::error(Code::SqlFailed, "the way to the population cannot be told").at(
                &data.spec.file,
                wanted.population.span.clone(),
                message,
            )
        };
        let numbers = |frame: &DataFrame| rows(frame).map_err(|error| failed(error.to_string()));
        let own = numbers(&everyone.frame)?;
        let places: BTreeMap<u32, usize> = own.iter().enumerate().map(|(at, row)| (*row, at)).collect();
        let last = u32::try_from(wanted.conditions.len() + 1).expect("there are not so many conditions");
        let mut left_out_at = vec![last; own.len()];
        let mut decided: Vec<Vec<RowRef>> = vec![Vec::new(); own.len()];
        for (step, (asks, condition)) in (1..).zip(&wanted.conditions) {
            let is = |population: &&spec::Population| population.name.value == *asks;
            let from = data.spec.populations.iter().find(is).and_then(|population| population.from.as_ref());
            let source = from.map_or(everyone, |from| cohorts.get(from.as_str()).expect(resolved));
            let numbers = numbers(&source.frame)?;
            let told = source.told.of_columns(&sql.names(condition, &source.frame)?, numbers.len());
            let fits = sql.mask(condition, &source.frame)?;
            for ((row, fits), told) in numbers.iter().zip(fits).zip(told.iter()) {
                let place = places[row];
                if left_out_at[place] != last {
                    continue;
                }
                decided[place].extend_from_slice(told);
                if !fits {
                    left_out_at[place] = step;
                }
            }
        }
        let members = cohorts.get(wanted.population.as_str()).expect(resolved);
        let mut is: Vec<u32> = members.members.iter().map(|member| member.row.row).collect();
        is.sort_unstable();
        let left = own.iter().zip(&left_out_at).filter(|(_, at)| **at == last);
        let mut left: Vec<u32> = left.map(|(row, _)| *row).collect();
        left.sort_unstable();
        if is != left {
            let (left, is) = (left.len(), is.len());
            return Err(failed(format!("its conditions one by one leave {left} people, and it has {is} members")));
        }
        for rows in &mut decided {
            in_order(rows, 0);
        }
        let extract = data.source(&persons.extract).number;
        Ok(Self {
            frame: everyone.frame.clone(),
            rows: own.into_iter().map(|row| RowRef { extract, row }).collect(),
            left_out_at,
            decided: decided.into_iter().collect(),
        })
    }
}
