//! From a row or a person to all that it takes part in.

use std::collections::{BTreeMap, BTreeSet};

use super::{Failure, FailureKind, Prepared, compute};
use crate::audit::Record;
use crate::audit::journey::{Fate, Journey, Station};
use crate::cohort::{Data, RowRef, Sql, Way};
use crate::diagnostic::{Code, Finding};
use crate::register::is_pseudonym;
use crate::spec::Whom;
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

/// Rows of extracts, and the kind of unit that they are about, where the call names one.
pub type RowsOf = (BTreeSet<(usize, u32)>, Option<Whom>);

/// All rows about the person with that pseudonym, or about the unit of that name.
///
/// # Errors
/// No row is about such a person or unit, or units of several kinds are called so.
pub fn rows_of_person(prepared: &Prepared, record: &Record, pseudonym: &str) -> Result<RowsOf, Finding> {
    let kinds = rows_of_unit(prepared, record, pseudonym);
    let mut kinds = kinds.into_iter();
    if let Some((whom, rows)) = kinds.next() {
        let Some((other, _)) = kinds.next() else { return Ok((rows, Some(whom))) };
        let spec = &prepared.spec;
        let message = format!("it is a name among {} and among {}", spec.counted(whom), spec.counted(other));
        return Err(Finding::error(Code::CallMisunderstood, message)
            .help("name a row of the one that is meant: --row FILE:ROW"));
    }
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
    Ok((rows, None))
}

/// The rows about the units of a name, by their kind.
fn rows_of_unit(prepared: &Prepared, record: &Record, name: &str) -> BTreeMap<Whom, BTreeSet<(usize, u32)>> {
    let data = prepared.data();
    let mut found: BTreeMap<Whom, BTreeSet<(usize, u32)>> = BTreeMap::new();
    for (whom, table) in data.spec.tables().filter(|(whom, _)| *whom != Whom::Persons) {
        let mut rows = BTreeSet::new();
        let mut is_there = false;
        for (number, declared) in data.spec.extracts.iter().enumerate() {
            let Some(column) = data.about(&declared.name, whom) else { continue };
            // As the record has it, where pseudonyms stand for what is personal.
            let extract = &record.extracts[number];
            let place = extract.head.fields.iter().position(|field| field.name == column);
            let Some(cells) = place.and_then(|place| extract.rows.cells.get(place)) else { continue };
            let own = extract.rows.rows.0.iter().enumerate().filter(|(at, _)| cells.get(*at) == Some(name));
            let own: Vec<(usize, u32)> = own.map(|(_, row)| (number, *row)).collect();
            is_there |= declared.name.value == table.extract.value && !own.is_empty();
            rows.extend(own);
        }
        for view in &data.spec.views {
            let Some((number, made)) = data.made.get(view.name.as_str()) else { continue };
            let column = data.about(&view.name, whom).and_then(|column| made.frame.column(column).ok());
            let Some(texts) = column.and_then(|column| column.str().ok()) else { continue };
            let own = (1..).zip(texts.iter()).filter(|(_, text)| *text == Some(name));
            let behind = own.flat_map(|(row, _)| data.made.behind().of(RowRef { extract: number, row }));
            let behind: Vec<(usize, u32)> = behind.map(|row| (usize::from(row.extract), row.row)).collect();
            is_there |= view.name.value == table.extract.value && !behind.is_empty();
            rows.extend(behind);
        }
        if is_there {
            found.insert(whom, rows);
        }
    }
    found
}

/// What happens to these rows of the report.
///
/// # Errors
/// What is wrong with the spec against the data.
pub fn journey<'r>(
    prepared: &Prepared,
    computed: &[Computed],
    record: &'r Record,
    (rows, whom): RowsOf,
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
    Ok(Journey { record, stations: stations(prepared, record, &rows, whom)?, rows, without })
}

/// What every population made of the person, or the unit, that the rows are about.
fn stations(
    prepared: &Prepared,
    record: &Record,
    rows: &BTreeSet<(usize, u32)>,
    whom: Option<Whom>,
) -> Result<Vec<Station>, Failure> {
    let data = prepared.data();
    let fails = |findings| Failure { kind: FailureKind::of(&findings), findings, sources: prepared.sources.clone() };
    let named = |extract: usize, row: u32| Some(RowRef { extract: u16::try_from(extract).ok()?, row });
    // The rows named, and all those about the same people.
    let mut own: BTreeSet<RowRef> = rows.iter().filter_map(|(extract, row)| named(*extract, *row)).collect();
    for (extract, row) in rows.iter().filter(|_| whom.is_none()) {
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
    let drawn_of = |population: &crate::spec::Population| data.spec.whom(population.name.as_str());
    // A population of units is told of where one of the rows makes one of its kind.
    let has_unit = |whom: Whom| cohorts.rows(whom).any(is_about);
    let told = |population: &&crate::spec::Population| match (drawn_of(population), whom) {
        (of, Some(named)) => of == named,
        (Whom::Persons, None) => true,
        (of, None) => has_unit(of),
    };
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
                let table = data.spec.table(drawn_of(population)).map(|table| table.extract.value.clone());
                let not_there = || Fate::NotThere(table.unwrap_or_default());
                condition.map_or_else(not_there, |(_, condition)| Fate::LeftOut(sql.shown(condition)))
            }
        };
        Ok(Station { population: population.name.value.clone(), fate })
    };
    data.spec
        .populations
        .iter()
        .filter(told)
        .map(station)
        .collect::<Result<_, _>>()
        .map_err(|finding| fails(finding.into()))
}
