//! Files held against files: which differ, and where.

use std::collections::BTreeMap;

/// What differs between the files `built` and those that `stand` in the output folder, by path: a sentence's end each.
pub fn differences(built: &BTreeMap<String, Vec<u8>>, stand: &BTreeMap<String, Vec<u8>>) -> Vec<(String, String)> {
    let mut differences = Vec::new();
    for (path, bytes) in built {
        match stand.get(path) {
            None => differences.push((path.clone(), "is gone".to_owned())),
            Some(other) if other != bytes => differences.push((path.clone(), how(path, bytes, other))),
            Some(_) => {}
        }
    }
    let more = stand.keys().filter(|path| !built.contains_key(*path));
    differences.extend(more.map(|path| (path.clone(), "is not part of the report".to_owned())));
    differences.sort();
    differences
}

/// Where two files differ: in a table by row and column, in a text by line, else by byte.
fn how(path: &str, built: &[u8], stands: &[u8]) -> String {
    let byte = || {
        let same = built.iter().zip(stands).take_while(|(a, b)| a == b).count();
        let (is, was) = (stands.len(), built.len());
        let length = if is == was { String::new() } else { format!(", and has {is} bytes in place of {was}") };
        format!("differs from byte {same}{length}")
    };
    let (Ok(built), Ok(stands)) = (std::str::from_utf8(built), std::str::from_utf8(stands)) else { return byte() };
    let is_table = path.starts_with("data/") && path.strip_suffix(".csv").is_some();
    let cell = if is_table { in_table(built, stands) } else { None };
    cell.unwrap_or_else(|| {
        let same = built.lines().zip(stands.lines()).take_while(|(a, b)| a == b).count();
        if same < built.lines().count().max(stands.lines().count()) {
            format!("differs in line {}", same + 1)
        } else {
            byte()
        }
    })
}

/// The first cell that differs between two tables of as many rows. Values of exhibits are for all to see.
fn in_table(built: &str, stands: &str) -> Option<String> {
    let read = |text: &str| -> Option<Vec<csv::StringRecord>> {
        let reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        reader.into_records().collect::<Result<_, _>>().ok()
    };
    let (built, stands) = (read(built)?, read(stands)?);
    if built.len() != stands.len() {
        return Some(format!("has {} rows in place of {}", stands.len(), built.len()));
    }
    built.iter().zip(&stands).enumerate().find_map(|(row, (built, stands))| {
        let (column, (was, is)) = built.iter().zip(stands).enumerate().find(|(_, (a, b))| a != b)?;
        let name = stands
            .get(column)
            .filter(|_| row == 0)
            .map_or_else(|| format!("column {}", column + 1), |name| format!("column `{name}`"));
        Some(format!("says `{is}` in row {}, {name}, in place of `{was}`", row + 1))
    })
}
