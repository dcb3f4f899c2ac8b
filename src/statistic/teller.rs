//! What is said at a place: by the program's own stats, by a statistic of the registry, or against another place.

use super::counts;
use super::keys::{Keyed, Place};
use super::lists::Lists;
use super::places;
use super::tallies::Tallies;
use crate::diagnostic::{Code, Finding};
use crate::estimate::{Compared, Found, Need, Sample, Seen, Statistic};
use crate::observation::Observations;
use crate::spec::{Goal, Is, Part};
use crate::value::Calculation;

/// What is told of a place.
pub(super) struct Told {
    pub(super) calculation: Calculation,
    pub(super) interval: Option<(f64, f64)>,
    pub(super) numerator: f64,
    pub(super) denominator: Option<f64>,
}

/// Tells what a part says at its places.
pub(super) struct Teller<'a> {
    keyed: &'a Keyed,
    observations: &'a Observations,
    part: &'a Part,
    file: &'a str,
    tallies: Tallies<'a>,
    /// The series that shares are taken of.
    whole: Option<usize>,
    /// The observations at each place, where a statistic needs them.
    lists: Option<Lists>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(
        keyed: &'a Keyed,
        observations: &'a Observations,
        part: &'a Part,
        file: &'a str,
    ) -> Result<Self, Finding> {
        let tallies = Tallies::new(keyed, observations, part);
        let whole = part.share_of.as_ref().and_then(|name| keyed.series(name.as_str()));
        let listed = part.told.is_some() || part.beside.ends.is_some();
        let lists = listed.then(|| Lists::new(keyed.size(), keyed.count(), |at, put| keyed.each_counted(at, put)));
        let teller = Self { keyed, observations, part, file, tallies, whole, lists };
        let asked = part.statistic();
        if let Some(statistic) = asked {
            teller.check(statistic)?;
        }
        counts::check(keyed, observations, part, file)?;
        Ok(teller)
    }

    /// Places along x must be numbers where time is, and every event must have a series where series are events.
    fn check(&self, statistic: &Statistic) -> Result<(), Finding> {
        let [_, series, x] = self.keyed.labels();
        let not = |label: &&crate::observation::Label| label.name.parse::<f64>().is_err();
        if let Some(label) = x.iter().find(not).filter(|_| statistic.needs.contains(&Need::Along)) {
            let message = format!("`{}` is no number along x", label.name);
            return Err(self.wrong(Code::BadValue, message, "such as: x = { first = 0, last = 104, every = 4 }"));
        }
        let unnamed = self.observations.events.iter().filter(|event| !series.iter().any(|label| label.name == **event));
        let unnamed: Vec<&str> = unnamed.map(String::as_str).collect();
        if statistic.name == "incidence" && !unnamed.is_empty() {
            let message = format!("observations end with {}, and no series is called so", unnamed.join(", "));
            return Err(self.wrong(
                Code::UndeclaredCategory,
                message,
                "name every event as a series: series = { \"Job\" = \"TRUE\" }",
            ));
        }
        let left_out = self.keyed.left_out_by_series();
        if statistic.name == "incidence" && left_out > 0 {
            let message = format!("the series leave out {left_out} observations, among which each end is told");
            return Err(self.wrong(
                Code::BadValue,
                message,
                "a series is the name of an end, and everyone is in each: series = { \"Job\" = \"TRUE\" }",
            ));
        }
        Ok(())
    }

    fn wrong(&self, code: Code, message: String, help: &str) -> Finding {
        Finding::error(code, message).at(self.file, self.part.span.clone(), "in this part").help(help)
    }

    /// Whether anything is counted at a place.
    pub(super) fn any(&self, place: Place) -> bool {
        self.tallies.any(place)
    }

    /// What is said at a place.
    pub(super) fn told(&self, is: Is, place: Place) -> Result<Told, Finding> {
        match is {
            Is::Statistic(of) if of.is_of_values() => self.against(of, place),
            _ => self.own(is, place),
        }
    }

    /// What is said of the observations at a place.
    fn own(&self, is: Is, place: Place) -> Result<Told, Finding> {
        let grounds = self.tallies.grounds(place, self.whole);
        let denominator = self.tallies.denominator(place);
        let numerator = grounds.numerator;
        match is {
            Is::Stat(stat) => {
                let calculation = grounds.calculation(stat);
                let interval = if self.part.beside.ends.is_some() {
                    self.stated(place, calculation.value())?
                } else {
                    self.tallies.interval(place, stat, self.observations)
                };
                Ok(Told { calculation, interval, numerator, denominator })
            }
            Is::Statistic(of) => {
                let Found { inputs, interval, n } = self.found(of, place)?;
                let calculation = inputs.map_or(Calculation::Nothing, |inputs| Calculation::Statistic { of, inputs });
                Ok(Told { calculation, interval, numerator, denominator: n.or(denominator) })
            }
        }
    }

    /// The interval that the one row at a place states around its value.
    fn stated(&self, place: Place, value: Option<f64>) -> Result<Option<(f64, f64)>, Finding> {
        let (_, series, x) = self.keyed.names(place);
        let at = match self.at(self.keyed.index(place)) {
            [] => return Ok(None),
            [at] => *at as usize,
            several => {
                let message = format!("{} rows stand at `{series}` `{x}`, and each states an interval", several.len());
                return Err(self.wrong(
                    Code::BadValue,
                    message,
                    "let one row stand at a value: another axis, or `where`; an interval of several is computed from their observations",
                ));
            }
        };
        let ends = self.observations.beside.as_ref().map_or([None; 2], |all| all[at].ends);
        let (Some(value), [Some(lower), Some(upper)]) = (value, ends) else { return Ok(None) };
        // What is computed in another order may differ in the last digits.
        let hair = 1e-9 * value.abs();
        let (code, help) = (Code::ImpossibleValue, "the ends are on the value's own scale, and it lies between them");
        // No number is on no side of another.
        let beyond = |by: f64| by.is_nan() || by > hair;
        if beyond(lower - value) {
            let message = format!("the lower end of the interval at `{series}` `{x}` is above the value itself");
            return Err(self.wrong(code, message, help));
        }
        if beyond(value - upper) {
            let message = format!("the upper end of the interval at `{series}` `{x}` is below the value itself");
            return Err(self.wrong(code, message, help));
        }
        Ok(Some((lower, upper)))
    }

    fn found(&self, of: &Statistic, place: Place) -> Result<Found, Finding> {
        let (_, series, x) = self.keyed.names(place);
        let seen: Vec<Seen> = self.at(self.keyed.index(place)).iter().map(|at| self.seen(*at as usize)).collect();
        let place_of =
            |event: &String| u32::try_from(self.observations.events.iter().position(|own| own == event)?).ok();
        let event = self.observations.events.iter().find(|event| *event == series).and_then(place_of);
        let sample = Sample { seen: &seen, interval: self.part.interval, x: x.parse().ok(), event };
        of.of_sample(&sample).map_err(|refused| {
            self.wrong(Code::BadValue, format!("`{}` cannot be told: {}", of.name, refused.what), refused.help)
        })
    }

    fn at(&self, index: usize) -> &[u32] {
        self.lists.as_ref().map_or(&[], |lists| lists.of(index))
    }

    fn seen(&self, at: usize) -> Seen {
        let beside = self.observations.beside.as_ref().map_or_else(Default::default, |all| all[at]);
        Seen {
            value: self.observations.values.of(at),
            weight: self.observations.weights.of(at).unwrap_or(0.0),
            other: beside.with,
            of_group: beside.of_group,
            cell: beside.cell,
            event: beside.event,
            unit: beside.cluster,
        }
    }

    /// The goal of a place: the one that is set, or that its observations tell, or else those of its series. It must be one.
    fn goal(&self, goal: &Goal, place: Place) -> Result<Option<(f64, bool)>, Finding> {
        if let Goal::Number(number, least) = goal {
            return Ok(Some((*number, *least)));
        }
        let told = |places: &mut dyn Iterator<Item = Place>| {
            let mut goals: Vec<(f64, bool)> = Vec::new();
            for place in places {
                for at in self.at(self.keyed.index(place)) {
                    let goal = self.observations.beside.as_ref().and_then(|all| all[*at as usize].goal);
                    goals.extend(goal.filter(|goal| !goals.contains(goal)));
                }
            }
            goals
        };
        let mut goals = told(&mut std::iter::once(place));
        if goals.is_empty() {
            goals = told(&mut (0..self.keyed.labels()[2].len()).map(|x| [place[0], place[1], x]));
            // Where the places of a series have goals of their own, one that tells of none has none.
            if goals.len() > 1 {
                return Ok(None);
            }
        }
        if goals.len() > 1 {
            let (_, series, x) = self.keyed.names(place);
            let message = format!("the observations at `{series}` `{x}` tell of {} goals", goals.len());
            return Err(self.wrong(
                Code::BadValue,
                message,
                "let each place have one: a series for each goal, or `where`",
            ));
        }
        Ok(goals.first().copied())
    }

    /// What a place shares with those that it is ranked among; none where nothing is counted there. It must be one.
    fn class(&self, place: Place) -> Result<Option<u32>, Finding> {
        let beside = self.observations.beside.as_ref();
        let mut classes =
            self.at(self.keyed.index(place)).iter().map(|at| beside.and_then(|all| all[*at as usize].within));
        let first = classes.next().flatten();
        if classes.any(|other| other != first) {
            let (_, series, x) = self.keyed.names(place);
            let message = format!("the observations at `{series}` `{x}` are of several classes to be ranked in");
            return Err(self.wrong(
                Code::BadValue,
                message,
                "`within` must give the same for all that is counted at a place",
            ));
        }
        Ok(first)
    }

    /// What is said of a value at a place against others.
    fn against(&self, of: &'static Statistic, place: Place) -> Result<Told, Finding> {
        let Some(against) = self.part.told.as_ref().and_then(|told| told.against.as_ref()) else {
            return self.own(Is::Statistic(of), place);
        };
        let own = self.own(against.of, place)?;
        let reference = self.keyed.reference(place);
        let goal = against.goal.as_ref().map(|goal| self.goal(goal, place)).transpose()?.flatten();
        let from = match (goal, reference) {
            (Some((goal, _)), _) => Some(goal),
            (None, Some(other)) => self.own(against.of, self.keyed.place(other))?.calculation.value(),
            (None, None) => None,
        };
        let mut all = Vec::new();
        let mut others = places::along(against, self.keyed, place);
        if against.within.is_some() {
            let class = self.class(place)?;
            let mut alike = Vec::new();
            for other in others {
                if class.is_some() && self.class(other)? == class {
                    alike.push(other);
                }
            }
            others = alike;
        }
        for other in &others {
            all.extend(self.own(against.of, *other)?.calculation.value());
        }
        let places = self.part.rolling.as_ref().map(|rolling| f64::from(rolling.value));
        let inputs = of.of_values(&Compared { own: own.calculation.value(), from, all: &all, goal, places });
        // A part of another value rests on what that value rests on.
        let of_other = ["change", "share_of"].contains(&of.name);
        let denominator = match reference.filter(|_| of_other) {
            Some(other) => Some(self.at(other).len() as f64),
            // A place among those of a class rests on how many they are.
            None if against.within.is_some() => Some(others.len() as f64),
            None => own.denominator,
        };
        Ok(Told {
            calculation: inputs.map_or(Calculation::Nothing, |inputs| Calculation::Statistic { of, inputs }),
            interval: None,
            numerator: own.numerator,
            denominator: denominator.filter(|_| of.name != "target"),
        })
    }
}
