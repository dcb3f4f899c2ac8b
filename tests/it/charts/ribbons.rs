//! Ribbons between stacked columns: they say that the same people are somewhere else a while later.

use sporbar::chart::{Chart, ChartKind};
use sporbar::value::Stat;

use super::svg::{assert_good, elements};
use super::{chart, drawn, values};

/// How many shapes that are no part of a column stand between the columns.
fn ribbons(in_time: bool, places: usize) -> usize {
    let names: Vec<String> = (0..places).map(|place| format!("sted {place}")).collect();
    let rows: Vec<_> =
        names.iter().flat_map(|x| [("", "A", x.as_str(), Some(3.0)), ("", "B", x.as_str(), Some(7.0))]).collect();
    let stacked = Chart { in_time, ..chart(ChartKind::StackedColumns, Stat::Count, "voksne") };
    let drawing = drawn(&stacked, &values(Stat::Count, &rows));
    assert_good(&drawing);
    elements(&drawing.svg).iter().filter(|element| element.name == "polygon").count()
}

#[test]
fn they_tie_times_and_never_places() {
    assert_eq!(ribbons(true, 2), 2, "one for each of two series");
    assert_eq!(ribbons(true, 4), 6);
    assert_eq!(ribbons(true, 5), 0, "too many columns");
    assert_eq!(ribbons(false, 2), 0);
}
