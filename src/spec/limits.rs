//! Classes of a number by their limits, so that they can neither overlap nor leave anything out between them.

use std::ops::Range;

use super::reader::TableReader;
use crate::diagnostic::{Code, Ranged};
use crate::locale::{Language, say};

/// So many decimals a limit is written with at most.
const MOST_DECIMALS: usize = 9;

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
    /// The language of the labels that the program makes.
    pub language: Language,
}

impl ClassLimits {
    /// What the classes are called, the lowest first; `is_whole` where the numbers are.
    pub fn labels(&self, is_whole: bool) -> Vec<String> {
        match &self.names {
            Some(names) => names.iter().map(|name| name.value.clone()).collect(),
            None => names(self, is_whole),
        }
    }

    /// The place of a number's class; none of what is no number. A limit is of the class above it.
    pub fn place(&self, number: f64) -> Option<usize> {
        (!number.is_nan()).then(|| self.limits.partition_point(|limit| limit.value <= number))
    }
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
    Some(ClassLimits { limits, least, step, thousands, names, language: table.notes().language() })
}

/// What the classes are called: `Under 18`, `18-24`, `25 og derover`.
fn names(limits: &ClassLimits, is_whole: bool) -> Vec<String> {
    let step = limits.step.as_ref().map(|step| step.value).or(is_whole.then_some(1.0));
    let all = || limits.limits.iter().chain(&limits.least).map(|limit| limit.value);
    let digits = all().chain(step).map(digits).max().unwrap_or(0);
    let language = limits.language;
    let mark: String = language.decimal(1000.0, 0).chars().filter(|letter| !letter.is_ascii_digit()).collect();
    let write = |number: f64| {
        let text = language.decimal(number, digits);
        if limits.thousands { text } else { text.replace(&mark, "") }
    };
    let class = |from: f64, to: f64| match step {
        // The last number of the class.
        Some(step) => {
            let last = to - step;
            match (write(from), write(last)) {
                (from, last) if from == last => from,
                (first, last) if from < 0.0 => say!(language, "spec-class-to", first = first, last = last),
                (first, last) => format!("{first}-{last}"),
            }
        }
        None => say!(language, "spec-class-to-below", from = write(from), limit = write(to)),
    };
    let (first, last) = (limits.limits[0].value, limits.limits[limits.limits.len() - 1].value);
    let lowest = match &limits.least {
        Some(least) => class(least.value, first),
        None => say!(language, "spec-class-below", limit = write(first)),
    };
    let between = limits.limits.windows(2).map(|pair| class(pair[0].value, pair[1].value));
    [lowest].into_iter().chain(between).chain([say!(language, "spec-class-from", limit = write(last))]).collect()
}

/// How many decimals a number is stated with.
fn digits(number: f64) -> usize {
    let stated = format!("{number}");
    stated.split_once('.').map_or(0, |(_, decimals)| decimals.len().min(MOST_DECIMALS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(numbers: &[f64], least: Option<f64>, step: Option<f64>, is_whole: bool) -> Vec<String> {
        let ranged = |number: f64| Ranged::new(number, 0..0);
        let limits = ClassLimits {
            limits: numbers.iter().copied().map(ranged).collect(),
            least: least.map(ranged),
            step: step.map(ranged),
            thousands: true,
            names: None,
            language: Language::default(),
        };
        names(&limits, is_whole)
    }

    #[test]
    fn whole_numbers_are_named_by_their_first_and_last() {
        assert_eq!(named(&[18.0, 25.0, 35.0], None, None, true), ["Under 18", "18-24", "25-34", "35 og derover"]);
        assert_eq!(named(&[1.0, 2.0], Some(0.0), None, true), ["0", "1", "2 og derover"]);
        assert_eq!(named(&[10_000.0], Some(5_000.0), None, true), ["5.000-9.999", "10.000 og derover"]);
        assert_eq!(named(&[0.0], Some(-10.0), None, true), ["−10 til −1", "0 og derover"]);
    }

    #[test]
    fn numbers_with_decimals_have_no_last_one_but_by_a_step() {
        assert_eq!(named(&[0.0, 2.5], None, None, false), ["Under 0,0", "0,0 til under 2,5", "2,5 og derover"]);
        assert_eq!(named(&[2.0, 3.0], Some(0.0), Some(0.1), false), ["0,0-1,9", "2,0-2,9", "3,0 og derover"]);
        assert_eq!(named(&[0.0, 5_000.0], None, Some(1.0), false), ["Under 0", "0-4.999", "5.000 og derover"]);
    }
}
