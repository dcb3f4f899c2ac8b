//! The spec and the prose of a report that begins with what was guessed: one exhibit that works, and those that fit the extracts
//! as comments beside it.

use super::{Column, Described, Guess, beside, layout, people, units};

/// An extract of the new report.
#[derive(Debug, Clone, Copy)]
pub struct Drawn<'a> {
    /// What the spec calls it.
    pub name: &'a str,
    /// Its layout.
    pub layout: &'a str,
    /// A standard layout that reads it too.
    pub known: Option<&'a str>,
    /// What it was guessed to be.
    pub described: &'a Described,
}

/// A chart of more series than these cannot be read.
pub(super) const MOST_SERIES: usize = 6;

/// The latest month that the extracts tell of: of days that are always filled in where there are any, else of other days, of
/// months, of years.
pub fn latest_month(all: &[&Described]) -> Option<String> {
    let columns = || all.iter().flat_map(|described| &described.columns);
    let latest = |fits: &dyn Fn(&Column) -> bool| {
        columns().filter(|column| fits(column)).filter_map(|column| Some(column.span.as_ref()?.1.clone())).max()
    };
    let is_day = |column: &Column| matches!(column.guess, Guess::Day(_));
    let month = |text: String| text.get(..7).map(str::to_owned);
    latest(&|column| is_day(column) && column.required)
        .or_else(|| latest(&is_day))
        .or_else(|| latest(&|column| matches!(column.guess, Guess::Month(_))))
        .and_then(month)
        .or_else(|| Some(format!("{}-12", latest(&|column| column.guess == Guess::Year)?)))
}

/// The text of `report.toml`; `guessed`: the status month is nobody's choice but what [`latest_month`] found.
pub fn spec(report: &str, as_of: &str, guessed: bool, all: &[Drawn<'_>]) -> String {
    let latest = if guessed { "        # tjek: statusmåneden; her gættet ud fra udtrækkenes datoer" } else { "" };
    let mut spec = format!(
        "#:schema ../report.schema.json\n# Skrevet af `sporbar new` ud fra udtrækkene. Hvor der står `# tjek:`, er der gættet, og nogen må se efter.\n\n\
         [report]\ntitle     = {}\nsubtitle  = \"Udkast\"\nclient    = \"Kommunen\"       # tjek: hvem rapporten er til\n\
         publisher = \"Forfatteren\"    # tjek: hvem der svarer for den\n\
         as-of     = \"{as_of}\"{latest}\n\
         locale    = \"da\"\ntemplate  = \"statusmaaling\"\n\n",
        quoted(&titled(report))
    );
    spec.push_str(&disclosure(all));
    spec.push_str("[extracts]\n");
    for drawn in all {
        let file = quoted(&drawn.described.file);
        spec.push_str(&format!("{} = {{ file = {file}, schema = {} }}", drawn.name, quoted(drawn.layout)));
        if let Some(known) = drawn.known {
            spec.push_str(&format!("    # standardlayoutet {} læser det også", quoted(known)));
        }
        spec.push('\n');
        for doubt in &drawn.described.doubts {
            spec.push_str(&format!("# tjek: {}: {doubt}\n", drawn.name));
        }
    }
    spec.push('\n');
    match people::of_everyone(all) {
        Some(persons) => of_persons(&mut spec, as_of, persons, all),
        None => of_rows(&mut spec, all),
    }
    let units = units::beside(all);
    if !units.is_empty() && !spec.ends_with("\n\n") {
        spec.push('\n');
    }
    spec.push_str(&units);
    spec
}

/// The text of the report's prose.
pub fn prose() -> String {
    // The files' names as they are: none of their letters is a sign of the typesetter's, and none of their digits a number.
    "#kapitel([Første overblik], indledning: [Et udkast, skrevet ud fra udtrækkene. Teksten er din: ret den, som den skal være.])\n\n\
         Figuren herunder er den første. De næste står som kommentarer i specifikationen og vises ved at fjerne tegnet foran dem og \
         kalde på dem her.\n\n{{ vis(\"overblik\") }}\n\n= Grundlaget\n\nRapporten hviler på disse udtræk:\n\n\
         {% for et in udtraek %}- {{ et.file }}\n{% endfor %}"
        .to_owned()
}

fn disclosure(all: &[Drawn<'_>]) -> String {
    let people: Vec<&Described> =
        all.iter().map(|drawn| drawn.described).filter(|described| described.person().is_some()).collect();
    let names_people = |described: &Described| described.columns.iter().any(|column| column.personal.is_some());
    if people.is_empty() && !all.iter().any(|drawn| names_people(drawn.described)) {
        return "[disclosure]\npolicy  = \"publish-all\"     # tjek: der er ingen CPR-numre; kan nogen kendes alligevel?\n\
                because = \"Udtrækkene har ingen CPR-numre.\"\n\n"
            .to_owned();
    }
    if !people.is_empty() && people.iter().all(|described| described.has_only_replacement_numbers()) {
        return "[disclosure]\npolicy    = \"publish-all\"\n\
                synthetic = true              # tjek: alle CPR-numre er erstatningsnumre, så data er taget for opdigtede\n\
                because   = \"Data er opdigtede: alle CPR-numre er erstatningsnumre.\"\n\n"
            .to_owned();
    }
    "[disclosure]\npolicy      = \"suppress\"\nminimum     = 5            # tjek: det mindste antal personer bag et tal\n\
     unanimous   = \"hide\"\ndifferences = \"hide\"\nbecause     = \"Små grupper vises ikke.\"\n\n"
        .to_owned()
}

/// What stands above the claim about the first figure.
const CLAIM: &str = "# Fjern `# ` foran for at tage påstanden med: den holdes op mod tallene, hver gang rapporten bygges, og siger(\"ID\") skriver den i teksten.";

/// A claim about the first figure, ready to be taken in: of those who still take part, or, where nobody is known to have left, of all.
fn claim(has_left: bool) -> String {
    let (id, that, sentence) = if has_left {
        (
            "aktive",
            "sum(overblik[*, Aktive]) <= sum(overblik[*, I alt])",
            "De aktive er ikke flere end dem, der har været med.",
        )
    } else {
        ("nogen", "sum(overblik[*, I alt]) > 0", "Der er nogen med.")
    };
    format!(
        "{}\n# [[claim]]\n# id       = \"{id}\"\n# that     = \"{that}\"\n# sentence = \"{sentence}\"\n\n",
        CLAIM.replace("ID", id)
    )
}

/// The columns that sort rows into few groups and tell of nobody.
pub(super) fn lists(described: &Described) -> impl Iterator<Item = &Column> {
    described.columns.iter().filter(|column| !column.codes.is_empty() && column.codes.len() <= MOST_SERIES)
}

/// The labels of a list of codes, each with the SQL that picks it.
pub(super) fn labels(column: &Column) -> String {
    let name = name(&column.name);
    let one =
        |code: &String| format!("{} = {}", quoted(code), quoted(&format!("{name} = '{}'", code.replace('\'', "''"))));
    let mut labels: Vec<String> = column.codes.iter().map(one).collect();
    if !column.required {
        labels.push(format!("\"Ikke oplyst\" = {}", quoted(&format!("{name} IS NULL"))));
    }
    format!("{{ {} }}", labels.join(", "))
}

fn of_persons(spec: &mut String, as_of: &str, persons: &Drawn<'_>, all: &[Drawn<'_>]) {
    let described = persons.described;
    let (Some(person), Some((enters, leaves))) = (described.person(), people::stay(described)) else { return };
    let family = people::household(described);
    for doubt in people::left_out(all) {
        spec.push_str(&format!("# tjek: {doubt}.\n"));
    }
    let leaving = leaves.map_or_else(
        || "# tjek: ingen kolonne siger, hvilken dag personen går ud, så her bliver alle.".to_owned(),
        |leaves| format!("leaves  = {}    # tjek: den dag, personen går ud", quoted(leaves)),
    );
    spec.push_str(&format!(
        "[persons]\nextract = \"{}\"\nid      = {}\nfamily  = {}{}\nenters  = {}    # tjek: den dag, personen kommer med\n{leaving}\n\n[populations.alle]\nwhere = \"start_month <= as_of\"\n\n",
        persons.name,
        quoted(&person.name),
        quoted(&family.unwrap_or(person).name),
        if family.is_some() { "" } else { "    # tjek: der er ingen kolonne med familien; her er hver person sin egen" },
        quoted(enters),
    ));
    let series = lists(described).next().map_or_else(|| "{ \"Personer\" = \"TRUE\" }".to_owned(), labels);
    let (title, x) = match leaves {
        Some(_) => ("Personer i alt og aktive", "{ \"I alt\" = \"TRUE\", \"Aktive\" = \"active\" }"),
        None => ("Personer i alt", "{ \"I alt\" = \"TRUE\" }"),
    };
    spec.push_str(&format!(
        "[[exhibit]]\nid         = \"overblik\"\ntitle      = \"{title}\"\npopulation = \"alle\"\n\
         measure    = {{ kind = \"tally\" }}\nseries     = {series}\nx          = {x}\n\
         stat       = \"count\"\namong      = \"counted\"\nchart      = {{ kind = \"grouped-columns\", unit = \"personer\" }}\n\
         source     = {}\n\n",
        quoted(&described.file)
    ));
    spec.push_str(&claim(leaves.is_some()));
    for drawn in all.iter().filter(|drawn| drawn.name != persons.name) {
        let beside = beside::of(drawn, persons, as_of);
        if beside.is_empty() {
            continue;
        }
        spec.push_str("# Fjern `# ` foran for at tage det med, og skriv vis(\"...\") med dets id i teksten.\n");
        for line in beside.lines() {
            spec.push_str(if line.is_empty() { "#" } else { "# " });
            spec.push_str(line);
            spec.push('\n');
        }
        spec.push('\n');
    }
}

fn of_rows(spec: &mut String, all: &[Drawn<'_>]) {
    let best = all.iter().find(|drawn| lists(drawn.described).next().is_some()).or(all.first());
    let Some(drawn) = best else { return };
    let series = lists(drawn.described).next().map_or_else(|| "{ \"Rækker\" = \"TRUE\" }".to_owned(), labels);
    let known = known_by_then(drawn, all);
    if let Some((_, view)) = &known {
        spec.push_str(view);
    }
    let of = known.map_or(drawn.name, |(name, _)| name);
    spec.push_str(&format!(
        "# tjek: intet udtræk har én række for hver person med en dag, så her tælles rækker.\n\
         [[exhibit]]\nid      = \"overblik\"\ntitle   = \"Rækker i udtrækket\"\nmeasure = {{ kind = \"rows\", of = \"{of}\" }}\n\
         series  = {series}\nx       = {{ \"I alt\" = \"TRUE\" }}\nstat    = \"count\"\namong   = \"counted\"\n\
         chart   = {{ kind = \"grouped-columns\", unit = \"rækker\" }}\nsource  = {}\n",
        quoted(&drawn.described.file)
    ));
}

/// The view of the rows that were known when the status month ended, where a column tells from when one is; with the name that it takes.
fn known_by_then(drawn: &Drawn<'_>, all: &[Drawn<'_>]) -> Option<(&'static str, String)> {
    const NAME: &str = "kendte";
    let described = drawn.described;
    let from = described.spell.as_ref().map(|(from, ..)| from.as_str()).or_else(|| layout::known_from(described));
    let column = from.and_then(|name| described.column(name))?;
    let is_free = all.iter().all(|other| other.name != NAME);
    let tells = matches!(column.guess, Guess::Day(_) | Guess::Month(_) | Guess::Year);
    (is_free && tells).then(|| {
        let known_from = quoted(&name(&column.name));
        let of = quoted(drawn.name);
        (NAME, format!("[views.{NAME}]\nof         = {of}\nknown-from = {known_from}\n\n"))
    })
}

/// A column's name in SQL.
pub(super) fn name(column: &str) -> String {
    format!("\"{}\"", column.replace('"', "\"\""))
}

/// A text of TOML.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A report's name as a title: `min-rapport` is `Min rapport`.
fn titled(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
