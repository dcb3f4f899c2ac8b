//! What was known at the status month, and what holds in it.

use super::{Done, Ruling, quoted, whole};
use crate::diagnostic::{Code, Finding, Ranged};
use crate::sql::{Kind, Wanted};

impl Ruling<'_> {
    /// The rows of which something was known at the status month.
    pub(super) fn known_from(&mut self, day: &Ranged<String>) -> Done {
        let kind = self.sql.check(day, &self.rows.columns, Wanted::Any)?.kind;
        let month = self.status_month_of(kind, day)?;
        self.unjudged(&whole(&format!("({}) <= {month}", day.value), &day.span))
    }

    /// The rows that hold in the status month.
    pub(super) fn holds(&mut self, from: &Ranged<String>, to: &Ranged<String>) -> Done {
        self.filled(std::slice::from_ref(from), "it is not known from when the row holds")?;
        let (begins, ends) = (self.status_month(from)?, self.status_month(to)?);
        let (first, last) = (quoted(from.as_str()), quoted(to.as_str()));
        let sql = format!("{first} <= {begins} AND ({last} >= {ends} OR {last} IS NULL)");
        self.unjudged(&whole(&sql, &from.span))
    }

    /// Filters by what the program wrote itself.
    fn unjudged(&mut self, condition: &Ranged<String>) -> Done {
        let mask = self.sql.mask(condition, &self.rows.frame)?;
        self.only(&mask);
        Ok(())
    }

    /// Days after the status month are read as empty, and what belongs to them.
    pub(super) fn later_is_empty(&mut self, days: &[(Ranged<String>, Vec<Ranged<String>>)]) -> Done {
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
    pub(super) fn missing_codes(&mut self, codes: &[(Ranged<String>, Vec<Ranged<String>>)]) -> Done {
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
            let filled = |rows: &Self| {
                rows.rows.frame.column(column.as_str()).map_or(0, |cells| cells.len() - cells.null_count())
            };
            let before = filled(self);
            let columns = self.giving(|other| {
                (other == column.value).then(|| format!("CASE WHEN {is_one} THEN NULL ELSE {name} END"))
            });
            let made = self.query(&column.span, &format!("SELECT {columns} FROM {}", quoted(super::ROWS)), &[])?;
            self.become_rows(made);
            if !self.judging {
                let found = filled(self) < before;
                self.doubt_codes(column, kind, codes, found)?;
            }
        }
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
