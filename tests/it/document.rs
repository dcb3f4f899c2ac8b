//! The room `document` from outside: escaping, formats, words, findings, and the PDF.
//!
//! Expected texts are worked out by hand, expected values are those of `tests/expected`, which other programs counted.

mod english;
mod hidden;
mod numbers;
mod pages;
mod tables;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use sporbar::diagnostic::{Code, Findings, Place, Sources};
use sporbar::document::{
    ClaimText, Exhibit, ExhibitKind, ExtractUse, FactText, Layout, Meta, Parameter, ParameterValue, PseudonymKey,
    Publication, REPORT, SHARED, Showing, Templates, TextPlace, Tool, WordFigure, render, render_text, timestamp,
    typed_numerals, typeset, typeset_with, typst_version,
};
use sporbar::locale::Language;
use sporbar::value::{Calculation, Disclosed, Key, Stat, Value, Values};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration, Label, Selector};
use typst::introspection::{Introspector, MetadataElem};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::support::change;

/// All that prose can call is told of on the page for those who write it.
#[test]
fn every_value_filter_function_and_test_of_prose_is_documented() {
    let read = |path: &str| std::fs::read_to_string(crate::support::repository().join(path)).expect("a text");
    let page = read("docs/templates.md");
    let mut names = std::collections::BTreeSet::new();
    for room in ["filters", "words", "engine", "functions", "render", "standing"] {
        let source = read(&format!("src/document/{room}.rs"));
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        for adds in ["add_filter(", "add_function(", "add_test(", "add_global(", " add(", " name("] {
            let named = code.split(adds).skip(1).filter_map(|behind| behind.trim_start().strip_prefix('"'));
            names.extend(named.filter_map(|name| Some(name.split_once('"')?.0.to_owned())));
        }
    }
    assert!(names.len() > 60, "{names:?}");
    let spans: Vec<&str> = page.split('`').skip(1).step_by(2).collect();
    let is_named = |name: &String| {
        spans.iter().any(|span| {
            let own = span.strip_prefix("a is ").unwrap_or(span);
            own.strip_prefix(name.as_str())
                .is_some_and(|behind| !behind.starts_with(|next: char| next.is_alphanumeric() || next == '_'))
        })
    };
    let missing: Vec<&String> = names.iter().filter(|name| !is_named(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Texts that mean something in Typst's markup, code or strings, each of which a register may hold.
const HOSTILE: [&str; 34] = [
    "#read(\"x\")",
    "#",
    "$",
    "$x$",
    "*fed*",
    "_",
    "__",
    "@kilde",
    "\\",
    "\\\\",
    "\\n",
    "`",
    "```",
    "<",
    "<x>",
    "[",
    "]",
    "//",
    "/*",
    "*/",
    "~",
    "= Overskrift",
    "- punkt",
    "+ punkt",
    "1. punkt",
    "/ ord: tekst",
    "\"",
    "'",
    "http://x.dk/#a",
    "--- ...",
    "\";#panic()",
    "{{ v }}",
    "a\nb",
    "\u{e000}0\u{e001}",
];

// ---------------------------------------------------------------- helpers

/// Values of one facet: series, each with its numbers at the places along the axis, of N.
fn values(stat: Stat, xs: &[&str], n: u64, series: &[(&str, &[Option<f64>])]) -> Values {
    let row = |name: &str, x: &str, value: Option<f64>| Value {
        key: Key { facet: String::new(), series: name.to_owned(), x: x.to_owned(), stat },
        value,
        lower: None,
        upper: None,
        numerator: Some(value.unwrap_or(0.0) * if stat == Stat::Count { 1.0 } else { n as f64 }),
        denominator: Some(n as f64),
        n: Some(n),
        calculation: Calculation::default(),
        suppressed: false,
        hidden_n: false,
    };
    Values {
        facets: vec![String::new()],
        series: series.iter().map(|(name, _)| (*name).to_owned()).collect(),
        xs: xs.iter().map(|x| (*x).to_owned()).collect(),
        rows: xs
            .iter()
            .enumerate()
            .flat_map(|(at, x)| series.iter().map(move |(name, values)| row(name, x, values[at])))
            .collect(),
    }
}

fn exhibit(id: &str, kind: ExhibitKind, values: Values) -> Exhibit {
    Exhibit {
        language: Language::default(),
        id: id.to_owned(),
        kind,
        number: "1".to_owned(),
        title: String::new(),
        caption: "Det, der vises.".to_owned(),
        note: String::new(),
        source: String::new(),
        premises: Vec::new(),
        said: Vec::new(),
        natures: std::collections::BTreeMap::new(),
        values: Disclosed::whole(values),
        names: BTreeMap::new(),
        counting: sporbar::document::Counting::default(),
        layout: Layout::default(),
        labels: Vec::new(),
        svg: None,
        alt: String::new(),
    }
}

fn parameter(name: &str, value: ParameterValue, unit: &str) -> Parameter {
    Parameter { name: name.to_owned(), value, unit: unit.to_owned(), source: "projektet".to_owned() }
}

fn publication(title: &str, exhibits: Vec<Exhibit>) -> Publication {
    Publication {
        meta: Meta {
            id: "proeve".to_owned(),
            design: "proeve".to_owned(),
            title: title.to_owned(),
            as_of: "2018-12".to_owned(),
            language: Language::default(),
            ..Meta::default()
        },
        facts: Vec::new(),
        premises: Vec::new(),
        parameters: vec![
            parameter("mindste_tid", ParameterValue::Number(6.0), "måneder"),
            parameter("fra", ParameterValue::Text("2017-01".to_owned()), ""),
            parameter("foerste_lukning", ParameterValue::Text("2018-05".to_owned()), ""),
            parameter("rente", ParameterValue::Number(0.035), "%"),
            parameter("norm", ParameterValue::Number(0.765), "standardafvigelser"),
        ],
        exhibits,
        extracts: vec![ExtractUse { file: "a.csv".to_owned(), rows: Some(1_234), ..ExtractUse::default() }],
        drawings: ["indsatsstrappen", "kohorter"].map(drawing).into(),
        said: Vec::new(),
        claims: Vec::new(),
        calculations: Vec::new(),
        since: None,
        signed: None,
        protection: None,
        disclosure: String::new(),
        pseudonym_key: PseudonymKey::Synthetic,
        tool: Tool::default(),
    }
}

/// A publication with shares that rise, counts that fall, and means that are not there.
fn example() -> Publication {
    let shares = values(
        Stat::Share,
        &["start", "seneste"],
        45,
        &[("Beskæftigelse", &[Some(10.0 / 45.0), Some(11.0 / 45.0)]), ("SU", &[Some(3.0 / 45.0), Some(7.0 / 45.0)])],
    );
    let counts = values(
        Stat::Count,
        &["1", "2", "3"],
        20,
        &[("Uden", &[Some(12.0), Some(14.0), Some(5.0)]), ("Med", &[Some(8.0), Some(6.0), Some(15.0)])],
    );
    let means = values(Stat::Mean, &["2017H1", "2018H2"], 0, &[("Gruppe 1", &[None, None])]);
    publication(
        "Prøve",
        vec![
            exhibit("andele", ExhibitKind::Figure, shares),
            exhibit("antal", ExhibitKind::Table, counts),
            exhibit("intet", ExhibitKind::Figure, means),
        ],
    )
}

/// A small text rendered over the example.
fn text(template: &str) -> String {
    let at = TextPlace { file: "report.toml", start: 0 };
    render_text(template, at, None, &example()).unwrap_or_else(|findings| panic!("{template}: {findings:?}"))
}

fn with_report(body: &str) -> Templates {
    let mut templates = Templates::new();
    templates.insert("proeve/report.typ", "templates/proeve/report.typ", body);
    templates
}

/// Code, file and line of each finding.
fn lines(findings: &Findings, templates: &Templates) -> Vec<(Code, String, usize)> {
    let mut sources = Sources::default();
    templates.add_to(&mut sources);
    findings
        .iter()
        .map(|finding| match finding.places.first() {
            Some(Place::Text { file, span, .. }) => {
                let text = sources.get(file).expect("the finding points into a template");
                (finding.code, file.clone(), text[..span.start].matches('\n').count() + 1)
            }
            _ => panic!("no place: {finding:?}"),
        })
        .collect()
}

/// A world of one source, for reading back what a text means to Typst.
struct OneSource(Source);

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(<Library as LibraryExt>::default()));
static NO_FONTS: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::new()));

impl World for OneSource {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }
    fn book(&self) -> &LazyHash<FontBook> {
        &NO_FONTS
    }
    fn main(&self) -> FileId {
        self.0.id()
    }
    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.0.id() { Ok(self.0.clone()) } else { Err(FileError::AccessDenied) }
    }
    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }
    fn font(&self, _: usize) -> Option<Font> {
        None
    }
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The text of the element that `source` labels `<her>`, as Typst understands it.
fn read_back(source: &str) -> String {
    let path = VirtualPath::new("main.typ").expect("a plain path");
    let id = RootedPath::new(VirtualRoot::Project, path).intern();
    let world = OneSource(Source::new(id, source.to_owned()));
    let document = typst::compile::<typst_layout::PagedDocument>(&world)
        .output
        .unwrap_or_else(|errors| panic!("{source}\n{errors:?}"));
    let label = Label::construct("her".into()).expect("a label");
    let found = document.introspector().query(&Selector::Label(label));
    let value = &found[0].to_packed::<MetadataElem>().expect("metadata").value;
    match value.clone().cast::<typst::foundations::Content>() {
        Ok(content) => content.plain_text().to_string(),
        Err(_) => value.clone().cast::<String>().expect("a text"),
    }
}

/// Where a template may put a value, and what stands before and behind it when it is read back.
const PLACES: [(&str, &str, &str); 8] = [
    ("[{{ rapport.title }}]", "", ""),
    ("[{{ rapport.title }}.tail(1)]", "", ".tail(1)"),
    ("[{{ rapport.title }}(x)[y]]", "", "(x)[y]"),
    ("[*{{ rapport.title }}*]", "", ""),
    ("[_x {{ rapport.title }} y_]", "x ", " y"),
    ("[= {{ rapport.title }}]", "", ""),
    ("\"a {{ rapport.title }} b\"", "a ", " b"),
    ("({{ rapport.title }})", "", ""),
];

/// Renders a place with the title `text`, and reads the text back.
fn through((place, before, behind): (&str, &str, &str), text: &str) -> String {
    let templates = with_report(&format!("#metadata({place})<her>"));
    let source = render(&publication(text, vec![]), &templates).unwrap_or_else(|f| panic!("{text:?}: {f:?}"));
    let whole = read_back(&source.main);
    let inner = whole.strip_prefix(before).and_then(|rest| rest.strip_suffix(behind));
    inner.unwrap_or_else(|| panic!("{whole:?} is not between {before:?} and {behind:?}")).to_owned()
}

// ---------------------------------------------------------------- escaping

#[test]
fn register_text_is_text_wherever_it_stands() {
    for place in PLACES {
        for text in HOSTILE {
            assert_eq!(through(place, text), text, "{place:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(192) })]

    /// Whatever a register holds, typeset as text, reads back as the same text.
    #[test]
    fn any_text_reads_back(text in any::<String>(), place in 0..PLACES.len()) {
        prop_assert_eq!(through(PLACES[place], &text), text);
    }

    /// The same of texts made of nothing but signs that Typst gives a meaning.
    #[test]
    fn any_signs_read_back(text in "[\\\\\"#$*_`<>@\\[\\](){}~/:;=+.\\-0-9a \n\t\u{85}\u{2028}]{0,40}", place in 0..PLACES.len()) {
        prop_assert_eq!(through(PLACES[place], &text), text);
    }
}

#[test]
fn a_value_where_no_text_can_stand_is_a_finding_and_nothing_is_typeset() {
    let wrong = [
        "\\{{ rapport.title }}",
        "https://x.dk/{{ rapport.title }}",
        "`{{ rapport.title }}`",
        "#metadata(\"\\{{ rapport.title }}\")",
    ];
    for place in wrong {
        let templates = with_report(&format!("første linje\n{place}\n"));
        let findings = render(&publication("a", vec![]), &templates).expect_err(place);
        assert_eq!(
            lines(&findings, &templates),
            [(Code::TemplateSyntax, "templates/proeve/report.typ".to_owned(), 2)],
            "{place}"
        );
    }
}

#[test]
fn a_template_cannot_declare_a_value_safe() {
    for template in ["{{ rapport.title | safe }}", "{{ rapport.title | escape }}"] {
        let findings = render(&publication("#panic()", vec![]), &with_report(template)).expect_err(template);
        assert_eq!(findings.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::TemplateUndefined]);
    }
    let block = "#metadata([{% autoescape false %}{{ rapport.title }}{% endautoescape %}])<her>";
    let source = render(&publication("#panic()", vec![]), &with_report(block)).expect("the block changes nothing");
    assert_eq!(read_back(&source.main), "#panic()");
}

#[test]
fn what_macros_write_is_not_escaped_but_what_they_are_given_is() {
    let template = "{% macro fed(x) %}*{{ x }}*{% endmacro %}#metadata([{{ fed(rapport.title) }}])<her>";
    let source = render(&publication("*a*", vec![]), &with_report(template)).expect("valid");
    assert!(source.main.contains("[*#\"*a*\";*]"), "{}", source.main);
    assert_eq!(read_back(&source.main), "*a*");
}

// ---------------------------------------------------------------- formats

#[test]
fn numbers_are_written_as_danish_readers_write_them() {
    let share = "v(\"andele\", series=\"SU\", x=\"seneste\")";
    let count = "v(\"antal\", series=\"Med\", x=3)";
    for (template, expected) in [
        (format!("{{{{ {share} }}}}"), "16\u{a0}%"),
        (format!("{{{{ {share} | pct(1) }}}}"), "15,6\u{a0}%"),
        (format!("{{{{ {share}.n }}}} og {{{{ {share}.antal }}}}"), "45 og 7"),
        (format!("{{{{ {count} }}}}"), "15"),
        (format!("{{{{ {count} | antal(\"barn\", \"børn\") }}}}"), "15\u{a0}børn"),
        ("{{ 1 | antal(\"barn\", \"børn\") }}".to_owned(), "1\u{a0}barn"),
        ("{{ 1 | antal(\"barn\", \"børn\", ord=true, et=true) }}".to_owned(), "ét\u{a0}barn"),
        ("{{ 1 | antal(\"voksen\", \"voksne\", ord=true) }}".to_owned(), "én\u{a0}voksen"),
        ("{{ 0 | antal(\"barn\", \"børn\", ord=true) }}".to_owned(), "ingen\u{a0}børn"),
        ("{{ 10 | antal(ord=true) | stort }} og {{ 11 | antal(ord=true) }}".to_owned(), "Ti og 11"),
        ("{{ 2 | bojet(\"ny\", \"nye\") }}, {{ 1 | bojet(\"ny\", \"nye\") }}".to_owned(), "nye, ny"),
        ("{{ 39300.9 | kr }} {{ 39351 | kr(100) }}".to_owned(), "39.301\u{a0}kr. 39.400\u{a0}kr."),
        ("{{ 1234.56 | tal }} {{ 1.9375 | tal(2) }}".to_owned(), "1.234,6 1,94"),
        (
            "{{ 1.94 | cirka(1) }}, {{ 1.98 | cirka(1) }}, {{ 2.2 | cirka(1) }}, {{ 2.5 | cirka(1) }}".to_owned(),
            "knap\u{a0}2, 2, godt\u{a0}2, omkring\u{a0}3",
        ),
        (
            "{{ 0.24 | andel }}, {{ 0.5 | andel }}, {{ 0.68 | andel }}, {{ 0 | andel }}".to_owned(),
            "knap en fjerdedel, halvdelen, godt to tredjedele, ingen",
        ),
        (
            "{{ \"2018-12\" | periode }}, {{ \"2018H2\" | periode }}, {{ \"SU\" | periode }}".to_owned(),
            "december 2018, 2. halvår 2018, SU",
        ),
        ("{{ [\"a\", \"b\", \"c\"] | opregning }}; {{ [\"a\"] | opregning }}".to_owned(), "a, b og c; a"),
        ("{{ 100 | kr | punktum }} {{ \"slut\" | punktum }}".to_owned(), "100\u{a0}kr. slut."),
        (
            "mindst {{ parameter.mindste_tid | antal(ord=true) }} måneder fra {{ parameter.fra | periode }}, i {{ maaned }}"
                .to_owned(),
            "mindst seks måneder fra januar 2017, i december 2018",
        ),
        (
            "{{ parameter.rente }}, {{ parameter.rente | pct(2) }}, {{ parameter.norm }}, {{ parameter.mindste_tid }}"
                .to_owned(),
            "3,5\u{a0}%, 3,50\u{a0}%, 0,765, 6",
        ),
        (
            "{% for p in parametre %}{{ p.navn }} {{ p.vaerdi }} {{ p.enhed }} {{ p.kilde }};{% endfor %}".to_owned(),
            "mindste_tid 6 måneder projektet;fra 2017-01  projektet;foerste_lukning 2018-05  projektet;rente 3,5\u{a0}%  projektet;norm 0,765 standardafvigelser projektet;",
        ),
    ] {
        assert_eq!(text(&template), expected, "{template}");
    }
}

#[test]
fn values_are_found_added_and_compared() {
    for (template, expected) in [
        // 10 + 3 of 45 are 28.9 %, 11 + 7 are 40 %.
        ("{{ v(\"andele\", series=[\"Beskæftigelse\", \"SU\"], x=\"start\") | pct }}", "29\u{a0}%"),
        ("{{ v(\"andele\", series=[\"Beskæftigelse\", \"SU\"], x=\"start\").antal }}", "13"),
        ("{{ v(\"andele\", series=\"SU\", x=[\"start\", \"seneste\"]).antal }}", "10"),
        (
            "{{ forskel(v(\"andele\", series=[\"Beskæftigelse\", \"SU\"], x=\"seneste\"), v(\"andele\", series=[\"Beskæftigelse\", \"SU\"], x=\"start\")) | pp }}",
            "11\u{a0}procentpoint",
        ),
        (
            "{{ aendring(v(\"antal\", series=\"Uden\", x=\"første\"), v(\"antal\", series=\"Uden\", x=\"sidste\")) | antal }}",
            "\u{2212}7",
        ),
        ("{{ v(\"antal\", series=\"Uden\", x=\"næstsidste\") }}", "14"),
        ("{{ andel(v(\"antal\", series=\"Uden\", x=3), n(\"antal\")) | pct }}", "25\u{a0}%"),
        ("{{ summen(1, 2, v(\"antal\", series=\"Uden\", x=3)) | antal }}", "8"),
        ("{{ xs(\"antal\") | last }} {{ serier(\"antal\") | opregning }}", "3 Uden og Med"),
        ("{% for s in rangering(\"antal\", x=\"3\") %}{{ s.navn }} {{ s.tal }} {% endfor %}", "Med 15 Uden 5 "),
        ("{% set top = hoejest(\"antal\", series=\"Uden\") %}{{ top.x }}: {{ top.tal }}", "2: 14"),
        (
            "{% set a = foerst(\"antal\", series=\"Uden\", mindst=13) %}{{ a.x }}: {{ a.tal }} efter {{ a.foer }}",
            "2: 14 efter 1",
        ),
        ("{% set a = foerst(\"antal\", series=\"Uden\", mindst=99) %}[{{ a.x }}] {{ a.tal }} {{ a.foer }}", "[] – –"),
    ] {
        assert_eq!(text(template), expected, "{template}");
    }
    let own = render_text(
        "N = {{ n }}, {{ n(x='start') }}, {{ n_of('SU') }}, {{ v(series='SU', x='start') | pct }}",
        TextPlace { file: "r", start: 0 },
        Some("andele"),
        &example(),
    );
    assert_eq!(own.expect("valid"), "N = 45, 45, 45, 7\u{a0}%");
}

#[test]
fn the_data_choose_the_words() {
    for (template, expected) in [
        (
            "{{ retning(9, 14) }} {{ retning(14, 9) }} {{ retning(9, 9) }} {{ retning(none, 9) }}",
            "steget faldet uændret ikke opgjort",
        ),
        ("{{ retning(andel(294, 1000), andel(296, 1000), op=\"op\") }}", "op"),
        // 29.1 % and 29.4 % are both written 29 %.
        ("{{ retning(andel(291, 1000), andel(294, 1000)) }}", "uændret"),
        (
            "{{ retning(100, 104, relativ=0.05) }} {{ retning(100, 106, relativ=0.05) }} {{ retning(100, 106, graense=6) }}",
            "uændret steget uændret",
        ),
        (
            "{{ udvikling(9, 14) }}; {{ udvikling(9, 9) }}; {{ udvikling(none, 9) }}",
            "steget fra 9 til 14; uændret på 9; ikke opgjort",
        ),
        (
            "{{ udvikling(39300, 40100, som=\"kr\", relativ=0.05) }}",
            "uændret (fra 39.300\u{a0}kr. til 40.100\u{a0}kr.)",
        ),
    ] {
        assert_eq!(text(template), expected, "{template}");
    }
    for (test, holds) in [
        ("2 is over(1)", true),
        ("2 is over(1, 1)", false),
        ("1 is under(2)", true),
        ("2 is paa(2.4, 0.5)", true),
        ("2 is findes", true),
        ("none is over(0)", false),
        ("none is under(0)", false),
        ("none is paa(none)", false),
        ("none is findes", false),
    ] {
        assert_eq!(
            text(&format!("{{% if {test} %}}ja{{% else %}}nej{{% endif %}}")),
            if holds { "ja" } else { "nej" },
            "{test}"
        );
    }
}

#[test]
fn a_number_that_is_not_there_is_a_dash_in_every_format() {
    let missing = "v(\"intet\", x=\"sidste\")";
    for filter in ["pct", "pp", "kr", "tal", "antal(\"barn\", \"børn\")", "cirka(1)", "andel"] {
        assert_eq!(text(&format!("{{{{ {missing} | {filter} }}}}")), "–", "{filter}");
    }
    assert_eq!(text(&format!("{{{{ {missing} }}}} af {{{{ n(\"intet\") }}}}")), "– af 0");
    assert_eq!(text(&format!("{{{{ summen(1, {missing}) | antal }}}} {{{{ andel(1, 0) | pct }}}}")), "– –");
    assert_eq!(text(&format!("{{% if {missing} %}}ja{{% else %}}nej{{% endif %}}")), "nej");
}

#[test]
fn a_suppressed_value_is_nowhere_in_the_text() {
    let mut publication = example();
    change(&mut publication.exhibits[1].values, |values| {
        for row in &mut values.rows {
            row.suppressed = true;
        }
    });
    let template =
        "{{ v('antal', series='Med', x=3) }} {{ v('antal', series='Med', x=3).antal }} {{ rangering('antal', x=3) }}";
    let shown = render_text(template, TextPlace { file: "r", start: 0 }, None, &publication).expect("valid");
    assert_eq!(shown, "• • •");
}

// ---------------------------------------------------------------- findings

#[test]
fn every_mistake_is_found_in_one_go_at_its_line() {
    let body = "Linje et\n{{ v(\"andle\", series=\"SU\", x=\"start\") | pct }}\n{{ v(\"andele\", series=\"Su\", x=\"start\") | pct }}\n\
        {{ v(\"andele\", series=\"SU\", x=\"slut\") }}\n{{ v(\"andele\", x=\"start\") }}\n{% if ukendt.navn %}x{% endif %}\n\
        {% for x in rapporten.noget %}{{ x }}{% endfor %}\n{{ 1 | atal }}\n{{ v(\"andele\", series=\"SU\", x=\"start\", stat=\"mean\") }}\n\
        {{ parameter.rnte | pct }}\n{% include \"proeve/kapitel.typ\" %}";
    let mut templates = with_report(body);
    templates.insert("proeve/kapitel.typ", "templates/proeve/kapitel.typ", "fint\n{{ retnign(1, 2) }}\n");
    let findings = render(&example(), &templates).expect_err("ten mistakes");
    let report = || "templates/proeve/report.typ".to_owned();
    let mut expected: Vec<_> = (2..=10).map(|line| (Code::TemplateUndefined, report(), line)).collect();
    expected.push((Code::TemplateUndefined, "templates/proeve/kapitel.typ".to_owned(), 2));
    assert_eq!(lines(&findings, &templates), expected);
    let help: Vec<_> = findings.iter().map(|finding| finding.help.join(" ")).collect();
    for (at, likely) in [
        (0, "did you mean `andele`?"),
        (1, "did you mean `SU`?"),
        (6, "did you mean `antal`?"),
        (8, "did you mean `rente`?"),
        (9, "did you mean `retning`?"),
    ] {
        assert_eq!(help[at], likely);
    }
    assert_eq!(help[3], "say which: `Beskæftigelse`, `SU`");
}

#[test]
fn a_template_that_cannot_be_read_is_a_finding_at_its_line() {
    let templates = with_report("en\nto\n{% if %}\n");
    let findings = render(&example(), &templates).expect_err("no condition");
    assert_eq!(lines(&findings, &templates), [(Code::TemplateSyntax, "templates/proeve/report.typ".to_owned(), 3)]);
    let missing =
        render(&Publication { meta: Meta { design: "ukendt".to_owned(), ..Meta::default() }, ..example() }, &templates);
    assert_eq!(
        missing.expect_err("no such design").iter().map(|f| f.code).collect::<Vec<_>>(),
        [Code::TemplateMissing]
    );
}

#[test]
fn a_number_typed_into_the_text_is_found_where_it_stands() {
    let body = "Syv af 12 børn.\n\
        I 2017 var gruppe 1 og 2, trin 4, 5 og 6, 1. halvår 2018, den 31. december, § 52, 5.28.21 og SHA-256 navne.\n\
        {{ 7 }} børn, {% if 3 > 2 %}hver med 1,5 sag{% endif %}, #h(3mm)ud af *40*.\n\
        {# tal: kommunens egen grænse -#}\n\
        Mindst seks måneder.\n\
        1. punkt // 99 i en bemærkning\n";
    let templates = with_report(body);
    let findings = typed_numerals(Language::default(), &templates);
    let found: Vec<_> = findings.iter().map(|finding| finding.message.split('`').nth(1).unwrap_or("")).collect();
    assert_eq!(found, ["Syv", "12", "1,5", "40", "1", "7"]);
    let lines: Vec<_> = lines(&findings, &templates).into_iter().map(|(code, _, line)| (code, line)).collect();
    assert_eq!(lines, [1, 1, 3, 3, 6, 3].map(|line| (Code::TypedNumeral, line)));
    render(&example(), &templates).expect("a doubt and no mistake");
}

/// The reader of the pages takes the sign for a part of the number, as every reader does.
#[test]
fn a_sign_typed_before_a_number_is_found_where_it_stands() {
    let body = "Det er \u{2212}{{ v(\"andele\", series=\"A\") | pct }}.\n\
        {{ \"\u{2212}\" ~ v(\"andele\", series=\"A\") | pct }}\n\
        Fra 1 \u{2212} {# tal: et eksempel -#} x, og 2 \u{2013}{{ v(\"andele\", series=\"A\") | pct }}. {# tal: et eksempel #}\n";
    let templates = with_report(body);
    let findings = typed_numerals(Language::default(), &templates);
    assert!(
        findings.iter().all(|finding| finding.message.starts_with("a minus is typed before a number")),
        "{findings:?}"
    );
    assert_eq!(lines(&findings, &templates).into_iter().map(|(_, _, line)| line).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn the_status_report_types_no_number() {
    let findings = typed_numerals(Language::default(), &status_report().1);
    let found: Vec<String> = findings.iter().map(|finding| format!("{finding:?}")).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn findings_in_a_caption_point_into_the_spec() {
    let findings =
        render_text("N = {{ nn }}", TextPlace { file: "report.toml", start: 100 }, Some("andele"), &example())
            .expect_err("no nn");
    let finding = findings.iter().next().expect("one");
    assert_eq!(finding.code, Code::TemplateUndefined);
    assert_eq!(finding.places, [Place::Text { file: "report.toml".to_owned(), span: 107..109, label: String::new() }]);
}

#[test]
fn an_exhibit_that_rests_on_different_numbers_has_no_n_of_its_own() {
    let mut shares = values(Stat::Share, &["start", "seneste"], 45, &[("SU", &[Some(3.0 / 45.0), Some(7.0 / 45.0)])]);
    shares.rows[1].n = Some(44);
    let publication = publication("Prøve", vec![exhibit("andele", ExhibitKind::Figure, shares)]);
    let at = TextPlace { file: "report.toml", start: 100 };
    let findings = render_text("N = {{ n }}", at, Some("andele"), &publication).expect_err("two numbers");
    let finding = findings.iter().next().expect("one");
    assert_eq!(finding.message, "`andele` has more than one N");
    assert!(finding.help[0].contains("name the series"), "{finding:?}");
}

#[test]
fn what_cannot_be_typeset_is_a_finding_at_the_templates_line() {
    let templates = with_report("= {{ rapport.title }}\n\n#ukendt({{ rapport.title }})\n");
    let source = render(&publication("a\nb", vec![]), &templates).expect("the template itself is well");
    let findings = typeset(&source, 0).expect_err("there is no such function");
    assert_eq!(lines(&findings, &templates), [(Code::Typesetting, "templates/proeve/report.typ".to_owned(), 3)]);
}

#[test]
fn nothing_outside_is_reached() {
    for body in ["#read(\"/etc/hostname\")", "#import \"@preview/cetz:0.3.0\"", "#image(\"../x.png\")"] {
        let source = render(&example(), &with_report(body)).expect("the template itself is well");
        let findings = typeset(&source, 0).expect_err(body);
        assert!(findings.iter().all(|finding| finding.code == Code::Typesetting));
    }
}

// ---------------------------------------------------------------- the shipped design

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read_values(path: &Path) -> Values {
    let mut all = Values { facets: vec![], series: vec![], xs: vec![], rows: vec![] };
    let add = |list: &mut Vec<String>, key: &str| {
        if !list.iter().any(|known| known == key) {
            list.push(key.to_owned());
        }
    };
    for record in csv::Reader::from_path(path).expect("a file of expected values").records() {
        let field: Vec<String> = record.expect("a row").iter().map(str::to_owned).collect();
        add(&mut all.facets, &field[0]);
        add(&mut all.series, &field[1]);
        add(&mut all.xs, &field[2]);
        let stat = Stat::from_name(&field[3]).expect("a stat");
        let value: Option<f64> = field[4].parse().ok();
        let n: u64 = field[7].parse().expect("N");
        all.rows.push(Value {
            key: Key { facet: field[0].clone(), series: field[1].clone(), x: field[2].clone(), stat },
            value,
            lower: None,
            upper: None,
            numerator: Some(value.unwrap_or(0.0) * if stat == Stat::Count { 1.0 } else { n as f64 }),
            denominator: Some(n as f64),
            n: Some(n),
            calculation: Calculation::default(),
            suppressed: false,
            hidden_n: false,
        });
    }
    all
}

/// An empty picture in the place of a drawing of words.
fn drawing(id: &str) -> WordFigure {
    WordFigure {
        number: String::new(),
        source: String::new(),
        id: id.to_owned(),
        title: "En tegning".to_owned(),
        svg: "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"9\"/>".to_owned(),
        alt: "Ord".to_owned(),
    }
}

/// The sentences of the report's claims over a publication's values, as if all of them held.
/// The facts of the status report's spec.
fn facts() -> Vec<FactText> {
    let spec = std::fs::read_to_string(repository().join("reports/assens-statusmaaling/report.toml")).expect("a spec");
    let spec = sporbar::spec::parse("report.toml", &spec).expect("a spec");
    let facts = spec.facts.into_iter().map(|fact| FactText {
        name: fact.name.value,
        value: fact.value,
        unit: fact.unit,
        of: fact.of,
        decimals: fact.decimals,
        source: fact.source,
        said: Vec::new(),
    });
    facts.collect()
}

fn claims(publication: &Publication) -> Vec<ClaimText> {
    let spec = std::fs::read_to_string(repository().join("reports/assens-statusmaaling/report.toml")).expect("a spec");
    let spec: toml::Table = spec.parse().expect("TOML");
    let text = |claim: &toml::Value, key: &str| claim[key].as_str().expect("a text").to_owned();
    let claims = spec["claim"].as_array().expect("claims").iter().map(|claim| {
        let place = TextPlace { file: "report.toml", start: 0 };
        let sentence = render_text(&text(claim, "sentence"), place, None, publication);
        let sentence = sentence.unwrap_or_else(|findings| panic!("{findings:?}")).trim().to_owned();
        ClaimText {
            id: text(claim, "id"),
            sentence,
            showing: Showing::Plain,
            premises: Vec::new(),
            mentions: Vec::new(),
        }
    });
    claims.collect()
}

/// The status report over the expected values, with empty pictures.
fn status_report() -> (Publication, Templates) {
    let folder = repository().join("tests/expected/assens-statusmaaling");
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).expect("expected values").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let exhibits = files
        .iter()
        .zip(1_u32..)
        .map(|(file, number)| {
            let id = file.file_stem().expect("a name").to_string_lossy().into_owned();
            let kind = match id.as_str() {
                id if id.starts_with("fig") => ExhibitKind::Figure,
                "maalgruppe" => ExhibitKind::Numbers,
                _ => ExhibitKind::Table,
            };
            let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"454\" height=\"200\"><rect width=\"9\" height=\"9\"/></svg>";
            Exhibit { number: number.to_string(), svg: Some(svg.to_owned()), alt: "Et billede.".to_owned(), ..exhibit(&id, kind, read_values(file)) }
        })
        .collect();
    let mut publication = publication("Projekt Job og Familie", exhibits);
    // The flow is ours and not of the original, so nothing is expected of it but that its step leaves out those of `ikke-medtaget`.
    let too_new = values(Stat::Count, &[""], 179, &[("Udeladt: har ikke været med længe nok", &[Some(9.0)])]);
    let flow = exhibit("vejen-til-maalingen", ExhibitKind::Figure, too_new);
    let svg = publication.exhibits[0].svg.clone();
    publication.exhibits.push(Exhibit { number: "A".to_owned(), svg, alt: "Et billede.".to_owned(), ..flow });
    publication.meta = Meta { design: "statusmaaling".to_owned(), ..publication.meta };
    publication.facts = facts();
    publication.claims = claims(&publication);
    let mut templates = Templates::new();
    for (prefix, folder) in [
        (SHARED, "templates/faelles"),
        ("statusmaaling", "templates/statusmaaling"),
        (REPORT, "reports/assens-statusmaaling"),
    ] {
        templates.read_folder(prefix, &repository().join(folder), folder).expect("the templates");
    }
    (publication, templates)
}

#[test]
fn the_status_report_says_what_the_values_say() {
    let (mut publication, templates) = status_report();
    let says = |publication: &Publication, phrase: &str| {
        let source = render(publication, &templates).unwrap_or_else(|findings| panic!("{findings:?}"));
        // Values stand in the source as `#"...";`; without those marks it reads as the text does.
        // A number is a link around its value.
        let unlinked = source.main.replace("\";];", "\";");
        let pieces = unlinked.split("#link(\"audit/").enumerate();
        let pieces =
            pieces.map(|(at, piece)| if at == 0 { piece } else { piece.split_once(")[").map_or("", |(_, rest)| rest) });
        let plain = pieces.collect::<String>().replace("#\"", "").replace("\";", "");
        assert!(plain.contains(phrase), "{phrase:?} is not in\n{plain}");
    };
    says(&publication, "40\u{a0}% af de voksne forsørger sig selv i december 2018; da de begyndte, var det 29\u{a0}%");
    says(&publication, "135\u{a0}borgere fra 37\u{a0}familier indgår");
    says(&publication, "Forskellen er *11\u{a0}procentpoint*");
    // Were it the other way round, so would the words be.
    let turned = publication.exhibits.iter_mut().find(|exhibit| exhibit.id == "fig-01").expect("there");
    change(&mut turned.values, |values| {
        for row in &mut values.rows {
            row.key.x = if row.key.x == "start" { "seneste" } else { "start" }.to_owned();
        }
    });
    says(&publication, "29\u{a0}% af de voksne forsørger sig selv i december 2018; da de begyndte, var det 40\u{a0}%");
    // And of nobody nothing is claimed.
    for exhibit in &mut publication.exhibits {
        change(&mut exhibit.values, |values| {
            for row in &mut values.rows {
                (row.n, row.numerator, row.value) = (Some(0), Some(0.0), (row.key.stat == Stat::Count).then_some(0.0));
            }
        });
    }
    says(&publication, "Der er endnu ingen aktive voksne, hvis forsørgelse kan måles");
    says(&publication, "Ingen i målgruppen er trådt ud af projektet");
}

#[test]
fn a_publication_is_accessible_archivable_and_always_the_same() {
    let (publication, templates) = status_report();
    let created = timestamp("2018-12").expect("a month");
    assert_eq!(created, 1_546_214_400, "the last day of December 2018");
    let build = || typeset(&render(&publication, &templates).expect("valid"), created).expect("typeset");
    let first = build();
    assert!(first.warnings.is_empty(), "{:?}", first.warnings);
    assert_eq!(first.pdf, build().pdf);
    let text = String::from_utf8_lossy(&first.pdf);
    for flag in [
        "<pdfuaid:part>1</pdfuaid:part>",
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "/Lang(da)",
        "/Marked true",
        "2018-12-31",
    ] {
        assert!(text.contains(flag), "{flag}");
    }
}

#[test]
fn hostile_labels_pass_through_tables_numbers_and_figures() {
    let (mut publication, templates) = status_report();
    for exhibit in publication.exhibits.iter_mut().filter(|exhibit| exhibit.id == "ikke-medtaget") {
        exhibit.caption = HOSTILE[..HOSTILE.len() - 1].concat();
        exhibit.note = "*/ #panic() \\".to_owned();
        exhibit.alt = "\"#panic()\\".to_owned();
        // Signs that no font has are no text that can be shown, and are found as such.
        for hostile in HOSTILE.iter().filter(|text| !text.contains('\u{e000}')) {
            change(&mut exhibit.values, |values| {
                let like = values.rows[0].clone();
                values.series.push((*hostile).to_owned());
                values.rows.push(Value { key: Key { series: (*hostile).to_owned(), ..like.key.clone() }, ..like });
            });
        }
    }
    publication.meta.client = "#panic(\"kunde\")".to_owned();
    publication.extracts[0].file = "*\"fil`.csv".to_owned();
    publication.disclosure = "= $ @x".to_owned();
    let source = render(&publication, &templates).expect("valid");
    typeset(&source, 0).expect("hostile text is only text");
}

// ---------------------------------------------------------------- the `typst` program

#[test]
fn the_typst_program_gives_the_same_bytes() {
    let program = Path::new("typst");
    if std::process::Command::new(program).arg("--version").output().is_err() {
        // Where it is not installed, there is nothing to compare with.
        return;
    }
    let (publication, templates) = status_report();
    let source = render(&publication, &templates).expect("valid");
    let created = timestamp("2018-12").expect("a month");
    let ours = typeset(&source, created).expect("typeset").pdf;
    let theirs = typeset_with(program, &source, created).expect("typeset by the program").pdf;
    assert!(ours == theirs, "{} and {} bytes", ours.len(), theirs.len());
}

#[test]
fn a_typst_program_that_is_missing_or_of_another_version_is_refused() {
    let source = render(&example(), &with_report("tekst")).expect("valid");
    let refused = |program: &Path| {
        let findings = typeset_with(program, &source, 0).expect_err("refused");
        let finding = findings.iter().next().expect("one").clone();
        assert_eq!(finding.code, Code::TypesetterVersion);
        assert!(finding.help[0].contains(typst_version()), "{finding:?}");
        finding.message
    };
    assert!(refused(Path::new("/findes/ikke/typst")).contains("cannot be run"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let program = folder.path().join("typst");
        std::fs::write(&program, "#!/bin/sh\necho 'typst 0.1.0 (abc)'\n").expect("written");
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("made executable");
        assert!(refused(&program).contains("version 0.1.0"));
    }
}
