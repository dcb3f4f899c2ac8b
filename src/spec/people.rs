//! The sections that say who is counted: persons, populations, groups and states.

use super::reader::{Entry, TableReader};
use super::{
    ActiveRule, ColumnRule, Group, Persons, Population, Ranged, Rows, Spells, State, StateRule, Step, StepTest, Tell,
    Tie,
};
use crate::diagnostic::Code;

pub(super) fn persons(table: TableReader<'_>) -> Option<Persons> {
    let extract = table.text("extract");
    let id = table.text("id");
    let family = table.opt_text("family");
    let enters = table.text("enters");
    let leaves = table.opt_text("leaves");
    let born = table.opt_text("born");
    table.finish();
    Some(Persons { extract: extract?, id: id?, family, enters: enters?, leaves, born })
}

pub(super) fn populations(root: &TableReader<'_>) -> Option<Vec<Population>> {
    let populations = root.named_tables("populations").into_iter().map(|(name, table)| {
        let from = table.opt_text("from");
        let filter = table.opt_text("where");
        let columns: Vec<_> = table.entries("columns").into_iter().map(column).collect();
        table.finish();
        Some(Population { name, from, filter, columns: columns.into_iter().collect::<Option<_>>()? })
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
        let labels = table.opt_text_map("labels");
        if !table.has("labels") {
            table.text("labels");
        }
        table.finish();
        Some(Group { name, of: of?, labels: labels? })
    });
    groups.collect::<Vec<_>>().into_iter().collect()
}

pub(super) fn states(root: &TableReader<'_>) -> Option<Vec<State>> {
    let states = root.named_tables("states").into_iter().map(|(name, table)| state(name, table));
    states.collect::<Vec<_>>().into_iter().collect()
}

fn state(name: Ranged<String>, table: TableReader<'_>) -> Option<State> {
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
    Some(State { name, rule: rule?, missing: missing?, order })
}

fn step(table: TableReader<'_>) -> Option<Step> {
    let label = table.text("label");
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
