//! The drawing with the letters it uses in it.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::tree::{FAMILY, texts, tree};
use super::{Undrawable, font};
use crate::document::FONTS;

/// The fonts that drawings are set in, by their weight.
const WEIGHTS: [(u16, &str); 4] =
    [(400, "Inter-Regular.otf"), (500, "Inter-Medium.otf"), (600, "Inter-SemiBold.otf"), (700, "Inter-Bold.otf")];

/// The drawing with a font in it for each weight it uses, of no more letters than it uses: text stays text, and looks the same
/// wherever a program heeds the fonts of an SVG, as browsers do.
///
/// # Errors
/// It is no drawing, or set in a weight that is not shipped.
pub fn embedded(svg: &str) -> Result<String, Undrawable> {
    let mut used: BTreeMap<u16, BTreeSet<char>> = BTreeMap::new();
    for (weight, text) in texts(&tree(svg)?) {
        used.entry(weight).or_default().extend(text.chars());
    }
    if used.is_empty() {
        return Ok(svg.to_owned());
    }
    let mut style = String::from("<style>\n");
    for (weight, letters) in used {
        let bytes = shipped(weight).and_then(|whole| font::of(whole, &letters));
        let bytes = bytes.ok_or_else(|| Undrawable(format!("no letters of weight {weight} are shipped")))?;
        let data = STANDARD.encode(bytes);
        style.push_str(&format!(
            "@font-face {{ font-family: \"{FAMILY}\"; font-weight: {weight}; \
             src: url(data:font/otf;base64,{data}) format(\"opentype\"); }}\n"
        ));
    }
    style.push_str("</style>\n");
    // After the first element's opening tag and the words for those who cannot see it.
    let place = svg.find("</desc>").map(|at| at + "</desc>".len()).or_else(|| svg.find('>').map(|at| at + 1));
    let (head, rest) = svg.split_at(place.ok_or_else(|| Undrawable("it has no element".to_owned()))?);
    Ok(format!("{head}\n{style}{}", rest.trim_start_matches('\n')))
}

fn shipped(weight: u16) -> Option<&'static [u8]> {
    let (_, name) = WEIGHTS.iter().find(|(known, _)| *known == weight)?;
    FONTS.iter().find(|(file, _)| file == name).map(|(_, bytes)| *bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_weight_has_a_font_and_the_rest_stays() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9mm\" height=\"9mm\" font-family=\"Inter, sans-serif\">\
                   \n<title>T</title>\n<desc>D</desc>\n<text x=\"0\" y=\"9\">Åben</text><text font-weight=\"600\">12 %</text>\n</svg>\n";
        let whole = embedded(svg).expect("a drawing");
        assert_eq!(whole.matches("@font-face").count(), 2, "{whole}");
        let style = &whole[whole.find("<style>").expect("a style")..whole.find("</style>").expect("its end") + 9];
        assert_eq!(whole.replace(style, ""), svg);
        assert!(whole.len() < 12_000, "only the letters in use: {}", whole.len());
        assert_eq!(embedded(svg), Ok(whole), "the same bytes each time");
    }

    #[test]
    fn what_is_no_drawing_or_has_a_weight_that_is_not_shipped_is_told() {
        assert!(embedded("no drawing").is_err());
        let thin = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><text y=\"9\" font-family=\"Inter\" font-weight=\"100\">a</text></svg>";
        assert!(embedded(thin).is_err());
    }
}
