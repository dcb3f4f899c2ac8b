//! A disk on which every step is seen, and on which someone else may do something before one.

use super::*;
use crate::diagnostic::Severity;

/// The machine's disk; `before` is told of each step and its first path before it is done.
struct Seen<F: FnMut(&str, &Path)> {
    before: F,
    /// Whether the system can let two folders change places in one step.
    exchanges: bool,
}

impl<F: FnMut(&str, &Path)> Disk for Seen<F> {
    fn create_folder(&mut self, path: &Path) -> io::Result<()> {
        (self.before)("create folder", path);
        Real.create_folder(path)
    }

    fn write(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        (self.before)("write", path);
        Real.write(path, bytes)
    }

    fn settle(&mut self, files: &[PathBuf]) -> Result<(), (PathBuf, io::Error)> {
        for path in files {
            (self.before)("settle", path);
        }
        Real.settle(files)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        (self.before)("rename", from);
        Real.rename(from, to)
    }

    fn exchange(&mut self, one: &Path, other: &Path) -> io::Result<()> {
        (self.before)("exchange", one);
        if self.exchanges { Real.exchange(one, other) } else { Err(io::ErrorKind::Unsupported.into()) }
    }

    fn remove_file(&mut self, path: &Path) -> io::Result<()> {
        (self.before)("remove file", path);
        Real.remove_file(path)
    }

    fn remove_folder(&mut self, path: &Path) -> io::Result<()> {
        (self.before)("remove folder", path);
        Real.remove_folder(path)
    }
}

#[test]
fn a_file_that_someone_puts_there_at_the_last_moment_is_neither_replaced_nor_lost() {
    for exchanges in [true, false] {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let (out, place) = (scratch.path(), scratch.path().join("r"));
        swap_in(out, "r", &output("old")).expect("room");
        let mut put = false;
        let before = |step: &str, _: &Path| {
            if step == "exchange" && !std::mem::replace(&mut put, true) {
                fs::write(place.join("noter.txt"), "mine").expect("room");
            }
        };
        let finding =
            swap_in_on(&mut Seen { before, exchanges }, out, "r", &output("new")).expect_err("a file of mine");
        assert_eq!(finding.message, "the folder has what no build wrote: `noter.txt`", "{exchanges}");
        assert_eq!(fs::read_to_string(place.join("noter.txt")).expect("it is there"), "mine", "{exchanges}");
        fs::remove_file(place.join("noter.txt")).expect("it is there");
        assert!(is(&place, "old"), "{exchanges}");
        assert_eq!(names(out), ["r"], "{exchanges}");
    }
}

#[test]
fn the_manifest_is_written_first_and_removed_last_and_all_is_settled_between() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path();
    swap_in(out, "r", &output("old")).expect("room");
    let mut steps: Vec<(String, PathBuf)> = Vec::new();
    let beside = out.join(".r.sporbar/new");
    let before = |step: &str, path: &Path| {
        steps.push((step.to_owned(), path.strip_prefix(&beside).unwrap_or(path).to_path_buf()));
    };
    swap_in_on(&mut Seen { before, exchanges: true }, out, "r", &output("new")).expect("room");
    let at = |step: &str| steps.iter().position(|(done, _)| done == step).expect("it is done");
    let of = |step: &str| -> Vec<&Path> {
        steps.iter().filter(|(done, _)| done == step).map(|(_, path)| path.as_path()).collect()
    };
    let sorted = |mut paths: Vec<&Path>| -> Vec<String> {
        paths.sort();
        paths.into_iter().map(|path| path.display().to_string()).collect()
    };
    let new = ["audit/record/index.js", "data/a.csv", "data/b.csv", "data/new.csv", MANIFEST_FILE, "report.pdf"];
    let old = ["audit/record/index.js", "data/a.csv", "data/b.csv", "data/old.csv", MANIFEST_FILE, "report.pdf"];
    assert_eq!(of("write").first(), Some(&Path::new(MANIFEST_FILE)));
    assert_eq!(sorted(of("write")), new);
    assert_eq!(sorted(of("settle")), new);
    assert_eq!(of("remove file").last(), Some(&Path::new(MANIFEST_FILE)));
    assert_eq!(sorted(of("remove file")), old);
    assert!(of("rename").is_empty(), "there is no moment without an output");
    let last_written = steps.iter().rposition(|(done, _)| done == "write").expect("it is done");
    assert!(last_written < at("settle") && at("settle") < at("exchange") && at("exchange") < at("remove file"));
}

#[test]
fn what_is_left_of_the_earlier_output_is_told_and_takes_the_new_one_not_back() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path();
    swap_in(out, "r", &output("old")).expect("room");
    let leftover = out.join(".r.sporbar/new/data/noter.txt");
    // Someone keeps a file in the earlier output, after it has changed places.
    let before = |step: &str, path: &Path| {
        if step == "remove file" && path.ends_with("data/a.csv") {
            fs::write(&leftover, "mine").expect("room");
        }
    };
    let told = swap_in_on(&mut Seen { before, exchanges: true }, out, "r", &output("new")).expect("it is in place");
    let [warning] = told.iter().collect::<Vec<_>>()[..] else { panic!("{told:?}") };
    assert_eq!((warning.code, warning.severity), (Code::OutputUnwritable, Severity::Warning));
    assert_eq!(warning.message, "the output is in place, and what was there before could not be removed");
    assert!(warning.help[0].starts_with("the output could not be written: "), "{:?}", warning.help);
    assert!(is(&out.join("r"), "new"));
    assert_eq!(fs::read_to_string(&leftover).expect("it is there"), "mine");
}

#[test]
fn where_the_folder_cannot_be_held_what_stands_beside_is_another_builds() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let out = scratch.path();
    let name = FileName::new("r").expect("a name");
    let swap = Swap { place: out.join("r"), beside: beside(out, &name), name };
    let (unsure, sure) = (Held::folder(&out.join("nowhere")), Held::folder(out));
    assert!(!unsure.is_certain() && sure.is_certain());
    assert_eq!(swap.may_clear(&unsure), Ok(()), "nothing stands there");
    fs::create_dir(&swap.beside).expect("room");
    assert_eq!(swap.may_clear(&sure), Ok(()));
    let finding = swap.may_clear(&unsure).expect_err("it may be at work");
    assert_eq!(finding.message, "another build into this folder is at work, or was interrupted");
}

#[test]
fn a_folder_of_outputs_below_a_file_is_refused() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let file = scratch.path().join("file");
    fs::write(&file, "mine").expect("room");
    for out in [file.clone(), file.join("within")] {
        let finding = swap_in(&out, "r", &output("new")).expect_err("a file");
        assert_eq!(finding.code, Code::OutputUnwritable);
        assert!(finding.message.starts_with("the output could not be written: "), "{}", finding.message);
    }
    assert_eq!(fs::read_to_string(&file).expect("it is there"), "mine");
}

#[cfg(unix)]
#[test]
fn a_link_beside_a_file_is_not_taken_for_what_was_left_over() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let (path, link) = (scratch.path().join("x.lock"), scratch.path().join(".x.lock.sporbar"));
    let mine = scratch.path().join("mine");
    fs::write(&mine, "mine").expect("room");
    std::os::unix::fs::symlink(&mine, &link).expect("room");
    assert!(write_file(&path, |_| Ok(b"new".to_vec())).is_err());
    assert!(!path.exists() && fs::symlink_metadata(&link).is_ok_and(|found| found.is_symlink()));
    assert_eq!(fs::read_to_string(&mine).expect("it is there"), "mine");
}
