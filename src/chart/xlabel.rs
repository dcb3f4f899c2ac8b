//! The places along an axis in words, and which of the words there is room for.

use super::grid::unfit;
use super::model::Chart;
use super::text::{self, Weight};
use crate::diagnostic::Finding;
use crate::locale::{self, Language};

/// The most lines a label may take.
const MOST_LINES: usize = 4;
/// The least room between two labels, in points.
const BETWEEN: f64 = 5.0;
/// The longest label that stands on end under its place, in points.
const LONGEST_ON_END: f64 = 110.0;
/// From the last label to a title behind it.
pub(crate) const BEHIND: f64 = 3.0;

/// The words for the places along an axis.
pub(crate) struct XLabels {
    language: Language,
    /// In full, for lines under each other and for the alt text.
    pub(crate) long: Vec<String>,
    /// As short as they go.
    short: Vec<String>,
    /// Whether the places follow each other as times or numbers do.
    pub(crate) ordered: bool,
    /// Whether labels say so themselves, so that some can be left out.
    sequence: bool,
    /// The place of zero, where places are counted from it in both directions.
    zero: Option<usize>,
}

/// The labels of an axis as they are set: lines for each place, none where a label is left out.
pub(crate) struct Set {
    pub(crate) lines: Vec<Vec<String>>,
    /// Whether they stand on end, and are read from below.
    pub(crate) on_end: bool,
}

impl Set {
    /// How far the first and the last label reach beyond their places, at most.
    pub(crate) fn overhang(&self) -> f64 {
        if self.on_end {
            return text::leading(text::SMALL) / 2.0;
        }
        let ends = self.lines.first().into_iter().chain(self.lines.last()).flatten();
        ends.map(|line| text::width(line, text::SMALL, Weight::Regular)).fold(0.0, f64::max) / 2.0
    }

    /// The height of the labels; none where there are none.
    pub(crate) fn height(&self) -> Option<f64> {
        if self.on_end {
            let long = self.lines.iter().flatten().map(|line| text::width(line, text::SMALL, Weight::Regular));
            return long.reduce(f64::max);
        }
        let deepest = self.lines.iter().map(Vec::len).max().filter(|lines| *lines > 0);
        deepest.map(|lines| text::height(lines, text::SMALL))
    }
}

impl XLabels {
    /// The words for a chart's keys.
    pub(crate) fn of(chart: &Chart, xs: &[String]) -> Self {
        let language = chart.language;
        let signed = xs.iter().any(|x| x.parse::<i64>().is_ok_and(|number| number < 0));
        let (mut long, mut short, mut ordered, mut sequence) = (Vec::new(), Vec::new(), true, true);
        for x in xs {
            let number = x.parse::<i64>().ok();
            let (full, brief) = if let Some(label) = chart.x_labels.get(x) {
                (label.clone(), label.clone())
            } else if let (Some(full), Some(brief)) = (language.month(x), language.month_short(x)) {
                (full, brief)
            } else if let Some(full) = language.half_year(x) {
                (full, x.replace('H', " H"))
            } else if let (Some(full), Some(brief)) = (language.quarter(x), language.quarter_short(x)) {
                (full, brief)
            } else if let (Some(full), Some(brief)) = (language.week(x), language.week_short(x)) {
                (full, brief)
            } else if let Some(number) = number {
                let text = match number.signum() {
                    -1 => format!("{}{}", locale::MINUS, number.unsigned_abs()),
                    1 if signed => format!("+{number}"),
                    _ => x.clone(),
                };
                (text.clone(), text)
            } else {
                (locale::capitalised(x), locale::capitalised(x))
            };
            let in_time = number.is_some() || locale::is_period(x);
            ordered &= in_time || x == "start" || x == "seneste";
            sequence &= in_time && !chart.x_labels.contains_key(x);
            long.push(full);
            short.push(brief);
        }
        let zero = if signed && sequence { xs.iter().position(|x| x == "0") } else { None };
        Self { language, long, short, ordered, sequence, zero }
    }

    /// All words that may stand under a place.
    pub(crate) fn all(&self) -> impl Iterator<Item = &String> {
        self.long.iter().chain(&self.short)
    }

    /// Whether a title stands behind the last label, as a unit does: `−6 0 +6 måneder`.
    pub(crate) fn takes_behind(&self, title: &str) -> bool {
        self.zero.is_some() && !title.contains(' ')
    }

    /// How far such a title reaches from the last place.
    pub(crate) fn reach(&self, title: &str) -> f64 {
        self.half() + BEHIND + text::width(title, text::SMALL, Weight::Regular) + 1.0
    }

    /// Half the width of the widest label at its shortest.
    pub(crate) fn half(&self) -> f64 {
        let widest = self.short.iter().map(|label| text::width(label, text::SMALL, Weight::Regular));
        widest.fold(0.0, f64::max) / 2.0
    }

    /// The labels for places `slot` points apart.
    pub(crate) fn set(&self, slot: f64) -> Result<Set, Finding> {
        let room = slot - BETWEEN;
        let whole = |labels: &[String], most: usize| -> Option<Set> {
            let lines: Vec<_> = labels
                .iter()
                .map(|label| text::wrap(self.language, label, text::SMALL, Weight::Regular, room))
                .collect();
            let fits =
                labels.iter().all(|label| text::fits_in(self.language, label, text::SMALL, Weight::Regular, room))
                    && lines.iter().all(|lines| lines.len() <= most);
            fits.then_some(Set { lines, on_end: false })
        };
        if self.long.iter().all(String::is_empty) {
            return Ok(Set { lines: vec![Vec::new(); self.long.len()], on_end: false });
        }
        if !self.sequence {
            return whole(&self.long, MOST_LINES).or_else(|| self.on_end(slot)).ok_or_else(|| {
                unfit("the names along the axis are too long to stand under their columns")
                    .help("give shorter names in the chart's x labels, or draw the chart as `bars`")
            });
        }
        let months = self.long != self.short && self.long.iter().all(|label| label.split(' ').count() == 2);
        let long = if months { None } else { whole(&self.long, 2) };
        Ok(long.or_else(|| whole(&self.short, 2)).unwrap_or_else(|| self.thinned(slot)))
    }

    /// The labels on end, a line each, where there is room for them.
    fn on_end(&self, slot: f64) -> Option<Set> {
        let short = |label: &String| text::width(label, text::SMALL, Weight::Regular) <= LONGEST_ON_END;
        let fits = slot >= text::leading(text::SMALL) && self.long.iter().all(short);
        fits.then(|| Set { lines: self.long.iter().map(|label| vec![label.clone()]).collect(), on_end: true })
    }

    /// The short labels at even distances, the last one among them, and the first where that costs little.
    fn thinned(&self, slot: f64) -> Set {
        let count = self.short.len();
        let least = ((2.0 * self.half() + BETWEEN) / slot).ceil().max(1.0) as usize;
        if let Some(zero) = self.zero {
            // Steps in which months and quarters are counted, from zero in both directions.
            let least = if count > 24 { least.max(6) } else { least };
            let every = [1, 2, 3, 6, 12, 24].into_iter().find(|every| *every >= least).unwrap_or(least);
            let lines = self.short.iter().enumerate();
            let shown = |at: usize| at.abs_diff(zero).is_multiple_of(every);
            return Set {
                lines: lines.map(|(at, label)| if shown(at) { vec![label.clone()] } else { Vec::new() }).collect(),
                on_end: false,
            };
        }
        let both_ends = (least..=least + least / 2).find(|every| (count - 1).is_multiple_of(*every));
        let every = both_ends.unwrap_or(least);
        let shown = |at: usize| (count - 1 - at).is_multiple_of(every);
        let lines = self.short.iter().enumerate();
        let lines = lines.map(|(at, label)| if shown(at) { vec![label.clone()] } else { Vec::new() }).collect();
        Set { lines, on_end: false }
    }
}
