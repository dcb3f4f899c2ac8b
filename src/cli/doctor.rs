//! `sporbar doctor`: what the machine has of what the program can use.

use std::path::Path;
use std::process::Command;

use super::Outcome;
use super::arguments::DoctorArguments;
use super::console::Console;
use crate::document::FONTS;
use crate::pipeline;
use crate::register::PseudonymKey;

/// How something stands.
enum Stand {
    /// It is as it should be.
    Well,
    /// The program works, and something is not as it could be.
    Without,
    /// Something must be mended.
    Wrong,
}

/// Looks at each thing and says how it stands; ends with 1 where something must be mended.
pub(super) fn run(arguments: &DoctorArguments, console: &Console) -> Outcome {
    let folder = arguments.folder.as_path();
    let mut outcome = Outcome::Done;
    let mut text = format!("sporbar {}\n", env!("CARGO_PKG_VERSION"));
    for (what, (stand, said)) in [
        ("project", project(folder)),
        ("folder", writable(folder)),
        ("key", key()),
        ("fonts", fonts()),
        ("typst", typst()),
        ("browser", browser()),
    ] {
        let mark = match stand {
            Stand::Well => "ok",
            Stand::Without => "-",
            Stand::Wrong => {
                outcome = Outcome::Found;
                "!!"
            }
        };
        text.push_str(&format!("{mark:<3} {what:<8} {said}\n"));
    }
    console.result(text.as_bytes());
    outcome
}

fn project(folder: &Path) -> (Stand, String) {
    let Ok(whole) = std::fs::canonicalize(folder) else {
        return (Stand::Wrong, format!("{} is not there", folder.display()));
    };
    let root = pipeline::project_around(&whole);
    let reports = std::fs::read_dir(root.join("reports")).into_iter().flatten().flatten();
    match reports.filter(|entry| entry.path().join("report.toml").is_file()).count() {
        0 => (Stand::Without, "no reports here yet; `sporbar new NAME --from FOLDER` begins one".to_owned()),
        1 => (Stand::Well, format!("1 report in {}", root.display())),
        count => (Stand::Well, format!("{count} reports in {}", root.display())),
    }
}

fn writable(folder: &Path) -> (Stand, String) {
    match tempfile::Builder::new().prefix(".sporbar-doctor-").tempfile_in(folder) {
        Ok(_) => (Stand::Well, "can be written to".to_owned()),
        Err(error) => (Stand::Wrong, format!("cannot be written to: {}; outputs go there", error.kind())),
    }
}

#[allow(clippy::disallowed_methods, reason = "a command reads the environment")]
fn key() -> (Stand, String) {
    match std::env::var_os("SPORBAR_PSEUDONYM_KEY").map(std::ffi::OsString::into_encoded_bytes) {
        None => (
            Stand::Without,
            "no SPORBAR_PSEUDONYM_KEY; reports on real people need one, or `--pseudonym-key FILE`".to_owned(),
        ),
        Some(bytes) => match PseudonymKey::new(&bytes) {
            Ok(_) => (Stand::Well, "SPORBAR_PSEUDONYM_KEY is long enough".to_owned()),
            Err(finding) => (Stand::Wrong, format!("SPORBAR_PSEUDONYM_KEY: {}", finding.message)),
        },
    }
}

fn fonts() -> (Stand, String) {
    (Stand::Well, format!("{} within the program; the machine's take no part", FONTS.len()))
}

/// The first line that a program says of its version.
fn version(program: &str) -> Option<String> {
    let output = Command::new(program).arg("--version").output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).lines().next()?.trim().to_owned())
}

fn typst() -> (Stand, String) {
    match version("typst") {
        Some(version) => (Stand::Well, format!("within the program; {version} is there for --typesetter")),
        None => (Stand::Well, "within the program; no other is needed".to_owned()),
    }
}

fn browser() -> (Stand, String) {
    let known = ["chromium", "google-chrome", "firefox", "microsoft-edge", "open", "xdg-open", "explorer"];
    match known.into_iter().find(|program| on_path(program)) {
        Some(program) => (Stand::Well, format!("{program}; the audit book (audit/index.html) opens in any")),
        None => (Stand::Without, "none found; the audit book is an HTML file for another machine, too".to_owned()),
    }
}

#[allow(clippy::disallowed_methods, reason = "a command reads the environment")]
fn on_path(program: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders)
        .any(|folder| folder.join(program).is_file() || folder.join(format!("{program}.exe")).is_file())
}
