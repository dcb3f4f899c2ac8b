//! Disks that are full or stop at any step: whatever happens, the old output or the new one is there, whole.

mod meddled;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::*;

/// A disk on which something happens at one step.
struct Faulty {
    /// How many steps go well before it happens.
    left: usize,
    what: Fault,
    /// Whether the system can let two folders change places in one step.
    exchanges: bool,
    happened: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// The program is killed: this step is half done if it writes, and no later one is done.
    Killed,
    /// There is no room for what this step writes, and later there is again.
    Full,
}

impl Faulty {
    fn new(left: usize, what: Fault, exchanges: bool) -> Self {
        Self { left, what, exchanges, happened: false }
    }

    /// Counts a step; an error where it is not done.
    fn step(&mut self) -> io::Result<()> {
        if self.happened {
            return if self.what == Fault::Killed { Err(io::Error::other("killed")) } else { Ok(()) };
        }
        if self.left > 0 {
            self.left -= 1;
            return Ok(());
        }
        self.happened = true;
        Err(io::ErrorKind::StorageFull.into())
    }
}

impl Disk for Faulty {
    fn create_folder(&mut self, path: &Path) -> io::Result<()> {
        self.step()?;
        Real.create_folder(path)
    }

    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let before = self.happened;
        self.step().inspect_err(|_| {
            if !before {
                Real.write(path, &bytes[..bytes.len() / 2]).expect("the half of it");
            }
        })?;
        Real.write(path, bytes)
    }

    fn settle(&mut self, files: &[PathBuf]) -> Result<(), (PathBuf, io::Error)> {
        self.step().map_err(|error| (files[0].clone(), error))?;
        Real.settle(files)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        Real.rename(from, to)
    }

    fn exchange(&mut self, one: &Path, other: &Path) -> io::Result<()> {
        if !self.exchanges {
            return Err(io::ErrorKind::Unsupported.into());
        }
        self.step()?;
        Real.exchange(one, other)
    }

    fn remove_file(&mut self, path: &Path) -> io::Result<()> {
        self.step()?;
        Real.remove_file(path)
    }

    fn remove_folder(&mut self, path: &Path) -> io::Result<()> {
        self.step()?;
        Real.remove_folder(path)
    }
}

type Output = Vec<(String, Vec<u8>)>;

/// An output of the report «r» that says `word`, with a file of its own.
fn output(word: &str) -> Output {
    let files = ["data/a.csv", "data/b.csv", "audit/record/index.js", "report.pdf", &format!("data/{word}.csv")];
    let mut output: Output =
        files.iter().map(|path| ((*path).to_owned(), format!("{word} of {path}").into())).collect();
    let paths: Vec<String> = files.iter().map(|path| format!("{{\"path\": \"{path}\"}}")).collect();
    let manifest = format!("{{\"report\": \"r\", \"outputs\": [{}]}}", paths.join(", "));
    output.push((MANIFEST_FILE.to_owned(), manifest.into()));
    output
}

fn standing(folder: &Path) -> Option<BTreeMap<String, Vec<u8>>> {
    folder.is_dir().then(|| read_output(folder).expect("it can be read"))
}

fn is(folder: &Path, word: &str) -> bool {
    standing(folder) == Some(output(word).into_iter().collect())
}

/// All that there is in a folder, hidden or not.
fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    names.map(|name| name.to_string_lossy().into_owned()).collect()
}

/// Lets the fault happen at each step of putting «new» in the place of what `before` left; `check` is told of each.
fn at_each_step(what: Fault, exchanges: bool, before: &[&str], check: impl Fn(&Path, bool)) {
    for step in 0..200 {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let out = scratch.path().join("out");
        for word in before {
            swap_in(&out, "r", &output(word)).expect("room");
        }
        let mut disk = Faulty::new(step, what, exchanges);
        let swapped = swap_in_on(&mut disk, &out, "r", &output("new"));
        if !disk.happened {
            assert!(step > 10 && swapped == Ok(Findings::new()) && is(&out.join("r"), "new"));
            return;
        }
        if let Err(finding) = &swapped {
            assert_eq!(finding.code, Code::OutputUnwritable);
            assert!(!finding.places.is_empty() && !finding.help.is_empty(), "{finding:?}");
        }
        check(&out, swapped.is_ok());
        // The next build puts everything in order.
        assert_eq!(swap_in(&out, "r", &output("newer")), Ok(Findings::new()), "after step {step}");
        assert!(is(&out.join("r"), "newer"), "after step {step}");
        assert_eq!(names(&out), ["r"], "after step {step}");
    }
    panic!("there is no end of steps");
}

#[test]
fn killed_at_any_step_the_old_output_or_the_new_one_is_whole() {
    at_each_step(Fault::Killed, true, &["old"], |out, _| {
        assert!(is(&out.join("r"), "old") || is(&out.join("r"), "new"));
    });
    at_each_step(Fault::Killed, false, &["old"], |out, _| {
        let place = out.join("r");
        let aside = out.join(".r.sporbar/old");
        assert!(is(&place, "old") || is(&place, "new") || (!place.exists() && is(&aside, "old")));
    });
    at_each_step(Fault::Killed, true, &[], |out, _| {
        assert!(is(&out.join("r"), "new") || !out.join("r").exists());
    });
}

#[test]
fn a_disk_that_is_full_at_any_step_leaves_the_old_output_and_nothing_else() {
    for exchanges in [true, false] {
        at_each_step(Fault::Full, exchanges, &["old"], |out, done| {
            // What cannot be removed afterwards does not take the new output back.
            assert!(is(&out.join("r"), if done { "new" } else { "old" }));
            assert!(done || names(out) == ["r"], "{:?}", names(out));
        });
    }
    at_each_step(Fault::Full, true, &[], |out, done| {
        assert!(done || !out.exists() || names(out).is_empty(), "{:?}", names(out));
    });
}

#[test]
fn an_output_that_could_not_be_put_back_is_never_removed() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path();
    swap_in(out, "r", &output("old")).expect("room");
    // Between the two renames, and then nothing is done any more.
    let mut steps = 0;
    while out.join("r").exists() {
        steps += 1;
        let _ = swap_in_on(&mut Faulty::new(steps, Fault::Killed, false), out, "r", &output("new"));
    }
    assert!(is(&out.join(".r.sporbar/old"), "old"));
    // A build that fails at once, whatever it does first, leaves it there or puts it back.
    for _ in 0..3 {
        let _ = swap_in_on(&mut Faulty::new(0, Fault::Killed, false), out, "r", &output("new"));
        assert!(is(&out.join(".r.sporbar/old"), "old"));
    }
    let _ = swap_in_on(&mut Faulty::new(1, Fault::Killed, false), out, "r", &output("new"));
    assert!(is(&out.join("r"), "old"));
}

#[test]
fn many_at_once_into_one_folder_each_leave_one_whole() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path();
    swap_in(out, "r", &output("first")).expect("room");
    std::thread::scope(|scope| {
        for thread in 0..8 {
            scope.spawn(move || {
                for round in 0..40 {
                    let swapped = swap_in(out, "r", &output(&format!("of-{thread}-{round}")));
                    assert_eq!(swapped, Ok(Findings::new()));
                    // There is never none.
                    assert!(out.join("r").join(MANIFEST_FILE).exists() || cfg!(not(target_os = "linux")));
                }
            });
        }
    });
    assert_eq!(names(out), ["r"]);
    let words = (0..8).flat_map(|thread| (0..40).map(move |round| format!("of-{thread}-{round}")));
    assert_eq!(words.filter(|word| is(&out.join("r"), word)).count(), 1);
}

#[test]
fn nothing_that_no_build_of_the_report_wrote_is_replaced() {
    type Put = fn(&Path);
    let cases: [(&str, Put); 9] = [
        ("the output's name is taken by a file", |place| fs::write(place, "mine").expect("room")),
        ("it has no manifest.json of a build", |place| {
            fs::create_dir(place).expect("room");
            fs::write(place.join("report.toml"), "mine").expect("room");
        }),
        ("it has no manifest.json of a build", |place| {
            fs::create_dir(place).expect("room");
            fs::write(place.join(MANIFEST_FILE), "{\"name\": \"another program's\"}").expect("room");
        }),
        ("it has no manifest.json of a build", |place| {
            fs::create_dir(place).expect("room");
            let leads_out = "{\"report\": \"r\", \"outputs\": [{\"path\": \"../../mine\"}]}";
            fs::write(place.join(MANIFEST_FILE), leads_out).expect("room");
        }),
        ("the folder is the output of another report, `x`", |place| {
            fs::create_dir(place).expect("room");
            fs::write(place.join(MANIFEST_FILE), "{\"report\": \"x\", \"outputs\": []}").expect("room");
        }),
        ("the folder has what no build wrote: `noter.txt`", |place| {
            swap_in(place.parent().expect("out"), "r", &output("old")).expect("room");
            fs::write(place.join("noter.txt"), "mine").expect("room");
        }),
        ("the folder has what no build wrote: `data/1.csv`, `data/2.csv`, `data/3.csv` and 2 more", |place| {
            swap_in(place.parent().expect("out"), "r", &output("old")).expect("room");
            (1..=5).for_each(|n| fs::write(place.join(format!("data/{n}.csv")), "mine").expect("room"));
        }),
        ("the folder has what no build wrote: `figures`", |place| {
            swap_in(place.parent().expect("out"), "r", &output("old")).expect("room");
            fs::create_dir(place.join("figures")).expect("room");
        }),
        ("the folder has what no build wrote: `data/a.csv`", |place| {
            swap_in(place.parent().expect("out"), "r", &output("old")).expect("room");
            fs::remove_file(place.join("data/a.csv")).expect("it is there");
            fs::create_dir(place.join("data/a.csv")).expect("room");
        }),
    ];
    for (told, put) in cases {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let place = scratch.path().join("r");
        put(&place);
        let before = read_output(scratch.path()).expect("it can be read");
        let finding = swap_in(scratch.path(), "r", &output("new")).expect_err(told);
        assert!(finding.message.ends_with(told), "{told}: {}", finding.message);
        assert!(read_output(scratch.path()).expect("it can be read") == before, "{told}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_neither_followed_nor_replaced() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let (out, mine) = (scratch.path().join("out"), scratch.path().join("mine"));
    fs::create_dir(&out).expect("room");
    swap_in(&mine, "r", &output("mine")).expect("room");
    std::os::unix::fs::symlink(mine.join("r"), out.join("r")).expect("room");
    let finding = swap_in(&out, "r", &output("new")).expect_err("a link");
    assert_eq!(finding.message, "the output's name is taken by a symbolic link");
    assert!(is(&mine.join("r"), "mine"));
    // Nor in an output.
    fs::remove_file(mine.join("r/report.pdf")).expect("it is there");
    std::os::unix::fs::symlink("/etc/hostname", mine.join("r/report.pdf")).expect("room");
    assert!(swap_in(&mine, "r", &output("new")).is_err());
    let file = out.join("report.lock");
    std::os::unix::fs::symlink(mine.join("r/data/a.csv"), &file).expect("room");
    assert!(write_file(&file, |_| Ok(b"new".to_vec())).is_err());
    assert_eq!(fs::read_to_string(mine.join("r/data/a.csv")).expect("it is there"), "mine of data/a.csv");
}

#[test]
fn an_empty_folder_and_an_output_of_another_version_are_replaced() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let place = scratch.path().join("r");
    fs::create_dir(&place).expect("room");
    swap_in(scratch.path(), "r", &output("new")).expect("nothing is lost");
    let older = "{\"report\": \"r\", \"outputs\": [{\"path\": \"old.csv\", \"sha1\": \"x\"}], \"more\": 1}";
    fs::remove_dir_all(&place).expect("it is there");
    fs::create_dir(&place).expect("room");
    fs::write(place.join(MANIFEST_FILE), older).expect("room");
    fs::write(place.join("old.csv"), "x").expect("room");
    swap_in(scratch.path(), "r", &output("new")).expect("an output of the report");
    assert!(is(&place, "new"));
}

#[test]
fn no_file_of_an_output_leads_out_of_its_folder() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    for path in ["../x", "/tmp/x", "figures/../../../x.svg", "figures/nul.svg", "a\\b"] {
        let files = [(path.to_owned(), b"x".to_vec())];
        assert!(swap_in(scratch.path(), "r", &files).is_err(), "{path}");
    }
    for name in ["..", "", "a/b", "con"] {
        assert!(swap_in(scratch.path(), name, &output("new")).is_err(), "{name}");
    }
    let alike = [("data/a.csv".to_owned(), Vec::new()), ("data/A.csv".to_owned(), Vec::new())];
    assert!(swap_in(scratch.path(), "r", &alike).is_err());
    assert!(names(scratch.path()).is_empty());
}

#[test]
fn one_file_is_old_or_new_at_any_step_and_nobody_is_lost_between() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let path = scratch.path().join("review.toml");
    for what in [Fault::Killed, Fault::Full] {
        for step in 0..5 {
            let _ = fs::remove_file(&path);
            write_file(&path, |_| Ok(b"old".to_vec())).expect("room");
            let mut disk = Faulty::new(step, what, true);
            let written = write_file_on(&mut disk, &path, |_| Ok(b"new".to_vec()));
            let now = fs::read_to_string(&path).expect("it is there");
            assert_eq!(now, if written.is_ok() { "new" } else { "old" }, "step {step}");
        }
    }
    write_file(&path, |_| Ok(Vec::new())).expect("what was left over is in nobody's way");
    assert_eq!(names(scratch.path()), ["review.toml"]);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..20 {
                    let more = |standing: Option<Vec<u8>>| Ok([standing.unwrap_or_default(), b"x".to_vec()].concat());
                    write_file(&path, more).expect("room");
                }
            });
        }
    });
    assert_eq!(fs::read(&path).expect("it is there").len(), 160);
    fs::create_dir(scratch.path().join("folder")).expect("room");
    let finding = write_file(&scratch.path().join("folder"), |_| Ok(Vec::new())).expect_err("a folder");
    assert_eq!(finding.message, "the file's name is taken by a folder");
}
