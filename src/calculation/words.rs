//! A formula as people read it: the names that readers know, and words for what reaches over years and labels.

use crate::formula::{Formula, Function, Node, Operator, Unit};
use crate::locale::{self, Language, say};

/// A piece of a formula in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// What an assumption or a quantity is called.
    Name(String),
    /// Signs, numbers and words.
    Text(String),
    /// What stands lower, behind a name or a bracket: which year or level is meant.
    Below(String),
}

/// The places of a formula's parts while words are said around them: letters for private use, which nobody writes.
const PLACES: [char; 2] = ['\u{e000}', '\u{e001}'];

/// What readers call things.
pub(super) struct Called<'a> {
    /// An assumption, a quantity or an index by its name.
    pub(super) label: &'a dyn Fn(&str) -> String,
    /// A unit.
    pub(super) unit: &'a dyn Fn(&Unit) -> String,
    /// The language of the words between them.
    pub(super) language: Language,
}

/// How tightly the parts of a formula hold together, from the loosest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    /// Words: `summen af ...`.
    Words,
    /// A sum.
    Sum,
    /// A product.
    Product,
    /// A name or a number.
    Single,
}

/// The formula in pieces.
pub(super) fn in_words(formula: &Formula, called: &Called<'_>) -> Vec<Piece> {
    let mut writer = Writer { called, pieces: Vec::new() };
    writer.write(formula, Tie::Words);
    writer.pieces
}

struct Writer<'a> {
    called: &'a Called<'a>,
    pieces: Vec<Piece>,
}

impl Writer<'_> {
    /// Adds words to the piece before where that is words too.
    fn text(&mut self, words: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Text(text)) => text.push_str(words),
            _ => self.pieces.push(Piece::Text(words.to_owned())),
        }
    }

    /// Writes a part, in brackets where it is looser than its place asks.
    fn write(&mut self, formula: &Formula, needed: Tie) {
        let formula = plain(formula);
        let loose = tie(formula) < needed;
        if loose {
            self.text("(");
        }
        self.inner(formula);
        if loose {
            self.text(")");
        }
    }

    fn inner(&mut self, formula: &Formula) {
        match &formula.node {
            Node::Number(value, unit) => {
                self.text(&number(*value, self.called.language));
                if *unit != Unit::default() {
                    self.text(&format!("{}{}", locale::NBSP, (self.called.unit)(unit)));
                }
            }
            Node::Name(name) => self.pieces.push(Piece::Name((self.called.label)(name))),
            Node::Negative(inner) => {
                self.text(&locale::MINUS.to_string());
                self.write(inner, Tie::Product);
            }
            Node::Binary(operator, left, right) => {
                let (sign, first, second) = match operator {
                    Operator::Plus => (" + ".to_owned(), Tie::Sum, Tie::Sum),
                    Operator::Minus => (format!(" {} ", locale::MINUS), Tie::Sum, Tie::Product),
                    Operator::Times => (" · ".to_owned(), Tie::Product, Tie::Product),
                    Operator::Over => (" / ".to_owned(), Tie::Product, Tie::Single),
                };
                self.write(left, first);
                self.text(&sign);
                self.write(right, second);
            }
            Node::Call(function, parts) => self.call(*function, parts),
        }
    }

    fn call(&mut self, function: Function, parts: &[Formula]) {
        let (x, rate, language) = (&parts[0], parts.get(1), self.called.language);
        match function {
            Function::Lag => match &x.node {
                Node::Call(Function::Cumulate, inner) => {
                    self.around(
                        &say!(language, "calculation-sum-in-years-before", x = PLACES[0].to_string()),
                        &inner[0],
                        None,
                    );
                }
                _ => self.below(x, say!(language, "calculation-year-before")),
            },
            Function::Hold => self.below(x, say!(language, "calculation-last-stated")),
            Function::Cumulate => {
                self.around(&say!(language, "calculation-sum-to-year", x = PLACES[0].to_string()), x, None);
            }
            Function::Across => self.write(x, Tie::Words),
            Function::Sum => {
                let over = match &parts[1].node {
                    Node::Name(name) if name == crate::spec::YEAR => say!(language, "calculation-all-years"),
                    Node::Name(name) => (self.called.label)(name),
                    _ => String::new(),
                };
                self.around(&say!(language, "calculation-sum-over", x = PLACES[0].to_string(), over = over), x, None);
            }
            Function::PaybackYear => {
                self.around(&say!(language, "calculation-payback-year", x = PLACES[0].to_string()), x, None);
            }
            Function::PaybackTime => {
                self.around(&say!(language, "calculation-payback-time", x = PLACES[0].to_string()), x, None);
            }
            Function::PresentValue => {
                self.around(
                    &say!(
                        language,
                        "calculation-present-value",
                        x = PLACES[0].to_string(),
                        rate = PLACES[1].to_string()
                    ),
                    x,
                    rate,
                );
            }
        }
    }

    /// Writes words around one or two parts of a formula, which stand where the words have their places.
    fn around(&mut self, words: &str, here: &Formula, there: Option<&Formula>) {
        for piece in words.split_inclusive(PLACES) {
            let text = piece.trim_end_matches(PLACES);
            if !text.is_empty() {
                self.text(text);
            }
            if piece.ends_with(PLACES[0]) {
                self.write(here, Tie::Product);
            } else if let Some(there) = there.filter(|_| piece.ends_with(PLACES[1])) {
                self.write(there, Tie::Sum);
            }
        }
    }

    fn below(&mut self, x: &Formula, words: String) {
        self.write(x, Tie::Single);
        self.pieces.push(Piece::Below(words));
    }
}

/// Without what only sets a unit right: a factor of one.
fn plain(formula: &Formula) -> &Formula {
    let is_one = |part: &Formula| matches!(&part.node, Node::Number(value, unit) if *unit != Unit::default() && value.to_bits() == 1f64.to_bits());
    match &formula.node {
        Node::Binary(Operator::Times | Operator::Over, left, right) if is_one(right) => plain(left),
        Node::Binary(Operator::Times, left, right) if is_one(left) => plain(right),
        Node::Call(Function::Across, parts) => plain(&parts[0]),
        _ => formula,
    }
}

fn tie(formula: &Formula) -> Tie {
    match &formula.node {
        Node::Negative(_) | Node::Binary(Operator::Plus | Operator::Minus, ..) => Tie::Sum,
        Node::Binary(Operator::Times | Operator::Over, ..) => Tie::Product,
        Node::Number(..) | Node::Name(_) | Node::Call(Function::Hold, _) => Tie::Single,
        Node::Call(Function::Lag, parts) if !matches!(parts[0].node, Node::Call(Function::Cumulate, _)) => Tie::Single,
        Node::Call(..) => Tie::Words,
    }
}

/// A number with the decimals that it needs, three at most.
pub(super) fn number(value: f64, language: Language) -> String {
    language.decimal(value, needed(&[value], 3))
}

/// The ends of a range, with the decimals that one of them needs. How far an assumption may be off is itself an estimate:
/// from a thousand on, decimals would claim to know more.
pub(super) fn numbers(low: f64, high: f64, language: Language) -> (String, String) {
    let most = if low.abs().max(high.abs()) < 1000.0 { 3 } else { 0 };
    let digits = needed(&[low, high], most);
    (language.decimal(low, digits), language.decimal(high, digits))
}

/// A share in percent with the decimals that it needs, two at most.
pub(super) fn percent(share: f64, language: Language) -> String {
    language.percent(share, needed(&[share * 100.0], 2))
}

/// The ends of a range of shares in percent, with the decimals that one of them needs.
pub(super) fn percents(low: f64, high: f64, language: Language) -> (String, String) {
    let digits = needed(&[low * 100.0, high * 100.0], 2);
    (language.percent(low, digits), language.percent(high, digits))
}

/// How many decimals numbers need that are written alike, so many at most.
fn needed(values: &[f64], most: usize) -> usize {
    (0..most).find(|digits| values.iter().all(|value| same(*value, *digits))).unwrap_or(most)
}

/// Whether a number is the same when it is written with so many decimals.
fn same(value: f64, digits: usize) -> bool {
    let scaled = value * locale::ten_to_the(digits);
    (scaled - scaled.round()).abs() <= 1e-9 * scaled.abs().max(1.0)
}

#[cfg(test)]
mod tests {
    use super::{Called, Piece, in_words, number, numbers, percent, percents};
    use crate::formula::{Formula, Unit};
    use crate::locale::Language;

    const DANISH: fn() -> Language = Language::default;

    #[test]
    fn the_ends_of_a_range_have_the_same_decimals() {
        let pair = |(low, high): (&str, &str)| (low.to_owned(), high.to_owned());
        assert_eq!(numbers(1.5, 2.0, DANISH()), pair(("1,5", "2,0")));
        assert_eq!(numbers(10.0, 13.25, DANISH()), pair(("10,00", "13,25")));
        assert_eq!(numbers(8.0, 12.0, DANISH()), pair(("8", "12")));
        assert_eq!(numbers(10_931.25, 14_575.0, DANISH()), pair(("10.931", "14.575")));
        assert_eq!(percents(0.075, 0.1, DANISH()), pair(("7,5\u{a0}%", "10,0\u{a0}%")));
    }

    /// A formula as it reads: names in `«»`, what stands lower in `[]`.
    fn read(text: &str) -> String {
        read_in(text, DANISH())
    }

    fn read_in(text: &str, language: Language) -> String {
        let called = Called { label: &|name| name.replace('_', " "), unit: &Unit::to_string, language };
        let piece = |piece| match piece {
            Piece::Name(name) => format!("«{name}»"),
            Piece::Text(text) => text,
            Piece::Below(text) => format!("[{text}]"),
        };
        in_words(&Formula::parse(text).expect("a formula"), &called).into_iter().map(piece).collect()
    }

    #[test]
    fn brackets_stand_where_they_are_needed_and_nowhere_else() {
        for (formula, words) in [
            ("a + b * c", "«a» + «b» · «c»"),
            ("(a + b) * c", "(«a» + «b») · «c»"),
            ("a - (b - c)", "«a» \u{2212} («b» \u{2212} «c»)"),
            ("a - (b + c)", "«a» \u{2212} («b» + «c»)"),
            ("a + (b - c)", "«a» + «b» \u{2212} «c»"),
            ("a / (b * c)", "«a» / («b» · «c»)"),
            ("a * (b / c)", "«a» · «b» / «c»"),
            ("-(a + b)", "\u{2212}(«a» + «b»)"),
            ("(1 - rente) * -a", "(1 \u{2212} «rente») · (\u{2212}«a»)"),
        ] {
            assert_eq!(read(formula), words, "{formula}");
        }
    }

    #[test]
    fn what_reaches_over_years_and_labels_is_said_in_words() {
        for (formula, words) in [
            ("lag(a) * b", "«a»[året før] · «b»"),
            ("lag(a + b)", "(«a» + «b»)[året før]"),
            ("a + lag(cumulate(b)) * 1[years]", "«a» + (summen af «b» i årene før)"),
            ("cumulate(a)", "summen af «a» til og med året"),
            (
                "a - sum(udgift, post)",
                "«a» \u{2212} (summen af «udgift» over «post»)".replace("«post»", "post").as_str(),
            ),
            ("sum(a - b, year)", "summen af («a» \u{2212} «b») over alle år"),
            ("hold(a) - b", "«a»[senest oplyst] \u{2212} «b»"),
            ("across(a, scenarie)", "«a»"),
            ("0.5 * a * 1[years]", "0,5 · «a»"),
            ("a * 12[months]", "«a» · 12\u{a0}months"),
            ("present_value(a, 0.04)", "nutidsværdien af «a» ved renten 0,04"),
            ("payback_time(a)", "tiden, før summen af «a» siden begyndelsen når nul"),
        ] {
            assert_eq!(read(formula), words, "{formula}");
        }
    }

    #[test]
    fn each_language_has_its_own_order_of_words() {
        let english = Language::ALL.into_iter().find(|(code, _)| *code == "en").expect("English").1;
        let sum = "a * present_value(b + c, 0.035)";
        assert_eq!(read(sum), "«a» · (nutidsværdien af («b» + «c») ved renten 0,035)");
        assert_eq!(read_in(sum, english), "«a» · (the present value of («b» + «c») at the rate 0.035)");
    }

    #[test]
    fn numbers_have_the_decimals_they_need() {
        assert_eq!(
            (number(14575.0, DANISH()), number(0.5, DANISH()), number(1.0 / 3.0, DANISH())),
            ("14.575".into(), "0,5".into(), "0,333".into())
        );
        assert_eq!(
            (percent(0.3, DANISH()), percent(0.125, DANISH()), percent(1.0 / 3.0, DANISH())),
            ("30\u{a0}%".into(), "12,5\u{a0}%".into(), "33,33\u{a0}%".into())
        );
    }
}
