//! Who is not counted, and why: the rows of an extract that no observation of a part is made from, by reason.

use std::collections::{BTreeMap, BTreeSet};

use super::Ints;
use super::dropped::dropped;
use super::model::Excluded;
use crate::calendar::Month;
use crate::cohort::{self, Cohorts, Data, Population, RowRef, Sql, Way};
use crate::diagnostic::Ranged;
use crate::locale::say;
use crate::observation::{Left, Observations};
use crate::register::ROW;
use crate::spec::{self, Analysis, Measure, Part};

/// What the reasons are found from.
#[derive(Clone, Copy)]
pub(super) struct Everyone<'a> {
    /// The spec and its extracts.
    pub(super) data: Data<'a>,
    /// The populations.
    pub(super) cohorts: &'a Cohorts,
    /// The status month.
    pub(super) as_of: Month,
}

/// The reasons for which people, or else rows, are not among a part's observations, each with its rows.
pub(super) fn excluded(part: &Part, observations: &Observations, everyone: Everyone<'_>) -> Vec<Excluded> {
    let spec = everyone.data.spec;
    let table = part.population.as_ref().and_then(|population| spec.table(spec.whom(population.as_str())));
    match (&part.population, table) {
        (Some(population), Some(table)) => {
            of_view(people(part, observations, everyone, (population, table)), &table.extract, everyone)
        }
        _ => match &part.measure {
            Measure::Analysis(Analysis::Sql(query)) => queried(query, observations, everyone),
            _ => rows(part, observations, everyone),
        },
    }
}

/// The same by the rows of extracts, where the rows are a view's: first those that the view has not.
fn of_view(reasons: Vec<Excluded>, table: &Ranged<String>, everyone: Everyone<'_>) -> Vec<Excluded> {
    if is_extract(everyone.data, table) {
        return reasons;
    }
    dropped(table, everyone).into_iter().chain(behind(reasons, table, everyone.data)).collect()
}

/// Whether a name is that of an extract, and not of a view or a sequence.
pub(super) fn is_extract(data: Data<'_>, name: &Ranged<String>) -> bool {
    data.spec.extracts.iter().any(|known| known.name.value == name.value)
}

/// All rows of an extract or a view of people, and its place among the extracts.
pub(super) fn all(data: Data<'_>, extract: &Ranged<String>) -> (usize, BTreeSet<u32>) {
    let source = data.source(extract);
    let rows = source.extract.frame.column(ROW).and_then(|rows| rows.u32());
    let rows = rows.expect("the register gives every frame its rows");
    (usize::from(source.number), rows.iter().flatten().collect())
}

fn people(
    part: &Part,
    observations: &Observations,
    everyone: Everyone<'_>,
    (population, persons): (&Ranged<String>, &spec::Persons),
) -> Vec<Excluded> {
    let spec = everyone.data.spec;
    let (extract, left) = all(everyone.data, &persons.extract);
    // There may be many: in order, and not in a tree.
    let mut left: Vec<u32> = left.into_iter().collect();
    let end = left.last().map_or(0, |last| *last as usize + 1);
    let mut reasons = Vec::new();
    let mut leave = |rows: &mut dyn Iterator<Item = u32>, reason: String, code: Option<String>| {
        let mut is_gone = vec![false; end];
        rows.for_each(|row| is_gone[row as usize] = true);
        let gone: Vec<u32> = left.extract_if(.., |row| is_gone[*row as usize]).collect();
        if !gone.is_empty() {
            reasons.push(Excluded { reason, code, extract, rows: Ints(gone) });
        }
    };
    let way =
        Way::to(population, everyone.data, everyone.cohorts).expect("the population was drawn by the same conditions");
    for (step, (asks, condition)) in (1..).zip(spec.conditions(population.as_str())) {
        let gone = way.rows.iter().zip(&way.left_out_at).filter(|(_, at)| **at <= step);
        let reason = say!(spec.report.language, "record-not-in-population", population = asks.as_str());
        leave(&mut gone.map(|(row, _)| row.row), reason, Some(Sql::of(spec).shown(&condition)));
    }
    if let Some(drawn) = everyone.cohorts.get(population.as_str()) {
        for (why, members) in &observations.left {
            let mut gone = members.iter().map(|member| drawn.members[*member].row.row);
            let (reason, code) = unseen(*why, part);
            leave(&mut gone, spec.report.language.say(reason, &[]), code.map(|code| Sql::of(spec).shown(code)));
        }
    }
    reasons
}

/// The extract rows behind the rows of a view of people, without those that are behind somebody's who is not excluded.
fn behind(people: Vec<Excluded>, view: &Ranged<String>, data: Data<'_>) -> Vec<Excluded> {
    let (number, mut kept) = all(data, view);
    for row in people.iter().flat_map(|reason| &reason.rows.0) {
        kept.remove(row);
    }
    let extract = data.source(view).number;
    let of = |row: u32| data.made.behind().of(RowRef { extract, row });
    let kept: BTreeSet<RowRef> = kept.into_iter().flat_map(of).collect();
    let told = people.into_iter().flat_map(|reason| {
        let mut by_extract: BTreeMap<usize, BTreeSet<u32>> = BTreeMap::new();
        for row in reason.rows.0.iter().flat_map(|row| of(*row)).filter(|row| !kept.contains(row)) {
            by_extract.entry(usize::from(row.extract)).or_default().insert(row.row);
        }
        by_extract.into_iter().map(move |(extract, rows)| Excluded {
            extract,
            rows: Ints(rows.into_iter().collect()),
            ..reason.clone()
        })
    });
    told.filter(|reason| reason.extract != number).collect()
}

fn own_rows(population: &Population) -> BTreeSet<u32> {
    population.members.iter().map(|member| member.row.row).collect()
}

/// The message that says why a member is without observations, and the condition that does not hold.
fn unseen(why: Left, part: &Part) -> (&'static str, Option<&Ranged<String>>) {
    let of_rows = match &part.measure {
        Measure::Records { rows, .. } => rows.filter.as_ref(),
        _ => None,
    };
    match why {
        Left::NoRows => ("record-without-rows", of_rows),
        Left::OutsidePeriods => ("record-outside-periods", None),
        Left::Filtered => ("record-filtered", part.filter.as_ref()),
        Left::NoNumber => ("record-without-number", None),
        Left::Greatest => ("record-among-greatest", None),
    }
}

/// The rows of the tables that a query speaks of that none of its observations rests on: first who is in none of its populations.
fn queried(query: &Ranged<String>, observations: &Observations, everyone: Everyone<'_>) -> Vec<Excluded> {
    let spec = everyone.data.spec;
    let language = spec.report.language;
    let speaks_of = |name: &str| {
        query.as_str().split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|word| word == name)
    };
    let mut used: BTreeSet<RowRef> = BTreeSet::new();
    let mut rows = Vec::new();
    for at in 0..observations.count() {
        observations.add_rows(at, &mut rows);
        used.extend(rows.drain(..));
    }
    let mut reasons = Vec::new();
    for extract in &spec.extracts {
        let (number, all) = all(everyone.data, &extract.name);
        let own: BTreeSet<u32> =
            used.iter().filter(|row| usize::from(row.extract) == number).map(|row| row.row).collect();
        if own.is_empty() && !speaks_of(extract.name.as_str()) {
            continue;
        }
        let mut gone: BTreeSet<u32> = all.difference(&own).copied().collect();
        let is_here =
            |drawn: &Population| spec.table(drawn.whom).is_some_and(|table| table.extract.value == extract.name.value);
        let populations: Vec<_> =
            everyone.cohorts.iter().filter(|(name, drawn)| is_here(drawn) && speaks_of(name)).collect();
        if !populations.is_empty() && !speaks_of(extract.name.as_str()) {
            let members: BTreeSet<u32> = populations.iter().flat_map(|(_, drawn)| own_rows(drawn)).collect();
            let outside: Vec<u32> = gone.difference(&members).copied().collect();
            if !outside.is_empty() {
                gone.retain(|row| members.contains(row));
                let named = populations.iter().map(|(name, _)| say!(language, "record-named", name = *name));
                let named = named.reduce(|first, next| say!(language, "record-or", first = first, next = next));
                let reason = say!(language, "record-not-in-populations", populations = named.unwrap_or_default());
                reasons.push(Excluded { reason, code: None, extract: number, rows: Ints(outside) });
            }
        }
        if !gone.is_empty() {
            let reason = language.say("record-rows-unused-by-query", &[]);
            let code = Some(Sql::of(spec).shown(query));
            reasons.push(Excluded { reason, code, extract: number, rows: Ints(gone.into_iter().collect()) });
        }
    }
    reasons
}

/// The rows of the extract that units are rows of, which are not among them: first those that the measure does not take, then
/// those that the part's filter leaves out, then those without a number.
fn rows(part: &Part, observations: &Observations, everyone: Everyone<'_>) -> Vec<Excluded> {
    let Everyone { data, as_of, .. } = everyone;
    let (extract, filter) = match &part.measure {
        Measure::Records { rows, .. } => (&rows.extract, &rows.filter),
        Measure::Analysis(Analysis::Rows(rows)) => (&rows.extract, &rows.filter),
        Measure::Analysis(Analysis::Totals(totals)) => (&totals.per, &totals.filter),
        _ => return Vec::new(),
    };
    // Rows can be gathered to sequences, and made to views of anything, which are named as extracts are.
    if !is_extract(data, extract) && data.made.get(extract.as_str()).is_none() {
        return Vec::new();
    }
    let sql = Sql::of(data.spec);
    let (number, mut left) = all(data, extract);
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for at in 0..observations.count() {
        observations.add_rows(at, &mut rows);
        seen.extend(rows.drain(..));
    }
    let behind = |row: u32| data.made.behind().of(RowRef { extract: data.source(extract).number, row });
    let used: BTreeSet<u32> =
        left.iter().filter(|row| behind(**row).iter().all(|row| seen.contains(row))).copied().collect();
    let mut reasons = Vec::new();
    let mut leave = |left: &mut BTreeSet<u32>, fits: &BTreeSet<u32>, message: &str, code: Option<&Ranged<String>>| {
        let gone: Vec<u32> = left.iter().filter(|row| !fits.contains(row) && !used.contains(row)).copied().collect();
        left.retain(|row| fits.contains(row));
        if !gone.is_empty() {
            let code = code.map(|code| sql.shown(code));
            let reason = data.spec.report.language.say(message, &[]);
            reasons.push(Excluded { reason, code, extract: number, rows: Ints(gone) });
        }
    };
    let taken = cohort::Rows::read(&spec::Rows { extract: extract.clone(), filter: filter.clone() }, data, as_of, sql);
    // A part's filter over columns that the measure made says nothing of rows alone.
    let mut last = "record-rows-without-number-or-filtered";
    if let Ok(taken) = taken {
        let numbers: Vec<u32> = taken.rows.iter().filter_map(|rows| Some(rows.first()?.row)).collect();
        let fits = numbers.iter().copied().collect();
        leave(&mut left, &fits, "record-rows-not-so", filter.as_ref());
        let mask = part.filter.as_ref().map(|filter| sql.mask(filter, &taken.frame));
        match mask {
            None => last = "record-rows-without-number",
            Some(Err(_)) => {}
            Some(Ok(mask)) => {
                let fits = numbers.iter().zip(mask).filter(|(_, fits)| *fits).map(|(row, _)| *row).collect();
                leave(&mut left, &fits, "record-rows-filtered", part.filter.as_ref());
                last = "record-rows-without-number";
            }
        }
    }
    leave(&mut left, &BTreeSet::new(), last, None);
    of_view(reasons, extract, everyone)
}
