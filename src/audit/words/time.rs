//! When people are observed.

use super::{Statement, Told};
use crate::calendar::Month;
use crate::diagnostic::Ranged;
use crate::locale::say;
use crate::spec::{Around, Follow, Over, Timeline};

impl Told<'_> {
    /// The windows of a measure.
    pub(super) fn over(&mut self, over: &Over) {
        let topic = || self.word("words-period-topic");
        let (text, code) = self.windows(&over.timeline);
        let mut told = vec![Statement { topic: topic(), text, code: code.map(|code| self.filled(code)) }];
        let mut tell = |text: String| told.push(Statement { topic: topic(), text, code: None });
        if let Some(within) = &over.within {
            tell(say!(self.language, "words-within-groups", groups = &within.value));
        }
        if let Some(age) = &over.from_age {
            tell(say!(self.language, "words-from-age", the = &self.called.the, age = i64::from(age.value)));
        }
        for statement in told {
            self.put(statement);
        }
    }

    /// The windows in words, and the expression that says where they are.
    fn windows<'t>(&self, timeline: &'t Timeline) -> (String, Option<&'t Ranged<String>>) {
        let (language, last) = (self.language, self.month(self.as_of));
        let text = match timeline {
            Timeline::StartAndLatest => {
                say!(language, "words-start-and-latest", the = &self.called.the, last = last)
            }
            Timeline::ProjectMonths => {
                say!(language, "words-project-months", whose = self.whose(&self.called.the), last = last)
            }
            Timeline::Weeks(since) => say!(language, "words-weeks", since = self.month(*since), last = last),
            Timeline::Months(since) => say!(language, "words-months", since = self.month(*since), last = last),
            Timeline::Quarters(since) => say!(language, "words-quarters", since = self.month(*since), last = last),
            Timeline::HalfYears(since) => say!(language, "words-half-years", since = self.month(*since), last = last),
            Timeline::Years(since) => say!(language, "words-years", since = self.month(*since), last = last),
            Timeline::MonthsAround(around) => self.around(&self.word("words-around-months"), around, &last),
            Timeline::HalfYearsAround(around) => self.around(&self.word("words-around-half-years"), around, &last),
            Timeline::BlocksAround(around, months) => {
                self.around(&say!(language, "words-around-blocks", months = i64::from(*months)), around, &last)
            }
            Timeline::YearsBefore { day, years } => {
                return (say!(language, "words-years-before", years = i64::from(*years)), Some(day));
            }
        };
        (text, None)
    }

    fn around(&self, periods: &str, around: &Around, last: &str) -> String {
        let language = self.language;
        let offset = |offset: Option<&i32>| offset.copied().unwrap_or(0).to_string();
        let (first, end) = (offset(around.offsets.first()), offset(around.offsets.last()));
        let column = &around.column.value;
        let follow = match around.follow {
            Follow::Whole => "whole",
            Follow::Each => "each",
        };
        match around.since {
            Some(since) => say!(
                language,
                "words-around-since",
                periods = periods,
                first = first,
                end = end,
                column = column,
                follow = follow,
                since = self.month(since),
                last = last
            ),
            None => say!(
                language,
                "words-around",
                periods = periods,
                first = first,
                end = end,
                column = column,
                follow = follow,
                last = last
            ),
        }
    }

    fn month(&self, month: Month) -> String {
        let text = month.to_string();
        self.language.month(&text).unwrap_or(text)
    }
}
