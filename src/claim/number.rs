//! Numbers while a claim is judged: one, or several that stand at keys, each perhaps missing.

use crate::value::Unit;

/// One number or several.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    pub(super) unit: Unit,
    /// Whether these are several numbers, even if only one or none is there.
    pub(super) many: bool,
    pub(super) cells: Vec<Cell>,
}

/// A number and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    /// The keys that tell it from the others.
    pub(super) at: Vec<String>,
    /// None where the value is suppressed or there is nothing to say.
    pub(super) value: Option<f64>,
    /// How many units it is an average over, if it is one.
    pub(super) n: Option<u64>,
}

impl Number {
    pub(super) fn one(value: Option<f64>, unit: Unit) -> Self {
        Self { unit, many: false, cells: vec![Cell { at: Vec::new(), value, n: None }] }
    }

    /// The number, where it is one that is there.
    pub(super) fn value(&self) -> Option<f64> {
        self.cells.first().filter(|_| !self.many).and_then(|cell| cell.value)
    }

    /// All numbers; none as soon as one is missing, or where there are none.
    pub(super) fn all(&self) -> Option<Vec<f64>> {
        let all: Option<Vec<f64>> = self.cells.iter().map(|cell| cell.value).collect();
        all.filter(|all| !all.is_empty())
    }

    /// The same with each number put through `change`.
    pub(super) fn map(self, unit: Unit, change: impl Fn(f64) -> f64) -> Self {
        let cells = self.cells.into_iter().map(|cell| Cell { value: cell.value.map(&change), ..cell });
        Self { unit, many: self.many, cells: cells.collect() }
    }

    /// Whether any two of them are averages over different units.
    pub(super) fn over_different(&self) -> Option<(u64, u64)> {
        let mut known = self.cells.iter().filter_map(|cell| cell.n);
        let first = known.next()?;
        known.find(|n| *n != first).map(|other| (first, other))
    }
}

/// Two numbers side by side: each of several with the one at the same keys, or with the only one.
pub(super) struct Pair {
    pub(super) at: Vec<String>,
    pub(super) left: Option<Cell>,
    pub(super) right: Option<Cell>,
}

/// The numbers of both side by side; none where they stand at keys that have nothing in common.
pub(super) fn pair(left: &Number, right: &Number) -> Option<Vec<Pair>> {
    let only = |number: &Number| number.cells.first().cloned();
    match (left.many, right.many) {
        (false, false) => Some(vec![Pair { at: Vec::new(), left: only(left), right: only(right) }]),
        (true, false) => Some(
            left.cells
                .iter()
                .map(|cell| Pair { at: cell.at.clone(), left: Some(cell.clone()), right: only(right) })
                .collect(),
        ),
        (false, true) => Some(
            right
                .cells
                .iter()
                .map(|cell| Pair { at: cell.at.clone(), left: only(left), right: Some(cell.clone()) })
                .collect(),
        ),
        (true, true) => {
            let find = |number: &Number, at: &[String]| number.cells.iter().find(|cell| cell.at == at).cloned();
            let mut pairs: Vec<Pair> = left
                .cells
                .iter()
                .map(|cell| Pair { at: cell.at.clone(), left: Some(cell.clone()), right: find(right, &cell.at) })
                .collect();
            let common = pairs.iter().any(|pair| pair.right.is_some());
            if !common && !left.cells.is_empty() && !right.cells.is_empty() {
                return None;
            }
            let alone = right.cells.iter().filter(|cell| find(left, &cell.at).is_none());
            pairs.extend(alone.map(|cell| Pair { at: cell.at.clone(), left: None, right: Some(cell.clone()) }));
            Some(pairs)
        }
    }
}

/// Whether two numbers are the same but for what arithmetic in binary does to them.
pub(super) fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()) + 1e-12
}
