//! `[[exhibit]]`: its words, its parts and how it is shown.

use super::reader::TableReader;
use super::{
    Among, Analysis, analysis, Around, Axis, Bookings, ChartSpec, Exhibit, Measure, Over, Part, Ranged, Shown, Timeline, Unit, Years, month,
    people,
};
use crate::chart::{ChartKind, ValueLabels};
use crate::cohort::Month;
use crate::value::Stat;

pub(super) fn exhibit(table: TableReader<'_>) -> Option<Exhibit> {
    let id = table.text("id");
    let title = table.text("title");
    let caption = table.opt_text("caption").or_else(|| title.clone());
    let note = table.opt_text("note");
    let source = table.text("source");
    let names = table.opt_text_map("names").unwrap_or_default();
    let shown = shown(&table);
    let parts = parts(&table);
    let span = id.as_ref().map_or_else(|| table.span(), |id| id.span.clone());
    table.finish();
    Some(Exhibit {
        id: id?,
        span,
        title: title?,
        caption: caption?,
        note,
        source: source?,
        names,
        parts: parts?,
        shown: shown?,
    })
}

fn shown(table: &TableReader<'_>) -> Option<Shown> {
    people::not_both(table, "chart", "show");
    if table.has("chart") {
        return table.opt_table("chart").and_then(chart).map(Shown::Chart);
    }
    table
        .choice("show", &[("table", false), ("numbers", true)])
        .map(|numbers| if numbers { Shown::Numbers } else { Shown::Table })
}

fn chart(table: TableReader<'_>) -> Option<ChartSpec> {
    let kind = table.choice("kind", &ChartKind::ALL.map(|kind| (kind.name(), kind)));
    let unit = table.text("unit");
    let y_title = table.opt_text("y-title").map(|text| text.value);
    let x_title = table.opt_text("x-title").map(|text| text.value);
    let order = table.opt_texts("order").unwrap_or_default();
    let labels = table.opt_choice("labels", &ValueLabels::ALL.map(|choice| (choice.name(), choice)));
    let height = table.opt_number("height").map(|number| number.value);
    let span = table.span();
    table.finish();
    Some(ChartSpec {
        span,
        kind: kind?,
        unit: unit?.value,
        y_title,
        x_title,
        order,
        labels: labels.unwrap_or_default(),
        height,
    })
}

/// The parts: those of `part`, each filled up from the exhibit's own keys, or the exhibit's own keys alone.
fn parts(table: &TableReader<'_>) -> Option<Vec<Part>> {
    let inner = table.tables("part");
    if inner.is_empty() {
        return part(table, None).map(|part| vec![part]);
    }
    let parts: Vec<Option<Part>> = inner
        .into_iter()
        .map(|own| {
            let part = part(&own, Some(table));
            own.finish();
            part
        })
        .collect();
    parts.into_iter().collect()
}

/// A part from its `own` keys, those it lacks from `outer`.
fn part<'a>(own: &TableReader<'a>, outer: Option<&TableReader<'a>>) -> Option<Part> {
    // Keys are asked for in both, so that both know them when they look for unknown ones.
    let from = |key: &'static str| {
        let (here, there) = (own.has(key), outer.is_some_and(|outer| outer.has(key)));
        if !here && there { outer.unwrap_or(own) } else { own }
    };
    let measure = from("measure").table("measure").and_then(measure);
    let population = match measure {
        Some(Measure::Analysis(_)) => {
            from("population").opt_text("population");
            Some(None)
        }
        _ => from("population").text("population").map(Some),
    };
    let facet = axis(from("facet"), "facet");
    let series = axis(from("series"), "series");
    let x = axis(from("x"), "x");
    let stats = {
        let holder = from("stat");
        let stats = holder.opt_words("stat", "count, share, mean, sum, or mean_ and a word", Stat::from_name);
        if stats.is_none() && !holder.has("stat") {
            holder.text("stat");
        }
        stats
    };
    let among = from("among").opt_choice("among", &Among::NAMES);
    let share_of = from("share-of").opt_text("share-of");
    let measure = measure?;
    let among = among.unwrap_or(match measure {
        Measure::Tally { .. }
        | Measure::Composition { .. }
        | Measure::Transition { .. }
        | Measure::Records { years: None, .. } => Among::X,
        Measure::Analysis(Analysis::Calculation(_)) => Among::Nothing,
        Measure::Level { .. } | Measure::Amount { .. } | Measure::Records { .. } | Measure::Analysis(_) => {
            Among::Counted
        }
    });
    Some(Part { span: own.span(), population: population?, measure, facet, series, x, stats: stats?, among, share_of })
}

fn axis(table: &TableReader<'_>, key: &'static str) -> Option<Axis> {
    if !table.has(key) {
        return None;
    }
    if table.is_text(key) {
        return table.opt_text(key).map(Axis::Column);
    }
    if table.is_list(key) {
        return table.opt_texts(key).map(Axis::States);
    }
    if table.is_classes(key) {
        return table.opt_table(key).and_then(analysis::classes).map(Axis::Classes);
    }
    table.opt_text_map(key).map(Axis::Labels)
}

/// The kinds of measure, by their names in the spec.
#[derive(Clone, Copy)]
enum Kind {
    Tally,
    Composition,
    Transition,
    Level,
    Records,
    Amount,
    Rows,
    Totals,
    Sql,
    Calculation,
}

const KINDS: [(&str, Kind); 10] = [
    ("tally", Kind::Tally),
    ("composition", Kind::Composition),
    ("transition", Kind::Transition),
    ("level", Kind::Level),
    ("records", Kind::Records),
    ("amount", Kind::Amount),
    ("rows", Kind::Rows),
    ("totals", Kind::Totals),
    ("sql", Kind::Sql),
    ("calculation", Kind::Calculation),
];

fn measure(table: TableReader<'_>) -> Option<Measure> {
    let kind = table.choice("kind", &KINDS)?;
    let measure = match kind {
        Kind::Tally => {
            let unit = table.opt_choice("unit", &Unit::NAMES);
            Some(Measure::Tally { unit: unit.unwrap_or(Unit::Person) })
        }
        Kind::Composition => {
            let (state, over) = (table.text("state"), over(&table));
            state.zip(over).map(|(state, over)| Measure::Composition { state, over })
        }
        Kind::Transition => table.text("state").map(|state| Measure::Transition { state }),
        Kind::Level => {
            let (spells, over) = (people::spells(&table), over(&table));
            spells.zip(over).map(|(spells, over)| Measure::Level { spells, over })
        }
        Kind::Records => {
            let rows = people::rows(&table, "of");
            let years = table.opt_table("years").map(|years| {
                let (from, to) = (years.text("from"), years.text("to"));
                years.finish();
                from.zip(to).map(|(from, to)| Years { from, to })
            });
            match (rows, years) {
                (Some(rows), None) => Some(Measure::Records { rows, years: None }),
                (Some(rows), Some(Some(years))) => Some(Measure::Records { rows, years: Some(years) }),
                _ => None,
            }
        }
        Kind::Amount => {
            let (bookings, over) = (bookings(&table), over(&table));
            bookings.zip(over).map(|(bookings, over)| Measure::Amount { bookings, over })
        }
        Kind::Rows => analysis::rows(&table).map(Measure::Analysis),
        Kind::Totals => analysis::totals(&table).map(Measure::Analysis),
        Kind::Sql => analysis::query(&table).map(Measure::Analysis),
        Kind::Calculation => analysis::quantities(&table).map(Measure::Analysis),
    };
    table.finish();
    measure
}

fn bookings(table: &TableReader<'_>) -> Option<Bookings> {
    let extract = table.text("of");
    let amount = table.text("amount");
    let date = table.text("date");
    let filter = table.opt_text("where");
    let split = table.opt_text_map("split").unwrap_or_default();
    Some(Bookings { extract: extract?, amount: amount?, date: date?, filter, split })
}

fn around(table: &TableReader<'_>, since: Option<Month>) -> Option<Around> {
    let column = table.text("around");
    let offsets = table.opt_integers("offsets");
    if !table.has("offsets") {
        table.text("offsets");
    }
    Some(Around { column: column?, offsets: offsets?, since: since? })
}

/// The kinds of timeline, by their names in the spec.
#[derive(Clone, Copy)]
enum OverKind {
    StartAndLatest,
    ProjectMonths,
    Months,
    HalfYears,
    MonthsAround,
    HalfYearsAround,
}

const OVER: [(&str, OverKind); 6] = [
    ("start-and-latest", OverKind::StartAndLatest),
    ("project-months", OverKind::ProjectMonths),
    ("months", OverKind::Months),
    ("half-years", OverKind::HalfYears),
    ("months-around", OverKind::MonthsAround),
    ("half-years-around", OverKind::HalfYearsAround),
];

fn over(table: &TableReader<'_>) -> Option<Over> {
    let word = table.text("over");
    let kind = table.opt_choice("over", &OVER);
    let within = table.opt_text("within");
    let since =
        |table: &TableReader<'_>| table.text("since").and_then(|text: Ranged<String>| month(table.notes(), &text));
    let timeline = match kind? {
        OverKind::StartAndLatest => Timeline::StartAndLatest,
        OverKind::ProjectMonths => Timeline::ProjectMonths,
        OverKind::Months => Timeline::Months(since(table)?),
        OverKind::HalfYears => Timeline::HalfYears(since(table)?),
        OverKind::MonthsAround => Timeline::MonthsAround(around(table, since(table))?),
        OverKind::HalfYearsAround => Timeline::HalfYearsAround(around(table, since(table))?),
    };
    Some(Over { timeline, within, span: word?.span })
}
