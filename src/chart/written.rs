//! How a chart writes each value that it shows, so that other pages can write it the same way.

use super::goals::TARGET;
use super::grid::Grid;
use super::model::{Chart, ChartKind, ValueFormat};
use super::tornado::Tornado;
use super::{columns_line, format};
use crate::locale::Language;
use crate::value::{Disclosed, Stat};

/// How each of the values is written, in their order; none of one that the chart does not show.
pub fn formats(chart: &Chart, values: &Disclosed) -> Vec<Option<ValueFormat>> {
    let mut formats = vec![None; values.rows.len()];
    if chart.kind == ChartKind::Tornado {
        if let Ok(tornado) = Tornado::of(chart, values) {
            let format = tornado.format(chart);
            let shown = [chart.stat, Stat::Low, Stat::High];
            of_stats(values, &shown, format, &mut formats);
        }
        return formats;
    }
    let Ok(grid) = Grid::of(chart, values) else { return formats };
    if chart.kind == ChartKind::ColumnsAndLine {
        for measure in columns_line::measures(chart, &grid) {
            set(&measure.grid, format::of_values(&measure.chart, &measure.grid), &mut formats);
        }
        return formats;
    }
    let format = format::of_values(chart, &grid);
    set(&grid, format, &mut formats);
    if let (ChartKind::Goals, Some(target)) = (chart.kind, Stat::from_name(TARGET)) {
        of_stats(values, &[target], format, &mut formats);
    }
    formats
}

/// Writes all values of a grid so.
fn set(grid: &Grid, format: ValueFormat, into: &mut [Option<ValueFormat>]) {
    for place in grid.places() {
        into[place] = Some(format);
    }
}

/// Writes all values of these stats so.
fn of_stats(values: &Disclosed, stats: &[Stat], format: ValueFormat, into: &mut [Option<ValueFormat>]) {
    for (row, into) in values.rows.iter().zip(into) {
        if stats.contains(&row.key.stat) {
            *into = Some(format);
        }
    }
}

/// A value as a chart writes it so.
pub fn text(language: Language, written: ValueFormat, value: f64) -> String {
    format::value(language, written, value)
}

#[cfg(test)]
mod tests {
    use super::{formats, text};
    use crate::chart::{Chart, ChartKind, ValueFormat};
    use crate::locale::Language;
    use crate::value::{Calculation, Disclosed, Key, Stat, Value, Values};

    fn values(stat: Stat, numbers: &[(&str, f64)]) -> Disclosed {
        let rows = numbers.iter().map(|(series, number)| Value {
            key: Key { facet: String::new(), series: (*series).to_owned(), x: "a".to_owned(), stat },
            value: Some(*number),
            lower: None,
            upper: None,
            numerator: None,
            denominator: None,
            n: None,
            calculation: Calculation::Nothing,
            suppressed: false,
            hidden_n: false,
        });
        let series = numbers.iter().map(|(series, _)| (*series).to_owned()).collect();
        Disclosed::whole(Values { facets: vec![String::new()], series, xs: vec!["a".to_owned()], rows: rows.collect() })
    }

    #[test]
    fn a_value_is_written_as_its_own_label() {
        // Large amounts together have no decimals, whatever the single one would have alone.
        let danish = Language::default();
        let kroner = values(Stat::Sum, &[("A", -100.25), ("B", 4080.0)]);
        let bars = Chart::new(ChartKind::Bars, Stat::Sum, danish);
        assert_eq!(formats(&bars, &kroner), [Some(ValueFormat::Number(0)); 2]);
        assert_eq!(text(danish, ValueFormat::Number(0), -100.25), "\u{2212}100");
        // What the chart is told goes first, and a series that it leaves out is not written.
        let one = Chart { format: Some(ValueFormat::Number(2)), order: vec!["B".to_owned()], ..bars };
        assert_eq!(formats(&one, &kroner), [None, Some(ValueFormat::Number(2))]);
        // A line over columns is written for itself.
        let both = Chart { line: Some("B".to_owned()), ..Chart::new(ChartKind::ColumnsAndLine, Stat::Mean, danish) };
        let two = formats(&both, &values(Stat::Mean, &[("A", 12_414.6), ("B", 1.09)]));
        assert_eq!(two, [Some(ValueFormat::Number(0)), Some(ValueFormat::Number(1))]);
    }
}
