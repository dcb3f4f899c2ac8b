//! A tornado: bars to both sides of the outcome as stated.

use sporbar::chart::{Chart, ChartKind};
use sporbar::value::{Stat, Values};

use super::svg::{assert_good, elements, texts};
use super::{alt_text, chart, drawn, names, unfit, values};

fn of(rows: &[(&str, &str, [Option<f64>; 3])]) -> Values {
    let mut all: Option<Values> = None;
    for (at, stat) in [Stat::Base, Stat::Low, Stat::High].into_iter().enumerate() {
        let own: Vec<_> = rows.iter().map(|(facet, series, ends)| (*facet, *series, "", ends[at])).collect();
        let own = values(stat, &own);
        match &mut all {
            Some(all) => all.rows.extend(own.rows),
            None => all = Some(own),
        }
    }
    all.expect("three stats")
}

fn tornado() -> Chart {
    Chart { series_notes: names(&[("Pris", "−10 % til +10 %")]), ..chart(ChartKind::Tornado, Stat::Base, "kr.") }
}

fn fills(svg: &str, color: &str) -> Vec<(f64, f64)> {
    let painted = elements(svg).into_iter().filter(|e| e.name == "rect" && e.attributes["fill"] == color);
    let mut ends: Vec<_> = painted.map(|e| (e.number("x"), e.number("x") + e.number("width"))).collect();
    // The first is the legend's.
    ends.remove(0);
    ends
}

#[test]
fn bars_go_out_from_the_outcome_as_stated() {
    let values = of(&[
        ("", "Antal", [Some(100.0), Some(-50.0), Some(250.0)]),
        ("", "Pris", [Some(100.0), Some(150.0), Some(50.0)]),
    ]);
    let drawing = drawn(&tornado(), &values);
    assert_good(&drawing);
    let (low, high) = (fills(&drawing.svg, "#e8bf76"), fills(&drawing.svg, "#0f4c5c"));
    assert_eq!((low.len(), high.len()), (2, 2));
    let base = low[0].1;
    assert!((high[0].0 - base).abs() < 0.02 && (high[1].1 - base).abs() < 0.02 && (low[1].0 - base).abs() < 0.02);
    // 150 to either side, and a third of that.
    let wide = |(left, right): (f64, f64)| right - left;
    assert!((wide(low[0]) - wide(high[0])).abs() < 0.05 && (wide(low[0]) - 3.0 * wide(low[1])).abs() < 0.1);
    let said = texts(&drawing);
    for words in ["Som angivet: 100", "−50", "250", "150", "50", "−10 % til +10 %", "Lav forudsætning", "0"] {
        assert!(said.iter().any(|text| text == words), "{words} is not in {said:?}");
    }
    assert_eq!(
        drawing.alt,
        "Titel. Vandrette søjler til begge sider af resultatet som angivet, den forudsætning, der flytter mest, øverst. \
         Som angivet er resultatet 100 kr. Antal: lav −50 kr., høj 250 kr. Pris (−10 % til +10 %): lav 150 kr., høj 50 kr."
    );
}

#[test]
fn what_never_comes_is_a_dash_and_both_ends_may_lie_on_one_side() {
    let values = of(&[
        ("Lav", "Antal", [Some(7.0), None, Some(4.0)]),
        ("Lav", "Pris", [Some(7.0), Some(9.0), Some(8.0)]),
        ("Høj", "Antal", [None, None, Some(4.0)]),
        ("Høj", "Pris", [None, None, None]),
    ]);
    let drawing = drawn(&Chart { unit: "år".into(), ..tornado() }, &values);
    assert_good(&drawing);
    let said = texts(&drawing);
    assert_eq!(said.iter().filter(|text| *text == "–").count(), 4, "{said:?}");
    assert!(said.iter().any(|text| text == "Som angivet: –"));
    assert!(drawing.alt.contains("Antal: lav uden værdi, høj 4 år."), "{}", drawing.alt);
    assert_eq!(alt_text(&Chart { unit: "år".into(), ..tornado() }, &values).ok(), Some(drawing.alt));
}

#[test]
fn without_its_stats_there_is_none() {
    let only_base = values(Stat::Base, &[("", "Antal", "", Some(1.0))]);
    assert!(unfit(&tornado(), &only_base)[0].contains("the stat `low`"));
    let along = values(Stat::Low, &[("", "Antal", "2017", Some(1.0)), ("", "Antal", "2018", Some(1.0))]);
    let mut all = along.clone();
    for stat in [Stat::Base, Stat::High] {
        all.rows.extend(along.rows.iter().cloned().map(|mut row| {
            row.key.stat = stat;
            row
        }));
    }
    assert!(unfit(&tornado(), &all)[0].contains("several places"));
}
