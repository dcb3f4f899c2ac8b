//! Names of sheets: what readers call the exhibits, made such as spreadsheets take them.

use std::collections::BTreeSet;

use crate::locale::{Language, say};

/// A name that Excel keeps for itself.
const RESERVED: &str = "history";
/// How long a name may be, in UTF-16 units.
const LONGEST: usize = 31;

/// The names of all sheets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SheetNames {
    /// The sheet with the contents.
    pub(super) contents: String,
    /// The sheet with every value as a row.
    pub(super) rows: String,
    /// The sheet with the numbers and premises that are carried over from elsewhere.
    pub(super) carried: String,
    /// One an exhibit, in their order: at most 31 letters, each of them allowed, no two the same but for capitals.
    pub(super) exhibits: Vec<String>,
}

impl SheetNames {
    /// The names for exhibits that are called so.
    pub(super) fn of(called: impl Iterator<Item = String>, language: Language) -> Self {
        let contents = say!(language, "workbook-contents");
        let rows = say!(language, "workbook-rows");
        let carried = say!(language, "workbook-carried");
        let mut taken: BTreeSet<String> = [&contents, &rows, &carried, RESERVED].map(str::to_lowercase).into();
        let exhibits = called.map(|name| free(&name, &mut taken, language)).collect();
        Self { contents, rows, carried, exhibits }
    }
}

/// The target of a link to a cell of a sheet.
pub(super) fn link(sheet: &str, cell: &str) -> String {
    format!("internal:'{}'!{cell}", sheet.replace('\'', "''"))
}

fn free(id: &str, taken: &mut BTreeSet<String>, language: Language) -> String {
    let allowed = |letter: char| if "[]:*?/\\".contains(letter) || letter.is_control() { '-' } else { letter };
    let name: String = id.chars().map(allowed).collect();
    let name = name.trim_matches(['\'', ' ']);
    let unnamed = say!(language, "workbook-sheet");
    let name = if name.is_empty() { &unnamed } else { name };
    let mut number = 1;
    loop {
        let ending = if number == 1 { String::new() } else { format!("~{number}") };
        let tried = whole_words(name, LONGEST - ending.len()).trim_end_matches(['\'', ' ']).to_owned() + &ending;
        if taken.insert(tried.to_lowercase()) {
            return tried;
        }
        number += 1;
    }
}

/// A text of at most so many UTF-16 units: as it is, or as many of its words as there is room for, with what says that there are more.
fn whole_words(text: &str, most: usize) -> String {
    const MORE: &str = "…";
    if cut(text, most).len() == text.len() {
        return text.to_owned();
    }
    let room = cut(text, most - 1);
    let ends_a_word = text[room.len()..].starts_with(' ');
    let words = if ends_a_word { room } else { room.rfind(' ').map_or(room, |end| &room[..end]) };
    format!("{}{MORE}", words.trim_end_matches([' ', ',', ';', ':', '-', '–']))
}

/// The beginning of a text that has at most so many UTF-16 units.
fn cut(text: &str, most: usize) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > most
    });
    end.map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::{SheetNames, link};
    use crate::locale::Language;

    fn names(ids: &[&str]) -> Vec<String> {
        SheetNames::of(ids.iter().map(|id| (*id).to_owned()), Language::default()).exhibits
    }

    #[test]
    fn an_id_that_is_a_name_stays() {
        assert_eq!(names(&["voksne-og-boern", "tal-sammenhaeng"]), ["voksne-og-boern", "tal-sammenhaeng"]);
    }

    #[test]
    fn names_are_allowed_short_and_each_its_own() {
        assert_eq!(names(&["a/b:c", "'x'", "[1]*?\\", "", "  "]), ["a-b-c", "x", "-1----", "Ark", "Ark~2"]);
        assert_eq!(names(&["Fig", "fig", "FIG"]), ["Fig", "fig~2", "FIG~3"]);
        assert_eq!(names(&["indhold", "History", "alle Værdier"]), ["indhold~2", "History~2", "alle Værdier~2"]);
        let long = "x".repeat(40);
        assert_eq!(names(&[&long, &long]), ["x".repeat(30) + "…", "x".repeat(28) + "…~2"]);
        // A letter outside the first plane counts twice.
        assert_eq!(names(&[&"𝄞".repeat(20)]), ["𝄞".repeat(15) + "…"]);
        assert_eq!(
            names(&["Virksomhedsrettede indsatser før og efter", "Lukkede børnesager i familier, der er aktive"]),
            ["Virksomhedsrettede indsatser…", "Lukkede børnesager i familier…"]
        );
    }

    #[test]
    fn links_quote_the_sheet() {
        assert_eq!(link("voksne-og-boern", "A1"), "internal:'voksne-og-boern'!A1");
        assert_eq!(link("a'b", "C7"), "internal:'a''b'!C7");
    }
}
