//! `stat` of a part: what is said, under which name, and of what.
//!
//! A name alone is a stat of the program or a statistic of the registry. In a table each key is the name that readers and
//! `data/<id>.csv` have, and its value the statistic, or a table that says more: `{ is = "median", value = "uger" }`. A name may
//! not hold the name of another statistic than its own.

use std::ops::Range;

use super::reader::{Entry, TableReader};
use crate::diagnostic::{Code, Ranged, did_you_mean, most_like};
use crate::estimate::{Need, REGISTRY, Scale, Statistic, named};
use crate::value::{Means, Name, Stat};

/// What is computed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Is {
    /// A stat of the program.
    Stat(Stat),
    /// A statistic of the registry.
    Statistic(&'static Statistic),
}

impl Is {
    /// What a name of the spec means.
    pub fn known(name: &str) -> Option<Self> {
        let own = Stat::ALL.into_iter().find(|stat| stat.name() == name).map(Self::Stat);
        own.or_else(|| named(name).map(Self::Statistic))
            .or_else(|| Name::mean_of(name).map(Stat::MeanOf).map(Self::Stat))
    }

    /// The name of what is computed: of a mean that is called by what it is of, `mean`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Stat(Stat::MeanOf(_)) => "mean",
            Self::Stat(stat) => stat.name(),
            Self::Statistic(statistic) => statistic.name,
        }
    }

    /// What its numbers are.
    fn scale(self) -> Scale {
        match self {
            Self::Stat(stat) => stat.scale(),
            Self::Statistic(statistic) => statistic.scale,
        }
    }

    /// The statistic of the registry, where it is one.
    pub fn statistic(self) -> Option<&'static Statistic> {
        match self {
            Self::Stat(_) => None,
            Self::Statistic(statistic) => Some(statistic),
        }
    }

    /// Whether its numbers are fractions of a whole; a sum is one of another where the spec says so.
    fn is_share(self) -> bool {
        self.scale() == Scale::Share || self.name() == "ratio"
    }

    /// Whether it is told of observations that each have a number, and not of things that are so or not.
    pub(super) fn is_of_numbers(self) -> bool {
        match self {
            Self::Stat(stat) => {
                matches!(stat, Stat::Sum | Stat::Mean | Stat::MeanOf(_) | Stat::Effect | Stat::RelativeEffect)
            }
            Self::Statistic(statistic) => !statistic.is_of_values() && statistic.scale != Scale::Count,
        }
    }

    /// Whether it is told of observations of each of which something holds or does not.
    pub fn is_of_shares(self) -> bool {
        const OF_SHARES: [&str; 7] = [
            "share",
            "weighted_share",
            "standardised_share",
            "smd_share",
            "odds_ratio",
            "relative_risk",
            "risk_difference",
        ];
        OF_SHARES.contains(&self.name())
    }

    /// Whether it is a mean of numbers: a share, where they say whether something holds.
    pub fn is_of_means(self) -> bool {
        ["mean", "weighted_mean", "mean_difference", "smd"].contains(&self.name())
    }

    /// Whether a word of a name may stand for it.
    fn may_be_called(self, word: &str) -> bool {
        self.name().split('_').any(|own| own == word)
            || (word == "share" && self.is_share())
            || (word == "sum" && self == Self::Stat(Stat::Count))
            || (word == "count" && ["missing", "at_risk"].contains(&self.name()))
            || (word == "mean" && self.name().ends_with("mean"))
    }
}

/// What a part says under a name of its own, or by a statistic of the registry.
#[derive(Debug, Clone)]
pub struct Told {
    /// Where it stands in the spec.
    pub span: Range<usize>,
    /// What is computed.
    pub is: Is,
    /// What it is told of and against, where it is told of a value and not of observations.
    pub against: Option<Against>,
}

impl Told {
    /// The statistic of the registry, where it is one.
    pub fn statistic(&self) -> Option<&'static Statistic> {
        self.is.statistic()
    }

    /// `name`, standing for what is computed. A ratio that is called a share is written like one.
    pub(super) fn named(&self, name: Stat) -> Stat {
        let own = match &self.against {
            Some(against) => self.is.scale().told_of(against.of.scale()),
            None => self.is.scale(),
        };
        let share = self.is.name() == "ratio" && name.name().split('_').any(|word| word == "share");
        name.meaning(Means { is: self.is.name(), scale: if share { Scale::Share } else { own } })
    }

    /// The statistic of the registry that is told of observations, where it is one: its own, or that of the value it is told of.
    pub fn of_observations(&self) -> Option<&'static Statistic> {
        if self.against.is_some() { self.of() } else { self.statistic() }
    }

    /// The statistic of the registry that it is told of, where it is told of one's value.
    pub fn of(&self) -> Option<&'static Statistic> {
        match self.against.as_ref()?.of {
            Is::Statistic(statistic) => Some(statistic),
            Is::Stat(_) => None,
        }
    }
}

/// A value, and what it is told against.
#[derive(Debug, Clone)]
pub struct Against {
    /// What the value is.
    pub of: Is,
    /// The label of the place that it is told from.
    pub from: Option<Ranged<String>>,
    /// How many places back the place is that it is told from.
    pub steps: Option<usize>,
    /// Whether places are counted along the series, and not along x.
    pub along_series: bool,
    /// The goal.
    pub goal: Option<Goal>,
    /// What places along the axis must share to be ranked among each other: SQL.
    pub within: Option<Ranged<String>>,
}

/// A goal that values are held against.
#[derive(Debug, Clone)]
pub enum Goal {
    /// This number, and whether it is to be reached from below.
    Number(f64, bool),
    /// What the observations tell: SQL for a number that is to be reached from below, and for one from above.
    Told {
        /// At least so much.
        least: Option<Ranged<String>>,
        /// At most so much.
        most: Option<Ranged<String>>,
    },
}

/// One of a part's stats as it is written.
pub(super) struct Said<'a> {
    pub(super) name: Stat,
    pub(super) span: Range<usize>,
    pub(super) is: Is,
    /// The table that says more of it.
    pub(super) own: Option<TableReader<'a>>,
}

impl Said<'_> {
    /// Whether it can be told together with others of the part.
    pub(super) fn is_plain(&self) -> bool {
        self.own.is_none() && self.is == Is::Stat(self.name)
    }
}

/// The stats of a part.
pub(super) fn said<'a>(holder: &TableReader<'a>) -> Option<Vec<Said<'a>>> {
    let notes = holder.notes();
    let meaning = |word: &Ranged<String>| {
        let found = Is::known(word.as_str());
        if found.is_none() {
            let names: Vec<&str> =
                Stat::ALL.map(Stat::name).into_iter().chain(REGISTRY.iter().map(|one| one.name)).collect();
            let help = did_you_mean(word.as_str(), names.iter().copied()).map_or_else(
                || {
                    let likely = most_like(word.as_str(), names.iter().copied(), 5).join(", ");
                    format!("the most like it are {likely}; all are in docs/spec-statistics.md, and mean_ and a word is a mean")
                },
                |name| format!("did you mean `{name}`?"),
            );
            let message = format!("`stat` cannot be `{}`", word.value);
            notes.error(Code::BadValue, word.span.clone(), message, "not a statistic", &help);
        }
        found
    };
    let plain = |word: Ranged<String>| {
        let is = meaning(&word)?;
        let name = Stat::from_name(word.as_str())?;
        honest(holder, &word, is).then_some(Said { name, span: word.span, is, own: None })
    };
    if !holder.has("stat") {
        holder.text("stat");
        return None;
    }
    if holder.is_text("stat") {
        return Some(vec![plain(holder.opt_text("stat")?)?]);
    }
    if holder.is_list("stat") {
        return holder.opt_texts("stat")?.into_iter().map(plain).collect();
    }
    let entries = holder.entries("stat").into_iter().map(|(key, entry)| {
        let (word, own) = match entry {
            Entry::Text(word) => (word, None),
            Entry::Table(table) => (table.text("is")?, Some(table)),
        };
        let is = meaning(&word)?;
        let Some(name) = Stat::from_name(key.as_str()) else {
            let message = format!("`{}` cannot be a stat's name", key.value);
            let help = "use the letters a-z, digits and underscores, a letter first";
            notes.error(Code::BadValue, key.span.clone(), message, "not a plain word", help);
            return None;
        };
        honest(holder, &key, is).then_some(Said { name, span: key.span, is, own })
    });
    // Collected twice so that every entry is read, also after one that is wrong.
    let entries: Vec<Option<Said<'_>>> = entries.collect();
    entries.into_iter().collect()
}

/// Whether a name says nothing else than what is computed.
fn honest(holder: &TableReader<'_>, name: &Ranged<String>, is: Is) -> bool {
    let is_statistic = |word: &&str| *word != "value" && Is::known(word).is_some();
    let lie = name.value.split('_').filter(is_statistic).find(|word| !is.may_be_called(word));
    if let Some(word) = lie {
        let message = format!("`{}` says `{word}`, and it is `{}`", name.value, is.name());
        let help = format!("give it a name without `{word}`, or ask for that: {word} = \"{word}\"");
        holder.notes().error(Code::BadValue, name.span.clone(), message, "not what it is called", &help);
    }
    lie.is_none()
}

/// The statistic of the registry that is told of a value, where it is one.
fn of_values(is: Is) -> Option<&'static Statistic> {
    is.statistic().filter(|statistic| statistic.is_of_values())
}

/// The stat of the same part that one is told of: the one that `of` names, or the first where nothing is said. What that one says of
/// itself, such as `rolling`, is said of what is told of it too: readers see the two beside each other.
pub(super) fn of<'s, 'a>(said: &Said<'a>, all: &'s [Said<'a>]) -> Option<&'s Said<'a>> {
    of_values(said.is)?;
    let of = said.own.as_ref().and_then(|own| own.opt_text("of"));
    let found = match &of {
        Some(word) => all.iter().find(|other| other.name.name() == word.value),
        None => all.first(),
    };
    // A share of shares is called what it is told of.
    found.filter(|found| found.name != said.name)
}

/// What `said` is told of and against; `all` are the part's stats, `layers` are the tables that may say so, its own first.
pub(super) fn told(said: &Said<'_>, all: &[Said<'_>], layers: &[&TableReader<'_>]) -> Option<Told> {
    let Some(Statistic { needs, name, .. }) = of_values(said.is) else {
        return Some(Told { span: said.span.clone(), is: said.is, against: None });
    };
    let other = of(said, all);
    // All are asked, so that all know the key; the first that has it says it.
    let layer = |key: &'static str| {
        let has: Vec<bool> = layers.iter().map(|layer| layer.has(key)).collect();
        has.iter().position(|has| *has).map(|at| layers[at])
    };
    let own = layers.first().copied();
    let word = own.and_then(|own| own.opt_text("of"));
    let of = other.map(|other| other.is).or_else(|| Is::known(word.as_ref()?.as_str()));
    let from = layer("from").and_then(|own| own.opt_text("from"));
    let steps = layer("steps").and_then(|own| own.opt_integer("steps"));
    let along = layer("along").and_then(|own| own.opt_choice("along", &[("x", false), ("series", true)]));
    let within = layer("within").and_then(|own| own.opt_text("within"));
    let goal = goal(layer("at-least"), layer("at-most"));
    let wrong = |message: String, help: &str| {
        if let Some(own) = own {
            own.notes().error(Code::MissingKey, said.span.clone(), message, "it is told of a value", help);
        }
    };
    let Some(of) = of.filter(|of| of_values(*of).is_none()) else {
        match (&word, of) {
            (Some(word), None) => {
                let others = || all.iter().map(|other| other.name.name()).filter(|other| *other != said.name.name());
                let known = others().chain(Stat::ALL.map(Stat::name)).chain(REGISTRY.iter().map(|one| one.name));
                let help = did_you_mean(word.as_str(), known).map_or_else(
                    || {
                        format!(
                            "name one of the stats beside it ({}), or a statistic such as `sum`",
                            others().collect::<Vec<_>>().join(", ")
                        )
                    },
                    |likely| format!("did you mean `{likely}`?"),
                );
                let message = format!("there is no stat `{}` that `{name}` can be told of", word.value);
                holder_of(
                    own,
                    Code::UnknownName,
                    word.span.clone(),
                    message,
                    "neither a stat here nor a statistic",
                    &help,
                );
            }
            (Some(word), Some(_)) => {
                let message = format!("`{}` is itself told against another value", word.value);
                let help = "name the stat that both are told of";
                holder_of(own, Code::BadValue, word.span.clone(), message, "no value by itself", help);
            }
            (None, _) => wrong(format!("`{name}` needs the stat that it is told of"), "such as: of = \"share\""),
        }
        return None;
    };
    if needs.contains(&Need::Rolling) && !matches!(of, Is::Stat(Stat::Count | Stat::Sum)) {
        let help = "leave it out and ask for that stat itself with `rolling`: it is then of all observations of those places together";
        wrong(format!("`{name}` is of sums and counts, and `{}` is neither", of.name()), help);
        return None;
    }
    let steps = steps.map(|steps| usize::try_from(steps.value).unwrap_or(0));
    let missing = needs.iter().find(|need| match need {
        Need::From => from.is_none() && steps.is_none() && goal.is_none(),
        Need::Steps => steps.is_none() && from.is_none(),
        Need::Goal => goal.is_none(),
        Need::Rolling => layer("rolling").is_none() && !other.is_some_and(says_rolling),
        _ => false,
    });
    if let Some(need) = missing {
        let help = match need {
            Need::Goal => "such as: at-least = 0.75, or at-most = \"@maal\"",
            Need::Steps => "such as: steps = 4, four places back along x",
            Need::Rolling => "such as: rolling = 4, four places along x together",
            _ => "such as: from = \"I alt\", a label of x or series; or steps = 1, along = \"series\"",
        };
        wrong(format!("`{name}` needs what it is told from"), help);
        return None;
    }
    if steps == Some(0) {
        wrong(format!("`{name}` is told from itself"), "`steps` is 1 or more");
        return None;
    }
    let against = Against { of, from, steps, along_series: along.unwrap_or(false), goal, within };
    Some(Told { span: said.span.clone(), is: said.is, against: Some(against) })
}

/// Whether a stat says itself that places are taken together.
fn says_rolling(said: &Said<'_>) -> bool {
    said.own.as_ref().is_some_and(|own| own.has("rolling"))
}

/// Notes what is wrong with what a stat's own table says.
fn holder_of(own: Option<&TableReader<'_>>, code: Code, place: Range<usize>, message: String, label: &str, help: &str) {
    if let Some(own) = own {
        own.notes().error(code, place, message, label, help);
    }
}

/// The goal that `at-least` and `at-most` set, each in the first table that has it: a number, a parameter, or SQL that tells it.
fn goal(least: Option<&TableReader<'_>>, most: Option<&TableReader<'_>>) -> Option<Goal> {
    let number = |table: Option<&TableReader<'_>>, key: &'static str| {
        let table = table?;
        let parameter = table.is_text(key) && table.opt_text(key).is_some_and(|text| text.value.starts_with('@'));
        if parameter || !table.is_text(key) { table.opt_number(key).map(|number| number.value) } else { None }
    };
    let text = |table: Option<&TableReader<'_>>, key: &'static str| {
        table.filter(|table| table.is_text(key)).and_then(|table| table.opt_text(key))
    };
    if let Some(least) = number(least, "at-least") {
        return Some(Goal::Number(least, true));
    }
    if let Some(most) = number(most, "at-most") {
        return Some(Goal::Number(most, false));
    }
    let (least, most) = (text(least, "at-least"), text(most, "at-most"));
    (least.is_some() || most.is_some()).then_some(Goal::Told { least, most })
}
