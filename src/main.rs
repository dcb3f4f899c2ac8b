//! The `sporbar` program: parses the call, runs it and says how it went.

use std::process::ExitCode;

/// A report is made of very many small texts and lists on several threads, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    sporbar::cli::main()
}
