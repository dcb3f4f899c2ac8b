//! SQL means what PostgreSQL says, is told off where it is wrong, and publishes nobody.

mod findings;
mod people;
mod personal;
mod probes;
mod ruled;
mod stated;
mod threads;
mod views;

use polars::prelude::*;
use sporbar::diagnostic::Ranged;
use sporbar::sql::{Columns, Table};

/// The tables of the probes, from the statements that PostgreSQL was given.
fn tables() -> Vec<Table> {
    let text = std::fs::read_to_string(crate::support::repository().join("tests/postgresql/tables.sql"));
    let text = text.expect("the tables");
    let mut made = Vec::new();
    for (create, insert) in text.split("CREATE TABLE ").skip(1).map(|rest| rest.split_once("INSERT").expect("rows")) {
        let (name, columns) = create.split_once(" (").expect("columns");
        let columns: Vec<(&str, &str)> = columns
            .trim_end()
            .trim_end_matches(");")
            .split(", ")
            .map(|column| column.split_once(' ').expect("a type"))
            .collect();
        let rows: Vec<Vec<&str>> = insert
            .split('(')
            .skip(1)
            .map(|row| {
                row.split(')').next().expect("a row").split(',').map(|cell| cell.trim().trim_matches('\'')).collect()
            })
            .collect();
        let cells = |at: usize| rows.iter().map(move |row| Some(row[at]).filter(|cell| *cell != "NULL"));
        let day = |text: &str| chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a day");
        let frame = columns.iter().enumerate().map(|(at, (name, kind))| {
            let name = PlSmallStr::from_str(name);
            match *kind {
                "bigint" => Column::new(
                    name,
                    cells(at)
                        .map(|cell| cell.map(|cell| cell.parse::<i64>().expect("a whole number")))
                        .collect::<Vec<_>>(),
                ),
                "numeric" => Column::new(
                    name,
                    cells(at).map(|cell| cell.map(|cell| cell.parse::<f64>().expect("a number"))).collect::<Vec<_>>(),
                ),
                "date" => Column::new(name, cells(at).map(|cell| cell.map(day)).collect::<Vec<_>>()),
                "boolean" => {
                    Column::new(name, cells(at).map(|cell| cell.map(|cell| cell == "true")).collect::<Vec<_>>())
                }
                _ => Column::new(name, cells(at).collect::<Vec<_>>()),
            }
        });
        let frame = DataFrame::new(rows.len(), frame.collect()).expect("a table");
        // The rows of the first table are numbered from 1, those of the second from 1001.
        let first = 1 + 1000 * u64::try_from(made.len()).expect("few tables");
        let rows = std::sync::Arc::new((first..).take(rows.len()).map(|row| vec![row]).collect());
        let columns = Columns::of_frame(&frame);
        made.push(Table { name: name.to_owned(), columns, frame, rows, doubts: Vec::new() });
    }
    made
}

fn ranged(text: &str) -> Ranged<String> {
    Ranged::new(text.to_owned(), 0..text.len() + 2)
}
