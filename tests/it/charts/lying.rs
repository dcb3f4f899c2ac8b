//! Rows on a lying axis, and heat tables: marks stand where the values say, and what cannot be shown is refused.

use sporbar::chart::{Chart, ChartKind};
use sporbar::value::{Stat, Values};

use super::svg::{assert_good, elements, texts};
use super::{alt_text, chart, drawn, unfit, values};

fn of(kind: ChartKind, stat: Stat, unit: &str) -> Chart {
    chart(kind, stat, unit)
}

/// Odds ratios with their intervals.
fn ratios() -> Values {
    let rows = [("Kvinder", 0.5), ("Unge", 1.0), ("Faglærte", 2.0), ("Ledige", 4.0)];
    let bare: Vec<_> = rows.iter().map(|(x, value)| ("", "Oddsratio", *x, Some(*value))).collect();
    let mut values = values(Stat::Value, &bare);
    for row in &mut values.rows {
        row.lower = row.value.map(|value| value / 1.6);
        row.upper = row.value.map(|value| value * 1.6);
    }
    values
}

/// The middles of what lies around marks, in the order of the values.
fn middles(chart: &Chart, values: &Values) -> Vec<(f64, f64)> {
    drawn(chart, values).zones.iter().map(|zone| (zone.left + zone.width / 2.0, zone.top + zone.height / 2.0)).collect()
}

#[test]
fn a_forest_plot_is_logarithmic_and_names_each_value_with_its_interval() {
    let (chart, values) = (of(ChartKind::Forest, Stat::Value, "oddsratio"), ratios());
    let drawing = drawn(&chart, &values);
    assert_good(&drawing);
    let at = middles(&chart, &values);
    // From a half to 1, to 2, to 4: equal ratios are equal distances.
    let steps: Vec<f64> = at.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
    assert!(steps.iter().all(|step| (step - steps[0]).abs() < 0.05 && *step > 5.0), "{steps:?}");
    assert!(texts(&drawing).iter().any(|text| text == "2,0 (1,3–3,2)"), "{:?}", texts(&drawing));
    let mut none = values.clone();
    none.rows[0].lower = Some(0.0);
    assert!(unfit(&chart, &none).iter().any(|finding| finding.contains("not above zero")));
}

#[test]
fn a_dot_plot_keeps_the_rows_order_and_marks_the_total() {
    let rows = [("Assens", 9.0), ("Bogense", 7.0), ("I alt", 5.0), ("Kerteminde", 2.0)];
    let bare: Vec<_> = rows.iter().map(|(x, value)| ("", "Antal", *x, Some(*value))).collect();
    let values = values(Stat::Count, &bare);
    let chart = Chart { sums: vec!["I alt".into()], ..of(ChartKind::Dots, Stat::Count, "personer") };
    assert_good(&drawn(&chart, &values));
    let at = middles(&chart, &values);
    assert!(at.windows(2).all(|pair| pair[0].1 < pair[1].1 && pair[0].0 > pair[1].0), "{at:?}");
    let wrong = Chart { sums: vec!["Ialt".into()], ..chart };
    assert!(unfit(&wrong, &values).iter().any(|finding| finding.contains("none of its rows")));
}

/// Two groups by class.
fn classes() -> Values {
    let mut rows = Vec::new();
    for (series, values) in [("Kvinder", [4.0, 9.0, 6.0]), ("Mænd", [5.0, 7.0, 2.0])] {
        for (x, value) in ["18-29", "30-39", "40-49"].into_iter().zip(values) {
            rows.push(("", series, x, Some(value)));
        }
    }
    values(Stat::Count, &rows)
}

#[test]
fn a_pyramid_sets_two_groups_back_to_back_on_one_scale() {
    let (chart, values) = (of(ChartKind::Pyramid, Stat::Count, "personer"), classes());
    let drawing = drawn(&chart, &values);
    assert_good(&drawing);
    let zones = &drawing.zones;
    let axis = zones[0].left + zones[0].width;
    for (zone, row) in zones.iter().zip(&values.rows) {
        let value = row.value.expect("a value");
        let from = if row.key.series == "Kvinder" { zone.left + zone.width } else { zone.left };
        assert!((from - axis).abs() < 0.1, "all bars start at the middle");
        assert!((zone.width / value - zones[0].width / 4.0).abs() < 0.1, "lengths are as values");
    }
    let mut third = values.clone();
    third.series.push("Andre".into());
    let mut row = third.rows[0].clone();
    row.key.series = "Andre".into();
    third.rows.push(row);
    assert!(unfit(&chart, &third).iter().any(|finding| finding.contains("two series")));
}

#[test]
fn diverging_bars_lean_by_what_is_against_and_for() {
    let mut rows = Vec::new();
    for (x, answers) in [("Kontakten", [0.1, 0.22, 0.68]), ("Planen", [0.48, 0.22, 0.3])] {
        for (series, value) in ["Uenig", "Hverken eller", "Enig"].into_iter().zip(answers) {
            rows.push(("", series, x, Some(value)));
        }
    }
    let values = values(Stat::Share, &rows);
    let chart = of(ChartKind::Diverging, Stat::Share, "af svarene");
    let drawing = drawn(&chart, &values);
    assert_good(&drawing);
    // The middle of what is neutral stands at the same place in both rows.
    let neutral: Vec<f64> = (0..values.rows.len())
        .filter(|at| values.rows[*at].key.series == "Hverken eller")
        .map(|at| {
            drawing.zones.iter().find(|zone| zone.value == at).map(|zone| zone.left + zone.width / 2.0).expect("a zone")
        })
        .collect();
    assert!((neutral[0] - neutral[1]).abs() < 0.1, "{neutral:?}");
    // The line in the middle lies behind the parts, so that it strikes no number through.
    let line = |row: usize| drawing.svg.match_indices("stroke-width=\"0.7\"").nth(row).expect("a line in each row").0;
    let number =
        |row: usize| drawing.svg.match_indices(">22\u{a0}%<").nth(row).expect("the number of the neutral part").0;
    assert!((0..2).all(|row| line(row) < number(row)) && number(0) < line(1), "{}", drawing.svg);
    let alt = alt_text(&chart, &values).expect("words");
    assert!(alt.contains("Stablede vandrette søjler til begge sider"), "{alt}");
}

#[test]
fn a_funnel_narrows_and_refuses_a_step_that_grows() {
    let steps = [("Henvist", 80.0), ("Samtale", 60.0), ("Startet", 44.0), ("Gennemført", 30.0)];
    let bare: Vec<_> = steps.iter().map(|(x, value)| ("", "Antal", *x, Some(*value))).collect();
    let funnel = values(Stat::Count, &bare);
    let chart = of(ChartKind::Funnel, Stat::Count, "personer");
    let drawing = drawn(&chart, &funnel);
    assert_good(&drawing);
    assert!(drawing.zones.windows(2).all(|pair| pair[0].width > pair[1].width));
    let grown = values(Stat::Count, &[("", "Antal", "Henvist", Some(5.0)), ("", "Antal", "Samtale", Some(6.0))]);
    assert!(unfit(&chart, &grown).iter().any(|finding| finding.contains("a step of 6 follows one of 5")));
}

#[test]
fn the_cells_of_a_heat_table_are_darker_the_greater_their_values() {
    let (chart, values) = (of(ChartKind::Heat, Stat::Count, "personer"), classes());
    let drawing = drawn(&chart, &values);
    assert_good(&drawing);
    let fills: Vec<u32> = elements(&drawing.svg)
        .iter()
        .filter(|element| element.name == "rect" && element.number("width") > 40.0)
        .filter_map(|element| u32::from_str_radix(element.attributes.get("fill")?.trim_start_matches('#'), 16).ok())
        .collect();
    let mut cells: Vec<(f64, u32)> = values.rows.iter().filter_map(|row| row.value).zip(fills).collect();
    assert_eq!(cells.len(), 6);
    cells.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!(cells.windows(2).all(|pair| pair[0].1 > pair[1].1), "{cells:?}");
}
