//! The steps that dispositions name, once the conditions that they name are judged.

use super::Scope;
use crate::diagnostic::{Findings, Place, Severity};
use crate::spec::{Analysis, Disposition, Measure};

impl Scope<'_> {
    /// Tells of steps that no population asks, where none of its conditions is wrong itself.
    pub(super) fn dispositions(&mut self) {
        let mut unknown = Findings::new();
        for exhibit in &self.spec.exhibits {
            let instead = exhibit.when_suppressed.iter().flat_map(|instead| &instead.parts);
            for part in exhibit.parts.iter().chain(instead) {
                if let Measure::Analysis(Analysis::Disposition(own)) = &part.measure
                    && !self.has_wrong_conditions(own)
                {
                    unknown.extend(own.unknown_steps(&self.spec.file));
                }
            }
        }
        self.findings.extend(unknown);
    }

    fn has_wrong_conditions(&self, own: &Disposition) -> bool {
        let line = self.spec.line(own.population.as_str());
        let is_asked = |place: &Place| match place {
            Place::Text { file, span, .. } if *file == self.spec.file => line
                .iter()
                .flat_map(|population| &population.filter)
                .any(|filter| filter.span.start <= span.start && span.end <= filter.span.end),
            _ => false,
        };
        let mut errors = self.findings.iter().filter(|finding| finding.severity == Severity::Error);
        errors.any(|finding| finding.places.iter().any(is_asked))
    }
}
