//! What WCAG 2.2 AA asks of the pages, as far as a program can see it, and small screens and paper.

use serde_json::Value;

use super::Opened;
use super::driver::Browser;

/// Everything on the page that has no name, too little contrast, too small a target or a broken reference.
const FLAWS: &str = r"
const flaws = [];
const say = (what, element) => flaws.push(what + ': ' + element.outerHTML.slice(0, 120));
const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
const rgb = (text) => text.match(/[\d.]+/g).map(Number);
const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
const paper = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const colour = rgb(getComputedStyle(at).backgroundColor);
    if (colour.length < 4 || colour[3] === 1) return colour;
  }
  return [255, 255, 255];
};
// Every text stands out from what is behind it (1.4.3).
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !seen(element) || element.closest('svg, script, noscript, .unseen, .skip')) continue;
  const style = getComputedStyle(element);
  const [a, b] = [light(rgb(style.color)), light(paper(element))];
  const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
  if (contrast < (large ? 3 : 4.5)) say('contrast ' + contrast.toFixed(2), element);
}
// Every control has a name (4.1.2) and is large enough, or stands in a line of text (2.5.8).
for (const control of document.querySelectorAll('a[href], button, input, select, summary, [role=tab]')) {
  if (!seen(control) || control.closest('.skip')) continue;
  const label = control.getAttribute('aria-label') || control.textContent.trim() || (control.id && document.querySelector(`label[for='${control.id}']`)?.textContent.trim());
  if (!label) say('no name', control);
  // What stands in a sentence is as large as its line.
  if (control.closest('svg, p') || control.matches('.claims li a')) continue;
  const box = (control.type === 'checkbox' ? control.closest('label') : control).getBoundingClientRect();
  if (box.width < 24 || box.height < 24) say('small ' + box.width + ' x ' + box.height, control);
}
// One heading of the first order, and no order left out (1.3.1).
const orders = [...document.querySelectorAll('h1, h2, h3, h4')].filter(seen).map((h) => Number(h.tagName[1]));
if (orders.filter((order) => order === 1).length !== 1) flaws.push('headings: ' + orders);
orders.forEach((order, at) => { if (at && order > orders[at - 1] + 1) flaws.push('headings: ' + orders); });
// Names and references that are there (4.1.2), and once each.
const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
if (new Set(ids).size !== ids.length) flaws.push('an id stands twice: ' + ids.filter((id, at) => ids.indexOf(id) !== at));
for (const name of ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for']) {
  for (const element of document.querySelectorAll(`[${name}]`)) {
    for (const id of element.getAttribute(name).split(' ')) if (!document.getElementById(id)) say(name + ' ' + id, element);
  }
}
// Roles stand where they may.
for (const item of document.querySelectorAll('[role=listitem]')) if (!item.parentElement.matches('[role=list]')) say('a stray item', item);
for (const tab of document.querySelectorAll('[role=tab]')) {
  if (!tab.parentElement.matches('[role=tablist]') || !tab.hasAttribute('aria-selected')) say('a stray tab', tab);
}
for (const table of document.querySelectorAll('table')) {
  if (!table.caption || [...table.querySelectorAll('th')].some((th) => !th.scope)) say('a table without caption or scopes', table);
}
for (const what of ['main', 'header', 'nav', 'aside']) if (document.querySelectorAll(what).length !== 1) flaws.push('landmark ' + what);
if (!document.title || document.documentElement.lang !== 'da') flaws.push('title or language');
return flaws.slice(0, 20);
";

/// Pages of a report, each with what must stand there before it is looked at.
const PAGES: [(&str, &str); 7] = [
    ("", "main h1"),
    ("#fig-03", "main .zones a"),
    ("#fig-03/Passiv/16", "#panel .item"),
    ("#/soeg/14", "main .found a"),
    ("#/udtraek", "main .extracts li"),
    ("#/udtraek/borgere/17", "main .detail"),
    ("#/saetninger", "main .claims li"),
];

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn no_page_has_a_flaw_that_a_program_can_see() {
    let opened = Opened::report("reports/assens-statusmaaling");
    for (link, there) in PAGES {
        opened.go(link);
        opened.browser.wait(&format!("return document.querySelector('{there}') !== null"));
        assert_eq!(opened.browser.run(FLAWS), Value::Array(Vec::new()), "{link}");
    }
    // An observation that is open.
    opened.go("#fig-03/Passiv/16");
    opened.browser.wait("return document.querySelector('#panel .item') !== null");
    opened.browser.click("#panel .item");
    opened.browser.wait("return document.querySelector('#panel .source') !== null");
    assert_eq!(opened.browser.run(FLAWS), Value::Array(Vec::new()), "an open observation");
}

/// axe-core (Deque Systems, MPL-2.0), as it is published; its licence lies beside it.
const AXE: &str = include_str!("axe/axe.min.js");

/// Each rule that the page breaks, and the first element that does. What axe would load by itself is in the page already.
const BROKEN: &str = r"
const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ['violations'], preload: false }).then(
  (found) => done(found.violations.map((rule) => rule.id + ': ' + rule.nodes[0].html.slice(0, 160))),
  (error) => done([String(error)]),
);
";

/// What axe finds on a page that is open.
pub(super) fn violations(browser: &Browser) -> Vec<String> {
    browser.run(AXE);
    let found = browser.run_long(BROKEN, &[]);
    found.as_array().into_iter().flatten().map(|rule| rule.as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn axe_finds_nothing_in_light_and_dark_wide_and_narrow() {
    let opened = Opened::report("reports/assens-statusmaaling");
    let more = [("#/fakta", "main .claims li"), ("#/soeg/39.300", "main .found a"), ("#fig-14", "main .zones a")];
    for (width, dark) in [(1400, false), (1400, true), (400, false), (400, true)] {
        opened.browser.screen(width, dark);
        for (link, there) in PAGES.into_iter().chain(more) {
            opened.go(link);
            opened.browser.wait(&format!("return document.querySelector('{there}') !== null"));
            opened.browser.run(AXE);
            assert_eq!(opened.browser.run_long(BROKEN, &[]), Value::Array(Vec::new()), "{link}, {width}, dark: {dark}");
            let too_wide = "return document.documentElement.scrollWidth > window.innerWidth";
            assert_eq!(opened.browser.run(too_wide), false, "{link} scrolls sideways at {width}");
        }
    }
    let dark = "return getComputedStyle(document.body).backgroundColor";
    assert_ne!(opened.browser.text(dark), "rgb(255, 255, 255)");
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn axe_would_find_a_flaw() {
    let opened = Opened::report("tests/reports/lille");
    opened.browser.run(AXE);
    opened.browser.run("document.querySelector('main').append(document.createElement('button'))");
    let found = opened.browser.run_long(BROKEN, &[]).to_string();
    assert!(found.contains("button-name"), "{found}");
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn a_flaw_would_be_seen() {
    let opened = Opened::report("tests/reports/lille");
    opened.browser.run(
        "document.querySelector('main').insertAdjacentHTML('beforeend', \
         '<h4>d</h4><button></button><p><span id=\"main\" class=\"faint\">x</span></p>'); \
         document.querySelector('.faint').style.color = '#999999';",
    );
    let flaws = opened.browser.run(FLAWS).to_string();
    for flaw in ["no name", "small", "contrast 2.8", "headings", "an id stands twice"] {
        assert!(flaws.contains(flaw), "{flaw}: {flaws}");
    }
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn a_small_screen_and_large_letters_lose_nothing() {
    let opened = Opened::report("reports/assens-statusmaaling");
    // 320 CSS pixels wide is what 1280 pixels are at four times the size (1.4.10).
    opened.browser.run("document.documentElement.style.width = '320px'");
    opened.browser.size(500, 900);
    for (link, there) in PAGES {
        opened.go(link);
        opened.browser.wait(&format!("return document.querySelector('{there}') !== null"));
        let too_wide = "return document.documentElement.scrollWidth > window.innerWidth";
        assert_eq!(opened.browser.run(too_wide), false, "{link} scrolls sideways");
    }
    opened.go("#fig-03/Passiv/16");
    opened.browser.wait("return document.querySelector('#panel .item') !== null");
    let covers = "const b = document.querySelector('#panel').getBoundingClientRect(); return b.left === 0 && b.width >= window.innerWidth - 20";
    assert_eq!(opened.browser.run(covers), true);
    opened.browser.click(".close");
    opened.browser.wait("return document.querySelector('#panel').hidden");
    opened.browser.click("#contents-toggle");
    opened.browser.wait("return document.querySelector('#exhibits').checkVisibility()");
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn paper_has_the_value_and_its_observations() {
    let opened = Opened::report("reports/assens-statusmaaling");
    let browser = &opened.browser;
    opened.go("#fig-03/Passiv/16");
    browser.wait("return document.querySelector('#panel .item') !== null");
    browser.run("window.dispatchEvent(new Event('beforeprint'))");
    let printed = browser.text("return document.querySelector('#panel .printed').textContent");
    assert!(printed.contains("borgere.csv, række"), "{printed}");
    assert_eq!(browser.run("return document.querySelectorAll('#panel .printed li').length"), 11);
    browser.run("window.dispatchEvent(new Event('afterprint'))");
    assert_eq!(browser.run("return document.querySelectorAll('.printed').length"), 0);
}
