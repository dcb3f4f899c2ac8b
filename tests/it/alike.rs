//! Print, audit book and workbook show the same value the same way, value by value, in every report; and each number that a chart
//! prints is a value of the book.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use sporbar::audit::read_pdf;
use sporbar::document::numerals;

use crate::workbook::{built, number, parts, sheets, text};

/// A number as a spreadsheet shows it by a format, which is read here as spreadsheets' makers describe it: parts for what is above zero,
/// below and zero; what stands in quotes or behind a backslash as it is; `%` for hundredths. Points and commas as in Danish.
fn displayed(number: f64, format: &str) -> String {
    let parts: Vec<&str> = format.split(';').collect();
    let part = match parts[..] {
        [one] => one,
        [_, below] if number < 0.0 => below,
        [above, _] => above,
        [_, below, _] if number < 0.0 => below,
        [above, _, _] if number > 0.0 => above,
        [_, _, zero] => zero,
        _ => panic!("{format}"),
    };
    let part = part.strip_prefix("[$-406]").unwrap_or(part);
    let (mut before, mut pattern, mut behind) = (String::new(), String::new(), String::new());
    let mut letters = part.chars();
    while let Some(letter) = letters.next() {
        let literal = match letter {
            '"' => letters.by_ref().take_while(|letter| *letter != '"').collect(),
            '\\' => letters.next().map(String::from).expect("a letter"),
            '%' => "%".to_owned(),
            '#' | '0' | ',' | '.' => {
                pattern.push(letter);
                continue;
            }
            _ => panic!("{format}: {letter}"),
        };
        if pattern.is_empty() { before += &literal } else { behind += &literal }
    }
    if pattern.is_empty() {
        return before;
    }
    let hundredths = if part.contains('%') { 2 } else { 0 };
    let decimals = pattern.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let digits = rounded(number.abs(), hundredths, decimals);
    let (whole, rest) = digits.split_at(digits.len() - decimals);
    let points = |at: usize| pattern.contains(',') && at > 0 && (whole.len() - at).is_multiple_of(3);
    let whole: String =
        whole.char_indices().flat_map(|(at, digit)| points(at).then_some('.').into_iter().chain([digit])).collect();
    let comma = if decimals > 0 { "," } else { "" };
    // One part alone stands for negative numbers too, with a hyphen.
    let minus = if number < 0.0 && parts.len() == 1 { "-" } else { "" };
    format!("{minus}{before}{whole}{comma}{rest}{behind}")
}

/// The digits of a number shifted by so many places and rounded to so many decimals, as from its fifteen digits, which is as many as
/// spreadsheets keep; halves away from zero.
fn rounded(number: f64, shift: usize, decimals: usize) -> String {
    let written = format!("{number:.14e}");
    let (digits, exponent) = written.split_once('e').expect("an exponent");
    let exponent: isize = exponent.parse().expect("a number");
    let mut digits: Vec<u8> = digits.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
    // Where the comma is to stand, and how many digits stand before the cut.
    let kept = (shift + decimals).checked_add_signed(exponent + 1);
    if kept.is_none() {
        digits = vec![0];
    }
    let kept = kept.unwrap_or_default();
    digits.resize(digits.len().max(kept), 0);
    let up = digits.get(kept).is_some_and(|digit| *digit >= 5);
    digits.truncate(kept);
    let mut at = digits.len();
    let mut carry = up;
    while carry && at > 0 {
        at -= 1;
        carry = digits[at] == 9;
        digits[at] = if carry { 0 } else { digits[at] + 1 };
    }
    if carry {
        digits.insert(0, 1);
    }
    while digits.len() < decimals + 1 {
        digits.insert(0, 0);
    }
    let zeros = digits.iter().take(digits.len() - decimals - 1).take_while(|digit| **digit == 0).count();
    digits.drain(..zeros);
    digits.into_iter().map(|digit| char::from(b'0' + digit)).collect()
}

#[test]
fn number_formats_are_read_as_spreadsheets_do() {
    for (number, format, shown) in [
        (39_300.909, "[$-406]#,##0", "39.301"),
        (0.285, "[$-406]#,##0.00", "0,29"),
        (0.484_848, "[$-406]#,##0\\ %", "48 %"),
        (0.999_96, "[$-406]#,##0.0\\ %", "100,0 %"),
        (-1_479_680.0, "[$-406]#,##0;[$-406]\"\u{2212}\"#,##0", "\u{2212}1.479.680"),
        (-0.5, "[$-406]#,##0.0", "-0,5"),
        (-0.04, "[$-406]#,##0.0;[$-406]#,##0.0", "0,0"),
        (0.0, "\"ja\";\"ja\";\"nej\"", "nej"),
        (1.0, "\"ja\";\"ja\";\"nej\"", "ja"),
        (0.0004, "[$-406]#,##0", "0"),
        (2021.0, "0", "2021"),
        (0.064, "[$-406]#,##0.0\\ %\"-point\"", "6,4 %-point"),
    ] {
        assert_eq!(displayed(number, format), shown, "{number} {format}");
    }
}

/// The number formats of a sheet's cells, by row and column.
fn formats(parts: &BTreeMap<String, String>, sheet: usize) -> BTreeMap<(usize, usize), String> {
    let styles = &parts["xl/styles.xml"];
    let attribute = |tag: &str, name: &str| {
        tag.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned)
    };
    let own: BTreeMap<String, String> = styles
        .split("<numFmt ")
        .skip(1)
        .map(|tag| {
            let tag = format!(" {}", tag.split('>').next().expect("a tag"));
            let code = attribute(&tag, "formatCode").expect("a code").replace("&quot;", "\"").replace("&amp;", "&");
            (attribute(&tag, "numFmtId").expect("an id"), code)
        })
        .collect();
    // Of the formats that spreadsheets know by number only these are used.
    let known = |id: &str| match id {
        "0" => "General".to_owned(),
        "1" => "0".to_owned(),
        _ => own[id].clone(),
    };
    let cells = styles.split("<cellXfs").nth(1).and_then(|rest| rest.split("</cellXfs>").next()).expect("cell styles");
    let by_style: Vec<String> = cells
        .split("<xf ")
        .skip(1)
        .map(|tag| {
            known(&attribute(&format!(" {}", tag.split('>').next().expect("a tag")), "numFmtId").expect("an id"))
        })
        .collect();
    let xml = &parts[&format!("xl/worksheets/sheet{}.xml", sheet + 1)];
    let place = |name: &str| {
        let letters: String = name.chars().take_while(char::is_ascii_alphabetic).collect();
        let column = letters.bytes().fold(0, |column, letter| column * 26 + usize::from(letter - b'A') + 1) - 1;
        let row: usize = name[letters.len()..].parse().expect("a row");
        (row - 1, column)
    };
    xml.split("<c ")
        .skip(1)
        .filter_map(|tag| {
            let tag = format!(" {}", tag.split('>').next()?);
            let style: usize = attribute(&tag, "s")?.parse().ok()?;
            Some((place(&attribute(&tag, "r")?), by_style[style].clone()))
        })
        .collect()
}

/// The index of a book.
fn index(output: &BTreeMap<String, Vec<u8>>) -> Value {
    let text = std::str::from_utf8(&output["audit/record/index.js"]).expect("text");
    let json = text.trim_end().strip_prefix("sporbar.put(\"index\", ").and_then(|rest| rest.strip_suffix(");"));
    serde_json::from_str(json.expect("one call")).expect("JSON")
}

/// A text as it is compared: spaces are spaces, and percentage points are called as in the workbook.
fn plain(shown: &str) -> String {
    shown.replace('\u{a0}', " ").replace(" procentpoint", " %-point")
}

/// The numbers in a text.
fn read(text: &str) -> impl Iterator<Item = String> {
    numerals(text).into_iter().map(|(_, number)| number)
}

#[test]
fn print_book_and_workbook_show_each_value_the_same_way() {
    let mut elsewhere = Vec::new();
    for (report, output) in built() {
        let index = index(output);
        let bytes = &output["figurdata.xlsx"];
        let (sheets, parts) = (sheets(bytes), parts(bytes));
        let last = sheets.len() - 1;
        let listed = formats(&parts, last);
        let pages = read_pdf(&output["report.pdf"]).expect("a PDF");
        let mut row = 3;
        let mut compared = 0;
        for (exhibit, (at, (sheet, cells))) in
            index["exhibits"].as_array().expect("exhibits").iter().zip(sheets.iter().enumerate().skip(1))
        {
            let place = format!("{report}, {sheet}");
            // The rows of all values, in their order.
            let mut shown: Vec<String> = Vec::new();
            for value in exhibit["values"].as_array().expect("values") {
                let cells = &sheets[last].1[row];
                assert_eq!(text(&cells[0]), sheet, "{place}");
                assert_eq!(text(&cells[2]), value["series"].as_str().unwrap_or_default(), "{place}");
                let book = plain(value["shown"].as_str().expect("a text"));
                match number(&cells[6]) {
                    Some(number) => {
                        let points = value["shown"].as_str().is_some_and(|shown| !shown.contains('%'));
                        let own = displayed(number, &listed[&(row, 6)]);
                        // Under a head that says so a table leaves the unit of points out.
                        let own = if points && !book.contains('%') { own.replace(" %-point", "") } else { own };
                        assert_eq!(own, book, "{place}, row {}", row + 1);
                        shown.push(displayed(number, &listed[&(row, 6)]));
                        compared += 1;
                    }
                    None => assert!(["–", "•"].iter().any(|sign| book.starts_with(sign)), "{place}: {book}"),
                }
                for column in [7, 8] {
                    shown.extend(number(&cells[column]).map(|end| displayed(end, &listed[&(row, column)])));
                }
                row += 1;
            }
            // The exhibit's own sheet shows the same, and N beside it.
            let own = formats(&parts, at);
            let mut there: BTreeMap<String, usize> = BTreeMap::new();
            for (row, line) in cells.iter().enumerate().skip(5) {
                for (column, cell) in line.iter().enumerate() {
                    if let Some(number) = number(cell) {
                        *there.entry(displayed(number, &own[&(row, column)])).or_default() += 1;
                    }
                }
            }
            for text in &shown {
                let left = there.get_mut(text).filter(|left| **left > 0);
                *left.unwrap_or_else(|| panic!("{place}: {text} is not on the sheet")) -= 1;
            }
            // A table's cells stand in the PDF as the book has them, on its page or those that follow. One that is only for the data, the
            // workbook and the book has no number.
            if exhibit["kind"] == "table" && exhibit["number"] != "" {
                let wanted = format!("Tabel\u{a0}{}", exhibit["number"].as_str().expect("a number"));
                let values = exhibit["values"].as_array().expect("values");
                let cells: Vec<String> =
                    values.iter().flat_map(|value| read(value["shown"].as_str().expect("a text"))).collect();
                let found = pages.windows(3.min(pages.len())).any(|pages| {
                    let words = pages.concat();
                    let named = words.iter().any(|word| plain(word).starts_with(&plain(&wanted)))
                        || words
                            .windows(2)
                            .any(|pair| pair[0] == "Tabel" && pair[1].trim_end_matches('.') == exhibit["number"]);
                    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
                    words
                        .iter()
                        .flat_map(|word| read(word))
                        .for_each(|number| *numbers.entry(number).or_default() += 1);
                    named
                        && cells.iter().all(|cell| {
                            numbers.get_mut(cell).filter(|left| **left > 0).map(|left| *left -= 1).is_some()
                        })
                });
                if !found {
                    elsewhere.push(place);
                }
            }
        }
        assert_eq!(row, sheets[last].1.len(), "{report}");
        assert!(compared > 50, "{report}: only {compared} values");
    }
    assert_eq!(elsewhere, Vec::<String>::new(), "a table that no page shows");
}

/// A text of a chart: whether it is a number in the strength of values, and what it says.
fn texts(svg: &str) -> Vec<(bool, String)> {
    let elements = svg.split("<text").skip(1).filter_map(|rest| rest.split_once("</text>"));
    let of = |(element, _): (&str, &str)| {
        let (look, content) = element.split_once('>').expect("an element");
        let mut plain = String::new();
        for (at, stretch) in content.split('<').enumerate() {
            plain += if at == 0 { stretch } else { stretch.split_once('>').map_or("", |(_, shown)| shown) };
        }
        let plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        (look.contains("font-weight"), plain)
    };
    elements.map(of).collect()
}

/// All texts of a part of the index.
fn all_texts(of: &Value, into: &mut Vec<String>) {
    match of {
        Value::String(text) => into.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|one| all_texts(one, into)),
        Value::Object(fields) => fields.iter().for_each(|(name, one)| {
            into.push(name.clone());
            all_texts(one, into);
        }),
        _ => {}
    }
}

#[test]
fn each_number_that_a_chart_prints_is_a_value_of_the_book() {
    let mut with_n = 0;
    for (report, output) in built() {
        let index = index(output);
        let printed: BTreeSet<String> =
            read_pdf(&output["report.pdf"]).expect("a PDF").concat().iter().flat_map(|word| read(word)).collect();
        let (mut seen, mut rests) = (0, 0);
        for exhibit in index["exhibits"].as_array().expect("exhibits") {
            let Some(svg) = output.get(&format!("figures/{}.svg", exhibit["id"].as_str().expect("an id"))) else {
                continue;
            };
            let place = format!("{report}, {}", exhibit["id"]);
            let values = exhibit["values"].as_array().expect("values");
            // What the book shows of the exhibit's values: the values, the ends of intervals, and how many each rests on.
            let mut book: BTreeSet<String> = BTreeSet::new();
            let mut ns: BTreeSet<String> = BTreeSet::new();
            for value in values {
                book.extend(read(value["shown"].as_str().expect("a text")));
                // The ends of an interval have as many decimals as the value; in a larger unit a figure rounds for itself.
                let shown = value["shown"].as_str().expect("a text");
                let own = read(shown).next().and_then(|number| Some(number.split_once(',')?.1.len())).unwrap_or(0);
                let scale = exhibit["written_in"].as_f64();
                let (ends, digits) = match scale {
                    Some(_) => (["value", "lower", "upper"].as_slice(), 0..=2),
                    None => (["lower", "upper"].as_slice(), own..=own),
                };
                for end in ends {
                    let end = &value[*end];
                    let Some(end) = end.as_str().map_or(end.as_f64(), |text| text.parse().ok()) else { continue };
                    let minus = if end < 0.0 { "\"\u{2212}\"" } else { "" };
                    let percent = if shown.ends_with('%') { "%" } else { "" };
                    for digits in digits.clone() {
                        let decimals = if digits > 0 { format!(".{}", "0".repeat(digits)) } else { String::new() };
                        let format = format!("#,##0{decimals}{percent};{minus}#,##0{decimals}{percent}");
                        book.extend(read(&displayed(end / scale.unwrap_or(1.0), &format)));
                    }
                }
                ns.extend(value["n"].as_u64().map(|n| displayed(n as f64, "#,##0")));
            }
            book.extend(ns.iter().cloned());
            let mut names = Vec::new();
            for part in ["names", "x_title", "caption", "title"] {
                all_texts(&exhibit[part], &mut names);
            }
            for value in values {
                for key in ["facet", "series", "x"] {
                    all_texts(&value[key], &mut names);
                }
            }
            all_texts(&index["labels"], &mut names);
            let names: BTreeSet<String> = names.iter().flat_map(|name| read(name)).collect();
            for (strong, text) in texts(std::str::from_utf8(svg).expect("text")) {
                for number in read(&text) {
                    // What the PDF shows is what the figure was laid out with.
                    assert!(printed.contains(&number), "{place}: {number} of «{text}» is not in the PDF");
                    if !strong && text.starts_with("N\u{a0}=") {
                        rests += 1;
                        assert!(ns.contains(&number), "{place}: {number} of «{text}» is no N");
                    }
                    if strong {
                        seen += 1;
                        assert!(
                            book.contains(&number) || names.contains(&number),
                            "{place}: {number} of «{text}» leads nowhere"
                        );
                    }
                }
            }
        }
        assert!(seen > 10, "{report}: only {seen} numbers in its charts");
        with_n += usize::from(rests > 0);
    }
    assert!(with_n > 0, "no report has a chart with a row of N");
}
