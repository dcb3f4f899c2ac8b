//! Two measures in one figure: each has its own axis from zero, and neither can be read against the other.

use sporbar::chart::{Chart, ChartKind, ValueFormat, ValueLabels};
use sporbar::value::{Stat, Values};

use super::svg::{Element, assert_good, elements, texts};
use super::{alt_text, chart, drawn, expected, two_measures, unfit, values};

/// Two measures per half-year; the line's values are small.
fn cost_and_measures() -> Values {
    let rows = [
        ("", "Udgift", "2017H1", Some(8000.0)),
        ("", "Udgift", "2017H2", Some(4000.0)),
        ("", "Antal", "2017H1", Some(1.0)),
        ("", "Antal", "2017H2", Some(2.0)),
    ];
    values(Stat::Mean, &rows)
}

fn cost_and_line() -> Chart {
    Chart {
        line: Some("Antal".into()),
        line_unit: "indsatser".into(),
        line_format: Some(ValueFormat::Number(1)),
        ..chart(ChartKind::ColumnsAndLine, Stat::Mean, "kr.")
    }
}

/// The columns as top and bottom, from the left; patches of paper behind numbers are left out.
fn columns(elements: &[Element]) -> Vec<(f64, f64)> {
    let painted = |element: &&Element| element.name == "rect" && element.attributes["fill"] != "#ffffff";
    let edges = |rect: &Element| (rect.number("y"), rect.number("y") + rect.number("height"));
    elements.iter().filter(painted).map(edges).collect()
}

/// The y of each point of the thick line.
fn line(elements: &[Element]) -> Vec<f64> {
    let thick = elements.iter().find(|e| e.attributes.get("stroke-width").is_some_and(|wide| wide == "1.9"));
    let points = thick.expect("a line").attributes["points"].clone();
    points.split(' ').map(|pair| pair.split_once(',').expect("a pair").1.parse().expect("a number")).collect()
}

/// The y of the lines that values are measured from, from above.
fn base_lines(elements: &[Element]) -> Vec<f64> {
    let bases = elements.iter().filter(|e| e.attributes.get("stroke-width").is_some_and(|wide| wide == "0.7"));
    let y = |element: &Element| {
        let points = &element.attributes["points"];
        points.split([',', ' ']).nth(1).expect("a y").parse().expect("a number")
    };
    let mut found: Vec<f64> = bases.map(y).collect();
    found.sort_by(f64::total_cmp);
    found
}

#[test]
fn both_axes_start_at_zero_and_the_panels_do_not_meet() {
    let drawing = drawn(&cost_and_line(), &cost_and_measures());
    assert_good(&drawing);
    let elements = elements(&drawing.svg);
    let (columns, line, bases) = (columns(&elements), line(&elements), base_lines(&elements));
    assert_eq!((columns.len(), line.len(), bases.len()), (2, 2, 2));
    assert!(columns.iter().all(|column| (column.1 - bases[1]).abs() < 0.02), "columns stand on zero");
    let height = |column: (f64, f64)| column.1 - column.0;
    assert!((height(columns[0]) - 2.0 * height(columns[1])).abs() < 0.05, "8000 is twice 4000");
    let above = |y: f64| bases[0] - y;
    assert!((above(line[1]) - 2.0 * above(line[0])).abs() < 0.05, "2 is twice 1");
    let top = columns.iter().map(|column| column.0).fold(f64::INFINITY, f64::min);
    assert!(line.iter().all(|y| *y < bases[0]) && bases[0] < top, "the line's axis ends before the columns begin");
}

#[test]
fn points_stand_over_their_columns() {
    let elements = elements(&drawn(&cost_and_line(), &cost_and_measures()).svg);
    let middle = |rect: &Element| rect.number("x") + rect.number("width") / 2.0;
    let painted = elements.iter().filter(|e| e.name == "rect" && e.attributes["fill"] != "#ffffff");
    let columns: Vec<f64> = painted.map(middle).collect();
    let thick = elements.iter().find(|e| e.attributes.get("stroke-width").is_some_and(|wide| wide == "1.9"));
    let points = thick.expect("a line").attributes["points"].clone();
    let places = points.split(' ').map(|pair| pair.split_once(',').expect("a pair").0.parse::<f64>().expect("an x"));
    assert!(columns.into_iter().zip(places).all(|(column, point)| (column - point).abs() < 0.02));
}

#[test]
fn each_axis_is_titled_as_its_measure_in_its_colour() {
    let elements = elements(&drawn(&cost_and_line(), &cost_and_measures()).svg);
    let title = |words: &str| elements.iter().find(|e| e.text == words).expect(words).attributes["fill"].clone();
    let (line, columns) = (title("Antal, indsatser"), title("Udgift, kr."));
    assert_ne!(line, columns);
    let thick = elements.iter().find(|e| e.attributes.get("stroke-width").is_some_and(|wide| wide == "1.9"));
    assert_eq!(thick.expect("a line").attributes["stroke"], line);
    let painted = elements.iter().find(|e| e.name == "rect" && e.attributes["fill"] != "#ffffff");
    assert_eq!(painted.expect("a column").attributes["fill"], columns);
}

#[test]
fn every_value_is_written_at_its_mark_in_the_format_of_its_measure() {
    let drawing = drawn(&two_measures(chart(ChartKind::ColumnsAndLine, Stat::Mean, "kr.")), &expected("fig-18"));
    let written = texts(&drawing);
    for number in ["1,1", "1,6", "1,7", "12.415", "14.609", "11.465", "11.443"] {
        assert!(written.iter().any(|text| text == number), "{number} in {written:?}");
    }
    let bare = Chart { value_labels: ValueLabels::None, ..cost_and_line() };
    let written = texts(&drawn(&bare, &cost_and_measures()));
    assert!(written.iter().all(|text| text != "1,0" && text != "2,0"), "the ticks are 1 and 2: {written:?}");
}

#[test]
fn the_alt_text_keeps_the_measures_apart() {
    let text = alt_text(&cost_and_line(), &cost_and_measures()).expect("it can be drawn");
    assert_eq!(
        text,
        "Titel. Søjler for Udgift og over dem en kurve for Antal på sin egen akse. Fra 1. halvår 2017 til 2. halvår \
         2017. Udgift går fra 8.000 til 4.000 kr. Antal går fra 1,0 til 2,0 indsatser."
    );
}

#[test]
fn what_is_no_pair_of_measures_is_a_finding() {
    let both = cost_and_measures();
    assert!(unfit(&Chart { line: None, ..cost_and_line() }, &both)[0].contains("which series is the line"));
    let misspelt = unfit(&Chart { line: Some("Antl".into()), ..cost_and_line() }, &both);
    assert!(misspelt[0].contains("`Antl`"), "{misspelt:?}");
    let alone = values(Stat::Mean, &[("", "Antal", "1", Some(1.0))]);
    assert!(unfit(&cost_and_line(), &alone)[0].contains("no series besides its line"));
    let lines = Chart { kind: ChartKind::Lines, ..cost_and_line() };
    let told = unfit(&lines, &both);
    assert!(told.iter().any(|finding| finding.contains("no line of its own")), "{told:?}");
}

#[test]
fn the_order_of_the_columns_need_not_name_the_line() {
    let ordered = Chart { order: vec!["Udgift".into()], ..cost_and_line() };
    assert_eq!(drawn(&ordered, &cost_and_measures()), drawn(&cost_and_line(), &cost_and_measures()));
}
