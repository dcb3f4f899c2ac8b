//! Who made the PDF: the program.
//!
//! The `typst` program cannot be told another creator than itself, and the two typesetters give the same bytes. So the name is
//! written over Typst's in what either of them made, and what is left of its room is blank: no byte of the PDF moves.

use super::external::typst_version;

/// The program's name, as the PDF has it. It is shorter than Typst's with a version.
const NAME: &str = "Sporbar";
/// What stands before and after the creator: in the document's information and in its metadata.
const PLACES: [(&str, &str); 2] = [("/Creator(", ")"), ("<xmp:CreatorTool>", "</xmp:CreatorTool>")];

/// The PDF with the program as its creator.
pub(super) fn signed(mut pdf: Vec<u8>) -> Vec<u8> {
    let typst = format!("Typst {}", typst_version());
    for (before, after) in PLACES {
        let old = format!("{before}{typst}{after}");
        let new = format!("{:width$}", format!("{before}{NAME}{after}"), width = old.len());
        // Both stand behind all pages: what a page says is never taken for them.
        let at = pdf.windows(old.len()).rposition(|bytes| bytes == old.as_bytes());
        if let Some(at) = at.filter(|_| new.len() == old.len()) {
            pdf[at..at + old.len()].copy_from_slice(new.as_bytes());
        }
    }
    pdf
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_stands_in_the_place_of_typsts_and_nothing_moves() {
        let typst = format!("Typst {}", typst_version());
        let pdf =
            format!("({typst}) /Creator({typst})/ModDate <xmp:CreatorTool>{typst}</xmp:CreatorTool><x>{typst}</x>");
        let signed = String::from_utf8(signed(pdf.clone().into_bytes())).expect("text");
        assert_eq!(signed.len(), pdf.len());
        let room = " ".repeat(typst.len() - NAME.len());
        assert_eq!(
            signed,
            format!(
                "({typst}) /Creator(Sporbar){room}/ModDate <xmp:CreatorTool>Sporbar</xmp:CreatorTool>{room}<x>{typst}</x>"
            )
        );
    }

    #[test]
    fn what_has_no_creator_is_left_as_it_is() {
        assert_eq!(signed(b"%PDF-1.7".to_vec()), b"%PDF-1.7");
    }
}
