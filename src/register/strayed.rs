//! Numbers of the register's own people that stand where no field is for them.
//!
//! A layout can say what the digits of a field are, and then they are not taken for a CPR number by their looks. But a number
//! that one of the register's people has is one, in whatever spelling and whatever the layout says. Who they are is known
//! first when all extracts are read.

use std::sync::Arc;

use super::Request;
use super::cpr::People;
use super::one::Outcome;
use super::sink::Sink;
use crate::diagnostic::{Code, Findings};

/// The cells that hold a person's number, of all extracts.
pub(super) fn check(requests: &[Request<'_>], outcomes: &[Arc<Outcome>], people: &People) -> Findings {
    let mut findings = Findings::new();
    for (request, outcome) in requests.iter().zip(outcomes) {
        let Some(extract) = &outcome.extract else { continue };
        let mut sink = Sink::new(&extract.file);
        let mut last = None;
        for suspect in outcome.suspects.iter().filter(|suspect| people.have(suspect.number)) {
            let field = &request.schema.fields[suspect.column];
            let place = (suspect.row, suspect.column);
            if last.replace(place) == Some(place) {
                continue;
            }
            sink.error(Code::CprForm, Some(u64::from(suspect.row)), Some((suspect.column, &field.name)), || {
                (
                    format!("`{}` holds the CPR number of a person of the register", field.name),
                    "take it out of the register's text, or see whether columns have moved".to_owned(),
                )
            });
        }
        findings.extend(sink.finish());
    }
    findings
}
