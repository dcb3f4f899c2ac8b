//! Text in XML.

use quick_xml::escape::escape;

/// A text as it stands between tags or in an attribute; what no XML can hold is left out.
pub(super) fn text(text: &str) -> String {
    let allowed = |letter: &char| matches!(letter, '\t' | '\n' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
    let kept: String = text.chars().filter(allowed).collect();
    escape(&kept).into_owned()
}

/// Where a file begins.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Elements one after another.
pub(super) fn joined(elements: impl Iterator<Item = String>) -> String {
    elements.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_no_tag_and_has_nothing_that_no_file_can_hold() {
        assert_eq!(text("<a b=\"c\"> & 'd'\u{0}\u{b}\u{ffff}•"), "&lt;a b=&quot;c&quot;&gt; &amp; &apos;d&apos;•");
    }
}
