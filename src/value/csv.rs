//! Values as `data/<id>.csv`: the form that other programs read.

use super::{Disclosed, shortest};

/// The header of every exhibit's file.
const HEADER: [&str; 9] = ["facet", "series", "x", "stat", "value", "lower", "upper", "n", "flag"];

/// The values as RFC 4180 text, one row a value: what is hidden of one is empty, and its flag says so.
pub fn to_csv(values: &Disclosed) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let number = |value: Option<f64>| value.map(shortest).unwrap_or_default();
    let rows = values.rows.iter().map(|row| {
        [
            row.key.facet.clone(),
            row.key.series.clone(),
            row.key.x.clone(),
            row.key.stat.name().to_owned(),
            number(row.value),
            number(row.lower),
            number(row.upper),
            row.n.map(|n| n.to_string()).unwrap_or_default(),
            if row.suppressed { "suppressed".to_owned() } else { String::new() },
        ]
    });
    for record in std::iter::once(HEADER.map(str::to_owned)).chain(rows) {
        writer.write_record(&record).expect("memory takes every record, and all have nine fields");
    }
    writer.into_inner().expect("memory can always be flushed")
}
