//! Which extracts of a new report have a row for each of something that is no person, to which other extracts refer.

use std::collections::BTreeSet;

use super::spec::quoted;
use super::{Column, Described, Drawn, Guess, key, people};
use crate::diagnostic::counted;

/// A table of things that others refer to by its key.
struct Things<'a, 'd> {
    table: &'a Drawn<'d>,
    key: &'a Column,
    /// The tables that refer to it, each with the column that does.
    referring: Vec<(&'a Drawn<'d>, &'a Column)>,
}

/// What somebody should look at, in Danish: each of those tables, with the evidence.
pub fn units(all: &[Drawn<'_>]) -> Vec<String> {
    things(all).iter().map(Things::evidence).collect()
}

/// What fits each of them, ready to be taken in, as comments.
pub(super) fn beside(all: &[Drawn<'_>]) -> String {
    let mut text = String::new();
    for things in things(all) {
        text.push_str(&format!(
            "# tjek: {}. Er det noget, der kan tælles som personer kan, så fjern `# ` foran for at tage det med.\n",
            things.evidence()
        ));
        for line in things.spec().lines() {
            text.push_str(if line.is_empty() { "#" } else { "# " });
            text.push_str(line);
            text.push('\n');
        }
        text.push('\n');
    }
    text
}

fn things<'a, 'd>(all: &'a [Drawn<'d>]) -> Vec<Things<'a, 'd>> {
    let persons = people::of_everyone(all).map(|drawn| drawn.name);
    // A table with a row for each person is one of people, whatever else names its rows.
    let of_things = |drawn: &&Drawn<'_>| {
        Some(drawn.name) != persons && !drawn.described.person().is_some_and(|person| person.unique)
    };
    let referred = |table: &'a Drawn<'d>| {
        table.described.columns.iter().filter(|column| tells_apart(column, table.described)).find_map(|key| {
            let others = all.iter().filter(|other| other.name != table.name);
            let referring: Vec<_> = others.filter_map(|other| Some((other, refers(other.described, key)?))).collect();
            (!referring.is_empty()).then_some(Things { table, key, referring })
        })
    };
    all.iter().filter(of_things).filter_map(referred).collect()
}

/// Whether each row has another value in the column, which is a name or a number.
fn tells_apart(column: &Column, of: &Described) -> bool {
    let values: BTreeSet<&String> = column.values.iter().flatten().collect();
    matches!(column.guess, Guess::Text | Guess::Integer) && of.rows > 1 && values.len() == of.rows
}

/// The column of an extract that is called as a key is, and whose values all are among the key's, several rows to some of them.
fn refers<'a>(described: &'a Described, key: &Column) -> Option<&'a Column> {
    let known: BTreeSet<&String> = key.values.iter().flatten().collect();
    described.columns.iter().find(|column| {
        let own: BTreeSet<&String> = column.values.iter().flatten().collect();
        column.guess == key.guess
            && key::kind(&column.name) == key::kind(&key.name)
            && own.len() < column.filled
            && own.is_subset(&known)
    })
}

impl Things<'_, '_> {
    /// `skoler.csv har en række for hver Skole (12 af 12 rækker), og 240 af 240 rækker i elever.csv henviser til dem`.
    fn evidence(&self) -> String {
        let Self { table, key, referring } = self;
        let rows = table.described.rows;
        let others: Vec<String> = referring
            .iter()
            .map(|(other, column)| {
                let rows = counted(other.described.rows, "række", "rækker");
                format!("{} af {rows} i {}", column.filled, other.described.file)
            })
            .collect();
        format!(
            "{} har hver sin værdi af {} i {rows} af {}, og {} henviser til dem",
            table.described.file,
            key.name,
            counted(rows, "række", "rækker"),
            others.join(" og ")
        )
    }

    fn spec(&self) -> String {
        let Self { table, key, referring } = self;
        let name = table.name;
        let mut text = String::new();
        if key.guess == Guess::Integer {
            let layouts = std::iter::once(table).chain(referring.iter().map(|(other, _)| other));
            let files: Vec<String> = layouts.map(|drawn| format!("data-schema/{}.json", drawn.layout)).collect();
            text.push_str(&format!(
                "tjek: en nøgle er en tekst: skriv \"type\": \"string\" om {} i {}\n",
                key.name,
                files.join(" og ")
            ));
        }
        // Behind what has a person's number stands that person; of anything else nobody can tell, so that each is protected itself.
        let protect = if table.described.person().is_some() {
            "\"persons\"    # tjek: de personer, som rækkerne er om"
        } else {
            "\"units\"      # tjek: hvem der står bag; er det offentligt kendt, så skriv public = \"hvorfor\""
        };
        text.push_str(&format!(
            "[units.{name}]\nnoun    = [\"en enhed\", \"enheder\"]    # tjek: hvad læseren kalder én og flere\nprotect = {protect}\n\
             extract = \"{name}\"\nid      = {}\n",
            quoted(&key.name)
        ));
        if let Some((enters, leaves, _)) = &table.described.spell {
            text.push_str(&format!(
                "enters  = {}    # tjek: den dag, enheden kommer med\nleaves  = {}    # tjek: den dag, den går ud\n",
                quoted(enters),
                quoted(leaves)
            ));
        }
        let rows: Vec<String> =
            referring.iter().map(|(other, column)| format!("{} = {}", other.name, quoted(&column.name))).collect();
        let columns: Vec<String> = referring
            .iter()
            .map(|(other, _)| format!("antal_{} = {{ rows = \"{}\" }}\n", other.name, other.name))
            .collect();
        let first = referring.first().map_or("", |(other, _)| other.name);
        text.push_str(&format!(
            "rows    = {{ {} }}\n\n[populations.alle_{name}]\nunit = \"{name}\"\n[populations.alle_{name}.columns]\n{}\n\
             [[exhibit]]\nid         = \"{}-raekker\"\ntitle      = \"Rækker pr. enhed\"\npopulation = \"alle_{name}\"\n\
             measure    = {{ kind = \"tally\" }}\nvalue      = \"antal_{first}\"\nseries     = {{ \"Enheder\" = \"TRUE\" }}\n\
             stat       = [\"mean\", \"sum\"]\nshow       = \"table\"\nsource     = {}\n",
            rows.join(", "),
            columns.concat(),
            name.replace('_', "-"),
            quoted(&table.described.file)
        ));
        text
    }
}
