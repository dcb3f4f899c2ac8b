//! `sporbar attack`: what an outsider who knows the definitions can tell of few people.

use std::path::Path;

use super::arguments::{AttackArguments, ReportArguments};
use super::console::{Console, Stages};
use super::output::{earlier, find, read};
use super::{Outcome, misunderstood, request, suggest};
use crate::diagnostic::{Code, Finding, Findings, Sources};
use crate::disclosure::Audit;
use crate::pipeline::{self, Failure, Prepared, Stage, Watch};

/// Attacks every output; one that cannot be attacked does not keep the others back.
pub(super) fn run(arguments: &AttackArguments, console: &Console) -> Outcome {
    let outcomes = arguments.outputs.iter().map(|output| {
        let mut stages = console.stages(&output.display().to_string());
        let attacked = one(output, arguments, &mut stages);
        stages.end();
        match attacked {
            Ok((said, findings, sources)) => {
                console.findings(&findings, &sources);
                console.result(said.as_bytes());
                if findings.has_errors() { Outcome::Found } else { Outcome::Done }
            }
            Err(failure) => {
                console.failure(&failure);
                failure.kind.into()
            }
        }
    });
    outcomes.max().unwrap_or(Outcome::Done)
}

fn one(
    output: &Path,
    arguments: &AttackArguments,
    stages: &mut Stages,
) -> Result<(String, Findings, Sources), Failure> {
    if arguments.suggest && !pipeline::is_output(output) {
        let mut prepared = pipeline::prepare(&request(output, &how(arguments, None))?, stages)?;
        prepared.earlier.extend(earlier(&arguments.earlier, &prepared.name)?);
        return suggested(&prepared, output, stages);
    }
    let (manifest, files) = read(output)?;
    let report = match &arguments.report {
        Some(report) => report.clone(),
        None => find(output, &manifest.report)?,
    };
    let mut request = request(&report, &how(arguments, manifest.parameters.disclosure.clone()))?;
    request.as_of = manifest.parameters.as_of.parse().ok();
    if manifest.parameters.pseudonym_key == "synthetic" {
        request.key = None;
    }
    let earlier = earlier(&arguments.earlier, &manifest.report)?;
    let mut prepared = pipeline::prepare(&request, stages)?;
    prepared.earlier.extend(earlier);
    if arguments.suggest {
        return suggested(&prepared, output, stages);
    }
    hides(&prepared, output)?;
    stages.begin(Stage::Compute);
    let computed = pipeline::computed(&prepared)?;
    let (audit, findings) = pipeline::attack(&prepared, &computed, &files)?;
    Ok((told(&manifest.report, &audit), findings, prepared.sources))
}

/// How the report is read: by the policy that the call names, or else the output's.
fn how(arguments: &AttackArguments, policy: Option<String>) -> ReportArguments {
    ReportArguments {
        as_of: None,
        extracts: arguments.extracts.clone(),
        disclosure: arguments.disclosure.clone().or(policy),
        pseudonym_key: arguments.pseudonym_key.clone(),
    }
}

fn suggested(prepared: &Prepared, output: &Path, stages: &mut Stages) -> Result<(String, Findings, Sources), Failure> {
    hides(prepared, output)?;
    stages.begin(Stage::Compute);
    let computed = pipeline::computed(prepared)?;
    let suggestions = pipeline::suggest(prepared, &computed)?;
    let policy = prepared.spec.disclosure.used().name.as_str();
    Ok((suggest::told(&prepared.name, policy, &suggestions), Findings::new(), prepared.sources.clone()))
}

/// # Errors
/// The policy hides nothing.
fn hides(prepared: &Prepared, output: &Path) -> Result<(), Failure> {
    if prepared.spec.disclosure.limits().is_some() {
        return Ok(());
    }
    let finding = Finding::error(Code::CallMisunderstood, "the policy of this output shows everything")
        .in_cell(&output.display().to_string(), None, None)
        .help("name a policy that suppresses with --disclosure: the output is held to its limits");
    Err(misunderstood(finding))
}

/// What was found, in numbers.
fn told(report: &str, audit: &Audit) -> String {
    let Audit {
        values,
        cells,
        relations,
        odd_relations,
        registers,
        mixed,
        differences,
        protected,
        unprotected,
        close,
        ..
    } = audit;
    let few = protected + unprotected;
    let mut text = format!("{report}: {values} values of {cells} tallies\n");
    let mut line =
        |what: &str, number: usize, more: &str| text.push_str(&format!("  {what:<16}{number:>6}   {more}\n"));
    line("hidden", audit.hidden(), "values");
    line("relations", *relations, &format!("between tallies, the same in {registers} other registers"));
    line("by chance", *odd_relations, "more that no definition says, as few rows make many tallies: not used");
    line("differences", *differences, "groups of few between two that are published");
    if let Some(mixed) = mixed {
        line(
            "mixed",
            *mixed,
            "more registers, in which rows say other things: by them zeros among few are no definitions",
        );
    }
    line("of few people", few, "tallies and groups that the limits protect");
    line("protected", *protected, "by two worlds each that agree with all that is published, checked in whole numbers");
    line("not protected", *unprotected, "");
    line("close", *close, "hidden besides, of more people: known more closely than those of few may be");
    for (name, unused) in &audit.earlier {
        text.push_str(&format!(
            "  beside the release of {name}; {unused} of its values are others now, and not used\n"
        ));
    }
    text.push_str(&format!("  not about people: {}\n", listed(&audit.not_people)));
    text.push_str(
        "  not proven: that a world is some real register; what readers know besides the report and its definitions,\n  \
         or guess, as that a number is what it was a month or a release before; what sentences and claims tell as inequalities\n",
    );
    text
}

fn listed(names: &[String]) -> String {
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}
