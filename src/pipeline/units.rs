//! Units that the spec states, held against what its values are: a count is no percentage, and what is computed in thousands is not in millions.

use crate::calculation;
use crate::diagnostic::{Code, Finding, Findings};
use crate::estimate::Scale;
use crate::spec::{Analysis, Exhibit, Measure, Shown, Spec};
use crate::value::Stat;

/// What a unit says of a number, as far as words tell.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Said {
    Percent,
    /// Kroner, so many at a time.
    Kroner(f64),
    Other,
}

impl Said {
    fn of(unit: &str) -> Self {
        let lower = unit.to_lowercase();
        let unit = lower.trim().trim_end_matches('.');
        if ["%", "pct", "procent", "percent"].contains(&unit) {
            return Self::Percent;
        }
        let words: Vec<&str> = unit.split_whitespace().map(|word| word.trim_end_matches('.')).collect();
        // What stands before the kroner is how many; what stands behind is what they are for each of.
        let Some(kroner) =
            words.iter().position(|word| ["kr", "kroner", "dkk", "t.kr", "tkr", "mio.kr", "mia.kr"].contains(word))
        else {
            return Self::Other;
        };
        let size = |word: &&str| match *word {
            "t.kr" | "tkr" | "1.000" | "1,000" | "1000" | "tusind" | "tusinde" | "thousand" => Some(1e3),
            "mio.kr" | "mio" | "million" | "millioner" => Some(1e6),
            "mia.kr" | "mia" | "milliard" | "milliarder" | "billion" => Some(1e9),
            "kr" | "kroner" | "dkk" => Some(1.0),
            _ => None,
        };
        // `DKK` stands before how many: `DKK million`.
        let behind = words.get(kroner + 1).filter(|_| words[kroner] == "dkk").and_then(size).unwrap_or(1.0);
        match words[..=kroner].iter().map(size).collect::<Option<Vec<f64>>>() {
            Some(sizes) => Self::Kroner(sizes.into_iter().product::<f64>() * behind),
            None => Self::Other,
        }
    }

    fn differs(self, other: Self) -> bool {
        self != other && self != Self::Other && other != Self::Other
    }
}

/// An error for every unit that the values of its exhibit cannot be in.
pub(super) fn contrary(spec: &Spec) -> Result<(), Findings> {
    let mut findings = Findings::new();
    for exhibit in &spec.exhibits {
        if let Some((unit, what, help)) = of_stats(exhibit).or_else(|| of_quantities(exhibit, spec)) {
            let place = match &exhibit.shown {
                Shown::Chart(chart) => chart.span.clone(),
                Shown::Table(_) | Shown::Numbers => exhibit.span.clone(),
            };
            let message = format!("`{}` says that its values are in `{unit}`, and {what}", exhibit.id.value);
            findings.push(Finding::error(Code::BadValue, message).at(&spec.file, place, "another unit").help(help));
        }
    }
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}

/// A unit that is none of a count: what a count counts has no percent and is no money.
fn of_stats(exhibit: &Exhibit) -> Option<(String, String, String)> {
    let stats = || exhibit.parts.iter().flat_map(|part| part.stats.iter().copied());
    let counts = |unit: &str| Said::of(unit) != Said::Other;
    let stated: Vec<(&str, Vec<Stat>)> = match &exhibit.shown {
        // A chart's unit is that of its first stat, and of no other scale.
        Shown::Chart(chart) => vec![(chart.unit.as_str(), stats().take(1).collect())],
        Shown::Table(_) | Shown::Numbers => {
            let own = std::iter::once((exhibit.unit.as_str(), stats().collect()));
            let named = exhibit.units.iter().map(|(name, unit)| {
                (unit.value.as_str(), stats().filter(|stat| stat.name() == name.as_str()).collect())
            });
            own.chain(named).collect()
        }
    };
    let wrong = stated.into_iter().find(|(unit, of)| {
        counts(unit) && !of.is_empty() && of.iter().all(|stat| *stat == Stat::Count && stat.scale() == Scale::Count)
    });
    wrong.map(|(unit, _)| {
        let help =
            "say what is counted, such as `personer`; a share of them is the stat `share`, an amount `sum` or `mean`";
        (unit.to_owned(), "they count things".to_owned(), help.to_owned())
    })
}

/// A unit that is not that of the quantities of a calculation.
fn of_quantities(exhibit: &Exhibit, spec: &Spec) -> Option<(String, String, String)> {
    for part in &exhibit.parts {
        let (name, show) = match &part.measure {
            Measure::Analysis(Analysis::Calculation(shown)) => (&shown.calculation, &shown.show),
            Measure::Analysis(Analysis::Sensitivity(varied)) => (&varied.calculation, &varied.show),
            _ => continue,
        };
        if part.stats.iter().all(|stat| stat.scale() != Scale::Own) {
            continue;
        }
        let Some(calculation) = spec.calculations.iter().find(|one| one.name.value == name.value) else { continue };
        for (called, quantity) in show {
            let Some(computed) = calculation::unit_of(calculation, quantity.as_str(), spec.report.language) else {
                continue;
            };
            let stated = stated(exhibit, called.as_str());
            if !stated.is_empty() && Said::of(stated).differs(Said::of(&computed)) {
                let what = format!("`{}` is computed in `{computed}`", quantity.value);
                let help = "state the unit that it is computed in; a chart writes it in a larger one with \
                            in = { unit = \"mio. kr.\", of = 1_000_000 }";
                return Some((stated.to_owned(), what, help.to_owned()));
            }
        }
    }
    None
}

/// What an exhibit says of the unit of a quantity that it calls so.
fn stated<'e>(exhibit: &'e Exhibit, called: &str) -> &'e str {
    match &exhibit.shown {
        Shown::Chart(chart) if chart.line.as_ref().is_some_and(|line| line.value == called) => &chart.line_unit,
        Shown::Chart(chart) => &chart.unit,
        Shown::Table(_) | Shown::Numbers => {
            let named = exhibit.units.iter().find(|(name, _)| name.value == called);
            named.map_or(exhibit.unit.as_str(), |(_, unit)| unit.value.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Said;

    #[test]
    fn units_are_read_as_far_as_their_words_tell() {
        for (unit, said) in [
            ("%", Said::Percent),
            ("pct.", Said::Percent),
            ("kr.", Said::Kroner(1.0)),
            ("kr. pr. barn", Said::Kroner(1.0)),
            ("1.000 kr.", Said::Kroner(1e3)),
            ("t.kr.", Said::Kroner(1e3)),
            ("mio. kr. om året", Said::Kroner(1e6)),
            ("DKK", Said::Kroner(1.0)),
            ("DKK per child", Said::Kroner(1.0)),
            ("DKK 1,000", Said::Kroner(1e3)),
            ("DKK thousand", Said::Kroner(1e3)),
            ("DKK million a year", Said::Kroner(1e6)),
            ("mia. kr.", Said::Kroner(1e9)),
            ("af de voksne", Said::Other),
            ("procentpoint", Said::Other),
            ("sparede kr.", Said::Other),
            ("personer", Said::Other),
        ] {
            assert_eq!(Said::of(unit), said, "{unit}");
        }
        assert!(Said::of("mio. kr.").differs(Said::of("1.000 kr.")));
        assert!(!Said::of("mio. kr.").differs(Said::of("personer")));
    }
}
