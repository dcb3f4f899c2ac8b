//! Words that the data choose: functions and tests over numbers.
//!
//! | function | says |
//! | --- | --- |
//! | `aendring(fra, til)` | the change, with its sign |
//! | `forskel(a, b)` | how far apart, without a sign |
//! | `summen(a, b, ...)` | the sum |
//! | `andel(a, b)` | the share that a count is of another |
//! | `retning(fra, til, op, ned, lig, graense, relativ, mangler)` | `steget`, `faldet` or `uændret` |
//!
//! | test | holds when |
//! | --- | --- |
//! | `a is over(b, graense)` | `a` is more than `graense` above `b` (0 unless said) |
//! | `a is under(b, graense)` | the same below |
//! | `a is paa(b, graense)` | neither |
//! | `a is findes` | there is a number |
//!
//! With a number missing every test is false and `retning` says so, so that a sentence over nobody is never a claim.

use minijinja::value::{Kwargs, Rest};
use minijinja::{Environment, Error, Value as Any};

use super::filters::number;
use super::number::{Number, Unit};

/// Adds the functions and the tests.
pub(crate) fn add(env: &mut Environment<'_>) {
    env.add_function("aendring", |from: &Any, to: &Any| difference(from, to).map(Any::from_object));
    env.add_function("forskel", |a: &Any, b: &Any| {
        difference(a, b).map(|change| Any::from_object(Number { value: change.value.map(f64::abs), ..change }))
    });
    env.add_function("summen", |numbers: Rest<Any>| {
        let numbers = numbers.iter().map(number).collect::<Result<Vec<_>, Error>>()?;
        Ok::<_, Error>(Any::from_object(Number::sum(&numbers)))
    });
    env.add_function("andel", |part: &Any, whole: &Any| share(part, whole).map(Any::from_object));
    env.add_function("retning", direction);

    env.add_test("over", |a: &Any, b: &Any, by: Option<f64>| compare(a, b, |a, b| a - b > by.unwrap_or(0.0)));
    env.add_test("under", |a: &Any, b: &Any, by: Option<f64>| compare(a, b, |a, b| b - a > by.unwrap_or(0.0)));
    env.add_test("paa", |a: &Any, b: &Any, by: Option<f64>| compare(a, b, |a, b| (a - b).abs() <= by.unwrap_or(0.0)));
    env.add_test("findes", |a: &Any| number(a).map(|a| a.value.is_some()));
    env.add_test("tom", |text: &Any| text.is_none() || text.as_str().is_some_and(str::is_empty));
}

fn compare(a: &Any, b: &Any, holds: impl FnOnce(f64, f64) -> bool) -> Result<bool, Error> {
    Ok(number(a)?.value.zip(number(b)?.value).is_some_and(|(a, b)| holds(a, b)))
}

fn difference(from: &Any, to: &Any) -> Result<Number, Error> {
    let (from, to) = (number(from)?, number(to)?);
    Ok(Number::bare(from.value.zip(to.value).map(|(from, to)| to - from), to.unit))
}

fn share(part: &Any, whole: &Any) -> Result<Number, Error> {
    let (part, whole) = (number(part)?, number(whole)?);
    let value = part.value.zip(whole.value).filter(|(_, whole)| *whole > 0.0).map(|(part, whole)| part / whole);
    Ok(Number::bare(value, Unit::Share))
}

/// `retning`: the word for a change. What is called a change is what would change the number as it is written, unless
/// the template states a limit: `graense` in the number's own unit, or `relativ` as a fraction of where it began.
fn direction(from: &Any, to: &Any, words: Kwargs) -> Result<String, Error> {
    let word = |name: &str, otherwise: &str| -> Result<String, Error> {
        Ok(words.get::<Option<String>>(name)?.unwrap_or_else(|| otherwise.to_owned()))
    };
    let (up, down, same) = (word("op", "steget")?, word("ned", "faldet")?, word("lig", "uændret")?);
    let missing = word("mangler", "ikke opgjort")?;
    let (limit, relative) = (words.get::<Option<f64>>("graense")?, words.get::<Option<f64>>("relativ")?);
    words.assert_all_used()?;
    let (from, to) = (number(from)?, number(to)?);
    let Some((from, change)) = from.value.zip(to.value).map(|(from, to)| (from, to - from)) else { return Ok(missing) };
    let limit = limit.or_else(|| relative.map(|part| part * from.abs())).unwrap_or_else(|| to.unit.threshold());
    Ok(match change {
        change if change > limit => up,
        change if change < -limit => down,
        _ => same,
    })
}
