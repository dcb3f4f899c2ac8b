//! Pages that can be read: long and wide tables, long titles, and what stands on top of something else. And one mistake in
//! the prose is one finding.

use sporbar::document::reading;

use super::*;

const DESIGNS: [&str; 4] = ["statusmaaling", "evaluering", "analyse", "businesscase"];

/// A design of the project with a text of the report's own.
fn design(name: &str, text: &str) -> Templates {
    let mut templates = Templates::new();
    for part in [SHARED, name] {
        let folder = repository().join("templates").join(part);
        templates.read_folder(part, &folder, part).unwrap_or_else(|found| panic!("{found:?}"));
    }
    for file in ["sammenfatning", "bundlinje", "overblik"] {
        templates.insert(format!("{REPORT}/{file}.typ"), format!("{file}.typ"), "#kapitel([Kort])\nKort sagt.");
    }
    templates.insert(format!("{REPORT}/tekst.typ"), "tekst.typ", text);
    templates
}

/// The publication in a design: the runs of text on each of its pages, or what is wrong.
fn pages(design_name: &str, mut publication: Publication, text: &str) -> Result<Vec<Vec<String>>, Findings> {
    design_name.clone_into(&mut publication.meta.design);
    let source = render(&publication, &design(design_name, text))?;
    let created = timestamp("2018-12").expect("a month");
    typeset(&source, created)?;
    Ok(reading(&source, created)?.pages.into_iter().map(|page| page.runs).collect())
}

fn table(xs: &[String], series: &[String], number: impl Fn(usize, usize) -> f64) -> Exhibit {
    let xs: Vec<&str> = xs.iter().map(String::as_str).collect();
    let numbers: Vec<Vec<Option<f64>>> =
        (0..series.len()).map(|row| (0..xs.len()).map(|column| Some(number(row, column))).collect()).collect();
    let rows: Vec<(&str, &[Option<f64>])> =
        series.iter().zip(&numbers).map(|(name, numbers)| (name.as_str(), numbers.as_slice())).collect();
    exhibit("tabel", ExhibitKind::Table, values(Stat::Count, &xs, 1, &rows))
}

fn named(word: &str, count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("{word}{number:03}")).collect()
}

/// On which pages, counted from 0, a run of text holds `what`.
fn on(pages: &[Vec<String>], what: &str) -> Vec<usize> {
    let mut on = Vec::new();
    for (number, runs) in pages.iter().enumerate() {
        on.extend(runs.iter().filter(|run| run.contains(what)).map(|_| number));
    }
    on
}

#[test]
fn a_long_table_goes_on_over_pages_with_its_head_and_a_mark_in_all_designs() {
    for design in DESIGNS {
        let long = table(&["Hoved".to_owned()], &named("Række", 95), |row, _| row as f64);
        let pages = pages(design, publication("Lang", vec![long]), "#kapitel([Ydelser])\n{{ vis(\"tabel\") }}")
            .unwrap_or_else(|found| panic!("{design}: {found:?}"));
        let rows: Vec<usize> = named("Række", 95)
            .iter()
            .map(|row| match on(&pages, row)[..] {
                [page] => page,
                ref other => panic!("{design}: {row} stands on {other:?}"),
            })
            .collect();
        assert!(rows.is_sorted(), "{design}: {rows:?}");
        let (first, last) = (rows[0], rows[94]);
        assert!(last >= first + 2, "{design}: 95 rows take at least three pages: {rows:?}");
        assert_eq!(on(&pages, "Hoved"), (first..=last).collect::<Vec<_>>(), "{design}: the head is repeated");
        assert_eq!(on(&pages, "fortsat"), (first + 1..=last).collect::<Vec<_>>(), "{design}: and it says so");
    }
}

/// A table is kept together as long as it takes less than about 0.7 of what a page has room for, 173 mm of 247: a row is 5.9 mm at the
/// largest letters, two lines of a name 4.5 mm more.
#[test]
fn a_table_stays_on_one_page_up_to_most_of_a_page() {
    let long_name = |name: String| format!("{name} {}", "med et langt navn ".repeat(6).trim_end());
    for design in DESIGNS {
        for (rows, long_names, together) in [(24, false, true), (45, false, false), (12, true, true), (26, true, false)]
        {
            let names = named("Række", rows).into_iter().map(|name| if long_names { long_name(name) } else { name });
            let table = table(&["Hoved".to_owned()], &names.collect::<Vec<_>>(), |row, _| row as f64);
            // Above it there is text on half of a page, so that what is not kept together begins there.
            let text = format!("#kapitel([Ydelser])\n{}{{{{ vis(\"tabel\") }}}}", "Tekst.\n\n".repeat(18));
            let pages = pages(design, publication("Kort", vec![table]), &text)
                .unwrap_or_else(|found| panic!("{design}: {found:?}"));
            let (first, last) = (on(&pages, "Række001"), on(&pages, &format!("Række{rows:03}")));
            assert_eq!(
                first == last,
                together,
                "{design}: {rows} rows, long names: {long_names}: {first:?} to {last:?}"
            );
        }
    }
}

/// A head of many lines takes most of a page by itself: the rows below it go on over the next one, and none is lost below the page.
#[test]
fn a_table_with_a_very_long_head_goes_on_over_pages() {
    for design in DESIGNS {
        let heads =
            ["A", "B", "C", "D"].map(|head| format!("{head} {}", "et meget langt hoved over tallene ".repeat(8)));
        let table = table(&heads, &named("Række", 24), |row, _| row as f64);
        let text = "#kapitel([Ydelser])\n{{ vis(\"tabel\") }}";
        let pages =
            pages(design, publication("Kort", vec![table]), text).unwrap_or_else(|found| panic!("{design}: {found:?}"));
        let (first, last) = (on(&pages, "Række001"), on(&pages, "Række024"));
        assert!(first.len() == 1 && last.len() == 1 && first != last, "{design}: {first:?} to {last:?}");
    }
}

/// Who hears a table read is told its heads, and no line that is empty: only a table that goes on over pages has one more, which says so.
#[test]
fn a_table_on_one_page_has_the_lines_of_its_head_and_no_more() {
    let mut publication =
        publication("Kort", vec![table(&["Hoved".to_owned()], &named("Række", 5), |row, _| row as f64)]);
    "evaluering".clone_into(&mut publication.meta.design);
    let source = render(&publication, &design("evaluering", "#kapitel([Ydelser])\n{{ vis(\"tabel\") }}"))
        .unwrap_or_else(|found| panic!("{found:?}"));
    let pdf = typeset(&source, timestamp("2018-12").expect("a month")).unwrap_or_else(|found| panic!("{found:?}")).pdf;
    let pdf = pdf_extract::Document::load_mem(&pdf).expect("a PDF");
    let is = |object: &pdf_extract::Object, kind: &str| {
        let element = pdf.dereference(object).ok().and_then(|(_, object)| object.as_dict().ok());
        element.and_then(|element| element.get(b"S").ok()?.as_name().ok()) == Some(kind.as_bytes())
    };
    let heads: Vec<usize> = pdf
        .objects
        .values()
        .filter(|object| is(object, "THead"))
        .map(|head| {
            let kids = head.as_dict().and_then(|head| head.get(b"K")).and_then(pdf_extract::Object::as_array);
            kids.map_or(0, |kids| kids.iter().filter(|kid| is(kid, "TR")).count())
        })
        .collect();
    // The exhibit's and that of the extracts.
    assert!(!heads.is_empty() && heads.iter().all(|lines| *lines == 1), "{heads:?}");
}

/// The list of contents fills no page alone where there is little to list, and neither does a chapter.
#[test]
fn a_short_status_report_has_no_nearly_empty_pages_and_a_long_one_a_page_a_chapter() {
    let text = |chapters: usize| -> String {
        let chapters = named("Kapitel", chapters);
        chapters.iter().map(|name| ["#kapitel([", name, "])\nTekst.\n\n"].concat()).collect()
    };
    let of = |chapters: usize| {
        pages("statusmaaling", publication("Kort", Vec::new()), &text(chapters))
            .unwrap_or_else(|found| panic!("{found:?}"))
    };
    let short = of(2);
    assert_eq!(short.len(), 3, "front, content, data and method: {short:?}");
    for chapter in named("Kapitel", 2) {
        // In the list and as a heading; the last one at the page's foot as well.
        assert!(on(&short, &chapter).len() >= 2 && on(&short, &chapter).iter().all(|page| *page == 1), "{short:?}");
    }
    let long = of(13);
    // The front, the summary, the list; 13 chapters and the one on data.
    assert_eq!(long.len(), 3 + 13 + 1, "{long:?}");
    for (number, chapter) in named("Kapitel", 13).iter().enumerate() {
        assert_eq!(on(&long, chapter).last(), Some(&(3 + number)), "{chapter}");
    }
}

#[test]
fn a_long_cross_table_and_a_long_list_of_steps_go_on_over_pages() {
    let mut long = table(&["Hoved".to_owned(), "I alt".to_owned()], &named("Række", 95), |row, _| row as f64);
    (long.layout.corner, long.layout.over) = ("Hjørne".to_owned(), "Foroven".to_owned());
    let text = "#kapitel([Ydelser])\n{{ krydstabel(\"tabel\") }}";
    let cross = pages("analyse", publication("Lang", vec![long]), text).unwrap_or_else(|found| panic!("{found:?}"));
    let steps: Vec<String> = named("Række", 95).iter().map(|row| format!("([{row}], [m], [v])")).collect();
    let text = format!("#kapitel([Led])\n#ledtabel({})", steps.join(", "));
    let list = pages("evaluering", publication("Lang", Vec::new()), &text).unwrap_or_else(|found| panic!("{found:?}"));
    for (pages, head) in [(cross, "Foroven"), (list, "Målt på")] {
        let rows: Vec<usize> = named("Række", 95).iter().flat_map(|row| on(&pages, row)).collect();
        assert!(rows.len() == 95 && rows.is_sorted(), "{head}: {rows:?}");
        let (first, last) = (rows[0], rows[94]);
        assert!(last > first, "{head}: 95 rows take more than a page");
        assert_eq!(on(&pages, head), (first..=last).collect::<Vec<_>>(), "the head is repeated");
    }
}

#[test]
fn a_wide_table_is_set_smaller_and_then_in_pieces_in_all_designs() {
    for design in DESIGNS {
        for columns in [12, 37] {
            let xs = named("M", columns);
            let rows = ["Beløb til den første gruppe".to_owned(), "Sum".to_owned()];
            let wide = table(&xs, &rows, |row, column| 1_234_000.0 + (row * 100 + column) as f64);
            let pages = pages(design, publication("Bred", vec![wide]), "#kapitel([Beløb])\n{{ vis(\"tabel\") }}")
                .unwrap_or_else(|found| panic!("{design}, {columns} columns: {found:?}"));
            for (column, name) in xs.iter().enumerate() {
                assert_eq!(on(&pages, name).len(), 1, "{design}: {name}");
                for row in 0..2 {
                    let number = format!("1.234.{:03}", row * 100 + column);
                    assert_eq!(on(&pages, &number).len(), 1, "{design}: {number}");
                }
            }
        }
    }
}

#[test]
fn long_words_over_columns_get_pieces_of_their_own() {
    let xs: Vec<String> = named("Uddannelsesparathedsvurderinger", 7);
    let long = table(&xs, &["Alle".to_owned()], |_, column| column as f64);
    let pages = pages("statusmaaling", publication("Ord", vec![long]), "{{ vis(\"tabel\") }}").expect("it fits");
    assert!(xs.iter().all(|x| on(&pages, x).len() == 1));
}

/// One long word over a column leaves the others as narrow as they are: five columns stand beside each other, and each row has its name once.
#[test]
fn columns_have_their_own_widths_before_a_table_is_split_in_all_designs() {
    for design in DESIGNS {
        let mut xs = named("M", 4);
        xs.insert(2, "Uddannelsesparathedsvurderinger".to_owned());
        let wide =
            table(&xs, &["Personerne".to_owned(), "Familierne".to_owned()], |row, column| (row * 10 + column) as f64);
        let pages = pages(design, publication("Bred", vec![wide]), "#kapitel([Antal])\n{{ vis(\"tabel\") }}")
            .unwrap_or_else(|found| panic!("{design}: {found:?}"));
        for name in xs.iter().map(String::as_str).chain(["Personerne", "Familierne"]) {
            assert_eq!(on(&pages, name).len(), 1, "{design}: {name}");
        }
    }
}

#[test]
fn what_fits_nowhere_is_a_finding_and_not_a_page() {
    let xs = vec!["x".repeat(140)];
    let found = pages(
        "analyse",
        publication("Ord", vec![table(&xs, &["Alle".to_owned()], |_, _| 1.0)]),
        "{{ vis(\"tabel\") }}",
    )
    .expect_err("no line is as long");
    assert!(found.iter().all(|finding| finding.code == Code::PageUnreadable), "{found:?}");
}

#[test]
fn a_long_title_stays_on_the_cover_in_all_designs() {
    let title = "Status på den tidlige og helhedsorienterede indsats for udsatte familier og deres børn, deres \
                 forsørgelse, deres skolegang og deres trivsel i de første fem år, med en vurdering af, hvad indsatsen \
                 har kostet, og hvad den har betydet for udgifterne til anbringelser og forebyggende foranstaltninger";
    for design in DESIGNS {
        let mut publication = publication(title, Vec::new());
        publication.meta.client = "Kommunernes Fælles Forvaltning for Familier og Beskæftigelse".to_owned();
        publication.meta.subtitle = "Statusmåling".to_owned();
        let pages = pages(design, publication, "#kapitel([Et])\nEn side.");
        pages.unwrap_or_else(|found| panic!("{design}: {found:?}"));
    }
}

#[test]
fn text_on_top_of_text_or_beyond_its_page_is_found() {
    for (text, wanted) in [
        ("#place[Et udkast.]\nMere end et udkast.", "stands on top of"),
        ("#place(dx: 170mm)[Ud over kanten af siden.]", "runs over the page's edge"),
        (
            "#place(dy: 2mm)[Oven på.]\n#image(\"/figures/indsatsstrappen.svg\", width: 90mm, alt: \"Trin\")",
            "a picture",
        ),
    ] {
        let found = pages("statusmaaling", publication("Rod", Vec::new()), text).expect_err(text);
        let [finding] = &found.iter().collect::<Vec<_>>()[..] else { panic!("{text}: {found:?}") };
        assert_eq!(finding.code, Code::PageUnreadable);
        assert!(finding.message.contains(wanted) && finding.message.starts_with("page "), "{}", finding.message);
        let [Place::Text { file, .. }] = &finding.places[..] else { panic!("{finding:?}") };
        assert_eq!(file, "tekst.typ");
    }
}

#[test]
fn one_mistake_in_the_prose_is_one_finding_where_it_stands() {
    let values = "{{ v(\"andele\", series=\"SU\", x=\"start\") }} og {{ maaned }}.\n".repeat(40);
    for (mistake, line) in [
        ("Her #text(fill: red)[er en parentes åben.", 2),
        ("Her #text(fill: red er en parentes åben.", 2),
        ("Her er en parentes for meget].", 2),
        ("#let x = \"en tekst uden ende", 2),
        ("Her er $ en formel uden ende", 2),
        ("{% if maaned %}Uden ende.", 2),
        ("{{ maaned }", 2),
    ] {
        let text = format!("#kapitel([Et])\n{mistake}\n\n{values}");
        let mut publication = example();
        publication.meta.design = "statusmaaling".to_owned();
        let mut templates =
            design("statusmaaling", "{% include \"rapport/foerst.typ\" %}\n{% include \"rapport/sidst.typ\" %}");
        templates.insert("rapport/foerst.typ", "foerst.typ", text);
        templates.insert("rapport/sidst.typ", "sidst.typ", values.as_str());
        let found = render(&publication, &templates).expect_err(mistake);
        let told = lines(&found, &templates);
        let [(Code::TemplateSyntax, file, at)] = &told[..] else { panic!("{mistake}: {told:?}") };
        // What has no end is told where it begins, or where the file ends.
        assert!(file == "foerst.typ" && *at >= line, "{mistake}: {told:?}");
    }
}

#[test]
fn a_name_that_is_not_there_is_told_a_few_times_and_counted() {
    let templates = with_report(&"{{ ukendt }}\n".repeat(30));
    let found = render(&example(), &templates).expect_err("there is no such name");
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(
        found.iter().last().map(|last| last.help.clone()),
        Some(vec!["the same is so at 27 more places".to_owned()])
    );
}
