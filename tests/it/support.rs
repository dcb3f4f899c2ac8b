//! What tests of the whole program share: a project in a scratch folder, a run of the program, and its output read back.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sporbar::value::{Disclosed, Values};
use tempfile::TempDir;

/// The repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A project in a folder of its own: schemas, templates and one report.
///
/// The fonts are left out: the program has them within.
#[derive(Debug)]
pub(crate) struct Project {
    folder: TempDir,
    /// The report as it is named in calls, such as `reports/lille`.
    pub(crate) report: String,
}

impl Project {
    /// A project with `report`, a folder of the repository that becomes `reports/<its name>`.
    pub(crate) fn with(report: &str) -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let name = report.rsplit('/').next().expect("a name");
        copy(&repository().join("data-schema"), &folder.path().join("data-schema"));
        copy(&repository().join("templates"), &folder.path().join("templates"));
        copy(&repository().join(report), &folder.path().join("reports").join(name));
        Self { folder, report: format!("reports/{name}") }
    }

    /// A project with a report so small that it can be counted by hand.
    pub(crate) fn small() -> Self {
        Self::with("tests/reports/lille")
    }

    /// A path within.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The text of a file.
    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Writes a file.
    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(path), bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// Puts `new` in the place of `old`, which must be there, in a file.
    pub(crate) fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.text(path);
        assert!(text.contains(old), "{path} does not have {old:?}");
        self.write(path, text.replace(old, new));
    }

    /// A call of the program from the project's folder.
    pub(crate) fn sporbar(&self, arguments: &[&str]) -> Call {
        let call = sporbar(arguments);
        call.from(self.folder.path())
    }

    /// Builds the report; all must be well.
    pub(crate) fn build(&self) -> Run {
        self.sporbar(&["build", &self.report]).ends(0)
    }

    /// What stands in the folder of outputs but the marks by which builds know their own work again.
    pub(crate) fn outputs(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("out")).expect("a folder of outputs");
        let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        names.filter(|name| name.strip_prefix('.').and_then(|name| name.strip_suffix(".built")).is_none()).collect()
    }

    /// What a build has written: path below the report's output folder, and bytes.
    pub(crate) fn output(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.path(&self.report.replace("reports/", "out/")))
    }
}

/// A call of the program, in an environment that has nothing in it but what the test says.
pub(crate) fn sporbar(arguments: &[&str]) -> Call {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sporbar"));
    command.args(arguments).env_clear().stdin(Stdio::null());
    Call { command, words: arguments.join(" ") }
}

/// A call that has not been made yet.
#[derive(Debug)]
pub(crate) struct Call {
    command: Command,
    words: String,
}

impl Call {
    /// Calls from another working folder.
    pub(crate) fn from(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Sets an environment variable.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Makes the call. However it ends, it is not by a panic.
    pub(crate) fn run(mut self) -> Run {
        let output = self.command.output().expect("the program starts");
        let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
        let run = Run {
            status: output.status.code().expect("the program ends by itself"),
            out: text(output.stdout),
            err: text(output.stderr),
            words: self.words,
        };
        assert!(!run.err.contains("panicked at"), "sporbar {} panicked:\n{}", run.words, run.err);
        run
    }

    /// Makes the call, which must end with `status`.
    pub(crate) fn ends(self, status: i32) -> Run {
        let run = self.run();
        assert_eq!(run.status, status, "sporbar {}\n{}{}", run.words, run.out, run.err);
        run
    }
}

/// How a call went.
#[derive(Debug)]
pub(crate) struct Run {
    /// The exit status.
    pub(crate) status: i32,
    /// What it wrote to standard output.
    pub(crate) out: String,
    /// What it wrote to standard error.
    pub(crate) err: String,
    words: String,
}

/// All files below a folder: path with `/`, and bytes.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn gather(folder: &Path, before: &str, files: &mut BTreeMap<String, Vec<u8>>) {
        let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let entry = entry.expect("an entry of the folder");
            let name = format!("{before}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                gather(&entry.path(), &format!("{name}/"), files);
            } else {
                files.insert(name, fs::read(entry.path()).expect("a file that can be read"));
            }
        }
    }
    let mut found = BTreeMap::new();
    gather(folder, "", &mut found);
    found
}

fn copy(from: &Path, to: &Path) {
    for (path, bytes) in files(from).into_iter().filter(|(path, _)| !path.starts_with("fonts/")) {
        let place = to.join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("room in the scratch folder");
        fs::write(place, bytes).expect("room in the scratch folder");
    }
}

/// A row of `data/<id>.csv` without its key.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// `value`, `lower` and `upper`; none where the field is empty.
    pub(crate) numbers: [Option<f64>; 3],
    /// `n`.
    pub(crate) n: String,
    /// `flag`.
    pub(crate) flag: String,
}

impl Row {
    /// Whether the numbers agree within 1e-9 of their size and all else exactly.
    pub(crate) fn agrees_with(&self, other: &Self) -> bool {
        let near = |(a, b): (&Option<f64>, &Option<f64>)| match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() <= (1e-9 * a.abs().max(b.abs())).max(1e-12),
            (a, b) => a == b,
        };
        self.numbers.iter().zip(&other.numbers).all(near) && self.n == other.n && self.flag == other.flag
    }
}

/// The rows of an exhibit's data by facet, series, x and stat.
pub(crate) fn rows(csv: &[u8]) -> BTreeMap<[String; 4], Row> {
    let mut reader = csv::Reader::from_reader(csv);
    let header = reader.headers().expect("a header").iter().collect::<Vec<_>>().join(",");
    assert_eq!(header, "facet,series,x,stat,value,lower,upper,n,flag");
    let mut rows = BTreeMap::new();
    for record in reader.records() {
        let record = record.expect("a row of nine fields");
        let number = |at: usize| {
            let text = &record[at];
            (!text.is_empty()).then(|| text.parse::<f64>().unwrap_or_else(|_| panic!("{text:?} is no number")))
        };
        let key = [0, 1, 2, 3].map(|at| record[at].to_owned());
        let row =
            Row { numbers: [number(4), number(5), number(6)], n: record[7].to_owned(), flag: record[8].to_owned() };
        assert!(rows.insert(key.clone(), row).is_none(), "{key:?} stands twice");
    }
    rows
}

/// What differs between two exhibits' rows, a line each; nothing where they agree.
pub(crate) fn differences(expected: &BTreeMap<[String; 4], Row>, got: &BTreeMap<[String; 4], Row>) -> Vec<String> {
    let mut differences = Vec::new();
    for (key, row) in expected {
        match got.get(key) {
            None => differences.push(format!("{key:?} is missing")),
            Some(other) if !row.agrees_with(other) => {
                differences.push(format!("{key:?}: expected {row:?}, got {other:?}"));
            }
            Some(_) => {}
        }
    }
    differences.extend(got.keys().filter(|key| !expected.contains_key(*key)).map(|key| format!("{key:?} is too much")));
    differences
}

/// Changes the values that readers are shown.
pub(crate) fn change(values: &mut Disclosed, change: impl FnOnce(&mut Values)) {
    *values = values.seen(|values| {
        let mut values = values.clone();
        change(&mut values);
        values
    });
}
