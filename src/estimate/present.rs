//! What an amount of another year is worth.

use super::sum;

/// The worth of an amount that falls `years` later than the year told of, at a yearly `rate` of discount (0.035 for 3.5 %):
/// `amount / (1 + rate)^years`. An amount that falls earlier (`years` below 0) is worth more.
///
/// The formula of the Danish Ministry of Finance, *Vejledning i samfundsøkonomiske konsekvensvurderinger* (2017).
pub fn present_value(amount: f64, rate: f64, years: f64) -> f64 {
    amount / libm::pow(1.0 + rate, years)
}

/// The worth at the beginning of the first year of yearly amounts that fall at the end of their years, at a yearly `rate` of discount.
pub fn present_value_of(yearly: &[f64], rate: f64) -> f64 {
    let ends = (1..).map(f64::from);
    sum(yearly.iter().zip(ends).map(|(amount, years)| present_value(*amount, rate, years)))
}

#[cfg(test)]
mod tests {
    use super::{present_value, present_value_of};

    #[test]
    fn worked_by_hand() {
        assert!((present_value(100.0, 0.035, 0.0) - 100.0).abs() < 1e-12);
        assert!((present_value(103.5, 0.035, 1.0) - 100.0).abs() < 1e-12);
        // 1.035² = 1.071225
        assert!((present_value(1_071_225.0, 0.035, 2.0) - 1_000_000.0).abs() < 1e-6);
        // A year too early is worth a year's rate more.
        assert!((present_value(-200.0, 0.035, -1.0) + 207.0).abs() < 1e-12);
    }

    #[test]
    fn amounts_fall_at_the_ends_of_their_years() {
        // 103.5 / 1.035 + 107.1225 / 1.035² = 100 + 100
        assert!((present_value_of(&[103.5, 107.1225], 0.035) - 200.0).abs() < 1e-9);
        assert!((present_value_of(&[], 0.035)).abs() < 1e-12);
        // The first year's end is a year away: -1000 is worth less than a thousand.
        assert!((present_value_of(&[-1_035.0], 0.035) + 1_000.0).abs() < 1e-9);
    }
}
