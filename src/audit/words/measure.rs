//! What is observed, and what observations are told apart by.

use super::{Told, capital, listed, possessive};
use crate::diagnostic::Ranged;
use crate::spec::{
    ActiveRule, Analysis, Axis, Bookings, ClassLabels, Measure, Part, Spells, StateRule, StepTest, Tie, Unit, Valued,
};

const COUNTED: &str = "Det, der tælles";

impl Told<'_> {
    /// What is observed, when, and of which value and weight.
    pub(super) fn measure(&mut self, part: &Part) {
        match &part.measure {
            Measure::Tally { unit: Unit::Person } => {
                self.say(COUNTED, format!("{} i populationen, én gang.", capital(&self.noun.each())));
            }
            Measure::Tally { unit: Unit::Family } => {
                self.say(COUNTED, "Hver familie med mindst ét medlem i populationen, én gang.");
            }
            Measure::Composition { state, also, over } => {
                self.say(COUNTED, format!("{} tilstand «{}» i hver periode.", self.whose(), state.value));
                self.over(over);
                for state in std::iter::once(state).chain(also) {
                    self.state(state.as_str());
                }
            }
            Measure::Transition { state } => {
                self.say(
                    COUNTED,
                    format!("{} tilstand «{}» i den første og i den seneste måned.", self.whose(), state.value),
                );
                self.state(state.as_str());
            }
            Measure::Level { spells, over } => {
                let file = self.file(spells.extract.as_str());
                let text = format!(
                    "Hvor mange forløb i {file} {} har, i gennemsnit over periodens måneder. {}",
                    self.noun.each(),
                    active(spells)
                );
                self.say(COUNTED, text);
                self.say_if("Forløb", "De forløb, for hvilke dette gælder:", spells.filter.as_ref());
                self.over(over);
            }
            Measure::Records { rows, placed } => {
                let about = if part.population.is_some() { " om et medlem af populationen" } else { "" };
                let of = match self.file(rows.extract.as_str()) {
                    "" => format!("Hver række i «{}»{about}, én gang.", rows.extract.value),
                    file => format!("Hver række{about} i {file}, én gang."),
                };
                self.say(COUNTED, of);
                self.say_if("Rækker", "De rækker, for hvilke dette gælder:", rows.filter.as_ref());
                if let Some(placed) = placed {
                    self.say_as("Dag", "En række hører til den periode, som denne dag ligger i:", &placed.date);
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
        self.say_if("Udvalg", "Kun de observationer, for hvilke dette gælder:", part.filter.as_ref());
        match &part.value {
            None => {}
            Some(Valued::Sql(code)) => {
                self.say_as("Hver observations tal", "Regnes ud som (sandt er 1, falsk er 0):", code);
            }
            Some(Valued::Length { from, to, unit }) => {
                let text = format!(
                    "Dagene til den sidste dag, delt med {}, fra den første dag:",
                    unit.days().to_string().replace('.', ",")
                );
                self.say_as("Hver observations tal", text, from);
                self.say_as("Den sidste dag", "", to);
            }
            Some(Valued::Present(present)) => {
                let text = format!(
                    "Beløbet, tilbageført til {} med {} % om året:",
                    present.to.value,
                    (present.rate.value * 100.0).to_string().replace('.', ",")
                );
                self.say_as("Hver observations tal", text, &present.of);
                self.say_as("Beløbets år", "", &present.year);
            }
        }
        self.say_if("Vægt", "En observation tæller i nævneren for så mange:", part.weight.as_ref());
        self.say_if("Første måling", "Den måling, som ændringen regnes fra:", part.baseline.as_ref());
    }

    /// «Hver persons».
    fn whose(&self) -> String {
        capital(&possessive(&self.noun.each()))
    }

    fn bookings(&mut self, bookings: &Bookings) {
        let (file, amount, date) = (self.file(bookings.extract.as_str()), &bookings.amount.value, &bookings.date.value);
        self.say(
            COUNTED,
            format!(
                "For {} og periode summen af «{amount}» i {file} efter «{date}»; uden posteringer 0.",
                self.noun.each()
            ),
        );
        self.say_if("Posteringer", "De posteringer, for hvilke dette gælder:", bookings.filter.as_ref());
        self.labels("Del", &bookings.split);
    }

    fn analysis(&mut self, analysis: &Analysis) {
        match analysis {
            Analysis::Rows(rows) => {
                match self.spec.views.iter().find(|view| view.name.value == rows.extract.value) {
                    Some(view) => self.view(COUNTED, view),
                    None => self.say(COUNTED, format!("Hver række i {}, én gang.", self.file(rows.extract.as_str()))),
                }
                self.say_if("Rækker", "De rækker, for hvilke dette gælder:", rows.filter.as_ref());
                self.say_if("En rækkes tal", "En række uden tal er ikke med:", rows.value.as_ref());
                self.labels("Tal", &rows.values);
                self.say_if("En rækkes vægt", "En række tæller i nævneren for så mange:", rows.weight.as_ref());
                self.sequence(rows.extract.as_str());
            }
            Analysis::Totals(totals) => {
                let (per, of) = (self.file(totals.per.as_str()), self.file(totals.extract.as_str()));
                let by = &totals.by.value;
                self.say_as(
                    COUNTED,
                    format!("For hver række i {per} summen over rækkerne i {of} med samme «{by}»; uden rækker 0:"),
                    &totals.value,
                );
                self.say_if("Rækker", &format!("De rækker i {per}, for hvilke dette gælder:"), totals.filter.as_ref());
                self.labels("Del", &totals.split);
            }
            Analysis::Sql(query) => self.say_as(COUNTED, "Hver række, som denne forespørgsel giver:", query),
            Analysis::Calculation(shown) => self.quantities(shown.calculation.as_str(), &shown.show),
            Analysis::Sensitivity(varied) => {
                self.say(COUNTED, "Hvad resultaterne bliver, når én forudsætning ad gangen sættes til enderne af sit spænd og de andre holdes fast.");
                self.quantities(varied.calculation.as_str(), &varied.show);
            }
            Analysis::Disposition(of) => {
                let population = &of.population.value;
                self.say(
                    COUNTED,
                    format!(
                        "{} i udtrækket, én gang, på vej til populationen «{population}».",
                        capital(&self.noun.each())
                    ),
                );
                for (at, (asks, condition)) in (1..).zip(&of.conditions) {
                    let text = format!(
                        "Betingelse {at} (fra «{asks}»): udeladt er de tilbageværende, for {} dette ikke gælder:",
                        self.hvem()
                    );
                    self.say_as("Udeladt", text, condition);
                }
                for (end, label) in &of.ends {
                    let text =
                        format!("«{}»: hver af de tilbageværende, der er i populationen «{}».", label.value, end.value);
                    self.say("Til sidst", text);
                }
            }
        }
    }

    /// Quantities of a calculation with their formulas, and all that those are made of.
    fn quantities(&mut self, calculation: &str, show: &[(Ranged<String>, Ranged<String>)]) {
        let Some(calculation) = self.spec.calculations.iter().find(|known| known.name.value == calculation) else {
            return;
        };
        let mut wanted: Vec<&str> = show.iter().map(|(_, name)| name.as_str()).collect();
        for (label, name) in show {
            self.say(
                COUNTED,
                format!("«{}» er størrelsen {} i beregningen «{}».", label.value, name.value, calculation.name.value),
            );
        }
        let mut at = 0;
        while let Some(name) = wanted.get(at).copied() {
            at += 1;
            if let Some(quantity) = calculation.quantities.iter().find(|known| known.name.value == name) {
                self.say_as(format!("Formlen for {name}"), format!("Måles i {}.", quantity.unit.value), &quantity.text);
                let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
                for word in quantity.text.value.split(|letter: char| !is_word(letter)) {
                    if !wanted.contains(&word) {
                        wanted.push(word);
                    }
                }
            } else if let Some(input) = calculation.inputs.iter().find(|known| known.name.value == name) {
                let topic = format!("Forudsætningen {name}");
                self.say_as(
                    &topic,
                    format!("Står i {}, måles i {}:", self.file(input.extract.as_str()), input.unit),
                    &input.value,
                );
                self.say_if(&topic, "De rækker, for hvilke dette gælder:", input.filter.as_ref());
            }
        }
    }

    fn sequence(&mut self, name: &str) {
        let Some(sequence) = self.spec.sequences.iter().find(|known| known.name.value == name) else { return };
        let by = listed(sequence.by.iter().map(Ranged::as_str));
        let text = format!(
            "Rækker i {} med samme {by} er ét forløb, ordnet efter «{}».",
            self.file(sequence.extract.as_str()),
            sequence.order.value
        );
        let topic = format!("Forløbet «{name}»");
        self.say(&topic, text);
        self.say_if(&topic, "De rækker, for hvilke dette gælder:", sequence.filter.as_ref());
        for (column, code) in &sequence.columns {
            self.say_as(format!("Oplysningen «{}»", column.value), "For hvert forløb:", code);
        }
    }

    /// A state, and those it is told by.
    pub(super) fn state(&mut self, name: &str) {
        let Some(state) = self.spec.states.iter().find(|known| known.name.value == name) else { return };
        let topic = format!("Tilstanden «{name}»");
        let mut made_of = Vec::new();
        match &state.rule {
            StateRule::Spells { spells, value, ties } => {
                let file = self.file(spells.extract.as_str());
                self.say_as(&topic, format!("Siges af forløbene i {file}. {}", active(spells)), value);
                self.say_if(&topic, "De forløb, for hvilke dette gælder:", spells.filter.as_ref());
                let rules: Vec<&str> = ties
                    .iter()
                    .map(|tie| match tie {
                        Tie::LatestStart => "det, der begyndte sidst",
                        Tie::ListedFirst => "det, hvis tilstand står først på listen",
                    })
                    .collect();
                if !rules.is_empty() {
                    self.say(&topic, format!("Er der flere forløb, gælder {}.", rules.join(", dernæst ")));
                }
            }
            StateRule::FirstOf(steps) => {
                self.say(&topic, "Den første af disse, der passer:");
                for step in steps {
                    let label = &step.label.value;
                    match &step.test {
                        StepTest::Spells(spells) => {
                            let text = format!(
                                "«{label}»: der er et forløb i {}. {}",
                                self.file(spells.extract.as_str()),
                                active(spells)
                            );
                            match &spells.filter {
                                Some(filter) => self.say_as(&topic, text, filter),
                                None => self.say(&topic, text),
                            }
                        }
                        StepTest::State { of, labels } => {
                            let labels = listed(labels.iter().map(Ranged::as_str));
                            self.say(&topic, format!("«{label}»: tilstanden «{}» er {labels}.", of.value));
                            made_of.push(of.as_str());
                        }
                    }
                }
            }
            StateRule::Merged { of, labels } => {
                let joined = labels
                    .iter()
                    .map(|(label, from)| format!("«{}» er {}", label.value, listed(from.iter().map(Ranged::as_str))));
                self.say(
                    &topic,
                    format!("Som tilstanden «{}», hvor {}.", of.value, joined.collect::<Vec<_>>().join("; ")),
                );
                made_of.push(of.as_str());
            }
        }
        if !state.missing.value.is_empty() {
            self.say(&topic, format!("Siger intet forløb noget, er tilstanden «{}».", state.missing.value));
        }
        for state in made_of {
            self.state(state);
        }
    }

    /// What the facets, series and places along the axis are.
    pub(super) fn keys(&mut self, part: &Part) {
        for (topic, axis) in
            [("Delt op i felter", &part.facet), ("Delt op i serier", &part.series), ("Langs aksen", &part.x)]
        {
            match axis {
                None => {}
                Some(Axis::Column(name)) => {
                    self.say(
                        topic,
                        match name.as_str() {
                            "state" => "Efter tilstanden.".to_owned(),
                            "period" => "Efter perioden.".to_owned(),
                            "split" => "Efter delen.".to_owned(),
                            other => format!("Efter «{other}»."),
                        },
                    );
                    self.group(name.as_str());
                }
                Some(Axis::States(labels)) => {
                    self.say(topic, format!("Efter tilstanden: {}.", listed(labels.iter().map(Ranged::as_str))));
                }
                Some(Axis::Labels(labels)) => self.labels(topic, labels),
                Some(Axis::Classes(classes)) => {
                    let text = match &classes.labels {
                        ClassLabels::Limits(_) => {
                            "I klasser, som hver begynder ved sin grænse, efter det tal, dette udtryk giver:"
                        }
                        ClassLabels::Listed(_) | ClassLabels::Found(_) => "Efter det, dette udtryk giver:",
                        ClassLabels::WeeksOfYear => "Efter ugerne i statusmånedens år, som dette udtryk giver dem:",
                    };
                    self.say_as(topic, text, &classes.of);
                    if let ClassLabels::Limits(limits) = &classes.labels {
                        let limits = limits.limits.iter().map(|limit| limit.value.to_string());
                        let limits: Vec<String> = limits.collect();
                        self.say(topic, format!("Grænserne: {}.", listed(limits.iter().map(String::as_str))));
                    }
                    if let Some(missing) = &classes.missing {
                        self.say(topic, format!("«{}» tæller dem, udtrykket intet giver for.", missing.value));
                    }
                    if let Some(total) = &classes.total {
                        self.say(topic, format!("«{}» tæller dem alle.", total.value));
                    }
                }
                Some(Axis::Range { of, until }) => {
                    self.say_as(
                        topic,
                        "Hver måned eller hvert år fra den første til den sidste, som dette udtryk giver:",
                        of,
                    );
                    self.say_if(topic, "Dog højst til og med:", until.as_ref());
                }
            }
        }
    }

    pub(super) fn group(&mut self, name: &str) {
        let Some(group) = self.spec.groups.iter().find(|known| known.name.value == name) else { return };
        let topic = format!("Grupperne «{name}»");
        self.say(&topic, format!("Hver i populationen «{}» er i den første gruppe, der passer.", group.of.value));
        self.labels(&topic, &group.labels);
    }

    fn labels(&mut self, topic: &str, labels: &[(Ranged<String>, Ranged<String>)]) {
        for (label, code) in labels {
            self.say_as(topic, format!("«{}»:", label.value), code);
        }
    }
}

/// When a spell counts.
fn active(spells: &Spells) -> &'static str {
    match spells.rule {
        ActiveRule::MonthEnd => {
            "Et forløb gælder i en periode, når det omfatter periodens sidste dag; uden slutdato er det ikke slut."
        }
        ActiveRule::AnyDay => {
            "Et forløb gælder i en periode, når det deler mindst én dag med den; uden slutdato er det ikke slut."
        }
    }
}
