//! Amounts in the prices of another year.

use std::collections::BTreeSet;

use super::{Done, ROWS, Ruling, quoted, whole};
use crate::diagnostic::Code;
use crate::spec::Prices;
use crate::sql::Kind;

/// The column with the year of an amount, while it is told.
const YEAR: &str = "the year of the amount";

/// The column with the number of that year.
const THEN: &str = "the index of that year";

/// The column with the number of the year whose prices are wanted.
const NOW: &str = "the index of the other year";

impl Ruling<'_> {
    /// The amounts times the number of the year that is wanted over that of their own; a year without a number is an error.
    pub(super) fn prices(&mut self, prices: &Prices) -> Done {
        let index = self.table(&prices.index)?;
        for column in [&prices.year, &prices.value] {
            let kind = self.has_column(column, &index.columns)?;
            if !kind.is_number() {
                let message = format!("`{}` of `{}` holds {}", column.value, index.name, kind.in_words());
                return Err(self.wrong(Code::SqlType, message, &column.span, "must hold numbers").into());
            }
        }
        let date = format!("a.{}", quoted(prices.date.as_str()));
        let year = match self.has(&prices.date)? {
            Kind::Day => format!("EXTRACT(YEAR FROM {date})"),
            Kind::Whole => date.clone(),
            kind => {
                let message = format!("`{}` holds {}, and neither days nor years", prices.date.value, kind.in_words());
                let wrong = self.wrong(Code::SqlType, message, &prices.date.span, "of which year is the amount?");
                return Err(wrong.help("name a column with days or with years").into());
            }
        };
        let wanted = match &prices.of {
            Some(year) => year.value.to_string(),
            None => "EXTRACT(YEAR FROM a.as_of_end)".to_owned(),
        };
        self.has(&prices.amount)?;
        let (amount, table) = (quoted(prices.amount.as_str()), quoted(&index.name));
        let (of, number) = (quoted(prices.year.as_str()), quoted(prices.value.as_str()));
        let sql = format!(
            "SELECT {}, a.{amount} * n.{number} / i.{number} AS {}, {year} AS {}, i.{number} AS {}, n.{number} AS {} \
             FROM {} AS a LEFT JOIN {table} AS i ON i.{of} = {year} LEFT JOIN {table} AS n ON n.{of} = {wanted}",
            self.all_of_a(),
            quoted(prices.name.as_str()),
            quoted(YEAR),
            quoted(THEN),
            quoted(NOW),
            quoted(ROWS)
        );
        self.are_dated(prices)?;
        let before = self.rows.frame.height();
        let mut made = self.query(&prices.index.span, &sql, &[index])?;
        if made.frame.height() > before {
            let message = format!("the index `{}` has several numbers for one year", index.name);
            let finding = self
                .wrong(Code::NotUnique, message, &prices.index.span, "which of them is meant cannot be told")
                .help("let it have one row a year; see that `year` is the column with the year");
            return Err(finding.into());
        }
        self.has_all_years(prices, &made)?;
        for name in [YEAR, THEN, NOW] {
            let _ = made.frame.drop_in_place(name);
            made.columns.0.retain(|column| column.name != name);
        }
        // Each year has a number and each amount a year, so that only what has no amount has no other.
        let amount = self.rows.columns.named(prices.amount.as_str());
        let may_be_empty = amount.is_some_and(|column| column.may_be_empty);
        if let Some(column) = made.columns.0.iter_mut().find(|column| column.name == prices.name.value) {
            column.may_be_empty = may_be_empty;
        }
        self.become_rows(made);
        Ok(())
    }

    /// That each amount is of some year: sums in fixed prices would lack it, and those in current ones would not.
    fn are_dated(&self, prices: &Prices) -> Done {
        let undated =
            format!("{} IS NULL AND {} IS NOT NULL", quoted(prices.date.as_str()), quoted(prices.amount.as_str()));
        let undated = self.sql.mask(&whole(&undated, &prices.date.span), &self.rows.frame)?;
        let rows: Vec<usize> = (0..undated.len()).filter(|at| undated[*at]).collect();
        if rows.is_empty() {
            return Ok(());
        }
        let message = format!(
            "`{}` is empty in {} of {} rows of the view `{}`, which have an amount",
            prices.date.value,
            rows.len(),
            undated.len(),
            self.view.name.value
        );
        let finding = self.wrong(Code::EmptyKey, message, &prices.date.span, "of which year is the amount?");
        Err(self.refused(finding.help("leave such rows out: where = \"... IS NOT NULL\""), rows))
    }

    /// That the index has a number for each year that amounts are of, and for the one whose prices are wanted.
    fn has_all_years(&self, prices: &Prices, made: &super::Answer) -> Done {
        let cells = |name: &str| {
            let texts = self.sql.texts(&super::whole(&quoted(name), &prices.index.span), &made.frame);
            texts.map(Vec::into_iter)
        };
        let (years, then, now) = (cells(YEAR)?, cells(THEN)?, cells(NOW)?);
        let mut lacking: BTreeSet<String> = BTreeSet::new();
        let mut wanted = true;
        for ((year, then), now) in years.zip(then).zip(now) {
            lacking.extend(year.filter(|_| then.is_none()));
            wanted &= now.is_some();
        }
        let wrong = |message: String, help: &str| {
            Err(self.wrong(Code::ViewRows, message, &prices.index.span, "lacks a year").help(help).into())
        };
        if !lacking.is_empty() {
            let years = lacking.into_iter().collect::<Vec<_>>().join(", ");
            let message = format!(
                "the index `{}` has no number for {years}, and there are amounts of that time",
                prices.index.value
            );
            return wrong(message, "let the index reach so far, or leave those amounts out with `where`");
        }
        if !wanted {
            let message =
                format!("the index `{}` has no number for the year whose prices are wanted", prices.index.value);
            return wrong(message, "let the index reach so far, or say in whose prices: of = 2018");
        }
        Ok(())
    }
}
