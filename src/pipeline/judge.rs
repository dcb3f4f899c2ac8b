//! What the report says, held against its values: claims, declared checks, and what must be so of any report.

use super::{Disclosed, DisclosedExhibit, Prepared};
use crate::claim::{self, Ends, Judged, Part};
use crate::diagnostic::Findings;
use crate::document::{Apart, Counting, Publication};
use crate::spec::{self, Among, Analysis, Axis, Exhibit, Measure, Per, Shown, Timeline};

/// Judges the claims and checks of the spec, and the values' agreement with each other. The publication's notes are
/// computed by then.
///
/// # Errors
/// Claims and checks that have no meaning.
pub(super) fn judge(
    prepared: &Prepared,
    disclosed: &Disclosed<'_>,
    publication: &Publication,
) -> Result<Judged, Findings> {
    let spec = &prepared.spec;
    let exhibits: Vec<claim::Exhibit<'_>> = spec
        .exhibits
        .iter()
        .zip(&disclosed.exhibits)
        .zip(&publication.exhibits)
        .map(|((exhibit, disclosed), shown)| claim::Exhibit {
            span: exhibit.span.clone(),
            unit: unit(exhibit),
            series_units: shown.counting.series_units.clone(),
            parts: parts(exhibit, disclosed),
            note: Some(shown.note.as_str()),
            ..claim::Exhibit::new(exhibit.id.as_str(), &disclosed.values)
        })
        .collect();
    let mut judged = match &disclosed.behind {
        None => claim::judge(&spec.file, &spec.claims, &spec.checks, &exhibits)?,
        // What the report says is held against what readers see; what must be so, against all there is.
        Some(behind) => {
            let checks = claim::judge(&spec.file, &[], &spec.checks, &exhibits);
            let claims = claim::judge(&spec.file, &spec.claims, &[], &exhibits);
            let (mut claims, checks) = match (claims, checks) {
                (Ok(claims), Ok(checks)) => (claims, checks.checks),
                (Err(mut wrong), checks) => {
                    wrong.extend(checks.err().unwrap_or_default());
                    return Err(wrong);
                }
                (Ok(_), Err(wrong)) => return Err(wrong),
            };
            claims.checks = checks;
            claims.findings.extend(behind.clone());
            claims
        }
    };
    judged.findings.extend(claim::consistency(&spec.file, &exhibits).findings);
    judged.findings.extend(disclosed.unclassed.clone());
    Ok(judged)
}

fn unit(exhibit: &Exhibit) -> Option<&str> {
    match &exhibit.shown {
        Shown::Chart(chart) => Some(chart.unit.as_str()),
        Shown::Table(_) | Shown::Numbers => None,
    }
}

/// What the spec says of what an exhibit's values count in, and of which averages can be added.
pub(super) fn counting(exhibit: &Exhibit, shown: &DisclosedExhibit) -> Counting {
    let series_units = match &exhibit.shown {
        Shown::Chart(chart) => chart.line.iter().map(|line| (line.value.clone(), chart.line_unit.clone())).collect(),
        Shown::Table(_) | Shown::Numbers => Vec::new(),
    };
    let mut begin = 0;
    let parts = exhibit.parts.iter().zip(&shown.counts).map(|(part, count)| {
        let rows = begin..begin + count;
        begin = rows.end;
        let (series, xs) = match part.among {
            Among::X | Among::AllAtX => (Some(false), Some(true)),
            Among::Series => (Some(true), Some(false)),
            Among::Counted => (Some(true), Some(true)),
            Among::Facet => (Some(false), Some(false)),
            // Of what the source states no more is known than N.
            Among::Stated | Among::Nothing => (None, None),
        };
        Apart { rows, series, xs, totals: totals(part) }
    });
    Counting { unit: unit(exhibit).unwrap_or_default().to_owned(), series_units, apart: parts.collect() }
}

/// What the spec says of how the values of each part were made.
pub(super) fn parts(exhibit: &Exhibit, shown: &DisclosedExhibit) -> Vec<Part> {
    let mut begin = 0;
    let parts = exhibit.parts.iter().zip(&shown.counts).map(|(part, count)| {
        let rows = begin..begin + count;
        begin = rows.end;
        let shared_out = shared_out(part);
        let base = part.population.as_ref().filter(|_| everyone(part));
        let stated = part.among == Among::Stated;
        Part {
            rows,
            stated,
            weighted: is_weighted(part),
            repeated: part.interval == Some(spec::Interval::Cluster),
            ends: match part.interval {
                None => Ends::None,
                Some(spec::Interval::Stated) => Ends::Stated,
                Some(_) => Ends::Computed,
            },
            shared_out,
            adds_up: part.overlap.as_ref().map(|_| false),
            totals: totals(part),
            base: base.map(|population| population.value.clone()),
        }
    });
    parts.collect()
}

/// The labels of a part that hold all others beside them: totals that are declared, and filters that let all pass.
fn totals(part: &spec::Part) -> Vec<String> {
    let of = |axis: &Axis| match axis {
        Axis::Classes(classes) => classes.total.iter().map(|total| total.value.clone()).collect(),
        Axis::Labels(labels) => {
            let all = labels.iter().filter(|(_, filter)| filter.value.trim().eq_ignore_ascii_case("true"));
            all.map(|(label, _)| label.value.clone()).collect()
        }
        Axis::Column(_) | Axis::States(_) | Axis::Range { .. } => Vec::new(),
    };
    [&part.facet, &part.series, &part.x].into_iter().flatten().flat_map(of).collect()
}

/// Whether the series of a part share out what is counted at each facet and x. Values of the observations' own are not shared
/// out, as ones are.
pub(super) fn shared_out(part: &spec::Part) -> bool {
    part.among == Among::X && part.value.is_none() && shares_out(part)
}

/// Whether the observations of a part count for other than one each.
fn is_weighted(part: &spec::Part) -> bool {
    let of_rows = matches!(&part.measure, Measure::Analysis(Analysis::Rows(rows)) if rows.weight.is_some());
    part.weight.is_some() || of_rows || matches!(part.measure, Measure::Analysis(Analysis::Sql(_)))
}

/// Whether the series of a part fit every observation once: states do, and labels were seen to.
fn shares_out(part: &spec::Part) -> bool {
    match &part.series {
        Some(Axis::States(_) | Axis::Labels(_)) => true,
        Some(Axis::Column(name)) => name.value == "state",
        Some(Axis::Classes(_) | Axis::Range { .. }) | None => false,
    }
}

/// Whether everyone in the population is counted at each x, so that N is the population's size.
fn everyone(part: &spec::Part) -> bool {
    let all_windows = match &part.measure {
        Measure::Transition { .. } => part.x.is_none(),
        Measure::Tally { unit } => part.x.is_none() && *unit == spec::Unit::Person,
        Measure::Composition { over, .. } => {
            let own = !matches!(
                over.timeline,
                Timeline::StartAndLatest
                    | Timeline::ProjectMonths
                    | Timeline::Weeks(_)
                    | Timeline::Months(_)
                    | Timeline::Quarters(_)
                    | Timeline::HalfYears(_)
                    | Timeline::Years(_)
            );
            let some = over.within.is_some() || over.from_age.is_some();
            !own && !some && matches!(part.x, Some(Axis::Column(_)))
        }
        Measure::Level { .. } | Measure::Records { .. } | Measure::Amount { .. } | Measure::Analysis(_) => false,
    };
    part.among == Among::X
        && part.facet.is_none()
        && part.filter.is_none()
        && part.leave_out.is_none()
        && part.per == Per::Observation
        && all_windows
}
