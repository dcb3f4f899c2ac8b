//! The gallery: each kind of chart, the kinds of tables, key numbers and drawings of words, each with its spec and a picture that is what the
//! program makes of it today, and what the designs have of their own.
//!
//! `SPORBAR_GALLERY=renew` writes the pictures in place of holding them against today's; then look at them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use sporbar::chart::ChartKind;
use sporbar::pipeline::{Asked, Desk, Look, Read, Request, Stage, Unsaved, Watch};

use crate::pages::blocks;
use crate::support::{Project, repository};

const PICTURES: &str = "docs/images/gallery";
/// The design that all is shown in, and the others.
const DESIGN: &str = "statusmaaling";
const OTHERS: [&str; 3] = ["analyse", "businesscase", "evaluering"];
/// What is set in the other designs too: a table, and key numbers.
const IN_ALL: [&str; 2] = ["kryds", "store"];
/// Points around what a picture is cut out of a page by.
const MARGIN: f64 = 4.0;
/// So far above key numbers stands their line.
const ABOVE: f64 = 8.0;

struct Nobody;

impl Watch for Nobody {
    fn begin(&mut self, _: Stage) {}
}

/// What a section of the gallery shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Chart(String),
    Table,
    Numbers,
    Drawing(String),
}

/// An exhibit or a drawing of the gallery.
struct Shown {
    id: String,
    text: String,
    what: What,
}

fn shown(text: String) -> Shown {
    let spec: toml::Table = toml::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let kind = |of: &toml::Value| of["kind"].as_str().expect("a kind").to_owned();
    let (one, what) = if let Some(drawing) = spec.get("drawing") {
        (&drawing[0], What::Drawing(kind(&drawing[0])))
    } else {
        let exhibit = &spec["exhibit"][0];
        let is_numbers = exhibit.get("show").is_some_and(|show| show.as_str() == Some("numbers"));
        let what = match exhibit.get("chart") {
            Some(chart) => What::Chart(kind(chart)),
            None if is_numbers => What::Numbers,
            None => What::Table,
        };
        (exhibit, what)
    };
    Shown { id: one["id"].as_str().expect("an id").to_owned(), text, what }
}

/// The pictures in a design by the ids of what they show, and that of the front page.
fn pictures(all: &[&Shown], design: &str) -> (BTreeMap<String, String>, String) {
    let project = Project::with("tests/reports/galleri");
    for layout in ["deltagere", "forudsaetninger"] {
        let text = project.text(&format!("reports/galleri/{layout}.json"));
        project.write(&format!("data-schema/galleri-{layout}.json"), text);
    }
    let exhibits: Vec<&str> = all.iter().map(|one| one.text.as_str()).collect();
    let spec = project.text("reports/galleri/report.toml");
    let own = format!("template  = \"{DESIGN}\"");
    assert!(spec.contains(&own), "the report is of another design");
    let spec = spec.replace(&own, &format!("template  = \"{design}\""));
    project.write("reports/galleri/report.toml", format!("{spec}\n{}\n", exhibits.join("\n\n")));
    // Each on a page of its own, so that a page's picture has no more than one of them.
    let call = |one: &&Shown| {
        let macro_ = if matches!(one.what, What::Drawing(_)) { "tegn" } else { "vis" };
        format!("{{{{ {macro_}(\"{}\") }}}}\n", one.id)
    };
    let calls: Vec<String> = all.iter().map(call).collect();
    let prose = format!("#kapitel([Galleri], indledning: [Kort.])\n{}", calls.join("\n#pagebreak()\n"));
    project.write("reports/galleri/tekst.typ", prose);
    // The summaries that some designs ask for.
    for summary in ["sammenfatning", "bundlinje"] {
        project.write(&format!("reports/galleri/{summary}.typ"), "Kort.\n");
    }

    let report = project.path(&project.report);
    let request = Request { report, as_of: None, extracts: None, disclosure: None, key: None };
    let mut pages: Option<Look> = None;
    let asked = Asked { hindsight: false, look: &mut |look| pages = Some(look) };
    let read = Read::of(&request, &Unsaved::default());
    let built = Desk::once().build(read, asked, &mut Nobody).expect("a gallery without mistakes");
    assert!(built.findings.is_empty() && built.prepared.warnings.is_empty(), "{design}: {:?}", built.findings);
    let pages = pages.expect("pages");

    let picture = |one: &&Shown| {
        if matches!(one.what, What::Table | What::Numbers) {
            let places = pages.pages.iter().enumerate();
            let mut found = places.filter_map(|(page, shown)| Some((page, shown.width, *shown.exhibits.get(&one.id)?)));
            let (page, width, place) = found.next().unwrap_or_else(|| panic!("{} is on no page", one.id));
            let [left, top, _, height] = place;
            // Their lines and bars, which are neither letters nor pictures, reach further.
            let whole = [left, top - ABOVE, width - 2.0 * left, height + ABOVE];
            let place = if one.what == What::Numbers { whole } else { place };
            return cut(&pages.laid.picture(page).expect("a page"), place);
        }
        let file = format!("figures/{}.svg", one.id);
        let (_, bytes) = built.files.iter().find(|(path, _)| *path == file).expect("a figure");
        String::from_utf8(bytes.clone()).expect("UTF-8")
    };
    let front = pages.laid.picture(0).expect("a front page");
    (all.iter().map(|one| (one.id.clone(), picture(one))).collect(), front)
}

/// A place of a page's picture: its rectangle from the left and from the top, its width and its height.
fn cut(page: &str, [left, top, width, height]: [f64; 4]) -> String {
    let (head, body) = page.split_once('>').expect("a picture");
    let mut head = head.to_owned();
    let (width, height) = (width + 2.0 * MARGIN, height + 2.0 * MARGIN);
    for (name, value) in [
        ("viewBox", format!("{:.2} {:.2} {width:.2} {height:.2}", left - MARGIN, top - MARGIN)),
        ("width", format!("{width:.2}pt")),
        ("height", format!("{height:.2}pt")),
    ] {
        let (before, rest) = head.split_once(&format!(" {name}=\"")).expect("an attribute");
        let (_, after) = rest.split_once('"').expect("its end");
        head = format!("{before} {name}=\"{value}\"{after}");
    }
    format!("{head}>{body}")
}

#[test]
fn every_kind_stands_in_the_gallery_with_the_picture_that_the_program_makes_today() {
    let page = fs::read_to_string(repository().join("docs/gallery.md")).expect("the page");
    let examples = blocks(&page).into_iter().filter(|block| block.language == "toml");
    let all: Vec<Shown> = examples.map(|block| shown(block.text)).collect();
    let kinds: BTreeSet<&str> = all
        .iter()
        .filter_map(|one| if let What::Chart(kind) = &one.what { Some(kind.as_str()) } else { None })
        .collect();
    assert_eq!(kinds, ChartKind::ALL.iter().map(|kind| kind.name()).collect(), "each kind of chart, and no other");
    let of = |what: &What| all.iter().filter(|one| one.what == *what).count();
    assert!(of(&What::Table) >= 4 && of(&What::Numbers) >= 1, "{} tables", of(&What::Table));
    // Every kind of drawing that the schema of specs knows.
    let schema: serde_json::Value = serde_json::from_str(sporbar::keys::REPORT).expect("a schema");
    let known = schema.pointer("/properties/drawing/items/properties/kind/enum").expect("the kinds of drawings");
    for kind in known.as_array().expect("a list").iter().filter_map(serde_json::Value::as_str) {
        assert_eq!(of(&What::Drawing(kind.to_owned())), 1, "{kind}");
    }
    // Each under a heading of its own: the kind, and behind its spec the picture.
    let sections: Vec<&str> = page.split("\n### ").skip(1).collect();
    assert_eq!(sections.len(), all.len());
    for (section, one) in sections.iter().zip(&all) {
        assert!(section.contains(&format!("](images/gallery/{}.svg)", one.id)), "{} has no picture", one.id);
        let heading = match &one.what {
            What::Chart(kind) => format!("{kind}\n"),
            What::Drawing(kind) => format!("{kind}: "),
            What::Table | What::Numbers => continue,
        };
        assert!(section.starts_with(&heading), "{} stands under another heading", one.id);
    }

    let everything: Vec<&Shown> = all.iter().collect();
    let (mut pictures, front) = self::pictures(&everything, DESIGN);
    pictures.insert(format!("forside-{DESIGN}"), front);
    let in_all: Vec<&Shown> = all.iter().filter(|one| IN_ALL.contains(&one.id.as_str())).collect();
    assert_eq!(in_all.len(), IN_ALL.len());
    for design in OTHERS {
        let (mut of_design, front) = self::pictures(&in_all, design);
        pictures.insert(format!("forside-{design}"), front);
        pictures.insert(format!("kryds-{design}"), of_design.remove("kryds").expect("a table"));
    }
    let designs = fs::read_dir(repository().join("templates")).expect("the designs").flatten();
    let designs = designs.filter(|folder| folder.path().join("report.typ").is_file()).count();
    assert_eq!(designs, 1 + OTHERS.len(), "each design, and no other");
    for id in pictures.keys() {
        assert!(page.contains(&format!("](images/gallery/{id}.svg)")), "{id} is not shown");
    }
    let place = repository().join(PICTURES);
    if std::env::var_os("SPORBAR_GALLERY").is_some_and(|how| how == "renew") {
        fs::create_dir_all(&place).expect("room");
        for (id, picture) in &pictures {
            fs::write(place.join(format!("{id}.svg")), picture).expect("room");
        }
    }
    for (id, picture) in &pictures {
        let standing = fs::read_to_string(place.join(format!("{id}.svg")));
        assert!(standing.is_ok_and(|standing| standing == *picture), "{id}.svg is not today's: renew the gallery");
    }
    let files = fs::read_dir(place).expect("the pictures").flatten();
    let files: BTreeSet<String> = files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(files, pictures.keys().map(|id| format!("{id}.svg")).collect(), "no picture more");
}
