//! What rows are drawn from: for each column of an extract, how its cells come about.

use regex_syntax::hir::Hir;

use super::cell::Cell;

/// An extract's rows to be.
#[derive(Debug)]
pub(super) struct Model {
    /// How many.
    pub(super) rows: usize,
    /// The columns, in the order of the layout's fields.
    pub(super) columns: Vec<Column>,
}

/// A column.
#[derive(Debug)]
pub(super) struct Column {
    /// How often a cell is empty, where it may be.
    pub(super) empty: f64,
    /// Where the others come from.
    pub(super) source: Source,
}

/// Labels, each with how often it is drawn.
pub(super) type Labels = Vec<(Cell, f64)>;

/// Where a cell comes from.
#[derive(Debug)]
pub(super) enum Source {
    /// The number of the row's person.
    Person,
    /// The day of birth of the row's person.
    Born,
    /// One of some labels.
    Labels(Labels),
    /// One of some labels, others for each label of another column.
    Given {
        /// The other column.
        of: usize,
        /// The labels beside each of its labels.
        beside: Vec<(Cell, Labels)>,
        /// The labels beside any other.
        else_: Labels,
    },
    /// A place between two neighbours among these: a number, a day or a month counted.
    Between(Vec<f64>, usize),
    /// So many days after another column's day.
    After(usize, Vec<f64>),
    /// The row's own number behind a word.
    Serial(String),
    /// A word with one of so many numbers.
    Word(String, usize),
    /// A text of a form.
    Form(Hir),
}
