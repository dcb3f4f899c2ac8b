//! Links from numbers in print to the audit book, which lies beside the publication: relative, so that the folder can be moved.

use super::mention::Source;
use super::publication::{Exhibit, Publication};

/// The book's page, from the publication.
const BOOK: &str = "audit/index.html";

/// Where a number leads that comes from these; nowhere if it comes from nothing that the book shows.
pub(crate) fn link(publication: &Publication, sources: &[Source]) -> Option<String> {
    let exhibit = |id: &str| publication.exhibits.iter().find(|exhibit| exhibit.id == *id);
    let parts: Vec<String> = match sources {
        [] => return None,
        [Source::Value { exhibit: id, place }] => value(exhibit(id)?, *place)?,
        [Source::Size(id)] => vec![exhibit(id)?.id.clone()],
        [Source::Fact(name)] => vec![String::new(), "fakta".to_owned(), name.clone()],
        [Source::Parameter(name)] => vec![String::new(), "parametre".to_owned(), name.clone()],
        many => {
            let all: Vec<String> = many.iter().map(Source::to_string).collect();
            vec![String::new(), "tal".to_owned(), all.join("+")]
        }
    };
    Some(format!("{BOOK}#{}", parts.iter().map(|part| encoded(part)).collect::<Vec<_>>().join("/")))
}

/// The way to a value: its exhibit and the parts of its key that are not empty; and its stat, where another stands first at the key.
fn value(exhibit: &Exhibit, place: usize) -> Option<Vec<String>> {
    let rows = &exhibit.values.rows;
    let key = &rows.get(place)?.key;
    let mut parts = vec![exhibit.id.clone()];
    parts.extend([&key.facet, &key.series, &key.x].into_iter().filter(|part| !part.is_empty()).cloned());
    let alike =
        |other: &crate::value::Key| (&other.facet, &other.series, &other.x) == (&key.facet, &key.series, &key.x);
    if rows.iter().position(|row| alike(&row.key)) != Some(place) {
        parts.push(key.stat.name().to_owned());
    }
    Some(parts)
}

/// A part of an address as browsers write it.
fn encoded(part: &str) -> String {
    let mut text = String::new();
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn what_is_no_plain_letter_is_encoded() {
        assert_eq!(encoded("Gruppe 1/ø+a@b"), "Gruppe%201%2F%C3%B8%2Ba%40b");
    }
}
