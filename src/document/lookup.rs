//! Finding values of exhibits by the keys a template writes.
//!
//! A key that is not there is an error with what was probably meant; a dimension that has only one key need not be named.

use std::fmt;

use minijinja::value::Kwargs;
use minijinja::{Error, ErrorKind, Value as Any};

use super::counting;
use super::keywords::PLACES;
use super::mention::{Source, plain};
use super::number::{Number, Unit};
use super::publication::{Exhibit, Publication};
use crate::diagnostic::did_you_mean;
use crate::value::{Stat, Value};

/// What to do about an error in a template; travels as the error's source.
#[derive(Debug)]
pub(crate) struct Hint(pub(crate) String);

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Hint {}

/// An error about a name that is not there.
pub(crate) fn unknown<'a>(what: &str, name: &str, of: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Error {
    let hint = match did_you_mean(name, known.clone()) {
        Some(likely) => format!("did you mean `{likely}`?"),
        None => format!("there is {}", quoted(known)),
    };
    Error::new(ErrorKind::UndefinedError, format!("there is no {what} `{name}`{of}")).with_source(Hint(hint))
}

/// An error about a call that does not say enough.
fn ambiguous<'a>(what: &str, id: &str, known: impl IntoIterator<Item = &'a str>) -> Error {
    Error::new(ErrorKind::UndefinedError, format!("`{id}` has more than one {what}"))
        .with_source(Hint(format!("say which: {}", quoted(known))))
}

/// The first names of a list: enough to see what it holds.
fn quoted<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<_> = names.into_iter().map(|name| format!("`{name}`")).collect();
    let shown = names.len().min(12);
    let more = if names.len() > shown { " and more" } else { "" };
    if names.is_empty() { "none".to_owned() } else { format!("{}{more}", names[..shown].join(", ")) }
}

/// The exhibit of an id.
pub(crate) fn exhibit<'a>(publication: &'a Publication, id: &str) -> Result<&'a Exhibit, Error> {
    let ids = publication.exhibits.iter().map(|exhibit| exhibit.id.as_str());
    publication.exhibits.iter().find(|exhibit| exhibit.id == id).ok_or_else(|| unknown("exhibit", id, "", ids))
}

/// What a template asks for: `series=`, `x=`, `facet=` and `stat=`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    facet: Option<String>,
    series: Option<Vec<String>>,
    x: Option<Vec<String>>,
    stat: Option<String>,
    /// Whether a time that is not reached has no value, instead of being a mistake.
    lenient: bool,
}

impl Wanted {
    /// From a call's named arguments.
    pub(crate) fn from(arguments: &Kwargs, lenient: bool) -> Result<Self, Error> {
        let text =
            |name: &str| -> Result<Option<String>, Error> { arguments.get::<Option<Any>>(name)?.map(key).transpose() };
        let texts = |name: &str| -> Result<Option<Vec<String>>, Error> {
            Ok(match arguments.get::<Option<Any>>(name)? {
                Some(list) if list.as_str().is_none() && list.len().is_some() => {
                    Some(list.try_iter()?.map(key).collect::<Result<_, _>>()?)
                }
                Some(one) => Some(vec![key(one)?]),
                None => None,
            })
        };
        let wanted =
            Self { facet: text("facet")?, series: texts("series")?, x: texts("x")?, stat: text("stat")?, lenient };
        arguments.assert_all_used()?;
        Ok(wanted)
    }
}

impl Wanted {
    /// What is asked for of an exhibit, as a finding names it.
    pub(crate) fn named(&self, id: &str) -> String {
        let list = |names: &Option<Vec<String>>| names.as_ref().map(|names| names.join(" + "));
        let parts = [self.facet.clone(), list(&self.series), list(&self.x), self.stat.clone()];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { format!("`{id}`") } else { format!("`{id}` [{}]", parts.join(", ")) }
    }
}

/// What is gone through to find the highest, the first, the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Over {
    /// The series.
    Series,
    /// The places along the axis.
    Places,
}

/// Whether one of the numbers that are gone through is hidden.
pub(crate) fn hides_any(exhibit: &Exhibit, wanted: &Wanted, over: Over) -> Result<bool, Error> {
    // Most exhibits hide nothing.
    if !exhibit.values.rows.iter().any(|row| row.suppressed) {
        return Ok(false);
    }
    let each = match over {
        Over::Series => exhibit
            .values
            .series
            .iter()
            .map(|series| Wanted { series: Some(vec![series.clone()]), ..wanted.clone() })
            .collect::<Vec<_>>(),
        Over::Places => {
            xs(exhibit, wanted)?.into_iter().map(|x| Wanted { x: Some(vec![x]), ..wanted.clone() }).collect()
        }
    };
    each.iter().try_fold(false, |any, one| Ok(any || value(exhibit, one)?.hidden))
}

/// A key as text: a template may write month 3 as a number.
fn key(any: Any) -> Result<String, Error> {
    if any.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    Ok(plain(&any.to_string()))
}

/// The value that a template asks for; the sum where it names several series or several places along the axis. Of an exhibit that is told
/// in larger groups than the template knows of, a value that is not there is hidden.
pub(crate) fn value(exhibit: &Exhibit, wanted: &Wanted) -> Result<Number, Error> {
    or_hidden(exhibit, Unit::Amount, found(exhibit, wanted))
}

fn or_hidden(exhibit: &Exhibit, unit: Unit, found: Result<Number, Error>) -> Result<Number, Error> {
    found.or_else(
        |error| if exhibit.values.lacks_labels() { Ok(Number::veiled(exhibit.language, unit)) } else { Err(error) },
    )
}

fn found(exhibit: &Exhibit, wanted: &Wanted) -> Result<Number, Error> {
    let values = &exhibit.values;
    // Where nobody could be followed there is nothing to find, and no name to be wrong about.
    if values.rows.is_empty() {
        return Ok(Number::bare(exhibit.language, None, Unit::Amount));
    }
    let facet = only("facet", exhibit, &values.facets, wanted.facet.as_deref())?;
    let stat = stat(exhibit, wanted.stat.as_deref())?;
    let series = match &wanted.series {
        Some(series) => series.clone(),
        None => vec![only("series", exhibit, &values.series, None)?.to_owned()],
    };
    let places: Vec<Option<&str>> =
        wanted.x.as_ref().map_or_else(|| vec![None], |xs| xs.iter().map(|x| Some(x.as_str())).collect());
    let mut rows = Vec::new();
    let numbers = series
        .iter()
        .flat_map(|series| places.iter().map(move |place| (series, *place)))
        .map(|(series, place)| {
            let series = only("series", exhibit, &values.series, Some(series))?;
            let found = x(exhibit, facet, series, stat, place).or_else(|error| {
                let unreached = wanted.lenient && place.is_some_and(is_time);
                if unreached { Ok(None) } else { Err(error) }
            })?;
            rows.extend(found);
            Ok(found.map_or_else(|| Number::bare(exhibit.language, None, Unit::of(stat)), |row| number(exhibit, row)))
        })
        .collect::<Result<Vec<_>, Error>>()?;
    counting::addable(exhibit, (&series, wanted.x.as_deref().unwrap_or_default()), (stat, &rows))?;
    Ok(if let [one] = &numbers[..] { one.clone() } else { Number::sum(exhibit.language, &numbers) })
}

/// The place of a row among rows, one of which it is: by where it lies, as there may be very many.
pub(super) fn place(rows: &[Value], row: &Value) -> Option<usize> {
    let apart = std::ptr::from_ref(row).addr().checked_sub(rows.as_ptr().addr())?;
    let place = apart / std::mem::size_of::<Value>();
    rows.get(place).filter(|one| std::ptr::eq(*one, row)).map(|_| place)
}

/// A value of an exhibit as a number that knows what it is.
pub(super) fn number(exhibit: &Exhibit, row: &Value) -> Number {
    let place = place(&exhibit.values.rows, row);
    let source = place.map(|place| Source::Value { exhibit: exhibit.id.clone(), place });
    let nature = exhibit.natures.get(&row.key).copied().unwrap_or_default();
    Number::of(exhibit.language, row)
        .counting(counting::of(exhibit, row))
        .of_nature(nature)
        .made_of(source.into_iter().collect())
}

/// How many units the values rest on: of the series asked for, or of all, when they rest on the same.
pub(crate) fn n(exhibit: &Exhibit, wanted: &Wanted) -> Result<Number, Error> {
    or_hidden(exhibit, Unit::Count, size_of(exhibit, wanted))
}

fn size_of(exhibit: &Exhibit, wanted: &Wanted) -> Result<Number, Error> {
    // Where nobody could be followed there is no name to be wrong about.
    if exhibit.values.rows.is_empty() {
        return size(exhibit, std::iter::empty());
    }
    let there = xs(exhibit, wanted)?;
    let mut places = Vec::new();
    for named in wanted.x.iter().flatten() {
        let place = match PLACES.iter().position(|place| place == named) {
            Some(0) => there.first(),
            Some(1) => there.last(),
            Some(_) => there.len().checked_sub(2).map(|at| &there[at]),
            None => {
                let unreached = wanted.lenient && is_time(named);
                if !(unreached || there.contains(named)) {
                    let known = there.iter().map(String::as_str);
                    return Err(unknown("x", named, &format!(" in `{}`", exhibit.id), known));
                }
                Some(named)
            }
        };
        places.extend(place);
    }
    let of = wanted.stat.as_deref().map(|named| stat(exhibit, Some(named))).transpose()?;
    let chosen = |row: &&Value| {
        wanted.facet.as_ref().is_none_or(|facet| row.key.facet == *facet)
            && wanted.series.as_ref().is_none_or(|series| series.contains(&row.key.series))
            && (wanted.x.is_none() || places.contains(&&row.key.x))
            && of.is_none_or(|stat| row.key.stat == stat)
    };
    size(exhibit, exhibit.values.rows.iter().filter(chosen))
}

/// How many units the values of one key rest on, be it a series, a facet or a place along the axis.
pub(crate) fn n_of(exhibit: &Exhibit, key: &str) -> Result<Number, Error> {
    or_hidden(exhibit, Unit::Count, size_at(exhibit, key))
}

fn size_at(exhibit: &Exhibit, key: &str) -> Result<Number, Error> {
    let values = &exhibit.values;
    let known = values.series.iter().chain(&values.facets).chain(&values.xs).map(String::as_str);
    if !known.clone().any(|known| known == key) {
        return Err(unknown("series, facet or x", key, &format!(" in `{}`", exhibit.id), known.collect::<Vec<_>>()));
    }
    size(
        exhibit,
        values
            .rows
            .iter()
            .filter(|row| [&row.key.series, &row.key.facet, &row.key.x].into_iter().any(|own| own == key)),
    )
}

/// The N that rows have in common; none of no rows.
fn size<'a>(exhibit: &Exhibit, rows: impl Iterator<Item = &'a Value>) -> Result<Number, Error> {
    let rows: Vec<&Value> = rows.collect();
    // What they have in common cannot be told where it is not told of each.
    if rows.iter().any(|row| row.hidden_n) {
        return Ok(Number::veiled(exhibit.language, Unit::Count));
    }
    let mut sizes: Vec<Option<u64>> = rows.iter().map(|row| row.n).collect();
    sizes.sort_unstable();
    sizes.dedup();
    match sizes[..] {
        [n] => {
            let n = Number::bare(exhibit.language, n.map(|n| n as f64), Unit::Count);
            Ok(n.made_of(vec![Source::Size(exhibit.id.clone())]))
        }
        [] => Ok(Number::bare(exhibit.language, None, Unit::Count)),
        _ => Err(Error::new(ErrorKind::UndefinedError, format!("`{}` has more than one N", exhibit.id))
            .with_source(Hint("name the series, the facet or the x whose N is meant".to_owned()))),
    }
}

/// The places along the axis where a series has a value.
pub(crate) fn xs(exhibit: &Exhibit, wanted: &Wanted) -> Result<Vec<String>, Error> {
    // Where nobody could be followed, or in larger groups, a name may be one that the exhibit has otherwise.
    if !(exhibit.values.rows.is_empty() || exhibit.values.lacks_labels()) {
        for series in wanted.series.iter().flatten() {
            only("series", exhibit, &exhibit.values.series, Some(series))?;
        }
        if let Some(facet) = &wanted.facet {
            only("facet", exhibit, &exhibit.values.facets, Some(facet))?;
        }
    }
    let has = |x: &&String| {
        exhibit.values.rows.iter().any(|row| {
            row.key.x == **x
                && wanted.facet.as_ref().is_none_or(|facet| row.key.facet == *facet)
                && wanted.series.as_ref().is_none_or(|series| series.contains(&row.key.series))
        })
    };
    Ok(exhibit.values.xs.iter().filter(has).cloned().collect())
}

/// The series in the order of their values at the place asked for, the greatest first; those without a value are left
/// out, and of equals the one that is read first comes first.
pub(crate) fn ranking(exhibit: &Exhibit, wanted: &Wanted) -> Result<Vec<(String, Number)>, Error> {
    let mut ranked = Vec::new();
    for series in &exhibit.values.series {
        let number = value(exhibit, &Wanted { series: Some(vec![series.clone()]), ..wanted.clone() })?;
        if number.value.is_some() {
            ranked.push((series.clone(), number));
        }
    }
    ranked.sort_by(|(_, a), (_, b)| b.value.unwrap_or_default().total_cmp(&a.value.unwrap_or_default()));
    Ok(ranked)
}

/// The place along the axis where a series, or the sum of several, is greatest; the first of equals.
pub(crate) fn peak(exhibit: &Exhibit, wanted: &Wanted) -> Result<Option<(String, Number)>, Error> {
    let mut highest: Option<(String, Number)> = None;
    for x in xs(exhibit, wanted)? {
        let number = value(exhibit, &Wanted { x: Some(vec![x.clone()]), ..wanted.clone() })?;
        if number.value > highest.as_ref().and_then(|(_, number)| number.value) {
            highest = Some((x, number));
        }
    }
    Ok(highest)
}

/// How a series has developed over all its places.
#[derive(Debug)]
pub(crate) struct Course {
    /// `op`, `ned`, `top` (up, then down), `bund` (down, then up), `svinger`, `stille`; `ukendt` with fewer than two numbers.
    pub(crate) way: &'static str,
    /// The first and the last place, and the first of the highest and of the lowest.
    pub(crate) places: [Option<(String, Number)>; 4],
}

/// How a series, or the sum of several, goes from place to place; numbers that are written alike are alike.
pub(crate) fn course(exhibit: &Exhibit, wanted: &Wanted) -> Result<Course, Error> {
    let mut all: Vec<(String, Number)> = Vec::new();
    for x in xs(exhibit, wanted)? {
        let number = value(exhibit, &Wanted { x: Some(vec![x.clone()]), ..wanted.clone() })?;
        if number.value.is_some() {
            all.push((x, number));
        }
    }
    let mut ways: Vec<bool> = Vec::new();
    for pair in all.windows(2) {
        let (from, to) = (&pair[0].1, &pair[1].1);
        let up = to.value > from.value;
        if from.unwritten() != to.unwritten() && ways.last() != Some(&up) {
            ways.push(up);
        }
    }
    let way = match ways[..] {
        _ if all.len() < 2 => "ukendt",
        [] => "stille",
        [true] => "op",
        [false] => "ned",
        [true, false] => "top",
        [false, true] => "bund",
        _ => "svinger",
    };
    let size = |(_, number): &&(String, Number)| number.value.unwrap_or_default();
    // The first of equals: `max_by` gives the last of them.
    let highest = all.iter().rev().max_by(|a, b| size(a).total_cmp(&size(b))).cloned();
    let lowest = all.iter().min_by(|a, b| size(a).total_cmp(&size(b))).cloned();
    Ok(Course { way, places: [all.first().cloned(), all.last().cloned(), highest, lowest] })
}

/// The first place along the axis where a series is at least so much, and how many stand before it.
pub(crate) fn first_at_least(
    exhibit: &Exhibit,
    wanted: &Wanted,
    least: f64,
) -> Result<Option<(usize, String, Number)>, Error> {
    for (at, x) in xs(exhibit, wanted)?.into_iter().enumerate() {
        let number = value(exhibit, &Wanted { x: Some(vec![x.clone()]), ..wanted.clone() })?;
        if number.value.is_some_and(|value| value >= least) {
            return Ok(Some((at, x, number)));
        }
    }
    Ok(None)
}

/// Whether a key is a time, which another status month may reach.
fn is_time(x: &str) -> bool {
    x.trim_start_matches('-').starts_with(|first: char| first.is_ascii_digit())
}

/// The key of a dimension: the one named, or the only one there is.
fn only<'a>(what: &str, exhibit: &Exhibit, known: &'a [String], named: Option<&str>) -> Result<&'a str, Error> {
    let names = || known.iter().map(String::as_str);
    match (named, known) {
        (Some(name), _) => names()
            .find(|known| *known == name)
            .ok_or_else(|| unknown(what, name, &format!(" in `{}`", exhibit.id), known.iter().map(String::as_str))),
        (None, [one]) => Ok(one),
        (None, []) => Err(Error::new(ErrorKind::UndefinedError, format!("`{}` has no values", exhibit.id))),
        (None, _) => Err(ambiguous(what, &exhibit.id, names())),
    }
}

fn stat(exhibit: &Exhibit, named: Option<&str>) -> Result<Stat, Error> {
    let mut stats: Vec<Stat> = Vec::new();
    for row in &exhibit.values.rows {
        if !stats.contains(&row.key.stat) {
            stats.push(row.key.stat);
        }
    }
    let names: Vec<_> = stats.iter().map(|stat| stat.name()).collect();
    match (named, &stats[..]) {
        (Some(name), _) => stats
            .iter()
            .find(|stat| stat.name() == name)
            .copied()
            .ok_or_else(|| unknown("stat", name, &format!(" in `{}`", exhibit.id), names.iter().copied())),
        (None, [one]) => Ok(*one),
        (None, []) => Err(Error::new(ErrorKind::UndefinedError, format!("`{}` has no values", exhibit.id))),
        (None, _) => Err(ambiguous("stat", &exhibit.id, names.iter().copied())),
    }
}

/// The row of a series at the place asked for: a key, a word for a place, or the only place there is. A series without
/// places (nobody was followed for a month) has no first and no last, which is no mistake of the template's.
fn x<'a>(
    exhibit: &'a Exhibit,
    facet: &str,
    series: &str,
    stat: Stat,
    named: Option<&str>,
) -> Result<Option<&'a Value>, Error> {
    let of = |x: &str| exhibit.values.get(facet, series, x, stat);
    if let Some(found) = named.and_then(of) {
        return Ok(Some(found));
    }
    let there: Vec<&Value> = exhibit.values.xs.iter().filter_map(|x| of(x)).collect();
    let names = || there.iter().map(|row| row.key.x.as_str());
    let Some(name) = named else {
        return match there[..] {
            [one] => Ok(Some(one)),
            [] => Ok(None),
            _ => Err(ambiguous("x", &exhibit.id, names())),
        };
    };
    match PLACES.iter().position(|place| *place == name) {
        Some(0) => Ok(there.first().copied()),
        Some(1) => Ok(there.last().copied()),
        Some(_) => Ok(there.len().checked_sub(2).map(|at| there[at])),
        None => Err(unknown("x", name, &format!(" for `{series}` in `{}`", exhibit.id), names().collect::<Vec<_>>())),
    }
}
