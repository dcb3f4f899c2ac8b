//! What is said of the observations: counts, shares, means, and how sure they are.

use super::{Statement, Told};
use crate::document;
use crate::estimate::Formula;
use crate::locale::say;
use crate::spec::{self, Against, Among, Goal, Is, Part, Per, Policy};
use crate::value::Stat;

impl Told<'_> {
    /// The stats of a part, each with its formula; what is below the line, and the interval.
    pub(super) fn statistic(&mut self, part: &Part) {
        match &part.told {
            None => {
                for stat in &part.stats {
                    let (topic, text) = self.said(*stat, part);
                    self.say(topic, text);
                }
            }
            Some(told) => self.told(told, part),
        }
        let denominator = match part.among {
            Among::X | Among::AllAtX => "words-denominator-at-place",
            Among::Series => "words-denominator-in-series",
            Among::Facet => "words-denominator-in-facet",
            Among::Counted => "words-denominator-counted",
            Among::Stated => "words-denominator-stated",
            Among::Nothing => "words-denominator-none",
        };
        self.tell("words-denominator-topic", denominator);
        if let Some(whole) = &part.share_of {
            let text = say!(self.language, "words-share-of", whole = &whole.value);
            self.say(self.word("words-share-of-topic"), text);
        }
        match part.per {
            Per::Observation => {}
            Per::Unit => self.tell("words-denominator-topic", "words-unit-once"),
            Per::Family => self.tell("words-denominator-topic", "words-family-once"),
        }
        if let Some(interval) = part.interval {
            let (text, formula) = interval.words(part.statistic());
            self.formula(self.word("words-interval-topic"), text, formula);
        }
        if let Some([lower, upper]) = &part.beside.ends {
            self.tell_as("words-interval-topic", "words-interval-lower", lower);
            self.tell_as("words-interval-topic", "words-interval-upper", upper);
        }
        if let Some(rolling) = &part.rolling {
            let text = say!(self.language, "words-rolling", places = i64::from(rolling.value));
            self.say(self.word("words-along-topic"), text);
        }
        if part.cumulated.is_some() {
            self.tell("words-along-topic", "words-cumulated");
        }
    }

    /// A statistic: what it is, its formula, where that is from, what it is told of and against, and what it asks of each
    /// observation.
    fn told(&mut self, told: &spec::Told, part: &Part) {
        let topic =
            part.stats.first().map(|stat| document::stat_word(self.spec.report.language, *stat)).unwrap_or_default();
        match told.is {
            Is::Stat(stat) => {
                let (_, text) = self.said(stat, part);
                self.say(topic, text);
            }
            Is::Statistic(of) => {
                self.formula(topic, of.says, of.formula);
                self.tell("words-source-topic", of.source);
            }
        }
        let beside = &part.beside;
        self.tell_if("words-beside-topic", "words-beside", beside.with.as_ref());
        self.tell_if("words-group-topic", "words-group", beside.versus.as_ref());
        self.tell_if("words-event-topic", "words-event", beside.event.as_ref());
        self.tell_if("words-class-topic", "words-class", beside.cell.as_ref());
        self.tell_if("words-cluster-topic", "words-cluster", beside.cluster.as_ref());
        let Some(against) = &told.against else { return };
        self.tell_if("words-ranked-within-topic", "words-ranked-within", against.within.as_ref());
        if let Some(Goal::Told { least, most }) = &against.goal {
            self.tell_if("words-goal-at-least-topic", "words-goal", least.as_ref());
            self.tell_if("words-goal-at-most-topic", "words-goal", most.as_ref());
        }
        self.say(self.word("words-told-topic"), self.against(against, part));
    }

    /// What a statistic is told of, and what that is held against.
    fn against(&self, against: &Against, part: &Part) -> String {
        let language = self.language;
        let of = match against.of {
            Is::Stat(stat) => self.said(stat, part).0,
            Is::Statistic(of) => self.word(of.title),
        };
        match (&against.goal, &against.from, against.steps) {
            (Some(Goal::Number(goal, true)), _, _) => {
                say!(language, "words-told-at-least", of = of, goal = self.exact(*goal))
            }
            (Some(Goal::Number(goal, false)), _, _) => {
                say!(language, "words-told-at-most", of = of, goal = self.exact(*goal))
            }
            (Some(Goal::Told { .. }), _, _) => say!(language, "words-told-by-rows", of = of),
            (None, Some(label), _) => say!(language, "words-told-from", of = of, label = &label.value),
            (None, None, Some(steps)) => {
                let along = if against.along_series { "series" } else { "axis" };
                say!(language, "words-told-back", of = of, steps = steps, along = along)
            }
            (None, None, None) => say!(language, "words-told", of = of),
        }
    }

    fn formula(&mut self, topic: String, message: &str, formula: Formula) {
        let (text, code) = (self.word(message), formula.said(|message| self.word(message)));
        self.put(Statement { topic, text, code: Some(code) });
    }

    /// What is done about small numbers.
    pub(super) fn disclosure(&mut self) {
        let (language, used) = (self.language, self.spec.disclosure.used());
        let text = match used.policy {
            Policy::PublishAll => say!(language, "words-small-numbers-shown", because = &used.because),
            Policy::Suppress(_) => say!(language, "words-small-numbers-hidden", because = &used.because),
        };
        self.say(self.word("words-small-numbers-topic"), text);
    }

    /// A stat's name and formula.
    fn said(&self, stat: Stat, part: &Part) -> (String, String) {
        let (topic, text) = match stat {
            Stat::Count => ("words-count-topic", "words-count"),
            Stat::Share => ("words-share-topic", "words-share"),
            Stat::Mean => ("words-mean-topic", "words-mean"),
            Stat::MeanOf(name) => {
                let what = name.text().trim_start_matches("mean_").replace('_', " ");
                return (say!(self.language, "words-mean-of-topic", what = what), self.word("words-mean"));
            }
            Stat::Sum => ("words-sum-topic", "words-sum"),
            Stat::Persons => ("words-persons-topic", "words-persons-given"),
            Stat::PersonYears => ("words-person-years-topic", "words-person-years"),
            Stat::CumulativeSum => ("words-cumulative-sum-topic", "words-cumulative-sum"),
            Stat::Expected => ("words-expected-topic", "words-expected"),
            Stat::Value => ("words-value-topic", "words-value"),
            Stat::PaybackYear => ("words-payback-year-topic", "words-payback-year"),
            Stat::PaybackTime => ("words-payback-time-topic", "words-payback-time"),
            Stat::Effect => ("words-effect-topic", "words-effect"),
            Stat::RelativeEffect => {
                let norm = self.exact(part.norm.as_ref().map_or(0.0, |norm| norm.value));
                let text = say!(self.language, "words-relative-effect", norm = norm);
                return (self.word("words-relative-effect-topic"), text);
            }
            Stat::Other(_) => return (String::new(), String::new()),
            Stat::Base => ("words-base-topic", "words-base"),
            Stat::Low => ("words-low-topic", "words-low"),
            Stat::High => ("words-high-topic", "words-high"),
            Stat::Span => ("words-span-topic", "words-span"),
            Stat::PresentValue => ("words-present-value-topic", "words-present-value"),
            Stat::CumulativePresentValue => ("words-cumulative-present-value-topic", "words-cumulative-present-value"),
        };
        (self.word(topic), self.word(text))
    }
}
