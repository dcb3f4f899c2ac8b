//! Functions of numbers. A number with decimals is what it is written as: 1.005 rounds to 1.01, as a decimal does.

use super::{Computed, Failure, Function, Gives, Taken};
use crate::sql::tree::Operator;
use crate::sql::{Kind, Value};

/// The functions of numbers.
pub(super) static ALL: &[Function] = &[
    Function {
        name: "ROUND",
        also: &[],
        takes: &[Taken::Number, Taken::Whole],
        least: 1,
        more: false,
        gives: Gives::First,
        strict: true,
        compute: |taken| rounded(taken, Way::HalfUp),
        call: "ROUND(number, decimals)",
        doc: "to so many decimals, none where it does not say; a half goes away from zero",
        example: ("ROUND(1.005, 2)", "1.01"),
    },
    Function {
        name: "TRUNC",
        also: &[],
        takes: &[Taken::Number, Taken::Whole],
        least: 1,
        more: false,
        gives: Gives::First,
        strict: true,
        compute: |taken| rounded(taken, Way::Cut),
        call: "TRUNC(number, decimals)",
        doc: "cut to so many decimals, none where it does not say",
        example: ("TRUNC(-2.7)", "-2"),
    },
    Function {
        name: "FLOOR",
        also: &[],
        takes: &[Taken::Number],
        least: 1,
        more: false,
        gives: Gives::First,
        strict: true,
        compute: |taken| same(&taken[0], f64::floor),
        call: "FLOOR(number)",
        doc: "the next whole number at or below it",
        example: ("FLOOR(-2.5)", "-3"),
    },
    Function {
        name: "CEIL",
        also: &["CEILING"],
        takes: &[Taken::Number],
        least: 1,
        more: false,
        gives: Gives::First,
        strict: true,
        compute: |taken| same(&taken[0], f64::ceil),
        call: "CEIL(number)",
        doc: "the next whole number at or above it",
        example: ("CEIL(-2.5)", "-2"),
    },
    Function {
        name: "ABS",
        also: &[],
        takes: &[Taken::Number],
        least: 1,
        more: false,
        gives: Gives::First,
        strict: true,
        compute: |taken| match taken[0] {
            Value::Whole(whole) => whole.checked_abs().map(Value::Whole).ok_or(TOO_LARGE),
            ref number => same(number, f64::abs),
        },
        call: "ABS(number)",
        doc: "without its sign",
        example: ("ABS(-3)", "3"),
    },
    Function {
        name: "SIGN",
        also: &[],
        takes: &[Taken::Number],
        least: 1,
        more: false,
        gives: Gives::Always(Kind::Whole),
        strict: true,
        compute: |taken| {
            let number = taken[0].number().unwrap_or_default();
            Ok(Value::Whole(i64::from(number > 0.0) - i64::from(number < 0.0)))
        },
        call: "SIGN(number)",
        doc: "-1, 0 or 1",
        example: ("SIGN(-0.5)", "-1"),
    },
    Function {
        name: "SQRT",
        also: &[],
        takes: &[Taken::Number],
        least: 1,
        more: false,
        gives: Gives::Always(Kind::Number),
        strict: true,
        compute: |taken| match taken[0].number().unwrap_or_default() {
            number if number < 0.0 => Err(Failure("the root of a number below 0 is taken")),
            number => Ok(Value::Number(number.sqrt())),
        },
        call: "SQRT(number)",
        doc: "its square root",
        example: ("SQRT(2.25)", "1.5"),
    },
    Function {
        name: "DIV",
        also: &[],
        takes: &[Taken::Whole, Taken::Whole],
        least: 2,
        more: false,
        gives: Gives::Always(Kind::Whole),
        strict: true,
        compute: |taken| halves(taken, i64::checked_div),
        call: "DIV(a, b)",
        doc: "how many whole times `b` goes into `a`",
        example: ("DIV(-7, 2)", "-3"),
    },
    Function {
        name: "MOD",
        also: &[],
        takes: &[Taken::Whole, Taken::Whole],
        least: 2,
        more: false,
        gives: Gives::Always(Kind::Whole),
        strict: true,
        compute: |taken| halves(taken, i64::checked_rem),
        call: "MOD(a, b)",
        doc: "what is left over then; `a % b` too",
        example: ("MOD(-7, 2)", "-1"),
    },
];

/// What a whole number of 64 bits cannot hold.
pub(in crate::sql) const TOO_LARGE: Failure = Failure("a number leaves the whole numbers of 64 bits");

fn halves(taken: &[Value<'_>], divided: fn(i64, i64) -> Option<i64>) -> Computed {
    let (Some(one), Some(other)) = (taken[0].whole(), taken[1].whole()) else { return Ok(Value::Nothing) };
    if other == 0 {
        return Err(Failure("it is divided by zero"));
    }
    divided(one, other).map(Value::Whole).ok_or(TOO_LARGE)
}

/// A number with decimals made by `make`; whole numbers are as they are.
#[expect(clippy::unnecessary_wraps, reason = "it is the end of functions that may fail")]
fn same(value: &Value<'_>, make: fn(f64) -> f64) -> Computed {
    Ok(match value {
        Value::Number(number) => Value::Number(make(*number) + 0.0),
        other => other.clone().owned(),
    })
}

/// What is done with the decimals that are too many.
#[derive(Clone, Copy)]
enum Way {
    HalfUp,
    Cut,
}

fn rounded(taken: &[Value<'_>], way: Way) -> Computed {
    let decimals = taken.get(1).and_then(Value::whole).unwrap_or(0);
    match taken[0] {
        Value::Whole(whole) if decimals >= 0 => Ok(Value::Whole(whole)),
        Value::Whole(whole) => {
            let places = u32::try_from(decimals.unsigned_abs()).unwrap_or(u32::MAX);
            let Some(unit) = 10_i64.checked_pow(places) else { return Ok(Value::Whole(0)) };
            let rest = whole % unit;
            let away = matches!(way, Way::HalfUp) && rest.unsigned_abs() >= unit.unsigned_abs().div_ceil(2);
            let cut = whole - rest;
            let value = if away { cut.checked_add(unit * whole.signum()) } else { Some(cut) };
            value.map(Value::Whole).ok_or(TOO_LARGE)
        }
        Value::Number(number) => Ok(Value::Number(decimal_rounded(number, decimals, way))),
        _ => Ok(Value::Nothing),
    }
}

/// The number rounded as the decimal that it is written as. What has more digits than 38 has no decimals to round.
fn decimal_rounded(number: f64, decimals: i64, way: Way) -> f64 {
    let Some(Decimal { digits, scale }) = Decimal::of(number) else { return number };
    let drop = i64::from(scale) - decimals;
    if drop <= 0 {
        return number;
    }
    let Some(unit) = u32::try_from(drop).ok().and_then(|drop| 10_i128.checked_pow(drop)) else { return 0.0 };
    let (mut kept, rest) = (digits / unit, digits % unit);
    if matches!(way, Way::HalfUp) && rest.unsigned_abs() >= unit.unsigned_abs().div_ceil(2) {
        kept += digits.signum();
    }
    written(kept, decimals)
}

/// The number nearest to digits with so many of them behind the point.
fn written(digits: i128, decimals: i64) -> f64 {
    format!("{digits}e{}", -decimals).parse::<f64>().unwrap_or(f64::NAN) + 0.0
}

/// A number as it is written in the fewest digits that mean it.
struct Decimal {
    digits: i128,
    scale: u32,
}

impl Decimal {
    fn of(number: f64) -> Option<Self> {
        let text = number.to_string();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let scale = u32::try_from(decimals.len()).ok()?;
        Some(Self { digits: format!("{whole}{decimals}").parse().ok()?, scale })
    }
}

/// What comes of two numbers as the decimals that they are written as, so that 0.1 + 0.2 is 0.3. None of a quotient, which has no last
/// decimal, and where a number has so many digits that it is what a quotient came to.
pub(in crate::sql) fn decimal(operator: Operator, one: f64, other: f64) -> Option<f64> {
    const DIGITS: u128 = 10_u128.pow(15);
    // What is whole is exact as it is.
    if operator == Operator::Over || (one.fract() == 0.0 && other.fract() == 0.0) {
        return None;
    }
    let (one, other) = (Decimal::of(one)?, Decimal::of(other)?);
    if one.digits.unsigned_abs() >= DIGITS || other.digits.unsigned_abs() >= DIGITS {
        return None;
    }
    if operator == Operator::Times {
        let scale = i64::from(one.scale) + i64::from(other.scale);
        return Some(written(one.digits.checked_mul(other.digits)?, scale));
    }
    let scale = one.scale.max(other.scale);
    let unit = |decimal: &Decimal| decimal.digits.checked_mul(10_i128.checked_pow(scale - decimal.scale)?);
    let (one, other) = (unit(&one)?, unit(&other)?);
    let digits = match operator {
        Operator::Plus => one.checked_add(other)?,
        Operator::Minus => one.checked_sub(other)?,
        Operator::Rest => one.checked_rem(other)?,
        Operator::Times | Operator::Over => return None,
    };
    Some(written(digits, i64::from(scale)))
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the numbers are the nearest to their decimals, and no others")]
mod tests {
    use super::{Operator, Way, decimal, decimal_rounded};

    #[test]
    fn decimals_are_computed_with_as_they_are_written() {
        // By hand, as PostgreSQL's numeric has them.
        for (operator, one, other, is) in [
            (Operator::Plus, 0.1, 0.2, Some(0.3)),
            (Operator::Minus, 0.3, 0.1, Some(0.2)),
            (Operator::Times, 1.1, 1.1, Some(1.21)),
            (Operator::Times, -0.1, 3.0, Some(-0.3)),
            (Operator::Rest, 0.3, 0.1, Some(0.0)),
            (Operator::Plus, 1e14, 0.5, Some(100_000_000_000_000.5)),
            (Operator::Over, 0.3, 0.1, None),
            (Operator::Plus, 1.0 / 3.0, 0.1, None),
            (Operator::Plus, 1e300, 0.5, None),
            (Operator::Plus, 2.0, 3.0, None),
        ] {
            assert_eq!(decimal(operator, one, other), is, "{one} {operator:?} {other}");
        }
    }

    #[test]
    fn decimals_round_as_they_are_written() {
        // By hand: a half goes away from zero.
        for (number, decimals, rounded) in [
            (2.675, 2, 2.68),
            (-0.5, 0, -1.0),
            (2.5, 0, 3.0),
            (1234.5, -2, 1200.0),
            (1250.0, -2, 1300.0),
            (0.1, 5, 0.1),
        ] {
            assert_eq!(decimal_rounded(number, decimals, Way::HalfUp), rounded, "{number}");
        }
        assert_eq!(decimal_rounded(1e300, 2, Way::HalfUp), 1e300);
        assert_eq!(decimal_rounded(-2.679, 2, Way::Cut), -2.67);
    }
}
