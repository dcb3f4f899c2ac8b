//! Every number that a reader finds in the status report is accounted for.
//!
//! The values are replaced by large ones that are nothing like each other. A number on a page must then be one of them,
//! or a sum or a difference of some of them, in a form that readers know; or else a name: a year, a group, a step, an
//! account, the number of a page or a figure. A number that someone typed is neither, for no value is as small.

use std::collections::BTreeMap;

use sporbar::document::{Publication, reading, render};
use sporbar::value::{Stat, Value};

use super::{claims, status_report};
use crate::support::change;

/// Replaces each value by a large one of its own; a small multiplicative generator is enough to keep them apart.
fn enlarge(publication: &mut Publication) {
    let mut state = 7_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        1_000_000_000 + (state >> 24) % 8_000_000_000
    };
    for exhibit in &mut publication.exhibits {
        let mut people = BTreeMap::new();
        change(&mut exhibit.values, |values| {
            for row in values.rows.iter_mut().filter(|row| row.value.is_some()) {
                let number = next() as f64;
                row.numerator = Some(number);
                // Only a count is whole.
                row.value = Some(if row.key.stat == Stat::Count { number } else { number + 0.3 });
                // What rests on the same people goes on doing so.
                row.n = row.n.map(|n| *people.entry(n).or_insert_with(&mut next));
            }
        });
    }
    publication.extracts[0].rows = Some(next());
    publication.extracts[0].rows_used = Some(next());
}

/// The numbers of a text, as they stand there, each with the word before it and the two after it.
fn numerals(text: &str) -> Vec<(String, String, String)> {
    let words: Vec<&str> = text.split(|letter: char| letter.is_whitespace() || "()~→·".contains(letter)).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).copied().unwrap_or_default().to_lowercase();
    let numbers = words.iter().enumerate().filter(|(_, word)| word.contains(|letter: char| letter.is_ascii_digit()));
    numbers
        .map(|(at, number)| {
            let number =
                number.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '-' && letter != '−');
            (word(at.checked_sub(1)), number.to_owned(), word(Some(at + 1)))
        })
        .collect()
}

/// What a number is worth that is written as Danish readers write it, and how many decimals it shows.
fn read(number: &str) -> Option<(f64, i32)> {
    let digits = number.trim_start_matches(['-', '−', '+']).replace('.', "").replace(',', ".");
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    Some((digits.parse().ok()?, i32::try_from(decimals).ok()?))
}

/// The values behind a publication: each of them, N, sums of up to three series, and differences along the axis or
/// between series.
fn behind(publication: &Publication) -> Vec<f64> {
    let mut all: Vec<f64> = publication
        .extracts
        .iter()
        .flat_map(|used| [used.rows, used.rows_used])
        .flatten()
        .map(|rows| rows as f64)
        .collect();
    for exhibit in &publication.exhibits {
        let rows = &exhibit.values.rows;
        let same = |a: &Value, b: &Value| (&a.key.facet, a.key.stat) == (&b.key.facet, b.key.stat);
        // One, two or three series at the same place; their sum goes by the last of them.
        let mut sums: Vec<(Vec<&str>, &Value, f64)> = Vec::new();
        for row in rows {
            let Some(value) = row.value else { continue };
            all.extend([row.n.unwrap_or(0) as f64, row.numerator.unwrap_or_default()]);
            let so_far: Vec<_> = sums
                .iter()
                .filter(|(of, last, _)| of.len() < 3 && same(last, row) && last.key.x == row.key.x)
                .map(|(of, _, sum)| ([of.as_slice(), &[row.key.series.as_str()]].concat(), row, sum + value))
                .collect();
            sums.push((vec![&row.key.series], row, value));
            sums.extend(so_far);
        }
        for (of, row, sum) in &sums {
            all.push(*sum);
            let others = sums.iter().filter(|(other, at, _)| {
                same(at, row)
                    && (other == of && at.key.x != row.key.x
                        || of.len() == 1 && other.len() == 1 && at.key.x == row.key.x)
            });
            all.extend(others.map(|(_, _, other)| (sum - other).abs()));
        }
        // A total over the axis: the people who left, adults and children.
        for row in rows {
            let along = rows.iter().filter(|other| same(other, row) && other.key.series == row.key.series);
            let along: Vec<f64> = along.filter_map(|row| row.value).collect();
            if along.len() == 2 {
                all.push(along.iter().sum());
            }
        }
    }
    all.extend(shares(publication));
    all.extend(too_new(publication));
    all.sort_by(f64::total_cmp);
    all
}

/// Who is too new to be counted, which the text makes of two exhibits: those whom the flow leaves out for their short time, but for
/// those who have left; and with them those who began later.
fn too_new(publication: &Publication) -> [f64; 2] {
    let value = |id: &str, series: &str, x: &str| {
        let exhibit = publication.exhibits.iter().find(|exhibit| exhibit.id == id).expect("an exhibit");
        let row = exhibit.values.rows.iter().find(|row| row.key.series == series && row.key.x == x).expect("a value");
        row.value.expect("a number")
    };
    let short = value("vejen-til-maalingen", "Udeladt: har ikke været med længe nok", "");
    // Of the made-up values either may be the greater.
    let not_left = (short - value("ikke-medtaget", "Udtrådt før 6 mdr.", "Borgere")).abs();
    [not_left, value("ikke-medtaget", "Indvisiteret efter", "Borgere") + not_left]
}

/// The shares that the text itself takes of its values: of the target group, the active; of the adults in groups, the
/// passive in the last month. They are few and named, as shares are small and would else vouch for any small number.
fn shares(publication: &Publication) -> [f64; 2] {
    let row = |id: &str, series: &str, x: &str| {
        let exhibit = publication.exhibits.iter().find(|exhibit| exhibit.id == id).expect("an exhibit");
        let x = if x == "last" { exhibit.values.xs.last().expect("an axis") } else { x };
        exhibit.values.rows.iter().find(|row| row.key.series == series && row.key.x == x).expect("a value").clone()
    };
    let value = |row: &Value| row.value.expect("a number");
    let (active, all) = (row("maalgruppe", "Borgere", "Aktive"), row("maalgruppe", "Borgere", "I alt"));
    let passive = row("fig-03", "Passiv", "last");
    [value(&active) / value(&all), value(&passive) / passive.n.expect("N") as f64]
}

/// Whether a number is one of those behind the text, rounded as it is written: to a whole, to a decimal, to hundreds or
/// thousands of kroner, as a percentage, or to the next whole as in `knap 2`.
fn is_computed(number: f64, decimals: i32, next: &str, behind: &[f64]) -> bool {
    let percent = next.starts_with('%') || next.starts_with("procentpoint");
    let number = if percent { number / 100.0 } else { number };
    let step = match decimals {
        _ if percent => 0.01,
        0 if number % 1000.0 == 0.0 => 1000.0,
        0 if number % 100.0 == 0.0 => 100.0,
        0 => 1.0,
        _ => 0.1_f64.powi(decimals),
    };
    let from = behind.partition_point(|value| *value < number - step);
    behind[from..].first().is_some_and(|value| *value <= number + step)
}

/// Whether a number is the name of something, by its own form or by the word before it.
fn is_name(before: &str, number: &str, next: &str, axes: &[String]) -> bool {
    let before = before.trim_end_matches([',', '.', ':']);
    let named = ["gruppe", "trin", "figur", "tabel", "§"].contains(&before);
    let year = number.len() == 4 && (number.starts_with("201") || number.starts_with("200"));
    let half_year = ["1", "2"].contains(&number) && next.starts_with("halvår");
    let account = number.starts_with("5.") && number.split('.').skip(1).all(|part| part.len() == 2);
    let lettered = number.contains(char::is_alphabetic);
    named || year || half_year || account || lettered || axes.iter().any(|x| x == number)
}

#[test]
fn every_number_on_the_pages_is_computed_or_a_name() {
    let (mut publication, templates) = status_report();
    enlarge(&mut publication);
    publication.claims = claims(&publication);
    let behind = behind(&publication);
    // The places along the axes are names too: the sixteenth month, three months before.
    let axes: Vec<String> = publication.exhibits.iter().flat_map(|exhibit| exhibit.values.xs.clone()).collect();
    let source = render(&publication, &templates).unwrap_or_else(|findings| panic!("{findings:?}"));
    let laid = reading(&source, 0).expect("typeset").pages;
    // The charts show the values as they were.
    let pages: Vec<String> = laid.iter().map(|page| format!("{}\n", page.runs.join("\n"))).collect();
    assert!(pages.len() > 10, "{} pages", pages.len());
    let mut computed = 0;
    let mut strange = Vec::new();
    for (page, text) in pages.iter().enumerate() {
        for (before, number, next) in numerals(text) {
            let value = read(&number).is_some_and(|(value, decimals)| is_computed(value, decimals, &next, &behind));
            // What the prose carries over from elsewhere is a fact, with a source.
            let fact = read(&number)
                .is_some_and(|(value, _)| publication.facts.iter().any(|fact| (fact.value - value).abs() < 1e-9));
            // Page numbers stand alone: in the foot of a page, and in the contents.
            let page_number = number.parse().is_ok_and(|number: usize| (1..=pages.len()).contains(&number))
                && text.lines().any(|run| run.trim() == number);
            computed += usize::from(value);
            if !(value || fact || page_number || is_name(&before, &number, &next, &axes)) {
                strange.push(format!("page {}: {before} {number} {next}", page + 1));
            }
        }
    }
    assert!(
        strange.is_empty(),
        "{} are neither computed nor names, {computed} are:\n{}",
        strange.len(),
        strange.join("\n")
    );
    assert!(computed > 150, "only {computed} computed numbers were found");
}

#[test]
fn a_typed_number_would_be_noticed() {
    let behind = [1_234_567_890.0, 4_000_000_123.4];
    assert!(is_computed(1_234_567_890.0, 0, "", &behind) && is_computed(1_234_567_900.0, 0, "kr.", &behind));
    assert!(is_computed(123_456_789_000.0, 0, "%", &behind) && is_computed(4_000_000_123.4, 1, "", &behind));
    for (typed, next) in [(135.0, "borgere"), (40.0, "%"), (39_300.0, "kr."), (2.0, "")] {
        assert!(!is_computed(typed, 0, next, &behind) && !is_computed(typed, 1, next, &behind), "{typed}");
    }
    assert!(is_name("gruppe", "2", "", &[]) && is_name("i", "2018", "", &[]) && !is_name("omkring", "12", "børn", &[]));
}
