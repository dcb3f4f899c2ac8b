//! What the human and the Markdown form have in common: how numbers, keys and rows are written.

use crate::diagnostic::several;
use std::collections::BTreeMap;

use super::cause::{Cause, Who};
use super::change::{
    AssumptionChange, Difference, ExhibitChange, Figure, ObservationChange, Observed, Renamed, Turned, ValueChange,
};
use super::rows::RowChange;
use super::split::Parts;
use crate::estimate::sum;
use crate::locale::{self, Language, say};
use crate::value::{Key, Stat, shortest};

/// What is said where causes share a change.
pub(super) const SHARED: &str = "shared equally: no order of the causes leads from the old number to the new";

/// What a value is found by: what its exhibit has of facet, series and x, and the stat where an exhibit has several.
pub(super) fn name(key: &Key, several_stats: bool) -> String {
    let mut names: Vec<&str> =
        [&key.facet, &key.series, &key.x].into_iter().filter(|name| !name.is_empty()).map(String::as_str).collect();
    if several_stats || names.is_empty() {
        names.push(key.stat.name());
    }
    names.join(" | ")
}

/// A value as the report writes it, with what it rests on.
pub(super) fn figure(figure: Option<&Figure>) -> String {
    match figure {
        None => "(none)".to_owned(),
        Some(Figure { suppressed: true, .. }) => "•".to_owned(),
        Some(figure) => figure.shown.clone(),
    }
}

/// What shares and means rest on in both releases: `13 of 42 -> 14 of 45`, `n 42 -> 45`.
pub(super) fn grounds(change: &ValueChange) -> String {
    let (stat, language) = (change.key.stat, change.language);
    let figures: Vec<&Figure> =
        [&change.old, &change.new].into_iter().flatten().filter(|figure| !figure.suppressed).collect();
    let parts = |figure: &&Figure| {
        let (numerator, denominator) = figure.numerator.zip(figure.denominator)?;
        Some(format!("{} of {}", plain(numerator, language), plain(denominator, language)))
    };
    let counted = || figures.iter().filter_map(|figure| Some(figure.n?.to_string())).collect();
    let (mark, grounds) = match stat {
        Stat::Count => return String::new(),
        // A share that is not one number over another, such as those who are left by a curve, rests on so many.
        Stat::Share => figures
            .iter()
            .map(parts)
            .collect::<Option<Vec<String>>>()
            .map_or_else(|| ("n ", counted()), |told| ("", told)),
        _ => ("n ", counted()),
    };
    if grounds.is_empty() { String::new() } else { format!("  ({mark}{})", grounds.join(" -> ")) }
}

/// A number without more decimals than it needs, one at most.
fn plain(number: f64, language: Language) -> String {
    language.decimal(number, usize::from(locale::rounded(number, 1).fract() != 0.0))
}

/// The change of a value, or a part of it, with its sign; shares in percentage points.
pub(super) fn signed(of: &ValueChange, change: f64) -> String {
    signed_in(of, change, " pp")
}

/// The change of a value, or a part of it, with its sign; shares in percentage points with the word for them.
pub fn signed_in(of: &ValueChange, change: f64, points: &str) -> String {
    let stat = of.key.stat;
    let (number, unit) = if stat.is_share() { (change * 100.0, points) } else { (change, "") };
    let large =
        [&of.old, &of.new].into_iter().flatten().filter_map(|figure| figure.value).any(|value| value.abs() >= 1000.0);
    let digits = match stat {
        _ if stat.is_share() => 1,
        _ if large => 0,
        Stat::Count => usize::from(locale::rounded(number, 1).fract() != 0.0),
        Stat::Effect | Stat::RelativeEffect => 2,
        _ => 1,
    };
    let text = of.language.decimal(number, digits);
    // What is rounded to nothing is nothing in neither direction.
    if locale::rounded(number, digits) == 0.0 {
        return format!("±{text}{unit}");
    }
    let plus = if number > 0.0 { "+" } else { "" };
    format!("{plus}{text}{unit}")
}

/// The change of a value, and what rounding does to it where a reader would wonder.
pub(super) fn change(change: &ValueChange) -> String {
    let Some(difference) = change.change() else { return "-".to_owned() };
    let text = signed(change, difference);
    match change.shown_change() {
        _ if change.has_same_number() => "the same number".to_owned(),
        _ if change.is_hidden() => format!("{text}, not shown"),
        Some(shown) if shown != 0.0 && difference != 0.0 && shown.abs() >= 2.0 * difference.abs() => {
            format!("{text}, the rest of the difference is rounding")
        }
        _ => text,
    }
}

/// What an assumption brought: `Timer pr. uge, 2018: 37 -> 40`; the numbers as they are stated.
pub(super) fn assumption(change: &AssumptionChange, language: Language) -> String {
    let mark = say!(language, "numbers-decimal-mark");
    let number =
        |number: Option<f64>| number.map_or_else(|| "(none)".to_owned(), |number| shortest(number).replace('.', &mark));
    let place = if change.place.is_empty() { String::new() } else { format!(", {}", change.place) };
    match change.places {
        1 => format!("{}{place}: {} -> {}", change.label, number(change.old), number(change.new)),
        places => format!("{}: another number at {places} places", change.label),
    }
}

/// A label under another name: the series Mødre was called Kvinder.
pub(super) fn renamed(renamed: &Renamed) -> String {
    format!("the {} `{}` was called `{}`", renamed.axis, renamed.new, renamed.old)
}

/// The intervals of a value that both releases have, where they differ: `[31,2 %; 79,0 %] -> [33,0 %; 80,1 %]`.
pub(super) fn interval(change: &ValueChange) -> Option<String> {
    change.ends.as_ref()?;
    let [old, new] = [&change.old, &change.new].map(|figure| figure.as_ref()?.interval);
    let stat = change.key.stat;
    let (times, unit) = if stat.is_share() { (100.0, " %") } else { (1.0, "") };
    let told = |interval: Option<(f64, f64)>| match interval {
        None => "(no interval)".to_owned(),
        Some((lower, upper)) => {
            let [lower, upper] = [lower, upper].map(|end| format!("{}{unit}", change.language.decimal(end * times, 1)));
            format!("[{lower}; {upper}]")
        }
    };
    Some(format!("{} -> {}", told(old), told(new)))
}

/// What the causes brought to the ends of an interval that differs: `lower +1,8 pp: +2,0 pp late corrections, …`, or why that
/// cannot be said.
pub(super) fn ends(change: &ValueChange, who: &Who) -> Vec<String> {
    let by_size = |parts: &Parts| {
        let mut parts: Vec<(Cause, f64)> = parts.iter().map(|(cause, part)| (*cause, *part)).collect();
        parts.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()));
        let told = parts.iter().filter(|(_, part)| *part != 0.0);
        told.map(|(cause, part)| format!("{} {}", signed(change, *part), cause.name(who)))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let end = |name: &str, parts: &Parts| {
        let whole = signed(change, sum(parts.values().copied()));
        match by_size(parts) {
            nothing if nothing.is_empty() => format!("{name} end as it was"),
            told => format!("{name} end {whole}: {told}"),
        }
    };
    match &change.ends {
        None => Vec::new(),
        Some(Ok([lower, upper])) => vec![end("lower", lower), end("upper", upper)],
        Some(Err(why)) => vec![format!("not split by cause: {}", why.words())],
    }
}

/// How many values there are of each kind.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// Those with another number, by their main cause.
    pub(super) by_cause: BTreeMap<Cause, usize>,
    /// How many of them look the same to a reader.
    pub(super) hidden: usize,
    /// Those with the same number, but another N or another interval.
    pub(super) same_number: usize,
    /// Those that are hidden now, and those that are shown now.
    pub(super) turned: [usize; 2],
}

impl Counts {
    pub(super) fn of(difference: &Difference) -> Self {
        let mut counts = Self::default();
        for (_, change) in difference.changes() {
            if change.has_same_number() {
                counts.same_number += 1;
                continue;
            }
            if let Some(turned) = change.turned() {
                counts.turned[usize::from(turned == Turned::Shown)] += 1;
                continue;
            }
            *counts.by_cause.entry(change.main_cause()).or_default() += 1;
            counts.hidden += usize::from(change.is_hidden());
        }
        counts
    }

    /// How many values have another number.
    pub(super) fn changed(&self) -> usize {
        self.by_cause.values().chain(&self.turned).sum()
    }
}

/// The headline: how much changed, and why.
pub(super) fn headline(difference: &Difference) -> String {
    let counts = Counts::of(difference);
    let mut text = format!("{} of {} changed", counts.changed(), several(difference.values, "value"));
    if counts.changed() > 0 {
        let population = |exhibit: &&ExhibitChange| {
            let mut changes = exhibit.changes.iter();
            changes.any(|change| change.causes.contains(&Cause::Population))
        };
        let who = Who::all(difference.exhibits.iter().filter(population).map(|exhibit| &exhibit.who));
        let causes = counts.by_cause.iter().map(|(cause, count)| format!("{count} {}", cause.name(&who)));
        let turned = [Turned::Hidden, Turned::Shown].into_iter().zip(counts.turned).filter(|(_, count)| *count > 0);
        let causes: Vec<String> =
            causes.chain(turned.map(|(turned, count)| format!("{count} {}", turned.words()))).collect();
        text.push_str(&format!(": {}", causes.join(", ")));
    }
    if counts.hidden > 0 {
        text.push_str(&format!(" ({} only in digits that are not shown)", counts.hidden));
    }
    if counts.same_number > 0 {
        text.push_str(&format!("; {} say the same of others", counts.same_number));
    }
    let rows = difference.rows.len();
    let differ = if rows == 1 { "differs" } else { "differ" };
    let claims = several(difference.claims.len(), "claim");
    text.push_str(&format!("; {claims} changed; {} {differ}", several(rows, "extract row")));
    text
}

/// Values of one exhibit that came or went together: along an axis that became longer, many do.
pub(super) struct Flock<'a> {
    /// Whether the new release has them; else the old one had.
    pub(super) new: bool,
    /// Why.
    pub(super) causes: &'a [Cause],
    /// How many they are.
    pub(super) count: usize,
    /// Where along the axis, in order.
    pub(super) xs: Vec<&'a str>,
}

/// The changes of an exhibit: those to be told one by one, and those that came or went in flocks.
pub(super) fn flocks(changes: &[ValueChange]) -> (Vec<&ValueChange>, Vec<Flock<'_>>) {
    /// Fewer than these are told one by one.
    const LEAST: usize = 5;
    let one_sided = |change: &&ValueChange| change.old.is_none() != change.new.is_none();
    let (alone, single): (Vec<&ValueChange>, Vec<&ValueChange>) =
        changes.iter().filter(|change| !change.has_same_number() || change.ends.is_some()).partition(one_sided);
    let mut flocks: Vec<(Flock<'_>, Vec<&ValueChange>)> = Vec::new();
    for change in alone {
        let (new, x) = (change.new.is_some(), change.key.x.as_str());
        let like = flocks.iter().position(|(flock, _)| flock.new == new && flock.causes == change.causes.as_slice());
        let at = like.unwrap_or_else(|| {
            flocks.push((Flock { new, causes: &change.causes, count: 0, xs: Vec::new() }, Vec::new()));
            flocks.len() - 1
        });
        let (flock, all) = &mut flocks[at];
        flock.count += 1;
        if !flock.xs.contains(&x) {
            flock.xs.push(x);
        }
        all.push(change);
    }
    let (many, few): (Vec<_>, Vec<_>) = flocks.into_iter().partition(|(flock, _)| flock.count >= LEAST);
    let told = few.into_iter().flat_map(|(_, all)| all).chain(single).collect();
    (told, many.into_iter().map(|(flock, _)| flock).collect())
}

impl Flock<'_> {
    /// `14, 15, 16: 15 values are new (new periods)`.
    pub(super) fn told(&self, who: &Who) -> String {
        let xs: Vec<&str> = self.xs.iter().copied().filter(|x| !x.is_empty()).collect();
        let at = if xs.is_empty() { String::new() } else { format!("{}: ", xs.join(", ")) };
        format!("{at}{} values are {} ({})", self.count, if self.new { "new" } else { "gone" }, names(self.causes, who))
    }
}

/// The observations of one cause: who came, who went, who counts otherwise. Those that are not counted, but only counted
/// among, are told as a number, and only where that matters for the value.
pub(super) fn people(change: &ValueChange, cause: Cause, most: usize) -> String {
    let has_base = change.key.stat.is_quotient();
    let of_cause = |observation: &&ObservationChange| observation.causes.contains(&cause);
    let mut groups: BTreeMap<Move, Vec<&str>> = BTreeMap::new();
    for observation in change.observations.iter().filter(of_cause) {
        groups.entry(moved(observation)).or_default().push(&observation.unit);
    }
    let group = |(how, mut units): (Move, Vec<&str>)| {
        let count = units.len();
        if how.is_of_base() {
            return has_base.then(|| format!("{count} {}", how.name()));
        }
        units.sort_unstable();
        units.dedup();
        let more = units.len().saturating_sub(most);
        units.truncate(most);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        Some(format!("{count} {}: {}{more}", how.name(), units.join(", ")))
    };
    groups.into_iter().filter_map(group).collect::<Vec<_>>().join("; ")
}

/// How an observation differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Move {
    /// The new release has it and the old has not.
    In,
    /// The old release has it and the new has not.
    Out,
    /// It is counted now.
    Counted,
    /// It is not counted any more.
    Uncounted,
    /// It has another number.
    Number,
    /// Only the new release has it, and it is only counted among.
    InBase,
    /// Only the old release has it, and it is only counted among.
    OutBase,
    /// It counts for something else below the line.
    Base,
}

impl Move {
    /// The move in a word or two.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Counted => "counted now",
            Self::Uncounted => "no longer counted",
            Self::Number => "of another number",
            Self::InBase => "into the base",
            Self::OutBase => "out of the base",
            Self::Base => "otherwise in the base",
        }
    }

    fn is_of_base(self) -> bool {
        matches!(self, Self::InBase | Self::OutBase | Self::Base)
    }
}

/// How an observation differs.
pub(super) fn moved(observation: &ObservationChange) -> Move {
    let counted = |observed: &Option<Observed>| observed.as_ref().map(|observed| observed.counted);
    match (counted(&observation.old), counted(&observation.new)) {
        (None, Some(true)) => Move::In,
        (Some(true), None) => Move::Out,
        (None, _) => Move::InBase,
        (_, None) => Move::OutBase,
        (Some(false), Some(true)) => Move::Counted,
        (Some(true), Some(false)) => Move::Uncounted,
        (Some(true), Some(true)) => Move::Number,
        (Some(false), Some(false)) => Move::Base,
    }
}

/// Where a row stands in both files.
pub(super) fn place(row: &RowChange) -> String {
    match (row.old, row.new) {
        (Some(old), Some(new)) if old == new => format!("row {new}"),
        (Some(old), Some(new)) => format!("row {old}, now row {new}"),
        (Some(old), None) => format!("row {old}, gone"),
        (None, Some(new)) => format!("row {new}, new"),
        (None, None) => String::new(),
    }
}

/// What differs in a row, and what that means.
pub(super) fn row(row: &RowChange) -> String {
    let text = |cell: &Option<String>| cell.clone().unwrap_or_else(|| "(empty)".to_owned());
    let mut parts: Vec<String> = row
        .fields
        .iter()
        .map(|field| format!("{} {} -> {}", field.field, text(&field.old), text(&field.new)))
        .collect();
    if row.withheld {
        parts.push("a personal field".to_owned());
    }
    parts.join("; ")
}

/// Causes in words.
pub(super) fn names<'a>(causes: impl IntoIterator<Item = &'a Cause>, who: &Who) -> String {
    causes.into_iter().map(|cause| cause.name(who)).collect::<Vec<_>>().join(" + ")
}

/// Whether values of an exhibit differ in their stat, so that their names must say it.
pub(super) fn several_stats(changes: &[ValueChange]) -> bool {
    let mut stats = changes.iter().map(|change| change.key.stat);
    let first = stats.next();
    stats.any(|stat| Some(stat) != first)
}

/// Of how many values nothing but what they rest on differs, where there are such; one with another interval is told by itself.
pub(super) fn same_number(changes: &[ValueChange]) -> Option<String> {
    let same = changes.iter().filter(|change| change.has_same_number() && change.ends.is_none()).count();
    (same > 0).then(|| format!("{} of the same number, but of others", several(same, "value")))
}
