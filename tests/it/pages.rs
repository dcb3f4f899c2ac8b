//! Pages of documentation read by a test: their blocks, the commands in them, what they show of an output, and where their links lead.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::repository;

/// A fenced block of a page.
#[derive(Debug)]
pub(crate) struct Block {
    /// What stands behind the fence: `sh`, `text`, `toml`.
    pub(crate) language: String,
    /// The lines within.
    pub(crate) text: String,
    /// The last line with text in front of it.
    pub(crate) before: String,
}

/// The fenced blocks of a page, in order.
pub(crate) fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut before = "";
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push(Block { language: language.to_owned(), text: text.join("\n"), before: before.to_owned() });
        } else if !line.is_empty() {
            before = line;
        }
    }
    blocks
}

/// The commands of a block, a line each, without comments.
pub(crate) fn commands(block: &str) -> Vec<&str> {
    let commands = block.lines().map(|line| line.split(" #").next().unwrap_or(line).trim());
    commands.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// The words of a command; quotes keep words together.
pub(crate) fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in command.chars() {
        match letter {
            '\'' | '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            letter => words.last_mut().expect("there is always a word").push(letter),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether `output` is what `shown` says; a line `…` stands for any lines.
pub(crate) fn shows(shown: &str, output: &str) -> bool {
    let mut rest: Vec<&str> = output.trim_end().lines().collect();
    let mut skip = false;
    for line in shown.trim_end().lines() {
        if line.trim() == "…" {
            skip = true;
            continue;
        }
        match rest.iter().position(|other| *other == line) {
            Some(at) if at == 0 || skip => drop(rest.drain(..=at)),
            _ => return false,
        }
        skip = false;
    }
    rest.is_empty() || skip
}

/// Where a page's links lead: the path, and the heading within it, either of them maybe empty.
fn links(markdown: &str) -> Vec<(String, String)> {
    let links = markdown.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let here = links.filter(|link| !link.contains("://"));
    here.map(|link| link.split_once('#').unwrap_or((link, "")))
        .map(|(path, at)| (path.to_owned(), at.to_owned()))
        .collect()
}

/// The names by which a page's headings are linked to, as GitHub and mdBook make them: the second of two that are alike has a number.
fn anchors(markdown: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    for (_, heading) in headings(markdown) {
        let heading = heading.to_lowercase();
        let kept = heading.chars().filter(|char| char.is_alphanumeric() || matches!(char, ' ' | '-' | '_'));
        let name: String = kept.map(|char| if char == ' ' { '-' } else { char }).collect();
        let numbered = (1..).map(|number| format!("{name}-{number}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| !anchors.contains(name));
        anchors.extend(free);
    }
    anchors
}

/// A page's headings, with their levels.
fn headings(markdown: &str) -> Vec<(usize, &str)> {
    let mut fenced = false;
    let mut headings = Vec::new();
    for line in markdown.lines() {
        fenced ^= line.starts_with("```");
        let level = line.chars().take_while(|char| *char == '#').count();
        if !fenced && level > 0 {
            headings.push((level, line[level..].trim()));
        }
    }
    headings
}

/// The pages of the documentation: the README, and what lies in `docs`.
pub(crate) fn pages() -> Vec<String> {
    let docs =
        fs::read_dir(repository().join("docs")).expect("the documentation").map(|entry| entry.expect("an entry"));
    let names = docs.map(|entry| entry.file_name().into_string().expect("a name in UTF-8"));
    let mut pages: Vec<String> = names
        .filter(|name| Path::new(name).extension().is_some_and(|end| end == "md"))
        .map(|name| format!("docs/{name}"))
        .collect();
    pages.push("README.md".to_owned());
    pages.sort();
    pages
}

#[test]
fn every_link_leads_to_a_page_and_a_heading() {
    let mut seen = 0;
    for page in pages() {
        let text = fs::read_to_string(repository().join(&page)).expect("a page");
        let folder = Path::new(&page).parent().expect("a folder");
        for (path, heading) in links(&text) {
            let target = if path.is_empty() { page.clone().into() } else { folder.join(&path) };
            assert!(repository().join(&target).exists(), "{page} links to {path}, which is not there");
            if !heading.is_empty() && target.extension().is_some_and(|end| end == "md") {
                let there = fs::read_to_string(repository().join(&target)).expect("a page");
                assert!(anchors(&there).contains(&heading), "{page} links to {path}#{heading}: no such heading");
            }
            seen += 1;
        }
    }
    assert!(seen > 100, "only {seen} links were found");
}

/// A book has nothing but its own pages: only what is said of the program's making leads to its source.
#[test]
fn the_books_pages_lead_to_each_other() {
    for page in pages() {
        let text = fs::read_to_string(repository().join(&page)).expect("a page");
        if page != "docs/architecture.md" && page != "README.md" {
            let out: Vec<String> =
                links(&text).into_iter().map(|(path, _)| path).filter(|path| path.starts_with("..")).collect();
            assert_eq!(out, Vec::<String>::new(), "{page} leads out of the book");
        }
        if page != "docs/SUMMARY.md" {
            let titles = headings(&text).into_iter().filter(|(level, _)| *level == 1).count();
            assert_eq!(titles, 1, "{page} has one title");
        }
        let fences = text.lines().filter(|line| line.starts_with("```")).count();
        assert!(fences.is_multiple_of(2), "{page} has a block without an end");
    }
}

#[test]
fn the_guide_lists_every_page_once() {
    let summary = fs::read_to_string(repository().join("docs/SUMMARY.md")).expect("the table of contents");
    let listed: Vec<String> = links(&summary).into_iter().map(|(path, _)| path).collect();
    for page in pages() {
        let name = page.strip_prefix("docs/").unwrap_or("../README.md");
        let times = listed.iter().filter(|path| *path == name).count();
        assert_eq!(times, usize::from(name != "SUMMARY.md" && name != "../README.md"), "{name} in docs/SUMMARY.md");
    }
}

#[test]
fn headings_are_linked_to_by_their_words() {
    let found = anchors("# Rows, and `keys`\n```sh\n# no heading\n```\n## Så-og så\n");
    assert_eq!(found, ["rows-and-keys", "så-og-så"].map(str::to_owned).into());
    assert_eq!(anchors("# Et\n## Et\n"), ["et", "et-1"].map(str::to_owned).into());
    assert_eq!(links("[a](b.md#c) [d](https://e) [f](#g)"), [("b.md".into(), "c".into()), (String::new(), "g".into())]);
}

#[test]
fn what_is_shown_is_compared_line_by_line() {
    assert!(shows("a\n…\nc", "a\nb\nc\n"));
    assert!(shows("a\n  …", "a\nb"));
    assert!(!shows("a\nc", "a\nb\nc"));
    assert!(!shows("a", "a\nb"));
    assert!(!shows("a\n…\nd", "a\nb\nc"));
    assert_eq!(words("trace r 'Gruppe 1' --x=1"), ["trace", "r", "Gruppe 1", "--x=1"]);
    assert_eq!(commands("# a\nb # c\n\nd"), ["b", "d"]);
}
