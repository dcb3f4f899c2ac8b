//! Values and names of all sorts: each gives a chart without flaws or a finding.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sporbar::chart::{Chart, ChartKind, ValueFormat, ValueLabels};
use sporbar::diagnostic::Code;
use sporbar::value::{Nature, Stat, Values};

use super::svg::{assert_good, flaws};
use super::{chart, draw, drawn, values};

/// The kinds that take any series.
const ONE_MEASURE: [ChartKind; 5] =
    [ChartKind::StackedColumns, ChartKind::GroupedColumns, ChartKind::Bars, ChartKind::Lines, ChartKind::Points];

/// Names that are long, short, foreign or hostile.
pub(crate) const NAMES: [&str; 9] = [
    "Gruppe 1",
    "Virksomhedsrettet indsats",
    "<script>&\"'",
    "Foranstaltninger efter barnets reform i kommunens egne døgninstitutioner og opholdssteder",
    "Æ",
    "Beskæftigelsesrettede-foranstaltninger",
    "29\u{a0}%",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "Øvrige",
];

fn any_value() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        3 => (0.0..60.0f64).prop_map(|value| Some(value.round())),
        2 => (0.0..1.0f64).prop_map(Some),
        1 => Just(None),
        1 => Just(Some(0.0)),
        1 => (-2000.0..2000.0f64).prop_map(Some),
        1 => (0.0..9e11f64).prop_map(Some),
    ]
}

/// Keys along the axis of every sort.
fn any_xs() -> impl Strategy<Value = Vec<String>> {
    let month = |at: usize| format!("{}-{:02}", 2016 + at / 12, at % 12 + 1);
    prop_oneof![
        Just(vec![String::new()]),
        Just(vec!["start".to_owned(), "seneste".to_owned()]),
        (1usize..25).prop_map(move |count| (0..count).map(month).collect()),
        (1usize..9).prop_map(|count| (0..count).map(|at| format!("{}H{}", 2016 + at / 2, at % 2 + 1)).collect()),
        (1i32..25).prop_map(|reach| (-reach..=reach).map(|at| at.to_string()).collect()),
        (1usize..6).prop_map(|count| NAMES[..count].iter().map(|name| (*name).to_owned()).collect()),
    ]
}

fn any_chart() -> impl Strategy<Value = Chart> {
    let kind = proptest::sample::select(ChartKind::ALL.to_vec());
    let labels = proptest::sample::select(ValueLabels::ALL.to_vec());
    let stat = proptest::sample::select(Stat::ALL.to_vec());
    let unit = proptest::sample::select(vec!["", "voksne", "kr. pr. barn", NAMES[3]]);
    let format = proptest::option::of(proptest::sample::select(vec![ValueFormat::Percent(1), ValueFormat::Number(2)]));
    let height = proptest::option::of(30.0..150.0f64);
    let line = |kind| (kind == ChartKind::ColumnsAndLine).then(|| NAMES[0].to_owned());
    (kind, labels, stat, unit, format, 80.0..200.0f64, height, any::<[bool; 4]>()).prop_map(
        move |(kind, value_labels, stat, unit, format, width_mm, height_mm, [totals, zero, titled, n_row])| Chart {
            value_labels,
            format,
            line: line(kind),
            line_unit: unit.to_owned(),
            totals,
            zero,
            n_row,
            x_title: titled.then(|| if n_row { "måneder" } else { "Måned i projektet" }.to_owned()),
            width_mm,
            height_mm,
            ..chart(kind, stat, unit)
        },
    )
}

/// How far an interval reaches below and above its value, how many the value rests on, and whether that is held back.
type Around = (Option<(f64, f64)>, Option<u64>, bool);

/// What lies around so many values: no intervals at all, or many.
fn any_around(count: usize) -> impl Strategy<Value = Vec<Around>> {
    let reach = || prop_oneof![4 => 0.0..0.4f64, 1 => Just(0.0), 1 => 0.0..3000.0f64];
    let n = || prop_oneof![3 => (0..100u64).prop_map(Some), 1 => Just(Some(37)), 1 => (0..10_000_000u64).prop_map(Some), 1 => Just(None)];
    let with = proptest::option::weighted(0.8, (reach(), reach()));
    let suppressed = || proptest::bool::weighted(0.1);
    prop_oneof![
        proptest::collection::vec((Just(None), n(), suppressed()), count),
        proptest::collection::vec((with, n(), suppressed()), count),
    ]
}

/// A chart and its values, shown briefly when a test fails.
struct Case(Chart, Values);

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(chart, values) = self;
        writeln!(f, "{chart:?}\n{:?} {:?} {:?}", values.facets, values.series, values.xs)?;
        values
            .rows
            .iter()
            .try_for_each(|row| write!(f, "{:?} {:?}-{:?} {:?}; ", row.value, row.lower, row.upper, row.n))
    }
}

fn nature(later: bool) -> Nature {
    if later { Nature::Forecast } else { Nature::Observed }
}

/// Values of all sorts for a chart: 1-5 facets, 1-9 series.
fn any_case() -> impl Strategy<Value = Case> {
    (any_chart(), 1usize..6, 1usize..10, any_xs()).prop_flat_map(|(chart, facets, series, xs)| {
        let series = if chart.line.is_some() { series.max(2) } else { series };
        let count = facets * series * xs.len();
        let cells = proptest::collection::vec(any_value(), count);
        let around = (any_around(count), proptest::option::of((0..xs.len(), proptest::sample::select(NAMES.to_vec()))));
        (Just(chart), Just(facets), Just(series), Just(xs), cells, around, any::<bool>()).prop_map(
            |(chart, facets, series, xs, cells, around, natured)| {
                let facet = |at: usize| if facets == 1 { "" } else { NAMES[at] };
                let count = xs.len();
                // That a stack refuses values below zero is tested by itself.
                let stacked = chart.kind == ChartKind::StackedColumns;
                let fit = |value: Option<f64>| if stacked { value.map(f64::abs) } else { value };
                let keys = (0..facets).flat_map(|f| (0..series).flat_map(move |s| (0..count).map(move |x| (f, s, x))));
                let rows: Vec<_> = keys
                    .zip(&cells)
                    .map(|((f, s, x), value)| (facet(f), NAMES[s], xs[x].as_str(), fit(*value)))
                    .collect();
                let mut values = values(chart.stat, &rows);
                let (around, mark) = around;
                for (row, (interval, n, suppressed)) in values.rows.iter_mut().zip(around) {
                    let ends = interval.zip(row.value).map(|((below, above), value)| (value - below, value + above));
                    (row.lower, row.upper) = (ends.map(|ends| ends.0), ends.map(|ends| ends.1));
                    (row.n, row.suppressed) = (n, suppressed);
                }
                // From a place on, or here and there, values are estimated or forecast.
                let natures = match mark {
                    Some((from, _)) if natured => (0..values.rows.len()).map(|at| nature(at % count >= from)).collect(),
                    None if natured => (0..values.rows.len()).map(|at| nature(at % 3 == 1)).collect(),
                    _ => Vec::new(),
                };
                let mark = mark.filter(|_| !natured).map(|(x, words)| (xs[x].clone(), words.to_owned()));
                Case(Chart { mark, natures, ..chart }, values)
            },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, max_shrink_iters: 60, rng_seed: RngSeed::Fixed(17), failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_values_give_a_chart_without_flaws_or_a_finding(Case(chart, values) in any_case()) {
        match draw(&chart, &values) {
            Ok(drawing) => {
                prop_assert_eq!(flaws(&drawing), Vec::<String>::new());
                prop_assert_eq!(drawing.strays, Vec::<String>::new());
            }
            Err(findings) => {
                prop_assert!(!findings.is_empty());
                let refused = [Code::ChartUnfit, Code::ChartHidesTooMuch];
                prop_assert!(findings.iter().all(|finding| refused.contains(&finding.code)));
            }
        }
    }
}

#[test]
fn ordinary_extremes_are_drawn_and_not_refused() {
    for kind in ONE_MEASURE {
        for stat in [Stat::Count, Stat::Share, Stat::Mean] {
            let chart = chart(kind, stat, "voksne");
            let draw = |rows: &[(&str, &str, &str, Option<f64>)]| assert_good(&drawn(&chart, &values(stat, rows)));
            draw(&[("", "", "", Some(0.4))]);
            draw(&[("", "A", "", Some(0.0)), ("", "B", "", Some(0.0))]);
            draw(&[("", "A", "1", None), ("", "A", "2", None)]);
            draw(&[("", "A", "1", Some(0.2)), ("", "A", "2", None), ("", "B", "1", None), ("", "B", "2", Some(0.3))]);
            draw(&[("", "A", "1", Some(123_456_789.0)), ("", "A", "2", Some(987_654_321.0))]);
            let many: Vec<_> = NAMES[..3].iter().map(|name| ("", *name, "2018-12", Some(0.1))).collect();
            draw(&many);
            if kind != ChartKind::StackedColumns {
                draw(&[("", "A", "1", Some(-0.2)), ("", "A", "2", Some(0.7)), ("", "B", "1", Some(-3.0))]);
            }
        }
    }
    for count in 1..=9 {
        let rows: Vec<_> = (0..count)
            .flat_map(|at| ["1", "2", "3"].map(|x| ("", NAMES[at], x, Some([4.0, 1.0, 3.0][at % 3]))))
            .collect();
        for kind in ONE_MEASURE {
            assert_good(&drawn(&chart(kind, Stat::Count, "børn"), &values(Stat::Count, &rows)));
        }
    }
}
