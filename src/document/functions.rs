//! The functions over the exhibits that a template can call; what they find is looked up in `lookup`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use minijinja::value::{Kwargs, Serde};
use minijinja::{Error, Value as Any};
use serde::Serialize;

use super::lookup::{self, Wanted};
use super::number::{Number, OwnN, Unit};
use super::publication::{Exhibit, ExhibitKind, Publication};
use super::source::chart_path;
use crate::value::{Stat, Value};

/// The exhibits that functions look into. They outlive the call that renders, so they share a copy.
struct Exhibits {
    all: Publication,
    /// The exhibit that is meant when none is named.
    own: Option<String>,
}

impl Exhibits {
    fn find(&self, id: Option<&str>) -> Result<&Exhibit, Error> {
        lookup::exhibit(&self.all, id.or(self.own.as_deref()).unwrap_or_default())
    }
}

/// Adds the functions to the names that a template can use.
pub(crate) fn add(names: &mut BTreeMap<String, Any>, publication: &Publication, own: Option<&str>) {
    // The charts are of no use to the functions, and large.
    let copy = publication.exhibits.iter().map(|exhibit| Exhibit { svg: None, ..exhibit.clone() }).collect();
    let all = Publication { exhibits: copy, ..publication.clone() };
    let exhibits = Arc::new(Exhibits { all, own: own.map(str::to_owned) });
    let mut add = |name: &str, value: Any| names.insert(name.to_owned(), value);

    add("v", looking(&exhibits, |exhibit, wanted| lookup::value(exhibit, wanted).map(Any::from_object)));
    add("xs", looking(&exhibits, |exhibit, wanted| Ok(Any::from(lookup::xs(exhibit, wanted)))));
    add(
        "rangering",
        looking(&exhibits, |exhibit, wanted| {
            let ranked = lookup::ranking(exhibit, wanted)?;
            Ok(ranked.into_iter().map(|(name, number)| named("navn", name, number)).collect())
        }),
    );
    add(
        "hoejest",
        looking(&exhibits, |exhibit, wanted| {
            let none = || (String::new(), Number::bare(None, Unit::Amount));
            let (x, number) = lookup::peak(exhibit, wanted)?.unwrap_or_else(none);
            Ok(named("x", x, number))
        }),
    );
    add("serier", looking(&exhibits, |exhibit, _| Ok(Any::from(exhibit.values.series.clone()))));
    add("opstilling", looking(&exhibits, |found, _| Ok(exhibit(found))));
    let shared = Arc::clone(&exhibits);
    add(
        "kryds",
        Any::from_function(move |id: Option<&str>, options: Kwargs| {
            let turned = options.get::<Option<bool>>("vend")?.unwrap_or(false);
            options.assert_all_used()?;
            Ok::<_, Error>(table(shared.find(id)?, turned))
        }),
    );
    let shared = Arc::clone(&exhibits);
    add(
        "ordfigur",
        Any::from_function(move |id: &str| {
            let drawings = &shared.all.drawings;
            let found = drawings.iter().find(|drawing| drawing.id == id);
            let ids = drawings.iter().map(|drawing| drawing.id.as_str());
            let drawing = found.ok_or_else(|| lookup::unknown("drawing", id, "", ids))?;
            let picture = format!("/{}", chart_path(id));
            let seen = [("titel", drawing.title.clone()), ("alt", drawing.alt.clone()), ("billede", picture)];
            Ok::<_, Error>(Any::from(BTreeMap::from(seen)))
        }),
    );
    let shared = Arc::clone(&exhibits);
    add(
        "paastand",
        Any::from_function(move |id: &str| {
            let claims = &shared.all.claims;
            let found = claims.iter().find(|claim| claim.id == id);
            let ids = claims.iter().map(|claim| claim.id.as_str());
            let claim = found.ok_or_else(|| lookup::unknown("claim", id, "", ids))?;
            Ok::<_, Error>(Any::from(Serde(claim)))
        }),
    );
    let shared = Arc::clone(&exhibits);
    add(
        "n_of",
        Any::from_function(move |key: &str, id: Option<&str>| {
            lookup::n_of(shared.find(id)?, key).map(Any::from_object)
        }),
    );
    // In an exhibit's own texts `n` alone is its N; it is worked out only there, as it may be ambiguous elsewhere.
    let of = looking(&exhibits, |exhibit, wanted| lookup::n(exhibit, wanted).map(Any::from_object));
    let own = own.and_then(|own| exhibits.find(Some(own)).ok());
    let alone = own.and_then(|exhibit| lookup::n(exhibit, &Wanted::default()).ok());
    add("n", alone.map_or(of.clone(), |number| Any::from_object(OwnN { number, of })));
}

/// A function of an exhibit, by its id, and of what is wanted of it.
fn looking(
    exhibits: &Arc<Exhibits>,
    look: impl Fn(&Exhibit, &Wanted) -> Result<Any, Error> + Send + Sync + 'static,
) -> Any {
    let exhibits = Arc::clone(exhibits);
    Any::from_function(move |id: Option<&str>, wanted: Kwargs| look(exhibits.find(id)?, &Wanted::from(&wanted)?))
}

/// A key and the number at it.
fn named(key: &'static str, text: String, number: Number) -> Any {
    Any::from(BTreeMap::from([(key, Any::from(text)), ("tal", Any::from_object(number))]))
}

/// An exhibit as a template sees it.
pub(crate) fn exhibit(exhibit: &Exhibit) -> Any {
    #[derive(Serialize)]
    struct Seen<'a> {
        id: &'a str,
        kind: ExhibitKind,
        number: String,
        title: &'a str,
        caption: &'a str,
        note: &'a str,
        source: &'a str,
        alt: &'a str,
        chart: String,
    }
    Any::from(Serde(Seen {
        id: &exhibit.id,
        kind: exhibit.kind,
        number: exhibit.number.to_string(),
        title: &exhibit.title,
        caption: &exhibit.caption,
        note: &exhibit.note,
        source: &exhibit.source,
        alt: &exhibit.alt,
        chart: format!("/{}", chart_path(&exhibit.id)),
    }))
}

/// The values as a table: `grupper` (a name and its columns) and `raekker` (a name and a cell a column). Series are rows
/// and places along the axis columns, or turned; facets are groups of columns. Several stats at a key are columns of their
/// own; where every key has one stat only, they share the column.
fn table(exhibit: &Exhibit, turned: bool) -> Any {
    let values = &exhibit.values;
    let mut stats = Vec::new();
    for row in &values.rows {
        if !stats.contains(&row.key.stat) {
            stats.push(row.key.stat);
        }
    }
    let (down, across) = if turned { (&values.xs, &values.series) } else { (&values.series, &values.xs) };
    let alone = {
        let mut seen = BTreeSet::new();
        values.rows.iter().all(|row| seen.insert((&row.key.facet, &row.key.series, &row.key.x)))
    };
    let across_of = |row: &Value| if turned { row.key.series.clone() } else { row.key.x.clone() };
    let is_there =
        |across: &str, stat: Stat| values.rows.iter().any(|row| row.key.stat == stat && across_of(row) == across);
    let columns: Vec<(&String, &[Stat])> = if alone {
        across.iter().map(|across| (across, stats.as_slice())).collect()
    } else {
        let each = |across| stats.chunks(1).map(move |stat| (across, stat));
        across.iter().flat_map(each).filter(|(across, stat): &(&String, &[Stat])| is_there(across, stat[0])).collect()
    };
    let label = |across: &str, stat: &[Stat]| match (stat, across.is_empty()) {
        ([stat], true) if stats.len() > 1 => stat_word(*stat),
        ([stat], false) if stats.len() > 1 => format!("{across}, {}", stat_word(*stat).to_lowercase()),
        _ => across.to_owned(),
    };
    let groups: Any = values
        .facets
        .iter()
        .map(|facet| {
            let columns: Any = columns.iter().map(|(across, stat)| Any::from(label(across, stat))).collect();
            Any::from(BTreeMap::from([("navn", Any::from(facet.as_str())), ("kolonner", columns)]))
        })
        .collect();
    let rows: Any = down
        .iter()
        .map(|down| {
            let cells: Any = values
                .facets
                .iter()
                .flat_map(|facet| columns.iter().map(move |(across, stat)| (facet, across, stat)))
                .map(|(facet, across, stat)| {
                    let (series, x) = if turned { (*across, down) } else { (down, *across) };
                    match stat.iter().find_map(|stat| values.get(facet, series, x, *stat)) {
                        Some(value) => Any::from_object(Number::of(value)),
                        None => Any::from_object(Number::bare(None, Unit::Count)),
                    }
                })
                .collect();
            Any::from(BTreeMap::from([("navn", Any::from(down.as_str())), ("celler", cells)]))
        })
        .collect();
    Any::from(BTreeMap::from([("grupper", groups), ("raekker", rows)]))
}

/// A stat as the head of a column.
pub fn stat_word(stat: Stat) -> String {
    let word = match stat {
        Stat::Count => "Antal",
        Stat::Share => "Andel",
        Stat::Mean => "Gennemsnit",
        Stat::MeanOf(name) => {
            let of = name.text().trim_start_matches("mean_").replace('_', " ");
            return format!("Gns. {of}");
        }
        Stat::Sum => "Sum",
        Stat::Persons => "Personer",
        Stat::PersonYears => "Årspersoner",
        Stat::CumulativeSum => "Akkumuleret",
        Stat::Expected => "Forventet",
        Stat::Value => "Værdi",
        Stat::PaybackYear => "Tjent hjem i år",
        Stat::PaybackTime => "Tid til det er tjent hjem",
        Stat::Effect => "Effekt",
        Stat::RelativeEffect => "Relativ effekt",
        Stat::PresentValue => "Nutidsværdi",
        Stat::CumulativePresentValue => "Akkumuleret nutidsværdi",
        Stat::Base => "Som angivet",
        Stat::Low => "Lav",
        Stat::High => "Høj",
        Stat::Span => "Udsving",
    };
    word.to_owned()
}
