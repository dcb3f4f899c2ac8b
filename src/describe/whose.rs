//! Whether values look like names or addresses of people, whatever their column is called.

/// First names that many people in Denmark have, without those that are words too (`august`, `per`, `bo`).
const FIRST: &str = include_str!("names.txt");
/// Surnames that many people in Denmark have.
const LAST: [&str; 40] = [
    "nielsen",
    "jensen",
    "hansen",
    "andersen",
    "pedersen",
    "christensen",
    "larsen",
    "sørensen",
    "rasmussen",
    "jørgensen",
    "petersen",
    "madsen",
    "kristensen",
    "olsen",
    "thomsen",
    "christiansen",
    "poulsen",
    "johansen",
    "møller",
    "mortensen",
    "knudsen",
    "jakobsen",
    "jacobsen",
    "mikkelsen",
    "frederiksen",
    "henriksen",
    "laursen",
    "schmidt",
    "eriksen",
    "iversen",
    "andreasen",
    "simonsen",
    "svendsen",
    "clausen",
    "nissen",
    "jeppesen",
    "nguyen",
    "ahmed",
    "mohamed",
    "hussein",
];
/// What the names of streets end with.
const STREETS: [&str; 17] = [
    "vej",
    "gade",
    "allé",
    "alle",
    "stræde",
    "vænget",
    "vænge",
    "boulevard",
    "toften",
    "marken",
    "parken",
    "bakken",
    "haven",
    "stien",
    "gyde",
    "torvet",
    "engen",
];
/// In so many parts of the values, one that looks like a person makes the column one of people.
const ONE_IN: usize = 3;

/// What the values of a column look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Looks {
    /// Most are as names or addresses are: why.
    Personal(&'static str),
    /// So many are.
    Some(usize),
    /// None is.
    Neutral,
}

/// What these different values look like.
pub(super) fn looks<'a>(values: impl Iterator<Item = &'a str> + Clone) -> Looks {
    let all = values.clone().count();
    let names = values.clone().filter(|value| is_name(value)).count();
    let places = values.filter(|value| is_address(value)).count();
    if names > 0 && names * ONE_IN >= all {
        Looks::Personal("værdierne ligner navne på personer")
    } else if places > 0 && places * ONE_IN >= all {
        Looks::Personal("værdierne ligner adresser")
    } else if names + places > 0 {
        Looks::Some(names + places)
    } else {
        Looks::Neutral
    }
}

fn words(value: &str) -> impl Iterator<Item = &str> {
    value.split(|letter: char| letter.is_whitespace() || ",;/()".contains(letter)).filter(|word| !word.is_empty())
}

/// Up to five words, of which the first or the last is a frequent name and begins with a capital.
fn is_name(value: &str) -> bool {
    let words: Vec<&str> = words(value).collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    if words.len() > 5 || value.chars().any(|letter| letter.is_ascii_digit()) {
        return false;
    }
    let is_one = |word: &str| {
        let small = word.trim_end_matches('.').to_lowercase();
        word.starts_with(char::is_uppercase)
            && (LAST.contains(&small.as_str()) || FIRST.split_whitespace().any(|name| name == small))
    };
    is_one(first) || is_one(last)
}

/// A word that streets end with, and a number of a house behind it.
fn is_address(value: &str) -> bool {
    let words: Vec<&str> = words(value).collect();
    words.windows(2).any(|pair| {
        let street = pair[0].to_lowercase();
        let is_house = pair[1].starts_with(|letter: char| letter.is_ascii_digit()) && pair[1].len() <= 5;
        // `på vej` is none, and `Nørre Allé` is one.
        let is_called =
            |end: &&str| street.ends_with(*end) && (street != **end || pair[0].starts_with(char::is_uppercase));
        is_house && STREETS.iter().any(is_called)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_addresses_are_known_by_their_values() {
        let looks = |values: &[&str]| looks(values.iter().copied());
        assert!(matches!(looks(&["Anne", "Søren", "Xbqz"]), Looks::Personal(why) if why.contains("navne")));
        assert!(matches!(looks(&["Hansen, Kim", "NIELSEN", "Vu"]), Looks::Personal(why) if why.contains("navne")));
        assert!(
            matches!(looks(&["Lærkevej 12, 2. tv.", "Nørre Allé 4A"]), Looks::Personal(why) if why.contains("adresser"))
        );
        assert_eq!(looks(&["Familiehuset", "Team Mette", "Dagbehandling", "Støtteperson"]), Looks::Some(1));
        for neutral in [
            ["Januar", "Maj", "August"],
            ["Per måned", "Bo selv", "Villa"],
            ["mor", "far", "barn"],
            ["På vej 3 gange", "Indsatsen", "Familieteam Nord"],
            ["Nordby", "Sydby", "Jens' hus i byen ved den gamle skole"],
        ] {
            assert_ne!(
                std::mem::discriminant(&looks(&neutral)),
                std::mem::discriminant(&Looks::Personal("")),
                "{neutral:?}"
            );
        }
    }

    #[test]
    fn no_name_stands_twice() {
        let mut names: Vec<&str> = FIRST.split_whitespace().collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
