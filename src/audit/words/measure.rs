//! What is observed, and what observations are told apart by.

use super::Told;
use crate::diagnostic::Ranged;
use crate::locale::{capitalised, say};
use crate::spec::{
    ActiveRule, Analysis, Axis, Bookings, ClassLabels, Classes, Disposition, Measure, Part, Spells, StateRule, Step,
    StepTest, Tie, Totals, Unit, Valued,
};

const COUNTED: &str = "words-counted-topic";

impl Told<'_> {
    /// What is observed, when, and of which value and weight.
    pub(super) fn measure(&mut self, part: &Part) {
        let language = self.language;
        match &part.measure {
            Measure::Tally { unit: Unit::Person } => {
                self.counted(say!(language, "words-counted-member", each = capitalised(&self.called.each)));
            }
            Measure::Tally { unit: Unit::Family } => self.tell(COUNTED, "words-counted-family"),
            Measure::Composition { state, also, over } => {
                let whose = self.whose(&self.called.each);
                self.counted(say!(language, "words-counted-state", whose = whose, state = &state.value));
                self.over(over);
                for state in std::iter::once(state).chain(also) {
                    self.state(state.as_str());
                }
            }
            Measure::Transition { state } => {
                let whose = self.whose(&self.called.each);
                self.counted(say!(language, "words-counted-transition", whose = whose, state = &state.value));
                self.state(state.as_str());
            }
            Measure::Level { spells, over } => {
                let (file, active) = (self.file(spells.extract.as_str()), self.active(spells));
                let each = &self.called.each;
                self.counted(say!(language, "words-counted-level", file = file, each = each, active = active));
                self.tell_if("words-spells-topic", "words-those-spells", spells.filter.as_ref());
                self.over(over);
            }
            Measure::Records { rows, placed } => {
                let is_of_members = part.population.is_some();
                self.counted(match (self.file(rows.extract.as_str()), is_of_members) {
                    ("", false) => self.every_row_of(&rows.extract),
                    ("", true) => {
                        let table = say!(language, "words-named", name = &rows.extract.value);
                        say!(language, "words-counted-rows-about-member", table = table)
                    }
                    (file, false) => say!(language, "words-counted-rows", table = file),
                    (file, true) => say!(language, "words-counted-rows-of-file-about-member", file = file),
                });
                self.tell_if("words-rows-topic", "words-those-rows", rows.filter.as_ref());
                if let Some(placed) = placed {
                    self.tell_as("words-day-topic", "words-row-of-period", &placed.date);
                    self.over(&placed.over);
                }
                self.sequence(rows.extract.as_str());
            }
            Measure::Amount { bookings, over } => {
                self.bookings(bookings);
                self.over(over);
            }
            Measure::Analysis(analysis) => self.analysis(analysis),
        }
        self.tell_if("words-selection-topic", "words-those-observations", part.filter.as_ref());
        if let Some(value) = &part.value {
            self.number(value);
        }
        self.tell_if("words-weight-topic", "words-weighs", part.weight.as_ref());
        self.tell_if("words-baseline-topic", "words-changed-from", part.baseline.as_ref());
    }

    /// Says what is counted.
    fn counted(&mut self, text: String) {
        self.say(self.word(COUNTED), text);
    }

    fn every_row_of(&self, table: &Ranged<String>) -> String {
        let table = say!(self.language, "words-named", name = &table.value);
        say!(self.language, "words-counted-rows", table = table)
    }

    /// The number of each observation.
    fn number(&mut self, value: &Valued) {
        let (language, topic) = (self.language, "words-number-topic");
        match value {
            Valued::Sql(code) => self.tell_as(topic, "words-number-of-sql", code),
            Valued::Length { from, to, unit } => {
                let text = say!(language, "words-number-of-days", days = self.exact(unit.days()));
                self.say_as(self.word(topic), text, from);
                self.say_as(self.word("words-last-day-topic"), String::new(), to);
            }
            Valued::Present(present) => {
                let rate = self.exact(present.rate.value * 100.0);
                let text = say!(language, "words-number-of-present", year = present.to.value.to_string(), rate = rate);
                self.say_as(self.word(topic), text, &present.of);
                self.say_as(self.word("words-amount-year-topic"), String::new(), &present.year);
            }
        }
    }

    fn bookings(&mut self, bookings: &Bookings) {
        let text = say!(
            self.language,
            "words-counted-bookings",
            each = &self.called.each,
            amount = &bookings.amount.value,
            file = self.file(bookings.extract.as_str()),
            date = &bookings.date.value
        );
        self.counted(text);
        self.tell_if("words-bookings-topic", "words-those-bookings", bookings.filter.as_ref());
        self.labels("words-split-topic", &bookings.split);
    }

    fn analysis(&mut self, analysis: &Analysis) {
        match analysis {
            Analysis::Rows(rows) => {
                if let Some(view) = self.spec.views.iter().find(|view| view.name.value == rows.extract.value) {
                    self.view(COUNTED, view);
                } else {
                    let file = self.file(rows.extract.as_str());
                    self.counted(say!(self.language, "words-counted-rows", table = file));
                }
                self.tell_if("words-rows-topic", "words-those-rows", rows.filter.as_ref());
                self.tell_if("words-row-number-topic", "words-row-without-number", rows.value.as_ref());
                self.labels("words-numbers-topic", &rows.values);
                self.tell_if("words-row-weight-topic", "words-row-weighs", rows.weight.as_ref());
                self.sequence(rows.extract.as_str());
            }
            Analysis::Totals(totals) => self.totals(totals),
            Analysis::Sql(query) => self.tell_as(COUNTED, "words-counted-query", query),
            Analysis::Calculation(shown) => self.quantities(shown.calculation.as_str(), &shown.show),
            Analysis::Sensitivity(varied) => {
                self.tell(COUNTED, "words-counted-sensitivity");
                self.quantities(varied.calculation.as_str(), &varied.show);
            }
            Analysis::Disposition(of) => self.disposition(of),
        }
    }

    fn totals(&mut self, totals: &Totals) {
        let (language, per, of) = (self.language, self.file(totals.per.as_str()), self.file(totals.extract.as_str()));
        let text = say!(language, "words-counted-totals", per = per, of = of, by = &totals.by.value);
        self.say_as(self.word(COUNTED), text, &totals.value);
        if let Some(filter) = &totals.filter {
            let text = say!(language, "words-those-rows-in", table = per);
            self.say_as(self.word("words-rows-topic"), text, filter);
        }
        self.labels("words-split-topic", &totals.split);
    }

    fn disposition(&mut self, of: &Disposition) {
        let language = self.language;
        let each = capitalised(&self.called.each);
        self.counted(say!(language, "words-counted-disposition", each = each, population = &of.population.value));
        for (at, (asks, condition)) in (1_usize..).zip(&of.conditions) {
            let text = say!(language, "words-left-out-by", at = at, asks = asks.as_str(), whom = self.whom());
            self.say_as(self.word("words-left-out-topic"), text, condition);
        }
        for (end, label) in &of.ends {
            let text = say!(language, "words-ends-in", label = &label.value, population = &end.value);
            self.say(self.word("words-ends-topic"), text);
        }
    }

    /// Quantities of a calculation with their formulas, and all that those are made of.
    fn quantities(&mut self, calculation: &str, show: &[(Ranged<String>, Ranged<String>)]) {
        let language = self.language;
        let Some(calculation) = self.spec.calculations.iter().find(|known| known.name.value == calculation) else {
            return;
        };
        let mut wanted: Vec<&str> = show.iter().map(|(_, name)| name.as_str()).collect();
        for (label, name) in show {
            let (label, of) = (&label.value, &calculation.name.value);
            let text = say!(language, "words-counted-quantity", label = label, name = name.as_str(), calculation = of);
            self.counted(text);
        }
        let mut at = 0;
        while let Some(name) = wanted.get(at).copied() {
            at += 1;
            if let Some(quantity) = calculation.quantities.iter().find(|known| known.name.value == name) {
                let topic = say!(language, "words-formula-topic", name = name);
                let text = say!(language, "words-measured-in", unit = quantity.unit.value.to_string());
                self.say_as(topic, text, &quantity.text);
                let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
                for word in quantity.text.value.split(|letter: char| !is_word(letter)) {
                    if !wanted.contains(&word) {
                        wanted.push(word);
                    }
                }
            } else if let Some(input) = calculation.inputs.iter().find(|known| known.name.value == name) {
                let topic = say!(language, "words-assumption-topic", name = name);
                let (file, unit) = (self.file(input.extract.as_str()), input.unit.to_string());
                let text = say!(language, "words-assumption-in", file = file, unit = unit);
                self.say_as(topic.clone(), text, &input.value);
                if let Some(filter) = &input.filter {
                    self.say_as(topic, self.word("words-those-rows"), filter);
                }
            }
        }
    }

    fn sequence(&mut self, name: &str) {
        let language = self.language;
        let Some(sequence) = self.spec.sequences.iter().find(|known| known.name.value == name) else { return };
        let (file, by) = (self.file(sequence.extract.as_str()), self.named(&sequence.by));
        let topic = say!(language, "words-sequence-topic", name = name);
        let text = say!(language, "words-sequence", file = file, by = by, order = &sequence.order.value);
        self.say(topic.clone(), text);
        if let Some(filter) = &sequence.filter {
            self.say_as(topic, self.word("words-those-rows"), filter);
        }
        for (column, code) in &sequence.columns {
            let topic = say!(language, "words-column-topic", name = &column.value);
            self.say_as(topic, self.word("words-for-each-sequence"), code);
        }
    }

    /// A state, and those it is told by.
    pub(super) fn state(&mut self, name: &str) {
        let language = self.language;
        let Some(state) = self.spec.states.iter().find(|known| known.name.value == name) else { return };
        let topic = say!(language, "words-state-topic", name = name);
        let mut made_of = Vec::new();
        match &state.rule {
            StateRule::Spells { spells, value, ties } => self.state_of_spells(&topic, spells, value, ties),
            StateRule::FirstOf(steps) => {
                self.say(topic.clone(), self.word("words-first-that-fits"));
                for step in steps {
                    made_of.extend(self.step(&topic, step));
                }
            }
            StateRule::Merged { of, labels } => {
                let joined = labels.iter().map(|(label, from)| {
                    say!(language, "words-label-merged", label = &label.value, from = self.named(from))
                });
                let labels = joined.collect::<Vec<_>>().join("; ");
                self.say(topic.clone(), say!(language, "words-state-merged", state = &of.value, labels = labels));
                made_of.push(of.as_str());
            }
        }
        if !state.missing.value.is_empty() {
            self.say(topic, say!(language, "words-state-missing", missing = &state.missing.value));
        }
        for state in made_of {
            self.state(state);
        }
    }

    fn state_of_spells(&mut self, topic: &str, spells: &Spells, value: &Ranged<String>, ties: &[Tie]) {
        let (language, file, active) = (self.language, self.file(spells.extract.as_str()), self.active(spells));
        let text = say!(language, "words-state-of-spells", file = file, active = active);
        self.say_as(topic.to_owned(), text, value);
        if let Some(filter) = &spells.filter {
            self.say_as(topic.to_owned(), self.word("words-those-spells"), filter);
        }
        let rules = self.in_turn(ties.iter().map(|tie| match tie {
            Tie::LatestStart => self.word("words-tie-latest-start"),
            Tie::ListedFirst => self.word("words-tie-listed-first"),
        }));
        if let Some(rules) = rules {
            self.say(topic.to_owned(), say!(language, "words-ties", rules = rules));
        }
    }

    /// A step of a state that is the first of several; the state that it is told by, where it is.
    fn step<'s>(&mut self, topic: &str, step: &'s Step) -> Option<&'s str> {
        let (language, label) = (self.language, &step.label.value);
        match &step.test {
            StepTest::Spells(spells) => {
                let (file, active) = (self.file(spells.extract.as_str()), self.active(spells));
                let text = say!(language, "words-step-of-spells", label = label, file = file, active = active);
                match &spells.filter {
                    Some(filter) => self.say_as(topic.to_owned(), text, filter),
                    None => self.say(topic.to_owned(), text),
                }
                None
            }
            StepTest::State { of, labels } => {
                let labels = self.named(labels);
                let text = say!(language, "words-step-of-state", label = label, state = &of.value, labels = labels);
                self.say(topic.to_owned(), text);
                Some(of.as_str())
            }
        }
    }

    /// What the facets, series and places along the axis are.
    pub(super) fn keys(&mut self, part: &Part) {
        let keys =
            [("words-facets-topic", &part.facet), ("words-series-topic", &part.series), ("words-along-topic", &part.x)];
        for (topic, axis) in keys {
            match axis {
                None => {}
                Some(Axis::Column(name)) => {
                    let text = match name.as_str() {
                        "state" => self.word("words-by-state"),
                        "period" => self.word("words-by-period"),
                        "split" => self.word("words-by-split"),
                        other => say!(self.language, "words-by-column", column = other),
                    };
                    self.say(self.word(topic), text);
                    self.group(name.as_str());
                }
                Some(Axis::States(labels)) => {
                    let text = say!(self.language, "words-by-states", labels = self.named(labels));
                    self.say(self.word(topic), text);
                }
                Some(Axis::Labels(labels)) => self.labels(topic, labels),
                Some(Axis::Classes(classes)) => self.classes(topic, classes),
                Some(Axis::Range { of, until }) => {
                    self.tell_as(topic, "words-by-range", of);
                    self.tell_if(topic, "words-range-until", until.as_ref());
                }
            }
        }
    }

    fn classes(&mut self, topic: &str, classes: &Classes) {
        let language = self.language;
        let by = match &classes.labels {
            ClassLabels::Limits(_) => "words-by-limits",
            ClassLabels::Listed(_) | ClassLabels::Found(_) => "words-by-expression",
            ClassLabels::WeeksOfYear => "words-by-weeks",
        };
        self.tell_as(topic, by, &classes.of);
        if let ClassLabels::Limits(limits) = &classes.labels {
            let limits: Vec<String> = limits.limits.iter().map(|limit| limit.value.to_string()).collect();
            let limits = self.listed(limits.iter().map(String::as_str));
            self.say(self.word(topic), say!(language, "words-limits", limits = limits));
        }
        if let Some(missing) = &classes.missing {
            self.say(self.word(topic), say!(language, "words-label-of-missing", label = &missing.value));
        }
        if let Some(total) = &classes.total {
            self.say(self.word(topic), say!(language, "words-label-of-all", label = &total.value));
        }
    }

    pub(super) fn group(&mut self, name: &str) {
        let Some(group) = self.spec.groups.iter().find(|known| known.name.value == name) else { return };
        let topic = say!(self.language, "words-groups-topic", name = name);
        let text = say!(self.language, "words-groups", population = &group.of.value);
        self.say(topic.clone(), text);
        for (label, code) in &group.labels {
            self.say_as(topic.clone(), say!(self.language, "words-label", label = &label.value), code);
        }
    }

    fn labels(&mut self, topic: &str, labels: &[(Ranged<String>, Ranged<String>)]) {
        for (label, code) in labels {
            self.say_as(self.word(topic), say!(self.language, "words-label", label = &label.value), code);
        }
    }

    /// When a spell counts.
    fn active(&self, spells: &Spells) -> String {
        self.word(match spells.rule {
            ActiveRule::MonthEnd => "words-active-at-month-end",
            ActiveRule::AnyDay => "words-active-on-any-day",
        })
    }
}
