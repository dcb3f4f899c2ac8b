//! A number in a template: a value that knows what it rests on, and how it is written when nothing else is said.
//!
//! A template never computes with bare numbers: a value may be missing (nobody to take a share of), and a comparison
//! with something missing must be false rather than wrong. So numbers are objects that only our own functions, tests
//! and filters work on.

use std::cmp::Ordering;
use std::sync::Arc;

use minijinja::Value as Any;
use minijinja::value::{DynObject, Object, ObjectRepr};

use super::keywords;
use super::lookup::Hint;
use super::mention::{self, Source, joined};
use super::premises::Tied;
use super::veil::{Unknown, Veil, refuse};
use crate::estimate::{Scale, sum};
use crate::locale::{self, Language, say};
use crate::value::{self, Nature, Stat, Value};

/// What is written where there is no number.
pub(crate) const NONE: &str = "–";
/// What is written where a number is hidden.
pub(crate) const HIDDEN: &str = "•";

/// What a number counts in: how it is written when nothing else is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Whole things.
    Count,
    /// A fraction 0-1, read in percent.
    Share,
    /// A difference of two such fractions, read in percentage points.
    Points,
    /// 1 or 0: whether something is so.
    YesOrNo,
    /// A year: it has no decimals and no points.
    Year,
    /// Anything else.
    Amount,
    /// As a parameter states it, with just the decimals that it has.
    Stated {
        /// Whether it is a fraction, read in percent.
        share: bool,
    },
    /// As a fact's source writes it.
    Quoted {
        /// How many decimals.
        digits: usize,
        /// What is written after it.
        suffix: Suffix,
    },
}

/// The unit that is written with a fact's number, as readers expect it there; all others are said by the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Suffix {
    /// None.
    None,
    /// `%`.
    Percent,
    /// `kr.`, `DKK`
    Kroner,
    /// `mio. kr.`, `DKK million`
    Millions,
}

impl Suffix {
    const ALL: [(&str, Self); 5] = [
        ("%", Self::Percent),
        ("kr.", Self::Kroner),
        ("DKK", Self::Kroner),
        ("mio. kr.", Self::Millions),
        ("DKK million", Self::Millions),
    ];

    /// That of a unit.
    fn of(unit: &str) -> Self {
        Self::ALL.into_iter().find(|(name, _)| *name == unit).map_or(Self::None, |(_, suffix)| suffix)
    }

    /// What one of them is, so that facts can be held against values: shares are fractions, amounts are in kroner.
    fn one(self) -> f64 {
        match self {
            Self::None | Self::Kroner => 1.0,
            Self::Percent => 0.01,
            Self::Millions => 1_000_000.0,
        }
    }

    /// A number with it, in its own unit.
    fn write(self, language: Language, value: f64, digits: usize) -> String {
        let number = language.decimal(value / self.one(), digits);
        match self {
            Self::None => number,
            Self::Percent => say!(language, "numbers-percent", number = number),
            Self::Kroner => say!(language, "numbers-kroner", number = number),
            Self::Millions => say!(language, "numbers-millions", number = number),
        }
    }
}

/// A fact as its text writes it.
pub fn quoted(language: Language, value: f64, unit: &str, digits: Option<usize>) -> String {
    Number::quoted(language, value, unit, digits).text()
}

/// A parameter's number as its text writes it.
pub fn stated(language: Language, value: f64, unit: &str) -> String {
    Number::bare(language, Some(value), Unit::Stated { share: unit == "%" }).text()
}

impl Unit {
    /// What a stat counts in.
    pub(crate) fn of(stat: Stat) -> Self {
        match stat.scale() {
            _ if stat == Stat::PaybackYear => Self::Year,
            Scale::Count => Self::Count,
            Scale::YesOrNo => Self::YesOrNo,
            Scale::Share => Self::Share,
            Scale::Points => Self::Points,
            Scale::Own | Scale::Bare | Scale::Same | Scale::Apart => Self::Amount,
        }
    }

    /// What a number that is written so counts in, as far as that tells.
    fn counts(self) -> value::Unit {
        match self {
            Self::Count => value::Unit::Count(None),
            Self::Share | Self::Stated { share: true } | Self::Quoted { suffix: Suffix::Percent, .. } => {
                value::Unit::Share
            }
            Self::Points => value::Unit::Points,
            Self::YesOrNo => value::Unit::Any,
            Self::Year | Self::Amount => value::Unit::Amount(None),
            Self::Quoted { suffix: Suffix::Kroner | Suffix::Millions, .. } => value::Unit::named("kr."),
            Self::Stated { share: false } | Self::Quoted { suffix: Suffix::None, .. } => value::Unit::Number,
        }
    }

    /// How many decimals a number is written with: of thousands one would say more than is known, and fill the page.
    fn digits(self, value: f64) -> usize {
        match self {
            // Of a tenth or more one decimal is enough to say how much it is.
            Self::Amount if value.abs() < 0.095 => locale::small_digits(value).unwrap_or(1),
            Self::Amount if value.abs() < 1000.0 => 1,
            Self::Points => 1,
            _ => 0,
        }
    }
}

/// A value as it is written when a text does not say how.
pub fn written(language: Language, value: &Value) -> String {
    Number::of(language, value).text()
}

/// A number in a template.
#[derive(Debug, Clone)]
pub(crate) struct Number {
    /// The language that it is written in when nothing else is said.
    pub(crate) language: Language,
    /// The number, where there is one.
    pub(crate) value: Option<f64>,
    /// What it rests on.
    pub(crate) n: Option<u64>,
    /// What a share or a mean has above the line.
    pub(crate) numerator: Option<f64>,
    /// The interval, where there is one.
    pub(crate) interval: Option<(f64, f64)>,
    /// What it counts in, by how it is written when nothing else is said.
    pub(crate) unit: Unit,
    /// What it counts in, by which other numbers it can meet.
    pub(crate) counts: value::Unit,
    /// The premises that it rests on.
    pub(crate) tied: Tied,
    /// What it is made of.
    pub(crate) sources: Vec<Source>,
    /// Whether it is observed, estimated or forecast; of numbers that are taken together, the least certain.
    pub(crate) nature: Nature,
    /// Whether there is a number and readers may not see it.
    pub(crate) hidden: bool,
    /// What is told of it then.
    pub(crate) veil: Veil,
    /// What is written behind the sign for it then.
    pub(crate) noun: String,
    /// Whether readers may not see what it rests on.
    pub(crate) hidden_n: bool,
}

impl Number {
    /// A number of `unit` that nothing more is known of.
    pub(crate) fn bare(language: Language, value: Option<f64>, unit: Unit) -> Self {
        Self {
            language,
            value: value.filter(|value| value.is_finite()),
            n: None,
            numerator: None,
            interval: None,
            unit,
            // Nothing is nothing of everything.
            counts: if value.is_some() { unit.counts() } else { value::Unit::Any },
            tied: Tied::default(),
            sources: Vec::new(),
            nature: Nature::Observed,
            hidden: false,
            veil: Veil::default(),
            noun: String::new(),
            hidden_n: false,
        }
    }

    /// A number of `unit` that readers may not see.
    pub(crate) fn veiled(language: Language, unit: Unit) -> Self {
        Self { hidden: true, ..Self::bare(language, None, unit) }
    }

    /// The same, which is there and may not be seen, if one of those that it is made of may not.
    pub(crate) fn hidden_by(self, parts: &[&Self]) -> Self {
        match parts.iter().find(|part| part.hidden).filter(|_| self.value.is_none()) {
            Some(part) => Self { hidden: true, veil: part.veil.clone(), ..self },
            None => self,
        }
    }

    /// The same under a veil, if it is hidden, whole or its n.
    pub(crate) fn under(self, veil: Veil) -> Self {
        Self { veil, ..self }
    }

    /// A value of an exhibit; none where it is suppressed.
    pub(crate) fn of(language: Language, value: &Value) -> Self {
        let shown = !value.suppressed;
        Self {
            language,
            value: value.value.filter(|_| shown),
            n: value.n,
            numerator: value.numerator.filter(|_| shown),
            interval: value.lower.zip(value.upper).filter(|_| shown),
            unit: Unit::of(value.key.stat),
            counts: value::Unit::of_stat(value.key.stat, None),
            tied: Tied::default(),
            sources: Vec::new(),
            nature: Nature::Observed,
            hidden: value.suppressed,
            veil: Veil::default(),
            noun: String::new(),
            hidden_n: value.hidden_n,
        }
    }

    /// The same, which counts in this.
    pub(crate) fn counting(self, counts: value::Unit) -> Self {
        Self { counts, ..self }
    }

    /// The same, of a nature, if that is less certain than its own.
    pub(crate) fn of_nature(self, nature: Nature) -> Self {
        Self { nature: self.nature.max(nature), ..self }
    }

    /// The same, made of these.
    pub(crate) fn made_of(self, sources: Vec<Source>) -> Self {
        Self { sources, ..self }
    }

    /// The same, resting on premises.
    pub(crate) fn tied_to(self, tied: Tied) -> Self {
        let tied = self.tied.and(&tied);
        Self { tied, ..self }
    }

    /// A number that is carried over from elsewhere, as it stands there.
    pub(crate) fn quoted(language: Language, value: f64, unit: &str, digits: Option<usize>) -> Self {
        let suffix = Suffix::of(unit);
        let digits = digits.unwrap_or_else(|| decimals(value));
        let number = Self::bare(language, Some(value * suffix.one()), Unit::Quoted { digits, suffix });
        let named = suffix == Suffix::None && !unit.is_empty();
        if named { number.counting(value::Unit::named(unit)) } else { number }
    }

    /// The sum of values of the same unit: none as soon as one is missing.
    pub(crate) fn sum(language: Language, numbers: &[Self]) -> Self {
        let Some(first) = numbers.first() else { return Self::bare(language, None, Unit::Amount) };
        let same = |n: &Self| n.n == first.n;
        Self {
            language,
            value: total(numbers.iter().map(|number| number.value)),
            n: numbers.iter().all(same).then_some(first.n).flatten(),
            numerator: total(numbers.iter().map(|number| number.numerator)),
            interval: None,
            unit: first.unit,
            counts: first.counts.clone(),
            tied: numbers.iter().fold(Tied::default(), |tied, number| tied.and(&number.tied)),
            sources: joined(numbers.iter().map(|number| number.sources.as_slice())),
            nature: numbers.iter().map(|number| number.nature).max().unwrap_or_default(),
            hidden: numbers.iter().any(|number| number.hidden),
            veil: numbers.iter().find(|number| number.hidden).map(|number| number.veil.clone()).unwrap_or_default(),
            noun: String::new(),
            hidden_n: numbers.iter().any(|number| number.hidden_n),
        }
    }

    /// As text when the template does not say how.
    pub(crate) fn text(&self) -> String {
        self.write(|value| self.form(value))
    }

    /// The same to compare with and not to print.
    pub(crate) fn unwritten(&self) -> String {
        self.value.map_or_else(|| self.nothing(), |value| self.form(value))
    }

    fn form(&self, value: f64) -> String {
        let (language, digits) = (self.language, |value| self.unit.digits(value));
        match self.unit {
            Unit::Share => language.percent(value, digits(value)),
            Unit::Points => language.percentage_points(value, digits(value)),
            Unit::YesOrNo => language.yes_or_no(value),
            Unit::Year => locale::year(value),
            Unit::Count | Unit::Amount => language.decimal(value, digits(value)),
            Unit::Stated { share: true } => language.percent(value, decimals(value * 100.0)),
            Unit::Stated { share: false } => language.decimal(value, decimals(value)),
            Unit::Quoted { digits, suffix } => suffix.write(language, value, digits),
        }
    }

    /// What is written where there is no number to write.
    fn nothing(&self) -> String {
        if self.hidden { format!("{HIDDEN}{}", self.noun) } else { NONE.to_owned() }
    }

    /// The number as `form` writes it, marked with what it is made of; or a dash, or the sign for what is hidden. Whoever writes a number goes by
    /// here, so that its premises are due.
    pub(crate) fn write(&self, form: impl FnOnce(f64) -> String) -> String {
        if self.value.is_some() {
            self.tied.written();
        }
        self.value.map_or_else(|| self.nothing(), |value| mention::mark(&form(value), &self.sources))
    }

    /// Something has been asked of the number that cannot be said of it if it is hidden.
    fn ask(&self) {
        if self.hidden {
            self.veil.asked();
        }
    }

    /// The number itself, for whoever decides by it.
    ///
    /// # Errors
    /// It is hidden.
    pub(crate) fn known(&self, why: &str) -> Result<&Self, minijinja::Error> {
        if self.hidden { Err(refuse(self.veil.name(), why)) } else { Ok(self) }
    }

    /// The number that a template's value is: one of ours, or a bare number that the template states itself.
    pub(crate) fn from_any(language: Language, any: &Any) -> Option<Self> {
        if let Some(number) = any.downcast_object_ref::<Self>() {
            return Some(number.clone());
        }
        if let Some(own) = any.downcast_object_ref::<OwnN>() {
            return own.number.as_ref().ok().cloned();
        }
        if any.is_none() {
            return Some(Self::bare(language, None, Unit::Amount));
        }
        let value = if any.is_number() { f64::try_from(any.clone()).ok() } else { None }?;
        let unit = if any.is_integer() { Unit::Count } else { Unit::Amount };
        // A number that the template states itself is held against any.
        Some(Self::bare(language, Some(value), unit).counting(value::Unit::Any))
    }
}

/// What a number of a nature is called.
pub fn nature_word(language: Language, nature: Nature) -> String {
    match nature {
        Nature::Observed => say!(language, "document-observed"),
        Nature::Estimated => say!(language, "document-estimated"),
        Nature::Forecast => say!(language, "document-forecast"),
    }
}

/// The sum of numbers; none as soon as one is missing.
fn total(numbers: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    numbers.collect::<Option<Vec<f64>>>().map(sum)
}

/// How many decimals a number is stated with.
fn decimals(value: f64) -> usize {
    const MOST: u8 = 6;
    let whole = |digits: &u8| {
        let scaled = value * f64::from(10_u32.pow((*digits).into()));
        (scaled - scaled.round()).abs() < 1e-6
    };
    (0..MOST).find(whole).unwrap_or(MOST).into()
}

impl Object for Number {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Any) -> Option<Any> {
        let number = |value: Option<f64>, unit: Unit| {
            let own = if key.as_str() == Some("n") { self.hidden_n } else { self.hidden || self.hidden_n };
            let hidden = value.is_none() && own;
            let bare = Self::bare(self.language, value, unit).tied_to(self.tied.clone()).made_of(self.sources.clone());
            // What a share has above the line are things, and what a mean has, what it is a mean of.
            let counts = match key.as_str() {
                Some("n") => unit.counts(),
                Some("antal") if self.counts == value::Unit::Share => unit.counts(),
                _ => self.counts.clone(),
            };
            Some(Any::from_object(Self { hidden, counts, veil: self.veil.clone(), ..bare }))
        };
        match key.as_str()? {
            "n" => number(self.n.map(|n| n as f64), Unit::Count),
            "antal" => number(self.numerator, Unit::Count),
            "fra" => number(self.interval.map(|interval| interval.0), self.unit),
            "art" if self.hidden => Some(Any::from_object(Unknown(self.veil.clone()))),
            "art" => Some(Any::from(keywords::nature(self.nature))),
            "til" => number(self.interval.map(|interval| interval.1), self.unit),
            _ => None,
        }
    }

    /// A number that is there and is not zero; of one that is hidden that cannot be said.
    fn is_true(self: &Arc<Self>) -> bool {
        self.ask();
        self.hidden || self.value.is_some_and(|value| value != 0.0)
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        let other = other.downcast_ref::<Self>()?;
        self.ask();
        other.ask();
        let key = |number: &Self| number.value.unwrap_or(f64::NEG_INFINITY);
        Some(key(self).total_cmp(&key(other)))
    }

    fn render(self: &Arc<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text())
    }
}

/// `n` in an exhibit's own texts: its N as it stands, or why it has no one N, and as a function the N of a part of it.
#[derive(Debug)]
pub(crate) struct OwnN {
    /// The N, or why there is none, which is told where it is written.
    pub(crate) number: Result<Number, minijinja::Error>,
    /// The function.
    pub(crate) of: Any,
}

impl OwnN {
    /// Why a value cannot be written, where it is an N that is not there.
    pub(crate) fn why_not(any: &Any) -> Option<minijinja::Error> {
        let why = any.downcast_object_ref::<Self>()?.number.as_ref().err()?;
        let told = minijinja::Error::new(why.kind(), why.detail().unwrap_or_default().to_owned());
        let hint = std::error::Error::source(why).map(ToString::to_string);
        Some(match hint {
            Some(hint) => told.with_source(Hint(hint)),
            None => told,
        })
    }
}

impl Object for OwnN {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        // What has no one N is there all the same.
        let Ok(number) = &self.number else { return true };
        number.ask();
        number.hidden || number.value.is_some_and(|n| n != 0.0)
    }

    fn call(
        self: &Arc<Self>,
        state: &mut minijinja::State<'_, '_>,
        arguments: &[Any],
    ) -> Result<Any, minijinja::Error> {
        self.of.call(state, arguments)
    }

    fn render(self: &Arc<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.number.as_ref().map(Number::text).unwrap_or_default())
    }
}

/// What stands in for an expression that could not be evaluated, so that the rest of the template still can be.
#[derive(Debug)]
pub(crate) struct Missing;

impl Missing {
    /// Whether a value is one.
    pub(crate) fn is(any: &Any) -> bool {
        any.downcast_object_ref::<Self>().is_some()
    }
}

impl Object for Missing {
    fn get_value(self: &Arc<Self>, _key: &Any) -> Option<Any> {
        Some(Any::from_dyn_object(Arc::clone(self)))
    }

    fn call(self: &Arc<Self>, _: &mut minijinja::State<'_, '_>, _: &[Any]) -> Result<Any, minijinja::Error> {
        Ok(Any::from_dyn_object(Arc::clone(self)))
    }

    fn call_method(
        self: &Arc<Self>,
        _: &mut minijinja::State<'_, '_>,
        _: &str,
        _: &[Any],
    ) -> Result<Any, minijinja::Error> {
        Ok(Any::from_dyn_object(Arc::clone(self)))
    }

    fn render(self: &Arc<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(NONE)
    }
}
