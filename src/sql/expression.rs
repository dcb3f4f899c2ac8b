//! SQL expressions of the spec: typed against the columns there are, and computed over the rows of a frame.

use std::cell::RefCell;

use chrono::NaiveDate;
use polars::prelude::{Column as FrameColumn, DataFrame};

use super::compute::{self, Failed, Rows};
use super::group::{aggregated, over_groups};
use super::tree::{Node, Typed};
use super::typing::{Outer, Typist, said_of_empty};
use super::{Columns, Head, Kind, Personal, Value};
use crate::diagnostic::{Code, Finding, Ranged, did_you_mean};
use crate::dialect::Text;
use crate::parallel;
use crate::spec::{ParameterSpec, Spec};

/// SQL of one spec.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sql<'a> {
    /// The spec's file as messages name it.
    pub file: &'a str,
    /// The spec's text, in which places are found.
    pub(super) source: &'a str,
    /// What `@name` stands for.
    pub(super) parameters: &'a [ParameterSpec],
}

/// What is known of an expression without any row.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// The kind of its values.
    pub kind: Kind,
    /// Whether it may be empty.
    pub may_be_empty: bool,
    /// The personal field that its value is made of.
    pub personal: Option<Personal>,
    /// The only values it has.
    pub codes: Option<crate::schema::Codes>,
    /// The columns that it uses.
    pub columns: Vec<String>,
}

/// What is wanted of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// True or false.
    Condition,
    /// A number; true is 1 and false 0.
    Number,
    /// A day.
    Day,
    /// Whatever can be written.
    Any,
}

impl<'a> Sql<'a> {
    /// Expressions of this spec.
    pub fn of(spec: &'a Spec) -> Self {
        Self { file: &spec.file, source: &spec.text, parameters: &spec.parameters }
    }

    /// The same parameters for SQL that stands outside the spec, in a text of that name.
    #[must_use]
    pub fn outside(self, file: &'a str) -> Self {
        Self { file, source: "", ..self }
    }

    /// The SQL as people read it, with what the parameters are set to; a mistake in it, which has been reported long before,
    /// leaves it as it stands.
    pub fn shown(&self, text: &Ranged<String>) -> String {
        self.filled(text).unwrap_or_else(|| text.value.clone()).trim().to_owned()
    }

    /// The SQL with each `@name` outside quotes as what the parameter is set to; none where there is no such parameter.
    fn filled(&self, text: &Ranged<String>) -> Option<String> {
        let mut filled = String::new();
        let (mut quote, mut from) = (None, 0);
        for (at, letter) in text.value.char_indices() {
            match (quote, letter) {
                (None, '\'' | '"') => quote = Some(letter),
                (Some(open), _) if open == letter => quote = None,
                (None, '@') if at >= from => {
                    let rest = &text.value[at + 1..];
                    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
                    let name = &rest[..rest.find(|letter| !is_word(letter)).unwrap_or(rest.len())];
                    let parameter = self.parameters.iter().find(|parameter| parameter.name.value == name)?;
                    filled.push_str(&text.value[from..at]);
                    filled.push_str(&parameter.value.to_sql());
                    from = at + 1 + name.len();
                }
                _ => {}
            }
        }
        filled.push_str(&text.value[from..]);
        Some(filled)
    }

    /// Judges an expression before any row is read: that it can be understood, fits the columns, gives what is wanted, can be
    /// true, and drops no empty cells unasked.
    ///
    /// # Errors
    /// A finding at the part that is wrong.
    pub fn check(&self, text: &Ranged<String>, columns: &Columns, wanted: Wanted) -> Result<Known, Finding> {
        let typed = self.typed(text, columns, &[])?;
        self.wants(&typed, text, wanted)?;
        let typist = self.typist(text, columns, &[], None);
        typist.drops_no_empty_cells(&typed)?;
        typist.can_be_true(&typed)?;
        Ok(known(&typed, columns))
    }

    /// Judges an expression over groups of rows, whose keys it may use as they are.
    ///
    /// # Errors
    /// A finding at the part that is wrong.
    pub fn check_grouped(&self, text: &Ranged<String>, columns: &Columns, keys: &[&str]) -> Result<Known, Finding> {
        let (typed, outer) = self.typed_grouped(text, columns, keys, &[])?;
        let typist = self.typist(text, columns, &[], None);
        for part in outer.gathered.aggregates.iter().flat_map(|(_, call)| call.parts()) {
            typist.drops_no_empty_cells(part)?;
            typist.can_be_true(part)?;
        }
        Ok(Known { columns: used(&outer, columns), ..known(&typed, columns) })
    }

    /// The names of the columns that an expression uses.
    ///
    /// # Errors
    /// A finding at the part that is wrong.
    pub fn names(&self, text: &Ranged<String>, head: &Head) -> Result<Vec<String>, Finding> {
        Ok(known(&self.typed_among(text, head)?, &head.columns).columns)
    }

    /// Those of them of which the expression itself says what becomes of empty cells.
    ///
    /// # Errors
    /// A finding at the part that is wrong.
    pub fn names_said_of_empty(&self, text: &Ranged<String>, head: &Head) -> Result<Vec<String>, Finding> {
        let typed = self.typed_among(text, head)?;
        Ok(said_of_empty(&typed).into_iter().map(|at| head.columns[at].name.clone()).collect())
    }

    /// The names of the columns that an expression with aggregates uses.
    ///
    /// # Errors
    /// A finding at the part that is wrong.
    pub fn grouped_names(&self, text: &Ranged<String>, frame: &DataFrame) -> Result<Vec<String>, Finding> {
        let Head { columns, unusable } = Head::of(frame);
        let (_, outer) = self.typed_grouped(text, &columns, &["family"], &unusable)?;
        Ok(used(&outer, &columns))
    }

    /// For each row of `frame` whether the filter holds; unknown (NULL) is no.
    ///
    /// # Errors
    /// A finding where the filter cannot be understood or is neither true nor false.
    pub fn mask(&self, filter: &Ranged<String>, frame: &DataFrame) -> Result<Vec<bool>, Finding> {
        let head = Head::of(frame);
        let (typed, columns) = (self.typed_among(filter, &head)?, &head.columns);
        self.wants(&typed, filter, Wanted::Condition)?;
        by_stretches(frame, |frame| {
            let rows = Rows::of(frame, columns.iter().map(|column| column.name.as_str()), &typed.columns());
            match rows.truths(&typed, frame.height()) {
                Some(truths) => Ok(truths.into_iter().map(|truth| truth == Some(true)).collect()),
                None => self.values(&typed, filter, frame, columns, |value| value.truth() == Some(true)),
            }
        })
    }

    /// What a condition says of each row, computed over the columns and for one row after the other; none where it fails.
    #[cfg(test)]
    #[expect(clippy::type_complexity, reason = "two answers of one type")]
    pub(super) fn both_ways(
        &self,
        filter: &Ranged<String>,
        frame: &DataFrame,
    ) -> Result<(Option<Vec<Option<bool>>>, Option<Vec<Option<bool>>>), Finding> {
        let head = Head::of(frame);
        let (typed, columns) = (self.typed_among(filter, &head)?, &head.columns);
        let rows = Rows::of(frame, columns.iter().map(|column| column.name.as_str()), &typed.columns());
        let each = self.values(&typed, filter, frame, columns, |value| value.truth()).ok();
        Ok((rows.truths(&typed, frame.height()), each))
    }

    /// For each row of `frame` the expression's value as text.
    ///
    /// # Errors
    /// A finding where the expression cannot be understood.
    pub fn texts(&self, text: &Ranged<String>, frame: &DataFrame) -> Result<Vec<Option<String>>, Finding> {
        self.each(text, frame, Wanted::Any, |value| value.shown())
    }

    /// For each row of `frame` the expression's value as a number; true is 1 and false 0.
    ///
    /// # Errors
    /// A finding where the expression cannot be understood or gives something else.
    pub fn numbers(&self, text: &Ranged<String>, frame: &DataFrame) -> Result<Vec<Option<f64>>, Finding> {
        self.each(text, frame, Wanted::Number, |value| match value {
            Value::Truth(truth) => Some(f64::from(u8::from(truth))),
            other => other.number(),
        })
    }

    /// Whether the expression gives whole numbers over the columns, whichever rows there are.
    ///
    /// # Errors
    /// A finding where the expression cannot be understood.
    pub fn is_whole(&self, text: &Ranged<String>, head: &Head) -> Result<bool, Finding> {
        Ok(self.typed_among(text, head)?.kind == Kind::Whole)
    }

    /// Whether the expression is true or false over the columns.
    ///
    /// # Errors
    /// A finding where the expression cannot be understood.
    pub fn is_condition(&self, text: &Ranged<String>, head: &Head) -> Result<bool, Finding> {
        Ok(self.typed_among(text, head)?.kind == Kind::Truth)
    }

    /// For each row of `frame` the expression's value as a day.
    ///
    /// # Errors
    /// A finding where the expression cannot be understood or gives something else.
    pub fn days(&self, text: &Ranged<String>, frame: &DataFrame) -> Result<Vec<Option<NaiveDate>>, Finding> {
        self.each(text, frame, Wanted::Day, |value| value.day())
    }

    /// The expression's value for each row of `frame`, as a column.
    ///
    /// # Errors
    /// A finding where the expression cannot be understood.
    pub fn column(&self, text: &Ranged<String>, frame: &DataFrame) -> Result<FrameColumn, Finding> {
        let head = Head::of(frame);
        let (typed, columns) = (self.typed_among(text, &head)?, &head.columns);
        #[expect(clippy::redundant_closure_for_method_calls, reason = "a method's path has one lifetime only")]
        let values = by_stretches(frame, |frame| self.values(&typed, text, frame, columns, |value| value.owned()))?;
        Ok(compute::column("value", typed.kind, &values))
    }

    /// The value of an expression with aggregates for each group of rows of `frame`, as a column with one row a group. Within a
    /// group the rows are in the order given; `keys` are columns whose values a group's rows share.
    ///
    /// # Errors
    /// A finding where the expression cannot be understood.
    pub fn grouped<G: AsRef<[usize]> + Sync>(
        &self,
        text: &Ranged<String>,
        frame: &DataFrame,
        groups: &[G],
        keys: &[&str],
    ) -> Result<FrameColumn, Finding> {
        let Head { columns, unusable } = Head::of(frame);
        let (typed, outer) = self.typed_grouped(text, &columns, keys, &unusable)?;
        let aggregates = &outer.gathered.aggregates;
        // Of the keys those alone that the expression asks for.
        let asked = typed.slots();
        let place = |key: &&str| columns.iter().position(|column| column.name == **key);
        let keys: Vec<(usize, usize)> =
            keys.iter().enumerate().filter_map(|(slot, key)| Some((slot, place(key)?))).collect();
        let keys: Vec<(usize, usize)> = keys.into_iter().filter(|(slot, _)| asked.contains(slot)).collect();
        let parts = aggregates.iter().flat_map(|(_, call)| call.parts()).flat_map(Typed::columns);
        let used = parts.chain(keys.iter().map(|(_, place)| *place)).collect();
        let rows = Rows::of(frame, columns.iter().map(|column| column.name.as_str()), &used);
        let told = |groups: &[G]| -> Result<Vec<Vec<Value<'static>>>, Failed> {
            let mut slots = vec![Vec::new(); outer.gathered.slots];
            for group in groups.iter().map(AsRef::as_ref) {
                for (slot, place) in &keys {
                    let first = group.first().map(|at| rows.cell(*place, *at).owned());
                    slots[*slot].push(first.unwrap_or(Value::Nothing));
                }
                for (slot, call) in aggregates {
                    slots[*slot].push(aggregated(call, &rows, group)?);
                }
            }
            Ok(slots)
        };
        let stretches: Vec<&[G]> = groups.chunks(GROUPS).collect();
        let stretches: Result<Vec<_>, Failed> =
            parallel::stretches(&stretches, |groups| told(groups)).into_iter().collect();
        let mut values = Vec::with_capacity(groups.len());
        for (slots, groups) in
            stretches.map_err(|failed| self.failed(text, failed))?.into_iter().zip(groups.chunks(GROUPS))
        {
            let over = Rows { cells: Vec::new(), slots };
            for at in 0..groups.len() {
                values.push(over.value(&typed, at).map_err(|failed| self.failed(text, failed))?.owned());
            }
        }
        Ok(compute::column("value", typed.kind, &values))
    }

    fn each<T: Send>(
        &self,
        text: &Ranged<String>,
        frame: &DataFrame,
        wanted: Wanted,
        make: impl Fn(Value<'_>) -> T + Sync,
    ) -> Result<Vec<T>, Finding> {
        let head = Head::of(frame);
        let (typed, columns) = (self.typed_among(text, &head)?, &head.columns);
        self.wants(&typed, text, wanted)?;
        by_stretches(frame, |frame| self.values(&typed, text, frame, columns, &make))
    }

    fn values<T>(
        &self,
        typed: &Typed,
        text: &Ranged<String>,
        frame: &DataFrame,
        columns: &Columns,
        make: impl Fn(Value<'_>) -> T,
    ) -> Result<Vec<T>, Finding> {
        let rows = Rows::of(frame, columns.iter().map(|column| column.name.as_str()), &typed.columns());
        if let Node::Column(at) = typed.node
            && let Some(Some(cells)) = rows.cells.get(at)
            && let Some(all) = cells.all(&make)
        {
            return Ok(all);
        }
        let value = |at| rows.value(typed, at).map(&make).map_err(|failed| self.failed(text, failed));
        (0..frame.height()).map(value).collect()
    }

    pub(super) fn text<'t>(&self, text: &'t Ranged<String>) -> Text<'t>
    where
        'a: 't,
    {
        Text { file: self.file, source: self.source, sql: text }
    }

    fn typist<'t>(
        &self,
        text: &'t Ranged<String>,
        columns: &'t Columns,
        unusable: &'t [String],
        outer: Option<Outer>,
    ) -> Typist<'t>
    where
        'a: 't,
    {
        Typist { text: self.text(text), parameters: self.parameters, columns, unusable, outer: outer.map(RefCell::new) }
    }

    pub(super) fn typed(
        &self,
        text: &Ranged<String>,
        columns: &Columns,
        unusable: &[String],
    ) -> Result<Typed, Finding> {
        let typist = self.typist(text, columns, unusable, None);
        let expression = typist.text.expression().map_err(|found| typist.text.naming_first([columns], found))?;
        typist.expression(&expression).map_err(|found| typist.naming_first(&expression, found))
    }

    pub(super) fn typed_among(&self, text: &Ranged<String>, head: &Head) -> Result<Typed, Finding> {
        self.typed(text, &head.columns, &head.unusable)
    }

    /// The expression over groups, whose keys come first among the slots, and the aggregates that it rests on.
    fn typed_grouped(
        &self,
        text: &Ranged<String>,
        columns: &Columns,
        keys: &[&str],
        unusable: &[String],
    ) -> Result<(Typed, Outer), Finding> {
        let mut outer = Outer { no_windows: Some("windows are offered in the columns of queries"), ..Outer::default() };
        outer.gathered.slots = keys.len();
        let typist = self.typist(text, columns, unusable, Some(outer));
        let typed = typist.text.expression().and_then(|expression| typist.expression(&expression));
        let typed = typed.map_err(|found| typist.text.naming_first([columns], found))?;
        let keys: Vec<(Typed, usize)> = keys
            .iter()
            .enumerate()
            .filter_map(|(slot, key)| {
                let at = columns.iter().position(|column| column.name == *key)?;
                Some((typist.column(at, 0..0), slot))
            })
            .collect();
        let typed = over_groups(typed, &keys, columns, typist.text)?;
        let outer = typist.outer.map(RefCell::into_inner).unwrap_or_default();
        Ok((typed, outer))
    }

    fn wants(&self, typed: &Typed, text: &Ranged<String>, wanted: Wanted) -> Result<(), Finding> {
        let kind = typed.kind;
        let (fits, message, help) = match wanted {
            Wanted::Any => (true, "", ""),
            Wanted::Condition => (
                kind == Kind::Truth,
                "this filter is neither true nor false",
                "compare with something, such as: Trin >= 4",
            ),
            Wanted::Number => (
                kind.is_number() || kind == Kind::Truth,
                "this is neither a number nor true or false",
                "name a column with numbers, compare with something, or count with CASE WHEN ... THEN 1 ELSE 0 END",
            ),
            Wanted::Day => (
                kind == Kind::Day,
                "this is not a day",
                "name a column with days, or pick one with CASE WHEN ... THEN ... ELSE ... END",
            ),
        };
        if fits || (kind == Kind::Nothing && wanted != Wanted::Condition) {
            return Ok(());
        }
        let label = format!("is {}", kind.in_words());
        let finding = self.text(text).wrong(Code::SqlType, message, typed.place.clone(), label).help(help);
        // A label where a filter should be.
        let sql = text.as_str().trim();
        Err(match did_you_mean(sql, ["TRUE", "FALSE"]) {
            Some(likely) if wanted == Wanted::Condition => finding.help(format!("did you mean {likely}?")),
            _ => finding,
        })
    }

    pub(super) fn failed(&self, text: &Ranged<String>, failed: Failed) -> Finding {
        self.text(text)
            .wrong(Code::SqlFailed, "this SQL fails for some of the rows", failed.place, failed.why)
            .help("leave those rows out, or say what holds for them: CASE WHEN ... THEN ... ELSE ... END, NULLIF(x, 0)")
    }
}

/// How many rows are looked at together on one core.
const STRETCH: usize = 1 << 15;
/// How many groups of rows.
const GROUPS: usize = 1 << 12;

/// What `of` says of each row of a frame: of one with many rows a stretch at a time, on all cores. What fails is what fails first in
/// the frame.
fn by_stretches<T: Send>(
    frame: &DataFrame,
    of: impl Fn(&DataFrame) -> Result<Vec<T>, Finding> + Sync,
) -> Result<Vec<T>, Finding> {
    let height = frame.height();
    if height <= STRETCH {
        return of(frame);
    }
    let starts: Vec<usize> = (0..height).step_by(STRETCH).collect();
    let stretch = |start: &usize| of(&frame.slice(i64::try_from(*start).expect("a place"), STRETCH));
    let mut all = Vec::with_capacity(height);
    for told in parallel::stretches(&starts, stretch) {
        all.extend(told?);
    }
    Ok(all)
}

fn known(typed: &Typed, columns: &Columns) -> Known {
    Known {
        kind: typed.kind,
        may_be_empty: typed.may_be_empty,
        personal: typed.personal.clone(),
        codes: typed.codes.clone(),
        columns: typed.columns().into_iter().map(|at| columns[at].name.clone()).collect(),
    }
}

/// The names of the columns that aggregates rest on.
fn used(outer: &Outer, columns: &Columns) -> Vec<String> {
    let parts = outer.gathered.aggregates.iter().flat_map(|(_, call)| call.parts());
    let places: std::collections::BTreeSet<usize> = parts.flat_map(Typed::columns).collect();
    places.into_iter().map(|at| columns[at].name.clone()).collect()
}
