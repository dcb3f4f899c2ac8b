//! `sporbar verify`.

use std::collections::BTreeMap;
use std::path::Path;

use super::arguments::{ReportArguments, VerifyArguments};
use super::console::{Console, Stages};
use super::output::{earlier, find, read};
use super::{Outcome, misunderstood, request};
use crate::audit::{Input, Manifest, changes, differences, numbers, output_changes, read_pdf};
use crate::diagnostic::{Code, Finding, Findings, Sources};
use crate::pipeline::{
    self, DISCLOSURE_FILE, Disclosed, Draft, Failure, FailureKind, Figures, Prepared, Release, SINCE_FILE, Stage,
    Typesetter, Watch,
};

/// The publication in an output folder.
const PDF: &str = "report.pdf";

/// How many values of an exhibit are computed again from the rows they name.
const LINEAGE: usize = 50;

/// Verifies every output; one that cannot be verified does not keep the others back.
pub(super) fn run(arguments: &VerifyArguments, console: &Console) -> Outcome {
    let outcomes = arguments.outputs.iter().map(|output| {
        let mut stages = console.stages(&output.display().to_string());
        let verified = one(output, arguments, &mut stages);
        stages.end();
        match verified {
            Ok((said, doubts)) => {
                console.findings(&doubts, &Sources::default());
                console.say(&format!("{}: {said}", output.display()));
                Outcome::Done
            }
            Err(failure) => {
                console.failure(&failure);
                failure.kind.into()
            }
        }
    });
    outcomes.max().unwrap_or(Outcome::Done)
}

/// Verifies an output: what can be said for it and what is doubtful, or all that is against it.
fn one(output: &Path, arguments: &VerifyArguments, stages: &mut Stages) -> Result<(String, Findings), Failure> {
    let (manifest, files) = read(output)?;
    let against = |findings| Failure { kind: FailureKind::Data, findings, sources: Sources::default() };
    let report = match &arguments.report {
        Some(report) => report.clone(),
        None => find(output, &manifest.report)?,
    };
    let mut request = request(
        &report,
        &ReportArguments {
            as_of: None,
            extracts: arguments.extracts.clone(),
            disclosure: manifest.parameters.disclosure.clone(),
            pseudonym_key: arguments.pseudonym_key.clone(),
        },
    )?;
    // It has been read as a month.
    request.as_of = manifest.parameters.as_of.parse().ok();
    if manifest.parameters.pseudonym_key == "synthetic" {
        // A key of one's own that happens to be set would make other pseudonyms.
        request.key = None;
    } else if request.key.is_none() {
        let finding = Finding::error(Code::PseudonymKey, "the output's pseudonyms were made with a key of its own");
        let help = "set the environment variable SPORBAR_PSEUDONYM_KEY, or name the file with --pseudonym-key";
        return Err(misunderstood(at(finding, output).help(help)));
    }

    let material = pipeline::material(&request)?;
    let standing = pipeline::standing(&material)?;
    let mut findings = inputs(&manifest, &standing, &report);
    if findings.has_errors() {
        // It cannot be built as it was, but it can still be what was written.
        findings.extend(outputs(output_changes(&manifest, &files), output));
        return Err(against(findings));
    }
    let mut prepared = material.prepare(stages)?;
    prepared.figures = Figures::named(&manifest.parameters.figures);
    let computed = pipeline::computed(&prepared)?;
    stages.begin(Stage::Hindsight);
    findings.extend(pipeline::hindsight(&prepared, &computed));
    let mut lineage = String::new();
    if arguments.lineage {
        stages.begin(Stage::Lineage);
        let tried = pipeline::sufficiency(&prepared, &computed, LINEAGE);
        lineage = format!("; {} values come of the rows that they name", tried.values);
        findings.extend(tried.findings);
    }
    prepared.earlier = beside(output, (&manifest, &files), std::mem::take(&mut prepared.earlier), arguments)?;
    let disclosed = pipeline::disclosed(&prepared, &computed)?;
    let mut draft = pipeline::draft(&prepared, &disclosed)?;
    let told = compared(output, (&manifest, &files), arguments, (&mut prepared, &disclosed, &mut draft))?;
    let since = draft.publication.since.clone();
    let published = pipeline::publish(&prepared, &disclosed, draft, &Typesetter::Library, stages)?;
    findings.extend(pipeline::shows_through(&prepared, &computed, &disclosed, (&published, since.as_ref()), stages)?);
    let built: BTreeMap<String, Vec<u8>> = published.files.iter().cloned().collect();
    let different = differences(&built, &files).into_iter().map(|(path, how)| format!("`{path}` {how}"));
    findings.extend(outputs(different.collect(), output));

    let reading = published.reading(prepared.as_of)?;
    findings.extend(typed(&published.findings, &reading.unaccounted));
    let mut read = 0;
    match files.get(PDF).map(|pdf| read_pdf(pdf)) {
        // That it is gone has been said.
        None => {}
        Some(Err(error)) => findings.push(
            at(Finding::error(Code::OutputUnreadable, format!("the PDF cannot be read: {error}")), &output.join(PDF))
                .help("build the report again"),
        ),
        Some(Ok(pages)) => {
            let found = numbers(&pages, &reading);
            read = found.read;
            findings.extend(said(&found, &output.join(PDF)));
        }
    }
    if findings.has_errors() {
        return Err(Failure { sources: published.sources, ..against(findings) });
    }
    let (files, pages) = (files.len(), reading.pages.len());
    let said = format!(
        "{files} files are as they are built again; {read} numbers on {pages} pages are accounted for{lineage}{}",
        told.unwrap_or_default()
    );
    Ok((said, findings))
}

/// The earlier releases that the output was protected beside: those that the spec names, and those that the call must name.
fn beside(
    output: &Path,
    (manifest, files): (&Manifest, &BTreeMap<String, Vec<u8>>),
    mut releases: Vec<Release>,
    arguments: &VerifyArguments,
) -> Result<Vec<Release>, Failure> {
    releases.extend(earlier(&arguments.earlier, &manifest.report)?);
    let named: Vec<String> = releases.iter().map(|release| release.as_of.to_string()).collect();
    let told = files.get(DISCLOSURE_FILE).and_then(|file| serde_json::from_slice::<serde_json::Value>(file).ok());
    let told = told.as_ref().and_then(|told| told["releases"].as_array()).cloned().unwrap_or_default();
    let told: Vec<&str> = told.iter().filter_map(|release| release["as-of"].as_str()).collect();
    if told == named {
        return Ok(releases);
    }
    let message = match &told[..] {
        [] => "the output was protected beside no earlier release".to_owned(),
        told => format!("the output was protected beside the releases of {}", told.join(", ")),
    };
    let help = "name by --earlier the outputs that it was built beside, in the same order";
    Err(misunderstood(at(Finding::error(Code::ReleasesApart, message), output).help(help)))
}

/// Lets the draft tell of the changes that the output tells of, if it does: computed again from the earlier release that the
/// call names, or else as the output itself has them, which is then said.
fn compared(
    output: &Path,
    (manifest, files): (&Manifest, &BTreeMap<String, Vec<u8>>),
    arguments: &VerifyArguments,
    (prepared, disclosed, draft): (&mut Prepared, &Disclosed<'_>, &mut Draft),
) -> Result<Option<String>, Failure> {
    let release = manifest.inputs.iter().find(|input| input.kind == Input::RELEASE);
    match (release, &arguments.since) {
        (None, None) => Ok(None),
        (None, Some(_)) => {
            let finding =
                Finding::error(Code::ReleasesApart, "the output tells of no changes since an earlier release");
            Err(misunderstood(at(finding, output).help("leave out --since")))
        }
        (Some(release), Some(folder)) => {
            pipeline::since(folder, prepared, disclosed, draft)?;
            if prepared.inputs.contains(release) {
                return Ok(None);
            }
            let finding =
                Finding::error(Code::InputDiffers, "this is not the release that the output was compared with");
            let help = "name the one that it was built with, by --since";
            Err(Failure { kind: FailureKind::Data, ..misunderstood(at(finding, folder).help(help)) })
        }
        (Some(release), None) => {
            let file = files.get(SINCE_FILE).ok_or_else(|| {
                let finding = Finding::error(Code::OutputDiffers, format!("output `{SINCE_FILE}` is gone"));
                let help = "name the earlier release with --since, or build the report again";
                Failure { kind: FailureKind::Data, ..misunderstood(at(finding, output).help(help)) }
            })?;
            pipeline::since_as_told(file, release, prepared, draft).map_err(|finding| {
                let help = "name the earlier release with --since, or build the report again";
                Failure { kind: FailureKind::Data, ..misunderstood(at(finding, output).help(help)) }
            })?;
            let said = "what it tells of changes since an earlier release is its own: --since computes it again";
            Ok(Some(format!("; {said}")))
        }
    }
}

/// What the report is made from now and was not then.
fn inputs(manifest: &Manifest, standing: &pipeline::Standing, report: &Path) -> Findings {
    let mut findings = Findings::new();
    // An earlier release is none of the report's own files.
    let own: Vec<Input> = manifest.inputs.iter().filter(|input| input.kind != Input::RELEASE).cloned().collect();
    for change in changes(&own, &standing.inputs) {
        let finding = Finding::error(Code::InputDiffers, format!("{change} since the output was built"));
        findings.push(at(finding, report).help("verify against what it was built from, or build it again"));
    }
    if manifest.program != standing.program {
        let (then, now) = (&manifest.program, &standing.program);
        let message = format!("it was built by {} {} and typst {}", then.name, then.version, then.typst);
        let help =
            format!("this is {} {} with typst {}: other bytes may be its doing", now.name, now.version, now.typst);
        findings.push(at(Finding::warning(Code::InputDiffers, message), report).help(help));
    }
    findings
}

fn outputs(differences: Vec<String>, output: &Path) -> Findings {
    let mut findings = Findings::new();
    for difference in differences {
        let finding = Finding::error(Code::OutputDiffers, difference);
        findings.push(at(finding, output).help("someone or something has changed the output: build the report again"));
    }
    findings
}

/// The numbers that somebody typed into templates and texts of the spec, and those of figures, which nothing accounts for, wherever they
/// stand; those that pages are known to show are told with these.
fn typed(found: &Findings, on_pages: &[(usize, String)]) -> Findings {
    let told = |finding: &Finding| on_pages.iter().any(|(_, number)| finding.message.contains(&format!("`{number}`")));
    let mut typed = Findings::new();
    let of_texts = |finding: &Finding| finding.code == Code::TypedNumeral && !told(finding);
    // What a figure shows and was not drawn from is told by the drawing.
    for finding in found.iter().filter(|one| of_texts(one) || one.code == Code::NumberUnexpected) {
        typed.push(finding.clone());
    }
    typed.denied()
}

/// What is wrong with the numbers of a PDF, page by page.
fn said(found: &crate::audit::Numbers, pdf: &Path) -> Findings {
    let mut findings = Findings::new();
    let mut push = |finding: Finding, help: &str| findings.push(at(finding, pdf).help(help));
    for (page, number) in &found.missing {
        let message = format!("page {page} does not show `{number}`, which was computed for it");
        push(Finding::error(Code::NumberMissing, message), "compare the page with one that is built again");
    }
    for (page, number) in &found.unexpected {
        let message = format!("page {page} shows `{number}`, which was not computed for it");
        push(Finding::error(Code::NumberUnexpected, message), "compare the page with one that is built again");
    }
    for (page, number) in &found.unaccounted {
        let message = format!("page {page} shows `{number}`, which nothing computed or declared");
        let help = "look it up as a value or a parameter in the template; if it is no count, say so: `{# tal: why #}`";
        push(Finding::error(Code::NumberUnexpected, message), help);
    }
    for number in &found.unshown {
        let message = format!("`{number}` was written into the text and stands on no page");
        push(Finding::error(Code::NumberMissing, message), "see where the template leaves it out");
    }
    findings
}

fn at(finding: Finding, path: &Path) -> Finding {
    finding.in_cell(&path.display().to_string(), None, None)
}
