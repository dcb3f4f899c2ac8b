//! Intervals, the row of N and a marked place: they are where the values say, and the words say the same.

use sporbar::chart::{Chart, ChartKind, Drawing, ValueLabels};
use sporbar::value::{Stat, Values};

use super::svg::{Element, assert_good, elements, texts};
use super::{alt_text, chart, drawn, unfit, values};

/// Shares from (series, x, value, lower, upper, n).
fn shares(rows: &[(&str, &str, f64, f64, f64, u64)]) -> Values {
    let bare: Vec<_> = rows.iter().map(|(series, x, value, ..)| ("", *series, *x, Some(*value))).collect();
    let mut values = values(Stat::Share, &bare);
    for (row, (_, _, _, lower, upper, n)) in values.rows.iter_mut().zip(rows) {
        (row.lower, row.upper, row.n) = (Some(*lower), Some(*upper), Some(*n));
    }
    values
}

/// Two years before to two years after, falling towards zero and rising again; fewer and fewer are seen.
fn around_zero(series: &[&str]) -> Values {
    let mut rows = Vec::new();
    let xs: Vec<String> = (-24..=24).map(|month: i32| month.to_string()).collect();
    for (at, name) in series.iter().enumerate() {
        for (step, x) in xs.iter().enumerate() {
            let away = (step as f64 - 24.0).abs() / 24.0;
            let value = 0.3 + 0.4 * away + 0.01 * at as f64;
            rows.push((*name, x.as_str(), value, value - 0.1, value + 0.1, 90 - step as u64));
        }
    }
    shares(&rows)
}

fn curve() -> Chart {
    Chart {
        x_title: Some("måneder".into()),
        n_row: true,
        mark: Some(("0".into(), "Indsatsstart".into())),
        ..chart(ChartKind::Lines, Stat::Share, "forældre")
    }
}

fn before_and_after() -> Values {
    shares(&[("Forældre", "før", 0.38, 0.33, 0.43, 632), ("Forældre", "efter", 0.46, 0.41, 0.51, 657)])
}

/// The points of a polygon or a polyline.
fn points(element: &Element) -> Vec<(f64, f64)> {
    let pair = |pair: &str| {
        let (x, y) = pair.split_once(',').expect("a pair");
        (x.parse().expect("a number"), y.parse().expect("a number"))
    };
    element.attributes["points"].split(' ').map(pair).collect()
}

/// The bands of a drawing: what is seen through.
fn bands(drawing: &Drawing) -> Vec<Vec<(f64, f64)>> {
    let all = elements(&drawing.svg);
    let veils: Vec<_> = all.iter().filter(|element| element.attributes.contains_key("fill-opacity")).collect();
    // The first is the key's.
    veils.iter().skip(1).map(|element| points(element)).collect()
}

/// How high a point of a percentage is, from the labels of the axis.
fn axis(drawing: &Drawing) -> impl Fn(f64) -> f64 {
    let all = elements(&drawing.svg);
    let tick =
        |words: &str| all.iter().find(|element| element.text == words).expect(words).number("y") - 0.727 * 7.4 / 2.0;
    let (zero, twenty) = (tick("0\u{a0}%"), tick("20\u{a0}%"));
    move |share| zero + (twenty - zero) * share / 0.2
}

/// The upright lines of a width, as x, top and bottom.
fn uprights(drawing: &Drawing, wide: &str) -> Vec<(f64, f64, f64)> {
    let all = elements(&drawing.svg);
    let lines = all.iter().filter(|element| element.attributes.get("stroke-width").is_some_and(|width| width == wide));
    let upright = |element: &Element| match points(element)[..] {
        [(x, from), (other, to)] if (x - other).abs() < 0.01 => Some((x, from.min(to), from.max(to))),
        _ => None,
    };
    lines.filter_map(upright).collect()
}

#[test]
fn a_band_reaches_from_the_lower_to_the_upper_end_at_every_place() {
    let drawing = drawn(&curve(), &around_zero(&["Forældre"]));
    assert_good(&drawing);
    let bands = bands(&drawing);
    assert_eq!(bands.len(), 1);
    assert_eq!(bands[0].len(), 98, "49 places, above and below");
    let y = axis(&drawing);
    // At the first place 70 % give or take 10, in the middle 30 %.
    for (at, share) in [(0, 0.8), (24, 0.4), (48, 0.8), (49, 0.6), (73, 0.2), (97, 0.6)] {
        assert!((bands[0][at].1 - y(share)).abs() < 0.05, "{at}: {} and {}", bands[0][at].1, y(share));
    }
    assert!(texts(&drawing).iter().any(|text| text == "95\u{a0}% interval"));
}

#[test]
fn a_band_breaks_where_there_is_no_interval() {
    let mut values = around_zero(&["Forældre"]);
    (values.rows[10].lower, values.rows[10].upper) = (None, None);
    assert_eq!(bands(&drawn(&curve(), &values)).iter().map(Vec::len).collect::<Vec<_>>(), [20, 76]);
    for row in &mut values.rows {
        (row.lower, row.upper) = (None, None);
    }
    let drawing = drawn(&curve(), &values);
    assert!(!drawing.svg.contains("fill-opacity") && !texts(&drawing).iter().any(|text| text.contains("interval")));
}

#[test]
fn error_bars_reach_from_end_to_end() {
    for kind in [ChartKind::Points, ChartKind::GroupedColumns] {
        let drawing = drawn(&chart(kind, Stat::Share, "forældre"), &before_and_after());
        assert_good(&drawing);
        let y = axis(&drawing);
        // The first is the key's.
        let bars = uprights(&drawing, "1").split_off(1);
        assert_eq!(bars.len(), 2, "{}", kind.name());
        for ((_, top, bottom), (low, high)) in bars.into_iter().zip([(0.33, 0.43), (0.41, 0.51)]) {
            assert!((top - y(high)).abs() < 0.05 && (bottom - y(low)).abs() < 0.05, "{}", kind.name());
        }
        let texts = texts(&drawing);
        assert!(
            ["38\u{a0}%", "46\u{a0}%", "95\u{a0}% interval"].iter().all(|text| texts.contains(&(*text).to_owned()))
        );
    }
}

#[test]
fn points_stand_at_their_values_and_apart_from_each_other() {
    let values = shares(&[
        ("Mor", "før", 0.5, 0.4, 0.6, 50),
        ("Far", "før", 0.5, 0.4, 0.6, 40),
        ("Mor", "efter", 0.7, 0.6, 0.8, 50),
        ("Far", "efter", 0.5, 0.4, 0.6, 40),
    ]);
    let drawing = drawn(&chart(ChartKind::Points, Stat::Share, "forældre"), &values);
    assert_good(&drawing);
    let y = axis(&drawing);
    let all = elements(&drawing.svg);
    let circles: Vec<_> =
        all.iter().filter(|e| e.name == "circle" && e.number("r") > 2.9 && e.number("r") < 3.1).collect();
    let places: Vec<f64> = circles.iter().map(|circle| circle.number("cy")).collect();
    assert_eq!(circles.len(), 2, "the first series has round points");
    assert!((places[0] - y(0.5)).abs() < 0.05 && (places[1] - y(0.7)).abs() < 0.05);
    let bars = uprights(&drawing, "1").split_off(1);
    assert!(bars.windows(2).all(|pair| pair[1].0 - pair[0].0 > 7.0), "{bars:?}");
}

#[test]
fn an_interval_is_not_cut_at_zero_or_at_everyone() {
    let values = shares(&[("A", "før", 0.02, -0.05, 0.09, 9), ("A", "efter", 0.97, 0.9, 1.04, 9)]);
    for kind in [ChartKind::Points, ChartKind::GroupedColumns, ChartKind::Lines] {
        let drawing = drawn(&chart(kind, Stat::Share, "børn"), &values);
        assert_good(&drawing);
        let y = axis(&drawing);
        let reached: Vec<(f64, f64)> = if kind == ChartKind::Lines {
            let band = &bands(&drawing)[0];
            vec![(band[0].1, band[3].1), (band[1].1, band[2].1)]
        } else {
            uprights(&drawing, "1").split_off(1).into_iter().map(|(_, top, bottom)| (top, bottom)).collect()
        };
        let ends = [(0.09, -0.05), (1.04, 0.9)];
        for ((top, bottom), (high, low)) in reached.into_iter().zip(ends) {
            assert!((top - y(high)).abs() < 0.05 && (bottom - y(low)).abs() < 0.05, "{}", kind.name());
        }
        // There is no share below nobody or above everybody.
        let texts = texts(&drawing);
        assert!(texts.iter().any(|text| text == "100\u{a0}%"), "{}: {texts:?}", kind.name());
        for beyond in ["\u{2212}20\u{a0}%", "120\u{a0}%"] {
            assert!(!texts.iter().any(|text| text == beyond), "{}: {texts:?}", kind.name());
        }
    }
}

/// The one number of a text that is not a label of the axis: where it is anchored, and its baseline.
fn number_at(drawing: &Drawing, words: &str) -> (String, f64, f64) {
    let all = elements(&drawing.svg);
    let found: Vec<_> =
        all.iter().filter(|element| element.text == words && element.attributes.contains_key("font-weight")).collect();
    assert_eq!(found.len(), 1, "{words}");
    let anchor = found[0].attributes.get("text-anchor").cloned().unwrap_or_default();
    (anchor, found[0].number("x"), found[0].number("y"))
}

#[test]
fn the_number_of_a_column_stands_at_its_top_beside_the_interval() {
    let few = shares(&[("A", "før", 0.06, 0.02, 0.15, 64), ("A", "efter", 0.3, 0.2, 0.42, 64)]);
    let drawing = drawn(&chart(ChartKind::GroupedColumns, Stat::Share, "børn"), &few);
    assert_good(&drawing);
    let y = axis(&drawing);
    let bars = uprights(&drawing, "1").split_off(1);
    for (words, share, (bar, ..)) in [("6\u{a0}%", 0.06, bars[0]), ("30\u{a0}%", 0.3, bars[1])] {
        let (anchor, x, baseline) = number_at(&drawing, words);
        assert_eq!(anchor, "end");
        assert!(x < bar - 3.0 && x > bar - 8.0, "{words} ends at {x}, beside the bar at {bar}");
        assert!((1.0..5.0).contains(&(y(share) - baseline)), "{words} at {baseline}, its column's top at {}", y(share));
    }
    // Where columns are too narrow for that, it stands over the interval's end.
    let names = ["A", "B", "C", "D", "E"];
    let rows: Vec<_> = names.iter().flat_map(|name| ["før", "efter"].map(|x| (*name, x, 0.3, 0.2, 0.42, 64))).collect();
    let drawing = drawn(&chart(ChartKind::GroupedColumns, Stat::Share, "børn"), &shares(&rows));
    assert_good(&drawing);
    let (y, all) = (axis(&drawing), elements(&drawing.svg));
    let numbers: Vec<_> =
        all.iter().filter(|e| e.text == "30\u{a0}%" && e.attributes.contains_key("font-weight")).collect();
    assert_eq!(numbers.len(), 10);
    assert!(numbers.iter().all(|number| number.number("y") < y(0.42)));
}

#[test]
fn the_number_of_a_first_point_stands_in_the_panel_and_not_among_the_axis_labels() {
    let drawing = drawn(&curve(), &around_zero(&["Forældre"]));
    let all = elements(&drawing.svg);
    let tick = all.iter().find(|element| element.text == "20\u{a0}%").expect("a tick");
    let first = all
        .iter()
        .filter(|element| element.text == "70\u{a0}%")
        .min_by(|a, b| a.number("x").total_cmp(&b.number("x")))
        .expect("the first value");
    assert_eq!(tick.attributes["text-anchor"], "end");
    assert!(!first.attributes.contains_key("text-anchor") || first.attributes["text-anchor"] == "start");
    assert!(first.number("x") > tick.number("x") + 6.0, "{} and {}", first.number("x"), tick.number("x"));
}

#[test]
fn n_stands_under_each_place_where_there_is_room_and_else_as_bars() {
    let few = drawn(&Chart { n_row: true, ..chart(ChartKind::Points, Stat::Share, "") }, &before_and_after());
    assert!(["N\u{a0}=\u{a0}632", "N\u{a0}=\u{a0}657"].iter().all(|text| texts(&few).contains(&(*text).to_owned())));
    let many = drawn(&curve(), &around_zero(&["Forældre"]));
    assert!(texts(&many).contains(&"N\u{a0}=\u{a0}42–90".to_owned()), "90 at first, 48 months later 42");
    let all = elements(&many.svg);
    let last_tick = all.iter().find(|e| e.text == "+24").expect("the last month").number("y");
    let bars: Vec<_> = all.iter().filter(|e| e.name == "rect" && e.number("y") > last_tick).collect();
    assert_eq!(bars.len(), 49);
    let ratio = bars[48].number("height") / bars[0].number("height");
    assert!((ratio - 42.0 / 90.0).abs() < 0.005, "bars are measured from zero: {ratio}");
}

#[test]
fn series_that_rest_on_different_numbers_have_a_row_each() {
    let mut values = around_zero(&["Mor", "Far"]);
    assert_eq!(texts(&drawn(&curve(), &values)).iter().filter(|text| text.starts_with('N')).count(), 1);
    for row in &mut values.rows[49..] {
        row.n = Some(34);
    }
    let drawing = drawn(&curve(), &values);
    assert_good(&drawing);
    let written: Vec<_> = texts(&drawing).into_iter().filter(|text| text.starts_with('N')).collect();
    assert_eq!(written, ["N\u{a0}=\u{a0}42–90", "N\u{a0}=\u{a0}34"]);
}

#[test]
fn what_is_held_back_has_no_n() {
    let mut values = before_and_after();
    (values.rows[1].suppressed, values.rows[1].value) = (true, None);
    (values.rows[1].lower, values.rows[1].upper) = (None, None);
    let points = Chart { n_row: true, ..chart(ChartKind::Points, Stat::Share, "forældre") };
    let drawing = drawn(&points, &values);
    assert!(!drawing.svg.contains("657") && !drawing.alt.contains("657"), "neither in the picture nor in the words");
    assert!(drawing.svg.contains("632"));
}

#[test]
fn a_marked_place_is_a_broken_line_at_its_place_with_its_words() {
    let drawing = drawn(&curve(), &around_zero(&["Forældre"]));
    let all = elements(&drawing.svg);
    let zero = all.iter().find(|e| e.text == "0").expect("the month 0").number("x");
    let dashes = uprights(&drawing, "0.9");
    assert!(dashes.len() > 20 && dashes.iter().all(|(x, ..)| (x - zero).abs() < 0.02));
    assert!(texts(&drawing).contains(&"Indsatsstart".to_owned()));
    // Where places are bands it stands before its place, not in its column.
    let columns = Chart {
        mark: Some(("efter".into(), "Indsatsstart".into())),
        ..chart(ChartKind::GroupedColumns, Stat::Share, "")
    };
    let drawing = drawn(&columns, &before_and_after());
    let all = elements(&drawing.svg);
    let x = |words: &str| all.iter().find(|e| e.text == words).expect(words).number("x");
    assert!(uprights(&drawing, "0.9").iter().all(|(at, ..)| (at - f64::midpoint(x("Før"), x("Efter"))).abs() < 0.02));
    let unknown = Chart { mark: Some(("25".into(), "Slut".into())), ..curve() };
    assert!(unfit(&unknown, &around_zero(&["Forældre"]))[0].contains("`25`"));
}

#[test]
fn relative_months_count_from_zero_in_both_directions_and_say_their_unit() {
    let drawing = drawn(&curve(), &around_zero(&["Forældre"]));
    let all = elements(&drawing.svg);
    let months = ["\u{2212}24", "\u{2212}18", "\u{2212}12", "\u{2212}6", "0", "+6", "+12", "+18", "+24"];
    let places: Vec<_> = months.iter().map(|month| all.iter().find(|e| e.text == *month).expect(month)).collect();
    let unit = all.iter().find(|e| e.text == "måneder").expect("the unit");
    assert!((unit.number("y") - places[8].number("y")).abs() < 0.01, "the unit stands behind the last month");
    assert!(unit.number("x") > places[8].number("x"));
    assert!(!texts(&drawing).contains(&"\u{2212}23".to_owned()));
}

#[test]
fn a_long_curve_has_its_lowest_value_written() {
    let drawing = drawn(&curve(), &around_zero(&["Forældre"]));
    // 70 % at both ends and 30 % in between.
    assert_eq!(texts(&drawing).iter().filter(|text| *text == "30\u{a0}%").count(), 1, "and it is no label of the axis");
    let ends = Chart { value_labels: ValueLabels::Ends, ..curve() };
    assert!(!texts(&drawn(&ends, &around_zero(&["Forældre"]))).contains(&"30\u{a0}%".to_owned()));
}

#[test]
fn the_alt_text_tells_intervals_n_and_the_marked_place() {
    assert_eq!(
        alt_text(&curve(), &around_zero(&["Forældre"])).expect("it can be drawn"),
        "Titel. En kurve for Forældre med 95\u{a0}procent interval. Måneder: fra \u{2212}24 til +24. Andel af forældre: fra \
         30\u{a0}procent til 70\u{a0}procent. En lodret streg ved 0 markerer: Indsatsstart. N er fra 42 til 90. Forældre begynder \
         og slutter på 70\u{a0}procent (60–80\u{a0}procent)."
    );
    assert_eq!(
        alt_text(&chart(ChartKind::Points, Stat::Share, "forældre"), &before_and_after()).expect("it can be drawn"),
        "Titel. Punkter for Forældre med 95\u{a0}procent interval. Andel af forældre: fra 38\u{a0}procent til 46\u{a0}procent. Forældre: \
         Før 38\u{a0}procent (33–43\u{a0}procent) og Efter 46\u{a0}procent (41–51\u{a0}procent)."
    );
    let negative = shares(&[("A", "1", 0.02, -0.05, 0.09, 9)]);
    let text = alt_text(&chart(ChartKind::Points, Stat::Share, "børn"), &negative).expect("it can be drawn");
    assert!(text.contains("A er 2\u{a0}procent (\u{2212}5 til 9\u{a0}procent)."), "{text}");
}

#[test]
fn too_many_bands_or_points_are_a_finding() {
    let five = around_zero(&["A", "B", "C", "D", "E"]);
    assert!(unfit(&curve(), &five)[0].contains("cover each other"));
    let crowded = Chart { kind: ChartKind::Points, ..curve() };
    assert!(unfit(&crowded, &five)[0].contains("stand on each other"));
}

#[test]
fn an_interval_that_is_no_number_is_a_finding() {
    let values = shares(&[("A", "1", 0.5, f64::NAN, 0.6, 9)]);
    assert_eq!(unfit(&chart(ChartKind::Points, Stat::Share, ""), &values).len(), 1);
}

/// A dozen places, of which the last has an interval of two people.
fn with_one_far() -> Values {
    let xs: Vec<String> = (1..=12).map(|month: i32| month.to_string()).collect();
    let last = xs.len() - 1;
    let row = |(at, x): (usize, &String)| {
        let (lower, upper) = if at == last { (-2.6, 3.0) } else { (0.5, 0.8) };
        ("Forældre", x.clone(), 0.6, lower, upper, if at == last { 2 } else { 90 })
    };
    let rows: Vec<_> = xs.iter().enumerate().map(row).collect();
    shares(&rows.iter().map(|(a, x, v, l, u, n)| (*a, x.as_str(), *v, *l, *u, *n)).collect::<Vec<_>>())
}

#[test]
fn an_interval_of_next_to_nobody_ends_at_the_edge_in_an_arrow() {
    for kind in [ChartKind::Lines, ChartKind::Steps, ChartKind::Points, ChartKind::GroupedColumns] {
        let (chart, values) = (chart(kind, Stat::Share, "forældre"), with_one_far());
        let drawing = drawn(&chart, &values);
        assert_good(&drawing);
        let said = texts(&drawing);
        assert!(said.iter().any(|text| text.contains("(en pil: fortsætter ud over aksen)")), "{said:?}");
        assert!(
            said.iter().any(|text| text == "80\u{a0}%") && !said.iter().any(|text| text == "100\u{a0}%"),
            "{said:?}"
        );
        assert!(alt_text(&chart, &values).expect("words").contains("fortsætter ud over aksen"));
        // One up and one down, at the ends of the axis.
        let y = axis(&drawing);
        let all = elements(&drawing.svg);
        let solid =
            all.iter().filter(|element| element.name == "polygon" && !element.attributes.contains_key("fill-opacity"));
        let arrows: Vec<_> = solid.map(points).filter(|corners| corners.len() == 3).collect();
        assert_eq!(arrows.len(), 2, "{}", kind.name());
        for edge in [0.0, 0.8] {
            assert!(arrows.iter().any(|corners| (corners[0].1 - y(edge)).abs() < 0.05), "{}: {arrows:?}", kind.name());
        }
    }
}

#[test]
fn wide_intervals_that_are_no_exception_are_drawn_whole() {
    // All of few are wide; and one of a dozen that does not make the axis twice as long.
    let few = shares(&[("F", "a", 0.5, 0.1, 0.9, 4), ("F", "b", 0.5, 0.1, 0.9, 4), ("F", "c", 0.5, -1.5, 3.0, 2)]);
    let mut near = with_one_far();
    (near.rows[11].lower, near.rows[11].upper) = (Some(0.1), Some(1.4));
    for values in [few, near] {
        let chart = chart(ChartKind::Points, Stat::Share, "forældre");
        assert!(!texts(&drawn(&chart, &values)).iter().any(|text| text.contains("en pil")));
        assert!(!alt_text(&chart, &values).expect("words").contains("en pil"));
    }
}
