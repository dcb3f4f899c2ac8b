//! Columns of keys that are no CPR numbers, for which a layout can ask for pseudonyms.

use super::personal::is_number_of_somebody;
use super::{Column, Guess};

/// A key is at most so many characters long,
const LONGEST: usize = 24;
/// and of at most so many words: `2018 00042`.
const WORDS: usize = 2;

/// What somebody should look at, in Danish: how a layout says that a column's cells are keys, such as the number of a case. Only who
/// knows the register can tell whether they are: pseudonyms have no order, and keys of one kind are one thing in all files.
pub(super) fn suggested(column: &Column) -> Option<String> {
    let is_key = matches!(column.guess, Guess::Text | Guess::Integer)
        && is_number_of_somebody(&column.name)
        && column.filled > 0
        && column.values.iter().flatten().all(|value| looks_like_one(value));
    let of = kind(&column.name);
    let kind = if column.guess == Guess::Integer { " og \"type\": \"string\"" } else { "" };
    (is_key && !of.is_empty()).then(|| {
        format!(
            "{}: er det en nøgle, som rækker kendes på, så skriv \"sporbar:key\": \"{of}\"{kind} i layoutet; så står der pseudonymer, \
             de samme for alle nøgler, der kaldes `{of}`",
            column.name
        )
    })
}

/// Whether a value is a key as registers write them: short, with a digit, and no sentence.
fn looks_like_one(value: &str) -> bool {
    value.chars().count() <= LONGEST
        && value.split_whitespace().count() <= WORDS
        && value.chars().any(|letter| letter.is_ascii_digit())
        && !value.starts_with('-')
}

/// What the keys of a column are of, as it is called, and the same however a file spells it: `Løbenr.` and `loebenr` are `loebenr`,
/// `Elev-ID` and `elev_id` are `elevid`.
pub(super) fn kind(name: &str) -> String {
    let name = name.to_lowercase().replace('æ', "ae").replace('ø', "oe").replace('å', "aa");
    name.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::describe;

    /// What is said of the column of so many values.
    fn said(name: &str, value: &dyn Fn(usize) -> String) -> Option<String> {
        let rows: Vec<String> = (0..12).map(|row| format!("{};A", value(row))).collect();
        let described = describe("x.csv", format!("{name};Art\n{}\n", rows.join("\n")).as_bytes()).expect("a table");
        described.doubts.into_iter().find(|doubt| doubt.contains("sporbar:key"))
    }

    #[test]
    fn keys_that_are_no_cpr_numbers_are_suggested_as_keys() {
        let serial = said("Løbenr.", &|row| (row + 1).to_string()).expect("a key");
        assert!(serial.contains("Løbenr.: ") && serial.contains("\"loebenr\" og \"type\": \"string\""), "{serial}");
        let case = said("Journalnummer", &|row| format!("2018-{:05}", row % 5)).expect("a key");
        assert!(case.contains("\"sporbar:key\": \"journalnummer\" i layoutet"), "{case}");
        for name in ["Sags-id", "SagsID", "sags_id"] {
            let case = said(name, &|row| format!("S{row}")).expect("a key");
            assert!(case.contains("\"sporbar:key\": \"sagsid\""), "{case}");
        }
    }

    #[test]
    fn other_columns_are_none() {
        assert_eq!(said("Behandler", &|row| ["Mette", "Lotte", "Anette"][row % 3].to_owned()), None, "no digit");
        assert_eq!(said("Kontonr", &|row| (5000 + row).to_string()), None, "the number of an account");
        assert_eq!(said("Beløb", &|row| (100 + row).to_string()), None);
        assert_eq!(said("Sag", &|row| format!("Bevilling nr. {row} af støtte")), None, "a sentence");
        assert_eq!(said("Sagsdato", &|row| format!("{:02}-01-2018", row + 1)), None, "days");
        assert_eq!(said("cpr", &|row| format!("{:02}0185-{row:04}", 61 + row)), None, "CPR numbers are people's");
    }
}
