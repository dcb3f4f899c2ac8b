//! Whom each observation is about: a person, a family, or whoever an extract's rows name.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::cohort::{Data, Population, RowRef};
use crate::diagnostic::{Code, Finding, Findings};
use crate::observation::{Observations, Units};
use crate::spec::{Analysis, Exhibit, Measure, Protect, Spec, UnitKind, Whom};
use crate::statistic::{Computed, ComputedPart};

/// Whom an observation is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    /// Whoever goes by a name in the extracts: a person by the pseudonym, someone without a number by a name made of the row. The
    /// same in all exhibits, whether people are counted as members of a population or as what rows are about.
    Named(String),
    /// A family that is itself what is counted.
    Family(String),
}

/// The members of a population, and whether their families are what is counted.
type Counted = (Arc<Population>, bool);

/// Numbers for all that observations are about, the same in all exhibits; and the family of each.
#[derive(Debug, Default)]
pub(super) struct People {
    known: BTreeMap<Who, u32>,
    /// The family of each by a number; none where there is no family.
    families: Vec<Option<u32>>,
    /// Whether somebody told it; else each stands for a family of its own.
    told: Vec<bool>,
    of_name: BTreeMap<String, u32>,
    /// The numbers of the members of populations, as people and as families: many exhibits are of one.
    members: Vec<(Counted, Arc<Vec<u32>>)>,
}

impl People {
    /// The number of `who`, who is of a family by that name; of one of their own where none is told.
    fn number(&mut self, who: Who, name: &str, family: Option<&str>) -> u32 {
        let known = self.known.get(&who).copied();
        if let Some(number) = known.filter(|number| family.is_none() || self.told[*number as usize]) {
            return number;
        }
        let next = u32::try_from(self.of_name.len()).expect("there are not so many families");
        let told = family.is_some();
        let family = Some(*self.of_name.entry(family.unwrap_or(name).to_owned()).or_insert(next));
        if let Some(number) = known {
            (self.families[number as usize], self.told[number as usize]) = (family, told);
            return number;
        }
        let next = u32::try_from(self.known.len()).expect("there are not so many people");
        self.known.insert(who, next);
        self.families.push(family);
        self.told.push(told);
        next
    }

    /// The number of the family of each observation of a part, the same wherever it is counted as a family; none where they are of no
    /// families.
    pub(super) fn families_of(&mut self, observations: &Observations) -> Option<Vec<u32>> {
        match &observations.units {
            Units::Members { of, .. } => {
                let numbers = self.members(of, true);
                (0..observations.count()).map(|at| observations.member(at).map(|member| numbers[member])).collect()
            }
            Units::Named(_) => {
                let number = |name: &String| self.number(Who::Family(name.clone()), name, Some(name));
                Some(observations.families()?.iter().map(number).collect())
            }
        }
    }

    /// The family of each number.
    pub(super) fn families(&self) -> &[Option<u32>] {
        &self.families
    }

    /// What each number's person is called in the extracts; nothing of a family.
    pub(super) fn names(&self) -> Vec<Option<String>> {
        let mut names = vec![None; self.families.len()];
        for (who, number) in &self.known {
            if let Who::Named(name) = who {
                names[*number as usize] = Some(name.clone());
            }
        }
        names
    }

    /// The number of each member of a population, or of the family of each.
    fn members(&mut self, of: &Arc<Population>, families: bool) -> Arc<Vec<u32>> {
        let known =
            self.members.iter().find(|((known, as_families), _)| Arc::ptr_eq(known, of) && *as_families == families);
        if let Some((_, numbers)) = known {
            return Arc::clone(numbers);
        }
        let number = |at: usize| {
            let (name, family) = (of.name(at), of.family(at));
            if !families && of.whom != Whom::Persons {
                // A unit that is protected itself is protected as a family is.
                return self.number(Who::Family(name.to_owned()), name, Some(name));
            }
            let who = if families { Who::Family(family.to_owned()) } else { Who::Named(name.to_owned()) };
            self.number(who, name, Some(family))
        };
        let numbers: Arc<Vec<u32>> = Arc::new((0..of.members.len()).map(number).collect());
        self.members.push(((Arc::clone(of), families), Arc::clone(&numbers)));
        numbers
    }

    /// The number of the unit of each observation of a part; none where the part is not about people.
    pub(super) fn of_part(&mut self, part: &ComputedPart, identities: &Identities, spec: &Spec) -> Option<Vec<u32>> {
        let observations = &part.observations;
        match &observations.units {
            Units::Members { of, families, .. } if *families || protects_members(of, spec) => {
                let numbers = self.members(of, *families);
                (0..observations.count()).map(|at| observations.member(at).map(|member| numbers[member])).collect()
            }
            // Units behind which persons are protected are as rows about these.
            Units::Members { .. } | Units::Named(_) => {
                let mut about_people = false;
                let families = observations.families();
                let mut rows = Vec::new();
                // Whoever is met again is known by the number of the identity.
                let mut met: Vec<Option<u32>> = vec![None; identities.names.len()];
                let numbers = (0..observations.count())
                    .map(|at| {
                        rows.clear();
                        observations.add_rows(at, &mut rows);
                        let (of_someone, own) = identities.of(&rows);
                        about_people |= of_someone;
                        if let Some(number) = own.and_then(|own| met[own]) {
                            return number;
                        }
                        let name =
                            own.map_or_else(|| observations.unit(at).into_owned(), |own| identities.names[own].clone());
                        let family = families.as_ref().map(|families| families[at].as_str());
                        let number = self.number(Who::Named(name.clone()), &name, family);
                        if let Some(own) = own {
                            met[own] = Some(number);
                        }
                        number
                    })
                    .collect();
                about_people.then_some(numbers)
            }
        }
    }
}

/// Who each row of an extract is about, for extracts whose layout has a field that tells: the field of the person, or else the
/// first that is personal.
#[derive(Debug)]
pub(super) struct Identities {
    /// For each extract of the spec the identity of each row of the file, by its place among the names.
    of_extract: Vec<Option<Vec<Option<usize>>>>,
    names: Vec<String>,
}

impl Identities {
    /// Those of the extracts of `data`.
    pub(super) fn new(data: Data<'_>) -> Self {
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut of_extract = Vec::new();
        for extract in &data.spec.extracts {
            of_extract.push(of_rows(data, extract.name.as_str(), &mut places));
        }
        let mut names = vec![String::new(); places.len()];
        for (name, place) in places {
            names[place] = name;
        }
        Self { of_extract, names }
    }

    /// Whether any row is of someone, and the one whom all such rows are about; nobody where they are of several.
    fn of(&self, rows: &[RowRef]) -> (bool, Option<usize>) {
        let mut one: Option<usize> = None;
        let mut several = false;
        let mut any = false;
        for row in rows {
            let Some(Some(known)) = self.of_extract.get(usize::from(row.extract)) else { continue };
            any = true;
            let Some(own) = known.get(row.row as usize).copied().flatten() else { continue };
            several |= one.is_some_and(|before| before != own);
            one = one.or(Some(own));
        }
        (any, one.filter(|_| !several))
    }
}

/// Whom each row of an extract's file is about, where the layout has a field that tells.
fn of_rows(data: Data<'_>, extract: &str, places: &mut BTreeMap<String, usize>) -> Option<Vec<Option<usize>>> {
    let column = identity(data, extract)?;
    let frame = &data.register.get(extract)?.frame;
    let column = frame.column(&column).ok()?.cast(&polars::prelude::DataType::String).ok()?;
    let rows = frame.column(crate::register::ROW).ok()?.u32().ok()?;
    let mut known: Vec<Option<usize>> = Vec::new();
    for (row, text) in rows.iter().zip(column.str().ok()?.iter()) {
        let (Some(row), Some(text)) = (row, text) else { continue };
        let row = row as usize;
        if known.len() <= row {
            known.resize(row + 1, None);
        }
        let next = places.len();
        known[row] = Some(match places.get(text) {
            Some(place) => *place,
            None => *places.entry(text.to_owned()).or_insert(next),
        });
    }
    Some(known)
}

/// The field of an extract that tells whom a row is about, where it has one.
pub fn identity(data: Data<'_>, extract: &str) -> Option<String> {
    let spec = data.spec.extracts.iter().find(|known| known.name.value == extract)?;
    let schema = data.schemas.get(spec.schema.value.as_str())?;
    let person = schema.fields.iter().find(|field| field.person);
    person.or_else(|| schema.fields.iter().find(|field| field.personal)).map(|field| field.name.clone())
}

/// Whether the members of a population are those who are protected.
fn protects_members(of: &Population, spec: &Spec) -> bool {
    spec.kind(of.whom).is_none_or(|kind| kind.protect == Protect::Units)
}

/// What rests on rows about several persons at once, or about nobody where somebody is to be protected, cannot be protected by the persons behind units.
pub(super) fn unprotectable(computed: &[Computed], data: Data<'_>) -> Findings {
    let identities = Identities::new(data);
    let of_person = |row: &RowRef| {
        let extract = data.spec.extracts.get(usize::from(row.extract));
        extract.is_some_and(|extract| {
            let person = data.about(&extract.name, Whom::Persons);
            person.is_some() && person == identity(data, extract.name.as_str()).as_deref()
        })
    };
    let mut findings = Findings::new();
    for (exhibit, one) in data.spec.exhibits.iter().zip(computed) {
        for (part, computed) in exhibit.parts.iter().zip(&one.parts) {
            let observations = &computed.observations;
            let whom = match (&part.measure, &observations.units) {
                (_, Units::Members { of, families: false, .. }) => of.whom,
                (Measure::Analysis(Analysis::Disposition(of)), _) => data.spec.whom(of.population.as_str()),
                _ => continue,
            };
            let Some(kind) = data.spec.kind(whom) else { continue };
            let is_public = matches!(kind.protect, Protect::Public(_));
            if kind.protect == Protect::Units {
                continue;
            }
            let (mut several, mut nobody) = (0, 0);
            let mut rows = Vec::new();
            for at in 0..observations.count() {
                rows.clear();
                observations.add_rows(at, &mut rows);
                observations.add_membership(at, &mut rows);
                match identities.of(&rows) {
                    (true, None) => several += 1,
                    _ if !is_public && !rows.iter().any(of_person) => nobody += 1,
                    _ => {}
                }
            }
            if several + nobody > 0 {
                findings.push(cannot_be_protected(
                    exhibit,
                    kind,
                    (several, nobody, observations.count()),
                    &data.spec.file,
                ));
            }
        }
    }
    findings.once()
}

fn cannot_be_protected(
    exhibit: &Exhibit,
    kind: &UnitKind,
    (several, nobody, all): (usize, usize, usize),
    file: &str,
) -> Finding {
    let what = if several > 0 {
        format!("{several} of {all} rest on rows about no one person")
    } else {
        format!("{nobody} of {all} rest on no row that says which person it is about")
    };
    let message = format!("the {} of `{}` cannot be protected: {what}", kind.units(), exhibit.id.value);
    Finding::error(Code::UnitsUnprotected, message)
        .at(file, exhibit.id.span.clone(), format!("is of {}", kind.units()))
        .help(format!(
            "count the persons themselves: measure = {{ kind = \"records\", of = \"...\" }} of rows about one person each, or a population of persons with the {} as a key",
            kind.unit()
        ))
        .help(format!(
            "or, where each of the {} is to be protected as a family is, say so: [units.{}] protect = \"units\"",
            kind.units(), kind.name.value
        ))
}

/// Whether observations are about families as such.
pub(super) fn of_families(observations: &Observations) -> bool {
    matches!(observations.units, Units::Members { families: true, .. })
}
