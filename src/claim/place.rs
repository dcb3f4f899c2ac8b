//! Where in the values a selection points: its keys put to dimensions, and the words for places made keys.

use super::Exhibit;
use super::scan::Wrong;
use super::syntax::{Choice, Item, Name, Selection};
use crate::diagnostic::did_you_mean;
use crate::value::Dimension;

/// What a selection takes along one dimension.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Pick {
    /// One key.
    One(String),
    /// The key for which the words `first`, `last` and `previous` stand, different from series to series.
    Place(Place),
    /// The sum over these.
    Sum(Vec<String>),
    /// Each of these by itself.
    Many(Vec<String>),
    /// From one place to another.
    Between(Box<Pick>, Box<Pick>),
    /// A time that the exhibit does not reach with this status month.
    NotReached(String),
}

/// A place along the axis that has a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    First,
    Previous,
    Last,
}

impl Place {
    const WORDS: [(&str, Self); 3] = [("first", Self::First), ("previous", Self::Previous), ("last", Self::Last)];

    /// The place's key among those that there are.
    pub(super) fn among<T>(self, there: &[T]) -> Option<&T> {
        match self {
            Self::First => there.first(),
            Self::Previous => there.len().checked_sub(2).map(|at| &there[at]),
            Self::Last => there.last(),
        }
    }
}

/// The keys of a dimension in reading order.
pub(super) fn keys<'a>(exhibit: &Exhibit<'a>, dimension: Dimension) -> &'a [String] {
    dimension.labels(exhibit.values)
}

/// Whether the exhibit has a dimension: one without a name is none, one without a key is one that is still empty.
fn has(exhibit: &Exhibit<'_>, dimension: Dimension) -> bool {
    let keys = keys(exhibit, dimension);
    keys.is_empty() || keys.iter().any(|key| !key.is_empty())
}

/// What the selection takes of facets, series and x. Where an exhibit is told in larger groups than the selection knows of, it takes
/// nothing: what it names is hidden.
pub(super) fn picks(
    exhibit: &Exhibit<'_>,
    selection: &Selection,
    span: &std::ops::Range<usize>,
) -> Result<[Pick; 3], Wrong> {
    let nothing = || Dimension::ALL.map(|_| Pick::NotReached(String::new()));
    found(exhibit, selection, span)
        .or_else(|wrong| if exhibit.values.lacks_labels() { Ok(nothing()) } else { Err(wrong) })
}

fn found(exhibit: &Exhibit<'_>, selection: &Selection, span: &std::ops::Range<usize>) -> Result<[Pick; 3], Wrong> {
    let mut chosen: [Option<&Item>; 3] = [None; 3];
    let mut unnamed = Vec::new();
    for item in &selection.items {
        let Some(dimension) = item.dimension else {
            unnamed.push(item);
            continue;
        };
        let place = &mut chosen[dimension as usize];
        if place.is_some() {
            let message = format!("`{}` is said twice", dimension.name());
            return Err(Wrong::new(item.span.clone(), message, ""));
        }
        *place = Some(item);
    }
    let free: Vec<Dimension> =
        Dimension::ALL.into_iter().filter(|one| chosen[*one as usize].is_none() && has(exhibit, *one)).collect();
    let assigned = assign(exhibit, &unnamed, &free, selection, span)?;
    for (dimension, item) in assigned.into_iter().zip(unnamed) {
        chosen[dimension as usize] = Some(item);
    }
    let pick = |dimension: Dimension| match chosen[dimension as usize] {
        Some(item) => pick(exhibit, dimension, &item.choice),
        None => left_out(exhibit, dimension, span),
    };
    Ok([pick(Dimension::Facet)?, pick(Dimension::Series)?, pick(Dimension::X)?])
}

/// The dimensions that unnamed keys stand for: in the order facet, series, x, where those with one key may be left out.
fn assign(
    exhibit: &Exhibit<'_>,
    unnamed: &[&Item],
    free: &[Dimension],
    selection: &Selection,
    span: &std::ops::Range<usize>,
) -> Result<Vec<Dimension>, Wrong> {
    let ways: Vec<Vec<Dimension>> = (0..1usize << free.len())
        .map(|mask| {
            free.iter().enumerate().filter(|(at, _)| mask & (1 << at) != 0).map(|(_, one)| *one).collect::<Vec<_>>()
        })
        .filter(|way| way.len() == unnamed.len())
        .filter(|way| free.iter().all(|one| way.contains(one) || keys(exhibit, *one).len() < 2))
        .collect();
    let fits =
        |way: &Vec<Dimension>| way.iter().zip(unnamed).all(|(one, item)| pick(exhibit, *one, &item.choice).is_ok());
    // Several ways can only fit where dimensions have one key each, and then all point at the same value. Where nothing
    // fits, what is wrong with the fullest way is what its author should hear.
    if let Some(way) = ways.iter().rev().find(|way| fits(way)).or(ways.last()) {
        return Ok(way.clone());
    }
    let names =
        Dimension::ALL.into_iter().filter(|one| has(exhibit, *one)).map(Dimension::name).collect::<Vec<_>>().join(", ");
    let wanted = if names.is_empty() { "no keys" } else { &names };
    let message = format!("`{}` is found by {wanted}; {} said here", exhibit.id, counted(selection.items.len()));
    Err(Wrong::new(span.clone(), message, format!("write `{}[{names}]`", exhibit.id)))
}

fn counted(items: usize) -> String {
    match items {
        0 => "nothing is".to_owned(),
        1 => "one key is".to_owned(),
        _ => format!("{items} keys are"),
    }
}

fn left_out(exhibit: &Exhibit<'_>, dimension: Dimension, span: &std::ops::Range<usize>) -> Result<Pick, Wrong> {
    match keys(exhibit, dimension) {
        [one] => Ok(Pick::One(one.clone())),
        [] => Ok(Pick::NotReached(String::new())),
        keys => {
            let message = format!("`{}` has more than one {}", exhibit.id, dimension.name());
            Err(Wrong::new(span.clone(), message, format!("say which: {}", listed(keys))))
        }
    }
}

fn pick(exhibit: &Exhibit<'_>, dimension: Dimension, choice: &Choice) -> Result<Pick, Wrong> {
    let keys = keys(exhibit, dimension);
    match choice {
        Choice::Keys(names) => match &names[..] {
            [one] => name(exhibit, dimension, one),
            several => {
                let found: Vec<Pick> =
                    several.iter().map(|one| name(exhibit, dimension, one)).collect::<Result<_, _>>()?;
                let mut sum = Vec::new();
                for (pick, one) in found.into_iter().zip(several) {
                    match pick {
                        Pick::One(key) if sum.contains(&key) => {
                            return Err(Wrong::new(one.span.clone(), format!("`{key}` is in the sum twice"), ""));
                        }
                        Pick::One(key) => sum.push(key),
                        Pick::NotReached(key) => return Ok(Pick::NotReached(key)),
                        _ => {
                            let message = format!("`{}` is a word for a place, and cannot be part of a sum", one.text);
                            return Err(Wrong::new(
                                one.span.clone(),
                                message,
                                "add two values: `fig[…, first] + fig[…, last]`",
                            ));
                        }
                    }
                }
                Ok(Pick::Sum(sum))
            }
        },
        Choice::All { but } => {
            let mut left: Vec<String> = keys.iter().filter(|key| !key.is_empty()).cloned().collect();
            for one in but {
                if let Pick::One(key) = name(exhibit, dimension, one)? {
                    left.retain(|known| *known != key);
                }
            }
            Ok(Pick::Many(left))
        }
        Choice::Range(from, to) => {
            let ends = (name(exhibit, dimension, from)?, name(exhibit, dimension, to)?);
            if let (Pick::One(a), Pick::One(b)) = (&ends.0, &ends.1) {
                let at = |key: &String| keys.iter().position(|known| known == key);
                if at(a) > at(b) {
                    let span = from.span.start..to.span.end;
                    let help = format!("write `{b}..{a}`");
                    return Err(Wrong::new(span, format!("`{a}` stands behind `{b}`, so this range is empty"), help));
                }
            }
            Ok(Pick::Between(Box::new(ends.0), Box::new(ends.1)))
        }
    }
}

/// One key, by its name or by its place.
fn name(exhibit: &Exhibit<'_>, dimension: Dimension, wanted: &Name) -> Result<Pick, Wrong> {
    let keys = keys(exhibit, dimension);
    if keys.contains(&wanted.text) {
        return Ok(Pick::One(wanted.text.clone()));
    }
    if !wanted.quoted
        && dimension == Dimension::X
        && let Some((_, place)) = Place::WORDS.iter().find(|(word, _)| *word == wanted.text)
    {
        return Ok(Pick::Place(*place));
    }
    let alike = has(exhibit, dimension)
        && keys.iter().filter(|key| !key.is_empty()).all(|key| shape(key) == shape(&wanted.text));
    if dimension == Dimension::X && alike && shape(&wanted.text) != Shape::Words {
        return Ok(Pick::NotReached(wanted.text.clone()));
    }
    let words = Place::WORDS.iter().map(|(word, _)| *word).filter(|_| dimension == Dimension::X);
    let help = match did_you_mean(&wanted.text, keys.iter().map(String::as_str).chain(words)) {
        Some(likely) => format!("did you mean `{likely}`?"),
        None => format!("there is {}", listed(keys)),
    };
    let message = format!("`{}` has no {} `{}`", exhibit.id, dimension.name(), wanted.text);
    Err(Wrong::new(wanted.span.clone(), message, help))
}

/// What kind of time a key is: a key of the exhibit's own kind is one that another status month has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Number,
    Month,
    HalfYear,
    Week,
    Day,
    Words,
}

fn shape(key: &str) -> Shape {
    let pattern: String = key.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect();
    match pattern.as_str() {
        "0000-00" => Shape::Month,
        "0000-00-00" => Shape::Day,
        "0000H0" => Shape::HalfYear,
        "0000-W00" => Shape::Week,
        digits if !digits.is_empty() && digits.trim_start_matches('-').bytes().all(|digit| digit == b'0') => {
            Shape::Number
        }
        _ => Shape::Words,
    }
}

/// The first of the keys: enough to see what there is.
pub(super) fn listed(keys: &[String]) -> String {
    let shown: Vec<String> = keys.iter().filter(|key| !key.is_empty()).take(10).map(|key| format!("`{key}`")).collect();
    match (shown.is_empty(), keys.len() > shown.len() && shown.len() == 10) {
        (true, _) => "none".to_owned(),
        (_, true) => format!("{} and more", shown.join(", ")),
        (_, false) => shown.join(", "),
    }
}
