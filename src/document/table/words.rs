//! What stats are called in a table.

use crate::locale::{self, Language, say};
use crate::value::{Name, Stat};

/// A statistic's title, and what its name says beyond it: `median_maaneder` is `Median, maaneder`, `share_efter` of a
/// standardised share `Standardiseret andel, efter`. A name of the spec's own that says nothing of the statistic is its words.
fn named(language: Language, name: Name) -> String {
    let all: Vec<&str> = name.text().split('_').collect();
    let own = locale::capitalised(&all.join(" "));
    let is = name.means().map(|means| means.is).or_else(|| name.statistic().map(|statistic| statistic.name));
    let Some(stat) = is.and_then(Stat::from_name) else { return own };
    let title = stat.statistic().map_or_else(|| plain(language, stat), |statistic| language.say(statistic.title, &[]));
    let words: Vec<&str> = stat.name().split('_').collect();
    // Words that a spec may call the statistic by.
    let said = |word: &&str| words.contains(word) || ["share", "sum", "mean", "count"].contains(word);
    let rest: Vec<&str> = all.iter().filter(|word| !said(word)).copied().collect();
    match (rest.len() < all.len(), rest.is_empty()) {
        (false, _) => own,
        (true, true) => title,
        (true, false) => say!(language, "document-stat-of", stat = title, of = rest.join(" ")),
    }
}

/// A stat of the program.
fn plain(language: Language, stat: Stat) -> String {
    match stat {
        Stat::Other(name) => locale::capitalised(&name.text().replace('_', " ")),
        own => stat_word(language, own),
    }
}

/// A stat as the head of a column or a row.
pub fn stat_word(language: Language, stat: Stat) -> String {
    match stat {
        Stat::Count => say!(language, "document-stat-count"),
        Stat::Share => say!(language, "document-stat-share"),
        Stat::Mean => say!(language, "document-stat-mean"),
        Stat::MeanOf(name) => {
            let of = name.text().trim_start_matches("mean_").replace('_', " ");
            say!(language, "document-stat-mean-of", of = of)
        }
        Stat::Sum => say!(language, "document-stat-sum"),
        Stat::Persons => say!(language, "document-stat-persons"),
        Stat::PersonYears => say!(language, "document-stat-person-years"),
        Stat::CumulativeSum => say!(language, "document-stat-cumulative-sum"),
        Stat::Expected => say!(language, "document-stat-expected"),
        Stat::Value => say!(language, "document-stat-value"),
        Stat::PaybackYear => say!(language, "document-stat-payback-year"),
        Stat::PaybackTime => say!(language, "document-stat-payback-time"),
        Stat::Effect => say!(language, "document-stat-effect"),
        Stat::RelativeEffect => say!(language, "document-stat-relative-effect"),
        Stat::PresentValue => say!(language, "document-stat-present-value"),
        Stat::CumulativePresentValue => say!(language, "document-stat-cumulative-present-value"),
        Stat::Base => say!(language, "document-stat-base"),
        Stat::Low => say!(language, "document-stat-low"),
        Stat::High => say!(language, "document-stat-high"),
        Stat::Span => say!(language, "document-stat-span"),
        Stat::Other(name) => named(language, name),
    }
}

#[cfg(test)]
mod tests {
    use super::stat_word;
    use crate::estimate::Scale;
    use crate::locale::Language;
    use crate::value::{Means, Stat};

    #[test]
    fn what_a_name_stands_for_is_said_in_danish() {
        let stat = |name: &str, is: &'static str| {
            let stat = Stat::from_name(name).expect("a name");
            stat_word(Language::default(), stat.meaning(Means { is, scale: Scale::Share }))
        };
        assert_eq!(stat("share_efter", "standardised_share"), "Standardiseret andel, efter");
        assert_eq!(stat("share_maend", "share"), "Andel, maend");
        assert_eq!(stat("median_uger", "median"), "Median, uger");
        assert_eq!(stat("spredning", "sd"), "Spredning");
        assert_eq!(stat("standardised_share", "standardised_share"), "Standardiseret andel");
        assert_eq!(stat_word(Language::default(), Stat::from_name("median_uger").expect("a name")), "Median, uger");
    }
}
