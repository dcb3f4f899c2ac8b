//! `[[drawing]]`: a figure of words alone, such as a ladder of measures from the least to the most intrusive.

use super::Ranged;
use super::reader::TableReader;
use crate::chart::{Step, Tone};

/// One of `[[drawing]]`: steps from the lowest.
#[derive(Debug, Clone)]
pub struct DrawingSpec {
    /// Its id, by which the report's text calls for it.
    pub id: Ranged<String>,
    /// What it shows, in a few words.
    pub title: String,
    /// The steps; one of another group than the one before it stands apart.
    pub steps: Vec<Step>,
}

pub(super) fn drawings(root: &TableReader<'_>) -> Option<Vec<DrawingSpec>> {
    let drawings = root.tables("drawing").into_iter().map(|table| {
        let id = table.text("id");
        let title = table.text("title");
        table.choice("kind", &[("ladder", ())]);
        let steps: Vec<Option<Step>> = table.tables("step").iter().map(step).collect();
        table.finish();
        Some(DrawingSpec { id: id?, title: title?.value, steps: steps.into_iter().collect::<Option<_>>()? })
    });
    // Collected twice so that every drawing is read, also after one that is wrong.
    drawings.collect::<Vec<_>>().into_iter().collect()
}

fn step(table: &TableReader<'_>) -> Option<Step> {
    let name = table.text("name");
    let text = table.text("text");
    let group = table.opt_text("group").map(|group| group.value).unwrap_or_default();
    let tones: Vec<(&str, Tone)> = Tone::ALL.iter().map(|tone| (tone.name(), *tone)).collect();
    let tone = table.choice("tone", &tones);
    table.finish();
    Some(Step { name: name?.value, text: text?.value, group, tone: tone? })
}
