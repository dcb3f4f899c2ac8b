//! Which of the values readers may not see, and what they can tell of those all the same.

use std::collections::BTreeMap;

use super::registers::OfOthers;
use super::{Failure, Prepared, Release, compute};
use crate::diagnostic::{Code, Finding, Findings};
use crate::disclosure::{self, Audit, Earlier, Hidden, Mask, Protected, Why};
use crate::statistic::Computed;
use crate::value::{Key, Value, shortest};

/// What must be hidden of the values, by the policy that the spec uses, from readers who have the earlier releases; nothing, where
/// everything is published.
///
/// # Errors
/// What the policy says that cannot be done, or an earlier release that cannot be read.
pub fn protect(prepared: &Prepared, computed: &[Computed]) -> Result<Protected, Failure> {
    if prepared.spec.disclosure.limits().is_none() {
        return Ok(Protected::default());
    }
    let earlier = earlier(prepared)?;
    disclosure::protect(prepared.data(), computed, &earlier, &OfOthers(prepared))
        .map_err(|findings| prepared.fails(findings))
}

/// What someone who has the files of an output, the earlier releases, and the definitions can tell of few people, by the limits of
/// the policy that the spec uses.
///
/// # Errors
/// What the policy says that cannot be done, or a table of values that cannot be read.
pub fn attack(
    prepared: &Prepared,
    computed: &[Computed],
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<(Audit, Findings), Failure> {
    let mut mask = Mask::default();
    let mut findings = Findings::new();
    for exhibit in computed {
        let seen = seen(files, &exhibit.id).map_err(|finding| prepared.fails(finding.into()))?;
        for (place, row) in exhibit.values.rows.iter().enumerate() {
            // What the folder does not have in its tables may stand elsewhere.
            let Some(shown) = seen.get(&key(row)) else { continue };
            // The ends of an interval tell both the value and of how many it is, whatever else is left empty.
            let told = shown.interval != [None, None];
            // What is one person's own value no build publishes, whatever its policy says.
            if row.suppressed && (told || shown.value.is_some()) {
                findings.push(own_value(&exhibit.id, row));
            }
            let value = shown.value.is_none() && (shown.suppressed || row.value.is_some()) && !told;
            let n = row.n.is_some() && shown.n.is_none() && !told;
            if value || n {
                mask.hide(&exhibit.id, place, Hidden { why: Why::Besides, value, n });
            }
        }
    }
    let earlier = earlier(prepared)?;
    let (audit, found) = disclosure::attack(prepared.data(), computed, &earlier, &OfOthers(prepared), &mask)
        .map_err(|findings| prepared.fails(findings))?;
    findings.extend(found);
    Ok((audit, findings))
}

/// A published value that is one person's own.
fn own_value(exhibit: &str, row: &Value) -> Finding {
    let Key { facet, series, x, stat } = &row.key;
    let labels: Vec<&str> =
        [facet, series, x].into_iter().map(String::as_str).filter(|label| !label.is_empty()).collect();
    let message =
        format!("`{exhibit}` [{}] {} is one person's own value, and is published", labels.join(", "), stat.name());
    Finding::error(Code::ValueRecoverable, message)
        .in_cell(&table(exhibit), None, None)
        .help("build the report again: a build holds it back")
}

/// The earlier releases, and which of the values at their months their readers have.
pub(super) fn earlier(prepared: &Prepared) -> Result<Vec<Earlier>, Failure> {
    prepared.earlier.iter().map(|release| released(prepared, release)).collect()
}

fn released(prepared: &Prepared, release: &Release) -> Result<Earlier, Failure> {
    let computed = compute(prepared.data(), release.as_of).map_err(|findings| prepared.fails(findings))?;
    let mut unseen = Mask::default();
    let mut used = 0;
    for exhibit in &computed {
        let seen = seen_in(&release.files, &exhibit.id).map_err(|finding| prepared.fails(finding.into()))?;
        for (place, row) in exhibit.values.rows.iter().enumerate() {
            let shown = seen.get(&key(row));
            let has = |of: fn(&Shown) -> &Option<String>, now: Option<String>| {
                shown.is_some_and(|shown| now.is_some() && *of(shown) == now)
            };
            let interval = [row.lower, row.upper].map(|end| end.map(shortest));
            let told = interval != [None, None] && shown.is_some_and(|shown| shown.interval == interval);
            let value = !(has(|shown| &shown.value, row.value.map(shortest)) || told);
            let n = !(has(|shown| &shown.n, row.n.map(|n| n.to_string())) || told);
            used += usize::from(!value);
            if value || n {
                unseen.hide(&exhibit.id, place, Hidden { why: Why::Besides, value, n });
            }
        }
    }
    // Exhibits that are no more, labels that have another name, values that are others now.
    let mut shown = 0;
    for id in release.files.keys().filter_map(|path| path.strip_prefix("data/")?.strip_suffix(".csv")) {
        let seen = seen(&release.files, id).map_err(|finding| prepared.fails(finding.into()))?;
        shown += seen.values().filter(|shown| shown.value.is_some()).count();
    }
    Ok(Earlier { name: release.as_of.to_string(), computed, unseen, unused: shown.saturating_sub(used) })
}

fn key(row: &Value) -> ([String; 3], String) {
    ([&row.key.facet, &row.key.series, &row.key.x].map(String::clone), row.key.stat.name().to_owned())
}

/// What a table of values shows at a key.
struct Shown {
    value: Option<String>,
    interval: [Option<String>; 2],
    n: Option<String>,
    suppressed: bool,
}

/// The rows of a table of values by facet, series, x and statistic.
type Seen = BTreeMap<([String; 3], String), Shown>;

/// The table of an exhibit in an output; an earlier one need not have it.
fn seen_in(files: &BTreeMap<String, Vec<u8>>, exhibit: &str) -> Result<Seen, Finding> {
    if files.contains_key(&table(exhibit)) { seen(files, exhibit) } else { Ok(Seen::new()) }
}

fn table(exhibit: &str) -> String {
    format!("data/{exhibit}.csv")
}

fn seen(files: &BTreeMap<String, Vec<u8>>, exhibit: &str) -> Result<Seen, Finding> {
    let path = table(exhibit);
    let fails = |message: &str| {
        Finding::error(Code::OutputUnreadable, format!("`{path}` {message}")).help("build the report again")
    };
    let bytes = files.get(&path).ok_or_else(|| fails("is not there"))?;
    let mut seen = Seen::new();
    for record in csv::Reader::from_reader(bytes.as_slice()).records() {
        let record = record.map_err(|_| fails("is no table of values"))?;
        let [facet, series, x, stat, value, lower, upper, n, flag] = record.iter().collect::<Vec<_>>()[..] else {
            return Err(fails("is no table of values"));
        };
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let key = ([facet, series, x].map(str::to_owned), stat.to_owned());
        let suppressed = flag == "suppressed";
        let shown = Shown { value: some(value), interval: [lower, upper].map(some), n: some(n), suppressed };
        seen.insert(key, shown);
    }
    Ok(seen)
}
