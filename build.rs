//! Puts the designs and the standard layouts into the program, so that it works in any folder; and a hash of all that the
//! program is compiled from, so that what one program built is not taken for another's work.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "so a build script and cargo speak with each other"
)]

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// The folders, and the endings of the files in them that the program reads.
const FOLDERS: [(&str, &str); 2] = [("data-schema", "json"), ("templates", "typ")];

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the crate is"));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo says where to write"));
    let mut paths = Vec::new();
    for (folder, ending) in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        list(&root, &root.join(folder), ending, &mut paths);
    }
    paths.sort();
    println!("cargo::rustc-env=SPORBAR_SOURCES={:016x}", hash_of_sources(&root, &paths));
    let mut code = String::from("[\n");
    for path in paths {
        code.push_str(&format!(
            "    ({path:?}, include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/\", {path:?}))),\n"
        ));
    }
    code.push_str("]\n");
    fs::write(out.join("shipped.rs"), code).expect("the list can be written");
}

/// A hash of the program's sources and of the versions of all libraries in it.
fn hash_of_sources(root: &Path, shipped: &[String]) -> u64 {
    let mut paths = vec!["Cargo.lock".to_owned(), "Cargo.toml".to_owned()];
    for path in ["src", "Cargo.lock", "Cargo.toml"] {
        println!("cargo::rerun-if-changed={path}");
    }
    list(root, &root.join("src"), "", &mut paths);
    paths.sort();
    let mut hasher = DefaultHasher::new();
    for path in paths.iter().chain(shipped) {
        path.hash(&mut hasher);
        fs::read(root.join(path)).expect("the file can be read").hash(&mut hasher);
    }
    hasher.finish()
}

/// The files of an ending (or of any, where it is empty) in a folder and below it, as paths from the root with slashes.
fn list(root: &Path, folder: &Path, ending: &str, paths: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            list(root, &path, ending, paths);
        } else if ending.is_empty() || path.extension().is_some_and(|own| own == ending) {
            let below = path.strip_prefix(root).expect("it is below the root");
            let parts = below.components().map(|part| part.as_os_str().to_str().expect("names are ASCII"));
            paths.push(parts.collect::<Vec<_>>().join("/"));
        }
    }
}
