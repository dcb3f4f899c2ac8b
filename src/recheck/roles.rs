//! What the columns and rows of a table are, by their heads or as they are told.

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The number of units that a percentage or a mean of the same row is of.
    N,
    /// Whole units that are counted, so that they add up exactly.
    Count,
    /// A share in percent.
    Percent,
    /// A share from 0 to 1.
    Share,
    /// A mean of whole-number scores.
    Mean,
    /// The standard deviation of the scores whose mean, or of the zeros and ones whose share, stands on the left.
    Spread,
    /// The lower end of an interval; the upper end stands beside it.
    Lower,
    /// The upper end.
    Upper,
    /// What one column differs from the one before by, as a difference or in percent.
    Change,
    /// The same in percent.
    ChangePercent,
    /// The column on the left in percent of the row that has 100.
    Index,
    /// What the amount on the left comes to for each of the N.
    Per,
    /// The percentage of N that the count on the left was computed with.
    Rate,
    /// Other numbers, which may be rounded.
    Number,
    /// Nothing that is tested.
    Other,
}

impl Role {
    /// All of them, with the names that options take.
    pub const ALL: [(&'static str, Self); 15] = [
        ("n", Self::N),
        ("count", Self::Count),
        ("percent", Self::Percent),
        ("share", Self::Share),
        ("mean", Self::Mean),
        ("sd", Self::Spread),
        ("lower", Self::Lower),
        ("upper", Self::Upper),
        ("change", Self::Change),
        ("change-percent", Self::ChangePercent),
        ("index", Self::Index),
        ("per", Self::Per),
        ("rate", Self::Rate),
        ("number", Self::Number),
        ("other", Self::Other),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, role)| *role == self).map_or("other", |(name, _)| name)
    }

    /// The role of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(own, _)| *own == name).map(|(_, role)| *role)
    }

    /// What a head says of its column.
    pub(super) fn of(head: &str) -> Self {
        let head = head.to_lowercase();
        let words: Vec<&str> = head.split(|letter: char| !letter.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let any = |named: &[&str]| words.iter().any(|word| named.contains(word));
        let percent = head.contains('%') || any(&["pct", "procent", "percent", "percentage"]);
        let points = any(&["point", "points", "procentpoint"]);
        if any(&["indeks", "index"]) {
            Self::Index
        } else if any(&["ændring", "change", "forskel", "difference"]) {
            if percent && !points { Self::ChangePercent } else { Self::Change }
        } else if any(&["nedre", "lower"]) {
            Self::Lower
        } else if any(&["øvre", "upper"]) {
            Self::Upper
        } else if points {
            // What moves between two numbers is of no N.
            Self::Other
        } else if head.contains('%') || any(&["pct", "procent", "percent", "percentage", "andel"]) {
            Self::Percent
        } else if any(&["mean", "average", "gennemsnit", "gns", "middel", "middelværdi"]) {
            Self::Mean
        } else if any(&["sd", "std", "spredning", "standardafvigelse"]) {
            Self::Spread
        } else if any(&["se", "standardfejl"]) {
            Self::Other
        } else if words == ["n"] {
            Self::N
        } else if words.first().is_some_and(|word| ["pr", "per"].contains(word)) {
            Self::Per
        } else if any(&["antal", "count", "number"]) {
            Self::Count
        } else {
            Self::Number
        }
    }
}

/// Whether a head says that its column is of shares, without saying in what.
pub(super) fn may_be_share(head: &str) -> bool {
    let head = head.to_lowercase();
    let mut words = head.split(|letter: char| !letter.is_alphanumeric());
    let percent = head.contains('%')
        || head
            .split(|letter: char| !letter.is_alphanumeric())
            .any(|word| ["pct", "procent", "percent", "percentage"].contains(&word));
    !percent && words.any(|word| word == "andel")
}

/// Whether a head says that its column is the total of those on its left, whatever it says behind a comma or in brackets.
pub(super) fn is_total_head(head: &str) -> bool {
    head.split([',', '(']).next().is_some_and(is_total)
}

/// How many of its unit each number of a column stands for: its head may say thousands or millions.
pub(super) fn scale(head: &str) -> f64 {
    let head = head.to_lowercase();
    let words: Vec<&str> = head.split(|letter: char| !(letter.is_alphanumeric() || letter == '.')).collect();
    let any = |named: &[&str]| words.iter().any(|word| named.contains(&word.trim_end_matches('.')));
    if any(&["mia", "billion", "billions"]) {
        1e9
    } else if any(&["mio", "million", "millions"]) {
        1e6
    } else if any(&["1.000", "1000", "t.kr", "tkr", "thousand", "thousands"]) {
        1e3
    } else {
        1.0
    }
}

/// Whether a row that begins with this is the total of those above.
pub(super) fn is_total(label: &str) -> bool {
    let label = label.trim().trim_end_matches(':').to_lowercase();
    ["i alt", "ialt", "total", "sum", "all", "alle", "samlet", "begge", "both", "tilsammen"].contains(&label.as_str())
}

#[cfg(test)]
mod tests {
    use super::{Role, is_total_head, may_be_share, scale};

    #[test]
    fn heads_say_what_columns_are() {
        for (head, role) in [
            ("Ændring i pct.", Role::ChangePercent),
            ("Ændring, procentpoint", Role::Change),
            ("Forskel", Role::Change),
            ("Indeks (2015 = 100)", Role::Index),
            ("95 % KI, nedre", Role::Lower),
            ("Øvre", Role::Upper),
            ("SD", Role::Spread),
            ("Point", Role::Other),
            ("Andel", Role::Percent),
            ("Gns.", Role::Mean),
            ("Pr. barn", Role::Per),
        ] {
            assert_eq!(Role::of(head), role, "{head}");
        }
        assert!(is_total_head("I alt, antal") && is_total_head("Total (pct.)") && !is_total_head("Totalskade"));
        let scales = ["Mio. kr.", "1.000 kr.", "t.kr.", "Mia. kr.", "Kr."].map(scale);
        assert_eq!(format!("{scales:?}"), "[1000000.0, 1000.0, 1000.0, 1000000000.0, 1.0]");
        assert!(may_be_share("Andel") && !may_be_share("Andel, pct.") && !may_be_share("Antal"));
    }
}
