//! Aggregates: one value of the values of many rows.

use std::cmp::Ordering;

use super::function::Failure;
use super::{Kind, Value};
use crate::estimate;

type Computed = Result<Value<'static>, Failure>;

/// One aggregate.
pub(super) struct Aggregate {
    /// Its name.
    pub(super) name: &'static str,
    /// Other names that it has in PostgreSQL.
    pub(super) also: &'static [&'static str],
    /// The kind it gives of values of a kind; none where it takes no such values.
    pub(super) gives: fn(Kind) -> Option<Kind>,
    /// Its value of the values that are there, in order. The second is what else it was told: a fraction, what stands between.
    pub(super) compute: fn(&[Value<'static>], &Value<'static>) -> Computed,
    /// Whether it takes the empty values too.
    pub(super) with_empty: bool,
    /// How it is called, for people.
    pub(super) call: &'static str,
    /// What it is, for people.
    #[cfg_attr(not(test), expect(dead_code, reason = "for the page docs/sql.md, which a test holds to it"))]
    pub(super) doc: &'static str,
    /// An example over `(VALUES (1, 'b'), (2, 'a'), (4, NULL)) AS t (n, s)`, and what it gives.
    #[cfg_attr(not(test), expect(dead_code, reason = "for the page docs/sql.md, which a test holds to it"))]
    pub(super) example: (&'static str, &'static str),
}

impl PartialEq for Aggregate {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl std::fmt::Debug for Aggregate {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name)
    }
}

/// All aggregates, in the order of the documentation.
pub(super) static ALL: &[Aggregate] = &[
    Aggregate {
        name: "COUNT",
        also: &[],
        gives: |_| Some(Kind::Whole),
        with_empty: false,
        compute: |values, _| {
            i64::try_from(values.len()).map(Value::Whole).map_err(|_| Failure("there are too many rows"))
        },
        call: "COUNT(*), COUNT(x), COUNT(DISTINCT x)",
        doc: "how many rows, values, different values",
        example: ("COUNT(s)", "2"),
    },
    Aggregate {
        name: "SUM",
        also: &[],
        gives: |kind| kind.is_number().then_some(kind),
        with_empty: false,
        compute: |values, _| sum(values),
        call: "SUM(number)",
        doc: "exact, and so the same in every order; empty where there is no value",
        example: ("SUM(n)", "7"),
    },
    Aggregate {
        name: "AVG",
        also: &[],
        gives: |kind| kind.is_number().then_some(Kind::Number),
        with_empty: false,
        compute: |values, _| Ok(mean(&numbers(values)).map_or(Value::Nothing, Value::Number)),
        call: "AVG(number)",
        doc: "their mean",
        example: ("AVG(n)", "2.3333333333333335"),
    },
    Aggregate {
        name: "MIN",
        also: &[],
        gives: ordered,
        with_empty: false,
        compute: |values, _| extreme(values, Ordering::is_lt),
        call: "MIN(x)",
        doc: "the least number, the first day or text",
        example: ("MIN(s)", "a"),
    },
    Aggregate {
        name: "MAX",
        also: &[],
        gives: ordered,
        with_empty: false,
        compute: |values, _| extreme(values, Ordering::is_gt),
        call: "MAX(x)",
        doc: "the greatest number, the last day or text",
        example: ("MAX(n)", "4"),
    },
    Aggregate {
        name: "BOOL_AND",
        also: &["EVERY"],
        gives: truth,
        with_empty: false,
        compute: |values, _| all(values, false),
        call: "BOOL_AND(condition)",
        doc: "whether it holds of all",
        example: ("BOOL_AND(n > 1)", "false"),
    },
    Aggregate {
        name: "BOOL_OR",
        also: &[],
        gives: truth,
        with_empty: false,
        compute: |values, _| all(values, true),
        call: "BOOL_OR(condition)",
        doc: "whether it holds of any",
        example: ("BOOL_OR(n > 1)", "true"),
    },
    Aggregate {
        name: "FIRST",
        also: &[],
        gives: Some,
        with_empty: true,
        compute: |values, _| Ok(values.first().cloned().unwrap_or(Value::Nothing)),
        call: "FIRST(x ORDER BY y)",
        doc: "the first row's value, empty where that is; in a sequence its rows are in order already. Not in PostgreSQL",
        example: ("FIRST(s ORDER BY n)", "b"),
    },
    Aggregate {
        name: "LAST",
        also: &[],
        gives: Some,
        with_empty: true,
        compute: |values, _| Ok(values.last().cloned().unwrap_or(Value::Nothing)),
        call: "LAST(x ORDER BY y)",
        doc: "the last row's",
        example: ("LAST(n ORDER BY n)", "4"),
    },
    Aggregate {
        name: "PERCENTILE_CONT",
        also: &[],
        gives: |kind| kind.is_number().then_some(Kind::Number),
        with_empty: false,
        compute: between,
        call: "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY number)",
        doc: "the number below which that fraction lies, in a straight line between two; 0.5 is the median. With `DESC` from the greatest",
        example: ("PERCENTILE_CONT(0.75) WITHIN GROUP (ORDER BY n)", "3"),
    },
    Aggregate {
        name: "PERCENTILE_DISC",
        also: &[],
        gives: ordered,
        with_empty: false,
        compute: at_fraction,
        call: "PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY x)",
        doc: "the same, one of the values themselves",
        example: ("PERCENTILE_DISC(0.75) WITHIN GROUP (ORDER BY n)", "4"),
    },
    Aggregate {
        name: "STDDEV_SAMP",
        also: &["STDDEV"],
        gives: |kind| kind.is_number().then_some(Kind::Number),
        with_empty: false,
        compute: |values, _| Ok(variance(values, 1).map_or(Value::Nothing, |variance| Value::Number(variance.sqrt()))),
        call: "STDDEV_SAMP(number)",
        doc: "the standard deviation of a sample; empty for one value",
        example: ("STDDEV_SAMP(n)", "1.5275252316519468"),
    },
    Aggregate {
        name: "STDDEV_POP",
        also: &[],
        gives: |kind| kind.is_number().then_some(Kind::Number),
        with_empty: false,
        compute: |values, _| Ok(variance(values, 0).map_or(Value::Nothing, |variance| Value::Number(variance.sqrt()))),
        call: "STDDEV_POP(number)",
        doc: "the same of all there are",
        example: ("STDDEV_POP(n)", "1.247219128924647"),
    },
    Aggregate {
        name: "VAR_SAMP",
        also: &["VARIANCE"],
        gives: |kind| kind.is_number().then_some(Kind::Number),
        with_empty: false,
        compute: |values, _| Ok(variance(values, 1).map_or(Value::Nothing, Value::Number)),
        call: "VAR_SAMP(number)",
        doc: "the variance of a sample",
        example: ("VAR_SAMP(n)", "2.3333333333333335"),
    },
    Aggregate {
        name: "VAR_POP",
        also: &[],
        gives: |kind| kind.is_number().then_some(Kind::Number),
        with_empty: false,
        compute: |values, _| Ok(variance(values, 0).map_or(Value::Nothing, Value::Number)),
        call: "VAR_POP(number)",
        doc: "the variance of all there are",
        example: ("VAR_POP(n)", "1.5555555555555556"),
    },
    Aggregate {
        name: "STRING_AGG",
        also: &[],
        gives: |kind| kind.is_text().then_some(Kind::Text),
        with_empty: false,
        compute: |values, between| {
            let texts: Vec<&str> = values.iter().filter_map(Value::letters).collect();
            let between = between.letters().unwrap_or_default();
            Ok(if texts.is_empty() { Value::Nothing } else { Value::text(texts.join(between)) })
        },
        call: "STRING_AGG(text, ', ' ORDER BY y)",
        doc: "joined with something between",
        example: ("STRING_AGG(s, '+' ORDER BY s)", "a+b"),
    },
];

/// The aggregate of that name.
pub(super) fn named(name: &str) -> Option<&'static Aggregate> {
    let is = |known: &str| known.eq_ignore_ascii_case(name);
    ALL.iter().find(|aggregate| is(aggregate.name) || aggregate.also.iter().any(|also| is(also)))
}

fn ordered(kind: Kind) -> Option<Kind> {
    (kind != Kind::Truth).then_some(kind)
}

fn truth(kind: Kind) -> Option<Kind> {
    (kind == Kind::Truth).then_some(kind)
}

fn numbers(values: &[Value<'static>]) -> Vec<f64> {
    values.iter().filter_map(Value::number).collect()
}

fn sum(values: &[Value<'static>]) -> Computed {
    if values.is_empty() {
        return Ok(Value::Nothing);
    }
    let wholes: Option<Vec<i64>> = values.iter().map(Value::whole).collect();
    let Some(wholes) = wholes else { return Ok(Value::Number(estimate::sum(numbers(values)))) };
    let sum = wholes.iter().map(|whole| i128::from(*whole)).sum::<i128>();
    i64::try_from(sum).map(Value::Whole).map_err(|_| Failure("a sum leaves the whole numbers of 64 bits"))
}

fn mean(numbers: &[f64]) -> Option<f64> {
    if numbers.is_empty() { None } else { Some(estimate::sum(numbers.iter().copied()) / numbers.len() as f64) }
}

#[expect(clippy::unnecessary_wraps, reason = "it is the end of functions that may fail")]
fn extreme(values: &[Value<'static>], better: fn(Ordering) -> bool) -> Computed {
    let mut best = Value::Nothing;
    for value in values {
        if best.is_nothing() || value.order(&best).is_some_and(better) {
            best = value.clone();
        }
    }
    Ok(best)
}

/// Whether any is `decides`, which decides it.
#[expect(clippy::unnecessary_wraps, reason = "it is the end of functions that may fail")]
fn all(values: &[Value<'static>], decides: bool) -> Computed {
    if values.is_empty() {
        return Ok(Value::Nothing);
    }
    let any = values.iter().any(|value| value.truth() == Some(decides));
    Ok(Value::Truth(any == decides))
}

/// The squares of what lies between each and the mean, over how many there are less `less`. Squares are no decimals that
/// could be added exactly, so they are added from the least, with what each sum rounds away carried along.
fn variance(values: &[Value<'static>], less: usize) -> Option<f64> {
    let numbers = numbers(values);
    let mean = mean(&numbers)?;
    let mut squares: Vec<f64> = numbers.iter().map(|number| (number - mean) * (number - mean)).collect();
    squares.sort_by(f64::total_cmp);
    let below = numbers.len().checked_sub(less).filter(|below| *below > 0)?;
    let (mut sum, mut lost) = (0.0, 0.0);
    for square in squares {
        let next: f64 = sum + square;
        lost += if sum >= square { (sum - next) + square } else { (square - next) + sum };
        sum = next;
    }
    Some((sum + lost) / below as f64)
}

fn fraction(told: &Value<'static>) -> Result<f64, Failure> {
    let fraction = told.number().filter(|fraction| (0.0..=1.0).contains(fraction));
    fraction.ok_or(Failure("the fraction of a percentile does not lie between 0 and 1"))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place among the values, from 0 on")]
fn between(values: &[Value<'static>], told: &Value<'static>) -> Computed {
    let numbers = numbers(values);
    let Some(last) = numbers.len().checked_sub(1) else { return Ok(Value::Nothing) };
    let place = fraction(told)? * last as f64;
    let (low, high) = (numbers[place.floor() as usize], numbers[place.ceil() as usize]);
    Ok(Value::Number(low + (high - low) * (place - place.floor())))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place among the values, from 0 on")]
fn at_fraction(values: &[Value<'static>], told: &Value<'static>) -> Computed {
    let place = (fraction(told)? * values.len() as f64).ceil() as usize;
    Ok(values.get(place.max(1) - 1).cloned().unwrap_or(Value::Nothing))
}
