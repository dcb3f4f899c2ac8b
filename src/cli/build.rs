//! `sporbar build`.

use std::path::{Path, PathBuf};

use super::arguments::{BuildArguments, TypesetterName};
use super::console::{Console, Stages, Timings, counted};
use super::output::earlier;
use super::side_by_side::side_by_side;
use super::table::table;
use super::{Outcome, misunderstood, request};
use crate::audit::Lock;
use crate::diagnostic::{Findings, Severity, Sources};
use crate::disclosure::{Beside, Summary};
use crate::pipeline::{self, Cause, Failure, Kept, Material, Said, Stage, Typesetter, Watch};

/// Builds every report, several at once; one that fails does not keep the others back.
pub(super) fn run(arguments: &BuildArguments, console: &Console) -> Outcome {
    let reports = &arguments.reports;
    let work = |number: usize| {
        let mut stages = console.stages(&reports[number].display().to_string());
        let built = one(&reports[number], arguments, console, &mut stages);
        let timings = stages.end();
        built.map(|built| Built { timings, ..built })
    };
    let mut ends = Vec::new();
    side_by_side(reports.len(), arguments.jobs(), work, |number, built| {
        ends.push(tell(&reports[number], built.and_then(|built| built), arguments, console));
    });
    if reports.len() > 1 {
        console.say(&summary(&ends, arguments.timings));
    }
    ends.iter().map(|end| end.outcome).max().unwrap_or(Outcome::Done)
}

/// What decides the bytes of the output; none where it is more than a report's own output, or another program has a part in it.
fn cause(material: &Material, arguments: &BuildArguments, lock: Option<&Lock>) -> Option<Cause> {
    let alone = arguments.since.is_none() && arguments.internal.is_none() && arguments.earlier.is_empty();
    if !alone || arguments.typesetter != TypesetterName::Library {
        return None;
    }
    let hindsight = if arguments.hindsight { "--hindsight" } else { "" };
    // Held against a lock, what is built must have the lock's values, too.
    let lock = lock.map(Lock::to_text).unwrap_or_default();
    let figures = arguments.figures().names().join(" ");
    material.cause(&[hindsight, &lock, &figures])
}

/// A report that was built.
struct Built {
    /// Whether it was built now; else it stood already as it would be.
    is_new: bool,
    /// Its output folder.
    place: String,
    /// The files written, and how large they are.
    files: Vec<(String, usize)>,
    /// What is hidden of its values, in words.
    hidden: Option<String>,
    /// What is odd about its spec and extracts.
    warnings: (Findings, Sources),
    /// What is wrong with what it says, or odd about its document.
    findings: (Findings, Sources),
    /// How long each stage took.
    timings: Timings,
}

impl Built {
    /// One whose output stands already, with what was told when it was built.
    fn before(place: PathBuf, said: Said, hides: bool, sources: Sources, console: &Console) -> Self {
        let hidden = "what is hidden is told by a build: --force makes one";
        Self {
            is_new: false,
            place: place.display().to_string(),
            files: Vec::new(),
            hidden: hides.then(|| hidden.to_owned()),
            warnings: (said.warnings, sources.clone()),
            findings: (console.weighed(said.findings), sources),
            timings: Timings::default(),
        }
    }
}

/// How a report ended, for the summary.
struct End {
    name: String,
    outcome: Outcome,
    /// Whether it was built now.
    is_new: bool,
    /// Errors and warnings.
    found: (usize, usize),
    place: String,
    timings: Timings,
}

/// Builds a report and writes its output folder.
fn one(report: &Path, arguments: &BuildArguments, console: &Console, stages: &mut Stages) -> Result<Built, Failure> {
    let request = request(report, &arguments.report)?;
    stages.begin(Stage::Spec);
    let material = pipeline::material(&request)?;
    let out = arguments.out.clone().unwrap_or_else(|| material.usual_out());
    material.may_write(&out)?;
    if let Some(internal) = &arguments.internal {
        material.may_write(internal)?;
        pipeline::keep_apart(internal, &[Kept::new("the output, which may be published", &out)], true)
            .map_err(misunderstood)?;
    }
    let lock = if arguments.locked { Some(pipeline::locked(&material)?) } else { None };
    // Whether anything has changed is seen by the extracts too, which are read for it.
    stages.begin(Stage::Register);
    let cause = cause(&material, arguments, lock.as_ref());
    if let Some(said) = cause.as_ref().filter(|_| !arguments.force).and_then(|cause| cause.stands(&out)) {
        let sources = material.texts();
        console.allow(&said.warnings, &sources)?;
        let hides = cause.is_some_and(|cause| cause.is_confidential());
        return Ok(Built::before(out.join(&material.name), said, hides, sources, console));
    }
    stages.expect(pipeline::took(&out, &material.name));
    let earlier = earlier(&arguments.earlier, &material.name)?;
    let mut prepared = console.allowed(material.prepare(stages)?)?;
    prepared.figures = arguments.figures();
    prepared.earlier.extend(earlier);
    stages.begin(Stage::Compute);
    let computed = pipeline::computed(&prepared)?;
    let disclosed = pipeline::disclosed(&prepared, &computed)?;
    if let Some(lock) = lock {
        pipeline::values_as_locked(&lock, &prepared, &disclosed)?;
    }
    let mut unsaid = Findings::new();
    if arguments.hindsight {
        stages.begin(Stage::Hindsight);
        unsaid = pipeline::without_hindsight(&prepared, &computed)?;
    }
    let typesetter = match arguments.typesetter {
        TypesetterName::Library => Typesetter::Library,
        TypesetterName::Cli => Typesetter::Program("typst".into()),
    };
    stages.begin(Stage::Text);
    let mut draft = pipeline::draft(&prepared, &disclosed)?;
    if let Some(folder) = &arguments.since {
        pipeline::since(folder, &mut prepared, &disclosed, &mut draft)?;
    }
    let published = pipeline::publish(&prepared, &disclosed, draft, &typesetter, stages)?;
    let internal = arguments.internal.as_ref();
    let internal = internal
        .map(|folder| Ok((folder, pipeline::internal(&prepared, &computed, &disclosed, stages)?)))
        .transpose()?;
    stages.begin(Stage::Write);
    let mut left = pipeline::swap_in(&out, &prepared.name, &published.files).map_err(misunderstood)?;
    if let Some((folder, files)) = internal {
        left.extend(pipeline::swap_in(folder, &prepared.name, &files).map_err(misunderstood)?);
    }
    let place = out.join(&prepared.name);
    let files = published.files.iter().map(|(path, bytes)| (place.join(path).display().to_string(), bytes.len()));
    let hidden = disclosed.summary(&prepared, true).map(|hidden| told(&report.display().to_string(), &hidden));
    let mut findings = published.findings;
    findings.extend(unsaid);
    if let Some(cause) = cause.filter(|_| left.is_empty()) {
        let (warnings, findings) = (prepared.warnings.clone(), findings.clone());
        cause.made(&out, &published.files, &Said { warnings, findings }, &stages.took());
    }
    findings.extend(left);
    let findings = console.weighed(findings);
    Ok(Built {
        is_new: true,
        files: files.collect(),
        place: place.display().to_string(),
        hidden,
        warnings: (prepared.warnings, prepared.sources),
        findings: (findings, published.sources),
        timings: Timings::default(),
    })
}

/// Says how a report went.
fn tell(report: &Path, built: Result<Built, Failure>, arguments: &BuildArguments, console: &Console) -> End {
    let alone = arguments.reports.len() == 1;
    let name = report.display().to_string();
    let count = |findings: &Findings| {
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        (errors, findings.len() - errors)
    };
    let heading = |any: bool| {
        if any && !alone {
            console.say(&format!("{name}:"));
        }
    };
    match built {
        Ok(built) => {
            let ((warnings, of_warnings), (findings, of_findings)) = (&built.warnings, &built.findings);
            heading(!(warnings.is_empty() && findings.is_empty()));
            console.findings(warnings, of_warnings);
            for (path, size) in &built.files {
                console.detail(&format!("  {path} ({size} bytes)"));
            }
            console.findings(findings, of_findings);
            if let Some(hidden) = &built.hidden {
                console.say(hidden);
            }
            if alone {
                let since = if built.is_new { "" } else { ", unchanged since it was built" };
                console.say(&format!("{name} is in {}{since}", built.place));
            }
            if alone && arguments.timings {
                console.say(&built.timings.lines());
            }
            let (errors, odd) = count(findings);
            End {
                name,
                outcome: if errors > 0 { Outcome::Found } else { Outcome::Done },
                is_new: built.is_new,
                found: (errors, odd + warnings.len()),
                place: built.place,
                timings: built.timings,
            }
        }
        Err(failure) => {
            heading(true);
            console.failure(&failure);
            let found = count(&failure.findings);
            End {
                name,
                outcome: failure.kind.into(),
                is_new: false,
                found,
                place: String::new(),
                timings: Timings::default(),
            }
        }
    }
}

/// What protection costs, and where: for whoever builds the report.
fn told(name: &str, summary: &Summary) -> String {
    let Summary { policy, rules, values, hidden, .. } = summary;
    let families = rules.families.map(|families| format!(", families {families}")).unwrap_or_default();
    let mut text =
        format!("{name}: {hidden} of {values} values are hidden by `{policy}` (limit {}{families})\n", rules.minimum);
    let reasons =
        summary.reasons.iter().map(|(reason, count)| format!("{count} {reason}")).collect::<Vec<_>>().join(", ");
    for Beside { as_of, unused } in &summary.releases {
        text.push_str(&format!(
            "  beside the release of {as_of}; {unused} of its values are others now, and not used\n"
        ));
    }
    for what in &summary.already_told {
        text.push_str(&format!("  told already, or helped by no hiding of what is new: {what}\n"));
    }
    if !reasons.is_empty() {
        text.push_str(&format!("  {reasons}\n"));
    }
    let held = match summary.registers {
        0 => "which no other register was held against".to_owned(),
        registers => format!("the same in {registers} other registers"),
    };
    text.push_str(&format!("  {} equations, {held}\n", summary.equations));
    match summary.mixed {
        None => {}
        Some(0) => text.push_str(
            "  zeros among few are hidden, but whether others tell them is not known: \
             nothing can be computed where rows say other things\n",
        ),
        Some(mixed) => text.push_str(&format!(
            "  zeros among few that are no definition, by {mixed} registers in which rows say other things\n"
        )),
    }
    let mut rows = vec![["  exhibit", "values", "hidden first", "besides", "n alone"].map(str::to_owned).to_vec()];
    rows.extend(summary.exhibits.iter().map(|cost| {
        let count = |count: Option<usize>| count.unwrap_or_default().to_string();
        let numbers = [cost.values.to_string(), count(cost.first), count(cost.besides), cost.hidden_n.to_string()];
        std::iter::once(format!("  {}", cost.exhibit)).chain(numbers).collect()
    }));
    text.push_str(&table(&rows));
    for exception in &summary.exceptions {
        text.push_str(&format!("  {} {}: {}\n", exception.act, exception.at, exception.because));
    }
    text.trim_end().to_owned()
}

/// All reports in the order of the call, a line each.
fn summary(ends: &[End], timings: bool) -> String {
    let mut rows = vec![["report", "outcome", "findings", "place", "time"].map(str::to_owned)];
    rows.extend(ends.iter().map(|end| {
        let outcome = match (end.place.is_empty(), end.outcome) {
            (true, _) => "not built",
            (false, Outcome::Done) if !end.is_new => "unchanged",
            (false, Outcome::Done) => "built",
            (false, _) if !end.is_new => "unchanged, and to be mended",
            (false, _) => "built, and to be mended",
        };
        let (errors, warnings) = end.found;
        let findings = if errors + warnings == 0 { "none".to_owned() } else { counted(errors, warnings) };
        let place = if end.place.is_empty() { "as it was".to_owned() } else { end.place.clone() };
        [end.name.clone(), outcome.to_owned(), findings, place, end.timings.total()]
    }));
    let columns = if timings { 5 } else { 4 };
    table(&rows.iter().map(|row| row[..columns].to_vec()).collect::<Vec<_>>()).trim_end().to_owned()
}
