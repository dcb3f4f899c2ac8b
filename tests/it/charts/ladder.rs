//! A ladder: its steps rise in order, its groups stand apart, and its words are all there or it is a finding.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sporbar::chart::{Ladder, Step, Tone, ladder};
use sporbar::diagnostic::Code;
use sporbar::locale::Language;

use super::any::NAMES;
use super::svg::{Element, assert_good, elements, flaws, texts};

fn step(name: &str, text: &str, group: &str, tone: &str) -> Step {
    let tone = Tone::from_name(tone).expect("a tone");
    Step { name: name.into(), text: text.into(), group: group.into(), tone }
}

fn measures() -> Ladder {
    Ladder {
        language: Language::default(),
        id: "trappe".into(),
        title: "Indsatstrappen".into(),
        width_mm: 165.0,
        steps: vec![
            step("Trin 1", "Almene tilbud.", "I hjemmet", "step-1"),
            step("Trin 2", "Rådgivning og fast kontaktperson.", "I hjemmet", "step-2"),
            step("Trin 3", "Familiebehandling.", "I hjemmet", "step-3"),
            step("Trin 4", "Anbringelse i netværket.", "Anbringelser", "step-4"),
            step("Trin 5", "Plejefamilie.", "Anbringelser", "step-5"),
            step("Trin 6", "Døgninstitution.", "Anbringelser", "step-6"),
        ],
    }
}

fn stairs(elements: &[Element]) -> Vec<&Element> {
    elements.iter().filter(|element| element.name == "rect").collect()
}

#[test]
fn steps_rise_evenly_from_one_foot_and_groups_stand_apart() {
    let drawing = ladder(&measures()).expect("it can be drawn");
    assert_good(&drawing);
    let elements = elements(&drawing.svg);
    let stairs = stairs(&elements);
    assert_eq!(stairs.len(), 6);
    let number = |at: usize, name: &str| stairs[at].number(name);
    let foot = |at: usize| number(at, "y") + number(at, "height");
    assert!((1..6).all(|at| (foot(at) - foot(0)).abs() < 0.02), "all stand on one foot");
    let rises: Vec<f64> = (1..6).map(|at| number(at, "height") - number(at - 1, "height")).collect();
    assert!(rises.iter().all(|rise| (rise - rises[0]).abs() < 0.02 && *rise > 5.0), "{rises:?}");
    let gap = |at: usize| number(at, "x") - number(at - 1, "x") - number(at - 1, "width");
    assert!(gap(3) > 3.0 * gap(1) && (gap(5) - gap(1)).abs() < 0.02, "the placements stand apart");
    assert_eq!(stairs[3].attributes["fill"], "#edc98a", "in their own tones");
}

#[test]
fn names_stand_on_their_steps_and_explanations_under_them() {
    let drawing = ladder(&measures()).expect("it can be drawn");
    let elements = elements(&drawing.svg);
    let stairs = stairs(&elements);
    for (at, stair) in stairs.iter().enumerate() {
        let name = elements.iter().find(|e| e.text == format!("Trin {}", at + 1)).expect("its name");
        assert!((name.number("x") - stair.number("x")).abs() < 0.02 && name.number("y") < stair.number("y"));
    }
    let last = elements.iter().find(|e| e.text == "Døgninstitution.").expect("its explanation");
    assert!((last.number("x") - stairs[5].number("x")).abs() < 0.02);
    assert!(last.number("y") > stairs[5].number("y") + stairs[5].number("height"));
    let shown = texts(&drawing);
    assert!(["I hjemmet", "Anbringelser"].iter().all(|group| shown.iter().filter(|text| text == group).count() == 1));
}

#[test]
fn the_alt_text_tells_the_steps_in_order() {
    let drawing = ladder(&measures()).expect("it can be drawn");
    assert_eq!(
        drawing.alt,
        "Indsatstrappen. En trappe med seks trin, det laveste først. I hjemmet – Trin 1: Almene tilbud; Trin 2: \
         Rådgivning og fast kontaktperson; Trin 3: Familiebehandling. Anbringelser – Trin 4: Anbringelse i netværket; \
         Trin 5: Plejefamilie; Trin 6: Døgninstitution."
    );
    let mut long = measures();
    for step in &mut long.steps {
        step.text = "Et tilbud som kommunen kan give. ".repeat(6);
    }
    let alt = ladder(&long).expect("it can be drawn").alt;
    assert!(alt.ends_with("Trin 6. Forklaringerne står under trappen.") && alt.chars().count() < 300, "{alt}");
}

#[test]
fn the_same_ladder_gives_the_same_bytes() {
    assert_eq!(ladder(&measures()), ladder(&measures()));
}

#[test]
fn what_has_no_room_is_a_finding() {
    let without = |change: &dyn Fn(&mut Ladder)| {
        let mut changed = measures();
        change(&mut changed);
        let findings = ladder(&changed).expect_err("it cannot be drawn");
        assert!(findings.iter().all(|finding| finding.code == Code::ChartUnfit));
        findings.len()
    };
    assert_eq!(without(&|ladder| ladder.steps.clear()), 1);
    assert_eq!(without(&|ladder| ladder.width_mm = 40.0), 1);
    assert_eq!(without(&|ladder| ladder.width_mm = f64::NAN), 1);
    assert_eq!(without(&|ladder| ladder.steps = vec![ladder.steps[0].clone(); 13]), 1);
    let all = without(&|ladder| ladder.steps.iter_mut().take(2).for_each(|step| step.text = "Uden ende ".repeat(60)));
    assert_eq!(all, 2, "all of it is said at once");
}

fn any_step() -> impl Strategy<Value = Step> {
    let word = || proptest::sample::select([&NAMES[..], &[""]].concat());
    let group = proptest::sample::select(vec!["", "Anbringelser", NAMES[3]]);
    (word(), proptest::collection::vec(word(), 0..5), group, proptest::sample::select(Tone::ALL.to_vec())).prop_map(
        |(name, words, group, tone)| Step { name: name.into(), text: words.join(" "), group: group.into(), tone },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, rng_seed: RngSeed::Fixed(18), failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_words_give_a_ladder_without_flaws_or_a_finding(
        steps in proptest::collection::vec(any_step(), 1..12), width_mm in 60.0..200.0f64
    ) {
        if let Ok(drawing) = ladder(&Ladder { language: Language::default(), id: "t".into(), title: NAMES[2].into(), steps, width_mm }) {
            prop_assert_eq!(flaws(&drawing), Vec::<String>::new());
        }
    }
}
