//! The numbers and names of lines: each number is at its own point, and names leave the panels their room.

use sporbar::chart::{Chart, ChartKind, Drawing, ValueFormat};
use sporbar::value::{Stat, Values};

use super::svg::{Element, assert_good, elements};
use super::{chart, drawn, values};

fn text<'a>(all: &'a [Element], words: &str) -> &'a Element {
    all.iter().find(|element| element.name == "text" && element.text == words).unwrap_or_else(|| panic!("no {words}"))
}

#[test]
fn the_numbers_of_points_that_are_close_stand_in_the_order_of_their_values() {
    // The first points are a tenth apart, a sliver of an axis that reaches far below them.
    for low in [-20.0, -40.0, -80.0, -160.0, -320.0] {
        for upper_first in [true, false] {
            let (upper, lower) = (("", "Høj", "1", Some(-2.1)), ("", "Lav", "1", Some(-2.3)));
            let (one, two) = if upper_first { (upper, lower) } else { (lower, upper) };
            let rows = [one, two, ("", "Høj", "2", Some(low)), ("", "Lav", "2", Some(low * 1.5))];
            let decimals =
                Chart { format: Some(ValueFormat::Number(1)), ..chart(ChartKind::Lines, Stat::CumulativeSum, "kr.") };
            for height_mm in [None, Some(45.0), Some(60.0), Some(110.0)] {
                let drawing = drawn(&Chart { height_mm, ..decimals.clone() }, &values(Stat::CumulativeSum, &rows));
                let all = elements(&drawing.svg);
                let at = |words: &str| all.iter().find(|e| e.text == words).map(|e| e.number("y"));
                if let (Some(upper), Some(lower)) = (at("−2,1"), at("−2,3")) {
                    assert!(upper < lower, "{low}, {height_mm:?}: −2,1 at {upper} stands under −2,3 at {lower}");
                }
            }
        }
    }
}

fn panels(names: [&str; 3]) -> Values {
    let mut rows = Vec::new();
    for facet in ["Gruppe 1", "Gruppe 2"] {
        for (name, height) in names.into_iter().zip([1000.0, 2000.0, 4000.0]) {
            for (x, part) in [("2017H1", 1.0), ("2017H2", 1.2), ("2018H1", 1.1)] {
                rows.push((facet, name, x, Some(height * part)));
            }
        }
    }
    values(Stat::Mean, &rows)
}

/// How wide the first panel is: its base line.
fn panel_width(drawing: &Drawing) -> f64 {
    let all = elements(&drawing.svg);
    let line =
        all.iter().find(|e| e.attributes.get("stroke-width").is_some_and(|wide| wide == "0.7")).expect("a base line");
    let places: Vec<f64> = line.attributes["points"].split([',', ' ']).map(|n| n.parse().expect("a number")).collect();
    places[2] - places[0]
}

#[test]
fn long_names_stand_above_several_panels_and_short_ones_beside_them() {
    let lines = chart(ChartKind::Lines, Stat::Mean, "kr. pr. person");
    let long = drawn(&lines, &panels(["Arbejdsmarkedsydelser", "Kontante ydelser", "Hjælp til børn og unge"]));
    let short = drawn(&lines, &panels(["A", "B", "C"]));
    assert_good(&long);
    assert_good(&short);
    let named = |drawing: &Drawing, name: &str, facet: &str| {
        let all = elements(&drawing.svg);
        (text(&all, name).number("y"), text(&all, facet).number("y"))
    };
    let (name, facet) = named(&long, "Hjælp til børn og unge", "Gruppe 1");
    assert!(name < facet, "the names stand above the panels");
    let (name, facet) = named(&short, "C", "Gruppe 1");
    assert!(name > facet, "short names stand at their lines' ends");
    assert!(panel_width(&long) > 150.0, "{}", panel_width(&long));
}

#[test]
fn a_peak_on_a_marked_place_has_its_number_beside_the_line() {
    let lines = chart(ChartKind::Lines, Stat::Mean, "kr.");
    for (turn, ends) in [(90.0_f64, 40.0_f64), (10.0, 60.0)] {
        let row = [("-2", ends), ("-1", ends.midpoint(turn)), ("0", turn), ("1", ends.midpoint(turn)), ("2", ends)];
        let rows: Vec<_> = row.iter().map(|(x, value)| ("", "Forældre", *x, Some(*value))).collect();
        let marked = Chart { mark: Some(("0".into(), "Indsatsstart".into())), ..lines.clone() };
        let drawing = drawn(&marked, &values(Stat::Mean, &rows));
        assert_good(&drawing);
        text(&elements(&drawing.svg), &format!("{turn}"));
    }
}

#[test]
fn a_line_that_ends_at_the_marked_place_is_named_there_and_not_across_the_figure() {
    let part = |name, places: [(&'static str, Option<f64>); 5]| places.map(|(x, value)| ("", name, x, value));
    let fathers = [("-24", Some(82.0)), ("-12", Some(79.0)), ("0", Some(82.0)), ("12", None), ("24", None)];
    let mothers = [("-24", Some(63.0)), ("-12", Some(55.0)), ("0", Some(23.0)), ("12", Some(36.0)), ("24", Some(40.0))];
    let rows = [part("Fædre", fathers), part("Mødre", mothers)].concat();
    let lines = chart(ChartKind::Lines, Stat::Mean, "point");
    let drawing =
        drawn(&Chart { mark: Some(("0".into(), "Indsatsstart".into())), ..lines }, &values(Stat::Mean, &rows));
    assert_good(&drawing);
    let all = elements(&drawing.svg);
    let (name, before, after) = (text(&all, "Fædre"), text(&all, "−12"), text(&all, "+12"));
    let (before, name, after) = (before.number("x"), name.number("x"), after.number("x"));
    assert!(before < name && name < after, "{before}, {name}, {after}");
}
