//! Whether the extracts are about the people of the report: drawn for others, or with numbers that were mistyped, they tell that
//! people have nothing.

use std::collections::BTreeSet;

use polars::prelude::DataFrame;

use crate::cohort::Data;
use crate::diagnostic::{Code, Finding, Findings, several};
use crate::letters::folded;
use crate::register::{Extract, ROW};
use crate::spec::{Analysis, Making, Measure, Persons, Spec, UnitKind};

/// Some of whom a register tells have since left the others; more than one in so many is more than that.
const ONE_IN: usize = 4;
/// Fewer are no part that says anything.
const FEWEST: usize = 5;

/// Extracts that are about others than the report, wholly or for a good part.
pub(super) fn unmatched(data: Data<'_>) -> Findings {
    let mut findings = Findings::new();
    for (whom, table) in data.spec.tables() {
        let Some((of, known)) = known(table, data) else { continue };
        for (extract, declared) in data.register.iter().zip(&data.spec.extracts).filter(|(own, _)| own.name != of) {
            let found = data
                .about(&declared.name, whom)
                .and_then(|column| about_others(extract, column, &known, data.spec.kind(whom), &table.extract.value));
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
        let Some((of, known)) = known(table, data).filter(|_| data.spec.kind(whom).is_some()) else { continue };
        for (extract, declared) in data.register.iter().zip(&data.spec.extracts).filter(|(own, _)| own.name != of) {
            let column = data.about(&declared.name, whom);
            findings.extend(
                column.and_then(|column| alike(extract, column, &known, &of)).map(Findings::from).unwrap_or_default(),
            );
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

fn alike(extract: &Extract, field: &str, known: &BTreeSet<String>, table: &str) -> Option<Finding> {
    let about = texts(&extract.frame, field)?;
    let written: BTreeSet<String> = known.iter().map(|name| folded(name)).collect();
    let alike: BTreeSet<&String> =
        about.iter().filter(|name| !known.contains(*name) && written.contains(&folded(name))).collect();
    if alike.is_empty() {
        return None;
    }
    let (cells, rows) = (extract.frame.column(field).ok()?.str().ok()?, extract.frame.column(ROW).ok()?.u32().ok()?);
    let is_so = |cell: Option<&str>| cell.is_some_and(|text| alike.iter().any(|name| *name == text));
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

/// The names of all whom a table of people is drawn from, with the extract that has them. A view may leave some of them out, and rows
/// about those are no mistake.
fn known(table: &Persons, data: Data<'_>) -> Option<(String, BTreeSet<String>)> {
    let mut name = table.extract.value.clone();
    while let Some(view) = data.spec.views.iter().find(|view| view.name.value == name) {
        let Making::Ruled(ruled) = &view.making else { return None };
        name.clone_from(&ruled.of.value);
    }
    let names = texts(&data.register.get(&name)?.frame, table.id.as_str())?;
    Some((name, names))
}

fn about_others(
    extract: &Extract,
    field: &str,
    known: &BTreeSet<String>,
    kind: Option<&UnitKind>,
    table: &str,
) -> Option<Finding> {
    let about = texts(&extract.frame, field)?;
    let others = about.iter().filter(|name| !known.contains(*name)).count();
    let all = others == about.len();
    if others == 0 || !all && (others < FEWEST || others * ONE_IN <= about.len()) {
        return None;
    }
    let many = kind.map_or_else(|| "people".to_owned(), UnitKind::units);
    let column = extract.frame.column(field).ok()?.str().ok()?;
    let rows = several(column.iter().flatten().filter(|name| !known.contains(*name)).count(), "row");
    let message = if all {
        format!(
            "none of the {} {many} in it is among the report's {many}: no figure about those counts their {rows}",
            about.len()
        )
    } else {
        format!(
            "{others} of the {} {many} in it are not among the report's {many}: no figure about those counts their {rows}",
            about.len()
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
    Some(Finding::warning(Code::NobodyMatched, message).in_cell(&extract.file, None, Some(field)).help(help))
}

fn texts(frame: &DataFrame, column: &str) -> Option<BTreeSet<String>> {
    let column = frame.column(column).ok()?.unique().ok()?;
    Some(column.str().ok()?.iter().flatten().map(str::to_owned).collect())
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
                let (of, all) = known(table, data)?;
                let (_, made) = data.made.get(view)?;
                let there = texts(&made.frame, table.id.as_str())?;
                Some((of, all.iter().filter(|name| !there.contains(*name)).count(), all.len()))
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
