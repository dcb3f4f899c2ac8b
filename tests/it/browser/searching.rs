//! Search finds what readers look for: numbers as they are printed, in each unit and rounding, exhibits by their printed
//! numbers, and the people behind a pseudonym.

use serde_json::Value;

use super::Opened;

/// The links below a heading of what was found, each with its text.
fn found(opened: &Opened, text: &str, heading: &str) -> Vec<(String, String)> {
    let encoded = text.bytes().fold(String::new(), |encoded, byte| encoded + &format!("%{byte:02X}"));
    opened.go(&format!("#/soeg/{encoded}"));
    opened
        .browser
        .wait("return document.querySelector('main h1') !== null && !document.querySelector('main div > .hint')");
    let links = opened.browser.run(&format!(
        "return [...document.querySelectorAll('main section')].filter(s => s.querySelector('h2').innerText.startsWith('{heading}')) \
         .flatMap(s => [...s.querySelectorAll('a')].map(a => [a.getAttribute('href'), a.innerText]))"
    ));
    let text = |of: &Value| of.as_str().expect("a text").to_owned();
    links.as_array().expect("links").iter().map(|link| (text(&link[0]), text(&link[1]))).collect()
}

/// Each is found as it is printed, and what is found leads to a page that is there.
fn printed(report: &str, numbers: &[&str]) {
    let opened = Opened::report(report);
    for number in numbers {
        let links = found(&opened, number, "Som det er trykt");
        let (link, said) = links.first().unwrap_or_else(|| panic!("{report}: {number} is not found"));
        let own = number.replace('-', "\u{2212}");
        assert!(said.replace('\u{a0}', " ").starts_with(&own), "{report}: {number} finds {said}");
        opened.go(link);
        opened.browser.wait(
            "return document.querySelector('#panel .facts, #panel h2, main .claims li, main .found a, main table') !== null",
        );
        let page = opened.browser.text("return document.body.innerText");
        assert!(!page.contains("Findes ikke") && !page.contains("ikke findes"), "{report}: {number} leads to {link}");
    }
    opened.all_is_well();
}

/// The numbers on the front pages, as a reader of the PDF sees them.
#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn headline_numbers_are_found_as_they_are_printed() {
    printed(
        "reports/koebenhavn-udsatte-familier",
        &["586.000", "586.000 kr.", "3,3", "2,6 %", "0,8 %", "359", "359 mio. kr.", "410.807", "5 %", "73 %"],
    );
    printed(
        "reports/roedovre-businesscase",
        &["21,0", "20,9", "31,2 mio. kr.", "67 %", "10,3", "-4,3", "\u{2212}4,3 mio."],
    );
    printed("reports/silkeborg-businesscase", &["16,3", "17,4 mio. kr.", "0,7", "71 %", "44 %", "29", "58"]);
    printed("reports/gladsaxe-helhedsindsats", &["109.000", "0,48"]);
    printed("reports/assens-statusmaaling", &["39.300", "11 procentpoint", "48 %"]);
}

/// 1.284.000 kr. is 1,3 million and 1.284 thousand, and neither 1,2 million nor its opposite.
#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn a_value_is_found_in_every_unit_and_rounding() {
    let opened = Opened::report("tests/reports/lille");
    let browser = &opened.browser;
    for (value, stat, text, so) in [
        ("1284000", "sum", "1,3 mio.", true),
        ("1284000", "sum", "1,3 mio. kr.", true),
        ("1284000", "sum", "1,28 mio", true),
        ("1284000", "sum", "1,2 mio.", false),
        ("1284000", "sum", "1.284 t.kr.", true),
        ("1284000", "sum", "1.284.000 kr.", true),
        ("-1284000", "sum", "\u{2212}1,3 mio.", true),
        ("-1284000", "sum", "1,3 mio.", false),
        ("585999.6", "mean", "586.000", true),
        ("3.26", "ratio", "3,3", true),
        ("3.26", "ratio", "3,2", false),
        ("0.7149", "share", "71 %", true),
        ("0.7149", "share", "71,5 pct.", true),
        ("0.7149", "share", "0,71", true),
        ("0.7149", "share", "72 %", false),
        // Halves are rounded away from zero, as they are printed.
        ("0.125", "share", "13 %", true),
        ("2.5", "mean", "3", true),
    ] {
        let found = browser.run(&format!(
            "const value = {{ value: {value}, stat: '{stat}', shown: '', facet: '', series: '', x: '', n: null, numerator: null }}; \
             const exhibit = {{ id: 'e', kind: 'table', number: '1', title: '', caption: '', note: '', values: [value] }}; value.exhibit = exhibit; \
             const index = {{ exhibits: [exhibit], said: [], parameters: [], claims: [], facts: [], extracts: [] }}; \
             return sporbar.search.find(index, '{text}').values.length"
        ));
        assert_eq!(found, u64::from(so), "{value} ({stat}) as {text}");
    }
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn an_exhibit_is_found_by_its_printed_number() {
    let assens = Opened::report("reports/assens-statusmaaling");
    for (text, starts) in [
        ("Figur 3", "Figur 3:"),
        ("figur 14", "Figur 14:"),
        ("Tabel 1", "Tabel 1:"),
        ("nøgletal 2", "Nøgletal 2:"),
        ("3", "Figur 3:"),
    ] {
        let links = found(&assens, text, "Figurer og tabeller");
        assert!(links.iter().any(|(_, said)| said.starts_with(starts)), "{text}: {links:?}");
        if text.contains(' ') {
            assert!(links[0].1.starts_with(starts), "{text}: {links:?}");
        }
    }
    let gladsaxe = Opened::report("reports/gladsaxe-helhedsindsats");
    let links = found(&gladsaxe, "4.2", "Figurer og tabeller");
    assert!(!links.is_empty() && links.iter().all(|(_, said)| said.contains(" 4.2:")), "{links:?}");
}

/// "In which numbers is this family?" The first family has a mother, a father and a child, who are in the project still; the second a
/// mother and a child, who have left it; the third is not in it yet.
#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn a_pseudonym_leads_to_its_rows_and_numbers() {
    let opened = Opened::report("tests/reports/lille");
    let mask = |text| sporbar::register::PseudonymKey::synthetic_default().mask(text);
    for (family, rows, values) in [
        (
            "JF-001",
            &[2, 3, 4][..],
            &[
                "#personer/Voksne/I%20alt",
                "#personer/Voksne/Aktive",
                "#personer/B%C3%B8rn/I%20alt",
                "#personer/B%C3%B8rn/Aktive",
            ][..],
        ),
        ("JF-002", &[5, 6], &["#personer/Voksne/I%20alt", "#personer/B%C3%B8rn/I%20alt"]),
        ("JF-003", &[7], &[]),
    ] {
        let name = mask(family);
        let links = |heading| found(&opened, &name, heading).into_iter().map(|(link, _)| link).collect::<Vec<_>>();
        let wanted: Vec<String> = rows.iter().map(|row| format!("#/udtraek/borgere/{row}")).collect();
        assert_eq!(links("Rækker"), wanted, "{family}");
        let mut counted = links("Tal, som de");
        counted.sort();
        let mut wanted: Vec<String> = values.iter().map(|link| (*link).to_owned()).collect();
        wanted.sort();
        assert_eq!(counted, wanted, "{family}");
    }
    // A person, in small letters too.
    opened.go("#/udtraek/borgere/3");
    opened.browser.wait("return document.querySelector('main .detail') !== null");
    let father = opened.browser.text("return document.querySelector('main .detail dd').innerText");
    for name in [father.clone(), father.to_lowercase()] {
        let rows = found(&opened, &name, "Rækker");
        assert_eq!(rows.iter().map(|(link, _)| link.as_str()).collect::<Vec<_>>(), ["#/udtraek/borgere/3"]);
        assert_eq!(found(&opened, &name, "Tal, som de").len(), 2);
    }
    // Nobody's.
    assert_eq!(found(&opened, "P-0000-0000-0000", "Rækker"), []);
    opened.all_is_well();
}

/// What is about a person is about the family: its bookings, too, which name the person alone.
#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn a_familys_rows_are_those_of_its_people() {
    let opened = Opened::report("reports/assens-statusmaaling");
    opened.go("#/udtraek/borgere/17");
    opened.browser.wait("return document.querySelector('main .detail') !== null");
    let cells =
        "return [...document.querySelectorAll('main .detail dd')].slice(0, 2).map(dd => dd.innerText).join(' ')";
    let names = opened.browser.text(cells);
    let (person, family) = names.split_once(' ').expect("a person and a family");
    let [own, all] = [person, family].map(|name| found(&opened, name, "Rækker"));
    assert!(!own.is_empty() && own.iter().all(|row| all.contains(row)), "{own:?}\n{all:?}");
    assert!(all.len() > own.len());
    let [own, all] = [person, family].map(|name| found(&opened, name, "Tal, som de"));
    assert!(!own.is_empty() && own.iter().all(|value| all.contains(value)), "{own:?}\n{all:?}");
}
