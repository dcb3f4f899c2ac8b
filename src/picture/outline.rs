//! The drawing without letters: every text as the shapes of its letters.

use resvg::usvg::WriteOptions;

use super::Undrawable;
use super::tree::tree;

/// The drawing with its texts as outlines: it looks the same in every program, and its texts can no longer be searched or
/// changed. Its title and its words for those who cannot see it stay.
///
/// # Errors
/// It is no drawing.
pub fn outlined(svg: &str) -> Result<String, Undrawable> {
    let tree = tree(svg)?;
    let options = WriteOptions { coordinates_precision: 4, transforms_precision: 6, ..WriteOptions::default() };
    let shapes = tree.to_string(&options);
    let inner =
        shapes.find('>').zip(shapes.rfind("</svg>")).map(|(start, end)| shapes[start + 1..end].trim_matches('\n'));
    let inner = inner.ok_or_else(|| Undrawable("it has no element".to_owned()))?;
    let size = tree.size();
    let mut head =
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\"", size.width(), size.height());
    let opening = &svg[..svg.find('>').unwrap_or_default()];
    for name in ["width", "height", "role", "aria-labelledby", "xml:lang"] {
        if let Some(value) = attribute(opening, name) {
            head.push_str(&format!(" {name}=\"{value}\""));
        }
    }
    head.push_str(">\n");
    for name in ["title", "desc"] {
        if let Some(words) = element(svg, name) {
            head.push_str(&format!("{words}\n"));
        }
    }
    Ok(format!("{head}{inner}\n</svg>\n"))
}

/// What an opening tag says under a name, as it is written.
fn attribute<'t>(opening: &'t str, name: &str) -> Option<&'t str> {
    let begins = format!(" {name}=\"");
    let start = opening.find(&begins)? + begins.len();
    opening[start..].split('"').next()
}

/// The first element of a name that has nothing but text, whole.
fn element<'t>(svg: &'t str, name: &str) -> Option<&'t str> {
    let start = svg.find(&format!("<{name} ")).or_else(|| svg.find(&format!("<{name}>")))?;
    let ends = format!("</{name}>");
    let end = svg[start..].find(&ends)? + ends.len();
    Some(&svg[start..start + end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_is_left_to_set_and_the_words_stay() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90mm\" height=\"20mm\" viewBox=\"0 0 255 57\" role=\"img\" \
                   aria-labelledby=\"a-title\" xml:lang=\"da\" font-family=\"Inter, sans-serif\">\n<title id=\"a-title\">Titel</title>\n\
                   <desc id=\"a-desc\">Ord</desc>\n<text x=\"0\" y=\"9\" font-size=\"8\">Åben</text>\n</svg>\n";
        let out = outlined(svg).expect("a drawing");
        assert!(!out.contains("<text") && !out.contains("Åben") && out.contains("<path"), "{out}");
        assert!(out.contains("<title id=\"a-title\">Titel</title>\n<desc id=\"a-desc\">Ord</desc>"));
        assert!(
            out.contains(" width=\"90mm\" height=\"20mm\" role=\"img\" aria-labelledby=\"a-title\" xml:lang=\"da\">")
        );
        assert!(tree(&out).is_ok(), "it is a drawing again");
        assert!(outlined("none").is_err());
    }
}
