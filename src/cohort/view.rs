//! Views: tables that the spec makes by queries or rules, held to what the spec says of their rows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Data, RowRef, Sql};
use crate::diagnostic::{Code, Finding};
use crate::schema::Codes;
use crate::spec::View;
use crate::sql::{Answer, Columns, Lineage, Refused, Table};

/// The table that a view is, over the tables there are before it.
pub(super) fn made(view: &View, tables: &[Table], data: Data<'_>) -> Result<Table, Finding> {
    let made = Sql::of(data.spec).view(view, tables).map_err(|refused| told(refused, data));
    let (Answer { frame, rows, columns, .. }, doubts) = made?;
    let doubts = doubts.into_iter().map(|doubt| told(doubt, data)).collect();
    // A code list that a column has from an extract, as it stands there; labels that a query makes have none.
    let is_list = |codes: &Codes| {
        let mut fields = data.schemas.values().flat_map(|schema| &schema.fields);
        fields.any(|field| field.constraints.codes.as_ref() == Some(codes))
    };
    let codes = |name: &str| columns.named(name)?.codes.clone().filter(is_list);
    let columns = Columns::of_frame(&frame).with_codes(codes);
    let table = Table { name: view.name.value.clone(), columns, frame, rows: Arc::new(rows), doubts };
    has_its_key(view, &table, data)?;
    keeps_its_rows(view, &table, data)?;
    Ok(table)
}

/// What the rows do not allow, with the first few of them by file and row.
fn told(refused: Refused, data: Data<'_>) -> Finding {
    const FEW: usize = 3;
    let Refused { mut finding, mut rows } = refused;
    let mut seen = BTreeSet::new();
    rows.retain(|row| seen.insert(*row));
    for row in rows.iter().take(FEW).map(|row| RowRef::unpacked(*row)) {
        let extract = data.spec.extracts.get(usize::from(row.extract));
        if let Some(extract) = extract.and_then(|extract| data.register.get(extract.name.as_str())) {
            finding = finding.in_cell(&extract.file, Some(u64::from(row.row)), None);
        }
    }
    match rows.len().saturating_sub(FEW) {
        0 => finding,
        more => finding.help(format!("the same is so of {more} more rows")),
    }
}

/// A key that stands twice, or is empty, tells no row from all others.
fn has_its_key(view: &View, table: &Table, data: Data<'_>) -> Result<(), Finding> {
    if view.key.is_empty() {
        return Ok(());
    }
    let mut columns = Vec::new();
    for name in &view.key {
        let quoted = name.clone().map(|name| format!("\"{}\"", name.replace('"', "\"\"")));
        columns.push(Sql::of(data.spec).texts(&quoted, &table.frame)?);
    }
    let mut seen: BTreeMap<Vec<&str>, Vec<usize>> = BTreeMap::new();
    let mut empty = Vec::new();
    for at in 0..table.frame.height() {
        let key: Option<Vec<&str>> = columns.iter().map(|column| column[at].as_deref()).collect();
        match key {
            None => empty.push(at),
            Some(key) => seen.entry(key).or_default().push(at),
        }
    }
    seen.retain(|_, places| places.len() > 1);
    let (doubled, empty_rows) = (seen.len(), empty.len());
    if doubled + empty_rows == 0 {
        return Ok(());
    }
    let rows = if doubled > 0 {
        seen.values().flat_map(|places| apart(places, table)).collect()
    } else {
        empty.iter().filter_map(|at| table.rows[*at].first().copied()).collect()
    };
    let message = match doubled {
        0 => format!("the key of the view `{}` is empty in {empty_rows} rows", view.name.value),
        doubled => {
            format!("the key of the view `{}` is not unique: {doubled} stand more than once", view.name.value)
        }
    };
    let finding = Finding::error(Code::NotUnique, message)
        .at(&data.spec.file, view.key[0].span.clone(), "does not tell each row from all others")
        .help("gather the rows (GROUP BY), pick one of each (DISTINCT ON, QUALIFY), or add a column to the key");
    Err(told(Refused { finding, rows }, data))
}

/// The extract rows that are behind some of these rows and not behind all of them: what they share, such as a joined row, tells none
/// from the others. Where they share all, those.
fn apart(places: &[usize], table: &Table) -> Lineage {
    let behind = || places.iter().flat_map(|at| table.rows[*at].iter().copied());
    let mut times: BTreeMap<u64, usize> = BTreeMap::new();
    for row in behind() {
        *times.entry(row).or_default() += 1;
    }
    let own: Lineage = behind().filter(|row| times[row] < places.len()).collect();
    if own.is_empty() { behind().collect() } else { own }
}

/// Each row of the extract that the view keeps must be behind one row of it: none lost, none doubled.
fn keeps_its_rows(view: &View, table: &Table, data: Data<'_>) -> Result<(), Finding> {
    let Some(keeps) = &view.keeps else { return Ok(()) };
    let source = data.source(keeps);
    let mut behind: BTreeMap<u32, usize> = BTreeMap::new();
    for rows in table.rows.iter() {
        let own: BTreeSet<u32> = rows
            .iter()
            .map(|row| RowRef::unpacked(*row))
            .filter(|row| row.extract == source.number)
            .map(|row| row.row)
            .collect();
        for row in own {
            *behind.entry(row).or_default() += 1;
        }
    }
    let all = super::population::rows(&source.extract.frame).expect("the register numbers its rows");
    let lost: Vec<u32> = all.iter().copied().filter(|row| !behind.contains_key(row)).collect();
    let doubled: Vec<u32> = behind.iter().filter(|(_, count)| **count > 1).map(|(row, _)| *row).collect();
    for (rows, what, help) in [
        (
            lost,
            "loses",
            "let the join keep them (LEFT JOIN), or take `keeps` out and say in the query which rows are meant",
        ),
        (doubled, "doubles", "join by what is there once, gather the other side first (GROUP BY), or take `keeps` out"),
    ] {
        if let Some(first) = rows.first() {
            let message = format!(
                "the view `{}` {what} {} of {} rows of `{}`",
                view.name.value,
                rows.len(),
                all.len(),
                keeps.value
            );
            return Err(Finding::error(Code::ViewRows, message)
                .at(&data.spec.file, keeps.span.clone(), "should be kept, each row once")
                .in_cell(&source.extract.file, Some(u64::from(*first)), None)
                .help(help));
        }
    }
    Ok(())
}
