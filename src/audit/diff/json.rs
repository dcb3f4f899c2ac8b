//! The difference for other programs. The form is described in `docs/audit.md`; a change of it changes `format`.

use serde_json::{Map, Value as Json, json};

use super::cause::Cause;
use super::change::{
    AssumptionChange, Difference, ExhibitChange, Figure, ObservationChange, Observed, Only, Renamed, Said, Turned,
    ValueChange,
};
use super::rows::RowChange;
use super::split::{Ends, Parts};
use super::tell::Counts;

/// The version of the form.
const FORMAT: u32 = 1;

/// The difference as JSON text, whatever there is of it.
pub fn to_json(difference: &Difference) -> String {
    let release = |release: &super::Release| json!({ "as-of": release.as_of, "program": release.program });
    let counts = Counts::of(difference);
    let causes: Map<String, Json> =
        counts.by_cause.iter().map(|(cause, count)| (cause.id().to_owned(), json!(count))).collect();
    let json = json!({
        "format": FORMAT,
        "report": difference.report,
        "old": release(&difference.old),
        "new": release(&difference.new),
        "summary": {
            "values": difference.values,
            "changed": counts.changed(),
            "not-shown": counts.hidden,
            "same-number": counts.same_number,
            "by-main-cause": causes,
            "claims": difference.claims.len(),
            "rows": difference.rows.len(),
        },
        "exhibits": difference.exhibits.iter().map(exhibit).collect::<Vec<_>>(),
        "claims": difference.claims.iter().map(|claim| {
            json!({ "id": claim.id, "old": claim.old.as_ref().map(said), "new": claim.new.as_ref().map(said) })
        }).collect::<Vec<_>>(),
        "rows": difference.rows.iter().map(row).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&json).expect("a difference holds only texts and numbers");
    text.push('\n');
    text
}

fn names<'a>(causes: impl IntoIterator<Item = &'a Cause>) -> Vec<&'static str> {
    causes.into_iter().map(|cause| cause.id()).collect()
}

fn exhibit(exhibit: &ExhibitChange) -> Json {
    json!({
        "id": exhibit.id,
        "title": exhibit.title,
        "only": exhibit.only.map(|only| match only { Only::Old => "old", Only::New => "new" }),
        "redefined": exhibit.redefined,
        "renamed": exhibit.renamed.iter().map(renamed).collect::<Vec<_>>(),
        "values": exhibit.values,
        "changes": exhibit.changes.iter().map(value).collect::<Vec<_>>(),
    })
}

fn renamed(renamed: &Renamed) -> Json {
    json!({ "axis": renamed.axis, "old": renamed.old, "new": renamed.new })
}

fn assumption(change: &AssumptionChange) -> Json {
    json!({
        "assumption": change.label,
        "places": change.places,
        "place": change.place,
        "old": change.old,
        "new": change.new,
        "part": change.part,
    })
}

fn value(change: &ValueChange) -> Json {
    let key = &change.key;
    json!({
        "facet": key.facet,
        "series": key.series,
        "x": key.x,
        "stat": key.stat.name(),
        "old": change.old.as_ref().map(figure),
        "new": change.new.as_ref().map(figure),
        "change": change.change(),
        "parts": parts(&change.parts),
        "shared": change.shared,
        "interval": change.ends.as_ref().map(ends),
        "causes": names(&change.causes),
        "assumptions": change.assumptions.iter().map(assumption).collect::<Vec<_>>(),
        "rounding": change.rounding(),
        "same-number": change.has_same_number(),
        "shown": !change.is_hidden(),
        "turned": change.turned().map(Turned::words),
        "observations": change.observations.iter().map(observation).collect::<Vec<_>>(),
    })
}

fn parts(parts: &Parts) -> Json {
    Json::Object(parts.iter().map(|(cause, part)| (cause.id().to_owned(), json!(part))).collect())
}

/// What the causes brought to each end, or why that cannot be said.
fn ends(ends: &Ends) -> Json {
    match ends {
        Ok([lower, upper]) => json!({ "lower": parts(lower), "upper": parts(upper) }),
        Err(why) => json!({ "not-split": why.id() }),
    }
}

fn figure(figure: &Figure) -> Json {
    json!({
        "value": figure.value,
        "lower": figure.interval.map(|(lower, _)| lower),
        "upper": figure.interval.map(|(_, upper)| upper),
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "n": figure.n,
        "suppressed": figure.suppressed,
        "shown": figure.shown,
    })
}

fn observation(change: &ObservationChange) -> Json {
    let observed = |observed: &Observed| {
        let rows: Vec<Json> = observed.rows.iter().map(|(file, row)| json!({ "file": file, "row": row })).collect();
        json!({ "counted": observed.counted, "number": observed.number, "rows": rows })
    };
    json!({
        "unit": change.unit,
        "old": change.old.as_ref().map(observed),
        "new": change.new.as_ref().map(observed),
        "causes": names(&change.causes),
    })
}

fn said(said: &Said) -> Json {
    json!({ "sentence": said.sentence, "holds": said.holds })
}

fn row(change: &RowChange) -> Json {
    let fields: Vec<Json> =
        change.fields.iter().map(|field| json!({ "field": field.field, "old": field.old, "new": field.new })).collect();
    json!({
        "file": change.file,
        "old": change.old,
        "new": change.new,
        "subject": change.subject,
        "fields": fields,
        "withheld": change.withheld,
        "causes": names(&change.causes),
    })
}
