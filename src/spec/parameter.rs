//! `[parameters]`: numbers and months that a report is made with and also speaks of, each with its unit and its reason.
//!
//! A parameter is stated once. The spec uses it as `@name` in SQL and where a number stands (`rate = "@rente"`), and the
//! report's texts write it (`{{ parameter.rente }}`), so that what is computed and what is said cannot drift apart.

use super::reader::TableReader;
use crate::diagnostic::{Code, Ranged};

/// One of `[parameters]`.
#[derive(Debug, Clone, PartialEq)]
pub struct ParameterSpec {
    /// Its name: `@name` in SQL.
    pub name: Ranged<String>,
    /// What it is.
    pub value: Setting,
    /// What a number counts in; `%` for a share, which is stated as a fraction.
    pub unit: String,
    /// Why it is so, or who says it.
    pub source: String,
}

/// What a parameter is set to.
#[derive(Debug, Clone, PartialEq)]
pub enum Setting {
    /// A number.
    Number(f64),
    /// A text, such as a month.
    Text(String),
}

impl Setting {
    /// As SQL writes it.
    pub fn to_sql(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => format!("'{}'", text.replace('\'', "''")),
        }
    }
}

/// `[parameters]`.
pub(super) fn parameters(root: &TableReader<'_>) -> Option<Vec<ParameterSpec>> {
    let parameters = root.named_tables("parameters").into_iter().map(|(name, table)| {
        let good = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        let named = name.value.starts_with(|first: char| first.is_ascii_lowercase()) && name.value.chars().all(good);
        if !named {
            let message = format!("`{}` cannot be a parameter's name", name.value);
            let help = "use the letters a-z, digits and underscores, a letter first: it is written @name in SQL";
            table.notes().error(Code::BadValue, name.span.clone(), message, "not a plain word", help);
        }
        let is_text = table.is_text("value");
        let mut number = None;
        let value = if is_text {
            table.opt_text("value").map(|text| Setting::Text(text.value))
        } else if table.has("value") {
            number = table.opt_number("value");
            number.as_ref().map(|number| Setting::Number(number.value))
        } else {
            table.text("value").map(|text| Setting::Text(text.value))
        };
        // A text says itself what it is: a month, a name.
        let unit = if is_text { Some(table.opt_text("unit").map(|unit| unit.value).unwrap_or_default()) } else { None };
        let unit = unit.or_else(|| table.text("unit").map(|unit| unit.value));
        if let Some(number) = number.filter(|number| unit.as_deref() == Some("%") && number.value.abs() > 1.0) {
            // It would be computed with as it stands, and written a hundred times as large.
            let message = format!("`{}` is {} as a fraction, which is more than 100 %", name.value, number.value);
            let help = "a share is stated as a fraction: 3.5 % is 0.035; what may be more than the whole has another unit, such as `gange`";
            table.notes().error(Code::BadValue, number.span, message, "a fraction goes to 1", help);
        }
        let source = table.text("source").map(|source| source.value);
        table.finish();
        Some(ParameterSpec { name, value: value?, unit: unit?, source: source? }).filter(|_| named)
    });
    // Collected twice so that every parameter is read, also after one that is wrong.
    parameters.collect::<Vec<_>>().into_iter().collect()
}
