//! Charts as their readers meet them: the SVG is read back and its letters are measured with the fonts' own tables.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sporbar::chart::palette::{Rgb, contrast, luminance};
use sporbar::chart::{Chart, ChartKind, Drawing, Tone, ValueFormat, ValueLabels, alt_text, draw};
use sporbar::diagnostic::{Code, Findings};
use sporbar::value::{Key, Stat, Value, Values};

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
        values.rows.push(Value { key, value: *value, lower, upper, numerator: 0.0, n: Some(1), suppressed: false });
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
    steps.extend((1..=6).map(|step| (format!("Trin {step}"), Tone::from_name(&format!("step-{step}")).expect("a tone"))));
    steps
}

fn chart(kind: ChartKind, stat: Stat, unit: &str) -> Chart {
    Chart { id: "fig-01".to_owned(), title: "Titel".to_owned(), unit: unit.to_owned(), ..Chart::new(kind, stat) }
}

fn drawn(chart: &Chart, values: &Values) -> Drawing {
    draw(chart, values).unwrap_or_else(|findings| panic!("{:?}", messages(&findings)))
}

fn messages(findings: &Findings) -> Vec<String> {
    findings.iter().map(|finding| format!("{}: {}", finding.code, finding.message)).collect()
}

// Reading the SVG.

/// An element with its attributes, and its text where it has only text.
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
}

impl Element {
    fn number(&self, attribute: &str) -> f64 {
        self.attributes.get(attribute).map_or(0.0, |value| value.parse().expect("a number"))
    }
}

/// A text without its entities; any other `&` is ill-formed.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let entities = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\'')];
        let (entity, letter) = entities.into_iter().find(|(entity, _)| rest[at..].starts_with(entity)).expect("an entity");
        out.push(letter);
        rest = &rest[at + entity.len()..];
    }
    out + rest
}

/// The elements of a well-formed document, the root first; anything else panics.
fn elements(svg: &str) -> Vec<Element> {
    assert!(!svg.chars().any(|c| c.is_control() && c != '\n'), "control characters are not XML");
    let mut found: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut rest = svg.trim_end();
    while !rest.is_empty() {
        assert!(rest.starts_with('<'), "text outside an element: {rest:.40}");
        let end = rest.find('>').expect("a tag ends");
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let element = open.pop().expect("a tag to close");
            assert_eq!(found[element].name, name, "tags nest");
        } else {
            let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
            let (name, mut list) = tag.split_once(' ').unwrap_or((tag, ""));
            let mut attributes = BTreeMap::new();
            while !list.trim().is_empty() {
                let (key, after) = list.trim().split_once("=\"").expect("attributes are quoted");
                let (value, after) = after.split_once('"').expect("quotes are closed");
                assert!(!value.contains('<'), "no `<` in an attribute");
                assert!(attributes.insert(key.to_owned(), unescaped(value)).is_none(), "no attribute twice");
                list = after;
            }
            if !empty {
                open.push(found.len());
            }
            found.push(Element { name: name.to_owned(), attributes, text: String::new() });
        }
        let text = rest.find('<').unwrap_or(rest.len());
        if let Some(element) = open.last() {
            found[*element].text.push_str(unescaped(&rest[..text]).trim_matches('\n'));
        }
        rest = &rest[text..];
    }
    assert!(open.is_empty(), "all tags are closed");
    found
}

/// The advance of each letter of a font, as a multiple of the size, from its `cmap` and `hmtx` tables.
fn advances(font: &[u8]) -> impl Fn(char) -> f64 + '_ {
    let short = |at: usize| usize::from(u16::from_be_bytes([font[at], font[at + 1]]));
    let long = move |at: usize| (short(at) << 16) + short(at + 2);
    let table = move |tag: &[u8]| {
        let at = (0..short(4)).map(|at| 12 + 16 * at).find(|at| &font[*at..at + 4] == tag).expect("the table is there");
        long(at + 8)
    };
    let (cmap, hmtx, units) = (table(b"cmap"), table(b"hmtx"), short(table(b"head") + 18) as f64);
    let measured = short(table(b"hhea") + 34);
    let map = (0..short(cmap + 2)).map(|at| cmap + long(cmap + 8 + 8 * at)).find(|at| short(*at) == 12).expect("format 12");
    move |letter: char| {
        let groups = (0..long(map + 12)).map(|at| map + 16 + 12 * at);
        let code = letter as usize;
        let group = groups.into_iter().find(|at| (long(*at)..=long(at + 4)).contains(&code));
        let glyph = group.map_or(0, |at| long(at + 8) + code - long(at));
        short(hmtx + 4 * glyph.min(measured - 1)) as f64 / units
    }
}

/// A rectangle: left, top, right, bottom.
type Room = (f64, f64, f64, f64);

/// The rooms of the texts, from the top of the capitals to the baseline.
fn text_rooms(elements: &[Element]) -> Vec<(String, Room)> {
    let regular = advances(include_bytes!("../../templates/fonts/Inter-Regular.otf"));
    let heavy = advances(include_bytes!("../../templates/fonts/Inter-SemiBold.otf"));
    let texts = elements.iter().filter(|element| element.name == "text");
    texts
        .map(|text| {
            let size = text.number("font-size");
            let advance = |letter| match text.attributes.get("font-weight").map(String::as_str) {
                Some("600") => heavy(letter),
                None => regular(letter),
                other => panic!("a weight that is not shipped: {other:?}"),
            };
            let wide: f64 = text.text.chars().map(|letter| advance(letter) * size).sum();
            let left = text.number("x")
                - match text.attributes.get("text-anchor").map(String::as_str) {
                    Some("middle") => wide / 2.0,
                    Some("end") => wide,
                    _ => 0.0,
                };
            let bottom = text.number("y");
            (text.text.clone(), (left, bottom - 0.727 * size, left + wide, bottom))
        })
        .collect()
}

/// The corners of shapes.
fn shape_points(elements: &[Element]) -> Vec<(f64, f64)> {
    let mut points = Vec::new();
    for element in elements {
        let number = |attribute| element.number(attribute);
        match element.name.as_str() {
            "rect" => {
                points.push((number("x"), number("y")));
                points.push((number("x") + number("width"), number("y") + number("height")));
                assert!(number("width") >= 0.0 && number("height") >= 0.0);
            }
            "circle" => {
                points.push((number("cx") - number("r"), number("cy") - number("r")));
                points.push((number("cx") + number("r"), number("cy") + number("r")));
            }
            "polyline" | "polygon" => {
                let corners = element.attributes["points"].split(' ').map(|pair| pair.split_once(',').expect("a pair"));
                points.extend(corners.map(|(x, y)| (x.parse::<f64>().expect("x"), y.parse::<f64>().expect("y"))));
            }
            "svg" | "title" | "desc" | "text" => {}
            other => panic!("an element that charts do not use: {other}"),
        }
    }
    points
}

/// What is wrong with a drawing: letters too small, over each other or outside, shapes outside, a size that disagrees.
fn flaws(drawing: &Drawing) -> Vec<String> {
    let elements = elements(&drawing.svg);
    let view: Vec<f64> =
        elements[0].attributes["viewBox"].split(' ').map(|number| number.parse().expect("a number")).collect();
    let (wide, high) = (view[2], view[3]);
    let mut flaws = Vec::new();
    let print = [("width", drawing.width_mm, wide), ("height", drawing.height_mm, high)];
    for (attribute, mm, points) in print {
        let written: f64 = elements[0].attributes[attribute].trim_end_matches("mm").parse().expect("millimetres");
        if (written - mm).abs() > 0.01 || (written / 25.4 * 72.0 - points).abs() > 0.05 {
            flaws.push(format!("the {attribute} of {mm} mm is written as {written} mm and {points} points"));
        }
    }
    for (x, y) in shape_points(&elements) {
        if x < -0.05 || y < -0.05 || x > wide + 0.05 || y > high + 0.05 {
            flaws.push(format!("a shape reaches out to {x}, {y}"));
        }
    }
    for text in elements.iter().filter(|element| element.name == "text") {
        if text.number("font-size") < 7.0 {
            flaws.push(format!("`{}` is smaller than 7 points", text.text));
        }
    }
    let rooms = text_rooms(&elements);
    for (at, (text, room)) in rooms.iter().enumerate() {
        if room.0 < -0.05 || room.1 < -0.05 || room.2 > wide + 0.05 || room.3 > high {
            flaws.push(format!("`{text}` reaches outside: {room:?} of {wide} x {high}"));
        }
        for (other, taken) in &rooms[at + 1..] {
            if room.0 < taken.2 && taken.0 < room.2 && room.1 < taken.3 && taken.1 < room.3 {
                flaws.push(format!("`{text}` and `{other}` overlap: {room:?} {taken:?}"));
            }
        }
    }
    flaws
}

fn assert_good(drawing: &Drawing) {
    assert_eq!(flaws(drawing), Vec::<String>::new(), "{}", drawing.svg);
}

fn texts(drawing: &Drawing) -> Vec<String> {
    elements(&drawing.svg).into_iter().filter(|element| element.name == "text").map(|element| element.text).collect()
}

fn rgb(hex: &str) -> Rgb {
    let channel = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("a colour");
    (channel(1), channel(3), channel(5))
}

// A publication's figures.

/// The charts of a publication with known values.
fn publication() -> Vec<(&'static str, Chart)> {
    use ChartKind::{Bars, GroupedColumns, Lines, StackedColumns};
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
        ("fig-03", Chart { value_labels: ValueLabels::All, totals: true, ..chart(StackedColumns, Stat::Count, "voksne") }),
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
        assert_eq!(drawn(&chart, &values), drawn(&chart, &turned), "{id}");
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
    let order = ["Trin 6", "Trin 5", "Trin 4", "Trin 3", "Trin 2", "Trin 1", "Ingen indsats"];
    assert!(order.windows(2).all(|pair| y(pair[0]) < y(pair[1])), "four of them have no height in the last month");
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
    let shown: Vec<_> = elements(&drawing.svg).into_iter().filter(|element| element.text.contains(".\u{a0}1")).collect();
    assert_eq!(shown.last().map(|element| element.text.as_str()), Some("dec.\u{a0}18"));
    let gaps: Vec<_> = shown.windows(2).map(|pair| pair[1].number("x") - pair[0].number("x")).collect();
    assert!(gaps.len() > 3 && gaps.iter().all(|gap| (gap - gaps[0]).abs() < 0.05), "{gaps:?}");
}

#[test]
fn a_missing_value_breaks_the_line_and_is_not_a_zero() {
    let rows = [("", "A", "1", Some(4.0)), ("", "A", "2", Some(5.0)), ("", "A", "3", None), ("", "A", "4", Some(6.0)), ("", "A", "5", Some(6.0))];
    let drawing = drawn(&chart(ChartKind::Lines, Stat::Mean, ""), &values(Stat::Mean, &rows));
    assert_good(&drawing);
    let base = elements(&drawing.svg).iter().filter(|e| e.name == "polyline").map(|e| e.attributes["points"].clone()).collect::<Vec<_>>();
    let runs = elements(&drawing.svg).iter().filter(|e| e.attributes.get("stroke-width").is_some_and(|wide| wide == "1.9")).count();
    assert_eq!(runs, 2, "{base:?}");
    let columns = drawn(&chart(ChartKind::GroupedColumns, Stat::Mean, ""), &values(Stat::Mean, &rows));
    assert!(texts(&columns).contains(&"–".to_owned()), "a dash stands where there is no value");
}

#[test]
fn lines_that_run_together_can_both_be_seen() {
    let rows: Vec<_> = ["1", "2", "3"].iter().flat_map(|x| [("", "A", *x, Some(2.0)), ("", "B", *x, Some(2.0))]).collect();
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
    let long = "Et navn uden ende ".repeat(30);
    assert_eq!(unfit(&stacked, &values(Stat::Count, &[("", &long, "1", Some(1.0)), ("", "B", "1", None)])).len(), 1);
    let all = Chart { order: vec!["Selvforsørgese".into()], width_mm: 5.0, ..stacked };
    let findings = draw(&all, &expected("fig-03")).expect_err("two things are wrong");
    assert_eq!(findings.len(), 2, "all of it is said at once");
    assert!(findings.iter().any(|finding| finding.help.iter().any(|help| help.contains("`Selvforsørgelse`"))));
}

const NAMES: [&str; 9] = [
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
    (kind, labels, stat, unit, format, 60.0..200.0f64, height, any::<[bool; 3]>()).prop_map(
        |(kind, value_labels, stat, unit, format, width_mm, height_mm, [totals, zero, titled])| Chart {
            value_labels,
            format,
            totals,
            zero,
            x_title: titled.then(|| "Måned i projektet".to_owned()),
            width_mm,
            height_mm,
            ..chart(kind, stat, unit)
        },
    )
}

/// A chart and its values, shown briefly when a test fails.
struct Case(Chart, Values);

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(chart, values) = self;
        writeln!(f, "{chart:?}\n{:?} {:?} {:?}", values.facets, values.series, values.xs)?;
        values.rows.iter().try_for_each(|row| write!(f, "{:?} ", row.value))
    }
}

/// Values of all sorts for a chart: 1-5 facets, 1-9 series.
fn any_case() -> impl Strategy<Value = Case> {
    (any_chart(), 1usize..6, 1usize..10, any_xs()).prop_flat_map(|(chart, facets, series, xs)| {
        let cells = proptest::collection::vec(any_value(), facets * series * xs.len());
        (Just(chart), Just(facets), Just(series), Just(xs), cells).prop_map(|(chart, facets, series, xs, cells)| {
            let facet = |at: usize| if facets == 1 { "" } else { NAMES[at] };
            let count = xs.len();
            let keys = (0..facets).flat_map(|f| (0..series).flat_map(move |s| (0..count).map(move |x| (f, s, x))));
            let rows: Vec<_> =
                keys.zip(&cells).map(|((f, s, x), value)| (facet(f), NAMES[s], xs[x].as_str(), *value)).collect();
            let values = values(chart.stat, &rows);
            Case(chart, values)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6000, rng_seed: RngSeed::Fixed(17), failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_values_give_a_chart_without_flaws_or_a_finding(Case(chart, values) in any_case()) {
        match draw(&chart, &values) {
            Ok(drawing) => prop_assert_eq!(flaws(&drawing), Vec::<String>::new()),
            Err(findings) => {
                prop_assert!(!findings.is_empty());
                prop_assert!(findings.iter().all(|finding| finding.code == Code::ChartUnfit));
            }
        }
    }
}

#[test]
fn ordinary_extremes_are_drawn_and_not_refused() {
    for kind in ChartKind::ALL {
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
        let rows: Vec<_> =
            (0..count).flat_map(|at| ["1", "2", "3"].map(|x| ("", NAMES[at], x, Some(at as f64 + 1.0)))).collect();
        for kind in ChartKind::ALL {
            assert_good(&drawn(&chart(kind, Stat::Count, "børn"), &values(Stat::Count, &rows)));
        }
    }
}

// Colour.

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
    const PROTAN: [[f64; 3]; 3] = [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ];
    const DEUTAN: [[f64; 3]; 3] = [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ];
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
            assert!(ordinary > 15.0 && protan > 12.0 && deutan > 12.0 && grey > 7.0, "{pair:?} {ordinary} {protan} {deutan} {grey}");
        }
    }
}

#[test]
fn a_few_lines_keep_apart_from_each_other_and_from_the_paper() {
    let rows: Vec<_> = ["A", "B", "C", "D"].map(|name| [("", name, "1", Some(1.0)), ("", name, "2", Some(2.0))]).concat();
    let drawing = drawn(&chart(ChartKind::Lines, Stat::Mean, ""), &values(Stat::Mean, &rows));
    let strokes: std::collections::BTreeSet<Rgb> = elements(&drawing.svg)
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
        "Vandrette søjler for Andel, i et felt for hver af Mænd og Kvinder. Andel af borgere: fra 20\u{a0}% til \
         35\u{a0}%. Mænd: Andel: Assens 20\u{a0}% og Odense 30\u{a0}%. Kvinder: Andel: Assens 25\u{a0}% og Odense \
         35\u{a0}%."
    );
    let none = alt_text(&bars, &values(Stat::Share, &[("", "A", "", None)])).expect("it can be drawn");
    assert_eq!(none, "Vandrette søjler for A. Der er ingen tal.");
}

#[test]
fn every_kind_has_a_name_that_finds_it() {
    for kind in ChartKind::ALL {
        assert_eq!(ChartKind::from_name(kind.name()), Some(kind));
    }
    assert_eq!(ChartKind::from_name("lagkage"), None);
}
