//! The sections that say who is counted: persons, populations, groups and states.

use super::limits::limits;
use super::reader::{Entry, TableReader};
use super::{
    ActiveRule, ColumnRule, Group, Persons, Population, Rows, Spells, State, StateRule, Step, StepTest, Tell, Tie,
};
use crate::diagnostic::{Code, Ranged};

pub(super) fn persons(table: TableReader<'_>) -> Option<Persons> {
    let persons = table_of_units(&table);
    table.finish();
    persons
}

/// The keys that say where those who are counted stand, a row each, and how their time is told.
pub(super) fn table_of_units(table: &TableReader<'_>) -> Option<Persons> {
    let extract = table.text("extract");
    let id = table.text("id");
    let family = table.opt_text("family");
    let enters = table.opt_text("enters");
    let leaves = table.opt_text("leaves");
    let born = table.opt_text("born");
    Some(Persons { extract: extract?, id: id?, family, enters, leaves, born })
}

pub(super) fn populations(root: &TableReader<'_>) -> Option<Vec<Population>> {
    let populations = root.named_tables("populations").into_iter().map(|(name, table)| {
        let from = table.opt_text("from");
        let unit = table.opt_text("unit");
        let filter = table.opt_text("where");
        let columns: Vec<_> = table.entries("columns").into_iter().map(column).collect();
        table.finish();
        Some(Population { name, from, unit, filter, columns: columns.into_iter().collect::<Option<_>>()? })
    });
    populations.collect::<Vec<_>>().into_iter().collect()
}

fn column((name, entry): (Ranged<String>, Entry<'_>)) -> Option<(Ranged<String>, ColumnRule)> {
    let table = match entry {
        Entry::Text(text) => return Some((name, ColumnRule::Sql(text))),
        Entry::Table(table) => table,
    };
    let rule = if table.has("family") {
        table.text("family").map(ColumnRule::Family)
    } else if table.has("rows") {
        rows(&table, "rows").map(ColumnRule::Rows)
    } else {
        let state = table.text("state");
        let tell = table.choice("tell", &Tell::NAMES);
        let labels = table.opt_texts("is");
        if matches!(tell, Some(Tell::EveryMonth | Tell::UnbrokenSince)) && !table.has("is") {
            table.text("is");
        }
        state.zip(tell).map(|(state, tell)| ColumnRule::State { state, tell, labels: labels.unwrap_or_default() })
    };
    table.finish();
    rule.map(|rule| (name, rule))
}

/// The keys that pick rows: the extract under `key`, and `where`.
pub(super) fn rows(table: &TableReader<'_>, key: &'static str) -> Option<Rows> {
    let extract = table.text(key);
    let filter = table.opt_text("where");
    Some(Rows { extract: extract?, filter })
}

pub(super) fn groups(root: &TableReader<'_>) -> Option<Vec<Group>> {
    let groups = root.named_tables("groups").into_iter().map(|(name, table)| {
        let of = table.text("of");
        let labels = if table.has("limits") {
            classes(&table)
        } else {
            if !table.has("labels") {
                table.text("labels");
            }
            table.opt_text_map("labels")
        };
        table.finish();
        Some(Group { name, of: of?, labels: labels? })
    });
    groups.collect::<Vec<_>>().into_iter().collect()
}

/// The labels of a group that is told by the limits of a number: each with the filter that its class is.
fn classes(table: &TableReader<'_>) -> Option<Vec<(Ranged<String>, Ranged<String>)>> {
    let (column, limits) = (table.text("column"), limits(table));
    let (column, limits) = (column?, limits?);
    let wrong = |code: Code, span: std::ops::Range<usize>, message: String, help: &str| {
        table.notes().error(code, span, message, "classes of this group", help);
        None
    };
    if let Some(least) = limits.least {
        let message = format!("{} has a `least`, below which nobody would be in any class", table.name());
        return wrong(Code::BadValue, least.span, message, "leave it out: the first class has no lower end");
    }
    if limits.names.is_none() && limits.step.is_none() {
        let message = format!("how the classes of {} are written cannot be told", table.name());
        let help =
            "say how far numbers lie from each other, step = 1 for whole ones, or name the classes: labels = [...]";
        return wrong(Code::MissingKey, column.span, message, help);
    }
    let bounds: Vec<f64> = limits.limits.iter().map(|limit| limit.value).collect();
    let labels = limits.labels(false).into_iter().enumerate().map(|(at, label)| {
        let number = format!("({})", column.value);
        let from = at.checked_sub(1).map(|before| format!("{number} >= {}", bounds[before]));
        let to = bounds.get(at).map(|bound| format!("{number} < {bound}"));
        let filter = from.into_iter().chain(to).collect::<Vec<_>>().join(" AND ");
        // Longer than its place, so that what is wrong with it is wrong with the whole of that.
        let filter = format!("{filter:width$}", width = column.span.len() + 1);
        let place = limits.names.as_ref().map_or_else(|| limits.limits[0].span.clone(), |names| names[at].span.clone());
        (Ranged::new(label, place), Ranged::new(filter, column.span.clone()))
    });
    Some(labels.collect())
}

pub(super) fn states(root: &TableReader<'_>) -> Option<Vec<State>> {
    let states = root.named_tables("states").into_iter().map(|(name, table)| state(name, table));
    states.collect::<Vec<_>>().into_iter().collect()
}

fn state(name: Ranged<String>, table: TableReader<'_>) -> Option<State> {
    let unit = table.opt_text("unit");
    let missing = table.opt_text("missing");
    let order = table.opt_texts("order").unwrap_or_default();
    let rule = if table.has("first-of") {
        let steps: Vec<Option<Step>> = table.tables("first-of").into_iter().map(step).collect();
        steps.into_iter().collect::<Option<Vec<_>>>().map(StateRule::FirstOf)
    } else if table.has("of") {
        let of = table.text("of");
        let labels = table.opt_texts_map("labels").unwrap_or_default();
        of.map(|of| StateRule::Merged { of, labels })
    } else {
        let spells = spells(&table);
        let value = table.text("value");
        let ties = table.opt_choices("ties", &Tie::NAMES).unwrap_or_default();
        match (spells, value) {
            (Some(spells), Some(value)) => Some(StateRule::Spells { spells, value, ties }),
            _ => None,
        }
    };
    // A merged state inherits what it is called when nothing tells it; the others must say it.
    let missing = match (&rule, missing) {
        (_, Some(missing)) => Some(missing),
        (Some(StateRule::Merged { of, .. }), None) => Some(Ranged::new(String::new(), of.span.clone())),
        _ => table.text("missing"),
    };
    table.finish();
    Some(State { name, unit, rule: rule?, missing: missing?, order })
}

fn step(table: TableReader<'_>) -> Option<Step> {
    let label = table.text("label").inspect(|label| table.says_something("label", label));
    let test = if table.has("state") {
        let of = table.text("state");
        let labels = table.opt_texts("is");
        if labels.is_none() {
            table.text("is");
        }
        of.zip(labels).map(|(of, labels)| StepTest::State { of, labels })
    } else {
        spells(&table).map(StepTest::Spells)
    };
    table.finish();
    Some(Step { label: label?, test: test? })
}

/// The keys that pick spells: `spells`, `where`, `rule`.
pub(super) fn spells(table: &TableReader<'_>) -> Option<Spells> {
    let extract = table.text("spells");
    let filter = table.opt_text("where");
    let rule = table.choice("rule", &ActiveRule::NAMES);
    Some(Spells { extract: extract?, filter, rule: rule? })
}

/// Notes that a table says both of two things that exclude each other.
pub(super) fn not_both(table: &TableReader<'_>, one: &'static str, other: &'static str) {
    if table.has(one) && table.has(other) {
        table.notes().error(
            Code::BadValue,
            table.span(),
            format!("{} says both `{one}` and `{other}`", table.name()),
            "only one of them can hold",
            &format!("take out `{one}` or `{other}`"),
        );
    }
}
