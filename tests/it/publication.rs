//! What a publication carries beside its values: facts from elsewhere, who wrote it, and which edition it is; and the premises that
//! its numbers must not be read without.

use calamine::Reader;

use crate::support::Project;

const SPEC: &str = "reports/lille/report.toml";
const PROSE: &str = "reports/lille/tekst.typ";

/// The small report with more at the end of its first sections, and more prose.
fn with(spec: &str, prose: &str) -> Project {
    let project = Project::small();
    project.edit(SPEC, "[extracts]", &format!("{spec}\n\n[extracts]"));
    project.edit(PROSE, "{{ vis(\"personer\") }}", &format!("{prose}\n\n{{{{ vis(\"personer\") }}}}"));
    project
}

/// The words on the pages of the publication that was built, with single spaces.
fn words(project: &Project) -> String {
    let pdf = &project.output()["report.pdf"];
    let text = pdf_extract::extract_text_from_mem(pdf).expect("the PDF's text");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const FACTS: &str = r#"[facts]
familier = { value = 1040, unit = "familier", source = "Ingen Kommune 2019, s. 4" }
andel    = { value = 12, unit = "%", source = "Ingen Kommune 2019, s. 5", decimals = 1 }
bevilget = { value = 8.9, unit = "mio. kr.", source = "Ingen Kommune 2019, s. 2", of = "puljen" }
pris     = { value = 25000, unit = "kr.", source = "Ingen Kommune 2019, s. 3" }
faa      = { value = 3, unit = "familier", source = "Ingen Kommune 2019, s. 6" }"#;

const SAID: &str = r#"Af {{ fact('familier') }} familier fik {{ fact("andel") }} hjælp for {{ fact('bevilget') }}, og hver kostede {{ fact('pris') }}
{% if fact('andel') is over(0.11) %}Mindst en tiendedel. {% endif %}{{ fact('faa') | antal("familie", "familier", ord=true) | stort }} gik."#;

#[test]
fn facts_are_written_as_danish_readers_write_them_and_accounted_for() {
    let project = with(FACTS, SAID);
    let run = project.build();
    assert!(!run.err.contains("warning"), "{}", run.err);
    let words = words(&project);
    let said = "Af 1.040 familier fik 12,0 % hjælp for 8,9 mio. kr., og hver kostede 25.000 kr. Mindst en tiendedel. Tre familier gik.";
    // Where a link ends the words are read apart.
    let read = words.replace('\u{a0}', " ").replace(" ,", ",");
    assert!(read.contains(said), "{words}");
    let run = project.sporbar(&["verify", "out/lille"]).ends(0);
    assert!(run.out.contains("accounted for") || run.err.contains("accounted for"), "{}{}", run.out, run.err);
}

#[test]
fn the_book_and_the_workbook_say_where_facts_are_from_and_where_they_are_said() {
    let project = with(FACTS, SAID);
    project.edit(SPEC, "har været i projektet.", "har været i projektet, af {{ fact('familier') }}.");
    project.build();
    let index = project.text("out/lille/audit/record/index.js");
    let json = index.trim_end().strip_prefix("sporbar.put(\"index\", ").and_then(|rest| rest.strip_suffix(");"));
    let index: serde_json::Value = serde_json::from_str(json.expect("one call")).expect("JSON");
    let facts = index["facts"].as_array().expect("facts");
    assert_eq!(facts.len(), 5);
    assert_eq!(facts[0]["shown"], "1.040");
    assert_eq!(facts[0]["source"], "Ingen Kommune 2019, s. 4");
    assert_eq!(facts[0]["said"], serde_json::json!(["personer", "tekst.typ"]));
    assert_eq!(facts[2]["shown"], "8,9\u{a0}mio.\u{a0}kr.");
    assert_eq!(facts[2]["of"], "puljen");

    let bytes = &project.output()["figurdata.xlsx"];
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("a workbook");
    let sheet = book.worksheet_range("Fra andre kilder").expect("the sheet");
    let cell = |row, column| sheet.get_value((row, column)).map(ToString::to_string).unwrap_or_default();
    assert_eq!([cell(4, 0), cell(4, 1), cell(4, 5)], ["familier", "1040", "Ingen Kommune 2019, s. 4"]);
    assert_eq!(cell(4, 6), "personer, tekst.typ");
}

#[test]
fn a_report_without_facts_has_no_sheet_of_them() {
    let project = Project::small();
    project.build();
    let bytes = &project.output()["figurdata.xlsx"];
    let book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("a workbook");
    assert!(!book.sheet_names().contains(&"Fra andre kilder".to_owned()));
}

#[test]
fn a_fact_that_is_not_there_or_badly_stated_is_told() {
    let run = with(FACTS, "{{ fact('famileir') }}").sporbar(&["build", "reports/lille"]).ends(2);
    assert!(run.err.contains("there is no fact `famileir`"), "{}", run.err);
    assert!(run.err.contains("did you mean `familier`?"), "{}", run.err);

    let bad = r#"[facts]
uden_tal   = { unit = "kr.", source = "s. 1" }
uden_enhed = { value = 1, source = "s. 1" }
uden_kilde = { value = 1, unit = "kr.", source = " " }
mange      = { value = 1, unit = "kr.", source = "s. 1", decimals = 9 }
ukendt     = { value = 1, unit = "kr.", source = "s. 1", side = 4 }"#;
    let run = with(bad, "").sporbar(&["check", "reports/lille"]).ends(2);
    for told in [
        "the fact `uden_tal` does not say its `value`",
        "does not say `unit`",
        "error[unsourced]: the fact `uden_kilde`",
        "a number has from 0 to 6 decimals",
        "has no key `side`",
    ] {
        assert!(run.err.contains(told), "{told} is not in:\n{}", run.err);
    }
}

#[test]
fn numbers_typed_beside_facts_are_still_doubted() {
    let run = with(FACTS, &format!("{SAID} Af 31 familier.")).build();
    assert!(run.err.contains("warning[typed-numeral]: `31` is typed"), "{}", run.err);
    assert_eq!(run.err.matches("typed-numeral").count(), 1, "{}", run.err);
}

/// The PDF's document information, as its bytes have it.
fn information(project: &Project) -> String {
    let pdf = &project.output()["report.pdf"];
    String::from_utf8_lossy(pdf).into_owned()
}

#[test]
fn the_authors_are_the_specs_and_never_the_program() {
    let project = Project::small();
    project.build();
    let plain = information(&project);
    assert!(!plain.contains("/Author"), "nobody has said who wrote it");
    assert!(!plain.contains("dc:creator"), "nobody has said who wrote it");
    assert!(plain.contains("/Creator(Sporbar)") && plain.contains("<xmp:CreatorTool>Sporbar</xmp:CreatorTool>"));

    project.edit(
        SPEC,
        "publisher = \"Sporbar\"",
        "publisher = \"Ingen Kommune\"\nauthors = [\"Anne Jensen\", \"Bo Holm\"]",
    );
    project.build();
    let signed = information(&project);
    assert!(signed.contains("Anne Jensen") && signed.contains("Bo Holm"));
    assert!(words(&project).contains("Anne Jensen Bo Holm Ingen Kommune"), "{}", words(&project));
    let index = project.text("out/lille/audit/record/index.js");
    assert!(index.contains("\"authors\":[\"Anne Jensen\",\"Bo Holm\"]"), "{index}");
}

#[test]
fn the_cover_names_the_original_and_says_that_data_are_made_up() {
    let project = Project::small();
    let original = "original = { title = \"Hele familien\", authors = [\"Cand. X\"], year = 2019, publisher = \"Anden Kommune\" }\nas-of ";
    project.edit(SPEC, "as-of ", original);
    let run = project.build();
    assert!(!run.err.contains("warning"), "{}", run.err);
    let words = words(&project);
    let said = "Demonstrationsudgave. Tallene er beregnet på ny på syntetiske data efter Hele familien (Cand. X, Anden Kommune, 2019).";
    assert!(words.contains(said), "{words}");
    // Once on the cover and once below the summary.
    assert_eq!(words.matches("ingen virkelige personer indgår").count(), 2, "{words}");
    project.sporbar(&["verify", "out/lille"]).ends(0);

    project.edit(SPEC, "as-of ", "edition = \"Genberegnet til undervisning.\"\nas-of ");
    project.build();
    let words = self::words(&project);
    assert!(words.contains("Genberegnet til undervisning."), "{words}");
    assert!(!words.contains("Demonstrationsudgave"), "{words}");
    // An edition's own words stand alone.
    assert_eq!(words.matches("ingen virkelige personer indgår").count(), 0, "{words}");
}

#[test]
fn an_original_without_its_year_is_told() {
    let project = Project::small();
    project.edit(SPEC, "as-of ", "original = { title = \"Hele familien\", publisher = \"Anden Kommune\" }\nas-of ");
    let run = project.sporbar(&["check", "reports/lille"]).ends(2);
    assert!(run.err.contains("the original does not say its `year`"), "{}", run.err);
}

const PREMISES: &str = r#"[premises]
boernene = { text = "kun børn med egen sag er talt", source = "Ingen Kommune 2019, s. 8", essential = true }
ledelsen = { text = "ledelsen er ikke talt med", source = "Ingen Kommune 2019, s. 9" }

[[claim]]
id       = "boern"
that     = "personer[Børn, I alt] > 0"
sentence = "{{ v('personer', series='Børn', x='I alt') | antal }} børn er kommet med."
premises = ["ledelsen"]"#;

/// The small report with premises, an exhibit that rests on one of them, and a front page of its own.
fn resting(front: &str) -> Project {
    let project = with("", "== {{ siger(\"boern\") }}");
    let spec = project.text(SPEC).replace("[[exhibit]]", &format!("{PREMISES}\n\n[[exhibit]]"));
    project.write(SPEC, spec.replace("stat       = \"count\"", "stat       = \"count\"\npremises   = [\"boernene\"]"));
    if !front.is_empty() {
        project.write("reports/lille/overblik.typ", front);
    }
    project
}

/// The pages of the publication that was built, each with single spaces.
fn pages(project: &Project) -> Vec<String> {
    let pdf = &project.output()["report.pdf"];
    let pages = pdf_extract::extract_text_from_mem_by_pages(pdf).expect("the PDF's text");
    pages.iter().map(|page| page.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

const OF_CHILDREN: &str = "kun børn med egen sag er talt (Ingen Kommune 2019, s. 8).";
const OF_LEADERS: &str = "ledelsen er ikke talt med (Ingen Kommune 2019, s. 9).";

#[test]
fn premises_stand_with_their_exhibit_and_under_what_a_summary_says() {
    let project = resting("#hovedresultater(([{{ siger(\"boern\") }}], [Sådan.]))");
    let run = project.build();
    assert!(!run.err.contains("warning"), "{}", run.err);
    let pages = pages(&project);
    let front = pages.iter().find(|page| page.contains("Sådan.")).expect("the front page");
    assert!(front.contains(OF_CHILDREN) && front.contains(OF_LEADERS), "{front}");
    // On the front page, at the figure, and in the list of all.
    let text = pages.join(" ");
    assert_eq!(text.matches(OF_CHILDREN).count(), 3, "{text}");
    // The figure itself does not rest on what only the sentence rests on.
    assert_eq!(text.matches(OF_LEADERS).count(), 2, "{text}");
    project.sporbar(&["verify", "out/lille"]).ends(0);
}

#[test]
fn a_number_by_itself_takes_its_premises_into_the_summary_too() {
    for number in [
        "{{ v(\"personer\", series=\"Børn\", x=\"I alt\") }}",
        "{{ v(\"personer\", series=\"Børn\", x=\"I alt\") | antal(\"barn\", \"børn\") }}",
        "{{ andel(v(\"personer\", series=\"Børn\", x=\"Aktive\"), v(\"personer\", series=\"Børn\", x=\"I alt\")) | pct }}",
        "{% set n = v(\"personer\", series=\"Børn\", x=\"I alt\") %}{{ forskel(n, 1) | tal ~ \" i alt\" }}",
        "{{ (rangering(\"personer\", x=\"I alt\") | first).tal }}",
    ] {
        let project = resting(number);
        project.build();
        let text = words(&project);
        assert_eq!(text.matches(OF_CHILDREN).count(), 3, "{number}: {text}");
        assert_eq!(text.matches(OF_LEADERS).count(), 1, "{number}: {text}");
    }
    // What is looked up and not said brings nothing along.
    let project =
        resting("{% set n = v(\"personer\", series=\"Børn\", x=\"I alt\") %}{% if n is over(0) %}Børn.{% endif %}");
    project.build();
    assert_eq!(words(&project).matches(OF_CHILDREN).count(), 2);
}

#[test]
fn a_summary_that_leaves_out_an_essential_premise_is_refused() {
    let project = resting("");
    let summary = |inside: &str| {
        format!(
            "{{{{ sammenfatning_fra(\"kort\") }}}}{inside}{{{{ sammenfatning_til() }}}}\n\n{{{{ vis(\"personer\") }}}}"
        )
    };
    let said = "{{ siger(\"boern\") }}";
    project.write(PROSE, summary(said));
    let run = project.sporbar(&["build", "reports/lille"]).ends(2);
    assert!(
        run.err.contains("error[premise-left-out]: `kort` says what rests on the premise `boernene`"),
        "{}",
        run.err
    );
    // The other one is not essential: it is only a warning, and does not stop the build.
    assert!(run.err.contains("warning[premise-left-out]"), "{}", run.err);
    assert!(!project.path("out/lille").exists());

    project.write(PROSE, summary(&format!("{said} {{{{ premis(\"boernene\").text }}}}")));
    let run = project.build();
    assert!(run.err.contains("`kort` says what rests on the premise `ledelsen`"), "{}", run.err);
    assert!(!run.err.contains("premise `boernene`"), "{}", run.err);

    project.write(PROSE, summary(&format!("{said}\n\n{{{{ forudsaetninger() }}}}")));
    assert!(!project.build().err.contains("premise-left-out"));
}

#[test]
fn premises_that_are_not_there_or_that_nothing_rests_on_are_told() {
    let project = resting("");
    project.edit(SPEC, "premises   = [\"boernene\"]", "premises   = [\"boernen\"]");
    let run = project.sporbar(&["check", "reports/lille"]).ends(2);
    assert!(
        run.err.contains("there is no premise `boernen`") && run.err.contains("did you mean `boernene`?"),
        "{}",
        run.err
    );
    project.edit(SPEC, "premises   = [\"boernen\"]\n", "");
    let run = project.sporbar(&["check", "reports/lille"]).ends(0);
    assert!(run.err.contains("warning[premise-unused]: nothing rests on the premise `boernene`"), "{}", run.err);
    project.edit(SPEC, ", source = \"Ingen Kommune 2019, s. 8\"", "");
    let run = project.sporbar(&["check", "reports/lille"]).ends(2);
    assert!(run.err.contains("error[unsourced]: the premise `boernene`"), "{}", run.err);
}

#[test]
fn the_book_and_the_workbook_say_what_rests_on_a_premise() {
    let project = resting("");
    project.build();
    let index = project.text("out/lille/audit/record/index.js");
    let json = index.trim_end().strip_prefix("sporbar.put(\"index\", ").and_then(|rest| rest.strip_suffix(");"));
    let index: serde_json::Value = serde_json::from_str(json.expect("one call")).expect("JSON");
    assert_eq!(index["premises"][0]["text"], "kun børn med egen sag er talt");
    assert_eq!(index["exhibits"][0]["premises"], serde_json::json!(["boernene"]));
    assert_eq!(index["claims"][0]["premises"], serde_json::json!(["boernene", "ledelsen"]));

    let bytes = &project.output()["figurdata.xlsx"];
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("a workbook");
    let sheet = book.worksheet_range("Fra andre kilder").expect("the sheet");
    let cell = |row, column| sheet.get_value((row, column)).map(ToString::to_string).unwrap_or_default();
    assert_eq!([cell(4, 0), cell(4, 2), cell(4, 6)], ["boernene", "ja", "personer, boern"]);
    assert_eq!([cell(5, 0), cell(5, 2), cell(5, 6)], ["ledelsen", "nej", "boern"]);
}

/// A table beside the small report's figure.
const TABLE: &str = r#"
[[exhibit]]
id         = "boern"
title      = "Børnene"
population = "projekt"
measure    = { kind = "tally" }
where      = "Rolle = 'barn'"
stat       = "count"
show       = "table"
source     = "Projektregisteret"
"#;

/// The small report with the table, of which the spec says more, and with more prose.
fn with_table(says: &str, prose: &str) -> Project {
    let project = with("", prose);
    let table = TABLE.replace("show       = \"table\"", says);
    project.write(SPEC, format!("{}{table}", project.text(SPEC)));
    project
}

#[test]
fn an_exhibit_that_no_text_shows_is_missed() {
    const MISSED: &str = "warning[exhibit-unused]: `boern` does not stand in the publication";
    let (table, numbers) = ("show = \"table\"", "show = \"numbers\"");
    for (says, prose, is_missed) in [
        (table, "", true),
        // A sentence does not make up for a table: its number is missing in the row of tables.
        (table, "{{ v(\"boern\") }} børn.", true),
        (table, "{{ vis(\"boern\") }}", false),
        (table, "{% if v(\"boern\") is over(0) %}{{ som_tabel(\"boern\") }}{% endif %}", false),
        // Left out on purpose, this month.
        (table, "{% if v(\"boern\") is under(0) %}{{ vis(\"boern\") }}{% endif %}", false),
        (table, "{% for id in [\"boern\"] if v(id) is under(0) %}{{ vis(id) }}{% endfor %}", false),
        (numbers, "", true),
        (numbers, "{{ v(\"boern\") }} børn.", false),
        (numbers, "{{ store_tal(\"boern\") }}", false),
        ("show = \"table\"\nprinted = false", "{{ v(\"boern\") }} børn.", false),
    ] {
        let project = with_table(says, prose);
        for call in ["check", "build"] {
            let run = project.sporbar(&[call, "reports/lille"]).ends(0);
            assert_eq!(run.err.contains(MISSED), is_missed, "{says} {prose}: {}", run.err);
            assert_eq!(run.err.contains("warning"), is_missed, "{says} {prose}: {}", run.err);
        }
    }
    // A report that shows nothing yet is not begun.
    let project = with_table(table, "");
    project.edit(PROSE, "{{ vis(\"personer\") }}", "Kommer.");
    let run = project.sporbar(&["check", "reports/lille"]).ends(0);
    assert!(!run.err.contains("exhibit-unused"), "{}", run.err);
}

#[test]
fn what_is_not_printed_takes_no_number_and_stands_in_all_else() {
    const FIRST: &str = "show = \"table\"\nprinted = false";
    let project = with_table(FIRST, "{{ vis(\"flere\") }}");
    let more = TABLE.replace("\"boern\"", "\"flere\"").replace("Børnene", "Flere børn");
    project.write(SPEC, format!("{}{more}", project.text(SPEC)));
    let run = project.build();
    assert!(!run.err.contains("warning"), "{}", run.err);
    let words = words(&project).replace('\u{a0}', " ");
    assert!(words.contains("Tabel 1") && words.contains("Flere børn") && !words.contains("Børnene"), "{words}");
    let output = project.output();
    assert!(output.contains_key("data/boern.csv"));
    let index = project.text("out/lille/audit/record/index.js");
    assert!(index.contains("\"id\":\"boern\"") || index.contains("\"id\": \"boern\""), "{index}");
    let mut workbook: calamine::Xlsx<_> =
        calamine::open_workbook(project.path("out/lille/figurdata.xlsx")).expect("a workbook");
    let sheets = workbook.sheet_names();
    assert!(sheets.contains(&"Børnene".to_owned()) && sheets.contains(&"Tabel 1".to_owned()), "{sheets:?}");
    let contents = workbook.worksheet_range("Indhold").expect("the contents");
    assert!(contents.used_cells().any(|(_, _, cell)| *cell == "Ikke trykt"), "{contents:?}");
    // By its id it is traced; by no number.
    project.sporbar(&["trace", "reports/lille", "boern"]).ends(0);
    let run = project.sporbar(&["trace", "reports/lille", "Tabel 2"]).ends(2);
    assert!(run.err.contains("no exhibit"), "{}", run.err);
    project.sporbar(&["verify", "out/lille"]).ends(0);

    // Shown all the same it would have no name.
    let project = with_table(FIRST, "{{ vis(\"boern\") }}");
    let run = project.sporbar(&["check", "reports/lille"]).ends(2);
    assert!(run.err.contains("error[exhibit-unused]: `boern` stands in the publication"), "{}", run.err);
    // With a number of its own it has one.
    let project = with_table("show = \"table\"\nprinted = false\nnumber = \"B.1\"", "{{ vis(\"boern\") }}");
    project.sporbar(&["check", "reports/lille"]).ends(0);
}
