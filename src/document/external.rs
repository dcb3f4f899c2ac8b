//! Typst source to PDF with the `typst` program, for organisations that keep their own.
//!
//! The same source, files, fonts, standards and time as the built-in compiler is given, in a folder of their own; so the
//! same version gives the same bytes, and another version is refused.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::creator::signed;
use super::fonts;
use super::source::{MAIN, TypstSource};
use super::typeset::{STANDARDS, Typeset, check_pages};
use crate::diagnostic::{Code, Finding, Findings};

/// The version of Typst that is part of the program, and that the `typst` program must have.
pub fn typst_version() -> &'static str {
    typst::utils::version().raw()
}

/// Typesets a rendered publication with the `typst` program at `program` (a path, or a name to be looked up).
///
/// # Errors
/// The program is not there or is of another version, the source cannot be compiled, or the folder for it cannot be made.
pub fn typeset_with(program: &Path, source: &TypstSource, created: i64) -> Result<Typeset, Findings> {
    check_version(program)?;
    let folder = tempfile::tempdir().map_err(|error| unwritable(&error))?;
    let (project, fonts, pdf) =
        (folder.path().join("source"), folder.path().join("fonts"), folder.path().join("report.pdf"));
    write_all(source, &project, &fonts).map_err(|error| unwritable(&error))?;
    let mut command = command(program);
    command.arg("compile").arg("--root").arg(&project).arg("--font-path").arg(&fonts);
    command.arg("--ignore-system-fonts").arg("--creation-timestamp").arg(created.to_string());
    command.arg("--pdf-standard").arg(STANDARDS.map(|(_, name)| name).join(","));
    command.arg("--diagnostic-format").arg("short").arg(project.join(MAIN)).arg(&pdf);
    let done = command.current_dir(&project).output().map_err(|error| absent(program, &error))?;
    let messages = messages(source, &String::from_utf8_lossy(&done.stderr), done.status.success());
    if !done.status.success() {
        return Err(messages);
    }
    let typed = check_pages(source, created)?;
    let pdf = fs::read(&pdf).map_err(|error| unwritable(&error))?;
    let mut warnings = source.warnings.clone();
    warnings.extend(typed);
    warnings.extend(messages);
    Ok(Typeset { pdf: signed(pdf), warnings })
}

/// The program, deaf to what the environment may say of fonts, features and packages: the one feature is the library's
/// own here. Fonts that are built into it are
/// turned off by a variable and not by the option, which a program built without fonts does not have.
fn command(program: &Path) -> Command {
    let mut command = Command::new(program);
    for variable in ["TYPST_FONT_PATHS", "TYPST_ROOT", "TYPST_PACKAGE_PATH", "SOURCE_DATE_EPOCH"] {
        command.env_remove(variable);
    }
    command.env("TYPST_IGNORE_EMBEDDED_FONTS", "true");
    command.env("TYPST_FEATURES", "a11y-extras");
    command
}

fn check_version(program: &Path) -> Result<(), Findings> {
    let said = command(program).arg("--version").output().map_err(|error| absent(program, &error))?;
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let found = said.split_whitespace().nth(1).unwrap_or_default();
    let wanted = typst_version();
    if found == wanted {
        return Ok(());
    }
    let found = if found.is_empty() { "an unknown version" } else { found };
    let message = format!("`{}` is of version {found}, and {wanted} is needed", program.display());
    Err(help(Finding::error(Code::TypesetterVersion, message)).into())
}

fn absent(program: &Path, error: &io::Error) -> Finding {
    help(Finding::error(Code::TypesetterVersion, format!("`{}` cannot be run: {error}", program.display())))
}

fn help(finding: Finding) -> Finding {
    finding
        .help(format!("install typst {}, such as with `cargo install typst-cli@{}`", typst_version(), typst_version()))
        .help("or leave out `--typesetter cli`: the built-in compiler gives the same bytes")
}

fn unwritable(error: &io::Error) -> Finding {
    Finding::error(Code::OutputUnwritable, format!("a folder for the typesetter cannot be used: {error}"))
}

fn write_all(source: &TypstSource, project: &Path, fonts: &Path) -> io::Result<()> {
    fs::create_dir_all(project)?;
    fs::create_dir_all(fonts)?;
    fs::write(project.join(MAIN), &source.main)?;
    for (path, data) in &source.files {
        let path: PathBuf = project.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, data)?;
    }
    for (name, data) in fonts::FILES {
        fs::write(fonts.join(name), data)?;
    }
    Ok(())
}

/// The program's messages, one a line (`main.typ:3:1: error: ...`), as findings in the templates.
fn messages(source: &TypstSource, said: &str, done: bool) -> Findings {
    let mut findings = Findings::new();
    for line in said.lines().filter(|line| !line.trim().is_empty()) {
        let (at, message, is_error) = match (line.split_once("error: "), line.split_once("warning: ")) {
            (Some((at, message)), _) => (at, message, true),
            (None, Some((at, message))) => (at, message, false),
            (None, None) => ("", line, !done),
        };
        let mut finding = if is_error {
            Finding::error(Code::Typesetting, message)
        } else {
            Finding::warning(Code::Typesetting, message)
        };
        if let Some((file, span)) = place(source, at) {
            finding = finding.at(&file, span, "");
        }
        findings.push(finding);
    }
    if !done && !findings.has_errors() {
        findings.push(Finding::error(Code::Typesetting, "typst failed without saying why"));
    }
    findings.few_alike()
}

/// The template's place of `main.typ:3:1: `.
fn place(source: &TypstSource, at: &str) -> Option<(String, std::ops::Range<usize>)> {
    let mut parts = at.trim().trim_end_matches(':').rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let path = parts.next()?;
    let text = if path == MAIN { source.main.as_str() } else { std::str::from_utf8(source.files.get(path)?).ok()? };
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let before: usize = text.get(start..)?.chars().take(column.checked_sub(1)?).map(char::len_utf8).sum();
    source.place(path, start + before..start + before + 1)
}
