//! The record of a release: what the report shows, what each value rests on, and the rows of the extracts.
//!
//! Input: the spec, the extracts, what was computed of them and what is published. Output: a [`Record`], and its files
//! below [`FOLDER`] of the report's output ([`Record::files`]), which the audit book shows and [`Record::read`] reads back.
//! All in it is in words that need nothing else: rows by their numbers in the file, people by their pseudonyms, fields as
//! texts. No CPR number and no value of a personal field gets in; `mask` sees to that. The same release has the same bytes.
//! The form is described in `docs/audit.md`.

mod exact;
mod excluded;
mod exhibit;
mod extract;
mod file;
mod ints;
mod mask;
mod model;
mod said;
mod worked;

pub use file::{FOLDER, Unreadable};
pub use ints::Ints;
pub use model::{
    Audience, Basis, Cells, Claim, Excluded, Exhibit, ExhibitBasis, ExhibitHead, ExhibitKind, Extract, ExtractHead,
    ExtractRows, Fact, Field, FieldKind, Numbers, Observations, Parameter, Per, Premise, Recipe, Record, Report, Role,
    RowsOf, Said, Showing, Units, Value,
};
pub use worked::{Step, Term, Worked};

use crate::audit::definitions;
use crate::cohort::{Cohorts, Data, Made, Month, States};
use crate::document::{self, Publication};
use crate::locale;
use crate::register::{PseudonymKey, Register};
use crate::schema::Schemas;
use crate::spec::Spec;
use crate::statistic::Computed;

/// What a release is made of.
#[derive(Debug, Clone, Copy)]
pub struct Release<'a> {
    /// The spec.
    pub spec: &'a Spec,
    /// Its text.
    pub text: &'a str,
    /// The extracts.
    pub register: &'a Register,
    /// Their layouts.
    pub schemas: &'a Schemas,
    /// The key that pseudonyms are made with.
    pub key: &'a PseudonymKey,
    /// What the values rest on.
    pub rows: Rows<'a>,
    /// The status month.
    pub as_of: Month,
    /// What is published.
    pub publication: &'a Publication,
    /// How much is listed.
    pub most: Most,
}

/// What a record holds of what the values rest on.
#[derive(Debug, Clone, Copy)]
pub enum Rows<'a> {
    /// All that was computed, an exhibit each; who may read it.
    All(&'a [Computed], Audience),
    /// No observation, no row and no pseudonym, and no count of any of them: of each exhibit how many values its parts have.
    None(&'a [&'a [usize]]),
}

impl Rows<'_> {
    fn audience(&self) -> Audience {
        match self {
            Self::All(_, audience) => *audience,
            Self::None(_) => Audience::Public,
        }
    }
}

/// How many observations and rows a record lists. All values stand in it whatever their number, but the observations of a
/// part, and the rows of an extract, only where there are no more than so many: a page with millions of them could not be
/// opened. Those of a single value can always be traced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Most {
    /// Observations of a part of an exhibit.
    pub observations: usize,
    /// Rows of an extract.
    pub rows: usize,
}

impl Most {
    /// What a release lists.
    pub const OF_A_RELEASE: Self = Self { observations: 400_000, rows: 400_000 };
    /// Everything there is.
    pub const ALL: Self = Self { observations: usize::MAX, rows: usize::MAX };
}

/// The record of a release.
pub fn record(release: &Release<'_>) -> Record {
    let Release { spec, text, register, schemas, key, rows, as_of, publication, most } = *release;
    let definitions = definitions(text);
    let (extracts, exhibits) = match rows {
        Rows::All(computed, _) => {
            let mask = mask::Mask::new(spec, register, schemas, key);
            let extracts: Vec<Extract> = side_by_side(register.iter().zip(&spec.extracts), |(extract, declared)| {
                let role = extract::role(spec, declared.name.as_str());
                let schema = &schemas[declared.schema.value.as_str()];
                extract::stated(extract::extract(extract, (declared, schema), role, most, &mask), declared)
            });
            let none = Made::default();
            let bare = Data { spec, register, schemas, made: &none };
            let made = Made::of(bare, as_of).unwrap_or_default();
            let data = Data { made: &made, ..bare };
            // They have been drawn before, without a mistake.
            let drawn = States::read(data).and_then(|states| Cohorts::draw(data, &states, as_of)).unwrap_or_default();
            let everyone = excluded::Everyone { data, cohorts: &drawn, as_of };
            let made = exhibit::Made { extracts: &extracts, mask: &mask, everyone, as_of, most };
            let exhibits = spec.exhibits.iter().zip(computed).zip(&publication.exhibits);
            let exhibits = side_by_side(exhibits, |((declared, computed), published)| {
                let head = exhibit::head(declared, spec, published, definitions.get(&published.id));
                Exhibit { head, basis: exhibit::basis(declared, computed, made) }
            });
            (extracts, exhibits)
        }
        Rows::None(counts) => {
            let extracts = spec.extracts.iter().zip(&publication.extracts).map(|(declared, told)| {
                let role = extract::role(spec, declared.name.as_str());
                extract::stated(extract::without_rows(told, &schemas[declared.schema.value.as_str()], role), declared)
            });
            let exhibits = spec.exhibits.iter().zip(counts).zip(&publication.exhibits);
            let exhibits = exhibits.map(|((declared, counts), published)| Exhibit {
                head: exhibit::head(declared, spec, published, definitions.get(&published.id)),
                basis: exhibit::without_rows(declared, counts, spec, as_of),
            });
            (extracts.collect(), exhibits.collect())
        }
    };
    let keys = publication.exhibits.iter().flat_map(|exhibit| &exhibit.values.rows).map(|row| &row.key);
    let keys = keys.flat_map(|key| [&key.facet, &key.series, &key.x]).chain([&publication.meta.as_of]);
    let labels = keys.filter_map(|key| Some((key.clone(), locale::period(key)?))).filter(|(key, label)| key != label);
    let meta = &publication.meta;
    Record {
        report: Report {
            name: meta.id.clone(),
            title: meta.title.clone(),
            subtitle: meta.subtitle.clone(),
            client: meta.client.clone(),
            publisher: meta.publisher.clone(),
            authors: meta.authors.clone(),
            synthetic: meta.synthetic,
            licence: spec.report.licence.clone(),
            original: meta.original.as_ref().map(original).unwrap_or_default(),
            as_of: meta.as_of.clone(),
            pseudonym_key: match publication.pseudonym_key {
                document::PseudonymKey::Synthetic => "synthetic",
                document::PseudonymKey::Own => "own",
            }
            .to_owned(),
            key_fingerprint: key.fingerprint(),
            audience: rows.audience(),
            tool: format!("{} {}", publication.tool.name, publication.tool.version),
        },
        exhibits,
        claims: publication.claims.iter().map(claim).collect(),
        facts: publication.facts.iter().map(fact).collect(),
        parameters: publication.parameters.iter().map(parameter).collect(),
        said: said::said(publication),
        premises: publication.premises.iter().map(premise).collect(),
        labels: labels.collect(),
        extracts,
    }
}

/// What work gives for each item, in their order; the items are worked on at the same time.
fn side_by_side<I: Send, O: Send>(items: impl Iterator<Item = I>, work: impl Fn(I) -> O + Sync) -> Vec<O> {
    let work = &work;
    std::thread::scope(|scope| {
        let threads: Vec<_> = items.map(|item| scope.spawn(move || work(item))).collect();
        let done = threads.into_iter().map(std::thread::ScopedJoinHandle::join);
        done.map(|done| done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

fn claim(claim: &document::ClaimText) -> Claim {
    let showing = match claim.showing {
        document::Showing::Plain => Showing::Plain,
        document::Showing::Marked => Showing::Marked,
        document::Showing::Omitted => Showing::Omitted,
        document::Showing::Hidden => Showing::Hidden,
    };
    Claim { id: claim.id.clone(), sentence: claim.sentence.clone(), showing, premises: claim.premises.clone() }
}

/// A publication in a line: its title, who wrote and published it, and when.
fn original(original: &document::Original) -> String {
    let by = original.authors.iter().map(String::as_str).chain([original.publisher.as_str(), &original.year]);
    format!("{} ({})", original.title, by.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "))
}

fn fact(fact: &document::FactText) -> Fact {
    Fact {
        name: fact.name.clone(),
        shown: document::quoted(fact.value, &fact.unit, fact.decimals),
        unit: fact.unit.clone(),
        of: fact.of.clone(),
        source: fact.source.clone(),
        said: fact.said.clone(),
    }
}

fn parameter(parameter: &document::Parameter) -> Parameter {
    let shown = match &parameter.value {
        document::ParameterValue::Number(number) => document::stated(*number, &parameter.unit),
        document::ParameterValue::Text(text) => text.clone(),
    };
    Parameter { name: parameter.name.clone(), shown, unit: parameter.unit.clone(), source: parameter.source.clone() }
}

fn premise(premise: &document::PremiseText) -> Premise {
    Premise {
        name: premise.name.clone(),
        mark: premise.mark.clone(),
        text: premise.text.clone(),
        source: premise.source.clone(),
        essential: premise.essential,
    }
}
