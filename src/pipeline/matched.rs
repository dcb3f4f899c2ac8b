//! Whether the extracts are about the people of the report: drawn for others, or with numbers that were mistyped, they tell that
//! people have nothing.

use std::collections::BTreeSet;

use polars::prelude::DataFrame;

use crate::cohort::Data;
use crate::diagnostic::{Code, Finding, Findings};
use crate::register::Extract;
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
    let message = if all {
        format!("none of the {} {many} in it is among the report's {many}", about.len())
    } else {
        let column = extract.frame.column(field).ok()?.str().ok()?;
        let rows = column.iter().flatten().filter(|name| !known.contains(*name)).count();
        format!(
            "{others} of the {} {many} in it are not among the report's {many}: no figure counts their {rows} rows",
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
