//! `[[exhibit]]`: its words, its parts and how it is shown.

use super::over::{is_calendar, over};
use super::reader::TableReader;
use super::{
    Among, Analysis, Axis, Bookings, Exhibit, Interval, Measure, Part, Per, Placed, Unit, analysis, people, shown,
    valued,
};
use crate::diagnostic::Code;
use crate::value::Stat;

pub(super) fn exhibit(table: TableReader<'_>) -> Option<Exhibit> {
    let id = table.id();
    let number = table.opt_text("number");
    let title = table.text("title");
    let caption = table.opt_text("caption").or_else(|| title.clone());
    let note = table.opt_text("note");
    let source = table.text("source");
    let premises = table.opt_texts("premises").unwrap_or_default();
    let looks_ahead = table.opt_text("looks-ahead");
    let names = table.opt_text_map("names").unwrap_or_default();
    let shown = shown::shown(&table);
    let parts = parts(&table);
    let span = id.as_ref().map_or_else(|| table.span(), |id| id.span.clone());
    table.finish();
    Some(Exhibit {
        id: id?,
        span,
        number,
        title: title?,
        caption: caption?,
        note,
        source: source?,
        premises,
        looks_ahead,
        names,
        parts: parts?,
        shown: shown?,
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
    let population = from("population").opt_text("population");
    let measure = from("measure").table("measure").and_then(measure);
    let facet = axis(from("facet"), "facet");
    let series = axis(from("series"), "series");
    let x = {
        // A part's own axis goes before the exhibit's, whichever of the two kinds they are.
        let says = |table: &TableReader<'_>| table.has("x") | table.has("x-range") | table.has("x-until");
        let (inner, _) = (says(own), outer.map(says));
        let holder = if inner { own } else { outer.unwrap_or(own) };
        people::not_both(holder, "x", "x-range");
        if holder.has("x-range") {
            let until = holder.opt_text("x-until");
            holder.opt_text("x-range").map(|of| Axis::Range { of, until })
        } else {
            axis(holder, "x")
        }
    };
    let stats = {
        let holder = from("stat");
        let stats = holder.opt_words("stat", &stat_names(), Stat::from_name);
        if stats.is_none() && !holder.has("stat") {
            holder.text("stat");
        }
        stats
    };
    let among = from("among").opt_choice("among", &Among::NAMES);
    let share_of = from("share-of").opt_text("share-of");
    let filter = from("where").opt_text("where");
    let value = if from("value").has("value") { Some(valued::valued(from("value"))?) } else { None };
    let weight = from("weight").opt_text("weight");
    let baseline = from("baseline").opt_text("baseline");
    let norm = from("norm").opt_number("norm");
    let per = from("per").opt_choice("per", &Per::NAMES).unwrap_or(Per::Observation);
    let interval = from("interval").opt_choice("interval", &Interval::NAMES);
    let leave_out = if from("leave-out").has("leave-out") { Some(valued::leave_out(from("leave-out"))?) } else { None };
    let nature = if from("nature").has("nature") { Some(super::nature::nature(from("nature"))?) } else { None };
    let measure = measure?;
    if population.is_none() && !matches!(measure, Measure::Records { .. } | Measure::Analysis(_)) {
        from("population").text("population");
        return None;
    }
    let among = among.unwrap_or(match measure {
        Measure::Tally { .. } | Measure::Composition { .. } | Measure::Transition { .. } => Among::X,
        Measure::Records { placed: None, .. } if value.is_none() => Among::X,
        Measure::Analysis(Analysis::Calculation(_) | Analysis::Sensitivity(_)) => Among::Nothing,
        Measure::Level { .. } | Measure::Amount { .. } | Measure::Records { .. } | Measure::Analysis(_) => {
            Among::Counted
        }
    });
    Some(Part {
        span: own.span(),
        population,
        measure,
        filter,
        value,
        weight,
        baseline,
        norm,
        facet,
        series,
        x,
        leave_out,
        nature,
        stats: stats?,
        among,
        share_of,
        per,
        interval,
    })
}

/// The stats that there are, for those who wrote another.
fn stat_names() -> String {
    let names = Stat::ALL.map(Stat::name).join(", ");
    format!("{names}, or mean_ and a word")
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
    Sensitivity,
}

const KINDS: [(&str, Kind); 11] = [
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
    ("sensitivity", Kind::Sensitivity),
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
            let also = table.opt_texts("also").unwrap_or_default();
            state.zip(over).map(|(state, over)| Measure::Composition { state, also, over })
        }
        Kind::Transition => table.text("state").map(|state| Measure::Transition { state }),
        Kind::Level => {
            let (spells, over) = (people::spells(&table), over(&table));
            spells.zip(over).map(|(spells, over)| Measure::Level { spells, over })
        }
        Kind::Records => {
            let rows = people::rows(&table, "of");
            let placed = if table.has("date") || table.has("over") { Some(placed(&table)?) } else { None };
            rows.map(|rows| Measure::Records { rows, placed })
        }
        Kind::Amount => {
            let (bookings, over) = (bookings(&table), over(&table));
            bookings.zip(over).map(|(bookings, over)| Measure::Amount { bookings, over })
        }
        Kind::Rows => analysis::rows(&table).map(Measure::Analysis),
        Kind::Totals => analysis::totals(&table).map(Measure::Analysis),
        Kind::Sql => analysis::query(&table).map(Measure::Analysis),
        Kind::Calculation => analysis::quantities(&table).map(Measure::Analysis),
        Kind::Sensitivity => analysis::sensitivity(&table).map(Measure::Analysis),
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

/// `date` and `over`: only windows of the calendar are there for rows, too, that are about nobody.
fn placed(table: &TableReader<'_>) -> Option<Placed> {
    let (date, over) = (table.text("date"), over(table)?);
    if !is_calendar(&over.timeline) {
        table.notes().error(
            Code::BadValue,
            over.span.clone(),
            "rows can only be placed in windows of the calendar",
            "not a timeline of the calendar",
            "it takes `months`, `half-years` and `years`",
        );
        return None;
    }
    Some(Placed { date: date?, over })
}
