//! Extracts that are made up in the layouts of a report.

use std::collections::BTreeMap;

use super::{Failure, Material, Watch};
use crate::calendar::Month;
use crate::schema::{self, Schemas};
use crate::spec::{Join, Making, On, Persons, Rule, Spec, View};
use crate::synth::{Asked, Made, Plan, Real, extracts};

/// Fewer people than these are nobody's hiding place, where no policy of the spec says how many.
const FEWEST: usize = 5;

/// What a call asks for.
#[derive(Debug, Clone, Copy)]
pub struct Synthesis {
    /// How many people.
    pub people: usize,
    /// What chance follows from.
    pub seed: u64,
    /// Whether what is made is to be like the real extracts.
    pub fit: bool,
    /// The fewest people behind anything that is kept of them; without it, what the spec says.
    pub minimum: Option<usize>,
}

/// What was made.
#[derive(Debug, Clone)]
pub struct Synthetic {
    /// The files, by name.
    pub files: Vec<(String, Vec<u8>)>,
    /// What each extract has.
    pub made: Vec<Made>,
    /// The fewest people behind anything that was kept of real extracts; none where they were not looked at.
    pub minimum: Option<usize>,
}

/// Makes up the extracts of a report.
///
/// # Errors
/// Everything that is wrong with the layouts, and, where what is made is to be like real extracts, with those.
pub fn synthetic(material: Material, asked: Synthesis, watch: &mut dyn Watch) -> Result<Synthetic, Failure> {
    let (as_of, of_spec) = (material.as_of, material.spec.report.as_of);
    if asked.fit {
        let prepared = material.prepare(watch)?;
        let limits = prepared.spec.disclosure.limits().map(|limits| limits.minimum as usize);
        let minimum = asked.minimum.or(limits).unwrap_or(FEWEST);
        let keys = keys(&prepared.spec, &prepared.schemas);
        let all: Vec<Asked<'_>> = prepared
            .register
            .iter()
            .filter_map(|extract| {
                let schema = prepared.schemas.get(&extract.schema)?;
                let spec = prepared.spec.extracts.iter().find(|own| own.name.as_str() == extract.name)?;
                let real = Some(Real { frame: &extract.frame });
                Some(Asked {
                    name: spec.name.as_str(),
                    file: spec.file.value.as_str(),
                    schema,
                    born: born(&prepared.spec, &extract.name),
                    keys: keys.get(&extract.name).map_or(&[], Vec::as_slice),
                    spell: spell(&prepared.spec, &extract.name),
                    real,
                })
            })
            .collect();
        let plan =
            Plan { real: Some(prepared.register.people()), ..plan(asked, (as_of, of_spec), minimum, &prepared.text) };
        let (files, made) = extracts(&all, &plan).map_err(|findings| prepared.fails(findings))?;
        return Ok(Synthetic { files, made, minimum: Some(minimum) });
    }
    let (schemas, wrong) = schema::parse_all(&material.schemas.0);
    let mut findings = material.schemas.1.clone();
    findings.extend(wrong);
    findings.extend(super::prepare::unknown_schemas(&material.spec, &schemas, &material.schemas.0));
    if findings.has_errors() {
        return Err(material.fails(findings));
    }
    let keys = keys(&material.spec, &schemas);
    let all: Vec<Asked<'_>> = material
        .spec
        .extracts
        .iter()
        .filter_map(|extract| {
            let schema = schemas.get(extract.schema.value.as_str())?;
            let (name, file) = (extract.name.as_str(), extract.file.value.as_str());
            let keys = keys.get(name).map_or(&[] as &[Vec<String>], Vec::as_slice);
            let (born, spell) = (born(&material.spec, name), spell(&material.spec, name));
            Some(Asked { name, file, schema, born, spell, keys, real: None })
        })
        .collect();
    let (files, made) = extracts(&all, &plan(asked, (as_of, of_spec), FEWEST, &material.text))
        .map_err(|findings| material.fails(findings))?;
    Ok(Synthetic { files, made, minimum: None })
}

fn plan(asked: Synthesis, (as_of, of_spec): (Month, Month), minimum: usize, spec: &str) -> Plan<'_> {
    Plan { people: asked.people, seed: asked.seed, as_of, moved: as_of.since(of_spec), minimum, spec, real: None }
}

/// The columns that tell each row of an extract from all others, by extract: what a foreign key refers to, the key of a view that has its rows as
/// they are, and what joins find its rows by.
fn keys(spec: &Spec, schemas: &Schemas) -> BTreeMap<String, Vec<Vec<String>>> {
    let mut keys: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for schema in spec.extracts.iter().filter_map(|extract| schemas.get(extract.schema.value.as_str())) {
        for key in &schema.foreign_keys {
            let other = spec.extracts.iter().filter(|extract| extract.schema.value.as_str() == key.schema);
            for other in other {
                keys.entry(other.name.value.clone()).or_default().push(key.reference.clone());
            }
        }
    }
    for view in &spec.views {
        let Making::Ruled(ruled) = &view.making else { continue };
        if let Some(extract) = as_it_is(spec, view.name.as_str()).filter(|_| !view.key.is_empty()) {
            keys.entry(extract).or_default().push(view.key.iter().map(|name| name.value.clone()).collect());
        }
        for rule in &ruled.rules {
            if let Rule::Join(Join { table, on: On::Same(by), .. }) = rule
                && let Some(extract) = as_it_is(spec, table.as_str())
            {
                keys.entry(extract).or_default().push(by.iter().map(|(_, theirs)| theirs.value.clone()).collect());
            }
        }
    }
    for keys in keys.values_mut() {
        keys.sort();
        keys.dedup();
    }
    keys
}

/// The extract whose rows a table has, each once: itself, or one below views that only add columns and leave rows out.
fn as_it_is(spec: &Spec, table: &str) -> Option<String> {
    let mut name = table.to_owned();
    while let Some(view) = spec.views.iter().find(|view| view.name.value == name) {
        let Making::Ruled(ruled) = &view.making else { return None };
        let adds = |rule: &Rule| {
            matches!(
                rule,
                Rule::Where(_) | Rule::Join(_) | Rule::Column(..) | Rule::Classes { .. } | Rule::MissingCodes(_)
            )
        };
        if !ruled.rules.iter().all(adds) || ruled.of.value == name {
            return None;
        }
        name.clone_from(&ruled.of.value);
    }
    spec.extracts.iter().any(|extract| extract.name.value == name).then_some(name)
}

/// The columns with the first and the last day that the spec names of an extract: of those who are counted, or of a view of its rows.
fn spell<'s>(spec: &'s Spec, extract: &str) -> Option<[&'s str; 2]> {
    let of_table = |table: &'s Persons| {
        let ends = [table.enters.as_ref()?.as_str(), table.leaves.as_ref()?.as_str()];
        (base(spec, table.extract.as_str()) == extract).then_some(ends)
    };
    let of_view = |view: &'s View| {
        let [from, to] = view.spell.as_ref()?;
        (base(spec, view.name.as_str()) == extract).then_some([from.as_str(), to.as_str()])
    };
    spec.tables().find_map(|(_, table)| of_table(table)).or_else(|| spec.views.iter().find_map(of_view))
}

/// The extract whose rows a view by rules begins from; what it says of any other name is that name.
fn base<'s>(spec: &'s Spec, name: &'s str) -> &'s str {
    let mut name = name;
    // No view is made of more than there are.
    for _ in &spec.views {
        match spec.views.iter().find(|view| view.name.value == name).map(|view| &view.making) {
            Some(Making::Ruled(ruled)) => name = ruled.of.as_str(),
            _ => break,
        }
    }
    name
}

/// The column with the day of birth of an extract's people, where the spec says so.
fn born<'s>(spec: &'s Spec, extract: &str) -> Option<&'s str> {
    let (_, table) = spec.tables().find(|(_, table)| table.extract.value == extract)?;
    table.born.as_ref().map(|born| born.value.as_str())
}
