//! What is observed, estimated and forecast looks different, and a word stands where the observed ends.

use sporbar::chart::{Chart, ChartKind, Drawing};
use sporbar::value::{Nature, Stat, Values};

use super::svg::{assert_good, elements, texts};
use super::{chart, drawn, values};

/// Four quarters of two groups.
fn quarters() -> Values {
    let rows: Vec<_> = ["Voksne", "Børn"]
        .into_iter()
        .enumerate()
        .flat_map(|(at, series)| {
            let quarter = move |(x, value): (&'static str, f64)| ("", series, x, Some(value + at as f64 * 7.0));
            [("2016-01", 12.0), ("2016-04", 15.0), ("2016-07", 19.0), ("2016-10", 24.0)].map(quarter)
        })
        .collect();
    values(Stat::Count, &rows)
}

/// The chart with the last two quarters of both groups of a nature.
fn with(kind: ChartKind, natures: [Nature; 4]) -> Drawing {
    let natures = natures.into_iter().chain(natures).collect();
    drawn(&Chart { natures, ..chart(kind, Stat::Count, "personer") }, &quarters())
}

const SEEN: [Nature; 4] = [Nature::Observed; 4];
const PARTED: [Nature; 4] = [Nature::Observed, Nature::Observed, Nature::Forecast, Nature::Forecast];
const JUDGED: [Nature; 4] = [Nature::Observed, Nature::Observed, Nature::Estimated, Nature::Estimated];
const KINDS: [ChartKind; 5] =
    [ChartKind::GroupedColumns, ChartKind::StackedColumns, ChartKind::Bars, ChartKind::Lines, ChartKind::Points];

/// The colours and shapes of a drawing without its words.
fn marks(drawing: &Drawing) -> Vec<String> {
    let shapes =
        elements(&drawing.svg).into_iter().filter(|element| !["text", "title", "desc"].contains(&&*element.name));
    shapes.map(|element| format!("{} {:?}", element.name, element.attributes)).collect()
}

#[test]
fn what_is_not_observed_is_drawn_otherwise_in_every_kind_and_named() {
    for kind in KINDS {
        let [seen, forecast, judged] = [SEEN, PARTED, JUDGED].map(|natures| with(kind, natures));
        for (drawing, word) in [(&forecast, "ventet"), (&judged, "skønnet")] {
            assert_good(drawing);
            let named = texts(drawing).iter().filter(|text| text.as_str() == word).count();
            // In the key, and where places lie along an axis also at the break.
            assert_eq!(named, if kind == ChartKind::Bars { 1 } else { 2 }, "{kind:?} {word}");
            assert!(marks(drawing).len() > marks(&seen).len(), "{kind:?} {word}");
        }
        assert!(texts(&seen).iter().all(|text| text != "ventet" && text != "skønnet"), "{kind:?}");
    }
}

#[test]
fn where_all_is_forecast_the_heading_says_so_and_marks_are_whole() {
    for kind in KINDS {
        let (seen, all) = (with(kind, SEEN), with(kind, [Nature::Forecast; 4]));
        assert_good(&all);
        assert!(texts(&all).iter().any(|text| text == "alle tal er ventede"), "{kind:?}");
        assert_eq!(marks(&all).len(), marks(&seen).len(), "{kind:?}");
    }
}
