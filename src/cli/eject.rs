//! `sporbar eject`.

use super::arguments::EjectArguments;
use super::console::Console;
use super::{Outcome, misunderstood};
use crate::pipeline::{self, Failure};

/// Copies something out of the program into the project one stands in, or lists what can be.
pub(super) fn run(arguments: &EjectArguments, console: &Console) -> Outcome {
    match ejected(arguments, console) {
        Ok(()) => Outcome::Done,
        Err(failure) => {
            console.failure(&failure);
            failure.kind.into()
        }
    }
}

fn ejected(arguments: &EjectArguments, console: &Console) -> Result<(), Failure> {
    let Some(name) = &arguments.name else {
        let list: String = pipeline::ejectable().into_iter().map(|name| name + "\n").collect();
        console.result(list.as_bytes());
        return Ok(());
    };
    let root = pipeline::project_around(&super::here()?);
    let paths = pipeline::eject(&root, name).map_err(misunderstood)?;
    for path in paths {
        console.say(&format!("wrote {}", root.join(path).display()));
    }
    console.say(
        "these are now used in the place of the program's; `sporbar status` tells when the program has newer ones",
    );
    Ok(())
}
