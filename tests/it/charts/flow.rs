//! A flow: its boxes are alike and stand in their columns, its arrows lead from box to box, and its words are all there or it is
//! a finding.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sporbar::chart::{Flow, FlowColumn, Tone, flow};
use sporbar::diagnostic::Code;
use sporbar::locale::Language;

use super::any::NAMES;
use super::svg::{Element, assert_good, elements, flaws, texts};

fn column(name: &str, tone: &str, boxes: &[&str]) -> FlowColumn {
    let tone = Tone::from_name(tone).expect("a tone");
    FlowColumn { name: name.into(), tone, boxes: boxes.iter().map(|words| (*words).to_owned()).collect() }
}

fn theory() -> Flow {
    Flow {
        language: Language::default(),
        id: "teori".into(),
        title: "Fra indsats til virkning".into(),
        width_mm: 165.0,
        columns: vec![
            column("Indsats", "deep", &["Én plan"]),
            column("Aktiviteter", "teal", &["Støtte i hjemmet", "Samtaler", "Aktivering"]),
            column("Virkning", "sand", &["Trivsel", "Arbejde."]),
        ],
        arrows: vec![
            [(0, 0), (1, 0)],
            [(0, 0), (1, 1)],
            [(0, 0), (1, 2)],
            [(1, 0), (2, 0)],
            [(1, 1), (2, 0)],
            [(1, 2), (2, 1)],
        ],
    }
}

/// The boxes: the wide rectangles, by column.
fn boxes(elements: &[Element]) -> Vec<&Element> {
    elements.iter().filter(|element| element.name == "rect" && element.number("width") > 10.0).collect()
}

#[test]
fn boxes_are_alike_and_each_stands_in_its_column() {
    let drawing = flow(&theory()).expect("it can be drawn");
    assert_good(&drawing);
    let elements = elements(&drawing.svg);
    let boxes = boxes(&elements);
    assert_eq!(boxes.len(), 6);
    for side in ["width", "height"] {
        assert!(boxes.iter().all(|one| (one.number(side) - boxes[0].number(side)).abs() < 0.02), "{side}");
    }
    let x = |at: usize| boxes[at].number("x");
    assert!((x(1) - x(2)).abs() < 0.02 && (x(1) - x(3)).abs() < 0.02 && x(0) < x(1) && x(3) < x(4));
    let middle = |at: usize| boxes[at].number("y") + boxes[at].number("height") / 2.0;
    // The only box of the first column stands beside the middle one of three, and the two of the last one around it.
    assert!((middle(0) - middle(2)).abs() < 0.02 && (middle(4) + middle(5) - 2.0 * middle(2)).abs() < 0.04);
    let shown = texts(&drawing);
    assert!(
        ["Indsats", "Aktiviteter", "Virkning", "Én plan"].iter().all(|words| shown.iter().any(|text| text == words))
    );
}

#[test]
fn every_arrow_leads_from_the_edge_of_a_box_to_the_edge_of_another() {
    let drawing = flow(&theory()).expect("it can be drawn");
    let elements = elements(&drawing.svg);
    let boxes = boxes(&elements);
    let curves: Vec<Vec<(f64, f64)>> = elements
        .iter()
        .filter(|element| element.name == "polyline")
        .map(|curve| {
            let points = curve.attributes["points"].split_whitespace();
            let number = |text: &str| text.parse::<f64>().expect("a number");
            points.filter_map(|point| point.split_once(',')).map(|(x, y)| (number(x), number(y))).collect()
        })
        .collect();
    assert_eq!(curves.len(), 6);
    let beside = |one: &Element, (x, y): (f64, f64), right: bool| {
        let edge = one.number("x") + if right { one.number("width") } else { 0.0 };
        let inside = (one.number("y")..=one.number("y") + one.number("height")).contains(&y);
        (x - edge).abs() < 7.0 && inside
    };
    for (curve, (from, to)) in curves.iter().zip([(0, 1), (0, 2), (0, 3), (1, 4), (2, 4), (3, 5)]) {
        assert!(beside(boxes[from], curve[0], true), "{from}: {:?}", curve[0]);
        assert!(beside(boxes[to], *curve.last().expect("an end"), false), "{to}: {:?}", curve.last());
    }
    // The three that leave one box leave it in the order of where they lead.
    assert!(curves[0][0].1 < curves[1][0].1 && curves[1][0].1 < curves[2][0].1);
}

#[test]
fn the_alt_text_tells_the_columns_and_what_leads_to_what() {
    let drawing = flow(&theory()).expect("it can be drawn");
    assert_eq!(
        drawing.alt,
        "Fra indsats til virkning. En figur med tre kolonner fra venstre mod højre. Indsats: Én plan. Aktiviteter: Støtte i \
         hjemmet; Samtaler; Aktivering. Virkning: Trivsel; Arbejde. «Én plan» fører til «Støtte i hjemmet», «Samtaler» og \
         «Aktivering». «Støtte i hjemmet» fører til «Trivsel». «Samtaler» fører til «Trivsel». «Aktivering» fører til \
         «Arbejde»."
    );
    let mut long = theory();
    for column in &mut long.columns {
        for words in &mut column.boxes {
            *words = "En aktivitet i familien ".repeat(4);
        }
    }
    long.columns[1].boxes = vec!["Noget andet ".repeat(8); 7];
    let alt = flow(&long).expect("it can be drawn").alt;
    assert!(alt.ends_with("Pile fører fra kasserne i hver kolonne til kasser i den næste."), "{alt}");
}

#[test]
fn the_same_flow_gives_the_same_bytes() {
    assert_eq!(flow(&theory()), flow(&theory()));
}

#[test]
fn what_has_no_room_or_leads_nowhere_is_a_finding() {
    let wrong = |change: &dyn Fn(&mut Flow)| {
        let mut changed = theory();
        change(&mut changed);
        let findings = flow(&changed).expect_err("it cannot be drawn");
        assert!(findings.iter().all(|finding| finding.code == Code::ChartUnfit));
        findings.len()
    };
    assert_eq!(wrong(&|flow| flow.columns.truncate(1)), 1);
    assert_eq!(wrong(&|flow| flow.columns[1].boxes.clear()), 1);
    assert_eq!(wrong(&|flow| flow.columns[1].boxes = vec!["a".to_owned(); 8]), 1);
    assert_eq!(wrong(&|flow| flow.width_mm = 70.0), 1);
    assert_eq!(wrong(&|flow| flow.width_mm = f64::INFINITY), 1);
    assert_eq!(wrong(&|flow| flow.arrows.push([(0, 0), (2, 0)])), 1);
    assert_eq!(wrong(&|flow| flow.arrows.push([(1, 0), (0, 0)])), 1);
    assert_eq!(wrong(&|flow| flow.arrows.push([(0, 0), (1, 3)])), 1);
    let all = wrong(&|flow| {
        flow.columns[0].boxes[0] = "Uden ende ".repeat(40);
        flow.columns[1].boxes[1] = "  ".to_owned();
    });
    assert_eq!(all, 2, "all of it is said at once");
}

fn any_column() -> impl Strategy<Value = FlowColumn> {
    let word = || proptest::sample::select(NAMES.to_vec());
    let words = proptest::collection::vec(word(), 1..4).prop_map(|words| words.join(" "));
    let tones = proptest::sample::select(Tone::ALL.to_vec());
    (word(), tones, proptest::collection::vec(words, 1..6)).prop_map(|(name, tone, boxes)| FlowColumn {
        name: name.into(),
        tone,
        boxes,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, rng_seed: RngSeed::Fixed(18), failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_words_give_a_flow_without_flaws_or_a_finding(
        columns in proptest::collection::vec(any_column(), 2..6), width_mm in 80.0..240.0f64
    ) {
        // An arrow from every box to every box of the next column.
        let mut arrows = Vec::new();
        for (at, pair) in columns.windows(2).enumerate() {
            for from in 0..pair[0].boxes.len() {
                arrows.extend((0..pair[1].boxes.len()).map(|to| [(at, from), (at + 1, to)]));
            }
        }
        if let Ok(drawing) = flow(&Flow { language: Language::default(), id: "t".into(), title: NAMES[2].into(), columns, arrows, width_mm }) {
            prop_assert_eq!(flaws(&drawing), Vec::<String>::new());
        }
    }
}
