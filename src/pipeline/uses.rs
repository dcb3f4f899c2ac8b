//! The extracts as a publication tells of them, with how many of their rows some value rests on.

use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;

use rayon::prelude::*;

use super::Prepared;
use super::inputs::in_print;
use crate::cohort::RowRef;
use crate::document::ExtractUse;
use crate::register::{Extract, ROW};
use crate::statistic::Computed;

/// How many observations are looked at together on one core.
const TOGETHER: usize = 8192;

/// Each extract. `open` says that its rows may be published: else its hash is none that could be tried out, and where small
/// numbers are hidden how many rows there are, and how many are used, is not said, as their difference may be few people.
pub(super) fn extracts(prepared: &Prepared, computed: &[Computed], open: bool) -> Vec<ExtractUse> {
    let counted = prepared.spec.disclosure.limits().is_none() || open;
    let used = if counted { used(prepared, computed) } else { Vec::new() };
    let uses =
        prepared.spec.extracts.iter().zip(&prepared.register).enumerate().map(|(number, (spec, extract))| ExtractUse {
            name: extract.name.clone(),
            file: extract.file.clone(),
            register: prepared.schemas[spec.schema.value.as_str()].title.clone(),
            rows: counted.then_some(extract.row_count as u64),
            rows_used: used.get(number).copied(),
            sha256: in_print(&prepared.inputs, &extract.file),
        });
    uses.collect()
}

/// How many rows of each extract some value rests on.
fn used(prepared: &Prepared, computed: &[Computed]) -> Vec<u64> {
    let rows = |extract: &Extract| -> Vec<u32> {
        let rows = extract.frame.column(ROW).and_then(|rows| rows.u32());
        rows.expect("the register numbers its rows").iter().flatten().collect()
    };
    // By the row's number in its file.
    let all: Vec<Vec<u32>> = prepared.register.iter().map(rows).collect();
    let last = |rows: &Vec<u32>| rows.iter().max().map_or(0, |last| *last as usize + 1);
    let unused = |rows: &Vec<u32>| (0..last(rows)).map(|_| AtomicBool::new(false)).collect();
    let used: Vec<Vec<AtomicBool>> = all.iter().map(unused).collect();
    let mark = |row: RowRef| {
        // Many observations rest on the same row: who only looks does not hold up the others.
        if let Some(used) = used[usize::from(row.extract)].get(row.row as usize).filter(|used| !used.load(Relaxed)) {
            used.store(true, Relaxed);
        }
    };
    for observations in computed.iter().flat_map(|exhibit| &exhibit.parts).map(|part| &part.observations) {
        (0..observations.count()).into_par_iter().with_min_len(TOGETHER).for_each_init(Vec::new, |own, at| {
            observations.add_rows(at, own);
            own.drain(..).for_each(mark);
        });
    }
    let is_used = |used: &[AtomicBool], row: u32| used[row as usize].load(Relaxed);
    all.iter().zip(&used).map(|(rows, used)| rows.iter().filter(|row| is_used(used, **row)).count() as u64).collect()
}
