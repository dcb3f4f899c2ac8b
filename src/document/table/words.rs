//! What stats are called in a table.

use crate::locale;
use crate::value::{Name, Stat};

/// A statistic's title, and what its name says beyond it: `median_maaneder` is `Median, maaneder`. A name of the spec's own is
/// its words.
fn named(name: Name) -> String {
    let words = name.text().replace('_', " ");
    match name.statistic() {
        Some(statistic) if statistic.name == name.text() => statistic.title.to_owned(),
        Some(statistic) => format!("{}, {}", statistic.title, words[statistic.name.len()..].trim_start()),
        None => locale::capitalised(&words),
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
