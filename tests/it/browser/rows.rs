//! From any value of any report, two clicks lead to its rows.

use serde_json::{Value, json};

use super::Opened;

/// Chooses every number of the exhibit that is the first argument and opens its first observation. Gives how many were
/// chosen, and what is wrong.
const EVERY: &str = r"
const [which, done] = arguments;
const until = async (so) => {
  for (let time = 0; time < 4000; time += 1) {
    if (so()) return true;
    await new Promise((next) => setTimeout(next, 2));
  }
  return false;
};
const panel = document.getElementById('panel');
(async () => {
  const wrong = [];
  let chosen = 0;
  const exhibit = document.querySelectorAll('#exhibits a')[which];
  exhibit.click();
  await until(() => exhibit.getAttribute('aria-current') === 'page');
  const links = [...document.querySelectorAll('main td a.number')];
  // Of an exhibit with many values every fourth or so is enough.
  const step = Math.max(1, Math.floor(links.length / 40));
  for (let at = 0; at < links.length; at += step) {
    const link = links[at];
    const name = link.getAttribute('href');
    link.click();
    const there = await until(() => link.classList.contains('chosen')
      && (panel.querySelector('.item') || panel.querySelector('[role=tabpanel] .hint')));
    if (!there) { wrong.push(name + ': nothing is shown'); continue; }
    chosen += 1;
    const item = panel.querySelector('.item');
    if (!item) {
      // Nobody was observed at all.
      if (!/^(0|0 %|0,0|–)$/.test(link.textContent)) wrong.push(name + ': ' + link.textContent + ' without observations');
      continue;
    }
    item.click();
    if (!(await until(() => panel.querySelector('.source')))) { wrong.push(name + ': no rows'); continue; }
    const text = panel.querySelector('.source').textContent;
    if (!/, række \d+/.test(text) || !/SHA-256 [0-9a-f]{64}/.test(text)) wrong.push(name + ': ' + text);
  }
  return { chosen, wrong: wrong.slice(0, 20) };
})().then(done, (error) => done({ chosen: 0, wrong: [String(error)] }));
";

fn every(report: &str, least: u64) {
    let opened = Opened::report(report);
    let exhibits =
        opened.browser.run("return document.querySelectorAll('#exhibits a').length").as_u64().expect("a count");
    let mut chosen = 0;
    for which in 0..exhibits {
        let found = opened.browser.run_long(EVERY, &[json!(which)]);
        assert_eq!(found["wrong"], Value::Array(Vec::new()), "{report}");
        chosen += found["chosen"].as_u64().expect("a count");
    }
    assert!(chosen >= least, "{report}: {chosen}");
    opened.all_is_well();
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn from_any_value_of_a_status_report() {
    every("reports/assens-statusmaaling", 300);
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn from_any_value_of_an_evaluation() {
    every("reports/gladsaxe-helhedsindsats", 300);
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn from_any_value_of_a_city() {
    every("reports/koebenhavn-udsatte-familier", 50);
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn from_any_value_of_a_calculation() {
    every("reports/silkeborg-businesscase", 50);
    every("reports/roedovre-businesscase", 20);
}
