//! Survival steps, slopes, histograms, goal bars and ribbons: marks stand where the values say, and what cannot be shown so is refused.

use sporbar::chart::{Axes, Chart, ChartKind, turned};
use sporbar::diagnostic::Code;
use sporbar::value::{Dimension, Disclosed, Stat, Values, Veil};

use super::svg::{assert_good, texts};
use super::{alt_text, chart, drawn, unfit, values};

fn of(kind: ChartKind, stat: Stat, unit: &str) -> Chart {
    chart(kind, stat, unit)
}

/// Two curves over four times, with how many are followed at each.
fn survival() -> Values {
    let mut rows = Vec::new();
    for (series, shares) in [("Indsats", [1.0, 0.8, 0.5, 0.5]), ("Sammenligning", [1.0, 0.9, 0.7, 0.6])] {
        for (x, share) in ["0", "4", "8", "12"].into_iter().zip(shares) {
            rows.push(("", series, x, Some(share)));
        }
    }
    let mut values = values(Stat::Share, &rows);
    for (row, n) in values.rows.iter_mut().zip([120, 90, 51, 17, 110, 94, 63, 28]) {
        row.n = Some(n);
        row.lower = row.value.map(|value| value - 0.05);
        row.upper = row.value.map(|value| value + 0.04);
    }
    values
}

#[test]
fn survival_steps_down_and_says_how_many_are_at_risk() {
    let values = survival();
    let chart = Chart { n_row: true, ..of(ChartKind::Steps, Stat::Share, "af borgerne") };
    let drawing = drawn(&chart, &values);
    assert_good(&drawing);
    let texts = texts(&drawing);
    assert!(texts.iter().any(|text| text == "Under risiko"), "{texts:?}");
    for n in ["120", "90", "51", "17", "110", "94", "63", "28"] {
        assert!(texts.iter().any(|text| text == n), "{n} is not in {texts:?}");
    }
    // Equal times are equally far from each other, and what is half as much lies half as high.
    let at = |place: usize| drawing.zones.iter().find(|zone| zone.value == place).expect("a point");
    let steps: Vec<f64> = (0..3).map(|x| at(x + 1).left - at(x).left).collect();
    assert!(steps.iter().all(|step| (step - steps[0]).abs() < 0.05 && *step > 20.0), "{steps:?}");
    assert!((at(2).top - at(3).top).abs() < 0.05 && at(1).top > at(0).top);
    let fell = (at(1).top - at(0).top) / (at(2).top - at(0).top);
    assert!((fell - 0.4).abs() < 0.01, "0.2 of 0.5: {fell}");
    assert!(alt_text(&chart, &values).expect("words").contains("Trappekurver for Indsats og Sammenligning"));
}

#[test]
fn times_that_are_not_even_are_no_steps() {
    let rows = [("", "A", "13", Some(0.9)), ("", "A", "26", Some(0.8)), ("", "A", "52", Some(0.5))];
    let chart = of(ChartKind::Steps, Stat::Share, "af borgerne");
    assert!(unfit(&chart, &values(Stat::Share, &rows)).iter().any(|finding| finding.contains("not equally far")));
}

#[test]
fn a_slope_has_both_numbers_and_two_places() {
    let rows = [
        ("", "Assens", "Før", Some(12.0)),
        ("", "Bogense", "Før", Some(30.0)),
        ("", "Assens", "Efter", Some(21.0)),
        ("", "Bogense", "Efter", Some(25.0)),
    ];
    let chart = of(ChartKind::Slope, Stat::Count, "borgere");
    let drawing = drawn(&chart, &values(Stat::Count, &rows));
    assert_good(&drawing);
    let texts = texts(&drawing);
    for number in ["12", "30", "21", "25", "Før", "Efter"] {
        assert!(texts.iter().any(|text| text == number), "{number} is not in {texts:?}");
    }
    let top = |place: usize| drawing.zones.iter().find(|zone| zone.value == place).expect("a mark").top;
    assert!(top(0) > top(2) && top(1) < top(3), "one rises and one falls");
    let three = [rows[0], rows[2], ("", "Assens", "Senere", Some(22.0))];
    let found = unfit(&chart, &values(Stat::Count, &three));
    assert!(found.iter().any(|finding| finding.contains("these values have 3")), "{found:?}");
}

#[test]
fn the_columns_of_a_histogram_touch() {
    let rows = [("", "", "0-4", Some(3.0)), ("", "", "5-9", Some(6.0)), ("", "", "10-14", Some(1.0))];
    let chart = of(ChartKind::Histogram, Stat::Count, "familier");
    let drawing = drawn(&chart, &values(Stat::Count, &rows));
    assert_good(&drawing);
    let zones = &drawing.zones;
    assert!(zones.windows(2).all(|pair| (pair[0].left + pair[0].width - pair[1].left).abs() < 0.7), "{zones:?}");
    assert!((zones[1].height / zones[0].height - 2.0).abs() < 0.02, "{zones:?}");
    let two = values(Stat::Count, &[("", "A", "0-4", Some(3.0)), ("", "B", "0-4", Some(2.0))]);
    assert!(unfit(&chart, &two).iter().any(|finding| finding.contains("one distribution")));
    // Groups stand in panels of their own.
    let panels = turned(
        &two,
        Axes::of([Some(Dimension::Series), Some(Dimension::Facet), Some(Dimension::X)]).expect("each once"),
        1.0,
    );
    assert_good(&drawn(&chart, &panels));
}

/// Two shares with their goals, of which one is met.
fn goals() -> Values {
    let mut all = values(Stat::Share, &[("", "", "Samtale", Some(0.8)), ("", "", "I job", Some(0.3))]);
    for (stat, rows) in [("target", [0.75, 0.4]), ("met", [1.0, 0.0])] {
        let stat = Stat::from_name(stat).expect("a stat");
        let own = [("", "", "Samtale", Some(rows[0])), ("", "", "I job", Some(rows[1]))];
        all.rows.extend(values(stat, &own).rows);
    }
    all
}

#[test]
fn goal_bars_say_what_was_to_be_reached_and_whether_it_was() {
    let chart = of(ChartKind::Goals, Stat::Share, "af borgerne");
    let drawing = drawn(&chart, &goals());
    assert_good(&drawing);
    let texts = texts(&drawing);
    for said in ["80\u{a0}% (mål 75\u{a0}%, nået)", "30\u{a0}% (mål 40\u{a0}%, ikke nået)"] {
        assert!(texts.iter().any(|text| text == said), "{said} is not in {texts:?}");
    }
    assert!((drawing.zones[0].width / drawing.zones[1].width - 8.0 / 3.0).abs() < 0.02, "{:?}", drawing.zones);
    let bare = values(Stat::Share, &[("", "", "Samtale", Some(0.8))]);
    assert!(unfit(&chart, &bare).iter().any(|finding| finding.contains("no goals")));
    let hidden = Disclosed::veiled(goals(), |place| Veil { value: place == 0, n: false });
    let refused = sporbar::chart::draw(&chart, &hidden).expect_err("it would tell of what is hidden");
    assert!(refused.iter().any(|finding| finding.code == Code::ChartHidesTooMuch), "{refused:?}");
}

/// A goal of 500 kr. far below what is spent, in a chart that long names leave little room: 20,000 to 120,000 kr. would run into each other.
#[test]
fn ticks_of_goal_bars_stand_apart() {
    let names =
        ["Individuel familiebehandling med døgnophold i familiehus", "Støtte-kontaktperson (§ 52, stk. 3, nr. 6)"];
    let of_stat = |stat: Stat, told: [f64; 2]| {
        let rows: Vec<_> = names.into_iter().zip(told).map(|(name, told)| ("", "", name, Some(told))).collect();
        values(stat, &rows)
    };
    let stat = |name: &str| Stat::from_name(name).expect("a stat");
    let mut all = of_stat(Stat::Sum, [120_121.0, 307.0]);
    all.rows.extend(of_stat(stat("target"), [500.0, 500.0]).rows);
    all.rows.extend(of_stat(stat("met"), [1.0, 0.0]).rows);
    let narrow = Chart { width_mm: 110.0, ..of(ChartKind::Goals, Stat::Sum, "kr.") };
    for chart in [of(ChartKind::Goals, Stat::Sum, "kr."), narrow] {
        let drawing = drawn(&chart, &all);
        assert_good(&drawing);
        // A blank at least stands between two of them, and the first is there.
        let ticks: Vec<(String, (f64, f64, f64, f64))> = super::svg::text_rooms(&super::elements(&drawing.svg))
            .into_iter()
            .filter(|(text, _)| text.chars().all(|letter| letter.is_ascii_digit() || letter == '.'))
            .collect();
        assert!(ticks.len() > 1 && ticks[0].0 == "0", "{ticks:?}");
        assert!(ticks.windows(2).all(|two| two[1].1.0 - two[0].1.2 > 2.0), "{ticks:?}");
        let apart: Vec<f64> =
            ticks.windows(2).map(|two| (two[1].1.0 + two[1].1.2 - two[0].1.0 - two[0].1.2) / 2.0).collect();
        let first = apart[0];
        assert!(apart.iter().all(|apart| (*apart - first).abs() < 0.1), "{ticks:?}");
    }
}

/// Where people were and where they are, with the totals of both.
fn moved() -> Values {
    let flows = [("Ledig", [20.0, 10.0, 30.0]), ("Syg", [5.0, 15.0, 20.0]), ("I alt", [25.0, 25.0, 50.0])];
    let rows = flows.iter().flat_map(|(series, to)| {
        ["I job", "Ikke i job", "I alt"].into_iter().zip(to).map(|(x, value)| ("", *series, x, Some(*value)))
    });
    values(Stat::Count, &rows.collect::<Vec<_>>())
}

#[test]
fn ribbons_are_as_thick_as_their_values_and_totals_stand_at_the_sides() {
    let chart = Chart { sums: vec!["I alt".into()], ..of(ChartKind::Alluvial, Stat::Count, "borgere") };
    let drawing = drawn(&chart, &moved());
    assert_good(&drawing);
    assert_eq!(drawing.zones.iter().map(|zone| zone.value).collect::<Vec<_>>(), [0, 1, 3, 4], "no ribbon is a total");
    let thick: Vec<f64> = drawing.zones.iter().map(|zone| zone.height).collect();
    for (of, value) in thick.iter().zip([20.0, 10.0, 5.0, 15.0]) {
        assert!((of / thick[0] - value / 20.0).abs() < 0.02, "{thick:?}");
    }
    let texts = texts(&drawing);
    for name in ["Ledig 30", "Syg 20", "I job 25", "Ikke i job 25"] {
        assert!(texts.iter().any(|text| text == name), "{name} is not in {texts:?}");
    }
    let hidden = Disclosed::veiled(moved(), |place| Veil { value: place == 1, n: false });
    let refused = sporbar::chart::draw(&chart, &hidden).expect_err("the gap would tell it");
    assert!(refused.iter().any(|finding| finding.code == Code::ChartHidesTooMuch), "{refused:?}");
}

#[test]
fn totals_of_a_heat_table_have_no_shade() {
    let plain = of(ChartKind::Heat, Stat::Count, "borgere");
    let chart = Chart { sums: vec!["I alt".into()], ..plain.clone() };
    let fills = |chart: &Chart| -> Vec<String> {
        let drawing = drawn(chart, &moved());
        let cells = super::elements(&drawing.svg);
        let cells = cells.iter().filter(|element| element.name == "rect" && element.number("width") > 40.0);
        cells.filter_map(|element| element.attributes.get("fill").cloned()).map(|fill| fill.to_lowercase()).collect()
    };
    let white = |fills: &[String]| fills.iter().filter(|fill| *fill == "#ffffff").count();
    assert_eq!(white(&fills(&plain)), 0);
    assert_eq!(white(&fills(&chart)), 5, "the five totals of nine cells");
}

#[test]
fn lying_bars_have_their_intervals_and_numbers_beyond_them() {
    let mut values = values(Stat::Share, &[("", "", "Assens", Some(0.4)), ("", "", "Bogense", Some(0.6))]);
    let chart = of(ChartKind::Bars, Stat::Share, "af borgerne");
    let without = drawn(&chart, &values);
    for row in &mut values.rows {
        (row.lower, row.upper) = (row.value.map(|value| value - 0.1), row.value.map(|value| value + 0.2));
    }
    let drawing = drawn(&chart, &values);
    assert_good(&drawing);
    let lines = |svg: &str| super::elements(svg).iter().filter(|element| element.name == "polyline").count();
    assert!(lines(&drawing.svg) > lines(&without.svg), "an interval is drawn");
    assert!(texts(&drawing).iter().any(|text| text.contains("interval")), "and named: {:?}", texts(&drawing));
    // The bar is as long as its value, not as its interval.
    assert!((drawing.zones[1].width / drawing.zones[0].width - 1.5).abs() < 0.02, "{:?}", drawing.zones);
}

#[test]
fn another_stat_is_drawn_at_its_own_series_alone() {
    let mut both = values(Stat::Count, &[("", "Nye", "1", Some(4.0)), ("", "Nye", "2", Some(8.0))]);
    let mean = values(Stat::Mean, &[("", "Gennemsnit", "1", Some(5.0)), ("", "Gennemsnit", "2", Some(6.0))]);
    both.series.extend(mean.series);
    both.rows.extend(mean.rows);
    let bare = of(ChartKind::Lines, Stat::Count, "forløb");
    let chart = Chart { also: vec![Stat::Mean], ..bare.clone() };
    assert_eq!(drawn(&bare, &both).zones.len(), 2);
    let drawing = drawn(&chart, &both);
    assert_good(&drawing);
    assert_eq!(drawing.zones.len(), 4);
    let none = Chart { also: vec![Stat::Sum], ..bare.clone() };
    assert!(unfit(&none, &both).iter().any(|finding| finding.contains("no values of the stat `sum`")));
    let mut clash = both.clone();
    for row in &mut clash.rows {
        row.key.series = "Nye".into();
    }
    clash.series = vec!["Nye".into()];
    assert!(unfit(&chart, &clash).iter().any(|finding| finding.contains("at the same place")));
}
