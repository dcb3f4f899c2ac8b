//! Who is counted, and when: populations, groups, spells, windows of time and the states people are in.
//!
//! Input: the spec and the register's frames, in which people are pseudonyms. Output: members and what is so of them in
//! a window. This room counts nothing; that is `measure` and `statistic`.

mod again;
mod by_person;
mod called;
mod column;
mod columns;
mod data;
mod index;
mod lineage;
mod made;
mod people;
mod period;
mod population;
mod query;
mod records;
mod sequence;
mod spell;
mod state;
mod steps;
mod timeline;
mod unchanged;
mod view;

pub use again::Earlier;
pub use by_person::ByPerson;
pub use called::CalledByRow;
pub use columns::{Columns, Spread};
pub use data::{Data, Source};
pub use index::Index;
pub use lineage::{RowLists, RowRef, in_order};
pub use made::{Behind, Made};
pub use people::{NOBODY, People, one_row_each};
pub use population::{Cohorts, Member, Population, Told};
pub use query::{tables, views};
pub use records::{FileRows, Names, Records, Rows};
pub use spell::{Spell, SpellTable};
pub use state::States;
pub use steps::{Steps, Way};
pub use timeline::{Window, Windows};
pub use unchanged::{Drawn, Unchanged};

pub use crate::sql::{Head, Sql, by_name, in_time, lies_behind, text_order};
