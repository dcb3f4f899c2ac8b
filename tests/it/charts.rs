//! Charts as their readers meet them: the SVG is read back and its letters are measured with the fonts' own tables.

use std::collections::BTreeMap;
use std::path::Path;

use sporbar::chart::{Axes, Chart, ChartKind, Drawing, Tone, ValueFormat, ValueLabels, turned};
use sporbar::diagnostic::{Code, Findings};
use sporbar::locale::Language;
use sporbar::value::{Calculation, Dimension, Disclosed, Key, Stat, Value, Values};

mod any;
mod certainty;
mod colour;
mod consort;
mod flow;
mod hidden;
mod intervals;
mod kinds;
mod labels;
mod ladder;
mod lying;
mod nextbest;
mod reached;
mod ribbons;
mod svg;
mod tornado;
mod two_measures;
mod waterfall;
mod zones;

use svg::{assert_good, elements, flaws, texts};

// Values to draw.

/// Values from (facet, series, x, value), in the order given.
fn values(stat: Stat, rows: &[(&str, &str, &str, Option<f64>)]) -> Values {
    let mut values = Values { facets: Vec::new(), series: Vec::new(), xs: Vec::new(), rows: Vec::new() };
    for (facet, series, x, value) in rows {
        for (list, name) in [(&mut values.facets, facet), (&mut values.series, series), (&mut values.xs, x)] {
            if !list.iter().any(|known| known == name) {
                list.push((*name).to_owned());
            }
        }
        let key = Key { facet: (*facet).into(), series: (*series).into(), x: (*x).into(), stat };
        let [lower, upper] = [None; 2];
        values.rows.push(Value {
            key,
            value: *value,
            lower,
            upper,
            numerator: Some(0.0),
            denominator: Some(1.0),
            n: Some(1),
            calculation: Calculation::default(),
            suppressed: false,
            hidden_n: false,
        });
    }
    values
}

/// The values that an exhibit is known to have.
fn expected(id: &str) -> Values {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/expected/assens-statusmaaling/{id}.csv"));
    let mut reader = csv::Reader::from_path(path).expect("the expected values are there");
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a row")).collect();
    let stat = Stat::ALL.into_iter().find(|stat| stat.name() == &records[0][3]).expect("a known stat");
    let rows: Vec<_> = records.iter().map(|row| (&row[0], &row[1], &row[2], row[4].parse().ok())).collect();
    values(stat, &rows)
}

fn names(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, name)| ((*key).to_owned(), (*name).to_owned())).collect()
}

fn tones(pairs: &[(&str, &str)]) -> BTreeMap<String, Tone> {
    let tone = |name| Tone::from_name(name).expect("a tone");
    pairs.iter().map(|(key, name)| ((*key).to_owned(), tone(name))).collect()
}

fn steps() -> BTreeMap<String, Tone> {
    let mut steps = tones(&[("Ingen indsats", "none")]);
    steps.extend(
        (1..=6).map(|step| (format!("Trin {step}"), Tone::from_name(&format!("step-{step}")).expect("a tone"))),
    );
    steps
}

fn chart(kind: ChartKind, stat: Stat, unit: &str) -> Chart {
    Chart {
        id: "fig-01".to_owned(),
        title: "Titel".to_owned(),
        unit: unit.to_owned(),
        ..Chart::new(kind, stat, Language::default())
    }
}

fn draw(chart: &Chart, values: &Values) -> Result<Drawing, Findings> {
    sporbar::chart::draw(chart, &Disclosed::whole(values.clone()))
}

fn alt_text(chart: &Chart, values: &Values) -> Result<String, Findings> {
    sporbar::chart::alt_text(chart, &Disclosed::whole(values.clone()))
}

fn drawn(chart: &Chart, values: &Values) -> Drawing {
    draw(chart, values).unwrap_or_else(|findings| panic!("{:?}", messages(&findings)))
}

fn messages(findings: &Findings) -> Vec<String> {
    findings.iter().map(|finding| format!("{}: {}", finding.code, finding.message)).collect()
}

// A publication's figures.

/// The chart with the measures per child as a line above the cost.
fn two_measures(chart: Chart) -> Chart {
    Chart { line: Some("Indsatser pr. barn".into()), line_format: Some(ValueFormat::Number(1)), ..chart }
}

/// The charts of a publication with known values.
fn publication() -> Vec<(&'static str, Chart)> {
    use ChartKind::{Bars, ColumnsAndLine, GroupedColumns, Lines, StackedColumns};
    let with_month = |chart: Chart| Chart { x_title: Some("Måned i projektet".into()), ..chart };
    let status = Chart {
        x_labels: names(&[("start", "Startmåned"), ("seneste", "December 2018")]),
        ..chart(StackedColumns, Stat::Share, "voksne")
    };
    let step_columns = Chart { tones: steps(), ..chart(StackedColumns, Stat::Count, "børn") };
    let per_child = chart(Lines, Stat::Mean, "foranstaltninger pr. barn");
    let cost = chart(GroupedColumns, Stat::Mean, "kr. pr. familiemedlem");
    let functions = Chart {
        series_labels: names(&[
            ("5.68", "5.68 Arbejdsmarkedsforanstaltninger"),
            ("5.57", "5.57 Kontante ydelser"),
            ("5.58", "5.58 Revalidering, ressourceforløb og fleksjob"),
            ("5.28", "5.28 Tilbud til børn og unge med særlige behov"),
        ]),
        ..cost.clone()
    };
    vec![
        ("fig-01", status.clone()),
        ("fig-01", Chart { kind: GroupedColumns, ..status.clone() }),
        ("fig-01", Chart { kind: Bars, ..status.clone() }),
        ("fig-01", Chart { kind: Lines, ..status }),
        ("fig-02", chart(Bars, Stat::Share, "voksne")),
        ("fig-02", chart(StackedColumns, Stat::Share, "voksne")),
        ("fig-03", with_month(chart(StackedColumns, Stat::Count, "voksne"))),
        ("fig-03", Chart { width_mm: 80.0, ..with_month(chart(StackedColumns, Stat::Count, "voksne")) }),
        (
            "fig-03",
            Chart { value_labels: ValueLabels::All, totals: true, ..chart(StackedColumns, Stat::Count, "voksne") },
        ),
        ("fig-03", chart(Lines, Stat::Count, "voksne")),
        ("fig-05", with_month(per_child.clone())),
        ("fig-05", Chart { zero: false, ..with_month(per_child.clone()) }),
        ("fig-06", with_month(step_columns.clone())),
        ("fig-07", chart(Bars, Stat::Count, "børn")),
        ("fig-08", per_child.clone()),
        ("fig-09", step_columns),
        ("fig-10", Chart { kind: GroupedColumns, ..per_child }),
        ("fig-11", cost.clone()),
        ("fig-11", Chart { kind: Lines, ..cost.clone() }),
        ("fig-14", Chart { kind: Lines, ..functions.clone() }),
        ("fig-14", functions.clone()),
        ("fig-14", Chart { kind: Bars, ..functions.clone() }),
        ("fig-14", Chart { kind: StackedColumns, totals: true, ..functions }),
        ("fig-18", two_measures(chart(ColumnsAndLine, Stat::Mean, "kr."))),
        ("fig-19", Chart { width_mm: 80.0, ..two_measures(chart(ColumnsAndLine, Stat::Mean, "kr.")) }),
        ("fig-20", cost),
    ]
}

#[test]
fn the_figures_of_a_publication_have_no_flaws() {
    for (id, chart) in publication() {
        let drawing = drawn(&chart, &expected(id));
        assert_eq!(flaws(&drawing), Vec::<String>::new(), "{id} as {}", chart.kind.name());
        assert!((drawing.width_mm - chart.width_mm).abs() < 1e-9 && drawing.height_mm < 120.0, "{id}");
        assert!((60..=900).contains(&drawing.alt.chars().count()), "{id}: {}", drawing.alt);
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_in_whatever_order_the_rows_come() {
    for (id, chart) in publication() {
        let values = expected(id);
        let mut turned = values.clone();
        turned.rows.reverse();
        let (drawing, again) = (drawn(&chart, &values), drawn(&chart, &turned));
        assert_eq!((&drawing.svg, &drawing.alt), (&again.svg, &again.alt), "{id}");
        // A zone names its value by the row, which is another now.
        let places = |drawing: &Drawing, values: &Values| {
            let zones = drawing.zones.iter().map(|zone| {
                let place = [zone.left, zone.top, zone.width, zone.height].map(f64::to_bits);
                (values.rows[zone.value].key.clone(), place)
            });
            zones.collect::<std::collections::BTreeSet<_>>()
        };
        assert_eq!(places(&drawing, &values), places(&again, &turned), "{id}");
    }
}

#[test]
fn first_and_last_numbers_stand_in_their_columns_and_all_series_are_named() {
    let drawing = drawn(&chart(ChartKind::StackedColumns, Stat::Count, "voksne"), &expected("fig-03"));
    let texts = texts(&drawing);
    let heavy: Vec<_> = elements(&drawing.svg)
        .into_iter()
        .filter(|element| element.attributes.get("font-weight").is_some_and(|weight| weight == "600"))
        .map(|element| element.text)
        .collect();
    // The first month: 9, 0, 2, 15, 11; the last: 14, 2, 4, 6, 11. A part without height has no number.
    assert_eq!(heavy, ["9", "2", "15", "11", "14", "2", "4", "6", "11"]);
    for name in ["Selvforsørgelse", "Ordinære løntimer", "Virksomhedsrettet indsats", "Anden indsats", "Passiv"] {
        assert!(texts.iter().any(|text| text == name), "{name} is named");
    }
    assert!(texts.iter().any(|text| text == "Antal voksne"));
    // All columns hold the same 37 adults, and the axis says so.
    assert!(texts.iter().any(|text| text == "37"));
}

#[test]
fn names_stand_in_the_order_of_the_stack() {
    let drawing = drawn(&chart(ChartKind::StackedColumns, Stat::Count, "børn"), &expected("fig-09"));
    let elements = elements(&drawing.svg);
    let y = |name: &str| elements.iter().find(|element| element.text == name).expect("a name").number("y");
    let order = ["Trin 3", "Trin 2", "Trin 1", "Ingen indsats"];
    assert!(order.windows(2).all(|pair| y(pair[0]) < y(pair[1])), "the first has no height in the last month");
}

#[test]
fn a_series_that_is_zero_throughout_is_told_of_and_has_no_colour_to_look_for() {
    let stacked = chart(ChartKind::StackedColumns, Stat::Count, "børn");
    // No child is placed outside its home in any month: the upper steps are empty.
    let drawing = drawn(&stacked, &expected("fig-09"));
    assert_good(&drawing);
    let texts = texts(&drawing);
    assert!(texts.contains(&"0 overalt: Trin 4, Trin 5, Trin 6".to_owned()), "{texts:?}");
    assert!(["Trin 4", "Trin 5", "Trin 6"].iter().all(|name| !texts.contains(&(*name).to_owned())));
    // One that is hidden somewhere may be anything but seen.
    let mut hidden = expected("fig-09");
    let one = hidden.rows.iter_mut().find(|row| row.key.series == "Trin 5").expect("a value");
    (one.value, one.suppressed) = (None, true);
    let texts = self::texts(&drawn(&stacked, &hidden));
    assert!(texts.contains(&"0 overalt: Trin 4, Trin 6".to_owned()), "{texts:?}");
    assert!(texts.contains(&"Trin 5".to_owned()));
}

#[test]
fn a_stack_of_nothing_says_so() {
    let stacked = chart(ChartKind::StackedColumns, Stat::Count, "børn");
    let zeros =
        [("", "A", "1", Some(0.0)), ("", "B", "1", Some(0.0)), ("", "A", "2", Some(0.0)), ("", "B", "2", Some(4.0))];
    // One empty column between others has its 0.
    let drawing = drawn(&stacked, &values(Stat::Count, &zeros));
    assert_good(&drawing);
    let all = elements(&drawing.svg);
    let heavy = |text: &str| all.iter().any(|e| e.text == text && e.attributes.contains_key("font-weight"));
    assert!(heavy("0") && heavy("4"), "{:?}", texts(&drawing));
    // Where all are empty the picture says whether it is because there is nobody.
    let said = |rows: &[(&str, &str, &str, Option<f64>)], n: u64| {
        let mut values = values(Stat::Count, rows);
        values.rows.iter_mut().for_each(|row| row.n = Some(n));
        sporbar::chart::all_zero(&stacked, &values).map(|drawing| drawing.alt)
    };
    let alt = "Figuren er tom: alle tal i figuren er 0";
    assert_eq!(said(&zeros[..3], 5), Some(format!("{alt}.")));
    assert_eq!(said(&zeros[..3], 0), Some(format!("{alt}, for der er ingen at tælle (N = 0).")));
    assert_eq!(said(&zeros, 0), None);
}

#[test]
fn months_and_half_years_and_relative_months_are_written_in_danish() {
    let with = |x: &[&str]| {
        let rows: Vec<_> = x.iter().map(|x| ("", "", *x, Some(1.0))).collect();
        texts(&drawn(&chart(ChartKind::Lines, Stat::Mean, ""), &values(Stat::Mean, &rows)))
    };
    assert!(with(&["2018-11", "2018-12"]).contains(&"dec.\u{a0}18".to_owned()));
    assert!(with(&["2018H1", "2018H2"]).contains(&"2. halvår 2018".to_owned()));
    assert!(with(&["-6", "6"]).iter().any(|text| text == "\u{2212}6"));
    assert!(with(&["-6", "6"]).iter().any(|text| text == "+6"));
    assert!(with(&["2017", "2018"]).iter().any(|text| text == "2018"), "a year has no thousands separator");
}

#[test]
fn labels_of_a_long_axis_thin_out_evenly_and_keep_the_last() {
    let months: Vec<String> = (0..24).map(|at| format!("{}-{:02}", 2017 + at / 12, at % 12 + 1)).collect();
    let rows: Vec<_> = months.iter().map(|month| ("", "", month.as_str(), Some(3.0))).collect();
    let drawing = drawn(&chart(ChartKind::StackedColumns, Stat::Count, "børn"), &values(Stat::Count, &rows));
    assert_good(&drawing);
    let shown: Vec<_> =
        elements(&drawing.svg).into_iter().filter(|element| element.text.contains(".\u{a0}1")).collect();
    assert_eq!(shown.last().map(|element| element.text.as_str()), Some("dec.\u{a0}18"));
    let gaps: Vec<_> = shown.windows(2).map(|pair| pair[1].number("x") - pair[0].number("x")).collect();
    assert!(gaps.len() > 3 && gaps.iter().all(|gap| (gap - gaps[0]).abs() < 0.05), "{gaps:?}");
}

#[test]
fn a_missing_value_breaks_the_line_and_is_not_a_zero() {
    let rows = [
        ("", "A", "1", Some(4.0)),
        ("", "A", "2", Some(5.0)),
        ("", "A", "3", None),
        ("", "A", "4", Some(6.0)),
        ("", "A", "5", Some(6.0)),
    ];
    let drawing = drawn(&chart(ChartKind::Lines, Stat::Mean, ""), &values(Stat::Mean, &rows));
    assert_good(&drawing);
    let base = elements(&drawing.svg)
        .iter()
        .filter(|e| e.name == "polyline")
        .map(|e| e.attributes["points"].clone())
        .collect::<Vec<_>>();
    let runs = elements(&drawing.svg)
        .iter()
        .filter(|e| e.attributes.get("stroke-width").is_some_and(|wide| wide == "1.9"))
        .count();
    assert_eq!(runs, 2, "{base:?}");
    let columns = drawn(&chart(ChartKind::GroupedColumns, Stat::Mean, ""), &values(Stat::Mean, &rows));
    assert!(texts(&columns).contains(&"–".to_owned()), "a dash stands where there is no value");
}

#[test]
fn lines_that_run_together_can_both_be_seen() {
    let rows: Vec<_> =
        ["1", "2", "3"].iter().flat_map(|x| [("", "A", *x, Some(2.0)), ("", "B", *x, Some(2.0))]).collect();
    let drawing = drawn(&chart(ChartKind::Lines, Stat::Mean, ""), &values(Stat::Mean, &rows));
    assert_good(&drawing);
    let strokes: std::collections::BTreeSet<_> = elements(&drawing.svg)
        .iter()
        .filter(|element| element.attributes.get("stroke-width").is_some_and(|wide| wide == "1.9"))
        .map(|element| element.attributes["stroke"].clone())
        .collect();
    assert_eq!(strokes.len(), 2);
    let names = texts(&drawing);
    assert!(names.contains(&"A".to_owned()) && names.contains(&"B".to_owned()));
}

// What should never be drawn, or never break a chart.

#[test]
fn hostile_names_stay_text() {
    let hostile = "<script>alert('1 & \"2\"')</script>]]>";
    let mut chart = chart(ChartKind::StackedColumns, Stat::Count, "<b>&</b>");
    chart.title = format!("{hostile}\u{0}\u{8}");
    chart.id = "\"><svg onload=x".to_owned();
    let drawing = drawn(&chart, &values(Stat::Count, &[("", hostile, "1", Some(1.0)), ("", "B", "1", Some(2.0))]));
    assert_good(&drawing);
    let elements = elements(&drawing.svg);
    assert!(elements.iter().all(|element| element.name != "script" && element.name != "b"));
    assert_eq!(elements[1].text, hostile);
    assert!(texts(&drawing).join(" ").contains("alert('1 & \"2\"')"));
    let id = &elements[1].attributes["id"];
    assert!(id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'), "{id}");
}

#[test]
fn the_svg_says_what_it_shows() {
    let drawing = drawn(&chart(ChartKind::StackedColumns, Stat::Count, "voksne"), &expected("fig-03"));
    let elements = elements(&drawing.svg);
    assert_eq!(elements[0].attributes["role"], "img");
    assert_eq!(elements[0].attributes["aria-labelledby"], "fig-01-title fig-01-desc");
    assert_eq!((elements[1].name.as_str(), elements[1].text.as_str()), ("title", "Titel"));
    assert_eq!((elements[2].name.as_str(), elements[2].text.as_str()), ("desc", drawing.alt.as_str()));
    assert_eq!(elements[0].attributes["font-family"], "Inter, sans-serif");
}

fn unfit(chart: &Chart, values: &Values) -> Vec<String> {
    let findings = draw(chart, values).expect_err("it cannot be drawn");
    assert!(findings.iter().all(|finding| finding.code == Code::ChartUnfit));
    messages(&findings)
}

#[test]
fn what_a_chart_cannot_show_is_a_finding() {
    let stacked = chart(ChartKind::StackedColumns, Stat::Count, "voksne");
    assert_eq!(unfit(&stacked, &values(Stat::Count, &[("", "A", "1", Some(-1.0))])).len(), 1);
    assert_eq!(unfit(&stacked, &values(Stat::Mean, &[("", "A", "1", Some(1.0))])).len(), 1, "another stat");
    assert_eq!(unfit(&stacked, &values(Stat::Count, &[("", "A", "1", Some(f64::NAN))])).len(), 1);
    assert_eq!(unfit(&stacked, &values(Stat::Count, &[("", "A", "1", Some(1e300))])).len(), 1);
    let ten: Vec<String> = (0..10).map(|at| format!("Serie {at}")).collect();
    let rows: Vec<_> = ten.iter().map(|series| ("", series.as_str(), "1", Some(1.0))).collect();
    assert_eq!(unfit(&stacked, &values(Stat::Count, &rows)).len(), 1);
    let all = Chart { order: vec!["Selvforsørgese".into()], width_mm: 5.0, ..stacked };
    let findings = draw(&all, &expected("fig-03")).expect_err("two things are wrong");
    assert_eq!(findings.len(), 2, "all of it is said at once");
    assert!(findings.iter().any(|finding| finding.help.iter().any(|help| help.contains("`Selvforsørgelse`"))));
}

// Words.

#[test]
fn the_alt_text_says_how_each_series_goes() {
    let rows = [
        ("", "Selvforsørgelse", "1", Some(9.0)),
        ("", "Selvforsørgelse", "2", Some(14.0)),
        ("", "Passiv", "1", Some(11.0)),
        ("", "Passiv", "2", Some(11.0)),
    ];
    let stacked = Chart {
        title: "Voksne efter indsats".into(),
        x_title: Some("måned i projektet".into()),
        ..chart(ChartKind::StackedColumns, Stat::Count, "voksne")
    };
    assert_eq!(
        alt_text(&stacked, &values(Stat::Count, &rows)).expect("it can be drawn"),
        "Voksne efter indsats. Stablede søjler for Selvforsørgelse og Passiv. Måned i projektet: fra 1 til 2. \
         Antal voksne: fra 9 til 14. Selvforsørgelse går fra 9 til 14 voksne. Passiv begynder og slutter på 11 voksne."
    );
}

#[test]
fn the_alt_text_knows_lines_that_end_early_and_values_that_are_missing() {
    let rows = [
        ("", "Gruppe 1", "2018H1", Some(1.25)),
        ("", "Gruppe 1", "2018H2", None),
        ("", "Gruppe 1", "2019H1", Some(2.0)),
        ("", "Gruppe 2", "2018H1", Some(1.0)),
        ("", "Gruppe 2", "2018H2", Some(-0.5)),
    ];
    let lines = Chart { title: "Hvordan går det?".into(), ..chart(ChartKind::Lines, Stat::Mean, "") };
    assert_eq!(
        alt_text(&lines, &values(Stat::Mean, &rows)).expect("it can be drawn"),
        "Hvordan går det? Kurver for Gruppe 1 og Gruppe 2. Fra 1. halvår 2018 til 1. halvår 2019. \
         Værdierne: fra \u{2212}0,5 til 2,0. Hvor der ikke er noget tal, er intet tegnet. Gruppe 1 går fra 1,3 til 2,0. \
         Gruppe 2 går fra 1,0 til \u{2212}0,5 (fra 1. halvår 2018 til 2. halvår 2018)."
    );
}

#[test]
fn the_alt_text_of_a_long_distribution_tells_its_top_and_its_ends() {
    let steps: Vec<String> = (0..14).map(|step| format!("trin {step}")).collect();
    let rows: Vec<_> = steps
        .iter()
        .enumerate()
        .map(|(at, step)| ("", "Familier", step.as_str(), Some([3.0, 9.0, 5.0][at % 3])))
        .collect();
    let text = alt_text(&chart(ChartKind::GroupedColumns, Stat::Count, "familier"), &values(Stat::Count, &rows));
    let text = text.expect("it can be drawn");
    assert!(
        text.ends_with("Familier er højest med 9 ved Trin 1, og går fra 3 ved Trin 0 til 9 ved Trin 13."),
        "{text}"
    );
}

#[test]
fn values_can_be_seen_from_another_side_and_in_a_larger_unit() {
    let rows = [("Mænd", "Almen", "", Some(1_000_000.0)), ("Kvinder", "Almen", "", Some(2_500_000.0))];
    let axes = Axes::of([None, Some(Dimension::Facet), Some(Dimension::Series)]).expect("each once");
    let seen = turned(&values(Stat::Mean, &rows), axes, 1e6);
    assert_eq!(
        (seen.facets.len(), &seen.series[..], &seen.xs[..]),
        (1, &["Mænd".into(), "Kvinder".into()][..], &["Almen".into()][..])
    );
    assert_eq!(seen.get("", "Kvinder", "Almen", Stat::Mean).and_then(|row| row.value), Some(2.5));
    assert_eq!(turned(&values(Stat::Mean, &rows), Axes::default(), 1.0), values(Stat::Mean, &rows));
}

#[test]
fn the_alt_text_lists_categories_and_facets() {
    let share = |value: f64| Some(value / 100.0);
    let rows = [
        ("Mænd", "Andel", "Assens", share(20.0)),
        ("Mænd", "Andel", "Odense", share(30.0)),
        ("Kvinder", "Andel", "Assens", share(25.0)),
        ("Kvinder", "Andel", "Odense", share(35.0)),
    ];
    let bars = Chart { title: String::new(), ..chart(ChartKind::Bars, Stat::Share, "borgere") };
    assert_eq!(
        alt_text(&bars, &values(Stat::Share, &rows)).expect("it can be drawn"),
        "Vandrette søjler for Andel, i et felt for hver af Mænd og Kvinder. Andel af borgere: fra 20\u{a0}procent til \
         35\u{a0}procent. Mænd: Andel: Assens 20\u{a0}procent og Odense 30\u{a0}procent. Kvinder: Andel: Assens 25\u{a0}procent og Odense \
         35\u{a0}procent."
    );
    let none = alt_text(&bars, &values(Stat::Share, &[("", "A", "", None)])).expect("it can be drawn");
    assert_eq!(none, "Vandrette søjler for A. Der er ingen tal.");
}

#[test]
fn the_value_axis_is_named_after_stat_and_unit() {
    let title = |stat, unit| {
        let bars = chart(ChartKind::Bars, stat, unit);
        texts(&drawn(&bars, &values(stat, &[("", "A", "", Some(0.5))])))[0].clone()
    };
    assert_eq!(title(Stat::Count, "voksne"), "Antal voksne");
    assert_eq!(title(Stat::Share, "voksne"), "Andel af voksne");
    assert_eq!(title(Stat::Share, "af de voksne"), "Andel af de voksne");
    assert_eq!(title(Stat::Mean, "kr. pr. barn"), "Kr. pr. barn");
}

#[test]
fn every_kind_has_a_name_that_finds_it() {
    for kind in ChartKind::ALL {
        assert_eq!(ChartKind::from_name(kind.name()), Some(kind));
    }
    assert_eq!(ChartKind::from_name("lagkage"), None);
}
