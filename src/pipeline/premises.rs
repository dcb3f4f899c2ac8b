//! The premises of the spec: what readers are told of them, and what comes of a summary that leaves one out.

use crate::diagnostic::{Code, Finding, Findings};
use crate::document::{self, LeftOut, PremiseText, Publication, TextPlace};
use crate::spec::Spec;

/// The premises with their letters; their texts as the spec has them.
pub(super) fn premises(spec: &Spec) -> Vec<PremiseText> {
    let told = spec.premises.iter().enumerate().map(|(at, premise)| PremiseText {
        name: premise.name.value.clone(),
        mark: mark(at),
        text: premise.text.value.clone(),
        source: premise.source.clone(),
        essential: premise.essential,
    });
    told.collect()
}

/// a, b, ..., z, aa, ab, ...
fn mark(at: usize) -> String {
    let before = if at >= 26 { mark(at / 26 - 1) } else { String::new() };
    let letter = u8::try_from(at % 26).map_or('a', |letter| char::from(b'a' + letter));
    format!("{before}{letter}")
}

/// Computes their texts, which are small templates.
pub(super) fn fill(spec: &Spec, publication: &mut Publication) -> Result<(), Findings> {
    let mut findings = Findings::new();
    let mut texts = Vec::new();
    for premise in &spec.premises {
        let place = TextPlace { file: &spec.file, start: premise.text.part(0..0).start };
        match document::render_text(premise.text.as_str(), place, None, publication) {
            Ok(text) => texts.push(text),
            Err(found) => findings.extend(found),
        }
    }
    if findings.has_errors() {
        return Err(findings);
    }
    for (told, text) in publication.premises.iter_mut().zip(texts) {
        told.text = text;
    }
    Ok(())
}

/// An error for each essential premise that a summary leaves out, and a warning for each other.
pub(super) fn left_out(spec: &Spec, left_out: &[LeftOut]) -> Findings {
    let mut findings = Findings::new();
    for left in left_out {
        let Some(premise) = spec.premises.iter().find(|premise| premise.name.value == left.premise) else { continue };
        let message =
            format!("`{}` says what rests on the premise `{}`, and leaves it out", left.summary, left.premise);
        let finding = if premise.essential {
            Finding::error(Code::PremiseLeftOut, message)
        } else {
            Finding::warning(Code::PremiseLeftOut, message)
        };
        findings.push(finding.at(&spec.file, premise.name.span.clone(), "must be read with it").help(
            "print it before the summary ends: `{{ forudsaetninger() }}` prints all that are still missing there",
        ));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn marks_go_on_after_the_alphabet() {
        assert_eq!([0, 1, 25, 26, 27, 51, 52].map(mark), ["a", "b", "z", "aa", "ab", "az", "ba"]);
    }
}
