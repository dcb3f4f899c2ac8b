//! `nature`: which of an exhibit's numbers are observed, estimated or forecast.

use super::reader::TableReader;
use crate::diagnostic::{Code, Ranged};
use crate::value::Nature;

/// How the nature of a part's values is told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NatureSpec {
    /// That of all values for which nothing else is said.
    pub all: Nature,
    /// From this place along the axis on.
    pub from: Option<(Ranged<String>, Nature)>,
    /// By the label of a facet, a series or a place along the axis.
    pub labels: Vec<(Ranged<String>, Nature)>,
    /// By what a column of the observations holds: the column, and which of its texts are of which nature.
    pub column: Option<(Ranged<String>, Texts)>,
}

/// Which texts of a column say which nature.
pub(super) type Texts = Vec<(Ranged<String>, Nature)>;

/// Reads `nature` of a table that has it: a word, or a table that says of which values it is what.
pub(super) fn nature(table: &TableReader<'_>) -> Option<NatureSpec> {
    if table.is_text("nature") {
        let all = table.opt_choice("nature", &Nature::NAMES)?;
        return Some(NatureSpec { all, ..NatureSpec::default() });
    }
    let inner = table.opt_table("nature")?;
    let all = inner.opt_choice("is", &Nature::NAMES);
    let from = inner.opt_text("from");
    let labels = inner.opt_choice_map("labels", &Nature::NAMES);
    let column = inner.opt_text("column");
    let texts: Texts = Nature::NAMES
        .iter()
        .filter(|_| column.is_some())
        .flat_map(|(key, nature)| {
            let texts = inner.opt_texts(key).unwrap_or_default();
            texts.into_iter().map(|text| (text, *nature)).collect::<Vec<_>>()
        })
        .collect();
    inner.finish();
    if from.is_some() && all.is_none() {
        let help = "such as: nature = { from = \"2016-07\", is = \"forecast\" }";
        inner.notes().error(
            Code::MissingKey,
            inner.span(),
            "`from` does not say what the numbers are",
            "`is` is missing",
            help,
        );
        return None;
    }
    if column.is_some() && texts.is_empty() {
        let help = "such as: nature = { column = \"Art\", forecast = [\"forventet\"] }";
        inner.notes().error(
            Code::MissingKey,
            inner.span(),
            "nothing says which texts of the column are what",
            "",
            help,
        );
        return None;
    }
    let all = all.unwrap_or_default();
    let (all, from) = match from {
        Some(from) => (Nature::Observed, Some((from, all))),
        None => (all, None),
    };
    Some(NatureSpec { all, from, labels: labels.unwrap_or_default(), column: column.map(|column| (column, texts)) })
}
