//! Single rows: a row that is named is needed, alone or for what another row tells as well.

use std::collections::{BTreeMap, BTreeSet};

use sporbar::build;
use sporbar::cohort::{Data, RowRef};
use sporbar::spec::{Analysis, Measure, Spec};
use sporbar::sufficiency::but;

use super::{prepared, some, told};

/// Without a row that an observation names the observation is gone from its value, or changed; or another row tells the same (a
/// client's second session, where clients are counted), and then it is the row that keeps the observation there when the others are
/// gone. As rows can tell what would have been so without them, a few of each extract are tried until one is needed so.
#[test]
fn no_row_is_named_that_is_not_needed() {
    let (mut alone, mut with_others) = (0, 0);
    for report in ["assens-statusmaaling", "gladsaxe-helhedsindsats", "koebenhavn-udsatte-familier"] {
        let prepared = prepared(report);
        let computed = build::computed(&prepared).expect("values");
        for (exhibit, own) in prepared.spec.exhibits.iter().zip(&computed) {
            let spec = Spec { exhibits: vec![exhibit.clone()], calculations: Vec::new(), ..prepared.spec.clone() };
            let mut values = own.values.rows.iter();
            for (place, (part, of_part)) in exhibit.parts.iter().zip(&own.parts).enumerate() {
                let values: Vec<_> = values.by_ref().take(of_part.count).collect();
                if matches!(
                    part.measure,
                    Measure::Analysis(Analysis::Sql(_) | Analysis::Calculation(_) | Analysis::Sensitivity(_))
                ) {
                    continue;
                }
                let mut needed: BTreeMap<u16, bool> = BTreeMap::new();
                for (key, at) in some(&values, of_part) {
                    let unit = of_part.observations.unit(at).into_owned();
                    let counted = of_part.keyed.basis(key, of_part.among).map(|basis| basis.counted);
                    let mut all = Vec::new();
                    for at in
                        counted.unwrap_or_default().into_iter().filter(|at| of_part.observations.unit(*at) == unit)
                    {
                        of_part.observations.add_rows(at, &mut all);
                    }
                    let without = |gone: BTreeSet<RowRef>| {
                        let register = but(prepared.data(), &gone);
                        let data = Data { spec: &spec, register: &register, ..prepared.data() };
                        build::compute(data, prepared.as_of).ok().map(|again| told(&again[0].parts[place], key, &unit))
                    };
                    let before = Some(told(of_part, key, &unit));
                    let rows = of_part.observations.own_rows(at);
                    let extracts: BTreeSet<u16> = rows.iter().map(|row| row.extract).collect();
                    for extract in extracts {
                        if needed.get(&extract) == Some(&true) {
                            continue;
                        }
                        let of_extract = |row: &RowRef| row.extract == extract;
                        let last = rows.iter().rev().find(|row| of_extract(row)).copied().expect("it has one");
                        let decides = without(BTreeSet::from([last])) != before;
                        let others: BTreeSet<RowRef> =
                            all.iter().copied().filter(|row| of_extract(row) && *row != last).collect();
                        let tells = || {
                            let every = others.iter().copied().chain([last]).collect();
                            without(others.clone()) != without(every)
                        };
                        let shares = !decides && !others.is_empty() && tells();
                        (alone, with_others) = (alone + usize::from(decides), with_others + usize::from(shares));
                        *needed.entry(extract).or_default() |= decides || shares;
                    }
                }
                for (extract, needed) in needed {
                    let file = &prepared.spec.extracts[usize::from(extract)].file.value;
                    assert!(needed, "{report} {} part {place}: no single row of {file} is needed", exhibit.id.value);
                }
            }
        }
    }
    assert!(alone > 60 && with_others > 0, "{alone} decide alone, {with_others} tell what others do");
}
