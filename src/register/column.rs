//! Columns under construction: cells in, typed values out, and a finding for each cell that does not fit.

use std::borrow::Cow;

use chrono::Datelike;
use polars::prelude::*;
use regex::Regex;

use super::cell::Cell;
use super::coded::{self, Whose};
use super::cpr::{self, Certain};
use super::number;
use super::pseudonym::PseudonymKey;
use super::sink::Sink;
use super::texts::{TextBuilder, Texts};
use super::values::Values;
use crate::diagnostic::{Code, did_you_mean};
use crate::letters;
use crate::schema::{BooleanWords, Bound, Codes, Constraints, DateFormat, Field, Kind, NumberFormat, PersonForm};

/// A day before the first of these years or after the last is taken for a mistake where the schema has no bound.
const FIRST_YEAR: i32 = 1900;
const LAST_YEAR: i32 = 2100;
const STATED: &str = "correct the date in the register";
const UNSTATED: &str =
    "correct the date in the register; if the register has such days, state `minimum` or `maximum` in the layout";

/// A column of the frame to be.
pub(super) struct ColumnBuilder<'s> {
    at: usize,
    field: &'s Field,
    /// What digits are taken for a CPR number that has strayed into a text.
    certain: Certain,
    cells: Cells,
}

enum Cells {
    Text(TextBuilder),
    Date(Values<i32>),
    Integer(Values<i64>),
    Number(Values<f64>),
    Boolean(Values<bool>),
}

/// Why a cell does not fit.
struct Misfit {
    code: Code,
    /// The sentence and what to do.
    message: (String, String),
}

impl<'s> ColumnBuilder<'s> {
    /// A column with room for so many rows.
    pub(super) fn new(at: usize, field: &'s Field, room: usize) -> Self {
        let cells = match field.kind {
            Kind::Text | Kind::Month(_) => Cells::Text(TextBuilder::new(room)),
            Kind::Date(_) => Cells::Date(Values::new(room)),
            Kind::Integer | Kind::Year => Cells::Integer(Values::new(room)),
            Kind::Number(_) => Cells::Number(Values::new(room)),
            Kind::Boolean(_) => Cells::Boolean(Values::new(room)),
        };
        let certain = match &field.constraints {
            Constraints { pattern: Some(_), .. } => Certain::Hyphen,
            Constraints { .. } => Certain::Anything,
        };
        Self { at, field, certain, cells }
    }

    /// Looks ahead for the texts of the rows that come next.
    pub(super) fn fetch<'c, I: Iterator<Item = &'c str>>(&self, cells: impl FnOnce() -> I) {
        if let Cells::Text(values) = &self.cells {
            values.fetch(cells());
        }
    }

    /// Adds an empty cell where the file has no such column.
    pub(super) fn push_absent(&mut self) {
        self.push_null();
    }

    /// Adds a cell; one that does not fit is reported and left empty. Says whether it fitted.
    pub(super) fn push(&mut self, cell: Cell<'_>, row: u32, sink: &mut Sink<'_>) -> bool {
        let field = self.field;
        let fitted = match (&mut self.cells, &field.kind, cell) {
            (_, _, Cell::Empty) if field.constraints.required => Err(required(field)),
            (_, _, Cell::Empty) => Ok(false),
            (_, _, Cell::Cut) => Err(digits_lost()),
            (Cells::Text(values), kind, cell) => {
                let written = if let Cell::Text(written) = cell { Some(written) } else { None };
                // What has been judged as it is written here need not be judged again.
                if written.is_some_and(|written| values.push_known(written)) {
                    Ok(true)
                } else {
                    text(field, kind, self.certain, cell, |text| values.push(text, written)).map(|()| true)
                }
            }
            (Cells::Date(values), Kind::Date(format), cell) => date(field, format, cell).map(|days| {
                values.push(days);
                true
            }),
            (Cells::Integer(values), _, cell) => integer(field, cell).map(|number| {
                values.push(number);
                true
            }),
            (Cells::Number(values), Kind::Number(format), cell) => decimal(field, format, cell).map(|number| {
                values.push(number);
                true
            }),
            (Cells::Boolean(values), Kind::Boolean(words), cell) => boolean(field, words, cell).map(|flag| {
                values.push(flag);
                true
            }),
            _ => unreachable!("the cells are of the field's kind"),
        };
        match fitted {
            Ok(true) => {
                // A text that is a day has no more digits than a day has.
                let is_day = matches!((&field.kind, cell), (Kind::Date(_), Cell::Text(_)));
                if !field.person && !is_day {
                    self.suspect(cell, row, sink);
                }
                true
            }
            Ok(false) => {
                self.push_null();
                true
            }
            Err(misfit) => {
                self.push_null();
                sink.error(misfit.code, Some(u64::from(row)), Some((self.at, &field.name)), || misfit.message);
                false
            }
        }
    }

    /// Remembers digits that may be a person's, whatever the field is said to hold.
    fn suspect(&self, cell: Cell<'_>, row: u32, sink: &mut Sink<'_>) {
        let numbers = |number: f64| cpr::numbers_of_number(number).into_iter().flatten();
        match cell {
            Cell::Text(text) => {
                cpr::numbers_of_text(text, |number| sink.suspect(number, row, self.at));
                // A zero in front may be lost of what is a number.
                let value = match &self.field.kind {
                    Kind::Number(format) if text.len() >= 9 => number::quick(text, format)
                        .or_else(|| number::plain(text, format).and_then(|plain| number::kept(&plain))),
                    Kind::Integer if text.len() >= 9 => number::parse_integer(text).map(float),
                    _ => None,
                };
                value.into_iter().flat_map(numbers).for_each(|number| sink.suspect(number, row, self.at));
            }
            Cell::Integer(number) => numbers(float(number)).for_each(|number| sink.suspect(number, row, self.at)),
            Cell::Number(number) => numbers(number).for_each(|number| sink.suspect(number, row, self.at)),
            Cell::Decimal(decimal) => {
                let number = number::kept(&decimal.to_string());
                number.into_iter().flat_map(numbers).for_each(|number| sink.suspect(number, row, self.at));
            }
            _ => {}
        }
    }

    fn push_null(&mut self) {
        match &mut self.cells {
            Cells::Text(values) => values.push_nothing(),
            Cells::Date(values) => values.push_nothing(),
            Cells::Integer(values) => values.push_nothing(),
            Cells::Number(values) => values.push_nothing(),
            Cells::Boolean(values) => values.push_nothing(),
        }
    }

    /// The finished column, and its texts where it has texts. Patterns are checked here, on the whole column, and CPR numbers are replaced.
    pub(super) fn finish(
        self,
        rows: &[u32],
        key: &PseudonymKey,
        whose: &mut Whose,
        sink: &mut Sink<'_>,
    ) -> (Column, Option<Texts>) {
        let (at, field) = (self.at, self.field);
        let column = match self.cells {
            Cells::Text(values) => {
                let texts = values.finish();
                if let Some(pattern) = &field.constraints.pattern {
                    check_pattern(at, field, pattern, &texts, rows, sink);
                }
                return (coded::column(at, field, &texts, rows, (key, whose), sink), Some(texts));
            }
            Cells::Date(values) => values.finish::<Int32Type>(&field.name).into_date().into_column(),
            Cells::Integer(values) => values.finish::<Int64Type>(&field.name).into_column(),
            Cells::Number(values) => values.finish::<Float64Type>(&field.name).into_column(),
            Cells::Boolean(values) => values.finish_flags(&field.name).into_column(),
        };
        (column, None)
    }

    /// Adds the rows of another of the same field behind its own.
    pub(super) fn append(&mut self, other: Self) {
        match (&mut self.cells, other.cells) {
            (Cells::Text(own), Cells::Text(other)) => own.append(other),
            (Cells::Date(own), Cells::Date(other)) => own.append(other),
            (Cells::Integer(own), Cells::Integer(other)) => own.append(other),
            (Cells::Number(own), Cells::Number(other)) => own.append(other),
            (Cells::Boolean(own), Cells::Boolean(other)) => own.append(other),
            _ => unreachable!("the cells of one field are of one kind"),
        }
    }
}

fn check_pattern(at: usize, field: &Field, pattern: &str, texts: &Texts, rows: &[u32], sink: &mut Sink<'_>) {
    let whole = Regex::new(&format!("^(?:{pattern})$")).expect("the schema's patterns have been tried");
    let fits: Vec<bool> = texts.all.iter().map(|text| whole.is_match(text)).collect();
    if fits.iter().all(|fits| *fits) {
        return;
    }
    for (place, row) in texts.of_rows.iter().zip(rows) {
        if let Some(place) = place.filter(|place| !fits[*place as usize]) {
            sink.error(Code::OutOfRange, Some(u64::from(*row)), Some((at, &field.name)), || {
                let shown = shown(field, texts.all.get(place));
                (format!("{shown} does not have the form `{pattern}`"), "correct the cell in the register".to_owned())
            });
        }
    }
}

fn misfit(code: Code, message: impl Into<String>, help: impl Into<String>) -> Misfit {
    Misfit { code, message: (message.into(), help.into()) }
}

/// A cell's value as a message may show it.
fn shown(field: &Field, text: &str) -> String {
    if field.personal { "the value".to_owned() } else { cpr::quoted(text) }
}

fn required(field: &Field) -> Misfit {
    misfit(
        Code::CellRequired,
        format!("`{}` is empty", field.name),
        "fill it in in the register and draw the extract again",
    )
}

/// A number of which two that differ would be read as the same.
fn digits_lost() -> Misfit {
    misfit(
        Code::CellType,
        "the number has more digits than are kept, so that it would be read as another one",
        "a name or number of something is a text: draw the column as text, with the type `string`; an amount has fewer digits",
    )
}

fn wrong_type(field: &Field, cell: Cell<'_>) -> Misfit {
    let what = match cell {
        Cell::Empty => "nothing".to_owned(),
        Cell::Text(text) => shown(field, text),
        Cell::Integer(number) => shown(field, &number.to_string()),
        Cell::Number(number) => shown(field, &number.to_string()),
        Cell::Decimal(decimal) => shown(field, &decimal.to_string()),
        Cell::Cut => "a number of many digits".to_owned(),
        Cell::Boolean(_) => "a truth value".to_owned(),
        Cell::Date(_) => "a date".to_owned(),
        Cell::Moment(_) => "a date with a time of day".to_owned(),
        Cell::Other(what) => what.to_owned(),
    };
    let help = match (&field.kind, cell) {
        (Kind::Date(_), Cell::Integer(_) | Cell::Number(_) | Cell::Decimal(_)) => {
            "format the column as a date in the workbook"
        }
        (Kind::Date(_), Cell::Text(_)) => "it must be a day of the calendar, written in full",
        (Kind::Number(format), Cell::Text(_)) if format.group.is_some() => {
            "check the characters before decimals and between thousands"
        }
        _ => "correct the cell, or the schema if the register writes it so",
    };
    misfit(Code::CellType, format!("{what} is not {}", field.kind.for_people()), help)
}

fn text(field: &Field, kind: &Kind, certain: Certain, cell: Cell<'_>, keep: impl FnOnce(&str)) -> Result<(), Misfit> {
    let number;
    let text = match cell {
        Cell::Text(text) => text,
        // A workbook may hold a number where the register has a text of digits.
        Cell::Integer(whole) => {
            number = whole.to_string();
            &number
        }
        Cell::Number(value) => {
            number = value.to_string();
            &number
        }
        Cell::Decimal(decimal) => {
            number = decimal.to_string();
            &number
        }
        _ => return Err(wrong_type(field, cell)),
    };
    let written;
    let text = if field.person && field.person_form != PersonForm::Hyphen {
        let is_number = !matches!(cell, Cell::Text(_));
        // A number has lost the zero in front.
        let digits = if is_number { Cow::Owned(format!("{text:0>10}")) } else { Cow::Borrowed(text) };
        let hyphened = cpr::with_hyphen(&digits).or_else(|| {
            let as_it_is = field.person_form == PersonForm::Either;
            as_it_is.then(|| text.to_owned())
        });
        written = hyphened.ok_or_else(|| {
            let help = "the layout says `ddmmyyxxxx`: draw the column again as text, or correct the layout's `sporbar:personForm`; \
                        a key that is no CPR number is a `string` with `sporbar:key`, and not `sporbar:person`";
            misfit(Code::CprForm, "the cell is not a CPR number of ten digits", help)
        })?;
        written.as_str()
    } else if let Some(key) = &field.key {
        written = key.normal(text).into_owned();
        written.as_str()
    } else {
        text
    };
    let is_listed = |text: &str| matches!(&field.constraints.codes, Some(Codes::Text(codes)) if codes.iter().any(|code| code == text));
    if field.person {
        cpr::check(text).map_err(|wrong| Misfit { code: Code::CprForm, message: wrong.message() })?;
    } else if !is_listed(text) && cpr::looks_like(text, certain) {
        return Err(misfit(
            Code::CprForm,
            format!("`{}` holds what looks like a CPR number", field.name),
            "only a field with `sporbar:person` may: take it out of the text, or see whether columns have moved; if it is \
             something else, give the field a code list or a `pattern` that says what its digits are",
        ));
    }
    let month;
    let text = if let Kind::Month(format) = kind {
        month = format.parse(text).ok_or_else(|| wrong_type(field, cell))?;
        month.as_str()
    } else {
        text
    };
    if let Some(Codes::Text(codes)) = &field.constraints.codes
        && !is_listed(text)
    {
        return Err(not_a_code(field, text, codes));
    }
    let limits = &field.constraints;
    if limits.min_length.is_some() || limits.max_length.is_some() {
        let length = text.chars().count();
        if limits.min_length.is_some_and(|least| length < least) || limits.max_length.is_some_and(|most| length > most)
        {
            return Err(misfit(
                Code::OutOfRange,
                format!("{} is {length} characters long", shown(field, text)),
                "the schema allows fewer or asks for more",
            ));
        }
    }
    keep(text);
    Ok(())
}

fn not_a_code(field: &Field, text: &str, codes: &[String]) -> Misfit {
    let meant = if field.personal { None } else { did_you_mean(text, codes.iter().map(String::as_str)) };
    let alike = codes.iter().find_map(|code| Some((code, letters::difference(text, code)?)));
    let help = match meant {
        _ if let Some((code, difference)) = alike.filter(|_| !field.personal) => {
            format!("the code list has `{code}`; {difference}")
        }
        Some(code) => format!("did you mean `{code}`?"),
        None => format!("the codes are `{}`; add a new one to the schema", codes.join("`, `")),
    };
    misfit(Code::NotInCodeList, format!("{} is not in the code list of `{}`", shown(field, text), field.name), help)
}

fn date(field: &Field, format: &DateFormat, cell: Cell<'_>) -> Result<i32, Misfit> {
    let date = match cell {
        Cell::Date(date) => date,
        Cell::Moment(date) => return Err(has_time(field, format, &format.format(date))),
        Cell::Text(text) => format.parse(text).ok_or_else(|| no_date(field, format, text))?,
        // A workbook holds `20181231` as a number.
        Cell::Integer(number) => format.parse_number(float(number)).ok_or_else(|| wrong_type(field, cell))?,
        Cell::Number(number) => format.parse_number(number).ok_or_else(|| wrong_type(field, cell))?,
        _ => return Err(wrong_type(field, cell)),
    };
    let limits = &field.constraints;
    let outside = match (limits.minimum, limits.maximum) {
        (Some(Bound::Date(least)), _) if date < least => Some(("before", format.format(least), STATED)),
        (_, Some(Bound::Date(most))) if date > most => Some(("after", format.format(most), STATED)),
        // What nobody has stated is still no day that a register means.
        (None, _) if date.year() < FIRST_YEAR => Some(("before", FIRST_YEAR.to_string(), UNSTATED)),
        (_, None) if date.year() > LAST_YEAR => Some(("after", LAST_YEAR.to_string(), UNSTATED)),
        _ => None,
    };
    if let Some((side, bound, help)) = outside {
        return Err(misfit(
            Code::OutOfRange,
            format!("{} is {side} {bound}", shown(field, &format.format(date))),
            help,
        ));
    }
    Ok(date.to_epoch_days())
}

/// A text that is not a date of the form; a date with a time behind it is named as that.
fn no_date(field: &Field, format: &DateFormat, text: &str) -> Misfit {
    match text.split_once([' ', 'T']).filter(|(date, _)| format.parse(date).is_some()) {
        Some((date, _)) => has_time(field, format, date),
        None => wrong_type(field, Cell::Text(text)),
    }
}

/// A date that is one but for the time behind it: only the date is shown, so that a long number is never masked as somebody's.
fn has_time(field: &Field, format: &DateFormat, date: &str) -> Misfit {
    let what = if field.personal { "the value".to_owned() } else { format!("`{date}`") };
    misfit(
        Code::CellType,
        format!("{what} has a time of day behind the date"),
        format!("have the register write the date alone, {}", format.for_people()),
    )
}

fn integer(field: &Field, cell: Cell<'_>) -> Result<i64, Misfit> {
    let number = match cell {
        Cell::Integer(number) => number,
        Cell::Number(number) => whole(number).ok_or_else(|| wrong_type(field, cell))?,
        Cell::Decimal(decimal) => number::parse_integer(&decimal.to_string()).ok_or_else(|| wrong_type(field, cell))?,
        Cell::Text(text) => number::parse_integer(text).ok_or_else(|| wrong_type(field, cell))?,
        _ => return Err(wrong_type(field, cell)),
    };
    if !number::is_kept(number) {
        return Err(digits_lost());
    }
    if let Some(Codes::Integer(codes)) = &field.constraints.codes
        && !codes.contains(&number)
    {
        let codes: Vec<String> = codes.iter().map(i64::to_string).collect();
        return Err(not_a_code(field, &number.to_string(), &codes));
    }
    in_range(field, float(number))?;
    Ok(number)
}

fn decimal(field: &Field, format: &NumberFormat, cell: Cell<'_>) -> Result<f64, Misfit> {
    let number = match cell {
        Cell::Integer(number) if number::is_kept(number) => float(number),
        Cell::Integer(_) => return Err(digits_lost()),
        Cell::Number(number) if number.is_finite() => number,
        Cell::Decimal(decimal) => number::kept(&decimal.to_string()).ok_or_else(digits_lost)?,
        Cell::Text(text) => {
            if let Some(number) = number::quick(text, format) {
                number
            } else {
                let plain = number::plain(text, format).ok_or_else(|| wrong_type(field, cell))?;
                number::kept(&plain).ok_or_else(digits_lost)?
            }
        }
        _ => return Err(wrong_type(field, cell)),
    };
    in_range(field, number)?;
    Ok(number)
}

fn in_range(field: &Field, number: f64) -> Result<(), Misfit> {
    if field.constraints.maximum.is_none() && cpr::number_looks_like(number) {
        return Err(misfit(
            Code::CprForm,
            format!("`{}` holds what looks like a CPR number", field.name),
            "see whether columns have moved; if numbers as large belong there, state `maximum` in the layout",
        ));
    }
    let (side, bound) = match (field.constraints.minimum, field.constraints.maximum) {
        (Some(Bound::Number(least)), _) if number < least => ("below", least),
        (_, Some(Bound::Number(most))) if number > most => ("above", most),
        _ => return Ok(()),
    };
    Err(misfit(
        Code::OutOfRange,
        format!("{} is {side} {bound}", shown(field, &number.to_string())),
        "correct the number in the register, or the schema's range",
    ))
}

fn boolean(field: &Field, words: &BooleanWords, cell: Cell<'_>) -> Result<bool, Misfit> {
    let is = |list: &[String], text: &str| list.iter().any(|word| word == text);
    match cell {
        Cell::Boolean(flag) => Ok(flag),
        Cell::Text(text) if is(&words.yes, text) => Ok(true),
        Cell::Text(text) if is(&words.no, text) => Ok(false),
        _ => Err(wrong_type(field, cell)),
    }
}

/// A float that is a whole number as one.
#[expect(clippy::cast_possible_truncation, reason = "the number is whole and in the range that the guard says")]
fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() < number::TOO_LARGE).then_some(number as i64)
}

#[expect(clippy::cast_precision_loss, reason = "larger numbers are refused, or only looked at for people's")]
fn float(number: i64) -> f64 {
    number as f64
}
