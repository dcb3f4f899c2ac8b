//! What a part of an exhibit says of its observations, and that none of it publishes a personal field.

use super::Scope;
use crate::spec::{Axis, ClassLabels, Classes, Part, Present, Ranged, Valued};
use crate::sql::{Columns, Kind, Wanted};

impl Scope<'_> {
    /// Judges a part; the personal field that its observations' values are made of, where they are.
    pub(super) fn part(&mut self, part: &Part) -> Option<String> {
        let columns = self.observed(part)?;
        self.filters(&part.filter, &columns);
        for number in part.weight.iter().chain(&part.baseline).chain(&part.beside.with) {
            self.judge(number, &columns, Wanted::Number);
        }
        for text in [&part.beside.event, &part.beside.cell, &part.beside.cluster].into_iter().flatten() {
            self.judge(text, &columns, Wanted::Any);
        }
        self.filters(&part.beside.versus, &columns);
        for axis in [&part.facet, &part.series, &part.x].into_iter().flatten() {
            self.axis(axis, &columns);
        }
        let own = self.own_personal(part);
        match &part.value {
            None => own,
            Some(Valued::Sql(text)) => self.judge(text, &columns, Wanted::Number)?.personal,
            Some(Valued::Length { from, to, .. }) => {
                let ends = [from, to].map(|end| self.judge(end, &columns, Wanted::Day)?.personal);
                ends.into_iter().flatten().next()
            }
            Some(Valued::Present(Present { of, year, .. })) => {
                let parts = [of, year].map(|part| self.judge(part, &columns, Wanted::Number)?.personal);
                parts.into_iter().flatten().next()
            }
        }
    }

    fn axis(&mut self, axis: &Axis, columns: &Columns) {
        match axis {
            Axis::Column(name) => {
                let personal = columns.named(name.as_str()).and_then(|column| column.personal.clone());
                self.published(personal.as_ref(), name, "its values would be the labels");
            }
            Axis::States(_) => {}
            Axis::Labels(labels) => self.filters(labels.iter().map(|(_, filter)| filter), columns),
            Axis::Range { of, until } => {
                for text in [of].into_iter().chain(until) {
                    self.labels(text, columns, false);
                }
            }
            Axis::Classes(Classes { of, labels, .. }) => {
                self.labels(of, columns, matches!(labels, ClassLabels::Listed(_)));
            }
        }
    }

    /// Judges what gives labels. Numbers made of a personal field, such as an age, may be classes that someone listed.
    fn labels(&mut self, text: &Ranged<String>, columns: &Columns, listed: bool) {
        let Some(known) = self.judge(text, columns, Wanted::Any) else { return };
        let raw =
            known.personal.as_ref().is_some_and(|field| known.columns == [field.clone()] && text.value.trim() == field);
        if !listed || raw || !matches!(known.kind, Kind::Whole | Kind::Truth) {
            self.published(known.personal.as_ref(), text, "what it gives would be the labels");
        }
    }
}
