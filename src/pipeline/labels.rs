//! Labels as readers see them: none of an exhibit's looks like another of them.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Finding, Findings};
use crate::document::{self, ExhibitKind, Publication};
use crate::letters;
use crate::locale;
use crate::spec::{Exhibit, Spec};

/// Finds labels of one exhibit that readers cannot tell apart.
pub(super) fn alike(spec: &Spec, publication: &Publication) -> Findings {
    let mut findings = Findings::new();
    for (exhibit, shown) in spec.exhibits.iter().zip(&publication.exhibits) {
        for keys in [&shown.values.facets, &shown.values.series, &shown.values.xs] {
            let mut seen: BTreeMap<(Option<&str>, String), &str> = BTreeMap::new();
            for key in keys {
                let name = shown.names.get(key).unwrap_or(key);
                // A chart writes every label with a capital.
                let drawn = shown.kind == ExhibitKind::Figure;
                let name = if drawn { locale::capitalised(name) } else { name.clone() };
                if let Some(other) = seen.insert((group(shown, key), letters::seen(&name)), key) {
                    findings.push(finding(spec, exhibit, shown, (other, key)));
                }
            }
        }
    }
    findings
}

/// What a label stands under in a table: what is called the same under two heads can be told apart.
fn group<'a>(shown: &'a document::Exhibit, key: &String) -> Option<&'a str> {
    let mut groups = shown.layout.row_groups.iter().chain(&shown.layout.column_groups);
    groups.find(|(_, keys)| keys.contains(key)).map(|(name, _)| name.as_str())
}

fn finding(spec: &Spec, exhibit: &Exhibit, shown: &document::Exhibit, (one, other): (&str, &str)) -> Finding {
    let message = if let Some(difference) = letters::difference(one, other) {
        format!("readers see two labels `{one}`: {difference}")
    } else {
        let name = shown.names.get(other).map_or(other, String::as_str);
        format!("readers see two labels `{name}`: `{one}` and `{other}` are both called so")
    };
    let named = exhibit.names.iter().find(|(key, _)| [one, other].contains(&key.as_str()));
    let span = named.map_or_else(|| exhibit.id.span.clone(), |(_, name)| name.span.clone());
    Finding::warning(Code::DoubleName, message)
        .at(&spec.file, span, "in this exhibit")
        .help("give one of them another name, by `names`")
}
