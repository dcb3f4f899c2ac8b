//! Tracing: from a value to its observations, and from each to the extract rows it came from.

use crate::statistic::Computed;
use crate::value::{Key, Value, shortest};

/// Which values of an exhibit to trace: those whose key has these texts; a dimension not named takes all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// The facet.
    pub facet: Option<String>,
    /// The series.
    pub series: Option<String>,
    /// The place along the axis.
    pub x: Option<String>,
}

impl Selection {
    /// Whether a key is selected.
    pub fn takes(&self, key: &Key) -> bool {
        let fits = |wanted: &Option<String>, is: &str| wanted.as_ref().is_none_or(|wanted| wanted == is);
        fits(&self.facet, &key.facet) && fits(&self.series, &key.series) && fits(&self.x, &key.x)
    }
}

/// A value and the observations it rests on.
#[derive(Debug, Clone)]
pub struct Traced {
    /// The value.
    pub value: Value,
    /// Its observations: those counted first.
    pub rows: Vec<TracedRow>,
}

/// An observation behind a value.
#[derive(Debug, Clone, PartialEq)]
pub struct TracedRow {
    /// Who or what it is about: a pseudonym or a family's name.
    pub unit: String,
    /// Its number.
    pub number: f64,
    /// Whether it is counted in the value, or only among those that the value is counted among.
    pub counted: bool,
    /// File and row of each extract row it came from.
    pub sources: Vec<(String, u32)>,
}

/// The selected values of an exhibit with their observations. `files` are the extracts' files in the spec's order.
pub fn trace(computed: &Computed, selection: &Selection, files: &[String]) -> Vec<Traced> {
    let mut traced = Vec::new();
    for value in computed.values.rows.iter().filter(|value| selection.takes(&value.key)) {
        let mut rows = Vec::new();
        for part in computed.parts.iter().filter(|part| part.stats.contains(&value.key.stat)) {
            let Some(basis) = part.keyed.basis(&value.key, part.among) else { continue };
            let row = |at: &usize, counted: bool| TracedRow {
                unit: part.observations.units[*at].clone(),
                number: part.observations.values[*at],
                counted,
                sources: part.observations.rows[*at]
                    .iter()
                    .map(|row| (files[usize::from(row.extract)].clone(), row.row))
                    .collect(),
            };
            // Both lists are in the observations' order, so that one can be looked up in the other.
            rows.extend(basis.counted.iter().map(|at| row(at, true)));
            rows.extend(
                basis.among.iter().filter(|at| basis.counted.binary_search(at).is_err()).map(|at| row(at, false)),
            );
        }
        traced.push(Traced { value: value.clone(), rows });
    }
    traced
}

/// The observations as RFC 4180 text, one row an extract row of an observation; observations are numbered within a value.
pub fn to_csv(traced: &[Traced]) -> Vec<u8> {
    const HEADER: [&str; 10] =
        ["facet", "series", "x", "stat", "observation", "unit", "counted", "number", "file", "row"];
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut records = vec![HEADER.map(str::to_owned)];
    for Traced { value, rows } in traced {
        for (at, row) in rows.iter().enumerate() {
            for (file, line) in &row.sources {
                records.push([
                    value.key.facet.clone(),
                    value.key.series.clone(),
                    value.key.x.clone(),
                    value.key.stat.name().to_owned(),
                    (at + 1).to_string(),
                    row.unit.clone(),
                    if row.counted { "yes" } else { "no" }.to_owned(),
                    shortest(row.number),
                    file.clone(),
                    line.to_string(),
                ]);
            }
        }
    }
    for record in &records {
        writer.write_record(record).expect("memory takes every record, and all have ten fields");
    }
    writer.into_inner().expect("memory can always be flushed")
}
