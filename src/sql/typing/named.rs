//! What is written out where a person would be named by it: a name, an address, a number that tells whose a row is, a birthday.
//!
//! A condition stands in the audit book and in the definitions of a publication as it is written, so nobody may be named in it.

use std::ops::ControlFlow;

use sqlparser::ast::Expr;

use super::Typist;
use crate::diagnostic::{Code, Finding};
use crate::sql::function::Function;
use crate::sql::tree::{Node, Typed};
use crate::sql::walk::{Met, walk};
use crate::sql::{Columns, Kind, Value};

/// The functions that look for one text in another, or for one value among others.
const LOOKING: [&str; 6] = ["NULLIF", "GREATEST", "LEAST", "REPLACE", "STRPOS", "STARTS_WITH"];

impl Typist<'_> {
    /// An error where a personal value meets what is written out and names one of its persons.
    pub(in crate::sql) fn names_no_one(&self, personal: &Typed, written: &Typed, equal: bool) -> Result<(), Finding> {
        let Some(of) = &personal.personal else { return Ok(()) };
        let names = match personal.kind {
            Kind::Day => equal && self.columns.may_be_written(written),
            kind if kind.is_number() => of.names_one && equal && self.columns.may_be_written(written),
            _ => {
                let from_list = |at: &usize| self.columns[*at].written;
                let names = |text: &str| {
                    (of.names_one && text.chars().any(char::is_alphanumeric)) || super::literal::day(text).is_some()
                };
                says(written, &names) || (of.names_one && written.columns().iter().any(from_list))
            }
        };
        if names { Err(self.named(&of.field, written)) } else { Ok(()) }
    }

    /// The same of what a function takes.
    pub(super) fn names_no_one_in_call(&self, function: &Function, taken: &[Typed]) -> Result<(), Finding> {
        if LOOKING.contains(&function.name) {
            for personal in taken {
                for written in taken.iter().filter(|written| written.personal.is_none()) {
                    self.names_no_one(personal, written, true)?;
                }
            }
        }
        Ok(())
    }

    /// What is told of an expression that is wrong: before all else that it names a person, for what else is wrong with it is told
    /// with its line.
    pub(in crate::sql) fn naming_first(&self, expression: &Expr, found: Finding) -> Finding {
        let mut naming = None;
        walk(expression, &mut |met| {
            let Met::Expression(part) = met else { return ControlFlow::Continue(()) };
            naming = self.expression(part).err().filter(|wrong| wrong.code == Code::PersonalWritten);
            if naming.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        naming.unwrap_or(found)
    }

    fn named(&self, field: &str, written: &Typed) -> Finding {
        let message = format!("what is written out beside the personal field `{field}` may name one person");
        self.wrong(Code::PersonalWritten, message, written.place.clone(), "would stand in the audit book")
            .help("let it be told by what the register says of several: a class, a month, a code of the layout's code list")
            .help("a mark for what is missing belongs in the layout's `missingValues`, and is then NULL")
            .help(format!(
                "if it names no one, say so where the extract is declared: publishable = {{ \"{field}\" = \"why\" }}"
            ))
    }
}

impl Columns {
    /// Whether a value may be one that is written in the SQL: of all rows, of those that have no other, or in a list of them.
    pub(in crate::sql) fn may_be_written(&self, typed: &Typed) -> bool {
        match &typed.node {
            Node::Literal(value) => !value.is_nothing(),
            Node::Column(at) => self[*at].written,
            Node::Slot(_) => false,
            Node::Coalesce(all) => all.iter().any(|one| self.may_be_written(one)),
            Node::Case(whens, otherwise) => {
                whens.iter().map(|(_, then)| then).chain(otherwise.as_deref()).any(|one| self.may_be_written(one))
            }
            _ => typed.parts().into_iter().all(|one| self.may_be_written(one)),
        }
    }
}

/// Whether a written text of which that holds is in it.
fn says(typed: &Typed, holds: &dyn Fn(&str) -> bool) -> bool {
    typed.literal().and_then(Value::letters).is_some_and(holds)
        || typed.parts().into_iter().any(|part| says(part, holds))
}
