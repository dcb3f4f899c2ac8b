//! FROM: tables, queries in brackets, and joins.

use std::collections::BTreeMap;

use sqlparser::ast::{
    Expr, Ident, JoinConstraint, JoinOperator, ObjectName, ObjectNamePart, TableFactor, TableWithJoins,
};

use super::super::compute::Rows;
use super::super::tree::{Comparison, Node, Typed};
use super::super::{Column, Columns};
use super::key::Key;
use super::relation::{Relation, index};
use super::{Engine, Known};
use crate::diagnostic::{Code, Finding, did_you_mean};

/// How many pairs of rows a join without an equality may try.
const MOST_PAIRS: usize = 20_000_000;

/// How many pairs are asked at a time whether they belong together.
const BLOCK: usize = 100_000;

impl Engine<'_> {
    pub(super) fn from(&self, from: &[TableWithJoins], known: &[Known<'_>]) -> Result<Relation, Finding> {
        let mut whole: Option<Relation> = None;
        for table in from {
            let mut relation = self.factor(&table.relation, known)?;
            for join in &table.joins {
                let other = self.factor(&join.relation, known)?;
                relation = match &join.join_operator {
                    JoinOperator::Join(on) | JoinOperator::Inner(on) | JoinOperator::CrossJoin(on) => {
                        self.join(relation, other, on, false)?
                    }
                    JoinOperator::Left(on) | JoinOperator::LeftOuter(on) => self.join(relation, other, on, true)?,
                    JoinOperator::Right(_) | JoinOperator::RightOuter(_) => {
                        return Err(self
                            .not_offered("RIGHT JOIN is not offered", "write it as a LEFT JOIN, the other way round"));
                    }
                    _ => {
                        return Err(self.not_offered(
                            "this kind of join is not offered",
                            "there are JOIN, LEFT JOIN and CROSS JOIN",
                        ));
                    }
                };
            }
            whole = Some(match whole {
                None => relation,
                Some(before) => self.join(before, relation, &JoinConstraint::None, false)?,
            });
        }
        // Without a table there is one row that came from nowhere.
        Ok(whole.unwrap_or_else(|| Relation::made(Columns::default(), Vec::new(), vec![Vec::new()])))
    }

    fn factor(&self, factor: &TableFactor, known: &[Known<'_>]) -> Result<Relation, Finding> {
        match factor {
            TableFactor::Table { name, alias, args: None, sample: None, with_hints, .. } if with_hints.is_empty() => {
                let relation = self.table(name, known)?;
                match alias {
                    Some(alias) => self.aliased(relation, alias),
                    None => Ok(relation),
                }
            }
            TableFactor::Table { name, args: Some(_), .. } | TableFactor::Function { name, .. } => {
                let at = only_name(name).map_or(0..0, |name| self.text.range(name.span));
                let message = format!("`{name}` is no table, and functions give none here");
                Err(self
                    .text
                    .wrong(Code::SqlFunction, message, at, "a query cannot read files")
                    .help("declare the file in [extracts], and it is a table of that name"))
            }
            TableFactor::Derived { lateral: false, subquery, alias, sample: None } => {
                let relation = self.query(subquery, known)?;
                match alias {
                    Some(alias) => self.aliased(relation, alias),
                    None => Ok(relation),
                }
            }
            TableFactor::NestedJoin { table_with_joins, alias: None } => {
                self.from(std::slice::from_ref(table_with_joins), known)
            }
            _ => {
                Err(self.not_offered("this is not offered in FROM", "there are tables, queries in brackets, and joins"))
            }
        }
    }

    fn table(&self, name: &ObjectName, known: &[Known<'_>]) -> Result<Relation, Finding> {
        let Some(ident) = only_name(name) else {
            return Err(self.not_offered(
                "a table has one name",
                "the tables are those of [extracts], populations, views and sequences",
            ));
        };
        if let Some(found) = known.iter().find(|known| known.name() == ident.value) {
            return Ok(match found {
                Known::Table(table) => Relation::of(table, &ident.value),
                Known::Made(_, relation) => relation.clone().named(&ident.value),
            });
        }
        let names: Vec<&str> = known.iter().map(Known::name).collect();
        let at = self.text.range(ident.span);
        let finding =
            self.text.wrong(Code::SqlColumn, format!("there is no table `{}`", ident.value), at, "not a table");
        Err(match did_you_mean(&ident.value, names.iter().copied()) {
            Some(likely) => finding.help(format!("did you mean {likely}?")),
            None => finding.help(format!("the tables are {}", names.join(", "))),
        })
    }

    fn join(&self, left: Relation, right: Relation, on: &JoinConstraint, outer: bool) -> Result<Relation, Finding> {
        let width = left.columns.len();
        let mut columns = left.columns.clone();
        columns.0.extend(
            right.columns.iter().map(|column| Column { may_be_empty: column.may_be_empty || outer, ..column.clone() }),
        );
        let mut merged = Vec::new();
        let conditions: Vec<Typed> = match on {
            JoinConstraint::None => Vec::new(),
            JoinConstraint::On(condition) => self.condition(condition, &columns, true)?,
            JoinConstraint::Using(names) => {
                let mut conditions = Vec::new();
                for name in names {
                    let (condition, right) = self.using(name, &columns, width)?;
                    conditions.push(condition);
                    merged.push(right);
                }
                conditions
            }
            JoinConstraint::Natural => {
                return Err(
                    self.not_offered("NATURAL JOIN is not offered", "say what the tables have in common: ON a.x = b.x")
                );
            }
        };
        // Equalities between the sides find their rows at once; all else is asked of each pair.
        let side = |typed: &Typed| {
            let used = typed.columns();
            let all_left = used.iter().all(|at| *at < width);
            let all_right = used.iter().all(|at| *at >= width);
            if used.is_empty() {
                None
            } else if all_left {
                Some(false)
            } else if all_right {
                Some(true)
            } else {
                None
            }
        };
        let (mut keys, mut rest) = (Vec::new(), Vec::new());
        for condition in conditions {
            match &condition.node {
                Node::Compare(Comparison::Equal, one, other) => match (side(one), side(other)) {
                    (Some(false), Some(true)) => keys.push(((**one).clone(), (**other).clone())),
                    (Some(true), Some(false)) => keys.push(((**other).clone(), (**one).clone())),
                    _ => rest.push(condition),
                },
                _ => rest.push(condition),
            }
        }
        if keys.is_empty() && left.height().saturating_mul(right.height()) > MOST_PAIRS {
            return Err(self.not_offered(
                "this join lays too many rows beside each other",
                "join by what the tables have in common: ON a.x = b.x",
            ));
        }
        let pairs = self.pairs(&left, &right, &keys, &rest, &columns)?;
        let pairs = if outer { pairs.with_unmatched(left.height()) } else { pairs };
        Ok(pairs.laid(&left, &right, columns, &merged))
    }

    /// The pairs of rows whose keys are the same, all pairs where there are no keys, for which `rest` holds; in the order of
    /// the left side and then of the right. `rest` is asked of a block of pairs after the other, so that no more of them are
    /// ever held than are kept.
    fn pairs(
        &self,
        left: &Relation,
        right: &Relation,
        keys: &[(Typed, Typed)],
        rest: &[Typed],
        columns: &Columns,
    ) -> Result<Pairs, Finding> {
        let by_key = if keys.is_empty() { None } else { Some(self.by_key(left, right, keys)?) };
        let all: Vec<usize> = if keys.is_empty() { (0..right.height()).collect() } else { Vec::new() };
        let used = rest.iter().flat_map(Typed::columns).collect();
        let (mut kept, mut block) = (Pairs::default(), Pairs::default());
        for at in 0..left.height() {
            let others = match &by_key {
                None => &all[..],
                Some((of_left, by_key)) => {
                    of_left[at].as_ref().and_then(|key| by_key.get(key)).map_or(&[][..], |all| all)
                }
            };
            for other in others {
                block.push(at, Some(*other));
            }
            if block.len() >= BLOCK || at + 1 == left.height() {
                let mut fits = vec![true; block.len()];
                if !rest.is_empty() {
                    let beside = block.laid(left, right, columns.clone(), &[]);
                    let cells = beside.cells(&used);
                    for (at, fits) in fits.iter_mut().enumerate() {
                        for condition in rest {
                            let holds =
                                cells.value(condition, at).map_err(|failed| self.sql.failed(self.text.sql, failed))?;
                            *fits &= holds.truth() == Some(true);
                        }
                    }
                }
                kept.take(&mut block, &fits);
            }
        }
        Ok(kept)
    }

    /// The key of each row of the left side, none where a part of it is empty, and the rows of the right side by theirs.
    fn by_key(&self, left: &Relation, right: &Relation, keys: &[(Typed, Typed)]) -> Result<Keyed, Finding> {
        let width = left.columns.len();
        let left_rows = left.cells(&keys.iter().flat_map(|(left, _)| left.columns()).collect());
        // The right side's columns are numbered behind the left's.
        let used = keys.iter().flat_map(|(_, right)| right.columns()).map(|at| at - width).collect();
        let mut right_rows = right.cells(&used);
        let mut cells = vec![None; width];
        cells.append(&mut right_rows.cells);
        right_rows.cells = cells;
        let key = |rows: &Rows, parts: &mut dyn Iterator<Item = &Typed>, at: usize| {
            let mut made = Vec::new();
            for part in parts {
                let value = rows.value(part, at).map_err(|failed| self.sql.failed(self.text.sql, failed))?;
                if value.is_nothing() {
                    return Ok(None);
                }
                made.push(Key::of(&value));
            }
            Ok::<_, Finding>(Some(made))
        };
        let mut by_key: BTreeMap<Vec<Key>, Vec<usize>> = BTreeMap::new();
        for at in 0..right.height() {
            if let Some(key) = key(&right_rows, &mut keys.iter().map(|(_, right)| right), at)? {
                by_key.entry(key).or_default().push(at);
            }
        }
        let of_left = |at| key(&left_rows, &mut keys.iter().map(|(left, _)| left), at);
        Ok(((0..left.height()).map(of_left).collect::<Result<_, _>>()?, by_key))
    }

    /// A condition as the parts that AND joins, judged.
    pub(super) fn condition(&self, condition: &Expr, columns: &Columns, joins: bool) -> Result<Vec<Typed>, Finding> {
        let typist = self.typist(columns, None);
        let typed = typist.condition(condition).map_err(|found| typist.naming_first(condition, found))?;
        typist.can_be_true(&typed)?;
        if !joins {
            typist.drops_no_empty_cells(&typed)?;
        }
        Ok(match typed.node {
            Node::And(all) => all,
            _ => vec![typed],
        })
    }

    fn using(&self, name: &ObjectName, columns: &Columns, width: usize) -> Result<(Typed, usize), Finding> {
        let Some(ident) = only_name(name) else {
            return Err(self.not_offered("USING takes names of columns", "write ON a.x = b.x"));
        };
        let at = self.text.range(ident.span);
        let place = |from: usize, to: usize| {
            let mut found = (from..to).filter(|at| columns[*at].name == ident.value);
            match (found.next(), found.next()) {
                (Some(at), None) => Some(at),
                _ => None,
            }
        };
        let (Some(left), Some(right)) = (place(0, width), place(width, columns.len())) else {
            let message = format!("`{}` is not one column of each side", ident.value);
            return Err(self.text.wrong(Code::SqlColumn, message, at, "must be in both").help("write ON a.x = b.y"));
        };
        let typist = self.typist(columns, None);
        let (one, other) = (typist.column(left, at.clone()), typist.column(right, at.clone()));
        let (one, other) = typist.met(one, other, &at)?;
        typist.names_no_one(&one, &other, true)?;
        typist.names_no_one(&other, &one, true)?;
        let node = Node::Compare(Comparison::Equal, Box::new(one.clone()), Box::new(other));
        Ok((Typed { node, kind: super::super::Kind::Truth, codes: None, personal: None, ..one }, right))
    }
}

/// The name of what is called by one alone.
fn only_name(name: &ObjectName) -> Option<&Ident> {
    match &name.0[..] {
        [ObjectNamePart::Identifier(name)] => Some(name),
        _ => None,
    }
}

/// The keys of the rows of one side, and the rows of the other by their keys.
type Keyed = (Vec<Option<Vec<Key>>>, BTreeMap<Vec<Key>, Vec<usize>>);

/// Rows of two sides that stand beside each other; none of the right side beside a row that has no match.
#[derive(Default)]
struct Pairs {
    left: Vec<usize>,
    right: Vec<Option<usize>>,
}

impl Pairs {
    fn len(&self) -> usize {
        self.left.len()
    }

    fn push(&mut self, left: usize, right: Option<usize>) {
        self.left.push(left);
        self.right.push(right);
    }

    /// Takes over those pairs of a block that fit, and empties it.
    fn take(&mut self, block: &mut Self, fits: &[bool]) {
        let pairs = block.left.drain(..).zip(block.right.drain(..)).zip(fits);
        for ((left, right), _) in pairs.filter(|(_, fits)| **fits) {
            self.push(left, right);
        }
    }

    /// The pairs with those of the left side's `height` rows that have none.
    fn with_unmatched(self, height: usize) -> Self {
        let mut all = Self::default();
        let mut pairs = self.left.into_iter().zip(self.right).peekable();
        for at in 0..height {
            let before = all.len();
            while let Some((_, other)) = pairs.next_if(|(one, _)| *one == at) {
                all.push(at, other);
            }
            if all.len() == before {
                all.push(at, None);
            }
        }
        all
    }

    /// The two sides beside each other. Columns that both have in common stand once.
    fn laid(&self, left: &Relation, right: &Relation, columns: Columns, merged: &[usize]) -> Relation {
        let lefts = index(self.left.iter().copied().map(Some));
        left.beside(right, &lefts, &index(self.right.iter().copied()), columns, merged)
    }
}
