//! Values as readers may know them.
//!
//! Whatever is published is made of these: a number that is hidden is not in them, so nothing that is made of them can tell it,
//! by a length, an order, a rounding, or a word.

use std::ops::Deref;

use super::{Calculation, Value, Values};

/// What of a value is hidden.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Veil {
    /// Whether the number is, and with it what it is made of and its interval.
    pub value: bool,
    /// Whether the number of units is that it rests on.
    pub n: bool,
}

/// An exhibit's values without what is hidden of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Disclosed {
    values: Values,
    /// Whether they are told in larger groups than they would be if nothing were hidden: a label that they lack is hidden, then, and
    /// no mistake.
    larger_groups: bool,
}

impl Disclosed {
    /// Values of which nothing is hidden.
    pub fn whole(values: Values) -> Self {
        Self { values, larger_groups: false }
    }

    /// The values without what `veil` says is hidden of the one at each place.
    pub fn veiled(mut values: Values, veil: impl Fn(usize) -> Veil) -> Self {
        for (place, row) in values.rows.iter_mut().enumerate() {
            let veil = veil(place);
            if veil.value {
                hide(row);
            }
            if veil.n {
                hide_n(row);
            }
        }
        Self { values, larger_groups: false }
    }

    /// The same, told in larger groups than they would be if nothing were hidden, or not.
    #[must_use]
    pub fn in_larger_groups(self, larger_groups: bool) -> Self {
        Self { larger_groups, ..self }
    }

    /// Whether a label that they lack may be one that is hidden in a larger group.
    pub fn lacks_labels(&self) -> bool {
        self.larger_groups
    }

    /// The same values seen otherwise; what `seen` makes of them can hold no more than they do.
    #[must_use]
    pub fn seen(&self, seen: impl FnOnce(&Values) -> Values) -> Self {
        Self { values: seen(&self.values), larger_groups: self.larger_groups }
    }

    /// Whether anything is hidden.
    pub fn hides(&self) -> bool {
        self.values.rows.iter().any(|row| row.suppressed || row.hidden_n)
    }
}

impl Deref for Disclosed {
    type Target = Values;

    fn deref(&self) -> &Values {
        &self.values
    }
}

/// Takes the number out of a value, and all that it could be made again from.
fn hide(row: &mut Value) {
    *row = Value {
        key: row.key.clone(),
        value: None,
        lower: None,
        upper: None,
        numerator: None,
        denominator: None,
        n: row.n,
        calculation: Calculation::Nothing,
        suppressed: true,
        hidden_n: row.hidden_n,
    };
}

/// Takes the number of units out of a value: the denominator, what is over it, and the interval, whose width tells it.
fn hide_n(row: &mut Value) {
    (row.n, row.denominator, row.hidden_n) = (None, None, true);
    (row.lower, row.upper) = (None, None);
    if !matches!(row.calculation, Calculation::Sum { .. }) {
        (row.numerator, row.calculation) = (None, Calculation::Nothing);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Key, Stat, to_csv};

    fn values(calculation: Calculation, stat: Stat) -> Values {
        let key = Key { facet: String::new(), series: "Far".to_owned(), x: "2018".to_owned(), stat };
        let row = Value {
            key,
            value: calculation.value(),
            lower: Some(0.11),
            upper: Some(0.77),
            numerator: Some(3.0),
            denominator: Some(8.0),
            n: Some(8),
            calculation,
            suppressed: false,
            hidden_n: false,
        };
        Values {
            facets: vec![String::new()],
            series: vec!["Far".to_owned()],
            xs: vec!["2018".to_owned()],
            rows: vec![row],
        }
    }

    /// Every number of a value, as text.
    fn told(disclosed: &Disclosed) -> String {
        format!("{:?}", disclosed.rows[0])
    }

    #[test]
    fn a_hidden_value_has_no_number_that_it_could_be_made_of() {
        let share = values(Calculation::Quotient { numerator: 3.0, denominator: 8.0 }, Stat::Share);
        let hidden = Disclosed::veiled(share.clone(), |_| Veil { value: true, n: false });
        let row = &hidden.rows[0];
        assert_eq!((row.value, row.lower, row.upper, row.numerator, row.denominator), (None, None, None, None, None));
        assert_eq!((row.calculation, row.n, row.suppressed), (Calculation::Nothing, Some(8), true));
        for number in ["0.375", "3.0", "0.11", "0.77", "8.0"] {
            assert!(!told(&hidden).contains(number), "{number} in {}", told(&hidden));
        }
        let both = Disclosed::veiled(share, |_| Veil { value: true, n: true });
        assert!(!told(&both).contains('8') || !told(&both).contains("Some(8)"), "{}", told(&both));
        assert_eq!(
            String::from_utf8(to_csv(&both)).expect("text").lines().nth(1),
            Some(",Far,2018,share,,,,,suppressed")
        );
    }

    #[test]
    fn a_hidden_n_takes_with_it_what_tells_it() {
        let mean = values(Calculation::Quotient { numerator: 3.0, denominator: 8.0 }, Stat::Mean);
        let hidden = Disclosed::veiled(mean, |_| Veil { value: false, n: true });
        let row = &hidden.rows[0];
        assert_eq!((row.value, row.n, row.denominator, row.numerator), (Some(0.375), None, None, None));
        assert_eq!((row.lower, row.upper, row.calculation), (None, None, Calculation::Nothing));
        let count = values(Calculation::Sum { sum: 3.0 }, Stat::Count);
        let hidden = Disclosed::veiled(count, |_| Veil { value: false, n: true });
        assert_eq!((hidden.rows[0].value, hidden.rows[0].numerator), (Some(3.0), Some(3.0)));
        assert!(hidden.hides());
    }
}
