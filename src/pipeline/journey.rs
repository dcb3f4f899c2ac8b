//! From a row or a person to all that it takes part in.

use std::collections::BTreeSet;

use super::{Failure, FailureKind, Prepared, compute};
use crate::audit::Record;
use crate::audit::journey::{Fate, Journey, Station};
use crate::cohort::{Data, RowRef, Sql, Way};
use crate::diagnostic::{Code, Finding};
use crate::register::is_pseudonym;
use crate::statistic::{Computed, differences};
use crate::sufficiency::but;

/// The row of an extract that a call names by file, or by the extract's name, and number: `borgere.csv:12`.
///
/// # Errors
/// There is no such file, or no such row in it.
pub fn row_named(record: &Record, name: &str) -> Result<BTreeSet<(usize, u32)>, Finding> {
    let is_not = |what: String, help: String| Finding::error(Code::CallMisunderstood, what).help(help);
    let split = name.rsplit_once(':').and_then(|(file, row)| Some((file, row.parse::<u32>().ok()?)));
    let Some((file, row)) = split else {
        let help = "name the file and the row's number in it, as `trace` shows them: --row borgere.csv:12";
        return Err(is_not(format!("`{name}` names no row"), help.to_owned()));
    };
    let is = |head: &crate::audit::record::ExtractHead| head.file == file || head.name == file;
    let Some(extract) = record.extracts.iter().position(|extract| is(&extract.head)) else {
        let files: Vec<&str> = record.extracts.iter().map(|extract| extract.head.file.as_str()).collect();
        return Err(is_not(format!("the report has no extract `{file}`"), format!("it has {}", files.join(", "))));
    };
    if record.extracts[extract].place(row).is_none() {
        let help = "rows are numbered as an editor or a spreadsheet shows them, the header counted";
        return Err(is_not(format!("`{file}` has no row {row}"), help.to_owned()));
    }
    Ok(BTreeSet::from([(extract, row)]))
}

/// All rows about the person with that pseudonym.
///
/// # Errors
/// No row is about such a person.
pub fn rows_of_person(record: &Record, pseudonym: &str) -> Result<BTreeSet<(usize, u32)>, Finding> {
    let mut rows = BTreeSet::new();
    for (number, extract) in record.extracts.iter().enumerate() {
        let own = extract.rows.rows.0.iter().enumerate();
        rows.extend(own.filter(|(place, _)| extract.subject(*place) == Some(pseudonym)).map(|(_, row)| (number, *row)));
    }
    if rows.is_empty() {
        // What is no pseudonym may be who it is about, and is not repeated.
        let whom = if is_pseudonym(pseudonym) { format!("`{pseudonym}`") } else { "whom the call names".to_owned() };
        return Err(Finding::error(Code::CallMisunderstood, format!("no row is about {whom}"))
            .help("name a person by the pseudonym that `trace` and the audit book show; another key makes others"));
    }
    Ok(rows)
}

/// What happens to these rows of the report.
///
/// # Errors
/// What is wrong with the spec against the data.
pub fn journey<'r>(
    prepared: &Prepared,
    computed: &[Computed],
    record: &'r Record,
    rows: BTreeSet<(usize, u32)>,
) -> Result<Journey<'r>, Failure> {
    let refs: BTreeSet<RowRef> = rows
        .iter()
        .filter_map(|(extract, row)| Some(RowRef { extract: u16::try_from(*extract).ok()?, row: *row }))
        .collect();
    let register = but(prepared.data(), &refs);
    let without = match compute(Data { register: &register, ..prepared.data() }, prepared.as_of) {
        Ok(again) => {
            let changed = computed.iter().zip(&again).map(|(own, again)| (own.id.clone(), differences(own, again)));
            Ok(changed.filter(|(_, differences)| !differences.is_empty()).collect())
        }
        Err(findings) => Err(findings.iter().next().map(|finding| finding.message.clone()).unwrap_or_default()),
    };
    Ok(Journey { record, stations: stations(prepared, record, &rows)?, rows, without })
}

/// What every population made of the person whom the rows are about.
fn stations(prepared: &Prepared, record: &Record, rows: &BTreeSet<(usize, u32)>) -> Result<Vec<Station>, Failure> {
    let data = prepared.data();
    let fails = |findings| Failure { kind: FailureKind::of(&findings), findings, sources: prepared.sources.clone() };
    let Some(persons) = &data.spec.persons else { return Ok(Vec::new()) };
    let named = |extract: usize, row: u32| Some(RowRef { extract: u16::try_from(extract).ok()?, row });
    // The rows named, and all those about the same people.
    let mut own: BTreeSet<RowRef> = rows.iter().filter_map(|(extract, row)| named(*extract, *row)).collect();
    for (extract, row) in rows {
        let of = &record.extracts[*extract];
        let Some(person) = of.place(*row).and_then(|place| of.subject(place)) else { continue };
        for (number, other) in record.extracts.iter().enumerate() {
            let about = other.rows.rows.0.iter().enumerate();
            let about = about.filter(|(place, _)| other.subject(*place) == Some(person));
            own.extend(about.filter_map(|(_, row)| named(number, *row)));
        }
    }
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let cohorts = prepared.cohorts().map_err(fails)?;
    let is_about = |row: RowRef| data.made.behind().of(row).iter().any(|row| own.contains(row));
    let is_in = |population: &str| {
        let drawn = cohorts.get(population);
        drawn.is_some_and(|drawn| drawn.members.iter().any(|member| is_about(member.row)))
    };
    let sql = Sql::of(data.spec);
    let station = |population: &crate::spec::Population| -> Result<Station, Finding> {
        let from = population.from.as_ref().map(|from| from.value.clone());
        let fate = match (is_in(population.name.as_str()), from.filter(|from| !is_in(from))) {
            (true, _) => Fate::TakenIn,
            (false, Some(from)) => Fate::NotReached(from),
            (false, None) => {
                let way = Way::to(&population.name, data, cohorts)?;
                // Of one who stands on several rows the one that came farthest.
                let own = way.rows.iter().zip(&way.left_out_at).filter(|(row, _)| is_about(**row));
                let conditions = data.spec.conditions(population.name.as_str());
                let condition = own.map(|(_, at)| *at as usize).max().and_then(|at| conditions.get(at - 1));
                let not_there = || Fate::NotThere(persons.extract.value.clone());
                condition.map_or_else(not_there, |(_, condition)| Fate::LeftOut(sql.shown(condition)))
            }
        };
        Ok(Station { population: population.name.value.clone(), fate })
    };
    data.spec.populations.iter().map(station).collect::<Result<_, _>>().map_err(|finding| fails(finding.into()))
}
