//! Finds where in its file a table begins and ends: below titles, with a head of one row or two, above notes and sources.

use std::borrow::Cow;

use super::raw::{Cell, Why};
use super::told::rows as counted_rows;
use crate::register;
use crate::schema::{Ends, Extent};

/// What offices begin the lines below a table with.
const NOTES: [&str; 14] = [
    "Kilde",
    "Kilder",
    "Note",
    "Noter",
    "Anm.",
    "Anmærkning",
    "Bemærk",
    "Fodnote",
    "Opdateret",
    "Udtrukket",
    "Dato for udtræk",
    "*",
    "1)",
    "Source",
];

/// What the row below a table begins with where it adds the rows up.
const TOTALS: [&str; 6] = ["I alt", "Ialt", "Total", "Sum", "Hovedtotal", "Samlet"];

/// A row with something in it.
#[derive(Debug)]
pub(super) struct Line {
    /// Its number in the file.
    pub(super) row: u32,
    /// Whether a row without anything stands above it.
    pub(super) is_behind_blank: bool,
    pub(super) cells: Vec<Cell>,
}

impl Line {
    /// How many cells are filled in.
    pub(super) fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| **cell != Cell::Empty).count()
    }

    /// Whether it has too little in it to be a row of a table so wide: a title or a note.
    fn is_beside(&self, width: usize) -> bool {
        self.filled() <= 1 || self.filled() * 3 <= width
    }

    /// Whether its first cell with something in it says that it adds up the rows above.
    fn is_total(&self) -> bool {
        let first = self.texts().into_iter().find(|text| !text.is_empty());
        first.is_some_and(|first| TOTALS.contains(&first.trim_end_matches(':')))
    }

    fn texts(&self) -> Vec<&str> {
        self.cells.iter().map(|cell| if let Cell::Text(text) = cell { text.as_str() } else { "" }).collect()
    }

    /// The names that it has as a row of a head; a year above columns is often a number.
    fn names(&self) -> Vec<Cow<'_, str>> {
        let name = |cell| match cell {
            &Cell::Number(number) if number.fract() == 0.0 => Cow::Owned(number.to_string()),
            Cell::Text(text) => Cow::Borrowed(text.as_str()),
            _ => Cow::Borrowed(""),
        };
        self.cells.iter().map(name).collect()
    }
}

/// A table that was found.
pub(super) struct Found<'l> {
    pub(super) extent: Extent,
    /// The names of the columns and their places in a row.
    pub(super) names: Vec<(usize, String)>,
    pub(super) rows: Vec<&'l Line>,
    pub(super) doubts: Vec<String>,
}

/// The table among the lines of a file, `width` columns wide.
pub(super) fn table(lines: &[Line], width: usize) -> Result<Found<'_>, Why> {
    let start = lines.iter().position(|line| !line.is_beside(width)).unwrap_or(0);
    let names = |count: usize| {
        let rows: Vec<Vec<Cow<'_, str>>> = lines[start..].iter().take(count).map(Line::names).collect();
        let names = register::join(&rows, &Extent::default().header_join);
        names.into_iter().enumerate().filter(|(_, name)| !name.is_empty()).collect::<Vec<_>>()
    };
    let is_head = |names: &[(usize, String)], line: &Line| check_head(names, line, width);
    // A first row of two has a name above several columns, and so cells that are empty.
    let one = names(1);
    let (names, height) = match is_head(&one, &lines[start]) {
        Ok(()) => (one, 1),
        Err(why) => {
            let follows = lines.get(start + 1).filter(|next| next.row == lines[start].row + 1);
            let two = names(2);
            match follows {
                Some(next)
                    if lines[start].filled() > 1
                        && lines[start].filled() < width
                        && next.names().iter().all(|name| !is_number(name) || is_year(name))
                        && is_head(&two, next).is_ok() =>
                {
                    (two, 2)
                }
                _ => return Err(why),
            }
        }
    };
    let header_rows: Vec<u32> = lines[start..start + height].iter().map(|line| line.row).collect();
    let below = &lines[start + height..];
    let (ends, kept) = end(below, width);
    let mut doubts = Vec::new();
    if start > 0 {
        doubts.push(format!("{} over overskriften er ikke en del af tabellen", counted_rows(start)));
    }
    if height > 1 {
        doubts.push("overskriften står i to rækker, som er sat sammen".to_owned());
    }
    if kept < below.len() {
        doubts.push(format!(
            "{} under tabellen, fra række {}, er ikke læst",
            counted_rows(below.len() - kept),
            below[kept].row
        ));
    }
    let extent = Extent { header_rows, ends, ..Extent::default() };
    Ok(Found { extent, names, rows: below[..kept].iter().collect(), doubts })
}

/// What the rows below a head end at, and how many of them are the table's.
fn end(below: &[Line], width: usize) -> (Ends, usize) {
    let notes = below.iter().rev().take_while(|line| line.is_beside(width) || line.is_total()).count();
    let from = below.len() - notes;
    for (at, line) in below.iter().enumerate().skip(from) {
        let first = line.texts().into_iter().find(|text| !text.is_empty());
        if let Some(word) = first.and_then(|text| NOTES.into_iter().chain(TOTALS).find(|word| text.starts_with(word))) {
            let is_first = !below[..at].iter().any(|line| line.texts().iter().any(|text| text.starts_with(word)));
            if is_first {
                return (Ends::Before(vec![word.to_owned()]), at);
            }
        }
        // A blank row ends the table only where no other does.
        if line.is_behind_blank && at > 0 && !below[..at].iter().any(|line| line.is_behind_blank) {
            return (Ends::BlankRow, at);
        }
    }
    (Ends::File, below.len())
}

/// Whether names can be a table's head: one for each column, each once, and none of them a number or a day.
fn check_head(names: &[(usize, String)], last: &Line, width: usize) -> Result<(), Why> {
    let help = "see that the table's head has a name of its own for each column";
    if names.len() < last.filled() {
        return Err(("the first row is not the header: it has numbers or days", help));
    }
    if names.len() < width {
        return Err(("the header has a column without a name", help));
    }
    if names.len() > width {
        return Err(("the first row is not the header: it has not as many fields as the rows below", help));
    }
    if names.iter().any(|(_, name)| is_number(name)) || last.texts().iter().any(|text| is_long(text)) {
        return Err(("the first row is not the header: it has numbers or days", help));
    }
    let mut sorted: Vec<&String> = names.iter().map(|(_, name)| name).collect();
    sorted.sort();
    if sorted.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(("two columns have the same name", help));
    }
    Ok(())
}

/// Whether a text has as many digits as a day or a number of somebody.
fn is_long(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= 6
}

fn is_number(text: &str) -> bool {
    is_long(text) || text.replace(',', ".").parse::<f64>().is_ok()
}

fn is_year(text: &str) -> bool {
    text.parse().is_ok_and(|year: u32| (1900..=2199).contains(&year))
}
