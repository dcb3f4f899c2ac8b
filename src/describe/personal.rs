//! Which columns may tell of a person. A column too many costs a word in the spec; one too few costs somebody's privacy: where
//! it cannot be known, it is marked.

use std::collections::BTreeSet;

use super::column::has_number_of_person;
use super::whose::{Looks, looks};
use super::{Column, Guess};

/// Words in a column's name that tell of a person, and why.
const WORDS: [(&[&str], &str); 4] = [
    (&["cpr", "personnummer"], "navnet siger CPR"),
    (
        &[
            "navn",
            "name",
            "fornavn",
            "efternavn",
            "mellemnavn",
            "firstname",
            "lastname",
            "surname",
            "adresse",
            "adr",
            "vej",
            "vejnavn",
            "gade",
            "gadenavn",
            "bopæl",
            "telefon",
            "tlf",
            "mobil",
            "mail",
            "foedt",
            "fødsel",
            "født",
            "foedsel",
        ],
        "navnet siger, hvem det er",
    ),
    (
        &["bemærkning", "bemaerkning", "kommentar", "note", "fritekst", "beskrivelse", "diagnose"],
        "navnet siger fri tekst",
    ),
    (&["id", "sag", "familie", "klient", "borger", "forløb", "forloeb", "behandler", "kontakt", "ansvarlig"], NUMBER),
];
/// A name that only looks so: what an account or a function is called tells of nobody.
const NOBODY: [&str; 5] = ["funktionsnavn", "kontonavn", "kommunenavn", "ydelsesnavn", "antal"];
/// Whose numbers tell of nobody: `kontonr`, `Skole nr.`, `folkeskolenummer`. Any other number may be of a person or a case.
const COUNTED: [&str; 34] = [
    "aar",
    "afdeling",
    "art",
    "bilag",
    "boelge",
    "bølge",
    "cvr",
    "dag",
    "distrikt",
    "enhed",
    "faktura",
    "fase",
    "forvaltning",
    "funktion",
    "institution",
    "kapitel",
    "kommune",
    "konto",
    "kvartal",
    "leverandør",
    "linje",
    "lov",
    "maaned",
    "mål",
    "måned",
    "område",
    "paragraf",
    "række",
    "side",
    "skole",
    "team",
    "tilbud",
    "trin",
    "uge",
];
/// Who has an id of their own: `personid`, `sagsnøgle`. Others' words end so, too: `arbejdstid`.
const HOLDERS: [&str; 28] = [
    "barn",
    "barne",
    "bruger",
    "case",
    "child",
    "client",
    "deltager",
    "elev",
    "family",
    "forælder",
    "hushold",
    "household",
    "husstand",
    "journal",
    "loebe",
    "løbe",
    "medarbejder",
    "part",
    "participant",
    "patient",
    "pers",
    "person",
    "pseudo",
    "pseudonym",
    "respondent",
    "sag",
    "student",
    "ung",
];
/// Of fewer people nothing is told from what each of them has alone.
const LEAST_PEOPLE: usize = 10;
/// Why the name of an id tells of a person.
const NUMBER: &str = "navnet siger et nummer på en person, en familie eller en sag";
/// How a name ends that says a day of a case, and not its number: `Forløb startdato`.
const DAYS: [&str; 8] = ["dato", "start", "slut", "fra", "til", "begyndt", "ophør", "afsluttet"];
/// How a name ends that says what kind of person or case it is, and not its number: `Borger Køn`, as two rows of heads are joined.
const TRAITS: [&str; 20] = [
    "køn", "koen", "alder", "rolle", "status", "tilstand", "type", "kategori", "kommune", "område", "gruppe", "hold",
    "sted", "niveau", "resultat", "årsag", "aarsag", "udfald", "varighed", "fase",
];
/// What the name of something that is no person begins with: `skolenavn`. Any other `…navn` may be somebody's.
const THINGS: [&str; 18] = [
    "afdeling",
    "distrikt",
    "enhed",
    "felt",
    "fil",
    "forvaltning",
    "funktion",
    "gruppe",
    "indsats",
    "institution",
    "kommune",
    "konto",
    "område",
    "skole",
    "team",
    "tilbud",
    "ydelse",
    "leverandør",
];

/// Marks the columns that may tell of a person, and takes the lists of codes from them.
pub(super) fn mark(columns: &mut [Column], doubts: &mut Vec<String>) {
    let about_people = columns.iter().any(|column| column.guess == Guess::Person)
        || columns
            .iter()
            .any(|column| why_named(&column.name).is_some() || matches!(looks_of(column), Looks::Personal(_)))
        || columns.iter().any(has_phones);
    let person = columns.iter().find(|column| column.guess == Guess::Person);
    let own: Vec<bool> =
        columns.iter().map(|column| person.is_some_and(|person| is_ones_own(column, person))).collect();
    for (column, is_own) in columns.iter_mut().zip(own) {
        column.personal = why(column, about_people, is_own);
        if let (None, Looks::Some(values)) = (column.personal, looks_of(column)) {
            let list = if column.codes.is_empty() { "" } else { "; de er ikke skrevet op" };
            doubts.push(format!(
                "{}: {values} af værdierne ligner navne eller adresser{list}; se efter, om de er personers",
                column.name
            ));
            column.codes.clear();
        }
        if column.personal.is_none() {
            continue;
        }
        if column.guess != Guess::Person && column.values.iter().flatten().any(|value| has_number_of_person(value)) {
            doubts.push(format!("{}: der kan stå CPR-numre i teksten; de må ud af udtrækket", column.name));
        }
        column.codes.clear();
        column.span = None;
    }
}

fn why(column: &Column, about_people: bool, is_own: bool) -> Option<&'static str> {
    if column.guess == Guess::Person {
        return Some("CPR-numre");
    }
    if has_phones(column) {
        return Some("telefonnumre");
    }
    if is_own {
        return why_named(&column.name).or(Some("én værdi for hver person"));
    }
    let is_text = column.guess == Guess::Text;
    if is_text && column.values.iter().flatten().any(|value| has_number_of_person(value)) {
        return Some("lange tal i teksten");
    }
    // A code list is of categories, whatever its column is called; numbers and days of an event tell by their names alone.
    let named = why_named(&column.name);
    // Names are no categories, however few they are.
    if let Looks::Personal(why) = looks_of(column) {
        return named.or(Some(why));
    }
    if is_text && about_people && column.codes.is_empty() && column.filled > 0 {
        return named.or(Some("tekst, der ikke er en liste af få værdier"));
    }
    named.filter(|_| matches!(column.guess, Guess::Text | Guess::Integer | Guess::Day(_)))
}

/// What the values of a text look like, each once.
fn looks_of(column: &Column) -> Looks {
    if column.guess != Guess::Text {
        return Looks::Neutral;
    }
    let values: BTreeSet<&str> = column.values.iter().flatten().map(String::as_str).collect();
    looks(values.iter().copied())
}

/// Whether a column has telephone numbers, whatever it is called.
fn has_phones(column: &Column) -> bool {
    matches!(column.guess, Guess::Text | Guess::Integer)
        && are_phones(column.values.iter().flatten().map(String::as_str))
}

/// Whether all of the values are Danish telephone numbers: eight digits, of which the first is 2 or more, with the country's number or
/// without. Of digits alone they may be amounts, which are mostly round, or days.
fn are_phones<'v>(values: impl Iterator<Item = &'v str>) -> bool {
    let values: BTreeSet<&str> = values.collect();
    let is_phone = |value: &str| {
        let digits: String = value.chars().filter(|char| !matches!(char, ' ' | '\u{a0}' | '-')).collect();
        let own = digits.strip_prefix("+45").or_else(|| digits.strip_prefix("0045")).unwrap_or(&digits);
        own.len() == 8 && own.bytes().all(|byte| byte.is_ascii_digit()) && own >= "2" && !is_day(value)
    };
    // A single number may be round, or read as a day, by chance.
    let is_other = |value: &&&str| value.len() == 8 && (value.ends_with("00") || is_day_in_one(value));
    let others = values.iter().filter(is_other).count();
    values.len() > 1 && others * 2 < values.len() && values.iter().all(|value| is_phone(value))
}

/// Whether eight digits are a day: `20181231`.
fn is_day_in_one(text: &str) -> bool {
    ("1900".."2101").contains(&text) && chrono::NaiveDate::parse_from_str(text, "%Y%m%d").is_ok()
}

/// Whether a text is a day: `31-12-2018` is eight digits, too.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', ' ']).collect();
    parts.len() == 3 && parts.iter().any(|part| part.len() == 4)
}

/// Whether a name says a number or an id of somebody, or of a case: one that stands in its row alone (`løbenr`, `lbnr`, `Journal nr.`), or
/// in several and in other extracts.
fn is_numbered(words: &[&str]) -> bool {
    let is_counted = |owner: &str| {
        let owner = owner.strip_suffix('s').unwrap_or(owner);
        // A short word ends others: `part` is no `art`.
        COUNTED.iter().any(|thing| if thing.chars().count() <= 4 { owner == *thing } else { owner.ends_with(thing) })
    };
    let numbered = |(at, word): (usize, &&str)| {
        if let Some(owner) = ["nummer", "numre", "nr"].iter().find_map(|end| word.strip_suffix(end)) {
            let before = at.checked_sub(1).and_then(|before| words.get(before)).copied().unwrap_or_default();
            return !is_counted(if owner.is_empty() { before } else { owner });
        }
        let owner = ["id", "nøgle", "noegle", "key"].iter().find_map(|end| word.strip_suffix(end));
        let owner = owner.map(|owner| owner.strip_suffix('s').unwrap_or(owner));
        word.contains("nummer") || owner.is_some_and(|owner| HOLDERS.contains(&owner))
    };
    words.iter().enumerate().any(numbered)
}

/// Whether a column has one value for each person and no two have the same, row after row: a number of the person, whatever it is called.
fn is_ones_own(column: &Column, person: &Column) -> bool {
    if !matches!(column.guess, Guess::Text | Guess::Integer) {
        return false;
    }
    let pairs: BTreeSet<(&String, &String)> = person
        .values
        .iter()
        .zip(&column.values)
        .filter_map(|(who, value)| Some((who.as_ref()?, value.as_ref()?)))
        .collect();
    let people: BTreeSet<&String> = pairs.iter().map(|(who, _)| *who).collect();
    let values: BTreeSet<&String> = pairs.iter().map(|(_, value)| *value).collect();
    // Where nobody stands twice, or few do, amounts and days may differ by chance.
    let repeated = column.filled.saturating_sub(people.len());
    people.len() >= LEAST_PEOPLE
        && repeated >= people.len()
        && pairs.len() == people.len()
        && pairs.len() == values.len()
}

/// Whether a name says a number of a person, a family or a case.
pub(super) fn is_number_of_somebody(name: &str) -> bool {
    why_named(name) == Some(NUMBER)
}

pub(super) fn why_named(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    if NOBODY.contains(&name.as_str()) {
        return None;
    }
    let words: Vec<&str> = name.split(|char: char| !char.is_alphanumeric()).collect();
    // A short word is one of the name's words; a long one may stand within another.
    let has = |word: &&str| if word.chars().count() <= 4 { words.contains(word) } else { name.contains(*word) };
    let whose = |word: &&str| word.ends_with("navn") && !THINGS.iter().any(|thing| word.starts_with(thing));
    let found = WORDS.iter().find(|(list, _)| list.iter().any(&has)).map(|(_, why)| *why);
    let found = found.or_else(|| is_numbered(&words).then_some(NUMBER));
    let is_no_number = words.last().is_some_and(|last| DAYS.iter().chain(&TRAITS).any(|ending| last.ends_with(ending)));
    let found = found.filter(|why| !(is_no_number && *why == NUMBER));
    found.or_else(|| words.iter().any(whose).then_some("navnet siger, hvem det er"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::Evidence;

    #[test]
    fn what_each_person_has_alone_in_row_after_row_is_a_number_of_the_person() {
        let column = |guess: Guess, value: &dyn Fn(usize) -> usize| Column {
            name: "ref".to_owned(),
            guess,
            evidence: Evidence { holds: 36, of: 36 },
            filled: 36,
            unique: false,
            codes: Vec::new(),
            personal: None,
            scale: None,
            required: true,
            span: None,
            values: (0..36).map(|row| Some(value(row).to_string())).collect(),
        };
        // Twelve people, each in three rows.
        let person = column(Guess::Person, &|row| row % 12);
        let own = |value: &dyn Fn(usize) -> usize| is_ones_own(&column(Guess::Integer, value), &person);
        assert!(own(&|row| 700 + row % 12));
        assert!(!own(&|row| 700 + row), "one a row");
        assert!(!own(&|row| 700 + row % 6), "two people share one");
        let alone = column(Guess::Person, &|row| row);
        assert!(!is_ones_own(&column(Guess::Integer, &|row| 700 + row), &alone), "nobody stands twice");
    }

    #[test]
    fn telephone_numbers_are_known_by_what_they_look_like() {
        for phones in [
            &["22334455", "61728394"][..],
            &["22 33 44 55", "+45 61728394", "0045 61 72 83 94"],
            &["3312 3456", "86\u{a0}12\u{a0}34\u{a0}56"],
        ] {
            assert!(are_phones(phones.iter().copied()), "{phones:?}");
        }
        for others in [
            // Amounts, numbers of seven or nine digits, days, what no telephone begins with, one number, and none.
            &["25000000", "31500000", "42000000"][..],
            &["2233445", "6172839"],
            &["223344556", "617283945"],
            &["31-12-2018", "30-11-2018"],
            &["20181231", "20181130", "20190101"],
            &["12345678", "01234567"],
            &["22334455"],
            &[],
        ] {
            assert!(!are_phones(others.iter().copied()), "{others:?}");
        }
    }

    #[test]
    fn names_tell_of_people() {
        for name in [
            "Fornavn",
            "Borgernavn",
            "Adr",
            "Adr.",
            "Gade",
            "Kaldenavn",
            "Barn CPR",
            "Familie-id",
            "Fødselsdato",
            "klient",
            "Borger",
            "Borger CPR",
            "Borger Navn",
            "Borger type nr.",
            "Navn",
            "Sags-id",
            "forloeb",
            "Bemærkninger",
            "Løbenr",
            "loebenr",
            "Lbnr.",
            "Sagsnr",
            "journalnummer",
            "Journal nr.",
            "borgernr",
            "familienr",
            "PNR",
            "Partnr",
            "skolesagsnr",
            "personid",
            "SagsID",
            "respondentnøgle",
            "husstands_id",
            "Nummerplade",
        ] {
            assert!(why_named(name).is_some(), "{name}");
        }
        for name in [
            "Skolenavn",
            "Indsatsnavn",
            "Adgang",
            "Funktionsnavn",
            "Beløb",
            "Rolle",
            "Indsats",
            "Iværksat",
            "kategori",
            "Forløb Startdato",
            "sag slut",
            "Borger Køn",
            "Forløb Hold",
            "Sag Årsag",
            "Forløb resultat",
            "Sag status",
            "Familietype",
            "Paragraf",
            "antal",
            "Kommunenr",
            "kontonummer",
            "Konto nr.",
            "Folkeskolenr",
            "afdelingsnr",
            "ugenr",
            "Bilagsnr",
            "arbejdstid",
            "hybrid",
        ] {
            assert!(why_named(name).is_none(), "{name}");
        }
    }
}
