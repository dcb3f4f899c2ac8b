//! How a template writes numbers, words and periods: filters, each named for what it writes.
//!
//! | filter | writes |
//! | --- | --- |
//! | `pct(digits)` | a share in percent: `29 %` |
//! | `pp(digits)` | a difference of shares: `11 procentpoint` |
//! | `kr(til)` | an amount of money, rounded to a multiple of `til`: `39.301 kr.` |
//! | `mio(digits, enhed)` | an amount of money in millions: `16,3 mio. kr.`; of one in thousands with `enhed` 1000 |
//! | `tal(digits)` | a number with decimals: `1,9` |
//! | `antal(ental, flertal, ord, et)` | a whole number and what is counted: `1 barn`, `45 voksne`, `ti børn` |
//! | `bojet(ental, flertal)` | only the word: `barn` for one, `børn` else |
//! | `cirka(trin, digits)` | a number near a round one: `knap 2`, `godt 1,5`, `omkring 40` |
//! | `skjult(words)` | the number, or, where it is hidden, words that say nothing of how large it is |
//! | `andel` | a share as a fraction: `knap halvdelen`, `godt en fjerdedel` |
//! | `periode` | a day, a month, a half-year or a week in words |
//! | `stort` | the text with a capital first letter |
//! | `punktum` | the text with a full stop, if it does not end in one, as `kr.` does |
//! | `smaat` | the text in small letters |
//! | `maskintal` | the number as Typst reads it, for drawing; 0 where there is none |
//! | `opregning` | a list in words: `a, b og c` |
//!
//! A number that is not there is written as a dash, by every one of them, and one that is hidden as `•` (`antal` sets the word for
//! several behind it, and `bojet` is that word). `maskintal` of a hidden number is an error, unless it is told what to draw (`skjult=0`).

use minijinja::value::Kwargs;
use minijinja::{Environment, Error, ErrorKind, Value as Any};

use super::counting::{self, Form};
use super::mention::{Written, beginning, plain};
use super::number::{HIDDEN, Missing, NONE, Number};
use super::veil::Unknown;
use crate::locale::{self, Language, NBSP, say};
use crate::value::shortest;

/// Adds the filters.
pub(crate) fn add(env: &mut Environment<'_>, language: Language) {
    env.add_filter("pct", move |number: &Any, digits: Option<usize>| {
        fitting(language, number, Form::Share, "pct", |value| language.percent(value, digits.unwrap_or(0)))
    });
    env.add_filter("pp", move |number: &Any, digits: Option<usize>| {
        fitting(language, number, Form::Points, "pp", |value| language.percentage_points(value, digits.unwrap_or(0)))
    });
    env.add_filter("kr", move |number: &Any, til: Option<f64>| {
        fitting(language, number, Form::Money, "kr", |value| language.kroner(round_to(value, til.unwrap_or(1.0))))
    });
    env.add_filter("mio", move |number: &Any, digits: Option<usize>, unit: Option<f64>| {
        let (unit, digits) = (unit.unwrap_or(1.0), digits.unwrap_or(1));
        fitting(language, number, Form::Money, "mio", |value| language.millions(value * unit, digits))
    });
    env.add_filter("tal", move |number: &Any, digits: Option<usize>| {
        write(language, number, |value| language.decimal(value, digits.unwrap_or(1)))
    });
    env.add_filter("antal", move |any: &Any, singular: Option<&str>, plural: Option<&str>, arguments: Kwargs| {
        count(language, any, (singular, plural), &arguments)
    });
    env.add_filter("bojet", move |any: &Any, singular: &str, plural: &str| {
        inflected(language, any, (singular, plural))
    });
    env.add_filter("cirka", move |number: &Any, step: f64, digits: Option<usize>| {
        write(language, number, |value| about(language, value, step, digits.unwrap_or(0)))
    });
    env.add_filter("andel", move |number: &Any| {
        fitting(language, number, Form::Share, "andel", |share| fraction(language, share))
    });
    env.add_filter("skjult", move |any: &Any, words: &str| instead(language, any, words));
    env.add_filter("periode", move |period: &Any| {
        text(period, |period| language.period(period).unwrap_or_else(|| period.to_owned()))
    });
    env.add_filter("stort", |word: &Any| text(word, |word| beginning(word, locale::capitalised)));
    env.add_filter("punktum", |sentence: &Any| text(sentence, full_stop));
    env.add_filter("smaat", |word: &Any| text(word, str::to_lowercase));
    env.add_filter("opregning", move |list: &Any| enumeration(language, list));
    env.add_filter("maskintal", move |any: &Any, arguments: Kwargs| {
        let hidden: Option<f64> = arguments.get("skjult")?;
        arguments.assert_all_used()?;
        let number = number(language, any)?;
        let value = match hidden.filter(|_| number.hidden) {
            Some(instead) => Some(instead),
            None => number.known("it is drawn")?.value,
        };
        Ok::<_, Error>(shortest(value.unwrap_or(0.0)))
    });
    env.add_filter("first", |list: Any| minijinja::filters::first(&known(list)));
    env.add_filter("last", |list: Any| minijinja::filters::last(known(list)));
    env.add_filter("length", |list: Any| minijinja::filters::length(&known(list)));
    env.add_filter("items", |list: Any| minijinja::filters::items(&known(list)));
}

/// A list, whose order does not rest on hidden numbers.
fn known(list: Any) -> Any {
    match list.downcast_object_ref::<Unknown>() {
        Some(unknown) => [unknown.nothing()].into_iter().collect(),
        None => list,
    }
}

/// A number as `form` writes it, which is so that it can be.
fn fitting(
    language: Language,
    any: &Any,
    form: Form,
    filter: &str,
    write: impl FnOnce(f64) -> String,
) -> Result<Any, Error> {
    counting::fits(&number(language, any)?, form, filter)?;
    self::write(language, any, write)
}

/// A number as `form` writes it; one that is hidden as it is, so that nothing can be asked of what is written either.
fn write(language: Language, any: &Any, form: impl FnOnce(f64) -> String) -> Result<Any, Error> {
    let number = number(language, any)?;
    Ok(if number.hidden { Any::from_object(number) } else { Any::from_object(Written(number.write(form))) })
}

/// The number that a filter is given.
pub(crate) fn number(language: Language, any: &Any) -> Result<Number, Error> {
    if any.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    if Missing::is(any) {
        return Ok(Number::bare(language, None, super::number::Unit::Amount));
    }
    Number::from_any(language, any).ok_or_else(|| {
        Error::new(ErrorKind::InvalidOperation, format!("a number is needed here, not a {}", any.kind()))
    })
}

/// A text as `form` writes it.
fn text(any: &Any, form: impl FnOnce(&str) -> String) -> Result<String, Error> {
    match any.as_str() {
        Some(text) => Ok(form(text)),
        None if any.is_undefined() => Err(Error::from(ErrorKind::UndefinedError)),
        None => Ok(form(&any.to_string())),
    }
}

/// `skjult`: a number, or words in its place where it is hidden. Words with a numeral in them tell of the number, as «færre end 5»
/// does: what is hidden stays so.
fn instead(language: Language, any: &Any, words: &str) -> Result<String, Error> {
    // What a filter has written is a text already.
    if any.as_str().is_some() || any.downcast_object_ref::<Written>().is_some() {
        return Ok(any.to_string());
    }
    let number = number(language, any)?;
    Ok(match number.hidden {
        true if words.chars().any(|letter| letter.is_ascii_digit()) => HIDDEN.to_owned(),
        true => words.to_owned(),
        false => number.text(),
    })
}

/// `antal`: how many, with what is counted if it is named.
fn count(
    language: Language,
    any: &Any,
    (singular, plural): (Option<&str>, Option<&str>),
    arguments: &Kwargs,
) -> Result<Any, Error> {
    let words: bool = arguments.get::<Option<bool>>("ord")?.unwrap_or(false);
    let neuter: bool = arguments.get::<Option<bool>>("et")?.unwrap_or(false);
    arguments.assert_all_used()?;
    let number = number(language, any)?;
    counting::fits(&number, Form::Whole, "antal")?;
    // How many of what is hidden; the word for several, whatever there is.
    if number.hidden {
        let noun = plural.or(singular).map(|noun| format!("{NBSP}{noun}")).unwrap_or_default();
        return Ok(Any::from_object(Number { noun, ..number }));
    }
    Ok(Any::from_object(Written(number.write(|value| {
        let many = if words { in_words(language, value, neuter) } else { language.decimal(value, 0) };
        match (singular, plural) {
            (Some(singular), Some(plural)) => format!("{many}{NBSP}{}", if is_one(value) { singular } else { plural }),
            (Some(word), None) => format!("{many}{NBSP}{word}"),
            _ => many,
        }
    }))))
}

/// `bojet`: what is counted, in the form its number asks for.
fn inflected(language: Language, any: &Any, (singular, plural): (&str, &str)) -> Result<String, Error> {
    let one = number(language, any)?.value.is_some_and(is_one);
    Ok(if one { singular } else { plural }.to_owned())
}

fn is_one(value: f64) -> bool {
    (value - 1.0).abs() < 0.5
}

/// A whole number in words up to ten; none of a thing is `ingen`, and one of it is stressed, so as not to read as an article.
fn in_words(language: Language, value: f64, neuter: bool) -> String {
    match value.round() {
        0.0 => say!(language, "document-none"),
        1.0 if neuter => say!(language, "document-one-neuter"),
        1.0 => say!(language, "document-one"),
        whole => {
            let small = (2_u8..=10).find(|small| (f64::from(*small) - whole).abs() < 0.5);
            small.map_or_else(|| language.decimal(whole, 0), |small| language.in_words(small.into()))
        }
    }
}

fn round_to(value: f64, step: f64) -> f64 {
    if step > 0.0 { (value / step).round() * step } else { value }
}

/// A number near a round one. Within a twentieth of a step it is that number; else it is a little less or a little more,
/// and from a third of a step only about it.
pub(crate) fn about(language: Language, value: f64, step: f64, digits: usize) -> String {
    let round = round_to(value, step);
    let off = if step > 0.0 { (value - round) / step } else { 0.0 };
    let round = language.decimal(round, digits);
    match off {
        off if off.abs() <= 0.05 => round,
        off if off.abs() >= 1.0 / 3.0 => say!(language, "document-about", number = round),
        off if off < 0.0 => say!(language, "document-just-under", number = round),
        _ => say!(language, "document-just-over", number = round),
    }
}

/// A share as the nearest common fraction; near none and near all have words of their own.
pub(crate) fn fraction(language: Language, share: f64) -> String {
    const FRACTIONS: [(f64, &str); 9] = [
        (0.1, "document-a-tenth"),
        (0.2, "document-a-fifth"),
        (0.25, "document-a-quarter"),
        (1.0 / 3.0, "document-a-third"),
        (0.4, "document-two-fifths"),
        (0.5, "document-half"),
        (0.6, "document-three-fifths"),
        (2.0 / 3.0, "document-two-thirds"),
        (0.75, "document-three-quarters"),
    ];
    if share <= 0.0 {
        return say!(language, "document-none");
    }
    if share >= 1.0 {
        return say!(language, "document-all");
    }
    if share < 0.075 {
        return say!(language, "document-very-few");
    }
    if share > 0.95 {
        return say!(language, "document-nearly-all");
    }
    if share > 0.85 {
        return say!(language, "document-great-majority");
    }
    let (at, name) = FRACTIONS
        .into_iter()
        .min_by(|a, b| (a.0 - share).abs().total_cmp(&(b.0 - share).abs()))
        .expect("the list is not empty");
    let name = language.say(name, &[]);
    match share - at {
        off if off.abs() < 0.005 => name,
        off if off < 0.0 => say!(language, "document-just-under-fraction", fraction = name),
        _ => say!(language, "document-just-over-fraction", fraction = name),
    }
}

/// A sentence's end; the point of an abbreviation (`kr.`) is full stop too.
pub fn full_stop(sentence: &str) -> String {
    if plain(sentence).ends_with(['.', '!', '?']) { sentence.to_owned() } else { format!("{sentence}.") }
}

/// `opregning`: a list as a sentence has it.
fn enumeration(language: Language, list: &Any) -> Result<String, Error> {
    let words: Vec<String> = list.try_iter()?.map(|word| word.to_string()).collect();
    Ok(if words.is_empty() { NONE.to_owned() } else { language.listed(&words) })
}
