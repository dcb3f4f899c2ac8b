//! SELECT: from the rows of its tables to its own columns.

use std::collections::{BTreeMap, BTreeSet};

use sqlparser::ast::{
    Distinct, Expr, GroupByExpr, Ident, ObjectName, OrderByExpr, Select, SelectItem, SelectItemQualifiedWildcardKind,
    Spanned, WildcardAdditionalOptions,
};

use super::super::compute::{self, Rows};
use super::super::group::{aggregated, compared, over_groups};
use super::super::tree::{Node, Typed};
use super::super::typing::{AggregateCall, Gathered, Order, Outer, Typist, Windowed};
use super::super::{Column, Columns, Value};
use super::key::Key;
use super::relation::{Given, Relation, in_order};
use super::{Engine, Known, distinct};
use crate::diagnostic::{Code, Finding};

/// A column that a SELECT gives.
struct Item {
    name: String,
    typed: Typed,
    /// Whether its values may be written out in the query.
    written: bool,
}

/// The rows that a SELECT is computed over: those of its tables, or groups of them.
struct Over {
    rows: Rows,
    of: Relation,
}

impl Over {
    /// Only the rows at these places.
    fn at(self, places: &[usize], used: &BTreeSet<usize>) -> Self {
        let slots = self.rows.slots.iter().map(|slot| {
            let picked = |at: &usize| slot.get(*at).cloned().unwrap_or(Value::Nothing);
            if slot.is_empty() { Vec::new() } else { places.iter().map(picked).collect() }
        });
        let slots = slots.collect();
        let of = self.of.at(places);
        Self { rows: Rows { slots, ..of.cells(used) }, of }
    }

    fn height(&self) -> usize {
        self.of.height()
    }
}

impl Engine<'_> {
    pub(super) fn select(
        &self,
        select: &Select,
        order: &[OrderByExpr],
        known: &[Known<'_>],
    ) -> Result<Relation, Finding> {
        self.refuse_of_select(select)?;
        let mut relation = self.from(&select.from, known)?;
        if let Some(filter) = &select.selection {
            relation = self.filtered(relation, filter)?;
        }
        let columns = relation.columns.clone();
        let keys = self.keys(select, &columns)?;
        let gathered = Gathered { slots: keys.len(), ..Gathered::default() };
        let outer = Outer { gathered, may_have_no_rows: keys.is_empty(), ..Outer::default() };
        let typist = self.typist(&columns, Some(outer));

        let mut items = self.items(select, &typist, &columns)?;
        let having = select.having.as_ref().map(|having| typist.condition(having)).transpose()?;
        let qualify = select.qualify.as_ref().map(|qualify| typist.condition(qualify)).transpose()?;
        let is_distinct = matches!(select.distinct, Some(Distinct::Distinct));
        let on = match &select.distinct {
            Some(Distinct::On(on)) => {
                on.iter().map(|one| self.by_name(one, &items, &typist)).collect::<Result<Vec<_>, _>>()?
            }
            _ => Vec::new(),
        };
        if !on.is_empty() && order.is_empty() {
            let help = "say which row of each is kept: ORDER BY";
            return Err(self.not_offered("DISTINCT ON without ORDER BY leaves to chance which rows are kept", help));
        }
        let mut sorted = Vec::with_capacity(order.len());
        for one in order {
            let mut made = match self.output(&one.expr, &items)? {
                Some(by) => Order { by, descending: false, empty_first: false },
                None => Order { by: typist.expression(&one.expr)?, descending: false, empty_first: false },
            };
            made.descending = one.options.asc == Some(false);
            made.empty_first = one.options.nulls_first.unwrap_or(made.descending);
            sorted.push(made);
        }
        if is_distinct && sorted.iter().any(|order| !items.iter().any(|item| item.typed == order.by)) {
            let help = "order by a column that the query gives";
            return Err(self.not_offered("with DISTINCT, rows are ordered by what they show", help));
        }

        let mut gathered = typist.outer.map(|outer| outer.into_inner().gathered).unwrap_or_default();
        let grouped = !keys.is_empty() || !gathered.aggregates.is_empty() || having.is_some();
        let slots: Vec<(Typed, usize)> = keys.iter().cloned().zip(0..).collect();
        let over = |typed: Typed| if grouped { over_groups(typed, &slots, &columns, self.text) } else { Ok(typed) };
        for item in &mut items {
            // Over groups no more is known of where a value is from.
            item.written = may_be_written(&item.typed, &columns, &gathered);
            item.typed = over(item.typed.clone())?;
        }
        let having = having.map(over).transpose()?;
        let qualify = qualify.map(over).transpose()?;
        let on = on.into_iter().map(over).collect::<Result<Vec<_>, _>>()?;
        for order in &mut sorted {
            order.by = over(order.by.clone())?;
        }
        let mut looked_at = BTreeSet::new();
        for (_, call) in &mut gathered.windows {
            call.each_part(&mut |typed| {
                looked_at.extend(typed.columns());
                over(typed)
            })?;
        }
        self.judge_conditions(&columns, having.iter().chain(&qualify))?;

        // Groups have no columns, and what is told of them stands in slots.
        let mut used: BTreeSet<usize> = BTreeSet::new();
        if !grouped {
            used.extend(items.iter().flat_map(|item| item.typed.columns()));
            used.extend(qualify.iter().chain(&on).flat_map(Typed::columns));
            used.extend(sorted.iter().flat_map(|order| order.by.columns()));
            used.extend(looked_at);
        }
        let mut rows = if grouped {
            self.groups(&relation, &keys, &gathered)?
        } else {
            let slots = vec![Vec::new(); gathered.slots];
            Over { rows: Rows { slots, ..relation.cells(&used) }, of: relation }
        };
        if let Some(having) = &having {
            let kept = self.fitting(having, &rows)?;
            rows = rows.at(&kept, &used);
        }
        for (slot, call) in &gathered.windows {
            let (values, looked_at) = self.window(call, &rows.rows, &rows.of)?;
            rows.rows.slots[*slot] = values;
            rows.of = rows.of.coming_from(looked_at);
        }
        if let Some(qualify) = &qualify {
            let kept = self.fitting(qualify, &rows)?;
            rows = rows.at(&kept, &used);
        }
        let places = self.places(&sorted, &on, &rows)?;
        let given = self.given(&items, &rows)?;
        let given = given.at(&places);
        Ok(if is_distinct { distinct(&given) } else { given })
    }

    /// The places of the rows in their order; of those that `on` holds to be the same only the first.
    fn places(&self, sorted: &[Order], on: &[Typed], rows: &Over) -> Result<Vec<usize>, Finding> {
        let mut places: Vec<usize> = (0..rows.height()).collect();
        if !sorted.is_empty() {
            let values: Vec<Vec<Value<'static>>> = sorted
                .iter()
                .map(|order| self.values(&order.by, &rows.rows, rows.height()))
                .collect::<Result<_, _>>()?;
            let of = |at: usize| -> Vec<Value<'static>> { values.iter().map(|values| values[at].clone()).collect() };
            places.sort_by(|one, other| compared(&of(*one), &of(*other), sorted));
        }
        if !on.is_empty() {
            let values: Vec<Vec<Value<'static>>> =
                on.iter().map(|on| self.values(on, &rows.rows, rows.height())).collect::<Result<_, _>>()?;
            let mut seen = BTreeSet::new();
            places.retain(|at| seen.insert(values.iter().map(|values| Key::of(&values[*at])).collect::<Vec<_>>()));
        }
        Ok(places)
    }

    fn filtered(&self, relation: Relation, filter: &Expr) -> Result<Relation, Finding> {
        let all = self.condition(filter, &relation.columns, false)?;
        let used = all.iter().flat_map(Typed::columns).collect();
        let rows = relation.cells(&used);
        let mut kept: Vec<usize> = (0..relation.height()).collect();
        for condition in &all {
            let mut left = Vec::with_capacity(kept.len());
            for at in kept {
                let value = rows.value(condition, at).map_err(|failed| self.sql.failed(self.text.sql, failed))?;
                if value.truth() == Some(true) {
                    left.push(at);
                }
            }
            kept = left;
        }
        Ok(relation.at(&kept))
    }

    /// What rows are grouped by; a name is a column's first, and else that of a column the query gives.
    fn keys(&self, select: &Select, columns: &Columns) -> Result<Vec<Typed>, Finding> {
        let GroupByExpr::Expressions(all, modifiers) = &select.group_by else {
            return Err(self.not_offered("GROUP BY ALL is not offered", "name what rows are grouped by"));
        };
        if !modifiers.is_empty() {
            return Err(self.not_offered(
                "this GROUP BY is not offered",
                "write each grouping as a query of its own, with UNION ALL",
            ));
        }
        let typist = self.typist(columns, None);
        all.iter()
            .map(|one| {
                let item = |at: usize| match select.projection.get(at) {
                    Some(SelectItem::UnnamedExpr(expression) | SelectItem::ExprWithAlias { expr: expression, .. }) => {
                        typist.expression(expression)
                    }
                    _ => Err(self.not_offered("`*` cannot be grouped by", "name what rows are grouped by")),
                };
                if let Some(at) = self.ordinal(one, select.projection.len())? {
                    return item(at);
                }
                if let Expr::Identifier(name) = one
                    && columns.named(&name.value).is_none()
                    && let Some(at) = select.projection.iter().position(|item| alias_of(item) == Some(name))
                {
                    return item(at);
                }
                typist.expression(one)
            })
            .collect()
    }

    fn items(&self, select: &Select, typist: &Typist<'_>, columns: &Columns) -> Result<Vec<Item>, Finding> {
        let plain = |options: &WildcardAdditionalOptions| {
            options.opt_exclude.is_none()
                && options.opt_except.is_none()
                && options.opt_rename.is_none()
                && options.opt_replace.is_none()
                && options.opt_ilike.is_none()
        };
        let mut items: Vec<Item> = Vec::new();
        for item in &select.projection {
            match item {
                SelectItem::Wildcard(options) if plain(options) => {
                    items.extend((0..columns.len()).map(|at| self.whole(at, columns, typist)));
                }
                SelectItem::QualifiedWildcard(SelectItemQualifiedWildcardKind::ObjectName(name), options)
                    if plain(options) =>
                {
                    let before = items.len();
                    let table = name.to_string();
                    let own = (0..columns.len()).filter(|at| columns[*at].table == table);
                    items.extend(own.map(|at| self.whole(at, columns, typist)));
                    if items.len() == before {
                        return Err(self.no_table(name));
                    }
                }
                SelectItem::UnnamedExpr(expression) => {
                    let typed = typist.expression(expression)?;
                    items.push(Item { name: called(expression, items.len()), typed, written: false });
                }
                SelectItem::ExprWithAlias { expr, alias } => {
                    if alias.value.starts_with('_') {
                        let at = self.text.range(alias.span);
                        let message = format!("the name `{}` begins with `_`", alias.value);
                        return Err(self
                            .text
                            .wrong(Code::SqlColumn, message, at, "such names are the program's own")
                            .help("the rows behind each row are carried by the program: leave `_rows` out"));
                    }
                    let typed = typist.expression(expr)?;
                    items.push(Item { name: alias.value.clone(), typed, written: false });
                }
                _ => {
                    return Err(self.not_offered("this is not offered behind SELECT", "name the columns, or write `*`"));
                }
            }
        }
        for (at, item) in items.iter().enumerate() {
            if items[..at].iter().any(|other| other.name == item.name) {
                return Err(self
                    .text
                    .wrong(
                        Code::DoubleName,
                        format!("the query gives two columns `{}`", item.name),
                        item.typed.place.clone(),
                        "the second",
                    )
                    .help("give one of them another name: AS ..."));
            }
        }
        Ok(items)
    }

    fn whole(&self, at: usize, columns: &Columns, typist: &Typist<'_>) -> Item {
        Item { name: columns[at].name.clone(), typed: typist.column(at, 0..self.text.sql.value.len()), written: false }
    }

    fn no_table(&self, name: &ObjectName) -> Finding {
        let at = self.text.range(name.span());
        self.text
            .wrong(Code::SqlColumn, format!("there is no table `{name}` in this query"), at, "not a table here")
            .help("name the tables in FROM; one that has another name behind AS goes by that")
    }

    /// The column given that ORDER BY names, by its name or its number.
    fn output(&self, expression: &Expr, items: &[Item]) -> Result<Option<Typed>, Finding> {
        if let Some(at) = self.ordinal(expression, items.len())? {
            return Ok(Some(items[at].typed.clone()));
        }
        let Expr::Identifier(name) = expression else { return Ok(None) };
        Ok(items.iter().find(|item| item.name == name.value).map(|item| item.typed.clone()))
    }

    fn by_name(&self, expression: &Expr, items: &[Item], typist: &Typist<'_>) -> Result<Typed, Finding> {
        match self.output(expression, items)? {
            Some(typed) => Ok(typed),
            None => typist.expression(expression),
        }
    }

    fn judge_conditions<'t>(&self, columns: &Columns, all: impl Iterator<Item = &'t Typed>) -> Result<(), Finding> {
        let typist = self.typist(columns, None);
        for condition in all {
            typist.drops_no_empty_cells(condition)?;
            typist.can_be_true(condition)?;
        }
        Ok(())
    }

    fn fitting(&self, condition: &Typed, over: &Over) -> Result<Vec<usize>, Finding> {
        let values = self.values(condition, &over.rows, over.height())?;
        Ok((0..over.height()).filter(|at| values[*at].truth() == Some(true)).collect())
    }

    /// The rows gathered by their keys, in the order of their first rows, with the aggregates over each.
    fn groups(&self, relation: &Relation, keys: &[Typed], gathered: &Gathered) -> Result<Over, Finding> {
        let parts = gathered.aggregates.iter().flat_map(|(_, call)| call.parts());
        let rows = relation.cells(&keys.iter().chain(parts).flat_map(Typed::columns).collect());
        let mut groups: Vec<(Vec<Value<'static>>, Vec<usize>)> = Vec::new();
        let mut places: BTreeMap<Vec<Key>, usize> = BTreeMap::new();
        for at in 0..relation.height() {
            let values: Vec<Value<'static>> = keys
                .iter()
                .map(|key| rows.value(key, at).map(Value::owned))
                .collect::<Result<_, _>>()
                .map_err(|failed| self.sql.failed(self.text.sql, failed))?;
            let place = *places.entry(values.iter().map(Key::of).collect()).or_insert(groups.len());
            if place == groups.len() {
                groups.push((values, Vec::new()));
            }
            groups[place].1.push(at);
        }
        // Without keys all rows are one group, even where there are none.
        if keys.is_empty() && groups.is_empty() {
            groups.push((Vec::new(), Vec::new()));
        }
        let mut slots = vec![Vec::new(); gathered.slots];
        for (values, members) in &groups {
            for (slot, value) in values.iter().enumerate() {
                slots[slot].push(value.clone());
            }
            for (slot, call) in &gathered.aggregates {
                let value =
                    aggregated(call, &rows, members).map_err(|failed| self.sql.failed(self.text.sql, failed))?;
                slots[*slot].push(value);
            }
        }
        let behind = |(_, members): &(_, Vec<usize>)| in_order(members.iter().flat_map(|at| relation.lineage(*at)));
        let of = Relation::made(Columns::default(), Vec::new(), groups.iter().map(behind).collect());
        Ok(Over { of, rows: Rows { cells: Vec::new(), slots } })
    }

    fn given(&self, items: &[Item], over: &Over) -> Result<Relation, Finding> {
        let mut columns = Columns::default();
        let mut cells = Vec::new();
        for item in items {
            cells.push(if let Node::Column(at) = item.typed.node {
                Given::Own(at)
            } else {
                let values = self.values(&item.typed, &over.rows, over.height())?;
                Given::Made(compute::column("", item.typed.kind, &values))
            });
            columns.0.push(Column {
                codes: item.typed.codes.clone(),
                may_be_empty: item.typed.may_be_empty,
                personal: item.typed.personal.clone(),
                written: item.written,
                ..Column::new(&item.name, item.typed.kind)
            });
        }
        Ok(over.of.giving(columns, cells))
    }
}

/// Whether a value may be one that is written out in the query, or an aggregate or a window's value of such.
fn may_be_written(typed: &Typed, columns: &Columns, gathered: &Gathered) -> bool {
    let Node::Slot(slot) = typed.node else {
        let of_slots = typed.parts().into_iter().any(|part| has_slot(part) && may_be_written(part, columns, gathered));
        return columns.may_be_written(typed) || of_slots;
    };
    let of = |call: &AggregateCall| call.of.as_ref().is_some_and(|of| columns.may_be_written(of));
    gathered.aggregates.iter().any(|(at, call)| *at == slot && of(call))
        || gathered.windows.iter().filter(|(at, _)| *at == slot).any(|(_, call)| match &call.what {
            Windowed::RowNumber | Windowed::Rank | Windowed::DenseRank => false,
            Windowed::Lag(of, ..) | Windowed::FirstValue(of) | Windowed::LastValue(of) => columns.may_be_written(of),
            Windowed::Aggregate(call) => of(call),
        })
}

fn has_slot(typed: &Typed) -> bool {
    matches!(typed.node, Node::Slot(_)) || typed.parts().into_iter().any(has_slot)
}

fn alias_of(item: &SelectItem) -> Option<&Ident> {
    if let SelectItem::ExprWithAlias { alias, .. } = item { Some(alias) } else { None }
}

/// What a column without a name of its own is called: as PostgreSQL does, by its function or its column.
fn called(expression: &Expr, at: usize) -> String {
    match expression {
        Expr::Identifier(name) => name.value.clone(),
        Expr::CompoundIdentifier(names) => names.last().map(|name| name.value.clone()).unwrap_or_default(),
        Expr::Function(call) => call.name.to_string().to_lowercase(),
        Expr::Cast { expr, .. } | Expr::Nested(expr) => called(expr, at),
        Expr::Extract { .. } => "extract".to_owned(),
        Expr::Case { .. } => "case".to_owned(),
        _ => format!("column{}", at + 1),
    }
}
