//! The dialect: what kind of file an extract is and how it is written.

use super::extent::Extent;
use super::json::{Object, Reader};

/// What a layout's `format` can be, in words.
const FORMATS: &str = "write `csv`, `xlsx`, `xls`, `ods`, `parquet`, `sav`, `dta` or `sas7bdat`";

/// The kind of file and how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dialect {
    /// Text with a delimiter.
    Csv(CsvDialect),
    /// A sheet of a workbook.
    Sheet(SheetDialect),
    /// A Parquet file, which says itself how it is written.
    Parquet,
    /// A dataset of a statistical package, which does too.
    Dataset(Package),
}

/// A statistical package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Package {
    /// SPSS: `.sav`, or `.zsav` where it is packed.
    Spss,
    /// Stata: `.dta`.
    Stata,
    /// SAS: `.sas7bdat`.
    Sas,
}

impl Package {
    /// The name in layouts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Spss => "sav",
            Self::Stata => "dta",
            Self::Sas => "sas7bdat",
        }
    }

    /// The name in messages.
    pub fn title(self) -> &'static str {
        match self {
            Self::Spss => "SPSS",
            Self::Stata => "Stata",
            Self::Sas => "SAS",
        }
    }
}

/// How a delimited text is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvDialect {
    /// What stands between fields.
    pub delimiter: u8,
    /// The character encoding.
    pub encoding: Encoding,
    /// Whether the file may start with a byte order mark, and does when Sporbar writes it.
    pub bom: bool,
    /// How lines end when Sporbar writes the file; when it reads, either will do.
    pub line_end: LineEnd,
    /// Where the table begins and ends; rows are lines.
    pub extent: Extent,
}

/// A character encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// Windows-1252, "ANSI" in Danish Windows.
    Windows1252,
    /// UTF-16, "Unicode text" in Excel: with a byte order mark, or its low bytes first.
    Utf16,
}

impl Encoding {
    /// The name in schemas and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Windows1252 => "windows-1252",
            Self::Utf16 => "utf-16",
        }
    }
}

/// How lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnd {
    /// Line feed.
    Lf,
    /// Carriage return and line feed.
    Crlf,
}

/// Where in a workbook the table stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetDialect {
    /// What kind of workbook it is.
    pub book: Book,
    /// The sheet's name.
    pub sheet: String,
    /// Where on the sheet the table begins and ends.
    pub extent: Extent,
}

/// A kind of workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Book {
    /// Excel since 2007.
    Xlsx,
    /// Excel before.
    Xls,
    /// `OpenDocument`, which `LibreOffice` writes.
    Ods,
}

impl Book {
    /// The name in layouts and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Ods => "ods",
        }
    }
}

impl Dialect {
    /// Reads the property `sporbar:dialect`; without it the standard's own dialect holds.
    pub(super) fn read(reader: &mut Reader, object: Option<Object<'_>>) -> Self {
        let Some(mut object) = object else {
            return Self::Csv(CsvDialect {
                delimiter: b',',
                encoding: Encoding::Utf8,
                bom: false,
                line_end: LineEnd::Crlf,
                extent: Extent::default(),
            });
        };
        let format = object.text(reader, "format").unwrap_or_else(|| "csv".to_owned());
        let dialect = match format.as_str() {
            "csv" => Self::Csv(csv(reader, &mut object)),
            "xlsx" => Self::Sheet(sheet(reader, &mut object, Book::Xlsx)),
            "xls" => Self::Sheet(sheet(reader, &mut object, Book::Xls)),
            "ods" => Self::Sheet(sheet(reader, &mut object, Book::Ods)),
            "parquet" => Self::Parquet,
            "sav" => Self::Dataset(Package::Spss),
            "dta" => Self::Dataset(Package::Stata),
            "sas7bdat" => Self::Dataset(Package::Sas),
            other => {
                reader.wrong(None, format!("`format` is `{other}`"), FORMATS);
                return Self::Parquet;
            }
        };
        if object.flag(reader, "header") == Some(false) {
            reader.wrong(
                None,
                "`header` is false",
                "Sporbar finds columns by their names: the file must have a header",
            );
        }
        object.finish(reader);
        dialect
    }
}

fn csv(reader: &mut Reader, object: &mut Object<'_>) -> CsvDialect {
    let delimiter = match object.text(reader, "delimiter").as_deref() {
        None => b',',
        Some(text) => match text.as_bytes() {
            [byte] if !matches!(byte, b'"' | b'\n' | b'\r') => *byte,
            _ => {
                reader.wrong(None, format!("`delimiter` is `{text}`"), "write one character, such as `;`");
                b','
            }
        },
    };
    let encoding = match object.text(reader, "encoding").map(|name| name.to_lowercase()).as_deref() {
        None | Some("utf-8") => Encoding::Utf8,
        Some("windows-1252") => Encoding::Windows1252,
        Some("utf-16") => Encoding::Utf16,
        Some(other) => {
            reader.wrong(None, format!("`encoding` is `{other}`"), "write `utf-8`, `windows-1252` or `utf-16`");
            Encoding::Utf8
        }
    };
    let bom = object.flag(reader, "bom").unwrap_or(false);
    if bom && encoding != Encoding::Utf8 {
        reader.wrong(
            None,
            "`bom` is true for a file that is not UTF-8",
            "leave `bom` out: only of UTF-8 is it ever in doubt",
        );
    }
    let line_end = match object.text(reader, "lineTerminator").as_deref() {
        None | Some("\r\n") => LineEnd::Crlf,
        Some("\n") => LineEnd::Lf,
        Some(_) => {
            reader.wrong(None, "`lineTerminator` is neither", "write `\\n` or `\\r\\n`");
            LineEnd::Crlf
        }
    };
    // The standard's way of quoting is the only one that Danish registers are known to use.
    if object.text(reader, "quoteChar").is_some_and(|quote| quote != "\"") {
        reader.wrong(None, "`quoteChar` is not `\"`", "only `\"` is supported");
    }
    if object.flag(reader, "doubleQuote") == Some(false) {
        reader.wrong(None, "`doubleQuote` is false", "only doubled quotes are supported");
    }
    CsvDialect { delimiter, encoding, bom, line_end, extent: Extent::read(reader, object) }
}

fn sheet(reader: &mut Reader, object: &mut Object<'_>, book: Book) -> SheetDialect {
    let sheet = object.text(reader, "sheetName").unwrap_or_else(|| {
        reader.wrong(None, "`sheetName` is missing", "write the name of the sheet that has the table");
        String::new()
    });
    SheetDialect { book, sheet, extent: Extent::read(reader, object) }
}
