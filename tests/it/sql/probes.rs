//! Queries whose right values PostgreSQL told (`tests/postgresql`).

use std::collections::BTreeMap;

use polars::prelude::*;
use sporbar::sql::Sql;

use super::{ranged, tables};
use crate::support::repository;

fn probe_file(name: &str) -> String {
    std::fs::read_to_string(repository().join("tests/postgresql").join(name)).expect("the probes")
}

/// What stands under each `-- heading`.
fn sections(text: &str) -> Vec<(&str, Vec<&str>)> {
    let mut sections: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix("-- "), sections.last_mut()) {
            (Some(heading), _) => sections.push((heading, Vec::new())),
            (None, Some((_, lines))) => lines.push(line),
            (None, None) => panic!("nothing stands before the first heading"),
        }
    }
    sections
}

fn shown(value: &AnyValue<'_>) -> String {
    match value {
        AnyValue::Null => "NULL".to_owned(),
        AnyValue::Boolean(truth) => if *truth { "t" } else { "f" }.to_owned(),
        AnyValue::Date(days) => {
            let epoch = chrono::NaiveDate::from_ymd_opt(1970, 1, 1).expect("a day");
            (epoch + chrono::Duration::days(i64::from(*days))).to_string()
        }
        AnyValue::String(text) => (*text).to_owned(),
        AnyValue::StringOwned(text) => text.to_string(),
        AnyValue::Float64(number) => number.to_string(),
        other => other.to_string(),
    }
}

fn same(one: &str, other: &str) -> bool {
    match (one.parse::<f64>(), other.parse::<f64>()) {
        (Ok(one), Ok(other)) => (one - other).abs() <= 1e-12 * other.abs().max(1.0),
        _ => one == other,
    }
}

#[test]
fn queries_give_what_postgresql_gives() {
    let (queries, values) = (probe_file("probes.sql"), probe_file("values.txt"));
    let values: BTreeMap<&str, Vec<&str>> = sections(&values).into_iter().collect();
    let tables = tables();
    let queries = sections(&queries);
    assert!(queries.len() >= 40, "{} probes", queries.len());
    let mut wrong = Vec::new();
    for (heading, lines) in queries {
        let query = lines.join("\n");
        let answer = match Sql::default().query(&ranged(&query), &tables) {
            Ok(answer) => answer,
            Err(finding) => {
                wrong.push(format!("{heading}: {finding:?}"));
                continue;
            }
        };
        let found: Vec<Vec<String>> = (0..answer.frame.height())
            .map(|row| answer.frame.columns().iter().map(|column| shown(&column.get(row).expect("a row"))).collect())
            .collect();
        let wanted: Vec<Vec<&str>> = values[heading].iter().map(|line| line.split('|').collect()).collect();
        let all_same = found.len() == wanted.len()
            && found.iter().zip(&wanted).all(|(found, wanted)| {
                found.len() == wanted.len() && found.iter().zip(wanted).all(|(found, wanted)| same(found, wanted))
            });
        if !all_same {
            wrong.push(format!("{heading}\n{query}\n found {found:?}\nwanted {wanted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn qualify_keeps_the_rows_that_a_window_says() {
    // As PostgreSQL gives for the same in two steps: the row with the latest day of each group.
    let query = "SELECT id FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY gruppe ORDER BY dag DESC NULLS LAST, id) = 1 ORDER BY id";
    let answer = Sql::default().query(&ranged(query), &tables()).expect("a query");
    let ids: Vec<i64> =
        answer.frame.column("id").and_then(|ids| ids.i64()).expect("numbers").iter().flatten().collect();
    assert_eq!(ids, [3, 6, 8, 10]);
}

#[test]
fn the_rows_behind_each_row_are_carried() {
    let rows = |query: &str| Sql::default().query(&ranged(query), &tables()).expect("a query").rows;
    assert_eq!(rows("SELECT id FROM t WHERE gruppe = 'c'"), [vec![10]]);
    // A group has the rows of all its members, a join those of both sides, also where one is missing.
    assert_eq!(
        rows("SELECT gruppe, COUNT(*) AS n FROM t GROUP BY gruppe ORDER BY gruppe"),
        [vec![1, 2, 3], vec![4, 5, 6, 7], vec![10], vec![8, 9]]
    );
    assert_eq!(
        rows("SELECT t.id, p.aar FROM t LEFT JOIN p ON t.gruppe = p.gruppe WHERE t.id IN (1, 10) ORDER BY 1, 2"),
        [vec![1, 1001], vec![1, 1002], vec![10]]
    );
    // A window's value rests on the rows it looks at.
    assert_eq!(rows("SELECT LAG(id) OVER (ORDER BY id) AS n FROM t ORDER BY id LIMIT 2"), [vec![1], vec![1, 2]]);
    assert_eq!(
        rows("SELECT COUNT(*) OVER (PARTITION BY gruppe) AS n FROM t WHERE gruppe = 'a' ORDER BY id LIMIT 1"),
        [vec![1, 2, 3]]
    );
    // One row of several that are the same came from all of them.
    assert_eq!(rows("SELECT DISTINCT gruppe FROM p WHERE gruppe = 'b'"), [vec![1003, 1004]]);
    assert_eq!(rows("SELECT DISTINCT ON (gruppe) id FROM t WHERE gruppe = 'a' ORDER BY gruppe, id DESC"), [vec![3]]);
}
