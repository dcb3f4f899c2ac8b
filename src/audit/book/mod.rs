//! The audit book: pages that show the record of a release, for people who want to know what a number rests on.
//!
//! Input: the [`Record`] and the charts as they were drawn. Output: the files of the folder `audit`. The pages are the same
//! for all reports and stand in `assets`, with the words of the report's language; what they show are scripts of data, which
//! they load when they are asked for. A
//! book needs nothing but its own folder: no network, no server, no other font. It works from a disk and under a content
//! security policy that allows scripts and styles of its own folder only, so no page has a script or a style within.
//! Nothing here knows more of people than the record does.

use std::collections::BTreeMap;

use serde::Serialize;

use super::record::{Audience, ELSEWHERE, Record};
use crate::chart::Zone;
use crate::document;
use crate::estimate::{REGISTRY, Scale, Statistic};
use crate::locale::{Language, say};

/// The folder of the book in a report's output.
const FOLDER: &str = "audit";

/// What is the same in every book.
const ASSETS: [(&str, &str); 10] = [
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

/// The page that holds all others.
const PAGE: &str = include_str!("assets/index.html");

/// What is said in a language, by name, with the names of what is filled in.
type Words = BTreeMap<String, String>;

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
    let language = record.report.language;
    let words = words(language);
    files.push((in_folder("index.html"), page(&words, record.report.audience == Audience::Internal)));
    files.extend(ASSETS.iter().map(|(name, text)| (in_folder(name), text.as_bytes().to_vec())));
    files.push((in_folder("language.js"), said(&words)));
    files.push((in_folder("statistics.js"), statistics(language)));
    let fonts = document::FONTS.iter().filter(|(name, _)| FONTS.contains(name));
    files.extend(fonts.map(|(name, bytes)| (in_folder(&format!("fonts/{name}")), bytes.to_vec())));
    files.extend(charts.iter().map(|chart| {
        let name = format!("chart-{}", chart.id);
        (in_folder(&format!("charts/{name}.js")), loaded(&name, chart))
    }));
    files
}

/// What the pages and their scripts say: what rows are called is said as in the record, by which they find whose row one is.
fn words(language: Language) -> Words {
    let mut words = language.all("book");
    words.insert("row".to_owned(), say!(language, "record-row", row = "{row}"));
    words.insert("row-of-file".to_owned(), say!(language, "record-row-of-file", file = "{file}", row = "{row}"));
    words
}

/// The page that holds all others, with the words that stand in it by name: `{{skip}}`. It says above all else that it is internal,
/// where it is.
fn page(words: &Words, internal: bool) -> Vec<u8> {
    let said = |name: &str| escaped(words.get(name).map_or(name, String::as_str));
    let mut parts = PAGE.split("{{");
    let mut page = parts.next().unwrap_or_default().to_owned();
    for (name, rest) in parts.filter_map(|part| part.split_once("}}")) {
        let text = match name {
            "title" if internal => said("title-internal").replacen("{title}", &said(name), 1),
            "search-key" => said(name).replacen("{key}", "<kbd>/</kbd>", 1),
            _ => said(name),
        };
        page.push_str(&text);
        page.push_str(rest);
    }
    if internal {
        let [lead, internal] = ["internal-lead", "internal"].map(said);
        let above = format!("<body>\n<p class=\"internal\"><strong>{lead}</strong> {internal}</p>\n");
        page = page.replacen("<body>\n", &above, 1);
    }
    page.into_bytes()
}

/// A text as it stands in a page and in an attribute there.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// What the scripts say, by name.
fn said(words: &Words) -> Vec<u8> {
    let json = serde_json::to_string(words).expect("texts");
    format!("\"use strict\";\n\nsporbar.language = {json};\n").into_bytes()
}

/// The reasons for which someone is left out of a value, as the record orders them; and every statistic: its title, the last step of its formula, and what that step takes.
fn statistics(language: Language) -> Vec<u8> {
    let word = |message: &'static str| language.say(message, &[]);
    let words = |of: &&Statistic| {
        let (formula, share) = (of.formula.said(word), of.scale == Scale::Share);
        let inputs: Vec<String> = of.inputs.iter().map(|message| word(message)).collect();
        (of.name, serde_json::json!({ "title": word(of.title), "formula": formula, "inputs": inputs, "share": share }))
    };
    let all: BTreeMap<&str, serde_json::Value> = REGISTRY.iter().map(words).collect();
    let json = serde_json::to_string(&all).expect("texts");
    let reasons = serde_json::to_string(&ELSEWHERE.map(word)).expect("texts");
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
