//! Time along an axis that jumps: a month or a year that nothing was delivered for has no place of its own, and its neighbours stand next
//! to each other as if it never was. And a day, a month or a year on which nothing was counted: its 0 is left out.

use chrono::{Datelike, NaiveDate};

use crate::chart::ChartKind;
use crate::diagnostic::{Code, Finding, Findings};
use crate::document::Publication;
use crate::schema::Period;
use crate::spec::{Axis, ClassLabels, Exhibit, Is, Part, Shown, Spec};
use crate::value::Stat;

/// The kind of a label that is a day, beside the kinds of [`Period::numbered`].
const DAY: char = 'D';

/// Warns of exhibits whose periods along x jump, where places are counted or joined by a line, or where what is left out is a 0. And of those
/// that are told from a place which has not come yet.
pub(super) fn crossed(spec: &Spec, publication: &Publication) -> Findings {
    let mut findings = Findings::new();
    for (exhibit, shown) in spec.exhibits.iter().zip(&publication.exhibits) {
        let values = &shown.values;
        if let Some(how) = crosses(exhibit)
            && let Some([before, behind]) = jump(values.xs.iter().map(String::as_str), Period::numbered)
        {
            let message = format!("along x of `{}` stands {behind} next to {before}", exhibit.id.value);
            let finding = Finding::warning(Code::GapInAxis, message)
                .at(&spec.file, exhibit.id.span.clone(), how)
                .help("let every period have its place: x-range = \"...\" for months and years, or the labels of a table of periods")
                .help("or say in the exhibit's classes which are meant: labels = [...], evenly apart");
            findings.push(finding);
        } else if exhibit.parts.iter().any(leaves_zeros_out)
            && let Some([before, behind]) = left_out(&values.xs)
        {
            let message = format!(
                "x of `{}` has {before} and {behind} and nothing between them: what was counted there is 0, and is left out",
                exhibit.id.value
            );
            let finding = Finding::warning(Code::GapInAxis, message)
                .at(&spec.file, exhibit.id.span.clone(), "its places are those that stand in the data")
                .help("let every period have its place: x-range = \"...\" for months and years, or the labels of a table of periods")
                .help("gather days in those of the calendar: date = \"...\" and over = \"weeks\" of the measure, with x = \"period\"");
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

/// Whether a part has places along x only where something is, and tells what is 0 where there is nothing.
fn leaves_zeros_out(part: &Part) -> bool {
    let found = match &part.x {
        Some(Axis::Column(_)) => true,
        Some(Axis::Classes(classes)) => matches!(classes.labels, ClassLabels::Found(_)),
        _ => false,
    };
    found && part.tells().iter().any(|is| matches!(is, Is::Stat(Stat::Count | Stat::Sum)))
}

/// Two periods, or days, that have others between them which are no places, whatever order they stand in.
fn left_out(labels: &[String]) -> Option<[&str; 2]> {
    let number =
        |label: &str| Period::numbered(label).or_else(|| Some((DAY, i64::from(day(label)?.num_days_from_ce()))));
    let mut in_time: Vec<&str> = labels.iter().map(String::as_str).collect();
    in_time.sort_by_key(|label| number(label));
    jump(in_time.into_iter(), number)
}

fn day(label: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(label, "%Y-%m-%d").ok().filter(|_| label.len() == 10)
}

/// Two periods that stand next to each other and are not as far apart as those before or behind them are. What is no period, such as a
/// total, is none of them.
fn jump<'l>(
    labels: impl Iterator<Item = &'l str>,
    number: impl Fn(&str) -> Option<(char, i64)>,
) -> Option<[&'l str; 2]> {
    let all: Vec<(&str, (char, i64))> = labels.filter_map(|label| Some((label, number(label)?))).collect();
    let (_, (kind, _)) = all.first()?;
    if all.iter().any(|(_, (other, _))| other != kind) {
        return None;
    }
    let apart: Vec<i64> = all.windows(2).map(|two| two[1].1.1 - two[0].1.1).collect();
    let least = apart.iter().copied().min_by_key(|apart| apart.abs())?;
    // Days of which no two follow upon each other are days of a round: the first of each quarter, those of a survey.
    if *kind == DAY && least.abs() != 1 {
        return None;
    }
    let at = apart.iter().position(|apart| *apart != least)?;
    Some([all[at].0, all[at + 1].0])
}

#[cfg(test)]
mod tests {
    use super::{Period, jump, left_out};

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
            assert_eq!(jump(labels.iter().copied(), Period::numbered), found, "{labels:?}");
        }
    }

    #[test]
    fn days_are_left_out_where_others_follow_upon_each_other() {
        for (labels, found) in [
            // 2024 has a 29 February.
            (&["2024-02-28", "2024-02-29", "2024-03-01"][..], None),
            (&["2023-02-28", "2023-03-01", "2023-03-03"], Some(["2023-03-01", "2023-03-03"])),
            // By size, the latest first.
            (&["2023-03-05", "2023-03-02", "2023-03-01", "I alt"], Some(["2023-03-02", "2023-03-05"])),
            (&["2023-01", "2023-02", "2023-04"], Some(["2023-02", "2023-04"])),
            (&["2023-03-01", "2023-03-08", "2023-03-15"], None),
            (&["2023-03-01", "2023-03-09"], None),
            // The first days of quarters are not as far apart as each other.
            (&["2016-01-01", "2016-04-01", "2016-07-01", "2016-10-01"], None),
        ] {
            let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
            assert_eq!(left_out(&labels), found, "{labels:?}");
        }
    }
}
