//! Values laid out as tables: which columns and rows there are, what stands over them, and how the numbers are written.
//!
//! A table is written as lines: heads as `name (width x height)`, rows as `kind name: cells`.

use std::collections::BTreeMap;

use sporbar::document::{Exhibit, ExhibitKind, Layout, TextPlace, render_text};
use sporbar::estimate::Scale;
use sporbar::value::{Calculation, Key, Means, Stat, Value, Values};

use super::{exhibit, publication};
use crate::support::change;

type Row<'a> = (&'a str, &'a str, &'a str, Stat, Option<f64>);

fn of(rows: &[Row<'_>]) -> Exhibit {
    let mut values = Values { facets: vec![], series: vec![], xs: vec![], rows: vec![] };
    let add = |list: &mut Vec<String>, key: &str| {
        if !list.iter().any(|known| known == key) {
            list.push(key.to_owned());
        }
    };
    for (facet, series, x, stat, value) in rows {
        add(&mut values.facets, facet);
        add(&mut values.series, series);
        add(&mut values.xs, x);
        let text = |key: &str| key.to_owned();
        values.rows.push(Value {
            key: Key { facet: text(facet), series: text(series), x: text(x), stat: *stat },
            value: *value,
            lower: None,
            upper: None,
            numerator: Some(0.0),
            denominator: None,
            n: None,
            calculation: Calculation::default(),
            suppressed: false,
            hidden_n: false,
        });
    }
    exhibit("tabel", ExhibitKind::Table, values)
}

const LINES: &str = "{% for linje in t.hoved %}{% for h in linje %}{{ h.navn }}{{ h.maerke }} ({{ h.bredde }}x{{ h.hoejde }}); {% endfor %}\n{% endfor %}\
    {% for r in t.raekker %}{{ r.art }} {{ r.navn }}{{ r.maerke }}: {% for c in r.celler %}{{ c }}; {% endfor %}\n{% endfor %}";

fn lines(exhibit: Exhibit) -> Vec<String> {
    asked_for(exhibit, "kryds('tabel')")
}

/// The lines of the table that a text asks for.
fn asked_for(exhibit: Exhibit, call: &str) -> Vec<String> {
    let template = format!("{{% set t = {call} %}}{LINES}");
    let at = TextPlace { file: "report.toml", start: 0 };
    let text = render_text(&template, at, None, &publication("Prøve", vec![exhibit])).expect("valid");
    text.replace('\u{a0}', " ").lines().map(|line| line.trim_end_matches("; ").trim_end().to_owned()).collect()
}

fn laid_out(exhibit: Exhibit, layout: Layout) -> Vec<String> {
    lines(Exhibit { layout, ..exhibit })
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Persons and ages by role, for two groups: the families have no age.
fn persons() -> Exhibit {
    let age = Stat::from_name("mean_alder").expect("a named mean");
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (facet, [children, parents], [young, old]) in
        [("Alle", [79.0, 90.0], [2.3, 31.0]), ("Før 2018", [29.0, 38.0], [0.9, 31.25])]
    {
        rows.push((facet, "Barn", "", Stat::Count, Some(children)));
        rows.push((facet, "Voksen", "", Stat::Count, Some(parents)));
        rows.push((facet, "Barn", "", age, Some(young)));
        rows.push((facet, "Voksen", "", age, Some(old)));
        rows.push((facet, "Sum", "", Stat::Count, Some(children + parents)));
    }
    of(&rows)
}

#[test]
fn facets_are_groups_of_columns_and_stats_columns_in_them() {
    let names = BTreeMap::from([("Barn".to_owned(), "Børn".to_owned()), ("mean_alder".to_owned(), "Alder".to_owned())]);
    let layout = Layout { totals: texts(&["Sum"]), ..Layout::default() };
    assert_eq!(
        laid_out(Exhibit { names, ..persons() }, layout),
        [
            "Alle (2x1); Før 2018 (2x1)",
            "Antal (1x1); Alder (1x1); Antal (1x1); Alder (1x1)",
            "raekke Børn: 79; 2,3; 29; 0,9",
            "raekke Voksen: 90; 31,0; 38; 31,3",
            "sum Sum: 169; –; 67; –",
        ]
    );
}

#[test]
fn a_text_lays_a_table_out_otherwise_than_the_spec() {
    let total = Layout { totals: texts(&["Sum"]), ..Layout::default() };
    let turned = Layout { turned: true, ..Layout::default() };
    assert_eq!(asked_for(persons(), "kryds('tabel', vend=true)"), laid_out(persons(), turned.clone()));
    assert_ne!(asked_for(persons(), "kryds('tabel', vend=true)"), lines(persons()));
    let other = Exhibit { layout: turned, ..persons() };
    assert_eq!(asked_for(other, "kryds('tabel', vend=false, sum=['Sum'])"), laid_out(persons(), total));
}

#[test]
fn facets_can_be_groups_of_rows_and_are_where_there_are_many_columns() {
    let layout = Layout { facets_down: Some(true), ..Layout::default() };
    assert_eq!(
        laid_out(persons(), layout),
        [
            "Antal (1x1); Gns. alder (1x1)",
            "gruppe Alle:",
            "del Barn: 79; 2,3",
            "del Voksen: 90; 31,0",
            "del Sum: 169; –",
            "gruppe Før 2018:",
            "del Barn: 29; 0,9",
            "del Voksen: 38; 31,3",
            "del Sum: 67; –",
        ]
    );
    let years = ["1", "2", "3", "4", "5", "6"];
    let many: Vec<Row<'_>> = ["Lav", "Høj"]
        .iter()
        .flat_map(|facet| years.iter().map(move |year| (*facet, "Sparet", *year, Stat::Sum, Some(1_234.5))))
        .collect();
    let lines = lines(of(&many));
    assert_eq!(lines[1], "gruppe Lav:");
    assert_eq!(lines[2], "del Sparet: 1.235; 1.235; 1.235; 1.235; 1.235; 1.235");
}

#[test]
fn stats_are_rows_where_x_goes_across_and_columns_if_asked_for() {
    let exhibit = || {
        of(&[
            ("", "Udgift", "2017", Stat::Sum, Some(10_000.0)),
            ("", "Provenu", "2017", Stat::Sum, Some(-2_000.0)),
            ("", "Provenu", "2017", Stat::CumulativeSum, Some(-2_000.0)),
            ("", "Udgift", "I alt", Stat::Sum, Some(20_000.0)),
            ("", "Provenu", "I alt", Stat::Sum, Some(0.0)),
        ])
    };
    assert_eq!(
        lines(exhibit()),
        [
            "2017 (1x1); I alt (1x1)",
            "raekke Udgift: 10.000; 20.000",
            "raekke Provenu: sum: −2.000; 0",
            "del Akkumuleret: −2.000; –",
        ]
    );
    assert_eq!(
        laid_out(exhibit(), Layout { stats_down: Some(false), ..Layout::default() }),
        [
            "2017 (2x1); I alt (1x2)",
            "Sum (1x1); Akkumuleret (1x1)",
            "raekke Udgift: 10.000; –; 20.000",
            "raekke Provenu: −2.000; −2.000; 0",
        ]
    );
}

#[test]
fn rows_and_columns_stand_under_heads_of_their_own() {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (facet, score, share) in [("Aktive, egen", 24.7, 2.0 / 3.0), ("Aktive, andre", 27.9, 0.811)] {
        rows.push((facet, "ORS, alle", "", Stat::Mean, Some(score)));
        rows.push((facet, "Nået", "", Stat::Share, Some(share)));
        rows.push((facet, "ORS, børn", "", Stat::Mean, None));
    }
    let names = [("Aktive, egen", "Egen"), ("Aktive, andre", "Andre"), ("ORS, alle", "Alle"), ("ORS, børn", "Børn")];
    let layout = Layout {
        row_groups: vec![("Første score".to_owned(), texts(&["ORS, alle", "ORS, børn"]))],
        column_groups: vec![("Aktive".to_owned(), texts(&["Aktive, egen", "Aktive, andre"]))],
        decimals: BTreeMap::from([(Stat::Share, 1)]),
        footnotes: vec![("Nået".to_owned(), "Kun for nogle.".to_owned())],
        ..Layout::default()
    };
    let names = names.map(|(key, name)| (key.to_owned(), name.to_owned()));
    assert_eq!(
        laid_out(Exhibit { names: BTreeMap::from(names), ..of(&rows) }, layout),
        [
            "Aktive (2x1)",
            "Egen (1x1); Andre (1x1)",
            "gruppe Første score:",
            "del Alle: 24,7; 27,9",
            "del Børn: –; –",
            "raekke Nåeta: 66,7 %; 81,1 %",
        ]
    );
}

#[test]
fn intervals_stand_in_a_column_of_their_own() {
    let mut exhibit = of(&[
        ("", "Med sag", "", Stat::Count, Some(72.0)),
        ("", "Andel lukkede", "", Stat::Share, Some(0.29)),
        ("", "Ændring", "", Stat::Mean, Some(0.5)),
    ]);
    change(&mut exhibit.values, |values| {
        (values.rows[1].lower, values.rows[1].upper) = (Some(0.2), Some(0.41));
        (values.rows[2].lower, values.rows[2].upper) = (Some(-0.25), Some(1.25));
    });
    assert_eq!(
        lines(exhibit),
        [
            "Værdi (1x1); 95 %-interval (1x1)",
            "raekke Med sag: 72",
            "raekke Andel lukkede: 29 %; 20–41 %",
            "raekke Ændring: 0,5; −0,3 til 1,3",
        ]
    );
}

#[test]
fn decimals_follow_the_numbers_they_stand_among() {
    let rows = [
        ("", "Halsnæs", "Indbyggere", Stat::Value, Some(31_000.0)),
        ("", "Halsnæs", "Pulje", Stat::Value, Some(21.0)),
        ("", "Hørsholm", "Indbyggere", Stat::Value, Some(24_000.4)),
        ("", "Hørsholm", "Pulje", Stat::Value, Some(4.5)),
    ];
    assert_eq!(
        lines(of(&rows)),
        ["Indbyggere (1x1); Pulje (1x1)", "raekke Halsnæs: 31.000; 21,0", "raekke Hørsholm: 24.000; 4,5"]
    );
    let whole = [("", "Start", "2017", Stat::Persons, Some(10.0)), ("", "Start", "2018", Stat::Persons, Some(12.0))];
    assert_eq!(lines(of(&whole))[1], "raekke Start: 10; 12");
    let effect = [("", "Effekt", "", Stat::Effect, Some(0.855))];
    assert_eq!(lines(of(&effect)), ["Effekt (1x1)", "raekke Effekt: 0,86"]);
}

#[test]
fn whole_numbers_have_no_decimals_for_the_sake_of_numbers_of_another_kind() {
    let row = |series, x, value| ("", series, x, Stat::Expected, Some(value));
    // Kinds one under the other, as a publication prints them: those that end, those that succeed, those that come home.
    let down = [
        row("Afsluttede", "1", 13.0),
        row("Afsluttede", "2", 31.0),
        row("Succesfulde", "1", 1.625),
        row("Succesfulde", "2", 3.875),
        row("Hjemgivne", "1", 3.0),
        row("Hjemgivne", "2", 3.5),
    ];
    let expected = ["raekke Afsluttede: 13; 31", "raekke Succesfulde: 1,6; 3,9", "raekke Hjemgivne: 3,0; 3,5"];
    assert_eq!(lines(of(&down))[1..], expected);
    // Kinds side by side: the first place is whole, and its takst still stands like the one under it.
    let across = [
        row("Nord", "Børn", 21.0),
        row("Nord", "Familier", 14.0),
        row("Nord", "Takst", 4.0),
        row("Syd", "Børn", 30.0),
        row("Syd", "Familier", 12.0),
        row("Syd", "Takst", 4.5),
    ];
    assert_eq!(lines(of(&across))[1..], ["raekke Nord: 21; 14; 4,0", "raekke Syd: 30; 12; 4,5"]);
    // Means are of one kind wherever they stand: one that is whole is so by chance.
    let mean = |series, x, value| ("", series, x, Stat::Mean, Some(value));
    let means =
        [mean("Mor", "før", 12.0), mean("Mor", "efter", 13.5), mean("Far", "før", 14.0), mean("Far", "efter", 11.25)];
    assert_eq!(lines(of(&means))[1..], ["raekke Mor: 12,0; 13,5", "raekke Far: 14,0; 11,3"]);
}

#[test]
fn a_table_of_nothing_is_empty() {
    assert_eq!(lines(of(&[])), Vec::<String>::new());
}

#[test]
fn a_table_of_five_thousand_rows_is_laid_out_at_once() {
    let names: Vec<String> = (1..=5000).map(|number| format!("Sted {number}")).collect();
    let stats = [Stat::Mean, Stat::Sum];
    let rows: Vec<Row<'_>> = names
        .iter()
        .enumerate()
        .flat_map(|(at, name)| ["2017", "2018"].map(|year| (name, year, at as f64 / 2.0)))
        .flat_map(|(name, year, value)| stats.map(|stat| ("", name.as_str(), year, stat, Some(value))))
        .collect();
    let lines = laid_out(of(&rows), Layout::default());
    // 4,999 halves are 2,499.5, and what stands among thousands has no decimals.
    assert!(
        lines.iter().any(|line| line.starts_with("raekke Sted 5000: gennemsnit: 2.500; 2.500")),
        "{:?}",
        lines.last()
    );
    assert!(lines.len() >= 10_000, "two stats are two lines: {}", lines.len());
}

/// A stat with a name of the spec's own.
fn own(name: &str, is: &'static str, scale: Scale) -> Stat {
    Stat::from_name(name).expect("a name").meaning(Means { is, scale })
}

#[test]
fn a_goal_is_written_like_what_is_held_against_it_and_each_row_says_what_it_is() {
    let goals = [
        ("share", Stat::Share, 0.624),
        ("target", own("target", "target", Scale::Share), 0.6),
        ("difference", own("difference", "difference", Scale::Points), 0.024),
        ("met", own("met", "met", Scale::YesOrNo), 1.0),
    ];
    let xs = ["Nord", "Syd"];
    let rows: Vec<Row<'_>> =
        goals.iter().flat_map(|(_, stat, value)| xs.map(|x| ("", "I job", x, *stat, Some(*value)))).collect();
    assert_eq!(
        lines(of(&rows)),
        [
            "Nord (1x1); Syd (1x1)",
            "raekke I job: andel: 62,4 %; 62,4 %",
            "del Mål: 60,0 %; 60,0 %",
            "del Forskel (procentpoint): 2,4; 2,4",
            "del Mål nået: ja; ja",
        ]
    );
}

#[test]
fn numbers_below_one_have_decimals_that_tell_them_apart() {
    let stat = own("ratio", "ratio", Scale::Own);
    let row = |x, value| ("", "Fravær", x, stat, Some(value));
    assert_eq!(
        lines(of(&[row("2016", 0.0326), row("2017", 0.0351)])),
        ["2016 (1x1); 2017 (1x1)", "raekke Fravær: 0,033; 0,035"]
    );
    // Under a name that says so it is a share.
    let stat = own("share_standardiseret", "standardised_share", Scale::Share);
    assert_eq!(
        lines(of(&[("", "I job", "", stat, Some(0.8852)), ("", "Ledige", "", stat, Some(0.0048))])),
        ["Standardiseret andel, standardiseret (1x1)", "raekke I job: 88,5 %", "raekke Ledige: 0,5 %"]
    );
}
