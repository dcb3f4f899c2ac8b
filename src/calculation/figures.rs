//! Figures: every cell of every quantity, with the assumption rows it rests on.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::assumption::{self, Stated, StatedRow, Taken};
use super::function;
use crate::cohort::{Data, RowRef};
use crate::diagnostic::{Code, Finding, Findings};
use crate::formula::{Formula, Node, Operator};
use crate::spec::{Calculation, Dims, InputRule, formulas};

/// One number of a quantity.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The number; not a number where it comes to none (what is never paid back).
    pub value: f64,
    /// The assumption rows it rests on, in order, each once.
    pub rows: Vec<RowRef>,
}

impl Figure {
    /// A number that rests on nothing but the formula.
    pub(super) fn plain(value: f64) -> Self {
        Self { value, rows: Vec::new() }
    }

    /// A number that rests on what these rest on.
    pub(super) fn of(value: f64, from: &[Self]) -> Self {
        let mut rows: Vec<RowRef> = from.iter().flat_map(|figure| &figure.rows).copied().collect();
        rows.sort_unstable();
        rows.dedup();
        Self { value, rows }
    }
}

/// A place in a quantity's table: a year and a label of each index, none where it does not differ by them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// The year's place.
    pub year: Option<usize>,
    /// For each index of the calculation the label's place.
    pub labels: Vec<Option<usize>>,
}

/// A calculation's numbers.
#[derive(Debug, Clone)]
pub struct Figures {
    /// The years, ascending.
    pub years: Vec<i64>,
    /// The indexes and their labels, in the order of the spec and of the file.
    pub indexes: Vec<(String, Vec<String>)>,
    /// For each assumption and quantity its cells; one that is not given is not there.
    tables: BTreeMap<String, BTreeMap<Cell, Figure>>,
    dims: BTreeMap<String, Dims>,
    /// For each assumption what the extract states.
    stated: BTreeMap<String, Stated>,
    /// Divisions by zero in formulas.
    faults: Vec<Fault>,
}

/// A division by zero: in which quantity's formula, where in it the divisor stands, and at which cell.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fault {
    /// The quantity.
    quantity: String,
    /// Where the divisor stands in the formula.
    divisor: Range<usize>,
    /// The cell that the formula was computed for.
    cell: Cell,
}

impl Figures {
    /// Every cell that the assumption or quantity should have, in order of labels and years, and what stands there.
    pub fn cells(&self, name: &str) -> Vec<(Cell, Option<&Figure>)> {
        let (Some(dims), Some(table)) = (self.dims.get(name), self.tables.get(name)) else { return Vec::new() };
        cells(dims, self.years.len(), &self.sizes())
            .into_iter()
            .map(|cell| {
                let figure = table.get(&cell);
                (cell, figure)
            })
            .collect()
    }

    /// The rows that state an assumption, in the order of the file.
    pub fn stated(&self, name: &str) -> &[StatedRow] {
        self.stated.get(name).map_or(&[], |stated| stated.rows.as_slice())
    }

    /// The same calculation with one assumption taken at an end of its range, and all others as they are.
    #[must_use]
    pub fn with(&self, calculation: &Calculation, input: &str, taken: Taken) -> Self {
        let taken_of = |name: &str| if name == input { taken } else { Taken::Base };
        let (tables, faults) = tables(calculation, &self.dims, &self.years, &self.indexes, &self.stated, &taken_of);
        Self { tables, faults, ..self.clone() }
    }

    /// The first division by zero: what else comes of it is not told. It would leave quantities without a number, which in a report look
    /// like those that come to none.
    ///
    /// # Errors
    /// That division, with its formula and its cell.
    pub fn divided(&self, calculation: &Calculation, file: &str) -> Result<(), Finding> {
        let Some(fault) = self.faults.first() else { return Ok(()) };
        let place = self.place(&fault.cell);
        let at = if place.is_empty() { String::new() } else { format!(" at {}", place.join(", ")) };
        let message = format!("`{}` divides by zero{at}", fault.quantity);
        let finding = Finding::error(Code::BadValue, message);
        let quantity = calculation.quantities.iter().find(|quantity| quantity.name.value == fault.quantity);
        let finding = match quantity {
            Some(quantity) => finding.at(file, quantity.text.part(fault.divisor.clone()), "is 0 there"),
            None => finding,
        };
        Err(finding.help("see the assumptions that it is made of; or let the formula divide by what is never 0"))
    }

    /// What an assumption or quantity is at its own cell; none where an assumption that it needs is not given.
    pub(super) fn figure(&self, name: &str, cell: &Cell) -> Option<&Figure> {
        self.tables.get(name)?.get(cell)
    }

    /// The cell of an assumption or quantity that it has at a place: without what it does not differ by.
    pub(super) fn cell(&self, name: &str, at: &Cell) -> Option<Cell> {
        self.dims.get(name).map(|dims| own_cell(dims, at))
    }

    /// The labels and the year of a cell.
    pub fn place(&self, cell: &Cell) -> Vec<String> {
        let label = |(at, place): (usize, &Option<usize>)| place.map(|place| self.indexes[at].1[place].clone());
        let year = cell.year.map(|at| self.years[at].to_string());
        cell.labels.iter().enumerate().filter_map(label).chain(year).collect()
    }

    fn sizes(&self) -> Vec<usize> {
        self.indexes.iter().map(|(_, labels)| labels.len()).collect()
    }

    /// Computes a calculation.
    fn compute(calculation: &Calculation, data: Data<'_>) -> Result<Self, Findings> {
        let dims = formulas(calculation, &data.spec.file)?;
        let years = assumption::years(calculation, data)?;
        let indexes = assumption::indexes(calculation, data)?;
        let mut findings = Findings::new();
        let mut stated = BTreeMap::new();
        for input in &calculation.inputs {
            match assumption::read(input, &years, &indexes, calculation, data) {
                Ok(table) => {
                    stated.insert(input.name.value.clone(), table);
                }
                Err(found) => findings.extend(found),
            }
        }
        if findings.has_errors() {
            return Err(findings);
        }
        let (tables, faults) = tables(calculation, &dims, &years, &indexes, &stated, &|_| Taken::Base);
        let figures = Self { years, indexes, tables, dims, stated, faults };
        figures.divided(calculation, &data.spec.file)?;
        Ok(figures)
    }
}

/// The cells of each assumption and quantity.
type Tables = BTreeMap<String, BTreeMap<Cell, Figure>>;

/// Every cell of every assumption and quantity that can be computed, and the divisions by zero on the way.
fn tables(
    calculation: &Calculation,
    dims: &BTreeMap<String, Dims>,
    years: &[i64],
    indexes: &[(String, Vec<String>)],
    stated: &BTreeMap<String, Stated>,
    taken: &dyn Fn(&str) -> Taken,
) -> (Tables, Vec<Fault>) {
    let sizes: Vec<usize> = indexes.iter().map(|(_, labels)| labels.len()).collect();
    let given = stated.iter().map(|(name, one)| (name.as_str(), (one.rule, one.cells(taken(name))))).collect();
    let work = Work {
        calculation,
        dims,
        given,
        years,
        sizes: &sizes,
        known: RefCell::default(),
        within: RefCell::default(),
        faults: RefCell::default(),
    };
    let mut tables = Tables::new();
    let names = calculation.inputs.iter().map(|input| &input.name);
    for name in names.chain(calculation.quantities.iter().map(|quantity| &quantity.name)) {
        tables.insert(name.value.clone(), BTreeMap::new());
    }
    // Year by year, so that what rests on the year before finds it computed.
    for year in 0..years.len().max(1) {
        for (name, table) in &mut tables {
            for cell in cells(&dims[name], years.len(), &sizes) {
                if cell.year.unwrap_or(0) == year
                    && let Some(figure) = work.named(name, &cell)
                {
                    table.insert(cell, figure);
                }
            }
        }
    }
    (tables, work.faults.into_inner())
}

/// All cells of a quantity, labels first.
fn cells(dims: &Dims, years: usize, sizes: &[usize]) -> Vec<Cell> {
    let mut cells = vec![Cell { year: None, labels: vec![None; sizes.len()] }];
    for &index in &dims.indexes {
        let with = |cell: Cell, label| {
            let mut cell = cell;
            cell.labels[index] = Some(label);
            cell
        };
        cells =
            cells.into_iter().flat_map(|cell| (0..sizes[index]).map(move |label| with(cell.clone(), label))).collect();
    }
    if dims.year {
        let with = |cell: Cell, year| Cell { year: Some(year), ..cell };
        cells = cells.into_iter().flat_map(|cell| (0..years).map(move |year| with(cell.clone(), year))).collect();
    }
    cells
}

/// A cell without what a quantity does not differ by.
fn own_cell(dims: &Dims, at: &Cell) -> Cell {
    let label = |(index, label): (usize, &Option<usize>)| label.filter(|_| dims.indexes.contains(&index));
    Cell { year: at.year.filter(|_| dims.year), labels: at.labels.iter().enumerate().map(label).collect() }
}

/// A calculation while it is computed.
pub(super) struct Work<'a> {
    calculation: &'a Calculation,
    dims: &'a BTreeMap<String, Dims>,
    given: BTreeMap<&'a str, (InputRule, BTreeMap<Cell, Figure>)>,
    years: &'a [i64],
    sizes: &'a [usize],
    known: RefCell<BTreeMap<(String, Cell), Option<Figure>>>,
    /// The quantities whose formulas are being computed, the innermost last.
    within: RefCell<Vec<&'a str>>,
    faults: RefCell<Vec<Fault>>,
}

impl Work<'_> {
    /// The years.
    pub(super) fn years(&self) -> &[i64] {
        self.years
    }

    /// The place of an index and how many labels it has.
    pub(super) fn index(&self, name: &str) -> Option<(usize, usize)> {
        let at = self.calculation.indexes.iter().position(|(known, _)| known.as_str() == name)?;
        Some((at, self.sizes[at]))
    }

    /// What an assumption or quantity is at a cell; none where an assumption that it needs is not given.
    fn named(&self, name: &str, at: &Cell) -> Option<Figure> {
        let cell = own_cell(&self.dims[name], at);
        if let Some((rule, cells)) = self.given.get(name) {
            let nothing = (*rule == InputRule::Sum).then(|| Figure::plain(0.0));
            return cells.get(&cell).cloned().or(nothing);
        }
        let key = (name.to_owned(), cell);
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let quantity = self.calculation.quantities.iter().find(|quantity| quantity.name.value == name)?;
        self.within.borrow_mut().push(quantity.name.as_str());
        let figure = self.at(&quantity.formula, &key.1);
        self.within.borrow_mut().pop();
        self.known.borrow_mut().insert(key, figure.clone());
        figure
    }

    /// What a formula comes to at a cell.
    pub(super) fn at(&self, formula: &Formula, cell: &Cell) -> Option<Figure> {
        match &formula.node {
            Node::Number(value, _) => Some(Figure::plain(*value)),
            Node::Name(name) => self.named(name, cell),
            Node::Negative(inner) => self.at(inner, cell).map(|figure| Figure { value: -figure.value, ..figure }),
            Node::Binary(operator, left, right) => {
                let both = [self.at(left, cell)?, self.at(right, cell)?];
                let (over, at_right, divisor) = (*operator == Operator::Over, &**right, right.at.clone());
                let (left, right) = (both[0].value, both[1].value);
                if over && right == 0.0 && !self.is_before_the_first(&both[1], at_right, cell) {
                    let quantity = self.within.borrow().last().map(|name| (*name).to_owned()).unwrap_or_default();
                    self.faults.borrow_mut().push(Fault { quantity, divisor, cell: cell.clone() });
                }
                let value = match operator {
                    Operator::Plus => left + right,
                    Operator::Minus => left - right,
                    Operator::Times => left * right,
                    Operator::Over => left / right,
                };
                Some(Figure::of(value, &both))
            }
            Node::Call(function, parts) => function::call(self, *function, parts, cell),
        }
    }
}

impl Work<'_> {
    /// Whether a divisor is 0 because it is from before the first year, where everything is: a growth has no first one.
    fn is_before_the_first(&self, divisor: &Figure, formula: &Formula, cell: &Cell) -> bool {
        let is_given = matches!(&formula.node, Node::Name(name) if self.given.contains_key(name.as_str()));
        cell.year == Some(0) && divisor.rows.is_empty() && !is_given
    }
}

/// All calculations of a spec.
#[derive(Debug, Clone, Default)]
pub struct Calculations {
    by_name: BTreeMap<String, Figures>,
}

impl Calculations {
    /// Computes the calculations of the spec.
    ///
    /// # Errors
    /// Everything that is wrong with their formulas and assumptions.
    pub fn read(data: Data<'_>) -> Result<Self, Findings> {
        let mut findings = Findings::new();
        let mut by_name = BTreeMap::new();
        for calculation in &data.spec.calculations {
            match Figures::compute(calculation, data) {
                Ok(figures) => {
                    by_name.insert(calculation.name.value.clone(), figures);
                }
                Err(found) => findings.extend(found),
            }
        }
        if findings.has_errors() { Err(findings) } else { Ok(Self { by_name }) }
    }

    /// A calculation's numbers by its name in the spec.
    pub fn get(&self, name: &str) -> Option<&Figures> {
        self.by_name.get(name)
    }
}
