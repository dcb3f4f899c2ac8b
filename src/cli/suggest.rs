//! What `sporbar attack --suggest` says.

use crate::pipeline::{Hides, Suggestions};

/// What is hidden, exhibit by exhibit, and what would hide less.
pub(super) fn told(report: &str, policy: &str, suggestions: &Suggestions) -> String {
    let all = suggestions.all;
    let mut text = format!(
        "{report}: {} of {} values are hidden by `{policy}`, {} of them because they tell of few people themselves, {} besides\n",
        all.hidden(),
        all.values,
        all.first,
        all.besides
    );
    if suggestions.refused > 0 {
        text.push_str("  it is not published all the same: the build says why\n");
    }
    for exhibit in &suggestions.exhibits {
        let Hides { values, first, besides } = exhibit.now;
        let hidden = exhibit.now.hidden();
        text.push_str(&format!(
            "\n{}: {hidden} of {values} hidden, {first} first, {besides} besides\n",
            exhibit.exhibit
        ));
        for instead in &exhibit.instead {
            let (hidden, values) = (instead.hides.hidden(), instead.hides.values);
            text.push_str(&format!("  {}: {hidden} of {values} hidden", instead.by));
            let here = instead.hides.shown().cast_signed() - exhibit.now.shown().cast_signed();
            text.push_str(&format!(", so {} shown here", more(here)));
            if instead.elsewhere != 0 {
                text.push_str(&format!(" and {} elsewhere", more(-isize::try_from(instead.elsewhere).unwrap_or(0))));
            }
            text.push_str(if instead.refused > 0 { "; a build would refuse it\n" } else { "\n" });
        }
    }
    text
}

fn more(values: isize) -> String {
    match values {
        0 => "as many".to_owned(),
        1.. => format!("{values} more"),
        _ => format!("{} fewer", -values),
    }
}
