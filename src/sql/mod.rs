//! SQL: the expressions and queries of a spec, typed before they run, and computed with the meaning that PostgreSQL gives them.
//!
//! Input: a text with SQL, what is known of the columns it can use, and the rows of frames. Output: values, or a finding at the
//! word that is wrong. The parser is kept by others (`sqlparser`); what its tree means is decided here, so that nothing is
//! guessed: what is not offered is a finding. This room knows no register and no report.

mod aggregate;
mod column;
mod compute;
#[cfg(test)]
mod documented;
mod expression;
mod function;
mod group;
mod kind;
mod limits;
mod naming;
mod order;
mod pattern;
mod personal;
mod query;
mod ruled;
mod tree;
mod truths;
mod typing;
mod walk;

pub use column::{Column, Columns, Head};
pub use expression::{Known, Sql, Wanted};
pub use kind::{Kind, Value};
pub use limits::Divided;
pub use order::{by_name, in_time, lies_behind, places as places_of_texts, texts as text_order};
pub use personal::Personal;
pub use query::{Answer, Lineage, Table};
pub use ruled::Refused;
