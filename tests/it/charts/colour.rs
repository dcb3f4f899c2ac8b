//! The palette as readers see it who do not see all colours, or none.

use std::collections::BTreeSet;

use sporbar::chart::palette::{Rgb, contrast, luminance};
use sporbar::chart::{Chart, ChartKind, Tone};
use sporbar::value::Stat;

use super::svg::{Element, elements, rgb};
use super::{chart, drawn, values};

/// A colour in CIE L*a*b* under D65.
fn lab((red, green, blue): (f64, f64, f64)) -> [f64; 3] {
    let xyz = [
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    ];
    let [x, y, z] = xyz.map(|value: f64| if value > 0.008_856 { value.cbrt() } else { 7.787 * value + 16.0 / 116.0 });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn linear((red, green, blue): Rgb) -> (f64, f64, f64) {
    let channel = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    (channel(red), channel(green), channel(blue))
}

/// How far apart two colours are for ordinary, protan and deutan readers (Machado, Oliveira and Fernandes 2009, severity
/// 1), and in grey.
fn distances(a: Rgb, b: Rgb) -> [f64; 4] {
    const ORDINARY: [[f64; 3]; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    const PROTAN: [[f64; 3]; 3] =
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]];
    const DEUTAN: [[f64; 3]; 3] =
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]];
    let seen = |by: [[f64; 3]; 3], color: Rgb| {
        let (red, green, blue) = linear(color);
        let [red, green, blue] = by.map(|row| (row[0] * red + row[1] * green + row[2] * blue).clamp(0.0, 1.0));
        lab((red, green, blue))
    };
    let apart = |by| {
        let (a, b): ([f64; 3], [f64; 3]) = (seen(by, a), seen(by, b));
        a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    };
    let grey = (seen(ORDINARY, a)[0] - seen(ORDINARY, b)[0]).abs();
    [apart(ORDINARY), apart(PROTAN), apart(DEUTAN), grey]
}

/// The colours of a stack from below, as drawn.
fn stack_colors(chart: &Chart, count: usize) -> Vec<Rgb> {
    let names: Vec<String> = (0..count).map(|at| format!("Serie {at}")).collect();
    let rows: Vec<_> = names.iter().map(|name| ("", name.as_str(), "1", Some(5.0))).collect();
    let drawing = drawn(chart, &values(Stat::Count, &rows));
    let parts = elements(&drawing.svg).into_iter().filter(|element| element.name == "rect");
    parts.take(count).map(|element| rgb(&element.attributes["fill"])).collect()
}

#[test]
fn neighbours_in_a_stack_keep_apart_for_colour_blind_readers_and_in_grey() {
    let stacked = chart(ChartKind::StackedColumns, Stat::Count, "");
    let mut stacks: Vec<Vec<Rgb>> = (2..=9).map(|count| stack_colors(&stacked, count)).collect();
    let ladder = ["none", "step-1", "step-2", "step-3", "step-4", "step-5", "step-6"];
    stacks.push(ladder.iter().map(|name| Tone::from_name(name).expect("a tone").fill()).collect());
    for stack in stacks {
        for pair in stack.windows(2) {
            let [ordinary, protan, deutan, grey] = distances(pair[0], pair[1]);
            assert!(
                ordinary > 15.0 && protan > 12.0 && deutan > 12.0 && grey > 7.0,
                "{pair:?} {ordinary} {protan} {deutan} {grey}"
            );
        }
    }
}

#[test]
fn columns_side_by_side_keep_apart_for_colour_blind_readers_and_in_grey() {
    for kind in [ChartKind::GroupedColumns, ChartKind::Bars] {
        let names: Vec<String> = (0..9).map(|at| format!("Serie {at}")).collect();
        let of = |x| names.iter().map(move |name| ("", name.as_str(), x, Some(5.0)));
        let rows: Vec<_> = of("1").chain(of("2")).collect();
        let drawing = drawn(&chart(kind, Stat::Count, ""), &values(Stat::Count, &rows));
        let parts = elements(&drawing.svg).into_iter().filter(|element| element.name == "rect");
        let mut fills: Vec<Rgb> = Vec::new();
        for fill in
            parts.filter_map(|part| Some(rgb(part.attributes.get("fill").filter(|fill| fill.starts_with('#'))?)))
        {
            // White lies behind the numbers.
            if fill != (255, 255, 255) && !fills.contains(&fill) {
                fills.push(fill);
            }
        }
        assert_eq!(fills.len(), 9, "{fills:?}");
        for (at, one) in fills.iter().enumerate() {
            let until = if at < 3 { 4 } else { fills.len().min(at + 2) };
            for other in &fills[at + 1..until] {
                let [ordinary, protan, deutan, grey] = distances(*one, *other);
                let apart = ordinary > 15.0 && protan > 12.0 && deutan > 12.0 && grey > 7.0;
                assert!(apart, "{one:?} {other:?} {ordinary} {protan} {deutan} {grey}");
            }
        }
    }
}

#[test]
fn a_few_lines_keep_apart_from_each_other_and_from_the_paper() {
    let rows: Vec<_> =
        ["A", "B", "C", "D"].map(|name| [("", name, "1", Some(1.0)), ("", name, "2", Some(2.0))]).concat();
    let drawing = drawn(&chart(ChartKind::Lines, Stat::Mean, ""), &values(Stat::Mean, &rows));
    let strokes: BTreeSet<Rgb> = elements(&drawing.svg)
        .iter()
        .filter(|element| element.attributes.get("stroke-width").is_some_and(|wide| wide == "1.9"))
        .map(|element| rgb(&element.attributes["stroke"]))
        .collect();
    assert_eq!(strokes.len(), 4);
    let strokes: Vec<_> = strokes.into_iter().collect();
    for (at, a) in strokes.iter().enumerate() {
        for b in &strokes[at + 1..] {
            let [ordinary, protan, deutan, _] = distances(*a, *b);
            assert!(ordinary > 20.0 && protan > 10.0 && deutan > 10.0, "{a:?} {b:?} {ordinary} {protan} {deutan}");
        }
    }
    for tone in Tone::ALL {
        assert!(contrast(tone.stroke(), (255, 255, 255)) >= 3.0, "a line of the tone {} can be seen", tone.name());
    }
}

/// A colour seen through: so many hundredths of it over white.
fn veiled((red, green, blue): Rgb, hundredths: u16) -> Rgb {
    let mixed = |value: u8| (u16::from(value) * hundredths + 255 * (100 - hundredths)) / 100;
    let channel = |value: u8| u8::try_from(mixed(value)).expect("a mean of channels is a channel");
    (channel(red), channel(green), channel(blue))
}

#[test]
fn numbers_and_lines_stand_out_from_the_bands_behind_them() {
    let mut rows: Vec<_> = Vec::new();
    for (name, value) in [("A", 0.2), ("B", 0.4), ("C", 0.6), ("D", 0.8)] {
        rows.extend([("", name, "1", Some(value)), ("", name, "2", Some(value))]);
    }
    let mut shares = values(Stat::Share, &rows);
    for row in &mut shares.rows {
        (row.lower, row.upper) = (row.value.map(|value| value - 0.15), row.value.map(|value| value + 0.15));
    }
    let elements = elements(&drawn(&chart(ChartKind::Lines, Stat::Share, ""), &shares).svg);
    let hundredths =
        |veil: &Element| veil.attributes["fill-opacity"].trim_start_matches("0.").parse().expect("hundredths");
    let veils = elements.iter().filter(|element| element.attributes.contains_key("fill-opacity"));
    let bands: Vec<Rgb> = veils.map(|veil| veiled(rgb(&veil.attributes["fill"]), hundredths(veil))).collect();
    let numbers = elements.iter().filter(|e| e.text.ends_with('%') && e.attributes.contains_key("font-weight"));
    let numbers: BTreeSet<Rgb> = numbers.map(|number| rgb(&number.attributes["fill"])).collect();
    let lines = elements.iter().filter(|e| e.attributes.get("stroke-width").is_some_and(|wide| wide == "1.9"));
    let lines: BTreeSet<Rgb> = lines.map(|line| rgb(&line.attributes["stroke"])).collect();
    assert_eq!((bands.len(), numbers.len(), lines.len()), (5, 4, 4), "a band for each, and the key's");
    for band in bands {
        assert!(numbers.iter().all(|number| contrast(*number, band) >= 4.5), "{numbers:?} on {band:?}");
        assert!(lines.iter().all(|line| contrast(*line, band) >= 2.5), "{lines:?} on {band:?}");
    }
}

#[test]
fn a_line_and_its_columns_keep_apart_for_colour_blind_readers_and_in_grey() {
    let rows =
        [("", "A", "1", Some(1.0)), ("", "B", "1", Some(9.0)), ("", "A", "2", Some(2.0)), ("", "B", "2", Some(8.0))];
    let both = Chart { line: Some("A".into()), ..chart(ChartKind::ColumnsAndLine, Stat::Mean, "") };
    let elements = elements(&drawn(&both, &values(Stat::Mean, &rows)).svg);
    let color = |words: &str| rgb(&elements.iter().find(|e| e.text == words).expect("a title").attributes["fill"]);
    let [ordinary, protan, deutan, grey] = distances(color("A"), color("B"));
    assert!(ordinary > 20.0 && protan > 15.0 && deutan > 15.0 && grey > 7.0, "{ordinary} {protan} {deutan} {grey}");
}

#[test]
fn numbers_on_every_tone_can_be_read() {
    for tone in Tone::ALL {
        assert!(contrast(tone.fill(), tone.on_fill()) >= 4.5, "{}", tone.name());
        assert_eq!(Tone::from_name(tone.name()), Some(*tone));
    }
    // Known from WCAG's own definition.
    assert!((contrast((0, 0, 0), (255, 255, 255)) - 21.0).abs() < 1e-9);
    assert!((luminance((255, 0, 0)) - 0.2126).abs() < 1e-9);
}
