//! What is odd about assumptions and may be right: rows of years that a calculation does not have, rows that are added up twice, and
//! shares that are none.

use super::assumption::{numbers, whole, years};
use crate::cohort::{Data, Sql};
use crate::diagnostic::{Code, Finding, Findings};
use crate::formula::Unit;
use crate::register::{ROW, alike};
use crate::spec::YEAR;
use crate::spec::{Calculation, Input, InputRule};

/// What is odd about the assumptions that extracts state. What cannot be read at all is told where it is computed.
pub fn doubts(data: Data<'_>) -> Findings {
    let mut findings = Findings::new();
    let read = |name: &str| data.register.get(name).is_some();
    for calculation in data.spec.calculations.iter().filter(|one| read(one.years.extract.as_str())) {
        for input in calculation.inputs.iter().filter(|input| read(input.extract.as_str())) {
            findings.extend(of(input, calculation, data).unwrap_or_default());
        }
    }
    findings
}

fn of(input: &Input, calculation: &Calculation, data: Data<'_>) -> Result<Findings, Finding> {
    let sql = Sql::of(data.spec);
    let source = data.source(&input.extract);
    let frame = &source.extract.frame;
    let mask = input.filter.as_ref().map(|filter| sql.mask(filter, frame)).transpose()?;
    let values = numbers(&input.value, sql, frame)?;
    let years = years(calculation, data)?;
    let of_year = input.by.iter().find(|(name, _)| name.value == YEAR);
    let year = of_year.map(|(_, column)| whole(source, column, data)).transpose()?;
    let picked: Vec<usize> =
        (0..frame.height()).filter(|at| mask.as_ref().is_none_or(|mask| mask[*at]) && values[*at].is_some()).collect();
    let (inside, outside): (Vec<usize>, Vec<usize>) = picked
        .into_iter()
        .partition(|at| year.as_ref().is_none_or(|year| year[*at].is_some_and(|year| years.contains(&year))));

    let name = input.name.as_str();
    let numbers = frame.column(ROW).and_then(|rows| rows.u32()).expect("the register numbers its rows");
    let mut findings = Findings::new();
    let mut odd = |code: Code, at: usize, column: Option<&str>, message: String, help: &str| {
        let row = numbers.get(at).map(u64::from);
        findings.push(Finding::warning(code, message).in_cell(&source.extract.file, row, column).help(format!(
            "{help}; if it is meant so, say why where the extract is declared: allow = {{ {code} = \"why\" }}"
        )));
    };
    if let (Some(first), Some((_, column))) = (outside.first(), of_year) {
        let message =
            format!("{} rows of `{name}` are of years that `{}` does not have", outside.len(), calculation.name.value);
        odd(Code::PassedOver, *first, Some(column.as_str()), message, "correct the year");
    }
    let beyond = |at: &&usize| values[**at].is_some_and(|value| !(0.0..=1.0).contains(&value));
    if let Some(first) = inside.iter().find(beyond).filter(|_| input.unit == Unit::default()) {
        let count = inside.iter().filter(beyond).count();
        let message = format!("`{name}` is a share, and in {count} rows below 0 or above 1");
        odd(Code::AssumptionRange, *first, None, message, "write 30 % as 0,3");
    }
    if input.rule == InputRule::Sum {
        let columns = frame.columns().iter().filter(|column| column.name() != ROW).cloned();
        let again = |group: &[usize]| group.iter().filter(|at| inside.contains(at)).nth(1).copied();
        let twice: Vec<usize> =
            alike(&columns.collect::<Vec<_>>()).groups().each().into_iter().filter_map(again).collect();
        if let Some(first) = twice.first() {
            let message = format!("{} rows of `{name}` stand twice, and are added up", twice.len());
            odd(Code::DoubleBlock, *first, None, message, "take one of the two out");
        }
    }
    Ok(findings)
}
