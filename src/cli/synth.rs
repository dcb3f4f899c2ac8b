//! `sporbar synth`: extracts that are made up.

use super::arguments::{ReportArguments, SynthArguments};
use super::console::Console;
use super::{Outcome, misunderstood, request};
use crate::diagnostic::{Code, Finding};
use crate::pipeline::{self, Failure, Synthesis, Synthetic};

/// Makes up the extracts of a report and says what was done.
pub(super) fn run(arguments: &SynthArguments, console: &Console) -> Outcome {
    let mut stages = console.stages(&arguments.path.display().to_string());
    let made = made(arguments, &mut stages);
    stages.end();
    match made {
        Ok(made) => {
            tell(arguments, &made, console);
            Outcome::Done
        }
        Err(failure) => {
            console.failure(&failure);
            failure.kind.into()
        }
    }
}

fn made(arguments: &SynthArguments, stages: &mut super::console::Stages) -> Result<Synthetic, Failure> {
    if arguments.minimum.is_some() && !arguments.fit {
        let finding = Finding::error(Code::CallMisunderstood, "--minimum says something of real extracts alone");
        return Err(misunderstood(finding.help("add --fit, or leave it out")));
    }
    let request = request(
        &arguments.path,
        &ReportArguments {
            as_of: arguments.as_of,
            extracts: arguments.extracts.clone(),
            disclosure: None,
            pseudonym_key: arguments.pseudonym_key.clone(),
        },
    )?;
    let asked = Synthesis {
        people: arguments.people.get() as usize,
        seed: arguments.seed,
        fit: arguments.fit,
        minimum: arguments.minimum.map(|minimum| minimum.get() as usize),
    };
    let made = pipeline::synthetic(pipeline::material(&request)?, asked, stages)?;
    pipeline::write_all_new(&arguments.to, &made.files).map_err(misunderstood)?;
    Ok(made)
}

fn tell(arguments: &SynthArguments, made: &Synthetic, console: &Console) {
    for (file, bytes) in &made.files {
        console.detail(&format!("  {} ({} bytes)", arguments.to.join(file).display(), bytes.len()));
    }
    for extract in &made.made {
        let fewer = if extract.rows < extract.wanted {
            format!("; its layout leaves no room for {}", extract.wanted)
        } else {
            String::new()
        };
        console.say(&format!("  {}: {} rows{fewer}", extract.name, extract.rows));
    }
    console.say(&format!(
        "made up extracts are in {} (seed {}): nobody living has a number of theirs",
        arguments.to.display(),
        arguments.seed
    ));
    console.say(&match made.minimum {
        None => "nothing was taken from the report's own extracts: only the layouts were read".to_owned(),
        Some(minimum) => format!(
            "from the report's own extracts were taken: how often labels occur, alone and beside each other where the spec uses them \
             together, and means along scales, each of at least {minimum} people. No row is copied and no rare value kept; texts that \
             may tell of a person were not looked at. That is no anonymity proven: have whoever answers for the data look at it \
             before it is passed on"
        ),
    });
}
