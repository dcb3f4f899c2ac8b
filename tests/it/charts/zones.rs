//! Where marks stand: a page that lies over the drawing leads from each mark to its value.

use sporbar::chart::{Chart, ChartKind};
use sporbar::locale::Language;
use sporbar::value::Stat;

use super::{draw, values};

#[test]
fn every_mark_has_a_zone_of_its_value_within_the_drawing() {
    let rows = [
        ("", "A", "1", Some(3.0)),
        ("", "B", "1", Some(5.0)),
        ("", "A", "2", None),
        ("", "B", "2", Some(0.0)),
        ("", "A", "3", Some(4.0)),
        ("", "B", "3", Some(2.0)),
    ];
    for kind in
        [ChartKind::StackedColumns, ChartKind::GroupedColumns, ChartKind::Lines, ChartKind::Points, ChartKind::Bars]
    {
        let chart =
            Chart { id: "fig".into(), title: "En figur".into(), ..Chart::new(kind, Stat::Count, Language::default()) };
        let drawing = draw(&chart, &values(Stat::Count, &rows)).expect("a chart");
        let marked: Vec<usize> = drawing.zones.iter().map(|zone| zone.value).collect();
        // A part of a stack that is zero is not to be seen.
        let expected: &[usize] = if kind == ChartKind::StackedColumns { &[0, 1, 4, 5] } else { &[0, 1, 3, 4, 5] };
        assert_eq!(marked, expected, "{kind:?}");
        let width = drawing.width_mm * 72.0 / 25.4;
        let height = drawing.height_mm * 72.0 / 25.4;
        for zone in &drawing.zones {
            let inside = zone.left >= -5.0
                && zone.top >= -5.0
                && zone.left + zone.width <= width + 5.0
                && zone.top + zone.height <= height + 5.0;
            assert!(inside && zone.width >= 5.0 && zone.height >= 5.0, "{kind:?}: {zone:?}");
        }
        let column = |value: usize| drawing.zones.iter().find(|zone| zone.value == value).expect("a zone");
        if kind == ChartKind::GroupedColumns {
            assert!(column(1).height > column(0).height, "the larger value has the higher column");
        }
        if kind != ChartKind::Bars {
            assert!(column(0).left < column(4).left && column(1).left < column(5).left, "{kind:?}: in order");
        }
    }
}

#[test]
fn steps_and_ends_of_ranges_have_zones_too() {
    let steps = [("", "Gevinst", "", Some(5.0)), ("", "Udgift", "", Some(-2.0)), ("", "I alt", "", Some(3.0))];
    let chart = Chart {
        id: "fig".into(),
        title: "En figur".into(),
        sums: vec!["I alt".into()],
        ..Chart::new(ChartKind::Waterfall, Stat::Sum, Language::default())
    };
    let zones = draw(&chart, &values(Stat::Sum, &steps)).expect("a chart").zones;
    assert_eq!(zones.iter().map(|zone| zone.value).collect::<Vec<_>>(), [0, 1, 2]);
    assert!(zones[0].top < zones[1].top && zones[1].top < zones[2].top, "from the top down");
    assert!((zones[0].width / zones[1].width - 2.5).abs() < 0.01, "as wide as the amounts: 5 to 2");

    let mut ranges = values(Stat::Base, &[("", "Pris", "", Some(10.0))]);
    for (stat, value) in [(Stat::Low, 4.0), (Stat::High, 12.0)] {
        ranges.rows.extend(values(stat, &[("", "Pris", "", Some(value))]).rows);
    }
    let chart = Chart { stat: Stat::Base, ..Chart::new(ChartKind::Tornado, Stat::Base, Language::default()) };
    let zones = draw(&chart, &ranges).expect("a chart").zones;
    assert_eq!(zones.iter().map(|zone| zone.value).collect::<Vec<_>>(), [1, 2], "the low end and the high end");
    assert!(zones[0].left < zones[1].left && (zones[0].width / zones[1].width - 3.0).abs() < 0.01, "6 down, 2 up");
}
