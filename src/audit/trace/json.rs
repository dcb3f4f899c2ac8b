//! All that is known of the values, for other programs. The form is described in `docs/audit.md`; a change of it changes
//! `format`.

use serde_json::{Map, Value as Json, json};

use super::{Observation, Row, Trace, Traced};
use crate::audit::record::{Excluded, ExtractHead, Observations, Record, Step};
use crate::locale::Language;
use crate::value::Calculation;

/// The version of the form.
const FORMAT: u32 = 1;

/// The values with their definition, observations, rows and who is excluded, as JSON text.
pub fn to_json(trace: &Trace<'_>) -> String {
    let Trace { record, exhibit, values } = trace;
    let report = &record.report;
    let json = json!({
        "format": FORMAT,
        "report": report.name,
        "as-of": report.as_of,
        "program": report.tool,
        "pseudonym-key": { "kind": report.pseudonym_key, "fingerprint": report.key_fingerprint },
        "exhibit": exhibit.head.id,
        "extracts": trace.extracts().into_iter().map(extract).collect::<Vec<_>>(),
        "values": values.iter().map(|traced| value(record, traced)).collect::<Vec<_>>(),
        "parts": trace.parts().map(|(place, of)| part(record, place, of)).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&json).expect("a trace holds only texts and numbers");
    text.push('\n');
    text
}

fn extract(extract: &ExtractHead) -> Json {
    json!({
        "file": extract.file,
        "sha256": extract.sha256,
        "register": extract.register,
        "rows": extract.count,
        "withheld": extract.withheld,
    })
}

fn value(record: &Record, traced: &Traced<'_>) -> Json {
    let value = traced.value;
    json!({
        "facet": value.facet,
        "series": value.series,
        "x": value.x,
        "stat": value.stat,
        "value": value.value,
        "shown": value.shown,
        "suppressed": value.suppressed,
        "numerator": value.numerator,
        "denominator": traced.denominator(),
        "calculation": calculation(value.calculation, record.report.language),
        "lower": value.lower,
        "upper": value.upper,
        "n": value.n,
        "part": traced.part,
        "observations": traced.observations.iter().map(|own| observation(record, own)).collect::<Vec<_>>(),
        "elsewhere": traced.elsewhere.iter().map(|own| json!({ "reason": own.reason, "units": own.units })).collect::<Vec<_>>(),
    })
}

/// The calculation that a value is the result of: its kind, and its numbers by name.
fn calculation(of: Calculation, language: Language) -> Json {
    match of {
        Calculation::Nothing => Json::Null,
        Calculation::Sum { sum } => json!({ "kind": "sum", "sum": sum }),
        Calculation::Quotient { numerator, denominator } => {
            json!({ "kind": "quotient", "numerator": numerator, "denominator": denominator })
        }
        Calculation::Effect { sum, count, deviation, norm } => {
            json!({ "kind": "effect", "sum": sum, "count": count, "deviation": deviation, "norm": norm })
        }
        Calculation::Statistic { of, inputs } => {
            let word = |message: &'static str| language.say(message, &[]);
            let numbers = of.inputs.iter().zip(inputs.numbers());
            let numbers: Vec<Json> =
                numbers.map(|(name, number)| json!({ "name": word(name), "number": number })).collect();
            json!({ "kind": of.name, "formula": of.formula.said(word), "numbers": numbers })
        }
        Calculation::Span { low, high } => json!({ "kind": "span", "low": low, "high": high }),
    }
}

fn observation(record: &Record, observation: &Observation<'_>) -> Json {
    json!({
        "unit": observation.unit,
        "number": observation.number,
        "weight": observation.weight,
        "baseline": observation.baseline,
        "counted": observation.counted,
        "among": observation.among,
        "whole": observation.whole,
        "step": observation.step,
        "rows": observation.rows.iter().map(|own| row(record, own)).collect::<Vec<_>>(),
        "membership": observation.membership.iter().map(|own| row(record, own)).collect::<Vec<_>>(),
    })
}

fn row(record: &Record, row: &Row<'_>) -> Json {
    let fields: Map<String, Json> = row.fields(record).map(|(name, text)| (name.to_owned(), json!(text))).collect();
    json!({ "file": row.head.file, "row": row.number, "fields": fields })
}

fn part(record: &Record, place: usize, part: &Observations) -> Json {
    json!({
        "part": place,
        "definition": part.definition.iter().map(|statement| {
            json!({ "topic": statement.topic, "text": statement.text, "code": statement.code })
        }).collect::<Vec<_>>(),
        "steps": part.worked.as_ref().map(|worked| worked.steps.iter().map(|own| step(record, own)).collect::<Vec<_>>()),
        "ranked": Row::ranked(record, part).iter().map(|own| row(record, own)).collect::<Vec<_>>(),
        "excluded": part.excluded.iter().map(|reason| excluded(record, reason)).collect::<Vec<_>>(),
    })
}

fn excluded(record: &Record, excluded: &Excluded) -> Json {
    let rows = excluded.rows.0.iter().filter_map(|number| Row::of(record, excluded.extract, *number));
    let rows = rows.map(|own| {
        let mut json = row(record, &own);
        json["subject"] = json!(own.subject(record));
        json
    });
    json!({ "reason": excluded.reason, "code": excluded.code, "rows": rows.collect::<Vec<_>>() })
}

/// A step of a calculation: what it is made of, or the rows that state it.
fn step(record: &Record, step: &Step) -> Json {
    let rows = step.rows.0.iter().filter_map(|number| Row::of(record, step.extract?, *number));
    json!({
        "label": step.label,
        "place": step.place,
        "value": step.value,
        "term": step.term,
        "rows": rows.map(|own| row(record, &own)).collect::<Vec<_>>(),
    })
}
