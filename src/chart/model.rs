//! What can be asked of a chart: plain data, made from the spec.

use std::collections::BTreeMap;

use super::accounted::Label;
use super::palette::Tone;
use super::reached::Reached;
use crate::diagnostic::Finding;
use crate::locale::{Language, say};
use crate::value::{CONFIDENCE, Nature, Stat};

/// The kinds of chart. Any of them becomes small multiples with a common scale when the values have facets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChartKind {
    /// The series on top of each other in a column for each x; shares fill the column to 100 %.
    StackedColumns,
    /// The series side by side for each x.
    GroupedColumns,
    /// As grouped columns, but lying, so that there is room for long names.
    Bars,
    /// A line for each series.
    Lines,
    /// A point with its interval for each series and x, for few x.
    Points,
    /// How a sum comes together: steps that add and take away, and sums from zero.
    Waterfall,
    /// Columns, and above them a line on an axis of its own for the series that measures something else.
    ColumnsAndLine,
    /// Ratios with their intervals on a logarithmic axis, around a line at 1.
    Forest,
    /// A dot for each row on one axis, as a ranking is drawn.
    Dots,
    /// Two groups back to back, class by class.
    Pyramid,
    /// Answers on a scale, to both sides of its middle.
    Diverging,
    /// Steps of which each is among those of the step before.
    Funnel,
    /// A table whose cells are the darker, the greater their values are.
    Heat,
    /// Bars to both sides of a base: what an outcome becomes when one assumption at a time is taken at the ends of its range.
    Tornado,
    /// Curves that stay where they are until something happens, as survival is drawn.
    Steps,
    /// What each series was and what it became.
    Slope,
    /// How many fall in each class, in columns that touch.
    Histogram,
    /// What was reached, and what was to be.
    Goals,
    /// Ribbons from where everybody was to where everybody is.
    Alluvial,
    /// From everyone, step by step, to those who are left, and who was left out on the way.
    Flow,
}

impl ChartKind {
    /// All kinds.
    pub const ALL: [Self; 20] = [
        Self::StackedColumns,
        Self::GroupedColumns,
        Self::Bars,
        Self::Lines,
        Self::Points,
        Self::Waterfall,
        Self::ColumnsAndLine,
        Self::Tornado,
        Self::Forest,
        Self::Dots,
        Self::Pyramid,
        Self::Diverging,
        Self::Funnel,
        Self::Heat,
        Self::Steps,
        Self::Slope,
        Self::Histogram,
        Self::Goals,
        Self::Alluvial,
        Self::Flow,
    ];

    /// The name in the spec.
    pub fn name(self) -> &'static str {
        match self {
            Self::StackedColumns => "stacked-columns",
            Self::GroupedColumns => "grouped-columns",
            Self::Bars => "bars",
            Self::Lines => "lines",
            Self::Points => "points",
            Self::Waterfall => "waterfall",
            Self::ColumnsAndLine => "columns-and-line",
            Self::Tornado => "tornado",
            Self::Forest => "forest",
            Self::Dots => "dots",
            Self::Pyramid => "pyramid",
            Self::Diverging => "diverging",
            Self::Funnel => "funnel",
            Self::Heat => "heat",
            Self::Steps => "steps",
            Self::Slope => "slope",
            Self::Histogram => "histogram",
            Self::Goals => "goals",
            Self::Alluvial => "alluvial",
            Self::Flow => "flow",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether values stand upright over an axis of places.
    pub(crate) fn is_upright(self) -> bool {
        use ChartKind::{ColumnsAndLine, GroupedColumns, Histogram, Lines, Points, Slope, StackedColumns, Steps};
        matches!(self, StackedColumns | GroupedColumns | Lines | Points | ColumnsAndLine | Steps | Slope | Histogram)
    }
}

/// Which values stand in the figure as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ValueLabels {
    /// What suits the kind: all where there are few, else the first and the last.
    #[default]
    Auto,
    /// None.
    None,
    /// The first and the last.
    Ends,
    /// All that there is room for.
    All,
}

impl ValueLabels {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Auto, Self::None, Self::Ends, Self::All];

    /// The name in the spec.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::None => "none",
            Self::Ends => "ends",
            Self::All => "all",
        }
    }

    /// The choice of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.name() == name)
    }
}

/// How values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueFormat {
    /// A fraction 0-1 as percent with so many decimals: `29 %`.
    Percent(usize),
    /// A number with so many decimals: `1.234,5`.
    Number(usize),
}

impl ValueFormat {
    /// Values of a stat with so many decimals.
    pub fn of(stat: Stat, decimals: usize) -> Self {
        if stat.is_share() { Self::Percent(decimals) } else { Self::Number(decimals) }
    }
}

/// A chart as the spec asks for it. What is left at its default is chosen from the values.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct Chart {
    /// The language of its words and of its numbers.
    pub language: Language,
    /// The exhibit's id; it makes the ids in the SVG unique in a page with several.
    pub id: String,
    /// What the figure shows, in words: the SVG's title and the beginning of the alt text.
    pub title: String,
    /// How it is drawn.
    pub kind: ChartKind,
    /// Which stat of the values is shown.
    pub stat: Stat,
    /// Further stats whose values are shown beside it, each at series of its own.
    pub also: Vec<Stat>,
    /// What a value counts or measures, as it is said after a number: `voksne`, `kr. pr. barn`; of a share what it is of:
    /// `af de voksne`.
    pub unit: String,
    /// The title of the value axis; from the unit where none.
    pub y_title: Option<String>,
    /// The title of the other axis; none where it explains itself.
    pub x_title: Option<String>,
    /// Texts for keys along the axis that should not be shown as they are. Months, half-years and relative months are
    /// written in words without it.
    pub x_labels: BTreeMap<String, String>,
    /// Names for series that should not be shown under their key.
    pub series_labels: BTreeMap<String, String>,
    /// What stands under the names of series: how far an assumption goes.
    pub series_notes: BTreeMap<String, String>,
    /// Names for facets that should not be shown under their key.
    pub facet_labels: BTreeMap<String, String>,
    /// The series shown, in the order of the chart (a stack is built from below); empty means all, in the values' order.
    pub order: Vec<String>,
    /// The tones of series; the others get theirs by order.
    pub tones: BTreeMap<String, Tone>,
    /// What the values are, in their order; those beyond its end are observed.
    pub natures: Vec<Nature>,
    /// How values are written; by the stat where none.
    pub format: Option<ValueFormat>,
    /// Of columns and a line: the series that is the line.
    pub line: Option<String>,
    /// What the line's values count or measure, as `unit` says it of the columns'.
    pub line_unit: String,
    /// How the line's values are written; by the stat where none.
    pub line_format: Option<ValueFormat>,
    /// Which values are written in the figure.
    pub value_labels: ValueLabels,
    /// What the values' intervals are called, where there are any and the kind shows them.
    pub interval: String,
    /// Whether how many the values rest on stands under the axis.
    pub n_row: bool,
    /// A key along the axis where an upright line stands, and its words.
    pub mark: Option<(String, String)>,
    /// The rows of a waterfall that are sums, by their keys.
    pub sums: Vec<String>,
    /// Places along the axis that lines reach, and their words.
    pub reached: Vec<Reached>,
    /// Whether the series share out what is counted, each thing once: a column is then all of it.
    pub shares_out: bool,
    /// Whether the places along the axis are times, one after the other; the parts of a few stacks are then tied together.
    pub in_time: bool,
    /// Whether a stack's sum stands above it.
    pub totals: bool,
    /// Whether the value axis starts at zero; only lines and points can do without.
    pub zero: bool,
    /// The width in millimetres.
    pub width_mm: f64,
    /// The least height in millimetres; by kind where none. A chart grows higher where its names need it.
    pub height_mm: Option<f64>,
}

impl Chart {
    /// The width of the text on a page, in millimetres.
    pub const FULL_WIDTH_MM: f64 = 165.0;

    /// A chart of a kind, showing `stat`, in a language, with defaults for all else.
    pub fn new(kind: ChartKind, stat: Stat, language: Language) -> Self {
        Self {
            language,
            id: String::new(),
            title: String::new(),
            kind,
            stat,
            also: Vec::new(),
            unit: String::new(),
            y_title: None,
            x_title: None,
            x_labels: BTreeMap::new(),
            series_labels: BTreeMap::new(),
            series_notes: BTreeMap::new(),
            facet_labels: BTreeMap::new(),
            order: Vec::new(),
            tones: BTreeMap::new(),
            natures: Vec::new(),
            format: None,
            line: None,
            line_unit: String::new(),
            line_format: None,
            value_labels: ValueLabels::Auto,
            interval: say!(language, "chart-interval", confidence = language.percent(CONFIDENCE, 0)),
            n_row: false,
            mark: None,
            sums: Vec::new(),
            reached: Vec::new(),
            shares_out: false,
            in_time: false,
            totals: false,
            zero: true,
            width_mm: Self::FULL_WIDTH_MM,
            height_mm: None,
        }
    }
}

/// A chart drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// The picture: an SVG document whose unit is the point.
    pub svg: String,
    /// What it shows, in words.
    pub alt: String,
    /// The width in print.
    pub width_mm: f64,
    /// The height in print.
    pub height_mm: f64,
    /// Where the marks of values stand, so that a page can lead from each to what it rests on.
    pub zones: Vec<Zone>,
    /// A warning where it is drawn in another form than it was asked for, because that one lacks room.
    pub otherwise: Option<Finding>,
    /// Its texts with what each says, as they were drawn.
    pub(crate) labels: Vec<Label>,
    /// The texts with a number that is none of the chart's own: no value, no N, no tick where it stands and no name. There are none
    /// unless the program is wrong.
    pub strays: Vec<String>,
}

/// The place of a value's mark in a drawing, in its points from the top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Zone {
    /// The value's place among those drawn.
    pub value: usize,
    /// The left edge.
    pub left: f64,
    /// The upper edge.
    pub top: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}
