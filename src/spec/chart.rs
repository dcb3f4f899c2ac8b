//! `chart` of an exhibit: what its figure looks like.
//!
//! Only what the spec says is read here; whether the values can be drawn so is for the chart room to say.

use std::ops::Range;

use super::people::not_both;
use super::reader::TableReader;
use crate::chart::{Axes, ChartKind, ValueLabels};
use crate::diagnostic::{Code, Ranged};
use crate::value::{Dimension, Stat};

/// `chart` of an exhibit.
#[derive(Debug, Clone)]
pub struct ChartSpec {
    /// Where it stands in the spec.
    pub span: Range<usize>,
    /// The kind of chart.
    pub kind: ChartKind,
    /// Further stats whose values are drawn beside those of the exhibit's first.
    pub also: Vec<Stat>,
    /// What a value counts, as it is said after a number: `voksne`.
    pub unit: String,
    /// What the figure writes its values in, where not in the unit: a name, and how many of the unit it is.
    pub written: Option<(String, f64)>,
    /// With how many decimals values are written, where their size should not decide.
    pub decimals: Option<usize>,
    /// Which of the exhibit's dimensions the chart's facets, series and places along the axis are.
    pub axes: Axes,
    /// What the value axis shows, where the unit does not say it.
    pub y_title: Option<String>,
    /// What stands along the other axis: `Måned i projektet`.
    pub x_title: Option<String>,
    /// The series from below or from the left, where not in their reading order.
    pub order: Vec<Ranged<String>>,
    /// The rows of a waterfall that are sums.
    pub sums: Vec<Ranged<String>>,
    /// Whether the value axis holds zero.
    pub zero: bool,
    /// The series that is drawn as a line over the columns of the others.
    pub line: Option<Ranged<String>>,
    /// What the line's values count.
    pub line_unit: String,
    /// Whether a row under the axis shows N.
    pub n_row: bool,
    /// A line at a place along the axis, and what it says.
    pub mark: Option<MarkSpec>,
    /// Which values stand in the figure as numbers.
    pub labels: ValueLabels,
    /// Height in millimetres, where the kind's own will not do.
    pub height: Option<f64>,
    /// Width in millimetres, where it is not the page's, as of two figures side by side.
    pub width: Option<f64>,
}

/// `mark` of a chart.
#[derive(Debug, Clone)]
pub enum MarkSpec {
    /// A line at a place along the axis, and what it says.
    At(String, String),
    /// Where each line reaches what a stat says.
    Reached {
        /// The stat whose value is when it is reached, counted from the beginning of the first place: a payback time.
        stat: Stat,
        /// What stands before the value.
        text: String,
        /// What stands behind it.
        unit: String,
    },
}

pub(super) fn chart(table: TableReader<'_>) -> Option<ChartSpec> {
    let kind = table.choice("kind", &ChartKind::ALL.map(|kind| (kind.name(), kind)));
    let unit = table.text("unit");
    let also = also(&table);
    let written = table.opt_table("in").and_then(written);
    let decimals = decimals(&table);
    let axes = table.opt_table("axes").map_or(Some(Axes::default()), axes);
    let y_title = table.opt_text("y-title").map(|text| text.value);
    let x_title = table.opt_text("x-title").map(|text| text.value);
    let order = table.opt_texts("order").unwrap_or_default();
    let sums = table.opt_texts("sums").unwrap_or_default();
    let zero = table.opt_bool("zero").unwrap_or(true);
    let line = table.opt_text("line");
    let line_unit = table.opt_text("line-unit").map(|text| text.value).unwrap_or_default();
    let n_row = table.opt_bool("n-row").unwrap_or(false);
    let mark = table.opt_table("mark").and_then(mark);
    let labels = table.opt_choice("labels", &ValueLabels::ALL.map(|choice| (choice.name(), choice)));
    let height = table.opt_number("height").map(|number| number.value);
    let width = table.opt_number("width").map(|number| number.value);
    let span = table.span();
    table.finish();
    if let (Some((name, of)), Some(unit)) = (&written, &unit)
        && *name == unit.value
        && (of - 1.0).abs() > f64::EPSILON
    {
        let message = format!("the values are in `{name}`, and are to be written in `{name}`, which is another size");
        let help =
            "`unit` is what the values count in, such as `kr.`; `in.unit` what they are written in, such as `mio. kr.`";
        table.notes().error(Code::BadValue, unit.span.clone(), message, "not what the values count in", help);
    }
    Some(ChartSpec {
        span,
        kind: kind?,
        also: also?,
        unit: unit?.value,
        written,
        decimals,
        axes: axes?,
        y_title,
        x_title,
        order,
        sums,
        zero,
        line,
        line_unit,
        n_row,
        mark,
        labels: labels.unwrap_or_default(),
        height,
        width,
    })
}

/// The stats that `also` names.
fn also(table: &TableReader<'_>) -> Option<Vec<Stat>> {
    let named = table.opt_texts("also").unwrap_or_default();
    let stat = |name: Ranged<String>| {
        let stat = Stat::from_name(name.as_str());
        if stat.is_none() {
            let help = "name a stat of the exhibit as `stat` names it";
            let message = format!("`{}` is not the name of a stat", name.value);
            table.notes().error(Code::UnknownName, name.span, message, "no stat", help);
        }
        stat
    };
    named.into_iter().map(stat).collect()
}

fn mark(table: TableReader<'_>) -> Option<MarkSpec> {
    not_both(&table, "x", "stat");
    let mark = if table.has("stat") {
        let stat = table.opt_choice("stat", &[(Stat::PaybackTime.name(), Stat::PaybackTime)]);
        let (text, unit) = (table.text("text"), table.text("unit"));
        (|| Some(MarkSpec::Reached { stat: stat?, text: text?.value, unit: unit?.value }))()
    } else {
        let (x, text) = (table.text("x"), table.text("text"));
        x.zip(text).map(|(x, text)| MarkSpec::At(x.value, text.value))
    };
    table.finish();
    mark
}

/// `in` of a chart: what it writes its values in.
fn written(table: TableReader<'_>) -> Option<(String, f64)> {
    let name = table.text("unit");
    let size = table.opt_number("of");
    table.finish();
    if let Some(size) = size.as_ref().filter(|size| size.value <= 0.0) {
        let help = "say how many of the chart's `unit` it is, such as 1_000_000";
        table.notes().error(Code::BadValue, size.span.clone(), "a unit is of more than nothing", "not above 0", help);
        return None;
    }
    Some((name?.value, size.map_or(1.0, |size| size.value)))
}

/// How many decimals; so many that they would say more than is known are refused.
fn decimals(table: &TableReader<'_>) -> Option<usize> {
    let decimals = table.opt_integer("decimals")?;
    let number = usize::try_from(decimals.value).ok().filter(|number| *number <= 4);
    if number.is_none() {
        let message = "a figure's numbers have at most four decimals";
        table.notes().error(Code::BadValue, decimals.span, message, "not from 0 to 4", "write a number from 0 to 4");
    }
    number
}

/// `axes` of a chart: which dimension of the exhibit stands where.
fn axes(table: TableReader<'_>) -> Option<Axes> {
    let choices = Dimension::ALL.map(|dimension| (dimension.name(), dimension));
    let named = ["facet", "series", "x"].map(|axis| table.opt_choice(axis, &choices));
    table.finish();
    let axes = Axes::of(named);
    if axes.is_none() {
        let help = "name each of `facet`, `series` and `x` of the exhibit once; what is left out falls into place";
        table.notes().error(Code::BadValue, table.span(), "a dimension stands on two axes", "twice", help);
    }
    axes
}
