//! Aggregates and windows: put aside while an expression is typed, and computed before it.

use std::ops::Range;

use sqlparser::ast::{self, Expr, WindowFrameBound, WindowFrameUnits, WindowType};

use super::call::Given;
use super::literal::whole;
use super::{Typing, Typist};
use crate::diagnostic::{Code, Finding};
use crate::sql::aggregate::{self, Aggregate};
use crate::sql::tree::{Node, Typed};
use crate::sql::{Kind, Personal, Value};

/// Which calls an expression may have, and those that it had.
#[derive(Debug, Default)]
pub(in crate::sql) struct Outer {
    /// Where calls that are not allowed are told off: what the place is.
    pub(in crate::sql) no_aggregates: Option<&'static str>,
    pub(in crate::sql) no_windows: Option<&'static str>,
    pub(in crate::sql) gathered: Gathered,
    /// Whether there may be a group without rows: all there are, where they are not gathered by a key.
    pub(in crate::sql) may_have_no_rows: bool,
}

/// The calls that were put aside; their values go into the slots of these numbers.
#[derive(Debug, Default)]
pub(in crate::sql) struct Gathered {
    pub(in crate::sql) aggregates: Vec<(usize, AggregateCall)>,
    pub(in crate::sql) windows: Vec<(usize, WindowCall)>,
    /// How many slots there are.
    pub(in crate::sql) slots: usize,
}

/// How rows are ordered by one expression.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::sql) struct Order {
    pub(in crate::sql) by: Typed,
    pub(in crate::sql) descending: bool,
    pub(in crate::sql) empty_first: bool,
}

/// An aggregate and what it is of.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::sql) struct AggregateCall {
    pub(in crate::sql) aggregate: &'static Aggregate,
    /// None for `COUNT(*)`.
    pub(in crate::sql) of: Option<Typed>,
    pub(in crate::sql) distinct: bool,
    pub(in crate::sql) filter: Option<Typed>,
    pub(in crate::sql) order: Vec<Order>,
    /// A fraction, or what stands between.
    pub(in crate::sql) told: Value<'static>,
    pub(in crate::sql) kind: Kind,
}

impl AggregateCall {
    /// The expressions that it rests on.
    pub(in crate::sql) fn parts(&self) -> impl Iterator<Item = &Typed> {
        self.of.iter().chain(&self.filter).chain(self.order.iter().map(|order| &order.by))
    }
}

/// A window call.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::sql) struct WindowCall {
    pub(in crate::sql) what: Windowed,
    pub(in crate::sql) partition: Vec<Typed>,
    pub(in crate::sql) order: Vec<Order>,
    pub(in crate::sql) frame: Frame,
    pub(in crate::sql) kind: Kind,
    pub(in crate::sql) place: Range<usize>,
}

/// What a window tells.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::sql) enum Windowed {
    RowNumber,
    Rank,
    DenseRank,
    /// The value so many rows before (or behind, below 0), or else another.
    Lag(Typed, i64, Option<Typed>),
    FirstValue(Typed),
    LastValue(Typed),
    Aggregate(AggregateCall),
}

/// Which rows of a partition count for a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sql) enum Frame {
    /// From so many rows before to so many behind; none for all there are.
    Rows { before: Option<i64>, behind: Option<i64> },
    /// From the first to the row itself and those that the order holds to be equal.
    Peers,
    /// All of the partition.
    All,
}

impl WindowCall {
    /// Makes every expression that it rests on anew.
    pub(in crate::sql) fn each_part(
        &mut self,
        make: &mut impl FnMut(Typed) -> Result<Typed, Finding>,
    ) -> Result<(), Finding> {
        let mut parts: Vec<&mut Typed> = self.partition.iter_mut().collect();
        parts.extend(self.order.iter_mut().map(|order| &mut order.by));
        match &mut self.what {
            Windowed::RowNumber | Windowed::Rank | Windowed::DenseRank => {}
            Windowed::FirstValue(of) | Windowed::LastValue(of) => parts.push(of),
            Windowed::Lag(of, _, otherwise) => {
                parts.push(of);
                parts.extend(otherwise);
            }
            Windowed::Aggregate(call) => {
                parts.extend(&mut call.of);
                parts.extend(&mut call.filter);
                parts.extend(call.order.iter_mut().map(|order| &mut order.by));
            }
        }
        for part in parts {
            *part = make(part.clone())?;
        }
        Ok(())
    }
}

const WINDOWS: &[&str] = &["ROW_NUMBER", "RANK", "DENSE_RANK", "LAG", "LEAD", "FIRST_VALUE", "LAST_VALUE"];

/// Whether a function is one of windows alone.
pub(super) fn is_window(name: &str) -> bool {
    WINDOWS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

impl Typist<'_> {
    /// An aggregate, put aside.
    pub(super) fn aggregate(
        &self,
        aggregate: &'static Aggregate,
        call: &ast::Function,
        given: &Given<'_>,
        place: Range<usize>,
    ) -> Typing {
        let name = aggregate.name;
        let Some(outer) = &self.outer else {
            return Err(self.not_here(name, "one value is asked of each row here", place));
        };
        if let Some(here) = outer.borrow().no_aggregates {
            return Err(self.not_here(name, here, place));
        }
        let call = self.inside(|| self.aggregate_call(aggregate, call, given, &place))?;
        let (kind, personal) = (call.kind, personal_of(&call));
        let mut outer = outer.borrow_mut();
        let may_be_empty = empty_for_some(&call) || (outer.may_have_no_rows && call.aggregate.name != "COUNT");
        let known = outer.gathered.aggregates.iter().find(|(_, known)| *known == call).map(|(slot, _)| *slot);
        let slot = known.unwrap_or_else(|| {
            let slot = outer.gathered.slots;
            outer.gathered.slots += 1;
            outer.gathered.aggregates.push((slot, call));
            slot
        });
        Ok(Typed { node: Node::Slot(slot), kind, may_be_empty, personal, codes: None, place })
    }

    fn not_here(&self, name: &str, here: &'static str, place: Range<usize>) -> Finding {
        self.wrong(Code::SqlFunction, format!("{name} cannot stand here"), place, here)
            .help("tell it in a column of its own first, and use the column's name here")
    }

    /// Types what stands inside an aggregate, where there is no other.
    fn inside<T>(&self, type_it: impl FnOnce() -> Result<T, Finding>) -> Result<T, Finding> {
        let Some(outer) = &self.outer else { return type_it() };
        let before = {
            let mut outer = outer.borrow_mut();
            let before = (outer.no_aggregates, outer.no_windows);
            outer.no_aggregates = Some("it stands inside another aggregate");
            outer.no_windows = Some("it stands inside an aggregate");
            before
        };
        let typed = type_it();
        let mut outer = outer.borrow_mut();
        (outer.no_aggregates, outer.no_windows) = before;
        typed
    }

    fn aggregate_call(
        &self,
        aggregate: &'static Aggregate,
        call: &ast::Function,
        given: &Given<'_>,
        place: &Range<usize>,
    ) -> Result<AggregateCall, Finding> {
        let odd = |label: &str| {
            let message = format!("{} is not called so", aggregate.name);
            Err(self.wrong(Code::SqlFunction, message, place.clone(), label).help(format!("write {}", aggregate.call)))
        };
        let percentile = aggregate.name.starts_with("PERCENTILE");
        let order = if percentile { &call.within_group[..] } else { given.order };
        if !percentile && !call.within_group.is_empty() {
            return odd("WITHIN GROUP is for percentiles");
        }
        let order = self.order(order)?;
        let filter = call.filter.as_ref().map(|filter| self.condition(filter)).transpose()?;
        let taken = given.taken.iter().map(|one| self.expression(one)).collect::<Result<Vec<_>, _>>()?;
        let (of, told) = match (aggregate.name, &taken[..]) {
            ("COUNT", []) if given.star => (None, Value::Nothing),
            (_, _) if given.star => return odd("`*` is for COUNT"),
            ("PERCENTILE_CONT" | "PERCENTILE_DISC", [fraction]) => {
                let told =
                    fraction.literal().filter(|told| told.number().is_some_and(|told| (0.0..=1.0).contains(&told)));
                match (told, &order[..]) {
                    (Some(told), [by]) => (Some(by.by.clone()), told.clone()),
                    (None, _) => return odd("the fraction is a number from 0 to 1"),
                    _ => return odd("it is ordered by one number"),
                }
            }
            ("STRING_AGG", [of, between]) => match between.literal() {
                Some(told @ Value::Text(_)) => (Some(of.clone()), told.clone()),
                _ => return odd("what stands between is a text in quotes"),
            },
            (name, [of]) if name != "STRING_AGG" => (Some(of.clone()), Value::Nothing),
            _ => return odd("not so many values"),
        };
        let kind = match &of {
            None => Kind::Whole,
            Some(of) => match (aggregate.gives)(of.kind) {
                Some(kind) => kind,
                None if of.kind == Kind::Nothing => Kind::Nothing,
                None => {
                    let message = format!("{} cannot be told of {}", aggregate.name, of.kind.in_words());
                    let finding =
                        self.wrong(Code::SqlType, message, of.place.clone(), format!("is {}", of.kind.in_words()));
                    return Err(if of.kind == Kind::Truth {
                        let written = self.written(&of.place);
                        finding
                            .help(format!(
                                "BOOL_OR({written}) is whether any is true, BOOL_AND({written}) whether all are"
                            ))
                            .help(format!("how many are: COUNT(*) FILTER (WHERE {written})"))
                    } else {
                        finding.help(format!("write {}", aggregate.call))
                    });
                }
            },
        };
        if ["STRING_AGG", "FIRST", "LAST"].contains(&aggregate.name) && given.distinct {
            return odd("DISTINCT is not offered for it");
        }
        Ok(AggregateCall { aggregate, of, distinct: given.distinct, filter, order, told, kind })
    }

    /// What rows are ordered by.
    pub(in crate::sql) fn order(&self, order: &[ast::OrderByExpr]) -> Result<Vec<Order>, Finding> {
        order
            .iter()
            .map(|order| {
                let by = self.expression(&order.expr)?;
                let descending = order.options.asc == Some(false);
                // As in PostgreSQL, what is empty counts as the greatest.
                let empty_first = order.options.nulls_first.unwrap_or(descending);
                Ok(Order { by, descending, empty_first })
            })
            .collect()
    }

    /// A window, put aside.
    pub(super) fn window(&self, name: &str, call: &ast::Function, given: &Given<'_>, place: Range<usize>) -> Typing {
        let Some(outer) = &self.outer else {
            return Err(self.not_here(name, "windows are offered in the columns of queries", place));
        };
        if let Some(here) = outer.borrow().no_windows {
            return Err(self.not_here(name, here, place));
        }
        let Some(WindowType::WindowSpec(over)) = &call.over else {
            let finding =
                self.wrong(Code::SqlFunction, format!("{name} needs its window"), place, "a window is missing");
            return Err(finding.help("write what it goes over: OVER (PARTITION BY ... ORDER BY ...)"));
        };
        let before = outer.borrow_mut().no_windows.replace("it stands inside another window");
        let typed = self.window_call(name, call, over, given, &place);
        outer.borrow_mut().no_windows = before;
        let call = typed?;
        let kind = call.kind;
        let (may_be_empty, personal) = match &call.what {
            Windowed::RowNumber | Windowed::Rank | Windowed::DenseRank => (false, None),
            Windowed::Lag(of, _, _) | Windowed::FirstValue(of) | Windowed::LastValue(of) => (true, of.personal.clone()),
            Windowed::Aggregate(call) => (call.aggregate.name != "COUNT", personal_of(call)),
        };
        let mut outer = outer.borrow_mut();
        let slot = outer.gathered.slots;
        outer.gathered.slots += 1;
        outer.gathered.windows.push((slot, call));
        Ok(Typed { node: Node::Slot(slot), kind, may_be_empty, personal, codes: None, place })
    }

    fn window_call(
        &self,
        name: &str,
        call: &ast::Function,
        over: &ast::WindowSpec,
        given: &Given<'_>,
        place: &Range<usize>,
    ) -> Result<WindowCall, Finding> {
        let odd = |label: &str| {
            Err(self
                .wrong(Code::SqlFunction, format!("{name} is not called so over a window"), place.clone(), label)
                .help("docs/sql.md lists the windows that there are"))
        };
        if over.window_name.is_some() {
            return odd("windows have no names here");
        }
        let partition = over.partition_by.iter().map(|one| self.expression(one)).collect::<Result<Vec<_>, _>>()?;
        let order = self.order(&over.order_by)?;
        let is_aggregate = aggregate::named(name);
        let taken = match is_aggregate {
            Some(_) => Vec::new(),
            None => given.taken.iter().map(|one| self.expression(one)).collect::<Result<Vec<_>, _>>()?,
        };
        let upper = name.to_ascii_uppercase();
        let needs_order = |order: &[Order]| order.is_empty() && is_aggregate.is_none();
        if needs_order(&order) {
            return odd("without ORDER BY chance would decide");
        }
        let (what, kind) = match (upper.as_str(), &taken[..]) {
            ("ROW_NUMBER", []) => (Windowed::RowNumber, Kind::Whole),
            ("RANK", []) => (Windowed::Rank, Kind::Whole),
            ("DENSE_RANK", []) => (Windowed::DenseRank, Kind::Whole),
            ("LAG" | "LEAD", [of, more @ ..]) if more.len() <= 2 => {
                let by = match more.first().map(|by| by.literal().and_then(Value::number).and_then(whole)) {
                    None => 1,
                    Some(Some(by)) => by,
                    Some(None) => return odd("how many rows is a whole number, written out"),
                };
                let otherwise = more.get(1).cloned();
                let kind = self.common(&[of].into_iter().chain(&otherwise).collect::<Vec<_>>())?;
                let by = if upper == "LEAD" { -by } else { by };
                (Windowed::Lag(of.clone(), by, otherwise), kind)
            }
            ("FIRST_VALUE", [of]) => (Windowed::FirstValue(of.clone()), of.kind),
            ("LAST_VALUE", [of]) => (Windowed::LastValue(of.clone()), of.kind),
            _ => match is_aggregate {
                Some(aggregate) if !aggregate.name.starts_with("PERCENTILE") => {
                    let call = self.aggregate_call(aggregate, call, given, place)?;
                    if call.distinct || !call.order.is_empty() {
                        return odd("DISTINCT and an order of its own are not offered over a window");
                    }
                    let kind = call.kind;
                    (Windowed::Aggregate(call), kind)
                }
                _ => return odd("not so many values"),
            },
        };
        let frame = match &over.window_frame {
            None if order.is_empty() => Frame::All,
            None => Frame::Peers,
            Some(frame) => match self.frame(frame, order.is_empty()) {
                Some(frame) => frame,
                None => return odd("the frame is not offered: ROWS BETWEEN n PRECEDING AND m FOLLOWING, or none"),
            },
        };
        Ok(WindowCall { what, partition, order, frame, kind, place: place.clone() })
    }

    fn frame(&self, frame: &ast::WindowFrame, no_order: bool) -> Option<Frame> {
        let bound = |bound: &Option<Box<Expr>>| -> Option<Option<i64>> {
            let Some(bound) = bound else { return Some(None) };
            let typed = self.expression(bound).ok()?;
            typed.literal().and_then(Value::whole).map(Some)
        };
        let before = match &frame.start_bound {
            WindowFrameBound::CurrentRow => Some(0),
            WindowFrameBound::Preceding(rows) => bound(rows)?,
            WindowFrameBound::Following(rows) => Some(-bound(rows)??),
        };
        let behind = match frame.end_bound.as_ref().unwrap_or(&WindowFrameBound::CurrentRow) {
            WindowFrameBound::CurrentRow => Some(0),
            WindowFrameBound::Following(rows) => bound(rows)?,
            WindowFrameBound::Preceding(rows) => Some(-bound(rows)??),
        };
        match (frame.units, before, behind) {
            (_, None, None) => Some(Frame::All),
            (WindowFrameUnits::Rows, before, behind) if !no_order => Some(Frame::Rows { before, behind }),
            (WindowFrameUnits::Range, None, Some(0)) if !no_order => Some(Frame::Peers),
            _ => None,
        }
    }
}

/// Whether an aggregate of at least one row may have no value.
fn empty_for_some(call: &AggregateCall) -> bool {
    let of_several = ["STDDEV_SAMP", "VAR_SAMP"].contains(&call.aggregate.name);
    let of_some = call.filter.is_some() || call.of.as_ref().is_some_and(|of| of.may_be_empty);
    call.aggregate.name != "COUNT" && (of_several || of_some)
}

/// A count says nothing of one person; every other aggregate of one row is that row's value.
fn personal_of(call: &AggregateCall) -> Option<Personal> {
    if call.aggregate.name == "COUNT" { None } else { call.of.as_ref().and_then(|of| of.personal.clone()) }
}
