//! What fits the other extracts of a new report, ready to be taken in: it stands in comments beside its first exhibit.

use std::collections::{BTreeMap, BTreeSet};

use super::spec::{MOST_SERIES, labels, lists, name, quoted};
use super::{Column, Described, Drawn, Guess, key};
use crate::calendar::Month;

/// What fits an extract beside the one that names the persons; empty where nothing is known to.
pub(super) fn of(drawn: &Drawn<'_>, persons: &Drawn<'_>, as_of: &str) -> String {
    match drawn.described.person() {
        Some(_) => about(drawn, as_of),
        None => known_by_key(drawn, persons).unwrap_or_default(),
    }
}

/// What fits another extract about the persons.
fn about(drawn: &Drawn<'_>, as_of: &str) -> String {
    let Drawn { name: own, described, .. } = drawn;
    let source = quoted(&described.file);
    let (id, called) = (own.replace('_', "-"), own.replace('_', " "));
    let mut text = format!(
        "[[exhibit]]\nid         = \"{id}-antal\"\ntitle      = \"Rækker om personerne: {called}\"\npopulation = \"alle\"\n\
         measure    = {{ kind = \"records\", of = \"{own}\" }}\nseries     = {{ \"Rækker\" = \"TRUE\" }}\nstat       = \"count\"\n\
         show       = \"table\"\nsource     = {source}\n"
    );
    let list = state(described);
    if let (Some(day), Some(column), Some(who)) = (changes(described), list, described.person()) {
        let (person, day) = (name(&who.name), name(&day.name));
        text.push_str(&format!(
            "\n# Hver række varer, til den næste om den samme person begynder.\n\
             [views.{own}_varer]\nperson = {}\nspell  = [\"fra\", \"til\"]\nquery  = \"\"\"\n\
             SELECT {person}, {}, {day} AS fra,\n  \
             LEAD({day}) OVER (PARTITION BY {person} ORDER BY {day}) - INTERVAL '1 day' AS til\nFROM {own}\"\"\"\n",
            quoted(&who.name),
            name(&column.name),
        ));
        text.push_str(&month_for_month(drawn, &format!("{own}_varer"), column, as_of));
    }
    let first = first_month(described);
    let (year, said) = (half_years(first, as_of), begins(first));
    if described.spell.is_some() {
        text.push_str(&format!(
            "\n[[exhibit]]\nid         = \"{id}-samtidige\"\ntitle      = \"Samtidige forløb pr. person: {called}\"\npopulation = \"alle\"\n\
             measure    = {{ kind = \"level\", spells = \"{own}\", rule = \"month-end\", over = \"half-years\", since = \"{year}-01\" }}{said}\n\
             series     = {{ \"Personer\" = \"TRUE\" }}\nx          = \"period\"\nstat       = \"mean\"\nshow       = \"table\"\nsource     = {source}\n"
        ));
        if let Some(column) = list {
            text.push_str(&month_for_month(drawn, own, column, as_of));
        }
    }
    let day = described.columns.iter().find(|column| matches!(column.guess, Guess::Day(_)) && column.required);
    if let (Some(amount), Some(day), None) = (amount(described), day, &described.spell) {
        let name = &amount.name;
        text.push_str(&format!(
            "\n# tjek: er tallene i {name} noget, der kan lægges sammen, så som kroner eller timer?\n\
             [[exhibit]]\nid         = \"{id}-beloeb\"\ntitle      = {title}\npopulation = \"alle\"\n\
             measure    = {{ kind = \"amount\", of = \"{own}\", amount = {amount}, date = {date}, over = \"half-years\", since = \"{year}-01\" }}{said}\n\
             series     = {{ \"Personer\" = \"TRUE\" }}\nx          = \"period\"\nstat       = [\"mean\", \"sum\"]\nshow       = \"table\"\nsource     = {source}\n",
            title = quoted(&format!("{name} pr. person: {called}")),
            amount = quoted(name),
            date = quoted(&day.name)
        ));
    }
    text
}

/// Words in the names of numbers that are not added up: what somebody counts for, and parts and points of something.
const NO_AMOUNT: [&str; 11] =
    ["vaegt", "weight", "procent", "pct", "andel", "grad", "score", "sats", "kurs", "indeks", "alder"];

/// The column with the amounts of rows: the first with numbers whose name does not say that they are something else.
fn amount(described: &Described) -> Option<&Column> {
    let is_amount = |column: &&Column| {
        let kind = key::kind(&column.name);
        matches!(column.guess, Guess::Number { .. }) && !NO_AMOUNT.iter().any(|word| kind.contains(word))
    };
    described.columns.iter().find(is_amount)
}

/// The column that says what somebody has: the list of codes of which most persons have had several. A sex or a municipality stays.
fn state(described: &Described) -> Option<&Column> {
    let person = described.person()?;
    let changed = |column: &Column| {
        let mut had: BTreeMap<&String, BTreeSet<&String>> = BTreeMap::new();
        for (person, code) in person.values.iter().zip(&column.values) {
            if let (Some(person), Some(code)) = (person, code) {
                had.entry(person).or_default().insert(code);
            }
        }
        had.values().filter(|codes| codes.len() > 1).count()
    };
    let lists = described.columns.iter().filter(|column| column.codes.len() > 1 && column.required);
    // One that a chart can show before finer ones; the first of those of which as many have.
    lists.rev().max_by_key(|column| {
        let changed = changed(column);
        (changed > 0 && column.codes.len() <= MOST_SERIES, changed)
    })
}

/// The first month that an extract tells of.
fn first_month(described: &Described) -> Option<&str> {
    let days =
        described.columns.iter().filter(|column| matches!(column.guess, Guess::Day(_)) && column.personal.is_none());
    let named = described.spell.as_ref().and_then(|(from, ..)| described.column(from));
    let column = named.or_else(|| days.into_iter().find(|column| column.required))?;
    column.span.as_ref()?.0.get(..7)
}

/// The year that half-years begin with: two before the status month's, or that of the first row.
fn half_years<'m>(first: Option<&'m str>, as_of: &'m str) -> String {
    let year = |month: &str| month.get(..4).and_then(|year| year.parse::<i32>().ok());
    let back = year(as_of).map(|year| year - 2);
    let from = first.and_then(year).filter(|first| back.is_none_or(|back| *first > back)).or(back);
    from.map_or_else(|| as_of.get(..4).unwrap_or(as_of).to_owned(), |year| year.to_string())
}

/// The first of the twelve months that end with the status month, or the first row's.
fn twelve_months(first: Option<&str>, as_of: &str) -> String {
    let Ok(month) = as_of.parse::<Month>() else { return as_of.to_owned() };
    let back = month.plus(-11).to_string();
    first.filter(|first| **first > *back && *first <= as_of).map_or(back, str::to_owned)
}

/// What is said of where periods begin.
fn begins(first: Option<&str>) -> String {
    first.map(|first| format!("    # tjek: hvorfra; udtrækket begynder {first}")).unwrap_or_default()
}

/// What the persons have month by month, by the spells of a table.
fn month_for_month(drawn: &Drawn<'_>, spells: &str, column: &Column, as_of: &str) -> String {
    let own = drawn.name;
    let order: Vec<String> = column.codes.iter().map(|code| quoted(code)).collect();
    let first = first_month(drawn.described);
    format!(
        "\n# tjek: er det {value}, der siger, hvad personen har? Rækkefølgen i `order` er gættet: den er læserens, og den afgør, hvad der gælder, når to\n\
         # forløb begynder samme dag og begge varer.\n\
         [states.{own}]\nspells  = \"{spells}\"\nvalue   = {sql}\nrule    = \"month-end\"\nties    = [\"latest-start\", \"listed-first\"]\n\
         order   = [{order}]\nmissing = \"Ingen af dem\"\n\n[[exhibit]]\nid         = \"{id}-maaned-for-maaned\"\n\
         title      = {title}\npopulation = \"alle\"\n\
         measure    = {{ kind = \"composition\", state = \"{own}\", over = \"months\", since = \"{since}\" }}{said}\n\
         series     = \"state\"\nx          = \"period\"\nstat       = \"count\"\nshow       = \"table\"\nsource     = {source}\n",
        value = column.name,
        sql = quoted(&name(&column.name)),
        order = order.join(", "),
        id = own.replace('_', "-"),
        title = quoted(&format!("{} måned for måned", column.name)),
        since = twelve_months(first, as_of),
        said = begins(first),
        source = quoted(&drawn.described.file)
    )
}

/// The columns by which rows are the persons', where their extract has no CPR number: its own, and that of the extract that names the persons.
fn key_of<'d>(described: &'d Described, persons: &'d Described) -> Option<(&'d Column, &'d Column)> {
    let pairs = described.columns.iter().flat_map(|own| persons.columns.iter().map(move |theirs| (own, theirs)));
    let mut pairs = pairs.filter(|(own, theirs)| {
        theirs.unique && theirs.required && own.guess == theirs.guess && key::kind(&own.name) == key::kind(&theirs.name)
    });
    pairs.find(|(own, theirs)| {
        let known: BTreeSet<&String> = theirs.values.iter().flatten().collect();
        own.filled > 0 && own.values.iter().flatten().all(|value| known.contains(value))
    })
}

/// What fits an extract that knows the persons by another key than their CPR numbers, ready to be taken in.
fn known_by_key(drawn: &Drawn<'_>, persons: &Drawn<'_>) -> Option<String> {
    let Drawn { name: own, described, .. } = drawn;
    let (key, theirs) = key_of(described, persons.described)?;
    let person = persons.described.person()?;
    let mut text = format!(
        "[views.{own}_personer]\nperson = {id}\nof     = \"{own}\"\n\
         join   = [{{ table = \"{table}\", by = {{ {key} = {theirs} }}, take = [{id}], unmatched = \"drop\" }}]\n\n",
        id = quoted(&person.name),
        table = persons.name,
        key = quoted(&key.name),
        theirs = quoted(&theirs.name),
    );
    let mut lists = lists(described);
    let (series, x) = (lists.next(), lists.next());
    let (id, called) = (own.replace('_', "-"), own.replace('_', " "));
    text.push_str(&format!(
        "[[exhibit]]\nid         = \"{id}-antal\"\ntitle      = \"Rækker om personerne: {called}\"\npopulation = \"alle\"\n\
         measure    = {{ kind = \"records\", of = \"{own}_personer\" }}\nseries     = {}\n{}stat       = \"count\"\n\
         show       = \"table\"\nsource     = {}\n",
        series.map_or_else(|| "{ \"Rækker\" = \"TRUE\" }".to_owned(), labels),
        x.map(|x| format!("x          = {}\n", labels(x))).unwrap_or_default(),
        quoted(&described.file)
    ));
    Some(text)
}

/// The column with the day from which a row about somebody holds, where several rows are about the same one and none says how long.
fn changes(described: &Described) -> Option<&Column> {
    let person = described.person().filter(|person| !person.unique && person.required)?;
    let day = described.columns.iter().find(|column| {
        let name = column.name.to_lowercase();
        let begins = name.split(|char: char| !char.is_alphanumeric()).any(|word| BEGINS.contains(&word));
        matches!(column.guess, Guess::Day(_)) && column.required && column.personal.is_none() && begins
    })?;
    let mut known = BTreeSet::new();
    // On a day that two rows of one begin nobody knows which of them holds.
    let alone = person.values.iter().zip(&day.values).all(|row| known.insert(row));
    (described.spell.is_none() && alone).then_some(day)
}

/// Words in the name of a column with the first day of what lasts.
const BEGINS: [&str; 10] =
    ["fra", "start", "startdato", "fradato", "begyndt", "begynder", "gældende", "gyldig", "from", "startet"];
