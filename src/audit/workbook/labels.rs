//! Keys as readers of the workbook see them.

use super::Shown;
use crate::chart::Axes;
use crate::document::stat_word;
use crate::locale::{self, Language, capitalised, say};
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

    /// A key behind the head that it stands under in print.
    pub(super) fn under_head(&self, key: &str) -> String {
        let layout = &self.exhibit.layout;
        let mut groups = layout.row_groups.iter().chain(&layout.column_groups);
        let head = groups.find(|(_, keys)| keys.iter().any(|one| one == key));
        let label = self.label(key);
        head.map_or_else(|| label.clone(), |(head, _)| format!("{}: {label}", self.label(head)))
    }

    /// The same with what it counts in, where keys count in different things.
    pub(super) fn told(&self, key: &str) -> String {
        let label = self.under_head(key);
        match self.unit_of(key) {
            Some(unit) if !label.contains(unit) && !label.is_empty() => format!("{label} ({unit})"),
            _ => label,
        }
    }

    /// A key: by the name that the spec gives it, a period in words, a distance in time with its sign.
    pub(super) fn label(&self, key: &str) -> String {
        if let Some((_, name)) = self.spec.names.iter().find(|(named, _)| named.value == key) {
            return name.value.clone();
        }
        if let Some(period) = self.language.period(key) {
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
        let language = self.language;
        let all = |is: fn(Language, &str) -> bool| self.exhibit.values.xs.iter().all(|x| is(language, x));
        if all(|language, x| language.month(x).is_some()) {
            say!(language, "workbook-month")
        } else if all(|language, x| language.half_year(x).is_some()) {
            say!(language, "workbook-half-year")
        } else if all(|language, x| language.quarter(x).is_some()) {
            say!(language, "workbook-quarter")
        } else if all(|language, x| language.week(x).is_some()) {
            say!(language, "workbook-week")
        } else if all(|language, x| language.period(x).is_some_and(|period| period == x)) {
            say!(language, "workbook-year")
        } else {
            say!(language, "workbook-computed-at")
        }
    }

    /// A stat by the name that the spec gives it, or its own.
    pub(super) fn stat(&self, stat: Stat) -> String {
        let named = self.spec.names.iter().find(|(named, _)| named.value == stat.name());
        named.map_or_else(|| stat_word(self.exhibit.language, stat), |(_, name)| name.value.clone())
    }
}
