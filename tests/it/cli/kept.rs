//! Output never destroys anything: where it may not go, what it may not replace, and what is left of a build that is killed,
//! that finds the disk full, or that is not the only one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::{Project, files};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sporbar");

/// All files of the project that people wrote.
fn written_by_people(project: &Project) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for folder in ["reports", "data-schema", "templates"] {
        all.extend(files(&project.path(folder)).into_iter().map(|(path, bytes)| (format!("{folder}/{path}"), bytes)));
    }
    all
}

/// That the output is whole, as its manifest says, and nothing stands beside it.
fn whole(project: &Project) {
    project.sporbar(&["verify", "out/lille"]).ends(0);
    assert_eq!(project.outputs(), ["lille"]);
}

#[test]
fn output_is_refused_among_what_people_write_however_the_folder_is_named() {
    let project = Project::small();
    let before = written_by_people(&project);
    #[cfg(unix)]
    std::os::unix::fs::symlink(project.path("reports"), project.path("link")).expect("room");
    let report = project.path("reports/lille");
    let absolute = report.to_str().expect("UTF-8");
    let folders = [
        "reports",
        "reports/",
        "./reports",
        "out/../reports",
        "REPORTS",
        "link",
        "link/new",
        "reports/lille",
        "reports/lille/extracts",
        "reports/lille/new/folder",
        "data-schema",
        "data-schema/new",
        "templates/new",
        ".",
        "..",
        "not-there/../reports",
        absolute,
    ];
    for out in folders {
        let run = project.sporbar(&["build", "reports/lille", "--out", out]).ends(2);
        assert!(
            run.err.starts_with("error[output-unwritable]: output may not be written there: "),
            "{out}: {}",
            run.err
        );
        assert_eq!(run.err.matches("error[").count(), 1, "{out}: {}", run.err);
    }
    // Nor to where the extracts come from, nor into another project's folders.
    fs::create_dir_all(project.path("new/extracts")).expect("room");
    project.write("new/extracts/borgere.csv", project.text("reports/lille/extracts/borgere.csv"));
    let other = Project::small();
    let theirs = other.path("reports");
    for out in ["new/extracts", "new", "new/extracts/out", theirs.to_str().expect("UTF-8")] {
        let call = ["build", "reports/lille", "--extracts", "new/extracts", "--out", out];
        project.sporbar(&call).ends(2);
    }
    assert!(before == written_by_people(&project));
    assert!(!project.path("out").exists() && !project.path("REPORTS").exists());
    project.build();
    for to in ["reports", "reports/lille", "templates/new", "out/../data-schema"] {
        let run = project.sporbar(&["bundle", "out/lille", "--to", to]).ends(2);
        assert!(run.err.contains("error[output-unwritable]: output may not be written there"), "{}", run.err);
    }
    assert!(before == written_by_people(&project));
}

#[test]
fn one_who_stands_in_the_reports_folder_builds_into_the_projects_out() {
    let project = Project::small();
    for (report, from) in [
        ("report.toml", "reports/lille"),
        (".", "reports/lille"),
        ("lille", "reports"),
        ("./report.toml", "reports/lille"),
    ] {
        let _ = fs::remove_dir_all(project.path("out"));
        project.sporbar(&["build", report]).from(&project.path(from)).ends(0);
        whole(&project);
        project.sporbar(&["status", report]).from(&project.path(from)).ends(0);
    }
    for command in [&["check", "report.toml"][..], &["lock", "report.toml"], &["trace", "report.toml", "personer"]] {
        project.sporbar(command).from(&project.path("reports/lille")).ends(0);
    }
    // Elsewhere it is `out`, there.
    let elsewhere = tempfile::tempdir().expect("a scratch folder");
    let report = project.path("reports/lille");
    project.sporbar(&["build", report.to_str().expect("UTF-8")]).from(elsewhere.path()).ends(0);
    assert!(elsewhere.path().join("out/lille/report.pdf").exists());
}

#[test]
fn what_no_build_wrote_is_told_and_stays() {
    let project = Project::small();
    project.build();
    let before = project.output();
    for file in ["noter.txt", "data/rettet.csv", "figures/personer.png"] {
        project.write(&format!("out/lille/{file}"), "mine");
        let run = project.sporbar(&["build", "reports/lille"]).ends(2);
        let told = format!("error[output-unwritable]: the folder has what no build wrote: `{file}`\n--> out/lille\n");
        assert!(run.err.starts_with(&told), "{}", run.err);
        assert_eq!(project.text(&format!("out/lille/{file}")), "mine");
        fs::remove_file(project.path(&format!("out/lille/{file}"))).expect("it is there");
        assert!(before == project.output());
    }
    project.build();
    // A file or a folder of another kind in the output's place.
    fs::remove_dir_all(project.path("out/lille")).expect("it is there");
    project.write("out/lille", "mine");
    let run = project.sporbar(&["build", "reports/lille"]).ends(2);
    assert!(
        run.err.starts_with("error[output-unwritable]: the output's name is taken by a file\n--> out/lille\n"),
        "{}",
        run.err
    );
    let run = project.sporbar(&["build", "reports/lille", "--out", "out/lille/x"]).ends(2);
    assert!(run.err.starts_with("error[output-unwritable]: the output could not be written: "), "{}", run.err);
    assert!(run.err.contains("--> out/lille") && run.err.ends_with("\n1 error\n"), "{}", run.err);
    assert_eq!(project.text("out/lille"), "mine");
}

#[test]
fn locks_sign_offs_and_bundles_take_nothing_elses_place() {
    let project = Project::small();
    project.build();
    let call: [(&str, &[&str]); 3] = [
        ("reports/lille/report.lock", &["lock", "reports/lille"]),
        ("reports/lille/review.toml", &["approve", "reports/lille", "--all", "--by", "A"]),
        ("lille-2018-12.zip", &["bundle", "out/lille"]),
    ];
    for (file, arguments) in call {
        project.write(file, "min indkøbsliste");
        let run = project.sporbar(arguments).ends(2);
        assert!(run.err.contains(file) && run.err.ends_with("\n1 error\n"), "{}", run.err);
        assert_eq!(project.text(file), "min indkøbsliste");
        fs::remove_file(project.path(file)).expect("it is there");
        fs::create_dir(project.path(file)).expect("room");
        project.sporbar(arguments).ends(2);
        fs::remove_dir(project.path(file)).expect("it is there");
        // Their own places they take, as often as they are asked to.
        project.sporbar(arguments).ends(0);
        project.sporbar(arguments).ends(0);
    }
    let own = ["report.lock", "report.toml", "review.toml", "tekst.typ", "extracts/borgere.csv"];
    let there: Vec<String> = files(&project.path("reports/lille")).into_keys().collect();
    assert!(there.len() == own.len() && own.iter().all(|name| there.contains(&(*name).to_owned())), "{there:?}");
}

#[test]
fn a_build_that_is_killed_leaves_the_old_output_or_the_new_one() {
    let project = Project::small();
    project.build();
    let old = project.output();
    project.edit("reports/lille/report.toml", "Personer i projektet", "Personerne i projektet");
    project.build();
    let new = project.output();
    let beside = project.path("out/.lille.sporbar");
    let mut caught = 0;
    for round in 0..24u64 {
        let spec = project.text("reports/lille/report.toml");
        let (was, will) = if round % 2 == 0 { ("Personerne i", "Personer i") } else { ("Personer i", "Personerne i") };
        project.write("reports/lille/report.toml", spec.replace(was, will));
        let mut build = Command::new(PROGRAM)
            .args(["build", "reports/lille"])
            .current_dir(project.path(""))
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        // It is killed while it writes, a little later each time, or, when it is quicker, when it has ended.
        while !beside.exists() && build.try_wait().expect("a child").is_none() {
            std::thread::sleep(Duration::from_micros(100));
        }
        std::thread::sleep(Duration::from_micros(600 * round));
        caught += u32::from(build.try_wait().expect("a child").is_none());
        let _ = build.kill();
        build.wait().expect("a child");
        let now = project.output();
        assert!(now == old || now == new, "round {round}");
    }
    assert!(caught > 0, "no build was caught");
    project.build();
    whole(&project);
}

#[test]
fn builds_at_the_same_time_into_one_folder_all_end_well() {
    let project = Project::small();
    for _ in 0..3 {
        let builds: Vec<_> = (0..6)
            .map(|_| {
                let mut build = Command::new(PROGRAM);
                build.args(["build", "reports/lille"]).current_dir(project.path("")).stderr(Stdio::piped());
                build.spawn().expect("the program starts")
            })
            .collect();
        for build in builds {
            let ended = build.wait_with_output().expect("a child");
            assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        }
        whole(&project);
    }
    project.sporbar(&["build", "reports/lille", "reports/lille", "reports/lille", "--jobs", "3"]).ends(0);
    whole(&project);
}

/// Runs the program by way of a shell line in which `$0` is the program.
fn shell(project: &Project, line: &str) -> (Option<i32>, String) {
    let mut shell = Command::new("sh");
    shell.args(["-c", line, PROGRAM]).current_dir(project.path("")).stdin(Stdio::null());
    let ended = shell.output().expect("a shell");
    (ended.status.code(), String::from_utf8_lossy(&ended.stderr).into_owned())
}

#[cfg(unix)]
#[test]
fn no_room_for_a_file_is_told_once_with_its_path_and_changes_nothing() {
    let project = Project::small();
    project.build();
    let before = project.output();
    for blocks in [0, 1, 4, 16] {
        let limit = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\"");
        let (status, said) = shell(&project, &format!("{limit} build --force reports/lille"));
        assert_eq!(status, Some(2), "{said}");
        assert!(said.starts_with("error[output-unwritable]: the output could not be written: "), "{said}");
        assert!(said.contains("--> out/lille/") && said.ends_with("\n1 error\n"), "{said}");
        assert!(before == project.output());
        assert!(!project.path("out/.lille.sporbar").exists());
    }
    let nothing = "trap '' XFSZ; ulimit -f 0; exec \"$0\"";
    for (call, file) in [
        ("lock reports/lille", "reports/lille/report.lock"),
        ("approve reports/lille --all --by A", "reports/lille/review.toml"),
        ("bundle out/lille", "lille-2018-12.zip"),
    ] {
        let (status, said) = shell(&project, &format!("{nothing} {call}"));
        assert_eq!(status, Some(2), "{call}: {said}");
        assert!(said.contains("error[output-unwritable]") && said.contains(file), "{call}: {said}");
        assert!(!project.path(file).exists(), "{call}");
    }
    whole(&project);
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_or_may_not_be_written_to_leaves_all_as_it_was() {
    let project = Project::small();
    // A disk of its own, where the test may mount one.
    let within = |how: &str, call: &str| {
        let line = format!("mkdir -p disk && mount -t tmpfs -o {how} none disk && {call}");
        shell(&project, &format!("unshare -rm sh -c '{}' \"$0\"", line.replace('\'', "'\\''")))
    };
    if within("size=1m", "true").0 != Some(0) {
        return;
    }
    let (status, said) = within("size=64k", "\"$0\" build reports/lille --out disk; s=$?; ls -A disk >&2; exit $s");
    assert_eq!(status, Some(2), "{said}");
    assert!(said.starts_with("error[output-unwritable]: the output could not be written: "), "{said}");
    assert!(said.contains("--> disk/lille/") && said.ends_with("1 error\n"), "nothing is left on the disk: {said}");
    let (status, said) = within("size=64k,ro", "\"$0\" build reports/lille --out disk");
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("--> disk/.lille.sporbar") || said.contains("--> disk/lille"), "{said}");
    // Room for one output and not for two: the old one stays.
    let size = files(Path::new(&{
        project.build();
        project.path("out/lille")
    }))
    .values()
    .map(|bytes| bytes.len().next_multiple_of(4096) + 4096)
    .sum::<usize>();
    let twice = "\"$0\" build reports/lille --out disk && \"$0\" build --force reports/lille --out disk; s=$?; \"$0\" verify disk/lille && exit $s";
    let (status, said) = within(&format!("size={}", size * 4 / 3), twice);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains(" files are as they are built again"), "{said}");
}
