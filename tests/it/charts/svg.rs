//! Reads a chart's SVG back: its elements, where its letters and shapes are, and what is wrong with it.

use std::collections::BTreeMap;

use sporbar::chart::Drawing;
use sporbar::chart::palette::Rgb;

/// An element with its attributes, and its text where it has only text.
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) text: String,
}

impl Element {
    /// An attribute's number, 0 where it is not there.
    pub(crate) fn number(&self, attribute: &str) -> f64 {
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
        let (entity, letter) =
            entities.into_iter().find(|(entity, _)| rest[at..].starts_with(entity)).expect("an entity");
        out.push(letter);
        rest = &rest[at + entity.len()..];
    }
    out + rest
}

/// The elements of a well-formed document, the root first; anything else panics.
pub(crate) fn elements(svg: &str) -> Vec<Element> {
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
    let number = |at: usize| u16::from_be_bytes([font[at], font[at + 1]]);
    let short = move |at: usize| usize::from(number(at));
    let long = move |at: usize| (short(at) << 16) + short(at + 2);
    let table = move |tag: &[u8]| {
        let at = (0..short(4)).map(|at| 12 + 16 * at).find(|at| &font[*at..at + 4] == tag).expect("the table is there");
        long(at + 8)
    };
    let (cmap, hmtx, units) = (table(b"cmap"), table(b"hmtx"), f64::from(number(table(b"head") + 18)));
    let measured = short(table(b"hhea") + 34);
    let map =
        (0..short(cmap + 2)).map(|at| cmap + long(cmap + 8 + 8 * at)).find(|at| short(*at) == 12).expect("format 12");
    move |letter: char| {
        let groups = (0..long(map + 12)).map(|at| map + 16 + 12 * at);
        let code = letter as usize;
        let group = groups.into_iter().find(|at| (long(*at)..=long(at + 4)).contains(&code));
        let glyph = group.map_or(0, |at| long(at + 8) + code - long(at));
        f64::from(number(hmtx + 4 * glyph.min(measured - 1))) / units
    }
}

/// A rectangle: left, top, right, bottom.
pub(crate) type Room = (f64, f64, f64, f64);

/// The rooms of the texts, from the top of the capitals to the baseline.
pub(crate) fn text_rooms(elements: &[Element]) -> Vec<(String, Room)> {
    let regular = advances(include_bytes!("../../../templates/fonts/Inter-Regular.otf"));
    let heavy = advances(include_bytes!("../../../templates/fonts/Inter-SemiBold.otf"));
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
            if let Some(turn) = text.attributes.get("transform") {
                // A text on end, read from below, that ends at its place.
                let (x, y) = (&text.attributes["x"], &text.attributes["y"]);
                assert_eq!(*turn, format!("rotate(-90 {x} {y})"), "no other turn is drawn");
                assert_eq!(text.attributes.get("text-anchor").map(String::as_str), Some("end"));
                let x = text.number("x");
                return (text.text.clone(), (x - 0.727 * size, bottom, x, bottom + wide));
            }
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
pub(crate) fn flaws(drawing: &Drawing) -> Vec<String> {
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

/// Fails with what is wrong with a drawing.
pub(crate) fn assert_good(drawing: &Drawing) {
    assert_eq!(flaws(drawing), Vec::<String>::new(), "{}", drawing.svg);
    assert_eq!(drawing.strays, Vec::<String>::new(), "{}", drawing.svg);
}

/// The texts of a drawing, in the order drawn.
pub(crate) fn texts(drawing: &Drawing) -> Vec<String> {
    elements(&drawing.svg).into_iter().filter(|element| element.name == "text").map(|element| element.text).collect()
}

/// `#rrggbb` as a colour.
pub(crate) fn rgb(hex: &str) -> Rgb {
    let channel = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("a colour");
    (channel(1), channel(3), channel(5))
}
