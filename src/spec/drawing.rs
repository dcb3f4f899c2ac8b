//! `[[drawing]]`: a figure of words alone, such as a ladder of measures from the least to the most intrusive, or a flow
//! from what is done to what comes of it.

use super::reader::TableReader;
use crate::chart::{FlowColumn, Step, Tone};
use crate::diagnostic::{Code, Ranged, did_you_mean};

/// One of `[[drawing]]`.
#[derive(Debug, Clone)]
pub struct DrawingSpec {
    /// Its id, by which the report's text calls for it.
    pub id: Ranged<String>,
    /// What it shows, in a few words.
    pub title: String,
    /// What readers know it by, behind `Figur`; empty where nothing refers to it.
    pub number: String,
    /// Who says what it shows; empty where the report does.
    pub source: String,
    /// What is drawn.
    pub shape: Shape,
}

/// What is drawn of words alone.
#[derive(Debug, Clone)]
pub enum Shape {
    /// Steps from the lowest; one of another group than the one before it stands apart.
    Ladder(Vec<Step>),
    /// Columns of boxes, and arrows from a box to one of the next column: each by its column and its place in it.
    Flow {
        /// The columns from the left.
        columns: Vec<FlowColumn>,
        /// The arrows.
        arrows: Vec<[(usize, usize); 2]>,
    },
}

#[derive(Clone, Copy)]
enum Kind {
    Ladder,
    Flow,
}

const KINDS: [(&str, Kind); 2] = [("ladder", Kind::Ladder), ("flow", Kind::Flow)];

pub(super) fn drawings(root: &TableReader<'_>) -> Option<Vec<DrawingSpec>> {
    let drawings = root.tables("drawing").into_iter().map(|table| {
        let id = table.id();
        let title = table.text("title");
        let or_none = |text: Option<Ranged<String>>| text.map(|text| text.value).unwrap_or_default();
        let (number, source) = (or_none(table.opt_text("number")), or_none(table.opt_text("source")));
        let shape = match table.choice("kind", &KINDS) {
            Some(Kind::Ladder) => ladder(&table),
            Some(Kind::Flow) => flow(&table),
            // What its keys mean is not known, so none of them is unknown.
            None => return None,
        };
        table.finish();
        Some(DrawingSpec { id: id?, title: title?.value, number, source, shape: shape? })
    });
    // Collected twice so that every drawing is read, also after one that is wrong.
    drawings.collect::<Vec<_>>().into_iter().collect()
}

fn tone(table: &TableReader<'_>) -> Option<Tone> {
    let tones: Vec<(&str, Tone)> = Tone::ALL.iter().map(|tone| (tone.name(), *tone)).collect();
    table.choice("tone", &tones)
}

fn ladder(table: &TableReader<'_>) -> Option<Shape> {
    let steps: Vec<Option<Step>> = table.tables("step").iter().map(step).collect();
    steps.into_iter().collect::<Option<_>>().map(Shape::Ladder)
}

fn step(table: &TableReader<'_>) -> Option<Step> {
    let name = table.text("name");
    let text = table.text("text");
    let group = table.opt_text("group").map(|group| group.value).unwrap_or_default();
    let tone = tone(table);
    table.finish();
    Some(Step { name: name?.value, text: text?.value, group, tone: tone? })
}

/// The boxes of a column by their names, with their words.
type Boxes = Vec<(Ranged<String>, Ranged<String>)>;

fn flow(table: &TableReader<'_>) -> Option<Shape> {
    let columns: Vec<Option<(FlowColumn, Boxes)>> = table.tables("column").iter().map(column).collect();
    let arrows = table.opt_texts_map("arrows").unwrap_or_default();
    let columns: Vec<(FlowColumn, Boxes)> = columns.into_iter().collect::<Option<_>>()?;
    let mut places: Vec<(&Ranged<String>, (usize, usize))> = Vec::new();
    let mut good = true;
    for (number, (_, boxes)) in columns.iter().enumerate() {
        for (row, (name, _)) in boxes.iter().enumerate() {
            if places.iter().any(|(known, _)| known.value == name.value) {
                let message = format!("two boxes are called `{}`", name.value);
                let help = "arrows name boxes, so each needs a name of its own";
                table.notes().error(Code::DoubleName, name.span.clone(), message, "stands here again", help);
                good = false;
            }
            places.push((name, (number, row)));
        }
    }
    let mut led = Vec::new();
    for (from, to) in &arrows {
        for to in to {
            match place(table, &places, from).zip(place(table, &places, to)) {
                Some((from, to)) if to.0 == from.0 + 1 => led.push([from, to]),
                Some(_) => {
                    let message =
                        format!("the arrow from `{}` to `{}` does not lead to the next column", from.value, to.value);
                    let help =
                        "arrows go from a box to one of the column to its right; let longer ways pass a box between";
                    table.notes().error(Code::BadValue, to.span.clone(), message, "not in the next column", help);
                    good = false;
                }
                None => good = false,
            }
        }
    }
    let columns = columns.into_iter().map(|(column, _)| column).collect();
    Some(Shape::Flow { columns, arrows: led }).filter(|_| good)
}

fn column(table: &TableReader<'_>) -> Option<(FlowColumn, Boxes)> {
    let (name, tone) = (table.text("name"), tone(table));
    let boxes = table.opt_text_map("boxes");
    if !table.has("boxes") {
        table.text("boxes");
    }
    table.finish();
    let boxes = boxes?;
    let words = boxes.iter().map(|(_, words)| words.value.clone()).collect();
    Some((FlowColumn { name: name?.value, tone: tone?, boxes: words }, boxes))
}

/// Where the box of a name stands, or a finding at the name.
fn place(
    table: &TableReader<'_>,
    places: &[(&Ranged<String>, (usize, usize))],
    name: &Ranged<String>,
) -> Option<(usize, usize)> {
    let found = places.iter().find(|(known, _)| known.value == name.value).map(|(_, place)| *place);
    if found.is_none() {
        let help = match did_you_mean(name.as_str(), places.iter().map(|(known, _)| known.as_str())) {
            Some(likely) => format!("did you mean `{likely}`?"),
            None => "name the boxes of the drawing's columns".to_owned(),
        };
        let message = format!("there is no box `{}`", name.value);
        table.notes().error(Code::UnknownName, name.span.clone(), message, "not a box of this drawing", &help);
    }
    found
}
