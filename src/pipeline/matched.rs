//! Whether the extracts are about the people of the report: drawn for others, or with numbers that were mistyped, they tell that
//! people have nothing.

use polars::prelude::DataFrame;

use crate::cohort::Data;
use crate::diagnostic::{Code, Finding, Findings, several};
use crate::dictionary::Dictionary;
use crate::letters::folded;
use crate::register::{Extract, NAMELESS, ROW, Register};
use crate::spec::{Analysis, Making, Measure, Persons, Spec, UnitKind};

/// Some of whom a register tells have since left the others; more than one in so many is more than that.
const ONE_IN: usize = 4;
/// Fewer are no part that says anything.
const FEWEST: usize = 5;

/// Extracts that are about others than the report, wholly or for a good part.
pub(super) fn unmatched(data: Data<'_>) -> Findings {
    let mut findings = Findings::new();
    for (whom, table) in data.spec.tables() {
        let Some(of) = drawn_from(table, data) else { continue };
        let known = Known::of(of, table.id.as_str(), data.register);
        for (extract, declared) in data.register.iter().zip(&data.spec.extracts).filter(|(own, _)| own.name != of.name)
        {
            let others = data.about(&declared.name, whom).and_then(|column| Others::of(extract, column, &known));
            let found = others.and_then(|others| others.told(data.spec.kind(whom), &table.extract.value));
            findings.extend(found.map(Findings::from).unwrap_or_default());
        }
    }
    findings
}

/// Rows that find nothing because their key is written otherwise where it is looked for: of units, and of what totals are told of.
/// People's numbers are pseudonyms, and have one form.
pub(super) fn written_otherwise(data: Data<'_>) -> Findings {
    let mut findings = Findings::new();
    for (whom, table) in data.spec.tables() {
        let Some(of) = drawn_from(table, data).filter(|_| data.spec.kind(whom).is_some()) else { continue };
        let Some(known) = texts(&of.frame, table.id.as_str()) else { continue };
        for (extract, declared) in data.register.iter().zip(&data.spec.extracts).filter(|(own, _)| own.name != of.name)
        {
            let column = data.about(&declared.name, whom);
            let found = column.and_then(|column| alike(extract, column, &known, &of.name));
            findings.extend(found.map(Findings::from).unwrap_or_default());
        }
    }
    for part in data.spec.exhibits.iter().flat_map(|exhibit| &exhibit.parts) {
        let Measure::Analysis(Analysis::Totals(totals)) = &part.measure else { continue };
        let [per, of] = [&totals.per, &totals.extract].map(|name| data.register.get(name.as_str()));
        let Some((per, of)) = per.zip(of) else { continue };
        let known = texts(&per.frame, totals.by.as_str());
        let found = known.and_then(|known| alike(of, totals.by.as_str(), &known, &per.name));
        findings.extend(found.map(Findings::from).unwrap_or_default());
    }
    findings.once()
}

fn alike(extract: &Extract, field: &str, known: &Dictionary<&str>, table: &str) -> Option<Finding> {
    let about = texts(&extract.frame, field)?.into_things();
    let unknown: Vec<&str> = about.into_iter().filter(|name| !known.has(name)).collect();
    if unknown.is_empty() {
        return None;
    }
    let written: Dictionary<String> = known.things().map(|name| folded(name)).collect();
    let alike: Dictionary<&str> = unknown.into_iter().filter(|name| written.has(&folded(name))).collect();
    if alike.is_empty() {
        return None;
    }
    let (cells, rows) = (extract.frame.column(field).ok()?.str().ok()?, extract.frame.column(ROW).ok()?.u32().ok()?);
    let is_so = |cell: Option<&str>| cell.is_some_and(|text| alike.has(text));
    let found: Vec<u32> =
        cells.iter().zip(rows.iter()).filter(|(cell, _)| is_so(*cell)).filter_map(|(_, row)| row).collect();
    let message = format!(
        "{} {} nowhere because `{table}` writes `{field}` otherwise: it differs in capitals, blanks or zeros in front",
        several(found.len(), "row"),
        if found.len() == 1 { "counts" } else { "count" }
    );
    Some(
        Finding::warning(Code::AlikeTexts, message)
            .in_cell(&extract.file, found.first().map(|row| u64::from(*row)), Some(field))
            .help("write both alike in the registers, or make them so in a view"),
    )
}

/// The extract that has all whom a table of people is drawn from. A view may leave some of them out, and rows about those are no mistake.
fn drawn_from<'a>(table: &Persons, data: Data<'a>) -> Option<&'a Extract> {
    let mut name = &table.extract.value;
    while let Some(view) = data.spec.views.iter().find(|view| view.name.value == *name) {
        let Making::Ruled(ruled) = &view.making else { return None };
        name = &ruled.of.value;
    }
    data.register.get(name)
}

/// Those whom a column of an extract names.
struct Known<'a> {
    extract: &'a Extract,
    column: &'a str,
    register: &'a Register,
    /// By the numbers of their pseudonyms, where it has pseudonyms.
    by_number: Option<Vec<bool>>,
}

impl<'a> Known<'a> {
    fn of(extract: &'a Extract, column: &'a str, register: &'a Register) -> Self {
        let by_number = register.numbers(&extract.name, column).map(|numbers| seen(numbers, register));
        Self { extract, column, register, by_number }
    }
}

/// Which pseudonyms of a register stand in a column.
fn seen(numbers: &[u32], register: &Register) -> Vec<bool> {
    let mut seen = vec![false; register.pseudonyms().len()];
    numbers.iter().filter(|number| **number != NAMELESS).for_each(|number| seen[*number as usize] = true);
    seen
}

/// How many an extract names who are not known elsewhere.
struct Others<'a> {
    extract: &'a Extract,
    field: &'a str,
    /// How many it names in all.
    named: usize,
    unknown: usize,
    /// How many of its rows are about the others.
    rows: usize,
}

impl<'a> Others<'a> {
    fn of(extract: &'a Extract, field: &'a str, known: &Known<'_>) -> Option<Self> {
        let count = |all: &[bool]| all.iter().filter(|is| **is).count();
        let numbers = known.register.numbers(&extract.name, field);
        if let (Some(numbers), Some(known_numbers)) = (numbers, &known.by_number) {
            let here = seen(numbers, known.register);
            let is_other = |number: &u32| *number != NAMELESS && !known_numbers[*number as usize];
            let unknown = here.iter().zip(known_numbers).filter(|(here, known)| **here && !**known).count();
            let rows = numbers.iter().filter(|number| is_other(number)).count();
            return Some(Self { extract, field, named: count(&here), unknown, rows });
        }
        let (named, known) = (texts(&extract.frame, field)?, texts(&known.extract.frame, known.column)?);
        let others: Dictionary<&str> = named.things().copied().filter(|name| !known.has(name)).collect();
        let column = extract.frame.column(field).ok()?.str().ok()?;
        let rows = column.iter().flatten().filter(|name| others.has(name)).count();
        Some(Self { extract, field, named: named.len(), unknown: others.len(), rows })
    }

    /// Where they are all that it names, or a good part.
    fn told(&self, kind: Option<&UnitKind>, table: &str) -> Option<Finding> {
        let Self { named, unknown: others, .. } = *self;
        let all = others == named;
        if others == 0 || !all && (others < FEWEST || others * ONE_IN <= named) {
            return None;
        }
        let many = kind.map_or_else(|| "people".to_owned(), UnitKind::units);
        let rows = several(self.rows, "row");
        let message = if all {
            format!(
                "none of the {named} {many} in it is among the report's {many}: no figure about those counts their {rows}"
            )
        } else {
            format!(
                "{others} of the {named} {many} in it are not among the report's {many}: no figure about those counts their {rows}"
            )
        };
        let help = match kind {
            None if all => "were both extracts drawn for the same people? If so, allow it in the spec, and say why".to_owned(),
            None => "were both extracts drawn for the same people, and are the numbers right? If it is drawn for more people than the report \
                     is about, allow it in the spec, and say why"
                .to_owned(),
            Some(_) => format!(
                "does it write their names as `{table}` does? Blanks and zeros in front of a key say nothing where both layouts say so \
                 (`sporbar:key` with `sporbar:keyForm`); other spellings are made one in a view"
            ),
        };
        Some(
            Finding::warning(Code::NobodyMatched, message)
                .in_cell(&self.extract.file, None, Some(self.field))
                .help(help),
        )
    }
}

/// The different texts of a column.
fn texts<'a>(frame: &'a DataFrame, column: &str) -> Option<Dictionary<&'a str>> {
    Some(frame.column(column).ok()?.str().ok()?.iter().flatten().collect())
}

/// Flows that begin with fewer people than an extract tells of, because a view has left some out already: readers take the first number
/// for all there are.
pub(super) fn begun_late(spec: &Spec, data: Data<'_>) -> Findings {
    let mut findings = Findings::new();
    for exhibit in &spec.exhibits {
        let flows = exhibit.parts.iter().filter_map(|part| match &part.measure {
            Measure::Analysis(Analysis::Disposition(flow)) if !flow.names_its_beginning() => Some(flow),
            _ => None,
        });
        for flow in flows {
            let whom = spec.whom(flow.population.as_str());
            let found = spec.table(whom).zip(flow.from.as_deref()).and_then(|(table, view)| {
                let of = drawn_from(table, data)?;
                let all = texts(&of.frame, table.id.as_str())?;
                let (_, made) = data.made.get(view)?;
                let there = texts(&made.frame, table.id.as_str())?;
                Some((&of.name, all.things().filter(|name| !there.has(*name)).count(), all.len()))
            });
            let Some((of, left, all)) = found.filter(|(_, left, _)| *left > 0) else { continue };
            let many = spec.counted(whom);
            let view = flow.from.as_deref().unwrap_or_default();
            let message = format!(
                "the flow of `{}` begins with those in the view `{view}`: {left} of the {all} {many} in `{of}` are left out before, and readers are not told",
                exhibit.id.value
            );
            findings.push(
                Finding::warning(Code::ViewRows, message)
                    .at(&spec.file, exhibit.id.span.clone(), "this exhibit")
                    .help("let the view keep them all, and a condition of the population leave them out, so that the flow shows it")
                    .help(format!("or say what it begins with: steps = {{ \"{view}\" = \"...\" }}")),
            );
        }
    }
    findings.once()
}
