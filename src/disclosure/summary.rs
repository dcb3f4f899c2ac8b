//! What a policy did, for those who read, build and check the publication.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Audit, Mask, Why};
use crate::spec::{Act, Disclosure, Limits};

/// What is proven of a protected publication, whatever it is about.
const PROVEN: [&str; 3] = [
    "no number that the rules hide can be computed from the published ones, given the equations that were found",
    "each of them has two sets of whole numbers, far enough apart, that agree with everything published",
    "every public file is the same, byte for byte, whatever the hidden numbers are (sporbar verify)",
];

/// What is not.
const NOT_PROVEN: [&str; 4] = [
    "that each such set of numbers is some real register",
    "what readers know besides the report and its definitions, or from knowing their own part",
    "what other releases than those that are named tell together with this one",
    "that the limits are those that law or an agreement asks for: they are stated by whoever publishes",
];

/// What a policy did.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Summary {
    /// The policy's name in the spec.
    pub policy: String,
    /// Why it is right, as the spec says.
    pub because: String,
    /// What it asks.
    pub rules: Rules,
    /// How many values the publication has.
    pub values: usize,
    /// How many of them are hidden.
    pub hidden: usize,
    /// The exhibits of which something is hidden, in their order.
    pub exhibits: Vec<Cost>,
    /// The values for which the rules are set aside.
    pub exceptions: Vec<SetAside>,
    /// How many equations between the numbers were found and held against shuffled registers, and how many of those there were.
    pub equations: usize,
    /// How many shuffled registers.
    pub registers: usize,
    /// In how many registers in which rows also say other things zeros among few were looked at: for those who may see everything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mixed: Option<usize>,
    /// The earlier releases that readers were taken to have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub releases: Vec<Beside>,
    /// The numbers of few people that earlier releases tell by themselves: for those who may see everything.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub already_told: Vec<String>,
    /// What is proven.
    pub proven: Vec<String>,
    /// What is not.
    pub not_proven: Vec<String>,
    /// How many are hidden by each rule, and otherwise: for those who may see everything.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub reasons: BTreeMap<String, usize>,
}

/// What a policy asks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rules {
    /// The fewest people.
    pub minimum: u32,
    /// The fewest families.
    pub families: Option<u32>,
    /// The percentage of the p % rule.
    pub amounts: Option<f64>,
    /// What is done about 0 % and 100 %.
    pub unanimous: &'static str,
    /// What is done about the few by whom two groups differ.
    pub differences: &'static str,
}

/// An earlier release that readers have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Beside {
    /// Its status month.
    pub as_of: String,
    /// How many values it shows that are others now, so that nothing is known of what they tell beside those of now.
    pub unused: usize,
}

/// What protection costs an exhibit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Cost {
    /// The exhibit.
    pub exhibit: String,
    /// How many values it has.
    pub values: usize,
    /// How many of them are hidden.
    pub hidden: usize,
    /// Of how many that are shown the number of units is hidden.
    pub hidden_n: usize,
    /// How many are hidden because they tell of few themselves, and how many besides. Readers are not told: it would help to
    /// guess which is which.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<usize>,
    /// The others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub besides: Option<usize>,
}

/// Values for which the rules are set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SetAside {
    /// Which values, as the spec selects them.
    pub at: String,
    /// What is done: `show`, `hide` or `keep`.
    #[serde(rename = "do")]
    pub act: &'static str,
    /// Why.
    pub because: String,
}

impl Summary {
    /// What the policy that is used did to exhibits of so many values; none where it hides nothing by its rules. Readers are not
    /// told which were hidden first: that is for those who see everything, `whole`.
    pub fn of(
        disclosure: &Disclosure,
        exhibits: &[(String, usize)],
        (mask, audit): (&Mask, &Audit),
        whole: bool,
    ) -> Option<Self> {
        let limits = disclosure.limits()?;
        let costs: Vec<Cost> = exhibits.iter().map(|(id, values)| cost(id, *values, mask, whole)).collect();
        let mut reasons = BTreeMap::new();
        for (_, _, hidden) in mask.iter().filter(|(_, _, hidden)| hidden.value && whole) {
            *reasons.entry(reason(hidden.why).to_owned()).or_default() += 1;
        }
        Some(Self {
            policy: disclosure.used().name.value.clone(),
            because: disclosure.used().because.clone(),
            rules: rules(limits),
            values: exhibits.iter().map(|(_, values)| values).sum(),
            hidden: costs.iter().map(|cost| cost.hidden).sum(),
            exhibits: costs.into_iter().filter(|cost| cost.hidden + cost.hidden_n > 0).collect(),
            exceptions: set_aside(limits),
            equations: audit.relations,
            registers: audit.registers,
            mixed: audit.mixed.filter(|_| whole),
            releases: audit
                .earlier
                .iter()
                .map(|(as_of, unused)| Beside { as_of: as_of.clone(), unused: *unused })
                .collect(),
            already_told: if whole { audit.already.clone() } else { Vec::new() },
            proven: PROVEN.map(str::to_owned).into(),
            not_proven: NOT_PROVEN.map(str::to_owned).into(),
            reasons,
        })
    }

    /// As the file of an output.
    pub fn to_json(&self) -> String {
        let text = serde_json::to_string_pretty(self).expect("it holds only texts and numbers");
        format!("{text}\n")
    }
}

fn reason(why: Why) -> &'static str {
    match why {
        Why::First(rule) => rule.words(),
        Why::Besides => "besides",
        Why::ByException => "by exception",
    }
}

fn cost(id: &str, values: usize, mask: &Mask, whole: bool) -> Cost {
    let own = || mask.iter().filter(|(exhibit, _, _)| *exhibit == id).map(|(_, _, hidden)| hidden);
    let hidden = own().filter(|hidden| hidden.value).count();
    let besides = own().filter(|hidden| hidden.value && hidden.why == Why::Besides).count();
    Cost {
        exhibit: id.to_owned(),
        values,
        hidden,
        hidden_n: own().filter(|hidden| hidden.n && !hidden.value).count(),
        first: whole.then_some(hidden - besides),
        besides: whole.then_some(besides),
    }
}

fn rules(limits: &Limits) -> Rules {
    let word = |hide: bool| if hide { "hide" } else { "show" };
    Rules {
        minimum: limits.minimum,
        families: limits.families,
        amounts: limits.amounts,
        unanimous: word(limits.unanimous),
        differences: word(limits.differences),
    }
}

fn set_aside(limits: &Limits) -> Vec<SetAside> {
    let name = |act: Act| Act::NAMES.iter().find(|(_, known)| *known == act).map_or("", |(name, _)| *name);
    let told = limits.exceptions.iter().map(|exception| SetAside {
        at: exception.at.text().to_owned(),
        act: name(exception.act),
        because: exception.because.clone(),
    });
    told.collect()
}
