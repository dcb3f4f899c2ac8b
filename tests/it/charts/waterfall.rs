//! A waterfall: every step begins where the one above it ended, sums stand on zero, and one that is not its steps' is a finding.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sporbar::chart::{Chart, ChartKind};
use sporbar::diagnostic::Code;
use sporbar::locale::Language;
use sporbar::value::{Calculation, Key, Stat, Value, Values};

use super::any::NAMES;
use super::draw;
use super::svg::{Element, assert_good, elements, flaws, texts};

/// Values of one series along an axis of steps.
fn values(steps: &[(&str, Option<f64>)]) -> Values {
    let row = |(x, value): &(&str, Option<f64>)| Value {
        key: Key { facet: String::new(), series: "Kroner".into(), x: (*x).into(), stat: Stat::Sum },
        value: *value,
        lower: None,
        upper: None,
        numerator: *value,
        denominator: Some(3.0),
        n: Some(3),
        calculation: Calculation::default(),
        suppressed: false,
        hidden_n: false,
    };
    Values {
        facets: vec![String::new()],
        series: vec!["Kroner".into()],
        xs: steps.iter().map(|(x, _)| (*x).to_owned()).collect(),
        rows: steps.iter().map(row).collect(),
    }
}

fn chart(sums: &[&str]) -> Chart {
    Chart {
        id: "fald".into(),
        title: "Fra udgift til gevinst".into(),
        unit: "kr.".into(),
        sums: sums.iter().map(|sum| (*sum).to_owned()).collect(),
        ..Chart::new(ChartKind::Waterfall, Stat::Sum, Language::default())
    }
}

/// 100 and 40 less is 60; 90 less is -30.
const STEPS: [(&str, Option<f64>); 5] = [
    ("Gevinst", Some(100.0)),
    ("Drift", Some(-40.0)),
    ("Mellem", Some(60.0)),
    ("Løn", Some(-90.0)),
    ("I alt", Some(-30.0)),
];

/// The bars, in the order of the rows: the shapes as high as a bar, and not the squares of the legend.
fn bars(elements: &[Element]) -> Vec<&Element> {
    elements.iter().filter(|e| e.name == "rect" && (e.number("height") - 12.5).abs() < 0.02).collect()
}

#[test]
fn each_step_begins_where_the_one_before_it_ended() {
    let drawing = draw(&chart(&["Mellem", "I alt"]), &values(&STEPS)).expect("it can be drawn");
    assert_good(&drawing);
    let elements = elements(&drawing.svg);
    let bars = bars(&elements);
    assert_eq!(bars.len(), 5);
    let left = |at: usize| bars[at].number("x");
    let right = |at: usize| left(at) + bars[at].number("width");
    let close = |a: f64, b: f64| (a - b).abs() < 0.03;
    let zero = left(0);
    assert!(close(right(0), right(1)), "what is taken is taken from the end of what was added");
    assert!(close(left(2), zero) && close(right(2), left(1)), "a sum stands on zero and ends where the steps came to");
    assert!(close(right(3), right(2)) && close(right(4), zero) && close(left(4), left(3)), "also below zero");
    // 100 is as long as 40 and 60 together.
    assert!(close(right(0) - left(0), (right(1) - left(1)) + (right(2) - left(2))));
    let fill = |at: usize| bars[at].attributes["fill"].as_str();
    assert!(fill(1) == fill(3) && fill(2) == fill(4) && fill(0) != fill(1) && fill(1) != fill(2));
    let shown = texts(&drawing);
    for text in ["+100", "\u{2212}40", "60", "\u{2212}90", "\u{2212}30", "Lægger til", "Trækker fra", "Sum"] {
        assert!(shown.iter().any(|known| known == text), "{text} is not in {shown:?}");
    }
}

#[test]
fn the_alt_text_tells_the_steps() {
    let drawing = draw(&chart(&["Mellem", "I alt"]), &values(&STEPS)).expect("it can be drawn");
    assert_eq!(
        drawing.alt,
        "Fra udgift til gevinst. Vandrette søjler, der oppefra og ned lægger til og trækker fra. Gevinst lægger 100 kr. til. \
         Drift trækker 40 kr. fra. Mellem er summen 60 kr. Løn trækker 90 kr. fra. I alt er summen \u{2212}30 kr."
    );
}

#[test]
fn series_can_be_the_steps_and_what_is_missing_is_a_dash() {
    let turned = |steps: &[(&str, Option<f64>)]| {
        let mut values = values(steps);
        for row in &mut values.rows {
            row.key.series = std::mem::take(&mut row.key.x);
        }
        values.series = std::mem::replace(&mut values.xs, vec![String::new()]);
        values
    };
    let along = draw(&chart(&["I alt"]), &values(&STEPS[3..])).map(|_| ());
    assert!(along.is_err(), "the first step is not there");
    let missing = [("A", Some(5.0)), ("B", None), ("C", Some(0.0)), ("I alt", Some(7.0))];
    let drawing =
        draw(&chart(&["I alt"]), &turned(&missing)).expect("what is not known cannot be held against the sum");
    assert_good(&drawing);
    assert!(texts(&drawing).iter().any(|text| text == "–"));
    assert!(drawing.alt.contains("B har intet tal.") && drawing.alt.contains("C flytter intet."), "{}", drawing.alt);
}

#[test]
fn what_does_not_add_up_or_is_not_one_sum_is_a_finding() {
    let said = |chart: &Chart, values: &Values| {
        let findings = draw(chart, values).expect_err("it cannot be drawn");
        assert!(findings.iter().all(|finding| finding.code == Code::ChartUnfit));
        findings
            .iter()
            .map(|finding| format!("{} {}", finding.message, finding.help.join(" ")))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let mut wrong = STEPS;
    wrong[4].1 = Some(-29.0);
    let hole = said(&chart(&["Mellem", "I alt"]), &values(&wrong));
    assert!(hole.contains("`I alt` is \u{2212}29, but the steps before it come to \u{2212}30"), "{hole}");
    let name = said(&chart(&["Melem"]), &values(&STEPS));
    assert!(name.contains("`Melem` is none of its rows") && name.contains("did you mean `Mellem`?"), "{name}");
    let mut two = values(&STEPS);
    let more = two.rows.clone();
    two.rows.extend(more.into_iter().map(|mut row| {
        row.key.series = "Andet".into();
        row
    }));
    two.series.push("Andet".into());
    assert!(said(&chart(&[]), &two).contains("a waterfall is one sum"));
    let names: Vec<String> = (0..21).map(|at| format!("Trin {at}")).collect();
    let many: Vec<(&str, Option<f64>)> = names.iter().map(|name| (name.as_str(), Some(1.0))).collect();
    assert!(said(&chart(&[]), &values(&many)).contains("21 steps are more than a reader can follow"));
    let columns = Chart { kind: ChartKind::GroupedColumns, ..chart(&["I alt"]) };
    assert!(said(&columns, &values(&STEPS)).contains("does not tell sums from other rows"));
}

#[test]
fn only_lines_and_points_can_leave_zero_out() {
    let steps = [("a", Some(6.7)), ("b", Some(6.9))];
    let drawn = |kind: ChartKind| draw(&Chart { kind, zero: false, ..chart(&[]) }, &values(&steps));
    for kind in [ChartKind::Lines, ChartKind::Points] {
        let drawing = drawn(kind).expect("its marks have no length that is read");
        assert!(!texts(&drawing).iter().any(|text| text == "0"), "{kind:?} begins near the values");
    }
    for kind in [ChartKind::GroupedColumns, ChartKind::StackedColumns, ChartKind::Bars, ChartKind::Waterfall] {
        let findings = drawn(kind).expect_err("its length is read from zero");
        assert!(findings.iter().any(|finding| finding.message.contains("read from zero")), "{kind:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, rng_seed: RngSeed::Fixed(18), failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_steps_give_a_waterfall_without_flaws(
        steps in proptest::collection::vec(proptest::option::weighted(0.9, -1e7..1e7f64), 1..12), width_mm in 110.0..200.0f64
    ) {
        let names: Vec<String> = (0..steps.len()).map(|at| format!("{} {at}", NAMES[at % NAMES.len()])).collect();
        let rows: Vec<(&str, Option<f64>)> = names.iter().map(String::as_str).zip(steps).collect();
        if let Ok(drawing) = draw(&Chart { width_mm, ..chart(&[]) }, &values(&rows)) {
            prop_assert_eq!(flaws(&drawing), Vec::<String>::new());
        }
    }
}
