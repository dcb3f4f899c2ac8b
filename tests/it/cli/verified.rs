//! Outputs held against a build of the same report, the numbers in their PDFs read back, and archives of them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use crate::support::{Project, repository};

const OUT: &str = "out/lille";

/// The small report, built.
fn built() -> Project {
    let project = Project::small();
    project.build();
    project
}

/// What `verify` says against the output, a line each.
fn against(project: &Project) -> Vec<String> {
    let run = project.sporbar(&["verify", OUT]).ends(1);
    run.err.lines().filter(|line| line.starts_with("error[")).map(str::to_owned).collect()
}

/// Puts other bytes of the same length in the place of `old`, which must be there.
fn tamper(project: &Project, file: &str, old: &[u8], new: &[u8]) {
    let path = project.path(&format!("{OUT}/{file}"));
    let mut bytes = std::fs::read(&path).expect("the file");
    let at = bytes.windows(old.len()).position(|stretch| stretch == old).expect("what is to be replaced");
    bytes[at..at + old.len()].copy_from_slice(new);
    std::fs::write(path, bytes).expect("room");
}

#[test]
fn an_output_is_what_is_built_again_and_all_its_numbers_are_accounted_for() {
    let project = built();
    let run = project.sporbar(&["verify", OUT]).ends(0);
    assert!(
        run.err.starts_with("out/lille: ") && run.err.contains(" files are as they are built again; "),
        "{}",
        run.err
    );
    // As of another month, from another folder and from elsewhere; the report is found above the output.
    project.sporbar(&["build", "reports/lille", "--as-of", "2018-06", "--out", "before"]).ends(0);
    let elsewhere = tempfile::tempdir().expect("a scratch folder");
    let before = project.path("before/lille");
    let before = before.to_str().expect("UTF-8");
    project.sporbar(&["verify", before]).from(elsewhere.path()).ends(0);
    let report = project.path("reports/lille");
    project.sporbar(&["verify", before, "--report", report.to_str().expect("UTF-8")]).from(elsewhere.path()).ends(0);
}

#[test]
fn every_number_of_every_design_is_accounted_for() {
    let reports = std::fs::read_dir(repository().join("reports")).expect("the reports");
    let mut names: Vec<String> =
        reports.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    assert_eq!(names.len(), 7);
    for name in names {
        let project = Project::with(&format!("reports/{name}"));
        project.build();
        let run = project.sporbar(&["verify", &format!("out/{name}")]).ends(0);
        assert!(run.err.contains(" are accounted for"), "{}", run.err);
    }
}

#[test]
fn one_digit_changed_in_any_file_is_told() {
    let cases: [(&str, &[u8], &[u8], &str); 3] = [
        (
            "data/personer.csv",
            b"count,3,",
            b"count,4,",
            "error[output-differs]: `data/personer.csv` says `4` in row 2, column 5, in place of `3`",
        ),
        ("figures/personer.svg", b">3<", b">4<", "error[output-differs]: `figures/personer.svg` differs in line "),
        ("manifest.json", b"2018-12", b"2018-11", "error[output-differs]: `manifest.json` differs in line "),
    ];
    for (file, old, new, told) in cases {
        let project = built();
        tamper(&project, file, old, new);
        let against = against(&project);
        assert!(against.iter().any(|line| line.starts_with(told)), "{told}: {against:?}");
    }
    let project = built();
    std::fs::remove_file(project.path("out/lille/report.pdf")).expect("the PDF");
    project.write("out/lille/data/mere.csv", "facet");
    assert_eq!(
        against(&project),
        [
            "error[output-differs]: `data/mere.csv` is not part of the report",
            "error[output-differs]: `report.pdf` is gone",
        ]
    );
}

/// The PDF with another letter in the place of each that is drawn by itself, as the labels of a chart are.
fn relabelled(pdf: &[u8]) -> Vec<u8> {
    use pdf_extract::content::Content;
    use pdf_extract::{Document, Object};

    let mut document = Document::load_mem(pdf).expect("a PDF");
    let mut changed = 0;
    for (_, page) in document.get_pages() {
        let mut content = Content::decode(&document.get_page_content(page).expect("a page")).expect("its content");
        for text in content.operations.iter_mut().filter(|operation| operation.operator == "Tj") {
            if let Some(Object::String(letters, _)) = text.operands.first_mut()
                && let [_, letter] = letters.as_mut_slice()
            {
                *letter = letter.wrapping_add(1);
                changed += 1;
            }
        }
        document.change_page_content(page, content.encode().expect("memory")).expect("a page");
    }
    assert!(changed > 5, "only {changed} letters stand by themselves");
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("memory");
    bytes
}

#[test]
fn a_number_changed_in_the_pdf_is_told_with_its_page() {
    let project = built();
    let pdf = std::fs::read(project.path("out/lille/report.pdf")).expect("the PDF");
    project.write("out/lille/report.pdf", relabelled(&pdf));
    let against = against(&project);
    assert!(against[0].starts_with("error[output-differs]: `report.pdf` differs from byte "), "{against:?}");
    // The chart says how many adults and children there are: 3, 2, 2 and 1.
    let missing = against.iter().any(|line| {
        line.starts_with("error[number-missing]: page ")
            && line.ends_with("does not show `3`, which was computed for it")
    });
    assert!(missing, "{against:?}");
}

#[test]
fn a_damaged_pdf_is_told_and_stops_nothing() {
    let project = built();
    let pdf = std::fs::read(project.path("out/lille/report.pdf")).expect("the PDF");
    for damaged in [&pdf[..pdf.len() / 2], b"%PDF-1.7\n", b"", b"Hej"] {
        project.write("out/lille/report.pdf", damaged);
        let against = against(&project);
        assert!(against.iter().any(|line| line.contains("`report.pdf` differs")), "{against:?}");
        assert!(against.iter().any(|line| line.contains("the PDF cannot be read")), "{against:?}");
    }
}

#[test]
fn inputs_that_have_changed_are_named_and_nothing_is_built() {
    let project = built();
    project.edit("reports/lille/extracts/borgere.csv", "05-01-2018", "05-02-2018");
    tamper(&project, "data/personer.csv", b"count,3,", b"count,4,");
    assert_eq!(
        against(&project),
        [
            "error[input-differs]: extract `borgere.csv` has changed since the output was built",
            "error[output-differs]: output `data/personer.csv` is not as it was written",
        ]
    );
}

#[test]
fn a_number_that_a_template_types_is_unaccounted_for() {
    let project = Project::small();
    let text = project.text("reports/lille/tekst.typ");
    project.write("reports/lille/tekst.typ", format!("{text}\n\nDer er 4711 borgere i kommunen.\n"));
    project.build();
    let told = "which nothing computed or declared";
    let against = against(&project);
    assert!(against.len() == 1 && against[0].contains("shows `4711`") && against[0].contains(told), "{against:?}");
    // A comment accounts for it.
    project.write(
        "reports/lille/tekst.typ",
        format!("{text}\n\n{{# tal: Danmarks Statistik #}}\nDer er 4711 borgere i kommunen.\n"),
    );
    project.build();
    project.sporbar(&["verify", OUT]).ends(0);
}

#[test]
fn a_number_that_reaches_the_page_through_braces_or_code_is_unaccounted_for() {
    let claim = "\n[[claim]]\nid = \"mange\"\nthat = \"personer[Voksne, I alt].count > 0\"\nsentence = \"Andelen er {{ 0.99 | pct }}.\"\n";
    let typed = [
        ("{{ 42 }} borgere.", "`42` is typed"),
        ("{% set n = 17 %}Der er {{ n | antal }} af dem.", "`17` is typed"),
        ("{% macro m(a) %}{{ a }} af dem.{% endmacro %}{{ m(\"83 borgere\") }}", "`\"83 borgere\"` is typed"),
        ("{{ summen(v(\"personer\", series=\"Voksne\", x=\"I alt\"), 500) | antal }}", "`500` is typed"),
        ("#strong(\"991\")", "shows `991`"),
        ("#str(120 + 31)", "shows `151`"),
        ("{{ siger(\"mange\") }}", "`0.99` is typed"),
    ];
    for (text, told) in typed {
        let project = Project::small();
        let whole = project.text("reports/lille/tekst.typ");
        project.write("reports/lille/tekst.typ", format!("{whole}\n\n{text}\n"));
        let spec = project.text("reports/lille/report.toml");
        if text.contains("siger") {
            project.write("reports/lille/report.toml", format!("{spec}{claim}"));
        }
        let built = project.build();
        assert_eq!(
            built.err.matches("warning[typed-numeral]").count(),
            text.matches("500) |").count().max(1),
            "{text}: {}",
            built.err
        );
        assert!(built.err.contains(told), "{text}: {}", built.err);
        let against = against(&project);
        assert!(against.iter().any(|line| line.contains(told)), "{text}: {against:?}");
    }
}

#[test]
fn the_key_is_the_one_that_the_output_was_built_with() {
    const KEY: &str = "SPORBAR_PSEUDONYM_KEY";
    const OWN: &str = "en hemmelig nøgle til prøve";

    let project = built();
    // One that happens to be set is not used where the open one was.
    project.sporbar(&["verify", OUT]).with(KEY, OWN).ends(0);
    project.sporbar(&["build", "reports/lille"]).with(KEY, OWN).run();
    project.sporbar(&["verify", OUT]).with(KEY, OWN).ends(0);
    let run = project.sporbar(&["verify", OUT]).ends(2);
    assert!(
        run.err.contains("error[pseudonym-key]: the output's pseudonyms were made with a key of its own"),
        "{}",
        run.err
    );
}

#[test]
fn what_is_no_output_is_the_calls_mistake() {
    let project = built();
    for (path, told) in [("out/nix", "the output could not be read"), ("reports/lille", "there is no manifest.json")] {
        for command in ["verify", "bundle"] {
            let run = project.sporbar(&[command, path]).ends(2);
            assert!(run.err.contains(told), "{told}: {}", run.err);
        }
    }
    let manifest = project.text("out/lille/manifest.json");
    for report in ["../../anden", "..", ""] {
        let other = manifest.replace("\"report\": \"lille\"", &format!("\"report\": \"{report}\""));
        project.write("out/lille/manifest.json", &other);
        for command in ["verify", "bundle"] {
            let run = project.sporbar(&[command, OUT]).ends(2);
            assert!(run.err.contains("does not say which report it is of"), "{report}: {}", run.err);
        }
    }
    project.write("out/lille/manifest.json", manifest);
    std::fs::rename(project.path("reports/lille"), project.path("reports/anden")).expect("a folder");
    let run = project.sporbar(&["verify", OUT]).ends(2);
    assert!(run.err.contains("the report `lille` was not found"), "{}", run.err);
}

#[test]
fn a_bundle_holds_the_output_and_the_extracts_hashes_in_the_same_bytes_each_time() {
    let project = built();
    let run = project.sporbar(&["bundle", OUT, "--to", "arkiv"]).ends(0);
    assert_eq!(run.err, "out/lille is in arkiv/lille-2018-12.zip\n");
    let bytes = std::fs::read(project.path("arkiv/lille-2018-12.zip")).expect("the bundle");
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
    let mut within = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a file");
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("its bytes");
        let name = file.name().expect("a name").into_owned();
        within.insert(name.strip_prefix("lille-2018-12/").expect("one folder").to_owned(), content);
    }
    let hashes = within.remove("extracts.sha256").expect("the extracts' hashes");
    assert_eq!(within, project.output());
    let hash = {
        use sha2::{Digest, Sha256};
        hex::encode(Sha256::digest(project.text("reports/lille/extracts/borgere.csv")))
    };
    assert_eq!(String::from_utf8(hashes).expect("a text"), format!("{hash}  borgere.csv\n"));

    project.build();
    project.sporbar(&["bundle", OUT]).ends(0);
    assert!(bytes == std::fs::read(project.path("lille-2018-12.zip")).expect("the bundle"), "other bytes");
    // Another program reads it, where there is one.
    let listed = std::process::Command::new("unzip").arg("-tq").arg(project.path("lille-2018-12.zip")).output();
    assert!(listed.is_ok_and(|run| run.status.success()) || !std::path::Path::new("/usr/bin/unzip").exists());
}

#[test]
fn an_output_that_was_changed_is_not_bundled() {
    let project = built();
    tamper(&project, "data/personer.csv", b"count,3,", b"count,4,");
    let run = project.sporbar(&["bundle", OUT]).ends(1);
    assert!(
        run.err.contains("error[output-differs]: output `data/personer.csv` is not as it was written"),
        "{}",
        run.err
    );
    assert!(!project.path("lille-2018-12.zip").exists());
}
