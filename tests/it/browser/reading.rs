//! Opening the book, choosing values, searching, links and keys.

use super::Opened;
use super::driver::key;

const REPORT: &str = "reports/assens-statusmaaling";

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn every_exhibit_opens_and_nothing_is_amiss() {
    let opened = Opened::report(REPORT);
    let browser = &opened.browser;
    assert_eq!(browser.text("return document.documentElement.lang"), "da");
    let count = browser.run("return document.querySelectorAll('#exhibits a').length").as_u64().expect("a number");
    assert!(count >= 26, "only {count} exhibits");
    for at in 0..count {
        browser.run(&format!("document.querySelectorAll('#exhibits a')[{at}].click()"));
        browser.wait(&format!(
            "return document.querySelectorAll('#exhibits a')[{at}].getAttribute('aria-current') === 'page' \
             && document.querySelectorAll('main td a.number').length > 0 \
             && (!document.querySelector('main .chart') || document.querySelector('main .chart .picture') !== null)"
        ));
    }
    assert_eq!(browser.run("return document.fonts.check('600 16px Inter')"), true);
    opened.all_is_well();
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn a_value_is_chosen_in_the_table_and_in_the_chart() {
    let opened = Opened::report(REPORT);
    let browser = &opened.browser;
    browser.click("#exhibits a[href='#fig-03']");
    browser.wait("return document.querySelectorAll('.zones a').length > 20");
    browser.click("main td a.number");
    browser.wait("return document.querySelectorAll('#panel .item').length > 0");
    let in_table = browser.text("return document.querySelector('#panel').innerText");
    assert!(in_table.contains("Talt med"), "{in_table}");
    let link = browser.text("return location.hash");
    // The mark of the same value says the same.
    browser.keys(key::ESCAPE);
    browser.wait("return document.querySelector('#panel').hidden");
    browser.run(&format!(
        "[...document.querySelectorAll('.zones a')].find(a => a.getAttribute('href') === '{link}').firstElementChild.dispatchEvent(new MouseEvent('click', {{bubbles: true}}))"
    ));
    browser.wait("return document.querySelectorAll('#panel .item').length > 0");
    assert_eq!(browser.text("return document.querySelector('#panel').innerText"), in_table);
    assert_eq!(browser.run("return document.querySelectorAll('.zones a.chosen').length"), 1);
    opened.all_is_well();
}

/// In the table the ends of an interval are rounded as their value is; in full they stand with the value that is chosen.
#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn the_ends_of_an_interval_are_written_as_their_value() {
    let opened = Opened::report("reports/gladsaxe-helhedsindsats");
    let browser = &opened.browser;
    browser.click("#exhibits a[href='#fig-4-2']");
    browser.wait("return document.querySelectorAll('main td .interval').length > 40");
    // 60 of 87, with the Wilson interval from 58.6162 to 77.7108 percent.
    let first = |of: &str| {
        browser.text(&format!("return document.querySelector('main td {of}').textContent")).replace('\u{a0}', " ")
    };
    assert_eq!([first("a.number"), first(".interval")], ["69 %", "59 % – 78 %"]);
    browser.click("main td a.number");
    browser.wait("return document.querySelectorAll('#panel .item').length > 0");
    let panel = browser.text("return document.querySelector('#panel').innerText").replace('\u{a0}', " ");
    assert!(panel.contains("69 % af forældrene") && panel.contains("58,6162 % – 77,7108 %"), "{panel}");
    opened.all_is_well();
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn a_value_says_how_it_is_reckoned_and_defined() {
    let opened = Opened::report("tests/reports/lille");
    opened.go("#personer/Voksne/I%20alt");
    let browser = &opened.browser;
    browser.wait("return document.querySelectorAll('#panel .item').length > 0");
    let text = browser.text("return document.querySelector('#panel').innerText");
    let wanted = browser.text("return document.querySelector('main td a.chosen').innerText");
    assert!(text.contains(&format!("{wanted} personer")), "{text}");
    for said in ["Voksne", "I alt", "Regnestykke", "Hviler på", "Sådan er det defineret", "start_month < as_of"] {
        assert!(text.contains(said), "{said}:\n{text}");
    }
    // Who is not counted, and why.
    browser.run("[...document.querySelectorAll('[role=tab]')].at(-1).click()");
    browser.run("document.querySelector('#panel summary').click()");
    browser.wait("return document.querySelectorAll('#panel details .item').length > 0");
    let excluded = browser.text("return document.querySelector('#panel details').innerText");
    assert!(
        excluded.contains("Ikke i populationen «projekt»") && excluded.contains("borgere.csv, række"),
        "{excluded}"
    );
    opened.all_is_well();
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn a_number_is_searched_as_it_is_written() {
    let opened = Opened::report("reports/gladsaxe-helhedsindsats");
    let browser = &opened.browser;
    browser.keys("/");
    assert_eq!(browser.text("return document.activeElement.id"), "query");
    browser.keys("48 %");
    browser.wait("return document.querySelectorAll('main .found a').length > 0");
    // What is found is a share that rounds to it.
    let shown = "return [...document.querySelectorAll('main section')][0].innerText";
    assert!(browser.text(shown).starts_with("Værdier ("), "{}", browser.text(shown));
    let wrong = "return [...document.querySelectorAll('main section')][0].querySelectorAll('.number').length \
                 - [...[...document.querySelectorAll('main section')][0].querySelectorAll('.number')].filter(n => /^48/.test(n.innerText)).length";
    assert_eq!(browser.run(wrong), 0);
    // The arrow leads to the first, and Enter opens it.
    browser.keys(key::DOWN);
    browser.keys(key::ENTER);
    browser.wait(
        "return !document.querySelector('#panel').hidden && document.querySelectorAll('#panel .item').length > 0",
    );
    assert!(browser.text("return document.querySelector('#panel h2').innerText").starts_with("48"));
    // One step back is the search, with what was typed.
    browser.step("back");
    browser.wait("return document.querySelectorAll('main .found a').length > 0");
    assert_eq!(browser.text("return document.querySelector('#query').value"), "48 %");
    opened.all_is_well();
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn numbers_are_understood_as_danish_readers_write_them() {
    let opened = Opened::report("tests/reports/lille");
    let browser = &opened.browser;
    for (text, size, digits, percent, scale) in [
        ("48 %", "48", "0", "true", "1"),
        ("48,3 pct.", "48.3", "1", "true", "1"),
        ("39.300", "39300", "0", "false", "1"),
        ("1.234.567 kr.", "1234567", "0", "false", "1"),
        ("0,48", "0.48", "2", "false", "1"),
        ("0.48", "0.48", "2", "false", "1"),
        ("\u{2212}3", "-3", "0", "false", "1"),
        ("1,2 mio. kr.", "1.2", "1", "false", "1000000"),
    ] {
        let found = browser.text(&format!(
            "const n = sporbar.search.number('{text}'); return [n.size, n.digits, n.percent, n.scale].join()"
        ));
        assert_eq!(found, [size, digits, percent, scale].join(","), "{text}");
    }
    for text in ["mor", "12 mor", "1.2.3", "12,", ""] {
        assert_eq!(browser.run(&format!("return sporbar.search.number('{text}')")), serde_json::Value::Null, "{text}");
    }
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn a_link_leads_to_its_value_and_back_and_forward_work() {
    let opened = Opened::report(REPORT);
    let browser = &opened.browser;
    opened.go("#fig-03/Passiv/16");
    browser.wait("return document.querySelectorAll('#panel .item').length > 0");
    assert!(browser.text("return document.querySelector('#panel h2').innerText").contains("Passiv"));
    browser.click("#exhibits a[href='#fig-01']");
    browser.wait("return document.querySelector('#panel').hidden && document.querySelector('main .kind').innerText === 'Figur 1'");
    browser.step("back");
    browser.wait("return document.querySelectorAll('#panel .item').length > 0");
    browser.step("forward");
    browser.wait("return document.querySelector('#panel').hidden");
    // A part of a key points at all values that have it; what is not there is said.
    opened.go("#fig-03/Passiv");
    browser.wait("return document.querySelectorAll('main table .chosen').length === 16");
    opened.go("#fig-03/Findes ikke");
    browser.wait("return document.querySelector('.pointed')?.innerText.includes('ikke findes')");
    opened.go("#findes-ikke");
    browser.wait("return document.querySelector('main h1')?.innerText === 'Findes ikke'");
    opened.go("#fig-03/%E0%A4%A");
    browser.wait("return document.querySelector('.pointed') !== null");
    opened.all_is_well();
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn all_can_be_done_with_the_keyboard() {
    let opened = Opened::report(REPORT);
    let browser = &opened.browser;
    let focus = "return document.activeElement.className + ' ' + document.activeElement.textContent";
    // The first stop leads past the list of exhibits.
    browser.keys(key::TAB);
    assert!(browser.text(focus).starts_with("skip"), "{}", browser.text(focus));
    opened.go("#fig-03");
    browser.wait("return document.querySelectorAll('.zones a').length > 0");
    browser.run("document.querySelector('main td a.number').focus()");
    let place = "const c = document.activeElement.closest('td'); return [c.parentElement.rowIndex, c.cellIndex].join()";
    assert_eq!(browser.text(place), "1,1");
    browser.keys(key::RIGHT);
    browser.keys(key::DOWN);
    browser.keys(key::DOWN);
    assert_eq!(browser.text(place), "3,2");
    browser.keys(key::LEFT);
    browser.keys(key::END);
    assert_eq!(browser.text(place), "3,5");
    // So is the list of exhibits: from the top of the page to the first mark of the chart there are few stops.
    let before = "const stops = [...document.querySelectorAll('a[href], button, input')].filter(one => one.tabIndex === 0 && one.checkVisibility()); \
                  return stops.findIndex(one => one.closest('.zones'))";
    let before = browser.run(before).as_u64().expect("a place");
    assert!(before <= 16, "{before} stops before the first mark");
    assert_eq!(browser.run("return document.querySelectorAll('#exhibits a[tabindex=\"0\"]').length"), 1);
    browser.run("document.querySelector('#exhibits a[aria-current]').focus()");
    browser.keys(key::DOWN);
    assert_eq!(browser.text("return document.activeElement.getAttribute('href')"), "#fig-04");
    browser.run("document.querySelector('main td a.number').focus()");
    browser.keys(key::RIGHT);
    browser.keys(key::DOWN);
    browser.keys(key::DOWN);
    browser.keys(key::END);
    assert_eq!(browser.text(place), "3,5");
    // The table is one stop of the Tab key, and so is the chart.
    let stops = "return document.querySelectorAll('main td a[tabindex=\"0\"]').length + ' ' + document.querySelectorAll('.zones a[tabindex=\"0\"]').length";
    assert_eq!(browser.text(stops), "1 1");
    browser.keys(key::ENTER);
    browser.wait(
        "return document.querySelectorAll('#panel .item').length > 1 && document.activeElement.id === 'panel-title'",
    );
    // To the list, down to its second observation, and open it.
    browser.run("document.querySelector('#panel .item').focus()");
    browser.keys(key::DOWN);
    assert_eq!(browser.text("return document.activeElement.dataset.at"), "1");
    browser.keys(key::ENTER);
    browser.wait("return document.querySelectorAll('#panel .source').length > 0");
    assert_eq!(browser.text("return document.activeElement.getAttribute('aria-expanded')"), "true");
    // Escape leads back to where one was.
    browser.keys(key::ESCAPE);
    browser.wait("return document.querySelector('#panel').hidden && document.activeElement.closest('td') !== null");
    assert_eq!(browser.text(place), "3,5");
    browser.keys("/");
    assert_eq!(browser.text("return document.activeElement.id"), "query");
    opened.all_is_well();
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn the_list_of_exhibits_is_filtered() {
    let opened = Opened::report(REPORT);
    let browser = &opened.browser;
    let shown = "return [...document.querySelectorAll('#exhibits li')].filter(li => li.checkVisibility()).length";
    let all = browser.run(shown).as_u64().expect("a number");
    browser.click("#kind-figure");
    let without = browser.run(shown).as_u64().expect("a number");
    assert!(without > 0 && without < all, "{without} of {all}");
    browser.click("#filter");
    browser.keys("intet hedder sådan");
    browser.wait("return document.querySelector('#none').checkVisibility()");
    assert_eq!(browser.run(shown), 0);
}
