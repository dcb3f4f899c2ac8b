//! Functions of formulas: what reaches over years and labels.

use super::figures::Work;
use super::{Cell, Figure};
use crate::estimate::{Exact, present_value_of, sum};
use crate::formula::{Formula, Function, Node};

/// What a function comes to at a cell; none where an assumption that it needs is not given.
pub(super) fn call(work: &Work<'_>, function: Function, parts: &[Formula], cell: &Cell) -> Option<Figure> {
    let x = &parts[0];
    let year = cell.year.unwrap_or(0);
    let in_year = |year: usize| work.at(x, &Cell { year: Some(year), ..cell.clone() });
    let years = |first: usize, end: usize| (first..end).map(in_year).collect::<Option<Vec<Figure>>>();
    let all = || years(0, work.years().len());
    match function {
        Function::Lag if year == 0 => Some(Figure::plain(0.0)),
        Function::Lag => in_year(year - 1),
        Function::Cumulate => years(0, year + 1).map(|figures| total(&figures)),
        Function::Hold => (0..=year).rev().find_map(in_year),
        Function::Across => work.at(x, cell),
        Function::Sum => {
            let Node::Name(name) = &parts[1].node else { return None };
            let Some((index, size)) = work.index(name) else { return all().map(|figures| total(&figures)) };
            let labels = (0..size).map(|label| {
                let mut cell = cell.clone();
                cell.labels[index] = Some(label);
                work.at(x, &cell)
            });
            labels.collect::<Option<Vec<Figure>>>().map(|figures| total(&figures))
        }
        Function::PaybackYear | Function::PaybackTime => {
            let figures = all()?;
            let yearly: Vec<f64> = figures.iter().map(|figure| figure.value).collect();
            let found = payback(&yearly).map(|(at, time)| match function {
                Function::PaybackTime => time,
                _ => work.years().first().map_or(f64::NAN, |first| *first as f64) + at,
            });
            Some(Figure::of(found.unwrap_or(f64::NAN), &figures))
        }
        Function::PresentValue => {
            let mut figures = all()?;
            let rate = work.at(&parts[1], cell)?;
            let yearly: Vec<f64> = figures.iter().map(|figure| figure.value).collect();
            let value = present_value_of(&yearly, rate.value);
            figures.push(rate);
            Some(Figure::of(value, &figures))
        }
    }
}

fn total(figures: &[Figure]) -> Figure {
    Figure::of(sum(figures.iter().map(|figure| figure.value)), figures)
}

/// When the yearly amounts have summed to 0 or above at the end of a year: how many years after the first that is, and the
/// time from the beginning, on the straight line between the ends of years. Behind the last year its amount goes on. None
/// where it never comes.
pub(super) fn payback(yearly: &[f64]) -> Option<(f64, f64)> {
    let (mut balance, mut paid) = (0.0, Exact::default());
    for (at, amount) in yearly.iter().enumerate() {
        let before = balance;
        paid.add(*amount);
        balance = paid.value();
        if balance >= 0.0 {
            let at = at as f64;
            return Some((at, if at == 0.0 { 0.0 } else { at - before / amount }));
        }
    }
    let amount = *yearly.last()?;
    // Only a balance on its way up ever comes to 0.
    if amount.is_nan() || amount <= 0.0 || !balance.is_finite() {
        return None;
    }
    let mut more = (-balance / amount).ceil();
    // The quotient may be off by its last digit.
    if more > 1.0 && balance + (more - 1.0) * amount >= 0.0 {
        more -= 1.0;
    } else if balance + more * amount < 0.0 {
        more += 1.0;
    }
    let at = yearly.len() as f64 - 1.0 + more;
    let before = balance + (more - 1.0) * amount;
    Some((at, at - before / amount))
}

#[cfg(test)]
mod tests {
    use super::payback;
    use proptest::prelude::*;

    #[test]
    fn what_is_paid_in_comes_back_within_the_years_or_behind_them() {
        assert_eq!(
            payback(&[1.0, -5.0]),
            Some((0.0, 0.0)),
            "at the end of the first year there is nothing to earn back"
        );
        assert_eq!(payback(&[0.0]), Some((0.0, 0.0)));
        assert_eq!(payback(&[-10.0, 5.0, 5.0]), Some((2.0, 3.0)), "at the end of the third year");
        assert_eq!(payback(&[-10.0, 4.0]), Some((3.0, 3.5)), "half-way through the fourth year, behind the last");
        assert_eq!(payback(&[-10.0, 5.0]), Some((2.0, 3.0)), "to the day at the end of a year behind the last");
        // By hand: 0.7 and 0.1 are the 0.8 that were paid in, at the end of the third year, although the numbers nearest to them add up to less.
        assert_eq!(payback(&[-0.8, 0.7, 0.1, 0.1]), Some((2.0, 3.0)));
        assert_eq!(payback(&[-10.0, -1.0]), None);
        assert_eq!(payback(&[-10.0, 0.0]), None);
        assert_eq!(payback(&[]), None);
    }

    proptest! {
        #[test]
        fn the_year_is_the_first_at_whose_end_the_balance_is_not_below_zero(
            yearly in prop::collection::vec(-50i32..50, 1..8)
        ) {
            let amounts: Vec<f64> = yearly.iter().map(|amount| f64::from(*amount)).collect();
            let (mut balance, mut first) = (0, None);
            for at in 0..1000 {
                balance += yearly[at.min(yearly.len() - 1)];
                if balance >= 0 {
                    first = Some(at as f64);
                    break;
                }
            }
            prop_assert_eq!(payback(&amounts).map(|(at, _)| at), first);
        }
    }
}
