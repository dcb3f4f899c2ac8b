//! SQL expressions of the spec, read by polars and judged against the columns there are.

use std::ops::Range;

use chrono::NaiveDate;
use polars::prelude::*;

use crate::diagnostic::{Code, Finding, did_you_mean};
use crate::spec::{ParameterSpec, Ranged, Spec};

/// SQL expressions of one spec over one frame.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sql<'a> {
    /// The spec's file as messages name it.
    pub file: &'a str,
    /// What `@name` stands for.
    parameters: &'a [ParameterSpec],
}

impl<'a> Sql<'a> {
    /// Expressions of this spec.
    pub fn of(spec: &'a Spec) -> Self {
        Self { file: &spec.file, parameters: &spec.parameters }
    }

    /// The SQL as people read it, with what the parameters are set to; a mistake in it, which has been reported long before,
    /// leaves it as it stands.
    pub fn shown(&self, text: &Ranged<String>) -> String {
        let shown = self.filled(text).unwrap_or_else(|_| text.value.clone());
        shown.trim().to_owned()
    }

    /// The SQL with each `@name` outside quotes as what the parameter is set to, in as many letters where there is room,
    /// so that places in it still hold.
    ///
    /// # Errors
    /// A finding at a name that is no parameter's.
    pub fn filled(&self, text: &Ranged<String>) -> Result<String, Finding> {
        let mut filled = String::new();
        let (mut quote, mut from) = (None, 0);
        for (at, letter) in text.value.char_indices() {
            match (quote, letter) {
                (None, '\'' | '"') => quote = Some(letter),
                (Some(open), _) if open == letter => quote = None,
                (None, '@') if at >= from => {
                    let rest = &text.value[at + 1..];
                    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
                    let name = &rest[..rest.find(|letter| !is_word(letter)).unwrap_or(rest.len())];
                    let Some(parameter) = self.parameters.iter().find(|parameter| parameter.name.value == name) else {
                        return Err(self.no_parameter(name, text, at..at + 1 + name.len()));
                    };
                    filled.push_str(&text.value[from..at]);
                    filled.push_str(&format!("{:<width$}", parameter.value.to_sql(), width = name.len() + 1));
                    from = at + 1 + name.len();
                }
                _ => {}
            }
        }
        filled.push_str(&text.value[from..]);
        Ok(filled)
    }

    fn no_parameter(&self, name: &str, text: &Ranged<String>, part: Range<usize>) -> Finding {
        let finding = Finding::error(Code::UnknownName, format!("there is no parameter `{name}`")).at(
            self.file,
            text.part(part),
            "not a parameter of this spec",
        );
        match did_you_mean(name, self.parameters.iter().map(|parameter| parameter.name.as_str())) {
            Some(likely) => finding.help(format!("did you mean @{likely}?")),
            None => finding.help("declare it in [parameters]; a text stands in single quotes"),
        }
    }

    /// The expression in `text` over the columns of `frame`.
    ///
    /// # Errors
    /// A finding at the text's place where it is no expression or uses a column that is not there.
    pub fn expression(&self, text: &Ranged<String>, frame: &DataFrame) -> Result<Expr, Finding> {
        let expression = polars::sql::sql_expr(self.filled(text)?).map_err(|error| {
            Finding::error(Code::SqlSyntax, "this is not a SQL expression")
                .at(self.file, text.span.clone(), first_line(&error))
                .help("a filter is what stands after WHERE, such as: Rolle IN ('mor', 'far') AND active")
        })?;
        let names: Vec<&str> = frame.get_column_names().into_iter().map(PlSmallStr::as_str).collect();
        for column in expression.clone().meta().root_names() {
            if names.contains(&column.as_str()) {
                continue;
            }
            let mut help = if let Some(name) = did_you_mean(&column, names.iter().copied()) {
                format!("did you mean {}?", quoted(name))
            } else {
                let shown: Vec<String> =
                    names.iter().filter(|name| !name.starts_with('_')).map(|name| quoted(name)).collect();
                format!("the columns are {}", shown.join(", "))
            };
            if !text.value.contains('\'') {
                help.push_str("; a text stands in single quotes");
            }
            return Err(Finding::error(Code::SqlColumn, format!("there is no column `{column}` here"))
                .at(self.file, text.span.clone(), "used in this expression")
                .help(help));
        }
        Ok(expression)
    }

    /// For each row of `frame` whether the filter holds; unknown (null) is no.
    ///
    /// # Errors
    /// A finding where the filter cannot be understood or is neither true nor false.
    pub fn mask(&self, filter: &Ranged<String>, frame: &DataFrame) -> Result<Vec<bool>, Finding> {
        let column = self.evaluate(self.expression(filter, frame)?, filter, frame)?;
        let mask = column.bool().map_err(|_| {
            Finding::error(Code::SqlFailed, "this filter is neither true nor false")
                .at(self.file, filter.span.clone(), format!("gives {}", column.dtype()))
                .help("compare with something, such as: Trin >= 4")
        })?;
        Ok(mask.iter().map(|holds| holds.unwrap_or(false)).collect())
    }

    /// For each row of `frame` the expression's value as text.
    ///
    /// # Errors
    /// A finding where the expression cannot be understood.
    pub fn texts(&self, text: &Ranged<String>, frame: &DataFrame) -> Result<Vec<Option<String>>, Finding> {
        let expression = self.expression(text, frame)?.cast(DataType::String);
        let column = self.evaluate(expression, text, frame)?;
        let texts = column.str().map_err(|error| self.failed(text, &error))?;
        Ok(texts.iter().map(|text| text.map(str::to_owned)).collect())
    }

    /// For each row of `frame` the expression's value as a number; true is 1 and false 0.
    ///
    /// # Errors
    /// A finding where the expression cannot be understood or gives something else.
    pub fn numbers(&self, text: &Ranged<String>, frame: &DataFrame) -> Result<Vec<Option<f64>>, Finding> {
        let column = self.evaluate(self.expression(text, frame)?, text, frame)?;
        let kind = column.dtype().clone();
        if !(kind.is_primitive_numeric() || kind == DataType::Boolean || kind == DataType::Null) {
            return Err(Finding::error(Code::SqlFailed, "this is neither a number nor true or false")
                .at(self.file, text.span.clone(), format!("gives {kind}"))
                .help(
                    "name a column with numbers, compare with something, or count with CASE WHEN ... THEN 1 ELSE 0 END",
                ));
        }
        let numbers = column.cast(&DataType::Float64).map_err(|error| self.failed(text, &error))?;
        let numbers = numbers.f64().map_err(|error| self.failed(text, &error))?;
        Ok(numbers.iter().collect())
    }

    /// For each row of `frame` the expression's value as a day.
    ///
    /// # Errors
    /// A finding where the expression cannot be understood or gives something else.
    pub fn days(&self, text: &Ranged<String>, frame: &DataFrame) -> Result<Vec<Option<NaiveDate>>, Finding> {
        let column = self.evaluate(self.expression(text, frame)?, text, frame)?;
        let days = column.date().map_err(|_| {
            Finding::error(Code::SqlFailed, "this is not a day")
                .at(self.file, text.span.clone(), format!("gives {}", column.dtype()))
                .help("name a column with days, or pick one with CASE WHEN ... THEN ... ELSE ... END")
        })?;
        Ok(days.as_date_iter().collect())
    }

    /// The value of `expression`, written as `text`, for each row of `frame`.
    ///
    /// # Errors
    /// A finding where polars cannot compute it.
    pub fn evaluate(&self, expression: Expr, text: &Ranged<String>, frame: &DataFrame) -> Result<Column, Finding> {
        // A constant such as TRUE has one row by itself; as a new column it has one for each.
        const NAME: &str = "_value";
        let computed = frame.clone().lazy().with_column(expression.alias(NAME)).collect();
        let column = computed.and_then(|frame| frame.column(NAME).cloned());
        column.map_err(|error| self.failed(text, &error))
    }

    fn failed(&self, text: &Ranged<String>, error: &PolarsError) -> Finding {
        Finding::error(Code::SqlFailed, "this SQL expression cannot be computed")
            .at(self.file, text.span.clone(), first_line(error))
            .help("check that what is compared is of one type: texts in single quotes, numbers and dates without")
    }
}

/// What polars says, where it speaks of names and types only: other messages may quote cells, which can be personal.
fn first_line(error: &PolarsError) -> String {
    match error {
        PolarsError::ColumnNotFound(_)
        | PolarsError::InvalidOperation(_)
        | PolarsError::SchemaMismatch(_)
        | PolarsError::SQLInterface(_)
        | PolarsError::SQLSyntax(_) => error.to_string().lines().next().unwrap_or_default().to_owned(),
        _ => "it cannot be computed for some of the rows".to_owned(),
    }
}

/// A column's name as SQL takes it.
fn quoted(name: &str) -> String {
    let plain = name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    if plain { name.to_owned() } else { format!("\"{name}\"") }
}
