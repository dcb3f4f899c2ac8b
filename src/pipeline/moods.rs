//! How the report's sentences are worded, held against what their numbers are: a forecast is no result, an observation is no
//! expectation, and a development is more than its ends.

use crate::claim::{Claim, Judged, Judgement, Mood};
use crate::diagnostic::{Code, Finding, Findings};
use crate::document::{ClaimText, Publication, Showing};
use crate::locale::{Language, say};
use crate::spec::Spec;
use crate::value::Nature;

/// What is wrong with the wording of the claims' sentences, which are computed by then.
pub(super) fn check(spec: &Spec, judged: &Judged, publication: &Publication) -> Findings {
    let mut findings = Findings::new();
    for ((claim, judgement), told) in spec.claims.iter().zip(&judged.claims).zip(&publication.claims) {
        // A sentence that is left out says nothing, and what stands in for it says nothing of the values.
        if told.sentence.is_empty() || told.showing == Showing::Hidden {
            continue;
        }
        let found = mood(claim, judgement, told, publication);
        let found = found.into_iter().chain(ends(publication.meta.language, claim, judgement, told));
        for finding in found {
            findings.push(finding.at(&spec.file, claim.that.span(), "of these numbers"));
        }
    }
    findings
}

/// The least certain nature of the values that a claim is about.
fn nature(judgement: &Judgement, publication: &Publication) -> Nature {
    let natures = judgement.operands.iter().flat_map(|operand| {
        let exhibit = publication.exhibits.iter().find(|exhibit| exhibit.id == operand.exhibit);
        let of = move |key| exhibit.and_then(|exhibit| exhibit.natures.get(key)).copied();
        operand.values.iter().filter_map(move |(key, _)| of(key))
    });
    natures.max().unwrap_or_default()
}

fn mood(claim: &Claim, judgement: &Judgement, told: &ClaimText, publication: &Publication) -> Option<Finding> {
    let nature = nature(judgement, publication);
    let (needed, what) = match nature {
        Nature::Observed => (Mood::Result, "observed"),
        Nature::Estimated => (Mood::Estimate, "estimated"),
        Nature::Forecast => (Mood::Expected, "a forecast"),
    };
    let (id, language) = (&claim.id, publication.meta.language);
    let (expected, estimated) = (say!(language, "document-say-expected"), say!(language, "document-say-estimated"));
    if claim.mood < needed {
        let mood = if claim.mood == Mood::Estimate { "an estimate" } else { "a result" };
        let message = format!("the claim `{id}` is worded as {mood}, and its numbers are {what}");
        let help = format!("word it so, with `{expected}` or `{estimated}`, and say mood = \"{}\"", needed.name());
        return Some(Finding::error(Code::ForecastAsResult, message).help(help));
    }
    if claim.mood != Mood::Result && !language.hedges(&told.sentence) {
        let message =
            format!("the claim `{id}` says of itself that it is no result, and no word of its sentence says so");
        let judged = say!(language, "document-say-judged");
        let help = format!("use a word such as `{expected}`, `{estimated}` or `{judged}`");
        return Some(Finding::error(Code::ForecastAsResult, message).help(help));
    }
    if claim.mood != Mood::Result && nature == Nature::Observed && !judgement.operands.is_empty() {
        let message = format!("the claim `{id}` is worded as what is expected, and its numbers have been observed");
        let help =
            "word it as a result and take out its mood, or say that the numbers are expected: nature = \"forecast\"";
        return Some(Finding::warning(Code::ResultAsForecast, message).help(help));
    }
    None
}

/// A development that is told by its ends though it turns between them.
fn ends(language: Language, claim: &Claim, judgement: &Judgement, told: &ClaimText) -> Option<Finding> {
    let seen = judgement.turns_between.first().filter(|_| !claim.ends && language.tells_development(&told.sentence))?;
    let message = format!("the claim `{}` tells of a development by its ends alone", claim.id);
    let help = "hold the whole series against it: `peaks`, `bottoms`, `turns`, `rises`, `falls` or `is constant`; if the ends are \
                what is meant, say so: ends = true";
    Some(Finding::warning(Code::EndsOnly, message).help(seen.clone()).help(help))
}
