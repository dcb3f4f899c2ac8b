//! Values and what they rest on for people at a terminal.

use std::fmt::Write as _;

use super::working::Working;
use super::{Observation, Row, Trace, Traced};
use crate::audit::record::{Excluded, Observations, Record};
use crate::locale::Language;
use crate::value::{Calculation, shortest};

/// How many of those excluded for one reason are named.
const NAMED: usize = 10;
/// How many observations are told, each in a line.
const OBSERVATIONS: usize = 200;
/// How many values.
const VALUES: usize = 100;
/// How many rows of one observation.
const ROWS: usize = 20;

/// How much is told before the rest is only counted.
#[derive(Debug, Clone, Copy)]
struct Room {
    values: usize,
    observations: usize,
    rows: usize,
    named: usize,
}

impl Room {
    const SOME: Self = Self { values: VALUES, observations: OBSERVATIONS, rows: ROWS, named: NAMED };
    const ALL: Self = Self { values: usize::MAX, observations: usize::MAX, rows: usize::MAX, named: usize::MAX };
}

/// For each part of the exhibit its definition, its values with their observations, a line each, and who is excluded; last
/// the files. With `fields`, the fields of every row that is named stand below it. Where there is more than one can read, the
/// rest is counted, unless `all` is asked for.
pub fn to_text(trace: &Trace<'_>, fields: bool, all: bool) -> String {
    let mut text = String::new();
    let mut room = if all { Room::ALL } else { Room::SOME };
    let mut left_out = 0;
    for (place, part) in trace.parts() {
        definition(&mut text, part);
        let ranked = Row::ranked(trace.record, part);
        if !ranked.is_empty() {
            let _ = writeln!(
                text,
                "Who is left out as the greatest, these rows decide together\n  {}\n",
                places(&ranked, room.rows)
            );
        }
        let values = trace.values.iter().filter(|traced| traced.part == place);
        let mut working = Working::new(trace.record, part);
        for traced in values {
            if room.values == 0 {
                left_out += 1;
                continue;
            }
            room.values -= 1;
            value(&mut text, trace.record, (traced, &mut working), fields, &mut room);
        }
        excluded(&mut text, trace.record, part, fields, room);
    }
    if left_out > 0 {
        let values = if left_out == 1 { "1 value more".to_owned() } else { format!("{left_out} values more") };
        let _ = writeln!(text, "and {values}: name some with --facet, --series or --x, or see all with --all\n");
    }
    text.push_str("Files\n");
    let extracts = trace.extracts();
    let width = extracts.iter().map(|head| head.file.chars().count()).max().unwrap_or(0);
    for head in extracts {
        let _ = writeln!(text, "  {:<width$}  SHA-256 {}", head.file, head.sha256);
    }
    text.push_str("\n+ counted in the value   - only among those it is counted among");
    if trace.values.iter().flat_map(|traced| &traced.observations).any(|observation| mark(observation) == '/') {
        text.push_str("   / only in what the share is taken of");
    }
    if trace.values.iter().flat_map(|traced| &traced.observations).any(|one| !one.membership.is_empty()) {
        text.push_str("   * rows that decided who is in the population at all");
    }
    text.push('\n');
    text
}

fn definition(text: &mut String, part: &Observations) {
    text.push_str("Definition\n");
    let mut last = "";
    for statement in &part.definition {
        // What is said of one thing stands together.
        let _ = match statement.topic.as_str() {
            topic if topic == last => writeln!(text, "    {}", statement.text),
            topic => writeln!(text, "  {topic}: {}", statement.text),
        };
        last = &statement.topic;
        code(text, statement.code.as_deref());
    }
    text.push('\n');
}

/// An expression, indented, with its lines as they stand in the spec.
fn code(text: &mut String, code: Option<&str>) {
    for line in code.unwrap_or_default().lines() {
        let _ = writeln!(text, "      {}", line.trim());
    }
}

fn value(
    text: &mut String,
    record: &Record,
    (traced, working): (&Traced<'_>, &mut Working<'_>),
    fields: bool,
    room: &mut Room,
) {
    let value = traced.value;
    let names: Vec<&str> = [&value.facet, &value.series, &value.x]
        .into_iter()
        .filter(|name| !name.is_empty())
        .map(String::as_str)
        .collect();
    let number = |number: Option<f64>| number.map_or_else(|| "none".to_owned(), shortest);
    let shown = if value.suppressed { "held back".to_owned() } else { number(value.value) };
    let mut basis = calculation(traced, record.report.language);
    if let (Some(lower), Some(upper)) = (value.lower, value.upper) {
        basis.push(format!("95 % interval {} to {}", shortest(lower), shortest(upper)));
    }
    basis.push(format!("n {}", value.n.map_or_else(|| "none".to_owned(), |n| n.to_string())));
    let _ = writeln!(text, "{} | {} = {shown} ({})", names.join(" | "), value.stat, basis.join(", "));
    let told = &traced.observations[..traced.observations.len().min(room.observations)];
    room.observations -= told.len();
    let names: Vec<_> = told.iter().map(|observation| observation.called(record)).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    for (observation, name) in told.iter().zip(names) {
        let number = observation.number.map(shortest).unwrap_or_default();
        let mut line = format!("  {} {:<width$}  {number:>12}", mark(observation), name);
        if let Some(baseline) = observation.baseline {
            let _ = write!(line, "  from {}", shortest(baseline));
        }
        if let Some(weight) = observation.weight {
            let _ = write!(line, "  weight {}", shortest(weight));
        }
        let decided = match places(&observation.membership, room.rows) {
            rows if rows.is_empty() => rows,
            rows => format!("   * {rows}"),
        };
        let _ = writeln!(text, "{line}  {}{decided}", places(&observation.rows, room.rows));
        working.write(text, observation, room.rows);
        if fields {
            observation
                .rows
                .iter()
                .chain(&observation.membership)
                .take(room.rows)
                .for_each(|row| cells(text, record, row));
        }
    }
    let more = traced.observations.len() - told.len();
    if more > 0 {
        let observations = if more == 1 { "observation" } else { "observations" };
        let _ = writeln!(text, "  and {more} {observations} more: --all shows them");
    }
    for elsewhere in &traced.elsewhere {
        let named = elsewhere.units.iter().take(room.named).copied().collect::<Vec<_>>().join(", ");
        let more = elsewhere.units.len().checked_sub(room.named).filter(|more| *more > 0);
        let more = more.map_or_else(String::new, |more| format!(" and {more} more"));
        let _ = writeln!(text, "  {}: {}\n    {named}{more}", elsewhere.reason, elsewhere.units.len());
    }
    text.push('\n');
}

/// The calculation that a value is the result of, number by number.
fn calculation(traced: &Traced<'_>, language: Language) -> Vec<String> {
    let value = traced.value;
    let said = |name: &str, number: f64| format!("{name} {}", shortest(number));
    match value.calculation {
        Calculation::Effect { sum, count, deviation, norm } => {
            let mut steps =
                vec![said("sum of changes", sum), said("over", count), said("standard deviation", deviation)];
            steps.extend(norm.map(|norm| said("less", norm)));
            steps
        }
        Calculation::Span { low, high } => vec![said("low", low), said("high", high)],
        Calculation::Statistic { of, inputs } => {
            let numbers = of.inputs.iter().zip(inputs.numbers());
            let word = |message: &'static str| language.say(message, &[]);
            let numbers = numbers.map(|(name, number)| said(&word(name), *number));
            std::iter::once(of.formula.said(word)).chain(numbers).collect()
        }
        Calculation::Nothing | Calculation::Sum { .. } | Calculation::Quotient { .. } => {
            let mut steps = vec![value.numerator.map_or("numerator none".to_owned(), |own| said("numerator", own))];
            steps.extend(traced.denominator().map(|denominator| said("denominator", denominator)));
            steps
        }
    }
}

fn mark(observation: &Observation<'_>) -> char {
    match observation {
        Observation { counted: true, .. } => '+',
        Observation { among: true, .. } => '-',
        Observation { .. } => '/',
    }
}

/// `borgere.csv 12; udgifter.csv 45, 46`, so many of them.
fn places(rows: &[Row<'_>], most: usize) -> String {
    let mut text = String::new();
    let mut last = None;
    for row in rows.iter().take(most) {
        let _ = match last {
            Some(same) if same == row.extract => write!(text, ", {}", row.number),
            Some(_) => write!(text, "; {} {}", row.head.file, row.number),
            None => write!(text, "{} {}", row.head.file, row.number),
        };
        last = Some(row.extract);
    }
    if let Some(more) = rows.len().checked_sub(most).filter(|more| *more > 0) {
        let _ = write!(text, " and {more} more");
    }
    text
}

/// The fields of a row, without those that are empty.
fn cells(text: &mut String, record: &Record, row: &Row<'_>) {
    let cells = row.fields(record).filter_map(|(name, cell)| Some(format!("{name}: {}", cell?)));
    let _ = writeln!(text, "      {} {}  {}", row.head.file, row.number, cells.collect::<Vec<_>>().join("; "));
}

fn excluded(text: &mut String, record: &Record, part: &Observations, fields: bool, room: Room) {
    if part.excluded.is_empty() {
        return;
    }
    text.push_str("Excluded\n");
    for Excluded { reason, code: condition, extract, rows } in &part.excluded {
        let _ = writeln!(text, "  {reason}: {}", rows.0.len());
        code(text, condition.as_deref());
        for row in rows.0.iter().take(room.named).filter_map(|row| Row::of(record, *extract, *row)) {
            let who = row.subject(record).map_or_else(String::new, |who| format!("{who}  "));
            let _ = writeln!(text, "    {who}{} {}", row.head.file, row.number);
            if fields {
                cells(text, record, &row);
            }
        }
        if let Some(more) = rows.0.len().checked_sub(room.named).filter(|more| *more > 0) {
            let _ = writeln!(text, "    and {more} more: --all shows them");
        }
    }
    text.push('\n');
}
