//! Hindsight: values that would have been others, had nothing been known but what was known by the status month.
//!
//! Extracts are drawn later than the month they report on. What happened in between must not decide a value: it would be
//! another when the same month is told from extracts drawn in time, and nobody sees it. Here the register is cut down to what
//! was known when the status month ended, as the layouts say (`Schema::row_known_from`), the exhibits that use what was cut
//! away are computed again, and every value is compared.
//!
//! Input: what was computed, the register, and a way to compute exhibits from another register. Output: findings, which name
//! the values, the field whose future was used, and the rows and people whose future it was. Where nothing was cut away,
//! nothing is computed.

mod blame;
mod future;
mod unsaid;

use std::collections::{BTreeMap, BTreeSet};

use blame::{Blamed, Blaming};
use future::{Unknown, unknown, without};

use crate::calendar::Month;
use crate::cohort::Data;
use crate::diagnostic::{Code, Finding, Findings};
use crate::register::{ROW, Register};
use crate::spec::{Exhibit, Spec};
use crate::statistic::{Computed, differences};

/// What computes a spec's exhibits from a register; none of one that is sure to be as it was.
pub type Compute<'a> = &'a dyn Fn(&Spec, &Register) -> Result<Vec<Option<Computed>>, Findings>;

/// A report as it was computed.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// The spec with its extracts.
    pub data: Data<'a>,
    /// The status month.
    pub as_of: Month,
    /// What the exhibits came to.
    pub computed: &'a [Computed],
    /// The extracts that each exhibit uses, by its id; one that is not listed uses any.
    pub uses: &'a BTreeMap<String, BTreeSet<String>>,
}

/// Finds every value that was computed with hindsight. Exhibits that say that they look ahead may.
pub fn hindsight(told: Told<'_>, compute: Compute<'_>) -> Findings {
    let Data { spec, register, schemas, .. } = told.data;
    // What is not said is told first: where nothing is found after it, little is proven.
    let mut findings = unsaid::unsaid(register, schemas);
    told.idle().into_iter().for_each(|finding| findings.push(finding));
    let unknown = unknown(register, schemas, told.as_of.last_day());
    let touched: Vec<&Exhibit> = spec
        .exhibits
        .iter()
        .filter(|exhibit| exhibit.looks_ahead.is_none() && unknown.iter().any(|one| told.uses(exhibit, one)))
        .collect();
    if touched.is_empty() {
        return findings;
    }
    match compute(&of_exhibits(spec, &touched), &without(register, schemas, &unknown)) {
        Ok(known) => {
            let differ: Vec<(&Exhibit, &Computed)> = touched
                .into_iter()
                .zip(&known)
                .filter_map(|(exhibit, known)| Some((exhibit, known.as_ref()?)))
                .filter(|(exhibit, known)| told.of(exhibit).is_some_and(|own| !differences(own, known).is_empty()))
                .collect();
            let exhibits: Vec<&Exhibit> = differ.iter().map(|(exhibit, _)| *exhibit).collect();
            let blamed = Blaming { told, unknown: &unknown, compute }.blamed(&exhibits);
            for ((exhibit, known), blamed) in differ.into_iter().zip(blamed) {
                told.said(exhibit, known, &blamed).into_iter().for_each(|finding| findings.push(finding));
            }
        }
        Err(found) => found.iter().for_each(|finding| findings.push(told.cannot(finding.clone()))),
    }
    findings
}

/// The spec with some of its exhibits alone.
fn of_exhibits(spec: &Spec, exhibits: &[&Exhibit]) -> Spec {
    Spec { exhibits: exhibits.iter().map(|exhibit| (*exhibit).clone()).collect(), ..spec.clone() }
}

impl<'a> Told<'a> {
    /// Whether an exhibit uses the extract of something unknown.
    fn uses(self, exhibit: &Exhibit, unknown: &Unknown) -> bool {
        let extract = self.data.register.iter().nth(unknown.extract);
        let uses = self.uses.get(exhibit.id.as_str());
        extract.is_some_and(|extract| uses.is_none_or(|uses| uses.contains(&extract.name)))
    }

    /// What is said of exhibits that say that they look ahead, and use no extract that could tell of what came later.
    fn idle(self) -> Vec<Finding> {
        let Data { spec, register, schemas, .. } = self.data;
        let timeless = |name: &String| {
            let extract = register.iter().find(|extract| extract.name == *name);
            let schema = extract.and_then(|extract| schemas.get(&extract.schema));
            extract.zip(schema).is_some_and(|(extract, schema)| unsaid::is_timeless(extract, schema))
        };
        let looking = spec.exhibits.iter().filter_map(|exhibit| Some((exhibit, exhibit.looks_ahead.as_ref()?)));
        let idle = looking
            .filter(|(exhibit, _)| self.uses.get(exhibit.id.as_str()).is_some_and(|uses| uses.iter().all(timeless)));
        idle.map(|(_, because)| {
            Finding::warning(Code::BadValue, "nothing here uses `looks-ahead`")
                .at(&spec.file, because.span.clone(), "not used")
                .help("take it out: none of the extracts that this is counted from tells when anything became known")
        })
        .collect()
    }

    fn of(self, exhibit: &Exhibit) -> Option<&'a Computed> {
        self.computed.iter().find(|computed| computed.id == exhibit.id.value)
    }

    /// The findings of an exhibit: one for each field whose future it used.
    fn said(self, exhibit: &Exhibit, known: &Computed, blamed: &[Blamed]) -> Vec<Finding> {
        const FEW: usize = 5;
        let differences = self.of(exhibit).map(|own| differences(own, known)).unwrap_or_default();
        // Where small numbers are hidden a log that others may read tells none of them.
        let of_values = if self.data.spec.disclosure.limits().is_some() {
            "numbers are not told here where small ones are hidden: look at them with `sporbar trace`".to_owned()
        } else {
            format!("with what came later, and without: {}", shortened(&differences, FEW, "; "))
        };
        let one = |blamed: &Blamed| {
            let extract = self.data.register.iter().nth(blamed.extract).expect("it was found there");
            let schema = &self.data.schemas[&extract.schema];
            let field = &schema.fields[blamed.field].name;
            let what = if blamed.whole {
                format!("rows whose `{field}` is later decide")
            } else {
                format!("what `{field}` told later decides")
            };
            let (id, many) = (&exhibit.id.value, differences.len());
            let message = format!("`{id}` knows what came after {}: {what} {many} of its values", self.as_of);
            let rows = extract.frame.column(ROW).and_then(|rows| rows.u32()).expect("every frame has its rows");
            let numbers: Vec<u32> = blamed.at.iter().filter_map(|at| rows.get(*at)).collect();
            let person = schema.fields.iter().find(|field| field.person);
            let person = person.and_then(|person| extract.frame.column(&person.name).ok()?.str().ok());
            let names: BTreeSet<&str> =
                person.into_iter().flat_map(|names| blamed.at.iter().filter_map(|at| names.get(*at))).collect();
            let mut finding = Finding::error(Code::Hindsight, message).at(
                &self.data.spec.file,
                exhibit.span.clone(),
                "was computed with hindsight",
            );
            for row in numbers.iter().take(FEW) {
                finding = finding.in_cell(&extract.file, Some(u64::from(*row)), Some(field));
            }
            let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
            let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
            let of = if names.is_empty() { String::new() } else { format!(", of {}", shortened(&names, FEW, ", ")) };
            let how = if blamed.whole {
                "take only rows of days that are reached, such as `TO_CHAR(day, 'YYYY-MM') <= as_of`"
            } else {
                "ask first whether its day has come (`active`, or a day that is not after as_of_end)"
            };
            finding
                .help(format!("rows {} of {}{of}", shortened(&numbers, FEW, ", "), extract.file))
                .help(of_values.clone())
                .help(format!("{how}; if the exhibit means to look ahead, say why: looks-ahead = \"...\""))
        };
        blamed.iter().map(one).collect()
    }

    /// What is said where the exhibits cannot be computed of what was known.
    fn cannot(self, cause: Finding) -> Finding {
        let message = format!("of what was known by {} the exhibits cannot be computed: {}", self.as_of, cause.message);
        Finding { code: Code::Hindsight, message, ..cause }
    }
}

/// The first few of a list in words, and how many more there are.
fn shortened(all: &[String], few: usize, between: &str) -> String {
    let told = all[..all.len().min(few)].join(between);
    if all.len() > few { format!("{told} and {} more", all.len() - few) } else { told }
}
