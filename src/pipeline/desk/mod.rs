//! A report that is built again and again while it is being written: what has not changed since is not made again.
//!
//! Every stage is kept by a hash of all that decides it ([`keys`]), and what several rounds have not used is forgotten. The
//! bytes that come of it are those of a build from the beginning; a test holds them against each other.

mod keys;

use std::sync::{Arc, Mutex, PoisonError};

use keys::{Keys, OfSpec};

use super::compute::computed_unknown;
use super::disclosed::masked;
use super::last_look::last_look;
use super::prepare::Basis;
use super::protect::protect;
use super::publish::{Composed, beside, compose, created, finish};
use super::{Checked, Disclosed, Failure, FailureKind, Material, Prepared, Request, Stage, Unsaved, Watch};
use super::{draft, hindsight, material_unsaved};
use crate::audit::Audience;
use crate::chart::Drawing;
use crate::diagnostic::{Findings, Sources};
use crate::disclosure::Protected;
use crate::document::{self, Laid, PageShown, Parsed, Typeset};
use crate::register;
use crate::reuse::{Kept, Key};
use crate::statistic::Computed;

/// What is kept of a report, or of several.
#[derive(Debug, Default)]
pub struct Desk {
    specs: Kept<OfSpec>,
    extracts: register::Known,
    bases: Kept<Basis>,
    computed: Kept<Vec<Computed>>,
    exhibits: Kept<Computed>,
    hidden: Kept<Protected>,
    disclosed: Kept<Disclosed<'static>>,
    ahead: Kept<Findings>,
    charts: Kept<Drawing>,
    parsed: Mutex<Parsed>,
    /// Whether it is for one build alone, and has nothing to keep for another.
    once: bool,
}

/// The pages of a report, before its files are made.
#[derive(Clone)]
pub struct Look {
    /// The pages as they are laid out.
    pub laid: Arc<Laid>,
    /// What is known of each.
    pub pages: Vec<PageShown>,
    /// The report's title.
    pub title: String,
    /// The name that findings give the spec.
    pub spec: String,
    /// Where in the spec each exhibit is declared: its id, and the bytes.
    pub exhibits: Vec<(String, std::ops::Range<usize>)>,
    /// What is odd about the spec and the extracts.
    pub warnings: Findings,
    /// What the values do not bear out, and what is odd about texts and pages.
    pub findings: Findings,
    /// The texts that all these point into.
    pub sources: Sources,
}

/// A report as its files have it.
#[derive(Debug)]
pub struct Read {
    material: Result<Material, Failure>,
    /// Of all that it reads beside its spec and its words.
    beside: Key,
    /// Of all that it is made from.
    mark: Key,
}

impl Read {
    /// Reads the report that `request` names; texts that are not saved stand before those on disk.
    pub fn of(request: &Request, unsaved: &Unsaved) -> Self {
        let material = material_unsaved(request, unsaved);
        let (beside, mark) = match &material {
            Ok(material) => {
                let beside = keys::beside(material, request.disclosure.as_deref());
                (beside, keys::whole(material, beside))
            }
            Err(failure) => {
                let misread = Key::of("misread", [format!("{failure:?}")]);
                (misread, misread)
            }
        };
        Self { material, beside, mark }
    }

    /// What is the same for what would be built alike: by it one knows whether anything has changed.
    pub fn mark(&self) -> Key {
        self.mark
    }
}

/// What one wants to know of a report.
pub struct Asked<'a> {
    /// Whether values that were computed with hindsight are told.
    pub hindsight: bool,
    /// Who sees the pages as soon as they are laid out.
    pub look: &'a mut dyn FnMut(Look),
}

impl Desk {
    /// One for a single build.
    pub fn once() -> Self {
        Self { once: true, ..Self::default() }
    }

    /// Builds a report, and writes nothing.
    ///
    /// # Errors
    /// What stops a build.
    pub fn build(&self, read: Read, asked: Asked<'_>, watch: &mut dyn Watch) -> Result<Checked, Failure> {
        let built = self.built(read, asked, watch);
        self.end_round();
        built
    }

    /// How many things are kept, of all kinds.
    pub fn len(&self) -> usize {
        let Self { specs, extracts, bases, computed, exhibits, hidden, disclosed, ahead, charts, .. } = self;
        let of_values = [computed.len(), exhibits.len(), hidden.len(), disclosed.len(), ahead.len()];
        specs.len() + extracts.len() + bases.len() + charts.len() + of_values.iter().sum::<usize>()
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn end_round(&self) {
        let Self { specs, extracts, bases, computed, exhibits, hidden, disclosed, ahead, charts, .. } = self;
        specs.end_round();
        extracts.end_round();
        bases.end_round();
        computed.end_round();
        exhibits.end_round();
        hidden.end_round();
        disclosed.end_round();
        ahead.end_round();
        charts.end_round();
        document::forget();
    }

    fn built(&self, read: Read, asked: Asked<'_>, watch: &mut dyn Watch) -> Result<Checked, Failure> {
        watch.begin(Stage::Spec);
        let material = read.material?;
        let of_spec = self.of_spec(&material.text);
        let keys = Keys::of(&material, read.beside, &of_spec);
        let basis = self.bases.or_make(keys.basis, || material.basis(Some(&self.extracts), watch))?;
        let prepared = material.on(Basis::clone(&basis));
        // Several ask for them, and they are known.
        prepared.definitions.set(of_spec.definitions.clone()).ok();

        watch.begin(Stage::Compute);
        let computed = self.computed(&prepared, &keys)?;
        let disclosed = self.disclosed(&prepared, &computed, &keys)?;
        watch.begin(Stage::Text);
        let draft = draft(&prepared, &disclosed)?;
        let mut composed = compose(&prepared, draft, &self.charts, watch)?;
        watch.begin(Stage::Typeset);
        let created = created(prepared.as_of);
        let laid = {
            let mut parsed = self.parsed.lock().unwrap_or_else(PoisonError::into_inner);
            document::lay_out(&composed.source, created, &mut parsed)
        };
        let laid = Arc::new(composed.typeset(&prepared, laid)?);
        (asked.look)(look(&prepared, &composed, &laid)?);

        let ahead = if asked.hindsight {
            watch.begin(Stage::Hindsight);
            let look = || Ok::<_, Failure>(hindsight(&prepared, &computed));
            Findings::clone(&*self.ahead.or_make(keys.basis, look)?)
        } else {
            Findings::new()
        };

        let pdf = composed.typeset(&prepared, laid.pdf(&composed.source, created))?;
        let typeset = Typeset { pdf, warnings: laid.warnings.clone() };
        watch.begin(Stage::Audit);
        let beside = beside(&prepared, &disclosed, &composed)?;
        let published = finish(&prepared, &disclosed, composed, typeset, beside)?;
        let values = disclosed.exhibits.into_iter().map(|exhibit| (exhibit.id, exhibit.values)).collect();
        let mut findings = published.findings;
        findings.extend(ahead);
        Ok(Checked { values, files: published.files, findings, sources: published.sources, prepared })
    }

    fn of_spec(&self, text: &str) -> Arc<OfSpec> {
        let key = Key::of("text", [text]);
        self.specs.get(key).unwrap_or_else(|| self.specs.keep(key, OfSpec::of(text)))
    }

    fn computed(&self, prepared: &Prepared, keys: &Keys) -> Result<Arc<Vec<Computed>>, Failure> {
        let known = |number: usize| {
            let known = self.exhibits.get(*keys.exhibits.get(number)?)?;
            // The keys are in the order of the spec's text, as its exhibits are.
            let is_same = prepared.spec.exhibits.get(number).is_some_and(|exhibit| exhibit.id.value == known.id);
            is_same.then(|| Computed::clone(&known))
        };
        let computed = self.computed.or_make(keys.computed, || computed_unknown(prepared, &known))?;
        if self.once {
            return Ok(computed);
        }
        for (key, exhibit) in keys.exhibits.iter().zip(computed.iter()) {
            if self.exhibits.get(*key).is_none() {
                self.exhibits.keep(*key, exhibit.clone());
            }
        }
        Ok(computed)
    }

    fn disclosed<'a>(
        &self,
        prepared: &Prepared,
        computed: &'a [Computed],
        keys: &Keys,
    ) -> Result<Disclosed<'a>, Failure> {
        let kept = self.disclosed.or_make(keys.basis, || {
            let protected = self.hidden.or_make(keys.hidden, || protect(prepared, computed))?;
            let audit = protected.audit.clone();
            Ok::<_, Failure>(Disclosed { audit, microdata: None, ..masked(prepared, computed, &protected.mask) })
        })?;
        // What it rests on is borrowed, and so not kept with it.
        let open = kept.audience == Audience::Anyone;
        Ok(Disclosed { microdata: open.then_some(computed), ..Disclosed::clone(&kept) })
    }
}

/// The pages for those who write the report, if they tell of no one.
fn look(prepared: &Prepared, composed: &Composed, laid: &Arc<Laid>) -> Result<Look, Failure> {
    let sources = &composed.sources;
    let leaks = last_look(prepared.register.people(), &laid.texts());
    if !leaks.is_empty() {
        return Err(Failure { kind: FailureKind::Data, findings: leaks, sources: sources.clone() });
    }
    let mut findings = composed.findings.clone();
    findings.extend(laid.warnings.clone());
    let exhibits = prepared.spec.exhibits.iter();
    Ok(Look {
        pages: laid.pages(&composed.source),
        title: prepared.spec.report.title.value.clone(),
        spec: prepared.spec.file.clone(),
        laid: Arc::clone(laid),
        exhibits: exhibits.map(|exhibit| (exhibit.id.value.clone(), exhibit.span.clone())).collect(),
        warnings: prepared.warnings.clone(),
        findings,
        sources: sources.clone(),
    })
}
