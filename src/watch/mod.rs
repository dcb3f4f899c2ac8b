//! A report shown in a browser of the same machine while it is being written: its pages as pictures, what is wrong beside them,
//! and its audit book. Whatever changes in its files is built and shown at once; nothing is written.
//!
//! Input: which report, and an editor to open its files with. Output: a page on an address of this machine's own. What it shows
//! is what a build would publish, by the same rules: no value that readers may not see, and no row behind them.
//!
//! - `Wake` tells when files may have changed; whether they have, their bytes decide.
//! - `work` builds, and puts what came of it on the `Board`.
//! - `serve` shows the board to those who have the address, which nobody can guess.

mod board;
mod editor;
mod http;
mod serve;
mod wake;
mod work;

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use board::Board;
pub use editor::Editor;
use serve::Site;
use wake::Wake;
use work::Work;

use crate::diagnostic::{Code, Finding};
use crate::pipeline::{self, Request};

/// So often one looks whether to end.
const LOOK: Duration = Duration::from_millis(100);

/// What a call asks for.
#[derive(Debug)]
pub struct Watching {
    /// Which report, by its folder's whole path, and how it is read.
    pub request: Request,
    /// The port to listen on; 0 for one that is free.
    pub port: u16,
    /// Whether to look for changes now and then, and not wait for the system to tell of them.
    pub poll: bool,
    /// What opens files.
    pub editor: Editor,
}

/// Shows a report until `end` says so. Who calls is told the page's address once, and after each build how it went.
///
/// # Errors
/// The report's folder is not there, or the port is not free.
pub fn watch(
    watching: Watching,
    end: &AtomicBool,
    begun: impl FnOnce(&str),
    mut told: impl FnMut(&Told),
) -> Result<(), Finding> {
    let Watching { request, port, poll, editor } = watching;
    let root = pipeline::project_of(&request.report).ok_or_else(|| {
        Finding::error(Code::SpecUnreadable, format!("there is no report `{}`", request.report.display()))
            .help("name a report's folder or its report.toml, such as reports/my-report")
    })?;
    let folder = if request.report.is_dir() { Some(request.report.clone()) } else { None };
    let folder = folder.or_else(|| request.report.parent().map(PathBuf::from)).unwrap_or_default();
    let listener = TcpListener::bind(("127.0.0.1", port)).map_err(|error| unheard(port, &error))?;
    let port = listener.local_addr().map_err(|error| unheard(port, &error))?.port();
    let secret = secret()?;
    begun(&format!("http://127.0.0.1:{port}/{secret}/"));

    let board = Arc::new(Board::default());
    board.tell(|told| told.opens = editor.is_there());
    let site = Site { board: Arc::clone(&board), editor, secret, port };
    std::thread::spawn(move || serve::serve(&listener, &Arc::new(site)));
    let (tell, rounds) = channel();
    std::thread::spawn(move || {
        let mut wake = Wake::on(&folder, &root, request.extracts.as_deref(), poll);
        let mut work = Work::new(request, folder, root, board);
        loop {
            // Nobody hears it once all ends, and with it this thread.
            if work.round().is_some_and(|done| tell.send(done).is_err()) {
                return;
            }
            while !wake.wait(LOOK) {}
        }
    });
    while !end.load(Ordering::Relaxed) {
        match rounds.recv_timeout(LOOK) {
            Ok(done) => told(&done),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                return Err(Finding::error(Code::InternalError, "the work has ended by itself"));
            }
        }
    }
    Ok(())
}

/// How a round of work went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// How many pages are shown; none where they are those of an earlier round.
    pub pages: Option<usize>,
    /// How many errors there are.
    pub errors: usize,
    /// How many warnings there are.
    pub warnings: usize,
}

/// A part of the address that nobody can guess: other programs and other users of the machine reach the port too.
fn secret() -> Result<String, Finding> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| Finding::error(Code::FileRefused, format!("the machine gives no random numbers: {error}")))?;
    Ok(hex::encode(bytes))
}

fn unheard(port: u16, error: &std::io::Error) -> Finding {
    let finding = Finding::error(Code::CallMisunderstood, format!("port {port} cannot be listened on: {error}"));
    finding.help("name another with --port, or leave it out for one that is free")
}
