//! The other way round: from a row of an extract, or a person with all rows, to every number that it takes part in.
//!
//! Input: the record of a release, the rows, what each population made of the person, and the values that would be others without
//! the rows. Output: text for people at a terminal.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::record::{Exhibit, Record};

/// What a population made of someone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Station {
    /// The population.
    pub population: String,
    /// Whether it took the person in.
    pub fate: Fate,
}

/// Whether a population took someone in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It did.
    TakenIn,
    /// It did not, because this condition does not hold, the first of those it asks.
    LeftOut(String),
    /// It is drawn from a population that did not.
    NotReached(String),
    /// No row of this extract or view, which the persons are read from, is about them, so that nobody was asked.
    NotThere(String),
}

/// What happens to a row, or to all rows of a person.
#[derive(Debug, Clone)]
pub struct Journey<'a> {
    /// The record of the release.
    pub record: &'a Record,
    /// The rows: extracts' places and row numbers.
    pub rows: BTreeSet<(usize, u32)>,
    /// What the populations made of the person, in the order of the spec; none where it is about no person.
    pub stations: Vec<Station>,
    /// What would be others without the rows, by exhibit; or why they could not be computed then.
    pub without: Result<Vec<(String, Vec<String>)>, String>,
}

/// How many values of an exhibit are named before the rest is only counted.
const NAMED: usize = 12;

/// The journey in words; `all` names every value.
pub fn to_text(journey: &Journey<'_>, all: bool) -> String {
    let most = if all { usize::MAX } else { NAMED };
    let mut text = String::new();
    rows(&mut text, journey, most);
    if !journey.stations.is_empty() {
        text.push_str("\nPopulations\n");
    }
    for Station { population, fate } in &journey.stations {
        let _ = match fate {
            Fate::TakenIn => writeln!(text, "  + {population}"),
            Fate::LeftOut(condition) => writeln!(text, "  - {population}: this does not hold\n      {condition}"),
            Fate::NotThere(persons) => writeln!(text, "  . {population}: no row of {persons}, from which it is drawn"),
            Fate::NotReached(from) => writeln!(text, "  . {population}: drawn from {from}"),
        };
    }
    text.push_str("\nExhibits\n");
    let before = text.len();
    for exhibit in &journey.record.exhibits {
        told(&mut text, journey, exhibit, most);
    }
    if text.len() == before {
        text.push_str("  none\n");
    }
    text.push_str("\nWithout it\n");
    match &journey.without {
        Err(why) => {
            let _ = writeln!(text, "  the report cannot be computed: {why}");
        }
        Ok(none) if none.is_empty() => text.push_str("  every number is the same\n"),
        Ok(changed) => {
            for (exhibit, differences) in changed {
                let _ = writeln!(text, "  {exhibit}");
                list(&mut text, differences, most);
            }
            text.push_str("  (as it is, and without)\n");
        }
    }
    text.push_str(
        "\n+ taken in, or counted   - left out, or only among those it is counted among   . never came so far\n",
    );
    text
}

fn rows(text: &mut String, journey: &Journey<'_>, most: usize) {
    text.push_str("Rows\n");
    for (extract, row) in journey.rows.iter().take(most) {
        let Some(of) = journey.record.extracts.get(*extract) else { continue };
        let place = of.place(*row);
        let cells = of.head.fields.iter().zip(&of.rows.cells);
        let cells = cells.filter_map(|(field, cells)| Some(format!("{}: {}", field.name, cells.get(place?)?)));
        let _ = writeln!(text, "  {} {row}  {}", of.head.file, cells.collect::<Vec<_>>().join("; "));
    }
    more(text, journey.rows.len(), most, "  ");
}

/// What an exhibit makes of the rows: where they count, and why not where they do not.
fn told(text: &mut String, journey: &Journey<'_>, exhibit: &Exhibit, most: usize) {
    let (mut lines, mut reasons) = (Vec::new(), Vec::new());
    for (number, part) in exhibit.basis.parts.iter().enumerate() {
        let stands = |mut of: Box<dyn Iterator<Item = (usize, u32)> + '_>| of.any(|row| journey.rows.contains(&row));
        let own = |at: &u32| stands(Box::new(part.lineage(*at as usize)));
        let decides = |at: &u32| stands(Box::new(part.membership(*at as usize)));
        let places: BTreeSet<u32> = (0u32..).take(part.count).filter(|at| own(at) || decides(at)).collect();
        let values = exhibit.basis.bases.iter().zip(&exhibit.head.values).filter(|(basis, _)| basis.part == number);
        for (basis, value) in values {
            let list = |at: usize| exhibit.basis.lists.get(at).map_or(&[][..], |list| list.0.as_slice());
            let here = |at: usize| list(at).iter().filter(|at| places.contains(at)).copied().collect::<Vec<u32>>();
            let (counted, among) = (here(basis.counted), here(basis.among));
            let (mark, which) = if counted.is_empty() { ('-', &among) } else { ('+', &counted) };
            if which.is_empty() {
                continue;
            }
            let names = [&value.facet, &value.series, &value.x].into_iter().filter(|name| !name.is_empty());
            let names: Vec<&str> = names.map(String::as_str).collect();
            let how = if which.iter().any(own) { "" } else { " (decides membership)" };
            lines.push(format!("{mark} {} | {} = {}{how}", names.join(" | "), value.stat, value.shown));
        }
        if part.ranked().any(|row| journey.rows.contains(&row)) {
            lines.push("- decides with the others who is left out as the greatest".to_owned());
        }
        for excluded in &part.excluded {
            if excluded.rows.0.iter().any(|row| journey.rows.contains(&(excluded.extract, *row))) {
                let condition = excluded.code.as_ref().map(|code| format!("\n        {code}")).unwrap_or_default();
                reasons.push(format!("- {}{condition}", excluded.reason));
            }
        }
    }
    reasons.dedup();
    if lines.is_empty() && reasons.is_empty() {
        return;
    }
    let _ = writeln!(text, "  {}: {}", exhibit.head.id, exhibit.head.title);
    list(text, &lines, most);
    list(text, &reasons, most);
}

fn list(text: &mut String, lines: &[String], most: usize) {
    for line in lines.iter().take(most) {
        let _ = writeln!(text, "    {line}");
    }
    more(text, lines.len(), most, "    ");
}

fn more(text: &mut String, count: usize, most: usize, indent: &str) {
    if let Some(more) = count.checked_sub(most).filter(|more| *more > 0) {
        let _ = writeln!(text, "{indent}and {more} more: --all shows them");
    }
}
