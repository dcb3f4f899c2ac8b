//! A table as programs see it that have tables of their own: names, heads with the columns they stand over, and cells as printed.

use super::{Maker, Row, Table};
use crate::document::mention::plain;
use crate::document::publication::Exhibit;

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// The name over the rows' names.
    pub corner: String,
    /// For each column beside the rows' names, whether it is a total.
    pub totals: Vec<bool>,
    /// How many rows of heads there are.
    pub levels: usize,
    /// The heads, level by level.
    pub heads: Vec<GridHead>,
    /// The rows.
    pub rows: Vec<GridRow>,
    /// What must be known of a row, a column or a number: its sign and the text.
    pub notes: Vec<(String, String)>,
}

/// A head over columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridHead {
    /// Its name; may be empty.
    pub name: String,
    /// The sign of a note; may be empty.
    pub sign: String,
    /// Its level from the top, and how many levels it takes.
    pub levels: std::ops::Range<usize>,
    /// The columns it stands over.
    pub columns: std::ops::Range<usize>,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A head over rows, without cells.
    Head,
    /// A row below a head.
    Part,
    /// A total.
    Total,
    /// Any other.
    Plain,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridRow {
    /// What it is.
    pub kind: RowKind,
    /// Its name.
    pub name: String,
    /// The sign of a note; may be empty.
    pub sign: String,
    /// Its cells as they are printed.
    pub cells: Vec<String>,
}

impl Grid {
    /// The values of an exhibit as its spec lays them out.
    pub fn of(exhibit: &Exhibit) -> Self {
        Maker::new(exhibit).table().into()
    }
}

impl From<Table> for Grid {
    fn from(table: Table) -> Self {
        let levels = table.hoved.len();
        let mut taken = vec![vec![false; table.kolonner]; levels];
        let mut heads = Vec::new();
        for (level, row) in table.hoved.into_iter().enumerate() {
            let mut at = 0;
            for head in row {
                // One that reaches further down takes the place of those below it.
                while at < table.kolonner && taken[level][at] {
                    at += 1;
                }
                let columns = at..(at + head.bredde).min(table.kolonner);
                let below = level..(level + head.hoejde).min(levels);
                for taken in &mut taken[below.clone()] {
                    taken[columns.clone()].fill(true);
                }
                at = columns.end;
                heads.push(GridHead { name: plain(&head.navn), sign: head.maerke, levels: below, columns });
            }
        }
        Self {
            corner: plain(&table.hjoerne),
            totals: table.sumkolonner,
            levels,
            heads,
            rows: table.raekker.into_iter().map(GridRow::from).collect(),
            notes: table.fodnoter.into_iter().map(|note| (note.maerke, plain(&note.tekst))).collect(),
        }
    }
}

impl From<Row> for GridRow {
    fn from(row: Row) -> Self {
        let kind = match row.art {
            "gruppe" => RowKind::Head,
            "del" => RowKind::Part,
            "sum" => RowKind::Total,
            _ => RowKind::Plain,
        };
        let cells = row.celler.iter().map(|cell| plain(cell)).collect();
        Self { kind, name: plain(&row.navn), sign: row.maerke, cells }
    }
}
