//! What a part says must fit together: an interval has something to be around, an effect something to be from.

use std::ops::Range;

use super::hiding;
use crate::diagnostic::{Code, Finding, Findings};
use crate::estimate::{Need, Statistic};
use crate::spec::exhibit::is_missing;
use crate::spec::{Among, Analysis, Axis, Interval, Is, LabelOrder, Measure, Part, Per, Spec, Told, Valued};
use crate::value::Stat;

fn is_mean(stat: &Stat) -> bool {
    matches!(stat, Stat::Mean | Stat::MeanOf(_))
}

/// Whether each observation counts for one unless it is given a value.
fn counts_ones(measure: &Measure) -> bool {
    match measure {
        Measure::Tally { .. } | Measure::Composition { .. } | Measure::Transition { .. } | Measure::Records { .. } => {
            true
        }
        Measure::Level { .. } | Measure::Amount { .. } | Measure::Analysis(_) => false,
    }
}

/// Where labels stand in the order of their values, and the part tells something along them.
fn along_by_value(part: &Part) -> Option<Range<usize>> {
    let back = part.told.as_ref().and_then(|told| told.against.as_ref()).is_some_and(|against| against.steps.is_some());
    let along = back
        || part.rolling.is_some()
        || part.cumulated.is_some()
        || part.stats.contains(&Stat::CumulativePresentValue);
    hiding::found_by(part, &[LabelOrder::Value]).filter(|_| along)
}

/// Whether it is asked of what the measure itself gives rows as their value: those without it are not there.
fn asks_for_own_value(part: &Part) -> bool {
    let (Measure::Analysis(Analysis::Rows(rows)), Some(Valued::Sql(asked))) = (&part.measure, &part.value) else {
        return false;
    };
    let own = rows.value.iter().chain(rows.values.iter().map(|(_, value)| value));
    own.into_iter().any(|own| asked.value == is_missing(own.as_str()))
}

/// Whether each observation is one thing, of rows too.
fn is_of_ones(measure: &Measure) -> bool {
    match measure {
        Measure::Analysis(Analysis::Rows(rows)) => {
            rows.value.is_none() && rows.values.is_empty() && rows.weight.is_none()
        }
        other => counts_ones(other),
    }
}

/// What a share can be of.
const SHARE_OF: &str = "say what it is a share of: among = \"x\" (the series share out), \"all-at-x\", \"series\" or \"facet\"; \
                        or give observations a `value` that is so or not";

/// Whether a share is told of things that are each one, among those that it counts.
fn share_of_itself(part: &Part) -> bool {
    let of_share = |told: &Told| told.is == Is::Stat(Stat::Share);
    let share = part.told.as_ref().map_or_else(|| part.stats.contains(&Stat::Share), of_share);
    let by_itself = part.among == Among::Counted && part.share_of.is_none() && part.per == Per::Observation;
    share && by_itself && part.weight.is_none() && part.value.is_none() && is_of_ones(&part.measure)
}

/// Notes what does not fit in `part`.
pub(super) fn check(part: &Part, spec: &Spec, findings: &mut Findings) {
    let mut wrong = |code: Code, span: Range<usize>, message: &str, label: &str, help: &str| {
        findings.push(Finding::error(code, message).at(&spec.file, span, label).help(help));
    };
    let has = |stat: Stat| part.stats.contains(&stat);
    let effect = has(Stat::Effect) || has(Stat::RelativeEffect);
    if effect && (part.baseline.is_none() || part.value.is_none()) {
        wrong(
            Code::MissingKey,
            part.span.clone(),
            "an effect needs each change and the score that it is from",
            "`value` or `baseline` is missing here",
            "such as: value = \"last - first\", baseline = \"first\"",
        );
    }
    if has(Stat::RelativeEffect) && part.norm.is_none() {
        wrong(
            Code::MissingKey,
            part.span.clone(),
            "a relative effect needs the effect that it is told from",
            "`norm` is missing here",
            "such as: norm = 0.8",
        );
    }
    let varied = matches!(part.measure, Measure::Analysis(Analysis::Sensitivity(_)));
    if part.stats.iter().any(|stat| Stat::OF_SENSITIVITY.contains(stat) != varied) {
        let message = if varied {
            "a sensitivity says what an outcome is at the ends of an assumption's range, and nothing else"
        } else {
            "only a sensitivity says what an outcome is at the ends of an assumption's range"
        };
        let help = "`base`, `low`, `high` and `span` are the stats of the measure kind `sensitivity`";
        wrong(Code::BadValue, part.span.clone(), message, "in this part", help);
    }
    if let Some(baseline) = part.baseline.as_ref().filter(|_| !effect) {
        let help = "take it out, or ask for stat = \"effect\"";
        wrong(Code::BadValue, baseline.span.clone(), "a baseline is only for effects", "not used", help);
    }
    if let Some(norm) = part.norm.as_ref().filter(|_| !has(Stat::RelativeEffect)) {
        let help = "take it out, or ask for stat = \"relative_effect\"";
        wrong(Code::BadValue, norm.span.clone(), "a norm is only for relative effects", "not used", help);
    }
    let statistic = part.statistic();
    let says = |wanted: fn(&Stat) -> bool| match part.told.as_ref().map(|told| told.is) {
        Some(Is::Stat(stat)) => wanted(&stat),
        Some(Is::Statistic(_)) => false,
        None => part.stats.iter().any(wanted),
    };
    let share = says(|stat| *stat == Stat::Share);
    let around = match (part.interval, statistic) {
        (None, _) => true,
        (Some(interval), Some(statistic)) => statistic.intervals.contains(&interval),
        (Some(Interval::Wilson), None) => share,
        (Some(Interval::Cluster), None) => share || says(is_mean),
        (Some(Interval::T), None) => says(is_mean),
        (Some(Interval::Stated), None) => {
            says(|stat| is_mean(stat) || [Stat::Share, Stat::Sum, Stat::Value].contains(stat))
        }
        (Some(_), None) => false,
    };
    if !around {
        wrong(
            Code::BadValue,
            part.span.clone(),
            "there is nothing that this interval could be around",
            "in this part",
            "`wilson` is around a share, `t` around a mean, `cluster` around either, one with `lower` and `upper` around a share, a mean or a sum; the others are of statistics that name them",
        );
    }
    if let Some(span) = along_by_value(part) {
        let message = "what is told along the labels has no sense where they stand by value";
        let help = "use another order, or leave out `steps`, `rolling` and `cumulated`";
        wrong(Code::BadValue, span, message, "these labels stand by value", help);
    }
    for (code, span, message, label, help) in asked(part, statistic) {
        wrong(code, span, &message, label, &help);
    }
    if let Some(left) = part.leave_out.as_ref().filter(|_| part.value.is_none() && counts_ones(&part.measure)) {
        wrong(
            Code::BadValue,
            left.span.clone(),
            "there is no greatest: everyone counts for one here",
            "nobody is greater than others",
            "leave out of amounts, or of observations with a `value`",
        );
    }
    let cumulative = has(Stat::CumulativePresentValue);
    if cumulative && part.stats.len() > 1 {
        wrong(
            Code::BadValue,
            part.stat_at.clone(),
            "what is added up along x cannot stand beside what is not",
            "these stand beside each other",
            "write a part of its own for the other stats",
        );
    }
    if cumulative && part.x.is_none() {
        let help = "such as: x-range = \"aar\"";
        wrong(Code::MissingKey, part.stat_at.clone(), "there is no x to add up along", "is added up along x", help);
    }
}

/// What is wrong: the code, where, the message, what is there, and what to do.
type Wrong = (Code, Range<usize>, String, &'static str, String);

/// What a statistic asks for and does not get, and places along x that cannot be taken together.
fn asked(part: &Part, statistic: Option<&Statistic>) -> Vec<Wrong> {
    let mut found = Vec::new();
    let mut wrong = |code: Code, span: &Range<usize>, message: &str, label: &'static str, help: &str| {
        found.push((code, span.clone(), message.to_owned(), label, help.to_owned()));
    };
    if share_of_itself(part) {
        let message = "this share is 100 % everywhere: it is of those that it counts";
        wrong(Code::BadValue, &part.span, message, "in this part", SHARE_OF);
    }
    let of_each = part.among == Among::Counted && part.per == Per::Observation && part.weight.is_none();
    if part.interval == Some(Interval::T) && !of_each {
        let help = "use interval = \"cluster\", or let the mean be over the observations themselves";
        let message = "Student's interval is of a mean over the observations themselves";
        wrong(Code::BadValue, &part.span, message, "it is over something else here", help);
    }
    let together = part.rolling.as_ref().map(|rolling| &rolling.span).or(part.cumulated.as_ref());
    if part.interval == Some(Interval::Stated) && (part.among != Among::Counted || together.is_some()) {
        let help = "say among = \"counted\", without `rolling` and `cumulated`: a value is then of the rows that stand at its place";
        let message = "an interval that a row states is around that row's number alone";
        wrong(Code::BadValue, together.unwrap_or(&part.span), message, "a value is of more than its row here", help);
    }
    if part.interval.is_some() && part.share_of.is_some() {
        let help = "take `interval` out, or let the share be among those it is counted among";
        let message = "no interval is known of a share of another series";
        wrong(Code::BadValue, &part.span, message, "`share-of` says what it is of", help);
    }
    // What is told against another value needs what that value needs.
    let of = part.told.as_ref().and_then(Told::of);
    for statistic in statistic.into_iter().chain(of) {
        let beside = &part.beside;
        let missing = statistic.needs.iter().find_map(|need| {
            let (there, key, such) = match need {
                Need::With => (beside.with.is_some(), "with", "with = \"mestring\""),
                Need::Versus => (beside.versus.is_some(), "versus", "versus = \"gruppe = 'Indsats'\""),
                Need::Event => (beside.event.is_some(), "event", "event = \"afgang\""),
                Need::Cell => (beside.cell.is_some(), "cell", "cell = \"aldersklasse || koen\""),
                Need::Weight => (part.weight.is_some(), "weight", "weight = \"vaegt\""),
                Need::Along => (part.x.is_some(), "x", "x = { first = 0, last = 104, every = 4 }"),
                Need::From | Need::Steps | Need::Goal | Need::Rolling => return None,
            };
            (!there).then_some((key, such))
        });
        if let Some((key, such)) = missing {
            let message = format!("`{}` needs `{key}`", statistic.name);
            wrong(Code::MissingKey, &part.span, &message, "it is missing here", &format!("such as: {such}"));
        }
        if statistic.name == "missing" && !matches!(part.value, Some(Valued::Sql(_))) {
            let help =
                "such as: value = \"helbred\", beside the measure: a row that a measure gives no value is not observed";
            wrong(Code::MissingKey, &part.span, "nothing says what may be missing", "`value` is missing here", help);
        }
        if statistic.name == "missing" && asks_for_own_value(part) {
            let help = "state it beside the measure and not in it: value = \"helbred\"; of several columns, let a view make each a row (`long`)";
            let message = "nothing can be missing: a row to which the measure gives no value is not observed";
            wrong(Code::BadValue, &part.span, message, "the measure has a `value` of its own", help);
        }
        if !statistic.is_of_values() && part.share_of.is_some() {
            let help = "take `share-of` out: the statistic says itself what it is of";
            wrong(Code::BadValue, &part.span, "a statistic is of the observations it counts", "not used", help);
        }
    }
    if let Some(rolling) = part.rolling.as_ref().filter(|rolling| rolling.value < 2) {
        wrong(Code::BadValue, &rolling.span, "nothing is taken together", "`rolling` is 2 or more", "");
    }
    if let Some(cumulated) = part.cumulated.as_ref().filter(|_| part.rolling.is_some()) {
        let help = "keep one of them";
        wrong(Code::BadValue, cumulated, "`rolling` and `cumulated` cannot both be", "stands beside `rolling`", help);
    }
    let has_total = matches!(&part.x, Some(Axis::Classes(classes)) if classes.total.is_some());
    if let Some(rolling) = part.rolling.as_ref().filter(|_| has_total) {
        let help = "leave the total out of this part's x";
        wrong(
            Code::BadValue,
            &rolling.span,
            "a total and the places before it are not taken together",
            "along x",
            help,
        );
    }
    if let Some(together) = together.filter(|_| part.x.is_none()) {
        let help = "such as: x-range = \"maaned\"";
        wrong(
            Code::MissingKey,
            together,
            "there is no x to take together along",
            "takes places along x together",
            help,
        );
    }
    found
}
