//! The audit book: pages that show the record of a release, for people who want to know what a number rests on.
//!
//! Input: the [`Record`] and the charts as they were drawn. Output: the files of the folder `audit`. The pages are the same
//! for all reports and stand in `assets`; what they show are scripts of data, which they load when they are asked for. A
//! book needs nothing but its own folder: no network, no server, no other font. It works from a disk and under a content
//! security policy that allows scripts and styles of its own folder only, so no page has a script or a style within.
//! Nothing here knows more of people than the record does.

use std::collections::BTreeMap;

use serde::Serialize;

use super::record::{Audience, ELSEWHERE, Record};
use crate::chart::Zone;
use crate::document;
use crate::estimate::{REGISTRY, Scale, Statistic};

/// The folder of the book in a report's output.
const FOLDER: &str = "audit";

/// What is the same in every book.
const ASSETS: [(&str, &str); 11] = [
    ("index.html", include_str!("assets/index.html")),
    ("book.css", concat!(include_str!("assets/look.css"), "\n", include_str!("assets/book.css"))),
    ("data.js", include_str!("assets/data.js")),
    ("words.js", include_str!("assets/words.js")),
    ("page.js", include_str!("assets/page.js")),
    ("list.js", include_str!("assets/list.js")),
    ("exhibit.js", include_str!("assets/exhibit.js")),
    ("working.js", include_str!("assets/working.js")),
    ("value.js", include_str!("assets/value.js")),
    ("search.js", include_str!("assets/search.js")),
    ("book.js", include_str!("assets/book.js")),
];

/// What stands above every page that is not for readers.
const INTERNAL: &str =
    "<strong>Internt.</strong> Her står rækker om mennesker og tal, som læserne ikke ser. Må ikke offentliggøres.";

/// The fonts that the pages are set in; the others are the publication's.
const FONTS: [&str; 2] = ["Inter-Regular.otf", "Inter-SemiBold.otf"];

/// A chart as it was drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnChart {
    /// The exhibit's id.
    pub id: String,
    /// The picture, as it stands in the publication.
    pub svg: String,
    /// Where the marks stand; each is of the exhibit's value at that place.
    pub zones: Vec<Zone>,
}

/// A chart as the pages load it: the picture, and for each mark the value's place, left, top, width and height.
#[derive(Serialize)]
struct Loaded<'a> {
    svg: &'a str,
    zones: Vec<(usize, f64, f64, f64, f64)>,
}

/// The files of the book, the record's among them: path below the report's output folder, and bytes.
pub fn book(record: &Record, charts: &[DrawnChart]) -> Vec<(String, Vec<u8>)> {
    let in_folder = |name: &str| format!("{FOLDER}/{name}");
    let mut files = record.files();
    let internal = record.report.audience == Audience::Internal;
    files.extend(ASSETS.iter().map(|(name, text)| (in_folder(name), asset(name, text, internal))));
    files.push((in_folder("statistics.js"), statistics()));
    let fonts = document::FONTS.iter().filter(|(name, _)| FONTS.contains(name));
    files.extend(fonts.map(|(name, bytes)| (in_folder(&format!("fonts/{name}")), bytes.to_vec())));
    files.extend(charts.iter().map(|chart| {
        let name = format!("chart-{}", chart.id);
        (in_folder(&format!("charts/{name}.js")), loaded(&name, chart))
    }));
    files
}

/// A file of the pages. The one that holds them all says above each that it is internal, where it is.
fn asset(name: &str, text: &str, internal: bool) -> Vec<u8> {
    if !internal || name != "index.html" {
        return text.as_bytes().to_vec();
    }
    let title = text.replace("<title>", "<title>Internt: ");
    title.replace("<body>\n", &format!("<body>\n<p class=\"internal\">{INTERNAL}</p>\n")).into_bytes()
}

/// The reasons for which someone is left out of a value, as the record orders them; and every statistic: its title, the last step of its formula, and what that step takes.
fn statistics() -> Vec<u8> {
    let words = |of: &&Statistic| {
        let share = of.scale == Scale::Share;
        (of.name, serde_json::json!({ "title": of.title, "formula": of.formula, "inputs": of.inputs, "share": share }))
    };
    let all: BTreeMap<&str, serde_json::Value> = REGISTRY.iter().map(words).collect();
    let json = serde_json::to_string(&all).expect("texts");
    let reasons = serde_json::to_string(&ELSEWHERE).expect("texts");
    format!("\"use strict\";\n\nsporbar.elsewhere = {reasons};\nsporbar.statistics = {json};\n").into_bytes()
}

fn loaded(name: &str, chart: &DrawnChart) -> Vec<u8> {
    let hundredths = |points: f64| (points * 100.0).round() / 100.0;
    let zones = chart.zones.iter().map(|zone| {
        let [left, top, width, height] = [zone.left, zone.top, zone.width, zone.height].map(hundredths);
        (zone.value, left, top, width, height)
    });
    let json = serde_json::to_string(&Loaded { svg: &chart.svg, zones: zones.collect() })
        .expect("a chart holds only texts and numbers");
    format!("sporbar.put(\"{name}\", {json});\n").into_bytes()
}
