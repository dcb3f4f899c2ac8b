//! The publication before it is drawn and typeset: its words, and whether the values bear them out.

use std::collections::BTreeMap;

use super::reviewed::signed;
use super::{
    Disclosed, Failure, Prepared, bounds, draw, facts, formulas, gaps, judge, labels, layout, matched, moods, nothing,
    premises, tones, units,
};
use crate::claim::{self, Claim, Judged, Judgement, Verdict};
use crate::diagnostic::Ranged;
use crate::diagnostic::{Code, Finding, Findings};
use crate::disclosure::Summary;
use crate::document::{
    self, ClaimText, ExhibitKind, Meta, Parameter, ParameterValue, Protection, Publication, TextPlace, Told, Tool,
};
use crate::spec::{self, Exhibit, ParameterSpec, Setting, Shown, Spec};
use crate::value::Nature;

/// A publication with all its words and no pictures yet.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What there is to typeset.
    pub publication: Publication,
    /// What the values do not bear out, or what is odd about them.
    pub findings: Findings,
}

/// Writes the texts of the publication and holds what it says against its values.
///
/// # Errors
/// Texts, claims and checks that have no meaning.
pub fn draft(prepared: &Prepared, disclosed: &Disclosed<'_>) -> Result<Draft, Failure> {
    let mut publication = publication(prepared, disclosed);
    let written = move || -> Result<Draft, Findings> {
        units::contrary(&prepared.spec)?;
        layout::check(&prepared.spec, disclosed)?;
        fill_natures(disclosed, &mut publication)?;
        publication.calculations = formulas::calculations(prepared)?;
        fill_texts(&prepared.spec.exhibits, &prepared.spec.file, &mut publication)?;
        premises::fill(&prepared.spec, &mut publication)?;
        publication.meta.edition = edition(&prepared.spec, &publication)?;
        let judged = judge::judge(prepared, disclosed, &publication)?;
        let (claims, wordless) = claim_texts(&prepared.spec, &judged, &publication)?;
        publication.claims = claims;
        let worded = moods::check(&prepared.spec, &judged, &publication);
        let mut findings = judged.findings;
        findings.extend(worded);
        findings.extend(wordless);
        findings.extend(stated(&prepared.spec, typed_numerals(&prepared.spec)));
        findings.extend(spec::idle_premises(&prepared.spec));
        findings.extend(spec::doubled_facts(&prepared.spec.file, &prepared.spec.facts));
        // Those that are too many have stopped the computation.
        let no_window = bounds::windows(&prepared.spec, prepared.as_of);
        if no_window.is_empty() {
            findings.extend(nothing::counted(&prepared.spec, &publication));
        }
        findings.extend(no_window);
        findings.extend(matched::begun_late(&prepared.spec, prepared.data()));
        for table in prepared.views.get().into_iter().flatten() {
            for doubt in &table.doubts {
                findings.push(doubt.clone());
            }
        }
        findings.extend(gaps::crossed(&prepared.spec, &publication));
        findings.extend(tones::unworn(prepared, &publication));
        findings.extend(labels::alike(&prepared.spec, &publication));
        findings.extend(labels::unknown(prepared, &publication));
        Ok(Draft { publication, findings })
    };
    written().map_err(|found| prepared.fails(found))
}

/// The publication with the spec's texts as they stand there.
pub(super) fn publication(prepared: &Prepared, disclosed: &Disclosed<'_>) -> Publication {
    let report = &prepared.spec.report;
    // Figures, tables and key numbers are each counted apart. One with a number of its own takes no place in the count: readers
    // would look for the number that it left out; and so would they for that of one that is not printed.
    let mut counts = [0u32; 3];
    let exhibits = prepared.spec.exhibits.iter().zip(&disclosed.exhibits).map(|(exhibit, disclosed)| {
        let kind = match exhibit.shown {
            Shown::Chart(_) => ExhibitKind::Figure,
            Shown::Table(_) => ExhibitKind::Table,
            Shown::Numbers => ExhibitKind::Numbers,
        };
        let next = || {
            if !exhibit.printed {
                return String::new();
            }
            counts[kind as usize] += 1;
            counts[kind as usize].to_string()
        };
        let told = document::Exhibit {
            language: report.language,
            id: exhibit.id.value.clone(),
            kind,
            number: exhibit.number.as_ref().map_or_else(next, |number| number.value.clone()),
            title: exhibit.title.value.clone(),
            caption: exhibit.caption.value.clone(),
            note: exhibit.note.as_ref().map(|note| note.value.clone()).unwrap_or_default(),
            source: exhibit.source.value.clone(),
            premises: exhibit.premises.iter().map(|premise| premise.value.clone()).collect(),
            said: Vec::new(),
            natures: BTreeMap::new(),
            values: disclosed.values.clone(),
            names: exhibit.names.iter().map(|(key, name)| (key.value.clone(), name.value.clone())).collect(),
            counting: judge::counting(exhibit, disclosed),
            layout: layout::layout(&exhibit.shown),
            labels: Vec::new(),
            svg: None,
            alt: String::new(),
        };
        document::Exhibit { labels: draw::labels(prepared, exhibit, &told), ..told }
    });
    Publication {
        meta: Meta {
            id: prepared.name.clone(),
            design: report.template.value.to_string(),
            title: report.title.value.clone(),
            subtitle: report.subtitle.value.clone(),
            client: report.client.clone(),
            publisher: report.publisher.clone(),
            authors: report.authors.clone(),
            original: report.original.as_ref().map(|original| document::Original {
                title: original.title.clone(),
                authors: original.authors.clone(),
                year: original.year.to_string(),
                publisher: original.publisher.clone(),
            }),
            edition: report.edition.as_ref().map(|edition| edition.value.clone()).unwrap_or_default(),
            synthetic: prepared.spec.disclosure.synthetic,
            as_of: prepared.as_of.to_string(),
            language: report.language,
        },
        parameters: prepared.spec.parameters.iter().map(parameter).collect(),
        facts: facts::facts(&prepared.spec),
        premises: premises::premises(&prepared.spec),
        exhibits: exhibits.collect(),
        drawings: Vec::new(),
        claims: Vec::new(),
        said: Vec::new(),
        calculations: Vec::new(),
        extracts: disclosed.extracts.clone(),
        since: None,
        signed: prepared.review.as_ref().map(|review| signed(review, &disclosed.hashes)),
        protection: disclosed.summary(prepared, false).map(protection),
        disclosure: prepared.spec.disclosure.used().because.clone(),
        pseudonym_key: if prepared.own_key { document::PseudonymKey::Own } else { document::PseudonymKey::Synthetic },
        tool: Tool { name: "Sporbar".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
    }
}

/// What is hidden, as readers are told.
fn protection(summary: Summary) -> Protection {
    Protection {
        minimum: summary.rules.minimum,
        families: summary.rules.families,
        values: summary.values,
        hidden: summary.hidden,
        exhibits: summary.exhibits.into_iter().map(|cost| (cost.exhibit, cost.values, cost.hidden)).collect(),
        shown_by_exception: summary
            .exceptions
            .into_iter()
            .filter(|exception| exception.act == "show")
            .map(|exception| exception.because)
            .collect(),
    }
}

fn parameter(parameter: &ParameterSpec) -> Parameter {
    let value = match &parameter.value {
        Setting::Number(number) => ParameterValue::Number(*number),
        Setting::Text(text) => ParameterValue::Text(text.clone()),
    };
    let (name, unit, source) = (parameter.name.value.clone(), parameter.unit.clone(), parameter.source.clone());
    Parameter { name, value, unit, source }
}

/// Computes the texts of the exhibits: each is a small template over the publication's values.
fn fill_texts(exhibits: &[Exhibit], file: &str, publication: &mut Publication) -> Result<(), Findings> {
    let mut findings = Findings::new();
    let mut texts = Vec::new();
    for exhibit in exhibits {
        let mut said = Vec::new();
        let mut fill = |text: &Ranged<String>| {
            // The text begins behind its opening quote.
            let place = TextPlace { file, start: text.span.start + 1 };
            let told = document::render_told(text.as_str(), place, Some(exhibit.id.as_str()), publication);
            let told = told.unwrap_or_else(|found| {
                findings.extend(found);
                Told::default()
            });
            said.extend(told.said());
            told.text
        };
        let note = exhibit.note.as_ref().map(&mut fill).unwrap_or_default();
        let words = [fill(&exhibit.title), fill(&exhibit.caption), note, fill(&exhibit.source)];
        let footnotes: Vec<(String, String)> = match &exhibit.shown {
            Shown::Table(table) => table.footnotes.iter().map(|(key, text)| (key.value.clone(), fill(text))).collect(),
            Shown::Chart(_) | Shown::Numbers => Vec::new(),
        };
        texts.push((words, footnotes, said));
    }
    for (exhibit, ([title, caption, note, source], footnotes, said)) in publication.exhibits.iter_mut().zip(texts) {
        (exhibit.title, exhibit.caption, exhibit.note, exhibit.source) = (title, caption, note, source);
        exhibit.layout.footnotes = footnotes;
        exhibit.said = said;
    }
    if findings.has_errors() { Err(findings) } else { Ok(()) }
}

/// Says which values are not observed.
fn fill_natures(disclosed: &Disclosed<'_>, publication: &mut Publication) -> Result<(), Findings> {
    let natures = disclosed.natures.as_ref().map_err(Clone::clone)?;
    for ((exhibit, natures), told) in disclosed.exhibits.iter().zip(natures).zip(&mut publication.exhibits) {
        let keyed = exhibit.values.rows.iter().map(|row| row.key.clone()).zip(natures.iter().copied());
        told.natures = keyed.filter(|(_, nature)| *nature != Nature::Observed).collect();
    }
    Ok(())
}

/// What edition it is, in the spec's words: a small template too.
fn edition(spec: &Spec, publication: &Publication) -> Result<String, Findings> {
    let Some(edition) = &spec.report.edition else { return Ok(String::new()) };
    let place = TextPlace { file: &spec.file, start: edition.part(0..0).start };
    document::render_text(edition.as_str(), place, None, publication)
}

/// The sentences of the claims, computed, and how each is shown after it has been judged; and a warning for each that cannot be
/// said because it takes its words from hidden values, though what it asserts can be told.
///
/// One that is left out is looked at all the same, so that a name that is not there is found in any month.
fn claim_texts(
    spec: &Spec,
    judged: &Judged,
    publication: &Publication,
) -> Result<(Vec<ClaimText>, Findings), Findings> {
    let (mut wrong, mut findings) = (Findings::new(), Findings::new());
    let mut texts = Vec::new();
    for (claim, judgement) in spec.claims.iter().zip(&judged.claims) {
        let place = TextPlace { file: &spec.file, start: claim.sentence_start };
        let mut showing = match judgement.showing() {
            claim::Showing::Plain => document::Showing::Plain,
            claim::Showing::Marked => document::Showing::Marked,
            claim::Showing::Omitted => document::Showing::Omitted,
            claim::Showing::Hidden => document::Showing::Hidden,
        };
        let said = matches!(showing, document::Showing::Plain | document::Showing::Marked);
        let mut rendered = said.then(|| document::render_sentence(&claim.sentence, place, publication));
        if let Some(Err(found)) = &rendered
            && found.iter().all(|finding| finding.code == Code::TextNeedsHidden)
        {
            if claim.when_suppressed.is_none() {
                findings.push(wordless(spec, claim, found));
            }
            (showing, rendered) = (document::Showing::Hidden, None);
        }
        if let Some((instead, start)) = &claim.when_suppressed {
            let place = TextPlace { file: &spec.file, start: *start };
            if showing == document::Showing::Hidden {
                rendered = Some(document::render_sentence(instead, place, publication));
            } else if let Err(found) = document::check_text(instead, place, None, publication) {
                wrong.extend(found);
            }
        }
        let undecided = matches!(judgement.verdict, Verdict::Undecidable { .. });
        let (sentence, said) = match rendered {
            Some(Ok((told, said))) => (told.trimmed(), said),
            // Where there is nothing to say yet, the first or last month to say it of may not be there either. That the
            // claim cannot be decided is told by a finding of its own.
            Some(Err(found)) if !undecided => {
                wrong.extend(found);
                continue;
            }
            _ => {
                if let Err(found) = document::check_text(&claim.sentence, place, None, publication) {
                    wrong.extend(found);
                }
                (Told::default(), Vec::new())
            }
        };
        let Told { text: sentence, mentions } = sentence;
        let showing = match showing {
            document::Showing::Hidden => showing,
            // A sentence that comes to nothing has nothing to mark.
            _ if sentence.is_empty() => document::Showing::Omitted,
            _ => showing,
        };
        let premises = resting(claim, judgement, said, publication);
        texts.push(ClaimText { id: claim.id.clone(), sentence, showing, premises, mentions });
    }
    if wrong.has_errors() { Err(wrong) } else { Ok((texts, findings)) }
}

/// A claim that the values bear out, or not, and whose sentence takes its words from others that are hidden.
fn wordless(spec: &Spec, claim: &Claim, found: &Findings) -> Finding {
    let message = format!("the sentence of the claim `{}` needs a value that readers may not see", claim.id);
    let mut finding = Finding::warning(Code::ClaimNeedsHidden, message).at(&spec.file, claim.that.span(), "this claim");
    for reason in found {
        finding = finding.help(reason.message.clone());
    }
    finding.help("it is left out of the document; say what stands there instead: when-suppressed = \"…\", or \"\"")
}

/// The premises of a claim: its own, those of the exhibits it is about, and those of the numbers that its sentence says.
fn resting(claim: &Claim, judgement: &Judgement, said: Vec<String>, publication: &Publication) -> Vec<String> {
    let about = |exhibit: &&document::Exhibit| judgement.operands.iter().any(|operand| operand.exhibit == exhibit.id);
    let exhibits = publication.exhibits.iter().filter(about).flat_map(|exhibit| exhibit.premises.iter().cloned());
    let all: Vec<String> = claim.premises.iter().map(|(name, _)| name.clone()).chain(exhibits).chain(said).collect();
    // In the order of the spec, each once.
    let names = publication.premises.iter().map(|premise| premise.name.clone());
    names.filter(|name| all.contains(name)).collect()
}

/// Numbers that texts state by themselves: where small numbers are hidden, one of them may be such a number, and is an error.
pub(super) fn stated(spec: &Spec, found: Findings) -> Findings {
    if spec.disclosure.limits().is_some() { found.denied() } else { found }
}

/// A warning for every number that is typed into the spec's texts.
fn typed_numerals(spec: &Spec) -> Findings {
    let mut findings = Findings::new();
    for exhibit in &spec.exhibits {
        let mut texts = vec![&exhibit.title];
        // A caption that is not stated is the title.
        texts.extend(Some(&exhibit.caption).filter(|caption| caption.span != exhibit.title.span));
        texts.extend(&exhibit.note);
        if let Shown::Table(table) = &exhibit.shown {
            texts.extend(table.footnotes.iter().map(|(_, text)| text));
        }
        for text in texts {
            let place = TextPlace { file: &spec.file, start: text.part(0..0).start };
            findings.extend(document::typed_numerals_in(spec.report.language, text.as_str(), place));
        }
    }
    if let Some(edition) = &spec.report.edition {
        let place = TextPlace { file: &spec.file, start: edition.part(0..0).start };
        findings.extend(document::typed_numerals_in(spec.report.language, edition.as_str(), place));
    }
    for claim in &spec.claims {
        let place = TextPlace { file: &spec.file, start: claim.sentence_start };
        findings.extend(document::typed_numerals_in(spec.report.language, &claim.sentence, place));
        if let Some((instead, start)) = &claim.when_suppressed {
            let place = TextPlace { file: &spec.file, start: *start };
            findings.extend(document::typed_numerals_in(spec.report.language, instead, place));
        }
    }
    findings
}
