//! The columns of a measure's observations.

use super::Scope;
use crate::diagnostic::Ranged;
use crate::spec::{Analysis, LEFT_OUT_AT, Measure, Over, Part, Timeline, in_end};
use crate::sql::{Column, Columns, Kind, Personal, Wanted};

impl Scope<'_> {
    /// Judges what a part measures; the columns of its observations, none where they are not known before.
    pub(super) fn observed(&mut self, part: &Part) -> Option<Columns> {
        let people = match &part.population {
            Some(name) => Some(self.populations.get(name.as_str())?.clone()),
            None => None,
        };
        match (&part.measure, people) {
            (Measure::Analysis(analysis), _) => self.analysed(analysis),
            (Measure::Records { rows, placed }, people) => {
                let mut columns = match &people {
                    Some(people) => self.beside(rows, people)?,
                    None => match self.spec.sequences.iter().find(|one| one.name.value == rows.extract.value) {
                        Some(sequence) => self.records_of(sequence)?,
                        None => self.dated(&rows.extract)?,
                    },
                };
                self.filters(&rows.filter, &columns);
                if let Some(placed) = placed {
                    self.judge(&placed.date, &columns, Wanted::Any);
                    columns.set(Column::new("period", Kind::Text));
                }
                Some(columns)
            }
            (_, None) => None,
            (Measure::Tally { .. }, Some(people)) => Some(people),
            (Measure::Composition { state, also, over }, Some(people)) => {
                let mut columns = self.windows(over, people);
                columns.set(Column::labelled("state", self.state_labels(state.as_str())));
                for state in also {
                    columns.set(Column::labelled(state.as_str(), self.state_labels(state.as_str())));
                }
                Some(columns)
            }
            (Measure::Transition { state }, Some(mut columns)) => {
                let labels = self.state_labels(state.as_str());
                columns.set(Column::new("before_rank", Kind::Whole).or_empty());
                columns.set(Column::new("after_rank", Kind::Whole).or_empty());
                columns.set(Column::labelled("before", labels.clone()));
                columns.set(Column::labelled("after", labels));
                Some(columns)
            }
            (Measure::Level { spells, over }, Some(people)) => {
                self.spells(spells);
                Some(self.windows(over, people))
            }
            (Measure::Amount { bookings, over }, Some(people)) => {
                if let Some(columns) = self.extract(&bookings.extract) {
                    self.filters(
                        bookings.filter.iter().chain(bookings.split.iter().map(|(_, filter)| filter)),
                        &columns,
                    );
                }
                Some(with_split(self.windows(over, people), &bookings.split))
            }
        }
    }

    /// The columns that windows of time add.
    fn windows(&mut self, over: &Over, mut columns: Columns) -> Columns {
        match &over.timeline {
            Timeline::YearsBefore { day, .. } => {
                self.judge(day, &columns, Wanted::Day);
            }
            Timeline::MonthsAround(around) | Timeline::HalfYearsAround(around) | Timeline::BlocksAround(around, _) => {
                self.named(&around.column, &columns);
            }
            _ => {}
        }
        for column in
            [Column::new("period", Kind::Text), Column::new("first_day", Kind::Day), Column::new("last_day", Kind::Day)]
        {
            columns.set(column);
        }
        // Windows that are called by a number have it.
        let numbered = !matches!(
            over.timeline,
            Timeline::StartAndLatest
                | Timeline::Weeks(_)
                | Timeline::Months(_)
                | Timeline::Quarters(_)
                | Timeline::HalfYears(_)
        );
        if numbered {
            columns.set(Column::new("distance", Kind::Whole));
        }
        columns
    }

    fn analysed(&mut self, analysis: &Analysis) -> Option<Columns> {
        match analysis {
            Analysis::Rows(rows) => {
                let columns = self.rows_of(&rows.extract)?;
                self.filters(&rows.filter, &columns);
                let values = rows.values.iter().map(|(_, value)| value);
                for number in rows.value.iter().chain(values).chain(&rows.weight) {
                    self.judge(number, &columns, Wanted::Number);
                }
                Some(with_split(columns, &rows.values))
            }
            Analysis::Totals(totals) => {
                let columns = self.with_month(&totals.per)?;
                self.filters(&totals.filter, &columns);
                if let Some(added) = self.with_month(&totals.extract) {
                    self.judge(&totals.value, &added, Wanted::Number);
                    self.filters(totals.split.iter().map(|(_, filter)| filter), &added);
                }
                Some(with_split(columns, &totals.split))
            }
            Analysis::Sql(query) => self.queried(query),
            Analysis::Calculation(_) | Analysis::Sensitivity(_) => None,
            Analysis::Disposition(wanted) => {
                let whom = self.spec.whom(wanted.population.as_str());
                let mut columns = self.everyone(whom, self.spec.table(whom)?)?;
                columns.set(Column::new(LEFT_OUT_AT, Kind::Whole));
                for at in 0..wanted.ends.len() {
                    columns.set(Column::new(in_end(at), Kind::Truth));
                }
                Some(columns)
            }
        }
    }

    /// The columns of an extract or a view.
    pub(super) fn rows_of(&self, name: &Ranged<String>) -> Option<Columns> {
        if !self.spec.views.iter().any(|view| view.name.value == name.value) {
            return self.with_month(name);
        }
        let mut columns = self.tables.iter().find(|table| table.name == name.value)?.columns.clone();
        columns.set(Column::new("as_of", Kind::Month));
        Some(columns)
    }

    fn with_month(&self, extract: &Ranged<String>) -> Option<Columns> {
        let mut columns = self.extract(extract)?;
        columns.set(Column::new("as_of", Kind::Month));
        Some(columns)
    }

    /// The personal field that a measure's own values are made of, where they are.
    pub(super) fn own_personal(&self, part: &Part) -> Option<Personal> {
        match &part.measure {
            Measure::Analysis(Analysis::Rows(rows)) => {
                let columns = self.rows_of(&rows.extract)?;
                let mut values = rows.value.iter().chain(rows.values.iter().map(|(_, value)| value));
                values.find_map(|value| self.sql.check(value, &columns, Wanted::Number).ok()?.personal)
            }
            Measure::Analysis(Analysis::Totals(totals)) => {
                let added = self.with_month(&totals.extract)?;
                self.sql.check(&totals.value, &added, Wanted::Number).ok()?.personal
            }
            Measure::Analysis(Analysis::Sql(query)) => {
                let answer = self.sql.query(query, &self.tables).ok()?;
                answer.columns.named("value")?.personal.clone()
            }
            Measure::Amount { bookings, .. } => {
                let columns = self.extract(&bookings.extract)?;
                columns.named(bookings.amount.as_str())?.personal.clone()
            }
            _ => None,
        }
    }
}

fn with_split(mut columns: Columns, split: &[(Ranged<String>, Ranged<String>)]) -> Columns {
    if !split.is_empty() {
        columns.set(Column::labelled("split", split.iter().map(|(label, _)| label.value.clone()).collect()));
    }
    columns
}
