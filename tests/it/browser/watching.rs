//! A report that is shown while it is being written, as whoever writes it meets it.

use super::accessible::violations;
use super::driver::{Browser, key};
use crate::watch::{PROSE, SPEC, Watched};

/// Whether every page that is in sight shows what it is to show, and the book is there.
const READY: &str = "const pages = [...document.querySelectorAll('.page')]; \
    return document.body.dataset.phase === 'done' && pages.length > 1 \
        && pages.some((page) => page.shows) && pages.every((page) => !page.near || page.shows === page.mark)";

fn shown(watched: &Watched) -> Browser {
    let browser = Browser::start();
    browser.open(&watched.address);
    browser.wait(READY);
    browser
}

/// Nothing was amiss: no message in the console, and no request that left the address.
fn all_is_well(watched: &Watched, browser: &Browser) {
    assert_eq!(browser.console(), Vec::<String>::new());
    let elsewhere = browser
        .requests()
        .into_iter()
        .filter(|url| !url.starts_with(&watched.address) && !url.starts_with("data:") && url != "about:blank");
    assert_eq!(elsewhere.collect::<Vec<_>>(), Vec::<String>::new(), "requests that leave the page");
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn what_is_saved_is_shown_where_one_was() {
    let watched = Watched::small();
    let browser = shown(&watched);
    browser.run("window.mine = true; scrollTo(0, 900)");
    browser.wait(READY);
    let place = browser.run("return scrollY");
    let before = browser.text("return [...document.querySelectorAll('.page')].map((page) => page.mark).join()");
    watched.project.edit(PROSE, "[Kort.]", "[Kort, men godt.]");
    browser.wait(&format!(
        "return [...document.querySelectorAll('.page')].map((page) => page.mark).join() !== '{before}'"
    ));
    browser.wait(READY);
    assert_eq!(browser.run("return scrollY"), place);
    assert_eq!(browser.run("return window.mine"), true, "the page itself was not loaded again");
    // Nor is the place lost when somebody does that.
    browser.open(&watched.address);
    browser.wait(READY);
    browser.wait(&format!("return Math.abs(scrollY - {place}) < 2"));
    all_is_well(&watched, &browser);
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn what_is_wrong_stands_beside_the_pages() {
    let watched = Watched::small();
    let browser = shown(&watched);
    assert_eq!(
        browser.text("return document.getElementById('well').hidden ? '' : document.getElementById('well').innerText"),
        "Intet at bemærke."
    );
    watched.project.edit(SPEC, "start_month < as_of", "begyndelsen < as_of");
    browser.wait("return document.querySelectorAll('.finding.error').length > 0");
    let said = browser.text("return document.querySelector('.finding').innerText");
    for part in ["Fejl", "begyndelsen", "reports/lille/report.toml:"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(browser.run("return document.getElementById('stale').hidden"), false);
    assert_eq!(
        browser.run("return document.querySelectorAll('.page svg').length > 0"),
        true,
        "the last good pages stay"
    );
    let link = browser.text("return document.querySelector('.finding .places a').href");
    assert!(link.starts_with("vscode://file/"), "{link}");
    watched.project.edit(SPEC, "begyndelsen < as_of", "start_month < as_of");
    browser
        .wait("return document.querySelectorAll('.finding').length === 0 && document.getElementById('stale').hidden");
    all_is_well(&watched, &browser);
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn a_number_opens_the_book_and_the_book_follows() {
    let watched = Watched::small();
    let browser = shown(&watched);
    browser.run("document.querySelectorAll('.page').forEach((page) => page.scrollIntoView())");
    browser.wait("document.querySelectorAll('.page').forEach((page) => page.scrollIntoView()); return document.querySelectorAll('.page svg a[href^=\"out/audit/\"]').length > 0");
    browser.run("document.querySelector('.page svg a[href^=\"out/audit/\"]').dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))");
    let inner = "const frame = document.querySelector('#book iframe'); const inner = frame && frame.contentDocument; ";
    browser.wait(&format!("{inner} return !!inner && inner.location.hash.includes('personer') && inner.body.innerText.includes('Personer i projektet')"));
    watched.project.edit(SPEC, "Personer i projektet", "Dem i projektet");
    browser.wait(&format!("{inner} return !!inner && inner.body.innerText.includes('Dem i projektet')"));
    let hash = browser.text(&format!("{inner} return inner.location.hash"));
    assert!(hash.contains("personer"), "the book stays where it was: {hash}");
    all_is_well(&watched, &browser);
}

#[cfg(unix)]
#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn a_click_on_a_figure_opens_its_lines() {
    let (watched, opened) = Watched::with_editor();
    let browser = shown(&watched);
    browser.wait("return document.querySelectorAll('.spot').length > 0");
    browser.click(".spot");
    browser.wait("return document.getElementById('said').textContent.includes('åbnet i din editor')");
    // By the keyboard as well.
    browser.run("document.querySelector('.spot').focus(); document.getElementById('said').textContent = ''");
    browser.keys(key::ENTER);
    browser.wait("return document.getElementById('said').textContent.includes('åbnet i din editor')");
    opened.times(2);
    all_is_well(&watched, &browser);
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn it_can_be_used_by_everyone_on_every_screen() {
    let watched = Watched::small();
    let browser = shown(&watched);
    watched.project.edit(PROSE, "[Kort.]", "[De er 4711.]");
    browser.wait("return document.querySelectorAll('.finding').length > 0");
    for (width, dark) in [(1400, false), (1400, true), (360, false), (360, true)] {
        browser.screen(width, dark);
        browser.wait(READY);
        assert_eq!(violations(&browser), Vec::<String>::new(), "{width}, dark: {dark}");
        let wide = browser.run("return document.documentElement.scrollWidth <= innerWidth");
        assert_eq!(wide, true, "nothing runs off a screen {width} wide");
    }
    all_is_well(&watched, &browser);
}
