//! What stats are called in a table.

use crate::locale;
use crate::value::{Name, Stat};

/// A statistic's title, and what its name says beyond it: `median_maaneder` is `Median, maaneder`, `share_efter` of a
/// standardised share `Standardiseret andel, efter`. A name of the spec's own that says nothing of the statistic is its words.
fn named(name: Name) -> String {
    let all: Vec<&str> = name.text().split('_').collect();
    let own = locale::capitalised(&all.join(" "));
    let is = name.means().map(|means| means.is).or_else(|| name.statistic().map(|statistic| statistic.name));
    let Some(stat) = is.and_then(Stat::from_name) else { return own };
    let title = stat.statistic().map_or_else(|| plain(stat), |statistic| statistic.title.to_owned());
    let words: Vec<&str> = stat.name().split('_').collect();
    // Words that a spec may call the statistic by.
    let said = |word: &&str| words.contains(word) || ["share", "sum", "mean", "count"].contains(word);
    let rest: Vec<&str> = all.iter().filter(|word| !said(word)).copied().collect();
    match (rest.len() < all.len(), rest.is_empty()) {
        (false, _) => own,
        (true, true) => title,
        (true, false) => format!("{title}, {}", rest.join(" ")),
    }
}

/// A stat of the program.
fn plain(stat: Stat) -> String {
    match stat {
        Stat::Other(name) => locale::capitalised(&name.text().replace('_', " ")),
        own => stat_word(own),
    }
}

/// A stat as the head of a column or a row.
pub fn stat_word(stat: Stat) -> String {
    let word = match stat {
        Stat::Count => "Antal",
        Stat::Share => "Andel",
        Stat::Mean => "Gennemsnit",
        Stat::MeanOf(name) => {
            let of = name.text().trim_start_matches("mean_").replace('_', " ");
            return format!("Gns. {of}");
        }
        Stat::Sum => "Sum",
        Stat::Persons => "Personer",
        Stat::PersonYears => "Årspersoner",
        Stat::CumulativeSum => "Akkumuleret",
        Stat::Expected => "Forventet",
        Stat::Value => "Værdi",
        Stat::PaybackYear => "Tjent hjem i år",
        Stat::PaybackTime => "Tid til det er tjent hjem",
        Stat::Effect => "Effekt",
        Stat::RelativeEffect => "Relativ effekt",
        Stat::PresentValue => "Nutidsværdi",
        Stat::CumulativePresentValue => "Akkumuleret nutidsværdi",
        Stat::Base => "Som angivet",
        Stat::Low => "Lav",
        Stat::High => "Høj",
        Stat::Span => "Udsving",
        Stat::Other(name) => return named(name),
    };
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::stat_word;
    use crate::estimate::Scale;
    use crate::value::{Means, Stat};

    #[test]
    fn what_a_name_stands_for_is_said_in_danish() {
        let stat = |name: &str, is: &'static str| {
            let stat = Stat::from_name(name).expect("a name");
            stat_word(stat.meaning(Means { is, scale: Scale::Share }))
        };
        assert_eq!(stat("share_efter", "standardised_share"), "Standardiseret andel, efter");
        assert_eq!(stat("share_maend", "share"), "Andel, maend");
        assert_eq!(stat("median_uger", "median"), "Median, uger");
        assert_eq!(stat("spredning", "sd"), "Spredning");
        assert_eq!(stat("standardised_share", "standardised_share"), "Standardiseret andel");
        assert_eq!(stat_word(Stat::from_name("median_uger").expect("a name")), "Median, uger");
    }
}
