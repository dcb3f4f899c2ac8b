//! When people are observed.

use super::{Told, capital, possessive};
use crate::spec::{Around, Follow, Over, Timeline};

const TOPIC: &str = "Periode";

impl Told<'_> {
    /// The windows of a measure.
    pub(super) fn over(&mut self, over: &Over) {
        let as_of = self.as_of.to_string();
        let last = crate::locale::month(&as_of).unwrap_or(as_of);
        match &over.timeline {
            Timeline::StartAndLatest => self.say(
                TOPIC,
                format!(
                    "Måneden, {} trådte ind, og den seneste: måneden for udtræden, dog højst {last}.",
                    self.noun.the
                ),
            ),
            Timeline::ProjectMonths => self.say(
                TOPIC,
                format!(
                    "{} måneder fra indtræden, så mange som alle i populationen når senest {last}.",
                    capital(&possessive(&self.noun.the))
                ),
            ),
            Timeline::Weeks(since) => self.say(
                TOPIC,
                format!(
                    "Hver uge (mandag til søndag) fra den første i {}, så mange som er hele ved udgangen af {last}. En uge er i måneden med dens torsdag.",
                    month(*since)
                ),
            ),
            Timeline::Months(since) => self.say(TOPIC, format!("Hver måned fra {} til {last}.", month(*since))),
            Timeline::Quarters(since) => {
                self.say(
                    TOPIC,
                    format!(
                        "Hvert kvartal fra det med {}, så mange som er hele ved udgangen af {last}.",
                        month(*since)
                    ),
                );
            }
            Timeline::HalfYears(since) => {
                self.say(
                    TOPIC,
                    format!("Hvert halvår fra det med {}, så mange som er hele ved udgangen af {last}.", month(*since)),
                );
            }
            Timeline::Years(since) => {
                self.say(
                    TOPIC,
                    format!("Hvert år fra det med {}, så mange som er hele ved udgangen af {last}.", month(*since)),
                );
            }
            Timeline::MonthsAround(around) => self.around("Måneder", around, &last),
            Timeline::HalfYearsAround(around) => self.around("Halvår", around, &last),
            Timeline::BlocksAround(around, months) => {
                self.around(&format!("Perioder på {months} måneder"), around, &last);
            }
            Timeline::YearsBefore { day, years } => {
                self.say_as(TOPIC, format!("De {years} år før denne dag, dagen selv ikke med:"), day);
            }
        }
        if let Some(within) = &over.within {
            self.say(
                TOPIC,
                format!("Hver af grupperne «{}» har så mange måneder, som alle i gruppen når.", within.value),
            );
        }
        if let Some(age) = &over.from_age {
            self.say(TOPIC, format!("Kun perioder, på hvis første dag {} er fyldt {} år.", self.noun.the, age.value));
        }
    }

    fn around(&mut self, what: &str, around: &Around, last: &str) {
        let (first, end) = (around.offsets.first().copied().unwrap_or(0), around.offsets.last().copied().unwrap_or(0));
        let since = around.since.map(|since| format!("fra {} ", month(since))).unwrap_or_default();
        let follow = match around.follow {
            Follow::Whole => "Kun de, der kan følges i alle perioderne, er med",
            Follow::Each => "Hver er med i de perioder, hvor vedkommende kan følges",
        };
        self.say(
            TOPIC,
            format!(
                "{what} fra {first} til {end} omkring måneden i «{}». {follow}, {since}til {last}.",
                around.column.value
            ),
        );
    }
}

fn month(month: crate::calendar::Month) -> String {
    let text = month.to_string();
    crate::locale::month(&text).unwrap_or(text)
}
