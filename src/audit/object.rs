//! `ro-crate-metadata.json`: the whole output as a research object, after RO-Crate 1.1 with the profile for process runs: what was made,
//! by which program, from what, and who has signed it off.
//!
//! It is made of the manifest and of what readers see, so that it tells no more of the inputs than the manifest does: an extract whose rows
//! are not published stands without a hash.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::manifest::{Input, MANIFEST_FILE, Manifest};
use super::package::{described, licence_address, written};
use super::record::Record;
use crate::document::{SignOffState, SignedExhibit};

/// The file in the output folder.
pub const OBJECT_FILE: &str = "ro-crate-metadata.json";

const CRATE: &str = "https://w3id.org/ro/crate/1.1";
const RUN: &str = "https://w3id.org/ro/wfrun/process/0.5";
const RUN_TERMS: &str = "https://w3id.org/ro/terms/workflow-run/context";

/// The output as a research object. `published` is the day that the report is as of; it has no other time.
pub fn research_object(record: &Record, manifest: &Manifest, signed: &[SignedExhibit], published: &str) -> Vec<u8> {
    let report = &record.report;
    let files: Vec<Json> = files(record, manifest);
    let inputs: Vec<Json> = manifest.inputs.iter().map(input).chain(parameters(manifest)).collect();
    let sign_offs = sign_offs(signed);
    let mut root = json!({
        "@id": "./",
        "@type": "Dataset",
        "name": report.title,
        "description": described(report),
        "datePublished": published,
        "conformsTo": { "@id": RUN },
        "publisher": { "@id": "#publisher" },
        "hasPart": ids(&files),
        "mentions": one_or_all(std::iter::once("#build").chain(actions(&sign_offs)).map(|id| json!({ "@id": id })).collect()),
    });
    let authors: Vec<Json> = report
        .authors
        .iter()
        .enumerate()
        .map(|(at, name)| json!({ "@id": format!("#author-{}", at + 1), "@type": "Person", "name": name }))
        .collect();
    // Whoever publishes a report that names nobody answers for it.
    root["author"] = if authors.is_empty() { json!({ "@id": "#publisher" }) } else { one_or_all(ids(&authors)) };
    // The standard asks for a licence; where the report states none, that is what is said.
    let licence = match &report.licence {
        Some(licence) => json!({
            "@id": licence_address(licence),
            "@type": "CreativeWork",
            "name": licence,
            "description": "The licence that the report states for its figures.",
        }),
        None => json!({
            "@id": "#no-licence",
            "@type": "CreativeWork",
            "name": "No licence",
            "description": "The report states no licence for its figures.",
        }),
    };
    root["license"] = json!({ "@id": licence["@id"] });
    let program = &manifest.program;
    let mut graph = vec![
        json!({
            "@id": OBJECT_FILE,
            "@type": "CreativeWork",
            "conformsTo": { "@id": CRATE },
            "about": { "@id": "./" },
        }),
        root,
        json!({ "@id": RUN, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5" }),
        json!({ "@id": "#publisher", "@type": "Organization", "name": report.publisher }),
        json!({
            "@id": "#program",
            "@type": "SoftwareApplication",
            "name": program.name,
            "version": program.version,
            "softwareRequirements": { "@id": "#typst" },
        }),
        json!({ "@id": "#typst", "@type": "SoftwareApplication", "name": "Typst", "version": program.typst, "url": "https://typst.app/" }),
        json!({
            "@id": "#build",
            "@type": "CreateAction",
            "name": format!("Built {} as of {}", report.name, report.as_of),
            "description": "All figures and tables were computed, drawn and typeset from the files and parameters named as its objects. \
                It has no time: the same inputs give the same bytes whenever they are built.",
            "instrument": { "@id": "#program" },
            "agent": { "@id": "#publisher" },
            "object": ids(&inputs),
            "result": ids(&files),
        }),
    ];
    graph.extend(authors);
    graph.push(licence);
    graph.extend(inputs);
    graph.extend(files);
    graph.extend(sign_offs);
    written(&json!({ "@context": [format!("{CRATE}/context"), RUN_TERMS], "@graph": graph }))
}

fn ids(of: &[Json]) -> Vec<Json> {
    of.iter().map(|one| json!({ "@id": one["@id"] })).collect()
}

/// What the standard wants without a list where it is alone.
fn one_or_all(mut of: Vec<Json>) -> Json {
    if of.len() == 1 { of.remove(0) } else { Json::Array(of) }
}

/// The files that were written, with what exhibits call theirs.
fn files(record: &Record, manifest: &Manifest) -> Vec<Json> {
    let titles: BTreeMap<&str, &str> =
        record.exhibits.iter().map(|exhibit| (exhibit.head.id.as_str(), exhibit.head.title.as_str())).collect();
    let written = manifest.outputs.iter().map(|output| {
        let of_exhibit = output.path.rsplit('/').next().and_then(|name| titles.get(name.rsplit_once('.')?.0));
        let shown = ["data/", "figures/"].iter().any(|folder| output.path.starts_with(folder));
        json!({
            "@id": address(&output.path),
            "@type": "File",
            "name": of_exhibit.filter(|_| shown).map_or(output.path.as_str(), |title| title),
            "encodingFormat": format(&output.path),
            "contentSize": output.bytes.to_string(),
            "sha256": output.sha256,
        })
    });
    // It holds this file's hash, so this file cannot hold its.
    let manifest = json!({
        "@id": MANIFEST_FILE,
        "@type": "File",
        "name": "What was built from what, by their hashes",
        "encodingFormat": "application/json",
    });
    written.chain([manifest]).collect()
}

/// A file that was read. It is not part of the output.
fn input(input: &Input) -> Json {
    let mut json = json!({
        "@id": format!("#input/{}/{}", input.kind, address(&input.name)),
        "@type": "CreativeWork",
        "name": input.name,
        "additionalType": input.kind,
    });
    if !input.sha256.is_empty() {
        json["sha256"] = json!(input.sha256);
    }
    if let Some(version) = &input.version {
        json["version"] = json!(version);
    }
    json
}

/// What the call set, and what the spec declares.
fn parameters(manifest: &Manifest) -> impl Iterator<Item = Json> {
    let of_call = json!({ "@id": "#parameter/as-of", "@type": "PropertyValue", "name": "as-of", "value": manifest.parameters.as_of });
    let declared = manifest.parameters.declared.iter().map(|parameter| {
        json!({
            "@id": format!("#parameter/declared/{}", address(&parameter.name)),
            "@type": "PropertyValue",
            "name": parameter.name,
            "value": parameter.value,
            "unitText": parameter.unit,
            "description": parameter.source,
        })
    });
    std::iter::once(of_call).chain(declared)
}

/// Who has signed off which exhibit as it is: the people, and that they did.
fn sign_offs(signed: &[SignedExhibit]) -> Vec<Json> {
    let holds = signed.iter().flat_map(|exhibit| exhibit.sign_offs.iter().map(move |one| (exhibit, one)));
    let holds = holds.filter(|(exhibit, one)| !exhibit.gone && matches!(one.state, SignOffState::Approved));
    let mut people: BTreeMap<&str, String> = BTreeMap::new();
    let mut all = Vec::new();
    for (exhibit, one) in holds {
        let number = people.len() + 1;
        let person = people.entry(&one.by).or_insert_with(|| format!("#reviewer-{number}")).clone();
        let mut action = json!({
            "@id": format!("#sign-off-{}", all.len() + 1),
            "@type": "EndorseAction",
            "name": format!("Signed off {}", exhibit.exhibit),
            "agent": { "@id": person },
            "object": { "@id": address(&format!("data/{}.csv", exhibit.exhibit)) },
        });
        if !one.date.is_empty() {
            action["endTime"] = json!(one.date);
        }
        all.push(action);
    }
    all.extend(people.iter().map(|(name, id)| json!({ "@id": id, "@type": "Person", "name": name })));
    all
}

fn actions(sign_offs: &[Json]) -> impl Iterator<Item = &str> {
    sign_offs.iter().filter(|one| one["@type"] == "EndorseAction").filter_map(|one| one["@id"].as_str())
}

/// A path as a relative address: what an address cannot have is written by its bytes.
fn address(path: &str) -> String {
    let byte = |byte: u8| {
        let plain = byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte);
        if plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    path.bytes().map(byte).collect()
}

/// The media type of a file, by the end of its name.
fn format(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, end)| end) {
        Some("pdf") => "application/pdf",
        Some("csv") => "text/csv",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("html") => "text/html",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_has_no_letters_that_it_cannot_have() {
        assert_eq!(address("data/børn 1.csv"), "data/b%C3%B8rn%201.csv");
    }
}
