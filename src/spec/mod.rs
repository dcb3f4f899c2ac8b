//! The spec: `report.toml` as a typed value in which everything remembers its line.
//!
//! Input: the text of a spec. Output: a [`Spec`], or all findings at once. Names are resolved here; filters are only
//! carried, because they can be judged first when the extracts' columns are known. The grammar is in `docs/spec.md`.

mod analysis;
mod calculation;
mod chart;
mod check;
mod claim;
mod drawing;
mod exhibit;
mod model;
mod over;
mod parameter;
mod people;
mod ranged;
mod reader;
mod shown;
mod valued;
mod view;

pub use analysis::{Analysis, ClassLabels, Classes, ExtractRows, ShownQuantities, Totals, VariedAssumptions};
pub use calculation::{Calculation, ColumnOf, Input, InputRange, InputRule, Quantity};
pub use chart::{ChartSpec, MarkSpec};
pub use drawing::{DrawingSpec, Shape};
pub use model::{
    ActiveRule, Among, Axis, Bookings, ColumnRule, Disclosure, Exhibit, Extract, Group, Measure, Part, Persons, Policy,
    Population, Report, Rows, Spec, Spells, State, StateRule, Step, StepTest, Tell, Tie, Unit,
};
pub use over::{Around, Follow, Over, Placed, Timeline};
pub use parameter::{ParameterSpec, Setting};
pub use ranged::Ranged;
pub use shown::{Direction, Shown, TableSpec};
pub use valued::{Interval, LeaveOut, LengthUnit, Per, Present, Sequence, Valued};
pub use view::View;

use toml::de::DeTable;

use crate::chart::Tone;
use crate::cohort::Month;
use crate::diagnostic::{Code, Finding, Findings};
use reader::{Notes, TableReader};

/// Reads a spec from its text; `file` is what messages call it.
///
/// # Errors
/// Everything that is wrong with it.
pub fn parse(file: &str, text: &str) -> Result<Spec, Findings> {
    let (root, mistakes) = DeTable::parse_recoverable(text);
    if !mistakes.is_empty() {
        let mut findings = Findings::new();
        for mistake in mistakes {
            let message = mistake.message().lines().collect::<Vec<_>>().join(", ");
            findings.push(Finding::error(Code::TomlSyntax, message).at(file, mistake.span().unwrap_or(0..0), "").help(
                "the spec is a TOML file: texts stand in quotes, lists in [ ], and every [table] has a name once",
            ));
        }
        return Err(findings);
    }
    let notes = Notes::new(file);
    let spec = read(file, text, &TableReader::new(&notes, "the spec", 0..0, root.get_ref()));
    let mut findings = notes.into_findings();
    if let Some(spec) = spec {
        findings.extend(check::check(&spec));
        if !findings.has_errors() {
            return Ok(spec);
        }
    }
    Err(findings)
}

/// None where something is missing, which is then noted. Every section is read before any is missed.
fn read(file: &str, text: &str, root: &TableReader<'_>) -> Option<Spec> {
    let tones: Vec<(&str, Tone)> = Tone::ALL.iter().map(|tone| (tone.name(), *tone)).collect();
    // First, because all that follows can use them.
    let parameters = parameter::parameters(root);
    root.notes().know(parameters.clone().unwrap_or_default());
    let report = root.table("report").and_then(read_report);
    let disclosure = root.table("disclosure").and_then(read_disclosure);
    let extracts = read_extracts(root);
    // A section that is there and wrong is noted, so that the spec comes to nothing all the same.
    let persons = root.opt_table("persons").and_then(people::persons);
    let populations = people::populations(root);
    let groups = people::groups(root);
    let states = people::states(root);
    let calculations = calculation::calculations(root);
    let sequences = valued::sequences(root);
    let views = view::views(root);
    let tones = root.opt_choice_map("tones", &tones).unwrap_or_default();
    let exhibits: Vec<Option<Exhibit>> = root.tables("exhibit").into_iter().map(exhibit::exhibit).collect();
    let drawings = drawing::drawings(root);
    let claims = claim::claims(root, text);
    let checks = claim::checks(root, text);
    root.finish();
    Some(Spec {
        file: file.to_owned(),
        text: text.to_owned(),
        report: report?,
        disclosure: disclosure?,
        parameters: parameters?,
        extracts: extracts?,
        persons,
        populations: populations?,
        groups: groups?,
        states: states?,
        calculations: calculations?,
        sequences: sequences?,
        views: views?,
        tones,
        drawings: drawings?,
        claims: claims?,
        checks: checks?,
        exhibits: exhibits.into_iter().collect::<Option<_>>()?,
    })
}

fn read_report(table: TableReader<'_>) -> Option<Report> {
    let title = table.text("title");
    let subtitle = table.text("subtitle");
    let client = table.text("client");
    let publisher = table.text("publisher");
    let as_of = table.text("as-of").and_then(|text| month(table.notes(), &text));
    table.choice("locale", &[("da", ())]);
    let template = table.file_name("template");
    let quality_log = table.opt_bool("quality-log").unwrap_or(false);
    table.finish();
    Some(Report {
        title: title?,
        subtitle: subtitle?,
        client: client?.value,
        publisher: publisher?.value,
        as_of: as_of?,
        template: template?,
        quality_log,
    })
}

/// A month of the spec, or a finding.
fn month(notes: &Notes<'_>, text: &Ranged<String>) -> Option<Month> {
    let month = text.value.parse().ok();
    if month.is_none() {
        notes.error(
            Code::BadValue,
            text.span.clone(),
            format!("`{}` is not a month", text.value),
            "not a month",
            "write the year and the month's number, such as 2018-12",
        );
    }
    month
}

fn read_disclosure(table: TableReader<'_>) -> Option<Disclosure> {
    let policy = table.choice("policy", &Policy::NAMES);
    let because = table.text("because");
    let synthetic = table.opt_bool("synthetic").unwrap_or(false);
    table.finish();
    Some(Disclosure { policy: policy?, because: because?.value, synthetic })
}

fn read_extracts(root: &TableReader<'_>) -> Option<Vec<Extract>> {
    let tables = root.named_tables("extracts");
    let extracts = tables.into_iter().map(|(name, table)| {
        let file = table.file_name("file");
        let schema = table.file_name("schema");
        let publishable = table.opt_text_map("publishable").unwrap_or_default();
        for (field, because) in publishable.iter().filter(|(_, because)| because.value.trim().is_empty()) {
            let message = format!("nothing says why `{}` may be published", field.value);
            let help = "write why it names no one: { \"Sags-id\" = \"a running number that is known to no one else\" }";
            table.notes().error(Code::BadValue, because.span.clone(), message, "empty", help);
        }
        table.finish();
        Some(Extract { name, file: file?, schema: schema?, publishable })
    });
    // Collected twice so that every extract is read, also after one that is wrong.
    extracts.collect::<Vec<_>>().into_iter().collect()
}
