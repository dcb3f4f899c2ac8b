//! The files of figures, in the forms that the call asks for.

use rayon::prelude::*;

use super::Prepared;
use crate::diagnostic::{Code, Finding, Findings};
use crate::document::Publication;
use crate::picture::{self, Undrawable};

/// In which forms figures are written, besides as SVG with the letters they use in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// As images too, at print size.
    pub png: bool,
    /// The SVG without letters: texts as outlines.
    pub outlines: bool,
}

impl Figures {
    const OUTLINES: &'static str = "outlines";
    const PNG: &'static str = "png";

    /// The forms by name, as the manifest has them.
    pub fn names(self) -> Vec<String> {
        let all = [(self.outlines, Self::OUTLINES), (self.png, Self::PNG)];
        all.into_iter().filter(|(is_asked, _)| *is_asked).map(|(_, name)| name.to_owned()).collect()
    }

    /// The forms that have these names.
    pub fn named(names: &[String]) -> Self {
        let has = |name: &str| names.iter().any(|other| other == name);
        Self { png: has(Self::PNG), outlines: has(Self::OUTLINES) }
    }
}

/// The drawings of a publication, by id.
pub(super) fn drawn(publication: &Publication) -> Vec<(&str, &str)> {
    let charts = publication.exhibits.iter().filter_map(|exhibit| Some((exhibit.id.as_str(), exhibit.svg.as_deref()?)));
    let drawings = publication.drawings.iter().map(|drawing| (drawing.id.as_str(), drawing.svg.as_str()));
    charts.chain(drawings).collect()
}

/// The files of all drawings.
///
/// # Errors
/// The drawings that cannot be written so, at their places in the spec.
pub(super) fn files(
    prepared: &Prepared,
    drawn: &[(&str, &str)],
    figures: Figures,
) -> Result<Vec<(String, Vec<u8>)>, Findings> {
    let made: Vec<_> = drawn.par_iter().map(|(id, svg)| (*id, of_one(id, svg, figures))).collect();
    let (mut files, mut findings) = (Vec::new(), Findings::new());
    for (id, made) in made {
        match made {
            Ok(made) => files.extend(made),
            Err(Undrawable(why)) => findings.push(undrawable(prepared, id, &why)),
        }
    }
    if findings.is_empty() { Ok(files) } else { Err(findings) }
}

fn of_one(id: &str, svg: &str, figures: Figures) -> Result<Vec<(String, Vec<u8>)>, Undrawable> {
    let drawing = if figures.outlines { picture::outlined(svg)? } else { picture::embedded(svg)? };
    let mut files = vec![(format!("figures/{id}.svg"), drawing.into_bytes())];
    if figures.png {
        files.push((format!("figures/{id}.png"), picture::png(svg)?));
    }
    Ok(files)
}

pub(super) fn undrawable(prepared: &Prepared, id: &str, why: &str) -> Finding {
    let spec = &prepared.spec;
    let exhibits = spec.exhibits.iter().map(|exhibit| &exhibit.id);
    let mut ids = exhibits.chain(spec.drawings.iter().map(|drawing| &drawing.id));
    let finding = Finding::error(Code::ChartUnfit, format!("the figure `{id}` cannot be written as a file: {why}"));
    match ids.find(|known| known.value == id) {
        Some(place) => finding.at(&spec.file, place.span.clone(), "this figure"),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_as_they_are_written() {
        for (png, outlines) in [(false, false), (true, false), (false, true), (true, true)] {
            let figures = Figures { png, outlines };
            assert_eq!(Figures::named(&figures.names()), figures);
        }
        assert_eq!(Figures::default().names(), Vec::<String>::new(), "a manifest says nothing of what is usual");
    }
}
