//! What the fuzzer has found, and what it began from, is read again: whatever the bytes, a call comes back.

use std::fs;
use std::path::Path;

#[path = "../../fuzz/drive.rs"]
mod drive;

#[test]
fn every_input_that_was_kept_comes_back() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, _) in drive::TARGETS {
        let kept = fs::read_dir(corpus.join(name)).expect("each target has a corpus");
        let mut files: Vec<_> = kept.map(|entry| entry.expect("the corpus can be read").path()).collect();
        files.sort();
        assert!(!files.is_empty(), "the corpus of {name} is empty");
        for file in files {
            let bytes = fs::read(&file).expect("the corpus can be read");
            let come_back = std::panic::catch_unwind(|| drive::drive(name, &bytes));
            assert!(come_back.is_ok(), "{name} does not come back from {}", file.display());
        }
    }
}
