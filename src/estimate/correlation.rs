//! Correlations of two numbers of each observation.

use super::exact::sum;
use super::{Formula, Found, Gather, Need, Refused, Sample, Scale, Statistic};

const FORMULA: Formula = Formula::Signs("Sxy / √(Sxx · Syy)");
const INPUTS: &[&str] = &["estimate-of-covariation", "estimate-of-first-variation", "estimate-of-second-variation"];

/// Pearson's correlation.
pub(super) static PEARSON: Statistic = Statistic {
    name: "pearson",
    title: "estimate-pearson-title",
    says: "estimate-pearson-says",
    formula: FORMULA,
    inputs: INPUTS,
    source: "estimate-from-pearson",
    scale: Scale::Bare,
    needs: &[Need::With],
    intervals: &[],
    gather: Gather::Sample(pearson),
    reckon: correlation,
};

/// Spearman's rank correlation.
pub(super) static SPEARMAN: Statistic = Statistic {
    name: "spearman",
    title: "estimate-spearman-title",
    says: "estimate-spearman-says",
    formula: FORMULA,
    inputs: INPUTS,
    source: "estimate-from-spearman",
    scale: Scale::Bare,
    needs: &[Need::With],
    intervals: &[],
    gather: Gather::Sample(spearman),
    reckon: correlation,
};

fn correlation(inputs: &[f64]) -> f64 {
    match *inputs {
        // The root of each apart: their product may be beyond all numbers, and of a number with itself this is 1.
        [both, first, second] if first.to_bits() == second.to_bits() => both / first,
        [both, first, second] => both / (first.sqrt() * second.sqrt()),
        _ => f64::NAN,
    }
}

fn pairs(sample: &Sample<'_>) -> [Vec<f64>; 2] {
    let pairs: Vec<(f64, f64)> = sample.seen.iter().filter_map(|seen| Some((seen.value, seen.other?))).collect();
    [pairs.iter().map(|(first, _)| *first).collect(), pairs.iter().map(|(_, second)| *second).collect()]
}

fn moments([first, second]: &[Vec<f64>; 2]) -> Found {
    let n = first.len() as f64;
    let same = |values: &[f64]| values.windows(2).all(|pair| pair[0].to_bits() == pair[1].to_bits());
    if first.len() < 3 || same(first) || same(second) {
        return Found::default().resting_on(n);
    }
    let mean = |values: &[f64]| sum(values.iter().copied()) / n;
    let (of_first, of_second) = (mean(first), mean(second));
    let products = |a: &[f64], from: f64, b: &[f64], to: f64| sum(a.iter().zip(b).map(|(a, b)| (a - from) * (b - to)));
    Found::of(&[
        products(first, of_first, second, of_second),
        products(first, of_first, first, of_first),
        products(second, of_second, second, of_second),
    ])
    .resting_on(n)
}

fn pearson(sample: &Sample<'_>) -> Result<Found, Refused> {
    Ok(moments(&pairs(sample)))
}

fn spearman(sample: &Sample<'_>) -> Result<Found, Refused> {
    Ok(moments(&pairs(sample).map(|values| ranks(&values))))
}

/// The rank of each number, those that are equal sharing the mean of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut first = 0;
    while first < order.len() {
        let equal =
            order[first..].iter().take_while(|at| values[**at].total_cmp(&values[order[first]]).is_eq()).count();
        // The ranks first+1 to first+equal have this mean.
        let mean = first as f64 + f64::midpoint(equal as f64, 1.0);
        order[first..first + equal].iter().for_each(|at| ranks[*at] = mean);
        first += equal;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::super::Seen;
    use super::super::statistic::testing::value;
    use super::{PEARSON, SPEARMAN};

    fn pairs(pairs: &[(f64, f64)]) -> Vec<Seen> {
        pairs.iter().map(|(value, other)| Seen { value: *value, other: Some(*other), ..Seen::default() }).collect()
    }

    #[test]
    fn anscombes_first_set() {
        // F. J. Anscombe, The American Statistician 27 (1973), 17-21; R: cor(anscombe$x1, anscombe$y1) 0.8164205, by ranks
        // 0.8181818.
        let seen = pairs(&[
            (10.0, 8.04),
            (8.0, 6.95),
            (13.0, 7.58),
            (9.0, 8.81),
            (11.0, 8.33),
            (14.0, 9.96),
            (6.0, 7.24),
            (4.0, 4.26),
            (12.0, 10.84),
            (7.0, 4.82),
            (5.0, 5.68),
        ]);
        assert!((value(&PEARSON, &seen).expect("pairs") - 0.816_420_516).abs() < 1e-8);
        assert!((value(&SPEARMAN, &seen).expect("pairs") - 0.818_181_818).abs() < 1e-8);
    }

    #[test]
    fn equal_numbers_share_a_rank() {
        // 1, 2, 2, 4 against 1, 3, 2, 2: ranks 1, 2.5, 2.5, 4 and 1, 4, 2.5, 2.5; Sxy = 2.25 + 0 + 0 + 0 = 2.25, Sxx = Syy = 4.5.
        let seen = pairs(&[(1.0, 1.0), (2.0, 3.0), (2.0, 2.0), (4.0, 2.0)]);
        assert_eq!(value(&SPEARMAN, &seen), Some(0.5));
    }

    #[test]
    fn a_constant_or_two_pairs_say_nothing() {
        assert_eq!(value(&PEARSON, &pairs(&[(0.1, 1.0), (0.1, 2.0), (0.1, 3.0)])), None);
        assert_eq!(value(&PEARSON, &pairs(&[(1.0, 1.0), (2.0, 2.0)])), None);
        let own: Vec<Seen> = pairs(&[(0.1, 0.1), (0.7, 0.7), (0.3, 0.3)]);
        assert_eq!(value(&PEARSON, &own), Some(1.0));
    }
}
