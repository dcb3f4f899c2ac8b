//! Nobody in the registers can be found in what a build writes: every file is searched, the packed ones unpacked, for every
//! value of every personal field and for every CPR number.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use pdf_extract::{Document, Object};
use polars::prelude::DataType;
use sporbar::document::FONTS;
use sporbar::pipeline::{self, Prepared, Request, Stage, Watch};
use sporbar::register::PseudonymKey;
use sporbar::schema::Kind;

use crate::support::{Project, files};

const REPORTS: [&str; 7] = [
    "reports/assens-statusmaaling",
    "reports/gladsaxe-helhedsindsats",
    "reports/koebenhavn-udsatte-familier",
    "reports/roedovre-businesscase",
    "reports/silkeborg-businesscase",
    "tests/reports/effekter",
    "tests/reports/lille",
];

struct Unwatched;

impl Watch for Unwatched {
    fn begin(&mut self, _: Stage) {}
}

/// What must not be found.
#[derive(Default)]
struct Secrets {
    /// CPR numbers as six digits and four.
    numbers: BTreeSet<String>,
    /// Values that are one word.
    words: BTreeSet<String>,
    /// Values with a blank in them.
    phrases: BTreeSet<String>,
    /// Values of a few digits, which any amount or row number may have by chance: they are looked for where texts stand.
    ids: BTreeSet<String>,
}

/// The words of a text: letters and digits, with the signs that hold numbers and names together.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|sign: char| !sign.is_alphanumeric() && !['-', '_', '.'].contains(&sign));
    parts.map(|word| word.trim_matches(['-', '_', '.'])).filter(|word| !word.is_empty())
}

/// The texts of all cells of an extract, as they stand in the file.
fn cells(bytes: &[u8]) -> String {
    if bytes.starts_with(b"PAR1") {
        return String::new(); // its fields are read from the register
    }
    let Ok(mut book) = calamine::open_workbook_from_rs::<Xlsx<_>, _>(Cursor::new(bytes)) else {
        return bytes.iter().map(|byte| char::from(*byte)).collect();
    };
    let mut text = String::new();
    for (_, sheet) in book.worksheets() {
        let strings =
            sheet.used_cells().filter_map(|(_, _, cell)| if let Data::String(text) = cell { Some(text) } else { None });
        strings.for_each(|cell| text.extend([cell.as_str(), "\n"]));
    }
    text
}

/// Whether a word is a CPR number: its digits.
fn cpr(word: &str) -> Option<String> {
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    let form = word.len() == 11 && word.as_bytes()[6] == b'-' || word.len() == 10 && !word.contains('.');
    let day: u32 = digits.get(..2)?.parse().ok()?;
    let month: u32 = digits.get(2..4)?.parse().ok()?;
    // Days of replacement numbers have 60 added.
    let likely = (1..=12).contains(&month) && (1..=31).contains(&(day % 60));
    (form && digits.len() == 10 && likely).then_some(digits)
}

impl Secrets {
    /// Those of a report. A value that also stands in a field that is not personal, or in what the report's authors have
    /// written, tells nobody apart.
    fn of(project: &Project, prepared: &Prepared) -> Self {
        let mut secrets = Self::default();
        let mut open: BTreeSet<String> = BTreeSet::new();
        for (extract, declared) in prepared.register.iter().zip(&prepared.spec.extracts) {
            let bytes =
                fs::read(project.path(&format!("{}/extracts/{}", project.report, extract.file))).expect("the extract");
            secrets.numbers.extend(words(&cells(&bytes)).filter_map(cpr));
            for field in &prepared.schemas[declared.schema.value.as_str()].fields {
                let Ok(column) = extract.frame.column(&field.name) else { continue };
                let texts = column.cast(&DataType::String).expect("texts");
                let values = texts.str().expect("texts").iter().flatten();
                if !field.personal && !field.person {
                    open.extend(values.flat_map(|value| [value.to_owned(), whole(value)]));
                } else if !field.person {
                    for value in values {
                        secrets.add(value, matches!(field.kind, Kind::Date(_)));
                    }
                }
            }
        }
        let written = ["reports", "templates", "data-schema"].map(|folder| files(&project.path(folder)));
        for (path, bytes) in written.iter().flatten().filter(|(path, _)| !path.contains("extracts/")) {
            let text = String::from_utf8(bytes.clone()).unwrap_or_else(|_| panic!("{path} is text"));
            open.extend(words(&text).map(str::to_owned));
            secrets.phrases.retain(|phrase| !text.contains(phrase.as_str()));
        }
        // The day that a publication is dated: its status month's last.
        open.insert(prepared.as_of.last_day().to_string());
        secrets.words.retain(|word| !open.contains(word));
        secrets.phrases.retain(|phrase| !open.contains(phrase));
        secrets.ids.retain(|id| !open.contains(id));
        secrets
    }

    fn add(&mut self, value: &str, is_date: bool) {
        if is_date {
            let (year, month, day) = (&value[..4], &value[5..7], &value[8..10]);
            // A child can be born on the day of a booking; the days on which nothing else can fall are enough.
            if year < "1995" {
                self.words.extend([value.to_owned(), format!("{day}-{month}-{year}"), format!("{day}.{month}.{year}")]);
            }
        } else if value.contains(' ') {
            self.phrases.insert(value.to_owned());
        } else if value.len() < 8 && value.bytes().all(|byte| byte.is_ascii_digit()) {
            self.ids.insert(value.to_owned());
        } else {
            self.words.insert(value.to_owned());
        }
    }

    /// How many are in a text.
    fn found_in(&self, text: &str) -> usize {
        let digits = text.split(|sign: char| !sign.is_ascii_digit() && sign != '-');
        let numbers = digits.filter(|word| {
            let bare: String = word.chars().filter(char::is_ascii_digit).collect();
            self.numbers.contains(&bare) || word.len() > 11 && self.inside(word)
        });
        let is_word = |word: &&str| {
            // A file's name has its ending behind it; parts of a number are no words.
            let part = |part: &str| part.contains(|sign: char| !sign.is_ascii_digit()) && self.words.contains(part);
            self.words.contains(*word) || (word.contains('.') && word.split('.').any(part))
        };
        let quoted = text.split(['"', '>']).filter(|rest| {
            let value =
                rest.strip_suffix("</t").or_else(|| rest.split_once("</t").map(|(value, _)| value)).unwrap_or(rest);
            self.ids.contains(value)
        });
        numbers.count()
            + words(text).filter(is_word).count()
            + quoted.count()
            + self.phrases.iter().filter(|phrase| text.contains(phrase.as_str())).count()
    }

    /// Whether a CPR number with its hyphen stands within a longer word.
    fn inside(&self, word: &str) -> bool {
        (0..word.len().saturating_sub(10))
            .filter_map(|at| cpr(&word[at..at + 11]))
            .any(|digits| self.numbers.contains(&digits))
    }
}

/// A number without its decimals, where they say nothing.
fn whole(value: &str) -> String {
    value.strip_suffix(".0").unwrap_or(value).to_owned()
}

/// All that can be read in a file: its bytes as text in each encoding, and what is packed in it.
fn views(path: &str, bytes: &[u8]) -> Vec<String> {
    let wide = |odd: usize, low: usize| -> String {
        let pairs = bytes.get(odd..).unwrap_or_default().chunks_exact(2);
        pairs.map(|pair| char::from_u32(u32::from(pair[low]) | u32::from(pair[1 - low]) << 8).unwrap_or(' ')).collect()
    };
    let packed = ["pdf", "xlsx", "zip"].iter().any(|ending| path.ends_with(ending));
    let mut views = Vec::new();
    if !packed {
        // What is compressed is noise in which a short word can turn up by chance; it is read unpacked below.
        let mut text = String::from_utf8_lossy(bytes).into_owned();
        if path.ends_with("xml") || path.ends_with("svg") {
            // Cells are named like families can be: F1. What else stands in quotes is a measure there, not a text.
            for place in [" r=\"", " ref=\"", " sqref=\"", " location=\"", " topLeftCell=\"", " activeCell=\""] {
                let mut parts = text.split(place);
                let first = parts.next().unwrap_or_default().to_owned();
                text = parts.fold(first, |text, part| text + " " + part.split_once('"').map_or("", |(_, rest)| rest));
            }
            text = text.replace('"', " ");
        }
        views.push(text);
    }
    if bytes.contains(&0) {
        // UTF-16 has a zero in every letter of a number.
        views.extend([wide(0, 0), wide(1, 0), wide(0, 1), wide(1, 1)]);
    }
    if path.ends_with("csv") {
        let mut reader = csv::Reader::from_reader(bytes);
        let keys = reader
            .records()
            .flatten()
            .flat_map(|row| row.iter().take(4).map(|key| format!("\"{key}\"")).collect::<Vec<_>>());
        views.push(keys.collect());
    }
    if path.ends_with("pdf") {
        views.push(pdf_extract::extract_text_from_mem(bytes).expect("a PDF with text"));
        let document = Document::load_mem(bytes).expect("a PDF");
        document
            .objects
            .values()
            .chain([&Object::Dictionary(document.trailer.clone())])
            .for_each(|object| strings(object, &mut views));
    } else if packed {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).expect("a part");
            let name = part.name().expect("a name").into_owned();
            let mut inner = Vec::new();
            part.read_to_end(&mut inner).expect("a part that can be read");
            views.push(name.clone());
            views.extend(self::views(&name, &inner));
        }
    }
    views
}

/// The texts in an object of a PDF: titles, alternative texts, and metadata.
fn strings(object: &Object, into: &mut Vec<String>) {
    match object {
        Object::String(bytes, _) => {
            let utf16 = bytes.strip_prefix(&[0xfe, 0xff]).map(|rest| {
                let units: Vec<u16> = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
                String::from_utf16_lossy(&units)
            });
            into.push(utf16.unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned()));
        }
        Object::Array(items) => items.iter().for_each(|item| strings(item, into)),
        Object::Dictionary(dictionary) => dictionary.iter().for_each(|(_, item)| strings(item, into)),
        Object::Stream(stream) => {
            stream.dict.iter().for_each(|(_, item)| strings(item, into));
            if stream.dict.get(b"Subtype").is_ok_and(|kind| kind.as_name().is_ok_and(|name| name == b"XML")) {
                into.push(String::from_utf8_lossy(&stream.get_plain_content().unwrap_or_default()).into_owned());
            }
        }
        _ => {}
    }
}

fn found(secrets: &Secrets, path: &str, bytes: &[u8]) -> usize {
    secrets.found_in(path) + views(path, bytes).iter().map(|view| secrets.found_in(view)).sum::<usize>()
}

fn built(report: &str) -> (Secrets, BTreeMap<String, Vec<u8>>) {
    let project = Project::with(report);
    project.sporbar(&["build", &project.report]).run();
    let key = PseudonymKey::synthetic_default();
    let request = Request {
        report: project.path(&project.report),
        as_of: None,
        extracts: None,
        disclosure: None,
        key: Some(key),
    };
    let prepared = pipeline::prepare(&request, &mut Unwatched).expect("a report that can be read");
    (Secrets::of(&project, &prepared), project.output())
}

#[test]
fn nothing_that_is_built_tells_of_anybody() {
    for report in REPORTS {
        let (secrets, output) = built(report);
        let (numbers, words) = (secrets.numbers.len(), secrets.words.len() + secrets.phrases.len() + secrets.ids.len());
        eprintln!("{report}: {numbers} numbers and {words} other values in {} files", output.len());
        assert!(output.contains_key("figurdata.xlsx") && output.contains_key("report.pdf"), "{report}");
        // The fonts are what ships with the program, byte for byte: in their outlines a short name can turn up by chance.
        let is_font = |bytes: &[u8]| FONTS.iter().any(|(_, font)| *font == bytes);
        for (path, bytes) in output.iter().filter(|(_, bytes)| !is_font(bytes)) {
            let bytes = if path == "ro-crate-metadata.json" { &without_sizes(bytes) } else { bytes };
            assert_eq!(found(&secrets, path, bytes), 0, "{report}: {path} tells of people in the registers");
        }
    }
}

/// A research object without the sizes of its files, any of which may be somebody's short number by chance.
fn without_sizes(bytes: &[u8]) -> Vec<u8> {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    lines.filter(|line| !line.windows(13).any(|part| part == b"\"contentSize\"")).flatten().copied().collect()
}

#[test]
fn a_leak_is_found_wherever_it_is() {
    let (secrets, output) = built("reports/assens-statusmaaling");
    assert!(secrets.numbers.len() > 100 && secrets.words.len() > 100);
    let number = secrets.numbers.first().expect("a number");
    let family = secrets.words.iter().find(|word| word.starts_with("JF-")).expect("a family").clone();
    let born = secrets.words.iter().find(|word| word.starts_with("19")).expect("a day of birth").clone();
    let hyphened = format!("{}-{}", &number[..6], &number[6..]);
    for leak in [number.clone(), hyphened.clone(), format!("cpr{hyphened}"), family, born] {
        for path in ["data/fig-01.csv", "figures/fig-01.svg", "manifest.json", "audit/record/index.js"] {
            let mut bytes = output[path].clone();
            bytes.extend(format!("\"{leak}\"").bytes());
            assert!(found(&secrets, path, &bytes) > 0, "{leak} in {path}");
            let wide: Vec<u8> = format!("<{leak}>").encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert!(found(&secrets, path, &wide) > 0, "{leak} in {path} as UTF-16");
        }
        assert!(found(&secrets, &format!("figures/{leak}.svg"), b"") > 0, "{leak} in a file's name");
        // In a cell of a workbook.
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write(0, 0, leak.as_str()).expect("a cell");
        assert!(
            found(&secrets, "figurdata.xlsx", &book.save_to_buffer().expect("a workbook")) > 0,
            "{leak} in a workbook"
        );
        // In a PDF's title, and in an alternative text.
        for key in ["Title", "Alt"] {
            let mut document = Document::load_mem(&output["report.pdf"]).expect("a PDF");
            let mut dictionary = pdf_extract::Dictionary::new();
            let text = [0xfeff].into_iter().chain(leak.encode_utf16()).flat_map(u16::to_be_bytes).collect();
            dictionary.set(key, Object::String(text, pdf_extract::StringFormat::Literal));
            document.add_object(dictionary);
            let mut bytes = Vec::new();
            document.save_to(&mut bytes).expect("memory");
            assert!(found(&secrets, "report.pdf", &bytes) > 0, "{leak} in a PDF's {key}");
        }
    }
}

#[test]
fn short_values_are_found_as_words_and_not_within_others() {
    let mut secrets = Secrets::default();
    secrets.add("Bo", false);
    secrets.add("Bo Hansen", false);
    secrets.add("1980-01-02", true);
    assert_eq!(secrets.found_in("Boligstøtte, Bornholm, bo"), 0);
    assert_eq!(secrets.found_in("Familien Bo."), 1);
    assert_eq!(secrets.found_in("<t>Bo Hansen</t>"), 2);
    secrets.add("100512", false);
    assert_eq!(secrets.found_in("[1,100512],100512.5"), 0);
    assert_eq!(secrets.found_in("[\"x\",\"100512\"]"), 1);
    assert_eq!(secrets.found_in("<si><t>100512</t></si>"), 1);
    assert_eq!(found(&secrets, "data/a.csv", b"facet,series,x,stat,value\n,100512,,sum,3\n,,,sum,100512\n"), 1);
    assert_eq!(secrets.found_in("født 02.01.1980, 1980-01-02 og 02-01-1980"), 3);
}
