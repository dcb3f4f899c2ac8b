//! The `sporbar` program: parses the call, runs it and says how it went.

use std::process::ExitCode;

fn main() -> ExitCode {
    sporbar::cli::main()
}
