//! A chart that lacks room takes another form before it is refused, and what it shows is still all of it.

use sporbar::chart::{Chart, ChartKind};
use sporbar::diagnostic::Severity;
use sporbar::value::Stat;

use super::svg::{assert_good, elements, texts};
use super::{chart, draw, drawn, unfit, values};

#[test]
fn many_long_names_stand_on_end_under_their_columns() {
    let names: Vec<String> = (0..30).map(|at| format!("Kategori nummer {at}")).collect();
    let rows: Vec<_> = names.iter().flat_map(|x| [("", "A", x.as_str(), Some(2.0)), ("", "B", x, Some(3.0))]).collect();
    let drawing = drawn(&chart(ChartKind::GroupedColumns, Stat::Count, "børn"), &values(Stat::Count, &rows));
    assert_good(&drawing);
    assert!(drawing.otherwise.is_none(), "it is the form that was asked for");
    let on_end = elements(&drawing.svg).iter().filter(|one| one.attributes.contains_key("transform")).count();
    assert_eq!(on_end, names.len());
}

#[test]
fn the_long_name_of_a_series_is_set_in_lines_above() {
    let long =
        "Enlige forsørgere med mindst tre hjemmeboende børn under atten år og længerevarende ledighed før indsatsen";
    let rows = [("", long, "I alt", Some(3.0)), ("", "Børn", "I alt", Some(4.0))];
    for kind in [ChartKind::GroupedColumns, ChartKind::StackedColumns, ChartKind::Lines] {
        let drawing = drawn(&chart(kind, Stat::Count, "personer"), &values(Stat::Count, &rows));
        assert_good(&drawing);
        let said = texts(&drawing).join(" ");
        assert!(long.split(' ').all(|word| said.contains(word)), "{kind:?}: {said}");
    }
}

#[test]
fn more_series_than_colours_become_rows_of_bars_and_it_is_told() {
    let names: Vec<String> = (0..15).map(|at| format!("Funktion {at}")).collect();
    let rows: Vec<_> =
        names.iter().zip(1u32..).map(|(name, at)| ("", name.as_str(), "", Some(f64::from(at)))).collect();
    for kind in [ChartKind::GroupedColumns, ChartKind::Bars] {
        let drawing = drawn(&chart(kind, Stat::Sum, "kr."), &values(Stat::Sum, &rows));
        assert_good(&drawing);
        assert!(names.iter().all(|name| texts(&drawing).contains(name)), "every series is named");
        assert_eq!(drawing.zones.iter().map(|zone| zone.value).collect::<Vec<_>>(), (0..15).collect::<Vec<_>>());
        let told = drawing.otherwise.expect("another form is told");
        assert_eq!(told.severity, Severity::Warning);
        assert!(told.message.contains("15 series") && told.message.contains("lying bars"), "{}", told.message);
    }
}

#[test]
fn more_lines_than_colours_get_a_panel_each() {
    let names: Vec<String> = (0..11).map(|at| format!("Skole {at}")).collect();
    let rows: Vec<_> =
        names.iter().flat_map(|name| [("", name.as_str(), "1", Some(2.0)), ("", name, "2", Some(3.0))]).collect();
    let drawing = drawn(&chart(ChartKind::Lines, Stat::Mean, "dage"), &values(Stat::Mean, &rows));
    assert_good(&drawing);
    assert!(names.iter().all(|name| texts(&drawing).contains(name)));
    assert!(drawing.otherwise.is_some_and(|told| told.message.contains("a panel for each series")));
}

#[test]
fn what_no_page_holds_is_refused_with_what_would_help() {
    let names: Vec<String> = (0..80).map(|at| format!("Funktion {at}")).collect();
    let rows: Vec<_> = names.iter().map(|name| ("", name.as_str(), "", Some(1.0))).collect();
    let asked = chart(ChartKind::Bars, Stat::Sum, "kr.");
    assert_eq!(
        unfit(&asked, &values(Stat::Sum, &rows)),
        ["chart-unfit: 80 bars under each other are more than a page has room for"]
    );
}

#[test]
fn another_form_never_leaves_out_what_was_asked_for() {
    let names: Vec<String> = (0..15).map(|at| format!("Funktion {at}")).collect();
    let rows: Vec<_> = names.iter().map(|name| ("", name.as_str(), "1", Some(1.0))).collect();
    let asked = chart(ChartKind::GroupedColumns, Stat::Sum, "kr.");
    let marked = Chart { mark: Some(("1".to_owned(), "Nu".to_owned())), ..asked.clone() };
    assert!(draw(&marked, &values(Stat::Sum, &rows)).is_err(), "bars have no place for the line");
    let unknown = Chart { order: vec!["Funktion 99".to_owned()], ..asked };
    assert!(draw(&unknown, &values(Stat::Sum, &rows)).is_err());
}
