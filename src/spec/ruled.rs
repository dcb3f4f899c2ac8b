//! Views without SQL: the rows of a table, taken through rules that stand in a fixed order.

use super::ClassLimits;
use super::limits::limits;
use super::people::not_both;
use super::reader::TableReader;
use crate::diagnostic::{Code, Ranged};

/// The rows of a table, and what becomes of them.
#[derive(Debug, Clone)]
pub struct Ruled {
    /// The table: an extract, a population, a sequence, periods or a view above this one.
    pub of: Ranged<String>,
    /// The rules in the order in which they hold, whatever order the spec states them in.
    pub rules: Vec<Rule>,
}

/// One rule of a view without SQL.
#[derive(Debug, Clone)]
pub enum Rule {
    /// Rows are there from this day, month or year on: SQL.
    KnownFrom(Ranged<String>),
    /// Rows are there between two days or months; an empty end is open.
    Holds {
        /// The first.
        from: Ranged<String>,
        /// The last.
        to: Ranged<String>,
    },
    /// Days after the status month are read as empty, and with each of them the columns that belong to it.
    LaterIsEmpty(Vec<(Ranged<String>, Vec<Ranged<String>>)>),
    /// Codes of a column that are read as empty, as the file writes them.
    MissingCodes(Vec<(Ranged<String>, Vec<Ranged<String>>)>),
    /// Which rows: SQL.
    Where(Ranged<String>),
    /// One row of each.
    Keep(Keep),
    /// A row for each period.
    Each(Each),
    /// What another table says of a row.
    Join(Join),
    /// What several rows of another table come to for a row.
    Gather(Gather),
    /// What a row and those that follow it come to.
    Next(Next),
    /// An amount in the prices of another year.
    Prices(Prices),
    /// A further column: SQL.
    Column(Ranged<String>, Ranged<String>),
    /// A further column with the class that a number lies in.
    Classes {
        /// The column.
        name: Ranged<String>,
        /// The number: SQL.
        of: Ranged<String>,
        /// Its classes.
        limits: ClassLimits,
    },
    /// One row of those that are of the same.
    Group(Grouped),
    /// A row for each of several columns.
    Long(Long),
    /// A row for each two waves of the same.
    Pairs(Pairs),
}

/// Which row counts where several are of the same.
#[derive(Debug, Clone)]
pub struct Keep {
    /// What a row is kept of each of.
    pub per: Vec<Ranged<String>>,
    /// The columns whose greatest value counts, the first of them first.
    pub latest: Vec<Ranged<String>>,
    /// Those whose least value counts where these do not decide.
    pub least: Vec<Ranged<String>>,
}

/// What another table says of each row.
#[derive(Debug, Clone)]
pub struct Join {
    /// The other table.
    pub table: Ranged<String>,
    /// How its row is found.
    pub on: On,
    /// Its columns that are taken, each with the name it gets; all where nothing is said.
    pub take: Option<Vec<(Ranged<String>, Ranged<String>)>>,
    /// What becomes of rows that it says nothing of.
    pub unmatched: Unmatched,
}

/// What becomes of rows of which another table says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmatched {
    /// There must be none.
    Refuse,
    /// They stay, with nothing in its columns.
    Keep,
    /// They are left out.
    Drop,
}

impl Unmatched {
    /// The names in the spec.
    const NAMES: [(&str, Self); 3] = [("refuse", Self::Refuse), ("keep", Self::Keep), ("drop", Self::Drop)];
}

/// How the row of another table is found.
#[derive(Debug, Clone)]
pub enum On {
    /// By what both have: own column, and that of the other table.
    Same(Vec<(Ranged<String>, Ranged<String>)>),
    /// By the period that a day lies in: a column, or SQL.
    Day(Ranged<String>),
}

/// What several rows of another table come to for a row.
#[derive(Debug, Clone)]
pub struct Gather {
    /// The other table.
    pub table: Ranged<String>,
    /// How its rows are found: own column, and that of the other table.
    pub by: Vec<(Ranged<String>, Ranged<String>)>,
    /// Which of its rows: SQL.
    pub filter: Option<Ranged<String>>,
    /// What they come to: SQL with aggregates over them, by the name it gets.
    pub columns: Vec<(Ranged<String>, Ranged<String>)>,
    /// Why some of its rows belong to no row of the view, where that is meant.
    pub outside: Option<Ranged<String>>,
}

/// What a row and those that follow it come to.
#[derive(Debug, Clone)]
pub struct Next {
    /// How many rows, the row itself among them.
    pub rows: Ranged<i32>,
    /// What they must all be of.
    pub per: Vec<Ranged<String>>,
    /// The columns that they stand in order by, the first of them first.
    pub by: Vec<Ranged<String>>,
    /// What they come to: SQL with aggregates over them, by the name it gets.
    pub columns: Vec<(Ranged<String>, Ranged<String>)>,
}

/// One row of those that are of the same.
#[derive(Debug, Clone)]
pub struct Grouped {
    /// What a row is made of each of.
    pub per: Vec<Ranged<String>>,
    /// What its rows come to: SQL with aggregates, by the name it gets.
    pub columns: Vec<(Ranged<String>, Ranged<String>)>,
}

/// A row for each period.
#[derive(Debug, Clone)]
pub struct Each {
    /// The table of periods.
    pub periods: Ranged<String>,
    /// Which of them.
    pub which: Which,
    /// What is taken of a period, each with the name it gets.
    pub take: Vec<(Ranged<String>, Ranged<String>)>,
    /// Why some rows have periods that the table lacks, where that is meant.
    pub outside: Option<Ranged<String>>,
}

/// Which periods a row stands in.
#[derive(Debug, Clone)]
pub enum Which {
    /// All that there are, whatever table they are of.
    All,
    /// Those that a spell has a day in; without an end it lasts.
    Spell {
        /// Where it begins.
        from: Ranged<String>,
        /// Where it ends.
        to: Ranged<String>,
    },
    /// Those around the period of a day, told by how far they lie from it.
    Around {
        /// The day.
        day: Ranged<String>,
        /// How far from it the first lies; all before it where nothing is said.
        first: Option<i32>,
        /// How far from it the last lies; all that there are where nothing is said.
        last: Option<i32>,
        /// The column with how far each lies from it.
        name: Ranged<String>,
    },
}

/// An amount in the prices of another year.
#[derive(Debug, Clone)]
pub struct Prices {
    /// The amounts.
    pub amount: Ranged<String>,
    /// Their day, or their year.
    pub date: Ranged<String>,
    /// The table with the index.
    pub index: Ranged<String>,
    /// Its column with the year.
    pub year: Ranged<String>,
    /// Its column with the number.
    pub value: Ranged<String>,
    /// In whose prices; those of the status month's year where nothing is said.
    pub of: Option<Ranged<i32>>,
    /// What the amounts are called then.
    pub name: Ranged<String>,
}

/// A row for each of several columns.
#[derive(Debug, Clone)]
pub struct Long {
    /// The columns, each with what its rows are called.
    pub columns: Vec<(Ranged<String>, Ranged<String>)>,
    /// The column that says which it was.
    pub name: Ranged<String>,
    /// The column with what stood in it.
    pub value: Ranged<String>,
}

/// A row for each two waves of the same.
#[derive(Debug, Clone)]
pub struct Pairs {
    /// The column that says which wave.
    pub wave: Ranged<String>,
    /// What both waves are of.
    pub per: Vec<Ranged<String>>,
    /// What is told of both.
    pub value: Ranged<String>,
    /// The only wave that is held against later ones; each is where nothing is said.
    pub from: Option<Ranged<String>>,
}

impl Ruled {
    /// The tables that it is made from.
    pub fn tables(&self) -> Vec<&Ranged<String>> {
        let others = self.rules.iter().filter_map(|rule| match rule {
            Rule::Join(join) => Some(&join.table),
            Rule::Gather(gather) => Some(&gather.table),
            Rule::Each(each) => Some(&each.periods),
            Rule::Prices(prices) => Some(&prices.index),
            _ => None,
        });
        std::iter::once(&self.of).chain(others).collect()
    }
}

/// The keys of the rules.
const RULES: [&str; 16] = [
    "known-from",
    "holds",
    "later-is-empty",
    "missing-codes",
    "where",
    "keep",
    "each",
    "join",
    "gather",
    "next",
    "prices",
    "columns",
    "classes",
    "group",
    "long",
    "pairs",
];

/// Notes the rules of a view that is a query: they would not be heard.
pub(super) fn refused(table: &TableReader<'_>) {
    for rule in RULES.iter().filter(|rule| table.says(rule)) {
        let message =
            format!("`{rule}` of {} is a rule for the rows of a table, and this view is a query", table.name());
        let help = "say in the query what it should be, or take the rows of a table: of = \"...\"";
        table.notes().error(Code::BadValue, table.span(), message, "has a query", help);
        // It has been told of.
        table.has(rule);
    }
}

/// The rules of a view that is made `of` a table; none where one cannot be read.
pub(super) fn ruled(table: &TableReader<'_>) -> Option<Ruled> {
    let of = table.text("of");
    let mut rules: Vec<Option<Rule>> = Vec::new();
    rules.extend(table.opt_text("known-from").map(|day| Some(Rule::KnownFrom(day))));
    rules.extend(table.opt_table("holds").map(|table| holds(&table)));
    rules.extend(table.opt_with_others("later-is-empty").map(|days| Some(Rule::LaterIsEmpty(days))));
    rules.extend(table.opt_texts_map("missing-codes").map(|codes| Some(Rule::MissingCodes(codes))));
    rules.extend(table.opt_text("where").map(|filter| Some(Rule::Where(filter))));
    rules.extend(table.opt_table("keep").map(|table| keep(&table)));
    rules.extend(table.opt_table("each").map(|table| each(&table)));
    rules.extend(table.tables("join").into_iter().map(|table| join(&table)));
    rules.extend(table.tables("gather").into_iter().map(|table| gather(&table)));
    rules.extend(table.opt_table("next").map(|table| next(&table)));
    rules.extend(table.opt_table("prices").map(|table| prices(&table)));
    for (name, sql) in table.opt_text_map("columns").unwrap_or_default() {
        rules.push(Some(Rule::Column(name, sql)));
    }
    rules.extend(table.named_tables("classes").into_iter().map(|(name, table)| classes(name, &table)));
    rules.extend(table.opt_table("group").map(|table| group(&table)));
    rules.extend(table.opt_table("long").map(|table| long(&table)));
    rules.extend(table.opt_table("pairs").map(|table| pairs(&table)));
    not_both(table, "long", "pairs");
    Some(Ruled { of: of?, rules: rules.into_iter().collect::<Option<_>>()? })
}

fn holds(table: &TableReader<'_>) -> Option<Rule> {
    let (from, to) = (table.text("from"), table.text("to"));
    table.finish();
    Some(Rule::Holds { from: from?, to: to? })
}

fn keep(table: &TableReader<'_>) -> Option<Rule> {
    let per = some(table, "per");
    let least = if table.has("least") { some(table, "least") } else { Some(Vec::new()) };
    let latest = if table.has("latest") || !table.has("least") { some(table, "latest") } else { Some(Vec::new()) };
    table.finish();
    Some(Rule::Keep(Keep { per: per?, latest: latest?, least: least? }))
}

/// A name or several; a list of none says nothing.
fn some(table: &TableReader<'_>, key: &'static str) -> Option<Vec<Ranged<String>>> {
    if !table.has(key) {
        table.text(key);
    }
    let names = table.opt_names(key)?;
    if names.is_empty() {
        let message = format!("`{key}` of {} names no column", table.name());
        table.notes().error(Code::BadValue, table.span(), message, "an empty list", "name the columns");
        return None;
    }
    Some(names)
}

fn join(table: &TableReader<'_>) -> Option<Rule> {
    let other = table.text("table");
    not_both(table, "by", "day");
    let day = table.opt_text("day");
    let on = if table.has("day") { day.map(On::Day) } else { by(table).map(On::Same) };
    let take = table.opt_renamed("take");
    let unmatched = table.opt_choice("unmatched", &Unmatched::NAMES).unwrap_or(Unmatched::Refuse);
    table.finish();
    Some(Rule::Join(Join { table: other?, on: on?, take, unmatched }))
}

/// The columns by which rows of another table are found: what is called otherwise there stands as { own = "theirs" }.
fn by(table: &TableReader<'_>) -> Option<Vec<(Ranged<String>, Ranged<String>)>> {
    if !table.has("by") {
        table.text("by");
    }
    table.opt_renamed("by").filter(|by| !by.is_empty())
}

fn gather(table: &TableReader<'_>) -> Option<Rule> {
    let (other, by, filter) = (table.text("table"), by(table), table.opt_text("where"));
    let (columns, outside) = (sums(table), table.opt_text("outside"));
    table.finish();
    Some(Rule::Gather(Gather { table: other?, by: by?, filter, columns: columns?, outside }))
}

/// The fewest rows of which some follow.
const FEWEST: i32 = 2;

fn next(table: &TableReader<'_>) -> Option<Rule> {
    if !table.has("rows") {
        table.text("rows");
    }
    let rows = table.opt_integer("rows");
    let (per, by, columns) = (some(table, "per"), some(table, "by"), sums(table));
    table.finish();
    let rows = rows?;
    if rows.value < FEWEST {
        let message = format!("`rows` of {} is {}, and of so few none follows", table.name(), rows.value);
        let help = "say how many rows there are with the row itself: rows = 3 are it and the next two";
        table.notes().error(Code::BadValue, rows.span, message, "too few", help);
        return None;
    }
    Some(Rule::Next(Next { rows, per: per?, by: by?, columns: columns? }))
}

fn group(table: &TableReader<'_>) -> Option<Rule> {
    let (per, columns) = (some(table, "per"), sums(table));
    table.finish();
    Some(Rule::Group(Grouped { per: per?, columns: columns? }))
}

/// What rows come to, by name.
fn sums(table: &TableReader<'_>) -> Option<Vec<(Ranged<String>, Ranged<String>)>> {
    if !table.has("columns") {
        table.text("columns");
    }
    table.opt_text_map("columns").filter(|columns| !columns.is_empty())
}

fn each(table: &TableReader<'_>) -> Option<Rule> {
    let periods = table.text("periods");
    not_both(table, "around", "from");
    let (around, from) = (table.opt_text("around"), table.opt_text("from"));
    let which = if table.has("around") {
        let (first, last) = (table.opt_integer("first"), table.opt_integer("last"));
        let number = |number: Option<Ranged<i32>>| number.map(|number| number.value);
        around.zip(table.text("as")).map(|(day, name)| Which::Around {
            day,
            first: number(first),
            last: number(last),
            name,
        })
    } else if from.is_some() || table.has("to") {
        if from.is_none() {
            table.text("from");
        }
        from.zip(table.text("to")).map(|(from, to)| Which::Spell { from, to })
    } else {
        Some(Which::All)
    };
    let take = table.opt_renamed("take").unwrap_or_default();
    // Of all periods none is lacking.
    let outside = if matches!(which, Some(Which::All)) { None } else { table.opt_text("outside") };
    table.finish();
    Some(Rule::Each(Each { periods: periods?, which: which?, take, outside }))
}

fn prices(table: &TableReader<'_>) -> Option<Rule> {
    let (amount, date, index) = (table.text("amount"), table.text("date"), table.text("index"));
    let (year, value, name) = (table.text("year"), table.text("value"), table.text("as"));
    let of = table.opt_integer("of");
    table.finish();
    Some(Rule::Prices(Prices {
        amount: amount?,
        date: date?,
        index: index?,
        year: year?,
        value: value?,
        of,
        name: name?,
    }))
}

fn classes(name: Ranged<String>, table: &TableReader<'_>) -> Option<Rule> {
    let of = table.text("of");
    if !table.has("limits") {
        table.text("limits");
    }
    let limits = limits(table);
    table.finish();
    Some(Rule::Classes { name, of: of?, limits: limits? })
}

fn long(table: &TableReader<'_>) -> Option<Rule> {
    if !table.has("columns") {
        table.text("columns");
    }
    let columns = table.opt_renamed("columns").filter(|columns| !columns.is_empty());
    let (name, value) = (table.text("name"), table.text("value"));
    table.finish();
    Some(Rule::Long(Long { columns: columns?, name: name?, value: value? }))
}

fn pairs(table: &TableReader<'_>) -> Option<Rule> {
    let (wave, per, value) = (table.text("wave"), some(table, "per"), table.text("value"));
    let from = table.opt_text("from");
    table.finish();
    Some(Rule::Pairs(Pairs { wave: wave?, per: per?, value: value?, from }))
}
