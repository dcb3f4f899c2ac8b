//! A hundred thousand observations, and texts that would be markup if they could.

use std::collections::BTreeMap;

use sporbar::audit::book;
use sporbar::audit::record::{
    Basis, Cells, Exhibit, ExhibitBasis, ExhibitHead, ExhibitKind, Extract, ExtractHead, ExtractRows, Field, FieldKind,
    Ints, Numbers, Observations, Recipe, Record, Report, Role, RowsOf, Units, Value,
};

use super::driver::{Browser, key};
use super::{address, written};

const COUNT: usize = 100_000;
const HOSTILE: &str = "<img src=x onerror=\"document.title='taken'\">";

/// A record of one value that counts so many observations, each of a row.
fn record() -> Record {
    let all = || Ints::of(0..COUNT);
    let value = Value {
        facet: String::new(),
        series: HOSTILE.to_owned(),
        x: "2018-12".to_owned(),
        stat: "count".to_owned(),
        scale: String::new(),
        value: Some(100_000.0),
        lower: None,
        upper: None,
        numerator: Some(100_000.0),
        denominator: Some(100_000.0),
        calculation: sporbar::value::Calculation::Sum { sum: 100_000.0 },
        n: Some(100_000),
        suppressed: false,
        nature: String::new(),
        shown: "100.000".to_owned(),
        unit: String::new(),
    };
    let names: Vec<String> = (0..COUNT).map(|at| format!("P-{at:06}")).collect();
    Record {
        report: Report { title: HOSTILE.to_owned(), as_of: "2018-12".to_owned(), ..Report::default() },
        extracts: vec![Extract {
            head: ExtractHead {
                name: "rækker / alle".to_owned(),
                file: "raekker.csv".to_owned(),
                sha256: "0".repeat(64),
                schema: "raekker".to_owned(),
                register: "Register".to_owned(),
                count: COUNT,
                unlisted: false,
                fields: vec![Field {
                    name: "felt".to_owned(),
                    title: HOSTILE.to_owned(),
                    kind: FieldKind::Text,
                    masked: false,
                }],
                role: Role::Events,
                noun: String::new(),
                key: None,
                spell: None,
                subject: None,
                withheld: Vec::new(),
                publishable: Vec::new(),
                allowed: Vec::new(),
            },
            rows: ExtractRows {
                rows: Ints::of(2..COUNT + 2),
                cells: vec![Cells { texts: vec![HOSTILE.to_owned()], at: Ints(vec![1; COUNT]) }],
                sealed: None,
            },
        }],
        exhibits: vec![Exhibit {
            head: ExhibitHead {
                id: "tab-01".to_owned(),
                kind: ExhibitKind::Table,
                number: "1".to_owned(),
                title: HOSTILE.to_owned(),
                caption: String::new(),
                note: String::new(),
                counted: Vec::new(),
                premises: Vec::new(),
                source: String::new(),
                definition: BTreeMap::new(),
                x_title: String::new(),
                names: Vec::new(),
                row_groups: Vec::new(),
                written_in: None,
                values: vec![value],
            },
            basis: ExhibitBasis {
                parts: vec![Observations {
                    count: COUNT,
                    units: Units::Named(Cells { texts: names, at: Ints::of(1..=COUNT) }),
                    numbers: Numbers::of((0..COUNT).map(|_| Some(1.0))),
                    rows: vec![RowsOf { extract: 0, ends: Ints::of(1..=COUNT), rows: Ints::of(2..COUNT + 2) }],
                    ..Observations::default()
                }],
                recipes: vec![Recipe::default()],
                bases: vec![Basis { part: 0, counted: 0, among: 0, whole: None, from: None, elsewhere: None }],
                lists: vec![all()],
            },
        }],
        facts: Vec::new(),
        parameters: Vec::new(),
        said: Vec::new(),
        premises: Vec::new(),
        claims: Vec::new(),
        labels: BTreeMap::from([("2018-12".to_owned(), "december 2018".to_owned())]),
    }
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn a_hundred_thousand_observations_are_read_from_the_first_to_the_last() {
    let folder = written(book(&record(), &[]));
    let browser = Browser::start();
    browser.open(&format!("{}#tab-01", address(folder.path())));
    browser.wait("return document.querySelectorAll('main td a.number').length === 1");
    browser.click("main td a.number");
    browser.wait("return document.querySelectorAll('#panel .item').length > 0");
    assert!(browser.text("return document.querySelector('#panel').innerText").contains("Talt med (100.000)"));
    // Only those in sight are in the page, at both ends.
    let items = "return document.querySelectorAll('#panel .item').length";
    assert!(browser.run(items).as_u64().is_some_and(|count| count < 60), "{}", browser.run(items));
    browser.run("document.querySelector('#panel .item').focus()");
    browser.keys(key::END);
    browser.wait("return document.activeElement.dataset.at === '99999'");
    assert!(browser.text("return document.activeElement.innerText").contains("P-099999"));
    assert!(browser.run(items).as_u64().is_some_and(|count| count < 60), "{}", browser.run(items));
    browser.keys(key::ENTER);
    browser.wait("return document.querySelector('#panel .source')?.innerText.includes('række 100001')");
    // Texts are texts: none became an element or ran.
    assert_eq!(browser.run("return document.querySelectorAll('main img, #panel img').length"), 0);
    assert!(browser.text("return document.title").contains("<img"));
    assert_eq!(browser.console(), Vec::<String>::new());
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn a_row_of_a_large_extract_is_found_by_its_link() {
    let folder = written(book(&record(), &[]));
    let browser = Browser::start();
    browser.open(&format!("{}#/udtraek/r%C3%A6kker%20%2F%20alle/77777", address(folder.path())));
    browser.wait("return document.activeElement.innerText?.includes('række 77777') === true");
    assert_eq!(browser.text("return document.activeElement.getAttribute('aria-expanded')"), "true");
    assert_eq!(browser.console(), Vec::<String>::new());
}
