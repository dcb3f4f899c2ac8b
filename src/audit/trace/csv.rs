//! Observations to compute with: RFC 4180, one row an extract row of an observation.

use super::Trace;
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
                records.push([
                    value.facet.clone(),
                    value.series.clone(),
                    value.x.clone(),
                    value.stat.clone(),
                    (at + 1).to_string(),
                    observation.unit.to_owned(),
                    if observation.counted { "yes" } else { "no" }.to_owned(),
                    observation.number.map(shortest).unwrap_or_default(),
                    row.head.file.clone(),
                    row.number.to_string(),
                    decides.to_owned(),
                ]);
            }
        }
    }
    for record in &records {
        writer.write_record(record).expect("memory takes every record, and all have eleven fields");
    }
    writer.into_inner().expect("memory can always be flushed")
}
