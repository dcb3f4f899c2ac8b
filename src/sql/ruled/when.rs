//! What was known at the status month, and what holds in it.

use super::{Ruling, quoted, whole};
use crate::diagnostic::{Code, Finding};
use crate::spec::{Each, Ranged, Which};
use crate::sql::{Kind, Wanted};

impl Ruling<'_> {
    /// The rows of which something was known at the status month.
    pub(super) fn known_from(&mut self, day: &Ranged<String>) -> Result<(), Finding> {
        let kind = self.sql.check(day, &self.rows.columns, Wanted::Any)?.kind;
        let month = self.status_month_of(kind, day)?;
        self.unjudged(&whole(&format!("({}) <= {month}", day.value), &day.span))
    }

    /// The rows that hold in the status month.
    pub(super) fn holds(&mut self, from: &Ranged<String>, to: &Ranged<String>) -> Result<(), Finding> {
        let (begins, ends) = (self.status_month(from)?, self.status_month(to)?);
        let (first, last) = (quoted(from.as_str()), quoted(to.as_str()));
        let sql = format!("{first} <= {begins} AND ({last} >= {ends} OR {last} IS NULL)");
        self.unjudged(&whole(&sql, &from.span))
    }

    /// Filters by what the program wrote itself.
    fn unjudged(&mut self, condition: &Ranged<String>) -> Result<(), Finding> {
        let mask = self.sql.mask(condition, &self.rows.frame)?;
        self.only(&mask);
        Ok(())
    }

    /// Days after the status month are read as empty, and what belongs to them.
    pub(super) fn later_is_empty(&mut self, days: &[(Ranged<String>, Vec<Ranged<String>>)]) -> Result<(), Finding> {
        for (day, others) in days {
            let month = self.status_month(day)?;
            for other in others {
                self.has(other)?;
            }
            let name = quoted(day.as_str());
            let belongs = |column: &str| column == day.value || others.iter().any(|other| other.value == column);
            let columns = self.giving(|column| {
                belongs(column)
                    .then(|| format!("CASE WHEN {name} IS NULL OR {name} <= {month} THEN {} END", quoted(column)))
            });
            let made = self.query(&day.span, &format!("SELECT {columns} FROM {}", quoted(super::ROWS)), &[])?;
            self.become_rows(made);
        }
        Ok(())
    }

    /// Codes that are no answer are read as empty.
    pub(super) fn missing_codes(&mut self, codes: &[(Ranged<String>, Vec<Ranged<String>>)]) -> Result<(), Finding> {
        for (column, codes) in codes {
            let kind = self.has(column)?;
            let literals = codes.iter().map(|code| self.literal(kind, code)).collect::<Result<Vec<_>, _>>()?;
            if literals.is_empty() {
                continue;
            }
            let name = quoted(column.as_str());
            let is_one = format!("{name} IN ({})", literals.join(", "));
            if self.judging {
                // A code that the code list does not have is a slip.
                self.sql.check(&whole(&is_one, &column.span), &self.rows.columns, Wanted::Condition)?;
            }
            let columns = self.giving(|other| {
                (other == column.value).then(|| format!("CASE WHEN {is_one} THEN NULL ELSE {name} END"))
            });
            let made = self.query(&column.span, &format!("SELECT {columns} FROM {}", quoted(super::ROWS)), &[])?;
            self.become_rows(made);
        }
        Ok(())
    }

    /// A row for each period that a spell has a day in, or that lies around a day.
    pub(super) fn each(&mut self, each: &Each) -> Result<(), Finding> {
        let periods = self.table(&each.periods)?;
        for needed in ["period", "number", "first_day", "last_day"] {
            self.is_of_periods(&each.periods, needed)?;
        }
        for (_, column) in &each.take {
            self.has_column(column, &periods.columns)?;
        }
        let taken = each
            .take
            .iter()
            .map(|(name, column)| format!(", b.{} AS {}", quoted(column.as_str()), quoted(name.as_str())));
        let (all, taken, table) = (self.all_of_a(), taken.collect::<String>(), quoted(&periods.name));
        let from = quoted(super::ROWS);
        let (sql, place) = match &each.which {
            Which::Spell { from: begins, to: ends } => {
                let kind = self.has(begins)?;
                let other = self.has(ends)?;
                let (first, last) = (quoted(begins.as_str()), quoted(ends.as_str()));
                let on = match (kind, other) {
                    (Kind::Day, Kind::Day) => {
                        format!("b.last_day >= a.{first} AND b.first_day <= COALESCE(a.{last}, DATE '9999-12-31')")
                    }
                    // Without an end a spell lasts: the greatest name that a period can have.
                    (Kind::Month, Kind::Month) => {
                        format!("b.period >= a.{first} AND b.period <= COALESCE(a.{last}, '9999-12')")
                    }
                    (Kind::Text, Kind::Text) => {
                        format!("b.period >= a.{first} AND b.period <= COALESCE(a.{last}, '9999Z')")
                    }
                    _ => {
                        let message = format!(
                            "`{}` holds {} and `{}` {}: no spell runs between them",
                            begins.value,
                            kind.in_words(),
                            ends.value,
                            other.in_words()
                        );
                        return Err(self.wrong(Code::SqlType, message, &begins.span, "where a spell begins").help(
                            "name two columns with days, or two with periods as the table of periods calls them",
                        ));
                    }
                };
                (format!("SELECT {all}{taken} FROM {from} AS a JOIN {table} AS b ON {on}"), &begins.span)
            }
            Which::Around { day, first, last, name } => {
                self.is_day(day)?;
                let day_of_a = format!("a.{}", quoted(day.as_str()));
                let bounds = first
                    .iter()
                    .map(|first| format!(" AND b.number >= e.number + {first}"))
                    .chain(last.iter().map(|last| format!(" AND b.number <= e.number + {last}")));
                let bounds = bounds.collect::<String>().replace("+ -", "- ");
                let sql = format!(
                    "SELECT {all}{taken}, b.number - e.number AS {} FROM {from} AS a \
                     JOIN {table} AS e ON {day_of_a} >= e.first_day AND {day_of_a} <= e.last_day \
                     JOIN {table} AS b ON b.number >= 0{bounds}",
                    quoted(name.as_str())
                );
                (sql, &day.span)
            }
        };
        let made = self.query(place, &sql, &[periods])?;
        self.become_rows(made);
        Ok(())
    }

    /// That a column holds days.
    pub(super) fn is_day(&self, column: &Ranged<String>) -> Result<(), Finding> {
        let kind = self.has(column)?;
        if kind == Kind::Day {
            return Ok(());
        }
        let message = format!("`{}` holds {}, and no days", column.value, kind.in_words());
        Err(self
            .wrong(Code::SqlType, message, &column.span, "not a day")
            .help("name a column whose layout says that it holds dates"))
    }

    /// That a table is one of periods.
    pub(super) fn is_of_periods(&self, table: &Ranged<String>, column: &str) -> Result<(), Finding> {
        if self.table(table)?.columns.named(column).is_some() {
            return Ok(());
        }
        let message = format!("`{}` has no column `{column}`, and so is no table of periods", table.value);
        Err(self
            .wrong(Code::SqlColumn, message, &table.span, "not made by [periods]")
            .help("name one of [periods], such as weeks = { of = \"weeks\", since = \"2016-01\" }"))
    }

    /// What a day, a month or a year is held against to tell whether it lies in or before the status month.
    fn status_month(&self, column: &Ranged<String>) -> Result<&'static str, Finding> {
        self.status_month_of(self.has(column)?, column)
    }

    fn status_month_of(&self, kind: Kind, column: &Ranged<String>) -> Result<&'static str, Finding> {
        let column_of = match kind {
            Kind::Day => "as_of_end",
            Kind::Month => "as_of",
            // Once there are rows a month is a text; that it is no other was judged before.
            Kind::Text if !self.judging => "as_of",
            Kind::Whole => "EXTRACT(YEAR FROM as_of_end)",
            _ => {
                let message =
                    format!("`{}` is {}, which cannot be held against the status month", column.value, kind.in_words());
                return Err(self
                    .wrong(Code::SqlType, message, &column.span, "neither a day, a month nor a year")
                    .help("name a column with days, months or years; weeks are joined to [periods] first"));
            }
        };
        let needed = if column_of == "as_of" { "as_of" } else { "as_of_end" };
        if self.rows.columns.named(needed).is_none() {
            let message = format!("these rows do not say the status month: they have no column `{needed}`");
            return Err(self.wrong(Code::SqlColumn, message, &column.span, "is held against the status month").help(
                "let the view that they are of give it too (SELECT ..., as_of, as_of_end), or say this rule there",
            ));
        }
        Ok(column_of)
    }
}
