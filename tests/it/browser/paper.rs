//! The book on paper: nothing is clipped.

use serde_json::Value;

use super::Opened;

/// What reaches beyond the paper, or is cut by what it stands in.
const CUT: &str = r"
const cut = [];
for (const element of document.querySelectorAll('main *, #panel *')) {
  if (!element.checkVisibility() || element.closest('.unseen, svg')) continue;
  const box = element.getBoundingClientRect();
  if (box.right > window.innerWidth + 1) cut.push('beyond the paper: ' + element.outerHTML.slice(0, 100));
  const style = getComputedStyle(element);
  if (style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1) cut.push('clipped: ' + element.outerHTML.slice(0, 100));
}
return cut.slice(0, 5);
";

/// A4 on its side within its margins of 14 mm, at 96 pixels an inch.
const PAPER: u32 = 1016;

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn nothing_is_clipped_on_paper() {
    for report in ["reports/assens-statusmaaling", "reports/gladsaxe-helhedsindsats", "reports/roedovre-businesscase"] {
        let opened = Opened::report(report);
        let browser = &opened.browser;
        let links =
            browser.run("return [...document.querySelectorAll('#exhibits a')].map(a => a.getAttribute('href'))");
        browser.paper(PAPER);
        for link in links.as_array().expect("links") {
            let link = link.as_str().expect("a link");
            opened.go(link);
            browser.wait("return document.querySelectorAll('main td a.number').length > 0");
            assert_eq!(browser.run(CUT), Value::Array(Vec::new()), "{report} {link}");
        }
        for link in ["#/saetninger", "#/udtraek", "#/fakta"] {
            opened.go(link);
            browser.wait("return document.querySelector('main h1') !== null");
            assert_eq!(browser.run(CUT), Value::Array(Vec::new()), "{report} {link}");
        }
    }
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn what_is_too_wide_for_the_paper_would_be_seen() {
    let opened = Opened::report("tests/reports/lille");
    opened.browser.paper(PAPER);
    // The book's security policy lets no markup have styles of its own; a script may set them.
    opened.browser.run(
        "const add = (css, inner) => { const box = document.createElement('div'); box.style.cssText = css; box.append(inner); \
         document.querySelector('main').append(box); }; \
         add('width: 2000px', 'x'); \
         const wide = document.createElement('b'); wide.textContent = 'x'; wide.style.cssText = 'display: block; width: 90px'; \
         add('width: 20px; overflow: hidden', wide);",
    );
    let cut = opened.browser.run(CUT).to_string();
    assert!(cut.contains("beyond the paper") && cut.contains("clipped"), "{cut}");
}
