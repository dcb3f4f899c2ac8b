//! A ladder: ordered steps drawn as stairs, such as measures from the least to the most intrusive.
//!
//! Input: a [`Ladder`], words only; output: a drawing as that of a chart, or findings of the code `chart-unfit`. The heights
//! show an order and measure nothing, so there is no axis. Steps of different groups stand apart.

use super::canvas::{Area, Canvas, Side, Type};
use super::format;
use super::frame::{self, Sheet, quiet};
use super::grid::unfit;
use super::model::Drawing;
use super::palette::{INK, RULE, Tone};
use super::text::{self, BODY, SMALL, Weight};
use crate::diagnostic::{Finding, Findings};
use crate::locale::{Language, say};

/// How much higher each step is than the one before it.
const RISE: f64 = 17.0;
/// Between two steps, and between two groups.
const BETWEEN: (f64, f64) = (4.0, 18.0);
/// Between the top of a step and its name.
const LIFT: f64 = 5.0;
/// From the foot of the stairs to the text under it.
const UNDER: f64 = 8.0;
/// The most steps.
const MOST_STEPS: usize = 12;
/// The most lines of a name and of an explanation.
const MOST_LINES: (usize, usize) = (4, 14);
/// The narrowest step.
const NARROWEST: f64 = 34.0;
/// About how many letters a reader listens to.
const LONGEST: usize = 900;

/// A ladder as the spec asks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Ladder {
    /// The language of what is said of it.
    pub language: Language,
    /// The exhibit's id; it makes the ids in the SVG unique in a page with several.
    pub id: String,
    /// What the figure shows, in words: the SVG's title and the beginning of the alt text.
    pub title: String,
    /// The steps from the lowest.
    pub steps: Vec<Step>,
    /// The width in millimetres.
    pub width_mm: f64,
}

/// A step of a ladder.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What it is called: `Trin 1`.
    pub name: String,
    /// What it is.
    pub text: String,
    /// What it belongs to; a step of another group than the one before it stands apart. Empty where there are no groups.
    pub group: String,
    /// Its colour.
    pub tone: Tone,
}

/// A step with its words in lines and its place.
struct Stair<'a> {
    step: &'a Step,
    name: Vec<String>,
    text: Vec<String>,
    left: f64,
    right: f64,
}

/// Neighbouring steps of one group.
fn groups(steps: &[Step]) -> Vec<&[Step]> {
    steps.chunk_by(|a, b| a.group == b.group).collect()
}

/// The ladder as SVG, with its alt text.
///
/// # Errors
/// Findings of the code `chart-unfit` where there are no steps, or too many, or their words have no room.
pub fn draw(ladder: &Ladder) -> Result<Drawing, Findings> {
    if !ladder.width_mm.is_finite() || !(30.0..=400.0).contains(&ladder.width_mm) {
        return Err(unfit("the ladder's width is outside 30-400 mm").into());
    }
    if !(1..=MOST_STEPS).contains(&ladder.steps.len()) {
        return Err(unfit(format!("a ladder has 1-{MOST_STEPS} steps, not {}", ladder.steps.len())).into());
    }
    let width = frame::from_mm(ladder.width_mm);
    let stairs = stairs(ladder, width)?;
    let named = ladder.steps.iter().any(|step| !step.group.is_empty());

    // The names hang over the stairs: the highest of them decides where the stairs begin.
    let over = |at: usize| text::height(stairs[at].name.len(), BODY) + LIFT - (stairs.len() - 1 - at) as f64 * RISE;
    let top = (0..stairs.len()).map(over).fold(0.0, f64::max) + 1.0;
    let foot = top + stairs.len() as f64 * RISE + 6.0;
    let group_height = if named { text::leading(BODY) + 4.0 } else { 0.0 };
    let words = foot + UNDER + group_height;
    let deepest = stairs.iter().map(|stair| stair.text.len()).max().unwrap_or(0);
    let height = words + if deepest == 0 { 0.0 } else { text::height(deepest, SMALL) + 3.0 };

    let Ladder { language, id, title, width_mm, .. } = ladder;
    let sheet = Sheet { language: *language, id, title, width_mm: *width_mm };
    Ok(frame::document(&sheet, alt(ladder), width, height, |canvas| {
        for (at, stair) in stairs.iter().enumerate() {
            draw_stair(canvas, stair, (foot - (at + 1) as f64 * RISE - 6.0, foot, words));
        }
        let mut first = 0;
        for group in groups(&ladder.steps) {
            let (left, right) = (stairs[first].left, stairs[first + group.len() - 1].right);
            canvas.line(&[(left, foot), (right, foot)], 0.7, RULE);
            let look = Type { size: BODY, ..frame::strong(INK, Side::Start) };
            let name = text::fit(&group[0].group, BODY, Weight::SemiBold, right - left);
            canvas.text(&name, left, foot + UNDER + text::cap(BODY), look);
            first += group.len();
        }
    }))
}

/// The steps with their places and lines.
fn stairs(ladder: &Ladder, width: f64) -> Result<Vec<Stair<'_>>, Findings> {
    let groups = groups(&ladder.steps);
    let (steps, breaks) = (ladder.steps.len(), groups.len() - 1);
    let gaps = (steps - 1 - breaks) as f64 * BETWEEN.0 + breaks as f64 * BETWEEN.1;
    let room = (width - gaps) / steps as f64;
    if room < NARROWEST {
        return Err(unfit("the steps of the ladder have no room beside each other")
            .help("make it wider, or join some of its steps")
            .into());
    }
    let mut findings = Findings::new();
    let mut stairs: Vec<Stair<'_>> = Vec::new();
    let mut left = 0.0;
    for group in groups {
        for step in group {
            let lines = |words: &str, size: f64, weight: Weight| {
                if words.trim().is_empty() {
                    Vec::new()
                } else {
                    text::wrap(ladder.language, words, size, weight, room)
                }
            };
            let name = lines(&step.name, BODY, Weight::SemiBold);
            let text = lines(&step.text, SMALL, Weight::Regular);
            if name.len() > MOST_LINES.0 || text.len() > MOST_LINES.1 {
                findings.push(too_long(step));
            }
            stairs.push(Stair { step, name, text, left, right: left + room });
            left += room + BETWEEN.0;
        }
        left += BETWEEN.1 - BETWEEN.0;
    }
    if findings.is_empty() { Ok(stairs) } else { Err(findings) }
}

fn too_long(step: &Step) -> Finding {
    let start: String = step.name.chars().take(40).collect();
    unfit(format!("the words of the ladder's step `{start}` are too long for its width"))
        .help("say it shorter, or make the ladder wider")
}

/// A step, its name above it and its explanation under the foot of the stairs.
fn draw_stair(canvas: &mut Canvas<'_>, stair: &Stair<'_>, (top, foot, words): (f64, f64, f64)) {
    canvas.fill(Area { left: stair.left, right: stair.right, top, bottom: foot }, stair.step.tone.fill());
    let look = Type { size: BODY, ..frame::strong(INK, Side::Start) };
    let baseline = top - LIFT - text::height(stair.name.len(), BODY) + text::cap(BODY);
    canvas.lines(&stair.name, stair.left, baseline, look);
    canvas.lines(&stair.text, stair.left, words + text::cap(SMALL), quiet(Side::Start));
}

/// The steps in words; without the explanations where they would be too long to listen to.
fn alt(ladder: &Ladder) -> String {
    let language = ladder.language;
    let count = language.in_words(ladder.steps.len() as u64);
    let title = format::opening(&ladder.title);
    let opening = title.into_iter().chain([say!(language, "chart-ladder-opening", count = count)]);
    let opening = opening.collect::<Vec<_>>().join(" ");
    let told = |with_text: bool| {
        let mut text = opening.clone();
        for group in groups(&ladder.steps) {
            let steps: Vec<String> = group
                .iter()
                .map(|step| match step.text.trim().trim_end_matches('.') {
                    words if with_text && !words.is_empty() => format!("{}: {words}", step.name),
                    _ => step.name.clone(),
                })
                .collect();
            let name = &group[0].group;
            let before = if name.is_empty() { String::new() } else { format!("{name} – ") };
            text += " ";
            text += &format::ended(format!("{before}{}", steps.join("; ")));
        }
        text
    };
    let all = told(true);
    if all.chars().count() <= LONGEST {
        all
    } else {
        format!("{} {}", told(false), say!(language, "chart-ladder-explained-below"))
    }
}
