//! `sporbar schema`.

use super::Outcome;
use super::arguments::{SchemaArguments, SchemaOf};
use super::console::Console;
use crate::keys;

/// Writes the JSON Schema of a kind of file.
pub(super) fn run(arguments: &SchemaArguments, console: &Console) -> Outcome {
    let text = match arguments.of {
        SchemaOf::Report => keys::REPORT,
        SchemaOf::Layout => keys::LAYOUT,
    };
    console.result(text.as_bytes());
    Outcome::Done
}
