//! Documents and slides: valid packages with the publication's numbers, read back from their XML and, where they are installed, by
//! the libraries of others.

mod compared;
mod reading;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

use zip::ZipArchive;

use crate::support::{Project, repository};

const ASSENS: &str = "reports/assens-statusmaaling";

/// The parts of a package, by path.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).expect("a part");
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).expect("its bytes");
            (part.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

/// What stands between `<tag>` and `</tag>`, each in turn.
fn between(xml: &str, tag: &str) -> Vec<String> {
    let (begin, end) = (format!("<{tag}>"), format!("</{tag}>"));
    let texts = xml.split(begin.as_str()).skip(1).filter_map(|part| part.split_once(end.as_str()));
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    texts
        .map(|(text, _)| entities.iter().fold(text.to_owned(), |text, (entity, letter)| text.replace(entity, letter)))
        .collect()
}

/// Whether a part is a picture.
fn is_picture(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "png")
}

fn export(project: &Project, arguments: &[&str]) -> (Vec<u8>, Vec<u8>) {
    let call = [&["export", ASSENS, "--docx", "--pptx"], arguments].concat();
    project.sporbar(&call).ends(0);
    let read = |kind: &str| {
        std::fs::read(project.path(&format!("out/assens-statusmaaling-2018-12.{kind}"))).expect("the file")
    };
    (read("docx"), read("pptx"))
}

/// The cells of the table of an exhibit, as CSV has the values: written as Danish readers write whole numbers.
fn counts(project: &Project, id: &str) -> BTreeSet<String> {
    let csv =
        std::fs::read_to_string(project.path(&format!("out/assens-statusmaaling/data/{id}.csv"))).expect("values");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.filter(|row| &row[3] == "count" && !row[4].is_empty())
        .map(|row| row[4].trim_end_matches(".0").to_owned())
        .collect()
}

#[test]
fn a_report_is_a_document_and_slides_with_its_own_numbers() {
    let project = Project::with(ASSENS);
    project.build();
    let (docx, pptx) = export(&project, &[]);
    assert_eq!(
        export(&project, &[]),
        (docx.clone(), pptx.clone()),
        "the same bytes, in the place of what nobody has touched"
    );
    for (bytes, main) in [(&docx, "word/document.xml"), (&pptx, "ppt/presentation.xml")] {
        let parts = parts(bytes);
        let types = String::from_utf8(parts["[Content_Types].xml"].clone()).expect("text");
        assert!(types.contains(&format!("PartName=\"/{main}\"")));
        for (path, bytes) in &parts {
            if is_picture(path) {
                assert!(bytes.starts_with(b"\x89PNG"), "{path}");
                continue;
            }
            let text = String::from_utf8(bytes.clone()).expect("XML is text");
            let mut reader = quick_xml::Reader::from_str(&text);
            loop {
                match reader.read_event() {
                    Ok(quick_xml::events::Event::Eof) => break,
                    Ok(_) => {}
                    Err(error) => panic!("{path} is no XML: {error}"),
                }
            }
            // Whatever is referred to is there, and has its kind.
            if let Some(of) = path.strip_suffix(".rels") {
                let folder = of.split_once("_rels/").map_or("", |(folder, _)| folder);
                for target in text.split("Target=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                    let from = folder.trim_end_matches('/').to_owned();
                    let place = match target.strip_prefix("../") {
                        Some(rest) => format!("{}/{rest}", from.rsplit_once('/').map_or("", |(above, _)| above)),
                        None if from.is_empty() => target.to_owned(),
                        None => format!("{from}/{target}"),
                    };
                    assert!(parts.contains_key(&place), "{path} refers to {place}");
                    assert!(is_picture(&place) || types.contains(&format!("/{place}\"")), "{place} has a kind");
                }
            }
        }
        assert!(String::from_utf8_lossy(&parts["docProps/core.xml"]).contains("<dc:language>da-DK</dc:language>"));
    }
    let document = String::from_utf8(parts(&docx)["word/document.xml"].clone()).expect("text");
    assert!(document.contains("<w:tblHeader/>") && document.contains("w:pStyle w:val=\"Heading1\""));
    let slides: Vec<String> = parts(&pptx)
        .into_iter()
        .filter(|(path, _)| path.starts_with("ppt/slides/slide"))
        .map(|(_, bytes)| String::from_utf8(bytes).expect("text"))
        .collect();
    for slide in &slides {
        assert_eq!(slide.matches("type=\"title\"").count(), 1, "each slide has one title");
        for picture in slide.split("<p:pic>").skip(1) {
            let alt = picture.split("descr=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a text");
            assert!(alt.len() > 30, "a picture says what it shows: {alt}");
        }
    }
    // Every table of the publication is on a slide and in the document, with its counts as the data have them.
    let spec = std::fs::read_to_string(project.path("reports/assens-statusmaaling/report.toml")).expect("the spec");
    let tables = spec.split("[[exhibit]]").skip(1).filter(|exhibit| !exhibit.contains("\nchart"));
    let mut compared = 0;
    for exhibit in tables {
        let id = exhibit.split("id").nth(1).and_then(|rest| rest.split('"').nth(1)).expect("an id");
        let shown: Vec<&String> = slides
            .iter()
            .filter(|slide| slide.contains("<a:tbl>") && slide.contains(&format!("name=\"{id}\"")))
            .collect();
        if shown.is_empty() {
            continue;
        }
        let cells: BTreeSet<String> =
            shown.iter().flat_map(|slide| between(slide, "a:t")).map(|cell| cell.replace('.', "")).collect();
        for count in counts(&project, id) {
            assert!(cells.contains(&count), "{id} shows {count}: {cells:?}");
            compared += 1;
        }
    }
    assert!(compared > 20, "{compared} counts were compared");
}

#[test]
fn a_document_says_all_that_the_publication_says_in_its_order() {
    for report in std::fs::read_dir(repository().join("reports")).expect("the reports").flatten() {
        let name = report.file_name().to_string_lossy().into_owned();
        let project = Project::with(&format!("reports/{name}"));
        project.sporbar(&["build", &project.report]).run();
        project.sporbar(&["export", &project.report, "--docx"]).ends(0);
        let docx = std::fs::read_dir(project.path("out")).expect("the outputs").flatten();
        let docx = docx.map(|file| file.path()).find(|path| path.extension().is_some_and(|end| end == "docx"));
        let docx = parts(&std::fs::read(docx.expect("a document")).expect("its bytes"));
        let document = String::from_utf8(docx["word/document.xml"].clone()).expect("text");
        let lost = compared::lost(&project.output()["report.pdf"], &document);
        assert!(lost.is_empty(), "{name}:\n{}", lost.join("\n"));
    }
}

#[test]
fn what_is_hidden_stays_hidden() {
    let project = Project::with(ASSENS);
    project.sporbar(&["build", ASSENS, "--disclosure", "suppress"]).ends(0);
    let (docx, pptx) = export(&project, &["--disclosure", "suppress"]);
    let shows = |bytes: &[u8]| parts(bytes).values().any(|part| String::from_utf8_lossy(part).contains(">•<"));
    assert!(shows(&docx) && shows(&pptx), "the sign for what is hidden stands in both");
    // A number in a cell of a slide is one that the data show.
    let slides = parts(&pptx);
    let mut seen = 0;
    for slide in slides
        .iter()
        .filter(|(path, _)| path.starts_with("ppt/slides/slide"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes))
    {
        let Some(id) = slide
            .split("<p:graphicFrame>")
            .nth(1)
            .and_then(|rest| rest.split("name=\"").nth(1))
            .and_then(|rest| rest.split('"').next())
        else {
            continue;
        };
        let data =
            std::fs::read_to_string(project.path(&format!("out/assens-statusmaaling/data/{id}.csv"))).expect("values");
        let hidden = data.lines().filter(|line| line.contains("suppressed")).count();
        if hidden > 0 {
            assert!(between(&slide, "a:t").iter().any(|cell| cell.starts_with('•')), "{id}");
            seen += 1;
        }
    }
    assert!(seen > 0);
}

#[test]
fn a_file_that_somebody_has_gone_on_writing_in_is_left() {
    let project = Project::with(ASSENS);
    std::fs::create_dir_all(project.path("out")).expect("a folder");
    project.write("out/assens-statusmaaling-2018-12.pptx", "the author's own");
    let run = project.sporbar(&["export", ASSENS, "--pptx"]).ends(2);
    assert!(run.err.contains("somebody has changed the file"), "{}", run.err);
    let text = std::fs::read(project.path("out/assens-statusmaaling-2018-12.pptx")).expect("the file");
    assert_eq!(text, b"the author's own");
    project.sporbar(&["export", ASSENS]).ends(2);
}

/// Where they are installed, the libraries that others read such files with see what was meant.
#[test]
fn other_libraries_read_the_same() {
    let project = Project::with(ASSENS);
    export(&project, &[]);
    let script = "
import sys
try:
    import docx, pptx
except ImportError:
    print('not installed'); sys.exit()
deck = pptx.Presentation(sys.argv[1] + '.pptx')
for slide in deck.slides:
    assert slide.shapes.title.text_frame.text.strip(), 'a title'
    for shape in slide.shapes:
        assert shape.left >= 0 and shape.top >= 0 and shape.left + shape.width <= deck.slide_width and shape.top + shape.height <= deck.slide_height, shape.name
tables = sum(shape.has_table for slide in deck.slides for shape in slide.shapes)
document = docx.Document(sys.argv[1] + '.docx')
heads = [p.text for p in document.paragraphs if p.style.name == 'Heading 1']
print('read', tables > 3, len(document.tables) > 3, len(document.inline_shapes) > 10, len(heads) > 4)
";
    let name = project.path("out/assens-statusmaaling-2018-12");
    let python = std::env::var("SPORBAR_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let Ok(run) = Command::new(python).args(["-c", script]).arg(name).current_dir(repository()).output() else {
        return;
    };
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(["not installed\n", "read True True True True\n"].contains(&said.as_ref()), "{said}");
}
