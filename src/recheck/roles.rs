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
    /// A mean of whole-number scores.
    Mean,
    /// Other numbers, which may be rounded.
    Number,
    /// Nothing that is tested.
    Other,
}

impl Role {
    /// All of them, with the names that options take.
    pub const ALL: [(&'static str, Self); 6] = [
        ("n", Self::N),
        ("count", Self::Count),
        ("percent", Self::Percent),
        ("mean", Self::Mean),
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
        // What moves between two numbers is of no N.
        if any(&["ændring", "change", "indeks", "index", "point", "procentpoint"]) {
            Self::Other
        } else if head.contains('%') || any(&["pct", "procent", "percent", "percentage", "andel"]) {
            Self::Percent
        } else if any(&["mean", "average", "gennemsnit", "gns", "middel", "middelværdi"]) {
            Self::Mean
        } else if any(&["sd", "std", "spredning", "standardafvigelse", "se"]) {
            Self::Other
        } else if words == ["n"] {
            Self::N
        } else if any(&["antal", "count", "number"]) {
            Self::Count
        } else {
            Self::Number
        }
    }
}

/// Whether a row that begins with this is the total of those above.
pub(super) fn is_total(label: &str) -> bool {
    let label = label.trim().trim_end_matches(':').to_lowercase();
    ["i alt", "ialt", "total", "sum", "all", "alle", "samlet"].contains(&label.as_str())
}
