//! SAS's files (`.sas7bdat`). Their labels stand in a catalogue of its own, which is not read: a value is its code.

use std::ops::ControlFlow;

use sas7bdat::{CellValue, Dataset as Sas, MojibakePolicy, OrderingMode, StringDecodeOptions, Utf8ValidationMode};

use super::{Dataset, Datum, Variable};

/// How every file begins.
pub(super) const MAGIC: [u8; 32] = [
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xc2, 0xea, 0x81, 0x60, 0xb3, 0x14, 0x11, 0xcf, 0xbd, 0x92, 0x08, 0, 0x09,
    0xc7, 0x31, 0x8c, 0x18, 0x1f, 0x10, 0x11,
];

/// The table; none where the file is out of order, or has a letter that its encoding has not.
pub(super) fn read(bytes: &[u8]) -> Option<Dataset> {
    let sas = Sas::from_bytes(bytes.to_vec()).ok()?;
    let mut dataset = Dataset::default();
    for column in sas.columns() {
        dataset.variables.push(Variable::named(&column.name));
    }
    let texts = StringDecodeOptions::builder()
        .utf8_validation(Utf8ValidationMode::Strict)
        .mojibake_fix(MojibakePolicy::Off)
        .build();
    let scan = sas.scan().with_string_options(texts).with_ordering(OrderingMode::Stable);
    scan.visit_rows(|row| {
        for (variable, value) in dataset.variables.iter_mut().zip(row.iter()) {
            variable.values.push(datum(value));
        }
        dataset.rows += 1;
        Ok(ControlFlow::Continue(()))
    })
    .ok()?;
    // A row that SAS has marked as deleted is none; any other that is not there was lost.
    let there = sas.metadata().row_count.checked_sub(sas.metadata().deleted_row_count)?;
    let whole = |variable: &Variable| variable.values.len() == dataset.rows;
    (there == dataset.rows as u64 && dataset.variables.iter().all(whole)).then_some(dataset)
}

fn datum(value: &CellValue<'_>) -> Datum {
    match value {
        CellValue::Null | CellValue::Str("") => Datum::Empty,
        CellValue::Int32(number) => Datum::Whole(i64::from(*number)),
        #[allow(clippy::cast_precision_loss, reason = "the package keeps every number as a float")]
        CellValue::Int64(number) => Datum::number(*number as f64),
        CellValue::Float64(number) => Datum::number(*number),
        CellValue::Str(text) => Datum::text(text),
        CellValue::Date(date) => Datum::day(i64::from(date.unix_days())),
        CellValue::DateTime(moment) => {
            moment.unix_seconds().checked_mul(1_000_000).map_or(Datum::Other("a date out of range"), Datum::moment)
        }
        CellValue::Time(_) => Datum::Other("a time of day"),
        CellValue::Bytes(_) => Datum::Other("bytes that are no text"),
    }
}
