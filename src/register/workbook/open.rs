//! From a workbook's bytes to the cells of a sheet, for each kind of workbook.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, Dimensions, Ods, Range, Reader, SheetVisible, Xls, XlsError, Xlsx, XlsxError};

use super::{is_blank, ods, package};
use crate::diagnostic::did_you_mean;
use crate::letters;
use crate::schema::Book;

/// A sheet: the cells that are filled in, by row and column from 0. What is empty takes no room, however far out the sheet goes.
#[derive(Debug, Default)]
pub struct Cells {
    /// The sheet's name as the workbook has it.
    pub name: String,
    /// The filled-in cells.
    pub rows: BTreeMap<u32, BTreeMap<u32, Data>>,
    /// Cells with a formula and no value.
    pub(super) without_value: BTreeSet<(u32, u32)>,
    /// Regions of cells that are merged: first and last row and column.
    pub merged: Vec<Dimensions>,
    /// Rows that are hidden, from 1.
    pub(super) hidden: Vec<u32>,
    /// Whether the sheet itself is.
    pub(super) is_hidden: bool,
}

/// What is wrong, and what to do.
type Wrong = (String, String);

/// The kind of workbook that the bytes are, and its sheets in their order.
///
/// # Errors
/// It is none that can be read.
pub fn open(bytes: &[u8]) -> Result<(Book, Vec<Cells>), Wrong> {
    let book = package::kind(bytes).map_err(|(message, help)| (message, help.to_owned()))?;
    let names = match book {
        Book::Xlsx => xlsx(bytes)?.sheet_names(),
        Book::Xls => xls(bytes)?.sheet_names(),
        Book::Ods => ods(bytes)?.sheet_names(),
    };
    let sheets: Result<Vec<Cells>, Wrong> = names.iter().map(|name| sheet(bytes, book, name)).collect();
    Ok((book, sheets?))
}

/// The sheet of the name.
pub(super) fn sheet(bytes: &[u8], book: Book, wanted: &str) -> Result<Cells, Wrong> {
    package::is_book(bytes, book).map_err(|(message, help)| (message, help.to_owned()))?;
    let damaged =
        |name: &str| (format!("the sheet `{name}` cannot be read"), "open the workbook and save it again".to_owned());
    let mut cells = match book {
        Book::Xlsx => {
            let mut workbook = xlsx(bytes)?;
            let name = named(&workbook.sheet_names(), wanted)?;
            let mut cells = of_xlsx(&mut workbook, &name).map_err(|_| damaged(&name))?;
            cells.is_hidden = is_hidden(workbook.sheets_metadata(), &name);
            cells.hidden = package::hidden_rows(bytes, &name);
            cells.name = name;
            cells
        }
        Book::Xls => {
            let mut workbook = xls(bytes)?;
            let name = named(&workbook.sheet_names(), wanted)?;
            let range = workbook.worksheet_range(&name).map_err(|_| damaged(&name))?;
            let formulas = workbook.worksheet_formula(&name).map_err(|_| damaged(&name))?;
            let merged = workbook.merge_cells_by_sheet_name(&name).map_err(|_| damaged(&name))?;
            let is_hidden = is_hidden(workbook.sheets_metadata(), &name);
            Cells { name, merged, is_hidden, ..of_ranges(&range, &formulas) }
        }
        Book::Ods => {
            let mut workbook = ods(bytes)?;
            let name = named(&workbook.sheet_names(), wanted)?;
            let range = workbook.worksheet_range(&name).map_err(|_| damaged(&name))?;
            let formulas = workbook.worksheet_formula(&name).map_err(|_| damaged(&name))?;
            let is_hidden = is_hidden(workbook.sheets_metadata(), &name);
            let (merged, hidden) = ods::merged_and_hidden(bytes, &name).ok_or_else(|| damaged(&name))?;
            Cells { name, merged, hidden, is_hidden, ..of_ranges(&range, &formulas) }
        }
    };
    cells.merged.retain(|region| region.start != region.end);
    Ok(cells)
}

// The library's own words could hold a part of the file.
fn xlsx(bytes: &[u8]) -> Result<Xlsx<Cursor<&[u8]>>, Wrong> {
    Xlsx::new(Cursor::new(bytes)).map_err(|_| {
        ("the file is not an Excel workbook".to_owned(), "save it as .xlsx, without a password".to_owned())
    })
}

fn xls(bytes: &[u8]) -> Result<Xls<Cursor<&[u8]>>, Wrong> {
    Xls::new(Cursor::new(bytes)).map_err(|error| {
        let message = match error {
            XlsError::Password => "the workbook has a password",
            _ => "the file is not a workbook of the old kind that can be read",
        };
        (message.to_owned(), "open it in Excel and save it as .xlsx, without a password".to_owned())
    })
}

fn ods(bytes: &[u8]) -> Result<Ods<Cursor<&[u8]>>, Wrong> {
    Ods::new(Cursor::new(bytes)).map_err(|_| {
        ("the file is not an OpenDocument sheet that can be read".to_owned(), "open it and save it again".to_owned())
    })
}

/// The name as the workbook writes it.
fn named(sheets: &[String], wanted: &str) -> Result<String, Wrong> {
    if let Some(name) = sheets.iter().find(|sheet| letters::nfc(sheet) == letters::nfc(wanted)) {
        return Ok(name.clone());
    }
    let alike = sheets.iter().find_map(|sheet| Some((sheet, letters::difference(wanted, sheet)?)));
    let help = match (alike, did_you_mean(wanted, sheets.iter().map(String::as_str))) {
        (Some((sheet, difference)), _) => format!("it has `{sheet}`; {difference}"),
        (None, Some(sheet)) => format!("did you mean `{sheet}`?"),
        (None, None) => format!("the sheets are `{}`", sheets.join("`, `")),
    };
    Err((format!("the workbook has no sheet `{wanted}`"), help))
}

fn is_hidden(sheets: &[calamine::Sheet], name: &str) -> bool {
    sheets.iter().any(|sheet| sheet.name == name && sheet.visible != SheetVisible::Visible)
}

fn of_xlsx(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Cells, XlsxError> {
    let merged = workbook.merge_cells_by_sheet_name(name)?;
    let mut sheet = Cells { merged, ..Cells::default() };
    let mut cells = workbook.worksheet_cells_reader(name)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        sheet.put(cell.pos, Data::from(cell.value), cell.formula.is_some());
    }
    Ok(sheet)
}

fn of_ranges(range: &Range<Data>, formulas: &Range<String>) -> Cells {
    let mut sheet = Cells::default();
    let start = range.start().unwrap_or_default();
    let place = |(row, column): (usize, usize), start: (u32, u32)| {
        Some((start.0.checked_add(u32::try_from(row).ok()?)?, start.1.checked_add(u32::try_from(column).ok()?)?))
    };
    for (row, column, value) in range.used_cells() {
        if let Some(at) = place((row, column), start) {
            sheet.put(at, value.clone(), false);
        }
    }
    let start = formulas.start().unwrap_or_default();
    for (row, column, _) in formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()) {
        if let Some(at) = place((row, column), start)
            && !range.get_value(at).is_some_and(|value| *value != Data::Empty)
        {
            sheet.without_value.insert(at);
        }
    }
    sheet
}

impl Cells {
    fn put(&mut self, (row, column): (u32, u32), value: Data, has_formula: bool) {
        let value = match value {
            Data::String(text) => Data::String(letters::nfc(&text).into_owned()),
            value => value,
        };
        if value == Data::Empty && has_formula {
            self.without_value.insert((row, column));
        } else if !is_blank(&value) {
            self.rows.entry(row).or_default().insert(column, value);
        }
    }
}
