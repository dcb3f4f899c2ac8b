//! What a release is made of: every program lies where `cargo binstall` looks for it, and none is missing without a word.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::support::{files, repository};

/// Where the release of these tests would be published.
const ADDRESS: &str = "https://example.org/somebody/sporbar";
const CHANGES: &str = "# Changelog\n\n## [9.8.7] - 2026-01-31\n\n- What is new.\n\n## [9.8.6]\n\n- What is old.\n";

fn kept(path: &str) -> String {
    fs::read_to_string(repository().join(path)).expect("a file of the repository")
}

/// The targets that the script releases.
fn targets() -> Vec<String> {
    let script = kept(".ci/release");
    let (_, rest) = script.split_once("\ntargets=(").expect("a list of targets");
    let (list, _) = rest.split_once(')').expect("its end");
    list.split_whitespace().map(str::to_owned).collect()
}

/// The words behind `key` in a text, such as the targets in a workflow.
fn said<'a>(text: &'a str, key: &str) -> Vec<&'a str> {
    let ends = |char: char| char.is_whitespace() || matches!(char, ',' | '"');
    text.split(key).skip(1).map(|rest| rest.split(ends).next().unwrap_or_default()).collect()
}

/// What a target's program is called.
fn program(target: &str) -> &'static str {
    if target.contains("windows") { "sporbar.exe" } else { "sporbar" }
}

/// Where `cargo binstall` looks for version 9.8.7: the address of the archive, and the program's place in it.
fn looked_for(target: &str) -> [String; 2] {
    let manifest: toml::Table = kept("Cargo.toml").parse().expect("a manifest");
    let binstall = &manifest["package"]["metadata"]["binstall"];
    let own = binstall["overrides"].get(target);
    let key = |key: &str| own.and_then(|own| own.get(key)).unwrap_or(&binstall[key]).as_str().expect("a text");
    let url = key("pkg-url");
    assert!(url.ends_with(&format!(".{}", key("pkg-fmt"))), "{url} is no {}", key("pkg-fmt"));
    [url, key("bin-dir")].map(|template| {
        let filled = template
            .replace("{ repo }", ADDRESS)
            .replace("{ name }", "sporbar")
            .replace("{ version }", "9.8.7")
            .replace("{ target }", target)
            .replace("{ bin }{ binary-ext }", program(target));
        assert!(!filled.contains(['{', '}']), "a variable is left in {filled}");
        filled
    })
}

#[test]
fn the_program_carries_no_names_of_functions() {
    let manifest: toml::Table = kept("Cargo.toml").parse().expect("a manifest");
    let profile = &manifest["profile"]["release"];
    assert_eq!(profile["strip"].as_str(), Some("symbols"));
    assert_eq!(profile["overflow-checks"].as_bool(), Some(true), "numbers of our own that leave their type are met");
    let packages = profile["package"].as_table().expect("packages");
    // Cargo strips nothing of a program whose own package has a profile, whatever the profile above says, and does not tell.
    assert!(!packages.contains_key("sporbar"), "what is said of the package undoes `strip`");
    assert_eq!(packages["*"]["overflow-checks"].as_bool(), Some(false));
}

/// A repository of version 9.8.7 with the script in it.
struct Tree(TempDir);

impl Tree {
    fn new() -> Self {
        let tree = Self(tempfile::tempdir().expect("a scratch folder"));
        fs::create_dir(tree.path(".ci")).expect("room");
        fs::copy(repository().join(".ci/release"), tree.path(".ci/release")).expect("room");
        let manifest = kept("Cargo.toml");
        let lines = manifest.lines().filter(|line| !line.starts_with("repository ")).map(|line| {
            if line.starts_with("version = ") {
                format!("version = \"9.8.7\"\nrepository = \"{ADDRESS}\"")
            } else {
                line.to_owned()
            }
        });
        tree.write("Cargo.toml", &lines.collect::<Vec<_>>().join("\n"));
        tree.write("CHANGELOG.md", CHANGES);
        for arguments in [&["init", "--quiet"][..], &["commit", "--quiet", "--allow-empty", "-m", "A release"]] {
            assert!(tree.call("git", arguments).status.success(), "git {arguments:?}");
        }
        tree
    }

    /// The programs and lists that the systems hand in, each with its target's name for bytes.
    fn staged() -> Self {
        let tree = Self::new();
        for target in targets() {
            let name = format!("target/dist/staged/sporbar-v9.8.7-{target}");
            fs::create_dir_all(tree.path(&name)).expect("room");
            tree.write(&format!("{name}/{}", program(&target)), &target);
            tree.write(&format!("{name}/LICENSE"), "MIT");
            tree.write(&format!("{name}.cdx.json"), "{}");
        }
        tree
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).expect("room");
    }

    fn call(&self, program: &str, arguments: &[&str]) -> Output {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.0.path()).env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin");
        command.env("GITHUB_SERVER_URL", "https://example.org").env("GITHUB_REPOSITORY", "somebody/sporbar");
        for who in ["AUTHOR", "COMMITTER"] {
            command
                .env(format!("GIT_{who}_NAME"), "En evaluator")
                .env(format!("GIT_{who}_EMAIL"), "evaluator@example.org");
        }
        command.output().expect("the program starts")
    }

    fn succeeds(&self, arguments: &[&str]) {
        let output = self.call(".ci/release", arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn refuses(&self, arguments: &[&str], why: &str) {
        let output = self.call(".ci/release", arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        assert!(said.contains(why), "{arguments:?}: {said}");
    }
}

/// The bytes of a program within an archive.
fn unpacked(archive: &Path, inside: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    if archive.extension().is_some_and(|ending| ending == "zip") {
        let mut zip = zip::ZipArchive::new(fs::File::open(archive).expect("an archive")).expect("a zip");
        zip.by_name(inside).expect("the program").read_to_end(&mut bytes).expect("its bytes");
    } else {
        let tar =
            |how: &str| Command::new("tar").arg(how).arg(archive).arg(inside).output().expect("tar starts").stdout;
        assert!(tar("-tvzf").starts_with(b"-rwxr-xr-x 0/0 "), "{inside} cannot be run, or belongs to somebody");
        bytes = tar("-xOzf");
    }
    bytes
}

#[test]
fn every_program_is_where_binstall_looks_for_it() {
    let tree = Tree::staged();
    tree.succeeds(&["pack"]);
    let folder = tree.path("target/dist/release");
    let release = files(&folder);
    for target in targets() {
        let [url, inside] = looked_for(&target);
        let name =
            url.strip_prefix(&format!("{ADDRESS}/releases/download/v9.8.7/")).expect("where GitHub has releases");
        assert!(release.contains_key(name), "{name} is not among {:?}", release.keys());
        assert_eq!(unpacked(&folder.join(name), &inside), target.as_bytes(), "{name}");
    }
    assert_eq!(release.len(), 2 * targets().len() + 1, "{:?}", release.keys());
    let sums = Command::new("sha256sum").args(["--check", "--strict", "SHA256SUMS"]).current_dir(&folder).output();
    let sums = String::from_utf8(sums.expect("sha256sum starts").stdout).expect("UTF-8");
    assert_eq!(sums.lines().filter(|line| line.ends_with(": OK")).count(), release.len() - 1, "{sums}");

    // Programs that arrive again, at another time and in another way, are packed to the same bytes.
    for target in targets() {
        let program = format!("target/dist/staged/sporbar-v9.8.7-{target}/{}", program(&target));
        fs::remove_file(tree.path(&program)).expect("it is there");
        tree.write(&program, &target);
    }
    tree.succeeds(&["pack"]);
    assert!(files(&folder) == release, "packed again, the release has other bytes");
}

#[test]
fn a_release_without_one_of_its_programs_is_none() {
    for target in targets() {
        let lost = format!("target/dist/staged/sporbar-v9.8.7-{target}");
        for (path, why) in [
            (format!("{lost}/{}", program(&target)), format!("there is no program for {target}")),
            (format!("{lost}.cdx.json"), format!("no list of what is in the program for {target}")),
        ] {
            let tree = Tree::staged();
            fs::remove_file(tree.path(&path)).expect("it is there");
            tree.refuses(&["pack"], &why);
            assert!(!tree.path("target/dist/release").exists(), "a release without {path}");
        }
    }
}

#[test]
fn a_tag_must_be_what_the_tree_says() {
    let tree = Tree::new();
    tree.succeeds(&["tag", "v9.8.7"]);
    assert_eq!(fs::read_to_string(tree.path("target/dist/notes.md")).expect("notes"), "\n- What is new.\n\n");
    for tag in ["9.8.7", "v9.8.6", "v9.8.7-rc1"] {
        tree.refuses(&["tag", tag], "the tag must be `v9.8.7`");
    }
    let manifest = fs::read_to_string(tree.path("Cargo.toml")).expect("the manifest");
    tree.write("Cargo.toml", &manifest.replace("somebody", "another"));
    tree.refuses(&["tag", "v9.8.7"], "the release would be at https://example.org/somebody/sporbar");
    tree.write("Cargo.toml", &manifest.replace("repository = ", "homepage = "));
    tree.refuses(&["tag", "v9.8.7"], "names no repository");
    tree.write("Cargo.toml", &manifest);
    tree.write("CHANGELOG.md", "# Changelog\n\n## [9.8.7]\n\n## [9.8.6]\n\n- What is old.\n");
    tree.refuses(&["tag", "v9.8.7"], "CHANGELOG.md has nothing under");
    tree.refuses(&["build", "m68k-unknown-linux-gnu"], "no target of a release");
    tree.refuses(&["pakc"], "one of: tag TAG, build TARGET, sbom, pack");
}

#[test]
fn the_workflow_builds_what_the_script_packs_with_the_rust_of_the_image() {
    let workflow = kept("docs/ci/release.yml");
    let built: BTreeSet<&str> = said(&workflow, "target: ").into_iter().collect();
    assert_eq!(built, targets().iter().map(String::as_str).collect());

    let image = kept("Dockerfile");
    let gitlab = kept("docs/ci/gitlab.yml");
    let rust = said(&image, "FROM rust:")[0].split('-').next().expect("a version");
    assert_eq!(said(&gitlab, "image: rust:"), [rust]);
    assert_eq!(said(&workflow, "RUST: \""), [format!("{rust}.0")]);
    let minor = |version: &str| version.strip_prefix("1.").and_then(|minor| minor.parse::<u32>().ok());
    let manifest = kept("Cargo.toml");
    let least = said(&manifest, "rust-version = \"")[0];
    assert!(minor(rust) >= minor(least) && minor(least).is_some(), "{rust} is older than {least}");
}

/// The commands of a workflow: texts behind `run` of GitHub's steps, and those of `script` of GitLab's jobs.
fn commands(value: &serde_yaml::Value, found: &mut Vec<String>) {
    match value {
        serde_yaml::Value::Mapping(entries) => {
            for (key, value) in entries {
                match (key.as_str(), value) {
                    (Some("run"), serde_yaml::Value::String(command)) => found.push(command.clone()),
                    (Some("script"), serde_yaml::Value::Sequence(lines)) => {
                        found.extend(lines.iter().map(|line| line.as_str().expect("a command").to_owned()));
                    }
                    _ => commands(value, found),
                }
            }
        }
        serde_yaml::Value::Sequence(values) => values.iter().for_each(|value| commands(value, found)),
        _ => {}
    }
}

/// What stands in `${{ … }}` is put in by GitHub before a shell sees it.
fn filled_in(command: &str) -> String {
    let mut parts = command.split("${{");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + "x" + part.split_once("}}").expect("its end").1)
}

/// A system that is named in a workflow runs what it says; here it is seen that it is YAML, and that each command is one of a shell, whose
/// scripts are there and can be run.
#[test]
fn every_command_of_the_workflows_can_be_read_by_a_shell() {
    let mut counted = 0;
    for workflow in ["github", "gitlab", "release"] {
        let text = kept(&format!("docs/ci/{workflow}.yml"));
        let read: serde_yaml::Value = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{workflow}: {error}"));
        let mut found = Vec::new();
        commands(&read, &mut found);
        assert!(found.len() >= 3, "{workflow}: {found:?}");
        for command in found {
            let command = filled_in(&command);
            let read = Command::new("bash").args(["-n", "-c", &command]).output().expect("bash starts");
            assert!(read.status.success(), "{workflow}: {command}: {}", String::from_utf8_lossy(&read.stderr));
            counted += 1;
            // Own scripts, wherever the guide says that they lie.
            if let Some(script) = command.split_whitespace().next().filter(|word| word.contains('/')) {
                let here = script.replacen("ci/rebuild", "docs/ci/rebuild", 1);
                let own = fs::metadata(repository().join(&here)).unwrap_or_else(|error| panic!("{here}: {error}"));
                assert_ne!(
                    std::os::unix::fs::PermissionsExt::mode(&own.permissions()) & 0o111,
                    0,
                    "{here} cannot be run"
                );
            }
        }
    }
    assert!(counted >= 14, "only {counted} commands were found");
    for script in [".ci/run", ".ci/release", "docs/ci/rebuild"] {
        let place = repository().join(script);
        let read = Command::new("bash").arg("-n").arg(&place).output().expect("bash starts");
        assert!(read.status.success(), "{script}: {}", String::from_utf8_lossy(&read.stderr));
    }
}

#[test]
fn the_image_is_built_from_all_that_is_compiled_in() {
    let (image, left) = (kept("Dockerfile"), kept(".dockerignore"));
    let mut above = BTreeSet::from(["src".to_owned(), "data-schema".to_owned(), "templates".to_owned()]);
    for (path, bytes) in files(&repository().join("src")) {
        let text = String::from_utf8_lossy(&bytes);
        let is_source = Path::new(&path).extension().is_some_and(|ending| ending == "rs");
        for included in said(&text, "!(\"../").into_iter().filter(|_| is_source) {
            let folder = included.trim_start_matches("../").split('/').next().expect("a folder");
            if repository().join(folder).is_dir() {
                above.insert(folder.to_owned());
            }
        }
    }
    assert!(above.contains("docs"), "the texts of `explain` are compiled in: {above:?}");
    for folder in above {
        assert!(image.contains(&format!("\nCOPY {folder} {folder}\n")), "the Dockerfile does not copy {folder}");
        assert!(left.contains(&format!("\n!{folder}\n")), ".dockerignore leaves out {folder}");
    }
    for file in ["Cargo.toml", "Cargo.lock", "build.rs"] {
        assert!(left.contains(&format!("\n!{file}\n")), ".dockerignore leaves out {file}");
    }
    assert!(left.lines().any(|line| line == "*"), "extracts and keys would reach the builder");
}
