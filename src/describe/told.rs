//! What was guessed, in words.

use super::{Column, Described, Guess};
use crate::schema::{Book, Dialect, Extent};

/// What a column was guessed to be and why, in Danish.
pub(super) fn evidence(column: &Column) -> String {
    let kind = match &column.guess {
        Guess::Person => "CPR-numre".to_owned(),
        Guess::Day(form) => {
            format!(
                "dage ({})",
                form.replace("%-d", "d")
                    .replace("%-m", "m")
                    .replace("%d", "dd")
                    .replace("%m", "mm")
                    .replace("%Y", "åååå")
            )
        }
        Guess::Month => "måneder".to_owned(),
        Guess::Year => "årstal".to_owned(),
        Guess::Integer => "hele tal".to_owned(),
        Guess::Number { decimal, .. } => format!("tal med `{decimal}` foran decimalerne"),
        Guess::Boolean => "sandt eller falsk".to_owned(),
        Guess::Text if column.codes.is_empty() => "tekst".to_owned(),
        Guess::Text => format!("en af {} værdier", column.codes.len()),
    };
    let mut said = vec![format!("{kind} i {} af {} udfyldte rækker", column.evidence.holds, column.evidence.of)];
    if column.unique {
        said.push("hver værdi kun én gang".to_owned());
    }
    if let Some(why) = column.personal {
        said.push(format!("personhenførbar ({why})"));
    }
    said.join("; ")
}

/// The whole of a described extract, for a terminal. Nothing of a column that may tell of a person is shown.
pub fn told(described: &Described) -> String {
    let dialect = match &described.dialect {
        Dialect::Csv(csv) => {
            let delimiter = match csv.delimiter {
                b'\t' => "tabulator".to_owned(),
                other => format!("`{}`", char::from(other)),
            };
            format!(
                "CSV, {}{}, felter adskilt af {delimiter}{}",
                csv.encoding.name(),
                if csv.bom { " med BOM" } else { "" },
                if csv.extent.header_rows == [1] {
                    String::new()
                } else {
                    format!(", overskriften i linje {}", rows(&csv.extent))
                }
            )
        }
        Dialect::Sheet(sheet) => {
            let book = match sheet.book {
                Book::Xlsx => "Excel",
                Book::Xls => "Excel (.xls)",
                Book::Ods => "OpenDocument",
            };
            format!("{book}, arket `{}`, overskriften i række {}", sheet.sheet, rows(&sheet.extent))
        }
        Dialect::Parquet => "Parquet".to_owned(),
        Dialect::Dataset(package) => format!("{} (.{})", package.title(), package.name()),
    };
    let mut text = format!("{}: {} rækker; {dialect}\n", described.file, described.rows);
    let width = described.columns.iter().map(|column| column.name.chars().count()).max().unwrap_or(0);
    for column in &described.columns {
        text.push_str(&format!("  {:<width$}  {}", column.name, evidence(column)));
        if !column.required {
            text.push_str(&format!("; tom i {} rækker", described.rows - column.filled));
        }
        if !column.codes.is_empty() {
            text.push_str(&format!(": {}", column.codes.join(", ")));
        }
        if let Some((first, last)) = &column.span {
            text.push_str(&format!("; fra {first} til {last}"));
        }
        text.push('\n');
    }
    if let Some((from, to, evidence)) = &described.spell {
        text.push_str(&format!(
            "  forløb fra {from} til {to}: i rækkefølge i {} af {} rækker, hvor begge er udfyldt\n",
            evidence.holds, evidence.of
        ));
    }
    for doubt in &described.doubts {
        text.push_str(&format!("  tjek: {doubt}\n"));
    }
    text
}

fn rows(extent: &Extent) -> String {
    let rows: Vec<String> = extent.header_rows.iter().map(u32::to_string).collect();
    rows.join(" og ")
}
