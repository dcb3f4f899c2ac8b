//! A small linear programme: the most that comes of moving tied variables away from nothing.
//!
//! It proposes and is never trusted: what it gives is checked in whole numbers by whoever asked. G. B. Dantzig's simplex
//! method with bounds, on a dense table. All equations come to nothing and nothing is within all bounds, so that the start needs
//! no search; wherever it stops, what it has agrees with the equations.

/// Below this a number is taken for nothing.
const NOTHING: f64 = 1e-9;

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

/// The variables' values with which they are worth most. Each of `rows` is an equation that comes to nothing.
pub(super) fn best(variables: &[Variable], rows: &[Vec<(usize, f64)>]) -> Vec<f64> {
    let mut table = Table::new(variables, rows);
    for step in 0..40 * variables.len() {
        let Some((column, up)) = table.enters(step < BOLD * variables.len()) else { break };
        if !table.step(column, up) {
            break;
        }
    }
    table.values()
}

struct Table<'a> {
    variables: &'a [Variable],
    /// For each row, how much of it a variable takes: nothing of those at the other rows.
    rows: Vec<Vec<f64>>,
    /// The variable that each row decides.
    at_row: Vec<usize>,
    decided: Vec<bool>,
    values: Vec<f64>,
    /// What one more of each is worth when the decided ones follow.
    gains: Vec<f64>,
}

impl<'a> Table<'a> {
    fn new(variables: &'a [Variable], equations: &[Vec<(usize, f64)>]) -> Self {
        let count = variables.len();
        let mut table = Self {
            variables,
            rows: Vec::new(),
            at_row: Vec::new(),
            decided: vec![false; count],
            values: vec![0.0; count],
            gains: variables.iter().map(|variable| variable.gain).collect(),
        };
        for equation in equations {
            let mut row = vec![0.0; count];
            for (at, by) in equation {
                row[*at] += by;
            }
            for (known, lead) in table.rows.iter().zip(&table.at_row) {
                if row[*lead] != 0.0 {
                    let terms: Vec<(usize, f64)> =
                        known.iter().copied().enumerate().filter(|(_, by)| *by != 0.0).collect();
                    take_off(&mut row, &terms, *lead);
                }
            }
            // Of what is greatest the last: what comes late is told by what came before.
            let mut lead = None;
            for (at, by) in row.iter().enumerate() {
                if by.abs() > 1e-7 && lead.is_none_or(|(_, greatest): (usize, f64)| by.abs() >= greatest - NOTHING) {
                    lead = Some((at, by.abs()));
                }
            }
            if let Some((lead, _)) = lead {
                table.rows.push(row);
                table.at_row.push(lead);
                table.decided[lead] = true;
                table.pivot(table.rows.len() - 1, lead);
            }
        }
        table
    }

    /// The variable to move, and whether up.
    fn enters(&self, bold: bool) -> Option<(usize, bool)> {
        let mut best: Option<(usize, bool, f64)> = None;
        for (at, (gain, variable)) in self.gains.iter().zip(self.variables).enumerate() {
            let room = if *gain > 0.0 { variable.high - self.values[at] } else { self.values[at] - variable.low };
            if self.decided[at] || gain.abs() <= NOTHING || room <= NOTHING {
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
        for (row, who) in self.at_row.iter().enumerate() {
            let moves = -self.rows[row][column] * sign;
            if moves.abs() <= NOTHING {
                continue;
            }
            let other = self.variables[*who];
            let room = if moves > 0.0 { other.high - self.values[*who] } else { self.values[*who] - other.low };
            let most = room.max(0.0) / moves.abs();
            let first = leaves.is_none_or(|row| *who < self.at_row[row]);
            if most < far - NOTHING || (most < far + NOTHING && leaves.is_some() && first) {
                far = far.min(most);
                leaves = Some(row);
            }
        }
        if !far.is_finite() {
            return false;
        }
        self.values[column] += sign * far;
        for (row, who) in self.at_row.iter().enumerate() {
            self.values[*who] -= self.rows[row][column] * sign * far;
        }
        let Some(row) = leaves else {
            // It went to its own bound, and stays there.
            self.values[column] = if up { own.high } else { own.low };
            return true;
        };
        let out = self.at_row[row];
        let bound = self.variables[out];
        // It stands at one of its bounds now, exactly.
        let at_low = (self.values[out] - bound.low).abs() < (self.values[out] - bound.high).abs();
        self.values[out] = if at_low { bound.low } else { bound.high };
        self.decided[out] = false;
        self.decided[column] = true;
        self.at_row[row] = column;
        self.pivot(row, column);
        true
    }

    /// Lets a row decide a variable, and no other row have it.
    fn pivot(&mut self, row: usize, column: usize) {
        let by = self.rows[row][column];
        for value in &mut self.rows[row] {
            *value /= by;
        }
        let own = std::mem::take(&mut self.rows[row]);
        // Most of a row is nothing.
        let terms: Vec<(usize, f64)> =
            own.iter().copied().enumerate().filter(|(_, by)| by.abs() > NOTHING * NOTHING).collect();
        for other in &mut self.rows {
            if !other.is_empty() {
                take_off(other, &terms, column);
            }
        }
        take_off(&mut self.gains, &terms, column);
        self.rows[row] = own;
    }

    /// The values, with the decided ones worked out anew from the others.
    fn values(mut self) -> Vec<f64> {
        for (row, who) in self.rows.iter().zip(&self.at_row) {
            let others = row.iter().zip(&self.values).zip(&self.decided).filter(|(_, decided)| !**decided);
            self.values[*who] = others.map(|((by, value), _)| -by * value).sum();
        }
        self.values
    }
}

/// Takes off a row what there is of another that has a 1 at `lead`.
fn take_off(row: &mut [f64], other: &[(usize, f64)], lead: usize) {
    let times = row[lead];
    if times == 0.0 {
        return;
    }
    for (at, by) in other {
        row[*at] -= times * by;
    }
    row[lead] = 0.0;
}

#[cfg(test)]
mod tests {
    use super::{Variable, best};

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
        let found = best(&variables, &rows);
        assert!((found[0] - 3.0).abs() < 1e-9 && (found[1] - 1.0).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn tied_variables_move_together_and_an_equation_said_twice_is_one() {
        let variables = [variable(-2.0, 5.0, 1.0), variable(-1.0, 9.0, 0.0)];
        let rows = [vec![(0, 1.0), (1, 1.0)], vec![(0, 2.0), (1, 2.0)]];
        assert_eq!(best(&variables, &rows), [1.0, -1.0]);
    }

    #[test]
    fn what_costs_more_than_it_gives_stays() {
        let variables = [variable(0.0, 5.0, 1.0), variable(-5.0, 0.0, 2.0)];
        assert_eq!(best(&variables, &[vec![(0, 1.0), (1, 1.0)]]), [0.0, 0.0]);
    }
}
