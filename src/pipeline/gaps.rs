//! Time along an axis that jumps: a month or a year that nothing was delivered for has no place of its own, and its neighbours stand next
//! to each other as if it never was.

use crate::chart::ChartKind;
use crate::diagnostic::{Code, Finding, Findings};
use crate::document::Publication;
use crate::schema::Period;
use crate::spec::{Exhibit, Shown, Spec};

/// Warns of exhibits whose periods along x jump, where places are counted or joined by a line. And of those that are told from a place
/// which has not come yet.
pub(super) fn crossed(spec: &Spec, publication: &Publication) -> Findings {
    let mut findings = Findings::new();
    for (exhibit, shown) in spec.exhibits.iter().zip(&publication.exhibits) {
        let values = &shown.values;
        if let Some(how) = crosses(exhibit)
            && let Some([before, behind]) = jump(values.xs.iter().map(String::as_str))
        {
            let message = format!("along x of `{}` stands {behind} next to {before}", exhibit.id.value);
            let finding = Finding::warning(Code::GapInAxis, message)
                .at(&spec.file, exhibit.id.span.clone(), how)
                .help("let every period have its place: x-range = \"...\" for months and years, or the labels of a table of periods")
                .help("or say in the exhibit's classes which are meant: labels = [...], evenly apart");
            findings.push(finding);
        }
        for part in &exhibit.parts {
            let against = part.told.as_ref().and_then(|told| told.against.as_ref());
            let Some(base) = against.and_then(|against| against.from.as_ref()) else { continue };
            if [&values.facets, &values.series, &values.xs].into_iter().flatten().all(|label| *label != base.value) {
                let message = format!(
                    "`{}` of `{}` lies behind what there is up to the status month",
                    base.value, exhibit.id.value
                );
                let finding = Finding::warning(Code::NoWindow, message)
                    .at(&spec.file, base.span.clone(), "nothing can be told from it yet")
                    .help("tell it from an earlier one, or leave the exhibit out for now");
                findings.push(finding);
            }
        }
    }
    findings.once()
}

/// What an exhibit does that rests on places along x being evenly apart.
fn crosses(exhibit: &Exhibit) -> Option<&'static str> {
    let back = |part: &crate::spec::Part| {
        let against = part.told.as_ref().and_then(|told| told.against.as_ref());
        against.is_some_and(|against| against.steps.is_some() && !against.along_series)
    };
    if exhibit.parts.iter().any(back) {
        return Some("tells values so many places back");
    }
    if exhibit.parts.iter().any(|part| part.rolling.is_some()) {
        return Some("takes places together");
    }
    let is_line = |kind: ChartKind| matches!(kind, ChartKind::Lines | ChartKind::ColumnsAndLine);
    matches!(&exhibit.shown, Shown::Chart(chart) if is_line(chart.kind)).then_some("draws a line between them")
}

/// Two periods that stand next to each other and are not as far apart as those before or behind them are. What is no period, such as a
/// total, is none of them.
fn jump<'l>(labels: impl Iterator<Item = &'l str>) -> Option<[&'l str; 2]> {
    let all: Vec<(&str, (char, i64))> = labels.filter_map(|label| Some((label, Period::numbered(label)?))).collect();
    let (_, (kind, _)) = all.first()?;
    if all.iter().any(|(_, (other, _))| other != kind) {
        return None;
    }
    let apart: Vec<i64> = all.windows(2).map(|two| two[1].1.1 - two[0].1.1).collect();
    let least = apart.iter().copied().min_by_key(|apart| apart.abs())?;
    let at = apart.iter().position(|apart| *apart != least)?;
    Some([all[at].0, all[at + 1].0])
}

#[cfg(test)]
mod tests {
    use super::jump;

    #[test]
    fn a_jump_is_where_periods_are_farther_apart_than_the_others() {
        for (labels, found) in [
            (&["2020", "2021", "2023", "2024"][..], Some(["2021", "2023"])),
            (&["2020", "2022", "2023"], Some(["2020", "2022"])),
            (&["2024-01", "2024-02", "2024-05", "I alt"], Some(["2024-02", "2024-05"])),
            (&["2023F", "2023E", "2024F"], None),
            // Every third year is evenly apart, and so are years that stand the latest first.
            (&["2015", "2018", "2021"], None),
            (&["2021", "2020", "2019"], None),
            (&["2020", "2025"], None),
            (&["A", "B"], None),
            (&[], None),
        ] {
            assert_eq!(jump(labels.iter().copied()), found, "{labels:?}");
        }
    }
}
