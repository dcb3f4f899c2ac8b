//! The audit book in a real browser, as its readers meet it: headless Chromium, spoken to as the W3C's `WebDriver` says.
//!
//! These tests are ignored unless asked for: they need a `chromedriver` that listens at the address in `SPORBAR_WEBDRIVER`.
//! `.ci/run` installs and starts it.

mod accessible;
mod driver;
mod english;
mod large;
mod paper;
mod reading;
mod rows;
mod searching;
mod watching;
mod working;

use std::fs;
use std::path::Path;

use driver::Browser;
use tempfile::TempDir;

use crate::support::Project;

/// A report that is built, and a browser that has its book open.
struct Opened {
    project: Project,
    browser: Browser,
}

impl Opened {
    fn report(report: &str) -> Self {
        Self::of(Project::with(report))
    }

    fn of(project: Project) -> Self {
        project.sporbar(&["build", &project.report]).run();
        let opened = Self { project, browser: Browser::start() };
        opened.go("");
        opened.browser.wait("return document.querySelectorAll('#exhibits a').length > 0");
        opened
    }

    /// The address of the book.
    fn address(&self) -> String {
        address(&self.project.path(&self.project.report.replace("reports/", "out/")))
    }

    /// Opens the book at a link, from the beginning.
    fn go(&self, link: &str) {
        self.browser.open("about:blank");
        self.browser.open(&format!("{}{link}", self.address()));
    }

    /// Nothing was amiss: no message in the console, and no request that left the book's folder.
    fn all_is_well(&self) {
        assert_eq!(self.browser.console(), Vec::<String>::new());
        let folder = self.address().replace("index.html", "");
        let elsewhere: Vec<String> = self
            .browser
            .requests()
            .into_iter()
            .filter(|url| !url.starts_with(&folder) && !url.starts_with("data:") && url != "about:blank")
            .collect();
        assert_eq!(elsewhere, Vec::<String>::new(), "requests that leave the book");
    }
}

/// The address of the book in a report's output.
fn address(output: &Path) -> String {
    let path = fs::canonicalize(output.join("audit/index.html")).expect("the book");
    format!("file://{}", path.display())
}

/// Files in a scratch folder.
fn written(files: Vec<(String, Vec<u8>)>) -> TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("room in the scratch folder");
        fs::write(path, bytes).expect("room in the scratch folder");
    }
    folder
}
