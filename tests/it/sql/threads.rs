//! The same bytes, however many threads there are.

use std::path::Path;

use crate::support::{Project, files, repository};

#[test]
fn every_report_is_the_same_with_one_two_and_seven_threads() {
    let reports = std::fs::read_dir(repository().join("reports")).expect("the reports");
    for report in reports {
        let name = report.expect("a report").file_name().into_string().expect("a name");
        let project = Project::with(&format!("reports/{name}"));
        let outputs = ["1", "2", "7"].map(|threads| {
            let out = format!("out-{threads}");
            let call = project.sporbar(&["build", &project.report, "--out", &out]);
            let call =
                call.from(&project.path("")).with("POLARS_MAX_THREADS", threads).with("RAYON_NUM_THREADS", threads);
            let run = call.run();
            assert!(run.status < 2, "{name}: {}", run.err);
            let mut files = files(&project.path(&out));
            // What the program remembers of the build ends with how long it took, which is never the same.
            let built = |path: &str| Path::new(path).extension().is_some_and(|extension| extension == "built");
            for (_, bytes) in files.iter_mut().filter(|(path, _)| built(path)) {
                let before = bytes.trim_ascii_end().iter().rposition(|byte| *byte == b'\n').expect("several lines");
                bytes.truncate(before);
            }
            files
        });
        assert!(!outputs[0].is_empty(), "{name}");
        for other in &outputs[1..] {
            let differ: Vec<&String> = outputs[0]
                .iter()
                .filter(|(path, bytes)| other.get(*path) != Some(bytes))
                .map(|(path, _)| path)
                .collect();
            assert!(differ.is_empty() && other.len() == outputs[0].len(), "{name}: {differ:?}");
        }
    }
}
