//! Published tables, read as an outsider reads them.

use std::collections::BTreeMap;

use sporbar::value::{Disclosed, to_csv};

/// Exhibit, facet, series and x.
pub(crate) type Key = [String; 4];

/// What the tables say of one group.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    /// A number that is counted.
    pub(crate) counted: Option<f64>,
    /// A share.
    pub(crate) share: Option<f64>,
    /// The group it is counted among.
    pub(crate) n: Option<i64>,
    /// Whether the count or the share is hidden.
    pub(crate) hidden: bool,
}

impl Row {
    /// How many are counted, as far as the row itself tells.
    #[expect(clippy::cast_possible_truncation, reason = "people")]
    pub(crate) fn count(&self) -> Option<i64> {
        // Where a share is of something else than its n, the product is no whole number.
        let of_share = self.share.zip(self.n).map(|(share, n)| share * n as f64);
        let of_share = of_share.filter(|count| (count - count.round()).abs() < 1e-6);
        self.counted.or(of_share).map(|count| count.round() as i64)
    }
}

/// The counts and shares of a publication.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tables(BTreeMap<Key, Row>);

impl Tables {
    pub(crate) fn rows(&self) -> impl Iterator<Item = (&Key, &Row)> {
        self.0.iter()
    }

    pub(crate) fn row(&self, key: &Key) -> Row {
        self.0.get(key).cloned().unwrap_or_default()
    }

    /// The same without the counts and shares of some rows.
    pub(crate) fn hiding(&self, hides: impl Fn(&Row) -> bool) -> Self {
        let hide = |(key, row): (&Key, &Row)| {
            let row = if hides(row) { Row { counted: None, share: None, hidden: true, ..*row } } else { row.clone() };
            (key.clone(), row)
        };
        Self(self.0.iter().map(hide).collect())
    }
}

/// The tables of exhibits, from the bytes that are published.
pub(crate) fn published(exhibits: impl Iterator<Item = (String, Disclosed)>) -> Tables {
    let mut tables = Tables::default();
    for (id, values) in exhibits {
        let bytes = to_csv(&values);
        for record in csv::Reader::from_reader(bytes.as_slice()).records() {
            let record = record.expect("a row");
            let number = |at: usize| record[at].parse::<f64>().ok();
            let (stat, hidden) = (&record[3], &record[8] == "suppressed");
            if !["count", "share"].contains(&stat) {
                continue;
            }
            assert!(!hidden || [4, 5, 6].iter().all(|at| record[*at].is_empty()), "{id}: no number and no interval");
            let row = tables.0.entry([&id, &record[0], &record[1], &record[2]].map(str::to_owned)).or_default();
            row.n = row.n.or(record[7].parse().ok());
            row.hidden |= hidden;
            match stat {
                "count" => row.counted = number(4),
                _ => row.share = number(4),
            }
        }
    }
    tables
}
