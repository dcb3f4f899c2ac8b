//! What several rows come to: those of another table for each row of the view, or the view's own for each thing that they are of.

use std::collections::BTreeMap;

use polars::prelude::{Column as FrameColumn, DataFrame, IdxCa, IdxSize, NamedFrom};

use super::{Done, Refused, Ruling};
use crate::diagnostic::{Code, Finding, Ranged};
use crate::spec::{Gather, Grouped};
use crate::sql::{Column, Columns, Kind, Lineage, Table, Wanted};

/// What a row is known by.
type Key = Vec<Option<String>>;

impl Ruling<'_> {
    /// Columns with what the rows of another table come to that belong to a row; of none a count is 0 and a sum is empty.
    pub(super) fn gather(&mut self, gather: &Gather) -> Done {
        let other = self.table(&gather.table)?;
        for (own, theirs) in &gather.by {
            self.are_alike(own, theirs, other)?;
        }
        let wanted = self.wanted_of(other, gather.filter.as_ref())?;
        let mut by_key: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        for (at, key) in self.keys_of(&other.frame, gather.by.iter().map(|(_, theirs)| theirs))?.into_iter().enumerate()
        {
            if wanted[at] {
                by_key.entry(key).or_default().push(at);
            }
        }
        let own = self.keys_of(&self.rows.frame, gather.by.iter().map(|(own, _)| own))?;
        // What is empty is the same as nothing else.
        let of = |key: &Key| if key.iter().all(Option::is_some) { by_key.get(key) } else { None };
        let groups: Vec<Vec<usize>> = own.iter().map(|key| of(key).cloned().unwrap_or_default()).collect();
        self.all_belong(gather, other, wanted.iter().filter(|wanted| **wanted).count(), &by_key, &groups)?;
        for (name, sql) in &gather.columns {
            self.is_new(name)?;
            let (cells, column) = self.sum(name, sql, (&other.frame, &other.columns), &groups, &[])?;
            self.rows.frame.with_column(cells).expect("the column has a cell for each row");
            self.rows.columns.set(column);
        }
        let behind = self.rows.rows.iter().zip(&groups).map(|(rows, group)| {
            let theirs = group.iter().filter_map(|at| other.rows.get(*at)).flatten();
            once(rows.iter().chain(theirs))
        });
        self.rows.rows = behind.collect::<Vec<Lineage>>().into();
        Ok(())
    }

    /// One row of those that are of the same, with what they come to.
    pub(super) fn group(&mut self, group: &Grouped) -> Done {
        for column in &group.per {
            self.has(column)?;
        }
        self.filled(&group.per, "a row without it belongs to nothing")?;
        let keys = self.keys_of(&self.rows.frame, &group.per)?;
        let (mut places, mut groups): (BTreeMap<&Key, usize>, Vec<Vec<usize>>) = (BTreeMap::new(), Vec::new());
        for (at, key) in keys.iter().enumerate() {
            let place = *places.entry(key).or_insert(groups.len());
            if place == groups.len() {
                groups.push(Vec::new());
            }
            groups[place].push(at);
        }
        let first = groups.iter().filter_map(|group| IdxSize::try_from(group[0]).ok()).collect::<Vec<_>>();
        let first = IdxCa::new("first".into(), first);
        let (mut cells, mut columns) = (Vec::new(), Columns::default());
        for name in &group.per {
            let column = self.rows.frame.column(name.as_str()).expect("it has been looked for");
            cells.push(column.take(&first).expect("the groups are of its rows"));
            columns.0.extend(self.rows.columns.named(name.as_str()).cloned());
        }
        let keys: Vec<&str> = group.per.iter().map(Ranged::as_str).collect();
        for (name, sql) in &group.columns {
            if columns.named(name.as_str()).is_some() {
                let message = format!("the rows are grouped per `{}`", name.value);
                let finding = self.wrong(Code::DoubleName, message, &name.span, "of the same name");
                return Err(finding.help("give it another name").into());
            }
            let (sum, column) = self.sum(name, sql, (&self.rows.frame, &self.rows.columns), &groups, &keys)?;
            cells.push(sum);
            columns.0.push(column);
        }
        let rows = groups.iter().map(|group| once(group.iter().filter_map(|at| self.rows.rows.get(*at)).flatten()));
        let rows: Vec<Lineage> = rows.collect();
        let frame = DataFrame::new(groups.len(), cells).expect("the columns have a cell for each group");
        self.rows = Table { frame, columns, rows: rows.into(), ..self.rows.clone() };
        Ok(())
    }

    /// A column with what each group of rows comes to.
    pub(super) fn sum(
        &self,
        name: &Ranged<String>,
        sql: &Ranged<String>,
        (frame, columns): (&DataFrame, &Columns),
        groups: &[Vec<usize>],
        keys: &[&str],
    ) -> Result<(FrameColumn, Column), Finding> {
        let known = if self.judging { Some(self.sql.check_grouped(sql, columns, keys)?) } else { None };
        let cells = self.sql.grouped(sql, frame, groups, keys)?.with_name(name.as_str().into());
        let column = match known {
            Some(known) => {
                let column = Column::new(name.as_str(), known.kind).made_of(known.personal);
                Column { may_be_empty: known.may_be_empty, ..column }
            }
            None => Column::new(name.as_str(), Kind::of(cells.dtype()).unwrap_or(Kind::Text)),
        };
        Ok((cells, column))
    }

    /// That two columns hold the same kind of thing, so that one can be found by the other.
    fn are_alike(&self, own: &Ranged<String>, theirs: &Ranged<String>, other: &Table) -> Result<(), Finding> {
        let (one, two) = (self.has_of(own, theirs, other)?, self.has_column(theirs, &other.columns)?);
        if one == two || one.is_number() && two.is_number() {
            return Ok(());
        }
        let message = format!(
            "`{}` holds {} and `{}` of `{}` {}",
            own.value,
            one.in_words(),
            theirs.value,
            other.name,
            two.in_words()
        );
        let finding = self.wrong(Code::SqlType, message, &own.span, "is never the same");
        Err(finding.help("let both hold the same kind, with CAST in the view below"))
    }

    /// Which rows of the other table are meant.
    fn wanted_of(&self, other: &Table, filter: Option<&Ranged<String>>) -> Result<Vec<bool>, Finding> {
        let Some(filter) = filter else { return Ok(vec![true; other.frame.height()]) };
        if self.judging {
            self.sql.check(filter, &other.columns, Wanted::Condition)?;
        }
        self.sql.mask(filter, &other.frame)
    }

    fn keys_of<'n>(
        &self,
        frame: &DataFrame,
        columns: impl IntoIterator<Item = &'n Ranged<String>>,
    ) -> Result<Vec<Key>, Finding> {
        let mut keys = vec![Vec::new(); frame.height()];
        for name in columns {
            let texts = self.sql.texts(&super::whole(&super::quoted(name.as_str()), &name.span), frame)?;
            keys.iter_mut().zip(texts).for_each(|(key, text)| key.push(text));
        }
        Ok(keys)
    }

    /// That each row of the other table that is meant belongs to a row of the view, but where the spec says why.
    fn all_belong(
        &self,
        gather: &Gather,
        other: &Table,
        of: usize,
        by_key: &BTreeMap<Key, Vec<usize>>,
        groups: &[Vec<usize>],
    ) -> Done {
        let mut belongs = vec![false; other.frame.height()];
        groups.iter().flatten().for_each(|at| belongs[*at] = true);
        let lost: Vec<usize> = by_key.values().flatten().copied().filter(|at| !belongs[*at]).collect();
        if lost.is_empty() || gather.outside.is_some() {
            return Ok(());
        }
        let message = format!(
            "{} of {of} rows of `{}` belong to no row of the view `{}`",
            lost.len(),
            other.name,
            self.view.name.value
        );
        let finding = self
            .wrong(Code::ViewRows, message, &gather.table.span, "some of its rows would count nowhere")
            .help("let the view have a row for each of them, or leave them out with the `where` of `gather`")
            .help("where they are meant to be left out, say so: outside = \"why\"");
        let mut lost = lost;
        lost.sort_unstable();
        let rows = lost.into_iter().filter_map(|at| other.rows.get(at)?.first().copied()).collect();
        Err(Refused { finding, rows })
    }
}

/// Rows in order, each once.
pub(super) fn once<'r>(rows: impl Iterator<Item = &'r u64>) -> Lineage {
    let mut rows: Lineage = rows.copied().collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}
