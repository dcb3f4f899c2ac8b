//! How much of a sum is whose: the Gini coefficient, and the part of those who have the most or the least.

use super::exact::{Exact, sum};
use super::{Formula, Found, Gather, Refused, Sample, Scale, Statistic};

fn ascending(sample: &Sample<'_>) -> Result<Vec<f64>, Refused> {
    let mut values: Vec<f64> = sample.seen.iter().map(|seen| seen.value).collect();
    if values.iter().any(|value| *value < 0.0) {
        return Err(Refused {
            what: "a number below zero has no part of a sum",
            help: "say what it counts as: value = \"CASE WHEN beloeb < 0 THEN 0 ELSE beloeb END\"",
        });
    }
    values.sort_by(f64::total_cmp);
    Ok(values)
}

/// The Gini coefficient.
pub(super) static GINI: Statistic = Statistic {
    name: "gini",
    title: "estimate-gini-title",
    says: "estimate-gini-says",
    formula: Formula::Signs("Σ(2i − n − 1)·xᵢ / (n · Σx)"),
    inputs: &["estimate-of-ranked", "estimate-of-number", "estimate-of-sum"],
    source: "estimate-from-gini",
    scale: Scale::Bare,
    needs: &[],
    intervals: &[],
    gather: Gather::Sample(gini),
    reckon: |inputs| inputs[0] / (inputs[1] * inputs[2]),
};

fn gini(sample: &Sample<'_>) -> Result<Found, Refused> {
    let values = ascending(sample)?;
    let n = values.len() as f64;
    let mut ranked = Exact::default();
    for (at, value) in values.iter().enumerate() {
        ranked.add_times(*value, 2.0 * (at as f64 + 1.0) - n - 1.0);
    }
    Ok(Found::of(&[ranked.value(), n, sum(values)]))
}

macro_rules! parts {
    ($($item:ident, $count:expr, $top:literal, $name:literal, $title:literal, $says:literal;)*) => {
        $(
            #[doc = concat!("The part of a sum: ", $name, ".")]
            pub(super) static $item: Statistic = Statistic {
                name: $name,
                title: $title,
                says: $says,
                formula: Formula::Signs("d / Σx"),
                inputs: &["estimate-of-their-sum", "estimate-of-sum"],
                source: "estimate-from-lorenz",
                scale: Scale::Share,
                needs: &[],
                intervals: &[],
                gather: Gather::Sample({
                    fn gather(sample: &Sample<'_>) -> Result<Found, Refused> {
                        let mut values = ascending(sample)?;
                        if $top {
                            values.reverse();
                        }
                        let count: fn(usize) -> usize = $count;
                        let of = sum(values[..count(values.len())].iter().copied());
                        Ok(Found::of(&[of, sum(values.iter().copied())]))
                    }
                    gather
                }),
                reckon: |inputs| inputs[0] / inputs[1],
            };
        )*
    };
}

parts! {
    TOP_TENTH, |n| n.div_ceil(10), true, "share_top_10", "estimate-share-top-10-title",
        "estimate-share-top-10-says";
    TOP_QUARTER, |n| n.div_ceil(4), true, "share_top_25", "estimate-share-top-25-title",
        "estimate-share-top-25-says";
    BOTTOM_HALF, |n| n / 2, false, "share_bottom_50", "estimate-share-bottom-50-title",
        "estimate-share-bottom-50-says";
}

#[cfg(test)]
mod tests {
    use super::super::statistic::testing::{found, of, value};
    use super::{BOTTOM_HALF, GINI, TOP_QUARTER, TOP_TENTH};

    #[test]
    fn worked_by_hand() {
        // 1, 2, 3, 4: (-3·1 - 1·2 + 1·3 + 3·4) / (4 · 10) = 10/40; the fourth has 4/10, so has the tenth (rounded up); half 3/10.
        let x = of(&[4.0, 1.0, 3.0, 2.0]);
        let told = [&GINI, &TOP_TENTH, &TOP_QUARTER, &BOTTOM_HALF].map(|statistic| value(statistic, &x));
        assert_eq!(told, [Some(0.25), Some(0.4), Some(0.4), Some(0.3)]);
        assert_eq!(value(&GINI, &of(&[5.0, 5.0, 5.0])), Some(0.0));
        // One has it all: (n-1)/n.
        assert_eq!(value(&GINI, &of(&[0.0, 0.0, 0.0, 8.0])), Some(0.75));
        assert_eq!(value(&GINI, &of(&[0.0, 0.0])), None);
    }

    #[test]
    fn below_zero_nobody_has_a_part() {
        assert!(found(&GINI, &of(&[1.0, -1.0]), None, None).is_err());
    }
}
