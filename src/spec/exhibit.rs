//! `[[exhibit]]`: its words, its parts and how it is shown.

use std::ops::Range;

use super::over::over;
use super::reader::TableReader;
use super::told::{self, Told};
use super::{
    Among, Analysis, Axis, Beside, Bookings, Exhibit, Interval, Measure, Part, Per, Placed, Unit, Valued, analysis,
    disposition, people, shown, valued,
};
use crate::diagnostic::{Code, Ranged};
use crate::estimate::{Need, Statistic};
use crate::value::{Stat, totals};

/// An exhibit, and what it is instead where small numbers are hidden, if it says so in `when-suppressed`: keys that stand in
/// for its own, and `without`, a list of those that it does without.
pub(super) fn exhibit(table: TableReader<'_>) -> Option<Exhibit> {
    let instead = table.opt_table("when-suppressed").map(|own| {
        if let Some(id) = own.opt_text("id") {
            let help = "it is the same exhibit, told in larger groups: leave the id out";
            table.notes().error(Code::BadValue, id.span, "an exhibit keeps its id", "not another one", help);
        }
        let without = own.opt_texts("without").unwrap_or_default();
        for name in &without {
            if !table.says(&name.value) {
                let message = format!("{} does not say `{}`, which `without` leaves out", table.name(), name.value);
                table.notes().error(Code::UnknownName, name.span.clone(), message, "no key of the exhibit", "");
            }
        }
        let own_names = own.says("names");
        let variant = own.before(&table, without.into_iter().map(|name| name.value).collect());
        one(&variant).map(|instead| Exhibit { own_names, ..instead })
    });
    let own = one(&table)?;
    match instead {
        None => Some(own),
        Some(instead) => Some(Exhibit { when_suppressed: Some(Box::new(instead?)), ..own }),
    }
}

fn one(table: &TableReader<'_>) -> Option<Exhibit> {
    let id = table.id();
    let number = table.opt_text("number");
    let printed = table.opt_bool("printed").unwrap_or(true);
    let title = table.text("title");
    let caption = table.opt_text("caption").or_else(|| title.clone());
    let note = table.opt_text("note");
    let source = table.text("source");
    let premises = table.opt_texts("premises").unwrap_or_default();
    let looks_ahead = table.opt_text("looks-ahead");
    let names = table.opt_text_map("names").unwrap_or_default();
    for (_, name) in &names {
        table.says_something("names", name);
    }
    // A chart says itself what its values count in.
    people::not_both(table, "chart", "unit");
    let unit = table.opt_text("unit").map(|unit| unit.value).unwrap_or_default();
    let units = table.opt_text_map("units").unwrap_or_default();
    let shown = shown::shown(table);
    let parts = parts(table);
    let span = id.as_ref().map_or_else(|| table.span(), |id| id.span.clone());
    table.finish();
    Some(Exhibit {
        id: id?,
        span,
        number,
        printed,
        title: title?,
        caption: caption?,
        note,
        source: source?,
        premises,
        looks_ahead,
        names,
        own_names: true,
        unit,
        units,
        larger_groups: false,
        when_suppressed: None,
        parts: parts?,
        shown: shown?,
    })
}

/// The parts: those of `part`, each filled up from the exhibit's own keys, or the exhibit's own keys alone. What is said
/// under a name of its own is a part of its own.
fn parts(table: &TableReader<'_>) -> Option<Vec<Part>> {
    let inner = table.tables("part");
    if inner.is_empty() {
        let parts = said_of(&[table])?;
        idle(table, &parts);
        return Some(parts);
    }
    let parts: Vec<Option<Vec<Part>>> = inner
        .into_iter()
        .map(|own| {
            let parts = said_of(&[&own, table]);
            if let Some(parts) = &parts {
                idle(&own, parts);
            }
            own.finish();
            parts
        })
        .collect();
    let parts: Vec<Part> = parts.into_iter().collect::<Option<Vec<_>>>()?.into_iter().flatten().collect();
    idle(table, &parts);
    Some(parts)
}

/// Notes what a table says for statistics, and none of the parts uses.
fn idle(table: &TableReader<'_>, parts: &[Part]) {
    let against = |says: &dyn Fn(&told::Against) -> bool| {
        parts.iter().filter_map(|part| part.told.as_ref()?.against.as_ref()).any(says)
    };
    for (key, used) in [
        ("interval", parts.iter().any(|part| part.interval.is_some())),
        ("with", parts.iter().any(|part| part.beside.with.is_some())),
        ("versus", parts.iter().any(|part| part.beside.versus.is_some())),
        ("event", parts.iter().any(|part| part.beside.event.is_some())),
        ("cell", parts.iter().any(|part| part.beside.cell.is_some())),
        ("cluster", parts.iter().any(|part| part.beside.cluster.is_some())),
        ("at-least", against(&|against| against.goal.is_some())),
        ("at-most", against(&|against| against.goal.is_some())),
        ("within", against(&|against| against.within.is_some())),
        ("overlap", parts.iter().any(may_have_total)),
        ("selects", parts.iter().any(may_leave_out)),
        // What a statistic of the registry says of `per` is told where it is read.
        (
            "per",
            parts.iter().any(|part| {
                part.per == Per::Observation
                    || part.has_quotient()
                    || part.told.as_ref().is_some_and(|told| told.of_observations().is_some())
            }),
        ),
    ] {
        if !used && table.has(key) {
            let (message, help) = (format!("nothing here uses `{key}`"), unused(key));
            table.notes().error(Code::BadValue, table.place_of(key), message, "not used", help);
        }
    }
}

/// What is done about a key that nothing uses.
fn unused(key: &str) -> &'static str {
    match key {
        "overlap" => "take it out: it is said of a total (`I alt`) and the labels beside it, along x or the series",
        "selects" => "take it out: it is said of a table of labels, each with its filter",
        _ => "take it out, or ask for a statistic that uses it",
    }
}

/// Whether a total may stand beside other labels along x or the series: labels that are found are not known yet.
fn may_have_total(part: &Part) -> bool {
    [&part.series, &part.x].into_iter().flatten().any(|axis| match axis {
        Axis::Labels(labels) => {
            let names: Vec<String> = labels.iter().map(|(label, _)| label.value.clone()).collect();
            !totals(&names).is_empty()
        }
        Axis::Column(_) | Axis::States(_) | Axis::Range { .. } | Axis::Classes(_) => true,
    })
}

/// Whether labels with filters may leave out observations.
fn may_leave_out(part: &Part) -> bool {
    [&part.facet, &part.series, &part.x].into_iter().any(|axis| matches!(axis, Some(Axis::Labels(_))))
        && !matches!(part.among, Among::Stated | Among::Nothing)
}

/// What is said of a part whose keys stand in these tables, the first that has a key before the others: the plain stats
/// together, and each of the others apart.
fn said_of(layers: &[&TableReader<'_>]) -> Option<Vec<Part>> {
    let holder = layer(layers, "stat");
    let Some(said) = told::said(holder) else {
        // The other keys are known all the same, so that no one is told that they are not.
        part(layers, Vec::new(), None);
        return None;
    };
    let plain: Vec<Stat> = said.iter().filter(|said| said.is_plain()).map(|said| said.name).collect();
    let own_number =
        |said: &told::Said<'_>| said.own.as_ref().is_some_and(|own| own.has("value") || own.has("measure"));
    let measured = said.iter().any(|said| said.is.is_of_numbers() && !own_number(said));
    let mut parts = Vec::new();
    if !plain.is_empty() {
        parts.push(part(layers, plain, None).map(|part| Part { measured, ..part }));
    }
    for own in said.iter().filter(|said| !said.is_plain()) {
        let all: Vec<&TableReader<'_>> = own.own.iter().chain(layers.iter().copied()).collect();
        let told = told::told(own, &said, &all);
        // What the value says of itself holds of what is told of it, where that says nothing else.
        let of = told::of(own, &said);
        let measured = measured && !own_number(own) && !of.is_some_and(own_number);
        let of = of.and_then(|of| of.own.as_ref());
        let with_of: Vec<&TableReader<'_>> = own.own.iter().chain(of).chain(layers.iter().copied()).collect();
        parts.push(if let Some(told) = told {
            part_of(&with_of, &all, vec![told.named(own.name)], Some(told)).map(|part| Part { measured, ..part })
        } else {
            // Its other keys are known all the same.
            part_of(&with_of, &all, Vec::new(), None);
            None
        });
        if let Some(table) = &own.own {
            table.finish();
        }
    }
    let stat_at = holder.place_of("stat");
    parts.into_iter().map(|part| Some(Part { stat_at: stat_at.clone(), ..part? })).collect()
}

/// The first of the tables that has a key, or else the first. All are asked, so that all know the key when they look for
/// unknown ones.
fn layer<'t, 'a>(layers: &[&'t TableReader<'a>], key: &'static str) -> &'t TableReader<'a> {
    let has: Vec<bool> = layers.iter().map(|layer| layer.has(key)).collect();
    layers[has.iter().position(|has| *has).unwrap_or(0)]
}

/// A part that says these stats.
fn part(layers: &[&TableReader<'_>], stats: Vec<Stat>, told: Option<Told>) -> Option<Part> {
    part_of(layers, layers, stats, told)
}

/// The same; `own` are the tables that may ask for an interval. One around a value is not one around what is told of it.
fn part_of(
    layers: &[&TableReader<'_>],
    own: &[&TableReader<'_>],
    stats: Vec<Stat>,
    told: Option<Told>,
) -> Option<Part> {
    let from = |key: &'static str| layer(layers, key);
    let population = from("population").opt_text("population");
    let measure = from("measure").table("measure").and_then(measure);
    let facet = axis(from("facet"), "facet");
    let series = axis(from("series"), "series");
    let x = {
        // A part's own axis goes before the exhibit's, whichever of the two kinds they are.
        let says: Vec<bool> =
            layers.iter().map(|table| table.has("x") | table.has("x-range") | table.has("x-until")).collect();
        let holder = layers[says.iter().position(|says| *says).unwrap_or(layers.len() - 1)];
        people::not_both(holder, "x", "x-range");
        if holder.has("x-range") {
            let until = holder.opt_text("x-until");
            holder.opt_text("x-range").map(|of| Axis::Range { of, until })
        } else {
            axis(holder, "x")
        }
    };
    let among = from("among").opt_choice("among", &Among::NAMES);
    let share_of = from("share-of").opt_text("share-of");
    let filter = from("where").opt_text("where");
    let value = if from("value").has("value") { Some(valued::valued(from("value"))?) } else { None };
    let weight = from("weight").opt_text("weight");
    let baseline = from("baseline").opt_text("baseline");
    let norm = from("norm").opt_number("norm");
    let per = per(from("per"), told.as_ref());
    let (interval, ends) = valued::interval(layer(own, "interval"));
    let statistic = told.as_ref().and_then(Told::statistic);
    // What the exhibit says for another of its stats is not for this one.
    let interval = interval.filter(|interval| {
        let is_own = own.len() > 1 && own[0].has("interval");
        is_own || statistic.is_none_or(|statistic| statistic.intervals.contains(interval))
    });
    // What is told against another value needs what that value needs.
    let of = told.as_ref().and_then(Told::of);
    let needs = |need: Need| [statistic, of].into_iter().flatten().any(|statistic| statistic.needs.contains(&need));
    let cluster = from("cluster").opt_text("cluster").filter(|_| interval == Some(Interval::Cluster));
    let beside = Beside {
        with: from("with").opt_text("with").filter(|_| needs(Need::With)),
        versus: from("versus").opt_text("versus").filter(|_| needs(Need::Versus)),
        event: from("event").opt_text("event").filter(|_| needs(Need::Event)),
        cell: from("cell").opt_text("cell").filter(|_| needs(Need::Cell)),
        cluster,
        ends: ends.filter(|_| interval == Some(Interval::Stated)),
    };
    let rolling = from("rolling").opt_integer("rolling");
    let cumulated = cumulated(from("cumulated"));
    let overlap = from("overlap").opt_text("overlap");
    let selects = from("selects").opt_text("selects");
    let leave_out = if from("leave-out").has("leave-out") { Some(valued::leave_out(from("leave-out"))?) } else { None };
    let nature = if from("nature").has("nature") { Some(super::nature::nature(from("nature"))?) } else { None };
    let mut measure = measure?;
    let mut population = population;
    if let Measure::Analysis(Analysis::Disposition(disposition)) = &mut measure {
        // Everyone is counted, not the population alone.
        let Some(of) = population.take() else {
            from("population").text("population");
            return None;
        };
        disposition.population = of;
    }
    if population.is_none() && !matches!(measure, Measure::Records { .. } | Measure::Analysis(_)) {
        from("population").text("population");
        return None;
    }
    // A statistic of the registry is of the observations it counts; a value that is told against others is of its own kind.
    let of_counted = statistic.is_some_and(|statistic| !statistic.is_of_values());
    let among = among.unwrap_or(match measure {
        _ if of_counted => Among::Counted,
        Measure::Tally { .. } | Measure::Composition { .. } | Measure::Transition { .. } => Among::X,
        Measure::Records { placed: None, .. } if value.is_none() => Among::X,
        Measure::Analysis(Analysis::Calculation(_) | Analysis::Sensitivity(_)) => Among::Nothing,
        // Each step's labels pick from the same people.
        Measure::Analysis(Analysis::Disposition(_)) => Among::AllAtX,
        Measure::Level { .. } | Measure::Amount { .. } | Measure::Records { .. } | Measure::Analysis(_) => {
            Among::Counted
        }
    });
    Some(Part {
        span: told.as_ref().map_or_else(|| layers[0].span(), |told| told.span.clone()),
        population,
        measure,
        filter,
        value: value.map(|value| missing(value, statistic)),
        weight,
        baseline,
        norm,
        facet,
        series,
        x,
        overlap,
        selects,
        leave_out,
        nature,
        stats,
        told,
        measured: false,
        beside,
        rolling,
        cumulated,
        // Whoever has read the stats knows; asked for here, the key would be known to a stat's own table as well.
        stat_at: 0..0,
        among,
        share_of,
        per,
        interval,
    })
}

/// Where it is said that each place takes in all before it; none where it does not.
fn cumulated(table: &TableReader<'_>) -> Option<Range<usize>> {
    table.opt_bool("cumulated").filter(|all| *all).map(|_| table.place_of("cumulated"))
}

/// What a mean is taken per. A statistic of the registry is of the observations themselves: readers would take one per unit for
/// what the units have.
fn per(table: &TableReader<'_>, told: Option<&Told>) -> Per {
    let per = table.opt_choice("per", &Per::NAMES).unwrap_or(Per::Observation);
    if let Some(statistic) = told.and_then(Told::of_observations).filter(|_| per != Per::Observation) {
        let message = format!("`{}` is of the observations themselves, and not per anything", statistic.name);
        let help = "take `per` out: what is to be told of units is told of a view with a row for each (`group`). Where a stat \
                    beside it uses `per`, say it of that alone: mean = { is = \"mean\", per = \"unit\" }";
        table.notes().error(Code::BadValue, table.place_of("per"), message, "has no meaning for it", help);
    }
    per
}

/// The SQL that gives 1 where another gives nothing, and 0 where it gives something.
pub(super) fn is_missing(text: &str) -> String {
    format!("CASE WHEN ({text}) IS NULL THEN 1 ELSE 0 END")
}

/// Of what is missing each observation has a 1, and of what is there a 0.
fn missing(value: Valued, statistic: Option<&Statistic>) -> Valued {
    match value {
        Valued::Sql(text) if statistic.is_some_and(|statistic| statistic.name == "missing") => {
            Valued::Sql(Ranged::new(is_missing(text.as_str()), text.span))
        }
        other => other,
    }
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
    if table.is_numbers(key) {
        let every = |number: Ranged<String>| (number.clone(), number.map(|_| "TRUE".to_owned()));
        let numbers = table.opt_table(key).and_then(numbers)?;
        return Some(Axis::Labels(numbers.into_iter().map(every).collect()));
    }
    if table.is_classes(key) {
        return table.opt_table(key).and_then(analysis::classes).map(|classes| Axis::Classes(Box::new(classes)));
    }
    table.opt_text_map(key).map(Axis::Labels)
}

/// `{ first = 0, last = 104, every = 4 }`: a label for each of these numbers.
pub(super) fn numbers(table: TableReader<'_>) -> Option<Vec<Ranged<String>>> {
    let (first, last) = (table.opt_integer("first"), table.opt_integer("last"));
    let every = table.opt_integer("every").map_or(1, |every| every.value);
    if last.is_none() {
        table.text("last");
    }
    table.finish();
    let (first, last) = (first?.value, last?.value);
    let count = last.checked_sub(first).filter(|span| every > 0 && (0..=10_000 * every).contains(span));
    if count.is_none() {
        let many = every > 0 && last > first;
        let message = if many {
            "more than 10,000 numbers lie between `first` and `last`"
        } else {
            "there are no numbers from `first` to `last`"
        };
        let help = "such as: x = { first = 0, last = 104, every = 4 }";
        table.notes().error(Code::BadValue, table.span(), message, "", help);
    }
    let step = usize::try_from(every).ok().filter(|_| count.is_some())?;
    Some((first..=last).step_by(step).map(|number| Ranged::new(number.to_string(), table.span())).collect())
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
    Disposition,
}

const KINDS: [(&str, Kind); 12] = [
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
    ("disposition", Kind::Disposition),
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
        Kind::Disposition => Some(Measure::Analysis(Analysis::Disposition(disposition::disposition(&table)))),
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
    if !over.timeline.is_calendar() {
        table.notes().error(
            Code::BadValue,
            over.span.clone(),
            "rows can only be placed in windows of the calendar",
            "not a timeline of the calendar",
            "it takes `months`, `quarters`, `half-years` and `years`",
        );
        return None;
    }
    Some(Placed { date: date?, over })
}
