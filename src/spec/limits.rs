//! Classes of a number by their limits, so that they can neither overlap nor leave anything out between them.

use std::ops::Range;

use super::Ranged;
use super::reader::TableReader;
use crate::diagnostic::Code;

/// Where one class ends and the next begins: `limits = [18, 25, 35]`.
///
/// A limit is of the class above it. The first class has no lower end, but where `least` is said, and the last no upper.
#[derive(Debug, Clone)]
pub struct ClassLimits {
    /// The limits, ascending.
    pub limits: Vec<Ranged<f64>>,
    /// The least that a number can be; one below it is an error.
    pub least: Option<Ranged<f64>>,
    /// How far the last number of a class is from the first of the next; none for the numbers' own: 1 for whole numbers, else
    /// classes that are written without a last number.
    pub step: Option<Ranged<f64>>,
    /// Whether thousands have a dot in the labels.
    pub thousands: bool,
    /// Names in place of the labels that the program makes, one a class.
    pub names: Option<Vec<Ranged<String>>>,
}

/// Reads the limits of a table of classes.
pub(super) fn limits(table: &TableReader<'_>) -> Option<ClassLimits> {
    let limits = table.opt_numbers("limits")?;
    let (least, step) = (table.opt_number("least"), table.opt_number("step"));
    let thousands = table.opt_bool("thousands").unwrap_or(true);
    let names = table.opt_texts("labels");
    let wrong = |span: Range<usize>, message: String, label: &str, help: &str| {
        table.notes().error(Code::BadValue, span, message, label, help);
        None
    };
    let Some(first) = limits.first() else {
        return wrong(table.span(), "there are no limits".to_owned(), "", "such as: limits = [18, 25, 35]");
    };
    let lowest = least.iter().chain([first]);
    let all: Vec<&Ranged<f64>> = lowest.chain(&limits[1..]).collect();
    if let Some(pair) = all.windows(2).find(|pair| pair[0].value >= pair[1].value) {
        let message = format!("the limit {} does not lie above {}", pair[1].value, pair[0].value);
        return wrong(pair[1].span.clone(), message, "nobody could be in the class before it", "let them ascend");
    }
    if let Some(step) = &step {
        if step.value <= 0.0 {
            let message = format!("a step of {} leads nowhere", step.value);
            return wrong(step.span.clone(), message, "not above zero", "1 for classes that are written 18-24");
        }
        let steps = |limit: f64| (limit - all[0].value) / step.value;
        let off = all.iter().find(|limit| (steps(limit.value) - steps(limit.value).round()).abs() > 1e-6);
        if let Some(off) = off {
            let message = format!("the limit {} is no whole number of steps from {}", off.value, all[0].value);
            return wrong(off.span.clone(), message, "its class would be written wrongly", "choose a smaller `step`");
        }
    }
    let classes = limits.len() + 1;
    if let Some(names) = names.as_ref().filter(|names| names.len() != classes) {
        let message = format!("{} limits make {classes} classes, and {} are named", limits.len(), names.len());
        let span = names.first().map_or_else(|| table.span(), |name| name.span.clone());
        return wrong(span, message, "the first of them", "name each, the lowest first, or none");
    }
    Some(ClassLimits { limits, least, step, thousands, names })
}
