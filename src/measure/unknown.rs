//! Observations of which it is not known whether what a share asks holds. They would be lost above and below the line: of ten courses, five
//! completed, two broken off and three with an empty cell, "completed" would be five of seven, and nobody would see why.

use super::Sources;
use crate::cohort::{Columns, RowRef, Sql};
use crate::diagnostic::{Code, Finding, Ranged};
use crate::spec::{Among, Axis, Exhibit, Is, Part, Spec, Valued};

/// What would be observed, had it a number.
pub(super) struct Lost<'a> {
    /// What gives the numbers.
    pub(super) text: &'a Ranged<String>,
    /// What it gives, of everything that could be observed.
    pub(super) values: &'a [Option<f64>],
    /// The columns beside it.
    pub(super) columns: &'a Columns,
    /// Which of the columns could be what is empty: those that the text names, where it is an expression over them.
    pub(super) asked: Vec<String>,
    /// Of which of them the text says what becomes of empty cells.
    pub(super) said: Vec<String>,
    /// Whether it gives true or false.
    pub(super) is_condition: bool,
}

impl<'a> Lost<'a> {
    /// What an expression over columns gives.
    ///
    /// # Errors
    /// An expression that cannot be understood.
    pub(super) fn of(
        text: &'a Ranged<String>,
        values: &'a [Option<f64>],
        columns: &'a Columns,
        sql: Sql<'_>,
    ) -> Result<Self, Finding> {
        let head = columns.head();
        let (asked, is_condition) = (sql.names(text, head)?, sql.is_condition(text, head)?);
        // It is empty on purpose where the expression itself asks whether there is a cell.
        let said = sql.names_said_of_empty(text, head)?;
        Ok(Self { text, values, columns, asked, said, is_condition })
    }

    /// Says so, where the part tells a share of it.
    ///
    /// # Errors
    /// That it is not known of some, at the place where it is asked; an expression that cannot be understood.
    pub(super) fn judge(
        &self,
        part: &Part,
        sources: &Sources<'_>,
        rows: impl Fn(usize) -> Vec<RowRef>,
    ) -> Result<(), Finding> {
        let spec = sources.data.spec;
        let sql = Sql::of(spec);
        let mut lost: Vec<usize> = (0..self.values.len()).filter(|at| self.values[*at].is_none()).collect();
        if lost.is_empty() || sources.of_others || !self.is_asked_whether(part) {
            return Ok(());
        }
        self.placed(part, &mut lost, sql)?;
        let empty = self.empty(&lost, sql)?;
        let said = !empty.is_empty() && empty.iter().all(|name| self.said.contains(name));
        if lost.is_empty() || said || is_told(part, &empty, self.columns, spec) {
            return Ok(());
        }
        let what = empty.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ");
        let why = if empty.is_empty() { String::new() } else { format!(": {what} is empty") };
        let message =
            format!("whether this holds is not known of {} of {} observations{why}", lost.len(), self.values.len());
        let finding = Finding::error(Code::UndeclaredCategory, message)
            .at(&spec.file, self.text.span.clone(), "the share would leave them out")
            .help("say what an empty cell means: COALESCE(..., FALSE) for those of whom it does not hold")
            .help("or leave them out where it is seen: where = \"... IS NOT NULL\", or CASE WHEN ... IS NOT NULL THEN ... END for this value alone")
            .help("or tell how many they are: the statistic `missing` beside the share");
        let rows = rows(lost[0]);
        let in_file = |row: &RowRef| spec.extracts.get(usize::from(row.extract)).map(|extract| (extract, row.row));
        Err(match rows.last().and_then(in_file) {
            Some((extract, row)) => {
                let column = empty.first().filter(|_| rows.len() == 1).map(String::as_str);
                finding.in_cell(extract.file.value.as_str(), Some(u64::from(row)), column)
            }
            None => finding,
        })
    }

    /// Whether the part asks it of each, and does not tell of those numbers that there are.
    fn is_asked_whether(&self, part: &Part) -> bool {
        // Values that are stated are shown as they are, and empty where none is.
        let stated = part.among == Among::Stated || part.beside.ends.is_some();
        let asks = |is: &Is| is.is_of_shares() || (self.is_condition && is.is_of_means());
        !stated && part.tells().iter().any(asks)
    }

    /// Leaves those that the part would count at a place.
    fn placed(&self, part: &Part, lost: &mut Vec<usize>, sql: Sql<'_>) -> Result<(), Finding> {
        let holds = |filter: &Ranged<String>| self.columns.ask(filter, sql, |frame| sql.mask(filter, frame));
        if let Some(filter) = &part.filter {
            let told = holds(filter)?;
            lost.retain(|at| *told.of(*at));
        }
        for axis in [&part.facet, &part.series, &part.x].into_iter().flatten() {
            let Axis::Labels(labels) = axis else { continue };
            let told = labels.iter().map(|(_, filter)| holds(filter)).collect::<Result<Vec<_>, _>>()?;
            lost.retain(|at| told.iter().any(|told| *told.of(*at)));
        }
        Ok(())
    }

    /// Those of the columns that are empty where the number is.
    fn empty(&self, lost: &[usize], sql: Sql<'_>) -> Result<Vec<String>, Finding> {
        let mut empty = Vec::new();
        for name in &self.asked {
            let asked = self.text.clone().map(|_| format!("\"{}\" IS NULL", name.replace('"', "\"\"")));
            let told = self.columns.ask(&asked, sql, |frame| sql.mask(&asked, frame))?;
            if lost.iter().any(|at| *told.of(*at)) && !empty.contains(name) {
                empty.push(name.clone());
            }
        }
        Ok(empty)
    }
}

/// Whether the part's exhibit says how many there are without: the statistic `missing`, of what is empty.
fn is_told<'s>(part: &Part, empty: &[String], columns: &Columns, spec: &'s Spec) -> bool {
    let both = |exhibit: &'s Exhibit| [Some(exhibit), exhibit.when_suppressed.as_deref()].into_iter().flatten();
    let mut named = Vec::new();
    let is_own = |exhibit: &&Exhibit| exhibit.parts.iter().any(|own| own.span == part.span);
    for other in spec.exhibits.iter().flat_map(both).filter(is_own).flat_map(|exhibit| &exhibit.parts) {
        let is_missing = other.statistic().is_some_and(|statistic| statistic.name == "missing");
        if let Some(Valued::Sql(value)) = other.value.as_ref().filter(|_| is_missing) {
            named.extend(Sql::of(spec).names(value, columns.head()).unwrap_or_default());
        }
    }
    !empty.is_empty() && empty.iter().all(|name| named.contains(name))
}
