//! Sporbar (Danish: *traceable*) makes evaluation publications from a report spec and register extracts, in which every
//! number can be followed to the extract rows it came from.
//!
//! # The stages
//! A report goes through these rooms in order; arrows between them point one way.
//!
//! 1. [`spec`]: `report.toml` becomes a typed [`Spec`](spec::Spec) in which everything remembers its line.
//! 2. [`schema`] and [`register`]: extracts become typed frames; what is wrong with them is reported all at once, and
//!    CPR numbers become pseudonyms. No later room sees a CPR number.
//! 3. [`sql`]: the spec's expressions and queries in SQL's own [`dialect`], typed before they run. [`cohort`]: populations, groups, spells, windows of time and the states people are in.
//! 4. [`calculation`]: yearly tables over assumptions, where a report has any.
//! 5. [`measure`]: [`observation`]s, one row a counted unit, with the extract rows it came from.
//! 6. [`statistic`]: observations become [`value`]s, each with numerator, denominator and its observations.
//!    The formulas are [`estimate`]'s. [`disclosure`] says which of them readers may not see.
//! 7. [`chart`]: values become SVG, and words for those who cannot see it.
//! 8. [`document`]: values, charts and prose become an accessible PDF.
//! 9. [`audit`]: the observations behind a value, and the manifest of what was built from what.
//!
//! Beside the way stand [`office`], which writes a publication for office programs, and [`recheck`], which tests the arithmetic of a table that someone else made.
//!
//! [`pipeline`] calls them in order, [`cli`] parses the call and prints; [`diagnostic`] is what all report with, and
//! [`locale`] writes numbers as Danish readers do.

pub mod audit;
pub mod calculation;
pub mod calendar;
pub mod chart;
pub mod claim;
pub mod cli;
pub mod cohort;
pub mod describe;
pub mod diagnostic;
pub mod dialect;
pub mod dictionary;
pub mod disclosure;
pub mod document;
pub mod estimate;
pub mod form;
pub mod formula;
pub mod hindsight;
pub mod keys;
pub mod letters;
pub mod locale;
pub mod lsp;
pub mod measure;
pub mod observation;
pub mod office;
pub mod parallel;
pub mod path;
pub mod picture;
pub mod pipeline;
pub mod random;
pub mod recheck;
pub mod register;
pub mod reuse;
pub mod schema;
pub mod scope;
pub mod shipped;
pub mod spec;
pub mod sql;
pub mod statistic;
pub mod sufficiency;
pub mod synth;
pub mod value;
pub mod watch;
