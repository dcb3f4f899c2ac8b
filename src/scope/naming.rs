//! Where the names of observations come from.

use super::{Naming, Scope};
use crate::diagnostic::Ranged;
use crate::spec::{Analysis, Measure, Part, Unit, Whom};
use crate::sql::Columns;

impl Scope<'_> {
    /// Which of the names of a part's observations are made of a personal field.
    pub(super) fn naming(&self, part: &Part) -> Naming {
        let of_people = part.population.as_ref().and_then(|name| self.populations.get(name.as_str()));
        let whom = part.population.as_ref().map_or(Whom::Persons, |name| self.spec.whom(name.as_str()));
        let of_units = whom != Whom::Persons;
        let families = |columns: Option<&Columns>| columns.is_some_and(|columns| is_personal(columns, "family"));
        match (&part.measure, of_people) {
            (Measure::Analysis(analysis), _) => self.naming_of(analysis),
            (Measure::Records { rows, .. }, None) => {
                match self.spec.sequences.iter().find(|one| one.name.value == rows.extract.value) {
                    Some(sequence) => {
                        let columns = self.dated(&sequence.extract).unwrap_or_default();
                        Naming { units: named(&sequence.by, &columns), families: is_personal(&columns, "family") }
                    }
                    None => Naming { units: Vec::new(), families: families(self.dated(&rows.extract).as_ref()) },
                }
            }
            (Measure::Tally { unit: Unit::Family }, people) => {
                let personal = families(people);
                Naming { units: vec![personal], families: personal }
            }
            // A unit is called as its table says, and that may be public.
            (_, Some(units)) if units.named("unit").is_some() && of_units => {
                Naming { units: vec![is_personal(units, "unit")], families: families(Some(units)) }
            }
            // A person is always called by a pseudonym, which `mask` knows.
            (_, people) => Naming { units: vec![true], families: families(people) },
        }
    }

    fn naming_of(&self, analysis: &Analysis) -> Naming {
        let rows = |name: &Ranged<String>| {
            let columns = self.rows_of(name).unwrap_or_default();
            Naming { units: named(&self.key(name), &columns), families: is_personal(&columns, "family") }
        };
        match analysis {
            Analysis::Rows(wanted) => rows(&wanted.extract),
            Analysis::Totals(totals) => rows(&totals.per),
            Analysis::Sql(query) => {
                let columns = self.sql.query(query, &self.tables).map(|answer| answer.columns).unwrap_or_default();
                Naming { units: vec![is_personal(&columns, "unit")], families: is_personal(&columns, "family") }
            }
            Analysis::Calculation(_) | Analysis::Sensitivity(_) => Naming::default(),
            Analysis::Disposition(of) => {
                let population = self.populations.get(of.population.as_str());
                let units = population.filter(|_| self.spec.whom(of.population.as_str()) != Whom::Persons);
                match units {
                    Some(units) => Naming { units: vec![is_personal(units, "unit")], families: true },
                    None => Naming { units: vec![true], families: true },
                }
            }
        }
    }

    /// The columns that tell a row of an extract, or of a view, from all others.
    fn key(&self, name: &Ranged<String>) -> Vec<Ranged<String>> {
        let view = self.spec.views.iter().find(|view| view.name.value == name.value);
        match (self.schema(name.as_str()), view) {
            (Some(schema), _) => schema.primary_key.iter().map(|key| Ranged::new(key.clone(), 0..0)).collect(),
            (None, Some(view)) => view.key.clone(),
            (None, None) => Vec::new(),
        }
    }
}

fn named(names: &[Ranged<String>], columns: &Columns) -> Vec<bool> {
    names.iter().map(|name| is_personal(columns, name.as_str())).collect()
}

fn is_personal(columns: &Columns, name: &str) -> bool {
    columns.named(name).is_some_and(|column| column.personal.is_some())
}
