//! Quantiles, of type 7: what R, Excel (`PERCENTILE.INC`) and PostgreSQL (`percentile_cont`) give.
//!
//! The quantile p of n numbers in order is at the place `(n-1)p` from the first, on the straight line between the two numbers
//! it lies between. R. J. Hyndman and Y. Fan, *Sample Quantiles in Statistical Packages*, The American Statistician 50 (1996),
//! 361-365, definition 7.

use super::{Formula, Found, Gather, Refused, Sample, Scale, Statistic};

/// The numbers on either side of a quantile, and how far it is from the first to the second.
fn around(sample: &Sample<'_>, p: f64) -> Option<(f64, f64, f64)> {
    let mut values: Vec<f64> = sample.seen.iter().map(|seen| seen.value).collect();
    values.sort_by(f64::total_cmp);
    let place = values.len().checked_sub(1)? as f64 * p;
    let below = place.floor();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
    let at = below as usize;
    let (low, high) = (values[at], values[(at + 1).min(values.len() - 1)]);
    Some((low, high, place - below))
}

fn quantile(sample: &Sample<'_>, p: f64) -> Found {
    around(sample, p).map_or_else(Found::default, |(low, high, part)| Found::of(&[low, high, part]))
}

fn between(inputs: &[f64]) -> f64 {
    match *inputs {
        [low, high, part] => low + part * (high - low),
        _ => f64::NAN,
    }
}

const SOURCE: &str = "estimate-from-hyndman";
const FORMULA: Formula = Formula::Signs("a + h · (b − a)");
const INPUTS: &[&str] = &["estimate-of-nearest-below", "estimate-of-nearest-above", "estimate-of-way"];

macro_rules! quantiles {
    ($($item:ident, $p:expr, $name:literal, $title:literal, $says:literal;)*) => {
        $(
            #[doc = concat!("The ", $name, ".")]
            pub(super) static $item: Statistic = Statistic {
                name: $name,
                title: $title,
                says: $says,
                formula: FORMULA,
                inputs: INPUTS,
                source: SOURCE,
                scale: Scale::Own,
                needs: &[],
                intervals: &[],
                gather: Gather::Sample({
                    fn gather(sample: &Sample<'_>) -> Result<Found, Refused> {
                        Ok(quantile(sample, $p))
                    }
                    gather
                }),
                reckon: between,
            };
        )*

        /// The part of the observations that lie below the quantile of a name; none where that names another statistic.
        pub fn below(name: &str) -> Option<f64> {
            match name {
                $($name => Some($p),)*
                _ => None,
            }
        }
    };
}

quantiles! {
    P5, 0.05, "p5", "estimate-p5-title", "estimate-p5-says";
    P10, 0.1, "p10", "estimate-p10-title", "estimate-p10-says";
    P25, 0.25, "p25", "estimate-p25-title", "estimate-p25-says";
    MEDIAN, 0.5, "median", "estimate-median-title", "estimate-median-says";
    P75, 0.75, "p75", "estimate-p75-title", "estimate-p75-says";
    P90, 0.9, "p90", "estimate-p90-title", "estimate-p90-says";
    P95, 0.95, "p95", "estimate-p95-title", "estimate-p95-says";
    LEAST, 0.0, "least", "estimate-least-title", "estimate-least-says";
    GREATEST, 1.0, "greatest", "estimate-greatest-title", "estimate-greatest-says";
}

/// The distance between the quartiles.
pub(super) static QUARTILE_RANGE: Statistic = Statistic {
    name: "quartile_range",
    title: "estimate-quartile-range-title",
    says: "estimate-quartile-range-says",
    formula: Formula::Signs("q₃ − q₁"),
    inputs: &["estimate-of-lower-quartile", "estimate-of-upper-quartile"],
    source: SOURCE,
    scale: Scale::Own,
    needs: &[],
    intervals: &[],
    gather: Gather::Sample(quartile_range),
    reckon: |inputs| inputs[1] - inputs[0],
};

fn quartile_range(sample: &Sample<'_>) -> Result<Found, Refused> {
    let quartile = |p| around(sample, p).map(|(low, high, part)| between(&[low, high, part]));
    let both = quartile(0.25).zip(quartile(0.75));
    Ok(both.map_or_else(Found::default, |(first, third)| Found::of(&[first, third])))
}

#[cfg(test)]
mod tests {
    use super::super::statistic::testing::{of, value};
    use super::{MEDIAN, P10, P25, P75, P90, QUARTILE_RANGE};

    #[test]
    fn as_r_gives_them() {
        // R: x <- c(2, 4, 4, 5, 7, 9, 11, 12, 14, 20); quantile(x, c(.1, .25, .5, .75, .9)): 3.8 4.25 8.00 11.75 14.60.
        let x = of(&[20.0, 2.0, 4.0, 9.0, 5.0, 7.0, 4.0, 11.0, 12.0, 14.0]);
        for (statistic, is) in [(&P10, 3.8), (&P25, 4.25), (&MEDIAN, 8.0), (&P75, 11.75), (&P90, 14.6)] {
            let told = value(statistic, &x).expect("there are numbers");
            assert!((told - is).abs() < 1e-12, "{}: {told}", statistic.name);
        }
        assert_eq!(value(&QUARTILE_RANGE, &x), Some(7.5));
    }

    #[test]
    fn of_nobody_there_is_none_and_of_one_it_is_the_one() {
        assert_eq!(value(&MEDIAN, &[]), None);
        assert_eq!(value(&P90, &of(&[3.0])), Some(3.0));
    }
}
