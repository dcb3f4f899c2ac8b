//! Observations to compute with: RFC 4180, one row an extract row of an observation.

use super::{Row, Trace};
use crate::audit::record::Value;
use crate::value::shortest;

/// The observations as RFC 4180 text; they are numbered within a value. What a share is taken of where that is something else
/// is not among them.
pub fn to_csv(trace: &Trace<'_>) -> Vec<u8> {
    const HEADER: [&str; 11] =
        ["facet", "series", "x", "stat", "observation", "unit", "counted", "number", "file", "row", "decides"];
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut records = vec![HEADER.map(str::to_owned)];
    for traced in &trace.values {
        let value = traced.value;
        let own = traced.observations.iter().filter(|observation| observation.counted || observation.among);
        for (at, observation) in own.enumerate() {
            let rows = observation.rows.iter().map(|row| (row, "value"));
            for (row, decides) in rows.chain(observation.membership.iter().map(|row| (row, "membership"))) {
                let counted = if observation.counted { "yes" } else { "no" };
                let number = observation.number.map(shortest).unwrap_or_default();
                let told = [(at + 1).to_string(), observation.unit.to_owned(), counted.to_owned(), number];
                records.push(line(value, told, row, decides));
            }
        }
        let part = &trace.exhibit.basis.parts[traced.part];
        for row in Row::ranked(trace.record, part) {
            records.push(line(value, Default::default(), &row, "ranking"));
        }
    }
    for record in &records {
        writer.write_record(record).expect("memory takes every record, and all have eleven fields");
    }
    writer.into_inner().expect("memory can always be flushed")
}

/// A line on a row, with what is told of the observation that it is a row of.
fn line(
    value: &Value,
    [observation, unit, counted, number]: [String; 4],
    row: &Row<'_>,
    decides: &str,
) -> [String; 11] {
    let [facet, series, x, stat] = [&value.facet, &value.series, &value.x, &value.stat].map(String::clone);
    let (file, place) = (row.head.file.clone(), row.number.to_string());
    [facet, series, x, stat, observation, unit, counted, number, file, place, decides.to_owned()]
}
