//! A calculation's values show how they were worked out: each line comes to what it says, and each assumption stands in the row it names.

use std::fs;

use serde_json::Value;

use super::Opened;

/// Chooses some numbers of every exhibit. Gives, of each step that is shown, its formula in words, what is reckoned with numbers,
/// and the file and rows that state it.
const STEPS: &str = r"
const done = arguments[arguments.length - 1];
const until = async (so) => {
  for (let time = 0; time < 4000; time += 1) {
    if (so()) return true;
    await new Promise((next) => setTimeout(next, 2));
  }
  return false;
};
const panel = document.getElementById('panel');
(async () => {
  const steps = [];
  for (const exhibit of document.querySelectorAll('#exhibits a')) {
    exhibit.click();
    await until(() => exhibit.getAttribute('aria-current') === 'page');
    const links = [...document.querySelectorAll('main td a.number')];
    for (let at = 0; at < links.length; at += Math.max(1, Math.floor(links.length / 6))) {
      links[at].click();
      await until(() => links[at].classList.contains('chosen') && panel.querySelector('[role=tabpanel]'));
      for (const dd of panel.querySelectorAll('.working dd')) {
        const text = (selector) => dd.querySelector(selector)?.textContent ?? null;
        steps.push([dd.previousSibling.textContent, text('code'), text('code.numbers'), text('.hint')]);
      }
    }
  }
  return steps;
})().then(done, (error) => done(String(error)));
";

/// What a line of numbers comes to, in Danish digits and usual signs: brackets first, then `×` and `/`, then `+` and `−`.
struct Sum<'a>(&'a str);

impl Sum<'_> {
    fn takes(&mut self, sign: &str) -> bool {
        let rest = self.0.trim_start();
        let taken = rest.strip_prefix(sign);
        self.0 = taken.unwrap_or(rest);
        taken.is_some()
    }

    fn sum(&mut self) -> f64 {
        let mut value = self.product();
        loop {
            if self.takes("+") {
                value += self.product();
            } else if self.takes("−") {
                value -= self.product();
            } else {
                return value;
            }
        }
    }

    fn product(&mut self) -> f64 {
        let mut value = self.one();
        loop {
            if self.takes("×") {
                value *= self.one();
            } else if self.takes("/") {
                value /= self.one();
            } else {
                return value;
            }
        }
    }

    fn one(&mut self) -> f64 {
        if self.takes("−") {
            return -self.one();
        }
        if self.takes("(") {
            let value = self.sum();
            assert!(self.takes(")"), "{}", self.0);
            return value;
        }
        let end = self.0.find(|of: char| !(of.is_ascii_digit() || ".,".contains(of))).unwrap_or(self.0.len());
        let (digits, rest) = self.0.split_at(end);
        self.0 = rest;
        danish(digits)
    }
}

fn danish(text: &str) -> f64 {
    text.replace('.', "").replace(',', ".").replace('−', "-").parse().unwrap_or_else(|_| panic!("no number: {text}"))
}

/// Whether one of a row's cells is the number, or the product of two (five posts at 465,000 each).
fn states(line: &str, number: f64) -> bool {
    let cell = |cell: &str| cell.trim_matches('"').replace(',', ".").parse::<f64>().ok();
    let cells: Vec<f64> = line.split(';').filter_map(cell).collect();
    let is = |value: f64| (value - number).abs() <= 1e-9 * number.abs();
    cells.iter().any(|one| is(*one) || cells.iter().any(|other| is(one * other)))
}

/// Tries all steps of a report; gives how many lines were reckoned and how many assumptions were found in their rows.
fn tried(report: &str) -> (usize, usize) {
    let opened = Opened::report(report);
    let steps = opened.browser.run_long(STEPS, &[]);
    let (mut reckoned, mut stated) = (0, 0);
    for step in steps.as_array().unwrap_or_else(|| panic!("{steps}")) {
        let part = |at: usize| step[at].as_str();
        let value = part(1).expect("a value or a formula");
        if let Some((numbers, result)) = part(2).and_then(|line| line.rsplit_once(" = ")) {
            // What is called by a name (a present value) is reckoned by the tests of what it is.
            if numbers.contains([';', '–']) || numbers.chars().any(char::is_alphabetic) {
                continue;
            }
            let mut line = Sum(numbers);
            let (ours, theirs) = (line.sum(), danish(result));
            assert!((ours - theirs).abs() <= 1e-9 * theirs.abs().max(1.0), "{report}: {step}: {ours}");
            assert_eq!(line.0.trim(), "", "{report}: {step}");
            reckoned += 1;
        } else if let Some((file, rows)) = part(3).and_then(|hint| hint.split_once(", række ")) {
            // What several rows state is added up.
            if rows.contains(',') || value == "–" {
                continue;
            }
            let path = opened.project.path(&format!("{report}/extracts/{file}"));
            let text = fs::read_to_string(path).expect("an extract");
            let line = text.lines().nth(rows.parse::<usize>().expect("a row") - 1).expect("the row");
            assert!(states(line, danish(value)), "{report}: {step}: {line}");
            stated += 1;
        }
    }
    opened.all_is_well();
    (reckoned, stated)
}

#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn a_calculation_is_followed_to_what_is_assumed() {
    for report in ["reports/roedovre-businesscase", "reports/silkeborg-businesscase"] {
        let (reckoned, stated) = tried(report);
        assert!(reckoned > 50 && stated > 50, "{report}: {reckoned} lines, {stated} assumptions");
    }
}

/// Where nothing is calculated from assumptions there is nothing to work out.
#[test]
#[ignore = "needs a browser: .ci/run starts one"]
fn what_is_counted_has_no_working() {
    let opened = Opened::report("tests/reports/lille");
    let steps = opened.browser.run_long(STEPS, &[]);
    assert_eq!(steps, Value::Array(Vec::new()));
}
