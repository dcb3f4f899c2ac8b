//! How many windows of time an exhibit can have.

use crate::calendar::Month;
use crate::cohort::Windows;
use crate::diagnostic::{Code, Finding, Findings};
use crate::spec::{Measure, Over, Spec};

/// The most windows: fifty years of months, which is more than any page shows.
const MOST: usize = 600;

/// Every exhibit whose windows of the calendar are more than can be computed and shown: an error, before any is computed. And
/// every one that has none, because it begins after the status month: a warning.
pub(super) fn windows(spec: &Spec, as_of: Month) -> Findings {
    let mut findings = Findings::new();
    for over in spec.exhibits.iter().flat_map(|exhibit| &exhibit.parts).filter_map(|part| over(&part.measure)) {
        let finding = match Windows::calendar(&over.timeline, as_of).labels.len() {
            0 if over.timeline.is_calendar() => {
                let message =
                    format!("there is no whole window of time up to the status month {as_of}, and nothing to show");
                Finding::warning(Code::NoWindow, message).help("begin earlier, or leave the exhibit out for now")
            }
            count if count > MOST => {
                let message = format!("there are {count} windows of time, and {MOST} are the most that can be");
                let help = "begin later, or let each window be longer: quarters, half-years or years";
                Finding::error(Code::BadValue, message).help(help)
            }
            _ => continue,
        };
        let finding = finding.at(&spec.file, over.span.clone(), "these windows");
        // Parts of an exhibit can share theirs.
        if !findings.iter().any(|other| *other == finding) {
            findings.push(finding);
        }
    }
    findings
}

fn over(measure: &Measure) -> Option<&Over> {
    match measure {
        Measure::Composition { over, .. } | Measure::Level { over, .. } | Measure::Amount { over, .. } => Some(over),
        Measure::Records { placed, .. } => placed.as_ref().map(|placed| &placed.over),
        Measure::Tally { .. } | Measure::Transition { .. } | Measure::Analysis(_) => None,
    }
}
