//! Formulas: their text, read into a tree in which everything remembers its place. The language is described in `docs/calculations.md`.

mod unit;

use std::ops::Range;

use crate::diagnostic::did_you_mean;

pub use unit::Unit;

/// A formula or a part of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// What it is.
    pub node: Node,
    /// Its place in the formula's text, in bytes.
    pub at: Range<usize>,
}

/// What a formula is.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A number with its unit: `1[years]`; without one it is plain.
    Number(f64, Unit),
    /// An assumption, another quantity, or in a function's second place what is summed or spread over.
    Name(String),
    /// The same with the other sign.
    Negative(Box<Formula>),
    /// Two parts and what is done with them.
    Binary(Operator, Box<Formula>, Box<Formula>),
    /// A function of its parts.
    Call(Function, Vec<Formula>),
}

/// What is done with two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// Added.
    Plus,
    /// Taken away.
    Minus,
    /// Multiplied.
    Times,
    /// Divided.
    Over,
}

/// A function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// `lag(x)`: x of the year before; 0 in the first year.
    Lag,
    /// `cumulate(x)`: the sum of x over the years up to and with this one.
    Cumulate,
    /// `hold(x)`: x, and in years for which it is not given the last that was given before.
    Hold,
    /// `sum(x, index)` or `sum(x, year)`: the sum over all labels or years.
    Sum,
    /// `across(x, index)`: the same x for every label of the index.
    Across,
    /// `payback_year(x)`: the first year at whose end the yearly x have summed to 0 or above.
    PaybackYear,
    /// `payback_time(x)`: the time until then, on the straight line between the ends of years.
    PaybackTime,
    /// `present_value(x, rate)`: the sum of the yearly x, each discounted from the end of its year to the beginning of the first.
    PresentValue,
}

impl Function {
    /// All of them by name, with how many parts each takes.
    pub const ALL: [(&'static str, Self, usize); 8] = [
        ("lag", Self::Lag, 1),
        ("cumulate", Self::Cumulate, 1),
        ("hold", Self::Hold, 1),
        ("sum", Self::Sum, 2),
        ("across", Self::Across, 2),
        ("payback_year", Self::PaybackYear, 1),
        ("payback_time", Self::PaybackTime, 1),
        ("present_value", Self::PresentValue, 2),
    ];
}

/// Why a text is no formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Where in the text.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// How deep parts may stand in parts.
const DEEPEST: usize = 100;

impl Formula {
    /// Reads a formula.
    ///
    /// # Errors
    /// The first place at which the text is none.
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let mut parser = Parser { text, at: 0, depth: 0 };
        let formula = parser.sum()?;
        match parser.peek() {
            None => Ok(formula),
            Some(letter) => Err(parser.wrong(format!("`{letter}` is not expected here"), "write an operator: + - * /")),
        }
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn skip_space(&mut self) {
        self.at += self.text[self.at..].len() - self.text[self.at..].trim_start().len();
    }

    fn peek(&mut self) -> Option<char> {
        self.skip_space();
        self.text[self.at..].chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let there = self.peek() == Some(wanted);
        if there {
            self.at += wanted.len_utf8();
        }
        there
    }

    fn take_while(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let rest = &self.text[self.at..];
        let taken = &rest[..rest.find(|letter| !fits(letter)).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    fn wrong(&self, message: impl Into<String>, help: &str) -> Mistake {
        let rest = &self.text[self.at..];
        let length = rest.chars().next().map_or(0, char::len_utf8);
        Mistake { at: self.at..self.at + length, message: message.into(), help: help.to_owned() }
    }

    fn need(&mut self, wanted: char) -> Result<(), Mistake> {
        if self.take(wanted) {
            return Ok(());
        }
        let found = self.peek().map_or_else(|| "the formula ends".to_owned(), |letter| format!("`{letter}` stands"));
        Err(self.wrong(format!("{found} where `{wanted}` is expected"), "see whether every bracket is closed"))
    }

    fn sum(&mut self) -> Result<Formula, Mistake> {
        let mut left = self.product()?;
        loop {
            let operator = match self.peek() {
                Some('+') => Operator::Plus,
                Some('-') => Operator::Minus,
                _ => return Ok(left),
            };
            self.at += 1;
            left = binary(operator, left, self.product()?);
        }
    }

    fn product(&mut self) -> Result<Formula, Mistake> {
        let mut left = self.part()?;
        loop {
            let operator = match self.peek() {
                Some('*') => Operator::Times,
                Some('/') => Operator::Over,
                _ => return Ok(left),
            };
            self.at += 1;
            left = binary(operator, left, self.part()?);
        }
    }

    fn part(&mut self) -> Result<Formula, Mistake> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong("the formula goes too deep", "make parts of it quantities of their own"));
        }
        let letter = self.peek();
        let start = self.at;
        let node = match letter {
            Some('-') => {
                self.at += 1;
                Node::Negative(Box::new(self.part()?))
            }
            Some('(') => {
                self.at += 1;
                let inner = self.sum()?;
                self.need(')')?;
                inner.node
            }
            Some(letter) if letter.is_ascii_digit() => self.number()?,
            Some(letter) if letter.is_alphabetic() => self.name()?,
            Some(letter) => {
                return Err(self.wrong(format!("`{letter}` is not expected here"), "write a number, a name or `(`"));
            }
            None => return Err(self.wrong("the formula ends too soon", "write a number, a name or `(`")),
        };
        self.depth -= 1;
        // A look ahead may have gone over white space.
        Ok(Formula { node, at: start..start + self.text[start..self.at].trim_end().len() })
    }

    fn number(&mut self) -> Result<Node, Mistake> {
        let start = self.at;
        let digits = self.take_while(|letter| letter.is_ascii_digit() || letter == '.');
        let number = digits.parse().map_err(|_| Mistake {
            at: start..self.at,
            message: format!("`{digits}` is not a number"),
            help: "write decimals behind a point: 0.5".to_owned(),
        })?;
        if !self.text[self.at..].starts_with('[') {
            return Ok(Node::Number(number, Unit::default()));
        }
        self.at += 1;
        let start = self.at;
        let word = self.take_while(|letter| letter != ']');
        let unit = Unit::parse(word).ok_or_else(|| Mistake {
            at: start..self.at,
            message: format!("`{word}` is not a unit"),
            help: "write words with * and / between them: 1[years]".to_owned(),
        })?;
        self.need(']')?;
        Ok(Node::Number(number, unit))
    }

    fn name(&mut self) -> Result<Node, Mistake> {
        let start = self.at;
        let name = self.take_while(|letter| letter.is_alphanumeric() || letter == '_');
        let place = start..self.at;
        if !self.take('(') {
            return Ok(Node::Name(name.to_owned()));
        }
        let names = || Function::ALL.iter().map(|(name, _, _)| *name);
        let Some((_, function, wanted)) = Function::ALL.iter().find(|(known, _, _)| *known == name) else {
            let help = match did_you_mean(name, names()) {
                Some(likely) => format!("did you mean `{likely}`?"),
                None => format!("the functions are {}", names().collect::<Vec<_>>().join(", ")),
            };
            return Err(Mistake { at: place, message: format!("there is no function `{name}`"), help });
        };
        let mut parts = vec![self.sum()?];
        while self.take(',') {
            parts.push(self.sum()?);
        }
        self.need(')')?;
        if parts.len() != *wanted {
            let message = format!("`{name}` takes {wanted} and not {}", parts.len());
            return Err(Mistake { at: place, message, help: "see docs/calculations.md".to_owned() });
        }
        Ok(Node::Call(*function, parts))
    }
}

fn binary(operator: Operator, left: Formula, right: Formula) -> Formula {
    let at = left.at.start..right.at.end;
    Formula { node: Node::Binary(operator, Box::new(left), Box::new(right)), at }
}

#[cfg(test)]
mod tests {
    use super::{Formula, Function, Node, Operator};
    use proptest::prelude::*;

    fn name(formula: &Formula) -> &str {
        match &formula.node {
            Node::Name(name) => name,
            other => panic!("{other:?} is no name"),
        }
    }

    #[test]
    fn products_bind_before_sums_and_the_left_before_the_right() {
        let formula = Formula::parse("a - b * c - d").expect("a formula");
        let Node::Binary(Operator::Minus, left, d) = &formula.node else { panic!("{formula:?}") };
        assert_eq!(name(d), "d");
        let Node::Binary(Operator::Minus, a, product) = &left.node else { panic!("{left:?}") };
        assert_eq!(name(a), "a");
        assert!(matches!(product.node, Node::Binary(Operator::Times, _, _)));
        assert_eq!(&"a - b * c - d"[product.at.clone()], "b * c");
    }

    #[test]
    fn a_call_has_its_parts() {
        let formula = Formula::parse("sum(år_1, post)").expect("a formula");
        let Node::Call(Function::Sum, parts) = &formula.node else { panic!("{formula:?}") };
        assert_eq!(parts.iter().map(name).collect::<Vec<_>>(), ["år_1", "post"]);
    }

    #[test]
    fn a_mistake_says_where_it_is() {
        for (text, at, message) in [
            ("a + ", 4..4, "the formula ends too soon"),
            ("a b", 2..3, "`b` is not expected here"),
            ("lagg(a)", 0..4, "there is no function `lagg`"),
            ("sum(a)", 0..3, "`sum` takes 2 and not 1"),
            ("(a", 2..2, "the formula ends where `)` is expected"),
            ("1.2.3", 0..5, "`1.2.3` is not a number"),
        ] {
            let mistake = Formula::parse(text).expect_err(text);
            assert_eq!((mistake.at, mistake.message.as_str()), (at, message), "{text}");
        }
        assert!(Formula::parse(&"(".repeat(5000)).is_err(), "no text is too deep for the stack");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[a-cæ0-9.+*/(), \\[\\]-]{0,40}") {
            let _ = Formula::parse(&text);
        }
    }
}
