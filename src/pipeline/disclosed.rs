//! What readers may know: the stage between what was computed and all that is published.
//!
//! Everything behind this stage is made of a [`Disclosed`], which has no hidden number in it: what is drawn, written, sorted,
//! judged and hashed for readers can therefore tell none. Whoever is to see more is named: the observations go on only where the
//! output may hold them.

use super::{Failure, Prepared, checks, natures, protect, spelled, unclassed, uses};
use crate::audit::{Audience, Definition, ExhibitHashes, sha256};
use crate::diagnostic::Findings;
use crate::disclosure::{Audit, Hidden, Mask, Summary};
use crate::document::ExtractUse;
use crate::statistic::Computed;
use crate::value::{self, Nature, Veil, to_csv};

/// What the policy did, as data, in an output in which it hides something.
pub const DISCLOSURE_FILE: &str = "disclosure.json";

/// What readers may know of a report.
#[derive(Debug, Clone)]
pub struct Disclosed<'a> {
    /// The exhibits, in the order of the spec.
    pub exhibits: Vec<DisclosedExhibit>,
    /// The extracts, and of how many of their rows something rests.
    pub(super) extracts: Vec<ExtractUse>,
    /// What each exhibit says and how it is defined, as hashes.
    pub(super) hashes: Vec<ExhibitHashes>,
    /// The natures of the values, or what is wrong with them.
    pub(super) natures: Result<Vec<Vec<Nature>>, Findings>,
    /// What the declared checks, and what must be so of any report, say of values that are hidden: without their numbers.
    pub(super) behind: Option<Findings>,
    /// Who fits none of an axis's classes.
    pub(super) unclassed: Findings,
    /// What the values rest on, where the output may hold the rows of people.
    pub(super) microdata: Option<&'a [Computed]>,
    /// Which places are hidden.
    pub(super) mask: Mask,
    /// What choosing them rested on.
    pub(super) audit: Audit,
    /// Who may see what is made of this.
    pub(super) audience: Audience,
}

/// An exhibit as readers may know it.
#[derive(Debug, Clone)]
pub struct DisclosedExhibit {
    /// Its id.
    pub id: String,
    /// Its values.
    pub values: value::Disclosed,
    /// How many of them each part has, one behind the other.
    pub(super) counts: Vec<usize>,
}

/// What readers may know of what was computed, by the policy that the spec uses.
///
/// # Errors
/// What the policy says that cannot be done.
pub fn disclosed<'a>(prepared: &Prepared, computed: &'a [Computed]) -> Result<Disclosed<'a>, Failure> {
    let protected = protect(prepared, computed)?;
    Ok(Disclosed { audit: protected.audit, ..masked(prepared, computed, &protected.mask) })
}

impl Disclosed<'_> {
    /// What the policy did; none where everything is published. Which numbers were hidden first is told only to those who may
    /// see everything, `whole`.
    pub fn summary(&self, prepared: &Prepared, whole: bool) -> Option<Summary> {
        let sizes: Vec<(String, usize)> =
            self.exhibits.iter().map(|exhibit| (exhibit.id.clone(), exhibit.values.rows.len())).collect();
        Summary::of(&prepared.spec.disclosure, &sizes, (&self.mask, &self.audit), whole)
    }
}

/// All that was computed, for those who may see it.
pub fn whole<'a>(prepared: &Prepared, computed: &'a [Computed]) -> Disclosed<'a> {
    let audience = Audience::Internal;
    Disclosed { microdata: Some(computed), audience, ..masked(prepared, computed, &Mask::default()) }
}

/// The same without what only the publication's words tell, for those who ask about single values.
pub(super) fn wordless<'a>(prepared: &Prepared, computed: &'a [Computed]) -> Disclosed<'a> {
    bare(prepared, computed, &Mask::default())
}

/// What is left of what was computed under a mask. Rows of people go on only where they are made up and nothing is hidden.
pub fn masked<'a>(prepared: &Prepared, computed: &'a [Computed], mask: &Mask) -> Disclosed<'a> {
    let bare = bare(prepared, computed, mask);
    Disclosed {
        extracts: uses::extracts(prepared, computed, bare.microdata.is_some()),
        behind: (!mask.is_empty()).then(|| checks::behind(prepared, computed, &bare.exhibits)),
        unclassed: {
            let mut found = unclassed::told(prepared, computed);
            found.extend(spelled::told(prepared, computed));
            found
        },
        natures: natures::all(prepared, computed, &bare.exhibits),
        ..bare
    }
}

/// The values alone, as a mask leaves them.
fn bare<'a>(prepared: &Prepared, computed: &'a [Computed], mask: &Mask) -> Disclosed<'a> {
    let told = computed.iter().zip(&prepared.spec.exhibits);
    let exhibits: Vec<DisclosedExhibit> =
        told.map(|(exhibit, spec)| veiled(exhibit, mask, spec.larger_groups)).collect();
    let open = prepared.spec.disclosure.publishes_rows() && mask.is_empty();
    Disclosed {
        extracts: Vec::new(),
        hashes: hashes(prepared, computed, &exhibits),
        behind: None,
        unclassed: Findings::new(),
        natures: Ok(Vec::new()),
        mask: mask.clone(),
        audit: Audit::default(),
        microdata: open.then_some(computed),
        audience: if open { Audience::Anyone } else { Audience::Public },
        exhibits,
    }
}

fn veiled(exhibit: &Computed, mask: &Mask, larger_groups: bool) -> DisclosedExhibit {
    let veil = |place| match mask.of(&exhibit.id, place) {
        Some(Hidden { value, n, .. }) => Veil { value: *value, n: *n },
        None => Veil::default(),
    };
    DisclosedExhibit {
        id: exhibit.id.clone(),
        values: value::Disclosed::veiled(exhibit.values.clone(), veil).in_larger_groups(larger_groups),
        counts: exhibit.parts.iter().map(|part| part.count).collect(),
    }
}

/// Every exhibit's definition and values, as hashes: of the values that readers see, and where others are hidden besides a seal
/// of all of them, which only the key can make. A plain hash of a few hidden numbers could be tried out in a second.
fn hashes(prepared: &Prepared, computed: &[Computed], exhibits: &[DisclosedExhibit]) -> Vec<ExhibitHashes> {
    let definitions = prepared.definitions();
    let hashes = computed.iter().zip(exhibits).map(|(all, shown)| {
        let whole = value::Disclosed::whole(all.values.clone()).in_larger_groups(shown.values.lacks_labels());
        ExhibitHashes {
            id: shown.id.clone(),
            definition: definitions.get(&shown.id).map(Definition::sha256).unwrap_or_default(),
            values: sha256(&to_csv(&shown.values)),
            sealed: (whole != shown.values).then(|| prepared.key.seal_bytes(&to_csv(&whole))),
        }
    });
    hashes.collect()
}
