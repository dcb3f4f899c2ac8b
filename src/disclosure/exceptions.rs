//! The values for which the spec sets the rules aside.

use std::collections::BTreeSet;

use crate::claim::{self, Exhibit};
use crate::diagnostic::{Code, Finding, Findings};
use crate::spec::{Act, Limits, Spec};
use crate::statistic::Computed;
use crate::value::{Disclosed, Key};

/// Values by exhibit and place.
type Places = BTreeSet<(usize, usize)>;

/// The values for which the spec sets the rules aside.
#[derive(Debug, Default)]
pub(super) struct Exceptions {
    /// They are shown though they are small.
    pub(super) show: Places,
    /// They are hidden though they are not.
    pub(super) hide: Places,
    /// Others are hidden in their place.
    pub(super) keep: Places,
}

impl Exceptions {
    /// Those of the spec.
    pub(super) fn of(limits: &Limits, computed: &[Computed], spec: &Spec) -> Result<Self, Findings> {
        if limits.exceptions.is_empty() {
            return Ok(Self::default());
        }
        // Which values there are is decided with all of them in sight.
        let values: Vec<Disclosed> = computed.iter().map(|one| Disclosed::whole(one.values.clone())).collect();
        let exhibits: Vec<Exhibit<'_>> =
            computed.iter().zip(&values).map(|(one, values)| Exhibit::new(&one.id, values)).collect();
        let mut found = Self::default();
        let mut findings = Findings::new();
        for exception in &limits.exceptions {
            let (id, keys) = match claim::selected(&exhibits, &exception.at) {
                Ok(selected) => selected,
                Err(mistake) => {
                    let finding = Finding::error(Code::UnknownName, mistake.message);
                    findings.push(finding.at(&spec.file, mistake.span, "selects no value").help(mistake.help));
                    continue;
                }
            };
            let into = match exception.act {
                Act::Show => &mut found.show,
                Act::Hide => &mut found.hide,
                Act::Keep => &mut found.keep,
            };
            let keys: BTreeSet<Key> = keys.into_iter().collect();
            for (number, one) in computed.iter().enumerate().filter(|(_, one)| one.id == id) {
                let places = one.values.rows.iter().enumerate().filter(|(_, row)| keys.contains(&row.key));
                into.extend(places.map(|(place, _)| (number, place)));
            }
        }
        if findings.is_empty() { Ok(found) } else { Err(findings) }
    }
}
