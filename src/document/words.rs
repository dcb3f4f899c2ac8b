//! Words that the data choose: functions and tests over numbers.
//!
//! | function | says |
//! | --- | --- |
//! | `aendring(fra, til)` | the change, with its sign |
//! | `forskel(a, b)` | how far apart, without a sign |
//! | `summen(a, b, ...)` | the sum |
//! | `andel(a, b)` | the share that a count is of another |
//! | `retning(fra, til, op, ned, lig, graense, relativ, mangler)` | `steget`, `faldet` or `uændret` |
//! | `efter_art(tal, opgjort, skoennet, ventet)` | the one of three wordings that fits whether a number is observed, estimated or forecast: `"er"`, `"skønnes at være"`, `"ventes at blive"` |
//! | `udsving(a, b, parret)` | whether two counts or shares differ by more than chance gives, in a sentence; nothing where that is not known |
//! | `udvikling(fra, til, som, digits, ...)` | the same with the numbers: `steget fra 9 til 14`, `uændret på 9` |
//!
//! | test | holds when |
//! | --- | --- |
//! | `a is over(b, graense)` | `a` is more than `graense` above `b` (0 unless said) |
//! | `a is under(b, graense)` | the same below |
//! | `a is paa(b, graense)` | neither |
//! | `a is findes` | there is a number |
//!
//! | `a is skjult` | readers may not see `a`; of a list: one of them; of a claim's sentence: it needs a number that they may not see |
//!
//! With a number missing every test is false and `retning` says so, so that a sentence over nobody is never a claim. Of a hidden
//! number nothing of this can be said: it is an error, unless the text has asked before whether it `is skjult`, or gives `retning` and
//! `udvikling` words for it (`skjult="…"`).

use minijinja::value::{Kwargs, Rest, ValueKind};
use minijinja::{Environment, Error, Value as Any};

use super::counting::{self, met};
use super::filters::number;
use super::lookup::unknown;
use super::mention::{joined, plain};
use super::number::{Missing, Number, Unit};
use super::said::Said;
use super::veil::{Unknown, refuse};
use crate::locale::{Language, say};
use crate::value::{self, Nature};

/// Adds the functions and the tests.
pub(crate) fn add(env: &mut Environment<'_>, language: Language) {
    env.add_function("aendring", move |from: &Any, to: &Any| difference(language, from, to).map(Any::from_object));
    env.add_function("forskel", move |a: &Any, b: &Any| {
        difference(language, a, b)
            .map(|change| Any::from_object(Number { value: change.value.map(f64::abs), ..change }))
    });
    env.add_function("summen", move |numbers: Rest<Any>| {
        let numbers = numbers.iter().map(|one| number(language, one)).collect::<Result<Vec<_>, Error>>()?;
        for pair in numbers.windows(2) {
            met(&pair[0], &pair[1], "added to")?;
        }
        Ok::<_, Error>(Any::from_object(Number::sum(language, &numbers)))
    });
    env.add_function("andel", move |part: &Any, whole: &Any| share(language, part, whole).map(Any::from_object));
    env.add_function("retning", move |from: &Any, to: &Any, words: Kwargs| {
        let limits = Limits::of(&words)?;
        let words = Words::of(language, &words)?;
        let (from, to) = (number(language, from)?, number(language, to)?);
        met(&from, &to, "set against")?;
        if let Some(hidden) = words.instead(&[&from, &to], "`retning` says which way it went")? {
            return Ok(hidden);
        }
        Ok::<_, Error>(words.word(limits.change(&from, &to, plain(&from.text()) == plain(&to.text()))).to_owned())
    });
    env.add_function("udvikling", move |from: &Any, to: &Any, words: Kwargs| development(language, from, to, &words));
    env.add_function("efter_art", move |number: &Any, observed: &str, estimated: &str, forecast: &str| {
        let word = match self::number(language, number)?.known("`efter_art` says whether it has been observed")?.nature
        {
            Nature::Observed => observed,
            Nature::Estimated => estimated,
            Nature::Forecast => forecast,
        };
        Ok::<_, Error>(word.to_owned())
    });

    env.add_test("over", move |a: &Any, b: &Any, by: Option<f64>| {
        compare(language, (a, b), |a, b| a - b > by.unwrap_or(0.0))
    });
    env.add_test("under", move |a: &Any, b: &Any, by: Option<f64>| {
        compare(language, (a, b), |a, b| b - a > by.unwrap_or(0.0))
    });
    env.add_test("paa", move |a: &Any, b: &Any, by: Option<f64>| {
        compare(language, (a, b), |a, b| (a - b).abs() <= by.unwrap_or(0.0))
    });
    env.add_test("findes", move |a: &Any| {
        let asked = number(language, a)?;
        asked.known("the text asks whether there is anything to say (`findes`)").map(|a| a.value.is_some())
    });
    env.add_test("skjult", move |any: &Any| is_hidden(language, any));
    env.add_test("tom", |text: &Any| text.is_none() || text.as_str().is_some_and(str::is_empty));
}

fn compare(language: Language, (a, b): (&Any, &Any), holds: impl FnOnce(f64, f64) -> bool) -> Result<bool, Error> {
    const WHY: &str = "the text compares it";
    let (a, b) = (number(language, a)?, number(language, b)?);
    met(&a, &b, "compared with")?;
    Ok(a.known(WHY)?.value.zip(b.known(WHY)?.value).is_some_and(|(a, b)| holds(a, b)))
}

/// `skjult`: whether readers may not see a number; of a list, whether that is so of any of them; of a place or a course of an
/// exhibit, whether it cannot be said; of a claim's sentence, whether it needs a number that readers may not see.
fn is_hidden(language: Language, any: &Any) -> Result<bool, Error> {
    if any.downcast_object_ref::<Unknown>().is_some() {
        return Ok(true);
    }
    // What stands in for a mistake that is told already hides nothing; each of its parts is again the same.
    if Missing::is(any) {
        return Ok(false);
    }
    if let Some(said) = any.downcast_object_ref::<Said>() {
        return Ok(said.veiled());
    }
    match any.kind() {
        ValueKind::Seq | ValueKind::Iterable => {
            any.try_iter()?.map(|one| is_hidden(language, &one)).try_fold(false, |any, one| Ok(any || one?))
        }
        // A place with the number at it, or a claim that is said.
        ValueKind::Map => {
            any.get_attr("tal").and_then(|number| Ok(!number.is_undefined() && is_hidden(language, &number)?))
        }
        _ => number(language, any).map(|a| a.hidden),
    }
}

fn difference(language: Language, from: &Any, to: &Any) -> Result<Number, Error> {
    let (from, to) = (number(language, from)?, number(language, to)?);
    let counts = counting::apart(&from, &to)?;
    let change = Number::bare(language, from.value.zip(to.value).map(|(from, to)| to - from), to.unit);
    let change = change.hidden_by(&[&from, &to]);
    let change = change.made_of(joined([from.sources.as_slice(), &to.sources]));
    Ok(change.counting(counts).of_nature(from.nature.max(to.nature)).tied_to(from.tied.and(&to.tied)))
}

fn share(language: Language, part: &Any, whole: &Any) -> Result<Number, Error> {
    let (part, whole) = (number(language, part)?, number(language, whole)?);
    let counts = counting::over(&part, &whole)?;
    let value = part.value.zip(whole.value).filter(|(_, whole)| *whole > 0.0).map(|(part, whole)| part / whole);
    let unit = if matches!(counts, value::Unit::Share | value::Unit::Any) { Unit::Share } else { Unit::Amount };
    Ok(Number::bare(language, value, unit)
        .counting(counts)
        .hidden_by(&[&part, &whole])
        .made_of(joined([part.sources.as_slice(), &whole.sources]))
        .of_nature(part.nature.max(whole.nature))
        .tied_to(part.tied.and(&whole.tied)))
}

/// Which way a number went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Up,
    Down,
    None,
    Unknown,
}

/// What is called a change: what shows in the numbers as they are written, unless the template states a limit, `graense`
/// in the number's own unit, or `relativ` as a fraction of where it began.
struct Limits {
    absolute: Option<f64>,
    relative: Option<f64>,
}

impl Limits {
    fn of(arguments: &Kwargs) -> Result<Self, Error> {
        Ok(Self { absolute: arguments.get("graense")?, relative: arguments.get("relativ")? })
    }

    /// The change between two numbers that are `alike` if they are written alike.
    fn change(&self, from: &Number, to: &Number, alike: bool) -> Change {
        let Some((before, after)) = from.value.zip(to.value) else { return Change::Unknown };
        let limit = self.absolute.or_else(|| self.relative.map(|part| part * before.abs()));
        let change = after - before;
        let same = limit.map_or(alike, |limit| change.abs() <= limit);
        if same || change == 0.0 {
            Change::None
        } else if change > 0.0 {
            Change::Up
        } else {
            Change::Down
        }
    }
}

/// The words for it.
struct Words {
    up: String,
    down: String,
    same: String,
    missing: String,
    hidden: Option<String>,
}

impl Words {
    /// Takes the words from a call, whose other arguments must have been taken.
    fn of(language: Language, arguments: &Kwargs) -> Result<Self, Error> {
        let word = |name: &str, otherwise: &str| -> Result<String, Error> {
            Ok(arguments.get::<Option<String>>(name)?.unwrap_or_else(|| language.say(otherwise, &[])))
        };
        let words = Self {
            up: word("op", "document-risen")?,
            down: word("ned", "document-fallen")?,
            same: word("lig", "document-unchanged")?,
            missing: word("mangler", "document-not-known")?,
            hidden: arguments.get("skjult")?,
        };
        arguments.assert_all_used()?;
        Ok(words)
    }

    /// The words for when one of the numbers is hidden, if one is.
    fn instead(&self, numbers: &[&Number], why: &str) -> Result<Option<String>, Error> {
        let Some(hidden) = numbers.iter().find(|number| number.hidden) else { return Ok(None) };
        self.hidden.clone().map(Some).ok_or_else(|| refuse(hidden.veil.name(), why))
    }

    fn word(&self, change: Change) -> &str {
        match change {
            Change::Up => &self.up,
            Change::Down => &self.down,
            Change::None => &self.same,
            Change::Unknown => &self.missing,
        }
    }
}

/// `udvikling`: the word for a change with the numbers it is a change of. `som` is how they are written (`antal`, `pct`,
/// `tal` or `kr`; by what they count in if not said).
fn development(language: Language, from: &Any, to: &Any, words: &Kwargs) -> Result<String, Error> {
    let form = words.get::<Option<String>>("som")?;
    let digits = words.get::<Option<usize>>("digits")?;
    let limits = Limits::of(words)?;
    let words = Words::of(language, words)?;
    let (from, to) = (number(language, from)?, number(language, to)?);
    met(&from, &to, "set against")?;
    let write = |number: &Number| match form.as_deref() {
        None => Ok(number.text()),
        Some("antal") => Ok(number.write(|value| language.decimal(value, 0))),
        Some("pct") => Ok(number.write(|value| language.percent(value, digits.unwrap_or(0)))),
        Some("tal") => Ok(number.write(|value| language.decimal(value, digits.unwrap_or(1)))),
        Some("kr") => Ok(number.write(|value| language.kroner(value))),
        Some(other) => Err(unknown("form", other, "", ["antal", "pct", "tal", "kr"])),
    };
    if let Some(hidden) = words.instead(&[&from, &to], "`udvikling` says which way it went")? {
        return Ok(hidden);
    }
    let (before, after) = (write(&from)?, write(&to)?);
    let alike = plain(&before) == plain(&after);
    let change = limits.change(&from, &to, alike);
    let word = words.word(change);
    Ok(match change {
        Change::Unknown => word.to_owned(),
        Change::None if alike => say!(language, "document-same-at", word = word, number = after),
        Change::None => say!(language, "document-same-within", word = word, from = before, to = after),
        Change::Up | Change::Down => say!(language, "document-changed", word = word, from = before, to = after),
    })
}
