//! Dispositions: everyone of the persons' extract once, with the condition at which a population left them out.

use polars::prelude::*;

use super::people::number;
use super::{Sources, labels};
use crate::cohort::{Columns, Steps};
use crate::diagnostic::Finding;
use crate::observation::{Lineage, Names, Numbers, Observations, Units};
use crate::spec::{Disposition, LEFT_OUT_AT, Part, Whom, in_end};

/// One observation a person. They are no members of a population, which some of them never came to.
pub(super) fn disposition(wanted: &Disposition, part: &Part, sources: &Sources<'_>) -> Result<Observations, Finding> {
    let Steps { mut frame, rows, left_out_at, ends, decided } = Steps::take(wanted, sources.data, sources.cohorts)?;
    let whom = sources.data.spec.whom(wanted.population.as_str());
    let table = sources.data.spec.table(whom).expect("a population is drawn from a table");
    let source = sources.data.source(&table.extract);
    let name = if whom == Whom::Persons { "person" } else { "unit" };
    let people = frame.column(name).and_then(|column| column.str()).expect("everyone is told so");
    let people: Vec<String> = people.iter().map(|name| name.unwrap_or_default().to_owned()).collect();
    let count = people.len();
    frame.with_column(Column::new(LEFT_OUT_AT.into(), left_out_at)).expect("there is one for each of the frame's rows");
    for (at, end) in ends.into_iter().enumerate() {
        frame.with_column(Column::new(in_end(at).into(), end)).expect("there is one for each of the frame's rows");
    }
    let labels =
        labels::of_axes(part, &frame, Vec::new(), |column| source.codes(column).map(<[String]>::to_vec), sources)?;
    let mut columns = Columns::of_rows(frame);
    let index = columns.index((0..count).map(number).collect());
    let mut observations = Observations {
        columns,
        units: Units::Named(Names::plain(people)),
        values: Numbers::One,
        lineage: Lineage::kept(rows.into_iter().map(|row| [row]).collect()),
        labels,
        ..Observations::default()
    };
    observations.with_told(index, &decided);
    Ok(observations)
}
