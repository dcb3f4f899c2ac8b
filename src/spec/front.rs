//! `[report]`: what the report is, who made it, and which publication it is made after.

use super::reader::TableReader;
use crate::calendar::Month;
use crate::diagnostic::{Code, Ranged};
use crate::locale::Language;
use crate::path::FileName;

/// `[report]`.
#[derive(Debug, Clone)]
pub struct Report {
    /// The title on the cover.
    pub title: Ranged<String>,
    /// What kind of publication it is.
    pub subtitle: Ranged<String>,
    /// Whom it is made for.
    pub client: String,
    /// Who answers for it.
    pub publisher: String,
    /// Who wrote it; the PDF's authors.
    pub authors: Vec<String>,
    /// The publication that it is made after, where it is.
    pub original: Option<Original>,
    /// What edition it is, in a sentence or two, where the design's own words will not do.
    pub edition: Option<Ranged<String>>,
    /// The licence that its data are published under, by its SPDX identifier.
    pub licence: Option<String>,
    /// The status month: the last month the report covers.
    pub as_of: Month,
    /// The language that it is written in: of everything that the program says in it.
    pub language: Language,
    /// The design: a folder below `templates/`.
    pub template: Ranged<FileName>,
    /// Whether it prints who has signed off which exhibit.
    pub quality_log: bool,
}

/// A publication of others, after which a report is made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The year it came out.
    pub year: i32,
    /// Who published it.
    pub publisher: String,
}

/// Reads `[report]`.
pub(super) fn report(table: TableReader<'_>) -> Option<Report> {
    let title = table.text("title");
    let subtitle = table.text("subtitle");
    let client = table.text("client");
    let publisher = table.text("publisher");
    let authors = names(&table, "authors");
    // One that is there and wrong is noted, so that the spec comes to nothing all the same.
    let original = table.opt_table("original").and_then(original);
    let edition = table.opt_text("edition");
    let licence = table.opt_text("licence").and_then(|name| licence(&table, name));
    let as_of = table.text("as-of").and_then(|text| super::month(table.notes(), &text));
    let language = table.choice("locale", &Language::ALL);
    let template = table.file_name("template");
    let quality_log = table.opt_bool("quality-log").unwrap_or(false);
    table.finish();
    Some(Report {
        title: title?,
        subtitle: subtitle?,
        client: client?.value,
        publisher: publisher?.value,
        authors,
        original,
        edition,
        licence,
        as_of: as_of?,
        language: language?,
        template: template?,
        quality_log,
    })
}

fn original(table: TableReader<'_>) -> Option<Original> {
    let title = table.text("title");
    let authors = names(&table, "authors");
    let year = table.opt_integer("year");
    if !table.has("year") {
        table.notes().error(
            Code::MissingKey,
            table.span(),
            "the original does not say its `year`",
            "`year` is missing here",
            "such as: year = 2019",
        );
    }
    let publisher = table.text("publisher");
    table.finish();
    Some(Original { title: title?.value, authors, year: year?.value, publisher: publisher?.value })
}

/// A licence by its identifier in SPDX's list: letters, digits, `-`, `.` and `+`.
fn licence(table: &TableReader<'_>, name: Ranged<String>) -> Option<String> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-.+".contains(letter);
    if !name.value.is_empty() && name.value.chars().all(plain) {
        return Some(name.value);
    }
    let help = "name it as SPDX's list of licences does, such as: licence = \"CC-BY-4.0\"";
    table.notes().error(Code::BadValue, name.span, "this is no licence's identifier", "not an identifier", help);
    None
}

/// A list of names, or one name; none of them empty.
fn names(table: &TableReader<'_>, key: &'static str) -> Vec<String> {
    if !table.has(key) {
        return Vec::new();
    }
    let names = if table.is_text(key) {
        table.opt_text(key).into_iter().collect()
    } else {
        table.opt_texts(key).unwrap_or_default()
    };
    for name in names.iter().filter(|name| name.value.trim().is_empty()) {
        table.notes().error(Code::BadValue, name.span.clone(), "a name is empty", "nobody", "take it out");
    }
    names.into_iter().map(|name| name.value).collect()
}
