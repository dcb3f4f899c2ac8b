//! The workbook, read back by another library: the same numbers as in the data, typed, findable, and text that stays text.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::sync::OnceLock;

use calamine::{Data, Reader, Xlsx};
use zip::ZipArchive;

use crate::support::{Project, repository, rows};

/// The reports here in Danish, of which the tests know the words and how numbers are written.
fn reports() -> Vec<String> {
    let mut reports: Vec<String> = std::fs::read_dir(repository().join("reports"))
        .expect("the reports")
        .map(|entry| format!("reports/{}", entry.expect("an entry").file_name().to_string_lossy()))
        .collect();
    let spec =
        |report: &String| std::fs::read_to_string(repository().join(report).join("report.toml")).expect("a spec");
    reports.retain(|report| spec(report).contains("locale    = \"da\""));
    reports.sort();
    assert_eq!(reports.len(), 6);
    reports
}

/// A report's folder, and its output's files by their paths.
type Built = (String, BTreeMap<String, Vec<u8>>);

/// What each of the reports here gives, built once for all tests.
pub(crate) fn built() -> &'static [Built] {
    static BUILT: OnceLock<Vec<Built>> = OnceLock::new();
    BUILT.get_or_init(|| {
        let built = reports().into_iter().map(|report| {
            let project = Project::with(&report);
            project.build();
            (report, project.output())
        });
        built.collect()
    })
}

pub(crate) type Sheet = Vec<Vec<Data>>;
/// A value's three numbers and its N.
type Listed = ([Option<f64>; 3], String);

/// The sheets of a workbook by name, in order, each from its first cell.
pub(crate) fn sheets(bytes: &[u8]) -> Vec<(String, Sheet)> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let names = book.sheet_names();
    names
        .into_iter()
        .map(|name| {
            let range = book.worksheet_range(&name).expect("a sheet");
            let (rows, columns) = range.end().expect("a sheet that is not empty");
            let cell = |row, column| range.get_value((row, column)).cloned().unwrap_or(Data::Empty);
            let sheet = (0..=rows).map(|row| (0..=columns).map(|column| cell(row, column)).collect()).collect();
            (name, sheet)
        })
        .collect()
}

/// The parts of a workbook, by path.
pub(crate) fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).expect("a part");
            let mut text = String::new();
            part.read_to_string(&mut text).expect("XML is text");
            (part.name().expect("a name").into_owned(), text)
        })
        .collect()
}

pub(crate) fn text(cell: &Data) -> &str {
    match cell {
        Data::String(text) => text,
        _ => "",
    }
}

pub(crate) fn number(cell: &Data) -> Option<f64> {
    match cell {
        Data::Float(number) => Some(*number),
        Data::Int(number) => Some(*number as f64),
        _ => None,
    }
}

/// The table of an exhibit's sheet: heads, and rows below until a row without a first cell.
fn table(sheet: &Sheet) -> (Vec<String>, Vec<&[Data]>) {
    const HEAD: usize = 4;
    let heads = sheet[HEAD].iter().map(|cell| text(cell).to_owned()).collect();
    let rows = sheet[HEAD + 1..].iter().take_while(|row| row.iter().skip(1).any(|cell| *cell != Data::Empty));
    (heads, rows.map(Vec::as_slice).collect())
}

/// Numbers that can be counted.
fn sorted(numbers: impl Iterator<Item = f64>) -> Vec<u64> {
    let mut bits: Vec<u64> = numbers.map(|number| (number + 0.0).to_bits()).collect();
    bits.sort_unstable();
    bits
}

#[test]
fn every_number_of_every_report_is_in_its_workbook() {
    for (report, output) in built() {
        let sheets = sheets(&output["figurdata.xlsx"]);
        assert_eq!(sheets.first().map(|(name, _)| name.as_str()), Some("Indhold"));
        assert_eq!(sheets.last().map(|(name, _)| name.as_str()), Some("Alle værdier"));
        // Facts and premises have a sheet of their own, where there are any.
        let carried = sheets[sheets.len() - 2].0 == "Fra andre kilder";
        let of_exhibits = &sheets[1..sheets.len() - 1 - usize::from(carried)];

        // The rows of the last sheet are those of the data, to the last bit.
        let mut listed: BTreeMap<&str, BTreeMap<[String; 4], Listed>> = BTreeMap::new();
        for row in &sheets[sheets.len() - 1].1[3..] {
            let key = [1, 2, 3, 12].map(|at| text(&row[at]).to_owned());
            let n = number(&row[9]).map(|n| n.to_string()).unwrap_or_default();
            listed.entry(text(&row[0])).or_default().insert(key, ([6, 7, 8].map(|at| number(&row[at])), n));
        }
        let mut csvs: Vec<&String> =
            output.keys().filter(|path| path.starts_with("data/") && path.strip_suffix(".csv").is_some()).collect();
        for (name, sheet) in of_exhibits {
            // A sheet is called as readers know the exhibit; its values say which one that is.
            let found = csvs.iter().position(|path| {
                let data = rows(&output[path.as_str()]);
                let from_csv: BTreeMap<_, _> = data.into_iter().map(|(key, row)| (key, (row.numbers, row.n))).collect();
                listed[name.as_str()] == from_csv
            });
            let found = found.unwrap_or_else(|| panic!("{report} {name}: no data has these values"));
            // Each exhibit has one sheet and each sheet an exhibit of its own.
            let data = rows(&output[csvs.remove(found).as_str()]);

            // And the table shows each of them, and no other.
            let (heads, lines) = table(sheet);
            let is_n = |head: &str| head == "n" || head.ends_with(", n");
            let shown = lines.iter().filter(|line| !line.iter().any(|cell| text(cell) == "n")).flat_map(|line| {
                line.iter().zip(&heads).filter(|(_, head)| !is_n(head)).filter_map(|(cell, _)| number(cell))
            });
            let computed = data.values().flat_map(|row| row.numbers.into_iter().flatten());
            assert_eq!(sorted(shown), sorted(computed), "{report} {name}");
            // A value that is not there is a dash.
            let dashes = lines.iter().flat_map(|line| line.iter()).filter(|cell| text(cell) == "–").count();
            assert_eq!(dashes, data.values().filter(|row| row.numbers[0].is_none()).count(), "{report} {name}");
            // Whatever N there is is shown somewhere.
            let ns: BTreeSet<u64> =
                data.values().filter_map(|row| row.n.parse::<f64>().ok()).map(f64::to_bits).collect();
            let all: BTreeSet<u64> =
                lines.iter().flat_map(|line| line.iter().filter_map(number)).map(f64::to_bits).collect();
            assert!(ns.is_subset(&all), "{report} {name}: an n is not shown");
        }
        assert_eq!(
            of_exhibits.len(),
            output.keys().filter(|path| path.starts_with("data/") && path.strip_suffix(".csv").is_some()).count()
        );
    }
}

#[test]
fn a_number_stands_under_its_head_beside_its_label() {
    let project = Project::with("reports/assens-statusmaaling");
    project.build();
    let sheets: BTreeMap<String, Sheet> = sheets(&project.output()["figurdata.xlsx"]).into_iter().collect();
    let at = |sheet: &str, label: &str, head: &str| {
        let (heads, rows) = table(&sheets[sheet]);
        let column = heads.iter().position(|own| own == head).unwrap_or_else(|| panic!("no {head:?} in {heads:?}"));
        let row = rows.iter().find(|row| text(&row[0]) == label).unwrap_or_else(|| panic!("no {label:?}"));
        number(&row[column])
    };
    // Published numbers of the statusmåling.
    assert_eq!(at("Statusmålingens målgruppe", "Familier", "I alt"), Some(37.0));
    assert_eq!(at("Statusmålingens målgruppe", "Børn", "Udtrådt"), Some(29.0));
    assert_eq!(at("Figur 2", "Progression", "Andel"), Some(6.0 / 45.0));
    assert_eq!(at("Figur 2", "Progression", "n"), Some(45.0));
    assert_eq!(at("Lukkede og aktive børnesager", "Lukkede", "Andel"), Some(10.0 / 55.0));
    assert_eq!(at("Tabel 2", "n", "Voksne"), Some(17.0));
    // Sixteen months go down, five series across; both are found by their words.
    assert_eq!(at("Figur 3", "16", "Selvforsørgelse"), Some(14.0));
    assert_eq!(text(&sheets["Figur 2"][0][0]), "Figur 2. Bevægelse i forsørgelse fra startmåned til seneste måned");
    let words: Vec<&str> = sheets["Figur 2"].iter().map(|row| text(&row[0])).collect();
    assert!(words.iter().any(|text| text.starts_with("Note: N = 45\u{a0}aktive voksne")), "{words:?}");
    assert!(words.contains(&"Kilde: Registerdata, Facit"), "{words:?}");
}

#[test]
fn text_that_looks_like_a_formula_is_text() {
    let project = Project::small();
    let spec = "reports/lille/report.toml";
    project.edit(spec, "\"Personer i projektet\"", "\"=HYPERLINK(\\\"http://example.com\\\")\"");
    project.edit(spec, "\"Voksne\" =", "\"=1+1\" =");
    project.edit(spec, "series='Voksne'", "series='=1+1'");
    project.edit(spec, "\"Børn\" =", "\"@SUM(A1)\" =");
    project.edit(spec, "\"I alt\" =", "\"+1\" =");
    project.edit(spec, "x='I alt'", "x='+1'");
    project.edit(spec, "\"Aktive\" =", "\"-cmd|' /C calc'!A0\" =");
    project.edit(spec, "\"Projektregisteret\"", "\"=Projektregisteret\"");
    for name in ["title     ", "client    ", "publisher ", "subtitle  "] {
        project.edit(spec, &format!("{name}= \""), &format!("{name}= \"="));
    }
    project.sporbar(&["build", "reports/lille"]).ends(0);
    let bytes = &project.output()["figurdata.xlsx"];
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).expect("a sheet");
        assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()), "{name} has a formula");
    }
    let parts = parts(bytes);
    assert!(!parts.values().any(|xml| xml.contains("<f>") || xml.contains("<f ")), "a formula");
    // Nor does it become one when someone edits the cell: the style says that it is text.
    let quoted = styles_with_quote(&parts["xl/styles.xml"]);
    let strings = shared_strings(&parts["xl/sharedStrings.xml"]);
    let mut seen = BTreeSet::new();
    for (path, xml) in parts.iter().filter(|(path, _)| path.starts_with("xl/worksheets/sheet")) {
        for cell in xml.split("<c ").skip(1) {
            let attribute =
                |name: &str| cell.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
            if attribute("t") != Some("s") {
                continue;
            }
            let value = cell.split("<v>").nth(1).and_then(|rest| rest.split('<').next()).expect("a value");
            let text = &strings[value.parse::<usize>().expect("an index")];
            if text.starts_with(['=', '+', '-', '@']) {
                let style = attribute("s").and_then(|style| style.parse::<usize>().ok()).expect("a style");
                assert!(quoted.contains(&style), "{path}: {text} may become a formula");
                seen.insert(text.clone());
            }
        }
    }
    for text in ["=1+1", "@SUM(A1)", "+1", "-cmd|' /C calc'!A0", "=En lille rapport", "=Projektregisteret"] {
        assert!(seen.contains(text), "{text} is not in the workbook: {seen:?}");
    }
}

/// The numbers of the cell styles that mark text.
fn styles_with_quote(styles: &str) -> BTreeSet<usize> {
    let cells = styles.split("<cellXfs").nth(1).and_then(|rest| rest.split("</cellXfs>").next()).expect("cell styles");
    let each = cells.split("<xf ").skip(1).enumerate();
    each.filter(|(_, xf)| xf.contains("quotePrefix=\"1\"")).map(|(at, _)| at).collect()
}

fn shared_strings(xml: &str) -> Vec<String> {
    let each = xml.split("<si>").skip(1);
    let inner =
        each.map(|si| si.split("<t").nth(1).and_then(|t| t.split('>').nth(1)).and_then(|t| t.split('<').next()));
    inner.map(|t| t.unwrap_or_default().replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")).collect()
}

#[test]
fn formats_links_and_times_are_as_they_should_be() {
    let project = Project::with("reports/assens-statusmaaling");
    project.build();
    let bytes = &project.output()["figurdata.xlsx"];
    let parts = parts(bytes);
    let styles = &parts["xl/styles.xml"];
    for format in ["[$-406]#,##0\"", "[$-406]#,##0\\ %\"", "[$-406]#,##0.0\""] {
        assert!(styles.contains(format), "no format {format}: {styles}");
    }
    let names: Vec<String> = sheets(bytes).into_iter().map(|(name, _)| name).collect();
    assert!(names.iter().all(|name| name.chars().count() <= 31));
    for (path, xml) in parts.iter().filter(|(path, _)| path.starts_with("xl/worksheets/sheet")) {
        assert!(xml.contains("<pane ") && xml.contains("state=\"frozen\""), "{path}: the header is not frozen");
        let targets: Vec<&str> = xml.split("location=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(!targets.is_empty(), "{path} has no links");
        for target in targets {
            let sheet = target.split("'!").next().map(|name| name.trim_start_matches('\'')).expect("a sheet");
            assert!(names.iter().any(|name| name == sheet), "{path} leads to {target}");
        }
    }
    // As many links as sheets lead on from the contents.
    assert_eq!(parts["xl/worksheets/sheet1.xml"].matches("<hyperlink ").count(), names.len() - 1);
    let core = &parts["docProps/core.xml"];
    assert_eq!(core.matches("2018-12-31T00:00:00Z").count(), 2, "{core}");
    assert!(core.contains("<dc:title>Projekt Job og Familie</dc:title>"), "{core}");
    assert!(parts["docProps/custom.xml"].contains("da-DK"));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    for at in 0..archive.len() {
        let part = archive.by_index(at).expect("a part");
        assert_eq!(
            part.last_modified().map(|time| time.year()),
            Some(1980),
            "{} has a clock's time",
            part.name().expect("a name")
        );
    }
}

/// What a reader sees and a printer prints, in every report's workbook: names in words, Danish heads, pages as wide as the paper whose heads are
/// repeated, and texts that have room.
#[test]
fn sheets_are_named_headed_and_printed_for_readers() {
    // Silkeborg's and Rødovre's mix kinds of numbers, Gladsaxe's has the most sheets.
    for report in ["assens-statusmaaling", "gladsaxe-helhedsindsats", "roedovre-businesscase", "silkeborg-businesscase"]
    {
        let project = Project::with(&format!("reports/{report}"));
        project.build();
        let output = project.output();
        let bytes = &output["figurdata.xlsx"];
        let ids: BTreeSet<&str> =
            output.keys().filter_map(|path| path.strip_prefix("data/")?.strip_suffix(".csv")).collect();
        let parts = parts(bytes);
        let sheets = sheets(bytes);
        let all = sheets.last().expect("all values").1.clone();
        let heads: Vec<&str> = all[2].iter().map(text).collect();
        for (english, danish) in [("exhibit", "Opstilling"), ("facet", "Gruppe"), ("series", "Serie"), ("stat", "Mål")]
        {
            assert!(heads.contains(&danish) && !heads.iter().any(|head| head.to_lowercase() == english), "{heads:?}");
        }
        for (at, (name, cells)) in sheets.iter().enumerate() {
            let place = format!("{report}, {name}");
            assert!(!ids.contains(name.as_str()), "{place} is called by its id");
            assert!(name.starts_with(|first: char| first.is_uppercase()), "{place}");
            let xml = &parts[&format!("xl/worksheets/sheet{}.xml", at + 1)];
            assert!(
                xml.contains("fitToPage=\"1\"") && xml.contains("fitToHeight=\"0\""),
                "{place} is wider than the paper"
            );
            assert!(!xml.contains("fitToWidth"), "{place} is not one page wide");
            // No head says what the data call it.
            for word in ["facet", "series", "lower", "upper", "value"] {
                let heads = cells.iter().take(5).flatten().map(text);
                assert!(heads.clone().all(|head| head != word), "{place} says `{word}`");
            }
        }
        // Heads are repeated on every page of each sheet whose table can be longer than one.
        let titles = parts["xl/workbook.xml"].matches("_xlnm.Print_Titles").count();
        assert!(titles + 2 >= sheets.len(), "{report}: {titles} of {}", sheets.len());
        // In the list of contents a source stands in its own column, and the text has room or is wrapped.
        let contents = &sheets[0].1;
        let head = contents.iter().position(|row| row.iter().any(|cell| text(cell) == "Kilde")).expect("a head");
        let source = contents[head].iter().position(|cell| text(cell) == "Kilde").expect("a column");
        let xml = &parts["xl/worksheets/sheet1.xml"];
        let widths: Vec<f64> = xml
            .split("<col ")
            .skip(1)
            .filter_map(|col| col.split("width=\"").nth(1)?.split('"').next()?.parse().ok())
            .collect();
        assert!(widths.len() > source, "{report}: {widths:?}");
        for (at, row) in
            contents.iter().enumerate().skip(head + 1).take_while(|(_, row)| !text(&row[source]).is_empty())
        {
            assert!(
                row[source + 1..].iter().all(|cell| text(cell).is_empty()),
                "{report}: a source runs into a neighbour"
            );
            let opening = xml.split(&format!("<row r=\"{}\"", at + 1)).nth(1).and_then(|rest| rest.split('>').next());
            let height = opening.and_then(|row| row.split("ht=\"").nth(1)?.split('"').next()?.parse::<f64>().ok());
            // A letter takes about one unit of width, a line 15 points.
            for (cell, width) in row.iter().zip(&widths) {
                let lines = (text(cell).chars().count() as f64 / width).ceil().max(1.0);
                let room = (height.unwrap_or(15.0) / 15.0).floor();
                assert!(room >= lines, "{report}: «{}» has {room} lines of {lines}", text(cell));
            }
        }
    }
}

/// Each sheet of every report says what it counts, the sheet of all values each row of it. The published investment of a business case is in
/// kroner, another's savings in thousands, and no sheet calls kroner millions.
#[test]
fn units_are_stated_and_right() {
    let mut lines: BTreeMap<(String, String), String> = BTreeMap::new();
    for (report, output) in built() {
        let sheets = sheets(&output["figurdata.xlsx"]);
        let (last, others) = sheets.split_last().expect("sheets");
        let mut units: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for row in &last.1[3..] {
            let (sheet, said, unit) = (text(&row[0]), text(&row[4]), text(&row[5]));
            assert!(!said.is_empty() && !said.contains('_'), "{report}, {sheet}: «{said}» does not say what a row is");
            assert!(!unit.is_empty() && unit != "enhed ikke angivet", "{report}, {sheet}: {said} has no unit");
            units.entry(sheet).or_default().insert(unit);
        }
        let exhibits = others.iter().filter(|(name, _)| name != "Indhold" && name != "Fra andre kilder");
        let mut seen = 0;
        for (name, sheet) in exhibits {
            let place = format!("{report}, {name}");
            // Under the title, and above the table, whose heads stand in the fifth row.
            let said: Vec<&str> =
                sheet[1..3].iter().map(|row| text(&row[0])).filter(|line| line.starts_with("Enhed")).collect();
            let [line] = said[..] else { panic!("{place}: {said:?}") };
            let own = &units[name.as_str()];
            if let Some(unit) = line.strip_prefix("Enhed: ") {
                assert!(own.len() == 1 && own.iter().all(|own| unit.starts_with(own)), "{place}: {line}, {own:?}");
            } else {
                assert!(line.starts_with("Enheder: ") && own.len() > 1, "{place}: {line}, {own:?}");
                assert!(own.iter().all(|own| line.contains(&format!("{own} ("))), "{place}: {line}, {own:?}");
            }
            lines
                .insert((report.strip_prefix("reports/").expect("a report").to_owned(), name.clone()), line.to_owned());
            seen += 1;
        }
        assert_eq!(seen, units.len(), "{report}");
        // A number that is carried over from elsewhere has its unit beside it.
        if let Some((_, carried)) = others.iter().find(|(name, _)| name == "Fra andre kilder") {
            let head = carried.iter().position(|row| text(&row[2]) == "Enhed");
            let facts = head
                .map(|head| carried[head + 1..].iter().take_while(|row| number(&row[1]).is_some()))
                .into_iter()
                .flatten();
            for fact in facts {
                assert!(!text(&fact[2]).is_empty(), "{report}: {} has no unit", text(&fact[0]));
            }
        }
    }
    // What the publications and the spec's sources say, read there.
    for (report, sheet, unit) in [
        ("assens-statusmaaling", "Figur 11", "Enhed: kr. pr. familiemedlem"),
        ("assens-statusmaaling", "Figur 2", "Enhed: andel af de voksne (%)"),
        (
            "assens-statusmaaling",
            "Lukkede og aktive børnesager",
            "Enheder: antal (Antal); % (Andel); år (Gns. sagslængde, Gns. projekttid)",
        ),
        ("gladsaxe-helhedsindsats", "Tabel 5.1", "Enhed: kr."),
        ("gladsaxe-helhedsindsats", "Tabel 1.4", "Enhed: måneder"),
        ("koebenhavn-udsatte-familier", "Familier i faserne", "Enhed: familier"),
        ("koebenhavn-udsatte-familier", "Figur 5", "Enheder: kr. (Sum); % (Andel) (i figuren: mio. kr.)"),
        ("roedovre-businesscase", "Tabel 2", "Enhed: 1.000 kr."),
        ("roedovre-businesscase", "Tabel 3", "Enhed: år"),
        ("silkeborg-businesscase", "Figur 1", "Enhed: kr. (i figuren: mio. kr.)"),
        (
            "silkeborg-businesscase",
            "Businesscasens nøgletal",
            "Enheder: kr. (Investering, Besparelse, Nettoresultat, Nutidsværdi); år (Tjent hjem efter)",
        ),
    ] {
        assert_eq!(lines[&(report.to_owned(), sheet.to_owned())], unit, "{report}, {sheet}");
    }
    let of = |start: &str| {
        lines
            .iter()
            .find(|((report, sheet), _)| report == "koebenhavn-udsatte-familier" && sheet == start)
            .map(|(_, line)| line.as_str())
    };
    assert_eq!(
        of("Tabel 3"),
        Some(
            "Enheder: indbyggere (Indbyggere); segmenter (Segmenter); voksne (Voksne); familier (Familier); mio. kr. (Pulje (mio.\u{a0}kr.))"
        )
    );
}
