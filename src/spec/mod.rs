//! The spec: `report.toml` as a typed value in which everything remembers its line.
//!
//! Input: the text of a spec. Output: a [`Spec`], or all findings at once. Names are resolved here; filters are only
//! carried, because they can be judged first when the extracts' columns are known. The grammar is in `docs/spec.md`.

mod analysis;
mod calculation;
mod chart;
mod check;
mod claim;
mod coarser;
mod disclosure;
mod disposition;
mod drawing;
mod exhibit;
mod extract;
mod fact;
mod formulas;
mod front;
mod limits;
mod model;
mod nature;
mod over;
mod parameter;
mod people;
mod period;
mod premise;
mod reader;
mod ruled;
mod shown;
mod told;
mod truths;
mod units;
mod valued;
mod view;

pub use analysis::{
    Analysis, ClassLabels, Classes, ExtractRows, FoundLabels, LabelOrder, LabelsOf, ShownQuantities, Totals,
    VariedAssumptions,
};
pub use calculation::{Calculation, ColumnOf, Input, InputRange, InputRule, Quantity};
pub use chart::{ChartSpec, MarkSpec};
pub use check::Use;
pub use coarser::{Coarser, Together};
pub use disclosure::{Act, Disclosure, DisclosureException, DisclosurePolicy, Limits, Policy};
pub use disposition::{Disposition, LEFT_OUT_AT, in_end};
pub use drawing::{DrawingSpec, Shape};
pub use fact::{FactSpec, doubled_facts};
pub use formulas::{Dims, YEAR, formulas, rests_on};
pub use front::{Original, Report};
pub use limits::ClassLimits;
pub use model::{
    ActiveRule, Allowance, Among, Axis, Beside, Bookings, ColumnRule, Exhibit, Extract, Group, Measure, Part, Persons,
    Population, Rows, Spec, Spells, State, StateRule, Step, StepTest, Tell, Tie, Unit,
};
pub use nature::NatureSpec;
pub use over::{Around, Follow, Over, Placed, Timeline};
pub use parameter::{ParameterSpec, Setting};
pub use period::{PeriodKind, Periods};
pub use premise::{PremiseSpec, idle_premises};
pub use ruled::{Each, Gather, Grouped, Join, Keep, Long, Next, On, Pairs, Prices, Rule, Ruled, Unmatched, Which};
pub use shown::{Direction, Shown, TableSpec};
pub use told::{Against, Goal, Is, Told};
pub use truths::Truths;
pub use units::{Noun, Protect, UnitKind, Whom};
pub use valued::{Interval, LeaveOut, LengthUnit, Per, Present, Sequence, Valued};
pub use view::{Making, View};

use std::ops::RangeInclusive;

use chrono::Datelike;
use toml::de::DeTable;

use crate::calendar::Month;
use crate::chart::Tone;
use crate::diagnostic::{Code, Finding, Findings, Ranged};
use crate::keys::Keys;
use crate::locale::Language;
use reader::{Notes, TableReader};

/// Reads a spec from its text; `file` is what messages call it.
///
/// # Errors
/// Everything that is wrong with it.
pub fn parse(file: &str, text: &str) -> Result<Spec, Findings> {
    let (root, mistakes) = DeTable::parse_recoverable(text);
    // What is found behind the first mistake is mostly its doing: a text that is not closed swallows the lines that follow.
    let first = |mistake: &toml::de::Error| mistake.span().map_or(0, |span| span.start);
    if let Some(mistake) = mistakes.iter().min_by_key(|mistake| first(mistake)) {
        let message = mistake.message().lines().collect::<Vec<_>>().join(", ");
        let finding = Finding::error(Code::TomlSyntax, message).at(file, mistake.span().unwrap_or(0..0), "");
        let help = "the spec is a TOML file: texts stand in quotes, lists in [ ], and every [table] has a name once";
        return Err(finding.help(help).into());
    }
    let notes = Notes::new(file);
    let spec = read(file, text, &TableReader::root(&notes, root.get_ref()));
    let mut findings = notes.into_findings();
    if let Some(spec) = spec {
        findings.extend(check::check(&spec));
        if let Some(protected) = spec.told_in_larger_groups() {
            findings.extend(check::check(&protected));
            findings = findings.once();
        }
        if !findings.has_errors() {
            return Ok(spec);
        }
    }
    Err(findings)
}

/// What the reader asks for while it reads a spec, whatever is wrong with that.
pub fn keys(text: &str) -> Keys {
    let (root, _) = DeTable::parse_recoverable(text);
    let notes = Notes::new("");
    read("", text, &TableReader::root(&notes, root.get_ref()));
    notes.take_keys()
}

/// Every place at which a spec names one of its populations, states, extracts, exhibits and so on, but for what stands in SQL and in
/// sentences; none where it cannot be read at all. A name that is not there is told too.
pub fn uses(text: &str) -> Option<Vec<Use>> {
    let (root, _) = DeTable::parse_recoverable(text);
    let notes = Notes::new("");
    let spec = read("", text, &TableReader::root(&notes, root.get_ref()))?;
    let mut uses = check::uses(&spec);
    for instead in spec.exhibits.iter().filter_map(|exhibit| exhibit.when_suppressed.as_deref()) {
        let larger = Spec { exhibits: vec![instead.clone()], ..spec.clone() };
        uses.extend(check::uses(&larger));
    }
    uses.extend(premise::used(&spec).map(|(name, span)| Use::of("premise", name, span.clone())));
    let said = spec.claims.iter().map(|claim| &claim.that).chain(spec.checks.iter().map(|check| &check.that));
    uses.extend(said.flat_map(|that| that.exhibits()).map(|(name, span)| Use::of("exhibit", name, span)));
    uses.sort_by(|a, b| (a.span.start, &a.what).cmp(&(b.span.start, &b.what)));
    uses.dedup();
    Some(uses)
}

/// None where something is missing, which is then noted. Every section is read before any is missed.
fn read(file: &str, text: &str, root: &TableReader<'_>) -> Option<Spec> {
    let tones: Vec<(&str, Tone)> = Tone::ALL.iter().map(|tone| (tone.name(), *tone)).collect();
    // First, because all that follows can use them.
    let parameters = parameter::parameters(root);
    root.notes().know(parameters.clone().unwrap_or_default());
    let report = root.table("report").and_then(front::report);
    root.notes().speak(report.as_ref().map_or_else(Language::default, |report| report.language));
    let facts = fact::facts(root);
    let premises = premise::premises(root);
    let disclosure = root.table("disclosure").and_then(|table| disclosure::disclosure(&table, text));
    let extracts = extract::extracts(root);
    // A section that is there and wrong is noted, so that the spec comes to nothing all the same.
    let persons = root.opt_table("persons").and_then(people::persons);
    let units = units::units(root);
    let populations = people::populations(root);
    let groups = people::groups(root);
    let states = people::states(root);
    let calculations = calculation::calculations(root);
    let sequences = valued::sequences(root);
    let periods = period::periods(root);
    let views = view::views(root);
    let tones = root.opt_choice_map("tones", &tones).unwrap_or_default();
    let exhibits: Vec<Option<Exhibit>> = root.tables("exhibit").into_iter().map(exhibit::exhibit).collect();
    let drawings = drawing::drawings(root);
    let claims = claim::claims(root, text);
    let checks = claim::checks(root, text);
    root.finish();
    let mut spec = Spec {
        file: file.to_owned(),
        text: text.to_owned(),
        report: report?,
        disclosure: disclosure?,
        parameters: parameters?,
        facts: facts?,
        premises: premises?,
        extracts: extracts?,
        persons,
        units: units?,
        populations: populations?,
        groups: groups?,
        states: states?,
        calculations: calculations?,
        sequences: sequences?,
        periods: periods?,
        views: views?,
        tones,
        drawings: drawings?,
        claims: claims?,
        checks: checks?,
        exhibits: exhibits.into_iter().collect::<Option<_>>()?,
    };
    disposition::resolve(&mut spec, root.notes());
    Some(spec)
}

impl Spec {
    /// The spec with every exhibit as it is where small numbers are hidden; none where all of them are as they are.
    pub fn told_in_larger_groups(&self) -> Option<Self> {
        self.exhibits.iter().any(|exhibit| exhibit.when_suppressed.is_some()).then(|| {
            let exhibits = self.exhibits.iter().map(|own| match own.when_suppressed.as_deref() {
                Some(instead) => Exhibit { larger_groups: true, ..instead.clone() },
                None => own.clone(),
            });
            Self { exhibits: exhibits.collect(), ..self.clone() }
        })
    }

    /// A population and those it is drawn from, the first of them first.
    pub fn line(&self, population: &str) -> Vec<&Population> {
        let mut line: Vec<&Population> = Vec::new();
        let mut next = Some(population);
        while let Some(found) = next.and_then(|name| self.populations.iter().find(|known| known.name.value == name)) {
            // A circle is reported where populations are checked.
            if line.iter().any(|known| known.name.value == found.name.value) {
                break;
            }
            line.push(found);
            next = found.from.as_ref().map(Ranged::as_str);
        }
        line.reverse();
        line
    }
}

/// The years that a report can be about: what lies outside is a slip, and would be counted month by month.
const YEARS: RangeInclusive<i32> = 1900..=2199;

/// Whether a report can be about a month.
pub fn can_be_about(month: Month) -> bool {
    YEARS.contains(&month.first_day().year())
}

/// A month of the spec, or a finding.
fn month(notes: &Notes<'_>, text: &Ranged<String>) -> Option<Month> {
    let wrong = |message: String, help: &str| {
        notes.error(Code::BadValue, text.span.clone(), message, "not such a month", help);
        None
    };
    match text.value.parse() {
        Ok(month) if can_be_about(month) => Some(month),
        Ok(_) => {
            let (from, to) = (YEARS.start(), YEARS.end());
            let message =
                format!("`{}` lies outside the years {from} to {to}, which a report can be about", text.value);
            wrong(message, "see that the year has its four digits in the right order")
        }
        Err(_) => {
            wrong(format!("`{}` is not a month", text.value), "write the year and the month's number, such as 2018-12")
        }
    }
}
