//! Places that lines reach: a ring between two places along the axis, and words.

use sporbar::chart::{Chart, ChartKind, Reached};
use sporbar::value::{Stat, Values};

use super::svg::{assert_good, elements, texts};
use super::{chart, drawn, unfit, values};

fn balance() -> Values {
    let row = |series, x, value| ("", series, x, Some(value));
    values(
        Stat::CumulativeSum,
        &[
            row("Høj", "1", -10.0),
            row("Høj", "2", -4.0),
            row("Høj", "3", 8.0),
            row("Lav", "1", -12.0),
            row("Lav", "2", -11.0),
            row("Lav", "3", -8.0),
        ],
    )
}

fn marked(series: &str, place: f64) -> Reached {
    let words = format!("Tjent hjem efter {} år", place + 1.0);
    Reached { facet: String::new(), series: series.to_owned(), place, words }
}

#[test]
fn a_ring_stands_where_the_line_is_and_behind_the_axis_there_are_only_words() {
    // From -4 to 8 a line is at 0 a third of the way.
    let reached = vec![marked("Høj", 1.0 + 1.0 / 3.0), marked("Lav", 4.0)];
    let drawing = drawn(&Chart { reached, ..chart(ChartKind::Lines, Stat::CumulativeSum, "kr.") }, &balance());
    assert_good(&drawing);
    let rings: Vec<(f64, f64)> = elements(&drawing.svg)
        .into_iter()
        .filter(|element| element.name == "circle" && (element.number("r") - 3.4).abs() < 0.02)
        .filter(|element| element.attributes["fill"] != "#ffffff")
        .map(|element| (element.number("cx"), element.number("cy")))
        .collect();
    let zero = elements(&drawing.svg)
        .into_iter()
        .find(|element| element.attributes.get("stroke-width").is_some_and(|wide| wide == "0.7"))
        .map(|line| line.attributes["points"].split([',', ' ']).nth(1).and_then(|y| y.parse::<f64>().ok()));
    assert!(
        rings.iter().any(|(_, y)| (Some(*y) == zero.flatten()) || (y - zero.flatten().unwrap_or(0.0)).abs() < 0.02)
    );
    assert_eq!(texts(&drawing).iter().filter(|text| text.starts_with("Tjent hjem")).count(), 2);
    assert!(drawing.alt.contains("Høj: Tjent hjem efter"), "{}", drawing.alt);
}

#[test]
fn behind_the_axis_the_words_end_at_its_edge_and_point_onwards() {
    let reached = vec![marked("Høj", 1.5), marked("Lav", 4.0)];
    let drawing = drawn(&Chart { reached, ..chart(ChartKind::Lines, Stat::CumulativeSum, "kr.") }, &balance());
    let words: Vec<_> = elements(&drawing.svg)
        .into_iter()
        .filter(|element| element.name == "text" && element.text.starts_with("Tjent hjem"))
        .map(|element| {
            (element.text.ends_with('→'), element.attributes.get("text-anchor").cloned(), element.number("x"))
        })
        .collect();
    let last = elements(&drawing.svg)
        .into_iter()
        .filter(|element| {
            element.name == "polyline" && element.attributes.get("stroke-width").is_some_and(|w| w == "0.7")
        })
        .filter_map(|line| line.attributes["points"].split([',', ' ']).nth(2).and_then(|x| x.parse::<f64>().ok()))
        .fold(0.0, f64::max);
    let (onwards, here): (Vec<_>, Vec<_>) = words.into_iter().partition(|(arrow, _, _)| *arrow);
    assert_eq!((onwards.len(), here.len()), (1, 1));
    assert_eq!(onwards[0].1.as_deref(), Some("end"));
    assert!((onwards[0].2 - last).abs() < 3.0, "{} is not at the edge, {last}", onwards[0].2);
}

#[test]
fn only_a_line_can_reach_a_place() {
    let columns =
        Chart { reached: vec![marked("Høj", 0.5)], ..chart(ChartKind::GroupedColumns, Stat::CumulativeSum, "kr.") };
    assert!(unfit(&columns, &balance())[0].contains("no line on which a place could be marked"));
}
