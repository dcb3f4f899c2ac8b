//! What was guessed, in words.

use super::{Column, Described, Guess};
use crate::diagnostic::counted;
use crate::schema::{Book, Dialect, Extent, MonthFormat};

/// What a column was guessed to be and why, in Danish.
pub(super) fn evidence(column: &Column) -> String {
    let kind = match &column.guess {
        Guess::Person => "CPR-numre".to_owned(),
        Guess::Day(form) => format!("dage ({})", form_for_people(form)),
        Guess::Month(form) if form == MonthFormat::KEPT => "måneder".to_owned(),
        Guess::Month(form) => format!("måneder ({})", form_for_people(form)),
        Guess::Year => "årstal".to_owned(),
        Guess::Integer => "hele tal".to_owned(),
        Guess::Number { decimal, .. } => format!("tal med `{decimal}` foran decimalerne"),
        Guess::Boolean => "sandt eller falsk".to_owned(),
        Guess::Text if column.codes.is_empty() => "tekst".to_owned(),
        Guess::Text if column.codes.len() == 1 => "den samme værdi".to_owned(),
        Guess::Text => format!("en af {} værdier", column.codes.len()),
    };
    let mut said = vec![format!(
        "{kind} i {} af {}",
        column.evidence.holds,
        counted(column.evidence.of, "udfyldt række", "udfyldte rækker")
    )];
    if let Some((least, greatest)) = column.scale {
        said.push(format!("alle fra {least} til {greatest}"));
    }
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
                    format!(", overskriften i linje {}", heads(&csv.extent))
                }
            )
        }
        Dialect::Sheet(sheet) => {
            let book = match sheet.book {
                Book::Xlsx => "Excel",
                Book::Xls => "Excel (.xls)",
                Book::Ods => "OpenDocument",
            };
            format!("{book}, arket `{}`, overskriften i række {}", sheet.sheet, heads(&sheet.extent))
        }
        Dialect::Parquet => "Parquet".to_owned(),
        Dialect::Dataset(package) => format!("{} (.{})", package.title(), package.name()),
    };
    let mut text = format!("{}: {}; {dialect}\n", described.file, rows(described.rows));
    let width = described.columns.iter().map(|column| column.name.chars().count()).max().unwrap_or(0);
    for column in &described.columns {
        text.push_str(&format!("  {:<width$}  {}", column.name, evidence(column)));
        if !column.required {
            text.push_str(&format!("; tom i {}", rows(described.rows - column.filled)));
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
            "  forløb fra {from} til {to}: i rækkefølge i {} af {}, hvor begge er udfyldt\n",
            evidence.holds,
            rows(evidence.of)
        ));
    }
    for doubt in &described.doubts {
        text.push_str(&format!("  tjek: {doubt}\n"));
    }
    text
}

fn heads(extent: &Extent) -> String {
    let rows: Vec<String> = extent.header_rows.iter().map(u32::to_string).collect();
    rows.join(" og ")
}

/// So many rows, in words that fit the number.
pub(super) fn rows(count: usize) -> String {
    counted(count, "række", "rækker")
}

/// The form of days or months as people write it in Danish: `dd-mm-åååå`.
fn form_for_people(form: &str) -> String {
    let short = form.replace("%-d", "d").replace("%-m", "m").replace("%b", "mmm").replace("%B", "mmmm");
    short.replace("%d", "dd").replace("%m", "mm").replace("%Y", "åååå").replace("%y", "åå")
}

#[cfg(test)]
mod tests {
    use super::super::describe;
    use super::told;

    #[test]
    fn what_is_counted_is_called_as_many_as_it_is() {
        let one = told(&describe("en.csv", b"Art;Fra;Til\r\nA;01-2018;\r\n").expect("a table"));
        assert!(one.starts_with("en.csv: 1 række; CSV"), "{one}");
        assert!(one.contains("tekst i 1 af 1 udfyldt række\n"), "{one}");
        assert!(one.contains("måneder (mm-åååå) i 1 af 1 udfyldt række; fra 2018-01 til 2018-01\n"), "{one}");
        assert!(one.contains("; tom i 1 række\n"), "{one}");
        let same = told(&describe("to.csv", "Art;Dag\nA;1\nA;\nA;3\nA;4\n".as_bytes()).expect("a table"));
        assert!(same.starts_with("to.csv: 4 rækker;"), "{same}");
        assert!(same.contains("den samme værdi i 4 af 4 udfyldte rækker: A\n"), "{same}");
        assert!(same.contains("hele tal i 3 af 3 udfyldte rækker; tom i 1 række\n"), "{same}");
        let titled = "Opgørelse;;\nArt;Antal;Sum\nA;1;2\nB;2;3\nKilde: registret;;\n";
        let titled = told(&describe("titel.csv", titled.as_bytes()).expect("a table"));
        assert!(titled.contains("1 række over overskriften er ikke en del af tabellen"), "{titled}");
        assert!(titled.contains("1 række under tabellen, fra række 5, er ikke læst"), "{titled}");
    }
}
