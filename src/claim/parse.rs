//! From the text of an expression to its tree.
//!
//! By descent: `or` binds loosest, then `and`, `not`, the comparisons, `+ -`, `* /`. The first thing that cannot be read
//! is the finding; what the parts mean together is judged later, when the values are known.

use std::ops::Range;

use super::scan::{Scanner, Wrong};
use super::syntax::{
    Choice, Expression, Function, Item, Kind, Literal, LiteralUnit, Name, Node, Op, Quantifier, Rank, Selection, Trend,
};
use super::written::Written;
use crate::diagnostic::did_you_mean;
use crate::value::{Arithmetic, Dimension};

/// How deep parentheses may go; deeper is no claim that anyone reads.
const DEPTH: usize = 40;

/// Words that end a number, and so are no units.
const KEYWORDS: [&str; 15] = [
    "and", "or", "not", "within", "as", "is", "at", "just", "never", "rises", "falls", "peaks", "bottoms", "turns",
    "differs",
];

/// Comparisons; of two that begin alike the longer stands first.
const OPS: [(&str, Op); 12] = [
    (">=", Op::AtLeast),
    ("≥", Op::AtLeast),
    ("<=", Op::AtMost),
    ("≤", Op::AtMost),
    ("!=", Op::Unequal),
    ("≠", Op::Unequal),
    (">", Op::Above),
    ("<", Op::Below),
    ("==", Op::Equal),
    ("=", Op::Equal),
    ("≈", Op::Near),
    ("~", Op::Near),
];

const WORD_OPS: [(&str, Op); 4] =
    [("at least", Op::AtLeast), ("at most", Op::AtMost), ("just under", Op::JustUnder), ("just over", Op::JustOver)];

const TRENDS: [(&str, Trend); 7] = [
    ("rises", Trend::Rises),
    ("falls", Trend::Falls),
    ("never falls", Trend::NeverFalls),
    ("never rises", Trend::NeverRises),
    ("peaks", Trend::Peaks),
    ("bottoms", Trend::Bottoms),
    ("turns", Trend::Turns),
];

const QUANTIFIERS: [(&str, Quantifier); 3] =
    [("all", Quantifier::All), ("any", Quantifier::Any), ("none", Quantifier::None)];

/// Ranks that name a place.
const RANKS: [(&str, NumberedRank); 3] = [("number", Rank::Number), ("in top", Rank::Top), ("in bottom", Rank::Bottom)];

type NumberedRank = fn(usize) -> Rank;

/// Shares that have a word.
const FRACTIONS: [(&str, f64); 3] = [("half", 50.0), ("third", 100.0 / 3.0), ("quarter", 25.0)];

/// Why an expression cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The bytes of the file at which reading stopped.
    pub span: Range<usize>,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do, where that can be said; else empty.
    pub help: String,
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// The first thing in it that cannot be read.
    pub fn parse(written: Written) -> Result<Self, Mistake> {
        let mut parser = Parser { scanner: Scanner::new(written.text()), depth: 0 };
        match parser.all() {
            Ok(root) => Ok(Self { written, root }),
            Err(wrong) => Err(Mistake::of(wrong, &written)),
        }
    }

    /// Reads values of an exhibit: `my-figure[SU, start]`, or all of them: `my-figure[]`.
    ///
    /// # Errors
    /// The first thing in it that cannot be read.
    pub fn parse_selection(written: Written) -> Result<Self, Mistake> {
        let mut parser = Parser { scanner: Scanner::new(written.text()), depth: 0 };
        match parser.selected() {
            Ok(root) => Ok(Self { written, root }),
            Err(wrong) => Err(Mistake::of(wrong, &written)),
        }
    }
}

impl Mistake {
    pub(super) fn of(wrong: Wrong, written: &Written) -> Self {
        Self { span: written.place(&wrong.span), message: wrong.message, help: wrong.help }
    }
}

type Parsed = Result<Node, Wrong>;

struct Parser<'a> {
    scanner: Scanner<'a>,
    depth: usize,
}

impl Parser<'_> {
    fn all(&mut self) -> Parsed {
        self.scanner.skip_space();
        let root = self.or()?;
        if self.scanner.peek().is_none() {
            return Ok(root);
        }
        let (span, next) = self.scanner.next_shown();
        let help = if self.op().is_some() { "join two comparisons with `and`" } else { "" };
        Err(Wrong::new(span, format!("the claim could end before {next}, which has no meaning there"), help))
    }

    /// A selection and nothing else.
    fn selected(&mut self) -> Parsed {
        self.scanner.skip_space();
        let selected = self.primary()?;
        if !matches!(selected.kind, Kind::Select(_)) {
            let help = "name an exhibit and its keys: `my-figure[SU, start]`";
            return Err(Wrong::new(selected.span, "this selects no values of an exhibit", help));
        }
        if self.scanner.peek().is_none() {
            return Ok(selected);
        }
        let (span, next) = self.scanner.next_shown();
        Err(Wrong::new(span, format!("the selection could end before {next}, which has no meaning there"), ""))
    }

    fn or(&mut self) -> Parsed {
        self.deeper(|parser| parser.joined("or", Kind::Or, |parser| parser.joined("and", Kind::And, Self::not)))
    }

    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        if self.depth == DEPTH {
            let at = self.scanner.at();
            return Err(Wrong::new(at..at, "the claim is nested too deep to be read", "make several claims of it"));
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn joined(&mut self, word: &str, kind: fn(Vec<Node>) -> Kind, one: impl Fn(&mut Self) -> Parsed) -> Parsed {
        let start = self.scanner.at();
        let first = one(self)?;
        let mut nodes = vec![first];
        while self.scanner.take_words(word) {
            nodes.push(one(self)?);
        }
        Ok(match (nodes.len(), nodes.pop()) {
            (1, Some(only)) => only,
            (_, last) => {
                nodes.extend(last);
                self.node(start, kind(nodes))
            }
        })
    }

    fn not(&mut self) -> Parsed {
        let start = self.scanner.at();
        if self.scanner.take_words("not") {
            let of = self.deeper(Self::not)?;
            return Ok(self.node(start, Kind::Not(Box::new(of))));
        }
        self.predicate()
    }

    fn node(&self, start: usize, kind: Kind) -> Node {
        Node { kind, span: start..self.scanner.end().max(start) }
    }

    fn predicate(&mut self) -> Parsed {
        let start = self.scanner.at();
        let left = self.sum()?;
        if let Some(op) = self.op() {
            return self.comparison(start, left, op);
        }
        for (words, trend) in TRENDS {
            if self.scanner.take_words(words) {
                return Ok(self.node(start, Kind::Trend { of: Box::new(left), trend }));
            }
        }
        if self.scanner.take_words("differs from") {
            let right = self.sum()?;
            let paired = self.scanner.take_words("paired");
            return Ok(self.node(start, Kind::Differs { left: Box::new(left), right: Box::new(right), paired }));
        }
        if self.scanner.take_words("is constant") {
            let Some(within) = self.within()? else {
                let (span, _) = self.scanner.next_shown();
                return Err(Wrong::new(
                    span,
                    "nothing says how near is constant",
                    "add how near: `is constant within 5 %`",
                ));
            };
            return Ok(self.node(start, Kind::Constant { of: Box::new(left), within: Box::new(within) }));
        }
        if self.scanner.take_words("is") {
            let rank = self.rank()?;
            let among = self.sum()?;
            return Ok(self.node(start, Kind::Rank { of: Box::new(left), rank, among: Box::new(among) }));
        }
        Ok(left)
    }

    fn op(&mut self) -> Option<Op> {
        let sign = OPS.iter().find(|(sign, _)| self.scanner.take(sign));
        sign.or_else(|| WORD_OPS.iter().find(|(words, _)| self.scanner.take_words(words))).map(|(_, op)| *op)
    }

    fn comparison(&mut self, start: usize, left: Node, op: Op) -> Parsed {
        let right = self.sum()?;
        let printed = self.scanner.take_words("as printed");
        if printed && op != Op::Equal {
            let span = right.span.end..self.scanner.end();
            return Err(Wrong::new(span, "only `=` can be meant as printed", "write `= 29 % as printed`"));
        }
        let within = self.within()?;
        match &within {
            None if op.needs_tolerance() => {
                let message = format!("nothing says how near is {}", op.words());
                let help = "add how near: `within 2 pp`, `within 5 %` or `within 500 kr`";
                return Err(Wrong::new(right.span.end..right.span.end, message, help));
            }
            Some(within) if !op.needs_tolerance() => {
                let message = "`within` has no meaning with this comparison";
                let help = "it stands with `≈`, `just under`, `just over` and `is constant`";
                return Err(Wrong::new(within.span.clone(), message, help));
            }
            _ => {}
        }
        let within = within.map(Box::new);
        Ok(self.node(start, Kind::Compare { left: Box::new(left), op, right: Box::new(right), within, printed }))
    }

    fn within(&mut self) -> Result<Option<Node>, Wrong> {
        if !self.scanner.take_words("within") {
            return Ok(None);
        }
        let start = self.scanner.at();
        if !self.scanner.peek().is_some_and(|next| next.is_ascii_digit()) {
            let (span, next) = self.scanner.next_shown();
            return Err(Wrong::new(span, format!("`within` is followed by a number, not by {next}"), ""));
        }
        let kind = self.literal()?;
        Ok(Some(self.node(start, kind)))
    }

    fn rank(&mut self) -> Result<Rank, Wrong> {
        for (words, rank) in [("highest of", Rank::Highest), ("lowest of", Rank::Lowest)] {
            if self.scanner.take_words(words) {
                return Ok(rank);
            }
        }
        for (words, rank) in RANKS {
            if self.scanner.take_words(words) {
                let digits = self.scanner.take_until(|rest| !rest.starts_with(|next: char| next.is_ascii_digit()));
                let place = digits.parse().ok().filter(|place| *place > 0);
                self.scanner.skip_space();
                if let Some(place) = place.filter(|_| self.scanner.take_words("of")) {
                    return Ok(rank(place));
                }
                break;
            }
        }
        let (span, _) = self.scanner.next_shown();
        let help = "write `is constant within 5 %`, `is highest of`, `is lowest of`, `is number 2 of`, `is in top 3 of` or `is in bottom 3 of`";
        Err(Wrong::new(span, "`is` is not followed by anything that can be judged", help))
    }

    fn sum(&mut self) -> Parsed {
        self.arithmetic(&[("+", Arithmetic::Plus), ("-", Arithmetic::Minus), ("−", Arithmetic::Minus)], |parser| {
            parser.arithmetic(
                &[("*", Arithmetic::Times), ("×", Arithmetic::Times), ("/", Arithmetic::Over)],
                Self::signed,
            )
        })
    }

    fn arithmetic(&mut self, signs: &[(&str, Arithmetic)], one: impl Fn(&mut Self) -> Parsed) -> Parsed {
        let start = self.scanner.at();
        let mut left = one(self)?;
        let mut length = 0;
        while let Some((_, op)) = signs.iter().find(|(sign, _)| self.scanner.take(sign)) {
            // A chain is a tree as deep as it is long, so its length has a limit as well.
            length += 1;
            if length > DEPTH {
                let at = self.scanner.at();
                return Err(Wrong::new(
                    at..at,
                    "the sum is too long to be read",
                    "sum over keys: `[A + B, x]` or `sum(…[*])`",
                ));
            }
            let right = one(self)?;
            left = self.node(start, Kind::Arithmetic { left: Box::new(left), op: *op, right: Box::new(right) });
        }
        Ok(left)
    }

    fn signed(&mut self) -> Parsed {
        let start = self.scanner.at();
        if self.scanner.take("-") || self.scanner.take("−") {
            let of = self.deeper(Self::signed)?;
            return Ok(self.node(start, Kind::Negative(Box::new(of))));
        }
        self.primary()
    }

    fn primary(&mut self) -> Parsed {
        let start = self.scanner.at();
        if self.scanner.take("(") {
            let inner = self.or()?;
            self.close(")", start)?;
            return Ok(Node { span: start..self.scanner.end(), ..inner });
        }
        if self.scanner.peek().is_some_and(|next| next.is_ascii_digit()) {
            let kind = self.literal()?;
            return Ok(self.node(start, kind));
        }
        let Some(word) = self.scanner.word() else {
            let (span, next) = self.scanner.next_shown();
            let help = "a number, a value such as `my-figure[SU, start]` or a function such as `sum(…)` can stand here";
            return Err(Wrong::new(span, format!("a value is needed, not {next}"), help));
        };
        let span = start..start + word.len();
        self.scanner.skip(word.len());
        if self.scanner.take("[") {
            let kind = self.selection(Name { text: word.to_owned(), span, quoted: false })?;
            return Ok(self.node(start, kind));
        }
        if self.scanner.take("(") {
            return self.call(start, word);
        }
        if let Some((_, percent)) = FRACTIONS.iter().find(|(name, _)| *name == word) {
            let literal = Literal { written: *percent, decimals: 0, unit: LiteralUnit::Percent };
            return Ok(self.node(start, Kind::Literal(literal)));
        }
        let help = "an exhibit is followed by its keys: `my-figure[SU, start]`; text keys stand inside the brackets";
        Err(Wrong::new(span, format!("`{word}` is not a value"), help))
    }

    fn close(&mut self, sign: &str, opened: usize) -> Result<(), Wrong> {
        if self.scanner.take(sign) {
            return Ok(());
        }
        let (span, next) = self.scanner.next_shown();
        let opening = self.scanner.slice(opened..self.scanner.at());
        let shown: String = opening.chars().take(24).collect();
        Err(Wrong::new(span, format!("`{sign}` is needed before {next}"), format!("it closes `{}`", shown.trim_end())))
    }

    fn call(&mut self, start: usize, word: &str) -> Parsed {
        if let Some((_, how)) = QUANTIFIERS.iter().find(|(name, _)| *name == word) {
            let of = Box::new(self.or()?);
            self.close(")", start)?;
            return Ok(self.node(start, Kind::Quantified { how: *how, of }));
        }
        let Some((_, function)) = Function::NAMES.iter().find(|(name, _)| *name == word) else {
            let known =
                || Function::NAMES.iter().map(|(name, _)| *name).chain(QUANTIFIERS.iter().map(|(name, _)| *name));
            let help = match did_you_mean(word, known()) {
                Some(likely) => format!("did you mean `{likely}`?"),
                None => format!("there is {}", known().collect::<Vec<_>>().join(", ")),
            };
            return Err(Wrong::new(start..start + word.len(), format!("there is no function `{word}`"), help));
        };
        let mut arguments = vec![self.deeper(Self::sum)?];
        while self.scanner.take(",") {
            arguments.push(self.deeper(Self::sum)?);
        }
        self.close(")", start)?;
        if arguments.len() != function.arity() {
            let takes = if function.arity() == 1 { "one number" } else { "two numbers" };
            let message = format!("`{word}` takes {takes}, not {}", arguments.len());
            return Err(Wrong::new(start..self.scanner.end(), message, ""));
        }
        Ok(self.node(start, Kind::Call { function: *function, arguments }))
    }

    fn literal(&mut self) -> Result<Kind, Wrong> {
        let start = self.scanner.at();
        let digits = |rest: &str| !rest.starts_with(|next: char| next.is_ascii_digit() || next == '_');
        let mut text = self.scanner.take_until(digits).replace('_', "");
        let mut decimals = 0;
        let followed_by_digit = |rest: &str| rest.chars().nth(1).is_some_and(|next| next.is_ascii_digit());
        match self.scanner.peek() {
            Some('.') if followed_by_digit(self.scanner.rest()) => {
                self.scanner.skip(1);
                let fraction = self.scanner.take_until(digits).replace('_', "");
                decimals = fraction.len();
                text = format!("{text}.{fraction}");
            }
            // A comma also parts the arguments of a function, so it is doubtful whichever was meant.
            Some(',') if followed_by_digit(self.scanner.rest()) => {
                let span = start..self.scanner.at() + 2;
                let help = "a decimal sign is a point: `1.2`; between two numbers put a space behind the comma";
                return Err(Wrong::new(span, "a comma right between digits", help));
            }
            _ => {}
        }
        let number = text.parse().ok().filter(|number: &f64| number.is_finite());
        let Some(written) = number else {
            return Err(Wrong::new(start..self.scanner.at(), "this is not a number", ""));
        };
        self.scanner.skip_space();
        let unit = if self.scanner.take("%") {
            LiteralUnit::Percent
        } else {
            match self.scanner.letters().filter(|word| !KEYWORDS.contains(word)) {
                Some("pp") => {
                    self.scanner.skip(2);
                    LiteralUnit::Points
                }
                Some(word) => {
                    self.scanner.skip(word.len());
                    self.scanner.take(".");
                    LiteralUnit::Word(word.to_owned())
                }
                None => LiteralUnit::None,
            }
        };
        Ok(Kind::Literal(Literal { written, decimals, unit }))
    }

    /// What stands behind `forsoergelse[`.
    fn selection(&mut self, exhibit: Name) -> Result<Kind, Wrong> {
        let opened = exhibit.span.start;
        let mut items = Vec::new();
        if !self.scanner.take("]") {
            loop {
                items.push(self.item()?);
                if !self.scanner.take(",") {
                    break;
                }
            }
            self.close("]", opened)?;
        }
        let mut fields = Vec::new();
        while self.scanner.take(".") {
            let start = self.scanner.at();
            let Some(word) = self.scanner.word() else {
                let (span, next) = self.scanner.next_shown();
                return Err(Wrong::new(
                    span,
                    format!("a stat is needed behind the dot, not {next}"),
                    "write `.share` or `.n`",
                ));
            };
            self.scanner.skip(word.len());
            fields.push(Name { text: word.to_owned(), span: start..start + word.len(), quoted: false });
        }
        Ok(Kind::Select(Selection { exhibit, items, fields }))
    }

    fn item(&mut self) -> Result<Item, Wrong> {
        let start = self.scanner.at();
        let dimension = self.dimension();
        let choice = if self.scanner.take("*") {
            let mut but = Vec::new();
            while self.scanner.take("-") {
                but.push(self.key(true)?);
            }
            Choice::All { but }
        } else {
            let first = self.key(false)?;
            if self.scanner.take("..") {
                Choice::Range(first, self.key(false)?)
            } else {
                let mut keys = vec![first];
                while self.scanner.take("+") {
                    keys.push(self.key(false)?);
                }
                Choice::Keys(keys)
            }
        };
        Ok(Item { dimension, choice, span: start..self.scanner.end() })
    }

    /// `series =`, if that is next.
    fn dimension(&mut self) -> Option<Dimension> {
        let before = self.scanner.at();
        let found = Dimension::ALL.into_iter().find(|dimension| self.scanner.take_words(dimension.name()));
        if found.is_some() && self.scanner.take("=") {
            return found;
        }
        self.scanner.back_to(before);
        None
    }

    /// A key, in quotes or up to the sign that ends it.
    fn key(&mut self, among_excluded: bool) -> Result<Name, Wrong> {
        let start = self.scanner.at();
        if self.scanner.peek() == Some('"') {
            self.scanner.back_to(start + 1);
            let text = self.scanner.take_until(|rest| rest.starts_with('"')).to_owned();
            if self.scanner.peek().is_none() {
                return Err(Wrong::new(start..start + 1, "the quote is not closed", "a key in quotes ends with `\"`"));
            }
            self.scanner.skip(1);
            return Ok(Name { text, span: start..self.scanner.end(), quoted: true });
        }
        let ends = |rest: &str| {
            rest.starts_with([',', ']', '[', '+', '"'])
                || rest.starts_with("..")
                || (among_excluded && rest.starts_with(" - "))
        };
        let text = self.scanner.take_until(ends).trim_end();
        let span = start..start + text.len();
        self.scanner.skip_space();
        if text.is_empty() {
            let (span, next) = self.scanner.next_shown();
            return Err(Wrong::new(
                span,
                format!("a key is needed, not {next}"),
                "a key with such a sign stands in quotes",
            ));
        }
        Ok(Name { text: text.to_owned(), span, quoted: false })
    }
}
