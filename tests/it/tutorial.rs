//! The tutorial is followed word for word: its files are written, its commands run, and they give what it shows.

use std::fs;

use crate::pages::{blocks, commands, shows, words};
use crate::support::{repository, sporbar};

/// What the tutorial says in front of a block that is a file, and of one that goes to the end of a file.
const SAVE: &str = "ave this as `";
const ADD: &str = "dd this to `";

/// The path that a sentence names at its end, behind `lead`.
fn path<'a>(sentence: &'a str, lead: &str) -> Option<&'a str> {
    sentence.rsplit_once(lead)?.1.strip_suffix("`:")
}

#[test]
fn it_leads_from_raw_files_to_a_signed_off_release() {
    let page = fs::read_to_string(repository().join("docs/tutorial.md")).expect("the tutorial");
    let folder = tempfile::tempdir().expect("a scratch folder");
    let blocks = blocks(&page);
    let (mut ran, mut shown, mut output) = (0, 0, String::new());
    for block in &blocks {
        if let Some(path) = path(&block.before, SAVE) {
            let place = folder.path().join(path);
            fs::create_dir_all(place.parent().expect("a folder")).expect("room");
            fs::write(place, format!("{}\n", block.text)).expect("room");
        } else if let Some(path) = path(&block.before, ADD) {
            let place = folder.path().join(path);
            let text = fs::read_to_string(&place).expect("a file that is there already");
            fs::write(place, format!("{text}{}\n", block.text)).expect("room");
        } else if block.language == "sh" {
            for command in commands(&block.text) {
                let words = words(command.strip_prefix("sporbar ").expect("a call of the program"));
                // A comparison says by its status that there is something to tell.
                let status = i32::from(words[0] == "diff");
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let run = sporbar(&words).from(folder.path()).ends(status);
                output = if run.out.is_empty() { run.err } else { run.out };
                ran += 1;
            }
        } else {
            assert_eq!(block.language, "text", "what is to be done with this?\n{}", block.text);
            assert!(shows(&block.text, &output), "the tutorial shows\n{}\nbut one sees\n{output}", block.text);
            shown += 1;
        }
    }
    assert!(ran > 8 && shown > 5, "{ran} commands ran, {shown} outputs were compared");
    assert!(folder.path().join("arkiv/mentorordning-2024-09.zip").is_file(), "the release");
}
