//! Kinds of units: what is of one kind is told by what is of the same.

use std::ops::Range;

use super::super::{Whom, units};
use super::Checker;
use crate::diagnostic::{Code, Ranged};
use crate::spec::UnitKind;

impl Checker<'_> {
    /// The tables of `[units]`, and who says that they are of one.
    pub(super) fn units(&mut self) {
        let spec = self.spec;
        let names = || spec.units.iter().map(|kind| kind.name.as_str());
        for (at, kind) in spec.units.iter().enumerate() {
            self.about(&kind.table.extract, Whom::Unit(at));
            for (name, _) in &kind.rows {
                let extracts = spec.extracts.iter().map(|extract| extract.name.as_str());
                let views = spec.views.iter().map(|view| view.name.as_str());
                self.resolve("extract or view", name, extracts.chain(views));
            }
        }
        for view in spec.views.iter().filter(|view| view.person.is_none()) {
            if let Some([from, _]) = view.spell.as_ref().filter(|_| !spec.stands(view)) {
                let message = format!(
                    "a spell is somebody's, and nothing says whom a row of the view `{}` is about",
                    view.name.value
                );
                let help = "name the column that says whom a row is about: person = \"CPR\"; or let [units] say it under `rows`";
                self.error(Code::BadValue, from.span.clone(), message, "this spell", help.to_owned());
            }
        }
        let of_population = spec.populations.iter().filter_map(|population| population.unit.as_ref());
        let of_state = spec.states.iter().filter_map(|state| state.unit.as_ref());
        for unit in of_population.chain(of_state) {
            self.resolve("unit", unit, names());
        }
        for population in &spec.populations {
            if let (Some(from), Some(unit)) = (&population.from, &population.unit)
                && units::turns(spec, population)
            {
                let others = spec.counted(spec.whom(from.as_str()));
                let message =
                    format!("`{}` is drawn from `{}`, which is of {others}", population.name.value, from.value);
                let help = "a population is of what it is drawn from: take `unit` out, or `from`".to_owned();
                self.error(Code::BadValue, unit.span.clone(), message, "is of something else", help);
            }
        }
        for state in &spec.states {
            for named in units::mixed(spec, state) {
                self.of_another(named, spec.whom_of_state(state));
            }
        }
    }

    /// A state that is asked of what it is of.
    pub(super) fn state_of(&mut self, name: &Ranged<String>, whom: Whom) {
        self.state(name);
        if units::is_of_another(self.spec, name, whom) {
            self.of_another(name, whom);
        }
    }

    /// A group that is asked of what its population is of.
    pub(super) fn group_of(&mut self, name: &Ranged<String>, whom: Whom) {
        let spec = self.spec;
        let Some(group) = spec.groups.iter().find(|group| group.name.value == name.value) else { return };
        let of = spec.whom(group.of.as_str());
        if of != whom {
            let (of, asked) = (spec.counted(of), spec.counted(whom));
            let message = format!("the group `{}` is of {of}, and is asked of {asked}", name.value);
            let help = format!("name a group of a population of {asked}");
            self.error(Code::BadValue, name.span.clone(), message, "is of something else", help);
        }
    }

    fn of_another(&mut self, name: &Ranged<String>, whom: Whom) {
        let spec = self.spec;
        let found = spec.states.iter().find(|known| known.name.value == name.value);
        let of = found.map_or(Whom::Persons, |found| spec.whom_of_state(found));
        let message =
            format!("the state `{}` is of {}, and is asked of {}", name.value, spec.counted(of), spec.counted(whom));
        let help = match spec.kind(whom) {
            Some(kind) => format!("name a state with unit = \"{}\"", kind.name.value),
            None => "name a state without `unit`".to_owned(),
        };
        self.error(Code::BadValue, name.span.clone(), message, "is of something else", help);
    }

    /// A view that does not say which unit a row is about.
    pub(super) fn says_no_unit(&mut self, view: &Ranged<String>, name: &Ranged<String>, kind: &UnitKind) {
        let message = format!("nothing says which {} a row of the view `{}` is about", kind.unit(), view.value);
        let help = format!("name the column in [units.{}]: rows = {{ \"{}\" = \"...\" }}", kind.name.value, view.value);
        let label = format!("stands where rows are about {}", kind.units());
        self.error(Code::MissingKey, name.span.clone(), message, &label, help);
    }

    /// Units are of families where their table says of which.
    pub(super) fn has_families(&mut self, whom: Whom, at: Range<usize>) {
        let Some(kind) = self.spec.kind(whom).filter(|kind| kind.table.family.is_none()) else { return };
        let message = format!("nothing tells which family a {} is of", kind.unit());
        let help = format!("name the column in [units.{}]: family = \"Familie-id\"", kind.name.value);
        self.error(Code::MissingKey, at, message, "counts families", help);
    }
}
