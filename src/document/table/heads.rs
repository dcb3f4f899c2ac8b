//! The heads over a table's columns, on as many levels as needed.

use serde::Serialize;

/// A head over one or more columns.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Head {
    pub(super) navn: String,
    pub(super) maerke: String,
    pub(super) bredde: usize,
    pub(super) hoejde: usize,
}

/// What stands over a column: a name and a footnote's sign on each level, from the top.
pub(super) type Path = Vec<(String, String)>;

/// The heads on each level. Columns under the same heads so far share one; one that stands alone over a column, with nothing
/// below it, reaches down to the rows.
pub(super) fn spread(paths: &[Path]) -> Vec<Vec<Head>> {
    let levels = paths.first().map_or(0, Vec::len);
    let mut reached = vec![false; paths.len()];
    let mut heads = Vec::new();
    for level in 0..levels {
        let mut row = Vec::new();
        let mut at = 0;
        while at < paths.len() {
            let path = &paths[at];
            let (name, sign) = &path[level];
            let alike = |other: &&Path| !name.is_empty() && other[..=level] == path[..=level];
            let width = paths[at..].iter().take_while(alike).count().max(1);
            if !reached[at] {
                let nothing_below = path[level + 1..].iter().all(|(name, _)| name.is_empty());
                reached[at] = width == 1 && !name.is_empty() && nothing_below;
                let height = if reached[at] { levels - level } else { 1 };
                row.push(Head { navn: name.clone(), maerke: sign.clone(), bredde: width, hoejde: height });
            }
            at += width;
        }
        heads.push(row);
    }
    heads
}
