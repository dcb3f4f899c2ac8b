//! `figurdata.xlsx`: the numbers of a publication for people who work in spreadsheets.
//!
//! Input: the publication with its words and values, and what the spec calls its keys. Output: the workbook's bytes: a sheet
//! of contents, a sheet for each exhibit laid out as a table, and one with every value as a row. Numbers are numbers with the
//! format of the report's language; text is text, whatever it begins with. Times are the status month's, so that the same values give the same
//! bytes. Nothing is computed here that an exhibit does not hold, and nothing of observations or extract rows is shown.

mod carried;
mod contents;
mod crosstab;
mod labels;
mod names;
mod notation;
mod rows;
mod sheet;
mod style;
mod units;

use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::units::UnitWords;
use crate::calendar::Month;
use crate::diagnostic::{Code, Finding};
use crate::document::{self, Exhibit, ExhibitKind, Publication};
use crate::locale::{Language, say};
use crate::spec::{self, Spec};
use crate::value::{Key, Value};
use names::SheetNames;
use notation::Notation;

/// The publication's numbers as a workbook.
///
/// # Errors
/// A finding where the format has no room for them, such as a text of more than 32,767 letters.
pub fn workbook(publication: &Publication, spec: &Spec, as_of: Month) -> Result<Vec<u8>, Finding> {
    write(publication, spec, as_of).map_err(|error| {
        Finding::error(Code::OutputUnwritable, format!("figurdata.xlsx could not be made: {error}"))
            .help("a sheet has room for 1,048,576 rows and 16,384 columns, and a cell for 32,767 letters")
    })
}

fn write(publication: &Publication, spec: &Spec, as_of: Month) -> Result<Vec<u8>, XlsxError> {
    let language = spec.report.language;
    let names = SheetNames::of(publication.exhibits.iter().map(|exhibit| called(exhibit, language)), language);
    let mut book = Workbook::new();
    book.set_properties(&properties(publication, as_of, language)?);
    contents::write(book.add_worksheet(), publication, &names, language)?;
    let all = publication.exhibits.iter().zip(&spec.exhibits);
    let all: Vec<Shown<'_>> = all.map(|(exhibit, own)| Shown::new(exhibit, own, spec)).collect();
    for (shown, name) in all.iter().zip(&names.exhibits) {
        sheet::write(book.add_worksheet().set_name(name)?, shown, &names)?;
    }
    if carried::any(publication) {
        carried::write(book.add_worksheet(), publication, &names, language)?;
    }
    rows::write(book.add_worksheet(), &all, &names, language)?;
    book.save_to_buffer()
}

/// An exhibit as it is computed and as the spec describes it.
struct Shown<'a> {
    exhibit: &'a Exhibit,
    spec: &'a spec::Exhibit,
    language: Language,
    /// How each of its values is written, in their order.
    notations: Vec<Notation>,
    /// What they count in.
    unit: UnitWords<'a>,
    /// The same in words, value by value.
    units: Vec<(&'a Key, String)>,
    /// What tells the units apart, where there are several.
    told_by: Option<units::By>,
}

impl<'a> Shown<'a> {
    fn new(exhibit: &'a Exhibit, own: &'a spec::Exhibit, spec: &Spec) -> Self {
        let rows = &exhibit.values.rows;
        let printed = document::printed(exhibit);
        let language = spec.report.language;
        let notation = |(row, printed): (&Value, &String)| Notation::of(row.key.stat, printed, language);
        let notations = rows.iter().zip(&printed).map(notation).collect();
        let unit = UnitWords::of(own, &spec.calculations, language);
        let units: Vec<(&Key, String)> = rows.iter().map(|row| (&row.key, unit.measured(&row.key))).collect();
        let told_by = units::told_by(&units);
        Self { exhibit, spec: own, language, notations, unit, units, told_by }
    }
}

/// What readers know an exhibit by: `Figur 3`; none of key numbers, which have no number, and of what is not printed.
fn reference(exhibit: &Exhibit, language: Language) -> Option<String> {
    let number = exhibit.number.as_str();
    match exhibit.kind {
        _ if number.is_empty() => None,
        ExhibitKind::Figure => Some(say!(language, "workbook-figure", number = number)),
        ExhibitKind::Table => Some(say!(language, "workbook-table", number = number)),
        ExhibitKind::Numbers => None,
    }
}

/// What an exhibit's sheet is called: as readers know the exhibit, or else by its title, of which a sheet's name may cut off the end.
fn called(exhibit: &Exhibit, language: Language) -> String {
    reference(exhibit, language).unwrap_or_else(|| exhibit.title.clone())
}

fn properties(publication: &Publication, as_of: Month, language: Language) -> Result<DocProperties, XlsxError> {
    let meta = &publication.meta;
    // Spreadsheets know no day before 1900.
    let day = as_of.last_day().max(NaiveDate::from_ymd_opt(1900, 1, 31).unwrap_or_default());
    let created = ExcelDateTime::parse_from_str(&day.to_string())?;
    Ok(DocProperties::new()
        .set_title(meta.title.as_str())
        .set_subject(meta.subtitle.as_str())
        .set_author(if meta.authors.is_empty() { meta.publisher.clone() } else { meta.authors.join(", ") })
        .set_company(meta.client.as_str())
        .set_comment(say!(language, "workbook-about"))
        .set_creation_datetime(&created)
        .set_custom_property("Language", say!(language, "workbook-language"))
        .set_custom_property(say!(language, "workbook-as-of"), meta.as_of.as_str())
        .set_custom_property(publication.tool.name.as_str(), publication.tool.version.as_str()))
}
