//! Who is counted, and when: populations, groups, spells, windows of time and the states people are in.
//!
//! Input: the spec and the register's frames, in which people are pseudonyms. Output: members and what is so of them in
//! a window. This room counts nothing; that is `measure` and `statistic`.

mod column;
mod data;
mod lineage;
mod month;
mod population;
mod query;
mod records;
mod sequence;
mod spell;
mod state;
mod timeline;
mod view;

pub use data::{Data, Source};
pub use lineage::RowRef;
pub use month::{Month, NotAMonth, whole_years};
pub use population::{Cohorts, Member, Population, Told};
pub use query::tables;
pub use records::{Records, Rows};
pub use spell::{Spell, SpellTable};
pub use state::{States, Status};
pub use timeline::{Window, Windows};

pub use crate::sql::Sql;
