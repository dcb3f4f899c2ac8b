//! Keys as readers of the workbook see them.

use super::Shown;
use crate::chart::Axes;
use crate::document::stat_word;
use crate::locale;
use crate::spec::{ChartSpec, Shown as How};
use crate::value::Stat;

impl Shown<'_> {
    /// The chart's words, where the exhibit is a chart.
    pub(super) fn chart(&self) -> Option<&ChartSpec> {
        match &self.spec.shown {
            How::Chart(chart) => Some(chart),
            How::Table(_) | How::Numbers => None,
        }
    }

    /// A key: by the name that the spec gives it, a period in words, a distance in time with its sign.
    pub(super) fn label(&self, key: &str) -> String {
        if let Some((_, name)) = self.spec.names.iter().find(|(named, _)| named.value == key) {
            return name.value.clone();
        }
        if let Some(period) = locale::period(key) {
            return period;
        }
        let signed = self.exhibit.values.xs.iter().any(|x| x.starts_with('-') && x.parse::<i64>().is_ok());
        match key.parse::<i64>() {
            Ok(number) if number < 0 => format!("{}{}", locale::MINUS, number.unsigned_abs()),
            Ok(number) if number > 0 && signed => format!("+{number}"),
            _ => capitalised(key),
        }
    }

    /// What stands over the labels of the places along the axis.
    pub(super) fn x_title(&self) -> String {
        // A chart that turns the dimensions has another of them along its axis.
        let chart = self.chart().filter(|chart| chart.axes == Axes::default());
        if let Some(title) = chart.and_then(|chart| chart.x_title.as_deref()) {
            return capitalised(title);
        }
        let all = |is: fn(&str) -> bool| self.exhibit.values.xs.iter().all(|x| is(x));
        let title = if all(|x| locale::month(x).is_some()) {
            "Måned"
        } else if all(|x| locale::half_year(x).is_some()) {
            "Halvår"
        } else if all(|x| locale::week(x).is_some()) {
            "Uge"
        } else if all(|x| locale::period(x).is_some_and(|period| period == x)) {
            "År"
        } else {
            "Opgjort ved"
        };
        title.to_owned()
    }

    /// What the numbers of the exhibit are, where one sentence can say it: `Andel af de voksne`.
    pub(super) fn unit_line(&self) -> Option<String> {
        let rows = &self.exhibit.values.rows;
        let first = rows.first()?.key.stat;
        if rows.iter().any(|row| row.key.stat != first) {
            return None;
        }
        let Some(chart) = self.chart() else { return Some(stat_word(first)) };
        if let (Some(line), false) = (&chart.line, chart.line_unit.is_empty()) {
            return Some(format!("{}; {}: {}", capitalised(&chart.unit), self.label(line.as_str()), chart.line_unit));
        }
        // The figure may be in millions; the workbook is not.
        let title = chart.y_title.as_ref().filter(|_| chart.written.is_none());
        Some(match (title, first, chart.unit.as_str()) {
            (Some(title), ..) => title.clone(),
            (None, _, "") => stat_word(first),
            (None, Stat::Count, unit) => format!("Antal {unit}"),
            (None, Stat::Share, unit) if unit.starts_with("af ") => format!("Andel {unit}"),
            (None, Stat::Share, unit) => format!("Andel af {unit}"),
            (None, _, unit) => capitalised(unit),
        })
    }

    /// What a value of a series counts in, as the spec says it; none where it does not.
    pub(super) fn unit(&self, series: &str) -> Option<&str> {
        let chart = self.chart()?;
        let is_line = chart.line.as_ref().is_some_and(|line| line.value == series);
        Some(if is_line { &chart.line_unit } else { &chart.unit })
    }
}

/// The text with a capital first letter.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
