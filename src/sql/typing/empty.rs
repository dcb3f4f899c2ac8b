//! Empty cells that a filter would drop unasked.
//!
//! In SQL `reason <> 'moved'` is neither true nor false where `reason` is empty, and so drops the row. Who asks for «all but»
//! rarely means that. The rule: a comparison that asks for what is *not* so, of a column that may be empty, must say what is
//! to become of the empty cells. It is said by `IS NULL`, `IS NOT NULL`, `IS DISTINCT FROM` or `COALESCE` of that column in the
//! same expression, or by another condition, joined by AND, that asks the column for a value.

use std::collections::BTreeSet;

use super::Typist;
use crate::diagnostic::{Code, Finding};
use crate::sql::column::quoted;
use crate::sql::tree::{Comparison, Node, Typed};

impl Typist<'_> {
    /// Says where empty cells would be dropped unasked.
    pub(in crate::sql) fn drops_no_empty_cells(&self, typed: &Typed) -> Result<(), Finding> {
        self.dropped(typed, &said_of_empty(typed))
    }

    fn dropped(&self, typed: &Typed, said: &BTreeSet<usize>) -> Result<(), Finding> {
        match &typed.node {
            Node::And(all) => {
                let mut said = said.clone();
                for one in all {
                    said.extend(asked_for(one));
                }
                return all.iter().try_for_each(|one| self.dropped(one, &said));
            }
            Node::Compare(Comparison::Unequal, one, other) => {
                self.judge(&[one, other], "<>", typed, said)?;
            }
            Node::In(one, _, false) => self.judge(&[one], "NOT IN", typed, said)?,
            Node::Like(one, _, false) => self.judge(&[one], "NOT LIKE", typed, said)?,
            Node::Not(one) if one.may_be_empty => self.judge(&[one], "NOT", typed, said)?,
            _ => {}
        }
        typed.parts().into_iter().try_for_each(|part| self.dropped(part, said))
    }

    fn judge(&self, of: &[&Typed], how: &str, typed: &Typed, said: &BTreeSet<usize>) -> Result<(), Finding> {
        let columns = of.iter().filter(|one| one.may_be_empty).flat_map(|one| one.columns());
        let open = columns.into_iter().find(|at| self.columns[*at].may_be_empty && !said.contains(at));
        let Some(at) = open else { return Ok(()) };
        let name = quoted(&self.columns[at].name);
        let finding = self.wrong(
            Code::SqlEmpty,
            format!("`{how}` drops the rows where {name} is empty"),
            typed.place.clone(),
            "neither true nor false of an empty cell",
        );
        let written = closed(self.written(&typed.place));
        // The place of what is denied may begin behind its NOT.
        let denied = matches!(typed.node, Node::Not(_)) && !written.trim_start().to_uppercase().starts_with("NOT");
        let written = if denied { format!("NOT {written}") } else { written };
        let keep = match (&typed.node, of) {
            (Node::Compare(Comparison::Unequal, one, other), _) => {
                let [one, other] = [one, other].map(|side| closed(self.written(&side.place)));
                format!("{one} IS DISTINCT FROM {other}")
            }
            _ => format!("({written} OR {name} IS NULL)"),
        };
        Err(finding
            .help(format!("to keep them: {keep}"))
            .help(format!("to leave them out, and say so: {written} AND {name} IS NOT NULL")))
    }
}

/// SQL with the brackets at its ends that its place leaves out: of a list, and of what stands in brackets itself.
fn closed(sql: &str) -> String {
    let (mut open, mut before) = (0usize, 0usize);
    let mut quote = None;
    for letter in sql.chars() {
        match (quote, letter) {
            (Some(begun), end) if begun == end => quote = None,
            (None, '\'' | '"') => quote = Some(letter),
            (None, '(') => open += 1,
            (None, ')') if open > 0 => open -= 1,
            (None, ')') => before += 1,
            _ => {}
        }
    }
    format!("{}{sql}{}", "(".repeat(before), ")".repeat(open))
}

/// The columns of which an expression says what becomes of empty cells.
pub(in crate::sql) fn said_of_empty(typed: &Typed) -> BTreeSet<usize> {
    let mut said = BTreeSet::new();
    typed.visit(&mut |part| match &part.node {
        Node::Empty(one, _) => said.extend(one.columns()),
        Node::Distinct(one, other, _) => said.extend(one.columns().into_iter().chain(other.columns())),
        Node::Coalesce(all) => all.iter().for_each(|one| said.extend(one.columns())),
        _ => {}
    });
    said
}

/// The columns that a condition asks for a value: an empty cell does not fit it, and everyone sees that.
fn asked_for(typed: &Typed) -> BTreeSet<usize> {
    match &typed.node {
        Node::Compare(how, one, other) if *how != Comparison::Unequal => {
            one.columns().into_iter().chain(other.columns()).collect()
        }
        Node::In(one, _, true) | Node::Like(one, _, true) => one.columns(),
        Node::And(all) => all.iter().flat_map(asked_for).collect(),
        _ => BTreeSet::new(),
    }
}
