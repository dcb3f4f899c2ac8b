//! Views without SQL: each rule is a small query over the rows that those before it leave, so that kinds, empty cells, persons and
//! lineage are told of it as of any query. What the spec writes itself, filters and columns, is judged at its own place.

mod alike;
mod beside;
mod calendar;
mod classes;
mod each;
mod gather;
mod join;
mod keep;
mod long;
mod next;
mod ordered;
mod prices;
mod when;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use polars::prelude::{BooleanChunked, Column as FrameColumn, NamedFrom};

use super::{Answer, Column, Columns, Kind, Lineage, Sql, Table, Wanted};
use crate::diagnostic::{Code, Finding, Ranged, did_you_mean};
use crate::spec::{Making, Rule, Ruled, View};

/// What the rows of a view are called while they are made: no table of a spec is called so.
const ROWS: &str = "the rows of the view";

/// What the rows of a view do not allow, or what is odd about them; and which of them.
#[derive(Debug, Clone)]
pub struct Refused {
    /// What is wrong.
    pub finding: Finding,
    /// A row behind each of those that it is about, in their order; none where it is about all.
    pub rows: Lineage,
}

impl From<Finding> for Refused {
    fn from(finding: Finding) -> Self {
        Self { finding, rows: Lineage::new() }
    }
}

/// A column under the name it gets, and its own name.
type Named = (Ranged<String>, Ranged<String>);

/// What a rule comes to.
type Done = Result<(), Refused>;

impl Sql<'_> {
    /// Judges a view before any row is read; the tables have columns and no rows.
    ///
    /// # Errors
    /// A finding at the part that is wrong.
    pub fn judged_view(&self, view: &View, tables: &[Table]) -> Result<Answer, Finding> {
        self.made(view, tables, true).map(|(answer, _)| answer).map_err(|refused| refused.finding)
    }

    /// The rows of a view, and what is odd about them.
    ///
    /// # Errors
    /// A finding where something fails for some of the rows, or the rows do not allow what a rule asks for.
    pub fn view(&self, view: &View, tables: &[Table]) -> Result<(Answer, Vec<Refused>), Refused> {
        self.made(view, tables, false)
    }

    /// The names of the tables that a view is made from.
    pub fn tables_of_view(&self, view: &View) -> BTreeSet<String> {
        match &view.making {
            Making::Query(query) => self.tables_of(query),
            Making::Ruled(ruled) => ruled.tables().iter().map(|table| table.value.clone()).collect(),
        }
    }

    fn made(&self, view: &View, tables: &[Table], judging: bool) -> Result<(Answer, Vec<Refused>), Refused> {
        match &view.making {
            Making::Query(query) => Ok((self.query(query, tables)?, Vec::new())),
            Making::Ruled(ruled) => {
                let mut ruling = Ruling::of(*self, view, ruled, (tables, judging))?;
                for rule in &ruled.rules {
                    ruling.rule(rule)?;
                }
                let doubts = std::mem::take(&mut ruling.doubts);
                Ok((ruling.answer(), doubts))
            }
        }
    }
}

/// The rows of a view on their way through its rules.
struct Ruling<'a> {
    sql: Sql<'a>,
    view: &'a View,
    tables: &'a [Table],
    /// Whether kinds and empty cells are known, and no rows.
    judging: bool,
    rows: Table,
    /// What is odd about the rows so far, and stops nothing.
    doubts: Vec<Refused>,
}

impl<'a> Ruling<'a> {
    fn of(
        sql: Sql<'a>,
        view: &'a View,
        ruled: &Ruled,
        (tables, judging): (&'a [Table], bool),
    ) -> Result<Self, Finding> {
        let rows = Table::empty(ROWS, Columns::default());
        let mut ruling = Self { sql, view, tables, judging, rows, doubts: Vec::new() };
        let of = ruling.table(&ruled.of)?;
        ruling.rows = Table { name: ROWS.to_owned(), ..of.clone() };
        Ok(ruling)
    }

    fn rule(&mut self, rule: &Rule) -> Done {
        match rule {
            Rule::KnownFrom(column) => self.known_from(column),
            Rule::Holds { from, to } => self.holds(from, to),
            Rule::LaterIsEmpty(days) => self.later_is_empty(days),
            Rule::MissingCodes(codes) => self.missing_codes(codes),
            Rule::Where(filter) => self.filter(filter),
            Rule::Keep(keep) => self.keep(keep),
            Rule::Each(each) => self.each(each),
            Rule::Join(join) => self.join(join),
            Rule::Gather(gather) => self.gather(gather),
            Rule::Next(next) => self.next(next),
            Rule::Prices(prices) => self.prices(prices),
            Rule::Column(name, sql) => self.column(name, sql),
            Rule::Classes { name, of, limits } => self.classes(name, of, limits),
            Rule::Group(group) => self.group(group),
            Rule::Long(long) => self.long(long),
            Rule::Pairs(pairs) => self.pairs(pairs),
        }
    }

    fn answer(self) -> Answer {
        let Table { frame, columns, rows, .. } = self.rows;
        let cells = columns.iter().filter_map(|column| frame.column(&column.name).ok().cloned()).collect();
        let frame = polars::prelude::DataFrame::new(frame.height(), cells).expect("they are columns of one frame");
        Answer { frame, columns, rows: Arc::unwrap_or_clone(rows), ordered: false }
    }

    /// The rows for which a condition holds.
    fn filter(&mut self, condition: &Ranged<String>) -> Done {
        if self.judging {
            self.sql.check(condition, &self.rows.columns, Wanted::Condition)?;
        }
        let mask = self.sql.mask(condition, &self.rows.frame)?;
        self.only(&mask);
        Ok(())
    }

    /// The rows at which the mask holds.
    fn only(&mut self, mask: &[bool]) {
        let kept = BooleanChunked::new("kept".into(), mask);
        self.rows.frame = self.rows.frame.filter(&kept).expect("the mask has a place for each row");
        let rows = self.rows.rows.iter().zip(mask).filter(|(_, kept)| **kept).map(|(rows, _)| rows.clone());
        self.rows.rows = Arc::new(rows.collect());
    }

    /// A further column; one of the same name gives way.
    fn column(&mut self, name: &Ranged<String>, sql: &Ranged<String>) -> Done {
        let known = if self.judging { Some(self.sql.check(sql, &self.rows.columns, Wanted::Any)?) } else { None };
        let cells = self.sql.column(sql, &self.rows.frame)?.with_name(name.as_str().into());
        let column = if let Some(known) = known {
            let column = Column::new(name.as_str(), known.kind).made_of(known.personal);
            Column { codes: known.codes, may_be_empty: known.may_be_empty, ..column }
        } else {
            // A column under another name has the labels that it had.
            let own = sql.value.trim();
            let plain = own.strip_prefix('"').and_then(|own| own.strip_suffix('"')).unwrap_or(own);
            let codes = self.rows.columns.named(plain).and_then(|column| column.codes.clone());
            Column { codes, ..Column::new(name.as_str(), Kind::of(cells.dtype()).unwrap_or(Kind::Text)) }
        };
        self.rows.frame.with_column(cells).expect("the column has a cell for each row");
        self.rows.columns.set(column);
        Ok(())
    }

    /// A column with numbers that the program needs on its way; no row is told of it.
    fn numbered(&mut self, name: &str, numbers: Vec<Option<i64>>) {
        let numbers = FrameColumn::new(name.into(), numbers);
        self.rows.frame.with_column(numbers).expect("the column has a cell for each row");
        self.rows.columns.set(Column::new(name, Kind::Whole));
    }

    /// What a query over the rows and other tables gives; what is wrong with it is wrong at `place`.
    fn query(&self, place: &Range<usize>, sql: &str, others: &[&Table]) -> Result<Answer, Finding> {
        let tables: Vec<Table> = std::iter::once(&self.rows).chain(others.iter().copied()).cloned().collect();
        self.sql.query(&whole(sql, place), &tables)
    }

    /// The rows are now those of a query.
    fn become_rows(&mut self, answer: Answer) {
        let Answer { frame, columns, rows, .. } = answer;
        self.rows = Table { name: ROWS.to_owned(), frame, columns, rows: Arc::new(rows), doubts: Vec::new() };
    }

    /// The columns of the rows as a query gives them, some of them computed otherwise.
    fn giving(&self, changed: impl Fn(&str) -> Option<String>) -> String {
        let columns = self.rows.columns.iter().map(|column| {
            let name = quoted(&column.name);
            changed(&column.name).map_or_else(|| name.clone(), |sql| format!("{sql} AS {name}"))
        });
        columns.collect::<Vec<_>>().join(", ")
    }

    /// The same columns, all as they are, of the rows under the name `a`.
    fn all_of_a(&self) -> String {
        let columns = self.rows.columns.iter().map(|column| format!("a.{}", quoted(&column.name)));
        columns.collect::<Vec<_>>().join(", ")
    }

    /// A table of the spec.
    fn table(&self, name: &Ranged<String>) -> Result<&'a Table, Finding> {
        let tables = self.tables;
        tables.iter().find(|table| table.name == name.value).ok_or_else(|| {
            let names = tables.iter().map(|table| table.name.as_str());
            let finding = Finding::error(Code::UnknownName, format!("there is no table `{}`", name.value)).at(
                self.sql.file,
                name.span.clone(),
                "not a table that is there before this view",
            );
            match did_you_mean(name.as_str(), names.clone()) {
                Some(likely) => finding.help(format!("did you mean `{likely}`?")),
                None => finding.help(format!("the tables are {}", names.collect::<Vec<_>>().join(", "))),
            }
        })
    }

    /// What a column of the rows holds.
    fn has(&self, name: &Ranged<String>) -> Result<Kind, Finding> {
        self.has_column(name, &self.rows.columns)
    }

    /// What a column of the rows holds that is held against one of another table: the rows' own stands first.
    fn has_of(&self, own: &Ranged<String>, theirs: &Ranged<String>, other: &Table) -> Result<Kind, Finding> {
        let is = |columns: &Columns, name: &Ranged<String>| columns.named(name.as_str()).is_some();
        if is(&self.rows.columns, own) || !is(&other.columns, own) || !is(&self.rows.columns, theirs) {
            return self.has(own);
        }
        let message =
            format!("`{}` is a column of `{}`, and `{}` one of the rows here", own.value, other.name, theirs.value);
        let turned = format!("by = {{ {} = {} }}", quoted(theirs.as_str()), quoted(own.as_str()));
        let finding = self.wrong(Code::SqlColumn, message, &own.span, "not a column here");
        Err(finding.help(format!("write the column of the rows first: {turned}")))
    }

    fn has_column(&self, name: &Ranged<String>, columns: &Columns) -> Result<Kind, Finding> {
        columns.named(name.as_str()).map(|column| column.kind).ok_or_else(|| {
            let names = columns.iter().map(|column| column.name.as_str());
            let finding = Finding::error(Code::SqlColumn, format!("there is no column `{}`", name.value)).at(
                self.sql.file,
                name.span.clone(),
                "not a column here",
            );
            match did_you_mean(name.as_str(), names.clone()) {
                Some(likely) => finding.help(format!("did you mean `{likely}`?")),
                None => finding.help(format!("the columns are {}", names.collect::<Vec<_>>().join(", "))),
            }
        })
    }

    /// That none of the rows has any of these columns empty.
    fn filled(&self, columns: &[Ranged<String>], why: &str) -> Done {
        for name in columns {
            let texts = self.sql.texts(&whole(&quoted(name.as_str()), &name.span), &self.rows.frame)?;
            let empty: Vec<usize> = (0..texts.len()).filter(|at| texts[*at].is_none()).collect();
            if !empty.is_empty() {
                let message = format!(
                    "`{}` is empty in {} of {} rows of the view `{}`",
                    name.value,
                    empty.len(),
                    texts.len(),
                    self.view.name.value
                );
                let finding = Finding::error(Code::EmptyKey, message)
                    .at(self.sql.file, name.span.clone(), why)
                    .help("leave such rows out: where = \"... IS NOT NULL\"");
                return Err(self.refused(finding, empty));
            }
        }
        Ok(())
    }

    /// The texts of some columns, row by row.
    fn keys<'n>(&self, columns: impl IntoIterator<Item = &'n str>) -> Result<Vec<Vec<Option<String>>>, Finding> {
        let mut keys = vec![Vec::new(); self.rows.frame.height()];
        for name in columns {
            let texts = self.sql.texts(&whole(&quoted(name), &self.view.place()), &self.rows.frame)?;
            for (key, text) in keys.iter_mut().zip(texts) {
                key.push(text);
            }
        }
        Ok(keys)
    }

    /// A finding of the rows.
    fn wrong(&self, code: Code, message: String, place: &Range<usize>, label: &str) -> Finding {
        Finding::error(code, message).at(self.sql.file, place.clone(), label)
    }

    /// The same with the rows that it is about.
    fn refused(&self, finding: Finding, rows: impl IntoIterator<Item = usize>) -> Refused {
        let rows = rows.into_iter().filter_map(|at| self.rows.rows.get(at)?.first().copied());
        Refused { finding, rows: rows.collect() }
    }

    /// A value as the file writes it, as a column of that kind takes it.
    fn literal(&self, kind: Kind, text: &Ranged<String>) -> Result<String, Finding> {
        let number = || text.value.replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite());
        match kind {
            Kind::Whole | Kind::Number => number().map(|number| number.to_string()),
            Kind::Text | Kind::Month | Kind::Nothing => Some(format!("'{}'", text.value.replace('\'', "''"))),
            Kind::Day => text.value.parse::<chrono::NaiveDate>().ok().map(|day| format!("DATE '{day}'")),
            Kind::Truth => None,
        }
        .ok_or_else(|| {
            let message = format!("`{}` is nothing that the column holds", text.value);
            self.wrong(Code::SqlType, message, &text.span, &format!("the column holds {}", kind.in_words()))
                .help("write it as the file does; a day as 2018-02-01")
        })
    }
}

/// SQL that the program writes for something in the spec: what is wrong with it is wrong with the whole of that.
fn whole(sql: &str, place: &Range<usize>) -> Ranged<String> {
    // A text that is longer than its place has no parts there.
    Ranged::new(format!("{sql:width$}", width = place.len() + 1), place.clone())
}

/// A column's or a table's name as SQL takes it, whatever it is.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
