//! Single rows: a row that is named is needed, alone or for what another row tells as well.

use std::collections::BTreeSet;

use sporbar::cohort::RowRef;

use super::needed_of_each_extract;

/// Without a row that an observation names the observation is gone from its value, or changed; or another row tells the same (a
/// client's second session, where clients are counted), and then it is the row that keeps the observation there when the others are
/// gone.
#[test]
fn no_row_is_named_that_is_not_needed() {
    let (mut alone, mut with_others) = (0, 0);
    needed_of_each_extract("single row", |tried, extract| {
        let of_extract = |row: &RowRef| row.extract == extract;
        let own = tried.of_part.observations.own_rows(tried.at);
        let last = own.iter().rev().find(|row| of_extract(row)).copied().expect("it has one");
        let decides = tried.without(&BTreeSet::from([last])) != Some(tried.before());
        let others: BTreeSet<RowRef> = tried.rows().into_iter().filter(|row| of_extract(row) && *row != last).collect();
        let every: BTreeSet<RowRef> = others.iter().copied().chain([last]).collect();
        let shares = !decides && !others.is_empty() && tried.without(&others) != tried.without(&every);
        (alone, with_others) = (alone + usize::from(decides), with_others + usize::from(shares));
        decides || shares
    });
    assert!(alone > 60 && with_others > 0, "{alone} decide alone, {with_others} tell what others do");
}
