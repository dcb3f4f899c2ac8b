//! Classes of a number between limits: what they are called, and where each observation fits.

use crate::cohort::{Spread, Sql};
use crate::diagnostic::{Code, Finding};
use crate::locale::decimal;
use crate::measure::{Label, Observations};
use crate::spec::{ClassLimits, Classes};

/// So many decimals a limit is written with at most.
const MOST_DECIMALS: usize = 9;

/// The classes, and for each observation the place of its own; none where it has no number.
pub(super) fn between(
    limits: &ClassLimits,
    classes: &Classes,
    observations: &Observations,
    sql: Sql<'_>,
) -> Result<(Vec<Label>, Spread<Option<usize>>), Finding> {
    let columns = &observations.columns;
    let is_whole = sql.is_whole(&classes.of, &columns.head())?;
    let numbers = columns.ask(&classes.of, sql, |frame| sql.numbers(&classes.of, frame))?;
    if let Some(least) = &limits.least {
        let below = |at: &usize| numbers.of(*at).is_some_and(|number| number < least.value);
        let count = (0..observations.count()).filter(below).count();
        if count > 0 {
            let message = format!("{count} of {} observations are below {}", observations.count(), least.value);
            return Err(Finding::error(Code::UndeclaredCategory, message)
                .at(sql.file, least.span.clone(), "the least that they can be")
                .at(sql.file, classes.of.span.clone(), "gives the numbers")
                .help("leave out `least`, let `where` leave the rows out, or correct them in the register"));
        }
    }
    // A limit is of the class above it.
    let place = |number: f64| limits.limits.partition_point(|limit| limit.value <= number);
    let places = numbers.map(|number| number.filter(|number| !number.is_nan()).map(place));
    let names = match &limits.names {
        Some(names) => names.iter().map(|name| name.value.clone()).collect(),
        None => names(limits, is_whole),
    };
    Ok((names.into_iter().map(Label::declared).collect(), places))
}

/// What the classes are called: `Under 18`, `18-24`, `25 og derover`.
fn names(limits: &ClassLimits, is_whole: bool) -> Vec<String> {
    let step = limits.step.as_ref().map(|step| step.value).or(is_whole.then_some(1.0));
    let all = || limits.limits.iter().chain(&limits.least).map(|limit| limit.value);
    let digits = all().chain(step).map(digits).max().unwrap_or(0);
    let write = |number: f64| {
        let text = decimal(number, digits);
        if limits.thousands { text } else { text.replace('.', "") }
    };
    let class = |from: f64, to: f64| match step {
        // The last number of the class.
        Some(step) => {
            let last = to - step;
            match (write(from), write(last)) {
                (from, last) if from == last => from,
                (first, last) if from < 0.0 => format!("{first} til {last}"),
                (first, last) => format!("{first}-{last}"),
            }
        }
        None => format!("{} til under {}", write(from), write(to)),
    };
    let (first, last) = (limits.limits[0].value, limits.limits[limits.limits.len() - 1].value);
    let lowest = match &limits.least {
        Some(least) => class(least.value, first),
        None => format!("Under {}", write(first)),
    };
    let between = limits.limits.windows(2).map(|pair| class(pair[0].value, pair[1].value));
    [lowest].into_iter().chain(between).chain([format!("{} og derover", write(last))]).collect()
}

/// How many decimals a number is stated with.
fn digits(number: f64) -> usize {
    let stated = format!("{number}");
    stated.split_once('.').map_or(0, |(_, decimals)| decimals.len().min(MOST_DECIMALS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Ranged;

    fn named(numbers: &[f64], least: Option<f64>, step: Option<f64>, is_whole: bool) -> Vec<String> {
        let ranged = |number: f64| Ranged::new(number, 0..0);
        let limits = ClassLimits {
            limits: numbers.iter().copied().map(ranged).collect(),
            least: least.map(ranged),
            step: step.map(ranged),
            thousands: true,
            names: None,
        };
        names(&limits, is_whole)
    }

    #[test]
    fn whole_numbers_are_named_by_their_first_and_last() {
        assert_eq!(named(&[18.0, 25.0, 35.0], None, None, true), ["Under 18", "18-24", "25-34", "35 og derover"]);
        assert_eq!(named(&[1.0, 2.0], Some(0.0), None, true), ["0", "1", "2 og derover"]);
        assert_eq!(named(&[10_000.0], Some(5_000.0), None, true), ["5.000-9.999", "10.000 og derover"]);
        assert_eq!(named(&[0.0], Some(-10.0), None, true), ["−10 til −1", "0 og derover"]);
    }

    #[test]
    fn numbers_with_decimals_have_no_last_one_but_by_a_step() {
        assert_eq!(named(&[0.0, 2.5], None, None, false), ["Under 0,0", "0,0 til under 2,5", "2,5 og derover"]);
        assert_eq!(named(&[2.0, 3.0], Some(0.0), Some(0.1), false), ["0,0-1,9", "2,0-2,9", "3,0 og derover"]);
        assert_eq!(named(&[0.0, 5_000.0], None, Some(1.0), false), ["Under 0", "0-4.999", "5.000 og derover"]);
    }
}
