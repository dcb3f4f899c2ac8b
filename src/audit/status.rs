//! Whether a report's output is what a build would make now, and if not, why.

use std::collections::BTreeMap;

use super::{Changed, Definition, Input, Lock, Manifest, Program, changes, sha256};

/// What a build would read now.
#[derive(Debug, Clone, Copy)]
pub struct Now<'a> {
    /// The program.
    pub program: &'a Program,
    /// The status month.
    pub as_of: &'a str,
    /// Every file it would read.
    pub inputs: &'a [Input],
    /// What decides each exhibit's values, by the exhibit's id.
    pub definitions: &'a BTreeMap<String, Definition>,
}

/// Why the output that `manifest` tells of is stale, a reason each; none where it is as a build would make it. `files` is
/// what stands in the output folder.
pub fn stale(manifest: &Manifest, files: &BTreeMap<String, Vec<u8>>, now: Now<'_>) -> Vec<String> {
    // What a release was compared with is none of the report's own files: another one does not make it stale.
    let own: Vec<Input> = manifest.inputs.iter().filter(|input| input.kind != Input::RELEASE).cloned().collect();
    let mut reasons: Vec<String> = changes(&own, now.inputs).iter().map(ToString::to_string).collect();
    let Program { name, version, typst } = now.program;
    if manifest.program != *now.program {
        let Program { name: old, version: before, typst: typst_before } = &manifest.program;
        reasons
            .push(format!("built by {old} {before} with typst {typst_before}; this is {name} {version} with {typst}"));
    }
    if manifest.parameters.as_of != now.as_of {
        reasons.push(format!("built as of {}; now it is {}", manifest.parameters.as_of, now.as_of));
    }
    let then = manifest.exhibits.iter().map(|exhibit| (exhibit.id.as_str(), exhibit.definition.as_str()));
    reasons.extend(definition_changes(then, now.definitions));
    reasons.extend(output_changes(manifest, files));
    reasons
}

/// How a report differs from its lock, a reason each. Values are not looked at: they cost a computation.
pub fn unlocked(lock: &Lock, now: Now<'_>) -> Vec<String> {
    let mut reasons: Vec<String> = lock.input_changes(now.inputs).iter().map(ToString::to_string).collect();
    if lock.as_of != now.as_of {
        reasons.push(format!("locked as of {}; now it is {}", lock.as_of, now.as_of));
    }
    let then = lock.exhibits.iter().map(|exhibit| (exhibit.id.as_str(), exhibit.definition.as_str()));
    reasons.extend(definition_changes(then, now.definitions));
    reasons
}

/// Which exhibits are defined otherwise than `then`.
fn definition_changes<'a>(
    then: impl Iterator<Item = (&'a str, &'a str)>,
    now: &'a BTreeMap<String, Definition>,
) -> Vec<String> {
    let then: BTreeMap<String, String> = then.map(|(id, hash)| (id.to_owned(), hash.to_owned())).collect();
    let now = now.iter().map(|(id, definition)| (id.clone(), definition.sha256())).collect();
    let changes = super::changes::compare(&then, &now).into_iter().map(|(id, what)| match what {
        Changed::Differs | Changed::Unknown => format!("exhibit `{id}` is defined otherwise"),
        Changed::Added => format!("exhibit `{id}` is new"),
        Changed::Gone => format!("exhibit `{id}` is gone"),
    });
    changes.collect()
}

/// Which output files are not as they were written.
pub fn output_changes(manifest: &Manifest, files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let then = manifest.outputs.iter().map(|output| (output.path.clone(), output.sha256.clone())).collect();
    let own = |path: &&String| path.as_str() != super::MANIFEST_FILE;
    let now = files.keys().filter(own).map(|path| (path.clone(), sha256(&files[path]))).collect();
    let changes = super::changes::compare(&then, &now).into_iter().map(|(path, what)| match what {
        Changed::Differs | Changed::Unknown => format!("output `{path}` is not as it was written"),
        Changed::Added => format!("output `{path}` was not written by the build"),
        Changed::Gone => format!("output `{path}` is gone"),
    });
    changes.collect()
}
