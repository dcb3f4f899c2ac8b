//! What a part of an exhibit says of its observations, and that none of it publishes a personal field.

use super::Scope;
use crate::diagnostic::{Code, Finding, Ranged, did_you_mean};
use crate::spec::{Axis, ClassLabels, ClassLimits, Classes, FoundLabels, Goal, LabelsOf, Part, Present, Valued};
use crate::sql::{Columns, Kind, Personal, Wanted};

impl Scope<'_> {
    /// Judges a part; the personal field that its observations' values are made of, where they are.
    pub(super) fn part(&mut self, part: &Part) -> Option<Personal> {
        let columns = self.observed(part)?;
        self.filters(&part.filter, &columns);
        for number in part.weight.iter().chain(&part.baseline).chain(&part.beside.with) {
            self.judge(number, &columns, Wanted::Number);
        }
        for text in [&part.beside.event, &part.beside.cell, &part.beside.cluster].into_iter().flatten() {
            self.judge(text, &columns, Wanted::Any);
        }
        self.filters(&part.beside.versus, &columns);
        let against = part.told.as_ref().and_then(|told| told.against.as_ref());
        if let Some(Goal::Told { least, most }) = against.and_then(|against| against.goal.as_ref()) {
            for number in least.iter().chain(most) {
                self.judge(number, &columns, Wanted::Number);
            }
        }
        if let Some(text) = against.and_then(|against| against.within.as_ref()) {
            self.judge(text, &columns, Wanted::Any);
        }
        for axis in [&part.facet, &part.series, &part.x].into_iter().flatten() {
            self.axis(axis, &columns);
        }
        for end in part.beside.ends.iter().flatten() {
            let personal = self.judge(end, &columns, Wanted::Number).and_then(|known| known.personal);
            self.published(personal.as_ref(), end, "it would be the interval of one row");
        }
        let own = self.own_personal(part);
        match &part.value {
            None => own,
            Some(Valued::Sql(text)) => {
                let personal = self.judge(text, &columns, Wanted::Number)?.personal;
                if part.beside.ends.is_some() {
                    self.published(personal.as_ref(), text, "it would be the value of one row");
                }
                personal
            }
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
            Axis::Classes(classes) => {
                let Classes { of, labels, .. } = classes.as_ref();
                if let ClassLabels::Limits(limits) = labels {
                    return self.limits(of, limits, columns);
                }
                self.labels(of, columns, matches!(labels, ClassLabels::Listed(_)));
                if let ClassLabels::Found(FoundLabels { by, within, .. }) = labels {
                    if let Some(by) = by {
                        self.judge(by, columns, Wanted::Number);
                    }
                    if let Some(within) = within {
                        self.labels_of(within);
                    }
                }
            }
        }
    }

    /// Judges classes of a number: they are whole numbers where the numbers are. An age may be classes, as it may be filters.
    fn limits(&mut self, of: &Ranged<String>, limits: &ClassLimits, columns: &Columns) {
        let Some(known) = self.judge(of, columns, Wanted::Number) else { return };
        let all = limits.limits.iter().chain(&limits.least).chain(&limits.step);
        let Some(part) = all.into_iter().find(|limit| limit.value.fract() != 0.0) else { return };
        if known.kind == Kind::Whole {
            let message = format!("`{}` are whole numbers, and {} is none", of.value, part.value);
            let finding = Finding::error(Code::BadValue, message)
                .at(&self.spec.file, part.span.clone(), "no whole number")
                .help("let classes of whole numbers begin at whole numbers");
            self.findings.push(finding);
        }
    }

    /// Judges the table and the column that labels are read from.
    fn labels_of(&mut self, labels: &LabelsOf) {
        if self.broken.contains(labels.table.as_str()) {
            return;
        }
        let Some(table) = self.tables.iter().find(|table| table.name == labels.table.value) else {
            let names: Vec<&str> = self.tables.iter().map(|table| table.name.as_str()).collect();
            let help = match did_you_mean(labels.table.as_str(), names.iter().copied()) {
                Some(likely) => format!("did you mean `{likely}`?"),
                None => format!("the tables are {}", names.join(", ")),
            };
            let message = format!("there is no table `{}` to read labels from", labels.table.value);
            let place = (labels.table.span.clone(), "not a table of this spec");
            let finding = Finding::error(Code::UnknownName, message).at(&self.spec.file, place.0, place.1);
            self.findings.push(finding.help(help));
            return;
        };
        let columns = table.columns.clone();
        self.filters(&labels.filter, &columns);
        self.named(&labels.column, &columns);
        let personal = columns.named(labels.column.as_str()).and_then(|column| column.personal.clone());
        self.published(personal.as_ref(), &labels.column, "its values would be the labels");
    }

    /// Judges what gives labels. Numbers made of a personal field, such as an age, may be classes that someone listed.
    fn labels(&mut self, text: &Ranged<String>, columns: &Columns, listed: bool) {
        let Some(known) = self.judge(text, columns, Wanted::Any) else { return };
        let is_field = |Personal { field, .. }: &Personal| known.columns == [&**field] && text.value.trim() == &**field;
        let raw = known.personal.as_ref().is_some_and(is_field);
        if !listed || raw || !matches!(known.kind, Kind::Whole | Kind::Truth) {
            self.published(known.personal.as_ref(), text, "what it gives would be the labels");
        }
    }
}
