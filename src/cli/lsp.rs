//! `sporbar lsp`.

use std::path::Path;

use lsp_server::Connection;

use super::arguments::LspArguments;
use super::console::Console;
use super::{Outcome, misunderstood, request};
use crate::diagnostic::{Code, Finding};
use crate::lsp;

/// Serves an editor on standard input and output.
pub(super) fn run(arguments: &LspArguments, console: &Console) -> Outcome {
    let request = match request(Path::new("."), &arguments.report) {
        Ok(request) => request,
        Err(failure) => {
            console.failure(&failure);
            return failure.kind.into();
        }
    };
    let (connection, threads) = Connection::stdio();
    let served = lsp::serve(&connection, request);
    // What is still to be written is written once nobody can add to it.
    drop(connection);
    let ended = threads.join();
    match served.map_err(|error| error.to_string()).and_then(|()| ended.map_err(|error| error.to_string())) {
        Ok(()) => Outcome::Done,
        Err(why) => {
            let message = format!("the editor and the program lost each other: {why}");
            let failure = misunderstood(Finding::error(Code::CallMisunderstood, message));
            console.failure(&failure);
            failure.kind.into()
        }
    }
}
