//! The gallery: each kind of chart and the kinds of tables, each with its spec and a picture that is what the program makes of it today.
//!
//! `SPORBAR_GALLERY=renew` writes the pictures in place of holding them against today's; then look at them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use sporbar::chart::ChartKind;
use sporbar::pipeline::{Asked, Desk, Look, Read, Request, Stage, Unsaved, Watch};

use crate::pages::blocks;
use crate::support::{Project, repository};

const PICTURES: &str = "docs/images/gallery";
/// Points around what a picture is cut out of a page by.
const MARGIN: f64 = 4.0;

struct Nobody;

impl Watch for Nobody {
    fn begin(&mut self, _: Stage) {}
}

/// An exhibit of the gallery.
struct Shown {
    id: String,
    text: String,
    /// How it is drawn; none where it is a table.
    kind: Option<String>,
}

fn shown(text: String) -> Shown {
    let spec: toml::Table = toml::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let exhibit = &spec["exhibit"][0];
    let kind = exhibit.get("chart").map(|chart| chart["kind"].as_str().expect("a kind").to_owned());
    Shown { id: exhibit["id"].as_str().expect("an id").to_owned(), text, kind }
}

/// The pictures by the ids of their exhibits.
fn pictures(all: &[Shown]) -> BTreeMap<String, String> {
    let project = Project::with("tests/reports/galleri");
    for layout in ["deltagere", "forudsaetninger"] {
        let text = project.text(&format!("reports/galleri/{layout}.json"));
        project.write(&format!("data-schema/galleri-{layout}.json"), text);
    }
    let exhibits: Vec<&str> = all.iter().map(|one| one.text.as_str()).collect();
    let spec = project.text("reports/galleri/report.toml");
    project.write("reports/galleri/report.toml", format!("{spec}\n{}\n", exhibits.join("\n\n")));
    // Each on a page of its own, so that a page's picture has no more than one of them.
    let calls: Vec<String> = all.iter().map(|one| format!("{{{{ vis(\"{}\") }}}}\n", one.id)).collect();
    let prose = format!("#kapitel([Galleri], indledning: [Kort.])\n{}", calls.join("\n#pagebreak()\n"));
    project.write("reports/galleri/tekst.typ", prose);

    let report = project.path(&project.report);
    let request = Request { report, as_of: None, extracts: None, disclosure: None, key: None };
    let mut pages: Option<Look> = None;
    let asked = Asked { hindsight: false, look: &mut |look| pages = Some(look) };
    let read = Read::of(&request, &Unsaved::default());
    let built = Desk::once().build(read, asked, &mut Nobody).expect("a gallery without mistakes");
    assert!(built.findings.is_empty() && built.prepared.warnings.is_empty(), "{:?}", built.findings);
    let pages = pages.expect("pages");

    let picture = |one: &Shown| {
        if one.kind.is_none() {
            let places = pages.pages.iter().enumerate();
            let mut found = places.filter_map(|(page, shown)| Some((page, *shown.exhibits.get(&one.id)?)));
            let (page, place) = found.next().unwrap_or_else(|| panic!("{} is on no page", one.id));
            return cut(&pages.laid.picture(page).expect("a page"), place);
        }
        let file = format!("figures/{}.svg", one.id);
        let (_, bytes) = built.files.iter().find(|(path, _)| *path == file).expect("a figure");
        String::from_utf8(bytes.clone()).expect("UTF-8")
    };
    all.iter().map(|one| (one.id.clone(), picture(one))).collect()
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
    let (charts, tables): (Vec<&Shown>, Vec<&Shown>) = all.iter().partition(|one| one.kind.is_some());
    let kinds: BTreeSet<&str> = charts.iter().filter_map(|one| one.kind.as_deref()).collect();
    assert_eq!(kinds, ChartKind::ALL.iter().map(|kind| kind.name()).collect(), "each kind of chart, and no other");
    assert!(tables.len() >= 4, "{} tables", tables.len());
    // Each under a heading of its own: the kind, and behind its spec the picture.
    let sections: Vec<&str> = page.split("\n### ").skip(1).collect();
    assert_eq!(sections.len(), all.len());
    for (section, one) in sections.iter().zip(&all) {
        assert!(section.contains(&format!("](images/gallery/{}.svg)", one.id)), "{} has no picture", one.id);
        if let Some(kind) = &one.kind {
            assert!(section.starts_with(&format!("{kind}\n")), "{} stands under another heading", one.id);
        }
    }

    let pictures = pictures(&all);
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
