//! What a publication is made of: plain data, ready to be typeset.
//!
//! Everything here has been computed by earlier rooms: values are aggregated and protected, texts are rendered, charts
//! are drawn. Nothing here refers to a frame, a spec or a file on disk.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::{Mention, Saying, SignedExhibit, Since};
use crate::locale::Language;
use crate::value::{Disclosed, Key, Nature, Stat};

/// A publication: all that its template may show.
#[derive(Debug, Clone, Serialize)]
pub struct Publication {
    /// What it is called, for whom and by whom.
    pub meta: Meta,
    /// The parameters of the report's spec, which the text may mention, in its order.
    pub parameters: Vec<Parameter>,
    /// The numbers that the text carries over from elsewhere, in the order of the spec.
    pub facts: Vec<FactText>,
    /// What numbers and sentences rest on beside the data, in the order of the spec.
    pub premises: Vec<PremiseText>,
    /// The exhibits in the order of the spec.
    pub exhibits: Vec<Exhibit>,
    /// The figures of words alone, in the order of the spec.
    pub drawings: Vec<WordFigure>,
    /// The sentences that the report can say, in the order of the spec.
    pub claims: Vec<ClaimText>,
    /// The numbers that the prose says; none before it is rendered.
    #[serde(skip)]
    pub said: Vec<Saying>,
    /// The calculations over assumptions, in the order of the spec.
    pub calculations: Vec<CalculationText>,
    /// The extracts the values come from, in the order of the spec.
    pub extracts: Vec<ExtractUse>,
    /// What has changed since another release; none where that was not asked for.
    pub since: Option<Since>,
    /// Who has signed off which exhibit, in the order of the spec; none where the report does not print the quality log.
    pub signed: Option<Vec<SignedExhibit>>,
    /// How small numbers are protected, as a text for readers; empty where nothing is held back.
    pub disclosure: String,
    /// What is hidden of the values; none where everything is published.
    pub protection: Option<Protection>,
    /// Which key the pseudonyms of the audit book were made with.
    pub pseudonym_key: PseudonymKey,
    /// The program that made it.
    pub tool: Tool,
}

/// How the people behind the values are protected, and what of the values is hidden for that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Protection {
    /// The fewest people that anything is said of.
    pub minimum: u32,
    /// The fewest families.
    pub families: Option<u32>,
    /// How many values there are.
    pub values: usize,
    /// How many of them are hidden.
    pub hidden: usize,
    /// The exhibits of which something is hidden: id, values, hidden ones.
    pub exhibits: Vec<(String, usize, usize)>,
    /// Why small numbers are shown where they are all the same.
    pub shown_by_exception: Vec<String>,
}

/// A figure of words alone.
#[derive(Debug, Clone, Serialize)]
pub struct WordFigure {
    /// The name it is called for by.
    pub id: String,
    /// What it shows, in a few words.
    pub title: String,
    /// What readers know it by, behind `Figur`; may be empty.
    pub number: String,
    /// Who says what it shows; may be empty.
    pub source: String,
    /// The figure as SVG.
    #[serde(skip)]
    pub svg: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
}

/// A sentence that has been held against the values.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimText {
    /// The name it is called for by.
    pub id: String,
    /// The sentence, computed.
    pub sentence: String,
    /// How it is shown.
    pub showing: Showing,
    /// The premises that it rests on: its own, and those of the exhibits whose values it is about.
    pub premises: Vec<String>,
    /// The numbers in it.
    #[serde(skip)]
    pub mentions: Vec<Mention>,
}

/// What numbers and sentences rest on beside the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PremiseText {
    /// The name by which exhibits and claims say that they rest on it.
    pub name: String,
    /// The letter that refers to it.
    pub mark: String,
    /// What is assumed, or what the data do not hold.
    pub text: String,
    /// Who says so, and where.
    pub source: String,
    /// Whether no summary may leave it out.
    pub essential: bool,
}

/// A calculation over assumptions as readers see it.
#[derive(Debug, Clone, Serialize)]
pub struct CalculationText {
    /// Its name in the spec.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// The years it is about, from the first to the last.
    pub years: String,
    /// Its assumptions.
    pub assumptions: Vec<AssumptionText>,
    /// What is computed from them.
    pub quantities: Vec<QuantityText>,
}

/// An assumption of a calculation.
#[derive(Debug, Clone, Serialize)]
pub struct AssumptionText {
    /// What it is called.
    pub label: String,
    /// What it is measured in.
    pub unit: String,
    /// How far it may be off, in a few words; empty where it has no range, or none that can be said of all its rows.
    pub range: String,
    /// Why it may be as far off as its range says; empty where it has none.
    pub because: String,
    /// What is stated of it, rows that say the same together.
    pub stated: Vec<StatedText>,
}

/// What rows of an extract state of an assumption.
#[derive(Debug, Clone, Serialize)]
pub struct StatedText {
    /// Of what, and of which years; may be empty.
    pub of: String,
    /// The value.
    pub value: String,
    /// The range it is varied in; empty where it is not.
    pub range: String,
    /// Where it is from, as the extract says.
    pub source: String,
    /// The extract's file.
    pub file: String,
    /// The rows in it: `2`, or `2–6`.
    pub rows: String,
}

/// A quantity of a calculation.
#[derive(Debug, Clone, Serialize)]
pub struct QuantityText {
    /// What it is called.
    pub label: String,
    /// What it is measured in.
    pub unit: String,
    /// Its formula, piece by piece.
    pub formula: Vec<FormulaPiece>,
}

/// A piece of a formula.
#[derive(Debug, Clone, Serialize)]
pub struct FormulaPiece {
    /// What it is: `name`, `text`, or `below` for what stands lower behind a name.
    pub kind: &'static str,
    /// What it says.
    pub text: String,
}

/// How a sentence is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Showing {
    /// As it is.
    Plain,
    /// Marked as one that the values do not bear out.
    Marked,
    /// Not at all.
    Omitted,
    /// It needs a number that readers may not see: the sentence stands in for it, or there is none.
    Hidden,
}

/// What a publication is called, for whom and by whom.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Meta {
    /// The report's name: its folder.
    pub id: String,
    /// The design that typesets it: the folder of the template.
    pub design: String,
    /// The title.
    pub title: String,
    /// What kind of publication it is; may be empty.
    pub subtitle: String,
    /// For whom it is made.
    pub client: String,
    /// Who publishes it.
    pub publisher: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// The publication that it is made after, where it is.
    pub original: Option<Original>,
    /// What edition it is, in its own words; may be empty.
    pub edition: String,
    /// Whether its data are made up.
    pub synthetic: bool,
    /// The status month, `2018-12`.
    pub as_of: String,
    /// The language, whose code templates know as `lang`.
    #[serde(rename = "lang", serialize_with = "code")]
    pub language: Language,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn code<S: serde::Serializer>(language: &Language, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(language.code())
}

/// A publication of others, after which one is made anew.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Original {
    /// Its title.
    pub title: String,
    /// Who wrote it; may be nobody.
    pub authors: Vec<String>,
    /// The year it came out, `2019`.
    pub year: String,
    /// Who published it.
    pub publisher: String,
}

/// A parameter of the spec.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Parameter {
    /// The name it is called for by.
    pub name: String,
    /// What it is set to.
    pub value: ParameterValue,
    /// What a number counts in; `%` for a share, which is a fraction.
    pub unit: String,
    /// Why it is so, or who says it.
    pub source: String,
}

/// What a parameter is set to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum ParameterValue {
    /// A number, which the text writes with the decimals that it is stated with.
    Number(f64),
    /// A text, such as a month.
    Text(String),
}

/// A number that the text carries over from elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FactText {
    /// The name it is called for by.
    pub name: String,
    /// The number as its source writes it: 12 where that says 12 %.
    pub value: f64,
    /// What it counts in.
    pub unit: String,
    /// What it is the number of; may be empty.
    pub of: String,
    /// With how many decimals it is written; none where it has those that it is stated with.
    pub decimals: Option<usize>,
    /// Where it is from.
    pub source: String,
    /// Where it is said: files of the prose, and texts of the spec.
    pub said: Vec<String>,
}

/// How an exhibit is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ExhibitKind {
    /// A chart.
    Figure,
    /// A table.
    Table,
    /// A few large numbers.
    Numbers,
}

/// One exhibit.
#[derive(Debug, Clone, Serialize)]
pub struct Exhibit {
    /// The language that it is told in.
    #[serde(skip)]
    pub language: Language,
    /// The name it is referred to by, `forsoergelse`.
    pub id: String,
    /// How it is shown.
    pub kind: ExhibitKind,
    /// The number readers know it by: running within its kind, or as the spec states it.
    pub number: String,
    /// The topic, a few words.
    pub title: String,
    /// The caption, a sentence.
    pub caption: String,
    /// The note with what the numbers rest on; may be empty.
    pub note: String,
    /// Where the data come from; may be empty.
    pub source: String,
    /// The premises that its numbers rest on.
    pub premises: Vec<String>,
    /// The numbers in its title, caption, note and source.
    #[serde(skip)]
    pub said: Vec<Saying>,
    /// Which of its values are estimated or forecast; the others are observed.
    #[serde(skip)]
    pub natures: BTreeMap<Key, Nature>,
    /// The numbers.
    #[serde(serialize_with = "values")]
    pub values: Disclosed,
    /// What keys and stats are called for readers, where not as they are.
    pub names: BTreeMap<String, String>,
    /// What is known of what its values count in, and of which can be added.
    #[serde(skip)]
    pub counting: Counting,
    /// How its values are laid out where they stand as a table.
    #[serde(skip)]
    pub layout: Layout,
    /// Its values as its chart writes them, in their order; none of those that it does not show, or in a larger unit.
    #[serde(skip)]
    pub labels: Vec<Option<String>>,
    /// The chart as SVG, for a figure.
    #[serde(skip)]
    pub svg: Option<String>,
    /// What the chart shows, for those who do not see it.
    pub alt: String,
}

/// What is known of what an exhibit's values count in, and of which of them can be added.
#[derive(Debug, Clone, Default)]
pub struct Counting {
    /// What they count or are measured in, as the exhibit says itself: `kr. pr. familiemedlem`; may be empty.
    pub unit: String,
    /// The same for series that have a unit of their own.
    pub series_units: Vec<(String, String)>,
    /// What is known of who is counted at different keys, a stretch of the values each.
    pub apart: Vec<Apart>,
}

/// Whether averages at different keys are of different units, so that they cannot be added, and can be told from chance.
#[derive(Debug, Clone)]
pub struct Apart {
    /// Which of the values.
    pub rows: std::ops::Range<usize>,
    /// Whether so are those of different series; none where it is not known.
    pub series: Option<bool>,
    /// Whether so are those of different places along the axis; none where it is not known.
    pub xs: Option<bool>,
    /// The labels that hold all others beside them.
    pub totals: Vec<String>,
}

/// How the values of an exhibit are laid out as a table; what it does not say follows from the values.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The name over the rows' names.
    pub corner: String,
    /// The name over all columns.
    pub over: String,
    /// Whether x goes down and the series across.
    pub turned: bool,
    /// Whether several stats of one key have rows of their own, and not columns.
    pub stats_down: Option<bool>,
    /// Whether the facets are groups of rows, and not of columns.
    pub facets_down: Option<bool>,
    /// The keys of the rows and columns that are totals.
    pub totals: Vec<String>,
    /// Heads of rows, each with the keys below it.
    pub row_groups: Vec<(String, Vec<String>)>,
    /// Heads of columns, each with the keys below it.
    pub column_groups: Vec<(String, Vec<String>)>,
    /// The decimals of a stat's values; of shares, of their percentages.
    pub decimals: BTreeMap<Stat, usize>,
    /// What must be known of a row or a column, by its key.
    pub footnotes: Vec<(String, String)>,
    /// Whether it takes the page's width even if it is narrow.
    pub wide: bool,
}

/// An extract as the page on data tells of it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ExtractUse {
    /// The extract's name in the spec.
    pub name: String,
    /// The file's name.
    pub file: String,
    /// The register it was drawn from.
    pub register: String,
    /// How many rows it has; none where that would tell of few people.
    pub rows: Option<u64>,
    /// How many of them some value rests on.
    pub rows_used: Option<u64>,
    /// The file's SHA-256, in hexadecimal; or, where its rows are not published, its seal under the key for pseudonyms.
    pub sha256: String,
}

/// The program that made a publication.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// Which key the pseudonyms of the audit book were made with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PseudonymKey {
    /// The key that ships with the program: right for synthetic data, and only for those.
    #[default]
    Synthetic,
    /// A key that the organisation keeps secret.
    Own,
}

/// A row of values as a reader of the serialised form sees it.
#[derive(Serialize)]
struct Row<'a> {
    facet: &'a str,
    series: &'a str,
    x: &'a str,
    stat: &'a str,
    value: Option<f64>,
    suppressed: bool,
}

fn values<S: Serializer>(values: &Disclosed, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(values.rows.iter().map(|row| Row {
        facet: &row.key.facet,
        series: &row.key.series,
        x: &row.key.x,
        stat: row.key.stat.name(),
        value: row.value,
        suppressed: row.suppressed,
    }))
}
