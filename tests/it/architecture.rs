//! The rooms of `src/` use each other as `docs/architecture.md` says, so that the page stays true and a new arrow is a
//! decision.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::support::{files, repository};

/// What each room of `src/` uses: the rooms named behind `crate::`.
fn arrows() -> BTreeMap<String, BTreeSet<String>> {
    let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, bytes) in files(&repository().join("src")) {
        let Some((room, _)) = path.split_once('/') else { continue };
        let text = String::from_utf8(bytes).expect("code is UTF-8");
        let used = arrows.entry(room.to_owned()).or_default();
        for named in text.split("crate::").skip(1) {
            let name = named.split(|letter: char| !letter.is_ascii_lowercase() && letter != '_').next();
            used.extend(name.filter(|name| *name != room && !name.is_empty()).map(str::to_owned));
        }
    }
    arrows
}

/// The table under the heading «Arrows», in its order.
fn table() -> Vec<(String, BTreeSet<String>)> {
    let page = fs::read_to_string(repository().join("docs/architecture.md")).expect("the page");
    let section = page.split("### Arrows").nth(1).and_then(|rest| rest.split("\n###").next()).expect("the section");
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let mut names = row.split('`').skip(1).step_by(2).map(str::to_owned);
        (names.next().expect("a room"), names.collect())
    })
    .collect()
}

#[test]
fn rooms_use_each_other_as_the_page_says() {
    let (is, described) = (arrows(), table().into_iter().collect::<BTreeMap<_, _>>());
    let rooms: BTreeSet<&String> = is.keys().chain(described.keys()).collect();
    let wrong: Vec<String> = rooms
        .into_iter()
        .filter(|room| is.get(*room) != described.get(*room))
        .map(|room| {
            let used = is.get(room).into_iter().flatten().map(|used| format!("`{used}`")).collect::<Vec<_>>();
            format!("| `{room}` | {} |", if used.is_empty() { "nothing of ours".to_owned() } else { used.join(", ") })
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "docs/architecture.md says otherwise; if these arrows are wanted, mend its table:\n{}",
        wrong.join("\n")
    );
}

/// Each room uses only rooms further down in the table; so none can use one that uses it, however far around.
#[test]
fn no_arrow_points_back() {
    let mut above = BTreeSet::new();
    for (room, used) in table() {
        above.insert(room.clone());
        let back: Vec<&String> = used.intersection(&above).collect();
        assert!(back.is_empty(), "{room} uses {back:?}, which the table has above it");
    }
}

#[test]
fn what_must_hold_of_the_arrows_holds() {
    let arrows = arrows();
    let within = |room: &str, allowed: &[&str]| {
        let others: Vec<&String> = arrows[room].iter().filter(|used| !allowed.contains(&used.as_str())).collect();
        assert!(others.is_empty(), "{room} must not use {others:?}");
    };
    let base = [
        "diagnostic",
        "dictionary",
        "value",
        "estimate",
        "locale",
        "letters",
        "path",
        "keys",
        "reuse",
        "form",
        "calendar",
        "formula",
    ];
    for room in base {
        within(room, &base);
    }
    within("chart", &base);
    within("document", &base);
    within("schema", &["diagnostic", "keys", "letters"]);
    within("register", &["diagnostic", "dictionary", "letters", "parallel", "random", "reuse", "schema"]);
    // What is observed and what is said of it are two matters, and meet in the observations.
    assert!(!arrows["measure"].contains("statistic") && !arrows["statistic"].contains("measure"));
    for (room, used) in &arrows {
        assert!(!used.contains("cli"), "{room} must not use cli");
    }
}

#[test]
fn no_code_knows_a_report() {
    let folders = fs::read_dir(repository().join("reports")).expect("the reports");
    let names = folders.map(|entry| entry.expect("a report").file_name().to_string_lossy().to_lowercase());
    // The first word of a report's name is whose it is.
    let known: BTreeSet<String> = names.filter_map(|name| name.split('-').next().map(str::to_owned)).collect();
    assert!(known.len() >= 5, "{known:?}");
    for (path, bytes) in files(&repository().join("src")) {
        let text = String::from_utf8(bytes).expect("code is UTF-8").to_lowercase();
        let named: Vec<&String> = known.iter().filter(|name| text.contains(name.as_str())).collect();
        assert!(named.is_empty(), "src/{path} names {named:?}");
    }
}
