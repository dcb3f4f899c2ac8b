//! A small linear programme: the most that comes of moving tied variables away from nothing.
//!
//! It proposes and is never trusted: what it gives is checked in whole numbers by whoever asked. G. B. Dantzig's simplex
//! method with bounds, on a table of which only what is not nothing is kept. All equations come to nothing and nothing is within all
//! bounds, so that the start needs no search; wherever it stops, what it has agrees with the equations. How much it may do is counted,
//! not timed, so that it stops at the same place on every machine.

use std::cell::Cell;
use std::cmp::Ordering;
use std::rc::Rc;

/// Below this a number is taken for nothing.
const NOTHING: f64 = 1e-9;

/// Below this it is what rounding left of nothing.
const DUST: f64 = 1e-12;

/// After so many steps for each variable R. G. Bland's rule takes over, which cannot go round in a circle.
const BOLD: usize = 4;

/// One variable: it lies between `low`, which is not above nothing, and `high`, which is not below it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Variable {
    pub(super) low: f64,
    pub(super) high: f64,
    /// What one more of it is worth.
    pub(super) gain: f64,
}

/// How many numbers of tables may still be worked out.
#[derive(Debug)]
pub(super) struct Budget(Cell<u64>);

impl Budget {
    pub(super) fn of(numbers: u64) -> Self {
        Self(Cell::new(numbers))
    }

    pub(super) fn is_spent(&self) -> bool {
        self.0.get() == 0
    }

    /// How many are left.
    pub(super) fn left(&self) -> u64 {
        self.0.get()
    }

    pub(super) fn spend(&self, numbers: u64) {
        self.0.set(self.0.get().saturating_sub(numbers));
    }
}

/// The variables' values with which they are worth most, or as far as the budget goes; and whether they are worth most. Each of `rows` is
/// an equation that comes to nothing, behind those that are worked out already, if any.
pub(super) fn best(
    variables: &[Variable],
    worked: Option<&Worked>,
    rows: &[Vec<(usize, f64)>],
    budget: &Budget,
) -> (Vec<f64>, bool) {
    let Some(table) = Table::solved(variables, worked, rows, budget) else {
        return (vec![0.0; variables.len()], false);
    };
    let is_best = table.is_best;
    (table.values(), is_best)
}

/// The same values, and what one more of each variable would be worth then.
pub(super) fn best_priced(variables: &[Variable], rows: &[Vec<(usize, f64)>], budget: &Budget) -> (Vec<f64>, Vec<f64>) {
    let nothing = || vec![0.0; variables.len()];
    let Some(mut table) = Table::solved(variables, None, rows, budget) else { return (nothing(), nothing()) };
    let gains = std::mem::take(&mut table.gains);
    (table.values(), gains)
}

/// What a row has of each variable, by variable; nothing of those that are left out.
type Row = Vec<(usize, f64)>;

/// Equations of which each decides a variable that no other has. What the variables are worth, and how far they may go, plays no part in
/// that: programmes with the same equations need it once.
#[derive(Debug, Clone, Default)]
pub(super) struct Worked {
    /// For each row, how much of it a variable takes: nothing of those at the other rows.
    rows: Vec<Rc<Row>>,
    /// The variable that each row decides.
    at_row: Vec<usize>,
    /// The row that decides a variable.
    row_of: Vec<Option<usize>>,
    /// The rows that have something of a variable, and some that no longer do.
    having: Vec<Rc<Vec<usize>>>,
    /// The variables as they were decided, each with its row as it was then.
    decided: Vec<(usize, Rc<Row>)>,
    /// How many equations there were, and how many numbers were worked out for them.
    equations: usize,
    spent: u64,
    /// Room for a row.
    room: Row,
}

impl Worked {
    /// The equations between so many variables; none where a budget does not go so far. Whoever uses them spends it.
    pub(super) fn of(variables: usize, equations: &[Vec<(usize, f64)>], budget: &Budget) -> Option<Self> {
        let mut worked = Self { equations: equations.len(), ..Self::default() };
        let before = budget.left();
        let budget = &Budget::of(before);
        worked.reach(variables);
        for equation in equations {
            if let Some((row, lead)) = worked.add(equation, budget) {
                let own = worked.pivot(row, lead, budget);
                worked.decided.push((lead, own));
            }
            if budget.is_spent() {
                return None;
            }
        }
        worked.spent = before - budget.left();
        Some(worked)
    }

    /// The same, to go on from.
    fn copied(&self) -> Self {
        let Self { rows, at_row, row_of, having, .. } = self;
        Self {
            rows: rows.clone(),
            at_row: at_row.clone(),
            row_of: row_of.clone(),
            having: having.clone(),
            ..Self::default()
        }
    }

    /// Makes room for so many variables.
    fn reach(&mut self, variables: usize) {
        self.row_of.resize(variables, None);
        self.having.resize_with(variables, Rc::default);
    }

    /// One equation more, unless it follows from the others: its row and the variable that it is to decide.
    fn add(&mut self, equation: &[(usize, f64)], budget: &Budget) -> Option<(usize, usize)> {
        let mut sorted = equation.to_vec();
        sorted.sort_by_key(|(at, _)| *at);
        let mut row: Row = Vec::with_capacity(sorted.len());
        for (at, by) in sorted {
            match row.last_mut() {
                Some((last, sum)) if *last == at => *sum += by,
                _ => row.push((at, by)),
            }
        }
        for (at, by) in row.clone() {
            if let Some(known) = self.row_of[at] {
                less(&row, &self.rows[known], by, (budget, &mut self.room), |_| {});
                std::mem::swap(&mut row, &mut self.room);
            }
        }
        // Of what is greatest the last: what comes late is told by what came before.
        let mut lead = None;
        for (at, by) in &row {
            if by.abs() > 1e-7 && lead.is_none_or(|(_, greatest): (usize, f64)| by.abs() >= greatest - NOTHING) {
                lead = Some((*at, by.abs()));
            }
        }
        let (lead, _) = lead?;
        let at = self.rows.len();
        for (other, _) in &row {
            Rc::make_mut(&mut self.having[*other]).push(at);
        }
        self.rows.push(Rc::new(row));
        self.at_row.push(lead);
        self.row_of[lead] = Some(at);
        Some((at, lead))
    }

    /// The rows that have something of a variable, and how much.
    fn column(&mut self, column: usize) -> Vec<(usize, f64)> {
        let having = Rc::make_mut(&mut self.having[column]);
        having.sort_unstable();
        having.dedup();
        let mut column_of = Vec::with_capacity(having.len());
        having.retain(|row| {
            let by = of(&self.rows[*row], column);
            if by != 0.0 {
                column_of.push((*row, by));
            }
            by != 0.0
        });
        column_of
    }

    /// Lets a row decide a variable, and no other row have it; the row as it is then.
    fn pivot(&mut self, row: usize, column: usize, budget: &Budget) -> Rc<Row> {
        let mut own = std::mem::take(&mut self.rows[row]);
        let by = of(&own, column);
        for (at, value) in Rc::make_mut(&mut own) {
            *value = if *at == column { 1.0 } else { *value / by };
        }
        for (other, by) in self.column(column) {
            let having = &mut self.having;
            less(&self.rows[other], &own, by, (budget, &mut self.room), |at| {
                Rc::make_mut(&mut having[at]).push(other);
            });
            // What nobody else has makes room for the next.
            match Rc::get_mut(&mut self.rows[other]) {
                Some(row) => std::mem::swap(row, &mut self.room),
                None => self.rows[other] = Rc::new(std::mem::take(&mut self.room)),
            }
        }
        self.having[column] = Rc::new(vec![row]);
        self.rows[row] = Rc::clone(&own);
        own
    }
}

struct Table<'a> {
    variables: &'a [Variable],
    budget: &'a Budget,
    worked: Worked,
    values: Vec<f64>,
    /// What one more of each is worth when the decided ones follow.
    gains: Vec<f64>,
    /// Whether nothing is worth more than these values.
    is_best: bool,
}

impl<'a> Table<'a> {
    /// The table as far as the budget goes.
    fn solved(
        variables: &'a [Variable],
        worked: Option<&Worked>,
        equations: &[Vec<(usize, f64)>],
        budget: &'a Budget,
    ) -> Option<Self> {
        let mut table = Self::new(variables, worked, equations, budget)?;
        for step in 0..40 * variables.len() {
            let Some((column, up)) = table.enters(step < BOLD * variables.len()) else {
                table.is_best = true;
                break;
            };
            if budget.is_spent() || !table.step(column, up) {
                break;
            }
        }
        Some(table)
    }

    /// The table at the start; none where the budget does not go so far.
    fn new(
        variables: &'a [Variable],
        worked: Option<&Worked>,
        equations: &[Vec<(usize, f64)>],
        budget: &'a Budget,
    ) -> Option<Self> {
        let count = variables.len();
        let mut table = Self {
            variables,
            budget,
            worked: worked.map(Worked::copied).unwrap_or_default(),
            values: vec![0.0; count],
            gains: variables.iter().map(|variable| variable.gain).collect(),
            is_best: false,
        };
        table.worked.reach(count);
        if let Some(worked) = worked {
            budget.spend(worked.spent);
            if worked.equations > 0 && budget.is_spent() {
                return None;
            }
            for (column, own) in &worked.decided {
                table.gain(*column, own);
            }
        }
        for equation in equations {
            if let Some((row, lead)) = table.worked.add(equation, budget) {
                table.pivot(row, lead);
            }
            if budget.is_spent() {
                return None;
            }
        }
        Some(table)
    }

    /// The variable to move, and whether up.
    fn enters(&self, bold: bool) -> Option<(usize, bool)> {
        self.budget.spend(self.gains.len() as u64);
        let mut best: Option<(usize, bool, f64)> = None;
        for (at, (gain, variable)) in self.gains.iter().zip(self.variables).enumerate() {
            if self.worked.row_of[at].is_some() || gain.abs() <= NOTHING {
                continue;
            }
            let room = if *gain > 0.0 { variable.high - self.values[at] } else { self.values[at] - variable.low };
            if room <= NOTHING {
                continue;
            }
            if !bold {
                return Some((at, *gain > 0.0));
            }
            if best.is_none_or(|(_, _, most)| gain.abs() > most + NOTHING) {
                best = Some((at, *gain > 0.0, gain.abs()));
            }
        }
        best.map(|(at, up, _)| (at, up))
    }

    /// Moves a variable as far as the bounds let it; whether they do somewhere.
    fn step(&mut self, column: usize, up: bool) -> bool {
        let sign = if up { 1.0 } else { -1.0 };
        let own = self.variables[column];
        let mut far = if up { own.high - self.values[column] } else { self.values[column] - own.low };
        let mut leaves: Option<usize> = None;
        let having = self.worked.column(column);
        for (row, by) in &having {
            let who = self.worked.at_row[*row];
            let moves = -by * sign;
            if moves.abs() <= NOTHING {
                continue;
            }
            let other = self.variables[who];
            let room = if moves > 0.0 { other.high - self.values[who] } else { self.values[who] - other.low };
            let most = room.max(0.0) / moves.abs();
            let first = leaves.is_none_or(|row| who < self.worked.at_row[row]);
            if most < far - NOTHING || (most < far + NOTHING && leaves.is_some() && first) {
                far = far.min(most);
                leaves = Some(*row);
            }
        }
        if !far.is_finite() {
            return false;
        }
        self.values[column] += sign * far;
        for (row, by) in &having {
            self.values[self.worked.at_row[*row]] -= by * sign * far;
        }
        let Some(row) = leaves else {
            // It went to its own bound, and stays there.
            self.values[column] = if up { own.high } else { own.low };
            return true;
        };
        let out = self.worked.at_row[row];
        let bound = self.variables[out];
        // It stands at one of its bounds now, exactly.
        let at_low = (self.values[out] - bound.low).abs() < (self.values[out] - bound.high).abs();
        self.values[out] = if at_low { bound.low } else { bound.high };
        self.worked.row_of[out] = None;
        self.worked.row_of[column] = Some(row);
        self.worked.at_row[row] = column;
        self.pivot(row, column);
        true
    }

    /// Lets a row decide a variable, and no other row have it.
    fn pivot(&mut self, row: usize, column: usize) {
        let own = self.worked.pivot(row, column, self.budget);
        self.gain(column, &own);
    }

    /// Tells what a variable is worth by the others of its row.
    fn gain(&mut self, column: usize, own: &Row) {
        let gain = self.gains[column];
        if gain != 0.0 {
            for (at, by) in own {
                self.gains[*at] -= gain * by;
            }
            self.gains[column] = 0.0;
        }
    }

    /// The values, with the decided ones worked out anew from the others.
    fn values(mut self) -> Vec<f64> {
        for (row, who) in self.worked.rows.iter().zip(&self.worked.at_row) {
            let others = row.iter().filter(|(at, _)| self.worked.row_of[*at].is_none());
            self.values[*who] = others.map(|(at, by)| -by * self.values[*at]).sum();
        }
        self.values
    }
}

/// What a row has of a variable.
fn of(row: &[(usize, f64)], column: usize) -> f64 {
    row.binary_search_by_key(&column, |(at, _)| *at).map_or(0.0, |found| row[found].1)
}

/// Makes a row of one less another so many times; told of each variable that the one had nothing of.
fn less(
    row: &[(usize, f64)],
    other: &[(usize, f64)],
    times: f64,
    (budget, room): (&Budget, &mut Row),
    mut new: impl FnMut(usize),
) {
    room.clear();
    room.reserve(row.len() + other.len());
    let (mut left, mut right) = (0, 0);
    while left < row.len() || right < other.len() {
        let at = row.get(left).map_or(usize::MAX, |(at, _)| *at);
        let beside = other.get(right).map_or(usize::MAX, |(at, _)| *at);
        let by = match at.cmp(&beside) {
            Ordering::Less => {
                left += 1;
                row[left - 1].1
            }
            Ordering::Greater => {
                right += 1;
                new(beside);
                -times * other[right - 1].1
            }
            Ordering::Equal => {
                (left, right) = (left + 1, right + 1);
                row[left - 1].1 - times * other[right - 1].1
            }
        };
        if by.abs() > DUST {
            room.push((at.min(beside), by));
        }
    }
    budget.spend((row.len() + other.len()) as u64);
}

#[cfg(test)]
mod tests {
    use super::{Budget, Variable, best};

    fn most(variables: &[Variable], rows: &[Vec<(usize, f64)>]) -> Vec<f64> {
        best(variables, None, rows, &Budget::of(1_000)).0
    }

    fn variable(low: f64, high: f64, gain: f64) -> Variable {
        Variable { low, high, gain }
    }

    #[test]
    fn the_best_is_at_a_corner() {
        // 3x + 2y with x + y <= 4, x + 3y <= 6, x <= 3: worked by hand, 11 at (3, 1).
        let variables = [
            variable(0.0, 3.0, 3.0),
            variable(0.0, f64::INFINITY, 2.0),
            variable(-4.0, f64::INFINITY, 0.0),
            variable(-6.0, f64::INFINITY, 0.0),
        ];
        let rows = [vec![(0, 1.0), (1, 1.0), (2, 1.0)], vec![(0, 1.0), (1, 3.0), (3, 1.0)]];
        let found = most(&variables, &rows);
        assert!((found[0] - 3.0).abs() < 1e-9 && (found[1] - 1.0).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn tied_variables_move_together_and_an_equation_said_twice_is_one() {
        let variables = [variable(-2.0, 5.0, 1.0), variable(-1.0, 9.0, 0.0)];
        let rows = [vec![(0, 1.0), (1, 1.0)], vec![(0, 2.0), (1, 2.0)]];
        assert_eq!(most(&variables, &rows), [1.0, -1.0]);
    }

    #[test]
    fn what_costs_more_than_it_gives_stays() {
        let variables = [variable(0.0, 5.0, 1.0), variable(-5.0, 0.0, 2.0)];
        assert_eq!(most(&variables, &[vec![(0, 1.0), (1, 1.0)]]), [0.0, 0.0]);
    }

    #[test]
    fn a_budget_that_is_spent_ends_it_at_something_that_agrees() {
        let variables = [variable(-2.0, 5.0, 1.0), variable(-1.0, 9.0, 0.0), variable(-1.0, 9.0, 1.0)];
        let rows = [vec![(0, 1.0), (1, 1.0)], vec![(0, 1.0), (1, 2.0), (2, -1.0)]];
        for budget in 0..20 {
            let (found, _) = best(&variables, None, &rows, &Budget::of(budget));
            assert!((found[0] + found[1]).abs() < 1e-9 && (found[0] + 2.0 * found[1] - found[2]).abs() < 1e-9);
        }
    }
}
