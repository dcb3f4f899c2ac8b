//! The record of a release: what the report shows, what each value rests on, and the rows of the extracts.
//!
//! Input: the spec, the extracts, what was computed of them and what is published. Output: a [`Record`], and its files
//! below [`FOLDER`] of the report's output ([`Record::files`]), which the audit book shows and [`Record::read`] reads back.
//! All in it is in words that need nothing else: rows by their numbers in the file, people by their pseudonyms, fields as
//! texts. No CPR number and no value of a personal field gets in; `mask` sees to that. The same release has the same bytes.
//! The form is described in `docs/audit.md`.

mod beside;
mod dropped;
mod elsewhere;
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

pub(in crate::audit) use elsewhere::REASONS as ELSEWHERE;
pub use file::{FOLDER, Unreadable};
pub use ints::Ints;
pub use model::{
    Against, Audience, Basis, Beside, Cells, Claim, Excluded, Exhibit, ExhibitBasis, ExhibitHead, ExhibitKind, Extract,
    ExtractHead, ExtractRows, Fact, Field, FieldKind, Numbers, Observations, Parameter, Per, Premise, Recipe, Record,
    Report, Role, RowsOf, Said, Showing, ToldFrom, Units, Value,
};
pub use worked::{Step, Term, Worked};

use std::collections::BTreeMap;

use crate::audit::{Definition, definitions};
use crate::calendar::Month;
use crate::cohort::{Cohorts, Data};
use crate::document::{self, Publication};
use crate::locale::Language;
use crate::parallel;
use crate::register::{self, PseudonymKey};
use crate::spec;
use crate::statistic::Computed;

/// What a release is made of.
#[derive(Debug, Clone, Copy)]
pub struct Release<'a> {
    /// The spec with the extracts and their layouts.
    pub data: Data<'a>,
    /// The populations.
    pub cohorts: &'a Cohorts,
    /// The spec's text.
    pub text: &'a str,
    /// The key that pseudonyms are made with.
    pub key: &'a PseudonymKey,
    /// What the values rest on.
    pub rows: Rows<'a>,
    /// The status month.
    pub as_of: Month,
    /// What is published.
    pub publication: &'a Publication,
    /// What is listed.
    pub listed: Listed<'a>,
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

/// Of what a record lists the observations and rows.
#[derive(Debug, Clone, Copy)]
pub enum Listed<'a> {
    /// Of all exhibits and extracts, where there are no more than so many.
    Most(Most),
    /// Of some values of an exhibit, and of nothing else.
    Values {
        /// The exhibit's id.
        exhibit: &'a str,
        /// Which of its values.
        selection: &'a Selection,
    },
}

/// Which values of an exhibit are meant: those whose key has these texts; a dimension not named takes all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// The facet.
    pub facet: Option<String>,
    /// The series.
    pub series: Option<String>,
    /// The place along the axis.
    pub x: Option<String>,
}

impl Selection {
    /// Whether a value is one of them.
    pub fn takes(&self, value: &Value) -> bool {
        let fits = |wanted: &Option<String>, is: &str| wanted.as_ref().is_none_or(|wanted| wanted == is);
        fits(&self.facet, &value.facet) && fits(&self.series, &value.series) && fits(&self.x, &value.x)
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
    /// Observations of a part times its values, for each of which those are listed who are observed elsewhere alone.
    pub left_out: usize,
}

impl Most {
    /// What a release lists.
    pub const OF_A_RELEASE: Self = Self { observations: 400_000, rows: 400_000, left_out: 4_000_000 };
    /// Everything there is.
    pub const ALL: Self = Self { observations: usize::MAX, rows: usize::MAX, left_out: usize::MAX };
}

/// The record of a release.
pub fn record(release: &Release<'_>) -> Record {
    let Release { data, text, key, rows, as_of, publication, .. } = *release;
    let Data { spec, schemas, .. } = data;
    let definitions = definitions(text);
    let (extracts, exhibits) = match rows {
        Rows::All(computed, _) => listed(release, computed, &definitions),
        Rows::None(counts) => {
            let extracts = spec.extracts.iter().zip(&publication.extracts).map(|(declared, told)| {
                let role = extract::role(spec, declared.name.as_str());
                extract::stated(
                    extract::without_rows(told, &schemas[declared.schema.value.as_str()], role),
                    declared,
                    spec,
                )
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
    let labels = keys
        .filter_map(|key| Some((key.clone(), spec.report.language.period(key)?)))
        .filter(|(key, label)| key != label);
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
            language: spec.report.language,
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
        facts: publication.facts.iter().map(|one| fact(publication.meta.language, one)).collect(),
        parameters: publication.parameters.iter().map(|one| parameter(publication.meta.language, one)).collect(),
        said: said::said(publication),
        premises: publication.premises.iter().map(premise).collect(),
        labels: labels.collect(),
        extracts,
    }
}

/// The extracts and the exhibits with what is listed of them.
fn listed(
    release: &Release<'_>,
    computed: &[Computed],
    definitions: &BTreeMap<String, Definition>,
) -> (Vec<Extract>, Vec<Exhibit>) {
    let Release { data, cohorts, key, as_of, publication, listed, .. } = *release;
    let spec = data.spec;
    let mask = mask::Mask::new(data, key);
    let told = |extract: &register::Extract, declared: &spec::Extract, most| {
        let role = extract::role(spec, declared.name.as_str());
        let schema = &data.schemas[declared.schema.value.as_str()];
        extract::stated(extract::extract(extract, (declared, schema), role, most, &mask), declared, spec)
    };
    let everyone = excluded::Everyone { data, cohorts, as_of };
    let exhibits = spec.exhibits.iter().zip(computed).zip(&publication.exhibits);
    let head = |declared, published: &document::Exhibit| {
        exhibit::head(declared, spec, published, definitions.get(&published.id))
    };
    match listed {
        Listed::Most(most) => {
            mask.meet_everyone();
            let extracts: Vec<_> = data.register.iter().zip(&spec.extracts).collect();
            let extracts = parallel::map(&extracts, |(extract, declared)| told(extract, declared, most));
            let made = exhibit::Made { extracts: &extracts, mask: &mask, everyone };
            let exhibits: Vec<_> = exhibits.collect();
            let exhibits = parallel::map(&exhibits, |((declared, computed), published)| {
                let head = head(declared, published);
                let basis = exhibit::basis(&head.values, (*declared, *computed), most, made);
                Exhibit { head, basis }
            });
            (extracts, exhibits)
        }
        Listed::Values { exhibit, selection } => {
            let made = exhibit::Made { extracts: &[], mask: &mask, everyone };
            let asked = exhibits.filter(|((declared, _), _)| declared.id.value == exhibit);
            let exhibits: Vec<Exhibit> = asked
                .map(|((declared, computed), published)| {
                    let head = head(declared, published);
                    let basis = exhibit::basis_of(&head.values, selection, (declared, computed), made);
                    Exhibit { head, basis }
                })
                .collect();
            let named = exhibit::rows_named(&exhibits, spec.extracts.len());
            let all = data.register.iter().zip(&spec.extracts).zip(&named);
            let extracts =
                all.map(|((extract, declared), rows)| told(&extract::only(extract, rows), declared, Most::ALL));
            (extracts.collect(), exhibits)
        }
    }
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

fn fact(language: Language, fact: &document::FactText) -> Fact {
    Fact {
        name: fact.name.clone(),
        shown: document::quoted(language, fact.value, &fact.unit, fact.decimals),
        unit: fact.unit.clone(),
        of: fact.of.clone(),
        source: fact.source.clone(),
        said: fact.said.clone(),
    }
}

fn parameter(language: Language, parameter: &document::Parameter) -> Parameter {
    let shown = match &parameter.value {
        document::ParameterValue::Number(number) => document::stated(language, *number, &parameter.unit),
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
