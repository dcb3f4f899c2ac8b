//! A flow as in CONSORT: boxes under each other, those left out beside the way, ends at the bottom; nobody is lost.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sporbar::chart::{Chart, ChartKind, Drawing, draw};
use sporbar::diagnostic::Code;
use sporbar::value::{Disclosed, Stat, Values, Veil};

use super::svg::{assert_good, flaws, texts};
use super::{alt_text, chart, drawn, unfit, values};

const ROWS: [(&str, f64); 7] = [
    ("I alt i udtrækket", 179.0),
    ("Udeladt: begyndt for sent", 35.0),
    ("Udeladt: ikke født endnu", 2.0),
    ("I projektet", 142.0),
    ("Målgruppen", 142.0),
    ("Aktive voksne", 45.0),
    ("Børn", 73.0),
];

fn flow() -> Chart {
    let sums = ["I alt i udtrækket", "I projektet", "Målgruppen"].map(str::to_owned).into();
    Chart { sums, title: "Hvem der tælles".into(), ..chart(ChartKind::Flow, Stat::Count, "personer") }
}

fn with(change: impl FnOnce(&mut Vec<(&'static str, f64)>)) -> Values {
    let mut rows = ROWS.to_vec();
    change(&mut rows);
    let rows: Vec<_> = rows.into_iter().map(|(name, value)| ("", name, "", Some(value))).collect();
    values(Stat::Count, &rows)
}

fn top(drawing: &Drawing, value: usize) -> f64 {
    drawing.zones.iter().find(|zone| zone.value == value).expect("a box").top
}

#[test]
fn those_left_stand_under_each_other_those_left_out_beside_them_and_the_ends_at_the_bottom() {
    let drawing = drawn(&flow(), &with(|_| {}));
    assert_good(&drawing);
    let texts = texts(&drawing);
    for said in ["N = 179", "35", "begyndt for sent", "2", "N = 142", "N = 45", "N = 73", "Udeladt"] {
        assert!(texts.iter().any(|text| text == said), "{said} is not in {texts:?}");
    }
    // What all reasons begin with is said once.
    assert_eq!(texts.iter().filter(|text| text.contains("Udeladt")).count(), 1);
    let tops: Vec<f64> = (0..7).map(|value| top(&drawing, value)).collect();
    assert!(tops[..6].windows(2).all(|pair| pair[0] < pair[1]), "{tops:?}");
    assert!((tops[5] - tops[6]).abs() < 0.01, "the ends stand beside each other: {tops:?}");
    let left = |value: usize| drawing.zones.iter().find(|zone| zone.value == value).expect("a box").left;
    assert!(left(1) > left(0) && (left(3) - left(0)).abs() < 0.01);
}

#[test]
fn the_way_is_told_in_words() {
    let said = alt_text(&flow(), &with(|_| {})).expect("words");
    let wanted = "I alt i udtrækket: 179 personer. Udeladt: begyndt for sent 35 personer; ikke født endnu 2 personer. \
                  I projektet: 142 personer. Målgruppen: 142 personer. Derfra: Aktive voksne 45 personer; Børn 73 personer.";
    assert!(said.ends_with(wanted), "{said}");
}

#[test]
fn a_flow_that_loses_somebody_is_a_finding() {
    let lost = unfit(&flow(), &with(|rows| rows[1].1 = 34.0));
    assert!(lost.iter().any(|finding| finding.contains("loses somebody: of the 179")), "{lost:?}");
    let stages = unfit(&flow(), &with(|rows| rows[4].1 = 141.0));
    assert!(stages.iter().any(|finding| finding.contains("0 are left out, and `Målgruppen` is 141")), "{stages:?}");
    let more = unfit(&flow(), &with(|rows| rows[6].1 = 143.0));
    assert!(more.iter().any(|finding| finding.contains("ends in `Børn` with 143, of 142")), "{more:?}");
}

#[test]
fn what_is_no_flow_is_a_finding() {
    let says = |chart: &Chart, values: &Values, wanted: &str| {
        let found = unfit(chart, values);
        assert!(found.iter().any(|finding| finding.contains(wanted)), "{found:?}");
    };
    says(&Chart { sums: Vec::new(), ..flow() }, &with(|_| {}), "its first row is not one of the chart's `sums`");
    let last = Chart { sums: vec!["Målgruppen".into()], ..flow() };
    says(&last, &with(|_| {}), "its first row is not one of the chart's `sums`");
    let two =
        [("", "A", "x", Some(2.0)), ("", "A", "y", Some(2.0)), ("", "B", "x", Some(1.0)), ("", "B", "y", Some(1.0))];
    let chart = Chart { sums: vec!["A".into()], ..flow() };
    says(&chart, &values(Stat::Count, &two), "a flow is one way");
    let many = with(|rows| rows.extend(["c", "d", "e", "f", "g"].map(|name| (name, 1.0))));
    says(&flow(), &many, "7 ends of a flow");
    says(&Chart { width_mm: 60.0, ..flow() }, &with(|_| {}), "there is no room in the flow");
}

#[test]
fn a_hidden_number_is_told_neither_in_words_nor_by_the_picture() {
    let of = |number: f64| {
        let shown = with(|rows| (rows[1].1, rows[2].1) = (number, 37.0 - number));
        let hidden = Disclosed::veiled(shown, |place| Veil { value: (1..3).contains(&place), n: false });
        draw(&flow(), &hidden).unwrap_or_else(|findings| panic!("{findings:?}"))
    };
    let drawing = of(35.0);
    assert_good(&drawing);
    assert!(!texts(&drawing).iter().any(|text| text == "35"));
    assert!(drawing.alt.contains("begyndt for sent et skjult tal"), "{}", drawing.alt);
    assert_eq!(drawing.svg, of(1.0).svg);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, rng_seed: RngSeed::Fixed(18), failure_persistence: None, ..ProptestConfig::default() })]

    /// Any names and numbers give a flow whose letters keep clear of each other, or a finding.
    #[test]
    fn any_way_gives_a_flow_without_flaws_or_a_finding(
        stages in proptest::collection::vec(proptest::collection::vec(0..5000u32, 0..4), 1..5),
        ends in proptest::collection::vec(0..100u32, 0..7),
        (long, width_mm) in (0..3usize, 90.0..200.0f64),
    ) {
        let name = |at: usize| format!("{} {at}", ["Børn", "Trådt ud før tid", "Har ikke modtaget beskæftigelsesrettede foranstaltninger"][long]);
        let mut left: u32 = 100 + stages.iter().flatten().sum::<u32>();
        let (mut rows, mut sums) = (Vec::new(), Vec::new());
        for out in &stages {
            sums.push(name(rows.len()));
            rows.push((name(rows.len()), left));
            for number in out {
                rows.push((format!("Udeladt: {}", name(rows.len())), *number));
                left -= number;
            }
        }
        sums.push(name(rows.len()));
        rows.push((name(rows.len()), left));
        for end in ends {
            rows.push((name(rows.len()), end));
        }
        let rows: Vec<_> = rows.iter().map(|(name, value)| ("", name.as_str(), "", Some(f64::from(*value)))).collect();
        let count = rows.len();
        let chart = Chart { sums, width_mm, ..flow() };
        match draw(&chart, &Disclosed::whole(values(Stat::Count, &rows))) {
            Ok(drawing) => {
                prop_assert_eq!(flaws(&drawing), Vec::<String>::new());
                prop_assert_eq!(drawing.zones.len(), count);
            }
            Err(findings) => prop_assert!(findings.iter().all(|finding| finding.code == Code::ChartUnfit)),
        }
    }
}
