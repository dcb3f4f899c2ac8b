//! A selection met with the exhibits: the values it names, or what is wrong with the names.

use std::ops::Range;

use super::number::{Cell, Number};
use super::place::{Pick, Place, keys, listed, picks};
use super::scan::Wrong;
use super::stat::{is_average, n_of, stat_name};
use super::syntax::{Expression, Kind, Selection};
use super::{Exhibit, Mistake, Operand};
use crate::diagnostic::did_you_mean;
use crate::estimate::sum;
use crate::value::{Dimension, Key, Stat, Unit, Value, doubled, shown};

/// What of a value is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Value,
    N,
    Numerator,
    Lower,
    Upper,
}

impl Field {
    const NAMES: [(&str, Self); 5] = [
        ("value", Self::Value),
        ("n", Self::N),
        ("numerator", Self::Numerator),
        ("lower", Self::Lower),
        ("upper", Self::Upper),
    ];

    fn of(self, value: &Value) -> Option<f64> {
        if value.suppressed {
            return None;
        }
        match self {
            Self::Value => value.value,
            Self::N => n_of(value).map(|n| n as f64),
            Self::Numerator => value.numerator,
            Self::Lower => value.lower,
            Self::Upper => value.upper,
        }
    }
}

/// Finds the values of a selection that stands at `span` of the expression.
pub(super) fn select(
    exhibits: &[Exhibit<'_>],
    selection: &Selection,
    span: &Range<usize>,
) -> Result<(Number, Operand), Wrong> {
    let wanted = selection.exhibit.text.as_str();
    let Some(exhibit) = exhibits.iter().find(|exhibit| exhibit.id == wanted) else {
        let help = match did_you_mean(wanted, exhibits.iter().map(|exhibit| exhibit.id)) {
            Some(likely) => format!("did you mean `{likely}`?"),
            None => "name one of the report's exhibits by its id".to_owned(),
        };
        return Err(Wrong::new(selection.exhibit.span.clone(), format!("there is no exhibit `{wanted}`"), help));
    };
    let picks = picks(exhibit, selection, span)?;
    let groups = [spread(exhibit, Dimension::Facet, &picks[0]), spread(exhibit, Dimension::Series, &picks[1])];
    let (stat, field) = stat_and_field(exhibit, selection, &groups, &picks[2], span)?;
    let finder = Finder { exhibit, stat: stat.as_deref(), field, span };

    let mut cells = Vec::new();
    let mut found = Vec::new();
    for facet in &groups[0] {
        for series in &groups[1] {
            for x in finder.places(facet, series, &picks[2]) {
                let mut at: Vec<String> = [&facet.label, &series.label].into_iter().flatten().cloned().collect();
                at.extend(x.label.clone());
                cells.push(finder.cell(at, facet, series, &x, &mut found)?);
            }
        }
    }
    let many = picks.iter().any(|pick| matches!(pick, Pick::Many(_) | Pick::Between(..)));
    let number = Number { unit: finder.unit(&groups[1]), many, cells };
    let operand = Operand {
        text: String::new(),
        span: 0..0,
        exhibit: exhibit.id.to_owned(),
        values: found.iter().map(|(key, value, _)| (key.clone(), *value)).collect(),
        shown: words(&number, &found),
    };
    Ok((number, operand))
}

/// The exhibit and the keys that a selection names.
///
/// # Errors
/// What is wrong with its names.
pub fn selected(exhibits: &[Exhibit<'_>], expression: &Expression) -> Result<(String, Vec<Key>), Mistake> {
    let Kind::Select(selection) = &expression.root.kind else { return Ok((String::new(), Vec::new())) };
    let (_, operand) =
        select(exhibits, selection, &expression.root.span).map_err(|wrong| Mistake::of(wrong, &expression.written))?;
    Ok((operand.exhibit, operand.values.into_iter().map(|(key, _)| key).collect()))
}

/// Keys that are taken together, and the label that tells them from others where there are several.
#[derive(Debug, Clone)]
struct Group {
    label: Option<String>,
    /// None where the time is one that the exhibit does not reach.
    keys: Option<Vec<String>>,
}

impl Group {
    fn keys(&self) -> &[String] {
        self.keys.as_deref().unwrap_or_default()
    }
}

/// What is taken along facets or series.
fn spread(exhibit: &Exhibit<'_>, dimension: Dimension, pick: &Pick) -> Vec<Group> {
    let each = |keys: &[String]| -> Vec<Group> {
        keys.iter().map(|key| Group { label: Some(key.clone()), keys: Some(vec![key.clone()]) }).collect()
    };
    match pick {
        Pick::One(key) => vec![Group { label: None, keys: Some(vec![key.clone()]) }],
        Pick::Sum(keys) => vec![Group { label: None, keys: Some(keys.clone()) }],
        Pick::Many(keys) => each(keys),
        Pick::Between(from, to) => match (from.as_ref(), to.as_ref()) {
            (Pick::One(from), Pick::One(to)) => each(between(keys(exhibit, dimension), from, to)),
            _ => Vec::new(),
        },
        Pick::Place(_) | Pick::NotReached(_) => vec![Group { label: None, keys: None }],
    }
}

fn between<'a>(keys: &'a [String], from: &str, to: &str) -> &'a [String] {
    let at = |wanted: &str| keys.iter().position(|key| key == wanted);
    match (at(from), at(to)) {
        (Some(from), Some(to)) if from <= to => &keys[from..=to],
        _ => &[],
    }
}

/// The stat that is meant, if the exhibit has any value there, and what of the value.
fn stat_and_field(
    exhibit: &Exhibit<'_>,
    selection: &Selection,
    groups: &[Vec<Group>; 2],
    x: &Pick,
    span: &Range<usize>,
) -> Result<(Option<String>, Field), Wrong> {
    let mut stat = None;
    let mut field = Field::Value;
    for (at, name) in selection.fields.iter().enumerate() {
        let known = Field::NAMES.iter().find(|(word, _)| *word == name.text).map(|(_, field)| *field);
        match known {
            Some(known) if at + 1 == selection.fields.len() => field = known,
            None if at == 0 => stat = Some(name),
            _ => {
                let help = "write the stat and then what of it: `.share.n`";
                return Err(Wrong::new(name.span.clone(), format!("`{}` cannot stand there", name.text), help));
            }
        }
    }
    let among = |groups: &[Group], key: &String| groups.iter().any(|group| group.keys().contains(key));
    let at_x = |key: &String| match x {
        Pick::One(one) => one == key,
        Pick::Sum(keys) | Pick::Many(keys) => keys.contains(key),
        _ => true,
    };
    let stats = |at_x: &dyn Fn(&String) -> bool| {
        let mut stats: Vec<&str> = Vec::new();
        for row in &exhibit.values.rows {
            let name = stat_name(&row.key);
            let here = among(&groups[0], &row.key.facet) && among(&groups[1], &row.key.series) && at_x(&row.key.x);
            if here && !stats.contains(&name) {
                stats.push(name);
            }
        }
        stats
    };
    let mut stats = Some(stats(&at_x)).filter(|stats| !stats.is_empty()).unwrap_or_else(|| stats(&|_| true));
    // The rows come in any order, and what is said about them should not.
    stats.sort_unstable();
    let choices = || stats.iter().map(|stat| format!("`.{stat}`")).collect::<Vec<_>>().join(", ");
    match (stat, &stats[..]) {
        (Some(stat), _) if stats.contains(&stat.text.as_str()) => Ok((Some(stat.text.clone()), field)),
        // The values that it is about are not reached; what they would have been is not known.
        (stat, []) => Ok((stat.map(|stat| stat.text.clone()), field)),
        (Some(stat), known) => {
            let help = match did_you_mean(&stat.text, known.iter().copied().chain(Field::NAMES.map(|(name, _)| name))) {
                Some(likely) => format!("did you mean `.{likely}`?"),
                None => format!("there is {}", choices()),
            };
            Err(Wrong::new(stat.span.clone(), format!("`{}` has no stat `{}` there", exhibit.id, stat.text), help))
        }
        (None, [one]) => Ok((Some((*one).to_owned()), field)),
        (None, _) => {
            let message = format!("`{}` has more than one stat there", exhibit.id);
            Err(Wrong::new(span.clone(), message, format!("say which behind the keys: {}", choices())))
        }
    }
}

struct Finder<'a, 'b> {
    exhibit: &'a Exhibit<'b>,
    stat: Option<&'a str>,
    field: Field,
    span: &'a Range<usize>,
}

impl<'a> Finder<'a, '_> {
    fn row(&self, facet: &str, series: &str, x: &str) -> Option<&'a Value> {
        let stat = self.stat?;
        self.exhibit.values.rows.iter().find(|row| {
            row.key.facet == facet && row.key.series == series && row.key.x == x && stat_name(&row.key) == stat
        })
    }

    /// The places along x that a group of series has values at.
    fn reached(&self, facet: &Group, series: &Group) -> Vec<String> {
        let all = |x: &String| {
            let mut pairs =
                facet.keys().iter().flat_map(|facet| series.keys().iter().map(move |series| (facet, series)));
            pairs.all(|(facet, series)| self.row(facet, series, x).is_some())
        };
        self.exhibit.values.xs.iter().filter(|x| all(x)).cloned().collect()
    }

    /// What is taken along x, for these series.
    fn places(&self, facet: &Group, series: &Group, pick: &Pick) -> Vec<Group> {
        let each = |keys: &[String]| -> Vec<Group> {
            keys.iter().map(|key| Group { label: Some(key.clone()), keys: Some(vec![key.clone()]) }).collect()
        };
        match pick {
            Pick::One(key) => vec![Group { label: None, keys: Some(vec![key.clone()]) }],
            Pick::Sum(keys) => vec![Group { label: None, keys: Some(keys.clone()) }],
            Pick::NotReached(_) => vec![Group { label: None, keys: None }],
            Pick::Place(place) => {
                let key = place.among(&self.reached(facet, series)).cloned();
                vec![Group { label: None, keys: key.map(|key| vec![key]) }]
            }
            Pick::Many(keys) => {
                let reached = self.reached(facet, series);
                each(&keys.iter().filter(|key| reached.contains(key)).cloned().collect::<Vec<_>>())
            }
            Pick::Between(from, to) => {
                let reached = self.reached(facet, series);
                let end = |pick: &Pick| match pick {
                    Pick::One(key) => Some(key.clone()),
                    Pick::Place(place) => Place::among(*place, &reached).cloned(),
                    _ => None,
                };
                match (end(from), end(to)) {
                    (Some(from), Some(to)) => {
                        let range = between(&self.exhibit.values.xs, &from, &to);
                        each(&range.iter().filter(|key| reached.contains(key)).cloned().collect::<Vec<_>>())
                    }
                    _ => Vec::new(),
                }
            }
        }
    }

    /// The number at these keys: their sum where they are several.
    fn cell(
        &self,
        at: Vec<String>,
        facet: &Group,
        series: &Group,
        x: &Group,
        found: &mut Vec<(Key, Option<f64>, &'a Value)>,
    ) -> Result<Cell, Wrong> {
        let (Some(facets), Some(series), Some(xs)) = (&facet.keys, &series.keys, &x.keys) else {
            return Ok(Cell { at, value: None, n: None });
        };
        let (all, help) = (self.exhibit.values, "name each once, and totals without their parts");
        for (labels, named) in [(&all.facets, facets), (&all.series, series), (&all.xs, xs)] {
            if let Some(message) = doubled(labels, named.iter().map(String::as_str)) {
                return Err(Wrong::new(self.span.clone(), message, help));
            }
        }
        let mut values = Vec::new();
        let mut ns = Vec::new();
        for facet in facets {
            for one in series {
                for x in xs {
                    let Some(row) = self.row(facet, one, x) else {
                        if is_time(x) || self.stat.is_none() {
                            return Ok(Cell { at, value: None, n: None });
                        }
                        return Err(self.no_row(facet, one, x));
                    };
                    let value = self.field.of(row);
                    found.push((row.key.clone(), value, row));
                    values.push(value);
                    ns.extend(n_of(row).filter(|_| self.field == Field::Value && self.stat.is_some_and(is_average)));
                }
            }
        }
        let first = ns.first().copied();
        if let Some(other) = ns.iter().find(|n| Some(**n) != first) {
            let message =
                format!("averages over different people ({} and {other}) cannot be added", first.unwrap_or_default());
            let help = "add their numerators, or compare them one by one";
            return Err(Wrong::new(self.span.clone(), message, help));
        }
        let whole: Option<Vec<f64>> = values.into_iter().collect();
        Ok(Cell { at, value: whole.map(sum), n: first })
    }

    fn no_row(&self, facet: &str, series: &str, x: &str) -> Wrong {
        let keys: Vec<&str> = [facet, series, x].into_iter().filter(|key| !key.is_empty()).collect();
        let message = format!("`{}` has no value at {}", self.exhibit.id, keys.join(", "));
        let rows = || self.exhibit.values.rows.iter();
        let beside: Vec<String> = self
            .exhibit
            .values
            .xs
            .iter()
            .filter(|x| rows().any(|row| row.key.facet == facet && row.key.series == series && row.key.x == **x))
            .cloned()
            .collect();
        Wrong::new(self.span.clone(), message, format!("this series has {}", listed(&beside)))
    }

    fn unit(&self, series: &[Group]) -> Unit {
        let Some(stat) = self.stat else { return Unit::Any };
        let own = |key: &String| {
            self.exhibit.series_units.iter().find(|(name, _)| name == key).map(|(_, unit)| unit.as_str())
        };
        let first = series.iter().flat_map(Group::keys).next();
        let word = first.and_then(own).or(self.exhibit.unit);
        match self.field {
            Field::N => Unit::Count(None),
            Field::Numerator if stat == "share" => Unit::Count(None),
            _ => {
                // Values under one name may be of different things at different series: a goal for a share, and one for weeks.
                let rows = || self.exhibit.values.rows.iter().filter(|row| row.key.stat.name() == stat);
                let own = rows().find(|row| first.is_some_and(|first| row.key.series == **first));
                let stat = own.or_else(|| rows().next()).map(|row| row.key.stat).or_else(|| Stat::from_name(stat));
                stat.map_or(Unit::Amount(None), |stat| Unit::of_stat(stat, word))
            }
        }
    }
}

/// Whether x is a time, of which series may have different ends.
fn is_time(x: &str) -> bool {
    x.starts_with(|first: char| first == '-' || first.is_ascii_digit())
}

/// The values as a finding shows them.
fn words(number: &Number, found: &[(Key, Option<f64>, &Value)]) -> String {
    const SHOWN: usize = 8;
    let say = |value: Option<f64>| value.map_or_else(|| "nothing".to_owned(), |value| shown(value, &number.unit, 2));
    if !number.many {
        let value = number.cells.first().and_then(|cell| cell.value);
        return match found {
            [(_, None, row)] if row.suppressed => "suppressed".to_owned(),
            [(_, None, row)] => format!("nothing: it rests on {}", n_of(row).unwrap_or_default()),
            [(_, Some(_), row)] if number.unit == Unit::Share => {
                match row.numerator.filter(|numerator| numerator.fract() == 0.0) {
                    Some(of) => format!("{} ({of} of {})", say(value), n_of(row).unwrap_or_default()),
                    None => say(value),
                }
            }
            [] => "not reached at this status month".to_owned(),
            _ => say(value),
        };
    }
    if number.cells.is_empty() {
        return "no values".to_owned();
    }
    let mut shown: Vec<String> =
        number.cells.iter().take(SHOWN).map(|cell| format!("{} {}", cell.at.join(", "), say(cell.value))).collect();
    if number.cells.len() > SHOWN {
        shown.push(format!("and {} more", number.cells.len() - SHOWN));
    }
    shown.join("; ")
}
