//! A row for each period: of all that there are, of those that a spell has a day in, or of those around a day. What a row loses
//! because the table lacks a period is told, unless the spec says why; what is not over at the status month is no loss.

use std::collections::BTreeMap;

use super::calendar::{Calendar, Lost, Stands};
use super::{Done, ROWS, Ruling, quoted, whole};
use crate::diagnostic::{Code, Finding, Ranged};
use crate::spec::{Each, Which};
use crate::sql::Kind;

/// The column with the number of the period that a day lies in, while its periods are sought.
const OWN: &str = "the number of the period";
/// Those with the numbers of the first and of the last period of a row.
const FIRST: &str = "the number of the first period";
const LAST: &str = "the number of the last period";

impl Ruling<'_> {
    /// A row for each period.
    pub(super) fn each(&mut self, each: &Each) -> Done {
        let (periods, taken) = self.beside(&each.periods, Some(each.take.as_slice()), &[])?;
        if let Which::Around { name, .. } = &each.which {
            self.is_new(name)?;
        }
        let all = self.all_of_a();
        let taken = taken.iter().map(|(name, column)| format!(", b.{} AS {}", quoted(column), quoted(name)));
        let mut taken = taken.collect::<String>();
        let numbered = format!("JOIN {{}} AS b ON b.number >= a.{} AND b.number <= a.{}", quoted(FIRST), quoted(LAST));
        let (join, place) = match &each.which {
            Which::All => ("CROSS JOIN {} AS b".to_owned(), &each.periods),
            Which::Spell { from, to } if self.spell_kind(from, to)? == Kind::Day => {
                self.spells_of_days(each, from, to)?;
                let (first, last) = (quoted(from.as_str()), quoted(to.as_str()));
                // Without an end a spell lasts.
                let lasts = format!("COALESCE(a.{last}, DATE '9999-12-31')");
                (format!("JOIN {{}} AS b ON b.last_day >= a.{first} AND b.first_day <= {lasts}"), from)
            }
            Which::Spell { from, to } => {
                self.spells_of_names(each, from, to)?;
                (numbered, from)
            }
            Which::Around { day, first, last, name } => {
                self.around(each, day, (*first, *last))?;
                taken = format!("{taken}, b.number - a.{} AS {}", quoted(OWN), quoted(name.as_str()));
                (numbered, day)
            }
        };
        let join = join.replace("{}", &quoted(&periods.name));
        let sql = format!("SELECT {all}{taken} FROM {} AS a {join}", quoted(ROWS));
        let made = self.query(&place.span, &sql, &[periods])?;
        self.become_rows(made);
        Ok(())
    }

    /// What the ends of a spell are: days, or what periods are called.
    fn spell_kind(&self, from: &Ranged<String>, to: &Ranged<String>) -> Result<Kind, Finding> {
        match (self.has(from)?, self.has(to)?) {
            (one, other) if one == other && matches!(one, Kind::Day | Kind::Month | Kind::Text | Kind::Whole) => {
                Ok(one)
            }
            (kind, other) => {
                let message = format!(
                    "`{}` holds {} and `{}` {}: no spell runs between them",
                    from.value,
                    kind.in_words(),
                    to.value,
                    other.in_words()
                );
                Err(self
                    .wrong(Code::SqlType, message, &from.span, "where a spell begins")
                    .help("name two columns with days, or two with periods as the table of periods calls them"))
            }
        }
    }

    fn spells_of_days(&self, each: &Each, from: &Ranged<String>, to: &Ranged<String>) -> Done {
        let calendar = self.calendar(&each.periods)?;
        self.filled(std::slice::from_ref(from), "a spell without a first day lies in no period")?;
        let days = |name: &Ranged<String>| self.sql.days(&whole(&quoted(name.as_str()), &name.span), &self.rows.frame);
        let spells: Vec<_> = days(from)?.into_iter().zip(days(to)?).collect();
        let backwards = |(_, (from, to)): &(usize, &_)| matches!((from, to), (Some(from), Some(to)) if to < from);
        self.not_backwards(to, spells.iter().enumerate().filter(backwards).map(|(at, _)| at).collect())?;
        let (Some(first), Some(last)) = (calendar.first(), calendar.last()) else { return Ok(()) };
        let has_gaps = calendar.periods.windows(2).any(|two| Some(two[1].first) > two[0].last.succ_opt());
        let lost = |(at, (from, to)): (usize, &(Option<_>, Option<_>))| {
            let from = (*from)?;
            let lasts = to.is_none_or(|to| to > last.last);
            let has_a_day =
                || calendar.periods.iter().any(|one| one.last >= from && to.is_none_or(|to| one.first <= to));
            let lost = if from < first.first {
                Lost::Before
            } else if lasts && !calendar.reaches {
                Lost::After
            } else if from <= last.last && has_gaps && !has_a_day() {
                Lost::Between
            } else {
                return None;
            };
            Some((at, lost))
        };
        self.none_lost(each, from, &calendar, spells.iter().enumerate().filter_map(lost).collect())
    }

    /// Spells between two periods, each as the table calls it: their numbers.
    fn spells_of_names(&mut self, each: &Each, from: &Ranged<String>, to: &Ranged<String>) -> Done {
        let calendar = self.calendar(&each.periods)?;
        self.filled(std::slice::from_ref(from), "a spell without a beginning lies in no period")?;
        let begins = self.stand(from, &calendar)?;
        let ends = self.stand(to, &calendar)?;
        let names = |name: &Ranged<String>| self.keys([name.as_str()]);
        let written: Vec<_> = names(from)?.into_iter().zip(names(to)?).collect();
        // Of names that are not all in the table it is known that they have the order of their days.
        let backwards = |at: &usize| match (begins[*at], ends[*at]) {
            (Some(Stands::In(from)), Some(Stands::In(to))) => to < from,
            (Some(_), Some(_)) => written[*at].1 < written[*at].0,
            _ => false,
        };
        self.not_backwards(to, (0..begins.len()).filter(backwards).collect())?;
        let (Some(first), Some(last)) = (calendar.first(), calendar.last()) else {
            self.none(begins.len());
            return Ok(());
        };
        let (mut spans, mut lost) = (Vec::new(), Vec::new());
        for (at, (begins, ends)) in begins.iter().zip(ends).enumerate() {
            let ends = ends.unwrap_or(Stands::After);
            let span = match (begins.unwrap_or(Stands::Before), ends) {
                (Stands::After, _) | (_, Stands::Before) => None,
                (from, to) => Some((from, to)),
            };
            let span = span.map(|(from, to)| {
                let from = match from {
                    Stands::In(number) | Stands::Between(_, number) => number,
                    Stands::Before | Stands::After => first.number,
                };
                let to = match to {
                    Stands::In(number) | Stands::Between(number, _) => number,
                    Stands::Before | Stands::After => last.number,
                };
                (from, to)
            });
            lost.extend(
                match (*begins, ends) {
                    (Some(Stands::Before), _) => Some(Lost::Before),
                    (_, Stands::After) if !calendar.reaches => Some(Lost::After),
                    (Some(Stands::Between(..)), _) | (_, Stands::Between(..)) => Some(Lost::Between),
                    _ if span.is_some_and(|(from, to)| !calendar.has_all(from, to)) => Some(Lost::Between),
                    _ => None,
                }
                .map(|lost| (at, lost)),
            );
            spans.push(span);
        }
        self.none_lost(each, from, &calendar, lost)?;
        self.numbered(FIRST, spans.iter().map(|span| span.map(|(first, _)| first)).collect());
        self.numbered(LAST, spans.iter().map(|span| span.map(|(_, last)| last)).collect());
        Ok(())
    }

    /// Where the periods stand that a column names; a text that is no period's name would be read as a time that it is not.
    fn stand(&self, name: &Ranged<String>, calendar: &Calendar) -> Result<Vec<Option<Stands>>, super::Refused> {
        let Some(one) = calendar.first() else { return Ok(vec![None; self.rows.frame.height()]) };
        let texts = self.sql.texts(&whole(&quoted(name.as_str()), &name.span), &self.rows.frame)?;
        let (mut stand, mut strange) = (Vec::with_capacity(texts.len()), Vec::new());
        for (at, text) in texts.iter().enumerate() {
            let stands = text.as_deref().map(|text| calendar.named(text));
            if stands == Some(None) {
                strange.push(at);
            }
            stand.push(stands.flatten());
        }
        if strange.is_empty() {
            return Ok(stand);
        }
        let message = format!(
            "`{}` is none of the periods in {} of {} rows of the view `{}`",
            name.value,
            strange.len(),
            texts.len(),
            self.view.name.value
        );
        let finding = self
            .wrong(Code::OutsidePeriods, message, &name.span, "must be called as the table of periods calls them")
            .help(format!("write it as in `{}`, or correct the rows in the register", one.name));
        Err(self.refused(finding, strange))
    }

    /// The periods around the one that a day lies in.
    fn around(&mut self, each: &Each, day: &Ranged<String>, (first, last): (Option<i32>, Option<i32>)) -> Done {
        self.is_day(day)?;
        let calendar = self.calendar_of_days(&each.periods)?;
        self.filled(std::slice::from_ref(day), "a row without it lies around no day")?;
        let days = self.sql.days(&whole(&quoted(day.as_str()), &day.span), &self.rows.frame)?;
        let (Some(least), Some(most)) = (calendar.first(), calendar.last()) else {
            self.numbered(OWN, vec![None; days.len()]);
            self.none(days.len());
            return Ok(());
        };
        let (mut own, mut lost) = (Vec::new(), Vec::new());
        for (at, day) in days.into_iter().enumerate() {
            let Some(day) = day else {
                own.push(None);
                continue;
            };
            let number = match calendar.day(day) {
                Stands::In(number) => Some(number),
                // It lies in the period that is running, the one after the last; what has not happened yet has no periods.
                Stands::After if calendar.reaches => {
                    calendar.status.filter(|status| day <= *status).map(|_| most.number + 1)
                }
                _ => None,
            };
            let ends = number.map(|number| {
                // Where no end is said those of the table are; what is not over is not known yet.
                let from = first.map_or(least.number, |first| number + i64::from(first));
                let to = last.map_or(most.number, |last| number + i64::from(last));
                (from, if calendar.reaches { to.min(most.number) } else { to })
            });
            let loses = match (calendar.day(day), ends) {
                (Stands::Before, _) => Some(Lost::Before),
                (Stands::Between(..), _) => Some(Lost::Between),
                (Stands::After, None) if !calendar.reaches || calendar.status.is_none() => Some(Lost::After),
                (_, Some((from, to))) if from <= to && from < least.number => Some(Lost::Before),
                (_, Some((from, to))) if from <= to && to > most.number => Some(Lost::After),
                (_, Some((from, to))) if !calendar.has_all(from, to) => Some(Lost::Between),
                _ => None,
            };
            lost.extend(loses.map(|lost| (at, lost)));
            own.push(number);
        }
        self.none_lost(each, day, &calendar, lost)?;
        let end = |bound: Option<i32>, open: i64| {
            own.iter().map(|own| own.map(|own| bound.map_or(open, |bound| own + i64::from(bound)))).collect()
        };
        let (begins, ends) = (end(first, least.number), end(last, most.number));
        self.numbered(FIRST, begins);
        self.numbered(LAST, ends);
        self.numbered(OWN, own);
        Ok(())
    }

    /// No row has a period: none is over yet.
    fn none(&mut self, rows: usize) {
        self.numbered(FIRST, vec![None; rows]);
        self.numbered(LAST, vec![None; rows]);
    }

    fn not_backwards(&self, to: &Ranged<String>, rows: Vec<usize>) -> Done {
        if rows.is_empty() {
            return Ok(());
        }
        let (view, all) = (&self.view.name.value, self.rows.frame.height());
        let message =
            format!("`{}` comes before the beginning in {} of {all} rows of the view `{view}`", to.value, rows.len());
        let finding = self
            .wrong(Code::SpellEndsBeforeStart, message, &to.span, "where a spell ends")
            .help("correct the rows in the register, or leave them out with `where`");
        Err(self.refused(finding, rows))
    }

    /// That no row has a period that the table lacks, but where the spec says why.
    fn none_lost(&self, each: &Each, place: &Ranged<String>, calendar: &Calendar, lost: Vec<(usize, Lost)>) -> Done {
        let (Some(first), Some(last)) = (calendar.first(), calendar.last()) else { return Ok(()) };
        if lost.is_empty() || each.outside.is_some() {
            return Ok(());
        }
        let mut counts: BTreeMap<Lost, usize> = BTreeMap::new();
        for (_, lost) in &lost {
            *counts.entry(*lost).or_default() += 1;
        }
        let parts = counts.into_iter().map(|(lost, count)| match lost {
            Lost::Before => format!("{count} before its first, {}", first.name),
            Lost::Between => format!("{count} between those that it has"),
            Lost::After => format!("{count} after its last, {}", last.name),
        });
        let message = format!(
            "{} of {} rows of the view `{}` have periods that `{}` lacks: {}",
            lost.len(),
            self.rows.frame.height(),
            self.view.name.value,
            each.periods.value,
            parts.collect::<Vec<_>>().join("; ")
        );
        let finding = self
            .wrong(Code::OutsidePeriods, message, &place.span, "they would be left out and nobody told")
            .help("let the table of periods have them, such as by an earlier `since`")
            .help("where they are meant to be left out, say so: outside = \"why\"");
        Err(self.refused(finding, lost.into_iter().map(|(at, _)| at)))
    }
}
