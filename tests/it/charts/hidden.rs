//! Charts of values that are hidden: a sign in their place, the same however large they are, and never a length, a gap or a scale.

use sporbar::chart::{Chart, ChartKind};
use sporbar::diagnostic::Code;
use sporbar::value::{Disclosed, Stat, Veil};

use super::svg::{assert_good, texts};
use super::{chart, values};

/// Three states at two times among 20 people, of which one is hidden: `hidden` of 20 are `B` at the end.
fn stack(hidden: f64) -> Disclosed {
    let rows = [
        ("", "A", "start", Some(9.0)),
        ("", "A", "slut", Some(12.0)),
        ("", "B", "start", Some(6.0)),
        ("", "B", "slut", Some(hidden)),
        ("", "C", "start", Some(5.0)),
        ("", "C", "slut", Some(5.0)),
    ];
    let mut values = values(Stat::Count, &rows);
    for row in &mut values.rows {
        row.n = Some(20);
    }
    Disclosed::veiled(values, |place| Veil { value: place == 3, n: false })
}

fn drawn(chart: &Chart, values: &Disclosed) -> sporbar::chart::Drawing {
    sporbar::chart::draw(chart, values).unwrap_or_else(|findings| panic!("{findings:?}"))
}

#[test]
fn a_hidden_part_of_a_stack_is_one_block_up_to_the_whole() {
    let shared = Chart { shares_out: true, in_time: true, ..chart(ChartKind::StackedColumns, Stat::Count, "voksne") };
    let drawing = drawn(&shared, &stack(3.0));
    assert_good(&drawing);
    assert_eq!(drawing, drawn(&shared, &stack(17.0)), "however large it is");
    assert_eq!(texts(&drawing).iter().filter(|text| *text == "Skjult").count(), 1);
    assert!(texts(&drawing).iter().any(|text| text == "• skjult af hensyn til de personer, tallet handler om"));
    // Where it is not known what the parts come to, the column ends with what is seen.
    let alone = Chart { shares_out: false, ..shared.clone() };
    let drawing = drawn(&alone, &stack(3.0));
    assert_good(&drawing);
    assert!(!texts(&drawing).iter().any(|text| text == "Skjult") && texts(&drawing).iter().any(|text| text == "•"));
    assert_eq!(drawing, drawn(&alone, &stack(17.0)));
}

/// Four states of 20 people, from below: of `hidden` and of what is left of 15 a reader is not told, and `B` and `D` are to be seen.
fn split(order: [&str; 4], hidden: [f64; 2]) -> Disclosed {
    let of = |state: &str| match state {
        "A" => hidden[0],
        "B" => 3.0,
        "C" => hidden[1],
        _ => 2.0,
    };
    let rows: Vec<_> = order.into_iter().map(|state| ("", state, "slut", Some(of(state)))).collect();
    let mut values = values(Stat::Count, &rows);
    for row in &mut values.rows {
        row.n = Some(20);
    }
    Disclosed::veiled(values, move |place| Veil { value: matches!(order[place], "A" | "C"), n: false })
}

#[test]
fn a_part_of_a_stack_stands_where_it_would_or_is_not_drawn() {
    let shared = Chart { shares_out: true, ..chart(ChartKind::StackedColumns, Stat::Count, "voksne") };
    let unplaced = "Et tal, hvis plads i søjlen ville røbe et skjult, er ikke tegnet.";
    // Both that can be seen stand above the hidden: as high as they do in truth, counted down from the whole.
    let above = drawn(&shared, &split(["A", "C", "B", "D"], [7.0, 8.0]));
    assert_good(&above);
    let [b, d] = &above.zones[..] else { panic!("{:?}", above.zones) };
    assert!((b.height / d.height - 1.5).abs() < 0.01, "3 and 2 of the 20: {:?}", above.zones);
    assert!((d.top + d.height - b.top).abs() < 0.1, "one on the other");
    let below = drawn(&shared, &split(["B", "D", "A", "C"], [7.0, 8.0]));
    let rise = below.zones[0].top - above.zones[0].top;
    // Of the same height, and once with the 15 hidden ones below it and once with nobody.
    assert!((rise / b.height - 15.0 / 3.0).abs() < 0.01, "{:?} {:?}", above.zones, below.zones);
    assert!(!texts(&above).iter().any(|text| text == unplaced));
    assert_eq!(above, drawn(&shared, &split(["A", "C", "B", "D"], [1.0, 14.0])), "however the hidden are shared");
    // One stands between two hidden ones: its place would tell both.
    let between = drawn(&shared, &split(["D", "A", "B", "C"], [7.0, 8.0]));
    assert_good(&between);
    assert_eq!(between.zones.len(), 1, "D alone");
    assert!(texts(&between).iter().any(|text| text == unplaced), "{:?}", texts(&between));
    assert_eq!(between, drawn(&shared, &split(["D", "A", "B", "C"], [14.0, 1.0])));
}

#[test]
fn bars_columns_points_and_lines_have_a_sign_at_the_base() {
    for kind in [ChartKind::Bars, ChartKind::GroupedColumns, ChartKind::Points, ChartKind::Lines] {
        let chart = chart(kind, Stat::Count, "voksne");
        let drawing = drawn(&chart, &stack(3.0));
        assert_good(&drawing);
        assert_eq!(drawing, drawn(&chart, &stack(1_000_000.0)), "{kind:?}: neither scale nor room depend on it");
        assert_eq!(texts(&drawing).iter().filter(|text| *text == "•").count(), 1, "{kind:?}");
        assert!(drawing.alt.contains("Et tal er skjult af hensyn til de personer, det handler om."), "{}", drawing.alt);
        assert_eq!(drawing.zones.len(), 5, "{kind:?}: there is no mark to point at");
    }
}

#[test]
fn a_hidden_n_stands_as_a_sign_under_the_axis() {
    let with = |n: u64| {
        let rows = [("", "A", "start", Some(0.4)), ("", "A", "slut", Some(0.5))];
        let mut values = values(Stat::Share, &rows);
        for (row, n) in values.rows.iter_mut().zip([40, n]) {
            row.n = Some(n);
        }
        Disclosed::veiled(values, |place| Veil { value: false, n: place == 1 })
    };
    let chart = Chart { n_row: true, ..chart(ChartKind::Points, Stat::Share, "forældre") };
    let drawing = drawn(&chart, &with(4));
    assert_good(&drawing);
    assert!(texts(&drawing).iter().any(|text| text == "N\u{a0}=\u{a0}•"), "{:?}", texts(&drawing));
    assert_eq!(drawing, drawn(&chart, &with(900)));
}

#[test]
fn a_sum_that_would_give_its_hidden_step_away_is_not_drawn() {
    let steps =
        values(Stat::Sum, &[("", "", "Ind", Some(100.0)), ("", "", "Ud", Some(-40.0)), ("", "", "I alt", Some(60.0))]);
    let hidden = Disclosed::veiled(steps, |place| Veil { value: place == 1, n: false });
    let chart = Chart { sums: vec!["I alt".to_owned()], ..chart(ChartKind::Waterfall, Stat::Sum, "kr.") };
    let findings = sporbar::chart::draw(&chart, &hidden).expect_err("the steps beside it would tell it");
    assert!(findings.iter().all(|finding| finding.code == Code::ChartHidesTooMuch), "{findings:?}");
}
