//! CPR numbers: their form, how to find them in whatever spelling, and how to keep them out of sight.
//!
//! One detector serves them all: the checks of an extract's cells, the messages, and the last look at what is written.
//! [`digits`] finds the digits of a text and what stands between them, [`find`] says which of them could be a CPR number,
//! [`quoted`](quoted()) hides them in messages, and [`People`] knows the register's own.

mod digits;
mod find;
mod form;
mod people;
mod quoted;

pub(super) use find::{Certain, looks_like, number_looks_like, numbers_of_number, numbers_of_text};
pub(super) use form::{check, day, with_hyphen};
pub use people::People;
pub(super) use quoted::quoted;
