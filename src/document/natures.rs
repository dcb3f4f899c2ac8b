//! Which numbers of an exhibit are not observed, told in the fewest words: all of them, those at some labels, or some.

use serde::Serialize;

use super::publication::Exhibit;
use crate::locale::say;
use crate::value::{Key, Nature, Value};

/// Numbers of an exhibit that are of one nature.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Told {
    /// `skønnet` or `ventet`, as templates know them.
    pub(crate) art: &'static str,
    #[serde(skip)]
    nature: Nature,
    /// Whether all numbers are.
    pub(crate) alle: bool,
    /// The labels of those that are, as readers know them; none where no labels tell them from the others.
    pub(crate) ved: Vec<String>,
}

/// One of a key's labels.
type Dimension = fn(&Key) -> &String;

/// The numbers that are not observed, the less uncertain first.
pub(crate) fn told(exhibit: &Exhibit) -> Vec<Told> {
    let rows = &exhibit.values.rows;
    let of = |row: &Value| exhibit.natures.get(&row.key).copied().unwrap_or_default();
    let mut told = Vec::new();
    for nature in [Nature::Estimated, Nature::Forecast] {
        let count = rows.iter().filter(|row| of(row) == nature).count();
        if count == 0 {
            continue;
        }
        let dimensions: [(&Vec<String>, Dimension); 3] = [
            (&exhibit.values.xs, |key| &key.x),
            (&exhibit.values.series, |key| &key.series),
            (&exhibit.values.facets, |key| &key.facet),
        ];
        // The labels of a dimension at which all numbers are of the nature tell where, if there are no others that are.
        let labels = dimensions.into_iter().find_map(|(keys, dimension)| {
            let at = |key: &String| rows.iter().filter(|row| dimension(&row.key) == key).collect::<Vec<_>>();
            let whole: Vec<&String> = keys.iter().filter(|key| at(key).iter().all(|row| of(row) == nature)).collect();
            let covered: usize = whole.iter().map(|key| at(key).len()).sum();
            (covered == count).then(|| whole.into_iter().map(|key| name(exhibit, key)).collect::<Vec<_>>())
        });
        let alle = count == rows.len();
        let ved = if alle { Vec::new() } else { labels.unwrap_or_default() };
        told.push(Told { art: super::keywords::nature(nature), nature, alle, ved });
    }
    told
}

/// The same in sentences, as the shared templates print them behind an exhibit's note.
pub fn told_of(exhibit: &Exhibit) -> Vec<String> {
    let language = exhibit.language;
    let sentence = |told: Told| {
        let (Told { alle, ved, .. }, forecast) = (&told, told.nature == Nature::Forecast);
        let at = || language.listed(ved);
        match (forecast, *alle, ved.is_empty()) {
            (false, true, _) => say!(language, "document-all-estimated"),
            (false, false, true) => say!(language, "document-some-estimated"),
            (false, false, false) => say!(language, "document-estimated-at", labels = at()),
            (true, true, _) => say!(language, "document-all-forecast"),
            (true, false, true) => say!(language, "document-some-forecast"),
            (true, false, false) => say!(language, "document-forecast-at", labels = at()),
        }
    };
    told(exhibit).into_iter().map(sentence).collect()
}

/// A key as readers know it.
fn name(exhibit: &Exhibit, key: &str) -> String {
    exhibit.names.get(key).cloned().or_else(|| exhibit.language.period(key)).unwrap_or_else(|| key.to_owned())
}
