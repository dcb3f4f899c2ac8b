//! Populations: frames of persons, drawn from each other by SQL filters.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use polars::prelude::*;

use super::by_person::ByPerson;
use super::column::{Drawn, Teller};
use super::lineage::in_order;
use super::people::{NOBODY, People};
use super::{CalledByRow, Data, Head, RowLists, RowRef, Sql, States};
use crate::calendar::{Month, whole_years};
use crate::diagnostic::{Code, Finding, Findings, Ranged};
use crate::dictionary::Dictionary;
use crate::locale::say;
use crate::parallel;
use crate::spec::{self, Whom};

/// A member of a population.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// The person's code; [`NOBODY`](super::NOBODY) for someone without a number (an unborn child).
    pub person: u32,
    /// The month the person entered; none where nothing tells of entries, and everyone is simply there.
    pub start: Option<Month>,
    /// The month the person left, but no later than the status month: the last one to tell of.
    pub latest: Month,
    /// How many project months the person reaches by the status month, whether still there or not; 0 where none are told.
    pub reached: i32,
    /// The person's row.
    pub row: RowRef,
}

/// Who is counted.
#[derive(Debug, Clone)]
pub struct Population {
    /// What the members are.
    pub whom: Whom,
    /// The number of the extract, or the view, with their rows.
    number: u16,
    /// The columns with the name and the family of each.
    named: [&'static str; 2],
    /// One row a member: the register's columns, those told of the person, and the groups.
    pub frame: DataFrame,
    /// The same people, in the same order.
    pub members: Vec<Member>,
    /// The rows that the columns told of them rest on.
    pub told: Told,
    /// For each member the rows that decided, beside the person's own, that the person is one: those that tell the columns by
    /// which this population and those it is drawn from pick their members.
    pub membership: Arc<RowLists>,
    /// Who is in which family, once somebody asks.
    households: OnceLock<Households>,
}

/// Each member's family, and the members of each.
#[derive(Debug, Clone)]
struct Households {
    of: Vec<u32>,
    members: ByPerson<usize>,
}

impl Population {
    /// What a member is called: the pseudonym, or for someone without a number a name made of the row.
    pub fn name(&self, member: usize) -> &str {
        self.text(self.named[0], member)
    }

    /// The name of a member's family in the register.
    pub fn family(&self, member: usize) -> &str {
        self.text(self.named[1], member)
    }

    fn text(&self, column: &str, member: usize) -> &str {
        let texts = self.frame.column(column).and_then(|column| column.str()).expect("everyone is told so");
        texts.get(member).unwrap_or_default()
    }

    /// The members of a member's family, in order.
    pub fn household(&self, member: usize) -> &[usize] {
        let households = self.households.get_or_init(|| {
            let of = self.families();
            let count = of.iter().max().map_or(0, |last| *last as usize + 1);
            Households { members: ByPerson::new(count, &of, Some), of }
        });
        households.of.get(member).map_or(&[], |family| households.members.of(*family))
    }

    /// A number for each member's family, the same for those of one family.
    pub fn families(&self) -> Vec<u32> {
        let families = self.frame.column(self.named[1]).and_then(|column| column.str()).expect("everyone has a family");
        let mut known = Dictionary::new();
        families.iter().map(|family| known.number(family.unwrap_or_default())).collect()
    }

    /// A number for each member, the same where two members are one person. Someone without a number is nobody else.
    pub fn persons(&self) -> Vec<u32> {
        let mut next = self.members.iter().map(|member| member.person).filter(|code| *code != NOBODY).max();
        let own = |member: &Member| {
            if member.person != NOBODY {
                return member.person;
            }
            let number = next.map_or(0, |last| last + 1);
            next = Some(number);
            number
        };
        self.members.iter().map(own).collect()
    }
}

/// For columns that are told of members, the rows that each member's rests on beside the person's own.
#[derive(Debug, Clone, Default)]
pub struct Told(BTreeMap<String, Arc<RowLists>>);

impl Told {
    /// Whether a column of that name is told of members.
    pub fn has(&self, column: &str) -> bool {
        self.0.contains_key(column)
    }

    pub(super) fn insert(&mut self, column: &str, rows: RowLists) {
        self.0.insert(column.to_owned(), Arc::new(rows));
    }

    /// Leaves only the members for whom the mask holds.
    fn keep(&mut self, mask: &[bool]) {
        for rows in self.0.values_mut() {
            *rows = Arc::new(rows.keep(mask));
        }
    }

    /// For each of so many members all the rows that anything was told of them by.
    pub fn all(&self, members: usize) -> RowLists {
        self.of_columns(self.0.keys(), members)
    }

    /// For each of so many members the rows that any of the columns rests on, in order.
    pub fn of_columns<'c>(&self, columns: impl IntoIterator<Item = &'c String>, members: usize) -> RowLists {
        let told: Vec<&RowLists> = columns.into_iter().filter_map(|column| Some(&**self.0.get(column)?)).collect();
        if told.is_empty() {
            return RowLists::empty(members);
        }
        let mut of_member = RowLists::default();
        for member in 0..members {
            of_member.push_with(|rows| {
                let from = rows.len();
                for told in &told {
                    rows.extend_from_slice(told.of(member));
                }
                in_order(rows, from);
            });
        }
        of_member
    }
}

/// All populations of a spec.
#[derive(Debug, Clone, Default)]
pub struct Cohorts {
    /// All of `[persons]` and of each kind of unit, as populations are drawn from them.
    everyone: BTreeMap<Whom, Arc<Population>>,
    populations: BTreeMap<String, Arc<Population>>,
}

impl Cohorts {
    /// Draws the populations of the spec from the register.
    ///
    /// # Errors
    /// Filters that cannot be understood, all of them at once.
    pub fn draw(data: Data<'_>, states: &States, as_of: Month) -> Result<Self, Findings> {
        let spec = data.spec;
        let mut cohorts = Self::default();
        let mut findings = Findings::new();
        for (whom, table) in spec.tables() {
            let frame = match everyone(data, (whom, table), states.people(), as_of) {
                Ok(frame) => frame,
                Err(found) => {
                    findings.extend(found);
                    continue;
                }
            };
            let membership = Arc::new(RowLists::empty(frame.height()));
            let (named, members, told) = (told::named(whom, table), Vec::new(), Told::default());
            let number = data.source(&table.extract).number;
            let everyone =
                Population { whom, number, named, frame, members, told, membership, households: OnceLock::new() };
            cohorts.everyone.insert(whom, Arc::new(everyone));
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        let mut waiting: Vec<&spec::Population> = spec.populations.iter().collect();
        // The spec has no circles, so each round draws at least those whose source is there, or all that failed remain.
        while !waiting.is_empty() {
            let (ready, rest): (Vec<&spec::Population>, Vec<_>) = waiting.into_iter().partition(|population| {
                population.from.as_ref().is_none_or(|from| cohorts.populations.contains_key(from.as_str()))
            });
            if ready.is_empty() {
                break;
            }
            let draw = |population: &&spec::Population| {
                let whom = spec.whom(population.name.as_str());
                let everyone = cohorts.everyone.get(&whom)?;
                let source = population.from.as_ref().and_then(|from| cohorts.populations.get(from.as_str()));
                let teller = Teller { data, states, sql: Sql::of(spec), whom };
                Some(draw_one(teller, population, source.unwrap_or(everyone)))
            };
            for (population, drawn) in ready.iter().zip(parallel::map(&ready, draw)) {
                match drawn {
                    None => {}
                    Some(Ok(drawn)) => {
                        cohorts.populations.insert(population.name.value.clone(), Arc::new(drawn));
                    }
                    Some(Err(finding)) => findings.push(finding),
                }
            }
            waiting = rest;
        }
        if findings.is_empty() { Ok(cohorts) } else { Err(findings) }
    }

    /// All populations with their names, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Population)> {
        self.populations.iter().map(|(name, population)| (name.as_str(), &**population))
    }

    /// All of `[persons]`, or of a kind of unit: who there is to draw populations from, without members.
    pub(super) fn everyone(&self, whom: Whom) -> Option<&Population> {
        self.everyone.get(&whom).map(|everyone| &**everyone)
    }

    /// The rows of all persons, or of all units of a kind.
    pub fn rows(&self, whom: Whom) -> impl Iterator<Item = RowRef> {
        let everyone = self.everyone.get(&whom);
        everyone.into_iter().flat_map(|everyone| {
            let numbers = rows(&everyone.frame).unwrap_or_default();
            numbers.into_iter().map(|row| RowRef { extract: everyone.number, row })
        })
    }

    /// A population by its name in the spec.
    pub fn get(&self, name: &str) -> Option<&Arc<Population>> {
        self.populations.get(name)
    }
}

/// Names of the columns that are told of each person beside the register's own.
mod told {
    use crate::spec::{Persons, Whom};

    /// Of things that are no persons the name, and the family where they have none, which is their own.
    const UNIT: &str = "unit";
    const OWN: &str = "_family";

    /// The columns with the name and the family of each.
    pub(super) fn named(whom: Whom, table: &Persons) -> [&'static str; 2] {
        match whom {
            Whom::Persons => [PERSON, FAMILY],
            Whom::Unit(_) if table.family.is_some() => [UNIT, FAMILY],
            Whom::Unit(_) => [UNIT, OWN],
        }
    }

    pub(super) const PERSON: &str = "person";
    pub(super) const FAMILY: &str = "family";
    pub(super) const START: &str = "start_month";
    pub(super) const EXIT: &str = "exit_month";
    pub(super) const LATEST: &str = "latest_month";
    pub(super) const PROJECT_MONTHS: &str = "project_months";
    pub(super) const REACHED: &str = "reached_months";
    pub(super) const ACTIVE: &str = "active";
    pub(super) const AGE: &str = "age_at_start";
    pub(super) const AS_OF: &str = "as_of";
    pub(super) const AS_OF_END: &str = "as_of_end";
    // What the program knows members by; names that begin so are not told of in help.
    pub(super) const CODE: &str = "_code";
    pub(super) const FROM: &str = "_from";
    pub(super) const UNTIL: &str = "_until";
}

/// All persons of the register, or all units of a kind, with what is told of each.
fn everyone(
    data: Data<'_>,
    (whom, persons): (Whom, &spec::Persons),
    people: &People,
    as_of: Month,
) -> Result<DataFrame, Findings> {
    let spec = data.spec;
    let extract = data.source(&persons.extract).extract;
    let frame = &extract.frame;
    let mut findings = Findings::new();
    let mut column = |name: &Ranged<String>, kind: &DataType, what: &str| {
        let found = frame.column(name.as_str()).ok().filter(|column| column.dtype() == kind);
        if found.is_none() {
            findings.push(
                Finding::error(Code::UnknownName, format!("`{}` is not a column with {what}", name.value))
                    .at(&spec.file, name.span.clone(), format!("not in {}", extract.file))
                    .help("name a column as the schema names it"),
            );
        }
        found
    };
    let id = column(
        &persons.id,
        &DataType::String,
        if whom == Whom::Persons { "a person's number" } else { "a unit's name" },
    );
    let family = persons.family.as_ref().map(|family| column(family, &DataType::String, "a family's name"));
    let enters = persons.enters.as_ref().map(|enters| column(enters, &DataType::Date, "days"));
    let leaves = persons.leaves.as_ref().map(|leaves| column(leaves, &DataType::Date, "days"));
    let born = persons.born.as_ref().map(|born| column(born, &DataType::Date, "days"));
    let Some(id) = id else { return Err(findings) };
    if findings.has_errors() {
        return Err(findings);
    }
    let enters = enters.flatten();
    let with_age = |frame: DataFrame| match born.flatten().zip(enters) {
        Some((born, enters)) => ages(frame, born, enters),
        None => Ok(frame),
    };
    // Where the rows of the extract are about those it names, their codes are known already.
    let source = data.source(&persons.extract);
    let of_rows = data.about(&persons.extract, whom).filter(|about| *about == persons.id.as_str());
    let codes = of_rows.map_or_else(|| people.codes(id, whom), |_| people.rows(source, whom).to_vec());
    let known = |mut frame: DataFrame| {
        frame.with_column(Column::new(told::CODE.into(), codes))?;
        Ok(frame)
    };
    let days = [enters, leaves.flatten()];
    let unnamed = CalledByRow::new(|row| say!(spec.report.language, "record-row-without-number", row = row));
    told_of(frame, (id, family.flatten()), told::named(whom, persons), days, as_of, &unnamed)
        .and_then(with_age)
        .and_then(known)
        .map_err(|error| {
            Finding::error(Code::SqlFailed, format!("the {} cannot be told", spec.counted(whom)))
                .at(&spec.file, persons.extract.span.clone(), error.to_string())
                .into()
        })
}

fn told_of(
    frame: &DataFrame,
    (id, family): (&Column, Option<&Column>),
    [name, family_name]: [&'static str; 2],
    stay: [Option<&Column>; 2],
    as_of: Month,
    unnamed: &CalledByRow,
) -> PolarsResult<DataFrame> {
    // Who has no day of exit is there; and where nothing tells of entries, everyone is.
    let entered = stay[0].is_some();
    let of = |column: Option<&Column>| column.map_or_else(|| Ok(vec![None; frame.height()]), days);
    let [enters, leaves] = stay.map(of);
    let enters: Vec<Option<Month>> = enters?.into_iter().map(|day| day.map(Month::of)).collect();
    let leaves = leaves?;
    let ids = if id.null_count() == 0 {
        id.clone().with_name(name.into())
    } else {
        let named = |(id, row): (Option<&str>, &u32)| id.map_or_else(|| unnamed.of(row), str::to_owned);
        Column::new(name.into(), id.str()?.iter().zip(&rows(frame)?).map(named).collect::<Vec<String>>())
    };

    let exits: Vec<Option<Month>> = leaves.iter().map(|day| day.map(Month::of)).collect();
    let latest: Vec<Month> = exits.iter().map(|exit| exit.map_or(as_of, |exit| exit.min(as_of))).collect();
    let since = |ends: &[Month]| -> Vec<Option<i32>> {
        enters.iter().zip(ends).map(|(start, end)| start.map(|start| end.since(start))).collect()
    };
    let has_come = |start: &Option<Month>| start.is_none_or(|start| start <= as_of);
    let is_there = |leaves: &Option<NaiveDate>| leaves.is_none_or(|day| day > as_of.last_day());
    let active: Vec<bool> =
        enters.iter().zip(&leaves).map(|(start, leaves)| has_come(start) && is_there(leaves)).collect();
    let texts = |name: &str, months: &[Option<Month>]| -> PolarsResult<Column> {
        // The text of each month is written once: there are few.
        let mut known = Dictionary::new();
        let places: IdxCa = months.iter().map(|month| month.map(|month| known.number(month))).collect();
        let written: Vec<String> = known.into_things().iter().map(Month::to_string).collect();
        Column::new(name.into(), written).take(&places)
    };
    let height = frame.height();
    let numbers = |months: &[Option<Month>]| -> Vec<Option<i32>> {
        months.iter().map(|month| month.map(Month::number)).collect()
    };
    let until: Vec<Option<Month>> = latest.iter().copied().map(Some).collect();
    let reached: Vec<Option<i32>> =
        since(&vec![as_of; height]).into_iter().map(|months| months.map(|months| months + 1)).collect();
    let of_entry = [
        texts(told::START, &enters)?,
        Column::new(told::PROJECT_MONTHS.into(), since(&latest)),
        Column::new(told::REACHED.into(), reached),
        Column::new(told::FROM.into(), numbers(&enters)),
    ];
    let mut told = vec![
        ids.clone(),
        family.cloned().unwrap_or(ids).with_name(family_name.into()),
        texts(told::EXIT, &exits)?,
        texts(told::LATEST, &until)?,
        Column::new(told::ACTIVE.into(), active),
        Column::new(told::AS_OF.into(), [as_of.to_string()]).new_from_index(0, height),
        Column::new(told::AS_OF_END.into(), [as_of.last_day()]).new_from_index(0, height),
        Column::new(told::UNTIL.into(), numbers(&until)),
    ];
    told.extend(of_entry.into_iter().filter(|_| entered));
    frame.hstack(&told)
}

/// How old everyone was in whole years on the day of entry; below 0 for those born later.
fn ages(mut frame: DataFrame, born: &Column, enters: &Column) -> PolarsResult<DataFrame> {
    let ages = days(born)?.into_iter().zip(days(enters)?).map(|(born, on)| Some(whole_years(born?, on?)));
    frame.with_column(Column::new(told::AGE.into(), ages.collect::<Vec<Option<i32>>>()))?;
    Ok(frame)
}

fn draw_one(teller: Teller<'_>, population: &spec::Population, source: &Population) -> Result<Population, Finding> {
    let (sql, data) = (teller.sql, teller.data);
    let (mut frame, mut told, mut membership) = (source.frame.clone(), source.told.clone(), source.membership.clone());
    if let Some(filter) = &population.filter {
        let mask = sql.mask(filter, &frame)?;
        let names = sql.names(filter, &Head::of(&frame))?;
        if names.iter().any(|name| told.has(name)) {
            membership = Arc::new(membership.with(&told.of_columns(&names, frame.height())));
        }
        // Those whom a filter leaves all of are shared with the population that they are drawn from.
        if mask.contains(&false) {
            membership = Arc::new(membership.keep(&mask));
            told.keep(&mask);
            let mask: BooleanChunked = mask.into_iter().map(Some).collect();
            frame = frame.filter(&mask).expect("the mask is as long as the frame");
        }
    }
    let members = members(&frame, source.number).map_err(|error| {
        Finding::error(Code::SqlFailed, "the population cannot be drawn").at(
            sql.file,
            population.name.span.clone(),
            error.to_string(),
        )
    })?;
    for (name, rule) in &population.columns {
        let (column, rows) =
            teller.tell(rule, &Drawn { frame: &frame, members: &members, told: &told, membership: &membership })?;
        add(&mut frame, column, name.as_str());
        told.insert(name.as_str(), rows);
    }
    for group in data.spec.groups.iter().filter(|group| group.of.value == population.name.value) {
        let mut labels: Vec<Option<&str>> = vec![None; frame.height()];
        for (label, filter) in &group.labels {
            for (slot, fits) in labels.iter_mut().zip(sql.mask(filter, &frame)?) {
                if fits && slot.is_none() {
                    *slot = Some(label.as_str());
                }
            }
        }
        let (mut names, head) = (Vec::new(), Head::of(&frame));
        for (_, filter) in &group.labels {
            names.extend(sql.names(filter, &head)?);
        }
        told.insert(group.name.as_str(), told.of_columns(&names, members.len()));
        let column = Column::new(group.name.as_str().into(), labels);
        add(&mut frame, column, group.name.as_str());
    }
    let Population { whom, number, named, .. } = *source;
    Ok(Population { whom, number, named, frame, members, told, membership, households: OnceLock::new() })
}

fn add(frame: &mut DataFrame, column: Column, name: &str) {
    frame.with_column(column.with_name(name.into())).expect("the column was made for this frame");
}

/// Someone without a day of entry is in no population of members, where days of entry are told.
fn members(frame: &DataFrame, extract: u16) -> PolarsResult<Vec<Member>> {
    let codes = frame.column(told::CODE)?.u32()?;
    let latests = frame.column(told::UNTIL)?.i32()?;
    let of_entry = match (frame.column(told::FROM), frame.column(told::REACHED)) {
        (Ok(starts), Ok(reached)) => Some((starts.i32()?, reached.i32()?)),
        _ => None,
    };
    let rows = rows(frame)?;
    let month = |number: Option<i32>| {
        number.map(Month::numbered).ok_or_else(|| polars_err!(ComputeError: "a member has no day of entry"))
    };
    (0..frame.height())
        .map(|at| {
            Ok(Member {
                person: codes.get(at).unwrap_or(NOBODY),
                start: of_entry.map(|(starts, _)| month(starts.get(at))).transpose()?,
                latest: month(latests.get(at))?,
                reached: of_entry.and_then(|(_, reached)| reached.get(at)).unwrap_or(0),
                row: RowRef { extract, row: rows[at] },
            })
        })
        .collect()
}

/// The days of a column.
pub(super) fn days(column: &Column) -> PolarsResult<Vec<Option<NaiveDate>>> {
    Ok(column.date()?.as_date_iter().collect())
}

/// The file's own row of each row.
pub(super) fn rows(frame: &DataFrame) -> PolarsResult<Vec<u32>> {
    Ok(frame.column("_row")?.u32()?.iter().map(Option::unwrap_or_default).collect())
}
