//! Rows that are alike in some columns.

use polars::prelude::{Column, DataFrame, GroupsType};

/// The rows of columns of one length, those together that have the same in all of them; an empty cell is like another.
/// The groups stand in the order of their first rows, and the rows of a group in theirs.
///
/// # Panics
/// Where there is no column, or they are not of one length.
pub fn alike(columns: Vec<Column>) -> Vec<Vec<usize>> {
    let height = columns.first().map_or(0, Column::len);
    let frame = DataFrame::new(height, columns).expect("columns of one length and different names");
    let names: Vec<String> = frame.get_column_names().into_iter().map(ToString::to_string).collect();
    let groups = frame.group_by_stable(names).expect("cells that can be compared").into_groups();
    let mut all: Vec<Vec<usize>> = match &*groups {
        GroupsType::Idx(groups) => {
            groups.all().iter().map(|rows| rows.iter().map(|row| *row as usize).collect()).collect()
        }
        GroupsType::Slice { groups, .. } => {
            groups.iter().map(|[first, count]| (*first as usize..(*first + *count) as usize).collect()).collect()
        }
    };
    // How the groups were found is the library's affair; their order is ours.
    for rows in &mut all {
        rows.sort_unstable();
    }
    all.sort_by_key(|rows| rows.first().copied());
    all
}

#[cfg(test)]
mod tests {
    use polars::prelude::*;

    use super::alike;

    #[test]
    fn rows_stand_together_in_the_order_of_the_first() {
        let one = Column::new("a".into(), [Some("x"), Some("y"), None, Some("x"), None, Some("x")]);
        let other = Column::new("b".into(), [Some("1"), Some("1"), Some("1"), Some("1"), Some("1"), None]);
        assert_eq!(alike(vec![one.clone()]), [vec![0, 3, 5], vec![1], vec![2, 4]]);
        assert_eq!(alike(vec![one, other]), [vec![0, 3], vec![1], vec![2, 4], vec![5]]);
        assert_eq!(alike(vec![Column::new("a".into(), [1, 1, 2])]), [vec![0, 1], vec![2]]);
        assert!(alike(vec![Column::new_empty("a".into(), &DataType::String)]).is_empty());
    }
}
