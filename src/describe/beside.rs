//! What fits the other extracts of a new report, ready to be taken in: it stands in comments beside its first exhibit.

use std::collections::BTreeSet;

use super::spec::{labels, lists, name, quoted};
use super::{Column, Described, Drawn, Guess, key};

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
    let year = as_of.get(..4).unwrap_or(as_of);
    let mut text = format!(
        "[[exhibit]]\nid         = \"{id}-antal\"\ntitle      = \"Rækker om personerne\"\npopulation = \"alle\"\n\
         measure    = {{ kind = \"records\", of = \"{own}\" }}\nseries     = {{ \"Rækker\" = \"TRUE\" }}\nstat       = \"count\"\n\
         show       = \"table\"\nsource     = {source}\n",
        id = own.replace('_', "-")
    );
    let id = own.replace('_', "-");
    let list = described.columns.iter().find(|column| column.codes.len() > 1 && column.required);
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
        text.push_str(&month_for_month(drawn, &format!("{own}_varer"), column, year));
    }
    if described.spell.is_some() {
        text.push_str(&format!(
            "\n[[exhibit]]\nid         = \"{id}-samtidige\"\ntitle      = \"Samtidige forløb pr. person\"\npopulation = \"alle\"\n\
             measure    = {{ kind = \"level\", spells = \"{own}\", rule = \"month-end\", over = \"half-years\", since = \"{year}-01\" }}\n\
             series     = {{ \"Personer\" = \"TRUE\" }}\nx          = \"period\"\nstat       = \"mean\"\nshow       = \"table\"\nsource     = {source}\n"
        ));
        if let Some(column) = list {
            text.push_str(&month_for_month(drawn, own, column, year));
        }
    }
    let amount = described.columns.iter().find(|column| matches!(column.guess, Guess::Number { .. }));
    let day = described.columns.iter().find(|column| matches!(column.guess, Guess::Day(_)) && column.required);
    if let (Some(amount), Some(day), None) = (amount, day, &described.spell) {
        text.push_str(&format!(
            "\n[[exhibit]]\nid         = \"{id}-beloeb\"\ntitle      = \"Beløb pr. person\"\npopulation = \"alle\"\n\
             measure    = {{ kind = \"amount\", of = \"{own}\", amount = {}, date = {}, over = \"half-years\", since = \"{year}-01\" }}\n\
             series     = {{ \"Personer\" = \"TRUE\" }}\nx          = \"period\"\nstat       = [\"mean\", \"sum\"]\nshow       = \"table\"\nsource     = {source}\n",
            quoted(&amount.name),
            quoted(&day.name)
        ));
    }
    text
}

/// What the persons have month by month, by the spells of a table.
fn month_for_month(drawn: &Drawn<'_>, spells: &str, column: &Column, year: &str) -> String {
    let own = drawn.name;
    let order: Vec<String> = column.codes.iter().map(|code| quoted(code)).collect();
    format!(
        "\n[states.{own}]\nspells  = \"{spells}\"\nvalue   = {}\nrule    = \"month-end\"\nties    = [\"latest-start\", \"listed-first\"]\n\
         order   = [{}]\nmissing = \"Ingen af dem\"\n\n[[exhibit]]\nid         = \"{}-maaned-for-maaned\"\n\
         title      = \"Personerne måned for måned\"\npopulation = \"alle\"\n\
         measure    = {{ kind = \"composition\", state = \"{own}\", over = \"months\", since = \"{year}-01\" }}\n\
         series     = \"state\"\nx          = \"period\"\nstat       = \"count\"\nshow       = \"table\"\nsource     = {}\n",
        quoted(&name(&column.name)),
        order.join(", "),
        own.replace('_', "-"),
        quoted(&drawn.described.file)
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
    let id = own.replace('_', "-");
    text.push_str(&format!(
        "[[exhibit]]\nid         = \"{id}-antal\"\ntitle      = \"Rækker om personerne\"\npopulation = \"alle\"\n\
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
