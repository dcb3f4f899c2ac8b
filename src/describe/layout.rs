//! The layout of a described extract, as the JSON of a schema.

use serde_json::{Map, Value, json};

use super::column::is_bare_cpr;
use super::told::rows;
use super::{Column, Described, Evidence, Guess};
use crate::schema::{Dialect, Ends, LineEnd, MonthFormat, Period};

/// A column whose values always stand in another extract's key of the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The layout that refers.
    pub layout: String,
    /// Its column, and the other's.
    pub column: String,
    /// The layout that is referred to.
    pub other: String,
    /// In how many rows it holds.
    pub evidence: Evidence,
}

/// The text of the layout called `name`.
pub fn layout(described: &Described, name: &str, references: &[Reference]) -> String {
    let mut schema = Map::new();
    let mut put = |key: &str, value: Value| schema.insert(key.to_owned(), value);
    put("name", json!(name));
    put("title", json!(described.file));
    let mut description = format!("Gættet af {}.", rows(described.rows));
    for doubt in &described.doubts {
        description.push_str(&format!(" tjek: {doubt}."));
    }
    put("description", json!(description));
    put("sporbar:dialect", dialect(&described.dialect));
    put("fields", described.columns.iter().map(|column| field(column, &described.dialect)).collect());
    put("missingValues", json!([""]));
    let own: Vec<Value> = references
        .iter()
        .filter(|reference| reference.layout == name)
        .map(|reference| {
            json!({ "fields": [reference.column], "reference": { "resource": reference.other, "fields": [reference.column] } })
        })
        .collect();
    if !own.is_empty() {
        put("foreignKeys", Value::Array(own));
    }
    if let Some((from, to, _)) = &described.spell {
        put("sporbar:spell", json!({ "from": from, "to": to }));
    } else if let Some(column) = known_from(described) {
        put("sporbar:knownFrom", json!(column));
    }
    let mut text = serde_json::to_string_pretty(&Value::Object(schema)).expect("texts can be written as JSON");
    text.push('\n');
    text
}

/// The column that tells when a row became known: the first of periods or of days, but for days about a person, such as a birthday.
pub(super) fn known_from(described: &Described) -> Option<&str> {
    let is_period = |column: &Column| {
        let mut filled = column.values.iter().flatten().peekable();
        filled.peek().is_some() && filled.all(|value| Period::read(value).is_some())
    };
    let tells = |column: &&Column| match column.guess {
        Guess::Day(_) | Guess::Month(_) | Guess::Year => column.personal.is_none(),
        Guess::Text => is_period(column),
        _ => false,
    };
    let column = described.columns.iter().find(tells);
    column.map(|column| column.name.as_str())
}

fn dialect(dialect: &Dialect) -> Value {
    let (mut value, extent) = match dialect {
        Dialect::Csv(csv) => {
            let mut value = json!({
                "format": "csv",
                "encoding": csv.encoding.name(),
                "delimiter": char::from(csv.delimiter).to_string(),
                "lineTerminator": if csv.line_end == LineEnd::Crlf { "\r\n" } else { "\n" },
                "header": true,
            });
            if csv.bom {
                value["bom"] = json!(true);
            }
            (value, &csv.extent)
        }
        Dialect::Sheet(sheet) => {
            (json!({ "format": sheet.book.name(), "sheetName": sheet.sheet, "header": true }), &sheet.extent)
        }
        Dialect::Parquet => return json!({ "format": "parquet" }),
        Dialect::Dataset(package) => return json!({ "format": package.name() }),
    };
    if extent.header_rows != [1] || matches!(dialect, Dialect::Sheet(_)) {
        value["headerRows"] = json!(extent.header_rows);
    }
    if extent.header_rows.len() > 1 {
        value["headerJoin"] = json!(extent.header_join);
    }
    match &extent.ends {
        Ends::File => {}
        Ends::BlankRow => value["ends"] = json!("blank-row"),
        Ends::Before(texts) => value["ends"] = json!(texts),
    }
    value
}

fn field(column: &Column, dialect: &Dialect) -> Value {
    let mut field = Map::new();
    let mut constraints = Map::new();
    field.insert("name".to_owned(), json!(column.name));
    let kind = match &column.guess {
        Guess::Person => {
            field.insert("sporbar:person".to_owned(), json!(true));
            let is_bare = |number: &String| is_bare_cpr(number);
            let (bare, all) =
                (column.values.iter().flatten().filter(|number| is_bare(number)).count(), column.evidence.holds);
            match bare {
                0 => drop(constraints.insert("pattern".to_owned(), json!("[0-9]{6}-[0-9]{4}"))),
                bare if bare == all => drop(field.insert("sporbar:personForm".to_owned(), json!("ddmmyyxxxx"))),
                _ => drop(field.insert("sporbar:personForm".to_owned(), json!("either"))),
            }
            "string"
        }
        Guess::Day(form) => {
            if form != "%Y-%m-%d" {
                field.insert("format".to_owned(), json!(form));
            }
            "date"
        }
        Guess::Month(form) => {
            if form != MonthFormat::KEPT {
                field.insert("format".to_owned(), json!(form));
            }
            "yearmonth"
        }
        Guess::Year => "year",
        Guess::Integer => "integer",
        Guess::Number { decimal, group, trailing_minus } => {
            if matches!(dialect, Dialect::Csv(_)) {
                field.insert("decimalChar".to_owned(), json!(decimal.to_string()));
                if let Some(group) = group {
                    field.insert("groupChar".to_owned(), json!(group.to_string()));
                }
                if *trailing_minus {
                    field.insert("sporbar:trailingMinus".to_owned(), json!(true));
                }
            }
            "number"
        }
        Guess::Boolean => "boolean",
        Guess::Text => "string",
    };
    field.insert("type".to_owned(), json!(kind));
    if column.personal.is_some() {
        field.insert("sporbar:personal".to_owned(), json!(true));
    }
    if column.required {
        constraints.insert("required".to_owned(), json!(true));
    }
    if column.unique && column.required {
        constraints.insert("unique".to_owned(), json!(true));
    }
    if !column.codes.is_empty() {
        constraints.insert("enum".to_owned(), json!(column.codes));
    }
    if let Some((least, greatest)) = column.scale {
        constraints.insert("minimum".to_owned(), json!(least));
        constraints.insert("maximum".to_owned(), json!(greatest));
    }
    if !constraints.is_empty() {
        field.insert("constraints".to_owned(), Value::Object(constraints));
    }
    field.insert("description".to_owned(), json!(super::told::evidence(column)));
    Value::Object(field)
}
