//! `sporbar approve` and `sporbar review`.

use std::fs;

use super::arguments::{ApproveArguments, ReviewArguments};
use super::console::Console;
use super::table::table;
use super::{Outcome, misunderstood, request};
use crate::audit::{MANIFEST_FILE, Manifest, REVIEW_FILE, SignOff, Signed};
use crate::diagnostic::{Code, Finding, several};
use crate::pipeline::{self, Failure, Stage, Watch};

/// Records a sign-off.
pub(super) fn approve(arguments: &ApproveArguments, console: &Console) -> Outcome {
    ended(approved(arguments, console).map(|()| Outcome::Done), console)
}

/// Lists how the exhibits of a build stand.
pub(super) fn review(arguments: &ReviewArguments, console: &Console) -> Outcome {
    ended(reviewed(arguments, console), console)
}

fn ended(outcome: Result<Outcome, Failure>, console: &Console) -> Outcome {
    outcome.unwrap_or_else(|failure| {
        console.failure(&failure);
        failure.kind.into()
    })
}

fn approved(arguments: &ApproveArguments, console: &Console) -> Result<(), Failure> {
    let by = arguments.by.trim();
    if by.is_empty() {
        let finding =
            Finding::error(Code::BadValue, "a sign-off needs a name").help("say who signs off: --by 'Anna Jensen'");
        return Err(misunderstood(finding));
    }
    let mut stages = console.stages(&arguments.path.display().to_string());
    let done = request(&arguments.path, &arguments.report).and_then(|request| {
        let prepared = pipeline::prepare(&request, &mut stages)?;
        stages.begin(Stage::Compute);
        let prepared = console.allowed(prepared)?;
        let computed = pipeline::computed(&prepared)?;
        let named = arguments.exhibits.iter().map(|named| pipeline::exhibit_named(&prepared, &computed, named));
        let named = named.collect::<Result<Vec<_>, _>>().map_err(misunderstood)?;
        let exhibits = pipeline::signable(&pipeline::disclosed(&prepared, &computed)?);
        Ok((exhibits, named, prepared))
    });
    stages.end();
    let (exhibits, named, prepared) = done?;
    let wanted = |id: &String| arguments.all || named.contains(id);
    let place = prepared.folder.join(REVIEW_FILE);
    let mut count = 0;
    pipeline::write_review(&prepared.folder, |review| {
        for exhibit in exhibits.iter().filter(|exhibit| wanted(&exhibit.id)) {
            let date = arguments.date.map(|date| date.to_string());
            review.approve(exhibit, by, date.as_deref(), arguments.note.as_deref());
            count += 1;
        }
    })
    .map_err(misunderstood)?;
    let what = several(count, "exhibit");
    console.say(&format!("{what} signed off by {by} in {}", place.display()));
    Ok(())
}

fn reviewed(arguments: &ReviewArguments, console: &Console) -> Result<Outcome, Failure> {
    let file = arguments.out.join(MANIFEST_FILE);
    let unreadable = |message: String| {
        let finding = Finding::error(Code::OutputUnreadable, message).in_cell(&file.display().to_string(), None, None);
        misunderstood(finding.help("name the output folder of a report that has been built, such as out/my-report"))
    };
    let text = fs::read_to_string(&file).map_err(|error| unreadable(format!("there is no manifest: {error}")))?;
    let manifest = Manifest::from_json(&text)
        .map_err(|error| unreadable(format!("this is no manifest of this program: {error}")))?;
    let folder = arguments.report.clone().unwrap_or_else(|| std::path::Path::new("reports").join(&manifest.report));
    let review = pipeline::read_review(&folder).map_err(misunderstood)?;
    let mut rows = vec![["exhibit", "state", "by", "date", "note"].map(str::to_owned).to_vec()];
    let (mut lapsed, mut open) = (0, 0);
    for one in review.of(&manifest.exhibits) {
        let line = |state: &str, by: &str, sign_off: Option<&SignOff>| {
            let said = |text: fn(&SignOff) -> Option<&String>| sign_off.and_then(text).cloned().unwrap_or_default();
            let note = said(|sign_off| sign_off.note.as_ref()).replace(char::is_control, " ");
            vec![one.exhibit.to_owned(), state.to_owned(), by.to_owned(), said(|sign_off| sign_off.date.as_ref()), note]
        };
        if one.sign_offs.is_empty() {
            rows.push(line("not approved", "", None));
            open += 1;
        }
        for (by, sign_off, standing) in &one.sign_offs {
            lapsed += usize::from(*standing != Signed::Approved);
            rows.push(line(standing.words(), by, Some(sign_off)));
        }
    }
    console.result(table(&rows).as_bytes());
    let wrong = lapsed > 0 || (arguments.complete && open > 0);
    Ok(if wrong { Outcome::Found } else { Outcome::Done })
}
