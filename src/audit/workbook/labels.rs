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

    /// A key, with what it counts in where the exhibit's keys count in different things.
    pub(super) fn told(&self, key: &str) -> String {
        let label = self.label(key);
        match self.units.get(key) {
            Some(unit) if self.common_unit().is_none() && !label.contains(unit) => format!("{label} ({unit})"),
            _ => label,
        }
    }

    /// What all the quantities of a calculation that it shows count in, where that is one thing.
    fn common_unit(&self) -> Option<&str> {
        let mut units = self.units.values();
        let first = units.next()?;
        units.all(|unit| unit == first).then_some(first)
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
        // A calculation's quantities have units of their own.
        let own = self.common_unit().map(capitalised);
        if rows.iter().any(|row| row.key.stat != first) {
            // The chart's unit is that of its own stat, the first.
            let chart = self.chart().filter(|chart| !chart.unit.is_empty());
            return own.or(chart.map(|chart| format!("{}: {}", self.stat(first), chart.unit)));
        }
        let Some(chart) = self.chart() else {
            let told = if self.units.is_empty() { Some(self.stat(first)) } else { None };
            return own.or(told);
        };
        if let (Some(line), false) = (&chart.line, chart.line_unit.is_empty()) {
            return Some(format!("{}; {}: {}", capitalised(&chart.unit), self.label(line.as_str()), chart.line_unit));
        }
        // The figure may be in millions; the workbook is not.
        let title = chart.y_title.as_ref().filter(|_| chart.written.is_none());
        Some(match (title, first, chart.unit.as_str()) {
            (Some(title), ..) => title.clone(),
            (None, _, "") => self.stat(first),
            (None, Stat::Count, unit) => format!("Antal {unit}"),
            (None, Stat::Share, unit) if unit.starts_with("af ") => format!("Andel {unit}"),
            (None, Stat::Share, unit) => format!("Andel af {unit}"),
            (None, _, unit) => capitalised(unit),
        })
    }

    /// A stat by the name that the spec gives it, or its own.
    pub(super) fn stat(&self, stat: Stat) -> String {
        let named = self.spec.names.iter().find(|(named, _)| named.value == stat.name());
        named.map_or_else(|| stat_word(stat), |(_, name)| name.value.clone())
    }

    /// What a value of a series counts in, as the spec says it; none where it does not.
    pub(super) fn unit(&self, series: &str) -> Option<&str> {
        if let Some(unit) = self.units.get(series).copied().or_else(|| self.common_unit()) {
            return Some(unit);
        }
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
