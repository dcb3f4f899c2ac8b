//! What a part says must fit together: an interval has something to be around, an effect something to be from.

use std::ops::Range;

use crate::diagnostic::{Code, Finding, Findings};
use crate::spec::{Analysis, Interval, Measure, Part, Spec};
use crate::value::Stat;

fn is_mean(stat: &Stat) -> bool {
    matches!(stat, Stat::Mean | Stat::MeanOf(_))
}

/// Whether each observation counts for one unless it is given a value.
fn counts_ones(measure: &Measure) -> bool {
    match measure {
        Measure::Tally { .. } | Measure::Composition { .. } | Measure::Transition { .. } | Measure::Records { .. } => {
            true
        }
        Measure::Level { .. } | Measure::Amount { .. } | Measure::Analysis(_) => false,
    }
}

/// Notes what does not fit in `part`.
pub(super) fn check(part: &Part, spec: &Spec, findings: &mut Findings) {
    let mut wrong = |code: Code, span: Range<usize>, message: &str, label: &str, help: &str| {
        findings.push(Finding::error(code, message).at(&spec.file, span, label).help(help));
    };
    let has = |stat: Stat| part.stats.contains(&stat);
    let effect = has(Stat::Effect) || has(Stat::RelativeEffect);
    if effect && (part.baseline.is_none() || part.value.is_none()) {
        wrong(
            Code::MissingKey,
            part.span.clone(),
            "an effect needs each change and the score that it is from",
            "`value` or `baseline` is missing here",
            "such as: value = \"last - first\", baseline = \"first\"",
        );
    }
    if has(Stat::RelativeEffect) && part.norm.is_none() {
        wrong(
            Code::MissingKey,
            part.span.clone(),
            "a relative effect needs the effect that it is told from",
            "`norm` is missing here",
            "such as: norm = 0.8",
        );
    }
    let varied = matches!(part.measure, Measure::Analysis(Analysis::Sensitivity(_)));
    if part.stats.iter().any(|stat| Stat::OF_SENSITIVITY.contains(stat) != varied) {
        let message = if varied {
            "a sensitivity says what an outcome is at the ends of an assumption's range, and nothing else"
        } else {
            "only a sensitivity says what an outcome is at the ends of an assumption's range"
        };
        let help = "`base`, `low`, `high` and `span` are the stats of the measure kind `sensitivity`";
        wrong(Code::BadValue, part.span.clone(), message, "in this part", help);
    }
    if let Some(baseline) = part.baseline.as_ref().filter(|_| !effect) {
        let help = "take it out, or ask for stat = \"effect\"";
        wrong(Code::BadValue, baseline.span.clone(), "a baseline is only for effects", "not used", help);
    }
    if let Some(norm) = part.norm.as_ref().filter(|_| !has(Stat::RelativeEffect)) {
        let help = "take it out, or ask for stat = \"relative_effect\"";
        wrong(Code::BadValue, norm.span.clone(), "a norm is only for relative effects", "not used", help);
    }
    let around_shares =
        has(Stat::Share) || (part.interval == Some(Interval::Cluster) && part.stats.iter().any(is_mean));
    if part.interval.is_some() && !around_shares {
        wrong(
            Code::BadValue,
            part.span.clone(),
            "there is nothing that this interval could be around",
            "in this part",
            "`wilson` is around a share, `cluster` around a share or a mean",
        );
    }
    if let Some(left) = part.leave_out.as_ref().filter(|_| part.value.is_none() && counts_ones(&part.measure)) {
        wrong(
            Code::BadValue,
            left.span.clone(),
            "there is no greatest: everyone counts for one here",
            "nobody is greater than others",
            "leave out of amounts, or of observations with a `value`",
        );
    }
    let cumulative = has(Stat::CumulativePresentValue);
    if cumulative && part.stats.len() > 1 {
        wrong(
            Code::BadValue,
            part.span.clone(),
            "what is added up along x cannot stand beside what is not",
            "in this part",
            "write a part of its own for the other stats",
        );
    }
    if cumulative && part.x.is_none() {
        let help = "such as: x-range = \"aar\"";
        wrong(Code::MissingKey, part.span.clone(), "there is no x to add up along", "`x` is missing here", help);
    }
}
