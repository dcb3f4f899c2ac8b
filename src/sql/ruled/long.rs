//! Wide tables made long, and waves of the same held against each other.

use std::collections::{BTreeMap, BTreeSet};

use super::{Done, ROWS, Ruling, quoted, whole};
use crate::diagnostic::{Code, Ranged};
use crate::spec::{Long, Pairs};
use crate::sql::Kind;

impl Ruling<'_> {
    /// A row for each of several columns, with what it is called and what stood in it.
    pub(super) fn long(&mut self, long: &Long) -> Done {
        for (_, column) in &long.columns {
            self.has(column)?;
        }
        let is_one = |name: &str| long.columns.iter().any(|(_, column)| column.value == name);
        let others = self.rows.columns.iter().filter(|column| !is_one(&column.name));
        let mut others: Vec<String> = others.map(|column| quoted(&column.name)).collect();
        for name in [&long.name, &long.value] {
            if others.contains(&quoted(name.as_str())) {
                let message = format!("the rows have a column `{}` already", name.value);
                let finding = self.wrong(Code::DoubleName, message, &name.span, "of the same name");
                return Err(finding.help("give it another name").into());
            }
        }
        others.push(String::new());
        let others = others.join(", ");
        let each = long.columns.iter().map(|(label, column)| {
            format!(
                "SELECT {others}'{}' AS {}, {} AS {} FROM {}",
                label.value.replace('\'', "''"),
                quoted(long.name.as_str()),
                quoted(column.as_str()),
                quoted(long.value.as_str()),
                quoted(ROWS)
            )
        });
        let sql = each.collect::<Vec<_>>().join(" UNION ALL ");
        let made = self.query(&long.columns[0].1.span, &sql, &[])?;
        self.become_rows(made);
        Ok(())
    }

    /// What the same had in two waves, where both are known.
    pub(super) fn pairs(&mut self, pairs: &Pairs) -> Done {
        let wave_kind = self.has(&pairs.wave)?;
        self.has(&pairs.value)?;
        for column in &pairs.per {
            self.has(column)?;
        }
        self.filled(&pairs.per, "a row without it belongs to nothing")?;
        self.filled(std::slice::from_ref(&pairs.wave), "a row without it is of no wave")?;
        self.once_a_wave(pairs)?;
        self.has_wave(pairs, wave_kind)?;
        self.has_an_order_of_waves(pairs, wave_kind)?;
        let (wave, value, rows) = (quoted(pairs.wave.as_str()), quoted(pairs.value.as_str()), quoted(ROWS));
        let per = pairs.per.iter().map(|column| quoted(column.as_str()));
        let (own, same): (Vec<String>, Vec<String>) =
            per.map(|name| (format!("a.{name}"), format!("b.{name} = a.{name}"))).unzip();
        let only = match &pairs.from {
            Some(from) => format!(" AND a.{wave} = {}", self.literal(wave_kind, from)?),
            None => String::new(),
        };
        let mut made = self.in_order([&pairs.wave], |held, order| {
            let order = &order[0];
            let sql = format!(
                "SELECT {}, CONCAT(a.{wave}, '-', b.{wave}) AS pair, a.{value} AS before, b.{value} AS after \
                 FROM {rows} AS a JOIN {rows} AS b ON {} AND b.{order} > a.{order} \
                 WHERE a.{value} IS NOT NULL AND b.{value} IS NOT NULL{only}",
                own.join(", "),
                same.join(" AND ")
            );
            Ok(held.query(&pairs.wave.span, &sql, &[])?)
        })?;
        for name in ["before", "after"] {
            if let Some(column) = made.columns.0.iter_mut().find(|column| column.name == name) {
                column.may_be_empty = false;
            }
        }
        self.become_rows(made);
        Ok(())
    }

    /// That each wave stands at a place of its own: of two at the same neither is the one before.
    fn has_an_order_of_waves(&self, pairs: &Pairs, kind: Kind) -> Done {
        if !kind.is_text() {
            return Ok(());
        }
        let places = self.places(&pairs.wave)?;
        let mut of: BTreeMap<i64, &str> = BTreeMap::new();
        let texts = self.sql.texts(&whole(&quoted(pairs.wave.as_str()), &pairs.wave.span), &self.rows.frame)?;
        let mut twice = Vec::new();
        for (at, (place, text)) in places.iter().zip(&texts).enumerate() {
            if let (Some(place), Some(text)) = (place, text)
                && *of.entry(*place).or_insert(text) != text
            {
                twice.push(at);
            }
        }
        if twice.is_empty() {
            return Ok(());
        }
        let message = format!("`{}` calls a wave by two names that tell the same", pairs.wave.value);
        let finding = self.wrong(Code::SqlType, message, &pairs.wave.span, "neither is the one before");
        Err(self.refused(finding.help("call each wave the same in all rows, such as 1 and not also 01"), twice))
    }

    /// That there is one row of each in a wave: of two neither would be the one before.
    fn once_a_wave(&self, pairs: &Pairs) -> Done {
        let columns = pairs.per.iter().chain([&pairs.wave]).map(Ranged::as_str);
        let mut seen = BTreeSet::new();
        let keys = self.keys(columns)?.into_iter().enumerate();
        let twice: Vec<usize> = keys.filter(|(_, key)| !seen.insert(key.clone())).map(|(at, _)| at).collect();
        if twice.is_empty() {
            return Ok(());
        }
        let message = format!(
            "{} rows of the view `{}` stand beside another of the same in the same wave",
            twice.len(),
            self.view.name.value
        );
        let finding = self
            .wrong(Code::NotUnique, message, &pairs.wave.span, "is not once for each")
            .help("keep one row of each: keep = { latest = \"...\", per = [...] }, or name a further column in `per`");
        Err(self.refused(finding, twice))
    }

    /// That the wave that others are held against is there: of a wave that is called otherwise nobody would have a pair.
    fn has_wave(&self, pairs: &Pairs, kind: Kind) -> Done {
        let Some(from) = &pairs.from else { return Ok(()) };
        let is_it = format!("{} = {}", quoted(pairs.wave.as_str()), self.literal(kind, from)?);
        let found = self.sql.mask(&whole(&is_it, &from.span), &self.rows.frame)?;
        if found.is_empty() || found.contains(&true) {
            return Ok(());
        }
        let message = format!(
            "none of {} rows of the view `{}` is of the wave `{}`",
            found.len(),
            self.view.name.value,
            from.value
        );
        let finding = self.wrong(Code::ViewRows, message, &from.span, "no row has it");
        Err(finding.help("name a wave as the rows do, or leave `from` out to hold each against those after it").into())
    }
}
