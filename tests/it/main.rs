//! The tests that look at Sporbar from outside: one binary, so that it is linked once.
//!
//! Expected values are counted by hand or by other programs; none of them comes from Sporbar's own output. The snapshots
//! hold only wording: help, findings and the like.

#![expect(clippy::disallowed_methods, reason = "what a test computes by itself is compared within a tolerance")]

mod again;
mod against;
mod alike;
mod analyses;
mod architecture;
mod attacker;
mod browser;
mod charts;
mod claims;
mod cli;
mod commands;
mod cookbook;
mod counted;
mod definition;
mod derived;
mod desk;
mod diff;
mod document;
mod doubts;
mod editor;
mod effects;
mod empty_keys;
mod english;
mod expected;
mod extracts;
mod findings;
mod followed;
mod fuzzed;
mod gallery;
mod hindsight;
mod in_order;
mod kinds;
mod languages;
mod leave_out;
mod lineage;
mod lsp;
mod messy;
mod office;
mod pages;
mod parameters;
mod planted;
mod privacy;
mod protected;
mod pseudonyms;
mod publication;
mod readme;
mod recheck;
mod record;
mod releases;
mod replay;
mod sentences;
mod shortfall;
mod silence;
mod spec;
mod spells;
mod sql;
mod standards;
mod statistics;
mod suggested;
mod support;
mod swap;
mod synth;
mod told;
mod trace;
mod tutorial;
mod twin;
mod units;
mod validation;
mod watch;
mod workbook;
mod worked;
