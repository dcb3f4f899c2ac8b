//! Values seen from another side before they are drawn: which dimension stands where, and in how large a unit.
//!
//! Input is an exhibit's [`Values`] and what the spec says of its axes; output is the same values under other keys, or
//! divided by a unit. No value is computed, joined or left out, and the exhibit's own keys stay as they are: only its
//! figure shows them so.

use crate::value::{Dimension, Key, Stat, Value, Values};

/// What a chart's facets, series and places along the axis are, each a dimension of the exhibit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axes(pub(super) [Dimension; 3]);

impl Default for Axes {
    fn default() -> Self {
        Self(Dimension::ALL)
    }
}

impl Axes {
    /// The axes that are named, by the chart's facet, series and x; what is not named keeps its own dimension if that is
    /// free, or else takes the one that is left. None where a dimension is named twice.
    pub fn of(named: [Option<Dimension>; 3]) -> Option<Self> {
        let mut free: Vec<Dimension> =
            Dimension::ALL.into_iter().filter(|dimension| !named.contains(&Some(*dimension))).collect();
        if free.len() + named.iter().flatten().count() != Dimension::ALL.len() {
            return None;
        }
        let mut axes = named;
        for (axis, own) in axes.iter_mut().zip(Dimension::ALL) {
            if axis.is_none() && free.contains(&own) {
                free.retain(|dimension| *dimension != own);
                *axis = Some(own);
            }
        }
        let mut rest = free.into_iter();
        let mut whole = Dimension::ALL;
        for (axis, dimension) in whole.iter_mut().zip(axes) {
            *axis = dimension.or_else(|| rest.next())?;
        }
        Some(Self(whole))
    }
}

/// The values with the axes that are asked for, divided by `unit` (1 leaves them as they are); shares and times have
/// units of their own and are let be.
pub fn turned(values: &Values, axes: Axes, unit: f64) -> Values {
    let labels = |at: usize| axes.0[at].labels(values).to_vec();
    let part = |key: &Key, at: usize| axes.0[at].of(key).to_owned();
    let rows = values.rows.iter().map(|row| {
        let own = matches!(row.key.stat, Stat::Share | Stat::PaybackYear | Stat::PaybackTime);
        let unit = if own { 1.0 } else { unit };
        let divided = |value: Option<f64>| value.map(|value| value / unit);
        Value {
            key: Key { facet: part(&row.key, 0), series: part(&row.key, 1), x: part(&row.key, 2), stat: row.key.stat },
            value: divided(row.value),
            lower: divided(row.lower),
            upper: divided(row.upper),
            numerator: divided(row.numerator),
            ..row.clone()
        }
    });
    Values { facets: labels(0), series: labels(1), xs: labels(2), rows: rows.collect() }
}

#[cfg(test)]
mod tests {
    use super::Axes;
    use crate::value::Dimension;

    #[test]
    fn axes_that_are_not_named_keep_their_own_dimension_or_take_what_is_left() {
        use Dimension::{Facet, Series, X};
        assert_eq!(Axes::of([None; 3]), Some(Axes::default()));
        assert_eq!(Axes::of([None, Some(Facet), Some(Series)]), Some(Axes([X, Facet, Series])));
        assert_eq!(Axes::of([None, None, Some(Facet)]), Some(Axes([X, Series, Facet])));
        assert_eq!(Axes::of([None, Some(X), None]), Some(Axes([Facet, X, Series])));
        assert_eq!(Axes::of([None, Some(Facet), Some(Facet)]), None);
    }
}
